"""Goals of one's own, from the file to fill in to the search that finds them."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, CorpusSource, source

Run = Callable[..., subprocess.CompletedProcess[str]]
QUERY = "ナノダイヤモンド中の窒素空孔中心を細胞に導入し、光検出磁気共鳴で細胞内の温度を計測する。"

QUERIES = {
    "ja": QUERY,
    "en": "Nanodiamonds in cells and optically detected magnetic resonance measure temperature as a quantum sensor.",
}


# Each file that is added has all goals read and indexed anew.
few = pytest.mark.usefixtures("few_goals")


@pytest.fixture
def few_goals(tmp_path_factory: pytest.TempPathFactory, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The goals of one year stand for all that come with goalsearch."""
    folder = tmp_path_factory.mktemp("built-in")
    for name in ("2019.toml", "programmes.toml", "years.toml"):
        shutil.copy(checkout / "corpus" / name, folder)
    monkeypatch.setattr(source, "builtin_path", lambda: folder)


def found(run: Run, query: str = QUERY, *arguments: str) -> list[str]:
    done = run("search", query, "--format", "json", *arguments)
    assert done.returncode == 0, done.stderr
    return [hit["goal"]["id"] for hit in json.loads(done.stdout)["hits"]]


@pytest.mark.parametrize(
    ("lang", "suffix", "goals"),
    [("ja", ".csv", "all"), ("ja", ".toml", "few"), ("en", ".csv", "few"), ("en", ".toml", "all")],
)
def test_from_a_new_file_to_the_search(
    request: pytest.FixtureRequest, run: Run, lang: str, suffix: str, goals: str
) -> None:
    if goals == "few":
        request.getfixturevalue("few_goals")
    path = Path(f"2027{suffix}")
    written = run("corpus", "new", path.name, "--lang", lang)
    assert written.returncode == 0
    assert f"goalsearch corpus add {path.name}" in written.stdout
    # The example is a remark as long as nobody takes it for a goal.
    assert run("corpus", "check", path.name).returncode == 1
    content = path.read_text(encoding="utf-8-sig")
    filled = content.replace("# 2027-own-1", "2027-own-1")
    if suffix == ".toml":
        start = content.index("# [[goal]]")
        filled = content[start:].replace("# ", "")
    path.write_text(filled, encoding="utf-8")
    added = run("corpus", "add", path.name)
    assert (added.returncode, "Added 1 goals" in added.stdout) == (0, True), added.stderr
    # An English goal is found by an English text.
    assert "2027-own-1" in found(run, QUERIES[lang])
    assert found(run, QUERIES[lang], "--corpus", path.name) == ["2027-own-1"]
    assert "2027-own-1" in run("goals", "2027-own-1").stdout
    assert path.name in run("corpus", "list").stdout
    assert run("corpus", "remove", path.name).returncode == 0
    assert "2027-own-1" not in found(run)


def test_a_new_workbook_can_be_read(run: Run) -> None:
    assert run("corpus", "new", "2027.xlsx", "--lang", "ja").returncode == 0
    checked = run("corpus", "check", "2027.xlsx")
    # Nothing is wrong with it but that no goal is filled in yet.
    assert "holds no goals" in checked.stdout
    assert "cannot" not in checked.stdout


@few
def test_what_cannot_be_added(run: Run) -> None:
    Path("taken.csv").write_text("id,title\n2019-jst-3,x\n", encoding="utf-8")
    refused = run("corpus", "add", "taken.csv")
    assert refused.returncode == 1
    assert "2019-jst-3" in refused.stderr
    Path("broken.csv").write_text("id,title\na,\n", encoding="utf-8")
    refused = run("corpus", "add", "broken.csv")
    assert (refused.returncode, "broken.csv:2" in refused.stderr) == (1, True)
    assert "(0 files)" in run("corpus", "list", "--lang", "en").stdout


@few
def test_a_list_of_own_files_counts_their_notes(run: Run) -> None:
    Path("own.csv").write_text("id,title\na,量子\nb,量子\n", encoding="utf-8")
    assert "note " in run("corpus", "add", "own.csv").stdout
    _place, line = run("corpus", "list").stdout.splitlines()
    assert line.endswith("own.csv: nothing is wrong (notes: 1).")


@few
def test_a_file_of_the_same_name(run: Run) -> None:
    path = Path("own.csv")
    path.write_text("id,title\na,量子\n", encoding="utf-8")
    assert run("corpus", "add", "own.csv").returncode == 0
    assert run("corpus", "add", "own.csv").returncode == 0
    path.write_text("id,title\na,量子計測\n", encoding="utf-8")
    refused = run("corpus", "add", "own.csv")
    assert (refused.returncode, "--force" in refused.stderr) == (1, True)
    assert run("corpus", "add", "own.csv", "--force").returncode == 0
    assert "量子計測" in run("goals", "a", "--lang", "ja").stdout


@few
def test_what_is_wrong_in_the_own_place_names_the_file(run: Run, environment: Mapping[str, str]) -> None:
    Path("own.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    added = run("corpus", "add", "own.csv")
    place = Path(added.stdout.strip().rpartition(": ")[2])
    place.write_bytes(b"id,title\na,")
    broken = run("search", QUERY)
    assert (broken.returncode, str(place) in broken.stderr) == (1, True)
    assert run("corpus", "remove", "own.csv").returncode == 0
    assert run("search", QUERY).returncode == 0
    assert run("corpus", "remove", "own.csv").returncode == 1


@few
def test_an_id_that_is_taken_is_told_before_it_is_added(run: Run) -> None:
    Path("own.csv").write_text("id,title\nown-1,量子\n", encoding="utf-8")
    Path("2027.csv").write_text("id,title\n2019-jst-3,分子\nown-1,原子\nown-2,電子\n", encoding="utf-8")
    assert run("corpus", "add", "own.csv").returncode == 0
    checked = run("corpus", "check", "2027.csv")
    first, second, last = checked.stdout.splitlines()
    # It can be used all the same, in place of the others.
    assert (checked.returncode, last) == (0, "2027.csv: nothing is wrong (notes: 2).")
    for line, place, other in ((first, "2027.csv:2: 2019-jst-3", "2019.toml:"), (second, "2027.csv:3", "own.csv:2")):
        assert line.startswith("note")
        assert place in line
        assert other in line
    # What it replaces does not count.
    assert "own-1" not in run("corpus", "check", "own.csv").stdout
    assert "2019-jst-3" not in run("corpus", "check", str(source.builtin_path() / "2019.toml")).stdout
    assert run("corpus", "add", str(source.builtin_path())).returncode == 1


@few
@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        pytest.param("2027.csv", "id,title\n2019-jst-3,分子\n", "2019.toml:", id="id-of-a-built-in-goal"),
        pytest.param("2027.csv", "id,title\nown-1,分子\n", "2026.csv:2", id="id-of-another-own-goal"),
        pytest.param("2027.csv", "id,title\na,\n", "2027.csv:2", id="broken"),
        pytest.param("2027 年度.csv", "id,title\na,\n", "2027 年度.csv:2", id="broken-with-a-space-in-its-name"),
    ],
)
def test_a_bad_file_in_the_own_place_is_told_with_the_way_out(run: Run, name: str, content: str, told: str) -> None:
    Path("2026.csv").write_text("id,title\nown-1,量子\n", encoding="utf-8")
    place = Path(run("corpus", "add", "2026.csv").stdout.strip().rpartition(": ")[2]).parent
    (place / name).write_text(content, encoding="utf-8")
    way_out = f'goalsearch corpus remove "{name}"' if " " in name else f"goalsearch corpus remove {name}"
    Path("other.csv").write_text("id,title\nother,電子\n", encoding="utf-8")
    for arguments in (("search", QUERY), ("goals",), ("corpus", "add", "other.csv")):
        refused = run(*arguments)
        assert (refused.returncode, told in refused.stderr, way_out in refused.stderr) == (1, True, True)
    listed = run("corpus", "list")
    assert (listed.returncode, told in listed.stdout, listed.stdout.count(way_out)) == (1, True, 1)
    assert run("corpus", "remove", name).returncode == 0
    assert (run("corpus", "list").returncode, run("search", QUERY).returncode) == (0, 0)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB with 4 kB left."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [mount or "", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if mount is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("NOT TESTED: a full disk; mounting a small one takes root")
    try:
        (disk / "filling").write_bytes(bytes(60 * 1024))
        yield disk
    finally:
        subprocess.run(["umount", "-l", disk], check=True)


NO_SPACE = [("ja", "空き容量"), ("en", "no space left")]


@pytest.mark.parametrize(("lang", "told"), NO_SPACE)
@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".toml"])
def test_a_new_file_on_a_full_disk(process: Run, full_disk: Path, suffix: str, lang: str, told: str) -> None:
    path = full_disk / f"2027{suffix}"
    (full_disk / "rest").write_bytes(bytes(4096))
    refused = process("corpus", "new", str(path), "--lang", lang)
    assert (refused.returncode, refused.stdout) == (1, "")
    (line,) = refused.stderr.splitlines()
    assert told in line
    assert "Excel" not in line
    assert sorted(item.name for item in full_disk.iterdir()) == ["filling", "rest"]
    (full_disk / "filling").unlink()
    assert process("corpus", "new", str(path)).returncode == 0
    assert path.is_file()


@few
@pytest.mark.parametrize(("lang", "told"), NO_SPACE)
def test_goals_are_added_on_a_full_disk_all_or_none(
    run: Run, full_disk: Path, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    monkeypatch.setenv("GOALSEARCH_ADD_CORPUS", str(full_disk))
    folder = Path("goals")
    folder.mkdir()
    # There is room for the first.
    (folder / "a.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    (folder / "b.csv").write_text(f"id,title,notes\nb,分子,{'x' * 9000}\n", encoding="utf-8")
    (full_disk / "filling").rename(full_disk / "filling.txt")
    refused = run("corpus", "add", "goals", "--lang", lang)
    assert (refused.returncode, told in refused.stderr) == (1, True)
    assert [item.name for item in full_disk.iterdir()] == ["filling.txt"]
    (full_disk / "filling.txt").unlink()
    assert run("corpus", "add", "goals").returncode == 0
    assert sorted(item.name for item in full_disk.iterdir()) == ["a.csv", "b.csv"]


@few
@pytest.mark.parametrize(("lang", "told"), [("ja", "フォルダではありません"), ("en", "is no folder")])
def test_a_file_in_place_of_the_own_place(run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, told: str) -> None:
    Path("own.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    monkeypatch.setenv("GOALSEARCH_ADD_CORPUS", "own.csv")
    for arguments in (("search", QUERY), ("goals",), ("corpus", "add", "own.csv"), ("corpus", "list")):
        refused = run(*arguments, "--lang", lang)
        assert (refused.returncode, refused.stdout) == (1, "")
        (line,) = refused.stderr.splitlines()
        for piece in ("own.csv: ", told, "GOALSEARCH_ADD_CORPUS", "--add-corpus"):
            assert piece in line
    # What does not look there has nothing against it.
    assert run("search", QUERY, "--corpus", "own.csv").returncode == 0
    Path("broken.csv").write_text("id,title\na,\n", encoding="utf-8")
    assert "broken.csv:2" in run("search", QUERY, "--corpus", "broken.csv").stderr


@few
@pytest.mark.parametrize(("lang", "told"), [("ja", "まだありません"), ("en", "is not there yet")])
def test_a_named_own_place_that_is_not_there_yet(
    run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, told: str
) -> None:
    Path("own.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    monkeypatch.setenv("GOALSEARCH_ADD_CORPUS", "not/yet")
    searched, listed = (run(*arguments, "--lang", lang) for arguments in (("search", QUERY), ("corpus", "list")))
    for done, output in ((searched, searched.stderr), (listed, listed.stdout)):
        assert done.returncode == 0
        assert [told in line for line in output.splitlines() if "not/yet: " in line] == [True]
    assert told not in run("goals", "--corpus", "own.csv", "--lang", lang).stderr
    monkeypatch.setenv("GOALSEARCH_CORPUS", "own.csv")
    assert told not in run("goals", "--lang", lang).stderr
    monkeypatch.delenv("GOALSEARCH_CORPUS")
    assert run("corpus", "add", "own.csv").returncode == 0
    assert Path("not/yet/own.csv").is_file()
    assert told not in run("goals", "a", "--lang", lang).stderr
    monkeypatch.delenv("GOALSEARCH_ADD_CORPUS")
    assert "not there" not in run("goals").stderr


@few
def test_a_place_that_cannot_be_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("file").touch()
    monkeypatch.setenv("GOALSEARCH_ADD_CORPUS", "file/inside")
    Path("own.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    refused = run("corpus", "add", "own.csv")
    assert (refused.returncode, "GOALSEARCH_ADD_CORPUS" in refused.stderr) == (1, True)
    assert run("search", QUERY).returncode == 0


def test_several_files_as_a_corpus(run: Run) -> None:
    Path("a.csv").write_text("id,title\na,細胞内の温度の計測\n", encoding="utf-8")
    Path("b.toml").write_text('[[goal]]\nid = "b"\ntitle = "ナノダイヤモンド"\n', encoding="utf-8")
    assert sorted(found(run, QUERY, "--corpus", "a.csv", "--corpus", "b.toml")) == ["a", "b"]
    clash = run("search", QUERY, "--corpus", "a.csv", "--corpus", "a.csv")
    assert (clash.returncode, "a.csv:2" in clash.stderr) == (1, True)


@few
def test_a_folder_is_added_whole_or_not_at_all(run: Run) -> None:
    folder = Path("goals")
    folder.mkdir()
    (folder / "a.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    (folder / "b.csv").write_text("id,title\nb,\n", encoding="utf-8")
    (folder / "memo.docx").touch()
    refused = run("corpus", "add", "goals")
    assert (refused.returncode, "b.csv:2" in refused.stderr) == (1, True)
    assert "(0 files)" in run("corpus", "list").stdout
    (folder / "b.csv").write_text("id,title\nb,計測\n", encoding="utf-8")
    added = run("corpus", "add", "goals")
    assert (added.returncode, "Added 2 goals" in added.stdout, "memo.docx" in added.stdout) == (0, True, True)
    assert "(2 files)" in run("corpus", "list").stdout


@few
def test_what_lies_in_the_own_place_unread_is_told(run: Run) -> None:
    Path("own.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    added = run("corpus", "add", "own.csv")
    place = Path(added.stdout.strip().rpartition(": ")[2])
    (place.parent / "2028.docx").touch()
    assert "2028.docx" in run("corpus", "list").stdout


@few
def test_an_own_place_that_may_only_be_read(run: Run) -> None:
    Path("own.csv").write_text("id,title\na,量子\n", encoding="utf-8")
    place = Path(run("corpus", "add", "own.csv").stdout.strip().rpartition(": ")[2]).parent
    place.chmod(0o555)
    try:
        assert "own.csv" in run("corpus", "list").stdout
        assert "a" in {goal.id for goal in CorpusSource.default().read()}
    finally:
        place.chmod(0o755)


def test_from_a_saved_page_to_a_file_to_check(run: Run) -> None:
    Path("page.html").write_text(
        "<title>令和９年度戦略目標</title><h2>１．目標名</h2><p>量子計測の革新</p><h2>２．概要</h2><p>細胞内の温度を計測する。</p>",
        encoding="utf-8",
    )
    written = run("corpus", "new", "2027.xlsx", "--from", "page.html", "--lang", "ja")
    assert (written.returncode, "量子計測の革新" in written.stdout) == (0, True), written.stderr
    (goal,) = Corpus.load("2027.xlsx")
    assert (goal.id, goal.title, goal.fiscal_year) == ("2027-own-1", "量子計測の革新", 2027)
    assert (goal.agencies, goal.summary) == (("JST",), "細胞内の温度を計測する。")


def test_a_goal_without_title_is_said_and_stays_to_be_filled_in(run: Run) -> None:
    Path("page.txt").write_text("目標名　概要\n光の計測　光を測る。\nAI for 音 音を測る。\n", encoding="utf-8")
    written = run("corpus", "new", "2027.csv", "--from", "page.txt", "--lang", "ja")
    assert "目標名が分かりません。2 件目に記入してください: AI for 音 音を測る。" in written.stdout, written.stderr
    assert "own-2,," in Path("2027.csv").read_text(encoding="utf-8-sig")
    refused = run("corpus", "check", "2027.csv", "--lang", "ja")
    assert (refused.returncode, "own-2 title" in refused.stdout + refused.stderr) == (1, True)


@few
@pytest.mark.parametrize("lang", ["ja", "en"])
@pytest.mark.parametrize(
    ("name", "file"),
    [
        pytest.param("x.pdf", "x.pdf", id="pdf"),
        pytest.param("発表.HTML", "発表.HTML", id="web-page-in-capitals"),
        pytest.param("発表 2027.docx", '"発表 2027.docx"', id="word-with-a-space-in-its-name"),
        pytest.param("発表\u30002027.docx", '"発表\u30002027.docx"', id="word-with-a-full-width-space"),
        pytest.param("x.pptx", None, id="what-new-reads-no-goals-from"),
    ],
)
def test_a_page_in_place_of_a_corpus_is_told_what_is_made_of_it(
    run: Run, name: str, file: str | None, lang: str
) -> None:
    Path(name).write_bytes(b"x")
    checked, added = (run("corpus", command, name, "--lang", lang) for command in ("check", "add"))
    for done, output in ((checked, checked.stdout), (added, added.stderr)):
        assert done.returncode == 1
        first, *_ = output.splitlines()
        assert f"{name}: " in first
        assert ".xlsx" in first
        assert first.endswith(f"goalsearch corpus new 2027.xlsx --from {file}") is (file is not None)


def test_a_page_without_goals_leaves_no_file(run: Run) -> None:
    Path("page.html").write_text("<p>予算について。</p>", encoding="utf-8")
    refused = run("corpus", "new", "2027.csv", "--from", "page.html")
    assert (refused.returncode, "page.html" in refused.stderr) == (1, True)
    assert not Path("2027.csv").exists()
