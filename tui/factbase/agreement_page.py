"""Disagreements as pages: the statements side by side, and the editor's ruling where there is one."""

from __future__ import annotations

from collections.abc import Sequence

from tui.factbase.agreement import (
    PARTICIPANTS,
    RELATIONS,
    WHEN,
    WHETHER,
    Dispute,
    Question,
    disputes,
    of_one_period,
    relations_of,
    rules_on,
    voices,
)
from tui.factbase.model import Fact, FactBase, Ruling
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.page_lines import BLANK, DIFFERS, MODE_TONES, fact_line, heading, link, plural, voice, words
from tui.factbase.pivots import when_told
from tui.factbase.text import clean
from tui.factbase.vocabulary import AHEAD_MODES, DENIED

_WHETHER = {
    "strikes": "Does {nation} strike{place}?",
    "membership": "Is {nation} a member of {around}?",
    "attendance": "Was {nation} at {around}?",
    "invitation": "Was {nation} invited to {around}?",
    "host": "Was {nation} a host of {around}?",
}
_HOW_MANY = {
    "membership": "{around}: how many members?",
    "attendance": "{around}: how many came?",
    "invitation": "{around}: how many were invited?",
}
_HOW_MANY_AHEAD = {
    "membership": "{around}: how many are to be members?",
    "attendance": "{around}: how many are to come?",
    "invitation": "{around}: how many are to be invited?",
}
"""The same where all statements are of what had not happened yet."""
_MOST_NAMES = 3


def question_text(base: FactBase, question: Question, facts: Sequence[Fact]) -> str:
    """What facts disagree on, as a question."""
    names = [base.name(key) for key in question.subject]
    place = f" in {base.name(question.place)}" if question.place else ""
    if question.asks == WHETHER:
        return _WHETHER[question.topic].format(nation=names[-1], around=" and ".join(names[:-1]), place=place)
    ahead = all(fact.mode in AHEAD_MODES for fact in facts)
    if question.asks == WHEN:
        return f"When {'is' if ahead else 'was'} {' and '.join(names)}{' to be' if ahead else ''}?"
    if question.asks == PARTICIPANTS:
        return (_HOW_MANY_AHEAD if ahead else _HOW_MANY)[question.topic].format(around=" and ".join(names))
    units = dict.fromkeys(fact.value.unit for fact in facts if fact.value)
    named = ", ".join(names[:_MOST_NAMES]) + (" …" if len(names) > _MOST_NAMES else "")
    return (
        f"{base.topics.get(question.topic, question.topic)}, {named}{place}: how many {' or '.join(units)}?"
    )


def answer_text(question: Question, fact: Fact) -> str:
    """What one fact answers, as short as can be, hedge kept."""
    if question.asks == WHETHER:
        return "no" if fact.mode == DENIED else "yes"
    if question.asks == WHEN:
        return fact.when.short if fact.when else ""
    return f"{fact.value.compact} {fact.value.unit}" if fact.value else ""


def answers_in_short(dispute: Dispute) -> str:
    """All answers, each once: `65, 63 or 66`."""
    if dispute.question.asks in (WHETHER, WHEN):
        shown = dict.fromkeys(answer_text(dispute.question, fact) for fact in dispute.facts)
    else:
        shown = dict.fromkeys(fact.value.compact for fact in dispute.facts if fact.value)
    *rest, last = shown
    return f"{', '.join(rest)} or {last}" if rest else last


def dispute_heading(base: FactBase, dispute: Dispute) -> Line:
    """A disagreement as a line of the desk."""
    told = f"{plural(len(dispute.facts), 'statement')}, {plural(dispute.voices, 'voice')}"
    return Line(
        spans(
            Span(f"{DIFFERS} ", "muted" if dispute.ruling else "error"),
            Span(question_text(base, dispute.question, dispute.facts), "strong"),
            f"  {answers_in_short(dispute)}",
            Span(f"  {told}{', ruled' if dispute.ruling else ''}", "muted"),
        ),
        target=dispute.key,
        indent=2,
        hang=2,
        key=dispute.key,
    )


def statement_lines(base: FactBase, dispute: Dispute, indent: int = 4) -> list[Line]:
    """The statements, one a line: answer, speaker, as-of, source and its date."""
    answers = [answer_text(dispute.question, fact) for fact in dispute.facts]
    width = min(24, max(len(text) for text in answers)) + 2
    lines: list[Line] = []
    for fact, answer in zip(dispute.facts, answers, strict=True):
        tone = "denied" if answer == "no" else "strong" if fact.mode == "reported" else MODE_TONES[fact.mode]
        date = f"as of {fact.as_of.display}" if fact.as_of else "not dated"
        source = base.source_of(fact)
        told = [voice(base, fact), date, source.name if fact.by else _published(base, fact)]
        mode = Span(f"{fact.mode} · ", MODE_TONES[fact.mode]) if fact.mode not in ("reported", DENIED) else ""
        preferred = dispute.ruling is not None and dispute.ruling.prefer == fact.id
        lines.append(
            Line(
                spans(
                    Span(f"{answer:<{width}}", tone),
                    mode,
                    Span(" · ".join(told)),
                    Span("  preferred", "accent") if preferred else "",
                ),
                target=fact.id,
                indent=indent,
                hang=width,
                key=f"{dispute.key}:{fact.id}",
            )
        )
    return lines


def _published(base: FactBase, fact: Fact) -> str:
    published = base.source_of(fact).published
    return f"published {published.display}" if published else "undated source"


def ruling_lines(base: FactBase, ruling: Ruling, indent: int = 4) -> list[Line]:
    """A ruling in words; it leads to its own page."""
    by = ", ".join(
        part for part in (ruling.ruled_by, ruling.ruled_on.display if ruling.ruled_on else "") if part
    )
    parts = spans(Span("Ruling: ", "accent"), ruling.reason, Span(f"  {by}" if by else "", "muted"))
    return [Line(parts, target=ruling.id, indent=indent, hang=8, key=ruling.id)]


def find_dispute(base: FactBase, key: str) -> Dispute | None:
    """The disagreement with this key."""
    return next((dispute for dispute in disputes(base) if dispute.key == key), None)


def dispute_page(base: FactBase, dispute: Dispute) -> Page:
    """A disagreement: the statements side by side, each in full, and the ruling."""
    question = question_text(base, dispute.question, dispute.facts)
    counted = f"{plural(len(dispute.facts), 'statement')} by {plural(dispute.voices, 'voice')}"
    if of_one_period(base, dispute):
        told = f"{counted}, told of the same period; not all of them can be true."
    else:
        told = f"{counted}; of those that are told of the same period not all can be true."
    lines = [
        Line((Span(question, "strong"),)),
        words(told),
        BLANK,
        heading("Side by side"),
        *statement_lines(base, dispute, indent=2),
    ]
    if dispute.ruling:
        lines += [BLANK, heading("The editor's ruling"), *ruling_lines(base, dispute.ruling, indent=2)]
    lines += [BLANK, heading("In full")]
    for fact in dispute.facts:
        lines.append(fact_line(base, fact))
        if fact.note:
            lines.append(words(fact.note, indent=4))
    lines += [BLANK, heading("About")]
    lines += [link(base.name(key), key) for key in dispute.question.subject]
    lines += [BLANK, words(_period_words(base, dispute))]
    return Page(question, tuple(lines))


def _period_words(base: FactBase, dispute: Dispute) -> str:
    if dispute.question.of_meeting:
        return "A meeting takes place once: whatever is told of it is told of the same period."
    return (
        "Of the same period: what a source doesn't date is taken to hold at some time in the quarter of a "
        "year before its publication."
    )


def ruling_page(base: FactBase, ruling: Ruling) -> Page:
    """A ruling: what it prefers, over what, and why."""
    preferred = base.fact(ruling.prefer)
    lines = [Line((Span(ruling.reason, "strong"),)), words("A ruling of the editor; it hides nothing.")]
    lines += [BLANK, heading("Goes by")]
    lines += [fact_line(base, fact) for fact in (preferred,) if fact]
    lines += [BLANK, heading("Rather than")]
    lines += [fact_line(base, fact) for key in ruling.over if (fact := base.fact(key))]
    for label, text in (
        ("Ruled by", ruling.ruled_by),
        ("Ruled on", ruling.ruled_on.display if ruling.ruled_on else None),
        ("File", clean(f"{ruling.path}:{ruling.line}")),  # a file's name was never cleaned
    ):
        if text:
            lines.append(Line(spans(Span(f"{label:<12}", "muted"), text), indent=2, hang=12, key=label))
    lines += [
        Line((Span("The disagreement", "accent"),), target=dispute.key, indent=2, key=dispute.key)
        for dispute in disputes(base)
        if rules_on(ruling, dispute.question, dispute.facts)
    ]
    return Page(ruling.id, tuple(lines))


def relation_lines(base: FactBase, fact: Fact) -> list[Line]:
    """How other facts stand to this one, for its card: disagreement first."""
    found = relations_of(base, fact)
    lines: list[Line] = []
    for word in ("in conflict", *(word for word in RELATIONS if word != "in conflict")):
        facts = found.get(word)
        if facts:
            sign = f"{DIFFERS} " if word == "in conflict" else ""
            count = voices(base, [fact, *facts])
            told = f"{RELATIONS[word]}; {plural(count, 'voice')} with this one"
            lines += [BLANK, heading(f"{sign}{word.capitalize()}", told)]
            lines += [
                fact_line(base, other) for other in sorted(facts, key=lambda other: when_told(base, other))
            ]
    return lines


# -- lists that differ --------------------------------------------------------------------------------


def list_difference_lines(base: FactBase) -> list[Line]:
    """Who is named as striking in a theatre by one source and not by another: no answer, but a question."""
    from tui.factbase.pivots import strike_lists, theatres

    lines: list[Line] = []
    for theatre in theatres(base):
        lists = [fact for fact in strike_lists(base, theatre.id) if len(fact.about) > 1]
        named = {fact.id: {key for key in fact.about if key in base.nations} for fact in lists}
        if len({fact.source for fact in lists}) < 2:
            continue
        everywhere = set.intersection(*named.values())
        differing = [
            key for key in base.nations if any(key in n for n in named.values()) and key not in everywhere
        ]
        if not differing:
            continue
        lines.append(
            Line(
                spans(
                    Span(f"Who strikes in {theatre.name}", "strong"),
                    Span(f"  {plural(len(lists), 'list')}; a name that is missing is not a no", "muted"),
                ),
                indent=2,
            )
        )
        for fact in sorted(lists, key=lambda fact: when_told(base, fact)):
            only = [base.name(key) for key in base.nations if key in named[fact.id] and key not in everywhere]
            date = f"as of {fact.as_of.display}" if fact.as_of else _published(base, fact)
            opened = "  open list" if fact.open else ""
            lines.append(
                Line(
                    spans(
                        ", ".join(only) or "no further name",
                        Span(opened, "hedge"),
                        Span(f"  — {voice(base, fact)} · {date}", "muted"),
                    ),
                    target=fact.id,
                    indent=4,
                    hang=2,
                    key=f"list:{fact.id}",
                )
            )
    return lines
