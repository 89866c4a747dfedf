"""Views of a base: what had been published by a day, what one source alone says."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TypeVar

from tui.factbase.dates import LEAVE_OUT, MONTHS, DateError, parse_date
from tui.factbase.model import EVERYTHING, Check, Entity, Fact, FactBase, Scope, Source

R = TypeVar("R", Entity, Source, Fact, Check)


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
            parts.append(f"known on {_in_words(self.known_on)}")
        if self.source:
            parts.append(f"only {self.source}")
        if parts:
            return ", ".join(parts)
        count = len(whole.sources)
        return f"all {count:,} sources" if count != 1 else "its one source"

    @property
    def brief(self) -> str:
        """The view where room is short; empty where nothing is left out."""
        parts = [f"known {self.known_on}"] if self.known_on else []
        return ", ".join([*parts, f"only {self.source}"] if self.source else parts)

    def of(self, whole: FactBase) -> FactBase:
        """The base as this view shows it; the base itself where nothing is left out.

        A source without a date of publication is in no view of a day: when it became known can't be said.
        Nor is a ruling of a later day; one that bears no date is withheld, since its reason may lean on later
        reports, and the base says that there is one.  A note that names a later date is left out.
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
        base = whole.only(kept, self._scope(kept))
        return base if self.known_on is None else _without_later_words(base, self.known_on)

    def _scope(self, kept: frozenset[str]) -> Scope:
        """What the sources on show are called; one that wasn't published by the day is none of them."""
        known = f"known on {_in_words(self.known_on)}" if self.known_on else EVERYTHING.among
        return Scope(known, one=self.source is not None and bool(kept))


def _in_words(day: str) -> str:
    try:
        return parse_date(day).display
    except DateError:
        return day  # of a year far off


NOTE_LEFT_OUT = "It names a date after the day of this view, and is left out."
"""What stands in place of an editor's note that was written with later reports in hand."""

_DATE_IN_WORDS = re.compile(rf"(until )?(?:(?:(\d\d?) )?\b({'|'.join(MONTHS)}) )?\b([12]\d\d\d)\b")


def _names_later(note: str, day: str) -> bool:
    """Whether a text names a day, a month or a year that begins after this day."""
    return any(
        f"{year}-{MONTHS.index(month) + 1 if month else 1:02}-{int(number or 1):02}" > day
        for until, number, month, year in _DATE_IN_WORDS.findall(note)
        if not until  # what is to last until then was known before
    )


def _without_later_words(base: FactBase, day: str) -> FactBase:
    """The base without what its editors wrote of later days: their words have no day of publication."""

    def kept(record: R) -> R:
        if record.note is None or not _names_later(record.note, day):
            return record
        return replace(record, note=NOTE_LEFT_OUT)

    ruled = {key: one.ruled_on.latest if one.ruled_on else None for key, one in base.rulings.items()}
    return replace(
        base,
        entities={key: kept(entity) for key, entity in base.entities.items()},
        sources={key: kept(source) for key, source in base.sources.items()},
        facts=tuple(kept(fact) for fact in base.facts),
        checks={key: kept(check) for key, check in base.checks.items()},
        rulings={key: one for key, one in base.rulings.items() if (end := ruled[key]) and end <= day},
        withheld={key: one for key, one in base.rulings.items() if ruled[key] is None},
    )


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
    try:
        date = parse_date(text.strip())
    except DateError as error:
        mend = _WRITE if error.mend == LEAVE_OUT else error.mend  # there is no key to leave out
        raise DateError(error.message, mend) from error
    if date.latest is None:
        raise DateError("the date has no end", _WRITE)
    return date.latest


_WRITE = "write a day, a month or a year: 2016-01-20"
