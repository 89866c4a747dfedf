"""What the terminal sends, turned into events, and nothing malformed let through.

Textual's parser believes what it is sent: a key without a character (`CSI 1114112 u`) is an exception, and a
sequence without an end becomes a key press for each of its characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

from textual._parser import ParseError
from textual._time import get_time
from textual._xterm_parser import _MAX_SEQUENCE_SEARCH_THRESHOLD, XTermParser
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

LONGEST: Final = _MAX_SEQUENCE_SEARCH_THRESHOLD
"""Characters of a control sequence; a longer one Textual's parser would take for typed text."""

TOGETHER: Final = 0.5
"""Seconds within which the rest of a sequence that is too long must come, to be dropped with it."""

_SEQUENCE: Final = re.compile(r"\x1b\[[ -?]*[@-~]?")
_OVERLONG: Final = re.compile(rf"\x1b\[[ -?]{{{LONGEST - 2},}}[@-~]?")
_UNFINISHED: Final = re.compile(r"\x1b(?:\[[ -?]*)?\Z")


class TerminalInput(XTermParser):
    """Textual's parser, for terminals that send anything."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._open = ""  # of a control sequence whose end has yet to come
        self._fed = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """The events that the data complete; a sequence that can't be understood is dropped."""
        if data:
            data = self._without_overlong(data)
            if not data:  # which would tell the parser that this is the end
                return
        try:
            yield from super().feed(data)
        except ParseError:
            raise
        except Exception:
            self._begin_anew()

    def tick(self) -> Iterable[Message]:
        """The events that are due because nothing followed."""
        if self._timeout_time is not None and get_time() >= self._timeout_time:
            self._open = ""
        try:
            yield from super().tick()
        except Exception:
            self._begin_anew()

    def _begin_anew(self) -> None:
        """Forget what was begun."""
        self._tokens.clear()
        self._gen = self.parse(self._tokens.append)
        self._awaiting = next(self._gen)
        self._timeout_time = None

    def _without_overlong(self, data: str) -> str:
        """The data without control sequences that are too long for one, in whatever pieces they come."""
        now = get_time()
        if len(self._open) > LONGEST and now - self._fed > TOGETHER:
            self._open = ""
        self._fed = now
        before, known = self._open, len(self._open)
        whole = before + data
        unfinished = _UNFINISHED.search(whole)
        self._open = unfinished[0][: LONGEST + 1] if unfinished else ""
        first = _SEQUENCE.match(whole) if before else None
        if first is not None and _OVERLONG.match(first[0]):
            if known <= LONGEST:
                self._begin_anew()  # its beginning went in with what came before
            known = first.end()
        return _OVERLONG.sub("", whole[known:])

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:
        """The keys of a sequence; one that is to be ignored where it names no character."""
        try:
            keys = list(super()._sequence_to_key_events(sequence, alt))
            for key in keys:
                (key.character or "").encode()  # half of a pair has no bytes
        except (ValueError, OverflowError):
            return [Key(Keys.Ignore, sequence)]
        return keys

    # A report of the window's size would switch these on, and they divide by sizes that may be 0.
    @property
    def mouse_pixels(self) -> bool:
        """Whether the mouse is told in pixels: we never ask for that."""
        return False

    @mouse_pixels.setter
    def mouse_pixels(self, value: Any) -> None:
        pass
