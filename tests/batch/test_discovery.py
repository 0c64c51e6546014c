"""Which files a folder holds, whatever the system says of their order and names."""

import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from goalsearch.batch.discovery import discover
from goalsearch.errors import BatchError

MakeFolder = Callable[[Mapping[str, str | bytes]], Path]

posix_names = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="the system refuses such names")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")


def found(folder: Path, **options: Any) -> list[str]:
    return [entry.path for entry in discover(folder, **options).entries]


def test_all_files_below_in_order_of_their_paths(make_folder: MakeFolder) -> None:
    names = ["b.txt", "a/2.txt", "a/10.txt", "a.txt", "あ.txt", "a/b/c/d.txt"]
    assert found(make_folder(dict.fromkeys(names, "x"))) == sorted(names)


def test_hidden_and_temporary_names_are_passed_over(make_folder: MakeFolder) -> None:
    folder = make_folder(
        dict.fromkeys(
            [
                "a.txt",
                ".hidden",
                ".git/config",
                "~$a.docx",
                ".~lock.a.ods#",
                "Thumbs.db",
                "x/desktop.ini",
                "__MACOSX/a.txt",
            ],
            "x",
        )
    )
    listing = discover(folder)
    assert [entry.path for entry in listing.entries] == ["a.txt"]
    assert listing.n_passed_over == 7


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"include": ("*.txt",)}, ["a.txt", "old/b.txt", "old/deep/c.txt"], id="name-anywhere"),
        pytest.param({"include": ("*.TXT",)}, ["a.txt", "old/b.txt", "old/deep/c.txt"], id="any-case"),
        pytest.param({"include": ("old/*",)}, ["old/b.txt", "old/deep/c.txt"], id="path-star-crosses-slashes"),
        pytest.param({"exclude": ("old",)}, ["a.txt", "z.docx"], id="folder-is-not-entered"),
        pytest.param({"exclude": ("old/",)}, ["a.txt", "z.docx"], id="slash-at-the-end"),
        pytest.param({"exclude": ("./old/deep",)}, ["a.txt", "old/b.txt", "z.docx"], id="path-of-a-folder"),
        pytest.param(
            {"include": ("*.txt", "*.docx"), "exclude": ("a.*",)}, ["old/b.txt", "old/deep/c.txt", "z.docx"], id="both"
        ),
        pytest.param({"include": ("nothing",)}, [], id="nothing-fits"),
    ],
)
def test_patterns(make_folder: MakeFolder, options: dict[str, tuple[str, ...]], expected: list[str]) -> None:
    folder = make_folder(dict.fromkeys(["a.txt", "old/b.txt", "old/deep/c.txt", "z.docx"], "x"))
    assert found(folder, **options) == expected


def test_decomposed_names_are_found_by_a_composed_pattern(make_folder: MakeFolder) -> None:
    name = unicodedata.normalize("NFD", "ガイド.txt")
    folder = make_folder({name: "x", "b.txt": "x"})
    assert found(folder, include=("ガイド*",)) == [name]


def test_order_does_not_depend_on_how_a_name_is_composed(make_folder: MakeFolder) -> None:
    decomposed = unicodedata.normalize("NFD", "が.txt")
    folder = make_folder({"か.txt": "x", decomposed: "x", "き.txt": "x"})
    assert found(folder) == ["か.txt", decomposed, "き.txt"]


@posix_names
@pytest.mark.parametrize(
    "name",
    [
        pytest.param(b"line\nbreak.txt", id="line-break"),
        pytest.param(b"quote\"'.txt", id="quotes"),
        pytest.param(b" .txt", id="space"),
        pytest.param("研究計画.txt".encode("cp932"), id="undecodable"),
        pytest.param(b"a" * 251 + b".txt", id="255-bytes"),
        pytest.param(b"-o.txt", id="dash"),
        pytest.param(b"#1!2.csv", id="like-a-row"),
    ],
)
def test_names(tmp_path: Path, name: bytes) -> None:
    (tmp_path / os.fsdecode(name)).write_text("x", encoding="utf-8")
    assert [os.fsencode(path) for path in found(tmp_path)] == [name]


@posix_names
@pytest.mark.parametrize(
    ("page", "parts"),
    [
        pytest.param("保存.html", "保存_files", id="chrome"),
        pytest.param("保存.htm", "保存.files", id="word"),
        pytest.param("保存.HTM", "保存_files", id="capitals"),
        pytest.param("保存（完全）.xhtml", "保存（完全）_files", id="xhtml"),
        pytest.param("Seite.html", "Seite-Dateien", id="german"),
    ],
)
def test_the_parts_of_a_saved_page_are_passed_over(make_folder: MakeFolder, page: str, parts: str) -> None:
    names = [page, f"{parts}/ad.html", f"{parts}/style.css", "x_files/a.txt", f"deep/{parts}/b.txt"]
    listing = discover(make_folder(dict.fromkeys(names, "x")))
    assert {entry.path for entry in listing.entries} == {page, "x_files/a.txt", f"deep/{parts}/b.txt"}
    assert listing.n_passed_over == 1


_NO_PROPOSALS = [
    "記入例.docx",
    "様式1_記入例.docx",
    "【記載例】申請書.pdf",
    "募集要項.pdf",
    "2026年度公募要領_v2.pdf",
    "作成要領.txt",
    "README.md",
    "README_提出要領.txt",
    "Read me first.txt",
    "お読みください.txt",
    "申請書ひな形.docx",
    "テンプレート.docx",
    "sample.docx",
    "見本(1).docx",
    "チェックリスト.xlsx",
]


@pytest.mark.parametrize("name", _NO_PROPOSALS)
def test_what_is_probably_no_proposal_is_set_aside(make_folder: MakeFolder, name: str) -> None:
    folder = make_folder({"提案.txt": "x", f"下/{name}": "x"})
    listing = discover(folder)
    assert [entry.path for entry in listing.entries] == ["提案.txt"]
    assert listing.set_aside == (f"下/{name}",)
    assert listing.n_passed_over == 0
    assert len(found(folder, include=("*",))) == 2


@pytest.mark.parametrize(
    "name",
    [
        "少数サンプル学習による画像認識.docx",
        "サンプルリターン計画.docx",
        "様式1.docx",
        "事例研究.docx",
        "例外処理の形式検証.docx",
        "template-assisted self-assembly.docx",
        "readmeless.txt",
        "研究計画調書.docx",
    ],
)
def test_titles_that_only_sound_like_it_stay(make_folder: MakeFolder, name: str) -> None:
    assert found(make_folder({"提案.txt": "x", name: "x"})) == sorted(["提案.txt", name])


def test_a_folder_of_nothing_else_is_matched(make_folder: MakeFolder) -> None:
    listing = discover(make_folder({"記入例.docx": "x", "README.md": "x"}))
    assert len(listing.entries) == 2
    assert listing.set_aside == ()


def test_links_are_followed_and_loops_end(make_folder: MakeFolder, tmp_path: Path) -> None:
    folder = make_folder({"a/1.txt": "x", "b/2.txt": "x"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "3.txt").write_text("x", encoding="utf-8")
    (folder / "a/loop").symlink_to(folder)
    (folder / "a/self").symlink_to(".")
    (folder / "0-other").symlink_to(folder / "b")
    (folder / "link").symlink_to(elsewhere)
    (folder / "again").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(folder / "a")
    # Each file once, by the path of the folder that holds it.
    assert found(folder) == ["a/1.txt", "again/3.txt", "b/2.txt"]


@posix_names
def test_a_link_that_leads_nowhere_is_a_file_that_cannot_be_looked_at(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.txt": "x"})
    (folder / "gone.txt").symlink_to(folder / "nowhere")
    (folder / "ring.txt").symlink_to("ring.txt")
    assert [(entry.path, entry.size) for entry in discover(folder).entries] == [
        ("a.txt", 1),
        ("gone.txt", -1),
        ("ring.txt", -1),
    ]


def test_outputs_are_no_proposals(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.txt": "x", "out.csv": "x", "out.csv.progress/journal.jsonl": "x"})
    listing = discover(folder, without=[folder / "out.csv", folder / "out.csv.progress"])
    assert [entry.path for entry in listing.entries] == ["a.txt"]


def test_a_file_in_place_of_a_folder(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.csv": "x", "b.txt": "x"})
    listing = discover(folder / "a.csv")
    assert (listing.root, [entry.path for entry in listing.entries]) == (folder, ["a.csv"])


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match="no such folder"):
        discover(tmp_path / "missing")


@as_root
def test_an_unreadable_folder_inside_is_a_failure(make_folder: MakeFolder) -> None:
    folder = make_folder({"a.txt": "x", "closed/b.txt": "x"})
    (folder / "closed").chmod(0)
    try:
        listing = discover(folder)
        (folder / "closed").chmod(0o700)
    finally:
        (folder / "closed").chmod(0o700)
    assert [entry.path for entry in listing.entries] == ["a.txt"]
    (failed,) = listing.failures
    assert (failed.document_id, failed.failure and failed.failure.key) == ("closed", "batch.folder_unreadable")


@pytest.mark.slow
def test_ten_thousand_files_are_listed_at_once(tmp_path: Path) -> None:
    for number in range(100):
        (tmp_path / f"{number:02}").mkdir()
    for number in range(10_000):
        (tmp_path / f"{number % 100:02}" / f"{number}.txt").touch()
    paths = found(tmp_path)
    assert len(paths) == 10_000
    assert paths == sorted(paths)
