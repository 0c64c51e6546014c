"""Pictures as files."""

from pathlib import Path

import pytest

from goalsearch.errors import OutputError
from goalsearch.pages.picture import picture_page
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.retrieval.searcher import Searcher
from goalsearch.writing.forms import PICTURE
from goalsearch.writing.output import Output


@pytest.mark.parametrize("name", ["a.svg", "a.HTML", "系譜 2019.html"])
def test_the_name_says_the_form(small_searcher: Searcher, tmp_path: Path, name: str) -> None:
    picture = lineage_picture(small_searcher)
    path = tmp_path / name
    Output.named(str(path), PICTURE, force=False).write(picture, "ja")
    is_page = path.suffix.lower() == ".html"
    expected = picture_page(picture, "ja") if is_page else picture.svg("ja", standalone=True)
    assert path.read_bytes() == expected.encode()
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("a.png", r"a\.png: unknown form of output; .* \.svg \.html", id="form"),
        pytest.param("a", "unknown form of output", id="no-form"),
        pytest.param("folder.svg", "is a folder", id="a-folder"),
        pytest.param("no/a.svg", "the folder for the output does not exist", id="no-folder"),
        pytest.param("there.svg", r"there\.svg: already exists; give --force", id="exists"),
    ],
)
def test_names_that_cannot_be_written(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "folder.svg").mkdir()
    (tmp_path / "there.svg").write_text("before", encoding="utf-8")
    with pytest.raises(OutputError, match=message):
        Output.named(str(tmp_path / name), PICTURE, force=False)


def test_force_writes_over(small_searcher: Searcher, tmp_path: Path) -> None:
    path = tmp_path / "there.svg"
    path.write_text("before", encoding="utf-8")
    Output.named(str(path), PICTURE, force=True).write(lineage_picture(small_searcher), "en")
    assert path.read_text(encoding="utf-8").startswith("<?xml")


def test_a_failure_leaves_what_was_there(
    small_searcher: Searcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "there.svg"
    path.write_text("before", encoding="utf-8")

    def fail(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OutputError, match=r"there\.svg: cannot be written \(No space left on device\)"):
        Output.named(str(path), PICTURE, force=True).write(lineage_picture(small_searcher), "en")
    assert path.read_text(encoding="utf-8") == "before"
    assert [file.name for file in tmp_path.iterdir()] == ["there.svg"]
