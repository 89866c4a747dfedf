"""Work for the time between two keys."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.factbase.answers.search import SearchIndex
    from tui.factbase.model import FactBase

SLICE = 0.002
"""Seconds of work at a time: what a key has to wait at most."""
PAUSE = 0.004
"""Seconds left to the app in between: a key takes several turns of the event loop until it is painted."""


async def prepare(base: FactBase, index: SearchIndex) -> None:
    """Make the search index bit by bit, and what the rows of hits are told from.

    What it is made of lives as long as the index: the collector isn't to walk all of it time and again, nor
    ever afterwards.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        for told in (base.about, base.said_in, base.said_by, base.said_of_place):
            told("")
            await asyncio.sleep(PAUSE)
        while not index.work(SLICE):
            await asyncio.sleep(PAUSE)
    finally:
        if collects:
            gc.freeze()
            gc.enable()
