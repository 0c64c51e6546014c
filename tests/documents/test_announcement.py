"""Goals read from the page on which a ministry announces them."""

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
