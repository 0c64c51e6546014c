"""Values of form fields, of any look or none; XFA forms; and text that has no meaning."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from goalsearch.documents import read, read_text
from goalsearch.documents.legibility import garbled
from goalsearch.documents.xfa import asks_to_wait
from goalsearch.errors import DocumentError
from tests.documents.pdf_files import SIZE, font, packed_stream, write_objects

_LABEL = "研究の概要"
_VALUE = "量子計算の基盤を作る"


def _utf16(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


_LINES = _utf16(f"{_VALUE}\r次の行")
_PHYSICS, _CHEMISTRY = _utf16("物理"), _utf16("化学")


def _form(path: Path, *fields: str, below: str = "", label: str = _LABEL, root: str = "") -> Path:
    """A page with a label, then fields as dictionary entries from object 10 on, then a line below them."""
    objects_of_font, codes = font(label + below + "古")
    shown = "".join(
        f"BT /F {SIZE} Tf 60 {y} Td <{''.join(codes[sign] for sign in text)}> Tj ET\n"
        for y, text in ((740, label), (300, below))
        if text
    )
    stale = f"/Tx BMC BT /F 10 Tf 2 5 Td <{codes['古']}> Tj ET EMC".encode()
    places = " ".join(f"{10 + n} 0 R" for n in range(len(fields)))
    objects = [
        f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{places}]{root}>>>>".encode(),
        b"<</Type/Pages/Kids[7 0 R]/Count 1>>",
        *objects_of_font,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Annots[%s]/Contents 8 0 R" % places.encode()
        + b"/Resources<</Font<</F 3 0 R>>>>>>",
        packed_stream(shown.encode()),
        packed_stream(stale, b"/Type/XObject/Subtype/Form/BBox[0 0 240 20]/Resources<</Font<</F 3 0 R>>>>"),
        *(
            f"<</Type/Annot/Subtype/Widget/T(f{n})/Rect[60 {y} 300 {y + 20}]/F 4/P 7 0 R{entries}>>".encode()
            for n, (y, entries) in enumerate(zip(range(700, 0, -40), fields, strict=False))
        ),
    ]
    return write_objects(path, objects)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        pytest.param(f"/FT/Tx/V{_utf16(_VALUE)}", [_LABEL, _VALUE], id="no-look"),
        pytest.param(f"/FT/Tx/V{_utf16(_VALUE)}/AP<</N 9 0 R>>", [_LABEL, _VALUE], id="look-of-before"),
        pytest.param("/FT/Tx/AP<</N 9 0 R>>", [_LABEL, "古"], id="look-without-a-value"),
        pytest.param("/FT/Tx/V()/AP<</N 9 0 R>>", [_LABEL, "古"], id="empty-value"),
        pytest.param(f"/FT/Tx/Ff 4096/V{_LINES}", [_LABEL, f"{_VALUE}\n次の行"], id="lines"),
        pytest.param(f"/FT/Ch/Ff 131072/Opt[{_PHYSICS}{_CHEMISTRY}]/V{_CHEMISTRY}", [_LABEL, "化学"], id="choice"),
        pytest.param(
            f"/FT/Ch/Ff 131072/Opt[[(1){_PHYSICS}][(2){_CHEMISTRY}]]/V(2)",
            [_LABEL, "化学"],
            id="choice-by-number",
        ),
        pytest.param(
            f"/FT/Ch/Ff 2097152/Opt[{_PHYSICS}{_CHEMISTRY}]/V[{_PHYSICS}{_CHEMISTRY}]",
            [_LABEL, "物理、化学"],
            id="several-chosen",
        ),
        pytest.param("/FT/Btn/V/Yes/AS/Yes", [_LABEL], id="a-check-mark-is-no-text"),
        pytest.param(f"/FT/Tx/Ff 8192/V{_utf16(_VALUE)}", [_LABEL], id="password"),
        pytest.param(f"/FT/Tx/F 2/V{_utf16(_VALUE)}", [_LABEL], id="hidden"),
    ],
)
def test_values_of_fields(tmp_path: Path, field: str, expected: Sequence[str]) -> None:
    if "/F 2" in field:
        file = _form(tmp_path / "a.pdf", field)
        file.write_bytes(file.read_bytes().replace(b"/F 4/P", b"    /P"))
    else:
        file = _form(tmp_path / "a.pdf", field)
    assert read_text(file) == "\n\n".join(expected)


def test_values_stand_where_their_fields_are(tmp_path: Path) -> None:
    fields = [f"/FT/Tx/V{_utf16('一番目')}", f"/FT/Tx/V{_utf16('二番目')}"]
    file = _form(tmp_path / "a.pdf", *fields, below="下の行")
    assert read_text(file).split("\n\n") == [_LABEL, "一番目", "二番目", "下の行"]


_NAMESPACES = 'xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"'
_TEMPLATE = (
    '<template xmlns="http://www.xfa.org/schema/xfa-template/3.3/"><subform><field name="abs"><caption><value><text>'
    "研究概要</text></value></caption></field></subform></template>"
)
_DATA = f"<xfa:datasets {_NAMESPACES}><xfa:data><form><abs>{_VALUE}</abs><empty/></form></xfa:data></xfa:datasets>"
_PACKET = f'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">{_TEMPLATE}{_DATA}</xdp:xdp>'


def _xfa(path: Path, *packets: tuple[str, str], field: str | None = None, label: str = "Please wait...") -> Path:
    """A page that asks to wait, or another, with the XML as one stream (a packet without a name) or several."""
    first = 10 if field is None else 11
    if [name for name, _ in packets] == [""]:
        entry = f"/XFA {first} 0 R"
    else:
        entry = f"/XFA[{' '.join(f'({name}){first + n} 0 R' for n, (name, _) in enumerate(packets))}]"
    file = _form(path, *([] if field is None else [field]), label=label, root=entry)
    objects = [part.split(b" obj\n", 1)[1] for part in file.read_bytes().split(b"\nendobj\n")[:-1]]
    return write_objects(path, [*objects, *(packed_stream(content.encode()) for _, content in packets)])


@pytest.mark.parametrize(
    "packets",
    [
        pytest.param([("", _PACKET)], id="one-stream"),
        pytest.param(
            [
                ("preamble", '<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">'),
                ("template", _TEMPLATE),
                ("datasets", _DATA),
                ("postamble", "</xdp:xdp>"),
            ],
            id="parts-of-one-document",
        ),
        pytest.param(
            [("template", f'<?xml version="1.0"?>{_TEMPLATE}'), ("datasets", f'<?xml version="1.0"?>{_DATA}')],
            id="documents-of-their-own",
        ),
    ],
)
def test_what_was_typed_into_an_xfa_form(tmp_path: Path, packets: list[tuple[str, str]]) -> None:
    assert read_text(_xfa(tmp_path / "a.pdf", *packets)) == f"研究概要\n{_VALUE}"


def test_rich_text_of_an_xfa_form(tmp_path: Path) -> None:
    rich = '<body xmlns="http://www.w3.org/1999/xhtml"><p>一つ<b>目</b></p><p>二つ目</p></body>'
    packet = _PACKET.replace(_VALUE, rich)
    assert read_text(_xfa(tmp_path / "a.pdf", ("", packet))) == "研究概要\n一つ目\n二つ目"


def test_values_that_the_page_of_a_form_lacks_are_added(tmp_path: Path) -> None:
    file = _xfa(tmp_path / "a.pdf", ("", _PACKET), field="/FT/Tx", label="Application form")
    assert read_text(file).split("\n\n") == ["Application form", f"研究概要\n{_VALUE}"]


def test_a_page_that_can_be_shown_beside_an_empty_xfa_form_is_read(tmp_path: Path) -> None:
    file = _xfa(tmp_path / "a.pdf", ("", _PACKET.replace(_VALUE, "")), label="We study magnetic films.")
    assert read_text(file) == "We study magnetic films."


@pytest.mark.parametrize(
    "packet",
    [
        pytest.param(_PACKET.replace(_VALUE, ""), id="nothing-typed"),
        pytest.param(_PACKET.replace(_VALUE, "iVBORw0KGgo" * 100), id="a-picture-alone"),
        pytest.param(_PACKET[: len(_PACKET) // 2], id="cut-short"),
        pytest.param("no XML", id="no-xml"),
        pytest.param('<!DOCTYPE a [<!ENTITY b "c">]>' + _PACKET.replace(_VALUE, "&b;"), id="entities"),
    ],
)
def test_an_xfa_form_without_values_is_refused(tmp_path: Path, packet: str) -> None:
    with pytest.raises(DocumentError, match="Acrobat Reader") as caught:
        read(_xfa(tmp_path / "a.pdf", ("", packet)))
    assert caught.value.key == "document.xfa"


@pytest.mark.parametrize(
    ("text", "has_form", "expected"),
    [
        pytest.param("Please wait...", True, True, id="with-its-form"),
        pytest.param("Please wait for the next call.", False, False, id="words-of-a-text"),
        pytest.param(
            "Please wait...\n\nIf this message is not eventually replaced with the proper contents of the document, "
            "your PDF\nviewer may not be able to display this type of document.",
            False,
            True,
            id="printed-without-its-form",
        ),
        pytest.param(
            "お待ちください...\n\nこのメッセージが最終的に文書の適切な内容に置き換え\nられない場合、PDF ビューアーが",
            False,
            True,
            id="japanese",
        ),
        pytest.param(
            "To view the full contents of this document, you need a later version of the PDF viewer.",
            False,
            True,
            id="older-words",
        ),
        pytest.param("Bitte warten. http://www.adobe.com/go/reader_download", True, True, id="another-language"),
        pytest.param("研究概要\n磁性薄膜を調べる。", True, False, id="a-page-of-its-own"),
        pytest.param("Please wait" + "x" * 2000, True, False, id="a-long-text"),
    ],
)
def test_pages_that_ask_to_wait(text: str, has_form: bool, expected: bool) -> None:
    assert asks_to_wait(text, has_form=has_form) is expected


_ENGLISH = (
    "We design classical decoders for quantum error correction codes and integrate them with the control electronics "
    "of superconducting qubits. Syndrome measurements are processed in real time to extend the lifetime of qubits."
)
_JAPANESE = (
    "磁性体の薄膜を分子線法で作製し、表面の電子と磁化の結合を光電子分光と輸送測定で調べ、界面の異方性を制御する手法を確立する。"
    * 2
)


_CHINESE = "本研究設計量子計算機之糾錯碼，並将其与超導量子比特的控制電子学結合，以延長邏輯量子比特寿命。" * 2
_GERMAN = "Wir entwerfen klassische Dekodierer für die Fehlerkorrektur von Quantenrechnern. " * 3
_BY_GLYPH_NUMBER = "(IILFLHQW FODVVLILFDWLRQ RI GLIIHUHQW SKRWRYROWDLF DIILQLWLHV " * 4


def _shifted(text: str, by: int) -> str:
    return "".join(chr(ord(sign) + by) if sign.isalpha() else sign for sign in text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_ENGLISH, id="english"),
        pytest.param(_ENGLISH.upper(), id="capitals"),
        pytest.param(_JAPANESE, id="japanese"),
        pytest.param("ATP, DNA, CRISPR-Cas9, mRNA, qPCR " * 3 + _JAPANESE, id="acronyms-in-japanese"),
        pytest.param(_CHINESE, id="chinese"),
        pytest.param(_GERMAN, id="german"),
        pytest.param("", id="nothing"),
    ],
)
def test_text_of_any_language_is_legible(text: str) -> None:
    assert garbled(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_shifted(_ENGLISH, -3), id="english-moved-by-3"),
        pytest.param(_BY_GLYPH_NUMBER, id="english-by-glyph-number"),
        pytest.param(_shifted(_JAPANESE, 0x51A), id="kanji-of-another-place"),
        pytest.param("\ue000\ue001\ue002研究", id="private-use"),
        pytest.param("\x01\x02\x03\x04の", id="controls"),
    ],
)
def test_signs_of_a_wrong_table_are_not(text: str) -> None:
    assert garbled(text) > 0.3


@pytest.mark.parametrize(
    ("state", "sign"),
    [
        pytest.param("/V/Yes/AS/Yes/AP<</N<</Yes 9 0 R/Off 9 0 R>>>>", "☑", id="ticked"),
        pytest.param("/V/Off/AS/Off/AP<</N<</Yes 9 0 R/Off 9 0 R>>>>", "☐", id="not-ticked"),
    ],
)
@pytest.mark.parametrize("flags", ["", "/Ff 32768"], ids=["check-box", "radio-button"])
def test_a_box_to_tick_stands_before_its_text(tmp_path: Path, state: str, sign: str, flags: str) -> None:
    file = _form(tmp_path / "a.pdf", f"/FT/Btn{flags}{state}")
    file.write_bytes(file.read_bytes().replace(b"/Rect[60 700 300 720]", b"/Rect[46 738 58 750]  "[:21]))
    assert read_text(file) == f"{sign}{_LABEL}"
