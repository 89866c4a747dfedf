"""The reader against the bare events of the C parser, against yaml.load and against its cache: time, memory.

    python -m bench.reader [FILE] [--facts 10000] [--runs 7]

Every measurement has a process of its own, so that none finds a heap warmed or bloated by another.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.timing import in_ratio, machine, progress, quartiles, table


def bare_events(path: Path, _: Path) -> None:
    """What no reader on this parser can do without."""
    from yaml._yaml import CParser
    from yaml.events import StreamEndEvent

    parser = CParser(path.read_bytes())
    next_event = parser.get_event
    while type(next_event()) is not StreamEndEvent:
        pass
    parser.dispose()


def our_reader(path: Path, _: Path) -> object:
    from tui.factbase.reading.reader import read_base

    return read_base(path)


def our_cache(path: Path, folder: Path) -> object:
    """What a second start does: look whether the file is still the same, and take the record."""
    from tui.factbase.reading import cache

    digest = cache.digest_of(path)
    base = None if digest is None else cache.load(digest, folder)
    if base is None:
        raise SystemExit("there is no record of this file")
    return base


def safe_load(path: Path, _: Path) -> object:
    """Neither lines nor checks: dictionaries and strings."""
    import yaml

    return yaml.load(path.read_bytes(), yaml.CSafeLoader)


METHODS: dict[str, tuple[str, Callable[[Path, Path], object]]] = {
    "reader": ("the reader: lines, checks, model", our_reader),
    "cache": ("the same from the cache", our_cache),
    "events": ("bare events of CParser", bare_events),
    "load": ("yaml.load with CSafeLoader", safe_load),
}


def peak() -> int:
    """The most memory that this process has held, in bytes."""
    try:
        # Not ru_maxrss where it can be avoided: Linux hands the parent's down through fork and exec.
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        unit = 1 if sys.platform == "darwin" else 1024
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def keep(path: Path, folder: Path) -> None:
    """Put the record of a file into the cache, as the explorer does when it has read it."""
    from tui.explorer.launch import ask_for_first_rows
    from tui.factbase.reading import cache
    from tui.factbase.reading.reader import read_base

    base, digest = read_base(path), cache.digest_of(path)
    ask_for_first_rows(base)
    if digest is None or not cache.keep(base, digest, folder):
        raise SystemExit(f"{folder} can't be written")


def measure(method: str, path: Path, folder: Path, collect: bool) -> dict[str, float]:
    """In a process of its own: seconds, and bytes above what the imports took."""
    import yaml  # noqa: F401  # imports are start-up, not reading

    if method in ("reader", "cache"):
        import tui.factbase.reading.cache
        import tui.factbase.reading.reader  # noqa: F401
    if not collect:
        gc.disable()
    before = peak()
    begin = time.perf_counter()
    kept = METHODS[method][1](path, folder)
    seconds = time.perf_counter() - begin
    del kept
    return {"seconds": seconds, "bytes": peak() - before}


def run_once(method: str, path: Path, folder: Path, collect: bool) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.reader", "--measure", method, str(path), "--cache", str(folder)]
    done = subprocess.run(
        [*command, *(() if collect else ("--no-gc",))], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(f"{method} failed on {path}:\n{done.stderr}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def compare(path: Path, folder: Path, runs: int) -> str:
    """All methods in turn, with and without the garbage collector, `runs` times over."""
    keep(path, folder)
    kinds = [(method, collect) for collect in (True, False) for method in METHODS]
    found: dict[tuple[str, bool], list[dict[str, float]]] = {kind: [] for kind in kinds}
    for run in range(runs):
        progress(f"round {run + 1} of {runs}")
        for kind in (*kinds[run % len(kinds) :], *kinds[: run % len(kinds)]):
            found[kind].append(run_once(kind[0], path, folder, kind[1]))
    progress("")
    rows = []
    for (method, collect), results in found.items():
        times = [once["seconds"] for once in results]
        ours = [once["seconds"] for once in found["reader", collect]]
        memory = [once["bytes"] for once in results]
        our_memory = [once["bytes"] for once in found["reader", collect]]
        is_reader = method == "reader"
        rows.append(
            (
                f"{METHODS[method][0]}, GC {'on' if collect else 'off'}",
                f"{1e3 * quartiles(times)[1]:.0f}",
                f"{1e3 * min(times):.0f}",
                "1" if is_reader else in_ratio(ours, times),
                f"{quartiles(memory)[1] / 2**20:.0f}",
                "1" if is_reader else f"{quartiles(our_memory)[1] / quartiles(memory)[1]:.2f}",
            )
        )
    return table(("", "median ms", "min ms", "reader by it", "memory MB", "reader by it"), rows)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.reader", description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, help="a fact base; a synthetic one where none is named")
    parser.add_argument("--facts", type=int, default=10_000, help="of the synthetic one (default: 10000)")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--measure", choices=METHODS, help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--no-gc", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.measure, options.file, options.cache, not options.no_gc)))
        return 0
    if options.file and not options.file.is_file():
        parser.error(f"no file {options.file}")
    with tempfile.TemporaryDirectory() as folder:
        path = options.file
        what = str(path)
        if path is None:
            from bench.synthetic import synthetic_base

            path = Path(folder, "facts.yaml")
            path.write_text(synthetic_base(options.facts), encoding="utf-8")
            what = f"{options.facts:,} synthetic facts"
        size = path.stat().st_size
        comparison = compare(path, Path(folder, "cache"), options.runs)
    print(f"Reading {what} ({size / 1024:,.0f} kB), {options.runs} interleaved rounds")
    print(f"{machine()}\n")
    print(comparison)
    return 0


if __name__ == "__main__":
    sys.exit(main())
