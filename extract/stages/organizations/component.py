"""Stage: organizations.

Reads `doc._.places` (owners of bodies), `doc._.dates` (they end names), `doc._.names`; assigns `doc._.organizations`.
Lexicons: `organizations`, `media`, `organization_heads`, `organization_refusals`, `countries`.

A body is found by its name or abbreviation in the lexicon, by a head noun with what belongs to it, by a class noun and
quotes, by an abbreviation that the page itself defines, or by the neural tagger. Owners in the genitive belong to the
name, bodies within names are mentions too.

Known misses: bodies named only in lower case without an owner; a name whose complement the tagger reads as the object
of the verb; two ministries under one plural noun (`министерства обороны и юстиции`).

>>> from extract.pipeline import load
>>> doc = load()("Секретариат ШОС и МВД Казахстана провели встречу.")
>>> [(doc.text[m.start:m.end], m.entity.short_name) for m in doc._.organizations]
[('Секретариат ШОС', 'Секретариат ШОС'), ('ШОС', 'ШОС'), ('МВД Казахстана', 'МВД Казахстана')]
"""

from __future__ import annotations

from bisect import bisect_left
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from extract.document import Mention, Organization
from extract.stages.organizations.aliases import bind_aliases
from extract.stages.organizations.candidates import Body, Finder
from extract.stages.organizations.datelines import dateline_agencies
from extract.stages.organizations.lexicon import lexicon
from extract.stages.organizations.loose import LooseNames
from extract.stages.organizations.resolution import Resolver
from extract.stages.organizations.units import numbered_units


class Organizations:
    """The component; `lexicons` is a folder with the user's own lexicon files."""

    def __init__(self, lexicons: Path | None = None) -> None:
        self._lexicon = lexicon(lexicons)

    def __call__(self, doc: Doc) -> Doc:
        finder = Finder(doc, self._lexicon)
        loose = LooseNames(finder)
        if not finder.words:
            return doc
        bodies = finder.find()
        if finder.has_english:
            from extract.stages.organizations.english import english_bodies  # its patterns take a while to compile

            bodies += english_bodies(finder, bodies)
        bodies += bind_aliases(finder, bodies)
        bodies += list(loose.quoted_again(bodies, _Taken(finder, bodies)))
        bodies += loose.syllabic_names(_Taken(finder, bodies))
        bodies += numbered_units(finder, _Taken(finder, bodies), _unit)
        bodies += dateline_agencies(finder, _Taken(finder, bodies))
        bodies += loose.tagger_names(_Taken(finder, bodies))
        bodies = _without_crossings(bodies)
        found: dict[tuple[int, int], Mention] = {}
        outer: list[Mention] = []
        same: dict[tuple[str, str | None], Organization] = {}
        for body, told in Resolver(finder, bodies).run():
            entity = _one(told, same)
            start = finder.words[body.start].start
            end = finder.words[body.end - 1].end
            while outer and outer[-1].end < end:
                outer.pop()
            repeated = any(o.entity is entity and o.start <= start and end <= o.end for o in outer)
            # a name within a longer one of the same body is its own part, unless it is a shorthand in brackets
            if (start, end) in found or (repeated and finder.copy[start - 1 : start] != "("):
                continue
            mention = Mention("organization", start, end, body.rule, entity, finder.language(body.start))
            found[start, end] = mention
            outer.append(mention)
        doc._.organizations = sorted(found.values(), key=lambda m: (m.start, -m.end))
        doc._.refusals = [*doc._.refusals, *finder.refusals]
        return doc


def _one(body: Organization, same: dict[tuple[str, str | None], Organization]) -> Organization:
    """The first body of a state with this name: `Погранслужба X` and `пограничная служба X` are one."""
    if body.parent is not None:
        body.parent = _one(body.parent, same)
    return body if body.country is None else same.setdefault((body.name.lower(), body.country), body)


def _unit(start: int, head: int, end: int) -> Body:
    return Body(start, end, head, "organization.numbered_unit", "head", end)


class _Taken:
    """Whether a character span overlaps a candidate."""

    def __init__(self, finder: Finder, bodies: list[Body]) -> None:
        words = finder.words
        self._starts: list[int] = []
        #: the furthest end of all candidates up to each one
        self._ends: list[int] = []
        for start, end in sorted((words[b.start].start, words[b.end - 1].end) for b in bodies):
            self._starts.append(start)
            self._ends.append(max(end, self._ends[-1]) if self._ends else end)

    def __call__(self, start: int, end: int) -> bool:
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start


def _without_crossings(bodies: list[Body]) -> list[Body]:
    """Candidates in text order, longer ones first; of two that cross the longer stays."""
    kept: list[Body] = []
    for body in sorted(bodies, key=lambda b: (b.start, -b.end)):
        crossing = [o for o in kept[-12:] if o.start < body.start < o.end < body.end]
        if crossing:
            if all(body.end - body.start > o.end - o.start for o in crossing):
                kept = [o for o in kept if o not in crossing]
            else:
                continue
        kept.append(body)
    return kept


@Language.factory(
    "kommunike_organizations",
    assigns=["doc._.organizations"],
    requires=["doc._.names", "doc._.places", "doc._.dates"],
    default_config={"lexicons": None},
)
def make(nlp: Language, name: str, lexicons: str | None) -> Organizations:
    return Organizations(Path(lexicons) if lexicons else None)
