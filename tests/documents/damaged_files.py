"""
What fuzzers share: whole files of every kind to begin with, damage to them, and what may come of reading one.

A reader may refuse a file by a DocumentError, or give documents. Readers that work in a process of their own are called
in this one, where nothing catches what they raise.
"""

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from goalsearch.documents import iter_documents
from goalsearch.documents.html import read_page
from goalsearch.documents.mail import read_message
from goalsearch.documents.options import Limits, ReadOptions
from goalsearch.errors import DocumentError

_TEXT: Final = "トポロジカル絶縁体の表面状態を調べる。"
_LIMITS: Final = Limits(unpacked_bytes=4 * 1024 * 1024, row_chars=100_000)


def _package(parts: Mapping[str, str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:  # stored: damage meets the XML, not the packing alone
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return file.getvalue()


_OFFICE: Final = "http://schemas.openxmlformats.org"
_RELATIONS: Final = f"{_OFFICE}/package/2006/relationships"
_DOCX: Final = _package(
    {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types"/>',
        "word/document.xml": (
            f'<w:document xmlns:w="{_OFFICE}/wordprocessingml/2006/main"><w:body>'
            f"<w:p><w:r><w:t>{_TEXT}</w:t></w:r></w:p>"
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>概要</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
        ),
    }
)
_PPTX: Final = _package(
    {
        "ppt/presentation.xml": (
            f'<p:presentation xmlns:p="{_OFFICE}/presentationml/2006/main" '
            f'xmlns:r="{_OFFICE}/officeDocument/2006/relationships">'
            '<p:sldIdLst><p:sldId id="256" r:id="r0"/></p:sldIdLst></p:presentation>'
        ),
        "ppt/_rels/presentation.xml.rels": (
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r0" '
            f'Type="{_OFFICE}/officeDocument/2006/relationships/slide" Target="slides/slide0.xml"/></Relationships>'
        ),
        "ppt/slides/slide0.xml": (
            f'<p:sld xmlns:p="{_OFFICE}/presentationml/2006/main" xmlns:a="{_OFFICE}/drawingml/2006/main"><p:cSld>'
            f"<p:spTree><p:sp><p:txBody><a:p><a:r><a:t>{_TEXT}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
        ),
    }
)
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"
_ODT: Final = _package(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f'<o:document-content xmlns:o="{_ODF}:office:1.0" xmlns:t="{_ODF}:text:1.0"><o:body><o:text>'
            f'<t:h>題</t:h><t:p>{_TEXT}<t:s t:c="3"/></t:p></o:text></o:body></o:document-content>'
        ),
    }
)
_HTML: Final = (
    f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>題</title><style>p{{}}</style></head><body><!-- x -->'
    f"<table><tr><td>概要</td><td>{_TEXT}</td></tr></table>"
    "<p hidden>&amp;&#x3042;</p><script>1<2</script></body></html>"
)
_MAIL: Final = (
    "From: a@example.org\r\nSubject: =?utf-8?b?6aGM?=\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8;'
    " format=flowed\r\n"
    f"Content-Transfer-Encoding: 8bit\r\n\r\n{_TEXT} \r\n続き\r\n--b\r\n"
    "Content-Type: text/html; charset=iso-2022-jp\r\n\r\n"
    "<p>x</p>\r\n--b\r\nContent-Disposition: attachment; filename*=utf-8''%E9%A1%8C.pdf\r\n\r\nx\r\n--b--\r\n"
)
_RECORD: Final = json.dumps({"題名": "題", "概要": _TEXT, "年度": 2020}, ensure_ascii=False)
_RIS: Final = f"TY  - JOUR\nTI  - 題\nAB  - {_TEXT}\nPY  - 2020\nER  - \n\nTY  - JOUR\nTI  - b\nER  - \n"
_BIB: Final = f'@article{{key, title = "題", abstract = {{{_TEXT} \\emph{{x}}}}, year = 2020 # "a"}}\n@comment{{x}}\n'

BEGINNINGS: Final[Mapping[str, bytes]] = {
    ".docx": _DOCX,
    ".odt": _ODT,
    ".pptx": _PPTX,
    ".html": _HTML.encode(),
    ".txt": f"１．研究の概要\r\n{_TEXT}\n\n２．計画\n".encode("cp932"),
    ".csv": f'題名,概要,年度\n題,"{_TEXT}\n二行目",2020\nb,""x"",令和2\n'.encode(),
    ".jsonl": f"{_RECORD}\n{_RECORD}\n".encode(),
    ".eml": _MAIL.encode(),
    ".ris": _RIS.encode(),
    ".bib": _BIB.encode(),
}
"""A whole file of each kind, by its suffix."""

SIGNS: Final = (b"<", b">", b'"', b"\n", b"\r", b"\0", b",", b"{", b"}", b"]]>", b"&#x", b"\x1b$B", b"\xff\xfe", b"=?")
"""What means something to one reader or another."""


def damaged(beginning: bytes, edits: Iterable[tuple[float, int, bytes]]) -> bytes:
    """A file after some edits: where, as a share of its length; how many bytes are taken away; what is put there."""
    content = bytearray(beginning)
    for share, n_gone, put in edits:
        at = int(share * len(content))
        content[at : at + n_gone] = put
    return bytes(content)


def read_here(path: Path) -> None:
    """
    Read a file to its end in this process.

    Raises:
        Exception: Whatever a reader raises that is no DocumentError.
    """
    readers: Mapping[str, Callable[[Path, int], Iterable[object]]] = {".html": read_page, ".eml": read_message}
    reader = readers.get(path.suffix)
    found: Iterable[object] = (
        reader(path, 1 << 20) if reader else iter_documents(path, options=ReadOptions(limits=_LIMITS))
    )
    try:
        for _ in found:
            pass
    except DocumentError as error:
        if error.key == "document.crashed":
            raise AssertionError("a reading process crashed") from error
