r"""
Rules of one's own over SQLite, with the standard library: a job for cron, a WSGI app.

    0 2 * * *  python lifts.py lifts.db "$(date +\%Y-\%m-\%dT\%H:\%M:\%S\%z)"
"""

import datetime as dt
import json
import sqlite3
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from followup_rules import interchange
from followup_rules.agenda import agenda
from followup_rules.books.rulebook import Rulebook
from followup_rules.feeds import feed
from followup_rules.reports import Changes
from followup_rules.timing.amounts import WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import period

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

RULES: Rulebook = interchange.read(Path(__file__).with_name("lifts.toml"))
CALENDAR = china()
AHEAD = dt.timedelta(days=30)

TABLES = """
CREATE TABLE IF NOT EXISTS weixiu (  -- the system's own: times and yes or no as texts
    bh INTEGER PRIMARY KEY, dt TEXT, gz TEXT, wgsj TEXT, hfsj TEXT, yx TEXT, pc TEXT);
CREATE TABLE IF NOT EXISTS panding (  -- one row for each obligation
    key TEXT PRIMARY KEY, status, status_word, clause, reason, owed_by, party, kind, id,
    about, last_day, closes, required, counted, sentence, gone_at);
CREATE TABLE IF NOT EXISTS rili (only INTEGER PRIMARY KEY CHECK (only = 1), ics BLOB);
"""
ROWS = {
    "repair": "SELECT bh AS id, dt AS lift, gz AS fault, wgsj AS finished_at, "
    "hfsj AS called_at, yx AS noise, pc AS levelling FROM weixiu"
}
KEEP = """
INSERT OR REPLACE INTO panding VALUES (:key, :status, :status_word, :clause, :reason,
    :owed_by, :party, :kind, :id, :about, :last_day, :closes, :required, :counted,
    :sentence, NULL)
"""
KEPT = "SELECT * FROM panding WHERE gone_at IS NULL"


def opened(path: Path | str) -> sqlite3.Connection:
    """
    Open the database, with its tables.
    """
    base = sqlite3.connect(path)
    base.row_factory = sqlite3.Row
    base.executescript(TABLES)
    return base


def rows(base: sqlite3.Connection) -> dict[str, Any]:
    """
    Return the ledgers as the regulation reads them: texts become times, yes and no.
    """
    tables = {kind: base.execute(query) for kind, query in ROWS.items()}
    return dict(interchange.read_rows(RULES, tables).rows)


def judge(base: sqlite3.Connection, as_of: dt.datetime) -> tuple[Changes[Any], str]:
    """
    Judge everything, keep a row for each obligation, and say what is new.
    """
    report = RULES.assess(rows(base), as_of=as_of, calendar=CALENDAR)
    changes = report.changes_since([dict(row) for row in base.execute(KEPT)])
    with base:
        base.executemany(KEEP, report.rows("zh"))
        base.executemany(
            "UPDATE panding SET gone_at = ? WHERE key = ?",
            [(as_of.isoformat(), one.key) for one in changes.gone],
        )
    fresh = [
        change.after.explain("zh")
        for change in (*changes.new, *changes.changed)
        if change.after is not None and change.after.is_violation
    ]
    wrong = [error.in_language("zh") for error in report.row_errors]
    head = f"新的违规{len(fresh)}项，读不了的数据{len(wrong)}行。"
    return changes, "\n".join([head, *fresh, *wrong])


def calendar(base: sqlite3.Connection, as_of: dt.datetime) -> bytes:
    """
    Return what is due as a calendar feed, made from the one before.
    """
    span = period(as_of.date() - AHEAD, as_of.date() + AHEAD)
    due = agenda(RULES, rows(base), as_of=as_of, span=span, calendar=CALENDAR)
    kept = base.execute("SELECT ics FROM rili").fetchone()
    made = feed(
        due,
        language="zh",
        alarm=WorkingDays(1),
        calendar=CALENDAR,
        previous=None if kept is None else kept["ics"],
    )
    with base:
        base.execute("INSERT OR REPLACE INTO rili VALUES (1, ?)", (made.content,))
    return made.content


def app(path: Path | str, clock: Callable[[], dt.datetime]) -> "WSGIApplication":
    """
    Return a WSGI app: `/` what is owed and not met, `/lifts.ics` the calendar.
    """

    def answer(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        base = opened(path)
        try:
            if environ["PATH_INFO"] == "/lifts.ics":
                kind, body = "text/calendar", calendar(base, clock())
            elif environ["PATH_INFO"] == "/":
                judge(base, clock())
                owed = base.execute(
                    f"{KEPT} AND status NOT IN ('met', 'late', 'not_applicable') "
                    "ORDER BY last_day, key"
                )
                shown = ("key", "about", "status_word", "party", "last_day", "sentence")
                found = [{name: row[name] for name in shown} for row in owed]
                body = json.dumps(found, ensure_ascii=False).encode()
                kind = "application/json"
            else:
                start("404 Not Found", [("Content-Type", "text/plain; charset=utf-8")])
                return [b"no such page\n"]
        finally:
            base.close()
        start("200 OK", [("Content-Type", f"{kind}; charset=utf-8")])
        return [body]

    return answer


if __name__ == "__main__":
    _, letter = judge(opened(sys.argv[1]), dt.datetime.fromisoformat(sys.argv[2]))
    sys.stdout.write(f"{letter}\n")
