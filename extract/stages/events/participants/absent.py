"""Who is told to have stayed away: `отсутствовал представитель А`, `за исключением А`, `A did not attend`."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.tokens import Doc

from extract.language.later import later
from extract.language.syntax import subject
from extract.parties import Parties

_STAYED_AWAY = later(
    r"\b(?:отсутств(?:овал[аио]?|ует|уют)"
    r"|не\s+(?:смог(?:л[аи])?\s+)?(?:(?:по)?участв(?:овал[аио]?|овать|ует|уют)|присутств(?:овал[аио]?|овать|ует|уют)"
    r"|при(?:нял[аио]?|нимал[аио]?|мет|мут|нять)\s+участи[ея]|прибыл[аио]?|прибыть|приехал[аио]?|приехать|явил(?:ся|ись|ась)"
    r"|был[аио]?\s+представлен[аоы]?))\b",
    re.IGNORECASE,
    needs="отсутств|участв|присутств|участи|прибы|приех|явил|представлен",
)
#: `Молдова участвовать не будет`, `а Грузия участия не принимала`: they stand before, up to the head of the clause
_NOR_CAME = later(
    r"\b(?:участи[ея]\s+(?:[а-яё]+\s+){0,3}?не\s+при(?:нял[аио]?|нимал[аио]?|мет|мут)"
    r"|(?:участвовать|присутствовать)\s+не\s+(?:буд(?:ет|ут)|стал[аио]?|смог(?:л[аи])?|смо(?:жет|гут))"
    r"|не\s+буд(?:ет|ут)\s+(?:участвовать|присутствовать))\b",
    re.IGNORECASE,
    needs="участ|присутств",
)
_OPENS = later(r"[.;:!?\n]\s*|,\s+(?:а|но|однако|зато)\s+", re.IGNORECASE)
#: characters of a clause
_CLAUSE_LENGTH = 160
#: where those end who stayed away; initials and `г.` end nothing
_END = later(
    r"(?<=[а-яёА-ЯЁ)\"][а-яёА-ЯЁ)\"])\.(?=\s|$)|[;!?\n]"
    r"|,\s+(?:но|однако|а|зато|тогда как|котор\w+|где|при этом|направив|прислав|сославшись|хотя|поскольку)\s",
    re.IGNORECASE,
)
_LIST_END = later(r"\n\s*\n|(?<=[а-яё)\"][а-яё)\"])\.(?=\s|$)")
_RELATIVE = later(
    r",\s+(?:[а-яё]{1,2}\s+)?котор\w+\s+(?:[а-яё]+\s+){0,2}$|,\s+где\s+(?:[а-яё]+\s+){0,2}$", re.IGNORECASE
)
_NAME = r"(?:[А-ЯЁA-Z][\w-]*\.?(?:\s?[А-ЯЁA-Z][\w-]*\.?){0,4})"
_WHO = (
    r"(?:(?:представител|делегаци|министр|глав|президент|премьер|секретар|руководител|начальник|стран|эксперт)[\w-]*\s+"
    r"|(?:the\s+)?(?:(?:representative|delegation|delegate|minister|president|head|expert)s?\s+(?:of|from)\s+)?(?:the\s+)?)"
)
#: `кроме`, `apart from` at the head of a sentence mean `also`
_SAVE = later(
    r"(?:\b(?:за\s+исключением|исключая|в\s+отсутствие|без\s+(?:участия|приглашения|присутствия))"
    r"|\b(?:except(?:ing|\s+for)?|excluding|with\s+the\s+exception\s+of|in\s+the\s+absence\s+of"
    r"|without\s+the\s+(?:participation|presence)\s+of|but\s+not)"
    r"|\b(?:все[хмй]?|всеми|all|every|each)\b[^.;\n]{3,160}?,?\s(?:кроме|apart\s+from|but|other\s+than))\s+"
    rf"(?P<who>(?-i:{_WHO}{{0,3}}{_NAME}(?:(?:,|,?\s+(?:и|или|and|or))\s+{_WHO}{{0,2}}{_NAME})*))",
    re.IGNORECASE,
    needs="исключени|исключая|отсутствие|участия|приглашения|присутствия|except|excluding|absence|without|but|кроме|apart|other",
)
_DID_NOT_COME = later(
    r"\s(?:(?:was|were|is|are|remained)\s+(?:also\s+)?(?:absent|missing|not\s+(?:present|represented|invited))"
    r"|(?:did|does|do|could|would|will)\s+not\s+(?:attend|take\s+part|participate|come|join|send)"
    r"|(?:boycotted|skipped)\s)",
    re.IGNORECASE,
    needs="absent|missing|not|boycotted|skipped",
)
_CLAUSE = later(r"[.;:!?\n]\s*|,\s+|\b(?:while|but|although|though|whereas|that|which|who)\s+", re.IGNORECASE)
#: between two of those who did not come
_LISTED = later(r"(?:the\s+)?[A-Z][\w\s-]{1,40},\s+(?:and\s+)?$")


class Absent:
    """The stretches of one document that name who did not come."""

    def __init__(self, doc: Doc, parties: Parties) -> None:
        self._text: str = doc._.match_text
        self._parties = parties
        spans = [*self._russian(), *self._before(), *self._english()]
        spans += [m.span("who") for m in _SAVE.finditer(self._text)]
        self._spans = sorted(spans)
        self._starts = [s for s, _ in self._spans]

    def __contains__(self, offset: int | None) -> bool:
        if offset is None or not self._spans:
            return False
        before = bisect_right(self._starts, offset)
        return any(start <= offset < end for start, end in self._spans[max(before - 3, 0) : before])

    def _russian(self) -> list[tuple[int, int]]:
        found = []
        for verb in _STAYED_AWAY.finditer(self._text):
            token = self._parties.index.at(verb.end() - 1)
            if token is None:
                continue
            head = token if token.pos_ == "VERB" else token.head
            acting = subject(head)
            if acting is not None and acting.i < head.i and acting.sent.start == head.sent.start:
                if not acting.lemma_.startswith("котор"):
                    found.append((min(t.idx for t in acting.subtree), verb.start()))
                continue
            found.append((verb.end(), self._end(verb)))
        return found

    def _before(self) -> list[tuple[int, int]]:
        found = []
        for verb in _NOR_CAME.finditer(self._text):
            low = max(verb.start() - _CLAUSE_LENGTH, 0)
            opened = [m.end() for m in _OPENS.finditer(self._text, low, verb.start())]
            found.append((opened[-1] if opened else low, verb.start()))
        return found

    def _end(self, verb: re.Match[str]) -> int:
        """Where the list behind a verb ends; a side clause ends with its first comma."""
        text = self._text
        if text[verb.end() : verb.end() + 2].lstrip().startswith(":"):
            stop = _LIST_END.search(text, verb.end())
        else:
            stop = _END.search(text, verb.end())
        end = stop.start() if stop else len(text)
        comma = text.find(",", verb.end(), end)
        side = comma >= 0 and _RELATIVE.search(text, max(verb.start() - 60, 0), verb.start()) is not None
        return comma if side else end

    def _english(self) -> list[tuple[int, int]]:
        """`Armenia and Georgia did not attend`: from the head of the clause, not in a clause about who came."""
        found = []
        for verb in _DID_NOT_COME.finditer(self._text):
            low = max(verb.start() - 200, 0)
            opened = [m.end() for m in _CLAUSE.finditer(self._text, low, verb.start() + 1)] or [low]
            start = opened[-1]
            while (listed := _LISTED.search(self._text, low, start)) is not None and listed.start() in opened:
                start = listed.start()
            found.append((start, verb.start()))
        return found
