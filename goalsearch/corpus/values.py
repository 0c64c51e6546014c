"""
One value from a file to one value of a goal.

Every function takes what the file holds and a ``report`` to say what is wrong with it, and gives the checked value, or
None (an empty tuple for lists) where there is none to give.
"""

import datetime
import re
import unicodedata
from typing import Final, Protocol

from goalsearch.corpus import schema
from goalsearch.corpus.finding import Severity
from goalsearch.corpus.quoting import quoted
from goalsearch.model.fields import Kind
from goalsearch.text.characters import character_name, hidden

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100

# What may stand around a value without meaning. str.strip() would take hidden characters away unseen.
WHITE_SPACE: Final = " \t\r\n\u3000"

_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_WESTERN_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_ERA_YEAR: Final = re.compile(r"(平成|令和)\s*(元|\d{1,2})")
_YEAR_BEFORE_ERA: Final = {"平成": 1988, "令和": 2018}
_URL: Final = re.compile(r"https?://\S+", re.IGNORECASE)


class Report(Protocol):
    """Says that something is wrong with the value, or with a part of it: ``[3]``, ``.name``."""

    def __call__(self, key: str, /, *, part: str = "", severity: Severity = "error", **values: object) -> None: ...


def text(value: object, report: Report, *, one_line: bool, part: str = "") -> str | None:
    """Text without white space around it; None if nothing is left."""
    if not isinstance(value, str):
        report("corpus.type_text", part=part, value=quoted(value))
        return None
    # A line end is one, however the program that wrote the file spells it.
    stripped = value.strip(WHITE_SPACE).replace("\r\n", "\n")
    if positions := hidden(stripped, one_line=one_line):
        first, count = positions[0], len(positions)
        character = character_name(stripped[first])
        report("corpus.hidden_character", part=part, character=character, position=first + 1, count=count)
    return stripped or None


def texts(value: object, report: Report, *, one_line: bool = True) -> tuple[str, ...]:
    """A list of texts, of one line each unless that is not asked; a single text is a list of one."""
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list):
        report("corpus.type_list", value=quoted(value))
        return ()
    checked = []
    for number, item in enumerate(value, 1):
        item_text = text(item, report, one_line=one_line, part=f"[{number}]")
        if item_text is None and isinstance(item, str):
            report("corpus.empty_item", part=f"[{number}]")
        checked.append(item_text)
    return tuple(item for item in checked if item is not None)


def year(value: object, report: Report) -> int | None:
    """A fiscal year between 1990 and 2100."""
    if isinstance(value, int) and FIRST_YEAR <= value <= LAST_YEAR:
        return value
    meant = year_meant(value) if isinstance(value, str | float) else None
    key = "corpus.year" if meant is None else "corpus.year_meant"
    report(key, value=quoted(value), meant=meant, first=FIRST_YEAR, last=LAST_YEAR)
    return None


def count(value: object, report: Report) -> int | None:
    """A whole number, at least 0."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    report("corpus.count", value=quoted(value))
    return None


def year_meant(value: object) -> int | None:
    """The year that a person who wrote ``2019年度``, ``"2019"``, ``2019.0`` or ``令和元年度`` means, if it is clear."""
    written = unicodedata.normalize("NFKC", str(value))
    if era := _ERA_YEAR.search(written):
        return _YEAR_BEFORE_ERA[era[1]] + (1 if era[2] == "元" else int(era[2]))
    years = _WESTERN_YEAR.findall(written)
    return int(years[0]) if len(years) == 1 and FIRST_YEAR <= int(years[0]) <= LAST_YEAR else None


def flag(value: object, report: Report) -> bool | None:
    """True or false."""
    if isinstance(value, bool):
        return value
    report("corpus.type_flag", value=quoted(value))
    return None


def date(value: object, report: Report) -> str | None:
    """A date as ISO 8601 text; TOML's own dates too."""
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, str) and _DATE.fullmatch(value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip()).isoformat()
        except ValueError:  # 2019-02-30
            pass
    report("corpus.date", value=quoted(value))
    return None


def choice(value: object, report: Report, options: tuple[str, ...]) -> str | None:
    """One of a few words; ``official: see there`` is ``official``, and a note says that the rest is not kept."""
    if isinstance(value, str):
        word, _, remark = (part.strip() for part in value.partition(":"))
        if word in options:
            if remark:
                report("corpus.remark", severity="note", value=quoted(remark), word=word)
            return word
    report("corpus.choice", value=quoted(value), options=", ".join(options))
    return None


def url(value: object, report: Report) -> str | None:
    """The address of a page, http or https: it may be shown as a link."""
    checked = text(value, report, one_line=True)
    if checked is not None and not _URL.fullmatch(checked):
        report("corpus.url", value=quoted(checked))
        return None
    return checked


def simple(kind: Kind, field: str, value: object, report: Report) -> object:
    """The value of a field that holds no tables, by its kind."""
    if kind in {"line", "text"}:
        return text(value, report, one_line=kind == "line")
    if kind == "choice":
        return choice(value, report, schema.CHOICES[field])
    if kind in {"list", "texts"}:
        return texts(value, report, one_line=kind == "list")
    readers = {"year": year, "count": count, "flag": flag, "date": date, "url": url}
    return readers[kind](value, report)
