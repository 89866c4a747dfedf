"""What the commands write: words for people, and JSON for a pipe that may end on a terminal after all."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tui.factbase.text import clean, shorten

# Whatever moves a cursor, turns the writing direction or draws nothing.  In JSON an escape says the same.
_UNSEEN: Final = (
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\ud800-\udfff\U000e0000-\U000e0fff]"
)


_LONGEST_PATH: Final = 8_192  # twice what Linux opens


def shorten_path(path: object) -> str:
    """The name of a file for a message: whole, unless there can be no such file."""
    return shorten(str(path), _LONGEST_PATH)


def told(message: str) -> str:
    """A message to people: on one line, in clean text, under the name of the program."""
    return clean(f"coalition-tui: {message}")


def tell(message: str) -> None:
    """Say such a message, on stderr."""
    print(told(message), file=sys.stderr)


def json_text(value: object) -> str:
    """A value as indented JSON with a newline at its end; what no terminal should get is escaped.

    Raises ValueError for a number that JSON doesn't have.
    """
    return f"{_json(value)}\n"


def json_pieces(frame: Mapping[str, object], name: str, items: Iterable[object]) -> Iterator[str]:
    """The same text of an object whose last member is a list, in pieces, never all of it at once."""
    opening = "{"
    for key, value in frame.items():
        yield f"{opening}\n {_json(key)}: {_json(value, ' ')}"
        opening = ","
    yield f"{opening}\n {_json(name)}: ["
    before, after = "\n  ", "]"
    for item in items:
        yield before + _json(item, "  ")
        before, after = ",\n  ", "\n ]"
    yield f"{after}\n}}\n"


def _json(value: object, indent: str = "") -> str:
    import json  # which the explorer doesn't need

    text = json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False)
    if not text.isascii() or "\x7f" in text:
        text = re.sub(_UNSEEN, lambda found: json.dumps(found.group())[1:-1], text)
    return text.replace("\n", f"\n{indent}") if indent else text  # within a string it is an escape
