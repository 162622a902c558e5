"""
Extensions over the columns of a ledger: what was asked for, when, and by whom granted.

How much more each asks for is a text. The few texts that occur are fetched once, read as
rows read them, and joined as numbers.
"""

from typing import Any, Final

import narwhals as nw
import pyarrow as pa

from followup_rules.errors import FollowupRulesError
from followup_rules.frames.books.collecting import collected_all
from followup_rules.frames.books.names import is_text
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    counting_rows,
    rows_below,
)
from followup_rules.frames.books.reading import AT
from followup_rules.frames.books.stops import moment_of
from followup_rules.frames.columns import Times, Work, hidden
from followup_rules.frames.engines.zones import DAY
from followup_rules.frames.moments import Now
from followup_rules.frames.more_time import UNITS, Parts, parts_of
from followup_rules.frames.outcomes import first_of
from followup_rules.frames.standing_still import OF, Pauses
from followup_rules.immutable import frozen
from followup_rules.timing.amounts import read_amount

LONG_AGO: Final = -(2**60)
"""When something was granted of which no day is told."""
_TEXTS: Final = 500
"""Of more ways to say how much more, rows read the rest."""
_TEXT: Final = "text"
_READ: Final = hidden("as_text")
_NUMBER: Final = "number"


@frozen
class Requests:
    """
    The extensions of a rule that columns read, one row each.

    Attributes:
        work: The rows, each with the case that it is of as `OF`, with `dated`, when it is
            known from, and with what is told of it.
        flags: Of each row that may be one, whether it is `told`, whether it is `odd`, so
            that rows are asked, and whether it is `vague` what it is.
        most: How many a case has at most.
        every: The lengths that are asked for.
        exact: Whether a new bound may be an instant.
    """

    work: Work
    flags: Any
    most: int
    every: tuple[Parts, ...]
    exact: bool


def requests(
    asked: Questions, part: Any, rule: Any, now: Now, pauses: Pauses | None
) -> Requests:
    """
    Ask what is told of each extension.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    own, zone, says = part.of is None, rule.counting.zone, rule.extension
    inner = asked if own else rows_below(asked, part.of)
    facts = _facts(inner, part, zone)
    if inner.doubts and not own:
        raise NotInColumnsError(str(part.where))
    link = nw.col("id") if own else inner.told.columns[str(inner.told.ledger.owner)]
    frame = inner.frame if own else inner.frame.filter(counting_rows(inner))
    dated = facts.granted_at, facts.asked_at
    known = facts.fits.fill_null(value=False) & facts.given & ~_after(dated, now)
    frame = frame.with_columns(
        **{_READ: facts.amount, OF: link, hidden("told"): known.cast(nw.Int64)}
    )
    most, texts = _extent(inner, frame)
    read = _read(texts, rule.counting, pauses)
    work = _joined(inner.told.work.also(frame), read)
    moments = {"dated": dated, "placed_at": facts.placed}
    work, order = _placed(work, moments, zone)
    flags = {"told": known, **_doubtful(facts, known, says, own=own)}
    shown = {
        **_shown(facts, says),
        **order,
        **{name: one.cast(nw.Int64) for name, one in flags.items()},
    }
    frame = work.frame.select(OF, **{hidden(name): one for name, one in shown.items()})
    names = [hidden(name) for name in flags]
    return Requests(
        work.also(frame.filter(nw.col(hidden("told")) == 1)),
        frame.group_by(OF).agg(*(nw.col(name).max() for name in names)),
        most,
        tuple(dict.fromkeys(one for one in read.values() if one is not None)),
        facts.until.us is not None,
    )


def _doubtful(facts: "_Facts", known: Any, says: Any, *, own: bool) -> dict[str, Any]:
    """Return of each extension whether rows are asked, and whether it is vague."""
    meant = facts.fits.fill_null(value=False)
    unclear: Any = nw.lit(value=False)
    if says.granted_by:
        unclear = facts.by.is_null() & facts.granted_at.given
    if says.asked_in_time:
        unclear = unclear | (_entitled(facts, says) & ~_given(facts.placed))
    backwards = facts.granted_at.before(facts.asked_at).fill_null(value=False)
    text = ~nw.col(_READ).is_null()
    unread = text & nw.col(hidden("scale")).is_null()
    bad = (text & facts.until.given) | backwards | unread
    vague = meant & ~facts.given & (facts.said if own else nw.lit(value=True))
    return {
        "odd": (meant & facts.given & bad) | (known & unclear),
        "vague": facts.fits.is_null() | vague,
    }


def _entitled(facts: "_Facts", says: Any) -> Any:
    """Say whether an extension is granted by whom it must be."""
    if not says.granted_by:
        return nw.lit(value=True)
    return facts.by.is_in(says.granted_by).fill_null(value=False)


def _shown(facts: "_Facts", says: Any) -> dict[str, Any]:
    """Return what is told of each extension."""
    until = facts.until.us
    return {
        **{name: nw.col(hidden(name)) for name in (*UNITS, "scale")},
        "until_day": nw.col(facts.until.day),
        "until_us": nw.lit(None).cast(nw.Int64) if until is None else nw.col(until),
        "placed_day": _day(facts.placed),
        "placed_us": _instant(facts.placed),
        "entitled": _entitled(facts, says).cast(nw.Int64),
        "row": nw.col(AT).cast(nw.Int64),
    }


def _extent(inner: Questions, frame: Any) -> tuple[int, list[str]]:
    """Fetch how many extensions a case has at most, and which lengths are told."""
    told = hidden("told")
    counts = frame.group_by(OF).agg(nw.col(told).sum().alias(_NUMBER))
    found = {
        "most": counts.select(
            nw.lit(None).cast(nw.String).alias(_TEXT),
            nw.col(_NUMBER).max().cast(nw.Int64),
        ),
        "texts": frame.filter(~nw.col(_READ).is_null())
        .group_by(_READ)
        .agg(nw.col(told).max().alias(_NUMBER))
        .select(nw.col(_READ).alias(_TEXT), nw.col(_NUMBER).cast(nw.Int64))
        .head(_TEXTS),
    }
    made = collected_all(found, at_once=inner.told.work.engine.plans_anew)
    numbers = made["most"][_NUMBER].to_list()
    return int((numbers and numbers[0]) or 0), made["texts"][_TEXT].to_list()


def _read(
    texts: list[str], counting: Any, pauses: Pauses | None
) -> dict[str, Parts | None]:
    """Read lengths as rows read them; one that they refuse is none."""
    found: dict[str, Parts | None] = {}
    for text in texts:
        try:
            amount = read_amount(text, "amount")
        except FollowupRulesError:
            continue
        found[text] = parts_of(amount, counting, pauses)
    return found


def _joined(work: Work, read: dict[str, Parts | None]) -> Work:
    """Join what each length comes to."""
    known = {text: one for text, one in read.items() if one is not None}
    names = (*UNITS, "scale")
    if not known:
        nothing = nw.lit(None).cast(nw.Int64)
        return work.with_columns(**dict.fromkeys(names, nothing))
    table = {_READ: pa.array([*known], pa.string())}
    table |= {
        hidden(name): pa.array(
            [getattr(one, name) for one in known.values()], pa.int64()
        )
        for name in names
    }
    beside = work.engine.beside(work.frame.to_native(), pa.table(table))
    return work.also(work.frame.join(beside, on=_READ, how="left"))


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
    def placed(self) -> "_Either":
        """
        When it was asked for, else granted.
        """
        return self.asked_at, self.granted_at

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


def _facts(inner: Questions, part: Any, zone: str) -> _Facts:
    """Ask all questions of extensions."""
    fits = nw.lit(value=True) if part.where is None else inner.truth(part.where)
    asked_at = moment_of(inner, part.asked_at, zone, "asked")
    granted_at = moment_of(inner, part.granted_at, zone, "granted")
    until = moment_of(inner, part.extended_to, zone, "until")
    amount, by = (_text(inner, what) for what in (part.amount, part.granted_by))
    return _Facts(fits, asked_at, granted_at, until, amount, by)


def _text(inner: Questions, what: Any) -> Any:
    """Return a text; one that is not asked is absent."""
    if what is None:
        return nw.lit(None).cast(nw.String)
    if not is_text(inner, what):
        raise NotInColumnsError(str(what))
    return inner.ask(what).cast(nw.String)


_Either = tuple[Times, Times]
"""A moment, else another."""


def _given(either: _Either) -> Any:
    """Say whether either is there."""
    return either[0].given | either[1].given


def _day(either: _Either) -> Any:
    """Return the day of a moment, else that of another."""
    one, other = (nw.col(times.day) for times in either)
    return nw.when(~one.is_null()).then(one).otherwise(other)


def _instant(either: _Either) -> Any:
    """Return the instant of a moment, else of another; a day has none."""
    nothing = nw.lit(None).cast(nw.Int64)
    one, other = (nothing if t.us is None else nw.col(t.us) for t in either)
    return nw.when(either[0].given).then(one).otherwise(other)


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
        order[name] = least.fill_null(LONG_AGO)
    return work, order
