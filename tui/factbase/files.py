"""Opening files that somebody else wrote: regular ones, of a bounded size, and nothing that hangs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tui.factbase.limits import Limits


def read_bytes(path: str, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises OSError with a plain message for everything else: a FIFO, a device, a folder, an endless file.
    """
    # O_NONBLOCK: opening a FIFO must not wait for a writer.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0))
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError("not a regular file")
        if status.st_size > limit:
            raise OSError(f"larger than {limit:,} bytes")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise OSError(f"larger than {limit:,} bytes")
    return data


def files_of(path: Path, limits: Limits) -> list[Path]:
    """The file itself, or the YAML files of a folder in the order of their names."""
    if not path.is_dir():
        return [path]
    found = sorted(
        entry
        for entry in path.iterdir()
        if entry.suffix in (".yaml", ".yml") and not entry.name.startswith(".")
    )
    if not found:
        raise OSError("a folder without a .yaml file")
    if len(found) > limits.files:
        raise OSError(f"a folder of more than {limits.files:,} files")
    return found
