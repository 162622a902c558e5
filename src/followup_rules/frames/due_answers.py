"""
What a deadline over columns is told, what it may come to, and the columns of the answer.
"""

from typing import Any, Final

import narwhals as nw
from attrs import astuple

from followup_rules.frames.categories import NONE, Keys
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import Limit
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.limits import Choice
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import Outcomes, column, first_of
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines import DeadlinePolicy

RESULTS: Final = (
    "due_day",
    "closes",
    "closes_included",
    "status",
    "margin_us",
    "clause",
    "reason",
)
MET, LATE, PENDING, BREACHED = range(4)
OUTCOMES: Final = Outcomes(
    "done_in_time",
    "done_late",
    "not_due_yet",
    "not_done",
    "not_selected",
    "trigger_absent",
    "fact_missing:owed",
    "fact_missing:category",
    "fact_missing:form",
    "calendar_missing",
    "calendar_not_covered",
    "date_out_of_range",
    "instant_needed",
    "impossible_order",
    "unknown_category",
    "unknown_form",
    "no_such_day",
    "open_time_not_laid_out",
    "done_without_limit",
    "done_after_close",
    "not_done_at_close",
    "open_without_limit",
    "no_appointment",
    "clock_stopped",
    "done_while_stopped",
)
code = OUTCOMES.code


@frozen
class Beyond:
    """
    The columns of where extensions led the bound of each row.

    Attributes:
        told: Whether a row has any; of others the limit stays where it was.
        last: The last day.
        end: The last instant, where it ends at one.
        stands: Whether the clock stands still.
    """

    told: str = "beyond_told"
    last: str = "beyond_last"
    end: str = "beyond_end"
    stands: str = "beyond_stands"


@frozen
class Facts:
    """
    The columns of one call, read.
    """

    policy: DeadlinePolicy
    now: Now
    trigger: Times
    done: Times | None = None
    closed: Times | None = None
    appointed: Times | None = None
    form: Any = None
    owed: Any = None
    untold: bool = False
    stopped: tuple[str, ...] = ()
    beyond: Beyond | None = None


@frozen
class Moved:
    """
    Where the limits of a rule went, in columns of the frame that is judged.

    Attributes:
        limits: The limit of the rule, or of each of its cases; none is that no pause
            moves them.
        stopped: Of each, the column that says whether its clock stands still; none of a
            rule that has no pauses.
        beyond: Where extensions led, whatever the limit was; None is that there are none.
    """

    limits: tuple[Limit, ...]
    stopped: tuple[str, ...] = ()
    beyond: Beyond | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """
        The columns that it takes.
        """
        named = [one for limit in self.limits for one in (limit.last, limit.end)]
        named += [bad for limit in self.limits for bad, _ in limit.absent]
        more = () if self.beyond is None else astuple(self.beyond)
        return tuple(one for one in (*named, *self.stopped, *more) if one is not None)


def problems(choice: Choice) -> list[tuple[Any, int]]:
    """
    Return why no limit can be told, each with the place of its outcome.
    """
    return [(condition, code(reason)) for condition, reason in choice.problems]


def write(work: Work, facts: Facts, keys: Keys, choice: Choice, prefix: str) -> Work:
    """
    Add the columns that the caller sees.
    """
    engine, zone = work.engine, facts.policy.counting.zone
    work = OUTCOMES.write(work, hidden("code"), prefix)
    work = _write_clause(work, facts, keys, choice, prefix)
    absent = nw.lit(None).cast(nw.Int64)
    last = absent if choice.last is None else choice.last
    limited = column("code") <= BREACHED
    if facts.untold:  # by when it would be due is known all the same
        limited = limited | (column("code") == code("fact_missing:owed"))
    work = work.with_columns(last=nw.when(limited).then(last))
    work = work.with_columns(wall=(column("last") + 1) * DAY)
    midnight = {hidden("midnight"): hidden("wall")}
    work = work.also(engine.to_utc(work.frame, midnight, zone))
    exact = nw.lit(value=False)
    if choice.end is not None:
        exact = ~choice.end.is_null()
        closing = nw.when(limited & exact).then(choice.end)
        work = work.with_columns(midnight=closing.otherwise(column("midnight")))
    work = work.also(
        work.frame.with_columns(
            **{
                f"{prefix}closes_included": nw.when(limited).then(exact),
                f"{prefix}margin_us": _margin(facts),
            }
        )
    )
    frame = engine.dates(work.frame, {f"{prefix}due_day": hidden("last")})
    return work.also(engine.times(frame, {f"{prefix}closes": hidden("midnight")}, zone))


def _margin(facts: Facts) -> Any:
    """Return how long is left, or was: until it was done, else until now."""
    closes = column("midnight")
    left = closes - facts.now.us
    if facts.done is None:
        return left
    if facts.done.us is None:
        kept = (column("last") - nw.col(facts.done.day)) * DAY
    else:
        kept = closes - nw.col(facts.done.us)
    return nw.when(column("counted")).then(kept).otherwise(left)


def _write_clause(
    work: Work, facts: Facts, keys: Keys, choice: Choice, prefix: str
) -> Work:
    """Add the clause that each row stands under."""
    policy = facts.policy
    ids = [policy.clause.id, *(case.clause.id for case in policy.cases)]
    place = keys.only
    if keys.flags:
        work = work.with_columns(troubled=first_of(problems(choice), NONE))
        settled = column("started") & (column("troubled") == NONE)
        place = (
            nw.when((keys.only == NONE) & settled).then(choice.pick).otherwise(place)
        )
    work = work.with_columns(clause=place + 1)
    return work.also(
        work.engine.look_up(work.frame, {f"{prefix}clause": hidden("clause")}, ids)
    )
