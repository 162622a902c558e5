"""
Extensions over the columns of a ledger: where they lead the bound of each case.
"""

from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    is_text,
    joined,
)
from followup_rules.frames.books.requests import LONG_AGO, Requests, requests
from followup_rules.frames.books.stops import Stops, cases_of
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.due_answers import Beyond, Moved
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.frames.extending import (
    MOST,
    TOLD,
    Weighing,
    check_extended,
    told_of,
    weighed,
)
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import any_of, column, first_of
from followup_rules.frames.running_on import Running, bound
from followup_rules.frames.standing_still import CASE, OF, Pauses
from followup_rules.timing.calendars import WorkCalendar, bounds_of
from followup_rules.timing.counting.units import needs_an_instant

_PLACE: Final = hidden("kept_place")
_AT: Final = hidden("as_of_us")
_FLAGS: Final = ("told", "odd", "vague")


def extended(
    asked: Questions,
    feed: Any,
    rule: Any,
    start: Times,
    calendar: WorkCalendar | None,
    stopped: Stops,
) -> Stops:
    """
    Weigh extensions, each in turn, of limits that pauses may have moved.

    Raises:
        NotInColumnsError: If only rows can tell where they led.
    """
    _check_asked(asked, feed, rule)
    now = Now.of(asked.asking.as_of, rule.counting.tz)
    try:
        check_extended(rule.counting)
        told = requests(asked, feed.extensions, rule, now, stopped.pauses)
        flags = _note_doubts(asked, feed, rule, told, stopped)
        vague = flags["vague"]
        unsure = vague if stopped.unsure is None else stopped.unsure | vague
        if not told.most:
            return evolve(stopped, unsure=unsure)
        asks = _weighing(rule, told, start, calendar, now, stopped)
        moved = _moved(asked, feed, rule, start, told, asks, stopped)
    except FollowupRulesError as error:
        raise NotInColumnsError(str(error)) from error
    before = Moved(()) if stopped.moved is None else stopped.moved
    columns = stopped.columns | moved
    return evolve(
        stopped, moved=evolve(before, beyond=Beyond()), unsure=unsure, columns=columns
    )


def _check_asked(asked: Questions, feed: Any, rule: Any) -> None:
    """Refuse rules of which columns do not know what is extended."""
    if rule.self_set or rule.start is not None:
        raise NotInColumnsError("what moves it may be no last day")
    if rule.counting.zone != asked.asking.zone:
        raise NotInColumnsError("its days are those of another zone")
    if rule.cases and not (feed.category and is_text(asked, feed.category)):
        raise NotInColumnsError("several categories are extended")
    if rule.limit is None and not rule.cases:
        raise NotInColumnsError("its limit is no length")


def _weighing(
    rule: Any,
    told: Requests,
    start: Times,
    calendar: WorkCalendar | None,
    now: Now,
    stopped: Stops,
) -> Weighing:
    """Return what one call weighs."""
    says, counting = rule.extension, rule.counting
    limits = tuple(case.limit for case in rule.cases) or (rule.limit,)
    lengths = (*limits, says.at_a_time, says.in_all, says.no_later_than)
    lengths = (*lengths, says.least_notice)
    exact = told.exact or counting.day_ends is not None
    exact = exact or any(one.us for one in told.every)
    exact = exact or any(one is not None and needs_an_instant(one) for one in lengths)
    since = Times(hidden("since_day"), start.us and hidden("since_us"))
    running = Running(counting, calendar, now, stopped.pauses, exact)
    most = min(told.most, MOST)
    return Weighing(says, limits, since, most, told.every, running)


def _note_doubts(
    asked: Questions, feed: Any, rule: Any, told: Requests, stopped: Stops
) -> dict[str, Any]:
    """Note which rows only rows can judge, and return what is told of each."""
    names = joined(asked, told.flags, OF)
    flags = {
        name: (nw.col(names[hidden(name)]) == 1).fill_null(value=False)
        for name in _FLAGS
    }
    asked.doubts.append(flags["odd"])
    if stopped.pauses is not None:
        asked.doubts.append(flags["told"] & stopped.unsure)
    if rule.cases:
        asked.doubts.append(flags["told"] & asked.ask(feed.category).is_null())
    return flags


def _moved(
    asked: Questions,
    feed: Any,
    rule: Any,
    start: Times,
    told: Requests,
    asks: Weighing,
    stopped: Stops,
) -> dict[str, Any]:
    """Weigh the extensions, and join where the bound of each case went."""
    work, spread = _side_by_side(told, asks)
    views = _views(work, spread, asks, stopped.pauses)
    views = _with_cases(asked, feed, rule, start, views)
    if stopped.pauses is not None:
        pauses = _as_of(views, stopped.pauses, rule.counting, asks.most)
        asks = evolve(asks, running=evolve(asks.running, pauses=pauses))
    views = weighed(views.with_columns(kept_early=_early(asks)), asks)
    more = column("kept_early"), column("kept_many"), _left_unknown(asks)
    doubt = nw.max_horizontal(column("kept_doubt"), *more)
    views = views.with_columns(kept_doubt=doubt.fill_null(1))
    most = {hidden("doubt"): ("max", hidden("kept_doubt"))}
    frame = views.engine.spread(views.frame, most, [CASE])
    frame = frame.filter(nw.col(_PLACE) == asks.most)
    parts = ("last", "end", "stands")
    made = frame.select(
        nw.col(CASE).alias(OF),
        *(column(bound("bound", part)).alias(hidden(part)) for part in parts),
        nw.col(hidden("doubt")),
    )
    names = joined(asked, asked.once(made), OF)
    found = {part: nw.col(names[hidden(part)]) for part in parts}
    doubt = nw.col(names[hidden("doubt")])
    asked.doubts.append((doubt == 1).fill_null(value=False))
    return {
        "beyond_told": ~doubt.is_null(),
        "beyond_last": found["last"],
        "beyond_end": found["end"],
        "beyond_stands": (found["stands"] == 1).fill_null(value=False),
    }


def _side_by_side(told: Requests, asks: Weighing) -> tuple[Work, Any]:
    """Number the extensions of each case in order, and set them side by side."""
    by = [hidden(one) for one in ("dated", "placed_at", "row")]
    frame = told.work.frame.with_columns(nw.lit(1).cast(nw.Int64).alias(hidden("one")))
    rank = {hidden("rank"): ("sum", hidden("one"))}
    frame = told.work.engine.preceding(frame, rank, by, [OF])
    place = nw.col(hidden("rank")).fill_null(0)
    frame = frame.with_columns(place.alias(_PLACE))
    spread = {
        hidden(told_of(name, n)): nw.when(nw.col(_PLACE) == n).then(
            nw.col(hidden(name))
        )
        for n in range(asks.most)
        for name in TOLD
    }
    many = (nw.col(_PLACE) >= asks.most).cast(nw.Int64)
    found = frame.with_columns(**{**spread, hidden("kept_many"): many})
    names = [*spread, hidden("kept_many")]
    found = found.group_by(OF).agg(*(nw.col(name).max() for name in names))
    return told.work.also(frame), found


def _views(work: Work, spread: Any, asks: Weighing, pauses: Pauses | None) -> Work:
    """Return each case as of now, and where pauses are told as of each extension."""
    final = spread.with_columns(
        nw.lit(asks.most).cast(nw.Int64).alias(_PLACE),
        nw.lit(asks.running.now.us).cast(nw.Int64).alias(_AT),
    )
    if pauses is None:
        return work.also(final)
    each = work.frame.filter(nw.col(_PLACE) < asks.most).select(
        OF, _PLACE, nw.col(hidden("dated")).alias(_AT)
    )
    each = each.join(spread, on=OF, how="inner")
    return work.also(nw.concat([final, each.select(*final.columns)]))


def _with_cases(
    asked: Questions, feed: Any, rule: Any, start: Times, views: Work
) -> Work:
    """Join when the count of each case starts, and which limit it has."""
    pick: Any = nw.lit(0).cast(nw.Int64)
    if rule.cases:
        category = asked.ask(feed.category)
        named = [(category == case.key, n) for n, case in enumerate(rule.cases)]
        pick = first_of(named, nw.lit(None).cast(nw.Int64))
    cases = asked.told.work.also(asked.frame)
    cases, _ = cases_of(cases, rule.counting.zone, start, {hidden("kept_pick"): pick})
    frame = views.frame.join(cases.frame, left_on=OF, right_on="id", how="inner")
    view = nw.concat_str([nw.col(OF), nw.col(_PLACE).cast(nw.String)], separator="#")
    return views.also(frame.with_columns(**{CASE: nw.col(OF), "id": view}).drop(OF))


def _as_of(views: Work, pauses: Pauses, counting: Any, most: int) -> Pauses:
    """
    Return the pauses of each view: those that had begun by then, and none went on.

    Of one that lasts until now it is said besides; a view without a day knows of none.
    """
    if counting.day_ends is not None and None in {pauses.begins.us, pauses.ends.us}:
        raise InvalidFieldError("pauses", "days", "instants, where days end early")
    seen = views.frame.filter(nw.col(_AT) > LONG_AGO).select("id", CASE, _PLACE, _AT)
    day = hidden("as_of_day")
    seen = views.engine.local_days(seen, {day: _AT}, counting.zone)
    frame = seen.join(pauses.frame, left_on=CASE, right_on=OF, how="inner")
    begins, ends = pauses.begins, pauses.ends
    begun = (begins.us or begins.day), (_AT if begins.us else day)
    frame = frame.filter(nw.col(begun[0]) <= nw.col(begun[1]))
    over = (ends.us or ends.day), (_AT if ends.us else day)
    goes_on = nw.col(over[0]).is_null() | (nw.col(over[0]) > nw.col(over[1]))
    made = {ends.day: day} | ({ends.us: _AT} if ends.us else {})
    lasts = nw.col(ends.day).is_null() & (nw.col(_PLACE) == most)
    lasting = hidden("lasting")
    clipped = {
        name: nw.when(goes_on).then(nw.col(at)).otherwise(nw.col(name))
        for name, at in made.items()
    }
    # whether it lasts is asked of the ends as they were told
    frame = frame.with_columns(**{lasting: lasts.cast(nw.Int64), **clipped})
    told = [one for times in (begins, ends) for one in (times.day, times.us) if one]
    frame = frame.select(nw.col("id").alias(OF), lasting, *told)
    return Pauses(frame, begins, ends, lasting)


def _left_unknown(asks: Weighing) -> Any:
    """Say where a clock stands still, and no calendar tells how much of it is left."""
    calendar = asks.running.calendar
    if calendar is None:
        return nw.lit(0)
    covered = bounds_of(calendar)[1].toordinal() - EPOCH
    stands = column(bound("bound", "stands")) == 1
    beyond = stands & (column(bound("bound", "last")) > covered)
    return beyond.fill_null(value=False).cast(nw.Int64)


def _early(asks: Weighing) -> Any:
    """Say whether any extension was asked for before the count started."""
    start, found = asks.start, []
    for n in range(asks.most):
        day, us = (column(told_of(f"placed_{unit}", n)) for unit in ("day", "us"))
        early = day < nw.col(start.day)
        if start.us is not None:
            exact = us < nw.col(start.us)
            early = nw.when(us.is_null()).then(early).otherwise(exact)
        found.append(early)
    return any_of(found).fill_null(value=False).cast(nw.Int64)
