"""
Scenarios: small ledgers that stand beside a regulation, and what they must come to.

They are run as any ledger is; whoever changes a number sees which of them break.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Final

from attrs import evolve, field

from followup_rules.books.inside import cited_clauses
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.standing import part_of
from followup_rules.canonical import ADDED_LATER
from followup_rules.clauses import Text
from followup_rules.errors import FollowupRulesError, RowError
from followup_rules.excuses import excuse_of
from followup_rules.fields import Count, Entries, Given, Name, Words, as_tuple, held
from followup_rules.immutable import frozen
from followup_rules.ledgers.written import written_rows
from followup_rules.tables import Table
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import cell_named
from followup_rules.verdicts import Status, Verdict

if TYPE_CHECKING:
    from followup_rules.reports import Report

_SHOWN: Final = 5
"""How many verdicts are named, where the one that is expected is not there."""


@frozen(kw_only=True, field_transformer=held)
class Expected:
    """
    What one rule must come to.

    Attributes:
        rule: The id of the rule.
        status: What it comes to.
        subject: The id of what the verdict is about; None is any.
        cell: The period or cell of the verdict, as it is printed; None is any.
        clause: The clause it is under; None is any.
        part: The step, item, stage or visit that it is about, where each is judged by
            itself; None is any.
    """

    rule: Name
    status: Status
    subject: Name | None = None
    cell: Name | None = None
    clause: Name | None = None
    part: Name | None = field(default=None, metadata={ADDED_LATER: True})

    def fits(self, verdict: Verdict) -> bool:
        """
        Say whether it speaks of a verdict.
        """
        about = verdict.subject
        return (
            verdict.rule == self.rule
            and self.subject in {None, None if about is None else about.id}
            and self.cell in {None, None if about is None else about.cell}
            and self.clause in {None, verdict.clause.id}
            and self.part in {None, part_of(verdict)}
        )

    def __str__(self) -> str:
        parts = (self.rule, self.part, self.subject, self.cell, self.clause)
        return " ".join(part for part in parts if part is not None)


@frozen(kw_only=True, field_transformer=held)
class Scenario:
    """
    One small ledger, and what it must come to.

    Attributes:
        name: What it shows.
        as_of: The moment of judgement.
        period: The days that are reported on, such as `2026-03`; None is all.
        calendar: The work calendar, by a name that whoever runs it knows; None is
            none.
        seasons: The season tables, by a name that whoever runs it knows; None is none.
        ledgers: The rows by the kind of the ledger, as files write them.
        expect: What its verdicts must be; those that it does not name are free.
        rows_in_error: How many of its rows cannot be judged.
    """

    name: Annotated[str, Words()]
    as_of: dt.datetime
    period: Name | None = None
    calendar: Name | None = None
    seasons: Name | None = None
    ledgers: Table[Annotated[Any, Given()]] = field(default=Table())
    expect: Annotated[tuple[Expected, ...], Entries(least=1)] = field(
        converter=as_tuple
    )
    rows_in_error: Count = 0


@frozen
class Outcome:
    """
    What a scenario came to.

    Attributes:
        scenario: The scenario.
        clauses: The ids of the clauses whose verdicts it names, and of those that let
            off from them.
    """

    scenario: Scenario
    _misses: tuple[Text, ...]
    clauses: tuple[str, ...] = ()

    @property
    def misses(self) -> tuple[str, ...]:
        """
        What is otherwise than it must be, a line each; empty is none.
        """
        return self.misses_in("en")

    def misses_in(self, language: str) -> tuple[str, ...]:
        """
        Return the same in a language.
        """
        return tuple(miss.in_language(language) for miss in self._misses)


def run(
    book: Rulebook,
    scenario: Scenario,
    calendar: WorkCalendar | None = None,
    seasons: Any = None,
) -> Outcome:
    """
    Judge a scenario by a book, and say what is otherwise than it must be.

    What a book refuses of it is a miss as well.
    """
    zone = book.zone
    try:
        ledgers = {
            kind: written_rows(book.ledgers[kind], rows, zone)
            for kind, rows in scenario.ledgers.items()
        }
        label = scenario.period
        period = None if label is None else cell_named(label, "period")
        report = book.assess(
            ledgers,
            as_of=scenario.as_of,
            period=period,
            calendar=calendar,
            seasons=seasons,
        )
    except FollowupRulesError as error:
        from followup_rules.wording.problems import (  # noqa: PLC0415 - when asked
            say_problem,
        )

        refused = Text(str(error), say_problem(error, "zh"))
        return Outcome(scenario, (refused,))
    misses = [*_misses(scenario, report), *_refused(scenario, report.row_errors)]
    named = dict.fromkeys(
        clause
        for expected in scenario.expect
        for verdict in report
        if expected.fits(verdict)
        for clause in _applied(verdict)
    )
    return Outcome(scenario, tuple(misses), tuple(named))


def _applied(verdict: Verdict) -> Iterator[str]:
    """Yield the clause of a verdict, and that by which it is excused."""
    yield verdict.clause.id
    excuse = excuse_of(verdict)
    if excuse is not None:
        yield excuse.clause


def _misses(scenario: Scenario, report: "Report") -> Iterator[Text]:
    """Yield what is otherwise than it must be."""
    for expected in scenario.expect:
        found = [verdict for verdict in report if expected.fits(verdict)]
        if not found:
            others = _others(expected, report)
            yield Text(
                f"{expected}: {expected.status.name} expected, and no such verdict"
                + (f", but of {others}" if others else ""),
                f"{expected}：应为{_status(expected)}，但没有这样的判定"
                + (f"，只有：{others}" if others else ""),
            )
        for verdict in found:
            if verdict.status is not expected.status:
                yield Text(
                    f"{expected}: {expected.status.name} expected, "
                    f"{verdict.status.name} came: {verdict.explain('en')}",
                    f"{expected}：应为{_status(expected)}，实为{_status(verdict)}："
                    f"{verdict.explain('zh')}",
                )


def _others(expected: Expected, report: "Report") -> str:
    """
    Name verdicts of the same rule, of the same subject where there are any.
    """
    of_rule = [one for one in report if one.rule == expected.rule]
    of_subject = [one for one in of_rule if _about(one)[1] == expected.subject]
    named = [" ".join(filter(None, _about(one))) for one in of_subject or of_rule]
    return ", ".join([*named[:_SHOWN], *["..."] * (len(named) > _SHOWN)])


def _about(verdict: Verdict) -> tuple[str | None, ...]:
    """Return what an expectation may tell a verdict by."""
    about, part = verdict.subject, part_of(verdict)
    named = (None, None) if about is None else (about.id, about.cell)
    return (part, *named, verdict.clause.id)


def _status(judged: Any) -> str:
    """Say a status in Chinese, with its name."""
    return f"{judged.status.in_language('zh')}（{judged.status.name}）"


def _refused(scenario: Scenario, errors: Iterable[RowError]) -> Iterator[Text]:
    """Yield the rows in error, where they are not as many as they must be."""
    found = tuple(errors)
    if len(found) != scenario.rows_in_error:
        asked, came = scenario.rows_in_error, len(found)
        yield Text(
            f"{asked} rows in error expected, {came} came",
            f"应有{asked}行有误，实有{came}行",
        )
        yield from (Text(str(one), one.in_language("zh")) for one in found)


def unexercised(book: Rulebook, outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """
    Return the clauses that a rule judges and that no scenario names a verdict of.

    What stands on a ladder has an entry in an agenda, and no verdict.
    """
    named = {clause for outcome in outcomes for clause in outcome.clauses}
    return tuple(
        clause.id
        for clause in book.clauses
        if clause.id not in named
        and any(
            clause.id in cited_clauses(_without_ladder(book[rule]))
            for rule in book.rules_for(clause.id)
            if rule in book.feeds
        )
    )


def _without_ladder(policy: Any) -> Any:
    """Return a rule without its ladder, where it has one."""
    return evolve(policy, ladder=()) if getattr(policy, "ladder", ()) else policy
