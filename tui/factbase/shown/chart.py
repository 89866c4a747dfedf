"""A small chart in characters: figures over time, each at its date, never joined.

Time runs to the right, the figure upwards from 0.  A figure is a point, a hedged one a hollow point or a
range whose ends say whether they were stated.  What lies between two dates stays blank: nobody told of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

from tui.factbase.dates import MONTHS, EdtfDate
from tui.factbase.page import Span, spans
from tui.factbase.quantity import Number, Quantity

ROWS: Final = 9
"""The rows of the plot, that of 0 included."""
LEAST_WIDTH: Final = 24
"""Narrower than this no chart is drawn to be read."""
MOST_WIDTH: Final = 110

EXACT, ABOUT = "●", "○"
TOP, LINE, BOTTOM, CLOSE = "┬", "│", "┴", "I"
NO_TOP, NO_BOTTOM = "↑", "↓"
AHEAD, AHEAD_HEDGED, AHEAD_LINE = "◆", "◇", "┆"
_DAYS_LABELLED: Final = 45
"""Up to so many days the axis names its first and last day instead of months."""
IN_CONFLICT: Final = "≠"
"""Beneath the axis, where figures stand that can't all be true: over the figure it would hide its hedge."""
SEVERAL: Final = "23456789+"
"""In place of signs that fall on one spot: how many there are; `+` for more than nine."""

LEGEND: Final[dict[str, str]] = {
    EXACT: "exactly",
    ABOUT: "about",
    f"{TOP}{LINE}{BOTTOM}": "between the two ends",
    CLOSE: "between two figures too close to tell apart here",
    f"{TOP}{NO_BOTTOM}": "up to, or fewer than: no lower end is stated",
    f"{BOTTOM}{NO_TOP}": "at least, or more than: no upper end is stated",
    AHEAD: "planned, expected, pledged or possible: exactly",
    AHEAD_HEDGED: "planned, expected, pledged or possible: hedged",
    AHEAD_LINE: "the range of such a figure",
    NO_TOP: "no upper end is stated",
    NO_BOTTOM: "no lower end is stated",
    SEVERAL: "so many figures on one spot",
    IN_CONFLICT: "beneath: there stands a figure that another one contradicts for the same period",
}
"""What each sign means, in the order in which a legend names them."""


class Mark(NamedTuple):
    """One figure to be drawn."""

    day: int
    """The day at which it stands, counted as `datetime.date.toordinal` does."""
    value: Quantity
    ahead: bool = False
    """It had not come about when it was told of."""
    in_conflict: bool = False
    """Another of the figures contradicts it."""


class Chart(NamedTuple):
    """A chart, row by row from the top, and what its legend has to explain."""

    rows: tuple[tuple[Span, ...], ...]
    legend: tuple[tuple[str, str], ...]
    """The signs used, each with its meaning."""
    top: float
    """The figure at the upper edge."""


def day_of(when: EdtfDate) -> int | None:
    """The day at which a date is drawn: the middle of those that it may be, of an open one its known end."""
    ends = [date.fromisoformat(end).toordinal() for end in (when.earliest, when.latest) if end]
    return sum(ends) // len(ends) if ends else None


def signs_of(mark: Mark) -> str:
    """The signs that stand for a figure, as a table beside the chart shows them."""
    value = mark.value
    if mark.ahead:
        return AHEAD if value.is_exact else AHEAD_HEDGED
    if value.high is None:
        return BOTTOM + NO_TOP
    if value.low is None:
        return TOP + NO_BOTTOM
    if value.is_range:
        return TOP + BOTTOM
    return EXACT if value.is_exact else ABOUT


def draw(marks: Sequence[Mark], width: int) -> Chart:
    """The chart of some figures, `width` cells wide (at least `LEAST_WIDTH`), with its axes.

    Raises `ValueError` if there are no figures.
    """
    if not marks:
        raise ValueError("nothing to draw")
    width = max(LEAST_WIDTH, min(MOST_WIDTH, width))
    step = _step(marks)
    labels = [_label(step * number) for number in range(5)]
    if max(map(len, labels)) > width // 3:
        labels = [f"{step * number:.2g}" for number in range(5)]
    margin = max(len(label) for label in labels) + 1
    scale = _Scale(4 * step, min(mark.day for mark in marks), max(mark.day for mark in marks), width - margin)
    cells, used = _place(marks, scale)
    ticks = _ticks(scale)
    rows: list[tuple[Span, ...]] = []
    for row in range(ROWS - 1, -1, -1):
        label = labels[row // 2] if row % 2 == 0 else ""
        axis = ("┼" if row == 0 else "┤") if label else "│"
        ground = {column: "┬" for column, _ in ticks} if row == 0 else {}
        blank = "─" if row == 0 else " "
        plot = [
            cells.get((row, column)) or Span(ground.get(column, blank), "muted")
            for column in range(scale.columns)
        ]
        rows.append(_joined(Span(f"{label:>{margin - 1}} {axis}", "muted"), *plot))
    labelled = _joined(Span(" " * (margin + 1), "muted"), Span(_tick_labels(ticks, scale.columns), "muted"))
    disputed = {scale.column(mark.day) for mark in marks if mark.in_conflict}
    if disputed:
        beneath = "".join(IN_CONFLICT if column in disputed else " " for column in range(scale.columns))
        rows.append(_joined(Span(" " * (margin + 1), "muted"), Span(beneath, "denied")))
        used.add(IN_CONFLICT)
    rows.append(labelled)
    counts = "".join(sorted({span.text for span in cells.values() if span.text in SEVERAL}))
    legend = tuple(
        (counts if sign == SEVERAL else sign, meaning) for sign, meaning in LEGEND.items() if sign in used
    )
    return Chart(tuple(rows), legend, scale.top)


# -- scales -------------------------------------------------------------------------------------------


class _Scale(NamedTuple):
    top: float
    first: int
    last: int
    room: int
    """Cells for axis and plot."""

    @property
    def columns(self) -> int:
        """The columns of the plot, right of its axis."""
        return self.room - 1

    def column(self, day: int) -> int:
        """The column of a day; one at either edge stays blank."""
        if self.last == self.first:
            return self.columns // 2
        return 1 + round((day - self.first) * (self.columns - 3) / (self.last - self.first))

    def row(self, figure: Number) -> int:
        """The row of a figure, 0 the lowest."""
        return min(ROWS - 1, round(figure * (ROWS - 1) / self.top)) if self.top else 0


def _step(marks: Iterable[Mark]) -> float:
    """A quarter of the axis: round, and large enough for all figures and the arrows above open ranges."""
    most = 0.0
    whole = True
    for mark in marks:
        low, high = mark.value.low, mark.value.high
        ends = [float(end) for end in (low, high) if end is not None]
        # An open range needs a row above its end.
        most = max(most, *ends, (low or 0) * ROWS / (ROWS - 2) if high is None else 0)
        whole = whole and all(end == int(end) for end in ends)
    if most <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(most / 4))
    step = next(
        (times * power for times in (1, 1.5, 2, 2.5, 3, 4, 5, 6, 8) if 4 * times * power >= most), 10 * power
    )
    return math.ceil(step) if whole else step


def _label(figure: float) -> str:
    if figure >= 1e12:
        return f"{figure:.1e}"
    if figure == int(figure):
        return f"{int(figure):,}"
    return f"{figure:,.6f}".rstrip("0").rstrip(".") if figure >= 1e-4 else f"{figure:.1e}"


# -- marks --------------------------------------------------------------------------------------------


def _place(marks: Iterable[Mark], scale: _Scale) -> tuple[dict[tuple[int, int], Span], set[str]]:
    """The cells of the plot by row and column, and which signs of the legend they use."""
    points: dict[tuple[int, int], list[Span]] = {}
    lines: dict[tuple[int, int], Span] = {}
    used: set[str] = set()
    for mark in marks:
        column = scale.column(mark.day)
        found, between, keys = _shape(mark, scale)
        for row, sign in found:
            points.setdefault((row, column), []).append(sign)
        for row, sign in between:
            lines[row, column] = sign
        used.update(keys)
    cells = dict(lines)
    for place, signs in points.items():
        cells[place] = signs[0]
        if len(signs) > 1:
            cells[place] = Span(SEVERAL[min(len(signs), 10) - 2], "strong")
            used.add(SEVERAL)
    seen = {span.text for span in cells.values()}
    return cells, {key for key in used if key == SEVERAL or not seen.isdisjoint(key)}  # not beneath a number


def _shape(mark: Mark, scale: _Scale) -> tuple[list[tuple[int, Span]], list[tuple[int, Span]], list[str]]:
    """The ends or the point of a figure, the line between, and the entries of the legend that they need."""
    value = mark.value
    low = None if value.low is None else scale.row(value.low)
    high = None if value.high is None else scale.row(value.high)
    tone = "planned" if mark.ahead else "strong" if value.is_exact else "hedge"

    def sign(text: str, ahead: str) -> Span:
        return Span(ahead if mark.ahead else text, tone)

    if low is not None and low == high:
        if mark.ahead:
            text = AHEAD if value.is_exact else AHEAD_HEDGED
        else:
            text = CLOSE if value.is_range else EXACT if value.is_exact else ABOUT
        return [(low, Span(text, tone))], [], [text]
    ends: list[tuple[int, Span]] = []
    between: list[tuple[int, Span]] = []
    bottom, top = (0 if low is None else low), (ROWS - 1 if high is None else high)
    if high is not None:
        ends.append((high, sign(TOP, AHEAD_HEDGED)))
    if low is not None:
        ends.append((low, sign(BOTTOM, AHEAD_HEDGED)))
    between = [(row, sign(LINE, AHEAD_LINE)) for row in range(bottom + 1, top)]
    if high is None:
        between.append((ROWS - 1, Span(NO_TOP, tone)))
        key = BOTTOM + NO_TOP
    elif low is None:
        if between:
            between[0] = (between[0][0], Span(NO_BOTTOM, tone))
        key = TOP + NO_BOTTOM
    else:
        key = TOP + LINE + BOTTOM
    if not mark.ahead:
        return ends, between, [key]
    return (
        ends,
        between,
        [AHEAD_HEDGED, *([AHEAD_LINE] if between else []), *([key] if low is None or high is None else [])],
    )


def _joined(*parts: Span) -> tuple[Span, ...]:
    """Neighbours of one tone as one span; blanks at the end are left out."""
    out: list[Span] = []
    for part in parts:
        if out and out[-1].tone == part.tone:
            out[-1] = Span(out[-1].text + part.text, part.tone)
        else:
            out.append(part)
    while out and not out[-1].text.strip():
        out.pop()
    if out:
        out[-1] = Span(out[-1].text.rstrip(), out[-1].tone)
    return spans(*out)


# -- the axis of time ---------------------------------------------------------------------------------


def _ticks(scale: _Scale) -> list[tuple[int, str]]:
    """Columns on the axis of time and what stands below them: months or years, as close as fits."""
    first, last = date.fromordinal(scale.first), date.fromordinal(scale.last)
    ends_only = [(scale.column(scale.first), _day_label(first))]
    if first != last:
        ends_only.append((scale.column(scale.last), _day_label(last)))
    if (last - first).days <= _DAYS_LABELLED:
        return ends_only
    months = range(12 * first.year + first.month - 1, 12 * last.year + last.month)
    for every in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
        ticks: list[tuple[int, str]] = []
        for month in months:
            day = date(month // 12, month % 12 + 1, 1).toordinal()
            if month % every or not scale.first <= day <= scale.last:
                continue
            year, name = str(month // 12), MONTHS[month % 12][:3]
            label = year if every % 12 == 0 or (month % 12 == 0 and ticks) else name
            if not ticks and every % 12:
                label = f"{name} {year}"
            ticks.append((scale.column(day), label))
        ends = [column + len(label) for column, label in ticks]
        starts = [column for column, _ in ticks[1:]]
        if ticks and all(end + 1 < start for end, start in zip(ends, starts, strict=False)):
            return ticks
    return ends_only


def _day_label(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def _tick_labels(ticks: Sequence[tuple[int, str]], columns: int) -> str:
    """The labels on one line, each at its tick or as near to it as the edge allows."""
    text = ""
    for column, label in ticks:
        start = max(0, min(column, columns - len(label)))
        if start >= len(text) + bool(text) and start + len(label) <= columns:
            text += " " * (start - len(text)) + label
    return text
