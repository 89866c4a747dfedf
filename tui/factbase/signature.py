"""Has a fact base changed on disk?  Told by what the file system notes of its files, without reading them."""

from __future__ import annotations

import os
from pathlib import Path

Signature = tuple[tuple[object, ...], ...]
"""What the file system notes of each file; empty where there is none."""


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
