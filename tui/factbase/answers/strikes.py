"""Strikes counted and strikers named: the tallies by source and date, what can be worked out from them, and
the overlaps of the lists.

Figures of different sources or dates are never added; what is computed is a `Derived` and shows its operands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from tui.factbase.answers.pivots import marked_groups, members, standing, strike_lists, theatres
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase, Nation, Place
from tui.factbase.once import once
from tui.factbase.quantity import Quantity, total, unit_key
from tui.factbase.text import in_sentence
from tui.factbase.vocabulary import DENIED, UNCLEAR

# -- sums ---------------------------------------------------------------------------------------------


class Derived(NamedTuple):
    """A figure that no source states: computed here from facts that are, and saying how."""

    key: str
    """The place under which it can be opened."""
    label: str
    text: str
    """The figure, hedged as its operands are."""
    formula: str
    """The working, such as `6,341 + 3,219 = 9,560`."""
    operands: tuple[Fact, ...]
    note: str = ""
    whole: str = ""
    """Of a share: of what, such as `of France's in Iraq`."""

    @property
    def working(self) -> str:
        """The formula without its result: `6,341 + 3,219`."""
        return self.formula.rpartition(" = ")[0]


def possessive(name: str) -> str:
    """`France's`, `United States'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _of_whole(base: FactBase, actor: str, whole: str, where: str) -> str:
    """Of what something is a share: of another's strikes somewhere, or of all that are one's own."""
    whose = "its own" if actor == whole else possessive(in_sentence(base.name(whole)))
    return f"of {whose} in {where}" if where else f"of {whose} overall"


def share(base: FactBase, part: Fact, whole: Fact, key: str) -> Derived | None:
    """What part of the whole a figure is, in per cent; None where that can't be said without a guess.

    Nor is it said where the two are of different sources, dates or modes.
    """
    if part.value is None or whole.value is None or not (part.value.is_exact and whole.value.is_exact):
        return None
    if (part.source, part.as_of and part.as_of.text, part.mode) != (
        whole.source,
        whole.as_of and whole.as_of.text,
        whole.mode,
    ):
        return None
    if not whole.value.low or part.value.low is None:
        return None
    text = f"{100 * part.value.low / whole.value.low:.1f} %"
    formula = f"{part.value.figure} ÷ {whole.value.figure} = {text}"
    of_whole = _of_whole(base, part.about[0], whole.about[0], base.name(whole.place) if whole.place else "")
    return Derived(key, f"Share {of_whole}: {part.says}", text, formula, (part, whole), whole=of_whole)


# -- strikes ------------------------------------------------------------------------------------------


class TallyCell(NamedTuple):
    """One counted number of strikes, and its share of the declared total."""

    fact: Fact
    share: Derived | None


TOGETHER: Final = "together"
SINGLE: Final = "single"
PERIOD: Final = "period"
UNDATED: Final = "undated"
KINDS: Final = (TOGETHER, SINGLE, PERIOD, UNDATED)
"""What a count can be, in the order in which they stand: a running total up to a day, of a group and its
parts or of single nations; what fell within a period, which is none; figures of no day that is given."""


class StrikeCount(NamedTuple):
    """The tallies that one source gives as of one date: never mixed with another's."""

    key: str
    kind: str
    """One of `KINDS`."""
    source: str
    as_of: EdtfDate | None
    speakers: tuple[str, ...]
    theatres: tuple[Place, ...]
    actors: tuple[str, ...]
    """Whose strikes are counted, totals first."""
    cells: dict[tuple[str, str], TallyCell]
    """By actor and theatre."""
    totals: dict[str, Derived]
    """Over the theatres, by actor, where each of them has a figure."""
    shares: dict[str, Derived]
    """Of the total over all theatres, by actor."""
    stated: dict[str, Fact]
    """By actor: the total over the theatres, where the source itself gives it."""


@once
def _totals_of(base: FactBase) -> dict[str, str]:
    """For each fact that a declared sum takes as a part: the total."""
    return {part: check.total for check in base.checks.values() for part in check.parts}


_OF_A_PERIOD = re.compile(r"\b(?:an?|per|each|every|in|within) (?:\w+ )?(?:day|week|month|quarter|year)s?\b")


def _period_unit(fact: Fact) -> str:
    """The unit of a figure that counts within a time, such as `airstrikes in one month`; else empty."""
    unit = fact.value.unit if fact.value else ""
    return "-".join(unit_key(unit)) if _OF_A_PERIOD.search(unit) else ""


@once
def strike_counts(base: FactBase) -> Sequence[StrikeCount]:
    """The tallies by source and as-of date: kind by kind, the latest first."""
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in _tallies(base):
        date = fact.as_of.text if fact.as_of else ""
        found.setdefault((fact.source, date, _period_unit(fact)), []).append(fact)
    counts = [
        _strike_count(base, source, list(standing(base, facts)), unit)
        for (source, _, unit), facts in found.items()
    ]
    counts.sort(key=_day, reverse=True)
    return sorted(counts, key=lambda count: KINDS.index(count.kind))


def _day(told: Fact | StrikeCount) -> tuple[object, ...]:
    """For sorting by the day of a figure or a count; what has none comes first."""
    return told.as_of.sort_key if told.as_of else ("",)


def _tallies(base: FactBase) -> Iterator[Fact]:
    """The figures that count the strikes of one actor, and that their source stands by."""
    for fact in base.on("strikes"):
        if fact.is_tally and len(fact.about) == 1 and fact.mode not in (DENIED, UNCLEAR):
            yield fact


def _kind(base: FactBase, as_of: EdtfDate | None, actors: Sequence[str], unit: str) -> str:
    if as_of is None:
        return UNDATED
    if unit or (as_of.is_interval and as_of.start is not None and as_of.end is not None):
        return PERIOD
    return TOGETHER if any(actor in base.groups for actor in actors) else SINGLE


def _strike_count(base: FactBase, source: str, facts: list[Fact], unit: str) -> StrikeCount:
    places = {place.id: place for place in theatres(base)}
    fields = tuple(place for key, place in places.items() if any(fact.place == key for fact in facts))
    whole_of = _totals_of(base)
    wholes = {whole_of[fact.id] for fact in facts if fact.id in whole_of}
    order = sorted(facts, key=lambda fact: fact.id not in wholes)
    actors = tuple(dict.fromkeys(fact.about[0] for fact in order))
    as_of = facts[0].as_of
    key = ":".join(filter(None, (source, as_of.text if as_of else "undated", unit)))
    prefix = f"derived:{key}"
    cells: dict[tuple[str, str], TallyCell] = {}
    for fact in facts:
        if fact.place in places:
            whole = base.fact(whole_of.get(fact.id, ""))
            derived = share(base, fact, whole, f"{prefix}:share:{fact.id}") if whole else None
            cells.setdefault((fact.about[0], fact.place), TallyCell(fact, derived))
    stated = {
        fact.about[0]: fact
        for fact in facts
        if len(fields) > 1 and all(fact.place in base.places_around(place.id) for place in fields)
    }
    totals: dict[str, Derived] = {}
    undated = "" if as_of else " It gives no day for any of them: that they are of the same one isn't said."
    for actor in actors:
        if actor in stated:
            continue
        parts = [cells[actor, place.id].fact for place in fields if (actor, place.id) in cells]
        values = [fact.value for fact in parts if fact.value]
        alike = len({unit_key(value.unit) for value in values}) == len({fact.mode for fact in parts}) == 1
        if len(parts) == len(fields) > 1 and alike:
            summed = total(values)
            where = " and ".join(place.name for place in fields)
            totals[actor] = Derived(
                f"{prefix}:total:{actor}",
                f"Strikes by {base.name(actor)} in {where}",
                summed.figure,
                f"{' + '.join(value.figure for value in values)} = {summed.figure}",
                tuple(parts),
                f"The source states no sum; this adds what it gives for {where}.{undated}",
            )
    shares: dict[str, Derived] = {}
    for actor in actors:
        wholes_of_actor = {
            whole_fact.about[0]
            for place in fields
            if (actor, place.id) in cells
            and (whole_fact := base.fact(whole_of.get(cells[actor, place.id].fact.id, "")))
        }
        if len(wholes_of_actor) == 1 and actor in totals:
            whole_actor = wholes_of_actor.pop()
            if whole_actor in totals and whole_actor != actor:
                part_sum, whole_sum = _sum_of(totals[actor]), _sum_of(totals[whole_actor])
                if part_sum.is_exact and whole_sum.is_exact and part_sum.low is not None and whole_sum.low:
                    text = f"{100 * part_sum.low / whole_sum.low:.1f} %"
                    where = " and ".join(place.name for place in fields)
                    shares[actor] = Derived(
                        f"{prefix}:share-of-total:{actor}",
                        f"Share of {base.name(actor)} in all strikes of {base.name(whole_actor)}",
                        text,
                        f"{part_sum.figure} ÷ {whole_sum.figure} = {text}",
                        totals[actor].operands + totals[whole_actor].operands,
                        "Both figures are sums over the theatres, themselves derived.",
                        _of_whole(base, actor, whole_actor, where),
                    )
    speakers = tuple(dict.fromkeys(fact.by for fact in facts if fact.by))
    kind = _kind(base, as_of, actors, unit)
    return StrikeCount(key, kind, source, as_of, speakers, fields, actors, cells, totals, shares, stated)


def _sum_of(derived: Derived) -> Quantity:
    return total([fact.value for fact in derived.operands if fact.value])


# -- figures without a day ----------------------------------------------------------------------------


class Repeated(NamedTuple):
    """The figure of an undated tally as another statement gives it, or several add up to it, with a day."""

    fact: Fact
    """The statement; of a sum its first operand, which has its day and its voice."""
    derived: Derived | None = None
    """The sum, where no statement gives the figure itself."""


_Counted = tuple[str, str | None, tuple[str, ...], object]


def _counted(actor: str, place: str | None, value: Quantity) -> _Counted:
    """What two tallies share that give the same figure of the same strikes."""
    figure = (value.low, value.high, value.approximate, value.exclusive)
    return actor, place, unit_key(value.unit), figure


@once
def _dated_figures(base: FactBase) -> Mapping[_Counted, Repeated]:
    """Every figure that has a day, with who gives it for the earliest; what is stated goes before sums."""
    found: dict[_Counted, Repeated] = {}
    dated = [fact for fact in _tallies(base) if fact.as_of is not None]
    for fact in sorted(standing(base, dated), key=_day):
        if fact.value is not None:
            found.setdefault(_counted(fact.about[0], fact.place, fact.value), Repeated(fact))
    around = _places_of(base)
    counts = [count for count in strike_counts(base) if count.as_of is not None]
    for count in sorted(counts, key=_day):
        fields = frozenset(place.id for place in count.theatres)
        for actor, derived in count.totals.items():
            value = _sum_of(derived)
            for place in around.get(fields, ()):
                found.setdefault(_counted(actor, place, value), Repeated(derived.operands[0], derived))
    return found


@once
def _places_of(base: FactBase) -> Mapping[frozenset[str], Sequence[str]]:
    """The places around several theatres, by the set of those that they hold."""
    held: dict[str, set[str]] = {}
    for theatre in theatres(base):
        for place in base.places_around(theatre.id):
            held.setdefault(place, set()).add(theatre.id)
    found: dict[frozenset[str], list[str]] = {}
    for place, fields in held.items():
        if len(fields) > 1:
            found.setdefault(frozenset(fields), []).append(place)
    return found


def repeated(base: FactBase, fact: Fact) -> Repeated | None:
    """Who else gives the figure of a tally that its source doesn't date, and for which day."""
    if not fact.is_tally or fact.as_of is not None or fact.value is None or len(fact.about) != 1:
        return None
    return _dated_figures(base).get(_counted(fact.about[0], fact.place, fact.value))


class Overlap(NamedTuple):
    """Nations that are named in the same set of theatres."""

    label: str
    nations: tuple[Nation, ...]
    named: tuple[Place, ...]


class StrikerLists(NamedTuple):
    """Who one source names as striking, theatre by theatre."""

    source: str
    lists: dict[str, tuple[Fact, ...]]
    """By theatre."""
    open: bool
    """At least one of the lists is open: not being named is not a no."""
    overlaps: tuple[Overlap, ...]

    def named(self, theatre: str) -> tuple[str, ...]:
        """The ids of the nations named in one theatre."""
        return tuple(dict.fromkeys(key for fact in self.lists[theatre] for key in fact.about))


@once
def striker_lists(base: FactBase) -> Sequence[StrikerLists]:
    """Who is named as striking where, by source: only sources that name more than one nation in a theatre."""
    found: dict[str, dict[str, list[Fact]]] = {}
    fields = theatres(base)
    for place in fields:
        for fact in strike_lists(base, place.id):
            found.setdefault(fact.source, {}).setdefault(place.id, []).append(fact)
    return [
        _striker_lists(
            base, source, {place.id: tuple(by_theatre.get(place.id, ())) for place in fields}, fields
        )
        for source, by_theatre in found.items()
        if any(len(fact.about) > 1 for facts in by_theatre.values() for fact in facts)
    ]


def _striker_lists(
    base: FactBase, source: str, lists: dict[str, tuple[Fact, ...]], fields: Sequence[Place]
) -> StrikerLists:
    fields = [place for place in fields if lists[place.id]]
    named = {place.id: {key for fact in lists[place.id] for key in fact.about} for place in fields}
    sets: dict[tuple[str, ...], list[Nation]] = {}
    featured = {key for group in marked_groups(base) for key in members(base, group.id)}
    for nation in base.nations.values():
        where = tuple(place.id for place in fields if nation.id in named[place.id])
        if where or nation.id in featured:
            sets.setdefault(where, []).append(nation)
    by_id = {place.id: place for place in fields}
    marks = " or ".join(group.name for group in marked_groups(base))
    overlaps = [
        Overlap(
            _overlap_label([by_id[key].name for key in where], len(fields), marks),
            tuple(sets[where]),
            tuple(by_id[key] for key in where),
        )
        for where in sorted(
            sets, key=lambda where: (-len(where), [fields.index(by_id[key]) for key in where])
        )
    ]
    is_open = any(fact.open for facts in lists.values() for fact in facts)
    return StrikerLists(source, lists, is_open, tuple(overlaps))


def _overlap_label(names: list[str], of: int, marks: str) -> str:
    if not names:
        return f"In neither list, though of {marks}" if of == 2 else f"In no list, though of {marks}"
    joined = " and ".join(names)
    if len(names) < of:
        return f"Only in {joined}"
    return f"Both in {joined}" if of == 2 else f"In {joined}"
