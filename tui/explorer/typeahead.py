"""One key after the other, so that what is typed ahead goes to the screen that the keys before it open.

Textual hands each key on at once, to whatever has the focus by then.  Where several arrive in one piece (by a
slow line, on a busy machine) those behind a `/` or an `f` would still act on the list: an `e` that was meant
for a search would open the editor.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump

PATIENCE = 0.5
"""Seconds after which the next key goes on its way, whatever has become of the one before."""


class TypeAhead:
    """Gives keys to the app, the next when all that the one before has set off is done."""

    def __init__(self, app: App[Any], give: Callable[[Event], Awaitable[None]]) -> None:
        self._app = app
        self._give = give
        self._waiting: deque[Event] = deque()
        self._turn = 0
        self._busy = False
        self._deadline: asyncio.TimerHandle | None = None

    @property
    def is_behind(self) -> bool:
        """Whether keys wait for their turn."""
        return bool(self._waiting)

    async def take(self, event: Event) -> None:
        """Give a key to the app, now or when its turn comes."""
        if self._busy:
            self._waiting.append(event)
        else:
            await self._begin(event)

    async def _begin(self, event: Event) -> None:
        self._busy = True
        self._turn += 1
        target = self._app.focused or self._app.screen
        concerned = iter((target, *target.ancestors))  # up to the app
        self._deadline = asyncio.get_running_loop().call_later(PATIENCE, self._end, self._turn)
        await self._give(event)
        self._pass_by(concerned, self._turn)

    def _pass_by(self, concerned: Iterator[MessagePump], turn: int) -> None:
        """Queue up behind the key, and what it has been turned into, in one after the other of these."""
        for pump in concerned:
            if pump.call_later(self._pass_by, concerned, turn):
                return
        # There may be another screen now: it has to be ready, and to have said where its focus is.
        if not self._app.screen.call_later(self._end, turn):
            self._end(turn)

    def _end(self, turn: int) -> None:
        self._app.call_later(self._next, turn)

    async def _next(self, turn: int) -> None:
        if turn != self._turn or not self._busy:
            return
        if self._deadline is not None:
            self._deadline.cancel()
        if self._waiting:
            await self._begin(self._waiting.popleft())
        else:
            self._busy = False
