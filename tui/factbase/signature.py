"""Has a fact base changed on disk?  Told by what the file system notes of its files, without reading them."""

from __future__ import annotations

import os
import time
from pathlib import Path

Signature = tuple[tuple[object, ...], ...]
"""What the file system notes of each file; empty where there is none."""


AT_ONCE = 400_000
"""Bytes that are read in less time than another process takes to come up: 65 ms."""

_TICK_NS = 50_000_000
"""What two changes must be apart at most for their times to differ, on any usual file system."""


def signature(path: str) -> Signature:
    """Device, inode, mode, size and times of the file, or of every YAML file of the folder.

    A modification time alone misses a file that was replaced, and one that was written twice in a tick.
    """
    base = Path(path)
    try:
        names = (
            sorted(e.path for e in os.scandir(base) if e.name.endswith((".yaml", ".yml")))
            if base.is_dir()
            else [path]
        )
    except OSError:
        return ()
    found: list[tuple[object, ...]] = []
    for name in names:
        try:
            status = os.stat(name)
        except OSError:
            continue
        found.append(
            (
                name,
                status.st_dev,
                status.st_ino,
                status.st_mode,
                status.st_size,
                status.st_mtime_ns,
                status.st_ctime_ns,
            )
        )
    return tuple(found)


def size_of(state: Signature) -> int:
    """The bytes of all files together."""
    return sum(size for *_, size, _, _ in state if isinstance(size, int))


def may_be_outdated(state: Signature) -> bool:
    """Whether a file may change once more without a difference in its signature: it was written just now."""
    now = time.time_ns()
    # The last is the time of the change of status, which nobody can set.
    return any(isinstance(changed := one[-1], int) and 0 <= now - changed < _TICK_NS for one in state)
