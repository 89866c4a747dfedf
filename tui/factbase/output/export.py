"""The base for other programs and readers: JSON, CSV and Markdown, with every hedge kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from tui.factbase.dates import EdtfDate, parse_date
from tui.factbase.model import SECTIONS, Check, Entity, Fact, FactBase, Ruling, Source
from tui.factbase.output.cite import escape_markdown, qualifiers, reference
from tui.factbase.quantity import parse_quantity
from tui.factbase.shown.page_lines import by_topic


def fact_json(fact: Fact) -> dict[str, Any]:
    """A fact with every key that it can carry, null where absent."""
    value = fact.value
    return {
        "id": fact.id,
        "about": list(fact.about),
        "topic": fact.topic,
        "says": fact.says,
        "value": value
        and {
            "low": value.low,
            "high": value.high,
            "approximate": value.approximate,
            "unit": value.unit,
            "text": value.text,
        },
        "in": fact.place,
        "by": fact.by,
        "as_of": _date(fact.as_of),
        "when": _date(fact.when),
        "mode": fact.mode,
        "open": fact.open,
        "source": fact.source,
        "at": fact.at,
        "quote": fact.quote,
        "note": fact.note,
        "corrects": fact.corrects,
        "line": fact.line,
    }


def _date(date: EdtfDate | None) -> str | None:
    return date.text if date else None


def entity_json(entity: Entity) -> dict[str, Any]:
    """An entity's own fields; its id is the key under which it stands."""
    fields: dict[str, Any] = {"name": entity.name, "also": list(entity.also)}
    for key in ("mark", "post", "nation", "within"):
        if hasattr(entity, key):
            fields[key] = getattr(entity, key)
    return {**fields, "note": entity.note, **_stands(entity)}


def _stands(record: Entity | Source | Check | Ruling) -> dict[str, Any]:
    """Where a record stands: its line, and the name of its file (a base may be a folder of them)."""
    return {"file": Path(record.path).name, "line": record.line}


def source_json(source: Source) -> dict[str, Any]:
    """A source without its facts, which stand in one flat list."""
    return {
        "title": source.title,
        "publisher": source.publisher,
        "author": source.author,
        "published": _date(source.published),
        "published_basis": source.published_basis,
        "via": source.via,
        "url": source.url,
        "begins": source.begins,
        "note": source.note,
        **_stands(source),
    }


def base_json(base: FactBase, facts: Iterable[Fact] | None = None) -> dict[str, Any]:
    """The base as one object: entities and sources by id, all facts or those given as a flat list."""
    chosen = list(base.facts if facts is None else facts)
    return {**frame_json(base, chosen), "facts": [fact_json(fact) for fact in chosen]}


def frame_json(base: FactBase, facts: Iterable[Fact]) -> dict[str, Any]:
    """All of that object but the facts.

    Of the declared sums and the rulings it holds those whose facts are all among these.
    """
    ids = {fact.id for fact in facts}
    return {
        "nations": {key: entity_json(entity) for key, entity in base.nations.items()},
        "groups": {key: entity_json(entity) for key, entity in base.groups.items()},
        "people": {key: entity_json(entity) for key, entity in base.people.items()},
        "meetings": {key: entity_json(entity) for key, entity in base.meetings.items()},
        "places": {key: entity_json(entity) for key, entity in base.places.items()},
        "topics": {
            key: {"name": entity.name, "note": entity.note, **_stands(entity)}
            for key, entity in base.entities.items()
            if entity.kind == "topic"
        },
        "sources": {key: source_json(source) for key, source in base.sources.items()},
        "checks": {
            key: {"total": check.total, "parts": list(check.parts), "note": check.note, **_stands(check)}
            for key, check in base.checks.items()
            if ids.issuperset((check.total, *check.parts))
        },
        "rulings": {
            key: {
                "prefer": ruling.prefer,
                "over": list(ruling.over),
                "reason": ruling.reason,
                "ruled_by": ruling.ruled_by,
                "ruled_on": _date(ruling.ruled_on),
                **_stands(ruling),
            }
            for key, ruling in base.rulings.items()
            if ids.issuperset((ruling.prefer, *ruling.over))
        },
    }


# -- JSON, back again ---------------------------------------------------------------------------------


def base_from_json(data: dict[str, Any], path: str = "") -> FactBase:
    """The base that `base_json` wrote, record for record; `path` is what messages call it.

    Records carry the names of their files, without the folder, which the JSON doesn't hold.  Nothing that the
    reader checks is checked again.  Raises ValueError for what `base_json` can't have written.
    """
    try:
        entities = [
            cls(id=key, **_record(fields, "also"))
            for section, cls in SECTIONS.items()
            for key, fields in data[section].items()
        ]
        # As the reader orders them, over all sections: by file, then by line.
        entities.sort(key=lambda entity: (entity.path, entity.line))
        sources = {
            key: Source(id=key, **{**_record(fields), "published": _parsed(fields["published"])})
            for key, fields in data["sources"].items()
        }
        checks = {key: Check(id=key, **_record(fields, "parts")) for key, fields in data["checks"].items()}
        rulings = {
            key: Ruling(id=key, **{**_record(fields, "over"), "ruled_on": _parsed(fields["ruled_on"])})
            for key, fields in data["rulings"].items()
        }
        facts = tuple(map(_fact, data["facts"]))
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"not an export of a fact base: {error}") from error
    return FactBase(
        path,
        MappingProxyType({entity.id: entity for entity in entities}),
        MappingProxyType(sources),
        facts,
        MappingProxyType(checks),
        MappingProxyType(rulings),
    )


def _record(fields: dict[str, Any], *lists: str) -> dict[str, Any]:
    """The fields as the model's classes take them."""
    out = {key: tuple(value) if key in lists else value for key, value in fields.items()}
    out["path"] = out.pop("file")
    return out


def _parsed(text: str | None) -> EdtfDate | None:
    return parse_date(text) if text is not None else None


def _fact(fields: dict[str, Any]) -> Fact:
    value = fields["value"]
    rest = {
        **fields,
        "about": tuple(fields["about"]),
        "value": parse_quantity(value["text"]) if value else None,
        "as_of": _parsed(fields["as_of"]),
        "when": _parsed(fields["when"]),
        "place": fields["in"],
    }
    del rest["in"]
    return Fact(**rest)


# -- CSV ----------------------------------------------------------------------------------------------

CSV_COLUMNS: Final = (
    "id",
    "about",
    "about_names",
    "topic",
    "says",
    "value",
    "low",
    "high",
    "approximate",
    "unit",
    "in",
    "by",
    "by_name",
    "as_of",
    "when",
    "mode",
    "open",
    "source",
    "publisher",
    "published",
    "at",
    "quote",
    "note",
    "corrects",
    "line",
    "source_title",
    "source_url",
)
"""The columns of the CSV export, one fact a row."""

# Where a cell begins: also behind a semicolon, at which spreadsheets cut a file in the many countries that
# write 3,5 for three and a half; our quotes are none then.  Blanks and quotes before a sign change nothing.
_FORMULA: Final = re.compile(r"""(^|[;\t\r\n])(?=[\s'"]*[-=+@|%＝＋－＠｜％]|[\t\r\n])""")


def csv_cell(text: str) -> str:
    """The text so that no spreadsheet takes it, or what it cuts off it, for a formula: an apostrophe stands
    before such a sign and the blanks and quotes in front of it."""
    return _FORMULA.sub(r"\1'", text)


def csv_rows(base: FactBase, facts: Iterable[Fact]) -> Iterator[list[str]]:
    """The header and a row for each fact, every cell safe for a spreadsheet."""
    yield list(CSV_COLUMNS)
    for fact in facts:
        source, value = base.source_of(fact), fact.value
        cells = (
            fact.id,
            " ".join(fact.about),
            "; ".join(base.name(key) for key in fact.about),
            fact.topic,
            fact.says,
            value.display if value else "",
            "" if value is None or value.low is None else str(value.low),
            "" if value is None or value.high is None else str(value.high),
            "" if value is None else str(value.approximate).lower(),
            value.unit if value else "",
            fact.place or "",
            fact.by or "",
            base.name(fact.by) if fact.by else "",
            _date(fact.as_of) or "",
            _date(fact.when) or "",
            fact.mode,
            str(fact.open).lower(),
            fact.source,
            source.publisher,
            _date(source.published) or "",
            fact.at or "",
            fact.quote or "",
            fact.note or "",
            fact.corrects or "",
            str(fact.line),
            source.title,
            source.url or "",
        )
        yield [csv_cell(cell) for cell in cells]


# -- Markdown -----------------------------------------------------------------------------------------


def markdown_dossier(base: FactBase, facts: Sequence[Fact], nation_id: str | None = None) -> Iterator[str]:
    """The facts as a dossier to read: by nation and topic, then what is about no nation, then the sources.

    With `nation_id`, that nation alone has a chapter.
    """
    chosen = {fact.id for fact in facts}
    yield "# Facts by nation"
    told: set[str] = set()
    for nation in base.nations.values():
        if nation_id not in (None, nation.id):
            continue
        own = [fact for fact in base.about(nation.id) if fact.id in chosen]
        if own:
            told.update(fact.id for fact in own)
            yield f"\n## {escape_markdown(nation.name)}"
            yield from _markdown_topics(base, own, "###")
    rest = [fact for fact in facts if fact.id not in told]
    if rest:
        yield "\n## Further facts" if nation_id else "\n## About no single nation"
        yield from _markdown_topics(base, rest, "###")
    used = dict.fromkeys(fact.source for fact in facts)
    if used:
        yield "\n## Sources\n"
        for key in used:
            yield f"[^{key}]: {escape_markdown(reference(base.sources[key]))}."


def _markdown_topics(base: FactBase, facts: Sequence[Fact], level: str) -> Iterator[str]:
    for topic, found in by_topic(base, facts):
        yield f"\n{level} {escape_markdown(base.topics[topic])}\n"
        for fact in found:
            voice = f"{base.name(fact.by)}; " if fact.by else ""
            at = f"{fact.at}; " if fact.at else ""
            told = escape_markdown(f"{voice}{at}{qualifiers(fact)}")
            yield f"- {escape_markdown(fact.says)} ({told})[^{fact.source}]"
