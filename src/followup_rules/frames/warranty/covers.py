"""
Covers over columns: from when to when each row is covered, and what is lacking.
"""

from functools import reduce
from operator import or_
from typing import Any, Final

import narwhals as nw
from attrs import evolve, field

from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.engines.zones import DAY, shifts
from followup_rules.frames.outcomes import column, first_of
from followup_rules.frames.warranty.ends import (
    Ask,
    End,
    Problem,
    Stretch,
    add_end,
    either,
    put,
)
from followup_rules.immutable import frozen
from followup_rules.policies.warranty import FULL, Restart
from followup_rules.timing.amounts import Seasons

BASES: Final = ("statute", "contract", "void")
"""What set the end of a cover."""
STATUTE, CONTRACT, VOID = range(3)
_YEARS: Final = (1840, 2439)
"""Before them no zone has a rule, and after them the rules repeat."""


@frozen(kw_only=True)
class Days:
    """
    The days that covers turn on, in hidden columns.

    Attributes:
        key: The place of the category among the cases.
        start: The first day.
        repaired: The day of the last repair; None where none is known of any row.
        reaccepted: The day of its new acceptance, likewise.
        voided: The day from which the cover is void, likewise.
    """

    key: str
    start: str
    repaired: str | None
    reaccepted: str | None
    voided: str | None

    def again(self, restart: Restart) -> str | None:
        """
        Return the day from which the period begins again.
        """
        days = {
            Restart.COMPLETION: self.repaired,
            Restart.REACCEPTANCE: self.reaccepted,
        }
        return days.get(restart)


@frozen
class Cover:
    """
    Where covers end, and the place in `BASES` of what set the end.
    """

    end: End
    basis: Any = field(repr=False)


def add_cover(work: Work, stem: str, ask: Ask, days: Days) -> tuple[Work, Cover]:
    """
    Add the cover of one category of each row, as the scalar path works it out.
    """
    work, cover = _plain(work, f"{stem}_plain", ask, days, days.start)
    end, basis = cover.end, cover.basis
    for made in (days.repaired, days.reaccepted):
        end = end if made is None else _refused(end, made, days.start)
    if days.repaired is not None and days.reaccepted is not None:
        end = _refused(end, days.reaccepted, days.repaired)
    begun = days.again(ask.policy.restart)
    if begun is not None:
        work, again = _plain(work, f"{stem}_again", ask, days, begun)
        work, end = _later(work, f"{stem}_restarted", ask, end, again.end)
    if ask.extended_by:
        work, end = _extended(work, f"{stem}_extended", ask, days, end)
    if days.voided is None:
        return work, Cover(end, basis)
    end = _refused(end, days.voided, days.start)
    return _voided(work, f"{stem}_voided", Cover(end, basis), days.voided)


def _refused(end: End, day: str, start: str) -> End:
    """Refuse a day that lies before the cover begins."""
    early = (column(day) < column(start)).fill_null(value=False)
    problem: Problem = (early, "impossible_order")
    return evolve(end, problems=[*end.problems, problem])


def _plain(
    work: Work, stem: str, ask: Ask, days: Days, start: str
) -> tuple[Work, Cover]:
    """Add the later of what the clause and the contract give from a day on."""
    stretch = Stretch(
        spans=ask.statutory,
        key=days.key,
        start=start,
        rule=ask.policy.season_count,
        seasons_from=start,
    )
    work, end = add_end(work, f"{stem}_statute", ask, stretch)
    basis = nw.lit(STATUTE)
    if ask.contract:
        stretch = evolve(stretch, spans=ask.contract)
        work, agreed = add_end(work, f"{stem}_contract", ask, stretch)
        alone = end.absent
        work, end = _later(work, stem, ask, end, agreed)
        longer = column(f"{stem}_second") & (alone | ~end.open)
        basis = nw.when(longer).then(nw.lit(CONTRACT)).otherwise(basis)
    nothing = end.absent & ~column(start).is_null()
    problems = [*end.problems, (nothing, "fact_missing:contract")]
    return work, Cover(evolve(end, problems=problems), basis)


def _later(
    work: Work, stem: str, ask: Ask, first: End, second: End
) -> tuple[Work, End]:
    """Add the later of two ends; one that is not known yet may be the later."""
    work, opening = _closing(work, f"{stem}_first", ask, first)
    work, closing = _closing(work, f"{stem}_other", ask, second)
    later = first.absent | (closing > opening).fill_null(value=False)
    work = work.with_columns(**{f"{stem}_second": later})
    unknown = first.open | second.open
    parts = either(column(f"{stem}_second"), second, first)
    lead, other = column(first.sure), column(second.sure)
    surest = first_of([(other > lead, other), (~lead.is_null(), lead)], other)
    made = {
        "last": nw.when(~unknown).then(parts["last"]),
        "end": nw.when(~unknown).then(parts["end"]),
        "sure": nw.when(unknown).then(surest).otherwise(parts["sure"]),
    }
    problems = [*first.problems, *second.problems]
    return put(work, stem, made), End.under(stem, problems)


def closing_wall(end: End) -> Any:
    """
    Return when covers close, as local clocks show it; null where that is not known.
    """
    own = column(end.end)
    midnight = (column(end.last) + 1) * DAY
    return nw.when(own.is_null()).then(midnight).otherwise(own)


def _closing(work: Work, stem: str, ask: Ask, end: End) -> tuple[Work, Any]:
    """Return what tells the later of two ends; mostly what local clocks show does."""
    wall, zone = closing_wall(end), ask.counting.zone
    if ask.counting.day_ends is None and not _skips_days(zone):
        return work, wall
    work = work.with_columns(**{f"{stem}_wall": wall})
    names = {hidden(f"{stem}_closes"): hidden(f"{stem}_wall")}
    work = work.also(work.engine.to_utc(work.frame, names, zone))
    return work, column(f"{stem}_closes")


def _skips_days(zone: str) -> bool:
    """Say whether a zone ever left out a day, so that two days end at one instant."""
    return any(shift.after - shift.before >= DAY for shift in shifts(zone, *_YEARS))


def _extended(
    work: Work, stem: str, ask: Ask, days: Days, end: End
) -> tuple[Work, End]:
    """Let a further length follow the end; further seasons begin after it."""
    following = f"{stem}_next"
    if any(span.unit is Seasons for span in ask.extended_by):
        work = work.with_columns(**{following: column(end.last) + 1})
    stretch = Stretch(
        spans=ask.extended_by,
        key=days.key,
        start=end.last,
        rule=FULL,
        seasons_from=following,
    )
    work, further = add_end(work, f"{stem}_further", ask, stretch)
    held = reduce(or_, [span.held_by(days.key) for span in ask.extended_by])
    held = held.fill_null(value=False)
    endless: Problem = (held & end.open, "fact_missing:season_end")
    problems = [*end.problems, endless, *further.problems]
    return put(work, stem, either(held, further, end)), End.under(stem, problems)


def _voided(work: Work, stem: str, cover: Cover, voided: str) -> tuple[Work, Cover]:
    """End covers on the day before they were voided."""
    end, day = cover.end, column(voided)
    over = (column(end.last) < day).fill_null(value=False)
    cut: Any = ~day.is_null() & ~over
    parts = {
        "last": nw.when(cut).then(day - 1).otherwise(column(end.last)),
        "end": nw.when(~cut).then(column(end.end)),
        "sure": nw.when(cut).then(day - 1).otherwise(column(end.sure)),
    }
    basis = nw.when(cut).then(nw.lit(VOID)).otherwise(cover.basis)
    return put(work, stem, parts), Cover(End.under(stem, end.problems), basis)
