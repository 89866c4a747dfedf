"""The last gate before the terminal: no control character and no hyperlink passes, whoever painted it.

The reader has made such characters visible already, and our own widgets paint literal text; this stands
behind both, and behind Textual's own widgets.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.factbase.text import clean, is_safe


class LiteralFilter(LineFilter):
    """Shows what could act on a terminal as a visible stand-in."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments of one line, made safe; the very list where nothing was to be done."""
        if all(is_safe(text) and (style is None or style.link is None) for text, style, _ in segments):
            return segments
        return [
            Segment(clean(text), style.update_link(None) if style and style.link else style, control)
            for text, style, control in segments
        ]
