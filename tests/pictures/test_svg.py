"""Drawings as SVG: well-formed, harmless, and fit for a page with a strict policy."""

import re
from collections.abc import Callable

import pytest
from defusedxml.ElementTree import fromstring

from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Goal
from goalsearch.pages.picture import picture_page
from goalsearch.pages.sheet import sheet
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.pictures.map import map_picture
from goalsearch.pictures.palette import LOOKS, Marks
from goalsearch.pictures.picture import Picture
from goalsearch.retrieval.searcher import Searcher

SearcherOf = Callable[..., Searcher]

SVG = "{http://www.w3.org/2000/svg}"
EVIL = '<script>alert(1)</script> "quoted" \'& <b>&amp; ]]> --> </svg>'


@pytest.fixture
def both(small_searcher: Searcher) -> list[Picture]:
    text = "量子 計算 と 光"
    return [
        lineage_picture(small_searcher, small_searcher.search(text)),
        map_picture(small_searcher, small_searcher.rank(text)),
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("standalone", [False, True])
def test_an_image_with_title_and_description(both: list[Picture], lang: Language, standalone: bool) -> None:
    for picture in both:
        root = fromstring(picture.svg(lang, standalone=standalone))
        assert root.tag == f"{SVG}svg"
        assert root.get("role") == "img"
        title, description, *_ = root
        assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), description.get("id"))
        assert title.text == picture.title(lang)
        assert picture.notes(lang)[0] in (description.text or "")
        width, height = root.get("width"), root.get("height")
        assert root.get("viewBox") == f"0 0 {width} {height}"


def test_inside_a_page_looks_are_rules_of_its_sheet(both: list[Picture]) -> None:
    for picture in both:
        root = fromstring(picture.svg("ja"))
        names = {name for element in root.iter() for name in element.get("class", "").split()}
        assert {"gs-frame", "gs-mark-0"} <= names or {"gs-faint", "gs-box"} <= names
        # Each class that colours something has its rule in the sheets of the pages with pictures.
        looks = {name for name in names if name.removeprefix("gs-") in LOOKS}
        for kind in ("web", "picture"):
            assert all(f".{name} {{" in sheet(kind).text for name in looks)
        assert not [element for element in root.iter(f"{SVG}path") if element.get("fill") or element.get("stroke")]
        alone = fromstring(picture.svg("ja", standalone=True))
        assert [element for element in alone.iter(f"{SVG}path") if element.get("stroke")]


def test_no_style_or_script_inside_a_page(both: list[Picture]) -> None:
    for picture in both:
        root = fromstring(picture.svg("ja", href=lambda goal_id: f"/goals/{goal_id}"))
        names = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert names <= {"svg", "title", "desc", "g", "a", "path", "text"}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in attributes if name == "style" or name.startswith("on")}
        assert not any("url(" in value for element in root.iter() for value in element.attrib.values())
        assert all(value.startswith("gs-") for element in root.iter() for value in element.get("class", "gs-").split())


def test_a_file_of_its_own_has_a_style_for_the_dark(both: list[Picture]) -> None:
    for picture in both:
        (style,) = fromstring(picture.svg("ja", standalone=True)).iter(f"{SVG}style")
        assert "prefers-color-scheme:dark" in (style.text or "")


def test_each_goal_links_once(both: list[Picture], small_searcher: Searcher) -> None:
    for picture in both:
        root = fromstring(picture.svg("en", href=lambda goal_id: f"/goals/{goal_id}?a=1&b=2"))
        # A reader of the screen takes an image for one thing, and would not find links in it.
        assert root.get("role") == "group"
        links = [element.get("href", "") for element in root.iter(f"{SVG}a")]
        assert sorted(links) == sorted(f"/goals/{goal.id}?a=1&b=2" for goal in small_searcher.corpus)
        for link in root.iter(f"{SVG}a"):
            # Where the letters do not say it all, a title does.
            said = "".join(text for text in link.itertext()).replace(" ", "")
            assert any(goal.title_in("en").replace(" ", "") in said for goal in small_searcher.corpus), said


def test_text_of_a_corpus_stays_text(searcher_of: SearcherOf) -> None:
    goals = [
        Goal(id=f'{EVIL}"{number}', title=EVIL, fiscal_year=2018 + number, category=EVIL, agencies=(EVIL,))
        for number in range(2)
    ]
    searcher = searcher_of(*goals)
    for picture in (
        lineage_picture(searcher, searcher.search(EVIL)),
        map_picture(searcher, searcher.rank(EVIL)),
    ):
        root = fromstring(picture.svg("ja", href=lambda goal_id: goal_id))
        assert not list(root.iter(f"{SVG}script"))
        assert not list(root.iter(f"{SVG}b"))
        assert [link.get("href") for link in root.iter(f"{SVG}a")] == [goal.id for goal in goals]
        written = picture_page(picture, "ja")
        assert "<script" not in written
        assert "<b>" not in written
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written


def test_every_look_stands_out_from_white_and_from_dark() -> None:
    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    colours = {
        match for look in LOOKS.values() for value in look.values() for match in re.findall("#[0-9a-f]{6}", value)
    }
    assert len(colours) >= 9
    for colour in colours:
        assert (1.0 + 0.05) / (luminance(colour) + 0.05) >= 3, colour
        assert (luminance(colour) + 0.05) / (luminance("#12181f") + 0.05) >= 3, colour


class TestMarks:
    def test_known_categories_keep_their_marks_in_every_corpus(self) -> None:
        first, second = Marks(["life", "materials"]), Marks(["other", "materials", "life"])
        assert [first.of(name).place for name in ("materials", "information", "life", "medical")] == [0, 1, 2, 3]
        assert first.of("life") == second.of("life")
        assert second.of("other").place == 4

    def test_the_ninth_category_shares_the_mark_of_goals_without_one(self) -> None:
        marks = Marks([f"own-{number}" for number in range(9)])
        assert marks.of("own-3").place == 7
        assert marks.of("own-4") == marks.of("own-8") == marks.of(None)

    def test_no_two_marks_look_alike(self) -> None:
        marks = Marks([f"own-{number}" for number in range(9)])
        names = ["materials", "information", "life", "medical", *(f"own-{number}" for number in range(5))]
        drawn = [marks.of(name).at(50, 50, 6) for name in names]
        assert len({path.steps for path in drawn}) == len({path.look for path in drawn}) == 9
