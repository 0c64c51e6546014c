"""``goalsearch.trends``: what was put into the years is found, and what was not is not."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

import goalsearch
from goalsearch.corpus import Corpus
from goalsearch.errors import DatasetError
from goalsearch.landscape.timeline import split_of
from goalsearch.landscape.trends import Trends
from goalsearch.model import Goal
from goalsearch.retrieval.searcher import Searcher

Row = Mapping[str, str]
WriteTable = Callable[..., Path]
MakeProjects = Callable[..., list[Row]]
DealYears = Callable[[Sequence[Row], int], list[Row]]

N = 1200
# Words of the sentences that were put in, and of no other, as the phrases that they form there.
NEW = {"ゲノム編集", "標的遺伝子", "欠損", "個体"}
RISING = {"機械学習", "予測モデル", "訓練"}
FALLING = {"カーボンナノチューブ"}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory, make_projects: MakeProjects, searcher: Searcher) -> Trends:
    path = tmp_path_factory.mktemp("planted") / "projects.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in make_projects(N)))
    return goalsearch.trends(path, searcher=searcher, workers=1)


def words(topics: Sequence[object]) -> set[str]:
    return {word for topic in topics for word in (topic.term, *topic.twins)}  # type: ignore[attr-defined]


def test_what_was_put_in_is_found(planted: Trends) -> None:
    assert words(planted.new) >= NEW
    assert words(planted.rising) >= RISING
    assert words(planted.falling) >= FALLING
    # 作製 and 実験 stand in these sentences and in others; hardly anything else may move.
    assert planted.n_passed < 30
    assert planted.n_tested > 300
    assert planted.n_found == {"new": 6, "rising": 12, "falling": 4}
    assert planted.n_passed * 0.05 <= planted.n_expected_false <= 2 * planted.n_passed * 0.05


def test_a_topic(planted: Trends) -> None:
    topic = next(topic for topic in planted.new if topic.form == "ゲノム")
    assert topic.term == "ゲノム編集"
    assert topic.first_year == 2016
    assert topic.counts[:4] == (0, 0, 0, 0)
    assert all(topic.counts[4:])
    assert topic.n_documents == sum(topic.counts)
    assert topic.before == 0 < topic.after < 0.2
    assert topic.q <= 0.001
    assert set(topic.cooccurring).isdisjoint({topic.term, *topic.twins})
    assert "2018-jst-2" in {near.goal.id for near in topic.goals}
    assert topic.goals[0].score > topic.goals[-1].score > 0


def test_new_terms_stand_in_the_order_of_their_improbability(write_table: WriteTable, searcher: Searcher) -> None:
    # The rarer word is in all texts of the last year and in none before: 1e-32, beside 1e-23.
    rows = [
        {
            "年度": str(2012 + number // 25),
            "概要": f"条件{number}を調べる。"
            + "グラフェンを剥がす。" * (number >= 100 and number % 5 < 3)
            + "フラーレンを混ぜる。" * (number >= 175),
        }
        for number in range(200)
    ]
    found = goalsearch.trends(write_table(rows), searcher=searcher, workers=1)
    assert [(topic.term, topic.n_documents) for topic in found.new] == [("フラーレン", 25), ("グラフェン", 60)]
    assert found.new[0].p < found.new[1].p < 1e-15


def test_fields_that_come_to_share_terms(planted: Trends) -> None:
    pair, *others = planted.pairs
    assert (pair.first, pair.second) == ("情報学", "材料科学")
    # 作製 and 実験 stand in the sentences of two more fields.
    assert all("作製" in other.terms for other in others)
    assert pair.before < pair.after <= 1
    assert pair.q <= 0.05
    assert "機械学習" in pair.terms
    assert (planted.n_fields, planted.n_pairs, planted.n_fields_left_out) == (4, 6, 0)


def test_years_and_totals(planted: Trends) -> None:
    assert planted.years == tuple(range(2012, 2020))
    assert planted.totals == (152,) * 4 + (148,) * 4
    assert (planted.split, planted.n_documents, planted.source) == (2016, N, "projects.jsonl")


def test_it_becomes_json(planted: Trends) -> None:
    values = json.loads(json.dumps(planted.to_dict(), allow_nan=False))
    assert values["n_documents"] == N
    assert values["new"][0]["goals"][0].keys() >= {"id", "title", "score"}
    assert values["reading"]["n_rows"] == N
    assert values["n_found"] == dict(planted.n_found)


def test_any_number_of_workers_and_a_second_run_give_the_same(
    write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher
) -> None:
    path = write_table(make_projects(300))
    one, two, again = (goalsearch.trends(path, searcher=searcher, workers=workers) for workers in (1, 2, 2))
    assert one == two == again


@pytest.mark.slow
def test_dealt_years_give_no_trends(
    write_table: WriteTable, make_projects: MakeProjects, deal_years: DealYears, searcher: Searcher
) -> None:
    projects = make_projects(300)
    with_any = [
        bool(
            (found := goalsearch.trends(write_table(deal_years(projects, seed)), searcher=searcher, workers=1)).n_passed
        )
        + bool(found.pairs)
        for seed in range(20)
    ]
    # Two families of term tests and one of pairs, each of which errs in one run of twenty.
    assert sum(map(bool, with_any)) <= 6


def test_without_planted_sentences_nothing_is_found(
    write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher
) -> None:
    found = goalsearch.trends(write_table(make_projects(N, planted=False)), searcher=searcher, workers=1)
    assert (found.n_passed, found.pairs) == (0, ())
    # What moved most is still shown, and marked as what it is.
    assert {topic.kind for topic in found.undecided} == {"undecided"}
    assert min(topic.q for topic in found.undecided) > 0.05


def test_one_mention_is_no_trend(write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher) -> None:
    rows = make_projects(300, planted=False)
    rows[-1] = {**rows[-1], "研究概要": "フラーレンを使う。", "年度": "2019"}
    found = goalsearch.trends(write_table(rows), searcher=searcher, workers=1, min_documents=1)
    assert found.n_tested > 250
    assert "フラーレン" not in words([*found.new, *found.rising, *found.falling])


def test_a_growing_field_alone_makes_no_pair(
    write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher
) -> None:
    rows = make_projects(N, planted=False)
    kept = [
        row for row in rows if row["分野"] != "情報学" or row["年度"] >= "2016" or int(row["課題番号"][1:]) % 32 == 1
    ]
    found = goalsearch.trends(write_table(kept), searcher=searcher, workers=1)
    assert (found.n_fields, found.pairs) == (4, ())


def test_rows_are_accounted_for(write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher) -> None:
    rows = make_projects(300)
    doubled = [*rows, *rows, {**rows[0], "課題番号": "X", "課題名": "新しい題", "年度": "不明"}]
    found = goalsearch.trends(write_table(doubled), searcher=searcher, workers=1)
    once = goalsearch.trends(write_table(rows), searcher=searcher, workers=1)
    assert found.reading is not None
    assert (found.reading.n_duplicates, found.reading.n_unread, found.n_documents) == (300, 1, 300)
    assert found.reading.unread[0].value == "不明"
    assert (found.rising, found.falling, found.new) == (once.rising, once.falling, once.new)


def test_years_between_may_be_empty(write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher) -> None:
    rows = [row for row in make_projects(300) if row["年度"] not in {"2014", "2015"}]
    found = goalsearch.trends(write_table(rows), searcher=searcher, workers=1)
    assert found.totals[2:4] == (0, 0)
    assert found.split == 2017


def test_a_period_begins_with_a_year_that_has_texts() -> None:
    years, totals = np.arange(2010, 2016), np.array([5, 0, 0, 5, 0, 0])
    assert split_of(years, totals) == 2013
    assert split_of(years[:2], np.array([1, 9])) == 2011


def test_the_goals_themselves(searcher: Searcher) -> None:
    found = goalsearch.trends(searcher=searcher)
    assert found.source is None
    assert found.n_documents == sum(goal.fiscal_year is not None for goal in searcher.corpus)
    assert (found.years[0], found.years[-1]) == (2001, 2025)
    # 99 goals are few, and the test says so: at most one word passes, and barely; the bar is not lowered for them.
    assert found.n_passed <= 1
    assert all(topic.q > 0.04 for topic in found.falling)
    assert [*found.falling, *found.undecided][0].term == "薬"
    assert [notice.code for notice in found.notices] == ["trends.of_goals"]


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        pytest.param([20, 20, 8], (2, 1, 0), id="a-small-one"),
        pytest.param([40, 8, 8, 8], (0, 4, 0), id="a-large-one-beside-small-ones"),
        pytest.param([40], (0, 1, 0), id="one"),
        pytest.param([20] * 17 + [2], (15, 3, 2), id="too-many"),
    ],
)
def test_each_field_is_compared_or_accounted_for(
    write_table: WriteTable, searcher: Searcher, sizes: list[int], expected: tuple[int, int, int]
) -> None:
    rows = [
        {"年度": str(2018 + number % 2), "分野": f"分野{field}", "概要": f"結び目{field}の条件{number}を調べる。"}
        for field, size in enumerate(sizes)
        for number in range(size)
    ]
    found = goalsearch.trends(write_table(rows), searcher=searcher, workers=1)
    assert (found.n_fields, found.n_fields_left_out, found.n_fields_beyond) == expected
    assert found.to_dict()["n_fields_beyond"] == expected[2]


def test_the_limit_of_pairs(write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher) -> None:
    # All four fields take up one sentence at once, so all six pairs come nearer.
    shared = "量子計算機による最適化の手法を取り入れる。"
    rows = [
        {**row, "研究概要": row["研究概要"] + shared * (row["年度"] >= "2016")}
        for row in make_projects(N, planted=False)
    ]
    found, one = (goalsearch.trends(write_table(rows), searcher=searcher, workers=1, limit=n) for n in (6, 1))
    assert (len(found.pairs), found.n_pairs_found) == (6, 6)
    assert (one.pairs, one.n_pairs_found) == (found.pairs[:1], 6)
    assert one.to_dict()["n_pairs_found"] == 6


def test_the_limit(write_table: WriteTable, make_projects: MakeProjects, searcher: Searcher) -> None:
    found = goalsearch.trends(write_table(make_projects(N)), searcher=searcher, workers=1, limit=1)
    assert [len(topics) for topics in (found.new, found.rising, found.falling, found.undecided)] == [1, 1, 1, 1]
    assert found.n_found["rising"] == 12


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param([{"概要": "結び目を調べる。"}], "no column for the year", id="no-year-column"),
        pytest.param(
            [{"概要": "結び目。", "年度": "x"}, {"概要": "群。", "年度": ""}], r"2 rows .*2: 'x'", id="no-years"
        ),
        pytest.param([{"概要": "結び目。", "年度": "H30"}], r"all texts \(1\) are of fiscal 2018", id="one-row"),
        pytest.param(
            [{"概要": "結び目。", "年度": "H30"}, {"概要": "群を調べる。", "年度": "2018年度"}],
            r"all texts \(2\) are of fiscal 2018",
            id="one-year",
        ),
        pytest.param([{"概要": "", "年度": "2019"}], "none of its 1 rows", id="no-texts"),
    ],
)
def test_nothing_to_compare(write_table: WriteTable, searcher: Searcher, rows: list[Row], message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        goalsearch.trends(write_table(rows), searcher=searcher, workers=1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param({"min_documents": 0}, "least number", id="min-documents"),
        pytest.param({"level": 0}, "above 0", id="level-0"),
        pytest.param({"level": 1.0}, "above 0", id="level-1"),
        pytest.param({"limit": 0}, "limit", id="limit"),
        pytest.param({"workers": 0}, "workers", id="workers"),
    ],
)
def test_options_that_make_no_sense(options: Mapping[str, float], message: str) -> None:
    with pytest.raises(DatasetError, match=message):
        goalsearch.trends(**options)  # type: ignore[arg-type]


def test_texts_without_terms(write_table: WriteTable, searcher: Searcher) -> None:
    rows = [{"概要": "、。" * number, "年度": year} for number, year in enumerate(("2018", "2019", "2019"), 1)]
    found = goalsearch.trends(write_table(rows), searcher=searcher, workers=1)
    assert (found.n_documents, found.n_tested, found.new, found.undecided) == (3, 0, (), ())


def test_goals_of_ones_own_without_years() -> None:
    corpus = Corpus(goals=(Goal(id="a", title="量子"),), fingerprint="no years")
    with pytest.raises(DatasetError, match="No goal has a year"):
        goalsearch.trends(corpus=corpus)
