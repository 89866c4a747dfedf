"""The shape of a fact base: which keys each record may carry and what their values are.

One table serves the reader, the JSON Schema for editors and the documentation.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from tui.factbase.vocabulary import MODES, PUBLISHED_BASES

TEXT: Final = "text"
TEXTS: Final = "texts"
ID: Final = "id"
IDS: Final = "ids"
REF: Final = "ref"
TOPIC: Final = "topic"
QUANTITY: Final = "quantity"
DATE: Final = "date"
WORD: Final = "word"
FLAG: Final = "flag"
FACTS: Final = "facts"

ID_PATTERN: Final = r"[A-Za-z0-9][A-Za-z0-9_-]{0,79}"
ID_RULE: Final = re.compile(ID_PATTERN)

ABOUT_KINDS: Final = ("nation", "group", "person", "meeting", "place")
SPEAKER_KINDS: Final = ("person", "group", "nation")


class Field(NamedTuple):
    """One key of a record."""

    key: str
    """As it is written in the file."""
    kind: str
    doc: str
    required: bool = False
    refers: tuple[str, ...] = ()
    """The kinds of record that an id in this field may name."""
    words: tuple[str, ...] = ()
    """The values that a `WORD` may take."""
    attribute: str = ""
    """The attribute of the model's class, where it is spelled otherwise."""

    @property
    def target(self) -> str:
        """The attribute of the model's class that takes the value."""
        return self.attribute or self.key


def _fields(*fields: Field) -> dict[str, Field]:
    return {field.key: field for field in fields}


_NAME: Final = Field("name", TEXT, "How it is shown.", required=True)
_ALSO: Final = Field("also", TEXTS, "Other names by which a search finds it.")
_NOTE: Final = Field("note", TEXT, "What a reader must know to use it.")

TOPIC_FIELDS: Final = _fields(_NAME, _NOTE)
NATION_FIELDS: Final = _fields(_NAME, _ALSO, _NOTE)
GROUP_FIELDS: Final = _fields(
    _NAME,
    _ALSO,
    Field("mark", TEXT, "One or two characters by which lists mark its members."),
    _NOTE,
)
MEETING_FIELDS: Final = NATION_FIELDS
PERSON_FIELDS: Final = _fields(
    _NAME,
    _ALSO,
    Field("post", TEXT, "The post by which a reader knows the person."),
    Field("nation", REF, "The nation the person speaks for.", refers=("nation",)),
    _NOTE,
)
PLACE_FIELDS: Final = _fields(
    _NAME,
    _ALSO,
    Field("within", REF, "The place around it.", refers=("place",)),
    _NOTE,
)
SOURCE_FIELDS: Final = _fields(
    Field("title", TEXT, "As the source prints it.", required=True),
    Field("publisher", TEXT, "Who published it.", required=True),
    Field("author", TEXT, "Who wrote it."),
    Field("published", DATE, "When it was published."),
    Field(
        "published_basis",
        WORD,
        "Where that date comes from; `printed` when left out.",
        words=tuple(PUBLISHED_BASES),
    ),
    Field("via", TEXT, "The copy that was read, where it is not the publisher's own."),
    Field("url", TEXT, "Where it can be read."),
    Field("begins", TEXT, "The first words of the paragraph that `at` calls p1, for verifying quotes."),
    _NOTE,
    Field("facts", FACTS, "What it states, in its own order."),
)
FACT_FIELDS: Final = _fields(
    Field("id", ID, "Stable and readable; unique in the whole base.", required=True),
    Field("about", IDS, "The entities that it is about, one or more.", required=True, refers=ABOUT_KINDS),
    Field("topic", TOPIC, "One of the topics.", required=True, refers=("topic",)),
    Field("says", TEXT, "The statement in our own words, hedges kept.", required=True),
    Field("value", QUANTITY, "The figure with its hedge and unit: `~3500 service members`."),
    Field("in", REF, "The theatre or place that it speaks of.", refers=("place",), attribute="place"),
    Field(
        "by",
        REF,
        "Who says so inside the source; left out when the source itself does.",
        refers=SPEAKER_KINDS,
    ),
    Field("as_of", DATE, "When it holds, only where the source dates it."),
    Field("when", DATE, "When what it tells of happens."),
    Field("mode", WORD, "How the source puts it; `reported` when left out.", words=tuple(MODES)),
    Field("open", FLAG, 'true for a list that the source leaves open ("include").'),
    Field("at", TEXT, "Where it stands in the source: `p6`, `title`."),
    Field("quote", TEXT, "A few words of the source to find the place by."),
    _NOTE,
    Field("corrects", REF, "The fact that this one replaces.", refers=("fact",)),
)

CHECK_FIELDS: Final = _fields(
    Field("total", REF, "The fact whose value is the total.", required=True, refers=("fact",)),
    Field("parts", IDS, "The facts whose values add up to it.", required=True, refers=("fact",)),
    _NOTE,
)

RULING_FIELDS: Final = _fields(
    Field("prefer", REF, "The fact that the editor goes by.", required=True, refers=("fact",)),
    Field(
        "over", IDS, "The facts that it is preferred to; they stay on show.", required=True, refers=("fact",)
    ),
    Field("reason", TEXT, "Why, for whoever looks at the same sources later.", required=True),
    Field("ruled_by", TEXT, "Who ruled."),
    Field("ruled_on", DATE, "When."),
)

ENTITY_FIELDS: Final[dict[str, dict[str, Field]]] = {
    "topics": TOPIC_FIELDS,
    "nations": NATION_FIELDS,
    "groups": GROUP_FIELDS,
    "people": PERSON_FIELDS,
    "meetings": MEETING_FIELDS,
    "places": PLACE_FIELDS,
}
"""The fields of the records in each section of entities."""

DECLARATION_FIELDS: Final[dict[str, dict[str, Field]]] = {"checks": CHECK_FIELDS, "rulings": RULING_FIELDS}
"""The fields of the records in each section that speaks of facts: sums to check, rulings between them."""

SECTION_NAMES: Final = (*ENTITY_FIELDS, "sources", *DECLARATION_FIELDS)
"""The keys that may stand at the left margin."""
