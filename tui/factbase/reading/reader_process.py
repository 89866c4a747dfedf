"""Reading in a process of its own, so that the screens go on answering while a large base is read.

A thread would share the interpreter with the screens: beside one a key takes several times as long, and the
start, which is nearly all imports, takes as much longer as the reading lasts.  The process reads, hands the
records over through a pipe in pieces of its plain form, and then keeps them for the next start
while the facts are on show already.  What the cache holds is handed over in the same way.

What comes through the pipe is trusted: nobody but the process that was started here can write to it.
"""

from __future__ import annotations

import marshal
import os
import select
import signal
import struct
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import Any, Final

from tui.factbase.model import Fact, FactBase
from tui.factbase.reading.limits import DEFAULT_LIMITS, Limits
from tui.factbase.reading.plain_form import UNFIT, freeze, thaw
from tui.factbase.reading.signature import signature, size_of

Progress = Callable[[int, int], None]
"""Told how many bytes have been read, and how many there are."""

Ask = Callable[[FactBase], None]
"""Asks of a base what is asked of it first, so that the answers that go with the facts are among them."""

SMALL: Final = 3_000
"""Facts up to which it is asked before they are handed over: while screens are imported there is the time."""

_HEAD: Final = struct.Struct(">cI")
_PROGRESS, _RECORDS, _COLUMN, _ERRORS, _FAILED, _FROM_CACHE = b"p", b"r", b"f", b"e", b"x", b"c"
_PROGRESS_SECONDS: Final = 0.1
# The module path of this very process, so that no folder from which it was started gets in front of it.
_CODE: Final = (
    "import sys; sys.path[:] = {path!r}; from tui.factbase.reading.reader_process import main; main()"
)


class ReaderDied(Exception):
    """The process came to an end without a word of what it had read; the message says how."""


class Reader:
    """Reads one base where it stands, in the thread that asks for it."""

    def __init__(self, path: str, limits: Limits = DEFAULT_LIMITS) -> None:
        self._path = path
        self._limits = limits

    def take(self, progress: Progress | None = None) -> FactBase:
        """Wait for the base; it blocks.  To be called once.

        Raises `BaseErrors` with what is wrong in the files, `ReaderDied` if they were never read to the end.
        """
        from tui.factbase.reading.reader import read_base

        total = size_of(signature(self._path, self._limits))
        told = None if progress is None else lambda read: progress(read, total)
        return read_base(self._path, self._limits, progress=told)

    def has_read(self) -> bool:
        """Whether the base, or what is wrong with it, can be taken already; it doesn't wait."""
        return False

    def stop(self) -> None:
        """Read no further, where that can be."""


def start_reading(
    path: str, limits: Limits = DEFAULT_LIMITS, *, fork: bool = False, ask: Ask | None = None
) -> Reader:
    """Begin to read a base in another process; where none can be started, read it when it is taken.

    With `fork` it is a fork of this one, where the system has that: there sooner by what a start of Python
    takes.  Only for a process without threads.  A fork can `ask` of the facts what the screens will.
    """
    try:
        if fork and hasattr(os, "fork"):
            return ForkedReader(path, limits, ask)
        return ReaderProcess(path, limits)
    except OSError:
        return Reader(path, limits)


class ReaderProcess(Reader):
    """A process of its own that reads one base.  It has begun when the object is there."""

    def __init__(self, path: str, limits: Limits = DEFAULT_LIMITS) -> None:
        """Raises OSError where no process can be started."""
        super().__init__(path, limits)
        self._pipe = self._start()
        self._done = False

    def _start(self) -> BufferedReader:
        import subprocess

        if not sys.executable:
            raise OSError("the interpreter doesn't know where it lies")
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CODE.format(path=sys.path), self._path, *map(str, self._limits)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # keys and signals of the terminal aren't meant for it
        )
        assert isinstance(self._process.stdout, BufferedReader)
        return self._process.stdout

    def take(self, progress: Progress | None = None) -> FactBase:
        """Wait for the base; see `Reader.take`."""
        try:
            while True:
                kind, content = self._received()
                if kind == _PROGRESS:
                    if progress is not None:
                        progress(*content)
                elif kind == _RECORDS:
                    # Column by column: each is made ready while the process still makes the next.
                    return thaw(content, (self._column() for _ in Fact._fields))
                elif kind == _FROM_CACHE:
                    try:
                        return thaw(content, (self._column() for _ in Fact._fields))
                    except UNFIT:
                        return super().take(progress)
                elif kind == _ERRORS:
                    from tui.factbase.reading.diagnostics import BaseErrors, Diagnostic

                    found, more = content
                    raise BaseErrors([Diagnostic(*fields) for fields in found], more)
                else:
                    raise ReaderDied(content)
        except EOFError:
            code = self._wait()
            how = f"was ended by signal {-code}" if code < 0 else f"ended with {code}"
            raise ReaderDied(f"the process that read it {how}") from None
        finally:
            self._done = True
            self._pipe.close()

    def has_read(self) -> bool:
        """Whether the process has begun to hand over; see `Reader.has_read`."""
        if not select.select([self._pipe], [], [], 0)[0]:
            return False
        return self._pipe.peek(1)[:1] not in (b"", _PROGRESS)

    def _column(self) -> list[Any]:
        kind, content = self._received()
        if kind != _COLUMN:
            raise ReaderDied(content)
        column: list[Any] = content
        return column

    def _received(self) -> tuple[bytes, Any]:
        """The next message; raises EOFError where there is none."""
        head = self._pipe.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise EOFError
        kind, size = _HEAD.unpack(head)
        data = self._pipe.read(size)
        if len(data) < size:
            raise EOFError
        return kind, marshal.loads(data)

    def stop(self) -> None:
        """End the process if it still reads; one that only keeps the facts for the next start goes on."""
        if not self._done:
            self._kill()
            self._wait()

    def _kill(self) -> None:
        self._process.kill()

    def _wait(self) -> int:
        """Its exit code, negative for the signal that ended it."""
        return self._process.wait()


class ForkedReader(ReaderProcess):
    """A fork of this process that reads one base.  It has begun when the object is there."""

    def __init__(self, path: str, limits: Limits = DEFAULT_LIMITS, ask: Ask | None = None) -> None:
        """Raises OSError where no process can be started."""
        self._ask = ask
        super().__init__(path, limits)

    def _start(self) -> BufferedReader:
        self._reaping = threading.Lock()
        self._exit_code: int | None = None
        receiving, sending = os.pipe()
        _widen(sending)
        self._pid = os.fork()
        if self._pid == 0:
            code = 1
            try:
                os.setsid()  # keys and signals of the terminal aren't meant for it
                nowhere = os.open(os.devnull, os.O_RDWR)
                for stream in range(3):
                    os.dup2(nowhere, stream)
                os.close(receiving)  # or it would never learn that nobody waits for it any more
                _serve(self._path, self._limits, sending, self._ask)
                code = 0
            finally:
                os._exit(code)
        os.close(sending)
        return os.fdopen(receiving, "rb")

    def _kill(self) -> None:
        with self._reaping:
            if self._exit_code is None:  # afterwards the number may be another process's
                os.kill(self._pid, signal.SIGKILL)

    def _wait(self) -> int:
        # Whoever takes the facts and whoever stops the reading may both come here, in threads of their own.
        with self._reaping:
            if self._exit_code is None:
                self._exit_code = os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            return self._exit_code


def _widen(pipe: int) -> None:
    """Give a pipe room for a large record: with 64 kB the two ends would wait for each other all the time."""
    with suppress(AttributeError, OSError):  # Linux has it, and lets anybody have a megabyte
        import fcntl

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, 1 << 20)


# -- the process --------------------------------------------------------------------------------------


def main() -> None:
    """Read the base that the command line names, and hand it over on stdout."""
    path, *numbers = sys.argv[1:]
    _serve(path, Limits(*map(int, numbers)), 1)


def _serve(path: str, limits: Limits, descriptor: int, ask: Ask | None = None) -> None:
    """Read a base, and hand it over through a pipe."""
    import gc

    gc.disable()
    pipe = os.fdopen(descriptor, "wb", buffering=0, closefd=False)

    def send(kind: bytes, content: Any) -> None:
        body = marshal.dumps(content)
        data = memoryview(_HEAD.pack(kind, len(body)) + body)
        while data:
            data = data[pipe.write(data) :]

    try:
        try:
            _hand_over(path, limits, send, ask)
        except Exception as error:
            send(_FAILED, f"internal error: {type(error).__name__}: {error}")
    except BrokenPipeError:
        pass  # nobody waits for it any more


def _hand_over(path: str, limits: Limits, send: Callable[[bytes, Any], None], ask: Ask | None = None) -> None:
    from tui.factbase.reading import cache  # here, not in the process that waits for us and has the screens

    total = size_of(signature(path, limits))
    folder = cache.cache_folder()
    digest = cache.digest_of(Path(path), limits)
    parts = None if digest is None else cache.frozen(digest, folder, limits)
    if parts is not None and len(parts) == 1 + len(Fact._fields):
        send(_FROM_CACHE, parts[0])
        for column in parts[1:]:
            send(_COLUMN, column)
        return
    from tui.factbase.reading.diagnostics import BaseErrors
    from tui.factbase.reading.reader import read_base

    try:
        base = read_base(path, limits, progress=_throttled(lambda read: send(_PROGRESS, (read, total))))
    except BaseErrors as errors:
        send(_ERRORS, (list(map(tuple, errors.diagnostics)), errors.more))
        return
    is_small = len(base.facts) <= SMALL
    if is_small:
        _ask(ask, base)
    kept, columns = freeze(base)
    send(_RECORDS, kept)
    for column in columns:  # one by one: taking it in holds the interpreter
        send(_COLUMN, column)
    # Whoever has the facts need not wait for this; and nothing is kept that was written meanwhile.
    if digest is not None and cache.digest_of(Path(path), limits) == digest:
        if not is_small:
            _ask(ask, base)
        cache.keep(base, digest, folder)


def _ask(ask: Ask | None, base: FactBase) -> None:
    """Ask what is asked first; a list works out for itself what is not answered here."""
    with suppress(Exception):
        if ask is not None:
            ask(base)


def _throttled(tell: Callable[[int], None]) -> Callable[[int], None]:
    """Tell ten times a second at most."""
    due = time.monotonic()

    def told(read: int) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due:
            due = now + _PROGRESS_SECONDS
            tell(read)

    return told
