"""What a screen is to show, free of any terminal: text with a meaning, places to follow, rows and columns.

The domain builds these; the explorer's widgets paint them and nothing else.  A *tone* names what a stretch
of text means (a hedge, a derived figure, something not stated); the look gives it a colour and, for
terminals without colour, an attribute.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

DIFFERS = "≠"
"""Marks what sources disagree on."""

TONES = (
    "plain",
    "strong",
    "muted",
    "heading",
    "accent",
    "hedge",
    "derived",
    "planned",
    "unclear",
    "denied",
    "absent",
    "match",
    "bar",
    "bar-other",
    "error",
)
"""Every tone that a `Span` may carry, in no order."""


class Span(NamedTuple):
    """A stretch of literal text and what it means."""

    text: str
    tone: str = "plain"


Cell = tuple[Span, ...]
"""What one column of a row shows."""


class Line(NamedTuple):
    """One logical line of a page; the widget wraps it to its width."""

    spans: tuple[Span, ...] = ()
    target: str | None = None
    """The place that Enter leads to: an id, or the name of a screen.  None: nothing to follow."""
    indent: int = 0
    """Columns before the first wrapped line."""
    hang: int = 0
    """Further columns before the lines that continue it."""
    key: str = ""
    """Stable identity, by which a highlight survives a reload; empty where there is none."""

    @property
    def text(self) -> str:
        """The line without its tones."""
        return "".join(span.text for span in self.spans)


class Page(NamedTuple):
    """A titled run of lines: a card, a detail, a help text."""

    title: str
    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The page as plain text, one logical line a row."""
        return "\n".join(" " * line.indent + line.text for line in self.lines)


class Column(NamedTuple):
    """A column of a list, and how it shares the width."""

    key: str
    title: str
    width: int
    """The least width, in terminal cells."""
    grow: int = 0
    """Share of the spare width; 0 keeps the column at `width`."""
    align: str = "left"
    """`left` or `right`."""
    drop: int = 0
    """0 is always shown; of the others the highest goes first when the width is too small."""


class Row(NamedTuple):
    """A row of a list: one cell for each column, and where Enter leads."""

    key: str
    cells: tuple[Cell, ...]
    target: str | None = None


def spans(*parts: str | Span | Iterable[Span]) -> tuple[Span, ...]:
    """Join texts and spans into one tuple; bare text is plain, empty text is left out."""
    out: list[Span] = []
    for part in parts:
        if isinstance(part, str):
            out.append(Span(part))
        elif isinstance(part, Span):
            out.append(part)
        else:
            out.extend(part)
    return tuple(span for span in out if span.text)
