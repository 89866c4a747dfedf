"""What all screens share: a list or page, a preview of what the highlight leads to, and the way back.

Enter opens the highlighted place on a screen of its own, whose list is that place and whose preview is the
next one: columns that shift to the right, and back.  What lies below on the stack keeps its selection, scroll
and filter by staying as it is.
"""

from __future__ import annotations

import time
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Resize, ScreenResume
from textual.timer import Timer
from textual.widget import Widget

from tui.explorer.compositor import LeanCompositor
from tui.explorer.messages import Back, Edit, Follow, Mark, OpenAddress, Yank
from tui.explorer.screens.steady import SteadyScreen
from tui.explorer.state import Stateful
from tui.explorer.widgets.bars import Banner, KeyBar, LineBar, NoteBar, TitleBar
from tui.explorer.widgets.document import Document
from tui.explorer.widgets.lines import LineView
from tui.factbase.model import FactBase
from tui.factbase.page import Line, Page, Span
from tui.factbase.shown import links
from tui.factbase.shown.lists import MARK
from tui.factbase.text import clean, plural
from tui.factbase.vocabulary import TIMELINE_PREFIX

WIDE = 100
"""From this many columns on, a preview stands beside the list."""
SHARE = 1 / 2
"""The part of the time that pages may take while a key is held down: those that take long come less often."""
_FRAME = 1 / 60
HELD = 0.1
"""Seconds within which the next press of a key that is held down comes."""
_HIGH = 22
"""From this many rows on there is room to say of a broken file what to write instead."""
LEAST = (60, 20)
"""Below this many columns and rows the screens give way to a plain word."""


class TooSmall(LineBar):
    """The word that stands in for a screen that doesn't fit."""

    def render_line(self, y: int) -> object:  # type: ignore[override]
        """Say how large the window must be."""
        size = self.app.size
        text = {
            0: f"{size.width}x{size.height} is too small:",
            1: f"make it {LEAST[0]}x{LEAST[1]}.",
            2: "q quits",
        }.get(y, "")
        return self._strip([(text, "strong")])


class BrowseScreen(SteadyScreen[None]):
    """A main list or page, and beside it, where there is room, what the highlighted line leads to."""

    section: ClassVar[str] = ""
    """Which of the six sections it is; empty for a screen that others open."""
    AUTO_FOCUS = "#main"
    PREVIEW_FROM: ClassVar[int] = WIDE
    """From this many columns on the preview is on show."""
    MAIN_SHARE: ClassVar[float] = 1 / 2
    """The part of the width that the list or page takes beside a preview; `look.tcss` says the same."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open", "open", id="open", tooltip="Open what the highlighted line names", priority=False
        ),
        Binding(
            "right,l",
            "open",
            "open",
            id="open-right",
            show=False,
            tooltip="Open what the highlighted line names",
        ),
        Binding("escape", "back", "back", id="back", tooltip="Back to where you were, exactly"),
        Binding(
            "left,h,backspace", "back", "back", id="back-left", show=False, tooltip="Back to where you were"
        ),
        Binding("y", "yank", "copy", id="yank", tooltip="Copy a citation, footnote, text or id"),
        Binding(
            "c",
            "compare",
            "compare",
            id="compare",
            tooltip="Mark a nation; on a second one, compare the two; on the marked one, unmark it",
        ),
        Binding("e", "edit", "edit", id="edit", show=False, tooltip="Edit it at its line in the file"),
        Binding(
            "o",
            "open_address",
            "open address",
            id="address",
            show=False,
            tooltip="Open the address of its source",
        ),
        Binding("tab", "other_pane", "other pane", id="pane", tooltip="Between the list and the preview"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._compositor = LeanCompositor()
        self.title_bar = TitleBar()
        self.outdated = False
        """Whether the facts have changed while the screen was out of sight."""
        self.banner: Banner | None = None  # both are made when they are first needed
        self.too_small: TooSmall | None = None
        self.mark_bar: NoteBar | None = None
        self._drawn_to = 0  # the width of the window that the content was drawn to
        self._named: str | None = None  # the nation that the highlight names
        self.preview = Document(id="preview")
        self._previewed: tuple[int, str, int] | None = None
        self._cost = 0.0  # what the last page took to make, in seconds
        self._shown = 0.0  # when it was there
        self._moved = 0.0  # when the preview last had something else to show
        self._preview_timer: Timer | None = None
        self._focused_before: Widget | None = None  # a hidden widget loses the focus

    # -- for each screen to say -------------------------------------------------------------------

    @property
    def question(self) -> str:
        """The question that the screen answers: its first line."""
        return ""

    @property
    def count(self) -> str:
        """How much there is, at the end of the first line."""
        return ""

    @property
    def crumb(self) -> str:
        """How the trail names this screen."""
        return self.section.capitalize()

    def make_main(self) -> LineView:
        """The list or page of the screen."""
        raise NotImplementedError

    def above(self) -> ComposeResult:
        """What stands above the list: an input, for instance."""
        yield from ()

    def below(self) -> ComposeResult:
        """What stands below the list: a legend, for instance."""
        yield from ()

    def fill(self) -> None:
        """Compute what the list shows from the base, and hand it down."""

    # -- shared -----------------------------------------------------------------------------------

    @property
    def explorer(self) -> Stateful:
        """The app, as far as a screen knows it."""
        return cast(Stateful, self.app)

    @property
    def base(self) -> FactBase:
        """The fact base on show."""
        return self.explorer.state.base

    def compose(self) -> ComposeResult:
        """Title, panes, keys."""
        self.main = self.make_main()
        self.main.id = "main"
        self.main.on_highlight = self._follow
        self.preview.on_highlight = self._renew_keys
        # Not by a class of the screen: that would have every widget on it styled once more.
        self.preview.display = self.is_wide
        yield self.title_bar
        yield from self.above()
        with Horizontal(id="panes"):
            yield self.main
            yield self.preview
        yield from self.below()
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list once it has its size."""
        self._drawn_to = self.app.size.width
        self.fill()
        self.retitle()

    def refill(self) -> None:
        """The base has changed: compute everything anew, and stay at the same place."""
        self._previewed = None
        self.outdated = False
        self.fill()
        self._follow(None)
        self.retitle()

    def retitle(self) -> None:
        """Say what the screen answers, how much there is, and how one came here."""
        stack = [screen for screen in self.app.screen_stack if isinstance(screen, BrowseScreen)]
        section = next((screen.section for screen in stack if screen.section), self.section)
        trail = tuple(screen.crumb for screen in stack[1:])
        self.title_bar.badge = self.explorer.badge
        self._show_trouble()
        self._show_mark()
        state = self.explorer.state
        self.title_bar.show(self.question, self.count, section, trail, state.view_label, state.view.brief)

    def _show_trouble(self) -> None:
        """Say above the list what is wrong with the files, for as long as anything is."""
        trouble = self.explorer.trouble
        if trouble is not None and self.banner is None:
            self.banner = Banner()
            self.banner.id = "banner"
            self.mount(self.banner, after=self.title_bar)
        if self.banner is None:
            return
        self.banner.display = trouble is not None
        if trouble is not None:
            width, height = self.app.size
            where, text = clean(trouble.where), trouble.text
            folder = clean(self.base.path).rpartition("/")[0]
            if folder and len(text) >= width:  # the line and the error come before the folder
                where, text = (told.replace(f"{folder}/", "", 1) for told in (where, text))
            if height < _HIGH:
                self.banner.show(Line((Span(text, "alert"),)), most=1)
                return
            others = f"{plural(trouble.more, 'more error')}; " if trouble.more else ""
            told = f"{others}the last good facts stay on show; e edits it, r reads anew"
            self.banner.show(
                Line((Span(f"{where}: {trouble.message}", "alert"),), hang=2),
                *([Line((Span(f"= {trouble.mend}", "strong"),), hang=2)] if trouble.mend else []),
                Line((Span(told if trouble.line else "the last good facts stay on show", "muted"),), hang=2),
            )

    def _show_mark(self) -> None:
        """Name the marked nation above the keys, and what can be done with it."""
        marked = self.explorer.marked
        if marked and self.mark_bar is None:
            self.mark_bar = NoteBar()
            self.mount(self.mark_bar, before=self.query_one(KeyBar))
        if self.mark_bar is not None:
            name = self.explorer.state.whole.name(marked) if marked else ""
            told = " marked: c on another compares, c unmarks it"
            self.mark_bar.show([(f" {MARK} {name}", "key"), (told, "muted")] if marked else [])
            self.mark_bar.display = bool(marked)

    def mark_changed(self) -> None:
        """Another nation has been marked, or none is any more."""
        self._show_mark()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """The trail, and the facts, may have changed while other screens were on top."""
        if self.outdated:
            self.refill()
        else:
            self._follow(None)
            self.retitle()

    def show_preview(self) -> None:
        """The first paint is over: there is time for what it left out."""
        self._follow(None)

    def on_resize(self, event: Resize) -> None:
        """Show the preview when there is room for it, or a plain word when there is room for nothing."""
        width, height = self.app.size  # which the event may be behind
        too_small = width < LEAST[0] or height < LEAST[1]
        if too_small and self.too_small is None:
            self.too_small = TooSmall(id="too-small")
            self.mount(self.too_small)
        was_too_small = self.has_class("-too-small")
        if too_small and not was_too_small:
            self._focused_before = self.focused
        self.set_class(too_small, "-too-small")
        self.preview.display = self.is_wide
        if self.focused is self.preview and not self.is_wide:
            self.main.focus()
        if was_too_small and not too_small:
            before = self._focused_before or self.main
            (before if before is not self.preview or self.is_wide else self.main).focus()
        if width != self._drawn_to:  # Textual tells of sizes that haven't changed, three times at the start
            self._drawn_to = width
            self.resized()
        self._follow(None)

    def resized(self) -> None:
        """The width has changed: draw anew what was drawn to the width."""

    @property
    def is_wide(self) -> bool:
        """Whether the preview is on show."""
        return self.app.size.width >= self.PREVIEW_FROM

    @property
    def main_width(self) -> int:
        """The columns of text that the main pane has, known also before its first layout."""
        return (self._main_columns if self.is_wide else self.app.size.width) - 2

    @property
    def preview_width(self) -> int:
        """The columns of text that the preview has, known also before its first layout."""
        return self.app.size.width - self._main_columns - 4

    @property
    def _main_columns(self) -> int:
        return int(self.app.size.width * self.MAIN_SHARE)

    @property
    def followed(self) -> str | None:
        """The place that the highlight of the main pane leads to."""
        return self.main.target

    def _follow(self, index: int | None) -> None:
        """Show beside the list what its highlight leads to, in the same frame.

        The list must not lag: the page waits while further keys do, and of a key that is held down pages get
        no more than their share of the time.
        """
        self._renew_keys(index)
        if not self.is_mounted or not self.is_wide or not self.explorer.is_painted:
            return
        target = self.followed
        if target is None:  # an empty list: what it led to before is not what it leads to now
            self._previewed = None
            self.preview.set_page(Page(""))
            return
        state = (id(self.base), target, self.preview_width)
        if state != self._previewed:
            moved, self._moved = self._moved, time.monotonic()
            # Until then the pages have had their share of the time in which a key is held down.
            due = self._shown + self._cost / SHARE if self._moved - moved < HELD else 0.0
            if index is not None and (self._moved < due or self.explorer.is_behind):
                wait = min(max(due - self._moved, _FRAME), HELD)
                if self._preview_timer is not None:
                    self._preview_timer.stop()
                self._preview_timer = self.set_timer(wait, lambda: self._follow(None))
                return
            page = links.page_of(self.base, target.removeprefix(TIMELINE_PREFIX), self.preview_width)
            if page is not None:
                self._previewed = state
                self.preview.set_page(page)
                self._shown = time.monotonic()
                self._cost = self._shown - self._moved

    def _renew_keys(self, index: int | None) -> None:
        """Whether a nation is highlighted decides on a key."""
        if self.is_mounted and self.nation != self._named:
            if (self.nation is None) != (self._named is None):
                self.refresh_bindings()
            self._named = self.nation

    def on_line_view_chosen(self, message: LineView.Chosen) -> None:
        """Enter or a click on a line: follow it."""
        message.stop()
        target = self.followed if message.view is self.main else message.target
        if target:
            self.post_message(Follow(target))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only the keys that do something here."""
        if action == "other_pane":
            return self.is_wide or self.focused is not self.main
        if action == "back":
            return self.can_go_back
        if action == "compare":
            return self.nation is not None
        return super().check_action(action, parameters)

    @property
    def can_go_back(self) -> bool:
        """Whether Escape leads anywhere."""
        return self.focused is self.preview or self.explorer.can_go_back

    def action_open(self) -> None:
        """Open what the highlighted line of the focused pane names."""
        target = self.preview.target if self.focused is self.preview else self.followed
        if target:
            self.post_message(Follow(target))

    @property
    def subject(self) -> str | None:
        """The place that a command means: what is highlighted, else what the screen itself is about."""
        if self.focused is self.preview and self.preview.target:
            return self.preview.target
        return self.followed

    @property
    def nation(self) -> str | None:
        """The nation that the highlighted line names."""
        target = self.preview.target if self.focused is self.preview else self.followed
        return links.nation_in(self.base, target)

    def action_compare(self) -> None:
        """Mark the highlighted nation, unmark it, or compare it with the marked one."""
        if self.nation:
            self.post_message(Mark(self.nation))

    def action_yank(self) -> None:
        """Copy the highlighted place."""
        if self.subject:
            self.post_message(Yank(self.subject))

    def action_edit(self) -> None:
        """Edit the highlighted place in its file."""
        if self.subject:
            self.post_message(Edit(self.subject))

    def action_open_address(self) -> None:
        """Open the address of the source behind the highlighted place."""
        if self.subject:
            self.post_message(OpenAddress(self.subject))

    def action_back(self) -> None:
        """From the preview to the list, else to the screen before this one."""
        if self.focused is self.preview:
            self.main.focus()
        else:
            self.post_message(Back())

    def action_other_pane(self) -> None:
        """Move between the list and the preview; in a narrow window there is only one."""
        if self.focused is self.main and self.is_wide:
            self.preview.focus()
        else:
            self.main.focus()
