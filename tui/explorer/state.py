"""What the screens show is taken from here: the facts, the view on them, and what follows from both.

The app owns it and hands it down; a screen reads it and never writes.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tui.factbase.model import FactBase
from tui.factbase.text import clean
from tui.factbase.view import View

if TYPE_CHECKING:
    from tui.factbase.answers.search import SearchIndex
    from tui.factbase.shown.desk import Desk

ALL = View()
"""The view that leaves nothing out."""


class ExplorerState:
    """One reading of the facts under one view.  Never changed: another reading or view is another state."""

    def __init__(self, whole: FactBase, view: View = ALL) -> None:
        self.whole = whole
        """Everything that was read."""
        self.view = view
        self.base = view.of(whole)
        """What of it is on show."""

    @property
    def view_label(self) -> str:
        """The view in a few words."""
        return self.view.label(self.whole)

    @cached_property
    def index(self) -> SearchIndex:
        """The search index: begun when it is first asked for, and made in what time is left over."""
        from tui.factbase.answers.search import SearchIndex

        return SearchIndex(self.base, at_once=False)

    @cached_property
    def desk(self) -> Desk:
        """What asks for an editor, worked out when it is first needed."""
        from tui.factbase.shown.desk import desk_of

        return desk_of(self.base)


class Trouble(NamedTuple):
    """Why the files can't be read as they stand now."""

    message: str
    path: str
    line: int = 0
    """Where in the file, from 1; 0 where the whole of it is meant."""
    column: int = 0
    mend: str = ""
    """What to write instead; empty where nobody knows."""
    more: int = 0
    """How many further errors there are."""

    @property
    def where(self) -> str:
        """`file:line:column`, or the file alone."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    @property
    def text(self) -> str:
        """All of it but the mend, on one line."""
        more = f" (and {self.more} more)" if self.more else ""
        return clean(f"{self.where}: {self.message}{more}; showing the last good facts")


class Stateful(Protocol):
    """What a screen needs of the app that it runs in."""

    state: ExplorerState
    badge: int
    """How many entries of the desk ask for something; 0 until that has been worked out."""
    marked: str | None
    """The nation that the next one is to be compared with."""
    trouble: Trouble | None
    """What is wrong with the files as they stand now; the facts on show are then the last good ones."""

    is_painted: bool
    """Whether the first screen is on show: until then nothing is made that it can do without."""

    @property
    def is_behind(self) -> bool:
        """Whether keys wait for their turn."""

    @property
    def can_go_back(self) -> bool:
        """Whether there is a screen or a section to go back to."""
