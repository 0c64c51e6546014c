"""Goals for a person at a terminal."""

from collections.abc import Callable

import pytest
from starlette.testclient import TestClient

from goalsearch.corpus import Corpus
from goalsearch.corpus.completeness import YearGap
from goalsearch.messages import Language
from goalsearch.model import Area, Goal, Programme
from goalsearch.reports.answer import answer_lines
from goalsearch.reports.goals import goal_lines, goal_list_lines, year_groups
from goalsearch.reports.layout import plain, width
from goalsearch.retrieval.searcher import Searcher
from goalsearch.web.app import create_app

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
    assert content == "題\na / 年度なし\n\n研究領域\n  未登録（無いという意味ではありません）\n"


@pytest.mark.parametrize(
    ("goal", "lang", "heading"),
    [
        pytest.param(
            Goal(id="a", title="題", summary="文", summary_source="official"), "ja", "文部科学省", id="official"
        ),
        pytest.param(Goal(id="a", title="題", summary="文", summary_source="editorial"), "ja", "概要※", id="editorial"),
        pytest.param(
            Goal(id="a", title="題", summary="文", summary_source="official", summary_en="s"),
            "en",
            "Summary*",
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


UNVERIFIED = Goal(
    id="a",
    title="題",
    areas=(
        Area(programme="CREST", name="領域", name_en="Area", verified=False),
        Area(programme="PRIME", name="次", start_fy=2019, supervisor="氏名"),
    ),
)


@pytest.mark.parametrize(
    ("lang", "marked", "plain_one"),
    [("ja", "CREST 領域（未確認）", "PRIME 次"), ("en", "CREST Area (not verified)", "PRIME 次")],
)
def test_an_area_that_no_page_verifies_is_marked_wherever_it_is_shown(
    make_corpus: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch, lang: Language, marked: str, plain_one: str
) -> None:
    monkeypatch.setenv("GOALSEARCH_LANG", lang)
    result = Searcher(make_corpus(UNVERIFIED), cache=False).search("領域を調べる。")
    app = create_app(make_corpus(UNVERIFIED))
    page = TestClient(app, base_url="http://127.0.0.1:8350")
    shown = {
        "terminal": plain(answer_lines(result, lang, columns=80, explain=True)),
        "goal": plain(goal_lines(UNVERIFIED, (), (), (), lang, columns=80)).replace("  ", " "),
        "notebook": UNVERIFIED._repr_html_(),
        "page": page.get(f"/{lang}/goals/a").text.replace("  ", " "),
        "found page": page.post(f"/{lang}/", data={"text": "領域を調べる。"}).text,
    }
    app.state.site.jobs.close()
    for place, content in shown.items():
        assert marked in content, place
        assert plain_one in content, place
        assert content.count("未確認") + content.count("not verified") == 1, place
    for data in (result.hits[0].to_dict()["goal"], UNVERIFIED.to_dict()):
        assert [area["verified"] for area in data["areas"]] == [False, True]  # type: ignore[index]


def test_years_that_are_not_recorded_stand_among_the_others() -> None:
    goals = [Goal(id=f"g{year}", title="題", fiscal_year=year) for year in (2019, 2021, 2024)]
    absent = [YearGap(year, 0, None, True) for year in (2018, 2020, 2025)]
    gaps = sorted([*absent, YearGap(2021, 1, 6, False)])
    groups = list(year_groups([*goals, Goal(id="none", title="題")], gaps, "ja"))
    assert [(group.heading, [goal.id for goal in group.goals]) for group in groups] == [
        ("2018年度（未収録）", []),
        ("2019年度", ["g2019"]),
        ("2020年度（未収録）", []),
        ("2021年度", ["g2021"]),
        ("2024年度", ["g2024"]),
        ("年度なし", ["none"]),
        ("2025年度（未収録）", []),
    ]
    assert [group.note is None for group in groups] == [False, True, False, False, True, True, False]
    assert groups[3].note == "2021年度の目標は 6 件のうち 1 件だけを収録しています。"
    content = plain(goal_list_lines(goals, "en", columns=80, gaps=gaps))
    assert "FY2020 (not recorded)\n  Goals of FY2020 are not recorded in this version" in content
