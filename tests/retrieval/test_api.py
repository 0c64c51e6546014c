"""The package as a Python programmer sees it."""

import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import goalsearch
from goalsearch.retrieval import api

ABSTRACT = "量子誤り訂正符号の復号アルゴリズムを、超伝導量子ビットの実機で検証する。"


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    """No searcher of another test stays."""
    api._searcher.cache_clear()
    yield
    api._searcher.cache_clear()


def test_search() -> None:
    result = goalsearch.search(ABSTRACT, k=4, years="2012-2019")
    assert [hit.rank for hit in result.hits] == [1, 2, 3, 4]
    for hit in result.hits:
        assert 2012 <= (hit.goal.fiscal_year or 0) <= 2019
        assert hit.goal.title
        assert math.isclose(sum(item.contribution for item in hit.evidence), hit.score)
        assert all(ABSTRACT[start:end] for item in hit.evidence for start, end in item.spans)
        assert all(item.fields for item in hit.evidence)
    assert result.to_records()[0]["goal_id"] == result.hits[0].goal.id


def test_filters_are_passed_on() -> None:
    result = goalsearch.search(ABSTRACT, years=2019, agency="JST", category="information")
    assert {(hit.goal.fiscal_year, hit.goal.category) for hit in result.hits} == {(2019, "information")}
    assert (result.query.years, result.query.agency, result.query.category) == ("2019", "JST", "information")


def test_related() -> None:
    related = goalsearch.related("2019-jst-3", k=2)
    assert isinstance(related, list)
    assert len(related) == 2
    goal, score, terms = related[0]
    assert (goal.fiscal_year or 9999) < 2019
    assert 0 < score <= 1
    assert terms
    assert goalsearch.related("2019-jst-3", k=1, direction="later") != related[:1]


def test_the_index_is_opened_once(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[goalsearch.Searcher] = []

    def opening() -> goalsearch.Searcher:
        opened.append(goalsearch.Searcher())
        return opened[-1]

    monkeypatch.setattr(api, "Searcher", opening)
    goalsearch.search("光")
    goalsearch.search("光")
    goalsearch.related("2019-jst-3")
    assert len(opened) == 1


def test_a_corpus_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "my_goals.csv"
    path.write_text("id,title\nx,ペロブスカイト太陽電池\ny,腸内細菌\n", encoding="utf-8")
    searcher = goalsearch.Searcher(goalsearch.Corpus.load(path))
    assert [hit.goal.id for hit in searcher.search("太陽電池の劣化").hits] == ["x"]


@pytest.mark.parametrize(
    ("call", "arguments", "name"),
    [
        pytest.param(goalsearch.search, (ABSTRACT,), "search", id="search"),
        pytest.param(goalsearch.match_texts, ([ABSTRACT],), "match_texts", id="match_texts"),
        pytest.param(goalsearch.match_folder, (".",), "match_folder", id="match_folder"),
        pytest.param(
            lambda *given, **how: goalsearch.Searcher().rank(*given, **how), (ABSTRACT,), "rank_all", id="rank"
        ),
        pytest.param(
            lambda *given, **how: goalsearch.Searcher().explain(*given, **how),
            (ABSTRACT, "2019-jst-3"),
            "explain",
            id="explain",
        ),
    ],
)
def test_a_mistyped_argument_is_told_by_the_call(
    call: Callable[..., object], arguments: tuple[object, ...], name: str
) -> None:
    with pytest.raises(TypeError, match=rf"^{name}\(\) got an unexpected keyword argument 'agncy'; it takes .*agency"):
        call(*arguments, agncy="JST")


def test_a_corpus_for_the_simple_call_is_led_to_the_searcher() -> None:
    with pytest.raises(TypeError, match=r"^search\(\) .* 'corpus'; .*goalsearch\.Searcher\(corpus\)"):
        goalsearch.search(ABSTRACT, corpus=goalsearch.Corpus.builtin())  # type: ignore[call-arg]


def test_the_environment_names_the_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "my_goals.csv"
    path.write_text("id,title\nx,量子の随筆\n", encoding="utf-8")
    monkeypatch.setenv("GOALSEARCH_CORPUS", str(path))
    assert [hit.goal.id for hit in goalsearch.search("量子").hits] == ["x"]


@pytest.mark.parametrize("name", goalsearch.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(goalsearch, name) is getattr(goalsearch, name)
    assert name in dir(goalsearch)


def test_another_name_is_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'serach'"):
        goalsearch.serach  # noqa: B018
