"""
Deadlines over the columns of a ledger, and what may have moved one.

A row of which something is told that moves its bound, or lets it off, is asked of rows;
all others are judged in columns, against the bound as the rule sets it.
"""

from collections.abc import Iterator
from typing import Any, Final

import narwhals as nw
from attrs import evolve

from followup_rules.books.conditions import OfRule
from followup_rules.books.feeds.asking import own_questions
from followup_rules.books.standing import Moments
from followup_rules.errors import FollowupRulesError, WrongColumnTypeError
from followup_rules.frames import deadlines
from followup_rules.frames.books.granted import extended
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    belonging,
)
from followup_rules.frames.books.stops import UNTOLD, Stops, stops
from followup_rules.frames.books.subjects import CLOSES, about
from followup_rules.frames.books.values import YES
from followup_rules.frames.columns import Times, hidden
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.policies.deadlines.terms import Start
from followup_rules.reasons import status_of
from followup_rules.timing.counting import ClosesAt
from followup_rules.timing.counting.units import OPEN_UNITS
from followup_rules.timing.cycles import DUE_DAYS
from followup_rules.verdicts import AGAINST

_DAY: Final = "day_{}"
_US: Final = "us_{}"
_TOLD: Final = ("appointed", "category", "form", "limit")
_AGAINST: Final = tuple(one.value for one in AGAINST)
_NO_LIMIT: Final = "no_limit_brought"
_UNSURE: Final = (
    "done_in_time",
    "not_due_yet",
    "trigger_absent",
    "open_without_limit",
    "done_without_limit",
    "no_appointment",
    "clock_stopped",
    "done_while_stopped",
    _NO_LIMIT,
)
"""What is not certain while an event is not known that may start the count."""


def deadline(
    asked: Questions, feed: Any, rule: Any, *, as_of: Any, calendar: Any
) -> Iterator[tuple[Any, str | None]]:
    """
    Judge by when something is due.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    _check_asked(feed, rule)
    times, waiting = _times(asked, feed, rule)
    moved = _moved(asked, feed, rule, times["since"], calendar)
    plain = _plain(asked, feed, rule)
    told = _told(asked, feed)
    any_limit = asked.told.work.engine.holds_any_category
    if _hangs_on_more(rule) or (rule.cases and not any_limit):
        category = told.get("category")
        asked.doubts.append(YES if category is None else category.is_null())
    names = [name for name, _ in waiting]
    waits = {f"waits_{place}": one for place, (_, one) in enumerate(waiting)}
    more = {**waits, **moved.columns}
    if moved.unsure is not None:
        more["untold"] = moved.unsure
    frame = with_moments(asked, rule.counting.zone, times, {**told, **more})
    given: Any = {name: name for name in (*told, *times) if name != "since"}
    try:
        how = deadlines.Asked(
            trigger="since",
            calendar=calendar,
            early_counts=_early_counts(feed),
            moved=moved.moved,
            **given,
        )
        judged = deadlines.judge(frame.to_native(), plain, how, as_of=as_of)
    except FollowupRulesError as error:
        raise NotInColumnsError(_why(error, feed)) from error
    engine = asked.told.work.engine
    found = engine.numbers(nw.from_native(judged), {CLOSES: "closes"})
    found = _concluded(found, rule, names)
    if moved.unsure is not None:
        against = nw.col("status").is_in(_AGAINST) & nw.col("untold")
        found = instead(found, against.fill_null(value=False), UNTOLD)
    yield found, None


def with_moments(
    asked: Questions, zone: str, times: dict[str, Times], told: dict[str, Any]
) -> Any:
    """
    Return the subject of each row, what the rule is told, and its moments in a zone.
    """
    days = {_DAY.format(name): nw.col(one.day) for name, one in times.items()}
    exact = {name: one.us for name, one in times.items() if one.us is not None}
    made = {_US.format(name): nw.col(us) for name, us in exact.items()}
    frame, engine = about(asked, **told, **days, **made), asked.told.work.engine
    for name in times:
        if name in exact:
            frame = engine.times(frame, {name: _US.format(name)}, zone)
        else:
            frame = engine.dates(frame, {name: _DAY.format(name)})
    return frame


def _told(asked: Questions, feed: Any) -> dict[str, Any]:
    """Return what is told beside moments."""
    told: dict[str, Any] = {}
    if feed.owed is not True:
        told["owed"] = asked.truth(feed.owed)
    for name in ("category", "form"):
        if getattr(feed, name) is not None:
            told[name] = asked.ask(getattr(feed, name))
    return told


def _why(error: FollowupRulesError, feed: Any) -> str:
    """Say why columns do not do, by what the feed asks and not by a column of ours."""
    if not isinstance(error, WrongColumnTypeError):
        return str(error)
    return f"{getattr(feed, error.column)}: {error.got}, not {error.allowed}"


def _check_asked(feed: Any, rule: Any) -> None:
    """Leave to rows what a rule does not ask, for they are refused if they tell it."""
    asks = {
        "appointed": rule.self_set,
        "category": rule.cases,
        "form": rule.forms,
        "limit": rule.case_limit,
        "extensions": rule.extension,
        "pauses": rule.stopped_by,
    }
    for name, used in asks.items():
        what = getattr(feed, name)
        if what is not None and not used:
            raise NotInColumnsError(str(what) if name in _TOLD else f"its {name}")
    if bool(feed.starts) is not (rule.start is not None):
        raise NotInColumnsError("what starts its count is told otherwise than asked")


def _hangs_on_more(rule: Any) -> bool:
    """Say whether columns cannot tell what comes to the same in every category."""
    limits = [case.limit for case in rule.cases]
    some = any(isinstance(one, DUE_DAYS) or type(one) in OPEN_UNITS for one in limits)
    counting = rule.counting
    closes = counting.closes_at is not ClosesAt.DAY_END
    waits = counting.hours is not None or counting.hours_stand_still
    return bool(limits) and (some or closes or waits)


def _early_counts(feed: Any) -> bool:
    """
    Say whether what was done before the count started is in time.

    What follows a meeting is asked of rows where it was done before it.
    """
    since = feed.since
    return isinstance(since, OfRule) and since.moment is not Moments.MEETING


# ----------------------------------------------------------------------- what moves it


def _moves(asked: Questions, part: Any) -> Iterator[Any]:
    """Yield of each row whether anything is told that may have moved its bound."""
    if part.of is None:
        yield _told_by_itself(asked, part)
    else:
        yield belonging(asked, part.of, part.where, least=1)


def _moved(
    asked: Questions, feed: Any, rule: Any, start: Times, calendar: Any
) -> Stops:
    """
    Return where bounds went; where columns cannot tell, rows with any move are doubtful.
    """
    found = Stops(None, None)
    for part in (feed.pauses, feed.extensions):
        if part is not None and part.given is not None:
            raise NotInColumnsError(str(part.given))
    if feed.pauses is not None:
        try:
            found = stops(asked, feed, rule, start, calendar)
        except NotInColumnsError:
            asked.doubts.extend(_moves(asked, feed.pauses))
    if feed.extensions is not None:
        try:
            found = extended(asked, feed, rule, start, calendar, found)
        except NotInColumnsError:
            asked.doubts.extend(_moves(asked, feed.extensions))
    return found


def _told_by_itself(asked: Questions, part: Any) -> Any:
    """Say whether the row itself tells anything that may have moved its bound."""
    asks = [what for name, what, _ in own_questions(part) if name != "where"]
    answers = [asked.ask(what) for what in asks]
    given = [one.given if isinstance(one, Times) else ~one.is_null() for one in answers]
    meant = nw.lit(value=True) if part.where is None else asked.truth(part.where)
    return (any_of(given) & meant) | meant.is_null()


def _plain(asked: Questions, feed: Any, rule: Any) -> Any:
    """Return a rule without what moves its bound; a limit that a case brings is one."""
    plain = evolve(rule, extension=None, stopped_by=(), start=None, events=())
    if rule.case_limit is None:
        return plain
    if feed.limit is not None:
        found = asked.ask(feed.limit)
        brought = found.given if isinstance(found, Times) else ~found.is_null()
        asked.doubts.append(brought)
    return evolve(plain, case_limit=None, ladder=())


# --------------------------------------------------------------------- what starts it


def _times(
    asked: Questions, feed: Any, rule: Any
) -> tuple[dict[str, Times], list[tuple[str, Any]]]:
    """
    Return the moments of a feed, and of each event whether it is waited for.
    """
    times: dict[str, Times] = {}
    waiting: list[tuple[str, Any]] = []
    if feed.starts:
        events = {name: moment(asked, what) for name, what in feed.starts.items()}
        times["since"] = _started(asked, rule, events)
        if rule.start is Start.LATEST:
            waiting = [(name, ~one.given) for name, one in events.items()]
    for name in ("since", "done", "closed", "appointed"):
        what = getattr(feed, name)
        if what is not None and (name != "closed" or rule.falls_due_at_close):
            times[name] = moment(asked, what)
    if "closed" in times:
        closed = times["closed"].before(times["since"]).fill_null(value=False)
        asked.doubts.append(closed)
    return times, waiting


def moment(asked: Questions, what: Any) -> Times:
    """
    Return the answer to a question for a moment.

    Raises:
        NotInColumnsError: If it is none, or only rows can tell it.
    """
    found = asked.ask(what)
    if not isinstance(found, Times):
        raise NotInColumnsError(str(what))
    return found


def _started(asked: Questions, rule: Any, events: dict[str, Times]) -> Times:
    """
    Return when the count starts; the latest of several only once all are known.

    What lies ahead is asked of rows: an event that is known to come has not happened.
    """
    exact = {one.us is not None for one in events.values()}
    if len(exact) > 1:
        raise NotInColumnsError("it starts at days or at instants")
    now, named = asked.asking.now, [*events.values()]
    choose = nw.max_horizontal if rule.start is Start.LATEST else nw.min_horizontal
    later = [one.after(now.day, now.us).fill_null(value=False) for one in named]
    ahead, every_known = any_of(later), ~any_of([~one.given for one in named])
    known = every_known if rule.start is Start.LATEST else nw.lit(value=True)
    made = {"started_day": choose(*(nw.col(one.day) for one in named))}
    if exact == {True}:
        made["started_us"] = choose(*(nw.col(str(one.us)) for one in named))
    shown = {hidden(name): nw.when(known).then(one) for name, one in made.items()}
    asked.keep(asked.frame.with_columns(**shown))
    asked.doubts.append(ahead)
    if rule.cases and rule.start is Start.LATEST:
        # the limit of any category is not held to an unknown start
        asked.doubts.append(~every_known)
    us = hidden("started_us") if exact == {True} else None
    return Times(hidden("started_day"), us)


# ------------------------------------------------------------------- what comes of it


def _concluded(frame: Any, rule: Any, events: list[str]) -> Any:
    """Say of what has no limit, or no start, why in the words of the rule."""
    if rule.case_limit is not None and rule.limit is None:
        idle = nw.col("reason").is_in(("open_without_limit", "done_without_limit"))
        frame = instead(frame, idle, _NO_LIMIT)
    for place in reversed(range(len(events))):
        waits = nw.col(f"waits_{place}") & nw.col("unsure")
        if place == len(events) - 1:
            frame = frame.with_columns(unsure=nw.col("reason").is_in(_UNSURE))
        frame = instead(frame, waits, f"fact_missing:{events[place]}")
    return frame


def instead(frame: Any, where: Any, reason: str) -> Any:
    """
    Write another reason where no bound tells, and what it decides.
    """
    bare = ("due_day", "closes_included", "margin_us", CLOSES)
    changed = {
        "reason": first_of([(where, reason)], nw.col("reason")),
        "status": first_of([(where, status_of(reason).value)], nw.col("status")),
        **{name: nw.when(~where).then(nw.col(name)) for name in bare},
    }
    return frame.with_columns(**changed)
