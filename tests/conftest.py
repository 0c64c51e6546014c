"""Fixtures that all tests share: no test touches the user's cache, corpus or language."""

import dataclasses
import gc
import hashlib
import os
import re
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from goalsearch.corpus import Corpus, CorpusSource
from goalsearch.corpus.kept_goals import KeptGoals
from goalsearch.model import Area, Goal, Programme, Term
from goalsearch.retrieval import library
from goalsearch.retrieval.searcher import Searcher

# The commands that tests start would compile the package anew each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# The scenarios assert outside of test modules.
pytest.register_assert_rewrite("tests.faults")

# Timing is tested where it matters, and a first call loads a dictionary. Examples are drawn anew each time, but not
# where a chance find would hold up a change that has nothing to do with it.
settings.register_profile(
    "goalsearch", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.load_profile("goalsearch")
# What is made while the tests are collected stays, so that looking through it again and again finds nothing.
gc.disable()

MakeCorpus = Callable[..., Corpus]


class SpaceTokenizer:
    """Words between spaces, as they are: what stands for Sudachi in most tests."""

    identity = "words between spaces"

    def __call__(self, text: str) -> list[Term]:
        return [Term(match.group(), match.start(), match.end()) for match in re.finditer(r"\S+", text)]


# The sheet in a page, but not the few lines in a picture; and its hash.
_STYLE = re.compile(r"(?<=<style>)/\*.*?(?=</style>)", re.DOTALL)
_POLICY = re.compile(r"sha256-[\w+/=]+")


# Files that take long come first, so that at the end no process waits for another's.
_LONG = ("web/browser", "cluster", "web", "cli", "batch")
_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Rooms whose tests take long, then the others, in their order."""

    def place(item: pytest.Item) -> int:
        room = item.path.parent.relative_to(_HERE).as_posix() if item.path.is_relative_to(_HERE) else ""
        return _LONG.index(room) if room in _LONG else len(_LONG)

    items.sort(key=place)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Garbage is collected from now on, without what the collected tests hold, and as seldom as in a command."""
    gc.freeze()
    gc.set_threshold(50_000, *gc.get_threshold()[1:])
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder that stands for the user's cache; the environment says nothing else."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOALSEARCH_CACHE", str(folder))
        patch.delenv("GOALSEARCH_CORPUS", raising=False)
        patch.setenv("GOALSEARCH_ADD_CORPUS", str(folder / "nothing of one's own"))
        patch.delenv("GOALSEARCH_LANG", raising=False)
        # What is installed beside goalsearch makes no difference to a test that does not name its ranker.
        patch.setenv("GOALSEARCH_RANKER", "tfidf")
        for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
            patch.delenv(name, raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        yield folder


@pytest.fixture(scope="session", autouse=True)
def signals_of_a_terminal() -> Iterator[None]:
    """What a shell in the background or ``nohup`` has ignored would be ignored by every command that a test starts."""
    ignored = [name for name in ("SIGINT", "SIGHUP") if _handler(name) == signal.SIG_IGN]
    for name in ignored:
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    yield
    for name in ignored:
        signal.signal(getattr(signal, name), signal.SIG_IGN)


def _handler(name: str) -> object:
    number = getattr(signal, name, None)
    return None if number is None else signal.getsignal(number)


@pytest.fixture(scope="session", autouse=True)
def no_examples_of_the_field() -> Iterator[None]:
    """Corpora of a test are built without the examples of the built-in goals: what a score is then counts in itself."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "builtin_examples", dict)
        yield


@pytest.fixture(scope="session")
def tokenizer() -> SpaceTokenizer:
    return SpaceTokenizer()


@pytest.fixture(scope="session")
def make_corpus() -> MakeCorpus:
    """Goals to a corpus, with a fingerprint of its own."""

    def make(*goals: Goal, programmes: tuple[Programme, ...] = ()) -> Corpus:
        # All of them: a goal's own repr is short, and corpora of one fingerprint would share what is kept of them.
        parts = ([dataclasses.astuple(goal) for goal in goals], [dataclasses.astuple(each) for each in programmes])
        content = repr(parts).encode("utf-8", "surrogatepass")
        return Corpus(goals=goals, programmes=programmes, fingerprint=hashlib.sha256(content).hexdigest())

    return make


@pytest.fixture(scope="session")
def corpus(make_corpus: MakeCorpus) -> Corpus:
    """Four goals over the years, in words between spaces, and one without year, agency or category."""
    return make_corpus(
        Goal(
            id="2010-jst-1",
            title="光 格子",
            title_en="optical lattices",
            fiscal_year=2010,
            agencies=("JST",),
            category="materials",
            summary="光 で 原子 を 並べる",
            summary_source="editorial",
        ),
        Goal(
            id="2015-jst-1",
            title="量子 計算",
            title_en="quantum computing",
            fiscal_year=2015,
            agencies=("JST",),
            category="information",
            summary="量子 の 計算 と 光",
            summary_en="computing with light",
            summary_source="official",
            summary_en_source="editorial",
            topics=("量子 誤り 訂正", "光 回路"),
            topics_en=("error correction",),
        ),
        Goal(
            id="2016-amed-1",
            title="細菌 免疫",
            title_en="microbes and immunity",
            fiscal_year=2016,
            agencies=("AMED",),
            category="medical",
            keywords=("腸内 細菌",),
            areas=(Area(programme="AMED-CREST", name="微生物叢", name_en="Microbiome", start_fy=2016),),
            sources=("https://example.org/2016",),
            notes="注記 です。",
        ),
        Goal(
            id="2019-jst-1",
            title="量子 計算 光 格子",
            title_en="quantum simulation",
            fiscal_year=2019,
            agencies=("JST", "AMED"),
            category="information",
            category_source="editorial",
            title_verified=False,
            editorial_confidence="low",
            description="冷却 原子 で 量子 状態 を 操る",
            description_en="quantum states of cold atoms",
            edge_topics=("免疫 計算",),
            decided_on="2019-03-01",
        ),
        Goal(id="own-1", title="量子 随筆"),
        programmes=(
            Programme(
                name="CREST",
                agency="JST",
                kind="team",
                duration="5.5年",
                duration_en="5.5 years",
                as_of=2019,
                source="https://example.org/crest",
            ),
            Programme(name="さきがけ", name_en="PRESTO", agency="JST", kind="individual", as_of=2019),
            Programme(name="PRIME", agency="AMED"),
        ),
    )


@pytest.fixture(scope="session")
def small_searcher(corpus: Corpus, tokenizer: SpaceTokenizer) -> Searcher:
    """Searches the small corpus by words between spaces."""
    return Searcher(corpus, tokenizer=tokenizer, cache=False)


@pytest.fixture(scope="session")
def searcher(cache_folder: Path) -> Searcher:
    """Searches the goals that come with goalsearch, with Sudachi."""
    return Searcher(CorpusSource.builtin())


@pytest.fixture(scope="session")
def warm_cache(searcher: Searcher, cache_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Another cache folder that holds the index of the built-in goals: for commands and servers."""
    folder = tmp_path_factory.mktemp("warm") / "cache"
    shutil.copytree(cache_folder, folder)
    return folder


@pytest.fixture
def made_goals(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The places of the kept goals that the test has had made, in their order."""
    made: list[int] = []
    make = KeptGoals._make

    def see(goals: KeptGoals, place: int) -> Goal:
        made.append(place)
        return make(goals, place)

    monkeypatch.setattr(KeptGoals, "_make", see)
    return made


@pytest.fixture(scope="session")
def golden() -> Callable[[str, str], None]:
    """
    Compares a text with a file of ``tests/golden``, byte for byte; README.md there says how to write them anew.

    The style sheet inside a page is left out: it is read in ``goalsearch/pages/css``, and not again in each page.
    """
    folder = Path(__file__).parent / "golden"

    def compare(name: str, content: str) -> None:
        path = folder / name
        content = _STYLE.sub("", _POLICY.sub("sha256-…", content))
        if os.environ.get("GOALSEARCH_GOLDEN") == "write":
            path.write_bytes(content.encode())
        assert content.encode() == path.read_bytes(), f"differs from {path.name}; see tests/golden/README.md"

    return compare
