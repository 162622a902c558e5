"""
The columns of one call about warranties, read, and what of them was known.
"""

from collections.abc import Mapping
from functools import reduce
from operator import and_
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import InvalidFieldError
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import column, first_of
from followup_rules.frames.warranty.lengths import absent
from followup_rules.policies.warranty import Start, WarrantyPolicy

ByCategory = str | Mapping[str, str]
"""One column, or a column for each category."""

_EVENTS: Final = ("accepted_on", "occurred_at", "reported_at")


def name_days(
    policy: WarrantyPolicy, argument: str, given: ByCategory | None
) -> dict[str, str]:
    """
    Return the columns of a day that may be told apart by category, by argument.

    Raises:
        UnknownNameError: If there is no such category.
        InvalidFieldError: If neither a column nor a table of columns was given.
    """
    if given is None:
        return {}
    if isinstance(given, str):
        return {argument: given}
    if not isinstance(given, Mapping):
        allowed = "a column, or a table of columns by category"
        raise InvalidFieldError(argument, given, allowed)
    return {
        f"{argument}#{policy.cases.index(policy.case(key))}": name
        for key, name in given.items()
    }


def as_known(
    work: Work, read: Mapping[str, Times], now: Now | None
) -> tuple[Work, dict[str, Times]]:
    """
    Leave out what is dated after the moment of judgement.
    """
    if now is None:
        return work, dict(read)
    made, kept = {}, {}
    for role, times in read.items():
        known = ~times.after(now.day, now.us).fill_null(value=False)
        made[f"known_{role}"] = nw.when(known).then(nw.col(times.day))
        us = None
        if times.us is not None:
            made[f"known_{role}_us"] = nw.when(known).then(nw.col(times.us))
            us = hidden(f"known_{role}_us")
        kept[role] = Times(hidden(f"known_{role}"), us)
    return work.with_columns(**made), kept


def backwards(read: Mapping[str, Times]) -> Any:
    """
    Say which rows hold a defect or a report before what must have come first.
    """
    events = [read[role] for role in _EVENTS if role in read]
    wrong = nw.lit(value=False)
    for place, event in enumerate(events):
        for later in events[place + 1 :]:
            wrong = wrong | later.before(event).fill_null(value=False)
    return wrong


def first_day(policy: WarrantyPolicy, known: Mapping[str, Times]) -> Any:
    """
    Return the first day of covers; null where what starts them has not happened.
    """
    return _day_of(known, policy.start.fact)


def not_begun(policy: WarrantyPolicy, known: Mapping[str, Times]) -> Any:
    """
    Say which rows have no cover yet; an acceptance without a delivery lacks a fact.
    """
    begun = [_day_of(known, policy.start.fact)]
    if policy.start is Start.DELIVERY:
        begun.append(_day_of(known, "accepted_on"))
    return reduce(and_, [day.is_null() for day in begun])


def _day_of(known: Mapping[str, Times], role: str) -> Any:
    """Return the days of a fact; none where no column tells them."""
    return nw.col(known[role].day) if role in known else absent()


def claimed(
    policy: WarrantyPolicy, read: Mapping[str, Times], known: Mapping[str, Times]
) -> dict[str, Any]:
    """
    Return the moment of the defect or of its report, and whether one is of later.
    """
    roles = ("occurred_at", "reported_at")
    days, instants = [], []
    for role in roles if policy.occurrence_decides else roles[1:]:
        if role in known:
            times = known[role]
            exact = absent() if times.us is None else nw.col(times.us)
            days.append((times.given, nw.col(times.day)))
            instants.append((times.given, exact))
    dropped = nw.lit(value=False)
    for role in roles:
        if role in read:
            dropped = dropped | (read[role].given & ~known[role].given)
    return {
        "moment": first_of(days, absent()),
        "moment_us": first_of(instants, absent()),
        "dropped": dropped,
    }


def add_places(
    work: Work, policy: WarrantyPolicy, texts: Mapping[str, str | None]
) -> tuple[Work, dict[str, Any]]:
    """
    Add the places of categories and causes, and say which are unknown.
    """
    places, strange = {}, {}
    for argument, name in texts.items():
        places[argument], strange[argument] = absent(), nw.lit(value=False)
        if name is not None:
            text = work.texts(argument, name)
            names = policy.causes if argument == "cause" else policy.categories
            known = [(text == known, place) for place, known in enumerate(names)]
            places[argument] = first_of(known, absent()).cast(nw.Int64)
            strange[argument] = ~nw.col(name).is_null() & column(argument).is_null()
    return work.with_columns(**places), strange


def pick_day(
    work: Work, target: str, key: str, argument: str, known: Mapping[str, Times]
) -> tuple[Work, str | None]:
    """
    Add a day that may be told apart by category; there may be no column of it.
    """
    if argument in known:
        day = nw.col(known[argument].day)
        return work.with_columns(**{target: day}), target
    days = [
        (column(key) == int(role.partition("#")[2]), nw.col(times.day))
        for role, times in known.items()
        if role.startswith(f"{argument}#")
    ]
    if not days:
        return work, None
    return work.with_columns(**{target: first_of(days, absent())}), target
