"""A base as plain lists, texts and numbers, and back: the form in which it is kept and handed over.

The facts lie in it by columns, and what many of them share (a topic, a place, a day) lies there once, days
and figures by columns of their own: that takes a third of the time of one list for each fact, and the memory
of one text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeVar

from tui.factbase.answers import disputed
from tui.factbase.dates import DatePoint, EdtfDate, parse_date
from tui.factbase.model import SECTIONS, Check, Entity, Fact, FactBase, Ruling, Source
from tui.factbase.quantity import Quantity

T = TypeVar("T", Fact, EdtfDate, Quantity)

_PUBLISHED: Final = Source._fields.index("published")
_RULED_ON: Final = Ruling._fields.index("ruled_on")
_KINDS: Final = {cls.kind: cls for cls in SECTIONS.values()}
_EXTRAS: Final = {"group": ("mark",), "person": ("post", "nation"), "place": ("within",)}

_UNSHARED: Final = ("id", "says", "quote", "line")
"""The columns of which hardly any two facts have the same."""


def freeze(base: FactBase) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """A base as plain lists, texts and numbers: all but the facts, and the columns of those, one by one.

    With it goes what is known of the disputes that lists mark.
    """
    kept = {
        "path": base.path,
        "entities": [_frozen_entity(entity) for entity in base.entities.values()],
        "sources": [
            (*source[:_PUBLISHED], source.published and source.published.text, *source[_PUBLISHED + 1 :])
            for source in base.sources.values()
        ],
        "checks": list(map(tuple, base.checks.values())),
        "rulings": [
            (*ruling[:_RULED_ON], ruling.ruled_on and ruling.ruled_on.text, *ruling[_RULED_ON + 1 :])
            for ruling in base.rulings.values()
        ],
        "disputed": disputed.known(base),
    }
    return kept, (_frozen_column(name, map(attrgetter(name), base.facts)) for name in Fact._fields)


def _frozen_column(name: str, column: Iterable[Any]) -> list[Any]:
    """The values of an attribute; where facts share them, all that there are and the place of each fact's."""
    if name in _UNSHARED:
        return list(column)
    numbers: dict[Any, int] = {}
    places = [_NONE if value is None else numbers.setdefault(value, len(numbers)) for value in column]
    parts = _PARTS.get(name)
    if parts is None:
        return [list(numbers), places]
    columns = [[_plain(value[place]) for value in numbers] for place in range(len(parts._fields))]
    return [columns, places]


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, DatePoint) else value


_NONE: Final = -1
"""The place of no value: that of the last in the list, where `_column` puts it."""
_PARTS: Final[dict[str, type[EdtfDate] | type[Quantity]]] = {
    "value": Quantity,
    "as_of": EdtfDate,
    "when": EdtfDate,
}
"""The class of the values of an attribute that lie in the record by columns of their own."""


def _frozen_entity(entity: Entity) -> list[Any]:
    extras = [getattr(entity, key) for key in _EXTRAS.get(entity.kind, ())]
    return [entity.kind, entity.id, entity.name, entity.also, entity.note, entity.line, entity.path, *extras]


UNFIT: Final = (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, StopIteration)
"""What `thaw` raises where it is given something else than `freeze` makes."""


def thaw(kept: dict[str, Any], columns: Iterable[list[Any]]) -> FactBase:
    """The base of which `freeze` made this.  Raises one of `UNFIT` where it is not of that form."""
    entities: dict[str, Entity] = {}
    for kind, key, name, also, note, line, path, *extras in kept["entities"]:
        entities[key] = _KINDS[kind](key, name, tuple(also), note, line, path, *extras)
    sources: dict[str, Source] = {}
    for key, title, publisher, author, published, *rest in kept["sources"]:
        sources[key] = Source(key, title, publisher, author, _date(published), *rest)
    checks = {
        key: Check(key, total, tuple(parts), note, line, path)
        for key, total, parts, note, line, path in kept["checks"]
    }
    rulings = {
        key: Ruling(key, prefer, tuple(over), reason, ruled_by, _date(ruled_on), line, path)
        for key, prefer, over, reason, ruled_by, ruled_on, line, path in kept["rulings"]
    }
    facts = tuple(_made(Fact, [_column(*both) for both in zip(Fact._fields, columns, strict=True)]))
    base = FactBase(
        kept["path"],
        MappingProxyType(entities),
        MappingProxyType(sources),
        facts,
        MappingProxyType(checks),
        MappingProxyType(rulings),
    )
    disputed.remember(base, kept["disputed"])
    return base


def _column(name: str, kept: list[Any]) -> list[Any]:
    """The values of an attribute, one for each fact."""
    if name in _UNSHARED:
        return kept
    shared, places = kept
    parts = _PARTS.get(name)
    if name == "about":
        shared = list(map(tuple, shared))
    elif parts is EdtfDate:
        columns = dict(zip(EdtfDate._fields, shared, strict=True))
        for end in ("start", "end"):
            columns[end] = [None if point is None else DatePoint._make(point) for point in columns[end]]
        shared = list(_made(EdtfDate, list(columns.values())))
    elif parts is Quantity:
        shared = list(_made(Quantity, shared))
    return list(map([*shared, None].__getitem__, places))


def _made(cls: type[T], columns: list[list[Any]]) -> Iterator[T]:
    """The values of a class of named tuples that have these fields, column by column."""
    if len(columns) != len(cls._fields):
        raise ValueError("not as many columns as fields")
    return map(partial(tuple.__new__, cls), zip(*columns, strict=True))


@lru_cache(maxsize=4096)  # there are more sources than days
def _date(text: str | None) -> EdtfDate | None:
    return parse_date(text) if text else None
