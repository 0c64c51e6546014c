"""Text to terms, held against what Sudachi reports by itself."""

import re
import sys
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
import sudachipy
from hypothesis import example, given
from hypothesis import strategies as st
from sudachipy import Dictionary, SplitMode

from goalsearch.model import Term
from goalsearch.text import stopwords
from goalsearch.text.english_spelling import respelt
from goalsearch.text.normalize import NormalizedText, normalize
from goalsearch.text.tokenizer import SudachiTokenizer
from tests.growth import is_linear

TOKENIZE = SudachiTokenizer()
LATIN = re.compile("[A-Za-zÀ-ÖØ-öø-ɏͰ-Ͽ0-9.-]+")

WORDS = [
    *(
        "量子",
        "コンピュータ",
        "腸内細菌叢",
        "免疫応答",
        "外国人参政権",
        "スーーパーコンピューター",
        "遺伝子発現",
        "国立研究開発法人",
    ),
    *(
        "徳島（とくしま）",
        "東京(とう)都",
        "東京都(とう)",
        "行なう",
        "行う",
        "受け付け",
        "美しい",
        "静かな",
        "こと",
        "ため",
        "百二十",
    ),
    *("を", "に", "は", "の", "、", "。", "！", "する", "である", "\n", "\n\n", " ", "\u3000", "・", "—"),
    *(
        "quantum",
        "dots",
        "Networks",
        "TiO2",
        "IL-6",
        "spin-orbit",
        "iPS細胞",
        "α-synuclein",
        "RNAs",
        "532nm",
        "Society5.0",
    ),
    *(
        "３次元",
        "ｺﾝﾋﾟｭｰﾀ",
        "⼒学",
        "⻑期",
        "㈱",
        "㌔",
        "㎏",
        "ﬁbre",
        "か\u3099ん",
        "量\n子",
        "細\u200b胞",
        "葛\U000e0100城",
        "𠮷野家",
    ),
    *("\ud800", "\0", "😀", "ﾞ", "ㄱㅏ", "한국어", "Исследование", "ウィルヌスカ", "ゴルシェマトン", "１２３", "2024年"),
]
TEXTS = st.lists(st.one_of(st.sampled_from(WORDS), st.characters()), max_size=25).map("".join)


@cache
def bare_analysers() -> tuple[sudachipy.Tokenizer, sudachipy.Tokenizer]:
    """Sudachi by itself: long units, short units."""
    dictionary = Dictionary(dict="core")
    return dictionary.tokenizer(SplitMode.C), dictionary.tokenizer(SplitMode.A)


def forms(text: str) -> list[str]:
    return [term.form for term in TOKENIZE(text)]


def pieces(text: str) -> list[tuple[str, str]]:
    return [(term.form, text[term.start : term.end]) for term in TOKENIZE(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("細菌叢", ["細菌叢", "細菌"], id="long-unit-and-short-units-without-suffixes"),
        pytest.param("量子を、測ることである。", ["量子"], id="particles-and-auxiliaries-carry-nothing"),
        pytest.param("たんぱく質の折畳み", ["蛋白質", "蛋白", "折り畳み"], id="normalised-forms"),
        pytest.param("コンピューターとコンピュータ", ["コンピューター", "コンピューター"], id="spelling-variants-meet"),
        pytest.param("quantum computing", ["quantum", "comput"], id="english-stems"),
        pytest.param("Networks and networks", ["network", "network"], id="case-and-plural"),
        pytest.param("the use of such various", [], id="english-function-words"),
        pytest.param("TiO2 and iPS", ["tio2", "ips"], id="formulas-and-names-stay-whole"),
        pytest.param("RNAs, iPSCs", ["rna", "ipsc"], id="plural-of-a-name"),
        pytest.param("IL-6", ["il-6", "il"], id="gene-name-on-a-hyphen"),
        pytest.param("spin-orbit", ["spin-orbit", "spin", "orbit"], id="compound-and-its-words"),
        pytest.param("spin‐orbit", ["spin-orbit", "spin", "orbit"], id="typographic-hyphen"),
        pytest.param("532nm Society5.0", ["532nm", "society5.0"], id="numbers-with-units"),
        pytest.param("a b 1 22 3.5", [], id="single-letters-and-numbers"),
        pytest.param("ＤＮＡ", ["dna"], id="full-width"),
        pytest.param("\u03b1-synuclein", ["α-synuclein", "synuclein"], id="greek"),
        pytest.param("iPS細胞", ["ips", "iPS細胞", "細胞"], id="latin-beside-japanese"),
        pytest.param("", [], id="empty"),
        pytest.param("を、に、は", [], id="only-particles"),
        pytest.param("※★→…!? 123 一二三", [], id="only-signs-and-numbers"),
        pytest.param("\ud800\0😀\u200b", [], id="nothing-that-is-a-word"),
    ],
)
def test_forms(text: str, expected: list[str]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("ｹﾞﾉﾑ", [("ゲノム", "ｹﾞﾉﾑ")], id="half-width-kana"),
        pytest.param("我々の量\n子", [("量子", "量\n子")], id="over-a-line-end"),
        pytest.param("量子ﬁeldの", [("量子", "量子"), ("field", "ﬁeld")], id="ligature"),
        pytest.param("⼒学", [("力学", "⼒学")], id="kangxi-radical"),
        pytest.param("10㎏の", [("10kg", "10㎏")], id="a-unit-in-one-character"),
        pytest.param("😀細胞", [("細胞", "細胞")], id="after-an-astral-character"),
        pytest.param(
            "細胞膜", [("細胞膜", "細胞膜"), ("細胞", "細胞"), ("膜", "膜")], id="short-units-stand-in-the-long"
        ),
    ],
)
def test_terms_stand_where_they_say(text: str, expected: list[tuple[str, str]]) -> None:
    assert sorted(pieces(text)) == sorted(expected)


def assert_terms_are_sudachis(text: str, terms: list[Term]) -> None:
    """Every term is a unit that Sudachi reports by itself for the normalised text, or a word in Latin letters."""
    normalized = normalize(text)
    units = dict(sudachis_units(normalized))
    # Characters that stand for several (㈱ ㌔), and letters with a mark that they cannot take (子ﾞ), are never cut, so
    # that a piece of the original may be longer than the word in it.
    spans = Counter(normalized.original_span(at, at + 1) for at in range(len(normalized.text)))
    several = [span for span, count in spans.items() if count > 1]
    for form, start, end in terms:
        assert 0 <= start < end <= len(text)
        cut = normalize(text[start:end]).text
        whole = all(last <= start or end <= first for first, last in several)
        surface = units.get((start, end, form))
        if surface is not None:
            assert cut == surface or (not whole and surface in cut)
        elif whole:
            assert LATIN.fullmatch(cut), (form, cut)
            # A word may follow the number of a name: Society5.0dots.
            assert re.search(rf"(?:(?<![A-Za-z0-9])|\.[0-9]+){re.escape(cut)}", normalized.text), (form, cut)
            # A plural of a name inside of a compound: RNAs-quantum.
            singular = re.sub(r"(?<=[A-Z0-9])s\b", "", cut)
            assert respelt(singular.lower()).startswith(form[: len(form) - 1].rstrip("i"))
        else:
            assert LATIN.search(cut), (form, cut)


def sudachis_units(normalized: NormalizedText) -> Iterator[tuple[tuple[int, int, str], str]]:
    """Place in the original and form of each long and short unit, and its surface."""
    for analyser in bare_analysers():
        for morpheme in analyser.tokenize(normalized.text):
            if morpheme.begin() < morpheme.end():
                span = normalized.original_span(morpheme.begin(), morpheme.end())
                yield (*span, morpheme.normalized_form()), morpheme.surface()


@given(TEXTS)
@example("徳島（とくしま）大学と徳島大学（とくしま）")
@example("ユーーザーインターフェースとユーザーインターフェーース")
def test_every_term_is_a_unit_of_sudachis(text: str) -> None:
    assert_terms_are_sudachis(text, SudachiTokenizer()(text))


@given(st.lists(st.sampled_from(WORDS), max_size=25).map("".join))
def test_no_noun_of_sudachis_is_lost(text: str) -> None:
    normalized = normalize(text)
    expected = {
        (morpheme.normalized_form(), *normalized.original_span(morpheme.begin(), morpheme.end()))
        for analyser in bare_analysers()
        for morpheme in analyser.tokenize(normalized.text)
        if morpheme.part_of_speech()[:2] in {("名詞", "普通名詞"), ("名詞", "固有名詞")}
        and morpheme.part_of_speech()[2] != "副詞可能"
        and len(morpheme.normalized_form()) > 1
        and morpheme.normalized_form() not in stopwords.NOUNS
        and re.search("[ぁ-ゖァ-ヺ一-鿿𠮷]", morpheme.surface())
    }
    assert expected <= set(SudachiTokenizer()(text))


@given(TEXTS)
def test_occurrences_of_one_form_are_in_order(text: str) -> None:
    starts = defaultdict(list)
    for form, start, _ in SudachiTokenizer()(text):
        starts[form].append(start)
    assert all(places == sorted(places) for places in starts.values())


@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
@example(["東京都(とう)"], "東京(とう)都")
@example(["徳島大学(とくしま)"], "徳島(とくしま)大学")
@example(["徳島（とくしま）"], "徳島")
@example(["徳島"], "徳島（とくしま）")
@example(["ウィルヌスカ"], "ゴルシェマトン")
@example(["ユーーザーインターフェース"], "ユーザーインターフェーース")
@example(["アニーーの歌"], "量子アニーリング")
def test_what_was_read_before_changes_nothing(before: list[str], text: str) -> None:
    warm = SudachiTokenizer()
    for other in before:
        warm(other)
    assert warm(text) == SudachiTokenizer()(text)
    assert warm(text) == SudachiTokenizer()(text)


def test_unknown_words_are_kept_in_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goalsearch.text.tokenizer._MOST_UNKNOWN", 3)
    tokenize = SudachiTokenizer()
    for word in ("ゴルシェマトン", "ウィルヌスカ", "ヌベルトラミア", "ゾリャペンタ", "ギョルナミス", "ゴルシェマトン"):
        assert word in {form for form, _, _ in tokenize(f"{word}を見る")}
        assert len(tokenize._others) <= 3


# Longer than what Sudachi takes in one call, in as many ways.
SENTENCE = "腸内細菌叢と免疫応答の関係を、1細胞解析で明らかにする。"


def test_a_long_text_is_the_sum_of_its_sentences() -> None:
    n_sentences = 3 * 12_000 // len(SENTENCE)
    once = Counter((form, start, end) for form, start, end in TOKENIZE(SENTENCE))
    many = Counter(
        (form, start % len(SENTENCE), (end - 1) % len(SENTENCE) + 1)
        for form, start, end in TOKENIZE(SENTENCE * n_sentences)
    )
    assert many == Counter({term: count * n_sentences for term, count in once.items()})


@pytest.mark.parametrize("shift", range(-4, 5))
def test_a_term_over_the_border_of_two_calls_is_whole(shift: int) -> None:
    filler = "あ。" * 5_990
    text = filler + "の" * (20 + shift - 4) + "腸内細菌叢" + "の" * 200
    at = text.index("腸内細菌叢")
    assert at < 12_000 + shift < at + 9
    assert Term("細菌", at + 2, at + 4) in TOKENIZE(text)
    assert Term("細菌叢", at + 2, at + 5) in TOKENIZE(text)


@pytest.mark.parametrize(
    ("text", "form", "at_least"),
    [
        pytest.param("量子" * 20_000, "量子", 19_996, id="no-end-of-a-sentence"),
        pytest.param("量子 " * 20_000, "量子", 19_995, id="spaces-alone"),
        pytest.param("𠮷" * 40_000 + "。量子", "量子", 1, id="four-bytes-a-character"),
        pytest.param("😀" * 40_000 + "量子", "量子", 1, id="emoji"),
        pytest.param("İ" * 30_000 + "。量子", "量子", 1, id="letters-that-grow-in-lower-case"),
        pytest.param("㌔" * 30_000 + "。量子", "量子", 1, id="characters-that-grow-when-normalised"),
        pytest.param("\n" * 60_000 + "量子", "量子", 1, id="line-ends-alone"),
        pytest.param("ー" * 60_000 + "。量子", "量子", 1, id="one-sign"),
    ],
)
def test_texts_of_more_bytes_than_one_call_takes(text: str, form: str, at_least: int) -> None:
    terms = TOKENIZE(text)
    found = [text[start:end] for found_form, start, end in terms if found_form == form]
    assert len(found) >= at_least
    assert set(found) == {form}


@pytest.mark.parametrize("n_bytes", [49_148, 49_149, 49_150, 49_152])
def test_around_the_most_bytes_of_one_call(n_bytes: int) -> None:
    n_wide, n_ascii = divmod(n_bytes, 3)
    text = "量" * (n_wide - 2) + "量子" + "a" * n_ascii
    assert len(text.encode()) == n_bytes
    assert_ends = [term for term in TOKENIZE(text) if term.end >= n_wide]
    assert assert_ends


@pytest.mark.slow
def test_five_megabytes_keep_every_term_and_its_place() -> None:
    text = (SENTENCE + "We study TiO2 surfaces.\n") * (
        5_000_000 // len((SENTENCE + "We study TiO2 surfaces.\n").encode())
    )
    terms = SudachiTokenizer()(text)
    assert Counter(form for form, _, _ in terms)["細菌叢"] == text.count("細菌叢")
    last = max(term for term in terms if term.form == "細菌叢")
    assert last.start == text.rindex("細菌叢")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("1" * 8, id="one-number"),
        pytest.param("3.14" * 2, id="numbers-on-dots"),
        pytest.param("a-" * 4, id="letters-on-hyphens"),
        pytest.param("ACGT" * 2, id="one-word"),
        pytest.param("-" * 8, id="a-line"),
    ],
)
def test_time_grows_no_faster_than_the_text(text: str) -> None:
    # The longer text is read in several calls.
    assert is_linear(TOKENIZE, lambda n: "量子" + text * n, 4_000)


def in_threads(texts: list[str], n_threads: int = 8) -> list[list[list[Term]]]:
    """What as many threads get that share one tokenizer and read ``texts`` at the same time."""
    shared = SudachiTokenizer()
    start = threading.Barrier(n_threads)

    def work(_: int) -> list[list[Term]]:
        start.wait()
        return [shared(text) for text in texts]

    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(n_threads) as pool:
            return list(pool.map(work, range(n_threads)))
    finally:
        sys.setswitchinterval(interval)


def test_threads_share_one_tokenizer() -> None:
    texts = [f"{SENTENCE}{word}を調べる。" * 5 for word in WORDS if "(" not in normalize(word).text]
    expected = [SudachiTokenizer()(text) for text in texts]
    assert in_threads(texts) == [expected] * 8


def test_another_thread_may_clear_the_cache_of_unknown_words_at_any_time() -> None:
    class ClearedByAnother(dict[object, object]):
        def __setitem__(self, key: object, value: object) -> None:
            super().__setitem__(key, value)
            self.clear()

    tokenize = SudachiTokenizer()
    tokenize._others = ClearedByAnother()  # type: ignore[assignment]
    assert "ゴルシェマトン" in {form for form, _, _ in tokenize("ゴルシェマトンを見る")}


def test_identity_names_analyser_dictionary_and_stemmer() -> None:
    identity = TOKENIZE.identity
    assert identity == SudachiTokenizer().identity
    assert f"sudachipy {sudachipy.__version__}" in identity
    assert "dictionary" in identity
    assert "stemmer" in identity
