"""Ends that nobody wished for: signals, a suspension, an exception; the terminal is left as it was found."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import pytest

from tests.terminal.pty_session import PtySession, terminal_environment
from tests.terminal.test_start_and_quit import COMMAND, assert_left_as_found


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return terminal_environment(HOME=str(tmp_path))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_ends_it_with_its_number(environment: dict[str, str], number: signal.Signals) -> None:
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.signal(number)
        assert session.wait() == 128 + number
        assert_left_as_found(session)


def test_two_signals_end_it_at_once(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.signal(signal.SIGTERM)
        session.signal(signal.SIGTERM)
        assert session.wait(timeout=2) == 128 + signal.SIGTERM
        assert_left_as_found(session)


def test_a_stray_sigcont_changes_nothing(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        before = session.raw.count(b"\x1b[?1049h")
        session.signal(signal.SIGCONT)
        session.press("down")
        session.settle()
        assert session.raw.count(b"\x1b[?1049h") == before
        session.press("q")
        assert session.wait() == 0
        assert_left_as_found(session)


def test_a_suspension_and_back(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.signal(signal.SIGTSTP)
        session.wait_for(lambda s: not s.alternate_screen)
        session.settle()
        assert session.cursor_shown
        assert session.attributes == session.attributes_before
        session.signal(signal.SIGCONT)
        session.wait_for(lambda s: s.alternate_screen and "France" in s.text())
        session.press("j", "j")
        session.settle()
        session.press("q")
        assert session.wait() == 0
        assert_left_as_found(session)


def test_an_exception_ends_it_with_one_line(environment: dict[str, str]) -> None:
    code = (
        "import sys\n"
        "from tui.explorer.app import ExplorerApp\n"
        "def broken(self): raise KeyError('lost')\n"
        "ExplorerApp.action_help = broken\n"
        "from tui.commands.main import main\n"
        "sys.exit(main([]))\n"
    )
    with PtySession([sys.executable, "-c", code], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.press("?")
        assert session.wait() == 1
        assert_left_as_found(session)
        said = session.text()
        assert "internal error: KeyError: 'lost'" in said
        assert "Traceback" not in said


def test_escape_is_told_from_a_sequence_without_a_long_wait(environment: dict[str, str]) -> None:
    """Not a timed test: a lone ESC and one that begins a sequence are told apart, however they come."""
    with PtySession([COMMAND, "FR"], env=environment) as session:
        session.wait_for("Nations › France", timeout=20)
        session.settle()
        session.send(b"\x1b")
        session.wait_for(lambda s: "Nations › France" not in s.text())
        session.send(b"\x1b[B")
        time.sleep(0.1)
        session.send(b"\x1b[A")
        session.settle()
        session.press("q")
        assert session.wait() == 0
        assert_left_as_found(session)
