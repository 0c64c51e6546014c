"""
Which columns of a table hold the id, the title, the text, the year, the field and the person of each row.

The table of headings below is the documented list: a heading counts if it is one of these, whatever its width and
case, with its number, its notes and what stands in brackets left out (課題名（和文）, Q3. Abstract (200 words) ※必須),
or if it ends in one of the endings.
The heading row is the one with most known headings among the first rows, so that a title above the table does no harm.
Headings in several rows (a merged cell over two others) are taken together.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from goalsearch.documents.headings import heading_key, heading_keys
from goalsearch.documents.labels import LABELS, Kind


def _headings(listed: str) -> tuple[str, ...]:
    return tuple(listed.split())


# Best first: a running number is an id only where there is nothing better.
ID_HEADINGS: Final = _headings(
    "課題番号 研究課題番号 研究課題/領域番号 "
    "受付番号 整理番号 申請番号 応募番号 提案番号 管理番号 課題id 申請id 研究者番号 "
    "id proposal-id application-id project-id document-id record-id proposal-no application-no project-number "
    "番号 通し番号 通番 連番 no nr number #"
)
TITLE_HEADINGS: Final = _headings(
    "課題名 研究課題名 研究課題 研究題目 研究題名 研究開発課題名 研究開発課題 提案課題名 申請課題名 課題名称 "
    "研究のタイトル 研究テーマのタイトル 研究の題目 研究題目名 研究課題の名称 提案タイトル 課題タイトル プロジェクト名 "
    "題目 題名 タイトル 研究タイトル 表題 件名 "
    "テーマ テーマ名 研究テーマ 研究テーマ名 title project-title research-title proposal-title title-ja title-en"
)
TEXT_HEADINGS: Final = _headings(
    "研究概要 研究の概要 研究要旨 研究内容 研究の内容 研究目的 研究の目的 研究計画 研究計画概要 研究開発概要 "
    "研究開発内容 提案概要 提案内容 申請概要 課題概要 概要 要旨 要約 抄録 本文 内容 目的 テキスト "
    "事業内容 活動内容 取組内容 取り組み内容 課題内容 申請内容 応募内容 実施内容 "
    "abstract summary text description body outline content abstract-ja abstract-en summary-ja summary-en "
    "abstract-text project-description research-description proposal-description summary-of-research "
    "summary-of-proposal summary-of-project summary-of-the-research summary-of-the-proposal summary-of-the-project "
    "abstract-of-research outline-of-research"
)
YEAR_HEADINGS: Final = _headings(
    "年度 会計年度 採択年度 開始年度 研究開始年度 実施年度 応募年度 申請年度 交付年度 fiscal-year fy "
    "年 西暦 採択年 開始年 発行年 出版年 year start-year publication-year award-year "
    "研究開始日 開始日 start-date date 研究期間 期間 period"
)
FIELD_HEADINGS: Final = _headings(
    "分野 研究分野 専門分野 審査区分 審査区分/研究分野 "
    "大区分 中区分 小区分 分科 細目 研究種別 領域 研究領域 分類 カテゴリ カテゴリー "
    "field research-field field-of-research discipline subject subject-area category area"
)
PERSON_KINDS: Final[tuple[Kind, ...]] = ("name", "department", "position", "contact")
"""What is known of the person behind a row; the headings are the labels of forms."""
_TEXT_ENDINGS: Final = ("概要", "要旨", "要約", "抄録", "abstract", "summary")
# Several of them: 研究目的・内容, 研究テーマの概要・目的, 研究内容・計画.
_TEXT_NAMES: Final = re.compile(
    r"(?:研究|開発|課題|提案|申請|テーマ)*の?(?:目的|内容|概要|要旨)"
    r"(?:(?:及び|および|と|、)?(?:研究|その)?の?(?:目的|内容|概要|要旨|計画|方法|特色|意義)){1,2}"
)
# What the Web of Science calls its columns.
_TAGS: Final = {"ti": "title", "ab": "abstract", "ut": "id", "py": "year"}

# How far down a heading is looked for, and how long it may be.
HEADING_ROWS: Final = 30
_MAX_HEADING_CHARS: Final = 40

_LETTERS: Final = re.compile(r"[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Columns that the user has named, by heading, 1-based number or letter; empty where they are to be found."""

    id_column: str | None = None
    title_column: str | None = None
    text_columns: tuple[str, ...] = ()
    year_column: str | None = None
    field_column: str | None = None
    keep_columns: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All that are named."""
        single = (self.id_column, self.title_column, self.year_column, self.field_column)
        return tuple(name for name in (*single, *self.text_columns, *self.keep_columns) if name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """
    Where a row keeps its parts, as indices from 0.

    Attributes:
        text: Columns that make the text together.
        id: Column with its id, if any.
        title: Column with its title, if any.
        year: Column with its year, if any.
        field: Column with its field of research, if any.
        person: Columns that say who stands behind it: what each says, and the column. Several may be contacts.
        kept: Columns that the user wants to keep.
        first_row: Index of the first row below the headings.
    """

    text: tuple[int, ...]
    id: int | None
    title: int | None
    year: int | None
    field: int | None
    first_row: int
    person: tuple[tuple[Kind, int], ...] = ()
    kept: tuple[int, ...] = ()


class ColumnUnknownError(LookupError):
    """The table has no such column."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def find_columns(rows: Sequence[Sequence[str]], wanted: Wanted) -> Columns | None:
    """
    The columns of a table by its first rows; None if it has no column that is known to hold text.

    Raises:
        ColumnUnknownError: If a column that the user has named is not there.
    """
    if not wanted.names:
        rows = _spelled_out(rows)
    block = _heading_block(rows[:HEADING_ROWS], wanted)
    labels = _labels(rows, block)
    width = max((len(row) for row in rows), default=0)
    if wanted.text_columns:
        text = tuple(_named(name, labels, width) for name in wanted.text_columns)
    else:
        text = tuple(column for column, names in sorted(labels.items()) if any(map(_is_text, names)))
    if not text:
        return None
    return Columns(
        text=text,
        id=_chosen(wanted.id_column, _RANKS_OF_ID, labels, width, text),
        title=_chosen(wanted.title_column, _RANKS_OF_TITLE, labels, width, text),
        year=_chosen(wanted.year_column, _RANKS_OF_YEAR, labels, width, text),
        field=_chosen(wanted.field_column, _RANKS_OF_FIELD, labels, width, text),
        first_row=block.stop,
        person=tuple(_person(labels, text)),
        kept=tuple(_named(name, labels, width) for name in wanted.keep_columns),
    )


def _spelled_out(rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """The rows of a table, with the names of its columns where they are tags: PT, AU, TI, AB."""
    tags = [cell.strip().lower() for cell in rows[0]] if rows else []
    if not {"ti", "ab"} <= set(tags):
        return rows
    return [[_TAGS.get(tag, cell) for tag, cell in zip(tags, rows[0], strict=True)], *rows[1:]]


def headings_seen(rows: Sequence[Sequence[str]]) -> list[str]:
    """What looks most like the headings of a table, to be shown when none of them is known."""
    fullest = max(rows[:HEADING_ROWS], key=lambda row: sum(1 for cell in row if is_heading(cell)), default=())
    return [" ".join(cell.split()) for cell in fullest if is_heading(cell)]


def is_heading(cell: str) -> bool:
    """Whether a cell is short enough to be a heading, and not empty."""
    # A longer one may be a name with an instruction.
    return 0 < len(cell.strip()) <= _MAX_HEADING_CHARS or is_known(cell)


def _heading_block(rows: Sequence[Sequence[str]], wanted: Wanted) -> range:
    counts = [_n_known(row, wanted) for row in rows]
    best = max(counts, default=0)
    if best == 0:
        return range(1 if rows and any(heading_key(cell) in _named_keys(wanted) for cell in rows[0]) else 0)
    start = stop = counts.index(best)
    while start > 0 and counts[start - 1]:
        start -= 1
    while stop < len(counts) and counts[stop] and all(not cell.strip() or is_heading(cell) for cell in rows[stop]):
        stop += 1
    return range(start, stop)


def _n_known(row: Sequence[str], wanted: Wanted) -> int:
    """How many cells of a row are headings that are known, or that the user has named."""
    # A number or letter that the user gives for a place may stand in any row as an ordinary value.
    named = {name for name in _named_keys(wanted) if _position(name) is None}
    cells = (cell for cell in row if is_heading(cell))
    return sum(1 for cell in cells if is_known(cell) or not named.isdisjoint(heading_keys(cell)))


def _named_keys(wanted: Wanted) -> frozenset[str]:
    return frozenset(map(heading_key, wanted.names))


def _labels(rows: Sequence[Sequence[str]], block: range) -> Mapping[int, list[str]]:
    """For each column what its headings say, from top to bottom."""
    labels: dict[int, list[str]] = {}
    for index in block:
        for column, cell in enumerate(rows[index]):
            if is_heading(cell):
                labels.setdefault(column, []).extend(heading_keys(cell))
    return labels


def _named(name: str, labels: Mapping[int, list[str]], width: int) -> int:
    for column, names in sorted(labels.items()):
        if heading_key(name) in names:
            return column
    position = _position(name)
    if position is None or not 0 <= position < width:
        raise ColumnUnknownError(name)
    return position


def _position(name: str) -> int | None:
    """Index of a column by 1-based number (3) or letter (C); a heading of that name goes before."""
    name = unicodedata.normalize("NFKC", name).strip()
    if name.isascii() and name.isdigit():
        return int(name) - 1 if len(name) < 6 else None
    if not _LETTERS.fullmatch(name):
        return None
    position = 0
    for letter in name.upper():
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1


def _chosen(
    name: str | None, ranks: Mapping[str, int], labels: Mapping[int, list[str]], width: int, taken: tuple[int, ...]
) -> int | None:
    """The column that is named, or else the one whose heading comes first by ``ranks``."""
    if name is not None:
        return _named(name, labels, width)
    # Of two columns with one name the first.
    free = {
        label: column
        for column, names in sorted(labels.items(), reverse=True)
        if column not in taken
        for label in names
    }
    best = min((label for label in free if label in ranks), key=ranks.__getitem__, default=None)
    return None if best is None else free[best]


def is_text_heading(names: Sequence[str]) -> bool:
    """Whether a heading, as `heading_keys` reads it, is known to stand over text."""
    return any(map(_is_text, names))


def is_known(cell: str) -> bool:
    """Whether a cell says what a heading that is known says."""
    return any(name in _KNOWN or _is_text(name) for name in heading_keys(cell))


def _person(labels: Mapping[int, list[str]], taken: tuple[int, ...]) -> Iterator[tuple[Kind, int]]:
    for kind in PERSON_KINDS:
        ranks = _RANKS_OF_PERSON[kind]
        if kind == "contact":
            yield from ((kind, column) for column, names in sorted(labels.items()) if ranks.keys() & names)
        elif (column := _chosen(None, ranks, labels, 0, taken)) is not None:
            yield kind, column


def _is_text(name: str) -> bool:
    return name in _TEXT_KEYS or name.endswith(_TEXT_ENDINGS) or _TEXT_NAMES.fullmatch(name) is not None


def _ranks(headings: Sequence[str]) -> Mapping[str, int]:
    """Headings as they are compared, and how far down their list they stand."""
    return {heading_key(heading): -rank for rank, heading in enumerate(reversed(headings))}


_RANKS_OF_ID: Final = _ranks(ID_HEADINGS)
_RANKS_OF_TITLE: Final = _ranks(TITLE_HEADINGS)
_RANKS_OF_YEAR: Final = _ranks(YEAR_HEADINGS)
_RANKS_OF_FIELD: Final = _ranks(FIELD_HEADINGS)
_RANKS_OF_PERSON: Final = {kind: _ranks(LABELS[kind]) for kind in PERSON_KINDS}
_TEXT_KEYS: Final = frozenset(map(heading_key, TEXT_HEADINGS))
_KNOWN: Final = _TEXT_KEYS.union(
    _RANKS_OF_ID, _RANKS_OF_TITLE, _RANKS_OF_YEAR, _RANKS_OF_FIELD, *_RANKS_OF_PERSON.values()
)
