"""
A text pasted into a terminal.

In its ordinary line mode a terminal hands over at most 4,095 bytes of a line and drops the rest: an abstract pasted as
one line would lose its end. So where the system has termios, the line mode is off while the text is read, and what the
line mode would do (echo, rubbing out, end of input) is done here.
"""

import codecs
import contextlib
import os
import re
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import TextIO

from goalsearch.reports.layout import width

_END = "\x04"
_RUBOUTS = "\x7f\b"
_ESCAPE = "\x1b"
# Arrow keys and the like send a sequence that is no text. It is whole when it no longer matches this.
_UNFINISHED_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?")


def read_pasted_text(stdin: TextIO) -> str:
    """
    The text typed or pasted into ``stdin``, up to Ctrl-D (Ctrl-Z on Windows) or a line with a single dot.

    Raises:
        KeyboardInterrupt: If the user breaks off.
    """
    try:
        import termios
    except ImportError:  # Windows, whose console has no such limit
        return "".join(_until_dot(stdin))
    with _characters_at_once(stdin.fileno(), termios):
        return "".join(_until_dot(_typed_lines(stdin)))


def _until_dot(lines: Iterator[str] | TextIO) -> Iterator[str]:
    for line in lines:
        if line.strip() == ".":
            return
        yield line


def _typed_lines(stdin: TextIO) -> Iterator[str]:
    """Lines as they are typed, each with its line end but for the last."""
    line = sequence = ""
    for character in _typed_characters(stdin):
        if sequence or character == _ESCAPE:
            sequence += character
            if not _UNFINISHED_SEQUENCE.fullmatch(sequence):
                sequence = ""
        elif character == _END:
            break
        elif character in _RUBOUTS:
            _echo("\b \b" * width(line[-1:]))
            line = line[:-1]
        else:
            line += character
            _echo(character if character.isprintable() or character in "\n\t" else "")
            if character == "\n":
                yield line
                line = ""
    if line:
        _echo("\n")
        yield line


def _typed_characters(stdin: TextIO) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(stdin.encoding)("replace")
    while chunk := os.read(stdin.fileno(), 65536):
        yield from decoder.decode(chunk)


def _echo(characters: str) -> None:
    sys.stderr.write(characters)
    sys.stderr.flush()


@contextlib.contextmanager
def _characters_at_once(descriptor: int, termios: ModuleType) -> Iterator[None]:
    """The terminal in a mode that hands over every character; as it was before when this ends, however it ends."""
    before = termios.tcgetattr(descriptor)
    mode = termios.tcgetattr(descriptor)
    mode[3] &= ~(termios.ICANON | termios.ECHO)
    mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
    termios.tcsetattr(descriptor, termios.TCSADRAIN, mode)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
