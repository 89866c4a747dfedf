"""Help: every key that works here, made from the bindings themselves."""

from __future__ import annotations

from textual.binding import ActiveBinding

from tui.explorer.screens.browse import BrowseScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase.page import Line, Page, Span, spans


class HelpScreen(BrowseScreen):
    """The keys of the screen from which help was asked for, and what the signs mean."""

    def __init__(self, keys: dict[str, ActiveBinding], asked_from: str) -> None:
        super().__init__()
        self._keys = keys
        self._asked_from = asked_from

    @property
    def question(self) -> str:
        """What the page answers."""
        return f"Which keys work on {self._asked_from}, and what do the signs mean?"

    @property
    def crumb(self) -> str:
        """The name in the trail."""
        return "help"

    def make_main(self) -> LineView:
        """A page."""
        return Document()

    def fill(self) -> None:
        """List the keys by what they do."""
        assert isinstance(self.main, Document)
        by_action: dict[str, tuple[list[str], str]] = {}
        for active in self._keys.values():
            binding = active.binding
            text = binding.tooltip or binding.description
            if not text or not binding.id:  # those without an id are Textual's own
                continue
            shown = self.app.get_key_display(binding)
            keys = by_action.setdefault(binding.action, ([], text))[0]
            if shown not in keys:
                keys.append(shown)
        lines = [Line((Span("Keys", "heading"),))]
        for keys, text in by_action.values():
            label = "  ".join(keys)
            lines.append(Line(spans(Span(f"{label:<16} ", "accent"), text), indent=2, hang=17))
        lines += [Line(), Line((Span("Signs", "heading"),))]
        for sign, tone, text in _SIGNS:
            lines.append(Line(spans(Span(f"{sign:<16} ", tone), text), indent=2, hang=17))
        self.main.set_page(Page("Help", tuple(lines)))


_SIGNS = (
    ("•", "plain", "a statement that the source reports as fact"),
    (
        "◇",
        "planned",
        "planned, expected, possible or pledged when the source was published; the word stands behind it",
    ),
    ("?", "unclear", "the source says that it is not known"),
    ("✗", "denied", "the source says that it is not so"),
    ("●", "strong", "in lists: named, stated, held"),
    ("–", "absent", "in lists: not named, but a list is open, so this is not a no"),
    ("·", "absent", "in lists: no source on show states it; never a no"),
    ("~3,500", "hedge", "about 3,500"),
    ("≤200  ≥200", "hedge", "up to 200, at least 200"),
    (">60  <60", "hedge", "more than 60, fewer than 60"),
    ("(2016-01)", "muted", "beside a figure: published then; without brackets: as of then"),
    ("derived", "derived", "worked out here from stated figures; Enter shows the sum"),
)
