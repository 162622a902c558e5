"""
What a verdict in columns is about, and what everybody sees of it.
"""

from collections.abc import Iterable
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.books.questions import Questions
from followup_rules.frames.books.reading import Told
from followup_rules.frames.columns import hidden
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.reasons import Status, status_of

RESULTS: Final = (
    "key",
    "rule",
    "clause",
    "status",
    "party",
    "kind",
    "id",
    "cell",
    "last_day",
    "closes",
    "margin_us",
    "reason",
)
CLOSES: Final = hidden("closes_us")
PERHAPS: Final = "perhaps"
"""Whether something about a row is told that only rows can judge."""
MAY_GO: Final = "may_go"
"""Whether something may let a row off."""
KIND: Final = "about_kind"
ID: Final = "about_id"


def subject_kind(told: Told) -> Any:
    """
    Return of what kind each row of a ledger is as a subject.
    """
    named = told.ledger.named_by
    return nw.lit(told.ledger.kind) if named is None else told.columns[named]


def about(asked: Questions, **more: Any) -> Any:
    """
    Return the subject of each row, and what the rule is told.
    """
    made = {
        ID: nw.col("id"),
        KIND: subject_kind(asked.told),
        PERHAPS: any_of(asked.doubts),
        MAY_GO: any_of(asked.ways),
    }
    return asked.frame.select(**made, **more)


def shown(frame: Any, code: str, rule: Any, only: str | None) -> Any:
    """
    Return verdicts as everybody sees them.
    """
    names = frame.columns
    has_cell = "cell" in names
    cell = nw.col("cell") if has_cell else nw.lit(None).cast(nw.String)
    head = f"{_part(code)}/{_part(rule.id)}/{_part(only or '')}"
    parts = [nw.lit(head), _parted(nw.col(KIND)), _parted(nw.col(ID))]
    parts.append(_parted(cell) if has_cell else nw.lit(""))
    shown = {
        "key": nw.concat_str(parts, separator="/"),
        "rule": nw.lit(rule.id),
        "clause": nw.col("clause"),
        "status": nw.col("status"),
        "party": nw.col("party") if "party" in names else nw.lit(rule.owed_by),
        "kind": nw.col(KIND),
        "id": nw.col(ID),
        "cell": cell,
        "last_day": nw.col("due_day"),
        "closes": nw.col(CLOSES),
        "margin_us": nw.col("margin_us"),
        "reason": nw.col("reason"),
    }
    return frame.select(**{name: shown[name] for name in RESULTS})


def _parted(text: Any) -> Any:
    """Write a column as a part of a key."""
    text = text.str.replace_all("%", "%25", literal=True)
    return text.str.replace_all("/", "%2F", literal=True)


def _part(text: str) -> str:
    """Write a part of a key."""
    return text.replace("%", "%25").replace("/", "%2F")


def without_limit(frame: Any, reasons: Iterable[str]) -> Any:
    """
    Add the status that each of some reasons decides, and the columns of a limit, empty.
    """
    by_status: dict[str, list[str]] = {}
    for reason in reasons:
        by_status.setdefault(status_of(reason).value, []).append(reason)
    by_status.pop(Status.UNDETERMINED.value, None)
    status = first_of(
        [(nw.col("reason").is_in(held), name) for name, held in by_status.items()],
        Status.UNDETERMINED.value,
    )
    return frame.with_columns(status=status, **_UNDATED)


def undated(frame: Any) -> Any:
    """
    Add the columns of a limit, empty.
    """
    return frame.with_columns(**_UNDATED)


_UNDATED: Final = {
    "due_day": nw.lit(None).cast(nw.Date),
    CLOSES: nw.lit(None).cast(nw.Int64),
    "margin_us": nw.lit(None).cast(nw.Int64),
}
