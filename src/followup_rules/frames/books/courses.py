"""
Procedures over the columns of a ledger: what became of certain steps, and in what order.

What a procedure without limits comes to hangs on nothing but what was done, in what
order, and what is over by now. Columns tell that of each row, as numbers; the engine
finds the courses that differ, of which a ledger of millions of rows has some dozens; the
rule is asked once for each of them, of one row that took it, and its answer is joined to
all others.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import narwhals as nw
import pyarrow as pa

from followup_rules.books.conditions.lasting import falls, rises
from followup_rules.errors import FollowupRulesError
from followup_rules.frames.books.by_rows import reason_of
from followup_rules.frames.books.collecting import collected
from followup_rules.frames.books.questions import NotInColumnsError, Questions
from followup_rules.frames.books.subjects import ID, about, undated
from followup_rules.frames.columns import Times, hidden
from followup_rules.frames.engines.zones import EPOCH
from followup_rules.frames.outcomes import first_of
from followup_rules.immutable import frozen
from followup_rules.timing.counting import Counting

MOST: Final = 2_000
"""Of more courses that differ it is better to ask the rows."""
_DIGITS: Final = 20
"""So many digits to the base of 8 a whole number holds for certain."""
_ABSENT, _LATER, _OVER, _TODAY = range(4)
_BEGAN: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICRO: Final = dt.timedelta(microseconds=1)
_TEXT: Final = pa.string()


@frozen
class _Asked:
    """
    What a rule is told of a row.

    Attributes:
        steps: When each step was done.
        since: When what it is about happened.
        closed: When the matter was closed; None is that nobody asks.
        conditions: Whether each fact holds on which steps depend.
    """

    steps: Mapping[str, Times]
    since: Times
    closed: Times | None
    conditions: Mapping[str, Any]

    @property
    def moments(self) -> dict[str, Times]:
        """
        All moments, by the names of the columns that show them.
        """
        found = {f"step_{n}": one for n, one in enumerate(self.steps.values())}
        found["since"] = self.since
        return found if self.closed is None else {**found, "closed": self.closed}


def procedure(
    asked: Questions, feed: Any, rule: Any, *, as_of: Any, calendar: Any
) -> Iterator[tuple[Any, str | None]]:
    """
    Judge what is done in order, step by step.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    _check(feed, rule, asked.asking.zone)
    told = _Asked(
        {key: asked.moment(what) for key, what in feed.steps.items()},
        asked.moment(feed.since),
        None if feed.closed is None else asked.moment(feed.closed),
        {name: asked.truth(what) for name, what in feed.conditions.items()},
    )
    if told.closed is not None:
        asked.doubts.append(told.closed.before(told.since).fill_null(value=False))
    digits = [*_digits(told, asked.asking.now)]
    numbers = [digits[n : n + _DIGITS] for n in range(0, len(digits), _DIGITS)]
    course = {f"course_{n}": _number(some) for n, some in enumerate(numbers)}
    frame = asked.once(about(asked, **_shown(told), **course))
    answers = _answers(
        _courses(frame, [*course]), told, feed, rule, as_of=as_of, calendar=calendar
    )
    keys = [step.key for step in rule.steps] if feed.apart else [None]
    for place, key in enumerate(keys):
        types = {**dict.fromkeys(course, pa.int64()), **dict.fromkeys(_SAID, _TEXT)}
        table = [(*which, *said[place]) for which, said in answers.items()]
        small = pa.table(
            {
                name: pa.array([row[n] for row in table], kind)
                for n, (name, kind) in enumerate(types.items())
            }
        )
        beside = asked.told.work.engine.beside(frame.to_native(), small)
        party = rule.owed_by if key is None else rule.party(key)
        found = frame.join(beside, on=[*course], how="inner")
        yield undated(found.with_columns(party=nw.lit(party))), key


_SAID: Final = ("status", "clause", "reason")


def _check(feed: Any, rule: Any, zone: str) -> None:
    """Leave to rows what hangs on how much time has passed, not only on its order."""
    for step in rule.steps:
        for name in ("limit", "least_notice"):
            if getattr(step, name) is not None:
                raise NotInColumnsError(f"{name} of {step.key}")
    together = any(step.same_day_as is not None for step in rule.steps)
    if together and rule.counting != Counting(zone=rule.counting.zone):
        raise NotInColumnsError("days that end otherwise than at midnight")
    for what in feed.conditions.values():
        if falls(what) or rises(what):
            raise NotInColumnsError(f"{what}, which time may change")
    if rule.counting.zone != zone:
        raise NotInColumnsError("its days are those of another zone")


def _digits(told: _Asked, now: Any) -> Iterator[Any]:
    """Yield all that a course hangs on, each as one digit to the base of 8."""
    moments = [*told.moments.values()]
    for one in moments:
        yield _against_now(one, now)
    for place, first in enumerate(moments):
        for second in moments[place + 1 :]:
            yield _order(first, second)
    for holds in told.conditions.values():
        yield first_of([(holds, 1), (~holds, 2)], 0)


def _against_now(one: Times, now: Any) -> Any:
    """Say whether a moment is told, lies ahead, or is of this day."""
    later = one.after(now.day, now.us).fill_null(value=False)
    day = nw.col(one.day)
    cases = [(later, _LATER), (day < now.day, _OVER), (~day.is_null(), _TODAY)]
    return first_of(cases, _ABSENT)


def _order(first: Times, second: Times) -> Any:
    """Say how two moments lie to each other, by their days and within them."""
    one, two = nw.col(first.day), nw.col(second.day)
    cases = [(one < two, 1), (one > two, 2)]
    if first.us is not None and second.us is not None:
        start, end = nw.col(first.us), nw.col(second.us)
        cases += [(start < end, 3), (start > end, 4)]
    return first_of([*cases, (one == two, 5)], _ABSENT)


def _number(digits: Sequence[Any]) -> Any:
    """Write digits as one number."""
    found = digits[0].cast(nw.Int64)
    for digit in digits[1:]:
        found = found * 8 + digit
    return found


def _shown(told: _Asked) -> dict[str, Any]:
    """Return the columns of what the rule is told."""
    found = {name: nw.col(one.us or one.day) for name, one in told.moments.items()}
    return found | {f"holds_{n}": one for n, one in enumerate(told.conditions.values())}


def _courses(frame: Any, course: list[str]) -> Any:
    """
    Return one row for each course that differs.

    Raises:
        NotInColumnsError: If there are too many.
    """
    first = hidden("first")
    alike = frame.group_by(course).agg(nw.col(ID).min().alias(first))
    ids = collected(alike.head(MOST + 1))[first].to_list()
    if len(ids) > MOST:
        raise NotInColumnsError(f"more than {MOST:,} orders of steps that differ")
    return collected(frame.filter(nw.col(ID).is_in(ids)) if ids else frame.head(0))


def _answers(
    courses: Any, told: _Asked, feed: Any, rule: Any, *, as_of: Any, calendar: Any
) -> dict[tuple[int, ...], list[tuple[str, str, str]]]:
    """Ask the rule once for each course; what it refuses is asked of rows."""
    found = {}
    names = [name for name in courses.columns if name.startswith("course_")]
    assess = rule.assess_each if feed.apart else rule.assess
    for row in courses.rows(named=True):
        when = {name: _moment(one, row[name]) for name, one in told.moments.items()}
        facts = {
            "done": {key: when[f"step_{n}"] for n, key in enumerate(told.steps)},
            "trigger": when["since"],
            "conditions": {
                name: row[f"holds_{n}"] for n, name in enumerate(told.conditions)
            },
            "closed": when.get("closed"),
        }
        try:
            verdicts = assess(**facts, as_of=as_of, calendar=calendar)
        except FollowupRulesError:
            said = [("undetermined", rule.clause.id, "by_rows")] * len(rule.steps)
        else:
            each = verdicts if feed.apart else (verdicts,)
            said = [(v.status.value, v.clause.id, reason_of(v)) for v in each]
        found[tuple(row[name] for name in names)] = said
    return found


def _moment(times: Times, number: int | None) -> dt.date | None:
    """Return a moment of a course; None where it has none."""
    if number is None:
        return None
    if times.us is None:
        return dt.date.fromordinal(int(number) + EPOCH)
    return _BEGAN + int(number) * _MICRO
