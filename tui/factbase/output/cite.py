"""Citations: a fact as a sentence with its hedge and dates, its source for notes and citation managers."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from tui.factbase.dates import EdtfDate
from tui.factbase.model import Fact, FactBase, Source

STYLES: Final = {
    "text": "who says so, through which source, what, as of when",
    "markdown": "the statement with a footnote",
    "bibtex": "the source for BibTeX",
    "csl-json": "the source for Zotero, pandoc and other CSL programs",
}
"""The forms of a citation, in the order of the menu."""


def cite(base: FactBase, key: str, style: str = "text") -> str | None:
    """The citation of a fact or a source; None where there is neither of that id."""
    fact, source = base.fact(key), base.sources.get(key)
    if fact is None and source is None:
        return None
    told = base.source_of(fact) if fact else source
    assert told is not None
    match style:
        case "markdown":
            return markdown(base, fact, told)
        case "bibtex":
            return bibtex(told, fact)
        case "csl-json":
            return json.dumps([csl(told, fact)], ensure_ascii=False, indent=1)
        case _:
            return text(base, fact) if fact else f"{reference(told)}."


def reference(source: Source, at: str | None = None) -> str:
    """The source on one line: author, title, publisher, date, place in it, the copy read, the address."""
    parts = [source.author] if source.author else []
    parts += [f"“{source.title}”", source.publisher]
    if source.published:
        basis = {"address": " (date from its address)", "content": " (date from its content)"}
        parts.append(source.published.display + basis.get(source.published_basis, ""))
    else:
        parts.append("undated")
    if at:
        parts.append(at)
    if source.via:
        parts.append(f"read via {source.via}")
    if source.url:
        parts.append(source.url)
    return ", ".join(parts)


def text(base: FactBase, fact: Fact) -> str:
    """A fact in plain words: who says so, through which source, what, as of when; no hedge is left out."""
    source = base.source_of(fact)
    where = f"{source.publisher}, {source.published.display if source.published else 'undated'}"
    if fact.at:
        where += f", {fact.at}"
    if fact.by:
        speaker = base.people.get(fact.by)
        post = f" ({speaker.post})" if speaker and speaker.post else ""
        voice = f"{base.name(fact.by)}{post}, through {where}"
    else:
        voice = where
    return f"{voice}: {fact.says} [{qualifiers(fact)}]"


def qualifiers(fact: Fact) -> str:
    """What else limits a statement: value, mode, dates, an open list; then its note, as a sentence."""
    told: list[str] = []
    if fact.value:
        told.append(f"value: {fact.value.display}")
    if fact.mode != "reported":
        told.append(fact.mode)
    if fact.when:
        told.append(f"date: {fact.when.display}")
    told.append(fact.as_of.holds if fact.as_of else "not dated by the source")
    if fact.open:
        told.append("open list")
    note = f". Note: {fact.note.rstrip('.')}" if fact.note else ""
    return "; ".join(told) + note


_MARKDOWN: Final = re.compile(r"([\\`*_{}\[\]<>#|~^$&])")
_ADDRESS: Final = re.compile(r"(https?://[^\s<>]*[^\s<>.,;:!?'\")\]])")


def escape_markdown(text: str) -> str:
    """The text as Markdown that shows it literally, an address in angle brackets, where it stays whole."""
    # Every second piece is an address, in which a backslash would count as part of it.
    pieces = _ADDRESS.split(text.lstrip())
    pieces[::2] = [_MARKDOWN.sub(r"\\\1", piece) for piece in pieces[::2]]
    pieces[1::2] = [f"<{piece}>" for piece in pieces[1::2]]
    # What would begin a list, rule a line or underline a heading.
    return re.sub(r"^(\d+(?=[.)]\s|[.)]$)|(?=[-+=]))", r"\1\\", "".join(pieces))


def markdown(base: FactBase, fact: Fact | None, source: Source) -> str:
    """A statement with a footnote, or the footnote of a source."""
    label = (fact or source).id
    note = f"[^{label}]: {escape_markdown(reference(source, fact.at if fact else None))}."
    if fact is None:
        return note
    voice = f"{base.name(fact.by)}; " if fact.by else ""
    said = f"{escape_markdown(fact.says)} ({escape_markdown(voice + qualifiers(fact))})"
    return f"{said}[^{label}]\n\n{note}"


def _bibtex_text(text: str) -> str:
    """The text for a braced BibTeX field.  BibTeX counts braces even behind a backslash, so none stays."""
    out = "".join(_BIBTEX.get(char, char) for char in text)
    return f"{{{out}}}"


_BIBTEX: Final = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "%&$#_"},
}


def bibtex(source: Source, fact: Fact | None = None) -> str:
    """The source as a BibTeX entry."""
    fields: dict[str, str] = {"title": source.title}
    if source.author:
        fields["author"] = source.author
    fields["organization"] = source.publisher
    date = _parts(source.published)
    for key, part in zip(("year", "month", "day"), date, strict=False):
        fields[key] = str(part)
    if source.url:
        fields["url"] = source.url
    notes = [f"read via {source.via}"] if source.via else []
    if source.published and _is_hedged(source):
        basis = f" by its {source.published_basis}" if source.published_basis != "printed" else ""
        notes.append(f"dated {source.published.display}{basis}")
    if fact and fact.at:
        notes.append(f"at {fact.at}")
    if notes:
        fields["note"] = "; ".join(notes)
    shown = {key: _bibtex_text(value) for key, value in fields.items()}
    if source.author and "," in source.author:
        shown["author"] = f"{{{shown['author']}}}"  # one name as it is: BibTeX would cut it at its commas
    lines = [f"  {key} = {value}," for key, value in shown.items()]
    return "\n".join((f"@misc{{{source.id},", *lines, "}"))


def _is_hedged(source: Source) -> bool:
    """Whether the date of a source is more, or less firm, than a year, month or day that it prints."""
    date = source.published
    if date is None:
        return False
    return date.approximate or date.uncertain or date.is_interval or source.published_basis != "printed"


def _parts(date: EdtfDate | None) -> list[int]:
    """Year, month and day as far as a date gives them; of an interval its beginning."""
    if date is None:
        return []
    match = re.match(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", date.text)
    return [int(part) for part in match.groups() if part] if match else []


def csl(source: Source, fact: Fact | None = None) -> dict[str, Any]:
    """The source as a CSL-JSON item."""
    item: dict[str, Any] = {
        "id": source.id,
        "type": "webpage" if source.url else "article-newspaper",
        "title": source.title,
        "container-title": source.publisher,
        "publisher": source.publisher,
    }
    if source.author:
        item["author"] = [{"literal": source.author}]
    parts = _parts(source.published)
    if parts:
        item["issued"] = {"date-parts": [parts]}
        if _is_hedged(source):
            item["issued"]["circa"] = True
    if source.url:
        item["URL"] = source.url
    if source.via:
        item["archive"] = source.via
    if fact and fact.at:
        item["note"] = f"at {fact.at}"
    return item
