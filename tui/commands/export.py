"""`coalition-tui export`: facts as JSON, CSV or Markdown, hedges kept."""

from __future__ import annotations

import csv
import io
import os
import sys

from tui.commands.arguments import Options
from tui.commands.base import base_path, load_cached
from tui.commands.files import NotWrittenError, write_whole
from tui.commands.main import OK, TROUBLE
from tui.commands.output import json_text
from tui.factbase.export import base_json, csv_rows, markdown_dossier
from tui.factbase.model import Fact, FactBase
from tui.factbase.pages import plural
from tui.factbase.search import resolve, suggestion
from tui.factbase.text import clean


def run(options: Options) -> int:
    """Write to stdout, or to a file whole or not at all."""
    base, _ = load_cached(options)
    if base is None:
        return TROUBLE
    facts = list(base.facts)
    nation: str | None = None
    if options.about is not None:
        key = resolve(base, options.about)
        if key is None or key not in base.entities:
            print(_unknown(base, "entity", options.about), file=sys.stderr)
            return TROUBLE
        facts = [fact for fact in facts if key in (*fact.about, fact.place, fact.by)]
        nation = key if key in base.nations else None
    if options.source is not None:
        if options.source not in base.sources:
            print(_unknown(base, "source", options.source), file=sys.stderr)
            return TROUBLE
        facts = [fact for fact in facts if fact.source == options.source]
    text = _text(base, facts, options.format, nation)
    if options.output is None:
        sys.stdout.write(text)
        return OK
    try:
        write_whole(options.output, text, keep_out=base_path(options))
    except NotWrittenError as error:
        print(clean(f"coalition-tui: not written: {error}"), file=sys.stderr)
        return TROUBLE
    # A folder on the way there may be a link: then it says where the file really is.
    folder = os.path.realpath(options.output.parent)
    real = "" if folder == os.path.abspath(options.output.parent) else f" (in {folder})"
    print(clean(f"{options.output}{real}: {plural(len(facts), 'fact')}"), file=sys.stderr)
    return OK


def _unknown(base: FactBase, kind: str, key: str) -> str:
    hint = suggestion(base, key)
    return f"coalition-tui: no {kind} of this fact base is called {key!r}{'; ' + hint if hint else ''}"


def _text(base: FactBase, facts: list[Fact], style: str, nation: str | None) -> str:
    if style == "csv":
        out = io.StringIO(newline="")
        csv.writer(out).writerows(csv_rows(base, facts))
        return out.getvalue()
    if style == "markdown":
        return "\n".join(markdown_dossier(base, facts, nation)) + "\n"
    return json_text(base_json(base, facts))
