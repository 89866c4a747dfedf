"""The desk: what a careful editor asks of the base, each entry leading to its facts."""

from __future__ import annotations

from typing import NamedTuple

from tui.factbase.answers import pivots, plans
from tui.factbase.answers.agreement import Dispute, ListDifference, disputes, list_differences
from tui.factbase.model import Check, Fact, FactBase
from tui.factbase.page import Line, Page, Span, spans
from tui.factbase.shown import findings as editor
from tui.factbase.shown.agreement_page import (
    dispute_heading,
    list_difference_lines,
    ruling_lines,
    statement_lines,
)
from tui.factbase.shown.page_lines import BLANK, fact_line, heading, words
from tui.factbase.shown.pages import check_formula
from tui.factbase.text import plural
from tui.factbase.vocabulary import SINGLE_SOURCE


class Desk(NamedTuple):
    """Everything on the desk."""

    disputes: tuple[Dispute, ...]
    """Where sources disagree."""
    differing: tuple[ListDifference, ...]
    """Lists of strikers that don't name the same nations."""
    unclear: tuple[Fact, ...]
    """A source says that it isn't known."""
    sums: tuple[tuple[Check, str], ...]
    """Every declared sum, with what is wrong with it, if anything."""
    plans: tuple[Fact, ...]
    """Dated plans of which no source reports what came."""
    findings: tuple[editor.Finding, ...]
    single: tuple[Fact, ...]
    """Facts on whose subject and topic no other source speaks."""

    @property
    def disagreements(self) -> list[str]:
        """The places of the disagreements and then of the lists that differ, as the keys go through them."""
        return [*(one.key for one in self.disputes), *(one.key for one in self.differing)]

    @property
    def open(self) -> int:
        """How many entries ask for something: the badge."""
        wrong = sum(1 for _, problem in self.sums if problem)
        unruled = sum(1 for dispute in self.disputes if dispute.ruling is None)
        return unruled + len(self.unclear) + wrong + len(self.plans) + len(self.findings)


def desk_of(base: FactBase) -> Desk:
    """What the desk holds for this base."""
    sums = tuple((check, editor.sum_problem(base, check)) for check in base.checks.values())
    # The sums have a section of their own, with their operands, and so have plans and disagreements.
    others = tuple(finding for finding in editor.findings(base, notes=False) if finding.code != "W503")
    return Desk(
        tuple(disputes(base)),
        tuple(list_differences(base)),
        tuple(fact for fact in base.facts if fact.mode == "unclear"),
        sums,
        tuple(plans.plans_without_outcome(base, past_only=False)),
        others,
        tuple(pivots.single_source_facts(base)),
    )


def desk_page(base: FactBase, desk: Desk) -> Page:
    """The desk as a page."""
    lines = [heading("Where sources disagree", _disputes_told(desk))]
    for dispute in desk.disputes:
        lines += [dispute_heading(base, dispute), *statement_lines(base, dispute)]
        lines += ruling_lines(base, dispute)
    if not desk.disputes:
        lines.append(words("Nowhere: no two facts of the same question and period exclude each other."))
    if desk.differing:
        lines += [BLANK, heading("Lists that differ"), *list_difference_lines(base)]
    lines += [BLANK, heading("Unclear", f"a source says that it isn't known: {len(desk.unclear)}")]
    lines += [fact_line(base, fact) for fact in desk.unclear] or [words("Nothing.")]
    lines += [BLANK, heading("Planned, no outcome reported", str(len(desk.plans)))]
    lines += [fact_line(base, fact) for fact in desk.plans] or [words("Nothing.")]
    wrong = sum(1 for _, problem in desk.sums if problem)
    lines += [BLANK, heading("Sums", f"{len(desk.sums)} declared, {wrong or 'none'} off")]
    for check, problem in desk.sums:
        sign = Span("✗ ", "error") if problem else Span("✓ ", "strong")
        told = Span(f"  {problem}", "error") if problem else Span("  adds up", "muted")
        parts = spans(sign, check_formula(base, check), told)
        lines.append(Line(parts, target=check.id, indent=2, hang=2, key=check.id))
    if not desk.sums:
        lines.append(words("None declared: write them under `checks:`."))
    lines += [BLANK, heading("Findings of check", str(len(desk.findings)))]
    for finding in desk.findings:
        target = finding.record.id
        what = spans(Span(f"{finding.code} ", "error"), Span(f"{target}: ", "accent"), finding.message)
        lines.append(
            Line(
                (*what, Span(f"  {finding.mend}", "muted")),
                target=target if finding.record.kind != "topic" else None,  # a topic has no page
                indent=2,
                hang=5,
                key=f"{finding.code}{target}",
            )
        )
    if not desk.findings:
        lines.append(words("None: every value agrees with its sentence."))
    lines += [BLANK, heading("Single source")]
    stand = "stands" if len(desk.single) == 1 else "stand"
    share = f"{len(desk.single):,} of {plural(len(base.facts), 'fact')} {stand} on one source alone"
    lines.append(Line((Span(share),), target=SINGLE_SOURCE, indent=2, key=SINGLE_SOURCE))
    return Page("Desk", tuple(lines))


def _disputes_told(desk: Desk) -> str:
    ruled = sum(1 for dispute in desk.disputes if dispute.ruling)
    count = f"{len(desk.disputes)}{f', {ruled} ruled' if ruled else ''}"
    if not desk.disagreements:
        return count
    return f"{count}; n and N go through them{' and the lists that differ' if desk.differing else ''}"


def single_source_page(base: FactBase) -> Page:
    """The facts that stand on one source alone, source by source."""
    facts = pivots.single_source_facts(base)
    lines = [
        Line((Span("Facts that stand on a single source", "strong"),)),
        words(
            "One source alone is on show."
            if base.scope.one
            else f"No other source {base.scope.among} speaks of the same subject, topic and place."
        ),
    ]
    source = ""
    for fact in facts:
        if fact.source != source:
            source = fact.source
            lines += [BLANK, Line((Span(base.name(source), "heading"),), target=source)]
        lines.append(fact_line(base, fact, source=False))
    return Page("Single source", tuple(lines))
