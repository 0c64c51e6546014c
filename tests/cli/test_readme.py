"""The README is what happens: its output is that of today, its commands run, its recipes give what they say."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from goalsearch.evaluation.queries import read_queries
from tests.cli.conftest import CHECKOUT, Run

README = (CHECKOUT / "README.md").read_text(encoding="utf-8")
QUERIES = CHECKOUT / "tests" / "data" / "queries" / "dev.jsonl"


def blocks(kind: str) -> list[str]:
    """What stands in its blocks of code."""
    fenced = (block.split("\n", 1) for block in re.split(r"^```", README, flags=re.MULTILINE)[1::2])
    return [content for name, content in fenced if name == kind]


def commands() -> list[str]:
    """Every call of ``goalsearch`` in it, but those that install, that wait for a person, or for a browser."""
    lines = (line.split(" && ")[-1].removeprefix(".venv/bin/") for line in "".join(blocks("bash")).splitlines())
    found = [line for line in lines if line.startswith("goalsearch ")]
    waiting = {"goalsearch serve", "goalsearch search"}
    return [line for line in found if " ".join(shlex.split(line, comments=True)) not in waiting]


def abstracts() -> list[str]:
    return [query.texts["abstract_ja"] for query in read_queries(QUERIES)][:6]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """The files that its examples name."""
    texts = abstracts()
    for folder in ("提案書", "proposals"):
        (tmp_path / folder).mkdir()
        for number, text in enumerate(texts):
            (tmp_path / folder / f"{number}.txt").write_text(text, encoding="utf-8")
    for name in ("要旨.txt", "abstract.txt", "申請書.docx", "proposal.docx"):
        (tmp_path / name).write_text(texts[0], encoding="utf-8")
    for name in ("採択課題.csv", "projects.csv"):
        rows = [f'{2010 + number},"{text}"' for number, text in enumerate(texts * 2)]
        (tmp_path / name).write_text("\n".join(["年度,概要", *rows]), encoding="utf-8")
    (tmp_path / "tests").symlink_to(CHECKOUT / "tests")
    return tmp_path


def test_both_languages_go_in_three_hundred_lines() -> None:
    assert len(README.splitlines()) < 300


def test_the_first_answer_is_todays(run: Run) -> None:
    command = next(line for line in "".join(blocks("bash")).splitlines() if "goalsearch search" in line)
    (shown,) = blocks("")
    assert 10 <= len(shown.splitlines()) <= 14
    answer = run(*shlex.split(command.split(" && ")[-1])[1:], "--lang", "ja").stdout.splitlines()
    head, tail = (part.strip("\n").splitlines() for part in shown.split("\n…\n"))
    assert answer[: len(head)] == head
    # Below it stands only how to see more.
    assert answer[-1 - len(tail) : -1] == tail


@pytest.mark.slow
def test_its_commands_run(run: Run, files: Path) -> None:
    lines = commands()
    assert len(lines) >= 30
    for line in lines:
        arguments = shlex.split(line, comments=True)[1:]
        for name in ("申請書.docx", "proposal.docx"):
            arguments = [argument.replace(name, "要旨.txt") for argument in arguments]
        if arguments[:2] == ["corpus", "add"]:
            (files / "2027.csv").write_text(
                "id,題名,概要,年度\n2027-jst-1,光の格子,光を使う。,2027\n", encoding="utf-8"
            )
            arguments[-1] = "2027.csv"
        if "--resume" in arguments:
            # What has ended is not gone on with: the message says so.
            assert run(*arguments).returncode == 1
            continue
        if arguments[:2] == ["corpus", "new"]:
            # The English examples write what the Japanese ones have written.
            (files / arguments[-1]).unlink(missing_ok=True)
        outcome = run(*arguments)
        assert outcome.returncode == 0, (line, outcome.stderr)


@pytest.mark.parametrize("recipe", blocks("python"), ids=["ja", "en"])
def test_its_recipes_run(recipe: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with xlsxwriter.Workbook(tmp_path / "2027.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("id", "title"))
        sheet.write_row(1, 0, ("own-1", "量子の随筆"))
    pandas: Any = pytest.importorskip("pandas")
    texts = pandas.Series(abstracts(), index=[f"P{n}" for n in range(6)])
    names: dict[str, Any] = {"df": pandas.DataFrame({"要旨": texts, "abstract": texts})}
    exec(recipe, names)  # noqa: S102 - it is the README's own
    frame = names["frame"]
    assert set(frame.text_id) == set(texts.index)
    assert frame["rank"].max() == 3
    assert names["searcher"].corpus.get("own-1").title == "量子の随筆"
    assert names["result"].hits[0].goal.id == "2019-jst-3"
    for shown in re.findall(r"Hit\((.*?) 2019", recipe):
        assert shown in repr(names["result"].hits[0])
    columns = re.search(r"`frame` の列は `(.*?) …`", README)
    assert columns is not None
    assert set(columns[1].split(", ")) <= set(frame.columns)
