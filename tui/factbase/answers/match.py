"""Words in texts, as a reader compares them: case, accents and the form of quotes don't matter."""

from __future__ import annotations

from collections.abc import Sequence

from tui.factbase.page import Span
from tui.factbase.text import fold


def terms(query: str) -> list[str]:
    """The words that a query looks for, folded."""
    return fold(query).split()


def mark(text: str, words: Sequence[str], tone: str = "plain") -> tuple[Span, ...]:
    """The text with the places marked at which the folded words stand in it."""
    if not words:
        return (Span(text, tone),)
    joined, origin = _traced(text)
    hit = [False] * len(text)
    for word in words:
        at = joined.find(word)
        while at >= 0:
            for position in range(at, at + len(word)):
                hit[origin[position]] = True
            at = joined.find(word, at + len(word))
    out: list[Span] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or hit[index] != hit[start]:
            out.append(Span(text[start:index], "match" if hit[start] else tone))
            start = index
    return tuple(out)


def _traced(text: str) -> tuple[str, Sequence[int]]:
    """The text folded, and for each of its characters the place of the one that it comes from."""
    if text.isascii():
        return text.lower(), range(len(text))
    folded: list[str] = []
    origin: list[int] = []
    for index, char in enumerate(text):
        piece = char.lower() if char.isascii() else fold(char)
        folded.append(piece)
        origin.extend([index] * len(piece))
    return "".join(folded), origin


def folded(*texts: str) -> str:
    """The texts as one, folded: what a list's filter looks for words in."""
    return fold("\n".join(texts))


def matches(words: Sequence[str], *texts: str) -> bool:
    """Whether every word stands in some of the texts: what a list's filter asks."""
    joined = folded(*texts)
    return all(word in joined for word in words)
