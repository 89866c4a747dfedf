"""What leaves the explorer: the clipboard, the editor, the browser.  No shell anywhere."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

# -- the clipboard ------------------------------------------------------------------------------------


def clipboard_command() -> list[str] | None:
    """The program that puts its standard input on the system's clipboard; None if there is none."""
    environment = os.environ
    candidates: list[tuple[bool, list[str]]] = [
        (sys.platform == "darwin", ["pbcopy"]),
        ("WAYLAND_DISPLAY" in environment, ["wl-copy"]),
        ("DISPLAY" in environment, ["xclip", "-selection", "clipboard"]),
        ("DISPLAY" in environment, ["xsel", "--clipboard", "--input"]),
        ("WSL_DISTRO_NAME" in environment, ["clip.exe"]),
    ]
    for there, command in candidates:
        if there and shutil.which(command[0]):
            return command
    return None


def copy_to_system(text: str) -> bool:
    """Put a text on the system's clipboard; False where there is none or it refused."""
    command = clipboard_command()
    if command is None:
        return False
    try:
        done = subprocess.run(
            command,
            input=text.encode("utf-8", "replace"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=2,
            check=False,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


# -- the editor ---------------------------------------------------------------------------------------

_PLUS_LINE = frozenset(
    ("vi", "vim", "nvim", "nano", "pico", "emacs", "emacsclient", "kak", "joe", "mg", "ne", "micro", "mcedit")
)
_COLON_LINE = frozenset({"hx", "helix", "subl", "zed"})
_GOTO = frozenset({"code", "code-insiders", "codium", "cursor", "windsurf"})


def editor_command(editor: str, path: Path, line: int) -> list[str]:
    """The arguments that open an editor at a line of a file.

    `editor` is what $VISUAL or $EDITOR holds: a program, perhaps with options of its own.
    Raises ValueError where it can't be split into words or is empty, OSError where the path is a relative one
    and the working directory is gone.
    """
    words = shlex.split(editor)
    if not words:
        raise ValueError("it is empty")
    name = Path(words[0]).name.removesuffix(".exe")
    target = str(path.absolute())  # absolute, so that no file name begins with a dash
    if name in _GOTO:
        wait = [] if "--wait" in words or "-w" in words else ["--wait"]
        return [*words, *wait, "--goto", f"{target}:{line}"]
    if name in _COLON_LINE:
        return [*words, f"{target}:{line}"]
    if name in _PLUS_LINE:
        return [*words, f"+{line}", target]
    return [*words, target]


def chosen_editor() -> str:
    """What the user edits with: $VISUAL, else $EDITOR, else the first of a few that is there."""
    for name in ("VISUAL", "EDITOR"):
        if os.environ.get(name, "").strip():
            return os.environ[name]
    return next((name for name in ("nano", "vim", "vi") if shutil.which(name)), "vi")


def run_editor(command: list[str]) -> str:
    """Run an editor to its end; what is wrong in a few words, empty where it could be started."""
    try:
        subprocess.run(command, check=False)
    except OSError as error:
        return f"{command[0]}: {error.strerror or error}"
    return ""


# -- the browser --------------------------------------------------------------------------------------


def safe_address(address: str) -> str | None:
    """The address if it may be opened: http or https, a host, nobody's password, nothing that hides.

    None for everything else: `file:`, `javascript:`, an option in disguise, a space or a control character.
    """
    if not address.isascii() or any(char <= " " or char in "\"'<>\\^`{|}\x7f" for char in address):
        return None
    try:
        parts = urlsplit(address)
        host, user = parts.hostname, parts.username
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or user is not None or host.startswith("-"):
        return None
    return address


def browser_command(address: str) -> list[str] | None:
    """The arguments that open an address; None where no browser is known."""
    chosen = os.environ.get("BROWSER", "").split(os.pathsep)[0].strip()
    if chosen:
        try:
            words = shlex.split(chosen)
        except ValueError:
            return None
        if "%s" in words:
            return [address if word == "%s" else word for word in words]
        return [*words, address]
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    return [opener, address] if shutil.which(opener) else None


def open_address(address: str) -> str:
    """Open an address in the browser; what is wrong in a few words, empty where it was started."""
    safe = safe_address(address)
    if safe is None:
        return "only http and https addresses with a host are opened"
    command = browser_command(safe)
    if command is None:
        return "no browser is known here: set $BROWSER"
    try:
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{command[0]}: {error.strerror or error}"
    return ""
