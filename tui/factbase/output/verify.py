"""Do the quotes of a source stand in a copy of it, in the paragraphs that the facts name?

Quotes, dashes and spaces are compared as if printed alike; digits and letters never are.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import Final

from tui.factbase.model import Fact, FactBase, Source
from tui.factbase.reading.limits import COMPARED_PASSAGES, LOOKED_THROUGH
from tui.factbase.text import shorten

FOUND: Final = "found"
ELSEWHERE: Final = "found elsewhere"
TWICE: Final = "found more than once"
MISSING: Final = "not found"
UNSETTLED: Final = "not looked for"
"""The copies were so long, and the quotes so many, that it wasn't its turn."""

_ALIKE: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′´`", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one fact's quote."""

    fact: Fact
    outcome: str
    """`FOUND`, `ELSEWHERE`, `TWICE`, `MISSING` or `UNSETTLED`."""
    where: tuple[str, ...] = ()
    """The first places in which it stands, as `at` would name them."""
    nearest: str = ""
    """The passage most like it, where it stands nowhere."""
    more: bool = False
    """Whether it stands in further places, which weren't counted."""

    @property
    def is_miss(self) -> bool:
        """Whether the quote wasn't found where the fact says."""
        return self.outcome not in (FOUND, TWICE)


class Effort:
    """What is left of the work that one run may take, whatever the copies hold."""

    def __init__(self) -> None:
        self.characters = LOOKED_THROUGH
        self.passages = COMPARED_PASSAGES


class _SpentError(Exception):
    """There is no effort left."""


def normalise(text: str) -> str:
    """The text with one form of quotes, dashes and spaces; everything else as it is."""
    return " ".join(text.translate(_ALIKE).split())


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a source as text: its non-empty lines, and which of them is p1."""

    text: str
    """The lines, normalised, with a newline between them: in one text a quote is found at the speed of C, and
    four million lines would take half a gigabyte as texts of their own."""
    starts: Sequence[int]
    """Where in it each of them begins, and where one more would."""
    first: int
    """Index of p1; what stands before it is the head: title and byline."""

    @property
    def paragraphs(self) -> Iterator[str]:
        """The lines, one after the other."""
        return (self.text[start : end - 1] for start, end in pairwise(self.starts))

    def index(self, at: int) -> int:
        """The paragraph in which a character stands."""
        return bisect_right(self.starts, at) - 1

    def name(self, index: int) -> str:
        """How `at` names a paragraph."""
        return f"p{index - self.first + 1}" if index >= self.first else "title or byline"


class NoBeginningError(ValueError):
    """The paragraph with which a source begins is not in the copy."""


def copy_of(source: Source, text: str) -> Copy:
    """Cut a copy of a source into paragraphs.

    p1 is the one that begins with the source's `begins`, else the first line of all.
    Raises `NoBeginningError` where `begins` is given and no line begins so.
    """
    starts = array("I", [0])
    pieces: list[str] = []
    for piece in _pieces(text):
        paragraphs = [line for line in map(normalise, piece.splitlines()) if line]
        if paragraphs:
            pieces.append("\n".join(paragraphs))
            starts.extend(accumulate((len(line) + 1 for line in paragraphs), initial=starts.pop()))
    copy = Copy("\n".join(pieces), starts, 0)
    if source.begins is None:
        return copy
    begins = normalise(source.begins)
    at = 0 if copy.text.startswith(begins) else copy.text.find(f"\n{begins}") + 1
    if not copy.text or not copy.text.startswith(begins, at):
        begun = shorten(source.begins, 200)
        raise NoBeginningError(f"no line of the copy begins with “{begun}”, as the source's p1 does")
    return replace(copy, first=copy.index(at))


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of whole lines, so that they are never texts of their own all at once."""
    start = 0
    while start < len(text):
        line_end = _LINE_END.search(text, start + _PIECE)
        end = line_end.end() if line_end else len(text)
        yield text[start:end]
        start = end


_PIECE: Final = 1 << 16
_LINE_END: Final = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")  # as `splitlines` has them
_PARAGRAPH: Final = re.compile(r"p(\d+)\b")


def _named(copy: Copy, at: str | None) -> range | None:
    """The paragraphs that a fact's `at` names; None where it names none."""
    count = len(copy.starts) - 1
    if at is None:
        return None
    if match := _PARAGRAPH.match(at):
        digits = match[1].lstrip("0")
        index = copy.first + int(digits or 0) - 1 if len(digits) < 10 else count
        return range(index, index + 1) if copy.first <= index < count else range(0)
    if at.startswith(("title", "byline")) and copy.first:
        return range(copy.first)
    return None


def verify(base: FactBase, source: Source, text: str, effort: Effort | None = None) -> list[Verdict]:
    """The verdict on every fact of the source that has a quote, in the source's order.

    Copies that are compared in one run share their `effort`; once it is spent, facts are `UNSETTLED`.
    Raises `NoBeginningError` where the copy doesn't hold the beginning of p1.
    """
    effort = effort or Effort()
    copy = copy_of(source, text)
    verdicts: list[Verdict] = []
    for fact in base.said_in(source.id):
        if fact.quote:
            try:
                verdict = _verdict(copy, fact, effort)
            except _SpentError:
                verdict = Verdict(fact, UNSETTLED)
            if verdict.outcome == MISSING:
                passage, effort.passages = nearest(copy.paragraphs, normalise(fact.quote), effort.passages)
                verdict = replace(verdict, nearest=passage)
            verdicts.append(verdict)
    return verdicts


def _verdict(copy: Copy, fact: Fact, effort: Effort) -> Verdict:
    quote = normalise(fact.quote or "")
    if not quote:
        return Verdict(fact, MISSING)
    named = _named(copy, fact.at)
    everything = range(len(copy.starts) - 1)
    inside, more, twice = _places(copy, quote, everything if named is None else named, effort)
    if inside:
        return Verdict(fact, TWICE if twice else FOUND, inside, more=more)
    if named is not None:
        where, more, _ = _places(copy, quote, everything, effort)
        if where:
            return Verdict(fact, ELSEWHERE, where, more=more)
    return Verdict(fact, MISSING)


_LISTED: Final = 5
"""Places of a quote that a reader is told of."""


def _places(copy: Copy, quote: str, within: range, effort: Effort) -> tuple[tuple[str, ...], bool, bool]:
    """The first places of a quote within some paragraphs; are there more; does it stand there twice.

    Looks no further than that takes.
    """
    if not within:
        return (), False, False
    end = copy.starts[within.stop] - 1
    places: dict[str, None] = {}
    hits, start = 0, copy.starts[within.start]
    while (at := _hit(copy.text, quote, start, end, effort)) >= 0:
        index = copy.index(at)
        name = copy.name(index)
        if len(places) == _LISTED and name not in places:
            return tuple(places), True, True
        places[name] = None
        hits += 1
        # Twice is told from once; after that only what has another name is news.
        start = at + len(quote) if hits == 1 else copy.starts[max(index + 1, copy.first)]
    return tuple(places), False, hits > 1


def _hit(text: str, quote: str, start: int, end: int, effort: Effort) -> int:
    """Where the quote stands first between two places, as whole words; -1 where it doesn't."""
    begins, ends = _edges(quote[0], quote[-1])
    while True:
        if effort.characters <= 0:
            raise _SpentError
        at = text.find(quote, start, end)
        effort.characters -= _HIT + (end if at < 0 else at) - min(start, end) + len(quote)
        if at < 0 or (begins.match(text, at) and ends.match(text, at + len(quote))):
            return at
        start = at + 1


def _edges(first: str, last: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What must hold before and after whole words: `1,980` isn't found in `11,980`.

    A figure is whole only if no further digits follow a comma or point.
    """
    before = (r"(?<!\w)" if first.isalnum() else "") + (r"(?<!\d[.,])" if first.isdigit() else "")
    after = (r"(?!\w)" if last.isalnum() else "") + (r"(?![.,]\d)" if last.isdigit() else "")
    return re.compile(before), re.compile(after)


_HIT: Final = 300
"""Characters that are looked through in the time that it takes to look at one hit."""


def nearest(paragraphs: Iterable[str], quote: str, effort: int = COMPARED_PASSAGES) -> tuple[str, int]:
    """The words of the text that look most like the quote, and what is left of the effort.

    The text is empty where nothing looks like it, or was met before the effort was spent.
    """
    from difflib import SequenceMatcher

    quote = quote[:_COMPARED]
    width = len(quote.split())
    best, found = 0.5, ""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(quote.lower())
    for paragraph in paragraphs if effort > 0 else ():
        effort -= len(paragraph) >> 12
        # No more words than can be compared: those of a long paragraph take more memory than the paragraph.
        words = paragraph.split(maxsplit=max(0, effort) + width)
        for start in range(max(1, len(words) - width + 1)):
            if effort <= 0:
                return found, 0
            effort -= 1
            piece = " ".join(word[: 2 * _COMPARED] for word in words[start : start + width])[: 2 * _COMPARED]
            matcher.set_seq1(piece.lower())
            if matcher.real_quick_ratio() > best:
                effort -= len(piece) >> 5  # this and the next take about as many times the work
                if matcher.quick_ratio() > best:
                    effort -= len(piece) * len(quote) // 10
                    ratio = matcher.ratio()
                    if ratio > best:
                        best, found = ratio, piece
    return found, effort


_COMPARED: Final = 120
"""Characters of a quote that are enough to find the passage most like it."""
