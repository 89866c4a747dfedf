"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path


class NotWrittenError(Exception):
    """The file was not written, and what stood there before still does."""


def write_whole(path: Path, text: str | Iterable[str], keep_out: Path | None = None) -> None:
    """Write a text, or its pieces, to a file in one step: through a temporary one beside it, then renamed.

    Refuses symbolic links, devices and folders, and the file (or any file of the folder) in `keep_out`, which
    is the fact base itself.  Raises `NotWrittenError` with the reason; the old file then stands as it was.
    """
    try:
        status = path.lstat()
    except FileNotFoundError:
        status = None
    except OSError as error:
        raise NotWrittenError(f"{path}: {_reason(error)}") from error
    if status is not None:
        if stat.S_ISLNK(status.st_mode):
            raise NotWrittenError(f"{path} is a link to {os.readlink(path)}; name that file itself")
        if not stat.S_ISREG(status.st_mode):
            raise NotWrittenError(f"{path} is no regular file")
    folder = path.parent
    if keep_out is not None and _is_part_of(path, keep_out):
        raise NotWrittenError(f"{path} is the fact base itself")
    try:
        # mkstemp opens with O_EXCL and O_NOFOLLOW, and with permissions for the owner alone.
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=folder)
    except OSError as error:
        raise NotWrittenError(f"{path}: {_reason(error)}") from error
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines((text,) if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), stat.S_IMODE(status.st_mode) if status else 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError | UnicodeEncodeError):
            raise NotWrittenError(f"{path}: {_reason(error)}") from error
        raise
    _sync_folder(folder)


def _is_part_of(path: Path, base: Path) -> bool:
    target, own = path.resolve(), base.resolve()
    return target == own or (base.is_dir() and target.parent == own and target.suffix in (".yaml", ".yml"))


def _reason(error: Exception) -> str:
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _sync_folder(folder: Path) -> None:
    """Make the rename last over a crash, where the system can."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
