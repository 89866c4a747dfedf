"""What a screen asks of the app."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message


@dataclass
class Follow(Message):
    """Go to a place: a section, an event on the timeline, or the page of an id."""

    place: str


@dataclass
class Back(Message):
    """Go to the screen before this one."""


@dataclass
class Yank(Message):
    """Copy a place, in a form to be asked for."""

    place: str


@dataclass
class Edit(Message):
    """Open the user's editor where a place stands in its file."""

    place: str


@dataclass
class OpenAddress(Message):
    """Open the web address of the source behind a place."""

    place: str
