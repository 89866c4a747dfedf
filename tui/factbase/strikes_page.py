"""The strikes as one page: tallies by theatre and by whom, who is named where, and the overlaps."""

from __future__ import annotations

from tui.factbase import strikes
from tui.factbase.model import Fact, FactBase
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.page_lines import BLANK, fact_line, heading, link, words
from tui.factbase.pivots import when_told

_BAR_PARTS = " ▏▎▍▌▋▊▉█"
_NAME_WIDTH = 24
_FORMULA_FROM = 68  # columns; in a narrower pane Enter shows the working


def bar(part: float, whole: float, width: int) -> str:
    """A horizontal bar of `part` out of `whole`, at most `width` cells, in eighths of a cell."""
    if whole <= 0 or part <= 0:
        return ""
    eighths = max(1, round(min(1.0, part / whole) * width * 8))
    return "█" * (eighths // 8) + _BAR_PARTS[eighths % 8].strip()


def strikes_page(base: FactBase, width: int = 78) -> Page:
    """Everything told of strikes: counts by date and source, who is named where, series, the rest."""
    lines: list[Line] = []
    counts = strikes.strike_counts(base)
    for count in counts:
        if len(count.cells) > 1 or len(counts) == 1:
            lines += _count_lines(base, count, width)
    for named in strikes.striker_lists(base):
        lines += _named_lines(base, named)
    from tui.factbase.series import over_time, series_among

    series = series_among(base, base.on("strikes"))
    changes = over_time(base, series)
    lines += changes[1:] if lines and lines[-1] == BLANK else changes
    shown = {line.target for line in lines} | {fact.id for one in series for fact in one.facts}
    rest = [fact for fact in base.on("strikes") if fact.id not in shown]
    if rest:
        lines += [BLANK] if lines and lines[-1] != BLANK else []
        lines.append(heading("Also told of strikes", str(len(rest))))
        lines += [fact_line(base, fact) for fact in sorted(rest, key=lambda fact: when_told(base, fact))]
    if not lines:
        lines.append(Line((Span(f"{base.scope.none('speak', 'of strikes')}.", "absent"),), indent=1))
    return Page("Strikes", tuple(lines))


def _count_lines(base: FactBase, count: strikes.StrikeCount, width: int) -> list[Line]:
    date = f"As of {count.as_of.display}" if count.as_of else "Not dated by the source"
    source = base.sources[count.source]
    who = " and ".join(base.name(key) for key in count.speakers) or source.publisher
    lines = [
        Line(
            spans(
                Span(date, "heading"),
                Span(f"  counted by: {who}", "strong"),
                Span(f"  — {source.name}", "muted"),
            ),
            key=f"count:{count.source}:{count.as_of.text if count.as_of else ''}",
        ),
    ]
    counted = [*(cell.fact for cell in count.cells.values()), *count.stated.values()]
    most = max(map(_size, counted), default=0)  # the bars of one count are on one scale
    room = max(6, min(40, width - _NAME_WIDTH - 14))
    for theatre in count.theatres:
        told = [
            (actor, count.cells[actor, theatre.id])
            for actor in count.actors
            if (actor, theatre.id) in count.cells
        ]
        lines += [BLANK, heading(theatre.name)]
        for actor, cell in told:
            lines.append(
                _tally_line(base, actor, cell.fact, most, room, total=cell.share is None and len(told) > 1)
            )
            if cell.share:
                lines.append(_derived_line("share of the total", cell.share, width))
    if count.stated:
        lines += [BLANK, heading(" and ".join(theatre.name for theatre in count.theatres), "as stated")]
        for actor, fact in count.stated.items():
            lines.append(_tally_line(base, actor, fact, most, room, total=True))
    if count.totals:
        where = " and ".join(theatre.name for theatre in count.theatres)
        lines += [
            BLANK,
            Line(spans(Span(f"{where} added up", "heading"), Span("  derived: not stated", "derived"))),
        ]
        for actor in count.actors:
            if actor in count.totals:
                lines.append(_derived_line(base.name(actor), count.totals[actor], width, indent=2))
            if actor in count.shares:
                lines.append(_derived_line("share of the total", count.shares[actor], width))
    lines.append(BLANK)
    return lines


def _size(fact: Fact) -> float:
    value = fact.value
    return (value.high or value.low or 0) if value else 0


def _tally_line(base: FactBase, actor: str, fact: Fact, most: float, room: int, total: bool) -> Line:
    value = fact.value
    assert value is not None
    parts = spans(
        f"{base.name(actor)[: _NAME_WIDTH - 1]:<{_NAME_WIDTH}}",
        Span(f"{value.compact:>7}  ", "strong"),
        Span(bar(_size(fact), most, room), "bar" if total else "bar-other"),
        Span(f"  {fact.mode}", "planned") if fact.mode != "reported" else "",
    )
    return Line(parts, target=fact.id, indent=2, hang=_NAME_WIDTH, key=fact.id)


def _derived_line(label: str, derived: strikes.Derived, width: int, indent: int = 4) -> Line:
    parts = spans(
        Span(f"{label[: _NAME_WIDTH - 1]:<{_NAME_WIDTH + 2 - indent}}", "muted"),
        Span(f"{derived.text:>7}", "derived"),
        Span("  derived", "derived"),
        Span(f"  {derived.formula}" if width >= _FORMULA_FROM else "", "muted"),
    )
    return Line(parts, target=derived.key, indent=indent, hang=_NAME_WIDTH + 2 - indent, key=derived.key)


def _named_lines(base: FactBase, named: strikes.StrikerLists) -> list[Line]:
    source = base.sources[named.source]
    note = "  open lists: at least these, and a nation not named is not a no" if named.open else ""
    lines = [Line(spans(Span("Named as striking", "heading"), Span(note, "hedge")))]
    for theatre, facts in named.lists.items():
        for fact in facts:
            least = "at least " if fact.open else ""
            speaker = f"{base.name(fact.by)}, " if fact.by else ""
            told = f"{speaker}{source.name}, {fact.at or 'place not noted'}"
            said = f"{least}{sum(key in base.nations for key in fact.about)} named — {told}"
            lines.append(link(said, fact.id, label=base.name(theatre)))
    lines.append(BLANK)
    for overlap in named.overlaps:
        names = ", ".join(nation.name for nation in overlap.nations)
        parts = spans(
            Span(f"{overlap.label}: ", "strong"),
            Span(str(len(overlap.nations)), "derived"),
            f"  {names}",
        )
        key = f"overlap:{named.source}:{'+'.join(place.id for place in overlap.named)}"
        lines.append(Line(parts, target=key, indent=2, hang=4, key=key))
    lines.append(BLANK)
    return lines


def overlap_page(base: FactBase, key: str) -> Page | None:
    """The nations of one overlap, each to be followed, with the lists that name them."""
    for named in strikes.striker_lists(base):
        for overlap in named.overlaps:
            if key == f"overlap:{named.source}:{'+'.join(place.id for place in overlap.named)}":
                lines = [
                    Line((Span(overlap.label, "strong"),)),
                    Line(
                        (
                            Span(
                                f"{len(overlap.nations)} nations, by {base.name(named.source)}",
                                "derived",
                            ),
                        )
                    ),
                ]
                if named.open:
                    lines.append(
                        Line((Span("The lists are open: a nation not named may strike there too.", "hedge"),))
                    )
                lines += [BLANK, heading("Nations")]
                lines += [link(nation.name, nation.id) for nation in overlap.nations]
                lines += [BLANK, heading("The lists")]
                for theatre, facts in named.lists.items():
                    lines += [link(fact.says, fact.id, label=base.name(theatre)) for fact in facts]
                return Page(overlap.label, tuple(lines))
    return None


def derived_page(base: FactBase, derived: strikes.Derived) -> Page:
    """A computed figure: its working and the facts it stands on."""
    lines = [
        Line(spans(Span(derived.text, "derived"), Span("  derived", "derived"))),
        Line((Span(derived.label),)),
        BLANK,
        heading("Working"),
        Line((Span(derived.formula, "strong"),), indent=2),
    ]
    if derived.note:
        lines.append(words(derived.note))
    lines += [BLANK, heading("Operands")]
    lines += [fact_line(base, fact) for fact in derived.operands]
    return Page(derived.text, tuple(lines))


def find_derived(base: FactBase, key: str) -> strikes.Derived | None:
    """The computed figure that opens under this key."""
    for count in strikes.strike_counts(base):
        cells = (cell.share for cell in count.cells.values() if cell.share)
        for derived in (*cells, *count.totals.values(), *count.shares.values()):
            if derived.key == key:
                return derived
    return None
