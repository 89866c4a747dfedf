"""Notes in a view of a day: which of them surely tell of nothing later?

A note is the editor's and has no day: it may have been written with later reports in hand.  What it was
written with can't be read from a sentence, so this errs on one side.  A note is taken to be on its own source
alone if it has no name and no figure that isn't there too, and no word that compares or looks ahead.  A view
of a day shows those alone, and of them the ones all of whose dates had passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from tui.factbase.dates import MONTHS, parse_date
from tui.factbase.model import Check, Entity, Fact, FactBase, Source
from tui.factbase.once import once

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
    figures = [figure.rstrip(",.") for figure in _FIGURES.findall(told)]
    if names or figures:
        own = _own_text(base, record)
        # A word with a capital for beginning its sentence may stand there without.
        if not all(_holds(own, word) or _holds(own, word.lower()) for word in (*names, *figures)):
            return None
    return max(ends, default="")


def _end(day: str, month: str, year: str) -> str:
    """The last day of what a date in words means."""
    if not month:
        return f"{year}-12-31"
    of_year = f"{year}-{MONTHS.index(month) + 1:02}"
    return f"{of_year}-{int(day):02}" if day else parse_date(of_year).latest or ""


def _holds(text: str, word: str) -> bool:
    """Whether a text holds a word or figure, and not only as a part of a longer one."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        if not text[max(0, place - 1) : place].isalnum() and not text[end : end + 1].isalnum():
            return True
        place = text.find(word, place + 1)
    return False


def _own_text(base: FactBase, record: _Record) -> str:
    """All that a record itself tells; of a fact all that its source says."""
    if isinstance(record, Fact):
        record = base.source_of(record)
    known = _known_texts(base)
    if record.id not in known:
        known[record.id] = " ".join(_texts_of(base, record))
    return known[record.id]


@once
def _known_texts(base: FactBase) -> dict[str, str]:
    """The texts of the records that were asked about."""
    return {}


def _texts_of(base: FactBase, record: Entity | Source | Check) -> Iterator[str]:
    """All that a record tells, with the names of what it is about."""
    if isinstance(record, Check):
        yield from (fact.says for key in (record.total, *record.parts) if (fact := base.fact(key)))
    elif isinstance(record, Source):
        yield from filter(None, (record.title, record.publisher, record.author, record.via, record.begins))
        named: set[str | None] = set()
        for fact in base.said_in(record.id):
            yield from filter(None, (fact.says, fact.quote, fact.at))  # which hold its value and dates, too
            named.update(fact.about, (fact.by, fact.place))
        names = _names(base)
        yield from (names[key] for key in named if key)
    else:
        yield _names(base)[record.id]


@once
def _names(base: FactBase) -> Mapping[str, str]:
    """All by which each entity may be named."""
    found = {key: " ".join((entity.name, *entity.also)) for key, entity in base.entities.items()}
    for key, person in base.people.items():
        found[key] += f" {person.post or ''} {base.name(person.nation or '')}"
    return found
