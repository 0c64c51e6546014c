"""
The forms in which results are written: one line each, under the results that can have it.

A new form takes two places: what makes it, and its line here. Names of outputs, choices of commands, buttons of the
local page and parts of a cluster are taken from here. The module loads nothing, so that help can name the forms.
"""

import importlib
from typing import Any, Final, Literal, NamedTuple

Kind = Literal["rows", "file", "text", "table", "values"]
"""
What makes a form:

``rows``
    a class `goalsearch.reports.batch_json.Lines`, written row by row while a batch runs
``file``
    a function of a path, the result, a language and the time of writing
``text``
    a function of the result and a language to the text of the file
``table``
    a function of the result to CSV; the file gets the mark by which Excel knows UTF-8
``values``
    nothing: the result's ``to_dict``, as JSON
"""


class Form(NamedTuple):
    """
    A form of a file.

    Attributes:
        suffix: How names of such files end.
        media_type: What the file is called on the web.
        kind: What makes it.
        maker: Where that is, ``module:name``.
        extra: A module that it needs and that comes with an extra of goalsearch, and the extra.
    """

    suffix: str
    media_type: str
    kind: Kind
    maker: str = ""
    extra: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """Its suffix without the dot."""
        return self.suffix[1:]

    def load(self) -> Any:
        """What makes it, loaded when it is needed: a workbook's writer is of no use to a run that ends in lines."""
        module, _, name = self.maker.partition(":")
        return getattr(importlib.import_module(module), name)


Forms = tuple[Form, ...]

BATCH: Final[Forms] = (
    Form(".jsonl", "application/x-ndjson", "rows", "goalsearch.reports.batch_json:JsonLines"),
    Form(".csv", "text/csv", "rows", "goalsearch.reports.batch_csv:CsvLines"),
    Form(
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "file",
        "goalsearch.reports.workbook:write_workbook",
    ),
    Form(".html", "text/html", "file", "goalsearch.pages.batch:write_page"),
    Form(
        ".parquet",
        "application/vnd.apache.parquet",
        "rows",
        "goalsearch.reports.batch_parquet:ParquetLines",
        ("pyarrow", "dask"),
    ),
)
TRENDS: Final[Forms] = (
    Form(".html", "text/html", "text", "goalsearch.pages.topics:trends_page"),
    Form(".csv", "text/csv", "table", "goalsearch.reports.trends_data:table"),
    Form(".json", "application/json", "values"),
)
GAPS: Final[Forms] = (
    Form(".html", "text/html", "text", "goalsearch.pages.topics:gaps_page"),
    Form(".csv", "text/csv", "table", "goalsearch.reports.gaps_data:table"),
    Form(".json", "application/json", "values"),
)
PICTURE: Final[Forms] = (
    Form(".svg", "image/svg+xml", "text", "goalsearch.pictures.picture:svg_file"),
    Form(".html", "text/html", "text", "goalsearch.pages.picture:picture_page"),
)
PARTS: Final[Forms] = tuple(form for form in BATCH if form.kind == "rows")
"""Forms of the parts that a cluster writes: each part on its own, and row by row."""

WITHOUT_EXTRA: Final[Forms] = tuple(form for form in BATCH if form.extra is None)
"""Forms of a batch that every installation can write: what a folder gets, and what the local page offers."""


def suffixes(forms: Forms) -> str:
    """The suffixes in one text, for help and messages."""
    return " ".join(form.suffix for form in forms)


def named(forms: Forms, suffix: str) -> Form | None:
    """The form with this suffix, in whatever case; None if there is none."""
    return next((form for form in forms if form.suffix == suffix.lower()), None)
