"""Open Document texts and slides: what a reader sees; and the ways in which they can be bad."""

import zipfile
from pathlib import Path

import pytest

from goalsearch.documents import Limits, ReadOptions, read, read_text
from goalsearch.errors import DocumentError

_NS = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = ("office", "text", "table", "draw", "presentation", "manifest")
_NAMESPACES = " ".join(f'xmlns:{name}="{_NS}:{name}:1.0"' for name in _NAMES)


def _write(path: Path, body: str, *, kind: str = "text", manifest: str = "", head: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr(
            "content.xml", f"{head}<office:document-content {_NAMESPACES}>{body}</office:document-content>"
        )
        if manifest:
            package.writestr(
                "META-INF/manifest.xml", f"<manifest:manifest {_NAMESPACES}>{manifest}</manifest:manifest>"
            )
    return path


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("<text:h>題</text:h><text:p>本文</text:p>", "題\n\n本文", id="heading-and-paragraph"),
        pytest.param("<text:p>磁性<text:span>薄膜</text:span>の研究</text:p>", "磁性薄膜の研究", id="spans"),
        pytest.param(
            "<text:p>a<text:s text:c='2'/>b<text:tab/>c<text:line-break/>d</text:p>", "a  b\tc\nd", id="signs"
        ),
        pytest.param(
            "<table:table><table:table-cell><text:p>概要</text:p></table:table-cell></table:table>", "概要", id="table"
        ),
        pytest.param("<text:list><text:list-item><text:p>一</text:p></text:list-item></text:list>", "一", id="list"),
        pytest.param(
            "<text:p>前<draw:frame><draw:text-box><text:p>箱</text:p></draw:text-box></draw:frame>後</text:p>",
            "箱\n\n前後",
            id="box",
        ),
        pytest.param(
            "<text:p>文<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>注</text:p>"
            "</text:note-body></text:note></text:p>",
            "注\n\n文",
            id="note",
        ),
        pytest.param(
            "<text:tracked-changes><text:p>削除</text:p></text:tracked-changes><text:p>文</text:p>", "文", id="deleted"
        ),
        pytest.param(
            "<text:p>文<office:annotation><text:p>意見</text:p></office:annotation></text:p>", "文", id="comment"
        ),
        pytest.param(
            "<text:p><text:ruby><text:ruby-base>量子</text:ruby-base><text:ruby-text>りょう</text:ruby-text></text:ruby>"
            "</text:p>",
            "量子",
            id="ruby",
        ),
        pytest.param(
            "<text:section text:display='none'><text:p>隠し</text:p></text:section><text:p>文</text:p>",
            "文",
            id="hidden",
        ),
        pytest.param(
            "<draw:page><text:p>題</text:p><presentation:notes><text:p>独り言</text:p></presentation:notes></draw:page>",
            "題",
            id="notes",
        ),
    ],
)
@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_what_is_seen(tmp_path: Path, kind: str, body: str, expected: str) -> None:
    suffix = ".odt" if kind == "text" else ".odp"
    assert read_text(_write(tmp_path / f"a{suffix}", body, kind=kind)) == expected


def test_known_by_its_content(tmp_path: Path) -> None:
    assert read_text(_write(tmp_path / "a.zip", "<text:p>文</text:p>")) == "文"


@pytest.mark.parametrize(
    ("how", "key"),
    [
        pytest.param(
            {"body": "<text:p>a</text:p>", "manifest": "<manifest:encryption-data/>"},
            "document.password",
            id="password",
        ),
        pytest.param(
            {"body": "<text:p>&x;</text:p>", "head": '<!DOCTYPE a [<!ENTITY x "y">]>'},
            "document.entities",
            id="entities",
        ),
        pytest.param({"body": f"<text:p>{'a' * 3_000_000}</text:p>"}, "document.bomb", id="bomb"),
        pytest.param({"body": "<text:p>"}, "document.damaged", id="not-closed"),
        pytest.param({"body": "<text:p/>"}, "document.no_text", id="nothing"),
    ],
)
def test_bad_documents(tmp_path: Path, how: dict[str, str], key: str) -> None:
    file = _write(tmp_path / "a.odt", **how)
    with pytest.raises(DocumentError) as caught:
        read(file, options=ReadOptions(limits=Limits(unpacked_bytes=1_000_000)))
    assert caught.value.key == key


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_truncated(tmp_path: Path, kept: float) -> None:
    data = _write(tmp_path / "a.odt", "<text:p>文</text:p>").read_bytes()
    (tmp_path / "a.odt").write_bytes(data[: int(len(data) * kept)])
    with pytest.raises(DocumentError, match=r"a\.odt"):
        read(tmp_path / "a.odt")
