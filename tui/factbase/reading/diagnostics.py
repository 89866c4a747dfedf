"""What is wrong with a fact base, said so that it can be mended: code, place, line, caret, what to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from tui.factbase.text import clean

CODES: Final[dict[str, str]] = {
    "E101": "the file can't be read",
    "E102": "not UTF-8",
    "E103": "not YAML",
    "E104": "a YAML feature that fact bases don't use",
    "E105": "over a limit",
    "E201": "the wrong kind of value",
    "E202": "unknown key",
    "E203": "duplicate key",
    "E204": "missing key",
    "E205": "empty value",
    "E301": "malformed id",
    "E302": "malformed quantity",
    "E303": "malformed date",
    "E304": "not one of the allowed words",
    "E401": "unknown id",
    "E402": "id used twice",
    "E403": "the id of something of another kind",
}
"""What each code of the reader means, in a few words."""

# What libyaml counts as the end of a line, so that its line numbers and ours agree.


_BREAK_BYTES: Final = rb"\r\n|[\n\r]|\xc2\x85|\xe2\x80[\xa8\xa9]"
_BREAKS: Final = (b"\n", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_CHUNK: Final = 1 << 16


def pick_lines(data: bytes, numbers: Iterable[int]) -> dict[int, str]:
    """Some lines of a file by their numbers, counted from 1 as YAML counts them; those that there are.

    Takes no more memory than those lines, whatever the file: sixty million lines as a list end a machine.
    """
    wanted = sorted({number for number in numbers if number > 0}, reverse=True)
    found: dict[int, str] = {}
    begun = 1  # the line in which the chunk begins
    line_start = 0
    for start, end in _chunks(data, len(data)):
        if not wanted:
            break
        count = _count_breaks(data, start, end)
        if begun + count <= wanted[-1]:  # none of them ends here
            if count:
                line_start = _last_break(data, start, end)
            begun += count
            continue
        lines = _split(data[line_start:end], count)
        while wanted and wanted[-1] < begun + count:
            number = wanted.pop()
            found[number] = _text(lines[number - begun], number == 1)
        begun += count
        line_start = end - len(lines[-1])
    if wanted and wanted[-1] == begun:
        found[begun] = _text(data[line_start:], begun == 1)
    return found


def place_in(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column, counted from 1, of a byte of a file that is UTF-8 up to there."""
    line, line_start = 1, 0
    for start, end in _chunks(data, offset):
        count = _count_breaks(data, start, end)
        if count:
            line += count
            line_start = _last_break(data, start, end)
    return line, len(_text(data[line_start:offset], line == 1)) + 1


def _text(line: bytes, is_first: bool) -> str:
    return line.decode("utf-8-sig" if is_first else "utf-8", "replace")


def _chunks(data: bytes, stop: int) -> Iterator[tuple[int, int]]:
    """Pieces of a file that cut neither a character nor a line end in two."""
    start = 0
    while start < stop:
        end = min(start + _CHUNK, stop)
        while end < stop and (data[end] & 0xC0 == 0x80 or data[end - 1 : end + 1] == b"\r\n"):
            end += 1
        yield start, end
        start = end


def _count_breaks(data: bytes, start: int, end: int) -> int:
    count = data.count(b"\n", start, end)
    if carriage := data.count(b"\r", start, end):
        count += carriage - data.count(b"\r\n", start, end)
    for other in _BREAKS[2:]:
        if data.find(other[-1:], start, end) >= 0:  # a single byte is found, or not, many times quicker
            count += data.count(other, start, end)
    return count


def _split(piece: bytes, count: int) -> list[bytes]:
    """A piece of a file cut at its `count` line ends."""
    if piece.count(b"\n") == count and b"\r" not in piece:
        return piece.split(b"\n")  # newlines alone, as nearly always: no pattern is needed
    return re.split(_BREAK_BYTES, piece)


def _last_break(data: bytes, start: int, end: int) -> int:
    """Where the line after the last break begins; there must be one."""
    return max(at + len(sign) for sign in _BREAKS if (at := data.rfind(sign, start, end)) >= 0)


class Diagnostic(NamedTuple):
    """One thing to mend.  Sorts by file and place."""

    path: str
    line: int
    """Counted from 1; 0 where the whole file is meant."""
    column: int
    """Counted from 1 in characters."""
    code: str
    message: str
    mend: str = ""
    """What to write instead."""
    excerpt: str = ""
    """The line itself, as it stands in the file."""
    width: int = 1
    """Characters to underline."""

    @property
    def where(self) -> str:
        """`file:line:column`, or the file alone."""
        return f"{self.path}:{self.line}:{self.column}" if self.line else self.path

    def render(self) -> str:
        """The diagnostic as lines of text for a terminal, ready to print."""
        head = f"{clean(self.where)}: {self.code} {clean(self.message)}"
        if not self.line or not self.excerpt:
            return f"{head}\n  = {clean(self.mend)}" if self.mend else head
        number = str(self.line)
        shown, start, width = _window(self.excerpt, self.column - 1, self.width)
        before, marked = clean(shown[:start]), clean(shown[start : start + width])
        pad = " " * _cells(before)
        caret = "^" * max(1, _cells(marked))
        gutter = " " * len(number)
        return "\n".join(
            (
                head,
                f"  {number} | {clean(shown)}",
                f"  {gutter} | {pad}{caret}{' ' + clean(self.mend) if self.mend else ''}",
            )
        )


def _window(excerpt: str, start: int, width: int, most: int = 96) -> tuple[str, int, int]:
    """Cut a long line around the marked part, with a sign where it was cut."""
    width = max(1, min(width, most // 2))
    if len(excerpt) <= most:
        return excerpt, start, width
    left = max(0, start - most // 2)
    piece = excerpt[left : left + most]
    if left + most < len(excerpt):
        piece += "…"
    if left:
        return "…" + piece, start - left + 1, width
    return piece, start, width


def _cells(text: str) -> int:
    """How many terminal cells a text takes, near enough to place a caret."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A guess at what was meant, as a mend; empty where nothing is near."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for name in known:
        folded.setdefault(name.lower().replace("-", "_"), name)
    near = get_close_matches(word.lower().replace("-", "_")[:80], folded, n=1, cutoff=0.6)
    return f"did you mean `{folded[near[0]]}`?" if near else ""


class BaseErrors(Exception):
    """A fact base that can't be read; carries everything that is wrong with it."""

    def __init__(self, diagnostics: Sequence[Diagnostic], more: int = 0) -> None:
        super().__init__(f"{len(diagnostics) + more} errors")
        self.diagnostics = tuple(diagnostics)
        """Sorted by file and line."""
        self.more = more
        """How many further ones were found beyond the cap."""

    def render(self) -> str:
        """All diagnostics and the count, for stderr."""
        shown = [diagnostic.render() for diagnostic in self.diagnostics]
        count = len(self.diagnostics) + self.more
        tail = f"{count} error{'s' if count != 1 else ''}"
        if self.more:
            tail += f", {self.more} of them not shown; --limit errors={count} shows them all"
        return "\n".join((*shown, tail))
