"""
Looks for files that a reader does not stand: ``python benchmarks/fuzz.py .docx --seconds 60``.

Takes atheris (``pip install atheris``), which watches the branches that a file takes through the code and goes on from
those that took a new one. What it finds is written to ``crash-…`` in the working folder, and the process ends with an
error.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["goalsearch", "html", "email", "csv", "json", "zipfile", "tomllib"]):
    from benchmarks.fuzz_targets import TARGETS
    from tests.documents.damaged_files import SIGNS


def main() -> None:
    """Fuzz one reader for a time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=3600)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        beginning, read = TARGETS[asked.target](Path(folder))
        beginnings = Path(folder) / "beginnings"
        beginnings.mkdir()
        (beginnings / "whole").write_bytes(beginning)
        words = Path(folder) / "words"
        lines = ('"' + "".join(f"\\x{byte:02x}" for byte in sign) + '"' for sign in SIGNS)
        words.write_text("\n".join(lines) + "\n", encoding="ascii")
        options = [f"-max_total_time={asked.seconds}", "-max_len=8192", "-timeout=20", f"-dict={words}"]
        atheris.Setup([sys.argv[0], *options, str(beginnings)], read)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
