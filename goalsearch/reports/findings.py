"""What is wrong with a corpus, for a person at a terminal."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from goalsearch.corpus import Finding
from goalsearch.messages import Language, text
from goalsearch.reports.layout import Line, Piece


def finding_lines(path: Path, findings: Sequence[Finding], lang: Language) -> Iterator[Line]:
    """One line a finding, as editors and terminals link it (``file:line: …``), and a sum at the end."""
    for finding in findings:
        yield Piece(text(f"check.{finding.severity}", lang), "warn"), Piece(finding.message(lang))
    n_errors = sum(finding.severity == "error" for finding in findings)
    key = "check.failed" if n_errors else "check.passed"
    yield (Piece(text(key, lang, path=path, n_errors=n_errors, n_notes=len(findings) - n_errors), "bold"),)
