"""Slides of PowerPoint: what an audience sees, in order; and the ways in which a .pptx can be bad."""

import zipfile
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, read, read_text
from goalsearch.errors import DocumentError

_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NAMESPACES = f'xmlns:p="{_P}" xmlns:a="{_A}" xmlns:r="{_R}" xmlns:mc="{_MC}"'


def _paragraph(*runs: str) -> str:
    return f"<a:p>{''.join(f'<a:r><a:t>{run}</a:t></a:r>' for run in runs)}</a:p>"


def _shape(*texts: str, kind: str = "") -> str:
    placeholder = f'<p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>' if kind else ""
    return f"<p:sp>{placeholder}<p:txBody>{''.join(map(_paragraph, texts))}</p:txBody></p:sp>"


def _slide(content: str, show: str = "") -> str:
    return f"<p:sld {_NAMESPACES}{show}><p:cSld><p:spTree>{content}</p:spTree></p:cSld></p:sld>"


def _relations(targets: dict[str, str], kind: str = "slide") -> str:
    found = "".join(f'<Relationship Id="{i}" Type="{_R}/{kind}" Target="{target}"/>' for i, target in targets.items())
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{found}</Relationships>'
    )


def _presentation(
    path: Path, *slides: str, order: list[int] | None = None, parts: dict[str, str] | None = None
) -> Path:
    order = list(range(len(slides))) if order is None else order
    ids = "".join(f'<p:sldId id="{256 + place}" r:id="r{n}"/>' for place, n in enumerate(order))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "ppt/presentation.xml", f"<p:presentation {_NAMESPACES}><p:sldIdLst>{ids}</p:sldIdLst></p:presentation>"
        )
        package.writestr(
            "ppt/_rels/presentation.xml.rels", _relations({f"r{n}": f"slides/slide{n}.xml" for n in range(len(slides))})
        )
        for n, slide in enumerate(slides):
            package.writestr(f"ppt/slides/slide{n}.xml", slide)
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return path


_TABLE = (
    "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>"
    f"<a:tc><a:txBody>{_paragraph('概要')}</a:txBody></a:tc><a:tc><a:txBody>{_paragraph('薄膜')}</a:txBody></a:tc>"
    "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(_shape("題", kind="title") + _shape("一", "二"), "題\n\n一\n\n二", id="title-and-text"),
        pytest.param(f"<p:sp><p:txBody>{_paragraph('磁性', '薄膜')}</p:txBody></p:sp>", "磁性薄膜", id="runs"),
        pytest.param(_TABLE, "概要\n\n薄膜", id="table"),
        pytest.param(f"<p:grpSp><p:grpSp>{_shape('内')}</p:grpSp>{_shape('外')}</p:grpSp>", "内\n\n外", id="groups"),
        pytest.param(_shape("本文") + _shape("3", kind="sldNum") + _shape("学会", kind="ftr"), "本文", id="foot"),
        pytest.param(
            "<p:sp><p:txBody><a:p><a:r><a:t>上</a:t></a:r><a:br/><a:r><a:t>下</a:t></a:r></a:p></p:txBody></p:sp>",
            "上\n下",
            id="line-break",
        ),
        pytest.param(
            '<p:sp><p:txBody><a:p><a:r><a:rPr><a:latin typeface="Symbol"/></a:rPr><a:t>b</a:t></a:r></a:p></p:txBody>'
            "</p:sp>",
            "β",
            id="font-of-signs",
        ),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice>{_shape('式')}</mc:Choice><mc:Fallback>{_shape('式')}</mc:Fallback>"
            "</mc:AlternateContent>",
            "式",
            id="said-twice",
        ),
    ],
)
def test_what_is_seen(tmp_path: Path, content: str, expected: str) -> None:
    assert read_text(_presentation(tmp_path / "a.pptx", _slide(content))) == expected


def test_order_is_that_of_the_presentation(tmp_path: Path) -> None:
    slides = [_slide(_shape(str(n))) for n in range(12)]
    order = [11, 2, 10, 2]
    assert read_text(_presentation(tmp_path / "a.pptx", *slides, order=order)) == "11\n\n2\n\n10"


def test_hidden_slides_are_counted(tmp_path: Path) -> None:
    file = _presentation(tmp_path / "a.pptx", _slide(_shape("見える")), _slide(_shape("隠し"), show=' show="0"'))
    (document,) = read(file)
    assert document.text == "見える"
    assert [(note.key, note.values["n"]) for note in document.notes] == [("document.note.slides_hidden", 1)]


def test_diagrams_are_read_and_notes_of_the_speaker_are_not(tmp_path: Path) -> None:
    parts = {
        "ppt/slides/_rels/slide0.xml.rels": _relations({"d": "../diagrams/data1.xml"}, "diagramData"),
        "ppt/diagrams/data1.xml": f"<d {_NAMESPACES}>{_paragraph('図の文')}</d>",
        "ppt/notesSlides/notesSlide1.xml": _slide(_shape("独り言")),
    }
    assert read_text(_presentation(tmp_path / "a.pptx", _slide(_shape("題")), parts=parts)) == "題\n\n図の文"


def test_ten_thousand_slides(tmp_path: Path) -> None:
    limits = Limits(pages=50)
    slides = [_slide(_shape(f"第{n}枚")) for n in range(100)]
    file = _presentation(tmp_path / "a.pptx", *slides, order=[n % 100 for n in range(10_000)])
    (document,) = read(file, options=ReadOptions(limits=limits))
    assert document.text.split("\n\n") == [f"第{n}枚" for n in range(50)]
    assert [(note.key, note.values["n"]) for note in document.notes] == [("document.note.slides_left_out", 50)]


@pytest.mark.parametrize(
    ("slide", "key"),
    [
        pytest.param(f'<!DOCTYPE x [<!ENTITY a "b">]>{_slide(_shape("&a;"))}', "document.entities", id="entities"),
        pytest.param(_slide(_shape("x" * 3_000_000)), "document.bomb", id="bomb"),
        pytest.param("<p:sld", "document.damaged", id="cut"),
        pytest.param(_slide(""), "document.no_text", id="pictures-alone"),
    ],
)
def test_bad_slides(tmp_path: Path, slide: str, key: str) -> None:
    file = _presentation(tmp_path / "a.pptx", slide)
    with pytest.raises(DocumentError) as caught:
        read(file, options=ReadOptions(limits=Limits(unpacked_bytes=1_000_000)))
    assert caught.value.key == key


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_truncated(tmp_path: Path, kept: float) -> None:
    data = _presentation(tmp_path / "a.pptx", *(_slide(_shape(f"{n}")) for n in range(20))).read_bytes()
    (tmp_path / "a.pptx").write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(DocumentError, match=r"a\.pptx"):
        read(tmp_path / "a.pptx")


def test_protected_by_a_password(tmp_path: Path) -> None:
    (tmp_path / "a.pptx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"))
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.pptx")
    assert caught.value.key == "document.password"


def test_without_slides(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.pptx", "w") as package:
        package.writestr("ppt/other.xml", "<a/>")
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "a.pptx")
    assert caught.value.key == "document.damaged"
