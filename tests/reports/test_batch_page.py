"""The page about a batch."""

import base64
import dataclasses
import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from goalsearch.batch.batch import Batch
from goalsearch.batch.row import Failure, Row
from goalsearch.messages import Language
from goalsearch.model import RankedGoal
from goalsearch.pages.batch import write_page

Golden = Callable[[str, str], None]
MakeBatch = Callable[..., Batch]

CREATED = datetime(2026, 4, 1, 9, 30, tzinfo=UTC)
_VOID = {"meta", "br", "link", "img", "input"}


class Page(HTMLParser):
    """What a browser would find: elements with their attributes, text, and whether all is closed."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(content)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def values(self, attribute: str) -> list[str]:
        return [str(attributes[attribute]) for _, attributes in self.elements if attribute in attributes]


def written(path: Path, batch: Batch, lang: Language = "ja") -> str:
    write_page(path, batch, lang, created=CREATED)
    return path.read_bytes().decode()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_page(tmp_path: Path, batch_of_all_kinds: Batch, golden: Golden, lang: Language) -> None:
    batch = dataclasses.replace(batch_of_all_kinds, folder=tmp_path / "提案")
    golden(f"batch-{lang}.html", written(tmp_path / "out.html", batch, lang))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_it_needs_nothing_else(tmp_path: Path, batch_of_all_kinds: Batch, lang: Language) -> None:
    content = written(tmp_path / "out.html", batch_of_all_kinds, lang)
    page = Page(content)
    tags = {tag for tag, _ in page.elements}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "form", "base", "object"})
    assert not any(name.startswith("on") or name == "style" for _, attributes in page.elements for name in attributes)
    assert not any(re.match(r"[a-z]+:|//", link, re.IGNORECASE) for link in page.values("href"))
    assert "url(" not in content
    assert "@import" not in content


def test_the_policy_allows_its_own_style_alone(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    content = written(tmp_path / "out.html", batch_of_all_kinds)
    (style,) = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policies = [attributes["content"] for _, attributes in Page(content).elements if "http-equiv" in attributes]
    assert policies == [f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"]
    # Before anything that it is about.
    assert content.index("Content-Security-Policy") < content.index("<style>")


def test_links_within_the_page_lead_somewhere(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    page = Page(written(tmp_path / "out.html", batch_of_all_kinds))
    anchors = page.values("id")
    assert len(anchors) == len(set(anchors))
    inner = {link[1:] for link in page.values("href") if link.startswith("#")}
    assert inner <= set(anchors)
    assert {"call_list", "proposals", "look_alikes", "unmatched", "failures", "conditions"} <= inner


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param("<script>alert(1)</script>", id="script"),
        pytest.param('" onmouseover="alert(1)', id="attribute"),
        pytest.param("' autofocus onfocus='alert(1)", id="single-quotes"),
        pytest.param("</title></style></td></table><h1>", id="closing-tags"),
        pytest.param("<!-- x", id="comment"),
        pytest.param("&lt;b&gt; &amp;amp;", id="entities"),
        pytest.param("javascript:alert(1)", id="scheme"),
    ],
)
def test_nothing_in_the_data_becomes_markup(tmp_path: Path, make_batch: MakeBatch, hostile: str) -> None:
    def batch(value: str, path: str) -> Batch:
        hits = (RankedGoal("own-1", 0.5, 0.5, "weak", (value,)),)
        return make_batch(
            Row(document_id=value, path=path, title=value, record_id=value, verdict="goals", hits=hits),
            Row(document_id=value, path=path, title=value, verdict="none", warnings=(value,), language=value),
            Row(document_id=value, path=path, failure=Failure("batch.unexpected", {"file": value, "kind": value})),
            folder=tmp_path,
        )

    plain = Page(written(tmp_path / "plain.html", batch("plain", "plain")))
    page = Page(written(tmp_path / "out.html", batch(hostile, hostile)))
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in plain.elements]
    assert [list(attributes) for _, attributes in page.elements] == [
        list(attributes) for _, attributes in plain.elements
    ]
    assert hostile in page.text
    outer = {link for link in page.values("href") if not link.startswith("#")}
    assert [unquote_to_bytes(link).decode() for link in outer] == [f"./{hostile}"]
    assert not any(set(link) & set("<>\"'& :") for link in outer)


def test_what_html_cannot_hold(tmp_path: Path, make_batch: MakeBatch) -> None:
    title = "a\x00b\x1b\ud83d\u202e👩‍🔬" + "あ" * 40_000
    page = Page(written(tmp_path / "out.html", make_batch(Row(document_id="a", path="a", title=title, verdict="none"))))
    assert "a b \ufffd 👩‍🔬" + "あ" * 40_000 in page.text


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("a b.docx", "./data/a%20b.docx", id="space"),
        pytest.param("理/#1?.pdf", "./data/%E7%90%86/%231%3F.pdf", id="japanese-and-signs"),
        pytest.param("100%.txt", "./data/100%25.txt", id="percent"),
        pytest.param("x.xlsx", "./data/x.xlsx", id="a-workbook-opens-as-a-whole"),
    ],
)
def test_links_to_files(tmp_path: Path, make_batch: MakeBatch, path: str, expected: str) -> None:
    row = Row(document_id=f"{path}#応募!4", path=path, verdict="none")
    page = Page(written(tmp_path / "out.html", make_batch(row, folder=tmp_path / "data")))
    assert {link for link in page.values("href") if not link.startswith("#")} == {expected}


def test_files_that_are_gone_have_names_and_no_links(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    page = Page(written(tmp_path / "out.html", replace(batch_of_all_kinds, folder=None)))
    assert all(link.startswith("#") for link in page.values("href"))
    assert "a 1.docx" in page.text


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_empty_batch(tmp_path: Path, make_batch: MakeBatch, lang: Language) -> None:
    page = Page(written(tmp_path / "out.html", make_batch(), lang))
    assert "call_list" in page.values("id")
    assert ("（提案はありません）" if lang == "ja" else "(no proposals)") in page.text


def test_the_same_input_gives_the_same_bytes(tmp_path: Path, batch_of_all_kinds: Batch) -> None:
    assert written(tmp_path / "a.html", batch_of_all_kinds) == written(tmp_path / "b.html", batch_of_all_kinds)


def test_no_path_of_the_machine_is_told(tmp_path: Path, make_batch: MakeBatch) -> None:
    batch = make_batch(Row(document_id="a", path="a", verdict="none"), folder=tmp_path / "proposals")
    assert tmp_path.parent.name not in written(tmp_path / "out.html", batch)


def test_a_place_that_cannot_be_written_is_an_error(tmp_path: Path, make_batch: MakeBatch) -> None:
    with pytest.raises(FileNotFoundError, match=re.escape("missing")):
        write_page(tmp_path / "missing" / "out.html", make_batch(), "ja", created=CREATED)
