"""Series: figures for the same subject, topic, place and unit at different dates.

A figure stands at the date as of which its source gives it, else at the day on which the source was
published, and says which of the two it is.  Nothing is joined, averaged or subtracted: of what
lay between two dates nothing is known.  Figures that are in conflict are no course of things, whatever the
days on which they were told: they are marked, and no arrow leads from one to the other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from tui.factbase.answers.agreement import conflicts_among
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase
from tui.factbase.quantity import unit_key
from tui.factbase.vocabulary import (
    DENIED,
    MEETING_TOPICS,
    PARTICIPANT_WORDS,
    SERIES_PREFIX,
    UNCLEAR,
)

AS_OF: Final = "as of"
PUBLISHED: Final = "published"
"""What the date of a figure is: the source's own for it, or the day on which the source was published."""

_TAKE_PART: Final = frozenset({"membership", "invitation"})
"""Topics of which `PARTICIPANT_WORDS` make one series; each figure still shows its own word."""


class Series(NamedTuple):
    """Figures of one subject, topic, place and unit, of which two or more are of different dates."""

    key: str
    """The place under which it can be opened."""
    about: tuple[str, ...]
    topic: str
    place: str | None
    facts: tuple[Fact, ...]
    """In the order of their dates, those without one last."""


class _Group(NamedTuple):
    about: tuple[str, ...]
    topic: str
    place: str | None
    unit: tuple[str, ...]


def dated(base: FactBase, fact: Fact) -> tuple[EdtfDate, str] | None:
    """The date of a figure, and whether that is `AS_OF` or `PUBLISHED`; None where nothing dates it."""
    if fact.as_of is not None:
        return fact.as_of, AS_OF
    published = base.source_of(fact).published
    return (published, PUBLISHED) if published is not None else None


def is_drawn(base: FactBase, fact: Fact) -> bool:
    """Whether a chart shows the figure: it is dated, and its source doesn't deny it or call it unclear."""
    return fact.mode not in (DENIED, UNCLEAR) and dated(base, fact) is not None


def _group_of(base: FactBase, fact: Fact) -> _Group | None:
    """What the fact must share with another to be of one series; None: it is in none."""
    if fact.value is None or fact.topic == "publication":
        return None
    if fact.topic in MEETING_TOPICS and any(key in base.meetings for key in fact.about):
        return None  # a meeting takes place once: figures for it can differ, but not change
    unit = unit_key(fact.value.unit)
    if fact.topic in _TAKE_PART and len(unit) == 1 and unit[0] in PARTICIPANT_WORDS:
        unit = ("participant",)
    return _Group(tuple(sorted(fact.about)), fact.topic, fact.place, unit)


def _is_series(base: FactBase, facts: Iterable[Fact]) -> bool:
    """Whether two of the figures are certainly of different dates: `2016-05` and `2016-05-04` may not be."""
    first_end: str | None = None
    last_start: str | None = None
    for fact in facts:
        date = dated(base, fact)
        if date is None or not is_drawn(base, fact):
            continue
        latest, earliest = date[0].latest, date[0].earliest
        if latest is not None and (first_end is None or latest < first_end):
            first_end = latest
        if earliest is not None and (last_start is None or earliest > last_start):
            last_start = earliest
    return first_end is not None and last_start is not None and first_end < last_start


def series_among(base: FactBase, facts: Iterable[Fact]) -> list[Series]:
    """The series that these facts make, in the order of their topics, the longest of a topic first."""
    groups: dict[_Group, dict[str, Fact]] = {}
    for fact in facts:
        group = _group_of(base, fact)
        if group is not None:
            groups.setdefault(group, {})[fact.id] = fact
    order = {topic: number for number, topic in enumerate(base.topics)}
    found = [
        _series(base, group, tuple(members.values()))
        for group, members in groups.items()
        if len(members) > 1 and _is_series(base, members.values())
    ]
    return sorted(found, key=lambda one: (order[one.topic], -len(one.facts), one.key))


def _series(base: FactBase, group: _Group, facts: Sequence[Fact]) -> Series:
    def chronologically(fact: Fact) -> tuple[object, ...]:
        date = dated(base, fact)
        published = base.source_of(fact).published
        told = published.sort_key if published else ("9999",)
        return (0, date[0].sort_key, told) if date else (1,)

    subject = "+".join(group.about)
    key = f"{SERIES_PREFIX}{subject}:{group.topic}:{group.place or ''}:{'-'.join(group.unit)}"
    ordered = tuple(sorted(facts, key=chronologically))
    return Series(key, group.about, group.topic, group.place, ordered)


def series_about(base: FactBase, key: str) -> list[Series]:
    """The series of which this entity is a subject."""
    return series_among(base, base.about(key))


def all_series(base: FactBase) -> list[Series]:
    """Every series of the base."""
    return series_among(base, base.facts)


def series_of(base: FactBase, fact: Fact) -> Series | None:
    """The series in which a fact stands, if it stands in one."""
    if fact.value is None:
        return None
    alike = base.about_on(fact.about[0], fact.topic)
    return next((one for one in series_among(base, alike) if fact in one.facts), None)


def find_series(base: FactBase, key: str) -> Series | None:
    """The series that opens under this key."""
    subject = key.removeprefix(SERIES_PREFIX).partition(":")[0].partition("+")[0]
    return next((one for one in series_about(base, subject) if one.key == key), None)


# -- in words -----------------------------------------------------------------------------------------


def subject_of(base: FactBase, series: Series, without: str | None = None) -> str:
    """The names of what it is about; on a page of one of them, those of the others."""
    return " and ".join(base.name(key) for key in series.about if key != without)


def topic_of(base: FactBase, series: Series) -> str:
    """The topic, and where: `Air strikes in Iraq`."""
    place = f" in {base.name(series.place)}" if series.place else ""
    return f"{base.topics.get(series.topic, series.topic)}{place}"


def units_of(series: Series) -> list[str]:
    """The units as the sources put them, each once, that of the latest figure first."""
    found: dict[tuple[str, ...], str] = {}
    for fact in reversed(series.facts):
        if fact.value is not None:
            found.setdefault(unit_key(fact.value.unit), fact.value.unit)
    return list(found.values())


def in_conflict(base: FactBase, series: Series) -> Mapping[str, Collection[str]]:
    """Which figures of a series exclude which others of it, by the ids of their facts."""
    return conflicts_among(base, series.facts) if len(base.sources) > 1 else {}


def span_of(base: FactBase, series: Series) -> tuple[EdtfDate, EdtfDate]:
    """The first and the last date at which a figure stands."""
    dates = [date[0] for fact in series.facts if is_drawn(base, fact) and (date := dated(base, fact))]
    return dates[0], dates[-1]
