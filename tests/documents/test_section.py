"""Which part of a proposal is matched."""

import pytest

from goalsearch.defaults import PartName
from goalsearch.documents import select_part
from goalsearch.documents.section import MIN_ABSTRACT_CHARS, SHORT_CHARS

_ABSTRACT = "本研究では量子計算の基盤技術を創出することを目的とし、誤り訂正符号の実装と評価を行う。" * 4
_ENGLISH = ("We build quantum processors and measure their errors. " * 6).strip()
_LONG = "研究の詳細を述べる文章がここに長く続き、計画や体制や業績についても説明される。" * 100
_SHORT = "研究の詳細を述べる文章がここに続く。"


@pytest.mark.parametrize("rest", [pytest.param(_LONG, id="long"), pytest.param(_SHORT, id="short")])
@pytest.mark.parametrize(
    ("heading", "following", "name"),
    [
        pytest.param("１．研究概要", "２．研究目的", "研究概要", id="numbered"),
        pytest.param("２研究概要", "３研究目的", "研究概要", id="number-without-a-gap"),
        pytest.param("1. 研究の概要（400字以内）", "2. 背景", "研究の概要", id="numbered-with-a-note"),
        pytest.param("【研究概要】", "【背景】", "研究概要", id="brackets"),
        pytest.param("【研究概要】", "１．研究計画・方法", "研究概要", id="brackets-then-a-number"),
        pytest.param("【研究の概要（和文・全角400字以内）】", "【独創性】", "研究の概要", id="note-within-brackets"),
        pytest.param("【1. 研究の概要】", "【2. 独創性】", "研究の概要", id="number-within-brackets"),
        pytest.param("１．【概要】", "２．【計画】", "概要", id="brackets-behind-a-number"),
        pytest.param("■ 要旨", "■ 背景", "要旨", id="mark"),
        pytest.param("■概要", "■新しさ", "概要", id="mark-without-a-blank"),
        pytest.param("（概要）", "（本文）", "概要", id="round-brackets-alone-on-a-line"),
        pytest.param("(研究概要)", "(本文)", "研究概要", id="half-width-round-brackets"),
        pytest.param("(1) 研究課題の概要", "(2) 意義", "研究課題の概要", id="number-in-brackets"),
        pytest.param("第1章 概要", "第2章 背景", "概要", id="chapter"),
        pytest.param("Ⅰ．研究要旨", "Ⅱ．目的", "研究要旨", id="roman"),
        pytest.param("A. 研究概要", "B. 体制", "研究概要", id="letter"),
        pytest.param("概　要", "研究目的", "概要", id="spaced-out"),
        pytest.param("研　究　概　要", "研　究　業　績", "研究概要", id="all-spaced-out"),
        pytest.param("要約：", "キーワード：量子、計算", "要約", id="colon-and-keywords"),
        pytest.param("課題概要", "研究経費：500千円", "課題概要", id="a-label-of-money"),
        pytest.param("研究の目的・概要", "研究代表者：山田", "研究の目的・概要", id="purpose-and-abstract"),
        pytest.param("研究内容の要約", "希望する事業", "研究内容の要約", id="a-label-alone-on-its-line"),
        pytest.param("研究概要※必須", "２．研究計画", "研究概要", id="marked-as-required"),
        pytest.param("研究概要（和文）（400字以内）", "２．研究計画", "研究概要", id="two-notes"),
        pytest.param("研究成果の概要（和文）：", "キーワード：免疫", "研究成果の概要", id="note-before-the-colon"),
        pytest.param(
            "研究目的（概要）※簡潔にまとめること", "研究目的（本文）", "研究目的", id="abstract-only-in-the-note"
        ),
        pytest.param(
            "研究開始時の研究の概要", "研究の独創性・新規性", "研究開始時の研究の概要", id="a-plain-heading-follows"
        ),
        pytest.param("抄録", "独創性", "抄録", id="the-label-of-the-next-cell"),
        pytest.param("研究概要", "Abstract", "研究概要", id="the-english-abstract-follows"),
        pytest.param("Abstract", "1. Introduction", "Abstract", id="english"),
        pytest.param("PROJECT SUMMARY", "Background", "PROJECT SUMMARY", id="english-capitals"),
        pytest.param(
            "Summary of the proposed research (max. 300 words)",
            "Work plan",
            "Summary of the proposed research",
            id="english-with-a-note",
        ),
        pytest.param("2. Project summary / abstract", "3. Team", "Project summary / abstract", id="english-two-names"),
    ],
)
def test_the_section_of_the_abstract(heading: str, following: str, name: str, rest: str) -> None:
    text = f"様式１　研究提案書\n\n{heading}\n\n{_ABSTRACT}\n\n{following}\n\n{rest}"
    part = select_part(text)
    assert (part.rule, part.text, part.heading) == ("abstract", _ABSTRACT, name)
    assert text[part.start :].startswith(_ABSTRACT)


@pytest.mark.parametrize("heading", ["【研究概要】", "要旨：", "概要　", "研究概要 ", "１．概要："])
def test_text_may_begin_on_the_line_of_its_heading(heading: str) -> None:
    following = "【背景】" if "【" in heading else "２．背景" if "１" in heading else "研究計画"
    part = select_part(f"{heading}{_ABSTRACT}\n{following}\n{_LONG}")
    assert (part.rule, part.text) == ("abstract", _ABSTRACT)


@pytest.mark.parametrize("heading", ["Abstract: ", "Abstract. ", "Abstract—", "ABSTRACT – ", "Summary:\t"])
def test_english_text_may_begin_on_the_line_of_its_heading(heading: str) -> None:
    assert select_part(f"A title\n{heading}{_ENGLISH}\nKeywords: qubits\n{_LONG}").text == _ENGLISH


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("詳しく述べる。", id="no-heading"),
        pytest.param("本研究の概要を以下に示す。", id="a-sentence-is-no-heading"),
        pytest.param(
            "概要 を以下に示す。計算の速さと正しさを、いくつもの例について詳しく比べる。" * 2,
            id="a-particle-behind-a-blank",
        ),
        pytest.param(
            "要約すると、新しい材料の設計の指針を立て、実験で確かめ、広く使えるようにすることである。" * 2, id="a-verb"
        ),
        pytest.param(
            "Abstract algebra is the study of groups and rings, and of the maps that preserve them." * 2,
            id="an-adjective",
        ),
        pytest.param(
            "Summary statistics of all samples are compared by a test that needs no model of them." * 2,
            id="a-noun-before-a-noun",
        ),
        pytest.param("1. 概要 ……… 3\n2. 背景 ……… 5", id="table-of-contents"),
        pytest.param("1. 概要\n2. 背景\n3. 計画", id="contents-without-pages"),
        pytest.param("１．研究概要\n（別紙参照）\n２．背景", id="too-little-in-it"),
        pytest.param("１．研究概要\n\n２．背景", id="nothing-in-it"),
        pytest.param("会社の概要\n" + _ABSTRACT, id="of-something-else"),
    ],
)
@pytest.mark.parametrize(
    ("rest", "rule"), [pytest.param(_SHORT, "short", id="short"), pytest.param(_LONG, "abstract-not-found", id="long")]
)
def test_when_the_whole_is_matched(text: str, rest: str, rule: str) -> None:
    part = select_part(f"{text}\n{rest}")
    assert (part.rule, part.text, part.start, part.heading) == (rule, f"{text}\n{rest}", 0, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param(
            f"１．概要\n２．背景\n{_LONG}\nAbstract\n{_ENGLISH}\nReferences\n{_LONG}",
            "Abstract",
            id="the-first-is-empty",
        ),
        pytest.param(
            f"概要 …… 1\n計画 …… 2\n概要\n{_ENGLISH}\n計画\n{_LONG}", "概要", id="the-first-is-of-the-contents"
        ),
        pytest.param(
            f"研究概要\n本欄には研究の概要を400字以内で記述すること。\n研究概要\n{_ENGLISH}\n研究計画\n{_LONG}",
            "研究概要",
            id="the-first-heads-an-instruction",
        ),
    ],
)
def test_a_heading_without_text_does_not_hide_the_next(text: str, name: str) -> None:
    part = select_part(text)
    assert (part.text, part.heading) == (_ENGLISH, name)


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        pytest.param("１．研究概要", "(1) 背景", id="a-number-further-in"),
        pytest.param("１．研究概要", "① 材料の合成", id="a-circled-number"),
        pytest.param("１．研究概要", "【目的】", id="the-order-of-an-abstract"),
        pytest.param("研究概要", "・量子計算の基盤", id="a-bullet"),
        pytest.param("研究概要", "(1) 材料の合成", id="a-list-below-a-plain-heading"),
        pytest.param("要旨", "方法：誤り訂正符号を実装する。", id="a-structured-abstract"),
        pytest.param("Abstract", "Methods: we measure errors.", id="a-structured-abstract-in-english"),
        pytest.param("研究概要", "量子計算の基盤技術、とくに符号", id="a-line-with-a-comma"),
        pytest.param("研究概要", "（図1参照）", id="a-remark-in-brackets"),
    ],
)
def test_what_does_not_end_the_section(heading: str, item: str) -> None:
    part = select_part(f"{heading}\n{_ABSTRACT}\n{item}\n{_ABSTRACT}\n２．研究計画\n{_LONG}")
    assert part.text == f"{_ABSTRACT}\n{item}\n{_ABSTRACT}"


def test_lines_that_a_layout_broke_do_not_end_the_section() -> None:
    broken = "\n".join(_ABSTRACT[place : place + 17] for place in range(0, len(_ABSTRACT), 17))
    assert select_part(f"研究概要\n{broken}\n研究計画\n{_LONG}").text == broken


@pytest.mark.parametrize(
    ("n_characters", "rule"),
    [
        pytest.param(MIN_ABSTRACT_CHARS, "abstract", id="just-enough"),
        pytest.param(MIN_ABSTRACT_CHARS - 1, "short", id="one-too-few"),
    ],
)
def test_how_much_makes_an_abstract(n_characters: int, rule: str) -> None:
    assert select_part(f"概要\n{'量' * n_characters}\n２．計画\n{_SHORT}").rule == rule


def test_the_border_of_a_text_that_should_have_an_abstract() -> None:
    assert select_part("あ" * SHORT_CHARS).rule == "short"
    assert select_part("あ" * (SHORT_CHARS + 1)).rule == "abstract-not-found"


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        pytest.param("abstract", _ABSTRACT, id="abstract-of-a-short-text"),
        pytest.param("whole", f"【研究概要】\n{_ABSTRACT}\n【背景】\nあ", id="whole-never-looks"),
    ],
)
def test_asked_for(part: PartName, expected: str) -> None:
    assert select_part(f"【研究概要】\n{_ABSTRACT}\n【背景】\nあ", part).text == expected


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        pytest.param(
            f"【研究概要】\n{_ABSTRACT}",
            "照合した部分: 「研究概要」（172 字）。全文は --part whole で照合できます。",
            'Matched: the section "研究概要" (172 characters); --part whole matches the whole text.',
            id="a-section",
        ),
        pytest.param(
            f"研究代表者：山田\n※ 簡潔に\n{_SHORT}",
            "照合した部分: 全文（様式と見られる 2 行を除く）。",
            "Matched: the whole text, without 2 lines that look like the form's.",
            id="without-the-form",
        ),
        pytest.param(_SHORT, None, None, id="nothing-to-say"),
    ],
)
def test_what_is_said_of_it(text: str, ja: str | None, en: str | None) -> None:
    part = select_part(text)
    assert (part.notice("ja"), part.notice("en")) == (ja, en)


@pytest.mark.parametrize(
    "text",
    [
        *("【" * 200_000, "1" * 200_000, "概 " * 100_000, "概" + " " * 200_000, "\n" * 200_000, "研究の" * 100_000),
        *(
            "要旨\n" * 20_000,
            "Abstract.\n" * 20_000,
            "氏名\n" * 20_000,
            "氏名 " * 50_000,
            "please\n" * 20_000,
            "（概要" * 80_000,
        ),
    ],
    ids=lambda text: repr(text[:9]),
)
def test_hostile_lines_are_read_to_their_end(text: str) -> None:
    assert select_part(text).rule == "abstract-not-found"
