"""How long until one can read something: the explorer, a bare Textual app and VisiData, interleaved.

    python -m bench.start [--runs 11] [--sizes 400 10000 100000] [--facts FILE]

The explorer opens the bundled facts and synthetic bases, each once as if it was never read before (cold) and
once with what the reader kept in the cache (warm).
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from bench.reader import keep
from bench.synthetic import synthetic_base
from bench.timing import (
    Condition,
    Contender,
    Start,
    beside_python,
    in_ratio,
    machine,
    quartiles,
    race,
    table,
    with_footer,
)
from tests.terminal.pty_session import NeverShownError, PtySession, terminal_environment
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base

HERE: Final = Path(__file__).resolve().parent
BARE: Final = "bare Textual app, 63 rows"
NO_CACHE: Final = "/dev/null/nowhere"  # can't be written: each start is the first
MOST_YAML: Final = 5_000_000
"""Bytes above which VisiData isn't given the YAML: it would take minutes."""
COLUMNS: Final = ("id", "about", "topic", "says", "value", "in", "by", "as_of", "when", "mode", "source")


def names_of(facts: Path) -> Condition:
    """The facts can be used: one of their nations is on the screen, and something on its last line."""
    names = [nation.name for nation in read_base(facts).nations.values()]

    def shows(session: PtySession) -> bool:
        text = session.text()
        return bool(session.line(-1)) and any(name in text for name in names)

    shows.__name__ = "a nation and a footer"
    return shows


def explorers(program: str, what: str, facts: Path, folder: Path) -> tuple[Contender, Contender]:
    """The explorer on a base, cold and warm."""
    command = [program, "--facts", str(facts)]
    until = names_of(facts)
    painted = with_footer("Nations")
    keep(facts, folder / "coalition-tui")
    return (
        Contender(f"{what}, cold", command, until, terminal_environment(XDG_CACHE_HOME=NO_CACHE), painted),
        Contender(f"{what}, warm", command, until, terminal_environment(XDG_CACHE_HOME=str(folder)), painted),
    )


def write_csv(program: str, facts: Path, target: Path) -> str:
    """The same facts as VisiData likes them best: one flat table; the id in its first row.

    VisiData opens YAML as well, but then shows one row for the whole file.
    """
    command = [program, "--facts", str(facts), "export", "--format", "json"]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)["facts"]
    with target.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for fact in found:
            cells = {**fact, "about": " ".join(fact["about"]), "value": (fact["value"] or {}).get("text")}
            rows.writerow(cells[column] for column in COLUMNS)
    return str(found[0]["id"])


def visidata(vd: str, program: str, what: str, facts: Path, folder: Path) -> Contender:
    """VisiData on the same facts."""
    target = folder / f"{facts.stem}.csv"
    first = write_csv(program, facts, target)
    # A home of its own: no settings of anybody, and its message of the day is not to be fetched.
    return Contender(
        f"VisiData, {what}",
        [vd, "--motd-url=", str(target)],
        # Cells are cut at the width of their column.
        with_footer(first[:12]),
        terminal_environment(HOME=str(folder)),
    )


def visidata_on_yaml(vd: str, what: str, facts: Path, folder: Path) -> Contender:
    """VisiData on the very file, of which it shows one row when all of it is read."""
    return Contender(
        f"VisiData, {what} as YAML",
        [vd, "--motd-url=", str(facts)],
        with_footer("1 rows"),
        terminal_environment(HOME=str(folder)),
    )


def row_of(name: str, starts: Sequence[Start], bare: Sequence[Start]) -> tuple[str, ...]:
    """A contender and how it stands to the bare app."""
    painted, usable = [once.painted for once in starts], [once.seconds for once in starts]
    memory = [once.memory for once in starts if once.memory]
    cells = [name]
    for times in (painted, usable):
        cells += [f"{1e3 * quartiles(times)[1]:.0f}", in_ratio(times, [once.seconds for once in bare])]
    cells.append(f"{quartiles(memory)[1] / 2**20:.0f}" if memory else "-")
    bare_memory = [once.memory for once in bare if once.memory]
    cells.append(f"{quartiles(memory)[1] / quartiles(bare_memory)[1]:.2f}" if memory and bare_memory else "-")
    return tuple(cells)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=11, help="counted rounds (default: 11)")
    parser.add_argument("--facts", type=Path, help="another fact base than the bundled one")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=[400, 10_000, 100_000], help="facts of the synthetic bases"
    )
    parser.add_argument("--size", default="120x40", metavar="COLUMNSxROWS")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    program = beside_python("coalition-tui")
    if program is None:
        print("coalition-tui is not installed beside this Python; run `make bench`", file=sys.stderr)
        return 2
    vd = beside_python("vd") or shutil.which("vd")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        facts = (options.facts or bundled_base()).resolve()
        bases = {facts.name: facts}
        for size in options.sizes:
            path = folder / f"{size}.yaml"
            path.write_text(synthetic_base(size), encoding="utf-8")
            bases[f"{size:,} facts"] = path
        contenders = [
            Contender(BARE, [sys.executable, str(HERE / "bare_app.py")], with_footer("Nation 01")),
        ]
        for what, path in bases.items():
            contenders += explorers(program, what, path, folder)
            if vd is not None:
                contenders.append(visidata(vd, program, what, path, folder))
                if path.stat().st_size < MOST_YAML:
                    contenders.append(visidata_on_yaml(vd, what, path, folder))
        try:
            found = race(contenders, options.runs, columns=columns, rows=rows)
        except NeverShownError as error:
            print(error, file=sys.stderr)
            return 1
    print(f"From spawn to the first paint, and until the facts can be used, at {options.size}")
    print(f"{options.runs} interleaved rounds, {machine()}\n")
    head = (
        "",
        "painted ms",
        "by bare app",
        "usable ms",
        "by bare app",
        "memory MB",
        "by bare app",
    )
    print(table(head, [row_of(name, starts, found[BARE]) for name, starts in found.items()]))
    if vd is None:
        print("\nVisiData is not installed, so it is not compared; `pip install -e '.[bench]'` brings it.")
        return 0
    print()
    cells = []
    for what in bases:
        ours = [[once.seconds for once in found[f"{what}, {state}"]] for state in ("cold", "warm")]
        for name in (f"VisiData, {what}", f"VisiData, {what} as YAML"):
            if name in found:
                other = [once.seconds for once in found[name]]
                cells.append((name, *(in_ratio(times, other) for times in ours)))
    print(table(("usable, by", "cold", "warm"), cells))
    return 0


if __name__ == "__main__":
    sys.exit(main())
