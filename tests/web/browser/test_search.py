"""An abstract in, goals out, as one who pastes, drops, types and clicks."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from goalsearch import Searcher
from goalsearch.reports.grades import shown_fit

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
OTHER = "量子コンピュータの誤り訂正符号を復号する古典回路を設計する。"


def drop(page: Any, *paths: Path) -> None:
    """Drop files from outside on the middle of the page, as the system does it."""
    size = page.viewport_size
    session = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        place = {"x": size["width"] // 2, "y": size["height"] - 40}
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": data})


def test_paste_and_submit(visit: Any, text: str, searcher: Searcher) -> None:
    visitor = visit()
    page = visitor.ask(text)
    hits = searcher.search(text).hits
    assert visitor.titles() == [hit.goal.title for hit in hits]
    assert page.inner_text(".hit .score >> nth=0") == shown_fit(hits[0].fit)
    assert page.inner_text(".text") == text
    # What one wants to see is on the first screen, and the form is there when it is opened.
    assert page.locator(".hit h3 >> nth=0").bounding_box()["y"] < 400
    assert not page.is_visible("#text")
    page.click(".again > summary")
    assert page.input_value("#text") == text


def test_first_hit_is_on_the_first_screen_of_a_phone(visit: Any, text: str) -> None:
    page = visit(viewport={"width": 360, "height": 740}).ask(text * 20)
    box = page.locator(".hit h3 >> nth=0").bounding_box()
    assert box["y"] + box["height"] < 740


def test_paste_outside_of_any_field(visit: Any, text: str, searcher: Searcher) -> None:
    visitor = visit(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.to("ja/")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("Control+V")
    expect(page.locator("#text")).to_have_value(text)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".hits")
    page.wait_for_load_state()
    # The next one is pasted over the answer to the first.
    page.evaluate("text => navigator.clipboard.writeText(text)", OTHER)
    page.keyboard.press("Control+V")
    expect(page.locator("#text")).to_have_value(OTHER)
    expect(page.locator("#text")).to_be_focused()


def test_drop_a_file_beside_the_form(visit: Any, text: str, tmp_path: Path) -> None:
    path = tmp_path / "要旨.txt"
    path.write_bytes(text.encode("cp932"))
    page = visit().to("ja/")
    drop(page, path)
    page.wait_for_selector(".hits")
    assert f"要旨.txt を読みました（{len(text)} 字）" in page.inner_text(".read")
    assert page.inner_text(".text") == text


def test_choose_a_file(visit: Any, text: str) -> None:
    page = visit().to("en/")
    page.set_input_files("#file", {"name": "a.txt", "mimeType": "text/plain", "buffer": text.encode()})
    page.click("#ask .actions button")
    page.wait_for_selector(".hits")
    assert "Read a.txt" in page.inner_text(".read")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_filters(visit: Any, text: str, scripted: bool) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.ask(text, first="2014", last="2016", agency="AMED", category="medical", k="3")
    facts = page.locator(".hit .place").all_inner_texts()
    assert len(facts) == 3
    assert all(re.match(r"201[456]年度 AMED", fact) for fact in facts), facts
    # The choice is kept, and seen, when the form is opened again.
    page.click(".again > summary")
    assert page.is_visible("#first")
    assert page.input_value("#first") == "2014"
    page.select_option("#agency", "JST")
    page.select_option("#category", "life")
    page.click("#ask .actions button")
    page.wait_for_selector(".hit .place:has-text('JST')")


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
def test_choosing_a_goal_marks_its_terms(visit: Any, scripted: bool) -> None:
    visitor = visit(java_script_enabled=scripted)
    page = visitor.ask(f"腸内細菌と免疫を調べる。{OTHER}", k="20")
    # Terms of one goal alone, so that what is marked for one is not for the other.
    classes = page.locator(".text mark").evaluate_all("marks => marks.map(mark => [...mark.classList])")
    first = next(n for n, names in enumerate(classes) if "m1" in names)
    number, second = next((int(name[1:]), n) for n, names in enumerate(classes) for name in names if "m1" not in names)

    def colour(n: int) -> str:
        return str(page.locator(".text mark").nth(n).evaluate("mark => getComputedStyle(mark).backgroundColor"))

    clear = "rgba(0, 0, 0, 0)"
    assert colour(first) != clear
    assert colour(second) == clear
    page.check(f"#mark-{number}")
    assert colour(second) != clear
    if f"m{number}" not in classes[first]:
        assert colour(first) == clear


def test_lower_ranks_are_brief_and_the_page_is_light(visit: Any, text: str) -> None:
    visitor = visit()
    page = visitor.ask(text, k="20")
    assert len(visitor.titles()) == 20
    assert page.locator(".hit.brief").count() == 15
    assert page.locator(".hit:not(.brief) .goal-text mark").count() > 20
    page.click(".again > summary")
    page.click(".options > summary")
    page.check("#apart")
    page.click("#ask .actions button")
    page.wait_for_selector(".answer >> nth=1")
    # Forty goals and a list of all, less what the page says of the text: the field, the marked text, the sentences.
    n_bytes = page.evaluate(
        """() => {
            document.querySelectorAll("#text, .text, blockquote").forEach(part => part.remove());
            return new TextEncoder().encode(document.documentElement.outerHTML).length;
        }"""
    )
    assert n_bytes < 130_000


def test_language_is_switched_with_the_text_kept(visit: Any, text: str, searcher: Searcher) -> None:
    visitor = visit()
    page = visitor.ask(text, k="3")
    page.click(".languages button")
    page.wait_for_selector("html[lang=en] .hits")
    assert visitor.titles() == [hit.goal.title_en for hit in searcher.search(text, 3).hits]
    assert page.inner_text(".text") == text
    page.click(".languages button")
    page.wait_for_selector("html[lang=ja] .hits")


def test_first_page_speaks_the_language_of_the_browser(visit: Any) -> None:
    for locale, lang in (("ja-JP", "ja"), ("en-GB", "en"), ("fr-FR", "en")):
        visitor = visit(locale=locale)
        assert visitor.to("").get_attribute("html", "lang") == lang


def test_without_a_script(visit: Any, text: str) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.ask(text)
    assert len(visitor.titles()) == 5
    # Nothing is offered that only a script can do.
    assert not page.is_visible("[data-print]")
    page.locator(".hit .more > summary").first.click()
    page.locator(".hit details:has(> .scroll) > summary").first.click()
    assert page.is_visible(".hit table >> nth=0")
    with page.expect_download() as download:
        page.click("button[value=json]")
    assert json.loads(Path(download.value.path()).read_text(encoding="utf-8"))["query"]["text"] == text


def test_no_goal_fits(visit: Any) -> None:
    page = visit().ask("江戸時代の俳諧における季語の変遷を、版本の書誌から跡づける。")
    assert page.inner_text(".verdict").startswith("はっきり合う目標はありません。")


def test_what_is_wrong_is_said_and_the_text_kept(visit: Any, text: str) -> None:
    page = visit().to("ja/")
    page.fill("#text", text)
    page.click(".options > summary")
    page.select_option("#first", "2019")
    page.select_option("#last", "2012")
    page.click("#ask .actions button")
    assert "2019" in page.inner_text("[role=alert]")
    assert page.input_value("#text") == text
    assert page.is_visible("#first")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_html_in_a_text_is_text(visit: Any, text: str, lang: str) -> None:
    page = visit().ask(f"{HOSTILE}{text}{HOSTILE}</textarea>{HOSTILE}", lang)
    assert page.inner_text(".text").startswith(HOSTILE)
    assert page.input_value("#text").endswith(HOSTILE)
    assert page.locator("img, script:not([src])").count() == 0


def test_policy_stops_what_would_be_slipped_in(visit: Any) -> None:
    visitor = visit()
    page = visitor.to("ja/")
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'ran'";
            document.body.append(script);
            document.body.insertAdjacentHTML("beforeend", "<img src=/nothing onerror=\\"document.title='ran'\\">");
            document.body.insertAdjacentHTML("beforeend", "<b style='position:fixed'>x</b>");
        }"""
    )
    page.wait_for_timeout(200)
    assert page.title() != "ran"
    assert page.locator("b").evaluate("b => getComputedStyle(b).position") == "static"
    assert sum("Content Security Policy" in problem for problem in visitor.problems) == 3
    visitor.problems.clear()


def test_files_to_keep(visit: Any, text: str, searcher: Searcher) -> None:
    page = visit().ask(text, k="3")
    result = searcher.search(text, 3)
    kept = {}
    for form in ("json", "csv", "md"):
        with page.expect_download() as download:
            page.click(f"button[value={form}]")
        assert download.value.suggested_filename == f"goalsearch.{form}"
        kept[form] = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert json.loads(kept["json"]) == result.to_dict("ja")
    rows = list(csv.DictReader(io.StringIO(kept["csv"])))
    assert [(row["goal_id"], row["title"]) for row in rows] == [(hit.goal.id, hit.goal.title) for hit in result.hits]
    assert all(hit.goal.title in kept["md"] for hit in result.hits)
