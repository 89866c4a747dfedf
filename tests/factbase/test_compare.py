"""Two nations side by side: what differs, what is the same, and what can't be said of either."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factbase.any_base import BASES
from tests.factbase.samples import read
from tui.factbase.answers.pivots import standing
from tui.factbase.model import Fact, FactBase
from tui.factbase.page import DIFFERS, Cell, Page
from tui.factbase.shown import compare
from tui.factbase.shown.compare import ALIKE, UNCOMPARED, CompareRow, Comparison, Side
from tui.factbase.shown.links import nation_in, page_of, place_of, question_of
from tui.factbase.shown.matrix import matrix_columns
from tui.factbase.vocabulary import DENIED, NOT_STATED, STATED, UNCLEAR

HEAD = """\
nations:
  FR: {name: France, also: [French Republic]}
  GB: {name: Britain, also: [United Kingdom]}
  IQ: {name: Iraq}
  IT: {name: Italy}
groups:
  allies: {name: The allies}
meetings:
  london: {name: Talks}
  summit: {name: The summit}
  council: {name: The council}
  plenary: {name: The plenary}
places:
  iraq: {name: Iraq}
sources:
"""


def source(key: str, *facts: str, published: str = "2016-01-20") -> str:
    """A source of facts, each given as a flow mapping without its braces."""
    lines = "".join(f"      - {{says: It is said., {fact}}}\n" for fact in facts)
    return f"  {key}:\n    title: T\n    publisher: P\n    published: {published}\n    facts:\n{lines}"


def figure(key: str, nation: str, value: str, more: str = "") -> str:
    """A figure of a nation's forces."""
    return f"id: {key}, about: [{nation}], topic: forces, value: '{value}'{more}"


def compared(folder: Path, *facts: str) -> Comparison:
    """France and Britain, by these facts of one source."""
    base = read(folder, HEAD + source("paper", *facts))
    return compare.comparison(base, base.nations["FR"], base.nations["GB"])


def text_of(cell: Cell) -> str:
    """A cell without its tones."""
    return "".join(span.text for span in cell)


def row_page(folder: Path, *facts: str, row: str = "forces") -> str:
    """The page of one row of France and Britain, as running text."""
    base = read(folder, HEAD + source("paper", *facts))
    page = page_of(base, compare.compare_key("FR", "GB", row))
    assert page is not None
    return " ".join(page.text.split())


class TestRows:
    def test_those_that_differ_come_first_and_what_nobody_tells_is_named(self, tmp_path: Path) -> None:
        found = compared(
            tmp_path,
            "id: both, about: [FR, GB], topic: role",
            figure("a", "FR", "100 troops"),
            "id: c, about: [IT], topic: training",
        )
        assert [(row.key, row.differs) for row in found.rows] == [("forces", True), ("role", False)]
        assert found.untold == ("Training",)

    def test_strikes_stand_by_theatre_and_membership_by_group(self, tmp_path: Path) -> None:
        found = compared(
            tmp_path,
            "id: s, about: [FR], topic: strikes, in: iraq, value: 5 airstrikes",
            "id: m, about: [allies, FR, GB], topic: membership",
        )
        assert [(row.key, row.title) for row in found.rows] == [
            ("strikes-iraq", "Strikes Iraq"),
            ("membership-allies", "In: The allies"),
        ]

    @pytest.mark.parametrize(
        ("value", "more", "verdict"),
        [
            ("100 troop", ", as_of: 2016-01-10", ALIKE),
            ("100 troops", ", as_of: 2016-01-15", UNCOMPARED),  # it may have been another then
            ("100 troops", "", UNCOMPARED),
            ("~100 troops", ", as_of: 2016-01-10", DIFFERS),
            ("101 troops", ", as_of: 2016-01-15", DIFFERS),
            ("100 ships", ", as_of: 2016-01-10", DIFFERS),
        ],
    )
    def test_the_same_figure_is_the_same_only_of_the_same_date(
        self, tmp_path: Path, value: str, more: str, verdict: str
    ) -> None:
        one = figure("a", "FR", "100 troops", ", as_of: 2016-01-10")
        (row,) = compared(tmp_path, one, figure("b", "GB", value, more)).rows
        assert row.verdict == verdict

    def test_a_further_figure_of_one_keeps_them_from_being_the_same(self, tmp_path: Path) -> None:
        date = ", as_of: 2016-01-10"
        told = [figure("a", "FR", "100 troops", date), figure("b", "GB", "100 troops", date)]
        (row,) = compared(tmp_path, *told, figure("c", "GB", "9 ships", date)).rows
        assert row.verdict == UNCOMPARED

    @pytest.mark.parametrize(
        ("facts", "verdict"),
        [
            (["about: [FR, GB], topic: role"], ALIKE),
            (["about: [FR], topic: role", "about: [GB], topic: role"], UNCOMPARED),
            (["about: [FR, GB], topic: role", "about: [FR], topic: role"], UNCOMPARED),
            (["about: [FR], topic: role"], DIFFERS),
            (["about: [FR], topic: role", "about: [GB], topic: role, mode: planned"], DIFFERS),
            # Whether they belong to a group is one question, whoever answers it.
            (["about: [allies, FR], topic: membership", "about: [allies, FR, GB], topic: membership"], ALIKE),
            (["about: [london, FR], topic: attendance", "about: [london, GB], topic: attendance"], ALIKE),
            (["about: [london, FR], topic: attendance", "about: [summit, GB], topic: attendance"], DIFFERS),
            (
                ["about: [london, FR, GB], topic: attendance", "about: [summit, GB], topic: attendance"],
                DIFFERS,
            ),
            (["about: [london, FR], topic: outcome", "about: [london, GB], topic: outcome"], UNCOMPARED),
        ],
    )
    def test_statements_are_the_same_only_if_they_are_the_very_same(
        self, tmp_path: Path, facts: list[str], verdict: str
    ) -> None:
        found = compared(tmp_path, *(f"id: f{number}, {fact}" for number, fact in enumerate(facts)))
        (row,) = found.rows
        assert row.verdict == verdict

    def test_it_says_at_which_meetings_one_is_named_and_the_other_is_not(self, tmp_path: Path) -> None:
        base = read(
            tmp_path,
            HEAD
            + source(
                "p",
                "id: a, about: [london, FR, GB], topic: attendance",
                "id: b, about: [summit, FR], topic: attendance",
                "id: c, about: [council, FR], topic: attendance",
                "id: d, about: [council, GB], topic: attendance, mode: denied",
                "id: e, about: [plenary, FR], topic: attendance, mode: expected",
            ),
        )
        found = compare.comparison(base, base.nations["FR"], base.nations["GB"])
        ((_, one, other),) = (row.cells for row in compare.compare_listing(base, found).rows)
        assert text_of(one) == "● at 3, expected at 1; GB not named at 1", "to be denied is to be named"
        assert text_of(other) == "●✗ at 1, denied at 1"
        page = page_of(base, "compare:FR:GB:attendance")
        assert page is not None
        head = [line.text for line in page.lines].index("France is named, and Britain is not  1 meeting")
        assert page.lines[head + 1].target == "summit"

    def test_what_is_only_planned_differs_from_what_is_done(self, tmp_path: Path) -> None:
        done = "id: a, about: [FR], topic: basing"
        planned = "id: b, about: [GB], topic: basing, mode: planned"
        (row,) = compared(tmp_path, done, planned).rows
        assert row.differs
        (row,) = compared(tmp_path, done, planned.replace(", mode: planned", "")).rows
        assert not row.differs

    def test_the_four_states_stay_apart(self, tmp_path: Path) -> None:
        found = compared(
            tmp_path,
            "id: a, about: [FR], topic: forces, mode: denied",
            "id: b, about: [GB], topic: forces, mode: unclear",
            "id: c, about: [FR], topic: training",
        )
        states = {row.key: (row.one.state, row.other.state) for row in found.rows}
        assert states == {"forces": (DENIED, UNCLEAR), "training": (STATED, NOT_STATED)}

    def test_a_name_missing_from_an_open_list_is_no_no(self, tmp_path: Path) -> None:
        base = read(
            tmp_path, HEAD + source("p", "id: m, about: [allies, FR, IT], topic: membership, open: true")
        )
        found = compare.comparison(base, base.nations["FR"], base.nations["GB"])
        (row,) = found.rows
        assert row.other.open
        assert (
            "".join(span.text for span in compare.side_cell(base, row.other, 40)) == "– not named, open list"
        )

    def test_one_open_list_of_several_is_enough(self, tmp_path: Path) -> None:
        lists = ["about: [allies, FR, IT], topic: membership"] * 2
        for more, is_open in (("", False), (", open: true", True)):
            found = compared(tmp_path, f"id: m, {lists[0]}", f"id: n, {lists[1]}{more}")
            (row,) = found.rows
            assert row.other.open == is_open
        base = read(tmp_path, HEAD + source("p", f"id: m, {lists[0]}", f"id: n, {lists[1]}, open: true"))
        page = page_of(base, compare.compare_key("FR", "GB", "membership-allies"))
        assert page is not None
        assert "states this; a list is open, so not being named is not a no." in page.text

    def test_what_one_states_and_another_denies_shows_both(self, tmp_path: Path) -> None:
        base = read(
            tmp_path,
            HEAD
            + source(
                "p", "id: a, about: [FR], topic: forces", "id: b, about: [FR], topic: forces, mode: denied"
            ),
        )
        (row,) = compare.comparison(base, base.nations["FR"], base.nations["GB"]).rows
        assert "".join(span.text for span in compare.side_cell(base, row.one, 40)) == "●✗ 2 facts"


class TestFigures:
    def test_the_latest_reported_one_of_a_common_unit_is_shown(self, tmp_path: Path) -> None:
        found = compared(
            tmp_path,
            figure("old", "FR", "100 troops", ", as_of: 2015-01-01"),
            figure("new", "FR", "150 troops", ", as_of: 2015-06-01"),
            figure("third", "FR", "9 ships", ", as_of: 2015-12-01"),
            figure("plan", "FR", "900 troops", ", as_of: 2015-12-01, mode: planned"),
            figure("gb", "GB", "70 troops", ", as_of: 2015-03-01"),
        )
        assert [
            (row.one.latest and row.one.latest.id, row.other.latest and row.other.latest.id)
            for row in found.rows
        ] == [("new", "gb")]

    def test_a_figure_of_several_nations_is_none_of_one(self, tmp_path: Path) -> None:
        found = compared(tmp_path, "id: a, about: [FR, GB, IT], topic: role, value: 3 nations")
        assert [(row.one.latest, row.other.latest) for row in found.rows] == [(None, None)]

    @pytest.mark.parametrize(
        ("width", "cell"),
        [
            (36, "● ~3,500≠ service members 2016-01 +2"),
            (35, "● ~3,500≠ service … 2016-01 +2"),
            (29, "● ~3,500≠ … 2016-01 +2"),
            (21, "● ~3,500≠ 2016-01…"),
            (17, "~3,500≠ 2016-01…"),
        ],
    )
    def test_a_narrow_cell_keeps_hedge_and_date_and_cuts_no_word(
        self, tmp_path: Path, width: int, cell: str
    ) -> None:
        date = ", as_of: 2016-01-10"
        told = (figure("a", "FR", "~3500 service members", date), "id: c, about: [FR], topic: forces")
        against = source("q", figure("b", "FR", "200 service members", ", as_of: 2016-01-09/2016-01-10"))
        base = read(tmp_path, HEAD + source("p", *told) + against)
        found = compare.comparison(base, base.nations["FR"], base.nations["GB"])
        (row,) = found.rows
        assert text_of(compare.side_cell(base, row.one, width)) == cell
        signs = dict(compare.legend(compare.compare_listing(base, found)))
        assert {"date", "+n", "n≠"} <= signs.keys(), "each is explained"
        assert "(date)" not in signs

    def test_exact_figures_of_one_date_are_subtracted_and_that_is_said(self, tmp_path: Path) -> None:
        date = ", as_of: 2016-01-10"
        text = row_page(
            tmp_path, figure("a", "FR", "1000 troops", date), figure("b", "GB", "1250 troops", date)
        )
        assert "1,250 − 1,000 = 250 troops derived: no source states this" in text

    @pytest.mark.parametrize(
        ("one", "other", "why"),
        [
            (
                figure("a", "FR", "10 troops", ", as_of: 2016-01-10"),
                figure("b", "GB", "20 troops", ", as_of: 2016-01-20"),
                "dates differ: 10 January 2016 and 20 January 2016",
            ),
            (
                figure("a", "FR", "10 troops", ", as_of: 2016-01-20"),
                figure("b", "GB", "20 troops"),
                "dates differ: 20 January 2016 and published 20 January 2016",
            ),
            (figure("a", "FR", "~10 troops"), figure("b", "GB", "20 troops"), "not both are exact"),
            (
                figure("a", "FR", "10 troops", ", mode: planned"),
                figure("b", "GB", "20 troops"),
                "one is planned, the other reported",
            ),
            (
                figure("a", "FR", "10 troops", ", as_of: 2016-01/2016-02"),
                figure("b", "GB", "20 troops", ", as_of: 2016-01/2016-02"),
                "the date is not one day",
            ),
        ],
        ids=["dates", "bases", "hedge", "mode", "interval"],
    )
    def test_else_the_page_says_why_not(self, tmp_path: Path, one: str, other: str, why: str) -> None:
        text = row_page(tmp_path, one, other)
        assert why in text
        assert "derived" not in text

    def test_figures_of_different_units_are_not_set_side_by_side(self, tmp_path: Path) -> None:
        text = row_page(tmp_path, figure("a", "FR", "10 troops"), figure("b", "GB", "2 ships"))
        assert "different units, which can't be set side by side" in text


class TestPlaces:
    @pytest.fixture
    def base(self, tmp_path: Path) -> FactBase:
        return read(
            tmp_path, HEAD + source("p", figure("a", "FR", "10 troops"), figure("b", "IQ", "20 troops"))
        )

    @pytest.mark.parametrize(
        ("written", "place"),
        [
            ("compare:FR:GB", "compare:FR:GB"),
            ("compare:france: united kingdom", "compare:FR:GB"),
            ("compare:gb:French Republic", "compare:GB:FR"),
            ("compare:Iraq:FR", "compare:IQ:FR"),
            ("compare:France:Iraq:forces", "compare:FR:IQ:forces"),
            ("compare:France:Iraq:nothing", None),
            ("compare:France", None),
            ("compare:France:France", None),
            ("compare:France:Atlantis", None),
            ("compare:", None),
        ],
    )
    def test_names_are_resolved(self, base: FactBase, written: str, place: str | None) -> None:
        assert place_of(base, written) == place

    def test_a_nation_that_is_gone_has_no_comparison(self, base: FactBase) -> None:
        assert page_of(base, "compare:FR:XX") is None
        assert page_of(base, "compare:FR:IQ:") is not None

    def test_nations_are_found_behind_places(self, base: FactBase) -> None:
        places = ("FR", "cell:IQ:forces", "iraq", "a", "cell:XX:forces", None)
        assert [nation_in(base, place) for place in places] == ["FR", "IQ", None, None, None, None]


# -- on any base --------------------------------------------------------------------------------------


@st.composite
def pairs(draw: st.DrawFn) -> tuple[FactBase, Comparison, Comparison]:
    """A base, two of its nations compared, and the same the other way round."""
    base = draw(BASES.filter(lambda base: len(base.nations) > 1))
    one, other = draw(st.permutations(list(base.nations.values())))[:2]
    return base, compare.comparison(base, one, other), compare.comparison(base, other, one)


def turned(row: CompareRow) -> tuple[str, Side, Side, str]:
    return row.key, row.other, row.one, row.verdict


@settings(max_examples=60, deadline=None)
@given(pair=pairs())
def test_the_other_way_round_it_is_the_same(pair: tuple[FactBase, Comparison, Comparison]) -> None:
    _, there, back = pair
    assert [turned(row) for row in there.rows] == [
        (row.key, row.one, row.other, row.verdict) for row in back.rows
    ]
    assert there.untold == back.untold


@settings(max_examples=60, deadline=None)
@given(pair=pairs())
def test_every_fact_of_the_matrix_stands_on_the_page_of_a_row(
    pair: tuple[FactBase, Comparison, Comparison],
) -> None:
    base, found, _ = pair
    shown: set[str | None] = set()
    for row in found.rows:
        page = page_of(base, compare.compare_key(found.one.id, found.other.id, row.key))
        assert page is not None
        shown.update(line.target for line in page.lines)
    for nation in (found.one, found.other):
        for column in matrix_columns(base):
            assert {fact.id for fact in column.facts(base, nation.id)} <= shown


@settings(max_examples=60, deadline=None)
@given(pair=pairs())
def test_what_is_called_the_same_is_the_same(pair: tuple[FactBase, Comparison, Comparison]) -> None:
    base, found, _ = pair
    assert [row.verdict for row in found.rows] == sorted(
        (row.verdict for row in found.rows), key=compare.VERDICTS.index
    )
    for row in (row for row in found.rows if row.verdict == ALIKE):
        told = [
            {(fact.value, fact.mode) for fact in standing(base, side.facts) if fact.value}
            for side in (row.one, row.other)
        ]
        same = {(value and value.low, value and value.high, mode) for value, mode in told[0]} == {
            (value and value.low, value and value.high, mode) for value, mode in told[1]
        }
        assert same
        assert row.one.state == row.other.state


@settings(max_examples=60, deadline=None)
@given(pair=pairs(), width=st.integers(40, 120))
def test_not_stated_is_never_a_no(pair: tuple[FactBase, Comparison, Comparison], width: int) -> None:
    base, found, _ = pair
    listing = compare.compare_listing(base, found, width=width)
    assert len(listing.rows) == len(found.rows)
    for row, shown in zip(found.rows, listing.rows, strict=True):
        assert question_of(base, shown.target or "").endswith("?")
        for side, cell in zip((row.one, row.other), shown.cells[1:], strict=True):
            text = "".join(span.text for span in cell)
            assert ("✗" in text.split()[0]) == any(
                fact.mode == DENIED for fact in standing(base, side.facts)
            ) or side.state == UNCLEAR
            assert bool(side.facts) == (not text.endswith(("not stated", "open list")))


@settings(max_examples=60, deadline=None)
@given(base=BASES, data=st.data())
def test_a_difference_is_refused_or_given_alike_both_ways(base: FactBase, data: st.DataObject) -> None:
    figures: list[Fact] = [fact for fact in base.facts if fact.value is not None]
    if not figures:
        return
    one, other = data.draw(st.sampled_from(figures)), data.draw(st.sampled_from(figures))
    there, back = compare.why_not_subtracted(base, one, other), compare.why_not_subtracted(base, other, one)
    assert bool(there) == bool(back)
    if not there:
        assert one.value is not None
        assert one.value.is_exact
        assert (one.as_of is None) == (other.as_of is None)
        assert one.mode == other.mode


def test_the_whole_as_a_page(tmp_path: Path) -> None:
    base = read(
        tmp_path, HEAD + source("p", figure("a", "FR", "10 troops"), "id: b, about: [FR, GB], topic: role")
    )
    page = page_of(base, "compare:FR:GB")
    assert isinstance(page, Page)
    text = " ".join(page.text.split())
    assert "They differ 1 topic Forces France: ● 10 troops (2016-01) Britain: · not stated" in text
    assert "The same is told of both 1 topic Role" in text
