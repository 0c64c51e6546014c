"""PDF files: characters, paragraphs, and what cannot be read. Most files are written here, object by object."""

import textwrap
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, pdf, read, read_text, reader_process
from goalsearch.errors import DocumentError

_DATA = Path(__file__).parents[1] / "data" / "documents"
_SIZE = 10.0

_Placed = tuple[float, float, str]


def _font(signs: Sequence[str], *, has_table: bool = True) -> tuple[list[bytes], dict[str, int]]:
    """Objects 3 to 6: a font without outlines, whose table of characters says what each code means."""
    codes = {sign: code for code, sign in enumerate(dict.fromkeys(signs), start=1)}
    lines = "\n".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>" for sign, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{len(codes)} beginbfchar\n{lines}\nendbfchar\n"
        "endcmap end end"
    ).encode()
    narrow = " ".join(f"{code} [500]" for sign, code in codes.items() if sign.isascii())
    meaning = b"/ToUnicode 6 0 R" if has_table else b""
    return [
        b"<</Type/Font/Subtype/Type0/BaseFont/Test/Encoding/Identity-H/DescendantFonts[4 0 R]" + meaning + b">>",
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Test/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 1000/W[" + narrow.encode() + b"]/FontDescriptor 5 0 R>>",
        b"<</Type/FontDescriptor/FontName/Test/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200/StemV 80>>",
        _stream(table),
    ], codes


def _stream(data: bytes, more: bytes = b"") -> bytes:
    packed = zlib.compress(data)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def _write(path: Path, pages: Sequence[Sequence[_Placed]], *, drawing: bytes = b"", has_table: bool = True) -> Path:
    """A PDF of pages with texts at places; ``drawing`` is put on each page too."""
    font, codes = _font([sign for page in pages for _, _, text in page for sign in text], has_table=has_table)
    first = 3 + len(font)
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(), *font]
    for n, page in enumerate(pages):
        shown = "".join(
            f"BT /F {_SIZE} Tf {x} {y} Td <{''.join(f'{codes[sign]:04x}' for sign in text)}> Tj ET\n"
            for x, y, text in page
        )
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
            % (first + 2 * n + 1),
            _stream(shown.encode() + drawing),
        ]
    return _write_objects(path, objects)


def _write_objects(path: Path, objects: Sequence[bytes]) -> Path:
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        entries,
        len(objects) + 1,
        len(data),
    )
    path.write_bytes(data)
    return path


def _lines(*texts: str, x: float = 60, top: float = 700, pitch: float = 16) -> list[_Placed]:
    return [(x, top - pitch * n, text) for n, text in enumerate(texts)]


def _text(tmp_path: Path, *pages: Sequence[_Placed]) -> str:
    return read_text(_write(tmp_path / "a.pdf", pages))


_A = "本研究では量子計算の基盤技術を創出し"  # 18 characters, the width of the column
_A2 = "室温で動く超伝導の回路と計測の手法で"
_B = "大規模な量子コンピュータの実現を目指す"
_C = "とともに、人材を育成する。"


def test_lines_of_a_paragraph_are_joined(tmp_path: Path) -> None:
    assert _text(tmp_path, _lines(_A, _B, _C)) == _A + _B + _C


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param([(60, 700, "１．研究概要"), *_lines(_A, _C, top=684)], ["１．研究概要", _A + _C], id="heading"),
        pytest.param([*_lines(_A, _C), *_lines(_B, _C, top=660)], [_A + _C, _B + _C], id="short-last-line"),
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
        pytest.param([*_lines(_A), *_lines(_B, top=640)], [_A, _B], id="gap"),
        pytest.param([*_lines(_A, "2. " + _B[:-2], _C)], [_A, "2. " + _B[:-2] + _C], id="numbered-item"),
        pytest.param([*_lines(_A, "2.5 倍の性能を得る。")], [_A + "2.5 倍の性能を得る。"], id="a-number-is-no-item"),
    ],
)
def test_paragraphs(tmp_path: Path, lines: list[_Placed], expected: list[str]) -> None:
    assert _text(tmp_path, lines).split("\n\n") == expected


def test_columns_are_not_mixed(tmp_path: Path) -> None:
    left, right = _lines(_A, _A2, _B), _lines(_B, _C, x=320)
    assert _text(tmp_path, [*left, *right]) == _A + _A2 + _B + _B + _C


def test_western_lines_are_joined_with_spaces_and_without_hyphens(tmp_path: Path) -> None:
    lines = _lines(
        "We develop quantum computers with many super-",
        "conducting qubits and measure their coherence",
        "for a long time at low temperatures.",
    )
    assert _text(tmp_path, lines) == (
        "We develop quantum computers with many superconducting qubits and measure their coherence "
        "for a long time at low temperatures."
    )


def test_a_hyphen_joins_a_short_line_too(tmp_path: Path) -> None:
    lines = _lines("We study super-", "conducting circuits and compare them with others", "in many ways.")
    assert _text(tmp_path, lines).startswith("We study superconducting circuits")


def test_sentences_go_on_over_pages_and_page_numbers(tmp_path: Path) -> None:
    first = [*_lines(_A, _B), (290, 30, "- 1 -")]
    second = [*_lines(_C), (290, 30, "- 2 -")]
    assert _text(tmp_path, first, second) == _A + _B + _C


def test_a_finished_page_is_a_finished_paragraph(tmp_path: Path) -> None:
    assert _text(tmp_path, _lines(_A, _B[:-1] + "。"), _lines(_C)).split("\n\n") == [_A + _B[:-1] + "。", _C]


def test_radicals_become_the_characters_they_look_like(tmp_path: Path) -> None:
    assert _text(tmp_path, _lines("⼒学と⾼分⼦、⻑期の⻘⾊")) == "力学と高分子、長期の青色"


def test_characters_beyond_the_bmp(tmp_path: Path) -> None:
    assert _text(tmp_path, _lines("𠮷田の研究")) == "𠮷田の研究"


def test_what_a_browser_prints() -> None:
    assert read_text(_DATA / "browser.pdf").split("\n\n") == [
        "研究概要",
        "量子計算機の基盤技術を創出する。計算機の誤りを訂正する技術を創出し、量子の計算を基盤とする。",
    ]


_FIELD = "量子計算の研究"


def test_values_of_form_fields_are_text(tmp_path: Path) -> None:
    font, codes = _font(_FIELD)
    shown = "".join(f"{codes[sign]:04x}" for sign in _FIELD)
    look = f"/Tx BMC BT /F 10 Tf 2 5 Td <{shown}> Tj ET EMC".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[8 0 R]>>>>",
        b"<</Type/Pages/Kids[7 0 R]/Count 1>>",
        *font,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[8 0 R]>>",
        b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[60 700 300 720]/F 4/P 7 0 R/AP<</N 9 0 R>>>>",
        _stream(look, b"/Type/XObject/Subtype/Form/BBox[0 0 240 20]/Resources<</Font<</F 3 0 R>>>>"),
    ]
    assert read_text(_write_objects(tmp_path / "a.pdf", objects)) == _FIELD


def _expect(path: Path, key: str, limits: Limits | None = None) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read(path, options=ReadOptions(limits=limits or Limits()))
    assert caught.value.key == key
    assert path.name in caught.value.message("ja")
    return caught.value


_RECTANGLE = b"0 0 100 100 re f\n"


def test_a_scan_is_reported_as_one(tmp_path: Path) -> None:
    error = _expect(_write(tmp_path / "a.pdf", [[], []], drawing=_RECTANGLE), "document.scan")
    assert "2" in error.message("en")
    assert "OCR" in error.message("ja")


def test_pages_without_text_are_noted(tmp_path: Path) -> None:
    (document,) = read(_write(tmp_path / "a.pdf", [_lines(_A), [], []], drawing=_RECTANGLE))
    assert [note.key for note in document.notes] == ["document.note.pages_without_text"]
    assert "2 of 3" in document.notes[0].message("en")


def test_empty_pages_are_not_noted(tmp_path: Path) -> None:
    assert read(_write(tmp_path / "a.pdf", [_lines(_A), []]))[0].notes == ()


def test_pages_beyond_the_limit_are_noted(tmp_path: Path) -> None:
    file = _write(tmp_path / "a.pdf", [_lines(f"{n}頁の文。") for n in range(5)])
    (document,) = read(file, options=ReadOptions(limits=Limits(pages=2)))
    assert document.text == "0頁の文。\n\n1頁の文。"
    assert "2 of 5" in document.notes[0].message("en")


def test_fonts_without_a_table_of_characters(tmp_path: Path) -> None:
    _expect(_write(tmp_path / "a.pdf", [_lines(_A, _B)], has_table=False), "document.garbled")


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


def test_a_file_that_hangs_or_crashes_does_not_stop_the_others(tmp_path: Path, bad_pages: None) -> None:
    outcomes = []
    for name in ("a.pdf", "hangs.pdf", "b.pdf", "crashes.pdf", "c.pdf"):
        file = _write(tmp_path / name, [_lines(_A)])
        try:
            outcomes.append(read_text(file, options=ReadOptions(limits=Limits(seconds=3))))
        except DocumentError as error:
            outcomes.append(f"{error.key} {Path(str(error.values['file'])).name}")
    assert outcomes == [_A, "document.timeout hangs.pdf", _A, "document.crashed crashes.pdf", _A]
