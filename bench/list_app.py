"""One list in a bare app, for `bench.lists`: ours or Textual's OptionList, with a line to filter by.

    python -m bench.list_app ours 10000
    python -m bench.list_app option 63

`f` leads to the filter, Tab back to the list, `s` sorts it the other way round.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.explorer.widgets.query import Query
from tui.explorer.widgets.table import Table
from tui.factbase.page import Column, Row, Span

WORDS = ("Atlantic", "Baltic", "Caspian", "Danube", "Elbe", "Fjord", "Garonne")


def texts(count: int) -> list[str]:
    """So many rows, each different."""
    return [f"{number:06d} {WORDS[number % 7]} {WORDS[number // 7 % 7]}" for number in range(count)]


class ListApp(App[None]):
    """A filter over a list."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "filter"),
        Binding("s", "sort", "sort"),
    ]
    list: Widget

    def __init__(self, count: int) -> None:
        super().__init__()
        self.texts = texts(count)
        self.folded = [text.lower() for text in self.texts]
        self.word = ""

    def chosen(self) -> Sequence[int]:
        """The numbers of the rows under the filter."""
        return [number for number, text in enumerate(self.folded) if self.word in text]

    def on_mount(self) -> None:
        self.fill()
        self.list.focus()

    def fill(self) -> None:
        raise NotImplementedError

    def narrow(self, text: str) -> None:
        """What a filter key does."""
        self.word = text.lower()
        self.fill()

    def action_sort(self) -> None:
        self.texts.reverse()
        self.folded.reverse()
        self.fill()

    def action_filter(self) -> None:
        self.query_one(Input).focus()


class Rows(Sequence[Row]):
    """The rows of our list, made when they are painted, as those of the explorer's long lists are."""

    def __init__(self, texts: Sequence[str], chosen: Sequence[int]) -> None:
        self.texts, self.chosen = texts, chosen

    def __len__(self) -> int:
        return len(self.chosen)

    def __getitem__(self, index: int) -> Row:  # type: ignore[override]
        text = self.texts[self.chosen[index]]
        return Row(text, ((Span(text),),), text)

    def index_of(self, key: str) -> int | None:
        """Where the row of this key stands: the highlight stays on it."""
        return next((place for place, number in enumerate(self.chosen) if self.texts[number] == key), None)


class Ours(ListApp):
    """The list of the explorer."""

    def compose(self) -> ComposeResult:
        query = Query("Filter", "", self.narrow)
        query.input.cursor_blink = False
        yield query
        self.list = Table([Column("text", "Text", 30, grow=1)])
        yield self.list

    def fill(self) -> None:
        assert isinstance(self.list, Table)
        self.list.set_rows(Rows(self.texts, self.chosen()))


class Stock(ListApp):
    """Textual's."""

    def compose(self) -> ComposeResult:
        line = Input(compact=True)
        line.cursor_blink = False
        yield line
        self.list = OptionList(markup=False)
        yield self.list

    def fill(self) -> None:
        assert isinstance(self.list, OptionList)
        self.list.set_options([Option(self.texts[number]) for number in self.chosen()])
        self.list.highlighted = 0

    def on_input_changed(self, message: Input.Changed) -> None:
        self.narrow(message.value)


if __name__ == "__main__":
    {"ours": Ours, "option": Stock}[sys.argv[1]](int(sys.argv[2])).run()
