"""`coalition-tui verify SOURCE=TEXTFILE ...`: do the quotes stand in these copies, where the facts say?"""

from __future__ import annotations

import sys
from collections import Counter

from tui.commands.arguments import Options
from tui.commands.base import load_cached
from tui.commands.main import FINDINGS, OK, TROUBLE
from tui.commands.output import shorten_path, tell
from tui.factbase.model import FactBase, Source
from tui.factbase.output.verify import FOUND, MISSING, UNSETTLED, Effort, NoBeginningError, Verdict, verify
from tui.factbase.reading.diagnostics import did_you_mean, place_in
from tui.factbase.reading.files import TooLargeError, read_bytes
from tui.factbase.reading.limits import COPIES_BYTES, COPY_BYTES
from tui.factbase.text import clean, shorten


def run(options: Options) -> int:
    """Report on stdout; 1 where a quote doesn't stand where its fact says, 2 where a copy can't be read."""
    base = load_cached(options)
    if base is None:
        return TROUBLE
    copies: list[tuple[Source, str, bytes]] = []
    room = COPIES_BYTES
    for argument in options.copies:
        copy = _copy(base, argument, room)
        if copy is not None:
            copies.append(copy)
            room -= len(copy[2])
    if len(copies) < len(options.copies):
        return TROUBLE
    misses = 0
    effort = Effort()
    for source, name, data in copies:
        try:
            verdicts = verify(base, source, data.decode("utf-8-sig"), effort)
        except NoBeginningError as error:
            tell(f"{name}: {error}")
            return TROUBLE
        for verdict in verdicts:
            if verdict.outcome != FOUND or options.all:
                print(_line(base, verdict))
        counts = Counter(verdict.outcome for verdict in verdicts)
        unquoted = sum(1 for fact in base.said_in(source.id) if not fact.quote)
        told = ", ".join(f"{count} {outcome}" for outcome, count in counts.items()) or "no quotes"
        print(f"{source.id}: {told}; {unquoted} without a quote", file=sys.stderr)
        misses += sum(verdict.is_miss for verdict in verdicts)
    return FINDINGS if misses else OK


def _copy(base: FactBase, argument: str, room: int) -> tuple[Source, str, bytes] | None:
    """A source, its copy's name and content; None (with a word on stderr) where one of them isn't there."""
    key, equals, name = argument.partition("=")
    if not equals or not name:
        tell(f"{shorten(argument)!r}: write SOURCE=TEXTFILE")
        return None
    source = base.sources.get(key)
    if source is None:
        hint = did_you_mean(key, base.sources)
        tell(f"no source has the id {shorten(key)!r}{'; ' + hint if hint else ''}")
        return None
    shown = shorten_path(name)
    try:
        data = read_bytes(name, min(COPY_BYTES, room))
    except TooLargeError as error:
        together = "" if room >= COPY_BYTES else f", or all copies together than {COPIES_BYTES:,}"
        tell(f"{shown}: {f'larger than {COPY_BYTES:,} bytes' if together else error}{together}")
        return None
    except OSError as error:
        tell(f"{shown}: {error.strerror or error}")
        return None
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, _ = place_in(data, error.start)
        tell(f"{shown}:{line}: not UTF-8 at byte {error.start + 1:,} of the file (0x{data[error.start]:02x})")
        return None
    return source, shown, data


def _line(base: FactBase, verdict: Verdict) -> str:
    fact = verdict.fact
    head = f"{base.path_of(fact)}:{fact.line}: {fact.id}: {verdict.outcome}"
    quote = f"“{fact.quote}” (at {fact.at or 'no place'})"
    if verdict.outcome == MISSING:
        nearest = f"; the nearest passage is “{verdict.nearest}”" if verdict.nearest else ""
        return clean(f"{head}: {quote}{nearest}")
    if verdict.outcome == UNSETTLED:
        return clean(f"{head}: {quote}; there is too much to look through, so verify a shorter copy")
    more = " and at least one place more" if verdict.more else ""
    return clean(f"{head}: {quote} stands in {', '.join(verdict.where)}{more}")
