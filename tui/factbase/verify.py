"""Do the quotes of a source stand in a copy of it, in the paragraphs that the facts name?

Quotes, dashes and spaces are compared as if printed alike; digits and letters never are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from tui.factbase.limits import COMPARED_PASSAGES
from tui.factbase.model import Fact, FactBase, Source

FOUND: Final = "found"
ELSEWHERE: Final = "found elsewhere"
TWICE: Final = "found more than once"
MISSING: Final = "not found"

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
    """`FOUND`, `ELSEWHERE`, `TWICE` or `MISSING`."""
    where: tuple[str, ...] = ()
    """The places in which it stands, as `at` would name them."""
    nearest: str = ""
    """The passage most like it, where it stands nowhere."""

    @property
    def is_miss(self) -> bool:
        """Whether the quote doesn't stand where the fact says."""
        return self.outcome in (ELSEWHERE, MISSING)


def normalise(text: str) -> str:
    """The text with one form of quotes, dashes and spaces; everything else as it is."""
    return " ".join(text.translate(_ALIKE).split())


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a source as text: its non-empty lines, and which of them is p1."""

    paragraphs: tuple[str, ...]
    """Normalised."""
    first: int
    """Index of p1; what stands before it is the head: title and byline."""

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
    paragraphs = tuple(line for line in map(normalise, text.splitlines()) if line)
    if source.begins is None:
        return Copy(paragraphs, 0)
    begins = normalise(source.begins)
    for index, paragraph in enumerate(paragraphs):
        if paragraph.startswith(begins):
            return Copy(paragraphs, index)
    raise NoBeginningError(f"no line of the copy begins with “{source.begins}”, as the source's p1 does")


_PARAGRAPH: Final = re.compile(r"p(\d+)\b")


def _named(copy: Copy, at: str | None) -> range:
    """The paragraphs that a fact's `at` names; all of them where it names none."""
    everything = range(len(copy.paragraphs))
    if at is None:
        return everything
    if match := _PARAGRAPH.match(at):
        index = copy.first + int(match[1]) - 1
        return range(index, index + 1) if copy.first <= index < len(everything) else range(0)
    if at.startswith(("title", "byline")):
        return range(copy.first) if copy.first else everything
    return everything


def verify(base: FactBase, source: Source, text: str) -> list[Verdict]:
    """The verdict on every fact of the source that has a quote, in the source's order.

    Raises `NoBeginningError` where the copy doesn't hold the beginning of p1.
    """
    copy = copy_of(source, text)
    # All paragraphs as one text, in which a quote is found or not at the speed of C; and where each begins.
    joined = "\n".join(copy.paragraphs)
    starts = list(accumulate((len(paragraph) + 1 for paragraph in copy.paragraphs), initial=0))
    effort = COMPARED_PASSAGES
    verdicts: list[Verdict] = []
    for fact in base.said_in(source.id):
        if fact.quote:
            verdict = _verdict(copy, fact, joined, starts)
            if verdict.outcome == MISSING:
                passage, effort = nearest(copy.paragraphs, normalise(fact.quote), effort)
                verdict = replace(verdict, nearest=passage)
            verdicts.append(verdict)
    return verdicts


def _paragraphs_with(joined: str, starts: Sequence[int], quote: str) -> Iterator[int]:
    """The indices of the paragraphs in which the quote stands, as whole words or not."""
    at = joined.find(quote) if quote else -1
    while at >= 0:
        index = bisect_right(starts, at) - 1
        yield index
        at = joined.find(quote, starts[index + 1])


def _verdict(copy: Copy, fact: Fact, joined: str, starts: Sequence[int]) -> Verdict:
    quote = normalise(fact.quote or "")
    counts = {
        index: len(_places(copy.paragraphs[index], quote))
        for index in _paragraphs_with(joined, starts, quote)
    }
    holds = [index for index, count in counts.items() if count]
    where = tuple(copy.name(index) for index in holds)
    named = [index for index in holds if index in _named(copy, fact.at)]
    if named:
        outcome = FOUND if sum(counts[index] for index in named) == 1 else TWICE
        return Verdict(fact, outcome, tuple(copy.name(index) for index in named))
    if holds:
        return Verdict(fact, ELSEWHERE, where)
    return Verdict(fact, MISSING)


def _places(text: str, quote: str) -> list[int]:
    """Where the quote stands as whole words: `1,980` isn't found in `11,980`."""
    start = r"(?<!\w)" if quote[:1].isalnum() else ""
    end = r"(?!\w)" if quote[-1:].isalnum() else ""
    # A figure is whole only if no further digits follow a comma or point.
    digits = r"(?<!\d[.,])" if quote[:1].isdigit() else ""
    after = r"(?![.,]\d)" if quote[-1:].isdigit() else ""
    return [match.start() for match in re.finditer(f"{start}{digits}{re.escape(quote)}{end}{after}", text)]


def nearest(paragraphs: Sequence[str], quote: str, effort: int = COMPARED_PASSAGES) -> tuple[str, int]:
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
        words = paragraph.split()
        for start in range(max(1, len(words) - width + 1)):
            if effort <= 0:
                return found, 0
            effort -= 1
            piece = " ".join(words[start : start + width])[: 2 * _COMPARED]
            matcher.set_seq1(piece.lower())
            if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
                effort -= len(quote)  # about as many times the work
                ratio = matcher.ratio()
                if ratio > best:
                    best, found = ratio, piece
    return found, effort


_COMPARED: Final = 200
"""Characters of a quote that are enough to find the passage most like it."""
