"""Reading in another process: the same facts, from the file or from the cache, and the same errors."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.factbase.samples import SAMPLE, write
from tui.factbase.model import FactBase
from tui.factbase.reading import cache
from tui.factbase.reading.diagnostics import BaseErrors
from tui.factbase.reading.reader import read_base
from tui.factbase.reading.reader_process import start_reading


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
    while cache.frozen(digest, folder) is None and time.monotonic() < deadline:
        time.sleep(0.01)  # it goes on keeping the base when that has been taken
    kept = cache.load(digest, folder)
    assert kept is not None
    assert_same(kept, base)


@pytest.mark.parametrize(
    "body", ["[]", "{}", '{"path": 1}', "{}\n[]", "nothing", '{"path": "x"}' + "\n[[], []]" * 16]
)
def test_what_is_no_base_in_the_cache_is_read_from_the_file(tmp_path: Path, folder: Path, body: str) -> None:
    path = write(tmp_path, SAMPLE)
    digest = cache.digest_of(path)
    assert digest is not None
    folder.mkdir(parents=True)
    # Its own checksum is right: somebody has put it there.
    (folder / f"{digest}.jsonl").write_bytes(cache._checksum(body.encode()) + body.encode())
    assert_same(taken(path), read_base(path))


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


# -- in a fork, of a process without threads, as at the start of the explorer ------------------------------

_FORK = """
import os, sys
from tui.factbase.reading import cache
from tui.factbase.reading.diagnostics import BaseErrors
from tui.factbase.reading.reader_process import ForkedReader, ReaderDied, start_reading
{before}
reader = start_reading(sys.argv[1], fork=True)
assert type(reader) is ForkedReader
{after}
"""
_TAKE = """
try:
    print(*(f"{fact.id} {fact.line}" for fact in reader.take().facts), sep="\\n")
except BaseErrors as errors:
    print(errors.render())
except ReaderDied as died:
    print(died)
"""


def forked(path: Path, folder: Path, after: str = _TAKE, before: str = "") -> str:
    """What a program prints that has a fork of itself read a base."""
    return subprocess.run(
        [sys.executable, "-c", _FORK.format(before=before, after=after), path],
        env={**os.environ, "XDG_CACHE_HOME": str(folder.parent)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


def test_a_fork_reads_the_same(tmp_path: Path, folder: Path) -> None:
    path = write(tmp_path, SAMPLE)
    expected = "".join(f"{fact.id} {fact.line}\n" for fact in read_base(path).facts)
    assert forked(path, folder) == expected


def test_errors_come_back_from_a_fork(tmp_path: Path, folder: Path) -> None:
    path = write(tmp_path, SAMPLE.replace("topic: forces", "topic: farces"))
    with pytest.raises(BaseErrors) as caught:
        read_base(path)
    assert forked(path, folder) == f"{caught.value.render()}\n"


@pytest.mark.parametrize(
    ("fails", "told"),
    [
        ("os.kill(os.getpid(), 9)", "the process that read it was ended by signal 9"),
        ("os._exit(3)", "the process that read it ended with 3"),
        ("print('lost') or 1 / 0", "internal error: ZeroDivisionError: division by zero"),
    ],
)
def test_a_fork_that_fails_is_told_of(tmp_path: Path, folder: Path, fails: str, told: str) -> None:
    before = f"from tui.factbase.reading import reader_process\nreader_process.freeze = lambda base: {fails}"
    assert forked(write(tmp_path, SAMPLE), folder, before=before) == f"{told}\n"


def test_a_fork_that_is_stopped_is_gone(tmp_path: Path, folder: Path) -> None:
    never = "import time; cache.digest_of = lambda *_: time.sleep(1_000)"
    after = """
reader.stop()
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("gone")
"""
    assert forked(write(tmp_path, SAMPLE), folder, after, before=never) == "gone\n"


def test_a_fork_may_be_stopped_while_another_thread_waits_for_it(tmp_path: Path, folder: Path) -> None:
    never = "import time; cache.digest_of = lambda *_: time.sleep(1_000)"
    after = f"""
import threading
def take():{_TAKE.replace(chr(10), chr(10) + "    ")}
for _ in range(20):
    thread = threading.Thread(target=take)
    thread.start()
    reader.stop()
    reader.stop()
    thread.join()
    reader = start_reading(sys.argv[1], fork=True)
reader.stop()
"""
    told = forked(write(tmp_path, SAMPLE), folder, after, before=never)
    assert told == "the process that read it was ended by signal 9\n" * 20
