"""A corpus file to fill in: the fields that a new goal has, an example row, and what each field means."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from goalsearch.corpus.table_reader import COMMENT
from goalsearch.errors import CorpusError
from goalsearch.messages import Language, text
from goalsearch.replacing import is_full, replacing

SUFFIXES: Final = (".xlsx", ".csv", ".toml")
FIELDS: Final = (
    "id", "title", "fiscal_year", "agencies", "summary", "description", "topics", "keywords", "title_en", "sources",
    "notes",
)  # fmt: skip
"""What is asked for; a file may have any other field too, see ``goalsearch corpus fields``."""
_EXAMPLE: Final = {
    "id": f"{COMMENT} 2027-own-1",
    "fiscal_year": "2027",
    "agencies": "JST",
    "title_en": "Quantum sensing of living systems",
    "sources": "https://www.mext.go.jp/",
}
_HEADINGS: Final = {
    "ja": ("ID", "目標名", "年度", "機関", "概要", "達成目標", "話題", "キーワード", "title_en", "出典", "備考"),
    "en": FIELDS,
}


def write_blank(path: Path, lang: Language, goals: Sequence[Mapping[str, str]] = ()) -> None:
    """
    Write a file to fill in.

    Args:
        path: The file, ``.xlsx``, ``.csv`` or ``.toml``; must not exist.
        lang: The language of headings and explanations.
        goals: What is known of goals already, by field; in place of the example row.

    Raises:
        CorpusError: If it exists, has another suffix, or cannot be written.
    """
    if path.exists():
        raise CorpusError("corpus.new_exists", path=str(path))
    writers = {".xlsx": _write_workbook, ".csv": _write_csv, ".toml": _write_toml}
    try:
        write = writers[path.suffix.lower()]
    except KeyError as error:
        raise CorpusError("corpus.new_format", path=str(path), suffixes=" ".join(SUFFIXES)) from error
    rows = [[goal.get(field, "") for field in FIELDS] for goal in goals]
    try:
        # Whole or not at all: what is left of a file would be in the way of the next try.
        with replacing(path) as partial:
            write(partial, lang, rows)
    except OSError as error:
        key = "corpus.new_full" if is_full(error) else "corpus.new_unwritable"
        raise CorpusError(key, path=str(path), reason=error.strerror or str(error)) from error


def _example(lang: Language) -> list[str]:
    """A row that is read as a remark until the sign before its id is taken away."""
    return [_EXAMPLE.get(field) or text(f"blank.example.{field}", lang) for field in FIELDS]


def _meanings(lang: Language) -> list[tuple[str, str]]:
    return [(heading, text(f"blank.{field}", lang)) for heading, field in zip(_HEADINGS[lang], FIELDS, strict=True)]


def _write_workbook(path: Path, lang: Language, rows: Sequence[Sequence[str]]) -> None:
    from io import BytesIO

    from xlsxwriter import Workbook

    # In memory: of a file that it cannot write xlsxwriter leaves one open, which fails once more when it is let go.
    written = BytesIO()
    book = Workbook(written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bg_color": "#dde6f0", "text_wrap": True, "valign": "top"})
    plain = book.add_format({"text_wrap": True, "valign": "top"})
    faint = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#66727f"})
    goals = book.add_worksheet(text("blank.sheet.goals", lang))
    goals.write_row(0, 0, _HEADINGS[lang], bold)
    for number, cells in enumerate(rows or [_example(lang)], 1):
        goals.write_row(number, 0, cells, plain if rows else faint)
    goals.set_column(0, 0, 16, plain)
    goals.set_column(1, 1, 36, plain)
    goals.set_column(2, 3, 9, plain)
    goals.set_column(4, len(FIELDS) - 1, 44, plain)
    goals.freeze_panes(1, 1)
    notes = book.add_worksheet(text("blank.sheet.notes", lang))
    notes.set_column(0, 0, 18, plain)
    notes.set_column(1, 1, 100, plain)
    for row, pair in enumerate(_meanings(lang)):
        notes.write_row(row, 0, pair)
    book.close()
    path.write_bytes(written.getvalue())


def _write_csv(path: Path, lang: Language, rows: Sequence[Sequence[str]]) -> None:
    import csv

    # With the mark by which Excel knows UTF-8.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(_HEADINGS[lang])
        writer.writerows(rows or [_example(lang)])


def _write_toml(path: Path, lang: Language, rows: Sequence[Sequence[str]]) -> None:
    lines = [] if rows else [f"{COMMENT} {text('blank.toml', lang)}", ""]
    lines += [f"{COMMENT} {field}: {text(f'blank.{field}', lang)}" for field in FIELDS]
    # The example is a remark, line by line.
    before = "" if rows else f"{COMMENT} "
    for row in rows or [_example(lang)]:
        lines += ["", f"{before}[[goal]]"]
        for field, cell in zip(FIELDS, row, strict=True):
            value = cell.removeprefix(COMMENT).strip()
            if value and field != "sources":
                lists = field in ("agencies", "topics", "keywords")
                written = value if field == "fiscal_year" else _toml_list(value) if lists else _toml_text(value)
                lines.append(f"{before}{field} = {written}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _toml_text(value: str) -> str:
    import json

    # A JSON string is one of TOML too: the escapes are the same.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _toml_list(value: str) -> str:
    return "[" + ", ".join(_toml_text(item.strip()) for item in value.split(";")) + "]"
