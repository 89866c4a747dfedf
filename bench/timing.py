"""Times of terminal programs as somebody in front of the terminal has them, and what to make of the numbers.

    python -m bench.timing start --until France -- .venv/bin/coalition-tui
    python -m bench.timing keys --until France --press down --expect Germany -- .venv/bin/coalition-tui

A time ends when this process has read the output that completes the screen; how long a terminal then takes to
draw it is not in it.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.terminal.pty_session import NeverShownError, PtySession, terminal_environment

PARSE_DELAY: Final = 0.02
"""Seconds without output before the screen is looked at: parsing it takes a core from the program."""

Condition = str | Callable[[PtySession], bool]


@dataclass(frozen=True, slots=True)
class Contender:
    """A program and the screen that counts as its being there."""

    name: str
    command: Sequence[str]
    until: Condition
    env: Mapping[str, str] | None = None
    painted: Condition | None = None
    """What counts as its first paint, where that may come before the screen."""


@dataclass(frozen=True, slots=True)
class Start:
    """One start: seconds from spawn to the screen, and the peak of memory in bytes until then."""

    seconds: float
    memory: int | None
    painted: float
    """Seconds from spawn to the first paint; those to the screen where no other was asked for."""


def with_footer(text: str) -> Callable[[PtySession], bool]:
    """The text is on the screen and the last line has something in it."""

    def shows(session: PtySession) -> bool:
        return bool(session.line(-1)) and text in session.text()

    shows.__name__ = f"{text!r} and a footer"
    return shows


@contextmanager
def prompt_threads() -> Iterator[None]:
    """The reading thread gets the interpreter at once when output comes, or its stamps are late."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.0005)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


def start(
    command: Sequence[str],
    until: Condition,
    *,
    columns: int = 120,
    rows: int = 40,
    env: Mapping[str, str] | None = None,
    painted: Condition | None = None,
    timeout: float = 60.0,
) -> Start:
    """Start the program once, and end it when its screen is there.  Raises `NeverShownError`."""
    with (
        prompt_threads(),
        PtySession(command, columns=columns, rows=rows, env=env, parse_delay=PARSE_DELAY) as session,
    ):
        first = None if painted is None else session.wait_for(painted, timeout) - session.started
        seconds = session.wait_for(until, timeout) - session.started
        return Start(seconds, session.peak_memory(), seconds if first is None else first)


def race(
    contenders: Sequence[Contender],
    runs: int,
    *,
    columns: int = 120,
    rows: int = 40,
) -> dict[str, list[Start]]:
    """Start all contenders in turn, again and again: whatever slows the machine down slows them alike.

    A first round, which fills the caches, isn't counted; every round begins with another contender.
    """
    found: dict[str, list[Start]] = {contender.name: [] for contender in contenders}
    for run in range(-1, runs):
        progress(f"round {run + 1} of {runs}" if run >= 0 else "warming up")
        first = run % len(contenders)
        for contender in (*contenders[first:], *contenders[:first]):
            once = start(
                contender.command,
                contender.until,
                columns=columns,
                rows=rows,
                env=contender.env,
                painted=contender.painted,
            )
            if run >= 0:
                found[contender.name].append(once)
    progress("")
    return found


def key_times(session: PtySession, keys: Sequence[str], expect: Callable[[int], str]) -> list[float]:
    """Seconds from each key to the text that it brings up; `expect` tells it by the key's number, from 0.

    Raises ValueError where that text stands there before the key.
    """
    times = []
    with prompt_threads():
        for number, key in enumerate(keys):
            session.settle()
            text = expect(number)
            if text in session.text():
                raise ValueError(f"{text!r} is on the screen before key {number + 1} ({key})")
            pressed = session.press(key)
            times.append(session.wait_for(text) - pressed)
    return times


def progress(text: str) -> None:
    """Say how far it is, where somebody watches; an empty text wipes that out."""
    if sys.stderr.isatty():
        print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)


def quartiles(values: Sequence[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile."""
    if len(values) < 2:
        return values[0], values[0], values[0]
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, middle, high


def ratios(values: Sequence[float], by: Sequence[float]) -> list[float]:
    """Each value by the one of the same round."""
    return [value / other for value, other in zip(values, by, strict=True)]


def in_ratio(values: Sequence[float], by: Sequence[float]) -> str:
    """The median ratio and its quartiles, as a cell of a table."""
    low, middle, high = quartiles(ratios(values, by))
    return f"{middle:.2f} ({low:.2f}-{high:.2f})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table for the terminal: the first column to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]

    def line(cells: Sequence[str]) -> str:
        first, *others = (
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return "  ".join((first, *others)).rstrip()

    return "\n".join((line(head), "  ".join("-" * width for width in widths), *map(line, rows)))


def machine() -> str:
    """What the numbers were taken on."""
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    )


def beside_python(name: str) -> str | None:
    """The path of a command installed in this environment."""
    path = Path(sys.executable).with_name(name)
    return str(path) if path.is_file() else None


def main() -> int:
    options, command = sys.argv[1:], []
    if "--" in options:
        cut = options.index("--")
        options, command = options[:cut], options[cut + 1 :]
    parser = argparse.ArgumentParser(
        prog="python -m bench.timing", usage="%(prog)s start|keys ... -- COMMAND"
    )
    parser.add_argument("what", choices=("start", "keys"))
    parser.add_argument("--until", metavar="TEXT", required=True, help="the text that tells that it is there")
    parser.add_argument("--press", metavar="KEY", nargs="+", default=[], help="keys by name: down, enter, x")
    parser.add_argument("--expect", metavar="TEXT", nargs="+", default=[], help="what each key brings up")
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--size", default="120x40", metavar="COLUMNSxROWS")
    arguments = parser.parse_args(options)
    if not command:
        parser.error("no command after --")
    if arguments.what == "keys" and not 0 < len(arguments.press) == len(arguments.expect):
        parser.error("keys needs one --expect for each --press")
    columns, rows = map(int, arguments.size.split("x"))
    names = ["start"] if arguments.what == "start" else arguments.press
    times: list[list[float]] = [[] for _ in names]
    try:
        for _ in range(arguments.runs):
            if arguments.what == "start":
                times[0].append(start(command, arguments.until, columns=columns, rows=rows).seconds)
                continue
            with PtySession(command, columns=columns, rows=rows, env=terminal_environment()) as session:
                session.wait_for(arguments.until, 30)
                for series, once in zip(
                    times, key_times(session, arguments.press, arguments.expect.__getitem__), strict=True
                ):
                    series.append(once)
    except (NeverShownError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    cells = []
    for name, series in zip(names, times, strict=True):
        low, middle, high = quartiles(series)
        cells.append((name, *(f"{1e3 * value:.1f}" for value in (middle, min(series), low, high))))
    print(table((f"{arguments.runs} runs", "median ms", "min", "quartile 1", "quartile 3"), cells))
    return 0


if __name__ == "__main__":
    sys.exit(main())
