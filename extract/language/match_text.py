"""The match copy: the source text with spelling variants levelled, character for character.

Patterns run on the copy; because it has exactly the length of the source, an offset in one is an offset in the other.
"""

from __future__ import annotations

import re

SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"
_QUOTES = "«»„“”‟‹›❝❞〝〞＂"
_APOSTROPHES = "\u2018\u2019\u201a\u201b\u02bc\u00b4\u0060"

_TABLE = {
    **dict.fromkeys(map(ord, SPACES + INVISIBLE), " "),
    **dict.fromkeys(map(ord, _DASHES), "-"),
    **dict.fromkeys(map(ord, _QUOTES), '"'),
    **dict.fromkeys(map(ord, _APOSTROPHES), "'"),
    ord("ё"): "е",
    ord("Ё"): "Е",
}
# a text has few of them, and `translate` looks up each of its letters
_LEVELLED = re.compile(f"[{re.escape(''.join(map(chr, _TABLE)))}]")

_LATIN_TWINS = str.maketrans("aceopxyABCEHKMOPTXY", "асеорхуАВСЕНКМОРТХУ")
# a word that mixes scripts, or a lone Latin letter among Cyrillic words ("встречу c заместителем")
# (bounded, as each letter of a word without end would otherwise be followed to the word's end)
_MIXED = re.compile(r"[A-Za-z]{0,40}[А-яЁё][А-яЁё-]{0,40}[A-Za-z][A-Za-zА-яЁё-]*|[A-Za-z]{1,40}[А-яЁё][A-Za-zА-яЁё-]*")
# what each such word has: most texts have none, and it is found faster
_MAY_BE_MIXED = re.compile(r"[A-Za-z](?:(?=[А-яЁё])|(?<=[А-яЁё-].))")
_LONE = re.compile(r"[aceocyxAOCB](?<=[а-яё] .)(?= [а-яёА-ЯЁ])")


def match_text(text: str) -> str:
    """Return the match copy of `text`; `len(match_text(text)) == len(text)`.

    Spaces, dashes, quotes and apostrophes become their ASCII forms, `ё` becomes `е`, Latin letters inside Cyrillic
    words (and a lone one between them) become their Cyrillic twins. Line breaks stay.
    """
    copy = _LEVELLED.sub(lambda found: _TABLE[ord(found[0])], text)
    if _MAY_BE_MIXED.search(copy):
        copy = _MIXED.sub(lambda found: found[0].translate(_LATIN_TWINS), copy)
    # single words, of which lexicons have thousands, have no blanks
    return _LONE.sub(lambda found: found[0].translate(_LATIN_TWINS), copy) if " " in copy else copy


def model_form(text: str, norm: str) -> str:
    """The form of a token that models trained on news should see.

    Its own, with quotes and dashes as written, unless levelling repaired its letters; `ё` as `е`, as news write it
    (the models do not know `договорённость`).
    """
    if text == norm:
        return text
    return text.replace("ё", "е").replace("Ё", "Е") if text.translate(_TABLE) == norm else norm
