"""
Words that Sudachi cuts wrongly, and how they are cut here.

A dictionary of everyday words knows ローム, a kind of soil, and so reads メタボローム as メタボ and ローム; it takes
脱水素 for 脱水 and 素. Pieces of that kind bring a text near to goals that it has nothing to do with, and nobody takes
them for reasons. Of 偏極 nothing remains, as its pieces are characters that count for nothing alone. A word of the
table takes the place of what Sudachi makes of it, if Sudachi cuts before it and after it. The list is our own: most
were found as pieces that stand in goals and examples beside one single neighbour.

A word is one term. Its parts count as well where they are divided by ``/``; ``|`` divides what is no word as a whole,
only its parts. After ``=`` stands the term, where it is not the word itself.
"""

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TypeVar

_Part = TypeVar("_Part")

_TABLE: Final = (
    # Life: -ome, -cyte, -phagy and the like, which end as other words do.
    """
    メタボローム ヴァイローム オートファジー マイトファジー アグリファジー アストロサイト プロテオスタシス ヘテロシスト
    ミクログリア ゼブラフィッシュ ストレプトアビジン フィラグリン プロトカドヘリン ホスホリパーゼ
    ホスホエノールピルビン酸 トランスポーター アンチセンス サイレンシング シストセンチュウ リーシュマニア
    エンドファイト オプトジェネティクス プロテオバクテリア スフィンゴミエリン アセチルグルコサミン アミノアシル
    リンドブラッド サイトメーター レンチウイルス エボラウイルス デングウイルス センダイウイルス アデノ随伴ウイルス
    チャネルロドプシン/ロドプシン ファージディスプレイ/ファージ パッチクランプ ジーンドライブ ロングリード マクロライド
    レトロトランスポゾン/トランスポゾン マルチオーム
    """,
    # Matter and light.
    """
    エレクトライド ハイドライド ナイトライド クラスレート クラスレートハイドレート/クラスレート フォトニック
    フォノニック フェッシュバッハ オルターマグネット アルターマグネット アルミノケイ酸 モルフォトロピック
    フェーズフィールド アトムプローブ シンクロトロン カソードルミネセンス サーモクロミック エレクトロクロミック
    アップコンバージョン ダウンコンバージョン フォトンアップコンバージョン/アップコンバージョン ダングリングボンド
    キラリティー=キラリティ フォトレジスト フォトサーマル ナフタレンジイミド ジメチルエーテル ベンジルイソキノリン
    アトロプ異性 ドロップレット インターカラント エレクトロスピニング エレクトロスプレー ナノスケール ナノスプレー
    エクサスケール マルチスケール マクロスケール ミクロスケール マイクロスケール ディスロケーション ハーバーボッシュ
    リートベルト マックスプラス レーブグラフ キャッチボンド カルボン酸 ギブス
    """,
    # Computing and everything else.
    """
    アニーリング ウェーブレット ボルツマンマシン スパイキング フリップフロップ ホップフィールド
    トランスフォーマ=トランスフォーマー オートエンコーダ=オートエンコーダー カルマンフィルタ=カルマンフィルター
    カルマンフィルター ジェイルブレイク エコーチェンバー ブロックチェーン ビームフォーミング フェーズドアレイ
    デジタルツイン ディープフェイク ハニーポット ペースメーカ=ペースメーカー クロスモーダル ハイパーグラフ
    ハイパースキャニング ライフコース ドラッグデリバリー モルフォロジー バックキャスト フォールトトレラント
    サイドチャネル アクティブマター ラバーハンド ラプラシアン マリアヴァン
    """,
    # Words of Chinese characters that are cut in the wrong place, so that pieces of no meaning or another one remain.
    """
    神経筋接合部/神経筋/接合 神経筋 脱水素 脱水素化/脱水素 芳香族 異方性 低酸素 熱力学 単量体 多量体 二量体 三量体
    四量体 光周波数/周波数 心血管/血管 分子種/分子 両親媒性 親媒性 脳脊髄液/脳脊髄 脱炭酸 官能基 膠芽腫 光起電力
    高保磁力 保磁力 方程式 高調波 二色性 円二色性 複素環 統合失調症 線維筋痛症 線維筋痛 室傍核 維管束 正円窓 多能性
    光毒性 定在波 六方晶 単斜晶 正方晶 立方晶 直方晶 菱面体晶 粗視化 筋痛症 充放電/放電 前頭前野 前頭前皮質/皮質
    光電子分光/光電子/分光 光電子 光電極/電極 三重項 一重項 平滑筋 中和抗体/中和/抗体 小角散乱/散乱 有限体 尿毒素
    耐糖能 視交叉上核 遠赤外 液液相分離/相分離 動力学 視床下部 視索前野 扁桃体 中心体 半月板 キノコ体 老人斑 小器官
    前頭眼野 孤束核 腕傍核 分界条床核 肝星細胞/肝/細胞 周皮細胞/細胞 枯草菌 線毛 富栄養化 富栄養 貧栄養 脱酸素
    硫酸化/硫酸 誘導体化/誘導体 ホウ化物 被毒 光増感/増感 相溶化 相溶性 水熱 熱化 磁壁 強電場/電場 相図 同重体
    室内光/光 多面体 忠実度 不確実性 暗視野 斜張橋
    """,
    # The same, where the whole is two words.
    """
    可視光|水分解 光|水分解 有限体|上 糖尿病|前段階 微生物|型 血管|壁 歯周病|菌 門脈|圧
    """,
    # Words whose first character makes another one of what follows: ferroelectric of dielectric, three of dimensions.
    """
    第一原理 三次元/次元 二光子/光子 多光子/光子 相変化/変化 超解像/解像 非平衡/平衡 非可換/可換 反強磁性/磁性
    反強磁性体/磁性体 強誘電/誘電 強誘電体/誘電体 反強誘電体/誘電体
    """,
    # Words of characters that count for nothing alone, so that nothing would remain of them.
    """
    偏極 点群 多体 負性 固液 固相 流束 積和 双晶 混晶 力覚 転流 類洞 陰窩 非負 非凸 多環 環化 縮環 閉環 圏論 資化
    合胞体 酸点 乱択 項間交差 多胞体 混相流 脱髄 核様体 弱値 減磁 複核 神経膠腫/神経 膠腫 豚熱 共形 標品 掌性 偏析
    焦電 断眠 並体 上丘 棘波 二重層 鎖長 黒リン/リン 狼瘡
    """,
    # Words whose short units are wrong (なり and すます, 二酸 and 化), or which are several words by context (も つれ).
    """
    もつれ=縺れ なりすまし=成り済ます 成り済まし=成り済ます 成りすまし=成り済ます なりすます=成り済ます
    成りすます=成り済ます 成り済ます なりすまさ=成り済ます 成り済まさ=成り済ます 二酸化 二酸化炭素/炭素 二酸化硫黄/硫黄
    二酸化窒素/窒素 二酸化マンガン/マンガン 二酸化物
    """,
)


class CutWord(NamedTuple):
    """
    A word that is read in another way than Sudachi's.

    Attributes:
        word: The word as it is written.
        form: The term that it is as a whole; None if only its parts count.
        parts: Its parts that count, each with its place in the word.
    """

    word: str
    form: str | None
    parts: tuple[tuple[str, int], ...]


class CutAt(NamedTuple):
    """
    Where such a word stands.

    Attributes:
        first: The first of Sudachi's words that it takes the place of.
        last: One past the last of them.
        word: The word.
    """

    first: int
    last: int
    word: CutWord


def _read(entry: str) -> CutWord:
    marked, _, form = entry.partition("=")
    whole, *pieces = marked.split("/")
    word = whole.replace("|", "")
    if word != whole:
        pieces = whole.split("|")
    parts, place = [], 0
    for piece in pieces:
        place = word.index(piece, place)
        parts.append((piece, place))
    return CutWord(word, (form or word) if word == whole else None, tuple(parts))


def _by_first_character() -> Mapping[str, Sequence[CutWord]]:
    words: defaultdict[str, list[CutWord]] = defaultdict(list)
    for entry in " ".join(_TABLE).split():
        words[entry[0]].append(_read(entry))
    for alike in words.values():
        alike.sort(key=lambda cut: -len(cut.word))
    return words


WORDS: Final = _by_first_character()
"""The words by their first character, longest first."""
_SPELLINGS: Final = {first: tuple(cut.word for cut in alike) for first, alike in WORDS.items()}


def may_begin(surface: str) -> bool:
    """Whether one of the words begins with ``surface``, or is it."""
    return any(cut.word.startswith(surface) for cut in WORDS.get(surface[:1], ()))


def may_stand(text: str, start: int) -> bool:
    """Whether the characters of one of the words stand at a place of a text, wherever Sudachi cuts it."""
    return text.startswith(_SPELLINGS.get(text[start], ()), start)


def cuts_at(place: int, text: str, words: Sequence[_Part], begin: Callable[[_Part], int]) -> Iterator[CutAt]:
    """
    The longest of the words that begins where one of Sudachi's words does and ends where one does.

    Args:
        place: Which of Sudachi's words.
        text: The text.
        words: Sudachi's words.
        begin: Tells where one of them begins in the text.

    Yields:
        At most one.
    """
    start = begin(words[place])
    for cut in WORDS.get(text[start], ()):
        if text.startswith(cut.word, start):
            end = start + len(cut.word)
            last = bisect_left(words, end, place, key=begin)
            if end == (begin(words[last]) if last < len(words) else len(text)):
                yield CutAt(place, last, cut)
                return


def without_overlaps(cuts: Iterable[CutAt]) -> list[CutAt]:
    """The first of those that overlap, in order."""
    kept: list[CutAt] = []
    for cut in cuts:
        if not kept or kept[-1].last <= cut.first:
            kept.append(cut)
    return kept


def fingerprint() -> str:
    """Names what the table holds: another table gives other terms."""
    return hashlib.sha256(" ".join(_TABLE).encode()).hexdigest()[:16]
