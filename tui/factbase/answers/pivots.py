"""The questions that a base is asked: written by source, read by nation, by strike, by date.

Every answer keeps its facts, so that a figure is never without who said it and as of when.  Nothing here adds
figures of different sources or dates; what is computed is a `Derived` and shows its operands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Final, NamedTuple

from tui.factbase.dates import EdtfDate
from tui.factbase.model import EVERYTHING, Fact, FactBase, Group, Nation, Place
from tui.factbase.once import once
from tui.factbase.vocabulary import AHEAD_MODES, DENIED, NOT_STATED, STATED, UNCLEAR


def state_of(facts: Iterable[Fact]) -> str:
    """What these facts, all of one nation and topic, amount to: one of `vocabulary.STATES`.

    Something stated outweighs something unclear beside it, and a denial stands only where nothing is stated.
    """
    modes = {fact.mode for fact in facts}
    if modes - {DENIED, UNCLEAR}:
        return STATED
    if UNCLEAR in modes:
        return UNCLEAR
    return DENIED if DENIED in modes else NOT_STATED


@once
def corrections(base: FactBase) -> Mapping[str, Fact]:
    """The facts that another corrects, each with the first that does; not those that correct each other."""
    correcting = [fact for fact in base.facts if fact.corrects]
    circular = _circular_corrections(correcting)
    found: dict[str, Fact] = {}
    for fact in correcting:
        if fact.corrects and fact.id not in circular:
            found.setdefault(fact.corrects, fact)
    return found


def _circular_corrections(correcting: Sequence[Fact]) -> set[str]:
    """Those of the facts that correct others which correct themselves, at once or by way of others."""
    by_id = {fact.id: fact for fact in correcting}
    circular: set[str] = set()
    walked: set[str] = set()
    for fact in correcting:
        way: dict[str, None] = {}
        step: Fact | None = fact
        while step is not None and step.corrects and step.id not in walked:
            walked.add(step.id)
            way[step.id] = None
            step = by_id.get(step.corrects)
        if step is not None and step.id in way:  # it came back to itself: from there on it is a circle
            ids = list(way)
            circular.update(ids[ids.index(step.id) :])
    return circular


_LONGEST_WAY: Final = 100
"""Corrections of corrections that are followed: nobody writes as many, but a file may hold any number."""


def corrects(base: FactBase, one: Fact | None, other: Fact) -> bool:
    """Whether a fact corrects another, at once or by way of corrections in between."""
    for _ in range(_LONGEST_WAY):
        if one is None or one.corrects is None:
            return False
        if one.corrects == other.id:
            return True
        one = base.fact(one.corrects)
    return False


def standing(base: FactBase, facts: Iterable[Fact]) -> Sequence[Fact]:
    """The facts that no other corrects; all of them where each is corrected by something told elsewhere."""
    told = tuple(facts)
    corrected = corrections(base)
    return tuple(fact for fact in told if fact.id not in corrected) or told if corrected else told


# -- groups and theatres ------------------------------------------------------------------------------


def members(base: FactBase, group: str) -> Mapping[str, Sequence[Fact]]:
    """The nations that some fact names as members of the group, with those facts."""
    return base.memberships.get(group, {})


def groups_of(base: FactBase, nation: str) -> list[Group]:
    """The groups that some fact names the nation a member of, in the order of the file."""
    return [group for group in base.groups.values() if nation in members(base, group.id)]


@once
def marked_groups(base: FactBase) -> Sequence[Group]:
    """The groups whose members lists mark."""
    return [group for group in base.groups.values() if group.mark]


@once
def theatres(base: FactBase) -> Sequence[Place]:
    """The places in which strikes are told of and that enclose no other such place, in file order."""
    struck = {fact.place for fact in base.on("strikes") if fact.place}
    around = {place.within for place in base.places.values() if place.id in struck and place.within}
    return [place for place in base.places.values() if place.id in struck and place.id not in around]


# -- nations ------------------------------------------------------------------------------------------


class StrikeStanding(NamedTuple):
    """What is said of one nation's strikes in one theatre."""

    theatre: Place
    state: str
    facts: tuple[Fact, ...]
    tally: Fact | None
    """The latest counted number that is the nation's own, where one is given: reported before planned."""
    listed: bool
    """Whether any source lists who strikes there at all: "not named" differs from "nobody says"."""
    open: bool
    """Whether any such list is open, so that not being named means little."""
    disputed: bool = False
    """Whether one fact states what another denies."""
    ahead: str = ""
    """How the facts put it, where all that is stated had not happened yet: `planned`; else empty."""


class NationSummary(NamedTuple):
    """One row of the list of nations."""

    nation: Nation
    groups: tuple[Group, ...]
    """The marked groups that it is named a member of."""
    strikes: tuple[StrikeStanding, ...]
    forces: tuple[Fact, ...]
    facts: int
    sources: int


def strike_lists(base: FactBase, theatre: str) -> Sequence[Fact]:
    """The facts that list who strikes in a theatre: not those that tell of one nation alone, or of none.

    A list of those who are to strike, or are said not to, is none of those who strike.
    """
    return _strike_lists(base).get(theatre, ())


@once
def _strike_lists(base: FactBase) -> Mapping[str, Sequence[Fact]]:
    found: dict[str, list[Fact]] = {}
    for fact in base.on("strikes"):
        if (
            fact.value is None
            and fact.place
            and fact.mode == "reported"
            and (fact.open or len(fact.about) > 1)
        ):
            found.setdefault(fact.place, []).append(fact)
    return found


def told_on(base: FactBase, fact: Fact) -> EdtfDate | None:
    """The date of the statement: its own where the source gives one, else that of the source."""
    return fact.as_of or base.source_of(fact).published


def when_told(base: FactBase, fact: Fact) -> tuple[object, ...]:
    """For sorting facts by the dates of their statements, the undated last."""
    told = fact.as_of or base.sources[fact.source].published
    return (told.sort_key if told else ("9999",), fact.id)


def latest(base: FactBase, facts: Iterable[Fact]) -> Fact | None:
    """The fact whose statement has the latest date: its as-of, else the publication of its source.

    What was corrected comes behind what wasn't.
    """
    return max(standing(base, facts), key=lambda fact: _told_key(base, fact), default=None)


def _told_key(base: FactBase, fact: Fact) -> tuple[object, ...]:
    told = told_on(base, fact)
    return told.sort_key if told else ("",)


def published_key(base: FactBase, fact: Fact) -> tuple[object, ...]:
    """For sorting facts by the dates of their sources, those of undated sources first."""
    published = base.source_of(fact).published
    return published.sort_key if published else ("",)


def own_figures(base: FactBase, nation: str, facts: Iterable[Fact]) -> list[Fact]:
    """The figures that are this nation's alone: "seven nations" is no figure of one of them."""
    return [
        fact
        for fact in facts
        if fact.value is not None
        and fact.mode not in (DENIED, UNCLEAR)
        and all(key == nation or key not in base.nations for key in fact.about)
    ]


def strike_standing(base: FactBase, nation: str, theatre: Place) -> StrikeStanding:
    """What is said of a nation's strikes in a theatre."""
    facts = tuple(f for f in base.about_on(nation, "strikes") if f.place == theatre.id)
    lists = strike_lists(base, theatre.id)
    tallies = own_figures(base, nation, facts)
    told = standing(base, facts)
    state = state_of(told)
    modes = dict.fromkeys(fact.mode for fact in told if fact.mode not in (DENIED, UNCLEAR))
    return StrikeStanding(
        theatre,
        state,
        facts,
        latest(base, [fact for fact in tallies if fact.mode not in AHEAD_MODES] or tallies),
        listed=bool(lists),
        open=any(fact.open for fact in lists),
        disputed=state == STATED and any(fact.mode == DENIED for fact in told),
        ahead=" or ".join(modes) if modes and AHEAD_MODES.issuperset(modes) else "",
    )


def strikes_overall(base: FactBase, nation: str) -> Fact | None:
    """The nation's own latest count of strikes in several theatres together, or in none that is named.

    What is reported goes before what was planned.
    """
    own = {place.id for place in theatres(base)}
    facts = (fact for fact in base.about_on(nation, "strikes") if fact.place not in own)
    tallies = own_figures(base, nation, facts)
    return latest(base, [fact for fact in tallies if fact.mode not in AHEAD_MODES] or tallies)


def at_a_glance(base: FactBase, facts: Sequence[Fact]) -> Fact | None:
    """Of what is told of a nation's forces the fact to show where there is room for one; None: nothing is.

    A figure goes before none, then what is reported before what was planned, then the latest.
    """
    valued = [fact for fact in facts if fact.value is not None and fact.mode not in (DENIED, UNCLEAR)]
    reported = [fact for fact in valued if fact.mode == "reported"]
    known = [fact for fact in facts if fact.mode != UNCLEAR]
    return latest(base, reported or valued or known or facts)


def nation_summary(base: FactBase, nation: Nation, fields: Sequence[Place] | None = None) -> NationSummary:
    """What the list shows of one nation."""
    facts = base.about(nation.id)
    return NationSummary(
        nation,
        tuple(group for group in marked_groups(base) if nation.id in members(base, group.id)),
        tuple(
            strike_standing(base, nation.id, place)
            for place in (theatres(base) if fields is None else fields)
        ),
        tuple(base.about_on(nation.id, "forces")),
        len(facts),
        len(set(map(attrgetter("source"), facts))),
    )


@once
def nation_topics(base: FactBase) -> Sequence[str]:
    """The topics on which something is said of some nation, in the order of the topics."""
    named = base.nations.keys()
    return [
        topic for topic in base.topics if any(not named.isdisjoint(fact.about) for fact in base.on(topic))
    ]


def listed_nations(base: FactBase) -> Sequence[Nation]:
    """The nations that lists have, in the order of the file: all that the base declares.

    Of a view, those that its facts are about: it also has the nations of those who speak in it.
    """
    every = base.nations.values()
    return list(every) if base.scope == EVERYTHING else [one for one in every if base.about(one.id)]


@once
def nations(base: FactBase) -> Sequence[NationSummary]:
    """Every nation that lists have, in the order of the file."""
    fields = theatres(base)
    return [nation_summary(base, nation, fields) for nation in listed_nations(base)]


# -- how facts hang together --------------------------------------------------------------------------


def related(base: FactBase, fact: Fact, most: int = 12) -> list[Fact]:
    """Other facts that a reader of this one will want: corrections, shared sums, same subject and topic."""
    found: dict[str, Fact] = {}

    def add(facts: Iterable[Fact]) -> None:
        for other in facts:
            if other.id != fact.id and len(found) < most:
                found.setdefault(other.id, other)

    add(other for other in (base.fact(fact.corrects or ""),) if other)
    add(other for other in base.on(fact.topic) if other.corrects == fact.id)
    for check in base.checks.values():
        ids = (check.total, *check.parts)
        if fact.id in ids:
            add(other for key in ids if (other := base.fact(key)))
    for key in fact.about:
        add(base.about_on(key, fact.topic))
    return list(found.values())


# -- what a careful editor asks -----------------------------------------------------------------------


def single_source_facts(base: FactBase) -> list[Fact]:
    """The facts on whose subjects, topic and place no other source of the base speaks."""
    speaks: defaultdict[str, defaultdict[str | None, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for fact in base.facts:
        told, source = speaks[fact.topic][fact.place], fact.source
        for key in fact.about:
            if told.setdefault(key, source) != source:
                told[key] = ""  # more than one
    return [fact for fact in base.facts if all(map(speaks[fact.topic][fact.place].__getitem__, fact.about))]
