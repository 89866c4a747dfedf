"""Known on: ask for a day, and show what had been published by then."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from tui.explorer.screens.steady import SteadyScreen
from tui.explorer.widgets.bars import Banner, KeyBar
from tui.explorer.widgets.query import Query
from tui.factbase.dates import DateError, parse_date
from tui.factbase.model import FactBase
from tui.factbase.page import Line, Span
from tui.factbase.view import View, not_counted, parse_day


class KnownOnScreen(SteadyScreen[str | None], ModalScreen[str | None]):
    """A line for the day; ends with it, with an empty text for everything, or None for no change."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="back", tooltip="Change nothing"),
    ]

    def __init__(self, whole: FactBase, view: View) -> None:
        super().__init__()
        self.whole = whole
        self.view = view
        self.line = Query(
            "Known on", "2016-01-20, or 2016-01; empty for everything", self._look, view.known_on or ""
        )
        self.told = Banner()

    def compose(self) -> ComposeResult:
        """Line, what it means, keys."""
        with Vertical(id="menu"):
            yield self.line
            yield self.told
            yield KeyBar()

    def on_mount(self) -> None:
        """The line takes the keys; what is typed takes the place of the day that stands there."""
        self.line.focus()
        self.line.input.select_all()
        self._look(self.line.value)

    def _look(self, text: str) -> None:
        """Say what the day typed so far means."""
        if not text.strip():
            self._tell("everything, of all dates", "muted")
            return
        try:
            day = parse_day(text)
        except DateError as error:
            self._tell(f"{error.message}; {error.mend}", "alert")
        else:
            missing = not_counted(self.whole, self.view._replace(known_on=day))
            self._tell(f"what had been published by {parse_date(day).display}", "muted", missing)

    def _tell(self, text: str, part: str, more: str = "") -> None:
        self.told.show(*(Line((Span(told, part),)) for told in (text, more) if told))

    def on_query_done(self, message: Query.Done) -> None:
        """Enter: take the day, if it is one."""
        message.stop()
        if not message.value.strip():
            self.dismiss("")
            return
        try:
            self.dismiss(parse_day(message.value))
        except DateError:
            self._look(message.value)

    def action_leave(self) -> None:
        """Change nothing."""
        self.dismiss(None)
