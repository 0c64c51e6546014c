"""Fingerprints, and where the goals that come with goalsearch are found."""

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, CorpusSource, builtin_path, source
from goalsearch.errors import CorpusError

ROOT = Path(__file__).parent.parent.parent
TOML = '[[goal]]\nid = "a"\ntitle = "t"\n'


def folder_with(path: Path, **files: str) -> Path:
    path.mkdir(parents=True)
    for name, content in files.items():
        (path / f"{name}.toml").write_text(content, encoding="utf-8", newline="\n")
    return path


def fingerprint(*paths: Path) -> str:
    return CorpusSource(paths).fingerprint()


def change_byte(folder: Path) -> None:
    (folder / "x.toml").write_text(TOML.replace("t", "T", 1), encoding="utf-8", newline="\n")


def add_comment(folder: Path) -> None:
    (folder / "x.toml").write_text(TOML + "# more\n", encoding="utf-8", newline="\n")


def rename(folder: Path) -> None:
    (folder / "x.toml").rename(folder / "z.toml")


def add_empty_file(folder: Path) -> None:
    (folder / "w.csv").write_bytes(b"")


def move_a_byte_to_the_next_file(folder: Path) -> None:
    (folder / "x.toml").write_text(TOML[:-1], encoding="utf-8", newline="\n")
    (folder / "y.toml").write_text("\n" + TOML, encoding="utf-8", newline="\n")


def swallow_the_next_file(folder: Path) -> None:
    (folder / "x.toml").write_text(TOML + "y.toml" + TOML, encoding="utf-8", newline="\n")
    (folder / "y.toml").unlink()


def touch(folder: Path) -> None:
    os.utime(folder / "x.toml", (0, 0))


def edit_readme(folder: Path) -> None:
    (folder / "README.md").write_text("about", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(change_byte, id="byte"),
        pytest.param(add_comment, id="comment"),
        pytest.param(rename, id="file-name"),
        pytest.param(add_empty_file, id="new-file"),
        pytest.param(swallow_the_next_file, id="name-of-a-file-inside-another"),
        pytest.param(move_a_byte_to_the_next_file, id="same-bytes-divided-otherwise"),
    ],
)
def test_fingerprint_changes_with(tmp_path: Path, change: Callable[[Path], None]) -> None:
    folder = folder_with(tmp_path / "c", x=TOML, y=TOML)
    before = fingerprint(folder)
    change(folder)
    assert fingerprint(folder) != before


@pytest.mark.parametrize("change", [pytest.param(touch, id="time-stamp"), pytest.param(edit_readme, id="notes-beside")])
def test_fingerprint_does_not_change_with(tmp_path: Path, change: Callable[[Path], None]) -> None:
    folder = folder_with(tmp_path / "c", x=TOML, y=TOML)
    before = fingerprint(folder)
    change(folder)
    assert fingerprint(folder) == before


def test_fingerprint_does_not_depend_on_the_place(tmp_path: Path) -> None:
    first = folder_with(tmp_path / "a", x=TOML)
    second = folder_with(tmp_path / "b" / "c", x=TOML)
    assert fingerprint(first) == fingerprint(second) == fingerprint(first / "x.toml")


def test_fingerprint_is_the_one_of_the_corpus_that_is_read(tmp_path: Path) -> None:
    first = folder_with(tmp_path / "a", x=TOML)
    second = folder_with(tmp_path / "b", x=TOML.replace('"a"', '"b"'))
    third = folder_with(tmp_path / "c", x=TOML.replace('"a"', '"c"'))
    for paths in ((first,), (first, second), (second, first), (first, second, third)):
        assert CorpusSource(paths).read().fingerprint == fingerprint(*paths)
    assert len({fingerprint(first), fingerprint(first, second), fingerprint(second, first)}) == 3
    assert [goal.id for goal in CorpusSource((second, first, third)).read()] == ["b", "a", "c"]


def test_builtin_source_reads_the_builtin_corpus_and_what_is_added(tmp_path: Path) -> None:
    added = folder_with(tmp_path / "a", x=TOML)
    assert CorpusSource.builtin().fingerprint() == Corpus.builtin().fingerprint
    assert CorpusSource.builtin(added).read().goals == (*Corpus.builtin().goals, *Corpus.load(added).goals)


def test_fingerprint_of_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"none"):
        fingerprint(tmp_path / "none")


def test_fingerprint_neither_parses_nor_loads_a_parser() -> None:
    program = (
        "import sys; from goalsearch.corpus import CorpusSource; CorpusSource.builtin().fingerprint();"
        "print(sorted({'tomllib', 'csv', 'json', 'difflib', 'goalsearch.corpus.reader'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_goals_inside_the_package_come_before_those_of_a_checkout(tmp_path: Path) -> None:
    package = tmp_path / "goalsearch"
    package.mkdir()
    with pytest.raises(CorpusError, match=r"_corpus"):
        source.builtin_path(package)
    (tmp_path / "corpus").mkdir()
    assert source.builtin_path(package) == tmp_path / "corpus"
    (package / "_corpus").mkdir()
    assert source.builtin_path(package) == package / "_corpus"


def test_this_run_uses_one_of_the_two_places() -> None:
    package = Path(source.__file__).parent.parent
    assert builtin_path() in {package / "_corpus", package.parent / "corpus"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    hatchling = pytest.importorskip("hatchling", reason="the build backend is not installed")
    assert hatchling
    target = tmp_path_factory.mktemp("wheel")
    # Without isolation: nothing is fetched. From a copy: a build must not leave anything in the checkout.
    checkout = tmp_path_factory.mktemp("checkout") / "goalsearch"
    for name in ("goalsearch", "corpus"):
        shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__", "_corpus"))
    for name in ("pyproject.toml", "LICENSE"):
        shutil.copy(ROOT / name, checkout)
    (checkout / "README.md").touch()
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--quiet", "--disable-pip-version-check"]
    command = [sys.executable, "-m", "pip", "wheel", *options, "--wheel-dir", str(target), str(checkout)]
    subprocess.run(command, check=True, capture_output=True)
    return next(target.glob("*.whl"))


def test_the_wheel_holds_every_corpus_file(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        packed = {name for name in archive.namelist() if name.startswith("goalsearch/_corpus/")}
    files = (path.relative_to(ROOT / "corpus") for path in (ROOT / "corpus").rglob("*") if path.is_file())
    assert packed == {f"goalsearch/_corpus/{path.as_posix()}" for path in files}
    assert "goalsearch/_corpus/examples/SHA256SUMS" in packed
    assert "goalsearch/_corpus/2019.toml" in packed


def test_an_installed_package_reads_its_own_goals(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = (
        "from goalsearch.corpus import Corpus, builtin_path; corpus = Corpus.builtin();"
        "print(builtin_path(), len(corpus), corpus.fingerprint)"
    )
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    assert done.stdout.split() == [str(tmp_path / "goalsearch" / "_corpus"), "99", Corpus.builtin().fingerprint]
