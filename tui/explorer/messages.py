"""What a screen asks of the app."""

from __future__ import annotations

from textual.message import Message


class PlaceMessage(Message):
    """Something to be done with a place: an id, a section, an event on the timeline, a computed figure."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place


class Follow(PlaceMessage):
    """Go to a place."""


class Yank(PlaceMessage):
    """Copy a place, in a form to be asked for."""


class Edit(PlaceMessage):
    """Open the user's editor where a place stands in its file."""


class Mark(PlaceMessage):
    """Mark a nation, unmark it, or compare it with the marked one."""


class OpenAddress(PlaceMessage):
    """Open the web address of the source behind a place."""


class Back(Message):
    """Go to the screen before this one."""


class LoadingResumed(Message):
    """The loading screen is on top again: the facts may have come meanwhile."""
