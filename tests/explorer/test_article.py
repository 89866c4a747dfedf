"""What most tests of the explorer show: all that the article says, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from tests.explorer.article import ARTICLE, article, article_folder
from tui.factbase.model import FactBase, Record
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base


def records(base: FactBase) -> list[Record]:
    """Everything in a base, wherever it stands."""
    return [
        *(replace(entity, line=0, path="") for entity in base.entities.values()),
        *(source._replace(line=0, path="") for source in base.sources.values()),
        *(check._replace(line=0, path="") for check in base.checks.values()),
        *(ruling._replace(line=0, path="") for ruling in base.rulings.values()),
        *(fact._replace(line=0) for fact in base.facts),
    ]


def test_it_is_what_the_bundled_base_tells_of_that_source() -> None:
    whole = read_base(bundled_base())
    assert len(whole.sources) > len(article().sources) == 1
    assert records(article()) == records(whole.only(frozenset({ARTICLE})))


def test_its_lines_are_those_of_its_own_file() -> None:
    lines = (article_folder() / article().path).read_text(encoding="utf-8").splitlines()
    for fact in article().facts:
        assert lines[fact.line - 1].strip() == f"- id: {fact.id}"
