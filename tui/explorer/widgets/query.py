"""A line to type in that answers within the same frame: the filter of a list, the words of a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input

from tui.explorer.widgets.bars import NoteBar


class _Line(Input):
    """Textual's input, which tells of a change by a direct call as well.

    Its `Changed` message arrives only after the next frame; a list that follows each key would lag by one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "go", id="open", tooltip="On with what has been found"),
    ]

    def __init__(self, placeholder: str, value: str, on_change: Callable[[str], None]) -> None:
        super().__init__(value, placeholder=placeholder, compact=True, select_on_focus=False)
        self._tell = on_change

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """What is typed is no key of the screen; Textual doesn't know that `slash` is typed."""
        return key == "slash" or super().check_consume_key(key, character)

    def watch_value(self, value: str) -> None:
        """Tell at once."""
        if self.is_mounted:
            self._tell(value)


class Query(Horizontal):
    """A label and an input on one line."""

    DEFAULT_CSS = """
    Query { height: 1; }
    Query Input { width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move('cursor_down')", "next", show=False),
        Binding("up", "move('cursor_up')", "previous", show=False),
        Binding("pagedown", "move('page_down')", "page down", show=False),
        Binding("pageup", "move('page_up')", "page up", show=False),
    ]

    @dataclass
    class Moved(Message):
        """An arrow or page key that is meant for the list."""

        action: str

    @dataclass
    class Done(Message):
        """Enter was pressed."""

        value: str

    def __init__(
        self, label: str, placeholder: str, on_change: Callable[[str], None], value: str = ""
    ) -> None:
        super().__init__()
        self._label = label
        self.input = _Line(placeholder, value, on_change)

    def compose(self) -> ComposeResult:
        """Label and input."""
        label = NoteBar([(f" {self._label}: ", "strong")])
        label.styles.width = len(self._label) + 3
        yield label
        yield self.input

    def focus(self, scroll_visible: bool = True) -> Query:
        """Put the cursor into the line."""
        self.input.focus(scroll_visible)
        return self

    @property
    def value(self) -> str:
        """What has been typed."""
        return self.input.value

    def action_move(self, action: str) -> None:
        """Hand a movement on to whoever owns the list."""
        self.post_message(self.Moved(action))

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Enter: done with typing."""
        message.stop()
        self.post_message(self.Done(message.value))

    def on_input_changed(self, message: Input.Changed) -> None:
        """Told already."""
        message.stop()
