"""
What a portfolio owes in a span of days: visits, and the notices of planned ones.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

import pendulum

from followup_rules.books.assess import opened
from followup_rules.books.doors import check_rules
from followup_rules.books.judging import Judging
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import RowError
from followup_rules.immutable import frozen
from followup_rules.policies.procedures import Notice, ProcedurePolicy, Step
from followup_rules.rulebooks.construction.covers import by_place
from followup_rules.rulebooks.construction.text import RULES
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.counting import Deadline
from followup_rules.timing.cycles import period
from followup_rules.timing.moments import (
    first_instant,
    is_before,
    local_ordinal,
    show_day,
    show_instant,
    show_moment,
)
from followup_rules.timing.seasons import SeasonSource
from followup_rules.verdicts import Status, Subject, Verdict

if TYPE_CHECKING:
    from followup_rules.protocols.construction import ProjectFacts

_VISITS: Final = (
    "rainy_season_visit",
    "heating_season_visit",
    "technical_visit",
    "pre_expiry_visit",
)


@frozen(kw_only=True)
class Owed:
    """
    One visit or notice that is still to be made.

    Attributes:
        subject: The project or planned visit, with its season or category as cell.
        rule: The id of the rule.
        clause: The clause.
        name: What is owed.
        owed_by: The party that owes it.
        opens: The first day on which it may be done.
        last_day: The last day on which it is in time.
        closes: The instant at which it closes: the first one too late.
    """

    subject: Subject
    rule: str
    clause: Clause
    name: Text
    owed_by: str
    opens: pendulum.Date
    last_day: pendulum.Date
    closes: pendulum.DateTime


@frozen
class OwedList:
    """
    What is owed, the soonest first.

    Attributes:
        entries: What is owed, with its days.
        undetermined: The verdicts on visits whose days cannot be said, each naming
            the fact that is missing.
        row_errors: The rows that could not be judged.
    """

    entries: tuple[Owed, ...]
    undetermined: tuple[Verdict, ...]
    row_errors: tuple[RowError, ...]

    def __iter__(self) -> Iterator[Owed]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


def owed_visits(
    projects: Iterable["ProjectFacts"],
    *,
    start: dt.date,
    until: dt.date,
    as_of: dt.datetime | None = None,
    rules: Rulebook = RULES,
    calendar: WorkCalendar | None = None,
    seasons: Mapping[str, SeasonSource] | None = None,
) -> OwedList:
    """
    Return what is still to be visited or announced from *start* to *until*.

    That is the visits not made whose windows have a day in the span, and the notices
    not given of the visits that are planned for it.

    Args:
        projects: The projects, as `Project` lists them. Visits dated later are
            planned ones.
        start: The first day of the span.
        until: Its last day.
        as_of: Up to when facts are known; None is the beginning of *start*.
        rules: The rulebook, with whatever the host has changed.
        calendar: Needed only for lengths in working days that a host has set.
        seasons: The season tables of each place, by the projects' `place`.

    Raises:
        NotADayError: If a bound is no plain day.
        ImpossibleOrderError: If *until* lies before *start*.
        InvalidFieldError: If another argument is not what it must be, such as
            *seasons* that are no mapping from place.
        CalendarRequiredError: If a notice is asked for working days ahead.
    """
    span = period(start, until)
    book = check_rules(rules, RULES)
    by_place(seasons)
    now = span.begins(book["warranty"].counting.zone) if as_of is None else as_of
    case = opened(
        book,
        {"project": projects},
        as_of=now,
        period=span,
        calendar=calendar,
        seasons=seasons,
    )
    judged = [v for name in _VISITS for v in book.feeds[name].all(case, book[name])]
    entries = sorted(
        [*_visits(judged), *_notices(case)],
        key=lambda entry: (entry.closes, entry.opens, entry.subject.id),
    )
    unknown = (v for v in judged if v.status is Status.UNDETERMINED)
    errors = (error for read in case.ledgers.values() for error in read.errors)
    return OwedList(tuple(entries), tuple(unknown), tuple(errors))


def _visits(judged: Iterable[Verdict]) -> Iterator[Owed]:
    """Return the visits whose windows run or lie ahead."""
    for verdict in judged:
        if verdict.status is not Status.PENDING:
            continue
        window: Deadline = verdict.deadline
        assert window.first_day is not None  # noqa: S101 - for type checkers
        assert verdict.subject is not None  # noqa: S101 - for type checkers
        yield Owed(
            subject=verdict.subject,
            rule=verdict.rule,
            clause=verdict.clause,
            name=verdict.policy.name,
            owed_by=verdict.owed_by,
            opens=window.first_day,
            last_day=window.last_day,
            closes=window.closes,
        )


def _notices(case: Judging) -> Iterator[Owed]:
    """Return the notices still to be given of visits planned for the span."""
    rule: ProcedurePolicy = case.book["visit_notices"]
    given = case.book.feeds["visit_notices"].steps
    notices = [step for step in rule.steps if step.notice is not None]
    for visit in _planned(case):
        for step in notices:
            if case.by_now(given[step.key].of(case, visit)) is None:
                yield _notice(case, rule, step, visit)


def _planned(case: Judging) -> Iterator[Any]:
    """Return the visits that are known to be planned for the span."""
    projects = case.ledgers["project"].known_ids
    for visit in case.ledgers["site_visit"].usable.values():
        entered = visit.entered_at
        if entered is not None and is_before(case.now, entered, case.zone):
            continue
        ahead = is_before(case.now, visit.visited_at, case.zone)
        if ahead and case.within(visit.visited_at) and visit.owner.id in projects:
            yield visit


def _notice(case: Judging, rule: ProcedurePolicy, step: Step, visit: Any) -> Owed:
    """Return one notice, with the moment by which it must be given."""
    closes = _closes(case, rule, step, visit)
    last = closes - dt.timedelta(microseconds=1)
    today = local_ordinal(case.now, case.zone, "as_of")
    return Owed(
        subject=case.subject(visit),
        rule=rule.id,
        clause=step.clause,
        name=step.name,
        owed_by=rule.party(step.key),
        opens=show_day(today),
        last_day=show_day(last.toordinal()),
        closes=closes,
    )


def _closes(
    case: Judging, rule: ProcedurePolicy, step: Step, visit: Any
) -> pendulum.DateTime:
    """Return the instant at which it is too late for a notice."""
    start = show_moment(visit.visited_at, case.zone)
    if step.least_notice is not None:
        before = rule.counting.before(start, step.least_notice, calendar=case.calendar)
        return before.closes
    if isinstance(start, dt.datetime):
        return show_instant(start, case.zone)
    day = start.toordinal() + (step.notice is Notice.BY_THE_START)
    return show_instant(first_instant(day, case.zone), case.zone)
