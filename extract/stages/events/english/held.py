"""English nouns that tell a happening only where they are told to take place, with when or where."""

from __future__ import annotations

from collections.abc import Iterator

from extract.language.later import later
from schemas.event import EventType

_NOUNS: tuple[tuple[EventType, str], ...] = (
    (
        "conference",
        r"[Tt]raining programmes?(?! of\b)|[Tt]raining program(?! of\b)|[Ii]nternship|[Tt]raineeship|[Hh]ackathon"
        r"|[Pp]anel discussion|(?:expert|discussion|high-level) panel|[Mm]aster[- ]?class|[Mm]ock trial|[Tt]each-in"
        r"|(?:[Ss]ummer|[Ww]inter|[Aa]utumn|[Ss]pring) [Ss]chool|[Vv]ideo-?conference"
        r"|[Nn]ational consultation|[Ss]takeholder consultation|[Bb]ootcamp|[Cc]olloquium",
    ),
    ("meeting", r"(?:[Bb]ilateral|[Tt]rilateral|[Pp]olitical|[Ee]xpert) consultation|(?<=a )trilateral|[Tt]own hall"),
    ("session", r"[Rr]etreat"),
    (
        "operation",
        r"(?:[Aa]wareness(?:-raising)?|[Aa]nti-drug|[Pp]reventive|[Pp]revention|[Ii]nformation) campaign"
        r"|[Cc]ampaign(?= \"[^\"\n]{3,50}\")",
    ),
)
_WORDS = tuple(
    (
        kind,
        later(
            rf"(?<![\w-])(?:{pattern})\b(?! (?:hall|room|system|link|call|materials?|participants|members|cent))",
        ),
    )
    for kind, pattern in _NOUNS
)
#: who holds it, or who is there
_HOLDING = later(
    r"\b(?:h[eo]ld|holds|holding|organi[sz]e[sd]?|host(?:s|ed|ing)?|conduct(?:s|ed)|deliver(?:s|ed)|complete[sd]?"
    r"|launch(?:es|ed)?|open(?:s|ed)|attend(?:s|ed)|(?:took|takes) part in|participated in|convene[sd]|concluded"
    r"|kicked off|spoke at|underwent|undergo) (?:(?:an?|the|its|their|his|her|with) )?(?:[\w'-]+ ){0,6}$"
)
#: what becomes of it; a clause of its own may stand between
_HELD = later(
    r"(?:[^.;:\n]{0,130}?)\s(?:(?:was|were|is|are|will be|has been|is being|being) (?:also |successfully )?"
    r"(?:held|organi[sz]ed|hosted|conducted|delivered|launched|convened|opened|carried out|scheduled|planned|completed)"
    r"|(?:takes|took|will take|taking) place|opened|began|starts|started|kick(?:s|ed) off|concluded|ended|runs|ran)\b"
)
_DENIED = later(r"\b(?:not|no|never)\b")


def held_nouns(text: str, start: int, end: int) -> Iterator[tuple[EventType, tuple[int, int]]]:
    """Those of a sentence, with their places."""
    for kind, pattern in _WORDS:
        for match in pattern.finditer(text, start, end):
            before = text[start : match.start()]
            told = _HOLDING.search(before) or _HELD.match(text, match.end(), end)
            if told is not None and _DENIED.search(told[0]) is None:
                yield kind, match.span()
