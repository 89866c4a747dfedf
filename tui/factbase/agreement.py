"""How facts stand to each other: do two sources agree, or where and since when do they differ?

Facts can be compared when they answer the same `Question`: the same subject, topic and theatre, and figures
of the same unit, or a yes and a no, or dates of one meeting.  How two of them stand to each other is one word
of `RELATIONS`.  Nothing here decides who is right: an editor may (`rulings` in the file), and even then every
statement stays on show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase, Ruling
from tui.factbase.pivots import told_on, when_told
from tui.factbase.quantity import Quantity, unit_key
from tui.factbase.text import fold
from tui.factbase.vocabulary import AHEAD_MODES, DENIED, DISPUTE_PREFIX, MEETING_TOPICS, UNCLEAR

AGREEMENT: Final = "in agreement"
COMPATIBLE: Final = "compatible"
SERIES: Final = "a series"
SUPERSEDED: Final = "superseded"
OUTCOME: Final = "plan and outcome"
CONFLICT: Final = "in conflict"

RELATIONS: Final[dict[str, str]] = {
    AGREEMENT: "the same period and the same answer",
    COMPATIBLE: "the same period, and both answers may be true: their ranges overlap, or one is rounded, or "
    "it can't be told that the periods are the same",
    SERIES: "different periods: what held then, and what held later",
    SUPERSEDED: "one corrects the other",
    OUTCOME: "one tells what was to be, the other, later, what came",
    CONFLICT: "the same period, and not both can be true",
}
"""How two facts that answer the same question can stand to each other, and what each word means."""

UNDATED_DAYS: Final = 92
"""A statement that its source doesn't date holds at some time in this many days, a quarter of a year, up to
its publication: figures of one winter meet, those of two years don't."""

STATE_DAYS: Final = 31
"""A yes or no that is dated to a day speaks of the month up to it ("still flies", "has stopped")."""

YES_NO_TOPICS: Final = frozenset({"membership", "strikes", "attendance", "invitation", "host"})
"""The topics on which a statement about a nation is a yes or a no; on others two may be of two things."""

_TAKE_PART: Final = frozenset({"membership", "attendance", "invitation"})
_PARTICIPANT_WORDS: Final = frozenset(
    {"ally", "country", "member", "minister", "nation", "participant", "partner", "state"}
)
"""Words by which sources count the same thing: who takes part."""


class Question(NamedTuple):
    """What facts must share to be comparable."""

    subject: tuple[str, ...]
    """The ids that it is about."""
    topic: str
    place: str | None
    asks: str
    """`WHETHER`, `WHEN`, or the unit of the figures, such as `PARTICIPANTS`."""


PARTICIPANTS: Final = "participant"
"""The unit of figures that count who takes part, by whichever word."""
WHETHER: Final = "whether"
WHEN: Final = "when"
_Days = tuple[int, int]
_ALWAYS: Final[_Days] = (0, 4_000_000)
"""A meeting takes place once: whenever something is told of it, it is told of the same day."""


# -- what a fact answers ------------------------------------------------------------------------------


def questions_of(base: FactBase, fact: Fact) -> Iterator[Question]:
    """The questions that a fact answers; none where nothing else could answer the same."""
    meetings = tuple(sorted(key for key in fact.about if key in base.meetings))
    if fact.value is not None and fact.mode not in (DENIED, UNCLEAR):
        subject = meetings if meetings and fact.topic in MEETING_TOPICS else tuple(sorted(fact.about))
        yield Question(subject, fact.topic, fact.place, _unit_of(fact.topic, fact.value))
    if fact.topic in YES_NO_TOPICS and fact.mode != UNCLEAR:
        around = meetings or tuple(key for key in fact.about if key in base.groups)
        if fact.topic == "strikes":
            around = ()
        for nation in fact.about:
            if nation in base.nations and (around or fact.topic == "strikes"):
                yield Question((*around, nation), fact.topic, fact.place, WHETHER)
    if fact.when is not None and fact.topic == "meeting" and len(meetings) == 1:
        yield Question(meetings, fact.topic, None, WHEN)


def _unit_of(topic: str, value: Quantity) -> str:
    words = unit_key(value.unit)
    if topic in _TAKE_PART and len(words) == 1 and words[0] in _PARTICIPANT_WORDS:
        return PARTICIPANTS
    return " ".join(words)


def voice_of(base: FactBase, fact: Fact) -> str:
    """Whose word it is: sources that quote the same speaker are one voice, as are those of one publisher."""
    return fact.by or f"publisher:{fold(base.source_of(fact).publisher)}"


def voices(base: FactBase, facts: Iterable[Fact]) -> int:
    """How many independent voices there are among these facts."""
    return len({voice_of(base, fact) for fact in facts})


# -- periods ------------------------------------------------------------------------------------------


def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def _period(base: FactBase, fact: Fact, question: Question) -> _Days | None:
    """The days at some of which the statement holds; None where nothing dates it."""
    if any(key in base.meetings for key in question.subject):
        return _ALWAYS
    own = fact.as_of or (fact.when if fact.mode not in AHEAD_MODES else None)
    given = own or base.source_of(fact).published
    if given is None or (given.earliest is None and given.latest is None):
        return None
    first = _day(given.earliest) if given.earliest else 0
    last = _day(given.latest) if given.latest else _ALWAYS[1]
    if own is None:
        return last - UNDATED_DAYS, last
    return (first - STATE_DAYS if question.asks == WHETHER else first), last


# -- two facts ----------------------------------------------------------------------------------------


def relation(base: FactBase, question: Question, one: Fact, other: Fact) -> str | None:
    """How two facts that answer the question stand to each other: one of `RELATIONS`.

    None where they can't be compared after all: a source that gives two figures speaks of two things.
    """
    if one.corrects == other.id or other.corrects == one.id:
        return SUPERSEDED
    if (one.mode in AHEAD_MODES) != (other.mode in AHEAD_MODES):
        plan, report = (one, other) if one.mode in AHEAD_MODES else (other, one)
        return _plan_and_report(base, plan, report)
    answers = _answers(question, one, other)
    if answers == CONFLICT and one.source == other.source:
        return SERIES if _apart(base, question, one, other) else None
    periods = _period(base, one, question), _period(base, other, question)
    if periods[0] is None or periods[1] is None:
        return AGREEMENT if answers == AGREEMENT else COMPATIBLE
    return answers if _meet(periods[0], periods[1]) else SERIES


def _plan_and_report(base: FactBase, plan: Fact, report: Fact) -> str:
    planned, reported = told_on(base, plan), told_on(base, report)
    if plan.source == report.source or planned is None or reported is None:
        return SERIES
    return OUTCOME if (planned.latest or "") <= (reported.latest or "9999") else SERIES


def _apart(base: FactBase, question: Question, one: Fact, other: Fact) -> bool:
    first, second = _period(base, one, question), _period(base, other, question)
    return first is not None and second is not None and not _meet(first, second)


def _meet(one: _Days, other: _Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _answers(question: Question, one: Fact, other: Fact) -> str:
    """Agreement, compatible or conflict, the periods left aside."""
    if question.asks == WHETHER:
        return AGREEMENT if (one.mode == DENIED) == (other.mode == DENIED) else CONFLICT
    if question.asks == WHEN:
        assert one.when is not None
        assert other.when is not None
        return _dates(one.when, other.when)
    assert one.value is not None
    assert other.value is not None
    return _figures(one.value, other.value)


def _dates(one: EdtfDate, other: EdtfDate) -> str:
    if (one.earliest, one.latest, one.approximate) == (other.earliest, other.latest, other.approximate):
        return AGREEMENT
    if one.overlaps(other):
        return COMPATIBLE
    # "About the 10th" allows the 11th: as many days to either side as its precision is wide.
    slack = max(_slack(one), _slack(other))
    gap = max(_day(other.earliest or "9999-12-31") - _day(one.latest or "0001-01-01"),
              _day(one.earliest or "9999-12-31") - _day(other.latest or "0001-01-01"))  # fmt: skip
    return COMPATIBLE if gap <= slack else CONFLICT


def _slack(when: EdtfDate) -> int:
    return {"day": 7, "month": 31, "year": 366}[when.precision] if when.approximate or when.uncertain else 0


def _figures(one: Quantity, other: Quantity) -> str:
    if (one.low, one.high, one.approximate, one.exclusive) == (
        other.low,
        other.high,
        other.approximate,
        other.exclusive,
    ):
        return AGREEMENT
    if one.overlaps(other) or _rounds_to(one, other) or _rounds_to(other, one):
        return COMPATIBLE
    return CONFLICT


def _rounds_to(fine: Quantity, coarse: Quantity) -> bool:
    """Whether a measured figure (one with decimals) is the other, rounded: 11.2 million and 11 million."""
    if not (fine.is_exact and coarse.is_exact and isinstance(fine.low, float) and coarse.low is not None):
        return False
    decimals = len(str(coarse.low).partition(".")[2]) if isinstance(coarse.low, float) else 0
    return fine.low != int(fine.low) and round(fine.low, decimals) == coarse.low


# -- all facts of a question --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dispute:
    """Facts of one question and period of which not all can be true, with those that side with them."""

    key: str
    """The place under which it can be opened."""
    question: Question
    facts: tuple[Fact, ...]
    """In the order in which they were told."""
    voices: int
    ruling: Ruling | None = None
    """The editor's word on it, where the file has one."""


def answers_to(base: FactBase, about: str | None = None) -> dict[Question, list[Fact]]:
    """Every question to which there is more than one answer, with its facts in the order of the file."""
    found: defaultdict[Question, list[Fact]] = defaultdict(list)
    for fact in base.facts if about is None else base.about(about):
        for question in questions_of(base, fact):
            found[question].append(fact)
    return {question: facts for question, facts in found.items() if len(facts) > 1}


def relations_of(base: FactBase, fact: Fact) -> dict[str, list[Fact]]:
    """The other facts that answer a question of this one, by how they stand to it: a word of `RELATIONS`."""
    found: dict[str, dict[str, Fact]] = {word: {} for word in RELATIONS}
    asked = list(questions_of(base, fact))
    for other in _neighbours(base, fact):
        shared = [question for question in questions_of(base, other) if question in asked]
        words = {word for question in shared if (word := relation(base, question, fact, other))}
        # What is told in one breath of several nations may agree on one and differ on another.
        for word in (CONFLICT, SUPERSEDED, OUTCOME, SERIES, COMPATIBLE, AGREEMENT):
            if word in words:
                found[word].setdefault(other.id, other)
                break
    return {word: list(facts.values()) for word, facts in found.items() if facts}


def _neighbours(base: FactBase, fact: Fact) -> Iterator[Fact]:
    met = {fact.id}
    for key in fact.about:
        for other in base.about(key):
            if other.topic == fact.topic and other.id not in met:
                met.add(other.id)
                yield other


def disputes(base: FactBase, about: str | None = None) -> list[Dispute]:
    """Every disagreement of the base, or of one of its subjects, in the order of the topics."""
    order = {topic: place for place, topic in enumerate(base.topics)}
    found = [
        _dispute(base, question, facts)
        for question, answers in answers_to(base, about).items()
        if about is None or about in question.subject
        for facts in _in_conflict(base, question, answers)
    ]
    return sorted(
        found,
        key=lambda d: (order.get(d.question.topic, len(order)), when_told(base, d.facts[0]), d.key),
    )


def _in_conflict(base: FactBase, question: Question, answers: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The facts that are in conflict, each group with those that agree with one of it."""
    if question.asks == WHETHER and len({fact.mode == DENIED for fact in answers}) == 1:
        return  # nobody denies it, or nobody else speaks of it
    corrected = {fact.corrects for fact in answers}
    standing = [fact for fact in answers if fact.id not in corrected]
    links: defaultdict[str, set[str]] = defaultdict(set)
    fits: set[tuple[str, str]] = set()  # a fact, and a source one of whose figures it agrees with
    against: list[tuple[Fact, Fact]] = []
    for one, other in _who_meet(base, question, standing):
        word = relation(base, question, one, other)
        if word == CONFLICT:
            against.append((one, other))
        elif word in (AGREEMENT, COMPATIBLE):
            fits.update(((one.id, other.source), (other.id, one.source)))
    for one, other in against:
        if (one.id, other.source) not in fits and (other.id, one.source) not in fits:
            links[one.id].add(other.id)
            links[other.id].add(one.id)
    if not links:
        return
    by_id = {fact.id: fact for fact in standing}
    left = dict.fromkeys(fact.id for fact in standing if fact.id in links)
    while left:
        group, open_ends = set[str](), [next(iter(left))]
        while open_ends:
            key = open_ends.pop()
            if key not in group:
                group.add(key)
                open_ends += links[key]
        for key in group:
            left.pop(key, None)
        sides = [
            fact
            for fact in standing
            if fact.id not in group
            and any(relation(base, question, fact, by_id[key]) == AGREEMENT for key in group)
        ]
        yield [*(by_id[key] for key in group), *sides]


def _who_meet(base: FactBase, question: Question, facts: Sequence[Fact]) -> Iterator[tuple[Fact, Fact]]:
    """The pairs of facts whose periods meet: found in one sweep, so that a long series stays quick."""
    dated = [(period, fact) for fact in facts if (period := _period(base, fact, question)) is not None]
    dated.sort(key=lambda item: (item[0], item[1].id))
    active: list[tuple[_Days, Fact]] = []
    for period, fact in dated:
        active = [item for item in active if item[0][1] >= period[0]]
        for _, other in active:
            yield other, fact
        active.append((period, fact))


def _dispute(base: FactBase, question: Question, facts: list[Fact]) -> Dispute:
    ordered = tuple(sorted(facts, key=lambda fact: when_told(base, fact)))
    asks = question.asks.replace(" ", "-")
    key = f"{DISPUTE_PREFIX}{'+'.join(question.subject)}:{question.topic}:{asks}:{ordered[0].id}"
    ids = {fact.id for fact in facts}
    ruling = next((r for r in base.rulings.values() if r.prefer in ids and not ids.isdisjoint(r.over)), None)
    return Dispute(key, question, ordered, voices(base, ordered), ruling)
