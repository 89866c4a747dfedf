"""Two nations side by side: topic by topic what is told of each, where they differ first.

A figure is set against another only in words, unless both are exact, of one unit and of one date; then their
difference is worked out and says that it is derived.  Not stated is never a no, on either side.  Two nations
are alike on a topic only if the very same is told of both; of statements that can't be compared no sign says
either.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from tui.factbase.answers import match
from tui.factbase.answers.pivots import latest, own_figures, standing, state_of
from tui.factbase.answers.series import PUBLISHED, dated
from tui.factbase.model import Fact, FactBase, Nation
from tui.factbase.page import DIFFERS, Cell, Column, Line, Page, Row, Span, spans
from tui.factbase.quantity import unit_key
from tui.factbase.shown.lists import Listing, differs, figure_month
from tui.factbase.shown.matrix import NOT_NAMED, SIGNS, matrix_columns, signs_of
from tui.factbase.shown.page_lines import BLANK, MODE_TONES, fact_line, heading, link, words
from tui.factbase.text import fold, plural
from tui.factbase.vocabulary import (
    AHEAD_MODES,
    COMPARE_PREFIX,
    DENIED,
    NOT_STATED,
    STATED,
    UNCLEAR,
)

ALIKE: Final = "="
UNCOMPARED: Final = ""
"""Neither: what is told of the two are other statements, or figures of other dates."""
VERDICTS: Final = (DIFFERS, UNCOMPARED, ALIKE)
"""How what is told of two nations on a topic can compare, in the order in which the rows stand."""

_MEMBERSHIP = "membership"
_NAMED_AT: Final = {"attendance": "at", "invitation": "to"}
"""Topics on which a nation is named for meetings, and the word before how many."""


class Meetings(NamedTuple):
    """For which meetings a nation is named, on a topic that tells just that."""

    word: str
    """What goes before their number: `at`."""
    named: tuple[str, ...]
    """The ids of those at which a source has it as a fact, in the order of the file."""
    otherwise: tuple[tuple[str, int], ...]
    """How many others it is named for in another way: `planned`, `denied`, `unclear`."""
    alone: tuple[str, ...] = ()
    """The ids of those at which it is named and the other nation of the comparison isn't, in any way."""


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
    content: frozenset[tuple[object, ...]]
    """What is told, to be compared: answers to yes and no, figures with their dates, ids of other facts."""
    meetings: Meetings | None = None
    """On a topic that names nations for meetings: for which."""

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
    def verdict(self) -> str:
        """One of `VERDICTS`: not how many sources say so, but what is told.

        `ALIKE` if the same is told: the same answers to yes and no, the same figures of the same dates, the
        very same facts.  Else `DIFFERS` if the states or the figures shown differ, if one is only planned, or
        if they are named for other meetings.  Else neither can be said.
        """
        if self.one.content == self.other.content:
            return ALIKE
        first, second = (
            (side.state, side.disputed, side.ahead, _figure(side), _answers(side))
            for side in (self.one, self.other)
        )
        return UNCOMPARED if first == second else DIFFERS

    @property
    def differs(self) -> bool:
        """Whether it can be said that they differ."""
        return self.verdict == DIFFERS


class Comparison(NamedTuple):
    """Two nations compared."""

    one: Nation
    other: Nation
    rows: tuple[CompareRow, ...]
    """Those that differ first, those that are alike last; none on which nothing is told of either."""
    untold: tuple[str, ...]
    """The titles of those on which nothing is told of either."""


def _figure(side: Side) -> tuple[object, ...] | None:
    fact = side.latest
    if fact is None or fact.value is None:
        return None
    value = fact.value
    ahead = fact.mode if fact.mode in AHEAD_MODES else ""
    return value.low, value.high, value.approximate, value.exclusive, unit_key(value.unit), ahead


_ANSWER, _FIGURE, _FACT = "answer", "figure", "fact"


def _answers(side: Side) -> frozenset[tuple[object, ...]]:
    return frozenset(told for told in side.content if told[0] == _ANSWER)


def _content(
    base: FactBase, nation: Nation, facts: Sequence[Fact], group: str | None
) -> Iterator[tuple[object, ...]]:
    """What these facts tell of a nation, so that the same of two nations is equal.

    With `group` what they tell of it as a member of that group alone.
    """
    named: dict[str, set[str]] = {}
    figures = {fact.id for fact in own_figures(base, nation.id, facts)}
    for fact in facts:
        around = [key for key in fact.about if key in base.groups or key in base.meetings]
        if fact.id in figures and fact.value is not None:
            value, date = fact.value, dated(base, fact)
            others = tuple(sorted(key for key in fact.about if key != nation.id))
            yield (
                _FIGURE,
                (value.low, value.high, value.approximate, value.exclusive, unit_key(value.unit)),
                (fact.mode, others, fact.place),
                (date[0].text, date[1]) if date else fact.id,  # of two without a date nothing can be said
            )
        elif around and fact.topic in (_MEMBERSHIP, *_NAMED_AT):
            for key in around:
                if group in (None, key):
                    named.setdefault(key, set()).add(fact.mode)
        else:
            yield _FACT, fact.id
    for key, modes in named.items():
        firm = modes - AHEAD_MODES - {DENIED, UNCLEAR}
        yield _ANSWER, key, (STATED, DENIED in modes) if firm else tuple(sorted(modes))


def _meetings(base: FactBase, facts: Sequence[Fact]) -> Meetings | None:
    """For which meetings these facts, all of one nation and topic, name it."""
    word = _NAMED_AT.get(facts[0].topic) if facts else None
    if word is None:
        return None
    by_meeting: dict[str, list[Fact]] = {}
    for fact in facts:
        for key in fact.about:
            if key in base.meetings:
                by_meeting.setdefault(key, []).append(fact)
    named: list[str] = []
    otherwise: dict[str, int] = {}
    for key in (key for key in base.meetings if key in by_meeting):
        modes = {fact.mode for fact in by_meeting[key]}
        state = state_of(by_meeting[key])
        if state == STATED and not modes <= AHEAD_MODES | {DENIED, UNCLEAR}:
            named.append(key)
            continue
        told = " or ".join(sorted(modes & AHEAD_MODES)) if state == STATED else state
        otherwise[told] = otherwise.get(told, 0) + 1
    return Meetings(word, tuple(named), tuple(otherwise.items())) if by_meeting else None


def _not_named(base: FactBase, meetings: Meetings, other: Sequence[Fact]) -> Meetings:
    """The meetings with those of them that none of the other nation's facts is about."""
    theirs = {key for fact in other for key in fact.about}
    return meetings._replace(alone=tuple(key for key in meetings.named if key not in theirs))


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
    group: str | None = None,
) -> CompareRow:
    """A row of what is told of the one nation and of the other; with `group`, as members of that."""
    own = [own_figures(base, nation.id, facts) for nation, facts in told]
    reported = [[fact for fact in figures if fact.mode not in AHEAD_MODES] for figures in own]
    common = _units(reported[0]) & _units(reported[1])
    if common:
        own = [[f for f in figures if f.value and unit_key(f.value.unit) in common] for figures in own]
    sides: list[Side] = []
    for (nation, facts), figures, (_, theirs) in zip(told, own, reversed(told), strict=True):
        standing_facts = standing(base, facts)
        state = state_of(standing_facts)
        not_named = state == NOT_STATED and is_open
        modes = {fact.mode for fact in standing_facts}
        disputed = state == STATED and DENIED in modes
        ahead = state == STATED and modes <= AHEAD_MODES | {DENIED, UNCLEAR}
        figure = latest_figure(base, figures)
        content = frozenset(_content(base, nation, standing_facts, group))
        meetings = _meetings(base, standing_facts)
        if meetings is not None:
            meetings = _not_named(base, meetings, standing(base, theirs))
        sides.append(Side(nation, tuple(facts), state, not_named, figure, disputed, ahead, content, meetings))
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
        tuple(sorted(spoken, key=lambda row: VERDICTS.index(row.verdict))),
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
        key = f"{_MEMBERSHIP}-{group.id}"
        rows.append(_row(base, key, f"In: {group.name}", told, is_open, group.id))

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


def side_cell(base: FactBase, side: Side, width: int, other: Nation | None = None) -> Cell:
    """One nation's side in `width` cells: the sign of its state, then a figure, meetings, or how many facts.

    `other` is the nation that it is compared with.  Where room is short the unit gives way, word by word, and
    then how many facts there are more, and the cut is marked; the figure, its hedge and its date stay.
    """
    signs = signs_of(side.state, side.disputed, side.open)
    if side.state == STATED and side.latest is not None and side.latest.value is not None:
        return _figure_cell(base, side, side.latest, signs, width)
    if side.state == NOT_STATED:
        told = "not named, open list" if side.open else NOT_STATED
    elif side.meetings is not None:
        told = _meetings_told(side.meetings, other, width - len(signs) - 1)
    else:
        modes = {fact.mode for fact in side.facts}
        told = "" if side.state == STATED else f"{side.state}, "
        told += plural(len(side.facts), "fact")
        if modes <= AHEAD_MODES and len(modes) == 1:
            told += f", {modes.pop()}"
    return spans(signs, Span(f" {told}", "muted" if side.state == STATED else signs[0].tone))


def _figure_cell(base: FactBase, side: Side, fact: Fact, signs: Cell, width: int) -> Cell:
    assert fact.value is not None
    figure = Span(f" {fact.value.compact}", "strong" if fact.value.is_exact else "hedge")
    against = differs(base, fact)
    mode = Span(f" {fact.mode}" if fact.mode != "reported" else "", MODE_TONES[fact.mode])
    date = Span(f" {figure_month(base, fact) or 'undated'}", "muted")
    more = Span(f" +{len(side.facts) - 1}" if len(side.facts) > 1 else "", "muted")

    def cell(unit: str, more: Span = more) -> Cell:
        return spans(signs, figure, against, unit, mode, date, more)

    unit = fact.value.unit.split(" ")
    shortened = (" ".join(unit[:count]) for count in range(len(unit) - 1, 0, -1))
    forms = (cell(f" {fact.value.unit}"), *(cell(f" {words} …") for words in shortened), cell(" …"))
    cut = cell("", Span("…", "muted"))
    forms = (*forms, cut)
    if not side.disputed:  # a figure alone says that it is stated
        forms = (*forms, spans(figure._replace(text=fact.value.compact), cut[2:]))
    return next((form for form in forms if _cells(form) <= width), forms[-1])


def _cells(cell: Cell) -> int:
    return sum(len(span.text) for span in cell)


def _meetings_told(meetings: Meetings, other: Nation | None, width: int) -> str:
    """For how many meetings a nation is named, and for how many of them the other isn't."""
    counts = [f"{meetings.word} {len(meetings.named)}"] if meetings.named else []
    counts += [f"{how} {meetings.word} {count}" for how, count in meetings.otherwise]
    told = ", ".join(counts)
    if not meetings.alone or other is None:
        return told
    forms = [
        f"{told}; {name} not named {meetings.word} {len(meetings.alone)}" for name in (other.name, other.id)
    ]
    return next((form for form in forms if len(form) <= width), forms[-1])


_LEAST_TITLE, _MOST_TITLE = 14, 30


def compare_listing(base: FactBase, found: Comparison, query: str = "", width: int = 78) -> Listing:
    """The comparison as rows, the two nations as columns, for a list of `width` columns."""
    longest = max((len(row.title) for row in found.rows), default=0) + 2
    title = max(_LEAST_TITLE, min(_MOST_TITLE, longest, width * 9 // 40))
    cell = max(10, (width - title - 4) // 2)
    asked = match.terms(query)
    rows = [
        Row(
            row.key,
            (
                spans(
                    Span(f"{row.verdict or ' '} ", "strong" if row.differs else "muted"),
                    *match.mark(row.title, asked),
                ),
                side_cell(base, row.one, cell, found.other),
                side_cell(base, row.other, cell, found.one),
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


NO_SIGN: Final = "no sign"
VERDICTS_TOLD: Final = (
    ((DIFFERS, "they differ"), (ALIKE, "the same is told"), (NO_SIGN, "statements that can't be compared")),
    ((DIFFERS, "differ"), (ALIKE, "same told"), (NO_SIGN, "not comparable")),
)
"""What the sign before a topic means, at length and in short."""
LEGEND: Final = {
    "date": "as of",
    "(date)": "published",
    "+n": "more facts",
    f"n{DIFFERS}": "sources disagree",
    NOT_NAMED[0]: "not in open list",
    **{sign: state for state, (sign, _) in SIGNS.items()},
}
"""What each sign in the cells means, in the order in which it is explained."""
_SAID_BESIDE: Final = (NOT_NAMED[0], *(sign for sign, _ in SIGNS.values()))
"""Signs whose meaning stands in words behind them, or is a figure or a number of facts."""


def legend(listing: Listing, brief: bool = False) -> Sequence[tuple[str, str]]:
    """The signs that occur in the cells of a comparison, each with its meaning.

    `brief` leaves out those that need it least.
    """
    used: set[str] = set()
    for cell in (cell for row in listing.rows for cell in row.cells[1:]):
        used.update(span.text.strip() for span in cell)
        if any(span.text == DIFFERS for span in cell):
            used.add(f"n{DIFFERS}")
        if len(cell) > 2:  # a figure: behind it stands a date, and how many facts there are more
            texts = [span.text.strip() for span in cell[1:]]
            used.update("(date)" for text in texts if text.startswith("("))
            used.update("date" for text in texts if text[:4].isdecimal() and text[4:5] == "-")
            used.update("+n" for text in texts if text.startswith("+"))
    return [
        (sign, meaning)
        for sign, meaning in LEGEND.items()
        if sign in used and not (brief and sign in _SAID_BESIDE)
    ]


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
    for verdict, label in _HEADINGS.items():
        rows = [row for row in found.rows if row.verdict == verdict]
        if rows:
            lines += [BLANK, heading(label, plural(len(rows), "topic"))]
        for row in rows:
            target = compare_key(found.one.id, found.other.id, row.key)
            lines.append(Line((Span(row.title, "accent"),), target=target, indent=2, key=row.key))
            for side, other in ((row.one, found.other), (row.other, found.one)):
                parts = spans(f"{side.nation.name}: ", side_cell(base, side, 200, other))
                lines.append(Line(parts, indent=4, hang=2))
    if found.untold:
        told = f"Nothing is told of either on: {', '.join(found.untold)}."
        lines += [BLANK, words(told)]
    return Page(title, tuple(lines))


_HEADINGS: Final = {
    DIFFERS: "They differ",
    UNCOMPARED: "Other statements or other dates, which can't be compared",
    ALIKE: "The same is told of both",
}


def _row_page(base: FactBase, row: CompareRow) -> Page:
    one, other = row.one, row.other
    title = f"{one.nation.name} and {other.nation.name}: {row.title}"
    lines = [Line((Span(title, "strong"),))]
    ids = {fact.id for fact in one.facts} & {fact.id for fact in other.facts}
    shared = [fact for fact in one.facts if fact.id in ids]
    if shared:
        lines += [BLANK, heading("Of both at once", plural(len(shared), "fact"))]
        lines += [fact_line(base, fact) for fact in shared]
    for side, against in ((one, other), (other, one)):
        if side.meetings and side.meetings.alone:
            names = f"{side.nation.name} is named, and {against.nation.name} is not"
            lines += [BLANK, heading(names, plural(len(side.meetings.alone), "meeting"))]
            lines += [link(base.name(key), key) for key in side.meetings.alone]
    for side in (one, other):
        own = [fact for fact in side.facts if fact.id not in ids]
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
