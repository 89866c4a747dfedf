"""Answers that are worked out once for a base and kept with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from tui.factbase.model import FactBase

A = TypeVar("A")


def once(answer: Callable[[FactBase], A]) -> Callable[[FactBase], A]:
    """Keep what a function answers of a base for as long as there is the base.

    A base never changes, so its answers don't; whoever gets one must not change it either, unless it is a
    dictionary that its own module fills as it is asked.
    """
    name = f"{answer.__module__}.{answer.__qualname__}()"

    @wraps(answer)
    def kept(base: FactBase) -> A:
        answers = base.__dict__
        if name not in answers:
            answers[name] = answer(base)
        found: A = answers[name]
        return found

    return kept
