"""The forms of the output: their shape, their encodings, their width, and that nothing else is on standard output."""

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from goalsearch.reports.layout import width

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "量子コンピュータの誤り訂正符号を研究する。"
ENGLISH = "We study decoders for quantum error correction, and the gut microbiome in immunity."
# Everything that is hard to wrap: no spaces, wide signs, no signs at all, marks that stand on others.
HARD = (
    "https://example.org/" + "quantum-error-correction/" * 8 + " " + "量子コンピュータ" * 30
    + "ﾘｮｳｼｺﾝﾋﾟｭｰﾀ が🧬👩🏽‍🔬か\u3099 " + "α②±" * 30 + "\t\t\u3000 " + "半導体の、。」）" * 20
)  # fmt: skip

NUMBER: Final = (int, float)
OPTIONAL_TEXT: Final = (str, type(None))
GOAL_IDENTITY: Final = {
    "id": str,
    "fiscal_year": (int, type(None)),
    "agency": OPTIONAL_TEXT,
    "category": OPTIONAL_TEXT,
    "title": str,
    "title_en": OPTIONAL_TEXT,
}
AREA: Final = {
    "programme": str,
    "name": str,
    "name_en": OPTIONAL_TEXT,
    "start_fy": (int, type(None)),
    "supervisor": OPTIONAL_TEXT,
    "url": OPTIONAL_TEXT,
    "verified": bool,
    "basis": OPTIONAL_TEXT,
}
HIT: Final = {
    "rank": int,
    "score": NUMBER,
    "fit": NUMBER,
    "band": str,
    "tied_with": int,
    "parts": {"tfidf": NUMBER},
    "goal": {**GOAL_IDENTITY, "areas": [AREA]},
    "evidence": [{"term": str, "contribution": NUMBER, "spans": [[int]], "fields": [str], "form": str}],
    "phrases": [
        {"text": str, "contribution": NUMBER, "spans": [[int]], "fields": [str], "terms": [str]},
    ],
    "passage": {"start": int, "end": int, "text": str, "score": NUMBER},
    "goal_sentence": (dict, type(None)),
    "nearest": type(None),
    "missing": [{"term": str, "weight": NUMBER, "fields": [str]}],
    "related": [{**GOAL_IDENTITY, "score": NUMBER, "terms": [str]}],
    "programmes": [str],
}
ANSWER: Final = {
    "query": {
        "text": str,
        "language": str,
        "n_terms": int,
        "n_known_terms": int,
        "k": int,
        "years": OPTIONAL_TEXT,
        "agency": OPTIONAL_TEXT,
        "category": OPTIONAL_TEXT,
    },
    "ranker": str,
    "n_candidates": int,
    "n_filtered_out": int,
    "verdict": str,
    "reason": (dict, type(None)),
    "warnings": [{"code": str, "message": str}],
    "newest": list,
    "descent": [str],
    "hits": [HIT],
}


def differences(value: object, shape: object, place: str = "$") -> list[str]:
    """Where ``value`` is not of ``shape``: a type or types, a list of one shape, or a table of shapes by key."""
    if isinstance(shape, dict):
        if not isinstance(value, dict) or list(value) != list(shape):
            return [f"{place}: {sorted(value) if isinstance(value, dict) else value!r}, not {sorted(shape)}"]
        return [line for key in shape for line in differences(value[key], shape[key], f"{place}.{key}")]
    if isinstance(shape, list):
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no list"]
        return [line for item in value for line in differences(item, shape[0], f"{place}[]")]
    assert isinstance(shape, type | tuple)
    # A bool is an int to Python.
    fits = isinstance(value, shape) and (shape is bool or not isinstance(value, bool))
    return [] if fits else [f"{place}: {value!r} is no {shape}"]


def too_wide(outcome: subprocess.CompletedProcess[str], columns: int = 80) -> list[str]:
    assert outcome.returncode == 0, outcome.stderr
    assert len(outcome.stdout.splitlines()) > 1
    # An address that is broken is none.
    return [line for line in outcome.stdout.splitlines() if width(line) > columns and "://" not in line]


class TestJson:
    def test_shape_of_an_answer(self, run: Run) -> None:
        outcome = run("search", TEXT, "--format", "json", "--years", "2012-2019", "--agency", "JST", "-k", "30")
        answer = json.loads(outcome.stdout)
        assert differences(answer, ANSWER) == []
        assert answer["query"] | {"text": TEXT, "k": 30, "years": "2012-2019", "agency": "JST"} == answer["query"]
        assert answer["ranker"] == "tfidf"
        assert [hit["rank"] for hit in answer["hits"]] == list(range(1, len(answer["hits"]) + 1))
        # A shape says nothing about lists that are empty everywhere.
        for part in ("evidence", "missing", "related", "programmes"):
            assert any(hit[part] for hit in answer["hits"]), part
        for item in answer["hits"][0]["evidence"]:
            assert all(len(span) == 2 and TEXT[slice(*span)] for span in item["spans"])

    def test_shape_of_an_answer_without_hits(self, run: Run) -> None:
        answer = json.loads(run("search", "麤麤麤", "--format", "json").stdout)
        assert differences(answer, ANSWER) == []
        assert answer["hits"] == []
        assert answer["warnings"] != []

    @pytest.mark.parametrize(("lang", "said"), [("ja", "要旨が空です"), ("en", "The text is empty")])
    def test_warnings_are_in_the_language_asked_for(self, run: Run, lang: str, said: str) -> None:
        answer = json.loads(run("search", "--format", "json", "--lang", lang, stdin=b" ").stdout)
        assert said in answer["warnings"][0]["message"]

    def test_json_lines_are_the_hits(self, run: Run) -> None:
        answer = json.loads(run("search", TEXT, "--format", "json").stdout)
        lines = run("search", TEXT, "--format", "jsonl").stdout.splitlines()
        assert [json.loads(line) for line in lines] == answer["hits"]

    @pytest.mark.parametrize("form", ["json", "jsonl"])
    def test_japanese_is_written_as_it_is(self, run: Run, process: Run, form: str) -> None:
        outcome = run("search", TEXT, "--format", form)
        assert "量子コンピュータ" in outcome.stdout
        assert "\\u" not in outcome.stdout
        assert process("search", TEXT, "--format", form).stdout == outcome.stdout

    @pytest.mark.parametrize("encoding", ["cp932", "ascii", "latin-1", "euc_jp"])
    @pytest.mark.parametrize("form", ["json", "jsonl"])
    def test_means_the_same_in_any_encoding(self, run: Run, process: Run, form: str, encoding: str) -> None:
        text = f"²é–🧬{TEXT}"
        told = run("search", text, "--format", form).stdout
        assert "²é–🧬" in told
        # What the encoding of a process is asked for is the same for all.
        if encoding == "cp932":
            there = process("search", text, "--format", form, PYTHONIOENCODING=encoding, encoding=encoding)
        else:
            there = run("search", text, "--format", form, encoding=encoding)
        assert (there.returncode, there.stderr) == (0, "")
        assert list(map(json.loads, _values(there.stdout, form))) == list(map(json.loads, _values(told, form)))


def _values(output: str, form: str) -> list[str]:
    return output.splitlines() if form == "jsonl" else [output]


class TestTables:
    CORPUS = (
        'id,title,agency\na-1,"量子, ""計算"" | 基盤\\",NEDO\na-2,=1+量子の計算,@NEDO\na-3,"量子の\n計算",\n'.replace(
            "量子の\n計算", "量子の計算|応用"
        )
    )

    @pytest.fixture(autouse=True)
    def corpus(self) -> None:
        Path("own.csv").write_text(self.CORPUS, encoding="utf-8")

    def test_csv_reads_back(self, run: Run) -> None:
        answer = json.loads(run("search", "量子の計算", "--corpus", "own.csv", "--format", "json").stdout)
        outcome = run("search", "量子の計算", "--corpus", "own.csv", "--format", "csv")
        heading, *rows = csv.reader(io.StringIO(outcome.stdout, newline=""), strict=True)
        assert heading == [
            "rank", "score", "fit", "band", "goal_id", "fiscal_year", "agency", "category", "title", "title_en",
            "terms", "related",
        ]  # fmt: skip
        assert [row[4] for row in rows] == [hit["goal"]["id"] for hit in answer["hits"]]
        assert [float(row[1]) for row in rows] == [hit["score"] for hit in answer["hits"]]
        titles = {row[4]: row[8] for row in rows}
        assert titles["a-1"] == '量子, "計算" | 基盤\\'

    def test_csv_runs_no_formula_in_a_spreadsheet(self, run: Run) -> None:
        for arguments in (["search", "量子の計算"], ["goals"]):
            outcome = run(*arguments, "--corpus", "own.csv", "--format", "csv")
            cells = [cell for row in csv.reader(io.StringIO(outcome.stdout, newline="")) for cell in row]
            assert "'=1+量子の計算" in cells
            assert "'@NEDO" in cells
            assert not any(cell.startswith(("=", "@")) for cell in cells)

    def test_markdown(self, run: Run) -> None:
        for arguments in (["search", "量子の計算"], ["goals"]):
            written = run(*arguments, "--corpus", "own.csv", "--format", "markdown").stdout.splitlines()
            lines = [line for line in written if line.startswith("|")]
            assert set(lines[1]) == set("|- ")
            assert any('量子, "計算" \\| 基盤\\\\' in line for line in lines)
            bars = {line.replace("\\\\", "").replace("\\|", "").count("|") for line in lines}
            assert bars == {lines[0].count("|")}
            assert len(lines) == 5

    @pytest.mark.parametrize("form", ["jsonl", "csv"])
    def test_warnings_stand_on_standard_error(self, run: Run, form: str) -> None:
        outcome = run("search", "量子", "--format", form)
        assert outcome.returncode == 0
        assert outcome.stdout != ""
        (warning,) = json.loads(run("search", "量子", "--format", "json").stdout)["warnings"]
        assert outcome.stderr == warning["message"] + "\n"

    def test_csv_without_hits_still_has_its_heading(self, run: Run) -> None:
        # A program that reads the table does not have to know the case.
        outcome = run("search", "麤麤麤", "--format", "csv")
        assert outcome.returncode == 0
        assert outcome.stdout.startswith("rank,score,fit,band,goal_id,")
        assert outcome.stdout.count("\n") == 1


class TestStreams:
    @pytest.mark.parametrize("form", ["text", "json"])
    def test_a_notice_about_the_cache_is_said_once_and_not_among_the_results(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, form: str
    ) -> None:
        expected = run("search", TEXT * 2, "--format", form)
        Path("taken").write_text("a file where the folder would be", encoding="utf-8")
        monkeypatch.setenv("GOALSEARCH_CACHE", "taken")
        outcome = run("search", TEXT * 2, "--format", form)
        assert (outcome.returncode, outcome.stdout) == (0, expected.stdout)
        new = outcome.stderr.removesuffix(expected.stderr)
        assert "GOALSEARCH_CACHE" in new
        assert new.count("\n") == 1

    def test_a_cold_cache_is_filled_without_a_word(self, process: Run, tmp_path: Path) -> None:
        cache = tmp_path / "new" / "cache"
        first, second = (process("search", TEXT, GOALSEARCH_CACHE=str(cache)) for _ in range(2))
        # Where it takes over two seconds, it says how far it is, and nothing else.
        said = [line for line in first.stderr.splitlines() if "building the index" not in line]
        assert (first.returncode, said, second.stderr) == (0, [], "")
        assert first.stdout == second.stdout
        # Hashes are kept beside it once its files are older than the grain of the clock.
        assert len([path for path in cache.iterdir() if path.name != "hashes.json"]) == 1

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_plain_text_has_no_styles(self, run: Run, lang: str) -> None:
        outcome = run("search", TEXT, "--explain", "--lang", lang)
        assert outcome.stderr == ""
        assert "\x1b" not in outcome.stdout
        assert not any(line != line.rstrip() for line in outcome.stdout.splitlines())

    @pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
    @pytest.mark.parametrize("lang", ["ja", "en"])
    @pytest.mark.parametrize(
        "arguments",
        [
            pytest.param(["search", f"²é–🧬{TEXT}", "--explain"], id="search"),
            pytest.param(["search", f"²é–🧬{TEXT}", "--format", "csv"], id="csv"),
            pytest.param(["goals"], id="goals"),
            pytest.param(["goals", "2019-jst-3"], id="goal"),
            pytest.param(["goals", "²é–🧬"], id="error"),
            pytest.param(["search", "²é–🧬", "量子"], id="usage"),
            pytest.param(["search", "--help"], id="help"),
        ],
    )
    def test_no_encoding_stops_a_person_s_output(
        self, run: Run, arguments: list[str], lang: str, encoding: str
    ) -> None:
        told = run(*arguments, "--lang", lang)
        there = run(*arguments, "--lang", lang, encoding=encoding)
        # errors="replace" writes one question mark for each sign, so the rest has to be the same.
        assert there.returncode == told.returncode
        substituted = told.stdout.translate(str.maketrans("█░–≈", "■□-≒"))
        assert there.stdout == substituted.encode(encoding, "replace").decode(encoding)
        assert there.stderr == told.stderr.encode(encoding, "replace").decode(encoding)

    @pytest.mark.parametrize("lang", ["ja", "en"])
    @pytest.mark.parametrize("arguments", [["search", TEXT, "--explain"], ["goals"]], ids=["search", "goals"])
    def test_nor_does_ascii(self, process: Run, arguments: list[str], lang: str) -> None:
        outcome = process(*arguments, "--lang", lang, PYTHONIOENCODING="ascii", encoding="ascii")
        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert "2019-jst-3" in outcome.stdout

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_our_own_signs_are_in_the_encoding_of_japanese_windows(self, run: Run, lang: str) -> None:
        # A bar of question marks shows nothing. The text itself is in cp932, so every question mark is ours.
        outcome = run("search", TEXT, "--lang", lang, "--explain", encoding="cp932")
        assert "2019-jst-3" in outcome.stdout
        assert [line for line in outcome.stdout.splitlines() if "?" in line and "://" not in line] == []


class TestWidth:
    @pytest.mark.parametrize("lang", ["ja", "en"])
    @pytest.mark.parametrize(
        "text", [pytest.param(TEXT, id="ja"), pytest.param(ENGLISH, id="en"), pytest.param(HARD, id="hard")]
    )
    @pytest.mark.parametrize("explain", [[], ["--explain"]], ids=["short", "explain"])
    def test_answer(self, run: Run, text: str, lang: str, explain: list[str]) -> None:
        assert too_wide(run("search", text, "-k", "90", "--lang", lang, *explain)) == []

    @pytest.mark.parametrize("lang", ["ja", "en"])
    @pytest.mark.parametrize(
        ("text", "options"),
        [
            pytest.param("", ["--years", "2019"], id="no-text"),
            pytest.param("麤麤麤", [], id="no-hits"),
            pytest.param("量子 Квантовые компьютеры", ["--years", "2019"], id="warnings"),
        ],
    )
    def test_notices(self, run: Run, text: str, options: list[str], lang: str) -> None:
        assert too_wide(run("search", *options, "--lang", lang, stdin=text.encode())) == []

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_list_of_goals(self, run: Run, lang: str) -> None:
        assert too_wide(run("goals", "--lang", lang)) == []

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_goals_in_full(self, run: Run, lang: str) -> None:
        # Every tenth: that all of them fit is tested where their lines are made.
        ids = [goal["id"] for goal in json.loads(run("goals", "--format", "json").stdout)][::10]
        assert len(ids) > 5
        wide = {goal_id: too_wide(run("goals", goal_id, "--lang", lang)) for goal_id in ids}
        assert {goal_id: lines for goal_id, lines in wide.items() if lines} == {}

    @pytest.mark.parametrize("lang", ["ja", "en"])
    @pytest.mark.parametrize(
        "arguments",
        [
            pytest.param(["search", "量子の計算"], id="search"),
            pytest.param(["goals"], id="goals"),
            pytest.param(["goals", "moonshot-goal-06-2020"], id="goal"),
        ],
    )
    def test_names_of_one_s_own(self, run: Run, arguments: list[str], lang: str) -> None:
        Path("own.csv").write_text(
            "id,title,agency,category,fiscal_year\n"
            "moonshot-goal-06-2020,量子の計算,科学技術振興機構 ムーンショット型研究開発事業,"
            "大規模で多用途な汎用機,2020\n",
            encoding="utf-8",
        )
        assert too_wide(run(*arguments, "--corpus", "own.csv", "--lang", lang)) == []
