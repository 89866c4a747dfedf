"""The command line as a user has it: a process of its own, its exit code, its stdout, its stderr."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from subprocess import CompletedProcess
from typing import Final

from tests.terminal.pty_session import terminal_environment

COMMAND: Final = (sys.executable, "-m", "tui")
TIMEOUT: Final = 30.0
"""Seconds; the slowest command takes a quarter of one."""

OK, FINDINGS, TROUBLE = 0, 1, 2
"""The exit codes that the README promises."""


def assert_plain(*texts: str) -> None:
    """Nothing of Python's own shows: what goes wrong is said in words."""
    for text in texts:
        for sign in ("Traceback (most recent call last)", "Exception ignored", '  File "'):
            assert sign not in text, text


def run(
    *arguments: str | Path,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    **options: object,
) -> CompletedProcess[str]:
    """Run a command to its end in a plain environment, stdin empty; further options as for `Popen`."""
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    done: CompletedProcess[bytes] = subprocess.run(  # type: ignore[call-overload]
        [*COMMAND, *arguments],
        cwd=cwd,
        env=env or terminal_environment(),
        timeout=TIMEOUT,
        check=False,
        **{**streams, **options},
    )
    # Decoded here, since `subprocess` would change the ends of lines.
    out, err = ((stream or b"").decode() for stream in (done.stdout, done.stderr))
    assert done.returncode in (OK, FINDINGS, TROUBLE), f"{arguments}: {done.returncode}\n{err}"
    assert_plain(out, err)
    return CompletedProcess(done.args, done.returncode, out, err)


def run_on(facts: Path, *arguments: str | Path, **options: object) -> CompletedProcess[str]:
    """Run a command on a fact base other than the bundled one."""
    return run("--facts", facts, *arguments, **options)  # type: ignore[arg-type]


def run_with_closed_pipe(*arguments: str | Path) -> CompletedProcess[str]:
    """Run a command whose reader has gone before the first byte, as after `| head -0`."""
    reader, writer = os.pipe()
    os.close(reader)
    try:
        return run(*arguments, stdout=writer)
    finally:
        os.close(writer)


def run_on_terminals(
    *arguments: str | Path, env: dict[str, str] | None = None, cwd: Path | None = None
) -> CompletedProcess[str]:
    """Run a command that thinks itself on a terminal: stdin and stdout are one, stderr is another.

    For commands that say something and end; whatever they write is kept apart.
    """
    out_master, out_slave = os.openpty()
    err_master, err_slave = os.openpty()
    masters = {out_master: b"", err_master: b""}
    try:
        process = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=cwd,
            env=env or terminal_environment(),
            stdin=out_slave,
            stdout=out_slave,
            stderr=err_slave,
            start_new_session=True,
        )
        deadline = time.monotonic() + TIMEOUT
        try:
            while True:
                ended = process.poll() is not None
                ready, _, _ = select.select(masters, (), (), 0 if ended else 0.02)
                for master in ready:
                    masters[master] += os.read(master, 1 << 16)
                if ended and not ready:
                    break
                assert time.monotonic() < deadline, f"{arguments} runs on: {masters}"
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
    finally:
        for descriptor in (out_master, out_slave, err_master, err_slave):
            os.close(descriptor)
    out, err = (masters[master].decode().replace("\r\n", "\n") for master in (out_master, err_master))
    assert_plain(out, err)
    return CompletedProcess(arguments, process.returncode, out, err)
