"""What is told of one thing, as a page: the card of a fact, the details of a nation, a meeting, a source.

A page is text with tones and places to follow; it knows no terminal.  Every figure stands with its hedge, who
says so, in which source, and as of when.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from tui.factbase.answers import pivots
from tui.factbase.model import (
    Check,
    Fact,
    FactBase,
    Group,
    Meeting,
    Nation,
    Person,
    Place,
    Ruling,
    Source,
)
from tui.factbase.once import once
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.shown.page_lines import (
    BLANK,
    MODE_SIGNS,
    MODE_TONES,
    by_topic,
    fact_line,
    figure_text,
    heading,
    link,
    provenance,
    standing_text,
    words,
)
from tui.factbase.text import clean, fold, plural
from tui.factbase.vocabulary import (
    MEETING_TOPICS,
    MODES,
    NOT_STATED,
    PUBLISHED_BASES,
    TIMELINE_PREFIX,
)


def nation_page(base: FactBase, nation: Nation) -> Page:
    """Everything that the base tells of a nation, by topic."""
    summary = pivots.nation_summary(base, nation)
    own = base.about(nation.id)
    lines: list[Line] = []
    counts = (
        f"{plural(summary.facts, 'fact')} from {plural(summary.sources, 'source')}" if own else "no facts"
    )
    lines.append(Line(spans(Span(nation.name, "strong"), Span(f"  {nation.id} · {counts}", "muted"))))
    for standing in summary.strikes:
        label = Span(f"{'Strikes':<12}", "muted")
        first = standing.facts[0].id if standing.facts else None
        parts = spans(label, f"{standing.theatre.name}: ", standing_text(base, standing))
        lines.append(Line(parts, target=first, indent=2, hang=12, key=f"strikes:{standing.theatre.id}"))
    overall = pivots.strikes_overall(base, nation.id)
    if overall is not None:
        where = base.name(overall.place) if overall.place else "overall"
        parts = spans(Span(f"{'Strikes':<12}", "muted"), f"{where}: ", figure_text(base, overall))
        lines.append(Line(parts, target=overall.id, indent=2, hang=12, key="strikes:"))
    first_of_forces = pivots.at_a_glance(base, summary.forces)
    told = figure_text(base, first_of_forces) if first_of_forces else Span(NOT_STATED, "absent")
    lines.append(
        Line(
            spans(Span(f"{'Forces':<12}", "muted"), told),
            target=first_of_forces.id if first_of_forces else None,
            indent=2,
            hang=12,
            key="forces",
        )
    )
    for group in pivots.groups_of(base, nation.id):
        lines.append(link(group.name, group.id, label="Member of"))
    lines += _over_time(base, nation.id)
    lines += _dispute_lines(base, nation.id)
    for topic, facts in by_topic(base, own):
        lines += [BLANK, heading(base.topics[topic])]
        lines += [fact_line(base, fact) for fact in facts]
    shown = {fact.id for fact in own}
    for group in pivots.groups_of(base, nation.id):
        facts = [fact for fact in base.about(group.id) if fact.id not in shown]
        if facts and group.mark:
            shown.update(fact.id for fact in facts)
            lines += [BLANK, heading(f"Said of {group.name}", "as one of them")]
            lines += [fact_line(base, fact) for fact in facts]
    people = (person for person in base.people.values() if person.nation == nation.id)
    for speaker in (nation, *people):
        facts = [fact for fact in base.said_by(speaker.id) if fact.id not in shown]
        if facts:
            shown.update(fact.id for fact in facts)
            post = speaker.post if isinstance(speaker, Person) else None
            lines += [BLANK, heading(f"Also said by {speaker.name}", post or "")]
            lines += [fact_line(base, fact) for fact in facts]
    stated = {*MEETING_TOPICS, *(fact.topic for fact in own)}
    missing = [base.topics[topic] for topic in pivots.nation_topics(base) if topic not in stated]
    if missing:
        lines += [
            BLANK,
            heading("Not stated"),
            words(base.scope.none("state", f"anything on: {', '.join(missing)}.")),
        ]
    if nation.note:
        lines += [BLANK, words(nation.note)]
    lines += _also(nation.also)
    return Page(nation.name, tuple(lines))


def _dispute_lines(base: FactBase, key: str) -> list[Line]:
    """Where sources disagree on this entity, a line each."""
    if len(base.sources) < 2:
        return []
    from tui.factbase.answers.agreement import disputes_about, list_differences
    from tui.factbase.shown.agreement_page import dispute_heading, list_difference_heading

    found = [dispute_heading(base, dispute) for dispute in disputes_about(base, key)]
    lines = [BLANK, heading("Where sources disagree"), *found] if found else []
    lists = [list_difference_heading(one, key) for one in list_differences(base) if key in one.nations]
    return [*lines, BLANK, heading("Lists that differ"), *lists] if lists else lines


_MEMBERS_FIRST = 12
"""So many members of a group stand before what is told of it; a longer list stands behind."""


def _also(names: Sequence[str]) -> list[Line]:
    return [BLANK, words(f"Also found as: {', '.join(names)}")] if names else []


def _over_time(base: FactBase, key: str) -> list[Line]:
    """The figures about this entity of which there are several of different dates."""
    topics = [fact.topic for fact in base.about(key) if fact.value]
    if len(topics) == len(set(topics)):
        return []  # so have most, and then the start imports nothing
    from tui.factbase.answers.series import series_about
    from tui.factbase.shown.series_list import over_time

    return over_time(base, series_about(base, key), key)


# -- other entities -----------------------------------------------------------------------------------


def _fact_lines(base: FactBase, facts: Iterable[Fact]) -> list[Line]:
    return [fact_line(base, fact) for fact in facts]


def _sections(base: FactBase, facts: Sequence[Fact]) -> list[Line]:
    lines: list[Line] = []
    for topic, found in by_topic(base, facts):
        lines += [BLANK, heading(base.topics[topic])]
        lines += [fact_line(base, fact) for fact in found]
    return lines


def group_page(base: FactBase, group: Group) -> Page:
    """What is told of a group, who belongs to it, and what it says."""
    named = pivots.members(base, group.id)
    facts = base.about(group.id)
    count = f"  {plural(len(facts), 'fact')}" if facts else ""
    lines = [Line(spans(Span(group.name, "strong"), Span(count, "muted")))]
    members: list[Line] = []
    if named:
        members += [BLANK, heading("Members named", str(len(named)))]
        members += [link(base.name(key), key, f"{plural(len(base.about(key)), 'fact')}") for key in named]
    few = len(named) <= _MEMBERS_FIRST
    lines += members if few else []
    lines += _dispute_lines(base, group.id)
    lines += _over_time(base, group.id)
    lines += _sections(base, facts)
    lines += [] if few else members
    said = [fact for fact in base.said_by(group.id) if group.id not in fact.about]
    if said:
        lines += [BLANK, heading(f"Said by {group.name}", str(len(said)))]
        lines += [fact_line(base, fact) for fact in said]
    if group.note:
        lines += [BLANK, words(group.note)]
    return Page(group.name, (*lines, *_also(group.also)))


def person_page(base: FactBase, person: Person) -> Page:
    """What a person said, source by source in the order of publication, and what is said of them."""
    lines = [
        Line(spans(Span(person.name, "strong"), Span(f"  {person.post}" if person.post else "", "muted")))
    ]
    if person.nation:
        lines.append(link(base.name(person.nation), person.nation, label="Nation"))
    said = base.said_by(person.id)
    by_source: dict[str, list[Fact]] = {}
    for fact in said:
        by_source.setdefault(fact.source, []).append(fact)
    count = plural(len(said), "statement")
    if len(by_source) > 1:
        count += f" in {plural(len(by_source), 'source')}, by the day on which it was published"
    lines += [BLANK, heading("Said", count), *_topic_counts(base, said)]
    if not said:
        lines.append(words(f"{base.scope.none('give', 'a statement')}."))
    for key in sorted(by_source, key=lambda key: _publication(base.sources[key])):
        source = base.sources[key]
        day = source.published.display if source.published else "undated"
        parts = spans(
            Span(day, "heading"),
            Span(f"  {source.publisher}", "accent"),
            Span(f"  {plural(len(by_source[key]), 'statement')}", "muted"),
        )
        lines += [BLANK, Line(parts, target=key, key=key)]
        lines += [_said_line(base, fact) for fact in sorted(by_source[key], key=_own_date)]
    ids = {fact.id for fact in said}
    told = [fact for fact in base.about(person.id) if fact.id not in ids]
    if told:
        lines += [BLANK, heading("Said of them", plural(len(told), "fact"))]
        lines += [fact_line(base, fact) for fact in told]
    if person.note:
        lines += [BLANK, words(person.note)]
    return Page(person.name, (*lines, *_also(person.also)))


def _publication(source: Source) -> tuple[object, ...]:
    """For sorting by the day of publication, the undated last."""
    return (0, source.published.sort_key) if source.published else (1,)


def _own_date(fact: Fact) -> str:
    """The first day of what a source dates itself; those that it doesn't date come first."""
    return (fact.as_of.earliest or fact.as_of.latest or "") if fact.as_of else ""


def _said_line(base: FactBase, fact: Fact) -> Line:
    """A statement under its speaker and source: at or on which meeting, where in the source, as of when."""
    tone = MODE_TONES[fact.mode]
    told = [
        f"{'at' if _is_said_at(base, fact, key) else 'on'} {base.name(key)}"
        for key in fact.about
        if key in base.meetings
    ]
    told += [fact.at] if fact.at else []
    told += [fact.as_of.holds] if fact.as_of else []
    parts = spans(
        Span(f"{MODE_SIGNS[fact.mode]} ", tone),
        fact.says,
        Span(f"  {fact.mode}" if fact.mode != "reported" else "", tone),
        Span("  open list" if fact.open else "", "hedge"),
        Span(f"  — {' · '.join(told)}" if told else "", "muted"),
    )
    return Line(parts, target=fact.id, indent=2, hang=2, key=fact.id)


def _is_said_at(base: FactBase, fact: Fact, meeting: str) -> bool:
    """Whether a fact about a meeting is told as said there; else it is only on the meeting.

    Its topic says so, but not of a meeting that hadn't surely begun by the day of the statement.
    """
    if fact.topic != "statement":
        return False
    from tui.factbase.answers.timeline import meeting_date

    date, told = meeting_date(base, meeting), pivots.told_on(base, fact)
    if date is None or told is None or date[1] != "reported":
        return False
    begins = date[0].earliest
    return begins is not None and told.earliest is not None and begins <= told.earliest


def _topic_counts(base: FactBase, facts: Sequence[Fact]) -> list[Line]:
    """On which topics these facts are, for a page that is longer than a screen."""
    counts = [f"{base.topics[topic]} {len(found)}" for topic, found in by_topic(base, facts)]
    return [words(" · ".join(counts))] if len(facts) > _LONG and len(counts) > 1 else []


_LONG = 10
"""Facts; a page with more of them says at its head what they are about."""


def place_page(base: FactBase, place: Place) -> Page:
    """What is told of a place, then of the places within it, one after the other."""
    lines = [Line((Span(place.name, "strong"),))]
    if place.within:
        lines.append(link(base.name(place.within), place.within, label="Within"))
    inner: dict[str, list[Fact]] = {}
    for other in base.places.values():
        if other.within == place.id and other.id != place.id:
            inner[other.id] = _facts_at(base, other.id, *_held_by(base, other.id))
    # What names an inner place too stands there alone.
    further = {fact.id for found in inner.values() for fact in found}
    facts = [fact for fact in _facts_at(base, place.id) if fact.id not in further]
    for key, found in inner.items():
        lines.append(link(base.name(key), key, plural(len(found), "fact"), label="Holds"))
    lines += _topic_counts(base, facts)
    for topic, found in by_topic(base, facts):
        told = _SAID_OF_IT if topic == "statement" else base.topics[topic]
        lines += [BLANK, heading(told, plural(len(found), "fact"))]
        lines += [fact_line(base, fact) for fact in found]
    if not facts:
        lines += [BLANK, words(f"{base.scope.none('speak', 'of it directly')}.")]
    for key, found in inner.items():
        if not found:
            continue
        parts = spans(
            Span(f"In {base.name(key)}", "heading"), Span(f"  {plural(len(found), 'fact')}", "muted")
        )
        lines += [BLANK, Line(parts, target=key, key=f"in:{key}")]
        if len(found) > _MOST_INNER:
            lines.append(words("They stand on its own page."))
        else:
            lines += [fact_line(base, fact) for fact in found]
    lines += _see_also(base, place, (*inner, place.within or ""))
    if place.note:
        lines += [BLANK, words(place.note)]
    return Page(place.name, (*lines, *_also(place.also)))


_SAID_OF_IT = "Said of it"
"""The statements of a place's page: whoever made them need not have been there."""

_MOST_INNER = 25
"""Facts of an inner place, or other names, that a place's page lists; of more it only tells how many."""


def _facts_at(base: FactBase, *keys: str) -> list[Fact]:
    """The facts about these places, and those whose theatre they are, in the order of publication."""
    facts = {fact.id: fact for key in keys for fact in (*base.about(key), *base.said_of_place(key))}
    return sorted(facts.values(), key=lambda fact: (_publication(base.source_of(fact)), fact.line))


def _held_by(base: FactBase, key: str) -> list[str]:
    """The places within a place, and those within them."""
    inner = _places_within(base)
    found: dict[str, None] = {}
    around = [key]
    for outer in around:  # which grows meanwhile
        for other in inner.get(outer, ()):
            if other != key and other not in found:
                found[other] = None
                around.append(other)
    return list(found)


@once
def _places_within(base: FactBase) -> Mapping[str, Sequence[str]]:
    """The places right within each place."""
    found: dict[str, list[str]] = {}
    for place in base.places.values():
        if place.within:
            found.setdefault(place.within, []).append(place.id)
    return found


def count_of(base: FactBase, key: str) -> int:
    """How many facts belong to an entity or a source: about it, in it or within it, said by it or in it."""
    known = _counts(base)
    if key not in known:
        known[key] = _count_of(base, key)
    return known[key]


@once
def _counts(base: FactBase) -> dict[str, int]:
    """What `count_of` answered before: filled as it is asked."""
    return {}


def _count_of(base: FactBase, key: str) -> int:
    places = (key, *_held_by(base, key))
    every = [base.said_by(key), base.said_in(key)]
    every += [told for place in places for told in (base.about(place), base.said_of_place(place))]
    every = [told for told in every if told]
    if len(every) == 1:
        return len(every[0])
    return len(set(map(id, chain.from_iterable(every))))  # the same facts: nothing of them needs a look


def _see_also(base: FactBase, place: Place, shown: Collection[str]) -> list[Line]:
    """Places deeper within a place, and whatever else bears its name: a dam, a meeting on it."""
    name = re.compile(rf"(?<!\w){re.escape(fold(place.name))}(?!\w)")
    left_out = {place.id, *shown}
    inner = [key for key in _held_by(base, place.id) if key not in left_out]
    left_out.update(inner)
    named = [key for key, text in _folded_names(base).items() if key not in left_out and name.search(text)]
    found = [*inner, *named]
    if not found:
        return []
    told = ("places within it" if inner else "", f"names that hold “{place.name}”" if named else "")
    lines = [BLANK, heading("See also", ", ".join(filter(None, told)))]
    for key in found[:_MOST_INNER]:
        kind = base.entities[key].kind
        lines.append(link(base.name(key), key, f"{kind}, {plural(count_of(base, key), 'fact')}"))
    if len(found) > _MOST_INNER:
        lines.append(words(f"and {len(found) - _MOST_INNER:,} more; / finds them"))
    return lines


@once
def _folded_names(base: FactBase) -> Mapping[str, str]:
    """The names of all entities that have a page, to look a word up in."""
    return {key: fold(entity.name) for key, entity in base.entities.items() if entity.kind != "topic"}


_MEETING_HEADINGS = {
    "meeting": "When and where",
    "host": "Hosts",
    "invitation": "Invited",
    "attendance": "Attended",
    "agenda": "On the agenda",
    "outcome": "Outcome",
    "statement": "Said there",
}


def meeting_page(base: FactBase, meeting: Meeting) -> Page:
    """A meeting's date, hosts, invited, attended, outcome and what was said there."""
    facts = base.about(meeting.id)
    lines = [Line((Span(meeting.name, "strong"),))]
    from tui.factbase.answers.timeline import meeting_date

    date = meeting_date(base, meeting.id)
    if date:
        when, mode = date
        tone = MODE_TONES[mode]
        status = "held" if mode == "reported" else mode
        lines.append(Line(spans(Span(f"{when.display}", tone), Span(f"  {status}", tone)), indent=2))
    else:
        lines.append(words(f"{base.scope.none('date', 'it')}.", "absent"))
    lines += _dispute_lines(base, meeting.id)
    lines += _aspect_lines(base, meeting)
    for topic in MEETING_TOPICS:
        told = [fact for fact in facts if fact.topic == topic]
        lines += [BLANK, heading(_MEETING_HEADINGS[topic])]
        if not told:
            lines.append(words(f"{NOT_STATED.capitalize()} by {base.scope.any_source}.", "absent"))
            continue
        lines += _with_names(base, meeting, told) if topic in _OF_NAMES else _fact_lines(base, told)
    rest = [fact for fact in facts if fact.topic not in MEETING_TOPICS]
    lines += _over_time(base, meeting.id)
    lines += _sections(base, rest)
    if meeting.note:
        lines += [BLANK, words(meeting.note)]
    return Page(meeting.name, (*lines, *_also(meeting.also)))


_OF_NAMES = ("host", "invitation", "attendance")
"""The topics of a meeting under whose facts stand the names to follow."""
_FEW_NAMES = 3


def _with_names(base: FactBase, meeting: Meeting, facts: Sequence[Fact]) -> list[Line]:
    """Facts on who is meant, each with its own names below it: who sent a deputy is not among the ministers.

    A long list that was named above already is only counted.
    """
    lines: list[Line] = []
    above: set[str] = set()
    for fact in facts:
        lines.append(fact_line(base, fact))
        if fact.mode == "denied":
            continue
        names = [key for key in fact.about if key != meeting.id and key in base.entities]
        repeated = above.intersection(names) if len(names) > _FEW_NAMES else ()
        shown = [key for key in names if key not in repeated]
        lines += [link(base.name(key), key, indent=4)._replace(key=f"{fact.id}:{key}") for key in shown]
        if repeated:
            stand = "stands" if len(repeated) == 1 else "stand"
            lines.append(words(f"{len(repeated)} of its names {stand} above", indent=4))
        above.update(names)
    return lines


def _aspect_lines(base: FactBase, meeting: Meeting) -> list[Line]:
    """What was planned beside what came, and what is different."""
    from tui.factbase.answers import plans

    lines: list[Line] = []
    for aspect in plans.plan_and_outcome(base, meeting.id):
        lines += [BLANK, heading(f"{aspect.label}: planned, and what came")]
        told_of = [*((fact, True) for fact in aspect.planned), *((fact, False) for fact in aspect.came)]
        for fact, ahead in told_of:
            is_date = aspect.label == "Date"
            told = fact.when.display if is_date and fact.when else _who_in_short(base, meeting, fact)
            status = _ASPECT_WORDS.get(fact.topic, "") if fact.mode == "reported" else fact.mode
            if told:
                lines.append(
                    Line(
                        spans(
                            Span("◇ " if ahead else "● ", "planned" if ahead else "strong"),
                            Span(told, "strong"),
                            Span(f"  {status}", "planned" if ahead else "plain"),
                            # A figure alone would lose what the sentence adds: who is counted in it, or not.
                            Span("" if is_date else f"  {fact.says}"),
                            Span(f"  — {provenance(base, fact)}", "muted"),
                        ),
                        target=fact.id,
                        indent=2,
                        hang=2,
                        key=f"{aspect.label}:{fact.id}",
                    )
                )
        if aspect.changed:
            lines.append(words(aspect.changed, "derived"))
    return lines


def _who_in_short(base: FactBase, meeting: Meeting, fact: Fact) -> str:
    """Its figure, else its few names; of many, which stand further down in full, nothing."""
    names = [base.name(key) for key in fact.about if key != meeting.id]
    return fact.value.display if fact.value else ", ".join(names) if len(names) <= _FEW_NAMES else ""


_ASPECT_WORDS = {"meeting": "held", "invitation": "invited", "attendance": "came"}


def source_page(base: FactBase, source: Source) -> Page:
    """A source and all that it says, in its own order."""
    facts = base.said_in(source.id)
    lines = [Line((Span(source.title, "strong"),))]
    for label, text in (
        ("Publisher", source.publisher),
        ("Author", source.author),
        ("Published", source.published.display if source.published else "not dated"),
        ("Read via", source.via),
        ("Address", source.url),
        ("Note", source.note),
    ):
        if text:
            basis = ""
            if label == "Published" and source.published_basis != "printed":
                basis = f"  {PUBLISHED_BASES[source.published_basis]}"
            lines.append(
                Line(spans(Span(f"{label:<12}", "muted"), text, Span(basis, "hedge")), indent=2, hang=12)
            )
    lines += [BLANK, heading("Says", f"{plural(len(facts), 'fact')} in the source's own order")]
    place = None
    for fact in facts:
        if fact.at and fact.at != place:
            place = fact.at
            lines.append(words(place, "accent"))
        lines.append(fact_line(base, fact, source=False, indent=4))
    if not facts:
        lines.append(words("Nothing yet: its `facts` are empty."))
    return Page(source.title, tuple(lines))


# -- facts and figures --------------------------------------------------------------------------------


def fact_page(base: FactBase, fact: Fact) -> Page:
    """The card of a fact: statement, value and hedge, speaker, dates, source and place in it, relations."""
    source = base.source_of(fact)
    lines = [Line((Span(fact.says, "strong"),)), BLANK]

    def field(label: str, *text: str | Span, target: str | None = None) -> None:
        tone = "accent" if target else "plain"
        shown = spans(*(Span(t, tone) if isinstance(t, str) else t for t in text))
        parts = spans(Span(f"{label:<12}", "muted"), shown)
        lines.append(Line(parts, target=target, indent=2, hang=12, key=f"{label}:{target}"))

    if fact.value:
        hedge = "" if fact.value.is_exact else "  not an exact figure"
        field("Value", Span(fact.value.display, "strong"), Span(hedge, "hedge"))
    if fact.mode != "reported":
        field("Put as", Span(f"{fact.mode}: {MODES[fact.mode]}", MODE_TONES[fact.mode]))
    if fact.open:
        field("List", Span("open: the source says that it includes these; there may be more", "hedge"))
    if fact.by:
        record = base.people.get(fact.by)
        field(
            "Said by",
            base.name(fact.by),
            Span(f"  {record.post}" if record and record.post else "", "muted"),
            target=fact.by,
        )
    else:
        field("Said by", Span("the source itself"))
    if fact.as_of:
        field("As of", fact.as_of.display)
    else:
        field("As of", Span("the source does not date it", "absent"))
    if fact.when:
        status = Span(f"  {fact.mode}" if fact.mode != "reported" else "", MODE_TONES[fact.mode])
        from tui.factbase.answers.timeline import event_of

        event = event_of(base, fact)
        field("When", fact.when.display, status, target=f"{TIMELINE_PREFIX}{event}" if event else None)
    field("Source", source.name, Span(f"  {source.title}", "muted"), target=source.id)
    if fact.at or fact.quote:
        at = Span(fact.at or "place not noted", "plain" if fact.at else "absent")
        field("In source", at, Span(f"  “{fact.quote}”" if fact.quote else "", "muted"))
    field("Topic", base.topics.get(fact.topic, fact.topic))
    for label, key in [
        *(("About", key) for key in fact.about),
        *((("In", fact.place),) if fact.place else ()),
    ]:
        entity = base.entities.get(key)
        field(label, base.name(key), Span(f"  {entity.kind}" if entity else "", "muted"), target=key)
    if fact.note:
        field("Note", Span(fact.note))
    field("Id", fact.id)
    field("File", Span(clean(f"{base.path_of(fact)}:{fact.line}")))  # a file's name was never cleaned
    if fact.corrects:
        if base.fact(fact.corrects):
            field("Corrects", fact.corrects, target=fact.corrects)
        else:
            field("Corrects", Span(base.scope.outside, "absent"))
    correction = pivots.corrections(base).get(fact.id)
    if correction:
        field("Replaced by", correction.id, target=correction.id)
    sums = [check for check in base.checks.values() if fact.id in (check.total, *check.parts)]
    for check in sums:
        field("In the sum", check_formula(base, check), target=check.id)
    if fact.value:
        from tui.factbase.answers.series import series_of
        from tui.factbase.shown.series_list import series_line

        series = series_of(base, fact)
        if series:
            lines.append(series_line(base, series, fact.about[0], label="Over time"))
    if fact.is_tally and fact.as_of is None:
        from tui.factbase.answers.strikes import repeated
        from tui.factbase.shown.strikes_page import repeated_text

        again = repeated(base, fact)
        if again is not None:
            target = again.derived.key if again.derived else again.fact.id
            field("Same figure", *repeated_text(base, again), target=target)
    from tui.factbase.shown.agreement_page import relation_lines  # most starts show no card

    compared = relation_lines(base, fact)
    lines += compared
    shown = {line.target for line in compared}
    planned = _plan_lines(base, fact, shown)
    lines += planned
    shown.update(line.target for line in planned)
    relations = [other for other in pivots.related(base, fact) if other.id not in shown]
    if relations:
        more = "other statements on the same subject and topic"
        lines += [BLANK, heading("Related facts", more)]
        lines += [fact_line(base, other) for other in relations]
    return Page(fact.id, tuple(lines))


def _plan_lines(base: FactBase, fact: Fact, shown: Collection[str | None]) -> list[Line]:
    """What came of a plan, or what had been planned, where no line above says so, and what changed."""
    from tui.factbase.answers import plans

    is_plan = plans.is_plan(fact)
    told = plans.outcomes_of(base, fact) if is_plan else plans.plans_of(base, fact)
    lines: list[Line] = []
    facts = [other for other in told if other.id not in shown]
    if facts:
        lines += [BLANK, heading("What came of it" if is_plan else "What had been planned")]
        lines += _fact_lines(base, facts)
    pairs = ((fact, other) if is_plan else (other, fact) for other in told)
    changes = dict.fromkeys(plans.what_changed(base, plan, outcome) for plan, outcome in pairs)
    return lines + [words(change, "derived") for change in changes if change]


def check_formula(base: FactBase, check: Check) -> str:
    """A declared sum as it is written: `4,361 + 1,980 = 6,341`."""
    figures = [_figure(base.fact(key)) for key in check.parts]
    return f"{' + '.join(figures)} = {_figure(base.fact(check.total))}"


def _figure(fact: Fact | None) -> str:
    return fact.value.figure if fact and fact.value else "(no value)"


def check_page(base: FactBase, check: Check) -> Page:
    """A declared sum with its operands."""
    lines = [
        Line((Span(check_formula(base, check), "strong"),)),
        words("A sum declared in the fact base: the parts against a stated total."),
        BLANK,
        heading("Parts"),
    ]
    lines += [fact_line(base, fact) for key in check.parts if (fact := base.fact(key))]
    lines += [BLANK, heading("Total")]
    lines += [fact_line(base, fact) for fact in (base.fact(check.total),) if fact]
    if check.note:
        lines += [BLANK, words(check.note)]
    return Page(check.id, tuple(lines))


def record_page(base: FactBase, key: str) -> Page | None:
    """The page of the record with this id; None where there is none."""
    match base.find(key):
        case Fact() as fact:
            return fact_page(base, fact)
        case Nation() as nation:
            return nation_page(base, nation)
        case Group() as group:
            return group_page(base, group)
        case Person() as person:
            return person_page(base, person)
        case Meeting() as meeting:
            return meeting_page(base, meeting)
        case Place() as place:
            return place_page(base, place)
        case Source() as source:
            return source_page(base, source)
        case Check() as check:
            return check_page(base, check)
        case Ruling() as ruling:
            from tui.factbase.shown.agreement_page import ruling_page

            return ruling_page(base, ruling)
    return None
