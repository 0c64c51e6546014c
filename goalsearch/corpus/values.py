"""
One value from a file to one value of a goal.

Every function takes what the file holds, the name of its field as the file spells it, and a ``report`` to say what is
wrong; it gives the checked value, or None (an empty tuple for lists) where there is none to give.
"""

import datetime
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from goalsearch.corpus.finding import Severity
from goalsearch.corpus.quoting import quoted
from goalsearch.model.fields import Kind
from goalsearch.text.characters import character_name, hidden
from goalsearch.text.fiscal_year import fiscal_year_of, fiscal_year_of_date, named_year
from goalsearch.text.normalize import normalize

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
_YEAR_DIGITS: Final = 9

# What may stand around a value without meaning. str.strip() would take hidden characters away unseen.
WHITE_SPACE: Final = " \t\r\n\u3000"

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WESTERN_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_ERA_YEAR: Final = re.compile(r"(平成|令和)\s*(元|\d{1,2})")
_YEAR_BEFORE_ERA: Final = {"平成": 1988, "令和": 2018}
_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class Report(Protocol):
    """Says what is wrong with a field, or with a part of it: ``topics[3]``, ``areas[1].name``."""

    def __call__(self, field: str, key: str, /, *, severity: Severity = "error", **problem: object) -> None: ...


def line(value: object, field: str, report: Report) -> str | None:
    """Text of one line without white space around it; None if nothing is left."""
    return _text(value, field, report, one_line=True)


def text(value: object, field: str, report: Report) -> str | None:
    """Text that may have several lines without white space around it; None if nothing is left."""
    return _text(value, field, report, one_line=False)


def _text(value: object, field: str, report: Report, *, one_line: bool) -> str | None:
    if not isinstance(value, str):
        report(field, "corpus.type_text", value=quoted(value))
        return None
    stripped = value.strip(WHITE_SPACE)
    if hidden(stripped, one_line=one_line):
        # A line end is one, however the program that wrote the file spells it.
        stripped = stripped.replace("\r\n", "\n")
        if positions := hidden(stripped, one_line=one_line):
            first, count = positions[0], len(positions)
            character = character_name(stripped[first])
            report(field, "corpus.hidden_character", character=character, position=first + 1, count=count)
    return stripped or None


def lines(value: object, field: str, report: Report) -> tuple[str, ...]:
    """A list of texts of one line each; a single text is a list of one."""
    return _texts(value, field, report, line)


def texts(value: object, field: str, report: Report) -> tuple[str, ...]:
    """A list of texts that may have several lines; a single text is a list of one."""
    return _texts(value, field, report, text)


def _texts(
    value: object, field: str, report: Report, read: Callable[[object, str, Report], str | None]
) -> tuple[str, ...]:
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        report(field, "corpus.type_list", value=quoted(value))
        return ()
    checked = []
    for number, item in enumerate(value, 1):
        item_text = read(item, f"{field}[{number}]", report)
        if item_text is not None:
            checked.append(item_text)
        elif isinstance(item, str):
            report(f"{field}[{number}]", "corpus.empty_item")
    return tuple(checked)


def year(value: object, field: str, report: Report) -> int | None:
    """A fiscal year between 1990 and 2100: a number, or a year or date as text, in any calendar."""
    if isinstance(value, int) and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    written = _year_written(value)
    if written is not None:
        if FIRST_YEAR <= written <= LAST_YEAR:
            return written
        if not str(value).isdecimal():
            report(field, "corpus.year_outside", value=quoted(value), meant=written, first=FIRST_YEAR, last=LAST_YEAR)
            return None
    meant = year_meant(value) if isinstance(value, str | float) else None
    key = "corpus.year" if meant is None else "corpus.year_meant"
    report(field, key, value=quoted(value), meant=meant, first=FIRST_YEAR, last=LAST_YEAR)
    return None


def _year_written(value: object) -> int | None:
    if isinstance(value, datetime.date):
        return fiscal_year_of(value)
    if not isinstance(value, str):
        return None
    value = value.strip(WHITE_SPACE)
    if value.isdecimal():
        return int(value) if len(value) <= _YEAR_DIGITS else None
    written = normalize(value).text
    named = named_year(written)
    return fiscal_year_of_date(written) if named is None else named.year


def count(value: object, field: str, report: Report) -> int | None:
    """A whole number, at least 0."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    report(field, "corpus.count", value=quoted(value))
    return None


def year_meant(value: object) -> int | None:
    """The year that a person who wrote ``2019.0``, ``約2019年`` or ``令和元年度から`` means, if it is clear."""
    written = unicodedata.normalize("NFKC", str(value))
    if era := _ERA_YEAR.search(written):
        return _YEAR_BEFORE_ERA[era[1]] + (1 if era[2] == "元" else int(era[2]))
    years = _WESTERN_YEAR.findall(written)
    return int(years[0]) if len(years) == 1 and FIRST_YEAR <= int(years[0]) <= LAST_YEAR else None


def flag(value: object, field: str, report: Report) -> bool | None:
    """True or false."""
    if isinstance(value, bool):
        return value
    report(field, "corpus.type_flag", value=quoted(value))
    return None


def date(value: object, field: str, report: Report) -> str | None:
    """A date as ISO 8601 text; TOML's own dates too."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip()).isoformat()
        except ValueError:  # 2019-02-30
            pass
    report(field, "corpus.date", value=quoted(value))
    return None


def choice(value: object, field: str, report: Report, options: tuple[str, ...]) -> str | None:
    """One of a few words; ``official: see there`` is ``official``, and a note says that the rest is not kept."""
    if isinstance(value, str):
        word, _, remark = (part.strip() for part in value.partition(":"))
        if word in options:
            if remark:
                report(field, "corpus.remark", severity="note", value=quoted(remark), word=word)
            return word
    report(field, "corpus.choice", value=quoted(value), options=", ".join(options))
    return None


def url(value: object, field: str, report: Report) -> str | None:
    """The address of a page, http or https: it may be shown as a link."""
    checked = line(value, field, report)
    if checked is not None and not _URL.fullmatch(checked):
        report(field, "corpus.url", value=quoted(checked))
        return None
    return checked


READERS: Final[Mapping[Kind, Callable[[object, str, Report], object]]] = {
    "line": line,
    "text": text,
    "list": lines,
    "texts": texts,
    "year": year,
    "count": count,
    "flag": flag,
    "date": date,
    "url": url,
}
"""What reads the kinds that hold no tables, but for a choice, which depends on the field."""
