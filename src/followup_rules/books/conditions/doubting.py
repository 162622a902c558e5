"""
What a question would answer if every condition held of which nobody knows whether it does.

A call of which it is not known whether anybody was reached may be the first that was, or
not. Where both come to the same, it is said; where they do not, nobody is held to either.
"""

from typing import TYPE_CHECKING, Any

from attrs import evolve

from followup_rules.books.conditions.questions import Known, Question, all_in, sides
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger

if TYPE_CHECKING:
    from followup_rules.books.judging import Judging


@frozen
class Perhaps(Question):
    """
    A condition that is taken to hold where that is not known.
    """

    what: Any

    def of(self, case: "Judging", row: Any) -> bool:
        """
        Say whether it may hold.
        """
        return self.what.of(case, row) is not False

    def is_certain(self, ledger: Ledger, known: Known) -> bool:
        """
        Say that it always has an answer.
        """
        del ledger, known
        return True


def picks(what: Any) -> bool:
    """
    Say whether a question for a value takes one only where a condition holds.
    """
    return any(getattr(one, "where", None) is not None for one in all_in(what))


def presumed(what: Any, ledger: Ledger, known: Known) -> Any:
    """
    Return a bound question for a value with its conditions taken to hold.

    None is that it has none of which it may not be known.
    """
    changed: dict[str, Any] = {}
    where = getattr(what, "where", None)
    if where is not None:
        home = known.get(getattr(what, "kind", ""), ledger)
        if not where.is_certain(home, known):
            changed["where"] = Perhaps(where)
    for name, inner in sides(what):
        changed[name] = presumed(inner, ledger, known)
    parts = getattr(what, "parts", ())
    others = [presumed(one, ledger, known) for one in parts]
    if any(one is not None for one in others):
        pairs = zip(others, parts, strict=True)
        changed["parts"] = tuple(
            one if other is None else other for other, one in pairs
        )
    changed = {name: one for name, one in changed.items() if one is not None}
    return evolve(what, **changed) if changed else None


def presumed_of(what: Any, case: "Judging", row: Any) -> Any:
    """
    Return the same for the rows of a call.
    """

    def made() -> tuple[Any, Any]:
        """Work it out once, and hold the question, so that its place is no other's."""
        if not picks(what):
            return what, None
        known = {kind: one.ledger for kind, one in case.ledgers.items()}
        return what, presumed(what, row.__ledger__, known)

    return case.once(("presumed", id(what)), made)[1]
