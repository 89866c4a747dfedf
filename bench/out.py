"""Escape and quit: the explorer against a small app on stock Textual, interleaved.

python -m bench.out [--runs 15]

The terminal played here doesn't know the kitty keyboard protocol, as most don't: a lone ESC may be the
beginning of a sequence, and how long a program waits for the rest is what Escape takes.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable

from bench.timing import beside_python, in_ratio, machine, progress, prompt_threads, quartiles, table
from tests.terminal.pty_session import NeverShownError, PtySession, terminal_environment


def app_once(driver: str) -> tuple[float, float]:
    """Seconds that Escape took to show, and from `q` to the end of the process."""
    environment = {"ESCDELAY": "15"} if driver == "ours" else {}  # which the explorer sets for itself
    with prompt_threads(), _session([sys.executable, "-m", "bench.out_app", driver], environment) as session:
        session.wait_for("heard 0", 30)
        session.settle(0.3)
        pressed = session.press("escape")
        shown = session.wait_for("heard 1") - pressed
        return shown, _quit(session)


def explorer_once(program: str) -> tuple[float, float]:
    """The same of the explorer, where Escape leads from a page back to the list."""
    with prompt_threads(), _session([program], {}) as session:
        session.wait_for("? help", 30)
        session.settle(0.5)
        session.press("enter")
        session.wait_for("What does", 10)
        session.settle(0.3)
        pressed = session.press("escape")
        shown = session.wait_for("Which nation contributes what") - pressed
        return shown, _quit(session)


def _session(command: list[str], environment: dict[str, str]) -> PtySession:
    return PtySession(command, columns=120, rows=40, env=terminal_environment(**environment))


def _quit(session: PtySession) -> float:
    session.settle(0.2)
    pressed = session.press("q")
    session.wait()
    ended = time.perf_counter()
    if session.alternate_screen or not session.cursor_shown or session.mouse_reported:
        raise NeverShownError("the terminal was not restored")
    return ended - pressed


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.out", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="counted rounds (default: 15)")
    options = parser.parse_args()
    program = beside_python("coalition-tui")
    if program is None:
        print("coalition-tui is not installed beside this Python; run `make bench`", file=sys.stderr)
        return 2
    contenders: dict[str, Callable[[], tuple[float, float]]] = {
        "small app, stock driver": lambda: app_once("stock"),
        "small app, our driver": lambda: app_once("ours"),
        "explorer, page to list": lambda: explorer_once(program),
    }
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in contenders}
    for run in range(-1, options.runs):
        progress(f"round {run + 1} of {options.runs}" if run >= 0 else "warming up")
        for name, once in contenders.items():
            times = once()
            if run >= 0:
                found[name].append(times)
    progress("")
    stock = next(iter(found.values()))
    rows = []
    for name, ours in found.items():
        cells = [name]
        for place in range(2):
            mine, theirs = [once[place] for once in ours], [once[place] for once in stock]
            cells += [f"{1e3 * quartiles(mine)[1]:.0f}", in_ratio(mine, theirs) if ours is not stock else "1"]
        rows.append(cells)
    print(f"On a terminal without the kitty protocol, {options.runs} interleaved rounds")
    print(f"{machine()}\n")
    print(table(("", "Escape ms", "by stock", "quit ms", "by stock"), rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
