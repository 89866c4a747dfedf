"""Which figures and which strikes sources contradict each other about: what lists mark.

Each is worked out once, when it is first asked about.  What is known goes with the facts into the cache and
to whoever waits for them.  Where the system can fork, the process that reads them asks first, so that a list
has its marks without the work, or the module, that they take.
"""

from __future__ import annotations

from typing import Any

from tui.factbase.model import Fact, FactBase
from tui.factbase.once import once


@once
def _figures(base: FactBase) -> dict[str, bool]:
    """Whether another source contradicts a figure, by the ids of the facts that were asked about."""
    return {}


@once
def _strikes(base: FactBase) -> dict[str, frozenset[str | None]]:
    """Where sources contradict each other on a nation's striking, by the nations that were asked about."""
    return {}


def is_disputed(base: FactBase, fact: Fact) -> bool:
    """Whether another source contradicts the figure."""
    known = _figures(base)
    if fact.id not in known:
        from tui.factbase.answers.agreement import is_in_conflict

        known[fact.id] = len(base.sources) > 1 and is_in_conflict(base, fact)
    return known[fact.id]


def disputed_strikes(base: FactBase, nation: str) -> frozenset[str | None]:
    """The places on which sources contradict each other whether the nation strikes there; None: no place."""
    known = _strikes(base)
    if nation not in known:
        from tui.factbase.answers.agreement import disputed_places

        several = len(base.sources) > 1
        known[nation] = frozenset(disputed_places(base, nation, "strikes")) if several else frozenset()
    return known[nation]


def known(base: FactBase) -> tuple[dict[str, bool], dict[str, list[str | None]]]:
    """What has been worked out so far, as plain dictionaries and lists."""
    return _figures(base), {nation: list(places) for nation, places in _strikes(base).items()}


def remember(base: FactBase, told: Any) -> None:
    """Take over what `known` told of the same facts.

    Raises ValueError, TypeError or AttributeError where it is of another form.
    """
    figures, strikes = told
    _figures(base).update((str(key), bool(value)) for key, value in figures.items())
    _strikes(base).update((str(key), frozenset(places)) for key, places in strikes.items())
