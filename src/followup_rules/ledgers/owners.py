"""
Which rows belong to which: what a book's ledgers must agree on.
"""

from collections.abc import Mapping

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner, RowOf


def check_owners(known: Mapping[str, Ledger]) -> None:
    """
    Refuse rows that belong to what is not told before them, or that follow it.

    Raises:
        UnknownNameError: If they belong to no ledger above theirs, stand in an
            attribute that its rows do not have, or follow a moment of no row that they
            belong to or name.
        InvalidFieldError: If the attribute that names their owner, in which they
            stand, or that they follow, is of another kind.
    """
    above: list[str] = []
    for kind, ledger in known.items():
        home = ledger.owner_kind
        if ledger.owner is not None and home is None:
            allowed = 'the id of a row of a kind, such as Annotated[str, Id("repair")]'
            raise InvalidFieldError(f"{kind}.{ledger.owner}", ledger.owner, allowed)
        if home is not None and home not in above:
            raise UnknownNameError(f"owner of {kind}", home, tuple(above))
        if ledger.inside is not None:
            _check_inside(ledger, known[str(home)])
        _check_orders(ledger, known)
        above.append(kind)


def _check_orders(ledger: Ledger, known: Mapping[str, Ledger]) -> None:
    """Refuse a moment that follows one which its row knows nothing of."""
    named = [fact.value.kind for fact in ledger.facts if isinstance(fact.value, RowOf)]
    beside = tuple(str(kind) for kind in (ledger.owner_kind, *named) if kind in known)
    for fact in ledger.facts:
        kind, dot, name = (fact.after or "").partition(".")
        if dot:
            if kind not in beside:
                field = f"ledger that {ledger.kind}.{fact.name} follows"
                raise UnknownNameError(field, kind, beside)
            known[kind].check_moment(name)


def _check_inside(ledger: Ledger, home: Ledger) -> None:
    """Refuse rows inside an attribute that does not hold them."""
    name = str(ledger.inside).partition(".")[2]
    held = home.fact(name).value
    if not isinstance(held, Inner) or held.ledger != ledger:
        raise InvalidFieldError(f"{home.kind}.{name}", held, f"rows of {ledger.kind}")
