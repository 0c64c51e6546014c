"""Words that Sudachi cuts wrongly are read as the table has them, and nothing else changes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text import cut_words
from goalsearch.text.cut_words import CutWord, cuts_at, without_overlaps
from goalsearch.text.tokenizer import SudachiTokenizer, count_terms, read_all

WORDS = [cut for alike in cut_words.WORDS.values() for cut in alike]
AROUND = [
    "",
    "の",
    "を",
    "、",
    "細胞",
    "量子",
    "も",
    "に",
    "新",
    "\n",
    "TiO2",
    "光",
    "ー",
    "メタ",
    "(めた)",
    "ユーーザー",
]
TEXTS = st.lists(st.sampled_from([*AROUND, *(cut.word for cut in WORDS)]), max_size=12).map("".join)


def forms(text: str) -> list[str]:
    return [term.form for term in SudachiTokenizer()(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("メタボロームを測る", ["メタボローム"], id="no-soil-in-a-metabolome"),
        pytest.param("ナノスケールの膜", ["ナノスケール", "膜"], id="no-Nanos"),
        pytest.param("神経筋接合部の", ["神経筋接合部", "神経筋", "接合"], id="parts-that-are-words"),
        pytest.param("アルカンの脱水素反応", ["アルカン", "脱水素", "反応"], id="no-water-is-lost"),
        pytest.param("脱水反応", ["脱水", "反応"], id="water-is-lost"),
        pytest.param("可視光水分解", ["可視光", "可視", "水", "分解"], id="parts-alone"),
        pytest.param("光電子分光", ["光電子分光", "光電子", "分光"], id="a-part-that-is-in-the-table-itself"),
        pytest.param("有限体上の楕円曲線", ["有限体", "楕円", "曲線"], id="a-part-that-is-no-content"),
        pytest.param("量子もつれ光子", ["量子", "縺れ", "光子"], id="two-words-by-what-follows"),
        pytest.param("もつれた光子", ["縺れ", "光子"], id="a-verb-by-what-follows"),
        pytest.param("他人になりすます攻撃", ["他人", "成り済ます", "攻撃"], id="not-clear-water"),
        pytest.param("二酸化チタン", ["二酸化", "チタン"], id="no-diacid"),
        pytest.param("量子\nもつれ", ["量子", "縺れ"], id="over-the-end-of-a-line"),
        pytest.param("ﾒﾀﾎﾞﾛｰﾑ", ["メタボローム"], id="half-width"),
        pytest.param("メタボロ\nーム", ["メタボローム"], id="a-line-that-ends-inside"),
        pytest.param("カルマンフィルタ", ["カルマンフィルター"], id="another-spelling"),
        pytest.param("トランスフォーマー", ["トランスフォーマー"], id="not-within-a-longer-word"),
        pytest.param("分子動力学", ["分子", "動力学"], id="no-engine-in-dynamics"),
        pytest.param("扁桃体と視床下部", ["扁桃体", "視床下部"], id="no-tonsil-no-thalamus"),
        pytest.param("第一原理計算", ["第一原理", "計算"], id="not-any-principle"),
        pytest.param("反強磁性体", ["反強磁性体", "磁性体", "磁性"], id="not-the-contrary"),
        pytest.param("スピン偏極", ["スピン", "偏極"], id="something-remains"),
    ],
)
def test_words_are_cut_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize("cut", WORDS, ids=[cut.word for cut in WORDS])
def test_every_word_of_the_table_is_read_as_it_says(cut: CutWord) -> None:
    read = forms(f"その{cut.word}を調べる")
    wanted = [form for part, _ in cut.parts for form in forms(part)]
    assert read == ([] if cut.form is None else [cut.form]) + wanted


@pytest.mark.parametrize("cut", WORDS, ids=[cut.word for cut in WORDS])
def test_no_entry_is_superfluous_or_circular(cut: CutWord, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"その{cut.word}を調べる。{cut.word}、量子{cut.word}"
    read = forms(text)
    assert all(len(part) < len(cut.word) and cut.word.startswith(part, place) for part, place in cut.parts)
    others = [other for other in cut_words.WORDS[cut.word[0]] if other is not cut]
    monkeypatch.setitem(cut_words.WORDS, cut.word[0], others)
    assert read != forms(text)


def test_no_word_stands_twice() -> None:
    assert len({cut.word for cut in WORDS}) == len(WORDS)


@given(TEXTS)
def test_both_ways_to_read_a_text_agree(text: str) -> None:
    tokenizer = SudachiTokenizer()
    terms = tokenizer(text)
    (reading,) = read_all(tokenizer, [text])
    spans = [(form, *reading.normalized.original_span(start, end)) for form, start, end in reading.find_terms()]
    assert sorted(spans) == sorted(terms)
    assert reading.counts == count_terms(SudachiTokenizer(), text)


@given(TEXTS, TEXTS)
def test_what_was_read_before_changes_nothing(first: str, text: str) -> None:
    tokenizer = SudachiTokenizer()
    tokenizer(first)
    assert tokenizer(text) == SudachiTokenizer()(text)


def test_the_longest_word_goes_first_and_of_two_that_overlap_the_first() -> None:
    text = "クラスレートハイドレート"
    (cut,) = cuts_at(0, text, [0, 3, 6], int)
    assert (cut.first, cut.last, cut.word.word) == (0, 3, text)
    overlapping = [cut, *cuts_at(0, text[:6], [0, 3], int)]
    assert without_overlaps(overlapping) == [cut]


def test_a_word_counts_only_between_two_cuts_of_sudachi() -> None:
    assert list(cuts_at(1, "超メタボローム", [0, 1, 4], int)) != []
    assert list(cuts_at(1, "超メタボローム化", [0, 1, 4], int)) == []


def test_the_table_is_part_of_the_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    before = SudachiTokenizer().identity
    monkeypatch.setattr(cut_words, "_TABLE", ("メタボローム",))
    assert SudachiTokenizer().identity != before
