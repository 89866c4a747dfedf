"""The matrix: nations by topics in the four states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.factbase.answers import match, pivots
from tui.factbase.model import Fact, FactBase, Nation, Place
from tui.factbase.once import once
from tui.factbase.page import Cell, Column, Line, Page, Row, Span, spans
from tui.factbase.shown.lists import Listing, Rows, name_cell, or_in_view
from tui.factbase.shown.page_lines import BLANK, fact_line, heading
from tui.factbase.text import plural
from tui.factbase.vocabulary import CELL_PREFIX, DENIED, MEETING_TOPICS, NOT_STATED, STATED, UNCLEAR

SIGNS = {
    STATED: ("●", "strong"),
    DENIED: ("✗", "denied"),
    UNCLEAR: ("?", "unclear"),
    NOT_STATED: ("·", "absent"),
}
"""The sign and tone of each state; the signs alone tell them apart."""

NOT_NAMED = ("–", "absent")
"""Not stated, though an open list names others: still not a no."""


class MatrixColumn(NamedTuple):
    """A topic, or strikes in one theatre."""

    key: str
    title: str
    topic: str
    theatre: Place | None = None
    elsewhere: frozenset[str] = frozenset()
    """Theatres that have columns of their own; this one holds what is told of other places or none."""
    open: bool = False
    """Whether a source leaves any list behind it open: not being named is then no no."""

    def facts(self, base: FactBase, nation: str) -> list[Fact]:
        """The facts of one cell."""
        return [
            fact
            for fact in base.about_on(nation, self.topic)
            if (self.theatre is None or fact.place == self.theatre.id) and fact.place not in self.elsewhere
        ]


@once
def matrix_columns(base: FactBase) -> Sequence[MatrixColumn]:
    """The topics on which something is said of some nation; strikes stand theatre by theatre."""
    columns: list[MatrixColumn] = []
    for topic in pivots.nation_topics(base):
        if topic in MEETING_TOPICS[:2] or topic in ("publication", "talks", "agenda"):
            continue
        name = base.topics[topic]
        if topic != "strikes":
            listed = [fact for fact in base.on(topic) if len(fact.about) > 2]
            is_open = any(fact.open for fact in listed)
            columns.append(MatrixColumn(topic, name, topic, open=is_open))
            continue
        for theatre in pivots.theatres(base):
            lists = pivots.strike_lists(base, theatre.id)
            is_open = any(fact.open for fact in lists)
            title = f"Strikes {theatre.name}"
            columns.append(MatrixColumn(f"strikes-{theatre.id}", title, topic, theatre, open=is_open))
        theatres = frozenset(theatre.id for theatre in pivots.theatres(base))
        rest = MatrixColumn(
            "strikes", "Strikes" if not theatres else "Strikes overall", topic, elsewhere=theatres
        )
        if any(rest.facts(base, nation) for nation in base.nations):
            columns.append(rest)
    return columns


def signs_of(state: str, disputed: bool = False, is_open: bool = False) -> tuple[Span, ...]:
    """The sign of a state; of what one source states and another denies, both: neither is the one answer."""
    if disputed:
        return Span(*SIGNS[STATED]), Span(*SIGNS[DENIED])
    return (Span(*(NOT_NAMED if state == NOT_STATED and is_open else SIGNS[state])),)


def _signs(base: FactBase, column: MatrixColumn, facts: Sequence[Fact]) -> tuple[tuple[Span, ...], str]:
    """The signs of a cell, and what they mean in words."""
    told = pivots.standing(base, facts)
    state = pivots.state_of(told)
    disputed = state == STATED and any(fact.mode == DENIED for fact in told)
    return signs_of(state, disputed, column.open), "stated, and denied" if disputed else state


def _cell(base: FactBase, column: MatrixColumn, facts: Sequence[Fact]) -> Cell:
    signs, _ = _signs(base, column, facts)
    return spans(signs, Span(f" {len(facts)}", "muted") if len(facts) > 1 else "")


def matrix_listing(base: FactBase, query: str = "", marked_nation: str | None = None) -> Listing:
    """The matrix as rows: one nation each, the states of its topics after the name.

    `marked_nation` is the id of one that is to be compared.
    """
    columns = matrix_columns(base)
    words = match.terms(query)
    listed = pivots.listed_nations(base)
    chosen = [
        nation for nation in listed if not words or match.matches(words, nation.id, nation.name, *nation.also)
    ]

    def row(nation: Nation) -> Row:
        return Row(
            nation.id,
            (
                name_cell(nation.name, words, nation.id == marked_nation),
                *(_cell(base, column, column.facts(base, nation.id)) for column in columns),
            ),
            nation.id,
        )

    rows = Rows(chosen, lambda nation: nation.id, row)
    heads = (
        Column("name", "Nation", 20),
        *(
            Column(column.key, f"{column.title}{'*' if column.open else ''}", _width(column))
            for column in columns
        ),
    )
    told = or_in_view(base, "name", "a nation", "No nation yet.")
    empty = (Line((Span("No nation matches. Escape clears the filter." if words else told, "muted"),)),)
    return Listing(heads, rows, len(listed), "nations", empty)


def _width(column: MatrixColumn) -> int:
    return max(6, len(column.title) + column.open)


def cell_key(nation: str, column: str) -> str:
    """The place of one cell."""
    return f"{CELL_PREFIX}{nation}:{column}"


def cell_page(base: FactBase, key: str) -> Page | None:
    """The facts behind one cell, or that there are none; None where there is no such cell."""
    nation_id, _, column_key = key.removeprefix(CELL_PREFIX).partition(":")
    nation = base.nations.get(nation_id)
    column = next((column for column in matrix_columns(base) if column.key == column_key), None)
    if nation is None or column is None:
        return None
    facts = column.facts(base, nation_id)
    signs, state = _signs(base, column, facts)
    title = f"{nation.name}, {column.title.lower() if not column.theatre else column.title}"
    lines = [Line((Span(title, "strong"),)), Line(spans(signs, Span(f" {state}", signs[0].tone)), indent=2)]
    if facts:
        lines += [BLANK, heading(plural(len(facts), "fact"))]
        lines += [fact_line(base, fact) for fact in facts]
    else:
        lines.append(Line((Span(f"{base.scope.none('state', 'this')}.", "absent"),), indent=2))
        if column.open:
            lines.append(Line((Span("A list is open: not being named is not a no.", "hedge"),), indent=2))
    lines += [
        BLANK,
        Line(spans(Span("All of ", "muted"), Span(nation.name, "accent")), target=nation.id, indent=2),
    ]
    return Page(title, tuple(lines))
