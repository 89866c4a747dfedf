"""Plans and what came of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factbase.test_agreement import told
from tui.factbase.answers import plans
from tui.factbase.answers.plans import outcomes_of, plan_and_outcome, plans_of, plans_without_outcome
from tui.factbase.answers.timeline import event_of, timeline
from tui.factbase.model import FactBase
from tui.factbase.page import Page
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.desk import desk_of
from tui.factbase.shown.findings import findings
from tui.factbase.shown.links import page_of
from tui.factbase.shown.lists import timeline_listing
from tui.factbase.view import View

BRUSSELS = "brussels-2016-02"


@pytest.fixture(scope="module")
def whole() -> FactBase:
    return read_base(bundled_base())


def test_brussels_is_planned_on_the_day_of_the_article(whole: FactBase) -> None:
    base = View(known_on="2016-01-20").of(whole)
    (event,) = [event for event in timeline(base) if event.key == BRUSSELS]
    assert (event.when.text, event.status, event.planned) == ("2016-02-10~", "planned", ())
    assert not any(fact.topic == "attendance" for fact in base.about(BRUSSELS))
    assert "brussels-date" in {fact.id for fact in plans_without_outcome(base, past_only=False)}


def test_brussels_was_held_once_that_was_published(whole: FactBase) -> None:
    base = View(known_on="2016-02-12").of(whole)
    (event,) = [event for event in timeline(base) if event.key == BRUSSELS]
    assert (event.when.text, event.status) == ("2016-02-11", "held")
    assert [fact.id for fact in event.planned] == ["brussels-date"]
    assert {"m-brussels16-count", "m-brussels16-attendance"} <= {fact.id for fact in base.about(BRUSSELS)}
    assert not plans_without_outcome(base.only(frozenset({"wapo-2016-01-20", "dod-brussels"})))


def test_one_entry_with_both_statements_and_what_changed(whole: FactBase) -> None:
    date, who = plan_and_outcome(whole, BRUSSELS)
    assert [fact.id for fact in date.planned] == ["brussels-date"]
    assert "m-brussels16-date" in {fact.id for fact in date.came}
    assert date.changed == "Planned for about 10 February 2016; held 11 February 2016."
    assert "26 nations" in who.changed
    assert "26 countries, Iraq included (Defense One); 26 nations (The Washington Post)" in who.changed
    assert "28 nations (U.S. Department of Defense, rbs0.com); 3 nations" in who.changed
    assert "37" not in who.changed, "who was not invited is not among the invited"
    page = page_of(whole, BRUSSELS)
    assert page is not None
    assert {"brussels-date", "m-brussels16-date", "brussels-invited", "m-brussels16-count"} <= {
        line.target for line in page.lines
    }
    assert date.changed in page.text
    (row,) = [row for row in timeline_listing(whole).rows if row.key == BRUSSELS]
    assert "planned ~2016-02-10" in "".join(span.text for cell in row.cells for span in cell)


WHEN = {"about": ["summit"], "topic": "meeting"}
WHO = {"about": ["summit", "FR", "GB"], "topic": "invitation"}
CAME = {"about": ["summit", "FR"], "topic": "attendance", "published": "2016-02-12"}


@pytest.mark.parametrize(
    ("planned", "came", "changed"),
    [
        (
            {**WHEN, "mode": "planned", "when": "2016-02-11"},
            {**WHEN, "when": "2016-02-11"},
            "Held on the day that was planned, 11 February 2016.",
        ),
        (
            {**WHEN, "mode": "planned", "when": "2016-02-10"},
            {**WHEN, "when": "2016-02-11"},
            "Planned for 10 February 2016; held 11 February 2016.",
        ),
        (WHO, CAME, "Invited by name, not named among those who came: Britain."),
        ({**WHO, "topic": "attendance", "mode": "expected"}, {**CAME, "about": ["summit", "FR", "GB"]}, ""),
        (
            {**WHO, "about": ["summit"], "value": "26 nations"},
            {**CAME, "value": "28 nations"},
            "Invited or expected: 26 nations (Paper s0). Came: 28 nations (Paper s1).",
        ),
    ],
)
def test_what_changed_is_told_in_a_sentence(
    planned: dict[str, Any], came: dict[str, Any], changed: str
) -> None:
    (aspect,) = plan_and_outcome(told(planned, {"published": "2016-02-12", **came}), "summit")
    assert [fact.id for fact in (*aspect.planned, *aspect.came)] == ["f0", "f1"]
    assert aspect.changed == changed


def test_one_source_that_tells_both_dates_has_seen_no_change() -> None:
    first = {**WHEN, "source": "s", "mode": "planned", "when": "2016-02-10"}
    assert plan_and_outcome(told(first, {**WHEN, "source": "s", "when": "2016-02-11"}), "summit") == []


def section(page: Page, title: str) -> list[str]:
    """The lines below a heading."""
    texts = [line.text for line in page.lines]
    start = next(number for number, text in enumerate(texts) if text.startswith(title)) + 1
    return texts[start : texts.index("", start)]


def test_the_summary_of_a_meeting_keeps_what_sentences_add_to_their_figures(whole: FactBase) -> None:
    page = page_of(whole, BRUSSELS)
    assert page is not None
    told = section(page, "Who: planned")
    assert any(line.startswith("◇ 26 countries, Iraq included  invited  Ministers of 26") for line in told)
    assert any(line.startswith("◇ Iraq  invited  Iraq is invited to Brussels along with") for line in told)
    assert any(
        "3 nations with senior representatives  came  Three more nations sent" in line for line in told
    )


def test_names_stand_with_the_statement_that_names_them(whole: FactBase) -> None:
    page = page_of(whole, BRUSSELS)
    assert page is not None
    told = section(page, "Attended")
    (deputies,) = [number for number, line in enumerate(told) if line.startswith("• Through senior")]
    assert told[deputies + 1 : deputies + 4] == ["Australia", "Czech Republic", "Singapore"]
    assert "Australia" not in told[:deputies]
    assert told[1:3] == ["Belgium", "Bahrain"]


def test_a_long_list_that_was_named_above_is_counted() -> None:
    four = {"topic": "attendance", "about": ["summit", "FR", "GB", "seven", "minister"]}
    base = told({**four, "says": "First."}, {**four, "says": "Second."})
    page = page_of(base, "summit")
    assert page is not None
    names = ["France", "Britain", "The seven", "A minister"]
    lines = section(page, "Attended")
    assert lines[1:5] == names
    assert lines[5].startswith("• Second.")
    assert lines[6:] == ["4 of its names stand above"]


FLIGHT = {"topic": "aircraft", "says": "Jets are to go."}


def test_a_plan_shares_the_entry_of_its_outcome() -> None:
    base = told(
        {**FLIGHT, "id": "plan", "when": "2016-03", "mode": "planned", "published": "2016-01-20"},
        {**FLIGHT, "id": "came", "when": "2016-04-02", "published": "2016-04-05"},
    )
    (event,) = timeline(base)
    assert (event.key, event.status) == ("came", "happened")
    assert [fact.id for fact in event.facts] == ["came", "plan"]
    assert [fact.id for fact in event.planned] == ["plan"]
    plan, came = base.facts
    assert event_of(base, plan) == event_of(base, came) == "came"
    assert outcomes_of(base, plan) == [came]
    assert plans_of(base, came) == [plan]
    card = page_of(base, "plan")
    assert card is not None
    assert "What came of it" in card.text


@pytest.mark.parametrize(
    "report",
    [
        {"published": "2016-01-10", "when": "2016-01-09"},  # told before the plan
        {"published": "2016-04-05", "when": "2016-02-01"},  # of what was before the day planned
        {"published": "2016-04-05", "when": "2016-04-02", "mode": "expected"},  # a plan again
        {"published": "2016-04-05", "when": "2016-04-02", "topic": "ships"},
        {"published": "2016-04-05", "when": "2016-04-02", "about": ["GB"]},
        {"published": "2016-04-05", "when": "2016-04-02", "source": "s0"},  # the plan's own source
        {"published": "2016-04-05", "when": "2016-04-02", "in": "south"},  # elsewhere
        {"published": None, "when": "2016-04-02"},  # whether it is later can't be said
    ],
)
def test_what_is_no_outcome(report: dict[str, Any]) -> None:
    base = told(
        {
            **FLIGHT,
            "id": "plan",
            "when": "2016-03",
            "mode": "planned",
            "in": "north",
            "published": "2016-01-20",
        },
        {**FLIGHT, "id": "second", **report},
    )
    assert len(timeline(base)) == 2
    assert [fact.id for fact in plans_without_outcome(base, past_only=False)][:1] == ["plan"]


@pytest.mark.parametrize(
    ("plan", "report"),
    [
        ({}, {"published": "2016-01-20"}),  # of the very day on which it was planned
        ({"in": "north"}, {"in": "valley"}),  # a place within
        ({"in": "valley"}, {"in": "north"}),
        ({"about": ["summit"], "topic": "invitation"}, {"about": ["summit", "FR"], "topic": "attendance"}),
        ({"about": ["summit"], "topic": "agenda"}, {"about": ["summit"], "topic": "outcome"}),
        ({"about": ["summit"], "topic": "agenda"}, {"about": ["summit"], "topic": "statement"}),
    ],
)
def test_what_is_an_outcome(plan: dict[str, Any], report: dict[str, Any]) -> None:
    base = told(
        {**FLIGHT, "id": "plan", "when": "2016-01", "mode": "planned", "published": "2016-01-20", **plan},
        {**FLIGHT, "id": "came", "when": "2016-01-20", "published": "2016-02-20", **report},
    )
    planned, came = base.facts
    assert outcomes_of(base, planned) == [came]
    assert plans_of(base, came) == [planned]
    assert not plans_without_outcome(base)


def test_a_figure_that_was_planned_and_came_is_an_outcome_without_a_date() -> None:
    base = told(
        {
            "id": "plan",
            "value": "500 troops",
            "when": "../2016-05",
            "mode": "planned",
            "published": "2016-05-11",
        },
        {"id": "came", "value": "450 troops", "published": "2016-10-10"},
    )
    assert not plans_without_outcome(base)
    (event,) = timeline(base)
    assert (event.key, event.status) == ("plan", "reported")
    assert event.facts == base.facts
    assert [fact.id for fact in event.came] == ["came"]
    (row,) = timeline_listing(base).rows
    when, what, *_ = ("".join(span.text for span in cell) for cell in row.cells)
    assert (when, what) == ("● until 2016-05", "500 planned → 450 troops (2016-10): Says it.")
    changed = "Planned: 500 troops (until May 2016). Reported: 450 troops (published 10 October 2016)."
    for key in ("plan", "came"):
        card = page_of(base, key)
        assert card is not None
        assert changed in card.text


def test_an_outcome_tells_what_had_been_planned_otherwise() -> None:
    base = told(
        {**FLIGHT, "id": "plan", "when": "../2016-03", "mode": "expected", "published": "2016-01-20"},
        {**FLIGHT, "id": "came", "when": "2016-04-02", "published": "2016-04-05", "says": "Jets left."},
    )
    (row,) = timeline_listing(base).rows
    assert "".join(span.text for span in row.cells[1]) == "expected until 2016-03: Jets left."
    assert [row.key for row in timeline_listing(base, "are to go").rows] == ["came"], "the plan is found too"


def test_the_italian_guards_met_their_plan(whole: FactBase) -> None:
    (event,) = [event for event in timeline(whole) if event.key == "it-500"]
    assert (event.status, [fact.id for fact in event.came]) == ("reported", ["it-450"])
    ahead = View(known_on="2016-05-31").of(whole)
    (event,) = [event for event in timeline(ahead) if event.key == "it-500"]
    assert (event.status, event.came) == ("planned", ())


UNDATED_PLAN = {**FLIGHT, "id": "plan", "mode": "planned", "published": "2016-01-20"}


@pytest.mark.parametrize(
    ("plan", "report", "is_outcome"),
    [
        ({}, {"when": "2016-04-02"}, True),
        ({}, {"when": "2016-01-02"}, False),  # before the plan was told of
        ({"value": "6 jets"}, {"when": "2016-04-02", "value": "4 jets"}, True),
        ({"value": "6 jets"}, {"when": "2016-04-02", "value": "40 crew"}, False),
        ({"value": "6 jets"}, {"when": "2016-04-02"}, False),
    ],
)
def test_of_a_plan_without_a_date(plan: dict[str, Any], report: dict[str, Any], is_outcome: bool) -> None:
    base = told({**UNDATED_PLAN, **plan}, {**FLIGHT, "id": "came", "published": "2016-04-05", **report})
    assert outcomes_of(base, base.facts[0]) == ([base.facts[1]] if is_outcome else [])


def test_another_meeting_with_the_same_nation_is_no_outcome() -> None:
    base = told(
        {
            "id": "plan",
            "about": ["summit", "FR"],
            "topic": "attendance",
            "mode": "planned",
            "when": "2016-03",
        },
        {
            "id": "elsewhere",
            "about": ["council", "FR"],
            "topic": "attendance",
            "when": "2016-04-02",
            "published": "2016-04-05",
        },
    )
    assert outcomes_of(base, base.facts[0]) == []
    assert plans_of(base, base.facts[1]) == []


def test_dutch_jets_for_iraq_are_not_relieved_by_a_rotation_in_jordan(whole: FactBase) -> None:
    plan = whole.fact("nl-2014-six")
    assert plan is not None
    assert outcomes_of(whole, plan) == []


def test_the_date_of_a_meeting_is_that_of_the_latest_source_in_whatever_order_they_are_read() -> None:
    date = {"about": ["summit"], "topic": "meeting", "mode": "planned"}
    base = told(
        {**date, "id": "moved", "when": "2016-03-20", "published": "2016-02-20"},
        {**date, "id": "first", "when": "2016-03-10", "published": "2016-01-20"},
    )
    (event,) = timeline(base)
    assert event.when.text == "2016-03-20"


def test_a_corrected_date_is_not_that_of_the_meeting() -> None:
    date = {"about": ["summit"], "topic": "meeting", "source": "s"}
    base = told(
        {**date, "id": "right", "when": "2016-01-11", "corrects": "wrong"},
        {**date, "id": "wrong", "when": "2016-01-10"},
    )
    (event,) = timeline(base)
    assert event.when.text == "2016-01-11"


def test_that_somebody_did_not_come_does_not_date_a_meeting() -> None:
    absent = {"topic": "attendance", "mode": "denied", "when": "2016-02-11", "published": "2016-02-12"}
    plan = {"about": ["summit"], "topic": "meeting", "mode": "planned", "when": "2016-02-10~"}
    base = told(plan, {**absent, "about": ["summit", "FR"]})
    (event,) = timeline(base)
    assert (event.when.text, event.status) == ("2016-02-10~", "planned")
    (alone,) = timeline(base.only(frozenset({"s1"})))
    assert (alone.key, alone.status) == ("f1", "denied")


def test_a_plan_stays_on_the_timeline_where_what_came_is_no_entry_of_it() -> None:
    publication = {"topic": "publication", "when": "2016-03-10"}
    base = told(
        {**publication, "id": "plan", "mode": "planned", "published": "2016-01-20"},
        {**publication, "id": "came", "published": "2016-03-10"},  # that its source came out, is no event
    )
    (event,) = timeline(base)
    assert event.key == event_of(base, base.facts[0]) == "plan"


def test_a_plan_whose_outcome_stands_on_the_entry_of_a_meeting_has_its_own() -> None:
    talks = {"topic": "talks", "when": "2016-03-10"}
    base = told(
        {"about": ["council"], "topic": "meeting", "when": "2016-03-10"},
        {**talks, "id": "plan", "about": ["summit"], "mode": "planned", "published": "2016-01-20"},
        {**talks, "id": "came", "about": ["summit", "council"], "published": "2016-03-12"},
    )
    assert [event.key for event in timeline(base)] == ["council", "plan"]
    assert [event_of(base, fact) for fact in base.facts] == ["council", "plan", "council"]


def test_of_a_meeting_any_report_by_another_source_will_do() -> None:
    plan = {**WHEN, "mode": "planned", "when": "2016-02-10"}
    assert not plans_without_outcome(told(plan, CAME))
    ahead = told({**plan, "published": "2016-01-20"})
    assert desk_of(ahead).plans == ahead.facts, "what is still to come waits on the desk"
    assert not any(finding.code == "N702" for finding in findings(ahead)), "and is no finding"
    for silent in ({**CAME, "mode": "expected"}, {**CAME, "about": ["council"]}, {**CAME, "published": None}):
        found = plans_without_outcome(told(plan, silent, {"published": "2016-03-01"}))
        assert [fact.id for fact in found] == ["f0"]


def test_of_very_many_reports_the_latest_tell_the_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "REPORTS_COMPARED", 2)
    planned = {**WHEN, "mode": "planned", "when": "2016-02-10", "published": "2016-01-20"}
    days = ("2016-02-14", "2016-02-12", "2016-02-13", "2016-02-11")
    base = told(planned, *({**WHEN, "when": "2016-02-11", "published": day} for day in days))
    assert [fact.id for fact in outcomes_of(base, base.facts[0])] == ["f1", "f3"], "in the order of the file"
    assert plans_without_outcome(base, past_only=False) == []
