"""
What it means for a rule that it hangs on another rule of the book.

Whatever of the other rule is not known is never held against anybody by the rules that
hang on it: they are undetermined too, and name it.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from attrs import evolve

from followup_rules.books.conditions import (
    Between,
    Both,
    CellOf,
    Compared,
    Count,
    DaysFrom,
    FallsOn,
    Happened,
    InSeason,
    Is,
    Not,
    OfRule,
    Order,
    Pick,
    Question,
    ShareOf,
    Some,
)
from followup_rules.books.conditions.questions import sides
from followup_rules.books.standing import LET_OFF, NOT_BEGUN, Moments, standing
from followup_rules.immutable import frozen
from followup_rules.verdicts import Reason, Verdict, decides, note

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging

Path = tuple[str | int, ...]

_STARTS: Final = frozenset({"since", "anchor", "event"})
"""The questions that ask for the start of a count."""

_REMARKS: Final = {
    Moments.DUE: "follows_due",
    Moments.BREACH: "follows_breach",
    Moments.MEETING: "follows_meeting",
}


# ------------------------------------------------------------------------ what is asked


@frozen
class Named:
    """
    A question to another rule, where it stands.

    Attributes:
        of: The question.
        kind: The kind of the rows that it is asked of.
        as_moment: Whether when it was matters, and not just whether it has happened.
        picks: Whether it chooses rows to read or to count.
    """

    of: OfRule
    kind: str
    as_moment: bool
    picks: bool = False


def named_in(what: Any, kind: str, *, as_moment: bool) -> Iterator[Named]:
    """
    Yield every question to another rule that a question to a row holds.
    """
    match what:
        case OfRule():
            yield Named(what, kind, as_moment)
        case Happened(what=inner) | Not(what=inner):
            yield from named_in(inner, kind, as_moment=False)
        case (
            Is()
            | Order()
            | Compared()
            | DaysFrom()
            | Between()
            | FallsOn()
            | InSeason()
            | CellOf()
            | ShareOf()
        ):
            for _, inner in sides(what):
                yield from named_in(inner, kind, as_moment=True)
        case Both(parts=parts):
            for part in parts:
                yield from named_in(part, kind, as_moment=False)
        case Pick(kind=inner, where=where) | Count(kind=inner, where=where):
            for one in named_in(where, inner, as_moment=False):
                yield evolve(one, picks=True)
        case Some(kind=inner, where=where):
            yield from named_in(where, inner, as_moment=False)


# --------------------------------------------------------------------- what comes of it


@frozen
class Earliest(Question):
    """
    Before which another rule cannot be due, where it is not known when it is.
    """

    of_rule: OfRule

    def of(self, case: "Judging", row: Any) -> Any:
        """
        Return that moment.
        """
        return standing(case, self.of_rule.rule, row).due_from


def easier_later(feed: Any, hung: Mapping[Path, Any]) -> dict[str, OfRule]:
    """
    Return the questions of a feed when another rule is due, the later the easier.
    """
    return {
        str(path[0]): what
        for path, what in hung.items()
        if path[0] in feed.later_is_easier
        and isinstance(what, OfRule)
        and what.moment is Moments.DUE
    }


def at_the_earliest(
    feed: Any, asked: Mapping[str, OfRule], case: "Judging", row: Any
) -> Any:
    """
    Return a feed that asks when another rule is due at the earliest; or the feed itself.

    What is in time then is in time whenever the other rule comes to be due.
    """
    least = {
        name: Earliest(what)
        for name, what in asked.items()
        if standing(case, what.rule, row).due_from is not None
    }
    return evolve(feed, **least) if least else feed


def whenever_due(
    verdict: Verdict, hung: Mapping[Path, Any], case: "Judging", row: Any
) -> Verdict:
    """
    Return what is met whenever another rule comes to be due, and remark that it is so.
    """
    found = dict.fromkeys(what for what in hung.values() if isinstance(what, OfRule))
    others = [standing(case, what.rule, row) for what in found]
    remarks = (
        note(
            "due_not_before",
            other=other.name,
            other_clause=other.clause.id,
            at=other.due_from,
        )
        for other in others
        if other.due_from is not None
    )
    return verdict.with_notes(*remarks)


def told(
    verdict: Verdict, hung: Mapping[Path, Any], case: "Judging", row: Any
) -> Verdict:
    """
    Return a verdict that names what it hangs on, and holds nothing unknown against any.

    Args:
        verdict: What the rule came to.
        hung: The questions to other rules that it was fed, by their paths.
        case: The call.
        row: The row that was judged.
    """
    doubts = {path: doubt(what, case, row) for path, what in hung.items()}
    unsure = {path: one for path, one in doubts.items() if one is not None}
    if unsure and not _is_sure(verdict, unsure, case, row):
        other = standing(case, next(iter(unsure.values())).rule, row)
        unknown = decides(
            "rule_stopped" if other.is_stopped else "rule_unknown",
            other=other.name,
            other_clause=other.clause.id,
        )
        return evolve(verdict, reasons=(unknown, *verdict.notes))
    if verdict.status in LET_OFF:
        return verdict
    return verdict.with_notes(*_remarks(hung, case, row))


def _is_sure(
    verdict: Verdict, unsure: Mapping[Path, OfRule], case: "Judging", row: Any
) -> bool:
    """
    Say whether nothing is owed, whatever the other rule came to.

    While its clock stands still, what starts when it is due has not begun.
    """
    if verdict.status not in LET_OFF:
        return False
    if verdict.reason.code not in NOT_BEGUN:
        return True
    return all(
        path[-1] == "since" and standing(case, what.rule, row).is_stopped
        for path, what in unsure.items()
        if path[-1] in _STARTS
    )


def _remarks(hung: Mapping[Path, Any], case: "Judging", row: Any) -> Iterator[Reason]:
    """Name the moments of other rules that a rule was told, each once."""
    said = {
        what: standing(case, what.rule, row)
        for what in hung.values()
        if isinstance(what, OfRule)
    }
    for what, other in said.items():
        at = other.at[what.moment]
        if at is not None:
            yield note(
                _REMARKS[what.moment],
                other=other.name,
                other_clause=other.clause.id,
                at=at,
            )


def doubt(what: Any, case: "Judging", row: Any) -> OfRule | None:
    """
    Return the question to another rule for want of whose answer this one has none.
    """
    match what:
        case OfRule():
            unsure = what.moment in standing(case, what.rule, row).unsure
            return what if unsure else None
        case Happened(what=OfRule() as inner):
            return inner if inner.has_happened(case, row) is None else None
        case Not(what=inner):
            return doubt(inner, case, row)
        case Order(first=first, second=second):
            return doubt(first, case, row) or doubt(second, case, row)
        case Both(parts=parts) if what.of(case, row) is None:
            return next(filter(None, (doubt(one, case, row) for one in parts)), None)
        case Some(kind=kind, where=where) if what.of(case, row) is None:
            own = case.own(kind, row)
            return next(filter(None, (doubt(where, case, one) for one in own)), None)
    return None


def may_turn(what: Any, case: "Judging", row: Any) -> bool:
    """
    Say whether a question of yes or no asks another rule that may still change.

    Who asks it counts many rows, and compares no moments of other rules.
    """
    match what:
        case OfRule():
            return standing(case, what.rule, row).is_open
        case Happened(what=inner) | Not(what=inner):
            return may_turn(inner, case, row)
        case Both(parts=parts):
            return any(may_turn(one, case, row) for one in parts)
        case Some(kind=kind, where=where):
            return any(may_turn(where, case, one) for one in case.own(kind, row))
    return False
