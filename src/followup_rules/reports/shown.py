"""
A report as a person reads it: what is wrong first, what is long cut with its count.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from followup_rules.clauses import Text
from followup_rules.errors import RowError
from followup_rules.layout import table, wrap
from followup_rules.ledgers.accounts import Account
from followup_rules.reports.counts import counted
from followup_rules.verdicts import Status, Verdict

Verdicts = tuple[Verdict, ...]

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


def shown(
    title: Text,
    verdicts: Verdicts,
    row_errors: tuple[RowError, ...],
    rows_in_error: int,
    accounts: Mapping[str, Account],
    words: Mapping[str, Text],
    language: str,
    *,
    columns: int,
    most_errors: int,
) -> str:
    """
    Return a report as text; see `Report.table`.
    """
    lines = [title.in_language(language), ""]
    lines += [_clauses(verdicts, language, columns), ""]
    broken = sum(verdict.is_violation for verdict in verdicts)
    counts = broken, rows_in_error
    for line in (
        *_unjudged(verdicts, language),
        *_remarks(counts, row_errors, language, most_errors),
    ):
        lines += wrap(line, columns)
    given = {kind: account for kind, account in accounts.items() if account.given}
    if given:
        lines += ["", _accounts(given, words, language, columns)]
    return "\n".join(lines)


def _clauses(verdicts: Verdicts, language: str, columns: int) -> str:
    """Count statuses by clause, violated clauses first, and say what those ask."""
    counts = counted(verdicts, lambda verdict: verdict.clause.id)
    texts = {verdict.clause.id: verdict.clause.text for verdict in verdicts}
    broken = {verdict.clause.id for verdict in verdicts if verdict.is_violation}
    order = sorted(counts, key=lambda clause: clause not in broken)
    found = {verdict.status for verdict in verdicts}
    statuses = [status for status in Status if status in found]
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


def _unjudged(verdicts: Verdicts, language: str) -> Iterator[str]:
    """Say of each rule once that it waits for a calendar, which mends all its rows."""
    waiting = {
        verdict.rule: verdict
        for verdict in verdicts
        if verdict.reason.code == "calendar_missing"
    }
    for verdict in waiting.values():
        yield verdict.explain(language)


def _remarks(
    counts: tuple[int, int],
    errors: tuple[RowError, ...],
    language: str,
    most_errors: int,
) -> Iterator[str]:
    """Say what the table does not show: the count first, then the rows in error."""
    from followup_rules.wording import sentence  # noqa: PLC0415 - when asked

    broken, in_error = counts
    yield sentence("violations_found", language, {"count": broken})
    if not errors:
        return
    yield sentence("rows_unreadable", language, {"count": in_error})
    for error in errors[:most_errors]:
        yield error.in_language(language)
    if len(errors) > most_errors:
        left = {"count": len(errors) - most_errors}
        yield sentence("more_rows_in_error", language, left)


def _accounts(
    given: Mapping[str, Account],
    words: Mapping[str, Text],
    language: str,
    columns: int,
) -> str:
    """Count what became of the rows of each ledger."""
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
            words[kind].in_language(language) if kind in words else kind,
            *(str(getattr(account, name) or "-") for name, _ in used),
        ]
        for kind, account in given.items()
    ]
    numbers = frozenset(range(1, len(head)))
    return table(head, rows, numbers=numbers, columns=columns)
