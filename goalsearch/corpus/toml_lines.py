"""
Lines of tables and keys in a TOML file, which tomllib does not tell.

A scan of the text, not a parser: it knows table headings, keys at the start of a line and multi-line strings. That is
how these files are written; a table written in another way (inline, dotted) has no line, and nothing else is lost.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

_HEADING: Final = re.compile(r"\s*\[\[\s*(?P<table>goal|programme|year)\s*(?:\.\s*(?P<inner>[A-Za-z_]+)\s*)?\]\]")
_KEY: Final = re.compile(r"\s*(?P<quote>[\"']?)(?P<key>[^\s\"'=\[\]#.]+)(?P=quote)\s*=")
_FENCES: Final = ('"""', "'''")


@dataclass(slots=True)
class TableLines:
    """
    Lines of one ``[[goal]]`` or ``[[programme]]`` table.

    Attributes:
        line: Line of its heading.
        fields: Lines of its keys and inner tables: ``title``, ``area[2]``, ``area[2].name``.
    """

    line: int
    fields: dict[str, int] = field(default_factory=dict)


def table_lines(text: str) -> dict[str, list[TableLines]]:
    """Lines of every ``[[table]]`` in the text by its name, in order."""
    tables: dict[str, list[TableLines]] = defaultdict(list)
    latest: TableLines | None = None
    counts: dict[str, int] = {}
    prefix = ""
    fence: str | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if fence is not None:
            fence = None if line.count(fence) % 2 else fence
            continue
        if heading := _HEADING.match(line):
            inner = heading["inner"]
            if inner is None:
                latest = TableLines(number)
                tables[heading["table"]].append(latest)
                counts, prefix = {}, ""
            elif latest is not None:
                counts[inner] = counts.get(inner, 0) + 1
                prefix = f"{inner}[{counts[inner]}]"
                latest.fields.setdefault(prefix, number)
                prefix += "."
        elif latest is not None and (key := _KEY.match(line)):
            latest.fields.setdefault(prefix + key["key"], number)
        for mark in _FENCES:
            if mark in line and line.count(mark) % 2:
                fence = mark
                break
    return tables
