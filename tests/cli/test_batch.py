"""``goalsearch batch`` as a user meets it."""

import csv
import io
import json
import os
import pty
import re
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from goalsearch.cli import signs_of_life
from tests.cli.conftest import Run, shown_until_closed

ABSTRACTS = (
    "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、スピントロニクス素子に応用する。",
    "腸内細菌叢と免疫の相互作用を一細胞解析で明らかにし、炎症性疾患の治療法を開発する。",
    "量子コンピュータの誤り訂正符号を復号する古典回路を設計し、大規模化への道を開く。",
)
N_SOME = 400


@pytest.fixture(autouse=True)
def ranker(monkeypatch: pytest.MonkeyPatch) -> None:
    """By shared terms, whether or not the other rankers are installed: they take a hundred times as long."""
    monkeypatch.setenv("GOALSEARCH_RANKER", "tfidf")


@pytest.fixture
def proposals(tmp_path: Path) -> Path:
    folder = tmp_path / "proposals"
    folder.mkdir()
    for number, abstract in enumerate(ABSTRACTS):
        (folder / f"{number}.txt").write_text(abstract, encoding="utf-8")
    (folder / "list.csv").write_text(f"番号,要旨\n1,{ABSTRACTS[0]}\n2,=1+1\n", encoding="cp932")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    (folder / ".DS_Store").touch()
    return folder


def test_json_lines(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--workers", "1")
    assert (done.returncode, done.stdout) == (3, "out.jsonl\n")
    records = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [record["document_id"] for record in records] == [
        "0.txt",
        "1.txt",
        "2.txt",
        "broken.pdf",
        "list.csv#2",
        "list.csv#3",
    ]
    assert records[3]["failure"]["message"].startswith("broken.pdf: cannot be read as a .pdf file")
    assert "6 proposals in" in done.stderr
    assert "1 not read" in done.stderr
    assert "1 x  e.g. broken.pdf: cannot be read" in done.stderr
    assert "1 hidden" in done.stderr


def test_exit_is_0_when_all_was_read(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--exclude", "*.pdf", "--workers", "1")
    assert done.returncode == 0, done.stderr


def test_csv(run: Run, proposals: Path) -> None:
    run("batch", "proposals", "-o", "out.csv", "-k", "2", "--workers", "1", "--include", "*.csv")
    content = Path("out.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    records = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [record["record_id"] for record in records] == ["1", "2"]
    assert "goal_2" in records[0]
    assert "goal_3" not in records[0]


def test_a_workbook_and_a_page(run: Run, proposals: Path) -> None:
    for name, start in (("out.xlsx", b"PK"), ("out.html", b"<!")):
        done = run("batch", "proposals", "-o", name, "--workers", "1")
        assert done.returncode == 3, done.stderr
        assert Path(name).read_bytes().startswith(start)


def test_who_is_behind_a_proposal_is_in_every_output_and_in_no_message(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "proposals"
    folder.mkdir()
    said = ("山田花子", "工学研究科", "hanako@example.jp", f"「研究概要」（{2 * len(ABSTRACTS[0])} 字）")
    head = f"研究代表者：{said[0]}　所属：{said[1]}　E-mail：{said[2]}"
    (folder / "a.txt").write_text(f"{head}\n研究概要\n{ABSTRACTS[0] * 2}\n研究経費\n300\n", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    done = run("--lang", "ja", "batch", "proposals", "-o", "out/", "--workers", "1")
    assert done.returncode == 3, done.stderr
    assert not any(word in done.stdout + done.stderr for word in said)
    outputs = {path.suffix: path.read_bytes() for path in Path("out").iterdir()}
    with zipfile.ZipFile(io.BytesIO(outputs.pop(".xlsx"))) as workbook:
        outputs[".xlsx"] = b"".join(map(workbook.read, workbook.namelist()))
    assert sorted(outputs) == [".csv", ".html", ".jsonl", ".xlsx"]
    assert [
        (suffix, word) for suffix, content in outputs.items() for word in said if word.encode() not in content
    ] == []


def test_search_options_mean_what_they_mean_in_a_search(run: Run, proposals: Path) -> None:
    options = ("-k", "3", "--years", "2012-2019", "--agency", "jst", "--category", "information")
    run("batch", "proposals", "-o", "out.jsonl", "--workers", "1", "--include", "2.txt", *options)
    (record,) = map(json.loads, Path("out.jsonl").read_text(encoding="utf-8").splitlines())
    searched = json.loads(run("search", "-f", "proposals/2.txt", "--format", "json", *options).stdout)
    assert [(hit["goal_id"], hit["score"]) for hit in record["hits"]] == [
        (hit["goal"]["id"], hit["score"]) for hit in searched["hits"]
    ]


def test_a_corpus_of_ones_own(run: Run, proposals: Path) -> None:
    Path("own.csv").write_text("id,title\nown-1,トポロジカル絶縁体\n", encoding="utf-8")
    for option, n_goals in (("--corpus", 1), ("--add-corpus", 5)):
        run("batch", "proposals", "-o", "out.jsonl", "--force", "--workers", "1", option, "own.csv")
        record = json.loads(Path("out.jsonl").read_text(encoding="utf-8").splitlines()[0])
        assert "own-1" in [hit["goal_id"] for hit in record["hits"]]
        assert len(record["hits"]) <= n_goals


def test_the_output_is_no_proposal(run: Run, proposals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(proposals)
    for _ in range(2):
        assert run("batch", ".", "-o", "out.csv", "--force", "--workers", "1").returncode == 3
        assert len(Path("out.csv").read_bytes().splitlines()) == 7


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["missing", "-o", "out.csv"], 1, "missing: no such folder", id="no-folder"),
        pytest.param(["proposals/0.txt", "-o", "out.csv"], 1, "neither a folder nor a table", id="one-document"),
        pytest.param(["proposals", "-o", "out.csv", "--include", "*.xls"], 1, "holds no file to read", id="nothing"),
        pytest.param(["proposals", "-o", "out.pdf"], 1, "unknown form of output", id="form"),
        pytest.param(["proposals", "-o", "no/out.csv"], 1, "does not exist; make it first", id="no-place"),
        pytest.param(["proposals", "-o", "there.csv"], 1, "there.csv: already exists", id="exists"),
        pytest.param(["proposals", "-o", "there.csv", "--resume"], 1, "the run before is finished", id="finished"),
        pytest.param(["proposals", "-o", "out.csv", "--agency", "NASA"], 1, "No goal is of the agency", id="agency"),
        pytest.param(["missing"], 1, "missing: no such folder", id="no-folder-and-no-output"),
        pytest.param(["proposals", "-o", "out.csv", "--workers", "0"], 2, "0 is not in the range", id="workers"),
    ],
)
def test_what_is_refused(run: Run, proposals: Path, arguments: list[str], code: int, message: str) -> None:
    Path("there.csv").write_text("old", encoding="utf-8")
    done = run("batch", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert not Path("out.csv").exists()
    assert not Path("out.csv.progress").exists()
    assert Path("there.csv").read_text(encoding="utf-8") == "old"


def test_speaks_japanese(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--workers", "1", "--lang", "ja")
    assert "6 件を照合" in done.stderr
    assert "読めません" in Path("out.jsonl").read_text(encoding="utf-8")


@pytest.fixture
def some(tmp_path: Path) -> Path:
    return texts(tmp_path / "some", N_SOME)


def texts(folder: Path, n_files: int) -> Path:
    folder.mkdir()
    for number in range(n_files):
        text = "".join(ABSTRACTS[(number + place) % 3] for place in range(1 + number % 5))
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_name_that_is_too_long_for_what_stands_beside_it_is_said(run: Run, some: Path) -> None:
    done = run("batch", "some", "-o", f"{'o' * 244}.jsonl", "--workers", "1")
    assert done.returncode == 1
    assert "File name too long" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_a_bar_on_a_terminal(environment: Mapping[str, str], checkout: Path, some: Path) -> None:
    leader, follower = pty.openpty()
    command = [sys.executable, "-W", "error", str(checkout / "cli.py"), "batch", "some", "-o", "out.csv"]
    process = subprocess.Popen([*command, "--workers", "1"], env=environment, stdout=subprocess.PIPE, stderr=follower)
    os.close(follower)
    shown = shown_until_closed(leader)
    process.communicate()
    assert process.returncode == 0
    assert b"matching" in shown
    assert b"/400" in shown
    assert b"400 proposals in" in shown


def test_lines_elsewhere(run: Run, some: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs_of_life, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(signs_of_life, "LINE_SECONDS", 0.05)
    done = run("batch", "some", "-o", "out.csv", "--workers", "1")
    assert "/400 files (" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        pytest.param(["--engine", "dask"], 2, "--engine dask takes --scheduler", id="no-scheduler"),
        pytest.param(["--scheduler", "tcp://x:1"], 2, "--scheduler goes with --engine dask only", id="local"),
        pytest.param(["--parts", "parquet"], 2, "--parts goes with --engine dask only", id="local-parts"),
        pytest.param(
            ["--engine", "dask", "--scheduler", "tcp://x:1", "--workers", "2"], 2, "the cluster decides", id="workers"
        ),
        pytest.param(
            ["--engine", "dask", "--scheduler", "nowhere"], 1, "nowhere: no Dask scheduler answers", id="nobody"
        ),
    ],
)
def test_what_a_cluster_takes(run: Run, proposals: Path, arguments: list[str], code: int, message: str) -> None:
    done = run("batch", "proposals", "-o", "out", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert message in done.stderr
    assert not Path("out").exists()


def test_a_file_as_the_output_of_a_cluster(run: Run, proposals: Path) -> None:
    done = run("batch", "proposals", "-o", "out.jsonl", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (1, "")
    assert "with --engine dask the output is a folder" in done.stderr


def test_an_output_that_is_not_named(run: Run, proposals: Path) -> None:
    """A workbook beside the folder, whose name is said before the work and given to the next program after it."""
    first = run("batch", "proposals", "--workers", "1")
    names = [first.stdout.strip()]
    assert re.fullmatch(r"result_\d{8}\.xlsx", names[0])
    # A run after midnight has another day in its name.
    while len({name[:15] for name in names}) == len(names):
        names.append(run("batch", "proposals", "--workers", "1").stdout.strip())
    assert names[-1] == names[-2].replace(".xlsx", "(2).xlsx")
    assert all(Path(name).is_file() for name in names)
    assert first.stderr.startswith(f"The result goes to {names[0]}.\n")
    refused = run("batch", "proposals", "--engine", "dask", "--scheduler", "tcp://127.0.0.1:1")
    assert (refused.returncode, "takes -o" in refused.stderr) == (2, True)


def test_a_workbook_that_excel_holds_is_written_by_resume(
    run: Run, proposals: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(self: Path, target: Path) -> Path:
        if target.suffix == ".xlsx":
            raise PermissionError(13, "Permission denied", str(self), None, str(target))
        return replace(self, target)

    replace = Path.replace
    out = Path("out.xlsx")
    out.write_bytes(b"old")
    command = ["batch", "proposals", "-o", "out.xlsx", "--workers", "1", "--force"]
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", held)
        refused = run(*command)
    assert (refused.returncode, "Is it open in Excel?" in refused.stderr) == (1, True)
    assert out.read_bytes() == b"old"
    done = run(*command, "--resume")
    # All but the table and the file that is not read came from the record.
    assert (done.returncode, "are not read again" in done.stderr) == (3, True)
    assert out.read_bytes().startswith(b"PK")


def test_a_file_that_takes_long_is_named(run: Run, proposals: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signs_of_life, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(signs_of_life, "LINE_SECONDS", 0.01)
    (proposals / "00-long.txt").write_text("量子計算の誤り訂正符号を研究する。" * 20_000, encoding="utf-8")
    done = run("batch", "proposals", "-o", "out.csv", "--workers", "1")
    assert "s, at 00-long.txt (1.0 MiB)" in done.stderr


@pytest.mark.parametrize(
    ("texts", "locale", "said"),
    [
        pytest.param(ABSTRACTS[:1], "C.UTF-8", "1 件を照合", id="japanese"),
        pytest.param(("We decode quantum codes with classical circuits.",), "C.UTF-8", "1 proposals in", id="english"),
        pytest.param(("", "12.5", ABSTRACTS[0]), "C.UTF-8", "3 件を照合", id="the-first-that-has-a-language"),
        pytest.param(ABSTRACTS[:1], "en_US.UTF-8", "1 proposals in", id="a-locale-that-names-one-goes-before"),
    ],
)
def test_a_run_is_in_the_language_of_its_texts_where_the_locale_names_none(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, texts: tuple[str, ...], locale: str, said: str
) -> None:
    monkeypatch.setenv("LANG", locale)
    (tmp_path / "proposals").mkdir()
    for number, content in enumerate(texts):
        (tmp_path / "proposals" / f"{number}.txt").write_text(content, encoding="utf-8")
    done = run("batch", "proposals", "--workers", "1")
    assert said in done.stderr
    # What the file is called is in the same language.
    (name,) = (path.name for path in tmp_path.glob("*.xlsx"))
    assert name.startswith("結果" if "件" in said else "result")


def test_a_folder_that_is_not_there_is_told_where_the_locale_names_no_language(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "C")
    done = run("batch", "nothing", "-o", "out.csv")
    assert (done.returncode, done.stderr) == (1, "nothing: no such folder; check the path.\n")
