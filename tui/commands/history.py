"""A fact base as it stood at a revision of git.

The repository belongs to the fact base and may be a stranger's, and git obeys its settings.  So one git alone
is asked, for contents as they lie there (`cat-file --batch`: no filter, no textconv, no hook, no pager, no
look at the index), and what it could still be made to do is taken from it.  Objects that aren't there would
be fetched, by whatever program the settings name: that is forbidden twice, since older gits know but one way.
"""

from __future__ import annotations

import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from tui.factbase.model import FactBase
from tui.factbase.reading.diagnostics import BaseErrors
from tui.factbase.reading.files import is_base_file
from tui.factbase.reading.limits import DEFAULT_LIMITS, Limits, how_to_raise
from tui.factbase.reading.reader import read_contents
from tui.factbase.text import clean, shorten

_SECONDS: Final = 3
"""Of a processor, for git: ten thousand files take it a tenth of one."""
_PATIENCE: Final = 20.0
"""Seconds of a clock: a settings file may be a pipe into which nobody writes."""
_MEMORY: Final = 300 * 10**6
"""Bytes that git may take for itself; packs that it only maps don't count."""
_SAID: Final = 65_536
"""Bytes that git may write down of what it complains of; the first of them are shown."""
_SHOWN: Final = 2_000

_SETTINGS: Final = {
    # Without a transport there is no uploadpack, sshCommand, gitProxy, askPass, helper ...
    "protocol.allow": "never",
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    # A folder of the fact base that looks like a repository is none.
    "safe.bareRepository": "explicit",
}
_ENVIRONMENT: Final = {
    "GIT_NO_LAZY_FETCH": "1",
    # Of the settings `protocol.ext.allow` would go before `protocol.allow`; before this one goes none.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C",
}
_KEPT: Final = re.compile(
    "(?!GIT_)|GIT_(CEILING_DIRECTORIES|DISCOVERY_ACROSS_FILESYSTEM|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM))$"
)
"""Variables that git may see.  The others name programs, or another repository than the one that holds the
base: a hook finds them set for itself."""

_LINK, _REGULAR = b"12", b"10"


class HistoryError(Exception):
    """The base can't be had as of that revision; the message is clean."""


def base_at(path: Path, revision: str, limits: Limits = DEFAULT_LIMITS) -> FactBase:
    """The base at this path as it stood then; messages call its files `REVISION:./NAME`.

    Raises `HistoryError` where git, the revision or the file in it is missing, or where it couldn't be read.
    """
    shown = shorten(revision)
    if not revision or revision.startswith("-") or "\n" in revision:
        raise HistoryError(clean(f"“{shown}” is no revision"))
    try:
        is_folder = path.is_dir()
        with _Repository(path if is_folder else path.parent, limits) as repository:
            entries = repository.folder(revision)
            names = sorted(filter(is_base_file, entries)) if is_folder else [path.name]
            if is_folder and not names:
                raise HistoryError(f"there is no .yaml file in {shown}:./")
            if len(names) > limits.files:
                raise HistoryError(
                    f"{shown}:./ has more than {limits.files:,} files; {how_to_raise('files', limits.files)}"
                )
            called = {name: f"{shown}:./{name}" for name in names}
            contents = {called[name]: repository.file(entries, name, called[name]) for name in names}
    except (OSError, ValueError) as error:
        raise HistoryError(clean(f"git can't be asked: {error}")) from error
    try:
        return read_contents(f"{shown}:./", contents, limits)
    except BaseErrors as errors:
        told = f"the fact base of {shown} has errors of its own:"
        raise HistoryError(f"{clean(told)}\n{errors.render()}") from errors


class _Repository:
    """Contents of the repository in which a folder lies, all together no more than the limit of bytes."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self._folder = folder
        self._limits = limits
        self._room = limits.bytes

    def __enter__(self) -> _Repository:
        self._said = tempfile.TemporaryFile()
        settings = [word for name, value in _SETTINGS.items() for word in ("-c", f"{name}={value}")]
        kept = {name: value for name, value in os.environ.items() if _KEPT.match(name)}
        try:
            self._git = subprocess.Popen(
                ["git", "--no-pager", "-C", str(self._folder), *settings, "cat-file", "--batch"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._said,
                env={**kept, **_ENVIRONMENT},
                preexec_fn=_bounds,
                start_new_session=True,
            )
        except BaseException:
            self._said.close()
            raise
        self._alarm = threading.Timer(_PATIENCE, self._git.kill)
        self._alarm.daemon = True
        self._alarm.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._alarm.cancel()
        self._git.kill()
        for stream in (self._git.stdin, self._git.stdout):
            assert stream is not None
            with suppress(OSError):
                stream.close()
        self._git.wait()
        self._said.close()

    def folder(self, revision: str) -> dict[str, tuple[bytes, str]]:
        """The names in the base's folder as of a revision: what kind of thing each is, and its object."""
        name = f"{revision}:./"
        found = self._object(name, f"{shorten(revision)}:./", b"tree")
        if found is None:
            raise HistoryError(clean(f"git finds no revision “{shorten(revision)}” with this folder in it"))
        own, tree = found
        digest = len(own) // 2
        entries: dict[str, tuple[bytes, str]] = {}
        at = 0
        while at < len(tree):
            end = tree.index(b"\0", at)
            mode, _, entry = tree[at:end].partition(b" ")
            at = end + 1 + digest
            entries[os.fsdecode(entry)] = mode, tree[end + 1 : at].hex()
        return entries

    def file(self, entries: dict[str, tuple[bytes, str]], name: str, shown: str) -> bytes:
        """The content of a file in that folder."""
        if name not in entries:
            raise HistoryError(clean(f"git finds no {shown}"))
        mode, digest = entries[name]
        if not mode.startswith(_REGULAR):
            what = "a link; what it leads to isn't looked for" if mode.startswith(_LINK) else "no file"
            raise HistoryError(clean(f"{shown} is {what}"))
        found = self._object(digest, shown, b"blob")
        if found is None:
            raise HistoryError(clean(f"{shown} is missing in this repository, and nothing is fetched"))
        return found[1]

    def _object(self, name: str, shown: str, kind: bytes) -> tuple[bytes, bytes] | None:
        """The digest and the content of what git knows by a name; None where it knows nothing."""
        asked = os.fsencode(name)
        assert self._git.stdin is not None
        assert self._git.stdout is not None
        try:
            self._git.stdin.write(asked + b"\n")
            self._git.stdin.flush()
        except OSError:
            raise self._complaint() from None
        head = self._git.stdout.readline(len(asked) + 256)
        if head.endswith((b" missing\n", b" ambiguous\n")):
            return None
        digest, found, size = [*head.split(), b"", b"", b""][:3]
        if not head.endswith(b"\n") or not size.isdigit():
            raise self._complaint()
        if found != kind:
            raise HistoryError(clean(f"{shown} is no {'folder' if kind == b'tree' else 'file'}"))
        if int(size) > self._room:
            most = self._limits.bytes
            raise HistoryError(
                clean(f"{shown}: with it there are more than {most:,} bytes; {how_to_raise('bytes', most)}")
            )
        self._room -= int(size)
        content = self._git.stdout.read(int(size) + 1)
        if len(content) <= int(size):
            raise self._complaint()
        return digest, content[:-1]

    def _complaint(self) -> HistoryError:
        """What git said when it ended."""
        ended = -self._git.wait()
        if ended in (signal.SIGKILL, signal.SIGXCPU):
            return HistoryError("git was ended: it took too long")
        if ended > 0:
            return HistoryError(f"git was ended by signal {ended}")
        self._said.seek(0)
        return HistoryError(clean(f"git says: {self._said.read(_SHOWN).decode(errors='replace').strip()}"))


def _bounds() -> None:
    """In the new process: what it may take."""
    for what, most in (
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_DATA, _MEMORY),
        (resource.RLIMIT_FSIZE, _SAID),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, hard))
