"""`coalition-tui check`: everything that the reader refuses, and what a careful editor would ask."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tui.commands.arguments import Options
from tui.commands.base import base_path, warn_of_slow_parser
from tui.commands.main import FINDINGS, OK, TROUBLE
from tui.factbase.diagnostics import CODES, BaseErrors, Diagnostic, split_lines
from tui.factbase.findings import RULES, Finding, changed_unchecked, findings
from tui.factbase.model import Fact, FactBase
from tui.factbase.pages import plural
from tui.factbase.reader import read_base
from tui.factbase.text import clean

Marks = dict[str, dict[str, tuple[int, int]]]


def run(options: Options) -> int:
    """Report on stdout; 0 nothing found, 1 findings, 2 the base can't be read."""
    warn_of_slow_parser()
    unknown = [code for code in (*options.select, *options.ignore) if not _known(code)]
    if unknown:
        print(f"coalition-tui: no rule begins with {', '.join(unknown)}; see `check --help`", file=sys.stderr)
        return TROUBLE
    marks: Marks = {}
    try:
        base = read_base(base_path(options), marks=marks)
    except BaseErrors as errors:
        _report(errors.diagnostics, options.format)
        _say(f"{plural(len(errors.diagnostics) + errors.more, 'error')} in {base_path(options)}", errors.more)
        return TROUBLE
    found = findings(base)
    if options.since is not None:
        from tui.commands.history import HistoryError, base_at

        try:
            before = base_at(Path(base.path), options.since)
        except HistoryError as error:
            print(f"coalition-tui: {error}", file=sys.stderr)
            return TROUBLE
        found += changed_unchecked(before, base)
    kept = [finding for finding in found if _wanted(finding.code, options.select, options.ignore)]
    diagnostics = sorted(_with_excerpts([_diagnostic(base, marks, finding) for finding in kept]))
    _report(diagnostics, options.format)
    size = f"{plural(len(base.facts), 'fact')} from {plural(len(base.sources), 'source')}"
    by_code = ", ".join(f"{code} {count}" for code, count in sorted(Counter(d.code for d in kept).items()))
    _say(f"{base.path}: {size}, {plural(len(kept), 'finding')}{f' ({by_code})' if kept else ''}")
    return FINDINGS if kept else OK


def _known(prefix: str) -> bool:
    return any(code.startswith(prefix) for code in (*CODES, *RULES))


def _wanted(code: str, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Whether a code is asked for: the longest prefix that fits decides, as in ruff."""
    chosen = max((len(prefix) for prefix in select if code.startswith(prefix)), default=-1 if select else 0)
    refused = max((len(prefix) for prefix in ignore if code.startswith(prefix)), default=-1)
    return chosen > refused


def _diagnostic(base: FactBase, marks: Marks, finding: Finding) -> Diagnostic:
    record = finding.record
    line, column = record.line, 1
    if isinstance(record, Fact):
        line, column = marks.get(record.id, {}).get(finding.key or "id", (record.line, 1))
    name = f"`{record.id}`"
    message = finding.message if name in finding.message else f"{name}: {finding.message}"
    return Diagnostic(base.path_of(record), line, column, finding.code, message, finding.mend)


def _with_excerpts(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics with the lines that they stand on; a file that is gone by now has none."""
    from dataclasses import replace

    lines: dict[str, list[str]] = {}
    out: list[Diagnostic] = []
    for diagnostic in diagnostics:
        if diagnostic.path not in lines:
            try:
                lines[diagnostic.path] = split_lines(Path(diagnostic.path).read_text("utf-8-sig"))
            except (OSError, UnicodeDecodeError):
                lines[diagnostic.path] = []
        of_file = lines[diagnostic.path]
        if 0 < diagnostic.line <= len(of_file):
            text = of_file[diagnostic.line - 1]
            # A whole record is meant from where its line begins.
            column = max(diagnostic.column, len(text) - len(text.lstrip()) + 1)
            width = max(1, len(text.rstrip()) - column + 1)
            diagnostic = replace(diagnostic, column=column, excerpt=text, width=width)
        out.append(diagnostic)
    return out


def _report(diagnostics: Iterable[Diagnostic], style: str) -> None:
    if style == "json":
        found = [
            {
                "code": d.code,
                "file": d.path,
                "line": d.line,
                "column": d.column,
                "message": d.message,
                "mend": d.mend,
                "excerpt": d.excerpt,
            }
            for d in diagnostics
        ]
        json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
        print()
        return
    for diagnostic in diagnostics:
        print(_github(diagnostic) if style == "github" else diagnostic.render())


def _github(diagnostic: Diagnostic) -> str:
    """A workflow command of GitHub Actions."""
    level = "error" if diagnostic.code.startswith("E") else "warning"
    place = f"file={_property(diagnostic.path)}"
    if diagnostic.line:
        place += f",line={diagnostic.line},col={diagnostic.column}"
    text = f"{diagnostic.message}{f' ({diagnostic.mend})' if diagnostic.mend else ''}"
    return f"::{level} {place},title={diagnostic.code}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _say(text: str, more: int = 0) -> None:
    print(clean(f"{text}{f', {more:,} of them not shown' if more else ''}"), file=sys.stderr)
