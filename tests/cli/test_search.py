"""``goalsearch search``: where the text comes from, and what is said about a wrong one."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

Outcome = subprocess.CompletedProcess[str]
Run = Callable[..., Outcome]

TEXT = "量子コンピュータの誤り訂正符号を研究する。\n腸内細菌と免疫の関わりも調べる。\n"
RUNNING_AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def hits(outcome: Outcome) -> list[tuple[str, float]]:
    """Ids and scores of an answer in JSON Lines; an answer without hits proves nothing here."""
    assert outcome.returncode == 0, outcome.stderr
    found = [(hit["goal"]["id"], hit["score"]) for hit in map(json.loads, outcome.stdout.splitlines())]
    assert found
    return found


def warning_codes(outcome: Outcome) -> list[str]:
    assert (outcome.returncode, outcome.stderr) == (0, "")
    return [warning["code"] for warning in json.loads(outcome.stdout)["warnings"]]


def as_text(run: Run, *arguments: str) -> Outcome:
    return run("search", TEXT, "--format", "jsonl", *arguments)


class TestInput:
    def test_text_and_file_and_pipe_give_the_same_hits(self, run: Run) -> None:
        Path("abstract.txt").write_text(TEXT, encoding="utf-8")
        expected = hits(as_text(run))
        assert len(expected) == 5
        assert hits(run("search", "-f", "abstract.txt", "--format", "jsonl")) == expected
        assert hits(run("search", "--file", "abstract.txt", "--format", "jsonl")) == expected
        assert hits(run("search", "--format", "jsonl", stdin=TEXT.encode())) == expected
        assert hits(run("search", "-f", "-", "--format", "jsonl", stdin=TEXT.encode())) == expected

    def test_pipe_of_a_process(self, run: Run, process: Run) -> None:
        assert hits(process("search", "--format", "jsonl", stdin=TEXT.encode())) == hits(as_text(run))

    def test_a_given_text_leaves_the_pipe_alone(self, run: Run) -> None:
        assert hits(as_text(run)) == hits(run("search", TEXT, "--format", "jsonl", stdin=b"\x00\xff not text"))

    @pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-8-sig"])
    @pytest.mark.parametrize("way", ["file", "pipe"])
    def test_encodings_of_japanese_offices(self, run: Run, encoding: str, way: str) -> None:
        data = TEXT.replace("\n", "\r\n").encode(encoding)
        Path("abstract.txt").write_bytes(data)
        given = run("search", "-f", "abstract.txt", "--format", "json") if way == "file" else None
        outcome = given or run("search", "--format", "json", stdin=data)
        assert json.loads(outcome.stdout)["query"]["text"] == TEXT
        assert json.loads(outcome.stdout)["hits"] == json.loads(run("search", TEXT, "--format", "json").stdout)["hits"]

    @pytest.mark.parametrize("n_characters", [85, 86, 300, 1_000, 1_024, 1_025, 5_000])
    def test_a_text_of_any_length(self, run: Run, n_characters: int) -> None:
        # Asking a file system whether 86 kanji (258 bytes) are the name of a file is an error of its own.
        text = (TEXT.replace("\n", "") * 200)[:n_characters]
        outcome = run("search", text, "--format", "json")
        assert json.loads(outcome.stdout)["query"]["text"] == text

    def test_a_dash_after_two_dashes_is_text(self, run: Run) -> None:
        outcome = run("search", "--format", "json", "--", "-5度の冷却で量子を制御")
        assert json.loads(outcome.stdout)["query"]["text"] == "-5度の冷却で量子を制御"


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "lang", "said"),
        [
            pytest.param(
                ["量子", "計算", "基盤"], "ja", ["3 個", "引用符", "-f FILE", "貼り付け"], id="unquoted-words-ja"
            ),
            pytest.param(
                ["quantum", "codes"], "en", ["2 pieces", "quotes", "-f FILE", "paste"], id="unquoted-words-en"
            ),
            pytest.param(["here.txt"], "ja", ["here.txt はファイル", "goalsearch search -f here.txt"], id="path-ja"),
            pytest.param(["here.txt"], "en", ["here.txt is a file", "goalsearch search -f here.txt"], id="path-en"),
            pytest.param(["folder"], "en", ["folder is a file or folder"], id="path-of-a-folder"),
            pytest.param(["--量子の計算"], "ja", ["ダッシュ", "-- ", "-f FILE"], id="two-dashes-ja"),
            pytest.param(["-5度の冷却"], "ja", ["ダッシュ", "-- ", "-f FILE"], id="dash-ja"),
            pytest.param(["-5 degrees"], "en", ["begins with a dash", "-- ", "-f FILE"], id="dash-en"),
            pytest.param(["-carotene in plants"], "en", ["begins with a dash"], id="dash-and-letter"),
            pytest.param(["-ketoglutarate levels"], "en", ["begins with a dash"], id="dash-and-letter-of-option-k"),
            pytest.param(["-form of diamond"], "en", ["begins with a dash"], id="dash-and-letter-of-option-f"),
            pytest.param(["-helix bundles"], "en", ["begins with a dash"], id="dash-and-letter-of-option-h"),
            pytest.param(["--ja"], "en", ["begins with a dash"], id="no-such-option"),
            pytest.param(["量子", "-f", "here.txt"], "ja", ["TEXT と -f", "どちらか一つ"], id="text-and-file-ja"),
            pytest.param(["quantum", "-f", "here.txt"], "en", ["TEXT or -f, not both"], id="text-and-file-en"),
            pytest.param(["quantum", "-f", "-"], "en", ["TEXT or -f, not both"], id="text-and-standard-input"),
            pytest.param(["quantum", "-k", "abc"], "en", ["-k", "abc"], id="k-is-no-number"),
            pytest.param(["quantum", "-k", "2.5"], "en", ["-k", "2.5"], id="k-is-a-fraction"),
            pytest.param(["quantum", "-k"], "en", ["-k"], id="k-without-a-value"),
            pytest.param(["quantum", "--format", "xml"], "en", ["xml", "jsonl", "markdown"], id="unknown-format"),
            pytest.param(["quantum", "--lang", "fr"], "en", ["fr", "ja", "en"], id="unknown-language"),
        ],
    )
    def test_says_what_to_write_instead(self, run: Run, arguments: list[str], lang: str, said: list[str]) -> None:
        Path("here.txt").write_text(TEXT, encoding="utf-8")
        Path("folder").mkdir()
        language = [] if "--lang" in arguments else ["--lang", lang]
        outcome = run(*language, "search", *arguments)
        assert (outcome.returncode, outcome.stdout) == (2, "")
        assert [piece for piece in said if piece not in outcome.stderr] == []

    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            pytest.param(["-k", "0"], ["k ", "1", "got 0"], id="k-zero"),
            pytest.param(["-k", "-1"], ["got -1"], id="k-negative"),
            pytest.param(["--years", "1999"], ["1999", "2001-2025"], id="unknown-year"),
            pytest.param(["--years", "2010-2012,1999"], ["1999", "2001-2025"], id="one-unknown-year-of-several"),
            pytest.param(["--years", "2019-2015"], ["2019-2015", "2015-2019"], id="reversed-years"),
            pytest.param(["--years", "令和"], ["令和", "2015-2018", "latest"], id="years-that-are-none"),
            pytest.param(["--years", ""], ["2015-2018", "latest"], id="empty-years"),
            pytest.param(["--agency", "NEDO"], ["NEDO", "JST, AMED"], id="unknown-agency"),
            pytest.param(
                ["--category", "bio"], ["bio", "materials", "information", "life", "medical"], id="unknown-category"
            ),
            pytest.param(["--corpus", "nowhere.csv"], ["nowhere.csv"], id="missing-corpus"),
            pytest.param(["--add-corpus", "nowhere.csv"], ["nowhere.csv"], id="missing-corpus-to-add"),
        ],
    )
    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_names_what_is_known(self, run: Run, arguments: list[str], said: list[str], lang: str) -> None:
        outcome = run("search", TEXT, *arguments, "--lang", lang)
        assert (outcome.returncode, outcome.stdout) == (1, "")
        wanted = [piece for piece in said if lang == "en" or not piece.startswith("got")]
        assert [piece for piece in wanted if piece not in outcome.stderr] == []
        assert ("。" in outcome.stderr or "ありません" in outcome.stderr) == (lang == "ja")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            pytest.param(None, ["no such file", "check the path"], id="missing"),
            pytest.param(b"", ["is empty (0 bytes)"], id="empty"),
            pytest.param(b" \r\n\t\n", ["holds no text"], id="blank"),
            pytest.param(
                "量子\x00計算".encode(), ["given.txt:1: line 1 holds bytes that are no text", "as UTF-8"], id="nul"
            ),
            pytest.param(bytes(range(256)) * 20, ["given.txt", ";"], id="binary"),
        ],
    )
    def test_files_that_hold_no_text(self, run: Run, content: bytes | None, said: list[str]) -> None:
        if content is not None:
            Path("given.txt").write_bytes(content)
        outcome = run("search", "-f", "given.txt")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert outcome.stderr.startswith("given.txt:")
        assert outcome.stderr.count("\n") == 1
        assert [piece for piece in said if piece not in outcome.stderr] == []

    def test_a_folder(self, run: Run) -> None:
        Path("proposals").mkdir()
        outcome = run("search", "-f", "proposals")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert outcome.stderr.startswith("proposals: is a folder")

    @pytest.mark.skipif(RUNNING_AS_ROOT, reason="root may read everything")
    def test_a_file_that_may_not_be_read(self, run: Run) -> None:
        path = Path("secret.txt")
        path.write_text(TEXT, encoding="utf-8")
        path.chmod(0)
        outcome = run("search", "-f", "secret.txt")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert outcome.stderr.startswith("secret.txt: cannot be opened")

    def test_binary_data_from_a_pipe(self, run: Run) -> None:
        outcome = run("search", stdin=b"\x7fELF\x02\x01\x01" + bytes(64))
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert "binary data" in outcome.stderr


class TestBadTexts:
    @pytest.mark.parametrize(
        ("text", "codes"),
        [
            pytest.param("", ["no_text"], id="empty"),
            pytest.param(" \t\u3000\n", ["no_text"], id="blank"),
            pytest.param("！？☆→（）…", ["no_content_words"], id="symbols"),
            pytest.param("がのをにはへと", ["no_content_words"], id="particles"),
            pytest.param("🧬🚀👩🏽‍🔬", ["no_content_words"], id="emoji"),
            pytest.param("\u200b\u200d\ufeff", ["no_content_words"], id="zero-width"),
            pytest.param("ゾルゲンドルフ", ["no_known_terms"], id="unknown-word"),
            pytest.param("量子", ["few_known_terms"], id="one-word"),
            pytest.param("Квантовые компьютеры", ["no_content_words", "language"], id="russian"),
        ],
    )
    @pytest.mark.parametrize("way", ["argument", "pipe"])
    def test_are_answered_with_a_warning(self, run: Run, text: str, codes: list[str], way: str) -> None:
        arguments = ["search", "--format", "json"]
        given = run(*arguments, text) if way == "argument" else run(*arguments, stdin=text.encode())
        assert warning_codes(given) == codes

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_no_hit_is_no_failure(self, run: Run, lang: str) -> None:
        outcome = run("search", "麤麤麤", "--lang", lang)
        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert {"ja": "はっきり合う目標はありません", "en": "No goal shares"}[lang] in outcome.stdout

    @pytest.mark.parametrize(
        ("text", "same"),
        [
            pytest.param("ｺﾝﾋﾟｭｰﾀの誤り訂正", "コンピュータの誤り訂正", id="half-width-kana"),
            pytest.param("量\u200b子\ufeffの計\u2060算", "量子の計算", id="zero-width-inside-words"),
            pytest.param("🧬遺伝子の編集🚀", "遺伝子の編集", id="emoji-beside-words"),
            pytest.param("量子の\x07計算\x1b[31m", "量子の 計算", id="control-characters"),
        ],
    )
    def test_signs_that_say_nothing_change_nothing(self, run: Run, text: str, same: str) -> None:
        found = hits(run("search", text, "--format", "jsonl"))
        wanted = hits(run("search", same, "--format", "jsonl"))
        assert [goal_id for goal_id, _ in found] == [goal_id for goal_id, _ in wanted]

    @pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv", "markdown"])
    def test_bytes_that_are_no_utf_8(self, process: Run, form: str) -> None:
        # They reach a program as lone surrogates, which no encoding of standard output has.
        outcome = process("search", b"\xff\xfe" + "量子コンピュータ".encode(), "--explain", "--format", form)
        assert outcome.returncode == 0
        assert "2019-jst-3" in outcome.stdout
        assert "Traceback" not in outcome.stderr

    @pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
    def test_a_locale_that_is_not_the_terminals(
        self, environment: Mapping[str, str], checkout: Path, encoding: str
    ) -> None:
        command = [sys.executable, str(checkout / "cli.py"), "search", "--lang", "ja"]
        names = {
            **environment,
            "LC_ALL": "C",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONIOENCODING": "utf-8",
        }
        done = subprocess.run(
            [*(part.encode() for part in command), "量子コンピュータの誤り訂正符号を研究する。".encode(encoding)],
            env=names, capture_output=True, check=False,
        )  # fmt: skip
        assert b"2019-jst-3" in done.stdout

    def test_a_text_as_long_as_a_library_is_refused(self, run: Run) -> None:
        Path("long.txt").write_text("量子計算を研究する。" * 50_001, encoding="utf-8")
        refused = run("search", "-f", "long.txt", "--part", "whole")
        assert refused.returncode == 1
        assert "too long (500,010 characters, at most 500,000)" in refused.stderr

    def test_escape_sequences_of_a_text_do_not_reach_the_terminal(self, run: Run) -> None:
        # A proposal comes from somebody else; it must not paint the screen or set the title of the window.
        Path("proposal.txt").write_text("量子\x1b[31mの計算\x1b]0;title\x1b\\を研究する。", encoding="utf-8")
        outcome = run("search", "-f", "proposal.txt", "--explain")
        assert outcome.returncode == 0
        assert "\x1b" not in outcome.stdout


class TestOptions:
    def test_k(self, run: Run) -> None:
        assert [len(hits(as_text(run, "-k", str(k)))) for k in (1, 7)] == [1, 7]
        assert hits(as_text(run, "-k", "7"))[:5] == hits(as_text(run))

    def test_k_may_exceed_the_corpus(self, run: Run) -> None:
        everything = hits(as_text(run, "-k", "1000"))
        assert 7 < len(everything) <= 1000
        assert hits(as_text(run, "-k", str(10**30))) == everything

    def test_filters_restrict_the_hits(self, run: Run) -> None:
        everything = hits(as_text(run, "-k", "100"))
        for option, given, field, allowed in (
            ("--years", "2019", "fiscal_year", [2019]),
            ("--years", "2015-2017", "fiscal_year", [2015, 2016, 2017]),
            ("--years", "2012, 2019", "fiscal_year", [2012, 2019]),
            ("--agency", "amed", "agency", ["AMED"]),
            ("--category", "Information", "category", ["information"]),
        ):
            answer = json.loads(run("search", TEXT, "-k", "100", "--format", "json", option, given).stdout)
            found = {hit["goal"][field] for hit in answer["hits"]}
            # Goals of two agencies pass the filter on each.
            assert all(any(str(value) in str(seen) for value in allowed) for seen in found), given
            assert found, given
            assert answer["n_filtered_out"] > 0, given
            assert answer["n_candidates"] + answer["n_filtered_out"] >= len(everything), given
            kept = [(hit["goal"]["id"], hit["score"]) for hit in answer["hits"]]
            assert kept == [hit for hit in everything if hit in kept], given

    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_says_how_many_goals_a_filter_left_out(self, run: Run, lang: str) -> None:
        answer = json.loads(run("search", TEXT, "--years", "2019", "--format", "json").stdout)
        outcome = run("search", TEXT, "--years", "2019", "--lang", lang)
        said = {"ja": "絞り込みで {} 件の目標を除きました", "en": "left out {} goals"}[lang]
        assert said.format(answer["n_filtered_out"]) in outcome.stdout

    def test_explain_adds_the_reasons(self, run: Run) -> None:
        short, long = run("search", TEXT).stdout, run("search", TEXT, "--explain").stdout
        assert "［量子コンピュータ］の［誤り訂正符号］" in long
        for said in ("passage", "goal only", "fields of the goal"):
            assert said in long
            assert said not in short


class TestPart:
    """Of a long file its abstract is matched, and that is said."""

    ABSTRACT = "腸内細菌叢と宿主の免疫の関わりを無菌マウスで調べる。" * 6

    @pytest.fixture(autouse=True)
    def proposal(self) -> None:
        rest = "会議を開き、予算を管理し、橋梁の保守を計画する。" * 200
        Path("long.txt").write_text(f"1. 研究概要\n{self.ABSTRACT}\n\n2. 研究体制\n{rest}", encoding="utf-8")

    @pytest.mark.parametrize(
        ("options", "is_abstract"),
        [
            pytest.param([], True, id="auto"),
            pytest.param(["--part", "abstract"], True, id="abstract"),
            pytest.param(["--part", "whole"], False, id="whole"),
        ],
    )
    def test_what_is_matched(self, run: Run, options: list[str], is_abstract: bool) -> None:
        outcome = run("search", "-f", "long.txt", "--format", "json", *options)
        matched = json.loads(outcome.stdout)["query"]["text"]
        assert (matched == self.ABSTRACT) == is_abstract
        assert ("研究概要" in outcome.stderr) == is_abstract
        assert ("研究体制" in matched) != is_abstract

    def test_says_when_no_abstract_was_found(self, run: Run) -> None:
        Path("long.txt").write_text("量子計算機の設計。" * 500, encoding="utf-8")
        assert "No abstract was found" in run("search", "-f", "long.txt").stderr
        assert "No abstract was found" not in run("search", "-f", "long.txt", "--part", "whole").stderr

    @pytest.mark.parametrize(
        ("command", "shown"),
        [
            pytest.param(["search"], "詳しく: --explain", id="search"),
            pytest.param(["lineage"], "年度", id="lineage"),
            pytest.param(["map"], "年度", id="map"),
        ],
    )
    def test_is_said_in_the_language_of_the_text(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, command: list[str], shown: str
    ) -> None:
        monkeypatch.setenv("LANG", "C.UTF-8")
        Path("long.txt").write_text("量子計算機の設計。" * 500, encoding="utf-8")
        outcome = run(*command, "-f", "long.txt")
        assert "概要の節が見つかりません" in outcome.stderr
        assert shown in outcome.stdout


class TestWhy:
    def test_it_says_where_each_goal_stands(self, run: Run) -> None:
        outcome = run("search", TEXT, "--why", "2023-amed-1", "--why", "2025-jst-2", "--lang", "ja")
        assert outcome.returncode == 0
        assert outcome.stdout.count(" 件") == 2
        assert "2023-amed-1" in outcome.stdout
        assert "2025-jst-2" in outcome.stdout
        assert "目標側に多く、要旨に無い語" in outcome.stdout
        data = json.loads(run("search", TEXT, "--why", "2023-amed-1", "--format", "json").stdout)
        assert [answer["goal"]["id"] for answer in data] == ["2023-amed-1"]

    def test_a_goal_that_the_filters_leave_out(self, run: Run) -> None:
        assert "指定の外" in run("search", TEXT, "--why", "2023-amed-1", "--years", "2019", "--lang", "ja").stdout

    def test_an_unknown_goal_is_told_with_ids_that_are_near(self, run: Run) -> None:
        outcome = run("search", TEXT, "--why", "2023-amed-9")
        assert (outcome.returncode, outcome.stdout) == (1, "")
        assert "2023-amed-1" in outcome.stderr
