"""Series: which figures make one, what their chart shows, and that their table holds them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factbase.any_base import BASES
from tests.factbase.samples import read
from tests.factbase.test_quantity import quantity_texts
from tui.factbase.answers import series
from tui.factbase.model import FactBase
from tui.factbase.page import Page
from tui.factbase.quantity import parse_quantity
from tui.factbase.shown import chart
from tui.factbase.shown.chart import Mark
from tui.factbase.shown.links import crumb_of, page_of, place_of, question_of
from tui.factbase.shown.series_list import series_list_page
from tui.factbase.shown.series_page import series_page
from tui.factbase.shown.strikes_page import strikes_page
from tui.factbase.vocabulary import SERIES_LIST

HEAD = """\
nations:
  FR: {name: France}
  GB: {name: Britain}
groups:
  allies: {name: The allies}
people:
  minister: {name: A minister}
meetings:
  summit: {name: The summit}
places:
  north: {name: North}
  south: {name: South}
sources:
"""


def source(key: str, published: str, *facts: str) -> str:
    """A source of facts, each given as a flow mapping without its braces."""
    date = f"    published: {published}\n" if published else ""
    lines = "".join(f"      - {{says: It is said., {fact}}}\n" for fact in facts)
    return f"  paper-{key}:\n    title: T\n    publisher: The {key}\n{date}    facts:\n{lines}"


def forces(key: str, value: str, more: str = "") -> str:
    """A figure of France's forces in the north."""
    return f"id: {key}, about: [FR], topic: forces, in: north, value: '{value}'{more}"


def base_of(folder: Path, *sources: str) -> FactBase:
    """A base of these sources."""
    return read(folder, HEAD + "".join(sources))


def only_series(base: FactBase) -> series.Series:
    """The one series of a base."""
    (found,) = series.all_series(base)
    return found


def ids(found: series.Series) -> list[str]:
    """The ids of its facts in order."""
    return [fact.id for fact in found.facts]


def row_of(page: Page, fact: str) -> str:
    """The line of the table that leads to a fact."""
    (text,) = [line.text for line in page.lines if line.target == fact]
    return " ".join(text.split())


class TestWhatMakesASeries:
    def test_two_dates_make_one_in_their_order(self, tmp_path: Path) -> None:
        base = base_of(
            tmp_path,
            source("late", "2016-03-01", forces("a", "300 troops")),
            source("early", "2016-01-01", forces("b", "100 troops")),
        )
        assert ids(only_series(base)) == ["b", "a"]

    def test_the_date_of_a_figure_goes_before_that_of_its_source(self, tmp_path: Path) -> None:
        base = base_of(
            tmp_path,
            source("late", "2016-03-01", forces("a", "300 troops", ", as_of: 2015-06-01")),
            source("early", "2016-01-01", forces("b", "100 troops")),
        )
        found = only_series(base)
        assert ids(found) == ["a", "b"]
        page = series_page(base, found)
        assert "2015-06-01 as of 300" in row_of(page, "a")
        assert "2016-01-01 published 100" in row_of(page, "b")

    @pytest.mark.parametrize(
        "other",
        [
            forces("b", "100 aircraft"),
            forces("b", "100 troops").replace("north", "south"),
            forces("b", "100 troops").replace("FR", "GB"),
            forces("b", "100 troops").replace("[FR]", "[FR, GB]"),
            forces("b", "100 troops").replace("forces", "training"),
        ],
        ids=["unit", "place", "subject", "subjects", "topic"],
    )
    def test_what_differs_in_scope_is_not_mixed(self, tmp_path: Path, other: str) -> None:
        base = base_of(
            tmp_path, source("a", "2016-01-01", forces("a", "1 troop")), source("b", "2016-02-01", other)
        )
        assert series.all_series(base) == []

    def test_a_month_and_a_day_of_it_may_be_one_date(self, tmp_path: Path) -> None:
        months = [
            source("a", "2016-05", forces("a", "1 troop")),
            source("b", "2016-05-04", forces("b", "2 troops")),
        ]
        assert series.all_series(base_of(tmp_path, *months)) == []

    def test_a_meeting_takes_place_once(self, tmp_path: Path) -> None:
        def came(key: str, count: int) -> str:
            return f"id: {key}, about: [summit], topic: attendance, value: {count} nations"

        base = base_of(
            tmp_path, source("a", "2016-01-01", came("a", 9)), source("b", "2016-06-01", came("b", 8))
        )
        assert series.all_series(base) == []

    def test_what_is_told_of_publications_is_of_each_alone(self, tmp_path: Path) -> None:
        def listed(key: str, count: int) -> str:
            return f"id: {key}, about: [allies], topic: publication, value: {count} names"

        base = base_of(
            tmp_path, source("a", "2016-01-01", listed("a", 58)), source("b", "2016-06-01", listed("b", 65))
        )
        assert series.all_series(base) == []

    def test_members_are_counted_in_several_words_and_each_is_shown(self, tmp_path: Path) -> None:
        def members(key: str, value: str) -> str:
            return f"id: {key}, about: [allies], topic: membership, value: '{value}'"

        base = base_of(
            tmp_path,
            source("a", "2016-01-01", members("a", "62 nations")),
            source("b", "2016-06-01", members("b", ">60 countries")),
            source("c", "2016-07-01", members("c", "3 new members")),
        )
        found = only_series(base)
        assert ids(found) == ["a", "b"]
        page = series_page(base, found)
        assert "Counted as countries, nations" in page.text
        assert "more than 60 countries" in row_of(page, "b")

    def test_denied_and_undated_figures_are_told_but_not_drawn(self, tmp_path: Path) -> None:
        base = base_of(
            tmp_path,
            source("a", "2016-01-01", forces("a", "100 troops")),
            source("b", "2016-02-01", forces("b", "900 troops", ", mode: denied")),
            source("c", "", forces("c", "800 troops")),
            source("d", "2016-03-01", forces("d", "200 troops")),
        )
        found = only_series(base)
        page = series_page(base, found)
        assert ids(found) == ["a", "b", "d", "c"]
        assert "denied not drawn" in row_of(page, "b")
        assert "undated 800 not drawn" in row_of(page, "c")
        plot = [line.text for line in page.lines if "┤" in line.text or "│" in line.text or "┼" in line.text]
        assert "".join(plot).count("●") == 2
        assert not any("800" in row or "900" in row for row in plot)

    def test_a_denied_figure_alone_makes_no_second_date(self, tmp_path: Path) -> None:
        base = base_of(
            tmp_path,
            source("a", "2016-01-01", forces("a", "100 troops")),
            source("b", "2016-02-01", forces("b", "900 troops", ", mode: denied")),
        )
        assert series.all_series(base) == []

    def test_figures_in_conflict_are_marked_and_are_no_course(self, tmp_path: Path) -> None:
        base = base_of(
            tmp_path,
            source("a", "2016-01-19", forces("a", "100 troops")),
            source("b", "2016-01-20", forces("b", "~200 troops")),
        )
        page = page_of(base, "FR")
        assert page is not None
        assert "100 ≠ ~200 troops" in page.text.replace("\u00a0", " ")
        assert "→" not in page.text
        card = page_of(base, "a")
        assert card is not None
        assert "In conflict" in card.text
        assert "In a series" not in card.text, "a pair has one class"
        drawn = series_page(base, only_series(base))
        assert "100≠" in row_of(drawn, "a")
        assert "about 200≠" in row_of(drawn, "b"), "the sign hides no hedge"
        (beneath,) = (line.text for line in drawn.lines if set(line.text) == {" ", "≠"})
        rows = [line.text for line in drawn.lines if line.text.lstrip("0123456789, ")[:1] in ("┤", "│")]
        points = {place for row in rows for place, sign in enumerate(row) if sign in "●○"}
        assert {place for place, sign in enumerate(beneath) if sign == "≠"} == points, "below its point"
        assert beneath.count("≠") == 2

    def test_what_lies_further_apart_is_a_course_and_its_conflicts_are_counted(self, tmp_path: Path) -> None:
        base = base_of(
            tmp_path,
            source("a", "2015-01-19", forces("a", "100 troops")),
            source("b", "2016-01-19", forces("b", "200 troops")),
            source("c", "2016-01-20", forces("c", "300 troops")),
            source("d", "2016-01-20", forces("d", "400 troops", ", corrects: c")),
        )
        (line,) = [line for line in series_list_page(base).lines if line.target]
        text = line.text.replace("\u00a0", " ")
        assert "100 → 300 or 400 troops  4 figures from 4 voices  ≠ 2 in conflict" in text
        page = series_page(base, only_series(base))
        assert [key for key in "abcd" if "≠" in row_of(page, key)] == ["b", "d"], "what was corrected is none"

    def test_what_was_corrected_says_so(self, tmp_path: Path) -> None:
        base = base_of(
            tmp_path,
            source("a", "2016-01-01", forces("a", "100 troops")),
            source("b", "2016-02-01", forces("b", "90 troops", ", corrects: a")),
        )
        assert "corrected by b" in row_of(series_page(base, only_series(base)), "a")


class TestWhereItIsReached:
    @pytest.fixture
    def base(self, tmp_path: Path) -> FactBase:
        strikes = "about: [allies], topic: strikes, in: north"
        return base_of(
            tmp_path,
            source("a", "2016-01-01", forces("a", "~100 troops"), f"id: s, {strikes}, value: 5 airstrikes"),
            source(
                "b",
                "2016-02-01",
                forces("b", "..200 troops", ", mode: planned, by: minister"),
                f"id: t, {strikes}, value: 7 airstrikes",
            ),
        )

    def test_first_and_last_figure_keep_hedge_and_mode(self, base: FactBase) -> None:
        page = page_of(base, "FR")
        assert page is not None
        (line,) = [line for line in page.lines if (line.target or "").startswith("series:")]
        text = line.text.replace("\u00a0", " ")
        assert "Forces in North  2016-01-01 to 2016-02-01  ~100 → ≤200 planned troops" in text
        assert "2 figures from 2 voices" in text

    def test_from_group_card_strikes_and_list(self, base: FactBase) -> None:
        of_strikes = "series:allies:strikes:north:airstrike"
        pages = [page_of(base, key) for key in ("allies", "s", SERIES_LIST)]
        for page in (*pages, strikes_page(base)):
            assert page is not None
            assert of_strikes in {line.target for line in page.lines}, page.title
        # Its key begins as that of the list does.
        assert question_of(base, of_strikes) != question_of(base, SERIES_LIST)
        opened = page_of(base, of_strikes)
        assert opened is not None
        assert opened not in pages

    def test_it_is_a_deep_link(self, base: FactBase) -> None:
        key = "series:FR:forces:north:troop"
        assert place_of(base, key) == key
        assert place_of(base, "series:FR:forces:south:troop") is None
        assert place_of(base, "Series") == SERIES_LIST
        assert question_of(base, key).endswith("?")
        assert crumb_of(base, key) == "France: forces in North", "a trail names it"

    def test_an_ahead_figure_has_another_sign(self, base: FactBase) -> None:
        page = page_of(base, "series:FR:forces:north:troop", 60)
        assert page is not None
        assert row_of(page, "a").startswith("○ 2016-01-01 published about 100")
        assert row_of(page, "b").startswith("◇ 2016-02-01 published up to 200 planned A minister · The b")
        assert "◇ planned, expected, pledged or possible: hedged" in page.text


@settings(max_examples=60, deadline=None)
@given(base=BASES)
def test_on_any_base_the_table_holds_every_figure_and_the_key_opens_it(base: FactBase) -> None:
    for found in series.all_series(base):
        assert page_of(base, found.key) is not None
        page = series_page(base, found, 58)
        assert {fact.id for fact in found.facts} <= {line.target for line in page.lines}
        assert len({(fact.topic, fact.place, frozenset(fact.about)) for fact in found.facts}) == 1
        assert len([fact for fact in found.facts if series.is_drawn(base, fact)]) >= 2
        first, last = series.span_of(base, found)
        assert first.text != last.text
        for fact in found.facts:
            same = series.series_of(base, fact)
            assert same is not None
            assert same.key == found.key


# -- the chart ----------------------------------------------------------------------------------------

DAYS = st.integers(min_value=735_000, max_value=737_000)  # 2013 to 2018
EXACT_MARKS = st.builds(
    Mark, DAYS, st.integers(0, 10**9).map(lambda number: parse_quantity(f"{number} x")), st.just(False)
)
ANY_MARKS = st.builds(Mark, DAYS, quantity_texts().map(parse_quantity), st.booleans(), st.booleans())
WIDTHS = st.integers(min_value=1, max_value=200)


def plot_of(drawn: chart.Chart) -> list[str]:
    """The rows of the plot from the top, right of the axis."""
    rows = ["".join(span.text for span in row) for row in drawn.rows[: chart.ROWS]]
    axis = rows[-1].index("┼")
    return [row[axis + 1 :] for row in rows]


def beneath(drawn: chart.Chart) -> str:
    """The row of what is in conflict, right of the axis; empty where there is none."""
    axis = next("".join(span.text for span in row) for row in drawn.rows if "┼" in row[0].text).index("┼")
    return "".join(span.text for row in drawn.rows[chart.ROWS : -1] for span in row)[axis + 1 :]


def signs_in(drawn: chart.Chart) -> set[str]:
    """Every sign on the plot that is not of its axes."""
    rows = plot_of(drawn)
    found = set("".join(rows[:-1])) - {" "}
    return found | (set(rows[-1]) - set("─┬ "))


@given(marks=st.lists(ANY_MARKS, min_size=1, max_size=12), width=WIDTHS)
def test_every_row_fits_the_width_and_every_sign_is_explained(marks: list[Mark], width: int) -> None:
    drawn = chart.draw(marks, width)
    room = max(chart.LEAST_WIDTH, width)
    assert len(drawn.rows) == chart.ROWS + 1 + any(mark.in_conflict for mark in marks)
    assert all(len("".join(span.text for span in row)) <= room for row in drawn.rows)
    explained = set("".join(sign for sign, _ in drawn.legend))
    assert signs_in(drawn) <= explained | {"│"}
    seen = signs_in(drawn) | set(plot_of(drawn)[-1]) | set(beneath(drawn))
    assert all(set(sign) & seen for sign, _ in drawn.legend)
    assert (set(beneath(drawn)) - {" "} == {"≠"}) == any(mark.in_conflict for mark in marks)


@given(marks=st.lists(EXACT_MARKS, min_size=1, max_size=9), width=WIDTHS)
def test_every_figure_lies_on_the_chart(marks: list[Mark], width: int) -> None:
    text = "".join(plot_of(chart.draw(marks, width)))
    assert text.count("●") + sum(int(sign) for sign in text if sign.isdecimal()) == len(marks)


@given(one=EXACT_MARKS, other=EXACT_MARKS, width=WIDTHS)
def test_the_larger_is_not_lower_and_the_later_not_to_the_left(one: Mark, other: Mark, width: int) -> None:
    rows = plot_of(chart.draw([one, other], width))
    spots = [
        (column, -row) for row, text in enumerate(rows) for column, sign in enumerate(text) if sign in "●2"
    ]
    assert spots
    low, high = sorted((one, other), key=lambda mark: (mark.day, mark.value.low))
    heights = [height for _, height in sorted(spots)]
    if len(spots) == 2 and low.day != high.day and len({column for column, _ in spots}) == 2:
        rising = (high.value.low or 0) >= (low.value.low or 0)
        assert (heights[0] <= heights[1]) if rising else (heights[0] >= heights[1])


@given(marks=st.lists(ANY_MARKS, min_size=2, max_size=6), width=st.integers(40, 110))
def test_between_the_dates_the_chart_is_blank(marks: list[Mark], width: int) -> None:
    rows = plot_of(chart.draw(marks, width))
    used = {column for row in rows[:-1] for column, sign in enumerate(row) if sign != " "}
    assert len(used) <= len({mark.day for mark in marks})


@pytest.mark.parametrize(
    ("written", "top", "between", "bottom"),
    [
        ("..800 x", "┬", "│", "↓"),
        ("200.. x", "↑", "│", "┴"),
        ("200..800 x", "┬", "│", "┴"),
        ("798..800 x", "I", "", "I"),
        ("~800 x", "○", "", "○"),
        ("800 x", "●", "", "●"),
    ],
)
def test_ends_say_whether_they_are_stated(written: str, top: str, between: str, bottom: str) -> None:
    marks = [Mark(736_000, parse_quantity(written)), Mark(736_400, parse_quantity("1 x"))]
    column = "".join(row[1:2] for row in plot_of(chart.draw(marks, 60))[:-1]).split()[0]
    assert (column[0], "".join(set(column[1:-1])), column[-1]) == (top, between, bottom)


def test_several_on_one_spot_are_counted() -> None:
    marks = [Mark(736_000, parse_quantity(f"{count} x")) for count in (500, 500, 501)]
    drawn = chart.draw(marks, 60)
    assert "3" in "".join(plot_of(drawn))
    assert drawn.legend == (("3", "so many figures on one spot"),)


def test_nothing_is_no_chart() -> None:
    with pytest.raises(ValueError, match="nothing to draw"):
        chart.draw([], 60)
