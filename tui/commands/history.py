"""A fact base as it stood at a revision of git."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from tui.factbase.diagnostics import BaseErrors
from tui.factbase.limits import DEFAULT_LIMITS, Limits
from tui.factbase.model import FactBase
from tui.factbase.reader import read_base
from tui.factbase.text import clean


class HistoryError(Exception):
    """The base can't be had as of that revision."""


def base_at(path: Path, revision: str, limits: Limits = DEFAULT_LIMITS) -> FactBase:
    """The base at this path as it stood then.

    Raises `HistoryError` where git, the revision or the file in it is missing, or where it couldn't be read.
    """
    if not revision or revision.startswith("-"):
        raise HistoryError(f"“{revision}” is no revision")
    folder = path if path.is_dir() else path.parent
    with tempfile.TemporaryDirectory() as scratch:
        # A folder may be called `.` or `..`, which would lead out of the scratch folder.
        copy = Path(scratch) / ("base" if path.is_dir() else path.name)
        if path.is_dir():
            copy.mkdir()
            names = os.fsdecode(_git(folder, "ls-tree", "--name-only", "-z", revision, "./")).split("\0")
            for name in names[: limits.files + 1]:
                if name.endswith((".yaml", ".yml")) and not Path(name).name.startswith("."):
                    (copy / Path(name).name).write_bytes(_content(folder, f"{revision}:./{name}", limits))
        else:
            copy.write_bytes(_content(folder, f"{revision}:./{path.name}", limits))
        try:
            return read_base(copy, limits)
        except BaseErrors as errors:
            raise HistoryError(
                f"the fact base of {revision} has errors of its own:\n{errors.render()}"
            ) from errors


def _content(folder: Path, name: str, limits: Limits) -> bytes:
    """A file of the history, as it lies there: neither filters nor programs of the repository run on it."""
    size = _git(folder, "cat-file", "-s", name).strip()
    if not size.isdigit() or int(size) > limits.bytes:
        raise HistoryError(clean(f"{name}: more than {limits.bytes:,} bytes"))
    return _git(folder, "cat-file", "blob", name)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", "-C", str(folder or "."), *arguments],
            capture_output=True,
            check=False,
            timeout=30,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise HistoryError(clean(f"git can't be asked: {error}")) from error
    if done.returncode:
        raise HistoryError(clean(f"git says: {done.stderr.decode(errors='replace').strip()}"))
    return done.stdout
