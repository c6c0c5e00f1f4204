"""Canonical names of bodies: the nominative, owners written out in the name and in short in the short name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from extract.document import Mention, Organization, Place
from extract.language.match_text import match_text
from extract.language.morphology import nominative_with_head
from extract.language.noun_chains import Owner
from extract.lexicons.countries import country_by_adjective, country_name, official_name
from extract.stages.organizations.candidates import Body, Finder
from extract.stages.organizations.lexicon import OrganizationEntry, genitive, is_abbreviation

#: abbreviations of states that names keep: `Министерство иностранных дел КНР`
_STATES_IN_SHORT = frozenset({"КНР", "КНДР", "США", "ОАЭ", "ЮАР"})
#: after these an owner stands in another case than the genitive
_LOCATIVE = frozenset({"при", "в", "во", "на", "по", "к", "с", "со", "между"})
#: clipped words of names and what they stand for
_CLIPPED = {
    "Госкомитет": "Государственный комитет",
    "Госслужба": "Государственная служба",
    "Госагентство": "Государственное агентство",
    "Госинспекция": "Государственная инспекция",
    "Погрануправление": "Пограничное управление",
    "погранвойск": "пограничных войск",
    "погранслужбы": "пограничной службы",
    "госконтроля": "государственного контроля",
    "госбезопасности": "государственной безопасности",
    "нацбезопасности": "национальной безопасности",
    "наркоконтроля": "контроля за наркотиками",
    "спецназначения": "специального назначения",
}
_BRACKETS = re.compile(r"\([^()]*\)\s*")
_TOWN = re.compile(r"\bг\.\s*")
_MEMBERS_IN_CAPITALS = re.compile(r"\bГОСУДАРСТВ\s*[-–—]\s*(?:УЧАСТНИКОВ|ЧЛЕНОВ)\b")


@dataclass(eq=False, slots=True)
class Known:
    """A body of the document: what its later mentions are compared with."""

    entity: Organization
    entry: OrganizationEntry | None
    head: str
    own: frozenset[str]
    owner: object
    places: list[int] = field(default_factory=list)
    #: the fullest telling of the name, from which the canonical name is made when all are known
    telling: Body | None = None
    #: its mentions by name
    bodies: list[Body] = field(default_factory=list)
    #: an organ's name as the page has it without the body it belongs to: `на сессии Генеральной Ассамблеи`
    bare: Body | None = None
    #: whether the page names it with its owner too
    owned: bool = False
    #: the lemmas of its name before its parties or its field
    base: tuple[str, ...] = ()


class Naming:
    """Makes the names of one document's bodies; `owner_of` and `done` tell what owns a body and what it became."""

    def __init__(
        self,
        finder: Finder,
        done: dict[int, Known | None],
        owner_of: Callable[[Owner | None], tuple[object, Organization | Place | None]],
    ) -> None:
        self._finder = finder
        self._words = finder.words
        self._entries = finder.lexicon.entries
        self._done = done
        self._owner_of = owner_of

    def tell(self, known: Known, body: Body) -> None:
        """The name of an organ as the text has it, with the form of the owner that the text has."""
        entry = known.entry
        if entry is None:
            return
        if entry.country and body.owner is not None and isinstance(body.owner.value, Mention):
            self._tell_state(known, body)
            return
        if entry.parent and not entry.full:
            known.owned = known.owned or body.owner is not None
            if body.owner is None and body.kind == "lexicon" and known.bare is None:
                known.bare = body
        if entry.country and body.owner is None and body.form == entry.name and known.telling is None:
            entity = known.entity
            entity.name, known.telling = entry.name, body
        if entry.country and body.owner is None and body.form == entry.short and body.form not in known.entity.name:
            known.entity.short_name = entry.short
        of_press = entry.kind == "media"
        if body.form in entry.aliases and body.form.count(" ") > 1 and known.telling is None and not of_press:
            if "погран" not in body.form or "пограничн" in body.form:
                # `Комиссия ООН по наркотическим средствам`: a full name of the text goes before the lexicon's
                known.entity.name, known.telling = body.form, body
            return
        before = known.telling.form if known.telling is not None else ""
        if body.form == entry.name and before in entry.aliases and len(before) < len(entry.name):
            # a shorter name stood before the body's own
            of = self.of_parent(entry, known.entity.parent)
            known.entity.name, known.telling = f"{entry.name} {of}".strip(), None
        if not entry.parent or entry.full or body.owner is None or known.entity.short_name is None:
            return
        if self._finder.language(body.start) == "en":
            self._tell_english_organ(known, entry, body)
            return
        if body.form == entry.name:
            name = self.nominative(body)
        elif is_abbreviation(body.form) and known.telling is None and body.end == body.owner.end:
            surface, _ = self.owner_surface(body)
            if surface is None:
                return
            name = f"{entry.name} {surface}"
        elif body.form in entry.aliases and not is_abbreviation(body.form) and " " not in body.form:
            # `Исполком РАТС`
            known.entity.short_name = self.nominative(body)
            return
        else:
            return
        if entry.short is None or name == known.entity.short_name:
            return
        # in running text rather than in a heading of capitals
        plainer = known.entity.name.isupper() and not name.isupper()
        if known.telling is None or plainer or len(name) > len(known.entity.name):
            known.entity.name = name
            known.telling = body

    def _tell_english_organ(self, known: Known, entry: OrganizationEntry, body: Body) -> None:
        """`Regional Anti-Terrorist Structure of the Shanghai Cooperation Organization`: its owner is told in full."""
        owner = body.owner.value if body.owner is not None else None
        told = isinstance(owner, Body) and owner.form and not is_abbreviation(owner.form)
        if told and entry.short and known.entity.parent is not None and known.entity.parent.short_name:
            known.entity.name = f"{entry.name} {genitive(known.entity.parent.name)}"

    def _tell_state(self, known: Known, body: Body) -> None:
        """A body of one state with the state's name in it: `ФТС России`, `Государственный департамент США`."""
        entry, entity = known.entry, known.entity
        assert entry is not None
        assert body.owner is not None
        told = known.telling
        if told is not None and told.owner is not None and (body.form != entry.name or told.form == entry.name):
            return
        if body.form == entry.name:
            entity.name, known.telling = self.nominative(body), body
        elif body.form in entry.aliases and " " in body.form and not self._names_state(entry):
            entity.name, known.telling = f"{entry.name} {self.tail(body)}", body
        elif is_abbreviation(body.form) and body.end == body.owner.end:
            surface, _ = self.owner_surface(body)
            if surface and surface not in entity.name:
                if not self._names_state(entry):
                    entity.name = f"{entry.name} {self.tail(body)}"
                entity.short_name, known.telling = body.form, body

    @staticmethod
    def _names_state(entry: OrganizationEntry) -> bool:
        """Whether the name of a body of one state says whose it is: `Служба Российской Федерации по ...`."""
        names = (official_name(entry.country or ""), country_name(entry.country or ""))
        return any(genitive(name) in entry.name for name in names if name)

    @staticmethod
    def of_parent(entry: OrganizationEntry, parent: Organization | None) -> str:
        """The genitive of the body to which an organ belongs; the text's form goes before it, see `tell`."""
        if parent is None or entry.full or _names(entry.name, parent):
            return ""
        of = genitive(parent.short_name or parent.name)
        above = parent.parent
        # `Совет РАТС ШОС`
        further = above is not None and above.short_name and above.short_name not in of
        return f"{of} {genitive(above.short_name)}" if further and above and above.short_name else of

    def compose(self, known: Known, done: set[int]) -> None:
        if id(known) in done:
            return
        done.add(id(known))
        self.write_out(known)
        entry, parent = known.entry, known.entity.parent
        if entry is not None and entry.short and entry.parent and parent is not None and parent.short_name:
            both = f"{entry.short} {parent.short_name}"
            if parent.short_name not in entry.short and both not in known.entity.name and both in self._finder.copy:
                # `РАТС ШОС`
                known.entity.short_name = both
        if entry is not None and entry.short is not None and entry.short.isascii():
            self._short_of_page(known, entry)
        if known.bare is not None and not known.owned:
            self._short_as_written(known, known.bare)
        elif known.entry is not None and (known.entry.kind == "state_kind" or known.entry.country or known.entry.full):
            self._short_of_state_body(known)
        if entry is not None and entry.kind == "media" and entry.name[0].isascii():
            # `Кун.уз`: as a page in Russian writes it
            forms = {body.form for body in known.bodies}
            if len(forms) == 1 and not (form := forms.pop())[0].isascii():
                known.entity.short_name = form
        # `УВД Согдийской обл.`
        known.entity.name = known.entity.name.replace(" обл.", " области")
        if known.entry is None:
            self._unclip(known.entity)
        body = known.telling
        if body is None or body.owner is None or body.kind in {"english", "tagger"}:
            return
        if isinstance(body.owner.value, Body):
            owner_known = self._done.get(id(body.owner.value))
            if owner_known is not None:
                self.compose(owner_known, done)
        entity = known.entity
        entity.name = self._union_named(body, entity.name)
        surface, owner = self.owner_surface(body)
        if surface is None or owner is None or surface not in entity.name:
            return
        full, short = self.owner_names(owner, surface)
        owned_by = self._done.get(id(body.owner.value)) if isinstance(body.owner.value, Body) else None
        national = owned_by is not None and owned_by.entry is not None and owned_by.entry.country is not None
        if national and isinstance(owner, Organization) and owner.short_name:
            # `Институт РАН`: the abbreviation of a body of one state needs no state
            short = genitive(owner.short_name) if " " in surface else short
        if isinstance(body.owner.value, Body) and self._told_in_full(self._done.get(id(body.owner.value))):
            full = genitive(owner.name) if full != surface else full
        written = entity.name
        owned_kind = known.entry is not None and known.entry.kind == "state_kind" and isinstance(owner, Organization)
        if known.entry is None or owned_kind:
            before = self._words[body.owner.start - 1]
            if full != surface and before.agreeing and country_by_adjective(before.text):
                # `пресс-служба российского Госнаркоконтроля`: the full name has the state
                written = _replaced(written, f"{before.text} {surface}", surface)
            entity.name = _replaced(written, surface, full)
        told = any(b.form.isupper() or b.form == entity.short_name for b in known.bodies)
        if entity.short_name is None or (owned_kind and not told):
            # as the text has it, where the name writes an abbreviation out
            whole = entity.name != written and " " in surface
            shorter = written if whole else _replaced(written, surface, short)
            entity.short_name = shorter if shorter != entity.name else None

    def _union_named(self, body: Body, name: str) -> str:
        """`Объединённый штаб Организации`, `Совет при Организации`: the organ of the union that is meant."""
        word = self._words[body.owner.start] if body.owner is not None else None
        if word is None or word.lemma != "организация" or body.owner is None or body.owner.end != body.owner.start + 1:
            return name
        _, union = self._owner_of(body.owner)
        short = union.short_name if isinstance(union, Organization) else None
        return _replaced(name, word.text, short) if short and is_abbreviation(short) else name

    @staticmethod
    def _unclip(entity: Organization) -> None:
        """`Главное управление погранвойск`: clipped words in full in the name, as written in the short one."""
        written = entity.name
        words = [_CLIPPED.get(word, word) for word in written.split()]
        if (full := " ".join(words)) != written:
            entity.name, entity.short_name = full, entity.short_name or written

    def write_out(self, known: Known) -> None:
        """A name of a headline in plain letters, and abbreviated states written out: `при Правительстве РТ`."""
        body, entity = known.telling, known.entity
        if body is None or self._finder.language(body.start) != "ru":
            return
        if known.entry is not None and _in_capitals(entity.name):
            if entity.parent is not None and known.entry.parent is not None:
                parent = self._entries[known.entry.parent]
                told = [genitive(name) for name in (entity.parent.name, *parent.names())]
                plain = match_text(entity.name)
                of = next((name for name in told if match_text(name).upper() in plain), told[-1])
                members = _MEMBERS_IN_CAPITALS.search(entity.name)
                of = f"{' '.join(members[0].lower().split())} {of}" if members is not None else of
                entity.name = known.entry.name if known.entry.full else f"{known.entry.name} {of}"
                return
            place = body.owner.value.entity if body.owner and isinstance(body.owner.value, Mention) else None
            tail = self.plain_genitive(body.owner) if isinstance(place, Place) and body.owner else ""
            entity.name = f"{known.entry.name} {tail}".strip()
            return
        for start in range(body.start + 1, body.end):
            ending = self._finder.place_starting.get(start)
            if ending is None or ending[0] > body.end or not isinstance(ending[1].entity, Place):
                continue
            written = self._finder.source[ending[1].start : ending[1].end]
            full = self.state_genitive(ending[1].entity, written)
            nested = start > body.start + 1 and self._words[start - 1].abbreviation
            if full != written and known.entry is not None and not nested:
                entity.name = _replaced(entity.name, written, full)

    def plain_genitive(self, owner: Owner) -> str:
        """A state of a headline in capitals, in the genitive: in full if it is written in full."""
        assert isinstance(owner.value, Mention)
        place = owner.value.entity
        assert isinstance(place, Place)
        full = official_name(place.country) if place.country else None
        return genitive(full if full and owner.end - owner.start > 1 and " " in full else place.name)

    def _short_of_page(self, known: Known, entry: OrganizationEntry) -> None:
        """`СЕЛЕК` on a page that never says `SELEC`: the abbreviation of the page is the short name."""
        told = [body.form for body in known.bodies if is_abbreviation(body.form)]
        if told and known.entity.short_name == entry.short and all(form in entry.aliases for form in told):
            known.entity.short_name = told[0]

    def _short_as_written(self, known: Known, body: Body) -> None:
        """An organ that the page never names with its parent: `Генеральная Ассамблея` is how the page shortens it."""
        entity = known.entity
        english = self._finder.language(body.start) == "en" and known.entry is not None
        written = known.entry.name if english and known.entry is not None else self.nominative(body)
        if entity.short_name is None or not self._in_text(entity.short_name):
            entity.short_name = written if written != entity.name else None

    def _short_of_state_body(self, known: Known) -> None:
        """Where no mention has the abbreviation: the English name of an English page, or the name without the state."""
        entity, entry = known.entity, known.entry
        if entry is None or not known.bodies:
            return
        shorthand = next((body.form for body in known.bodies if body.form.isupper()), None)
        if shorthand is not None:
            entity.short_name = entity.short_name or shorthand
            return
        finder = self._finder
        if entry.full and entry.short is not None and not entry.short.isascii():
            return
        if all(finder.language(body.start) == "en" for body in known.bodies):
            known_short = entry.short is not None and entry.short.isupper() and entry.short not in entry.weak
            if known_short and entity.country and not entry.full:
                # readers know `МВД`
                return
            entity.short_name = max((self.without_brackets(body) for body in known.bodies), key=len)
            return
        if entry.kind != "state_kind":
            return
        bare = next((b for b in known.bodies if b.owner is None and finder.language(b.start) == "ru"), None)
        if bare is not None and not (entity.short_name and any(b.form == entry.short for b in known.bodies)):
            written = bare.form if bare.form in entry.aliases else self.nominative(bare)
            entity.short_name = written if written != entity.name else entity.short_name

    def shorten(self, known: Known) -> None:
        """`МВД РТ` is the short name where the page never leaves the state out; when all names are composed."""
        entity = known.entity
        if known.entry is None or known.entry.kind != "state_kind" or entity.short_name != known.entry.short:
            return
        told = [body for body in known.bodies if body.form == known.entry.short]
        if not told or any(body.owner is None or body.end != body.owner.end for body in told):
            return
        surface, owner = self.owner_surface(told[0])
        if surface is not None and isinstance(owner, Place) and self._finder.language(told[0].start) == "ru":
            entity.short_name = f"{told[0].form} {surface}"

    def department_in_short(self, known: Known) -> None:
        """`Пограничная служба КНБ Казахстана` for the English name of a department; when all names are composed."""
        entry, parent = known.entry, known.entity.parent
        if entry is None or entry.kind != "state_kind" or parent is None or not parent.country:
            return
        english = known.bodies and all(self._finder.language(body.start) == "en" for body in known.bodies)
        short = (parent.short_name or "").split(" ")[0]
        state = country_name(parent.country)
        if english and is_abbreviation(short) and not short.isascii() and state:
            known.entity.short_name = f"{entry.name} {short} {genitive(state)}"

    def _in_text(self, name: str) -> bool:
        return any(word.text == name for word in self._words) if " " not in name else name in self._finder.copy

    @staticmethod
    def _told_in_full(known: Known | None) -> bool:
        """Whether the page writes the name of a body out somewhere, so that its organs bear the full name too."""
        if known is None or known.telling is None:
            return False
        entry = known.entry
        return entry is not None and known.telling.form in {entry.name, entry.core}

    @staticmethod
    def state_genitive(place: Place, written: str) -> str:
        """A state in the genitive for a name: its official name for an abbreviation, which stands for that."""
        if " " not in written and not written.isupper() and written != "РУз" and place.kind == "country":
            # `МВД Белоруссии`, `МВД Киргизии`: the name by which the state is known
            return genitive(place.name)
        if not (written.isupper() or written == "РУз") or len(written) > 4 or written in _STATES_IN_SHORT:
            return written
        full = official_name(place.country) if place.country else None
        return genitive(full or place.name)

    def owner_names(self, owner: Organization | Place, surface: str) -> tuple[str, str]:
        """An owner in the genitive as it stands in the name and in the short name of what it owns."""
        if isinstance(owner, Place):
            # `Посольство РК`: where the body is told in words, the state's abbreviation stands for its full name
            full = self.state_genitive(owner, surface)
            return full, surface if full != surface else genitive(owner.name)
        state = country_name(owner.country) if owner.country else None
        short = owner.short_name
        head = surface.split()[0]
        if state and is_abbreviation(head):
            # `Академия МВД РК`, `Академия МВД`: the state is written out, the abbreviation of its body stays
            rest = surface[len(head) :].strip()
            if not rest or (" " not in rest and (rest.upper() == rest or self._is_state(rest))):
                # also for `МВД Киргизии`; in full if the context has the state so: `от Республики Казахстан – ...`,
                # and for its abbreviation: `Комитет МВД РК`; but Russia's are `ФСБ России`
                official = official_name(owner.country) if owner.country else None
                abbreviated = (rest.isupper() and rest != "РФ") or rest == "РУз"
                told = official is not None and not rest and owner.name.endswith(genitive(official))
                return f"{head} {genitive(official if official and (told or abbreviated) else state)}", surface
            return surface, surface
        name = surface if owner.short_name is None and owner.country is None else genitive(owner.name)
        if short is None:
            return name, surface
        # `МВД Казахстана`: the abbreviation of a kind of body needs its state
        if state and is_abbreviation(short) and " " not in short and " " in surface:
            return name, f"{genitive(short)} {genitive(state)}"
        if is_abbreviation(short) or surface.startswith(short[:3]):
            return name, genitive(short)
        return name, surface

    def _is_state(self, words: str) -> bool:
        """Whether the page names a state with just these words."""
        source = self._finder.source
        return any(
            source[mention.start : mention.end] == words
            and isinstance(mention.entity, Place)
            and mention.entity.kind == "country"
            for mention in self._finder.places.values()
        )

    def owner_surface(self, body: Body) -> tuple[str | None, Organization | Place | None]:
        """The words of the owner as the name has them, if they stand in the genitive, and the owner."""
        owner = body.owner
        if owner is None or owner.start <= body.start or self._words[owner.start - 1].low in _LOCATIVE:
            return None, None
        if self._finder.language(body.start) == "en":
            return None, None
        _, thing = self._owner_of(owner)
        text = self._finder.source[self._words[owner.start].start : self._words[owner.end - 1].end]
        return " ".join(text.split()), thing

    def nominative(self, body: Body) -> str:
        doc = self._finder.doc
        first, last = self._words[body.start].token, self._words[body.end - 1].token
        skipped: set[int] = set()
        if body.chain is not None:
            for start, end in body.chain.brackets:
                if end <= body.end:
                    skipped.update(range(self._words[start].token, self._words[end - 1].token + 1))
        tokens = [token for token in doc[first : last + 1] if token.i not in skipped]
        if body.kind == "tagger":
            name = self._tagger_name(body)
            if name is not None:
                return name
        in_class = body.rule == "organization.quotes_after_class"
        if in_class or not any(token.pos_ for token in tokens):
            # what a class noun names does not decline: `на телеканале «Севимли»`
            if not skipped:
                words = self._words
                return " ".join(self._finder.source[words[body.start].start : words[body.end - 1].end].split())
            if body.kind == "english":
                return self.without_brackets(body)
            return " ".join(" ".join(token.text for token in tokens if not token.is_space).split())
        if body.kind == "lexicon" and body.entries[0].country and body.form == body.entries[0].name:
            # `Жогорку Кенеша Кыргызской Республики`: how the name is in the nominative is known
            tail = self._finder.source[self._words[body.core_end - 1].end : self._words[body.end - 1].end]
            return " ".join((body.form + tail).split())
        text = nominative_with_head(tokens, self._words[body.head].token)
        gathering = body.head_entry is not None and body.head_entry.event
        if gathering and body.core_end > body.head + 2 and self._words[body.head + 1].text == "-":
            # `Форум - совещание руководителей`
            second = self._words[body.head + 2]
            text = _replaced(text, second.text, second.lemma)
        if body.kind == "head" and _in_capitals(text):
            text = self._in_plain_letters(body)
        return text[:1].upper() + text[1:]

    def _in_plain_letters(self, body: Body) -> str:
        """A name of a heading in capitals as it stands in running text; in the nominative, as headings have it."""
        finder = self._finder
        kept: dict[int, str] = {}
        for index in range(body.start, body.end):
            place = finder.place_starting.get(index)
            nested = finder.walker.owners.get(index)
            if place is not None:
                kept.update((i, self._words[i].text.capitalize()) for i in range(index, place[0]))
            elif nested is not None and isinstance(nested.value, Body) and _abbreviated(nested.value):
                kept.update((i, self._words[i].text) for i in range(index, nested.value.core_end))
            elif nested is not None:
                kept.setdefault(index, self._words[index].text.capitalize())
        return " ".join(kept.get(i, self._words[i].low) for i in range(body.start, body.end))

    def _tagger_name(self, body: Body) -> str | None:
        """Names that no dictionary declines: abbreviations as written, agencies of datelines with plain capitals."""
        text = " ".join(self._finder.source[self._words[body.start].start : self._words[body.end - 1].end].split())
        if body.rule == "organization.dateline":
            return " ".join(word.capitalize() for word in text.split()) if " " in text and text.isupper() else text
        word = self._words[body.start]
        return text if word.abbreviation and body.core_end - body.start == 1 else None

    def tail(self, body: Body) -> str:
        """What follows an abbreviation, with abbreviated states written out."""
        text = self._finder.source[self._words[body.core_end].start : self._words[body.end - 1].end]
        text = _BRACKETS.sub("", text)
        owner = body.owner
        if owner is not None and isinstance(owner.value, Mention) and isinstance(owner.value.entity, Place):
            written = self._finder.source[owner.value.start : owner.value.end]
            capitals = written.isupper() and " " in written
            full = self.plain_genitive(owner) if capitals else self.state_genitive(owner.value.entity, written)
            text = _replaced(text, written, full)
        return _TOWN.sub("города ", " ".join(text.split()))

    def without_brackets(self, body: Body) -> str:
        """The words of a name as the page has them, but for shorthands in brackets."""
        words, source = self._words, self._finder.source
        told = source[words[body.start].start : words[body.end - 1].end]
        if body.chain is not None:
            for start, end in body.chain.brackets:
                told = told.replace(source[words[start].start : words[end - 1].end], " ", 1)
        return " ".join(told.split())

    def bare_text(self, body: Body) -> str:
        return self._finder.source[self._words[body.start].start : self._words[body.core_end - 1].end]

    def is_better_told(self, body: Body, before: Body | None) -> bool:
        """Whether a telling says better than one before what the state of a body is called.

        Words before context; of `МВД РТ` and `МВД Таджикистана` the everyday name, which is the page's own.
        """
        if before is not None and before.owner is None:
            state = body.owner.value if body.owner is not None else None
            return isinstance(state, Mention) and not self._finder.source[state.start : state.end].isupper()
        return self._is_state_in_short(before) and not self._is_state_in_short(body)

    def _is_state_in_short(self, body: Body | None) -> bool:
        """Whether the state of an abbreviated body is abbreviated too: `МВД РТ`."""
        if body is None or body.owner is None or not isinstance(body.owner.value, Mention):
            return False
        state = body.owner.value
        return is_abbreviation(body.form) and self._finder.source[state.start : state.end].isupper()

    def is_official_in_english(self, body: Body) -> bool:
        """Whether an English name has the full name of its state: `of the Republic of Moldova`."""
        value = body.owner.value if body.owner is not None else None
        if not isinstance(value, Mention):
            return False
        written = self._finder.copy[value.start : value.end].lower()
        return any(word in written for word in ("republic", "federation", "kingdom"))

    def hosted(self, body: Body, owner: Organization | Place | None) -> str | None:
        """`при Президенте Республики Таджикистан` for an English `under the President of ...`."""
        if body.host is not None and owner is None:
            return f"при {body.host}"
        if body.host is None or not isinstance(owner, Place) or owner.country is None:
            return None
        return f"при {body.host} {genitive(official_name(owner.country) or owner.name)}"

    def below(self, known: Known | None, body: Body) -> Known | None:
        """`ЕВРАЗИЙСКАЯ ЭКОНОМИЧЕСКАЯ КОМИССИЯ / КОЛЛЕГИЯ`: the organ of a body named in full."""
        if known is None or known.telling is not None or known.entry is None or known.entity.parent is None:
            return known
        if self._words[body.start].text.isupper() and known.entity.parent.short_name in known.entity.name.split():
            known.entity.name = f"{known.entry.name} {genitive(known.entity.parent.name)}"
        return known

    def with_owner(
        self, name: str, owner: Organization | Place | None, country: str | None, *, official: bool = False
    ) -> str:
        """A name with what owns it in the genitive; `official` takes the full name of a state."""
        state = owner.country if isinstance(owner, Place) else country if owner is None else None
        if official and state and (full := official_name(state)):
            return f"{name} {genitive(full)}"
        if owner is not None:
            return f"{name} {genitive(owner.name)}"
        if country and (short := country_name(country)):
            return f"{name} {genitive(short)}"
        return name

    @staticmethod
    def press_service(served: Organization) -> Organization:
        """`CARICC press office` by its Russian name, as every page in Russian calls it."""
        short = served.short_name
        state = country_name(served.country) if served.country and short and is_abbreviation(short) else None
        brief = f"Пресс-служба {genitive(short)} {genitive(state) if state else ''}".strip() if short else None
        return Organization(name=f"Пресс-служба {genitive(served.name)}", short_name=brief)


def _replaced(text: str, words: str, by: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", by.replace("\\", ""), text)


def _in_capitals(name: str) -> bool:
    """A name of a heading, whose state may stand below it in plain letters."""
    opening = name.split()[:2]
    return len(opening) > 1 and (name.isupper() or all(word.isupper() and len(word) > _CAPITALS for word in opening))


#: letters of an abbreviation
_CAPITALS = 5


def _abbreviated(body: Body) -> bool:
    return bool(body.form) and is_abbreviation(body.form)


def _names(name: str, parent: Organization | None) -> bool:
    """Whether a name already holds that of its parent."""
    return parent is not None and (
        (parent.short_name or parent.name) in name or parent.name in name or genitive(parent.name) in name
    )


def before_parties(own: tuple[str, ...]) -> tuple[str, ...]:
    """The words of a name before its parties or its field."""
    end = next((i for i, word in enumerate(own) if word in {"между", "в"} and i), len(own))
    return own[:end]
