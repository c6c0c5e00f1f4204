"""What a document says besides its text, and the day of publication that an address tells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.language.later import later
from extract.read.metadata import parse_day


@dataclass(frozen=True)
class Page:
    """A text with what its page, mail or file says of it; `published` is a day."""

    text: str
    title: str | None = None
    published: str | None = None
    url: str | None = None
    publisher: str | None = None
    #: the encoding, if it had to be told from the bytes
    encoding: str | None = None


#: /2024/03/12/, /20240312/, /2024-03-12-
_DAY_IN_URL = later(r"[/_-](20\d\d)([/_-]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ].{0,40})?", re.DOTALL)


def day_of_url(url: str | None) -> str | None:
    """The day that an address holds, as news sites write it.

    >>> day_of_url("https://ria.ru/20191127/1561672344.html"), day_of_url("https://a.org/2024/03/12/vstrecha")
    ('2019-11-27', '2024-03-12')
    >>> day_of_url("https://a.org/news/20240399"), day_of_url("https://a.org/2024/03/")
    (None, None)
    """
    found = _DAY_IN_URL.search((url or "").split("?")[0])
    return _day(f"{found[1]}-{found[3]}-{found[4]}") if found else None


def day_of(value: object) -> str | None:
    """The day in what a page gives as its date, if that is one in full; anything else is nothing.

    >>> day_of("2024-03-12T10:20:00+03:00"), day_of("12.03.2024"), day_of("2024"), day_of("12 March")
    ('2024-03-12', '2024-03-12', None, None)
    """
    words = str(value or "").strip()
    found = _TIME.fullmatch(words)
    try:
        return _sane(parse_day(found[1] if found else words))
    except ValueError:
        return None


def _day(iso: str) -> str | None:
    try:
        return _sane(date.fromisoformat(iso).isoformat())
    except ValueError:
        return None


def _sane(iso: str) -> str | None:
    """Dates of before the web are defaults of some software (1970-01-01), not days of publication."""
    return iso if iso >= "1990" else None


def one_line(value: object) -> str | None:
    """A title or name as a page gives it, on one line; nothing if it is empty."""
    words = " ".join("".join(c if c.isprintable() else " " for c in str(value or "")).split())
    return words[:500] or None
