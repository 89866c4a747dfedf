"""The strikes as one page: tallies by theatre and by whom, who is named where, and the overlaps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tui.factbase.answers import strikes
from tui.factbase.answers.pivots import when_told
from tui.factbase.model import Fact, FactBase
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.shown.page_lines import BLANK, fact_line, heading, link, voice, words
from tui.factbase.text import plural

_BAR_PARTS = " ▏▎▍▌▋▊▉█"
_NAME_WIDTH = 24
_NOTE = "  note"
_KINDS = {
    strikes.TOGETHER: ("Running totals", "of nations together, the latest first"),
    strikes.SINGLE: ("Running totals of single nations", "the latest first"),
    strikes.PERIOD: ("Within a period", "no running totals, and not to be set beside them"),
    strikes.UNDATED: ("Without a day", "the source doesn't say up to which day it counts"),
}
"""What stands above the counts of each kind, and in what they differ from those of another."""


def bar(part: float, whole: float, width: int) -> str:
    """A horizontal bar of `part` out of `whole`, at most `width` cells, in eighths of a cell."""
    if whole <= 0 or part <= 0:
        return ""
    eighths = max(1, round(min(1.0, part / whole) * width * 8))
    return "█" * (eighths // 8) + _BAR_PARTS[eighths % 8].strip()


def strikes_page(base: FactBase, width: int = 78) -> Page:
    """Everything told of strikes: counts by date and source, who is named where, series, the rest."""
    lines: list[Line] = []
    counts = _shown(base)
    kinds = {count.kind for count in counts}
    if len(counts) > 1:
        lines += [words("Bars compare figures within one count alone.", indent=1), BLANK]
    kind = ""
    for count in counts:
        if count.kind != kind and len(kinds) > 1:
            title, told = _KINDS[count.kind]
            lines += [Line(spans(Span(title, "accent"), Span(f"  {told}", "muted")))]
        kind = count.kind
        lines += _count_lines(base, count, width)
    for named in strikes.striker_lists(base):
        lines += _named_lines(base, named)
    from tui.factbase.answers.series import series_among
    from tui.factbase.shown.series_list import over_time

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


def _shown(base: FactBase) -> list[strikes.StrikeCount]:
    """The counts that stand as such; a single figure of many stands with what else is told."""
    counts = strikes.strike_counts(base)
    return [count for count in counts if len(count.cells) > 1 or (len(counts) == 1 and count.cells)]


def dates_told(base: FactBase) -> str:
    """The date of the count that the page shows, or how many there are, and from when to when they are."""
    counts = _shown(base)
    if len(counts) == 1:
        return _lowered(_date_of(counts[0]))
    dates = [count.as_of for count in counts if count.as_of is not None]
    told = f"{len(counts)} counts" if counts else ""
    points = [point for date in dates for point in (date.start, date.end) if point is not None]
    if not points:
        return f"{told}, undated" if counts else ""
    first, last = min(points, key=lambda one: one.earliest), max(points, key=lambda one: one.latest)
    return f"{told}, {first.iso} to {last.iso}" if first != last else f"{told}, {first.iso}"


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _raised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _date_of(count: strikes.StrikeCount) -> str:
    """`As of 10 January 2016`, `From December 2015 to May 2016`, or that the source gives no day."""
    if count.as_of is None:
        return "Not dated by the source"
    if count.kind != strikes.PERIOD:
        return _raised(count.as_of.holds)
    if count.as_of.is_interval:
        is_open = count.as_of.start is None or count.as_of.end is None
        return _raised(count.as_of.display if is_open else f"from {count.as_of.display}")
    return f"{'On' if count.as_of.precision == 'day' else 'In'} {count.as_of.display}"


def _count_lines(base: FactBase, count: strikes.StrikeCount, width: int) -> list[Line]:
    source = base.sources[count.source]
    who = " and ".join(base.name(key) for key in count.speakers)
    lines = [
        Line(
            spans(
                Span(_date_of(count), "heading"),
                Span(f"  counted by: {who}" if who else f"  given by: {source.publisher}", "strong"),
                Span(f"  — {source.name}", "muted"),
            ),
            key=f"count:{count.key}",
        ),
    ]
    if count.as_of is None:
        lines.append(words("No bars: nothing says that these figures are of one day.", "hedge"))
    counted = [*(cell.fact for cell in count.cells.values()), *count.stated.values()]
    in_full = count.kind in (strikes.PERIOD, strikes.UNDATED)
    noted = not in_full and any(fact.note for fact in counted)
    room = max(6, min(40, width - _NAME_WIDTH - 14 - noted * len(_NOTE)))
    # The bars of one count are on one scale; what has no day has none.
    most = max(map(_size, counted), default=0) if count.as_of else 0

    def tally(actor: str, fact: Fact, is_total: bool) -> Iterator[Line]:
        yield _tally_line(base, actor, fact, bar(_size(fact), most, room), is_total, noted)
        again = strikes.repeated(base, fact)
        if again is not None:
            yield _repeated_line(base, fact, again)

    for theatre in count.theatres:
        told = [
            (actor, count.cells[actor, theatre.id])
            for actor in count.actors
            if (actor, theatre.id) in count.cells
        ]
        lines += [BLANK, heading(theatre.name, _units(cell.fact for _, cell in told))]
        for actor, cell in told:
            lines += tally(actor, cell.fact, cell.share is None and len(told) > 1)
            if cell.share:
                lines.append(_share_line(cell.share))
    where = " and ".join(theatre.name for theatre in count.theatres)
    if count.stated:
        lines += [BLANK, heading(where, f"{_units(count.stated.values())}, as stated")]
        for actor, fact in count.stated.items():
            lines += tally(actor, fact, True)
    if count.totals:
        lines += [
            BLANK,
            Line(spans(Span(f"{where} added up", "heading"), Span("  derived: not stated", "derived"))),
        ]
        for actor in count.actors:
            if actor in count.totals:
                lines.append(_total_line(base.name(actor), count.totals[actor]))
            if actor in count.shares:
                lines.append(_share_line(count.shares[actor]))
    notes = _note_lines(base, counted) if in_full else []
    return [*lines, *([BLANK, *notes] if notes else []), BLANK]


def _size(fact: Fact) -> float:
    value = fact.value
    return (value.high or value.low or 0) if value else 0


def _units(facts: Iterable[Fact]) -> str:
    return ", ".join(dict.fromkeys(fact.value.unit for fact in facts if fact.value))


def _label(name: str) -> str:
    """A name in the width of its column; one that is longer ends in the sign of a cut."""
    return f"{name if len(name) < _NAME_WIDTH else f'{name[: _NAME_WIDTH - 2]}…':<{_NAME_WIDTH}}"


def _tally_line(base: FactBase, actor: str, fact: Fact, drawn: str, is_total: bool, noted: bool) -> Line:
    assert fact.value is not None
    parts = spans(
        _label(base.name(actor)),
        Span(f"{fact.value.compact:>7}", "strong"),
        Span(f"  {drawn}" if drawn else "", "bar" if is_total else "bar-other"),
        Span(f"  {fact.mode}" if fact.mode != "reported" else "", "planned"),
        Span(_NOTE if noted and fact.note else "", "muted"),
    )
    return Line(parts, target=fact.id, indent=2, hang=_NAME_WIDTH, key=fact.id)


def _repeated_line(base: FactBase, fact: Fact, again: strikes.Repeated) -> Line:
    parts = spans(Span("the same figure as ", "hedge"), repeated_text(base, again))
    target = again.derived.key if again.derived else again.fact.id
    return Line(parts, target=target, indent=4, hang=2, key=f"repeated:{fact.id}")


def repeated_text(base: FactBase, again: strikes.Repeated) -> tuple[Span, ...]:
    """Whose figure it is too, and of which day; of a sum also its working."""
    assert again.fact.as_of is not None
    by = strikes.possessive(voice(base, again.fact))
    added = f", added up: {again.derived.working}" if again.derived else ""
    return spans(
        Span(f"{by} of {again.fact.as_of.display}", "hedge"),
        Span(f"{added}  derived" if added else "", "derived"),
    )


def _share_line(share: strikes.Derived) -> Line:
    parts = spans(
        Span(f"{share.text:>6}", "derived"),
        f" {share.whole}  ",
        Span("derived:\u00a0", "derived"),  # the working stays on one row
        Span(share.working.replace(" ", "\u00a0"), "muted"),
    )
    return Line(parts, target=share.key, indent=4, hang=2, key=share.key)


def _total_line(name: str, total: strikes.Derived) -> Line:
    parts = spans(
        Span(_label(name), "muted"),
        Span(f"{total.text:>7}", "derived"),
        Span("  derived: ", "derived"),
        Span(total.working, "muted"),
    )
    return Line(parts, target=total.key, indent=2, hang=_NAME_WIDTH, key=total.key)


def _note_lines(base: FactBase, facts: Iterable[Fact]) -> list[Line]:
    """What must be known of figures that are no running totals of a day; what is said of several, once."""
    noted: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.note:
            noted.setdefault(fact.note, []).append(fact)
    return [
        Line(
            spans(
                Span(f"{', '.join(_figure_of(base, fact) for fact in told)}: ", "muted"),
                Span(note, "muted"),
            ),
            target=told[0].id,
            indent=2,
            hang=2,
            key=f"note:{told[0].id}",
        )
        for note, told in noted.items()
    ]


def _figure_of(base: FactBase, fact: Fact) -> str:
    assert fact.value is not None
    return f"{fact.value.compact} {base.name(fact.about[0])}"


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
                                f"{plural(len(overlap.nations), 'nation')}, by {base.name(named.source)}",
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
