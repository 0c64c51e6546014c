"""Fiscal years that a corpus lacks, as its data say."""

from collections import Counter
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, check
from goalsearch.corpus.completeness import YearGap, known_span, year_gaps, years_in_short
from goalsearch.model import Goal, GoalYear

YEARS = (
    GoalYear(fiscal_year=2019, goals_set=2, agencies=("JST",)),
    GoalYear(fiscal_year=2020, goals_set=2, agencies=("JST",)),
    GoalYear(fiscal_year=2021),
    GoalYear(fiscal_year=2022),
    GoalYear(fiscal_year=2023, goals_set=1),
)


def corpus_of(*goals: Goal, years: tuple[GoalYear, ...] = YEARS) -> Corpus:
    return Corpus(goals=goals, goal_years=years, fingerprint="x")


def goal(goal_id: str, year: int | None, agency: str = "JST") -> Goal:
    return Goal(id=goal_id, title="題", fiscal_year=year, agencies=(agency,))


SOME = corpus_of(goal("a", 2019), goal("b", 2019), goal("c", 2020), goal("d", 2021), goal("e", None))


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        pytest.param([2019], [], id="complete"),
        pytest.param([2020], [YearGap(2020, 1, 2, False)], id="some-are-lacking"),
        pytest.param([2021], [], id="how-many-is-not-known"),
        pytest.param([2022], [YearGap(2022, 0, None, True)], id="absent"),
        pytest.param([2023], [YearGap(2023, 0, 1, True)], id="absent-and-known-how-many"),
        pytest.param([1998, 2030], [YearGap(1998, 0, None, True), YearGap(2030, 0, None, True)], id="never-named"),
        pytest.param([], [], id="none-asked"),
    ],
)
def test_gaps(years: list[int], expected: list[YearGap]) -> None:
    assert list(year_gaps(SOME, years)) == expected


def test_of_a_corpus_that_says_nothing_about_years_nothing_is_claimed() -> None:
    own = corpus_of(goal("a", 2019), years=())
    assert year_gaps(own, range(2000, 2030)) == ()
    assert known_span(own, 2026) == range(0)


def test_goals_of_another_agency_make_no_year_complete_and_yet_are_there() -> None:
    added = corpus_of(*SOME.goals, goal("x", 2020, "NEDO"), goal("y", 2022, "NEDO"), goal("z", 2023, "NEDO"))
    assert list(year_gaps(added, range(2019, 2024))) == [YearGap(2020, 1, 2, False)]


def test_goals_that_are_added_fill_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("id,title,year,agency\nx,題,2024,JST\n", encoding="utf-8")
    builtin = Corpus.builtin()
    both = builtin.with_added(Corpus.load(path))
    assert year_gaps(builtin, [2024]) == (YearGap(2024, 2, 6, False),)
    assert year_gaps(both, [2024]) == (YearGap(2024, 3, 6, False),)


@pytest.mark.parametrize(
    ("this_year", "expected"),
    [
        pytest.param(2022, range(2019, 2024), id="the-data-reach-further"),
        pytest.param(2026, range(2019, 2027), id="up-to-now"),
    ],
)
def test_span(this_year: int, expected: range) -> None:
    assert known_span(SOME, this_year) == expected


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ([], ""),
        ([2019], "2019"),
        ([2019, 2020], "2019-2020"),
        ([2004, 2005, 2006, 2010, 2012, 2013], "2004-2006, 2010, 2012-2013"),
    ],
)
def test_years_in_short(years: list[int], expected: str) -> None:
    assert years_in_short(years) == expected


def test_the_built_in_years_are_those_of_the_ministrys_list_and_of_announcements() -> None:
    builtin = Corpus.builtin()
    goals_set = {year.fiscal_year: year.goals_set for year in builtin.goal_years if year.goals_set is not None}
    assert goals_set == {2012: 5, 2013: 5, 2014: 4, 2015: 6, 2016: 5, 2017: 6, 2018: 5, 2019: 7, 2020: 6, 2024: 6}
    assert all(year.source and year.agencies == ("JST", "AMED") for year in builtin.goal_years if year.goals_set)
    recorded = Counter(goal.fiscal_year for goal in builtin)
    assert all(recorded[year] <= number for year, number in goals_set.items())
    assert [gap.fiscal_year for gap in year_gaps(builtin, known_span(builtin, 2026))] == [2020, 2024, 2026]


GOAL = '[[goal]]\nid = "a"\ntitle = "題"\n\n'


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        pytest.param("goals_set = 3", "fiscal_year", id="no-year"),
        pytest.param('fiscal_year = 2019\ngoals_set = "3"', "whole number", id="a-number-in-quotes"),
        pytest.param("fiscal_year = 2019\ngoals_set = -1", "whole number", id="negative"),
        pytest.param("fiscal_year = 2019\ngoals_set = true", "whole number", id="no-number"),
        pytest.param("fiscal_year = 2019\nn = 1", "n", id="unknown-field"),
        pytest.param("fiscal_year = 2019\n[[year]]\nfiscal_year = 2019", "keep one", id="twice"),
    ],
)
def test_wrong_years_are_said_with_their_place(tmp_path: Path, table: str, problem: str) -> None:
    path = tmp_path / "years.toml"
    path.write_text(f"{GOAL}[[year]]\n{table}\n", encoding="utf-8")
    (finding,) = check(path)
    assert finding.message("en").startswith(f"{path}:")
    assert problem in finding.message("en")


def test_what_is_added_is_the_newer_word_on_a_year() -> None:
    other = Corpus(goals=(), goal_years=(GoalYear(fiscal_year=2020, goals_set=9),), fingerprint="y")
    joined = SOME.with_added(other)
    assert [year.goals_set for year in joined.goal_years] == [2, 9, None, None, 1]
