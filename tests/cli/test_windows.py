"""A part of what Windows needs, as far as another system can show it."""

import ast
import io
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from goalsearch.cli.paste import read_pasted_text

Run = Callable[..., subprocess.CompletedProcess[str]]

PACKAGE = Path(__file__).resolve().parents[2] / "goalsearch"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
# https://docs.python.org/3/library/: availability Unix.
POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "readline", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    "os": {
        "fork", "forkpty", "geteuid", "getpgid", "getuid", "killpg", "mkfifo", "openpty", "posix_spawn", "setsid",
        "uname", "wait3", "wait4", "WNOHANG",
    },
    "signal": {"SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGUSR1", "alarm", "setitimer"},
}  # fmt: skip


class Keyboard(io.StringIO):
    """A standard input that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def at_import_time(node: ast.AST) -> Iterator[ast.AST]:
    """What runs when a module is imported: everything outside of functions."""
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            yield child
            yield from at_import_time(child)


def imported(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {(node.module or "").partition(".")[0]} if isinstance(node, ast.ImportFrom) else set()


class TestSource:
    def test_imports_nothing_that_windows_lacks(self) -> None:
        # Inside a function it may, behind an except ImportError.
        missing = {
            (source, name)
            for source, path in SOURCES.items()
            for node in at_import_time(parsed(path))
            for name in imported(node) & POSIX_MODULES
        }
        assert missing == set()

    def test_uses_nothing_that_windows_lacks(self) -> None:
        missing = {
            (source, node.lineno, node.value.id, node.attr)
            for source, path in SOURCES.items()
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.attr in POSIX_NAMES.get(node.value.id, ())
        }
        assert missing == set()

    def test_names_the_encoding_of_every_text_file(self) -> None:
        # Left out, it is cp932 on a Japanese Windows and UTF-8 elsewhere.
        unnamed = [
            f"{source}:{node.lineno}: {ast.unparse(node)}"
            for source, path in SOURCES.items()
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and _opens_text(node) and not {"encoding"} & {k.arg for k in node.keywords}
        ]
        assert unnamed == []

    def test_the_scan_sees_something(self) -> None:
        tree = ast.parse("import fcntl\ntry:\n    import pwd\nexcept ImportError: pass\ndef f():\n    import termios\n")
        names = {name for node in at_import_time(tree) for name in imported(node)}
        assert names == {"fcntl", "pwd"}
        calls = [node for node in ast.walk(ast.parse("p.open(); p.read_text(); p.open('rb')")) if _is_call(node)]
        assert [_opens_text(node) for node in calls if isinstance(node, ast.Call)] == [True, True, False]


def _is_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call)


def _opens_text(call: ast.Call) -> bool:
    # A function of our own called read_text is no method of a path.
    name = call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
    if isinstance(call.func, ast.Attribute) and name in {"read_text", "write_text"}:
        return True
    if name not in {"open", "fdopen"} or ast.unparse(call.func) in {"os.open", "archive.open"}:
        return False
    modes = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    return not any(isinstance(mode, ast.Constant) and "b" in str(mode.value) for mode in modes)


class TestPaste:
    @pytest.fixture(autouse=True)
    def no_termios(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """None in its place makes the import fail as it does on Windows."""
        monkeypatch.setitem(sys.modules, "termios", None)

    @pytest.mark.parametrize(
        ("typed", "text"),
        [
            pytest.param("一行目\n二行目\n", "一行目\n二行目\n", id="ended-with-ctrl-z"),
            pytest.param("一行目\n二行目\n.\nlater\n", "一行目\n二行目\n", id="ended-with-a-dot"),
            pytest.param("一行目\n . \nlater", "一行目\n", id="dot-between-spaces"),
            pytest.param("1.5 K\n...\n。\n.\n", "1.5 K\n...\n。\n", id="other-dots"),
            pytest.param("あ" * 5000 + "\n.\n", "あ" * 5000 + "\n", id="one-long-line"),
            pytest.param("", "", id="nothing"),
        ],
    )
    def test_reads_line_by_line(self, typed: str, text: str) -> None:
        assert read_pasted_text(io.StringIO(typed)) == text

    def test_through_the_command(self, run: Run) -> None:
        keyboard = Keyboard("量子コンピュータの\n誤り訂正符号\n.\nnot this\n")
        outcome = run("search", "--format", "json", keyboard=keyboard)
        assert outcome.returncode == 0
        assert json.loads(outcome.stdout)["query"]["text"] == "量子コンピュータの\n誤り訂正符号\n"

    @pytest.mark.parametrize(("lang", "said"), [("ja", "Ctrl-Z と Enter"), ("en", "Ctrl-Z and Enter")])
    def test_names_the_keys_of_windows(self, run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, said: str) -> None:
        # Not os.name itself: pathlib would make Windows paths of it.
        monkeypatch.setattr("goalsearch.cli.search.os", SimpleNamespace(name="nt"))
        outcome = run("search", "--format", "json", "--lang", lang, keyboard=Keyboard("量子\n"))
        assert said in outcome.stderr
        assert "Ctrl-D" not in outcome.stderr


class TestNames:
    def test_the_cache_has_names_that_windows_allows(self, warm_cache: Path) -> None:
        names = [path.name for path in warm_cache.rglob("*")]
        assert len(names) > 3
        assert [name for name in names if set(name) & set('<>:"/\\|?*') or name.endswith((".", " "))] == []

    def test_line_ends_are_left_to_the_system(self, run: Run) -> None:
        # Standard output turns \n into \r\n by itself there; \r\n of ours would become \r\r\n.
        for form in ("text", "json", "jsonl", "csv", "markdown"):
            assert "\r" not in run("search", "量子コンピュータの誤り訂正符号を研究する", "--format", form).stdout
