"""
Situations and what they come to, as data, for systems in other languages.

Each scenario is chosen because it shows an outcome of a rule that the ones before it
do not, the smallest first. The form has a JSON Schema, `scenarios.schema.json`.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import attrs
from hypothesis import HealthCheck, Phase, given, seed, settings

from followup_rules.books.rulebook import Rulebook
from followup_rules.canonical import plain
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Whole
from followup_rules.testing.made import Situation, situations
from followup_rules.timing.calendars import WorkCalendar, is_working_day
from followup_rules.timing.calendars.kinds import SATURDAY
from followup_rules.verdicts import Verdict

SCHEME: Final = "followup-rules/scenarios/1"
SCHEMA: Final = Path(__file__).with_name("scenarios.schema.json")
_TRIES: Final = Whole(1)

_ANY_SIZE: Final = (
    HealthCheck.too_slow,
    HealthCheck.data_too_large,
    HealthCheck.large_base_example,
    HealthCheck.filter_too_much,
)

Shown = frozenset[tuple[str, str, str]]


def scenarios(
    book: Rulebook,
    *,
    tries: int = 300,
    number: int = 0,
    broken: bool = True,
    calendar: WorkCalendar | None = None,
) -> dict[str, Any]:
    """
    Return scenarios of a book as data that `json.dumps` takes as it stands.

    The same arguments give the same scenarios in one release of Hypothesis; a file of
    them is made once, kept beside the tests of the other system, and made again when
    the rules change.

    Args:
        book: The book.
        tries: How many situations they are chosen from.
        number: Which situations: another number, others.
        broken: Whether rows that cannot be read are among them.
        calendar: The work calendar they are judged with; its days are written out.

    Raises:
        InvalidFieldError: If *tries* is no whole number of at least 1.
    """
    if not _TRIES.accepts(tries):
        raise InvalidFieldError("tries", tries, _TRIES.allowed)
    found: list[tuple[int, Situation, Shown]] = []

    @seed(number)
    @settings(
        max_examples=tries,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=_ANY_SIZE,
    )
    @given(situations(book, broken=broken, calendar=calendar))
    def collect(situation: Situation) -> None:
        """Keep a situation with all that it shows."""
        shown = frozenset(map(_outcome, situation.report()))
        size = sum(len(rows) for rows in situation.ledgers.values())
        found.append((size, situation, shown))

    collect()
    return {
        "scheme": SCHEME,
        "book": book.edition,
        "digest": book.digest(),
        "calendar": None if calendar is None else _calendar(calendar),
        "scenarios": [
            _scenario(place, situation)
            for place, situation in enumerate(_chosen(found), 1)
        ],
    }


def _outcome(verdict: Verdict) -> tuple[str, str, str]:
    """Return what one verdict shows."""
    only = getattr(verdict.evidence, "only", None)
    return verdict.rule, str(only), verdict.reason.code


def _chosen(found: Iterable[tuple[int, Situation, Shown]]) -> list[Situation]:
    """Choose the smallest situations that together show all outcomes."""
    chosen: list[Situation] = []
    seen: set[tuple[str, str, str]] = set()
    for _, situation, shown in sorted(found, key=lambda one: one[0]):
        if not shown <= seen:
            seen |= shown
            chosen.append(situation)
    return chosen


def _scenario(place: int, situation: Situation) -> dict[str, Any]:
    """Return one situation as data, with what must come out."""
    report = situation.report()
    period = situation.period
    return {
        "name": f"scenario {place}",
        "as_of": situation.as_of.isoformat(),
        "period": None
        if period is None
        else {
            "label": str(period),
            "first": period.first.isoformat(),
            "last": period.last.isoformat(),
        },
        "ledgers": {
            kind: [_data(row) for row in rows]
            for kind, rows in situation.ledgers.items()
        },
        "expect": [_expected(verdict) for verdict in report],
        "rows_in_error": [
            {"kind": error.kind, "row": error.row, "field": error.field}
            for error in report.row_errors
        ],
    }


def _expected(verdict: Verdict) -> dict[str, Any]:
    """Return what one verdict must be."""
    deadline = getattr(verdict.evidence, "deadline", None)
    return {
        "key": verdict.key,
        "rule": verdict.rule,
        "clause": verdict.clause.id,
        "status": verdict.status.value,
        "reason": verdict.reason.code,
        "owed_by": verdict.owed_by,
        "last_day": None if deadline is None else str(plain(deadline.last_day)),
    }


def _calendar(calendar: WorkCalendar) -> dict[str, Any]:
    """Return which days of a calendar are otherwise than Monday to Friday."""
    first, last = calendar.confirmed
    days = map(dt.date.fromordinal, range(first.toordinal(), last.toordinal() + 1))
    odd = [
        day
        for day in days
        if is_working_day(calendar, day) == (day.weekday() >= SATURDAY)
    ]
    return {
        "id": calendar.calendar_id,
        "first": first.isoformat(),
        "last": last.isoformat(),
        "off": [day.isoformat() for day in odd if day.weekday() < SATURDAY],
        "on": [day.isoformat() for day in odd if day.weekday() >= SATURDAY],
    }


def _data(value: Any) -> Any:
    """Return a row, or what it tells, as data."""
    match value:
        case dt.date():  # an instant is one, too
            return value.isoformat()
        case Mapping():
            return {str(key): _data(one) for key, one in value.items()}
        case list() | tuple():
            return [_data(one) for one in value]
    if hasattr(type(value), "__ledger__"):
        return {
            one.name: _data(getattr(value, one.name))
            for one in attrs.fields(type(value))
        }
    return str(value) if attrs.has(type(value)) else value


def render(data: Mapping[str, Any]) -> str:
    """
    Return scenarios as the text of a file.
    """
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
