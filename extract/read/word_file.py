"""DOCX to text, by python-docx: paragraphs and tables in their order."""

from __future__ import annotations

import io
import zipfile

from extract.read.errors import EmptyInput, NotText, UnreadableInput, UnsafeInput
from extract.read.page import Page, one_line

_MAX_UNPACKED = 300_000_000


def read_docx(data: bytes, source: str) -> Page:
    """The text of a document and its title.

    Raises:
        ReadError: broken, encrypted, without text, or it unpacks to no end.
    """
    import docx  # type: ignore
    from docx.table import Table  # type: ignore

    if not data.startswith(b"PK"):
        kind = "an old or encrypted office document" if data.startswith(b"\xd0\xcf\x11\xe0") else "no DOCX"
        raise NotText(source, f"this is {kind}", "save it as DOCX without a password, or as text")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > _MAX_UNPACKED:
            raise UnsafeInput(source, f"unpacks to {unpacked / 1e6:,.0f} MB", "leave it out or save it as text")
        document = docx.Document(io.BytesIO(data))
        parts: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                parts += [" | ".join(dict.fromkeys(cell.text.strip() for cell in row.cells)) for row in block.rows]
            else:
                parts.append(block.text)
        title = document.core_properties.title
    except UnsafeInput:
        raise
    except Exception as error:  # the library raises whatever a broken file makes of its code
        raise UnreadableInput(source, f"a broken DOCX ({type(error).__name__})", "save it anew or as text") from error
    text = "\n".join(parts).strip("\n")
    if not text.strip():
        raise EmptyInput(source, "no text in this DOCX", "fill it or leave it out")
    return Page(text, one_line(title))
