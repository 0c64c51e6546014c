"""Words that count for nothing, and those that must not be taken for one."""

from functools import cache

import pytest
from sudachipy import Dictionary, SplitMode, Tokenizer

from goalsearch.text import stopwords
from goalsearch.text.content import is_content
from goalsearch.text.english_spelling import respelt
from goalsearch.text.tokenizer import SudachiTokenizer


@cache
def analyser() -> Tokenizer:
    return Dictionary(dict="core").tokenizer(SplitMode.C)


def forms(text: str) -> list[str]:
    return [term.form for term in SudachiTokenizer()(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("レーザーによる", id="particle-made-of-a-verb"),
        pytest.param("レーザーにおける", id="particle-made-of-an-auxiliary"),
        pytest.param("レーザーを用いること", id="formal-noun"),
        pytest.param("レーザーのために、以上を踏まえ、", id="nouns-that-serve-as-adverbs"),
        pytest.param("レーザーを組み合わせて取り、もつ", id="verbs-of-any-object"),
        pytest.param("新たなレーザーは重要で、可能な限り高い", id="adjectives-of-any-noun"),
        pytest.param("レーザー量、レーザー率、レーザー法、レーザー部", id="single-characters-that-end-words"),
        pytest.param("3度、二種のレーザー", id="counters"),
        pytest.param("本研究の目的は、レーザーの課題を検討し、手法を提案すること", id="what-every-abstract-says"),
    ],
)
def test_words_that_say_nothing_are_no_terms(text: str) -> None:
    assert set(forms(text)) == {"レーザー"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("光を捕捉する", ["光", "捕捉"], id="a-noun-with-する-is-a-noun"),
        pytest.param("脳の膜", ["脳", "膜"], id="characters-that-mean-something-alone"),
        pytest.param("蛋白質が凍り、溶ける", ["蛋白質", "蛋白", "凍る", "溶ける"], id="verbs-for-what-matter-does"),
        pytest.param("皮膚が痛い", ["皮膚", "痛い"], id="adjectives-for-what-a-body-feels"),
        pytest.param("術後の生涯", ["術後", "生涯"], id="times-that-mean-something"),
        pytest.param("透明な膜", ["透明", "膜"], id="property-of-matter"),
    ],
)
def test_words_that_say_something_are_kept(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("We show that the findings provide three novel lasers", ["laser"], id="about-itself"),
        pytest.param("hundreds of beams, especially alone", ["beam"], id="degrees-and-numbers"),
        pytest.param("This research aims to develop a novel approach based on beams", ["beam"], id="every-abstract"),
        pytest.param("Beams were investigated, elucidated and applied", ["beam"], id="verbs-in-all-forms"),
        pytest.param("characterize, characterised and analyzes beams", ["beam"], id="verbs-in-both-spellings"),
        pytest.param("La synthèse de la lumière", ["synthèse", "lumière"], id="french"),
        pytest.param("Die Struktur der Zellen und das Licht", ["struktur", "zellen", "licht"], id="german"),
        pytest.param("los sistemas y las redes", ["sistema", "rede"], id="spanish"),
    ],
)
def test_latin_words_that_say_nothing_are_no_terms(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("development, a derivative, a building", ["develop", "deriv", "build"], id="nouns-of-verbs"),
        pytest.param("leaves and mean values", ["leav", "mean", "valu"], id="forms-that-name-things"),
        pytest.param("AIM, FIND and LED", ["aim", "find", "led"], id="names-in-capitals"),
        pytest.param("deep learning of thin films", ["deep", "learn", "thin", "film"], id="adjectives-of-terms"),
        pytest.param("surface-enhanced", ["surfac-enhanc", "surfac"], id="part-of-a-compound"),
    ],
)
def test_latin_words_that_say_something_are_kept(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


ENGLISH_LISTS = ("ENGLISH_VERBS", "ENGLISH_ADJECTIVES", "ENGLISH_NOUNS")


@pytest.mark.parametrize("name", ENGLISH_LISTS)
def test_every_formal_word_of_english_is_met_as_it_is_spelt(name: str) -> None:
    # One in a spelling that no text is read in would be dead weight.
    words = getattr(stopwords, name)
    assert {word for word in words if respelt(word) != word} == set()
    assert [form for word in words for form in forms(f"{word} beam {word}") if form != "beam"] == []


@pytest.mark.parametrize("name", ["VERBS", "ADJECTIVES", "NOUNS"])
def test_every_stop_word_stands_in_sudachis_form_and_is_needed(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = getattr(stopwords, name)
    monkeypatch.setattr("goalsearch.text.content._STOPPED", frozenset())
    idle = {
        word
        for word in words
        if not any(
            morpheme.normalized_form() == word and is_content(morpheme.part_of_speech(), word)
            for example in (word, f"光を{word}", f"光に{word}", f"光は{word}だ", f"光に{word}て", "光における")
            for morpheme in analyser().tokenize(example)
        )
    }
    assert idle == set()


def test_every_exception_is_one() -> None:
    # A time word that the rule would keep by itself, or a character that no text yields, would be dead weight.
    assert {
        word for word in stopwords.TIME_WORDS if analyser().tokenize(word)[0].part_of_speech()[2] != "副詞可能"
    } == set()
    assert {character for character in stopwords.CHARACTERS if forms(character) != [character]} == set()


def test_no_word_stands_in_two_lists() -> None:
    lists = (
        (stopwords.VERBS, stopwords.ADJECTIVES, stopwords.NOUNS, stopwords.TIME_WORDS, stopwords.CHARACTERS),
        (stopwords.ENGLISH, *(getattr(stopwords, name) for name in ENGLISH_LISTS), stopwords.FOREIGN),
    )
    for of_a_script in lists:
        assert sum(map(len, of_a_script)) == len(frozenset().union(*of_a_script))
