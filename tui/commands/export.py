"""`coalition-tui export`: the whole base as data, hedges kept."""

from __future__ import annotations

import json
import sys

from tui.commands.arguments import Options
from tui.commands.base import load
from tui.commands.main import OK, TROUBLE
from tui.factbase.export import base_json


def run(options: Options) -> int:
    """Print the base to stdout."""
    base = load(options)
    if base is None:
        return TROUBLE
    json.dump(base_json(base), sys.stdout, ensure_ascii=False, indent=1, allow_nan=False)
    print()
    return OK
