"""Documents that Office wrote as one page (.mht) or one XML file (.xml), and Word's own formats under other names."""

import quopri
from pathlib import Path

import pytest

from goalsearch.documents import read, read_text
from goalsearch.documents.reader import read_one
from goalsearch.errors import DocumentError

_TEXT = "磁性トポロジカル絶縁体の薄膜を作製する。"
_OFFICE = 'xmlns:w="urn:schemas-microsoft-com:office:word"'
_PAGE = f"<html {_OFFICE}><body><p>{_TEXT}</p></body></html>"
_HEADS = f"<html {_OFFICE}><body><p>様式１</p></body></html>"
_FRAMES = '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><frameset><frame src="a/sheet001.htm"></frameset>'
_IE = 'From: "Saved by Internet Explorer 11"\nSubject: a\n'


def _archive(*parts: tuple[str, str], before: str = "") -> bytes:
    lines = [f'{before}MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\nNot shown.\n\n'.encode()]
    for place, page in parts:
        kind = 'Content-Transfer-Encoding: quoted-printable\nContent-Type: text/html; charset="shift_jis"'
        head = f"Content-Location: {place}\n{kind}\n\n"
        lines += [b"--b\n", head.encode(), quopri.encodestring(page.encode("cp932")), b"\n"]
    return b"".join([*lines, b"--b--\n"])


@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a.doc"])
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(_archive(("file:///C:/a.htm", _PAGE)), id="word"),
        pytest.param(_archive(("file:///C:/a.htm", _PAGE), ("file:///C:/a.files/header.htm", _HEADS)), id="heads"),
        pytest.param(
            _archive(
                ("file:///C:/a.htm", _FRAMES),
                ("file:///C:/a/tabstrip.htm", _HEADS),
                ("file:///C:/a/sheet001.htm", _PAGE),
            ),
            id="excel",
        ),
        pytest.param(_archive(("file://C:/a.html", f"<p>{_TEXT}</p>"), before=_IE), id="browser-from-a-file"),
    ],
)
def test_a_document_that_office_saved_as_one_page_is_read(tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    assert read_text(tmp_path / name) == _TEXT


def test_a_page_of_the_web_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.mht").write_bytes(_archive(("http://example.org/", f"<p>{_TEXT}</p>"), before=_IE))
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.mht")
    assert caught.value.key == "document.unsupported.archived_page"


def _flat(body: str, styles: str = "", before: str = '<?mso-application progid="Word.Document"?>') -> str:
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        "/word/document.xml": f"<w:document {word}><w:body>{body}</w:body></w:document>",
        "/word/styles.xml": f"<w:styles {word}>{styles}</w:styles>",
        "/word/comments.xml": f"<w:comments {word}><w:p><w:r><w:t>注釈</w:t></w:r></w:p></w:comments>",
    }
    inner = "".join(
        f'<pkg:part pkg:name="{name}"><pkg:xmlData>{part}</pkg:xmlData></pkg:part>' for name, part in parts.items()
    )
    package = f'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{inner}</pkg:package>'
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{before}\n{package}'


_BODY = (
    f'<w:p><w:r><w:t>{_TEXT}</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>隠し</w:t></w:r></w:p>'
)
_HIDING = '<w:style w:type="paragraph" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize("before", ['<?mso-application progid="Word.Document"?>', ""])
def test_a_word_document_in_one_xml_file(tmp_path: Path, before: str) -> None:
    (tmp_path / "a.xml").write_text(_flat(_BODY, _HIDING, before), "utf-8")
    document = read_one(tmp_path / "a.xml")
    assert (document.text, document.notes) == (_TEXT, ())


def test_what_is_embedded_in_it_is_named(tmp_path: Path) -> None:
    chunk = '<w:altChunk r:id="rId7" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>'
    (tmp_path / "a.xml").write_text(_flat(_BODY + chunk, _HIDING), "utf-8")
    assert "rId7" in read_one(tmp_path / "a.xml").notes[0].message("en")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        pytest.param(_flat(_BODY)[:-40], "document.damaged", id="cut-short"),
        pytest.param(
            _flat(_BODY).replace("<w:body>", "<!DOCTYPE a [<!ENTITY b 'c'>]><w:body>"),
            "document.damaged",
            id="entities",
        ),
        pytest.param("<?xml version='1.0'?><a>磁性</a>", "document.unsupported.markup", id="other-xml"),
    ],
)
def test_other_files_are_refused(tmp_path: Path, text: str, key: str) -> None:
    (tmp_path / "a.xml").write_text(text, "utf-8")
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.xml")
    assert caught.value.key == key


def test_entities_of_it_are_refused(tmp_path: Path) -> None:
    text = _flat(_BODY).replace("<pkg:package", "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><pkg:package", 1)
    (tmp_path / "a.xml").write_text(text, "utf-8")
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.xml")
    assert caught.value.key in {"document.entities", "document.unsupported.markup"}


_ROWS = (("番号", "課題名", "概要"), ("1", "薄膜", _TEXT), ("2", "触媒", "二酸化炭素を還元する。"))
_LIST = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _ROWS)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        pytest.param("<meta name=ProgId content=Excel.Sheet>", "utf-8", id="excel"),
        pytest.param(
            '<meta name="Generator" content="Microsoft Excel 15"><meta charset=shift_jis>', "cp932", id="cp932"
        ),
        pytest.param("<meta name=ProgId content=Excel.Sheet>", "utf-16", id="utf-16"),
        pytest.param("<style>a.comment-indicator:hover + comment { }</style>", "utf-8", id="libreoffice"),
    ],
)
@pytest.mark.parametrize("name", ["a.htm", "a.html"])
def test_each_row_of_a_list_that_was_saved_as_a_page(tmp_path: Path, name: str, head: str, encoding: str) -> None:
    page = f"<html><head>{head}</head><body><table>{_LIST}</table></body></html>"
    (tmp_path / name).write_bytes(page.encode(encoding))
    assert [(found.title, found.text) for found in read(tmp_path / name)] == [row[1:] for row in _ROWS[1:]]


def test_a_memo_that_excel_saved_as_a_page_is_one_text(tmp_path: Path) -> None:
    page = f"<html><meta name=ProgId content=Excel.Sheet><table><tr><td>{_TEXT}</table></html>"
    (tmp_path / "a.htm").write_text(page, "utf-8")
    assert read_text(tmp_path / "a.htm") == _TEXT


def test_a_list_on_any_other_page_is_part_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><table>{_LIST}</table></html>", "utf-8")
    assert len(read(tmp_path / "a.html")) == 1
