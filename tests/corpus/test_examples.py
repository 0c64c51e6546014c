"""Example abstracts: read beside the goals or with them, checked, and never on the way of a search."""

import hashlib
import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, CorpusSource, InvalidCorpusError, builtin_path, check
from goalsearch.model import Example
from goalsearch.ranking.weighting import Weighting
from goalsearch.retrieval.library import open_library
from goalsearch.text.tokenizer import Tokenizer

GOALS = '[[goal]]\nid = "a"\ntitle = "題"\n\n[[goal]]\nid = "b"\ntitle = "次"\n'
LINES = (
    {"goal_id": "b", "kind": "core", "topic": "題名", "topic_en": "title", "abstract": "要旨", "abstract_en": "text"},
    {"goal_id": "b", "abstract": "次の\n要旨"},
    {"goal_id": "a", "kind": "edge", "abstract_en": "English only"},
)


def put_examples(folder: Path, *lines: object, name: str = "x.jsonl", manifest: bool = False) -> Path:
    (folder / "examples").mkdir(parents=True, exist_ok=True)
    (folder / "goals.toml").write_text(GOALS, encoding="utf-8")
    content = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode()
    (folder / "examples" / name).write_bytes(content)
    if manifest:
        digest = hashlib.sha256(content).hexdigest()
        (folder / "examples" / "SHA256SUMS").write_text(f"{digest}  {name}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("manifest", [pytest.param(False, id="bare"), pytest.param(True, id="manifest")])
def test_examples_beside_the_goals(tmp_path: Path, manifest: bool) -> None:
    corpus = Corpus.load(put_examples(tmp_path, *LINES, manifest=manifest))
    assert corpus.examples() == {
        "b": (
            Example(kind="core", topic="題名", topic_en="title", abstract="要旨", abstract_en="text"),
            Example(abstract="次の\n要旨"),
        ),
        "a": (Example(kind="edge", abstract_en="English only"),),
    }
    assert check(tmp_path) == []


def test_a_corpus_without_examples_has_none(tmp_path: Path) -> None:
    (tmp_path / "goals.toml").write_text(GOALS, encoding="utf-8")
    assert Corpus.load(tmp_path).examples() == {}
    assert Corpus.load(tmp_path / "goals.toml").examples() == {}
    assert Corpus(goals=(), fingerprint="x").examples() == {}


OWN = {
    "goals.csv": 'id,title,作例,作例（英語）\na,題,"一つ目、要旨; まだ。\n続き\n\n二つ目","In English."\n',
    "goals.jsonl": '{"id": "a", "title": "題", "examples": ["一つ目、要旨; まだ。\\n続き", "二つ目"], '
    '"examples_en": "In English."}\n',
    "goals.toml": '[[goal]]\nid = "a"\ntitle = "題"\nexamples = ["""一つ目、要旨; まだ。\n続き""", "二つ目"]\n'
    'examples_en = ["In English."]\n',
}


@pytest.mark.parametrize("name", OWN)
def test_goals_may_bring_their_examples_along(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(OWN[name], encoding="utf-8")
    corpus = Corpus.load(tmp_path / name)
    assert corpus.examples() == {
        "a": (
            Example(abstract="一つ目、要旨; まだ。\n続き"),
            Example(abstract="二つ目"),
            Example(abstract_en="In English."),
        )
    }
    assert "examples" not in corpus.get("a").to_dict()
    assert check(tmp_path / name) == []


def test_own_examples_come_before_those_beside_and_those_of_an_added_corpus_after(tmp_path: Path) -> None:
    put_examples(tmp_path / "one", {"goal_id": "a", "abstract": "二"})
    own = GOALS.replace('title = "題"', 'title = "題"\nexamples = ["一"]')
    (tmp_path / "one" / "goals.toml").write_text(own, encoding="utf-8")
    added = tmp_path / "two.jsonl"
    added.write_text('{"id": "c", "title": "三", "examples": ["三"]}', encoding="utf-8")
    expected = {"a": (Example(abstract="一"), Example(abstract="二")), "c": (Example(abstract="三"),)}
    source = CorpusSource((tmp_path / "one", added))
    assert source.read().examples() == source.examples() == expected
    assert pickle.loads(pickle.dumps(source.read())).examples() == expected  # noqa: S301


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        pytest.param({"goal_id": "c", "abstract": "要旨"}, "no goal with the id", id="goal-unknown"),
        pytest.param({"abstract": "要旨"}, "goal_id", id="goal-missing"),
        pytest.param({"goal_id": "a"}, "abstract_en", id="no-abstract"),
        pytest.param({"goal_id": "a", "abstract": " "}, "abstract_en", id="blank-abstract"),
        pytest.param({"goal_id": "a", "abstract": "要旨", "kind": "other"}, "core, edge", id="kind"),
        pytest.param({"goal_id": "a", "abstract": "要旨", "titel": "題"}, "titel", id="field"),
        pytest.param(["a"], "object", id="no-object"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path: Path, line: object, problem: str) -> None:
    put_examples(tmp_path, LINES[0], line)
    (finding,) = check(tmp_path)
    assert finding.message("en").startswith(f"{tmp_path / 'examples' / 'x.jsonl'}:2: ")
    assert problem in finding.message("en")
    with pytest.raises(InvalidCorpusError, match=r"x\.jsonl:2"):
        Corpus.load(tmp_path).examples()


Change = Callable[[Path], object]
CHANGES = [
    pytest.param(lambda folder: (folder / "x.jsonl").write_bytes(b""), "x.jsonl", id="changed"),
    pytest.param(lambda folder: (folder / "x.jsonl").unlink(), "x.jsonl", id="lost"),
    pytest.param(lambda folder: (folder / "new.jsonl").write_bytes(b""), "new.jsonl", id="new"),
    pytest.param(lambda folder: (folder / "SHA256SUMS").write_bytes(b"\xff\n"), "x.jsonl", id="manifest-damaged"),
]


@pytest.mark.parametrize(("change", "name"), CHANGES)
def test_examples_are_held_against_the_manifest(tmp_path: Path, change: Change, name: str) -> None:
    put_examples(tmp_path, *LINES, manifest=True)
    change(tmp_path / "examples")
    (finding,) = check(tmp_path)
    assert finding.message("en").startswith(f"{tmp_path / 'examples' / 'SHA256SUMS'}: {name} is not as SHA256SUMS says")
    assert f"in {tmp_path / 'examples'} run sha256sum *.jsonl > SHA256SUMS" in finding.message("en")
    with pytest.raises(InvalidCorpusError, match=name.replace(".", r"\.")):
        Corpus.load(tmp_path).examples()


def test_the_fingerprint_covers_the_examples(tmp_path: Path) -> None:
    bare = put_examples(tmp_path / "bare", *LINES)
    listed = put_examples(tmp_path / "listed", *LINES, manifest=True)
    other = put_examples(tmp_path / "other", *LINES[:2])
    fingerprints = {CorpusSource((path,)).fingerprint() for path in (bare, listed, other)}
    (tmp_path / "bare" / "examples" / "x.jsonl").unlink()
    fingerprints.add(CorpusSource((bare,)).fingerprint())
    assert len(fingerprints) == 4
    for path in (listed, other):
        assert Corpus.load(path).fingerprint == CorpusSource((path,)).fingerprint()


def test_a_fingerprint_reads_the_manifest_and_not_the_examples(tmp_path: Path) -> None:
    put_examples(tmp_path, *LINES, manifest=True)
    before = CorpusSource((tmp_path,)).fingerprint()
    (tmp_path / "examples" / "x.jsonl").write_bytes(b"other")
    assert CorpusSource((tmp_path,)).fingerprint() == before


def test_a_search_from_the_cache_opens_no_file_of_examples(tmp_path: Path) -> None:
    program = (
        "import os, sys; from pathlib import Path; opened = []; "
        "sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == 'open' else None); "
        "from goalsearch import Searcher; from goalsearch.corpus import CorpusSource; "
        f"Searcher(CorpusSource.builtin(), cache=Path({str(tmp_path)!r})).search('量子'); "
        "print(sum('.toml' in name for name in opened), sum('examples' in name.split(os.sep) for name in opened), "
        "sum(name.endswith('SHA256SUMS') for name in opened))"
    )
    for run in ("build", "from the cache"):
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
        if run == "from the cache":
            n_goal_files, n_examples, n_manifests = map(int, done.stdout.split())
            assert n_goal_files > 0
            # Nothing in the folder but its manifest.
            assert n_examples == n_manifests > 0


def test_the_cache_does_not_hold_examples(tmp_path: Path, tokenizer: Tokenizer) -> None:
    put_examples(tmp_path / "corpus", {"goal_id": "a", "abstract": "見本の要旨"}, manifest=True)
    source = CorpusSource((tmp_path / "corpus",))
    weighting = Weighting(examples=0.2)
    built = open_library(source, tokenizer, weighting, tmp_path / "cache")
    assert "見本の要旨" in built.index.vocabulary
    stored = open_library(source, tokenizer, weighting, tmp_path / "cache")
    assert stored.corpus.examples() == built.corpus.examples() == {"a": (Example(abstract="見本の要旨"),)}
    (entry,) = (tmp_path / "cache").iterdir()
    assert {"other_utf8.npy", "texts.json"} <= {file.name for file in entry.iterdir()}
    # The words of examples stand in the vocabulary.
    kept = [file.read_text("utf-8", "replace") for file in entry.iterdir() if file.name.startswith(("other_", "texts"))]
    assert not any("見本の要旨" in text for text in kept)


def test_examples_are_read_even_where_they_count_nothing(tmp_path: Path, tokenizer: Tokenizer) -> None:
    """What texts of the field reach with each goal is measured on them."""
    put_examples(tmp_path / "corpus", {"goal_id": "nobody"})
    with pytest.raises(InvalidCorpusError, match="nobody"):
        open_library(CorpusSource((tmp_path / "corpus",)), tokenizer, Weighting(examples=0), False)


def test_the_manifest_of_the_built_in_examples_is_up_to_date() -> None:
    folder = builtin_path() / "examples"
    said = dict(line.split("  ")[::-1] for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines())
    assert said == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.jsonl")}
