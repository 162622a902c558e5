"""
The page of the standard library: a job and a WSGI app over SQLite, on rules of one's own.
"""

import datetime as dt
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator
from zoneinfo import ZoneInfo

import lifts
import pytest
from icalendar import Calendar

SHANGHAI = ZoneInfo("Asia/Shanghai")
ROWS = [
    (1, "A1", "困人", "2026-03-02 10:00", "2026-03-03 10:30", "是", "是"),
    (2, "A2", "停梯", "2026-03-06 16:00", "2026-03-11 09:00", "是", "否"),
    (3, "A2", "其他", "2026-03-09 16:00", None, None, None),
    (4, "B1", "漏油", "2026-03-09 16:00", None, None, None),
]


def at(day: int, hour: int = 9) -> dt.datetime:
    """
    Return a moment of March 2026.
    """
    return dt.datetime(2026, 3, day, hour, tzinfo=SHANGHAI)


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    """
    A database with four repairs, one of which nobody can read.
    """
    path = tmp_path / "lifts.db"
    base = lifts.opened(path)
    base.executemany("INSERT INTO weixiu VALUES (?, ?, ?, ?, ?, ?, ?)", ROWS)
    base.commit()
    base.close()
    return path


@pytest.fixture(name="base")
def _base(path: Path) -> Iterator[sqlite3.Connection]:
    """
    The same, open.
    """
    base = lifts.opened(path)
    yield base
    base.close()


def statuses(base: sqlite3.Connection) -> dict[str, str]:
    """
    Return what is kept, by rule and repair.
    """
    kept = base.execute("SELECT key, status FROM panding WHERE gone_at IS NULL")
    return {key.removeprefix("DT/").replace("//repair", ""): one for key, one in kept}


class TestNights:
    """One obligation has one row, whatever becomes of it."""

    def test_first_night(self, base: sqlite3.Connection) -> None:
        """Three working days from Monday the 9th are over with Thursday the 12th."""
        changes, letter = lifts.judge(base, at(12))

        assert statuses(base) == {
            "call/1/": "late",
            "call/2/": "met",
            "call/3/": "pending",
            "record/1/": "met",
            "record/2/": "breached",
        }
        assert len(changes.new) == 5
        assert letter.split("\n") == [
            "新的违规2项，读不了的数据1行。",
            "回访最迟应于2026年3月3日10:00完成，实际于2026年3月3日10:30完成，"
            "逾期30分钟（DT-2）。",
            "回访记录缺少平层，不符合DT-3要求。",
            "电梯维修4的故障为“漏油”，无法使用；应为其他故障、停梯、困人。",
        ]

    def test_next_nights(self, base: sqlite3.Connection) -> None:
        """The same night twice changes nothing; a day later one is breached."""
        lifts.judge(base, at(12))
        again, _ = lifts.judge(base, at(12))
        later, _ = lifts.judge(base, at(13))

        assert [*again.new, *again.changed, *again.gone] == []
        assert [one.key for one in later.changed] == ["DT/call//repair/3/"]
        assert statuses(base)["call/3/"] == "breached"

    def test_struck_out(self, base: sqlite3.Connection) -> None:
        """A row that is gone takes its obligation with it, and is kept with a moment."""
        lifts.judge(base, at(12))
        base.execute("DELETE FROM weixiu WHERE bh = 3")
        changes, _ = lifts.judge(base, at(13))

        assert [one.key for one in changes.gone] == ["DT/call//repair/3/"]
        assert "call/3/" not in statuses(base)

    def test_as_cron_runs_it(self, path: Path) -> None:
        """`date` gives an offset without its colon."""
        done = subprocess.run(  # noqa: S603 - the page's own file
            [sys.executable, lifts.__file__, str(path), "2026-03-12T09:00:00+0800"],
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout.startswith("新的违规2项，读不了的数据1行。\n")


class TestApp:
    """Every answer is one that the WSGI specification allows."""

    def asked(self, path: Path, page: str, now: dt.datetime) -> tuple[str, bytes]:
        """Ask for a page."""
        environ: dict[str, Any] = {
            "PATH_INFO": page,
            "QUERY_STRING": "",
            "SCRIPT_NAME": "",
        }
        setup_testing_defaults(environ)
        told: list[str] = []

        def start(status: str, headers: Any, _error: Any = None) -> Any:
            """Keep the status and the type."""
            told.append(f"{status} {dict(headers)['Content-Type']}")

        answer = validator(lifts.app(path, lambda: now))(environ, start)
        body = b"".join(answer)
        answer.close()  # type: ignore[attr-defined]
        return told[0], body

    def test_what_is_owed(self, path: Path) -> None:
        told, body = self.asked(path, "/", at(12))

        assert told == "200 OK application/json; charset=utf-8"
        assert [(one["about"], one["last_day"]) for one in json.loads(body)] == [
            ("电梯维修 2", None),
            ("电梯维修 3", "2026-03-12"),
        ]

    def test_the_calendar_goes_on_from_the_last_one(self, path: Path) -> None:
        """Asked again nothing changes, not one byte; what is done is done there too."""
        told, first = self.asked(path, "/lifts.ics", at(11))
        again = self.asked(path, "/lifts.ics", at(11, 15))[1]
        base = lifts.opened(path)
        base.execute("UPDATE weixiu SET hfsj = '2026-03-12 08:00' WHERE bh = 3")
        base.commit()
        base.close()
        done = self.asked(path, "/lifts.ics", at(12))[1]

        assert told == "200 OK text/calendar; charset=utf-8"
        assert first == again
        state = {
            str(one["SUMMARY"]): (str(one["STATUS"]), str(one["SEQUENCE"]))
            for one in Calendar.from_ical(done).walk("VTODO")
        }
        assert state["回访：电梯维修 3"] == ("COMPLETED", "1")

    def test_another_page(self, path: Path) -> None:
        assert self.asked(path, "/x", at(12))[0].startswith("404 ")


def test_the_rules_say_what_their_scenario_says() -> None:
    """
    The file is run as its own command runs it.
    """
    file = Path(lifts.__file__).with_name("lifts.toml")
    done = subprocess.run(  # noqa: S603 - the library's own command
        [sys.executable, "-m", "followup_rules", "test", str(file)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("ok ")
