"""
A draw, its receipt, and the proof of it.

A receipt is plain data that can be published. Whoever has it and the frame can
compute the draw again; `verify` lists every difference.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

from attrs import field, frozen

from followup_rules.canonical import digest
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    InvalidReceiptError,
)
from followup_rules.exact import as_count
from followup_rules.policies.draws.selection import (
    SEPARATOR,
    WHOLE_FRAME,
    DrawTerms,
    Ledger,
    Repeat,
    Scope,
    Selection,
    select,
    whole_ids,
    window_of,
)
from followup_rules.policies.draws.tickets import (
    SCHEME,
    TicketOrder,
    check_ids,
    frame_digest,
    seed_string,
    ticket,
)
from followup_rules.timing.cycles import Cycle, cell_named, cell_of


@frozen
class Discrepancy:
    """
    One difference between a receipt and the draw computed again.
    """

    field: str
    recorded: Any
    computed: Any

    def __str__(self) -> str:
        return f"{self.field}: recorded {self.recorded!r}, computed {self.computed!r}"


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

    def chance(self, window: str = "*") -> Fraction:
        """
        Return the chance k/n that someone not yet called was drawn.
        """
        return dict(self.selection.chances).get(window, Fraction(0))

    def chosen_in(self, window: str) -> tuple[str, ...]:
        """
        Return the picks of one window, in ticket order.
        """
        return tuple(id_ for id_ in self.chosen if window_of(id_) == window)

    @cached_property
    def receipt(self) -> dict[str, Any]:
        """
        Plain data that proves the draw; made, with the frame's digest, when asked for.
        """
        return _receipt(self.terms, self.selection, self.frame)


def verify(receipt: Mapping[str, Any], frame: Ledger) -> list[Discrepancy]:
    """
    Compute a draw again, and list every difference; an empty list is the proof.

    Args:
        receipt: What `Draw.receipt` gave, or the same read from JSON.
        frame: The ledger as it was at the draw, exclusions and all: whole ids, or
            serials of the receipt's window, or serials by window.

    Raises:
        InvalidReceiptError: If *receipt* is no table, or not of a scheme this release
            reads.
        InvalidIdError, DuplicateIdError: If *frame* is unusable.
    """
    if not isinstance(receipt, Mapping):
        raise InvalidReceiptError(f"{receipt!r} is no table")
    recorded = dict(receipt)
    if recorded.get("scheme") != SCHEME:
        raise InvalidReceiptError(
            f"scheme {recorded.get('scheme')!r}; this release reads {SCHEME!r}"
        )
    terms = _terms(recorded)
    ids = _frame_meant(recorded, frame)
    try:
        computed = _receipt(terms, select(terms, ids), ids)
    except FollowupRulesError as error:
        raise InvalidReceiptError(str(error)) from error
    differences = [
        Discrepancy(name, recorded.get(name), computed.get(name))
        for name in dict.fromkeys([*computed, *recorded])
        if name != "digest" and recorded.get(name) != computed.get(name)
    ]
    sealed = _seal(recorded)
    if recorded.get("digest") != sealed:
        differences.append(Discrepancy("digest", recorded.get("digest"), sealed))
    differences += _seed_differences(terms)
    return [*differences, *_unexplained(terms), *_strangers(terms, ids)]


def _receipt(
    terms: DrawTerms, selection: Selection, frame: Sequence[str]
) -> dict[str, Any]:
    """Return the plain data of a draw."""
    body = {
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
        "k": terms.k,
        "reserves_kept": terms.reserves,
        "frame_size": len(frame),
        "frame_digest": frame_digest(frame),
        "excluded": [list(entry) for entry in terms.excluded],
        "called": list(terms.called),
        "eligible": dict(selection.eligible),
        "shares": dict(selection.shares),
        "chances": {name: str(chance) for name, chance in selection.chances},
        "chosen": list(selection.chosen),
        "reserves": list(selection.reserves),
        "cutoff": _cutoff(terms, selection),
        "shortfall": _shortfall(terms, selection),
    }
    return {**body, "digest": _seal(body)}


def _seal(receipt: Mapping[str, Any]) -> str:
    """Return the digest of everything else in a receipt."""
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
    if terms.scope is Scope.PER_WINDOW:
        return sum(terms.k - share for _, share in selection.shares)
    return max(0, terms.k - len(selection.chosen))


def _frame_meant(receipt: Mapping[str, Any], frame: Ledger) -> Sequence[str]:
    """Return whole ids, whether the caller gave those or the serials of a window."""
    window = receipt["window"]
    if isinstance(frame, Mapping) or window is None:
        return whole_ids(frame)
    ids = check_ids(frame)
    if frame_digest(ids) == receipt["frame_digest"]:
        return ids
    if ids and all(id_.startswith(f"{window}/") for id_ in ids):
        return ids
    return whole_ids(ids, window)


def _terms(receipt: Mapping[str, Any]) -> DrawTerms:
    """Read what decided a draw."""
    try:
        return DrawTerms(
            rule=_text(receipt["rule"]),
            seed_string=_text(receipt["seed_string"]),
            seed_source=receipt["seed_source"],
            drawn_on=dt.date.fromisoformat(receipt["drawn_on"]),
            period=_text(receipt["period"]),
            k=as_count("k", receipt["k"]),
            reserves=as_count("reserves_kept", receipt["reserves_kept"]),
            scope=Scope(receipt["scope"]),
            order=TicketOrder(receipt["order"]),
            repeat=Repeat(receipt["repeat"]),
            window=receipt["window"],
            excluded=tuple(
                (_text(id_), _text(reason)) for id_, reason in receipt["excluded"]
            ),
            called=tuple(_text(id_) for id_ in receipt["called"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidReceiptError(f"a draw cannot read it ({error!r})") from error


def _text(value: Any) -> str:
    """Return a text, or refuse what is none."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _seed_differences(terms: DrawTerms) -> list[Discrepancy]:
    """Hold the parts inside the seed string against the rule, stratum and period."""
    expected = [SCHEME, "...", terms.rule, WHOLE_FRAME, terms.period]
    try:
        parts = json.loads(terms.seed_string)
        again = seed_string(parts[1], *expected[2:])
    except (ValueError, TypeError, LookupError):
        again = ""
    found = []
    if again != terms.seed_string:
        found.append(Discrepancy("seed_string", terms.seed_string, expected))
    if not _names_cell_of(terms.period, terms.drawn_on):
        expected_cell = cell_of(Cycle.WEEK, terms.drawn_on).label
        found.append(Discrepancy("period", terms.period, expected_cell))
    return found


def _names_cell_of(label: str, day: dt.date) -> bool:
    """Say whether a label names a cell in which the day lies."""
    try:
        return day in cell_named(label)
    except InvalidFieldError:
        return False


def _unexplained(terms: DrawTerms) -> list[Discrepancy]:
    """Find exclusions without a reason."""
    return [
        Discrepancy("excluded", [id_, reason], [id_, "a reason"])
        for id_, reason in terms.excluded
        if not reason.strip()
    ]


def _strangers(terms: DrawTerms, frame: Sequence[str]) -> list[Discrepancy]:
    """Find exclusions and calls of ids that are not in the frame."""
    known = set(frame)
    named = [id_ for id_, _ in terms.excluded] + list(terms.called)
    return [Discrepancy("frame", id_, None) for id_ in named if id_ not in known]
