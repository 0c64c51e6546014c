"""What the pictures say: tables, records, notes; and that their files stay as they are."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from goalsearch.batch.api import match_folder
from goalsearch.errors import PictureError, QueryError
from goalsearch.messages import LANGUAGES, Language
from goalsearch.model import Goal, is_fit
from goalsearch.pages.picture import picture_page
from goalsearch.pictures import lineage as lineage_module
from goalsearch.pictures import picture as picture_module
from goalsearch.pictures.lineage import LineagePicture, lineage_picture
from goalsearch.pictures.map import MapPicture, map_picture
from goalsearch.retrieval.continuation import around
from goalsearch.retrieval.searcher import Searcher

SearcherOf = Callable[..., Searcher]
Golden = Callable[[str, str], None]

TEXT = "量子 計算 と 光 の 回路"


@pytest.fixture(scope="module")
def lineage(small_searcher: Searcher) -> LineagePicture:
    return lineage_picture(small_searcher, small_searcher.search(TEXT))


@pytest.fixture(scope="module")
def small_map(small_searcher: Searcher) -> MapPicture:
    return map_picture(small_searcher, small_searcher.rank(TEXT))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_golden_files(lineage: LineagePicture, small_map: MapPicture, golden: Golden, lang: Language) -> None:
    golden(f"lineage-{lang}.svg", lineage.svg(lang, standalone=True))
    golden(f"map-{lang}.svg", small_map.svg(lang, standalone=True))
    golden(f"lineage-{lang}.html", picture_page(lineage, lang))
    golden(f"map-{lang}.html", picture_page(small_map, lang))


class TestLineage:
    def test_records_are_flat_and_one_for_each_goal(self, lineage: LineagePicture, small_searcher: Searcher) -> None:
        records = lineage.table()
        assert [record["id"] for record in records] == [goal.id for goal in small_searcher.corpus]
        assert all(tuple(record) == LineagePicture.FIELDS for record in records)
        by_id = {record["id"]: record for record in records}
        assert by_id["2019-jst-1"]["continues"] == "2010-jst-1、2015-jst-1"
        assert by_id["2010-jst-1"]["continued_by"] == "2019-jst-1"
        assert by_id["2016-amed-1"]["continues"] == by_id["own-1"]["continues"] == ""

    def test_dictionary_has_the_figures(self, lineage: LineagePicture, small_searcher: Searcher) -> None:
        values = lineage.to_dict()
        goals = values["goals"]
        assert isinstance(goals, list)
        related = {item.goal.id: item for item in small_searcher.related("2019-jst-1")}
        for link in goals[3]["continues"]:
            assert link == {
                "id": link["id"],
                "score": related[link["id"]].score,
                "terms": list(related[link["id"]].terms),
            }
        assert goals[1]["hit"] is not None

    def test_text_is_linked_to_the_goals_that_fit(self, searcher: Searcher) -> None:
        text = "トポロジカル絶縁体の表面状態を角度分解光電子分光で調べ、スピントロニクスに応用する。"
        result = searcher.search(text)
        assert {hit.band for hit in result.hits} > {"weak"} or all(hit.band != "weak" for hit in result.hits)
        hits = lineage_picture(searcher, result).hits
        assert hits == tuple(hit for hit in result.hits if is_fit(hit.band))
        assert hits[0].goal.id == "2018-jst-1"

    def test_text_that_no_goal_fits_is_linked_to_the_nearest_by_weak_lines(self, searcher: Searcher) -> None:
        result = searcher.search("中世の修道院の写本における装飾と典礼の関係を史料から論じる。")
        assert result.verdict == "none"
        picture = lineage_picture(searcher, result)
        assert [hit.rank for hit in picture.hits] == [1, 2, 3]
        svg = picture.svg("ja", standalone=True)
        assert svg.count('class="gs-text-weak"') == 3 + 1  # and one in the legend
        assert "はっきり合う目標なし" in svg

    def test_a_hit_that_is_not_shown_is_not_linked(self, searcher: Searcher) -> None:
        result = searcher.search("トポロジカル絶縁体の表面状態を角度分解光電子分光で調べる。")
        picture = lineage_picture(searcher, result, years=2019)
        assert {hit.goal.fiscal_year for hit in picture.hits} <= {2019}

    def test_terms_of_a_box_are_in_the_reader_s_language(self, searcher: Searcher) -> None:
        picture = lineage_picture(searcher, goal_id="2018-jst-1")
        assert "← ディラック" in picture.svg("ja")
        assert "← Dirac" in picture.svg("en")

    @pytest.fixture
    def few_fit(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
        """Lets pictures show fewer goals than the corpus has."""

        def limit() -> None:
            for module in (picture_module, lineage_module):
                monkeypatch.setattr(module, "MOST_GOALS", 60)

        return limit

    def test_lineage_of_a_goal_among_too_many_is_the_same(
        self, searcher: Searcher, few_fit: Callable[[], None]
    ) -> None:
        whole = [lineage_picture(searcher, goal_id=goal.id) for goal in searcher.corpus]
        assert max(len(picture.goals) for picture in whole) > 20
        few_fit()
        for picture in whole:
            part = lineage_picture(searcher, goal_id=picture.focus)
            assert (part.goals, part.links) == (picture.goals, picture.links)
            assert len(part.notes("ja")) > len(picture.notes("ja"))

    def test_goals_near_a_text_among_too_many_are_the_same(
        self, searcher: Searcher, few_fit: Callable[[], None]
    ) -> None:
        results = [searcher.search(goal.title) for goal in searcher.corpus]
        whole = [lineage_picture(searcher, result, near=True) for result in results]
        few_fit()
        for result, picture in zip(results, whole, strict=True):
            part = lineage_picture(searcher, result, near=True)
            assert (part.goals, part.links, part.periods) == (picture.goals, picture.links, picture.periods)

    def test_filters_hold_among_too_many(self, searcher: Searcher, few_fit: Callable[[], None]) -> None:
        few_fit()
        picture = lineage_picture(searcher, goal_id="2018-jst-1", years="2010-")
        assert picture.is_part
        assert min(goal.fiscal_year or 0 for goal in picture.goals) >= 2010
        assert len(picture.goals) > 1

    def test_a_text_that_nothing_is_near_to_among_too_many(
        self, searcher: Searcher, few_fit: Callable[[], None]
    ) -> None:
        few_fit()
        picture = lineage_picture(searcher, searcher.search("ぽよぽよ"), near=True)
        assert picture.goals == ()
        assert picture.svg("ja").startswith("<svg")

    @pytest.mark.parametrize(("most", "n_goals"), [(1, 1), (3, 3), (40, 13)])
    def test_no_more_kin_than_wanted(self, searcher: Searcher, most: int, n_goals: int) -> None:
        allowed = np.ones(len(searcher.corpus), np.bool_)
        found = around(searcher, [searcher.corpus.get("2018-jst-1")], allowed, most, later=True)
        assert "2018-jst-1" in [goal.id for goal in found]
        assert len(found) == n_goals
        assert found == [goal for goal in searcher.corpus if goal in found]


class TestMap:
    def test_records(self, small_map: MapPicture) -> None:
        records = small_map.table()
        assert [record["kind"] for record in records] == ["goal"] * 5 + ["text"]
        assert all(tuple(record) == MapPicture.FIELDS for record in records)
        assert [record["number"] for record in records[:5]] == [1, 2, 3, 4, 5]
        assert records[5]["title"] == TEXT
        values = small_map.to_dict()
        assert values["points"] == records
        assert (values["stress"], values["trustworthiness"]) == (round(small_map.plane.stress, 4), None)

    def test_nearest_goals_are_those_of_the_similarities(self, searcher: Searcher) -> None:
        picture = map_picture(searcher)
        by_id = {mapped.goal.id: mapped for mapped in picture.goals}
        nearest, score = by_id["2019-jst-2"].nearest[0]
        assert nearest.id == "2015-jst-1"
        assert score == pytest.approx(searcher.related("2019-jst-2")[0].score)

    def test_a_text_lies_nearest_to_the_goal_that_it_repeats(self, searcher: Searcher) -> None:
        for goal_id in ("2018-jst-1", "2015-jst-4", "2016-amed-1"):
            goal = searcher.corpus.get(goal_id)
            text = "。".join([goal.title, goal.description or "", *goal.topics])
            picture = map_picture(searcher, searcher.rank(text))
            assert picture.own is not None
            assert picture.own.nearest[0][0] == goal
            assert picture.own.place is not None
            x, y = picture.own.place
            by_distance = sorted(picture.goals, key=lambda mapped: (mapped.x - x) ** 2 + (mapped.y - y) ** 2)
            assert by_distance[0].goal == goal

    def test_goals_that_are_not_shown_do_not_bend_it(self, searcher: Searcher) -> None:
        few = map_picture(searcher, years="2018-2019")
        assert {mapped.goal.fiscal_year for mapped in few.goals} == {2018, 2019}
        places = {(mapped.x, mapped.y) for mapped in few.goals}
        assert max(x * x + y * y for x, y in places) == pytest.approx(1, abs=1e-5)

    def test_proposals_of_a_folder(self, searcher: Searcher, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("トポロジカル絶縁体の表面状態を光電子分光で調べる。", encoding="utf-8")
        (tmp_path / "b.txt").write_text("中世の修道院の写本における装飾と典礼の関係を論じる。", encoding="utf-8")
        (tmp_path / "c.txt").write_text("ぬるぽ", encoding="utf-8")
        (tmp_path / "d.pdf").write_bytes(b"%PDF-1.4 broken")
        batch = match_folder(tmp_path, workers=1)
        assert [row.failure is None for row in batch] == [True, True, True, False]
        picture = map_picture(searcher, rows=batch.rows)
        a, b, c = picture.proposals
        assert (a.name, a.fits, b.fits) == ("a.txt", True, False)
        assert a.nearest[0][0].id == "2018-jst-1"
        assert a.place is not None
        assert b.place is not None
        assert c.place is None
        assert "2 件（合う目標なし 1 件）、置けないもの 1 件" in picture.subtitle("ja")
        drawing = picture.drawing("ja")
        looks = [part.look for part in drawing.flat()]
        # Each once on the map and once in the legend.
        assert (looks.count("matched"), looks.count("unmatched")) == (2, 2)
        assert [row.cells[0][0].text for row in picture.table_in("ja").rows[-3:]] == ["a.txt", "b.txt", "c.txt"]


@pytest.mark.parametrize("draw", [lineage_picture, map_picture])
class TestWhatIsShown:
    def test_filters_that_nothing_passes(self, small_searcher: Searcher, draw: Callable[..., object]) -> None:
        with pytest.raises(PictureError, match="No goal passes all the filters"):
            draw(small_searcher, years=2016, category="materials")

    def test_an_unknown_year(self, small_searcher: Searcher, draw: Callable[..., object]) -> None:
        with pytest.raises(QueryError, match="No goal is of fiscal year 1999"):
            draw(small_searcher, years=1999)

    def test_more_goals_than_can_be_told_apart(
        self, searcher_of: SearcherOf, draw: Callable[..., object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(picture_module, "MOST_GOALS", 2)
        searcher = searcher_of(*(Goal(id=str(number), title=f"語 {number}") for number in range(3)))
        with pytest.raises(PictureError, match=r"3 goals are too many for a picture \(at most 2\).*--years"):
            draw(searcher)


def test_a_goal_that_is_not_there(small_searcher: Searcher) -> None:
    with pytest.raises(QueryError, match="2019-jst-1"):
        lineage_picture(small_searcher, goal_id="2019-jst-9")
