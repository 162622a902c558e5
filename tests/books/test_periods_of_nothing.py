"""
A period for a book none of whose rows has a day is refused, and never taken unused.
"""

import datetime as dt
import pathlib
from typing import Any, Final

import pendulum
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules import interchange
from followup_rules.__main__ import main
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import Draft, cadence, checklist, clause, regulation
from followup_rules.errors import InvalidFieldError
from followup_rules.frames.books import assess_book
from followup_rules.ledgers.facts import row, said
from followup_rules.testing import situations
from followup_rules.timing.cycles import Cycle, month

NOW: Final = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")
MARCH: Final = month(2026, 3)


@row("file", "file", "档案")
class File:
    """What is kept of somebody, of no day."""

    id: str
    signed: bool | None = said("signed", "是否签字", default=None)
    entered_at: dt.datetime | None = None


@row("call", "call", "通话", placed="called_at")
class Call:
    """A call."""

    id: str
    called_at: dt.datetime = said("the call", "通话时间")
    entered_at: dt.datetime | None = None


RECORD: Final = checklist(
    "record",
    "the record",
    "记录",
    owed_by="office",
    each=File,
    items={"signed": ("signed", "签字")},
)
ROUNDS: Final = cadence(
    "rounds",
    "the calls",
    "通话",
    owed_by="office",
    of=Call,
    cycle=Cycle.MONTH,
    since=(Call,),
)


def book(*ledgers: Any, drafts: tuple[Draft, ...] = (RECORD,)) -> Rulebook:
    """Put rules over some ledgers."""
    passages = [
        clause(str(n), f"clause {n}", f"第{n}条", one)
        for n, one in enumerate(drafts, 1)
    ]
    return regulation("T", "1", "t", "试", *passages, source="t", ledgers=ledgers)


FILES: Final[dict[str, Any]] = {"file": [File(id="1", signed=True)]}
REFUSED: Final = (
    r"period cannot be '2026-03'; allowed: None, for no row of this book has"
)


def test_of_rows_without_a_day() -> None:
    """
    Over rows and over columns alike.
    """
    rules = book(File)
    with pytest.raises(InvalidFieldError, match=REFUSED):
        rules.assess(FILES, as_of=NOW, period=MARCH)
    tables = {"file": pl.DataFrame({"id": ["1"], "signed": [True]})}
    with pytest.raises(InvalidFieldError, match=REFUSED):
        assess_book(rules, tables, as_of=NOW, period=MARCH)
    assert len(list(rules.assess(FILES, as_of=NOW))) == 1
    assert assess_book(rules, tables, as_of=NOW).verdicts["status"].to_list() == ["met"]


def test_of_rows_with_a_day() -> None:
    """
    A ledger with days is enough, and so is a rule that counts cells.
    """
    for ledgers, drafts in (
        ((File, Call), (RECORD,)),
        ((File, Call), (RECORD, ROUNDS)),
    ):
        report = book(*ledgers, drafts=drafts).assess(FILES, as_of=NOW, period=MARCH)
        assert report.where(rule="record").verdicts


@settings(max_examples=5, deadline=None)
@given(st.data())
def test_made_up_without(data: st.DataObject) -> None:
    """
    What strategies make up for such a book has no period.
    """
    made = data.draw(situations(book(File)))
    assert made.period is None
    made.report()


def test_on_the_command_line(
    tmp_path: pathlib.Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """
    The command line says why, and takes the call without.
    """
    rules = tmp_path / "rules.toml"
    rules.write_text(interchange.dumps(book(File)), encoding="utf-8")
    files = tmp_path / "file.csv"
    files.write_text("id,signed\n1,true\n", encoding="utf-8")
    told = ["assess", str(rules), "--ledger", str(files), "--as-of", "2026-04-01T09:00"]
    assert main([*told, "--period", "2026-03"]) > 1
    assert "no row of this book has a day" in capsys.readouterr().err
    assert main(told) == 0
