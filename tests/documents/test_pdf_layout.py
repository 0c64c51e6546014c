"""Where signs stand on a page decides what is a word, a line, a cell and a paragraph."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from goalsearch.documents import read_text
from tests.documents.pdf_files import Placed, Text, lines, write

_A = "本研究では量子計算の基盤技術を創出し"
_B = "大規模な量子コンピュータの実現を目指す"
_C = "とともに、人材を育成する。"
_EN = "quantum error correction codes"


def _text(tmp_path: Path, *pages: Sequence[Placed]) -> str:
    return read_text(write(tmp_path / "a.pdf", pages))


@pytest.mark.parametrize("spacing", [0.5, 1.0, 2.0, 3.0, 4.5, 6.0, 9.0])
@pytest.mark.parametrize("text", [pytest.param(_A, id="japanese"), pytest.param(_EN, id="english")])
def test_letter_spacing_parts_no_words(tmp_path: Path, text: str, spacing: float) -> None:
    pitch = spacing + (5 if text.isascii() else 10)
    ways: list[list[Placed]] = [
        [Text(60, 700, text, operators=f"{spacing} Tc")],
        [Text(60, 700, text, offset=spacing)],
        [Text(60, 700, text, pitch=pitch)],
    ]
    assert [_text(tmp_path, way) for way in ways] == [text] * 3


def test_word_spacing_alone_parts_words(tmp_path: Path) -> None:
    words = [Text(60, 700, "quantum"), Text(98, 700, "error"), Text(126, 700, "codes")]
    assert _text(tmp_path, words) == "quantum error codes"


@pytest.mark.parametrize("pitch", [12, 16, 20, 24])
def test_squares_of_manuscript_paper(tmp_path: Path, pitch: float) -> None:
    paper = [Text(60, 700 - 24 * row, text, pitch=pitch) for row, text in enumerate((_A, _B[:-1], _C))]
    assert _text(tmp_path, paper) == _A + _B[:-1] + _C


def test_a_number_in_boxes_is_one_number(tmp_path: Path) -> None:
    assert _text(tmp_path, [Text(60, 700, "12345", pitch=12)]) == "12345"


def test_a_narrow_column_is_no_vertical_text(tmp_path: Path) -> None:
    rows = [_A[n : n + 6] for n in range(0, len(_A), 6)]
    tall = [Text(60, 700 - 14 * n, row, pitch=10) for n, row in enumerate(rows * 6)]
    assert _text(tmp_path, tall) == _A * 6


def test_vertical_text_runs_from_column_to_column(tmp_path: Path) -> None:
    columns = [
        Text(500 - 18 * column, 700 - 11 * n, sign)
        for column, text in enumerate((_A, _B[:-1], _C))
        for n, sign in enumerate(text)
    ]
    assert _text(tmp_path, columns) == _A + _B[:-1] + _C


@pytest.mark.parametrize(
    "turn",
    [pytest.param("0 1 -1 0", id="up"), pytest.param("0 -1 1 0", id="down"), pytest.param("-1 0 0 -1", id="over")],
)
def test_turned_text_is_read_along_its_lines(tmp_path: Path, turn: str) -> None:
    a, b, c, d = map(int, turn.split())
    start_x, start_y = 300, 400
    turned = [
        Text(start_x - 16 * n * c, start_y - 16 * n * d, text, turn=turn) for n, text in enumerate((_A, _B[:-1], _C))
    ]
    assert (a, b) != (1, 0)
    assert _text(tmp_path, turned) == _A + _B[:-1] + _C


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([("Na", 0), ("+", 4), ("/K", 0), ("+", 4), ("-ATPaseの", 0)], "Na+/K+-ATPaseの", id="ions"),
        pytest.param([("10", 0), ("-9", 4), (" mol L", 0), ("-1", 4), ("の", 0)], "10-9 mol L-1の", id="exponent"),
        pytest.param([("13", 4), ("C と CO", 0), ("2", -2), (" を測る", 0)], "13C と CO2 を測る", id="isotope-first"),
        pytest.param([("1.5×10", 0), ("6", 4), ("個の細胞", 0)], "1.5×106個の細胞", id="power-in-a-sentence"),
        pytest.param([("as Smith", 0), ("1,2", 4), (" has shown", 0)], "as Smith1,2 has shown", id="reference"),
    ],
)
@pytest.mark.parametrize("size", [6.0, 8.3])
def test_raised_and_lowered_signs_stay_on_their_line(
    tmp_path: Path, parts: list[tuple[str, float]], expected: str, size: float
) -> None:
    x, placed = 60.0, []
    for text, rise in parts:
        scale = size if rise else 10.0
        placed.append(Text(x, 700 + rise, text, size=scale))
        x += sum(0.5 if sign.isascii() else 1.0 for sign in text) * scale
    assert _text(tmp_path, placed) == expected


def test_a_number_at_the_head_of_a_line_is_no_page_number(tmp_path: Path) -> None:
    assert _text(tmp_path, [Text(60, 700, "10"), Text(70, 704, "-3", size=6), Text(76, 700, "個の")]) == "10-3個の"


@pytest.mark.parametrize("beyond", [10.0, 20.0, 30.0, 150.0])
def test_a_header_that_reaches_farther_breaks_no_paragraph(tmp_path: Path, beyond: float) -> None:
    width = 10 * len(_A)
    header = Text(60, 760, "様" * round((width + beyond) / 10))
    body = [_A, _B[:-1], _A, _B[:-1], _C]
    assert _text(tmp_path, [header, *lines(*body)]).split("\n\n")[1:] == ["".join(body)]


def test_text_beside_a_figure_goes_on_below_it(tmp_path: Path) -> None:
    beside = lines(_A[:10], _B[:10], _A[:10], _B[:10])
    caption = (200.0, 660.0, "図１")
    below = lines(_A, _B[:-1], _C, top=636)
    assert _text(tmp_path, [*beside, caption, *below]).startswith((_A[:10] + _B[:10]) * 2 + _A + _B[:-1] + _C)


def test_columns_written_line_by_line_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = lines(_A, _B[:-1], _A, _C), lines(_B[:-1], _A, _B[:-1], _C, x=320)
    rows = [line for pair in zip(left, right, strict=True) for line in pair]
    assert _text(tmp_path, rows).split("\n\n") == [_A + _B[:-1] + _A + _C, _B[:-1] + _A + _B[:-1] + _C]


def test_cells_of_a_row_stay_on_one_line(tmp_path: Path) -> None:
    rows = [(60, 700, "氏名"), (160, 700, "山田太郎"), (260, 700, "所属"), (60, 680, "職"), (160, 680, "教授")]
    assert _text(tmp_path, rows).split("\n\n") == ["氏名 山田太郎 所属", "職 教授"]


@pytest.mark.parametrize("padding", [3.0, 6.0, 11.0, 40.0])
def test_a_cell_of_several_lines_is_a_paragraph(tmp_path: Path, padding: float) -> None:
    x = 60 + 20 + padding
    row = [(60, 700, "概要"), *lines(_A, _B[:-1], _C, x=x)]
    assert _text(tmp_path, row).split("\n\n") == ["概要", _A + _B[:-1] + _C]


def test_a_gap_between_paragraphs_parts_them(tmp_path: Path) -> None:
    placed = [*lines(_A, _B[:-1], _A), *lines(_B[:-1], _A, _C, top=644)]
    assert _text(tmp_path, placed).split("\n\n") == [_A + _B[:-1] + _A, _B[:-1] + _A + _C]


_NUMBERED = (_A, _B[:-1], _A, _B[:-1], _A, _C)


@pytest.mark.parametrize(
    ("first", "step", "x", "gap"),
    [
        pytest.param(1, 1, 36, 0, id="left"),
        pytest.param(37, 1, 36, 0, id="going-on-from-the-page-before"),
        pytest.param(98, 1, 36, 0, id="more-digits-in-between"),
        pytest.param(1, 1, 280, 0, id="right"),
    ],
)
def test_numbers_of_lines_are_no_text(tmp_path: Path, first: int, step: int, x: float, gap: float) -> None:
    body = lines(*_NUMBERED)
    numbers = []
    for n in range(len(body)):
        number = str(first + step * n)
        numbers.append(Text(x + 12 - 4 * len(number), 700 - 16 * n, number, size=8))
    between: list[Placed] = [item for pair in zip(numbers, body, strict=True) for item in pair]
    assert _text(tmp_path, between) == "".join(_NUMBERED)
    assert _text(tmp_path, [*body, *numbers]) == "".join(_NUMBERED)


def test_numbers_on_both_sides(tmp_path: Path) -> None:
    rows: list[Placed] = []
    for n, text in enumerate(_NUMBERED):
        rows += [Text(40, 700 - 16 * n, f"{n + 1}"), (60, 700 - 16 * n, text), Text(290, 700 - 16 * n, f"{n + 1}")]
    assert _text(tmp_path, rows) == "".join(_NUMBERED)


def test_every_fifth_line_numbered(tmp_path: Path) -> None:
    body = lines(*_NUMBERED * 3)
    numbers = [Text(40, 700 - 16 * (n - 1), str(n), size=8) for n in (5, 10, 15)]
    assert _text(tmp_path, [*body, *numbers]).replace("\n\n", "") == "".join(_NUMBERED * 3)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(["2026", "2027", "2028"], id="alone-on-a-page"),
        pytest.param(["1 量子", "5 電池", "2 免疫", "9 材料"], id="no-count"),
    ],
)
def test_other_numbers_are_left_in(tmp_path: Path, rows: list[str]) -> None:
    placed = [(100, 720, "年度の一覧"), *lines(*rows), (60, 600, "以上です")]
    read = _text(tmp_path, placed)
    assert all(row.split()[0] in read for row in rows)


def test_items_of_several_lines_keep_their_numbers(tmp_path: Path) -> None:
    placed: list[Placed] = []
    for n in range(4):
        placed += [(60, 700 - 32 * n, f"{n + 1}"), (80, 700 - 32 * n, _A), (80, 684 - 32 * n, _C)]
    assert [text[:1] for text in _text(tmp_path, placed).split("\n\n") if text[:1].isdigit()] == ["1", "2", "3", "4"]


@pytest.mark.parametrize("rise", [pytest.param(0, id="at-the-top"), pytest.param(-8, id="in-the-middle")])
def test_a_cell_ends_where_the_next_one_begins(tmp_path: Path, rise: float) -> None:
    wide = lines("本欄には研究の目的を簡潔に記述した上で国内外の研究の動向を記すこと", x=130, top=760)
    row = [(60, 700, "令和年度"), *lines(_A, "を調べる。", x=130), (325, 700 + rise, "1,200")]
    assert _text(tmp_path, [*wide, *row]).split("\n\n")[1:] == ["令和年度", _A + "を調べる。", "1,200"]


def test_a_letter_above_the_first_one_of_the_next_line_is_no_vertical_text(tmp_path: Path) -> None:
    # The last letter of the label, and the first one of the indented text below it.
    assert _text(tmp_path, [(60, 700, "研究概要"), (92, 684, _A)]) == f"研究概要\n\n{_A}"


def test_a_heading_at_the_foot_of_a_page_is_no_part_of_the_next_one(tmp_path: Path) -> None:
    pages = [[(60, 700, _A + "。"), (60, 60, "研究概要")], [(60, 700, _B), (60, 686, _C)]]
    assert _text(tmp_path, *pages).split("\n\n") == [_A + "。", "研究概要", _B + _C]


@pytest.mark.parametrize("step", [5, 10])
def test_two_numbers_of_every_few_lines(tmp_path: Path, step: int) -> None:
    rows = [(60.0, 700 - 16 * row, _B) for row in range(2 * step)]
    numbers = [(40.0, 700 - 16 * (row - 1), str(row)) for row in (step, 2 * step)]
    assert _text(tmp_path, [*rows, *numbers]) == _B * 2 * step


def test_a_sign_that_is_drawn_behind_its_line_stands_in_its_gap(tmp_path: Path) -> None:
    # As programs do whose font lacks the sign.
    signs = [(60, 700, "量子"), (90, 700, "計算の基盤"), (80, 700, "β"), (60, 686, "を作る。")]
    assert _text(tmp_path, signs) == "量子β計算の基盤を作る。"


def test_the_label_of_the_next_line_is_no_part_of_the_last(tmp_path: Path) -> None:
    rows = [(60, 700, "研究課題名：" + _A), (60, 686, "研究代表者：山田太郎")]
    assert _text(tmp_path, rows) == f"研究課題名：{_A}\n\n研究代表者：山田太郎"


def test_a_sentence_that_ends_with_its_line_ends_no_paragraph(tmp_path: Path) -> None:
    # A note on the page reaches farther than the text.
    rows = [_A[:17], _B[:17], "量子計算機の誤りを訂正し終える。", _A[:17], _C]
    body = [(60.0, 700.0 - 14 * n, row[:17].ljust(17, "子") if n < 4 and n != 2 else row) for n, row in enumerate(rows)]
    body[2] = (60, 672, "量子計算機の誤りを訂正し終わる。")
    note = [(60.0, 600.0, "この様式は変更せず、足りないときは別紙を用いること。図は不要")]
    assert len(_text(tmp_path, [*body, *note]).split("\n\n")) == 2


def test_a_label_of_two_lines_beside_a_text(tmp_path: Path) -> None:
    label = [(60, 692, "研究"), (60, 678, "概要")]
    text = [(90, 700 - 14 * n, row) for n, row in enumerate((_B, _A + "量", _C))]
    assert _text(tmp_path, [*label, *text]).startswith("研究概要")


@pytest.mark.parametrize("room", [4, 1], ids=["padding", "hardly-any"])
def test_cells_of_whole_lines_with_labels_in_the_middle(tmp_path: Path, room: float) -> None:
    # As a browser prints a table: each cell in the order of the rows, with little room between two cells.
    rows: list[Placed] = []
    for label, top in (("概要", 700), ("計画", 700 - room - 16 * 10)):
        rows.append((60, top - 16 * 5, label))
        rows += lines(*[_A] * 9, _A[:-1] + "。", x=130, top=top)
    whole = _A * 9 + _A[:-1] + "。"
    assert _text(tmp_path, rows).split("\n\n") == ["概要", whole, "計画", whole]
