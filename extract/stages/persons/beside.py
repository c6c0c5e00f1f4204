"""The name beside a post: past an abbreviation in brackets, ranks, `г-н`, the rest of an owner, a clause."""

from __future__ import annotations

from extract.language.later import later
from extract.stages.persons.english import ENGLISH_OPENING, ENGLISH_SERVICE
from extract.stages.persons.lexicons import Lexicons
from extract.stages.persons.post_words import Post
from extract.stages.persons.words import Word, Words

_EXCELLENCY = frozenset({"H.E.", "Е.П."})
_BRACKETS = {"(": ")", "/": "/"}
#: remarks that the law wants behind a name: `«Талибана» (запрещён в РФ)`
_BANNED = later(r"запрещ|признан|организаци|внесен|движени")
_RETIRED = frozenset({"retd", "ret", "rtd", "retired", "запаса"})
#: whose ranks are called by them: `полковник таможенной службы`
_SERVICES = frozenset({"внутренней", "таможенной", "медицинской", "налоговой", "пограничной", "противопожарной"})
#: participles that open a clause about a post's holder
_CLAUSE = later(r"(?:ущ|ющ|ащ|ящ|вш)(?:ий|его|ему|им|ем|ая|ей|ую)(?:ся)?$")
_LONGEST_CLAUSE = 16
#: words of an unknown owner that may stand between a post and its holder
_LONGEST_REST = 8
#: `в ранге министра`
_RANKED = frozenset({"ранге", "первого", "заместителя", "руководителя"})
_OWNER_PREPOSITIONS = frozenset({"по", "в", "во", "на", "при", "от", "против", "для", "за"})


def name_after(words: Words, post: Post, starts: dict[int, int], lexicons: Lexicons) -> int | None:
    """Index of the name that follows a post directly, past a bracketed abbreviation, ranks and `г-н`."""
    j = post.last + 1
    if (signed := _past_signature(words, j)) in starts:
        return starts[signed]
    if j + 2 < len(words) and words[j].text in _BRACKETS and words.adjoin(j - 1):
        close = next((k for k in range(j + 1, min(j + 8, len(words))) if words[k].text == _BRACKETS[words[j].text]), 0)
        capacity = [word.lower for word in words.all[j + 1 : j + 3]] == ["в", "качестве"]
        if close and (
            capacity or _BANNED.match(words[j + 1].lower) or all(map(_abbreviated, words.all[j + 1 : close]))
        ):
            j = close + 1
    far = _past_owner(words, post, starts, lexicons)
    if far is None:
        far = _past_clause(words, post, j, starts)
    if far is not None:
        return far
    comma = ranked = False
    while j < len(words) and words.adjoin(j - 1):
        if j in starts:
            if comma and _told_before(words, post, starts):
                return None
            if comma and not ranked:
                return starts[j] if _english_apposition(words, post, j) else None
            return starts[j]
        if words[j].text == "," and not comma:
            comma, ranked = True, False
            j += 1
            continue
        length = courtesy_length(words, j, lexicons)
        if not length:
            return None
        ranked = True
        j += length
    return None


def _abbreviated(word: Word) -> bool:
    """Whether a word in brackets belongs to the abbreviation of what stands before them."""
    known = word.organization is not None or word.place is not None
    return known or word.upper or word.text.isupper() or word.text in "/,-"


def _past_signature(words: Words, j: int) -> int:
    """Index after `(подпись)`, which stands between a post and its holder at the end of a paper; else -1."""
    signed = [word.lower for word in words.all[j : j + 3]]
    return j + 3 if signed in (["(", "подпись", ")"], ["(", "signature", ")"], ["(", "signed", ")"]) else -1


def _told_before(words: Words, post: Post, starts: dict[int, int]) -> bool:
    """`Marat Asanov, Director of the Service, Mr. Hideki Goda, ...`: in a list the name stands before the comma."""
    if post.language != "en" or post.first < 3 or words[post.first - 1].text != ",":
        return False
    sentence = words[post.first].sentence
    near = range(post.first - 2, max(post.first - 7, -1), -1)
    first = next((k for k in near if k in starts and words[k].sentence == sentence), None)
    return first is not None and all(words[k].text[:1].isalpha() for k in range(first, post.first - 1))


def _english_apposition(words: Words, post: Post, j: int) -> bool:
    """`the Director of the Executive Committee, Ularbek Sharsheev, attended`: a name between commas behind a post that
    opens its clause or follows `the`.
    """
    if post.language != "en":
        return False
    opens = post.first == 0 or words[post.first - 1].sentence != words[post.first].sentence
    if not opens and words[post.first - 1].lower not in ENGLISH_OPENING:
        return False
    last = j
    while words.adjoin(last) and words[last + 1].text[:1].isupper():
        last += 1
    after = last + 1
    return after >= len(words) or words[after].text in {",", "."} or words[after].sentence != words[j].sentence


def _past_owner(words: Words, post: Post, starts: dict[int, int], lexicons: Lexicons) -> int | None:
    """The name after the rest of an owner that was not understood: `лидер Движения против войны Иван Рябов`.

    The rest is short, has no verb, no number and no punctuation but quotation marks; the caller checks the case.
    """
    if post.language != "ru":
        return None
    j = post.last + 1
    while j < len(words) and j - post.last <= _LONGEST_REST and words.adjoin(j - 1):
        if j in starts:
            return starts[j] if j > post.last + 1 else None
        word = words[j]
        if word.lower in lexicons.heads and words[j - 1].lower not in _RANKED:
            # `полномочия председателя от министра Петрова`: somebody else's post
            return None
        if word.lower == "и" and j > post.last + 1 - (post.organization is not None) and words.adjoin(j):
            # `профессор Университета мировой экономики и дипломатии Акрам Умаров`
            if words[j + 1].case != "Gen" or j + 1 in starts:
                return None
        elif word.pos == "ADP":
            if word.lower not in _OWNER_PREPOSITIONS:
                return None
        elif word.text != '"' and (word.pos not in {"NOUN", "ADJ", "PROPN"} or word.case == "Nom"):
            return None
        j += 1
    return None


def _past_clause(words: Words, post: Post, j: int, starts: dict[int, int]) -> int | None:
    """The name after a clause between commas: `председателем, курирующим вопросы границы, Маратом Осмоновым`."""
    if j + 3 >= len(words) or words[j].text != "," or words[j].sentence != words[post.last].sentence:
        return None
    opens = words[j + 1]
    if not (opens.pos in {"VERB", "ADJ"} and opens.case in post.cases and _CLAUSE.search(opens.lower)):
        return None
    for k in range(j + 2, min(j + _LONGEST_CLAUSE, len(words) - 1)):
        if words[k].sentence != words[j].sentence or k in starts:
            return None
        if words[k].text == ",":
            return starts.get(k + 1)
    return None


def _retired(words: Words, i: int) -> int:
    """Number of words of `в отставке`, `запаса` at word `i`, which follow a rank."""
    if i < len(words) and words[i].lower == "запаса":
        return 1
    return 2 if i + 1 < len(words) and (words[i].lower, words[i + 1].lower) == ("в", "отставке") else 0


def courtesy_before(words: Words, i: int, lexicons: Lexicons) -> bool:
    """Whether a form of address or a rank stands right before word `i`."""
    return i > 0 and words.adjoin(i - 1) and bool(courtesy_length(words, i - 1, lexicons))


def _english_service(words: Words, i: int) -> int:
    """Number of words of `of Police`, `of the Customs Service` after a rank."""
    if i + 1 >= len(words) or words[i].lower != "of":
        return 0
    last = i + 1
    while last < min(i + 5, len(words)) and words[last].lower in ENGLISH_SERVICE:
        last += 1
    return last - i if last > i + 1 and words[last - 1].lower != "the" else 0


def courtesy_length(words: Words, i: int, lexicons: Lexicons) -> int:
    """Number of words of a form of address or rank at word `i`: `г-н`, `господином`, `генерал-полковник полиции`."""
    word = words[i]
    courtesy = lexicons.parts["courtesy"]
    if word.text in {"H", "Е"} and i + 3 < len(words) and words.copy[word.start : words[i + 3].end] in _EXCELLENCY:
        return 4
    base = word.read.lemma
    if word.lower in ENGLISH_SERVICE and word.text[0].isupper() and words.adjoin(i):
        # `Police Colonel-General`
        ranked = words[i + 1].lower in courtesy
        return 1 + courtesy_length(words, i + 1, lexicons) if ranked else 0
    if word.lower in courtesy or base in courtesy:
        length = 1
        if i + 1 < len(words) and words[i + 1].text == "." and words[i + 1].start == word.end:
            length += 1
            if i + 3 < len(words) and words[i + 2].text == "-" and words[i + 2].end == words[i + 3].start:
                # `Maj.-Gen.`
                further = courtesy_length(words, i + 3, lexicons)
                return length + 1 + further if further else length
        following = words[i + length] if i + length < len(words) else None
        if following is not None and following.text == "(" and i + length + 2 < len(words):
            # `Capt. (Retd)`
            close = next((k for k in range(i + length + 2, min(i + length + 4, len(words))) if words[k].text == ")"), 0)
            if close and words[i + length + 1].lower in _RETIRED:
                return close + 1 - i
        if (retired := _retired(words, i + length)) > 0:
            # `подполковник в отставке`
            return length + retired
        if following is not None and i + length + 1 < len(words) and words[i + length + 1].lower == "службы":
            return length + 2 if following.lower in _SERVICES else length
        if following is not None and following.lower in {
            "полиции",
            "милиции",
            "юстиции",
            "армии",
            "флота",
            "авиации",
            "внутренней",
        }:
            length += 2 if following.lower == "внутренней" else 1
        return length + _english_service(words, i + length)
    return 0
