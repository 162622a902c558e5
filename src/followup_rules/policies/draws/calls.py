"""
Whom the calls of a draw reached, and whether every substitute was the next reserve.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Protocol

from attrs import field

from followup_rules.fields import Name, Words, held
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.immutable import frozen
from followup_rules.policies.draws.selection import SEPARATOR, WHOLE_FRAME


class CallFacts(Protocol):
    """
    One attempt to reach one id; any object with these attributes will do.
    """

    @property
    def subject(self) -> str:
        """
        The id that was called, as it was drawn.
        """
        ...

    @property
    def reached(self) -> bool | None:
        """
        Whether the person was reached; None is unknown.
        """
        ...

    @property
    def reason(self) -> str | None:
        """
        Why not, as it was logged at the attempt.
        """
        ...


@frozen(field_transformer=held)
class Call:
    """
    One attempt, for hosts without a class of their own; see `CallFacts`.
    """

    subject: Name
    reached: bool | None
    reason: Annotated[str, Words()] | None = None


@frozen
class CallReview:
    """
    What the calls of one draw came to.

    Attributes:
        reached: The picks, and the substitutes in order, that were reached.
        exhausted: How many picks count as done besides, because the reserves are used
            up and every attempt is logged; by window or under "*".
        uncertain: Ids of which nobody knows whether they were reached.
        out_of_order: Ids called that were not the next reserve, or not drawn at all.
        unlogged: Ids that were not reached, without a logged reason.
    """

    reached: tuple[str, ...]
    exhausted: tuple[tuple[str, int], ...] = ()
    uncertain: tuple[str, ...] = ()
    out_of_order: tuple[str, ...] = ()
    unlogged: tuple[str, ...] = ()


def review_calls(
    chosen: Sequence[str],
    reserves: Sequence[str],
    calls: Iterable[CallFacts],
    *,
    by_window: bool = False,
) -> CallReview:
    """
    Follow the calls of a draw in the order in which they were made.

    A reserve may be called once a pick, or an earlier reserve, was tried in vain with
    its reason logged, and only if it is the next one: of the whole draw, or of its
    own window where windows have shares. A reserve that was called out of turn never
    counts, and the next after it may be called. Several attempts at one id count once.

    Raises:
        InvalidFieldError: If the ids are no list of texts, what was called is no list,
            or *by_window* is no flag.

    >>> review_calls(
    ...     ["a", "b"],
    ...     ["c", "d"],
    ...     [
    ...         Call("a", reached=True),
    ...         Call("b", reached=False, reason="no answer"),
    ...         Call("c", reached=True),
    ...     ],
    ... ).reached
    ('a', 'c')
    """
    chosen = check_many("chosen", chosen, "a list of ids", str)
    reserves = check_many("reserves", reserves, "a list of ids", str)
    calls = check_many("calls", calls, "a list of calls")
    check_kind("by_window", by_window, bool, "True or False")
    groups: dict[str, _Group] = {}
    for ids, reserve in ((chosen, False), (reserves, True)):
        for id_ in ids:
            name = group_of(id_, by_window=by_window)
            groups.setdefault(name, _Group()).add(id_, reserve=reserve)
    for group in groups.values():
        group.start()
    strangers: list[str] = []
    for call in calls:
        name = group_of(call.subject, by_window=by_window)
        if name not in groups or not groups[name].take(call):
            strangers.append(call.subject)
    return CallReview(
        tuple(id_ for group in groups.values() for id_ in group.reached),
        tuple((name, group.exhausted) for name, group in groups.items()),
        tuple(id_ for group in groups.values() for id_ in group.uncertain),
        tuple(dict.fromkeys(strangers)),
        tuple(id_ for group in groups.values() for id_ in group.unlogged),
    )


def group_of(id_: str, *, by_window: bool) -> str:
    """
    Return the window of an id, or "*" for the whole draw.
    """
    return id_.partition(SEPARATOR)[0] if by_window else WHOLE_FRAME


@frozen
class _Group:
    """
    The picks and reserves that stand in for one another, while calls are followed.

    `tried` holds what became of each id that was called as it should be, `spoilt`
    the reserves that were called out of turn: they are passed over from then on.
    `left` are the reserves whose turn has not come, the next one last, and `failed`
    those of the tried whose attempt was in vain and logged.
    """

    picks: dict[str, None] = field(factory=dict)
    reserves: dict[str, None] = field(factory=dict)
    tried: dict[str, CallFacts] = field(factory=dict)
    spoilt: set[str] = field(factory=set)
    left: list[str] = field(factory=list)
    failed: set[str] = field(factory=set)
    used: set[str] = field(factory=set)

    def add(self, id_: str, *, reserve: bool) -> None:
        """Add a pick or a reserve, in the order of the tickets."""
        (self.reserves if reserve else self.picks)[id_] = None

    def start(self) -> None:
        """Take the turn of the reserves from their order."""
        self.left.extend(reversed(self.reserves))

    def take(self, call: CallFacts) -> bool:
        """Take a call, or answer that it was not this id's turn."""
        id_ = call.subject
        if id_ not in self.tried and id_ not in self.picks:
            while self.left and self.left[-1] in self.spoilt:
                self.left.pop()
            turn = self.left[-1] if self.left else None
            if turn != id_ or len(self.failed) <= len(self.used):
                self.spoilt.add(id_)
                return False
            self.used.add(self.left.pop())
        if id_ not in self.tried or not self.tried[id_].reached:
            self.tried[id_] = call
            self.failed.discard(id_)
            if _logged(call):
                self.failed.add(id_)
        return True

    @property
    def reached(self) -> list[str]:
        """The ids that were reached, of those whose turn it was."""
        return [id_ for id_, call in self.tried.items() if call.reached is True]

    @property
    def uncertain(self) -> list[str]:
        """The ids of which nobody knows whether they were reached."""
        return [id_ for id_, call in self.tried.items() if call.reached is None]

    @property
    def exhausted(self) -> int:
        """How many picks nobody is left to stand in for, everyone having been tried."""
        everyone = [*self.picks, *self.reserves]
        done = all(
            id_ in self.tried and (self.tried[id_].reached or _logged(self.tried[id_]))
            for id_ in everyone
        )
        return max(0, len(self.picks) - len(self.reached)) if done else 0

    @property
    def unlogged(self) -> list[str]:
        """The ids that were tried in vain without a reason."""
        return [
            id_
            for id_, call in self.tried.items()
            if call.reached is False and not call.reason
        ]


def _logged(call: CallFacts) -> bool:
    """Say whether an attempt was in vain and its reason was logged."""
    return call.reached is False and bool(call.reason)
