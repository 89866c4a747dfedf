"""`coalition-tui export`: facts as JSON, CSV or Markdown, hedges kept."""

from __future__ import annotations

import csv
import gc
import io
import sys
from collections.abc import Iterable, Iterator

from tui.commands.arguments import Options
from tui.commands.base import base_path, load_cached
from tui.commands.files import NotWrittenError, write_whole
from tui.commands.main import OK, TROUBLE
from tui.commands.output import json_pieces, tell
from tui.factbase.answers.search import resolve
from tui.factbase.model import Fact, FactBase
from tui.factbase.output.export import csv_rows, fact_json, frame_json, markdown_dossier
from tui.factbase.reading.diagnostics import did_you_mean
from tui.factbase.text import clean, plural, shorten


def run(options: Options) -> int:
    """Write to stdout, or to a file whole or not at all."""
    base = load_cached(options)
    if base is None:
        return TROUBLE
    facts = list(base.facts)
    nation: str | None = None
    if options.about is not None:
        key = resolve(base, options.about)
        if key is None or key not in base.entities:
            known = [entity.name for entity in base.entities.values()]
            tell(_unknown("entity", options.about, [*known, *base.entities]))
            return TROUBLE
        facts = [fact for fact in facts if key in (*fact.about, fact.place, fact.by)]
        nation = key if key in base.nations else None
    if options.source is not None:
        if options.source not in base.sources:
            tell(_unknown("source", options.source, base.sources))
            return TROUBLE
        facts = [fact for fact in facts if fact.source == options.source]
    pieces = _pieces(base, facts, options.format, nation)
    if options.output is None:
        sys.stdout.writelines(pieces)
        return OK
    try:
        folder = write_whole(options.output, pieces, keep_out=(base_path(options), options.limits()))
    except NotWrittenError as error:
        tell(f"not written: {error}")
        return TROUBLE
    real = f" (in {folder})" if folder else ""
    print(clean(f"{options.output}{real}: {plural(len(facts), 'fact')}"), file=sys.stderr)
    return OK


def _unknown(kind: str, key: str, known: Iterable[str]) -> str:
    hint = did_you_mean(key, known)
    return f"no {kind} of this fact base is called {shorten(key)!r}{'; ' + hint if hint else ''}"


def _pieces(base: FactBase, facts: list[Fact], style: str, nation: str | None) -> Iterable[str]:
    """The text in pieces: of a large base it is many times as large as what was read."""
    gc.freeze()  # the base stays
    gc.enable()  # `json` leaves a cycle behind for every value that it indents
    if style == "csv":
        return _csv_lines(csv_rows(base, facts))
    if style == "markdown":
        return (f"{line}\n" for line in markdown_dossier(base, facts, nation))
    return json_pieces(frame_json(base, facts), "facts", map(fact_json, facts))


def _csv_lines(rows: Iterable[list[str]]) -> Iterator[str]:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in rows:
        writer.writerow(row)
        yield out.getvalue()
        out.seek(0)
        out.truncate()
