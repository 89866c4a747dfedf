"""Small fact bases for the tests of the domain."""

from __future__ import annotations

from pathlib import Path

from tui.factbase.model import FactBase
from tui.factbase.reading.diagnostics import BaseErrors, Diagnostic
from tui.factbase.reading.reader import read_base

SAMPLE = """\
nations:
  FR: {name: France, also: [French Republic]}
  GB: {name: Britain, also: [United Kingdom, UK]}
  NO: {name: Norway}
groups:
  two: {name: The two, mark: "2"}
people:
  minister: {name: Jéan Example, post: Defence Minister, nation: FR}
meetings:
  summit: {name: The summit}
places:
  both: {name: North and South}
  north: {name: North, within: both}
  south: {name: South, within: both}
sources:
  paper:
    title: A title
    publisher: The Paper
    published: 2016-01-20
    facts:
      - id: fr-forces
        about: [FR]
        topic: forces
        says: About 3,500 French service members take part.
        value: ~3,500 service members
        by: minister
        as_of: 2016-01-10
        at: p6
        quote: about 3,500
      - id: two-members
        about: [two, FR, GB]
        topic: membership
        says: France and Britain are the two.
      - id: north-strikers
        about: [FR, GB]
        topic: strikes
        says: Those striking in the north include France and Britain.
        in: north
        open: true
      - id: south-strikers
        about: [FR]
        topic: strikes
        says: Those striking in the south include France.
        in: south
        open: true
      - id: summit-date
        about: [summit]
        topic: meeting
        says: The summit is planned for about 10 February 2016.
        when: 2016-02-10~
        mode: planned
      - id: no-unclear
        about: [NO]
        topic: forces
        says: It is not known whether Norway takes part.
        mode: unclear
"""


def write(folder: Path, text: str | bytes, name: str = "facts.yaml") -> Path:
    """Put a fact base into a folder."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def read(folder: Path, text: str | bytes) -> FactBase:
    """Read a text as a fact base."""
    return read_base(write(folder, text))


def errors_of(folder: Path, text: str | bytes) -> list[Diagnostic]:
    """What the reader refuses in a text; fails when it refuses nothing."""
    try:
        read(folder, text)
    except BaseErrors as errors:
        return list(errors.diagnostics)
    raise AssertionError("the reader accepted it")


def with_fact(*lines: str) -> str:
    """A base with one fact of these lines."""
    body = "\n".join(f"        {line}" for line in lines)
    return (
        "nations:\n  FR: {name: France}\nplaces:\n  north: {name: North}\n"
        "sources:\n  paper:\n    title: T\n    publisher: P\n    facts:\n      -\n" + body + "\n"
    )
