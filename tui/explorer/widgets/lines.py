"""The base of every list and page: rows of literal text, one of them highlighted.

Built on Textual's line API, for the feel of it: only visible rows are painted, a move repaints from the
handler of the key itself, without a layout, and only the rows that look different afterwards go to the
terminal.  `LineView._repaint` compares what each row of the screen shows with what it is to show; everything
that changes the view ends there.

Text is painted as it is: strips are built from segments, and no markup is parsed anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.dom import DOMNode
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollDown, ScrollUp
from textual.strip import Strip
from textual.widget import Widget

from tui.explorer.compositor import paint_now
from tui.explorer.widgets.contrast import readable
from tui.explorer.widgets.thumb import Thumb
from tui.factbase.page import TONES

if TYPE_CHECKING:
    from typing import Self

MARKER: Final = "\u203a"
"""What stands in the first column of a highlighted row: it can be seen without colours, too."""
GUTTER: Final = 1
"""Columns before the text, for the marker."""

_STRIPS_KEPT: Final = 4_000
_NO_DIM: Final = Style(dim=False)

PLAIN: Final = ""
CURSOR: Final = "cursor"
CURSOR_BLURRED: Final = "cursor-blurred"
HEADER: Final = "header"
HEADER_CURSOR: Final = "header-cursor"


class ViewState(NamedTuple):
    """Where one is in a view: enough to come back to the very place, also after a reload."""

    at: int | None = None
    """The highlighted row or line."""
    key: str = ""
    """Its identity, by which it is found again where rows have moved."""
    top: int = 0
    """The first row of the screen that is in sight."""
    column: int = 0
    """The column of the cell cursor."""
    first_column: int = 0
    """The first column that is in sight, after the frozen ones."""


class Brush(dict[str, Style]):
    """The style of each tone on one ground (plain, highlighted, header), worked out when it is first used."""

    def __init__(self, view: LineView, ground: str) -> None:
        super().__init__()
        self._view = view
        self._ground = ground

    def __missing__(self, tone: str) -> Style:
        style = self[tone] = self._view.resolve_style(tone, self._ground)
        return style


@lru_cache(maxsize=1024)
def blanks_alike(one: Style, other: Style) -> bool:
    """Whether a blank looks the same in both styles."""
    if one.underline or one.underline2 or one.overline or one.strike or one.reverse:
        return False
    return one.bgcolor == other.bgcolor and not other.underline and not other.reverse


class Painter:
    """One row, painted from left to right; neighbours of one style become one segment."""

    __slots__ = ("_ground", "_segments", "_style", "_texts", "at")

    def __init__(self, ground: Style) -> None:
        self._ground = ground
        self._segments: list[Segment] = []
        self._texts: list[str] = []
        self._style = ground
        self.at = 0
        """The cells painted so far."""

    def add(self, text: str, style: Style, cells: int) -> None:
        """Paint a text that takes so many cells."""
        if style is not self._style:
            self._flush()
            self._style = style
        self._texts.append(text)
        self.at += cells

    def blank_to(self, column: int, style: Style | None = None) -> None:
        """Paint blanks up to a column."""
        count = column - self.at
        if count > 0:
            style = style or self._ground
            if self._texts and blanks_alike(self._style, style):
                style = self._style  # what can't be seen need not be sent: it halves the bytes of a row
            self.add(" " * count, style, count)

    def strip(self, width: int) -> Strip:
        """What was painted, filled up to `width` cells."""
        self.blank_to(width)
        self._flush()
        return Strip(self._segments, self.at)

    def _flush(self) -> None:
        if self._texts:
            self._segments.append(Segment("".join(self._texts), self._style))
            self._texts.clear()


class LineView(ScrollView, can_focus=True, inherit_bindings=False):
    """Rows of text that scroll, with a highlight that moves.

    A subclass says how many rows there are, what each shows and where a step leads.  The screen above it sets
    `on_highlight`, and binds Enter and the right arrow as it likes: `target` is what they are to follow.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "cursor_down", "down", id="list-down", show=False, tooltip="One line down"),
        Binding("up,k", "cursor_up", "up", id="list-up", show=False, tooltip="One line up"),
        Binding(
            "pagedown", "page_down", "page down", id="list-page-down", show=False, tooltip="One page down"
        ),
        Binding("pageup", "page_up", "page up", id="list-page-up", show=False, tooltip="One page up"),
        Binding(
            "ctrl+d",
            "half_page_down",
            "half down",
            id="list-half-down",
            show=False,
            tooltip="Half a page down",
        ),
        Binding("ctrl+u", "half_page_up", "half up", id="list-half-up", show=False, tooltip="Half a page up"),
        Binding("home,g", "first", "first", id="list-first", show=False, tooltip="To the beginning"),
        Binding("end,G", "last", "last", id="list-last", show=False, tooltip="To the end"),
    ]
    # Each tone has a colour for those who see it and an attribute for those who don't.  The classes are not
    # COMPONENT_CLASSES because Textual works all of those out anew whenever the focus moves, which cost a
    # twentieth of the start: see `_look`.
    DEFAULT_CSS = """
    LineView {
        width: 1fr;
        height: 1fr;
        color: $foreground;
        background: $background;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: transparent;
        scrollbar-background-hover: transparent;
        scrollbar-background-active: transparent;

        & > .lines--strong { text-style: bold; }
        & > .lines--muted { color: $text-muted; }
        & > .lines--heading { color: $text-primary; text-style: bold; }
        & > .lines--accent { color: $text-accent; }
        & > .lines--hedge { color: $text-warning; text-style: italic; }
        & > .lines--derived { color: $text-success; text-style: italic underline; }
        & > .lines--planned { color: $text-primary; text-style: italic; }
        & > .lines--unclear { color: $text-warning; text-style: bold italic; }
        & > .lines--denied { color: $text-error; text-style: bold; }
        & > .lines--absent { color: $text-muted; }
        & > .lines--match { color: $text-accent; text-style: bold underline; }
        & > .lines--bar { color: $text-primary; }
        & > .lines--bar-other { color: $text-muted; }
        & > .lines--error { color: $text-error; text-style: bold; }
        & > .lines--header { color: $foreground; background: $surface; text-style: bold; }
        & > .lines--header-cursor { color: $foreground; background: $surface; text-style: bold reverse; }
        & > .lines--cursor {
            color: auto 100%;
            background: $block-cursor-background;
            text-style: bold;
        }
        & > .lines--cursor-blurred {
            color: auto 100%;
            background: $block-cursor-blurred-background;
            text-style: bold;
        }
        &:nocolor > .lines--cursor {
            color: $foreground;
            background: $background;
            text-style: bold reverse;
        }
        &:nocolor > .lines--cursor-blurred {
            color: $foreground;
            background: $background;
            text-style: bold underline;
        }
        &:nocolor > .lines--muted, &:nocolor > .lines--absent, &:nocolor > .lines--bar-other {
            text-style: dim;
        }
        &:ansi > .lines--muted, &:ansi > .lines--absent, &:ansi > .lines--bar-other { text-style: dim; }
        &:ansi > .lines--cursor { color: $block-cursor-foreground; }
        &:ansi > .lines--cursor-blurred {
            color: $block-cursor-blurred-foreground;
            text-style: bold underline;
        }
    }
    """
    HEADER_ROWS: ClassVar[int] = 0
    """Rows at the top that don't scroll."""
    CLICK_FOLLOWS: ClassVar[bool] = False
    """Whether one click follows a link, as on a page, or a click on what is highlighted, as in a list."""
    MOVES: ClassVar[frozenset[str]] = frozenset(
        {
            "cursor_down",
            "cursor_up",
            "page_down",
            "page_up",
            "half_page_down",
            "half_page_up",
            "first",
            "last",
        }
    )
    """What `move` understands."""

    class Chosen(Message):
        """A row or line was chosen, by the mouse or by `choose`."""

        def __init__(self, view: LineView, target: str) -> None:
            super().__init__()
            self.view = view
            """The view that holds it."""
            self.target = target
            """The place that it leads to."""

        @property
        def control(self) -> LineView:
            """The view that holds it."""
            return self.view

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.set_reactive(Widget.auto_links, False)
        self.on_highlight: Callable[[int | None], None] | None = None
        """Called in the same handler when the highlight has moved; not when the content was exchanged."""
        self._index: int | None = None
        self._pending: ViewState | None = None  # to go back to once there is a size
        self._focus_changed = False
        self._styles_checked = True
        self._settled_for: Size | None = None
        self._room = 0
        self._body = 0
        self._looks: dict[str, DOMNode] = {}
        self._brushes: dict[str, Brush] = {}
        self._strips: dict[Hashable, Strip] = {}
        self._painted: dict[int, Strip] = {}

    # -- for each kind of view to say ------------------------------------------------------------------

    @property
    def row_count(self) -> int:
        """How many rows of the screen the content takes; may be an estimate."""
        raise NotImplementedError

    def rows_of(self, index: int) -> range:
        """The rows that an item takes."""
        raise NotImplementedError

    def item_at(self, row: int) -> int | None:
        """The item at a row of the content that can be highlighted."""
        raise NotImplementedError

    def key_of(self, index: int) -> str:
        """The identity of an item."""
        raise NotImplementedError

    def target_of(self, index: int) -> str | None:
        """Where an item leads."""
        raise NotImplementedError

    def find(self, key: str, near: int = 0) -> int | None:
        """The item of this identity, looked for first at `near`; None if there is none."""
        raise NotImplementedError

    def _paint(self, y: int) -> Strip:
        """What row `y` of the widget shows."""
        raise NotImplementedError

    def _reflow(self) -> None:
        """The width has changed, from the second time on with rows in sight: lay the content out anew."""

    def _step(self, delta: int) -> None:
        """One line up or down."""
        raise NotImplementedError

    def _leap(self, rows: int) -> None:
        """So many rows up or down."""
        raise NotImplementedError

    def _to_end(self, last: bool) -> None:
        """To the beginning or the end."""
        raise NotImplementedError

    # -- where one is ----------------------------------------------------------------------------------

    @property
    def highlight(self) -> int | None:
        """The number of the highlighted row or line."""
        return self._index

    @property
    def key(self) -> str:
        """The identity of what is highlighted; empty if nothing is."""
        return "" if self._index is None else self.key_of(self._index)

    @property
    def target(self) -> str | None:
        """Where what is highlighted leads."""
        return None if self._index is None else self.target_of(self._index)

    @property
    def room(self) -> int:
        """The cells for text, without the marker's column and the scrollbar; 0 before the layout."""
        return max(0, self.scrollable_content_region.width - GUTTER)

    @property
    def top(self) -> int:
        """The first row of the content that is in sight."""
        return self.scroll_offset.y

    def state(self) -> ViewState:
        """Where one is, for `restore`."""
        return ViewState(self._index, self.key, self.top)

    def restore(self, state: ViewState) -> None:
        """Go back to where one was; to the nearest place if what was highlighted is gone."""
        index = state.at
        if index is not None:
            found = self.find(state.key, index) if state.key else None
            index = self._nearest(index) if found is None else found
        self._settle()
        if self._settled_for is None:
            self._index, self._pending = index, state
        else:
            self._go(index, state.top)

    def highlight_key(self, key: str) -> bool:
        """Highlight the item of this identity and bring it into sight; whether there is one."""
        found = self.find(key, self._index or 0)
        if found is not None:
            self._go(found)
        return found is not None

    def highlight_first(self) -> None:
        """To the beginning."""
        self._settle()
        self._to_end(False)

    def choose(self) -> None:
        """Post `Chosen` for what is highlighted, if it leads anywhere."""
        target = self.target
        if target is not None:
            self.post_message(self.Chosen(self, target))

    def _nearest(self, index: int) -> int | None:
        """The item nearest to a number that may not exist any more."""
        raise NotImplementedError

    # -- moving ----------------------------------------------------------------------------------------

    def move(self, action: str) -> None:
        """Do what a key does: one of `MOVES`.  For an input that steers a list while it has the focus."""
        if action not in self.MOVES:
            raise ValueError(f"no such move: {action}")
        getattr(self, f"action_{action}")()

    def action_cursor_down(self) -> None:
        """One line down."""
        self._settle()
        self._step(1)

    def action_cursor_up(self) -> None:
        """One line up."""
        self._settle()
        self._step(-1)

    def action_page_down(self) -> None:
        """One page down; the last row stays in sight as the first."""
        self._settle()
        self._leap(max(1, self._body - 1))

    def action_page_up(self) -> None:
        """One page up."""
        self._settle()
        self._leap(-max(1, self._body - 1))

    def action_half_page_down(self) -> None:
        """Half a page down."""
        self._settle()
        self._leap(max(1, self._body // 2))

    def action_half_page_up(self) -> None:
        """Half a page up."""
        self._settle()
        self._leap(-max(1, self._body // 2))

    def action_first(self) -> None:
        """To the beginning."""
        self._settle()
        self._to_end(False)

    def action_last(self) -> None:
        """To the end."""
        self._settle()
        self._to_end(True)

    def _go(self, index: int | None, top: int | None = None) -> None:
        """Put the highlight on an item and scroll to `top`, or as little as shows the item; then tell."""
        moved = index != self._index
        self._index = index
        if top is None and index is not None:
            top = self._top_showing(index)
        if top is None or not self._scroll(top):
            self._repaint()
        if moved:
            self._tell()
        if self.is_mounted:
            paint_now(self.screen)

    def _tell(self) -> None:
        if self.on_highlight is not None:
            self.on_highlight(self._index)

    def _top_showing(self, index: int, top: int | None = None) -> int:
        """The first row in sight after the least scroll that shows an item; its first row above all."""
        top = self.top if top is None else top
        rows = self.rows_of(index)
        if rows.start < top or len(rows) > self._body:
            return rows.start
        return max(top, rows.stop - self._body)

    def _in_sight(self, index: int, top: int, body: int) -> bool:
        rows = self.rows_of(index)
        return rows.start < top + body and rows.stop > top

    def _scroll(self, top: int) -> bool:
        """Make `top` the first row in sight, as far as the content reaches; whether that repaints."""
        self._extend()
        top = max(0, min(top, self.row_count - self._body))
        if not self.is_mounted:
            self._set_top(top)
            return False
        if top == self.scroll_y == self.scroll_target_y:
            return False
        before = self.top
        self.scroll_to(y=top, animate=False, force=True)
        return self.top != before

    def _set_top(self, top: int) -> None:
        """Scroll without a word to the watchers: no paint is to start out of another one."""
        self.set_reactive(Widget.scroll_y, float(top))
        self.set_reactive(Widget.scroll_target_y, float(top))

    # -- painting --------------------------------------------------------------------------------------

    def _settle(self) -> None:
        """Fit the content to the present size and look, if they have changed."""
        if not self._styles_checked:
            self._check_styles()
        size = self.outer_size
        if size == self._settled_for or not size:
            return
        before, self._settled_for = self._settled_for, size
        region = self.scrollable_content_region
        old_body, old_top = self._body, self.top
        was_in_sight = self._index is not None and (
            before is None or self._in_sight(self._index, old_top, old_body)
        )
        self._body = max(0, region.height - self.HEADER_ROWS)
        if region.width != self._room:
            self._room = region.width
            self._strips.clear()
            self._reflow()
        self._extend()
        top = self.top
        if self._pending is not None:
            top, self._pending = self._pending.top, None
        elif was_in_sight and self._index is not None:
            top = self._top_showing(self._index, top)
        self._set_top(max(0, min(top, self.row_count - self._body)))

    def _extend(self) -> None:
        """Tell the scrollbar how much there is, without the layout that Textual would make for it."""
        size = Size(self._room, self.row_count + self.HEADER_ROWS)
        if size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            if self.show_vertical_scrollbar and self.is_mounted:
                self.vertical_scrollbar.window_virtual_size = size.height
                self._place_thumb()
            if self.is_mounted and self.styles.auto_dimensions:
                super().refresh(layout=True)

    def _place_thumb(self) -> None:
        if self.show_vertical_scrollbar and self.is_mounted:
            self.vertical_scrollbar.position = self.scroll_y

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The scrollbar, made when it is first asked for, as Textual does."""
        bar = self._vertical_scrollbar
        if bar is None:
            bar = self._vertical_scrollbar = Thumb()
            bar.display = False
            self.app._start_widget(self, bar)
        return bar

    def _repaint(self) -> None:
        """Have those rows painted that look different from what they show now."""
        if not self.is_mounted:
            return
        self._settle()
        painted = self._painted
        regions: list[Region] = []
        start: int | None = None
        height = self._body + self.HEADER_ROWS
        for y in range(height):
            old, new = painted.get(y), self._paint(y)
            if new is old or new == old:
                if start is not None:
                    regions.append(Region(0, start, self._room, y - start))
                    start = None
            elif start is None:
                start = y
        if start is not None:
            regions.append(Region(0, start, self._room, height - start))
        if regions:
            super().refresh(*regions)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """All there is: lines have no width of their own."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The rows of all the content at a width, for a view whose height is `auto`."""
        return self.HEADER_ROWS + self.rows_within(width - self.styles.scrollbar_size_vertical)

    def rows_within(self, width: int) -> int:
        """How many rows the content takes at a width."""
        return self.row_count

    def render_line(self, y: int) -> Strip:
        """What a row of the widget shows."""
        self._settle()
        strip = self._painted[y] = self._paint(y)
        return strip

    def _kept(self, key: Hashable, paint: Callable[[], Strip]) -> Strip:
        """A strip that is painted once."""
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            strip = self._strips[key] = paint()
        return strip

    def _blank(self) -> Strip:
        return self._kept(None, lambda: Painter(self.brush(PLAIN)["plain"]).strip(self._room))

    def brush(self, ground: str) -> Brush:
        """The styles of all tones on a ground."""
        brush = self._brushes.get(ground)
        if brush is None:
            brush = self._brushes[ground] = Brush(self, ground)
        return brush

    def resolve_style(self, tone: str, ground: str) -> Style:
        """The style of a tone on a ground; an unknown tone is plain."""
        return readable(self._mix_style(tone, ground))

    def _mix_style(self, tone: str, ground: str) -> Style:
        name = f"lines--{tone}"
        toned = tone != "plain" and tone in TONES
        if ground == PLAIN:
            return self._look(name).rich_style if toned else self.rich_style
        base = self._look(f"lines--{ground}").rich_style
        if not toned:
            return base
        # On a coloured ground hues can't be read: of the tone its attributes stay, but for dim.
        return base + self._look(name).styles.partial_rich_style.without_color + _NO_DIM

    def _look(self, name: str) -> DOMNode:
        """A node that stands for a part of the view, to take its styles from, as for a component class."""
        look = self._looks.get(name)
        if look is None:
            look = self._looks[name] = DOMNode(classes=name)
            look._attach(self)
            self.app.stylesheet.apply(look, animate=False)
        return look

    @property
    def _cursor_ground(self) -> str:
        return CURSOR if self.has_focus else CURSOR_BLURRED

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Paint anew; without regions everything, with styles worked out again."""
        if repaint and not regions and not layout and not recompose:
            if self._focus_changed and self._painted:
                # Textual asks for all of it when the focus comes or goes; the highlight is what it changes.
                self._focus_changed = False
                self._repaint()
                return self
            self._styles_checked = False
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def notify_style_update(self) -> None:
        """The theme or a rule has changed."""
        super().notify_style_update()
        self._styles_checked = False
        if self.is_mounted:
            self.call_later(self._repaint)

    def _check_styles(self) -> None:
        """Drop what was painted in styles that have changed; most updates change none that is used here."""
        self._styles_checked = True
        self._looks.clear()
        for ground, brush in self._brushes.items():
            if any(self.resolve_style(tone, ground) != style for tone, style in brush.items()):
                self._brushes.clear()
                self._strips.clear()
                return

    def watch_has_focus(self, has_focus: bool) -> None:
        """The highlight looks different with and without the focus."""
        super().watch_has_focus(has_focus)
        self._focus_changed = True

    # -- events ----------------------------------------------------------------------------------------

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scrolled, by a key, the wheel or the scrollbar."""
        self._place_thumb()
        if round(old_value) != round(new_value):
            self._repaint()

    def on_resize(self, event: Resize) -> None:
        """Fit the content to the new size."""
        self._settle()
        self._place_thumb()

    def on_click(self, event: Click) -> None:
        """Highlight what was clicked on; follow it if it is a link or was highlighted before."""
        offset = event.get_content_offset(self)
        if offset is None or event.button != 1 or offset.x >= self._room:
            return
        event.stop()
        if offset.y < self.HEADER_ROWS:
            self._click_header(offset.x)
            return
        index = self.item_at(self.top + offset.y - self.HEADER_ROWS)
        if index is None:
            return
        again = self._click_item(index, offset.x)
        if again or self.CLICK_FOLLOWS:
            self.choose()

    def _click_header(self, x: int) -> None:
        """A click on the rows that don't scroll."""

    def _click_item(self, index: int, x: int) -> bool:
        """Highlight an item; whether it was highlighted before."""
        again = index == self._index
        self._go(index, self.top)
        return again

    def on_scroll_up(self, event: ScrollUp) -> None:
        """A click above the thumb: a page up, without the animation that Textual gives it."""
        event.prevent_default().stop()
        self._scroll(self.top - max(1, self._body - 1))

    def on_scroll_down(self, event: ScrollDown) -> None:
        """A click below the thumb."""
        event.prevent_default().stop()
        self._scroll(self.top + max(1, self._body - 1))
