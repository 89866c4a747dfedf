"""A program on a real pseudo-terminal: what it paints, when, and the state in which it leaves the terminal.

The tests of the installed command and the start-up benchmark share this one.  The terminal that it plays is a
modern one without the kitty keyboard protocol: it answers the queries that such a terminal answers, and it
shows nothing of a synchronised update before the update is complete.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import termios
import threading
import time
import unicodedata
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

import pyte
from wcwidth import wcwidth

KEYS: Final = {
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "space": " ",
    "backspace": "\x7f",
    **{f"ctrl+{letter}": chr(ord(letter) & 0x1F) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""The bytes that a terminal sends for a key; any other key is sent as it is written."""

_SYNC_END: Final = re.compile(rb"(?<=\x1b\[\?2026l)")

_UNFINISHED: Final = re.compile(
    rb"\x1b(?:\[[0-9;:<=>?]*[ -/]*|[P_^X](?:[^\x1b]|\x1b(?!\\))*|\](?:[^\x07\x1b]|\x1b(?!\\))*|[ -/]*)\Z"
)
"""A sequence whose end has yet to arrive."""

_FOREIGN: Final = re.compile(rb"\x1b\[[<=>][^@-~]*[@-~]|\x1b\[[^@-~$]*\$[@-~]|\x1b[P_^X].*?\x1b\\", re.DOTALL)
"""Sequences that pyte would paint as text or mistake for others: key protocols, DECRQM, DCS and its kin."""

_QUERY: Final = re.compile(rb"\x1b\[(?:\?(\d+)\$p|(>?)0?c|(5)n)|\x1b\](1[01]);\?(?:\x07|\x1b\\)")

_MOUSE_MODES: Final = (9, 1000, 1001, 1002, 1003, 1005, 1006, 1015, 1016)


class NeverShownError(AssertionError):
    """What was waited for did not come; the message holds the screen."""


class _Chunk(NamedTuple):
    stamp: float
    data: bytes


class _Screen(pyte.Screen):
    """pyte's screen, with what pyte 0.8 lacks of what programs send."""

    last_drawn = " "
    reply: Callable[[str], None]

    def draw(self, data: str) -> None:
        # pyte drops the rest of a run at a character without a width (a joiner, a variation selector).
        if not data.isascii():
            data = "".join(c for c in data if wcwidth(c) > 0 or unicodedata.combining(c))
        super().draw(data)
        self.last_drawn = data[-1:] or self.last_drawn

    def repeat_last(self, count: int = 1) -> None:
        """REP: curses programs fill lines with it."""
        self.draw(self.last_drawn * max(count, 1))

    def write_process_input(self, data: str) -> None:
        self.reply(data)

    def report_device_attributes(self, mode: int = 0, **kwargs: Any) -> None:
        """Answered already, by the thread that reads."""

    def report_device_status(self, mode: int) -> None:
        if mode == 6:  # the cursor's position, which only the screen knows
            super().report_device_status(mode)


class _Stream(pyte.ByteStream):
    csi = {**pyte.ByteStream.csi, "b": "repeat_last"}


def terminal_environment(**extra: str) -> dict[str, str]:
    """The variables of a plain terminal, and nothing else of this process's but PATH and HOME."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": os.environ.get("HOME", "/"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        **extra,
    }


class PtySession:
    """One run of `command` on a terminal of its own, which is the command's controlling terminal too.

    A thread takes the output as it comes, stamps it with `time.perf_counter()` and answers queries, so the
    program never waits for us.  The screen is brought up to date inside `wait_for`, `settle` and `wait`.
    `parse_delay` is how long (in seconds) the output must pause before it is looked at; a benchmark sets it,
    so that parsing doesn't compete with the program for a core.  The command runs in the current directory.
    """

    def __init__(
        self,
        command: Sequence[str | os.PathLike[str]],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str] | None = None,
        answers: bool = True,
        parse_delay: float = 0.0,
    ) -> None:
        self.command = [os.fspath(word) for word in command]
        self.answers = answers
        self.parse_delay = parse_delay
        self.screen = _Screen(columns, rows)
        self.screen.reply = lambda data: self._write(data.encode()) if answers else None
        self.exit_code: int | None = None
        """As a shell tells it: negative for the signal that ended the program; None while it runs."""
        self._stream = _Stream(self.screen)
        self._master, self._slave = os.openpty()
        self._woken, self._waker = os.pipe()
        self._resize_tty(columns, rows)
        self.attributes_before = termios.tcgetattr(self._slave)
        """The terminal's attributes before the program ran (see `termios.tcgetattr`)."""
        self._attributes_after: list[Any] | None = None
        self._arrived = threading.Condition()
        self._chunks: deque[_Chunk] = deque()
        self._record: list[bytes] = []
        self._last_arrival = self._shown_at = 0.0
        tty_name = os.ttyname(self._slave)
        self.started = time.perf_counter()
        """The stamp just before the program was spawned."""
        try:
            self.pid = self._spawn(tty_name, terminal_environment() if env is None else env)
        except OSError:
            for descriptor in (self._master, self._slave, self._woken, self._waker):
                os.close(descriptor)
            raise
        self._reader = threading.Thread(target=self._read, name="pty-session", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- what goes in ---------------------------------------------------------------------------------

    def send(self, keys: str | bytes) -> float:
        """Write to the program as if typed; the stamp just before."""
        stamp = time.perf_counter()
        self._write(keys.encode() if isinstance(keys, str) else keys)
        return stamp

    def press(self, *keys: str) -> float:
        """Press keys by name (see `KEYS`), one after the other; the stamp just before the first."""
        return self.send("".join(KEYS.get(key, key) for key in keys))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size; the program gets SIGWINCH for it."""
        self.screen.resize(rows, columns)
        self._resize_tty(columns, rows)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def freeze(self) -> None:
        """Read nothing any more, as a terminal at the other end of a dead line, until `close`."""
        os.write(self._waker, b"x")
        self._reader.join()

    @property
    def is_full(self) -> bool:
        """Whether the terminal takes nothing any more (see `freeze`)."""
        return not select.select((), (self._slave,), (), 0)[1]

    def vanish(self) -> None:
        """Take the terminal away, as closing its window does.  Nothing can be read or sent afterwards."""
        self._attributes_after = termios.tcgetattr(self._slave)
        os.close(self._slave)
        self._slave = -1
        os.write(self._waker, b"x")
        self._reader.join()
        os.close(self._master)
        os.close(self._woken)
        os.close(self._waker)
        self._master = -1

    # -- what comes out -------------------------------------------------------------------------------

    def wait_for(self, what: str | Callable[[PtySession], bool], timeout: float = 10.0) -> float:
        """Wait until a line of the screen holds the text, or until the function says so.

        Returns the stamp of the output that made it visible: when this process had read it, not when it was
        looked at.  Raises `NeverShownError` after `timeout` seconds, or as soon as the program has ended.
        """
        shows = (lambda session: what in session.text()) if isinstance(what, str) else what
        if shows(self):
            return self._shown_at
        deadline = time.perf_counter() + timeout
        while (chunk := self._next(deadline)) is not None:
            # One read may hold the end of a frame and the beginning of the next.
            for piece in _SYNC_END.split(chunk.data):
                self._feed(chunk.stamp, piece)
                if not self.mode(2026) and shows(self):
                    return self._shown_at
        ended = "" if self.exit_code is None else f" (it ended with {self.exit_code})"
        wanted = repr(what) if isinstance(what, str) else getattr(what, "__name__", "the condition")
        raise NeverShownError(
            f"{' '.join(self.command)} never showed {wanted}{ended}; its screen:\n{self.text()}"
        )

    def settle(self, quiet: float = 0.1, timeout: float = 5.0) -> None:
        """Take in output until none has come for `quiet` seconds."""
        end = time.perf_counter() + timeout
        while (chunk := self._next(min(end, time.perf_counter() + quiet))) is not None:
            self._feed(chunk.stamp, chunk.data)

    def wait(self, timeout: float = 10.0) -> int:
        """Wait for the program's end and take in all it wrote; its exit code.  Raises TimeoutError."""
        deadline = time.perf_counter() + timeout
        while not self._ended():
            if time.perf_counter() > deadline:
                raise TimeoutError(f"{' '.join(self.command)} runs on; its screen:\n{self.text()}")
            time.sleep(0.002)
        self._hang_up()
        while (chunk := self._next(0.0)) is not None:
            self._feed(chunk.stamp, chunk.data)
        assert self.exit_code is not None
        return self.exit_code

    def text(self) -> str:
        """The screen as lines of text, without trailing blanks."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def line(self, row: int) -> str:
        """One line of the screen, counted from 0; -1 is the last."""
        return self.screen.display[row].rstrip()

    @property
    def raw(self) -> bytes:
        """All bytes that the program has written so far."""
        with self._arrived:
            return b"".join(self._record)

    # -- the terminal's state -------------------------------------------------------------------------

    def mode(self, number: int) -> bool:
        """Whether a DEC private mode is set, as far as the output has been taken in."""
        return (number << 5) in self.screen.mode

    @property
    def alternate_screen(self) -> bool:
        """Whether the program paints on the alternate screen."""
        return any(map(self.mode, (47, 1047, 1049)))

    @property
    def cursor_shown(self) -> bool:
        """Whether the cursor is visible."""
        return not self.screen.cursor.hidden

    @property
    def mouse_reported(self) -> bool:
        """Whether any kind of mouse reports is on."""
        return any(map(self.mode, _MOUSE_MODES))

    @property
    def keyboard_protocols(self) -> int:
        """How many kitty keyboard modes have been pushed and not popped."""
        raw = self.raw
        return len(re.findall(rb"\x1b\[>\d*u", raw)) - len(re.findall(rb"\x1b\[<\d*u", raw))

    @property
    def attributes(self) -> list[Any]:
        """The terminal's attributes now, or at the program's end (see `termios.tcgetattr`)."""
        return self._attributes_after or termios.tcgetattr(self._slave)

    def peak_memory(self) -> int | None:
        """The most memory, in bytes, that the running program has held; None where there is no /proc."""
        try:
            with open(f"/proc/{self.pid}/status") as status:
                return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
        except (OSError, StopIteration):
            return None

    def cpu_seconds(self) -> float:
        """The time that the running program, all its threads together, has spent on a processor."""
        with open(f"/proc/{self.pid}/stat") as status:
            fields = status.read().rpartition(") ")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End the program if it still runs, and give the terminal back.  May be called twice."""
        if not self._ended():
            os.killpg(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            self.exit_code = os.waitstatus_to_exitcode(status)
        self._hang_up()
        if self._master >= 0:
            os.write(self._waker, b"x")
            self._reader.join()
            for descriptor in (self._master, self._woken, self._waker):
                os.close(descriptor)
            self._master = -1

    # -- inside ---------------------------------------------------------------------------------------

    def _spawn(self, tty_name: str, env: Mapping[str, str]) -> int:
        return os.posix_spawnp(
            self.command[0],
            self.command,
            dict(env),
            # The leader of a new session gets the first terminal that it opens as its controlling terminal.
            setsid=True,
            setsigmask=(),
            # Under nohup, for one, SIGHUP would be ignored by the program as well.
            setsigdef=(
                *(signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM),
                *(signal.SIGPIPE, signal.SIGXFSZ),
            ),
            file_actions=(
                (os.POSIX_SPAWN_OPEN, 0, tty_name, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ),
        )

    def _read(self) -> None:
        """The reading thread: stamp, answer, hand over."""
        held = b""
        while True:
            ready, _, _ = select.select((self._master, self._woken), (), ())
            if self._master not in ready:
                return
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:  # Linux says EIO when nobody has the terminal open any more
                return
            stamp = time.perf_counter()
            if not data:
                return
            whole = held + data
            unfinished = _UNFINISHED.search(whole)
            cut = unfinished.start() if unfinished else len(whole)
            whole, held = whole[:cut], whole[cut:]
            if self.answers:
                for query in _QUERY.finditer(whole):
                    self._write(_answer(query))
            with self._arrived:
                self._record.append(data)
                self._chunks.append(_Chunk(stamp, whole))
                self._last_arrival = stamp
                self._arrived.notify()

    def _next(self, deadline: float) -> _Chunk | None:
        """The next output; None at the deadline, or when the program has ended and all has been taken."""
        last_look = False
        while True:
            with self._arrived:
                now = time.perf_counter()
                if self._chunks and (now - self._last_arrival >= self.parse_delay or now >= deadline):
                    return self._chunks.popleft()
                if not self._chunks and (last_look or now >= deadline):
                    return None
                pause = self.parse_delay if self._chunks else 0.05
                self._arrived.wait(max(0.0, min(deadline - now, pause)))
            if not self._chunks and self._ended():
                # What it wrote last may still be on its way through the reading thread.
                self._hang_up()
                last_look = True

    def _feed(self, stamp: float, data: bytes) -> None:
        if data:
            self._stream.feed(_FOREIGN.sub(b"", data))
            self._shown_at = stamp

    def _write(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._master, data) :]

    def _resize_tty(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _ended(self) -> bool:
        if self.exit_code is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
        return self.exit_code is not None

    def _hang_up(self) -> None:
        """After the program's end: note the attributes, let go of the terminal, read what is left."""
        if self._slave >= 0:
            self._attributes_after = termios.tcgetattr(self._slave)
            os.close(self._slave)
            self._slave = -1
            # The reader ends at the end of the output, unless a child of the program keeps the terminal open.
            self._reader.join(1.0)


def _answer(query: re.Match[bytes]) -> bytes:
    """What the terminal says to a query."""
    mode, secondary, status, colour = query.groups()
    if mode is not None:  # DECRQM: 2 is "known, and not set", 0 is "not known"
        return b"\x1b[?%s;%d$y" % (mode, 2 if mode == b"2026" else 0)
    if status:
        return b"\x1b[0n"
    if colour:
        return b"\x1b]%s;rgb:%s\x1b\\" % (colour, b"/".join([b"cccc" if colour == b"10" else b"0000"] * 3))
    return b"\x1b[>41;380;0c" if secondary else b"\x1b[?62;22c"
