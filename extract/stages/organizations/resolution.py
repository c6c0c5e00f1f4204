"""Which body a candidate names: lexicon entry, owner, short form, abbreviation; one object for one body."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from extract.document import Mention, Organization, Place
from extract.language.match_text import match_text
from extract.language.morphology import nominative_with_head
from extract.language.noun_chains import Owner
from extract.lexicons.countries import country_by_adjective, country_name, official_name
from extract.stages.organizations.candidates import Body, Finder
from extract.stages.organizations.lexicon import OrganizationEntry, genitive, is_abbreviation, lemmas

#: share of an abbreviation's letters that the initials of a name must give
_INITIALS_NEEDED = 0.6
_DASHES = frozenset("-–—:")
_BARS = frozenset("/|>-–—:")
#: mentions by its own name of a body within another whose organs a page tells of
_OWN_PAGE = 1
#: words between `органами` and the body whose organs they are
_ORGANS_OF = 6
#: mentions of a body of which the page speaks
_MAIN = 3
#: a page's header reaches so many lines
_HEADER_LINES = 8
_BULLETS = frozenset("-–—•*·)")
#: how far an item of a list reaches
_ITEM_WORDS = 40
#: abbreviations of states that names keep: `Министерство иностранных дел КНР`
_STATES_IN_SHORT = frozenset({"КНР", "КНДР", "США", "ОАЭ", "ЮАР"})
#: bodies of one coordination that share an owner
_MOST_JOINED = 6
#: an abbreviation in another language than the name's
_LATIN_SHORT = re.compile(r"[A-Z]{3,7}")
#: letters of an abbreviation that needs no brackets after the name
_LONG = 4
_COLLECTIVE = frozenset(
    ("государство-член", "государство-участник", "государство", "страна", "член", "участник", "участница")
)
#: `узбекская сторона`, `его коллега из Узбекистана`, `Армению представляла служба`
_SIDES = frozenset(("сторона", "делегация"))
_PEOPLE = frozenset(
    ("коллега", "представитель", "эксперт", "делегация", "специалист", "сотрудник", "офицер", "министр")
)
_SPEAKS_FOR = frozenset(("представлять", "представить", "представленный"))
_TURNS = frozenset(
    ("поблагодарить", "благодарить", "признательность", "признательный", "передать", "предложить", "просить")
)
#: departments that a page's header names under the body they belong to
_SERVICES = frozenset(("пресс-служба", "пресс-секретариат", "пресс-центр", "пресс-бюро"))
#: between the entries of a page's menu
_GAP = re.compile(r"\S(?:[ \t]{2,}|[ \t]*[|\t•·][ \t]*)\S")
_ENDINGS = ("", "а", "у", "ом", "е", "ы", "и")
#: a short form points at most so many lines back; beyond, it means the body of which the page speaks most
_NEAR_LINES = 3
#: after these an owner stands in another case than the genitive
_LOCATIVE = frozenset({"при", "в", "во", "на", "по", "к", "с", "со", "между"})


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


class Resolver:
    """Gives every candidate its `Organization`; candidates must come in text order."""

    def __init__(self, finder: Finder, bodies: Sequence[Body]) -> None:
        self._finder = finder
        self._words = finder.words
        self._entries = finder.lexicon.entries
        self._known: dict[object, Known] = {}
        self._order: list[Known] = []
        self._done: dict[int, Known | None] = {}
        #: states that open an item of a list, with the word they open it at
        self._listed: list[tuple[int, str | None]] | None = None
        self._home: str | None = None
        #: states by the word after their name: the word of its beginning and the country
        self._state_ending = {
            last: (first, mention.entity.country)
            for (first, last), mention in finder.places.items()
            if isinstance(mention.entity, Place) and mention.entity.kind == "country" and mention.entity.country
        }
        self._opening: dict[int, list[Body]] = {}
        self._ending: dict[int, list[Body]] = {}
        for body in bodies:
            self._opening.setdefault(body.start, []).append(body)
            self._ending.setdefault(body.end, []).append(body)
        self._bodies = bodies
        #: organs of bodies for which the lexicon has none of their kind
        self._made: dict[str, OrganizationEntry] = {}
        self._lines = [match.start() for match in re.finditer(r"\n", finder.copy)]
        #: full names of states that the page uses, by country
        self._officials: dict[str, str] | None = None
        self._counts: dict[str, int] = {}
        for body in bodies:
            if len(body.entries) == 1 and body.owner is None:
                identifier = body.entries[0].id
                self._counts[identifier] = self._counts.get(identifier, 0) + 1

    def run(self) -> list[tuple[Body, Organization]]:
        """Bodies with their organizations; short forms of nothing are refused."""
        found = []
        for body in self._bodies:
            known = self.resolve(body)
            if known is not None:
                found.append((body, known.entity))
        self._compose_names()
        return found

    # ------------------------------------------------------------------------------------------ canonical names

    def _compose_names(self) -> None:
        """Names of bodies that belong to others: owners written out in the name, in short in the short name."""
        done: set[int] = set()
        for known in self._order:
            self._compose(known, done)

    def _compose(self, known: Known, done: set[int]) -> None:
        if id(known) in done:
            return
        done.add(id(known))
        self._write_out(known)
        entry, parent = known.entry, known.entity.parent
        if entry is not None and entry.short and entry.parent and parent is not None and parent.short_name:
            both = f"{entry.short} {parent.short_name}"
            if parent.short_name not in entry.short and both not in known.entity.name and both in self._finder.copy:
                # `РАТС ШОС`
                known.entity.short_name = both
        if known.bare is not None and not known.owned:
            self._short_as_written(known, known.bare)
        elif known.entry is not None and (known.entry.kind == "state_kind" or known.entry.country or known.entry.full):
            self._short_of_state_body(known)
        body = known.telling
        if body is None or body.owner is None or body.kind in {"english", "tagger"}:
            return
        if isinstance(body.owner.value, Body):
            owner_known = self._done.get(id(body.owner.value))
            if owner_known is not None:
                self._compose(owner_known, done)
        surface, owner = self._owner_surface(body)
        entity = known.entity
        if surface is None or owner is None or surface not in entity.name:
            return
        full, short = self._owner_names(owner, surface)
        if isinstance(body.owner.value, Body) and self._told_in_full(self._done.get(id(body.owner.value))):
            full = genitive(owner.name) if full != surface else full
        written = entity.name
        owned_kind = known.entry is not None and known.entry.kind == "state_kind" and isinstance(owner, Organization)
        if known.entry is None or owned_kind:
            entity.name = _replaced(written, surface, full)
        told = any(b.form.isupper() or b.form == entity.short_name for b in known.bodies)
        if entity.short_name is None or (owned_kind and not told):
            # as the text has it, where the name writes an abbreviation out
            whole = entity.name != written and " " in surface
            shorter = written if whole else _replaced(written, surface, short)
            entity.short_name = shorter if shorter != entity.name else None

    def _write_out(self, known: Known) -> None:
        """A name of a headline in plain letters, and abbreviated states written out: `при Правительстве РТ`."""
        body, entity = known.telling, known.entity
        if body is None or self._finder.language(body.start) != "ru":
            return
        if known.entry is not None and entity.name.isupper() and " " in entity.name:
            if entity.parent is not None and known.entry.parent is not None:
                parent = self._entries[known.entry.parent]
                told = [genitive(name) for name in (entity.parent.name, *parent.names())]
                plain = match_text(entity.name)
                of = next((name for name in told if match_text(name).upper() in plain), told[-1])
                entity.name = known.entry.name if known.entry.full else f"{known.entry.name} {of}"
                return
            place = body.owner.value.entity if body.owner and isinstance(body.owner.value, Mention) else None
            tail = self._plain_genitive(body.owner) if isinstance(place, Place) and body.owner else ""
            entity.name = f"{known.entry.name} {tail}".strip()
            return
        for start in range(body.start + 1, body.end):
            ending = self._finder.place_starting.get(start)
            if ending is None or ending[0] > body.end or not isinstance(ending[1].entity, Place):
                continue
            written = self._finder.source[ending[1].start : ending[1].end]
            full = self._state_genitive(ending[1].entity, written)
            official = official_name(ending[1].entity.country or "")
            if full != written and ending[0] < body.end and official:
                # the state in the middle of a name is written in full: `Агентство Республики Казахстан по ...`
                full = genitive(official)
            nested = start > body.start + 1 and self._words[start - 1].abbreviation
            if full != written and known.entry is not None and not nested:
                entity.name = _replaced(entity.name, written, full)

    def _plain_genitive(self, owner: Owner) -> str:
        """A state of a headline in capitals, in the genitive: in full if it is written in full."""
        assert isinstance(owner.value, Mention)
        place = owner.value.entity
        assert isinstance(place, Place)
        full = official_name(place.country) if place.country else None
        return genitive(full if full and owner.end - owner.start > 1 and " " in full else place.name)

    def _short_as_written(self, known: Known, body: Body) -> None:
        """An organ that the page never names with its parent: `Генеральная Ассамблея` is how the page shortens it."""
        entity = known.entity
        english = self._finder.language(body.start) == "en" and known.entry is not None
        written = known.entry.name if english and known.entry is not None else self._nominative(body)
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
            told = [
                " ".join(finder.source[finder.words[b.start].start : finder.words[b.end - 1].end].split())
                for b in known.bodies
            ]
            entity.short_name = max(told, key=len)
            return
        if entry.kind != "state_kind":
            return
        bare = next((b for b in known.bodies if b.owner is None and finder.language(b.start) == "ru"), None)
        if bare is not None and not (entity.short_name and any(b.form == entry.short for b in known.bodies)):
            written = self._nominative(bare)
            entity.short_name = written if written != entity.name else entity.short_name

    def _in_text(self, name: str) -> bool:
        return any(word.text == name for word in self._words) if " " not in name else name in self._finder.copy

    @staticmethod
    def _told_in_full(known: Known | None) -> bool:
        """Whether the page writes the name of a body out somewhere, so that its organs bear the full name too."""
        if known is None or known.telling is None:
            return False
        entry = known.entry
        return entry is not None and known.telling.form in {entry.name, entry.core}

    def _state_genitive(self, place: Place, written: str) -> str:
        """A state in the genitive for a name: an abbreviation is written out, in full where the page does so."""
        if " " not in written and not written.isupper() and written != "РУз" and place.kind == "country":
            # `МВД Белоруссии`, `МВД Киргизии`: the name by which the state is known
            return genitive(place.name)
        if not (written.isupper() or written == "РУз") or len(written) > 4 or written in _STATES_IN_SHORT:
            return written
        return genitive(self._official(place.country) or place.name)

    def _official(self, country: str | None) -> str | None:
        """The full name of a state, if the page uses it somewhere."""
        if self._officials is None:
            self._officials = {}
            for (first, last), mention in self._finder.places.items():
                place = mention.entity
                if isinstance(place, Place) and place.kind == "country" and place.country and last - first > 1:
                    name = official_name(place.country)
                    if name and " " in name and genitive(name).split()[-1][:4] == self._words[last - 1].text[:4]:
                        self._officials[place.country] = name
        return self._officials.get(country or "")

    def _owner_names(self, owner: Organization | Place, surface: str) -> tuple[str, str]:
        """An owner in the genitive as it stands in the name and in the short name of what it owns."""
        if isinstance(owner, Place):
            full = self._state_genitive(owner, surface)
            return full, surface if full != surface else genitive(owner.name)
        state = country_name(owner.country) if owner.country else None
        short = owner.short_name
        head = surface.split()[0]
        if state and is_abbreviation(head):
            # `Академия МВД РК`, `Академия МВД`: the state is written out, the abbreviation of its body stays
            rest = surface[len(head) :].strip()
            if not rest:
                return f"{head} {genitive(state)}", surface
            if " " not in rest and rest.upper() == rest:
                return f"{head} {genitive(state)}", surface
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

    def _owner_surface(self, body: Body) -> tuple[str | None, Organization | Place | None]:
        """The words of the owner as the name has them, if they stand in the genitive, and the owner."""
        owner = body.owner
        if owner is None or owner.start <= body.start or self._words[owner.start - 1].low in _LOCATIVE:
            return None, None
        _, thing = self._owner(owner)
        text = self._finder.source[self._words[owner.start].start : self._words[owner.end - 1].end]
        return " ".join(text.split()), thing

    def resolve(self, body: Body) -> Known | None:
        if id(body) in self._done:
            return self._done[id(body)]
        self._done[id(body)] = None
        if body.alias_of is not None:
            known = self.resolve(body.alias_of)
            if known is not None and known.entity.short_name is None:
                short = self._bare_text(body)
                known.entity.short_name = short if is_abbreviation(short) else self._nominative(body)
            if known is not None and body.kind == "head":
                self._known.setdefault((self._own_lemmas(body), None), known)
        elif body.kind == "short":
            known = self._short_form(body)
        elif body.kind == "lexicon":
            known = None if body.weak and not self._supported(body) else self._lexicon(body)
        else:
            known = self._unknown(body)
        if known is not None:
            known.places.append(body.start)
            if body.kind == "lexicon":
                known.bodies.append(body)
            country = known.entity.country or body.country
            known.entity.country = country
        self._done[id(body)] = known
        return known

    def _supported(self, body: Body) -> bool:
        """Whether the page names the body of a weak abbreviation in another way, or brackets it."""
        ids = {entry.id for entry in body.entries}
        if any(not o.weak and ids & {e.id for e in o.entries} for o in self._bodies if o is not body):
            return True
        # `ГКНБ, Государственной таможенной службы и ГПС`
        if any(entry.kind == "state_kind" for entry in body.entries) and self._joined_before(body):
            return True
        self._refuse(body, "ambiguous_abbreviation")
        return False

    def _joined_before(self, body: Body) -> bool:
        """Whether a comma or `и` joins the body to a body of a state before it."""
        if body.start < 2 or self._words[body.start - 1].low not in {",", "и"}:
            return False
        return any(
            not o.weak and any(e.kind == "state_kind" for e in o.entries) for o in self._ending.get(body.start - 1, ())
        )

    def _shared_owner(self, body: Body) -> Owner | None:
        """`МИД и МВД Афганистана`: bodies without an owner that are joined to one with a state have its owner."""
        at = body.end
        for _ in range(_MOST_JOINED):
            if at + 1 >= len(self._words) or self._words[at].low not in {",", "и", "and"}:
                return None
            after = next(
                (o for o in self._opening.get(at + 1, ()) if any(e.kind == "state_kind" for e in o.entries)), None
            )
            if after is None:
                return None
            owner = after.owner
            if owner is not None:
                place = isinstance(owner.value, Mention) and isinstance(owner.value.entity, Place)
                return owner if place and owner.start == after.core_end else None
            at = after.end
        return None

    def _joined_state(self, body: Body) -> str | None:
        """`Генеральной прокуратуры и Пограничных войск ГКНБ Таджикистана`: the state of a department joined to it."""
        at = body.end
        for _ in range(_MOST_JOINED):
            if at + 1 >= len(self._words) or self._words[at].low not in {",", "и"}:
                return None
            bodies = [o for o in self._opening.get(at + 1, ()) if o.entries and not o.weak]
            if not bodies:
                return None
            after = max(bodies, key=lambda o: o.end)
            if after.owner is not None and isinstance(after.owner.value, Body):
                known = self.resolve(after.owner.value)
                whose = known is not None and after.owner.end == after.end and after.owner.value.owner is not None
                return known.entity.country if known is not None and whose else None
            if after.owner is not None:
                return None
            at = after.end
        return None

    # ------------------------------------------------------------------------------------------------- owners

    def _owner(self, owner: Owner | None) -> tuple[object, Organization | Place | None]:
        """Key and object of what owns a body."""
        if owner is None:
            return None, None
        if isinstance(owner.value, Mention):
            place = owner.value.entity
            if not isinstance(place, Place):
                return None, None
            return (place.country if place.kind == "country" else ("place", place.name)), place
        if isinstance(owner.value, Body):
            known = self.resolve(owner.value)
            if known is not None:
                return id(known), known.entity
        return None, None

    def _owner_entry(self, owner: Owner | None) -> str | None:
        if owner is not None and isinstance(owner.value, Body):
            known = self.resolve(owner.value)
            if known is not None and known.entry is not None:
                return known.entry.id
        return None

    # ------------------------------------------------------------------------------------------ lexicon bodies

    def _lexicon(self, body: Body) -> Known | None:
        entry = self._choose(body)
        if entry is None:
            return self._unknown(body)
        if entry.kind == "state_kind":
            return self._state_body(body, entry)
        _, owner = self._owner(body.owner)
        if entry.country and owner is not None and owner.country not in {entry.country, None}:
            # `Госнаркоконтроль Таджикистана`: a name that another state uses too
            return self._unknown(body)
        owner_id = self._owner_entry(body.owner)
        if entry.parent and owner_id and owner_id not in self._line(entry):
            return self._unknown(body)
        known = self.entry_known(entry)
        self._tell(known, body)
        return known

    def _tell(self, known: Known, body: Body) -> None:
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
        if body.form in entry.aliases and body.form.count(" ") > 1 and known.telling is None:
            # `Комиссия ООН по наркотическим средствам`: a full name of the text goes before the lexicon's
            known.entity.name, known.telling = body.form, body
            return
        if not entry.parent or entry.full or body.owner is None or known.entity.short_name is None:
            return
        if body.form == entry.name:
            name = self._nominative(body)
        elif is_abbreviation(body.form) and known.telling is None and body.end == body.owner.end:
            surface, _ = self._owner_surface(body)
            if surface is None:
                return
            name = f"{entry.name} {surface}"
        elif body.form in entry.aliases and not is_abbreviation(body.form) and " " not in body.form:
            # `Исполком РАТС`
            known.entity.short_name = self._nominative(body)
            return
        else:
            return
        if entry.short is None or name == known.entity.short_name:
            return
        if known.telling is None or len(name) > len(known.entity.name):
            known.entity.name = name
            known.telling = body

    def _tell_state(self, known: Known, body: Body) -> None:
        """A body of one state with the state's name in it: `ФТС России`, `Государственный департамент США`."""
        entry, entity = known.entry, known.entity
        assert entry is not None
        assert body.owner is not None
        if body.form == entry.name and known.telling is None:
            entity.name, known.telling = self._nominative(body), body
        elif is_abbreviation(body.form) and known.telling is None and body.end == body.owner.end:
            surface, _ = self._owner_surface(body)
            if surface and surface not in entity.name:
                entity.name = f"{entry.name} {self._tail(body)}"
                entity.short_name = f"{body.form} {surface}"

    def _line(self, entry: OrganizationEntry) -> set[str]:
        """Ids of a body and of all it belongs to."""
        line = {entry.id}
        while entry.parent:
            line.add(entry.parent)
            entry = self._entries[entry.parent]
        return line

    def _choose(self, body: Body) -> OrganizationEntry | None:
        """The entry meant, if a name has several (`СМИД`, `Совет Безопасности`)."""
        entries = body.entries
        owner_id = self._owner_entry(body.owner)
        if owner_id:
            fitting = [e for e in entries if e.parent == owner_id] or [
                e for e in entries if owner_id in self._line(e) or e.kind == "state_kind"
            ]
            if not fitting and len(entries) == 1 and not entries[0].parent:
                return entries[0]
            return fitting[0] if fitting else self._organ_of(entries, owner_id)
        if body.owner is not None:
            fitting = [e for e in entries if e.kind == "state_kind" or e.country]
            return fitting[0] if fitting else (entries[0] if len(entries) == 1 else None)
        if len(entries) == 1:
            return entries[0]
        ids = {e.id for e in entries}
        names = {e.name for e in entries if e.parent}
        if any(e.kind == "state_kind" for e in entries) and body.owner is None and self._owned_by_state(ids):
            names = set()
            ids = {e.id for e in entries if e.kind == "state_kind"}
        recent = self._nearest(lambda k: k.entry is not None and (k.entry.id in ids or k.entry.name in names))
        if recent is not None:
            return recent.entry
        states = [e for e in entries if e.kind == "state_kind"]
        if states and (body.country or self._owned_by_state(ids)):
            return states[0]
        parents = [e for e in entries if e.parent]
        if parents:
            best = max(parents, key=lambda e: self._counts.get(e.parent or "", 0))
            force = self._in_force()
            nearer = self._counts.get(best.parent or "", 0) >= _OWN_PAGE and force in self._line(best)
            if force and not nearer and all(e.parent != force for e in parents):
                made = self._organ_of(entries, force)
                if made is not None:
                    return made
            if self._counts.get(best.parent or "", 0):
                return best
        return states[0] if states else (entries[0] if entries[0].sole or not entries[0].parent else None)

    def _owned_by_state(self, ids: set[str]) -> bool:
        """Whether the page names one of these bodies with its state: `Совбез КР` somewhere, `Совбез` here."""
        return any(
            body.owner is not None and isinstance(body.owner.value, Mention) and ids & {e.id for e in body.entries}
            for body in self._bodies
        )

    def _organ_of(self, entries: Sequence[OrganizationEntry], owner_id: str) -> OrganizationEntry | None:
        """`СМИД` of a body for which the lexicon has none: a kind of organ that several bodies have."""
        organs = [e for e in entries if e.parent and not e.full]
        owner = self._entries[owner_id]
        if owner.kind != "body" or owner.parent or owner.country or len({e.parent for e in organs}) < 2:
            return None
        kind = organs[0]
        made_id = f"{owner_id}.{kind.id}"
        if made_id not in self._made:
            update = {"id": made_id, "parent": owner_id, "wikidata": None, "nested_only": False}
            self._made[made_id] = kind.model_copy(update=update)
        return self._made[made_id]

    def _in_force(self) -> str | None:
        """Id of the international body that the page is about; the United Nations only where no other is."""
        best: tuple[float, str] | None = None
        for identifier, count in self._counts.items():
            entry = self._entries[identifier]
            if entry.kind != "body" or entry.parent or entry.country:
                continue
            weight = count * (0.3 if identifier == "un" else 1.0)
            if best is None or weight > best[0]:
                best = weight, identifier
        return best[1] if best else None

    def entry_known(self, entry: OrganizationEntry) -> Known:
        """The document's object for a body of the lexicon, with the bodies it belongs to."""
        known = self._known.get(entry.id)
        if known is None:
            parent = self.entry_known(self._entries[entry.parent]).entity if entry.parent else None
            entity = Organization(
                name=entry.name, short_name=entry.short, wikidata=entry.wikidata, parent=parent, country=entry.country
            )
            if parent is not None and not entry.full and not _names(entry.name, parent):
                # the parent's form is the text's where a mention has one, see `_tell`
                of = genitive(parent.short_name or parent.name)
                above = parent.parent
                if above is not None and above.short_name and above.short_name not in of:
                    # `Совет РАТС ШОС`
                    of = f"{of} {genitive(above.short_name)}"
                entity.name = f"{entry.name} {of}"
                short = entry.short or entry.name
                if entry.short is None or self._shared(entry):
                    entity.short_name = short if of in short else f"{short} {of}"
            known = Known(entity, entry, self._head_of(lemmas(entry.name)), frozenset(lemmas(entry.name)), None)
            self._known[entry.id] = known
            self._order.append(known)
        return known

    def _shared(self, entry: OrganizationEntry) -> bool:
        return any(e.short == entry.short and e is not entry for e in self._entries.values())

    def _state_body(self, body: Body, entry: OrganizationEntry) -> Known:
        """A kind of body (`МИД`) of the state or body that owns it; without an owner the nearest one named before."""
        key, owner = self._owner(body.owner)
        if key is None and body.country:
            key = body.country
        shared = self._shared_owner(body) if key is None and body.owner is None else None
        if shared is not None:
            key, owner = self._owner(shared)
        if key is None and body.owner is None and (joined := self._joined_state(body)) is not None:
            key = body.country = joined
        if key is None and body.owner is None:
            listed = self._listed_state(body) or self._state_after(body) or self._context_state(body)
            recent = None if listed else self._same_kind(body, entry)
            if recent is not None:
                return recent
            body.country = listed or self._home_state()
            key = body.country
        if key is None:
            recent = self._same_kind(body, entry)
            if recent is not None:
                return recent
        written = body.form in {entry.name, entry.core}
        name = self._nominative(body) if written else entry.name
        if shared is not None:
            name = self._of(name, owner, None)
        elif not written:
            russian = self._finder.language(body.start) == "ru"
            name = (
                f"{entry.name} {self._tail(body)}"
                if body.extended and russian
                else self._of(entry.name, owner, body.country, official=self._english_official(body))
            )
            if (hosted := self._hosted(body, owner)) is not None:
                name = f"{entry.name} {hosted}"
        elif owner is None and body.country:
            name = self._of(name, None, body.country)
        # branches of one body in two regions are two bodies
        identity = (entry.id, key, *self._further_owners(body))
        known = self._known.get(identity)
        if known is None and key is not None:
            # `МИД` in the headline, `МИД Казахстана` in the body
            known = self._known.pop((entry.id, None), None)
            if known is not None:
                self._known[identity] = known
                known.owner = key
                known.entity.name = name
                known.telling = body
        if known is None:
            entity = Organization(name=name, short_name=entry.short)
            own = frozenset(lemmas(entry.name))
            known = Known(entity, entry, self._head_of(lemmas(entry.name)), own, key, telling=body)
            self._known[identity] = known
            self._order.append(known)
        elif (written or body.host) and body.owner is not None and len(name) > len(known.entity.name):
            known.entity.name = name
            known.telling = body
        self._own(known.entity, owner)
        known.entity.country = known.entity.country or body.country or entry.country
        return known

    def _state_after(self, body: Body) -> str | None:
        """`в Службе государственной безопасности республики`: the state named last in the sentence."""
        words = self._words
        if body.end >= len(words) or words[body.end].low not in {"республики", "страны"}:
            return None
        for index in range(body.start, 0, -1):
            if words[index].sentence != words[body.start].sentence:
                return None
            if index in self._state_ending:
                return self._state_ending[index][1]
        return None

    def _context_state(self, body: Body) -> str | None:
        """The state whose side the body's sentence speaks of before it names the body without its state."""
        words = self._words
        index = body.start - 1
        while index >= 0 and words[index].sentence == words[body.start].sentence:
            place = self._state_ending.get(index + 1)
            if place is not None:
                first, country = place
                return country if self._sides(first, index + 1, body.start) else None
            named = words[index - 1] if words[index].lemma in _SIDES and index else None
            if index and words[index - 1].low in {"с", "со"} and words[index + 1].text == "-":
                # `с узбекской стороны ..., с таджикской - ...`
                named = words[index]
            side = country_by_adjective(named.text) if named is not None and named.agreeing else None
            if side is not None and index > 1 and words[index - 2].low in {"у", "к"}:
                # `запросим у китайской стороны`: the other side
                return None
            if side is not None:
                return side if not self._turned_to(index + 1, body.start) else None
            index -= 1
        return None

    def _sides(self, first: int, end: int, stop: int) -> bool:
        """Whether a state is the side that speaks, sends or is spoken for: words `[first, end)` name it."""
        words = self._words
        before = words[first - 1] if first and words[first - 1].sentence == words[first].sentence else None
        while before is not None and before.text in {"-", "*", "•"}:
            first -= 1
            before = words[first - 1] if first and words[first - 1].sentence == words[first].sentence else None
        after = words[end] if end < len(words) else None
        if before is not None and before.low in {"от", "из"} and (before.first or words[first - 2].lemma in _PEOPLE):
            return True
        if after is not None and after.lemma in _SPEAKS_FOR:
            return True
        subject = before is None or (before.text in {")", "."} and not before.first)
        return subject and after is not None and after.pos == "VERB" and not self._turned_to(end, stop)

    def _turned_to(self, first: int, stop: int) -> bool:
        """Whether a verb between turns to the other side: `поблагодарила МВД`."""
        return any(self._words[i].lemma in _TURNS for i in range(first, stop))

    def _listed_state(self, body: Body) -> str | None:
        """The state whose item of a list the body stands in: `- Индия – секретарь Минфина`, `от Армении – МЧС`."""
        if self._listed is None:
            words = self._words
            self._listed = []
            for (first, last), mention in sorted(self._finder.places.items()):
                place = mention.entity
                if not isinstance(place, Place) or place.kind != "country" or last >= len(words):
                    continue
                before = words[first - 1].low if first else ""
                opens = first == 0 or self._line_of(first - 1) != self._line_of(first) or before in _BULLETS
                if words[last].text in _DASHES and (opens or before == "от"):
                    self._listed.append((first, place.country))
        at = bisect_left(self._listed, (body.start, "")) - 1
        if at < 0:
            return None
        first, country = self._listed[at]
        near = body.start - first < _ITEM_WORDS and self._line_of(first) == self._line_of(body.start)
        return country if near else None

    def _home_state(self) -> str | None:
        """The state of all bodies of states that the page names with theirs, if it is one and named more than once."""
        if self._home is None:
            found: list[str] = []
            for body in self._bodies:
                owner = body.owner.value if body.owner is not None else None
                place = owner.entity if isinstance(owner, Mention) else None
                if isinstance(place, Place) and place.country:
                    found.append(place.country)
                elif body.country and all(e.country is None for e in body.entries):
                    found.append(body.country)
            most = Counter(found).most_common(2)
            clear = len(most) == 1 or (len(most) > 1 and most[0][1] > 2 * most[1][1])
            one = most[0][0] if clear else ""
            sure = len(most) == 1 and len(found) > 1
            self._home = one if sure or (one and one == self._most_named_state()) else ""
        return self._home or None

    def _most_named_state(self) -> str | None:
        """The state that the page names more often than any other."""
        counts = Counter(country for _, country in self._state_ending.values()).most_common(2)
        return counts[0][0] if counts and (len(counts) < 2 or counts[0][1] > counts[1][1]) else None

    def _same_kind(self, body: Body, entry: OrganizationEntry) -> Known | None:
        """`МВД` alone: the one of the same paragraph, else the one of which the page speaks most."""
        known = [k for k in self._order if k.places and k.entry is entry]
        if not known:
            return None
        line = self._line_of(body.start)
        here = [k for k in known if self._line_of(k.places[-1]) == line]
        if here:
            return max(here, key=lambda k: k.places[-1])
        return max(known, key=lambda k: (len(k.places), -k.places[0]))

    def _line_of(self, word: int) -> int:
        return bisect_left(self._lines, self._words[word].start)

    def _further_owners(self, body: Body) -> list[object]:
        return [self._owner(owner)[0] for owner in body.chain.owners[1:]] if body.chain is not None else []

    def _tail(self, body: Body) -> str:
        """What follows an abbreviation, with abbreviated states written out."""
        text = self._finder.source[self._words[body.core_end].start : self._words[body.end - 1].end]
        owner = body.owner
        if owner is not None and isinstance(owner.value, Mention) and isinstance(owner.value.entity, Place):
            written = self._finder.source[owner.value.start : owner.value.end]
            text = _replaced(text, written, self._state_genitive(owner.value.entity, written))
        return " ".join(text.split())

    def _english_official(self, body: Body) -> bool:
        """Whether an English name has the full name of its state: `of the Republic of Moldova`."""
        value = body.owner.value if body.owner is not None else None
        if not isinstance(value, Mention):
            return False
        written = self._finder.copy[value.start : value.end].lower()
        return any(word in written for word in ("republic", "federation", "kingdom"))

    def _hosted(self, body: Body, owner: Organization | Place | None) -> str | None:
        """`при Президенте Республики Таджикистан` for an English `under the President of ...`."""
        if body.host is None or not isinstance(owner, Place) or owner.country is None:
            return None
        return f"при {body.host} {genitive(official_name(owner.country) or owner.name)}"

    def _of(self, name: str, owner: Organization | Place | None, country: str | None, *, official: bool = False) -> str:
        if official and isinstance(owner, Place) and owner.country and (full := official_name(owner.country)):
            return f"{name} {genitive(full)}"
        if owner is not None:
            return f"{name} {genitive(owner.name)}"
        if country and (short := country_name(country)):
            return f"{name} {genitive(short)}"
        return name

    @staticmethod
    def _own(entity: Organization, owner: Organization | Place | None) -> None:
        if isinstance(owner, Organization):
            if owner is not entity:
                entity.parent = entity.parent or owner
                entity.country = entity.country or owner.country
        elif owner is not None:
            entity.country = entity.country or owner.country

    # -------------------------------------------------------------------------------------------- other bodies

    def _unknown(self, body: Body) -> Known | None:
        """A body that no lexicon knows: the same words and the same owner are the same body."""
        owner_id = self._owner_entry(body.owner)
        own = self._own_lemmas(body)
        if owner_id:
            entry = self._finder.lexicon.organ(own, owner_id)
            if entry is None:
                organs = [e for (name, _), e in self._finder.lexicon.organs.items() if name == own]
                entry = self._organ_of(organs, owner_id) if organs else None
            if entry is not None:
                organ = self.entry_known(entry)
                self._tell_organ(organ, body)
                return organ
        key, owner = self._owner(body.owner)
        kind = self._state_kinds().get(own) if isinstance(owner, Place) and body.kind == "head" else None
        if kind is not None:
            # `Агентство РК по финансовому мониторингу` is `Агентство по финансовому мониторингу Казахстана`
            body.form = kind.name
            return self._state_body(body, kind)
        listed = self._listed_state(body) if body.kind == "head" and body.owner is None and not body.country else None
        if listed:
            body.country = key = listed
        words = frozenset(own)
        lemma = body.lemma or self._head_of(own)
        if key is None and body.kind == "head":
            recent = self._nearest(lambda k: k.head == lemma and words <= k.own)
            if recent is not None:
                return recent
        if key is None and body.kind in {"tagger", "quoted", "english"}:
            recent = self._nearest(lambda k: words == k.own)
            if recent is None and body.kind == "english" and len(words) > 1:
                # `the Border Service` after `Border Service of the Republic of ...`
                recent = self._nearest(
                    lambda k: words < k.own and k.telling is not None and k.telling.kind == "english"
                )
            if recent is not None:
                return recent
        identity = (own, key)
        known = self._known.get(identity)
        if known is None and key is not None:
            known = self._known.pop((own, None), None)
            if known is not None:
                known.entity.name = self._nominative(body)
                known.telling = body
                self._known[identity] = known
        if known is None:
            name = self._nominative(body)
            organization = Organization(name=name)
            if listed:
                organization = Organization(name=self._of(name, None, listed), short_name=name)
            known = Known(organization, None, lemma, words, key, telling=body)
            self._known[identity] = known
            self._order.append(known)
        elif body.owner is not None and key is not None and self._fuller(body, known):
            known.entity.name = self._nominative(body)
            known.telling = body
        self._own(known.entity, owner)
        return known

    def _state_kinds(self) -> dict[tuple[str, ...], OrganizationEntry]:
        """Kinds of state bodies by the lemmas of their names."""
        lexicon = self._finder.lexicon
        if not lexicon.state_kinds:
            for entry in lexicon.entries.values():
                if entry.kind == "state_kind":
                    for name in entry.names():
                        if name.count(" ") > 1:
                            lexicon.state_kinds.setdefault(lemmas(name), entry)
        return lexicon.state_kinds

    def _tell_organ(self, known: Known, body: Body) -> None:
        """`Совет Региональной антитеррористической структуры ШОС`: an organ by the words of the page."""
        known.owned = True
        name = self._nominative(body)
        if known.telling is None and not name.isupper():
            composed = known.entity.name
            known.entity.name, known.telling = name, body
            known.entity.short_name = composed if composed != name else known.entity.short_name

    def _fuller(self, body: Body, known: Known) -> bool:
        """Whether a later telling names the same owner in full: `Полиция РА`, `Полиция Республики Армения`."""
        return known.entry is None and body.kind == "head" and len(self._nominative(body)) > len(known.entity.name)

    def _short_form(self, body: Body) -> Known | None:
        """`Организация`, `Секретариат`: the nearest body before with this head; else an organ of the page's body."""
        lemma = body.lemma
        opening = self._words[body.start].first

        def fits(known: Known) -> bool:
            entry = known.entry
            if entry is not None and any(lemmas(form) == (lemma,) for form in entry.short_forms):
                return True
            owned = lemma == "секретариат" or (known.owner is not None and known.entry is None)
            owned = owned or (entry is not None and entry.nested_only)
            return known.head == lemma and len(known.own) > (0 if owned else 1)

        told = self._told_organ(body)
        if told is not None:
            return told
        preceding = [k for k in self._order if k.places and fits(k)]
        plain = [k for k in preceding if k.own == {lemma} and k.entry is not None]
        if plain:
            # `Совет` on a page that calls one body just so
            preceding = plain
        if lemma == "организация" and preceding:
            return max(preceding, key=lambda k: (len(k.places), k.places[-1]))
        if preceding:
            near = [k for k in preceding if self._line_of(k.places[-1]) >= self._line_of(body.start) - _NEAR_LINES]
            if near:
                # the body of which the page speaks, not one named once in passing
                main = max(near, key=lambda k: len(k.places))
                if len(main.places) >= _MAIN and all(k is main or len(k.places) * 2 <= len(main.places) for k in near):
                    return main
                return max(near, key=lambda k: (k.places[-1], k.head == lemma))
            return max(preceding, key=lambda k: (len(k.places), k.places[-1]))
        entry = body.head_entry
        if lemma in _SERVICES and (served := self._service_of(body)) is not None:
            return served
        if entry is None or not entry.alone:
            self._refuse(body, "no_antecedent")
            return None
        organ = self._organ_in_force(lemma)
        if organ is not None:
            return self.entry_known(organ)
        if lemma == "организация":
            later = [i for i in self._counts if any(lemmas(f) == (lemma,) for f in self._entries[i].short_forms)]
            if later and not opening:
                return self.entry_known(self._entries[max(later, key=lambda i: self._counts[i])])
        if opening or entry.weak or not entry.strong:
            self._refuse(body, "no_antecedent")
            return None
        body.kind = "head"
        return self._unknown(body)

    def _told_organ(self, body: Body) -> Known | None:
        """`Органами РАТС являются Совет и Исполнительный комитет`: the organ of the body named with `орган`."""
        words = self._words
        for index in range(body.start - 1, max(body.start - 3 * _ORGANS_OF, -1), -1):
            if words[index].sentence != words[body.start].sentence:
                return None
            if words[index].lemma != "орган":
                continue
            for at in range(index + 1, min(index + _ORGANS_OF, body.start)):
                for owner in self._opening.get(at, ()):
                    known = self.resolve(owner)
                    if known is None or known.entry is None:
                        continue
                    organ = self._finder.lexicon.organ((body.lemma,), known.entry.id)
                    return self.entry_known(organ) if organ is not None else None
        return None

    def _service_of(self, body: Body) -> Known | None:
        """`Пресс-служба` on a line of its own under the name of a body: that body's."""
        words = self._words
        line = self._line_of(body.start)
        same_line = body.end < len(words) and self._line_of(body.end) == line and words[body.end].text not in _BARS
        begins = self._lines[line - 1] + 1 if line else 0
        menu = _GAP.search(self._finder.copy, begins, words[body.start].start)
        if same_line or menu or line > _HEADER_LINES:
            return None
        above = [k for k in self._order if k.places and line - 2 <= self._line_of(k.places[-1]) <= line]
        owner = next((k for k in reversed(above) if k.entry is None or k.entry.kind != "media"), None)
        if owner is None:
            return None
        self._write_out(owner)
        name = self._nominative(body)
        entity = Organization(name=f"{name} {genitive(owner.entity.name)}", parent=owner.entity)
        entity.country = owner.entity.country
        short = owner.entity.short_name
        if short is not None:
            state = country_name(entity.country) if entity.country and is_abbreviation(short) else None
            surface = owner.entity.name.rsplit(owner.entry.name, 1)[-1].strip() if owner.entry is not None else ""
            tail = surface or (genitive(state) if state else "")
            entity.short_name = f"{name} {short} {tail}".strip() if state else f"{name} {genitive(short)}"
        known = Known(entity, None, body.lemma, frozenset((body.lemma,)), id(owner))
        self._known[(body.lemma,), id(owner)] = known
        self._order.append(known)
        return known

    def _organ_in_force(self, lemma: str) -> OrganizationEntry | None:
        """`Секретариат` on a page about one organization."""
        organs = [e for (name, _), e in self._finder.lexicon.organs.items() if name == (lemma,) and not e.nested_only]
        force = self._in_force()
        if force is not None and all(e.parent != force for e in organs):
            made = self._organ_of(organs, force)
            if made is not None:
                return made
        own = [e for e in organs if e.parent == force]
        if own:
            return own[0]
        present = [e for e in organs if self._counts.get(e.parent or "", 0)]
        return max(present, key=lambda e: self._counts[e.parent or ""]) if present else None

    # ------------------------------------------------------------------------------------------------- helpers

    def _nearest(self, fits) -> Known | None:  # type: ignore[no-untyped-def]
        found = [k for k in self._order if k.places and fits(k)]
        return max(found, key=lambda k: k.places[-1]) if found else None

    def _refuse(self, body: Body, reason: str) -> None:
        self._finder.refuse(body.rule, reason, body.start, body.end)

    def _head_of(self, own: Sequence[str]) -> str:
        """The head noun among the lemmas of a name."""
        return next((w for w in own if w in self._finder.lexicon.heads), own[0] if own else "")

    def _own_lemmas(self, body: Body) -> tuple[str, ...]:
        """Lemmas of the body's own words: no owners, no brackets, no `государств - членов`."""
        skipped: set[int] = set()
        if body.chain is not None:
            for owner in body.chain.owners:
                skipped.update(range(owner.start, owner.end))
            for start, end in body.chain.brackets:
                skipped.update(range(start, end))
        own = []
        for index in range(body.start, body.end):
            word = self._words[index]
            if index in skipped or not word.text[:1].isalnum():
                continue
            if word.lemma in _COLLECTIVE or word.low.startswith(("государств-", "стран-")):
                continue
            own.append(word.lemma)
        return tuple(own)

    def _nominative(self, body: Body) -> str:
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
        if not any(token.pos_ for token in tokens):
            if not skipped:
                words = self._words
                return " ".join(self._finder.source[words[body.start].start : words[body.end - 1].end].split())
            return " ".join(" ".join(token.text for token in tokens if not token.is_space).split())
        text = nominative_with_head(tokens, self._words[body.head].token)
        return text[:1].upper() + text[1:]

    def _tagger_name(self, body: Body) -> str | None:
        """Names that no dictionary declines: abbreviations as written, agencies of datelines with plain capitals."""
        text = " ".join(self._finder.source[self._words[body.start].start : self._words[body.end - 1].end].split())
        if body.rule == "organization.dateline":
            return " ".join(word.capitalize() for word in text.split()) if " " in text and text.isupper() else text
        word = self._words[body.start]
        return text if word.abbreviation and body.core_end - body.start == 1 else None

    def _bare_text(self, body: Body) -> str:
        return self._finder.source[self._words[body.start].start : self._words[body.core_end - 1].end]


def _replaced(text: str, words: str, by: str) -> str:
    return re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", by.replace("\\", ""), text)


def _names(name: str, parent: Organization | None) -> bool:
    """Whether a name already holds that of its parent."""
    return parent is not None and (
        (parent.short_name or parent.name) in name or parent.name in name or genitive(parent.name) in name
    )


def initials_fit(abbreviation: str, words: Sequence[str]) -> float:
    """Share of the abbreviation's letters that the initials of `words` give, in order."""
    letters = [c for c in abbreviation.upper() if c.isalpha()]
    initials = [part[0].upper() for word in words for part in word.split("-") if part[:1].isalpha()]
    if not letters:
        return 0.0
    row = [0] * (len(initials) + 1)
    for letter in letters:
        previous = 0
        for i, initial in enumerate(initials, 1):
            above = row[i]
            row[i] = previous + 1 if letter == initial else max(row[i], row[i - 1])
            previous = above
    return row[-1] / len(letters)


def bind_aliases(finder: Finder, bodies: list[Body]) -> list[Body]:
    """Bodies of bracketed abbreviations and of their other occurrences, bound to the names that they follow."""
    words = finder.words
    bound: dict[str, Body] = {}
    added: list[Body] = []
    by_start = {(body.start, body.end): body for body in bodies}
    ends = {body.end: body for body in sorted(bodies, key=lambda b: -b.start)}
    starts = {body.start: body for body in bodies}
    before = _before_brackets(bodies)
    for index, word in enumerate(words):
        if word.text != "(":
            continue
        close = finder.walker.bracket(index)
        if close is None:
            inner, outer = starts.get(index + 1), ends.get(index)
            heads = inner and outer and inner.kind == outer.kind == "head" and inner.end < len(words)
            if inner and heads and words[inner.end].text == ")":
                # `Агентство по ... (Антикоррупционная служба)`: the other name of one body
                inner.alias_of = outer
            continue
        first = next((i for i in range(index + 1, close - 1) if words[i].text[:1].isupper()), None)
        if first is None:
            continue
        last = close - 1
        while last > first and words[last - 1].text == '"':
            last -= 1
        text = finder.text(first, last)
        there = by_start.get((first, last))
        named = {entry.id for entry in there.entries} if there is not None else set()
        target = _target(finder, before.get(index, []), index, text, named)
        if target is None and there is None:
            target = _foreign_target(finder, ends.get(index), text)
        if target is None:
            continue
        if there is not None:
            if {e.id for e in there.entries} & {e.id for e in target.entries} or there is target:
                continue
            there.alias_of = target
        else:
            alias = _alias(first, last, target, "organization.bracketed_abbreviation")
            alias.head = finder.noun_of(first, last)
            added.append(alias)
        if last - first == 1 and text not in bound:
            bound[text] = target
    for text, target in _initials_of(finder, bodies):
        bound.setdefault(text, target)
    if not bound:
        return added
    taken = {body.start: body for body in (*bodies, *added)}
    inside = {i for body in bodies if body.kind == "lexicon" for i in range(body.start + 1, body.end)}
    for index, word in enumerate(words):
        name = next((a for a in bound if word.text.startswith(a) and word.text[len(a) :] in _ENDINGS), None)
        if name is None:
            continue
        there = taken.get(index)
        if there is not None:
            if there.alias_of is None and there.core_end == index + 1 and there.start <= index:
                there.alias_of = bound[name]
            continue
        if index in inside:
            continue
        body = _alias(index, index + 1, bound[name], "organization.abbreviation_of_the_page")
        chain = finder.walker.chain(index, index + 1, takes=frozenset())
        if chain.owners and chain.owners[0].start == index + 1:
            body.chain, body.end = chain, chain.end
        added.append(body)
    return added


def _initials_of(finder: Finder, bodies: Sequence[Body]) -> Iterator[tuple[str, Body]]:
    """Abbreviations without brackets: all letters of `СБНОН` open the words of a long name that the page gives."""
    unknown = {w.text for w in finder.words if w.text.isupper() and w.text.isalpha() and _LONG <= len(w.text) <= 10}
    if not unknown:
        return
    for body in bodies:
        if body.kind not in {"head", "english"} or body.core_end is None or body.end - body.start < _LONG:
            continue
        end = body.owner.start if body.owner is not None and body.owner.start > body.head else body.end
        words = [w.text for w in finder.words[body.start : end] if w.text.isalpha() or "-" in w.text]
        initials = "".join(part[0].upper() for word in words for part in word.split("-") if len(part) > 2)
        for text in unknown:
            if initials == text or "".join(word[0].upper() for word in words) == text:
                yield text, body


def _alias(start: int, end: int, target: Body, rule: str) -> Body:
    return Body(start=start, end=end, core_end=end, head=start, rule=rule, kind="alias", alias_of=target)


def _target(finder: Finder, bodies: Sequence[Body], bracket: int, text: str, named: set[str]) -> Body | None:
    """The name that a bracketed abbreviation shortens; `named` are the lexicon's bodies of that abbreviation."""
    best: tuple[bool, float, bool, int] | None = None
    chosen: Body | None = None
    for body in bodies:
        end = min(body.end, bracket)
        score = initials_fit(text, [w.text for w in finder.words[body.start : end]])
        if score < _INITIALS_NEEDED:
            continue
        # of equally fitting names the one whose length is nearest to the abbreviation's, else the longest
        initial = finder.words[body.start].text[:1].upper() == text[:1].upper()
        known = bool({e.id for e in body.entries} & named)
        rank = (known, score, initial, end - body.start)
        if best is None or rank > best:
            best, chosen = rank, body
    return chosen


def _foreign_target(finder: Finder, body: Body | None, text: str) -> Body | None:
    """`German Criminal Police Office (BKA)`: Latin letters right after a name abbreviate it in its own language."""
    if body is None or body.kind not in {"english", "head", "lexicon"} or not _LATIN_SHORT.fullmatch(text):
        return None
    return body if body.end - body.start > 2 else None


def _before_brackets(bodies: Sequence[Body]) -> dict[int, list[Body]]:
    """The names that a bracket at each word may shorten: those that end there and those that hold it."""
    found: dict[int, list[Body]] = {}
    for body in bodies:
        if body.kind == "short":
            continue
        opening = {start for start, _ in body.chain.brackets} if body.chain is not None else set()
        for index in sorted({body.end, *opening}):
            found.setdefault(index, []).append(body)
    return found
