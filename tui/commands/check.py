"""`coalition-tui check`: read the fact base and report everything that is wrong with it."""

from __future__ import annotations

import sys

from tui.commands.arguments import Options
from tui.commands.base import base_path, warn_of_slow_parser
from tui.commands.main import OK, TROUBLE
from tui.factbase.diagnostics import BaseErrors
from tui.factbase.pages import plural
from tui.factbase.reader import read_base


def run(options: Options) -> int:
    """Report on stdout; the exit code is 2 when the base can't be read."""
    warn_of_slow_parser()
    try:
        base = read_base(base_path(options))
    except BaseErrors as errors:
        print(errors.render())
        return TROUBLE
    print(
        f"{base.path}: {plural(len(base.facts), 'fact')} from {plural(len(base.sources), 'source')} about"
        f" {plural(len(base.entities), 'entity', 'entities')}, no errors",
        file=sys.stderr,
    )
    return OK
