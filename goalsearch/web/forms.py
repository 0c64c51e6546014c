"""
What a form brings: fields and files, all in memory.

Starlette's own reading of forms puts files of more than a megabyte on the disk; what is read here stays in memory, and
`goalsearch.web.limits` bounds its size.
"""

import asyncio
import re
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import Any, Final, NamedTuple, cast

import anyio.to_thread
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from goalsearch.defaults import DEFAULT_K, PARTS, RANKERS, PartName, Ranker
from goalsearch.documents.text_encoding import EncodingUnknownError, decode
from goalsearch.errors import QueryError
from goalsearch.text.spaced_letters import without_letter_blanks
from goalsearch.web.limits import MAX_BODY_BYTES

MAX_K: Final = 20
"""Most goals on a page."""
MAX_FILES: Final = 500
"""Most files of a request; more are a case for ``goalsearch batch``."""
_SMALL_BODY_BYTES: Final = 128 * 1024
_PORTION_BYTES: Final = 64 * 1024
_MOST_DIGITS: Final = 9
_ENCODED_WORD: Final = re.compile(r"=\?[\w-]+\?[BbQq]\?[^?\s]*\?=(?:\s+=\?[\w-]+\?[BbQq]\?[^?\s]*\?=)*")
# A pasted text may be as long as a request.
_LIMITS: Final = {"max_fields": 100, "max_part_size": MAX_BODY_BYTES}


class Upload(NamedTuple):
    """A file that was given to a page: its name as the browser says it, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    What was asked for with a form.

    Attributes:
        text: The pasted text, with ``\\n`` for line ends.
        uploads: The files, in their order; those without a name and content are no files but an empty field.
        k: Most goals.
        first: First fiscal year of the goals, as it was given; empty for no bound.
        last: Last fiscal year.
        years_text: Fiscal years in words, as in a search on the command line; goes before the two bounds.
        agency: Agency; empty for all.
        category: Category; empty for all.
        ranker: Ranker; empty for the default.
        part: Which part of a long document is matched.
        apart: Whether the goals of the latest year are shown apart from those before.
        goal: Identifier of the goal that it is about; empty for none.
        near: Whether a lineage shows only the goals near to the text, with what they continue.
        output: Which form of the answer is wanted; empty for a page.
        problem: What is wrong with a field. The others are kept all the same, so that a page can show them again.
    """

    text: str = ""
    uploads: tuple[Upload, ...] = ()
    k: int = DEFAULT_K
    first: str = ""
    last: str = ""
    years_text: str = ""
    agency: str = ""
    category: str = ""
    ranker: str = ""
    part: PartName = "auto"
    apart: bool = False
    goal: str = ""
    near: bool = False
    output: str = ""
    problem: QueryError | None = None

    def check(self) -> None:
        """
        Make sure that nothing is wrong with a field.

        Raises:
            QueryError: If something is.
        """
        if self.problem is not None:
            raise self.problem

    @property
    def years(self) -> str | None:
        """The filter on years in the words of `goalsearch.retrieval.searcher.Searcher.search`."""
        if self.years_text or not (self.first or self.last):
            return self.years_text or None
        return f"{self.first}-{self.last}"

    def how(self) -> dict[str, Any]:
        """The filters and the ranker as arguments of a search."""
        return {
            "years": self.years,
            "agency": self.agency or None,
            "category": self.category or None,
            "ranker": cast("Ranker | None", self.ranker or None),
        }


async def read_form(request: Request) -> Asked:
    """
    What a form asks for; to be checked with `Asked.check`.

    Raises:
        QueryError: If it is no form.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        raise QueryError("web.problem.form", given=media_type[:80] or "-")
    body = await request.body()
    if len(body) <= _SMALL_BODY_BYTES:
        return await _parsed(request.headers, body)
    # Taking a large body apart takes seconds.
    return await anyio.to_thread.run_sync(lambda: asyncio.run(_parsed(request.headers, body)))


async def _parsed(headers: Headers, body: bytes) -> Asked:
    async def stream() -> AsyncGenerator[bytes, None]:
        for start in range(0, len(body), _PORTION_BYTES):
            yield body[start : start + _PORTION_BYTES]
        yield b""

    is_multipart = headers["content-type"].lstrip().lower().startswith("multipart")
    parser = (
        _InMemory(headers, stream(), max_files=MAX_FILES, **_LIMITS)
        if is_multipart
        else FormParser(headers, stream(), **_LIMITS)
    )
    try:
        data = await parser.parse()
    # A form may name an encoding that nothing can be read in.
    except (MultiPartException, UnicodeError) as error:
        raise QueryError("web.problem.form_damaged", n_files=MAX_FILES) from error
    try:
        return await _asked(data)
    finally:
        await data.close()


class _InMemory(MultiPartParser):
    """The parser that never goes to the disk: files stay in memory up to the size of the largest request."""

    spool_max_size = MAX_BODY_BYTES + 1

    def on_headers_finished(self) -> None:
        """Read the head of a part, with its names in UTF-8 whatever the client sent."""
        part = self._current_part
        if part.content_disposition is not None:
            part.content_disposition = _in_utf8(part.content_disposition)
        super().on_headers_finished()


def _in_utf8(header: bytes) -> bytes:
    """
    A header with the names of files in UTF-8.

    Browsers send that; curl on Windows and older programs send cp932, in which the second byte of 表 is a backslash,
    and some mail programs encoded words.
    """
    try:
        told = header.decode("utf-8")
    except UnicodeDecodeError:
        try:
            told = decode(header).text
        except EncodingUnknownError:
            told = header.decode("cp932", "replace")
    return _ENCODED_WORD.sub(_decoded_word, told).encode("utf-8", "replace")


def _decoded_word(word: re.Match[str]) -> str:
    try:
        text = str(make_header(decode_header(word[0])))
    except (LookupError, ValueError, HeaderParseError):
        return word[0]
    return text.replace("\\", "_").replace('"', "_")


async def _asked(data: FormData) -> Asked:
    fields = {name: value for name, value in data.multi_items() if isinstance(value, str)}
    files = [value for _, value in data.multi_items() if isinstance(value, UploadFile)]
    uploads = [Upload(file.filename or "", await file.read()) for file in files]
    return asked_from(fields, tuple(upload for upload in uploads if upload.name or upload.content))


def asked_from(fields: Mapping[str, str], uploads: tuple[Upload, ...] = ()) -> Asked:
    """What was asked, from the fields of a form that was read."""
    problem = _problem(fields)
    k = "" if problem else fields.get("k", "").strip()
    return Asked(
        # A form sends \r\n for every line end, whatever was pasted.
        text=without_letter_blanks(fields.get("text", "").replace("\r\n", "\n")),
        uploads=uploads,
        k=int(k) if k else DEFAULT_K,
        first=fields.get("first", "").strip(),
        last=fields.get("last", "").strip(),
        years_text=fields.get("years", "").strip(),
        agency=fields.get("agency", "").strip(),
        category=fields.get("category", "").strip(),
        ranker=fields.get("ranker", ""),
        part="auto" if problem else cast("PartName", fields.get("part") or "auto"),
        apart=bool(fields.get("apart")),
        goal=fields.get("goal", ""),
        near=bool(fields.get("near")),
        output=fields.get("output", ""),
        problem=problem,
    )


def _problem(fields: Mapping[str, str]) -> QueryError | None:
    """What a field says that cannot be."""
    k, ranker, part = fields.get("k", "").strip(), fields.get("ranker", ""), fields.get("part") or "auto"
    if k and not (k.isascii() and k.isdecimal() and len(k) < _MOST_DIGITS and 1 <= int(k) <= MAX_K):
        return QueryError("web.problem.k", k=k[:20], most=MAX_K)
    if ranker and ranker not in RANKERS:
        return QueryError("error.ranker", ranker=ranker[:40], known=", ".join(RANKERS))
    if part not in PARTS:
        return QueryError("web.problem.part", part=part[:40], known=", ".join(PARTS))
    years = (fields.get(name, "").strip() for name in ("first", "last", "years"))
    return QueryError("web.problem.apart") if fields.get("apart") and any(years) else None
