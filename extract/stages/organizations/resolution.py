"""Which body a candidate names: lexicon entry, owner, short form, abbreviation; one object for one body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from weakref import WeakMethod

from extract.document import Mention, Organization, Place
from extract.language.later import later
from extract.language.noun_chains import Owner
from extract.lexicons.countries import country_name
from extract.stages.organizations.abroad import (
    EMBASSY,
    Embassy,
    as_written,
    embassy_of,
    office_name,
    short_as_on_english_pages,
    state_after,
    with_one_name,
)
from extract.stages.organizations.candidates import Body, Finder
from extract.stages.organizations.entries import Entries, own_lemmas
from extract.stages.organizations.lexicon import OrganizationEntry, genitive, is_abbreviation, lemmas
from extract.stages.organizations.naming import Known, Naming, before_parties
from extract.stages.organizations.short_forms import likely
from extract.stages.organizations.states import States
from extract.stages.organizations.units import item_headings

_BARS = frozenset("/|>-–—:")
_DASH = frozenset("-–—")
#: who leads a service beside another post: `заместитель директора – руководитель Пограничной службы`
_LEADERS = frozenset(("руководитель", "начальник", "директор", "командующий", "глава", "председатель"))
#: mentions by its own name of a body within another whose organs a page tells of
_OWN_PAGE = 1
#: words between `органами` and the body whose organs they are
_ORGANS_OF = 6
#: mentions of a body of which the page speaks
_MAIN = 2
#: what a mention of the United Nations weighs, which all others name too
_LESS = 0.3
#: a page's header reaches so many lines
_HEADER_LINES = 8
#: bodies of one coordination that share an owner
_MOST_JOINED = 6
#: capitalised nouns that name one body of the news where no other is named
_ONLY_ONES = {"дума": "ru.duma"}
_SERVICES = frozenset(("пресс-служба", "пресс-секретариат", "пресс-центр", "пресс-бюро"))
#: rule of a press service told in English
_PRESS = "organization.english_press"
#: bodies that sit in another state than theirs
_SENT = frozenset(("посольство", "генконсульство", "консульство", "представительство", "офис", "отделение", "миссия"))
_OF_STATES = frozenset(("посольство", "генконсульство", "консульство"))
#: who has offices in towns and regions
_WITH_OFFICES = frozenset(("un.unodc", "osce"))
#: what two parties have, and how many words of its name two tellings must share
_BETWEEN, _LONG = frozenset(("комиссия", "подкомиссия", "группа", "комитет")), 2
#: who fights for an armed group: `боевики ИГ`
_MILITANTS = frozenset(("боевик", "группировка", "террорист", "сторонник", "член", "главарь"))
#: between the entries of a page's menu
_GAP = later(r"\S(?:[ \t]{2,}|[ \t]*[|\t•·][ \t]*|[ \t]+[/»›→>][ \t]+)\S")
#: a short form points at most so many lines back; beyond, it means the body of which the page speaks most
_NEAR_LINES = 3


class Resolver:
    """Gives every candidate its `Organization`; candidates must come in text order."""

    def __init__(self, finder: Finder, bodies: Sequence[Body]) -> None:
        self._finder = finder
        self._words = finder.words
        self._entries = finder.lexicon.entries
        self._on_page = Entries(finder, bodies)
        self._known: dict[object, Known] = {}
        self._order: list[Known] = []
        self._done: dict[int, Known | None] = {}
        self._states = States(finder, bodies)
        # by a weak reference: in a circle the document would stay until somebody looks for circles
        owner_of = WeakMethod(self._owner)
        self._naming = Naming(finder, self._done, lambda owner: owner_of()(owner))  # type: ignore[misc]
        self._opening: dict[int, list[Body]] = {}
        self._ending: dict[int, list[Body]] = {}
        for body in bodies:
            self._opening.setdefault(body.start, []).append(body)
            self._ending.setdefault(body.end, []).append(body)
        self._bodies = bodies
        #: who heads the items of a digest; made when first asked for
        self._headings: list[Body] | None = None
        #: organs that the page names, by their parent and the lemmas of a short form; made when first asked for
        self._by_short_form: dict[tuple[str | None, tuple[str, ...]], list[OrganizationEntry]] | None = None

    def run(self) -> list[tuple[Body, Organization]]:
        """Bodies with their organizations; short forms of nothing are refused."""
        found = []
        for body in self._bodies:
            known = self.resolve(body)
            if known is not None:
                found.append((body, known.entity))
        done: set[int] = set()
        for known in self._order:
            self._naming.compose(known, done)
        for known in self._order:
            self._naming.shorten(known)
            self._naming.department_in_short(known)
        short_as_on_english_pages(self._finder, self._naming, found)
        return with_one_name(found)

    def resolve(self, body: Body) -> Known | None:
        if id(body) in self._done:
            return self._done[id(body)]
        self._done[id(body)] = None
        if body.alias_of is not None:
            known = self.resolve(body.alias_of)
            if known is not None and known.entity.short_name is None:
                short = self._naming.bare_text(body)
                known.entity.short_name = short if is_abbreviation(short) else self._naming.nominative(body)
            if known is not None and body.kind == "head":
                self._known.setdefault((own_lemmas(self._words, body), None), known)
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
        # `ГКНБ, Государственной таможенной службы и ГПС`; `в ООН, СНГ, ЭКО`
        if self._joined_before(body):
            return True
        if body.start and self._words[body.start - 1].lemma in _MILITANTS:
            return True
        self._refuse(body, "ambiguous_abbreviation")
        return False

    def _joined_before(self, body: Body) -> bool:
        """Whether a comma or `и` joins the body to one of its kind before it: a state's, or an international one."""
        if body.start < 2 or self._words[body.start - 1].low not in {",", "и"}:
            return False
        kinds = {entry.kind for entry in body.entries} & {"state_kind", "body"}
        return any(not o.weak and any(e.kind in kinds for e in o.entries) for o in self._ending.get(body.start - 1, ()))

    def _shared_owner(self, body: Body) -> Owner | None:
        """`МИД и МВД Афганистана`: bodies without an owner that are joined to one with a state have its owner."""
        at = body.end
        for _ in range(_MOST_JOINED):
            if at + 1 >= len(self._words) or self._words[at].low not in {",", "и", "and"}:
                return None
            next_one = at + 1
            while next_one + 1 < len(self._words) and self._words[next_one].low in {"and", "the"}:
                next_one += 1
            after = next(
                (o for o in self._opening.get(next_one, ()) if any(e.kind == "state_kind" for e in o.entries)), None
            )
            if after is None:
                return None
            owner = after.owner
            if owner is not None:
                place = isinstance(owner.value, Mention) and isinstance(owner.value.entity, Place)
                joined = owner.start == after.core_end or self._finder.language(body.start) == "en"
                return owner if place and joined else None
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
        if entry.parent and owner_id and owner_id not in self._on_page.line(entry):
            return self._unknown(body)
        known = self.entry_known(entry)
        self._naming.tell(known, body)
        if "в" in entry.takes and self._seated(body):
            # `Делегация Европейского союза в Молдове`
            known.entity.name = f"{entry.name} {self._naming.tail(body)}"
        return known

    def _choose(self, body: Body) -> OrganizationEntry | None:
        """The entry meant, if a name has several (`СМИД`, `Совет Безопасности`)."""
        entries = body.entries
        owner_id = self._owner_entry(body.owner)
        if owner_id:
            fitting = [e for e in entries if e.parent == owner_id] or [
                e for e in entries if owner_id in self._on_page.line(e) or e.kind == "state_kind"
            ]
            if not fitting and len(entries) == 1 and not entries[0].parent:
                return entries[0]
            return fitting[0] if fitting else self._on_page.organ_of(entries, owner_id)
        if body.owner is not None:
            fitting = [e for e in entries if e.kind == "state_kind" or e.country]
            return fitting[0] if fitting else (entries[0] if len(entries) == 1 else None)
        if len(entries) == 1:
            if not self._on_page.is_of_another(body, entries[0]):
                return entries[0]
            body.kind = "english"
            return None
        ids = {e.id for e in entries}
        names = {e.name for e in entries if e.parent}
        if any(e.kind == "state_kind" for e in entries) and body.owner is None and self._on_page.is_owned_by_state(ids):
            names = set()
            ids = {e.id for e in entries if e.kind == "state_kind"}
        recent = self._nearest(lambda k: k.entry is not None and (k.entry.id in ids or k.entry.name in names))
        if recent is not None:
            return recent.entry
        states = [e for e in entries if e.kind == "state_kind"]
        if states and (body.country or self._on_page.is_owned_by_state(ids)):
            return states[0]
        parents = [e for e in entries if e.parent]
        if parents:
            best = max(parents, key=lambda e: self._on_page.counts.get(e.parent or "", 0))
            force = self._on_page.in_force()
            nearer = self._on_page.counts.get(best.parent or "", 0) >= _OWN_PAGE and force in self._on_page.line(best)
            if force and not nearer and all(e.parent != force for e in parents):
                made = self._on_page.organ_of(entries, force)
                if made is not None:
                    return made
            if self._on_page.counts.get(best.parent or "", 0):
                return best
        return states[0] if states else (entries[0] if entries[0].sole or not entries[0].parent else None)

    def entry_known(self, entry: OrganizationEntry) -> Known:
        """The document's object for a body of the lexicon, with the bodies it belongs to."""
        known = self._known.get(entry.id)
        if known is None:
            parent = self.entry_known(self._entries[entry.parent]).entity if entry.parent else None
            entity = Organization(
                name=entry.name, short_name=entry.short, wikidata=entry.wikidata, parent=parent, country=entry.country
            )
            of = self._naming.of_parent(entry, parent)
            if of:
                entity.name = f"{entry.name} {of}"
                short = entry.short or entry.name
                if entry.short is None or self._on_page.shares_short_form(entry):
                    entity.short_name = short if of in short else f"{short} {of}"
            known = Known(entity, entry, self._head_of(lemmas(entry.name)), frozenset(lemmas(entry.name)), None)
            self._known[entry.id] = known
            self._order.append(known)
        return known

    def _state_body(self, body: Body, entry: OrganizationEntry) -> Known | None:
        """A kind of body (`МИД`) of the state or body that owns it; without an owner the nearest one named before."""
        key, owner = self._owner(body.owner)
        if key is None and body.owner is None:
            body.country = body.country or self._states.bracketed(body) or self._states.of_few(entry.states)
        if key is None and body.country:
            key = body.country
        bare = key is None and body.owner is None and not entry.states
        shared = self._shared_owner(body) if bare else None
        if shared is not None:
            key, owner = self._owner(shared)
        if bare and key is None and (joined := self._joined_state(body)) is not None:
            key = body.country = joined
        official = False
        if key is None and body.owner is None:
            led = self._led_from(body)
            if led is not None:
                return self._department(body, entry, led)
            president = self._states.of_president(body) if entry.alone else None
            told = self._states.listed(body) or self._states.after(body)
            if told is None and president is None:
                told = self._states.by_side(body) or self._states.by_partner(body)
            recent = self._same_kind(body, entry, told)
            if recent is not None:
                return recent
            official = told is not None and self._states.in_full(body, told)
            body.country = told or president or self._states.home()
            body.country = body.country or self._states.by_head(body, entry.name) or self._states.by_dateline(body)
            body.country = body.country or self._states.joined_parliament(body)
            # the context speaks of a state that has no body of this name
            body.country = body.country if not entry.states or body.country in entry.states else None
            key = body.country
        if key is None:
            recent = self._same_kind(body, entry)
            if recent is not None:
                return recent
        written = body.form in {entry.name, entry.core}
        name = self._naming.nominative(body) if written else entry.name
        if shared is not None:
            name = self._naming.with_owner(name, owner, None)
        elif not written:
            russian = self._finder.language(body.start) == "ru"
            name = (
                f"{entry.name} {self._naming.tail(body)}"
                if body.extended and russian
                else self._naming.with_owner(
                    entry.name, owner, body.country, official=official or self._naming.is_official_in_english(body)
                )
            )
            if (hosted := self._naming.hosted(body, owner)) is not None:
                name = f"{entry.name} {hosted}"
        elif owner is None and body.country:
            name = self._naming.with_owner(name, None, body.country, official=official)
        # branches of one body in two regions are two bodies
        identity = (entry.id, key, *self._further_owners(body))
        known = self._known.get(identity)
        if known is None and key is not None:
            # `МИД` in the headline, `МИД Казахстана` in the body
            known = self._known.pop((entry.id, None), None) or self._by_context(entry, owner)
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
        else:
            longer = (written or body.host) and body.owner is not None and len(name) > len(known.entity.name)
            if longer or (isinstance(owner, Place) and self._naming.is_better_told(body, known.telling)):
                known.entity.name = name
                known.telling = body
        self._own(known.entity, owner)
        known.entity.country = known.entity.country or body.country or entry.country
        return known

    def _by_context(self, entry: OrganizationEntry, owner: Organization | Place | None) -> Known | None:
        """A service of which only the context told before whose it is: `от КР – директор Пограничной службы`."""
        if not isinstance(owner, Organization) or owner.country is None:
            return None
        known = self._known.get((entry.id, owner.country))
        if known is None or known.telling is None or known.telling.owner is not None:
            return None
        return self._known.pop((entry.id, owner.country))

    def _led_from(self, body: Body) -> Body | None:
        """`заместитель директора ФСБ – руководитель Пограничной службы`: the body before the dash."""
        words = self._words
        if body.start < 3 or words[body.start - 1].lemma not in _LEADERS:
            return None
        before = [o for o in self._ending.get(body.start - 2, ()) if o.start < body.start - 2]
        longest = max(before, key=lambda o: o.end - o.start) if before else None
        if words[body.start - 2].text in _DASH or longest is None:
            return longest if words[body.start - 2].text in _DASH else None
        # `директора ФСБ РФ, руководителя Пограничной службы`: only what has departments that have heads of their own
        secure = any("безопасности" in entry.name for entry in longest.entries)
        return longest if secure and words[body.start - 2].text == "," else None

    def _department(self, body: Body, entry: OrganizationEntry, of: Body) -> Known | None:
        """A service as a department of the body that its head serves too."""
        parent = self.resolve(of)
        if parent is None:
            return None
        identity = (entry.id, id(parent))
        known = self._known.get(identity)
        if known is None:
            told = self._naming.nominative(body)
            words = self._finder.source[self._words[of.start].start : self._words[of.end - 1].end]
            full, _ = self._naming.owner_names(parent.entity, " ".join(words.split()))
            entity = Organization(name=f"{told} {full}", short_name=told)
            own = frozenset(lemmas(entry.name))
            known = Known(entity, entry, self._head_of(lemmas(entry.name)), own, id(parent))
            self._known[identity] = known
            self._order.append(known)
        self._own(known.entity, parent.entity)
        return known

    def _same_kind(self, body: Body, entry: OrganizationEntry, country: str | None = None) -> Known | None:
        """`МВД` alone: the one of the same paragraph, else the one of which the page speaks most.

        Only those of one state, if the context tells that.
        """
        known = [k for k in self._order if k.places and k.entry is entry]
        if country is not None:
            known = [k for k in known if k.entity.country == country]
            return known[0] if len(known) == 1 else None
        if not known:
            return None
        line = self._states.line_of(body.start)
        here = [k for k in known if self._states.line_of(k.places[-1]) == line]
        if here:
            return max(here, key=lambda k: k.places[-1])
        return max(known, key=lambda k: (len(k.places), -k.places[0]))

    def _further_owners(self, body: Body) -> list[object]:
        return [self._owner(owner)[0] for owner in body.chain.owners[1:]] if body.chain is not None else []

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
        if (embassy := embassy_of(self._finder, body)) is not None:
            return self._embassy(body, embassy)
        owner_id = self._owner_entry(body.owner)
        own = own_lemmas(self._words, body)
        if owner_id:
            entry = self._finder.lexicon.organ(own, owner_id)
            if entry is None:
                organs = [e for (name, _), e in self._finder.lexicon.organs.items() if name == own]
                entry = self._on_page.organ_of(organs, owner_id) if organs else None
            if entry is not None:
                organ = self.entry_known(entry)
                self._tell_organ(organ, body)
                return organ
            if body.kind == "head" and (shortened := self._shortened(own, owner_id)) is not None:
                return shortened
        key, owner = self._owner(body.owner)
        kind = self._on_page.state_kinds().get(own) if isinstance(owner, Place) and body.kind == "head" else None
        broader = self._on_page.ministry(own) if own[:1] == ("министерство",) and body.kind == "head" else None
        if broader is not None:
            return self._broader_ministry(body, broader)
        if kind is not None:
            # `Агентство РК по финансовому мониторингу` is `Агентство по финансовому мониторингу Казахстана`
            body.form = kind.name
            return self._state_body(body, kind)
        alone = body.kind == "head" and body.owner is None and not body.country and not body.rule.endswith("_unit")
        listed = (self._states.bracketed(body) or self._states.listed(body)) if alone else None
        if listed:
            body.country = key = listed
        words = frozenset(own)
        lemma = body.lemma or self._head_of(own)
        if key is None and body.kind == "head":
            recent = self._nearest(lambda k: k.head == lemma and words <= k.own)
            recent = recent or self._of_parties(body, own, lemma)
            if recent is None and (fuller := self._on_page.fuller(own)) is not None:
                return self.entry_known(fuller)
            if recent is None and (told := self._on_page.told_fuller(body, own)) is not None:
                recent = self.resolve(told)
            if recent is not None:
                return recent
        if key is None and body.kind in {"tagger", "quoted", "english"}:
            recent = self._nearest(lambda k: words == k.own)
            if recent is None and body.kind == "english" and len(words) > 1:
                # `the Border Service` after `Border Service of the Republic of ...`
                recent = self._nearest(lambda k: words < k.own and k.entry is None and k.telling is not None)
            if recent is not None:
                return recent
        identity: tuple[object, ...] = (own, key)
        seatless: object = None
        if lemma in _SENT and own[-1:] == ("в",) and "по" not in own and (seats := self._further_owners(body)):
            identity, seatless = (own, key, *seats), (own[:-1], key)
        known = self._known.get(identity)
        if known is None and key is not None:
            known = self._known.pop((own, None), None)
            if known is None and seatless is not None:
                known = self._seatless(seatless, words)
            if known is not None:
                known.entity.name = self._naming.nominative(body)
                known.telling = body
                self._known[identity] = known
        if known is None:
            organization = self._named_anew(body, owner, listed, lemma)
            if body.kind == "english" and isinstance(owner, Organization):
                # the office that the Russian half of the page names
                same = next((k for k in self._order if k.entity.name == organization.name and k.entry is None), None)
                if same is not None:
                    return same
            known = Known(organization, None, lemma, words, key, telling=body, base=before_parties(own))
            self._known[identity] = known
            if seatless is not None:
                self._known.setdefault(seatless, known)
            self._order.append(known)
        elif body.owner is not None and key is not None and self._fuller(body, known):
            known.entity.name = self._naming.nominative(body)
            known.telling = body
        of_states = isinstance(owner, Place) and (lemma in _SENT or len(self._further_owners(body)) > 0)
        if not (of_states and (lemma not in _SENT or self._seated(body))):
            self._own(known.entity, owner)
        return known

    def _of_parties(self, body: Body, own: tuple[str, ...], lemma: str) -> Known | None:
        """`комиссия по вопросам торговли между X и Y`, `... торговли в сфере связи`: one, told by its parties once."""
        if lemma not in _BETWEEN:
            return None
        base = before_parties(own)
        known = self._nearest(lambda k: k.head == lemma and k.entry is None and k.base == base and len(base) > _LONG)
        if known is None or ("между" in own) == ("между" in known.own):
            return None
        if "между" in own:
            known.entity.name, known.telling, known.own = self._naming.nominative(body), body, frozenset(own)
        return known

    def _seatless(self, identity: object, words: frozenset[str]) -> Known | None:
        """`Посольство X`, then `Посольство X в Узбекистане`: the office that was named before without its seat."""
        known = self._known.get(identity)
        if known is None or "в" in known.own:
            return None
        known.own = words
        return known

    def _named_anew(
        self, body: Body, owner: Organization | Place | None, listed: str | None, lemma: str
    ) -> Organization:
        """What a body that no lexicon knows is called; `listed` is the state of its item of a list."""
        name = self._naming.nominative(body)
        if listed:
            full = self._states.in_full(body, listed)
            return Organization(name=self._naming.with_owner(name, None, listed, official=full), short_name=name)
        if body.rule == _PRESS and isinstance(owner, Organization):
            return self._naming.press_service(owner)
        bare = lemma in _SENT and body.kind == "head" and not body.country
        if bare and isinstance(owner, Place) and self._seated(body):
            whose, country = self._sent_by(lemma, owner)
            if whose is not None:
                # `Посольство в Кабуле`: the state or body of the page sends it
                whole = re.sub(r"(?= во? )", f" {genitive(whose)}", name, count=1)
                return Organization(name=whole, short_name=name, country=country)
        told = office_name(self._finder, body, owner) if isinstance(owner, Organization) else None
        told = told or state_after(self._finder, body)
        return Organization(name=told, short_name=as_written(self._finder, body)) if told else Organization(name=name)

    def _sent_by(self, lemma: str, seat: Place) -> tuple[str | None, str | None]:
        """Whose office sits there: the state of the page's own bodies, or the international body of which it tells."""
        if lemma in _OF_STATES:
            country = self._states.home() or self._published_by()
            return (country_name(country), country) if country and country != seat.country else (None, None)
        counts = {i: n for i, n in self._on_page.counts.items() if i in _WITH_OFFICES}
        most = max(counts, key=lambda i: counts[i], default=None)
        return (self._entries[most].short if most is not None else None), None

    def _published_by(self) -> str | None:
        """The state of the body that heads the page."""
        first = min((k for k in self._order if k.places), key=lambda k: k.places[0], default=None)
        heads = first is not None and self._states.line_of(first.places[0]) == 0
        return first.entity.country if heads and first is not None else None

    def _embassy(self, body: Body, embassy: Embassy) -> Known:
        """`the US Embassy` and `the United States Embassy in Dushanbe` are one; one that sits elsewhere is another."""
        sent = [k for k in self._order if k.head == EMBASSY and k.entity.country == embassy.sender]
        known = next((k for k in sent if embassy.host is None or k.owner in {None, embassy.host, embassy.sender}), None)
        if known is None:
            entity = Organization(name=embassy.name, short_name=as_written(self._finder, body))
            entity.country = embassy.sender
            known = Known(entity, None, EMBASSY, frozenset(lemmas(embassy.name)), embassy.host)
            # as the Russian half of a page has it
            self._known.setdefault(((EMBASSY,), embassy.sender), known)
            if embassy.host is not None:
                self._known.setdefault(((EMBASSY, "в"), embassy.sender, embassy.host), known)
            self._order.append(known)
        elif known.telling is None and known.owner is None and embassy.host is not None:
            known.owner, known.entity.name = embassy.host, embassy.name
        return known

    def _seated(self, body: Body) -> bool:
        """`посольство в Кабуле`: whether the place tells where a body sits, not whose it is."""
        return body.owner is not None and self._words[body.owner.start - 1].low in {"в", "во"}

    def _shortened(self, own: tuple[str, ...], owner_id: str) -> Known | None:
        """`67-я сессия Комиссии ООН`: the one organ of that kind which the page names somewhere in full."""
        if self._by_short_form is None:
            self._by_short_form = {}
            for entry in {e.id: e for body in self._bodies for e in body.entries if e.parent}.values():
                for form in entry.short_forms:
                    self._by_short_form.setdefault((entry.parent, lemmas(form)), []).append(entry)
        named = self._by_short_form.get((owner_id, own), [])
        return self.entry_known(named[0]) if len(named) == 1 else None

    def _broader_ministry(self, body: Body, entry: OrganizationEntry) -> Known | None:
        """`Минздрав` and `Министерство здравоохранения и социальной защиты` are one."""
        body.form = entry.name
        known = self._state_body(body, entry)
        told = self._naming.nominative(body)
        if known is not None and body.owner is None and told not in known.entity.name:
            known.entity.name = known.entity.name.replace(entry.name, told, 1)
        return known

    def _tell_organ(self, known: Known, body: Body) -> None:
        """`Совет Региональной антитеррористической структуры ШОС`: an organ by the words of the page."""
        known.owned = True
        parent = known.entity.parent
        if parent is not None and isinstance(body.owner, Owner) and getattr(body.owner.value, "kind", "") == "short":
            # `Коллегия Комиссии`
            if known.telling is None and known.entry is not None:
                known.entity.name = f"{known.entry.name} {genitive(parent.name)}"
                known.entity.short_name = f"{known.entry.name} {parent.short_name or genitive(parent.name)}"
            return
        name = self._naming.nominative(body)
        if known.telling is None and not name.isupper():
            composed = known.entity.name
            known.entity.name, known.telling = name, body
            known.entity.short_name = composed if composed != name else known.entity.short_name

    def _fuller(self, body: Body, known: Known) -> bool:
        """Whether a later telling names the same owner in full: `Полиция РА`, `Полиция Республики Армения`."""
        return (
            known.entry is None and body.kind == "head" and len(self._naming.nominative(body)) > len(known.entity.name)
        )

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

        told = self._told_organ(body) or self._of_item(body)
        if told is not None:
            return told
        if (college := self._on_page.of_college(body)) is not None:
            return self._naming.below(self.entry_known(college), body)
        if self._finder.text(body.start, body.end).isupper():
            self._refuse(body, "headline_in_capitals")
            return None
        preceding = [k for k in self._order if k.places and fits(k)]
        preceding = likely(preceding, body, self._words)
        if lemma == "организация" and preceding:
            # nobody calls the United Nations just so where another organization is named
            weight = {id(k): len(k.places) * (_LESS if k.entry and k.entry.id == "un" else 1) for k in preceding}
            return max(preceding, key=lambda k: (weight[id(k)], k.places[-1]))
        if preceding:
            near = [
                k
                for k in preceding
                if self._states.line_of(k.places[-1]) >= self._states.line_of(body.start) - _NEAR_LINES
            ]
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
        if lemma in _ONLY_ONES:
            return self.entry_known(self._entries[_ONLY_ONES[lemma]])
        if entry is None or not entry.alone:
            self._refuse(body, "no_antecedent")
            return None
        organ = self._on_page.organ_in_force(lemma)
        if organ is not None:
            return self.entry_known(organ)
        if lemma == "организация":
            later = [
                i for i in self._on_page.counts if any(lemmas(f) == (lemma,) for f in self._entries[i].short_forms)
            ]
            if later and not opening:
                return self.entry_known(self._entries[max(later, key=lambda i: self._on_page.counts[i])])
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

    def _of_item(self, body: Body) -> Known | None:
        """`Секретариат` in a digest: that of the organization whose name heads the item."""
        if body.lemma != "секретариат":
            return None
        if self._headings is None:
            self._headings = item_headings(self._finder, self._bodies)
        heading = next((b for b in reversed(self._headings) if b.start < body.start), None)
        owner = self.resolve(heading) if heading is not None else None
        if owner is None or owner.entry is None:
            return None
        organs = [e for (name, _), e in self._finder.lexicon.organs.items() if name == (body.lemma,)]
        own = next((e for e in organs if e.parent == owner.entry.id), None) or self._on_page.organ_of(
            organs, owner.entry.id
        )
        told = next((k for k in self._order if k.head == body.lemma and k.entity.parent is owner.entity), None)
        return told or (self.entry_known(own) if own is not None else None)

    def _service_of(self, body: Body) -> Known | None:
        """`Пресс-служба` on a line of its own under the name of a body: that body's."""
        words = self._words
        line = self._states.line_of(body.start)
        same_line = (
            body.end < len(words) and self._states.line_of(body.end) == line and words[body.end].text not in _BARS
        )
        begins = self._states.line_start(line)
        menu = _GAP.search(self._finder.copy, begins, words[body.start].start)
        if same_line or menu or line > _HEADER_LINES:
            return None
        above = [k for k in self._order if k.places and line - 2 <= self._states.line_of(k.places[-1]) <= line]
        owner = next((k for k in reversed(above) if k.entry is None or k.entry.kind != "media"), None)
        if owner is None:
            return None
        self._naming.write_out(owner)
        name = self._naming.nominative(body)
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

    # ------------------------------------------------------------------------------------------------- helpers

    def _nearest(self, fits) -> Known | None:  # type: ignore[no-untyped-def]
        found = [k for k in self._order if k.places and fits(k)]
        return max(found, key=lambda k: k.places[-1]) if found else None

    def _refuse(self, body: Body, reason: str) -> None:
        self._finder.refuse(body.rule, reason, body.start, body.end)

    def _head_of(self, own: Sequence[str]) -> str:
        """The head noun among the lemmas of a name."""
        return next((w for w in own if w in self._finder.lexicon.heads), own[0] if own else "")
