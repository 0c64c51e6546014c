"""The ladder of encodings: exact on Japanese texts of all kinds, and never mojibake."""

import itertools
import json
import os
import random
import re
import tomllib
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from goalsearch.documents.text_encoding import Decoded, EncodingUnknownError, NotTextError, decode

_ROOT = Path(__file__).parents[2]
_ENCODINGS = ("utf-8", "utf-8-sig", "cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be")
_KINDS = ("plain", "kana", "katakana", "kanji", "with-ascii", "half-width", "western")
_HALF_WIDTH = {unicodedata.normalize("NFKC", chr(code)): chr(code) for code in range(0xFF61, 0xFF9E)}
_N_PER_KIND = 500


def _sentences() -> list[str]:
    """Sentences of the built-in corpus and of the development queries."""
    texts: list[str] = []
    for file in sorted((_ROOT / "corpus").glob("*.toml")):
        for goal in tomllib.loads(file.read_text("utf-8")).get("goal", ()):
            texts += [value for value in goal.values() if isinstance(value, str)]
    for line in (_ROOT / "tests/data/queries/dev.jsonl").read_text("utf-8").splitlines():
        texts += [value for value in json.loads(line).values() if isinstance(value, str)]
    return [part for text in texts for part in re.split(r"(?<=[。\n])|(?<=\. )", text) if len(part) >= 12]


def _half_width(text: str) -> str:
    folded = "".join(unicodedata.normalize("NFD", sign) if "ァ" <= sign <= "ヺ" else sign for sign in text)
    folded = folded.replace("\u3099", "ﾞ").replace("\u309a", "ﾟ")
    return "".join(_HALF_WIDTH.get(sign, sign) for sign in folded)


def _generated(kind: str, sentences: list[str], chance: random.Random) -> str:
    n = chance.randint(12, 400) if chance.random() < 0.5 else chance.randint(12, 30)
    japanese = [sentence for sentence in sentences if not sentence.isascii()]
    many = "".join(chance.choice(japanese) for _ in range(60))
    match kind:
        case "kana":
            text = "".join(re.findall("[ぁ-ゖ]", many))
        case "katakana":
            text = "".join(re.findall("[ァ-ヺー]{2,}", many))
        case "kanji":
            text = "".join(re.findall("[一-鿿]", many))
        case "with-ascii":
            words = re.findall("(?s).{1,8}", many)
            text = "".join(word + chance.choice(["", "", "CREST", "iPS", "2019", "(AI) "]) for word in words)
        case "half-width":
            text = _half_width(many)
        case "western":
            text = "".join(chance.choice([s for s in sentences if s.isascii()]) for _ in range(5))
        case _:
            text = many
    start = chance.randrange(max(1, len(text) - n))
    return text[start : start + n]


@pytest.fixture(scope="module")
def generated() -> list[tuple[str, str]]:
    """Kind and text, the same ones in every run."""
    sentences, chance = _sentences(), random.Random(20)  # noqa: S311 - texts, not secrets
    texts = [(kind, _generated(kind, sentences, chance)) for kind in _KINDS for _ in range(_N_PER_KIND)]
    return [(kind, text) for kind, text in texts if len(text) >= 12]


def _encoded(text: str, encoding: str) -> bytes | None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return None
    return data if data.decode(encoding) == text else None


def _is_exact(data: bytes, text: str) -> bool:
    try:
        return decode(data).text == text
    except EncodingUnknownError:
        return False


@pytest.mark.parametrize("encoding", _ENCODINGS)
def test_99_percent_of_generated_texts_are_exact(encoding: str, generated: list[tuple[str, str]]) -> None:
    cases = [(data, text) for _, text in generated if (data := _encoded(text, encoding)) is not None]
    n_exact = sum(_is_exact(data, text) for data, text in cases)
    assert len(cases) > 1500
    assert n_exact >= 0.99 * len(cases), f"{n_exact} of {len(cases)}"


def test_no_kind_of_text_is_left_behind(generated: list[tuple[str, str]]) -> None:
    exact, total = Counter[str](), Counter[str]()
    for (kind, text), encoding in itertools.product(generated, _ENCODINGS):
        if (data := _encoded(text, encoding)) is not None:
            total[kind] += 1
            exact[kind] += _is_exact(data, text)
    assert set(total) == set(_KINDS)
    assert {kind: exact[kind] / total[kind] for kind in total if exact[kind] < 0.99 * total[kind]} == {}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param("①量子計算の研究（株）㈱Ⅳ㎡", "cp932", id="nec-row-13-in-cp932"),
        pytest.param("①量子計算の研究Ⅳ㎡", "euc_jis_2004", id="nec-row-13-in-euc"),
        pytest.param("髙﨑と𠮷田の量子計算", "utf-8", id="beyond-the-bmp"),
        pytest.param("髙橋の研究～概要－１", "cp932", id="windows-dashes"),
        pytest.param("研究", "cp932", id="two-kanji-cp932"),
        pytest.param("研究", "euc_jp", id="two-kanji-euc"),
        pytest.param("研究", "utf-16-le", id="two-kanji-utf16"),
        pytest.param("あいうえおかきくけこさし", "utf-16-le", id="utf16-kana-that-is-also-ascii"),
        pytest.param("あいうえおかきくけこさし", "utf-16-be", id="utf16-be-kana-that-is-also-ascii"),
        pytest.param("Quantum computing research", "utf-16-le", id="utf16-ascii"),
        pytest.param("Quantum 量子 research", "utf-32", id="utf32-mark"),
        pytest.param("Quantum 量子 research", "utf-32-be", id="utf32-no-mark"),
        pytest.param("0,0,0,0,0,0,0,0\n", "utf-8", id="many-zeros-are-not-utf16"),
        pytest.param("B0D0F0 C0D0 A0 is a key\n", "utf-8", id="hex-is-not-utf16"),
        pytest.param("naïve café at 37 °C ± 2 µm, “quoted” – Müller’s", "utf-8", id="western-utf8"),
        pytest.param("naïve café at 37 °C ± 2 µm, “quoted” – Müller’s", "cp1252", id="western-cp1252"),
        pytest.param("L'université de Montréal a développé une méthode", "latin-1", id="french"),
        pytest.param("Die Universität Zürich erforscht größere Moleküle", "latin-1", id="german"),
        pytest.param("α-synuclein and β-catenin, TNF-α, 5 μm", "utf-8", id="greek-letters"),
        pytest.param("이 연구는 새로운 양자 컴퓨팅을 개발한다.", "utf-8", id="any-language-in-utf8"),
        pytest.param("\u200b\u200d\ufeff", "utf-8", id="zero-width"),
        pytest.param("", "utf-8", id="nothing"),
        pytest.param("a", "utf-8", id="one-letter"),
    ],
)
def test_special_texts_are_exact(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


_PROSE = "We design classical decoders for quantum error correction codes and integrate them with the electronics. "
_IN_CP932: tuple[str, ...] = (
    "“smart”",
    "It’s",
    "and so on…",
    "700 ℃",
    "A → B",
    "① first",
    "Ⅱ",
    "2×3",
    "±5",
    "α-synuclein",
    "5 μm",
)
_IN_CP932 += (
    "― dash ―",
    "山田太郎",
    "（東京大学）",
    "※ note",
    "髙橋",
    "5～10 nm",
    "TNF-α, IL-1β",
    "㎡",
    "【概要】",
    "田中 ﾀﾅｶ",
    "髙",
    "﨑",
    "∑",
    "㍑",
    "３D print",
    "ＡＢＣ Co.",
)
_IN_CP1252: tuple[str, ...] = (
    "5 µm",
    "25 °C",
    "±0.1",
    "naïve",
    "“smart”",
    "It’s.",
    "Schrödinger",
    "10 Å",
    "10–20",
    "x² + y³",
    "m·s",
    "résumé",
)
_IN_CP1252 += (
    "a†",
    "5‰",
    "¼",
    "1ª",
    "¿qué?",
    "£5",
    "50 €",
    "2 × 3",
    "½",
    "«x»",
    "Müller",
    "É. Galois",
    "a — b",
    "¡ole!",
    "¶ one",
    "by Škoda",
)


@pytest.mark.parametrize(
    ("encoding", "piece"),
    [pytest.param("cp932", piece, id=f"cp932-{piece}") for piece in _IN_CP932]
    + [pytest.param("cp1252", piece, id=f"cp1252-{piece}") for piece in _IN_CP1252],
)
@pytest.mark.parametrize("place", ["{prose}{piece}. {prose}", "{piece} {prose}", "{prose}{prose}{prose}{piece}\n"])
def test_english_with_a_few_signs(encoding: str, piece: str, place: str) -> None:
    text = place.format(prose=_PROSE, piece=piece)
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


@pytest.mark.parametrize("encoding", ["gbk", "euc-kr"])
def test_english_with_signs_of_other_encodings_is_refused(encoding: str) -> None:
    with pytest.raises(EncodingUnknownError, match=r"^$"):
        decode(f"{_PROSE}Annealed at 20℃ . {_PROSE}".encode(encoding))


def test_row_13_in_iso_2022_jp_as_windows_mailers_write_it() -> None:
    assert decode(b"\x1b$B-!NL;R\x1b(B abc").text == "①量子 abc"


def test_byte_order_marks_are_no_text() -> None:
    assert [decode("研究".encode(encoding)).text for encoding in ("utf-8-sig", "utf-16", "utf-32")] == ["研究"] * 3


_CHINESE = "本研究旨在开发新型量子计算平台，探索生物医学应用，实现可持续发展的社会。"
_TAIWANESE = "本研究旨在開發新型量子計算平台，探索生物醫學應用，實現可持續發展的社會。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(_CHINESE, "gbk", id="chinese"),
        pytest.param(_CHINESE[:14], "gbk", id="chinese-short"),
        pytest.param(_TAIWANESE, "big5", id="taiwanese"),
        pytest.param("이 연구는 새로운 양자 컴퓨팅 플랫폼을 개발하고 생물의학 응용을 탐구한다.", "euc-kr", id="korean"),
        pytest.param("Это исследование направлено на разработку технологий.", "cp1251", id="russian"),
        pytest.param("Это исследование направлено на разработку технологий.", "koi8-r", id="russian-koi8"),
    ],
)
def test_encodings_that_are_not_known_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(EncodingUnknownError, match=r"^$"):
        decode(text.encode(encoding))


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"\0" * 100, id="nuls"),
        pytest.param(bytes(range(256)) * 4, id="all-bytes"),
        pytest.param(b"\x7fELF\x02\x01\x01" + b"\0" * 57 + os.urandom(500), id="a-program"),
        pytest.param(b"abc\0def" * 20, id="text-with-nuls"),
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(NotTextError, match=r"^$"):
        decode(data)


def test_random_bytes_are_hardly_ever_text() -> None:
    chance = random.Random(3)  # noqa: S311 - noise, not secrets
    n_taken = sum(_is_taken(chance.randbytes(chance.randint(24, 400))) for _ in range(1000))
    assert n_taken <= 5


def _is_taken(data: bytes) -> bool:
    try:
        decode(data)
    except EncodingUnknownError:
        return False
    return True


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("We study “surface codes” that don’t need magic states.", id="quotation-marks"),
        pytest.param("The film was grown at 5 °C — a record – and it isn’t stable.", id="degrees-and-dashes"),
        pytest.param("The café and the naïve model of Müller.", id="letters-of-names"),
    ],
)
def test_english_of_an_old_macintosh(text: str) -> None:
    assert decode(text.encode("mac_roman")) == Decoded(text, "mac_roman")
    assert decode(text.encode("cp1252")) == Decoded(text, "cp1252")
