"""How facts stand to each other: do two sources agree, or where and since when do they differ?

Facts can be compared when they answer the same `Question`: the same subject, topic and theatre, and figures
of the same unit, or a yes and a no, or dates of one meeting.  How two of them stand to each other is one word
of `RELATIONS`.  Nothing here decides who is right: an editor may (`rulings` in the file), and even then every
statement stays on show.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date
from functools import lru_cache
from itertools import starmap
from typing import Final, NamedTuple

from tui.factbase.answers.pivots import corrections, corrects, strike_lists, theatres, told_on, when_told
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase, Place, Ruling, indexed
from tui.factbase.once import once
from tui.factbase.quantity import Quantity, unit_key
from tui.factbase.text import fold
from tui.factbase.vocabulary import (
    AHEAD_MODES,
    DENIED,
    DISPUTE_PREFIX,
    LISTS_PREFIX,
    MEETING_TOPICS,
    PARTICIPANT_WORDS,
    UNCLEAR,
)

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
    SUPERSEDED: "one corrects the other, at once or by way of another correction",
    OUTCOME: "one tells what was to be, the other, not earlier, what came",
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
"""Topics on which `PARTICIPANT_WORDS` count the same thing."""


class Question(NamedTuple):
    """What facts must share to be comparable."""

    subject: tuple[str, ...]
    """The ids that it is about."""
    topic: str
    place: str | None
    asks: str
    """`WHETHER`, `WHEN`, or the unit of the figures, such as `PARTICIPANTS`."""
    of_meeting: bool = False
    """Whether a meeting is among the subjects: it takes place once, so all periods are the same."""


PARTICIPANTS: Final = "participant"
"""The unit of figures that count who takes part, by whichever word."""
WHETHER: Final = "whether"
WHEN: Final = "when"
_Days = tuple[int, int]
_ALWAYS: Final[_Days] = (0, 4_000_000)


# -- what a fact answers ------------------------------------------------------------------------------


def questions_of(base: FactBase, fact: Fact) -> Iterator[Question]:
    """The questions that a fact answers; none where nothing else could answer the same."""
    return starmap(Question, _asked(base, fact))


_Asked = tuple[tuple[str, ...], str, str | None, str, bool]
"""What a `Question` is made of: it is equal to it, and sooner made."""


def _asked(base: FactBase, fact: Fact, denied: Set[str] | None = None) -> Iterator[_Asked]:
    """The questions that a fact answers.

    With `denied`, of those for a yes or a no only those about one of these nations.
    """
    valued = fact.value is not None and fact.mode not in (DENIED, UNCLEAR)
    yes_or_no = fact.topic in YES_NO_TOPICS and fact.mode != UNCLEAR
    if yes_or_no and denied is not None:
        yes_or_no = not denied.isdisjoint(fact.about)
    if not (valued or yes_or_no or fact.topic == "meeting"):
        return  # half of all facts: what they are about needs no look
    none_meets = base.meetings.keys().isdisjoint(fact.about)
    meetings = () if none_meets else _sorted(tuple(key for key in fact.about if key in base.meetings))
    if valued and fact.value is not None:
        subject = meetings if meetings and fact.topic in MEETING_TOPICS else _sorted(fact.about)
        yield subject, fact.topic, fact.place, _unit_of(fact.topic, fact.value.unit), bool(meetings)
    if yes_or_no:
        strikes = fact.topic == "strikes"  # the others ask: a member of which group, at which meeting?
        around = () if strikes else meetings or tuple(key for key in fact.about if key in base.groups)
        of_meeting = bool(meetings) and not strikes
        for nation in fact.about if around or strikes else ():
            if nation in base.nations and (denied is None or nation in denied):
                yield (*around, nation), fact.topic, fact.place, WHETHER, of_meeting
    if fact.when is not None and fact.topic == "meeting" and len(meetings) == 1:
        yield meetings, fact.topic, None, WHEN, True


def _sorted(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(keys)) if len(keys) > 1 else keys


@lru_cache(maxsize=4096)
def _unit_of(topic: str, unit: str) -> str:
    words = unit_key(unit)
    if topic in _TAKE_PART and len(words) == 1 and words[0] in PARTICIPANT_WORDS:
        return PARTICIPANTS
    return " ".join(words)


def voice_of(base: FactBase, fact: Fact) -> str:
    """Whose word it is: sources that quote the same speaker are one voice, as are those of one publisher.

    A publisher that bears the name of a speaker is that speaker: a ministry speaks in what it publishes.
    """
    if fact.by:
        return fact.by
    known = _voices_of_sources(base)
    if fact.source not in known:
        publisher = fold(base.source_of(fact).publisher)
        known[fact.source] = _speakers(base).get(publisher) or f"publisher:{publisher}"
    return known[fact.source]


@once
def _voices_of_sources(base: FactBase) -> dict[str, str]:
    """Whose word it is that sources tell without a speaker: filled as it is asked."""
    return {}


@once
def _speakers(base: FactBase) -> Mapping[str, str]:
    """Who can speak, by folded name and alias; what several are called names none of them."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for speaker in (*base.groups.values(), *base.nations.values(), *base.people.values()):
        for name in {fold(text) for text in (speaker.name, *speaker.also)}:
            if found.setdefault(name, speaker.id) != speaker.id:
                shared.add(name)
    return {name: key for name, key in found.items() if name not in shared}


def voices(base: FactBase, facts: Iterable[Fact]) -> int:
    """How many independent voices there are among these facts."""
    return len({voice_of(base, fact) for fact in facts})


# -- periods ------------------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def _day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


@lru_cache(maxsize=4096)
def _days(earliest: str | None, latest: str | None) -> _Days:
    """Two days as numbers, an open end as that of all time."""
    return _day(earliest) if earliest else _ALWAYS[0], _day(latest) if latest else _ALWAYS[1]


def _own_date(fact: Fact) -> EdtfDate | None:
    """The date that a source gives a statement, or a report what it tells of."""
    return fact.as_of or (fact.when if fact.mode not in AHEAD_MODES else None)


def _period(base: FactBase, fact: Fact, question: Question) -> _Days | None:
    """The days at some of which the statement holds; None where nothing dates it."""
    if question.of_meeting:
        return _ALWAYS
    own = _own_date(fact)
    given = own or base.sources[fact.source].published
    if given is None or (given.earliest is None and given.latest is None):
        return None
    first, last = _days(given.earliest, given.latest)
    if own is None:
        return last - UNDATED_DAYS, last
    return (first - STATE_DAYS if question.asks == WHETHER else first), last


# -- two facts ----------------------------------------------------------------------------------------


def relation(base: FactBase, question: Question, one: Fact, other: Fact) -> str | None:
    """How two facts that answer the question stand to each other: one of `RELATIONS`.

    None where they can't be compared after all: a source that gives two figures speaks of two things.
    """
    return _relation(base, question, one, other, _period(base, one, question), _period(base, other, question))


def _relation(
    base: FactBase, question: Question, one: Fact, other: Fact, then: _Days | None, later: _Days | None
) -> str | None:
    """`relation`, with the periods of both."""
    if _is_superseded(base, one, other):
        return SUPERSEDED
    ahead = one.mode in AHEAD_MODES
    if ahead != (other.mode in AHEAD_MODES):
        return _plan_and_report(base, *((one, other) if ahead else (other, one)))
    if then is None or later is None:
        answers = _answers(question, one, other)
        if answers == CONFLICT:
            return None if one.source == other.source else COMPATIBLE
        return answers
    if not (then[0] <= later[1] and later[0] <= then[1]):
        return SERIES
    if ahead and _are_for_different_times(question, one, other):
        return SERIES
    answers = _answers(question, one, other)
    return None if answers == CONFLICT and one.source == other.source else answers


def _is_superseded(base: FactBase, one: Fact, other: Fact) -> bool:
    return corrects(base, one, other) or corrects(base, other, one)


def _are_for_different_times(question: Question, plan: Fact, other: Fact) -> bool:
    if question.of_meeting or plan.when is None or other.when is None:
        return False
    return not plan.when.overlaps(other.when)


def _plan_and_report(base: FactBase, plan: Fact, report: Fact) -> str:
    planned, reported = told_on(base, plan), told_on(base, report)
    if plan.source == report.source or planned is None or reported is None:
        return SERIES
    return OUTCOME if (planned.latest or "") <= (reported.latest or "9999") else SERIES


def _answers(question: Question, one: Fact, other: Fact) -> str:
    """Agreement, compatible or conflict, the periods left aside."""
    return _comparison(question)(one, other)


def _comparison(question: Question) -> Callable[[Fact, Fact], str]:
    """What tells of two answers to a question whether they agree."""
    if question.asks == WHETHER:
        return _yes_or_no
    return _when if question.asks == WHEN else _how_many


def _yes_or_no(one: Fact, other: Fact) -> str:
    return AGREEMENT if (one.mode == DENIED) == (other.mode == DENIED) else CONFLICT


def _when(one: Fact, other: Fact) -> str:
    assert one.when is not None
    assert other.when is not None
    return _dates(one.when, other.when)


def _how_many(one: Fact, other: Fact) -> str:
    assert one.value is not None
    assert other.value is not None
    return _figures(one.value, other.value)


def _dates(one: EdtfDate, other: EdtfDate) -> str:
    if (one.earliest, one.latest, one.approximate) == (other.earliest, other.latest, other.approximate):
        return AGREEMENT
    # "About the 10th" allows the 11th: as many days to either side as its precision is wide.
    slack = max(_slack(one), _slack(other))
    return COMPATIBLE if max(_gap(one, other), _gap(other, one)) <= slack else CONFLICT


def _gap(one: EdtfDate, other: EdtfDate) -> int:
    """The days from the end of one to the beginning of another; none where either is open there."""
    return _day(other.earliest) - _day(one.latest) if one.latest and other.earliest else 0


def _slack(when: EdtfDate) -> int:
    return {"day": 7, "month": 31, "year": 366}[when.precision] if when.approximate or when.uncertain else 0


def _figures(one: Quantity, other: Quantity) -> str:
    if (
        one.low == other.low
        and one.high == other.high
        and one.approximate == other.approximate
        and one.exclusive == other.exclusive
    ):
        return AGREEMENT
    if one.overlaps(other):
        return COMPATIBLE
    if isinstance(one.low, float) or isinstance(other.low, float):  # few are, and only those are rounded
        return COMPATIBLE if _rounds_to(one, other) or _rounds_to(other, one) else CONFLICT
    return CONFLICT


def _rounds_to(fine: Quantity, coarse: Quantity) -> bool:
    """Whether a measured figure (one with decimals) is the other, rounded: 11.2 million and 11 million."""
    if not isinstance(fine.low, float) or coarse.low is None or not (fine.is_exact and coarse.is_exact):
        return False
    decimals = len(str(coarse.low).partition(".")[2]) if isinstance(coarse.low, float) else 0
    return fine.low != int(fine.low) and round(fine.low, decimals) == coarse.low


PAIRS_COMPARED: Final = 40_000
"""Of the facts that answer one question: all pairs up to 200 of them, which no question was ever told of."""
_LEAST_COMPARED: Final = 8


def _compared_with(count: int) -> int:
    """With how many others each of so many facts is compared."""
    return max(_LEAST_COMPARED, PAIRS_COMPARED // max(1, count))


def compares_all(facts: Sequence[Fact]) -> bool:
    """Whether there are few enough answers to a question for each to be compared with each."""
    return _compared_with(len(facts)) >= len(facts) - 1


# -- all facts of a question --------------------------------------------------------------------------


class Dispute(NamedTuple):
    """Facts of one question and period of which not all can be true, with those that side with them."""

    key: str
    """The place under which it can be opened."""
    question: Question
    facts: tuple[Fact, ...]
    """In the order in which they were told."""
    voices: int
    ruling: Ruling | None = None
    """The editor's word on it, where the file has one."""
    withheld: Ruling | None = None
    """A ruling on it that bears no date, and so is in no view of a day; see `FactBase.withheld`."""


def answers_to(base: FactBase) -> dict[Question, list[Fact]]:
    """Every question to which there is more than one answer, with its facts in the order of the file."""
    return _answered(base, base.facts)


def _disputable(base: FactBase, topics: Iterable[Sequence[Fact]]) -> Iterator[tuple[Question, list[Fact]]]:
    """The same of the facts of each topic, but for most of what nobody denies: none of that is in conflict.

    Topic by topic, because a processor has no more at hand of a large base.
    """
    for facts in topics:
        denied = {key for fact in facts if fact.mode == DENIED for key in fact.about}
        yield from _answered(base, facts, denied).items()


def _answered(
    base: FactBase, facts: Iterable[Fact], denied: Set[str] | None = None
) -> dict[Question, list[Fact]]:
    found: defaultdict[_Asked, list[Fact]] = defaultdict(list)
    for fact in facts:
        for asked in _asked(base, fact, denied):
            found[asked].append(fact)
    return {Question(*asked): answers for asked, answers in found.items() if len(answers) > 1}


def relations_of(base: FactBase, fact: Fact) -> dict[str, list[Fact]]:
    """The other facts that answer a question of this one, by how they stand to it: a word of `RELATIONS`."""
    found: dict[str, dict[str, Fact]] = {word: {} for word in RELATIONS}
    asked = set(questions_of(base, fact))
    for other in _neighbours(base, fact):
        shared = [question for question in questions_of(base, other) if question in asked]
        words = {word for question in shared if (word := relation(base, question, fact, other))}
        # What is told in one breath of several nations may agree on one and differ on another.
        for word in (CONFLICT, SUPERSEDED, OUTCOME, SERIES, COMPATIBLE, AGREEMENT):
            if word in words:
                found[word].setdefault(other.id, other)
                break
    return {word: list(facts.values()) for word, facts in found.items() if facts}


def is_in_conflict(base: FactBase, fact: Fact) -> bool:
    """Whether another fact answers a question of this one otherwise, and not both can be true."""
    asked = set(questions_of(base, fact))
    anywhere = any(question.asks == WHEN for question in asked)
    return any(
        relation(base, question, fact, other) == CONFLICT
        for other in _neighbours(base, fact)
        if anywhere or other.place == fact.place
        for question in questions_of(base, other)
        if question in asked
    )


def disputed_places(base: FactBase, nation: str, topic: str) -> set[str | None]:
    """The places on which sources contradict each other whether a nation does what a topic tells of.

    None among them stands for what they say of no place.
    """
    return {
        question.place
        for question, answers in _disputable(base, [base.about_on(nation, topic)])
        if question.asks == WHETHER
        and nation in question.subject
        and any(True for _ in _in_conflict(base, question, answers))
    }


def _neighbours(base: FactBase, fact: Fact) -> Iterator[Fact]:
    met = {fact.id}
    for key in fact.about:
        for other in base.about_on(key, fact.topic):
            if other.id not in met:
                met.add(other.id)
                yield other


@once
def disputes(base: FactBase) -> Sequence[Dispute]:
    """Every disagreement of the base, in the order of the topics and of what was told first."""
    return _disputes(base, base.by_topic.values())


def disputes_about(base: FactBase, key: str) -> Sequence[Dispute]:
    """The disagreements on one entity, without a look at the rest of the base."""
    found = _disputes(base, indexed(base.about(key), "topic").values())
    return [dispute for dispute in found if key in dispute.question.subject]


def _disputes(base: FactBase, topics: Iterable[Sequence[Fact]]) -> Sequence[Dispute]:
    order = {topic: place for place, topic in enumerate(base.topics)}
    found = [
        _dispute(base, question, against, agreeing)
        for question, answers in _disputable(base, topics)
        for against, agreeing in _in_conflict(base, question, answers)
    ]
    return sorted(
        found,
        key=lambda d: (order.get(d.question.topic, len(order)), when_told(base, d.facts[0]), d.key),
    )


def conflicts_among(base: FactBase, facts: Sequence[Fact]) -> Mapping[str, Collection[str]]:
    """Which of these facts exclude which others of them, by their ids, as the Desk has it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for question, answers in _disputable(base, indexed(facts, "topic").values()):
        for one, other in _pairs(base, question, answers)[0]:
            found[one.id].add(other.id)
            found[other.id].add(one.id)
    return found


_Pairs = Sequence[tuple[Fact, Fact]]
_Alike = Sequence[tuple[Fact, Sequence[Fact]]]


def _pairs(base: FactBase, question: Question, answers: Sequence[Fact]) -> tuple[_Pairs, _Alike]:
    """The pairs of facts that are in conflict, and facts with those that agree; none that was corrected."""
    if question.asks == WHETHER and len({fact.mode == DENIED for fact in answers}) == 1:
        return (), ()  # nobody denies it, or nobody else speaks of it
    corrected = corrections(base)
    standing = [fact for fact in answers if fact.id not in corrected]
    several = len({fact.source for fact in standing}) < len(standing)
    compared = _comparison(question)
    fits: set[tuple[str, str]] = set()  # a fact, and a source of several one of which it agrees with
    against: list[tuple[Fact, Fact]] = []
    alike: list[tuple[Fact, Sequence[Fact]]] = []
    for fact, others in _who_meet(base, question, standing):
        ahead = fact.mode in AHEAD_MODES
        agreeing: list[Fact] = []
        for _, before, one in others:
            if (
                before != ahead
                or (ahead and _are_for_different_times(question, one, fact))
                or ((one.corrects or fact.corrects) and _is_superseded(base, one, fact))
            ):
                continue
            word = compared(one, fact)
            if word == CONFLICT:
                if one.source != fact.source:
                    against.append((one, fact))
                continue
            if word == AGREEMENT:
                agreeing.append(one)
            if several:
                fits.update(((one.id, fact.source), (fact.id, one.source)))
        if agreeing:
            alike.append((fact, agreeing))
    if fits:
        against = [
            (one, other)
            for one, other in against
            if (one.id, other.source) not in fits and (other.id, one.source) not in fits
        ]
    return against, alike


def _in_conflict(
    base: FactBase, question: Question, answers: Sequence[Fact]
) -> Iterator[tuple[list[Fact], list[Fact]]]:
    """The facts that are in conflict, each group with the others that agree with one of it.

    No fact is in conflict in two groups, but one may agree with both.
    """
    against, alike = _pairs(base, question, answers)
    group_of: dict[str, dict[str, Fact]] = {}
    for one, other in against:
        group, more = group_of.get(one.id), group_of.get(other.id)
        if group is None or more is None:
            group = group or more or {}
            for fact in (one, other):
                group_of[fact.id] = group
                group[fact.id] = fact
        elif group is not more:
            if len(group) < len(more):
                group, more = more, group
            group.update(more)
            group_of.update(dict.fromkeys(more, group))
    sides: defaultdict[int, dict[str, Fact]] = defaultdict(dict)
    for one, others in alike if against else ():
        group = group_of.get(one.id)
        for other in others:
            more = group_of.get(other.id)
            if group is more:
                continue
            if group is not None:
                sides[id(group)][other.id] = other
            if more is not None:
                sides[id(more)][one.id] = one
    for group in {id(group): group for group in group_of.values()}.values():
        yield list(group.values()), list(sides[id(group)].values())


def _who_meet(
    base: FactBase, question: Question, facts: Sequence[Fact]
) -> Iterator[tuple[Fact, Sequence[tuple[int, bool, Fact]]]]:
    """Facts with those that begin before them and whose periods meet theirs.

    Before each of those stand its last day, and whether it tells of what is to come.

    Found in one sweep, so that a long series stays quick.  Of very many facts each is compared only with
    those that begin next before it: all pairs of 5,000 figures took a minute and gigabytes.
    """
    most = _compared_with(len(facts))
    dated = [
        (*period, fact.id, number, fact)
        for number, fact in enumerate(facts)
        if (period := _period(base, fact, question)) is not None
    ]
    dated.sort()
    active: list[tuple[int, bool, Fact]] = []
    for first, last, _, _, fact in dated:
        if active:
            active = [item for item in active[-most:] if item[0] >= first]
            if active:
                yield fact, active
        active.append((last, fact.mode in AHEAD_MODES, fact))


def _dispute(base: FactBase, question: Question, against: list[Fact], agreeing: list[Fact]) -> Dispute:
    ordered = tuple(sorted((*against, *agreeing), key=lambda fact: when_told(base, fact)))
    asks = question.asks.replace(" ", "-")
    ids = {fact.id for fact in against}
    first = next(fact for fact in ordered if fact.id in ids)  # what only agrees may stand in another dispute
    key = f"{DISPUTE_PREFIX}{'+'.join(question.subject)}:{question.topic}:{asks}:{first.id}"
    ruling = _ruling_on(_rulings_by_fact(base), question, ordered)
    withheld = _ruling_on(_withheld_by_fact(base), question, ordered)
    return Dispute(key, question, ordered, voices(base, ordered), ruling, withheld)


_RulingsByFact = Mapping[str, Mapping[int, Ruling]]
"""The rulings that name each fact, by their numbers in the order of the file."""


def rulings_of(base: FactBase, fact: Fact) -> Sequence[Ruling]:
    """The rulings that prefer this fact or go over it, in the order of the file."""
    return list(_rulings_by_fact(base).get(fact.id, {}).values())


def withheld_rulings_of(base: FactBase, fact: Fact) -> Sequence[Ruling]:
    """The same of those that this view of a day leaves out for want of a date."""
    return list(_withheld_by_fact(base).get(fact.id, {}).values())


def _ruling_on(rulings: _RulingsByFact, question: Question, facts: Sequence[Fact]) -> Ruling | None:
    """The first ruling on these facts."""
    if not rulings:
        return None
    named = {number: one for fact in facts for number, one in rulings.get(fact.id, {}).items()}
    return next((one for _, one in sorted(named.items()) if rules_on(one, question, facts)), None)


@once
def _rulings_by_fact(base: FactBase) -> _RulingsByFact:
    return _by_fact(base.rulings)


@once
def _withheld_by_fact(base: FactBase) -> _RulingsByFact:
    return _by_fact(base.withheld)


def _by_fact(rulings: Mapping[str, Ruling]) -> _RulingsByFact:
    found: defaultdict[str, dict[int, Ruling]] = defaultdict(dict)
    for number, ruling in enumerate(rulings.values()):
        for key in (ruling.prefer, *ruling.over):
            found[key][number] = ruling
    return found


def rules_on(ruling: Ruling, question: Question, facts: Iterable[Fact]) -> bool:
    """Whether a ruling prefers one of these facts over another of them with another answer."""
    found = {fact.id: fact for fact in facts}
    preferred = found.get(ruling.prefer)
    return preferred is not None and any(
        key in found and _answers(question, preferred, found[key]) != AGREEMENT for key in ruling.over
    )


def of_one_period(base: FactBase, dispute: Dispute) -> bool:
    """Whether all its facts are told of one period; else of several, each of which meets another."""
    periods = [period for fact in dispute.facts if (period := _period(base, fact, dispute.question))]
    return max(first for first, _ in periods) <= min(last for _, last in periods)


def are_undated(dispute: Dispute) -> bool:
    """Whether some of its facts are of one period only because their sources don't date them."""
    if dispute.question.of_meeting:
        return False
    return any(_own_date(fact) is None for fact in dispute.facts)


# -- lists that differ --------------------------------------------------------------------------------


class ListDifference(NamedTuple):
    """Lists of who strikes in a theatre that don't name the same nations: no answer, but a question."""

    key: str
    """The place under which it can be opened."""
    theatre: Place
    lists: tuple[Fact, ...]
    """In the order in which they were told."""
    nations: tuple[str, ...]
    """The ids of the nations that some of the lists name and others don't."""
    ids: frozenset[str]
    """Those of the lists."""
    around: frozenset[str]
    """The places that the theatre lies within."""

    def only(self, listed: Fact) -> list[str]:
        """The ids of the nations that this list names and another one doesn't."""
        return [key for key in self.nations if key in listed.about]

    def concerns(self, fact: Fact) -> bool:
        """Whether a fact is one of the lists, or tells what a nation on which they differ does there."""
        if fact.id in self.ids:
            return True
        here = fact.place == self.theatre.id
        if fact.topic == "strikes":  # told of no theatre or of one around it: this one may be meant too
            here = here or fact.place is None or fact.place in self.around
        return here and any(key in self.nations for key in fact.about)


@once
def list_differences(base: FactBase) -> Sequence[ListDifference]:
    """Every theatre in which the strikers are listed by several sources, and not alike."""
    found: list[ListDifference] = []
    corrected = corrections(base)
    for theatre in theatres(base):
        lists = [
            fact
            for fact in strike_lists(base, theatre.id)
            if len(fact.about) > 1 and fact.id not in corrected
        ]
        if len({fact.source for fact in lists}) < 2:
            continue
        named: list[set[str]] = [{key for key in fact.about if key in base.nations} for fact in lists]
        differing = named[0].union(*named) - named[0].intersection(*named)
        if differing:
            found.append(
                ListDifference(
                    f"{LISTS_PREFIX}{theatre.id}",
                    theatre,
                    tuple(sorted(lists, key=lambda fact: when_told(base, fact))),
                    tuple(key for key in base.nations if key in differing),
                    frozenset(fact.id for fact in lists),
                    frozenset(base.places_around(theatre.id)),
                )
            )
    return found
