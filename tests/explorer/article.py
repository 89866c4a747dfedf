"""The newspaper article as a fact base of its own, cut out of the bundled one.

Its screens can be told line by line and kept as pictures: no source that the bundled base grows by changes
them, as it would change the numbers of lines, the header and every count in a mere view of that base.
"""

from __future__ import annotations

import contextlib
import tempfile
from functools import cache
from pathlib import Path

from tui.factbase.model import FactBase
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.reader import read_base

ARTICLE = "wapo-2016-01-20"
"""The one source that is there in full."""


def cut(text: str, part: FactBase) -> str:
    """The lines of a fact base that declare what is in `part`, each section under its title."""
    records = (*part.entities.values(), *part.sources.values(), *part.checks.values(), *part.rulings.values())
    begins = {record.line for record in records}
    kept: list[str] = []
    title = ""
    inside = False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        indent = len(line) - len(line.lstrip())
        if number in begins:
            kept += [title, line]
            title, inside = "", True
        elif line.strip() and indent <= 2:
            title, inside = (title if indent else line), False
        elif inside:
            kept.append(line)
    return "".join(kept)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Where the article is, until Python ends."""
    whole = read_base(bundled_base())
    text = cut(bundled_base().read_text(encoding="utf-8"), whole.only(frozenset({ARTICLE})))
    folder = tempfile.TemporaryDirectory(prefix="article-")
    (Path(folder.name) / "facts.yaml").write_text(text, encoding="utf-8")
    return folder


def article_folder() -> Path:
    """The folder with the article's `facts.yaml`.  A test that explores it has to run from there."""
    return Path(_folder().name)


@cache
def article() -> FactBase:
    """The article, read by a relative path: what names its file is the same on every machine."""
    with contextlib.chdir(article_folder()):
        return read_base("facts.yaml")
