"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tui.commands.output import shorten_path
from tui.factbase.reading.files import files_of, is_base_file
from tui.factbase.reading.limits import Limits


class NotWrittenError(Exception):
    """The file was not written, and what stood there before still does."""


def write_whole(path: Path, text: str | Iterable[str], keep_out: tuple[Path, Limits] | None = None) -> str:
    """Write a text, or its pieces, to a file in one step: through a temporary one beside it, then renamed.

    Says in which folder the file really is, where a folder on the way there is a link; else nothing.  Refuses
    symbolic links, devices and folders, and what is part of the fact base in `keep_out`, read within those
    limits.  Raises `NotWrittenError` with the reason; the old file then stands as it was.
    """
    shown = shorten_path(path)
    try:
        status = _status(path)
        if status is not None:
            if stat.S_ISLNK(status.st_mode):
                raise NotWrittenError(f"{shown} is a link to {os.readlink(path)}; name that file itself")
            if not stat.S_ISREG(status.st_mode):
                raise NotWrittenError(f"{shown} is no regular file")
        folder = os.path.realpath(path.parent)
        behind_a_link = folder != os.path.abspath(path.parent)
        if keep_out is not None and _is_part_of(path, status, *keep_out):
            raise NotWrittenError(f"{shown} is the fact base itself")
    except (OSError, ValueError) as error:
        raise NotWrittenError(f"{shown}: {_reason(error)}") from error
    # Held back until whoever is interrupted knows the name: nothing is to be left behind.
    unheld = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        # mkstemp opens with O_EXCL and O_NOFOLLOW, and with permissions for the owner alone.
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    except OSError as error:
        signal.pthread_sigmask(signal.SIG_SETMASK, unheld)
        raise NotWrittenError(f"{shown}: {_reason(error)}") from error
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, unheld)
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.writelines((text,) if isinstance(text, str) else text)
            file.flush()
            os.fsync(file.fileno())
            os.fchmod(file.fileno(), stat.S_IMODE(status.st_mode) if status else 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError | UnicodeEncodeError):
            raise NotWrittenError(f"{shown}: {_reason(error)}") from error
        raise
    _sync_folder(path.parent)
    return folder if behind_a_link else ""


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        return None


def _is_part_of(path: Path, status: os.stat_result | None, base: Path, limits: Limits) -> bool:
    """Whether a path is a file of the base, by whatever links that is read, or would become one."""
    if base.is_dir() and is_base_file(path.name) and os.path.samefile(path.parent, base):
        return True
    target = os.path.realpath(path)
    return any(target == os.path.realpath(own) or _is(own, status) for own in files_of(base, limits))


def _is(path: Path, status: os.stat_result | None) -> bool:
    """Whether a path leads to the file of that status."""
    try:
        return status is not None and os.path.samestat(path.stat(), status)
    except OSError:
        return False


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
