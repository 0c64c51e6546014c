"""Proposals on one form: what is the form's counts for nothing, with any number of workers and of runs."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.batch import engine
from goalsearch.batch.api import match_folder
from goalsearch.batch.discovery import discover
from goalsearch.batch.form_lines import LEAST_DOCUMENTS, FileLines, FormLines, form_key
from goalsearch.batch.journal import Journal
from goalsearch.batch.kernel import Setup
from goalsearch.batch.options import BatchOptions
from goalsearch.batch.row import Row
from goalsearch.batch.spool import Spool
from goalsearch.corpus import CorpusSource
from goalsearch.processes.pool import WorkerPool

from .conftest import ABSTRACTS

MakeFolder = Callable[[Mapping[str, str | bytes]], Path]

# Of the in-house kind; nothing in it names an abstract.
FORM = """令和８年度　学内公募研究　申請書
研究課題名
{title}
研究代表者
{name}
所属
工学研究科
連絡先
{name}@example.jp
研究の着想
{abstract}
研究費の使途
研究費は学内の規程に従い、量子計算機の利用、腸内細菌の解析、太陽電池の試作のいずれにも支出できる。
国際的な共同研究を進め、複数の分野の動向を踏まえて安全と倫理に配慮する。
"""
ENGLISH_FORM = """Internal call for proposals
Title: {title}
Principal Investigator: {name}
Idea
{abstract}
Compliance
The applicant follows the rules on quantum computers, gut bacteria and solar cells that the university has laid down.
"""


def filled(number: int, form: str = FORM) -> str:
    return form.format(title=f"課題 {number}", name=f"tanaka{number}", abstract=ABSTRACTS[number % len(ABSTRACTS)])


def forms(n: int, form: str = FORM) -> dict[str, str]:
    return {f"{number}.txt": filled(number, form) for number in range(n)}


def rows_of(folder: Path, workers: int = 1, journal: Journal | None = None, **options: Any) -> list[Row]:
    setup = Setup(source=CorpusSource.builtin(), options=BatchOptions(ranker="tfidf", **options), root=folder)
    pool = WorkerPool(workers) if workers > 1 else None
    done = engine.run(setup, discover(folder).entries, pool=pool, journal=journal, forms=FormLines())
    return [row for one in done for row in one.rows]


def bare(make_folder: MakeFolder, n: int) -> list[Row]:
    return rows_of(make_folder({f"{number}.txt": ABSTRACTS[number] for number in range(n)}))


@pytest.mark.parametrize("form", [pytest.param(FORM, id="japanese"), pytest.param(ENGLISH_FORM, id="english")])
def test_a_form_has_the_goals_of_its_abstract(make_folder: MakeFolder, form: str) -> None:
    alone = [[hit.goal_id for hit in row.hits[:1]] for row in bare(make_folder, 5)]
    rows = rows_of(make_folder(forms(5, form)))
    assert [[hit.goal_id for hit in row.hits[:1]] for row in rows] == alone
    assert not {term for row in rows for hit in row.hits for term in hit.terms} & {"規程", "rule", "倫理", "university"}


def test_a_row_says_what_was_matched_and_who_is_behind_it(make_folder: MakeFolder) -> None:
    row = rows_of(make_folder(forms(3)))[1]
    assert row.n_form_lines == 12
    assert row.matched_part("ja") == "全文（様式と見られる 12 行を除く）"
    assert row.matched_part("en") == "the whole text, without 12 lines that look like the form's"
    assert (row.title, row.name, row.department, row.contact) == (
        "課題 1",
        "tanaka1",
        "工学研究科",
        "tanaka1@example.jp",
    )
    assert row.n_characters == len(f"課題 1\n{ABSTRACTS[1]}")


def test_two_documents_are_no_form(make_folder: MakeFolder) -> None:
    rows = rows_of(make_folder(forms(LEAST_DOCUMENTS - 1)))
    # Labels with their values go all the same.
    assert [row.n_form_lines for row in rows] == [7, 7]
    assert [row.warnings for row in rows] == [(), ()]


def test_a_folder_of_copies_has_no_form_and_says_so(make_folder: MakeFolder) -> None:
    rows = rows_of(make_folder({f"{number}.txt": filled(0) for number in range(5)}))
    assert {row.n_form_lines for row in rows} == {7}
    assert {row.warnings for row in rows} == {("document.note.same_texts",)}


def test_copies_of_a_proposal_are_no_form(make_folder: MakeFolder) -> None:
    copies = {f"copy{number}.txt": filled(0) for number in range(4)}
    rows = {row.path: row for row in rows_of(make_folder({**forms(4), **copies}))}
    assert rows["copy1.txt"].n_form_lines == rows["0.txt"].n_form_lines == rows["1.txt"].n_form_lines
    assert rows["copy1.txt"].hits == rows["0.txt"].hits
    assert not rows["copy1.txt"].warnings


def test_where_only_names_differ_nothing_is_left_out(make_folder: MakeFolder) -> None:
    texts = {f"{number}.txt": filled(0).replace("tanaka0", f"tanaka{number}") for number in range(4)}
    rows = rows_of(make_folder(texts))
    assert {row.warnings for row in rows} == {("document.note.only_form",)}
    assert {row.n_form_lines for row in rows} == {7}


@pytest.mark.parametrize("workers", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_sheets_that_are_forms_have_their_lines_counted(tmp_path: Path, workers: int) -> None:
    folder = tmp_path / "books"
    folder.mkdir()
    rule = "研究費は学内の規程に従い、量子計算機の利用にも太陽電池の試作にも支出できる。"
    for number in range(4):
        with xlsxwriter.Workbook(folder / f"{number}.xlsx") as book:
            sheet = book.add_worksheet("申請書")
            for at, row in enumerate(
                (
                    ["研究課題名", f"課題 {number}"],
                    ["研究代表者", f"tanaka{number}"],
                    ["概要", rule + ABSTRACTS[number]],
                )
            ):
                sheet.write_row(at, 0, row)
    rows = rows_of(folder, workers)
    assert [row.n_characters for row in rows] == [len(ABSTRACTS[number]) for number in range(4)]
    assert [(row.title, row.name) for row in rows] == [(f"課題 {number}", f"tanaka{number}") for number in range(4)]


def test_rows_of_tables_are_on_no_form(make_folder: MakeFolder) -> None:
    sentence = "量子計算の誤り訂正符号を実時間で復号する古典回路を設計し、寿命を延ばす。"
    table = "課題名,研究概要\n" + "".join(f"課題{number},{sentence}\n" for number in range(50))
    rows = rows_of(make_folder({"list.csv": table, **forms(3)}))
    assert {row.n_form_lines for row in rows if row.path == "list.csv"} == {0}
    assert {row.n_characters for row in rows if row.path == "list.csv"} == {len(sentence)}


@pytest.mark.slow
def test_any_number_of_workers_gives_the_same(make_folder: MakeFolder) -> None:
    folder = make_folder({**forms(150), "list.csv": "課題名,研究概要\n題,量子計算\n", "broken.docx": b"PK\x03\x04"})
    rows = rows_of(folder)
    assert rows_of(folder, workers=2) == rows
    assert rows_of(folder, workers=3) == rows


class TestResume:
    @pytest.fixture
    def folder(self, make_folder: MakeFolder) -> Path:
        return make_folder(forms(6))

    def run(self, folder: Path, out: Path) -> list[Row]:
        journal = Journal(out, {"corpus": "abc"})
        rows = rows_of(folder, journal=journal)
        journal.close()
        return rows

    def test_a_finished_run_reads_nothing_again(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rows = self.run(folder, tmp_path / "out")
        monkeypatch.setattr("goalsearch.batch.kernel.iter_documents", None)
        assert self.run(folder, tmp_path / "out") == rows

    @pytest.mark.parametrize("n_lines", [1, 2, 4, 6])
    def test_a_killed_run_gives_what_a_whole_one_gives(self, folder: Path, tmp_path: Path, n_lines: int) -> None:
        rows = self.run(folder, tmp_path / "out")
        journal = tmp_path / "out" / "journal.jsonl"
        journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:n_lines]))
        assert self.run(folder, tmp_path / "out") == rows

    def test_another_form_works_rows_out_anew(self, folder: Path, tmp_path: Path) -> None:
        line = "研究の着想は海外の研究者との議論から生まれた。"
        for number in range(2):
            (folder / f"{number}.txt").write_text(f"{filled(number)}\n{line}", encoding="utf-8")
        before = self.run(folder, tmp_path / "out")
        (folder / "9.txt").write_text(f"{filled(9)}\n{line}", encoding="utf-8")
        after = self.run(folder, tmp_path / "out")
        assert after == rows_of(folder)
        assert [row.n_form_lines for row in after[:3]] == [before[0].n_form_lines + 1] * 2 + [before[2].n_form_lines]


def test_look_alikes_and_gaps_are_not_of_the_form(make_folder: MakeFolder) -> None:
    folder = make_folder({**forms(5), "list.csv": f"課題名,研究概要\n課題 1,{ABSTRACTS[1]}\n"})
    batch = match_folder(folder, workers=1)
    assert [(pair.first, pair.second) for pair in batch.look_alikes] == [("1.txt", "list.csv#2")]


class TestCounting:
    @staticmethod
    def lines(*digests: int) -> FileLines:
        return FileLines.of(digests)

    def test_three_documents_make_a_form(self) -> None:
        counted = FormLines()
        for digests in ((1, 2, 3), (1, 2, 4), (1, 5)):
            counted.add(self.lines(*digests))
        assert counted.of(self.lines(1, 2, 9)) == {1}

    def test_of_too_many_lines_the_rare_ones_are_forgotten(self) -> None:
        counted = FormLines(most_lines=100)
        for document in range(300):
            counted.add(self.lines(7, *range(1000 * (document + 1), 1000 * (document + 1) + 900)))
        assert counted.of(self.lines(7, 1000, 300_001)) == {7}
        assert len(counted._keys) <= 100 + 1

    @given(st.lists(st.sets(st.integers(0, 2**64 - 1), max_size=6), max_size=12))
    def test_it_counts_each_line_once_a_document(self, documents: list[set[int]]) -> None:
        counted = FormLines()
        for document in documents:
            counted.add(FileLines.of(list(document)))
        different = {frozenset(document) for document in documents}
        everything = set().union(*documents)
        expected = {digest for digest in everything if sum(digest in one for one in different) >= LEAST_DOCUMENTS}
        assert counted.of(FileLines.of(list(everything))) == expected

    def test_lines_survive_the_way_through_json(self) -> None:
        lines = self.lines(2**64 - 1, 0, 5)
        assert np.array_equal(FileLines.from_plain(lines.to_plain()).digests, lines.digests)

    def test_a_key_tells_forms_apart(self) -> None:
        keys = {form_key(form, are_copies=copies) for form in (frozenset(), frozenset({1})) for copies in (False, True)}
        assert len(keys) == 3


def test_the_spool_gives_back_what_was_put_down() -> None:
    with Spool() as spool:
        spool.put(["一", 2])
        spool.put("三" * 100_000)
        assert list(spool.take()) == [["一", 2], "三" * 100_000]
