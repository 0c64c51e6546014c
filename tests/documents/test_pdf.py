"""PDF files: characters, paragraphs, and what cannot be read. Most files are written here, object by object."""

import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, pdf, read, read_text, reader_process
from goalsearch.errors import DocumentError
from tests.documents.pdf_files import Placed, font, lines, packed_stream, write, write_objects

_DATA = Path(__file__).parents[1] / "data" / "documents"


def _text(tmp_path: Path, *pages: Sequence[Placed]) -> str:
    return read_text(write(tmp_path / "a.pdf", pages))


_A = "本研究では量子計算の基盤技術を創出し"  # 18 characters, the width of the column
_A2 = "室温で動く超伝導の回路と計測の手法で"
_B = "大規模な量子コンピュータの実現を目指す"
_C = "とともに、人材を育成する。"


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    assert _text(tmp_path, lines(_A, _B, _C)) == _A + _B + _C


@pytest.mark.parametrize(
    ("placed", "expected"),
    [
        pytest.param([(60, 700, "１．研究概要"), *lines(_A, _C, top=684)], ["１．研究概要", _A + _C], id="heading"),
        pytest.param([*lines(_A, _C), *lines(_B, _C, top=660)], [_A + _C, _B + _C], id="short-last-line"),
        pytest.param(
            [(70, 700, _A[:-1]), (60, 684, _A), (70, 668, _B[:-2]), (60, 652, _C)],
            [_A[:-1] + _A, _B[:-2] + _C],
            id="indented-first-line",
        ),
        pytest.param(
            [(60, 700, "\u3000" + _A[:-1]), (60, 684, _A), (60, 668, "\u3000" + _B[:-1]), (60, 652, _C)],
            [_A[:-1] + _A, _B[:-1] + _C],
            id="paragraph-that-begins-with-a-space",
        ),
        pytest.param(
            [(60, 700, "・" + _A[:-1]), (70, 684, _B[:-1]), (60, 668, "・" + _C)],
            ["・" + _A[:-1] + _B[:-1], "・" + _C],
            id="bullets-with-hanging-lines",
        ),
        pytest.param([*lines(_A), *lines(_B, top=640)], [_A, _B], id="gap"),
        pytest.param([*lines(_A, "2. " + _B[:-2], _C)], [_A, "2. " + _B[:-2] + _C], id="numbered-item"),
        pytest.param([*lines(_A, "2.5 倍の性能を得る。")], [_A + "2.5 倍の性能を得る。"], id="a-number-is-no-item"),
    ],
)
def test_paragraphs(tmp_path: Path, placed: list[Placed], expected: list[str]) -> None:
    assert _text(tmp_path, placed).split("\n\n") == expected


def test_columns_are_not_mixed(tmp_path: Path) -> None:
    left, right = lines(_A, _A2, _B), lines(_B, _C, x=320)
    assert _text(tmp_path, [*left, *right]) == _A + _A2 + _B + _B + _C


def test_western_lines_are_joined_with_spaces_and_without_hyphens(tmp_path: Path) -> None:
    placed = lines(
        "We develop quantum computers with many super-",
        "conducting qubits and measure their coherence",
        "for a long time at low temperatures.",
    )
    assert _text(tmp_path, placed) == (
        "We develop quantum computers with many superconducting qubits and measure their coherence "
        "for a long time at low temperatures."
    )


def test_a_hyphen_joins_a_short_line_too(tmp_path: Path) -> None:
    placed = lines("We study super-", "conducting circuits and compare them with others", "in many ways.")
    assert _text(tmp_path, placed).startswith("We study superconducting circuits")


def test_sentences_go_on_over_pages_and_page_numbers(tmp_path: Path) -> None:
    first = [*lines(_A, _B), (290, 30, "- 1 -")]
    second = [*lines(_C), (290, 30, "- 2 -")]
    assert _text(tmp_path, first, second) == _A + _B + _C


def test_a_finished_page_is_a_finished_paragraph(tmp_path: Path) -> None:
    assert _text(tmp_path, lines(_A, _B[:-1] + "。"), lines(_C)).split("\n\n") == [_A + _B[:-1] + "。", _C]


def test_radicals_become_the_characters_they_look_like(tmp_path: Path) -> None:
    assert _text(tmp_path, lines("⼒学と⾼分⼦、⻑期の⻘⾊")) == "力学と高分子、長期の青色"


def test_characters_beyond_the_bmp(tmp_path: Path) -> None:
    assert _text(tmp_path, lines("𠮷田の研究")) == "𠮷田の研究"


def test_what_a_browser_prints() -> None:
    assert read_text(_DATA / "browser.pdf").split("\n\n") == [
        "研究概要",
        "量子計算機の基盤技術を創出する。計算機の誤りを訂正する技術を創出し、量子の計算を基盤とする。",
    ]


_FIELD = "量子計算の研究"


def test_values_of_form_fields_are_text(tmp_path: Path) -> None:
    objects_of_font, codes = font(_FIELD)
    shown = "".join(codes[sign] for sign in _FIELD)
    look = f"/Tx BMC BT /F 10 Tf 2 5 Td <{shown}> Tj ET EMC".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]>>>>",
        b"<</Type/Pages/Kids[7 0 R]/Count 1>>",
        *objects_of_font,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[8 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[60 700 300 720]/F 4/P 7 0 R/AP<</N 9 0 R>>>>",
        packed_stream(look, b"/Type/XObject/Subtype/Form/BBox[0 0 240 20]/Resources<</Font<</F 3 0 R>>>>"),
    ]
    assert read_text(write_objects(tmp_path / "a.pdf", objects)) == _FIELD


def _expect(path: Path, key: str, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(path, options=ReadOptions(limits=limits or Limits()))
    assert caught.value.key == key
    assert path.name in caught.value.message("ja")
    return caught.value


_RECTANGLE = b"0 0 100 100 re f\n"


def test_a_scan_is_reported_as_one(tmp_path: Path) -> None:
    error = _expect(write(tmp_path / "a.pdf", [[], []], drawing=_RECTANGLE), "document.scan")
    assert "2" in error.message("en")
    assert "OCR" in error.message("ja")


def test_pages_without_text_are_noted(tmp_path: Path) -> None:
    (document,) = read(write(tmp_path / "a.pdf", [lines(_A), [], []], drawing=_RECTANGLE))
    assert [note.key for note in document.notes] == ["document.note.pages_without_text"]
    assert "2 of 3" in document.notes[0].message("en")


def test_empty_pages_are_not_noted(tmp_path: Path) -> None:
    assert read(write(tmp_path / "a.pdf", [lines(_A), []]))[0].notes == ()


def test_pages_beyond_the_limit_are_noted(tmp_path: Path) -> None:
    file = write(tmp_path / "a.pdf", [lines(f"{n}頁の文。") for n in range(5)])
    (document,) = read(file, options=ReadOptions(limits=Limits(pages=2)))
    assert document.text == "0頁の文。\n\n1頁の文。"
    assert "2 of 5" in document.notes[0].message("en")


def test_fonts_without_a_table_of_characters(tmp_path: Path) -> None:
    _expect(write(tmp_path / "a.pdf", [lines(_A, _B)], has_table=False), "document.garbled")


@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".xlsx"])
def test_password_protected(suffix: str) -> None:
    _expect(_DATA / f"protected{suffix}", "document.password")


def test_not_a_pdf_behind_its_signature(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + b"noise " * 100)
    _expect(tmp_path / "a.pdf", "document.damaged")


@pytest.mark.parametrize("kept", [0.05, 0.3, 0.6, 0.9])
def test_truncated(tmp_path: Path, kept: float) -> None:
    data = (_DATA / "browser.pdf").read_bytes()
    (tmp_path / "a.pdf").write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.pdf")
    assert caught.value.key in {"document.damaged", "document.scan", "document.garbled"}


_BAD_PAGES = """
    import os, time
    from goalsearch.documents.pdf_pages import read_pages

    def read(path, max_pages):
        if path.name == "hangs.pdf":
            time.sleep(600)
        if path.name == "crashes.pdf":
            os.abort()
        return read_pages(path, max_pages)
"""


@pytest.fixture
def bad_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A worker that really hangs and really crashes on files of these names, and reads all others."""
    (tmp_path / "bad_pages.py").write_text(textwrap.dedent(_BAD_PAGES), "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(pdf, "TASK", "bad_pages:read")
    reader_process.close_idle()
    yield
    reader_process.close_idle()


@pytest.mark.slow
def test_a_file_that_hangs_or_crashes_does_not_stop_the_others(tmp_path: Path, bad_pages: None) -> None:
    outcomes = []
    for name in ("a.pdf", "hangs.pdf", "b.pdf", "crashes.pdf", "c.pdf"):
        file = write(tmp_path / name, [lines(_A)])
        try:
            outcomes.append(read_text(file, options=ReadOptions(limits=Limits(seconds=3))))
        except DocumentError as error:
            outcomes.append(f"{error.key} {Path(str(error.values['file'])).name}")
    assert outcomes == [_A, "document.timeout hangs.pdf", _A, "document.crashed crashes.pdf", _A]
