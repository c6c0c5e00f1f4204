"""Lists of papers: `По итогам подписаны следующие документы:`, and below one paper on each line."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from extract.language.later import later

#: a line that says that papers stand below
_HEADER = later(
    r"(?:\b(?:документ(?:ы|ов)|решени(?:я|й)|соглашени(?:я|й)|акт(?:ы|ов)|меморандум(?:ы|ов))\b[^\n:]{0,160}"
    r"|\b(?:подписан|принят|утвержд[её]н|одобрен|парафирован)[аоы]?"
    r"|\b(?:подписал|принял|утвердил|одобрил|согласовал)[аои]?"
    r"|\b(?:подписанием|принятием|утверждением)"
    r"|(?P<these>\b(?:это|среди\s+(?:них|которых)|в\s+(?:их|том)\s+числе|в\s+числе\s+(?:них|которых))))"
    r"[ \t]*:[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
    needs="документ|решени|соглашени|акт|меморандум|подписа|принят|принял|утвер|одобр|согласовал|парафир|это|среди|числе",
)
#: what ends a header, and few other lines
_COLON = re.compile(r":[ \t]*$", re.MULTILINE)
_PAPERS = re.compile(r"\b(?:документ|соглашени|решени|меморандум)\w*", re.IGNORECASE)
#: characters before `Среди них:` in which papers are told
_BEFORE = 400
_MARK = later(r"[ \t]*(?:[-–—•*▪✔·]|\d{1,2}[.)]|[а-я]\))[ \t]*")
#: what may close an item
_CLOSING = re.compile(r"[,\s]\s?(?:включая|а именно|в том числе|и|а также)$")
_TWO_SENTENCES = later(r"[а-яё\d)\"»]{3}[.!?]\s+[А-ЯЁ]")
#: characters of one item, items of a list, other lines among them such as links to more news
_LONGEST, _MOST, _BETWEEN = 450, 80, 2


class Item(NamedTuple):
    """One item of a list: where its header begins and ends, its words without mark and stop."""

    header_start: int
    header_end: int
    start: int
    end: int


@lru_cache(maxsize=8)
def paper_items(text: str) -> tuple[Item, ...]:
    """The items of all lists of papers of a text, in text order.

    >>> text = "Подписаны следующие документы:\\n- Соглашение о связи;\\n- Протокол."
    >>> [text[item.start:item.end] for item in paper_items(text)]
    ['Соглашение о связи', 'Протокол']
    """
    found: list[Item] = []
    if not _COLON.search(text):
        return ()
    for header in _HEADER.finditer(text):
        if found and header.start() < found[-1].end:
            # `Решение об утверждении документов, включая:` within a list
            continue
        line = text.rfind("\n", 0, header.start()) + 1
        opening = max(line, text.rfind(". ", line, header.start()) + 1)
        if header["these"] and not _PAPERS.search(text, max(header.start() - _BEFORE, 0), header.start()):
            continue
        found += _below(text, opening, header.end())
    return tuple(found)


def _below(text: str, opening: int, header_end: int) -> list[Item]:
    found: list[Item] = []
    at, others = header_end, 0
    marked: bool | None = None
    lone = False
    while len(found) < _MOST and at < len(text):
        start = at + 1
        at = text.find("\n", start)
        at = at if at >= 0 else len(text)
        if not text[start:at].strip():
            continue
        mark = _MARK.match(text, start, at)
        if mark is not None and not text[mark.end() : at].strip():
            # a mark on a line of its own
            lone = marked = True
            continue
        if marked is None:
            marked = mark is not None
        if marked and mark is None and not lone:
            others += 1
            if others > _BETWEEN or at - start > _LONGEST // 3 or text[start:at].rstrip().endswith(":"):
                break
            continue
        lone = False
        begin = mark.end() if mark is not None else start + len(text[start:at]) - len(text[start:at].lstrip())
        words = text[begin:at]
        going_on = bool(found) and text[found[-1].end : found[-1].end + 1] == ";"
        if not marked and not (words[:1].isupper() or words.rstrip().endswith(";") or going_on):
            break
        if at - begin <= _LONGEST and not _TWO_SENTENCES.search(words):
            found.append(Item(opening, header_end, begin, begin + len(_bare(words))))
        elif not marked:
            break
    return found


def _bare(words: str) -> str:
    """An item without what closes it: `Протокол о связи, а также;`."""
    words = words.rstrip(" \t:;,")
    last = words.rsplit(maxsplit=1)[-1] if words else ""
    closing = _CLOSING.search(words, max(len(words) - 18, 0))
    if closing is not None:
        return words[: closing.start()].rstrip(" \t:;,")
    return words if last in {"г.", "гг."} else words.rstrip(" \t.")
