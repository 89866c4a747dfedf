"""Reading in another process: the same facts, from the file or from the cache, and the same errors."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.factbase.samples import SAMPLE, write
from tui.factbase import cache
from tui.factbase.diagnostics import BaseErrors
from tui.factbase.model import FactBase
from tui.factbase.reader import read_base
from tui.factbase.reader_process import start_reading


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The cache of this test, empty."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return cache.cache_folder()


def taken(path: Path) -> FactBase:
    return start_reading(str(path)).take()


def assert_same(one: FactBase, other: FactBase) -> None:
    assert one.facts == other.facts
    assert dict(one.entities) == dict(other.entities)
    assert dict(one.sources) == dict(other.sources)


def test_it_reads_what_the_reader_reads_and_keeps_it(tmp_path: Path, folder: Path) -> None:
    path = write(tmp_path, SAMPLE)
    base = read_base(path)
    assert_same(taken(path), base)
    digest = cache.digest_of(path)
    assert digest is not None
    deadline = time.monotonic() + 10
    while not cache.has(digest, folder) and time.monotonic() < deadline:
        time.sleep(0.01)  # it goes on keeping the base when that has been taken
    kept = cache.load(digest, folder)
    assert kept is not None
    assert_same(kept, base)


def test_what_the_cache_holds_is_taken_from_there(tmp_path: Path, folder: Path) -> None:
    path = write(tmp_path, SAMPLE)
    digest = cache.digest_of(path)
    assert digest is not None
    # Another base under its name tells where the facts come from.
    other = read_base(write(tmp_path, SAMPLE.replace("3,500", "4,500"), "other.yaml"))
    assert cache.keep(other, digest, folder)
    assert_same(taken(path), other)


def test_a_harmed_record_is_passed_over(tmp_path: Path, folder: Path) -> None:
    path = write(tmp_path, SAMPLE)
    base, digest = read_base(path), cache.digest_of(path)
    assert digest is not None
    assert cache.keep(base, digest, folder)
    (record,) = folder.iterdir()
    record.write_bytes(record.read_bytes()[:-9])
    assert_same(taken(path), base)


def test_errors_come_back_as_they_are(tmp_path: Path, folder: Path) -> None:
    path = write(tmp_path, SAMPLE.replace("topic: forces", "topic: force", 1))
    with pytest.raises(BaseErrors) as here:
        read_base(path)
    with pytest.raises(BaseErrors) as there:
        taken(path)
    assert there.value.render() == here.value.render()
