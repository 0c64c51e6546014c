"""In which ways the heading of an abstract, and the one that ends its section, may be written."""

import pytest

from goalsearch.documents import select_part
from goalsearch.documents.heading import heading_of

_ABSTRACT = "量子計算の誤り訂正符号を復号する古典回路を設計し、超伝導の素子で実証する。" * 3
_BEFORE = "\n".join(
    f"全固体電池の界面で起こるイオン伝導の抵抗を、計算と計測により解明する（{at}）。" for at in range(9)
)
_REST = "\n".join(f"腸内細菌の代謝物が免疫に与える影響を、マウスと単一細胞の解析で調べる（{at}）。" for at in range(9))


def _section(first: str, then: str) -> str:
    return select_part(f"{_BEFORE}\n{first}\n{_ABSTRACT}\n{then}\n{_REST}").text


@pytest.mark.parametrize(
    ("style", "following"),
    [
        pytest.param("【１】{}", "【２】{}", id="number-in-brackets-of-its-own"),
        pytest.param("[1] {}", "[2] {}", id="number-in-square-brackets"),
        pytest.param("Q1. {}", "Q2. {}", id="question"),
        pytest.param("問１ {}", "問２ {}", id="question-in-japanese"),
        pytest.param("No.1 {}", "No.2 {}", id="abbreviated-number"),
        pytest.param("一、{}", "二、{}", id="number-in-kanji"),
        pytest.param("ア　{}", "イ　{}", id="kana"),
        pytest.param("（ア）{}", "（イ）{}", id="kana-in-brackets"),
        pytest.param("(a) {}", "(b) {}", id="letter-in-brackets"),
        pytest.param("ⅰ) {}", "ⅱ) {}", id="small-roman"),
        pytest.param("⑴ {}", "⑵ {}", id="one-sign-number-in-brackets"),
        pytest.param("⒈ {}", "⒉ {}", id="one-sign-number"),
        pytest.param("§1 {}", "§2 {}", id="section-sign"),
        pytest.param("様式１－１　{}", "様式１－２　{}", id="form-number"),
        pytest.param("（様式２）{}", "（様式３）{}", id="form-number-in-brackets"),
        pytest.param("【別紙様式1-1】 {}", "【別紙様式1-2】 {}", id="annexed-form-number-in-brackets"),
        pytest.param("別紙１　{}", "別紙２　{}", id="annex-number"),
        pytest.param("〇{}", "〇{}", id="circle-that-is-a-numeral"),
        pytest.param("▲ {}", "▲ {}", id="triangle"),
        pytest.param("■１．{}", "■２．{}", id="mark-and-number"),
        pytest.param("**{}**", "**{}**", id="bold-in-markdown"),
        pytest.param("**1. {}**", "**2. {}**", id="bold-with-a-number"),
        pytest.param("### 1. {}", "### 2. {}", id="markdown-with-a-number"),
        pytest.param("--- {} ---", "--- {} ---", id="between-rules"),
        pytest.param("◇◆ {} ◆◇", "◇◆ {} ◆◇", id="between-marks"),
        pytest.param("「{}」", "「{}」", id="quotation-marks"),
        pytest.param("【必須】{}", "【任意】{}", id="required-mark-before"),
        pytest.param("必須 {}", "任意 {}", id="required-word-before"),
        pytest.param("* {}", "* {}", id="star-before"),
        pytest.param("{}《必須》", "{}《任意》", id="note-in-odd-brackets"),
        pytest.param("第１　{}", "第２　{}", id="number-without-chapter"),
        pytest.param("１，{}", "２，{}", id="wide-comma"),
        pytest.param("i) {}", "ii) {}", id="roman-that-is-a-letter-at-first"),
        pytest.param("{}↓", "{}↓", id="arrow-down"),
        pytest.param("{}；", "{}；", id="semicolon"),
        pytest.param("{}\n======", "{}\n======", id="underlined-in-markdown"),
        pytest.param("Step 1. {}", "Step 2. {}", id="step"),
        pytest.param("Section A: {}", "Section B: {}", id="section-with-a-letter"),
        pytest.param("1-(a) {}", "1-(b) {}", id="letter-in-brackets-behind-a-number"),
        pytest.param("２（１）{}", "２（２）{}", id="number-in-brackets-behind-a-number"),
        pytest.param("(1)-1 {}", "(1)-2 {}", id="number-behind-one-in-brackets"),
        pytest.param("1.a. {}", "1.b. {}", id="letter-behind-a-number"),
        pytest.param("＊{}（必須）", "＊{}（必須）", id="wide-star-and-required"),
        pytest.param("３ー１　{}", "３ー２　{}", id="long-vowel-for-a-dash"),
        pytest.param("– {}", "– {}", id="dash"),
        pytest.param("→{}", "→{}", id="arrow"),
        pytest.param("※{}", "※{}", id="sign-of-a-note"),
        pytest.param("☆{}☆（公開）", "☆{}☆（非公開）", id="note-behind-marks"),
        pytest.param("== {} == ※必須", "== {} == ※任意", id="note-behind-rules"),
        pytest.param("『{}』（和文）", "『{}』（英文）", id="note-behind-quotation-marks"),
        pytest.param("[{}［全角400字以内］]", "[{}［全角800字以内］]", id="brackets-in-brackets"),
        pytest.param("{}：（和文）", "{}：（英文）", id="note-behind-a-colon"),
        pytest.param("{}「400字以内」", "{}「800字以内」", id="note-in-quotation-marks"),
    ],
)
@pytest.mark.parametrize("name", ["研究計画・方法", "社会実装への道筋", "学術的な問い"])
def test_numbers_marks_and_brackets(style: str, following: str, name: str) -> None:
    assert _section(style.format("研究の概要"), following.format(name)) == _ABSTRACT


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("研究概要／Abstract", id="two-languages"),
        pytest.param("Abstract / 研究概要", id="english-first"),
        pytest.param("研究概要 Abstract", id="two-languages-and-a-blank"),
        pytest.param("ＡＢＳＴＲＡＣＴ", id="wide-letters"),
        pytest.param("Outline of the research", id="outline"),
        pytest.param("Project Overview", id="overview"),
        pytest.param("一般向け概要", id="for-the-public"),
        pytest.param("専門家以外にも分かる概要", id="for-others-than-experts"),
        pytest.param("公開用概要", id="to-be-published"),
        pytest.param("研究の概略", id="rough-outline"),
        pytest.param("研究のあらまし", id="in-plain-words"),
        pytest.param("取り組みの概要", id="of-an-undertaking"),
        pytest.param("共同研究の概要", id="of-joint-research"),
        pytest.param("学位論文要旨", id="of-a-thesis"),
        pytest.param("研究の概要及びその意義", id="and-its-meaning"),
        pytest.param("研究目的、研究方法など（概要）", id="two-sections-and-a-note"),
        pytest.param("１．研究の概要について", id="about"),
        pytest.param("研究の趣旨", id="gist"),
        pytest.param("発表梗概", id="synopsis-as-architects-call-it"),
        pytest.param("研究概要.", id="full-stop"),
        pytest.param("研究概要記入欄", id="box-to-fill-in"),
        pytest.param("研究の概要を400字以内で記入してください。", id="an-instruction-is-the-heading"),
        pytest.param("研究概要をご記入ください（必須）", id="a-question-of-a-web-form"),
    ],
)
def test_names(heading: str) -> None:
    assert _section(heading, "研究計画・方法") == _ABSTRACT


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(
            "「概要」という語の使い方を文献から調べ、分野ごとの違いを示す。", id="a-quoted-word-in-a-sentence"
        ),
        pytest.param("施設の概要", id="of-a-building"),
        pytest.param("企業概要", id="of-a-company"),
        pytest.param("公募の趣旨", id="of-a-call"),
        pytest.param("本欄には研究の概要を400字以内で記入してください。", id="an-instruction-about-a-box"),
    ],
)
def test_what_is_no_heading_of_an_abstract(line: str) -> None:
    assert select_part(f"{_BEFORE}\n{line}\n{_ABSTRACT}\n研究計画\n{_REST}").heading is None


@pytest.mark.parametrize(
    "item",
    [
        pytest.param("ⅰ) 回路の設計", id="small-roman"),
        pytest.param("（ア）回路の設計", id="kana"),
        pytest.param("⑴ 回路の設計", id="one-sign"),
    ],
)
def test_items_stay_in_the_section(item: str) -> None:
    text = f"１．研究概要\n{_ABSTRACT}\n{item}\n{_ABSTRACT}\n２．計画\n{_REST}"
    assert select_part(text).text == f"{_ABSTRACT}\n{item}\n{_ABSTRACT}"


@pytest.mark.parametrize(
    ("heading", "following"),
    [
        pytest.param("１．研究概要", "２．学術的な問い", id="numbered"),
        pytest.param("【研究概要】", "【学術的な問い】", id="in-brackets"),
        pytest.param("研究概要", "学術的な問い", id="plain"),
    ],
)
@pytest.mark.parametrize(
    "mark",
    ["- ", "– ", "→", "・", "•", "●", "1) ", "a) ", "[1] ", "(1) ", "①", "＜", "「"],
    ids=lambda mark: mark.strip(),
)
def test_a_list_is_part_of_the_text(heading: str, following: str, mark: str) -> None:
    close = {"＜": "＞", "「": "」"}.get(mark, "")
    marks = [mark.replace("1", str(n)).replace("a", "abc"[n - 1]).replace("①", "①②③"[n - 1]) for n in (1, 2, 3)]
    items = [
        f"{sign}{name}{close}" for sign, name in zip(marks, ["回路の設計", "素子の試作", "性能の評価"], strict=True)
    ]
    body = "\n".join([_ABSTRACT, *items, _ABSTRACT])
    assert select_part(f"{_BEFORE}\n{heading}\n{body}\n{following}\n{_REST}").text == body


@pytest.mark.parametrize(
    ("heading", "following"),
    [
        pytest.param("Q1. 研究の概要を教えてください。", "Q2. 研究の目的を教えてください。", id="questions"),
        pytest.param(
            "研究目的（概要）※目的を簡潔に記述してください。", "研究目的（本文）", id="note-that-is-a-sentence"
        ),
        pytest.param("令和８年度の研究概要", "令和９年度の研究計画", id="fiscal-year"),
        pytest.param("2026年度研究概要", "2027年度研究計画", id="year"),
        pytest.param("一般の方への研究概要", "専門家向けの説明", id="for-the-public"),
        pytest.param("平易な概要", "専門的な説明", id="plain"),
        pytest.param("要旨・キーワード", "本論", id="with-keywords"),
        pytest.param("Brief description of the research", "Methods", id="description"),
        pytest.param("Plain-language summary", "Work packages", id="plain-language"),
        pytest.param("研究概要", "本研究で何をどこまで明らかにするのか", id="a-question-follows"),
        pytest.param("研究概要", "本研究で明らかにすること", id="a-promise-follows"),
        pytest.param("研究概要", "なぜ今必要か", id="a-short-question-follows"),
        pytest.param(
            "研究概要（簡潔に記述してください。）", "研究計画（年度ごとに記述してください。）", id="wish-in-brackets"
        ),
        pytest.param(
            "研究概要を400字以内で入力してください。 *",
            "希望する支援を選択してください。 *",
            id="both-have-to-be-answered",
        ),
    ],
)
def test_pairs_of_headings(heading: str, following: str) -> None:
    assert _section(heading, following) == _ABSTRACT


def test_a_number_with_a_bracket_stands_below_one_with_a_stop() -> None:
    text = f"１．研究概要\n１）背景\n{_ABSTRACT}\n２）目的\n{_ABSTRACT}\n２．研究計画\n{_REST}"
    assert select_part(text).text == f"１）背景\n{_ABSTRACT}\n２）目的\n{_ABSTRACT}"


def test_the_number_of_a_page_ends_no_section() -> None:
    assert _section("研究概要", f"- 1 -\n{_ABSTRACT}\n研究経費").count(_ABSTRACT) == 2


@pytest.mark.parametrize(
    "line", ["☆" * 230 + "x", "=a=" + "*" * 200 + "x", "=a=" + "＊ " * 100 + "x", "=a=" + "（" * 200]
)
def test_a_line_of_many_marks_is_no_heading(line: str) -> None:
    # Each could be parted into marks, name and notes in more ways than can be tried.
    heading = heading_of(line)
    assert heading is None or not heading.is_abstract
