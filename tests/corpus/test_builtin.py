"""The goals that come with goalsearch, proved against the ministry's text."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from goalsearch.corpus import Corpus, builtin_path, check, schema
from goalsearch.model import Goal, Programme

DATA = Path(__file__).parent.parent / "data"
FACTS = json.loads((DATA / "goal-facts.json").read_text(encoding="utf-8"))
GLOSS = "(そう)"
LIST_HEADINGS = (
    "戦略目標等一覧(2012年~2019年)",
    "一般系(ナノ材・光量子・環エネ等)",
    "情報系",
    "ライフ系(JST向け)",
    "ライフ系(AMED向け)",
    *(f"{year}年" for year in range(2012, 2020)),
)


def squeezed(text: str) -> str:
    """The text up to what a PDF tool may change: Unicode normalisation and white space."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


MINISTRY = squeezed((DATA / "mext-2019.txt").read_text(encoding="utf-8"))
LIST_START = MINISTRY.index("先制医療や個々人にとって")


@pytest.fixture(scope="module")
def builtin() -> Corpus:
    return Corpus.builtin()


@pytest.fixture(scope="module")
def listed(builtin: Corpus) -> list[Goal]:
    return [goal for goal in builtin if goal.in_ministry_list]


def test_check_finds_nothing_at_all() -> None:
    assert check(builtin_path()) == []


def test_goals_are_those_of_the_fact_file(builtin: Corpus) -> None:
    facts = [
        {
            "id": goal.id,
            "fiscal_year": goal.fiscal_year,
            "title": goal.title,
            "category": goal.category,
            "category_source": goal.category_source,
        }
        for goal in builtin
    ]
    by_id = {fact["id"]: fact for fact in facts}
    assert by_id == {fact["id"]: fact for fact in FACTS}
    assert len(builtin) == len(FACTS) == 99


def test_counts_by_year_are_those_of_the_ministrys_list(listed: list[Goal]) -> None:
    counts = Counter(goal.fiscal_year for goal in listed)
    assert [counts[year] for year in range(2012, 2020)] == [5, 5, 4, 6, 5, 6, 5, 7]
    assert len(listed) == 43


def test_every_goal_of_2012_to_2019_is_in_the_list(builtin: Corpus) -> None:
    assert all(goal.in_ministry_list == (2012 <= (goal.fiscal_year or 0) <= 2019) for goal in builtin)


def test_the_list_holds_the_titles_and_nothing_else(listed: list[Goal]) -> None:
    rest = MINISTRY[LIST_START:].replace(GLOSS, "")
    # Longest first, so that a title is not cut out of another.
    for piece in sorted([squeezed(goal.title) for goal in listed] + list(map(squeezed, LIST_HEADINGS)), key=len)[::-1]:
        assert rest.count(piece) == 1, piece
        rest = rest.replace(piece, "|")
    assert rest.strip("|") == ""


def test_official_summaries_are_the_ministrys_text_and_all_of_it(builtin: Corpus) -> None:
    official = [goal for goal in builtin if goal.summary_source == "official"]
    assert [goal.id for goal in official] == [goal.id for goal in builtin if goal.fiscal_year == 2019]
    rest = MINISTRY[MINISTRY.index("2019年度戦略目標等について1") : LIST_START]
    for goal in official:
        for piece in (squeezed(goal.title), squeezed(goal.summary or "")):
            assert rest.count(piece) == 1, piece
            rest = rest.replace(piece, "")
    for heading in ("2019年度戦略目標等について", "目標名概要", "JST向け戦略目標", "AMED向け研究開発目標"):
        assert heading in rest
        rest = rest.replace(heading, "")
    # What is left are the numbers of the pages.
    assert rest == "1237"


@pytest.mark.parametrize(
    ("goal_id", "beginnings"),
    [
        pytest.param("2019-jst-1", ["材料の力学特性", "このため、"], id="two-paragraphs"),
        pytest.param("2019-jst-2", ["光科学技術は、"], id="one-paragraph"),
        pytest.param("2019-jst-3", ["量子力学的な効果"], id="sentence-that-ends-a-full-line-ends-no-paragraph"),
        pytest.param("2019-jst-4", ["計測技術や", "しかしながら、", "このことから、"], id="three-paragraphs"),
        pytest.param("2019-jst-5", ["Society5.0においては", "また、", "今後、"], id="paragraph-without-blank-line"),
        pytest.param("2019-jst-6", ["イメージング、", "本戦略目標では、"], id="quotation-marks-kept"),
        pytest.param("2019-amed-1", ["近年、", "一方、近年、"], id="amed"),
    ],
)
def test_paragraphs_of_official_summaries(builtin: Corpus, goal_id: str, beginnings: list[str]) -> None:
    paragraphs = (builtin.get(goal_id).summary or "").split("\n")
    assert len(paragraphs) == len(beginnings)
    assert all(map(str.startswith, paragraphs, beginnings))
    assert all(paragraph.endswith("。") for paragraph in paragraphs)
    assert not any(re.search(r"[ \u3000](?!of |Things)", paragraph) for paragraph in paragraphs)


def test_every_goal_says_where_it_comes_from(builtin: Corpus) -> None:
    for goal in builtin:
        assert goal.category in {"materials", "information", "life", "medical"}, goal.id
        assert goal.category_source in {"ministry list", "editorial"}, goal.id
        assert goal.sources, goal.id
        assert (goal.summary is None) == (goal.summary_source is None), goal.id
        assert goal.summary_source != "editorial" or goal.summary_after, goal.id
        assert goal.title_en_source is not None, goal.id
        assert goal.title_verified is not None, goal.id
        assert set(goal.agencies) <= {"JST", "AMED"}, goal.id
        assert goal.agencies, goal.id


def test_editorial_fields_have_arrived(builtin: Corpus) -> None:
    assert all(
        goal.description
        and goal.description_en
        and len(goal.topics) >= 30
        and len(goal.topics_en) >= 20
        and goal.fields
        for goal in builtin
    )
    assert sum(bool(goal.areas) for goal in builtin) == 82
    assert sum(goal.title_verified is False for goal in builtin) == 12
    assert sum(goal.editorial_confidence == "low" for goal in builtin) == 5
    assert sum(goal.title_en_source == "official" for goal in builtin) == 5
    assert sum(goal.summary_source == "editorial" for goal in builtin) == 42
    assert sum(goal.decided_on is not None for goal in builtin) == 43
    assert builtin.get("2021-jst-7").agencies == ("JST", "AMED")


def test_areas_say_whether_a_page_verifies_them(builtin: Corpus) -> None:
    areas = [(goal.id, area) for goal in builtin for area in goal.areas]
    assert len(areas) == len({(goal_id, area.programme, area.name) for goal_id, area in areas}) == 142
    unverified = [area for _, area in areas if not area.verified]
    assert len(unverified) == 71
    assert all((area.supervisor, area.url, area.start_fy) == (None, None, None) for area in unverified)
    assert all(area.basis for area in unverified)
    # Three were seen on pages whose addresses are not recorded.
    assert sum(area.verified and area.url is None for _, area in areas) == 3


def test_every_goal_has_examples_in_both_languages(builtin: Corpus) -> None:
    examples = builtin.examples()
    assert sorted(examples) == sorted(goal.id for goal in builtin)
    assert sum(map(len, examples.values())) == 1970
    assert {len(items) for items in examples.values()} == {18, 19, 20}
    everything = [example for items in examples.values() for example in items]
    assert all(example.abstract and example.abstract_en for example in everything)
    assert all(example.topic and example.topic_en for example in everything)
    assert Counter(example.kind for example in everything) == {"core": 1377, "edge": 593}


def test_files_hold_their_own_year(builtin: Corpus) -> None:
    assert all(builtin.places[goal.id].path.stem == str(goal.fiscal_year) for goal in builtin)
    assert all(goal.id.startswith(f"{goal.fiscal_year}-") for goal in builtin)


def test_programmes_say_what_the_document_says(builtin: Corpus) -> None:
    programmes = {programme.name: programme for programme in builtin.programmes}
    assert list(programmes) == ["CREST", "さきがけ", "ERATO", "ACT-X", "AMED-CREST", "PRIME"]
    assert [programmes[name].kind for name in programmes] == ["team", "individual", "project", None, None, None]
    assert programmes["AMED-CREST"] == Programme(name="AMED-CREST", agency="AMED")
    assert programmes["PRIME"] == Programme(name="PRIME", agency="AMED")
    described = [programme for programme in builtin.programmes if programme.agency == "JST"]
    assert all(programme.as_of == 2019 and programme.source for programme in described)
    assert programmes["ACT-X"].duration is programmes["ACT-X"].budget is None
    assert "(35歳未満)" in MINISTRY
    assert "35歳未満" in (programmes["ACT-X"].eligibility or "")


@pytest.mark.parametrize(
    ("name", "duration", "budget"),
    [
        pytest.param("CREST", "5年半", "1チームあたり総額1.5~5億円程度", id="crest"),
        pytest.param("さきがけ", "3年半", "1人あたり総額3~4千万円程度", id="sakigake"),
        pytest.param("ERATO", "5年程度", "1プロジェクトあたり総額12億円程度を上限", id="erato"),
    ],
)
def test_durations_and_budgets_are_the_documents_words(builtin: Corpus, name: str, duration: str, budget: str) -> None:
    programme = next(programme for programme in builtin.programmes if programme.name == name)
    assert programme.duration == duration
    assert squeezed(programme.budget or "") == f"{budget}(直接経費)"
    assert f"研究期間{duration}●研究費(直接経費){budget}" in MINISTRY


def test_the_readme_names_every_field_in_both_languages() -> None:
    for part in (builtin_path() / "README.md").read_text(encoding="utf-8").split("\n---\n"):
        named = set(re.findall(r"`([a-z_]+)`", part))
        # An English twin is mentioned with its field, and a source with its text.
        fields = {
            name
            for fields in (schema.GOAL.kinds, schema.AREA.kinds, schema.YEAR.kinds)
            for name in fields
            if not name.endswith(("_en", "_en_source"))
        }
        other_names = {"agencies": "agency"}
        tables = {"areas", "sources", "document"}
        assert {name for name in fields - tables if not {name, other_names.get(name)} & named} == set()
