"""
The closed language over columns: each question becomes one expression.

Yes, no and not known are true, false and null, and are joined by the same
three-valued logic as over rows.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import and_, or_
from typing import Any, NoReturn

import narwhals as nw
from attrs import field

from followup_rules.books.conditions import (
    Attribute,
    Both,
    Count,
    Happened,
    InPeriod,
    IsTold,
    Not,
    OfRule,
    Order,
    Passed,
    Pick,
    Some,
)
from followup_rules.books.standing import Moments
from followup_rules.frames.books.measures import MEASURED
from followup_rules.frames.books.names import NAMED
from followup_rules.frames.books.reading import AT, KNOWN, OWNER, STRANGE, Asking, Told
from followup_rules.frames.books.settling import in_period, of_owner, owner_times
from followup_rules.frames.books.standings import DOUBT, KEY, OPEN, Standing
from followup_rules.frames.columns import Times, hidden
from followup_rules.frames.outcomes import any_of
from followup_rules.immutable import frozen


class NotInColumnsError(Exception):
    """
    A question that no column can answer; it is asked of rows instead.
    """


Answer = Any
"""An expression, or `Times` where a question asks for a moment."""


@frozen(slots=False)
class Questions:
    """
    Asks the rows of one ledger; what it needs is joined to their frame.

    Attributes:
        told: The ledger, with what was joined so far.
        others: All ledgers, settled.
        asking: What they were read for.
        doubts: Whether something is told of a row that only rows can judge.
        ways: Whether something may let a row off.
        turns: Whether time may still change what another rule came to.
        stands: How another rule stands, by its name.
    """

    told: Told
    others: Mapping[str, Told]
    asking: Asking
    doubts: list[Any] = field(factory=list)
    ways: list[Any] = field(factory=list)
    turns: list[Any] = field(factory=list)
    stands: Callable[[str], Standing] | None = None
    _frames: list[Any] = field(factory=list)

    @property
    def frame(self) -> Any:
        """
        The frame with everything that was joined.
        """
        return self._frames[-1] if self._frames else self.told.work.frame

    def keep(self, frame: Any) -> None:
        """
        Go on with a frame that has more columns.
        """
        self._frames.append(frame)

    def ask(self, what: Any) -> Answer:
        """
        Return the answer to a question.

        Raises:
            NotInColumnsError: If no column can give it.
        """
        return _ASKED.get(type(what), Questions.refuse)(self, what)

    def refuse(self, what: Any) -> NoReturn:
        """
        Say that only rows can answer.

        Raises:
            NotInColumnsError: Always, with the question.
        """
        raise NotInColumnsError(str(what))

    def moment(self, what: Any) -> Times:
        """
        Return the answer to a question for a moment.

        Raises:
            NotInColumnsError: If no column can give it, or it is none.
        """
        found = self.ask(what)
        if not isinstance(found, Times):
            self.refuse(what)
        return found

    def once(self, frame: Any) -> Any:
        """
        Work a frame out, where each query would plan it anew.
        """
        return self.told.work.once(frame)

    def fresh(self, name: str) -> str:
        """
        Return a name that no column has yet.
        """
        return hidden(f"{name}_{len(self._frames)}")

    def truth(self, what: Any) -> Any:
        """
        Return an answer of yes, no or not known.

        Raises:
            NotInColumnsError: If no column can give it.
        """
        if what is None or isinstance(what, bool):
            return nw.lit(what).cast(nw.Boolean)
        known = {kind: one.ledger for kind, one in self.others.items()}
        found = self.ask(what)
        if isinstance(found, Times) or what.asks_for_number(self.told.ledger, known):
            self.refuse(what)
        return found


def for_good(asked: Questions, what: Any) -> Any:
    """
    Return yes or no; what another rule may still turn is not known yet.

    Raises:
        NotInColumnsError: If no column can give it.
    """
    before = len(asked.turns)
    found, turns = asked.truth(what), asked.turns[before:]
    if not turns:
        return found
    return nw.when(~any_of(turns)).then(found)


def _attribute(asked: Questions, what: Attribute) -> Answer:
    """Find the column of an attribute, of the row or of its owner."""
    told, name = asked.told, what.name
    kind = what.of_owner or told.ledger.kind
    own = kind == told.ledger.kind
    if not own and (what.of_parts or kind != told.ledger.owner_kind):
        raise NotInColumnsError(str(what))
    home = told if own else asked.others[kind]
    if name in home.times:
        return (home.times if own else owner_times(home))[name]
    if name in home.columns:
        far = of_owner(kind, f"{hidden('is_')}{name}")
        return home.columns[name] if own else nw.col(far)
    raise NotInColumnsError(str(what))


def _of_rule(asked: Questions, what: OfRule) -> Answer:
    """Return when another rule was due, breached or met."""
    standing, names = _standing(asked, what)
    found = standing.at[what.moment]
    if found is None:
        raise NotInColumnsError(str(what))
    if what.moment is not Moments.DUE:
        held = nw.col(names[what.moment.value])
        asked.doubts.append(held & nw.col(names[found.day]).is_null())
    return Times(names[found.day], None if found.us is None else names[found.us])


def _standing(asked: Questions, what: OfRule) -> tuple[Standing, dict[str, str]]:
    """Join how another rule stands, and return the names of its columns."""
    assert asked.stands is not None  # noqa: S101 - for type checkers
    standing = asked.stands(what.rule)
    told = asked.told
    if standing.kind == told.ledger.kind:
        link = "id"
    elif standing.kind == told.ledger.owner_kind:
        link = OWNER
    else:
        raise NotInColumnsError(str(what))
    frame = standing.frame
    names = {name: asked.fresh(name) for name in frame.columns if name != KEY}
    made = frame.select(
        nw.col(KEY), *(nw.col(old).alias(new) for old, new in names.items())
    )
    asked.keep(asked.frame.join(made, left_on=link, right_on=KEY, how="left"))
    asked.doubts.append(nw.col(names[DOUBT]).fill_null(value=False))
    asked.turns.append(nw.col(names[OPEN]).fill_null(value=False))
    return standing, names


def _happened(asked: Questions, what: Happened) -> Answer:
    """Say whether a moment was known by now."""
    if isinstance(what.what, OfRule):
        _, names = _standing(asked, what.what)
        return nw.col(names[what.what.moment.value]).fill_null(value=False)
    moment, now = asked.moment(what.what), asked.asking.now
    return ~moment.after(now.day, now.us).fill_null(value=True)


def _passed(asked: Questions, what: Passed) -> Answer:
    """Say whether a moment is over, a day only with its end."""
    now = asked.asking.now
    return asked.moment(what.what).passed(now.day, now.us).fill_null(value=False)


def _told(asked: Questions, what: IsTold) -> Answer:
    """Say whether a value was told."""
    found = asked.ask(what.what)
    return found.given if isinstance(found, Times) else ~found.is_null()


def _inside(asked: Questions, what: InPeriod) -> Answer:
    """Say whether a moment lies in the days that are asked; what is not known may."""
    return in_period(asked.moment(what.what), asked.asking.period)


def _order(asked: Questions, what: Order) -> Answer:
    """Compare two moments."""
    first, second = asked.moment(what.first), asked.moment(what.second)
    if what.word == "after":
        first, second = second, first
    return first.before(second)


def _not(asked: Questions, what: Not) -> Answer:
    """Turn it round."""
    return ~asked.truth(what.what)


def _both(asked: Questions, what: Both) -> Answer:
    """Join answers by three-valued logic."""
    joined = and_ if what.word == "and" else or_
    return reduce(joined, [asked.truth(one) for one in what.parts])


# ------------------------------------------------------------- rows that belong to it


def belonging(
    asked: Questions, kind: str, where: Any, *, least: int, attempts: bool = False
) -> Any:
    """
    Say whether so many rows belong to a row that fit, or may.

    With *attempts* those are counted too that do not count as what they are.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    _, frame, fits = own_rows(asked, kind, where, attempts=attempts)
    name = asked.fresh("fitting")
    may = fits.fill_null(value=True).cast(nw.Int64)
    frame = frame.with_columns(may.alias(hidden("one")))
    _grouped(asked, kind, frame, **{name: nw.col(hidden("one")).sum()})
    return (nw.col(name) >= least).fill_null(value=False)


def own_rows(
    asked: Questions, kind: str, where: Any, *, attempts: bool = False
) -> tuple[Questions, Any, Any]:
    """
    Return the rows that belong to others and count, and whether each fits.

    With *attempts* those are among them too that do not count as what they are.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    inner = rows_below(asked, kind)
    fits = nw.lit(value=True) if where is None else inner.truth(where)
    if inner.doubts:
        raise NotInColumnsError(str(where))
    kept = counting_rows(inner, attempts=attempts)
    return inner, inner.frame.filter(kept), fits


def rows_below(asked: Questions, kind: str) -> Questions:
    """
    Return what asks the rows of a kind, which belong to those that are asked.

    Raises:
        NotInColumnsError: If only rows can tell which do.
    """
    told = asked.others.get(kind)
    if told is None:
        raise NotInColumnsError(f"no table of {kind}")
    if told.whole is not None or told.ledger.owner_kind != asked.told.ledger.kind:
        raise NotInColumnsError(kind)
    return Questions(told, asked.others, asked.asking, stands=asked.stands)


def counting_rows(inner: Questions, *, attempts: bool = False) -> Any:
    """
    Say which rows are known, and count as what they are.

    With *attempts* those are counted too that do not count as what they are.
    """
    told = inner.told
    counts = nw.col(KNOWN) & ~nw.col(STRANGE)
    if told.ledger.counts_if is not None and not attempts:
        counts = counts & told.columns[told.ledger.counts_if].fill_null(value=False)
    return counts


def joined(asked: Questions, made: Any, link: str) -> dict[str, str]:
    """
    Join what was worked out of each row, and return the names of its columns.

    Args:
        asked: The rows.
        made: One row for some of them, with the id of each.
        link: The column of that id.
    """
    names = {name: asked.fresh(name) for name in made.columns if name != link}
    shown = [nw.col(old).alias(new) for old, new in names.items()]
    owner = nw.col(link).alias(hidden("owner_id"))
    _joined(asked, made.select(owner, *shown))
    return names


def _joined(asked: Questions, made: Any) -> None:
    """Join what was worked out for each owner."""
    asked.keep(
        asked.frame.join(made, left_on="id", right_on=hidden("owner_id"), how="left")
    )


def _grouped(asked: Questions, kind: str, frame: Any, **made: Any) -> None:
    """Count by owner, and join the counts."""
    link = asked.others[kind].link
    counted = (
        frame.with_columns(link.alias(hidden("owner_id")))
        .group_by(hidden("owner_id"))
        .agg(**made)
    )
    _joined(asked, counted)


def _deciding(frame: Any, wanted: Any) -> Any:
    """
    Return the rows that are wanted or may be, which `one` and `two` say of each.

    Most are not, and none of those needs to be put into a group.
    """
    one, two = hidden("one"), hidden("two")
    frame = frame.with_columns(
        wanted.fill_null(value=False).cast(nw.Int64).alias(one),
        wanted.is_null().cast(nw.Int64).alias(two),
    )
    return frame.filter((nw.col(one) == 1) | (nw.col(two) == 1))


def _may_be_unknown(inner: Questions, where: Any) -> bool:
    """Say whether it may not be known of a row whether it fits, so that only rows tell."""
    known = {kind: one.ledger for kind, one in inner.others.items()}
    return where is not None and not where.is_certain(inner.told.ledger, known)


def _count(asked: Questions, what: Count) -> Answer:
    """Count the rows that certainly fit."""
    sure, _ = _counted(asked, what)
    return sure


def _at_least(asked: Questions, what: Some) -> Answer:
    """Say whether so many fit; where those that may would be enough, nobody knows."""
    sure, may = _counted(asked, what)
    enough, possible = sure >= what.number, sure + may >= what.number
    return nw.when(enough | ~possible).then(enough)


def _counted(asked: Questions, what: Count | Some) -> tuple[Any, Any]:
    """Count the rows that fit, and those of which that is not known."""
    inner, frame, fits = own_rows(asked, what.kind, what.where)
    sure, may = asked.fresh("sure"), asked.fresh("may")
    frame = _deciding(frame, fits)
    made = {sure: nw.col(hidden("one")).sum(), may: nw.col(hidden("two")).sum()}
    _grouped(asked, what.kind, frame, **made)
    found = [nw.col(one).fill_null(0).cast(nw.Int64) for one in (sure, may)]
    if isinstance(what, Count) and _may_be_unknown(inner, what.where):
        asked.doubts.append(found[1] > 0)
    return found[0], found[1]


def _some(asked: Questions, what: Some) -> Answer:
    """Say whether any, or all, fit."""
    if what.which == "at least":
        return _at_least(asked, what)
    _, frame, fits = own_rows(asked, what.kind, what.where)
    decides, unknown = asked.fresh("decides"), asked.fresh("unknown")
    wanted = fits if what.which == "any" else ~fits
    _grouped(
        asked,
        what.kind,
        _deciding(frame, wanted),
        **{decides: nw.col(hidden("one")).max(), unknown: nw.col(hidden("two")).max()},
    )
    sure = (nw.col(decides) == 1).fill_null(value=False)
    open_ = (nw.col(unknown) == 1).fill_null(value=False)
    found = what.which == "any"
    return nw.when(sure).then(nw.lit(found)).when(~open_).then(nw.lit(not found))


def _pick(asked: Questions, what: Pick) -> Answer:
    """Take an attribute of the first or the last row that fits, by their days."""
    if what.is_beside:
        raise NotInColumnsError(str(what))
    inner, frame, fits = own_rows(asked, what.kind, what.where)
    told = inner.told
    if _may_be_unknown(inner, what.where):
        vague = asked.fresh("vague")
        unknown = frame.with_columns(fits.is_null().cast(nw.Int64).alias(hidden("one")))
        _grouped(asked, what.kind, unknown, **{vague: nw.col(hidden("one")).max()})
        asked.doubts.append((nw.col(vague) == 1).fill_null(value=False))
    if what.where is not None:
        frame = frame.filter(fits.fill_null(value=False))
    link = told.link
    owner = hidden("owner_id")
    frame = frame.with_columns(link.alias(owner))
    least = "min" if what.which == "first" else "max"
    placed = told.times.get(str(told.ledger.placed))
    days = [] if placed is None else [placed.day]
    exact = [] if placed is None or placed.us is None else [placed.us]
    keys = [*days, *exact, AT]
    for number, key in enumerate(keys):
        best = hidden(f"best_{number}")
        frame = told.work.engine.spread(frame, {best: (least, key)}, [owner])
        frame = frame.filter(nw.col(best) == nw.col(key))
    found = inner.ask(Attribute(what.name))
    if isinstance(found, Times):
        day, us = asked.fresh("day"), asked.fresh("us")
        shown = {day: nw.col(found.day)}
        if found.us is not None:
            shown[us] = nw.col(found.us)
        answer: Answer = Times(day, us if found.us is not None else None)
    else:
        name = asked.fresh("picked")
        shown, answer = {name: found}, nw.col(name)
    made = frame.select(nw.col(owner), *(one.alias(new) for new, one in shown.items()))
    _joined(asked, made)
    return answer


# What is not among these is asked of rows: the parts of a list, in which cell something
# lies, and what functions return.
_ASKED: Mapping[type, Callable[[Questions, Any], Answer]] = {
    Attribute: _attribute,
    Happened: _happened,
    Passed: _passed,
    IsTold: _told,
    InPeriod: _inside,
    Order: _order,
    Not: _not,
    OfRule: _of_rule,
    Both: _both,
    Some: _some,
    Count: _count,
    Pick: _pick,
    **MEASURED,
    **NAMED,
}
