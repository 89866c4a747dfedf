"""Reading a fact base: strict, fast, and able to say where and how to mend.

PyYAML's parser gives events with line and column, and the records are built straight from those: no tree of
the whole file is ever made and no tag is ever resolved, so `NO` stays Norway and `2016-01-10` stays text
until it is parsed as a date.  Anchors, aliases, tags, merge keys and second documents are refused at their
event.
"""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NoReturn

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

from tui.factbase.dates import DateError, EdtfDate, parse_date
from tui.factbase.model import SECTIONS, Check, Entity, Fact, FactBase, Ruling, Source
from tui.factbase.quantity import Quantity, QuantityError, parse_quantity
from tui.factbase.reading import schema
from tui.factbase.reading.diagnostics import BaseErrors, Diagnostic, did_you_mean, pick_lines, place_in
from tui.factbase.reading.files import TooLargeError, files_of, read_bytes
from tui.factbase.reading.limits import (
    COUNTED_ERRORS,
    DEFAULT_LIMITS,
    GUESSES,
    SKIPPED_EVENTS,
    Limits,
    how_to_raise,
)
from tui.factbase.reading.schema import (
    CHECK_FIELDS,
    ENTITY_FIELDS,
    FACT_FIELDS,
    ID_RULE,
    RULING_FIELDS,
    SECTION_NAMES,
    SOURCE_FIELDS,
    Field,
)
from tui.factbase.text import clean, is_safe, shows_whole
from tui.factbase.vocabulary import RESERVED_IDS, TOPICS

HAS_LIBYAML: Final[bool] = yaml.__with_libyaml__
"""False where PyYAML came without libyaml: everything works, several times slower."""


def _new_parser(data: bytes) -> Any:
    """The parser of a file's events: libyaml's, or PyYAML's own where that is absent.  The file is UTF-8."""
    if HAS_LIBYAML:
        from yaml._yaml import CParser

        return CParser(data)  # libyaml takes UTF-8 as it is; a text would be encoded once more
    text = data.decode()
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class PureParser(Reader, Scanner, Parser):
        def __init__(self) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)

    return PureParser()


_AT_A_TIME: Final = 200  # events


def _batches(get: Callable[[], Any]) -> Iterator[list[Any]]:
    """The events of a parser, many at a time.

    Taken one by one, the parser and the reader drive each other out of the processor's nearest memory.
    """
    events = iter(get, None)  # which is what follows the last
    while True:
        batch: list[Any] = []
        try:
            batch.extend(islice(events, _AT_A_TIME))
        except yaml.YAMLError:
            yield batch  # what stands before the place that can't be parsed
            raise
        if not batch:
            return
        yield batch


_TOLD_EVERY: Final = 500  # facts


class Marks:
    """Where the values of the facts stand in their files."""

    def __init__(self) -> None:
        # The parser's own marks: to make a pair of numbers of each takes a sixth of the reading's time.
        self._of: dict[str, dict[str, Any]] = {}

    def add(self, fact_id: str, marks: dict[str, Any]) -> None:
        """Take in the marks of a fact by key."""
        self._of.setdefault(fact_id, marks)

    def place(self, fact_id: str, key: str) -> tuple[int, int] | None:
        """Line and column, counted from 1; None where the fact doesn't have this key."""
        mark = self._of.get(fact_id, {}).get(key)
        return None if mark is None else (mark.line + 1, mark.column + 1)


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
        self.rulings: dict[str, Ruling] = {}
        self.seen: dict[str, tuple[str, str, int, str]] = {}  # id -> kind, file, line, and the id once more
        self._known: defaultdict[tuple[Any, ...], _Known] = defaultdict(dict)  # by what a field takes
        self.pending: list[tuple[str, Field, str, int, int]] = []  # references met before what they name
        self.errors: list[Diagnostic] = []
        self.error_count = 0
        self.marks: Marks | None = None
        self.progress: Callable[[int], None] | None = None
        self.part = (0, 0, 0)  # bytes before this file and of it, and how long its text is
        self.items = 0  # in all lists so far
        self.skipped = 0  # events of what is wrong anyway
        self._guesses = GUESSES
        self._most_errors = max(COUNTED_ERRORS, limits.errors)

    def error(
        self, path: str, line: int, column: int, code: str, message: str, mend: str = "", width: int = 1
    ) -> None:
        """Note an error; the one too many ends the reading with `_Stop`."""
        if self.error_count > self._most_errors:
            raise _Stop
        self.error_count += 1
        if self.error_count > self._most_errors:
            code, mend, width = "E105", "", 1
            message = f"more than {self._most_errors:,} errors; what follows isn't read"
        self.errors.append(Diagnostic(path, line, column, code, message, mend, "", width))
        if self.error_count > self._most_errors:
            raise _Stop

    def over(self, path: str, line: int, column: int, name: str, message: str) -> None:
        """Note that a limit is exceeded, and how to raise it."""
        self.error(path, line, column, "E105", message, how_to_raise(name, getattr(self.limits, name)))

    def guess(self, word: str, known: Iterable[str]) -> str:
        """A guess at what was meant; empty once there were many, since each costs a look at every word."""
        words = list(known)
        self._guesses -= len(words)
        return did_you_mean(word, words) if self._guesses > 0 else ""

    def known_in(self, field: Field) -> _Known:
        """What the texts in this field, and in others that take the same, were found to mean."""
        return self._known[field.kind, field.refers, field.words]

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
                own = [name for name, (kind, *_) in self.seen.items() if kind == "topic"]
                mend = self.guess(key, [*TOPICS, *own])
                mend = mend or f"one of {', '.join(TOPICS)}, or declare it under `topics`"
                self.error(path, line, column, "E401", f"`{_short(key)}` is not a topic", mend, len(key))
                continue
            mend = ""
            if self._guesses > 0:
                mend = self.guess(key, (name for name, seen in self.seen.items() if seen[0] in field.refers))
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


_Known = dict[str, Any]
"""What texts were found to mean in a field: most stand in many facts."""
_Converter = Callable[[Any, str, Field, _Known], Any]
"""Makes the value of a field from its event and text; None (and an error) if it can't stand."""
_Taken = tuple[str, _Converter | None, Field, _Known]
"""A key that may stand in a record, as `_FileReader._takes` has it."""


class _FileReader:
    """Turns the events of one file into records."""

    def __init__(self, reading: _Reading, path: str, data: bytes) -> None:
        self.reading = reading
        self.path = path
        self.data = data
        self.depth = 0
        self._parser = _new_parser(data)
        self._events: Iterator[Any] = chain.from_iterable(_batches(self._parser.get_event))
        self._get = self._events.__next__
        converters: dict[str, _Converter | None] = {
            schema.TEXT: None,
            schema.TEXTS: self._texts,
            schema.ID: self._id,
            schema.IDS: self._ids,
            schema.REF: self._reference,
            schema.TOPIC: self._topic,
            schema.QUANTITY: self._quantity,
            schema.DATE: self._date,
            schema.WORD: self._word,
            schema.FLAG: self._flag,
            schema.FACTS: self._facts,
        }
        self._takes = {
            kind: {
                key: (field.target, converters[field.kind], field, reading.known_in(field))
                for key, field in fields.items()
            }
            for kind, fields in _FIELDS.items()
        }
        """For each kind of record its keys, each with its attribute and all that makes its value."""

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
        kind, record_class = _RECORDS[section]
        most = self.reading.limits.records
        store: dict[str, Any] = getattr(self.reading, "entities" if section in ENTITY_FIELDS else section)
        for name, key in self._keys(None, kind):
            line, column = _place(key)
            fresh = self._claim(name, kind, key.start_mark)
            if len(self.reading.seen) - len(self.reading.facts) > most:
                # Facts that can't stand have claimed their ids as well; there are few, or errors end this.
                self.reading.over(self.path, line, column, "records", f"more than {most:,} records")
                raise _Stop
            event = self._get()
            if not isinstance(event, MappingStartEvent):
                mend = ", ".join(f"{required}: ..." for required in _REQUIRED[kind])
                self._wrong(event, f"the {kind} `{_short(name)}` must be a mapping", f"{{{mend}}}")
                self._skip(event)
                continue
            self.source = name  # the facts inside a source belong to it
            values = self._record(event, kind)
            if fresh and values is not None:
                values.pop("facts", None)  # the base has them, each with the id of its source
                store[name] = record_class(id=name, line=line, path=self.path, **values)

    def _facts(self, event: Any, _: str, field: Field, __: _Known) -> tuple[()]:
        """Take in the facts of a source."""
        if not isinstance(event, SequenceStartEvent):
            self._wrong(event, f"`{field.key}` must be a list", "begin each fact with `- id: ...`")
            self._skip(event)
            return ()
        self._check_node(event)
        reading, limit, path = self.reading, self.reading.limits.facts, self.path
        for event in self._events:
            if type(event) is SequenceEndEvent:
                break
            if type(event) is not MappingStartEvent:
                self._wrong(event, "a fact must be a mapping", "begin it with `- id: ...`")
                self._skip(event)
                continue
            mark: Any = event.start_mark
            values = self._record(event, "fact")
            if values is not None:
                if len(reading.facts) >= limit:
                    reading.over(path, mark.line + 1, 1, "facts", f"more than {limit:,} facts")
                    raise _Stop
                reading.facts.append(Fact(source=self.source, line=mark.line + 1, **values))
                if reading.progress is not None and not len(reading.facts) % _TOLD_EVERY:
                    before, size, length = reading.part
                    reading.progress(before + size * mark.index // length)
        return ()

    # -- one record -------------------------------------------------------------------------------

    def _record(self, start: Any, what: str) -> dict[str, Any] | None:
        """The values of one mapping by attribute; None when it can't stand because of what is wrong in it.

        Nine of ten events of a file pass through this loop.  So it sees to the usual itself, a key that may
        stand here and a text of which nothing is wrong, and leaves everything else to others.
        """
        if start.anchor is not None or start.tag is not None:
            self._check_node(start)
        events, takes, reading = self._events, self._takes[what], self.reading
        most, all_marks = reading.limits.text, reading.marks
        values: dict[str, Any] = {}
        keys: list[Any] = []  # that have been taken; hardly ever is one of them asked for
        marks: dict[str, Any] = {}
        sound = True
        self.depth += 1
        for key in events:
            if type(key) is not ScalarEvent:
                if type(key) is MappingEndEvent:
                    break
                self._refuse_key(key)
                continue
            taken = takes.get(key.value)
            if taken is None or taken[0] in values or key.anchor is not None or key.tag is not None:
                if not self._is_key(key, takes, what, {one.value: one.start_mark for one in keys}):
                    continue
                taken = takes[key.value]
            keys.append(key)
            attribute, convert, field, known = taken
            event = next(events)
            if all_marks is not None:
                marks[key.value] = event.start_mark
            if type(event) is not ScalarEvent or event.anchor is not None or event.tag is not None:
                value = self._unusual(event, key, taken)
            elif convert is not None and (value := known.get(event.value)) is not None:
                pass  # as in a fact before this one
            elif (
                (text := event.value) >= "!"  # neither empty nor blank
                and text.isprintable()
                and (text.isascii() or shows_whole(text))
                and len(text) <= most
            ):
                value = text if convert is None else convert(event, text, field, known)
            else:
                value = self._unusual(event, key, taken)
            if value is None:
                sound = False
            values[attribute] = value
        self.depth -= 1
        if not _REQUIRED[what] <= values.keys():
            sound = False
            for name in _REQUIRED[what] - values.keys():
                self._error(start, "E204", f"this {what} has no `{name}`", _example(name))
        if all_marks is not None and values.get("id") is not None:
            all_marks.add(values["id"], marks)
        return values if sound else None

    def _unusual(self, event: Any, key: Any, taken: _Taken) -> Any:
        """The value of a field that is a list, or a text to look at; None (and an error) if it is wrong."""
        _, convert, field, known = taken
        if field.kind in _LISTS:
            assert convert is not None
            return convert(event, "", field, known)
        text = self._scalar(event, key, field.key)
        if text is None:
            return None
        if convert is not None:
            return convert(event, text, field, known)
        return text if is_safe(text) else clean(text)

    # -- keys -------------------------------------------------------------------------------------

    def _keys(self, known: Any, what: str) -> Iterator[tuple[str, Any]]:
        """The keys of the mapping that has begun; the caller reads each value."""
        met: dict[str, Any] = {}
        self.depth += 1
        while True:
            key = self._get()
            if type(key) is MappingEndEvent:
                self.depth -= 1
                return
            if type(key) is not ScalarEvent:
                self._refuse_key(key)
            elif self._is_key(key, known, what, met):
                met[key.value] = key.start_mark
                yield key.value, key

    def _refuse_key(self, event: Any) -> None:
        """Read past a key that is a list, a mapping or an alias, and past its value."""
        if isinstance(event, AliasEvent):
            self._check_node(event)
        else:
            self._wrong(event, "a key must be a plain text", "write `key: value`")
            self._skip(event)
        self._skip(self._get())

    def _is_key(self, key: Any, known: Any, what: str, met: dict[str, Any]) -> bool:
        """Whether the value of this key is to be read; if not, that is noted and the value read past.

        `met` has the mark of each key before it.
        """
        name = key.value
        if key.anchor is not None or key.tag is not None:
            self._check_node(key)
        if name in met:
            first = f"first at line {met[name].line + 1}"
            self._error(key, "E203", f"`{_short(name)}` stands twice here", first, len(name))
            self._skip(self._get())
            return False
        if known is not None and name not in known:
            self._unknown_key(key, self._get(), known, what, next(reversed(met), ""))
            return False
        return True

    def _unknown_key(self, key: ScalarEvent, value: Event, known: Any, what: str, last: str) -> None:
        name = key.value
        if name == "<<":
            self._error(key, "E104", "a merge key", "write the keys out", 2)
        elif isinstance(value, ScalarEvent) and not value.value and name[:3].isdigit() and last:
            written = f'{last}: "…,{_short(name)}"'
            mend = f"inside braces a comma ends the value: write {written} or put it on its own line"
            self._error(key, "E202", f"`{_short(name)}` was read as a key", mend, len(name))
        else:
            mend = self.reading.guess(name, known) or f"one of {', '.join(known)}"
            self._error(key, "E202", f"`{_short(name)}` is not a key of a {what}", mend, len(name))
        self._skip(value)

    # -- values -----------------------------------------------------------------------------------

    def _ids(self, event: Any, _: str, field: Field, __: _Known) -> tuple[str, ...] | None:
        """The ids of a list, each of which may stand there once; None when it can't stand."""
        if not self._is_list(event, field):
            return None
        reading, seen, refers = self.reading, self.reading.seen, field.refers
        room = reading.limits.items - reading.items
        ids: dict[str, None] = {}
        sound = True
        for item in self._events:
            known = None
            if type(item) is ScalarEvent:
                known = seen.get(item.value)
            elif type(item) is SequenceEndEvent:
                break
            text: str | None
            if known is not None and item.anchor is None and item.tag is None:
                text = known[3]  # an id that was declared before: most are
            elif (text := self._scalar(item, item, field.key)) is None:
                sound = False
                continue
            if text in ids:
                self._error(item, "E203", f"`{_short(text)}` stands twice in `{field.key}`", width=len(text))
                sound = False
                reading.items, room = reading.items + 1, room - 1
            if known is None or known[0] not in refers:
                reading.refer(text, field, self.path, *_place(item))
            ids[text] = None
            if len(ids) > room:
                self._too_many_items(item)
        return self._listed(event, field, ids, sound)

    def _texts(self, event: Any, _: str, field: Field, __: _Known) -> tuple[str, ...] | None:
        """The texts of a list; None when it can't stand."""
        if not self._is_list(event, field):
            return None
        room = self.reading.limits.items - self.reading.items
        texts: list[str] = []
        sound = True
        for item in self._events:
            if type(item) is SequenceEndEvent:
                break
            text = self._scalar(item, item, field.key)
            if text is None:
                sound = False
                continue
            texts.append(text if is_safe(text) else clean(text))
            if len(texts) > room:
                self._too_many_items(item)
        return self._listed(event, field, texts, sound)

    def _is_list(self, event: Any, field: Field) -> bool:
        """Whether a list begins here; if not, that is noted and what stands there read past."""
        if type(event) is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                self._check_node(event)
            return True
        if isinstance(event, ScalarEvent) and event.value:
            mend = f"{field.key}: [{_short(event.value)}]"
        else:
            mend = f"{field.key}: [...]"
        self._wrong(event, f"`{field.key}` must be a list", mend)
        self._skip(event)
        return False

    def _listed(
        self, event: Any, field: Field, items: Collection[str], sound: bool
    ) -> tuple[str, ...] | None:
        """The items of a list that has ended; None (and an error) if there are none."""
        self.reading.items += len(items)
        if not items and sound:
            self._error(event, "E205", f"`{field.key}` is empty", "name at least one, or delete the key", 2)
            return None
        return tuple(items) if sound else None

    def _too_many_items(self, item: Any) -> NoReturn:
        most = self.reading.limits.items
        self.reading.over(self.path, *_place(item), "items", f"more than {most:,} items in all lists")
        raise _Stop

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
            self._error(event, "E105", message, f"shorten it, or raise it with --limit text={len(text)}")
            return None
        return text

    def _id(self, event: Any, text: str, field: Field, _: _Known) -> str | None:
        return text if self._claim(text, "fact", event.start_mark) else None

    def _reference(self, event: Any, text: str, field: Field, known: _Known) -> str:
        seen = self.reading.seen.get(text)
        if seen is not None and seen[0] in field.refers:
            known[text] = text = seen[3]
        else:
            self.reading.refer(text, field, self.path, *_place(event))
        return text

    def _topic(self, event: Any, text: str, field: Field, known: _Known) -> str:
        if text not in TOPICS:
            return self._reference(event, text, field, known)
        known[text] = text
        return text

    def _quantity(self, event: Any, text: str, field: Field, known: _Known) -> Quantity | None:
        try:
            quantity = known[text] = parse_quantity(text)
        except QuantityError as error:
            self._error(event, "E302", f"`{field.key}`: {error.message}", error.mend, len(text))
            return None
        return quantity

    def _date(self, event: Any, text: str, field: Field, known: _Known) -> EdtfDate | None:
        try:
            date = known[text] = parse_date(text)
        except DateError as error:
            self._error(event, "E303", f"`{field.key}`: {error.message}", error.mend, len(text))
            return None
        return date

    def _flag(self, event: Any, text: str, field: Field, known: _Known) -> bool | None:
        if text in ("true", "false"):
            flag = known[text] = text == "true"
            return flag
        self._error(event, "E304", f"`{field.key}` is true or false", width=len(text))
        return None

    def _word(self, event: Any, text: str, field: Field, known: _Known) -> str | None:
        if text in field.words:
            known[text] = text
            return text
        mend = self.reading.guess(text, field.words) or f"one of {', '.join(field.words)}"
        self._error(event, "E304", f"`{field.key}` can't be `{_short(text)}`", mend, len(text))
        return None

    def _claim(self, name: str, kind: str, mark: Any) -> bool:
        """Note that this id is used; False (and an error) if it can't be, or was already."""
        seen = self.reading.seen
        taken = RESERVED_IDS if kind == "topic" else _NO_IDS
        if name not in seen and name not in taken and ID_RULE.fullmatch(name):
            seen[name] = (kind, self.path, mark.line + 1, name)
            return True
        message, mend, code = f"`{_short(name)}` is no id", "", "E301"
        if not ID_RULE.fullmatch(name):
            mend = "letters, digits, - and _, beginning with a letter or digit, at most 80"
        elif name in taken:
            message = f"`{name}` is a word of the program and can't be an id"
            mend = "choose another"
        else:
            first = seen[name]
            other = f"line {first[2]}" if first[1] == self.path else f"{first[1]}:{first[2]}"
            code, message = "E402", f"the id `{_short(name)}` is used twice"
            mend = f"the {first[0]} at {other} has it; choose another"
        self.reading.error(self.path, mark.line + 1, mark.column + 1, code, clean(message), mend, len(name))
        return False

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
                    message = f"nested more than {self.reading.limits.depth} deep"
                    self.reading.over(self.path, *_place(event), "depth", message)
                    raise _Stop
                self._check_node(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                depth -= 1
            elif isinstance(event, AliasEvent):
                self._check_node(event)
            if depth <= 0:
                return
            event = self._get()
            self.reading.skipped += 1
            if self.reading.skipped > SKIPPED_EVENTS:
                message = "too much that is no part of a fact base; what follows isn't read"
                self._error(event, "E105", message)
                raise _Stop

    def _yaml_error(self, error: yaml.MarkedYAMLError) -> None:
        problem = str(error.problem or error.context or "can't be parsed")
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        if _TOO_DEEP in problem:  # libyaml reads ahead: it meets its own bound before we have met ours
            most = self.reading.limits.depth
            self.reading.over(self.path, line, column, "depth", f"nested more than {most} deep")
            return
        excerpt = pick_lines(self.data, [line]).get(line, "")[:1000]
        message = problem
        if error.context and error.context_mark and error.problem:
            message += f", {error.context} at line {error.context_mark.line + 1}"
        self.reading.error(self.path, line, column, "E103", clean(message), _yaml_mend(problem, excerpt))

    def _unprintable(self, error: yaml.reader.ReaderError) -> None:
        # C0 without tab and line ends, DEL, C1 without NEL, and two noncharacters.
        unprintable = rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\xc2[\x80-\x84\x86-\x9f]|\xef\xbf[\xbe\xbf]"
        found = re.search(unprintable, self.data)
        if not found:  # libyaml and we disagree on what may stand in a file
            self.reading.error(self.path, 0, 0, "E103", clean(str(error.reason)))
            return
        character = found.group().decode()
        message = f"the character {clean(character)} (U+{ord(character):04X}) can't stand in YAML"
        mend = "delete it, or write it as an escape in double quotes"
        self.reading.error(self.path, *place_in(self.data, found.start()), "E103", message, mend)


_NO_IDS: Final = RESERVED_IDS | TOPICS.keys()
"""Words by which the program means something else."""
_TOO_DEEP: Final = "exceeded maximum nesting depth"
"""What libyaml says from 0.2.6 on, at a depth of 1,000: that bound is never below ours."""
_SECTIONS_TICKED: Final = tuple(f"`{name}:`" for name in SECTION_NAMES)
_LISTS: Final = (schema.IDS, schema.TEXTS, schema.FACTS)
_RECORDS: Final[dict[str, tuple[str, type[Entity] | type[Source] | type[Check] | type[Ruling]]]] = {
    **{section: (cls.kind, cls) for section, cls in SECTIONS.items()},
    "sources": ("source", Source),
    "checks": ("check", Check),
    "rulings": ("ruling", Ruling),
}
"""The kind and the class of the records in each section."""
_FIELDS: Final[dict[str, dict[str, Field]]] = {
    **{SECTIONS[section].kind: fields for section, fields in ENTITY_FIELDS.items()},
    "source": SOURCE_FIELDS,
    "check": CHECK_FIELDS,
    "ruling": RULING_FIELDS,
    "fact": FACT_FIELDS,
}
"""The fields of each kind of record."""
_REQUIRED: Final = {
    kind: {key: field for key, field in fields.items() if field.required}.keys()
    for kind, fields in _FIELDS.items()
}
"""The keys that each kind of record must have; the attributes of the model are called the same."""


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


_UTF_MARKS: Final = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def _as_utf8(reading: _Reading, path: str, data: bytes) -> bytes | None:
    """The file without its byte order mark; None (and an error) where the parser must not see it."""
    for mark, name in _UTF_MARKS:
        if data.startswith(mark):
            reading.error(path, 1, 1, "E102", f"the file is {name}", "save it as UTF-8")
            return None
    data = data.removeprefix(b"\xef\xbb\xbf")
    fault = _first_fault(data)
    if fault is not None:
        message = f"byte {data[fault]:#04x} is not UTF-8"
        reading.error(path, *place_in(data, fault), "E102", message, "save the file as UTF-8")
        return None
    # libyaml compares every tag directive with all before it: a file full of them takes minutes.
    if data.count(b"%TAG") > 50 and data.count(b"\n%TAG") + data.count(b"\r%TAG") > 50:
        first = re.search(rb"(?:\A|[\r\n])%TAG", data)
        before = data[max(0, first.start() - (1 << 16)) : first.start()] if first else b""
        if first and not re.search(rb"^[ \t]*[^\s#%]", before, re.MULTILINE):  # no text that holds such lines
            line, column = place_in(data, first.end() - 4)
            reading.error(path, line, column, "E104", "tag directives", "delete them; every value is text", 4)
            return None
    return data


def _first_fault(data: bytes) -> int | None:
    """Where a file ceases to be UTF-8.  Piece by piece: as one text it can take four times its size."""
    if data.isascii():
        return None
    start = 0
    while start < len(data):
        end = start + (1 << 20)
        for _ in range(3):  # no character is cut in two
            if end < len(data) and data[end] & 0xC0 == 0x80:
                end += 1
        try:
            data[start:end].decode()
        except UnicodeDecodeError as error:
            return start + error.start
        start = end
    return None


def read_base(
    path: Path | str,
    limits: Limits = DEFAULT_LIMITS,
    *,
    marks: Marks | None = None,
    progress: Callable[[int], None] | None = None,
) -> FactBase:
    """Read a file, or a folder of files, as one fact base.

    `marks`, where given, learns where the value of every field of every fact stands.
    `progress`, where given, is told now and then how many bytes have been read.
    Raises `BaseErrors` with everything that is wrong, sorted by file and line.
    """
    reading = _Reading(limits)
    reading.marks = marks
    reading.progress = progress
    return _base(reading, str(path), lambda texts: _read_files(reading, Path(path), texts))


def read_contents(path: str, contents: Mapping[str, bytes], limits: Limits = DEFAULT_LIMITS) -> FactBase:
    """Read files that are at hand, by the names that messages call them, as one fact base of that name.

    The limits of files and bytes are the caller's to keep.  Raises `BaseErrors` as `read_base` does.
    """
    reading = _Reading(limits)

    def read(texts: dict[str, bytes]) -> None:
        for name, data in contents.items():
            _read_file(reading, name, data, 0, texts)

    return _base(reading, path, read)


def _base(reading: _Reading, path: str, read: Callable[[dict[str, bytes]], None]) -> FactBase:
    """What a reading finds in the files that `read` puts through it."""
    texts: dict[str, bytes] = {}
    with suppress(_Stop), _no_collections():
        read(texts)
        reading.resolve()
    if reading.error_count:
        raise _errors(reading, texts)
    return FactBase(
        path,
        MappingProxyType(reading.entities),
        MappingProxyType(reading.sources),
        tuple(reading.facts),
        MappingProxyType(reading.checks),
        MappingProxyType(reading.rulings),
    )


@contextmanager
def _no_collections() -> Iterator[None]:
    """Without the cyclic collector, which would look through all facts again and again and find nothing.

    What reading drops is freed at once, by its count of references; records hold no cycles.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _read_files(reading: _Reading, path: Path, texts: dict[str, bytes]) -> None:
    """Read every file; `texts` is left with those whose lines an error may have to show."""
    limits = reading.limits
    try:
        files = files_of(path, limits)
    except TooLargeError as error:
        return reading.over(str(path), 0, 0, "files", str(error))
    except OSError as error:
        return reading.error(str(path), 0, 0, "E101", _os_message(error))
    room = limits.bytes
    for file in files:
        name = str(file)
        try:
            data = read_bytes(name, room)
        except TooLargeError:
            together = ", all files together" if len(files) > 1 else ""
            reading.over(name, 0, 0, "bytes", f"more than {limits.bytes:,} bytes{together}")
            break
        except (OSError, ValueError) as error:
            reading.error(name, 0, 0, "E101", _os_message(error))
            continue
        before = limits.bytes - room
        room -= len(data)
        _read_file(reading, name, data, before, texts)


def _read_file(reading: _Reading, name: str, data: bytes, before: int, texts: dict[str, bytes]) -> None:
    """Read the content of one file; `before` it so many bytes were read."""
    texts[name] = data
    text = _as_utf8(reading, name, data)
    if text is not None:
        reading.part = before, len(data), len(text)
        _FileReader(reading, name, text).read()
    if not reading.error_count and not reading.pending:
        texts.clear()  # kept only to show the lines of errors


def _os_message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)


def _errors(reading: _Reading, texts: dict[str, bytes]) -> BaseErrors:
    """The errors in order, the first of them with the line that they stand on."""
    reading.errors.sort()
    kept = reading.errors[: reading.limits.errors]
    numbers: dict[str, set[int]] = {}
    for diagnostic in kept:
        numbers.setdefault(diagnostic.path, set()).add(diagnostic.line)
    lines = {path: pick_lines(texts.get(path, b""), wanted) for path, wanted in numbers.items()}
    shown = [d._replace(excerpt=lines[d.path].get(d.line, "")) for d in kept]
    return BaseErrors(shown, reading.error_count - len(shown))
