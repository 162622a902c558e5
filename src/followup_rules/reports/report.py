"""
All verdicts of one call, in the order of the text.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, Final, overload

from attrs import evolve, field

from followup_rules.canonical import plain
from followup_rules.clauses import Text, spoken
from followup_rules.errors import (
    InvalidFieldError,
    RequirementNotMetError,
    RowError,
    UnknownNameError,
    as_shown,
)
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.immutable import frozen
from followup_rules.ledgers.accounts import Account
from followup_rules.reports.changes import Changes, Unread, compare, compare_rows
from followup_rules.reports.counts import Counts, counted
from followup_rules.reports.data import SCHEME, ReportData, RowData, row_of
from followup_rules.tables import Table
from followup_rules.timing.moments import as_instant, is_before, zone_of
from followup_rules.verdicts import Basis, Status, Subject, Verdict

Due = Callable[[dt.datetime, dt.datetime], "tuple[Verdict, ...]"]


@frozen
class Report:
    """
    What a whole ledger came to.

    Nothing is dropped in silence: rows that cannot be judged are in `row_errors`, and
    every row of every ledger is counted once in `accounts`.

    Attributes:
        title: What was judged, in both languages.
        verdicts: In the order of the text.
        basis: What all of them were judged on.
        row_errors: The rows that could not be judged, with what is wrong.
        clauses: The clause ids of the regulation, whether judged or not.
        rules: The rule ids of the rulebook, whether judged or not.
        parties: The parties that the rulebook names, whether they owe anything here
            or not.
        subjects: The ids of subjects beside those judged here: rows that nothing was
            judged of, and those that a filter left out.
        accounts: For each ledger what became of its rows: given are judged, later,
            outside the period, not begun or in error.
        words: How its tables call each name; the words of the regulation.
        due: What answers `due_between`, where a book judged it.
    """

    title: Text
    verdicts: tuple[Verdict, ...]
    basis: Basis
    row_errors: tuple[RowError, ...] = ()
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    accounts: Table[Account] = Table()
    words: Table[Text] = field(default=Table(), eq=False, repr=False)
    due: Due | None = field(default=None, eq=False, repr=False)

    def __iter__(self) -> Iterator[Verdict]:
        return iter(self.verdicts)

    def __len__(self) -> int:
        return len(self.verdicts)

    @property
    def violations(self) -> tuple[Verdict, ...]:
        """
        The verdicts that break something binding.
        """
        return tuple(verdict for verdict in self.verdicts if verdict.is_violation)

    def where(
        self,
        *,
        clause: str | None = None,
        rule: str | None = None,
        status: Status | None = None,
        party: str | None = None,
        kind: str | None = None,
        subject: str | int | Subject | None = None,
    ) -> "Report":
        """
        Return the same report with only the verdicts that fit every filter.

        A known name may fit no verdict: a clause, a rule or a party of the rulebook
        that nothing was judged under, or a row that stands in `row_errors`. Filtering
        again knows the same names as the first time.

        Args:
            clause: A clause id.
            rule: A rule id.
            status: A status.
            party: Who owes it.
            kind: The kind of the subject, such as `repair`; ids of two kinds may be
                equal.
            subject: The id of the subject, as the ledger has it; `by_subject` lists
                them. A `Subject` asks for its kind too, and for its cell if it has one.

        Raises:
            UnknownNameError: If the rulebook has no such clause, rule or party, or
                the report no such subject, so that a typing error does not look like
                a clean report.
            InvalidFieldError: If *status* is no `Status`, for the same reason, or
                *kind* is another than that of a `Subject`.
        """
        if status is not None and not isinstance(status, Status):
            allowed = ", ".join(str(member) for member in Status)
            raise InvalidFieldError("status", status, allowed)
        kind, asked, cell = _asked(kind, subject)
        known = self._known()
        _check_known("clause", clause, known["clauses"])
        _check_known("rule", rule, known["rules"])
        _check_known("party", party, known["parties"])
        _check_known("kind", kind, self.kinds)
        _check_known("subject", asked, known["subjects"])
        wanted = _Filter(clause, rule, status, party, kind, asked, cell)
        return evolve(
            self,
            verdicts=tuple(filter(wanted.fits, self.verdicts)),
            due=None if self.due is None else partial(wanted.due, self.due),
            **known,
        )

    @property
    def rows_in_error(self) -> int:
        """
        How many rows could not be read or were refused by a rule, each counted once.

        A row that several rules refuse stands in `row_errors` for each of them.
        """
        if not self.accounts:
            return len(self.row_errors)
        return sum(account.in_error for account in self.accounts.values())

    @property
    def kinds(self) -> tuple[str, ...]:
        """
        The kinds of subjects judged here, and of the ledgers.
        """
        judged = map(_kind, self.verdicts)
        return tuple(dict.fromkeys((*judged, *self.accounts)))

    def _known(self) -> dict[str, Any]:
        """Return every name that a filter may ask for, each once, by field."""
        every = self.verdicts
        unusable = [error.row for error in self.row_errors]
        names = {
            "clauses": (*self.clauses, *(verdict.clause.id for verdict in every)),
            "rules": (*self.rules, *(verdict.rule for verdict in every)),
            "parties": (*self.parties, *(verdict.owed_by for verdict in every)),
            "subjects": (*self.subjects, *map(_subject_id, every), *unusable),
        }
        return {kind: tuple(dict.fromkeys(found)) for kind, found in names.items()}

    def by_clause(self) -> Counts:
        """
        Count statuses by clause id, in the order of the text.
        """
        return counted(self.verdicts, lambda verdict: verdict.clause.id)

    def by_rule(self) -> Counts:
        """
        Count statuses by rule id, in the order of the text.
        """
        return counted(self.verdicts, lambda verdict: verdict.rule)

    def by_party(self) -> Counts:
        """
        Count statuses by the party that owes it.
        """
        return counted(self.verdicts, lambda verdict: verdict.owed_by)

    def by_subject(self) -> dict[tuple[str, str], dict[Status, int]]:
        """
        Count statuses by the kind and the id of the subject.
        """
        return counted(self.verdicts, lambda one: (_kind(one), _subject_id(one)))

    def by_status(self) -> dict[Status, int]:
        """
        Count verdicts by status; a status that does not occur counts 0.
        """
        counts = dict.fromkeys(Status, 0)
        for verdict in self.verdicts:
            counts[verdict.status] += 1
        return counts

    def due_between(
        self, start: dt.datetime, until: dt.datetime
    ) -> tuple[Verdict, ...]:
        """
        Return what is pending and closes after *start* and not after *until*.

        It is a to-do list and does not depend on the period of the report: what was
        completed in March and is due in April stands in the list of an April report.
        The soonest comes first.

        Raises:
            NaiveTimeError, NotAnInstantError: If a bound is no aware datetime.
        """
        as_instant(start, "start")
        as_instant(until, "until")
        every = self.verdicts if self.due is None else self.due(start, until)
        due = [
            verdict
            for verdict in every
            if verdict.status is Status.PENDING
            and getattr(verdict.evidence, "deadline", None) is not None
            and is_before(start, verdict.deadline.closes, _UTC)
            and not is_before(until, verdict.deadline.closes, _UTC)
        ]
        return tuple(sorted(due, key=lambda verdict: verdict.deadline.closing))

    @overload
    def changes_since(self, earlier: "Report") -> Changes[Verdict]: ...
    @overload
    def changes_since(
        self, earlier: Iterable[Mapping[str, Any]]
    ) -> Changes[Mapping[str, Any]]: ...
    def changes_since(
        self, earlier: "Report | Iterable[Mapping[str, Any]]"
    ) -> Changes[Verdict] | Changes[Mapping[str, Any]]:
        """
        Return what became of each obligation since an earlier report, by its key.

        The moment of judgement alone is no change: the same answer at two moments is
        the same. What is missing because its row could not be read is not gone: it is
        `unreadable`. What is compared of kept rows is status, clause, reason, last day,
        close and the two counts, spelled as `rows` spells them.

        Args:
            earlier: The earlier report; or the rows that `rows` gave of it, where a
                host kept those and not the report.

        Raises:
            InvalidFieldError: If a row lacks what is compared.
        """
        unread = Unread(self.row_errors, self.accounts)
        if isinstance(earlier, Report):
            return compare(earlier.verdicts, self.verdicts, unread)
        allowed = "an earlier report, or the rows of one"
        kept = check_many("earlier", earlier, allowed, Mapping)
        return compare_rows(kept, self.verdicts, unread)

    def require(self, *, allow_row_errors: bool = False) -> "Report":
        """
        Return this report, or raise with every violation.

        Raises:
            RequirementNotMetError: With all findings; rows that could not be read are
                findings too, unless the caller allows them.
        """
        check_kind("allow_row_errors", allow_row_errors, bool, "True or False")
        findings = tuple(verdict.explain("en") for verdict in self.violations)
        if not allow_row_errors:
            findings += tuple(str(error) for error in self.row_errors)
        if findings:
            raise RequirementNotMetError(findings)
        return self

    def rows(self, language: str = "en") -> list[RowData]:
        """
        Return each verdict as one flat row, for a table or a spreadsheet.
        """
        language = spoken(language)
        return [row_of(verdict, language) for verdict in self.verdicts]

    def to_dict(self) -> ReportData:
        """
        Return the report as data that `json.dumps` takes as it stands.
        """
        return {
            "scheme": SCHEME,
            "title": dict(self.title.said),
            "basis": plain(self.basis),
            "counts": {
                clause: {status.value: n for status, n in row.items()}
                for clause, row in self.by_clause().items()
            },
            "verdicts": [verdict.to_dict() for verdict in self.verdicts],
            "row_errors": [
                {
                    "kind": error.kind,
                    "row": error.row,
                    "field": error.field,
                    "got": as_shown(error.got),
                    "fault": error.fault,
                    "allowed": [*error.allowed],
                    "problem": error.problem,
                }
                for error in self.row_errors
            ],
            "accounts": {
                kind: {
                    "given": account.given,
                    "judged": account.judged,
                    "later": account.later,
                    "outside": account.outside,
                    "not_begun": account.not_begun,
                    "in_error": account.in_error,
                }
                for kind, account in self.accounts.items()
            },
        }

    def table(
        self, language: str = "en", *, columns: int = 80, most_errors: int = 10
    ) -> str:
        """
        Return the report as text for a terminal.

        The clauses that are violated come first, each with what it says; then what
        became of the rows.

        Args:
            language: "en" or "zh".
            columns: How wide a line may be; a Chinese sign takes two.
            most_errors: How many rows in error are shown; the others are counted.

        Raises:
            UnknownNameError: If there are no words in that language.
            InvalidFieldError: If a number is none, or too small.
        """
        from followup_rules.reports.shown import shown  # noqa: PLC0415 - when asked

        for name, number, least in (
            ("columns", columns, 1),
            ("most_errors", most_errors, 0),
        ):
            allowed = f"a whole number, {least} or more"
            check_kind(name, number, int, allowed)
            if number < least:
                raise InvalidFieldError(name, number, allowed)
        return shown(
            self.title,
            self.verdicts,
            self.row_errors,
            self.rows_in_error,
            self.accounts,
            self.words,
            spoken(language),
            columns=columns,
            most_errors=most_errors,
        )

    def __str__(self) -> str:
        return self.table("en")


_UTC: Final = zone_of("UTC")


@frozen
class _Filter:
    """What `Report.where` asks for; None asks for nothing."""

    clause: str | None
    rule: str | None
    status: Status | None
    party: str | None
    kind: str | None
    subject: str | None
    cell: str | None = None

    def fits(self, verdict: Verdict) -> bool:
        """Say whether a verdict fits everything that is asked."""
        return (
            self.clause in {None, verdict.clause.id}
            and self.rule in {None, verdict.rule}
            and self.status in {None, verdict.status}
            and self.party in {None, verdict.owed_by}
            and self.kind in {None, _kind(verdict)}
            and self.subject in {None, _subject_id(verdict)}
            and self.cell in {None, _cell(verdict)}
        )

    def due(
        self, due: Due, start: dt.datetime, until: dt.datetime
    ) -> tuple[Verdict, ...]:
        """Return what fits of what is due."""
        return tuple(filter(self.fits, due(start, until)))


def _asked(kind: Any, subject: Any) -> tuple[Any, Any, str | None]:
    """Return the kind, the id as a text, and the cell of the subject that is asked for."""
    cell = None
    if isinstance(subject, Subject):
        if kind not in {None, subject.kind}:
            raise InvalidFieldError("kind", kind, f"{subject.kind}, or None")
        kind, subject, cell = subject.kind, subject.id, subject.cell
    if isinstance(subject, int) and not isinstance(subject, bool):
        subject = str(subject)
    return kind, subject, cell


def _check_known(kind: str, wanted: object, known: tuple[str, ...]) -> None:
    """Refuse a filter that fits nothing at all."""
    if wanted is not None and not (isinstance(wanted, str) and wanted in known):
        raise UnknownNameError(kind, wanted, tuple(name for name in known if name))


def _subject_id(verdict: Verdict) -> str:
    """Name the subject for counting."""
    return "" if verdict.subject is None else verdict.subject.id


def _kind(verdict: Verdict) -> str:
    """Name the kind of the subject for counting."""
    return "" if verdict.subject is None else verdict.subject.kind


def _cell(verdict: Verdict) -> str | None:
    """Name the cell of the subject."""
    return None if verdict.subject is None else verdict.subject.cell
