"""
Mails (.eml): the text that a reader of the mail sees, without what is attached.

Of a mail that has its text twice, as plain text and as HTML, the plain one is taken. Attachments, also mails that were
forwarded as such, are not opened: they are named in a note. The parsing is done in a worker process, which has a limit
of time and memory.
"""

import re
from collections.abc import Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Final, TypedDict, cast

from goalsearch.documents.declared_encoding import decode_as_declared
from goalsearch.documents.document import Document, Note
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.documents.plain_text import text_of
from goalsearch.documents.reader_process import run
from goalsearch.documents.source import document_id, read_bytes, shown
from goalsearch.documents.text_encoding import EncodingUnknownError, decode
from goalsearch.errors import DocumentError

TASK: Final = "goalsearch.documents.mail:read_message"

# What the parser of the standard library has been seen to raise on mails that nobody meant.
_DAMAGE: Final = (MessageError, LookupError, ValueError, TypeError, AttributeError, RecursionError)

_OF_A_PAGE: Final = frozenset(("text/css", "text/xml", "application/x-mso"))
_HEAD_OR_FOOT: Final = re.compile(r"/(?:header|tabstrip)\w*\.html?$", re.I)
# Of a mail without pictures and links, the plain text is about as long as the page.
_MUCH_LONGER: Final = 3


class MailContent(TypedDict):
    """
    What the worker says about a mail.

    Attributes:
        text: Its text.
        title: Its subject.
        attachments: Names of what is attached.
    """

    text: str
    title: str
    attachments: list[str]


def read_mail(path: Path, options: ReadOptions) -> Document:
    """
    The text of a mail.

    Raises:
        DocumentError: If the file cannot be read, or its text is in no known encoding.
    """
    message: MailContent | None = None
    for item in run(TASK, path, {"file_bytes": options.limits.file_bytes}, options.limits):
        message = cast("MailContent", item)
    if message is None:
        raise _damaged(path)
    names = ", ".join(message["attachments"])
    notes = (Note(key="document.note.attachments", values={"file": shown(path), "names": names}),) if names else ()
    return Document(
        document_id=document_id(path, options.root),
        path=path,
        title=message["title"] or None,
        text=message["text"],
        notes=notes,
    )


def read_message(path: Path, file_bytes: int) -> Iterator[MailContent]:
    """
    The mail as one item. Runs in the worker process.

    Raises:
        DocumentError: See ``read_mail``.
    """
    yield _message(path, read_bytes(path, Limits(file_bytes=file_bytes)))


def mail_text(path: Path, data: bytes) -> str:
    """
    The text of ``data``, a mail or an archived web page that was found inside ``path``.

    Raises:
        DocumentError: See ``read_mail``.
    """
    return _message(path, data)["text"]


def _message(path: Path, data: bytes) -> MailContent:
    try:
        mail = BytesParser(policy=policy.default).parsebytes(data)
        attachments: list[str] = []
        texts = [text.strip() for text in _texts(path, mail, attachments)]
        title = " ".join(str(mail["subject"] or "").split())
    except _DAMAGE as error:
        raise _damaged(path) from error
    return MailContent(text="\n\n".join(filter(None, texts)), title=title, attachments=attachments)


def _damaged(path: Path) -> DocumentError:
    return DocumentError("document.damaged", file=shown(path), suffix=path.suffix.lower() or ".eml")


def _texts(path: Path, part: EmailMessage, attachments: list[str]) -> Iterator[str]:
    """The texts of a part; the names of what is attached to it are added to ``attachments``."""
    kind = part.get_content_type()
    name = part.get_filename()
    if part.get_content_disposition() == "attachment" or part.get_content_maintype() == "message":
        attachments.append(shown(name or kind))
    elif kind == "multipart/alternative":
        yield _best(path, part, attachments)
    elif kind == "multipart/related":
        yield from _of_related(path, part, attachments)
    elif part.is_multipart():
        for inner in part.iter_parts():
            yield from _texts(path, cast("EmailMessage", inner), attachments)
    elif kind in ("text/plain", "text/html"):
        yield _text(path, part, kind)
    elif name and part.get_content_maintype() not in ("image", "multipart") and kind not in _OF_A_PAGE:
        attachments.append(shown(name))


def _of_related(path: Path, part: EmailMessage, attachments: list[str]) -> Iterator[str]:
    """A page and what belongs to it: pictures, and pages that it shows in frames, as the sheets of a workbook."""
    root, *others = [cast("EmailMessage", inner) for inner in part.iter_parts()] or [part]
    yield from _texts(path, root, attachments)
    for inner in others:
        # Of a document of Word these are the heads and feet of its pages, and lines above footnotes.
        if not _HEAD_OR_FOOT.search(str(inner["Content-Location"] or "")):
            yield from _texts(path, inner, attachments)


def _best(path: Path, part: EmailMessage, attachments: list[str]) -> str:
    """The first of several versions of a text, the plain one, unless another says far more."""
    versions = [
        "\n\n".join(_texts(path, cast("EmailMessage", inner), attachments)).strip() for inner in part.iter_parts()
    ]
    longest = max(versions, key=len, default="")
    return next((text for text in versions if text and _MUCH_LONGER * len(text) >= len(longest)), "")


def _text(path: Path, part: EmailMessage, kind: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return ""
    if kind == "text/html":
        from goalsearch.documents.html import page_of

        return page_of(path, data, part.get_content_charset())["text"]
    text = _decoded(path, data, part.get_content_charset())
    is_flowed = part.get_param("format") == "flowed"
    return _unflowed(text, drops_space=part.get_param("delsp") == "yes") if is_flowed else text


def _decoded(path: Path, data: bytes, declared: str | None) -> str:
    """Text with ``\n`` for line ends: UTF-8 and ISO-2022-JP if it is that, else what the mail says, or looks like."""
    try:
        found = decode(data)
    except EncodingUnknownError:
        found = None
    if found is None or not found.encoding.startswith(("utf", "iso2022")):
        found = (decode_as_declared(data, declared) if declared else None) or found
    return text_of(path, found.text.encode("utf-8", "replace") if found else data).text


def _unflowed(text: str, *, drops_space: bool) -> str:
    """Lines that end in a space joined to the next (RFC 3676), apart from the mark above a signature."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        if is_open:
            lines[-1] += line
        else:
            lines.append(line)
        is_open = line.endswith(" ") and line != "-- "
        if is_open and drops_space:
            lines[-1] = lines[-1][:-1]
    return "\n".join(lines)
