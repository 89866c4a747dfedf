"""The questions a base is asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factbase.samples import SAMPLE, read
from tui.factbase.answers import pivots, strikes
from tui.factbase.answers.timeline import timeline
from tui.factbase.model import Fact, FactBase
from tui.factbase.shown.strikes_page import strikes_page
from tui.factbase.vocabulary import MODES, STATES


@pytest.fixture
def base(tmp_path: Path) -> FactBase:
    return read(tmp_path, SAMPLE)


COUNTS = """\
      - id: all-north
        about: [two]
        topic: strikes
        says: The two carried out 40 strikes in the north.
        value: 40 strikes
        in: north
        as_of: 2016-01-10
      - id: fr-north
        about: [FR]
        topic: strikes
        says: France carried out 30 strikes in the north.
        value: 30 strikes
        in: north
        as_of: 2016-01-10
      - id: gb-north
        about: [GB]
        topic: strikes
        says: Britain carried out 10 strikes in the north.
        value: 10 strikes
        in: north
        as_of: 2016-01-10
      - id: all-south
        about: [two]
        topic: strikes
        says: The two carried out about 20 strikes in the south.
        value: ~20 strikes
        in: south
        as_of: 2016-01-10
      - id: later-north
        about: [two]
        topic: strikes
        says: The two carried out 50 strikes in the north.
        value: 50 strikes
        in: north
        as_of: 2016-01-17
checks:
  north-sum: {total: all-north, parts: [fr-north, gb-north]}
"""


@pytest.fixture
def counted(tmp_path: Path) -> FactBase:
    return read(tmp_path, SAMPLE + COUNTS)


def test_theatres_are_the_innermost_places_of_strikes(base: FactBase) -> None:
    assert [place.id for place in pivots.theatres(base)] == ["north", "south"]


def test_a_nation_at_a_glance(base: FactBase) -> None:
    france, britain, norway = pivots.nations(base)
    assert [group.id for group in france.groups] == ["two"]
    assert [standing.state for standing in france.strikes] == ["stated", "stated"]
    assert [standing.state for standing in britain.strikes] == ["stated", "not stated"]
    assert britain.strikes[1].listed
    assert britain.strikes[1].open
    assert norway.groups == ()
    assert pivots.state_of(norway.forces) == "unclear"


def test_tallies_are_never_mixed_over_dates(counted: FactBase) -> None:
    later, earlier = strikes.strike_counts(counted)
    assert later.as_of
    assert later.as_of.text == "2016-01-17"
    assert set(later.cells) == {("two", "north")}
    assert later.totals == {}
    assert set(earlier.cells) == {("two", "north"), ("two", "south"), ("FR", "north"), ("GB", "north")}


def test_a_share_needs_a_declared_sum(counted: FactBase) -> None:
    later, earlier = strikes.strike_counts(counted)
    share = earlier.cells["FR", "north"].share
    assert share
    assert share.text == "75.0 %"
    assert share.formula == "30 ÷ 40 = 75.0 %"
    assert [fact.id for fact in share.operands] == ["fr-north", "all-north"]
    assert earlier.cells["two", "south"].share is None
    assert later.cells["two", "north"].share is None


def test_the_bars_of_one_count_are_on_one_scale(tmp_path: Path) -> None:
    stated = COUNTS[: COUNTS.index("      - id: fr-north")].replace("all-north", "all").replace("40 ", "80 ")
    stated = stated.replace("in: north", "in: both")
    base = read(tmp_path, SAMPLE + COUNTS.replace("checks:", f"{stated}checks:"))
    bars = {line.key: line.text.count("█") for line in strikes_page(base).lines}
    assert bars["all"] == 2 * bars["all-north"] == 4 * bars["all-south"] == 40


def test_a_sum_over_theatres_keeps_the_hedge(counted: FactBase) -> None:
    _, earlier = strikes.strike_counts(counted)
    assert earlier.totals["two"].text == "about 60"
    assert earlier.totals["two"].formula == "40 + about 20 = about 60"
    assert "FR" not in earlier.totals  # no figure for the south


def test_overlaps(base: FactBase) -> None:
    (named,) = strikes.striker_lists(base)
    assert named.open
    found = {overlap.label: [nation.id for nation in overlap.nations] for overlap in named.overlaps}
    assert found == {"Both in North and South": ["FR"], "Only in North": ["GB"]}


def test_the_timeline_tells_plans_from_what_was_held(base: FactBase) -> None:
    (event,) = timeline(base)
    assert (event.key, event.status, event.when.text) == ("summit", "planned", "2016-02-10~")
    assert event.meeting is base.meetings["summit"]


def test_related_facts_share_subject_and_topic_or_a_sum(counted: FactBase) -> None:
    fact = counted.fact("fr-north")
    assert fact
    ids = [other.id for other in pivots.related(counted, fact)]
    assert ids[:2] == ["all-north", "gb-north"]
    assert "fr-north" not in ids


def test_a_base_of_one_source_keeps_only_its_facts(base: FactBase) -> None:
    assert base.only(frozenset()).facts == ()
    assert len(base.only(frozenset({"paper"})).facts) == len(base.facts)


def _fact(mode: str) -> Fact:
    return Fact("x", ("FR",), "forces", "Says.", "paper", mode=mode)


@given(st.lists(st.sampled_from(sorted(MODES)), max_size=6))
def test_four_states_and_blank_is_never_no(modes: list[str]) -> None:
    state = pivots.state_of(_fact(mode) for mode in modes)
    assert state in STATES
    assert (state == "not stated") == (not modes)
    assert (state == "denied") == (bool(modes) and set(modes) == {"denied"})
    if set(modes) - {"denied", "unclear"}:
        assert state == "stated"


@given(st.lists(st.integers(0, 7) | st.none(), min_size=1, max_size=8))
def test_whoever_is_corrected_back_corrects_nobody(targets: list[int | None]) -> None:
    ids = [f"f{number}" for number in range(len(targets))]
    pairs = {
        key: ids[target % len(ids)] for key, target in zip(ids, targets, strict=True) if target is not None
    }
    facts = tuple(Fact(key, ("FR",), "forces", "S.", "paper", corrects=pairs.get(key)) for key in ids)
    base = FactBase("", {}, {}, facts, {}, {})

    def corrected_by(key: str) -> set[str]:
        """All that it corrects, at once or by way of others."""
        found: set[str] = set()
        while key in pairs and pairs[key] not in found:
            key = pairs[key]
            found.add(key)
        return found

    circular = {key for key in ids if key in corrected_by(key)}
    expected = {pairs[key] for key in pairs if key not in circular}
    assert set(pivots.corrections(base)) == expected
    for one in facts:
        for other in facts:
            assert pivots.corrects(base, one, other) == (other.id in corrected_by(one.id))
