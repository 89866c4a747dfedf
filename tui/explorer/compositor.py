"""Painting what has changed, at once and nothing else.

For a change of two rows Textual renders and cuts to pieces every row of every widget between them, those
behind others included, and it waits for the next of sixty ticks a second.  Where a preview follows a list
that was three quarters of what a cursor key took.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final, cast

from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.screen import Screen
from textual.strip import Strip

_MOMENT: Final = 0.006


class LeanCompositor(Compositor):
    """Textual's compositor; each row of a widget is rendered only where it is seen and has to be painted."""

    painted = 0.0
    """When `paint_now` last painted."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """The parts of the screen that have changed; None if none have."""
        screen = self.size.region
        regions = {part for region in self._dirty_regions if (part := region.intersection(screen))}
        self._dirty_regions.clear()
        if not regions:
            return None
        spans = list(self._regions_to_spans(regions))
        cuts = self.cuts
        wanted: dict[int, set[int]] = {}
        for y, left, right in spans:
            pieces = wanted.setdefault(y, set())
            pieces.update(cut for cut, end in pairwise(cuts[y]) if cut < right and end > left)
        return ChopsUpdate(self._pieces(wanted), spans, [line_cuts[1:] for line_cuts in cuts])

    def _render_chops(
        self, crop: Region, is_rendered_line: Callable[[int], bool]
    ) -> Sequence[Mapping[int, Strip]]:
        """All pieces of these rows."""
        wanted = {y: set(self.cuts[y][:-1]) for y in crop.line_range if is_rendered_line(y)}
        return cast("Sequence[Mapping[int, Strip]]", self._pieces(wanted))

    def _pieces(self, wanted: dict[int, set[int]]) -> list[dict[int, Strip | None]]:
        """The rows of the screen in pieces: of each row, those that begin at the columns in `wanted`.

        What has been painted is taken out of `wanted`.
        """
        cuts = self.cuts
        chops: list[dict[int, Strip | None]] = [{}] * len(cuts)
        for y in wanted:
            chops[y] = dict.fromkeys(cuts[y][:-1])
        # From front to back: the first to paint a piece is the one that is seen.
        for widget, (region, clip) in self.visible_widgets.items():
            x, top, width, height = region.intersection(clip)
            if not (width and height):
                continue
            right = x + width
            rows = [
                y
                for y in range(top, top + height)
                if y in wanted and any(x <= cut < right for cut in wanted[y])
            ]
            for start, stop in _runs(rows):
                crop = Region(x - region.x, start - region.y, width, stop - start)
                for y, strip in enumerate(widget.render_lines(crop), start):
                    within = [cut for cut in cuts[y] if x <= cut <= right]
                    pieces = strip.divide([cut - x for cut in within[1:]]) if len(within) > 2 else (strip,)
                    unpainted = wanted[y]
                    for cut, piece in zip(within, pieces, strict=False):
                        if cut in unpainted:
                            unpainted.discard(cut)
                            chops[y][cut] = piece
                    if not unpainted:
                        del wanted[y]
            if not wanted:
                break
        return chops


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """The stretches of numbers that follow each other, each with its end."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row:
            found[-1] = (found[-1][0], row + 1)
        else:
            found.append((row, row + 1))
    return found


def paint_now(screen: Screen[Any]) -> None:
    """Paint what has been marked for it, without waiting for the next tick.

    Where a layout is to be made first, or the last such paint was a moment ago (keys come in faster than they
    can be shown), it is left to the tick.
    """
    compositor = screen._compositor
    if not isinstance(compositor, LeanCompositor) or not screen.is_current or screen.app._batch_count:
        return
    now = time.monotonic()
    if now - compositor.painted < _MOMENT:
        return
    visible = compositor.visible_widgets
    if any(widget._layout_required or widget._scroll_required for widget in (screen, *visible)):
        return
    dirty = {widget for widget in visible if widget._repaint_required}
    for widget in dirty:
        widget._repaint_required = False
    screen._dirty_widgets.update(dirty)
    if screen._dirty_widgets:
        compositor.update_widgets(screen._dirty_widgets)
        screen._compositor_refresh()
        compositor.painted = time.monotonic()
