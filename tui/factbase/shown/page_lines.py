"""The lines that pages are made of: headings, links, facts with their speakers and sources, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.factbase.answers import pivots
from tui.factbase.model import Fact, FactBase
from tui.factbase.page import Line, Span, spans
from tui.factbase.vocabulary import DENIED, STATED, UNCLEAR

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
        parts.append(fact.as_of.holds)
    return " · ".join(parts)


def fact_line(base: FactBase, fact: Fact, source: bool = True, indent: int = 2) -> Line:
    """A fact in a list: its sign, the statement, then who says so."""
    tone = MODE_TONES[fact.mode]
    parts: list[str | Span] = [Span(f"{MODE_SIGNS[fact.mode]} ", tone), Span(fact.says)]
    if fact.mode != "reported":
        parts.append(Span(f"  {fact.mode}", tone))
    if fact.open:
        parts.append(Span("  open list", "hedge"))
    correction = pivots.corrections(base).get(fact.id)
    if correction:
        parts.append(Span(f"  corrected by {correction.id}", "hedge"))
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


# -- nations ------------------------------------------------------------------------------------------


def figure_text(base: FactBase, fact: Fact) -> tuple[Span, ...]:
    """What a fact comes to at the head of a card: figure, hedge, mode, date, and who says so.

    Where all is told by one source neither its date nor its name is repeated.
    """
    tone = MODE_TONES[fact.mode]
    if fact.mode in (DENIED, UNCLEAR):
        told = "a source denies it" if fact.mode == DENIED else "a source says it is not clear"
        figure = Span(told, tone)
    elif fact.value is None:
        figure = Span("stated, no figure")
    else:
        figure = Span(fact.value.display, "strong" if fact.value.is_exact else "hedge")
    mode = fact.mode if fact.mode not in ("reported", DENIED, UNCLEAR) else ""
    several = len(base.sources) > 1
    published = base.source_of(fact).published
    date = ""
    if fact.as_of:
        date = f", {fact.as_of.holds}"
    elif several:
        date = f", published {published.display}" if published else ", undated"
    who = f"  — {voice(base, fact)}" if several else ""
    return spans(figure, Span(f", {mode}" if mode else "", tone), date, Span(who, "muted"))


def standing_text(base: FactBase, standing: pivots.StrikeStanding) -> tuple[Span, ...]:
    """A nation's strikes in one theatre, in words."""
    if standing.state == STATED:
        named = Span(standing.ahead, "planned") if standing.ahead else Span("named")
        denied = Span("; a source says it does not", "denied") if standing.disputed else ""
        if standing.tally and standing.tally.value:
            figure = figure_text(base, standing.tally)  # with its mode, if it hadn't happened yet
            return spans(figure, denied) if standing.ahead else spans(named, "; ", figure, denied)
        return spans(named, " in an open list" if all(f.open for f in standing.facts) else "", denied)
    if standing.state == "denied":
        return (Span("a source says it does not", "denied"),)
    if standing.state == "unclear":
        return (Span("a source says it is not clear", "unclear"),)
    if standing.listed and standing.open:
        return (Span("not named; a list is open, so this is not a no", "absent"),)
    return (Span("not named" if standing.listed else "not stated", "absent"),)
