"""``goalsearch.gaps``: themes that were put in are found, covered texts are not among them."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

import goalsearch
from goalsearch.corpus import Corpus
from goalsearch.errors import BatchError, DatasetError, DocumentError, QueryError
from goalsearch.landscape.dataset import Unread
from goalsearch.landscape.gaps import Gaps
from goalsearch.model import Goal
from goalsearch.retrieval.searcher import Searcher

Row = dict[str, str]
DATA = Path(__file__).parents[1] / "data" / "themes.jsonl"


@pytest.fixture(scope="module")
def texts() -> list[Row]:
    """Abstracts of four themes that no goal covers, some single ones, and three that goals cover."""
    return [json.loads(line) for line in DATA.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write_rows(rows: Sequence[Mapping[str, str]], *, years: bool = True) -> Path:
        path = tmp_path / "list.jsonl"
        records = [
            {"課題名": row["title"], "概要": row["abstract"], **({"年度": row["year"]} if years else {})}
            for row in rows
        ]
        path.write_text("".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records), encoding="utf-8")
        return path

    return write_rows


def titles(found: Gaps) -> list[set[str]]:
    return [{item.title for item in theme.texts} for theme in found.themes]


def test_planted_themes_are_found_whole(write: Callable[..., Path], texts: list[Row]) -> None:
    found = goalsearch.gaps(write(texts), workers=1)
    expected = [
        {row["title"] for row in texts if row["theme"] == theme} for theme in ("石垣", "部活動", "味噌", "空き家")
    ]
    assert titles(found) == expected
    assert {item.title for item in found.apart} == {row["title"] for row in texts if not row["theme"]}
    for theme, word in zip(found.themes, ("石垣", "顧問", "味噌", "空き家"), strict=True):
        assert word in theme.terms
    assert (found.n_texts, found.n_unmatched, found.n_failed, found.n_goals) == (33, 30, 0, 99)
    assert found.source == "list.jsonl"


def test_covered_texts_are_not_among_them(write: Callable[..., Path], texts: list[Row]) -> None:
    found = goalsearch.gaps(write(texts), workers=1)
    covered = {row["title"] for row in texts if row["theme"] == "covered"}
    assert covered.isdisjoint({*set().union(*titles(found)), *(item.title for item in found.apart)})
    unaddressed = {goal.id for goal in found.unaddressed}
    assert unaddressed.isdisjoint({"2019-jst-3", "2018-jst-1", "2016-amed-1"})
    assert len(unaddressed) > 50


def test_the_goals_that_a_theme_misses(write: Callable[..., Path], texts: list[Row]) -> None:
    found = goalsearch.gaps(write(texts), workers=1)
    for theme in found.themes:
        assert [missed.score for missed in theme.goals] == sorted((m.score for m in theme.goals), reverse=True)
        assert all(1 <= missed.n_texts <= theme.size for missed in theme.goals)
        # No text of a theme has a goal that is at least possible.
        assert {missed.band for missed in theme.goals} == {"weak"}
    row = next(row for row in texts if row["theme"] == "石垣")
    hits = {hit.goal.id: hit.score for hit in goalsearch.search(row["abstract"], 10, ranker="tfidf").hits}
    assert found.themes[0].goals[0].goal.id in hits


def test_growth_is_tested_against_all_texts(write: Callable[..., Path], texts: list[Row]) -> None:
    # One theme in the last year alone, all other texts over all years.
    rows = [
        {**row, "year": "2019" if row["theme"] == "石垣" else str(2012 + number % 7)}
        for number, row in enumerate(texts)
    ]
    found = goalsearch.gaps(write(rows), workers=1)
    growths = {"石垣" in theme.terms: theme.growth for theme in found.themes}
    stones = growths[True]
    assert stones is not None
    assert stones.z > 3
    assert stones.q < 0.001
    assert stones.counts == (0,) * 7 + (6,)
    others = growths[False]
    assert others is not None
    assert others.q > 0.05
    assert sum(found.totals) == len(rows)


def test_without_years_there_is_no_growth(write: Callable[..., Path], texts: list[Row]) -> None:
    found = goalsearch.gaps(write(texts, years=False), workers=1)
    assert (found.years, found.totals) == ((), ())
    assert [theme.growth for theme in found.themes] == [None] * 4
    one_year = goalsearch.gaps(write([{**row, "year": "2019"} for row in texts]), workers=1)
    assert [theme.growth for theme in one_year.themes] == [None] * 4


def test_duplicates_count_once(write: Callable[..., Path], texts: list[Row]) -> None:
    once, twice = (goalsearch.gaps(write(rows), workers=1) for rows in (texts, [*texts, *texts]))
    assert (twice.themes, twice.apart, twice.totals) == (once.themes, once.apart, once.totals)
    assert (twice.n_texts, twice.n_unmatched, twice.reading.n_duplicates) == (33, 30, 33)


def test_rows_without_text_are_failures_and_nothing_else(write: Callable[..., Path], texts: list[Row]) -> None:
    rows = [{**row, "year": str(2012 + number % 7)} for number, row in enumerate(texts)]
    # A title is no text for the batch; two equal ones are no duplicates, for they were not matched at all.
    untold = {"title": "題だけ", "abstract": "", "year": "2012"}
    alone, found = (goalsearch.gaps(write(given), workers=1) for given in (rows, [*rows, untold, untold]))
    assert (found.n_texts, found.n_failed, found.reading.n_duplicates) == (33, 2, 0)
    assert (found.totals, found.themes, found.apart) == (alone.totals, alone.themes, alone.apart)
    assert sum(found.totals) == found.n_texts


def test_all_files_are_accounted_for(tmp_path: Path, write: Callable[..., Path], texts: list[Row]) -> None:
    stones = [row for row in texts if row["theme"] == "石垣"]
    write([{**stones[0], "year": "不明"}, {**stones[1], "year": "2019"}, {"title": "題", "abstract": "", "year": ""}])
    for number, row in enumerate([*stones[2:], *(row for row in texts if row["theme"] == "covered"), stones[2]]):
        (tmp_path / f"{number}.txt").write_text(row["abstract"], encoding="utf-8")
    found = goalsearch.gaps(tmp_path, workers=1)
    # Files that a goal fits are not read a second time, and count all the same.
    assert (found.reading.n_rows, found.reading.n_without_text, found.reading.n_duplicates) == (11, 1, 1)
    assert (found.n_texts, found.n_failed) == (9, 1)
    assert found.reading.unread == (Unread("list.jsonl#1", "1", "不明"),)
    assert "list.jsonl#1" in {item.document_id for item in found.themes[0].texts}


def test_a_folder_of_proposals(tmp_path: Path, texts: list[Row]) -> None:
    folder = tmp_path / "提案"
    (folder / "a").mkdir(parents=True)
    for number, row in enumerate(texts):
        (folder / "a" / f"{number:02}.txt").write_text(row["abstract"], encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / "copy.txt").write_text(texts[0]["abstract"], encoding="utf-8")
    found = goalsearch.gaps(folder, workers=1)
    assert found.source == "提案"
    assert [theme.size for theme in found.themes] == [6, 6, 6, 6]
    assert {item.document_id for item in found.themes[0].texts} == {f"a/{number:02}.txt" for number in range(6)}
    assert (found.n_texts, found.n_unmatched, found.n_failed) == (33, 30, 1)
    assert found.failures[0][1].key == "document.damaged"
    assert goalsearch.gaps(folder, workers=2) == found


def test_a_year_column_that_is_not_there(write: Callable[..., Path], texts: list[Row]) -> None:
    with pytest.raises(DocumentError, match="nai"):
        goalsearch.gaps(write(texts), workers=1, year_column="nai")


def test_a_year_column_that_only_some_tables_have(write: Callable[..., Path], texts: list[Row]) -> None:
    table = write(texts)
    table.with_name("other.csv").write_text("番号,概要\n1,平安時代の和歌の写本を調べる。\n", encoding="utf-8")
    expected = goalsearch.gaps(table.parent, workers=1)
    found = goalsearch.gaps(table.parent, workers=1, year_column="年度")
    assert (found.n_texts, found.n_unmatched) == (expected.n_texts, expected.n_unmatched) == (34, 31)


def test_the_head_of_a_form_makes_no_theme(tmp_path: Path, texts: list[Row]) -> None:
    """Proposals of one office begin alike, whatever they are about."""
    head = "研究代表者: 山田 太郎（総合研究科 教授）\n所属部局: 総合研究科\n\n研究概要\n\n"
    folder = tmp_path / "提案"
    folder.mkdir()
    for row in texts:
        if row["theme"] != "covered":
            (folder / f"{row['title']}.txt").write_text(head + row["abstract"] * 3, encoding="utf-8")
    found = goalsearch.gaps(folder, workers=1)
    themes = [{text.document_id.removesuffix(".txt") for text in theme.texts} for theme in found.themes]
    named = {row["title"]: row["theme"] for row in texts}
    assert [len({named[title] for title in theme}) for theme in themes] == [1, 1, 1, 1]
    assert not {"研究代表者", "山田", "太郎", "部局"} & {term for theme in found.themes for term in theme.terms}


def test_small_groups_stay_apart(write: Callable[..., Path], texts: list[Row]) -> None:
    two = [row for row in texts if row["theme"] == "味噌"][:2]
    assert goalsearch.gaps(write(two), workers=1).themes == ()
    assert goalsearch.gaps(write(two), workers=1, min_size=2).themes[0].size == 2
    assert goalsearch.gaps(write(two[:1]), workers=1).apart[0].title == two[0]["title"]


def test_among_some_goals_alone(write: Callable[..., Path], texts: list[Row]) -> None:
    found = goalsearch.gaps(write(texts), workers=1, years="2025")
    assert found.n_goals == 6
    assert {goal.fiscal_year for goal in found.unaddressed} <= {2025}
    assert {missed.goal.fiscal_year for theme in found.themes for missed in theme.goals} == {2025}
    assert found.n_unmatched > 30


@pytest.mark.parametrize(
    ("options", "is_searched"),
    [
        pytest.param({"agency": "amed"}, lambda goal: "AMED" in goal.agencies, id="agency"),
        pytest.param({"category": "life"}, lambda goal: goal.category == "life", id="category"),
    ],
)
def test_only_goals_that_were_searched_can_be_unaddressed(
    write: Callable[..., Path],
    texts: list[Row],
    searcher: Searcher,
    options: dict[str, str],
    is_searched: Callable[[Goal], bool],
) -> None:
    stones = [row for row in texts if row["theme"] == "石垣"]
    found = goalsearch.gaps(write(stones), workers=1, **options)  # type: ignore[arg-type]
    searched = [goal for goal in searcher.corpus if is_searched(goal)]
    assert 0 < found.n_goals == len(searched) < 99
    assert list(found.unaddressed) == searched


def test_all_covered(write: Callable[..., Path], texts: list[Row]) -> None:
    found = goalsearch.gaps(write([row for row in texts if row["theme"] == "covered"]), workers=1)
    assert (found.n_unmatched, found.themes, found.apart) == (0, (), ())


def test_goals_of_ones_own(write: Callable[..., Path], texts: list[Row]) -> None:
    corpus = Corpus(
        goals=(Goal(id="own", title="城郭の石垣の修理、石材と石工", keywords=("石垣",)),), fingerprint="stone"
    )
    found = goalsearch.gaps(write(texts), corpus=corpus, workers=1)
    assert "石垣" not in {term for theme in found.themes for term in theme.terms}
    assert found.unaddressed == ()


def test_it_becomes_json(write: Callable[..., Path], texts: list[Row]) -> None:
    values = json.loads(json.dumps(goalsearch.gaps(write(texts), workers=1).to_dict(), allow_nan=False))
    assert values["themes"][0]["texts"][0].keys() == {"document_id", "title", "year"}
    assert values["themes"][0]["growth"].keys() == {"counts", "z", "p", "q"}
    assert values["n_unmatched"] == 30


def test_what_makes_no_sense(tmp_path: Path, write: Callable[..., Path], texts: list[Row]) -> None:
    with pytest.raises(DatasetError, match="at least 2"):
        goalsearch.gaps(tmp_path, min_size=1)
    with pytest.raises(BatchError, match="no such folder"):
        goalsearch.gaps(tmp_path / "nowhere")
    with pytest.raises(QueryError, match="1999"):
        goalsearch.gaps(write(texts), years=1999, workers=1)
