"""Reading the fact base that a command was asked for."""

from __future__ import annotations

import sys
from pathlib import Path

from tui.commands.arguments import Options
from tui.factbase.model import FactBase
from tui.factbase.reading.bundled import bundled_base


def base_path(options: Options) -> Path:
    """The file or folder to read."""
    return options.facts or bundled_base()


def load(options: Options) -> FactBase | None:
    """The fact base; None when it can't be read, with what is wrong on stderr."""
    from tui.factbase.reading.diagnostics import BaseErrors
    from tui.factbase.reading.reader import read_base

    warn_of_slow_parser()
    try:
        return read_base(base_path(options), options.limits())
    except BaseErrors as errors:
        print(errors.render(), file=sys.stderr)
        return None


def load_cached(options: Options) -> FactBase | None:
    """The fact base, without a word of YAML where the explorer has read it before; None as for `load`."""
    from tui.factbase.reading import cache

    digest = cache.digest_of(base_path(options), options.limits())
    if digest is not None:
        base = cache.load(digest, cache.cache_folder(), options.limits())
        if base is not None:
            return base
    return load(options)


def warn_of_slow_parser() -> None:
    """Say so on stderr where PyYAML came without its C parser."""
    from tui.factbase.reading.reader import HAS_LIBYAML

    if not HAS_LIBYAML:
        from tui.commands.output import tell

        tell("PyYAML has no libyaml here; reading is several times slower")
