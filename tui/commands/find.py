"""`coalition-tui find WORDS...`: the search of the screens, for a pipe."""

from __future__ import annotations

import sys

from tui.commands.arguments import Options
from tui.commands.base import load_cached
from tui.commands.main import FINDINGS, OK, TROUBLE
from tui.factbase.answers.search import RANKS, SearchIndex
from tui.factbase.shown.page_lines import provenance
from tui.factbase.shown.pages import count_of
from tui.factbase.text import plural


def run(options: Options) -> int:
    """Print the hits, best first; the exit code is 1 when there are none."""
    base = load_cached(options)
    if base is None:
        return TROUBLE
    hits = SearchIndex(base).search(" ".join(options.words))
    if options.format == "json":
        from tui.commands.output import json_text
        from tui.factbase.output.export import fact_json

        found = []
        for hit in hits:
            fact = base.fact(hit.key)
            entry = {"kind": hit.kind, "id": hit.key, "found_by": RANKS[hit.rank], "title": hit.title}
            found.append({**entry, "fact": fact_json(fact) if fact else None})
        sys.stdout.write(json_text(found))
        return OK if hits else FINDINGS
    for hit in hits:
        fact = base.fact(hit.key)
        if fact:
            mode = f" [{fact.mode}]" if fact.mode != "reported" else ""
            print(f"fact\t{hit.key}\t{hit.title}{mode} ({provenance(base, fact)})")
        else:
            facts = plural(count_of(base, hit.key), "fact")
            print(f"{hit.kind}\t{hit.key}\t{hit.title} ({facts})")
    if not hits:
        print("nothing holds all of these words; try fewer or shorter ones", file=sys.stderr)
    return OK if hits else FINDINGS
