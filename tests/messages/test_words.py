"""Words that users stumbled over: they stand in no text of the catalogue, in no heading of a goal and on no page."""

import re
from pathlib import Path
from typing import Final

import pytest

import goalsearch
from goalsearch.messages import Language
from goalsearch.messages.catalogue import keys, message
from goalsearch.model.fields import TABLE

# What is said instead stands beside each.
STUMBLED_OVER: Final[dict[Language, dict[str, str]]] = {
    "ja": {
        r"機械(?!学習)": "お使いのパソコン",
        "本文": "要旨、提案（表の列も）",
        "新しくなります": "自動で更新されます",
        "覆われ": "当てはまらない",
        "にとどまります": "目安 … に対し …",
        "確かさ": "近さ",
        "読めず": "読み取り不可",
        "（編集者による）": "※ と、一度だけの注",
        "それでも近い": "参考: 近い順",
        "系譜に置": "系譜図で見る",
        "地図に置": "地図で見る",
        "描く|描きます": "図を作る",
        "要旨に印": "要旨に表示",
        "つなぐ語": "共通する語",
        "一致語": "共通する語",
        "1 位に対する比": "│ を越えると候補",
        "余弦|コサイン|TF-IDF": "語の重なり",
        "差がつきません": "ほぼ同点",
        "照合する部分": "使う部分",
        "出力の形(?!式)": "出力形式",
        "指紋": "識別値",
        "惜しい": "あと一歩",
        "記録なし": "未登録",
        "主題": "テーマ",
    },
    "en": {
        r"\bmachines?\b": "computer",
        r"\bcosine\b|TF-IDF": "words that are shared",
        r"\bfingerprint": "checksum",
        r"\branker:": "what orders the goals",
        r"\(editorial\)": "* and one note",
        r"\blinked by\b": "shared",
        r"\blacking\b": "goal only, in the goal, not in the text",
        r"\bhits?\b": "goal",
    },
}


@pytest.mark.parametrize("lang", STUMBLED_OVER)
def test_texts_have_none_of_the_words(lang: Language) -> None:
    said = {key: getattr(message(key), lang) for key in keys()}
    said |= {f"heading of {field.name}": getattr(field.heading, lang) for field in TABLE if field.heading}
    found = [
        (key, word, better)
        for key, text in sorted(said.items())
        for word, better in STUMBLED_OVER[lang].items()
        if re.search(word, text, re.IGNORECASE)
    ]
    assert found == []


def test_templates_have_none_of_the_words() -> None:
    folder = Path(goalsearch.__file__).parent / "pages" / "templates"
    pages = {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    assert [(name, word) for name, page in pages.items() for word in STUMBLED_OVER["ja"] if re.search(word, page)] == []
