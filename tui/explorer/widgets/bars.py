"""The lines above and below every screen: the question it answers, the way here, the keys that work now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import ActiveBinding
from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from tui.explorer.widgets.contrast import readable
from tui.explorer.widgets.wrap import ELLIPSIS, Wrapping
from tui.factbase.page import Line
from tui.factbase.vocabulary import SCREENS

Parts = list[tuple[str, str]]
"""Texts, each with the part of the look that it takes: `strong`, `muted`, `key`, `here`, `alert` or none."""


class LineBar(Widget):
    """A widget of fixed height that paints literal text line by line."""

    DEFAULT_CSS = """
    LineBar { height: 1; width: 1fr; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bar--strong",
        "bar--muted",
        "bar--key",
        "bar--here",
        "bar--alert",
        "bar--view",
    }

    def _style(self, name: str) -> Style:
        return readable(self.get_component_rich_style(f"bar--{name}"))

    def _strip(self, parts: Parts, right: Parts | None = None) -> Strip:
        """Styled texts from the left and, where there is room, from the right; cut with `…` if need be."""
        width = self.size.width
        base = self.rich_style
        end = right or []
        end_width = sum(cell_len(text) for text, _ in end)
        if end and end_width + 12 > width:
            end, end_width = [], 0
        room = width - end_width - (1 if end else 0)
        segments: list[Segment] = []
        used = 0
        for text, name in parts:
            cells = cell_len(text)
            style = base + self._style(name) if name else base
            if used + cells > room:
                if room - used > 1:
                    segments.append(Segment(set_cell_size(text, room - used - 1) + "…", style))
                    used = room
                break
            segments.append(Segment(text, style))
            used += cells
        if end:
            segments.append(Segment(" " * (width - end_width - used), base))
            segments += [Segment(text, base + self._style(name) if name else base) for text, name in end]
            used = width
        return Strip(segments, used).adjust_cell_length(width, base)


_NAMES = sum(len(f" {number} {name}") for number, name in enumerate(SCREENS, 1)) + len(" 99")
"""Columns that the names of the sections take side by side, with a count of what the desk asks."""
_LEAST_PLACE = 24
"""Columns that the view leaves for the place: the numbers of the sections and the name of one."""


class TitleBar(LineBar):
    """Two lines: the question that the screen answers, then the sections or the way that led here."""

    DEFAULT_CSS = """
    TitleBar { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._question = ""
        self._count = ""
        self._trail: tuple[str, ...] = ()
        self._section = ""
        self._view = ""
        self._brief = ""
        self._badge = 0

    @property
    def badge(self) -> int:
        """How many entries of the desk ask for something."""
        return self._badge

    @badge.setter
    def badge(self, count: int) -> None:
        if count != self._badge:
            self._badge = count
            self.refresh()

    def show(
        self, question: str, count: str, section: str, trail: tuple[str, ...], view: str, brief: str
    ) -> None:
        """Set what the lines say.

        `trail` are the places followed from the section to here; `brief` is how the view is put where room is
        short, empty for one of everything, which need not be named there.
        """
        state = (question, count, section, trail, view, brief)
        if state != (self._question, self._count, self._section, self._trail, self._view, self._brief):
            self._question, self._count, self._section, self._trail, self._view, self._brief = state
            self.refresh()

    def _fitting_view(self, room: int) -> str:
        """The view, briefly or cut if need be: it is always named, and so is where one is."""
        if cell_len(self._view) <= room:
            return self._view
        most = max(1, self.size.width - _LEAST_PLACE)
        return self._brief if cell_len(self._brief) <= most else f"{set_cell_size(self._brief, most - 1)}…"

    def render_line(self, y: int) -> Strip:
        """Paint the question or the sections."""
        if y == 0:
            return self._strip([(f" {self._question}", "strong")], [(f"{self._count} ", "muted")])
        if self._trail:
            parts = [(f" {self._section.capitalize()}", "muted")]
            for crumb in self._trail:
                parts += [(" › ", "muted"), (crumb, "here" if crumb is self._trail[-1] else "muted")]
            needed = sum(cell_len(text) for text, _ in parts)
            view = self._fitting_view(self.size.width - needed - 3)
            room = self.size.width - cell_len(view) - 3
            return self._strip(_shorten(parts, room), [(f"{view} ", "view")] if view else None)
        parts = []
        # Where names and view don't both fit, the view is put briefly; if that doesn't help, the names yield.
        view = self._fitting_view(self.size.width - _NAMES - 2)
        room = self.size.width - cell_len(view) - 2 * bool(view)
        gap = " " if room >= _NAMES + 2 * len(SCREENS) + 5 else ""
        names = room >= _NAMES  # else the numbers alone, and the name of where one is
        for number, name in enumerate(SCREENS, 1):
            here = name == self._section
            label = name.capitalize()
            if name == "desk" and self._badge:
                label += f" ({self._badge})" if gap else f" {self._badge}"
            parts.append((f"{gap if number > 1 else ''} {number}", "here" if here else "key"))
            if names or here:
                parts.append((f" {label}{gap}", "here" if here else "muted"))
        return self._strip(parts, [(f"{view} ", "view")] if view else None)


def _shorten(parts: list[tuple[str, str]], width: int) -> list[tuple[str, str]]:
    """Drop the middle of a trail that doesn't fit, and say so: the end is where one is."""
    while len(parts) > 5 and sum(cell_len(text) for text, _ in parts) > width:
        parts = [*parts[:1], (" › … › ", "muted"), *parts[4 if parts[1][0] == " › " else 3 :]]
        if parts[2][0] == " › ":
            del parts[2]
    return parts


_FIRST = ("quit", "open", "back", "filter", "sort", "search", "yank", "pane")


def _usefulness(active: ActiveBinding) -> int:
    """The keys that one wants first come first: where room is short, the last ones find none."""
    name = active.binding.id or ""
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


class KeyBar(LineBar):
    """The keys that do something here and now, the most useful first; what doesn't fit is under `?`."""

    def on_mount(self) -> None:
        """Repaint whenever the keys that work change."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render_line(self, y: int) -> Strip:
        """Paint the keys; `? help` stands at the right wherever it isn't just typed."""
        parts: Parts = []
        quitting: Parts = []  # has its room before all others, and stands last
        seen: set[str] = set()
        bindings = self.screen.active_bindings
        helps = any(active.enabled and active.binding.id == "help" for active in bindings.values())
        help_keys = [(" ?", "key"), (" help ", "muted")] if helps else []
        room = self.size.width - sum(len(text) for text, _ in help_keys) - 1
        for active in sorted(bindings.values(), key=_usefulness):
            binding = active.binding
            if (
                not binding.show
                or not active.enabled
                or binding.action in seen
                or binding.key == "question_mark"
            ):
                continue
            seen.add(binding.action)
            key = self.app.get_key_display(binding)
            label = f" {binding.description} "
            if len(key) + len(label) + 1 > room:
                continue
            room -= len(key) + len(label) + 1
            shown = quitting if binding.id == "quit" else parts
            shown += [(f" {key}", "key"), (label, "muted")]
        return self._strip([*parts, *quitting], help_keys)


class Banner(LineBar):
    """A message of as many rows as it needs, up to a few."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()
        self._most = 1

    def show(self, *lines: Line, most: int = 4) -> None:
        """Set the lines, each wrapped, in `most` rows; tones name the parts of the look that they take."""
        if (lines, most) != (self._lines, self._most):
            self._lines, self._most = lines, most
            self._fit(self.size.width or self.app.size.width)
            self.refresh()

    def on_resize(self, event: Resize) -> None:
        """Wrap to the new width."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        self._wrapping = Wrapping(self._lines, width - 2)
        self._wrapping.reach(len(self._lines))
        self.styles.height = max(1, min(self._most, self._wrapping.height))

    def render_line(self, y: int) -> Strip:
        """Paint a row; that there is more to say shows at the end of the last."""
        if not self._lines:
            return self._strip([])
        margin, parts = self._wrapping.pieces(y)
        cut = y + 1 == self.size.height < self._wrapping.height
        return self._strip([(" " * (1 + margin), ""), *parts, *([(ELLIPSIS, "")] if cut else [])])


class NoteBar(LineBar):
    """One line of explanation under a list: a legend, the sort order."""

    def __init__(self, parts: list[tuple[str, str]] | None = None) -> None:
        super().__init__()
        self._parts = parts or []

    def show(self, parts: list[tuple[str, str]]) -> None:
        """Set the texts and the part of the look that each takes."""
        if parts != self._parts:
            self._parts = parts
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint the note."""
        return self._strip(self._parts)


class Legend(NamedTuple):
    """Signs with what each means, and so many blanks between two of them."""

    entries: tuple[tuple[str, str], ...]
    gap: int

    def rows(self, width: int) -> list[Parts]:
        """The entries in as many rows as they take, none of them broken."""
        rows: list[Parts] = []
        used = width
        for sign, told in self.entries:
            cells = cell_len(sign) + 1 + cell_len(told)
            if not rows or used + self.gap + cells >= width:
                rows.append([(" ", "")])
                used = 1
            else:
                rows[-1].append((" " * self.gap, ""))
                used += self.gap
            rows[-1] += [(f"{sign} ", "strong"), (told, "muted")]
            used += cells
        return rows


def legend(signs: Iterable[tuple[str, str]], gap: int) -> Legend:
    """Signs with what each means, `gap` blanks between them."""
    return Legend(tuple(signs), gap)


class LegendBar(LineBar):
    """Explains signs in the longest of its forms that fits into one row, else in two.

    Where rows are many the longest that fits into two goes before a shorter one in one.
    """

    MOST: ClassVar[int] = 2
    """Rows; what finds no room in them is under `?`, and the end of the last one says so."""
    TALL: ClassVar[int] = 30
    """From this many rows of the window on, one more for the legend costs little."""

    def __init__(self, *forms: Legend) -> None:
        super().__init__()
        self._forms = forms
        self._rows: list[Parts] = []

    def show(self, *forms: Legend) -> None:
        """Set the forms, the longest first."""
        if forms != self._forms:
            self._forms = forms
            self._fit(self.size.width or self.app.size.width)
            self.refresh()

    def on_mount(self) -> None:
        """Take the rows that the legend needs before it is first laid out."""
        self._fit(self.app.size.width)

    def on_resize(self, event: Resize) -> None:
        """Choose the form for the new width."""
        self._fit(event.size.width)

    def _fit(self, width: int) -> None:
        every = [form.rows(width) for form in self._forms]
        least = self.MOST if self.app.size.height >= self.TALL else 1
        fitting = (rows for most in range(least, self.MOST + 1) for rows in every if len(rows) <= most)
        self._rows = next(fitting, every[-1] if every else [])
        if len(self._rows) > self.MOST:
            more: Parts = [("  ? ", "key"), ("more", "muted")]
            room = width - sum(cell_len(text) for text, _ in more)
            last = self._rows[self.MOST - 1]
            while len(last) > _ENTRY and sum(cell_len(text) for text, _ in last) > room:
                del last[-_ENTRY:]
            self._rows = [*self._rows[: self.MOST - 1], [*last, *more]]
        self.styles.height = max(1, len(self._rows))

    def render_line(self, y: int) -> Strip:
        """Paint a row of the legend."""
        return self._strip(self._rows[y] if y < len(self._rows) else [])


_ENTRY = 3
"""Parts of an entry: the gap before it, its sign, what that means."""
