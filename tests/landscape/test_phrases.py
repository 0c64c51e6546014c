"""Terms are shown as the phrases that they form in the texts."""

import pytest

from goalsearch.landscape.incidence import Incidence, incidence
from goalsearch.landscape.phrases import Phrases
from goalsearch.landscape.side_by_side import WITHIN, Pair, pairs
from goalsearch.text.tokenizer import SudachiTokenizer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("量子ドット", {("量子", "ドット", "")}, id="beside"),
        pytest.param("細胞外小胞", {("細胞", "小胞", "外")}, id="one-character-between"),
        pytest.param("量子とドット", set(), id="a-particle-between"),
        pytest.param("量子、ドット", set(), id="a-comma-between"),
        pytest.param("crystal structure", {("crystal", "structur", " ")}, id="a-blank-between"),
        pytest.param("crystal\nstructure", {("crystal", "structur", " ")}, id="the-end-of-a-line-between"),
        pytest.param("crystals. Structure", set(), id="a-full-stop-between"),
        pytest.param("crystal with structure", set(), id="a-word-between-that-says-nothing"),
        pytest.param("細菌叢", {("細菌", "細菌叢", WITHIN)}, id="a-part"),
        pytest.param("細菌叢解析", {("細菌", "細菌叢", WITHIN), ("細菌叢", "解析", "")}, id="a-part-is-beside-nothing"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_what_stands_side_by_side(text: str, expected: set[tuple[str, str, str]]) -> None:
    assert set(pairs(text, SudachiTokenizer()(text))) == {Pair(*pair) for pair in expected}


def counted(*texts: str) -> Incidence:
    return incidence(texts, workers=1)


def phrase(table: Incidence, form: str) -> str:
    return Phrases(table).of(table.terms.index(form))


def test_a_term_is_shown_with_what_stands_beside_it_in_most_of_its_texts() -> None:
    table = counted(*["量子ドットの発光"] * 4, "ドットの大きさ", *["量子もつれ"] * 2)
    assert phrase(table, "ドット") == "量子ドット"
    # 量子 has other neighbours, 発光 has none.
    assert phrase(table, "量子") == "量子"
    assert phrase(table, "発光") == "発光"


def test_one_text_alone_makes_no_phrase() -> None:
    assert phrase(counted("量子ドットの発光", "金属の膜"), "ドット") == "ドット"


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        pytest.param("電界効果トランジスタ", "効果", "電界効果トランジスタ", id="both-sides"),
        pytest.param("細胞外小胞の分泌", "小胞", "細胞外小胞", id="with-what-stands-between"),
        pytest.param("perovskite solar cells", "solar", "perovskite solar cells", id="latin"),
        pytest.param("腸内細菌叢", "細菌", "腸内細菌叢", id="a-part-as-its-whole"),
        pytest.param("量子量子量子", "量子", "量子", id="beside-itself"),
    ],
)
def test_phrases_are_written_as_in_the_texts(text: str, form: str, expected: str) -> None:
    assert phrase(counted(text, text), form) == expected


def test_no_phrase_is_longer_than_six_terms() -> None:
    names = "alpha bravo charlie delta echo foxtrot golf hotel"
    assert phrase(counted(names, names), "alpha") == "alpha bravo charlie delta echo foxtrot"


def test_no_part_stands_beside_its_whole() -> None:
    table = counted(*["量子ドットの発光"] * 4, *["量子もつれ"] * 2)
    columns = range(len(table.terms))
    assert Phrases(table).apart(columns, 9) == ("量子", "発光")
    by_weight = [table.terms.index(form) for form in ("ドット", "量子", "発光")]
    assert Phrases(table).apart(by_weight, 9) == ("量子ドット", "発光")
    assert Phrases(table).apart(by_weight, 1) == ("量子ドット",)
    assert Phrases(table).apart(by_weight, 9, "発光効率") == ("量子ドット",)


def test_texts_without_terms_have_no_phrases() -> None:
    assert Phrases(counted("", "。")).apart([], 3) == ()
