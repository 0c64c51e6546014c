"""Records of literature: one document each, whatever program wrote them."""

from pathlib import Path

import pytest

from goalsearch.documents import read
from goalsearch.errors import DocumentError

_RIS = """TY  - JOUR
ID  - k1
TI  - Topological
 insulators
AB  - We grow films.
They are thin.
PY  - 2024/05/01/
ER  -

TY  - RPRT
T1  - 腸内細菌
N2  - 腸内細菌叢を調べる。
ER  -
"""
_NBIB = """PMID- 123
TI  - Topological
      insulators
AB  - We grow films.
      They are thin.
DP  - 2024 May

PMID- 124
TI  - 腸内細菌
AB  - 腸内細菌叢を調べる。
"""
_ENW = """%0 Journal Article
%T Topological insulators
%X We grow films.
They are thin.
%D 2024
%M k1

%0 Report
%T 腸内細菌
%X 腸内細菌叢を調べる。
"""
_BIB = """@string{x = "y"}
% a remark
@article{k1,
  title = {Topological {I}nsulators},
  abstract = "We grow {\\"u}ber films " # {\\& wires.},
  year = 2024,
}
@comment{@article{no, title={no}}}
@misc(k2, title = {腸内細菌}, abstract = {腸内細菌叢を調べる。})
"""
_WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
TI Topological insulators
AB We grow films.
   They are thin.
PY 2024
ER

PT J
TI 腸内細菌
AB 腸内細菌叢を調べる。
ER

EF
"""


@pytest.mark.parametrize(
    ("name", "content", "title", "text"),
    [
        pytest.param("a.ris", _RIS, "Topological insulators", "We grow films. They are thin.", id="ris"),
        pytest.param(
            "a.ris", _RIS.replace("\n", "\r\n"), "Topological insulators", "We grow films. They are thin.", id="crlf"
        ),
        pytest.param("a.nbib", _NBIB, "Topological insulators", "We grow films. They are thin.", id="pubmed"),
        pytest.param("a.enw", _ENW, "Topological insulators", "We grow films. They are thin.", id="endnote"),
        pytest.param("ris.txt", _RIS, "Topological insulators", "We grow films. They are thin.", id="ris-as-text"),
        pytest.param("a.txt", _NBIB, "Topological insulators", "We grow films. They are thin.", id="pubmed-as-text"),
        pytest.param(
            "a.txt",
            _BIB.partition("\n% a remark\n")[2],
            "Topological Insulators",
            "We grow uber films & wires.",
            id="bibtex-as-text",
        ),
        pytest.param("a.ciw", _WOS, "Topological insulators", "We grow films. They are thin.", id="web-of-science"),
        pytest.param(
            "savedrecs.txt", _WOS, "Topological insulators", "We grow films. They are thin.", id="the-same-as-text"
        ),
        pytest.param("a.bib", _BIB, "Topological Insulators", "We grow uber films & wires.", id="bibtex"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_records(tmp_path: Path, name: str, content: str, title: str, text: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(content.encode(encoding))
    documents = read(tmp_path / name)
    assert [(document.title, document.text) for document in documents][:1] == [(title, text)]
    assert (documents[-1].title, documents[-1].text) == ("腸内細菌", "腸内細菌叢を調べる。")
    assert documents[0].year is not None
    assert documents[0].year.startswith("2024")
    assert [document.document_id for document in documents] == [f"{name}#1", f"{name}#2"]


def test_a_record_without_an_abstract_is_kept_empty(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_text("TY  - JOUR\nTI  - a\nER  - \n", "utf-8")
    (document,) = read(tmp_path / "a.ris")
    assert (document.title, document.text) == ("a", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.ris", "no record at all\n", id="ris"),
        pytest.param("a.bib", "@comment{x}", id="bibtex"),
    ],
)
def test_no_records(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / name)
    assert caught.value.key == "document.no_rows"


@pytest.mark.parametrize("content", ["@a{k, abstract = {" + "{" * 50_000, "@" * 50_000, '@a{k, x = "' + "y" * 50_000])
def test_unclosed_braces_end(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.bib").write_text(content + "@a{last, abstract = {x}}", "utf-8")
    assert len(read(tmp_path / "a.bib")) >= 1
