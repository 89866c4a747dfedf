"""What tells that a fact base has changed on disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.factbase.samples import SAMPLE, write
from tui.factbase.reading.limits import Limits
from tui.factbase.reading.signature import may_be_outdated, signature, size_of


def test_a_link_that_leads_nowhere_changes_a_folder(tmp_path: Path) -> None:
    write(tmp_path, SAMPLE)
    before = signature(str(tmp_path))
    link = tmp_path / "x.yaml"
    link.symlink_to("gone")
    after = signature(str(tmp_path))
    assert after != before
    assert size_of(after) == len(SAMPLE.encode())
    link.unlink()
    link.symlink_to("x.yaml")  # to itself: another error
    assert signature(str(tmp_path)) not in (before, after)


@pytest.mark.parametrize("name", [".#facts.yaml", ".facts.yaml", "facts.yaml~", "4913"])
def test_what_is_not_read_changes_nothing(tmp_path: Path, name: str) -> None:
    write(tmp_path, SAMPLE)
    before = signature(str(tmp_path))
    (tmp_path / name).symlink_to("nobody@host.123")
    assert signature(str(tmp_path)) == before


def test_of_too_many_files_none_is_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(50):
        (tmp_path / f"{number}.yaml").touch()
    looked: list[object] = []
    stat = os.stat
    monkeypatch.setattr(os, "stat", lambda path, **how: looked.append(path) or stat(path, **how))
    assert len(signature(str(tmp_path), Limits(files=50))) == 50
    assert len(looked) >= 50
    looked.clear()
    before = signature(str(tmp_path), Limits(files=20))
    assert len(looked) < 5
    (tmp_path / "0.yaml").unlink()
    assert signature(str(tmp_path), Limits(files=20)) != before


def test_what_is_not_there_differs_from_what_is(tmp_path: Path) -> None:
    nowhere = signature(str(tmp_path / "facts.yaml"))
    assert size_of(nowhere) == 0
    assert not may_be_outdated(nowhere)
    assert signature(write(tmp_path, SAMPLE)) != nowhere
