"""
Extensions over the columns of a ledger: which were asked for, when, and by whom granted.
"""

from typing import Any, Final

import narwhals as nw

from followup_rules.errors import FollowupRulesError
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    counting_rows,
    is_text,
    joined,
    rows_below,
)
from followup_rules.frames.books.reading import AT
from followup_rules.frames.books.stops import Stops, cases_of, moment_of
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.counting import Limit
from followup_rules.frames.due_answers import Moved
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.extending import (
    MOST,
    Weighing,
    check_extended,
    extended_limit,
)
from followup_rules.frames.moments import Now
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.frames.standing_still import OF
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import DAYS_IN_WEEK
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.timing.cycles import DueDay

_LENGTH: Final = "^[1-9][0-9]{0,3} (days?|weeks?|working days?)$"
_UNIT: Final = " (days?|weeks?|working days?)$"
_WEEKS: Final = "week"
_WORKED: Final = "working"
_LONG_AGO: Final = -(2**60)


@frozen
class _Told:
    """
    The extensions of a rule, as far as they were known, one row each.
    """

    work: Work
    vague: Any
    odd: Any
    known: Any
    parts: dict[str, Any]
    order: dict[str, Any]
    link: Any
    exact: bool


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

    A case of which both an extension and a pause are told is asked of rows, for each is
    weighed by the pauses that were known then.

    Raises:
        NotInColumnsError: If only rows can tell where they led.
    """
    if rule.self_set or rule.start is not None:
        raise NotInColumnsError("what moves it may be no last day")
    if rule.counting.zone != asked.asking.zone:
        raise NotInColumnsError("its days are those of another zone")
    if rule.cases and not (feed.category and is_text(asked, feed.category)):
        raise NotInColumnsError("several categories are extended")
    limits = [case.limit for case in rule.cases] or [rule.limit]
    if limits == [None] or any(isinstance(one, DueDay) for one in limits):
        raise NotInColumnsError("its limit is no length")
    now = Now.of(asked.asking.as_of, rule.counting.tz)
    try:
        check_extended(rule.counting, rule.extension)
        names, flags = _side_by_side(asked, feed.extensions, rule, start, now)
        _note_doubts(asked, feed, rule, flags, stopped)
        frame = asked.frame
        columns = dict(stopped.columns)
        moved: list[Limit] = []
        for place, amount in enumerate(limits):
            told = Weighing(
                f"limit_{place}",
                rule.extension,
                rule.counting,
                amount,
                start,
                calendar,
                now,
            )
            moved.append(_moved(asked, frame, told, names, stopped, place, columns))
    except FollowupRulesError as error:
        raise NotInColumnsError(str(error)) from error
    stands = () if stopped.moved is None else stopped.moved.stopped
    vague = flags["vague"]
    unsure = vague if stopped.unsure is None else stopped.unsure | vague
    return Stops(Moved(tuple(moved), stands), unsure, columns)


def _note_doubts(
    asked: Questions, feed: Any, rule: Any, flags: dict[str, Any], stopped: Stops
) -> None:
    """Note which rows only rows can judge."""
    asked.doubts.append(flags["odd"])
    if feed.pauses is not None:
        asked.doubts.append(flags["told"] & stopped.any_counts)
    if rule.cases:
        asked.doubts.append(flags["told"] & asked.ask(feed.category).is_null())


def _moved(
    asked: Questions,
    frame: Any,
    told: Weighing,
    names: dict[str, str],
    stopped: Stops,
    place: int,
    columns: dict[str, Any],
) -> Limit:
    """Weigh the extensions of one limit, and join where it went."""
    name, before = f"{told.name}_last", None
    shown = {hidden(new): nw.col(old) for new, old in names.items()}
    if stopped.moved is not None:
        if stopped.moved.limits[place].problem or stopped.moved.limits[place].end:
            raise NotInColumnsError("it is counted by the clock")
        before = hidden("before")
        shown[before] = stopped.columns[name]
    work, start = cases_of(
        asked.told.work.also(frame), told.counting.zone, told.start, shown
    )
    told_from = Weighing(
        told.name, told.says, told.counting, told.amount, start, told.calendar, told.now
    )
    first = None if before is None else nw.col(before)
    work, limit, unsure = extended_limit(work, told_from, first)
    made = work.frame.select(
        nw.col("id").alias(OF),
        nw.col(str(limit.last)).alias(name),
        nw.col(unsure).cast(nw.Int64).alias(hidden("unsure")),
        nw.col(hidden("entitled_0")).alias(hidden("first_of_all")),
    )
    found = joined(asked, made, OF)
    columns[name] = nw.col(found[name])
    any_told = ~nw.col(found[hidden("first_of_all")]).is_null()
    doubt = (nw.col(found[hidden("unsure")]) == 1).fill_null(value=False)
    asked.doubts.append(any_told & doubt)
    return Limit(name)


def _side_by_side(
    asked: Questions, part: Any, rule: Any, start: Times, now: Now
) -> tuple[dict[str, str], dict[str, Any]]:
    """Join what is told of the extensions of each case, and what is doubtful of them."""
    told = _read(asked, part, rule, now)
    flags = {"odd": told.odd, "vague": told.vague, "told": told.known}
    frame = told.work.frame.select(
        told.link.alias(OF),
        **{hidden(name): one for name, one in (told.parts | told.order).items()},
        **{hidden(name): one.cast(nw.Int64) for name, one in flags.items()},
    )
    by = [hidden(one) for one in ("told_first", *told.order)]
    frame = frame.with_columns(
        **{
            hidden("told_first"): 1 - nw.col(hidden("told")),
            hidden("one"): nw.lit(1).cast(nw.Int64),
        }
    )
    rank = {hidden("rank"): ("sum", hidden("one"))}
    frame = told.work.engine.preceding(frame, rank, by, [OF])
    rank_, known = nw.col(hidden("rank")).fill_null(0), nw.col(hidden("told")) == 1
    spread = {
        f"{name}_{place}": nw.when(known & (rank_ == place)).then(nw.col(hidden(name)))
        for place in range(MOST)
        for name in (*told.parts, "placed_at")
    }
    many = (known & (rank_ >= MOST)).cast(nw.Int64)
    odd = nw.max_horizontal(nw.col(hidden("odd")), many)
    frame = frame.with_columns(
        **{hidden(name): one for name, one in (spread | {"odd": odd}).items()}
    )
    wanted = [*flags, *spread]
    found = frame.group_by(OF).agg(
        **{name: nw.col(hidden(name)).max() for name in wanted}
    )
    names = joined(asked, found, OF)
    said = {
        name: (nw.col(names.pop(name)) == 1).fill_null(value=False) for name in flags
    }
    exact = start.us is not None and told.exact
    part_, floor = ("placed_at", start.us) if exact else ("placed", start.day)
    early = [
        ~nw.col(names[f"placed_{place}"]).is_null()
        & (nw.col(names[f"{part_}_{place}"]) < nw.col(str(floor)))
        for place in range(MOST)
    ]
    said["odd"] = said["odd"] | any_of(early).fill_null(value=False)
    return names, said


@frozen
class _Facts:
    """
    The answers to what is asked of each extension.
    """

    fits: Any
    asked_at: Times
    granted_at: Times
    until: Times
    amount: Any
    by: Any

    @property
    def given(self) -> Any:
        """
        Whether it says how much more.
        """
        return ~self.amount.is_null() | self.until.given

    @property
    def said(self) -> Any:
        """
        Whether anything else is told.
        """
        return self.asked_at.given | self.granted_at.given | ~self.by.is_null()


def _read(asked: Questions, part: Any, rule: Any, now: Now) -> _Told:
    """Ask what is told of each extension."""
    own, zone, says = part.of is None, rule.counting.zone, rule.extension
    inner = asked if own else rows_below(asked, part.of)
    facts = _facts(inner, part, zone)
    if inner.doubts and not own:
        raise NotInColumnsError(str(part.where))
    frame = inner.frame if own else inner.frame.filter(counting_rows(inner))
    frame, clean, parts = _lengths(frame, facts)
    meant, given = facts.fits.fill_null(value=False), facts.given
    placed = facts.asked_at, facts.granted_at
    dated = facts.granted_at, facts.asked_at
    known = meant & given & ~_after(dated, now)
    entitled, unclear = nw.lit(value=True), nw.lit(value=False)
    if says.granted_by:
        entitled = facts.by.is_in(says.granted_by).fill_null(value=False)
        unclear = facts.by.is_null() & facts.granted_at.given
    if says.asked_in_time:
        unclear = unclear | (entitled & ~_given(placed))
    backwards = facts.granted_at.before(facts.asked_at).fill_null(value=False)
    text = ~facts.amount.is_null()
    odd = meant & given & ((text & facts.until.given) | backwards | (text & ~clean))
    vague = meant & ~given & (facts.said if own else nw.lit(value=True))
    parts |= {
        "until": nw.col(facts.until.day),
        "placed": _day(placed),
        "entitled": entitled.cast(nw.Int64),
    }
    work = inner.told.work.also(frame)
    work, order = _placed(work, {"dated": dated, "placed_at": placed}, zone)
    return _Told(
        work,
        facts.fits.is_null() | vague,
        odd | (known & unclear),
        known,
        parts,
        order | {"row": nw.col(AT).cast(nw.Int64)},
        nw.col("id") if own else inner.told.columns[str(inner.told.ledger.owner)],
        facts.asked_at.us is not None and facts.granted_at.us is not None,
    )


def _facts(inner: Questions, part: Any, zone: str) -> _Facts:
    """Ask all questions of extensions."""
    fits = nw.lit(value=True) if part.where is None else inner.truth(part.where)
    asked_at = moment_of(inner, part.asked_at, zone, "asked")
    granted_at = moment_of(inner, part.granted_at, zone, "granted")
    until = moment_of(inner, part.extended_to, zone, "until")
    if part.extended_to is not None and until.us is not None:
        raise NotInColumnsError(f"{part.extended_to} may be an instant")
    amount, by = (_text(inner, what) for what in (part.amount, part.granted_by))
    return _Facts(fits, asked_at, granted_at, until, amount, by)


def _text(inner: Questions, what: Any) -> Any:
    """Return a text; one that is not asked is absent."""
    if what is None:
        return nw.lit(None).cast(nw.String)
    if not is_text(inner, what):
        raise NotInColumnsError(str(what))
    return inner.ask(what).cast(nw.String)


def _lengths(frame: Any, facts: _Facts) -> tuple[Any, Any, dict[str, Any]]:
    """Return whether a length is one that columns read, and how long it is."""
    clean = facts.amount.str.contains(_LENGTH).fill_null(value=False)
    text = nw.when(clean).then(facts.amount).otherwise(nw.lit("0"))
    frame = frame.with_columns(
        **{
            hidden("length"): text.str.replace_all(_UNIT, ""),
            hidden("in_weeks"): text.str.contains(_WEEKS),
            hidden("in_worked"): text.str.contains(_WORKED),
        }
    )
    n, worked = nw.col(hidden("length")).cast(nw.Int64), nw.col(hidden("in_worked"))
    days = nw.when(nw.col(hidden("in_weeks"))).then(n * DAYS_IN_WEEK).otherwise(n)
    parts = {
        "days": nw.when(clean & ~worked).then(days),
        "worked": nw.when(clean & worked).then(n),
    }
    return frame, clean, parts


_Either = tuple[Times, Times]
"""A moment, else another."""


def _given(either: _Either) -> Any:
    """Say whether either is there."""
    return either[0].given | either[1].given


def _day(either: _Either) -> Any:
    """Return the day of a moment, else that of another."""
    one, other = (nw.col(times.day) for times in either)
    return nw.when(~one.is_null()).then(one).otherwise(other)


def _after(either: _Either, now: Now) -> Any:
    """Say whether a moment, else another, is still to come."""
    one, other = (
        times.after(now.day, now.us).fill_null(value=False) for times in either
    )
    return first_of([(either[0].given, one)], other)


def _placed(
    work: Work, moments: dict[str, _Either], zone: str
) -> tuple[Work, dict[str, Any]]:
    """Add by which instant each stands among others; a day by its beginning."""
    order: dict[str, Any] = {}
    for name, either in moments.items():
        found = []
        for number, times in enumerate(either):
            if times.us is not None:
                found.append(nw.col(times.us))
                continue
            wall, at = hidden(f"{name}_wall"), hidden(f"{name}_{number}_at")
            frame = work.frame.with_columns(**{wall: nw.col(times.day) * DAY})
            work = work.also(work.engine.to_utc(frame, {at: wall}, zone))
            found.append(nw.col(at))
        least = nw.when(~found[0].is_null()).then(found[0]).otherwise(found[1])
        order[name] = least.fill_null(_LONG_AGO)
    return work, order
