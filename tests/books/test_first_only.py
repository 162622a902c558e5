"""
A round is held with its first call: of the rows of one row only the first counts.
"""

import datetime as dt
from typing import Annotated, Any

import pendulum
import polars as pl
import pytest

from followup_rules import frames, interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import cadence, clause, regulation
from followup_rules.errors import InvalidFieldError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.timing.cycles import Cycle, month

ZONE = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 5, 1, tz=ZONE)
APRIL = month(2026, 4)


@row("round", "round", "轮次", placed="opened_on", lasting=True)
class Round:
    """A round of calls."""

    id: str
    opened_on: dt.date = said("the day", "日期")


@row("call", "call", "通话", placed="made_at", owner="round_id", counts_if="reached")
class Call:
    """A call of a round; one that reached nobody does not count."""

    id: str
    round_id: Annotated[str, Id("round")] = said("the round", "轮次")
    made_at: dt.datetime = said("the time", "时间")
    reached: bool = said("whether reached", "是否接通", default=True)


def book(of: type = Call, **more: Any) -> Rulebook:
    """Return the duty to hold two rounds a month."""
    rule = cadence(
        "rounds",
        "the rounds",
        "轮次",
        owed_by="office",
        of=of,
        cycle=Cycle.MONTH,
        least=2,
        **more,
    )
    return regulation(
        "R",
        "1",
        "Rounds",
        "轮次",
        clause("1", "Rounds are held.", "组织回访。", rule),
        source="a test",
        ledgers=(Round, Call),
    )


FIRST = book(first_only=True)
ROUNDS = [Round(id=name, opened_on=dt.date(2026, 3, 1)) for name in "ab"]


def call(name: str, of: str, day: int, month_no: int = 4, **more: Any) -> Call:
    """Return a call of a round, at nine of a day."""
    at = pendulum.datetime(2026, month_no, day, 9, tz=ZONE)
    return Call(id=name, round_id=of, made_at=at, **more)


def counted(rules: Rulebook, *calls: Call) -> tuple[str, int]:
    """Return what April comes to, and how many counted in it."""
    ledgers: dict[str, Any] = {"round": ROUNDS, "call": calls}
    (verdict,) = rules.assess(ledgers, as_of=NOW, period=APRIL)
    return verdict.status.name, verdict.evidence.counted


@pytest.mark.parametrize(
    ("calls", "found"),
    [
        # both calls are of one round
        ([call("1", "a", 2), call("2", "a", 3)], ("BREACHED", 1)),
        # one of each
        ([call("1", "a", 2), call("2", "b", 3), call("3", "b", 4)], ("MET", 2)),
        # the first was in March, whatever the order of the ledger
        (
            [call("2", "a", 3), call("1", "a", 30, 3), call("3", "b", 4)],
            ("BREACHED", 1),
        ),
        # of two at one moment one counts
        ([call("1", "a", 2), call("2", "a", 2)], ("BREACHED", 1)),
        # what does not count is no first
        ([call("1", "a", 2, reached=False), call("2", "a", 3)], ("BREACHED", 1)),
    ],
)
def test_the_first_of_each_counts(calls: list[Call], found: tuple[str, int]) -> None:
    """Two calls of one round are one round."""
    assert counted(FIRST, *calls) == found


def test_without_it_each_counts() -> None:
    """The entry decides."""
    assert counted(book(), call("1", "a", 2), call("2", "a", 3)) == ("MET", 2)


def test_rows_that_belong_to_none() -> None:
    """There is no first among rows that belong to no row."""
    with pytest.raises(InvalidFieldError, match=r"Cadence\.first_only .* a round"):
        book(Round, first_only=True)


def test_files_and_columns_say_the_same() -> None:
    """A file holds the entry, and columns leave it to rows."""
    again = interchange.load(interchange.dump(FIRST))
    assert again.feeds["rounds"] == FIRST.feeds["rounds"]

    calls = [call("1", "a", 2), call("2", "a", 3), call("3", "b", 4)]
    tables = {
        "round": pl.DataFrame(
            {"id": ["a", "b"], "opened_on": [one.opened_on for one in ROUNDS]}
        ),
        "call": pl.DataFrame(
            {
                "id": [one.id for one in calls],
                "round_id": [one.round_id for one in calls],
                "made_at": [one.made_at for one in calls],
                "reached": [True, True, True],
            }
        ),
    }
    found = frames.assess(FIRST, tables, as_of=NOW, period=APRIL)

    assert found.verdicts["status"].to_list() == ["met"]
    assert counted(again, *calls) == ("MET", 2)
