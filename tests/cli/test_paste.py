"""A text pasted into a terminal, on a pseudo-terminal of the test's own."""

import json
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest

from goalsearch.reports.layout import width
from tests.cli.conftest import COMMAND, Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

# The process has to lead a session whose terminal this is, or Ctrl-C would reach nobody.
LAUNCHER = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
# Reads what is pasted, and does nothing with it.
READER = "import sys; from goalsearch.cli.paste import read_pasted_text; sys.stdout.write(read_pasted_text(sys.stdin))"
CTRL_C, CTRL_D = "\x03", "\x04"
ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\].*?(?:\x07|\x1b\\))")
TEXT = "量子コンピュータの誤り訂正符号を研究する。"
DEADLINE = 60.0


class Terminal:
    """
    A terminal with goalsearch in front of it.

    Attributes:
        screen: Everything that was written to the terminal so far: the echo and standard error, and standard output
            too if it was not taken elsewhere.
        stdout: What was written to standard output, if it was taken elsewhere.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], *, columns: int, taken: bool):
        import fcntl
        import struct
        import termios

        self._termios = termios
        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        self._before = termios.tcgetattr(self._slave)
        self.process = subprocess.Popen(
            [sys.executable, "-c", LAUNCHER, *command],
            stdin=self._slave,
            stdout=subprocess.PIPE if taken else self._slave,
            stderr=self._slave,
            env=dict(environment),
            start_new_session=True,
        )
        self._written = {self._master: bytearray()}
        if self.process.stdout is not None:
            self._written[self.process.stdout.fileno()] = bytearray()
        os.set_blocking(self._master, False)

    def wait_for_prompt(self) -> None:
        """Until the line mode is off: what is typed before is not the program's to read."""
        self._until(lambda: self.process.poll() is not None or not self._line_mode())
        assert self.process.poll() is None, self.screen

    def type(self, *typed: str | bytes) -> None:
        """Type, each piece when the one before has been taken."""
        for piece in typed:
            rest = piece.encode() if isinstance(piece, str) else piece
            end = time.monotonic() + DEADLINE
            while rest:
                self._pump()
                assert time.monotonic() < end, f"nobody takes what is typed: {self.screen!r}"
                if select.select([], [self._master], [], 0)[1]:
                    rest = rest[os.write(self._master, rest[:256]) :]

    def finish(self) -> int:
        """Wait for the end of the process; its exit code."""
        self._until(lambda: self.process.poll() is not None)
        while self._pump():
            pass
        return self.process.returncode

    @property
    def mode_is_as_before(self) -> bool:
        return self._termios.tcgetattr(self._slave) == self._before

    @property
    def screen(self) -> str:
        return self._written[self._master].decode()

    @property
    def stdout(self) -> str:
        assert self.process.stdout is not None
        return self._written[self.process.stdout.fileno()].decode()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
        os.close(self._master)
        os.close(self._slave)

    def _line_mode(self) -> bool:
        mode: list[Any] = self._termios.tcgetattr(self._slave)
        return bool(mode[3] & self._termios.ICANON)

    def _until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + DEADLINE
        while not condition():
            self._pump()
            assert time.monotonic() < end, f"nothing happens: {self.screen!r}"

    def _pump(self) -> bool:
        """Take what was written; whether anything was."""
        readable = select.select(list(self._written), [], [], 0.02)[0]
        taken = [(descriptor, os.read(descriptor, 65536)) for descriptor in readable]
        for descriptor, data in taken:
            self._written[descriptor] += data
        return any(data for _, data in taken)


@pytest.fixture
def terminal(environment: Mapping[str, str]) -> Iterator[Callable[..., Terminal]]:
    """
    ``terminal(*arguments, columns=80, taken=True)``: a terminal with ``goalsearch arguments`` started in it.

    Without arguments it is the `READER`.
    """
    opened: list[Terminal] = []

    def open_terminal(*arguments: str, columns: int = 80, taken: bool = True) -> Terminal:
        command = [*COMMAND, *arguments] if arguments else [sys.executable, "-W", "error", "-c", READER]
        opened.append(Terminal(command, environment, columns=columns, taken=taken))
        return opened[-1]

    yield open_terminal
    for each in opened:
        each.close()


Open = Callable[..., Terminal]


def pasted(terminal: Open, *typed: str | bytes) -> tuple[str, str]:
    """The text that the program took for pasted, and the screen."""
    paste = terminal()
    paste.wait_for_prompt()
    paste.type(*typed)
    assert paste.finish() == 0, paste.screen
    assert paste.mode_is_as_before
    return paste.stdout, paste.screen


class TestText:
    @pytest.mark.parametrize(
        ("typed", "text"),
        [
            pytest.param([f"一行目\n二行目\n{CTRL_D}"], "一行目\n二行目\n", id="ctrl-d-on-a-line-of-its-own"),
            pytest.param([f"一行目\n二行目{CTRL_D}"], "一行目\n二行目", id="ctrl-d-after-text"),
            pytest.param(["一行目\n\n二行目\n.\n"], "一行目\n\n二行目\n", id="dot"),
            pytest.param([f"一行目\n.{CTRL_D}"], "一行目\n", id="dot-and-ctrl-d"),
            pytest.param(["1.5 K\n...\n。\n.\n"], "1.5 K\n...\n。\n", id="other-dots"),
            pytest.param(["一行目\r二行目\r.\r"], "一行目\n二行目\n", id="what-the-return-key-sends"),
            pytest.param([CTRL_D], "", id="nothing"),
            pytest.param(["量".encode()[:1], "量".encode()[1:2], "量".encode()[2:], CTRL_D], "量", id="byte-by-byte"),
            pytest.param([f"量子力学\x7f\x7f{CTRL_D}"], "量子", id="backspace"),
            pytest.param([f"量子力学\b\b論{CTRL_D}"], "量子論", id="ctrl-h"),
            pytest.param([f"量子\n\x7f\x7f論{CTRL_D}"], "量子\n論", id="backspace-stays-on-its-line"),
            pytest.param([f"\x7f\x7f量子{CTRL_D}"], "量子", id="backspace-before-anything"),
            pytest.param([f"量\x1b[A\x1b[D\x1bOP\x1b[3~\x1b[1;5C子{CTRL_D}"], "量子", id="arrow-keys"),
            pytest.param(["量\x1b", "[", "D子", CTRL_D], "量子", id="arrow-key-in-pieces"),
            pytest.param([f"量子力\x1b[D\x7f学{CTRL_D}"], "量子学", id="backspace-after-an-arrow-key"),
            pytest.param([f"\x1b[200~量子\n力学\x1b[201~{CTRL_D}"], "量子\n力学", id="bracketed-paste"),
            pytest.param([f"a\tb{CTRL_D}"], "a\tb", id="tab"),
        ],
    )
    def test_arrives(self, terminal: Open, typed: list[str | bytes], text: str) -> None:
        assert pasted(terminal, *typed)[0] == text

    @pytest.mark.parametrize("end", [CTRL_D, "\n.\n"], ids=["ctrl-d", "dot"])
    def test_one_line_of_5000_characters_arrives_whole(self, terminal: Open, end: str) -> None:
        # A terminal in its line mode keeps 4,095 bytes of it.
        line = "".join(chr(0x4E00 + place) for place in range(5000))
        assert len(line.encode()) == 15_000
        text, screen = pasted(terminal, line + end)
        assert text.removesuffix("\n") == line
        assert line in screen

    def test_many_lines_arrive_whole(self, terminal: Open) -> None:
        lines = "".join(f"{number}行目: {TEXT}\n" for number in range(500))
        assert pasted(terminal, lines + CTRL_D)[0] == lines

    def test_the_answer_is_that_of_the_same_text_from_a_file(self, terminal: Open, run: Run) -> None:
        paste = terminal("search", "--format", "json")
        paste.wait_for_prompt()
        paste.type(TEXT, CTRL_D)
        assert paste.finish() == 0
        assert paste.stdout == run("search", TEXT, "--format", "json").stdout

    def test_a_dash_for_the_file_reads_the_terminal_too(self, terminal: Open) -> None:
        paste = terminal("search", "-f", "-", "--format", "json")
        paste.wait_for_prompt()
        paste.type(f"{TEXT}\n.\n")
        assert paste.finish() == 0
        assert json.loads(paste.stdout)["query"]["text"] == f"{TEXT}\n"


class TestScreen:
    @pytest.mark.parametrize(("lang", "said"), [("ja", "貼り付け、改行して Ctrl-D"), ("en", "press Enter and Ctrl-D")])
    def test_asks_on_standard_error(self, terminal: Open, lang: str, said: str) -> None:
        paste = terminal("search", "--format", "json", "--lang", lang)
        paste.wait_for_prompt()
        paste.type(TEXT, CTRL_D)
        assert paste.finish() == 0
        assert said in paste.screen
        assert json.loads(paste.stdout)["query"]["text"] == TEXT

    def test_shows_what_is_typed(self, terminal: Open) -> None:
        assert TEXT in pasted(terminal, f"{TEXT}\n.\n")[1]

    def test_backspace_takes_both_columns_of_a_full_width_character(self, terminal: Open) -> None:
        screen = pasted(terminal, f"a量\x7f\x7f{CTRL_D}")[1]
        assert screen.split("a量")[1].startswith("\b \b" * 3)

    @pytest.mark.parametrize("key", ["\x1b[A", "\x1b[D", "\x1bOP", "\x1b[3~", "\x1b[1;5C"])
    def test_keys_that_are_no_text_leave_no_trace(self, terminal: Open, key: str) -> None:
        screen = pasted(terminal, f"量{key}子{CTRL_D}")[1]
        assert "量子" in screen

    def test_the_answer_begins_on_a_line_of_its_own(self, terminal: Open) -> None:
        paste = terminal("search", taken=False)
        paste.wait_for_prompt()
        paste.type(TEXT, CTRL_D)
        assert paste.finish() == 0
        assert any("shared: " in line for line in ESCAPES.sub("", paste.screen).splitlines())


class TestInterrupt:
    @pytest.mark.parametrize("typed", ["", "half a sentence", "one line\nhalf a"], ids=["at-once", "text", "lines"])
    @pytest.mark.parametrize("way", ["key", "signal"])
    def test_ends_with_130_and_leaves_the_terminal_as_it_was(self, terminal: Open, typed: str, way: str) -> None:
        paste = terminal("search")
        paste.wait_for_prompt()
        assert not paste.mode_is_as_before
        paste.type(typed)
        if way == "key":
            paste.type(CTRL_C)
        else:
            paste.process.send_signal(signal.SIGINT)
        assert paste.finish() == 130
        assert paste.mode_is_as_before
        assert paste.stdout == ""
        assert "Traceback" not in paste.screen


class TestAnswerOnATerminal:
    @pytest.mark.parametrize("columns", [80, 100, 110])
    @pytest.mark.parametrize("lang", ["ja", "en"])
    def test_keeps_to_the_width_of_the_terminal(self, terminal: Open, lang: str, columns: int) -> None:
        shown = terminal("search", TEXT, "-k", "20", "--explain", "--lang", lang, columns=columns, taken=False)
        assert shown.finish() == 0
        lines = ESCAPES.sub("", shown.screen).splitlines()
        assert [line for line in lines if width(line) > columns and "://" not in line] == []
        # It uses the room it has.
        assert max(map(width, lines)) > columns - 8

    def test_no_wider_than_one_can_read(self, terminal: Open) -> None:
        shown = terminal("goals", "2019-jst-3", columns=300, taken=False)
        assert shown.finish() == 0
        assert 100 < max(map(width, ESCAPES.sub("", shown.screen).splitlines())) <= 110

    def test_has_styles_and_the_same_words_as_plain_text(self, terminal: Open, run: Run) -> None:
        shown = terminal("search", TEXT, "--explain", taken=False)
        assert shown.finish() == 0
        assert "\x1b[1m" in shown.screen
        plain = [line.rstrip() for line in ESCAPES.sub("", shown.screen).splitlines()]
        assert plain == run("search", TEXT, "--explain").stdout.splitlines()

    @pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
    def test_no_colour_where_none_is_wanted(
        self, terminal: Open, monkeypatch: pytest.MonkeyPatch, name: str, value: str
    ) -> None:
        monkeypatch.setenv(name, value)
        shown = terminal("search", TEXT, taken=False)
        assert shown.finish() == 0
        # Cyan (36) and yellow (33); bold is no colour.
        assert re.findall(r"\x1b\[[\d;]*3\dm", shown.screen) == []
