"""HTML to text, by trafilatura; title, address, publisher and day of publication by what the page states in its head.

The day is taken only from places that mean it (`article:published_time`, `datePublished`, a `<time>` of the article);
never by looking for anything like a date, which finds crawl dates, currency rates and copyright years.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from extract.read.errors import EmptyInput, UnreadableInput
from extract.read.page import Page, day_of, one_line
from extract.read.text import decode_any

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([\w.:-]{2,40})", re.IGNORECASE)
_HEAD = 4096
#: names of `<meta>` that hold the day of publication, most exact first
_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "og:article:published_time", "pubdate",
    "publishdate", "publish_date", "publication_date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.created",
    "sailthru.date", "parsely-pub-date", "mediator_published_time", "date",
)  # fmt: skip
_TITLE = ("og:title", "twitter:title", "dc.title", "dcterms.title")
_URL = ("og:url", "twitter:url")
_PUBLISHER = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")
#: nested deeper than any page; trees are walked by recursion
_MAX_DEPTH = 200
#: elements that a browser does not show, or that hold what the page links to
_FURNITURE = ("script", "style", "noscript", "template", "iframe", "footer", "aside", "nav")


def read_html(data: bytes, source: str, *, address: str | None = None) -> Page:
    """The main text of a page and what its head says.

    Raises:
        ReadError: no text to be found, or bytes in an unknown encoding.
    """
    import trafilatura  # type: ignore
    from lxml import etree, html  # type: ignore

    text, encoding = _decode(data, source)
    try:
        tree = html.document_fromstring(_without_declaration(text), parser=html.HTMLParser(huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise EmptyInput(source, "no page in this HTML", "check the file") from error
    if _depth(tree) > _MAX_DEPTH:
        raise UnreadableInput(source, f"elements nested more than {_MAX_DEPTH} deep", "save the page as text")
    meta = _meta(tree)
    linked = _linked_data(tree)
    canonical = tree.xpath("string(//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href)")
    url = next(filter(_is_address, (canonical, *(meta.get(name) for name in _URL), address)), None)
    title = next((meta[name] for name in _TITLE if name in meta), None) or tree.xpath("string(//title)")
    publisher = next((meta[name] for name in _PUBLISHER if name in meta), None) or linked.get("publisher")
    published = _published(tree, meta, linked)
    found = trafilatura.extract(
        tree, include_comments=False, include_tables=True, include_formatting=False, deduplicate=False, fast=False
    )
    if not found or not found.strip():
        raise EmptyInput(source, "no text in this page", "save the text itself, if there is one")
    return Page(found, one_line(title), published, one_line(url), one_line(publisher), encoding)


def _decode(data: bytes, source: str) -> tuple[str, str | None]:
    """By byte order mark or declaration; a page that declares what it is not is told by its bytes."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return data.decode(declared[1].decode("ascii")).replace("\0", ""), None
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_any(data, source)


def _without_declaration(text: str) -> str:
    """lxml takes no text that declares an encoding for itself."""
    return re.sub(r"^\s{0,200}<\?xml[^>]{0,300}\?>", "", text.lstrip("\ufeff"), count=1)


def _depth(tree: Any) -> int:
    deepest = depth = 0
    from lxml import etree  # type: ignore

    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _meta(tree: Any) -> dict[str, str]:
    """`<meta>` by name, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content.strip())
    return found


def _linked_data(tree: Any) -> dict[str, str]:
    """Day and publisher in the first JSON-LD of the page that is an article."""
    for element in tree.iterfind(".//script[@type='application/ld+json']"):
        try:
            content = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        for item in _items(content, 0):
            published = day_of(item.get("datePublished"))
            if published:
                publisher = item.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                return {"published": published, **({"publisher": name} if isinstance(name, str) else {})}
    return {}


def _items(content: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > 4:
        return
    if isinstance(content, dict):
        yield content
        yield from _items(content.get("@graph"), depth + 1)
    elif isinstance(content, list):
        for item in content[:50]:
            yield from _items(item, depth + 1)


def _published(tree: Any, meta: dict[str, str], linked: dict[str, str]) -> str | None:
    for name in _PUBLISHED:
        if (day := day_of(meta.get(name))) is not None:
            return day
    if "published" in linked:
        return linked["published"]
    for element in tree.iterfind(".//*[@itemprop='datePublished']"):
        if (day := day_of(element.get("content") or element.get("datetime") or element.text)) is not None:
            return day
    days = {day_of(element.get("datetime")) for element in tree.iter("time") if not _is_furniture(element)}
    # several different days are those of a list of news
    return days.pop() if len(days) == 1 else None


def _is_furniture(element: Any) -> bool:
    return any(parent.tag in _FURNITURE for parent in element.iterancestors())


def _is_address(value: object) -> bool:
    try:
        return isinstance(value, str) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).netloc)
    except ValueError:
        return False
