"""What valid files of every format are read as."""

import csv
import dataclasses
import io
import json
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.corpus import Corpus, check, goal_from_dict, programme_from_dict, schema
from goalsearch.errors import CorpusError
from goalsearch.model import Area, Example, Goal, Programme, Provenance
from goalsearch.text.characters import hidden

PLAIN = Goal(
    id="2027-1",
    title="量子の目標",
    fiscal_year=2027,
    agencies=("NEDO",),
    category="情報",
    summary="概要",
    summary_source="editorial",
    keywords=("量子", "計算"),
)


def load(folder: Path, name: str, content: str | bytes) -> tuple[Goal, ...]:
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return tuple(Corpus.load(path))


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that property tests write into; they cannot have one for each example."""
    return tmp_path_factory.mktemp("corpus")


JAPANESE_CSV = "目標ID,年度,機関,分類,目標名,概要,キーワード\r\n2027-1,2027,NEDO,情報,量子の目標,概要,量子;計算\r\n"
ENGLISH_CSV = (
    "id,fiscal_year,agency,category,title,summary,keywords\n2027-1,2027,NEDO,情報,量子の目標,概要,量子、計算\n"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("a.csv", JAPANESE_CSV.encode("utf-8"), id="csv"),
        pytest.param("a.csv", JAPANESE_CSV.encode("utf-8-sig"), id="csv-with-a-mark"),
        pytest.param("a.csv", JAPANESE_CSV.encode("cp932"), id="csv-in-cp932"),
        pytest.param("A.CSV", JAPANESE_CSV.replace("ID", "ＩＤ").encode("cp932"), id="csv-full-width-heading"),
        pytest.param("a.csv", ENGLISH_CSV, id="csv-english-names"),
        pytest.param("a.csv", "\n" + ENGLISH_CSV.replace("\n", "\r"), id="csv-blank-row-and-old-line-ends"),
        pytest.param("a.csv", ENGLISH_CSV.replace("2027,NEDO", "２０２７, NEDO "), id="csv-full-width-year-and-blanks"),
        pytest.param(
            "a.toml",
            '[[goal]]\nid = "2027-1"\nfiscal_year = 2027\nagency = "NEDO"\ncategory = "情報"\ntitle = "量子の目標"\n'
            'summary = """\n概要\n"""\nkeywords = ["量子", "計算"]\n',
            id="toml",
        ),
        pytest.param(
            "a.toml",
            '\ufeff[[goal]]\r\nid = "2027-1"\r\nyear = 2027\r\nagency = ["NEDO"]\r\ncategory = "情報"\r\n'
            'title = "量子の目標"\r\nsummary = "概要"\r\nkeywords = ["量子", "計算"]\r\n',
            id="toml-of-a-windows-editor",
        ),
        pytest.param("a.jsonl", json.dumps(PLAIN.to_dict()), id="json-lines"),
        pytest.param(
            "a.ndjson", b"\xef\xbb\xbf" + json.dumps(PLAIN.to_dict()).encode() + b"\r\n", id="json-with-a-mark"
        ),
    ],
)
def test_the_same_goal_in_every_format(tmp_path: Path, name: str, content: str | bytes) -> None:
    assert load(tmp_path, name, content) == (PLAIN,)


@pytest.mark.parametrize(
    ("cell", "keywords"),
    [
        pytest.param("a;b", ("a", "b"), id="semicolon"),
        pytest.param("a；b", ("a", "b"), id="full-width-semicolon"),
        pytest.param("a、b", ("a", "b"), id="japanese-comma"),
        pytest.param("a、b;", ("a、b",), id="japanese-comma-inside-an-item"),
        pytest.param("a; ;b;", ("a", "b"), id="nothing-between"),
        pytest.param("a・b", ("a・b",), id="middle-dot-separates-nothing"),
    ],
)
def test_lists_in_csv(tmp_path: Path, cell: str, keywords: tuple[str, ...]) -> None:
    assert load(tmp_path, "a.csv", f"id,title,keywords\na,t,{cell}\n")[0].keywords == keywords


@pytest.mark.parametrize(
    ("cell", "value"),
    [("TRUE", True), ("false", False), ("1", True), ("0", False), ("", None)],
)
def test_flags_in_csv(tmp_path: Path, cell: str, value: bool | None) -> None:
    assert load(tmp_path, "a.csv", f"id,title,title_verified\na,t,{cell}\n")[0].title_verified is value


def test_areas_and_sources_in_toml(tmp_path: Path) -> None:
    content = """
[[goal]]
id = "a"
title = "t"
agency = ["JST", "AMED"]
decided_on = 2019-03-14
in_ministry_list = true
[[goal.area]]
programme = "CREST"
name = "領域"
start_fy = 2019
[[goal.area]]
programme = "さきがけ"
name = "別の領域"
url = "https://www.jst.go.jp/"
[[goal.source]]
url = "https://www.mext.go.jp/"
[[goal.source]]
document = "省の資料"

[[programme]]
name = "CREST"
agency = "JST"
kind = "team"
as_of = 2019
"""
    path = tmp_path / "a.toml"
    path.write_text(content, encoding="utf-8")
    corpus = Corpus.load(path)
    assert corpus.goals == (
        Goal(
            id="a",
            title="t",
            agencies=("JST", "AMED"),
            decided_on="2019-03-14",
            in_ministry_list=True,
            areas=(
                Area(programme="CREST", name="領域", start_fy=2019),
                Area(programme="さきがけ", name="別の領域", url="https://www.jst.go.jp/"),
            ),
            sources=("https://www.mext.go.jp/", "省の資料"),
        ),
    )
    assert corpus.programmes == (Programme(name="CREST", agency="JST", kind="team", as_of=2019),)


def test_a_text_without_source_is_editorial(tmp_path: Path) -> None:
    goal = load(tmp_path, "a.csv", "id,title,summary,summary_en,title_en\na,t,s,,u\n")[0]
    assert (goal.summary_source, goal.summary_en_source, goal.title_en_source) == ("editorial", None, "editorial")


def test_line_ends_inside_a_text_are_line_feeds(tmp_path: Path) -> None:
    assert load(tmp_path, "a.jsonl", '{"id": "a", "title": "t", "summary": "1\\r\\n2"}')[0].summary == "1\n2"
    assert load(tmp_path, "a.csv", 'id,title,summary\r\na,t,"1\r\n2"\r\n')[0].summary == "1\n2"


def test_a_source_of_no_text_is_not_kept(tmp_path: Path) -> None:
    assert load(tmp_path, "a.csv", "id,title,summary_source\na,t,official\n")[0].summary_source is None


def test_blanks_around_headings_do_not_matter(tmp_path: Path) -> None:
    assert load(tmp_path, "a.csv", " id , Title\n a , t\n")[0] == Goal(id="a", title="t")


def test_a_source_under_another_name_counts(tmp_path: Path) -> None:
    goal = load(tmp_path, "a.csv", "目標ID,目標名,概要,概要の出所\na,t,s,official\n")[0]
    assert goal.summary_source == "official"


def test_a_folder_may_mix_formats_and_is_read_in_the_order_of_names(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text('[[goal]]\nid = "1"\ntitle = "t"\n', encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"id": "2", "title": "u"}\n', encoding="utf-8")
    (tmp_path / "b.csv").write_text("id,title\n4,v\n3,w\n", encoding="utf-8")
    (tmp_path / "~$b.csv").write_bytes(b"lock file of a spreadsheet")
    assert [goal.id for goal in Corpus.load(tmp_path)] == ["2", "4", "3", "1"]
    assert check(tmp_path) == []


# Lines of what a file may hold: nothing hidden, no white space around.
words = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]))
lines = words.filter(lambda text: bool(text) and not hidden(text, one_line=True))
paragraphs = st.lists(lines, min_size=1, max_size=3).map("\n".join)
items = st.lists(lines, max_size=3).map(tuple)
years = st.integers(1990, 2100)
areas = st.builds(
    Area,
    programme=lines,
    name=lines,
    name_en=st.none() | lines,
    start_fy=st.none() | years,
    supervisor=st.none() | lines,
)
bare_goals = st.builds(
    Goal,
    id=lines,
    title=lines,
    fiscal_year=st.none() | years,
    agencies=items,
    category=st.none() | lines,
    category_source=st.none() | lines,
    title_verified=st.none() | st.booleans(),
    in_ministry_list=st.booleans(),
    decided_on=st.none() | st.dates().map(str),
    summary=paragraphs,
    summary_source=st.sampled_from(get_args(Provenance)),
    keywords=items,
    description=st.none() | paragraphs,
    topics=items,
    topics_en=items,
    editorial_confidence=st.sampled_from(["high", "medium", "low", None]),
    sources=items,
    notes=st.none() | paragraphs,
)
goals_with_areas = st.tuples(bare_goals, st.lists(areas, max_size=2)).map(
    lambda pair: goal_from_dict({**pair[0].to_dict(), "areas": [area.to_dict() for area in pair[1]]})
)


@given(goal=goals_with_areas)
def test_a_goal_survives_json(goal: Goal) -> None:
    assert goal_from_dict(json.loads(json.dumps(goal.to_dict()))) == goal


@given(goal=goals_with_areas)
def test_a_goal_survives_json_lines(folder: Path, goal: Goal) -> None:
    assert load(folder, "goal.jsonl", json.dumps(goal.to_dict(), ensure_ascii=False)) == (goal,)


def test_only_a_sign_with_a_blank_makes_a_row_a_remark(folder: Path) -> None:
    content = "id,title\n#1,量子の目標\n# 2,記入例\n#,表の目標\n"
    assert [goal.id for goal in load(folder, "remark.csv", content)] == ["#1", "#"]


@given(
    goal=bare_goals.filter(
        lambda goal: (
            not goal.id.startswith("# ") and not any(set(";；") & set("".join(parts)) for parts in lists_of(goal))
        )
    )
)
def test_a_goal_survives_csv(folder: Path, goal: Goal) -> None:
    assert load(folder, "goal.csv", as_csv(goal)) == (goal,)


def lists_of(goal: Goal) -> list[tuple[str, ...]]:
    return [goal.agencies, goal.keywords, goal.topics, goal.topics_en, goal.sources]


def as_csv(goal: Goal) -> str:
    """The goal as a row under a heading; a list ends in ``;`` so that a ``、`` in its items separates nothing."""
    values = {name: value for name, value in goal.to_dict().items() if name not in {"agency", "areas"}}
    cells = [
        "".join(f"{item};" for item in value) if isinstance(value, list) else "" if value is None else str(value)
        for value in values.values()
    ]
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(values)
    writer.writerow(cells)
    return file.getvalue()


def test_the_builtin_goals_survive_json_and_csv(tmp_path: Path) -> None:
    builtin = Corpus.builtin()
    assert tuple(goal_from_dict(json.loads(json.dumps(goal.to_dict()))) for goal in builtin) == builtin.goals
    assert [programme_from_dict(programme.to_dict()) for programme in builtin.programmes] == list(builtin.programmes)
    rows = "".join(json.dumps(goal.to_dict(), ensure_ascii=False) + "\n" for goal in builtin)
    assert load(tmp_path, "all.jsonl", rows) == builtin.goals
    without_areas = [goal_from_dict({**goal.to_dict(), "areas": []}) for goal in builtin]
    for goal in without_areas:
        assert load(tmp_path, "one.csv", as_csv(goal)) == (goal,)


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"id": "a"}, id="no-title"),
        pytest.param({"id": "a", "title": "t", "x": 1}, id="unknown-field"),
        pytest.param({"id": "a", "title": "t", "areas": [{"name": "n"}]}, id="area-without-programme"),
    ],
)
def test_values_of_another_form_are_no_goal(values: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"__init__\(\)"):
        goal_from_dict(values)


def test_the_schema_names_every_field_of_the_model() -> None:
    apart = {"examples", "examples_en"}
    for table, model in ((schema.GOAL, Goal), (schema.AREA, Area), (schema.PROGRAMME, Programme)):
        assert set(table.kinds) - apart == {field.name for field in dataclasses.fields(model)}
    assert set(schema.EXAMPLE.kinds) - {"goal_id"} == {field.name for field in dataclasses.fields(Example)}
    assert all(field in schema.GOAL.kinds for field in schema.GOAL.aliases.values())
    tables = (schema.GOAL, schema.PROGRAMME)
    choices = {name for table in tables for name, kind in table.kinds.items() if kind == "choice"}
    assert choices == set(schema.CHOICES)


SUFFIXES = [".toml", ".csv", ".jsonl"]
PIECES = [
    *(
        "[[goal]]\n",
        "[[goal.area]]\n",
        "[[programme]]\n",
        "id",
        "title",
        "summary_source",
        "year",
        "area",
        "2019",
        "true",
    ),
    *('"a"', "null", "量", "\\u200b", "\x00", "\ud800", "\n", "'''", '"""', *'=",{}[]:.'),
]
GRAMMAR = st.lists(st.sampled_from(PIECES)).map(lambda pieces: "".join(pieces).encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.binary() | GRAMMAR)
def test_whatever_is_in_a_file_only_a_corpus_error_comes_of_it(folder: Path, suffix: str, data: bytes) -> None:
    path = folder / f"goal{suffix}"
    path.write_bytes(data)
    findings = check(path)
    for finding in findings:
        assert finding.message("ja")
        assert finding.message("en")
    if any(finding.severity == "error" for finding in findings):
        with pytest.raises(CorpusError, match=r"goal\."):
            Corpus.load(path)
    else:
        assert Corpus.load(path).goals
