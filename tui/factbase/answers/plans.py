"""Plans and what came of them: the two are told by different sources, and belong on one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from heapq import nlargest
from operator import itemgetter
from typing import Final, NamedTuple

from tui.factbase.answers.agreement import OUTCOME, questions_of, relation
from tui.factbase.answers.pivots import corrections
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase
from tui.factbase.once import once
from tui.factbase.vocabulary import AHEAD_MODES, DENIED, UNCLEAR

_OUTCOME_TOPICS = {"invitation": ("attendance",), "agenda": ("outcome", "statement")}
"""What tells of the outcome of a plan on a topic of meetings, where that is another topic."""


def latest_publication(base: FactBase) -> EdtfDate | None:
    """The latest day on which a source of this base was published: the base's own "now"."""
    dates = [source.published for source in base.sources.values() if source.published]
    return max(dates, key=lambda date: date.sort_key, default=None)


def is_plan(fact: Fact) -> bool:
    """Whether it tells of what was still to come."""
    return fact.mode in AHEAD_MODES


_Told = tuple[str, str, int, str]
"""When a source was published, to sort by."""

REPORTS_COMPARED: Final = 200
"""Of an entity on a topic: the latest reports, among which the outcome of a plan is looked for."""


def outcomes_of(base: FactBase, plan: Fact) -> list[Fact]:
    """The facts of other, not earlier sources that report what came of a plan, those of its meeting first."""
    return list(_outcomes(base, plan))


def _outcomes(base: FactBase, plan: Fact) -> Iterator[Fact]:
    met: set[str] = set()
    for key in sorted(plan.about, key=lambda key: key not in base.meetings):
        of_meeting = key in base.meetings  # which decides, where they share one
        for topic in (plan.topic, *_OUTCOME_TOPICS.get(plan.topic, ())):
            for other in _latest_reports(base, key, topic):
                if other.id in met:
                    continue
                if not of_meeting:  # whatever they share, the answer is the same
                    met.add(other.id)
                if _is_outcome(base, plan, other, key):
                    met.add(other.id)
                    yield other


def _latest_reports(base: FactBase, key: str, topic: str) -> Sequence[Fact]:
    """Of an entity on a topic the `REPORTS_COMPARED` latest dated reports, in the order of the file."""
    known = _reports(base)
    if (key, topic) not in known:
        told = base.about_on(key, topic)
        facts = [fact for fact in told if fact.mode == "reported" and base.source_of(fact).published]
        if len(facts) > REPORTS_COMPARED:
            latest = nlargest(REPORTS_COMPARED, enumerate(facts), key=lambda item: _told(base, item[1]))
            facts = [fact for _, fact in sorted(latest, key=itemgetter(0))]
        known[key, topic] = facts
    return known[key, topic]


@once
def _reports(base: FactBase) -> dict[tuple[str, str], Sequence[Fact]]:
    """What `_latest_reports` answered before: filled as it is asked, as most plans bear no date."""
    return {}


def _told(base: FactBase, fact: Fact) -> _Told:
    """When its source was published, to sort by; there must be a date."""
    published = base.source_of(fact).published
    assert published is not None
    return published.sort_key


def _is_outcome(base: FactBase, plan: Fact, other: Fact, shared: str) -> bool:
    """Whether a report tells what came of a plan, both being about what they share."""
    if other.mode != "reported" or other.source == plan.source or not _not_before(base, other, plan):
        return False
    if shared in base.meetings:
        return True
    if other.topic != plan.topic or any(key in base.meetings for key in (*plan.about, *other.about)):
        return False  # who shares a nation alone may have been at another meeting
    if other.when is not None:
        begins = plan.when or base.source_of(plan).published
        return (
            not (begins and other.when.before(begins))
            and _may_be_one_place(base, plan.place, other.place)
            and (plan.when is not None or _count_alike(plan, other))
        )
    asked = set(questions_of(base, plan))
    return any(relation(base, q, plan, other) == OUTCOME for q in questions_of(base, other) if q in asked)


def _may_be_one_place(base: FactBase, one: str | None, other: str | None) -> bool:
    """Whether two places may be the same: one isn't told, or lies within the other."""
    if one is None or other is None or one == other:
        return True
    return one in base.places_around(other) or other in base.places_around(one)


def _count_alike(plan: Fact, other: Fact) -> bool:
    """Whether a plan without a date and a report can be of one thing: a figure needs one of its unit."""
    return plan.value is None or (other.value is not None and plan.value.same_unit(other.value))


def _not_before(base: FactBase, fact: Fact, than: Fact) -> bool:
    """Whether the source of a fact isn't earlier than that of another; of undated ones that can't be said.

    One of the same day will do, as for `agreement.relation`: what was announced in the morning came by night.
    """
    first, second = base.source_of(than).published, base.source_of(fact).published
    return first is not None and second is not None and second.sort_key >= first.sort_key


def plans_of(base: FactBase, outcome: Fact) -> list[Fact]:
    """The plans of earlier sources whose outcome this fact reports."""
    if outcome.mode != "reported":
        return []
    topics = (outcome.topic, *(topic for topic, told in _OUTCOME_TOPICS.items() if outcome.topic in told))
    plans = {
        fact.id: fact
        for key in outcome.about
        for topic in topics
        for fact in base.about_on(key, topic)
        if is_plan(fact)
    }
    told = set(outcome.about)
    found: list[Fact] = []
    for plan in plans.values():
        if any(_is_outcome(base, plan, outcome, key) for key in plan.about if key in told):
            found.append(plan)
    return found


def what_changed(base: FactBase, plan: Fact, outcome: Fact) -> str:
    """The figure and the date of a plan beside those of what came; empty where neither is told both ways."""
    if not _are_comparable(base, plan, outcome) and (plan.when is None or outcome.when is None):
        return ""
    return f"{plan.mode.capitalize()}: {_in_short(base, plan)}. Reported: {_in_short(base, outcome)}."


def _are_comparable(base: FactBase, plan: Fact, outcome: Fact) -> bool:
    """Whether both give a figure of one thing: of one unit, or by two words for who takes part."""
    if plan.value is None or outcome.value is None:
        return False
    return plan.value.same_unit(outcome.value) or not set(questions_of(base, plan)).isdisjoint(
        questions_of(base, outcome)
    )


def _in_short(base: FactBase, fact: Fact) -> str:
    """Its figure, and the date of what it tells of; without one, as of when or published when."""
    published = base.source_of(fact).published
    date = "undated"
    if fact.when:
        date = fact.when.display
    elif fact.as_of:
        date = fact.as_of.holds
    elif published:
        date = f"published {published.display}"
    return f"{fact.value.display} ({date})" if fact.value else date


def plans_without_outcome(base: FactBase, *, past_only: bool = True) -> list[Fact]:
    """The dated facts that tell of something to come, of which no source reports what came.

    With `past_only`, those alone whose date lies before the latest publication of the base.
    """
    if not past_only:
        return list(_without_outcome(base))
    now = latest_publication(base)
    return [fact for fact in _without_outcome(base) if now and fact.when and fact.when.before(now)]


@once
def _without_outcome(base: FactBase) -> Sequence[Fact]:
    corrected = corrections(base)
    return [
        fact
        for fact in base.facts
        if fact.when is not None and is_plan(fact) and fact.id not in corrected and not _has_met(base, fact)
    ]


def _has_met(base: FactBase, plan: Fact) -> bool:
    """Whether anything is told of what came; of a meeting, that a further source reports of it at all."""
    if any(True for _ in _outcomes(base, plan)):
        return True
    planned = base.source_of(plan).published
    if planned is None:
        return False
    last = _last_reports(base)
    return any(
        source != plan.source and told >= planned.sort_key
        for key in plan.about
        for source, told in last.get(key, {}).items()
    )


@once
def _last_reports(base: FactBase) -> Mapping[str, Mapping[str, _Told]]:
    """By meeting: the two sources that were the last to report of it, with when they were published."""
    dated = {key: source.published.sort_key for key, source in base.sources.items() if source.published}
    found: defaultdict[str, set[tuple[_Told, str]]] = defaultdict(set)
    meetings = base.meetings.keys()
    for fact in base.facts:
        if not meetings.isdisjoint(fact.about) and fact.mode == "reported" and fact.source in dated:
            for key in meetings & fact.about:
                found[key].add((dated[fact.source], fact.source))
    return {key: {source: told for told, source in nlargest(2, every)} for key, every in found.items()}


# -- meetings -----------------------------------------------------------------------------------------


class Aspect(NamedTuple):
    """One side of a meeting, as it was planned and as it came."""

    label: str
    planned: tuple[Fact, ...]
    came: tuple[Fact, ...]
    changed: str
    """What is different, in a sentence; empty where nothing can be said."""


def plan_and_outcome(base: FactBase, meeting: str) -> list[Aspect]:
    """A meeting's date and who came, as planned and as reported: only what is told of both ways."""
    facts = base.about(meeting)
    found: list[Aspect] = []
    dates = [fact for fact in facts if fact.topic == "meeting" and fact.when]
    planned = tuple(fact for fact in dates if is_plan(fact))
    held = tuple(fact for fact in dates if fact.mode == "reported")
    if planned and held and not all(fact.source in {f.source for f in planned} for fact in held):
        found.append(Aspect("Date", planned, held, _date_change(planned, held)))
    invited = tuple(_who(facts, "invitation")) + tuple(f for f in _who(facts, "attendance") if is_plan(f))
    came = tuple(fact for fact in _who(facts, "attendance") if not is_plan(fact))
    if invited and came:
        found.append(Aspect("Who", invited, came, _who_change(base, invited, came)))
    return found


def _who(facts: Sequence[Fact], topic: str) -> Iterator[Fact]:
    return (fact for fact in facts if fact.topic == topic and fact.mode not in (DENIED, UNCLEAR))


def _date_change(planned: Sequence[Fact], held: Sequence[Fact]) -> str:
    before = {fact.when.display: fact.when for fact in planned if fact.when}
    after = {fact.when.display: fact.when for fact in held if fact.when}
    was, now = " or ".join(before), " or ".join(after)
    if was == now:
        return f"Held on the day that was planned, {now}."
    return f"Planned for {was}; held {now}."


def _who_change(base: FactBase, invited: Sequence[Fact], came: Sequence[Fact]) -> str:
    """Counts as each was told and by whom, never subtracted; names where both sides give some."""
    parts: list[str] = []
    asked, met = _counts(base, invited), _counts(base, came)
    if asked and met:
        parts.append(f"Invited or expected: {asked}. Came: {met}.")
    guests, present = _nations(base, invited), _nations(base, came)
    if len(guests) > 1 and present:
        absent = [base.name(key) for key in guests if key not in present]
        if absent:
            parts.append(f"Invited by name, not named among those who came: {', '.join(absent)}.")
    return " ".join(parts)


def _counts(base: FactBase, facts: Sequence[Fact]) -> str:
    """Each figure once, with the publishers that tell it."""
    publishers: dict[str, dict[str, None]] = {}
    for fact in facts:
        if fact.value:
            told = publishers.setdefault(fact.value.display, {})
            told[base.source_of(fact).publisher] = None
    return "; ".join(f"{figure} ({', '.join(told)})" for figure, told in publishers.items())


def _nations(base: FactBase, facts: Sequence[Fact]) -> dict[str, None]:
    return dict.fromkeys(key for fact in facts for key in fact.about if key in base.nations)
