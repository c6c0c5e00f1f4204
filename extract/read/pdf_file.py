"""PDF to text, by pypdf. A file's own dates say when it was made or scanned, not when it was published."""

from __future__ import annotations

import io
import logging

from extract.read.errors import EmptyInput, TooLarge, UnreadableInput
from extract.read.page import Page, one_line
from extract.read.text import MAX_CHARACTERS

_MAX_PAGES = 2000


def read_pdf(data: bytes, source: str) -> Page:
    """The text of all pages, a blank line between them, and the title of the file.

    Raises:
        ReadError: encrypted, broken, or without text.
    """
    from pypdf import PdfReader  # type: ignore

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableInput(source, "the PDF asks for a password", "save it without one")
        if len(reader.pages) > _MAX_PAGES:
            raise TooLarge(source, f"{len(reader.pages):,} pages, the limit is {_MAX_PAGES:,}", "split it")
        pages: list[str] = []
        size = 0
        for page in reader.pages:
            text = page.extract_text().strip()
            size += len(text)
            if size > MAX_CHARACTERS:
                raise TooLarge(source, f"more than {MAX_CHARACTERS:,} characters", "split it")
            if text:
                pages.append(text)
        title = reader.metadata.title if reader.metadata is not None else None
    except (UnreadableInput, TooLarge):
        raise
    except Exception as error:  # pypdf raises whatever a broken file makes of its code
        raise UnreadableInput(source, f"a broken PDF ({type(error).__name__})", "save it anew or as text") from error
    if not pages:
        raise EmptyInput(source, "no text in this PDF: pictures of pages?", "recognise its text first (OCR)")
    return Page("\n\n".join(pages), one_line(title))
