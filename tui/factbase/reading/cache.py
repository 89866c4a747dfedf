"""A second start on unchanged files needs no YAML: what was read is kept as JSON, keyed by their content.

JSON can't run code; a record is several lines of it, each a piece of the base's plain form.

A record of the cache is used only if its name is the digest of the very bytes that the files hold now, of
their names and of this program's version, and if its own checksum is right; anything else is read from the
YAML as if there were no cache.  Deleting it is always safe.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from tui import __version__
from tui.factbase.model import FactBase
from tui.factbase.reading.files import files_of, read_bytes
from tui.factbase.reading.limits import DEFAULT_LIMITS, Limits
from tui.factbase.reading.plain_form import UNFIT, freeze, thaw

FORMAT: Final = 4
"""Raised whenever what is kept, or what it means, changes."""

KEPT: Final = 16
"""Records in the folder; the least recently used go first."""


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
