"""The fixed part of the fuzzing: the same examples in every run.  `make fuzz` looks for new ones."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import strategies as st

from tests.hostile.fuzz import PATIENCE, TARGETS, Target, search
from tests.hostile.runner import ROOT


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.holds.__name__)
def test_it_holds_of_any_input(target: Target) -> None:
    outcomes = search(target, target.examples, fixed=True)
    assert outcomes.total() >= target.examples * 0.6
    assert len(outcomes) > 1, outcomes  # neither all refused nor all accepted: then little would be tried


def test_the_search_finds_what_does_not_hold() -> None:
    def breaks(text: str) -> str:
        assert "ab" not in text
        return "held"

    with pytest.raises(AssertionError):
        search(Target(breaks, (st.text("ab"),), 0), 200, fixed=True)


def test_it_searches_as_long_as_it_is_given() -> None:
    """In a process of its own: other examples each time, counted at the end."""
    command = [sys.executable, "-m", "tests.hostile.fuzz", "--seconds", "0.5", "--only", "date"]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=6 * PATIENCE, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "any_date_is_read_or_refused: " in done.stdout
    assert "nothing broke" in done.stdout
