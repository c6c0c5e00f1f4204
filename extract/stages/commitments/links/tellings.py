"""Which happening of the page a commitment stands beside."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc

from extract.document import Event, kept, match_text_of
from extract.language.later import later
from extract.parties.sides import between, named_beside
from extract.stages.commitments.cues.words import INTERLOCUTORS, SIGNERS

_DATED_ITEM = later(
    r"^[^\w\n]{0,4}\d{1,2}(?:\s*-\s*\d{1,2})?(?:\.\d{2}\b|\s+(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр"
    r"|ноябр|декабр))",
    re.MULTILINE | re.IGNORECASE,
)
#: `БАКУ. Председатель провел переговоры`: a line of a digest
_CITY_ITEM = later(
    r"^[^\w\n]{0,4}[А-ЯЁ][А-ЯЁа-яё]{2,20}(?:[ -]{1,3}[А-ЯЁ][А-ЯЁа-яё]{2,20})?\. (?=[А-ЯЁ0-9\"])", re.MULTILINE
)
#: dated lines that make a page a chronicle
_ITEMS = 3


def last_event(doc: Doc, offset: int, who: str | None = None) -> Event | None:
    """The event whose sides `who` before `offset` are: the last one told at which sides met; `стороны` met in talks,
    `участники` and others in the gathering that their own sentence names.
    """
    tellings = kept(doc, "commitments.tellings", _tellings)
    text = match_text_of(doc)
    item = _item_start(doc, offset)
    if item > 0:
        every = tellings
        tellings = kept(doc, f"commitments.tellings.{item}", lambda _: every.since(item))
    own = _in_sentence(text, tellings.all, offset) if who and who not in INTERLOCUTORS else None
    if own is not None:
        return own
    own = _of_paragraph(text, tellings, offset) or (_just_signed(text, tellings, offset) if who in SIGNERS else None)
    if own is not None:
        return own
    own = _one_sided(text, tellings, offset) if who in INTERLOCUTORS else None
    if own is not None:
        return own
    for known in (tellings.main, tellings.all):
        at = bisect_left(known, offset, key=lambda telling: telling[0])
        if not at:
            continue
        line = text.rfind("\n", 0, known[at - 1][0]) + 1
        near = [(_is_talk(e), start, e) for start, e in known[bisect_left(known, line, key=lambda t: t[0]) : at]]
        last = max(near, key=lambda item: item[:2])[2]
        if who in INTERLOCUTORS and not _is_talk(last):
            # a gathering of an earlier day is only spoken of
            talks = [e for _, e in known[:at] if e.type in {"meeting", "call"} and e.participants]
            return talks[-1] if talks and not _follows(last, talks[-1]) else last
        return last
    return None


def _item_start(doc: Doc, offset: int) -> int:
    """Where the item of a chronicle begins that holds the offset; 0 on any other page and in its first item."""
    starts = kept(doc, "commitments.items", _item_starts)
    at = bisect_left(starts, offset + 1)
    return starts[at - 1] if at > 1 else 0


def _item_starts(doc: Doc) -> list[int]:
    """Where lines begin with a day or a city, if three or more do: the items of a chronicle or digest."""
    for pattern in (_DATED_ITEM, _CITY_ITEM):
        found = [m.start() for m in pattern.finditer(match_text_of(doc))]
        if len(found) >= _ITEMS:
            return found
    return []


def _in_sentence(text: str, told: list[tuple[int, Event]], offset: int) -> Event | None:
    """The gathering that the sentence names before `offset`: `на саммите лидеры договорились`."""
    start = max(text.rfind("\n", 0, offset), text.rfind(". ", 0, offset))
    at = bisect_left(told, offset, key=lambda telling: telling[0])
    here = [e for spot, e in told[max(at - 4, 0) : at] if spot > start and e.organizations and not _is_talk(e)]
    return here[-1] if here else None


def _of_paragraph(text: str, tellings: _Tellings, offset: int) -> Event | None:
    """In a digest every item has its own happening: what two signed or said there, if the main one is of another."""
    line = text.rfind("\n", 0, offset) + 1
    mark = text[line : line + 2].strip()
    if not mark or mark[0].isalnum() or mark[0] in '"«(“[':
        return None
    here = [e for spot, e in tellings.all if line <= spot < offset and len(e.participants) > 1]
    return here[-1] if here and not any(line <= spot < offset for spot, _ in tellings.main) else None


def _one_sided(text: str, tellings: _Tellings, offset: int) -> Event | None:
    """`На мосту прошла встреча с начальником управления. Собеседники договорились`: the talk of the paragraph, though
    it names one side only.
    """
    line = text.rfind("\n", 0, offset) + 1
    here = [e for spot, e in tellings.all if line <= spot < offset and e.type in {"meeting", "call"} and e.participants]
    return here[-1] if here and not any(_is_talk(e) for e in here) else None


def _just_signed(text: str, tellings: _Tellings, offset: int) -> Event | None:
    """`Подписан меморандум между А и Б. Ведомства будут`: the signing told last in the paragraph."""
    line = text.rfind("\n", 0, offset) + 1
    here = [e for spot, e in tellings.all if line <= spot < offset]
    return here[-1] if here and here[-1].type == "adoption" else None


def _follows(event: Event, talk: Event) -> bool:
    """`event` is told with a day that is not before the talk's: an item of its own, not something spoken of."""
    if not event.dates or not talk.dates:
        return bool(event.dates) and event.status == "held"
    return event.dates[0].edtf >= talk.dates[0].edtf


@dataclass(frozen=True, slots=True)
class _Tellings:
    """Where the happenings of a page are told, in text order: all at which sides met, and those that count as main."""

    all: list[tuple[int, Event]]
    main: list[tuple[int, Event]]

    def since(self, start: int) -> _Tellings:
        """Those at or after the offset."""
        return _Tellings([t for t in self.all if t[0] >= start], [t for t in self.main if t[0] >= start])


def _tellings(doc: Doc) -> _Tellings:
    told = [
        (start, event)
        for event in doc._.events
        if event.status != "planned"
        and event.type not in {"operation", "exercise", "statement"}
        and (event.participants or event.organizations or event.type == "adoption" or named_beside(doc, event))
        # what was adopted was so at a gathering, unless two signed it
        and (
            event.type != "adoption" or len(event.participants) > 1 or (not event.participants and between(doc, event))
        )
        for start, _ in (event.trigger, *event.evidence)
    ]
    told.sort(key=lambda telling: telling[0])
    # a gathering counts if it is told with its day; what is only named beside the talks is their setting or past
    main = [
        (start, e)
        for start, e in told
        if _is_talk(e)
        or (e.dates and (e.organizations or len(e.participants) > 1 or (not e.participants and named_beside(doc, e))))
    ]
    return _Tellings(told, main)


def _is_talk(event: Event) -> bool:
    return event.type in {"meeting", "call"} and len(event.participants) > 1
