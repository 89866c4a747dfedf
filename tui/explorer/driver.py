"""The terminal driver: Textual's own for Linux and macOS, with three differences.

Escape is told from an escape sequence after the delay that is set, not at the next tick of a tenth of a
second; quitting wakes the thread that waits for keys instead of waiting for it; and signals that end the
program leave the terminal as it was found.
"""

from __future__ import annotations

import os
import selectors
import signal
import termios
import threading
from codecs import getincrementaldecoder
from types import FrameType
from typing import Any, Final

from textual._parser import ParseError
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

ENDING_SIGNALS: Final = (signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT)

PATIENCE: Final = 2.0
"""Seconds for an orderly end after a signal; then the terminal is restored and the process left at once."""

# Bracketed paste, line wrap, in-band resize, mouse, kitty keys, synchronised output, focus, screen, cursor.
_RESTORE: Final = (
    b"\x1b[?2026l\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    b"\x1b[<u\x1b[?1049l\x1b[?1004l\x1b[?25h"
)


class TerminalDriver(LinuxDriver):
    """Textual's driver, quicker to hear Escape and to leave, and tidy when it is told to end."""

    def __init__(self, app: Any, **options: Any) -> None:
        super().__init__(app, **options)
        self._wake_read, self._wake_write = os.pipe()
        self._in_application_mode = False
        self._asleep = False
        self._away = False  # an editor, or whoever stopped us, has the terminal
        self._told_meanwhile = 0
        self._ending = False

    # -- modes ------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        """Take the terminal."""
        for number in ENDING_SIGNALS:
            signal.signal(number, self._told_to_end)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._in_application_mode = True
        self._away = False
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
        if self._away and not self._told_meanwhile:
            # What is being written in an editor is not lost: the end comes after the editor's.  Ctrl+C and
            # Ctrl+\ reach everybody on the terminal, and were meant for the editor.
            if self._asleep or number not in (signal.SIGINT, signal.SIGQUIT):
                self._told_meanwhile = number
            return
        if self._ending or not self._in_application_mode:
            self._leave_at_once(number)
        self._ending = True
        guard = threading.Timer(PATIENCE, self._leave_at_once, (number,))
        guard.daemon = True
        guard.start()
        self._loop.call_soon_threadsafe(self._app.exit, None, 128 + number)

    def _leave_at_once(self, number: int) -> None:
        """Restore the terminal by hand and leave without a further word."""
        try:
            os.write(self.fileno, _RESTORE)
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        except (OSError, termios.error):
            pass  # the terminal is gone
        os._exit(128 + number)

    # -- input ------------------------------------------------------------------------------------

    def disable_input(self) -> None:
        """Stop reading keys; the thread that waits for them is woken, not waited for."""
        os.write(self._wake_write, b"x")
        super().disable_input()

    def run_input_thread(self) -> None:
        """Wait for input and hand it on, until the wake-up pipe says that it is enough."""
        parser = XTermParser(self._debug)
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
                        self._loop.call_soon_threadsafe(self._app.exit, None, 128 + signal.SIGHUP)
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


def _now() -> float:
    from textual._time import get_time

    return get_time()
