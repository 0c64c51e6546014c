"""Goals read from the page on which a ministry announces them."""

import zipfile
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus
from goalsearch.documents.announcement import Announced, announced_goals
from goalsearch.documents.goal_group import group_of
from goalsearch.documents.reader import read_one
from goalsearch.errors import DocumentError
from tests.documents.pdf_files import lines, write

DATA = Path(__file__).parent.parent / "data"

QUANTUM = Announced(
    title="量子センサによる生体計測の革新",
    fiscal_year=2027,
    agency="JST",
    summary="細胞内の温度や磁場を計測する技術を確立する。\n本戦略目標では、計測対象を個体まで広げる。",
    aims="以下の達成を目指す。\n（１）ナノダイヤモンドの導入\n（２）光検出磁気共鳴の高感度化\n（１）脳磁図の室温計測",
    background="・病気の兆しを捉える社会\n我が国ではダイヤモンドの合成に強みがある。",
)
AGEING = Announced(
    title="老化の分子機構の理解と制御",
    fiscal_year=2027,
    agency="AMED",
    summary="老化細胞の除去により健康寿命を延ばす。",
    aims="老化細胞の標識と単離。",
)

# In the form of the ministry's announcements; the wording is made up.
PAGE = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8">
<title>令和９年度戦略目標及び研究開発目標の決定について：文部科学省</title></head><body>
<nav><ul><li>トップ</li><li>概要</li></ul></nav>
<h1>令和９年度戦略目標及び研究開発目標の決定について</h1><p>令和９年３月12日</p>
<p>文部科学省では、戦略目標として１件、研究開発目標として１件を決定しましたので、お知らせします。</p>
<h2>戦略目標「量子センサによる生体計測の革新」</h2>
<h3>1．目標名</h3><p>量子センサによる生体計測の革新</p>
<h3>2．概要</h3><p>細胞内の温度や磁場を計測する技術を確立する。</p><p>本戦略目標では、計測対象を個体まで広げる。</p>
<h3>3．達成目標</h3><p>以下の達成を目指す。</p><p>（１）ナノダイヤモンドの導入</p><p>（２）光検出磁気共鳴の高感度化</p>
<h3>4．研究推進の際に見据えるべき将来の社会像</h3><p>・病気の兆しを捉える社会</p>
<h3>5．具体的な研究例</h3><p>（１）脳磁図の室温計測</p>
<h3>6．国内外の研究動向</h3><p>（国内動向）</p><p>我が国ではダイヤモンドの合成に強みがある。</p>
<h3>7．検討の経緯</h3><p>ワークショップを開いた。</p>
<h3>8．閣議決定文書等における関係記載</h3><p>「第７期科学技術・イノベーション基本計画」</p>
<h2>研究開発目標「老化の分子機構の理解と制御」</h2>
<h3>概要</h3><p>老化細胞の除去により健康寿命を延ばす。</p><h3>達成目標</h3><p>老化細胞の標識と単離。</p>
<h2>お問合せ先</h2><p>研究振興局基礎研究振興課</p></body></html>"""


def test_a_page_of_two_goals(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    assert announced_goals(read_one(path)) == (QUANTUM, AGEING)


def test_a_pdf_of_two_goals(tmp_path: Path) -> None:
    first = lines(
        "令和９年度戦略目標",
        "",
        "１．目標名",
        "量子センサによる生体計測の革新",
        "２．概要",
        QUANTUM.summary.partition("\n")[0],
    )
    second = lines(
        "令和９年度戦略目標",
        "",
        "１．目標名",
        "「薄膜の力学の解明」",
        "２．概要",
        "薄膜の強さを測る。",
        "３．達成目標",
        "破壊の理解。",
    )
    goals = announced_goals(read_one(write(tmp_path / "goals.pdf", [first, second])))
    assert [(goal.title, goal.fiscal_year, goal.agency) for goal in goals] == [
        ("量子センサによる生体計測の革新", 2027, "JST"),
        ("薄膜の力学の解明", 2027, "JST"),
    ]
    # What stands on the head of the next page is told from the text by the reader of the PDF, or by the person.
    assert goals[0].summary.startswith("細胞内の温度や磁場を計測する技術を確立する。")
    assert (goals[1].summary, goals[1].aims) == ("薄膜の強さを測る。", "破壊の理解。")


def test_the_overview_of_2019_gives_what_the_corpus_has() -> None:
    known = {goal.title: goal for goal in Corpus.builtin() if goal.fiscal_year == 2019}
    goals = announced_goals(read_one(DATA / "mext-2019.txt"))
    assert [goal.title for goal in goals] == list(known)
    for goal in goals:
        recorded = known[goal.title]
        assert goal.summary == (recorded.summary or "").replace("\n", "")
        assert goal.fiscal_year == 2019
        # Where the summary names neither, the overview of both leaves it open.
        assert goal.agency in (None, *recorded.agencies)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("目標名\n量子\n概要\n測る。", ("量子", "測る。", "", ""), id="headings-without-marks"),
        pytest.param("【目標名】量子\n【概要】測る。", ("量子", "測る。", "", ""), id="brackets-with-the-text-behind"),
        pytest.param(
            "■ 目標名：量子\n■ 概要：測る。\n■ 予算\n1億円", ("量子", "測る。", "", ""), id="other-marked-section"
        ),
        pytest.param("目 標 名\n量子\n概 　要\n測る。", ("量子", "測る。", "", ""), id="letters-spaced-out"),
        pytest.param(
            "1 目標名\n量子\n2 概要\n測る。\n3 背景・課題\n進む。", ("量子", "測る。", "", "進む。"), id="background"
        ),
        pytest.param(
            "目標名\n量子\n概要\n測る。\n達成目標\n計る。\n研究推進の背景\n進む。",
            ("量子", "測る。", "計る。", "進む。"),
            id="background-of-its-promotion",
        ),
        pytest.param(
            "戦略目標「量子の計測」\n概要\n測る。", ("量子の計測", "測る。", "", ""), id="name-in-quotation-marks"
        ),
        pytest.param(
            "目標名\n量子\n概要\n測る。\n達成目標\n達成目標は三つある。\n・一\nその他\n連携する。",
            ("量子", "測る。", "達成目標は三つある。\n・一", ""),
            id="a-sentence-is-no-heading",
        ),
        pytest.param("目標名\n量子\n計測\n概要\n測る。", ("量子計測", "測る。", "", ""), id="name-on-two-lines"),
        pytest.param("目標名\n量\u200b子\n概要\n測\u00adる。", ("量子", "測る。", "", ""), id="signs-that-nobody-sees"),
    ],
)
def test_sections(tmp_path: Path, text: str, expected: tuple[str, str, str, str]) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    (goal,) = announced_goals(read_one(path))
    assert (goal.title, goal.summary, goal.aims, goal.background) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("令和９年度の予算について。\n総額を示す。", id="another-page"),
        pytest.param("目標名\n量子の計測", id="a-name-alone"),
        pytest.param("概要\n測る。", id="no-name"),
    ],
)
def test_what_announces_no_goal_says_so(tmp_path: Path, text: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"page\.txt.*corpus new"):
        announced_goals(read_one(path))


def goal(name: str) -> str:
    return f"目標名\n{name}\n概要\n測る。\n達成目標\n計る。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"戦略目標（JST）\n{goal('光')}{goal('音')}研究開発目標（AMED）\n{goal('熱')}",
            {"光": "JST", "音": "JST", "熱": "AMED"},
            id="each-group-up-to-the-next",
        ),
        pytest.param(
            f"【戦略目標】（国立研究開発法人科学技術振興機構）\n{goal('光')}【研究開発目標】\n{goal('熱')}",
            {"光": "JST", "熱": "AMED"},
            id="in-brackets",
        ),
        pytest.param(
            f"Ⅰ　令和９年度　戦略目標\n{goal('光')}Ⅱ　令和９年度　研究開発目標（１件）\n{goal('熱')}",
            {"光": "JST", "熱": "AMED"},
            id="with-number-and-year",
        ),
        pytest.param(
            f"1. AMED 研究開発目標\n{goal('熱')}2. 令和９年度（2027年度）戦略目標\n{goal('光')}",
            {"熱": "AMED", "光": "JST"},
            id="the-other-order",
        ),
        pytest.param(
            f"戦略目標（JST）\n・光\n研究開発目標（AMED）\n・熱\n\n{goal('光')}{goal('熱')}",
            {"光": None, "熱": None},
            id="contents-say-nothing-of-what-follows",
        ),
        pytest.param(
            f"戦略目標\n・光\n研究開発目標\n・熱\n\n戦略目標\n{goal('光')}研究開発目標\n{goal('熱')}",
            {"光": "JST", "熱": "AMED"},
            id="contents-before-the-groups",
        ),
        pytest.param(
            f"戦略目標（AMED）\n{goal('光')}戦略目標及び研究開発目標\n{goal('熱')}",
            {"光": None, "熱": None},
            id="names-that-do-not-agree",
        ),
        pytest.param(
            f"戦略目標（JST）\n{goal('光')}研究開発目標「老化の制御」\n概要\n測る。\n達成目標\n計る。",
            {"光": "JST", "老化の制御": "AMED"},
            id="a-quoted-name-says-its-own",
        ),
    ],
)
def test_the_group_of_a_goal(tmp_path: Path, text: str, expected: dict[str, str | None]) -> None:
    path = tmp_path / "page.txt"
    # Both are named around the goals, so that only the heading of its group tells what a goal is.
    path.write_text(f"戦略目標と研究開発目標を決定しました。\n{text}", encoding="utf-8")
    goals = announced_goals(read_one(path))
    assert {goal.title: goal.agency for goal in goals} == expected
    assert {(goal.summary, goal.aims) for goal in goals} == {("測る。", "計る。")}


def test_an_agency_that_the_text_gainsays_stays_open(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        f"戦略目標と研究開発目標を決定しました。\n戦略目標\n{goal('光')}"
        "目標名\n熱\n概要\n本研究開発目標では熱を測る。\n目標名\n音\n概要\n研究開発目標と連携する。",
        encoding="utf-8",
    )
    assert [goal.agency for goal in announced_goals(read_one(path))] == ["JST", None, "JST"]


def test_the_head_of_each_page_ends_no_section(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("戦略目標\n目標名\n光\n概要\n測る。\n戦略目標\n比べる。\n達成目標\n計る。", encoding="utf-8")
    (found,) = announced_goals(read_one(path))
    assert (found.summary, found.aims) == ("測る。\n比べる。", "計る。")


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("・戦略目標", id="point-of-a-list"),
        pytest.param("戦略目標は三つある。", id="sentence"),
        pytest.param("戦略目標の達成に向けて", id="another-heading"),
        pytest.param("戦略目標：光の計測", id="text-behind-it"),
    ],
)
def test_no_heading_of_a_group(line: str) -> None:
    assert group_of(line) is None


CELLS = [
    ("光を測る技術の革新", "光を細かく測る。", "光の計測。"),
    ("音が伝わる仕組みの解明", "音を遠くから聞く。", "音の理解。"),
]


def html_table(*rows: tuple[str, ...]) -> str:
    return "<table>" + "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows) + "</table>"


def text_table(gap: str, *rows: tuple[str, ...]) -> str:
    return "\n".join(gap.join(row) for row in rows)


NAMED = [("目標名", "概要"), *(row[:2] for row in CELLS)]
NUMBERED = [("No", "目標名", "概要"), *((str(number), *row[:2]) for number, row in enumerate(CELLS, 1))]
WITH_AIMS = [("番号", "目標名", "概要", "達成目標"), *((f"（{n}）", *row) for n, row in enumerate(CELLS, 1))]


@pytest.mark.parametrize(
    ("name", "content", "has_aims"),
    [
        pytest.param("a.html", html_table(*NAMED), False, id="web-page"),
        pytest.param("a.html", html_table(*NUMBERED), False, id="web-page-with-numbers"),
        pytest.param("a.html", html_table(*WITH_AIMS), True, id="web-page-with-aims"),
        pytest.param("a.html", html_table(*NUMBERED) + "<p>別紙</p><p>次を見ること。</p>", False, id="text-behind-it"),
        pytest.param("a.txt", text_table("　", *NAMED), False, id="text-with-wide-blanks"),
        pytest.param("a.txt", text_table("　", *NUMBERED), False, id="text-with-numbers"),
        pytest.param(
            "a.txt",
            "No 目標名 概要\n\n" + "\n\n".join(cell for row in NUMBERED[1:] for cell in row),
            False,
            id="as-a-pdf-gives-it",
        ),
        pytest.param("a.txt", text_table(" ", *NUMBERED), False, id="text-with-single-blanks"),
        pytest.param("a.txt", text_table("  ", *WITH_AIMS), True, id="text-with-aims"),
        pytest.param("a.txt", text_table("\t", *NAMED).replace("細かく", "\n細かく"), False, id="lines-that-go-on"),
        pytest.param("a.txt", "\n\n".join(cell for row in NUMBERED for cell in row), False, id="cell-to-a-line"),
    ],
)
def test_overview(tmp_path: Path, name: str, content: str, has_aims: bool) -> None:
    path = tmp_path / name
    path.write_text(f"令和９年度の目標\n\n{content}", encoding="utf-8")
    found = [(goal.title, goal.summary, goal.aims) for goal in announced_goals(read_one(path))]
    assert found == [(title, summary, aims if has_aims else "") for title, summary, aims in CELLS]


@pytest.mark.parametrize("rows", [pytest.param(NAMED, id="names"), pytest.param(NUMBERED, id="numbers")])
def test_the_overview_in_word(tmp_path: Path, rows: list[tuple[str, ...]]) -> None:
    def cell(content: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{content}</w:t></w:r></w:p></w:tc>"

    table = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows)
    spaces = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml", f"<w:document {spaces}><w:body><w:tbl>{table}</w:tbl></w:body></w:document>"
        )
    assert [(goal.title, goal.summary) for goal in announced_goals(read_one(path))] == [row[:2] for row in CELLS]


def test_all_paragraphs_up_to_the_next_number_are_the_summary(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    table = html_table(*NUMBERED)
    path.write_text(table.replace("光を細かく測る。", "<p>光を測る。</p><p>・色</p><p>・形</p>"), encoding="utf-8")
    assert [(goal.title, goal.summary) for goal in announced_goals(read_one(path))] == [
        (CELLS[0][0], "光を測る。\n・色\n・形"),
        CELLS[1][:2],
    ]


def test_the_group_of_an_overview(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    head = "<h2>戦略目標（JST）</h2>", "<h2>研究開発目標（AMED）</h2>"
    path.write_text("".join(head[at] + html_table(NAMED[0], NAMED[at + 1]) for at in (0, 1)), encoding="utf-8")
    assert [(goal.title, goal.agency) for goal in announced_goals(read_one(path))] == [
        (CELLS[0][0], "JST"),
        (CELLS[1][0], "AMED"),
    ]


def test_a_row_whose_cells_cannot_be_told_apart_has_no_title(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"{text_table('　', *NAMED)}\nAI for 光 and 音 両方を測る。", encoding="utf-8")
    *_, last = announced_goals(read_one(path))
    assert (last.title, last.summary) == ("", "AI for 光 and 音 両方を測る。")


PARTS = "{name}\n\n概要\n\n測る。\n\n達成目標\n\n{aims}\n\n"


def named(*goals: tuple[str, str]) -> str:
    return "".join(PARTS.format(name=name, aims=aims) for name, aims in goals)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        pytest.param(
            named(("1. 光の計測", "計る。"), ("2. 音の理解", "聞く。")),
            ["光の計測", "音の理解"],
            id="numbered-headings",
        ),
        pytest.param(
            "（１）光の計測\n【概要】測る。\n【達成目標】計る。\n（２）音の理解\n【概要】測る。\n【達成目標】聞く。",
            ["光の計測", "音の理解"],
            id="brackets-under-the-title",
        ),
        pytest.param(named(("光の計測", "計る。"), ("音の理解", "聞く。")), ["光の計測", "音の理解"], id="no-numbers"),
        pytest.param(
            "令和９年３月１日\n\n"
            + named(("光の計測", "・計る"))
            + "研究開発目標（AMED）\n\n"
            + named(("熱の制御", "温める。")),
            ["光の計測", "熱の制御"],
            id="behind-the-heading-of-a-group",
        ),
        pytest.param(
            named(("1. 光の計測", "1. 計る\n2. 比べる\n3. 確かめる"), ("2. 音の理解", "聞く。")),
            ["光の計測", "音の理解"],
            id="behind-a-list-with-other-numbers",
        ),
        pytest.param(
            "目標名\n\n光の計測\n\n" + named(("", "計る。"), ("■ 音の理解", "聞く。")),
            ["光の計測", "音の理解"],
            id="a-heading-with-a-mark",
        ),
        pytest.param(
            "１．目標名\n光の計測\n技術の革新\n" + named(("", "計る。")),
            ["光の計測技術の革新"],
            id="has-a-name",
        ),
        pytest.param(
            named(("1. 光の計測", "（１）計る技術\n（２）比べる技術\n（３）確かめる技術"), ("", "聞く。")),
            ["光の計測", ""],
            id="the-last-of-a-list-is-no-title",
        ),
        pytest.param(
            named(("光の計測", "計る。\n（１）比べる技術"), ("", "聞く。")), ["光の計測", ""], id="nor-is-its-only-one"
        ),
        pytest.param(
            named(("光の計測", "計る技術\n\n比べる技術"), ("", "聞く。")), ["光の計測", ""], id="nor-one-without-mark"
        ),
        pytest.param(named(("光の計測", "・計る技術"), ("", "聞く。")), ["光の計測", ""], id="nor-a-point"),
        pytest.param(named(("令和９年度戦略目標の決定について", "計る。")), [""], id="the-announcement-is-no-goal"),
        pytest.param(named(("令和９年３月１日　文部科学省", "計る。")), [""], id="nor-is-its-date"),
    ],
)
def test_a_title_right_before_the_summary(tmp_path: Path, text: str, titles: list[str]) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    goals = announced_goals(read_one(path))
    assert [goal.title for goal in goals] == titles
    assert {goal.summary for goal in goals} == {"測る。"}
    assert not any(title and title in goal.aims for title in titles for goal in goals)


def test_titles_that_are_headings_of_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<title>令和９年度戦略目標の決定について</title><h1>令和９年度戦略目標の決定について</h1><h2>戦略目標</h2>"
        "<h3>1. 光の計測</h3><h4>概要</h4><p>測る。</p><h4>達成目標</h4><ol><li>計る。</li><li>比べる。</li></ol>"
        "<h3>2. 音の理解</h3><h4>概要</h4><p>聞く。</p><h4>達成目標</h4><p>伝える。</p>",
        encoding="utf-8",
    )
    assert [(goal.title, goal.summary, goal.aims) for goal in announced_goals(read_one(path))] == [
        ("光の計測", "測る。", "計る。\n比べる。"),
        ("音の理解", "聞く。", "伝える。"),
    ]


@pytest.mark.parametrize(
    ("text", "found", "missing"),
    [
        pytest.param("概要\n測る。", "概要", "目標名、達成目標", id="summary-alone"),
        pytest.param("目標名\n量子の計測", "目標名", "概要、達成目標", id="name-alone"),
        pytest.param("概要\n\n達成目標\n計る。", "概要、達成目標", "目標名", id="no-name"),
    ],
)
def test_what_is_there_and_what_is_missing(tmp_path: Path, text: str, found: str, missing: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError, match=f"has {found}, .*missing: {missing}\\. "):
        announced_goals(read_one(path))


@pytest.mark.parametrize(
    "heading",
    [
        pytest.param("<h3>{1}. {0}</h3>", id="titles-are-headings"),
        pytest.param("<h3>目標名</h3><p>{0}</p>", id="titles-under-a-heading"),
    ],
)
def test_sections_below_an_overview_say_more(tmp_path: Path, heading: str) -> None:
    path = tmp_path / "a.html"
    details = "".join(
        f"{heading.format(title, number)}<h4>概要</h4><p>{summary}</p><h4>達成目標</h4><p>{aims}</p>"
        for number, (title, summary, aims) in enumerate(CELLS, 1)
    )
    path.write_text(html_table(*NUMBERED) + details, encoding="utf-8")
    assert [(goal.title, goal.summary, goal.aims) for goal in announced_goals(read_one(path))] == CELLS
