"""Search as one types, in the domain: the index's making, and a key of each kind of query.

Processor time, which other programs on the machine disturb least.

python -m bench.search [--sizes 10000 100000] [--runs 7]
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from pathlib import Path

from bench.synthetic import synthetic_base
from bench.timing import machine, progress, quartiles, table

QUERIES = (
    ("a letter", "a"),
    ("two letters", "in"),
    ("two letters of many places", "th"),
    ("the beginning of a word", "serv"),
    ("a word", "service"),
    ("a word of every second fact", "the"),
    ("two words", "service east"),
    ("two parts", "th in"),
    ("three parts", "in er an"),
    ("three letters", "a e i"),
    ("other letters", "العر"),
    ("two digits", "12"),
    ("a figure", "3,5"),
    ("what all ids begin with", "source-"),
    ("what half of the ids hold", "-1"),
    ("what a few of all ids hold", "-12"),
    ("the middle of ids", "3-1"),
    ("one id", "source-3-1"),
    ("no hit", "nowhere"),
)


def resident() -> int:
    """The memory that this process holds, in bytes; 0 where there is no /proc."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def measure(size: int, runs: int) -> list[tuple[str, str, str]]:
    """By row: a name, what it took, how many hits."""
    from tui.factbase.answers.search import SearchIndex
    from tui.factbase.reading.reader import read_base
    from tui.factbase.shown.hits import search_listing

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "facts.yaml")
        path.write_text(synthetic_base(size), encoding="utf-8")
        gc.disable()
        base = read_base(path)
        gc.freeze()
    before = resident()
    index = SearchIndex(base, at_once=False)
    ready, slices = 0.0, []
    done = False
    while not done:
        begin = time.process_time()
        done = index.work(0.002)
        slices.append(time.process_time() - begin)
        if not index.ready:
            ready = sum(slices)
    memory = f"{(resident() - before) / 2**20:.0f} MB"
    rows = [
        ("the index, until it answers", f"{1e3 * ready:,.0f} ms", memory),
        ("the index, with all letters", f"{1e3 * sum(slices):,.0f} ms", ""),
        ("its longest slice", f"{1e3 * max(slices):.1f} ms", f"of {len(slices):,}"),
    ]
    for name, query in QUERIES:
        times = []
        for run in range(runs):
            progress(f"{size:,} facts: {name}, {run + 1} of {runs}")
            index.forget()
            begin = time.process_time()
            hits = search_listing(base, index, query).rows
            for place in range(min(40, len(hits))):
                _ = hits[place]
            times.append(time.process_time() - begin)
        rows.append((f"{name}: {query}", f"{1e3 * quartiles(times)[1]:.1f} ms", f"{len(hits):,} hits"))
    progress("")
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    print("From the query to its first forty hits as rows; no word of it was asked before; processor time")
    print(f"{machine()}\n")
    found = [measure(size, options.runs) for size in options.sizes]
    head = ["", *(text for size in options.sizes for text in (f"{size:,} facts", ""))]
    rows = [
        (parts[0][0], *(text for part in parts for text in part[1:])) for parts in zip(*found, strict=True)
    ]
    print(table(head, rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
