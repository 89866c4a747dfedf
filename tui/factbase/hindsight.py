"""Notes in a view of a day: which of them surely tell of nothing later?

A note is the editor's and has no day: it may have been written with later reports in hand.  What it was
written with can't be read from a sentence, so this errs on one side.  A note is taken to be on its own source
alone if it has no name and no figure that isn't there too, and no word that compares or looks ahead.  A view
of a day shows those alone, and of them the ones all of whose dates had passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from itertools import chain
from typing import Final

from tui.factbase.dates import MONTHS, parse_date
from tui.factbase.model import Check, Entity, Fact, FactBase, Person, Source
from tui.factbase.once import once
from tui.factbase.text import fold

_Record = Entity | Source | Fact | Check

_DATES: Final = re.compile(rf"(?:(?:(\d\d?) )?\b({'|'.join(MONTHS)}) )?\b([12]\d\d\d)\b")
_COMPARES: Final = re.compile(
    r"\b(?:after\w*|again|agree\w*|another|became|become\w*|by now|cop(?:y(?! read)|ies)|differ\w*|else\w*"
    r"|eventually|followed|https?|later|latest|meanwhile|newer|next|now|other\w*|releases?|replac\w*|reports?"
    r"|revis\w*|since|soon|still|subsequent\w*|then|today|turned|until|versions?|will|would|yet)\b",
    re.IGNORECASE,
)
"""What speaks of another report, or of a later time than that of the record itself."""
_WORDS: Final = re.compile(r"\w+")
_FIGURES: Final = re.compile(r"\d[\d,.]*")
_OPENING = """
A All Also An And Are As At Both But By Counted Date Day Each Every Figures Five For Four From He Her Here
His How If In Is It Its Many More Most Month Names No Nobody None Not Nothing Of On One Only Or Our Part
Parts Printed Read Said Seven She Six So Some Spoken That The Their Them There These They This Those Three
Title To Two Was We Were What When Where Whether Which Who Whom Whose Why With Without Year
"""
_OPENERS: Final = frozenset(_OPENING.split())
"""Words that have a capital only for beginning a sentence; whatever else has one is taken for a name."""


@once
def notes_known_from(base: FactBase) -> Mapping[str, str]:
    """By the id of a record: the first day on which its note tells of nothing later; often the empty text.

    Of a record that isn't here that can't be said of any day.
    """
    found: dict[str, str] = {}
    records: Iterable[_Record] = chain(
        base.entities.values(), base.sources.values(), base.facts, base.checks.values()
    )
    for record in records:
        if record.note is not None:
            day = _known_from(base, record, record.note)
            if day is not None:
                found[record.id] = day
    return found


def _known_from(base: FactBase, record: _Record, note: str) -> str | None:
    if _COMPARES.search(note):
        return None
    ends = [_end(*date) for date in _DATES.findall(note)]
    told = _DATES.sub(" ", note) if ends else note
    names = [
        word
        for word in _WORDS.findall(told)
        if not word.islower() and not word.isdigit() and word not in _OPENERS
    ]
    figures = _FIGURES.findall(told)
    if names or figures:
        own = _own_words(base, record)
        if not all(word in own for word in (*map(fold, names), *_plain(figures))):
            return None
    return max(ends, default="")


def _end(day: str, month: str, year: str) -> str:
    """The last day of what a date in words means."""
    if not month:
        return f"{year}-12-31"
    of_year = f"{year}-{MONTHS.index(month) + 1:02}"
    return f"{of_year}-{int(day):02}" if day else parse_date(of_year).latest or ""


def _plain(figures: Iterable[str]) -> Iterator[str]:
    return (figure.replace(",", "").rstrip(".") for figure in figures)


def _own_words(base: FactBase, record: _Record) -> Set[str]:
    """The words and figures of a record itself; of a fact those of all that its source says."""
    if isinstance(record, Fact):
        record = base.source_of(record)
    if not isinstance(record, Source):
        return _words_of(_texts_of(base, record))
    known = _words_of_sources(base)
    if record.id not in known:
        known[record.id] = _words_of(_texts_of(base, record))
    return known[record.id]


@once
def _words_of_sources(base: FactBase) -> dict[str, set[str]]:
    """The words of the sources that were asked about."""
    return {}


def _words_of(texts: Iterable[str]) -> set[str]:
    own = " ".join(texts)
    return {*_WORDS.findall(fold(own)), *_plain(_FIGURES.findall(own))}


def _texts_of(base: FactBase, record: Entity | Source | Check) -> Iterator[str]:
    """All that a record tells, with the names of what it is about."""
    if isinstance(record, Check):
        yield from (fact.says for key in (record.total, *record.parts) if (fact := base.fact(key)))
    elif isinstance(record, Source):
        yield from filter(None, (record.title, record.publisher, record.author, record.via, record.begins))
        named: dict[str, None] = {}
        for fact in base.said_in(record.id):
            yield from (fact.says, fact.quote or "", fact.at or "", fact.value.display if fact.value else "")
            yield from (date.display for date in (fact.when, fact.as_of) if date)
            named.update(dict.fromkeys(key for key in (*fact.about, fact.by, fact.place) if key))
        for key in named:
            yield from _texts_of(base, base.entities[key])
    else:
        yield from (record.name, *record.also)
        if isinstance(record, Person):
            yield from (record.post or "", base.name(record.nation or ""))
