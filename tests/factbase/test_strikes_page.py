"""The page of strikes: what stands together there is of one source and one date, or says that it isn't."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.factbase.samples import read
from tui.factbase.answers.strikes import strike_counts
from tui.factbase.model import FactBase
from tui.factbase.page import Line
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.links import page_of
from tui.factbase.shown.strikes_page import dates_told, strikes_page

HEAD = """\
nations:
  FR: {name: France}
  GB: {name: Britain}
groups:
  all: {name: The allies}
  rest: {name: The rest of the allies without France}
places:
  both: {name: North and South}
  north: {name: North, within: both}
  south: {name: South, within: both}
sources:
"""


def source(key: str, *facts: str) -> str:
    lines = "".join(f"      - {{says: Said., topic: strikes, {fact}}}\n" for fact in facts)
    return f"  {key}:\n    title: T\n    publisher: {key.title()}\n    facts:\n{lines}"


def tally(key: str, actor: str, place: str, value: str, more: str = "") -> str:
    return f"id: {key}, about: [{actor}], in: {place}, value: '{value}'{more}"


DATED = source(
    "paper",
    tally("all-n", "all", "north", "60 strikes", ", as_of: 2016-01-10"),
    tally("fr-n", "FR", "north", "30 strikes", ", as_of: 2016-01-10"),
    tally("rest-n", "rest", "north", "30 strikes", ", as_of: 2016-01-10, note: Worth knowing."),
    tally("fr-s", "FR", "south", "10 strikes", ", as_of: 2016-01-10"),
)
LATER = source("news", tally("all-b", "all", "both", "97 strikes", ", as_of: 2016-01-20"))
UNDATED = source(
    "slides",
    tally("x-all", "all", "both", "97 strikes", ", note: No day is given."),
    tally("x-fr", "FR", "both", "40 strikes"),
    tally("x-fr-n", "FR", "north", "30 strikes", ", note: No day here."),
    tally("x-fr-s", "FR", "south", "11 strikes", ", note: No day here."),
)
CHECKS = """\
checks:
  sum-n: {total: all-n, parts: [fr-n, rest-n]}
"""


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return read(tmp_path, HEAD + DATED + LATER + UNDATED + CHECKS)


def at(base: FactBase, width: int = 78) -> dict[str, Line]:
    """The lines of the page by their keys."""
    return {line.key: line for line in strikes_page(base, width).lines if line.key}


class TestWithoutADay:
    def test_no_bar_sets_figures_side_by_side_of_which_nothing_says_that_they_are_of_one_day(
        self, base: FactBase
    ) -> None:
        lines = at(base)
        assert all("█" not in lines[key].text for key in ("x-all", "x-fr", "x-fr-n", "x-fr-s"))
        assert "█" in lines["fr-n"].text
        assert "No bars: nothing says that these figures are of one day." in strikes_page(base).text

    def test_whoever_gives_the_same_figure_for_a_day_is_named(self, base: FactBase) -> None:
        lines = at(base)
        said = lines["repeated:x-all"]
        assert (said.text, said.target) == ("the same figure as News' of 20 January 2016", "all-b")
        said = lines["repeated:x-fr-n"]
        assert (said.text, said.target) == ("the same figure as Paper's of 10 January 2016", "fr-n")
        assert "repeated:x-fr-s" not in lines, "10 is not 11"
        assert "repeated:fr-n" not in lines, "it has a day of its own"

    def test_so_is_whose_figures_add_up_to_it(self, base: FactBase) -> None:
        said = at(base)["repeated:x-fr"]
        assert said.text == "the same figure as Paper's of 10 January 2016, added up: 30 + 10  derived"
        assert said.target
        sums = page_of(base, said.target)
        assert sums is not None
        assert "30 + 10 = 40" in sums.text

    def test_the_card_of_the_figure_leads_there_too(self, base: FactBase) -> None:
        for fact, target in (("x-all", "all-b"), ("x-fr", at(base)["repeated:x-fr"].target), ("fr-n", None)):
            card = page_of(base, fact)
            assert card is not None
            found = [line.target for line in card.lines if line.text.startswith("Same figure")]
            assert found == ([target] if target else [])

    def test_another_unit_place_or_hedge_is_another_figure(self, tmp_path: Path) -> None:
        other = source(
            "slides",
            tally("a", "all", "both", "97 sorties"),
            tally("b", "all", "north", "97 strikes"),
            tally("c", "all", "south", "~97 strikes"),
            tally("d", "FR", "both", "97 strikes"),
        )
        assert not [key for key in at(read(tmp_path, HEAD + LATER + other)) if key.startswith("repeated:")]

    def test_a_figure_that_was_corrected_dates_none(self, tmp_path: Path) -> None:
        mended = tally("all-b2", "all", "both", "98 strikes", ", as_of: 2016-01-20, corrects: all-b")
        base = read(tmp_path, HEAD + LATER + source("mend", mended) + UNDATED)
        assert "repeated:x-all" not in at(base)

    def test_a_sum_of_theatres_is_that_of_the_place_that_holds_just_them(self, tmp_path: Path) -> None:
        west = "  west: {name: West, within: both}\nsources:\n"
        third = source("third", tally("w", "GB", "west", "1 strike", ", as_of: 2016-01-01"))
        base = read(tmp_path, HEAD.replace("sources:\n", west) + DATED + UNDATED + third)
        assert "repeated:x-fr" not in at(base), "the West is missing from the sum"

    def test_a_sum_of_undated_figures_says_so(self, tmp_path: Path) -> None:
        parts = UNDATED.replace("both", "north")
        (count,) = strike_counts(read(tmp_path, HEAD + parts))
        assert "gives no day" in count.totals["FR"].note

    def test_notes_stand_in_full_and_what_several_share_once(self, base: FactBase) -> None:
        text = strikes_page(base).text
        assert text.count("No day here.") == 1
        assert "30 France, 11 France: No day here." in text
        assert "Worth knowing." not in text
        assert at(base)["rest-n"].text.endswith("  note"), "of a running total Enter shows it"
        assert "note" not in at(base)["fr-n"].text


class TestShares:
    @pytest.mark.parametrize("width", [40, 58, 78, 140])
    def test_each_says_of_what_it_is_a_share_and_how_it_is_worked_out(
        self, tmp_path: Path, width: int
    ) -> None:
        own = source(
            "own",
            tally("g", "GB", "both", "20 strikes", ", as_of: 2016-02-01"),
            tally("gn", "GB", "north", "15 strikes", ", as_of: 2016-02-01"),
            tally("gs", "GB", "south", "5 strikes", ", as_of: 2016-02-01"),
        )
        checks = f"{CHECKS}  sum-g: {{total: g, parts: [gn, gs]}}\n"
        lines = at(read(tmp_path, HEAD + DATED + own + checks), width)
        shares = [line.text.replace("\u00a0", " ") for key, line in lines.items() if ":share:" in key]
        assert "50.0 % of the allies' in North  derived: 30 ÷ 60" in shares
        assert "75.0 % of its own in North and South  derived: 15 ÷ 20" in shares

    def test_the_working_of_a_sum_stands_beside_it(self, base: FactBase) -> None:
        (line,) = (line for key, line in at(base, 40).items() if key.endswith(":total:FR") and "paper" in key)
        assert line.text.endswith("40  derived: 30 + 10")

    def test_a_name_that_is_cut_ends_in_the_sign_of_it(self, base: FactBase) -> None:
        assert at(base)["rest-n"].text.startswith("The rest of the allies… ")


class TestPeriods:
    PERIOD = source(
        "half",
        tally("h-n", "all", "north", "12 strikes", ", as_of: 2015-12/2016-05"),
        tally("h-s", "all", "south", "3 strikes", ", as_of: 2015-12/2016-05"),
    )

    def test_what_fell_within_one_is_no_running_total(self, tmp_path: Path) -> None:
        single = source(
            "own",
            tally("gn", "GB", "north", "15 strikes", ", as_of: 2016-09-01"),
            tally("gs", "GB", "south", "5 strikes", ", as_of: 2016-09-01"),
        )
        base = read(tmp_path, HEAD + UNDATED + self.PERIOD + single + DATED)
        text = strikes_page(base).text
        heads = (
            "Running totals  of nations together, the latest first\nAs of 10 January 2016",
            "Running totals of single nations  the latest first\nAs of 1 September 2016",
            "Within a period  no running totals, and not to be set beside them\nFrom December 2015 to May",
            "Without a day  the source doesn't say up to which day it counts\nNot dated by the source",
        )
        places = [text.index(head) for head in heads]
        assert places == sorted(places)
        assert "As of December 2015" not in text

    def test_a_unit_tells_it_too_and_shares_no_count_with_a_running_total(self, tmp_path: Path) -> None:
        month = source(
            "paper",
            tally("n", "all", "north", "900 strikes", ", as_of: 2016-01"),
            tally("s", "all", "south", "100 strikes", ", as_of: 2016-01"),
            tally("mn", "all", "north", "54 strikes in one month", ", as_of: 2016-01"),
            tally("ms", "all", "south", "6 strikes in one month", ", as_of: 2016-01"),
        )
        base = read(tmp_path, HEAD + month)
        running, within = strike_counts(base)
        assert [cell.fact.id for cell in running.cells.values()] == ["n", "s"]
        assert [cell.fact.id for cell in within.cells.values()] == ["mn", "ms"]
        assert (running.totals["all"].text, within.totals["all"].text) == ("1,000", "60")
        assert running.totals["all"].key != within.totals["all"].key
        text = strikes_page(base).text
        assert "In January 2016  given by: Paper" in text
        assert "North  strikes in one month" in text

    def test_one_count_alone_needs_no_heading_over_it(self, tmp_path: Path) -> None:
        text = strikes_page(read(tmp_path, HEAD + DATED)).text
        assert text.startswith("As of 10 January 2016  given by: Paper")


class TestDates:
    def test_the_title_tells_the_whole_span(self, tmp_path: Path) -> None:
        period = TestPeriods.PERIOD
        assert dates_told(read(tmp_path, HEAD + DATED)) == "as of 10 January 2016"
        assert dates_told(read(tmp_path, HEAD + period)) == "from December 2015 to May 2016"
        assert dates_told(read(tmp_path, HEAD + UNDATED)) == "not dated by the source"
        every = read(tmp_path, HEAD + DATED + period + UNDATED)
        assert dates_told(every) == "3 counts, 2015-12 to 2016-05"
        assert dates_told(read(tmp_path, HEAD.replace("sources:\n", "sources: {}\n"))) == ""


def test_the_american_count_of_the_tenth_is_no_part_of_the_total_of_the_twentieth() -> None:
    lines = at(read_base(bundled_base()))
    assert lines["repeated:str-bi-9782"].text == "the same figure as Steve Warren's of 20 January 2016"
    assert lines["repeated:str-bi-us"].text == (
        "the same figure as Pentagon's of 10 January 2016, added up: 4,361 + 3,029  derived"
    )
    assert "█" not in lines["str-bi-9782"].text + lines["str-bi-us"].text
