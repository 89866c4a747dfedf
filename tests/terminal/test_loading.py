"""A base that is read while the explorer comes up: on a real terminal, in a process of its own."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.factbase.samples import SAMPLE, write
from tests.terminal.pty_session import PtySession, terminal_environment
from tests.terminal.test_start_and_quit import COMMAND, assert_left_as_found

MANY = SAMPLE + "".join(
    f"      - id: more-{number}\n        about: [FR]\n        topic: role\n"
    f"        says: One of many statements, the {number}th of them, and none that says very much.\n"
    for number in range(6_000)
)


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return terminal_environment(HOME=str(tmp_path))


def test_it_opens_on_the_facts_and_keeps_them(environment: dict[str, str], tmp_path: Path) -> None:
    path = write(tmp_path, MANY)
    for _ in range(2):  # the second time from the cache
        with PtySession([COMMAND, "--facts", path, "GB"], env=environment) as session:
            session.wait_for("What does Britain contribute", timeout=30)
            session.settle()
            session.press("escape")
            session.wait_for("6,004")
            session.press("q")
            assert session.wait() == 0
            assert_left_as_found(session)
    assert list(tmp_path.glob(".cache/coalition-tui/*.jsonl"))


@pytest.mark.parametrize(
    ("arguments", "text", "said"),
    [
        ((), MANY + "x: {}\ny: {}\n", "2 errors"),
        (("nowhere",), MANY, "coalition-tui: nothing in this fact base is called 'nowhere'"),
        (("--known-on", "soon"), MANY, "coalition-tui: --known-on: "),
        (("--source", "papr"), MANY, "no source has the id 'papr'; did you mean `paper`?"),
    ],
)
def test_what_is_wrong_is_said_on_a_restored_terminal(
    environment: dict[str, str], tmp_path: Path, arguments: tuple[str, ...], text: str, said: str
) -> None:
    path = write(tmp_path, text)
    with PtySession([COMMAND, "--facts", path, *arguments], columns=150, env=environment) as session:
        assert session.wait(30) == 2
        assert_left_as_found(session)
        assert said in session.text()
        assert "Traceback" not in session.text()


def test_a_signal_while_it_reads_ends_it(environment: dict[str, str], tmp_path: Path) -> None:
    path = write(tmp_path, MANY)
    with PtySession([COMMAND, "--facts", path], env=environment) as session:
        session.wait_for("? help", timeout=30)
        session.signal(signal.SIGTERM)
        assert session.wait() == 128 + signal.SIGTERM
        assert_left_as_found(session)
