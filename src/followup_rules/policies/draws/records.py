"""
A draw and its receipt.

A receipt is plain data that can be published. Whoever has it and the frame can
compute the draw again; `proof.verify` lists what differs.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Final

from attrs import field

from followup_rules.canonical import digest, plain
from followup_rules.errors import UnknownNameError
from followup_rules.immutable import frozen
from followup_rules.policies.draws.selection import (
    SEPARATOR,
    WHOLE_FRAME,
    DrawTerms,
    Scope,
    Selection,
    serial_of,
    window_of,
)
from followup_rules.policies.draws.sizes import wanted
from followup_rules.policies.draws.tickets import SCHEME, digest_of_checked, ticket

PUBLISHED: Final = ("tickets", "cases", "summary")
"""What a receipt says besides, for a publication; receipts of old do not."""


@frozen
class Draw:
    """
    Who was drawn, who comes next, and the receipt that proves it.
    """

    terms: DrawTerms
    selection: Selection = field(repr=False)
    frame: Sequence[str] = field(repr=False, eq=False, hash=False)

    @property
    def chosen(self) -> tuple[str, ...]:
        """
        The ids drawn, in ticket order.
        """
        return self.selection.chosen

    @property
    def reserves(self) -> tuple[str, ...]:
        """
        The ids that come next, in ticket order; a substitute is only ever the next.
        """
        return self.selection.reserves

    @property
    def eligible(self) -> dict[str, int]:
        """
        How many there were to draw from, by window or under "*".
        """
        return dict(self.selection.eligible)

    @cached_property
    def windows(self) -> dict[str, int]:
        """
        How many were eligible in each window; empty where ids name no windows.
        """
        out = {id_ for id_, _ in self.terms.excluded}
        counts: dict[str, int] = {}
        for id_ in self.frame:
            window, separator, _ = id_.partition(SEPARATOR)
            if not separator:
                return {}
            counts[window] = counts.get(window, 0) + (id_ not in out)
        return dict(sorted(counts.items()))

    @property
    def shares(self) -> dict[str, int]:
        """
        How many were owed, by window or under "*".
        """
        return dict(self.selection.shares)

    @property
    def shortfall(self) -> int:
        """
        How many fewer there were than should have been drawn.
        """
        return _shortfall(self.terms, self.selection)

    @property
    def cutoff(self) -> str | None:
        """
        The ticket of the last pick; None where nobody was drawn.
        """
        return _cutoff(self.terms, self.selection)

    @cached_property
    def tickets(self) -> dict[str, str]:
        """
        The ticket of each pick, and then of each reserve.
        """
        return _tickets(self.terms, self.selection)

    @property
    def cases(self) -> dict[str, str]:
        """
        The serial in its window behind the id of each pick, and then of each reserve.
        """
        return _cases(self.selection)

    @property
    def summary(self) -> dict[str, Any]:
        """
        What may be published without naming anybody: counts, chances and reasons.
        """
        return _summary(self.terms, self.selection, len(self.frame))

    def chance(self, window: str = "*") -> Fraction:
        """
        Return the chance k/n that someone not yet called was drawn; 0 of nobody.

        In a draw from all windows together everybody has the same, whatever the window.

        Raises:
            UnknownNameError: If there is no such window.
        """
        shared = WHOLE_FRAME not in self.eligible and any(self.eligible.values())
        if window != WHOLE_FRAME or shared:
            self._check_window(window)
        chances = dict(self.selection.chances)
        return chances.get(window, chances.get(WHOLE_FRAME, Fraction(0)))

    def chosen_in(self, window: str) -> tuple[str, ...]:
        """
        Return the picks of one window, in ticket order.

        Raises:
            UnknownNameError: If there is no such window.
        """
        self._check_window(window)
        return tuple(id_ for id_ in self.chosen if window_of(id_) == window)

    def _check_window(self, window: str) -> None:
        """Refuse a window that the ledger has not."""
        known = tuple(dict.fromkeys([*self.windows, *self.eligible]))
        named = tuple(name for name in known if name != WHOLE_FRAME)
        if window not in named:
            raise UnknownNameError("window", window, named)

    @cached_property
    def receipt(self) -> dict[str, Any]:
        """
        Plain data that proves the draw; made, with the frame's digest, when asked for.
        """
        return receipt_of(self.terms, self.selection, self.frame)


def receipt_of(
    terms: DrawTerms, selection: Selection, frame: Sequence[str]
) -> dict[str, Any]:
    """
    Return the plain data of a draw.
    """
    body = {
        **terms_recorded(terms),
        "frame_size": len(frame),
        "frame_digest": digest_of_checked(frame),
        "excluded": [list(entry) for entry in terms.excluded],
        "called": list(terms.called),
        "eligible": dict(selection.eligible),
        "shares": dict(selection.shares),
        "chances": {name: str(chance) for name, chance in selection.chances},
        "chosen": list(selection.chosen),
        "reserves": list(selection.reserves),
        "cutoff": _cutoff(terms, selection),
        "shortfall": _shortfall(terms, selection),
        "tickets": _tickets(terms, selection),
        "cases": _cases(selection),
        "summary": _summary(terms, selection, len(frame)),
    }
    return {**body, "digest": seal(body)}


def terms_recorded(terms: DrawTerms) -> dict[str, Any]:
    """
    Return what a receipt says of the terms of its draw.
    """
    return {
        "scheme": SCHEME,
        "rule": terms.rule,
        "seed_string": terms.seed_string,
        "seed_source": terms.seed_source,
        "order": terms.order.value,
        "drawn_on": terms.drawn_on.isoformat(),
        "period": terms.period,
        "scope": terms.scope.value,
        "window": terms.window,
        "repeat": terms.repeat.value,
        "k": plain(terms.k),
        "reserves_kept": terms.reserves,
    }


def seal(receipt: Mapping[str, Any]) -> str:
    """
    Return the digest of everything else in a receipt.
    """
    return digest({name: receipt[name] for name in receipt if name != "digest"})


def _cutoff(terms: DrawTerms, selection: Selection) -> str | None:
    """Return the ticket of the last pick."""
    if not selection.chosen:
        return None
    return ticket(
        selection.chosen[-1], seed_string=terms.seed_string, order=terms.order
    )


def _shortfall(terms: DrawTerms, selection: Selection) -> int:
    """Return how many fewer there were than asked for."""
    if terms.scope is not Scope.PER_WINDOW:
        eligible = sum(n for _, n in selection.eligible)
        return max(0, wanted(terms.k, eligible) - len(selection.chosen))
    due = dict(selection.shares)
    return sum(wanted(terms.k, n, name) - due[name] for name, n in selection.eligible)


def _tickets(terms: DrawTerms, selection: Selection) -> dict[str, str]:
    """Return the ticket of each id that was taken."""
    return {
        id_: ticket(id_, seed_string=terms.seed_string, order=terms.order)
        for id_ in (*selection.chosen, *selection.reserves)
    }


def _cases(selection: Selection) -> dict[str, str]:
    """Return the serial behind each id that was taken."""
    return {id_: serial_of(id_) for id_ in (*selection.chosen, *selection.reserves)}


def _summary(terms: DrawTerms, selection: Selection, size: int) -> dict[str, Any]:
    """Return the counts of a draw."""
    reasons = Counter(reason for _, reason in terms.excluded)
    return {
        "rule": terms.rule,
        "period": terms.period,
        "drawn_on": terms.drawn_on.isoformat(),
        "frame_size": size,
        "excluded": {reason: reasons[reason] for reason in sorted(reasons)},
        "eligible": sum(n for _, n in selection.eligible),
        "chosen": len(selection.chosen),
        "reserves": len(selection.reserves),
        "shortfall": _shortfall(terms, selection),
        "chances": {name: str(chance) for name, chance in selection.chances},
    }
