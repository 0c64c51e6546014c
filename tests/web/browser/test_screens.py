"""What every page keeps to, on a phone, a laptop and a large screen, with and without scripts, and on paper."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.browser.conftest import is_wide

WIDTHS = (390, 1280, 1920)
QUERIES = Path(__file__).parents[2] / "data" / "queries"
# Of an answer: titles of two lines, a refusal and a long line on the latest year above them.
CROWDED = {"ja": ("dev-002", "dev-023", "dev-026", "dev-049"), "en": ("dev-001", "dev-022", "dev-075")}
UNLIKELY = {
    "ja": "鎌倉期の寺社縁起絵巻の表現と、平安女流日記の仮名書きの変遷を書誌から跡づける。",
    "en": "The Heian court diaries by women, and the scribal traditions of their kana, traced by bibliography.",
}

# In points, the smallest letters that can be seen and whose they are. Those of a picture are as large as it is drawn.
SMALLEST = """() => {
    const found = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const one = texts.currentNode.parentElement;
        if (!texts.currentNode.data.trim() || !one.checkVisibility() || one.closest("title, option, script")) continue;
        if (one.closest("svg") && !one.closest("text")) continue;
        const drawn = one.closest("text") ? one.closest("text").getScreenCTM().a : 1;
        found.push([parseFloat(getComputedStyle(one).fontSize) * drawn * .75, texts.currentNode.data.slice(0, 40)]);
    }
    return found.sort((a, b) => a[0] - b[0])[0];
}"""


def abstract(query_id: str, lang: str) -> str:
    records = map(json.loads, (QUERIES / "dev.jsonl").read_text(encoding="utf-8").splitlines())
    return str(next(record[f"abstract_{lang}"] for record in records if record["id"] == query_id))


def pages(visitor: Any, lang: str, text: str) -> Iterator[tuple[str, Any]]:
    """Every kind of page, with its name."""
    for path in ("", "batch", "goals", "goals?years=2024", "goals/2012-jst-1", "goals/nothing", "nothing", "map"):
        yield path or "form", visitor.to(f"{lang}/{path}")
    yield "lineage of all", visitor.to(f"{lang}/lineage")
    page = visitor.ask(text, lang)
    yield "answer", page
    page.click("button[formaction$=lineage]")
    page.wait_for_selector(".lineage-page")
    yield "lineage", page
    page = visitor.ask(UNLIKELY[lang], lang)
    yield "answer that none fits", page
    page = visitor.to(f"{lang}/batch")
    proposal = f"研究課題名：小胞の研究\n研究代表者：佐藤 健一\n研究の概要\n{text}".encode()
    files = [("一.txt", proposal), ("二.txt", UNLIKELY[lang].encode()), ("壊.pdf", b"%PDF-1.7 nothing")]
    page.set_input_files("#files", [{"name": name, "mimeType": "", "buffer": content} for name, content in files])
    page.click(".ask .actions button")
    page.wait_for_selector(".calls")
    yield "batch", page
    page.click(".actions .button >> nth=0")
    page.wait_for_selector("header + nav")
    yield "report", page


@pytest.mark.slow
@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_nothing_scrolls_sideways(visit: Any, lang: str, scripted: bool) -> None:
    wide = []
    for name, page in pages(visit(java_script_enabled=scripted), lang, abstract("dev-031", lang)):
        wide += [(name, width) for width in WIDTHS if is_wide(page, width)]
    assert wide == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_print_can_be_read(visit: Any, lang: str) -> None:
    small = []
    for name, page in pages(visit(), lang, abstract("dev-031", lang)):
        # The room that margins leave on A4, lying where the page asks for it.
        lies = name in ("lineage", "batch", "report")
        page.set_viewport_size({"width": 1047, "height": 718} if lies else {"width": 688, "height": 1017})
        page.emulate_media(media="print")
        points, letters = page.evaluate(SMALLEST)
        page.emulate_media(media="screen")
        if points < 7:
            small.append((name, round(points, 2), letters))
    assert small == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_four_goals_are_seen_at_once(visit: Any, lang: str) -> None:
    visitor = visit(viewport={"width": 1280, "height": 900})
    for text in (UNLIKELY[lang], *(abstract(query_id, lang) for query_id in CROWDED[lang])):
        page = visitor.ask(text, lang)
        bottoms = page.eval_on_selector_all("li.hit", "all => all.map(hit => hit.getBoundingClientRect().bottom)")
        assert sum(bottom <= 900 for bottom in bottoms) >= 4, text


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1280, 900), (390, 844)], ids=["laptop", "phone"])
def test_the_whole_lineage_opens_at_the_text(visit: Any, size: tuple[int, int]) -> None:
    width, height = size
    page = visit(viewport={"width": width, "height": height}).ask(abstract("dev-031", "ja"))
    page.click("button[formaction$=lineage]")
    page.click("button[name=near]")
    page.wait_for_selector(".in-sheets")
    for part in ("h1", ".legend", "[id$=-text]"):
        box = page.locator(part).first.bounding_box()
        assert box["x"] >= 0, part
        assert box["x"] + box["width"] <= width, part
        assert box["y"] + box["height"] <= height, part
