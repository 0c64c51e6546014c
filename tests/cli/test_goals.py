"""``goalsearch goals``: the list and one goal in full."""

import csv
import dataclasses
import io
import json
import subprocess
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from goalsearch import Corpus, Goal
from goalsearch.corpus import CorpusSource

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return CorpusSource.builtin().read()


class TestList:
    def test_json_has_every_field_of_every_goal(self, run: Run, corpus: Corpus) -> None:
        outcome = run("goals", "--format", "json")
        assert (outcome.returncode, outcome.stderr) == (0, "")
        listed = json.loads(outcome.stdout)
        assert [goal["id"] for goal in listed] == [goal.id for goal in corpus]
        fields = {field.name for field in dataclasses.fields(Goal)} | {"agency"}
        assert all(set(goal) == fields for goal in listed)
        assert {goal["summary_source"] for goal in listed if goal["summary"]} == {"official", "editorial"}
        assert all((goal["summary"] is None) == (goal["summary_source"] is None) for goal in listed)
        # What is written is what was read, tuples as lists.
        assert listed == json.loads(json.dumps([goal.to_dict() for goal in corpus]))

    def test_json_lines(self, run: Run) -> None:
        lines = run("goals", "--format", "jsonl").stdout.splitlines()
        assert [json.loads(line) for line in lines] == json.loads(run("goals", "--format", "json").stdout)

    def test_csv(self, run: Run, corpus: Corpus) -> None:
        outcome = run("goals", "--format", "csv")
        rows = list(csv.DictReader(io.StringIO(outcome.stdout, newline=""), strict=True))
        assert list(rows[0]) == ["id", "fiscal_year", "agency", "category", "title", "title_en"]
        assert [row["title"] for row in rows] == [goal.title for goal in corpus]

    def test_markdown(self, run: Run, corpus: Corpus) -> None:
        lines = run("goals", "--format", "markdown").stdout.splitlines()
        assert len(lines) == len(corpus) + 2
        assert lines[0] == "| id | fiscal_year | agency | category | title | title_en |"

    @pytest.mark.parametrize("form", ["csv", "jsonl"])
    def test_what_is_written_is_a_corpus_again(self, run: Run, corpus: Corpus, form: str) -> None:
        path = Path(f"goals.{form}")
        path.write_text(run("goals", "--format", form).stdout, encoding="utf-8")
        assert [goal.title for goal in Corpus.load(path)] == [goal.title for goal in corpus]

    @pytest.mark.parametrize(("lang", "year", "count"), [("ja", "2019年度", "99 件"), ("en", "FY2019", "99 goals")])
    def test_text(self, run: Run, corpus: Corpus, lang: str, year: str, count: str) -> None:
        lines = run("goals", "--lang", lang).stdout.splitlines()
        assert year in lines
        assert lines[-1] == count.replace("99", str(len(corpus)))
        assert [goal.id for goal in corpus if not any(line.startswith(f"  {goal.id}  ") for line in lines)] == []

    @pytest.mark.parametrize(
        ("arguments", "passes"),
        [
            pytest.param(["--years", "2019"], lambda goal: goal.fiscal_year == 2019, id="year"),
            pytest.param(["--years", "2012-2014"], lambda goal: goal.fiscal_year in (2012, 2013, 2014), id="range"),
            pytest.param(["--years", "latest"], lambda goal: goal.fiscal_year == 2025, id="latest"),
            pytest.param(["--agency", "AMED"], lambda goal: "AMED" in goal.agencies, id="agency"),
            pytest.param(["--category", "life"], lambda goal: goal.category == "life", id="category"),
            pytest.param(
                ["--years", "2019", "--agency", "jst"],
                lambda goal: goal.fiscal_year == 2019 and "JST" in goal.agencies,
                id="year-and-agency",
            ),
        ],
    )
    def test_filters(self, run: Run, corpus: Corpus, arguments: list[str], passes: Callable[[Goal], bool]) -> None:
        listed = json.loads(run("goals", *arguments, "--format", "json").stdout)
        expected = [goal.id for goal in corpus if passes(goal)]
        assert 0 < len(expected) < len(corpus)
        assert [goal["id"] for goal in listed] == expected

    @pytest.mark.parametrize(
        ("form", "expected"),
        [
            pytest.param("text", "0 goals\n", id="text"),
            pytest.param("json", "[]\n", id="json"),
            pytest.param("jsonl", "", id="jsonl"),
            pytest.param("csv", "id,fiscal_year,agency,category,title,title_en\n", id="csv"),
            pytest.param(
                "markdown",
                "| id | fiscal_year | agency | category | title | title_en |\n| --- | --- | --- | --- | --- | --- |\n",
                id="markdown",
            ),
        ],
    )
    def test_filters_that_leave_nothing(self, run: Run, form: str, expected: str) -> None:
        # AMED was founded in 2015.
        outcome = run("goals", "--years", "2004", "--agency", "AMED", "--format", form)
        assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, expected, "")

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            pytest.param(["--years", "1999"], "2001-2025", id="unknown-year"),
            pytest.param(["--years", "2019-2015"], "2015-2019", id="reversed-years"),
            pytest.param(["--agency", "NEDO"], "JST, AMED", id="unknown-agency"),
            pytest.param(["--category", "bio"], "materials", id="unknown-category"),
        ],
    )
    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_filters_that_name_nothing(self, run: Run, arguments: list[str], said: str, lang: str) -> None:
        outcome = run("goals", *arguments, "--lang", lang)
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert said in outcome.stderr
        assert arguments[1] in outcome.stderr


class TestOneGoal:
    def test_json_has_all_fields_and_the_lineage(self, run: Run, corpus: Corpus) -> None:
        goal = json.loads(run("goals", "2019-jst-3", "--format", "json").stdout)
        added = {"programmes", "related", "related_later"}
        assert set(goal) == {field.name for field in dataclasses.fields(Goal)} | {"agency"} | added
        assert {key: goal[key] for key in goal if key not in added} == json.loads(
            json.dumps(corpus.get("2019-jst-3").to_dict())
        )
        assert goal["related"]
        assert goal["related_later"]
        assert all(related["fiscal_year"] < 2019 for related in goal["related"])
        assert all(related["fiscal_year"] > 2019 for related in goal["related_later"])
        for related in goal["related"] + goal["related_later"]:
            assert set(related) == {
                "id", "fiscal_year", "agency", "category", "title", "title_en", "score", "terms"
            }  # fmt: skip
        assert [programme["name"] for programme in goal["programmes"]] == ["CREST", "さきがけ", "ERATO", "ACT-X"]

    def test_json_lines_are_one_line(self, run: Run) -> None:
        (line,) = run("goals", "2019-jst-3", "--format", "jsonl").stdout.splitlines()
        assert json.loads(line) == json.loads(run("goals", "2019-jst-3", "--format", "json").stdout)

    @pytest.mark.parametrize("form", ["csv", "markdown"])
    def test_tables(self, run: Run, form: str) -> None:
        outcome = run("goals", "2019-jst-3", "--format", form)
        assert len(outcome.stdout.splitlines()) == {"csv": 2, "markdown": 3}[form]
        assert "量子コンピューティング基盤の創出" in outcome.stdout

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            (
                "ja",
                [
                    "量子コンピューティング基盤の創出",
                    "2019年度 JST",
                    "概要",
                    "※ 文部科学省の文ではなく、",
                    "制度",
                    "過去の関連する目標",
                ],
            ),
            (
                "en",
                [
                    "Creation of a quantum computing foundation",
                    "FY2019 JST",
                    "Summary",
                    "* Not the",
                    "Programmes",
                ],
            ),
        ],
    )
    def test_text(self, run: Run, lang: str, said: list[str]) -> None:
        outcome = run("goals", "2019-jst-3", "--lang", lang)
        assert outcome.returncode == 0
        assert [piece for piece in said if piece not in outcome.stdout] == []

    def test_an_official_summary_is_called_so(self, run: Run, corpus: Corpus) -> None:
        official = next(goal for goal in corpus if goal.summary_source == "official")
        editorial = next(goal for goal in corpus if goal.summary_source == "editorial")
        assert "概要（文部科学省の原文）" in run("goals", official.id, "--lang", "ja").stdout
        assert "概要※\n" in run("goals", editorial.id, "--lang", "ja").stdout
        # There is no official English text.
        assert "Summary*\n" in run("goals", official.id, "--lang", "en").stdout

    @pytest.mark.parametrize(
        ("goal_id", "said"),
        [
            pytest.param("2019-jst-99", "2019-jst-", id="near"),
            pytest.param("2019-JST-3", "2019-jst-3", id="upper-case"),
            pytest.param("zzz", "zzz", id="far"),
        ],
    )
    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_an_unknown_id(self, run: Run, goal_id: str, said: str, lang: str) -> None:
        outcome = run("goals", goal_id, "--lang", lang)
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert said in outcome.stderr
        assert "goalsearch goals" in outcome.stderr

    @pytest.mark.parametrize("words", [[""], ["\u3000"], ["", " "]], ids=["empty", "white", "several"])
    @pytest.mark.parametrize(("lang", "said"), [("ja", "空でした"), ("en", "is empty")])
    def test_no_word_at_all(self, run: Run, words: list[str], lang: str, said: str) -> None:
        outcome = run("goals", *words, "--lang", lang)
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert said in outcome.stderr
        assert "goalsearch goals 2001-jst-1" in outcome.stderr

    @pytest.mark.parametrize("arguments", [["--years", "2019"], ["--agency", "JST"], ["--category", "life"]])
    @pytest.mark.parametrize(("lang", "said"), [("ja", "ID と絞り込み"), ("en", "an ID or filters")])
    def test_an_id_with_filters(self, run: Run, arguments: list[str], lang: str, said: str) -> None:
        outcome = run("goals", "2019-jst-3", *arguments, "--lang", lang)
        assert (outcome.returncode, outcome.stdout) == (2, "")
        assert said in outcome.stderr


class TestWords:
    @pytest.mark.parametrize("words", [["量子"], ["量子", "光"], ["ＱＵＡＮＴＵＭ"]], ids=["one", "two", "full-width"])
    def test_goals_that_hold_them_are_listed(self, run: Run, words: list[str]) -> None:
        listed = json.loads(run("goals", *words, "--format", "json").stdout)
        assert 0 < len(listed) < 99
        for goal in listed:
            content = unicodedata.normalize("NFKC", json.dumps(goal, ensure_ascii=False)).casefold()
            assert all(unicodedata.normalize("NFKC", word).casefold() in content for word in words)

    def test_words_that_no_goal_holds(self, run: Run) -> None:
        outcome = run("goals", "ほげほげ", "--lang", "ja")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert "ほげほげ" in outcome.stderr


class TestPages:
    @pytest.fixture
    def many(self, tmp_path: Path) -> list[str]:
        path = tmp_path / "many.csv"
        lines = [f"g{number},光の格子{number},{2000 + number % 20}" for number in range(450)]
        path.write_text("\n".join(["id,title,fiscal_year", *lines]), encoding="utf-8")
        return ["--corpus", str(path)]

    @pytest.mark.parametrize(
        ("page", "n_goals", "said"),
        [
            pytest.param([], 200, "1 to 200 of 450 goals. Go on with --page 2", id="the-first-when-left-out"),
            pytest.param(["--page", "2"], 200, "201 to 400 of 450 goals. Go on with --page 3", id="one-in-between"),
            pytest.param(["--page", "3"], 50, "401 to 450 of 450 goals.\n", id="the-last"),
        ],
    )
    def test_a_long_list_is_shown_by_pages(
        self, run: Run, many: list[str], page: list[str], n_goals: int, said: str
    ) -> None:
        outcome = run("goals", *many, *page, "--lang", "en")
        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert sum("光の格子" in line for line in outcome.stdout.splitlines()) == n_goals
        assert said in outcome.stdout

    def test_all_pages_together_are_the_list(self, run: Run, many: list[str]) -> None:
        pages = "".join(run("goals", *many, "--page", str(page)).stdout for page in (1, 2, 3))
        shown = [line.split()[0] for line in pages.splitlines() if "光の格子" in line]
        listed = [json.loads(line)["id"] for line in run("goals", *many, "--format", "jsonl").stdout.splitlines()]
        assert sorted(shown) == sorted(listed)
        assert len(shown) == 450

    def test_each_year_has_one_heading_and_the_order_of_the_file(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "mixed.csv"
        rows = ["d,計算,2021", "z,光,2019", "c,量子,2021", "n,波,", "a,格子,2019", "b,粒子,2020"]
        path.write_text("\n".join(["id,title,fiscal_year", *rows]), encoding="utf-8")
        lines = run("goals", "--corpus", str(path), "--lang", "en").stdout.splitlines()
        firsts = [line.split()[0] for line in lines if line and "not recorded" not in line and "goals" not in line]
        assert firsts == ["FY2019", "z", "a", "FY2020", "b", "FY2021", "d", "c", "no", "n"]
        listed = run("goals", "--corpus", str(path), "--format", "jsonl").stdout.splitlines()
        assert [json.loads(line)["id"] for line in listed] == [*"dzcnab"]

    def test_the_pages_of_a_long_list_go_on_with_the_years(self, run: Run, many: list[str]) -> None:
        pages = "".join(run("goals", *many, "--page", str(page), "--lang", "en").stdout for page in (1, 2, 3))
        years = [line for line in pages.splitlines() if line.startswith("FY")]
        assert years == sorted(years)
        # The years that the two ends of pages part are said again.
        assert len(years) <= 20 + 2

    def test_a_word_leaves_one_page(self, run: Run, many: list[str]) -> None:
        outcome = run("goals", "光の格子44", *many, "--lang", "en")
        assert "11 goals" in outcome.stdout

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            pytest.param(["--page", "4"], 1, "There is no page 4; the list has 3.", id="beyond-the-last"),
            pytest.param(["--page", "0"], 2, "--page", id="none"),
            pytest.param(["--page", "2", "--format", "csv"], 2, "--format text only", id="with-a-form"),
            pytest.param(["2019-jst-3", "--page", "2"], 2, "an ID or filters", id="with-an-id"),
        ],
    )
    def test_pages_that_are_not_there(
        self, run: Run, many: list[str], arguments: list[str], code: int, said: str
    ) -> None:
        outcome = run("goals", *many, *arguments, "--lang", "en")
        assert (outcome.returncode, outcome.stdout) == (code, "")
        assert said in outcome.stderr
