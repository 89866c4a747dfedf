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
    DERIVED_PREFIX,
    OVERLAP_PREFIX,
    SCREENS,
    SINGLE_SOURCE,
)


def page_of(base: FactBase, key: str) -> Page | None:
    """The page of whatever carries this key; None where there is nothing of that name."""
    # These modules are imported when they are first needed: start-up doesn't.
    if key.startswith(OVERLAP_PREFIX):
        from tui.factbase.strikes_page import overlap_page

        return overlap_page(base, key)
    if key.startswith(CELL_PREFIX):
        from tui.factbase.matrix import cell_page

        return cell_page(base, key)
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
    return resolve(base, word)


def question_of(base: FactBase, key: str) -> str:
    """The question that a page answers, as the first line of its screen."""
    if key.startswith(DERIVED_PREFIX):
        return "How was this figure worked out?"
    if key.startswith(OVERLAP_PREFIX):
        return "Who is named in these lists?"
    if key.startswith(CELL_PREFIX):
        return "What is said of this nation on this topic?"
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
    }.get(kind, "What is this?")


def crumb_of(base: FactBase, key: str) -> str:
    """How a trail of places names this one."""
    if key.startswith(DERIVED_PREFIX):
        return "derived"
    if key.startswith(OVERLAP_PREFIX):
        return "overlap"
    if key.startswith(CELL_PREFIX):
        return "cell"
    if key == SINGLE_SOURCE:
        return "single source"
    return base.name(key)
