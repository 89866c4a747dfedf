"""How time and memory grow with the facts: 100 to 100,000 of them, as a table and a plot.

    python -m bench.growth [--sizes 100 1000 10000 100000] [--runs 3] [--write]

With `--write` the table goes into bench/growth.md and the plot into bench/growth.svg.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.reader import peak
from bench.synthetic import synthetic_base
from bench.timing import PARSE_DELAY, beside_python, machine, progress, prompt_threads, quartiles, with_footer
from tests.terminal.pty_session import PtySession, terminal_environment

HERE = Path(__file__).resolve().parent
QUERIES = ("a", "st", "the", "thre", "service", "3,5", "source-1", "service east", "nowhere")
"""What is typed: a letter, parts, words, a figure, an id, two words, something that isn't there."""

Measured = tuple[float, int]
"""Seconds, and the peak of the process in bytes."""


def _base(path: Path) -> Any:
    """The base; the collector leaves it alone afterwards, as in the explorer."""
    from tui.factbase.reading.reader import read_base

    gc.disable()
    base = read_base(path)
    gc.freeze()
    gc.enable()
    return base


def _timed(work: Callable[[], object]) -> float:
    """Seconds of processor time: other programs disturb it least."""
    begin = time.process_time()
    kept = work()
    seconds = time.process_time() - begin
    del kept
    return seconds


def read(path: Path) -> float:
    import yaml._yaml  # noqa: F401

    import tui.factbase.reading.reader  # noqa: F401  # imports are start-up, not reading

    return _timed(lambda: _base(path))


def read_cached(path: Path) -> float:
    from tui.factbase.reading import cache

    folder = path.parent
    digest = cache.digest_of(path)
    assert digest is not None
    if cache.load(digest, folder) is None:  # the run before the counted ones
        cache.keep(_base(path), digest, folder)
    gc.disable()  # as the explorer does until its first paint
    return _timed(lambda: cache.load(cache.digest_of(path) or "", folder))


def open_lists(path: Path) -> float:
    """All six sections, opened for the first time."""
    from tui.factbase.shown import lists, matrix, strikes_page

    base = _base(path)

    def opened() -> object:
        listings = [
            lists.nations_listing(base),
            lists.timeline_listing(base),
            matrix.matrix_listing(base),
            lists.sources_listing(base),
        ]
        seen = [[listing.rows[place] for place in range(min(40, len(listing.rows)))] for listing in listings]
        return seen, strikes_page.strikes_page(base, 100)

    return _timed(opened)


def filter_key(path: Path) -> float:
    """A key of a filter, in the longest list there is: the timeline, its first forty rows made."""
    from tui.factbase.shown import lists

    base = _base(path)
    lists.timeline_listing(base, "x")

    def key() -> object:
        rows = lists.timeline_listing(base, "a").rows
        return [rows[place] for place in range(min(40, len(rows)))]

    return _timed(key)


def search_index(path: Path) -> float:
    from tui.factbase.answers.search import SearchIndex

    base = _base(path)
    return _timed(lambda: SearchIndex(base))


def search_key(path: Path) -> float:
    """The slowest of `QUERIES`, its first forty hits made; the index is ready, no word was asked before."""
    from tui.factbase.answers.search import SearchIndex
    from tui.factbase.shown.hits import search_listing

    base = _base(path)
    index = SearchIndex(base)
    while not index.work(1.0):
        pass

    def key(query: str) -> object:
        rows = search_listing(base, index, query).rows
        return [rows[place] for place in range(min(40, len(rows)))]

    for query in QUERIES:  # makes the base's own indexes, which the explorer does beforehand
        key(query)
    index.forget()
    return max(_timed(lambda query=query: key(query)) for query in QUERIES)  # type: ignore[misc]


def desk(path: Path) -> float:
    from tui.factbase.shown.desk import desk_of

    base = _base(path)
    return _timed(lambda: desk_of(base))


def _exported(path: Path, form: str) -> float:
    """The command as it is run, reading included."""
    command = [sys.executable, "-m", "tui", "--facts", str(path), "export", "--format", form]
    subprocess.run([*command, "-o", str(path.with_suffix(f".{form}"))], check=True, capture_output=True)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


MEASURES: Mapping[str, tuple[str, Callable[[Path], float]]] = {
    "read": ("read the YAML", read),
    "cached": ("read from the cache", read_cached),
    "lists": ("open all sections", open_lists),
    "filter": ("a filter key", filter_key),
    "index": ("make the search index", search_index),
    "search": ("a search key, the slowest", search_key),
    "desk": ("the desk", desk),
    "json": ("export --format json", lambda path: _exported(path, "json")),
    "csv": ("export --format csv", lambda path: _exported(path, "csv")),
    "markdown": ("export --format markdown", lambda path: _exported(path, "markdown")),
}
STARTS = {"cold": "start, nothing cached", "warm": "start, from the cache"}


def once(name: str, path: Path) -> Measured:
    """One measure in a process of its own."""
    command = [sys.executable, "-m", "bench.growth", "--measure", name, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{name} failed on {path}:\n{done.stderr}")
    found = json.loads(done.stdout)
    return found["seconds"], found["bytes"]


def started(path: Path, cache: Path) -> Measured:
    """From spawn until the facts are on the screen, and the peak until then."""
    program = beside_python("coalition-tui")
    if program is None:
        raise SystemExit("coalition-tui is not installed beside this Python; run `make bench`")
    env = terminal_environment(XDG_CACHE_HOME=str(cache))
    command = [program, "--facts", str(path)]
    with prompt_threads(), PtySession(command, env=env, parse_delay=PARSE_DELAY) as session:
        there = session.wait_for(_facts_are_there, 120)
        memory = session.peak_memory() or 0
        session.settle(1.0)  # it keeps what it read
        return there - session.started, memory


def _facts_are_there(session: PtySession) -> bool:
    return with_footer(" nations")(session) and "●" in session.text()


def measure_all(sizes: Sequence[int], runs: int) -> dict[str, list[Measured]]:
    """By measure, for each size the median."""
    found: dict[str, list[Measured]] = {name: [] for name in (*STARTS, *MEASURES)}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "facts.yaml")
            path.write_text(synthetic_base(size), encoding="utf-8")
            taken: dict[str, list[Measured]] = {name: [] for name in found}
            count = 1 if size >= 100_000 else runs
            for run in range(count):
                progress(f"{size:,} facts, round {run + 1} of {count}")
                for name in MEASURES:
                    taken[name].append(once(name, path))
                cache = Path(folder, f"cache-{run}")
                cache.mkdir()
                for name in STARTS:
                    taken[name].append(started(path, cache))
                    if name == "cold":
                        _wait_for_cache(cache)
        for name, values in taken.items():
            seconds = quartiles([value[0] for value in values])[1]
            found[name].append((seconds, int(quartiles([float(value[1]) for value in values])[1])))
    progress("")
    return found


def _wait_for_cache(folder: Path) -> None:
    if not any(folder.rglob("*.json*")):
        progress("what was read has not been kept; the warm start is a cold one")


def exponent(sizes: Sequence[int], values: Sequence[float]) -> float:
    """The slope from the second last to the last size, both axes as logarithms: 1 is proportional."""
    if len(sizes) < 2 or values[-2] <= 0:
        return math.nan
    return math.log(values[-1] / values[-2]) / math.log(sizes[-1] / sizes[-2])


def limit(sizes: Sequence[int]) -> float:
    """The same slope for n log n."""
    return exponent(sizes, [size * math.log(size) for size in sizes])


def markdown(sizes: Sequence[int], found: Mapping[str, Sequence[Measured]]) -> str:
    """The table: milliseconds, MB in brackets, and by which power of the facts both grow at the end."""
    heads = [f"{size:,}" for size in sizes]
    lines = [
        f"| ms (peak MB) | {' | '.join(heads)} | grows with n to the | |",
        f"|---|{'---:|' * (len(sizes) + 1)}---|",
    ]
    for name, values in found.items():
        label = STARTS.get(name) or MEASURES[name][0]
        cells = [f"{_ms(seconds)} ({size / 2**20:.0f})" for seconds, size in values]
        slope = exponent(sizes, [seconds for seconds, _ in values])
        word = "" if slope <= limit(sizes) + 0.05 else "**faster than n log n**"
        lines.append(f"| {label} | {' | '.join(cells)} | {slope:.2f} | {word} |")
    lines.append("")
    lines.append(
        f"The power is that of the last step, where n log n would be {limit(sizes):.2f}. Starts are measured "
        f"on the clock, the rest in processor time. {machine()}."
    )
    return "\n".join(lines)


def _ms(seconds: float) -> str:
    return f"{1e3 * seconds:,.1f}" if seconds < 0.1 else f"{1e3 * seconds:,.0f}"


_COLOURS = (
    "#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377",
    "#777777", "#994455", "#117733", "#882255", "#332288", "#999933",
)  # fmt: skip


def plot(sizes: Sequence[int], found: Mapping[str, Sequence[Measured]]) -> str:
    """The times over the facts, both axes logarithmic, as an SVG; the dashed line is n log n."""
    left, top, width, height = 70, 20, 520, 420
    low, high = -4, 2  # 0.1 ms to 100 s
    first, last = math.log10(sizes[0]), math.log10(sizes[-1])

    def x(size: float) -> float:
        return left + width * (math.log10(size) - first) / ((last - first) or 1)

    def y(seconds: float) -> float:
        power = min(high, max(low, math.log10(max(seconds, 1e-9))))
        return top + height * (high - power) / (high - low)

    def text(at: tuple[float, float], words: str, more: str = "") -> str:
        return f'<text x="{at[0]:.0f}" y="{at[1]:.0f}" {more}>{words}</text>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 210} {top + height + 50}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for power in range(low, high + 1):
        at = y(10.0**power)
        label = f"{10 ** (power + 3):g} ms" if power < 0 else f"{10**power:g} s"
        parts.append(f'<path d="M{left} {at:.0f}H{left + width}" stroke="#dddddd"/>')
        parts.append(text((left - 8, at + 4), label, 'text-anchor="end"'))
    for size in sizes:
        parts.append(f'<path d="M{x(size):.0f} {top}V{top + height}" stroke="#dddddd"/>')
        parts.append(text((x(size), top + height + 18), f"{size:,} facts", 'text-anchor="middle"'))
    curve = [1e-5 * size * math.log2(size) for size in sizes]
    dashed = " ".join(f"{x(size):.0f},{y(value):.0f}" for size, value in zip(sizes, curve, strict=True))
    parts.append(f'<polyline points="{dashed}" fill="none" stroke="black" stroke-dasharray="4 4"/>')
    ends: list[tuple[float, str, str]] = [(y(curve[-1]), "n log n", "black")]
    for colour, (name, values) in zip(_COLOURS, found.items(), strict=False):
        points = " ".join(
            f"{x(size):.0f},{y(seconds):.0f}" for size, (seconds, _) in zip(sizes, values, strict=True)
        )
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        ends.append((y(values[-1][0]), STARTS.get(name) or MEASURES[name][0], colour))
    free = 0.0
    for at, label, colour in sorted(ends):
        free = max(free + 14, at + 4)
        parts.append(text((left + width + 8, free), label, f'fill="{colour}"'))
    return "\n".join([*parts, "</svg>\n"])


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3, help="rounds below 100,000 facts (default: 3)")
    parser.add_argument("--write", action="store_true", help="write bench/growth.md and bench/growth.svg")
    parser.add_argument("--measure", choices=MEASURES, help=argparse.SUPPRESS)
    parser.add_argument("file", nargs="?", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        seconds = MEASURES[options.measure][1](options.file)
        children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
        print(json.dumps({"seconds": seconds, "bytes": children or peak()}))
        return 0
    os.chdir(HERE.parent)
    found = measure_all(options.sizes, options.runs)
    written = markdown(options.sizes, found)
    print(written)
    if options.write:
        (HERE / "growth.md").write_text(f"# Growth\n\n{written}\n\n![The same as a plot](growth.svg)\n")
        (HERE / "growth.svg").write_text(plot(options.sizes, found), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
