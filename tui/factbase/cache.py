"""A second start on unchanged files needs no YAML: what was read is kept as JSON, keyed by their content.

JSON can't run code.  A record of the cache is used only if its name is the digest of the very bytes that the
files hold now, of their names and of this program's version, and if its own checksum is right; anything else
is read from the YAML as if there were no cache.  Deleting it is always safe.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tui import __version__
from tui.factbase.dates import EdtfDate, parse_date
from tui.factbase.files import files_of, read_bytes
from tui.factbase.limits import DEFAULT_LIMITS, Limits
from tui.factbase.model import SECTIONS, Check, Entity, Fact, FactBase, Source
from tui.factbase.quantity import Quantity

FORMAT: Final = 1
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
    digest.update(f"{FORMAT}\0{__version__}\0{path}".encode("utf-8", "surrogateescape"))
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


def load(digest: str, folder: Path) -> FactBase | None:
    """The base that was kept under this digest; None where there is none that can be trusted."""
    path = folder / f"{digest}.json"
    try:
        data = read_bytes(str(path), 4 * DEFAULT_LIMITS.bytes)
    except (OSError, ValueError):
        return None
    checksum, _, body = data.partition(b"\n")
    if checksum != blake2b(body, digest_size=20).hexdigest().encode():
        return None
    try:
        base = _thawed(json.loads(body))
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        return None
    with suppress(OSError):
        os.utime(path)  # it was of use: the last to go
    return base


def keep(base: FactBase, digest: str, folder: Path) -> bool:
    """Keep a base under its digest, whole or not at all; False where that can't be, which harms nothing."""
    body = json.dumps(_frozen(base), ensure_ascii=False, separators=(",", ":")).encode()
    target = folder / f"{digest}.json"
    part = folder / f"{digest}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(part, "xb") as file:
            file.write(blake2b(body, digest_size=20).hexdigest().encode() + b"\n" + body)
        os.replace(part, target)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        return False
    _forget_old(folder)
    return True


def _forget_old(folder: Path) -> None:
    try:
        records = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        for old in records[KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        pass  # somebody else tidied up


# -- as JSON ------------------------------------------------------------------------------------------


def _frozen(base: FactBase) -> dict[str, Any]:
    values: dict[Quantity, int] = {}
    facts = [
        [
            fact.id,
            fact.about,
            fact.topic,
            fact.says,
            fact.source,
            None if fact.value is None else values.setdefault(fact.value, len(values)),
            fact.place,
            fact.by,
            fact.as_of and fact.as_of.text,
            fact.when and fact.when.text,
            fact.mode,
            fact.open,
            fact.at,
            fact.quote,
            fact.note,
            fact.corrects,
            fact.line,
        ]
        for fact in base.facts
    ]
    return {
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
        "values": [[q.low, q.high, q.approximate, q.unit, q.text, q.exclusive] for q in values],
        "facts": facts,
    }


def _frozen_entity(entity: Entity) -> list[Any]:
    extras = [getattr(entity, key) for key in _EXTRAS.get(entity.kind, ())]
    return [entity.kind, entity.id, entity.name, entity.also, entity.note, entity.line, entity.path, *extras]


def _thawed(kept: dict[str, Any]) -> FactBase:
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
    values = [Quantity(*fields) for fields in kept["values"]]
    facts = tuple(
        Fact(
            key,
            tuple(about),
            topic,
            says,
            source,
            None if value is None else values[value],
            place,
            by,
            _date(as_of),
            _date(when),
            *rest,
        )
        for key, about, topic, says, source, value, place, by, as_of, when, *rest in kept["facts"]
    )
    return FactBase(
        kept["path"], MappingProxyType(entities), MappingProxyType(sources), facts, MappingProxyType(checks)
    )


def _date(text: str | None) -> EdtfDate | None:
    return parse_date(text) if text else None
