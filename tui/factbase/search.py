"""Search over everything in a base: names first, then ids, then statements; whole words before parts.

Case and accents don't matter, aliases count, curly quotes match straight ones.  Every word of a query must be
found somewhere in the entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from tui.factbase.match import terms
from tui.factbase.model import FactBase
from tui.factbase.text import fold

NAME_RANK: Final = 0
ID_RANK: Final = 1
STATEMENT_RANK: Final = 2
NEARBY_RANK: Final = 3
RANKS: Final = ("name", "id", "statement", "nearby words")
"""What a hit was found by, best first; `nearby` are speakers, subjects' names, quotes and notes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One entry that a query found."""

    key: str
    kind: str
    """`nation`, `group`, `person`, `meeting`, `place`, `source` or `fact`."""
    title: str
    """The name, or the statement."""
    rank: int
    """Index into `RANKS`."""


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    kind: str
    title: str
    name: str
    id: str
    statement: str
    nearby: str


class SearchIndex:
    """The folded texts of a base, made once and asked at every keystroke."""

    def __init__(self, base: FactBase) -> None:
        self._entries = list(_entries(base))
        self._texts = [
            f"{entry.name}\n{entry.id}\n{entry.statement}\n{entry.nearby}" for entry in self._entries
        ]

    def __len__(self) -> int:
        return len(self._entries)

    def search(self, query: str) -> list[Hit]:
        """Everything that holds all words of the query, best first; nothing for an empty query."""
        words = terms(query)
        if not words:
            return []
        texts = self._texts
        found = [i for i, text in enumerate(texts) if words[0] in text]
        for word in words[1:]:
            found = [i for i in found if word in texts[i]]
        whole = " ".join(words)
        ranked = sorted((*_rank(self._entries[i], words, whole), i) for i in found)
        return [
            Hit(entry.key, entry.kind, entry.title, rank)
            for rank, _, i in ranked
            for entry in (self._entries[i],)
        ]


def _entries(base: FactBase) -> Iterable[_Entry]:
    names: dict[str, str] = {}
    for entity in base.entities.values():
        if entity.kind == "topic":
            continue
        name = fold("\n".join((entity.name, *entity.also)))
        names[entity.id] = name
        extra = getattr(entity, "post", None) or ""
        nearby = fold(" ".join((extra, entity.note or "")))
        yield _Entry(entity.id, entity.kind, entity.name, name, fold(entity.id), "", nearby)
    for source in base.sources.values():
        name = fold(f"{source.title}\n{source.publisher}")
        nearby = fold(" ".join((source.author or "", source.via or "", source.url or "", source.note or "")))
        yield _Entry(source.id, source.kind, source.title, name, fold(source.id), "", nearby)
    for fact in base.facts:
        statement = fold(f"{fact.says} {fact.value.text}" if fact.value else fact.says)
        keys = (*fact.about, fact.by or "", fact.place or "")
        nearby = " ".join(names[key] for key in keys if key in names)
        rest = " ".join((fact.topic, fact.mode, fact.quote or "", fact.note or ""))
        yield _Entry(fact.id, fact.kind, fact.says, "", fold(fact.id), statement, f"{nearby} {fold(rest)}")


def _rank(entry: _Entry, words: Sequence[str], whole: str) -> tuple[int, int]:
    """What the query was found by, and how well: 0 the very name, 1 whole words, 2 beginnings, 3 parts."""
    for rank, text in enumerate((entry.name, entry.id, entry.statement)):
        if text and all(word in text for word in words):
            if whole in text.split("\n"):
                return rank, 0
            return rank, max(_closeness(word, text) for word in words)
    return NEARBY_RANK, 3


def _closeness(word: str, text: str) -> int:
    best = 3
    at = text.find(word)
    while at >= 0:
        starts = at == 0 or not text[at - 1].isalnum()
        end = at + len(word)
        if starts and (end == len(text) or not text[end].isalnum()):
            return 1
        if starts:
            best = 2
        at = text.find(word, at + 1)
    return best


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
    from tui.factbase.diagnostics import did_you_mean

    known: list[str] = [entity.name for entity in base.entities.values()]
    known += [*base.entities, *base.sources]
    known += [fact.id for fact in base.facts[:20_000]]
    return did_you_mean(text, known)
