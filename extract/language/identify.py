"""Whether a text is in a language that the program reads, paragraph by paragraph.

No library: those that identify languages take short pages of names and abbreviations for neighbours of Russian, and a
page that is refused by mistake is worse than one that is read in vain. Here only what cannot be Russian or English
counts: another script, letters that Russian does not have, no `ы` and `э` in a long Cyrillic paragraph, words that
only Bulgarian has in one without these letters, hardly a function word of English in a long Latin one. Known miss: a
few lines of another language among much furniture.
"""

from __future__ import annotations

import re

from extract.language.later import later

_WORD = later(r"[^\W\d_]+(?:['’ʻ`-][^\W\d_]+)*")
_CYRILLIC = re.compile(r"[\u0400-\u052f]")
_LATIN = later(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
#: letters, not signs, of any script but Latin, Greek and Cyrillic
_OTHER_SCRIPT = later(r"[\u0531-\u1cff\u3040-\u9fff\ua000-\ua63f\ua800-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_NO_LETTER = re.compile(r"[\W\d_]+")
#: a Chinese word has two characters
_CHARACTERS = 2
#: Ukrainian, Belarusian, Kazakh, Kyrgyz, Uzbek, Tajik, Tatar, Mongolian, Serbian, Macedonian letters
_STRANGE = "іїєґўқғңөұүһәҳҷӣӯҗѓќљњћђџјѕ"
# both cases are spelled out: a search that ignores case takes three times as long
_NOT_RUSSIAN = later(f"[{_STRANGE}{_STRANGE.upper()}]")
_RUSSIAN_ONLY = re.compile("[ыэЫЭ]")
_RUSSIAN = frozenset(
    ["и", "в", "во", "на", "с", "со", "по", "о", "об", "от", "за", "к", "из", "что", "для", "при", "до", "а", "не"]
)
_ENGLISH = frozenset(
    [
        *("the", "of", "and", "to", "for", "with", "by", "were", "has", "have", "had", "that", "which", "from", "its"),
        *("their", "is", "are", "at", "on", "as", "be", "been", "it", "this", "these", "not", "or", "an", "a", "they"),
        *("we", "will", "in", "via"),
    ]
)
#: those of them that no neighbour has
_ONLY_ENGLISH = frozenset(["the", "of", "and", "with", "from", "on"])
#: words that a paragraph needs before it says anything of its language
_ENOUGH = 8
_ENOUGH_LATIN = 12
#: words of a line that is no item of a list
_LIST = 2 * _ENOUGH_LATIN
#: letters of a Cyrillic paragraph in which `ы` or `э` must occur; they are one letter in forty of Russian
_LONG = 300
#: endings that Bulgarian, Macedonian and Serbian do not have, and the share of words that shows Russian by them
_ENDING = later(r"(?:[ое]го|[ое]му|ий|ие|ую|юю|ть|ся|ться|ях|ами|ями)$", re.IGNORECASE)
_SHARE_OF_ENDINGS = 0.06
#: words that Bulgarian has and Russian has not, and the vowel `ъ`, which is silent in Russian and stands before others
_BULGARIAN = later(
    r"се|със|във|през|като|това|този|тази|тези|който|която|което|които|ще|са|съм|че|беше|бяха"
    r"|[а-я]*ъ(?![еёюя])[а-я]*"
)
#: endings of nouns with an article; some are imperatives in Russian, so that they do not say it alone
_ARTICLE = re.compile(r"[а-я]{2,}(?:ите|ията|[ае]нето|ният)")
#: number and share of such words in a paragraph of Bulgarian; a quotation or a slip has fewer
_BULGARIAN_WORDS = 2
_SHARE_OF_BULGARIAN = 0.1
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
    may_be_of_other_script = _OTHER_SCRIPT.search(text) is not None
    for paragraph in text.splitlines():
        # before words are counted: some of these scripts put no spaces between them
        if may_be_of_other_script and (size := _words_of_other_script(paragraph)):
            foreign += size
            continue
        if _RUSSIAN_ONLY.search(paragraph) and not _NOT_RUSSIAN.search(paragraph):
            known += paragraph.count(" ") + 1
            continue
        words = _WORD.findall(paragraph)
        if len(words) < _ENOUGH:
            continue
        # headlines in a row have few function words together: each of them must be foreign
        cells = filter(None, map(_WORD.findall, paragraph.split("|")))
        if _is_foreign(words) and all(map(_is_foreign, cells)):
            foreign += len(words)
        else:
            known += len(words)
    return foreign / (known + foreign) if foreign else 0.0


def is_foreign(text: str) -> bool:
    """Whether a text is in another language than Russian and English."""
    return foreign_share(text) > _MOST


def _words_of_other_script(paragraph: str) -> int:
    """About how many words a paragraph has that is mostly in a script of its own; 0 for all others."""
    characters, letters = len(_OTHER_SCRIPT.findall(paragraph)), len(_NO_LETTER.sub("", paragraph))
    # a menu of languages has some of each
    menu = characters < _CHARACTERS * _ENOUGH and letters - characters > _CHARACTERS
    if characters < letters / 2 or menu:
        return 0
    return -(-characters // _CHARACTERS)


def _is_foreign(words: list[str]) -> bool:
    cyrillic = [word for word in words if _CYRILLIC.search(word)]
    latin = [word for word in words if _LATIN.search(word)]
    if len(cyrillic) + len(latin) < len(words) / 2:
        return True
    if len(cyrillic) >= len(latin):
        letters = "".join(cyrillic)
        strange = sum(1 for word in cyrillic if _NOT_RUSSIAN.search(word)) / len(cyrillic)
        functional = sum(1 for word in cyrillic if word.lower() in _RUSSIAN) / len(cyrillic)
        if strange > (_SHARE_OF_LETTERS if functional > _FEW else _SHARE_OF_LETTERS / 2):
            return True
        if letters.isupper() or _RUSSIAN_ONLY.search(letters) is not None:
            return False
        endings = sum(1 for word in cyrillic if _ENDING.search(word))
        if len(letters) > _LONG and endings < _SHARE_OF_ENDINGS * len(cyrillic):
            return True
        # Bulgarian has some of the endings, -ие above all
        return max(1, 2 * endings) <= _words_of_bulgarian(cyrillic)
    if len(latin) < _ENOUGH_LATIN:
        # headlines have few function words
        return False
    lower = [word.lower() for word in latin]
    # a line of names and menu words has capitals instead of function words
    if sum(word[0].islower() for word in latin) < _ENOUGH / 2:
        return False
    functional = sum(word in _ENGLISH for word in lower)
    # a line of a list has one or two
    listed = len(lower) < _LIST and not _ONLY_ENGLISH.isdisjoint(lower)
    return functional < _SHARE_OF_FUNCTION_WORDS * len(lower) and not listed


def _words_of_bulgarian(words: list[str]) -> int:
    """How many of `words` are Bulgarian, 0 if too few; in small letters, for names have them too (Ли Се Хун)."""
    own = sum(1 for word in words if _BULGARIAN.fullmatch(word))
    if not own:
        return 0
    found = own + sum(1 for word in words if _ARTICLE.fullmatch(word))
    return found if found >= max(_BULGARIAN_WORDS, _SHARE_OF_BULGARIAN * len(words)) else 0
