"""
A report as a person reads it: what is wrong first, what is long cut with its count.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from followup_rules.clauses import Text
from followup_rules.layout import table, wrap
from followup_rules.verdicts import Status

if TYPE_CHECKING:
    from followup_rules.reports.report import Report

_CLAUSE: Final = Text("clause", "条款")
_BROKEN: Final = Text("violated", "违反条款")
_SAYS: Final = Text("what it says", "内容")
_LEDGER: Final = Text("rows", "数据")
_ACCOUNT: Final = (
    ("given", Text("given", "共计")),
    ("judged", Text("judged", "已判定")),
    ("later", Text("known later", "当时未知")),
    ("outside", Text("outside the period", "不在本期")),
    ("not_begun", Text("not begun", "尚未开始")),
    ("in_error", Text("in error", "有误")),
)


def shown(report: "Report", language: str, *, columns: int, most_errors: int) -> str:
    """
    Return a report as text; see `Report.table`.
    """
    lines = [report.title.in_language(language), ""]
    lines += [_clauses(report, language, columns), ""]
    for line in _remarks(report, language, most_errors):
        lines += wrap(line, columns)
    if any(account.given for account in report.accounts.values()):
        lines += ["", _accounts(report, language, columns)]
    return "\n".join(lines)


def _clauses(report: "Report", language: str, columns: int) -> str:
    """Count statuses by clause, violated clauses first, and say what those ask."""
    counts = report.by_clause()
    texts = {verdict.clause.id: verdict.clause.text for verdict in report}
    broken = {verdict.clause.id for verdict in report.violations}
    order = sorted(counts, key=lambda clause: clause not in broken)
    statuses = [status for status in Status if report.by_status()[status]]
    head = [
        _CLAUSE.in_language(language),
        *(status.in_language(language) for status in statuses),
    ]
    rows = [
        [clause, *(str(counts[clause].get(status, "-")) for status in statuses)]
        for clause in order
    ]
    numbers = frozenset(range(1, len(head)))
    lines = [table(head, rows, numbers=numbers, columns=columns)]
    says = [
        [clause, texts[clause].in_language(language)]
        for clause in order
        if clause in broken
    ]
    if says:
        named = [_BROKEN.in_language(language), _SAYS.in_language(language)]
        lines += ["", table(named, says, columns=columns)]
    return "\n".join(lines)


def _remarks(report: "Report", language: str, most_errors: int) -> Iterator[str]:
    """Say what the table does not show: the count first, then the rows in error."""
    from followup_rules.wording import sentence  # noqa: PLC0415 - when asked

    yield sentence("violations_found", language, {"count": len(report.violations)})
    errors = report.row_errors
    if not errors:
        return
    yield sentence("rows_unreadable", language, {"count": len(errors)})
    for error in errors[:most_errors]:
        yield error.in_language(language)
    if len(errors) > most_errors:
        left = {"count": len(errors) - most_errors}
        yield sentence("more_rows_in_error", language, left)


def _accounts(report: "Report", language: str, columns: int) -> str:
    """Count what became of the rows of each ledger."""
    from followup_rules.wording import row_kind, say  # noqa: PLC0415 - when asked

    given = {kind: one for kind, one in report.accounts.items() if one.given}
    used = [
        (name, words)
        for name, words in _ACCOUNT
        if any(getattr(account, name) for account in given.values())
    ]
    head = [
        _LEDGER.in_language(language),
        *(words.in_language(language) for _, words in used),
    ]
    rows = [
        [
            say(row_kind(kind), language),
            *(str(getattr(account, name) or "-") for name, _ in used),
        ]
        for kind, account in given.items()
    ]
    numbers = frozenset(range(1, len(head)))
    return table(head, rows, numbers=numbers, columns=columns)
