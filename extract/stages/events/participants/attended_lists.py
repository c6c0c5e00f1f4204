"""Who attended, in a list: the lines under `В заседании приняли участие:`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Mention, Place
from extract.language.later import later
from extract.language.rolls import speakers_in_brackets
from extract.stages.events.participants.listing import Listing, stated
from extract.stages.events.participants.roll import MEMBERS_OF
from extract.stages.events.triggers.lexicon import Candidate

_LIST_OPENING = later(r"(?:участ|делегаци|присутствовал|выступил)[^\n:]{0,200}:[ \t]*\n+", re.IGNORECASE)
#: how each of these ends, which few pages have
_OPENS_LINES = re.compile(r":[ \t]*\n")
#: `Участники решили:` opens what they will do
_DECIDED = later(
    r"\b(?:реши|договори|отмети|услови|поручи|рекоменд|подчеркн|обсуди|рассмотре|заяви|согласова|призва|предложи|документ"
    r"|подписа|вопрос)\w*",
    re.IGNORECASE,
)
_LIST_LINE = later(
    r"[ \t]*(?:[-•*]|\d{1,2}[.)]|(?:от\s+)?[А-ЯA-Z][^\n]{0,80}(?: - |: |:(?=\n)))[^\n]*(?:\n|$)"
    r"|[^\n]{3,400};\s*(?:\n|$)"
)
_ONE_ENVOY = later(r"(?:представитель|сотрудник|эксперт|специалист|офицер)\s+$", re.IGNORECASE)
_FROM_STATE = later(r"(?:^|[\s,;(])(?:от|со стороны)\s+\"?$", re.IGNORECASE)


class AttendedLists:
    """Gives the events of one document those whom lists of it name."""

    def __init__(self, doc: Doc, candidates: Sequence[Candidate], listing: Listing) -> None:
        self._doc = doc
        self._candidates = candidates
        self._listing = listing

    def fill(self) -> None:
        """Lines of a list under `В заседании приняли участие:`: every person, state and body named in them."""
        text = self._doc._.match_text
        self._spoke_to_items(text)
        if _OPENS_LINES.search(text) is None:
            return
        for opening in _LIST_OPENING.finditer(text):
            if _DECIDED.search(opening[0]):
                continue
            before = [
                c for c in self._candidates if c.trigger[0] < opening.end() and c.type not in {"visit", "adoption"}
            ]
            target = max(before, key=lambda c: c.trigger[0], default=None)
            if target is None:
                continue
            end = opening.end()
            while (line := _LIST_LINE.match(text, end)) is not None:
                end = line.end()
            if text[opening.end() : end].rstrip().endswith(";"):
                # the last of those that semicolons part
                last = text.find("\n", end)
                end = last if last >= 0 else len(text)
            inside = [
                m
                for m in (*self._doc._.persons, *self._listing.places, *self._listing.bodies)
                if opening.end() <= m.start < end and not (isinstance(m.entity, Place) and m.entity.kind != "country")
            ]
            for m in sorted(inside, key=lambda m: m.start):
                if m.type == "organization" and (self._is_owner(m) or self._is_of_group(m)):
                    continue
                if m.type in {"place", "organization"} and self._only_sent(m):
                    continue
                self._listing.add(target.participants, stated(m), "participant")

    def _spoke_to_items(self, text: str) -> None:
        """`(Азимов, Ким, Сергеев)` below an item of minutes: who spoke to it at the sitting."""
        for start, end in speakers_in_brackets(text):
            sittings = [c for c in self._candidates if c.type == "session" and c.trigger[0] < start and c.heading]
            for m in self._listing.persons_at.within(start, end) if sittings else ():
                self._listing.add(sittings[0].participants, stated(m), "participant")

    def _only_sent(self, state: Mention) -> bool:
        """`от Республики А - министр Б. В.;`: who came is named."""
        text: str = self._doc._.match_text
        line_end = text.find("\n", state.end)
        if text[state.end : line_end].strip() == ":":
            # the men stand on the lines below
            line_end = text.find("\n", line_end + 1)
        line_end = line_end if line_end >= 0 else len(text)
        came = self._listing.persons_at.within(state.end, line_end)
        return bool(came) and _FROM_STATE.search(text, max(state.start - 14, 0), state.start) is not None

    def _is_of_group(self, union: Mention) -> bool:
        """`структур органов СНГ - Исполнительного комитета`: whose bodies they are."""
        return MEMBERS_OF.search(self._doc._.match_text, max(union.start - 40, 0), union.start) is not None

    def _is_owner(self, body: Mention) -> bool:
        """`представитель ГУНК МВД А. Б.`: the body right before a name says whose man he is."""
        words = self._doc._.match_text[max(body.start - 30, 0) : body.start]
        after = self._listing.persons_at.within(body.end, body.end + 3)
        return bool(after) and _ONE_ENVOY.search(words) is not None
