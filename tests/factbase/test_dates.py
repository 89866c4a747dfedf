"""Dates: read strictly, shown with their hedges, and compared by their bounds. `datetime` is the judge."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

import tui
from tui.factbase.dates import MONTHS, DateError, DatePoint, EdtfDate, days_in_month, is_leap_year, parse_date

ROOT = Path(tui.__file__).parent.parent
DAYS = st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)).map(datetime.date.isoformat)
POINTS = st.tuples(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "~", "?", "%"])).map(
    lambda parts: parts[0][: parts[1]] + parts[2]
)


@st.composite
def date_texts(draw: st.DrawFn) -> str:
    one, other = sorted((draw(POINTS), draw(POINTS)), key=lambda text: text.rstrip("~?%"))
    form = draw(st.sampled_from(["{0}", "{0}", "{0}/..", "../{0}", "{0}/{1}"]))
    assume("{1}" not in form or one.rstrip("~?%") != other.rstrip("~?%"))
    return form.format(one, other)


DATES = date_texts().map(parse_date)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision", "display", "short"),
    [
        ("2016", "2016-01-01", "2016-12-31", "year", "2016", "2016"),
        ("2016-01", "2016-01-01", "2016-01-31", "month", "January 2016", "2016-01"),
        ("2016-01-10", "2016-01-10", "2016-01-10", "day", "10 January 2016", "2016-01-10"),
        ("2016-01-05", "2016-01-05", "2016-01-05", "day", "5 January 2016", "2016-01-05"),
        ("2016-02", "2016-02-01", "2016-02-29", "month", "February 2016", "2016-02"),
        ("2015-02", "2015-02-01", "2015-02-28", "month", "February 2015", "2015-02"),
        ("2016-02-29", "2016-02-29", "2016-02-29", "day", "29 February 2016", "2016-02-29"),
        ("2016-02-10~", "2016-02-10", "2016-02-10", "day", "about 10 February 2016", "~2016-02-10"),
        ("2016-02?", "2016-02-01", "2016-02-29", "month", "perhaps February 2016", "2016-02?"),
        (
            "2016-02-10%",
            "2016-02-10",
            "2016-02-10",
            "day",
            "about 10 February 2016, uncertain",
            "~2016-02-10?",
        ),
        ("2016~", "2016-01-01", "2016-12-31", "year", "about 2016", "~2016"),
        ("2016-01-05/2016-01-09", "2016-01-05", "2016-01-09", "day", "5 to 9 January 2016", "2016-01-05–09"),
        (
            "2016-01-28/2016-02-03",
            "2016-01-28",
            "2016-02-03",
            "day",
            "28 January to 3 February 2016",
            "2016-01-28–02-03",
        ),
        (
            "2015-12-28/2016-01-03",
            "2015-12-28",
            "2016-01-03",
            "day",
            "28 December 2015 to 3 January 2016",
            "2015-12-28–2016-01-03",
        ),
        (
            "2015-01-05/2016-01-05",
            "2015-01-05",
            "2016-01-05",
            "day",
            "5 January 2015 to 5 January 2016",
            "2015-01-05–2016-01-05",
        ),
        ("2016-01/2016-03", "2016-01-01", "2016-03-31", "month", "January to March 2016", "2016-01–03"),
        (
            "2015-12/2016-01",
            "2015-12-01",
            "2016-01-31",
            "month",
            "December 2015 to January 2016",
            "2015-12–2016-01",
        ),
        ("2015/2016", "2015-01-01", "2016-12-31", "year", "2015 to 2016", "2015–2016"),
        ("../2016-01-10", None, "2016-01-10", "day", "until 10 January 2016", "until 2016-01-10"),
        ("2016-01/..", "2016-01-01", None, "month", "from January 2016", "from 2016-01"),
        ("2016-01-10~/..", "2016-01-10", None, "day", "from about 10 January 2016", "from ~2016-01-10"),
        ("../2016?", None, "2016-12-31", "year", "until perhaps 2016", "until 2016?"),
        (
            "2016-01-05~/2016-01-09~",
            "2016-01-05",
            "2016-01-09",
            "day",
            "about 5 to 9 January 2016",
            "~2016-01-05–09",
        ),
        (
            "2016-01-05/2016-01-09?",
            "2016-01-05",
            "2016-01-09",
            "day",
            "5 January 2016 to perhaps 9 January 2016",
            "2016-01-05–2016-01-09?",
        ),
        (
            "2016-01-05/2016-03",
            "2016-01-05",
            "2016-03-31",
            "month",
            "5 January 2016 to March 2016",
            "2016-01-05–2016-03",
        ),
        ("2016-03/2016", "2016-03-01", "2016-12-31", "year", "March 2016 to 2016", "2016-03–2016"),
        ("2016/2016-03", "2016-01-01", "2016-03-31", "year", "2016 to March 2016", "2016–2016-03"),
    ],
)
def test_what_is_written_is_read_and_shown(
    text: str, earliest: str | None, latest: str | None, precision: str, display: str, short: str
) -> None:
    date = parse_date(text)
    assert (date.text, date.earliest, date.latest, date.precision) == (text, earliest, latest, precision)
    assert date.display == display
    assert date.short == short
    assert date.is_interval == ("/" in text)
    assert date.approximate == ("~" in text or "%" in text)
    assert date.uncertain == ("?" in text or "%" in text)


def test_the_parts_of_a_date() -> None:
    date = parse_date("2016-01~/2016-02-03?")
    assert date.start == DatePoint(2016, 1, 0, True, False)
    assert date.end == DatePoint(2016, 2, 3, False, True)
    single = parse_date("2016")
    assert single.start == single.end == DatePoint(2016)
    assert parse_date("../2016").start is None
    assert parse_date("2016/..").end is None


def test_spaces_around_a_date_do_not_count() -> None:
    assert parse_date(" 2016-01-10 ") == parse_date("2016-01-10")


WAY = "write it as `2016-01-10`, `2016-01` or `2016`, from and to as `2016-01-05/2016-01-09`"
FOUR_DIGITS = "a date needs its year in four digits, as in `2016-01-10`"
LEAVE_OUT = "leave the key out where the source gives no date"
THE_DATE = "write the date itself, as in `2016-01-20`"
YEARS = "only the years 1000 to 2999 can be written"


@pytest.mark.parametrize(
    ("text", "message", "mend"),
    [
        ("10 January 2016", "no date", "write `2016-01-10`"),
        ("10th of January, 2016", "no date", "write `2016-01-10`"),
        ("January 10, 2016", "no date", "write `2016-01-10`"),
        ("Jan. 10, 2016", "no date", "write `2016-01-10`"),
        ("Sept 2016", "no date", "write `2016-09`"),
        ("January 2016", "no date", "write `2016-01`"),
        ("Wednesday, 20 January 2016", "no date", "write `2016-01-20`"),
        ("10-Jan-2016", "no date", "write `2016-01-10`"),
        ("2016 May 3", "no date", "write `2016-05-03`"),
        ("10/01/2016", "two ways", "write `2016-01-10` or `2016-10-01`"),
        ("25/01/2016", "no date", "write `2016-01-25`"),
        ("01/25/2016", "no date", "write `2016-01-25`"),
        ("05/05/2016", "no date", "write `2016-05-05`"),
        ("10.01.2016", "no date", "write `2016-01-10`"),
        ("2016-1-5", "no date", "write `2016-01-05`"),
        ("2016-1", "no date", "write `2016-01`"),
        ("2016/01/10", "no date", "write `2016-01-10`"),
        ("2016/01", "no date", "write `2016-01`"),
        ("2016.01.10", "no date", "write `2016-01-10`"),
        ("20160110", "no date", "write `2016-01-10`"),
        ("2016-01-10T12:00Z", "no date", "write `2016-01-10`"),
        ("2016-01-10 12:30", "no date", "write `2016-01-10`"),
        ("2016-13", "no month 13", "months run from 01 to 12"),
        ("2016-45-01", "no month 45", "months run from 01 to 12"),
        ("2016-00", "no month 00", "write `2016`"),
        ("2016-01-00", "no day 00", "write `2016-01` if the day isn't known"),
        ("2016-02-30", "February 2016 has 29 days", "write `2016-02` if the day isn't known"),
        ("2015-02-29~", "February 2015 has 28 days", "write `2015-02~` if the day isn't known"),
        ("1900-02-29", "February 1900 has 28 days", "write `1900-02` if the day isn't known"),
        ("2016-04-31", "April 2016 has 30 days", "write `2016-04` if the day isn't known"),
        ("2016-01-10..2016-01-12", "no date", "write `2016-01-10/2016-01-12`"),
        ("2016-01-10 - 2016-01-12", "no date", "write `2016-01-10/2016-01-12`"),
        ("2016-01-10 to 2016-01-12", "no date", "write `2016-01-10/2016-01-12`"),
        ("2016-01-05/09", "no date", "write `2016-01-05/2016-01-09`"),
        ("2016-01/03", "no date", "write `2016-01/2016-03`"),
        ("2015-16", "no month 16", "write `2015/2016`"),
        ("2015/16", "no date", "write `2015/2016`"),
        ("2015-2016", "no date", "write `2015/2016`"),
        ("5 to 9 January 2016", "no date", "write `2016-01-05/2016-01-09`"),
        ("5-9 January 2016", "no date", "write `2016-01-05/2016-01-09`"),
        ("28 January to 3 February 2016", "no date", "write `2016-01-28/2016-02-03`"),
        ("between 2015 and 2016", "no date", "write `2015/2016`"),
        ("about 5 to 9 January 2016", "no date", "write `2016-01-05~/2016-01-09~`"),
        ("2016-01-12/2016-01-10", "runs backwards", "write `2016-01-10/2016-01-12`"),
        ("2016-01-10/2016-01-10", "are the same", "write `2016-01-10`"),
        ("2016-01-10~/2016-01-10", "are the same", "write `2016-01-10`"),
        ("2016/", "no date", "write `2016/..`"),
        ("/2016", "no date", "write `../2016`"),
        ("2016-01-10..", "no date", "write `2016-01-10/..`"),
        ("since 2016-01-10", "no date", "write `2016-01-10/..`"),
        ("until January 2016", "no date", "write `../2016-01`"),
        ("../..", "says nothing", LEAVE_OUT),
        ("~2016-02-10", "no date", "write `2016-02-10~`"),
        ("about 10 February 2016", "no date", "write `2016-02-10~`"),
        ("c. 2016", "no date", "write `2016~`"),
        ("perhaps 2016-02", "no date", "write `2016-02?`"),
        ("2016?~", "no date", "write `2016%`"),
        ("2016-W03", "no date", "write `2016-01-18/2016-01-24`"),
        ("2016-W03-3", "no date", "write `2016-01-20`"),
        ("2015-W53", "no date", "write `2015-12-28/2016-01-03`"),
        ("2025-W01", "no date", "write `2024-12-30/2025-01-05`"),
        ("2016-W53", "no date", WAY),
        ("2016-W00", "no date", WAY),
        ("2016-010", "no date", "write `2016-01-10`"),
        ("2015-366", "no date", WAY),
        ("2016-21", "no month 21", "write `2016-03/2016-05`"),
        ("2016-24", "no month 24", "write `2016-12/2017-02`"),
        ("spring 2016", "no date", "write `2016-03/2016-05`"),
        ("2016-Q4", "no date", "write `2016-10/2016-12`"),
        ("Q1 2016", "no date", "write `2016-01/2016-03`"),
        ("2016-01-XX", "no date", "write `2016-01`"),
        ("201X", "no date", "write `2010/2019`"),
        ("the 1990s", "no date", "write `1990/1999`"),
        ("mid-2016", "no date", "write `2016`"),
        ("early January 2016", "no date", "write `2016-01`"),
        ("[2016, 2017]", "no date", WAY),
        ("2016/2017/2018", "no date", WAY),
        ("16-01-10", "no date", FOUR_DIGITS),
        ("10/01/16", "no date", FOUR_DIGITS),
        ("10 January", "no date", FOUR_DIGITS),
        ("12:30", "no date", FOUR_DIGITS),
        ("44 BC", "no date", YEARS),
        ("-0044", "no date", YEARS),
        ("0044", "no date", YEARS),
        ("3016-01-01", "no date", YEARS),
        ("Y17E7", "no date", YEARS),
        ("today", "no date", THE_DATE),
        ("last Wednesday", "no date", THE_DATE),
        ("unknown", "no date", LEAVE_OUT),
        ("", "no date", LEAVE_OUT),
        ("٢٠١٦-٠١-١٠", "no date", "write `2016-01-10`"),
        ("2016–01–10", "no date", "write `2016-01-10`"),
        ("2016-01-10\x1b[0m", "`2016-01-10␛[0m` is no date", WAY),
        ("1" * 61, "at most 60 characters", WAY),
    ],
)
def test_what_is_no_date_says_what_to_write(text: str, message: str, mend: str) -> None:
    with pytest.raises(DateError) as caught:
        parse_date(text)
    assert message in caught.value.message
    assert caught.value.mend == mend
    assert str(caught.value) == caught.value.message


@pytest.mark.parametrize("mend", [WAY, FOUR_DIGITS, THE_DATE])
def test_examples_in_mends_are_dates(mend: str) -> None:
    assert [parse_date(example).text for example in re.findall("`([^`]*)`", mend)]


ALMOST = st.lists(
    st.sampled_from(
        [
            *"0123456789-/.~?%X W,٢",
            "2016",
            "2016",
            "-01",
            "-10",
            "/",
            "..",
            " to ",
            "about ",
            *MONTHS[:3],
            "Q1",
        ]
    ),
    max_size=12,
).map("".join)


def refusal(text: str) -> DateError | None:
    try:
        parse_date(text)
    except DateError as error:
        return error
    return None


@given(ALMOST | st.text(max_size=30) | st.text(st.characters(exclude_categories=()), max_size=20))
@example("2016-W01-1")
@example("1000-W01")
@example("2999-24")
@example("2999-W53")
@example("~" * 60)
@example("about " * 10)
@example("a`b`")
def test_any_text_is_read_or_refused_with_suggestions_that_can_be_read(text: str) -> None:
    error = refusal(text)
    if error is None:
        date = parse_date(text)
        assert parse_date(date.text) == date
        return
    assert error.message
    assert error.mend
    if "`" not in text:
        for suggestion in re.findall("`([^`]*)`", error.mend):
            parse_date(suggestion)


@given(st.dates(datetime.date(1000, 1, 1), datetime.date(2999, 12, 31)))
def test_common_spellings_of_a_day_lead_to_it(day: datetime.date) -> None:
    name = MONTHS[day.month - 1]
    iso_year, week, weekday = day.isocalendar()
    spellings = [
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"{name[:3]} {day.day} {day.year}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}-{day.timetuple().tm_yday:03}",
        f"{day.isoformat()}T00:00",
    ]
    if 1000 < iso_year < 2999:
        spellings.append(f"{iso_year}-W{week:02}-{weekday}")
    for spelling in spellings:
        with pytest.raises(DateError) as caught:
            parse_date(spelling)
        assert caught.value.mend == f"write `{day.isoformat()}`", spelling


@given(st.integers(1000, 2999), st.integers(0, 99), st.integers(0, 99))
def test_days_that_exist_are_read_and_no_others(year: int, month: int, day: int) -> None:
    text = f"{year}-{month:02}-{day:02}"
    try:
        expected = datetime.date(year, month, day).isoformat()
    except ValueError:
        with pytest.raises(DateError):
            parse_date(text)
    else:
        assert parse_date(text).earliest == parse_date(text).latest == expected


def test_the_calendar_is_that_of_datetime() -> None:
    for year in range(1000, 3000):
        assert is_leap_year(year) == (datetime.date(year, 12, 31).timetuple().tm_yday == 366)
        for month in range(1, 13):
            following = datetime.date(year + month // 12, month % 12 + 1, 1)
            assert days_in_month(year, month) == (following - datetime.date(year, month, 1)).days


@given(DATES)
def test_bounds_hold_each_other_and_hedges_do_not_move_them(date: EdtfDate) -> None:
    plain = parse_date(re.sub("[~?%]", "", date.text))
    assert (plain.earliest, plain.latest, plain.precision) == (date.earliest, date.latest, date.precision)
    assert not plain.approximate
    assert not plain.uncertain
    if date.earliest and date.latest:
        first, last = datetime.date.fromisoformat(date.earliest), datetime.date.fromisoformat(date.latest)
        assert first <= last
        if not date.is_interval:
            assert (last - first).days in {"day": (0,), "month": (27, 28, 29, 30), "year": (364, 365)}[
                date.precision
            ]


@given(DATES)
def test_what_is_shown_keeps_every_hedge_and_every_number(date: EdtfDate) -> None:
    years = set(re.findall("[0-9]{4}", date.text))
    for shown in (date.display, date.short):
        assert set(re.findall("[0-9]{4}", shown)) == years
    assert ("about" in date.display) == ("~" in date.short) == date.approximate
    assert ("perhaps" in date.display or "uncertain" in date.display) == ("?" in date.short) == date.uncertain
    assert ("until" in date.display) == (date.earliest is None)
    assert ("from" in date.display) == (date.latest is None)


@given(DATES)
def test_what_is_shown_leads_back_to_what_was_written(date: EdtfDate) -> None:
    """The mends read prose: nothing was lost on the way there."""
    assume("%" not in date.text and date.display != date.text)
    assume(not date.is_interval or not (date.approximate or date.uncertain))
    with pytest.raises(DateError) as caught:
        parse_date(date.display)
    assert caught.value.mend == f"write `{date.text}`"


@given(st.lists(DATES, max_size=12))
def test_the_sort_key_orders_all_dates(dates: list[EdtfDate]) -> None:
    assert len({date.sort_key for date in dates}) == len({date.text for date in dates})
    ordered = sorted(dates, key=lambda date: date.sort_key)
    for one, other in pairwise(ordered):
        assert (one.earliest or one.latest or "") <= (other.earliest or other.latest or "")


def test_the_order_of_a_timeline() -> None:
    texts = [
        "../2015",
        "2016",
        "2016~",
        "2016/..",
        "2016-01",
        "2016-01-01",
        "2016-01-10",
        "2016-01-10?",
        "2016-01-10~",
        "2016-01-10/2016-01-12",
        "2016-01-10/2016-02",
        "2016-01-10/..",
        "../2016-01-11",
        "2016-01-11",
    ]
    ordered = sorted(texts, key=lambda text: parse_date(text).sort_key)
    assert ordered == [
        "../2015",
        "2016-01-01",
        "2016-01",
        "2016",
        "2016~",
        "2016/..",
        "2016-01-10",
        "2016-01-10?",
        "2016-01-10~",
        "2016-01-10/2016-01-12",
        "2016-01-10/2016-02",
        "2016-01-10/..",
        "../2016-01-11",
        "2016-01-11",
    ]


@pytest.mark.parametrize(
    ("one", "other", "before", "overlap"),
    [
        ("2015", "2016", True, False),
        ("2016-01", "2016-02-01", True, False),
        ("2016-01-10", "2016-01-10", False, True),
        ("2016-01-10", "2016-01", False, True),
        ("2016", "2016-06-01", False, True),
        ("2016-01-05/2016-01-09", "2016-01-09/2016-01-12", False, True),
        ("2016-01-05/2016-01-09", "2016-01-10", True, False),
        ("../2015", "2016/..", True, False),
        ("../2016-01-10", "2016-01-10/..", False, True),
        ("2015/..", "2016", False, True),
        ("../2015", "../1990", False, True),
        ("2016-01-09~", "2016-01-10", True, False),
    ],
)
def test_before_after_and_overlap(one: str, other: str, before: bool, overlap: bool) -> None:
    first, second = parse_date(one), parse_date(other)
    assert first.before(second) is second.after(first) is before
    assert second.before(first) is first.after(second) is False
    assert first.overlaps(second) is second.overlaps(first) is overlap


@given(DATES, DATES)
def test_two_dates_overlap_or_one_is_before_the_other(one: EdtfDate, other: EdtfDate) -> None:
    assert [one.before(other), one.after(other), one.overlaps(other)].count(True) == 1
    assert one.overlaps(one)


def test_reading_dates_needs_no_calendar_module() -> None:
    """Start-up counts: `datetime` and the packages that know EDTF are not needed for this."""
    code = "import sys, tui.factbase.dates, tui.factbase.quantity; print(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert {"datetime", "decimal", "fractions", "locale"}.isdisjoint(out.stdout.split())
