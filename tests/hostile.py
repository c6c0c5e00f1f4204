"""Hostile inputs, the same every time: what a crawl, a broken disk or a malicious sender may put into the folder."""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from itertools import islice

TEXT = (
    "14 мая 2031 года в Ташкенте министр обороны Беларуси Олег Коваленко провёл встречу с делегацией Узбекистана.\n"
    "Стороны договорились провести учения «Заслон» до конца 2031 года. Он призвал партнёров ускорить обмен данными.\n"
)
#: a file that no archive may leave outside of the output
ESCAPED = "escaped-from-archive.txt"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e\u034f"
FORMULAS = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "＝1+1")
ODD = (
    "e\u0301" * 50,
    "Z\u0351\u036f\u0358" * 200,
    "\U0001f469\u200d\U0001f680" * 40,
    "\ufffe\uffff",
    "\U0010ffff" * 20,
    "\ue000" * 30,
    "ﬁﬂ ½ № ℡",
    "١٤ مايو ٢٠٣١",
    "二〇三一年五月",
    "Ⅷ века",
    "1" * 5000,
    "9" * 400 + " мая 2031 года",
    "0.0.0",
    "32.13.2031",
    "29 февраля 2023 года",
    "31 апреля",
    "99999999999 года",
    "-1 мая",
    "00.00.0000",
    "мая мая мая",
    "«" * 500,
    "»" * 500,
    "(" * 800,
    ")" * 800,
    "[" * 500 + "]" * 500,
    '"' * 999,
    "—" * 999,
    "." * 3000,
    "!?" * 900,
    ", " * 900,
    "и " * 900,
    "г. " * 700,
    "т.е. " * 500,
    "А. Б. " * 400,
    "А.Б.В.Г.Д. " * 200,
    "МИД РФ " * 300,
    "ОДКБ" * 300,
    "5-6-7-8-" * 300,
    "с 1 по 2 по 3 по 4 " * 100,
    "Иванов" * 400,
    "договорились " * 300,
    "не " * 600 + "договорились",
    "* " * 800,
    "# " * 800,
    "|---|" * 300,
    "<" * 700,
    "&amp;" * 300,
    "http://" + "a" * 3000,
    "a@" * 600,
    "\\" * 999,
    "%s%n%x" * 100,
    "${jndi:ldap://x}",
    "'; DROP TABLE made; --",
    "{{7*7}}",
    "../../../etc/passwd",
    "\r" * 300,
    "\x0b\x0c" * 3 + "слова " * 60,
    "\u2028\u2029" * 50 + "слово",
)


def press(chance: random.Random) -> str:
    """A text of the genre of some length."""
    return "".join(chance.choice(TEXT.splitlines(keepends=True)) for _ in range(chance.randint(1, 4)))


def texts() -> Iterator[tuple[str, bytes]]:
    """Plain texts."""
    chance = random.Random(1)
    for number in range(100):
        yield f"random-{number}.txt", chance.randbytes(chance.choice((1, 2, 3, 7, 30, 500, 3000)))
    for number in range(60):
        data = press(chance).encode()
        cut = chance.randrange(1, len(data))
        yield f"cut-{number}.txt", data[:cut] if number % 2 else data[cut:]
    for number in range(60):
        data = bytearray(press(chance).encode())
        for _ in range(chance.choice((1, 3, 20))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield f"flipped-{number}.txt", bytes(data)
    for number in range(30):
        yield f"nul-{number}.txt", sprinkled(chance, press(chance), "\0", chance.choice((1, 5, 200))).encode()
    for number in range(70):
        marks = BIDI if number % 2 else ZERO_WIDTH
        yield f"marks-{number}.txt", sprinkled(chance, press(chance), marks, chance.choice((1, 10, 150))).encode()
    for number, encoding in enumerate(
        ("cp1251", "koi8-r", "cp866", "utf-16", "utf-16-be", "utf-7", "cp1252", "utf-32") * 5
    ):
        data = press(chance).encode(encoding, "replace")
        yield f"encoding-{number}.txt", data[: chance.randrange(1, len(data))]
    for number, odd in enumerate(ODD):
        yield f"odd-{number}.txt", f"{odd}\n{TEXT}".encode()
        yield f"odd-alone-{number}.txt", odd.encode()
    for number, formula in enumerate(FORMULAS):
        yield f"={number}+formula.txt", f"{formula}\n{TEXT.replace('Заслон', formula)}".encode()
    yield "huge-line.txt", b"a" * 50_000_000
    yield "long-word.txt", ("Организация" * 20_000).encode()
    yield "long-line.txt", ("слово " * 20_000).encode()
    yield "long-list.txt", ("Минск, " * 3_000).encode()
    yield "surrogate.txt", b"\xed\xa0\x80\xed\xb0\x80 " + TEXT.encode()
    yield "pdf-in-name-only.txt", b"%PDF-1.4\n" + b"x" * 99


def sprinkled(chance: random.Random, text: str, marks: str, number: int) -> str:
    letters = list(text)
    for _ in range(number):
        letters.insert(chance.randrange(len(letters)), chance.choice(marks))
    return "".join(letters)


def tables() -> Iterator[tuple[str, bytes]]:
    """JSON Lines and CSV: broken rows, ids that lead elsewhere, formulas as titles."""
    chance = random.Random(2)
    rows = [
        "",
        "{",
        "[]",
        "null",
        "1",
        '"text"',
        "{}",
        '{"text": null}',
        '{"text": 5}',
        '{"text": ""}',
        '{"text": "\\ud800"}',
        '{"text": "a\\u0000b"}',
        '{"text": "Да.", "id": "../../' + ESCAPED + '"}',
        '{"text": "Да.", "id": "/etc/x"}',
        '{"text": "Да.", "id": "a/../../b"}',
        '{"text": "Да.", "id": "C:\\\\x"}',
        '{"text": "Да.", "id": "' + "x" * 400 + '"}',
        '{"text": "Да.", "published": "31.02.2031"}',
        '{"text": "Да.", "published": 20310514}',
        '{"text": "Да.", "url": {}}',
        '{"text": "Да.", "title": "=1+1", "id": 7}',
        "[" * 100_000,
        '{"a":' * 50_000,
        '{"text": "' + "я" * 3000 + '"}',
        "NaN",
        '{"text": "Да.", "id": "."}',
        '{"text": "Да.", "id": "con"}',
        '{"text": "Да.", "id": "a\\nb"}',
        '{"text": "Да.", "id": 7}',
    ]
    yield "rows.jsonl", "\n".join(rows).encode()
    yield "huge-row.jsonl", b'{"text": "' + b"a" * 25_000_000 + b'"}\n{"text": "ok"}\n'
    for number in range(15):
        yield (
            f"flipped-{number}.jsonl",
            flipped(chance, json.dumps({"text": press(chance)}, ensure_ascii=False).encode() * 3),
        )
    for number in range(15):
        table = f'id,text,published\na{number},"{TEXT}",2031-05-15\nb,"{TEXT}\n'.encode()
        yield f"flipped-{number}.csv", b"text;id\n" + flipped(chance, table)
    yield "quotes.csv", b'text\n"' + b'a"' * 5000
    yield "open-quote.csv", b'text\n"' + TEXT.encode() * 2000
    yield "nul.csv", b"text\na\0b\n"
    yield "wide.csv", b"text" + b"," * 50_000 + b"\nx\n"
    yield "cp1251.csv", f"text;title\n{TEXT.splitlines()[0]};=1+1\n".encode("cp1251")


def flipped(chance: random.Random, data: bytes, number: int = 10) -> bytes:
    changed = bytearray(data)
    for _ in range(number):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def zipped(members: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def tarred(members: list[tuple[tarfile.TarInfo, bytes]], *, packed: bool = True) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return gzip.compress(buffer.getvalue(), mtime=0) if packed else buffer.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, target
    return info


#: names that lead out of an archive, or into trouble
PATHS = (
    f"../{ESCAPED}",
    f"../../../../../../tmp/{ESCAPED}",
    f"/tmp/{ESCAPED}",
    f"a/../../{ESCAPED}",
    f"..\\{ESCAPED}",
    f"C:\\{ESCAPED}",
    "C:/x.txt",
    "a//b.txt",
    "./x.txt",
    "x\0y.txt",
    "\u202etxt.exe.txt",
    "a\nb.txt",
    "con.txt",
    " .txt",
    "=1+1.txt",
    "\\\\server\\x.txt",
    "~/x.txt",
    "a/./b.txt",
    "/",
    "..",
    "." * 50 + ".txt",
    "d/" * 200 + "x.txt",
    "x" * 300 + ".txt",
)


def archives() -> Iterator[tuple[str, bytes]]:
    """Zip and tar: bombs, names and links that lead elsewhere, broken and encrypted ones."""
    chance = random.Random(3)
    good = zipped({"a.txt": TEXT.encode(), "b/c.txt": TEXT.encode()})
    for number, path in enumerate(PATHS):
        yield f"path-{number}.zip", zipped({path: TEXT.encode()})
        yield f"path-{number}.tar.gz", tarred([(member(path.replace("\0", "")), TEXT.encode())])
    for number in range(20):
        yield f"cut-{number}.zip", good[: chance.randrange(1, len(good))]
        yield f"flipped-{number}.zip", flipped(chance, good, 5)
    whole = tarred([(member("a.txt"), TEXT.encode()), (member("b.txt"), TEXT.encode())])
    for number in range(15):
        yield f"cut-{number}.tar.gz", whole[: chance.randrange(1, len(whole))]
        yield f"flipped-{number}.tar", flipped(chance, gzip.decompress(whole), 8)
    yield "bomb.zip", zipped({"bomb.txt": b"\0" * 300_000_000})
    yield "many-bombs.zip", zipped({f"{n}.txt": b"a" * 15_000_000 for n in range(10)})
    yield "bomb.tar.gz", tarred([(member("bomb.txt"), b"\0" * 300_000_000)])
    yield "lying.zip", good.replace(struct.pack("<I", len(TEXT.encode())), struct.pack("<I", 5))
    yield "encrypted.zip", good.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    yield "nested.zip", zipped({"inner.zip": good, "a.txt": TEXT.encode()})
    yield "twice.zip", zipped({"a.txt": TEXT.encode()})[:-22] + good
    for kind, target in (
        (tarfile.SYMTYPE, "/etc/passwd"),
        (tarfile.LNKTYPE, "/etc/passwd"),
        (tarfile.CHRTYPE, ""),
        (tarfile.FIFOTYPE, ""),
    ):
        yield f"link-{kind.decode()}.tar", tarred([(member("x.txt", kind, target), b"")], packed=False)
    yield "empty.zip", zipped({})
    yield "no.zip", b"PK\x03\x04" + b"x" * 99
    yield "no.tar.gz", b"\x1f\x8b" + b"x" * 99
    yield "empty.tar", b""


def mails() -> Iterator[tuple[str, bytes]]:
    """Mails with broken heads, dates, encodings, parts."""
    chance = random.Random(4)
    head = (
        "From: =?utf-8?b?0J/RgNC10YHRgQ==?= <a@b.ru>\nSubject: =?koi8-r?q?=F0?= =?bad?x?y?=\n"
        "Date: Wed, 14 May 2031 10:00:00 +0300\n"
    )
    whole = f'{head}Content-Type: text/plain; charset="utf-8"\n\n{TEXT}'.encode()
    yield "good.eml", whole
    for number in range(25):
        yield f"flipped-{number}.eml", flipped(chance, whole, 12)
    for number in range(10):
        yield f"cut-{number}.eml", whole[: chance.randrange(1, len(whole))]
    for number, line in enumerate(
        (
            "Date: 99 Foo 0000",
            "Date: ",
            'Content-Type: multipart/mixed; boundary=""',
            'Content-Type: text/plain; charset="\0"',
            "Content-Type: text/plain; charset=idna",
            "Content-Type: text/plain; charset=base64",
            "Content-Transfer-Encoding: nonsense",
            "Content-Type: ////",
            "From: <<<>>>" + "(" * 2000,
            "Subject: " + "=?utf-8?q?=41?= " * 2000,
            "X: " + "a" * 200_000,
        )
    ):
        yield f"head-{number}.eml", f"{line}\nSubject: x\n\n{TEXT}".encode()
    nested = b"".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'.encode() for n in range(300))
    yield "nested.eml", b"Subject: x\n" + nested + b"\n\n" + TEXT.encode()
    yield "html-only.eml", b"Subject: x\nContent-Type: text/html\n\n<p>" + TEXT.encode()


def pages() -> Iterator[tuple[str, bytes]]:
    """HTML: scripts, deep nesting, lying declarations, entities, half pages."""
    chance = random.Random(5)
    body = "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    whole = (
        "<!doctype html><html><head><meta charset=utf-8><title>Т</title><script>alert(1)</script></head><body>"
        f"<article><h1>Встреча</h1>{body}</article><footer>© 2031</footer></body></html>"
    )
    yield "good.html", whole.encode()
    for number in range(30):
        yield f"flipped-{number}.html", flipped(chance, whole.encode(), 15)
    for number in range(20):
        yield f"cut-{number}.html", whole.encode()[: chance.randrange(1, len(whole))]
    for number, tag in enumerate(("div", "b", "table", "ul", "span", "blockquote", "svg", "font", "q", "li")):
        yield f"deep-{number}.html", ("<html><body>" + f"<{tag}>" * 20_000 + TEXT).encode()
    for number, odd in enumerate(
        (
            "<script>" + "while(1);" * 2000,
            "<style>" * 500,
            "<!--" * 2000,
            "<![CDATA[" * 500,
            "&#x110000;&#0;&#xd800;" * 200,
            "&" * 5000,
            "<a " + "x=1 " * 5000 + ">",
            "<meta charset=utf-7>",
            '<meta charset="nonsense">',
            "<meta charset=utf-16>",
            "<base href=//x>",
            "<iframe src=http://x/></iframe>",
            "<img src=x onerror=alert(1)>",
            "<link rel=canonical href='javascript:1'>",
            "<meta property=article:published_time content='9999999-99-99'>",
            "<time datetime=''></time>",
            "<title>" + "т" * 9000,
            "<script type=application/ld+json>" + "[" * 50_000 + "</script>",
            '<script type=application/ld+json>{"datePublished": 5}</script>',
            "<!DOCTYPE x [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]>&c;",
            "<?xml version='1.0' encoding='nonsense'?>",
            "<frameset>",
            "<plaintext>",
        )
    ):
        yield f"odd-{number}.html", f"<html><head>{odd}</head><body><article>{body}</article></body></html>".encode()
    yield "empty.html", b""
    yield "no-text.html", b"<html><body><script>x</script></body></html>"
    yield "random.html", b"<html>" + chance.randbytes(3000)


def broken(name: str, whole: bytes, number: int) -> Iterator[tuple[str, bytes]]:
    """A good file of some format, cut and with bytes changed."""
    chance = random.Random(name)
    stem, _, suffix = name.rpartition(".")
    for n in range(number):
        yield f"{stem}-cut-{n}.{suffix}", whole[: chance.randrange(1, len(whole))]
        yield f"{stem}-flipped-{n}.{suffix}", flipped(chance, whole, chance.choice((1, 10, 100)))


CORE: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (texts, tables, archives, mails)


def core() -> Iterator[tuple[str, bytes]]:
    """All that needs no library for its format."""
    for group in CORE:
        yield from group()


def sample(number: int) -> list[tuple[str, bytes]]:
    """Every so-manieth input, small ones only."""
    small = [item for item in core() if len(item[1]) < 100_000]
    return list(islice(small, 0, None, max(1, len(small) // number)))
