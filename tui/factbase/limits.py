"""How much a fact base may be, each bound with its reason."""

from __future__ import annotations

from typing import Final, NamedTuple


class Limits(NamedTuple):
    """The bounds of one reading."""

    bytes: int = 128 * 2**20
    """Of all files together: 100,000 facts take about 45 MB, and an endless file must end."""
    depth: int = 24
    """Of nested lists and mappings: the format needs 6, and libyaml's C stack ends in a crash far above."""
    facts: int = 1_000_000
    """Ten times what the explorer is measured with."""
    text: int = 20_000
    """Characters in one text: a statement is a sentence, a note a paragraph."""
    files: int = 10_000
    """In a folder read as one base."""
    errors: int = 100
    """Shown in one run; the rest is counted."""


DEFAULT_LIMITS: Final = Limits()
