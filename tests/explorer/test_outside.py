"""What leaves the explorer: editor, addresses, clipboard; no shell, no option in disguise."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.explorer.apps import PATIENCE
from tui.explorer import outside


@pytest.mark.parametrize(
    ("editor", "command"),
    [
        ("vim", ["vim", "+7", "/x/facts.yaml"]),
        ("/usr/bin/nano -w", ["/usr/bin/nano", "-w", "+7", "/x/facts.yaml"]),
        ("emacsclient -t", ["emacsclient", "-t", "+7", "/x/facts.yaml"]),
        ("hx", ["hx", "/x/facts.yaml:7"]),
        ("code", ["code", "--wait", "--goto", "/x/facts.yaml:7"]),
        ("code --wait", ["code", "--wait", "--goto", "/x/facts.yaml:7"]),
        ("my-editor", ["my-editor", "/x/facts.yaml"]),
        ("'/opt/my editor/vim'", ["/opt/my editor/vim", "+7", "/x/facts.yaml"]),
    ],
)
def test_the_editor_opens_at_the_line(editor: str, command: list[str]) -> None:
    assert outside.editor_command(editor, Path("/x/facts.yaml"), 7) == command


def test_a_file_that_looks_like_an_option_does_not_become_one() -> None:
    assert not any(
        word.startswith("-f") for word in outside.editor_command("vim", Path("-facts.yaml"), 1)[1:]
    )


@pytest.mark.parametrize("editor", ["", "   ", "vim 'open"])
def test_an_editor_that_cannot_be_run_is_said(editor: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        outside.editor_command(editor, Path("f"), 1)


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c&d=%20#e", "http://example.org:8080/", "HTTPS://EXAMPLE.ORG"],
)
def test_web_addresses_are_opened(address: str) -> None:
    assert outside.safe_address(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "--version",
        "-a",
        "https://",
        "https:///path",
        "https://user:secret@example.org/",
        "https://user@example.org/",
        "https://example.org/a b",
        "https://example.org/\x1b]52;c;x\x07",
        "https://example.org/`id`",
        "https://example.org:port/",
        "https://[::1",
        "https://-oProxy/",
        "https://exämple.org/",
        "data:text/html,x",
        "",
    ],
)
def test_nothing_else_is_opened(address: str) -> None:
    assert outside.safe_address(address) is None
    assert outside.open_address(address)


@given(st.text(max_size=40))
def test_whatever_is_opened_is_a_web_address_without_blanks(address: str) -> None:
    safe = outside.safe_address(address)
    if safe is not None:
        assert safe.lower().startswith(("http://", "https://"))
        assert not any(char.isspace() or not char.isprintable() for char in safe)


def script(folder: Path, name: str, body: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def test_the_browser_gets_the_address_as_one_argument(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = script(tmp_path, "browser", 'printf "%s|" "$@" > "$(dirname "$0")/said"')
    monkeypatch.setenv("BROWSER", f"{browser} --new")
    assert outside.open_address("https://example.org/$(id);x") == ""
    said = tmp_path / "said"
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and not (said.exists() and said.read_text().endswith("|")):
        time.sleep(0.01)
    assert said.read_text() == "--new|https://example.org/$(id);x|"


def test_a_browser_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", "/nowhere/browser")
    assert "/nowhere/browser" in outside.open_address("https://example.org/")


def test_the_system_clipboard_takes_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script(tmp_path, "xclip", 'cat > "$(dirname "$0")/clip"')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert outside.copy_to_system("about 3,500 — “x”\ud800")
    assert (tmp_path / "clip").read_text() == "about 3,500 — “x”?"


def test_without_a_system_clipboard_nobody_claims_to_have_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert outside.clipboard_command() is None
    assert not outside.copy_to_system("text")
