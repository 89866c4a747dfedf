"""The shape of a fact base as a JSON Schema, for editors that check YAML while one types.

Made from the same table as the reader.  What a schema can't say (that an id exists, that a day exists) is the
reader's to refuse.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from tui.factbase.reading import schema
from tui.factbase.reading.schema import (
    DECLARATION_FIELDS,
    ENTITY_FIELDS,
    FACT_FIELDS,
    ID_PATTERN,
    SOURCE_FIELDS,
    Field,
)

SCHEMA_FILE: Final = Path(__file__).with_name("facts.schema.json")
"""The schema as it is packed; `python -m tui.factbase.reading.json_schema` writes it anew."""

# Editors read YAML with its core types: `2016` reaches the schema as a number and `NO` as text or a boolean.
_SCALAR: Final = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
_ID: Final = {"anyOf": [{"type": "string", "pattern": f"^{ID_PATTERN}$"}, {"type": ["number", "boolean"]}]}
_POINT: Final = r"[12]\d{3}(-\d{2}(-\d{2})?)?[~?%]?"
_DATE: Final = {
    "anyOf": [
        {"type": "string", "pattern": rf"^({_POINT}(/({_POINT}|\.\.))?|\.\./{_POINT})$"},
        {"type": "integer", "minimum": 1000, "maximum": 2999},
    ]
}
_QUANTITY: Final = {"type": "string", "pattern": r"^([~<>]|\.\.)*\d[\d,.]*(\.\.(\d[\d,.]*)?)?\s+\S"}


def field_schema(field: Field) -> dict[str, Any]:
    """The schema of one key."""
    kinds: dict[str, dict[str, Any]] = {
        schema.TEXT: _SCALAR,
        schema.TEXTS: {"type": "array", "items": _SCALAR, "minItems": 1},
        schema.ID: _ID,
        schema.IDS: {"type": "array", "items": _ID, "minItems": 1, "uniqueItems": True},
        schema.REF: _ID,
        schema.TOPIC: _ID,
        schema.QUANTITY: _QUANTITY,
        schema.DATE: _DATE,
        schema.WORD: {"enum": list(field.words)},
        schema.FLAG: {"enum": [True, False, "true", "false"]},
        schema.FACTS: {"type": "array", "items": record_schema(FACT_FIELDS)}
        if field.kind == schema.FACTS
        else {},
    }
    return {"description": field.doc, **kinds[field.kind]}


def record_schema(fields: dict[str, Field]) -> dict[str, Any]:
    """The schema of a record: its keys and no others."""
    return {
        "type": "object",
        "properties": {field.key: field_schema(field) for field in fields.values()},
        "required": [field.key for field in fields.values() if field.required],
        "additionalProperties": False,
    }


def base_schema() -> dict[str, Any]:
    """The schema of a whole file."""
    sections = {**ENTITY_FIELDS, "sources": SOURCE_FIELDS, **DECLARATION_FIELDS}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A fact base of coalition-tui",
        "type": "object",
        "properties": {
            name: {
                "type": "object",
                "propertyNames": {"pattern": f"^{ID_PATTERN}$"},
                "additionalProperties": record_schema(fields),
            }
            for name, fields in sections.items()
        },
        "additionalProperties": False,
    }


def schema_text() -> str:
    """The schema as it is packed and printed."""
    import json

    return json.dumps(base_schema(), indent=1) + "\n"


if __name__ == "__main__":
    SCHEMA_FILE.write_text(schema_text(), encoding="utf-8")
