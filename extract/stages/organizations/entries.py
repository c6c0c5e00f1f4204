"""Entries of the lexicon on one page: how often it names each, the body it is about, organs and what they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from extract.document import Mention
from extract.language.words import Word
from extract.stages.organizations.candidates import Body, Finder
from extract.stages.organizations.lexicon import OrganizationEntry, is_abbreviation, lemmas
from extract.stages.organizations.units import own_lines

_COLLECTIVE = frozenset(
    ("государство-член", "государство-участник", "государство", "страна", "член", "участник", "участница")
)
#: the commission that has a `коллегия`
_COLLEGE = "eaeu.eec"
_TWO = 2
#: characters in which the headline stands
_HEADLINE = 300


class Entries:
    """What one document's bodies tell of the entries of the lexicon, before any of them is resolved."""

    def __init__(self, finder: Finder, bodies: Sequence[Body]) -> None:
        self._finder = finder
        self._entries = finder.lexicon.entries
        self._bodies = bodies
        #: heads without an owner by the lemmas of their own words; made when first asked for
        self._heads: list[tuple[tuple[str, ...], Body]] | None = None
        #: organs of bodies for which the lexicon has none of their kind
        self._made: dict[str, OrganizationEntry] = {}
        #: mentions of a body without an owner, by its id
        self.counts: dict[str, int] = {}
        for body in bodies:
            if len(body.entries) == 1 and body.owner is None:
                identifier = body.entries[0].id
                self.counts[identifier] = self.counts.get(identifier, 0) + 1

    def line(self, entry: OrganizationEntry) -> set[str]:
        """Ids of a body and of all it belongs to."""
        line = {entry.id}
        while entry.parent:
            line.add(entry.parent)
            entry = self._entries[entry.parent]
        return line

    def is_of_another(self, body: Body, entry: OrganizationEntry) -> bool:
        """`Business Council` on an English page about CICA: an organ that the lexicon has of another body alone."""
        if not entry.parent or entry.sole or entry.full or self._finder.language(body.start) != "en":
            return False
        force = self.in_force()
        told = any(self.counts.get(identifier, 0) for identifier in self.line(entry) - {entry.id})
        return force is not None and not told and not is_abbreviation(body.form)

    def is_owned_by_state(self, ids: set[str]) -> bool:
        """Whether the page names one of these bodies with its state: `Совбез КР` somewhere, `Совбез` here."""
        return any(
            body.owner is not None and isinstance(body.owner.value, Mention) and ids & {e.id for e in body.entries}
            for body in self._bodies
        )

    def organ_of(self, entries: Sequence[OrganizationEntry], owner_id: str) -> OrganizationEntry | None:
        """`СМИД` of a body for which the lexicon has none: a kind of organ that several bodies have."""
        organs = [e for e in entries if e.parent and not e.full]
        owner = self._entries.get(owner_id)
        # an organ that the page made itself has none of its own
        if (
            owner is None
            or owner.kind != "body"
            or owner.parent
            or owner.country
            or len({e.parent for e in organs}) < 2
        ):
            return None
        kind = organs[0]
        made_id = f"{owner_id}.{kind.id}"
        if made_id not in self._made:
            update = {"id": made_id, "parent": owner_id, "wikidata": None, "nested_only": False}
            self._made[made_id] = kind.model_copy(update=update)
        return self._made[made_id]

    def in_force(self) -> str | None:
        """Id of the international body that the page is about; the United Nations only where no other is."""
        best: tuple[float, str] | None = None
        for identifier, count in self.counts.items():
            entry = self._entries[identifier]
            if entry.kind != "body" or entry.parent or entry.country:
                continue
            weight = count * (0.3 if identifier == "un" else 1.0)
            if best is None or weight > best[0]:
                best = weight, identifier
        return best[1] if best else None

    def shares_short_form(self, entry: OrganizationEntry) -> bool:
        """Whether another body of the lexicon is called by the same short form."""
        return any(e.short == entry.short and e is not entry for e in self._entries.values())

    def ministry(self, own: tuple[str, ...]) -> OrganizationEntry | None:
        """The ministry of the lexicon with whose name a longer one begins: `Министерство здравоохранения и ...`."""
        fitting = [e for name, e in self._finder.lexicon.ministries().items() if own[: len(name)] == name]
        return max(fitting, key=lambda e: len(e.name)) if fitting else None

    def state_kinds(self) -> dict[tuple[str, ...], OrganizationEntry]:
        """Kinds of state bodies by the lemmas of their names."""
        lexicon = self._finder.lexicon
        if not lexicon.state_kinds:
            for entry in lexicon.entries.values():
                if entry.kind == "state_kind":
                    for name in entry.names():
                        if name.count(" ") > 1:
                            lexicon.state_kinds.setdefault(lemmas(name), entry)
        return lexicon.state_kinds

    def fuller(self, own: tuple[str, ...]) -> OrganizationEntry | None:
        """`Межправительственный совет` in a heading: the one body named on the page whose full name has these words."""
        if len(own) < _TWO:
            return None
        found = []
        for entry in (self._entries[i] for i in self.counts):
            name = lemmas(entry.name) if entry.kind == "body" and (entry.full or entry.parent) else ()
            if set(own) < set(name) and (name[-1] == own[-1] or name[: len(own)] == own):
                found.append(entry)
        return found[0] if len(found) == 1 else None

    def told_fuller(self, body: Body, own: tuple[str, ...]) -> Body | None:
        """`Республиканский штаб` in a headline: the one body of the page whose name goes on after these words."""
        words = self._finder.words
        if len(own) < _TWO or words[body.start].start > _HEADLINE or not words[body.head - 1].agreeing:
            return None
        if self._heads is None:
            self._heads = [(own_lemmas(words, b), b) for b in self._bodies if b.kind == "head" and b.owner is None]
        fuller = [(name, b) for name, b in self._heads if len(name) > len(own) and name[: len(own)] == own]
        later = len({name for name, _ in fuller}) == 1 and fuller[0][1].start > body.start
        return fuller[0][1] if later else None

    def of_college(self, body: Body) -> OrganizationEntry | None:
        """`Коллегии Комиссии` on a page of the Eurasian Union; the organ of the body on the line above."""
        if (organ := self._organ_below(body)) is not None:
            return organ
        before = self._finder.words[body.start - 1] if body.start else None
        entry = self._entries.get(_COLLEGE)
        if entry is None or body.lemma != "комиссия" or before is None or before.lemma != "коллегия":
            return None
        return entry if any(entry.parent in self.line(self._entries[i]) for i in self.counts) else None

    def _organ_below(self, body: Body) -> OrganizationEntry | None:
        """`ЕВРАЗИЙСКАЯ ЭКОНОМИЧЕСКАЯ КОМИССИЯ / КОЛЛЕГИЯ`, each on its own line."""
        if not own_lines(self._finder, body.start, body.end):
            return None
        for above in self._bodies:
            if above.end == body.start and above.entries and own_lines(self._finder, above.start, above.end):
                return self._finder.lexicon.organ((body.lemma,), above.entries[0].id)
        return None

    def organ_in_force(self, lemma: str) -> OrganizationEntry | None:
        """`Секретариат` on a page about one organization."""
        organs = [e for (name, _), e in self._finder.lexicon.organs.items() if name == (lemma,) and not e.nested_only]
        force = self.in_force()
        if force is not None and all(e.parent != force for e in organs):
            made = self.organ_of(organs, force)
            if made is not None:
                return made
        own = [e for e in organs if e.parent == force]
        if own:
            return own[0]
        present = [e for e in organs if self.counts.get(e.parent or "", 0)]
        return max(present, key=lambda e: self.counts[e.parent or ""]) if present else None


def own_lemmas(words: Sequence[Word], body: Body) -> tuple[str, ...]:
    """Lemmas of the body's own words: no owners, no brackets, no `государств - членов`."""
    skipped: set[int] = set()
    if body.chain is not None:
        for owner in body.chain.owners:
            skipped.update(range(owner.start, owner.end))
        for start, end in body.chain.brackets:
            skipped.update(range(start, end))
    own = []
    for index in range(body.start, body.end):
        word = words[index]
        if index in skipped or not word.text[:1].isalnum():
            continue
        if word.lemma in _COLLECTIVE or word.low.startswith(("государств-", "стран-")):
            continue
        own.append(word.lemma)
    return tuple(own)
