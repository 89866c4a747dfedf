"""The cache of what was read: used only when nothing at all differs, never in the way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bench.synthetic import synthetic_base
from tests.factbase.samples import SAMPLE, write
from tui.factbase.model import FactBase
from tui.factbase.output.export import base_json
from tui.factbase.reading import cache
from tui.factbase.reading.bundled import bundled_base
from tui.factbase.reading.limits import DEFAULT_LIMITS
from tui.factbase.reading.reader import read_base


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path, SAMPLE)


def kept(path: Path, folder: Path) -> tuple[FactBase, str]:
    return kept_base(read_base(path), path, folder)


def kept_base(base: FactBase, path: Path, folder: Path) -> tuple[FactBase, str]:
    digest = cache.digest_of(path)
    assert digest is not None
    assert cache.keep(base, digest, folder)
    return base, digest


def same(one: FactBase, other: FactBase) -> bool:
    return (
        one.path == other.path
        and dict(one.entities) == dict(other.entities)
        and dict(one.sources) == dict(other.sources)
        and one.facts == other.facts
        and dict(one.checks) == dict(other.checks)
        and dict(one.rulings) == dict(other.rulings)
        and base_json(one) == base_json(other)
    )


@pytest.mark.parametrize("which", ["sample", "bundled", "synthetic"])
def test_what_comes_back_is_what_was_read(path: Path, folder: Path, tmp_path: Path, which: str) -> None:
    if which == "bundled":
        path = bundled_base()
    elif which == "synthetic":  # everything that the format knows, in more facts than are made at a time
        path = write(tmp_path, synthetic_base(1_200), "synthetic.yaml")
    base, digest = kept(path, folder)
    loaded = cache.load(digest, folder)
    assert loaded is not None
    assert same(base, loaded)


def test_a_changed_file_is_another_digest(path: Path, folder: Path) -> None:
    _, digest = kept(path, folder)
    path.write_text(SAMPLE.replace("3,500", "3,501", 1))
    changed = cache.digest_of(path)
    assert changed != digest
    assert changed is not None
    assert cache.load(changed, folder) is None


def test_the_same_content_elsewhere_is_another_digest(path: Path, tmp_path: Path) -> None:
    assert cache.digest_of(write(tmp_path, SAMPLE, "other.yaml")) != cache.digest_of(path)


@pytest.mark.parametrize(
    "harm",
    [
        "cut",
        "a byte",
        "checksum",
        "not json",
        "other shape",
        "short column",
        "no column",
        "empty",
        "a folder",
    ],
)
def test_a_harmed_record_is_not_trusted(path: Path, folder: Path, harm: str) -> None:
    _, digest = kept(path, folder)
    record = folder / f"{digest}.jsonl"
    data = record.read_bytes()
    if harm == "a folder":
        record.unlink()
        record.mkdir()
    else:
        head, first, *columns = data.partition(b"\n")[2].split(b"\n")
        body = {
            "not json": b"{",
            "other shape": b"[]",
            "short column": b"\n".join((head, json.dumps(json.loads(first)[:-1]).encode(), *columns)),
            "no column": b"\n".join((head, first, *columns[:-1])),
        }.get(harm)
        if body is not None:
            from hashlib import blake2b

            data = blake2b(body, digest_size=20).hexdigest().encode() + b"\n" + body
        record.write_bytes(
            {
                "cut": data[: len(data) // 2],
                "a byte": data.replace(b"France", b"Frence", 1),
                "checksum": b"0" + data[1:] if data[:1] != b"0" else b"1" + data[1:],
                "empty": b"",
            }.get(harm, data)
        )
    assert cache.load(digest, folder) is None


def test_what_comes_back_is_as_frozen_as_what_was_read(path: Path, folder: Path) -> None:
    _, digest = kept(path, folder)
    loaded = cache.load(digest, folder)
    assert loaded is not None
    with pytest.raises(AttributeError):
        loaded.facts[0].says = "something else"  # type: ignore[misc]
    assert hash(loaded.facts[0]) == hash(read_base(path).facts[0])


def test_a_base_without_facts_comes_back(tmp_path: Path, folder: Path) -> None:
    base, digest = kept(write(tmp_path, "nations:\n  FR: {name: France}\n", "names.yaml"), folder)
    loaded = cache.load(digest, folder)
    assert loaded is not None
    assert same(base, loaded)


def test_what_facts_share_is_kept_once(path: Path, folder: Path) -> None:
    _, digest = kept(path, folder)
    loaded = cache.load(digest, folder)
    assert loaded is not None
    topics = [fact.topic for fact in loaded.facts]
    assert len({id(topic) for topic in topics}) == len(set(topics)) < len(topics)


def test_other_limits_are_another_digest(path: Path) -> None:
    assert cache.digest_of(path, DEFAULT_LIMITS._replace(facts=99)) != cache.digest_of(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="needs a user whom rights hold")
def test_a_folder_without_rights_to_write_is_still_read(path: Path, folder: Path) -> None:
    base, digest = kept(path, folder)
    folder.chmod(0o500)
    try:
        assert not cache.keep(base, "0" * 40, folder)
        loaded = cache.load(digest, folder)
    finally:
        folder.chmod(0o700)
    assert loaded is not None
    assert same(base, loaded)


def test_a_folder_that_cannot_be_written_harms_nothing(path: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    digest = cache.digest_of(path)
    assert digest is not None
    assert not cache.keep(read_base(path), digest, tmp_path / "file" / "cache")
    assert cache.load(digest, tmp_path / "file" / "cache") is None


def test_what_cannot_be_read_has_no_digest(tmp_path: Path) -> None:
    assert cache.digest_of(tmp_path / "missing") is None
    os.mkfifo(tmp_path / "pipe")
    assert cache.digest_of(tmp_path / "pipe") is None


def test_old_records_go(path: Path, folder: Path) -> None:
    for number in range(cache.KEPT + 4):
        path.write_text(f"{SAMPLE}# {number}\n")
        kept(path, folder)
    assert len(list(folder.iterdir())) == cache.KEPT


def test_two_processes_at_once_leave_a_whole_record(path: Path, folder: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tui.factbase.reading import cache\n"
        "from tui.factbase.reading.reader import read_base\n"
        "path, folder = map(Path, sys.argv[1:])\n"
        "base, digest = read_base(path), cache.digest_of(path)\n"
        "for _ in range(50):\n"
        "    assert cache.keep(base, digest, folder)\n"
        "    assert cache.load(digest, folder) is not None\n"
    )
    command = [sys.executable, "-c", code, str(path), str(folder)]
    running = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert [entry.suffix for entry in folder.iterdir()] == [".jsonl"]
