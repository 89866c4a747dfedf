"""`coalition-tui check`: everything that the reader refuses, and what a careful editor would ask."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from tui.commands.arguments import Options
from tui.commands.base import base_path, warn_of_slow_parser
from tui.commands.main import FINDINGS, OK, TROUBLE
from tui.commands.output import tell
from tui.factbase.model import Fact, FactBase
from tui.factbase.reading.diagnostics import CODES, BaseErrors, Diagnostic, pick_lines
from tui.factbase.reading.files import read_bytes
from tui.factbase.reading.reader import Marks, read_base
from tui.factbase.shown.findings import RULES, Finding, changed_unchecked, findings, severity
from tui.factbase.text import clean, plural, shorten


def run(options: Options) -> int:
    """Report on stdout; 0 nothing found but notes, 1 findings, 2 the base can't be read."""
    warn_of_slow_parser()
    unknown = [code for code in (*options.select, *options.ignore) if not _known(code)]
    if unknown:
        tell(f"no rule begins with {shorten(', '.join(unknown))}; see `check --help`")
        return TROUBLE
    marks = Marks()
    try:
        base = read_base(base_path(options), options.limits(), marks=marks)
    except BaseErrors as errors:
        _report(errors.diagnostics, options.format)
        _say(f"{plural(len(errors.diagnostics) + errors.more, 'error')} in {base_path(options)}", errors.more)
        return TROUBLE
    found = findings(base)
    if options.since is not None:
        from tui.commands.history import HistoryError, base_at

        try:
            before = base_at(Path(base.path), options.since, options.limits())
        except HistoryError as error:
            print(f"coalition-tui: {error}", file=sys.stderr)  # its lines are clean
            return TROUBLE
        found += changed_unchecked(before, base)
    kept = [finding for finding in found if _wanted(finding.code, options.select, options.ignore)]
    notes = [finding for finding in kept if severity(finding.code) == "note"]
    asked = [finding for finding in kept if severity(finding.code) != "note"]
    # For people, notes are listed when they ask; whoever selects a code has asked for it.
    hidden = bool(notes) and options.format == "text" and not (options.notes or options.select)
    listed = asked if hidden else kept
    diagnostics = [_diagnostic(base, marks, found) for found in listed]
    _report(sorted(_with_excerpts(diagnostics, options.limits().bytes)), options.format)
    size = f"{plural(len(base.facts), 'fact')} from {plural(len(base.sources), 'source')}"
    _say(f"{base.path}: {size}, {plural(len(asked), 'finding')}{_by_code(asked)}")
    if notes:
        _say(f"{plural(len(notes), 'note')}{_by_code(notes)}{'; --notes lists them' if hidden else ''}")
    return FINDINGS if asked else OK


def _by_code(found: Sequence[Finding]) -> str:
    counts = sorted(Counter(finding.code for finding in found).items())
    return f" ({', '.join(f'{code} {count}' for code, count in counts)})" if counts else ""


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
        line, column = marks.place(record.id, finding.key or "id") or (record.line, 1)
    name = f"`{record.id}`"
    message = finding.message if name in finding.message else f"{name}: {finding.message}"
    return Diagnostic(base.path_of(record), line, column, finding.code, message, finding.mend)


def _with_excerpts(diagnostics: Sequence[Diagnostic], most: int) -> list[Diagnostic]:
    """The diagnostics with the lines that they stand on; a file that is gone by now has none."""
    numbers: dict[str, set[int]] = {}
    for diagnostic in diagnostics:
        if diagnostic.line > 0:
            numbers.setdefault(diagnostic.path, set()).add(diagnostic.line)
    lines: dict[str, dict[int, str]] = {}
    starts: dict[tuple[str, int], tuple[int, int]] = {}  # a whole base may stand on one line
    for path, wanted in numbers.items():
        with suppress(OSError):
            lines[path] = pick_lines(read_bytes(path, most), wanted)
    out: list[Diagnostic] = []
    for diagnostic in diagnostics:
        text = lines.get(diagnostic.path, {}).get(diagnostic.line)
        if text is not None:
            # A whole record is meant from where its line begins.
            line = (diagnostic.path, diagnostic.line)
            if line not in starts:
                starts[line] = (len(text) - len(text.lstrip()) + 1, len(text.rstrip()) + 1)
            column = max(diagnostic.column, starts[line][0])
            width = max(1, starts[line][1] - column)
            diagnostic = diagnostic._replace(column=column, excerpt=text, width=width)
        out.append(diagnostic)
    return out


def _report(diagnostics: Iterable[Diagnostic], style: str) -> None:
    if style == "json":
        from tui.commands.output import json_text

        found = [
            {
                "code": d.code,
                "severity": severity(d.code),
                "file": d.path,
                "line": d.line,
                "column": d.column,
                "message": d.message,
                "mend": d.mend,
                "excerpt": _short(d.excerpt),
            }
            for d in diagnostics
        ]
        sys.stdout.write(json_text(found))
        return
    for diagnostic in diagnostics:
        print(_github(diagnostic) if style == "github" else diagnostic.render())


def _short(line: str, most: int = 1000) -> str:
    return line if len(line) <= most else f"{line[:most]}…"


def _github(diagnostic: Diagnostic) -> str:
    """A workflow command of GitHub Actions."""
    level = {"note": "notice"}.get(severity(diagnostic.code), severity(diagnostic.code))
    place = f"file={_property(clean(diagnostic.path))}"
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
