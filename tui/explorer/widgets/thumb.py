"""A scrollbar that sends the cells of it that have changed.

Textual's own paints all of its column for every row that is scrolled, and for every page of another length:
two thirds of what a cursor key sends where a preview follows the list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.color import Color
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from typing import Self


class Thumb(ScrollBar):
    """A vertical scrollbar, one cell wide."""

    def __init__(self) -> None:
        self._cells: list[Strip] = []
        self._painted: dict[int, Strip] = {}
        super().__init__(vertical=True, name="vertical", thickness=1)

    def on_mount(self) -> None:
        """Show what the page has become since the first paint: until now Textual repaints nothing."""
        self.call_later(self.refresh)

    def _draw(self) -> list[Strip]:
        height = self.outer_size.height
        bar = self.render()
        if not isinstance(bar, ScrollBarRender):
            raise TypeError(f"no scrollbar: {bar!r}")
        style = self.app.console.get_style(bar.style)
        ground = style.bgcolor
        if isinstance(self.parent, Widget) and not self.parent.styles.scrollbar_background.a:
            ground = self.parent.rich_style.bgcolor  # Textual would take what is behind the parent
        drawn = bar.render_bar(
            size=height,
            virtual_size=bar.virtual_size,
            window_size=bar.window_size,
            position=bar.position,
            thickness=1,
            vertical=True,
            back_color=ground or Color.default(),
            bar_color=style.color or Color.default(),
        )
        return [Strip([segment], 1) for segment in drawn.segments]

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Have those cells painted that look different from what they show."""
        if repaint and not regions and not layout and not recompose and self._painted and self.is_mounted:
            painted = self._painted
            regions = tuple(
                Region(0, y, 1, 1) for y, cell in enumerate(self._draw()) if painted.get(y) != cell
            )
            if not regions:
                return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Paint the cells in a region."""
        self._cells = self._draw()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Paint a cell."""
        cell = self._painted[y] = self._cells[y] if y < len(self._cells) else Strip.blank(1)
        return cell
