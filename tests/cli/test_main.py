"""What holds for every command: exit codes, language, version, completion."""

import re
import shutil
import subprocess
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

import goalsearch
from goalsearch.cli.main import COMMANDS

Run = Callable[..., subprocess.CompletedProcess[str]]

TEXT = "量子コンピュータの誤り訂正符号を研究する。"
JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")


class TestExitCodes:
    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            pytest.param(["search", TEXT], 0, id="done"),
            pytest.param(["search", "麤麤麤"], 0, id="no-hits"),
            pytest.param(["--help"], 0, id="help"),
            pytest.param(["--version"], 0, id="version"),
            pytest.param(["search", "-k", "0", TEXT], 1, id="an-error-of-ours"),
            pytest.param(["goals", "no-such-id"], 1, id="unknown-id"),
            pytest.param(["corpus", "check", "nowhere"], 1, id="findings"),
            pytest.param(["evaluate", "nowhere.jsonl"], 1, id="no-queries"),
            pytest.param([], 2, id="nothing"),
            pytest.param(["corpus"], 2, id="group-without-a-command"),
            pytest.param(["serach"], 2, id="unknown-command"),
            pytest.param(["--nonsense"], 2, id="unknown-option"),
            pytest.param(["search", "two", "words"], 2, id="unquoted"),
            pytest.param(["completion", "tcsh"], 2, id="unknown-shell"),
        ],
    )
    def test_of_a_process(self, process: Run, arguments: list[str], code: int) -> None:
        outcome = process(*arguments)
        assert outcome.returncode == code
        assert "Traceback" not in outcome.stderr
        # Results and nothing else on standard output, findings too; what went wrong on standard error.
        is_result = code == 0 or arguments[:2] == ["corpus", "check"]
        assert (outcome.stdout != "", outcome.stderr != "") == (is_result, not is_result)


class TestLanguage:
    @pytest.mark.parametrize(
        "arguments",
        [
            pytest.param(["--lang", "ja", "search", TEXT], id="before"),
            pytest.param(["search", "--lang", "ja", TEXT], id="after-the-command"),
            pytest.param(["search", TEXT, "--lang", "ja"], id="last"),
            pytest.param(["search", TEXT, "--lang=ja"], id="with-a-sign"),
            pytest.param(["--lang=ja", "search", TEXT], id="with-a-sign-before"),
        ],
    )
    def test_option(self, run: Run, arguments: list[str]) -> None:
        assert "共通する語" in run(*arguments).stdout

    @pytest.mark.parametrize(
        ("variables", "japanese"),
        [
            pytest.param({"GOALSEARCH_LANG": "ja"}, True, id="own-variable"),
            pytest.param({"GOALSEARCH_LANG": "JA"}, True, id="own-variable-in-upper-case"),
            pytest.param({"GOALSEARCH_LANG": "en", "LC_ALL": "ja_JP.UTF-8"}, False, id="own-variable-first"),
            pytest.param({"GOALSEARCH_LANG": "fr", "LC_ALL": "ja_JP.UTF-8"}, True, id="own-variable-unknown"),
            pytest.param({"LC_ALL": "ja_JP.UTF-8"}, True, id="locale"),
            pytest.param({"LC_ALL": "", "LANG": "ja_JP.eucJP"}, True, id="lang"),
            pytest.param({"LC_ALL": "", "LC_MESSAGES": "en_GB.UTF-8", "LANG": "ja_JP.UTF-8"}, False, id="messages"),
            pytest.param({"LC_ALL": "de_DE.UTF-8"}, False, id="third-language"),
        ],
    )
    def test_environment(
        self, run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], japanese: bool
    ) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        assert ("共通する語" in run("search", TEXT).stdout) == japanese
        assert bool(JAPANESE.search(run("--help").stdout)) == japanese
        assert bool(JAPANESE.search(run("goals", "zzz").stderr)) == japanese
        # The option is heard before them.
        assert "shared: " in run("search", TEXT, "--lang", "en").stdout

    def test_a_text_after_two_dashes_is_no_option(self, run: Run) -> None:
        assert run("search", "--", "--lang=ja").stdout.splitlines()[-1].startswith(("--explain", "No goal"))

    @pytest.mark.parametrize("arguments", [["--lang", "fr", "goals"], ["goals", "--lang", "fr"], ["goals", "--lang"]])
    def test_unknown(self, run: Run, arguments: list[str]) -> None:
        outcome = run(*arguments)
        assert (outcome.returncode, outcome.stdout) == (2, "")
        assert "--lang" in outcome.stderr


class TestVersion:
    def test_names_all_that_decides_a_score(self, process: Run) -> None:
        outcome = process("--version")
        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert outcome.stdout.count("\n") == 1
        named = dict(part.split() for part in outcome.stdout.split(","))
        assert named == {
            "goalsearch": goalsearch.__version__,
            "sudachipy": version("sudachipy"),
            "sudachidict-core": version("sudachidict-core"),
        }

    def test_in_a_checkout_that_was_never_installed(self, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def version_of_the_installed(package: str) -> str:
            if package == "goalsearch":
                raise PackageNotFoundError(package)
            return version(package)

        monkeypatch.setattr("importlib.metadata.version", version_of_the_installed)
        assert f"goalsearch {goalsearch.__version__}" in run("--version").stdout


class TestCompletion:
    @pytest.mark.parametrize(
        ("shell", "said"),
        [
            ("bash", ["_GOALSEARCH_COMPLETE=bash_complete", "complete -o nosort -F", "goalsearch"]),
            ("zsh", ["#compdef goalsearch", "_GOALSEARCH_COMPLETE=zsh_complete"]),
            ("fish", ["_GOALSEARCH_COMPLETE=fish_complete", "complete --no-files --command goalsearch"]),
        ],
    )
    def test_script(self, process: Run, shell: str, said: list[str]) -> None:
        outcome = process("completion", shell)
        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert [piece for piece in said if piece not in outcome.stdout] == []

    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_the_shell_can_read_the_script(self, process: Run, shell: str) -> None:
        if (program := shutil.which(shell)) is None:
            pytest.skip(f"{shell} is not installed")
        script = process("completion", shell).stdout
        read = subprocess.run([program, "-n"], input=script, capture_output=True, text=True, check=False)
        assert (read.returncode, read.stderr) == (0, "")

    @pytest.mark.parametrize(
        ("words", "expected"),
        [
            pytest.param("goalsearch ", set(COMMANDS), id="commands"),
            pytest.param("goalsearch se", {"search", "serve"}, id="command-begun"),
            pytest.param("goalsearch corpus c", {"check"}, id="command-of-a-group"),
            pytest.param("goalsearch search --f", {"--file", "--format"}, id="options"),
            pytest.param("goalsearch search --format js", {"json", "jsonl"}, id="values"),
            pytest.param("goalsearch goals --lang ", {"ja", "en"}, id="languages"),
            pytest.param("goalsearch completion ", {"bash", "zsh", "fish"}, id="shells"),
        ],
    )
    def test_answers_a_shell(self, process: Run, words: str, expected: set[str]) -> None:
        place = str(len(words.split(" ")) - 1)
        outcome = process(_GOALSEARCH_COMPLETE="bash_complete", COMP_WORDS=words, COMP_CWORD=place)
        assert (outcome.returncode, outcome.stderr) == (0, "")
        assert {line.removeprefix("plain,") for line in outcome.stdout.splitlines()} == expected


class TestLanguageOfTheText:
    """Where neither an option nor the environment names a language, as in a container."""

    @pytest.fixture(autouse=True)
    def no_language(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANG", "C.UTF-8")

    @pytest.mark.parametrize(
        ("text", "japanese"),
        [(TEXT, True), ("decoding of quantum error correcting codes", False)],
        ids=["japanese", "english"],
    )
    def test_of_an_argument_a_file_and_a_pipe(self, run: Run, tmp_path: Path, text: str, japanese: bool) -> None:
        path = tmp_path / "abstract.txt"
        path.write_text(text, encoding="utf-8")
        for outcome in (run("search", text), run("search", "-f", str(path)), run("search", stdin=text.encode())):
            assert bool(JAPANESE.search(outcome.stdout.splitlines()[0])) == japanese

    def test_a_japanese_command_line_is_answered_in_japanese(self, run: Run) -> None:
        assert JAPANESE.search(run("batch", "提案書").stderr)


@pytest.mark.parametrize(
    ("arguments", "ja", "en"),
    [
        pytest.param(["量子 計算"], "search を付けて", "put search before it", id="text-without-command"),
        pytest.param(["corpus", "check"], "path が要ります", "Missing argument path", id="no-argument"),
        pytest.param(["serach"], "もしかして: search", "Did you mean: search?", id="mistyped-command"),
        pytest.param(["goals", "--year", "1"], "もしかして: --years", "Did you mean: --years?", id="mistyped-option"),
        pytest.param(["search", "-k", "x", "a"], "「x」ではなく、整数", "but a whole number", id="no-number"),
        pytest.param(["goals", "--format", "x"], "text、json", "text, json", id="no-such-choice"),
        pytest.param(["goals", "--years"], "--years の後に値", "--years takes a value", id="no-value"),
        pytest.param(["completion", "bash", "b"], "引数が多すぎ", "Too many arguments", id="too-many"),
    ],
)
def test_wrong_usage_is_said_in_the_users_language(run: Run, arguments: list[str], ja: str, en: str) -> None:
    for lang, said in (("ja", ja), ("en", en)):
        outcome = run(f"--lang={lang}", *arguments)
        assert outcome.returncode == 2
        assert said in outcome.stderr
        assert ("エラー" if lang == "ja" else "Error") in outcome.stderr
        assert ("Usage" if lang == "ja" else "使い方") not in outcome.stderr
