"""The fact base that comes with the program: read whole, kept in order, fit for all that is made of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tui.factbase.answers import strikes
from tui.factbase.answers.search import SearchIndex
from tui.factbase.answers.timeline import meeting_date
from tui.factbase.model import FactBase
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown import lists, matrix
from tui.factbase.shown.desk import desk_of, desk_page
from tui.factbase.shown.findings import findings
from tui.factbase.shown.hits import search_listing
from tui.factbase.shown.links import page_of, question_of
from tui.factbase.shown.strikes_page import strikes_page
from tui.factbase.text import fold
from tui.factbase.view import View, publication_days

ARTICLE = "wapo-2016-01-20"


@pytest.fixture(scope="module")
def base() -> FactBase:
    return read_base(bundled_base())


# -- what it holds ------------------------------------------------------------------------------------


def test_it_is_read_whole(base: FactBase) -> None:
    assert (len(base.sources), len(base.facts), len(base.checks)) == (146, 602, 12)
    assert (len(base.nations), len(base.meetings)) == (67, 26)


def test_the_article_is_a_view_of_its_own(base: FactBase) -> None:
    article = base.only(frozenset({ARTICLE}))
    assert (len(article.sources), len(article.facts), len(article.checks)) == (1, 91, 3)
    assert (len(article.nations), len(article.meetings)) == (16, 3)


def test_nothing_but_open_questions_is_left(base: FactBase) -> None:
    codes = {finding.code for finding in findings(base)}
    assert {"N702", "N703"} <= codes
    assert {code[0] for code in codes} == {"N"}


@pytest.mark.parametrize(
    ("fact", "value", "mode"),
    [
        ("fr-forces", "about 3,500 service members", "reported"),
        ("targeting-force-size", "up to 200 Special Operations troops", "expected"),
        ("coalition-members-count", "63 members", "reported"),
        ("mem-state-65", "65 members", "reported"),
        ("crs1604-66", "66 participants", "reported"),
        ("str-9782", "9,782 airstrikes", "reported"),
        ("uk-760", "more than 760 airstrikes", "reported"),
        ("lt-30", "30 instructors", "planned"),
        ("lt-ceiling", "up to 30 instructors", "planned"),
        ("cost-553-daily", "11 million US dollars a day", "reported"),
    ],
)
def test_hedges_are_kept(base: FactBase, fact: str, value: str, mode: str) -> None:
    found = base.fact(fact)
    assert found is not None
    assert found.value is not None
    assert (found.value.display, found.mode) == (value, mode)


@pytest.mark.parametrize(
    ("fact", "shown"),
    [
        ("ma-4", "claims"),  # a press claim
        ("ma-4-jets", "claims"),
        ("uk-760", "761"),  # with the other version of the statement
        ("uk-760-syria", "42"),
        ("pl-130", "150"),
        ("poct-12", "13"),  # never without the later count
        ("mem-bi-list-count", "by our count"),  # names on a list are no membership
        ("uk-31000", "Fallon says"),  # always as his
    ],
)
def test_what_must_not_be_told_alone_is_told_with_it(base: FactBase, fact: str, shown: str) -> None:
    found = base.fact(fact)
    assert found is not None
    assert shown in found.says


# -- how the file is kept -----------------------------------------------------------------------------


def test_sources_stand_in_the_order_of_their_publication(base: FactBase) -> None:
    # One without a day before the days of its month, one without a date last.
    keys = [source.published.text if source.published else "~" for source in base.sources.values()]
    assert keys == sorted(keys)


def test_nations_stand_by_their_names(base: FactBase) -> None:
    names = [fold(nation.name) for nation in base.nations.values()]
    assert names == sorted(names)


def test_meetings_stand_by_their_months(base: FactBase) -> None:
    months = [key[-7:] for key in base.meetings]
    assert months == sorted(months)
    assert months[-1] == "2016-12"


def test_a_file_for_each_source_is_the_same_base(base: FactBase, tmp_path: Path) -> None:
    head, _, rest = bundled_base().read_text(encoding="utf-8").partition("\nsources:\n")
    sources, _, checks = rest.partition("\nchecks:\n")
    blocks = re.split(r"^(?=  [\w-]+:$)", sources, flags=re.MULTILINE)[1:]
    (tmp_path / "entities.yaml").write_text(f"{head}\nchecks:\n{checks}", encoding="utf-8")
    for number, block in enumerate(blocks):
        (tmp_path / f"source-{number:03}.yaml").write_text(f"sources:\n{block}", encoding="utf-8")
    folder = read_base(tmp_path)
    assert len({source.path for source in folder.sources.values()}) == len(blocks) == len(base.sources)
    assert list(folder.sources) == list(base.sources)
    assert [(fact.id, fact.source, fact.says) for fact in folder.facts] == [
        (fact.id, fact.source, fact.says) for fact in base.facts
    ]
    assert list(folder.entities) == list(base.entities)
    assert list(folder.checks) == list(base.checks)


# -- what is made of it -------------------------------------------------------------------------------


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
    assert len(lists.sources_listing(base).rows) == len(base.sources)
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
    plan = meeting_date(before, "brussels-2016-02")
    assert plan is not None
    assert (plan[0].text, plan[1]) == ("2016-02-10~", "planned")
    held = meeting_date(after, "brussels-2016-02")
    assert held is not None
    assert (held[0].text, held[1]) == ("2016-02-11", "reported")
