"""
Which ids a draw takes from a frame: in total, in total but stratified, or per window.

The window stands in the id (`window/serial`) and never in the seed, so that in every
reading a window's picks are a prefix of its ticket order.
"""

import datetime as dt
import heapq
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import Final

from attrs import field

from followup_rules.errors import InvalidIdError, MissingFactError
from followup_rules.exact import as_count
from followup_rules.fields.arguments import check_kind
from followup_rules.immutable import frozen
from followup_rules.policies.draws.sizes import SampleShare, Size, wanted
from followup_rules.policies.draws.tickets import TicketOrder, check_ids, first
from followup_rules.tables import Table

SEPARATOR: Final = "/"
WHOLE_FRAME: Final = "*"

Ledger = Iterable[str] | Mapping[str, Iterable[str]]
"""Serials of one window, whole ids, or the serials of each window by its code."""


class Scope(Enum):
    """
    What the number to be drawn is a number of.
    """

    TOTAL = "total"
    """So many from all windows together."""
    TOTAL_STRATIFIED = "total_stratified"
    """So many in total, shared over the windows by size, each with at least one."""
    PER_WINDOW = "per_window"
    """So many from each window."""


class DrawUnit(Enum):
    """
    What has one ticket.
    """

    PERSON = "person"
    CASE = "case"


class Repeat(Enum):
    """
    What becomes of those who were already called this month.
    """

    EXCLUDED = "excluded"
    FILL_UP = "fill_up"
    """They come last, after everyone who was not called."""
    IGNORED = "ignored"
    """They are drawn like everyone else."""


@frozen(kw_only=True)
class DrawTerms:
    """
    Everything that decides a draw, besides the frame.
    """

    rule: str
    seed_string: str
    seed_source: str | None
    drawn_on: dt.date
    period: str
    k: Size
    reserves: int
    scope: Scope = Scope.TOTAL
    order: TicketOrder = TicketOrder.HEX
    repeat: Repeat = Repeat.EXCLUDED
    window: str | None = None
    excluded: tuple[tuple[str, str], ...] = ()
    called: tuple[str, ...] = ()


@frozen
class Selection:
    """
    What a draw took.

    Attributes:
        chosen: The picks, in ticket order.
        reserves: Who comes next, in ticket order; of its own window where windows
            have shares.
        eligible: How many there were to draw from, by window or under "*".
        shares: How many were to be drawn, likewise.
        chances: With what chance someone not yet called was drawn, likewise.
    """

    chosen: tuple[str, ...]
    reserves: tuple[str, ...]
    eligible: tuple[tuple[str, int], ...]
    shares: tuple[tuple[str, int], ...]
    chances: tuple[tuple[str, Fraction], ...] = field(repr=False)


def whole_ids(ledger: Ledger, window: str | None = None) -> Sequence[str]:
    """
    Return the ids of a ledger, with its window before each serial.

    Raises:
        InvalidIdError, DuplicateIdError, InvalidFieldError: If an id is unusable,
            a window's code holds the separator, or a serial has its window already.
    """
    if isinstance(ledger, Mapping):
        return [
            id_ for name, serials in ledger.items() for id_ in whole_ids(serials, name)
        ]
    ids = check_ids(ledger)
    if window is None:
        return ids
    head = _head_of(window)
    for place, id_ in enumerate(ids, 1):
        if id_.startswith(head):
            problem = f"it already names its window; pass it without window={window!r}"
            raise InvalidIdError(place, id_, problem)
    return [head + id_ for id_ in ids]


def whole_id(window: str, serial: str) -> str:
    """
    Return the id under which one serial of a window is drawn; `serial_of` undoes it.

    Raises:
        InvalidIdError: If either is unusable, or the window's code holds the separator,
            so that the id would name another window.

    >>> whole_id("A", "2026/0017"), serial_of("A/2026/0017")
    ('A/2026/0017', '2026/0017')
    """
    check_ids([serial])
    return _head_of(window) + serial


def serial_of(id_: str) -> str:
    """
    Return what stands behind the window in an id, or the id itself if it names none.

    Raises:
        InvalidIdError: If the id is no text.
    """
    if not isinstance(id_, str):
        check_ids([id_])
    _, separator, serial = id_.partition(SEPARATOR)
    return serial if separator else id_


def _head_of(window: str) -> str:
    """Return what stands before each serial of a window."""
    check_ids([window])
    if SEPARATOR in window:
        raise InvalidIdError(1, window, f"a window's code cannot hold {SEPARATOR!r}")
    return window + SEPARATOR


def window_of(id_: str) -> str:
    """
    Return the window that an id names.

    Raises:
        InvalidIdError: If the id is no text.
        MissingFactError: If it names none.
    """
    if not isinstance(id_, str):
        check_ids([id_])
    window, separator, _ = id_.partition(SEPARATOR)
    if not separator:
        raise MissingFactError(
            "window", f"the id {id_!r}", "write window/serial, or pass window=..."
        )
    return window


def shares(k: Size, eligible: Mapping[str, int], scope: Scope) -> dict[str, int]:
    """
    Return how many are to be drawn: under "*" in total, else by window.

    A stratified draw gives each window with cases one, and the rest one by one to
    the window that has the most cases for the seats it would then hold (Webster), so
    that a larger draw never takes a seat from a window. With more windows than *k*
    each still has its one.

    Raises:
        UnknownNameError: If each stratum has a number of its own, and one has none.
        InvalidFieldError: If *eligible* is no table, or *k* or *scope* none.
        ImpossibleCountError: If a number is negative or no whole number.

    >>> shares(20, {"A": 12, "B": 40, "C": 0}, Scope.TOTAL_STRATIFIED)
    {'A': 5, 'B': 15, 'C': 0}
    """
    check_kind("eligible", eligible, Mapping, "a table from window to number")
    check_kind("scope", scope, Scope, f"one of {', '.join(map(str, Scope))}")
    if not isinstance(k, SampleShare | Table):
        as_count("k", k)
    total = sum(as_count("eligible", n) for n in eligible.values())
    if scope is Scope.PER_WINDOW:
        return {name: min(wanted(k, n, name), n) for name, n in eligible.items()}
    most = min(wanted(k, total), total)
    if scope is Scope.TOTAL:
        return {WHOLE_FRAME: most}
    seats = {window: min(1, n, most) for window, n in eligible.items()}
    claims = [
        (_claim(n, seats[window]), window)
        for window, n in eligible.items()
        if seats[window] < n
    ]
    heapq.heapify(claims)
    for _ in range(most - sum(seats.values())):
        _, window = claims[0]
        seats[window] += 1
        if seats[window] < eligible[window]:
            claim = _claim(eligible[window], seats[window])
            heapq.heapreplace(claims, (claim, window))
        else:
            heapq.heappop(claims)
    return seats


def _claim(n: int, seats: int) -> Fraction:
    """Return the claim of a window to one seat more; the least has the best one."""
    return -Fraction(n, 2 * seats + 1)


def select(terms: DrawTerms, frame: Sequence[str]) -> Selection:
    """
    Draw from a frame of whole ids.
    """
    out = {id_ for id_, _ in terms.excluded}
    left = [id_ for id_ in frame if id_ not in out] if out else frame
    groups = _groups(terms, left)
    eligible = {name: len(ids) for name, ids in groups.items()}
    due = shares(terms.k, eligible, terms.scope)
    chosen: list[str] = []
    reserves: list[str] = []
    chances: dict[str, Fraction] = {}
    for name, ids in groups.items():
        fresh, again = _split(terms, ids)
        order = [
            *_first(terms, fresh, due[name] + terms.reserves),
            *_first(terms, again, due[name] + terms.reserves),
        ][: due[name] + terms.reserves]
        chosen += order[: due[name]]
        reserves += order[due[name] :]
        if pool := fresh or again:
            chances[name] = Fraction(min(due[name], len(pool)), len(pool))
    return Selection(
        _joined(terms, chosen, len(groups)),
        _joined(terms, reserves, len(groups)),
        tuple(eligible.items()),
        tuple(due.items()),
        tuple(chances.items()),
    )


def _groups(terms: DrawTerms, ids: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return the eligible ids together, or by window in the order of the codes."""
    if terms.scope is Scope.TOTAL:
        return {WHOLE_FRAME: ids}
    by_window: dict[str, list[str]] = {}
    if terms.window is not None:
        by_window[terms.window] = []
    for id_ in ids:
        by_window.setdefault(window_of(id_), []).append(id_)
    return {window: by_window[window] for window in sorted(by_window)}


def _split(terms: DrawTerms, ids: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return those who come first and those who only fill up."""
    if terms.repeat is not Repeat.FILL_UP or not terms.called:
        return ids, []
    late = set(terms.called)
    return [id_ for id_ in ids if id_ not in late], [id_ for id_ in ids if id_ in late]


def _first(terms: DrawTerms, ids: Sequence[str], k: int) -> tuple[str, ...]:
    """Return the first *k* in ticket order."""
    return first(ids, k, seed_string=terms.seed_string, order=terms.order)


def _joined(terms: DrawTerms, ids: Sequence[str], groups: int) -> tuple[str, ...]:
    """Return the ids of all groups in ticket order; those who fill up come last."""
    if groups == 1:
        return tuple(ids)
    fresh, again = _split(terms, ids)
    return (*_first(terms, fresh, len(ids)), *_first(terms, again, len(ids)))
