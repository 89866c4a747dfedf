"""Disagreements as pages: the statements side by side, and the editor's ruling where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tui.factbase.answers.agreement import (
    CONFLICT,
    PARTICIPANTS,
    RELATIONS,
    WHEN,
    WHETHER,
    Dispute,
    ListDifference,
    Question,
    are_undated,
    compares_all,
    disputes,
    list_differences,
    of_one_period,
    relations_of,
    rules_on,
    rulings_of,
    voices,
    withheld_rulings_of,
)
from tui.factbase.answers.pivots import when_told
from tui.factbase.model import Fact, FactBase, Ruling
from tui.factbase.page import DIFFERS, Line, Page, Span, spans
from tui.factbase.shown.page_lines import BLANK, MODE_TONES, fact_line, heading, link, voice, words
from tui.factbase.text import clean, in_sentence, plural
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
    names = [in_sentence(base.name(key)) for key in question.subject]
    place = f" in {base.name(question.place)}" if question.place else ""
    if question.asks == WHETHER:
        return _WHETHER[question.topic].format(nation=names[-1], around=" and ".join(names[:-1]), place=place)
    ahead = all(fact.mode in AHEAD_MODES for fact in facts)
    if question.asks == WHEN:
        return f"When {'is' if ahead else 'was'} {' and '.join(names)}{' to be' if ahead else ''}?"
    names = [base.name(key) for key in question.subject]  # they head the question, as a label does
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


_ANSWERS_SHOWN: Final = 8
"""In one line: as many as anybody compares at a glance."""


def answers_in_short(dispute: Dispute) -> str:
    """All answers, each once: `65, 63 or 66`; of very many the first, and how many more there are."""
    if dispute.question.asks in (WHETHER, WHEN):
        shown = dict.fromkeys(answer_text(dispute.question, fact) for fact in dispute.facts)
    else:
        shown = dict.fromkeys(fact.value.compact for fact in dispute.facts if fact.value)
    if len(shown) > _ANSWERS_SHOWN:
        some = ", ".join(list(shown)[: _ANSWERS_SHOWN - 1])
        return f"{some} or one of {len(shown) - _ANSWERS_SHOWN + 1:,} more"
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
            Span(f"  {told}{_ruled_word(dispute)}", "muted"),
        ),
        target=dispute.key,
        indent=2,
        hang=2,
        key=dispute.key,
    )


def _ruled_word(dispute: Dispute) -> str:
    if dispute.ruling:
        return ", ruled"
    return ", a ruling without a date is not shown" if dispute.withheld else ""


def statement_lines(base: FactBase, dispute: Dispute, indent: int = 4) -> list[Line]:
    """The statements, one a line: answer, speaker, as-of, source and its date."""
    answers = [answer_text(dispute.question, fact) for fact in dispute.facts]
    width = min(24, max(len(text) for text in answers)) + 2
    lines: list[Line] = []
    for fact, answer in zip(dispute.facts, answers, strict=True):
        tone = "denied" if answer == "no" else "strong" if fact.mode == "reported" else MODE_TONES[fact.mode]
        date = fact.as_of.holds if fact.as_of else "not dated"
        source = base.source_of(fact)
        told = [voice(base, fact), date, source.name if fact.by else _published(base, fact)]
        mode = Span(f"{fact.mode} · ", MODE_TONES[fact.mode]) if fact.mode not in ("reported", DENIED) else ""
        lines.append(
            Line(
                spans(
                    Span(f"{answer:<{width}}", tone),
                    mode,
                    Span(" · ".join(told)),
                    _ruling_mark(dispute.ruling, fact),
                ),
                target=fact.id,
                indent=indent,
                hang=width,
                key=f"{dispute.key}:{fact.id}",
            )
        )
    return lines


def _ruling_mark(ruling: Ruling | None, fact: Fact) -> Span:
    """What a ruling makes of a fact, in a word; empty where it doesn't speak of it."""
    if ruling is not None and ruling.prefer == fact.id:
        return Span("  preferred", "accent")
    return Span("  ruled over" if ruling is not None and fact.id in ruling.over else "", "hedge")


def _published(base: FactBase, fact: Fact) -> str:
    published = base.source_of(fact).published
    return f"published {published.display}" if published else "undated source"


def ruling_lines(base: FactBase, dispute: Dispute, indent: int = 4) -> list[Line]:
    """The ruling on a disagreement in words, leading to its own page; or that a view leaves it out."""
    if dispute.ruling is not None:
        return [_ruling_line(dispute.ruling, "Ruling: ", indent)]
    return [words(WITHHELD, "hedge", indent)] if dispute.withheld else []


WITHHELD = (
    "An editor has ruled on this, but the ruling bears no date, and so isn't shown in a view of a day: its "
    "reason may lean on later reports."
)
"""What a view of a day says in place of a ruling that bears no date."""


def _ruling_line(ruling: Ruling, label: str, indent: int = 2) -> Line:
    by = ", ".join(
        part
        for part in (ruling.ruled_by, ruling.ruled_on.display if ruling.ruled_on else "not dated")
        if part
    )
    parts = spans(Span(label, "accent"), ruling.reason, Span(f"  {by}", "muted"))
    return Line(parts, target=ruling.id, indent=indent, hang=8, key=ruling.id)


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
    if not compares_all(dispute.facts):
        told += " There are so many that each was compared with those next to it in time alone."
    lines = [
        Line((Span(question, "strong"),)),
        words(told),
        BLANK,
        heading("Side by side"),
        *statement_lines(base, dispute, indent=2),
    ]
    ruled = ruling_lines(base, dispute, indent=2)
    if ruled:
        lines += [BLANK, heading("The editor's ruling"), *ruled]
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
    told = (
        "Of the same period: what a source doesn't date is taken to hold at some time in the quarter of a "
        "year before its publication."
    )
    return (
        f"{told} Whether it changed within that time none of these tells." if are_undated(dispute) else told
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
    """How other facts stand to this one, for its card: disagreement first, and an editor's word on it."""
    lines = _rulings_on_card(base, fact)
    found = relations_of(base, fact)
    for word in (CONFLICT, *(word for word in RELATIONS if word != CONFLICT)):
        facts = found.get(word)
        if facts:
            sign = f"{DIFFERS} " if word == CONFLICT else ""
            count = voices(base, [fact, *facts])
            told = f"{RELATIONS[word]}; {plural(count, 'voice')} with this one"
            lines += [BLANK, heading(f"{sign}{word.capitalize()}", told)]
            lines += [
                fact_line(base, other) for other in sorted(facts, key=lambda other: when_told(base, other))
            ]
    differing = [list_difference_heading(one) for one in list_differences(base) if one.concerns(fact)]
    return [*lines, BLANK, heading("Lists that differ"), *differing] if differing else lines


def _rulings_on_card(base: FactBase, fact: Fact) -> list[Line]:
    """Whether an editor prefers this fact or another one, why, and who ruled so and when."""
    lines: list[Line] = []
    for ruling in rulings_of(base, fact):
        if ruling.prefer == fact.id:
            over = ", ".join(key for key in ruling.over if key != fact.id)
            label = f"Preferred to {over}: "
        else:
            label = f"Ruled over: {ruling.prefer} is preferred. "
        lines.append(_ruling_line(ruling, label))
    if withheld_rulings_of(base, fact):
        lines.append(words(WITHHELD, "hedge"))
    return [BLANK, heading("The editor's ruling", "it hides nothing"), *lines] if lines else []


# -- lists that differ --------------------------------------------------------------------------------

_NOT_A_NO = "a name that is missing is not a no"
_MOST_BESIDE = 12
"""So much that is said beside the lists of one nation stands on their page; the rest on that nation's own."""


def list_title(difference: ListDifference) -> str:
    """What lists differ on: `Who strikes in Syria`."""
    return f"Who strikes in {difference.theatre.name}"


def list_difference_heading(difference: ListDifference, nation: str | None = None) -> Line:
    """Lists that differ, as a line that leads to them; on the page of a nation how many of them name it."""
    count = plural(len(difference.lists), "list")
    if nation is not None:
        count = f"named in {sum(nation in fact.about for fact in difference.lists)} of {count}"
    return Line(
        spans(Span(list_title(difference), "strong"), Span(f"  {count}; {_NOT_A_NO}", "muted")),
        target=difference.key,
        indent=2,
        hang=2,
        key=difference.key,
    )


def list_lines(base: FactBase, difference: ListDifference, indent: int = 4) -> list[Line]:
    """Of each list the names that another one lacks."""
    lines: list[Line] = []
    for fact in difference.lists:
        only = ", ".join(base.name(key) for key in difference.only(fact))
        date = fact.as_of.holds if fact.as_of else _published(base, fact)
        parts = spans(
            only or "no further name",
            Span("  open list" if fact.open else "", "hedge"),
            Span(f"  — {voice(base, fact)} · {date}", "muted"),
        )
        lines.append(Line(parts, target=fact.id, indent=indent, hang=2, key=f"{difference.key}:{fact.id}"))
    return lines


def list_difference_lines(base: FactBase) -> list[Line]:
    """Who is named as striking in a theatre by one source and not by another, for the desk."""
    return [
        line
        for difference in list_differences(base)
        for line in (list_difference_heading(difference), *list_lines(base, difference))
    ]


def list_difference_page(base: FactBase, key: str) -> Page | None:
    """Lists that differ: the names on which they do, and what else is said of those; None: no such lists."""
    difference = next((one for one in list_differences(base) if one.key == key), None)
    if difference is None:
        return None
    title = list_title(difference)
    lines = [
        Line((Span(f"{title}: the lists differ", "strong"),)),
        words(f"{plural(len(difference.lists), 'list')}; {_NOT_A_NO}."),
        BLANK,
        heading("Named by one and not by another"),
        *list_lines(base, difference, indent=2),
        BLANK,
        heading("The lists in full"),
        *(fact_line(base, fact) for fact in difference.lists),
    ]
    shown = {fact.id for fact in difference.lists}
    for nation in difference.nations:
        beside = [f for f in base.about(nation) if f.id not in shown and difference.concerns(f)]
        name = base.name(nation)
        lines += [BLANK, Line(spans(Span(f"Also said of {in_sentence(name)}", "heading")), target=nation)]
        lines += [fact_line(base, fact) for fact in beside[:_MOST_BESIDE]]
        if len(beside) > _MOST_BESIDE:
            lines.append(words(f"and {len(beside) - _MOST_BESIDE:,} more on the page of {in_sentence(name)}"))
        elif not beside:
            lines.append(words(f"{base.scope.none('tell', 'more of its strikes there')}."))
    return Page(title, tuple(lines))
