"""Commitments in English sentences, by the patterns of `cues_en.yaml`: slovnet gives no syntax there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from spacy.tokens import Doc, Span

from extract.document import Commitment, Mention, Party, mentions
from extract.lexicons import Entry, load
from schemas.commitment import Force

_END = re.compile(
    r",? (?:and|as well as) (?:also )?(?=(?:have |has )?(?:reaffirm|stress|agree|express|propos|call|underlin|emphasi|decid|urg|not)\w*\b)"
    r"|,? (?:and|but) (?=(?:he|she|they|it|the sides|the parties|the ministers)\b)|;|, (?:he|she|the \w+) (?:said|added|noted)\b"
    r"|[\"\u201d] ?(?:,|-|\u2013)|,? (?:which|who|whose|while|whereas|as stated|according to)\b"
)
_PURPOSE = re.compile(
    r",? (?:in order to|so as to|with a view to|with the aim of|for the purpose of|to ensure that) [^,]*$"
)
_LEMMA = re.compile(r"(?:to |will )?(?:continue to |further |also )?([a-z]+)", re.IGNORECASE)
_COLLECTIVE = re.compile(
    r"\b((?:the |both )?(?:sides|parties|participants|ministers|heads|delegations|members|leaders|experts|countries|states"
    r"|heads of [\w\s]{3,60}|member states(?: of [\w\s]{2,60})?))\s*$",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(he|she|it|they|we)\b(?:\s+\w+){0,2}\s*$", re.IGNORECASE)


class EnglishCue(Entry):
    """A line of `cues_en.yaml`."""

    force: Force
    pattern: str
    actor: Literal["before", "none"] = "before"
    addressee: Literal["between"] | None = None
    negated: bool = False
    future: bool = False
    example: str


@dataclass(slots=True)
class _Compiled:
    entry: EnglishCue
    pattern: re.Pattern[str]


class EnglishCues:
    """Finds commitments in English sentences."""

    def __init__(self, user_folder: Path | None = None) -> None:
        self._cues = [
            _Compiled(entry, re.compile(rf"\b(?:{entry.pattern})", re.IGNORECASE))
            for entry in load("cues_en", EnglishCue, user_folder=user_folder)
        ]

    def find(self, doc: Doc, sentence: Span, *, preambular: bool, speaker: Party | None) -> Iterator[Commitment]:
        """Commitments of one sentence; `speaker` stands for `we` and for preambular paragraphs."""
        start = sentence.start_char
        text: str = doc._.match_text[start : sentence.end_char].rstrip()
        flat = text.replace("\n", " ")
        taken: list[tuple[int, int]] = []
        for cue in self._cues:
            for found in cue.pattern.finditer(flat):
                begin = found.end()
                if any(a <= begin < b or a <= found.start() < b for a, b in taken):
                    continue
                end = _action_end(flat, begin)
                if end - begin < 6:
                    continue
                taken.append((found.start(), end))
                yield self._commitment(doc, cue.entry, found, start, (begin, end), preambular, speaker)

    def _commitment(
        self,
        doc: Doc,
        entry: EnglishCue,
        found: re.Match[str],
        offset: int,
        action: tuple[int, int],
        preambular: bool,
        speaker: Party | None,
    ) -> Commitment:
        begin, end = action
        word = found[0].strip() or "will"
        cue = (offset + found.start(), offset + found.start() + len(found[0].rstrip()))
        if entry.future:
            cue = (offset + begin, offset + begin + 4)
        clause = (offset + _clause_start(found.string, found.start()), offset + end)
        lemma = _LEMMA.match(found.string, begin)
        commitment = Commitment(
            force=entry.force,
            status="preambular" if preambular else "reported",
            cue=cue,
            action=(offset + begin, offset + end),
            clause=clause,
            rule=f"commitment.{entry.force}.english:{word.lower()[:40]}",
            language="en",
            negated=entry.negated or bool(re.match(r"will not\b|not to\b", found.string[begin:])),
            action_lemma=lemma[1].lower() if lemma else None,
        )
        if entry.actor == "before":
            party = _actor(doc, found.string, found.start(), offset, speaker)
            if party is not None:
                commitment.actors.append(party)
        if entry.addressee and found.group("to"):
            first, last = offset + found.start("to"), offset + found.end("to")
            named = [m for m in _party_mentions(doc) if m.start >= first and m.end <= last]
            entity = named[0].entity if named else None
            commitment.addressees.append(Party(entity, first, last, "stated"))  # type: ignore[arg-type]
        return commitment


def _action_end(text: str, begin: int) -> int:
    end = len(text)
    stop = _END.search(text, begin + 3)
    if stop:
        end = stop.start()
    purpose = _PURPOSE.search(text, begin, end)
    if purpose and purpose.start() > begin + 12:
        end = purpose.start()
    while end > begin and text[end - 1] in ' .,;:*"':
        end -= 1
    return end


def _clause_start(text: str, cue: int) -> int:
    that = text.rfind(" that ", 0, cue)
    return that + 6 if that >= 0 else len(text) - len(text.lstrip(' *"'))


def _party_mentions(doc: Doc) -> list[Mention]:
    return [m for m in mentions(doc) if m.type in {"person", "organization", "place", "position"}]


def _actor(doc: Doc, text: str, cue: int, offset: int, speaker: Party | None) -> Party | None:
    """Who is named before the cue: a pronoun for the speaker, a collective, else the nearest outer mention."""
    before = text[:cue]
    pronoun = _PRONOUN.search(before)
    if pronoun and pronoun[1].lower() == "we":
        return speaker
    collective = _COLLECTIVE.search(before)
    if collective:
        return Party(None, offset + collective.start(1), offset + collective.end(1), "stated")
    inside = [m for m in _party_mentions(doc) if offset <= m.start and m.end <= offset + cue]
    outer = [m for m in inside if not any(o is not m and o.start <= m.start and m.end <= o.end for o in inside)]
    if outer:
        first = next((m for m in outer if m.type == "person"), outer[0])
        if first.entity is None:
            return Party(None, first.start, first.end, "stated")
        return Party(first.entity, first.start, first.end, "resolved" if first.type == "position" else "stated")  # type: ignore[arg-type]
    return speaker
