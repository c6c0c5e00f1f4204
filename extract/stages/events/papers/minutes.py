"""The minutes of a sitting over their own text: the page itself, a document only where it is told to be signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Doc

from extract.document import Event, Instrument, match_text_of
from extract.language.later import later

#: `ПРОТОКОЛ / двадцать второго заседания Совета`
_MINUTES = re.compile(
    r"(?:протокол|п р о т о к о л)\s+(?:№\s*\S+\s+)?(?:\([^)\n]{3,30}\)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:заседани|совещани|встречи|сессии|консультаци)",
    re.IGNORECASE,
)
#: the title of minutes, to the word for what sat
_TITLE = re.compile(
    r"(?m)^[ \t*_#]*(?:ПРОТОКОЛ|П Р О Т О К О Л)\s+(?:№\s*\S+\s+)?(?:\([^)\n]{3,30}\)\s+)?(?:[\w-]+\s+){0,4}?"
    r"(?:заседания|совещания|сессии)"
)
_TOP, _TITLE_RESTS = 1500, 300
#: `заседания группы по подготовке проекта Программы`, in the title itself
_ABOUT = later(r"[^(]{0,250}\bпо\s+(?:подготовке|доработке|согласованию|вопросу|выполнению|реализации)[^\n(]{0,60}$")
#: `2. О проекте`, `II. О ходе реализации`, before the name
_HEADING = later(r"[ \t]{0,12}(?:\d{1,2}|[IVXІ]{1,4})[.)]?[ \t]+(?:О|Об|О ходе|О проекте)(?:[ \t]+[а-яё]+){0,5}[ \t]+")


def drop_minutes(doc: Doc, events: Sequence[Event]) -> None:
    """Take the title of minutes for the page itself, and what stands for it below, unless an adoption has it."""
    text: str = match_text_of(doc)
    opens = (m for m in doc._.documents if not m.start or text[m.start - 1] in "\n \t*_#")
    minutes = [m.entity for m in opens if _MINUTES.match(text, m.start, m.end) and _in_capitals(text, m.start)]
    kept = {id(d) for e in events if e.type == "adoption" for d in e.documents}
    dropped = {id(d) for d in minutes} - kept
    if not dropped:
        return
    doc._.documents = [m for m in doc._.documents if id(m.entity) not in dropped]
    for event in events:
        event.documents = [d for d in event.documents if id(d) not in dropped]


def _in_capitals(text: str, start: int) -> bool:
    return text[start : start + 3].isupper() or text[start : start + 3] == "П Р"


def read_agenda(doc: Doc, events: Sequence[Event]) -> None:
    """`ПРОТОКОЛ заседания` and `1. О ходе выполнения Программы`: what a heading of the minutes names was dealt with."""
    text: str = match_text_of(doc)
    title = _TITLE.search(text, 0, _TOP)
    if title is None:
        return
    sat = next((e for e in events if e.type == "session" and title.start() <= e.trigger[0] < title.end() + 1), None)
    if sat is None:
        return
    for mention in doc._.documents:
        line = text.rfind("\n", 0, mention.start) + 1
        named = mention.start < title.end() + _TITLE_RESTS and _ABOUT.match(text, title.end(), mention.start)
        if not isinstance(mention.entity, Instrument) or mention.entity in sat.documents:
            continue
        if named or _HEADING.fullmatch(text, line, mention.start):
            sat.documents.append(mention.entity)
