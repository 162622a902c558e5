"""
Notices over the columns of a ledger: how long before an event something is due.
"""

from collections.abc import Iterator
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import FollowupRulesError
from followup_rules.frames import deadlines
from followup_rules.frames.books.dues import instead, moment, with_moments
from followup_rules.frames.books.questions import NotInColumnsError, Questions
from followup_rules.frames.books.subjects import CLOSES
from followup_rules.frames.columns import Times, hidden
from followup_rules.frames.engines.bounds import FIRST_DAY
from followup_rules.frames.leads import add_lead
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.counting import Counting

_BOUND: Final = hidden("bound_day")
_BEGUN: Final = FIRST_DAY + 366


def notice(
    asked: Questions, feed: Any, rule: Any, *, as_of: Any, calendar: Any
) -> Iterator[tuple[Any, str | None]]:
    """
    Judge by the bound that is counted back from an event.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    event = moment(asked, feed.event)
    work = asked.told.work.also(asked.frame)
    try:
        now = asked.asking.now
        work, bound = add_lead(
            work, "lead", rule.counting, rule.lead, event, calendar, now
        )
    except FollowupRulesError as error:
        raise NotInColumnsError(str(error)) from error
    asked.keep(work.frame)
    if bound.problem == "instant_needed":
        asked.doubts.append(event.given)
    absent = nw.lit(None).cast(nw.Int64)
    last = absent if bound.last is None else nw.col(bound.last)
    asked.keep(asked.frame.with_columns(last.alias(_BOUND)))
    times = {"appointed": Times(_BOUND, bound.end)}
    if feed.done is not None:
        times["done"] = moment(asked, feed.done)
    told: dict[str, Any] = {}
    owed: dict[str, Any] = {}
    if feed.owed is not True:
        told["owed"] = asked.truth(feed.owed)
        owed = {"owed": "owed"}
    begun = nw.lit(_BEGUN).cast(nw.Int64)
    told |= {"day_since": begun, "set": event.given}
    told |= {f"bad_{n}": nw.col(bad) for n, (bad, _) in enumerate(bound.absent)}
    frame = with_moments(asked, rule.counting.zone, times, told)
    frame = asked.told.work.engine.dates(frame, {"since": "day_since"})
    named: dict[str, Any] = {name: name for name in times}
    judged = deadlines.assess(
        frame.to_native(),
        _by_appointment(rule, exact=bound.end is not None),
        as_of=as_of,
        trigger="since",
        calendar=calendar,
        **owed,
        **named,
    )
    engine = asked.told.work.engine
    found = engine.numbers(nw.from_native(judged), {CLOSES: "closes"})
    unbound = nw.col("reason") == "no_appointment"
    for n, (_, why) in enumerate(bound.absent):
        found = instead(found, unbound & nw.col(f"bad_{n}"), why)
    why = bound.problem or "calendar_not_covered"
    found = instead(found, unbound & nw.col("set"), why)
    unset = ~nw.col("set") & (nw.col("reason") != "not_selected")
    yield instead(found, unset, "event_not_set"), None


def _by_appointment(rule: Any, *, exact: bool) -> DeadlinePolicy:
    """Return a rule that is held to the bound of a notice, an instant or a day."""
    return DeadlinePolicy(
        id=rule.id,
        clause=rule.clause,
        name=rule.name,
        owed_by=rule.owed_by,
        counting=Counting(zone=rule.counting.zone) if exact else rule.counting,
        self_set=True,
    )
