"""
Who owes a cadence, since when and until when, over the columns of those who may.

What a cell comes to whoever owes it is judged first; here it is held against each of
them: a cell that ended before the duty began, or that the duty did not outlast, is not
owed, and who may not owe it at all is not accused.
"""

from collections.abc import Iterable
from typing import Any, Final

import narwhals as nw
import pyarrow as pa

from followup_rules.books.conditions import Attribute
from followup_rules.frames.books.collecting import collected
from followup_rules.frames.books.judging import Call
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    for_good,
)
from followup_rules.frames.books.reading import INSIDE, Told
from followup_rules.frames.books.subjects import ID, KIND, subject_kind
from followup_rules.frames.books.values import YES
from followup_rules.frames.columns import Times
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.reasons import status_of
from followup_rules.timing.cycles import Period
from followup_rules.verdicts import AGAINST

OWED: Final = "owed"
_BEGAN: Final = "began"
_ENDED: Final = "ended"
_LAST: Final = "last_of_cell"
_CELL: Final = "label_of_cell"
_AGAINST: Final = tuple(one.value for one in AGAINST)
_WHATEVER: Final = ("cell_reached", "cell_out_of_season")
"""What is said of a cell before it is asked who owes it."""


def subjects(call: Call, feed: Any, rule: Any, owing: Told) -> Any:
    """
    Return who may owe a cadence: of what kind, since which day and until which.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    asked = call.questions(owing)
    owed = YES if feed.owed is None else for_good(asked, feed.owed)
    began = _moment(asked, feed.began, rule, _BEGAN)
    ended = _moment(asked, feed.ended, rule, _ENDED)
    if began is not None and ended is not None and isinstance(feed.began, Attribute):
        asked.doubts.append(ended.before(began).fill_null(value=False))
    refuse_doubtful(asked)
    told = nw.col(INSIDE) & owed.fill_null(value=True)
    if began is not None:
        told = told & began.given
    nothing = nw.lit(None).cast(nw.Int64)
    over, now = nothing, call.asking.now
    if ended is not None:
        has_come = ~ended.after(now.day, now.us).fill_null(value=True)
        over = nw.when(has_come).then(nw.col(ended.day).cast(nw.Int64))
    return asked.frame.filter(told).select(
        **{
            ID: nw.col("id"),
            KIND: subject_kind(owing),
            OWED: owed,
            _BEGAN: nothing if began is None else nw.col(began.day).cast(nw.Int64),
            _ENDED: over,
        }
    )


def _moment(asked: Questions, what: Any, rule: Any, name: str) -> Times | None:
    """
    Return the answer to a question for a moment; None where nothing asks.

    Raises:
        NotInColumnsError: If the rule asks for its day in another zone than the book.
    """
    if what is None:
        return None
    found = asked.moment(what)
    if rule.counting.zone != asked.asking.zone:
        raise NotInColumnsError(f"{name}: {what}, in another zone")
    return found


def refuse_doubtful(asked: Questions) -> None:
    """
    Leave all to rows where something is told of one that only rows can judge.

    Raises:
        NotInColumnsError: If there is one.
    """
    odd = any_of(asked.doubts).cast(nw.Int64)
    count = number(asked.frame.select(odd.sum().alias("n")), "n") if asked.doubts else 0
    if count:
        kind = asked.told.ledger.kind
        raise NotInColumnsError(f"{count} rows of {kind} only rows can judge")


def number(frame: Any, name: str) -> Any:
    """
    Return the one number of a frame, executed.
    """
    value = collected(frame)[name][0]
    return None if value is None else int(value)


def held_against(feed: Any, told: Told, cells: Iterable[Period], judged: Any) -> Any:
    """
    Return what each cell comes to for whoever owes it.

    Args:
        feed: What feeds the rule.
        told: The rows that owe it each.
        cells: The cells that are judged.
        judged: Each of them of each row, with `subjects` beside it.
    """
    frame = judged
    if feed.began is not None or feed.ended is not None:
        frame = _with_last_days(told, cells, frame)
        free = ~nw.col("reason").is_in(_WHATEVER)
        over = (nw.col(_ENDED) <= nw.col(_LAST)).fill_null(value=False)
        early = (nw.col(_BEGAN) > nw.col(_LAST)).fill_null(value=False)
        frame = _instead(frame, free & over, "cell_after_duty")
        frame = _instead(frame, free & early, "cell_before_duty")
    if feed.owed is None:
        return frame
    unsure = nw.col(OWED).is_null() & nw.col("status").is_in(_AGAINST)
    return _instead(frame, unsure, "fact_missing:owed")


def _instead(frame: Any, where: Any, reason: str) -> Any:
    """Write another reason, and the status that it decides."""
    return frame.with_columns(
        reason=first_of([(where, reason)], nw.col("reason")),
        status=first_of([(where, status_of(reason).value)], nw.col("status")),
    )


def _with_last_days(told: Told, cells: Iterable[Period], frame: Any) -> Any:
    """Add the last day of the cell of each row."""
    lasts = {one.label: one.last.toordinal() - EPOCH for one in cells}
    table = pa.table(
        {
            _CELL: pa.array([*lasts], pa.string()),
            _LAST: pa.array([*lasts.values()], pa.int64()),
        }
    )
    work = told.work
    beside = work.engine.beside(work.frame.to_native(), table)
    return frame.join(beside, left_on="cell", right_on=_CELL, how="left")
