"""What stands behind a report at the end of its sentence: `Саммит пройдёт в Баку, сообщил министр в Ереване`."""

from __future__ import annotations

from spacy.tokens import Span

from extract.language.later import later
from extract.language.syntax import feature

_TAIL = later(
    r"[,\"]\s+(?:-\s+)?(?:об\s+этом\s+)?(?P<said>(?:сообщи|заяви|сказа|отмети|рассказа|подчеркну|добави|уточни|поясни"
    r"|проинформирова|говори|напомни|указа|поведа|констатирова)л[аи]?)\s(?=[^,;:\"\n]*$)",
    needs="сообщил|заявил|сказал|отметил|рассказал|подчеркнул|добавил|уточнил|пояснил|проинформировал|говорил"
    "|напомнил|указал|поведал|констатировал",
)


def told_behind(sentence: Span, text: str, offset: int) -> int | None:
    """Offset of the verb of a report before `offset`, if what stands there is said of the report alone.

    Args:
        text: match copy of the document's text.
    """
    tail = _TAIL.search(text, sentence.start_char, offset)
    if tail is None:
        return None
    between = (t for t in sentence if tail.end("said") < t.idx < offset)
    return None if any(feature(t, "VerbForm") == "Fin" for t in between) else tail.start("said")
