"""The terminal driver: Textual's own for Linux and macOS, with four differences.

Escape is told from an escape sequence after the delay that is set, not at the next tick of a tenth of a
second; quitting wakes the thread that waits for keys instead of waiting for it; signals that end the
program leave the terminal as it was found, even one that nobody reads from; and the size of the window is
what the kernel says, whatever is exported or sent.
"""

from __future__ import annotations

import fcntl
import os
import selectors
import signal
import termios
import threading
import time
from codecs import getincrementaldecoder
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from textual._parser import ParseError
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Resize
from textual.messages import InBandWindowResize

from tui.explorer.terminal_input import TerminalInput

if TYPE_CHECKING:
    from textual.message import Message

ENDING_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)

PATIENCE: Final = 2.0
"""Seconds for an orderly end after a signal; then the terminal is restored and the process left at once."""

_AWAKENINGS: Final = 1_000
"""Times that a process may be continued in the background (`bg`) before it gets the terminal."""
_LAST_TRY: Final = 0.5
"""Seconds for writing the few bytes that restore the terminal, to one that takes nothing."""

# Bracketed paste, line wrap, in-band resize, mouse, kitty keys, synchronised output, focus, screen, cursor.
_RESTORE: Final = (
    b"\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    b"\x1b[<u\x1b[?1049l\x1b[?1004l\x1b[?25h"
)


class TerminalDriver(LinuxDriver):
    """Textual's driver, quicker to hear Escape and to leave, and tidy when it is told to end."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        assert self._file is not None  # Textual draws on stderr
        self._screen = self._file.fileno()
        self._wake_read, self._wake_write = os.pipe()
        self._in_application_mode = False
        self._asleep = False
        self._away = False  # an editor, or whoever stopped us, has the terminal
        self._starting = False
        self._told = False
        self._told_meanwhile = 0
        self.exit_code = 0
        """What a signal, or the loss of the terminal, has the process end with; 0 until then."""

    # -- modes ------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal."""
        self._starting = True
        for number in ENDING_SIGNALS:
            signal.signal(number, self._told_to_end)
        before = self._key_thread
        for _ in range(_AWAKENINGS):
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if self._key_thread is not before:
                break  # else it was woken in the background, and put to sleep once more
        self._in_application_mode = True
        self._away = self._starting = False
        if self._told_meanwhile:
            self._told_to_end(self._told_meanwhile, None)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was found."""
        self._in_application_mode = False
        super().stop_application_mode()

    def suspend_application_mode(self) -> None:
        """Give the terminal to somebody else for a while."""
        self._away = True
        super().suspend_application_mode()

    def _sigtstp_application(self, *arguments: Any) -> None:
        self._asleep = self._in_application_mode
        super()._sigtstp_application(*arguments)

    def _sigcont_application(self, *arguments: Any) -> None:
        # A stray SIGCONT must not take the terminal a second time.
        if self._asleep:
            self._asleep = False
            super()._sigcont_application(*arguments)

    # -- the end ----------------------------------------------------------------------------------

    def _told_to_end(self, number: int, frame: FrameType | None) -> None:
        """A signal asks for the end: once politely, the second time at once."""
        if self._away and not self._asleep and number in (signal.SIGINT, signal.SIGQUIT):
            return  # Ctrl+C and Ctrl+\ reach everybody on the terminal, and were meant for the editor
        if self._away and not self._told_meanwhile:
            # What is being written in an editor is not lost: the end comes after the editor's.
            self._told_meanwhile = number
            return
        if self._starting:
            # What is being asked of the terminal this moment couldn't be taken back: first all of it.
            self._told_meanwhile = number
            return
        if self._told or not self._in_application_mode:
            self._leave_at_once(number)
        self._told = True
        self._end(number)

    def _end(self, number: int) -> None:
        """End in an orderly way, or without one if that takes long: nobody may be reading what we write."""
        if self.exit_code:  # a window that is closed ends its input, and sends a signal
            return
        self.exit_code = 128 + number
        guard = threading.Timer(PATIENCE, self._leave_at_once, (number,))
        guard.daemon = True
        guard.start()
        self._loop.call_soon_threadsafe(self._app.exit, None, self.exit_code)

    def _leave_at_once(self, number: int) -> None:
        """Restore the terminal by hand and leave without a further word."""
        try:
            # Attributes first: they can be set even where nothing can be written.
            with suppress(OSError, termios.error):
                if self.attrs_before is not None:
                    termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            with suppress(OSError, termios.error):
                self._write_last(_RESTORE)
        finally:
            os._exit(128 + number)

    def _write_last(self, data: bytes) -> None:
        """Write to the terminal without waiting for it, and let nothing else of ours come behind."""
        terminal = os.dup(self._screen)
        os.dup2(os.open(os.devnull, os.O_WRONLY), self._screen)  # for the thread that writes
        flags = fcntl.fcntl(terminal, fcntl.F_GETFL)
        # This holds for the shell too, whose terminal it is, until it is taken back.
        fcntl.fcntl(terminal, fcntl.F_SETFL, flags | os.O_NONBLOCK)
        try:
            end = time.monotonic() + _LAST_TRY
            while data and time.monotonic() < end:
                try:
                    data = data[os.write(terminal, data) :]
                except BlockingIOError:  # full of what nobody reads, with our own thread waiting for room
                    termios.tcflush(terminal, termios.TCOFLUSH)
                    time.sleep(0.01)
        finally:
            fcntl.fcntl(terminal, fcntl.F_SETFL, flags)

    # -- input ------------------------------------------------------------------------------------

    def disable_input(self) -> None:
        """Stop reading keys; the thread that waits for them is woken, not waited for."""
        os.write(self._wake_write, b"x")
        super().disable_input()

    def _run_input_thread(self) -> None:
        """Have an exception in the thread that reads keys end the app as one anywhere else does."""
        try:
            self.run_input_thread()
        except Exception as error:
            self._app.call_later(self._app._handle_exception, error)

    def run_input_thread(self) -> None:
        """Wait for input and hand it on, until the wake-up pipe says that it is enough."""
        parser = TerminalInput(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_read, selectors.EVENT_READ)
            while True:
                # Only a half-read sequence, such as a lone ESC, has a time by which it must be decided.
                due = parser._timeout_time
                ready = selector.select(None if due is None else max(0.0, due - _now()))
                descriptors = {key.fd for key, _ in ready}
                if self.fileno in descriptors:
                    try:
                        data = os.read(self.fileno, 4096)
                    except OSError:
                        data = b""
                    if not data:  # the terminal was closed
                        self._end(signal.SIGHUP)
                        return
                    for event in parser.feed(decode(data)):
                        self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                if self._wake_read in descriptors:
                    os.read(self._wake_read, 64)
                    break
        try:
            for _ in parser.feed(""):
                pass
        except (EOFError, ParseError):
            pass

    def process_message(self, message: Message) -> None:
        """Hand on what the terminal has sent, but what it says of its size: the kernel tells that."""
        if not isinstance(message, Resize | InBandWindowResize):
            super().process_message(message)

    # -- the size ---------------------------------------------------------------------------------

    def _query_in_band_window_resize(self) -> None:
        """Don't ask for the size in the stream of keys: SIGWINCH comes, and nobody can type it."""

    def _get_terminal_size(self) -> tuple[int, int]:
        """The size of the window that is drawn on, whatever COLUMNS and LINES say."""
        try:
            columns, rows = os.get_terminal_size(self._screen)
        except OSError:
            columns, rows = 0, 0
        return columns or 80, rows or 25


def _now() -> float:
    from textual._time import get_time

    return get_time()
