"""
What a person sees first, measured: ``python -m benchmarks.first_screen``.

Over the first 20 development abstracts: lines of the default answer on a terminal of 80 columns, goals that are whole
on the first screen of the page (1280 × 900), the share of shown terms that are one character or say nothing, bytes of
the pages, and the smallest letters of the pictures on paper. Takes a Chromium. Writes
``benchmarks/results/first_screen.json``; nothing in it depends on how busy the machine is.
"""

import json
import shutil
import statistics
from collections.abc import Iterator, Sequence
from typing import Final

from playwright.sync_api import Page, sync_playwright
from starlette.testclient import TestClient

from benchmarks.judged import QUERIES, RESULTS
from goalsearch import Searcher
from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Json, SearchResult
from goalsearch.pages.sheet import sheet
from goalsearch.pictures.drawing import Drawing, Letters
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.pictures.map import map_picture
from goalsearch.pictures.sheets import sheets
from goalsearch.reports.answer import answer_lines
from goalsearch.text import stopwords
from goalsearch.web.app import create_app

N_ABSTRACTS: Final = 20
N_SHOWN: Final = 8
SCREEN: Final = {"width": 1280, "height": 900}
_FORMAL: Final = stopwords.VERBS | stopwords.ADJECTIVES | stopwords.NOUNS
# A4 with margins of 10 mm, in points.
_LONG, _SHORT = 785.0, 538.0


def main() -> None:
    """Measure all of it, print and keep it."""
    searcher = Searcher()
    records = [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()[:N_ABSTRACTS]]
    texts = {lang: [record[f"abstract_{lang}"] for record in records] for lang in LANGUAGES}
    results = {lang: [searcher.search(text) for text in texts[lang]] for lang in LANGUAGES}
    measured: Json = {
        "lines of the default answer": {lang: _lines(results[lang], lang) for lang in LANGUAGES},
        "terms that are one character or formal": _empty_terms(results["ja"]),
        "goals whole on the first screen": {lang: _spread(list(_cards(texts[lang], lang))) for lang in LANGUAGES},
        "kB of pages": {lang: _weights(texts[lang], lang) for lang in LANGUAGES},
        "points of the smallest letters on A4": _print(searcher, results["ja"]),
    }
    written = json.dumps(measured, ensure_ascii=False, indent=2)
    (RESULTS / "first_screen.json").write_text(written + "\n", encoding="utf-8")
    print(written)


def _spread(values: Sequence[float]) -> Json:
    return {"least": min(values), "median": statistics.median(values), "most": max(values)}


def _lines(results: Sequence[SearchResult], lang: Language) -> Json:
    return _spread([sum(1 for _ in answer_lines(result, lang)) for result in results])


def _empty_terms(results: Sequence[SearchResult]) -> Json:
    shown = [phrase.text for result in results for hit in result.hits for phrase in hit.phrases[:N_SHOWN]]
    empty = sum(len(term) == 1 or term in _FORMAL for term in shown)
    return {"shown": len(shown), "empty": empty, "share": round(empty / len(shown), 4)}


def _cards(texts: Sequence[str], lang: Language) -> Iterator[int]:
    """How many goals of each answer are whole above the fold."""
    with TestClient(create_app(), base_url="http://127.0.0.1") as client, sync_playwright() as playwright:
        path = shutil.which("chromium") or playwright.chromium.executable_path
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport=SCREEN)  # type: ignore[arg-type]
        for text in texts:
            _show(page, client.post(f"/{lang}/", data={"text": text}).text)
            bottoms = page.eval_on_selector_all("li.hit", "all => all.map(hit => hit.getBoundingClientRect().bottom)")
            yield sum(bottom <= SCREEN["height"] for bottom in bottoms)
        browser.close()


def _show(page: Page, written: str) -> None:
    """A page with its sheet in it, so that it takes no server."""
    page.set_content(written.replace("</head>", f"<style>{sheet('web').text}</style></head>"))


def _weights(texts: Sequence[str], lang: Language) -> Json:
    """The largest of each kind of page."""
    longest = max(texts, key=len)
    with TestClient(create_app(), base_url="http://127.0.0.1") as client:
        answers = {
            "answer": [client.post(f"/{lang}/", data={"text": text}) for text in texts],
            "answer of 20 goals": [client.post(f"/{lang}/", data={"text": text, "k": "20"}) for text in texts],
            "two answers of 20": [client.post(f"/{lang}/", data={"text": longest, "k": "20", "apart": "1"})],
            "lineage of an answer": [client.post(f"/{lang}/lineage", data={"text": longest, "near": "1"})],
            "whole lineage": [client.post(f"/{lang}/lineage", data={"text": longest})],
            "its table": [client.post(f"/{lang}/lineage", data={"text": longest, "output": "table"})],
            "map": [client.post(f"/{lang}/map", data={"text": longest})],
            "goals": [client.get(f"/{lang}/goals")],
            "form": [client.get(f"/{lang}/")],
        }
        for answer in (answer for group in answers.values() for answer in group):
            answer.raise_for_status()
        return {name: round(max(len(answer.content) for answer in group) / 1000, 1) for name, group in answers.items()}


def _print(searcher: Searcher, results: Sequence[SearchResult]) -> Json:
    near = [lineage_picture(searcher, result, near=True).drawing("ja", bare=True) for result in results]
    whole = lineage_picture(searcher, results[0]).drawing("ja", bare=True)
    views = [tuple(map(float, sheet.view.split())) for sheet in sheets(whole)]
    on_map = map_picture(searcher).drawing("ja", bare=True)
    return {
        "lineage of an answer, least of all": round(min(_points(drawing, _LONG, _SHORT) for drawing in near), 2),
        "whole lineage": round(
            min(_smallest(whole) * min(_SHORT / view[2], 0.94 * _LONG / view[3]) for view in views), 2
        ),
        "its sheets": len(views),
        "map": round(_points(on_map, _SHORT, _LONG), 2),
    }


def _points(drawing: Drawing, width: float, height: float) -> float:
    """The smallest letters where the picture takes the width of a page, and at most 78 % of its height."""
    return _smallest(drawing) * min(width / drawing.width, 0.78 * height / drawing.height)


def _smallest(drawing: Drawing) -> float:
    return min(part.size for part in drawing.flat() if isinstance(part, Letters))


if __name__ == "__main__":
    main()
