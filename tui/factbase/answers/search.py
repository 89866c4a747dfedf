"""Search over everything in a base: names first, then ids, then statements; whole words before parts.

Case and accents don't matter, aliases count, curly quotes match straight ones.  Every word of a query must be
found somewhere in the entry.

A word of a query holds no blank, so whatever it is found in lies within one of the blank-separated *tokens*
of a text.  There are far fewer different tokens than texts: a query goes through them and joins the sets of
entries in which they stand.  Sets are integers, one bit an entry, because Python joins and counts those at
the speed of the machine.  A hit is made when somebody looks at it: forty at a time.
"""

from __future__ import annotations

import re
import time
from array import array
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate, compress, repeat
from operator import add, contains
from posixpath import commonprefix
from typing import Final, NamedTuple

from tui.factbase.answers.match import terms
from tui.factbase.model import Entity, Fact, FactBase, Source
from tui.factbase.text import fold

NAME_RANK: Final = 0
ID_RANK: Final = 1
STATEMENT_RANK: Final = 2
NEARBY_RANK: Final = 3
RANKS: Final = ("name", "id", "statement", "nearby words")
"""What a hit was found by, best first; `nearby` are speakers, subjects' names, quotes and notes."""

_BLOCK: Final = 64
"""Tokens looked through at once: those of a block that doesn't hold the word are passed over."""
_SPARSE: Final = 4
"""Times that a word stands in a block, up to which each is gone to; more often each word is looked at."""
_PIECE: Final = 512
"""Bytes of a set that are turned into numbers at once."""
_WORDS_KEPT: Final = 32
_STEP: Final = 64
"""Entries or tokens between two looks at the clock while the index is made."""
_RUN: Final = re.compile(r"[^\W_]+")
_SAMPLE: Final = 8
"""Of so many blocks one is looked at to tell which pairs of characters are frequent."""
_FREQUENT: Final = 16
"""One word of so many holds a pair whose answer is prepared."""
_ONE: Final = ord("1")
_TRUTH: Final = bytes(code == _ONE for code in range(256))

_WHOLE, _START, _PART = range(3)


class Hit(NamedTuple):
    """One entry that a query found."""

    key: str
    kind: str
    """`nation`, `group`, `person`, `meeting`, `place`, `source` or `fact`."""
    title: str
    """The name, or the statement."""
    rank: int
    """Index into `RANKS`."""


_Entry = Entity | Source | Fact
_Levels = tuple[int, int, int]
"""Sets of entries: those in which a word stands whole, at least at a beginning, at all."""
_Posting = int | tuple[int, ...]
_Span = tuple[int, int]
"""The first of entries that stand one after another, and how many there are."""
_NOWHERE: Final = (0, 0, 0)


class Hits(Sequence[Hit]):
    """What a query found, best first; each hit is made when it is looked at."""

    def __init__(self, entries: Sequence[_Entry], found: Sequence[tuple[int, int]]) -> None:
        self._entries = entries
        self._found = found  # a rank and a set of entries, best first
        self._ordered = [_Ordered(bits) for _, bits in found]
        self._counts = [bits.bit_count() for _, bits in found]

    def __len__(self) -> int:
        return sum(self._counts)

    def __getitem__(self, index: int) -> Hit:  # type: ignore[override]
        place = index + len(self) if index < 0 else index
        for group, count in enumerate(self._counts):
            if 0 <= place < count:
                return self._hit(self._ordered[group][place], self._found[group][0])
            place -= count
        raise IndexError(index)

    def __iter__(self) -> Iterator[Hit]:
        return (self._hit(number, rank) for rank, bits in self._found for number in _numbers(bits))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def _hit(self, number: int, rank: int) -> Hit:
        entry = self._entries[number]
        title = entry.says if isinstance(entry, Fact) else _title(entry)
        return Hit(entry.id, entry.kind, title, rank)

    def index_of(self, key: str) -> int | None:
        """The place of the hit with this key."""
        for number, entry in enumerate(self._entries):
            if entry.id == key:
                before = 0
                for (_, bits), count in zip(self._found, self._counts, strict=True):
                    if bits >> number & 1:
                        return before + (bits & ((1 << number) - 1)).bit_count()
                    before += count
        return None


def _title(entry: Entity | Source) -> str:
    return entry.title if isinstance(entry, Source) else entry.name


class SearchIndex:
    """The index of a base, made once and asked at every keystroke.

    Made at once, or, with `at_once=False`, by calls of `work`, so that who waits for keys can answer them in
    between.  A search finishes what is left to do.
    """

    def __init__(self, base: FactBase, *, at_once: bool = True) -> None:
        self._entries: list[_Entry] = [
            *(entity for entity in base.entities.values() if entity.kind != "topic"),
            *base.sources.values(),
            *base.facts,
        ]
        size = len(self._entries)
        self._names = _Field(size)
        self._ids = _Field(size)
        self._statements = _Field(size)
        self._nearby = _Field(size)
        self._fields = (self._names, self._ids, self._statements)
        self._words: dict[str, tuple[list[_Levels], int]] = {}
        self._ready = False
        self._steps = self._make()
        if at_once:
            self._finish()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def ready(self) -> bool:
        """Whether a search has nothing to wait for."""
        return self._ready

    def work(self, seconds: float) -> bool:
        """Go on making the index for about so long; whether all is done.

        It is `ready` before that: what comes last are the answers for single letters, which take longest.
        """
        end = time.perf_counter() + seconds
        return all(time.perf_counter() < end for _ in self._steps)

    def _finish(self) -> None:
        while not self._ready:
            next(self._steps)

    def _make(self) -> Iterator[None]:
        names: dict[str, str] = {}
        near: defaultdict[str, list[int]] = defaultdict(list)  # by a text that many entries share
        by_name, by_id, by_statement = (field.add for field in self._fields)
        nearby = self._nearby.add
        for number, entry in enumerate(self._entries):
            if not number % _STEP:
                yield
            by_id(number, fold(entry.id))
            if isinstance(entry, Fact):
                by_statement(number, _statement(entry))
                for key in (*entry.about, entry.by, entry.place):
                    if key in names:
                        near[names[key]].append(number)
                near[entry.topic].append(number)
                near[entry.mode].append(number)
                if entry.quote or entry.note:
                    nearby(number, fold(f"{entry.quote or ''} {entry.note or ''}"))
            elif isinstance(entry, Source):
                by_name(number, _name_lines(entry))
                rest = (entry.author, entry.via, entry.url, entry.note)
                nearby(number, fold(" ".join(filter(None, rest))))
            else:
                names[entry.id] = name = _name_lines(entry)
                by_name(number, name)
                nearby(number, fold(f"{getattr(entry, 'post', None) or ''} {entry.note or ''}"))
        for text, numbers in near.items():
            self._nearby.add_to_all(numbers, fold(text))
            yield
        for field in (*self._fields, self._nearby):
            yield from field.pack()
        self._ready = True
        yield
        for field in (*self._fields, self._nearby):
            yield from field.learn_letters()

    def search(self, query: str) -> Hits:
        """Everything that holds all words of the query, best first; nothing for an empty query."""
        words = terms(query)
        found: list[tuple[int, int]] = []
        if not words:
            return Hits(self._entries, found)
        self._finish()
        levels = [self._levels(word) for word in dict.fromkeys(words)]
        left = -1
        for fields, nearby in levels:
            left &= fields[0][_PART] | fields[1][_PART] | fields[2][_PART] | nearby
        whole = " ".join(words)
        texts = (_name_lines, _id, _statement)
        for rank, field in enumerate(self._fields):
            here = left
            for of_word in levels:
                here &= of_word[0][rank][_PART]
            left ^= here
            for level in (_WHOLE, _START, _PART):
                best = here
                for of_word in levels:
                    best &= of_word[0][rank][level]
                here ^= best
                if level == _WHOLE and best:
                    exact = 0
                    for number in _numbers(best & field.of_length(len(whole))):
                        if whole in texts[rank](self._entries[number]).split("\n"):
                            exact |= 1 << number
                    found.append((rank, exact))
                    best ^= exact
                found.append((rank, best))
        found.append((NEARBY_RANK, left))
        return Hits(self._entries, [(rank, bits) for rank, bits in found if bits])

    def forget(self) -> None:
        """Drop the answers that are kept for words that were asked for before."""
        self._words.clear()

    def _levels(self, word: str) -> tuple[list[_Levels], int]:
        """Where a word stands, by field; and in what is nearby."""
        levels = self._words.get(word)
        if levels is None:
            if len(self._words) >= _WORDS_KEPT:
                self._words.pop(next(iter(self._words)))
            fields = [field.find(word) for field in self._fields]
            levels = self._words[word] = (fields, self._nearby.find(word)[_PART])
        return levels


def _name_lines(entry: _Entry) -> str:
    """The names of an entry, folded, each on a line of its own."""
    if isinstance(entry, Source):
        return fold(f"{entry.title}\n{entry.publisher}")
    return "" if isinstance(entry, Fact) else fold("\n".join((entry.name, *entry.also)))


def _id(entry: _Entry) -> str:
    return fold(entry.id)


def _statement(entry: _Entry) -> str:
    if not isinstance(entry, Fact):
        return ""
    return fold(f"{entry.says} {entry.value.text}" if entry.value else entry.says)


class _Field:
    """The words of one kind of text, and the entries in which each stands.

    Words are looked for among the runs of letters and digits, of which there are few even in a hundred
    thousand ids; only those with a hyphen, a comma or the like are looked for among whole tokens.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._adding: defaultdict[str, list[int]] = defaultdict(list)
        self._lengths: defaultdict[int, array[int]] = defaultdict(lambda: array("L"))
        self._runs = _Vocabulary(size, of_runs=True)
        self._compounds = _Vocabulary(size, of_runs=False)

    def add(self, number: int, text: str) -> None:
        """Add a text of an entry."""
        adding = self._adding
        for token in text.split():
            adding[token].append(number)
        for line in text.split("\n") if "\n" in text else (text,):
            self._lengths[len(line)].append(number)

    def add_to_all(self, numbers: Sequence[int], text: str) -> None:
        """Add a text that many entries share."""
        for token in text.split():
            self._adding[token] += numbers

    def pack(self) -> Iterator[None]:
        """Bring what was added into the form that is asked."""
        runs: defaultdict[str, list[int]] = defaultdict(list)
        compounds: dict[str, list[int]] = {}
        adding = self._adding
        for done in range(len(adding)):
            if not done % _STEP:
                yield
            token, numbers = adding.popitem()
            if token.isalnum():
                runs[token] += numbers
            else:
                compounds[token] = numbers
                for run in _RUN.findall(token):
                    runs[run] += numbers
        yield from self._compounds.pack(compounds)
        yield from self._runs.pack(runs)

    def find(self, word: str) -> _Levels:
        """The entries in which a word stands, by how well."""
        return (self._runs if word.isalnum() else self._compounds).find(word)

    def learn_letters(self) -> Iterator[None]:
        """Prepare the answers for single letters and signs, and for pairs of them that are frequent."""
        yield from self._runs.learn_letters()
        yield from self._compounds.learn_letters()

    def of_length(self, length: int) -> int:
        """The entries with a text of this length."""
        return _bits(self._lengths.get(length, ()), self._size)


class _Vocabulary:
    """Different words, and the entries in which each stands."""

    def __init__(self, size: int, *, of_runs: bool) -> None:
        self._size = size
        self._of_runs = of_runs  # each is a run of letters and digits, as is what is looked for in it
        self._blocks: list[str] = []  # so many words each, a line each
        self._prefixes: list[str] = []  # what all words of a block begin with, if each is of one entry alone
        self._spans: dict[int, _Span] = {}  # by block its entries, where these stand one after another
        # By word the numbers of entries, a single one bare; for the most frequent words, which have an empty
        # tuple here, the set of entries stands in `_often`.
        self._postings: list[_Posting] = []
        self._often: dict[str, int] = {}
        self._letters: dict[str, _Levels] | None = None

    def pack(self, found: dict[str, list[int]]) -> Iterator[None]:
        """Take the words over, emptying `found`."""
        few = self._size // 256
        while found:
            block: list[str] = []
            while found and len(block) < _BLOCK:
                word, numbers = found.popitem()
                block.append(word)
                if len(numbers) == 1:
                    self._postings.append(numbers[0])
                elif len(numbers) <= few:
                    self._postings.append(tuple(numbers))
                else:
                    self._postings.append(())
                    self._often[word] = _bits(numbers, self._size)
                    yield
            self._blocks.append("\n".join(block))
            postings = self._postings[-len(block) :]
            first, count = postings[0], len(block)
            bare = all(isinstance(numbers, int) for numbers in postings)
            if isinstance(first, int) and bare and postings == list(range(first, first + count)):
                self._spans[len(self._prefixes)] = first, count
            self._prefixes.append(commonprefix(block) if bare else "")
            yield

    def find(self, word: str) -> _Levels:
        """The entries in which a word stands, by how well."""
        if self._letters is not None and (len(word) == 1 or word in self._letters):
            return self._letters.get(word, _NOWHERE)
        lists: tuple[list[int], list[int], list[int]] = ([], [], [])
        spans: tuple[list[_Span], list[_Span], list[_Span]] = ([], [], [])
        bits = [0, 0, 0]
        closeness = _closeness_of_run if self._of_runs else _closeness
        for place, block in enumerate(self._blocks):
            count = block.count(word)
            if not count:
                continue
            postings = self._postings[place * _BLOCK : (place + 1) * _BLOCK]
            if count == len(postings) and word in self._prefixes[place][:-1]:
                # Ids often begin alike, by the thousand, and each stands in one entry alone.
                level = _closeness(word, self._prefixes[place])
                if span := self._spans.get(place):
                    spans[level].append(span)
                else:
                    lists[level].extend(postings)  # type: ignore[arg-type]
                continue
            for held, numbers in (_sparse if count <= _SPARSE else _dense)(block, word, postings):
                level = closeness(word, held)
                if isinstance(numbers, int):
                    lists[level].append(numbers)
                elif numbers:
                    lists[level].extend(numbers)
                else:
                    bits[level] |= self._often[held]
        size = self._size
        every = zip(bits, lists, spans, strict=True)
        return _together([sure | _bits(more, size) | _bits_of(runs, size) for sure, more, runs in every])

    def learn_letters(self) -> Iterator[None]:
        """Prepare the answers for single characters, and for pairs of them that stand in very many words.

        Of compounds only those with a sign: what is a run is looked for among runs.
        """
        counted: Counter[str] = Counter()
        sample = self._blocks[::_SAMPLE] if len(self._blocks) > _SAMPLE else []
        for block in sample:
            yield
            for held in block.split("\n"):
                counted.update(set(map(add, held, held[1:])))
        least = len(sample) * _BLOCK // _FREQUENT
        wanted = {
            pair for pair, count in counted.items() if count > least and (self._of_runs or not pair.isalnum())
        }
        size = self._size
        digits: dict[tuple[str, int], bytearray] = {}
        letters: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for place, block in enumerate(self._blocks):
            yield
            postings = self._postings[place * _BLOCK : (place + 1) * _BLOCK]
            for held, numbers in zip(block.split("\n"), postings, strict=True):
                often = self._often[held] if numbers == () else 0
                learnt = set(held) if self._of_runs else {sign for sign in held if not sign.isalnum()}
                for letter in learnt | wanted.intersection(map(add, held, held[1:])):
                    level = _closeness(letter, held)
                    if often:
                        letters[letter][level] |= often
                        continue
                    row = digits.get((letter, level))
                    if row is None:
                        row = digits[letter, level] = bytearray(b"0" * size)
                    for number in (numbers,) if isinstance(numbers, int) else numbers:
                        row[number] = _ONE
        while digits:
            (letter, level), row = digits.popitem()
            letters[letter][level] |= _read(row)
            yield
        self._letters = {letter: _together(levels) for letter, levels in letters.items()}


def _dense(block: str, word: str, postings: Sequence[_Posting]) -> Iterator[tuple[str, _Posting]]:
    """The words of a block that hold a word, with their entries."""
    words = block.split("\n")
    return compress(zip(words, postings, strict=True), map(contains, words, repeat(word)))


def _sparse(block: str, word: str, postings: Sequence[_Posting]) -> Iterator[tuple[str, _Posting]]:
    """The same, sooner where those are few."""
    index = begin = 0
    at = block.find(word)
    while at >= 0:
        index += block.count("\n", begin, at)
        begin = block.rfind("\n", begin, at) + 1 or begin
        end = block.find("\n", at)
        if end < 0:
            yield block[begin:], postings[index]
            break
        yield block[begin:end], postings[index]
        index, begin = index + 1, end + 1
        at = block.find(word, begin)


def _closeness_of_run(word: str, run: str) -> int:
    """`_closeness` of one run of letters and digits in another."""
    return (_WHOLE if len(run) == len(word) else _START) if run.startswith(word) else _PART


def _closeness(word: str, text: str) -> int:
    """How well a word stands in a text that holds it: whole, at the beginning of a word, within one."""
    best = _PART
    at = text.find(word)
    while at >= 0:
        if at == 0 or not text[at - 1].isalnum():
            end = at + len(word)
            if end == len(text) or not text[end].isalnum():
                return _WHOLE
            best = _START
        at = text.find(word, at + 1)
    return best


# -- sets of entries as integers ----------------------------------------------------------------------


def _bits(numbers: Sequence[int], size: int) -> int:
    """The set of these numbers, each below `size`."""
    if not numbers:
        return 0
    if len(numbers) < size // 128:
        raw = bytearray(size // 8 + 1)
        for number in numbers:
            raw[number >> 3] |= 1 << (number & 7)
        return int.from_bytes(raw, "little")
    # One byte each is quicker to set, and Python reads such digits in one go.
    digits = bytearray(b"0" * size)
    for number in numbers:
        digits[number] = _ONE
    return _read(digits)


def _bits_of(spans: Sequence[_Span], size: int) -> int:
    """The set of the numbers in these spans."""
    if not spans:
        return 0
    digits = bytearray(b"0" * size)
    for first, count in spans:
        digits[first : first + count] = b"1" * count
    return _read(digits)


def _read(digits: bytearray) -> int:
    """The set of the places at which a 1 stands among zeros, as text; it turns the digits round."""
    digits.reverse()
    return int(digits, 2)


def _numbers(bits: int) -> array[int]:
    """The numbers in a set, in order."""
    digits = f"{bits:b}".encode()[::-1].translate(_TRUTH)
    return array("L", compress(range(len(digits)), digits))


class _Ordered:
    """The numbers in a set, in order: only those around the ones that are asked for are looked up."""

    def __init__(self, bits: int) -> None:
        self._bits = bits
        self._pieces: list[int] = []
        self._ends: list[int] = []  # how many there are up to the end of each piece
        self._known: dict[int, array[int]] = {}

    def __getitem__(self, place: int) -> int:
        if not self._pieces:
            raw = self._bits.to_bytes(self._bits.bit_length() // 8 + 1, "little")
            self._pieces = [
                int.from_bytes(raw[at : at + _PIECE], "little") for at in range(0, len(raw), _PIECE)
            ]
            self._ends = list(accumulate(piece.bit_count() for piece in self._pieces))
        piece = bisect_right(self._ends, place)
        numbers = self._known.get(piece)
        if numbers is None:
            numbers = self._known[piece] = _numbers(self._pieces[piece])
        return 8 * _PIECE * piece + numbers[place - self._ends[piece]]  # counted from its end


def _together(levels: Sequence[int]) -> _Levels:
    """Whoever holds a word whole holds its beginning, and part of it."""
    whole, start, part = levels
    return whole, whole | start, whole | start | part


def resolve(base: FactBase, text: str) -> str | None:
    """The id that a deep link means: an id in any case, or a name or alias in full; None if there is none."""
    if base.find(text):
        return text
    folded = fold(text)
    ids = {fold(key): key for key in (*base.sources, *(fact.id for fact in base.facts), *base.entities)}
    if folded in ids:
        return ids[folded]
    for entity in base.entities.values():
        if folded in (fold(name) for name in (entity.name, *entity.also)):
            return entity.id
    return None


def suggestion(base: FactBase, text: str) -> str:
    """What a mistyped deep link may have meant, as a sentence; empty where nothing is near."""
    from tui.factbase.reading.diagnostics import did_you_mean

    known: list[str] = [entity.name for entity in base.entities.values()]
    known += [*base.entities, *base.sources]
    known += [fact.id for fact in base.facts[:20_000]]
    return did_you_mean(text, known)
