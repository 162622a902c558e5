"""
A report as plain data: a tree with a schema, and flat rows for a table.
"""

from typing import Any, TypedDict

from followup_rules.canonical import plain
from followup_rules.verdicts import BasisData, Verdict, VerdictData


class RowErrorData(TypedDict):
    """
    A row that could not be read.
    """

    kind: str
    row: str
    field: str
    got: str
    fault: str
    allowed: list[str]
    problem: str


class AccountData(TypedDict):
    """
    What became of the rows of one ledger.
    """

    given: int
    judged: int
    later: int
    outside: int
    not_begun: int
    in_error: int


class ReportData(TypedDict):
    """
    A report, as `json.dumps` takes it.
    """

    scheme: str
    title: dict[str, str]
    basis: BasisData
    counts: dict[str, dict[str, int]]
    verdicts: list[VerdictData]
    row_errors: list[RowErrorData]
    accounts: dict[str, AccountData]


class RowData(TypedDict):
    """
    One verdict, flat: a line of a table or a spreadsheet.

    Days and times are ISO texts, times in the zone of the rule; what a verdict does not
    have is None.
    """

    key: str
    status: str
    status_word: str
    is_violation: bool
    rule: str
    rule_name: str
    clause: str
    clause_text: str
    owed_by: str
    party: str
    kind: str
    id: str
    cell: str | None
    about: str
    last_day: str | None
    closes: str | None
    closes_included: bool | None
    done: str | None
    required: int | None
    counted: int | None
    reason: str
    sentence: str


class AnswerData(TypedDict):
    """
    What a flat row says was answered, without the sentences and without the moment.
    """

    status: str
    clause: str
    reason: str
    last_day: str | None
    closes: str | None
    required: int | None
    counted: int | None


SCHEME = "followup-rules/report/1"


def answer_of(verdict: Verdict) -> AnswerData:
    """
    Return the part of a flat row by which two answers differ.
    """
    deadline = getattr(verdict.evidence, "deadline", None)
    return {
        "status": verdict.status.value,
        "clause": verdict.clause.id,
        "reason": verdict.reason.code,
        "last_day": None if deadline is None else str(plain(deadline.last_day)),
        "closes": None if deadline is None else str(plain(deadline.closes)),
        "required": _number(getattr(verdict.evidence, "required", None)),
        "counted": _number(getattr(verdict.evidence, "counted", None)),
    }


def row_of(verdict: Verdict, language: str) -> RowData:
    """
    Return a verdict as one flat row.
    """
    from followup_rules.wording import term  # noqa: PLC0415 - when asked

    subject = verdict.subject
    deadline = getattr(verdict.evidence, "deadline", None)
    words = verdict.clause.words
    answer = answer_of(verdict)
    return {
        "key": verdict.key,
        "status": answer["status"],
        "status_word": verdict.status_word(language),
        "is_violation": verdict.is_violation,
        "rule": verdict.rule,
        "rule_name": verdict.policy.name.in_language(language),
        "clause": answer["clause"],
        "clause_text": verdict.clause.text.in_language(language),
        "owed_by": verdict.owed_by,
        "party": term(verdict.owed_by, language, words),
        "kind": "" if subject is None else subject.kind,
        "id": "" if subject is None else subject.id,
        "cell": None if subject is None else subject.cell,
        "about": verdict.about(language),
        "last_day": answer["last_day"],
        "closes": answer["closes"],
        "closes_included": None if deadline is None else deadline.closes_included,
        "done": _moment(getattr(verdict.evidence, "done", None)),
        "required": answer["required"],
        "counted": answer["counted"],
        "reason": answer["reason"],
        "sentence": verdict.explain(language),
    }


def _moment(value: Any) -> str | None:
    """Return a day or an instant as ISO text; what is neither is left out."""
    return value.isoformat() if hasattr(value, "isoformat") else None


def _number(value: Any) -> int | None:
    """Return a count; what is none is left out."""
    return value if isinstance(value, int) else None
