"""Runs commands one after the other, each in a process of its own under limits.

`python -m tests.hostile.forker` reads requests as lines of JSON from stdin (`argvs`, `cwd`, `terminal`) and
answers each with a list of outcomes (`code`, `cpu` seconds, `memory` bytes, `out`, `err`).  A command that is
forked off here finds the program's modules imported, so that thousands of them take a minute.  That the real
start behaves alike is shown by `run_alone` of `runner`.
"""

from __future__ import annotations

import json
import os
import pty
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Any, Final, NoReturn

# What the commands import, before any of them is forked off.
import tui.commands.check
import tui.commands.cite
import tui.commands.explore
import tui.commands.export
import tui.commands.find
import tui.commands.history
import tui.commands.verify  # noqa: F401
from tui.commands.main import main

MEMORY: Final = 500 * 10**6
"""Bytes that a command may hold at once."""
SECONDS: Final = 5
"""Of the processor, which other work on the machine doesn't change; a command that sleeps meets `HANG`."""
HANG: Final = 30.0
"""Seconds after which a command that doesn't end is killed."""
SHOWN: Final = 16_000_000
"""Bytes of output that are handed back."""


def set_limits() -> None:
    """In the new process: what bounds it from outside, so that the machine survives a failing test."""
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY, 2 * MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (4 * SECONDS, 4 * SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _child(request: dict[str, Any], files: Sequence[tuple[int, int]], codes: int, terminal: int) -> NoReturn:
    """In the new process: the commands, with streams as the real start has them."""
    try:
        os.setsid()
        os.chdir(request["cwd"])
        os.dup2(terminal if terminal >= 0 else os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        set_limits()
        for argv, streams in zip(request["argvs"], files, strict=True):
            for number, stream in enumerate(streams, 1):
                os.dup2(terminal if terminal >= 0 else stream, number)
            sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
            sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
            try:
                code = main([os.fsdecode(bytes.fromhex(word)) for word in argv])
            except SystemExit as error:
                code = error.code if isinstance(error.code, int) else 1
            sys.stderr.flush()
            os.write(codes, bytes([code]))
    except BaseException:
        import traceback

        os.write(2, traceback.format_exc().encode(errors="backslashreplace"))
    finally:
        os._exit(70)


def _new_file() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("output")
    descriptor, name = tempfile.mkstemp()
    os.unlink(name)
    return descriptor


def _content(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    with open(descriptor, "rb") as file:
        return file.read(SHOWN)


def serve(request: dict[str, Any]) -> list[dict[str, Any]]:
    """Run commands to their end, one after the other in one new process, or kill it.

    Of a command that ended the process itself, `code` is how; those after it are left out.  `cpu` and
    `memory` are of all together.
    """
    master, slave = pty.openpty() if request["terminal"] else (-1, -1)
    files = [(_new_file(), _new_file()) for _ in request["argvs"]]
    codes = _new_file()
    pid = os.fork()
    if pid == 0:
        _child(request, files, codes, slave)
    deadline = time.monotonic() + HANG
    shown = b""
    while True:
        if master >= 0:
            while select.select([master], [], [], 0.002)[0]:
                shown += os.read(master, 1 << 16)
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            break
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
            deadline = float("inf")
        time.sleep(0.001)
    if master >= 0:
        while select.select([master], [], [], 0)[0]:
            shown += os.read(master, 1 << 16)
        os.close(master)
        os.close(slave)
    ends = list(_content(codes))
    if len(ends) < len(files):
        ends.append(os.waitstatus_to_exitcode(status))
    outcomes = []
    for out, err in files:
        texts = [_content(descriptor).decode("utf-8", "surrogateescape") for descriptor in (out, err)]
        texts[0] += shown.decode("utf-8", "surrogateescape").replace("\r\n", "\n")
        outcomes.append({"out": texts[0], "err": texts[1]})
    used = {"cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * 1024}
    return [{"code": code, **used, **outcome} for code, outcome in zip(ends, outcomes, strict=False)]


if __name__ == "__main__":
    for line in sys.stdin:
        print(json.dumps(serve(json.loads(line))), flush=True)
