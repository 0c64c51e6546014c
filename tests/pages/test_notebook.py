"""Results and goals in a notebook: all text is escaped."""

from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from goalsearch.corpus import Corpus
from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Area, Goal
from goalsearch.pages.notebook import goal_card, result_table
from goalsearch.retrieval.searcher import Searcher
from goalsearch.text.tokenizer import Tokenizer

MakeCorpus = Callable[..., Corpus]
HOSTILE = "<script>alert('光')</script>\"&"
TAGS = {"div", "h4", "p", "strong", "br", "em", "table", "thead", "tbody", "tr", "th", "td", "details", "summary"}


class Reader(HTMLParser):
    """What a browser would see: the tags and the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # Notebooks align tables to the right, which no title is to be.
        assert attrs in ([], [("align", "left")])
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile_goal(goal_id: str, year: int) -> Goal:
    return Goal(
        id=goal_id + HOSTILE,
        title=f"光 {HOSTILE}",
        title_en=f"light {HOSTILE}",
        fiscal_year=year,
        agencies=(HOSTILE,),
        category=HOSTILE,
        summary=HOSTILE,
        description=HOSTILE,
        topics=(HOSTILE,),
        areas=(Area(programme=HOSTILE, name=HOSTILE),),
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_hostile_texts_are_shown_and_not_run(make_corpus: MakeCorpus, tokenizer: Tokenizer, lang: Language) -> None:
    goals = [hostile_goal("a", 2010), hostile_goal("b", 2015)]
    searcher = Searcher(make_corpus(*goals), tokenizer=tokenizer, cache=False)
    result = searcher.search(f"光 {HOSTILE}")
    table = Reader(result_table(result, lang))
    card = Reader(goal_card(goals[0], lang))
    assert set(table.tags) | set(card.tags) <= TAGS
    assert table.text.count(HOSTILE) >= 6
    assert card.text.count(HOSTILE) == 9


def test_a_row_for_each_hit(small_searcher: Searcher) -> None:
    result = small_searcher.search("光 量子", k=9)
    read = Reader(result_table(result, "ja"))
    assert read.tags.count("tr") == len(result.hits) + 1
    assert read.tags.count("td") == read.tags.count("th") * len(result.hits) > 0
    for hit in result.hits:
        assert hit.goal.title in read.text
        assert f"{hit.fit:.2f}" in read.text
    assert "None" not in read.text


def test_warnings_stand_above(small_searcher: Searcher) -> None:
    result = small_searcher.search("")
    html = result_table(result, "en")
    assert html.startswith("<p><em>The text is empty. Give an abstract.</em></p>")
    assert html.endswith("No goal shares a word with the text.</strong></p>")
    assert "table" not in html


@pytest.mark.parametrize(
    ("lang", "expected", "not_expected"),
    [
        pytest.param("ja", "量子 の 計算 と 光", "computing with light", id="japanese"),
        pytest.param("en", "computing with light", "量子 の 計算 と 光", id="english"),
    ],
)
def test_a_card_is_in_one_language(corpus: Corpus, lang: Language, expected: str, not_expected: str) -> None:
    card = goal_card(corpus.get("2015-jst-1"), lang)
    assert expected in card
    assert not_expected not in card


@pytest.mark.parametrize(
    ("goal", "lang", "official"),
    [
        pytest.param(Goal(id="a", title="題", summary="原文", summary_source="official"), "ja", True, id="official"),
        pytest.param(Goal(id="a", title="題", summary="文", summary_source="editorial"), "ja", False, id="editorial"),
        pytest.param(Goal(id="a", title="題", summary="文"), "ja", False, id="unknown-source"),
        pytest.param(
            Goal(id="a", title="題", summary="原文", summary_source="official"), "en", True, id="shown-in-japanese"
        ),
        pytest.param(
            Goal(
                id="a",
                title="題",
                summary="原文",
                summary_source="official",
                summary_en="A translation",
                summary_en_source="editorial",
            ),
            "en",
            False,
            id="an-editorial-translation-of-an-official-text",
        ),
    ],
)
def test_only_the_ministrys_own_text_is_called_so(goal: Goal, lang: Language, official: bool) -> None:
    card = goal_card(goal, lang)
    assert ("文部科学省の原文" in card or "the ministry's own" in card.replace("&#39;", "'")) is official
    assert ("本ツールの編集者" in card or "editors of this tool" in card) is not official


def test_objects_show_themselves_in_the_users_language(
    small_searcher: Searcher, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, goal = small_searcher.search("光"), corpus.get("2019-jst-1")
    for lang in LANGUAGES:
        monkeypatch.setenv("GOALSEARCH_LANG", lang)
        assert result._repr_html_() == result_table(result, lang)
        assert goal._repr_html_() == goal_card(goal, lang)


def test_a_bare_goal_has_a_card() -> None:
    read = Reader(goal_card(Goal(id="a", title="題"), "ja"))
    assert "None" not in read.text
    assert "未登録" in read.text
