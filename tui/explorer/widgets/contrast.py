"""Colours that can be read: a theme's hues, moved as far towards black or white as it takes.

Themes are made for their own widgets.  On a plain background some hues of theirs, above all the yellows of
light themes, stay far below what WCAG 2 asks of text.
"""

from __future__ import annotations

from typing import Final

from rich.color import Color, blend_rgb
from rich.color_triplet import ColorTriplet
from rich.style import Style

LEAST_CONTRAST: Final = 4.5
"""What WCAG 2 asks of text at level AA."""
_BLACK: Final = ColorTriplet(0, 0, 0)
_WHITE: Final = ColorTriplet(255, 255, 255)
_STEPS: Final = 10


def _luminance(color: ColorTriplet) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: ColorTriplet, other: ColorTriplet) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def readable(style: Style) -> Style:
    """The style, its foreground changed if it can't be read on its background.

    Colours of the terminal's own palette stay: what they look like is not known here.
    """
    color, ground = style.color, style.bgcolor
    if color is None or ground is None or color.triplet is None or ground.triplet is None:
        return style
    if contrast(color.triplet, ground.triplet) >= LEAST_CONTRAST:
        return style
    goal = max((_BLACK, _WHITE), key=lambda end: contrast(end, ground.triplet or _BLACK))
    mixed = goal
    for step in range(1, _STEPS):
        mixed = blend_rgb(color.triplet, goal, step / _STEPS)
        if contrast(mixed, ground.triplet) >= LEAST_CONTRAST:
            break
    else:
        mixed = goal
    return style + Style(color=Color.from_triplet(mixed))
