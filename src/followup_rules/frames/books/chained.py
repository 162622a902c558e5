"""
How a rule stands on the rows of a ledger, in columns: when it is due, breached, met.

It is what `books.standing` says of one row. Where the other rule is not decided, or only
rows can judge it, so are the rules that hang on it.
"""

from typing import Any, Final

import narwhals as nw

from followup_rules.books.standing import LET_OFF, NOT_BEGUN, Moments
from followup_rules.frames.books.standings import DOUBT, KEY, OPEN, Standing
from followup_rules.frames.books.subjects import CLOSES, ID
from followup_rules.frames.books.values import YES
from followup_rules.frames.columns import Times, hidden
from followup_rules.frames.moments import Now
from followup_rules.reasons import Status
from followup_rules.timing.counting import ClosesAt
from followup_rules.timing.counting.units import needs_an_instant
from followup_rules.verdicts import AGAINST

_DONE: Final = (Status.MET.value, Status.LATE.value)
_AGAINST: Final = tuple(one.value for one in AGAINST)
_LET_OFF: Final = tuple(one.value for one in LET_OFF)
_OPEN: Final = (Status.PENDING.value, Status.OPEN.value)
_LAST: Final = hidden("due_number")
_ENDS: Final = hidden("closes_day")
_UNSETTLED: Final = ("by_rows", "clock_stopped", "done_while_stopped")
_RAN_OUT: Final = ("not_done", "done_late")


def standing_of(feed: Any, rule: Any, made: Any, engine: Any, now: Now) -> Standing:
    """
    Return how a rule stands, from the frame of its verdicts with the facts beside.
    """
    status, reason = nw.col("status"), nw.col("reason")
    columns = made.columns
    doubt = (status == Status.UNDETERMINED.value) | reason.is_in(_UNSETTLED)
    if "untold" in columns:  # what may still move a bound
        doubt = doubt | nw.col("untold")
    if getattr(rule, "cases", ()):
        named = "category" in columns
        doubt = doubt | (nw.col("category").is_null() if named else YES)
    at: dict[Moments, Times | None] = dict.fromkeys(Moments)
    shown: dict[str, Any] = {}
    held = {
        Moments.DUE: nw.lit(value=False),
        Moments.BREACH: status.is_in(_AGAINST),
        Moments.MEETING: status.is_in(_DONE),
    }
    if "closes_included" in columns:
        made = engine.numbers(made, {_LAST: "due_day"})
        made = engine.local_days(made, {_ENDS: CLOSES}, rule.counting.zone)
        at, shown = _moments(rule, columns, held)
        held[Moments.DUE] = _due_by(now)
    frame = made.select(
        nw.col(ID).alias(KEY),
        *(one.alias(which.value) for which, one in held.items()),
        (status.is_in(_OPEN) | reason.is_in(tuple(NOT_BEGUN))).alias(OPEN),
        doubt.fill_null(value=True).alias(DOUBT),
        *(one.alias(name) for name, one in shown.items()),
    )
    return Standing(feed.each, frame, at)


def _is_due() -> Any:
    """Say whether a row has a bound that counts for others."""
    return ~nw.col(_LAST).is_null() & ~nw.col("status").is_in(_LET_OFF)


def _due_by(now: Now) -> Any:
    """Say whether the bound of a row was there by now."""
    by_day, by_us = nw.col(_LAST) <= now.day, nw.col(CLOSES) <= now.us
    passed = nw.when(nw.col("closes_included")).then(by_us).otherwise(by_day)
    return _is_due() & passed.fill_null(value=False)


def _moments(
    rule: Any, columns: list[str], held: dict[Moments, Any]
) -> tuple[dict[Moments, Times | None], dict[str, Any]]:
    """Return the columns of each moment, and what they hold."""
    due, breach = _is_due(), held[Moments.BREACH]
    ran_out = breach & nw.col("reason").is_in(_RAN_OUT)
    closes = (nw.col(_ENDS), nw.col(CLOSES))
    found: dict[Moments, tuple[Any, tuple[Any, Any]]] = {
        Moments.BREACH: (ran_out, closes)
    }
    exact = _ends_exactly(rule)
    if exact is not None:
        found[Moments.DUE] = (due, (nw.col(_LAST), closes[1] if exact else None))
    if "day_done" in columns:
        us = nw.col("us_done") if "us_done" in columns else None
        found[Moments.MEETING] = (held[Moments.MEETING], (nw.col("day_done"), us))
    at: dict[Moments, Times | None] = dict.fromkeys(Moments)
    shown: dict[str, Any] = {}
    for which, (has, (day, us)) in found.items():
        names = f"{which.value}_day", f"{which.value}_us"
        shown[names[0]] = nw.when(has).then(day)
        if us is not None:
            shown[names[1]] = nw.when(has).then(us)
        at[which] = Times(names[0], None if us is None else names[1])
    return at, shown


def _ends_exactly(rule: Any) -> bool | None:
    """
    Say whether its bounds are instants, or days; None where some are each.
    """
    if getattr(rule, "self_set", False):
        return None
    amounts = [case.limit for case in getattr(rule, "cases", ())]
    amounts = amounts or [getattr(rule, "limit", None) or getattr(rule, "lead", None)]
    counting = rule.counting
    by_clock = (
        counting.day_ends is not None or counting.closes_at is not ClosesAt.DAY_END
    )
    kinds = {by_clock or (one is not None and needs_an_instant(one)) for one in amounts}
    return kinds.pop() if len(kinds) == 1 else None
