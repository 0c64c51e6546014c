"""British and American spelling are one term."""

import pytest

from goalsearch.text.english_spelling import respelt
from goalsearch.text.tokenizer import SudachiTokenizer


def forms(text: str) -> list[str]:
    return [term.form for term in SudachiTokenizer()(text)]


@pytest.mark.parametrize(
    ("british", "american"),
    [
        pytest.param("Antitumour behaviours", "antitumor behaviors", id="our"),
        pytest.param("fibres, nanometres, centred", "fibers, nanometers, centered", id="re"),
        pytest.param("manoeuvres", "maneuvers", id="two-at-once"),
        pytest.param("ischaemia, haemoglobin, oestrogen", "ischemia, hemoglobin, estrogen", id="diphthongs"),
        pytest.param("optimise, organisational, ionisable", "optimize, organizational, ionizable", id="ise"),
        pytest.param("polarisation, polarised, polarising", "polarization, polarized, polarizing", id="isation"),
        pytest.param("catalysed, analysers", "catalyzed, analyzers", id="yse"),
        pytest.param("defences, analogues, a programme", "defenses, analogs, a program", id="ense-logue"),
        pytest.param("ageing, sulphide, aluminium", "aging, sulfide, aluminum", id="single-words"),
        pytest.param("labelling, signalled", "labeling, signaled", id="the-stemmer-alone"),
        pytest.param("multi-colour", "multi-color", id="in-a-compound"),
    ],
)
def test_both_spellings_are_one_term(british: str, american: str) -> None:
    assert forms(british) == forms(american) != []


@pytest.mark.parametrize(
    "word",
    ["noise", "precise", "wise", "hour", "contour", "four", "size", "horizon", "genre", "tree", "literature", "lysed"],
)
def test_other_words_are_left_alone(word: str) -> None:
    assert respelt(word) == word


def test_words_that_only_begin_alike_stay_apart() -> None:
    assert set(forms("optimize polarize")).isdisjoint(forms("optimal polar"))


def test_what_is_shown_is_what_stands_there() -> None:
    text = "The colour of tumours"
    assert [text[start:end] for _, start, end in SudachiTokenizer()(text)] == ["colour", "tumours"]
