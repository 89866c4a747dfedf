"""Two nations side by side: topic by topic what is told of each, where they differ first.

A figure is set against another only in words, unless both are exact, of one unit and of one date; then their
difference is worked out and says that it is derived.  Not stated is never a no, on either side.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.factbase import match
from tui.factbase.lists import Listing, figure_month
from tui.factbase.matrix import NOT_NAMED, SIGNS, matrix_columns, signs_of
from tui.factbase.model import Fact, FactBase, Nation
from tui.factbase.page import Cell, Column, Line, Page, Row, Span, spans
from tui.factbase.page_lines import BLANK, DIFFERS, MODE_TONES, fact_line, heading, plural, words
from tui.factbase.pivots import latest, own_figures, standing, state_of
from tui.factbase.quantity import unit_key
from tui.factbase.series import PUBLISHED, dated
from tui.factbase.text import fold
from tui.factbase.vocabulary import (
    AHEAD_MODES,
    COMPARE_PREFIX,
    DENIED,
    NOT_STATED,
    STATED,
    UNCLEAR,
)

ALIKE = "="
_MEMBERSHIP = "membership"


class Side(NamedTuple):
    """What is told of one nation on one topic."""

    nation: Nation
    facts: tuple[Fact, ...]
    state: str
    """One of `vocabulary.STATES`."""
    open: bool
    """Not stated, but an open list names others: still not a no."""
    latest: Fact | None
    """Its own figure of the latest date, where any is given: of a unit that both have, if there is one."""
    disputed: bool
    """Whether one source states what another denies."""
    ahead: bool
    """Whether all that is stated had not happened yet."""

    @property
    def told(self) -> bool:
        """Whether any source speaks of it, be it to deny it."""
        return self.state != NOT_STATED


class CompareRow(NamedTuple):
    """One topic, strikes in one theatre or membership of one group, of both nations."""

    key: str
    title: str
    one: Side
    other: Side

    @property
    def differs(self) -> bool:
        """Whether their states or figures differ, or one is only planned; not how many sources say so."""
        first, second = (
            (side.state, side.disputed, side.ahead, _figure(side)) for side in (self.one, self.other)
        )
        return first != second


class Comparison(NamedTuple):
    """Two nations compared."""

    one: Nation
    other: Nation
    rows: tuple[CompareRow, ...]
    """Those that differ first; none on which nothing is told of either."""
    untold: tuple[str, ...]
    """The titles of those on which nothing is told of either."""


def _figure(side: Side) -> tuple[object, ...] | None:
    fact = side.latest
    if fact is None or fact.value is None:
        return None
    value = fact.value
    ahead = fact.mode if fact.mode in AHEAD_MODES else ""
    return value.low, value.high, value.approximate, value.exclusive, unit_key(value.unit), ahead


def latest_figure(base: FactBase, figures: Sequence[Fact]) -> Fact | None:
    """The latest figure; what is reported goes before what is planned, expected, pledged or possible."""
    return latest(base, [fact for fact in figures if fact.mode not in AHEAD_MODES] or figures)


def _units(facts: Sequence[Fact]) -> set[tuple[str, ...]]:
    return {unit_key(fact.value.unit) for fact in facts if fact.value is not None}


def _row(
    base: FactBase,
    key: str,
    title: str,
    told: Sequence[tuple[Nation, Sequence[Fact]]],
    is_open: bool,
) -> CompareRow:
    """A row of what is told of the one nation and of the other."""
    own = [own_figures(base, nation.id, facts) for nation, facts in told]
    reported = [[fact for fact in figures if fact.mode not in AHEAD_MODES] for figures in own]
    common = _units(reported[0]) & _units(reported[1])
    if common:
        own = [[f for f in figures if f.value and unit_key(f.value.unit) in common] for figures in own]
    sides = []
    for (nation, facts), figures in zip(told, own, strict=True):
        standing_facts = standing(base, facts)
        state = state_of(standing_facts)
        not_named = state == NOT_STATED and is_open
        modes = {fact.mode for fact in standing_facts}
        disputed = state == STATED and DENIED in modes
        ahead = state == STATED and modes <= AHEAD_MODES | {DENIED, UNCLEAR}
        figure = latest_figure(base, figures)
        sides.append(Side(nation, tuple(facts), state, not_named, figure, disputed, ahead))
    return CompareRow(key, title, *sides)


def comparison(base: FactBase, one: Nation, other: Nation) -> Comparison:
    """What is told of two nations, topic by topic; strikes by theatre, membership by group."""
    rows: list[CompareRow] = []
    for column in matrix_columns(base):
        if column.topic == _MEMBERSHIP:
            rows += _memberships(base, one, other, column.title)
            continue
        told = [(nation, column.facts(base, nation.id)) for nation in (one, other)]
        rows.append(_row(base, column.key, column.title, told, column.open))
    spoken = [row for row in rows if row.one.told or row.other.told]
    return Comparison(
        one,
        other,
        tuple(sorted(spoken, key=lambda row: not row.differs)),
        tuple(row.title for row in rows if not (row.one.told or row.other.told)),
    )


def _memberships(base: FactBase, one: Nation, other: Nation, title: str) -> list[CompareRow]:
    """A row for each group that has members, and one for what names no group."""
    rows: list[CompareRow] = []
    for group in base.groups.values():
        named = base.about_on(group.id, _MEMBERSHIP)
        if not any(key in base.nations for fact in named for key in fact.about):
            continue
        lists = [fact for fact in named if len(fact.about) > 2]
        told = [(nation, [fact for fact in named if nation.id in fact.about]) for nation in (one, other)]
        is_open = any(fact.open for fact in lists)
        rows.append(_row(base, f"{_MEMBERSHIP}-{group.id}", f"In: {group.name}", told, is_open))

    def rest(nation: Nation) -> list[Fact]:
        return [
            fact
            for fact in base.about_on(nation.id, _MEMBERSHIP)
            if not any(key in base.groups for key in fact.about)
        ]

    if rest(one) or rest(other):
        rows.append(_row(base, _MEMBERSHIP, title, [(one, rest(one)), (other, rest(other))], is_open=False))
    return rows


# -- places -------------------------------------------------------------------------------------------


def compare_key(one: str, other: str, row: str = "") -> str:
    """The place of a comparison, or of one row of it."""
    return f"{COMPARE_PREFIX}{one}:{other}" + (f":{row}" if row else "")


def pair_of(base: FactBase, key: str) -> tuple[Nation, Nation] | None:
    """The nations that a place compares; None where it doesn't name two of this base."""
    parts = key.removeprefix(COMPARE_PREFIX).split(":", 2)
    if len(parts) < 2:
        return None
    one, other = base.nations.get(parts[0]), base.nations.get(parts[1])
    return (one, other) if one and other and one is not other else None


def compare_place(base: FactBase, text: str) -> str | None:
    """The place that `compare:France:Britain` means: ids in any case, names or aliases; None: no such two."""
    one, _, rest = text.removeprefix(COMPARE_PREFIX).partition(":")
    other, _, row = rest.partition(":")
    first, second = _nation(base, one), _nation(base, other)
    if first is None or second is None or first is second:
        return None
    key = compare_key(first.id, second.id, row)
    return key if not row or compare_page(base, key) else None


def _nation(base: FactBase, text: str) -> Nation | None:
    word = fold(text.strip())
    for nation in base.nations.values():
        if word == fold(nation.id):
            return nation
    named = (n for n in base.nations.values() if word in map(fold, (n.name, *n.also)))
    return next(named, None)


# -- the list -----------------------------------------------------------------------------------------


def _date(base: FactBase, fact: Fact) -> str:
    date = dated(base, fact)
    if date is None:
        return "undated"
    return f"pub. {date[0].short}" if date[1] == PUBLISHED else date[0].short


def _month(base: FactBase, fact: Fact) -> str:
    """The month of a figure, that of publication in brackets; its page names the day."""
    month = figure_month(base, fact)
    return f" {month}" if month.startswith("(") else f", {month or 'undated'}"


def side_cell(base: FactBase, side: Side, width: int) -> Cell:
    """One nation's side in `width` cells: the sign of its state, and the latest figure or how many facts.

    Where room is short the unit gives way, and the cut is marked; the figure, its hedge and its date stay.
    """
    signs = signs_of(side.state, side.disputed, side.open)
    fact = side.latest
    if side.state != STATED or fact is None or fact.value is None:
        if side.state == NOT_STATED:
            told = "not named, open list" if side.open else NOT_STATED
        else:
            modes = {fact.mode for fact in side.facts}
            told = "" if side.state == STATED else f"{side.state}, "
            told += plural(len(side.facts), "fact")
            if modes <= AHEAD_MODES and len(modes) == 1:
                told += f", {modes.pop()}"
        return spans(signs, Span(f" {told}", "muted" if side.state == STATED else signs[0].tone))
    mode = f" {fact.mode}" if fact.mode != "reported" else ""
    date = _month(base, fact)
    figure = fact.value.compact
    unit = f" {fact.value.unit}"
    room = width - len(signs) - 1 - len(figure) - len(mode) - len(date)
    if len(unit) > room:
        unit = unit[: room - 1].rstrip() + "…" if room > 3 else " …"
    return spans(
        signs,
        Span(f" {figure}", "strong" if fact.value.is_exact else "hedge"),
        unit,
        Span(mode, MODE_TONES[fact.mode]),
        Span(date, "muted"),
    )


_LEAST_TITLE, _MOST_TITLE = 14, 30


def compare_listing(base: FactBase, found: Comparison, query: str = "", width: int = 78) -> Listing:
    """The comparison as rows, the two nations as columns, for a list of `width` columns."""
    title = max(_LEAST_TITLE, min(_MOST_TITLE, width // 4))
    cell = max(10, (width - title - 4) // 2)
    asked = match.terms(query)
    rows = [
        Row(
            row.key,
            (
                spans(
                    Span(f"{DIFFERS} ", "strong") if row.differs else Span(f"{ALIKE} ", "muted"),
                    *match.mark(row.title, asked),
                ),
                side_cell(base, row.one, cell),
                side_cell(base, row.other, cell),
            ),
            compare_key(found.one.id, found.other.id, row.key),
        )
        for row in found.rows
        if not asked or match.matches(asked, row.title)
    ]
    columns = (
        Column("topic", "Topic", title),
        Column("one", found.one.name, cell),
        Column("other", found.other.name, cell),
    )
    told = "No topic matches. Escape clears the filter." if asked else "Nothing is told of either."
    return Listing(columns, rows, len(found.rows), "topics", (Line((Span(told, "muted"),), indent=1),))


LEGEND = {
    DIFFERS: "differs",
    ALIKE: "same",
    "(date)": "published",
    NOT_NAMED[0]: "not in open list",
    **{sign: state for state, (sign, _) in SIGNS.items()},
}
"""What each sign of the list means, in the order in which it is explained."""


def legend(listing: Listing) -> Sequence[tuple[str, str]]:
    """The signs that occur in the list of a comparison, each with its meaning."""
    used = {span.text.strip() for row in listing.rows for cell in row.cells for span in cell}
    if any(text.startswith("(") for text in used):
        used.add("(date)")
    return [(sign, meaning) for sign, meaning in LEGEND.items() if sign in used]


# -- pages --------------------------------------------------------------------------------------------


def compare_page(base: FactBase, key: str) -> Page | None:
    """The whole comparison as a page, or one row of it; None where there is none such."""
    pair = pair_of(base, key)
    if pair is None:
        return None
    found = comparison(base, *pair)
    row_key = ":".join(key.removeprefix(COMPARE_PREFIX).split(":", 2)[2:])
    if not row_key:
        return _whole_page(base, found)
    row = next((row for row in found.rows if row.key == row_key), None)
    return _row_page(base, row) if row else None


def _whole_page(base: FactBase, found: Comparison) -> Page:
    title = f"{found.one.name} and {found.other.name}"
    lines = [Line((Span(title, "strong"),))]
    for differs, label in ((True, "They differ"), (False, "Neither state nor figure differs")):
        rows = [row for row in found.rows if row.differs == differs]
        if rows:
            lines += [BLANK, heading(label, plural(len(rows), "topic"))]
        for row in rows:
            target = compare_key(found.one.id, found.other.id, row.key)
            lines.append(Line((Span(row.title, "accent"),), target=target, indent=2, key=row.key))
            for side in (row.one, row.other):
                parts = spans(f"{side.nation.name}: ", side_cell(base, side, 200))
                lines.append(Line(parts, indent=4, hang=2))
    if found.untold:
        told = f"Nothing is told of either on: {', '.join(found.untold)}."
        lines += [BLANK, words(told)]
    return Page(title, tuple(lines))


def _row_page(base: FactBase, row: CompareRow) -> Page:
    one, other = row.one, row.other
    title = f"{one.nation.name} and {other.nation.name}: {row.title}"
    lines = [Line((Span(title, "strong"),))]
    shared = [fact for fact in one.facts if fact in other.facts]
    if shared:
        lines += [BLANK, heading("Of both at once", plural(len(shared), "fact"))]
        lines += [fact_line(base, fact) for fact in shared]
    for side in (one, other):
        own = [fact for fact in side.facts if fact not in shared]
        state = "stated, and denied" if side.disputed else side.state
        head = spans(
            Span(f"{side.nation.name}  ", "heading"),
            signs_of(side.state, side.disputed, side.open),
            Span(f" {state}", "muted"),
        )
        lines += [BLANK, Line(head, target=side.nation.id, key=side.nation.id)]
        lines += [fact_line(base, fact) for fact in own]
        if not side.told:
            told = base.scope.none("state", "this")
            told += "; a list is open, so not being named is not a no." if side.open else "."
            lines.append(words(told, "absent"))
        elif not own:
            lines.append(words("Nothing but what is said of both."))
    lines += _figures(base, one, other)
    return Page(title, tuple(lines))


def _figures(base: FactBase, one: Side, other: Side) -> list[Line]:
    """The latest figures of each unit that both have, set side by side, and what can be said of the two."""

    def by_unit(side: Side) -> dict[tuple[str, ...], list[Fact]]:
        found: dict[tuple[str, ...], list[Fact]] = {}
        for fact in own_figures(base, side.nation.id, side.facts):
            if fact.value is not None:
                found.setdefault(unit_key(fact.value.unit), []).append(fact)
        return found

    first, second = by_unit(one), by_unit(other)
    if not first or not second:
        return []
    lines = [BLANK, heading("Figures side by side", "the latest of each unit that both have")]
    common = [unit for unit in first if unit in second]
    for unit in common:
        mine, theirs = latest_figure(base, first[unit]), latest_figure(base, second[unit])
        if mine is not None and theirs is not None:
            lines += _set_against(base, mine, theirs)
    if not common:
        lines.append(words("None: they have figures of different units, which can't be set side by side."))
    return lines


def _set_against(base: FactBase, one: Fact, other: Fact) -> list[Line]:
    """Two figures and their difference, if it can be told without a guess; else why not."""
    if one.value is None or other.value is None:
        return []
    told = " and ".join(
        f"{fact.value.figure}{f' {fact.mode}' if fact.mode != 'reported' else ''} ({_date(base, fact)})"
        for fact in (one, other)
        if fact.value
    )
    lines = [Line(spans(f"{told} ", one.value.unit), indent=2, hang=2)]
    why = why_not_subtracted(base, one, other)
    ends = sorted(end for end in (one.value.low, other.value.low) if end is not None)
    if why:
        return [*lines, words(f"{why}.", "hedge", indent=4)]
    if ends[0] == ends[-1]:
        return [*lines, words("The same figure.", indent=4)]
    high, low = (one, other) if one.value.low == ends[-1] else (other, one)
    gap = round(ends[-1] - ends[0], 6)
    shown = f"{int(gap):,}" if gap == int(gap) else f"{gap:,}"
    assert high.value is not None
    assert low.value is not None
    parts = spans(
        Span(f"{high.value.figure} − {low.value.figure} = {shown} {high.value.unit}", "derived"),
        Span("  derived: no source states this", "muted"),
    )
    return [*lines, Line(parts, indent=4, hang=2)]


def why_not_subtracted(base: FactBase, one: Fact, other: Fact) -> str:
    """Why no difference of two figures is worked out; empty where it can be."""
    first, second = dated(base, one), dated(base, other)
    reasons: list[str] = []
    if first is None or second is None:
        reasons.append("not both are dated")
    elif (first[0].text, first[1]) != (second[0].text, second[1]):
        shown = [
            f"{'published ' if basis == PUBLISHED else ''}{date.display}" for date, basis in (first, second)
        ]
        reasons.append(f"dates differ: {shown[0]} and {shown[1]}")
    elif first[0].approximate or first[0].uncertain or first[0].is_interval:
        reasons.append(f"the date is not one day: {first[0].display}")
    if one.value is None or other.value is None or not (one.value.is_exact and other.value.is_exact):
        reasons.append("not both are exact")
    if one.mode != other.mode:
        reasons.append(f"one is {one.mode}, the other {other.mode}")
    return "; ".join(reasons)
