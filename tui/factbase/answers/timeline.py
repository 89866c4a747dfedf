"""The timeline: meetings and other dated events in order, each plan on the entry of what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.factbase.answers.pivots import published_key, standing
from tui.factbase.answers.plans import is_plan, outcomes_of
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase, Meeting
from tui.factbase.once import once
from tui.factbase.vocabulary import DENIED, MEETING_TOPICS, UNCLEAR


class Event(NamedTuple):
    """One entry of the timeline: a meeting with all that dates it, or a single dated fact."""

    key: str
    """The id of the meeting, or of the fact."""
    title: str
    when: EdtfDate
    status: str
    """How the sources put it: `held` or `happened` where one reports it with its day, `reported` where one
    reports what came of a plan and no day, else the word of the plan, such as `planned`."""
    facts: tuple[Fact, ...]
    meeting: Meeting | None = None
    place: str | None = None
    planned: tuple[Fact, ...] = ()
    """Of what has come: the dated plans that earlier sources told of."""
    came: tuple[Fact, ...] = ()
    """Of a plan: what later sources report of it that has no entry of its own, such as a figure."""


def meeting_date(base: FactBase, meeting: str) -> tuple[EdtfDate, str] | None:
    """When a meeting is or was held, and how the source last published puts it; None when no fact dates it.

    What is reported goes before what was only planned.  That somebody didn't come says nothing of the date.
    """
    known = _meeting_dates(base)
    if meeting not in known:
        known[meeting] = _meeting_date(base, meeting)
    return known[meeting]


@once
def _meeting_dates(base: FactBase) -> dict[str, tuple[EdtfDate, str] | None]:
    """The dates of the meetings that were asked about: a page asks of one for each of its lines."""
    return {}


def _meeting_date(base: FactBase, meeting: str) -> tuple[EdtfDate, str] | None:
    dates = [
        fact
        for fact in base.about(meeting)
        if fact.when
        and fact.topic in MEETING_TOPICS
        and (fact.topic == "meeting" or fact.mode not in (DENIED, UNCLEAR))
    ]
    dated = [fact for fact in dates if fact.topic in ("meeting", "attendance")] or dates
    if not dated:
        return None
    dated = list(standing(base, dated))
    told = [fact for fact in dated if fact.mode == "reported"] or dated
    # Files are read in the order of their names: the last fact need not be that of the latest source.
    best = max(enumerate(told), key=lambda item: (published_key(base, item[1]), item[0]))[1]
    assert best.when is not None
    return best.when, best.mode


@once
def timeline(base: FactBase) -> Sequence[Event]:
    """Every meeting and every other dated event, in order of their dates; undated meetings are not on it."""
    events: list[Event] = []
    told: set[str] = set()
    for meeting in base.meetings.values():
        date = meeting_date(base, meeting.id)
        if date is None:
            continue
        facts = tuple(base.about(meeting.id))
        told.update(fact.id for fact in facts)
        when, mode = date
        place = next((fact.place for fact in facts if fact.topic == "meeting" and fact.place), None)
        status = "held" if mode == "reported" else mode
        planned = tuple(
            fact
            for fact in facts
            if status == "held" and fact.when and is_plan(fact) and fact.topic == "meeting"
        )
        events.append(Event(meeting.id, meeting.name, when, status, facts, meeting, place, planned))
    plans_of: dict[str, list[Fact]] = {}
    reports_of: dict[str, tuple[Fact, ...]] = {}
    for fact in base.facts:
        if fact.when and fact.id not in told and is_plan(fact):
            outcomes = [o for o in outcomes_of(base, fact) if not _is_own_date(base, o)]
            dated = next((o for o in outcomes if o.when and o.id not in told), None)
            if dated:
                plans_of.setdefault(dated.id, []).append(fact)
            else:
                reports_of[fact.id] = tuple(outcomes)
    told.update(plan.id for plans in plans_of.values() for plan in plans)
    for fact in base.facts:
        if fact.when and fact.id not in told and not _is_own_date(base, fact):
            plans, came = tuple(plans_of.get(fact.id, ())), reports_of.get(fact.id, ())
            status = "happened" if fact.mode == "reported" else "reported" if came else fact.mode
            facts = (fact, *plans, *came)
            events.append(Event(fact.id, fact.says, fact.when, status, facts, None, fact.place, plans, came))
    return sorted(events, key=_chronologically)


def _is_own_date(base: FactBase, fact: Fact) -> bool:
    """Whether a fact only tells of the day on which its source was published."""
    published = base.source_of(fact).published
    return fact.topic == "publication" and fact.when is not None and fact.when == published


def _chronologically(event: Event) -> tuple[object, ...]:
    """What lasted until a month stands before what happened in that month."""
    when = event.when
    if when.start is None and when.end is not None:
        return (when.end.earliest, "", 0, when.text)
    return when.sort_key


def event_of(base: FactBase, fact: Fact) -> str | None:
    """The key of the timeline's entry that holds this dated fact: its meeting's or its own; None: neither."""
    own = None if _is_own_date(base, fact) else fact.id
    if is_plan(fact):  # it stands on the entry of what came of it
        came_of_it = (o for o in outcomes_of(base, fact) if o.when and not _is_own_date(base, o))
        own = next((o.id for o in came_of_it if _dated_meeting(base, o) is None), own)
    return _dated_meeting(base, fact) or own


def _dated_meeting(base: FactBase, fact: Fact) -> str | None:
    """The first meeting that it is about and that stands on the timeline."""
    return next((key for key in fact.about if key in base.meetings and meeting_date(base, key)), None)
