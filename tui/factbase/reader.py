"""Reading a fact base: strict, fast, and able to say where and how to mend.

PyYAML's parser gives events with line and column, and the records are built straight from those: no tree of
the whole file is ever made and no tag is ever resolved, so `NO` stays Norway and `2016-01-10` stays text
until it is parsed as a date.  Anchors, aliases, tags, merge keys and second documents are refused at their
event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from tui.factbase import schema
from tui.factbase.dates import DateError, parse_date
from tui.factbase.diagnostics import BaseErrors, Diagnostic, did_you_mean, split_lines
from tui.factbase.files import files_of, read_bytes
from tui.factbase.limits import DEFAULT_LIMITS, Limits
from tui.factbase.model import SECTIONS, Check, Entity, Fact, FactBase, Source
from tui.factbase.quantity import QuantityError, parse_quantity
from tui.factbase.schema import (
    CHECK_FIELDS,
    ENTITY_FIELDS,
    FACT_FIELDS,
    ID_RULE,
    SECTION_NAMES,
    SOURCE_FIELDS,
    Field,
)
from tui.factbase.text import clean, is_safe
from tui.factbase.vocabulary import RESERVED_IDS, TOPICS

HAS_LIBYAML: Final[bool] = yaml.__with_libyaml__
"""False where PyYAML came without libyaml: everything works, several times slower."""


def _new_parser(text: str) -> Any:
    """The parser of this text's events: libyaml's, or PyYAML's own where that is absent."""
    if HAS_LIBYAML:
        from yaml._yaml import CParser

        return CParser(text)
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        def __init__(self) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser()


_KEPT_ERRORS: Final = 5_000  # in memory at once; beyond that they are only counted


class _Stop(Exception):
    """Nothing more can be read from this file; what is wrong has been noted."""


class _Reading:
    """What has been read so far, over all files of a base."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.entities: dict[str, Entity] = {}
        self.sources: dict[str, Source] = {}
        self.facts: list[Fact] = []
        self.checks: dict[str, Check] = {}
        self.seen: dict[str, tuple[str, str, int]] = {}  # id -> kind, file, line
        self.pending: list[tuple[str, Field, str, int, int]] = []  # references met before what they name
        self.errors: list[Diagnostic] = []
        self.error_count = 0
        self.marks: dict[str, dict[str, tuple[int, int]]] | None = None

    def error(
        self, path: str, line: int, column: int, code: str, message: str, mend: str = "", width: int = 1
    ) -> None:
        self.error_count += 1
        if len(self.errors) < _KEPT_ERRORS:
            self.errors.append(Diagnostic(path, line, column, code, message, mend, "", width))

    def claim(self, key: str, kind: str, path: str, line: int, column: int) -> bool:
        """Note that this id is used; False (and an error) if it was already."""
        first = self.seen.get(key)
        if first is None:
            self.seen[key] = (kind, path, line)
            return True
        other = f"line {first[2]}" if first[1] == path else f"{first[1]}:{first[2]}"
        mend = f"the {first[0]} at {other} has it; choose another"
        self.error(path, line, column, "E402", f"the id `{_short(key)}` is used twice", mend, len(key))
        return False

    def refer(self, key: str, field: Field, path: str, line: int, column: int) -> None:
        """Check a reference now if it can be, or when everything has been read."""
        seen = self.seen.get(key)
        if seen is None:
            self.pending.append((key, field, path, line, column))
        elif seen[0] not in field.refers:
            self._wrong_kind(key, seen[0], field, path, line, column)

    def _wrong_kind(self, key: str, kind: str, field: Field, path: str, line: int, column: int) -> None:
        message = f"`{_short(key)}` is a {kind}; `{field.key}` takes a {_either(field.refers)}"
        self.error(path, line, column, "E403", message, width=len(key))

    def resolve(self) -> None:
        """Check the references that were met before what they name."""
        for key, field, path, line, column in self.pending:
            seen = self.seen.get(key)
            if seen is not None:
                if seen[0] not in field.refers:
                    self._wrong_kind(key, seen[0], field, path, line, column)
                continue
            if field.kind == schema.TOPIC:
                own = [name for name, (kind, _, _) in self.seen.items() if kind == "topic"]
                mend = did_you_mean(key, [*TOPICS, *own])
                mend = mend or f"one of {', '.join(TOPICS)}, or declare it under `topics`"
                self.error(path, line, column, "E401", f"`{_short(key)}` is not a topic", mend, len(key))
                continue
            known = [name for name, (kind, _, _) in self.seen.items() if kind in field.refers]
            mend = did_you_mean(key, known)
            if not mend and "fact" not in field.refers:
                homes = [s for s, entity in SECTIONS.items() if entity.kind in field.refers]
                mend = f"declare it under {_either(tuple(f'`{home}`' for home in homes))}"
            what = "a fact" if field.refers == ("fact",) else f"a {_either(field.refers)}"
            message = f"`{field.key}` names `{_short(key)}`, which is not {what} of this base"
            self.error(path, line, column, "E401", message, mend, len(key))


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


def _either(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _place(event: Any) -> tuple[int, int]:
    """Line and column of an event, counted from 1."""
    mark = event.start_mark
    return mark.line + 1, mark.column + 1


def _kind_of(event: Event) -> str:
    if isinstance(event, MappingStartEvent):
        return "a mapping (key: value)"
    if isinstance(event, SequenceStartEvent):
        return "a list"
    return "nothing" if isinstance(event, ScalarEvent) and not event.value else "a text"


class _FileReader:
    """Turns the events of one file into records."""

    def __init__(self, reading: _Reading, path: str, text: str) -> None:
        self.reading = reading
        self.path = path
        self.text = text
        self.depth = 0
        self._parser = _new_parser(text)
        self._get = self._parser.get_event

    # -- the file ---------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the whole file; whatever is wrong is noted, nothing is raised."""
        try:
            self._document()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self._yaml_error(error)
        except yaml.reader.ReaderError as error:
            self._unprintable(error)
        finally:
            dispose = getattr(self._parser, "dispose", None)
            if dispose:
                dispose()

    def _document(self) -> None:
        event = self._get()
        while isinstance(event, StreamStartEvent | DocumentStartEvent):
            event = self._get()
        if isinstance(event, StreamEndEvent):
            self.reading.error(self.path, 0, 0, "E205", "the file is empty", "begin with `sources:`")
            return
        if not isinstance(event, MappingStartEvent):
            self._wrong(
                event, "the file must be a mapping of sections", f"begin with {_either(_SECTIONS_TICKED)}"
            )
            self._skip(event)
        else:
            self._check_node(event)
            self._sections()
        event = self._get()
        while isinstance(event, DocumentEndEvent):
            event = self._get()
        if isinstance(event, DocumentStartEvent):
            self._error(event, "E104", "a second document", "keep one document a file; delete the `---`")

    def _sections(self) -> None:
        for name, _ in self._keys(SECTION_NAMES, "section"):
            event = self._get()
            if not isinstance(event, MappingStartEvent):
                self._wrong(event, f"`{name}` must be a mapping of ids", "write one `id: {...}` on each line")
                self._skip(event)
                continue
            self._check_node(event)
            self._records(name)

    def _records(self, section: str) -> None:
        """The records of one section, each under its id."""
        record_class, fields = _RECORDS[section]
        kind = record_class.kind
        store: dict[str, Any] = getattr(
            self.reading, section if section in ("sources", "checks") else "entities"
        )
        for name, key in self._keys(None, kind):
            line, column = _place(key)
            fresh = self._claim(name, kind, line, column)
            event = self._get()
            if not isinstance(event, MappingStartEvent):
                mend = ", ".join(f"{required}: ..." for required in _REQUIRED[kind])
                self._wrong(event, f"the {kind} `{_short(name)}` must be a mapping", f"{{{mend}}}")
                self._skip(event)
                continue
            self.source = name  # the facts inside a source belong to it
            values = self._record(event, fields, kind)
            if fresh and values is not None:
                store[name] = record_class(id=name, line=line, path=self.path, **values)

    def _facts(self, event: Event) -> None:
        if not isinstance(event, SequenceStartEvent):
            self._wrong(event, "`facts` must be a list", "begin each fact with `- id: ...`")
            self._skip(event)
            return
        self._check_node(event)
        reading, limit, path = self.reading, self.reading.limits.facts, self.path
        while True:
            event = self._get()
            if type(event) is SequenceEndEvent:
                return
            if type(event) is not MappingStartEvent:
                self._wrong(event, "a fact must be a mapping", "begin it with `- id: ...`")
                self._skip(event)
                continue
            line, _ = _place(event)
            values = self._record(event, FACT_FIELDS, "fact")
            if values is not None:
                if len(reading.facts) >= limit:
                    reading.error(
                        path, line, 1, "E105", f"more than {limit:,} facts", "raise the limit, or split"
                    )
                    raise _Stop
                reading.facts.append(Fact(source=self.source, line=line, **values))

    # -- one record -------------------------------------------------------------------------------

    def _record(self, start: Event, fields: dict[str, Field], what: str) -> dict[str, Any] | None:
        """The fields of one mapping; None when it can't stand because of what is wrong in it."""
        self._check_node(start)
        reading, get, path = self.reading, self._get, self.path
        values: dict[str, Any] = {}
        met: dict[str, int] = {}
        marks: dict[str, tuple[int, int]] = {}
        marked, seen, most = reading.marks is not None, reading.seen, reading.limits.text
        sound = True
        for name, key in self._keys(fields, what, met):
            field = fields[name]
            kind = field.kind
            event = get()
            if marked:
                marks[name] = _place(event)
            if kind == _TEXT and type(event) is ScalarEvent:
                # Most values are plain texts of which nothing is wrong: the short way for those.
                plain: str = event.value
                if (
                    plain.isascii()
                    and plain.isprintable()
                    and not plain.isspace()
                    and 0 < len(plain) <= most
                    and event.anchor is None
                    and event.tag is None
                ):
                    values[name] = plain
                    continue
            if kind == _FACTS:
                self._facts(event)
                continue
            if kind in (_IDS, _TEXTS):
                items = self._items(event, field)
                if items is None:
                    sound = False
                else:
                    values[name] = items
                continue
            text = self._scalar(event, key, name)
            if text is None:
                sound = False
                continue
            if kind == _TEXT:
                if not is_safe(text):
                    text = clean(text)
                values[name] = text
            elif kind == _QUANTITY:
                try:
                    values[name] = parse_quantity(text)
                except QuantityError as error:
                    self._error(event, "E302", f"`{name}`: {error.message}", error.mend, len(text))
                    sound = False
            elif kind in (_REF, _TOPIC):
                if kind == _REF or text not in TOPICS:
                    known = seen.get(text)
                    if known is None or known[0] not in field.refers:
                        reading.refer(text, field, path, *_place(event))
                values[field.target] = text
            elif kind == _DATE:
                try:
                    values[name] = parse_date(text)
                except DateError as error:
                    self._error(event, "E303", f"`{name}`: {error.message}", error.mend, len(text))
                    sound = False
            elif kind == _ID:
                line, column = _place(event)
                sound = self._claim(text, what, line, column) and sound
                values[name] = text
            elif kind == _FLAG:
                if text == "true" or text == "false":
                    values[name] = text == "true"
                else:
                    self._error(event, "E304", f"`{name}` is true or false", width=len(text))
                    sound = False
            elif text in field.words:
                values[name] = text
            else:
                mend = did_you_mean(text, field.words) or f"one of {', '.join(field.words)}"
                self._error(event, "E304", f"`{name}` can't be `{_short(text)}`", mend, len(text))
                sound = False
        for name in _REQUIRED[what]:
            if name not in met:
                self._error(start, "E204", f"this {what} has no `{name}`", _example(name))
                sound = False
        if reading.marks is not None and "id" in values:
            reading.marks.setdefault(values["id"], marks)
        return values if sound else None

    def _keys(
        self, known: Any, what: str, met: dict[str, int] | None = None
    ) -> Iterator[tuple[str, ScalarEvent]]:
        """The keys of the mapping that has begun; the caller reads each value.

        `met`, where given, is filled with the line of each key.
        """
        get: Any = self._get
        self.depth += 1
        met = {} if met is None else met
        last = ""
        while True:
            event = get()
            if type(event) is MappingEndEvent:
                self.depth -= 1
                return
            if type(event) is not ScalarEvent:
                if isinstance(event, AliasEvent):
                    self._check_node(event)
                else:
                    self._wrong(event, "a key must be a plain text", "write `key: value`")
                    self._skip(event)
                self._skip(get())
                continue
            name = event.value
            if event.anchor is not None or event.tag is not None:
                self._check_node(event)
            if name in met:
                self._error(
                    event,
                    "E203",
                    f"`{_short(name)}` stands twice here",
                    f"first at line {met[name]}",
                    len(name),
                )
                self._skip(get())
                continue
            if known is not None and name not in known:
                self._unknown_key(event, get(), known, what, last)
                continue
            met[name] = _place(event)[0]
            last = name
            yield name, event

    def _unknown_key(self, key: ScalarEvent, value: Event, known: Any, what: str, last: str) -> None:
        name = key.value
        if name == "<<":
            self._error(key, "E104", "a merge key", "write the keys out", 2)
        elif isinstance(value, ScalarEvent) and not value.value and name[:3].isdigit() and last:
            written = f'{last}: "…,{_short(name)}"'
            mend = f"inside braces a comma ends the value: write {written} or put it on its own line"
            self._error(key, "E202", f"`{_short(name)}` was read as a key", mend, len(name))
        else:
            mend = did_you_mean(name, known) or f"one of {', '.join(known)}"
            self._error(key, "E202", f"`{_short(name)}` is not a key of a {what}", mend, len(name))
        self._skip(value)

    def _items(self, event: Event, field: Field) -> tuple[str, ...] | None:
        """The texts of a list; None when it can't stand."""
        if type(event) is not SequenceStartEvent:
            if isinstance(event, ScalarEvent) and event.value:
                mend = f"{field.key}: [{_short(event.value)}]"
            else:
                mend = f"{field.key}: [...]"
            self._wrong(event, f"`{field.key}` must be a list", mend)
            self._skip(event)
            return None
        self._check_node(event)
        get, reading, path = self._get, self.reading, self.path
        refers = field.kind == _IDS
        items: list[str] = []
        sound = True
        while True:
            item = get()
            if type(item) is SequenceEndEvent:
                break
            text = self._scalar(item, item, field.key)
            if text is None:
                sound = False
                continue
            if refers:
                if text in items:
                    self._error(
                        item, "E203", f"`{_short(text)}` stands twice in `{field.key}`", width=len(text)
                    )
                    sound = False
                known = reading.seen.get(text)
                if known is None or known[0] not in field.refers:
                    reading.refer(text, field, path, *_place(item))
            elif not is_safe(text):
                text = clean(text)
            items.append(text)
        if not items and sound:
            self._error(event, "E205", f"`{field.key}` is empty", "name at least one, or delete the key", 2)
            return None
        return tuple(items) if sound else None

    def _scalar(self, event: Event, key: Event, name: str) -> str | None:
        """The text of a scalar that is there; None (and an error) otherwise."""
        if type(event) is not ScalarEvent:
            self._wrong(event, f"`{name}` must be a text", f"`{name}: ...` on one line")
            self._skip(event)
            return None
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self._check_node(event)
        if not text or text.isspace():
            self._error(key, "E205", f"`{name}` has no value", "write one, or delete the key", len(name))
            return None
        if len(text) > self.reading.limits.text:
            message = f"`{name}` has {len(text):,} characters; at most {self.reading.limits.text:,} are read"
            self._error(event, "E105", message, "shorten it")
            return None
        return text

    def _claim(self, name: str, kind: str, line: int, column: int) -> bool:
        if not ID_RULE.fullmatch(name):
            mend = "letters, digits, - and _, beginning with a letter or digit, at most 80"
            shown = _short(clean(name))
            self.reading.error(self.path, line, column, "E301", f"`{shown}` is no id", mend, len(name))
            return False
        if name in RESERVED_IDS or (kind != "topic" and name in TOPICS):
            message = f"`{name}` is a word of the program and can't be an id"
            self.reading.error(self.path, line, column, "E301", message, "choose another", len(name))
            return False
        return self.reading.claim(name, kind, self.path, line, column)

    # -- what goes wrong --------------------------------------------------------------------------

    def _error(self, event: Event, code: str, message: str, mend: str = "", width: int = 1) -> None:
        line, column = _place(event)
        self.reading.error(self.path, line, column, code, clean(message), clean(mend), width)

    def _wrong(self, event: Event, message: str, mend: str) -> None:
        if isinstance(event, AliasEvent):
            return  # its own error follows from `_skip`
        self._error(event, "E201", f"{message}, not {_kind_of(event)}", mend)

    def _check_node(self, event: Any) -> None:
        """Refuse anchors, aliases and tags: a fact base says everything where it stands."""
        if isinstance(event, AliasEvent):
            self._error(event, "E104", f"an alias (*{_short(event.anchor or '')})", "write the value out")
        elif event.anchor is not None:
            self._error(event, "E104", f"an anchor (&{_short(event.anchor)})", "delete it; write values out")
        elif event.tag is not None:
            self._error(event, "E104", f"a tag ({_short(event.tag)})", "delete it; every value is text")

    def _skip(self, event: Event) -> None:
        """Read past the node that this event begins."""
        depth = 0
        while True:
            if isinstance(event, MappingStartEvent | SequenceStartEvent):
                depth += 1
                if depth + self.depth > self.reading.limits.depth:
                    self._error(
                        event, "E105", f"nested more than {self.reading.limits.depth} deep", "flatten it"
                    )
                    raise _Stop
                self._check_node(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
            elif isinstance(event, AliasEvent):
                self._check_node(event)
            if depth <= 0:
                return
            event = self._get()

    def _yaml_error(self, error: yaml.MarkedYAMLError) -> None:
        problem = str(error.problem or error.context or "can't be parsed")
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        lines = split_lines(self.text) if mark else []
        excerpt = lines[line - 1] if 0 < line <= len(lines) else ""
        message = problem
        if error.context and error.context_mark and error.problem:
            message += f", {error.context} at line {error.context_mark.line + 1}"
        self.reading.error(self.path, line, column, "E103", clean(message), _yaml_mend(problem, excerpt))

    def _unprintable(self, error: yaml.reader.ReaderError) -> None:
        found = re.search("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", self.text)
        if not found:  # libyaml and we disagree on what may stand in a file
            self.reading.error(self.path, 0, 0, "E103", clean(str(error.reason)))
            return
        before = split_lines(self.text[: found.start()])
        message = f"the character {clean(found.group())} (U+{ord(found.group()):04X}) can't stand in YAML"
        mend = "delete it, or write it as an escape in double quotes"
        self.reading.error(self.path, len(before), len(before[-1]) + 1, "E103", message, mend)


_SECTIONS_TICKED: Final = tuple(f"`{name}:`" for name in SECTION_NAMES)
_TEXT, _TEXTS, _ID, _IDS = schema.TEXT, schema.TEXTS, schema.ID, schema.IDS
_REF, _TOPIC, _QUANTITY, _DATE = schema.REF, schema.TOPIC, schema.QUANTITY, schema.DATE
_FLAG, _FACTS = schema.FLAG, schema.FACTS
_RECORDS: Final[dict[str, tuple[type[Entity] | type[Source] | type[Check], dict[str, Field]]]] = {
    **{section: (SECTIONS[section], fields) for section, fields in ENTITY_FIELDS.items()},
    "sources": (Source, SOURCE_FIELDS),
    "checks": (Check, CHECK_FIELDS),
}
_REQUIRED: Final = {
    what: tuple(field.key for field in fields.values() if field.required)
    for what, fields in (*((cls.kind, fields) for cls, fields in _RECORDS.values()), ("fact", FACT_FIELDS))
}


def _example(key: str) -> str:
    examples = {
        "about": "about: [FR]",
        "topic": "topic: forces",
        "id": "id: fr-forces",
        "says": "says: one sentence in your own words",
        "name": "name: as it is to be shown",
    }
    return f"write `{examples.get(key, key + ': ...')}`"


def _yaml_mend(problem: str, excerpt: str) -> str:
    if "\\t" in problem or excerpt[:1] == "\t" or "\t" in excerpt[: len(excerpt) - len(excerpt.lstrip())]:
        return "indent with spaces, not tabs"
    if re.search(r":\s+>\s*\d", excerpt):
        return 'a value that begins with > needs quotes: ">60 x"'
    if "mapping values are not allowed" in problem:
        return 'a text with ": " in it needs quotes around it'
    if "cannot start any token" in problem:
        return "a text that begins with this character needs quotes around it"
    if "end of stream" in problem:
        return "close the quote or bracket that is open here"
    if "expected <block end>" in problem:
        return "check the indentation and the quotes of this line and the one above"
    if "could not find expected ':'" in problem:
        return "write `key: value`; a longer text needs quotes or a deeper indentation"
    return ""


# -- files ---------------------------------------------------------------------------------------------


def _decode(reading: _Reading, path: str, data: bytes) -> str | None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        reading.error(path, 1, 1, "E102", "the file is UTF-16", "save it as UTF-8")
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        lines = split_lines(data[: error.start].decode())
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        reading.error(path, len(lines), len(lines[-1]) + 1, "E102", message, "save the file as UTF-8")
        return None


def read_base(
    path: Path | str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    marks: dict[str, dict[str, tuple[int, int]]] | None = None,
) -> FactBase:
    """Read a file, or a folder of files, as one fact base.

    `marks`, where given, is filled with the line and column of every field's value, by fact id and key.
    Raises `BaseErrors` with everything that is wrong, sorted by file and line.
    """
    path = Path(path)
    reading = _Reading(limits)
    reading.marks = marks
    texts: dict[str, bytes] = {}
    try:
        files = files_of(path, limits)
    except OSError as error:
        reading.error(str(path), 0, 0, "E101", _os_message(error))
        files = []
    room = limits.bytes
    for file in files:
        name = str(file)
        try:
            data = read_bytes(name, room)
        except (OSError, ValueError) as error:
            reading.error(name, 0, 0, "E101", _os_message(error))
            continue
        room -= len(data)
        texts[name] = data
        text = _decode(reading, name, data)
        if text is not None:
            _FileReader(reading, name, text).read()
        if not reading.error_count and not reading.pending:
            texts.clear()  # kept only to show the lines of errors
    reading.resolve()
    if reading.error_count:
        raise _errors(reading, texts)
    return FactBase(
        str(path),
        MappingProxyType(reading.entities),
        MappingProxyType(reading.sources),
        tuple(reading.facts),
        MappingProxyType(reading.checks),
    )


def _os_message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def _errors(reading: _Reading, texts: dict[str, bytes]) -> BaseErrors:
    """The errors in order, the first of them with the line that they stand on."""
    reading.errors.sort()
    shown: list[Diagnostic] = []
    path, lines = "", [""]
    for diagnostic in reading.errors[: reading.limits.errors]:
        if diagnostic.path != path:
            path = diagnostic.path
            lines = split_lines(texts.get(path, b"").decode("utf-8-sig", errors="replace"))
        if 0 < diagnostic.line <= len(lines):
            diagnostic = replace(diagnostic, excerpt=lines[diagnostic.line - 1])
        shown.append(diagnostic)
    return BaseErrors(shown, reading.error_count - len(shown))
