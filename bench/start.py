"""How long until one can read something: the explorer, a bare Textual app and VisiData, interleaved.

python -m bench.start [--runs 15] [--facts FILE]
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.timing import Contender, beside_python, in_ratio, machine, quartiles, race, table, with_footer
from tests.terminal.pty_session import NeverShownError, terminal_environment

HERE = Path(__file__).resolve().parent
COLUMNS = ("id", "about", "topic", "says", "value", "in", "by", "as_of", "when", "mode", "source")


def write_csv(command: list[str], target: Path) -> str:
    """The same facts as VisiData likes them best: one flat table; the id in its first row.

    VisiData opens YAML as well, but then shows one row for the whole file.
    """
    exported = subprocess.run([*command, "export", "--format", "json"], capture_output=True, check=True)
    facts = json.loads(exported.stdout)["facts"]
    with target.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(COLUMNS)
        for fact in facts:
            cells = {**fact, "about": " ".join(fact["about"]), "value": (fact["value"] or {}).get("text")}
            rows.writerow(cells[column] for column in COLUMNS)
    return str(facts[0]["id"])


def visidata(command: list[str], folder: Path) -> Contender | None:
    """VisiData on the same facts; None where it isn't installed."""
    program = beside_python("vd") or shutil.which("vd")
    if program is None:
        return None
    facts = folder / "facts.csv"
    first = write_csv(command, facts)
    # A home of its own: no settings of anybody, and its message of the day is not to be fetched.
    return Contender(
        "VisiData, same facts",
        [program, "--motd-url=", str(facts)],
        # Cells are cut at the width of their column.
        with_footer(first[:12]),
        terminal_environment(HOME=str(folder)),
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.start", description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15, help="counted rounds (default: 15)")
    parser.add_argument("--facts", type=Path, help="another fact base than the bundled one")
    parser.add_argument("--until", default="France", help="what the first screen shows (default: France)")
    parser.add_argument("--size", default="120x40", metavar="COLUMNSxROWS")
    options = parser.parse_args()
    columns, rows = map(int, options.size.split("x"))
    program = beside_python("coalition-tui")
    if program is None:
        print("coalition-tui is not installed beside this Python; run `make bench`", file=sys.stderr)
        return 2
    command = [program, *(["--facts", str(options.facts)] if options.facts else [])]
    with tempfile.TemporaryDirectory() as folder:
        contenders = [
            Contender("coalition-tui", command, with_footer(options.until)),
            Contender(
                "bare Textual app, 63 rows",
                [sys.executable, str(HERE / "bare_app.py")],
                with_footer("Nation 01"),
            ),
        ]
        other = visidata(command, Path(folder))
        if other:
            contenders.append(other)
        try:
            found = race(contenders, options.runs, columns=columns, rows=rows)
        except NeverShownError as error:
            print(error, file=sys.stderr)
            return 1
    ours = [once.seconds for once in found["coalition-tui"]]
    cells = []
    for name, starts in found.items():
        times = [once.seconds for once in starts]
        memory = [once.memory / 2**20 for once in starts if once.memory]
        cells.append(
            (
                name,
                f"{1e3 * quartiles(times)[1]:.0f}",
                f"{1e3 * min(times):.0f}",
                f"{quartiles(memory)[1]:.0f}" if memory else "-",
                in_ratio(ours, times) if name != "coalition-tui" else "1",
            )
        )
    print(f"From spawn to the first useful screen at {options.size}, {options.runs} interleaved rounds")
    print(f"{machine()}\n")
    print(table(("", "median ms", "min ms", "memory MB", "ours by it"), cells))
    if other is None:
        print("\nVisiData is not installed, so it is not compared; `pip install -e '.[bench]'` brings it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
