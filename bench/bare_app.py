"""What start-up is measured by: the least of a Textual app with a header, a footer and a table of 63 rows."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Footer, Header


class BareApp(App[None]):
    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield Header()
        yield DataTable[str](cursor_type="row")
        yield Footer()

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Code", "Nation", "Facts", "Since")
        table.add_rows(
            (f"N{number:02}", f"Nation {number:02}", str(number * 7 % 50), str(1950 + number))
            for number in range(1, 64)
        )


if __name__ == "__main__":
    BareApp().run()
