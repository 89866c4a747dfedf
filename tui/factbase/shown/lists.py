"""The lists of the screens as rows and columns: nations, the timeline, sources, search hits.

A list is computed from the base, an order and a filter; the widget that paints it decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from tui.factbase.answers import disputed, match, pivots
from tui.factbase.model import EVERYTHING, Fact, FactBase, Place, Source
from tui.factbase.once import once
from tui.factbase.page import DIFFERS, Cell, Column, Line, Row, Span, spans
from tui.factbase.shown.page_lines import MODE_TONES
from tui.factbase.vocabulary import DENIED, STATED, UNCLEAR

if TYPE_CHECKING:
    from tui.factbase.answers.timeline import Event


class Listing(NamedTuple):
    """A list as a screen shows it."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]
    total: int
    """How many rows there are without the filter."""
    noun: str
    empty: tuple[Line, ...] = ()
    """What stands in place of rows, and what would give some."""

    @property
    def counted(self) -> str:
        """`16 nations`, or `3 of 16 nations` under a filter."""
        shown = len(self.rows)
        noun = self.noun.removesuffix("s") if self.total == 1 else self.noun
        return f"{self.total:,} {noun}" if shown == self.total else f"{shown:,} of {self.total:,} {noun}"


class Order(NamedTuple):
    """A way to sort a list."""

    key: str
    label: str
    column: str
    """The column whose header shows it."""
    descending: bool = False
    by: Callable[[Any], Any] = lambda item: item


T = TypeVar("T")


class Rows(Sequence[Row], Generic[T]):
    """The rows of a list, each made when it is looked at."""

    def __init__(self, items: Sequence[T], key: Callable[[T], str], row: Callable[[T], Row]) -> None:
        self._items, self._key, self._row = items, key, row

    def __len__(self) -> int:
        return len(self._items)

    def __getitem__(self, index: int) -> Row:  # type: ignore[override]
        return self._row(self._items[index])

    def index_of(self, key: str) -> int | None:
        """The number of the row with this key."""
        return next((number for number, item in enumerate(self._items) if self._key(item) == key), None)


def _holding(words: Sequence[str], items: Sequence[T], texts: Sequence[str]) -> Sequence[T]:
    """The items whose text holds all words."""
    return [item for item, text in zip(items, texts, strict=True) if all(word in text for word in words)]


def or_in_view(base: FactBase, verb: str, told: str, hint: str) -> str:
    """What to say of an empty list: of the whole base the hint, in a view what its sources don't tell."""
    return hint if base.scope == EVERYTHING else f"{base.scope.none(verb, told)}."


def _nothing(words: Sequence[str], noun: str, hint: str) -> tuple[Line, ...]:
    if words:
        shown = " ".join(words)
        return (
            Line((Span(f"No {noun} match “{shown}”.", "strong"),), indent=1),
            Line((Span("Escape clears the filter; / searches every statement.", "muted"),), indent=1),
        )
    return (Line((Span(hint, "muted"),), indent=1),)


# -- nations ------------------------------------------------------------------------------------------

NATION_ORDERS = (
    Order("facts", "number of facts", "facts", True, lambda s: (-s.facts, s.nation.name)),
    Order("name", "name", "name", False, lambda s: s.nation.name),
    Order("group", "group", "group", False, lambda s: (-len(s.groups), s.nation.name)),
    Order(
        "strikes",
        "strikes",
        "strikes",
        True,
        lambda s: (-sum(t.state == STATED for t in s.strikes), -_most(_tallied(s)), s.nation.name),
    ),
    Order("forces", "forces", "forces", True, lambda s: (-_most(s.forces), s.nation.name)),
)
"""How the nations can be sorted, the first by default."""

STATE_SIGNS = (
    ("●", "stated"),
    ("–", "not in open list"),
    ("✗", "denied"),
    ("?", "unclear"),
    ("·", "not stated"),
)
"""The signs of the four states, and of a name missing from an open list, with what each means."""

PUBLISHED_SIGN = ("(date)", "published")
"""What a month in brackets is; for a list of which `shows_publication` holds."""

SOURCES_SIGNS = ((DIFFERS, "sources disagree"), ("1,234", "latest told, each by its own source"))
"""What a base of several sources has besides: figures of one column are of different counters and dates."""

UNDATED = "undated"
"""Stands in place of a month where neither the figure nor its source has a date."""


def _tallied(summary: pivots.NationSummary) -> Sequence[Fact]:
    return [standing.tally for standing in summary.strikes if standing.tally is not None]


def _most(facts: Sequence[Fact]) -> float:
    """The largest figure among facts, for sorting only."""
    known = [fact.value for fact in facts if fact.value and fact.mode != "denied"]
    return max((value.high or value.low or 0 for value in known), default=0.5 if facts else 0)


def figure_month(base: FactBase, fact: Fact) -> str:
    """The month of a figure: its own, or in brackets that in which its source was published.

    Where nothing dates it, that: `UNDATED`.
    """
    told = pivots.told_on(base, fact)
    if told is None:
        return UNDATED
    month = f"{'~' if told.approximate else ''}{(told.latest or told.earliest or '')[:7]}"
    return month if fact.as_of else f"({month})"


def _month(base: FactBase, fact: Fact) -> str:
    """The month of a figure, where figures of several sources stand in one column; empty in a base of one."""
    month = figure_month(base, fact) if len(base.sources) > 1 else ""
    return f" {month}" if month else ""


@once
def _tallies(base: FactBase) -> Mapping[str, Sequence[Fact]]:
    """The figures that the list shows in the column of each theatre."""
    found: dict[str, list[Fact]] = {}
    for summary in pivots.nations(base):
        for standing in summary.strikes:
            if standing.state == STATED and standing.tally is not None:
                found.setdefault(standing.theatre.id, []).append(standing.tally)
    return found


def shows_publication(base: FactBase, columns: Collection[str] = ("strikes", "forces")) -> bool:
    """Whether the list of nations gives the month of a publication beside a figure, in brackets.

    `columns` are the keys of those in sight.
    """
    if len(base.sources) < 2:
        return False

    def published(fact: Fact | None) -> bool:
        return (
            fact is not None
            and fact.value is not None
            and fact.mode not in (DENIED, UNCLEAR)
            and fact.as_of is None
            and base.source_of(fact).published is not None
        )

    if "strikes" in columns and any(published(fact) for told in _tallies(base).values() for fact in told):
        return True
    return "forces" in columns and any(
        published(pivots.at_a_glance(base, summary.forces)) for summary in pivots.nations(base)
    )


def _strikes_column(base: FactBase, theatre: Place, brief: bool) -> Column:
    """The column of a theatre: as wide as its title, its figures and their months need, within bounds.

    Where it is to be `brief`, its title is the name of the theatre alone.
    """
    several = len(base.sources) > 1
    title = theatre.name if brief else f"Strikes {theatre.name}"
    longest = max(
        (
            len(fact.value.compact) + len(_month(base, fact))
            for fact in _tallies(base).get(theatre.id, ())
            if fact.value is not None
        ),
        default=0,
    )
    least = _LEAST_DATED if several else _LEAST_STRIKES
    needed = max(longest if several else 0, len(title))
    width = max(least, min(_MOST_BRIEF if brief and not several else _MOST_STRIKES, needed))
    return Column("strikes", title, width, align="right")


_LEAST_STRIKES, _LEAST_DATED, _MOST_BRIEF, _MOST_STRIKES = 5, 13, 8, 16


def differs(base: FactBase, fact: Fact) -> Span | str:
    """The sign of a figure that another source contradicts; nothing for any other."""
    return Span(DIFFERS, "denied") if disputed.is_disputed(base, fact) else ""


def _strikes_disputed(base: FactBase, summary: pivots.NationSummary) -> frozenset[str]:
    """The theatres on which sources contradict each other about a nation's striking there.

    What is told of no theatre, or of a place around several, concerns those in which it is said to strike, or
    where it is said to strike in none, all of them.
    """
    where = disputed.disputed_strikes(base, summary.nation.id)
    if not where:
        return frozenset()
    stated = [one.theatre.id for one in summary.strikes if one.state == STATED]
    wide = stated or [one.theatre.id for one in summary.strikes]
    return frozenset(
        one.theatre.id
        for one in summary.strikes
        if one.theatre.id in where
        or (
            one.theatre.id in wide
            and any(p is None or p in base.places_around(one.theatre.id) for p in where)
        )
    )


def strike_cell(base: FactBase, standing: pivots.StrikeStanding, differ: bool = False) -> Cell:
    """A nation's strikes in one theatre as a sign, or its latest figure and the month of that.

    What was only planned has its sign and its word; beside what one source states stands that another denies
    it, or where sources `differ` without a word on this theatre, the sign of that.
    """
    cell = _strike_signs(base, standing)
    marked = standing.disputed or any(span.text == DIFFERS for span in cell)
    return (*cell[:1], Span(DIFFERS, "denied"), *cell[1:]) if differ and not marked else cell


def _strike_signs(base: FactBase, standing: pivots.StrikeStanding) -> Cell:
    if standing.state == STATED:
        tally = standing.tally
        denied = Span("✗", "denied") if standing.disputed else ""
        if tally is None or tally.value is None:
            sign = Span(f"◇ {standing.ahead}", "planned") if standing.ahead else Span("●", "strong")
            return spans(sign, denied)
        figure = Span(tally.value.compact, "strong" if tally.value.is_exact else "hedge")
        mode = Span(f" {tally.mode}" if tally.mode != "reported" else "", MODE_TONES[tally.mode])
        return spans(figure, differs(base, tally), mode, denied, Span(_month(base, tally), "muted"))
    if standing.state == DENIED:
        return (Span("✗", "denied"),)
    if standing.state == UNCLEAR:
        return (Span("?", "unclear"),)
    return (Span("–" if standing.listed and standing.open else "·", "absent"),)


def forces_cell(base: FactBase, facts: Sequence[Fact]) -> Cell:
    """The latest known of a nation's forces: hedge, mode and month, with a count of the further facts."""
    first = pivots.at_a_glance(base, facts)
    if first is None:
        return (Span("·", "absent"),)
    more = Span(f" +{len(facts) - 1}", "muted") if len(facts) > 1 else ""
    if first.mode == DENIED:
        return spans(Span("✗ denied", "denied"), more)
    if first.value is None:
        sign = "?" if first.mode == "unclear" else "●"
        return spans(
            Span(
                f"{sign} {first.mode}" if first.mode != "reported" else "● no figure", MODE_TONES[first.mode]
            ),
            more,
        )
    mode = f" {first.mode}" if first.mode != "reported" else ""
    tone = "hedge" if not first.value.is_exact else "strong"
    month = Span(_month(base, first), "muted")
    figure = Span(first.value.compact, tone)
    return spans(figure, differs(base, first), Span(mode, MODE_TONES[first.mode]), month, more)


MARK = "■"
"""What stands before the name of the nation that the next one is to be compared with."""


def name_cell(name: str, words: Sequence[str], marked: bool) -> Cell:
    """A name as a list shows it: what a filter looks for stands out, and so does the mark."""
    return spans(Span(f"{MARK} " if marked else "", "accent"), match.mark(name, words))


def nations_listing(
    base: FactBase,
    order: Order = NATION_ORDERS[0],
    query: str = "",
    marked_nation: str | None = None,
    width: int | None = None,
) -> Listing:
    """The nations with what is stated of each at a glance; `marked_nation` is to be compared.

    Where that makes room for the forces and the count of facts within `width`, the theatres stand without the
    word "Strikes": see `brief_theatres`.
    """
    summaries = sorted(pivots.nations(base), key=order.by)
    words = match.terms(query)
    texts = _nation_texts(base) if words else {}

    def row(summary: pivots.NationSummary) -> Row:
        differing = _strikes_disputed(base, summary)
        return Row(
            summary.nation.id,
            (
                name_cell(summary.nation.name, words, summary.nation.id == marked_nation),
                (Span(" ".join(group.mark or "" for group in summary.groups), "accent"),),
                *(strike_cell(base, one, one.theatre.id in differing) for one in summary.strikes),
                forces_cell(base, summary.forces),
                (Span(f"{summary.facts:,}"),),
                (Span(f"{summary.sources:,}", "muted"),),
            ),
            summary.nation.id,
        )

    rows = Rows(
        [s for s in summaries if all(word in texts[s.nation.id] for word in words)],
        lambda summary: summary.nation.id,
        row,
    )
    columns, brief = _nation_columns(base), _nation_columns(base, brief=True)
    if width is not None and _width_of(columns) > width >= _width_of(brief):
        columns = brief
    hint = or_in_view(base, "name", "a nation", "This fact base names no nation. Add some under `nations:`.")
    return Listing(columns, rows, len(summaries), "nations", _nothing(words, "nations", hint))


def _nation_columns(base: FactBase, brief: bool = False) -> tuple[Column, ...]:
    marked = pivots.marked_groups(base)
    dated = len(base.sources) > 1
    return (
        Column("name", "Nation", 15, grow=3),
        Column("group", "/".join(group.mark or "" for group in marked) or " ", max(1, 2 * len(marked) - 1)),
        *(_strikes_column(base, place, brief) for place in pivots.theatres(base)),
        Column("forces", "Forces, latest" if dated else "Forces", 23 if dated else 16, grow=2, drop=1),
        Column("facts", "Facts", 5, align="right", drop=2),
        Column("sources", "Src", 3, align="right", drop=3),
    )


def _width_of(columns: Sequence[Column]) -> int:
    """The least width of a list with all but its last column."""
    return sum(column.width + 1 for column in columns[:-1])


def brief_theatres(base: FactBase, columns: Sequence[Column]) -> str:
    """The titles of the columns that don't say of themselves that they are of strikes."""
    names = {place.name for place in pivots.theatres(base)}
    return " ".join(one.title for one in columns if one.key == "strikes" and one.title in names)


@once
def _nation_texts(base: FactBase) -> Mapping[str, str]:
    """What a filter looks through, by nation."""
    return {
        s.nation.id: match.folded(
            s.nation.id, s.nation.name, *s.nation.also, *(group.name for group in s.groups)
        )
        for s in pivots.nations(base)
    }


# -- the timeline -------------------------------------------------------------------------------------

EVENT_SIGNS = {"held": "●", "happened": "●", "reported": "●", "denied": "✗", "unclear": "?"}


def timeline_listing(base: FactBase, query: str = "") -> Listing:
    """What happened and what is to come, in order of dates; approximate and planned look it."""
    from tui.factbase.answers.timeline import timeline  # not needed by the first screen

    events = timeline(base)
    words = match.terms(query)

    def row(event: Event) -> Row:
        tone = MODE_TONES.get(event.status, "plain")
        title = match.mark(event.title, words, "strong" if event.meeting else "plain")
        change = _plan_spans(base, event)
        return Row(
            event.key,
            (
                (
                    Span(
                        f"{EVENT_SIGNS.get(event.status, '◇')} {event.when.short}",
                        "hedge" if event.when.approximate or event.when.uncertain else tone,
                    ),
                ),
                # A statement is long: what changed must not be cut off behind it.
                (*title, *change) if event.meeting else (*change, *title),
                (Span(event.status, tone),),
                (Span(base.name(event.place) if event.place else "", "muted"),),
            ),
            event.key,
        )

    chosen = _holding(words, events, _event_texts(base)) if words else events
    rows = Rows(chosen, lambda event: event.key, row)
    columns = (
        Column("when", "When", 19),
        Column("what", "What", 38, grow=4),
        Column("status", "Status", 8, drop=1),
        Column("where", "Where", 10, grow=1, drop=2),
    )
    hint = or_in_view(base, "date", "a meeting or an event", "No fact of this base has a date in `when`.")
    return Listing(columns, rows, len(events), "dated events", _nothing(words, "events", hint))


@once
def _event_texts(base: FactBase) -> Sequence[str]:
    """What a filter looks through, by event."""
    from tui.factbase.answers.timeline import timeline

    return [
        match.folded(
            event.title,
            event.when.display,
            event.status,
            *dict.fromkeys(base.name(key) for fact in event.facts for key in fact.about),
            *(fact.says for fact in (*event.planned, *event.came)),
        )
        for event in timeline(base)
    ]


def _plan_spans(base: FactBase, event: Event) -> Cell:
    """What was planned otherwise than it came: the date of the plan, or its figure and the one that came."""
    if event.meeting:
        dates = (fact.when.short for fact in event.planned if fact.when and fact.when != event.when)
        told = ", ".join(dict.fromkeys(dates))
        return (Span(f"  planned {told}", "planned"),) if told else ()
    first = event.facts[0]
    pairs = [(plan, first) for plan in event.planned] + [(first, report) for report in event.came]
    told = ", ".join(dict.fromkeys(_change_in_short(base, event, plan, report) for plan, report in pairs))
    return (Span(f"{told}: ", "planned"),) if told else ()


def _change_in_short(base: FactBase, event: Event, plan: Fact, report: Fact) -> str:
    """`500 planned → 450 soldiers (2016-10)`; without two figures the word of the plan, and its date."""
    if plan.value and report.value and plan.value.same_unit(report.value):
        dated = "" if report.when else f" {figure_month(base, report)}"
        return f"{plan.value.compact} {plan.mode} → {report.value.compact} {report.value.unit}{dated}"
    return f"{plan.mode} {plan.when.short}" if plan.when and plan.when != event.when else plan.mode


# -- sources ------------------------------------------------------------------------------------------


def sources_listing(base: FactBase, query: str = "") -> Listing:
    """The sources by date of publication, the undated last."""
    words = match.terms(query)
    ordered = _sources_by_date(base)

    def row(source: Source) -> Row:
        return Row(
            source.id,
            (
                (
                    Span(
                        source.published.short if source.published else "undated",
                        "plain" if source.published else "absent",
                    ),
                ),
                match.mark(source.publisher, words, "strong"),
                match.mark(source.title, words),
                (Span(f"{len(base.said_in(source.id)):,}"),),
            ),
            source.id,
        )

    chosen = _holding(words, ordered, _source_texts(base)) if words else ordered
    rows = Rows(chosen, lambda source: source.id, row)
    columns = (
        Column("published", "Published", 11),
        Column("publisher", "Publisher", 16, grow=2),
        Column("title", "Title", 20, grow=5, drop=1),
        Column("facts", "Facts", 5, align="right"),
    )
    hint = "This fact base has no source yet. Add one under `sources:`."
    if base.scope != EVERYTHING:
        hint = f"There is no source {base.scope.among}."
    return Listing(columns, rows, len(ordered), "sources", _nothing(words, "sources", hint))


@once
def _sources_by_date(base: FactBase) -> Sequence[Source]:
    return sorted(base.sources.values(), key=lambda s: (0, *s.published.sort_key) if s.published else (1,))


@once
def _source_texts(base: FactBase) -> Sequence[str]:
    """What a filter looks through, by source."""
    return [
        match.folded(source.id, source.title, source.publisher, source.author or "", source.via or "")
        for source in _sources_by_date(base)
    ]
