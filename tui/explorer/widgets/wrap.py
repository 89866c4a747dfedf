"""Text measured in terminal cells: cut to a cell of a table, wrapped to the width of a page.

Widths are those that Rich counts, since Textual pads and crops by them.  What `tui.factbase.text.clean`
leaves has no joiners and no variation selectors, so the width of a text is the sum of its characters' widths
and may be taken apart anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from rich.cells import cell_len, get_character_cell_size

from tui.factbase.page import Line, Span
from tui.factbase.text import clean, is_safe

ELLIPSIS: Final = "…"
"""What stands where text was cut."""

# Ranges in which every character takes one cell: Rich's own shortcut knows no quotes, dashes or arrows.
_NARROW: Final = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u0527\u2010-\u2027\u2030-\u205e\u20a0-\u20b9"
    "\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2713\u2717]*"
)
is_narrow: Final = _NARROW.fullmatch

# No script puts more characters than this on a cell; a pile of accents that does is cut like a long word.
_PILE: Final = 16


def cells(text: str) -> int:
    """How many terminal cells a text takes."""
    if text.isascii() or is_narrow(text):
        return len(text)
    return cell_len(text)


def head(text: str, room: int) -> str:
    """The longest beginning of a text that takes at most `room` cells."""
    if room <= 0:
        return ""
    text = text[: room * _PILE]
    if text.isascii() or is_narrow(text):
        return text[:room]
    ends = list(accumulate(map(get_character_cell_size, text)))
    return text[: bisect_right(ends, room)]


def fit(cell: Iterable[Span], width: int) -> tuple[list[tuple[str, str, int]], int]:
    """Spans cut to `width` cells, the cut marked by `…`.

    Returns the pieces (text, tone, cells) and the cells that all of them take: `width` at most.
    """
    out: list[tuple[str, str, int]] = []
    used = 0
    for text, tone in cell:
        text = clean(text)
        size = cells(text)
        if used + size <= width and len(text) <= (size + 1) * _PILE:
            out.append((text, tone, size))
            used += size
            continue
        kept = head(text, width - used - 1)
        while used >= width and out:  # no cell is left for the sign: it takes one of what stands there
            last, tone, size = out.pop()
            used -= size
            kept = head(last, width - used - 1)
        if used < width:
            kept += ELLIPSIS
            size = cells(kept)
            out.append((kept, tone, size))
            used += size
        break
    return out, used


def slices(text: str, first: int, rest: int) -> tuple[tuple[int, int], ...]:
    """Where a text is to be cut so that its first row takes at most `first` cells and the others `rest`.

    Rows end at spaces, which are left out there; a word longer than a row is cut at its edge.  Each pair is
    the start and the stop of a row.
    """
    size = len(text)
    ends = None
    if not (text.isascii() or is_narrow(text)):
        ends = list(accumulate(map(get_character_cell_size, text)))
    out: list[tuple[int, int]] = []
    start, room = 0, first
    while True:
        if ends is None:
            stop = start + room
        else:
            stop = bisect_right(ends, (ends[start - 1] if start else 0) + room, start)
            stop = max(start + 1, min(stop, start + room * _PILE))
        if stop >= size:
            out.append((start, size))
            return tuple(out)
        following = stop
        space = text.rfind(" ", start, stop + 1)
        if space > start:
            end = space
            while end > start and text[end - 1] == " ":
                end -= 1
            if end > start:
                stop, following = end, space + 1
                while following < size and text[following] == " ":
                    following += 1
        out.append((start, stop))
        if following >= size:
            return tuple(out)
        start, room = following, rest


class Wrapping:
    """Logical lines laid out for a width, as far down as anyone has asked.

    A *line* is one of the page, a *row* is one of the screen.  Laying out is lazy because a page can have
    a hundred thousand lines and only the first forty rows of it are ever seen.
    """

    def __init__(self, lines: Sequence[Line], width: int) -> None:
        self.lines = lines
        self.width = max(1, width)
        self._tops = [0]  # the first row of each line, and the row after the last one
        self._slices: list[tuple[tuple[int, int], ...] | None] = []  # None: a row holds the line
        self._cleaned: dict[int, tuple[Span, ...]] = {}

    @property
    def measured(self) -> int:
        """How many lines have been laid out."""
        return len(self._slices)

    @property
    def complete(self) -> bool:
        """Whether all lines have been laid out."""
        return len(self._slices) >= len(self.lines)

    @property
    def height(self) -> int:
        """The rows of all lines; an estimate until the layout is complete."""
        known, measured, count = self._tops[-1], len(self._slices), len(self.lines)
        if measured >= count:
            return known
        return known + max(count - measured, (count - measured) * known // max(1, measured))

    def _margins(self, line: Line) -> tuple[int, int]:
        most = self.width // 2
        return min(line.indent, most), min(line.indent + line.hang, most)

    def reach(self, count: int) -> None:
        """Lay out the first `count` lines."""
        width, tops, cuts = self.width, self._tops, self._slices
        top = tops[-1]
        done = len(cuts)
        for number, line in enumerate(self.lines[done:count] if done else self.lines[:count], done):
            spans = line.spans
            text = spans[0].text if len(spans) == 1 else "".join([span.text for span in spans])
            ascii_only = text.isascii()
            if not (ascii_only and text.isprintable()) and not is_safe(text):
                spans = self._cleaned[number] = tuple(Span(clean(span.text), span.tone) for span in spans)
                text = "".join([span.text for span in spans])
                ascii_only = text.isascii()
            if len(text) + line.indent <= width and (ascii_only or is_narrow(text)):
                cuts.append(None)
                top += 1
            else:
                first, rest = self._margins(line)
                found = slices(text, width - first, width - rest)
                cuts.append(found)
                top += len(found)
            tops.append(top)

    def reach_row(self, row: int) -> None:
        """Lay out lines until `row` is known, or the end."""
        while self._tops[-1] <= row and not self.complete:
            self.reach(len(self._slices) + row - self._tops[-1] + 1)

    def rows(self, index: int) -> range:
        """The rows of a line."""
        if index >= len(self._slices):
            self.reach(index + 1)
        return range(self._tops[index], self._tops[index + 1])

    def line_at(self, row: int) -> int | None:
        """The line that a row belongs to; None before the first and after the last row."""
        self.reach_row(row)
        if not 0 <= row < self._tops[-1]:
            return None
        return bisect_right(self._tops, row) - 1

    def pieces(self, row: int) -> tuple[int, list[Span]]:
        """The margin, in cells, and the spans of a row.

        Raises IndexError if there is no such row.
        """
        index = self.line_at(row)
        if index is None:
            raise IndexError(row)
        line = self.lines[index]
        spans = self._cleaned.get(index, line.spans)
        first, rest = self._margins(line)
        cuts = self._slices[index]
        if cuts is None:
            return first, list(spans)
        part = row - self._tops[index]
        start, stop = cuts[part]
        out: list[Span] = []
        at = 0
        for text, tone in spans:
            end = at + len(text)
            if end > start and at < stop:
                out.append(Span(text[max(0, start - at) : stop - at], tone))
            at = end
            if at >= stop:
                break
        return rest if part else first, out
