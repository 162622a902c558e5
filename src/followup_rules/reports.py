"""
All verdicts of one call, in the order of the text.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

from attrs import evolve, frozen

from followup_rules.canonical import plain
from followup_rules.clauses import Text
from followup_rules.errors import (
    InvalidFieldError,
    RequirementNotMetError,
    RowError,
    UnknownNameError,
)
from followup_rules.layout import table, wrap
from followup_rules.tables import Table
from followup_rules.timing.moments import as_instant, is_before, zone_of
from followup_rules.verdicts import Basis, Status, Verdict

Counts = dict[str, dict[Status, int]]


@frozen
class Report:
    """
    What a whole ledger came to.

    Nothing is dropped in silence: rows that cannot be judged are in `row_errors`,
    and what was left out on purpose is counted in `left_out`, by reason.

    Attributes:
        title: What was judged, in both languages.
        verdicts: In the order of the text.
        basis: What all of them were judged on.
        row_errors: The rows that could not be judged, with what is wrong.
        left_out: How many rows were left out, by reason.
        clauses: The clause ids of the regulation, whether judged or not.
        rules: The rule ids of the rulebook, whether judged or not.
        parties: The parties that the rulebook names, whether they owe anything here
            or not.
        subjects: The ids of subjects beside those judged here, such as those that a
            filter left out.
        accounts: For each ledger what became of its rows: given are judged, later,
            outside the period, not begun or in error.
    """

    title: Text
    verdicts: tuple[Verdict, ...]
    basis: Basis
    row_errors: tuple[RowError, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()
    clauses: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    accounts: Table[Any] = Table()

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

    @property
    def later_facts(self) -> int:
        """
        How many rows were dated after the moment of judgement.
        """
        return dict(self.left_out).get("later_facts", 0)

    def where(
        self,
        *,
        clause: str | None = None,
        rule: str | None = None,
        status: Status | None = None,
        party: str | None = None,
        subject: str | None = None,
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
            subject: The id of the subject; `by_subject` lists them.

        Raises:
            UnknownNameError: If the rulebook has no such clause, rule or party, or
                the report no such subject, so that a typing error does not look like
                a clean report.
            InvalidFieldError: If *status* is no `Status`, for the same reason.
        """
        if status is not None and not isinstance(status, Status):
            allowed = ", ".join(str(member) for member in Status)
            raise InvalidFieldError("status", status, allowed)
        known = self._known()
        _check_known("clause", clause, known["clauses"])
        _check_known("rule", rule, known["rules"])
        _check_known("party", party, known["parties"])
        _check_known("subject", subject, known["subjects"])
        fits = tuple(
            verdict
            for verdict in self.verdicts
            if clause in {None, verdict.clause.id}
            and rule in {None, verdict.rule}
            and status in {None, verdict.status}
            and party in {None, verdict.owed_by}
            and (subject is None or _subject_id(verdict) == subject)
        )
        return evolve(self, verdicts=fits, **known)

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
        return self._count(lambda verdict: verdict.clause.id)

    def by_rule(self) -> Counts:
        """
        Count statuses by rule id, in the order of the text.
        """
        return self._count(lambda verdict: verdict.rule)

    def by_party(self) -> Counts:
        """
        Count statuses by the party that owes it.
        """
        return self._count(lambda verdict: verdict.owed_by)

    def by_subject(self) -> Counts:
        """
        Count statuses by the id of the subject.
        """
        return self._count(_subject_id)

    def by_status(self) -> dict[Status, int]:
        """
        Count verdicts by status; a status that does not occur counts 0.
        """
        counts = dict.fromkeys(Status, 0)
        for verdict in self.verdicts:
            counts[verdict.status] += 1
        return counts

    def _count(self, key: Callable[[Verdict], str]) -> Counts:
        """Count statuses under a key."""
        counts: Counts = {}
        for verdict in self.verdicts:
            row = counts.setdefault(key(verdict), {})
            row[verdict.status] = row.get(verdict.status, 0) + 1
        return counts

    def due_between(
        self, start: dt.datetime, until: dt.datetime
    ) -> tuple[Verdict, ...]:
        """
        Return what is pending and closes after *start* and not after *until*.

        The soonest comes first.

        Raises:
            NaiveTimeError, NotAnInstantError: If a bound is no aware datetime.
        """
        zone = zone_of("UTC")
        as_instant(start, "start")
        as_instant(until, "until")
        due = [
            verdict
            for verdict in self.verdicts
            if verdict.status is Status.PENDING
            and getattr(verdict.evidence, "deadline", None) is not None
            and is_before(start, verdict.deadline.closes, zone)
            and not is_before(until, verdict.deadline.closes, zone)
        ]
        return tuple(sorted(due, key=lambda verdict: verdict.deadline.closes))

    def require(self) -> "Report":
        """
        Return this report, or raise with every violation.

        Raises:
            RequirementNotMetError: With all findings.
        """
        findings = tuple(verdict.explain("en") for verdict in self.violations)
        if findings:
            raise RequirementNotMetError(findings)
        return self

    def to_dict(self) -> dict[str, Any]:
        """
        Return the report as data that `json.dumps` takes as it stands.
        """
        return {
            "title": {"en": self.title.en, "zh": self.title.zh},
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
                    "got": repr(error.got),
                    "problem": error.problem,
                }
                for error in self.row_errors
            ],
            "left_out": dict(self.left_out),
        }

    def table(self, language: str = "en", *, columns: int = 80) -> str:
        """
        Return the counts by clause as text for a terminal.
        """
        counts = self.by_clause()
        shown = [status for status in Status if self.by_status()[status]]
        head = [
            _CLAUSE.in_language(language),
            *(status.in_language(language) for status in shown),
        ]
        rows = [
            [clause, *(str(row.get(status, "-")) for status in shown)]
            for clause, row in counts.items()
        ]
        numbers = frozenset(range(1, len(head)))
        lines = [self.title.in_language(language), ""]
        lines += [table(head, rows, numbers=numbers, columns=columns)]
        for line in self._remarks(language):
            lines += wrap(line, columns)
        return "\n".join(lines)

    def _remarks(self, language: str) -> Iterator[str]:
        """Say what the table does not show."""
        from followup_rules.wording import (  # noqa: PLC0415 - when asked
            row_field,
            row_kind,
            sentence,
        )

        yield ""
        yield sentence("violations_found", language, {"count": len(self.violations)})
        for code, count in self.left_out:
            yield sentence(f"left_out_{code}", language, {"count": count})
        for error in self.row_errors:
            values = {
                "error": str(error),
                "kind": row_kind(error.kind),
                "row": error.row,
                "field": row_field(error.kind, error.field),
                "got": _shown(error.got),
            }
            yield sentence("row_in_error", language, values)

    def __str__(self) -> str:
        return self.table("en")


_CLAUSE = Text("clause", "条款")
_NOTHING = Text("nothing", "空")


def _check_known(kind: str, wanted: str | None, known: tuple[str, ...]) -> None:
    """Refuse a filter that fits nothing at all."""
    if wanted is not None and wanted not in known:
        raise UnknownNameError(kind, wanted, tuple(name for name in known if name))


def _shown(got: object) -> str | Text:
    """Show what came in a row; a day as it is written."""
    if got is None:
        return _NOTHING
    return str(got) if isinstance(got, dt.date) else repr(got)


def _subject_id(verdict: Verdict) -> str:
    """Name the subject for counting."""
    return "" if verdict.subject is None else verdict.subject.id
