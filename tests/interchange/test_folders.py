"""
A file of rules opens no file outside its folder, and ends.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from followup_rules.errors import FollowupRulesError, RulesFileError
from followup_rules.interchange import calendar_of, read, read_ledgers, seasons_of
from followup_rules.rulebooks import repair


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """
    Return a folder of rules, with a file of somebody else's beside it.
    """
    inside, outside = tmp_path / "rules", tmp_path / "other"
    (inside / "below").mkdir(parents=True)
    outside.mkdir()
    based = 'based_on = "repair@2021"\n[regulation]\nedition = "2026"\n'
    (outside / "x.toml").write_text(based)
    (inside / "below" / "own.toml").write_text(based)
    (inside / "link.toml").symlink_to(outside / "x.toml")
    (inside / "folder").symlink_to(outside)
    (inside / "loop.toml").symlink_to(inside / "loop.toml")
    (inside / "inner.toml").symlink_to(inside / "below" / "own.toml")
    return inside


def based_on(folder: Path, name: str) -> Path:
    """
    Write a file that is based on another.
    """
    path = folder / "a.toml"
    path.write_text(f'based_on = "{name}"\n')
    return path


@pytest.mark.parametrize("name", ["link.toml", "folder/x.toml", "loop.toml"])
def test_links_out(folder: Path, name: str) -> None:
    """
    A link that leads out, or to itself, is as good as a path that does.
    """
    with pytest.raises(RulesFileError) as caught:
        read(based_on(folder, name))

    assert [fault.code for fault in caught.value.faults] == ["outside_folder"]


@pytest.mark.parametrize("name", ["inner.toml", "below/own.toml"])
def test_links_within(folder: Path, name: str) -> None:
    """
    A link within the folder is a file of it.
    """
    assert str(read(based_on(folder, name))).count("2026")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe(folder: Path) -> None:
    """
    What is no file is not waited for.
    """
    os.mkfifo(folder / "pipe.toml")

    with pytest.raises(RulesFileError, match="no regular file"):
        read(based_on(folder, "pipe.toml"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
@pytest.mark.parametrize(
    "ask",
    [
        lambda path: calendar_of([str(path)]),
        lambda path: seasons_of(str(path)),
        lambda path: read_ledgers(repair.RULES, [f"repair={path}"]),
        read,
    ],
    ids=["calendar", "seasons", "ledger", "rules"],
)
def test_pipes_elsewhere(tmp_path: Path, ask: Callable[[Path], object]) -> None:
    """
    Nor by whatever else is read from a file.
    """
    path = tmp_path / "pipe.json"
    os.mkfifo(path)

    with pytest.raises(FollowupRulesError, match="it is no regular file"):
        ask(path)


@pytest.mark.parametrize(("length", "ends"), [(32, True), (33, False)])
def test_a_chain_of_files(tmp_path: Path, length: int, *, ends: bool) -> None:
    """
    A file is based on 32 others one upon another at most.
    """
    for number in range(length):
        (tmp_path / f"c{number}.toml").write_text(f'based_on = "c{number + 1}.toml"\n')
    last = tmp_path / f"c{length}.toml"
    last.write_text('based_on = "repair@2021"\n')

    if ends:
        assert len(read(tmp_path / "c0.toml").rules) == 9
    else:
        with pytest.raises(RulesFileError, match="at most 32 files"):
            read(tmp_path / "c0.toml")
