"""Interviews whose lines open with no dash: questions over their answers, lines that open with a name or `Вопрос:`."""

from __future__ import annotations

import re
from itertools import pairwise

from extract.language.later import later

_BLOCK = later(r"(?:^|\n[ \t]*\n)([^\n]{5,200})\n(?![ \t]*\n)([^\n]{20,})(?=\n[ \t]*\n|\s*\Z)")
_LABEL = later(
    r"^[ \t*]*(Вопрос|Ответ|Корр\.|Корреспондент|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.\s?)?[А-ЯЁ][а-яё-]+|Q|A|Question|Answer)"
    r"(?: ?\([^)\n]{1,60}\))?[ \t*]*:[ \t*]+(?=\S)",
    re.MULTILINE,
)
_ASKED = re.compile(r"\?[\"»)*]*\s*$")
_QUESTIONS = frozenset({"Вопрос", "Корр.", "Корреспондент", "Q", "Question"})
_ANSWERS = frozenset({"Ответ", "A", "Answer"})
#: questions that make a page an interview
_ENOUGH = 3
_PAIR = 2


def plain_dialogue(text: str) -> list[tuple[int, int]]:
    """Spans of questions and answers of a page without dashes; none if it is no interview."""
    return _labelled(text) or _stacked(text)


def _labelled(text: str) -> list[tuple[int, int]]:
    """`Вопрос: ... Ответ: ...`: from each label to the next."""
    if text.count(":") < _PAIR:
        return []
    labels = list(_LABEL.finditer(text))
    asked = sum(label[1] in _QUESTIONS for label in labels)
    answered = sum(label[1] in _ANSWERS for label in labels)
    # labels of both kinds are plain even at a briefing with one question
    if not (asked and answered) and (asked < _ENOUGH - 1 or len(labels) < _ENOUGH):
        return []
    last = text.find("\n\n", labels[-1].end())
    ends = [*(label.start() for label in labels[1:]), last if last >= 0 else len(text)]
    return [(label.end(), end) for label, end in zip(labels, ends)]


def _stacked(text: str) -> list[tuple[int, int]]:
    """A short line that asks, its answer right under it, a blank line before the next."""
    if text.count("?") < _ENOUGH:
        return []
    blocks = list(_BLOCK.finditer(text))
    asking = [block for block in blocks if _ASKED.search(block[1])]
    if len(asking) < _ENOUGH:
        return []
    first, last = asking[0].start(), asking[-1].start()
    inside = [block for block in blocks if first <= block.start()]
    # `Про Украину спрошу.` between questions is one, too
    near = [block for block in inside if block.start() <= last] + [b for a, b in pairwise(inside) if a.start() == last]
    return [block.span(group) for block in near for group in (1, 2)]
