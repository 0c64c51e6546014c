"""Years in all the ways in which tables write them."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goalsearch.text.fiscal_year import fiscal_year, fiscal_year_of_date, named_year


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("2019", 2019, id="bare"),
        pytest.param("２０１９", 2019, id="full-width"),
        pytest.param("2019年", 2019, id="year-as-written"),
        pytest.param("2019年度", 2019, id="fiscal-year"),
        pytest.param(" 2019 年度 ", 2019, id="spaces"),
        pytest.param("FY2019", 2019, id="fy"),
        pytest.param("fy 2019", 2019, id="fy-lower-case"),
        pytest.param("2019FY", 2019, id="fy-after"),
        pytest.param("FY19", 2019, id="fy-of-two-figures"),
        pytest.param("FY98", 1998, id="fy-of-two-figures-last-century"),
        pytest.param("FY2019-03", 2019, id="fy-goes-before-a-month"),
        pytest.param("2019.0", 2019, id="excel-float"),
        pytest.param("令和元年", 2019, id="first-year-of-an-era"),
        pytest.param("令和元年度", 2019, id="first-fiscal-year-of-an-era"),
        pytest.param("令和1", 2019, id="era-without-年"),
        pytest.param("令和５年度", 2023, id="era-full-width"),
        pytest.param("㋿元年", 2019, id="era-in-one-sign"),
        pytest.param("平成31年", 2019, id="last-year-of-an-era"),
        pytest.param("平成34年度", 2022, id="era-planned-beyond-its-end"),
        pytest.param("昭和64年", 1989, id="showa"),
        pytest.param("H30", 2018, id="letter"),
        pytest.param("h30", 2018, id="letter-lower-case"),
        pytest.param("Ｈ３０", 2018, id="letter-full-width"),
        pytest.param("R1", 2019, id="letter-reiwa"),
        pytest.param("R元", 2019, id="letter-first-year"),
        pytest.param("S.63", 1988, id="letter-with-dot"),
        pytest.param("H31年度", 2019, id="letter-fiscal-year"),
        pytest.param("2019-04-01", 2019, id="first-day"),
        pytest.param("2019-03-31", 2018, id="last-day"),
        pytest.param("2019/4/1", 2019, id="slashes"),
        pytest.param("2019/1/15", 2018, id="slashes-january"),
        pytest.param("2019.3.31", 2018, id="dots"),
        pytest.param("2019年3月", 2018, id="year-and-month"),
        pytest.param("2019-12", 2019, id="iso-year-and-month"),
        pytest.param("平成31年3月31日", 2018, id="era-date"),
        pytest.param("平成31年4月1日", 2019, id="era-date-april"),
        pytest.param("H31.3.31", 2018, id="letter-date"),
        pytest.param("R1.5.1", 2019, id="letter-date-reiwa"),
        pytest.param("2020-01-01T00:00:00", 2019, id="excel-date"),
        pytest.param("20190331", 2018, id="compact-date"),
        pytest.param("201904", 2019, id="compact-month"),
        pytest.param("2019-2022", 2019, id="period-of-years"),
        pytest.param("2019～2022年度", 2019, id="period-of-fiscal-years"),
        pytest.param("2019-04-01 – 2022-03-31", 2019, id="period-as-kaken-exports-it"),
        pytest.param("平成30年度～令和2年度", 2018, id="period-of-eras"),
        pytest.param("2019(平成31)年度", 2019, id="both-calendars"),
        pytest.param("採択: 2019年度", 2019, id="words-before"),
    ],
)
def test_years_that_are_read(cell: str, expected: int) -> None:
    assert fiscal_year(cell) == expected


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("", id="empty"),
        pytest.param("-", id="dash"),
        pytest.param("未定", id="words"),
        pytest.param("30", id="two-figures"),
        pytest.param("4/1/2019", id="day-and-month-in-either-order"),
        pytest.param("43556", id="serial-number-of-a-date"),
        pytest.param("01.04.2019", id="day-and-month-with-dots"),
        pytest.param("19K01234", id="project-number"),
        pytest.param("12019", id="longer-number"),
        pytest.param("H1N1", id="virus"),
        pytest.param("20191301", id="no-such-month"),
        pytest.param("1066", id="too-long-ago"),
    ],
)
def test_years_that_are_not_read(cell: str) -> None:
    assert fiscal_year(cell) is None


@given(st.dates(datetime.date(1926, 12, 26), datetime.date(2099, 12, 31)))
def test_every_date_is_in_one_fiscal_year(date: datetime.date) -> None:
    expected = date.year if date.month >= 4 else date.year - 1
    assert fiscal_year(date.isoformat()) == expected
    assert fiscal_year(f"{date:%Y/%m/%d}") == expected
    assert fiscal_year(f"{date.year}年{date.month}月{date.day}日") == expected
    assert fiscal_year(f"昭和{date.year - 1925}年{date.month}月") == expected or date.year - 1925 > 99


@given(st.text())
def test_any_text_is_taken(cell: str) -> None:
    year = fiscal_year(cell)
    assert year is None or 1800 <= year <= 2199


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2019", (2019, None), id="western"),
        pytest.param(" 2019年度 ", (2019, None), id="with-its-suffix"),
        pytest.param("FY19", (2019, None), id="fy-in-short"),
        pytest.param("令和7年度", (2025, "令和"), id="era"),
        pytest.param("R7", (2025, "R"), id="era-in-short"),
        pytest.param("令和元年", (2019, "令和"), id="first-year-of-an-era"),
        pytest.param("2019年3月", None, id="a-month-beside-it"),
        pytest.param("20190401", None, id="a-date"),
        pytest.param("since 2019", None, id="words-before-it"),
        pytest.param("2019 goals", None, id="words-after-it"),
        pytest.param("7", None, id="a-number-alone"),
        pytest.param("", None, id="empty"),
    ],
)
def test_named_year(text: str, expected: tuple[int, str | None] | None) -> None:
    assert named_year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("7年度", 2025), ("元", 2019), ("2020", 2020), ("平成30", 2018), ("7月", None)]
)
def test_named_year_in_the_era_of_another(text: str, expected: int | None) -> None:
    found = named_year(text, "令和")
    assert (found and found.year) == expected


@pytest.mark.parametrize(
    ("text", "year"),
    [
        pytest.param("2025/4/1", 2025, id="first-day"),
        pytest.param("2025-03-31", 2024, id="last-day"),
        pytest.param("2025-03-31T10:20:30.5", 2024, id="with-a-time"),
        pytest.param("2025.4.1", 2025, id="full-stops"),
        pytest.param("H30.3.1", 2017, id="era-in-short"),
        pytest.param("令和7年4月1日", 2025, id="era"),
        pytest.param("2025年3月", 2024, id="month"),
        pytest.param("2025/4", 2025, id="month-behind-a-stroke"),
        pytest.param("2025.4", None, id="a-number"),
        pytest.param("2025/2/30", None, id="no-such-day"),
        pytest.param("2025/13/1", None, id="no-such-month"),
        pytest.param("2025-2026", None, id="a-period-of-years"),
        pytest.param("2025/4/1-2028/3/31", None, id="a-period-of-days"),
        pytest.param("4/1/2025", None, id="day-and-month-in-either-order"),
        pytest.param("2025年度", None, id="a-year"),
        pytest.param("2025/4/1頃", None, id="more-than-a-date"),
    ],
)
def test_dates_that_stand_alone(text: str, year: int | None) -> None:
    assert fiscal_year_of_date(text) == year
