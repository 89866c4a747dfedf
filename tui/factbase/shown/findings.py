"""What a careful editor finds in a base that reads well: each with its rule, its record and the mend."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from tui.factbase.answers.agreement import Dispute, disputes, rules_on
from tui.factbase.answers.plans import plans_without_outcome
from tui.factbase.dates import EdtfDate
from tui.factbase.model import Check, Fact, FactBase, Record
from tui.factbase.quantity import Quantity, lost_hedge, missing_figures, missing_hedge, total
from tui.factbase.text import fold

RULES: Final[dict[str, str]] = {
    "W501": "a value that its own sentence doesn't show",
    "W502": "a hedge that the value and the sentence don't share",
    "W503": "a declared sum that doesn't add up",
    "W504": "a fact that holds as of a day after its source's date",
    "W505": "an event reported as past that lies after its source's date",
    "W507": "an entity that nothing mentions",
    "W508": "a fact without its place in a source of which other facts have theirs",
    "W509": "a near-duplicate of another fact of the same source",
    "W510": "a quote as long as a sentence",
    "W601": "a value or sentence changed without a look at quote, place or date",
    "W511": "a ruling between facts that don't disagree, or on a fact over itself",
    "N701": "facts of different sources that can't all be true, and no ruling",
    "N702": "a planned event past its date with no reported outcome",
    "N703": "a source none of whose facts has its place in it",
}
"""What each rule finds, in a few words; W are warnings, N are notes."""

LONGEST_QUOTE: Final = 12
"""Words: a quote finds a place, it doesn't reprint it."""


class Finding(NamedTuple):
    """One thing that an editor would ask about."""

    code: str
    record: Record
    key: str
    """The key of the record that it is about; empty for the record as a whole."""
    message: str
    mend: str = ""


def severity(code: str) -> str:
    """How grave a finding or an error of this code is: "error", "warning" or "note".

    A warning asks for a mend of the file.  A note is an open question of the world, which the file tells as
    it is: a plan of which nothing more was read, a source of which only the statements are known.
    """
    return {"E": "error", "N": "note"}.get(code[:1], "warning")


def findings(base: FactBase, *, notes: bool = True) -> list[Finding]:
    """Everything that the rules find, in the order of the files; without `notes`, warnings alone."""
    found = [finding for rule in _WARNINGS for finding in rule(base)]
    if notes:
        found += [finding for rule in _NOTES for finding in rule(base)]
    return sorted(found, key=lambda f: (base.path_of(f.record), f.record.line, f.code))


def _values(base: FactBase) -> Iterator[Finding]:
    for fact in base.facts:
        value = fact.value
        if value is None:
            continue
        figures = missing_figures(value, fact.says)
        if figures:
            shown = " and ".join(figures)
            yield Finding(
                "W501",
                fact,
                "value",
                f"the sentence doesn't show {shown}",
                "show it in `says`, or mend `value`",
            )
            continue
        hedge = missing_hedge(value, fact.says)
        if hedge:
            yield Finding(
                "W502",
                fact,
                "says",
                f"the value says “{hedge}”, the sentence doesn't",
                f"write “{hedge}” in `says`",
            )
        else:
            lost = lost_hedge(value, fact.says)
            if lost:
                yield Finding(
                    "W502",
                    fact,
                    "value",
                    f"the sentence says “{lost}”, the value is exact",
                    f"hedge it: {_hedged(value, lost)}",
                )


_SIGNS: Final = {
    "about": "~{}",
    "up to": "..{}",
    "at least": "{}..",
    "more than": ">{}",
    "fewer than": "<{}",
}
"""How a hedge is written beside a figure."""


def _hedged(value: Quantity, hedge: str) -> str:
    """An exact value with this hedge, as it is to stand in the file."""
    figure = value.text.removesuffix(value.unit).rstrip()
    text = f"{_SIGNS[hedge].format(figure)} {value.unit}"
    return f"`{_plain_or_quoted(text)}`"


def _plain_or_quoted(text: str) -> str:
    """A text as YAML takes it for one: in quotes where it would read a mark in it as its own."""
    needs = text[0] in _YAML_MARKS or ": " in text or " #" in text or text.endswith(":")
    return f'"{text.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"' if needs else text


_YAML_MARKS: Final = frozenset(">|@`\"'%&*!?-#[]{},")


def _sums(base: FactBase) -> Iterator[Finding]:
    for check in base.checks.values():
        problem = sum_problem(base, check)
        if problem:
            yield Finding(
                "W503", check, "total", problem, "mend the figure that is wrong, or the declaration"
            )


def sum_problem(base: FactBase, check: Check) -> str:
    """What is wrong with a declared sum; empty where it adds up.

    There is tolerance only where a part, or the total, is itself hedged: then the two must be able to agree.
    """
    whole = base.fact(check.total)
    parts = [fact for key in check.parts if (fact := base.fact(key))]
    valued = [fact.value for fact in parts if fact.value]
    if whole is None or whole.value is None or len(valued) < len(check.parts):
        return "not every fact of the sum has a value"
    summed = total([value._replace(unit=whole.value.unit) for value in valued])
    written = f"{' + '.join(value.figure for value in valued)}"
    if summed.is_exact and whole.value.is_exact:
        if summed.low != whole.value.low:
            return f"{written} = {summed.figure}, not {whole.value.figure}"
    elif not summed.overlaps(whole.value):
        return f"{written} = {summed.figure} can't be {whole.value.figure}"
    return ""


def _dates(base: FactBase) -> Iterator[Finding]:
    for fact in base.facts:
        published = base.source_of(fact).published
        if published is None:
            continue
        if fact.as_of and fact.as_of.after(published):
            message = f"holds as of {fact.as_of.display}, after its source of {published.display}"
            yield Finding("W504", fact, "as_of", message, "mend `as_of` or the source's date")
        if fact.when and fact.mode == "reported" and fact.when.after(published):
            message = f"is reported of {fact.when.display}, after its source of {published.display}"
            yield Finding("W505", fact, "when", message, "give its `mode`: planned, expected, ...")


def _plans(base: FactBase) -> Iterator[Finding]:
    for fact in plans_without_outcome(base):
        assert fact.when is not None
        message = f"was {fact.mode} ({fact.when.display}); nothing here tells what came of it"
        yield Finding("N702", fact, "when", message, "add the fact that reports it, or one that corrects it")


def mentioned(base: FactBase) -> set[str]:
    """The ids of everything that some fact or record names."""
    named: set[str | None] = set()
    for fact in base.facts:
        named.update(fact.about)
        named.update((fact.by, fact.place, fact.topic))
    for entity in base.entities.values():
        named.update((getattr(entity, "nation", None), getattr(entity, "within", None)))
    return {key for key in named if key}


def _entities(base: FactBase) -> Iterator[Finding]:
    named = mentioned(base)
    for entity in base.entities.values():
        if entity.id not in named:
            message = f"no fact mentions the {entity.kind} `{entity.id}`"
            yield Finding("W507", entity, "", message, "delete it, or add the fact that it is for")


def _places(base: FactBase) -> Iterator[Finding]:
    """Facts without a place, overlooked: others of their source have one."""
    for facts in _by_source(base):
        unplaced = [fact for fact in facts if not fact.at]
        if len(unplaced) < len(facts):
            for fact in unplaced:
                yield Finding("W508", fact, "", "no place in the source", _PLACE)


def _without_places(base: FactBase) -> Iterator[Finding]:
    """Sources none of whose facts has its place: a trait of the source, or of how it was read."""
    for facts in _by_source(base):
        if not any(fact.at for fact in facts):
            which = f"none of its {len(facts):,} facts says" if len(facts) > 1 else "its one fact doesn't say"
            message = f"{which} where in the source it stands"
            yield Finding("N703", base.source_of(facts[0]), "", message, _PLACE)


_PLACE: Final = "add `at: p6`, or a page, section or heading"


def _by_source(base: FactBase) -> Iterator[Sequence[Fact]]:
    """The facts of each source that has any, in the order of the file."""
    return filter(None, map(base.said_in, base.sources))


def _duplicates(base: FactBase) -> Iterator[Finding]:
    """Facts of one source, subject and topic that say nearly the same, and have the same value and dates."""
    for bucket in _alike(base):
        # Neighbours in order of their texts: near-duplicates stand side by side, and it stays n log n.
        order = sorted(((fold(fact.says), fact) for fact in bucket), key=lambda item: item[0])
        for (text, fact), (other_text, other) in pairwise(order):
            if _likeness(text, other_text) >= 0.85:
                later, first = (fact, other) if fact.line > other.line else (other, fact)
                message = f"says nearly what `{first.id}` says"
                yield Finding("W509", later, "says", message, "keep one, or say what sets it apart")


def _alike(base: FactBase) -> Iterator[list[Fact]]:
    """The facts of one source that differ in their sentences alone, where there are two or more."""
    for said in _by_source(base):
        on_one_thing: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
        for fact in said:
            on_one_thing[fact.topic, fact.about].append(fact)
        for facts in on_one_thing.values():
            if len(facts) < 2:
                continue  # nearly all: what else they tell needs no look
            alike: defaultdict[tuple[object, ...], list[Fact]] = defaultdict(list)
            for fact in facts:
                dates = (fact.when and fact.when.text, fact.as_of and fact.as_of.text)
                alike[fact.place, fact.mode, fact.value and fact.value.text, dates].append(fact)
            yield from (bucket for bucket in alike.values() if len(bucket) > 1)


_MARKS: Final = ".,;:!?()\"'"
"""What may stand around a word without making it another."""


def _likeness(one: str, other: str) -> float:
    first, second = ({word.strip(_MARKS) for word in text.split()} for text in (one, other))
    return len(first & second) / len(first | second) if first or second else 1.0


def _quotes(base: FactBase) -> Iterator[Finding]:
    for fact in base.facts:
        if fact.quote and (words := len(fact.quote.split())) > LONGEST_QUOTE:
            yield Finding(
                "W510", fact, "quote", f"the quote has {words} words", f"keep at most {LONGEST_QUOTE}"
            )


def _disagreements(base: FactBase) -> Iterator[Finding]:
    from tui.factbase.shown.agreement_page import answers_in_short, question_text

    for dispute in disputes(base):
        if dispute.ruling is None:
            question = question_text(base, dispute.question, dispute.facts)
            names = ", ".join(f"`{fact.id}`" for fact in dispute.facts)
            message = f"{question} {answers_in_short(dispute)}: {names}"
            mend = "leave it as it is, or record a ruling under `rulings`"
            yield Finding("N701", dispute.facts[0], "", message, mend)


def _rulings(base: FactBase) -> Iterator[Finding]:
    with_fact: defaultdict[str, list[Dispute]] = defaultdict(list)
    for dispute in disputes(base) if base.rulings else ():
        for fact in dispute.facts:
            with_fact[fact.id].append(dispute)
    for ruling in base.rulings.values():
        if ruling.prefer in ruling.over:
            message = f"prefers `{ruling.prefer}` over itself"
            yield Finding("W511", ruling, "over", message, f"take `{ruling.prefer}` out of `over`")
        elif not any(
            rules_on(ruling, dispute.question, dispute.facts) for dispute in with_fact[ruling.prefer]
        ):
            message = "its facts don't disagree, or not any more"
            yield Finding("W511", ruling, "prefer", message, "delete it, or name the facts that do")


_Rules = tuple[Callable[[FactBase], Iterable[Finding]], ...]
_WARNINGS: Final[_Rules] = (_values, _sums, _dates, _entities, _places, _duplicates, _quotes, _rulings)
_NOTES: Final[_Rules] = (_plans, _without_places, _disagreements)


def changed_unchecked(before: FactBase, now: FactBase) -> list[Finding]:
    """Facts whose value or sentence changed while quote, place and date stand as they were.

    Whoever changes a figure looks at the source again, and that shows in one of the three; Wikidata calls it
    a mismatched reference.
    """
    found: list[Finding] = []
    for fact in now.facts:
        old = before.fact(fact.id)
        if old is None:
            continue
        keys = [key for key in ("value", "says") if _shown(old, key) != _shown(fact, key)]
        looked = any(_shown(old, key) != _shown(fact, key) for key in ("quote", "at", "as_of"))
        if keys and not looked:
            what = " and ".join(f"`{key}`" for key in keys)
            mend = "look at the source again: is the quote, its place or its date still right?"
            found.append(
                Finding("W601", fact, keys[0], f"{what} changed, but not `quote`, `at` or `as_of`", mend)
            )
    return found


def _shown(fact: Fact, key: str) -> str | None:
    found = getattr(fact, key)
    if isinstance(found, EdtfDate):
        return found.text
    text = getattr(found, "text", found)
    return text if isinstance(text, str) else None
