"""Trends and gaps in all forms: text, CSV, a page."""

import base64
import csv
import hashlib
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from goalsearch.batch.row import Failure
from goalsearch.corpus import Corpus
from goalsearch.landscape.dataset import DatasetReading, Unread
from goalsearch.landscape.field_pairs import FieldPair
from goalsearch.landscape.gaps import Gaps
from goalsearch.landscape.theme import Growth, MissedGoal, Theme, ThemeText
from goalsearch.landscape.topic import NearGoal, Topic
from goalsearch.landscape.trends import Trends
from goalsearch.messages import Language
from goalsearch.model import Notice
from goalsearch.pages.topics import gaps_page, trends_page
from goalsearch.reports import gaps_data, trends_data
from goalsearch.reports.gaps_text import gaps_lines
from goalsearch.reports.layout import plain, width
from goalsearch.reports.sparkline import spark, spark_bars
from goalsearch.reports.trends_text import trends_lines

Golden = Callable[[str, str], None]

SCRIPT = "<script>alert(1)</script>"
FORMULA = '=HYPERLINK("x")'
both_languages = pytest.mark.parametrize("lang", ["ja", "en"])


class Page(HTMLParser):
    """Tags and attributes that a browser would find; all that is opened is closed."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self._open: list[str] = []
        self.feed(content)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "br"}:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def topic(term: str, kind: str, counts: tuple[int, ...], corpus: Corpus, **others: object) -> Topic:
    values: dict[str, object] = {
        "form": term,
        "before": sum(counts[:2]) / 20,
        "after": sum(counts[2:]) / 20,
        "first_year": 2016 + next(place for place, count in enumerate(counts) if count),
        "z": 2.5,
        "p": 0.0004,
        "q": 0.01,
        "twins": (),
        "cooccurring": ("光", "格子"),
        "goals": tuple(NearGoal(goal, 0.25) for goal in corpus.goals[:2]),
    }
    return Topic(term=term, kind=kind, counts=counts, **{**values, **others})  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def trends(corpus: Corpus) -> Trends:
    """Something of everything, with a term and a field that mean harm."""
    return Trends(
        source=f"{SCRIPT}.csv",
        years=(2016, 2017, 2018, 2019),
        totals=(10, 10, 0, 20),
        split=2018,
        min_documents=5,
        level=0.05,
        n_tested=1234,
        n_found={"new": 1, "rising": 2, "falling": 1},
        n_expected_false=0.2,
        new=(topic("ゲノム", "new", (0, 0, 0, 7), corpus, q=0.0001, twins=("編集",)),),
        rising=(
            topic(SCRIPT, "rising", (1, 2, 0, 9), corpus),
            topic(FORMULA, "rising", (1, 3, 0, 8), corpus, goals=()),
        ),
        falling=(topic("とても長い語がここにあって一行には入らない", "falling", (9, 5, 0, 1), corpus, z=-3.0),),
        undecided=(topic("量子", "undecided", (3, 3, 0, 4), corpus, q=0.7),),
        pairs=(
            FieldPair(
                first="情報",
                second=SCRIPT,
                before=0.1,
                after=0.2,
                p=0.001,
                q=0.01,
                terms=("学習",),
            ),
        ),
        n_pairs_found=2,
        n_fields=3,
        n_fields_left_out=3,
        n_fields_beyond=2,
        reading=DatasetReading(
            file=f"{SCRIPT}.csv",
            n_rows=50,
            n_without_text=1,
            n_duplicates=7,
            n_unread=2,
            unread=(Unread("a.xlsx#12", "12", "不明"), Unread("a.xlsx#応募!3", "応募!3", "")),
            has_years=True,
        ),
        notices=(Notice("trends.of_goals", {}),),
    )


@pytest.fixture(scope="module")
def gaps(corpus: Corpus) -> Gaps:
    """The same of gaps."""
    texts = (ThemeText("a.csv#2", SCRIPT, 2019), ThemeText("a.csv#3", FORMULA, 2018), ThemeText("c.txt", "", None))
    missed = (MissedGoal(corpus.goals[1], 0.0456, "weak", 2),)
    return Gaps(
        source="a.csv",
        n_texts=40,
        n_unmatched=5,
        n_failed=3,
        failures=(
            (2, Failure("document.empty", {"file": "e.txt"})),
            (1, Failure("batch.no_text", {"file": "a.csv#9"})),
        ),
        min_size=2,
        level=0.05,
        years=(2018, 2019),
        totals=(20, 20),
        themes=(
            Theme(terms=("石垣", SCRIPT), texts=texts, growth=Growth((0, 2), 2.1, 0.01, 0.02), goals=missed),
            Theme(terms=("味噌",), texts=texts[:2], growth=Growth((1, 1), 0.0, 1.0, 1.0), goals=missed),
            Theme(terms=("空き家",), texts=texts[:2], growth=None, goals=()),
        ),
        apart=(ThemeText("d.txt", "題", None),),
        unaddressed=corpus.goals[2:],
        n_goals=5,
        reading=DatasetReading(
            file="a.csv",
            n_rows=45,
            n_without_text=1,
            n_duplicates=2,
            n_unread=1,
            unread=(Unread("a.csv#7", "7", "不明"),),
            has_years=True,
        ),
        notices=(),
    )


@both_languages
def test_text(trends: Trends, gaps: Gaps, golden: Golden, lang: Language) -> None:
    golden(f"trends-{lang}.txt", plain(trends_lines(trends, lang)))
    golden(f"gaps-{lang}.txt", plain(gaps_lines(gaps, lang)))


@both_languages
@pytest.mark.parametrize("columns", [60, 80, 110])
def test_text_fits(trends: Trends, gaps: Gaps, lang: Language, columns: int) -> None:
    written = plain(trends_lines(trends, lang, columns=columns)) + plain(gaps_lines(gaps, lang, columns=columns))
    # The line with a term's figures is of one width.
    assert [line for line in written.splitlines() if width(line) > max(columns, 80)] == []


@both_languages
def test_pages(trends: Trends, gaps: Gaps, golden: Golden, lang: Language) -> None:
    golden(f"trends-{lang}.html", trends_page(trends, lang))
    golden(f"gaps-{lang}.html", gaps_page(gaps, lang))


def test_csv(trends: Trends, gaps: Gaps, golden: Golden) -> None:
    golden("trends.csv", trends_data.table(trends))
    golden("gaps.csv", gaps_data.table(gaps))


@both_languages
def test_pages_need_nothing_else_and_run_nothing(trends: Trends, gaps: Gaps, lang: Language) -> None:
    for content in (trends_page(trends, lang), gaps_page(gaps, lang)):
        page = Page(content)
        assert set(page.tags).isdisjoint({"script", "link", "img", "iframe", "form", "base", "object"})
        assert not any(name.startswith("on") or name in {"style", "href", "src"} for name, _ in page.attributes)
        assert "&lt;script&gt;" in content
        (style,) = re.findall(r"<style>(.*?)</style>", content, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert f"style-src 'sha256-{digest}'" in content
        assert "url(" not in content


def test_no_cell_is_a_formula(trends: Trends, gaps: Gaps) -> None:
    for content in (trends_data.table(trends), gaps_data.table(gaps)):
        cells = [cell for row in csv.reader(io.StringIO(content)) for cell in row]
        assert f"'{FORMULA}" in cells
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_where_nothing_passed_it_is_said(trends: Trends) -> None:
    import dataclasses

    found: dict[str, int] = {"new": 0, "rising": 0, "falling": 0}
    none = dataclasses.replace(trends, new=(), rising=(), falling=(), pairs=(), n_pairs_found=0, n_found=found)  # type: ignore[arg-type]
    written = plain(trends_lines(none, "en", columns=200))
    assert "none moves more than chance allows" in written
    assert "Did not pass the test (descriptive only)" in written
    assert "量子" in written
    assert "3 pairs of 3 fields tested, none passed." in written
    # What passed makes the rest unnecessary.
    assert "量子" not in plain(trends_lines(trends, "en"))


def test_fields_of_the_goals_have_names(trends: Trends) -> None:
    import dataclasses

    pair = dataclasses.replace(trends.pairs[0], first="materials", second="own")
    goals = dataclasses.replace(trends, source=None, pairs=(pair,))
    for content in (plain(trends_lines(goals, "ja")), trends_page(goals, "ja")):
        assert "一般系（ナノ材・光量子・環エネ等） × own" in content
        assert "materials" not in content
    # What a table calls so is its own word.
    assert "materials × own" in plain(trends_lines(dataclasses.replace(goals, source="a.csv"), "ja"))


def test_fields_that_were_not_compared(trends: Trends) -> None:
    import dataclasses

    none = dataclasses.replace(trends, pairs=(), n_pairs_found=0, n_fields=0, n_fields_left_out=4, n_fields_beyond=0)
    written = plain(trends_lines(none, "en", columns=200))
    assert "No fields compared (of 4): it takes two with 10 texts or more in each period." in written
    assert "for want of texts" not in written


@pytest.mark.parametrize(
    ("counts", "totals", "expected"),
    [
        pytest.param([0, 1, 2, 7], [7, 7, 7, 7], ".▂▃▇", id="beside-the-largest"),
        pytest.param([0, 0], [3, 3], "..", id="none"),
        pytest.param([1, 0, 1], [1, 0, 1], "▇ ▇", id="a-year-without-texts"),
        pytest.param([1, 1], [1, 10], "▇▁", id="shares-not-counts"),
        pytest.param([1] * 48, [1] * 48, "▇" * 24, id="several-years-a-sign"),
    ],
)
def test_spark(counts: list[int], totals: list[int], expected: str) -> None:
    assert spark(counts, totals) == expected


def test_bars_stay_in_their_frame() -> None:
    for n_years in (2, 8, 100):
        counts = list(range(n_years))
        drawn = spark_bars(counts, [n_years] * n_years, range(1920, 1920 + n_years))
        assert len(drawn.bars) == n_years - 1
        for bar in drawn.bars:
            x, y, wide, high = map(float, bar[:4])
            assert 0 <= x <= x + wide <= drawn.width + 0.1
            assert 0 <= y <= y + high <= drawn.base + 0.1
        assert [label[-1] for label in drawn.labels][:2] == [1920, 1919 + n_years]
