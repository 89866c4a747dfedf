"""Views of a base: what had been published by a day, what one source alone says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace

from tui.factbase.dates import DateError, parse_date
from tui.factbase.model import FactBase, Source


@dataclass(frozen=True, slots=True)
class View:
    """What of a base is on show."""

    known_on: str | None = None
    """A day, as `2016-01-20`: only what had been published by then.  None: everything."""
    source: str | None = None
    """The id of the one source on show.  None: all of them."""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return self.known_on is None and self.source is None

    def label(self, whole: FactBase) -> str:
        """The view in a few words, for the header."""
        parts: list[str] = []
        if self.known_on:
            parts.append(f"known on {parse_date(self.known_on).display}")
        if self.source:
            parts.append(f"only {self.source}")
        if parts:
            return ", ".join(parts)
        count = len(whole.sources)
        return f"all {count:,} sources" if count != 1 else "its one source"

    def of(self, whole: FactBase) -> FactBase:
        """The base as this view shows it; the base itself where nothing is left out.

        A source without a date of publication is in no view of a day: when it became known can't be said.
        """
        if self.is_all:
            return whole
        kept = frozenset(
            source.id
            for source in whole.sources.values()
            if (self.source is None or source.id == self.source)
            and (
                self.known_on is None or ((day := published_by(source)) is not None and day <= self.known_on)
            )
        )
        return whole.only(kept)


def published_by(source: Source) -> str | None:
    """The day by which a source had been published: the last that its date allows; None if it has none."""
    return source.published.latest if source.published else None


def publication_days(base: FactBase) -> list[str]:
    """Every day on which something became known, in order."""
    return sorted({day for source in base.sources.values() if (day := published_by(source))})


def step(base: FactBase, view: View, delta: int) -> View:
    """The view of the publication day before or after; after the last one comes everything."""
    days = publication_days(base)
    if not days:
        return view
    if view.known_on is None:
        return replace(view, known_on=days[-1]) if delta < 0 else view
    if delta < 0:
        return replace(view, known_on=days[max(0, bisect_left(days, view.known_on) - 1)])
    place = bisect_right(days, view.known_on)
    return replace(view, known_on=days[place] if place < len(days) else None)


def parse_day(text: str) -> str:
    """The last day of a date that a user typed: `2016-02` means by the end of February.

    Raises `DateError`, which says what to write instead.
    """
    date = parse_date(text.strip())
    if date.latest is None:
        raise DateError("the date has no end", "write a day, a month or a year: 2016-01-20")
    return date.latest
