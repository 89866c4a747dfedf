"""The installed command on a real pseudo-terminal: it starts, it quits, it leaves the terminal as it was."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal.pty_session import PtySession, terminal_environment

COMMAND = Path(sys.executable).with_name("coalition-tui")
"""Where pip put it, beside the interpreter that runs the tests."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return terminal_environment(HOME=str(tmp_path))


def assert_left_as_found(session: PtySession) -> None:
    assert session.attributes == session.attributes_before
    assert not session.alternate_screen
    assert session.cursor_shown
    assert not session.mouse_reported
    assert not session.mode(1004), "focus is still reported"
    assert not session.mode(2004), "pastes are still bracketed"
    assert session.mode(7), "lines no longer wrap"
    assert session.keyboard_protocols == 0


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (60, 20), (160, 50)])
def test_it_starts_on_the_nations_and_quits(environment: dict[str, str], columns: int, rows: int) -> None:
    with PtySession([COMMAND], columns=columns, rows=rows, env=environment) as session:
        session.wait_for("France", timeout=20)
        assert session.alternate_screen
        assert not session.cursor_shown
        assert session.mouse_reported
        assert session.attributes != session.attributes_before
        session.press("q")
        assert session.wait() == 0
        assert_left_as_found(session)


def test_it_starts_on_a_terminal_that_answers_no_query(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env=environment, answers=False) as session:
        session.wait_for("France", timeout=20)
        session.press("q")
        assert session.wait() == 0
        assert_left_as_found(session)


def test_it_follows_the_size_of_the_terminal(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], columns=80, rows=24, env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        assert session.line(-1), "the footer stands on the last line"
        session.resize(100, 30)
        session.wait_for(lambda s: bool(s.line(-1)) and "France" in s.text())
        session.press("q")
        assert session.wait() == 0
        assert_left_as_found(session)
