"""Help: every key that works here, made from the bindings themselves, and what the signs mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from textual.binding import ActiveBinding

from tui.explorer.screens.plain import PlainScreen
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.table import ASCENDING, DESCENDING, MORE_LEFT, MORE_RIGHT
from tui.factbase.page import DIFFERS, Line, Page, Span, spans
from tui.factbase.shown import chart
from tui.factbase.shown.compare import ALIKE, NO_SIGN
from tui.factbase.shown.lists import MARK, PUBLISHED_SIGN, SOURCES_SIGNS, UNDATED
from tui.factbase.shown.page_lines import BLANK
from tui.factbase.vocabulary import SCREENS

_VIEWS = ("earlier", "later", "date", "only", "all")
_LABEL = 16  # columns


class HelpScreen(PlainScreen):
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

    def fill(self) -> None:
        """List the keys by what they do, then the signs."""
        assert isinstance(self.main, Document)
        found: dict[str, dict[str, tuple[list[str], str]]] = {name: {} for name in _GROUPS}
        for active in self._keys.values():
            binding = active.binding
            text = binding.tooltip or binding.description
            if not text or not binding.id:  # those without an id are Textual's own
                continue
            group, action = _group(binding.id), binding.action
            if group == _SECTIONS:  # six keys that do the same
                action, text = group, _SECTIONS_TOLD
            shown = self.app.get_key_display(binding)
            keys = found[group].setdefault(action, ([], text))[0]
            if shown not in keys:
                keys.append(shown)
        lines: list[Line] = []
        for group, by_action in found.items():
            told = [("  ".join(keys), "accent", text) for keys, text in by_action.values()]
            lines += _told(group, told)
        for group, signs in _SIGNS.items():
            lines += _told(group, signs)
        self.main.set_page(Page("Help", tuple(lines[1:])))


def _told(group: str, rows: Iterable[tuple[str, str, str]]) -> Iterator[Line]:
    """A heading, and under it signs or keys with what each means."""
    yield BLANK
    yield Line((Span(group, "heading"),))
    for label, tone, text in rows:
        parts = spans(Span(f"{label:<{_LABEL}} ", tone), text)
        yield Line(parts, indent=2, hang=_LABEL + 1)


_HERE, _SECTIONS, _ON_SHOW, _MOVING = "Keys", "Sections", "What is on show", "Moving"
_GROUPS = (_HERE, _SECTIONS, _ON_SHOW, _MOVING)
_SECTIONS_TOLD = (
    f"{', '.join(name.capitalize() for name in SCREENS)}: each as it was left; the key again leads from a"
    " page to its list, Esc from there to the section before"
)


def _group(name: str) -> str:
    if name.startswith("list-"):
        return _MOVING
    if name.startswith("section-"):
        return _SECTIONS
    return _ON_SHOW if name in _VIEWS else _HERE


_SIGNS = {
    "Signs of statements": (
        ("•", "plain", "reported as fact by the source"),
        (
            "◇",
            "planned",
            "planned, expected, possible or pledged at the time; the word stands behind it",
        ),
        ("?", "unclear", "the source says that it is not known"),
        ("✗", "denied", "the source says that it is not so"),
        (DIFFERS, "denied", "sources disagree; in a comparison, before a topic: the two nations differ"),
        (ALIKE, "plain", "in a comparison: the same is told of both, figures and their dates included"),
        (NO_SIGN, "plain", "in a comparison: other statements or dates, which can't be compared"),
        ("✓", "strong", "on the Desk: a declared sum that holds"),
    ),
    "Signs of lists": (
        ("●", "strong", "stated: named, counted, held"),
        ("●✗", "denied", "one source states it, another says that it is not so"),
        ("–", "absent", "not named, but a list is open, so this is not a no"),
        ("·", "absent", "no source on show states it; never a no"),
        ("*", "plain", "at the head of a column: some source gives an open list of it"),
        (MARK, "accent", "the nation marked for comparing"),
        ("+3 at the right", "muted", "so many columns find no room; a wider window shows them"),
        (f"{MORE_LEFT}  {MORE_RIGHT}", "muted", "there are more columns to the left, to the right"),
        (f"{ASCENDING}  {DESCENDING}", "strong", "sorted by this column: upwards, downwards"),
        ("7", "accent", "a group that the line under the list names, as in: one of the seven"),
    ),
    "Figures": (
        ("~3,500", "hedge", "about 3,500"),
        ("≤200  ≥200", "hedge", "up to 200, at least 200"),
        (">60  <60", "hedge", "more than 60, fewer than 60"),
        ("60–80", "hedge", "between 60 and 80"),
        ("2016-01", "muted", "beside a figure: as of that month"),
        (PUBLISHED_SIGN[0].replace("date", "2016-01"), "muted", "beside a figure: published then, not dated"),
        (UNDATED, "muted", "beside a figure: neither it nor its source has a date"),
        (
            SOURCES_SIGNS[1][0],
            "strong",
            "in a list: the latest that is told, each by its own source",
        ),
        ("note", "muted", "beside a count: something is to be known of it; Enter shows it"),
        ("+13", "muted", "after a figure: so many further facts on the same; Enter shows all"),
        ("derived", "derived", "worked out here from stated figures; Enter shows how"),
    ),
    "Charts": tuple((sign, "plain", text) for sign, text in chart.LEGEND.items()),
}
