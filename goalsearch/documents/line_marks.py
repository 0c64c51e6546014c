"""
Lines of a plain text without what mail programs and editors put around them.

Marks of quotation (``> ``), the sides of a frame (``| … |``, ``│ … │``), and line ends that are no part of the text
part words: 量子コン at the end of one line and ピュータ behind the mark of the next.
"""

import re
from typing import Final

# MS-DOS, old Macintosh, mainframes, and the separators of Unicode; a line end that was converted twice is one.
_LINE_END: Final = re.compile("\r*\n|\r|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# Some programs put a name before the mark.
_QUOTED: Final = re.compile(r"[ \t]*(?:[A-Za-z]{0,12}[>＞][ \t]?)+")
_FRAME: Final = re.compile(r"[ \t]*[|｜│┃║┆┊][ \t]?(.*?)[ \t]*[|｜│┃║┆┊]?[ \t]*$")
_RULE: Final = re.compile(r"[ \t]*[+＋┌┐└┘├┤┬┴┼─━═╔╗╚╝╠╣┏┓┗┛┣┫|│┃║\-=]{3,}[ \t]*$")
_ENCODED: Final = re.compile(rb"(?:=[0-9A-F]{2}){2}")
# A soft line break of quoted-printable: an equals sign that ends a line of the longest kind.
_SOFT_BREAK: Final = re.compile(r"(?<=\S)=\n(?=\S)")
_LEAST_LINES: Final = 2
_LEAST_ENCODED: Final = 10


def tidy_lines(text: str) -> str:
    """``text`` with ``\\n`` for every line end, and its lines without marks that all of a passage have."""
    text = _LINE_END.sub("\n", text)
    if _SOFT_BREAK.search(text) and len(_SOFT_BREAK.findall(text)) >= _LEAST_LINES:
        text = _SOFT_BREAK.sub("", text)
    if ">" in text or "＞" in text:
        text = _without(_QUOTED, text)
    return _without_frame(text) if re.search("[|｜│┃║┆┊]", text) else text


def decoded_transfer(data: bytes) -> bytes:
    """Bytes that a mail program saved in quoted-printable as they were before; other bytes as they are."""
    if not data.isascii() or b"=" not in data:
        return data
    if b"=1B$B" not in data and len(_ENCODED.findall(data)) < _LEAST_ENCODED:
        return data
    import quopri

    return quopri.decodestring(data)


def _without(mark: re.Pattern[str], text: str) -> str:
    """Passages of lines that all begin with a mark without it; a single line may mean what it says."""
    lines = text.split("\n")
    n_marked = [0] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        n_marked[index] = n_marked[index + 1] + 1 if mark.match(lines[index]) else 0
    is_passage = False
    for index, line in enumerate(lines):
        is_passage = n_marked[index] >= _LEAST_LINES or (is_passage and n_marked[index] > 0)
        if is_passage:
            lines[index] = mark.sub("", line, count=1)
    return "\n".join(lines)


def _without_frame(text: str) -> str:
    """Lines between the sides of a frame without them, if nearly all lines are and the frame has one column."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip() and not _RULE.match(line)]
    framed = [match for line in filled if (match := _FRAME.match(line))]
    is_frame = len(framed) >= _LEAST_LINES and 5 * len(framed) >= 4 * len(filled)
    if not is_frame or any(re.search("[|｜│┃║┆┊]", match[1]) for match in framed):
        return text
    kept = (line for line in lines if not _RULE.match(line))
    return "\n".join(match[1] if (match := _FRAME.match(line)) else line for line in kept)
