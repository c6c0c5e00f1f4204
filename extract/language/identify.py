"""Whether a text is in a language that the program reads, paragraph by paragraph.

No library: those that identify languages take short pages of names and abbreviations for neighbours of Russian, and a
page that is refused by mistake is worse than one that is read in vain. Here only what cannot be Russian or English
counts: another script, letters that Russian does not have, no `ы` and `э` in a long Cyrillic paragraph, hardly a
function word of English in a long Latin one. Known miss: a few lines of another language among much furniture.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’ʻ`-][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
#: Ukrainian, Belarusian, Kazakh, Kyrgyz, Uzbek, Tajik, Tatar, Mongolian, Serbian, Macedonian letters
_NOT_RUSSIAN = re.compile(r"[іїєґўқғңөұүһәҳҷӣӯҖҗѓќљњћђџјѕ]", re.IGNORECASE)
_RUSSIAN_ONLY = re.compile(r"[ыэ]", re.IGNORECASE)
_RUSSIAN = frozenset(
    ["и", "в", "во", "на", "с", "со", "по", "о", "об", "от", "за", "к", "из", "что", "для", "при", "до", "а", "не"]
)
_ENGLISH = frozenset(
    [
        *("the", "of", "and", "to", "for", "with", "by", "were", "has", "have", "had", "that", "which", "from", "its"),
        *("their", "is", "are", "at", "on", "as", "be", "been", "it", "this", "these", "not", "or", "an", "a", "they"),
        *("we", "will", "in"),
    ]
)
#: words that a paragraph needs before it says anything of its language
_ENOUGH = 8
_ENOUGH_LATIN = 12
#: letters of a Cyrillic paragraph in which `ы` or `э` must occur; they are one letter in forty of Russian
_LONG = 300
#: endings that Bulgarian, Macedonian and Serbian do not have, and the share of words that shows Russian by them
_ENDING = re.compile(r"(?:[ое]го|[ое]му|ий|ие|ую|юю|ть|ся|ться|ях|ами|ями)$", re.IGNORECASE)
_SHARE_OF_ENDINGS = 0.06
_SHARE_OF_LETTERS = 0.22
_SHARE_OF_FUNCTION_WORDS = 0.12
#: Russian has one function word in six; with fewer than this share fewer strange letters are enough
_FEW = 0.05
#: share of the words that must be in other languages for a refusal
_MOST = 0.8


def foreign_share(text: str) -> float:
    """Share of a text's words in paragraphs that are neither Russian nor English; 0 if none says its language.

    >>> foreign_share("Кездесу барысында тараптар өзара іс-қимылды нығайту мәселелерін талқылады, деп хабарлады.")
    1.0
    >>> foreign_share("Стороны обсудили укрепление взаимодействия и договорились продолжить диалог в Киеве.")
    0.0
    """
    known = foreign = 0
    for paragraph in text.splitlines():
        if _RUSSIAN_ONLY.search(paragraph) and not _NOT_RUSSIAN.search(paragraph):
            known += paragraph.count(" ") + 1
            continue
        words = _WORD.findall(paragraph)
        if len(words) < _ENOUGH:
            continue
        if _is_foreign(words):
            foreign += len(words)
        else:
            known += len(words)
    return foreign / (known + foreign) if foreign else 0.0


def is_foreign(text: str) -> bool:
    """Whether a text is in another language than Russian and English."""
    return foreign_share(text) > _MOST


def _is_foreign(words: list[str]) -> bool:
    cyrillic = [word for word in words if _CYRILLIC.search(word)]
    latin = [word for word in words if _LATIN.search(word)]
    if len(cyrillic) + len(latin) < len(words) / 2:
        return True
    if len(cyrillic) >= len(latin):
        letters = "".join(cyrillic)
        strange = sum(1 for word in cyrillic if _NOT_RUSSIAN.search(word)) / len(cyrillic)
        functional = sum(1 for word in cyrillic if word.lower() in _RUSSIAN) / len(cyrillic)
        return strange > (_SHARE_OF_LETTERS if functional > _FEW else _SHARE_OF_LETTERS / 2) or (
            len(letters) > _LONG
            and not letters.isupper()
            and _RUSSIAN_ONLY.search(letters) is None
            and sum(1 for word in cyrillic if _ENDING.search(word)) < _SHARE_OF_ENDINGS * len(cyrillic)
        )
    if len(latin) < _ENOUGH_LATIN:
        # headlines have few function words
        return False
    lower = [word.lower() for word in latin]
    # a line of names and menu words has capitals instead of function words
    if sum(word[0].islower() for word in latin) < _ENOUGH / 2:
        return False
    return sum(word in _ENGLISH for word in lower) < _SHARE_OF_FUNCTION_WORDS * len(lower)
