"""Deep links: what a place on the command line or behind a link means, and the page that it opens.

A place is the name of a screen, an id, `timeline:ID` (the timeline at an event), or the key of something that
is computed here, such as a share or an overlap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from tui.factbase.model import FactBase
from tui.factbase.page import Page
from tui.factbase.text import in_sentence
from tui.factbase.vocabulary import (
    CELL_PREFIX,
    COMPARE_PREFIX,
    DERIVED_PREFIX,
    DISPUTE_PREFIX,
    LISTS_PREFIX,
    OVERLAP_PREFIX,
    SCREENS,
    SERIES_LIST,
    SERIES_PREFIX,
    SINGLE_SOURCE,
)


class _Computed(NamedTuple):
    """A kind of place that is worked out here and stands in no file."""

    key: str
    """How its keys begin, if it ends in a colon; else the one key."""
    crumb: str
    """The kind of place in a word: how a trail names one that is gone."""
    question: str
    """What its page answers, as the first line of its screen."""
    page: Callable[[FactBase, str, int], Page | None]
    name: Callable[[FactBase, str], str] | None = None
    """How a trail names one of them, where the title of its page is too long for that or costs too much."""


# The modules of the pages are imported when they are first needed: start-up doesn't.


def _overlap(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.strikes_page import overlap_page

    return overlap_page(base, key)


def _dispute(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.agreement_page import dispute_page, find_dispute

    dispute = find_dispute(base, key)
    return dispute_page(base, dispute) if dispute else None


def _dispute_name(base: FactBase, key: str) -> str:
    """Subject and topic, from the key itself: making the page would look at the whole base."""
    subject, _, rest = key.removeprefix(DISPUTE_PREFIX).partition(":")
    return _of(base, subject, rest.partition(":")[0])


def _series_name(base: FactBase, key: str) -> str:
    """Subject, topic and place."""
    subject, topic, place, *_ = *key.removeprefix(SERIES_PREFIX).split(":"), "", ""
    return _of(base, subject, topic) + (f" in {base.name(place)}" if place else "")


def _of(base: FactBase, subject: str, topic: str) -> str:
    names = " and ".join(base.name(key) for key in subject.split("+"))
    label = base.topics.get(topic, topic)
    return f"{names}: {label[:1].lower()}{label[1:]}"


def _lists(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.agreement_page import list_difference_page

    return list_difference_page(base, key)


def _cell(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.matrix import cell_page

    return cell_page(base, key)


def _series_list(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.series_list import series_list_page

    return series_list_page(base)


def _series(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.answers.series import find_series
    from tui.factbase.shown.series_page import series_page

    series = find_series(base, key)
    return series_page(base, series, width) if series else None


def _compared(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.compare import compare_page

    return compare_page(base, key)


def _single_source(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.desk import single_source_page

    return single_source_page(base)


def _derived(base: FactBase, key: str, width: int) -> Page | None:
    from tui.factbase.shown.strikes_page import derived_page, find_derived

    derived = find_derived(base, key)
    return derived_page(base, derived) if derived else None


_COMPUTED: Final = (
    _Computed(DERIVED_PREFIX, "derived", "How was this figure worked out?", _derived),
    _Computed(OVERLAP_PREFIX, "overlap", "Who is named in these lists?", _overlap),
    _Computed(
        DISPUTE_PREFIX,
        "disagreement",
        "Who says what, as of when, and can all of it be true?",
        _dispute,
        _dispute_name,
    ),
    _Computed(LISTS_PREFIX, "lists", "Whom does one list name and another one not?", _lists),
    _Computed(CELL_PREFIX, "cell", "What is said of this nation on this topic?", _cell),
    _Computed(SERIES_LIST, "series", "Which figures are told of different dates?", _series_list),
    _Computed(
        SERIES_PREFIX,
        "series",
        "What figure was told when, how firmly, and who says so?",
        _series,
        _series_name,
    ),
    _Computed(
        COMPARE_PREFIX, "compared", "What is told of the one nation, and what of the other?", _compared
    ),
    _Computed(SINGLE_SOURCE, "single source", "Which facts stand on one source alone?", _single_source),
)
"""In the order in which they are tried."""

_QUESTIONS: Final = {
    "nation": "What does {name} contribute, as of when, and who says so?",
    "group": "What is said of {name}, and what does it say?",
    "person": "What did {name} say, and where?",
    "meeting": "When was or is it held, who came, and what was said there?",
    "place": "What is said of {name}?",
    "source": "What does this source say, in its own order?",
    "fact": "What exactly is said, by whom, as of when, and where?",
    "check": "Do these figures add up?",
    "ruling": "Which statement does the editor go by, and why?",
}


def _computed(key: str) -> _Computed | None:
    for place in _COMPUTED:
        if key == place.key or (place.key.endswith(":") and key.startswith(place.key)):
            return place
    return None


def page_of(base: FactBase, key: str, width: int = 78) -> Page | None:
    """The page of whatever carries this key; None where there is nothing of that name.

    `width` is that of the text in columns: a chart is drawn to it.
    """
    place = _computed(key)
    if place:
        return place.page(base, key, width)
    from tui.factbase.shown.pages import record_page

    return record_page(base, key)


def question_of(base: FactBase, key: str) -> str:
    """The question that a page answers, as the first line of its screen."""
    place = _computed(key)
    if place:
        return place.question
    record = base.find(key)
    question = _QUESTIONS.get(record.kind if record else "", "What is this?")
    return question.replace("{name}", in_sentence(base.name(key)))  # a name may hold braces: it is no format


def crumb_of(base: FactBase, key: str) -> str:
    """How a trail of places names this one."""
    place = _computed(key)
    if place is None:
        return base.name(key)
    if place.name is not None:
        return place.name(base, key)
    page = place.page(base, key, 0)
    return page.title if page else place.crumb


def place_of(base: FactBase, text: str) -> str | None:
    """The place that a user's word means: a screen, an id in any case or a name; None if there is none."""
    from tui.factbase.answers.search import resolve

    word = text.strip()
    if word.lower() in SCREENS:
        return word.lower()
    if word.startswith(COMPARE_PREFIX):
        from tui.factbase.shown.compare import compare_place

        return compare_place(base, word)
    if word.startswith((SERIES_PREFIX, LISTS_PREFIX)):
        return word if page_of(base, word) else None
    found = resolve(base, word)
    return SERIES_LIST if found is None and word.lower() == "series" else found


def nation_in(base: FactBase, key: str | None) -> str | None:
    """The nation that a place is about: a nation itself, or the one of a cell of the matrix."""
    if key is not None and key.startswith(CELL_PREFIX):
        key = key.removeprefix(CELL_PREFIX).partition(":")[0]
    return key if key in base.nations else None
