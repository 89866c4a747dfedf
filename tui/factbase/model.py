"""The fact base in memory: facts as statements by sources, entities as little more than names.

A fact is one statement by one source and is never edited into agreement with another.  Everything here is
immutable; `FactBase` answers the first questions (what is there, what is said about an entity), and
`tui.factbase.answers.pivots` the larger ones.

Whatever needs no class above it is a NamedTuple: a frozen dataclass takes seven times as long to be made, at
each start, and its objects three times as long.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType
from typing import ClassVar, Final, NamedTuple

from tui.factbase.dates import EdtfDate
from tui.factbase.quantity import Quantity
from tui.factbase.vocabulary import TOPICS


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that facts are about.  Whatever can be disputed about it is a fact, not a field."""

    id: str
    name: str
    also: tuple[str, ...] = ()
    """Other names by which a search finds it."""
    note: str | None = None
    line: int = 0
    """Where it stands in its file, counted from 1."""
    path: str = ""
    """The file that declares it, as it was named to the reader."""

    kind: ClassVar[str] = "entity"


# Those without fields of their own aren't made dataclasses once more: that costs each start a millisecond.


class Topic(Entity):
    """A topic that a file adds to the built-in ones."""

    __slots__ = ()
    kind: ClassVar[str] = "topic"


class Nation(Entity):
    """A nation; its id is the ISO 3166 alpha-2 code."""

    __slots__ = ()
    kind: ClassVar[str] = "nation"


@dataclass(frozen=True, slots=True)
class Group(Entity):
    """A group or organisation: a coalition, a ministry, an army, an agency that speaks."""

    mark: str | None = None
    """One or two characters by which lists mark its members."""
    kind: ClassVar[str] = "group"


@dataclass(frozen=True, slots=True)
class Person(Entity):
    """Somebody who is spoken of or speaks; post and nation tell who is meant."""

    post: str | None = None
    nation: str | None = None
    kind: ClassVar[str] = "person"


class Meeting(Entity):
    """A meeting; its date, its place and who came are facts."""

    __slots__ = ()
    kind: ClassVar[str] = "meeting"


@dataclass(frozen=True, slots=True)
class Place(Entity):
    """A theatre, a region, a city, a base."""

    within: str | None = None
    """The id of the place around it."""
    kind: ClassVar[str] = "place"


class Source(NamedTuple):
    """One publication and how it was read."""

    id: str
    title: str
    publisher: str
    author: str | None = None
    published: EdtfDate | None = None
    published_basis: str = "printed"
    """One of `vocabulary.PUBLISHED_BASES`."""
    via: str | None = None
    """The copy that was read, where that is not the publisher's own."""
    url: str | None = None
    begins: str | None = None
    """The first words of the paragraph that facts call p1."""
    note: str | None = None
    line: int = 0
    path: str = ""

    @property
    def kind(self) -> str:
        """What an id of it names."""
        return "source"

    @property
    def name(self) -> str:
        """How a list names it: publisher and day."""
        return (
            f"{self.publisher}, {self.published.display}" if self.published else f"{self.publisher}, undated"
        )


class Fact(NamedTuple):
    """One statement by one source, in our own words."""

    id: str
    about: tuple[str, ...]
    topic: str
    says: str
    source: str
    value: Quantity | None = None
    place: str | None = None
    """The theatre or place that it speaks of; `in` in the file."""
    by: str | None = None
    """Who says so inside the source; None: the source itself."""
    as_of: EdtfDate | None = None
    """When it holds, only where the source dates it."""
    when: EdtfDate | None = None
    """When what it tells of happens."""
    mode: str = "reported"
    """One of `vocabulary.MODES`."""
    open: bool = False
    """The names in `about` come from a list that the source leaves open ("include")."""
    at: str | None = None
    quote: str | None = None
    note: str | None = None
    corrects: str | None = None
    line: int = 0

    @property
    def kind(self) -> str:
        """What an id of it names."""
        return "fact"

    @property
    def is_tally(self) -> bool:
        """A counted number of strikes, and not a list of who strikes."""
        return self.topic == "strikes" and self.value is not None


class Check(NamedTuple):
    """A sum that the file declares: the total is the parts added up."""

    id: str
    total: str
    parts: tuple[str, ...]
    note: str | None = None
    line: int = 0
    path: str = ""

    @property
    def kind(self) -> str:
        """What an id of it names."""
        return "check"


class Ruling(NamedTuple):
    """An editor's word on facts that disagree: which one to go by, and why.

    It hides nothing; the facts that it is given over stay wherever they are shown.
    """

    id: str
    prefer: str
    over: tuple[str, ...]
    reason: str
    ruled_by: str | None = None
    ruled_on: EdtfDate | None = None
    line: int = 0
    path: str = ""

    @property
    def kind(self) -> str:
        """What an id of it names."""
        return "ruling"


SECTIONS: Final[dict[str, type[Entity]]] = {
    "topics": Topic,
    "nations": Nation,
    "groups": Group,
    "people": Person,
    "meetings": Meeting,
    "places": Place,
}
"""The sections of a file that hold entities, and the class of each."""

Record = Entity | Source | Fact | Check | Ruling
"""Whatever an id can name."""


class Scope(NamedTuple):
    """Which sources a base holds, as the sentences on what none of them states put it."""

    among: str = "in this fact base"
    """What sets them apart: `known on 20 January 2016`."""
    one: bool = False
    """Whether one source alone is on show."""

    def none(self, verb: str, told: str) -> str:
        """`No source in this fact base states this`; of one source alone `This source doesn't state this`.

        `verb` is its infinitive, such as `state`.
        """
        return f"This source doesn't {verb} {told}" if self.one else f"No source {self.among} {verb}s {told}"

    @property
    def any_source(self) -> str:
        """After a "not": `any source in this fact base`, `this source`."""
        return "this source" if self.one else f"any source {self.among}"

    @property
    def where(self) -> str:
        """`in this fact base`, `known on 20 January 2016`, `in this source`."""
        return "in this source" if self.one else self.among

    @property
    def outside(self) -> str:
        """What a fact is that isn't among those of these sources."""
        return "a fact of another source" if self.one else f"a fact of a source not {self.among}"


EVERYTHING: Final = Scope()
"""All sources that were read."""


def _no_entities() -> Mapping[str, Entity]:
    return MappingProxyType({})


def indexed(facts: Sequence[Fact], attribute: str) -> dict[str, list[Fact]]:
    """The facts by the value of an attribute, but those that have none."""
    index: defaultdict[str, list[Fact]] = defaultdict(list)
    for key, fact in zip(map(attrgetter(attribute), facts), facts, strict=True):
        if key:
            index[key].append(fact)
    return index


def _indexed_by_entity(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    """The facts by each of the entities that they are about."""
    index: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        for key in fact.about:
            index[key].append(fact)
    return index


@dataclass(frozen=True, eq=False)
class FactBase:
    """Everything that a file, or a folder of files, states.

    Immutable; its indexes are made when first asked for.
    """

    path: str
    entities: Mapping[str, Entity] = field(default_factory=_no_entities)
    """Every entity by id, in the order of the file."""
    sources: Mapping[str, Source] = field(default_factory=lambda: MappingProxyType({}))
    facts: Sequence[Fact] = ()
    """All facts, by source in the order of the file."""
    checks: Mapping[str, Check] = field(default_factory=lambda: MappingProxyType({}))
    """The declared sums by id."""
    rulings: Mapping[str, Ruling] = field(default_factory=lambda: MappingProxyType({}))
    """The editor's rulings by id."""
    scope: Scope = EVERYTHING
    """What is on show of what was read; not part of the data."""
    withheld: Mapping[str, Ruling] = field(default_factory=lambda: MappingProxyType({}))
    """In a view of a day the rulings that bear no date, by id: whether they were given by then can't be said.
    Not part of the data; a screen says of them that there are such, and no more."""

    @cached_property
    def nations(self) -> Mapping[str, Nation]:
        """The nations by id."""
        return {key: entity for key, entity in self.entities.items() if isinstance(entity, Nation)}

    @cached_property
    def groups(self) -> Mapping[str, Group]:
        """The groups and organisations by id."""
        return {key: entity for key, entity in self.entities.items() if isinstance(entity, Group)}

    @cached_property
    def people(self) -> Mapping[str, Person]:
        """The people by id."""
        return {key: entity for key, entity in self.entities.items() if isinstance(entity, Person)}

    @cached_property
    def meetings(self) -> Mapping[str, Meeting]:
        """The meetings by id."""
        return {key: entity for key, entity in self.entities.items() if isinstance(entity, Meeting)}

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """The theatres and places by id."""
        return {key: entity for key, entity in self.entities.items() if isinstance(entity, Place)}

    @cached_property
    def topics(self) -> Mapping[str, str]:
        """The label of every topic, the built-in ones first."""
        return {**TOPICS, **{key: e.name for key, e in self.entities.items() if isinstance(e, Topic)}}

    @cached_property
    def _fact_index(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    def fact(self, fact_id: str) -> Fact | None:
        """The fact with this id, if there is one."""
        return self._fact_index.get(fact_id)

    def find(self, key: str) -> Record | None:
        """Whatever carries this id."""
        return (
            self.entities.get(key)
            or self.sources.get(key)
            or self._fact_index.get(key)
            or self.checks.get(key)
            or self.rulings.get(key)
        )

    def name(self, key: str) -> str:
        """The name of the entity or source with this id; the id itself where there is none."""
        found = self.entities.get(key) or self.sources.get(key)
        return found.name if found else key

    @cached_property
    def _about_index(self) -> dict[str, list[Fact]]:
        return _indexed_by_entity(self.facts)

    def about(self, key: str) -> Sequence[Fact]:
        """The facts about this entity, in the order of the file."""
        return self._about_index.get(key, ())

    @cached_property
    def _about_indexes(self) -> dict[str, dict[str, list[Fact]]]:
        return {}

    def about_on(self, key: str, topic: str) -> Sequence[Fact]:
        """The facts about this entity on this topic, in the order of the file."""
        index = self._about_indexes.get(topic)
        if index is None:  # of those topics alone that somebody asks for
            index = self._about_indexes[topic] = _indexed_by_entity(self.on(topic))
        return index.get(key, ())

    @cached_property
    def _source_index(self) -> dict[str, list[Fact]]:
        return indexed(self.facts, "source")

    def said_in(self, source: str) -> Sequence[Fact]:
        """The facts that this source states, in its own order."""
        return self._source_index.get(source, ())

    @cached_property
    def _by_index(self) -> dict[str, list[Fact]]:
        return indexed(self.facts, "by")

    def said_by(self, key: str) -> Sequence[Fact]:
        """The facts that this person, group or nation is the speaker of."""
        return self._by_index.get(key, ())

    @cached_property
    def _place_index(self) -> dict[str, list[Fact]]:
        return indexed(self.facts, "place")

    def said_of_place(self, key: str) -> Sequence[Fact]:
        """The facts whose theatre or place this is (not those of places within it)."""
        return self._place_index.get(key, ())

    @cached_property
    def by_topic(self) -> Mapping[str, Sequence[Fact]]:
        """The facts by topic, in the order of the file."""
        return indexed(self.facts, "topic")

    def on(self, topic: str) -> Sequence[Fact]:
        """The facts on this topic, in the order of the file."""
        return self.by_topic.get(topic, ())

    @cached_property
    def memberships(self) -> Mapping[str, Mapping[str, Sequence[Fact]]]:
        """By group: the nations that some fact names as its members, with those facts."""
        found: dict[str, dict[str, list[Fact]]] = {}
        for fact in self.on("membership"):
            if fact.mode in ("denied", "unclear"):
                continue
            for group in fact.about:
                if group in self.groups:
                    named = found.setdefault(group, {})
                    for key in fact.about:
                        if key in self.nations:
                            named.setdefault(key, []).append(fact)
        return found

    def places_around(self, place: str) -> set[str]:
        """The places that this one lies within, at whatever distance."""
        found: set[str] = set()
        entity = self.places.get(place)
        while entity and entity.within and entity.within not in found:
            found.add(entity.within)
            entity = self.places.get(entity.within)
        return found

    def source_of(self, fact: Fact) -> Source:
        """The source that states this fact."""
        return self.sources[fact.source]

    def path_of(self, record: Record) -> str:
        """The file in which this record stands."""
        return self.sources[record.source].path if isinstance(record, Fact) else record.path

    def only(self, sources: frozenset[str], scope: Scope | None = None) -> FactBase:
        """The same base as these sources alone tell it: their facts, and the entities that those name.

        With an entity stay those by which it is declared: the places around a place, a person's nation.
        `scope` tells which sources these are; without it the base goes on as before.
        """
        kept = {key: source for key, source in self.sources.items() if key in sources}
        facts = tuple(fact for fact in self.facts if fact.source in kept)
        ids = {fact.id for fact in facts}
        checks = {
            key: check
            for key, check in self.checks.items()
            if check.total in ids and ids.issuperset(check.parts)
        }
        rulings, withheld = (
            {key: one for key, one in given.items() if one.prefer in ids and ids.issuperset(one.over)}
            for given in (self.rulings, self.withheld)
        )
        told = self.scope if scope is None else scope
        return FactBase(self.path, self._named_in(facts), kept, facts, checks, rulings, told, withheld)

    def _named_in(self, facts: Iterable[Fact]) -> Mapping[str, Entity]:
        """The entities that these facts name, in the order of the file."""
        named: set[str] = set()
        for fact in facts:
            named.update(fact.about)
            named.update(key for key in (fact.topic, fact.by, fact.place) if key)
        open_ends = list(named)
        while open_ends:
            entity = self.entities.get(open_ends.pop())
            around = getattr(entity, "within", None) or getattr(entity, "nation", None)
            if around and around not in named:
                named.add(around)
                open_ends.append(around)
        return {key: entity for key, entity in self.entities.items() if key in named}
