"""HTML, PDF, DOCX and mails with HTML: their text, and what their heads say, if they mean it."""

# ruff: noqa: E402  what needs a library is imported if it is there

from __future__ import annotations

import hashlib
import io
import json
from email.message import EmailMessage

import pytest

for module in ("trafilatura", "pypdf", "docx"):
    pytest.importorskip(module)

import hostile
from test_hostile import check_run, no_formulas, put

from extract import batch
from extract.read import EmptyInput, Input, Raw, ReadError, UnreadableInput, find, to_document
from extract.read.html_page import read_html
from schemas import Record

TEXT = hostile.TEXT


def page(head: str = "", body: str = "", *, encoding: str = "utf-8", charset: str | None = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    declared = f"<meta charset='{charset}'>" if charset else ""
    html = (
        f"<!doctype html><html><head>{declared}{head}</head><body><article>{paragraphs}</article>{body}</body></html>"
    )
    return html.encode(encoding, "xmlcharrefreplace")


def read(data: bytes, name: str = "a.html", **options):
    return to_document(Raw(Input(name, name), data, **options))


# --- HTML


def test_text_is_the_article_and_nothing_around_it():
    data = page(body="<script>alert('x')</script><nav>Меню Главная</nav><footer>© 2019 Курс 01.01.2020</footer>")
    found = read(data)
    assert found.text.split("\n") == TEXT.rstrip("\n").split("\n")
    assert found.source.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        ("<meta property='article:published_time' content='2031-05-14T23:30:00+03:00'>", "", "2031-05-14"),
        ("<meta name='datePublished' content='14.05.2031'>", "", "2031-05-14"),
        ("<meta name='DC.date.issued' content='2031-05-14'>", "", "2031-05-14"),
        (
            '<script type="application/ld+json">{"@graph":[{"datePublished":"2031-05-14T10:00:00Z"}]}</script>',
            "",
            "2031-05-14",
        ),
        ("", "<span itemprop='datePublished' content='2031-05-14'></span>", "2031-05-14"),
        ("", "<time datetime='2031-05-14T10:00'>14 мая</time>", "2031-05-14"),
        # and what is none: crawl dates, rates, footers, lists of news, changes, nonsense
        ("<!-- saved 2031-05-14 --><meta name='crawl-date' content='2031-05-14'>", "", None),
        ("<meta property='article:modified_time' content='2031-05-14'>", "", None),
        ("<meta name='last-modified' content='2031-05-14'>", "", None),
        ("", "<footer>© 2031 <time datetime='2031-05-14'></time></footer>", None),
        ("", "<div>Курс доллара на 14.05.2031: 90</div>", None),
        ("", "<time datetime='2031-05-14'></time><time datetime='2031-05-13'></time>", None),
        ("<meta property='article:published_time' content='1970-01-01T00:00:00'>", "", None),
        ("<meta property='article:published_time' content='2031'>", "", None),
        ("<meta property='article:published_time' content='2031-02-30'>", "", None),
    ],
)
def test_day_of_publication_only_where_the_page_means_it(head, body, published):
    source = read(page(head, body)).source
    assert (source.published, source.published_basis) == (published, "page" if published else None)


def test_title_address_publisher():
    head = (
        "<title>Сайт | Встреча</title><meta property='og:title' content='Встреча'>"
        "<meta property='og:site_name' content='Бюро'>"
        "<link rel='canonical' href='https://a.org/2031/05/14/vstrecha'>"
    )
    source = read(page(head)).source
    assert (source.title, source.publisher, source.url) == ("Встреча", "Бюро", "https://a.org/2031/05/14/vstrecha")
    assert (source.published, source.published_basis) == ("2031-05-14", "url")
    assert read(page("<link rel=canonical href='javascript:alert(1)'>")).source.url is None


def test_order_of_what_is_believed(tmp_path):
    head = (
        "<meta property='article:published_time' content='2031-05-14'>"
        "<link rel='canonical' href='https://a.org/2031/05/13/x'>"
    )
    (tmp_path / "a.html").write_bytes(page(head))
    (tmp_path / "b.html").write_bytes(page("<link rel='canonical' href='https://a.org/2031/05/13/x'>"))
    (tmp_path / "c.html").write_bytes(page())
    (tmp_path / "d.html").write_bytes(page(head))
    (tmp_path / "metadata.csv").write_text("doc,published\nd.html,2031-05-12\n")
    from extract.read import Reader

    reader = Reader(published="2031-05-01")
    found = {item.id: reader.read(item).source for item in find([str(tmp_path)]).inputs}
    assert {name: (source.published, source.published_basis) for name, source in found.items()} == {
        "a.html": ("2031-05-14", "page"),
        "b.html": ("2031-05-13", "url"),
        "c.html": ("2031-05-01", "option"),
        "d.html": ("2031-05-12", "metadata"),
    }


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [
        ("cp1251", "windows-1251"),
        ("koi8-r", "koi8-r"),
        ("cp1251", None),
        ("koi8-r", None),
        ("cp866", None),
        ("utf-8", None),
        ("utf-8", "windows-1251x"),
        ("utf-16", None),
        ("cp1251", "utf-8"),
    ],
)
def test_pages_in_every_encoding_declared_or_not(encoding, charset):
    assert read(page(encoding=encoding, charset=charset)).text.startswith("14 мая 2031 года в Ташкенте")


@pytest.mark.parametrize("data", [b"<html></html>", b"<html><body><script>x</script></body></html>", b"", b"<html>\0"])
def test_page_without_text(data):
    with pytest.raises(ReadError):
        read_html(data, "x")


def test_deep_nesting_is_refused():
    with pytest.raises(ReadError):
        read(b"<html><body>" + b"<div>" * 20_000 + TEXT.encode())


# --- PDF, DOCX, mail


def pdf(text: str = "Meeting in Minsk on 14 May 2031.", *, password: str | None = None, pages: int = 1) -> bytes:
    """A PDF with a line of Latin text, made by hand (its fonts hold no Cyrillic)."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    for _ in range(pages):
        sheet = writer.add_blank_page(300, 300)
        names = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in names.items()})
        fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
        sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode())
        sheet[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Title": "Communique", "/CreationDate": "D:20310101000000"})
    if password is not None:
        writer.encrypt(password, algorithm="AES-256")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def test_pdf_gives_text_and_title_but_no_date():
    found = read(pdf(pages=2), "a.pdf")
    assert found.text == "Meeting in Minsk on 14 May 2031.\n\nMeeting in Minsk on 14 May 2031."
    assert (found.source.title, found.source.published) == ("Communique", None)


def test_pdf_under_another_name_is_a_pdf():
    assert "Minsk" in read(pdf(), "a.txt").text


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (pdf(password="secret"), UnreadableInput, "asks for a password"),
        (pdf(""), EmptyInput, "OCR"),
        (b"%PDF-1.7\n", UnreadableInput, "a broken PDF"),
        (pdf()[:300], UnreadableInput, "a broken PDF"),
    ],
    ids=["encrypted", "scan", "head only", "cut"],
)
def test_bad_pdf_is_one_clear_line(data, error, words):
    with pytest.raises(error, match=words):
        read(data, "a.pdf")


def test_pdf_with_an_empty_password_is_read():
    assert "Minsk" in read(pdf(password=""), "a.pdf").text


def docx(*, title: str = "Коммюнике") -> bytes:
    import docx as library

    document = library.Document()
    document.core_properties.title = title
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Минск", "14 мая"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_docx_gives_paragraphs_and_tables_in_order():
    found = read(docx(), "a.docx")
    assert found.text == f"{TEXT}Минск | 14 мая"
    assert (found.source.title, found.source.published) == ("Коммюнике", None)


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", docx()[:500], b"\xd0\xcf\x11\xe0rest", b"text", hostile.zipped({"a": b""})]
)
def test_bad_docx_is_one_clear_line(data):
    with pytest.raises(ReadError, match=r"^standard input: .+; .+"):
        read(data, "a.docx")


def test_mail_with_html_only():
    message = EmailMessage()
    message["From"], message["Subject"] = "Пресс-служба <a@b.ru>", "Встреча"
    message["Date"] = "Wed, 14 May 2031 23:30:00 -0800"
    message.set_content(page().decode(), subtype="html")
    source = read(message.as_bytes(), "a.eml").source
    assert (source.title, source.publisher) == ("Встреча", "Пресс-служба")
    assert (source.published, source.published_basis) == ("2031-05-14", "page")


# --- all together


def test_folder_of_all_formats(nlp, tmp_path):
    source = tmp_path / "in"
    source.mkdir()
    for name, data in {"a.html": page(), "b.pdf": pdf(), "c.docx": docx(), "d.txt": TEXT.encode()}.items():
        (source / name).write_bytes(data)
    (source / "e.zip").write_bytes(hostile.zipped({"f.html": page(), "g/h.docx": docx()}))
    summary = batch.run([str(source)], out=tmp_path / "out", nlp=nlp)
    assert (summary.documents, summary.failed) == (6, 0)
    lines = [json.loads(line) for line in (tmp_path / "out" / "records.jsonl").read_text().splitlines()]
    assert [line["document"]["id"] for line in lines] == [
        "a.html",
        "b.pdf",
        "c.docx",
        "d",
        "e.zip/f.html",
        "e.zip/g/h.docx",
    ]
    for line in lines:
        record = Record.model_validate(line, strict=False)
        assert all(record.document.text[m.start : m.end] == m.text for m in record.mentions)


def inputs():
    yield from hostile.pages()
    yield from hostile.broken("a.pdf", pdf(pages=2), 30)
    yield from hostile.broken("a.docx", docx(), 25)


def test_hostile_pages_and_files(nlp, tmp_path):
    assert put(tmp_path / "in", inputs()) >= 180
    summary, _ = check_run(nlp, tmp_path / "in", tmp_path / "out")
    assert summary.documents + summary.failed == len(list((tmp_path / "in").iterdir()))
    no_formulas(tmp_path / "out")


def test_nothing_is_fetched(nlp, tmp_path, monkeypatch):
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("no network")

    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    (tmp_path / "a.html").write_bytes(
        page("<base href='http://x/'><link rel=stylesheet href='http://x/y'><img src='http://x/z'>")
    )
    assert batch.run([str(tmp_path / "a.html")], out=tmp_path / "out", nlp=nlp).documents == 1
