"""A mail (EML) to text: the plain part, else the HTML one; subject, day sent and sender from its head."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from extract.read.errors import EmptyInput, ReadError, UnreadableInput
from extract.read.formats import require
from extract.read.html_page import read_html
from extract.read.page import Page, day_of, one_line
from extract.read.text import decode_any


def read_mail(data: bytes, source: str) -> Page:
    """The body of a mail; attachments are left out.

    Raises:
        ReadError: broken, or without a text.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage)
        return _read(message, source)
    except ReadError:
        raise
    except Exception as error:  # the parser raises whatever a broken head makes of its code
        raise UnreadableInput(source, f"a broken mail ({type(error).__name__})", "save its text") from error


def _read(message: EmailMessage, source: str) -> Page:
    body = message.get_body(preferencelist=("plain", "html"))
    if not isinstance(body, EmailMessage):
        raise EmptyInput(source, "no text in this mail", "save its text, or the attachment itself")
    payload = body.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if body.get_content_type() == "text/html":
        require("html", source)
        inner = read_html(content, source)
        text, encoding = inner.text, inner.encoding
    else:
        text, encoding = _decode(content, body.get_content_charset(), source)
    sender = message["from"]
    names = [address.display_name for address in sender.addresses] if sender is not None else []
    return Page(
        text.replace("\r\n", "\n"),
        title=one_line(message["subject"]),
        published=_day(message["date"]),
        publisher=one_line(names[0]) if names else None,
        encoding=encoding,
    )


def _decode(content: bytes, charset: str | None, source: str) -> tuple[str, str | None]:
    if charset is not None:
        try:
            return content.decode(charset), None
        except (LookupError, UnicodeDecodeError):
            pass
    return decode_any(content, source)


def _day(value: object) -> str | None:
    """The day on which the sender's clock showed it."""
    try:
        return day_of(parsedate_to_datetime(str(value)).date().isoformat()) if value else None
    except (ValueError, TypeError, OverflowError):
        return None
