"""A second start on unchanged files needs no YAML: what was read is kept as JSON, keyed by their content.

JSON can't run code; a record is several lines of it.  The facts lie in it by columns, and what many of them
share (a topic, a place, a day) lies there once, days and figures by columns of their own: that takes a
third of the time of one list for each fact, and the memory of one text.

A record of the cache is used only if its name is the digest of the very bytes that the files hold now, of
their names and of this program's version, and if its own checksum is right; anything else is read from the
YAML as if there were no cache.  Deleting it is always safe.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from tui import __version__
from tui.factbase.dates import DatePoint, EdtfDate, parse_date
from tui.factbase.model import SECTIONS, Check, Entity, Fact, FactBase, Ruling, Source
from tui.factbase.quantity import Quantity
from tui.factbase.reading.files import files_of, read_bytes
from tui.factbase.reading.limits import DEFAULT_LIMITS, Limits

T = TypeVar("T")

FORMAT: Final = 3
"""Raised whenever what is kept, or what it means, changes."""

KEPT: Final = 16
"""Records in the folder; the least recently used go first."""

_KINDS: Final = {cls.kind: cls for cls in SECTIONS.values()}
_EXTRAS: Final = {"group": ("mark",), "person": ("post", "nation"), "place": ("within",)}


def cache_folder() -> Path:
    """Where the records lie: the user's cache folder."""
    from platformdirs import user_cache_dir

    return Path(user_cache_dir("coalition-tui", appauthor=False))


def digest_of(path: Path, limits: Limits = DEFAULT_LIMITS) -> str | None:
    """What names the record of these files; None where they can't be read as they are now."""
    digest = blake2b(digest_size=20)
    # The limits belong to it: what was read under wider ones is no answer under these.
    digest.update(f"{FORMAT}\0{__version__}\0{tuple(limits)}\0{path}".encode("utf-8", "surrogateescape"))
    room = limits.bytes
    try:
        for file in files_of(path, limits):
            data = read_bytes(str(file), room)
            room -= len(data)
            digest.update(f"\0{file}\0{len(data)}\0".encode("utf-8", "surrogateescape"))
            digest.update(data)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def load(digest: str, folder: Path, limits: Limits = DEFAULT_LIMITS) -> FactBase | None:
    """The base that was kept under this digest; None where there is none that can be trusted."""
    lines = _trusted_lines(digest, folder, limits)
    if lines is None:
        return None
    try:
        # Line by line: so it holds the interpreter, which a screen may be waiting for, a moment at a time.
        parts = map(json.loads, lines)
        return thaw(next(parts), parts)
    except UNFIT:
        return None


def frozen(digest: str, folder: Path, limits: Limits = DEFAULT_LIMITS) -> list[Any] | None:
    """What `freeze` made of the base that was kept under this digest, for `thaw`; None as for `load`."""
    lines = _trusted_lines(digest, folder, limits)
    if lines is None:
        return None
    try:
        return list(map(json.loads, lines))
    except (ValueError, RecursionError):
        return None


def _trusted_lines(digest: str, folder: Path, limits: Limits) -> Iterator[bytes] | None:
    """The lines of a record whose checksum is right."""
    path = _record(digest, folder)
    try:
        data = read_bytes(str(path), 4 * limits.bytes)
    except (OSError, ValueError):
        return None
    start = data.find(b"\n") + 1
    if data[:start] != _checksum(memoryview(data)[start:]):
        return None
    with suppress(OSError):
        os.utime(path)  # it was of use: the last to go
    return _lines(data, start)


def keep(base: FactBase, digest: str, folder: Path) -> bool:
    """Keep a base under its digest, whole or not at all; False where that can't be, which harms nothing."""
    kept, columns = freeze(base)
    lines = (json.dumps(part, ensure_ascii=False, separators=(",", ":")) for part in (kept, *columns))
    body = "\n".join(lines).encode("utf-8", "surrogatepass")  # as `json.loads` takes them
    target = _record(digest, folder)
    part = folder / f"{digest}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(part, "xb") as file:
            file.write(_checksum(body))
            file.write(body)
        os.replace(part, target)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    _forget_old(folder)
    return True


def _record(digest: str, folder: Path) -> Path:
    return folder / f"{digest}.jsonl"


def _checksum(body: bytes | memoryview) -> bytes:
    """The first line of a record."""
    return blake2b(body, digest_size=20).hexdigest().encode() + b"\n"


def _lines(data: bytes, start: int) -> Iterator[bytes]:
    """The lines from this byte on, one at a time: all of them would be as much memory again."""
    while start:
        end = data.find(b"\n", start)
        yield data[start:end] if end >= 0 else data[start:]
        start = end + 1


def _forget_old(folder: Path) -> None:
    try:
        records = sorted(folder.glob("*.json*"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in records[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        pass  # somebody else tidied up


# -- as JSON ------------------------------------------------------------------------------------------


_UNSHARED: Final = ("id", "says", "quote", "line")
"""The columns of which hardly any two facts have the same."""


def freeze(base: FactBase) -> tuple[dict[str, Any], Iterator[list[Any]]]:
    """A base as plain lists, texts and numbers: all but the facts, and the columns of those, one by one."""
    kept = {
        "path": base.path,
        "entities": [_frozen_entity(entity) for entity in base.entities.values()],
        "sources": [
            (
                *(s.id, s.title, s.publisher, s.author, s.published and s.published.text, s.published_basis),
                *(s.via, s.url, s.begins, s.note, s.line, s.path),
            )
            for s in base.sources.values()
        ],
        "checks": [[c.id, c.total, c.parts, c.note, c.line, c.path] for c in base.checks.values()],
        "rulings": [
            [r.id, r.prefer, r.over, r.reason, r.ruled_by, r.ruled_on and r.ruled_on.text, r.line, r.path]
            for r in base.rulings.values()
        ],
    }
    return kept, (_frozen_column(name, map(attrgetter(name), base.facts)) for name in Fact.__slots__)


def _frozen_column(name: str, column: Iterable[Any]) -> list[Any]:
    """The values of an attribute; where facts share them, all that there are and the place of each fact's."""
    if name in _UNSHARED:
        return list(column)
    numbers: dict[Any, int] = {}
    places = [_NONE if value is None else numbers.setdefault(value, len(numbers)) for value in column]
    parts = _PARTS.get(name)
    if parts is None:
        return [list(numbers), places]
    columns = [[_plain(getattr(value, field)) for value in numbers] for field in parts._fields]
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
    facts = tuple(_made(Fact, [_column(*both) for both in zip(Fact.__slots__, columns, strict=True)]))
    return FactBase(
        kept["path"],
        MappingProxyType(entities),
        MappingProxyType(sources),
        facts,
        MappingProxyType(checks),
        MappingProxyType(rulings),
    )


def _column(name: str, kept: list[Any]) -> list[Any]:
    """The values of an attribute, one for each fact."""
    if name in _UNSHARED:
        return kept
    shared, places = kept
    parts = _PARTS.get(name)
    if name == "about":
        shared = list(map(tuple, shared))
    elif parts is EdtfDate:
        columns = dict(zip(parts._fields, shared, strict=True))
        for end in ("start", "end"):
            columns[end] = [None if point is None else DatePoint._make(point) for point in columns[end]]
        shared = list(map(parts._make, zip(*columns.values(), strict=True)))
    elif parts is not None:
        shared = list(map(parts._make, zip(*shared, strict=True)))
    return list(map([*shared, None].__getitem__, places))


_AT_A_TIME: Final = 500  # as many as the processor keeps at hand


def _made(cls: type[T], columns: list[list[Any]]) -> Iterator[T]:
    """The objects of a class with slots that have these values, slot by slot.

    A frozen class looks at every value that its `__init__` sets; writing to its slots takes half the time.
    """
    names: tuple[str, ...] = cls.__slots__  # type: ignore[attr-defined]
    count = len(columns[0])
    if len(columns) != len(names) or any(len(column) != count for column in columns):
        raise ValueError("columns of different lengths")
    slots = [getattr(cls, name).__set__ for name in names]
    for start in range(0, count, _AT_A_TIME):
        made = [cls.__new__(cls) for _ in range(start, min(start + _AT_A_TIME, count))]
        for put, column in zip(slots, columns, strict=True):
            deque(map(put, made, column[start : start + _AT_A_TIME]), maxlen=0)
        yield from made


@lru_cache(maxsize=4096)  # there are more sources than days
def _date(text: str | None) -> EdtfDate | None:
    return parse_date(text) if text else None
