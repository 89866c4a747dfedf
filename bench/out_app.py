"""A small app for `bench.out`: Escape changes a line, `q` quits.

python -m bench.out_app stock    on Textual's own driver
python -m bench.out_app ours     on the explorer's
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Footer, Static


class OutApp(App[None]):
    """A line that says how often Escape was heard."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "escape", "back"),
        Binding("q", "quit", "quit"),
    ]
    heard = 0

    def compose(self) -> ComposeResult:
        yield Static("heard 0")
        yield Footer()

    def action_escape(self) -> None:
        self.heard += 1
        self.query_one(Static).update(f"heard {self.heard}")


if __name__ == "__main__":
    import sys

    if sys.argv[1] == "ours":
        from tui.explorer.driver import TerminalDriver

        OutApp(driver_class=TerminalDriver).run()
    else:
        OutApp().run()
