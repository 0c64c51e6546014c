"""The registry of forms: what makes each is there, and a name asks for one of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus
from goalsearch.errors import OutputError
from goalsearch.pictures.lineage import lineage_picture
from goalsearch.retrieval.searcher import Searcher
from goalsearch.writing.forms import BATCH, GAPS, PARTS, PICTURE, TRENDS, WITHOUT_EXTRA, Form, Forms
from goalsearch.writing.output import Output, check

ALL: tuple[Forms, ...] = (BATCH, TRENDS, GAPS, PICTURE)


@pytest.mark.parametrize("registry", ALL)
def test_what_makes_a_form_is_there(registry: Forms) -> None:
    for form in registry:
        assert form.kind == "values" or callable(form.load())
    assert len({form.suffix for form in registry}) == len(registry)


def test_one_suffix_is_one_media_type() -> None:
    found: dict[str, set[str]] = {}
    for form in (form for registry in ALL for form in registry):
        found.setdefault(form.suffix, set()).add(form.media_type)
    assert [suffix for suffix, types in found.items() if len(types) > 1] == []


def test_rows_are_written_as_they_come_and_parts_are_made_of_them() -> None:
    assert [form.name for form in PARTS] == ["jsonl", "csv", "parquet"]
    assert [form.name for form in WITHOUT_EXTRA] == ["jsonl", "csv", "xlsx", "html"]


def test_help_names_the_forms_without_loading_anything() -> None:
    code = "import sys; import goalsearch.writing.forms; print(len({'numpy', 'jinja2', 'pyarrow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "0\n"


@pytest.mark.parametrize("suffix", [form.suffix for form in PICTURE])
def test_a_result_is_written_by_its_suffix(small_searcher: Searcher, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix.upper()}"
    Output.named(path, PICTURE, force=False).write(lineage_picture(small_searcher), "en")
    assert path.read_text(encoding="utf-8").startswith({".svg": "<?xml", ".html": "<!DOCTYPE html>"}[suffix])
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_form_takes_a_maker_and_a_line(
    small_searcher: Searcher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "maker_of_titles.py").write_text("def title(picture, lang):\n    return picture.title(lang)\n")
    monkeypatch.syspath_prepend(tmp_path)
    title = Form(".txt", "text/plain", "text", "maker_of_titles:title")
    Output.named(tmp_path / "a.txt", (*PICTURE, title), force=False).write(lineage_picture(small_searcher), "en")
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "Lineage of Japan's national research goals"


@pytest.mark.parametrize(
    ("name", "ja", "en"),
    [
        pytest.param("a.png", "a.png: 出力形式が分かりません", "unknown form of output", id="form"),
        pytest.param("folder.html", "folder.html: フォルダです", "is a folder", id="a-folder"),
        pytest.param("no/a.html", "a.html: 出力先のフォルダがありません", "does not exist", id="no-folder"),
        pytest.param("there.csv", "there.csv: すでにあります", "already exists", id="exists"),
    ],
)
def test_names_that_cannot_be_written(tmp_path: Path, name: str, ja: str, en: str) -> None:
    (tmp_path / "folder.html").mkdir()
    (tmp_path / "there.csv").write_text("before", encoding="utf-8")
    with pytest.raises(OutputError, match=en) as caught:
        Output.named(tmp_path / name, TRENDS, force=False)
    assert ja in caught.value.message("ja")
    assert en in caught.value.message("en")


def test_what_any_name_may_have_is_checked_without_forms(tmp_path: Path) -> None:
    check(tmp_path / "run.trec", force=False)
    with pytest.raises(OutputError, match="is a folder"):
        check(tmp_path, force=True)


@pytest.mark.parametrize("form", [form for form in BATCH if form.kind == "rows"])
def test_a_form_of_rows_begins_and_ends(corpus: Corpus, form: Form) -> None:
    pytest.importorskip("pyarrow" if form.extra else "json")
    lines = form.load()(corpus.goals, 3, "en")
    assert all(isinstance(piece, bytes) for piece in (lines.head(), lines.tail()))
