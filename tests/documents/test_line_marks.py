"""Plain texts from mails and editors: marks and line ends that part no words."""

import quopri
from pathlib import Path

import pytest

from goalsearch.documents import read_text
from goalsearch.documents.line_marks import tidy_lines

_LINES = ["磁性トポロジカル絶縁体の薄膜を分子", "線エピタキシー法で作製し、表面のデ", "ィラック電子を調べる。"]
_PLAIN = "\n".join(_LINES)


def _each(before: str, after: str = "") -> str:
    return "\n".join(f"{before}{line}{after}" for line in _LINES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(_each("> "), _PLAIN, id="quoted"),
        pytest.param(_each(">"), _PLAIN, id="quoted-without-blanks"),
        pytest.param(_each(">> "), _PLAIN, id="quoted-twice"),
        pytest.param(_each("> > "), _PLAIN, id="quoted-twice-with-blanks"),
        pytest.param(_each("＞"), _PLAIN, id="full-width"),
        pytest.param(_each("yamada> "), _PLAIN, id="named"),
        pytest.param(_each("  > "), _PLAIN, id="indented"),
        pytest.param(f"先生\n\n{_each('> ')}\n\n了解です。", f"先生\n\n{_PLAIN}\n\n了解です。", id="answer-around-it"),
        pytest.param(_each("> ") + "\n>\n> 次。", f"{_PLAIN}\n\n次。", id="empty-line-inside"),
        pytest.param("前\n> 0.05 の場合\n後", "前\n> 0.05 の場合\n後", id="one-line-means-what-it-says"),
        pytest.param(_each("| "), _PLAIN, id="bar"),
        pytest.param(_each("│ ", " │"), _PLAIN, id="frame"),
        pytest.param("┌" + "─" * 20 + "┐\n" + _each("│", "│") + "\n└" + "─" * 20 + "┘", _PLAIN, id="whole-frame"),
        pytest.param("+" + "-" * 20 + "+\n" + _each("| ", " |") + "\n+" + "-" * 20 + "+", _PLAIN, id="ascii-frame"),
        pytest.param(
            f"┌────┐\n│ 概要 │\n└────┘\n{_PLAIN}\n+----+\n| 計画 |\n+----+\n次。",
            f"概要\n{_PLAIN}\n計画\n次。",
            id="boxes-around-headings",
        ),
        pytest.param("┌──\n一行\n└──", "┌──\n一行\n└──", id="rules-without-sides"),
        pytest.param(
            "| 項目 | 内容 |\n|:--|---|\n| 課題名 | 薄膜 |\n| **研究概要** | 磁性。<br>薄膜。 |\n\n次。",
            "項目\t内容\n課題名\t薄膜\n研究概要\t磁性。\n薄膜。\n\n次。",
            id="form-in-markdown",
        ),
        pytest.param(
            "┌────┬────┐\n│課題名│薄膜│\n├────┼────┤\n│研究概要│磁性体の│\n│　　　　│研究。　│\n└────┴────┘",
            "課題名\t薄膜\n研究概要\t磁性体の\n研究。",
            id="form-with-lines",
        ),
        pytest.param("| a | b |\n| c | d |", "| a | b |\n| c | d |", id="table-stays"),
        pytest.param("P(A|B) を\n用いる。", "P(A|B) を\n用いる。", id="bar-inside-a-line"),
        *(
            pytest.param(end.join(_LINES), _PLAIN, id=repr(end))
            for end in ("\r\n", "\r", "\r\r\n", "\v", "\f", "\x85", "\u2028", "\u2029")
        ),
        pytest.param("=\n".join(_LINES), "".join(_LINES), id="soft-breaks"),
        pytest.param("a =\nb", "a =\nb", id="equals-sign"),
    ],
)
def test_lines(text: str, expected: str) -> None:
    assert tidy_lines(text) == expected
    assert tidy_lines(expected) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "iso2022_jp"])
def test_quoted_printable(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(quopri.encodestring(("".join(_LINES) + "\n").encode(encoding)))
    assert read_text(tmp_path / "a.txt").strip() == "".join(_LINES)


def test_formulas_are_not_quoted_printable(tmp_path: Path) -> None:
    text = "x=10, y=20, z=3A and a=BC=12 in one line.\n" * 3
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert read_text(tmp_path / "a.txt") == text
