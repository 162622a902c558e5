"""
Draws over columns: the k smallest tickets of each group, and who comes next.

DuckDB hashes in the engine; elsewhere each id is hashed in Python, which no other
part of this package does row by row. The picks are the same everywhere.
"""

from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import (
    InvalidFieldError,
    MissingSeedError,
)
from followup_rules.frames.columns import Work, hidden, start
from followup_rules.frames.outcomes import UNDETERMINED, column, first_of
from followup_rules.policies.draws import DrawPolicy, Repeat, Scope, seed_string
from followup_rules.policies.draws.selection import SEPARATOR, WHOLE_FRAME
from followup_rules.policies.draws.tickets import TicketOrder
from followup_rules.timing.cycles import cell_of
from followup_rules.timing.moments import Moment, local_ordinal, show_day, zone_of

RESULTS: Final = ("drawn_id", "ticket", "place", "drawn", "reason")
"""What comes out, after the caller's own columns."""

CHOSEN: Final = "chosen"
RESERVE: Final = "reserve"
_SORTED_LAST: Final = "1"
_SORTED_FIRST: Final = "0"


def judge(
    frame: Any,
    policy: DrawPolicy,
    *,
    id: str,  # noqa: A002 - it names the column of the id
    on: Moment,
    seed: str | None = None,
    window: str | None = None,
    called: str | None = None,
    excluded: str | None = None,
) -> Any:
    """
    Return the rows that are drawn, and the reserves, with their tickets.

    The new columns are `drawn_id` (with *window*, `window/serial`), `ticket`,
    `place` (from 1, within the group), `drawn` (`chosen` or `reserve`) and `reason`.
    Rows whose id is unusable or stands twice come back too, as `undetermined`: where
    there is one, this is no draw. The order of the rows means nothing; `place` does.

    Draw from shards with the same policy and day, put the results together, and draw
    again: the picks are those of the whole.

    Args:
        frame: A polars, pandas, pyarrow or DuckDB frame, one row for each
            subject that has a ticket; a lazy one stays lazy.
        policy: The rule; in total or per window, by hexadecimal tickets.
        id: The column of the id, or, with *window*, of the serial.
        on: The day of the draw; its week is part of the seed.
        seed: The public seed; there is no default.
        window: The column of the window's code.
        called: The column of whether someone was already called this month.
        excluded: The column of whether someone is not eligible; null is not known,
            and such a row is undetermined.

    Raises:
        MissingSeedError: If there is no seed.
        InvalidFieldError: If the seed is unusable, or the policy shares out windows
            or compares tickets in another way.
        MissingColumnError, WrongColumnTypeError, ColumnTakenError: If a column is
            unusable.
    """
    if seed is None:
        raise MissingSeedError(policy.id)
    _check_policy(policy, window)
    day = show_day(local_ordinal(on, zone_of(policy.zone), "on"))
    period = cell_of(policy.cycle, day).label
    text = seed_string(seed, policy.id, WHOLE_FRAME, period)
    columns = {"id": id, "window": window, "called": called, "excluded": excluded}
    work = start(frame, columns, RESULTS)
    work = _identify(work, id, window)
    names = {hidden("ticket"): hidden("id")}
    work = work.also(work.engine.tickets(work.frame, names, text))
    work = _refuse(work, called, excluded)
    work = _order(work, policy, called, excluded)
    groups = () if policy.scope is Scope.TOTAL else (str(window),)
    return _take(work, policy, groups)


def _check_policy(policy: DrawPolicy, window: str | None) -> None:
    """Refuse what needs counts of the whole frame first, or another order."""
    if policy.scope is Scope.TOTAL_STRATIFIED:
        raise InvalidFieldError(
            "scope", policy.scope, "TOTAL or PER_WINDOW, over columns"
        )
    if policy.order is not TicketOrder.HEX:
        raise InvalidFieldError("order", policy.order, "HEX, over columns")
    if policy.scope is Scope.PER_WINDOW and window is None:
        raise InvalidFieldError("window", window, "a column, for a draw per window")


def _identify(work: Work, id_: str, window: str | None) -> Work:
    """Add the whole id of each row."""
    whole = work.texts("id", id_)
    if window is not None:
        code = work.texts("window", window)
        work = work.with_columns(code=code, serial=whole)
        whole = nw.concat_str(column("code"), column("serial"), separator=SEPARATOR)
    return work.with_columns(id=whole)


def _refuse(work: Work, called: str | None, excluded: str | None) -> Work:
    """Add why a row cannot have a ticket; null where it has one."""
    work = work.also(
        work.engine.ranked(
            work.frame, hidden("again"), (hidden("id"),), (hidden("id"),)
        )
    )
    branches: list[tuple[Any, Any]] = [
        (column("ticket").is_null(), "invalid_id"),
        (column("again") > 1, "duplicate_id"),
    ]
    for name, flag in (("excluded", excluded), ("called", called)):
        if flag is not None:
            unknown = work.flags(name, flag).is_null()
            branches.append((unknown, f"fact_missing:{name}"))
    absent = nw.lit(None).cast(nw.String)
    return work.with_columns(refused=first_of(branches, absent))


def _order(
    work: Work, policy: DrawPolicy, called: str | None, excluded: str | None
) -> Work:
    """Add what rows are sorted by; null where a row has no part in the draw."""
    takes_part = column("refused").is_null()
    lead = nw.lit(_SORTED_FIRST)
    if excluded is not None:
        takes_part = takes_part & ~nw.col(excluded).cast(nw.Boolean)
    if called is not None:
        again = nw.col(called).cast(nw.Boolean)
        if policy.repeat is Repeat.EXCLUDED:
            takes_part = takes_part & ~again
        if policy.repeat is Repeat.FILL_UP:
            lead = nw.when(again).then(nw.lit(_SORTED_LAST)).otherwise(lead)
    work = work.with_columns(lead=lead)
    key = nw.concat_str(column("lead"), column("ticket"))
    work = work.with_columns(sort=key, part=takes_part.fill_null(value=False))
    return work.with_columns(sort=nw.when(column("part")).then(column("sort")))


def _take(work: Work, policy: DrawPolicy, groups: Sequence[str]) -> Any:
    """Return the first of each group, and the rows that were refused."""
    engine = work.engine
    frame = engine.ranked(work.frame, hidden("place"), (hidden("sort"),), groups)
    last = policy.size + policy.reserves
    drawn = column("part") & (column("place") <= last)
    refused = ~column("refused").is_null()
    frame = frame.filter(drawn | refused)
    kind = first_of(
        [(refused, UNDETERMINED), (column("place") <= policy.size, CHOSEN)], RESERVE
    )
    place = nw.when(column("refused").is_null()).then(column("place"))
    own = [name for name in work.schema if not name.startswith(hidden(""))]
    shown = frame.with_columns(
        drawn_id=column("id"),
        ticket=column("ticket"),
        place=place.cast(nw.Int64),
        drawn=kind,
        reason=column("refused"),
    ).select(*own, *RESULTS)
    return engine.finish(work.native, shown)
