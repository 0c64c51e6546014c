"""The name of an output that was not named."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from goalsearch.errors import OutputError
from goalsearch.messages import Language
from goalsearch.writing.default_name import default_name
from goalsearch.writing.output import is_open_elsewhere, write_text

DAY = date(2026, 11, 29)


@pytest.fixture
def proposals(tmp_path: Path) -> Path:
    folder = tmp_path / "提案書"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("lang", "there", "expected"),
    [
        pytest.param("ja", (), "結果_20261129.xlsx", id="the-day"),
        pytest.param("en", (), "result_20261129.xlsx", id="english"),
        pytest.param("ja", ("結果_20261129.xlsx",), "結果_20261129(2).xlsx", id="never-what-exists"),
        pytest.param("en", ("result_20261129.xlsx", "result_20261129(2).xlsx"), "result_20261129(3).xlsx", id="third"),
        pytest.param("ja", ("結果_20261128.xlsx",), "結果_20261129.xlsx", id="another-day"),
    ],
)
def test_it_stands_beside_the_folder(proposals: Path, lang: Language, there: tuple[str, ...], expected: str) -> None:
    for name in there:
        (proposals.parent / name).touch()
    assert default_name(proposals, lang, DAY) == proposals.parent / expected


@pytest.mark.parametrize("given", [".", "../提案書", "../../{parent}/提案書/.", ".."])
def test_beside_a_folder_that_is_named_by_dots(proposals: Path, monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    below = proposals / "工学"
    below.mkdir()
    monkeypatch.chdir(below if given == ".." else proposals)
    name = default_name(Path(given.format(parent=proposals.parent.name)), "ja", DAY)
    assert name.absolute().resolve() == proposals.parent / "結果_20261129.xlsx"


def test_an_interrupted_run_is_gone_on_with_under_its_name(proposals: Path) -> None:
    for number, name in enumerate(("結果_20261127.xlsx.progress", "結果_20261128(2).xlsx.progress")):
        (proposals.parent / name).mkdir()
        os.utime(proposals.parent / name, (number, number))
    assert default_name(proposals, "ja", DAY, resume=True).name == "結果_20261128(2).xlsx"
    assert default_name(proposals, "ja", DAY).name == "結果_20261129.xlsx"


def test_nothing_to_resume_is_a_new_run(proposals: Path) -> None:
    assert default_name(proposals, "ja", DAY, resume=True).name == "結果_20261129.xlsx"


@pytest.mark.parametrize(
    ("number", "is_there", "expected"),
    [
        pytest.param(errno.EACCES, True, True, id="windows-permission"),
        pytest.param(errno.EBUSY, True, True, id="busy"),
        pytest.param(errno.EACCES, False, False, id="no-file-to-be-open"),
        pytest.param(errno.ENOSPC, True, False, id="full-disk"),
    ],
)
def test_a_file_that_excel_holds(tmp_path: Path, number: int, is_there: bool, expected: bool) -> None:
    path = tmp_path / "結果.xlsx"
    if is_there:
        path.touch()
    assert is_open_elsewhere(path, OSError(number, "x")) is expected


def test_it_is_named_as_the_likely_cause(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(self), None, str(target))

    path = tmp_path / "結果.csv"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(OutputError, match="Is it open in Excel") as caught:
        write_text(path, "new")
    assert "Excel で開いていませんか" in caught.value.message("ja")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
