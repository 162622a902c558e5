"""
What a deadline over columns comes to in every category, where a row names none.

Whatever was done within the shortest of all limits was in time, and once the longest
has passed it is too late; as `DeadlinePolicy.assess` says it of a single row.
"""

from typing import Any

import narwhals as nw
from attrs import evolve

from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.counting import Limit
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.limits import (
    Choice,
    Terms,
    clock_of,
    is_out_of_range,
    spell_out,
)
from followup_rules.frames.outcomes import column, first_of
from followup_rules.immutable import frozen
from followup_rules.timing.counting import ClosesAt


@frozen
class Extreme:
    """
    The shortest or the longest of all limits; `end` is None where days end it.
    """

    last: Any
    end: Any = None

    def as_choice(self, choice: Choice) -> Choice:
        """
        Return it in the place of the limit that decides.
        """
        return evolve(choice, last=self.last, end=self.end)


def find_extremes(
    work: Work, terms: Terms, limits: tuple[Limit, ...]
) -> tuple[Work, tuple[Extreme, Extreme] | None]:
    """
    Find the shortest and the longest limit of each row; None where one is never known.

    Nor are they where the last day closes with an office, or at a clock time.
    """
    closes_early = terms.policy.counting.closes_at is not ClosesAt.DAY_END
    if closes_early or any(limit.problem is not None for limit in limits):
        return work, None
    added = [limit.added for limit in limits if limit.added is not None]
    if len(added) == len(limits):
        named = {"shortest": min(added), "longest": max(added)}
        start = nw.col(terms.counted.day)
        lasts = {f"{name}_last": start + days for name, days in named.items()}
        work = work.with_columns(**lasts)
        return _close(work, terms, exact=False)
    work, spelled = spell_out(work, terms, list(limits))
    work = _compare(work, terms, spelled)
    for name in ("shortest", "longest"):
        work = _pick(work, name, spelled)
    exact = any(limit.end is not None for limit in spelled)
    return _close(work, terms, exact=exact)


def _compare(work: Work, terms: Terms, limits: list[Limit]) -> Work:
    """Add a number by which limits compare; the last instant in time is beyond it."""
    counting = terms.policy.counting
    for place, limit in enumerate(limits):
        name = f"closing_{place}"
        if limit.end is not None:
            work = work.with_columns(**{name: nw.col(limit.end) * 2 + 1})
            continue
        past, odd = (1, 0) if counting.day_ends is None else (0, 1)
        wall = (nw.col(str(limit.last)) + past) * DAY + clock_of(counting.day_ends)
        work = work.with_columns(wall=wall)
        names = {hidden(name): hidden("wall")}
        work = work.also(work.engine.to_utc(work.frame, names, counting.zone))
        work = work.with_columns(**{name: column(name) * 2 + odd})
    return work


def _pick(work: Work, name: str, limits: list[Limit]) -> Work:
    """Add the last day, and the last instant, of the shortest or longest limit."""
    absent = nw.lit(None).cast(nw.Int64)
    best, place = column("closing_0"), nw.lit(0)
    for number in range(1, len(limits)):
        own = column(f"closing_{number}")
        better = own < best if name == "shortest" else own >= best
        # an unknown limit stays unknown, whatever the others are
        place = nw.when(better).then(nw.lit(number)).otherwise(place)
        work = work.with_columns(
            **{
                f"{name}_best": nw.when(better | own.is_null())
                .then(own)
                .otherwise(best),
                f"{name}_place": place,
            }
        )
        best, place = column(f"{name}_best"), column(f"{name}_place")
    known = [column(f"closing_{number}").is_null() for number in range(len(limits))]
    unknown = known[0]
    for one in known[1:]:
        unknown = unknown | one
    work = work.with_columns(**{f"{name}_place": place})
    place = column(f"{name}_place")
    lasts = [
        (~unknown & (place == number), nw.col(str(limit.last)))
        for number, limit in enumerate(limits)
    ]
    ends = [
        (~unknown & (place == number), nw.col(limit.end))
        for number, limit in enumerate(limits)
        if limit.end is not None
    ]
    return work.with_columns(
        **{
            f"{name}_last": first_of(lasts, absent),
            f"{name}_end": first_of(ends, absent),
        }
    )


def _close(
    work: Work, terms: Terms, *, exact: bool
) -> tuple[Work, tuple[Extreme, Extreme]]:
    """Let whole days end at the close of business, where there is one."""
    counting = terms.policy.counting
    found = []
    for name in ("shortest", "longest"):
        end = column(f"{name}_end") if exact else None
        if counting.day_ends is not None:
            wall = column(f"{name}_last") * DAY + clock_of(counting.day_ends)
            work = work.with_columns(wall=wall)
            names = {hidden(f"{name}_day_end"): hidden("wall")}
            work = work.also(work.engine.to_utc(work.frame, names, counting.zone))
            own = column(f"{name}_day_end")
            if end is not None:
                own = nw.when(end.is_null()).then(own).otherwise(end)
            work = work.with_columns(**{f"{name}_end": own})
            end = column(f"{name}_end")
        found.append(Extreme(column(f"{name}_last"), end))
    return work, (found[0], found[1])


def in_range(extremes: tuple[Extreme, Extreme]) -> Any:
    """
    Say whether all limits of a row are known days of the calendar.
    """
    good = [
        ~one.last.is_null() & ~is_out_of_range(one.last).fill_null(value=True)
        for one in extremes
    ]
    return good[0] & good[1]
