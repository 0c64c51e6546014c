"""A picture with its table as a page."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from goalsearch.messages import LANGUAGES, Language
from goalsearch.pages.picture import picture_page
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.pictures.map import map_picture
from goalsearch.retrieval.searcher import Searcher

VOID = {"meta", "path", "use"}


class Parsed(HTMLParser):
    """Ids, links, and whether every element that is opened is closed."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.unclosed: list[str] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if values.get("href"):
            self.hrefs.append(str(values["href"]))
        if tag not in VOID:
            self.unclosed.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        assert tag in ("path", "use")

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("path", "use"):
            assert self.unclosed.pop() == tag


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_lead_somewhere_and_nothing_is_asked_of_others(searcher: Searcher, lang: Language) -> None:
    text = "トポロジカル絶縁体の表面状態を調べる。"
    for picture in (lineage_picture(searcher, searcher.search(text)), map_picture(searcher, searcher.rank(text))):
        written = picture_page(picture, lang)
        parsed = Parsed(written)
        assert parsed.unclosed == []
        assert len(parsed.ids) == len(set(parsed.ids))
        assert parsed.hrefs != []
        assert {href.removeprefix("#") for href in parsed.hrefs} <= set(parsed.ids)
        # From the table to the text in the picture, which may be far to the right.
        assert f"#{picture.NAME}-text" in parsed.hrefs
        assert not re.findall(r"https?://(?!www\.w3\.org/2000/svg)", written)
        for goal in searcher.corpus:
            assert goal.title_in(lang).replace("&", "&amp;").replace("'", "&#x27;") in written


def test_a_text_that_has_no_place_has_no_link(small_searcher: Searcher) -> None:
    parsed = Parsed(picture_page(map_picture(small_searcher, small_searcher.rank("zzz")), "en"))
    assert {href.removeprefix("#") for href in parsed.hrefs} <= set(parsed.ids)


def test_the_policy_lets_its_own_style_through_and_no_other(small_searcher: Searcher) -> None:
    written = picture_page(lineage_picture(small_searcher), "ja")
    (style,) = re.findall(r"<style>(.*?)</style>", written, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in written
    assert " style=" not in written
