"""The base as plain data: JSON for other programs, with every hedge kept."""

from __future__ import annotations

from typing import Any

from tui.factbase.dates import EdtfDate
from tui.factbase.model import Entity, Fact, FactBase, Source


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
    return {**fields, "note": entity.note, "line": entity.line}


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
        "note": source.note,
        "line": source.line,
    }


def base_json(base: FactBase) -> dict[str, Any]:
    """The whole base as one object: entities and sources by id, facts as a flat list."""
    return {
        "nations": {key: entity_json(entity) for key, entity in base.nations.items()},
        "groups": {key: entity_json(entity) for key, entity in base.groups.items()},
        "people": {key: entity_json(entity) for key, entity in base.people.items()},
        "meetings": {key: entity_json(entity) for key, entity in base.meetings.items()},
        "places": {key: entity_json(entity) for key, entity in base.places.items()},
        "topics": {
            key: {"name": entity.name, "note": entity.note, "line": entity.line}
            for key, entity in base.entities.items()
            if entity.kind == "topic"
        },
        "sources": {key: source_json(source) for key, source in base.sources.items()},
        "checks": {
            key: {"total": check.total, "parts": list(check.parts), "note": check.note, "line": check.line}
            for key, check in base.checks.items()
        },
        "facts": [fact_json(fact) for fact in base.facts],
    }
