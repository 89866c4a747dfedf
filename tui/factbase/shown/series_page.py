"""A series as a page: a small chart, and below it every figure with its date, hedge, speaker and source."""

from __future__ import annotations

from collections.abc import Collection

from tui.factbase.answers.agreement import voices
from tui.factbase.answers.pivots import corrections
from tui.factbase.answers.series import (
    AS_OF,
    PUBLISHED,
    Series,
    dated,
    in_conflict,
    is_drawn,
    span_of,
    subject_of,
    topic_of,
    units_of,
)
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase
from tui.factbase.page import DIFFERS, Line, Page, Span, spans
from tui.factbase.shown import chart
from tui.factbase.shown.page_lines import BLANK, MODE_SIGNS, MODE_TONES, heading, link, words
from tui.factbase.text import plural
from tui.factbase.vocabulary import AHEAD_MODES

_SIGN, _BASIS = 3, 11  # columns of the table, gaps included
_MOST_FIGURE = 26


def series_page(base: FactBase, series: Series, width: int = 78) -> Page:
    """The chart of a series, drawn to `width` columns, and the table of all its figures."""
    subject, topic = subject_of(base, series), topic_of(base, series)
    first, last = span_of(base, series)
    units = units_of(series)
    lines = [
        Line(
            spans(Span(f"{subject}: {topic[0].lower()}{topic[1:]}", "strong"), Span(f"  {units[0]}", "muted"))
        ),
        words(
            f"{plural(len(series.facts), 'figure')} from {plural(voices(base, series.facts), 'voice')}, "
            f"{first.display} to {last.display}"
        ),
    ]
    if len(units) > 1:
        lines.append(words(f"Counted as {', '.join(units)}: these may count different things.", "hedge"))
    against = in_conflict(base, series)
    if against:
        told = (
            f"{DIFFERS} {len(against)} of them are in conflict: of the same period, so that from one to the "
            "other nothing need have changed."
        )
        lines.append(words(told, "denied"))
    lines += [BLANK, *_chart_lines(base, series, against, width), BLANK]
    bases = {date[1] for fact in series.facts if (date := dated(base, fact))}
    note = "published: the source gives no date for the figure" if PUBLISHED in bases else ""
    lines.append(heading("The figures", note))
    corrected = corrections(base)
    figures = {
        fact.id: _figure(fact, len(units) > 1) + (DIFFERS if fact.id in against else "")
        for fact in series.facts
    }
    room = min(_MOST_FIGURE, max(map(len, figures.values())))
    days = {fact.id: date[0].short for fact in series.facts if (date := dated(base, fact))}
    day_room = max(map(len, days.values())) + 2
    lines += [
        _table_line(
            base,
            fact,
            f"{days.get(fact.id, ''):<{day_room}}",
            f"{figures[fact.id]:<{room}}",
            corrected[fact.id].id if fact.id in corrected else None,
        )
        for fact in series.facts
    ]
    lines.append(BLANK)
    lines += [link(base.name(key), key, label="About") for key in series.about]
    if series.place:
        lines.append(link(base.name(series.place), series.place, label="In"))
    return Page(f"{subject}: {topic}, {units[0]}", tuple(lines))


def _mark_of(base: FactBase, fact: Fact, in_conflict: bool = False) -> chart.Mark | None:
    """How a figure is drawn; None if it isn't."""
    date = dated(base, fact)
    day = chart.day_of(date[0]) if date else None
    if fact.value is None or day is None or not is_drawn(base, fact):
        return None
    return chart.Mark(day, fact.value, fact.mode in AHEAD_MODES, in_conflict)


def _chart_lines(base: FactBase, series: Series, against: Collection[str], width: int) -> list[Line]:
    marks = [mark for fact in series.facts if (mark := _mark_of(base, fact, fact.id in against))]
    drawn = chart.draw(marks, width - 2)
    lines = [Line(row, indent=1) for row in drawn.rows]
    parts = [
        part
        for sign, meaning in drawn.legend
        for part in (Span(sign, "strong"), Span(f" {meaning}   ", "muted"))
    ]
    lines.append(Line(spans(*parts), indent=1))
    told = "Points are not joined: between them nothing is told."
    if any(_is_wide(date[0]) for fact in series.facts if (date := dated(base, fact))):
        told += " A date without a day stands in the middle of its month, year or period."
    lines.append(words(told, indent=1))
    return lines


def _is_wide(when: EdtfDate) -> bool:
    return when.earliest is not None and when.latest is not None and when.earliest != when.latest


def _table_line(base: FactBase, fact: Fact, day: str, figure: str, correction: str | None) -> Line:
    """A figure: its sign on the chart, its date and what that is, hedge, mode, speaker and source."""
    mark = _mark_of(base, fact)
    date = dated(base, fact)
    sign = chart.signs_of(mark) if mark else MODE_SIGNS[fact.mode] if fact.mode != "reported" else "–"
    tone = MODE_TONES[fact.mode]
    source = base.source_of(fact)
    told = f"{base.name(fact.by)} · {source.name}" if fact.by else source.name
    basis = date[1] if date else "undated"
    parts = spans(
        Span(f"{sign:<{_SIGN}}", tone if mark is None or fact.mode != "reported" else "strong"),
        day,
        Span(f"{basis:<{_BASIS}}", "muted" if basis == AS_OF else "hedge"),
        Span(f"{figure}  ", "strong" if fact.value and fact.value.is_exact else "hedge"),
        Span(f"{fact.mode}  " if fact.mode != "reported" else "", tone),
        Span("" if mark else "not drawn  ", "absent"),
        Span(f"corrected by {correction}  " if correction else "", "hedge"),
        Span(told, "muted"),
    )
    return Line(parts, target=fact.id, indent=1, hang=_SIGN + len(day), key=fact.id)


def _figure(fact: Fact, with_unit: bool) -> str:
    assert fact.value is not None
    return fact.value.display if with_unit else fact.value.figure
