"""Deep links: what a place on the command line or behind a link means, and the page that it opens.

A place is the name of a screen, an id, `timeline:ID` (the timeline at an event), or the key of something that
is computed here, such as a share or an overlap.
"""

from __future__ import annotations

from tui.factbase import pages
from tui.factbase.model import FactBase
from tui.factbase.page import Page
from tui.factbase.vocabulary import (
    CELL_PREFIX,
    COMPARE_PREFIX,
    DERIVED_PREFIX,
    DISPUTE_PREFIX,
    OVERLAP_PREFIX,
    SCREENS,
    SERIES_LIST,
    SERIES_PREFIX,
    SINGLE_SOURCE,
)


def page_of(base: FactBase, key: str, width: int = 78) -> Page | None:
    """The page of whatever carries this key; None where there is nothing of that name.

    `width` is that of the text in columns: a chart is drawn to it.
    """
    # These modules are imported when they are first needed: start-up doesn't.
    if key.startswith(OVERLAP_PREFIX):
        from tui.factbase.strikes_page import overlap_page

        return overlap_page(base, key)
    if key.startswith(DISPUTE_PREFIX):
        from tui.factbase.agreement_page import dispute_page, find_dispute

        dispute = find_dispute(base, key)
        return dispute_page(base, dispute) if dispute else None
    if key.startswith(CELL_PREFIX):
        from tui.factbase.matrix import cell_page

        return cell_page(base, key)
    if key.startswith(SERIES_PREFIX):
        from tui.factbase.series import find_series, series_list_page
        from tui.factbase.series_page import series_page

        if key == SERIES_LIST:
            return series_list_page(base)
        series = find_series(base, key)
        return series_page(base, series, width) if series else None
    if key.startswith(COMPARE_PREFIX):
        from tui.factbase.compare import compare_page

        return compare_page(base, key)
    if key == SINGLE_SOURCE:
        from tui.factbase.desk import single_source_page

        return single_source_page(base)
    if key.startswith(DERIVED_PREFIX):
        from tui.factbase.strikes_page import derived_page, find_derived

        derived = find_derived(base, key)
        return derived_page(base, derived) if derived else None
    return pages.record_page(base, key)


def place_of(base: FactBase, text: str) -> str | None:
    """The place that a user's word means: a screen, an id in any case or a name; None if there is none."""
    from tui.factbase.search import resolve

    word = text.strip()
    if word.lower() in SCREENS:
        return word.lower()
    if word.startswith(COMPARE_PREFIX):
        from tui.factbase.compare import compare_place

        return compare_place(base, word)
    if word.startswith(SERIES_PREFIX):
        return word if page_of(base, word) else None
    found = resolve(base, word)
    return SERIES_LIST if found is None and word.lower() == "series" else found


def nation_in(base: FactBase, key: str | None) -> str | None:
    """The nation that a place is about: a nation itself, or the one of a cell of the matrix."""
    if key is not None and key.startswith(CELL_PREFIX):
        key = key.removeprefix(CELL_PREFIX).partition(":")[0]
    return key if key in base.nations else None


def question_of(base: FactBase, key: str) -> str:
    """The question that a page answers, as the first line of its screen."""
    if key.startswith(DERIVED_PREFIX):
        return "How was this figure worked out?"
    if key.startswith(OVERLAP_PREFIX):
        return "Who is named in these lists?"
    if key.startswith(DISPUTE_PREFIX):
        return "Who says what, as of when, and can all of it be true?"
    if key.startswith(CELL_PREFIX):
        return "What is said of this nation on this topic?"
    if key == SERIES_LIST:
        return "Which figures are told of different dates?"
    if key.startswith(SERIES_PREFIX):
        return "What figure was told when, how firmly, and who says so?"
    if key.startswith(COMPARE_PREFIX):
        return "What is told of the one nation, and what of the other?"
    if key == SINGLE_SOURCE:
        return "Which facts stand on one source alone?"
    record = base.find(key)
    kind = record.kind if record else ""
    name = base.name(key)
    return {
        "nation": f"What does {name} contribute, as of when, and who says so?",
        "group": f"What is said of {name}, and what does it say?",
        "person": f"What did {name} say, and where?",
        "meeting": "When was or is it held, who came, and what was said there?",
        "place": f"What is said of {name}?",
        "source": "What does this source say, in its own order?",
        "fact": "What exactly is said, by whom, as of when, and where?",
        "check": "Do these figures add up?",
        "ruling": "Which statement does the editor go by, and why?",
    }.get(kind, "What is this?")


def crumb_of(base: FactBase, key: str) -> str:
    """How a trail of places names this one."""
    if key.startswith(DERIVED_PREFIX):
        return "derived"
    if key.startswith(OVERLAP_PREFIX):
        return "overlap"
    if key.startswith(DISPUTE_PREFIX):
        return "disagreement"
    if key.startswith(CELL_PREFIX):
        return "cell"
    if key.startswith(SERIES_PREFIX):
        return "series"
    if key.startswith(COMPARE_PREFIX):
        return "compared"
    if key == SINGLE_SOURCE:
        return "single source"
    return base.name(key)
