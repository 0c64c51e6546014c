"""The table of a picture for a person at a terminal."""

from collections.abc import Iterator, Sequence
from typing import Final

from goalsearch.messages import Language
from goalsearch.pictures.picture import Cell, Picture
from goalsearch.reports.layout import Line, Piece, pad, width, wrap

_INDENT: Final = "  "
_TITLE_COLUMNS: Final = 14


def table_lines(picture: Picture, lang: Language, *, columns: int) -> Iterator[Line]:
    """
    What a picture shows, in lines: each row's name and title, and under them the rest with its heading.

    Args:
        picture: The picture.
        lang: Language of headings and titles.
        columns: Width of the terminal.
    """
    table = picture.table_in(lang)
    yield (Piece(picture.title(lang), "bold"),)
    for row in table.rows:
        yield ()
        name, title, *others = map(_joined, row.cells)
        name = pad(name, _TITLE_COLUMNS)
        for number, line in enumerate(wrap(title, columns - width(name)) or [""]):
            yield Piece(name if number == 0 else " " * width(name), "accent"), Piece(line, "bold")
        for label, content in zip(table.head[2:], others, strict=True):
            for number, line in enumerate(wrap(f"{label}: {content}", columns - 2 * len(_INDENT)) if content else ()):
                yield Piece(_INDENT if number == 0 else 2 * _INDENT), Piece(line)
    yield ()
    for note in picture.notes(lang):
        yield from ((Piece(line, "dim"),) for line in wrap(note, columns))


def _joined(cells: Sequence[Cell]) -> str:
    return "".join(cell.text for cell in cells)
