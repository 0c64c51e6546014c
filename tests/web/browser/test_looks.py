"""How it looks and how it is used without a mouse: widths, light and dark, paper, keyboard, and what axe-core finds."""

import io
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pypdfium2
import pytest
from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]

from goalsearch import Searcher
from tests.web.browser.conftest import is_wide

UNBROKEN = "abcdefghij" * 40
PAGES = ("", "goals?first=2018", "goals/2019-jst-3", "goals/nothing", "batch")


@pytest.fixture(scope="module")
def batch(server: str, text: str) -> str:
    """Path of a batch that is done."""
    names = ("a.txt", f"{UNBROKEN[:150]}.txt", "壊.pdf")
    files = [("files", (name, text.encode())) for name in names]
    with httpx2.Client(base_url=server, follow_redirects=True) as client:
        answer = client.post("/en/batch", files=files)
        while "<progress" in answer.text:
            time.sleep(0.2)
            answer = client.get(str(answer.url))
    return answer.url.path.removeprefix("/en/")


def pages(visitor: Any, lang: str, text: str, batch: str) -> Iterator[tuple[str, Any]]:
    """Every kind of page, with its name."""
    for path in (*PAGES, batch):
        yield path, visitor.to(f"{lang}/{path}")
    yield "answer", visitor.ask(text, lang, k="1")
    page = visitor.to(f"{lang}/")
    page.click(".options > summary")
    page.fill("#text", text)
    page.fill("#k", "4")
    page.check("#apart")
    page.click("#ask .actions button")
    page.wait_for_selector(".answer >> nth=1")
    yield "two answers", page


@pytest.mark.slow
def test_nothing_is_wider_than_the_screen(visit: Any, text: str, batch: str) -> None:
    visitor = visit()
    wide = []
    for name, page in pages(visitor, "ja", f"{text}\n{UNBROKEN}", batch):
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        wide += [(name, width) for width in (360, 1280, 3840) if is_wide(page, width)]
    assert wide == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_axe_finds_nothing_serious(visit: Any, text: str, batch: str, lang: str) -> None:
    visitor = visit()
    found = []
    for name, page in pages(visitor, lang, text, batch):
        # Of the goals' texts one alone: their hundreds of marks would take axe-core most of its time.
        page.locator("details:not(.goal-text)").evaluate_all("all => all.forEach(one => one.open = true)")
        page.locator("details.goal-text").evaluate_all("all => all.slice(0, 1).forEach(one => one.open = true)")
        page.evaluate(AXE_SCRIPT)
        for scheme, options in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            page.emulate_media(color_scheme=scheme)
            n_passed, violations = page.evaluate(
                "options => axe.run(options).then(found => [found.passes.length, found.violations])",
                {**options, "resultTypes": ["violations"]},
            )
            assert n_passed > 0
            found += [
                (name, scheme, violation["id"], violation["nodes"][0]["html"][:200])
                for violation in violations
                if violation["impact"] in ("serious", "critical")
            ]
    assert found == []


def test_light_and_dark(visit: Any, text: str) -> None:
    page = visit(color_scheme="light").ask(text)

    def brightness(part: str, name: str) -> int:
        colour = page.locator(part).first.evaluate(f"element => getComputedStyle(element).{name}")
        return sum(map(int, re.findall(r"\d+", colour)[:3]))

    for scheme, dark, light in (("light", "color", "backgroundColor"), ("dark", "backgroundColor", "color")):
        page.emulate_media(color_scheme=scheme)
        for part in ("body", ".text .m1"):
            assert brightness(part, dark) < 300 < 600 < brightness(part, light), (scheme, part)


@pytest.mark.slow
def test_on_paper(visit: Any, text: str, searcher: Searcher) -> None:
    visitor = visit()
    page = visitor.ask(text, k="12")
    page.check("#mark-2")
    page.emulate_media(media="print")
    assert len(visitor.titles()) == 12
    for part in ("header", ".ask", ".again", "[data-print]", "summary >> nth=1", "#mark-2"):
        assert not page.is_visible(part), part
    # The text is there as a whole, and it says to which goal the marks in it belong.
    assert page.locator(".text").evaluate("text => text.scrollHeight <= text.clientHeight + 1")
    assert page.locator(".pick:visible").count() == 1
    assert page.is_visible(".hit:nth-child(2) .pick")
    # What was opened is printed, too.
    page.emulate_media(media="screen")
    page.locator(".hit .more > summary").first.click()
    page.locator(".hit details:has(> .scroll) > summary").first.click()
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    printed = re.sub(r"\s", "", "".join(leaf.get_textpage().get_text_bounded() for leaf in pdf))
    result = searcher.search(text, 12)
    for hit in result.hits:
        assert re.sub(r"\s", "", hit.goal.title) in printed
    assert re.sub(r"\s", "", text) in printed
    assert f"{result.hits[0].evidence[0].contribution:.4f}" in printed
    assert f"{result.hits[1].evidence[0].contribution:.4f}" not in printed
    assert "近い目標を探す" not in printed
    width, height = pdf[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    pdf.close()


def test_print_button(visit: Any, text: str) -> None:
    page = visit().ask(text)
    page.evaluate("window.print = () => { document.title = 'printed'; }")
    page.click("[data-print]")
    assert page.title() == "printed"


def focused(page: Any, script: str) -> Any:
    return page.evaluate(f"(element => {script})(document.activeElement)")


def test_keyboard_alone(visit: Any, text: str) -> None:
    page = visit().to("ja/")
    page.keyboard.press("Tab")
    assert focused(page, "element.className") == "skip"
    assert page.locator(".skip").bounding_box()["x"] > 0
    page.keyboard.press("Enter")
    assert focused(page, "element.id") == "main"
    page.keyboard.press("Tab")
    assert focused(page, "element.id") == "text"
    page.keyboard.insert_text(text)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".hits")
    # Every stop can be seen, and they come in the order of the page.
    page.evaluate("window.stops = []")
    for _ in range(100):
        page.keyboard.press("Tab")
        if focused(page, "element === document.body || stops.includes(element)"):
            break
        place = focused(page, "stops.push(element) && element.outerHTML.slice(0, 80)")
        outline = focused(page, "getComputedStyle(element).outlineStyle")
        assert outline != "none", place
        box = focused(page, "element.getBoundingClientRect().toJSON()")
        assert box["width"] > 0, place
        assert 0 <= box["x"] <= 1280, place
    order = page.evaluate(
        "stops.slice(1).map((stop, n) => stops[n].compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING)"
    )
    assert len(order) > 30
    assert all(order)
    # The goals whose terms are marked are one choice, made with the arrows.
    page.focus("#mark-1")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("#mark-2")


def test_style_and_script_come_from_files(visit: Any) -> None:
    visitor = visit()
    page = visitor.to("ja/")
    assert page.locator("[style], style, script:not([src])").count() == 0
    assert {Path(url).name for url in visitor.requested if "/static/" in url} == {"style.css", "page.js", "icon.svg"}
