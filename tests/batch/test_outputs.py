"""The result as a file: whole or not at all, safe in Excel, and never over something that is there."""

import csv
import errno
import io
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from goalsearch.batch.folder_run import FolderRun
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Failure, Row
from goalsearch.errors import BatchError, OutputError
from goalsearch.model import Goal, Notice, RankedGoal
from goalsearch.reports.batch_csv import CsvLines
from goalsearch.reports.batch_json import JsonLines
from goalsearch.writing import batch as batch_outputs
from goalsearch.writing.batch import BatchOutput

MakeFolder = Callable[[Mapping[str, str | bytes]], Path]

GOALS = (
    Goal(id="g1", title="量子計算", title_en="quantum computing", fiscal_year=2019, agencies=("JST", "AMED")),
    Goal(id="own", title="随筆"),
)
ROW = Row(
    document_id="a/b.csv#2",
    path="a/b.csv",
    record_id="24H1",
    title="題",
    name="山田",
    department="工学研究科",
    position="教授",
    contact="y@example.jp",
    kept=(("区分", "新規"), ("学位", "")),
    n_characters=400,
    heading="研究の概要",
    language="ja",
    verdict="goals",
    hits=(RankedGoal("g1", 0.25, 1.75, "strong", ("量子", "計算")), RankedGoal("own", 0.1, -0.5, "weak", ())),
    warnings=("notice.few_known_terms", "document.note.first_pages"),
)
UNMATCHED = replace(ROW, verdict="none", reason=Notice("reason.below_level", {"fit": "0.62", "needed": "1.15"}))
FAILED = Row(document_id="c.docx", path="c.docx", failure=Failure("document.password", {"file": "c.docx"}))
UNDECODABLE = Row(document_id="\\x82.txt", path="\udc82.txt", title="\ud800", verdict="none")


def run_over(folder: Path, **options: Any) -> FolderRun:
    return FolderRun(folder, BatchOptions(ranker="tfidf", **options), workers=1)


def cells(lines: CsvLines, *rows: Row) -> list[list[str]]:
    content = lines.head() + b"".join(map(lines.line, rows))
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


class TestJsonLines:
    def test_shape(self) -> None:
        line = JsonLines(GOALS, 5, "en").line(ROW)
        assert line.endswith(b"\n")
        assert json.loads(line) == {
            "document_id": "a/b.csv#2",
            "path": "a/b.csv",
            "record_id": "24H1",
            "title": "題",
            "name": "山田",
            "department": "工学研究科",
            "position": "教授",
            "contact": "y@example.jp",
            "kept": [{"heading": "区分", "value": "新規"}, {"heading": "学位", "value": ""}],
            "n_characters": 400,
            "language": "ja",
            "matched_part": 'the section "研究の概要" (400 characters)',
            "matched_heading": "研究の概要",
            "n_form_lines": 0,
            "verdict": "goals",
            "reason": None,
            "hits": [
                {
                    "rank": 1,
                    "goal_id": "g1",
                    "title": "量子計算",
                    "fiscal_year": 2019,
                    "agency": "JST・AMED",
                    "score": 0.25,
                    "fit": 1.75,
                    "band": "strong",
                    "terms": ["量子", "計算"],
                },
                {
                    "rank": 2,
                    "goal_id": "own",
                    "title": "随筆",
                    "fiscal_year": None,
                    "agency": None,
                    "score": 0.1,
                    "fit": -0.5,
                    "band": "weak",
                    "terms": [],
                },
            ],
            "warnings": ["few_known_terms", "first_pages"],
            "failure": None,
        }

    @pytest.mark.parametrize(("lang", "word"), [("en", "has a fit of 0.62"), ("ja", "目安の適合度 1.15 に対し 0.62")])
    def test_the_reason_speaks_the_language(self, lang: Any, word: str) -> None:
        record = json.loads(JsonLines(GOALS, 5, lang).line(UNMATCHED))
        assert record["reason"]["code"] == "reason.below_level"
        assert word in record["reason"]["message"]

    @pytest.mark.parametrize(("lang", "word"), [("en", "password"), ("ja", "パスワード")])
    def test_a_failure_speaks_the_language(self, lang: Any, word: str) -> None:
        record = json.loads(JsonLines(GOALS, 5, lang).line(FAILED))
        assert record["failure"]["code"] == "document.password"
        assert word in record["failure"]["message"]
        assert (record["verdict"], record["hits"]) == (None, [])

    def test_a_name_that_is_not_unicode(self) -> None:
        line = JsonLines(GOALS, 5, "en").line(UNDECODABLE)
        assert os.fsencode(json.loads(line)["path"]) == b"\x82.txt"


class TestCsvLines:
    def test_shape(self) -> None:
        head, row, failed = cells(CsvLines(GOALS, 3, "en"), ROW, FAILED)
        record = dict(zip(head, row, strict=True))
        assert record == {
            "document_id": "a/b.csv#2",
            "record_id": "24H1",
            "title": "題",
            "name": "山田",
            "department": "工学研究科",
            "position": "教授",
            "contact": "y@example.jp",
            "kept": "区分: 新規、学位: ",
            "verdict": "goals",
            "n_characters": "400",
            "matched_part": 'the section "研究の概要" (400 characters)',
            "language": "ja",
            "goal_1": "g1",
            "goal_title_1": "quantum computing",
            "score_1": "0.2500",
            "fit_1": "1.75",
            "band_1": "strong",
            "terms_1": "量子、計算",
            "goal_2": "own",
            "goal_title_2": "随筆",
            "score_2": "0.1000",
            "fit_2": "-0.5",
            "band_2": "weak",
            "terms_2": "",
            "reason": "",
            "warnings": "few_known_terms、first_pages",
            "failure": "",
        }
        assert len(failed) == len(head)
        assert "password" in failed[-1]

    @pytest.mark.parametrize(("lang", "word"), [("en", "has a fit of 0.62"), ("ja", "目安の適合度 1.15 に対し 0.62")])
    def test_the_reason_speaks_the_language(self, lang: Any, word: str) -> None:
        head, row = cells(CsvLines(GOALS, 3, lang), UNMATCHED)
        assert word in row[head.index("reason")]

    def test_excel_knows_that_it_is_utf_8(self) -> None:
        assert CsvLines(GOALS, 3, "en").head().startswith(b"\xef\xbb\xbfdocument_id,")

    @pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
    def test_no_cell_is_a_formula(self, start: str) -> None:
        evil = f'{start}cmd|"/c calc"!A1'
        row = Row(document_id=evil, record_id=evil, title=evil, verdict="none")
        _, found = cells(CsvLines(GOALS, 3, "en"), row)
        assert found[:3] == [f"'{evil}"] * 3

    def test_a_lone_surrogate_is_written_all_the_same(self) -> None:
        _, found = cells(CsvLines(GOALS, 3, "en"), UNDECODABLE)
        assert found[2] == "?"


class TestOutput:
    @pytest.mark.parametrize(
        ("name", "suffix"),
        [
            ("out.jsonl", ".jsonl"),
            ("out.CSV", ".csv"),
            ("out.xlsx", ".xlsx"),
            ("out.html", ".html"),
            ("out.parquet", ".parquet"),
            ("out", None),
            ("out.csv/", None),
            ("結果", None),
        ],
    )
    def test_forms(self, tmp_path: Path, name: str, suffix: str | None) -> None:
        form = BatchOutput.named(f"{tmp_path}/{name}").form
        assert (form and form.suffix) == suffix

    def test_a_folder_that_exists_is_a_folder_whatever_its_name(self, tmp_path: Path) -> None:
        (tmp_path / "v1.csv").mkdir()
        assert BatchOutput.named(str(tmp_path / "v1.csv")).form is None

    def test_an_unknown_form(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match=r"out\.pdf: unknown form .* \.jsonl \.csv \.xlsx \.html \.parquet"):
            BatchOutput.named(str(tmp_path / "out.pdf"))

    def test_an_extra_that_is_missing(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("goalsearch.writing.output.find_spec", lambda _name: None)
        with pytest.raises(OutputError, match=r"\.parquet needs an extra .*goalsearch\[dask\]"):
            BatchOutput.named(str(tmp_path / "out.parquet"))
        # What a folder gets does not depend on it.
        names = {path.name for path in BatchOutput.named(str(tmp_path / "out")).files()}
        assert names == {"result.jsonl", "result.csv", "result.xlsx", "result.html"}

    def test_no_folder_for_it(self, tmp_path: Path) -> None:
        with pytest.raises(OutputError, match="the folder for the output does not exist"):
            BatchOutput.named(str(tmp_path / "missing/out.csv"))

    def test_what_is_there_is_not_overwritten(self, tmp_path: Path) -> None:
        (tmp_path / "out.csv").touch()
        output = BatchOutput.named(str(tmp_path / "out.csv"))
        with pytest.raises(OutputError, match="already exists; give --force"):
            output.check(resume=False, force=False)
        # There is nothing to go on with, and nothing to be replaced by somebody who only wants to.
        with pytest.raises(OutputError, match="is finished, and this is its result"):
            output.check(resume=True, force=False)
        output.check(resume=False, force=True)

    def test_a_folder_with_other_files_is_fine(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").touch()
        output = BatchOutput.named(str(tmp_path))
        output.check(resume=False, force=False)
        (tmp_path / "result.csv").touch()
        with pytest.raises(OutputError, match="already exists"):
            output.check(resume=False, force=False)

    def test_what_an_interrupted_run_left_is_not_thrown_away(self, tmp_path: Path) -> None:
        output = BatchOutput.named(str(tmp_path / "out.csv"))
        output.progress.mkdir()
        with pytest.raises(BatchError, match=r"out\.csv\.progress: .* --resume"):
            output.check(resume=False, force=False)
        output.check(resume=True, force=False)
        assert output.progress.exists()
        # It is begun anew, once nobody else is at work in it.
        output.check(resume=False, force=True)
        assert output.progress.exists()


class TestWrite:
    @pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
    def test_a_line_for_each_row_and_nothing_left_over(self, folder: Path, tmp_path: Path, suffix: str) -> None:
        output = BatchOutput.named(str(tmp_path / f"out{suffix}"))
        run = run_over(folder)
        batch_outputs.write(run, output, "en")
        n_lines = len(output.path.read_bytes().splitlines())
        assert n_lines == 302 + (suffix == ".csv")
        assert (run.summary.n_rows, run.summary.n_failed, run.n_files_done) == (302, 2, 103)
        assert sorted(path.name for path in tmp_path.iterdir()) == [f"out{suffix}", "proposals"]

    def test_a_folder_holds_all_forms(self, make_folder: MakeFolder, tmp_path: Path) -> None:
        folder = make_folder({"a.txt": "量子コンピュータの誤り訂正", "b.txt": "量子コンピュータの誤り訂正"})
        run = FolderRun(folder, BatchOptions(ranker="tfidf"), workers=1, with_vectors=True)
        batch_outputs.write(run, BatchOutput.named(str(tmp_path / "out")), "en")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
            "result.csv",
            "result.html",
            "result.jsonl",
            "result.xlsx",
        ]
        # Links count from where the file ends up.
        page = (tmp_path / "out/result.html").read_text(encoding="utf-8")
        assert "../proposals/a.txt" in page
        assert not (tmp_path / "out.progress").exists()

    def test_a_form_of_its_own_says_what_the_folder_says(self, folder: Path, tmp_path: Path) -> None:
        run = FolderRun(folder, BatchOptions(ranker="tfidf"), workers=1, with_vectors=True)
        batch_outputs.write(run, BatchOutput.named(str(tmp_path / "out")), "en")
        for suffix in (".jsonl", ".csv"):
            output = BatchOutput.named(str(tmp_path / f"out{suffix}"))
            batch_outputs.write(run_over(folder), output, "en")
            assert output.path.read_bytes() == (tmp_path / f"out/result{suffix}").read_bytes()

    def test_what_was_there_stays_until_the_new_one_is_whole(self, folder: Path, tmp_path: Path) -> None:
        output = BatchOutput.named(str(tmp_path / "out.csv"))
        output.path.write_text("old", encoding="utf-8")

        class Broken(CsvLines):
            def line(self, row: Row) -> bytes:
                assert output.path.read_text(encoding="utf-8") == "old"
                if row.path == "texts/050.txt":
                    raise KeyboardInterrupt
                return super().line(row)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("goalsearch.reports.batch_csv.CsvLines", Broken)
            with pytest.raises(KeyboardInterrupt):
                batch_outputs.write(run_over(folder), output, "en")
        assert output.path.read_text(encoding="utf-8") == "old"
        run = run_over(folder)
        batch_outputs.write(run, output, "en")
        assert run.summary.n_reused > 0
        undisturbed = BatchOutput.named(str(tmp_path / "other.csv"))
        batch_outputs.write(run_over(folder), undisturbed, "en")
        assert output.path.read_bytes() == undisturbed.path.read_bytes()

    def test_parquet_holds_what_the_lines_hold(self, folder: Path, tmp_path: Path) -> None:
        parquet = pytest.importorskip("pyarrow.parquet")
        for name in ("out.parquet", "out.jsonl"):
            batch_outputs.write(run_over(folder), BatchOutput.named(str(tmp_path / name)), "en")
        lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
        assert parquet.read_table(tmp_path / "out.parquet").to_pylist() == list(map(json.loads, lines))

    def test_a_disk_that_fills_up_while_writing(self, folder: Path, tmp_path: Path) -> None:
        """A seam in place of a full disk, for where none can be made."""
        output = BatchOutput.named(str(tmp_path / "out.jsonl"))
        n_lines = iter(range(290))

        class Full(JsonLines):
            def line(self, row: Row) -> bytes:
                if next(n_lines, None) is None:
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                return super().line(row)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("goalsearch.reports.batch_json.JsonLines", Full)
            with pytest.raises(BatchError, match=r"out\.jsonl: cannot be written \(No space left.*--resume"):
                batch_outputs.write(run_over(folder), output, "en")
        assert not output.path.exists()
        run = run_over(folder)
        batch_outputs.write(run, output, "en")
        assert run.summary.n_reused > 0
        assert len(output.path.read_bytes().splitlines()) == 302


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 96 kB."""
    mount = shutil.which("mount")
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        mount is None
        or subprocess.run(
            [mount, "-t", "tmpfs", "-o", "size=96k", "tmpfs", disk], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("NOT TESTED: a full disk; mounting a small one takes root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_a_full_disk(small_disk: Path, folder: Path, tmp_path: Path, suffix: str) -> None:
    output = BatchOutput.named(str(small_disk / f"out{suffix}"))
    output.path.write_text("old", encoding="utf-8")
    with pytest.raises(BatchError, match="cannot be written"):
        batch_outputs.write(run_over(folder), output, "en")
    assert output.path.read_text(encoding="utf-8") == "old"
    # With more space it goes on, from whatever could be kept.
    subprocess.run(["mount", "-o", "remount,size=8m", small_disk], check=True)
    batch_outputs.write(run_over(folder), output, "en")
    roomy = BatchOutput.named(str(tmp_path / f"out{suffix}"))
    batch_outputs.write(run_over(folder), roomy, "en")
    assert output.path.read_bytes() == roomy.path.read_bytes()
    assert not output.progress.exists()
