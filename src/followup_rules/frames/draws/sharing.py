"""
How many are drawn from each group, out of how many.
"""

from typing import Any, Final

import narwhals as nw

from followup_rules.errors import InvalidFieldError, TooLargeProductError
from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.draws.reading import Columns, read
from followup_rules.frames.outcomes import column, first_of
from followup_rules.policies.draws import DrawPolicy, Scope
from followup_rules.policies.draws.selection import WHOLE_FRAME

COUNTS: Final = (
    "group",
    "frame_size",
    "undetermined",
    "excluded",
    "eligible",
    "share",
    "shortfall",
    "chance_k",
    "chance_n",
)
"""What the summary of a draw holds."""

FIRST: Final = "0"
LAST: Final = "1"
"""What sorts before and behind."""

_LARGEST: Final = 100_000
"""What windows can share exactly: the third power of twice as much is below 2**53."""
_ABOVE: Final = 2 * 10**18
"""What numbers are taken from, so that they all have the same number of digits."""


def summary(
    frame: Any,
    policy: DrawPolicy,
    *,
    id: str,
    window: str | None = None,
    person: str | None = None,
    called: str | None = None,
    excluded: str | None = None,
) -> Any:
    """
    Return what is published beside a draw: one row for each window, or for all.

    The columns are `group` (the window, or "*"), `frame_size` (rows in all),
    `undetermined`, `excluded` (for any reason: with a reason of its own, already
    called, or another case of the same person), `eligible`, `share` (how many are
    drawn), `shortfall` (how many fewer than asked for: of the whole draw, where
    windows share it), and `chance_k` and `chance_n`: someone not yet called is drawn
    with the chance k/n; 0 of 0 where nobody is eligible. Nothing is drawn, so no seed
    is asked for. A frame without rows has no groups.

    The arguments and the errors are those of `assess`.
    """
    check_size(policy)
    columns = Columns(id, window, person, called, excluded)
    work = read(frame, policy, columns, (), WHOLE_FRAME)
    work = _publish(_share(_count(work), policy), policy)
    return work.engine.finish(work.native, work.frame)


def check_size(policy: DrawPolicy) -> None:
    """
    Refuse a draw whose shares could not be compared exactly.

    Raises:
        InvalidFieldError: As for `number`.
        TooLargeProductError: If it is too large.
    """
    size = number(policy)
    if policy.scope is Scope.TOTAL_STRATIFIED and size > _LARGEST:
        what = f"{policy.id}: a draw that windows share, of"
        raise TooLargeProductError(what, size, _LARGEST)


def number(policy: DrawPolicy) -> int:
    """
    Return how many are drawn, which columns know only as a number.

    Raises:
        InvalidFieldError: If it is a share, or each stratum has its own.
    """
    if policy.size is None:
        allowed = "a number; a share and strata are drawn by `DrawPolicy.draw`"
        raise InvalidFieldError("DrawPolicy.size", policy.size, allowed)
    return policy.size


def allot(work: Work, size: int) -> Work:
    """
    Leave each window the seats that it has in a draw of so many, exactly.

    Rows are seats: the j-th of a window with n cases. The first of each comes before
    all others, which go by n/(2j-1), the largest first, and then by the window. The
    fraction is compared by its whole part, and by its rest as a multiple of
    1/(2k-1)**2, than which no two fractions are closer.
    """
    seated, n, place = column("seated"), column("n"), column("place")
    work = work.with_columns(odd=nw.when(seated).then(place * 2 - 1))
    odd, whole = column("odd"), column("whole")
    work = work.with_columns(whole=n // odd)
    work = work.with_columns(rest=(n - whole * odd) * (2 * size - 1) ** 2 // odd)
    ordered = [
        first_of([(place == 1, FIRST)], LAST),
        *((_ABOVE - part).cast(nw.String) for part in (whole, column("rest"))),
        column("group"),
    ]
    work = work.with_columns(key=nw.when(seated).then(nw.concat_str(*ordered)))
    engine = work.engine
    work = work.also(engine.ranked(work.frame, hidden("seat"), (hidden("key"),), ()))
    fits = (column("seat") <= size) | (place == 1)
    return work.with_columns(seated=seated & holds(fits))


def holds(condition: Any) -> Any:
    """
    Return a condition that does not hold where it is not known.
    """
    return condition.fill_null(value=False)


def _count(work: Work) -> Work:
    """Count each group."""
    part = column("part")
    work = work.with_columns(
        undetermined=(~column("refused").is_null()).cast(nw.Int64),
        n=part.cast(nw.Int64),
        fresh=(part & ~column("again")).cast(nw.Int64),
    )
    marks = [hidden(name) for name in ("undetermined", "n", "fresh")]
    sums = [nw.col(name).sum() for name in marks]
    size = nw.len().alias(hidden("frame_size"))
    frame = work.frame.group_by(hidden("group")).agg(size, *sums)
    whole = [nw.col(name).cast(nw.Int64) for name in (*marks, hidden("frame_size"))]
    return work.also(frame.with_columns(*whole))


def _share(work: Work, policy: DrawPolicy) -> Work:
    """Add how many are drawn from each group."""
    size, n = number(policy), column("n")
    if policy.scope is not Scope.TOTAL_STRATIFIED:
        return work.with_columns(share=first_of([(n < size, n)], nw.lit(size)))
    seats = work.engine.times_over(work.frame, hidden("place"), max(1, size))
    work = work.also(seats).with_columns(place=column("place").cast(nw.Int64) + 1)
    work = work.also(work.frame.filter((column("place") == 1) | (column("place") <= n)))
    seated = (column("place") <= n) & (column("place") <= size)
    work = allot(work.with_columns(seated=seated), size)
    work = work.with_columns(share=column("seated").cast(nw.Int64))
    counts = [hidden(name) for name in ("frame_size", "undetermined", "n", "fresh")]
    most = [nw.col(name).max() for name in counts]
    frame = work.frame.group_by(hidden("group")).agg(*most, column("share").sum())
    return work.also(frame).with_columns(share=column("share").cast(nw.Int64))


def _publish(work: Work, policy: DrawPolicy) -> Work:
    """Add what the counts come to, and keep what the caller sees."""
    n, share, fresh = column("n"), column("share"), column("fresh")
    taken = share.sum() if policy.scope is Scope.TOTAL_STRATIFIED else share
    work = work.with_columns(
        short=number(policy) - taken.cast(nw.Int64),
        pool=first_of([(fresh > 0, fresh)], n),
    )
    short, pool = column("short"), column("pool")
    frame = work.frame.with_columns(
        group=column("group"),
        frame_size=column("frame_size"),
        undetermined=column("undetermined"),
        excluded=column("frame_size") - column("undetermined") - n,
        eligible=n,
        share=share.cast(nw.Int64),
        shortfall=first_of([(short > 0, short)], nw.lit(0).cast(nw.Int64)),
        chance_k=first_of([(share < pool, share)], pool).cast(nw.Int64),
        chance_n=pool,
    )
    return work.also(frame.select(*COUNTS))
