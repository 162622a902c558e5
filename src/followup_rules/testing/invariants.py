"""
What must be true of every book and every ledger, whatever the rules say.
"""

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any, Final

import attrs

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import LANGUAGES
from followup_rules.errors import InvariantBrokenError, RowError
from followup_rules.fields.arguments import check_kind
from followup_rules.reports import Report
from followup_rules.testing.duties import SHARES, check_agenda, check_ways_out
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import Period
from followup_rules.timing.moments import to_utc
from followup_rules.verdicts import AGAINST, Status, Verdict

_MOST_MOMENTS: Final = 9
_STILL_OPEN: Final = frozenset(
    {Status.PENDING, Status.OPEN, Status.UNDETERMINED, Status.NOT_APPLICABLE}
)
_LATER: Final = {
    Status.BREACHED: frozenset({Status.BREACHED, Status.LATE, Status.UNDETERMINED}),
    Status.MISSED: frozenset({Status.MISSED, Status.LATE, Status.UNDETERMINED}),
    Status.EXCUSED: frozenset({Status.EXCUSED, Status.MET, Status.NOT_APPLICABLE}),
}
"""
What was not done stays so, is done late, or late in a way that may not count; what is
excused may be done all the same, and in time.
"""


def check_invariants(
    book: Rulebook,
    ledgers: Mapping[str, Iterable[Any]],
    *,
    as_of: dt.datetime,
    period: Period | None = None,
    calendar: WorkCalendar | None = None,
    seasons: Any = None,
    moments: Iterable[dt.datetime] | None = None,
    unsteady: Collection[str] = (),
    framed: Callable[[Any], Any] | None = None,
) -> Report:
    """
    Hold a book and ledgers to what must be true of all of them; return the report.

    - The order in which rows are given changes no verdict.
    - Every obligation has one key, and keeps it: what is listed once is listed at
      every later moment.
    - Every row is accounted for once.
    - Time moves only what was open: `PENDING`, `OPEN`, `UNDETERMINED` and
      `NOT_APPLICABLE` may become anything; what was not done may be done late, or late
      in a way of which it is not known whether it counts; what was met or late stays
      so, and what is excused unless it is done all the same, and in time. What was
      broken is excused only where the text lets off what was overdue, or sets no bound
      that a way out could be held against. Not held to it is a share without a period,
      whose rows are never all there.
    - Every receipt replays to the same answer, through JSON, and every verdict and
      error can be said in each language.
    - The agenda of the period, or of the month of *as_of*, says of an obligation what
      the report says; it lists what can still be done by a day, once, and nothing that
      is not owed.
    - A way out lets off, and does nothing else: without it the same obligation is as it
      was, or open or held against somebody.
    - Over columns, where they are asked for, every verdict and account is what it is
      over rows.

    A host's own rows are judged as they stand, so that an adapter is tested with it:
    a row that gives another answer when it is read twice breaks the first of these.

    Args:
        book: The book.
        ledgers: The rows by the kind of the ledger.
        as_of: The moment of judgement.
        period: The days that are reported on; None is all.
        calendar: The work calendar, where one is needed.
        seasons: The season tables, where seasons matter.
        moments: At which moments it is judged again; None is a few of those at which
            something in the rows happens or falls due.
        unsteady: The ids of rules that are not held to what becomes of their verdicts
            and keys in time.
        framed: What makes a frame of a table of pyarrow, such as `polars.from_arrow`;
            None leaves columns out. They need the extra `frames` and pyarrow, and rows
            that can all be read and of which an attribute is of one type.

    Raises:
        InvariantBrokenError: If one of them does not hold, with what was found.
        InvalidFieldError: If *book* is none, or *ledgers* are not by kind.
    """
    check_kind("book", book, Rulebook, "a Rulebook")
    check_kind("ledgers", ledgers, Mapping, "rows by the kind of their ledger")
    rows = {kind: tuple(own) for kind, own in ledgers.items()}
    told = {"period": period, "calendar": calendar, "seasons": seasons}
    report = book.assess(rows, as_of=as_of, **told)
    _check_keys(report)
    _check_accounts(report, rows)
    _check_said(report)
    _check_receipts(book, report, calendar)
    if not any(map(_has_twins, rows.values())):
        # Of rows with one id the first that can be read is taken.
        turned = {kind: own[::-1] for kind, own in rows.items()}
        _check_same(report, book.assess(turned, as_of=as_of, **told))
    check_agenda(book, rows, report, **told)
    check_ways_out(book, rows, report, **told)
    if framed is not None and not report.row_errors:
        from followup_rules.testing.columns import check_columns  # noqa: PLC0415 - needs pyarrow

        check_columns(book, rows, report, framed, **told)
    when = _moments(report, rows, as_of) if moments is None else moments
    judged = [book.assess(rows, as_of=one, **told) for one in sorted(when)]
    for earlier, later in pairwise(judged):
        _check_moves(earlier, later, frozenset(unsteady))
    return report


# ------------------------------------------------------------------------- the checks


def _check_keys(report: Report) -> None:
    """Every obligation has a key of its own."""
    counts = Counter(verdict.key for verdict in report)
    twice = [key for key, count in counts.items() if count > 1]
    if twice:
        raise InvariantBrokenError("one key for each obligation", ", ".join(twice))


def _check_accounts(report: Report, rows: Mapping[str, tuple[Any, ...]]) -> None:
    """Every row is accounted for once."""
    for kind, account in report.accounts.items():
        found = sum(attrs.astuple(account)) - account.given
        given = len(rows[kind]) if kind in rows else account.given
        if not found == account.given == given:
            finding = f"{kind}: {given} rows given, {account}"
            raise InvariantBrokenError("every row is accounted for", finding)
    errors = [(error.kind, error.row) for error in report.row_errors]
    if report.accounts and not len({*errors}) <= report.rows_in_error <= len(errors):
        finding = f"{report.rows_in_error} rows in error, and {len(errors)} errors"
        raise InvariantBrokenError("rows in error are accounted for", finding)


def _check_said(report: Report) -> None:
    """Verdicts and errors can be said, and written as JSON."""
    json.dumps(report.to_dict())
    for language in LANGUAGES:
        said = [verdict.explain(language) for verdict in report]
        said += [error.in_language(language) for error in report.row_errors]
        if not all(said):
            raise InvariantBrokenError("everything can be said", f"not in {language}")


def _check_receipts(
    book: Rulebook, report: Report, calendar: WorkCalendar | None
) -> None:
    """Every receipt replays; but for what other rows, or seasons, decided."""
    sources = {} if calendar is None else {"calendar": calendar}
    for verdict in report:
        if verdict.reason.code == "row_unusable" or _needs_seasons(verdict):
            continue
        written = json.loads(json.dumps(verdict.receipt()))
        found = book.replay(written, **sources)
        if not found.is_same:
            finding = f"{verdict.key}: {'; '.join(one.en for one in found.stale)}"
            raise InvariantBrokenError("every receipt replays", finding)


def _needs_seasons(verdict: Verdict) -> bool:
    """Say whether a verdict rests on season tables, which no receipt holds."""
    return "seasons" in dict(verdict.basis.sources)


def _check_same(report: Report, other: Report) -> None:
    """The order of rows changes nothing."""
    invariant = "the order of rows changes nothing"
    one, two = _answers(report), _answers(other)
    for key in sorted({*one, *two}):
        if one.get(key) != two.get(key):
            finding = f"{key}: {one.get(key)} in the order given, {two.get(key)} turned"
            raise InvariantBrokenError(invariant, finding)
    errors = _errors(report.row_errors), _errors(other.row_errors)
    if errors[0] != errors[1] or report.accounts != other.accounts:
        raise InvariantBrokenError(invariant, f"rows in error: {errors}")


def _has_twins(rows: tuple[Any, ...]) -> bool:
    """Say whether two rows of a ledger have one id."""
    ids = [str(getattr(row, "id", None)) for row in rows]
    return len(set(ids)) < len(ids)


def _answers(report: Report) -> dict[str, Any]:
    """Return what each obligation came to, by when it is due, and how many count."""
    return {
        verdict.key: (
            verdict.status.name,
            verdict.clause.id,
            verdict.reason.code,
            str(getattr(verdict.evidence, "deadline", None)),
            getattr(verdict.evidence, "counted", None),
        )
        for verdict in report
    }


def _errors(errors: Iterable[RowError]) -> list[tuple[str, str, str]]:
    """Return which rows are in error, and where; one without an id has a place only."""
    return sorted(
        (error.kind, "" if error.field == "id" else error.row, error.field)
        for error in errors
    )


def _check_moves(earlier: Report, later: Report, unsteady: frozenset[str]) -> None:
    """Time moves only what was open, and loses no obligation."""
    now = {verdict.key: verdict for verdict in later}
    for verdict in earlier:
        if verdict.rule in unsteady or _may_turn(verdict):
            continue
        when = f"{earlier.basis.as_of} to {later.basis.as_of}"
        found = now.get(verdict.key)
        if found is None:
            finding = f"{verdict.key} is not listed any more, {when}"
            raise InvariantBrokenError("keys stay", finding)
        if not _may_become(verdict, found):
            finding = (
                f"{verdict.key} went from {verdict.status.name} "
                f"({verdict.reason.code}) to {found.status.name} "
                f"({found.reason.code}), {when}"
            )
            raise InvariantBrokenError("only what is open moves", finding)


def _may_become(verdict: Verdict, later: Verdict) -> bool:
    """Say whether time alone may make of one verdict the other."""
    if verdict.status in _STILL_OPEN:
        return True
    if verdict.status in AGAINST and later.reason.code == "row_unusable":
        return True  # once it is there, such a row may have been in time
    if verdict.status in AGAINST and later.status is Status.EXCUSED:
        bound = getattr(later.evidence, "deadline", None)
        return bound is None or later.reason.code != "let_off"
    stays = frozenset({verdict.status})
    return later.status in _LATER.get(verdict.status, stays)


def _may_turn(verdict: Verdict) -> bool:
    """Say whether a verdict is on a share whose rows are never all there."""
    shape: str = verdict.evidence.shape
    without = verdict.subject is None or verdict.subject.cell is None
    return shape in SHARES and without


def _moments(
    report: Report, rows: Mapping[str, tuple[Any, ...]], as_of: dt.datetime
) -> list[dt.datetime]:
    """Return a few of the moments at which something happens or falls due."""
    found = {to_utc(as_of)}
    for verdict in report:
        deadline = getattr(verdict.evidence, "deadline", None)
        if deadline is not None:
            found.add(to_utc(deadline.closes))
    found.update(moment for own in rows.values() for moment in _told(own))
    every = sorted(found)
    step = max(1, len(every) // _MOST_MOMENTS)
    shown = every[::step]
    return sorted({*shown, every[-1]})


def _told(value: Any) -> Iterator[dt.datetime]:
    """Yield the instants that rows tell."""
    if isinstance(value, dt.datetime):
        if value.utcoffset() is not None:
            yield to_utc(value)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _told(one)
    elif hasattr(value, "__dict__"):
        for one in vars(value).values():
            yield from _told(one)
