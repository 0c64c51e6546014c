"""Which part of a long proposal is matched."""

import pytest

from goalsearch.documents import PartName, select_part
from goalsearch.documents.section import SHORT_CHARS

_ABSTRACT = "本研究では量子計算の基盤技術を創出することを目的とし、誤り訂正符号の実装と評価を行う。" * 4
_ENGLISH = "We build quantum processors and measure their errors. " * 6
_LONG = "研究の詳細を述べる文章がここに長く続き、計画や体制や業績についても説明される。" * 100


@pytest.mark.parametrize(
    ("heading", "following"),
    [
        pytest.param("１．研究概要", "２．研究目的", id="numbered"),
        pytest.param("1. 研究の概要（400字以内）", "2. 背景", id="numbered-with-a-note"),
        pytest.param("【研究概要】", "【背景】", id="brackets"),
        pytest.param("■ 要旨", "■ 背景", id="mark"),
        pytest.param("（概要）", "（本文）", id="round-brackets-alone-on-a-line"),
        pytest.param("(研究概要)", "(本文)", id="half-width-round-brackets"),
        pytest.param("(1) 研究課題の概要", "(2) 意義", id="number-in-brackets"),
        pytest.param("第1章 概要", "第2章 背景", id="chapter"),
        pytest.param("Ⅰ．研究要旨", "Ⅱ．目的", id="roman"),
        pytest.param("概　要", "研究目的", id="spaced-out"),
        pytest.param("要約：", "キーワード：量子、計算", id="colon-and-keywords"),
        pytest.param("Abstract", "1. Introduction", id="english"),
        pytest.param("PROJECT SUMMARY", "Background", id="english-capitals"),
    ],
)
def test_abstract_of_a_long_text(heading: str, following: str) -> None:
    text = f"様式１　研究提案書\n\n{heading}\n\n{_ABSTRACT}\n\n{following}\n\n{_LONG}"
    part = select_part(text)
    assert (part.rule, part.text) == ("abstract", _ABSTRACT)
    assert text[part.start :].startswith(_ABSTRACT)
    assert part.heading == heading.rstrip("：")


@pytest.mark.parametrize("heading", ["【研究概要】", "要旨：", "Abstract: "])
def test_text_may_begin_on_the_line_of_its_heading(heading: str) -> None:
    part = select_part(
        f"{heading}{_ABSTRACT}\n1. 背景\n{_LONG}" if "【" not in heading else f"{heading}{_ABSTRACT}\n【背景】\n{_LONG}"
    )
    assert part.text == _ABSTRACT


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(f"【研究概要】{_ABSTRACT}\n【背景】あ", "short", id="short-texts-are-whole"),
        pytest.param(_LONG, "abstract-not-found", id="no-heading"),
        pytest.param(f"本研究の概要を以下に示す。\n{_LONG}", "abstract-not-found", id="a-sentence-is-no-heading"),
        pytest.param(f"1. 概要 ……… 3\n2. 背景 ……… 5\n{_LONG}", "abstract-not-found", id="table-of-contents"),
        pytest.param(f"１．研究概要\n（別紙参照）\n２．背景\n{_LONG}", "abstract-not-found", id="too-little-in-it"),
    ],
)
def test_when_the_whole_is_matched(text: str, rule: str) -> None:
    part = select_part(text)
    assert (part.rule, part.text, part.start, part.heading) == (rule, text, 0, None)


def test_an_empty_first_heading_does_not_hide_the_second() -> None:
    part = select_part(f"１．概要\n２．背景\n{_LONG}\nAbstract\n{_ENGLISH}\nReferences\n{_LONG}")
    assert (part.text, part.heading) == (_ENGLISH.strip(), "Abstract")


def test_numbers_of_another_kind_do_not_end_the_section() -> None:
    part = select_part(f"１．研究概要\n{_ABSTRACT}\n(1) 背景\n{_ABSTRACT}\n２．目的\n{_LONG}")
    assert part.text == f"{_ABSTRACT}\n(1) 背景\n{_ABSTRACT}"


def test_the_border_of_auto() -> None:
    head = f"【研究概要】\n{_ABSTRACT}\n【背景】\n"
    assert select_part(head + "あ" * (SHORT_CHARS - len(head))).rule == "short"
    assert select_part(head + "あ" * (SHORT_CHARS - len(head) + 1)).rule == "abstract"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param("abstract", _ABSTRACT, id="abstract-of-a-short-text"),
        pytest.param("whole", f"【研究概要】\n{_ABSTRACT}\n【背景】\nあ", id="whole-never-looks"),
    ],
)
def test_asked_for(part: PartName, expected: str) -> None:
    assert select_part(f"【研究概要】\n{_ABSTRACT}\n【背景】\nあ", part).text == expected


def test_hostile_lines_take_no_time() -> None:
    for text in (
        "【" * 200_000,
        "1" * 200_000,
        "概 " * 100_000,
        "概" + " " * 200_000,
        "\n" * 200_000,
        "研究の" * 100_000,
    ):
        assert select_part(text).rule == "abstract-not-found"
