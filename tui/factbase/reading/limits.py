"""How much a fact base may be, each bound with its reason.

Within them every refusal comes in seconds and in less than 500 MB, whatever stands in the file.  All of them
can be raised on the command line (`--limit facts=500000`): what attacks one person is another's archive.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from tui.factbase.text import shorten


class Limits(NamedTuple):
    """The bounds of one reading."""

    bytes: int = 64 * 2**20
    """Of all files together: 100,000 full facts take about 45 MB, and an endless file must end."""
    depth: int = 24
    """Of nested lists and mappings: the format needs 6, and every level makes each further one slower."""
    facts: int = 120_000
    """A fifth more than the explorer is measured with; they alone take 250 MB."""
    records: int = 120_000
    """Entities, sources, sums and rulings together: there is no more to name than there are facts."""
    items: int = 600_000
    """Of all lists together (`about`, `also`, `parts`, ...): five for each fact."""
    text: int = 20_000
    """Characters in one text: a statement is a sentence, a note a paragraph."""
    files: int = 10_000
    """In a folder read as one base."""
    errors: int = 100
    """Shown in one run; the rest is counted."""


DEFAULT_LIMITS: Final = Limits()

COUNTED_ERRORS: Final = 5_000
"""Where counting ends, and with it the reading: by then it is no fact base with a few slips in it."""

SKIPPED_EVENTS: Final = 300_000
"""Parts of a wrong value that are passed over (one error may be millions of parts long), in one reading."""

GUESSES: Final = 100_000
"""Words compared in one reading to say "did you mean": each takes some microseconds."""

COMPARED_PASSAGES: Final = 100_000
"""Passages of a copy that are compared with quotes that don't stand in it, to say which is nearest."""

COPY_BYTES: Final = 8 * 2**20
"""Of a copy of one source, for `verify`: twice the longest novel."""

COPIES_BYTES: Final = 16 * 2**20
"""Of all copies in one run of `verify`: each is cut into paragraphs, in up to a second."""

LOOKED_THROUGH: Final = 500_000_000
"""Characters in which one run of `verify` looks for quotes: a thousand in a copy of half a million."""

_LEAST: Final = {"depth": 6}
_MOST: Final = {
    # libyaml looks at every open bracket for every token: 100,000 `[` take it 20 seconds, which nothing can
    # interrupt.  (Its C stack isn't at stake: we take events, and only what builds trees of them recurses.)
    # From 0.2.6 on it goes no deeper itself.
    "depth": 1_000,
}
_MOST_OF_ALL: Final = 2**31 - 1  # what a 32-bit size in C still counts


class LimitError(ValueError):
    """What was asked for is no limit; the message says why."""


def parse_limit(text: str) -> tuple[str, int]:
    """Read `facts=500000`; commas and underscores may part the digits.

    Raises `LimitError` for an unknown name and for a number that is none, too small or too large.
    """
    name, equals, number = text.partition("=")
    if not equals:
        raise LimitError(f"{shorten(text)!r}: write NAME=NUMBER, as in facts=500000")
    if name not in Limits._fields:
        raise LimitError(f"{shorten(name)!r} is no limit; there are {', '.join(Limits._fields)}")
    digits = number.replace(",", "").replace("_", "")
    if not digits.isascii() or not digits.isdigit():
        raise LimitError(f"{name}: {shorten(number)!r} is not a whole number")
    least, most = _LEAST.get(name, 1), _MOST.get(name, _MOST_OF_ALL)
    value = int(digits) if len(digits) < 20 else most + 1
    if not least <= value <= most:
        raise LimitError(f"{name} lies between {least:,} and {most:,}")
    return name, value


def with_limits(changes: list[tuple[str, int]]) -> Limits:
    """The defaults with some of them changed; a later change of the same limit holds."""
    return DEFAULT_LIMITS._replace(**dict(changes))


def how_to_raise(name: str, value: int) -> str:
    """What to write on the command line to go beyond a limit, as a mend."""
    return f"raise it with --limit {name}={min(2 * value, _MOST.get(name, _MOST_OF_ALL))}"
