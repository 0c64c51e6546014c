"""Corpora of one's own on the command line: --corpus, --add-corpus, GOALSEARCH_CORPUS, ``goalsearch corpus check``."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from goalsearch.corpus import CorpusSource

Run = Callable[..., subprocess.CompletedProcess[str]]

OWN = "id,title\nown-1,量子計算機の誤り訂正\nown-2,腸内細菌と免疫\n"
MORE = "id,title\nmore-1,量子センサーの精密計測\n"
BROKEN = "id,title,fiscl_year,fiscal_year\na,量子,2019,2019\na,分子,,20x9\n,原子,,\nb,\u200b核,,\n"


@pytest.fixture(autouse=True)
def files() -> None:
    Path("own.csv").write_text(OWN, encoding="utf-8")
    Path("more.csv").write_text(MORE, encoding="utf-8")
    Path("broken.csv").write_text(BROKEN, encoding="utf-8")


@pytest.fixture(scope="module")
def builtin_ids() -> list[str]:
    return [goal.id for goal in CorpusSource.builtin().read()]


def listed(run: Run, *arguments: str) -> list[str]:
    outcome = run("goals", "--format", "jsonl", *arguments)
    assert (outcome.returncode, outcome.stderr) == (0, "")
    return [json.loads(line)["id"] for line in outcome.stdout.splitlines()]


class TestOptions:
    def test_corpus_replaces(self, run: Run) -> None:
        assert listed(run, "--corpus", "own.csv") == ["own-1", "own-2"]

    def test_add_corpus_adds(self, run: Run, builtin_ids: list[str]) -> None:
        assert listed(run, "--add-corpus", "own.csv") == [*builtin_ids, "own-1", "own-2"]

    def test_add_corpus_twice(self, run: Run, builtin_ids: list[str]) -> None:
        added = listed(run, "--add-corpus", "own.csv", "--add-corpus", "more.csv")
        assert added == [*builtin_ids, "own-1", "own-2", "more-1"]

    def test_both(self, run: Run) -> None:
        assert listed(run, "--corpus", "more.csv", "--add-corpus", "own.csv") == ["more-1", "own-1", "own-2"]

    def test_variable(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GOALSEARCH_CORPUS", "own.csv")
        assert listed(run) == ["own-1", "own-2"]
        assert listed(run, "--add-corpus", "more.csv") == ["own-1", "own-2", "more-1"]
        assert listed(run, "--corpus", "more.csv") == ["more-1"]

    def test_an_empty_variable_is_none(self, run: Run, monkeypatch: pytest.MonkeyPatch, builtin_ids: list[str]) -> None:
        monkeypatch.setenv("GOALSEARCH_CORPUS", "")
        assert listed(run) == builtin_ids

    def test_folder(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "goals"
        folder.mkdir()
        (folder / "own.csv").write_text(OWN, encoding="utf-8")
        (folder / "more.jsonl").write_text('{"id": "more-1", "title": "量子"}\n', encoding="utf-8")
        assert sorted(listed(run, "--corpus", "goals")) == ["more-1", "own-1", "own-2"]

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
    def test_search_in_a_table_saved_by_a_spreadsheet(self, run: Run, encoding: str) -> None:
        Path("own.csv").write_bytes(OWN.replace("\n", "\r\n").encode(encoding))
        answer = json.loads(run("search", "腸内細菌", "--corpus", "own.csv", "--format", "json").stdout)
        assert [hit["goal"]["title"] for hit in answer["hits"]] == ["腸内細菌と免疫"]

    def test_search_finds_what_was_added(self, run: Run, builtin_ids: list[str]) -> None:
        arguments = ["--add-corpus", "own.csv", "--add-corpus", "more.csv", "--format", "json"]
        answer = json.loads(run("search", "量子センサーの精密計測", *arguments).stdout)
        assert answer["hits"][0]["goal"]["id"] == "more-1"
        assert answer["n_candidates"] == len(builtin_ids) + 3

    def test_goals_without_a_year_are_left_out_by_a_year_and_it_is_said(self, run: Run) -> None:
        arguments = ["--add-corpus", "own.csv", "--years", "2019", "--format", "json"]
        answer = json.loads(run("search", "量子計算機の誤り訂正", *arguments).stdout)
        assert {"code": "undated_goals", "message": answer["warnings"][-1]["message"]} == answer["warnings"][-1]
        assert "(2)" in answer["warnings"][-1]["message"]
        assert all(hit["goal"]["fiscal_year"] == 2019 for hit in answer["hits"])

    def test_a_year_that_no_goal_has(self, run: Run) -> None:
        outcome = run("search", "量子", "--corpus", "own.csv", "--years", "2019")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert "2019" in outcome.stderr

    def test_the_same_id_in_two_corpora(self, run: Run) -> None:
        outcome = run("goals", "--corpus", "own.csv", "--add-corpus", "own.csv")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert "own-1" in outcome.stderr

    @pytest.mark.parametrize("lang", ["ja", "en"])
    @pytest.mark.parametrize("arguments", [["search", "量子"], ["goals"]], ids=["search", "goals"])
    def test_a_broken_corpus_stops_the_command(self, run: Run, arguments: list[str], lang: str) -> None:
        outcome = run(*arguments, "--corpus", "broken.csv", "--lang", lang)
        assert (outcome.returncode, outcome.stdout) == (1, "")
        for place in ("broken.csv:1", "broken.csv:3", "broken.csv:4", "broken.csv:5"):
            assert place in outcome.stderr


class TestCheck:
    @pytest.mark.parametrize(("lang", "sum_line"), [("ja", "broken.csv: 誤り 5 件"), ("en", "broken.csv: errors 5")])
    def test_says_everything_in_one_run(self, run: Run, lang: str, sum_line: str) -> None:
        outcome = run("corpus", "check", "broken.csv", "--lang", lang)
        *findings, last = outcome.stdout.splitlines()
        places = [line.split()[1].split(": ")[0].rstrip(":") for line in findings]
        assert places == ["broken.csv:1", "broken.csv:3", "broken.csv:3", "broken.csv:4", "broken.csv:5"]
        for piece in ("fiscl_year", "fiscal_year", "20x9", "broken.csv:2", "U+200B"):
            assert piece in "\n".join(findings), piece
        assert last.startswith(sum_line)
        assert outcome.stderr == ""

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_exits_with_1_when_something_is_wrong(self, run: Run, process: Run, lang: str) -> None:
        assert run("corpus", "check", "broken.csv", "--lang", lang).returncode == 1
        assert process("corpus", "check", "broken.csv", "--lang", lang).returncode == 1

    def test_exits_with_0_when_nothing_is(self, run: Run) -> None:
        outcome = run("corpus", "check", "own.csv")
        assert (outcome.returncode, outcome.stdout, outcome.stderr) == (
            0,
            "own.csv: nothing is wrong (notes: 0).\n",
            "",
        )

    def test_notes_are_no_errors(self, run: Run) -> None:
        Path("noted.jsonl").write_text(
            '{"id": "a", "title": "量子", "summary_source": "editorial"}\n', encoding="utf-8"
        )
        outcome = run("corpus", "check", "noted.jsonl")
        assert outcome.returncode == 0
        assert outcome.stdout.startswith("note")
        assert "(notes: 1)" in outcome.stdout.splitlines()[-1]

    def test_the_built_in_goals_are_right(self, run: Run, checkout: Path) -> None:
        outcome = run("corpus", "check", str(checkout / "corpus"))
        assert outcome.returncode == 0

    @pytest.mark.parametrize(
        ("name", "content"),
        [
            pytest.param("nowhere.csv", None, id="missing"),
            pytest.param("empty.csv", b"", id="empty"),
            pytest.param("goals.xml", b"<goals/>", id="other-format"),
            pytest.param("binary.csv", bytes(range(256)), id="binary"),
        ],
    )
    def test_what_is_no_corpus(self, run: Run, name: str, content: bytes | None) -> None:
        if content is not None:
            Path(name).write_bytes(content)
        outcome = run("corpus", "check", name)
        assert outcome.returncode == 1
        assert name in outcome.stdout + outcome.stderr

    def test_without_a_path(self, run: Run) -> None:
        outcome = run("corpus", "check")
        assert (outcome.returncode, outcome.stdout) == (2, "")
        assert "PATH" in outcome.stderr
