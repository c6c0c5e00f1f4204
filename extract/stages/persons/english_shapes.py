"""English names that no given name, rank or post vouches for, by their shape and what stands around them."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from extract.language.later import later
from extract.stages.persons.linking import is_pinyin
from extract.stages.persons.words import Words


def _latin(is_kind: Callable[[str], bool]) -> str:
    """Latin letters with and without marks, as what stands between the brackets of a pattern: `Karadağ`, `Şükrü`."""
    marked = (*range(0xC0, 0x25A), *range(0x1E00, 0x1F00))
    return "".join(chr(code) for code in marked if is_kind(chr(code)) and chr(code).isalpha())


UPPER, LOWER = f"A-Z{_latin(str.isupper)}", f"a-z{_latin(str.islower)}"

_LETTER = later(r"[B-HJ-Z]")
#: an `A` or `I` that is no word: after a post or between letters
_ANY_LETTER = later(r"[A-Z]")
#: capitalised words of a medium's name: `Rahul Verma, The Asia Post:`
_MEDIUM_WORDS = 4
#: what a single surname does after a post: `Minister Karim assured us`
_DOES = frozenset(
    {"has", "had", "is", "was", "will", "would", "drew", "met", "took", "held", "gave", "left", "came", "spoke", "said"}
    | {"told", "made", "paid", "put", "set", "went", "began", "led", "wrote", "thought", "also"}
)
#: what is done with words
_SPOKE = frozenset(
    {"said", "says", "told", "tells", "added", "adds", "noted", "notes", "stressed", "explained", "recalled", "stated"}
    | {"emphasized", "emphasised", "underlined", "underscored", "pointed", "assured", "announced", "concluded"}
    | {"continued", "informed", "reminded", "clarified", "specified", "remarked", "believes", "thinks", "thanked"}
    | {
        "reiterated",
        "reaffirmed",
        "highlighted",
        "expressed",
        "urged",
        "welcomed",
        "praised",
        "appreciated",
        "proposed",
    }
    | {"suggested", "voiced", "hailed", "commended", "confirmed", "mentioned", "observed", "conveyed"}
    | {
        "emphasizes",
        "emphasises",
        "stresses",
        "expresses",
        "outlined",
        "called",
        "invited",
        "reported",
        "hopes",
        "hoped",
    }
)
_TALKING = frozenset({"talking", "speaking", "addressing", "referring", "commenting", "responding"})
#: between who speaks and that he does
_ALSO = frozenset(
    {"also", "further", "again", "then", "particularly", "especially", "specifically", "once", "has", "had"}
)
_DID = later(r"[a-z]{2,}(?:ed|es)")
#: a surname that is spelled like no other word: `Conor McGregor`, `Sean O'Brien`
CELTIC = later(r"(?:Mc|O')[A-Z][a-z]+")


def is_excellency(words: Words, i: int) -> bool:
    """`[H].E. Omar Khan`: no initials of his."""
    row = words.all[max(i, 0) : i + 4] if i >= 0 else []
    return "".join(word.text for word in row) == "H.E."


def is_given(word: str, known: Container[str]) -> bool:
    """A given name in small letters, also one of two that a hyphen joins: `jean-claude`."""
    first, _, second = word.partition("-")
    return word in known or bool(second and first in known)


def bare_initials(words: Words, i: int, part: Callable[[Words, int], bool], *, after: bool) -> int | None:
    """Last word of `S Jaishankar`, `K P Sharma`: letters without full stops before a surname."""
    last = i
    while last + 1 < len(words) and words.adjoin(last) and _ANY_LETTER.fullmatch(words[last].text):
        last += 1
    letters = last - i
    if not 0 < letters < 4 or not words[last].text.istitle() or not part(words, last):
        return None
    before = words[i - 1] if i > 0 and words[i - 1].sentence == words[i].sentence and words.adjoin(i - 1) else None
    if before is not None and not after and before.text[:1].isupper():
        # `Annex C Report`
        return None
    if (letters == 1 and not (_LETTER.fullmatch(words[i].text) or after)) or "\n" in words.copy[
        words[i].end : words[last].start
    ]:
        return None
    while last + 1 < len(words) and last - i - letters < 2 and words.adjoin(last) and part(words, last + 1):
        last += 1
    return last


def chinese_name(words: Words, i: int, last: int, surnames: frozenset[str] | set[str] | Sequence[str]) -> bool:
    """`Liang Jun`: a Chinese surname before one or two syllables."""
    first, given = words[i].lower, words[last].lower
    titled = words[i].text.istitle() and words[last].text.istitle()
    return last == i + 1 and titled and first in surnames and is_pinyin(given)


def speaker(words: Words, i: int, last: int) -> bool:
    """`Rahul Verma, Asia Post: Madam, ...`: who asks, at the start of a line, with whom he asks for."""
    opens = i == 0 or words.lines_before(i) > 0
    k = last + 2
    if not opens or k >= len(words) or words[k - 1].text != "," or words.lines_before(k):
        return False
    while k < len(words) and k - last - 2 < _MEDIUM_WORDS and words[k].text[:1].isupper() and not words.lines_before(k):
        k += 1
    return k > last + 2 and k < len(words) and words[k].text == ":"


#: what people do with each other: `met with [Rahul Verma]`
_DEALT = frozenset(
    {
        "met",
        "meets",
        "meet",
        "received",
        "receives",
        "hosted",
        "hosts",
        "welcomed",
        "greeted",
        "congratulated",
        "thanked",
    }
    | {"succeeded", "replaced", "briefed", "joined", "accompanied", "invited", "awarded", "appointed", "elected"}
)
#: `talks with [Rahul Verma]`, `signed by [Rahul Verma]`
_DEALINGS = frozenset(
    {"met", "meets", "meet", "meeting", "meetings", "talks", "talked", "conversation", "consultations", "discussions"}
    | {
        "negotiations",
        "interview",
        "call",
        "spoke",
        "conferred",
        "dialogue",
        "down",
        "views",
        "discussed",
        "accompanied",
    }
    | {"headed", "led", "signed", "chaired", "opened", "represented", "moderated", "attended", "delivered", "presented"}
    | {"facilitated", "co-chaired", "addressed", "received", "joined"}
)
_LINKS = frozenset({"with", "to", "by", "between"})
#: what only people do, right behind their names
_HUMAN = frozenset(
    {"said", "noted", "added", "stressed", "emphasized", "emphasised", "underlined", "thanked", "congratulated", "met"}
    | {"told", "underscored", "recalled", "explained", "arrived", "paid", "spoke", "wished", "graduated", "presided"}
    | {"expressed", "praised", "remarked"}
)
_ENDS_NAME = frozenset(
    {",", ".", ";", ")", "in", "on", "at", "and", "to", "during", "who", "for", "as", "also", "from"}
)


def dealt_with(words: Words, i: int, last: int, before: int | None) -> bool:
    """`met with Rahul Verma in`, `between Anna Berg and Rahul Verma`: two or three words and no known name.

    `before` is the last word of the name found before.
    """
    if i < 1 or not 1 <= last - i <= 2 or not words.adjoin(i - 1):
        return False
    if not all(word.text.istitle() for word in words.all[i : last + 1]):
        return False
    behind = words[last + 1].lower if last + 1 < len(words) and words.adjoin(last) else "."
    if behind not in _ENDS_NAME and behind not in _HUMAN:
        return False
    if before is not None and before == i - 2 and words[i - 1].lower == "and":
        return True
    previous = words[i - 1].lower
    if previous in _DEALT:
        return True
    return previous in _LINKS and i > 1 and words[i - 2].lower in _DEALINGS


def does_alone(words: Words, i: int, last: int) -> bool:
    """`Rahul Verma thanked the hosts`: two or three words that open a sentence and do what only people do."""
    opens = i == 0 or words[i - 1].sentence != words[i].sentence
    if not opens or not 1 <= last - i <= 2 or last + 1 >= len(words) or not words.adjoin(last):
        return False
    return words[last + 1].text in _HUMAN and all(word.text.istitle() for word in words.all[i : last + 1])


def says(words: Words, first: int, last: int) -> bool:
    """`the spokesman added`, `said the deputy minister`: a post in small letters that somebody holds who is quoted."""
    if first == 0 or words[first - 1].lower != "the" or not words.adjoin(first - 1):
        return False
    k = last + 1
    while k < len(words) and words.adjoin(k - 1) and words[k].lower in _ALSO:
        k += 1
    behind = words[k].lower if k < len(words) and words.adjoin(k - 1) else ""
    quoted = first > 1 and words[first - 2].lower in {"said", "says", "to"} and words.adjoin(first - 2)
    if quoted and words[first - 2].lower == "to":
        quoted = first > 2 and words[first - 3].lower == "according"
    talking = behind in {"was", "is", "were"} and k + 1 < len(words) and words[k + 1].lower in _TALKING
    return behind in _SPOKE or talking or (quoted and behind in {"", ".", ","})


def acts(words: Words, i: int) -> bool:
    """Whether what stands behind word `i` tells that somebody does something."""
    if i + 1 >= len(words) or not words.adjoin(i):
        return False
    following = words[i + 1].text
    return following in _DOES or (following.islower() and _DID.fullmatch(following) is not None)


def places_on(words: Words, j: int) -> int:
    """Where a list of places ends that goes on at word `j`: `Representative for Afghanistan[, Iran and Pakistan]`."""
    k = j
    while k + 1 < len(words) and words[k].text in {",", "and"}:
        is_last = "and" in {words[k].text, words[k + 1].text}
        k += 2 if is_last and words[k].text == "," else 1
        place = words[k].place if k < len(words) else None
        if place is None or place.start != words[k].start:
            break
        k = words.index_at(place.end)
        if is_last:
            return k
    return j


#: before the names of those who made a page
_MADE_BY = frozenset(
    {"reporting", "writing", "written", "editing", "edited", "photo", "photos", "photograph", "prepared"}
)
_MAKERS = frozenset({"author", "authors", "editor", "reporter", "correspondent", "photo", "translator", "contact"})


def led_by(words: Words, i: int, last: int) -> bool:
    """`The delegation was led by [Amit Verma], Joint Secretary`: two or three words and a mark."""
    if i < 2 or not words.adjoin(i - 1) or not 1 <= last - i <= 2 or last + 1 >= len(words):
        return False
    by = words[i - 1].lower == "by" and words[i - 2].lower in {"led", "headed"}
    return (
        by and words[last + 1].text in {",", ".", ";", "and"} and all(w.text.istitle() for w in words.all[i : last + 1])
    )


def byline_before(words: Words, i: int) -> bool:
    """`(Reporting by Ana Roe`, `Author: Ana Roe`: who made the page stands at word `i`."""
    if i < 2 or not words.adjoin(i - 2):
        return False
    made = words[i - 2].lower in _MADE_BY
    return (made and words[i - 1].lower == "by") or (words[i - 1].text == ":" and words[i - 2].lower in _MAKERS)


def of_states(words: Words, i: int, last: int) -> bool:
    """`the ministers of Spain Ivo Lang, [Latvia] Ada Berg and Oman Salim Badr`: a name right behind its state."""
    state = words[i - 1].place if i > 1 and words.adjoin(i - 1) else None
    if state is None or state.end != words[i - 1].end or getattr(state.entity, "kind", None) != "country":
        return False
    if last + 1 < len(words) and words[last + 1].text not in {",", ".", "and", "on", "in", "at", ";"}:
        return False
    k = words.index_at(state.start)
    if k == 0 or words[k - 1].lower not in {"of", ",", "and", "the"}:
        return False
    sentence = words[i].sentence
    before = words.all[max(k - _ROW_WORDS, 0) : k]
    return any(word.lower in _OFFICERS and word.sentence == sentence for word in before)


_ROW_WORDS = 40
_OFFICERS = frozenset({"ministers", "presidents", "premiers", "leaders", "counterparts", "ambassadors", "speakers"})
