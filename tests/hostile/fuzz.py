"""Properties that must hold of any input, and a search for one of which they don't.

`make test` tries a fixed set of examples (`test_fuzz.py`).  `make fuzz SECONDS=600` looks for new ones as
long as it is given, each round with other random numbers, and ends at the first failure, with the smallest
input that shows it.
"""

from __future__ import annotations

import argparse
import csv
import faulthandler
import io
import json
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any, Final, NamedTuple

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factbase.any_base import BASES
from tests.factbase.samples import SAMPLE
from tests.factbase.test_dates import date_texts
from tests.factbase.test_quantity import quantity_texts
from tui.commands.output import json_text
from tui.factbase.answers.search import SearchIndex, resolve, suggestion
from tui.factbase.dates import DateError, parse_date
from tui.factbase.model import FactBase
from tui.factbase.output.cite import cite
from tui.factbase.output.export import base_from_json, base_json, csv_rows, markdown_dossier
from tui.factbase.output.verify import NoBeginningError, verify
from tui.factbase.quantity import (
    QuantityError,
    lost_hedge,
    missing_figures,
    missing_hedge,
    parse_quantity,
)
from tui.factbase.reading.diagnostics import CODES, BaseErrors
from tui.factbase.reading.limits import LimitError, Limits, parse_limit
from tui.factbase.reading.reader import read_base
from tui.factbase.shown.findings import findings
from tui.factbase.shown.links import place_of
from tui.factbase.text import clean, is_safe

PATIENCE: Final = 20
"""Seconds for one example; none takes a hundredth of that on a quiet machine."""


class NeverEndsError(Exception):
    """One example took longer than any may."""


@contextmanager
def ends() -> Iterator[None]:
    """Fail where what is done here goes on and on."""

    def ring(number: int, frame: FrameType | None) -> None:
        raise NeverEndsError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# -- what goes in -------------------------------------------------------------------------------------

_FRAGMENTS: Final = (
    *("nations:\n", "sources:\n", "facts:\n", "- id: ", "says: ", "value: ", "about: ["),
    *("]", "{", "}", "[", ",", "%YAML 1.1\n", "---\n", "...\n"),
    *(": ", "? ", "- ", "# ", "\n", "\n  ", "\n    ", "\n      ", " ", "\t", "\r", "\r\n", "\x85", "\u2028"),
    *("&a ", "*a", "<<: ", "!!python/name:os.system ", "! ", "!<x> ", "%TAG ! x\n"),
    *("|\n", ">-\n", "'", '"', "\\", "\\x1b", "\\ud83d", "\0", "\x1b[31m", "\x9b"),
    *("\u202e", "\ufeff", "\ufffe"),
    *("NO", "~", "null", "yes", "010", "1_0", ".nan", "12:30", "2016-01-10", "..", "~3,500 x", "é"),
    *("9" * 5000, "-" * 50),
    *("FR", "id", "topic: forces", "mode: planned", "when: ", "open: true", "corrects: ", "by: ", "in: "),
)  # fmt: skip
YAML_TEXTS: Final = st.lists(st.sampled_from(_FRAGMENTS) | st.text(max_size=4), max_size=30).map("".join)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file of which some pieces were cut out, doubled, or replaced by something else."""
    data = SAMPLE.encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        piece = draw(
            st.one_of(
                st.just(b""),
                st.just(data[start:end] * 2),
                YAML_TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
                st.binary(max_size=4),
            )
        )
        data = data[:start] + piece + data[end:]
    return data


FILES: Final = st.one_of(
    damaged(),
    YAML_TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.binary(max_size=60),
    st.sampled_from(("utf-16", "utf-32", "latin-1", "cp037", "utf-7")).map(
        lambda name: SAMPLE.encode(name, "replace")
    ),
)


@st.composite
def bent(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """A good text, as it is or with a few characters put in."""
    text = draw(texts)
    for piece in draw(st.lists(st.text("0123456789-/.,~<>?%e ٣３½x", max_size=2), max_size=2)):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + piece + text[at:]
    return text


FIGURES: Final = bent(quantity_texts()) | st.text(
    "0123456789.,~<>= -–/xkm%e_½٣３inf about up to", max_size=40
)
DAYS: Final = bent(date_texts()) | st.text("0123456789-/.~?%XuTZ: W", max_size=30) | st.text(max_size=30)
SENTENCES: Final = st.text(max_size=40) | FIGURES.map("There were about {} of them.".format)
WORDS: Final = st.one_of(
    st.text(max_size=40),
    st.text("abcdefgh '\"-.,*()[]^$\\%_", max_size=40),
    st.lists(st.sampled_from(SAMPLE.split()), max_size=6).map(" ".join),
)


@st.composite
def bases_and_words(draw: st.DrawFn) -> tuple[FactBase, str]:
    """A base, and words that may be its own."""
    base = draw(BASES)
    keys = [*base.sources, *(fact.id for fact in base.facts), *base.entities]
    own = [fact.says for fact in base.facts] + [entity.name for entity in base.entities.values()]
    own += [f"{fact.quote}\n{fact.says} {fact.quote}" for fact in base.facts if fact.quote]
    return base, draw(st.sampled_from(keys) | st.sampled_from(own) | WORDS)


# -- what must hold -----------------------------------------------------------------------------------


def any_file_is_read_or_refused(data: bytes) -> str:
    """The reader refuses with codes, places and safe text, or what it read can be used in every way."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "facts.yaml")
        path.write_bytes(data)
        try:
            base = read_base(path, Limits(errors=20))
        except BaseErrors as errors:
            told = errors.diagnostics
        else:
            findings(base)
            whatever_is_read_can_be_used(base)
            return "read"
    lines = sum(data.count(sign) for sign in (b"\n", b"\r", b"\xc2\x85", b"\xe2\x80")) + 1
    for found in told:
        assert found.code in CODES
        assert 0 <= found.line <= lines + 1
        assert is_safe(found.render().replace("\n", " ")), found.render()
    return "refused" if told else ""


def whatever_is_read_can_be_used(base: FactBase) -> str:
    """Every export and citation of a base works, is safe to print, and JSON gives the base back."""
    text = json_text(base_json(base))
    again = base_from_json(json.loads(text), base.path)
    assert again.facts == base.facts
    assert {k: v.title for k, v in again.sources.items()} == {k: v.title for k, v in base.sources.items()}
    out = io.StringIO(newline="")
    csv.writer(out).writerows(csv_rows(base, base.facts))
    for row in csv.reader(io.StringIO(out.getvalue(), newline="")):
        for cell in row:
            for part in cell.split(";"):
                assert not part.lstrip().startswith(tuple("=+-@|%")), row
    dossier = "\n".join(markdown_dossier(base, base.facts))
    assert is_safe(dossier.replace("\n", " "))
    for key in (*(fact.id for fact in base.facts), *base.sources):
        for style in ("text", "markdown", "bibtex", "csl-json"):
            told = cite(base, key, style)
            assert told
            if style == "csl-json":
                json.loads(told)
            assert is_safe(told.replace("\n", " "))
    return f"{min(len(base.facts), 5)} facts"


def any_quantity_is_read_or_refused(text: str, sentence: str) -> str:
    """A text is a quantity, or refused with a reason; both can be held against any sentence."""
    try:
        value = parse_quantity(text)
    except QuantityError as error:
        return "refused" if error.message else ""
    assert parse_quantity(value.text) == value
    for said in (sentence, text):
        missing_figures(value, said)
        missing_hedge(value, said)
        lost_hedge(value, said)
    assert value.display
    return "read"


def any_date_is_read_or_refused(text: str) -> str:
    """A text is a date, or refused with a reason."""
    try:
        day = parse_date(text)
    except DateError as error:
        return "refused" if error.message else ""
    assert parse_date(day.text) == day
    assert day.display
    return "read"


def any_words_are_looked_for(asked: tuple[FactBase, str]) -> str:
    """A search, a deep link and a guess answer to any words."""
    base, words = asked
    hits = list(SearchIndex(base).search(words))
    known = {*(fact.id for fact in base.facts), *base.sources, *base.entities}
    assert {hit.key for hit in hits} <= known
    resolve(base, words)
    suggestion(base, words)
    place_of(base, words)
    with suppress(LimitError):
        parse_limit(words)
    return "hits" if hits else "none"


def any_key_is_cited_or_not(asked: tuple[FactBase, str]) -> str:
    """What isn't there has no citation."""
    base, key = asked
    known = {*(fact.id for fact in base.facts), *base.sources}
    for style in ("text", "markdown", "bibtex", "csl-json"):
        assert (cite(base, key, style) is None) == (key not in known)
    return "cited" if key in known else "not cited"


def any_copy_is_compared(asked: tuple[FactBase, str]) -> str:
    """Any text can be taken for a copy of any source."""
    base, text = asked
    outcomes: set[str] = set()
    for source in base.sources.values():
        try:
            verdicts = verify(base, source, text)
        except NoBeginningError:
            continue
        quoted = [fact for fact in base.said_in(source.id) if fact.quote]
        assert [verdict.fact for verdict in verdicts] == quoted
        outcomes.update(verdict.outcome for verdict in verdicts)
    return " and ".join(sorted(outcomes)) or "no quotes"


def any_text_is_made_safe(text: str) -> str:
    """Nothing that comes in reaches a terminal as it was if it could do harm there."""
    cleaned = clean(text)
    assert is_safe(cleaned)
    assert clean(cleaned) == cleaned
    return "as it was" if cleaned == text else "changed"


class Target(NamedTuple):
    """A property, and what it is tried on."""

    holds: Callable[..., str]
    inputs: tuple[st.SearchStrategy[Any], ...]
    examples: int
    """In the fixed part."""


TARGETS: Final = (
    Target(any_file_is_read_or_refused, (FILES,), 300),
    Target(whatever_is_read_can_be_used, (BASES,), 40),
    Target(any_quantity_is_read_or_refused, (FIGURES, SENTENCES), 400),
    Target(any_date_is_read_or_refused, (DAYS,), 400),
    Target(any_words_are_looked_for, (bases_and_words(),), 40),
    Target(any_key_is_cited_or_not, (bases_and_words(),), 30),
    Target(any_copy_is_compared, (bases_and_words(),), 30),
    Target(any_text_is_made_safe, (st.text() | YAML_TEXTS,), 300),
)


def search(target: Target, examples: int, *, fixed: bool) -> Counter[str]:
    """Try a property on so many examples; how each of them went.  Raises what the property raises."""
    outcomes: Counter[str] = Counter()

    @settings(
        max_examples=examples,
        derandomize=fixed,
        database=None,
        deadline=None,
        print_blob=not fixed,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*target.inputs))
    def attempt(inputs: tuple[Any, ...]) -> None:
        with ends():
            outcome = target.holds(*inputs)
        assert outcome, "refused without a word"
        outcomes[outcome] += 1

    attempt()
    return outcomes


def main() -> int:
    """Search until the time is over; 1 at the first failure."""
    parser = argparse.ArgumentParser(prog="make fuzz", description="Look for inputs that break something.")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", default="", help="targets whose names hold this")
    options = parser.parse_args()
    targets = [target for target in TARGETS if options.only in target.holds.__name__]
    totals = {target: Counter[str]() for target in targets}
    started = time.monotonic()
    turn = 0
    while targets and time.monotonic() - started < options.seconds:
        target = targets[turn % len(targets)]
        turn += 1
        # A loop in C hears no alarm; this one is heard, and tells where it was.
        faulthandler.dump_traceback_later(600, exit=True)
        try:
            totals[target] += search(target, 100, fixed=False)
        except Exception as error:
            print(f"{target.holds.__name__} does not hold: {error!r}", file=sys.stderr)
            raise
        finally:
            faulthandler.cancel_dump_traceback_later()
    for target, outcomes in totals.items():
        told = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.most_common())
        print(f"{target.holds.__name__}: {outcomes.total():,} examples ({told})")
    whole = sum(outcomes.total() for outcomes in totals.values())
    print(f"{whole:,} examples in {time.monotonic() - started:.0f} s; nothing broke")
    return 0


if __name__ == "__main__":
    sys.exit(main())
