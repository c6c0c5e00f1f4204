"""English reports, by patterns: `adopted the Strategy`, `the Protocol was signed`, `delivered ten spectrometers`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Protocol

from spacy.tokens import Doc, Span

from extract.document import Instrument, Mention, Organization, Party, Person, Place, Report
from extract.language.later import later
from extract.stages.reports.lexicon import Lexicon, ReportVerb

#: what stands between a verb and the name it was done to
_BETWEEN = later(r"\s+(?:(?:a|an|the|their|its|new|joint|draft|final|revised|of)\s+)*$", re.IGNORECASE)
_DRAFT = later(r"\bdraft\b", re.IGNORECASE)
_THING = later(
    r"\s+(?!(?:to|in|on|at|for|by|with|and|from|that|about)\b)"
    r"((?:(?:a|an|the|its|their|new|more than|some|over)\s+)*[\w-]+"
    r"(?:\s+(?!(?:to|in|on|at|for|by|with|and|from)\b)[\w-]+){0,6})"
)
#: who it was handed to
_TO = later(r"\s+to\s+(?:the\s+)?")
_PASSIVE = later(r"^\s*(?:,[^,.]{0,80},)?\s+(?:was|were|has been|have been|had been|is|are)\s+(not\s+)?(?:\w+ly\s+)?$")
_NOT_PAST = later(
    r"\b(?:will|would|to|shall|should|must|can|could|may|might|be|if|ready|plans?|not yet)"
    r"\s+(?:be\s+|have\s+)?(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_NEGATED = later(r"\b(?:not|never)\s+(?:yet\s+)?(?:\w+ly\s+)?$", re.IGNORECASE)
_LIGHT = later(
    r"\b(?:meetings?|talks|sessions?|conference|workshop|seminar|forum|statement|attention|issues?|views?|opportunit\w+|information|ways|possibilit\w+|prospects)\b",
    re.IGNORECASE,
)
_ACTION = later(r"\b(?:operations?|exercises?|trainings?|courses?|surveys?|inspections?)\b", re.IGNORECASE)


class Page(Protocol):
    """What is looked up on the page."""

    doc: Doc

    def documents_in(self, start: int, end: int) -> list[Mention]: ...

    def is_promised(self, cue: tuple[int, int]) -> bool: ...


class EnglishReports:
    """Finds the reports of one English sentence."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._verbs = lexicon.english
        forms = sorted(self._verbs, key=lambda form: (-len(form), form))
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, forms))})\b", re.IGNORECASE) if forms else None

    def find(self, page: Page, sentence: Span) -> Iterator[Report]:
        if self._pattern is None:
            return
        doc = page.doc
        text: str = doc._.match_text
        named = [m for m in page.documents_in(sentence.start_char, sentence.end_char) if m.end <= sentence.end_char]
        for match in self._pattern.finditer(text, sentence.start_char, sentence.end_char):
            before = text[max(sentence.start_char, match.start() - 60) : match.start()]
            cue = match.span()
            if _NOT_PAST.search(before) or page.is_promised(cue):
                continue
            for entry in self._verbs[match[0].lower()]:
                report = self._fit(doc, sentence, entry, cue, named, bool(_NEGATED.search(before)))
                if report is not None:
                    yield report
                    break

    def _fit(
        self, doc: Doc, sentence: Span, entry: ReportVerb, cue: tuple[int, int], named: list[Mention], negated: bool
    ) -> Report | None:
        text: str = doc._.match_text
        theme: tuple[int, int] | None = None
        document: Instrument | None = None
        draft = False
        if {"instrument", "course"} & set(entry.objects):
            for mention in named:
                after = mention.start >= cue[1] and _BETWEEN.match(text[cue[1] : mention.start])
                passive = mention.end <= cue[0] and _PASSIVE.match(text[mention.end : cue[0]])
                if after or passive:
                    theme = (mention.start, mention.end)
                    document = mention.entity if isinstance(mention.entity, Instrument) else None
                    draft = bool(
                        _DRAFT.search(
                            text[cue[1] : mention.start] if after else text[mention.start - 15 : mention.start]
                        )
                    )
                    break
        if theme is None and {"thing", "action"} & set(entry.objects):
            found = _THING.match(text[cue[1] : sentence.end_char])
            if found and not _LIGHT.search(found[1]) and ("thing" in entry.objects or _ACTION.search(found[1])):
                theme = (cue[1] + found.start(1), cue[1] + found.end(1))
        if theme is None:
            return None
        kind = "endorsed" if draft and entry.kind == "adopted" else entry.kind
        to = _TO.match(text[theme[1] : sentence.end_char])
        return Report(
            kind=kind,
            cue=cue,
            evidence=_trimmed(sentence),
            rule=f"report.{kind}.en:{text[cue[0] : cue[1]].lower()}",
            language="en",
            negated=negated,
            draft=draft,
            theme=theme,
            document=document,
            actors=_party_before(doc, sentence, cue[0]),
            recipients=_party_at(doc, theme[1] + to.end()) if to else [],
            date=next((m for m in doc._.dates if sentence.start_char <= m.start and m.end <= sentence.end_char), None),
        )


def _trimmed(sentence: Span) -> tuple[int, int]:
    words = sentence.text
    start = sentence.start_char + len(words) - len(words.lstrip())
    return start, sentence.start_char + len(words.rstrip())


def _party_at(doc: Doc, offset: int) -> list[Party]:
    for mention in (*doc._.organizations, *doc._.places):
        if mention.start == offset and isinstance(mention.entity, Organization | Place):
            return [Party(mention.entity, mention.start, mention.end, "stated")]
    return []


def _party_before(doc: Doc, sentence: Span, offset: int) -> list[Party]:
    """The last party named between the beginning of the sentence and the verb, with nothing but `has` between."""
    best: Mention | None = None
    for mention in (*doc._.persons, *doc._.organizations, *doc._.places):
        if sentence.start_char <= mention.start and mention.end <= offset and (best is None or mention.end > best.end):
            best = mention
    if best is None or not re.fullmatch(
        r"\s+(?:has\s+|have\s+|had\s+)?(?:\w+ly\s+)?", doc._.match_text[best.end : offset]
    ):
        return []
    return (
        [Party(best.entity, best.start, best.end, "stated")]
        if isinstance(best.entity, Person | Organization | Place)
        else []
    )
