"""Word documents: styles, fonts of signs, tracked formatting, and parts of other formats that are embedded."""

import io
import zipfile
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, read, read_text
from goalsearch.errors import DocumentError

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TEXT = "磁性薄膜の研究。"
_CHUNK = '<w:altChunk r:id="c1"/>'


def _document(body: str) -> str:
    return f'<w:document xmlns:w="{_W}" xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'


def _run(text: str, settings: str = "") -> str:
    return f"<w:r><w:rPr>{settings}</w:rPr><w:t>{text}</w:t></w:r>"


def _paragraph(*runs: str, style: str = "") -> str:
    settings = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{settings}{''.join(runs)}</w:p>"


def _relations(**targets: str) -> str:
    found = "".join(f'<Relationship Id="{name}" Type="{_R}/aFChunk" Target="{to}"/>' for name, to in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def _package(body: str, **parts: str | bytes) -> bytes:
    """A document; ``styles`` and ``rels`` are parts by their usual names, others are embedded as they are called."""
    names = {"styles": "word/styles.xml", "rels": "word/_rels/document.xml.rels"}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", _document(body))
        for name, content in parts.items():
            package.writestr(names.get(name, f"word/{name}"), content)
    return data.getvalue()


def _file(tmp_path: Path, body: str, **parts: str | bytes) -> Path:
    file = tmp_path / "a.docx"
    file.write_bytes(_package(body, **parts))
    return file


_STYLES = (
    f'<w:styles xmlns:w="{_W}">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Guide"><w:basedOn w:val="Normal"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Guide"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Shown"><w:basedOn w:val="Guide"/>'
    '<w:rPr><w:vanish w:val="false"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Once"><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>'
    "</w:style>"
    '<w:style w:type="table" w:styleId="Aside"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Greek"><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:style>'
    "</w:styles>"
)
_HIDING = '<w:rStyle w:val="Secret"/>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(_paragraph(_run("要領"), style="Guide"), "", id="paragraph-style"),
        pytest.param(_paragraph(_run("要領"), style="Child"), "", id="style-based-on-a-hidden-one"),
        pytest.param(_paragraph(_run("文"), style="Shown"), "文", id="style-that-switches-it-off"),
        pytest.param(_paragraph(_run("要領", "<w:vanish w:val='0'/>"), style="Guide"), "要領", id="run-shows-it"),
        pytest.param(_paragraph(_run("要領", _HIDING), _run("文")), "文", id="character-style"),
        pytest.param(_paragraph(_run("文", _HIDING), style="Guide"), "文", id="toggled-twice"),
        pytest.param(_paragraph(_run("文"), style="Loop"), "文", id="style-based-on-itself"),
        pytest.param(_paragraph(_run("文"), style="Once"), "文", id="style-that-hid-it-before-a-change"),
        pytest.param(_paragraph(_run("文"), style="NoSuch"), "文", id="unknown-style"),
        pytest.param(_paragraph(_run("要領"), style="Guide") + _paragraph(_run("文")), "文", id="next-paragraph"),
        pytest.param(_paragraph("<w:r><w:tab/></w:r>", _run("a"), style="Guide"), "", id="signs-are-hidden-too"),
        pytest.param(_paragraph(_run("b", '<w:rStyle w:val="Greek"/>')), "β", id="font-of-a-style"),
        pytest.param(
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Aside"/></w:tblPr><w:tr><w:tc>{_paragraph(_run("欄"))}</w:tc></w:tr>'
            "</w:tbl>",
            "",
            id="table-style",
        ),
    ],
)
def test_styles(tmp_path: Path, body: str, expected: str) -> None:
    shown = read(_file(tmp_path, body + _paragraph(_run("終")), styles=_STYLES))[0].text
    assert shown == "\n\n".join(filter(None, [expected, "終"]))


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_paragraphs_that_a_tracked_change_joined(tmp_path: Path, mark: str) -> None:
    first = f"<w:p><w:pPr><w:rPr><w:{mark} w:id='1'/></w:rPr></w:pPr>{_run('磁性ト')}</w:p>"
    body = first + _paragraph(_run("ポロジカル")) + _paragraph(_run("終"))
    assert read_text(_file(tmp_path, body)) == "磁性トポロジカル\n\n終"


_DIAGRAM = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst><dgm:pt><dgm:t>'
    "<a:p><a:r><a:t>量子</a:t></a:r><a:r><a:t>計算</a:t></a:r></a:p><a:p/></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(_DIAGRAM, "前\n\n量子計算\n\n後", id="whole"),
        pytest.param(_DIAGRAM[:-20], "前\n\n後", id="cut-short"),
    ],
)
def test_diagrams_of_smartart(tmp_path: Path, data: str, expected: str) -> None:
    box = '<w:r><d:relIds xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="c1"/></w:r>'
    body = _paragraph(_run("前"), box) + _paragraph(_run("後"))
    document = read(_file(tmp_path, body, rels=_relations(c1="data1.xml"), **{"data1.xml": data}))[0]
    assert document.text == expected
    assert [note.key for note in document.notes] == ([] if "量子" in expected else ["document.note.parts_left_out"])


def test_hidden_by_the_style_of_every_paragraph(tmp_path: Path) -> None:
    styles = (
        f'<w:styles xmlns:w="{_W}"><w:style w:type="paragraph" w:default="1" w:styleId="a">'
        "<w:rPr><w:vanish/></w:rPr></w:style></w:styles>"
    )
    body = _paragraph(_run("隠し")) + _paragraph(_run("文", '<w:vanish w:val="0"/>'))
    assert read_text(_file(tmp_path, body, styles=styles)) == "文"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        pytest.param("<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>", "文", id="hidden-before"),
        pytest.param("<w:vanish/><w:rPrChange><w:rPr/></w:rPrChange>", "", id="hidden-since"),
        pytest.param('<w:vanish/><w:rPrChange><w:rPr><w:vanish w:val="0"/></w:rPr></w:rPrChange>', "", id="both"),
        pytest.param('<w:rPrChange><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:rPrChange>', "文", id="font-before"),
    ],
)
def test_former_formatting_does_not_count(tmp_path: Path, settings: str, expected: str) -> None:
    body = _paragraph(_run("文", settings)) + _paragraph(_run("終"))
    assert read_text(_file(tmp_path, body)) == "\n\n".join(filter(None, [expected, "終"]))


def test_former_style_of_a_paragraph_does_not_count(tmp_path: Path) -> None:
    change = '<w:pPr><w:pPrChange><w:pPr><w:pStyle w:val="Guide"/></w:pPr></w:pPrChange></w:pPr>'
    assert read_text(_file(tmp_path, f"<w:p>{change}{_run('文')}</w:p>", styles=_STYLES)) == "文"


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def _sign(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        pytest.param(_sign("Symbol", "F062"), "β", id="sign"),
        pytest.param(_sign("Symbol", "f06d"), "μ", id="small-hexadecimal"),
        pytest.param(_sign("Symbol", "0057"), "Ω", id="place-that-was-not-moved"),
        pytest.param(_sign("Symbol", "F0B1"), "±", id="upper-half"),
        pytest.param(_sign("Symbol", "F0B0"), "°", id="degree"),
        pytest.param(_sign("Symbol", "F0AE"), "→", id="arrow"),
        pytest.param(_sign("Wingdings", "F0FE"), "☑", id="ticked-box"),
        pytest.param(_sign("Wingdings", "F04A"), "", id="face-says-nothing"),
        pytest.param(_sign("ＭＳ 明朝", "03B1"), "α", id="letter-of-another-font"),
        pytest.param(_sign("外字", "F062"), "", id="place-of-an-unknown-font"),
        pytest.param(_sign("Symbol", "zz"), "", id="no-number"),
        pytest.param(_sign("Symbol", "FFFFFFFF"), "", id="no-character"),
        pytest.param(_sign("Symbol", "D800"), "", id="half-a-character"),
        pytest.param(_run("\uf061", _font("Symbol")), "α", id="moved-letter-in-its-font"),
        pytest.param(_run("abG", _font("Symbol")), "αβΓ", id="letters-in-its-font"),
        pytest.param(_run("量子 b", _font("Symbol")), "量子 β", id="japanese-in-its-font"),
        pytest.param(_run("b", _font("Symbol")) + _run("b"), "βb", id="font-ends-with-its-run"),
        pytest.param(_run("b", '<w:rFonts w:hAnsi="Symbol MT"/>'), "β", id="variant-of-the-font"),
        pytest.param(_run("b", '<w:rFonts w:eastAsia="Symbol"/>'), "b", id="font-of-japanese-letters-alone"),
        pytest.param(_run("\uf061、5 \uf0b0C", _font("ＭＳ 明朝")), "α、5 °C", id="pasted-without-its-font"),
    ],
)
def test_fonts_of_signs(tmp_path: Path, run: str, expected: str) -> None:
    assert read_text(_file(tmp_path, _paragraph(_run("A"), run, _run("Z")))) == f"A{expected}Z"


_HTML = f"<html><body><p>{_TEXT}</p></body></html>"
_MHT = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="B"\r\n\r\n--B\r\n'
    b'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    b"PHA+56OB5oCn6JaE6Iac44Gu56CU56m244CCPC9wPg==\r\n\r\n--B--\r\n"
)
_FLAT = (
    '<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
    '<pkg:part pkg:name="/word/document.xml"><pkg:xmlData>'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    f"{_paragraph(_run(_TEXT))}</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.html", _HTML, id="html"),
        pytest.param("a.htm", _HTML.encode("cp932"), id="html-in-cp932"),
        pytest.param("a.dat", "\ufeff" + _HTML, id="html-by-content"),
        pytest.param("a.xhtml", f'<?xml version="1.0"?>{_HTML}', id="xhtml"),
        pytest.param("a.bin", f'<?xml version="1.0"?>\n{_HTML}', id="xhtml-by-content"),
        pytest.param("a.txt", _TEXT.encode("cp932"), id="text-in-cp932"),
        pytest.param("a.txt", _TEXT.encode("utf-16"), id="text-in-utf-16"),
        pytest.param("a.mht", _MHT, id="archived-page"),
        pytest.param("a.xml", _FLAT, id="flat-word"),
        pytest.param("a.docx", _package(_paragraph(_run(_TEXT))), id="word"),
        pytest.param("a.dat", _package(_paragraph(_run(_TEXT))), id="word-by-content"),
        pytest.param(
            "b.docx", _package(_CHUNK, rels=_relations(c1="a.html"), **{"a.html": _HTML}), id="page-in-word-in-word"
        ),
    ],
)
@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(_CHUNK, id="body"),
        pytest.param(f"<w:tbl><w:tr><w:tc>{_CHUNK}<w:p/></w:tc></w:tr></w:tbl>", id="table"),
        pytest.param(f"<w:sdt><w:sdtContent>{_CHUNK}</w:sdtContent></w:sdt>", id="content-control"),
    ],
)
def test_embedded_parts_are_read_in_their_place(tmp_path: Path, frame: str, name: str, content: str | bytes) -> None:
    body = _paragraph(_run("前")) + frame + _paragraph(_run("後"))
    for target in (name, f"/word/{name}", f"./{name}"):
        (document,) = read(_file(tmp_path, body, rels=_relations(c1=target), **{name: content}))
        assert document.text == f"前\n\n{_TEXT}\n\n後"
        assert document.notes == ()


def test_a_part_in_another_folder(tmp_path: Path) -> None:
    assert (
        read_text(_file(tmp_path, _CHUNK, rels=_relations(c1="parts/a%20b.html"), **{"parts/a b.html": _HTML})) == _TEXT
    )


@pytest.mark.parametrize(
    ("target", "parts"),
    [
        pytest.param("no-such.html", {}, id="missing"),
        pytest.param("document.xml", {}, id="the-document-itself"),
        pytest.param("../../../etc/passwd", {}, id="outside-the-archive"),
        pytest.param("a.rtf", {"a.rtf": b"{\\rtf1 abc}"}, id="format-that-is-not-read"),
        pytest.param("a.txt", {"a.txt": b"\x00\x01\x02"}, id="no-text"),
        pytest.param("a.docx", {"a.docx": b"PK\x03\x04"}, id="damaged"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, target: str, parts: dict[str, bytes]) -> None:
    (document,) = read(_file(tmp_path, _paragraph(_run("文")) + _CHUNK, rels=_relations(c1=target), **parts))
    assert document.text == "文"
    assert [note.key for note in document.notes] == ["document.note.parts_left_out"]
    assert Path(target).name in document.notes[0].message("ja")


def test_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket.connect", refuse)
    rels = _relations(c1="http://127.0.0.1:9/a.html").replace("/>", ' TargetMode="External"/>')
    (document,) = read(_file(tmp_path, _paragraph(_run("文")) + _CHUNK, rels=rels))
    assert document.text == "文"
    assert "http://127.0.0.1:9/a.html" in document.notes[0].message("en")


def test_a_part_named_often_is_read_once(tmp_path: Path) -> None:
    assert read_text(_file(tmp_path, _CHUNK * 1000, rels=_relations(c1="a.html"), **{"a.html": _HTML})) == _TEXT


def test_documents_in_documents_end(tmp_path: Path) -> None:
    data = _package(_paragraph(_run("底")))
    for level in range(30):
        data = _package(_paragraph(_run(f"階{level}")) + _CHUNK, rels=_relations(c1="a.docx"), **{"a.docx": data})
    (tmp_path / "a.docx").write_bytes(data)
    (document,) = read(tmp_path / "a.docx")
    assert document.text.startswith("階29\n\n階28")
    assert "底" not in document.text
    assert [note.key for note in document.notes] == ["document.note.parts_left_out"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        pytest.param(b"<p>" + b"a" * 3_000_000, "document.bomb", id="page"),
        pytest.param(_package(_paragraph(_run("a" * 3_000_000))), "document.bomb", id="document"),
        pytest.param(
            _package(_CHUNK, rels='<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'),
            "document.entities",
            id="entities-of-a-document-inside",
        ),
    ],
)
def test_a_bad_part_refuses_the_whole(tmp_path: Path, content: bytes, key: str) -> None:
    limits = Limits(unpacked_bytes=2_000_000)
    file = _file(tmp_path, _CHUNK, rels=_relations(c1="a.dat"), **{"a.dat": content})
    with pytest.raises(DocumentError) as caught:
        read(file, options=ReadOptions(limits=limits))
    assert caught.value.key == key


def test_many_parts_together_may_not_be_a_bomb(tmp_path: Path) -> None:
    n = 30
    chunks = "".join(f'<w:altChunk r:id="c{i}"/>' for i in range(n))
    rels = _relations(**{f"c{i}": f"{i}.docx" for i in range(n)})
    parts = {f"{i}.docx": _package(_paragraph(_run("a" * 200_000))) for i in range(n)}
    with pytest.raises(DocumentError) as caught:
        read(_file(tmp_path, chunks, rels=rels, **parts), options=ReadOptions(limits=Limits(unpacked_bytes=2_000_000)))
    assert caught.value.key == "document.bomb"
