"""Help texts, measured in columns: click counts characters, and a Japanese one takes two columns."""

from collections.abc import Iterable, Sequence

import click

from goalsearch.reports.layout import pad, width, wrap

_GAP = 2
_WIDEST_TERM = 26
# How click marks a paragraph that is not to be wrapped.
_AS_IT_IS = "\b"


class ColumnHelpFormatter(click.HelpFormatter):
    """click's formatter with texts and lists laid out by columns."""

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped; one that begins with a line of ``\\b`` is written as it is."""
        columns = self.width - self.current_indent
        margin = " " * self.current_indent
        for number, paragraph in enumerate(text.strip().split("\n\n")):
            if number:
                self.write("\n")
            lines = [line.rstrip() for line in paragraph.split("\n")]
            shown = lines[1:] if lines[0].strip() == _AS_IT_IS else wrap(_joined(lines), columns)
            for line in shown:
                self.write(f"{margin}{line}\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = _WIDEST_TERM, col_spacing: int = _GAP) -> None:
        """Terms on the left, what they mean on the right; a long term has a line of its own."""
        rows = list(rows)
        terms = max((width(term) for term, _ in rows if width(term) <= col_max), default=0) + col_spacing
        margin = " " * self.current_indent
        for term, meaning in rows:
            lines = wrap(meaning, self.width - self.current_indent - terms) or [""]
            if width(term) + col_spacing > terms:
                self.write(f"{margin}{term}\n")
                term = ""
            for number, line in enumerate(lines):
                self.write(f"{margin}{pad(term if number == 0 else '', terms)}{line}".rstrip() + "\n")


def _joined(lines: Sequence[str]) -> str:
    """Lines as one text: with a space where a Latin word ends or begins, without one inside Japanese."""
    joined = ""
    for line in map(str.strip, lines):
        between = " " if joined and (joined[-1].isascii() or line[:1].isascii()) else ""
        joined += between + line
    return joined
