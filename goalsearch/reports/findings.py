"""What is wrong with a corpus, for a person at a terminal."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from goalsearch.corpus import Finding
from goalsearch.messages import Language, text
from goalsearch.reports.layout import Line, Piece

_ERROR: Final = "error"
_MOST_ERRORS: Final = 100
_MOST_NOTES: Final = 5


def finding_lines(path: Path, findings: Sequence[Finding], lang: Language, *, notes: bool = True) -> Iterator[Line]:
    """
    One line a finding, as editors and terminals link it (``file:line: …``), and a sum at the end.

    Of more than a hundred errors, and of more than five notes of a kind, the first are shown, and how many more there
    are.

    Args:
        path: The corpus.
        findings: What was found in it.
        lang: Language to speak.
        notes: Whether to show notes, and not just count them.
    """
    of_kind = Counter(map(_kind, findings))
    shown: Counter[str] = Counter()
    for finding in findings:
        kind, is_note = _kind(finding), finding.severity == "note"
        most = _MOST_NOTES if is_note else _MOST_ERRORS
        if (is_note and not notes) or shown[kind] == most:
            continue
        shown[kind] += 1
        severity = Piece(text(f"check.{finding.severity}", lang), "warn")
        yield severity, Piece(finding.message(lang))
        if shown[kind] == most < of_kind[kind]:
            more = text("check.more_notes" if is_note else "check.more_errors", lang, n=f"{of_kind[kind] - most:,}")
            yield severity, Piece(more)
    n_errors = of_kind[_ERROR]
    key = "check.failed" if n_errors else "check.passed"
    yield (Piece(text(key, lang, path=path, n_errors=n_errors, n_notes=len(findings) - n_errors), "bold"),)


def _kind(finding: Finding) -> str:
    return finding.key if finding.severity == "note" else _ERROR
