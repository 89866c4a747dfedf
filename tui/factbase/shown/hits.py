"""Search hits as rows, made when they are looked at."""

from __future__ import annotations

from collections.abc import Sequence

from tui.factbase.answers import match, search
from tui.factbase.model import FactBase
from tui.factbase.page import Column, Line, Row, Span, spans
from tui.factbase.shown.lists import Listing
from tui.factbase.shown.page_lines import MODE_SIGNS, MODE_TONES, provenance
from tui.factbase.shown.pages import count_of
from tui.factbase.text import plural


class HitRows(Sequence[Row]):
    """The rows of search hits, each made when it is looked at."""

    def __init__(self, base: FactBase, hits: search.Hits, words: Sequence[str]) -> None:
        self._base, self._hits, self._words = base, hits, words
        self.index_of = hits.index_of

    def __len__(self) -> int:
        return len(self._hits)

    def __getitem__(self, index: int) -> Row:  # type: ignore[override]
        hit = self._hits[index]
        title = match.mark(hit.title, self._words)
        fact = self._base.fact(hit.key) if hit.kind == "fact" else None
        if fact:
            tone = MODE_TONES[fact.mode]
            # The mode stands first: what is cut off at the end of a row must not be the hedge.
            mode = f"{fact.mode}  " if fact.mode != "reported" else ""
            said = spans(Span(f"{MODE_SIGNS[fact.mode]} {mode}", tone), title)
            return Row(
                hit.key,
                ((Span("fact", "muted"),), said, (Span(provenance(self._base, fact), "muted"),)),
                hit.key,
            )
        count = plural(count_of(self._base, hit.key), "fact")
        return Row(hit.key, ((Span(hit.kind, "muted"),), title, (Span(count, "muted"),)), hit.key)


def search_listing(base: FactBase, index: search.SearchIndex, query: str) -> Listing:
    """What a search found, best first; while the index isn't ready, a line that says so in its place."""
    words = match.terms(query)
    hits = index.search(query if index.ready else "")
    columns = (
        Column("kind", "", 8),
        Column("title", "Found", 40, grow=4),
        Column("from", "Facts, or said by", 20, grow=2, drop=1),
    )
    if words and not index.ready:
        empty: tuple[Line, ...] = (
            Line((Span(f"Getting ready to search {plural(len(base.facts), 'fact')}.", "muted"),), indent=1),
        )
    elif words:
        empty = (
            Line(
                spans(
                    Span(f"Nothing {base.scope.where} holds ", "strong"),
                    Span(f"“{query.strip()}”", "strong"),
                    ".",
                ),
                indent=1,
            ),
            Line(
                (
                    Span(
                        "Every word must be found: try fewer or shorter ones, or a name without accents.",
                        "muted",
                    ),
                ),
                indent=1,
            ),
        )
    else:
        empty = (
            Line((Span("Type a name, a word or a figure: Britain, Brussels, 4,361.", "muted"),), indent=1),
        )
    return Listing(columns, HitRows(base, hits, words), len(hits), "hits", empty)
