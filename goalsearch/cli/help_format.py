"""Help texts, measured in columns: click counts characters, and a Japanese one takes two columns."""

import re
from collections.abc import Iterable, Sequence

import click

from goalsearch.messages import Language, listed, text
from goalsearch.reports.layout import pad, width, wrap

_GAP = 2
_WIDEST_TERM = 26
# A default, a range, or both, at the end of a help text.
_EXTRA = re.compile(
    r"\s*\[(?:default: (?P<default>[^;\]]+?))?(?:; )?"
    r"(?:x>=(?P<only_least>[\d.]+)|(?P<least>[\d.]+)<=x<=(?P<most>[\d.]+))?\]\Z"
)
# How click marks a paragraph that is not to be wrapped.
_AS_IT_IS = "\b"


class ColumnHelpFormatter(click.HelpFormatter):
    """
    click's formatter with texts and lists laid out by columns, and its headings in one language.

    Args:
        lang: The language.
        width: Columns of a line; those of the terminal when left out.
        max_width: Most columns of a line.
    """

    def __init__(self, lang: Language, width: int | None = None, max_width: int | None = None) -> None:
        super().__init__(width=width, max_width=max_width)
        self._lang = lang

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """How a command is called."""
        super().write_usage(prog, args, prefix or text("usage.usage", self._lang))

    def write_heading(self, heading: str) -> None:
        """The heading over a list; click itself has one, over options."""
        super().write_heading(text("usage.options", self._lang) if heading == "Options" else heading)

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
            lines = wrap(_EXTRA.sub(self._extra, meaning), self.width - self.current_indent - terms) or [""]
            if width(term) + col_spacing > terms:
                self.write(f"{margin}{term}\n")
                term = ""
            for number, line in enumerate(lines):
                self.write(f"{margin}{pad(term if number == 0 else '', terms)}{line}".rstrip() + "\n")

    def _extra(self, found: re.Match[str]) -> str:
        """What click adds to a help text in English, in this language: a default, the least and the most."""
        default, least, most = found["default"], found["least"] or found["only_least"], found["most"]
        parts = [text("usage.default", self._lang, value=default)] if default else []
        if least and most:
            parts.append(text("usage.range", self._lang, least=least, most=most))
        elif least:
            parts.append(text("usage.least", self._lang, least=least))
        return text("usage.extra", self._lang, said=listed(parts, self._lang))


def _joined(lines: Sequence[str]) -> str:
    """Lines as one text: with a space where a Latin word ends or begins, without one inside Japanese."""
    joined = ""
    for line in map(str.strip, lines):
        between = " " if joined and (joined[-1].isascii() or line[:1].isascii()) else ""
        joined += between + line
    return joined
