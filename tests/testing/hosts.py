"""
A small back end of a property company, as one finds it, with ten bugs to plant.

It keeps repairs and visits in tables of its own (`gdh` is the number of the job, `wgsj`
the time of completion, `hfsj` that of the visit), stores what they came to, and answers
from what it stored.
"""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from typing import Any

from followup_rules.rulebooks import repair
from followup_rules.testing import Conformance, Situation
from followup_rules.timing.cycles import Period, period
from followup_rules.verdicts import Verdict

SHANGHAI = zoneinfo.ZoneInfo("Asia/Shanghai")
BUGS = (
    "times are stored without their zone",
    "the clock time of the completion is lost",
    "failed attempts are taken for visits",
    "unknown is stored as no",
    "of two categories the first is kept",
    "a row that changed is not stored again",
    "statuses are not judged again",
    "the key is the rule and the number alone",
    "the last day of the period is left out",
    "numbers are cut at one character",
)
ITEMS = (
    "looked_on_site",
    "asked_about_service",
    "asked_for_suggestions",
    "charges_checked",
    "signed",
    "registered",
)


def made(row: Any, *told: Any, **facts: Any) -> Any:
    """Return a row of ours."""
    return row(*told, **facts)


class BackEnd:
    """Tables for jobs and visits, and one for what they came to."""

    def __init__(self, bug: str | None = None) -> None:
        self.bug = bug
        self.jobs: dict[str, dict[str, Any]] = {}
        self.visits: dict[str, dict[str, Any]] = {}
        self.stored: dict[str, str] | None = None

    # ------------------------------------------------------------------------ writing

    def save_job(self, row: Any) -> None:
        """Store a job."""
        categories = row.categories
        if self.bug == BUGS[4] and isinstance(categories, tuple):
            categories = categories[0]
        self._save(
            self.jobs,
            row.id,
            {
                "wxlb": categories,
                "wgsj": self._written(row.completed_at, job=True),
                "zrr": row.responsible,
                "xyhf": row.owes_visit,
                "wz": row.premises,
                "lrsj": self._written(row.entered_at),
            },
        )

    def save_visit(self, row: Any) -> None:
        """Store a visit with the problems found on it."""
        known = {name: getattr(row, name) for name in ITEMS}
        if self.bug == BUGS[3]:
            known = {name: bool(value) for name, value in known.items()}
        self._save(
            self.visits,
            row.id,
            {
                "gdh": self._number(row.repair_id),
                "hfsj": self._written(row.visited_at),
                "hfr": [(one.role, one.person) for one in row.visitors],
                "fs": row.channel,
                "jt": True if self.bug == BUGS[2] else row.reached,
                "nr": known,
                "bj": row.closed,
                "wt": [
                    {
                        "id": one.id,
                        "form": one.form,
                        "found_at": self._written(one.found_at),
                        "notified_at": self._written(one.notified_at),
                        "rectified_at": self._written(one.rectified_at),
                        "entered_at": self._written(one.entered_at),
                    }
                    for one in row.problems
                ],
                "lrsj": self._written(row.entered_at),
            },
        )

    def _save(
        self, table: dict[str, dict[str, Any]], number: str, held: dict[str, Any]
    ) -> None:
        """Insert a row, or update it."""
        number = self._number(number)
        if self.bug == BUGS[5]:
            table.setdefault(number, held)
        else:
            table[number] = held

    def _number(self, number: str) -> str:
        """Return a number as the column holds it."""
        return number[:1] if self.bug == BUGS[9] else number

    def _written(self, moment: dt.datetime | None, *, job: bool = False) -> str | None:
        """Write a time as text."""
        if moment is None:
            return None
        if self.bug == BUGS[0]:
            return moment.replace(tzinfo=None).isoformat()
        local = moment.astimezone(SHANGHAI)
        if self.bug == BUGS[1] and job:
            return local.replace(hour=0, minute=0, second=0, microsecond=0).isoformat()
        return local.isoformat()

    # ------------------------------------------------------------------------ reading

    def statuses(self, as_of: dt.datetime, span: Period | None) -> dict[str, str]:
        """Judge what is stored, and keep what came of it."""
        if self.bug == BUGS[6] and self.stored is not None:
            return self.stored
        if self.bug == BUGS[8] and span is not None and span.first < span.last:
            cut = period(span.first, span.last.subtract(days=1))
            span = type(span)(cut.first, cut.last, span.label)
        report = repair.assess(
            [self._job(number, held) for number, held in self.jobs.items()],
            [self._visit(number, held) for number, held in self.visits.items()],
            as_of=as_of,
            period=span,
        )
        self.stored = {self._key(one): told(one) for one in report}
        return self.stored

    def _key(self, verdict: Any) -> str:
        """Return the key under which a status is stored."""
        if self.bug == BUGS[7]:
            return f"{verdict.rule}/{verdict.subject.id}"
        key: str = verdict.key
        return key

    def _job(self, number: str, held: dict[str, Any]) -> Any:
        """Read a job."""
        return made(
            repair.Repair,
            id=number,
            categories=held["wxlb"],
            completed_at=_read(held["wgsj"]),
            responsible=held["zrr"],
            owes_visit=held["xyhf"],
            premises=held["wz"],
            entered_at=_read(held["lrsj"]),
        )

    def _visit(self, number: str, held: dict[str, Any]) -> Any:
        """Read a visit."""
        return made(
            repair.Visit,
            id=number,
            repair_id=held["gdh"],
            visited_at=_read(held["hfsj"]),
            visitors=[repair.Visitor(*pair) for pair in held["hfr"]],
            channel=held["fs"],
            reached=held["jt"],
            closed=held["bj"],
            problems=[
                made(
                    repair.Problem,
                    id=one["id"],
                    form=one["form"],
                    found_at=_read(one["found_at"]),
                    notified_at=_read(one["notified_at"]),
                    rectified_at=_read(one["rectified_at"]),
                    entered_at=_read(one["entered_at"]),
                )
                for one in held["wt"]
            ],
            entered_at=_read(held["lrsj"]),
            **held["nr"],
        )


def told(verdict: Verdict) -> str:
    """Say what is stored of a verdict: its status, and the last day."""
    deadline = getattr(verdict.evidence, "deadline", None)
    return f"{verdict.status.value} {'' if deadline is None else deadline.last_day}"


def _read(text: str | None) -> Any:
    """Read a time; one without a zone is taken for one of Shanghai."""
    if text is None:
        return None
    found = dt.datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)


class RepairConformance(Conformance):
    """The back end against the book."""

    book = repair.RULES
    bug: str | None = None

    def begin(self) -> None:
        """Begin with empty tables."""
        self.system = BackEnd(self.bug)

    def put(self, kind: str, row: Any) -> None:
        """Store a row."""
        if kind == "repair":
            self.system.save_job(row)
        else:
            self.system.save_visit(row)

    def answers(self, as_of: dt.datetime, span: Period | None) -> Mapping[str, str]:
        """Return what is stored."""
        return self.system.statuses(as_of, span)

    def expected(self, situation: Situation) -> Mapping[str, str]:
        """Ask for the last day as well."""
        return {one.key: told(one) for one in situation.report()}
