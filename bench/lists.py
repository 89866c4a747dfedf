"""A key in a list: ours from 63 to 100,000 rows and the whole explorer, against a bare OptionList of 63 rows.

python -m bench.lists [--runs 15]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.synthetic import synthetic_base
from bench.timing import beside_python, in_ratio, machine, progress, prompt_threads, quartiles, table
from tests.terminal.pty_session import PtySession, terminal_environment

QUIET = 0.08
"""Seconds without output after which a key is taken to be answered."""


@dataclass
class Times:
    """Seconds and bytes that keys took."""

    seconds: list[float] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)

    @property
    def cell(self) -> str:
        """The median in milliseconds."""
        return f"{1e3 * quartiles(self.seconds)[1]:.1f}" if self.seconds else "-"


def answer(session: PtySession, key: str) -> tuple[float, int]:
    """Seconds from the key to the end of all that it brings up, and its bytes."""
    session.settle(QUIET)
    before = len(session.raw)
    pressed = session.press(key)
    session.wait_for(lambda s: len(s.raw) > before, 30)
    session.settle(QUIET)
    shown = session.wait_for(lambda _: True)
    return shown - pressed, len(session.raw) - before


@dataclass
class Contender:
    """A program with a list, and what its keys took."""

    name: str
    command: Sequence[str]
    until: str
    keys: Sequence[str]
    columns: int = 120
    leave: str = "tab"
    """The key that leads from the filter to the list."""
    session: PtySession | None = None
    times: dict[str, Times] = field(default_factory=dict)

    def round(self, counts: bool) -> None:
        """Each key once, each followed by what undoes it."""
        assert self.session is not None
        for name in self.keys:
            key, undo = {"down": ("down", []), "page": ("pagedown", ["home"])}.get(name, (name, []))
            if name == "filter":
                self.session.press("f")
                key, undo = "a", ["backspace", self.leave]
            elif name == "sort":
                key, undo = "s", ["home"]
            seconds, size = answer(self.session, key)
            for press in undo:
                self.session.settle(QUIET)
                self.session.press(press)
            if counts:
                times = self.times.setdefault(name, Times())
                times.seconds.append(seconds)
                times.bytes.append(size)


def held(session: PtySession, presses: int, rate: float) -> float:
    """Hold a key down at `rate` a second; seconds by which the screen is behind at the end."""
    import time

    session.settle(QUIET)
    start = time.perf_counter()
    for number in range(presses):
        time.sleep(max(0.0, start + number / rate - time.perf_counter()))
        last = session.press("down")
    session.settle(QUIET)
    return session.wait_for(lambda _: True) - last


def measure(contenders: Sequence[Contender], runs: int) -> list[str]:
    with ExitStack() as stack, prompt_threads():
        for contender in contenders:
            contender.session = stack.enter_context(
                PtySession(contender.command, columns=contender.columns, rows=40, env=terminal_environment())
            )
            contender.session.wait_for(contender.until, 60)
            contender.session.settle(0.5)
        for run in range(-2, runs):
            progress(f"round {run + 1} of {runs}" if run >= 0 else "warming up")
            first = run % len(contenders)
            for contender in (*contenders[first:], *contenders[:first]):
                contender.round(run >= 0)
        lags = []
        for contender in contenders:
            assert contender.session is not None
            contender.session.press("home")
            lags.append(f"{1e3 * held(contender.session, 55, 60):.0f}")
        progress("")
    return lags


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="counted rounds (default: 15)")
    parser.add_argument("--sizes", type=int, nargs="+", default=[63, 10_000, 100_000])
    options = parser.parse_args()
    program = beside_python("coalition-tui")
    if program is None:
        print("coalition-tui is not installed beside this Python; run `make bench`", file=sys.stderr)
        return 2
    app = [sys.executable, "-m", "bench.list_app"]
    every = ("down", "page", "filter", "sort")
    stock = Contender("OptionList, 63 rows", [*app, "option", "63"], "000005", every)
    stock_large = Contender("OptionList, 10,000 rows", [*app, "option", "10000"], "000005", every)
    contenders = [stock, stock_large]
    contenders += [
        Contender(f"our list, {size:,} rows", [*app, "ours", str(size)], "000005", every)
        for size in options.sizes
    ]
    with tempfile.TemporaryDirectory() as folder:
        contenders.append(Contender("explorer, facts.yaml", [program], "France", every, leave="escape"))
        contenders.append(Contender("the same, no preview", [program], "France", every, 90, "escape"))
        base = Path(folder, "large.yaml")
        base.write_text(synthetic_base(10_000), encoding="utf-8")
        command = [program, "--facts", str(base)]
        contenders.append(Contender("explorer, 10,000 facts", command, "? help", every, leave="escape"))
        contenders.append(
            Contender(
                "its timeline",
                [*command, "timeline"],
                "dated events",
                ("down", "page", "filter"),
                leave="escape",
            )
        )
        lags = measure(contenders, options.runs)
    rows = []
    for contender, lag in zip(contenders, lags, strict=True):
        times = contender.times
        sizes = quartiles([float(count) for count in times["down"].bytes])[1]
        stock_bytes = quartiles([float(count) for count in stock.times["down"].bytes])[1]
        rows.append(
            (
                contender.name,
                *(times[name].cell if name in times else "-" for name in every),
                f"{sizes:,.0f}",
                in_ratio(times["down"].seconds, stock.times["down"].seconds),
                f"{sizes / stock_bytes:.2f}",
                in_ratio(times["filter"].seconds, stock_large.times["filter"].seconds),
                lag,
            )
        )
    head = (
        "", "down ms", "page ms", "filter ms", "sort ms", "bytes of down",
        "down by 63 stock", "bytes by it", "filter by 10,000 stock", "behind at 60/s, ms",
    )  # fmt: skip
    print(f"From a key to the end of what it brings up, 40 lines, {options.runs} interleaved rounds")
    print(f"{machine()}\n")
    print(table(head, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
