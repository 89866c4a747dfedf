"""The words with a fixed meaning: topics, modes, the states of knowledge, and the bases of a date."""

from __future__ import annotations

from typing import Final

TOPICS: Final[dict[str, str]] = {
    "strikes": "Air strikes",
    "sorties": "Sorties",
    "forces": "Forces",
    "aircraft": "Aircraft",
    "ships": "Ships",
    "training": "Training",
    "basing": "Basing",
    "equipment": "Equipment",
    "humanitarian": "Humanitarian aid",
    "cost": "Cost",
    "pledge": "Pledges",
    "decision": "Decisions",
    "strategy": "Strategy",
    "role": "Role",
    "membership": "Membership",
    "meeting": "Meeting",
    "host": "Hosts",
    "invitation": "Invited",
    "attendance": "Attended",
    "agenda": "Agenda",
    "outcome": "Outcome",
    "statement": "Statements",
    "talks": "Talks",
    "attack": "Attacks",
    "enemy": "The Islamic State",
    "publication": "Publication",
    "other": "Other",
}
"""The built-in topics in the order in which details show them, contributions first.

A file may add its own under `topics`.
"""

MEETING_TOPICS: Final = ("meeting", "host", "invitation", "attendance", "agenda", "outcome", "statement")
"""The topics that tell a meeting's story, in the order of its page."""

MODES: Final[dict[str, str]] = {
    "reported": "reported as fact",
    "expected": "expected, not yet so",
    "possible": "possible, not decided",
    "planned": "planned or announced",
    "pledged": "pledged",
    "denied": "the source says it is not so",
    "unclear": "the source says it is not known",
}
"""How a source puts a fact.  `reported` is what a fact is when it says nothing of its mode."""

AHEAD_MODES: Final = frozenset({"expected", "possible", "planned", "pledged"})
"""The modes of what had not happened when the source told of it."""

PARTICIPANT_WORDS: Final = frozenset(
    {"ally", "country", "member", "minister", "nation", "participant", "partner", "state"}
)
"""Units, in the singular, by which sources count the same thing: who takes part."""

STATED: Final = "stated"
DENIED: Final = "denied"
UNCLEAR: Final = "unclear"
NOT_STATED: Final = "not stated"
STATES: Final = (STATED, DENIED, UNCLEAR, NOT_STATED)
"""What the base knows of a nation and a topic.  Blank is never "no"."""

PUBLISHED_BASES: Final[dict[str, str]] = {
    "printed": "printed in the source",
    "address": "read from its address",
    "content": "inferred from what it tells",
}
"""Where a source's date of publication comes from."""

SCREENS: Final = ("nations", "strikes", "timeline", "matrix", "sources", "desk")
"""The names of the screens, in the order of their keys 1 to 6.  No id may be one of them."""

RESERVED_IDS: Final = frozenset(
    (*SCREENS, "search", "help", "check", "find", "export", "cite", "verify", "schema")
)
"""Words that the command line reads as something else than an id."""

TIMELINE_PREFIX: Final = "timeline:"
DERIVED_PREFIX: Final = "derived:"
OVERLAP_PREFIX: Final = "overlap:"
CELL_PREFIX: Final = "cell:"
DISPUTE_PREFIX: Final = "dispute:"
LISTS_PREFIX: Final = "lists:"
SERIES_PREFIX: Final = "series:"
SERIES_LIST: Final = "series:all"
COMPARE_PREFIX: Final = "compare:"
SINGLE_SOURCE: Final = "desk:single-source"
"""How the places begin that are no ids: an event on the timeline, a computed figure, an overlap, a cell."""
