"""Ends that nobody wished for: signals, a suspension, an exception; the terminal is left as it was found."""

from __future__ import annotations

import os
import shutil
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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("signals", [1, 2])
def test_a_signal_ends_it_though_nobody_reads_what_it_writes(
    environment: dict[str, str], number: signal.Signals, signals: int
) -> None:
    with PtySession([COMMAND], columns=300, rows=100, env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.freeze()
        deadline = time.monotonic() + 20
        while not session.is_full and time.monotonic() < deadline:
            session.press("2", "3")
            time.sleep(0.3)
        assert session.is_full
        time.sleep(0.5)  # now it waits for room
        for _ in range(signals):
            session.signal(number)
            time.sleep(0.2)
        assert session.wait(timeout=8) == 128 + number
        assert session.attributes == session.attributes_before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGINT])
def test_a_signal_while_it_starts_ends_it_without_a_word(
    environment: dict[str, str], number: signal.Signals
) -> None:
    """At every stage that can be told from outside, and some way into each."""
    stages = [
        *((b"", after) for after in (0.05, 0.2)),
        *((b"\x1b[?1049h", after) for after in (0.0, 0.01, 0.03, 0.06, 0.1)),
        *((b"\x1b[?2026h", after) for after in (0.0, 0.02)),
    ]
    for written, after in stages:
        with PtySession([COMMAND], env=environment) as session:
            deadline = time.monotonic() + 20
            while written not in session.raw and time.monotonic() < deadline:
                time.sleep(0.001)
            time.sleep(after)
            session.signal(number)
            # Until there is something to restore, Python and the system end it their way.
            assert session.wait() in (128 + number, -number)
            assert "error" not in session.text()
            assert "Traceback" not in session.text()
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


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash, for its job control")
def test_stopped_continued_in_the_background_and_brought_back(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with PtySession(["bash", "--norc", "-i"], env={**environment, "PS1": "$ "}) as session:
        session.wait_for("$")
        noted = tmp_path / "pid"
        session.press(f"sh -c 'echo $$ > {noted}; exec {COMMAND}'", "enter")
        session.wait_for("France", timeout=20)
        session.settle()
        explorer = int(noted.read_text())
        os.kill(explorer, signal.SIGTSTP)
        session.wait_for("Stopped")
        session.press("bg", "enter")
        session.settle()
        assert not session.alternate_screen, "in the background it keeps off the terminal"
        session.press("echo still the shell", "enter")
        session.wait_for("\nstill the shell")
        session.press("fg", "enter")
        session.wait_for(lambda s: s.alternate_screen and "France" in s.text())
        session.settle()
        session.press("q")
        session.wait_for(lambda s: not s.alternate_screen and s.raw.endswith(b"$ "))
        session.press("stty -a | grep -o '[-]*icanon'; exit", "enter")
        assert session.wait() == 0
        assert "\nicanon" in session.text()


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
