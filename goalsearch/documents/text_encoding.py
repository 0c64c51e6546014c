"""
Bytes to text, whatever encoding a Japanese office has used.

The ladder: a byte order mark, ISO-2022 escapes, then the readings of the same bytes as UTF-8, cp932, EUC-JP, UTF-16,
UTF-32 and cp1252 compared. Each reading is judged by how likely its characters are in Japanese or English prose: all
readings explain the same bytes, so their log-likelihoods can be compared directly. A reading that explains the bytes
hardly better than chance is refused: mojibake would be matched as if it were a proposal.
"""

import codecs
import itertools
import operator
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

# The longer marks first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Each of these reads some texts that those before it refuse: half-width kana, then JIS X 0213 and its row 13 (①Ⅳ㎡).
_ISO_2022: Final = ("iso2022_jp", "iso2022_jp_2", "iso2022_jp_ext", "iso2022_jp_2004")
_ISO_2022_ESCAPE: Final = re.compile(rb"\x1b(?:\$[@B]|\$\([DOPQ]|\([JI])")
# One line per encoding: ways to read it, the first that works counts.
_LADDER: Final = (
    ("utf-8",),
    ("cp932",),
    # Python's euc_jp has no row 13, which every office uses for ① and ㎡.
    ("euc_jp", "euc_jis_2004"),
    ("utf-16-le",),
    ("utf-16-be",),
    ("utf-32-le",),
    ("utf-32-be",),
    ("cp1252",),
)
# Of the Macintosh before 2001, and of programs that still write it. It reads anything, so it is tried where few
# bytes are beyond ASCII.
_OF_MACINTOSH: Final = "mac_roman"
_MOST_FOREIGN: Final = 0.25
_BEYOND_ASCII: Final = bytes(range(0x80, 0x100))
# What an encoding has in its favour before a byte is read, in nats.
_PRIOR: Final = {"utf-8": 6.0, "cp932": 3.0, "cp1252": -12.0, "mac_roman": -26.0}

# Enough to tell encodings apart; judging a whole book would only take longer.
_SAMPLE_CHARS: Final = 20_000
_SAMPLE_LEAD: Final = 100
_SHORT_TEXT_BYTES: Final = 4096
_NOT_ASCII: Final = re.compile("[^\x00-\x7f]")
_NOT_ASCII_RUN: Final = re.compile("[^\x00-\x7f]+")
_PLAIN_RUN: Final = re.compile("[A-Za-z ]+")
# A uniformly random byte costs log(256) = 5.5 nats, Japanese prose 2.6 to 4, prose in an encoding that is not on the
# ladder (GBK, EUC-KR, Big5) mostly 4.8 and more in its best reading.
_CONVINCING_NATS_PER_BYTE: Final = 4.7
# Below this many bytes chance makes any figure; the best reading is taken then if its characters are all usual.
_SHORT_BYTES: Final = 16
_RARE_CHARACTER_COST: Final = 13.0
# Of the kanji that bytes make by chance, one in five is a common one; of those in prose, four in five.
_USUAL_CHARACTER_COST: Final = 7.5
_USUAL_SHARE: Final = 0.4

# What Python makes of bytes that no character of cp932 has.
NO_CP932: Final = re.compile("[\x80\uf8f0-\uf8f3]")
_ODD_HALF_WIDTH_COST: Final = 8.0
# Without Ctrl-Z, the end of a file once, and escape.
_BINARY_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f\x7f]")
_JAPANESE: Final = re.compile("[\u3041-\u30ff\u4e00-\u9fff]")
_HALF_WIDTH_RUN: Final = re.compile("[\uff61-\uff9f]+")
# What prose in half-width kana never has: voicing marks and small kana behind letters that take none, and so on.
_HALF_WIDTH_ODD: Final = re.compile(
    "(?:^|[^ｳｶ-ﾄﾊ-ﾎ])ﾞ|(?:^|[^ﾊ-ﾎ])ﾟ|(?:^|[^ｳｷｸｼﾁﾂﾃﾄﾌﾞ])[ｧ-ｫ]|(?:^|[^ｷｼﾁﾃﾆﾋﾌﾐﾘﾞﾟ])[ｬ-ｮ]|(?:^|[｡-･])[ｯｰ]|[｡｢､･](?=.?[｡､･])"
)
# ``na端ve``: what a western letter becomes in the wrong reading.
_KANJI_INSIDE_WORD: Final = re.compile("(?<=[a-z])[\u4e00-\u9fff\uff61-\uff9f]+(?=[a-z])")
# ``5 ｵm`` and ``It痴``: a half-width kana alone between western letters, a kanji alone behind one.
_LONE: Final = re.compile(
    "(?<![\uff61-\uff9f\u3041-\u9fff])[\uff66-\uff9f](?![\uff61-\uff9f\u3041-\u9fff])"
    "|(?<=[A-Za-z])[\u4e00-\u9fff](?![\u3001-\u9fff\uff01-\uff9f])"
    # £5 and ¥100 in the wrong reading.
    "|(?<![A-Za-z\uff61-\uff9f\u3041-\u9fff])[\uff63\uff65](?= ?[0-9])"
)
# ``殻oda`` and ``｡ole``: before a word. What is looked for first is rare in Japanese, so that this takes no time.
_LONE_BEFORE_WORD: Final = (
    re.compile("[a-z](?<=[\u4e00-\u9fff].)(?<![\u3001-\u9fff]..)[a-z]"),
    re.compile("\uff61(?<![\uff61-\uff9f\u3041-\u9fff].)[A-Za-z]"),
)
_WESTERN: Final = frozenset(("cp1252", "mac_roman"))
# ``donÕt``, ``Òterm``, ``5 ¡C``: where the other of the two encodings has ’, “ and °.
_WESTERN_ODD: Final = re.compile(
    "(?<=[a-z])[\u00c0-\u00d6\u00d8-\u00deŽŠŒŸ]|(?<![A-Za-z])[ÄÖ](?![A-Za-z])|(?<![A-Za-z])[ÒÓÔÕÐÑ](?=[a-z ])"
    "|(?<=[0-9] )[¡¢£¥](?=[A-Z])|[0-9][¡¢](?![0-9])"
)
_LONE_COST: Final = 24.0
# What a Japanese editor puts into English text.
_JAPANESE_SIGNS: Final = frozenset(
    "\u3000、。，．・：；？！「」『』（）［］｛｝〈〉《》【】ー―‐／＼～〜∥｜…‥‘’“”＋－−±×÷＝≠＜＞≦≧∞∴♂♀°′″℃￥＄￠￡％＃＆＊＠§"
    "☆★○●◎◇◆□■△▲▽▼※〒→←↑↓〓∈∋⊆⊇⊂⊃∪∩∧∨￢⇒⇔∀∃∠⊥⌒∂∇≡≒≪≫√∽∝∵∫∬Å‰♯♭♪†‡¶"
    "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩαβγδεζηθικλμνξοπρστυφχψω"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹ㎜㎝㎞㎎㎏㏄㎡№℡㈱㈲"
    "∑∮∟⊿㍉㌔㌢㍍㌘㌧㌃㌶㍑㍗㌍㌦㌣㌫㍊㌻㍻㍼㍽㍾㊤㊥㊦㊧㊨"
)
_WESTERN_LETTER: Final = re.compile("[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017f]")
# Letters, quotation marks, dashes and the signs of units.
_WESTERN_USUAL: Final = re.compile(
    "[\u00c0-\u017f\u2013\u2014\u2018-\u201e\u2026\u2022°±µ×·«»§®©€²³¹º½\u00a0†‡‰™ª¼¾¿¡¶]|[£¥](?=[ ]?[0-9])"
)

_COMMON_MARKS: Final = frozenset("\u3000、。，．・「」（）ー〜～－　：『』／％")
# Kanji of names that JIS does not have.
_OF_NAMES: Final = frozenset("髙﨑德濵瀨彅淸昻")
# The kanji that scientific and administrative prose is made of.
_COMMON_KANJI: Final = frozenset(
    "研究開発技術基盤創出高度化新的革先端科学分子細胞生物質材料構造機能性制御解明理論計算量情報社会環境資源持続可能"
    "人工知能医療疾患治療予防診断遺伝体系応用実現目指本年間対象方法手結果示必要問題課提案評価利用活設計合成反測定観察"
    "電子光磁気熱力水素酸窒炭金属半導体有機無触媒池薬品食農植動微菌免疫神経脳血液腸肝臓臨床患者老健康感染症癌腫瘍"
    "国内外大小中上下前後左右多少長短強弱高低広深速度温圧重軽全部一二三四五六七八九十百千万億日月火木土時分秒年度期初終"
    "来今現在過去将未再最適正負明暗白黒赤青色形状態相互作用関係連携共同個別特定各種類様式比較例原因効率的確立検証試験"
    "調査統計数学式値変化動移転換増減加速進展歩発見出入口取得受給供与保存記録表面界膜層粒子結晶格欠陥構築精密製造加工"
    "装置器械具産業企経済市場政策府省庁法律制教育人材養成若者地域都市災害防安心安全信頼通話言語画像音声映視覚聴認識学習"
    "推論予測知能自律輸送交通車船飛空宇宙星太陽地球海洋気候風雨雪森林河川沿岸土壌汚染排出削減節約再循環廃棄物処理"
    "生命倫理意思決定行動心身精睡眠食事運発達児童高齢女男家族介護福祉看病院薬剤投与量副反応標的蛋白質核酸脂糖代謝"
    "誘導型分化幹移植組織器官皮膚筋骨眼耳歯口腔消化呼吸循泌尿産婦小児科歴史文献資料著述我々者本論可不非未超極単複"
    "重要主従副次根拠基準規模拡縮小大幅向上低下困難容易複雑簡単直接間接内部外部従来既存新規独自世界日本国際協議"
    "析回等線路流位配元異積支答散列離付顕鏡固使操起融常程働選抗管援孔点探炎酵復着索薄耐己込差野平扱響障乱由振限放近"
    "修領然団影維射藻収激改周図含刺追偏和誤補鎖"
    "申請採択募集公募事業計画予算費目標戦略達成期待背景概要目的内容方法意義波及名称氏所属機関代表分担番号"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """
    Text and how it was encoded.

    Attributes:
        text: The text, without a byte order mark; line ends as they were.
        encoding: Encoding as Python names it.
    """

    text: str
    encoding: str


class EncodingUnknownError(ValueError):
    """The bytes are text in no encoding of the ladder, or no text at all."""


class NotTextError(EncodingUnknownError):
    """The bytes hold what no text holds: NULs or control characters all over."""


def decode(data: bytes) -> Decoded:
    """
    Decode ``data`` as Japanese or western text.

    The answer is always an exact decoding: encoding the text again gives the same bytes, apart from a byte order mark
    and from two ways that an encoding has for the same character.

    Raises:
        NotTextError: If the bytes are not text.
        EncodingUnknownError: If no reading is convincing.
    """
    # Of a short text the format is told by what it says: it is asked for twice, one time after the other.
    return _decoded_again(data) if len(data) <= _SHORT_TEXT_BYTES else _decoded(data)


def _decoded(data: bytes) -> Decoded:
    return _marked(data) or _utf8(data) or _escaped(data) or _likeliest(data)


_decoded_again = lru_cache(maxsize=1)(_decoded)


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark says; None without one."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark) and (decoded := _strict(data, encoding)) and "\0" not in decoded.text:
            return decoded
    return None


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8 that shows no sign of being anything else; nearly every file, so it has to be quick."""
    if b"\x1b" in data or not (decoded := _strict(data, "utf-8")):
        return None
    text = decoded.text
    if _BINARY_CONTROLS.search(text) or _looks_like_kana_in_utf16(data):
        return None
    # Two bytes of cp932 half-width kana can be a UTF-8 character from the Latin, Greek or Cyrillic blocks; three bytes
    # that form a Japanese one by chance are another matter.
    return decoded if text.isascii() or _JAPANESE.search(text) else None


def _looks_like_kana_in_utf16(data: bytes) -> bool:
    """Kana in UTF-16 are ASCII bytes with ``0`` at every second place: あい is ``B0D0`` or ``0B0D``."""
    if len(data) % 2 or len(data) < 4:
        return False
    half = len(data) // 2
    return max(data[::2].count(b"0"), data[1::2].count(b"0")) > 0.6 * half


def _escaped(data: bytes) -> Decoded | None:
    if not _ISO_2022_ESCAPE.search(data) or not data.isascii():
        return None
    for encoding in _ISO_2022:
        if decoded := _strict(data, encoding):
            return decoded
    return _escaped_row_13(data)


def _escaped_row_13(data: bytes) -> Decoded | None:
    """ISO-2022-JP as Windows mailers write it, with NEC's ① and ㈱ in the set that does not have them."""
    pieces = re.split(rb"\x1b(\$[@B]|\([BJ])", data)
    text = [pieces[0].decode("ascii")]
    for designation, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if designation.startswith(b"$"):
            shifted = _strict(bytes(byte | 0x80 if byte > 0x20 else byte for byte in piece), "euc_jis_2004")
            if shifted is None:
                return None
            text.append(shifted.text)
        else:
            text.append(piece.decode("ascii"))
    return Decoded("".join(text), "iso2022_jp_2004")


def _likeliest(data: bytes) -> Decoded:
    readings = [reading for codecs_ in _LADDER if (reading := _first_strict(data, codecs_))]
    if len(data) - len(data.translate(None, _BEYOND_ASCII)) <= _MOST_FOREIGN * len(data):
        readings += filter(None, [_strict(data, _OF_MACINTOSH)])
    # Most texts in cp932 can be read in no other way.
    best = max(readings, key=_log_likelihood) if len(readings) > 1 else next(iter(readings), None)
    if best is None or _is_binary(best.text):
        raise NotTextError
    if not _convincing(best, len(data)):
        raise NotTextError if b"\0" in data else EncodingUnknownError
    return best


def _first_strict(data: bytes, encodings: tuple[str, ...]) -> Decoded | None:
    return next((decoded for encoding in encodings if (decoded := _strict(data, encoding))), None)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if encoding == "cp932" and NO_CP932.search(text) else Decoded(text, encoding)


def _is_binary(text: str) -> bool:
    sample = _sample(text)
    return "\0" in text or len(_BINARY_CONTROLS.findall(sample)) > len(sample) * 0.02


def _sample(text: str) -> str:
    """As much of a reading as is judged: from its first character that is not ASCII, with a little before it."""
    foreign = _NOT_ASCII.search(text)
    start = max(0, foreign.start() - _SAMPLE_LEAD) if foreign else 0
    return text[start : start + _SAMPLE_CHARS]


def _convincing(reading: Decoded, n_bytes: int) -> bool:
    if reading.encoding in _WESTERN:
        return _clearly_western(reading.text)
    if reading.encoding == "utf-8":
        # Strict UTF-8 of some length is a proof of itself, whatever language it holds.
        return True
    if n_bytes < _SHORT_BYTES:
        return all(_character_cost(character) < _RARE_CHARACTER_COST for character in reading.text)
    sample = _sample(reading.text)
    if reading.encoding.startswith("utf"):
        return sum(map(_character_cost, sample)) < _CONVINCING_NATS_PER_BYTE * len(sample.encode(reading.encoding))
    return _clearly_japanese(sample, reading.encoding)


def _clearly_japanese(sample: str, encoding: str) -> bool:
    """Whether the characters beyond ASCII, which says nothing about the encoding, are those of Japanese prose."""
    foreign = "".join(_NOT_ASCII_RUN.findall(sample))
    counts = Counter(foreign)
    costs = list(map(_character_cost, counts))
    n_usual = sum(itertools.compress(counts.values(), map(_USUAL_CHARACTER_COST.__ge__, costs)))
    total = sum(map(operator.mul, counts.values(), costs)) + _odd_half_width(sample) * _ODD_HALF_WIDTH_COST
    if n_usual >= _USUAL_SHARE * len(foreign) and total < _CONVINCING_NATS_PER_BYTE * len(foreign.encode(encoding)):
        return True
    # In EUC-JP the signs and names of a Chinese or Korean text would look like Japanese ones.
    return encoding == "cp932" and _is_western_prose(sample) and all(map(_is_sign_or_name, foreign))


def _is_western_prose(sample: str) -> bool:
    return sum(map(len, _PLAIN_RUN.findall(sample))) > 0.7 * len(sample)


def _is_sign_or_name(character: str) -> bool:
    """Whether English text from a Japanese editor may hold a character: a sign, a wide letter, or one of a name."""
    return (
        character in _JAPANESE_SIGNS
        or character in _OF_NAMES
        or "\u3041" <= character <= "\u30fa"
        or (character.isalnum() and "０" <= character <= "ｚ")
        or "\u4e00" <= character <= "\u9fff"
    )


def _clearly_western(text: str) -> bool:
    sample = _sample(text)
    foreign = sum(not character.isascii() for character in sample)
    return _is_western_prose(sample) and len(_WESTERN_USUAL.findall(sample)) >= 0.95 * foreign


def _log_likelihood(reading: Decoded) -> float:
    sample = _sample(reading.text)
    counts = Counter(sample)
    cost: float = sum(map(operator.mul, counts.values(), map(_character_cost, counts)))
    cost += 6.0 * len(_HALF_WIDTH_RUN.findall(sample)) + _ODD_HALF_WIDTH_COST * _odd_half_width(sample)
    cost += 4.0 * len(_KANJI_INSIDE_WORD.findall(sample))
    if reading.encoding in _WESTERN:
        cost += _LONE_COST * len(_WESTERN_ODD.findall(sample))
    cost += _LONE_COST * sum(len(lone.findall(sample)) for lone in (_LONE, *_LONE_BEFORE_WORD))
    # Readings of a long text are judged on samples of equally many characters, not bytes: bring them to one scale.
    scale = len(reading.text) / len(sample) if sample else 1.0
    return _PRIOR.get(reading.encoding, 0.0) - cost * scale


def _odd_half_width(text: str) -> int:
    """How often half-width kana stand where no word has them, which tells of a wrong reading."""
    return sum(len(_HALF_WIDTH_ODD.findall(run)) for run in _HALF_WIDTH_RUN.findall(text))


@cache
def _character_cost(character: str) -> float:
    """What one character costs, in nats: minus the logarithm of its share in Japanese prose with English in it."""
    code = ord(character)
    if code < 0x80:
        return _ascii_cost(character)
    if character in _COMMON_MARKS or 0x3041 <= code <= 0x3096:
        return 5.2
    if 0x30A1 <= code <= 0x30FA:
        return 6.2
    if 0x4E00 <= code <= 0x9FFF or character in _OF_NAMES:
        return 9.6 if character in _OF_NAMES else _kanji_cost(character)
    if 0xFF61 <= code <= 0xFF9F:
        return 4.3
    return _other_cost(character, code)


def _ascii_cost(character: str) -> float:
    if character.isalnum() or character in " \n":
        return 3.6
    return 4.6 if character.isprintable() or character in "\r\t\f\v" else 14.0


def _kanji_cost(character: str) -> float:
    if character in _COMMON_KANJI:
        return 7.4
    try:
        row = character.encode("euc_jp")[0] - 0xA0
    except UnicodeEncodeError:
        return 17.0
    # JIS level 1 ends with row 47; beyond it come the 3,390 kanji that prose hardly needs.
    return 9.6 if row <= 47 else 13.5


def _other_cost(character: str, code: int) -> float:
    if 0xFF01 <= code <= 0xFF5E:
        return 7.6
    if 0xA0 <= code <= 0xFF or 0x391 <= code <= 0x3C9:
        return 6.5
    if _WESTERN_LETTER.match(character) or 0x2010 <= code <= 0x2044:
        return 8.0
    if code < 0xA0 or 0xE000 <= code <= 0xF8FF:
        return 40.0
    if code == 0xFFFD or not character.isprintable():
        return 25.0
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return 15.0
    return 9.5
