"""What runs through the pages of a PDF: heads and feet, drafts with wide lines, lines stretched to a column."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from goalsearch.documents import read_text
from tests.documents.pdf_files import Placed, Text, lines, write

_A = "本研究では量子計算の基盤技術を創出し"
_B = "大規模な量子コンピュータの実現を目指"
_C = "すとともに、人材を育成する。"


def _text(tmp_path: Path, *pages: Sequence[Placed]) -> str:
    return read_text(write(tmp_path / "a.pdf", pages))


# Three lines of one length for each page.
_BODIES = [[sign + _A[1:], sign + _B[1:], sign + _C[1:]] for sign in "甲乙丙"]
_JOINED = ["".join(body) for body in _BODIES]


def test_a_head_and_a_foot_stand_once(tmp_path: Path) -> None:
    pages = [
        [(60, 780, "様式１ 研究計画調書"), *lines(*body[:2] * 3), (200, 30, f"第{number}回公募 {number}/3")]
        for number, body in enumerate(_BODIES, start=1)
    ]
    whole = "".join("".join(body[:2]) * 3 for body in _BODIES)
    assert _text(tmp_path, *pages) == f"様式１ 研究計画調書\n\n{whole}\n\n第3回公募 3/3"


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("研究概要", id="heading-of-each-proposal"),
        pytest.param("人材を育成する。", id="sentence"),
    ],
)
def test_what_stands_on_every_page_and_is_no_head(tmp_path: Path, line: str) -> None:
    pages = [[(60, 780, line), *lines(*body)] for body in _BODIES]
    assert _text(tmp_path, *pages) == "\n\n".join(f"{line}\n\n{body}" for body in _JOINED)


def test_lines_at_different_heights_are_no_head(tmp_path: Path) -> None:
    pages = [[(60, 780 - 40 * number, "測定の条件"), *lines(_A, _B, _C, top=600)] for number in range(3)]
    assert _text(tmp_path, *pages).count("測定の条件") == 3


@pytest.mark.parametrize("pitch", [14, 24, 30, 36])
def test_a_draft_with_room_between_its_lines(tmp_path: Path, pitch: float) -> None:
    assert _text(tmp_path, lines(_A, _B, _A, _B, _A, _C, pitch=pitch)) == _A + _B + _A + _B + _A + _C


@pytest.mark.parametrize("drop", [0, 3, 5])
def test_numbers_of_lines_a_little_higher_than_the_lines(tmp_path: Path, drop: float) -> None:
    page: list[Placed] = []
    for n, text in enumerate([_A, _B, _A, _B, _C], start=1):
        page += [Text(30, 700 - 30 * n + drop, str(n), size=7), (60, 700 - 30 * n, text)]
    assert _text(tmp_path, page) == _A + _B + _A + _B + _C


_COLUMN = "quantum error correction codes in real time"


def _stretched(*words: str, y: float) -> list[Placed]:
    """Words on a line from 60 to 275, the width of the column."""
    room = (len(_COLUMN) * 5 - 5 * sum(map(len, words))) / (len(words) - 1)
    left, placed = 60.0, []
    for word in words:
        placed.append(Text(left, y, word))
        left += 5 * len(word) + room
    return [*placed]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("superconducting", "qubits,", "and"), id="like-gaps"),
        pytest.param(("superconducting-qubit", "controllers"), id="one-gap-between-the-edges"),
    ],
)
def test_a_stretched_line_of_a_column(tmp_path: Path, words: tuple[str, ...]) -> None:
    page = [(60.0, 700.0, _COLUMN), *_stretched(*words, y=686), (60.0, 672.0, _COLUMN)]
    assert _text(tmp_path, page) == f"{_COLUMN} {' '.join(words)} {_COLUMN}"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param([(60.0, 686.0, "total"), (180.0, 686.0, "budget")], id="one-gap-not-to-the-edge"),
        pytest.param([(60.0, 686.0, "1200"), (120.0, 686.0, "1300"), (180.0, 686.0, "1400")], id="numbers"),
    ],
)
def test_cells_of_a_row_stay_apart(tmp_path: Path, row: list[Placed]) -> None:
    page = [(60.0, 740.0, _COLUMN), *row, (60.0, 600.0, _COLUMN)]
    text = _text(tmp_path, page)
    assert f"{_COLUMN} {row[0][2]}" not in text  # type: ignore[index]
    assert len(text.split("\n\n")) > 2


def test_readings_above_kanji_are_left_out(tmp_path: Path) -> None:
    line: list[Placed] = [
        Text(60, 711, "りょうし", size=5),
        (60.0, 700.0, "量子と"),
        Text(90, 711, "けいさん", size=5),
        (90.0, 700.0, "計算の基盤を築き、社会に"),
        (60.0, 680.0, "応用する。"),
    ]
    assert _text(tmp_path, line) == "量子と計算の基盤を築き、社会に応用する。"


@pytest.mark.parametrize(
    "small",
    [
        pytest.param(Text(60, 730, "さきがけ", size=5), id="far-above"),
        pytest.param(Text(60, 711, "注1)", size=5), id="no-kana"),
        pytest.param(Text(400, 711, "さきがけ", size=5), id="beside"),
    ],
)
def test_other_small_text_stays(tmp_path: Path, small: Text) -> None:
    assert small.text in _text(tmp_path, [small, (60.0, 700.0, "量子計算の基盤を築く。")])


def test_narrowed_letters_are_one_line(tmp_path: Path) -> None:
    narrow = [Text(60, 700 - 16 * n, text, turn="0.6 0 0 1") for n, text in enumerate((_A, _B, _C))]
    assert _text(tmp_path, narrow) == _A + _B + _C
