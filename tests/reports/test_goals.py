"""Goals for a person at a terminal."""

from collections.abc import Callable

import pytest

from goalsearch.corpus import Corpus
from goalsearch.model import Goal, Programme
from goalsearch.reports.goals import goal_lines, goal_list_lines
from goalsearch.reports.layout import plain, width
from goalsearch.searcher import Searcher

Golden = Callable[[str, str], None]


def in_full(searcher: Searcher, goal_id: str, lang: str) -> str:
    goal = searcher.corpus.get(goal_id)
    return plain(
        goal_lines(
            goal,
            searcher.programmes(goal),
            searcher.related(goal_id),
            searcher.related(goal_id, direction="later"),
            lang,  # type: ignore[arg-type]
            columns=80,
        )
    )


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_list(corpus: Corpus, golden: Golden, lang: str) -> None:
    golden(f"goals-{lang}.txt", plain(goal_list_lines(corpus.goals, lang, columns=80)))  # type: ignore[arg-type]


def test_an_empty_list() -> None:
    assert plain(goal_list_lines([], "en", columns=80)) == "0 goals\n"


@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize("goal_id", ["2015-jst-1", "2016-amed-1", "2019-jst-1"])
def test_goal(small_searcher: Searcher, golden: Golden, goal_id: str, lang: str) -> None:
    golden(f"goal-{goal_id}-{lang}.txt", in_full(small_searcher, goal_id, lang))


def test_a_bare_goal() -> None:
    content = plain(goal_lines(Goal(id="a", title="題"), (), (), (), "ja", columns=80))
    assert content == "題\na / 年度なし\n\n研究領域\n  記録なし\n"


@pytest.mark.parametrize(
    ("goal", "lang", "heading"),
    [
        pytest.param(
            Goal(id="a", title="題", summary="文", summary_source="official"), "ja", "文部科学省", id="official"
        ),
        pytest.param(
            Goal(id="a", title="題", summary="文", summary_source="editorial"), "ja", "編集者", id="editorial"
        ),
        pytest.param(
            Goal(id="a", title="題", summary="文", summary_source="official", summary_en="s"),
            "en",
            "editorial",
            id="a-translation-is-never-official",
        ),
        pytest.param(
            Goal(id="a", title="題", summary="文", summary_source="official"), "en", "ministry", id="untranslated"
        ),
    ],
)
def test_headings_tell_official_from_editorial(goal: Goal, lang: str, heading: str) -> None:
    content = plain(goal_lines(goal, (), (), (), lang, columns=80))  # type: ignore[arg-type]
    (line,) = [line for line in content.splitlines() if "概要" in line or "Summary" in line]
    assert heading in line


@pytest.mark.parametrize(
    ("programme", "expected"),
    [
        pytest.param(Programme(name="P", agency="A"), "制度\n  P\n", id="name-alone"),
        pytest.param(
            Programme(
                name="P", agency="A", kind="team", duration="5年", budget="1億円", eligibility="誰でも", as_of=2019
            ),
            "制度（2019年度の資料による）\n  P チーム型 5年 1億円 誰でも\n",
            id="as-the-document-of-the-year-states",
        ),
    ],
)
def test_programmes(programme: Programme, expected: str) -> None:
    content = plain(goal_lines(Goal(id="a", title="題"), [programme], (), (), "ja", columns=80))
    assert content.endswith(expected)


def test_every_goal_fits_the_terminal(searcher: Searcher) -> None:
    for goal in searcher.corpus:
        for lang in ("ja", "en"):
            content = in_full(searcher, goal.id, lang)
            assert goal.title_in(lang)[:8] in content
            assert max(map(width, content.splitlines())) <= 80
            assert "None" not in content
