"""Has a fact base changed on disk?  Told by what the file system notes of its files, without reading them."""

from __future__ import annotations

import os
import time
from itertools import islice
from pathlib import Path

from tui.factbase.reading.files import is_base_file
from tui.factbase.reading.limits import DEFAULT_LIMITS, Limits

Signature = tuple[tuple[object, ...], ...]
"""What the file system notes of each file; empty where a folder can't be listed or holds none,
and where there can be none of that name."""


AT_ONCE = 400_000
"""Bytes that are read in less time than another process takes to come up: 65 ms."""

_TICK_NS = 50_000_000
"""What two changes must be apart at most for their times to differ, on any usual file system."""


def signature(path: str, limits: Limits = DEFAULT_LIMITS) -> Signature:
    """Device, inode, mode, size and times of the file, or of every file of the folder that is read.

    A modification time alone misses a file that was replaced, and one that was written twice in a tick.
    What can't be looked at, such as a link that leads nowhere, is noted as well: reading it is an error.  Of
    a folder with more files than are read, what is noted of the folder itself must do.
    """
    try:
        if not Path(path).is_dir():
            return (_noted(path),)
        with os.scandir(path) as entries:
            names = list(islice((e.path for e in entries if is_base_file(e.name)), limits.files + 1))
    except OSError:
        return ()
    return (_noted(path),) if len(names) > limits.files else tuple(map(_noted, sorted(names)))


def _noted(name: str) -> tuple[object, ...]:
    try:
        status = os.stat(name)
    except OSError as error:
        return (name, error.errno, 0, 0, 0, 0, 0)
    return (
        name,
        status.st_dev,
        status.st_ino,
        status.st_mode,
        status.st_size,
        status.st_mtime_ns,
        status.st_ctime_ns,
    )


def size_of(state: Signature) -> int:
    """The bytes of all files together."""
    return sum(size for *_, size, _, _ in state if isinstance(size, int))


def may_be_outdated(state: Signature) -> bool:
    """Whether a file may change once more without a difference in its signature: it was written just now."""
    now = time.time_ns()
    # The last is the time of the change of status, which nobody can set.
    return any(isinstance(changed := one[-1], int) and 0 <= now - changed < _TICK_NS for one in state)
