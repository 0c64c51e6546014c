"""
Lines of tables and keys in a TOML file, which tomllib does not tell.

A scan of the text, not a parser: it knows table headings, keys at the start of a line and multi-line strings. That is
how these files are written; a table written in another way (inline, dotted) has no line, and nothing else is lost.
"""

import re
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


def table_lines(text: str, table: str) -> list[TableLines]:
    """Lines of every ``[[table]]`` in the text, in order."""
    return [found for name, found in _scan(text) if name == table]


def _scan(text: str) -> list[tuple[str, TableLines]]:
    tables: list[tuple[str, TableLines]] = []
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
                tables.append((heading["table"], TableLines(number)))
                counts, prefix = {}, ""
            elif tables:
                counts[inner] = counts.get(inner, 0) + 1
                prefix = f"{inner}[{counts[inner]}]"
                tables[-1][1].fields.setdefault(prefix, number)
                prefix += "."
        elif tables and (key := _KEY.match(line)):
            tables[-1][1].fields.setdefault(prefix + key["key"], number)
        fence = next((mark for mark in _FENCES if line.count(mark) % 2), None)
    return tables
