"""What a hostile base sends to the terminal, byte by byte: nothing but what Textual itself says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.literal_base import PARTS, Texts, hostile_file, quoted
from tests.terminal.pty_session import PtySession, terminal_environment
from tests.terminal.test_start_and_quit import COMMAND, assert_left_as_found
from tui.factbase.text import is_safe

# Everything that Textual has reason to send: moves of the cursor, colours, modes, queries, key protocol.
_OURS = re.compile(
    rb"\x1b\[\d+;\d+H|\x1b\[H|\x1b\[[\d;]*m|\x1b\[\?\d+[hl]|\x1b\[\?\d+\$p|\x1b\[[<>]\d*u|\x1b\[\d*[JK]"
    rb"|\x1b\]22;[a-z-]*\x07"  # the shape of the mouse pointer
)
_COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")


def assert_only_text(raw: bytes) -> None:
    """Behind Textual's own sequences there is text, each piece of it safe, and nothing cut in two."""
    rest = _OURS.sub(b"\0", raw)
    for piece in re.split(r"[\0\r\n]", rest.decode("utf-8")):
        assert is_safe(piece), ascii(piece)[:300]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return terminal_environment(HOME=str(tmp_path))


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (160, 50)])
def test_nothing_of_the_data_acts_on_the_terminal(
    environment: dict[str, str], tmp_path: Path, columns: int, rows: int
) -> None:
    path = hostile_file(tmp_path, Texts())
    with PtySession([COMMAND, "--facts", path], columns=columns, rows=rows, env=environment) as session:
        session.wait_for("2 nations", timeout=20)
        session.settle()
        colours = set(re.findall(rb"38;2;255;0;0", session.raw))
        for keys in (
            "G", "s", "s", "f x", "escape",
            "2", "j", "enter", "escape", "escape",
            "3", "enter", "G", "escape", "4", "l", "enter", "escape", "5", "enter", "j", "enter",
            "y", "escape", "6", "j", "enter", "escape", "escape", "/ r e d", "down", "enter",
            "escape", "escape", "escape",
            "?", "G", "escape", "d 2 0 [ / x", "escape", "5", "O", "a", "t", "t", "ctrl+p", "s", "escape",
        ):  # fmt: skip
            session.press(*keys.split())
            # On a busy machine the next key may be read together with an Esc, and be Alt and that key.
            session.settle(0.25 if keys == "escape" else 0.06)
        # Copied: the clipboard gets the text with its stand-ins, and nothing but that is sent by OSC 52.
        session.press("1")
        session.settle()
        session.press("enter")
        session.settle()
        session.press("y")
        session.wait_for("Copy “")
        session.press("p")
        session.wait_for("Did the clipboard take it?")
        assert len(_COPIED.findall(session.raw)) == 1
        # Broken, the file is named in the banner, and what is wrong with it.
        path.write_text(f"nations:\n  FR: {{name: x, {quoted(PARTS[7] + PARTS[13])}: x}}\n", encoding="ascii")
        session.press("escape")  # alone: with a key right behind it, it would be Alt and that key
        session.settle()
        session.press("r")
        session.wait_for("⟨U+009B⟩31m␇.yaml:2:17:")
        session.settle()
        raw = session.raw
        assert_only_text(_COPIED.sub(b"", raw))
        assert set(re.findall(rb"38;2;255;0;0", raw)) == colours
        assert b"\x1b]8;" not in raw
        assert not re.search(rb"\x1b\][012];", raw)
        assert "␛".encode() in raw
        assert "⟨U+202E⟩".encode() in raw
        session.press("q")
        assert session.wait() == 0
        assert_left_as_found(session)


def test_a_hostile_name_is_text_where_the_file_is_refused(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "\x1b]2;x\x07 \x9b31m.yaml"
    path.write_text(f"{quoted(PARTS[8])}: [\n", encoding="ascii")
    with PtySession([COMMAND, "--facts", path], env=environment) as session:
        assert session.wait(20) == 2
        assert_only_text(session.raw)
        assert "␛]2;x" in session.text()
    with PtySession([COMMAND, "--facts", tmp_path / "\x1b[2J.yaml", "\x1b[2J"], env=environment) as session:
        assert session.wait(20) == 2
        assert_only_text(session.raw)
    with PtySession([COMMAND, "\x1b[2J\u202e[red]"], env=environment) as session:
        assert session.wait(20) == 2
        assert_only_text(session.raw)
