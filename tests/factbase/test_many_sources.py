"""A base of 140 sources and 508 facts, 2014 to 2016: everything holds on it that holds on one article."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.factbase import lists, matrix, pivots, strikes
from tui.factbase.desk import desk_of, desk_page
from tui.factbase.findings import findings
from tui.factbase.hits import search_listing
from tui.factbase.links import page_of, question_of
from tui.factbase.model import FactBase
from tui.factbase.reader import read_base
from tui.factbase.search import SearchIndex
from tui.factbase.strikes_page import strikes_page
from tui.factbase.view import View, publication_days

PATH = Path(__file__).parent.parent / "data" / "many-sources.yaml"


@pytest.fixture(scope="module")
def base() -> FactBase:
    return read_base(PATH)


def test_it_is_read_whole(base: FactBase) -> None:
    assert (len(base.sources), len(base.facts), len(base.checks)) == (140, 508, 9)


def test_no_value_disagrees_with_its_sentence_and_every_sum_adds_up(base: FactBase) -> None:
    assert {finding.code for finding in findings(base)} <= {"W506", "W508"}


def test_everything_has_a_page_and_every_line_leads_somewhere(base: FactBase) -> None:
    keys = [*base.entities, *base.sources, *base.checks, *(fact.id for fact in base.facts)]
    targets: set[str] = set()
    for key in keys:
        if key in base.entities and base.entities[key].kind == "topic":
            continue
        page = page_of(base, key)
        assert page is not None, key
        assert question_of(base, key)
        targets.update(line.target for line in page.lines if line.target)
    targets.update(line.target for line in strikes_page(base).lines if line.target)
    targets.update(line.target for line in desk_page(base, desk_of(base)).lines if line.target)
    for target in targets:
        assert page_of(base, target.removeprefix("timeline:")) is not None, target


def test_every_list_can_be_made(base: FactBase) -> None:
    for order in lists.NATION_ORDERS:
        assert len(lists.nations_listing(base, order).rows) == len(base.nations)
    assert len(lists.timeline_listing(base).rows) > 50
    assert len(lists.sources_listing(base).rows) == 140
    assert len(matrix.matrix_listing(base).rows) == len(base.nations)
    hits = search_listing(base, SearchIndex(base), "brussels").rows
    assert len([hits[index] for index in range(len(hits))]) == len(hits) > 10


def test_figures_of_different_sources_or_dates_are_never_added(base: FactBase) -> None:
    for count in strikes.strike_counts(base):
        for derived in (*count.totals.values(), *count.shares.values()):
            assert {fact.source for fact in derived.operands} == {count.source}
            dates = {fact.as_of and fact.as_of.text for fact in derived.operands}
            assert len(dates) == 1, derived.formula


def test_what_was_known_of_brussels_and_when(base: FactBase) -> None:
    days = publication_days(base)
    before = View(known_on="2016-02-05").of(base)
    after = View(known_on=days[-1]).of(base)
    plan = pivots.meeting_date(before, "brussels-2016-02")
    assert plan is None or plan[1] != "reported"
    held = pivots.meeting_date(after, "brussels-2016-02")
    assert held is not None
    assert (held[0].text, held[1]) == ("2016-02-11", "reported")
