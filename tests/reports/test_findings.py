"""What is wrong with a corpus: what of it is shown, and what counted."""

from pathlib import Path

import pytest

from goalsearch.corpus import Finding
from goalsearch.corpus.finding import Severity
from goalsearch.messages import Language
from goalsearch.reports.findings import finding_lines

PATH = Path("goals.csv")
SAME = {"other_id": "a", "other": "goals.csv:1"}


def found(n: int, severity: Severity, key: str, first: int = 1) -> list[Finding]:
    return [Finding(path=PATH, line=first + i, key=key, values=SAME, severity=severity) for i in range(n)]


def lines(findings: list[Finding], lang: Language = "en", *, notes: bool = True) -> list[str]:
    return ["".join(piece.text for piece in line) for line in finding_lines(PATH, findings, lang, notes=notes)]


@pytest.mark.parametrize(
    ("n", "n_shown", "more"),
    [
        pytest.param(5, 5, [], id="all-that-there-are"),
        pytest.param(6, 5, ["note   … and 1 more of this kind"], id="one-too-many"),
        pytest.param(1276, 5, ["note   … and 1,271 more of this kind"], id="many"),
    ],
)
def test_the_first_notes_of_a_kind_are_shown(n: int, n_shown: int, more: list[str]) -> None:
    *shown, last = lines(found(n, "note", "corpus.same_title"))
    assert last.endswith(f"(notes: {n}).")
    assert shown[n_shown:] == more
    assert [line.split()[1] for line in shown[:n_shown]] == [f"goals.csv:{i}:" for i in range(1, n_shown + 1)]


def test_each_kind_is_counted_by_itself_where_it_stands() -> None:
    same, alike = (found(7, "note", f"corpus.{key}", first) for key, first in (("same_title", 1), ("no_words", 20)))
    mixed = [finding for pair in zip(same, alike, strict=True) for finding in pair]
    *shown, _ = lines(mixed, "ja")
    assert len(shown) == 12
    assert [place for place, line in enumerate(shown) if "ほか 2 件" in line] == [9, 11]


@pytest.mark.parametrize(
    ("n", "more"), [pytest.param(100, [], id="all"), pytest.param(150, ["error  … and 50 more"], id="too-many")]
)
def test_errors_of_all_kinds_are_shown_up_to_a_hundred(n: int, more: list[str]) -> None:
    *shown, last = lines([*found(90, "error", "corpus.same_title"), *found(n - 90, "error", "corpus.no_words")])
    assert (shown[100:], last) == (more, f"goals.csv: errors {n}, notes 0.")


def test_notes_may_only_be_counted() -> None:
    error, last = lines([*found(9, "note", "corpus.same_title"), *found(1, "error", "corpus.no_words")], notes=False)
    assert error.startswith("error  goals.csv:1: ")
    assert last == "goals.csv: errors 1, notes 9."
