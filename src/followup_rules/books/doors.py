"""
What the doors of the shipped regulations share.
"""

from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError


def check_rules(rules: object, shipped: Rulebook) -> Rulebook:
    """
    Return *rules* if they are those of the regulation that *shipped* is of.

    They are if they bear its code, hold one of its clauses, or answer to all of its
    rules, so that a host's own text under another name is taken.

    Raises:
        InvalidFieldError: If they are no `Rulebook`, or that of another regulation.
    """
    code = shipped.regulation.code
    if isinstance(rules, Rulebook) and (
        rules.regulation.code == code
        or {*rules.clauses} & {*shipped.clauses}
        or {*shipped.rules} <= {*rules.rules}
    ):
        return rules
    allowed = (
        f"a Rulebook of {code}: leave rules= out for the shipped one, "
        "or pass what its replace() or choose() returns"
    )
    raise InvalidFieldError("rules", rules, allowed)
