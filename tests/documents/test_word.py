"""Word documents: what a reader of the document sees, once; and the ways in which a .docx can be bad."""

import io
import zipfile
import zlib
from pathlib import Path

import pytest

from goalsearch.documents import archive, read_text
from goalsearch.errors import DocumentError

_DATA = Path(__file__).parents[1] / "data" / "documents"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def _run(text: str, settings: str = "") -> str:
    return f'<w:r>{settings}<w:t xml:space="preserve">{text}</w:t></w:r>'


def _paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def _plain(text: str) -> str:
    return _paragraph(_run(text))


def _document(body: str, root: str = "document") -> str:
    inner = f"<w:body>{body}</w:body>" if root == "document" else body
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {_NAMESPACES}>{inner}</w:{root}>'


def _write(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def _text(tmp_path: Path, body: str, **parts: str) -> str:
    notes = {f"word/{name}.xml": content for name, content in parts.items()}
    return read_text(_write(tmp_path / "a.docx", {"word/document.xml": _document(body), **notes}))


def _cell(*content: str) -> str:
    return f"<w:tc>{''.join(content)}</w:tc>"


def _row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def _box(text: str) -> str:
    return f"<w:txbxContent>{_plain(text)}</w:txbxContent>"


_TABLE = f"<w:tbl>{_row(_cell(_plain('概要')), _cell(_plain('量子')))}</w:tbl>"
_NESTED = f"<w:tbl>{_row(_cell(_plain('外'), _TABLE, _plain('下')))}</w:tbl>"
_BOTH_BRANCHES = (
    "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
    f"<wps:txbx>{_box('箱')}</wps:txbx></w:drawing></mc:Choice>"
    f"<mc:Fallback><w:pict><v:textbox>{_box('箱')}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
)
_ONE_BRANCH = f"<mc:AlternateContent><mc:Fallback><w:pict>{_box('箱')}</w:pict></mc:Fallback></mc:AlternateContent>"
_RUBY = (
    "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>りょうし</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:t>量子</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
_HIDDEN = "<w:rPr><w:vanish/></w:rPr>"
_SHOWN = '<w:rPr><w:vanish w:val="0"/></w:rPr>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(_plain("量子") + _plain("計算"), "量子\n\n計算", id="paragraphs"),
        pytest.param(_paragraph(_run("量"), _run("子計"), _run("算")), "量子計算", id="runs-are-one-word"),
        pytest.param(_plain("a") + _plain("") + _plain("b"), "a\n\nb", id="empty-paragraphs-are-nothing"),
        pytest.param(_TABLE, "概要\n\n量子", id="table"),
        pytest.param(_NESTED, "外\n\n概要\n\n量子\n\n下", id="nested-table"),
        pytest.param(
            _paragraph(_run("前"), f"<w:r>{_BOTH_BRANCHES}</w:r>", _run("後")), "前後\n\n箱", id="text-box-once"
        ),
        pytest.param(_paragraph(f"<w:r>{_ONE_BRANCH}</w:r>"), "箱", id="text-box-of-old-word"),
        pytest.param(
            _paragraph(f"<w:r>{_BOTH_BRANCHES}</w:r>") + _plain("次"), "箱\n\n次", id="what-follows-both-branches"
        ),
        pytest.param(_paragraph(f"<w:ins>{_run('挿入')}</w:ins>", _run("文")), "挿入文", id="tracked-insertion"),
        pytest.param(
            _paragraph("<w:del><w:r><w:delText>削除</w:delText></w:r></w:del>", _run("文")), "文", id="tracked-deletion"
        ),
        pytest.param(_paragraph(f"<w:del>{_run('削除')}</w:del>", _run("文")), "文", id="deletion-with-ordinary-text"),
        pytest.param(
            _paragraph(f"<w:moveFrom>{_run('移動')}</w:moveFrom>") + _paragraph(f"<w:moveTo>{_run('移動')}</w:moveTo>"),
            "移動",
            id="moved-text-once",
        ),
        pytest.param(_paragraph(_RUBY, _run("計算")), "量子計算", id="ruby-base-only"),
        pytest.param(_paragraph(_run("a"), "<w:r><w:tab/></w:r>", _run("b")), "a\tb", id="tab"),
        pytest.param(_paragraph(_run("a"), "<w:r><w:br/></w:r>", _run("b")), "a\nb", id="line-break"),
        pytest.param(
            _paragraph("<w:pPr><w:tabs><w:tab w:val='left' w:pos='840'/></w:tabs></w:pPr>", _run("a")),
            "a",
            id="tab-stops-are-no-tabs",
        ),
        pytest.param(
            _paragraph(_run("X"), "<w:r><w:noBreakHyphen/></w:r>", _run("ray")), "X-ray", id="no-break-hyphen"
        ),
        pytest.param(_paragraph(_run("隠し", _HIDDEN), _run("文")), "文", id="hidden-text"),
        pytest.param(_paragraph(_run("見える", _SHOWN)), "見える", id="hiding-switched-off"),
        pytest.param(
            _paragraph("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>", _run("文")), "文", id="hidden-paragraph-mark"
        ),
        pytest.param(
            _paragraph("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>", "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"),
            "E=mc",
            id="equation-before-a-hidden-paragraph-mark",
        ),
        pytest.param(
            _paragraph("<w:r><w:instrText>PAGE \\* ARABIC</w:instrText></w:r>", _run("3")), "3", id="field-codes"
        ),
        pytest.param(f"<w:sdt><w:sdtContent>{_plain('欄')}</w:sdtContent></w:sdt>", "欄", id="content-control"),
        pytest.param(
            _paragraph(f"<w:hyperlink>{_run('リンク')}</w:hyperlink>", "<m:oMath><m:r><m:t>E=mc</m:t></m:r></m:oMath>"),
            "リンクE=mc",
            id="links-and-equations",
        ),
        pytest.param(_plain("A &amp; B &lt;C&gt; 𠮷"), "A & B <C> 𠮷", id="escapes-and-rare-kanji"),
    ],
)
def test_visible_text(tmp_path: Path, body: str, expected: str) -> None:
    assert _text(tmp_path, body) == expected


def test_what_libreoffice_writes() -> None:
    paragraphs = read_text(_DATA / "libreoffice.docx").split("\n\n")
    assert paragraphs[:2] == ["研究提案書", "１．研究概要"]
    assert paragraphs[-4:] == ["課題名", "量子計算", "代表者", "山田太郎"]


def test_notes_come_last(tmp_path: Path) -> None:
    footnotes = _document(f"<w:footnote w:id='1'>{_plain('脚注')}</w:footnote>", "footnotes")
    endnotes = _document(f"<w:endnote w:id='1'>{_plain('文末')}</w:endnote>", "endnotes")
    body = _paragraph(_run("本文"), "<w:r><w:footnoteReference w:id='1'/></w:r>")
    assert _text(tmp_path, body, footnotes=footnotes, endnotes=endnotes) == "本文\n\n脚注\n\n文末"


def test_strict_variant(tmp_path: Path) -> None:
    strict = _document(_plain("厳格")).replace(_W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert read_text(_write(tmp_path / "a.docx", {"word/document.xml": strict})) == "厳格"


def test_main_part_may_have_another_name(tmp_path: Path) -> None:
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="/word/document2.xml"/></Relationships>'
    )
    parts = {"_rels/.rels": relations, "word/document2.xml": _document(_plain("別名"))}
    assert read_text(_write(tmp_path / "a.docx", parts)) == "別名"


def test_text_in_utf_16(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", _document(_plain("量子")).replace("UTF-8", "UTF-16").encode("utf-16"))
    assert read_text(tmp_path / "a.docx") == "量子"


def _expect(path: Path, key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_text(path)
    assert caught.value.key == key
    assert path.name in str(caught.value)


def test_without_text(tmp_path: Path) -> None:
    _expect(_write(tmp_path / "a.docx", {"word/document.xml": _document("<w:p/>")}), "document.no_text")


def test_without_a_main_part(tmp_path: Path) -> None:
    _expect(_write(tmp_path / "a.docx", {"word/styles.xml": "<a/>"}), "document.damaged")


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9, 0.99])
def test_truncated(tmp_path: Path, kept: float) -> None:
    file = _write(tmp_path / "a.docx", {"word/document.xml": _document(_plain("量子") * 300)})
    data = file.read_bytes()
    file.write_bytes(data[: int(len(data) * kept)])
    _expect(file, "document.damaged")


def test_damaged_in_the_middle(tmp_path: Path) -> None:
    file = _write(tmp_path / "a.docx", {"word/document.xml": _document("".join(_plain(str(n**9)) for n in range(500)))})
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    _expect(file, "document.damaged")


def test_broken_xml(tmp_path: Path) -> None:
    _expect(_write(tmp_path / "a.docx", {"word/document.xml": _document("<w:p>")}), "document.damaged")


@pytest.fixture(scope="module")
def packed_bomb() -> bytes:
    """A document of 300 MiB; to pack it takes a second."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed, packed.open("word/document.xml", "w") as part:
        part.write(_document("@").partition("@")[0].encode())
        for _ in range(300):
            part.write(b" " * 1024 * 1024)
    return file.getvalue()


@pytest.fixture
def bomb(tmp_path: Path, packed_bomb: bytes) -> Path:
    path = tmp_path / "a.docx"
    path.write_bytes(packed_bomb)
    return path


def test_bomb(bomb: Path) -> None:
    assert bomb.stat().st_size < 400_000
    _expect(bomb, "document.bomb")


def test_what_is_declared_is_enough_to_refuse_a_bomb(bomb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_real_sizes", lambda *_: pytest.fail("was unpacked"))
    _expect(bomb, "document.bomb")


def test_bomb_that_declares_little(bomb: Path) -> None:
    with zipfile.ZipFile(bomb) as package:
        declared = package.getinfo("word/document.xml").file_size
    lie = 1000
    crc = zlib.crc32((_document("@").partition("@")[0].encode() + b" " * lie)[:lie])
    data = bomb.read_bytes()
    # The directory at the end is what is believed; it now describes only the first bytes, with their checksum.
    directory = data.rindex(b"PK\x01\x02")
    entry = bytearray(data[directory:])
    entry[16:20] = crc.to_bytes(4, "little")
    assert entry[24:28] == declared.to_bytes(4, "little")
    entry[24:28] = lie.to_bytes(4, "little")
    bomb.write_bytes(data[:directory] + entry)
    with zipfile.ZipFile(bomb) as package:
        assert package.getinfo("word/document.xml").file_size == lie
    _expect(bomb, "document.bomb")


def test_large_text_is_no_bomb(tmp_path: Path) -> None:
    body = "".join(_plain(f"{n * 7919 % 100_003} 量子計算の基盤技術 {n}") for n in range(40_000))
    text = _text(tmp_path, body)
    assert text.count("量子計算") == 40_000


_ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("declarations", "body"),
    [
        pytest.param(f'<!ENTITY e0 "ha">{_ENTITIES}', "&e9;", id="billion-laughs"),
        pytest.param("", "", id="declaration-without-entities"),
        pytest.param('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;", id="external-file"),
        pytest.param('<!ENTITY % x SYSTEM "http://localhost:9/x.dtd"> %x;', "", id="external-parameter"),
    ],
)
def test_entities_are_refused(tmp_path: Path, declarations: str, body: str) -> None:
    xml = f"<!DOCTYPE d [{declarations}]>" + _document(_plain(body)).partition("?>")[2]
    _expect(_write(tmp_path / "a.docx", {"word/document.xml": xml}), "document.entities")


def test_encrypted_member(tmp_path: Path) -> None:
    file = _write(tmp_path / "a.docx", {"word/document.xml": _document(_plain("量子"))})
    data = bytearray(file.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    file.write_bytes(data)
    _expect(file, "document.password")


_PROMPT = "クリックまたはタップしてテキストを入力してください。"


def _control(content: str, mark: str = "<w:showingPlcHdr/>") -> str:
    return f"<w:sdt><w:sdtPr><w:rPr/>{mark}<w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(_plain("課題名") + _control(_plain(_PROMPT)) + _plain("次"), "課題名\n\n次", id="paragraph"),
        pytest.param(_paragraph(_run("課題名："), _control(_run(_PROMPT)), _run("。")), "課題名：。", id="in-a-line"),
        pytest.param(f"<w:tbl>{_row(_control(_cell(_plain(_PROMPT))), _cell(_plain('値')))}</w:tbl>", "値", id="cell"),
        pytest.param(_control(_plain("薄膜"), ""), "薄膜", id="filled-in"),
        pytest.param(_control(_plain("薄膜"), '<w:showingPlcHdr w:val="0"/>'), "薄膜", id="mark-switched-off"),
        pytest.param(_control(_plain("薄" * 101)), "薄" * 101, id="filled-in-by-a-program"),
        pytest.param(
            _control(_plain("前") + _control(_plain(_PROMPT)) + _plain("後"), ""), "前\n\n後", id="inside-one-filled-in"
        ),
    ],
)
def test_what_a_content_control_asks_for_is_no_text(tmp_path: Path, body: str, expected: str) -> None:
    assert _text(tmp_path, body) == expected


def test_boxes_to_tick_that_word_draws_itself(tmp_path: Path) -> None:
    def box(checked: str) -> str:
        said = f'<w:checkBox><w:default w:val="0"/>{checked}</w:checkBox>'
        return f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{said}</w:ffData></w:fldChar></w:r>'

    unticked = box('<w:checked w:val="0"/>')
    body = _paragraph(box(""), _run("基礎"), box("<w:checked/>"), _run("応用"), unticked, _run("開発"))
    assert _text(tmp_path, body) == "☐基礎☑応用☐開発"
