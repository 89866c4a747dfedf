"""Any fact base that the reader accepts: for properties that hold whatever stands in a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import strategies as st

from tests.factbase.test_dates import date_texts
from tests.factbase.test_quantity import quantity_texts
from tui.factbase.model import FactBase
from tui.factbase.reading.reader import read_base
from tui.factbase.vocabulary import MODES, PUBLISHED_BASES, TOPICS

# Words that other readers of YAML, CSV or Markdown take for something else.
_ODD: Final = (
    "NO", "null", "~", "010", "1_0", "12:30", "2016-01-10", "=1+1", "+1", "-2", "@SUM(A1)", "|x", "%x", "'=x",
    "' =x", "＝1", "\u00a0=1", "a,b", 'say "so"', "a;b", "<b>", "*", "[x](y)", "&amp;", "{x}", "\\", "#",
    "- x", "1. x", "---", "\x1b[31mx", "\u202ex", "a\tb", "a\nb", "a\r\nb", "\x00", "😀",
    "https://example.org/a_b",
)  # fmt: skip
TEXTS: Final = st.sampled_from(_ODD) | st.text(min_size=1, max_size=20).filter(
    lambda text: not text.isspace()
)
_IDS: Final = (
    *("NO", "no", "on", "null", "0", "010", "1_0", "1e5", "0x1", "a-", "a_", "A--B", "x" * 80, "2016-01-10"),
    *(f"id-{number}" for number in range(26)),
)

Record = dict[str, Any]


def quoted(text: str) -> str:
    """Any text as a double-quoted scalar of YAML."""
    plain = "".join(
        c if c.isascii() and c.isprintable() and c not in '"\\' else f"\\U{ord(c):08x}" for c in text
    )
    return f'"{plain}"'


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return f"[{', '.join(map(quoted, value))}]"
    return quoted(str(value))


def flow(record: Mapping[str, object]) -> str:
    """A record on one line."""
    return "{" + ", ".join(f"{key}: {_scalar(value)}" for key, value in record.items()) + "}"


def _written(sections: Mapping[str, Mapping[str, Record]], gaps: Iterable[int]) -> str:
    """The sections as a file, one record a line, with some empty lines between them."""
    gap = iter(gaps)
    lines: list[str] = []
    for section, records in sections.items():
        lines += ["# x"] * next(gap, 0)
        lines.append(f"{section}:" if records else f"{section}: {{}}")
        for key, record in records.items():
            lines += [""] * next(gap, 0)
            if section != "sources":
                lines.append(f"  {key}: {flow(record)}")
                continue
            lines.append(f"  {key}:")
            lines += [f"    {name}: {_scalar(value)}" for name, value in record.items() if name != "facts"]
            facts = record["facts"]
            lines.append("    facts:" if facts else "    facts: []")
            lines += [f"      - {flow(fact)}" for fact in facts]
    return "\n".join(lines) + "\n"


@st.composite
def files(draw: st.DrawFn) -> dict[str, str]:
    """The files of a base by their names: one, or two that are to be read as a folder."""
    fresh = iter(draw(st.permutations(_IDS)))

    def some(required: Record, **optional: st.SearchStrategy[Any]) -> Record:
        return required | draw(st.fixed_dictionaries({}, optional=optional))

    def keys(most: int, least: int = 0) -> list[str]:
        return [next(fresh) for _ in range(draw(st.integers(least, most)))]

    def named() -> Record:
        return {"name": draw(TEXTS)}

    aliases = st.lists(TEXTS, min_size=1, max_size=2)
    nations = {key: some(named(), also=aliases, note=TEXTS) for key in keys(3, 1)}
    one_nation = st.sampled_from(list(nations))
    groups = {key: some(named(), also=aliases, mark=TEXTS, note=TEXTS) for key in keys(2)}
    people = {key: some(named(), also=aliases, post=TEXTS, nation=one_nation, note=TEXTS) for key in keys(2)}
    meetings = {key: some(named(), also=aliases, note=TEXTS) for key in keys(2)}
    place_keys = keys(2, 1)
    one_place = st.sampled_from(place_keys)
    places = {key: some(named(), also=aliases, within=one_place, note=TEXTS) for key in place_keys}
    topics = {key: some(named(), note=TEXTS) for key in keys(1)}
    about = st.lists(
        st.sampled_from([*nations, *groups, *people, *meetings, *places]), min_size=1, max_size=3, unique=True
    )
    fact_keys = keys(6)
    facts = [
        some(
            {
                "id": key,
                "about": draw(about),
                "topic": draw(st.sampled_from([*TOPICS, *topics])),
                "says": draw(TEXTS),
            },
            value=quantity_texts(),
            by=st.sampled_from([*nations, *groups, *people]),
            as_of=date_texts(),
            when=date_texts(),
            mode=st.sampled_from(list(MODES)),
            open=st.booleans(),
            at=TEXTS,
            quote=TEXTS,
            note=TEXTS,
            corrects=st.sampled_from(fact_keys),
            **{"in": one_place},
        )
        for key in fact_keys
    ]
    sources: dict[str, Record] = {}
    for key in keys(2, 1 if facts else 0):
        sources[key] = some(
            {"title": draw(TEXTS), "publisher": draw(TEXTS)},
            author=TEXTS,
            published=date_texts(),
            published_basis=st.sampled_from(list(PUBLISHED_BASES)),
            via=TEXTS,
            url=TEXTS,
            begins=TEXTS,
            note=TEXTS,
        ) | {"facts": []}
    for fact in facts:
        sources[draw(st.sampled_from(list(sources)))]["facts"].append(fact)
    checks: dict[str, Record] = {}
    rulings: dict[str, Record] = {}
    if fact_keys:
        one_fact = st.sampled_from(fact_keys)
        parts = st.lists(one_fact, min_size=1, max_size=3, unique=True)
        checks = {key: some({"total": draw(one_fact), "parts": draw(parts)}, note=TEXTS) for key in keys(2)}
        rulings = {
            key: some(
                {"prefer": draw(one_fact), "over": draw(parts), "reason": draw(TEXTS)},
                ruled_by=TEXTS,
                ruled_on=date_texts(),
            )
            for key in keys(1)
        }
    sections: dict[str, dict[str, Record]] = {
        "topics": topics,
        "nations": nations,
        "groups": groups,
        "people": people,
        "meetings": meetings,
        "places": places,
        "sources": sources,
        "checks": checks,
        "rulings": rulings,
    }
    gaps = draw(st.lists(st.integers(0, 3), max_size=20))
    order = draw(st.permutations(list(sections)))
    if draw(st.booleans()):
        return {"facts.yaml": _written({name: sections[name] for name in order}, gaps)}
    # Every record stands in one of the two, sections in both.
    first, second = ({name: {} for name in order} for _ in range(2))
    for name in order:
        for key, record in sections[name].items():
            (first if draw(st.booleans()) else second)[name][key] = record
    return {"a.yaml": _written(first, gaps), "b.yml": _written(second, gaps)}


def read_files(named: Mapping[str, str]) -> FactBase:
    """Read files as one base: a single one as a file, more as a folder.  The reader must accept them."""
    with TemporaryDirectory() as folder:
        for name, text in named.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        return read_base(Path(folder, *named) if len(named) == 1 else folder)


BASES: Final = files().map(read_files)
"""Fact bases as read; the files themselves are gone by then."""
