"""`coalition-tui verify SOURCE=TEXTFILE ...`: do the quotes stand in these copies, where the facts say?"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from tui.commands.arguments import Options
from tui.commands.base import load_cached
from tui.commands.main import FINDINGS, OK, TROUBLE
from tui.factbase.diagnostics import did_you_mean
from tui.factbase.files import read_bytes
from tui.factbase.limits import COPY_BYTES
from tui.factbase.model import FactBase, Source
from tui.factbase.text import clean
from tui.factbase.verify import FOUND, MISSING, NoBeginningError, Verdict, verify


def run(options: Options) -> int:
    """Report on stdout; 1 where a quote doesn't stand where its fact says, 2 where a copy can't be read."""
    base, _ = load_cached(options)
    if base is None:
        return TROUBLE
    pairs = [_pair(base, argument) for argument in options.copies]
    if any(pair is None for pair in pairs):
        return TROUBLE
    misses = 0
    for pair in pairs:
        assert pair is not None
        source, path, text = pair
        try:
            verdicts = verify(base, source, text)
        except NoBeginningError as error:
            print(clean(f"coalition-tui: {path}: {error}"), file=sys.stderr)
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


def _pair(base: FactBase, argument: str) -> tuple[Source, Path, str] | None:
    """The source and the text of its copy; None (with a word on stderr) where either is missing."""
    key, equals, name = argument.partition("=")
    if not equals or not name:
        print(f"coalition-tui: {argument!r}: write SOURCE=TEXTFILE", file=sys.stderr)
        return None
    source = base.sources.get(key)
    if source is None:
        hint = did_you_mean(key, base.sources)
        print(f"coalition-tui: no source has the id {key!r}{'; ' + hint if hint else ''}", file=sys.stderr)
        return None
    try:
        text = read_bytes(name, COPY_BYTES).decode("utf-8-sig")
    except OSError as error:
        print(clean(f"coalition-tui: {name}: {error.strerror or error}"), file=sys.stderr)
        return None
    except UnicodeDecodeError as error:
        print(clean(f"coalition-tui: {name}: not UTF-8 at byte {error.start}"), file=sys.stderr)
        return None
    return source, Path(name), text


def _line(base: FactBase, verdict: Verdict) -> str:
    fact = verdict.fact
    head = f"{base.path_of(fact)}:{fact.line}: {fact.id}: {verdict.outcome}"
    if verdict.outcome == MISSING:
        nearest = f"; the nearest passage is “{verdict.nearest}”" if verdict.nearest else ""
        return clean(f"{head}: “{fact.quote}” (at {fact.at or 'no place'}){nearest}")
    where = ", ".join(verdict.where)
    return clean(f"{head}: “{fact.quote}” (at {fact.at or 'no place'}) stands in {where}")
