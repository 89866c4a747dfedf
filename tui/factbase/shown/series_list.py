"""Series as lines: all of them on a page of their own, and those of a subject on its page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tui.factbase.answers.agreement import voices
from tui.factbase.answers.series import (
    Series,
    all_series,
    dated,
    in_conflict,
    is_drawn,
    span_of,
    subject_of,
    topic_of,
    units_of,
)
from tui.factbase.model import Fact, FactBase
from tui.factbase.page import DIFFERS, Line, Page, Span, spans
from tui.factbase.text import plural
from tui.factbase.vocabulary import AHEAD_MODES


def _at(base: FactBase, series: Series, last: bool) -> list[Fact]:
    """The figures of the first or the last date."""
    shown = [fact for fact in series.facts if is_drawn(base, fact)]
    edge = dated(base, shown[-1 if last else 0])
    assert edge is not None
    return [fact for fact in shown if (date := dated(base, fact)) and date[0].text == edge[0].text]


def _figures(facts: Iterable[Fact]) -> str:
    """Each figure once, with hedge and mode."""
    texts: dict[str, None] = {}
    for fact in facts:
        if fact.value is not None:
            mode = f" {fact.mode}" if fact.mode in AHEAD_MODES else ""
            texts[f"{fact.value.compact}{mode}"] = None
    return " or ".join(texts)


def series_line(base: FactBase, series: Series, within: str | None = None, label: str = "") -> Line:
    """A series on one line: what is counted, from when to when, the first and the last figure, whose voices.

    Between those two stands an arrow, or `≠` if they are in conflict.  `within` is the entity on whose page
    it stands, and which it need not name.
    """
    others = subject_of(base, series, within)
    topic = topic_of(base, series)
    if not others:
        name = topic
    elif within is None:
        name = f"{others}: {topic[0].lower()}{topic[1:]}"
    else:
        name = f"{topic}, with {others}"
    first, last = span_of(base, series)
    units = units_of(series)
    unit = units[0] if len(units) == 1 else ", ".join(units[:3]) + (", …" if len(units) > 3 else "")
    against = in_conflict(base, series)
    start, end = _at(base, series, last=False), _at(base, series, last=True)
    apart = not any(fact.id in against.get(other.id, ()) for fact in start for other in end)
    told = f"  {plural(len(series.facts), 'figure')} from {plural(voices(base, series.facts), 'voice')}"
    parts = spans(
        Span(f"{label:<12}" if label else "", "muted"),
        Span(name, "accent"),
        Span(f"  {first.short} to {last.short}  ", "muted"),
        # No-break spaces: the two figures belong on one row.
        Span(f"{_figures(start)}\u00a0{'→' if apart else DIFFERS}\u00a0{_figures(end)}", "strong"),
        f" {unit}",
        Span(told, "muted"),
        Span(f"  {DIFFERS} {len(against)} in conflict" if against else "", "denied"),
    )
    return Line(parts, target=series.key, indent=2, hang=12 if label else 2, key=series.key)


def over_time(base: FactBase, series: Sequence[Series], within: str | None = None) -> list[Line]:
    """The section of a page that lists its series; empty where there are none."""
    if not series:
        return []
    head = Line(spans(Span("Over time", "heading"), Span("  figures of different dates", "muted")))
    return [Line(), head, *(series_line(base, one, within) for one in series)]


def series_list_page(base: FactBase) -> Page:
    """Every series of the base, topic by topic."""
    found = all_series(base)
    lines = [Line((Span("Figures over time", "strong"),))]
    topic = ""
    for one in found:
        if one.topic != topic:
            topic = one.topic
            lines += [Line(), Line((Span(base.topics.get(topic, topic), "heading"),))]
        lines.append(series_line(base, one))
    if not found:
        told = f"No subject {base.scope.where} has figures of one unit at two different dates."
        lines.append(Line((Span(told, "muted"),), indent=2))
    return Page("Series", tuple(lines))
