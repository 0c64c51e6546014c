"""Projects over the years, written for these tests, with trends that were put into them."""

import csv
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pytest

Row = dict[str, str]
WriteTable = Callable[..., Path]

YEARS = range(2012, 2020)

# Sentences of each field, of which a project takes some.
SENTENCES: Mapping[str, Sequence[str]] = {
    "材料科学": (
        "遷移金属酸化物の薄膜をパルスレーザー堆積法で作製し、界面に現れる電子状態を放射光で測定する。",
        "多孔性金属錯体の細孔にガス分子を取り込ませ、吸着の熱力学を測定する。",
        "高分子の結晶化過程をX線散乱でその場観察し、力学強度との関係を調べる。",
        "セラミックスの粒界に偏析する不純物を電子顕微鏡で観察し、破壊靭性を高める。",
        "磁性合金の微細組織を制御し、保磁力の温度依存性を測る。",
        "固体電解質のイオン伝導経路を中性子回折で決定し、全固体電池の抵抗を下げる。",
        "液晶の配向欠陥に微粒子を集積させ、光学応答を制御する。",
        "触媒担体の表面に白金クラスターを固定し、酸素還元の活性を評価する。",
    ),
    "情報学": (
        "分散データベースの整合性を保ちながら遅延を減らす通信プロトコルを設計する。",
        "利用者の視線と操作履歴から、画面のわずらわしさを推定する手法を開発する。",
        "プログラムの型検査を拡張し、並行処理の誤りを静的に検出する。",
        "音声対話システムの応答の自然さを、聴取実験と対話コーパスで評価する。",
        "グラフの彩色問題に対する近似アルゴリズムの計算量を解析する。",
        "無線センサーネットワークの消費電力を、経路選択の工夫で下げる。",
        "公開鍵暗号の安全性を、格子問題の困難さに帰着して証明する。",
        "画像の領域分割に確率場を用い、境界のぼやけを減らす。",
    ),
    "生命科学": (
        "シロイヌナズナの根の伸長を支配する植物ホルモンの受容体を同定する。",
        "マウスの海馬の神経細胞を光で刺激し、記憶の想起に必要な回路を調べる。",
        "酵母の細胞周期を止める変異株を集め、紡錘体の形成に働く因子を探す。",
        "ゼブラフィッシュの心臓再生を、心筋細胞の増殖マーカーで追跡する。",
        "腸管上皮の粘液に結合する乳酸菌の表層タンパク質を精製する。",
        "ショウジョウバエの概日リズムを乱す時計遺伝子の発現を測定する。",
        "昆虫の寄生蜂が宿主の免疫を抑える毒液の成分を分析する。",
        "魚類の性転換に伴うホルモン濃度と行動の変化を観察する。",
    ),
    "地球科学": (
        "海底堆積物の有孔虫殻の酸素同位体比から、過去の水温を復元する。",
        "活断層のトレンチ調査を行い、地震の発生間隔を年代測定で推定する。",
        "火山灰の粒子の形状を計測し、噴火の爆発性との関係を調べる。",
        "山岳氷河の後退を衛星画像と測量で追跡し、融解水の流量を求める。",
        "台風の眼の壁雲の構造を、航空機観測と数値実験で調べる。",
        "地下水の流れをトレーサー試験で調べ、帯水層の透水係数を求める。",
        "深海の熱水噴出孔の周りに生じる硫化鉱物の組成を分析する。",
        "森林の土壌から放出される二酸化炭素の季節変化を測定する。",
    ),
}
COMMON = (
    "本研究の成果は、当該分野の基礎的な理解を深めるものと期待される。",
    "得られた結果を国内外の学会で発表し、論文として公表する。",
    "予備実験により、方法の見通しはすでに得られている。",
    "若手研究者の育成にもつなげる。",
)
# What is put into the years: a sentence of a field, and with what probability a project of each year has it.
RISING = "機械学習による予測モデルを訓練し、実験条件の探索を自動化する。"
NEW = "ゲノム編集で標的遺伝子を欠損させた個体を作製し、表現型を確かめる。"
FALLING = "カーボンナノチューブを分散させた試料と比較する。"
PLANTED: Mapping[str, Sequence[tuple[str, Sequence[float]]]] = {
    "材料科学": ((RISING, (0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.6)), (FALLING, (0.5, 0.45, 0.4, 0.3, 0.2, 0.1, 0, 0))),
    "情報学": ((RISING, (0.3,) * 8),),
    "生命科学": ((NEW, (0, 0, 0, 0, 0.25, 0.35, 0.45, 0.5)),),
    "地球科学": (),
}


def projects(n: int, *, seed: int = 5, planted: bool = True) -> Iterator[Row]:
    """``n`` projects, spread evenly over the years and the fields."""
    generator = random.Random(seed)  # noqa: S311 - not for secrets
    fields = list(SENTENCES)
    for number in range(n):
        field = fields[number % len(fields)]
        place = number // len(fields) % len(YEARS)
        sentences = generator.sample(SENTENCES[field], 4)
        for sentence, chances in PLANTED[field]:
            if planted and generator.random() < chances[place]:
                sentences.append(sentence)
        generator.shuffle(sentences)
        yield {
            "課題番号": f"P{number:05}",
            "年度": str(YEARS[place]),
            "分野": field,
            "課題名": f"{sentences[0][:12]}の研究 {number}",
            "研究概要": "".join([*sentences, generator.choice(COMMON)]),
        }


def shuffled(rows: Sequence[Row], seed: int) -> list[Row]:
    """The same projects, their years dealt anew."""
    years = [row["年度"] for row in rows]
    random.Random(seed).shuffle(years)  # noqa: S311 - not for secrets
    return [{**row, "年度": year} for row, year in zip(rows, years, strict=True)]


@pytest.fixture
def write_table(tmp_path: Path) -> WriteTable:
    """Rows to a CSV file."""

    def write(rows: Sequence[Mapping[str, str]], name: str = "projects.csv") -> Path:
        path = tmp_path / name
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), delimiter="\t" if name.endswith(".tsv") else ",")
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture(scope="session")
def make_projects() -> Callable[..., list[Row]]:
    """``make_projects(n, seed=…, planted=…)``."""

    def make(n: int, **options: object) -> list[Row]:
        return list(projects(n, **options))  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def deal_years() -> Callable[[Sequence[Row], int], list[Row]]:
    """``deal_years(rows, seed)``."""
    return shuffled
