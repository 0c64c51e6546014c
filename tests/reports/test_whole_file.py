"""Files that are there whole or not at all."""

from pathlib import Path

import pytest

from goalsearch.errors import DatasetError
from goalsearch.reports import whole_file
from goalsearch.reports.whole_file import replacing


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        pytest.param("a.png", "a.png: 出力の形が分かりません", "unknown form of output", id="form"),
        pytest.param("folder.html", "folder.html: フォルダです", "is a folder", id="a-folder"),
        pytest.param("no/a.html", "a.html: 出力先のフォルダがありません", "does not exist", id="no-folder"),
        pytest.param("there.csv", "there.csv: すでにあります", "already exists", id="exists"),
    ],
)
def test_names_that_cannot_be_written(tmp_path: Path, name: str, ja: str, en: str) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "there.csv").write_text("before", encoding="utf-8")
    with pytest.raises(DatasetError) as caught:
        whole_file.check(tmp_path / name, force=False)
    assert ja in caught.value.message("ja")
    assert en in caught.value.message("en")


def test_a_file_takes_the_place_of_another_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")
    with replacing(path) as partial:
        partial.write_text("after", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "before"
        assert partial.name.startswith(".")
    assert path.read_text(encoding="utf-8") == "after"
    assert list(tmp_path.iterdir()) == [path]


def test_what_breaks_off_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")

    def break_off() -> None:
        with replacing(path) as partial:
            partial.write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert path.read_text(encoding="utf-8") == "before"
    assert list(tmp_path.iterdir()) == [path]
