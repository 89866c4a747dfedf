"""What is told of one thing, as a page: the card of a fact, the details of a nation, a meeting, a source.

A page is text with tones and places to follow; it knows no terminal.  Every figure stands with its hedge, who
says so, in which source, and as of when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tui.factbase import pivots
from tui.factbase.model import (
    Check,
    Fact,
    FactBase,
    Group,
    Meeting,
    Nation,
    Person,
    Place,
    Source,
)
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.text import clean
from tui.factbase.vocabulary import (
    MEETING_TOPICS,
    MODES,
    NOT_STATED,
    PUBLISHED_BASES,
    STATED,
    TIMELINE_PREFIX,
)

BLANK = Line()
MODE_SIGNS = {
    "reported": "•",
    "expected": "◇",
    "possible": "◇",
    "planned": "◇",
    "pledged": "◇",
    "denied": "✗",
    "unclear": "?",
}
"""The sign before a statement; the mode itself stands after it in words."""

MODE_TONES = {
    "reported": "plain",
    "expected": "planned",
    "possible": "planned",
    "planned": "planned",
    "pledged": "planned",
    "denied": "denied",
    "unclear": "unclear",
}


def heading(text: str, count: str = "") -> Line:
    """A heading within a page."""
    return Line(spans(Span(text, "heading"), Span(f"  {count}", "muted") if count else ""))


def words(text: str, tone: str = "muted", indent: int = 2) -> Line:
    """A line of the program's own words, nothing to follow."""
    return Line((Span(text, tone),), indent=indent)


def voice(base: FactBase, fact: Fact) -> str:
    """Who says so: the speaker inside the source, else the source itself."""
    return base.name(fact.by) if fact.by else base.source_of(fact).publisher


def provenance(base: FactBase, fact: Fact, source: bool = True) -> str:
    """Who says so, through which source, where in it, and as of when, on one line.

    Without `source`, what a page of that source need not repeat is left out; that may leave nothing.
    """
    parts = [voice(base, fact)] if source or fact.by else []
    if source:
        told = base.source_of(fact)
        if fact.by:
            parts.append(told.name)
        elif len(base.sources) > 1:
            parts.append(told.published.display if told.published else "undated")
        if fact.at:
            parts.append(fact.at)
    if fact.as_of:
        parts.append(f"as of {fact.as_of.display}")
    return " · ".join(parts)


def fact_line(base: FactBase, fact: Fact, source: bool = True, indent: int = 2) -> Line:
    """A fact in a list: its sign, the statement, then who says so."""
    tone = MODE_TONES[fact.mode]
    parts: list[str | Span] = [Span(f"{MODE_SIGNS[fact.mode]} ", tone), Span(fact.says)]
    if fact.mode != "reported":
        parts.append(Span(f"  {fact.mode}", tone))
    if fact.open:
        parts.append(Span("  open list", "hedge"))
    told = provenance(base, fact, source)
    parts.append(Span(f"  — {told}" if told else "", "muted"))
    return Line(spans(*parts), target=fact.id, indent=indent, hang=2, key=fact.id)


def link(text: str, target: str, note: str = "", indent: int = 2, label: str = "") -> Line:
    """A name to follow, with a word beside it."""
    return Line(
        spans(
            Span(f"{label:<12}", "muted") if label else "",
            Span(text, "accent"),
            Span(f"  {note}", "muted") if note else "",
        ),
        target=target,
        indent=indent,
        hang=12 if label else 2,
        key=f"{label}:{target}",
    )


def by_topic(base: FactBase, facts: Iterable[Fact]) -> Iterator[tuple[str, list[Fact]]]:
    """The facts topic by topic, in the order of the topics."""
    found: dict[str, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.topic, []).append(fact)
    for topic in base.topics:
        if topic in found:
            yield topic, found[topic]


def plural(count: int, one: str, many: str = "") -> str:
    """`1 fact`, `2 facts`."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


# -- nations ------------------------------------------------------------------------------------------


def standing_text(standing: pivots.StrikeStanding) -> tuple[Span, ...]:
    """A nation's strikes in one theatre, in words."""
    if standing.state == STATED:
        if standing.tally and standing.tally.value:
            tally = standing.tally
            date = f", as of {tally.as_of.display}" if tally.as_of else ""
            return spans("named; ", Span(tally.value.display if tally.value else "", "strong"), date)
        return spans("named", " in an open list" if all(f.open for f in standing.facts) else "")
    if standing.state == "denied":
        return (Span("a source says it does not", "denied"),)
    if standing.state == "unclear":
        return (Span("a source says it is not clear", "unclear"),)
    if standing.listed and standing.open:
        return (Span("not named; the list is open, so this is not a no", "absent"),)
    return (Span("not named" if standing.listed else "not stated", "absent"),)


def nation_page(base: FactBase, nation: Nation) -> Page:
    """Everything that the base tells of a nation, by topic."""
    summary = pivots.nation_summary(base, nation)
    own = base.about(nation.id)
    lines: list[Line] = []
    counts = (
        f"{plural(summary.facts, 'fact')} from {plural(summary.sources, 'source')}" if own else "no facts"
    )
    lines.append(Line(spans(Span(nation.name, "strong"), Span(f"  {nation.id} · {counts}", "muted"))))
    for group in pivots.groups_of(base, nation.id):
        lines.append(link(group.name, group.id, label="Member of"))
    for standing in summary.strikes:
        label = Span(f"{'Strikes':<12}", "muted")
        first = standing.facts[0].id if standing.facts else None
        parts = spans(label, f"{standing.theatre.name}: ", standing_text(standing))
        lines.append(Line(parts, target=first, indent=2, hang=12, key=f"strikes:{standing.theatre.id}"))
    if not summary.forces:
        lines.append(
            Line(spans(Span(f"{'Forces':<12}", "muted"), Span(NOT_STATED, "absent")), indent=2, hang=12)
        )
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
    for person in base.people.values():
        if person.nation == nation.id:
            facts = [fact for fact in base.said_by(person.id) if fact.id not in shown]
            if facts:
                shown.update(fact.id for fact in facts)
                lines += [BLANK, heading(f"Also said by {person.name}", person.post or "")]
                lines += [fact_line(base, fact) for fact in facts]
    missing = [base.topics[t] for t in _nation_topics(base) if not any(fact.topic == t for fact in own)]
    if missing:
        lines += [
            BLANK,
            heading("Not stated"),
            words("No source in this fact base states: " + ", ".join(missing) + "."),
        ]
    if nation.note:
        lines += [BLANK, words(nation.note)]
    lines += _also(nation.also)
    return Page(nation.name, tuple(lines))


def _nation_topics(base: FactBase) -> list[str]:
    """The topics on which something is said of some nation, in the order of the topics."""
    met = {fact.topic for key in base.nations for fact in base.about(key)} - set(MEETING_TOPICS)
    return [topic for topic in base.topics if topic in met]


def _also(names: Sequence[str]) -> list[Line]:
    return [BLANK, words(f"Also found as: {', '.join(names)}")] if names else []


# -- other entities -----------------------------------------------------------------------------------


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
    if named:
        lines += [BLANK, heading("Members named", str(len(named)))]
        lines += [link(base.name(key), key, f"{plural(len(base.about(key)), 'fact')}") for key in named]
    lines += _sections(base, facts)
    said = [fact for fact in base.said_by(group.id) if group.id not in fact.about]
    if said:
        lines += [BLANK, heading(f"Said by {group.name}", str(len(said)))]
        lines += [fact_line(base, fact) for fact in said]
    if group.note:
        lines += [BLANK, words(group.note)]
    return Page(group.name, (*lines, *_also(group.also)))


def person_page(base: FactBase, person: Person) -> Page:
    """What a person said, where and when, and what is said of them."""
    lines = [
        Line(spans(Span(person.name, "strong"), Span(f"  {person.post}" if person.post else "", "muted")))
    ]
    if person.nation:
        lines.append(link(base.name(person.nation), person.nation, label="Nation"))
    said = base.said_by(person.id)
    lines += [BLANK, heading("Said", plural(len(said), "statement"))]
    lines += [fact_line(base, fact) for fact in said] or [
        words("No source in this fact base gives a statement.")
    ]
    told = [fact for fact in base.about(person.id) if fact not in said]
    if told:
        lines += [BLANK, heading("Said of them")]
        lines += [fact_line(base, fact) for fact in told]
    if person.note:
        lines += [BLANK, words(person.note)]
    return Page(person.name, (*lines, *_also(person.also)))


def place_page(base: FactBase, place: Place) -> Page:
    """What is told of a place and of the places within it."""
    lines = [Line((Span(place.name, "strong"),))]
    if place.within:
        lines.append(link(base.name(place.within), place.within, label="Within"))
    inner = [other for other in base.places.values() if other.within == place.id]
    for other in inner:
        count = len({fact.id for fact in (*base.about(other.id), *base.said_of_place(other.id))})
        lines.append(link(other.name, other.id, plural(count, "fact"), label="Holds"))
    facts = list({fact.id: fact for fact in (*base.about(place.id), *base.said_of_place(place.id))}.values())
    lines += _sections(base, facts)
    if not facts:
        lines += [BLANK, words("No fact in this fact base speaks of it directly.")]
    if place.note:
        lines += [BLANK, words(place.note)]
    return Page(place.name, (*lines, *_also(place.also)))


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
    date = pivots.meeting_date(base, meeting.id)
    if date:
        when, mode = date
        tone = MODE_TONES[mode]
        status = "held" if mode == "reported" else mode
        lines.append(Line(spans(Span(f"{when.display}", tone), Span(f"  {status}", tone)), indent=2))
    else:
        lines.append(words("No source in this fact base dates it.", "absent"))
    for topic in MEETING_TOPICS:
        told = [fact for fact in facts if fact.topic == topic]
        lines += [BLANK, heading(_MEETING_HEADINGS[topic])]
        if not told:
            lines.append(words(f"{NOT_STATED.capitalize()} by any source in this fact base.", "absent"))
            continue
        names = dict.fromkeys(
            key
            for fact in told
            if topic in ("host", "invitation", "attendance") and fact.mode != "denied"
            for key in fact.about
            if key != meeting.id and key in base.entities
        )
        lines += [fact_line(base, fact) for fact in told]
        lines += [link(base.name(key), key, indent=4) for key in names]
    rest = [fact for fact in facts if fact.topic not in MEETING_TOPICS]
    lines += _sections(base, rest)
    if meeting.note:
        lines += [BLANK, words(meeting.note)]
    return Page(meeting.name, (*lines, *_also(meeting.also)))


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
        event = pivots.event_of(base, fact)
        field("When", fact.when.display, status, target=f"{TIMELINE_PREFIX}{event}" if event else None)
    field("Source", source.name, Span(f"  {source.title}", "muted"), target=source.id)
    if fact.at or fact.quote:
        at = Span(fact.at or "place not noted", "plain" if fact.at else "absent")
        field("Place", at, Span(f"  “{fact.quote}”" if fact.quote else "", "muted"))
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
        field("Corrects", fact.corrects, target=fact.corrects)
    sums = [check for check in base.checks.values() if fact.id in (check.total, *check.parts)]
    for check in sums:
        field("In the sum", check_formula(base, check), target=check.id)
    relations = pivots.related(base, fact)
    if relations:
        lines += [BLANK, heading("Related facts", "same subject and topic")]
        lines += [fact_line(base, other) for other in relations]
    return Page(fact.id, tuple(lines))


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
    return None
