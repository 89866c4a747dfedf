"""A file that is exported appears whole or not at all, whatever happens in the middle of it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Final

import pytest

from tests.commands.runner import COMMAND, OK, TIMEOUT, TROUBLE
from tests.factbase.samples import write
from tests.hostile.corpus import fact
from tests.hostile.runner import ROOT
from tests.terminal.pty_session import terminal_environment

FORMATS: Final = ("json", "csv", "markdown")


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A base whose export takes a while to write."""
    facts = "".join(
        f"      - {{id: f{n}, about: [FR], topic: forces, says: S., note: {'x' * 5000}}}\n"
        for n in range(3000)
    )
    folder = tmp_path / "base"
    folder.mkdir()
    return write(folder, fact() + facts)


def start(facts: Path, out: Path, form: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "--facts", facts, "export", "--format", form, "--output", out],
        env=terminal_environment(),
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_ended_at_any_moment_of_the_writing(large: Path, tmp_path: Path, number: signal.Signals) -> None:
    """The temporary file shows that it is being written; the command is ended earlier and later in that."""
    target = tmp_path / "out"
    target.mkdir()
    out = target / "out.json"
    process = start(large, out, "json")
    process.communicate(timeout=TIMEOUT)
    assert process.returncode == OK
    whole = out.read_bytes()
    ended = 0
    for size in (0, len(whole) // 3, len(whole)):
        out.write_bytes(b"old")
        process = start(large, out, "json")
        while process.poll() is None:
            parts = [path for path in target.iterdir() if path.name.endswith(".part")]
            if any(part.stat().st_size >= size for part in parts if part.exists()):
                process.send_signal(number)
                break
        process.communicate(timeout=TIMEOUT)
        ended += process.returncode not in (OK, TROUBLE)
        assert out.read_bytes() in (b"old", whole)
        left = sorted(path.name for path in target.iterdir())
        for name in set(left) - {"out.json"}:
            assert name.startswith(".out.json.")
            assert number != signal.SIGINT, "an interrupt leaves nothing behind"
            (target / name).unlink()
    assert ended, "it was never caught in the middle of it"


def in_a_mount(script: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a shell script that may mount what it likes: it does so in a name space of its own."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("needs unshare, for a disk of its own")
    probe = subprocess.run(
        [unshare, "--mount", "sh", "-c", 'mount -t tmpfs -o size=64k none "$0"', arguments[0]],
        capture_output=True,
        check=False,
    )
    if probe.returncode:
        pytest.skip("needs the right to mount a small disk")
    return subprocess.run(
        [unshare, "--mount", "sh", "-c", script, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=TIMEOUT,
        env=terminal_environment(PYTHONPATH=str(ROOT), PYTHON=COMMAND[0]),
    )


@pytest.mark.parametrize("form", FORMATS)
def test_a_disk_that_fills_up(large: Path, tmp_path: Path, form: str) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    done = in_a_mount(
        'mount -t tmpfs -o size=64k none "$0" && echo old >"$0/out"\n'
        '"$PYTHON" -m tui --facts "$1" export --format "$2" -o "$0/out"; echo "code $?"\n'
        'cat "$0/out"; ls -A "$0"',
        disk,
        large,
        form,
    )
    assert done.stdout == f"code {TROUBLE}\nold\nout\n"
    assert done.stderr == f"coalition-tui: not written: {disk / 'out'}: No space left on device\n"


def test_a_disk_that_can_only_be_read(large: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    done = in_a_mount(
        'mount -t tmpfs none "$0" && echo old >"$0/out" && mount -o remount,ro "$0"\n'
        '"$PYTHON" -m tui --facts "$1" export -o "$0/out"; echo "code $?"; cat "$0/out"; ls -A "$0"',
        disk,
        large,
    )
    assert done.stdout == f"code {TROUBLE}\nold\nout\n"
    assert done.stderr == f"coalition-tui: not written: {disk / 'out'}: Read-only file system\n"


def test_a_target_that_changes_into_a_link_meanwhile(large: Path, tmp_path: Path) -> None:
    """The rename replaces the link; what it points to is never opened."""
    target = tmp_path / "out"
    target.mkdir()
    out, mine = target / "out.json", tmp_path / "mine"
    mine.write_text("mine")
    out.write_text("old")
    process = start(large, out, "json")
    deadline = time.monotonic() + TIMEOUT
    while process.poll() is None and time.monotonic() < deadline:
        if any(path.name.endswith(".part") for path in target.iterdir()):
            link = target / "link"
            link.symlink_to(mine)
            os.replace(link, out)
            break
    process.communicate(timeout=TIMEOUT)
    assert mine.read_text() == "mine"
