"""Help: in both languages, every text with examples at its end, and every example runs."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from goalsearch.cli.main import COMMANDS, Commands
from goalsearch.messages import LANGUAGES, catalogue
from goalsearch.reports.layout import width

Run = Callable[..., subprocess.CompletedProcess[str]]

JAPANESE = re.compile("[ぁ-んァ-ヶ一-龠]")
# "goalsearch and its dictionary" names no command.
PROSE = {"again", "and", "are", "is"}
LABELS = {"ja": ("例:",), "en": ("Example:", "Examples:")}


def by_path(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command, groups too, with the words that lead to it."""
    yield before, group
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from by_path(command, (*before, name))
        else:
            yield (*before, name), command


PATHS = [path for path, _ in by_path(Commands("en"))]
every_command = pytest.mark.parametrize("path", [pytest.param(path, id="-".join(path) or "all") for path in PATHS])
both_languages = pytest.mark.parametrize("lang", ["ja", "en"])


def examples(help_text: str, lang: str) -> list[str]:
    """The example lines of a help text: its last paragraph before the options."""
    description = re.split("\n(?:Options|オプション):\n", help_text)[0]
    label, lines = description.rstrip().split("\n\n")[-1].strip().split(" ", 1)
    assert label in LABELS[lang], f"ends with no examples: {help_text}"
    return [line.strip() for line in lines.split("\n")]


def test_all_commands_are_here() -> None:
    assert set(PATHS) >= {(), ("corpus", "check"), *((name,) for name in COMMANDS)}


@every_command
@both_languages
class TestHelp:
    def test_speaks_the_language(self, run: Run, path: tuple[str, ...], lang: str) -> None:
        outcome = run(*path, "--help", "--lang", lang)
        assert (outcome.returncode, outcome.stderr) == (0, "")
        usage = {"ja": "使い方", "en": "Usage"}[lang]
        assert outcome.stdout.startswith(" ".join([f"{usage}: goalsearch", *path]))
        assert bool(JAPANESE.search(outcome.stdout)) == (lang == "ja")
        # What click adds by itself is said in the language too.
        assert lang == "en" or not re.search(r"\[default|\bx[<>]=|\d<=x", outcome.stdout)
        assert run(*path, "-h", "--lang", lang).stdout == outcome.stdout

    def test_fits_a_terminal_of_80_columns(self, run: Run, path: tuple[str, ...], lang: str) -> None:
        lines = run(*path, "--help", "--lang", lang).stdout.splitlines()
        assert [line for line in lines if width(line) > 80] == []

    def test_nothing_is_cut_short(self, run: Run, path: tuple[str, ...], lang: str) -> None:
        assert "..." not in run(*path, "--help", "--lang", lang).stdout.replace("[ARGS]...", "")


@every_command
def test_every_example_runs(run: Run, served: Run, checkout: Path, path: tuple[str, ...]) -> None:
    for name in ("abstract.txt", "proposals/a.txt"):
        Path(name).parent.mkdir(exist_ok=True)
        Path(name).write_text("量子コンピュータの誤り訂正符号を研究する。", encoding="utf-8")
    shutil.copytree(checkout / "corpus", "corpus")
    Path("own.csv").write_text("id,title\nown-1,量子計測\n", encoding="utf-8")
    shutil.copytree(checkout / "tests" / "data" / "queries", "tests/data/queries")
    for example in examples(run(*path, "--help", "--lang", "en").stdout, "en"):
        words = shlex.split(example)
        stdin = b""
        if words[0] == "echo":
            stdin, words = words[1].encode(), words[words.index("|") + 1 :]
        assert words[0] == "goalsearch", example
        outcome = (served if words[1] == "serve" else run)(*words[1:], stdin=stdin)
        assert outcome.returncode == 0, f"{example}: {outcome.stderr}"
        assert outcome.stdout != "", example


@every_command
def test_the_japanese_examples_are_the_english_ones_with_other_names(run: Run, path: tuple[str, ...]) -> None:
    """What runs in English runs in Japanese, then: the same commands and options, each with as many words."""
    ja, en = (
        [
            [word if word.isascii() and word.startswith(("-", "goalsearch")) else "" for word in shlex.split(example)]
            for example in examples(run(*path, "--help", "--lang", lang).stdout, lang)
        ]
        for lang in ("ja", "en")
    )
    assert ja == en


def test_every_option_says_what_it_does() -> None:
    for lang in LANGUAGES:
        options = [param for _, command in by_path(Commands(lang)) for param in command.params]
        assert len(options) > 20
        silent = [option.name for option in options if isinstance(option, click.Option) and not option.help]
        assert silent == []


@both_languages
def test_messages_name_only_commands_that_exist(lang: str) -> None:
    named = {
        (key, word)
        for key in sorted(catalogue.keys())
        for word in re.findall(r"goalsearch ([a-z]+)\b", getattr(catalogue.message(key), lang))
        if word not in PROSE
    }
    assert {word for _, word in named} & set(COMMANDS) != set()
    assert {(key, word) for key, word in named if word not in COMMANDS} == set()


@both_languages
def test_messages_name_only_options_that_exist(run: Run, lang: str) -> None:
    known = {
        option for path in PATHS for option in re.findall(r"--[a-z-]+", run(*path, "--help", "--lang", lang).stdout)
    }
    named = {
        (key, option)
        for key in sorted(catalogue.keys())
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", getattr(catalogue.message(key), lang))
    }
    assert {option for _, option in named} & known != set()
    assert {(key, option) for key, option in named if option not in known} == set()
