"""Terminals of every kind: tiny, resized all the time, without colour, in another locale, gone."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.factbase.samples import SAMPLE, write
from tests.terminal.pty_session import PtySession, terminal_environment
from tests.terminal.test_start_and_quit import COMMAND, assert_left_as_found

needs_proc = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return terminal_environment(HOME=str(tmp_path))


def quit_from(session: PtySession) -> None:
    session.press("q")
    assert session.wait() == 0
    assert_left_as_found(session)


# -- sizes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("columns", "rows"), [(1, 1), (20, 5), (3, 60), (300, 2)])
def test_a_window_too_small_says_so_and_takes_keys(
    environment: dict[str, str], columns: int, rows: int
) -> None:
    with PtySession([COMMAND], columns=columns, rows=rows, env=environment) as session:
        session.wait_for(lambda s: s.alternate_screen, timeout=20)
        session.settle(0.3)
        for key in ("2", "?", "j", "escape"):
            session.press(key)
            session.settle(0.2)
        if columns == 20:
            assert "too small" in session.text()
        session.resize(80, 24)
        session.wait_for("Strikes")
        session.settle()
        quit_from(session)


@needs_proc
@pytest.mark.parametrize("seed", [3, 5])
def test_a_storm_of_sizes_ends_in_the_last_one(environment: dict[str, str], seed: int) -> None:
    chance = random.Random(seed)
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        for number in range(200):
            session.resize(chance.randint(1, 250), chance.randint(1, 80))
            if number % 20 == 0:
                session.press(chance.choice("123456jkG"))
            time.sleep(0.003)
        session.resize(100, 30)
        session.press("1")
        session.wait_for(lambda s: "Which nation" in s.line(0) and s.line(-1).endswith("? help"))
        session.settle(0.5)
        assert session.line(29).endswith("? help")
        before = session.cpu_seconds()
        time.sleep(1)
        assert session.cpu_seconds() - before < 0.3, "it lays out one size after the other, for ever"
        quit_from(session)


# -- colours and locales ------------------------------------------------------------------------------


def test_without_colours_there_are_only_greys(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env={**environment, "NO_COLOR": "1"}) as session:
        session.wait_for("France", timeout=20)
        session.press("j", "2", "4", "6")
        session.settle(0.3)
        exact = rb"[34]8;2;(\d+);(\d+);(\d+)"
        assert all(red == green == blue for red, green, blue in re.findall(exact, session.raw))
        others = re.findall(rb"\x1b\[([\d;]+)m", re.sub(exact, b"0", session.raw))
        assert {int(code) for codes in others for code in codes.split(b";")} <= set(range(30))
        quit_from(session)


@pytest.mark.parametrize(
    "variables",
    [
        {"LANG": "C"},
        {"LANG": "", "LC_ALL": "POSIX"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"LC_ALL": "no_SUCH.locale"},
    ],
)
def test_the_signs_are_there_in_every_locale(environment: dict[str, str], variables: dict[str, str]) -> None:
    with PtySession([COMMAND], env={**environment, **variables}) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        assert "●" in session.text()
        assert "\\u" not in session.text()
        session.press("2")
        session.wait_for("█")
        quit_from(session)


# -- the end of the terminal --------------------------------------------------------------------------


def wait_for_the_end(session: PtySession, seconds: float) -> int | None:
    deadline = time.monotonic() + seconds
    while not session._ended() and time.monotonic() < deadline:
        time.sleep(0.02)
    return session.exit_code


def test_it_ends_with_its_terminal(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.vanish()
        assert wait_for_the_end(session, 15) == 128 + signal.SIGHUP


@needs_proc
def test_nothing_spins_while_nothing_happens(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle(0.5)
        before = session.cpu_seconds()
        time.sleep(3)
        # It looks at its files twice a second; a loop without a pause would take all three seconds.
        assert session.cpu_seconds() - before < 1
        quit_from(session)


# -- somebody else has the terminal -------------------------------------------------------------------

EDITOR = """\
#!/bin/sh
trap '' INT QUIT TERM
echo the editor is open
while [ ! -e "$0.leave" ]; do sleep 0.05; done
echo what was written > "$0.saved"
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGQUIT])
def test_what_is_written_in_an_editor_survives_a_signal(
    environment: dict[str, str], tmp_path: Path, number: signal.Signals
) -> None:
    editor = tmp_path / "editor"
    editor.write_text(EDITOR)
    editor.chmod(0o755)
    with PtySession([COMMAND], env={**environment, "VISUAL": str(editor)}) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.press("e")
        session.wait_for("the editor is open")
        assert not session.alternate_screen
        assert session.attributes == session.attributes_before
        session.signal(number)
        time.sleep(0.3)
        assert session.exit_code is None
        Path(f"{editor}.leave").touch()
        if number == signal.SIGTERM:
            assert session.wait() == 128 + number
            assert_left_as_found(session)
        else:  # a key of the editor's, no wish to leave
            session.wait_for(lambda s: s.alternate_screen and "France" in s.text())
            session.settle()
            quit_from(session)
        assert Path(f"{editor}.saved").read_text() == "what was written\n"


def test_a_signal_that_comes_while_it_is_stopped_ends_it(environment: dict[str, str]) -> None:
    with PtySession([COMMAND], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.signal(signal.SIGTSTP)
        session.wait_for(lambda s: not s.alternate_screen)
        session.settle()
        session.signal(signal.SIGTERM)
        session.signal(signal.SIGCONT)
        assert session.wait() == 128 + signal.SIGTERM
        assert_left_as_found(session)


def with_clipboard(folder: Path, seconds: str = "0") -> dict[str, str]:
    """An environment with a program that takes what is copied into `clip`, after a while."""
    clipboard = folder / "bin" / "xclip"
    clipboard.parent.mkdir()
    clipboard.write_text(f"#!/bin/sh\nsleep {seconds}\ncat > {folder / 'clip'}\n")
    clipboard.chmod(0o755)
    return {"DISPLAY": ":0", "PATH": f"{clipboard.parent}:{os.environ['PATH']}"}


def test_what_was_copied_has_left_before_a_signal_ends_it(
    environment: dict[str, str], tmp_path: Path
) -> None:
    environment |= with_clipboard(tmp_path)
    with PtySession([COMMAND, "FR"], env=environment) as session:
        session.wait_for("? help", timeout=20)
        session.settle()
        session.press("y")
        session.wait_for("Copy “")
        session.press("i")
        session.wait_for("Copied.")
        session.signal(signal.SIGTERM)
        assert session.wait() == 128 + signal.SIGTERM
        assert_left_as_found(session)
        assert b"\x1b]52;c;" in session.raw
    if sys.platform != "darwin":
        assert (tmp_path / "clip").read_text()


@pytest.mark.parametrize(
    "editor",
    ["/nonexistent/ed", "/etc", "-x", "true; touch it", "vim 'open"],
)
def test_an_editor_that_cannot_be_started_is_said(environment: dict[str, str], editor: str) -> None:
    with PtySession([COMMAND], columns=120, env={**environment, "EDITOR": editor}) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        session.press("e")
        session.wait_for(lambda s: "No editor: " in s.text() or "$EDITOR can't be run" in s.text())
        assert session.alternate_screen
        session.press("2")
        session.wait_for("struck where")
        quit_from(session)


def test_to_edit_where_the_working_directory_is_gone_is_said(
    environment: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    write(folder, SAMPLE)
    monkeypatch.chdir(folder)
    with PtySession([COMMAND, "--facts", "facts.yaml"], columns=120, env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle()
        shutil.rmtree(folder)
        session.press("e")
        session.wait_for("facts.yaml can't be edited")
        quit_from(session)


@pytest.mark.parametrize("seconds", ["0", "1"])
def test_what_was_copied_has_left_when_quitting_follows_at_once(
    environment: dict[str, str], tmp_path: Path, seconds: str
) -> None:
    environment |= with_clipboard(tmp_path, seconds)
    with PtySession([COMMAND, "FR"], env=environment) as session:
        session.wait_for("? help", timeout=20)
        session.settle()
        session.press("y")
        session.wait_for("Copy “")
        session.press("i", "q")
        assert session.wait() == 0
        assert_left_as_found(session)
        assert b"\x1b]52;c;" in session.raw
    if sys.platform != "darwin":
        assert (tmp_path / "clip").read_text()


# -- what a terminal sends ----------------------------------------------------------------------------

MALFORMED = [
    b"\x1b[1114112u",  # no such character
    b"\x1b[97;1;99999999u",
    b"\x1b[57358;1;99999999999999999999u",
    b"\x1b[99999999999999999999u",
    b"\x1b[97;1:3;55296u",  # half of a pair
    b"\x1b[97;;55296u",
    b"\x1b[97;-;:u",
    b"\x1b[" + b"9" * 6_000 + b"u",  # Python converts no more than 4,300 digits
    b"\x1b[<999999;1;1M\x1b[<0;0;0m",
    b"\x1b[?2048;1$y\x1b[48;24;80;0;0t\x1b[<0;5;5M\x1b[<0;5;5m",  # a window of no pixels
    b"\x1b[48;99999;99999;0;0t",
    b"\x1b[48;1;1;1;1t",
    b"\x1b[" + b"1;" * 50_000 + b"m",
    b"\xff\xfe\x80\x00\x1c",
]


@pytest.mark.parametrize("sent", MALFORMED, ids=lambda sent: repr(sent[:24]))
def test_nothing_that_is_sent_ends_it_or_leaves_it_deaf(environment: dict[str, str], sent: bytes) -> None:
    with PtySession([COMMAND], columns=100, env=environment) as session:
        session.wait_for("Which nation", timeout=20)
        session.settle()
        session.send(sent + b"2")
        session.wait_for(lambda s: "struck where" in s.line(0) and s.line(-1).endswith("? help"), timeout=4)
        session.settle()
        assert len(session.line(-1)) > 80, "it is drawn for a window of another size"
        quit_from(session)


# -- what is exported ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "variables",
    [
        {"TEXTUAL_COLOR_SYSTEM": "junk"},
        {"TEXTUAL_LOG": "/nonexistent/x/y"},
        {"TEXTUAL_DRIVER": "a:b", "TEXTUAL_FPS": "0", "TEXTUAL_DEVTOOLS_PORT": "x", "TEXTUAL_DEBUG": "1"},
        {"TEXTUAL": "debug,devtools", "TEXTUAL_ALLOW_SIGNALS": "1", "TEXTUAL_FILTERS": "junk"},
        {"TEXTUAL_THEME": "junk", "TEXTUAL_ANIMATIONS": "junk"},
        {"COLUMNS": "5", "LINES": "3"},
        {"COLUMNS": "junk"},
    ],
    ids=str,
)
def test_stray_variables_change_nothing(environment: dict[str, str], variables: dict[str, str]) -> None:
    with PtySession([COMMAND], columns=100, rows=30, env={**environment, **variables}) as session:
        session.wait_for("Which nation", timeout=20)
        session.wait_for(lambda s: s.line(29).endswith("? help") and len(s.line(29)) > 80)
        quit_from(session)


# -- an exception -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ("tui.explorer.widgets.table.Table._paint", "3"),
        ("tui.explorer.screens.timeline.TimelineScreen.fill", "3"),
        ("tui.explorer.screens.timeline.TimelineScreen.compose", "3"),
        ("tui.explorer.app.ExplorerApp._look_at_files", "j"),
        ("tui.explorer.terminal_input.TerminalInput._without_overlong", "j"),
    ],
)
def test_an_exception_anywhere_ends_it_with_one_line(
    environment: dict[str, str], where: str, key: str
) -> None:
    module, owner, name = where.rsplit(".", 2)
    code = (
        f"import sys, importlib\n"
        "from tui.explorer.app import ExplorerApp\n"
        f"owner = getattr(importlib.import_module({module!r}), {owner!r})\n"
        f"good = owner.{name}\n"
        "armed = []\n"
        f"def broken(self, *given):\n"
        "    if armed: raise KeyError('[red]lost[/] \\x1b[2J')\n"
        "    return good(self, *given)\n"
        f"owner.{name} = broken\n"
        "ExplorerApp.action_all = lambda self: armed.append(1)\n"
        "from tui.commands.main import main\n"
        "sys.exit(main([]))\n"
    )
    with PtySession([sys.executable, "-c", code], env=environment) as session:
        session.wait_for("France", timeout=20)
        session.settle(0.3)
        session.press("a")
        session.settle(0.3)
        session.press(key)
        assert session.wait() == 1
        assert_left_as_found(session)
        assert "coalition-tui: internal error: KeyError: '[red]lost[/] " in session.text()
        assert "Traceback" not in session.text()
