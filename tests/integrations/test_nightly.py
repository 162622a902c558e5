"""
The SQLAlchemy page: the nights of one repair, on SQLite and on PostgreSQL.
"""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from nightly import (
    Base,
    Obligation,
    Problem,
    Repair,
    Visit,
    Visitor,
    every_night,
    judge_the_night,
    letter,
)
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.exc import StatementError
from sqlalchemy.orm import Session
from tests.integrations.databases import postgres

from followup_rules.protocols.repair import RepairFacts, VisitFacts

SHANGHAI = ZoneInfo("Asia/Shanghai")
KEY = "REPAIR/visit_deadline//repair/1/"


def at(month: int, day: int, hour: int = 10) -> dt.datetime:
    """
    Return a moment of 2026 in local time.
    """
    return dt.datetime(2026, month, day, hour, tzinfo=SHANGHAI)


def rows_have_what_rules_read(
    row: Repair, visit: Visit
) -> tuple[RepairFacts, VisitFacts]:
    """
    The columns have the names and the types of the attributes; checked by mypy alone.
    """
    return row, visit


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """
    Run one server for the module.
    """
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """
    An empty database of each kind.
    """
    if request.param == "sqlite":
        made = create_engine(f"sqlite:///{tmp_path / 'wuye.db'}")
    else:
        made = create_engine(request.getfixturevalue("server"))
    Base.metadata.drop_all(made)
    Base.metadata.create_all(made)
    yield made
    made.dispose()


def add(engine: Engine, *rows: Any) -> None:
    """
    Enter rows.
    """
    with Session(engine) as session, session.begin():
        session.add_all(rows)


def kept(engine: Engine, key: str = KEY) -> Any:
    """
    Return the row of one obligation.
    """
    with Session(engine) as session:
        return session.get(Obligation, key)


def leak(number: int = 1) -> Repair:
    """
    Return a leak of 2 March, owed a visit by the end of 5 March.
    """
    return Repair(id=number, categories="漏水", completed_at=at(3, 2), owes_visit=True)


def visit(day: dt.datetime) -> Visit:
    """
    Return a visit of the office to the first repair.
    """
    return Visit(id=1, repair_id=1, visited_at=day, visitors=[Visitor(role="办公室")])


class TestNights:
    """One obligation has one row, whatever becomes of it."""

    def test_pending_then_breached_then_late(self, engine: Engine) -> None:
        add(engine, leak())
        found = []
        for now in (at(3, 3), at(3, 4), at(3, 6)):
            changes = judge_the_night(engine, now)
            mine = [c for c in (*changes.new, *changes.changed) if c.key == KEY]
            found.append((kept(engine).status, len(mine)))
        add(engine, visit(at(3, 6, 11)))
        judge_the_night(engine, at(3, 7))

        assert found == [("pending", 1), ("pending", 0), ("breached", 1)]
        assert kept(engine).status == "late"
        assert kept(engine).last_day == "2026-03-05"
        with Session(engine) as session:
            keys = list(session.scalars(select(Obligation.key)))
        assert len(keys) == len(set(keys))

    def test_the_same_night_twice_changes_nothing(self, engine: Engine) -> None:
        add(engine, leak(), visit(at(3, 4)))

        assert len(judge_the_night(engine, at(3, 5))) > 0
        assert len(judge_the_night(engine, at(3, 5))) == 0

    def test_what_fell_away_stays_with_its_moment(self, engine: Engine) -> None:
        add(engine, leak())
        judge_the_night(engine, at(3, 3))
        with Session(engine) as session, session.begin():
            session.delete(session.get(Repair, 1))

        changes = judge_the_night(engine, at(3, 4))

        assert KEY in {change.key for change in changes.gone}
        assert kept(engine).gone_at == at(3, 4)
        assert judge_the_night(engine, at(3, 5)).gone == ()

    def test_what_comes_back_stands_again(self, engine: Engine) -> None:
        add(engine, leak())
        judge_the_night(engine, at(3, 3))
        with Session(engine) as session, session.begin():
            session.delete(session.get(Repair, 1))
        judge_the_night(engine, at(3, 4))
        add(engine, leak())

        changes = judge_the_night(engine, at(3, 5))

        assert KEY in {change.key for change in changes.new}
        assert kept(engine).gone_at is None

    def test_an_empty_ledger(self, engine: Engine) -> None:
        judge_the_night(engine, at(3, 3))

        with Session(engine) as session:
            assert {one.status for one in session.scalars(select(Obligation))} <= {
                "not_applicable"
            }

    def test_problems_and_their_notices(self, engine: Engine) -> None:
        seen = visit(at(3, 4))
        seen.problems = [
            Problem(id=7, found_at=at(3, 4), notified_at=at(3, 5, 9), form="书面")
        ]
        add(engine, leak(), seen)

        judge_the_night(engine, at(3, 6))

        row = kept(engine, "REPAIR/rectification_notice//problem/1%2F7/")
        assert row.status == "met"

    def test_many_rows(self, engine: Engine) -> None:
        add(engine, *(leak(number) for number in range(1, 1501)))

        judge_the_night(engine, at(3, 3))

        with Session(engine) as session:
            rows = session.scalars(
                select(Obligation).where(Obligation.status == "pending")
            )
            assert sum(row.kind == "repair" for row in rows) == 1500


class TestTimes:
    """A time comes back aware, in local time."""

    def test_round_trip(self, engine: Engine) -> None:
        add(engine, leak())

        with Session(engine) as session:
            back = session.get(Repair, 1)
            assert back is not None
            assert back.completed_at == at(3, 2)
            assert back.completed_at.tzinfo is SHANGHAI

    def test_a_time_without_a_zone_is_refused(self, engine: Engine) -> None:
        naive = at(3, 2).replace(tzinfo=None)

        with pytest.raises(StatementError, match="has no time zone"):
            add(engine, Repair(id=1, categories="漏水", completed_at=naive))


class TestLetter:
    """The letter counts what changed and says what is new against somebody."""

    def test_a_new_breach_is_told_once(self, engine: Engine) -> None:
        add(engine, leak())
        judge_the_night(engine, at(3, 5))

        first = letter(judge_the_night(engine, at(3, 6)))
        second = letter(judge_the_night(engine, at(3, 7)))

        assert "- 维修 1：截至2026年3月6日10:00，回访仍未完成" in first
        assert second == "新增0项，变化0项，撤销0项；其中新的违规0项。"


class TestScheduler:
    """The job runs in the scheduler's own thread."""

    def test_it_runs_and_tells(self, engine: Engine) -> None:
        add(engine, leak())
        told: list[str] = []
        done = threading.Event()

        def tell(text: str) -> None:
            told.append(text)
            done.set()

        scheduler = every_night(engine, lambda: at(3, 6), tell)
        scheduler.start()
        try:
            (job,) = scheduler.get_jobs()
            next_run = job.next_run_time
            job.modify(next_run_time=dt.datetime.now(SHANGHAI))  # noqa: TID251 - the scheduler keeps real time
            assert done.wait(30)
        finally:
            scheduler.shutdown()

        assert (next_run.hour, next_run.utcoffset()) == (2, dt.timedelta(hours=8))
        assert "截至2026年3月6日10:00，回访仍未完成" in told[0]
