"""Views of a base: what had been published by a day, what one source alone says."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from typing import NamedTuple, TypeVar

from tui.factbase.dates import LEAVE_OUT, DateError, parse_date
from tui.factbase.model import EVERYTHING, Check, Entity, Fact, FactBase, Scope, Source

R = TypeVar("R", Entity, Source, Fact, Check)


class View(NamedTuple):
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
        Nor is an editor's note, which is of no day, or a ruling of a later day; one that bears no date is
        withheld, since its reason may lean on later reports, and the base says that there is one.
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


NOTE_LEFT_OUT = "An editor's note is of no day, so a view of a day doesn't show it; a shows everything."
"""What stands in place of a note: it may have been written with later reports in hand."""


def _without_later_words(base: FactBase, day: str) -> FactBase:
    """The base without what its editors may have written of later days."""
    ruled = {key: one.ruled_on.latest if one.ruled_on else None for key, one in base.rulings.items()}
    return replace(
        base,
        entities={key: _without_note(entity) for key, entity in base.entities.items()},
        sources={key: _without_note(source) for key, source in base.sources.items()},
        facts=tuple(map(_without_note, base.facts)),
        checks={key: _without_note(check) for key, check in base.checks.items()},
        rulings={key: one for key, one in base.rulings.items() if (end := ruled[key]) and end <= day},
        withheld={key: one for key, one in base.rulings.items() if ruled[key] is None},
    )


def _without_note(record: R) -> R:
    if record.note is None:
        return record
    if isinstance(record, Entity):
        return replace(record, note=NOTE_LEFT_OUT)
    return record._replace(note=NOTE_LEFT_OUT)


def published_by(source: Source) -> str | None:
    """The day by which a source had been published: the last that its date allows; None if it has none."""
    return source.published.latest if source.published else None


def not_counted(whole: FactBase, view: View) -> str:
    """Which sources a view of a day leaves out although they may have been published by then, and until when.

    A sentence; empty where there are none.  What is dated to a month or a year counts from its last day.
    """
    if view.known_on is None:
        return ""
    undated = 0
    waiting: Counter[tuple[str, str]] = Counter()
    for source in whole.sources.values():
        if view.source is not None and source.id != view.source:
            continue
        published, last = source.published, published_by(source)
        if published is None or last is None:
            undated += 1
        elif last > view.known_on >= (published.earliest or ""):
            waiting[last, published.display] += 1
    told = [f"{undated:,} undated, in no view of a day"] if undated else []
    told += [
        f"{count:,} dated “{date}”, from {_in_words(last)} on"
        for (last, date), count in sorted(waiting.items())
    ]
    return f"Sources not counted: {'; '.join(told)}." if told else ""


def publication_days(base: FactBase) -> list[str]:
    """Every day on which something became known, in order."""
    return sorted({day for source in base.sources.values() if (day := published_by(source))})


def step(base: FactBase, view: View, delta: int) -> View:
    """The view of the publication day before or after; after the last one comes everything."""
    days = publication_days(base)
    if not days:
        return view
    if view.known_on is None:
        return view._replace(known_on=days[-1]) if delta < 0 else view
    if delta < 0:
        return view._replace(known_on=days[max(0, bisect_left(days, view.known_on) - 1)])
    place = bisect_right(days, view.known_on)
    return view._replace(known_on=days[place] if place < len(days) else None)


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
