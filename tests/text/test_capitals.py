"""English in capitals is read as the same text in small letters; names in capitals stay names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text.capitals import in_small_letters
from goalsearch.text.tokenizer import SudachiTokenizer

_PROSE = "We design decoders for quantum error correction codes and process measurements of the surface code."
_MIXED = "The CRISPR CAS9 system OF THE BACTERIA is used here in small letters."


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_PROSE.upper(), id="abstract"),
        pytest.param("QUANTUM ERROR CORRECTION OF QUBITS", id="title"),
        pytest.param("DEEP LEARNING MODELS PREDICT PROTEIN FOLDING", id="no-function-words"),
        pytest.param("EXPRESSION OF mRNA IN THE MOUSE BRAIN AND THE GUT AND SKIN", id="a-name-with-small-letters"),
        pytest.param("QUANTUM-ERROR CORRECTION (OF QUBITS), AND CODES", id="signs-between"),
    ],
)
def test_capitals_throughout(text: str) -> None:
    assert in_small_letters(text) == text.lower()
    # One line of a document in Japanese, or of an abstract in small letters.
    for other in ("研究の概要を述べる。", _PROSE):
        assert in_small_letters(f"{other}\n{text}\n{other}") == f"{other}\n{text.lower()}\n{other}"


def test_a_sentence_in_capitals_among_others() -> None:
    assert in_small_letters(f"{_PROSE.upper()} {_PROSE}") == f"{_PROSE.lower()} {_PROSE}"
    assert in_small_letters(f"{_PROSE} {_PROSE.upper()} {_PROSE}") == f"{_PROSE} {_PROSE.lower()} {_PROSE}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("STAT3 DNA RNA PCR HIV", id="names"),
        pytest.param("AIDS HIV SARS", id="names-that-end-in-s"),
        pytest.param("CREST と PRESTO、ERATO、ACT-X、MIRAI に応募する。", id="names-in-japanese"),
        pytest.param("IL-6 AND TNF", id="too-short-to-tell"),
        pytest.param(_PROSE, id="prose"),
        pytest.param(_MIXED, id="some-capitals"),
    ],
)
def test_what_stays(text: str) -> None:
    assert in_small_letters(text) == text


@given(st.text(alphabet="ABCdé量 \n.-", max_size=200))
def test_every_sign_keeps_its_place(text: str) -> None:
    changed = in_small_letters(text)
    assert len(changed) == len(text)
    assert changed.lower() == text.lower()


def test_terms_are_those_of_small_letters() -> None:
    tokenizer = SudachiTokenizer()
    assert tokenizer(_PROSE.upper()) == tokenizer(_PROSE.lower())
    upper, lower = tokenizer.read([_PROSE.upper(), _PROSE.lower()])
    assert (upper.counts, upper.find_terms()) == (lower.counts, lower.find_terms())
    full_width = "".join(chr(ord(sign) + 0xFEE0) if sign.isalpha() else sign for sign in _PROSE.upper())
    assert [term.form for term in tokenizer(full_width)] == [term.form for term in tokenizer(_PROSE.lower())]
