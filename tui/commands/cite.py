"""`coalition-tui cite ID`: a fact or a source as a citation."""

from __future__ import annotations

from tui.commands.arguments import Options
from tui.commands.base import load_cached
from tui.commands.main import OK, TROUBLE
from tui.commands.output import tell
from tui.factbase.output.cite import cite
from tui.factbase.reading.diagnostics import did_you_mean
from tui.factbase.text import shorten


def run(options: Options) -> int:
    """Print the citation; 2 where neither a fact nor a source has this id."""
    base = load_cached(options)
    if base is None:
        return TROUBLE
    text = cite(base, options.id, options.style)
    if text is None:
        hint = did_you_mean(options.id, [*(fact.id for fact in base.facts), *base.sources])
        tell(f"no fact and no source has the id {shorten(options.id)!r}{'; ' + hint if hint else ''}")
        return TROUBLE
    print(text)
    return OK
