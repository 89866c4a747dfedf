"""`coalition-tui schema`: the JSON Schema of a fact base, for editors."""

from __future__ import annotations

from tui.commands.arguments import Options
from tui.commands.main import OK
from tui.factbase.reading.json_schema import schema_text


def run(options: Options) -> int:
    """Print the schema."""
    print(schema_text(), end="")
    return OK
