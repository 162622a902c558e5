"""
Who is drawn, and who comes next.
"""

from typing import Any, Final

import narwhals as nw

from followup_rules.errors import MissingSeedError
from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.draws.reading import Columns, read, spread
from followup_rules.frames.draws.sharing import (
    FIRST,
    LAST,
    allot,
    check_size,
    holds,
    number,
)
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.frames.moments import check_cell_day, day_number
from followup_rules.frames.outcomes import UNDETERMINED, column, first_of
from followup_rules.policies.draws import DrawPolicy, Repeat, Scope, seed_string
from followup_rules.policies.draws.selection import WHOLE_FRAME
from followup_rules.policies.draws.tickets import TicketOrder
from followup_rules.timing.cycles import cell_of
from followup_rules.timing.moments import Moment, show_day, zone_of

RESULTS: Final = ("drawn_id", "ticket", "place", "drawn", "reason")
"""What comes out, after the caller's own columns."""

CHOSEN: Final = "chosen"
RESERVE: Final = "reserve"
_BUCKET: Final = (2, 2)
"""Which digits of tickets divide rows into parts that are sorted by themselves."""


def assess(
    frame: Any,
    policy: DrawPolicy,
    *,
    id: str,
    on: Moment,
    seed: str | None = None,
    window: str | None = None,
    person: str | None = None,
    called: str | None = None,
    excluded: str | None = None,
) -> Any:
    """
    Return the rows that are drawn, and the reserves, with their tickets.

    The new columns are `drawn_id` (with *window*, `window/serial`), `ticket`,
    `place` (from 1; in its window, unless the draw is in total), `drawn` (`chosen` or
    `reserve`) and `reason`. Rows that cannot be judged come back too, as
    `undetermined` with the reason: where there is one, this is no draw. The order of
    the rows means nothing; `place` does. `summary` counts what was drawn from, and
    `draw` gives the receipt.

    Shards merge: draw from each with the same policy and day, put the results
    together without the new columns, and draw again; the picks are those of the
    whole, in total and per window. Not so where windows share a draw, because a share
    hangs on how many cases there are in all. With *person*, all cases of a person must
    lie in one shard and, where those called fill up, *called* must say it of each of
    them. An id that stands in two shards is seen only if both drew it.

    Args:
        frame: A polars, pandas, pyarrow, DuckDB or PySpark frame, one row for each
            case; a lazy one stays lazy.
        policy: The rule.
        id: The column of the id, or, with *window*, of the serial.
        on: The day of the draw; its week is part of the seed.
        seed: The public seed; there is no default.
        window: The column of the window's code; without it, draws by window read the
            window in the ids.
        person: The column of who stands behind each case; the smallest id of a person
            has the ticket. Not asked where each case has one.
        called: The column of whether someone was already called this month; with
            *person*, the other cases of the same person count as called too. Not
            asked where that is ignored.
        excluded: The column of the reason why a row is not eligible (a text; null is
            none), or of whether it is (true or false; null is not known).

    Raises:
        MissingSeedError: If there is no seed.
        InvalidFieldError: If the seed is unusable, the engine cannot compare tickets as
            the policy does, or its size is no number.
        TooLargeProductError: If windows share a draw of more than 100 000.
        MissingColumnError, WrongColumnTypeError, ColumnTakenError: If a column is
            unusable.
    """
    if seed is None:
        raise MissingSeedError(policy.id)
    check_size(policy)
    number = day_number(on, zone_of(policy.zone), "on")
    check_cell_day(number, on, "on")
    day = show_day(number + EPOCH)
    period = cell_of(policy.cycle, day).label
    text = seed_string(seed, policy.id, WHOLE_FRAME, period)
    columns = Columns(id, window, person, called, excluded)
    work = read(frame, policy, columns, RESULTS, text)
    return _show(_take(_order(work, policy), policy))


def _order(work: Work, policy: DrawPolicy) -> Work:
    """Add what rows are sorted by; null where a row has no part in the draw."""
    engine, names = work.engine, {hidden("ticket"): hidden("ticket")}
    if policy.order is TicketOrder.RIVEST:
        work = work.also(engine.decimals(work.frame, names))
    last = column("again") & nw.lit(policy.repeat is Repeat.FILL_UP)
    work = work.with_columns(lead=first_of([(last, LAST)], FIRST))
    key = nw.concat_str(column("lead"), column("ticket"))
    return work.with_columns(sort=nw.when(column("part")).then(key))


def _take(work: Work, policy: DrawPolicy) -> Work:
    """Keep who is drawn, who comes next, and whoever was refused."""
    near = nw.lit(number(policy) + policy.reserves)
    if policy.scope is Scope.TOTAL:
        # The draw of the draws from parts is the draw; nobody sorts everything.
        work = work.with_columns(bucket=column("ticket").str.slice(*_BUCKET))
        work = _keep(_rank(work, "near", hidden("bucket")), "near", near)
        work = _rank(work, "place")
    else:
        work = _rank(work, "place", hidden("group"))
    if policy.scope is Scope.TOTAL_STRATIFIED:
        return _share(work, policy)
    work = _keep(work, "place", near)
    return work.with_columns(seated=holds(column("place") <= number(policy)))


def _share(work: Work, policy: DrawPolicy) -> Work:
    """Keep what the windows are left, where they share a draw."""
    size, near = number(policy), nw.lit(number(policy) + policy.reserves)
    work = work.with_columns(one=column("part").cast(nw.Int64))
    work = spread(work, hidden("group"), n=("sum", "one"))
    work = work.with_columns(n=column("n").cast(nw.Int64))
    work = _keep(work, "place", near)
    work = work.with_columns(seated=holds(column("place") <= size))
    work = allot(work, size)
    work = work.with_columns(one=column("seated").cast(nw.Int64))
    work = spread(work, hidden("group"), share=("sum", "one"))
    return _keep(work, "place", column("share").cast(nw.Int64) + policy.reserves)


def _rank(work: Work, name: str, *groups: str) -> Work:
    """Number the rows that have a part in the draw, within their groups."""
    made = hidden(name)
    work = work.also(work.engine.ranked(work.frame, made, (hidden("sort"),), groups))
    place = nw.when(column("part")).then(column(name).cast(nw.Int64))
    return work.with_columns(**{name: place})


def _keep(work: Work, name: str, last: Any) -> Work:
    """Keep the rows up to a place, and whoever was refused."""
    kept = holds(column(name) <= last) | ~column("refused").is_null()
    return work.also(work.frame.filter(kept))


def _show(work: Work) -> Any:
    """Return the rows that are left, as the caller had them, with what was found."""
    refused = ~column("refused").is_null()
    kind = first_of([(refused, UNDETERMINED), (column("seated"), CHOSEN)], RESERVE)
    frame = work.frame.with_columns(
        drawn_id=column("id"),
        ticket=column("ticket"),
        place=column("place"),
        drawn=kind,
        reason=column("refused"),
    )
    native = work.native
    if isinstance(frame, nw.DataFrame):
        rows = frame.get_column(hidden("row")).to_list()
        native = nw.from_native(native, eager_only=True)[rows, :].to_native()
    return work.engine.close(native, frame, RESULTS)
