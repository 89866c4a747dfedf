"""Commands on hostile input: how they are run, and what must hold whatever they were given."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Self

from tests.commands.runner import COMMAND
from tests.hostile.forker import HANG, MEMORY, SECONDS, set_limits
from tests.terminal.pty_session import terminal_environment

ROOT: Final = Path(__file__).parents[2]


class Outcome(NamedTuple):
    """How a command ended."""

    argv: tuple[str, ...]
    code: int
    """As a shell tells it; negative for a signal."""
    cpu: float
    """Seconds of the processor."""
    memory: int
    """The most bytes that it held."""
    out: str
    err: str

    @property
    def said(self) -> str:
        """Both streams."""
        return self.out + self.err


def _words(argv: Sequence[str | Path]) -> tuple[str, ...]:
    return tuple(map(os.fspath, argv))


def run_alone(*argv: str | Path, cwd: Path) -> Outcome:
    """Run the real command line from its start."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [*COMMAND, *argv],
            cwd=cwd,
            env=terminal_environment(PYTHONPATH=str(ROOT)),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            preexec_fn=set_limits,
            start_new_session=True,
        )
        deadline = time.monotonic() + HANG
        held: int | None = None
        while True:
            held = _held_so_far(process.pid) or held
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
            if ended:
                break
            if time.monotonic() > deadline:
                process.kill()
                deadline = float("inf")
            time.sleep(0.002)
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "surrogateescape"))
    cpu = usage.ru_utime + usage.ru_stime
    return Outcome(_words(argv), process.returncode, cpu, held or usage.ru_maxrss * 1024, *texts)


def _held_so_far(pid: int) -> int | None:
    """The most bytes that a process has held; None where the system doesn't tell.

    Linux hands `ru_maxrss` down through fork and exec: what the tests themselves hold would count.
    """
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line[:6] == "VmHWM:"), None)


class Forker:
    """Runs many commands, each in a process of its own, without starting Python for each."""

    def __init__(self, home: Path) -> None:
        """`home` is where the caches of the commands lie."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.hostile.forker"],
            cwd=ROOT,
            env=terminal_environment(HOME=str(home)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(self, *argv: str | Path, cwd: Path, terminal: bool = False) -> Outcome:
        """Run a command; with `terminal`, all its streams are one, and what it shows is its `out`."""
        return self.run_all([argv], cwd=cwd, terminal=terminal)[0]

    def run_all(
        self, commands: Sequence[Sequence[str | Path]], *, cwd: Path, terminal: bool = False
    ) -> list[Outcome]:
        """Run commands one after the other in one process, whose time and memory each of them shows."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        words = [_words(argv) for argv in commands]
        request = {
            "argvs": [[os.fsencode(word).hex() for word in argv] for argv in words],
            "cwd": str(cwd),
            "terminal": terminal,
        }
        print(json.dumps(request), file=self._process.stdin, flush=True)
        answers = json.loads(self._process.stdout.readline())
        done = [Outcome(argv, **answer) for argv, answer in zip(words, answers, strict=False)]
        assert len(done) == len(words), f"the process ended with {done[-1]}"
        return done


_ODD: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Controls, what turns the writing direction, and bytes that are no UTF-8."""


def assert_harmless(done: Outcome) -> None:
    """Whatever it was given: it ended by itself and in words, soon, small, and nothing odd was written."""
    told = f"{done.argv}\ncode {done.code}, {done.cpu:.1f} s, {done.memory / 1e6:.0f} MB\n{done.said[:3000]}"
    assert done.code in (0, 1, 2), told
    assert "Traceback" not in done.said, told
    assert "MemoryError" not in done.said, told
    assert done.cpu <= SECONDS, told
    assert done.memory <= MEMORY, told
    shown = done.said.replace("\r\n", "\n") if "csv" in done.argv else done.said
    if "find" in done.argv:
        shown = shown.replace("\t", " ")  # between its columns
    odd = _ODD.search(shown)
    assert odd is None, f"{odd.group()!r} in {shown[max(0, odd.start() - 80) : odd.end() + 80]!r}\n{told}"


_RESTORED: Final = re.compile(r"\x1b\[[0-9;?<>=]*[A-Za-z]|\x1b[=>78]")


def after_the_screen(done: Outcome) -> Outcome:
    """What an explorer says when it has given the terminal back; all of it where it never took it."""
    return done._replace(out=_RESTORED.sub("", done.out.rpartition("\x1b[?1049l")[2]).replace("\r", ""))


@contextlib.contextmanager
def growing(path: Path, piece: bytes, most: int) -> Iterator[None]:
    """A file to which another process adds all the time, up to `most` bytes."""
    script = (
        "import sys\n"
        "path, count, piece = sys.argv[1], int(sys.argv[2]), bytes.fromhex(sys.argv[3])\n"
        "with open(path, 'ab', buffering=0) as file:\n"
        "    while file.tell() < count: file.write(piece)\n"
        "    while True: sys.stdin.read(1) or sys.exit()\n"
    )
    writer = subprocess.Popen(
        [sys.executable, "-c", script, path, str(most), piece.hex()], stdin=subprocess.PIPE
    )
    try:
        yield
    finally:
        writer.kill()
        writer.communicate()
