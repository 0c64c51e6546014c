"""``goalsearch evaluate`` on three goals of one's own."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from goalsearch.cli.evaluate import command
from goalsearch.corpus import Corpus
from goalsearch.defaults import DEFAULT_SAMPLES
from goalsearch.errors import OutputError, QueriesError
from goalsearch.evaluation import InvalidQueriesError, LabelledQuery, evaluate
from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Goal
from goalsearch.reports.evaluation import evaluation_lines
from goalsearch.reports.layout import plain, width
from goalsearch.retrieval.searcher import Searcher

GOALS = (
    {"id": "quantum", "title": "量子コンピュータ", "title_en": "Quantum computers", "category": "information"},
    {"id": "cell", "title": "細胞と遺伝子", "title_en": "Cells and genes", "category": "life"},
    {"id": "steel", "title": "鉄鋼", "title_en": "Steel"},
)
QUERIES = (
    {"id": "right", "title_ja": "遺伝子", "abstract_ja": "細胞の遺伝子を調べる。", "gold_goal_ids": ["cell"]},
    {"id": "wrong", "title_ja": "量子", "abstract_en": "steel", "gold_goal_ids": ["steel"]},
    {"id": "none", "title_ja": "俳句", "gold_goal_ids": ["quantum", "cell"]},
)


@pytest.fixture
def goals(tmp_path: Path) -> Path:
    return write(tmp_path / "goals.jsonl", GOALS)


@pytest.fixture
def queries(tmp_path: Path) -> Path:
    return write(tmp_path / "queries.jsonl", QUERIES)


def write(path: Path, records: Iterable[Mapping[str, object]]) -> Path:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path


def invoke(tmp_path: Path, lang: Language, *arguments: str | Path) -> Result:
    environment = {"GOALSEARCH_CACHE": str(tmp_path / "cache")}
    return CliRunner(env=environment).invoke(command(lang), [str(argument) for argument in arguments])


def test_table(tmp_path: Path, goals: Path, queries: Path) -> None:
    result = invoke(tmp_path, "en", queries, "--corpus", goals)
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0] == "3 queries, 3 goals as candidates"
    assert lines[2] == "By right goals"
    assert lines[3].split() == ["n", "R@1", "R@3", "R@5", "MRR", "nDCG@10"]
    row = next(number for number, line in enumerate(lines) if line.startswith("Title"))
    assert lines[row].split() == ["Title", "3", "0.33", "0.33", "0.33", "0.33", "0.33"]
    assert lines[row + 1].split()[0] == "0.00-1.00"
    assert "10,000 bootstrap samples" in " ".join(lines)


JUDGED = (
    {"query_id": "right", "grades": {"cell": 3, "steel": 1.5}, "best": ["cell"]},
    {"query_id": "wrong", "grades": {"steel": 2.5}},
    {"query_id": "none", "grades": {"quantum": 1}},
)
QRELS = "right 0 cell 3\r\nright 0 steel 1.5\r\n\r\nwrong 0 steel 2.5\r\nnone 0 quantum 1\r\n"


@pytest.fixture(params=["jsonl", "trec"])
def qrels(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The same judgements in both forms."""
    if request.param == "jsonl":
        return write(tmp_path / "judged.jsonl", JUDGED)
    (path := tmp_path / "qrels.txt").write_text(QRELS, encoding="utf-8", newline="")
    return path


def test_grades_are_measured(tmp_path: Path, goals: Path, queries: Path, qrels: Path) -> None:
    result = invoke(tmp_path, "en", queries, "--qrels", qrels, "--corpus", goals, "--misses", "1")
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert lines[2] == "By grades (a goal fits from 2 on)"
    assert lines[3].split() == ["n", "fit@1", "best@1", "best@3", "recall5", "nDCG@5"]
    assert lines[4].split() == ["Japanese", "abstract", "1", "1.00", "1.00", "1.00", "1.00", "0.86"]
    row = next(number for number, line in enumerate(lines) if line.startswith("Title"))
    # Of the titles one finds its goal, one another, and one nothing, which is right.
    assert lines[row].split() == ["Title", "2", "0.50", "0.50", "0.50", "0.50", "0.43"]
    none = 'no goal fits, told "none" (should be 1)'
    assert [" ".join(line.split()) for line in lines if none in line] == [f"{none} 1.00 1.00-1.00 of 1 queries"]
    assert (
        "First goal does not fit: Title\n  wrong  grade 0\n    best   steel Steel\n    first  quantum" in result.stdout
    )
    # The labels are measured all the same.
    assert "By right goals" in result.stdout


def test_grades_in_json(tmp_path: Path, goals: Path, queries: Path, qrels: Path) -> None:
    arguments: list[str | Path] = ["--qrels", qrels, "--corpus", goals, "--format", "json", "--field", "title_ja"]
    (title,) = json.loads(invoke(tmp_path, "en", queries, *arguments).stdout)["fields"]
    assert (title["field"], title["n_queries"], title["graded"]["n_fitting"]) == ("title_ja", 3, 2)
    assert title["graded"]["told_none_rightly"] == {"n": 1, "mean": 1.0, "low": 1.0, "high": 1.0}
    (miss,) = title["graded"]["misses"]
    assert isinstance(miss.pop("told_none"), bool)
    assert miss == {"query_id": "wrong", "best": ["steel"], "first_goal_id": "quantum", "first_grade": 0.0}


def test_queries_may_be_unlabelled_if_they_are_judged(tmp_path: Path, goals: Path, qrels: Path) -> None:
    bare = write(tmp_path / "bare.jsonl", [{k: v for k, v in q.items() if k != "gold_goal_ids"} for q in QUERIES])
    result = invoke(tmp_path, "en", bare, "--qrels", qrels, "--corpus", goals)
    assert result.exit_code == 0, result.output
    assert "By right goals" not in result.stdout
    assert isinstance(invoke(tmp_path, "en", bare, "--corpus", goals).exception, InvalidQueriesError)


def test_what_is_not_judged_is_counted(tmp_path: Path, goals: Path, queries: Path) -> None:
    some = write(tmp_path / "some.jsonl", JUDGED[:1])
    result = invoke(tmp_path, "en", queries, "--qrels", some, "--corpus", goals)
    assert result.stderr == "2 queries are not judged and not measured by grades.\n"


def test_several_files_of_queries(tmp_path: Path, goals: Path, queries: Path) -> None:
    more = write(tmp_path / "more.jsonl", [{"id": "more", "title_ja": "鉄鋼", "gold_goal_ids": ["steel"]}])
    assert "4 queries" in invoke(tmp_path, "en", queries, more, "--corpus", goals).stdout
    again = invoke(tmp_path, "en", queries, more, more, "--corpus", goals).exception
    assert isinstance(again, QueriesError)
    assert again.message("en") == f'{more}: the id "more" is used in an earlier file too; change one of the two.'


class TestRun:
    def test_one_field_is_one_file(self, tmp_path: Path, goals: Path, queries: Path) -> None:
        out = tmp_path / "run.trec"
        result = invoke(tmp_path, "en", queries, "--corpus", goals, "--field", "title_ja", "--run", out)
        assert result.exit_code == 0, result.output
        assert result.stderr == f"Wrote the rankings to {out}.\n"
        assert out.read_bytes() == b"right Q0 cell 1 1 goalsearch\nwrong Q0 quantum 1 1 goalsearch\n"

    def test_several_fields_are_several_files(self, tmp_path: Path, goals: Path, queries: Path) -> None:
        invoke(tmp_path, "en", queries, "--corpus", goals, "--run", tmp_path / "run.trec")
        names = sorted(path.name for path in tmp_path.glob("run*"))
        assert names == ["run-abstract_en.trec", "run-abstract_ja.trec", "run-title_ja.trec"]

    def test_no_file_is_lost(self, tmp_path: Path, goals: Path, queries: Path) -> None:
        (out := tmp_path / "run.trec").write_text("mine", encoding="utf-8")
        arguments: list[str | Path] = [queries, "--corpus", goals, "--field", "title_ja", "--run", out]
        refused = invoke(tmp_path, "en", *arguments)
        assert isinstance(refused.exception, OutputError)
        assert out.read_text(encoding="utf-8") == "mine"
        assert invoke(tmp_path, "en", *arguments, "--force").exit_code == 0
        assert out.read_text(encoding="utf-8").startswith("right Q0")


def test_misses_say_what_came_first_instead(tmp_path: Path, goals: Path, queries: Path) -> None:
    shown = invoke(tmp_path, "en", queries, "--corpus", goals).stdout
    assert shown.split("Right goal not first: Title\n")[1].splitlines() == [
        "  wrong  not found",
        "    right  steel Steel",
        "    first  quantum Quantum computers",
        "  none  not found",
        "    right  quantum Quantum computers",
        "    right  cell Cells and genes",
        "    first  (nothing)",
    ]
    assert "Right goal not first: English abstract\n  none\n" in shown


@pytest.mark.parametrize(
    ("n_misses", "present", "absent"),
    [
        pytest.param("1", "and 1 more", "(nothing)", id="the-rest-is-counted"),
        pytest.param("0", "Title", "Right goal not first", id="none-wanted"),
        pytest.param("9", "(nothing)", "more", id="more-than-there-are"),
    ],
)
def test_number_of_misses(tmp_path: Path, goals: Path, queries: Path, n_misses: str, present: str, absent: str) -> None:
    shown = invoke(tmp_path, "en", queries, "--corpus", goals, "--misses", n_misses).stdout
    assert present in shown
    assert absent not in shown


def test_json(tmp_path: Path, goals: Path, queries: Path) -> None:
    result = invoke(tmp_path, "en", queries, "--corpus", goals, "--format", "json", "--samples", "50", "--misses", "1")
    assert result.exit_code == 0, result.output
    values = json.loads(result.stdout)
    assert values["interval"] == {"method": "percentile bootstrap", "confidence": 0.95, "samples": 50}
    assert [field["field"] for field in values["fields"]] == ["abstract_ja", "abstract_en", "title_ja"]
    title = values["fields"][2]
    assert title["measures"]["recall@1"]["mean"] == pytest.approx(1 / 3)
    assert [group["category"] for group in title["by_category"]] == ["information", "life", None]
    assert [miss["query_id"] for miss in title["misses"]] == ["wrong"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_line_fits_the_terminal(lang: Language) -> None:
    goals = (
        Goal(id="long", title="細胞" * 60, category="life"),
        Goal(id="other", title="量子" * 60, category="情報" * 20),
    )
    corpus = Corpus(goals=goals, fingerprint="long titles")
    missed = LabelledQuery(
        query_id="q", texts={"title_ja": "細胞", "abstract_ja": "量子"}, gold_goal_ids=("long", "other")
    )
    lost = LabelledQuery(query_id="r", texts={"title_ja": "量子"}, gold_goal_ids=("long",))
    evaluation = evaluate(Searcher(corpus, cache=False), [missed, lost], samples=10)
    lines = plain(evaluation_lines(evaluation, corpus, lang, columns=80)).splitlines()
    assert sum("細胞" in line for line in lines) > 1
    assert max(map(width, lines)) <= 80


def test_long_names_of_categories_are_cut(tmp_path: Path, queries: Path) -> None:
    named = [{**goal, "category": "an uncommonly long name of a category"} for goal in GOALS]
    shown = invoke(tmp_path, "en", queries, "--corpus", write(tmp_path / "long.jsonl", named)).stdout
    rows = [line for line in shown.splitlines() if "uncommonly" in line]
    assert [row[20:25].strip() for row in rows] == ["1", "1", "3"]
    assert all(row[:20].rstrip().endswith("…") for row in rows)


def test_wrong_queries_are_an_error_of_the_user(tmp_path: Path, goals: Path) -> None:
    wrong = write(tmp_path / "wrong.jsonl", ({"id": "q", "title_ja": "t", "gold_goal_ids": ["gold"]},))
    result = invoke(tmp_path, "en", wrong, "--corpus", goals)
    assert isinstance(result.exception, InvalidQueriesError)
    assert result.exception.message("en") == f'{wrong}:1: the right goal "gold" is not in the corpus.'


@pytest.mark.parametrize("arguments", [["--samples", "0"], ["--misses", "-1"]])
def test_numbers_out_of_range_are_wrong_usage(tmp_path: Path, queries: Path, arguments: list[str]) -> None:
    result = invoke(tmp_path, "en", queries, *arguments)
    assert result.exit_code == 2
    assert "is not in the range" in result.stderr


@pytest.mark.parametrize("lang", LANGUAGES)
def test_help_ends_with_an_example(tmp_path: Path, lang: Language) -> None:
    result = invoke(tmp_path, lang, "--help")
    assert result.exit_code == 0
    assert "goalsearch evaluate tests/data/queries/dev.jsonl" in result.stdout


def test_default_samples_are_those_of_the_library(tmp_path: Path) -> None:
    assert f"[default: {DEFAULT_SAMPLES}," in invoke(tmp_path, "en", "--help").stdout
