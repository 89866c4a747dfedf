"""Opening files that somebody else wrote: regular ones, of a bounded size, and nothing that hangs."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from tui.factbase.reading.limits import Limits


class TooLargeError(OSError):
    """A file, or a folder, is larger than is read.  Which limit that is, whoever asked for it knows."""


def read_bytes(path: str, limit: int) -> bytes:
    """The content of a regular file of at most `limit` bytes.

    Raises OSError with a plain message for everything else: a FIFO, a device, a folder, an endless file.
    """
    # O_NONBLOCK: opening a FIFO must not wait for a writer.  O_NOCTTY: a terminal must not become ours.
    flags = os.O_RDONLY
    for name in ("O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(f"not a regular file but {_kind(status.st_mode)}")
        if status.st_size > limit:
            raise TooLargeError(f"larger than {limit:,} bytes")
        # To its end, which may lie elsewhere by now; files of /proc say that they are empty.
        pieces: list[bytes] = []
        room = limit + 1
        want = status.st_size + 1
        while room > 0:
            piece = os.read(descriptor, min(room, max(want, 1 << 16)))
            if not piece:
                break
            pieces.append(piece)
            room -= len(piece)
            want -= len(piece)
    finally:
        os.close(descriptor)
    if room <= 0:
        raise TooLargeError(f"larger than {limit:,} bytes")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _kind(mode: int) -> str:
    if stat.S_ISDIR(mode):
        return "a folder"
    if stat.S_ISFIFO(mode):
        return "a pipe"
    if stat.S_ISSOCK(mode):
        return "a socket"
    return "a device"


def is_base_file(name: str) -> bool:
    """Whether a file of this name is read where a folder is one base."""
    return name.endswith((".yaml", ".yml")) and not name.startswith(".")


def files_of(path: Path, limits: Limits) -> list[Path]:
    """The file itself, or the YAML files of a folder in the order of their names.

    Raises OSError where the folder can't be listed, holds none, or too many.
    """
    if not path.is_dir():
        return [path]
    found: list[str] = []
    with os.scandir(path) as entries:
        for entry in entries:
            name = entry.name
            if is_base_file(name):
                found.append(name)
                if len(found) > limits.files:
                    raise TooLargeError(f"a folder of more than {limits.files:,} files")
    if not found:
        raise OSError("a folder without a .yaml file")
    return [path / name for name in sorted(found)]
