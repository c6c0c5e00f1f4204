"""Latin spellings of Russian names of places, as English press releases of the region have them.

>>> spellings("Худжанд")
['khudzhand', 'khujand', 'hudzhand', 'hujand']
>>> region_spellings("Сурхандарьинская область")[0]
'surkhandarin region'
"""

from __future__ import annotations

import re
import unicodedata
from itertools import product

_LETTERS = {
    **dict(zip("абвгдезиклмнопрстуфэ", "abvgdeziklmnoprstufe")),
    "ё": "yo|e",
    "ж": "zh",
    "й": "y|i",
    "х": "kh|h",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "ю": "yu",
    "я": "ya",
}
_JOINED = (("дж", "dzh|j"), ("кс", "ks|x"), ("ье", "ye|ie"), ("ьи", "i|yi"))
_MOST = 12
_REGION = re.compile(r"(.+?)(?:ская|ский) (?:область|велаят|край|долина)")
_ENDINGS = ("", "a", "ya", "y", "i", "u", "o")
_UNITS = ("region", "oblast", "province")


def plain(name: str) -> str:
    """The name without accents and marks: `Ürümqi` becomes `Urumqi`."""
    letters = unicodedata.normalize("NFKD", name)
    return "".join(c for c in letters if c.isascii() and c not in "'`").strip()


def spellings(name: str) -> list[str]:
    """Spellings of a Russian name in Latin letters, in lower case; none for names that would have too many."""
    found: list[list[str]] = []
    rest = name.lower()
    while rest:
        joined = next((pair for pair in _JOINED if rest.startswith(pair[0])), None)
        if joined:
            found.append(joined[1].split("|"))
            rest = rest[2:]
            continue
        found.append(_LETTERS.get(rest[0], rest[0]).split("|"))
        rest = rest[1:]
    made = list(dict.fromkeys("".join(parts) for parts in product(*found))) if _count(found) <= _MOST else []
    return [word for word in made if re.fullmatch(r"[a-z][a-z -]{2,}", word)]


#: how newsrooms of the region write the names of people, where they write places in one way
_NAME_LETTERS = _LETTERS | {"ж": "zh|j", "ё": "yo|e|io", "ю": "yu|u|iu", "я": "ya|ia|a", "э": "e|a", "ъ": "|'"}
_NAME_JOINED = (
    ("дж", "j|dzh|dj"),
    ("кс", "x|ks"),
    ("ий", "iy|y|i"),
    ("ия", "ia|iya"),
    ("йр", "ir|yr"),
    ("ье", "ie|ye"),
)
_MOST_OF_A_NAME = 36


def name_spellings(name: str) -> list[str]:
    """Spellings of a given name in Latin letters, in lower case; none for names that would have too many.

    >>> name_spellings("Жээнбек")[:2]
    ['zheenbek', 'zheanbek']
    >>> name_spellings("Хуршед")
    ['khurshed', 'hurshed']
    """
    found: list[list[str]] = []
    rest = name.lower()
    while rest:
        joined = next((pair for pair in _NAME_JOINED if rest.startswith(pair[0])), None)
        letters = "e|ye" if rest[0] == "е" and not found else _NAME_LETTERS.get(rest[0], rest[0])
        found.append((joined[1] if joined else letters).split("|"))
        rest = rest[2 if joined else 1 :]
    if _count(found) > _MOST_OF_A_NAME:
        return []
    made = dict.fromkeys("".join(parts) for parts in product(*found))
    return [word for word in made if re.fullmatch(r"[a-z][a-z-]{3,}", word)]


def _count(parts: list[list[str]]) -> int:
    number = 1
    for part in parts:
        number *= len(part)
    return number


def region_spellings(name: str) -> list[str]:
    """`Ошская область`: `osh region`, `osh oblast`; the vowel that the adjective has lost is tried."""
    found = _REGION.fullmatch(name.lower())
    if found is None:
        return []
    unit = ("valley",) if name.endswith("долина") else _UNITS
    stems = {found[1], found[1].removesuffix("ин")}
    words = [word + ending for stem in sorted(stems, reverse=True) for word in spellings(stem) for ending in _ENDINGS]
    return [f"{word} {single}" for word in dict.fromkeys(words) for single in unit]
