"""Commands without a screen: `find` and `check` by a process that only reads, `--version` by bare Python.

Processor time of whole processes, which other programs on the machine disturb least.

python -m bench.headless [FILE] [--runs 11]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.synthetic import synthetic_base
from bench.timing import in_ratio, machine, progress, quartiles, table

READ = (
    "import gc, sys; gc.disable(); from tui.factbase.reading.reader import read_base;read_base(sys.argv[1])"
)
READER, PYTHON = "a process that reads the file", "python -c pass"


def commands(path: str) -> Mapping[str, Sequence[str]]:
    """What is run, by name."""
    program = [sys.executable, "-m", "tui"]
    return {
        READER: [sys.executable, "-c", READ, path],
        "check": [*program, "--facts", path, "check"],
        "find service": [*program, "--facts", path, "find", "service"],
        "export --format csv": [*program, "--facts", path, "export", "--format", "csv"],
        PYTHON: [sys.executable, "-c", "pass"],
        "--version": [*program, "--version"],
    }


def seconds_of(command: Sequence[str], env: Mapping[str, str]) -> float:
    """The processor time that a command takes from its start to its end.  Raises SystemExit if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, env=env, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):  # 1: there are findings
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode(errors='replace')}")
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def race(path: Path, folder: Path, runs: int) -> dict[str, list[float]]:
    """All of them in turn, `runs` times over, after a round that fills the caches of files."""
    # Nothing is read from a cache of facts, and nothing kept there.
    env = {**os.environ, "XDG_CACHE_HOME": str(folder / "none" / "such")}
    (folder / "none").write_text("")
    todo = commands(str(path))
    found: dict[str, list[float]] = {name: [] for name in todo}
    names = list(todo)
    for run in range(-1, runs):
        progress(f"round {run + 1} of {runs}" if run >= 0 else "warming up")
        first = run % len(names)
        for name in (*names[first:], *names[:first]):
            seconds = seconds_of(todo[name], env)
            if run >= 0:
                found[name].append(seconds)
    progress("")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.headless", description=__doc__.splitlines()[0])
    parser.add_argument(
        "file", nargs="?", type=Path, help="a fact base; else a synthetic one of 10,000 facts"
    )
    parser.add_argument("--runs", type=int, default=11)
    options = parser.parse_args()
    subprocess.run([sys.executable, "-m", "compileall", "-q", "tui"], check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = options.file
        if path is None:
            path = folder / "facts.yaml"
            path.write_text(synthetic_base(10_000), encoding="utf-8")
        found = race(path, folder, options.runs)
        print(f"Whole processes, processor time; {options.file or '10,000 synthetic facts'}, nothing cached")
    print(f"{machine()}\n")
    rows = [
        (
            name,
            f"{1e3 * quartiles(times)[1]:.0f}",
            f"{1e3 * min(times):.0f}",
            in_ratio(times, found[PYTHON if name in (PYTHON, "--version") else READER]),
        )
        for name, times in found.items()
    ]
    print(table(("", "median ms", "min ms", "by reader, by Python"), rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
