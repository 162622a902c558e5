"""
Which rules hang on which: checked once, when a book is built.

A rule may ask for the due time, the breach or the meeting of another rule of the book,
on its own row or on one that it reaches. Whatever cannot be asked is refused here, so
that nothing of it is left to the judging of a ledger.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

import attrs
from attrs import field

from followup_rules.books.chains import Named, Path, named_in
from followup_rules.books.conditions import IsNamed, Known
from followup_rules.books.conditions.questions import all_in
from followup_rules.books.conditions.truths import names_in
from followup_rules.books.feeds import AskedFor, questions, row_asked
from followup_rules.books.standing import Moments, parted
from followup_rules.errors import (
    CircularRulesError,
    FollowupRulesError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import RowOf
from followup_rules.tables import Table

_MOST: Final = 32
"""How many rules may hang on one another in a row."""
_TITLES: Final = frozenset({"id", "zone"})
"""The entries of a rule that are texts, and no names that rows may hold."""


@frozen
class Misfit:
    """
    A question to another rule that cannot be asked.

    Attributes:
        rule: The rule that asks.
        path: Which question of its feed.
        error: Why not.
    """

    rule: str
    path: Path
    error: FollowupRulesError


@frozen
class Hanging:
    """
    What rules ask of one another.

    Attributes:
        rules: The rules by their ids, as far as they could be read.
        feeds: What feeds them.
        ledgers: The ledgers by kind.
        chains: The rules that each rule hangs on, in the order in which it asks.
    """

    rules: Mapping[str, Any]
    feeds: Mapping[str, Any]
    ledgers: Known
    chains: dict[str, tuple[str, ...]] = field(factory=dict, init=False)
    _by_kind: dict[str, dict[str, None]] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for rule_id in self.feeds:
            asked = [
                parted(one.of.rule, self.feeds)[0] for _, one in self._asked(rule_id)
            ]
            over = getattr(self.feeds[rule_id], "over", None)
            found = tuple(dict.fromkeys(asked if over is None else (over, *asked)))
            if found:
                self.chains[rule_id] = found

    def misfits(self) -> Iterator[Misfit]:
        """
        Yield what cannot be asked, and of every circle one.
        """
        found = False
        for misfit in (*self._nameless(), *self._cellless()):
            found = True
            yield misfit
        for rule_id in self.chains:
            for path, one in self._asked(rule_id):
                error = self._refused(rule_id, path, one)
                if error is not None:
                    found = True
                    yield Misfit(rule_id, path, error)
        if found:
            return
        error = self._endless()
        if error is not None:
            yield error

    def _asked(self, rule_id: str) -> Iterator[tuple[Path, Named]]:
        """Yield every question of a feed to another rule, with its path."""
        feed = self.feeds[rule_id]
        for path, what, asks in questions(feed):
            kind = row_asked(feed, *path)
            for one in named_in(what, kind, as_moment=asks is not AskedFor.YES_NO):
                yield path, one

    def _cellless(self) -> Iterator[Misfit]:
        """Yield the rules over whose cells another one counts, and that have none."""
        fit = tuple(
            name
            for name, feed in self.feeds.items()
            if getattr(feed, "has_cells", False)
        )
        for rule_id, feed in self.feeds.items():
            over = getattr(feed, "over", None)
            if over is not None and over not in fit:
                what = "rule whose cells are known without a period"
                yield Misfit(rule_id, ("over",), UnknownNameError(what, over, fit))

    def _nameless(self) -> Iterator[Misfit]:
        """Yield the questions for names that no rule says."""
        for rule_id, feed in self.feeds.items():
            for path, what, _ in questions(feed):
                for one in all_in(what):
                    error = self._unsaid(one) if isinstance(one, IsNamed) else None
                    if error is not None:
                        yield Misfit(rule_id, path, error)

    def _unsaid(self, one: IsNamed) -> UnknownNameError | None:
        """Return why an entry of a rule holds no names."""
        rule = self.rules.get(one.rule)
        if rule is None:
            return UnknownNameError("rule", one.rule, tuple(self.rules))
        if names_in(rule, one.entry):
            return None
        said = [
            entry.name
            for entry in attrs.fields(type(rule))
            if entry.name not in _TITLES and names_in(rule, entry.name)
        ]
        return UnknownNameError(
            f"entry with names of {one.rule}", one.entry, tuple(said)
        )

    # ---------------------------------------------------------------- one question

    def _refused(self, rule_id: str, path: Path, one: Named) -> Any:
        """Return why a question cannot be asked, or None."""
        other, part = parted(one.of.rule, self.feeds)
        fitting = self._fitting(one.kind)
        if other not in self.rules or other not in self.feeds:
            return UnknownNameError("rule", one.of.rule, tuple(fitting))
        asked_of = self._names(other)
        if not any(name in fitting for name in asked_of):
            what = f"rule that is asked of each {one.kind}"
            return UnknownNameError(what, one.of.rule, tuple(fitting))
        if one.of.rule not in asked_of:
            what = f"step of {other}" if part else f"step of {other}, judged by itself"
            return UnknownNameError(what, one.of.rule, asked_of)
        return self._out_of_place(rule_id, path, one)

    def _out_of_place(self, rule_id: str, path: Path, one: Named) -> Any:
        """Return why a question to a rule that is there cannot stand where it does."""
        feed, name = self.feeds[rule_id], ".".join((rule_id, *map(str, path)))
        needs_time = one.as_moment or one.of.moment is Moments.DUE
        moment = one.of.moment
        if needs_time and not self._is_dated(one.of.rule, moment):
            dated = [
                f"{moment.value} of {name}"
                for name in self._fitting(one.kind)
                if self._is_dated(name, moment)
                and parted(name, self.feeds)[0] != rule_id
            ]
            allowed = ", ".join(dated) or "no rule here: none of them has a due time"
            return InvalidFieldError(name, str(one.of), allowed)
        if one.picks:
            allowed = (
                "a question to other rules under any or all, not where rows are picked"
            )
            return InvalidFieldError(name, str(one.of), allowed)
        by_whole = not feed.by_row and (
            one.as_moment or path[0] in getattr(feed, "of_each", ())
        )
        if by_whole:
            allowed = (
                "a question of yes or no about the rows that are counted, "
                "because this rule is not asked row by row"
            )
            return InvalidFieldError(name, str(one.of), allowed)
        return None

    def _is_dated(self, name: str, moment: Moments) -> bool:
        """Say whether a moment of a rule has a time."""
        feed = self.feeds[parted(name, self.feeds)[0]]
        return feed.by_row and moment in getattr(feed, "moments", Moments)

    def _fitting(self, kind: str) -> dict[str, None]:
        """Name the rules and steps that can be asked of a row of a kind."""
        if kind not in self._by_kind:
            kinds = set(_reachable(kind, self.ledgers))
            self._by_kind[kind] = {
                name: None
                for rule_id, feed in self.feeds.items()
                if is_owed_by_each(feed) and feed.each in kinds
                for name in self._names(rule_id)
            }
        return self._by_kind[kind]

    def _names(self, rule_id: str) -> tuple[str, ...]:
        """Return the names under which a rule is asked: its own, or those of its steps."""
        policy = self.rules.get(rule_id)
        if not getattr(self.feeds[rule_id], "apart", False):
            return (rule_id,)
        parts = (getattr(policy, name, ()) for name in ("steps", "items", "stages"))
        return tuple(f"{rule_id}.{one.key}" for one in chain.from_iterable(parts))

    # --------------------------------------------------------------------- circles

    def _endless(self) -> Misfit | None:
        """Return what lets no rule be judged first, or too many before one."""
        depth: dict[str, int] = {}
        way: dict[str, None] = {}
        for rule_id in self.chains:
            circle = self._descend(rule_id, depth, way)
            if circle:
                return self._at(circle[0], CircularRulesError(circle))
        deepest = max(depth, key=lambda one: depth[one], default=None)
        if deepest is not None and depth[deepest] > _MOST:
            allowed = f"at most {_MOST} rules that hang on one another"
            error = InvalidFieldError(f"rule {deepest}", depth[deepest], allowed)
            return self._at(deepest, error)
        return None

    def _at(self, rule_id: str, error: FollowupRulesError) -> Misfit:
        """Return a misfit at the first question of a rule to another."""
        path = next(path for path, _ in self._asked(rule_id))
        return Misfit(rule_id, path, error)

    def _descend(
        self, rule_id: str, depth: dict[str, int], way: dict[str, None]
    ) -> tuple[str, ...]:
        """
        Return the circle that a rule leads into, from the rule that is met again.

        It keeps a way of its own and no calls inside calls, so that a chain of any
        length is gone through.
        """
        left = [(rule_id, iter(self.chains.get(rule_id, ())))]
        way[rule_id] = None
        while left:
            here, others = left[-1]
            other = next(others, None)
            if other is None:
                below = (depth[one] for one in self.chains.get(here, ()))
                depth[here] = 1 + max(below, default=0)
                left.pop()
                del way[here]
            elif other in way:
                passed = tuple(way)
                return passed[passed.index(other) :]
            elif other not in depth:
                left.append((other, iter(self.chains.get(other, ()))))
                way[other] = None
        return ()


def chains_of(
    rules: Mapping[str, Any], feeds: Mapping[str, Any], ledgers: Known
) -> Table[tuple[str, ...]]:
    """
    Return the rules that each rule hangs on, by its id.

    Raises:
        UnknownNameError: If a rule is named that is not there, or is not asked of the
            row.
        InvalidFieldError: If a question to another rule stands where it has no answer.
        CircularRulesError: If rules hang on one another in a circle.
    """
    found = Hanging(rules, feeds, ledgers)
    for misfit in found.misfits():
        raise misfit.error
    return Table(found.chains, kind="rule")


def is_owed_by_each(feed: Any) -> bool:
    """
    Say whether each row of a kind owes what a feed asks, once or again and again.
    """
    return feed.by_row or (hasattr(feed, "of_each") and feed.each is not None)


def _reachable(kind: str, ledgers: Known) -> Iterable[str]:
    """Name the kinds of the rows that a row is, belongs to or names."""
    home: Ledger | None = ledgers.get(kind)
    while home is not None:
        yield home.kind
        for fact in home.facts:
            if isinstance(fact.value, RowOf):
                yield str(fact.value.kind)
        home = None if home.owner_kind is None else ledgers.get(home.owner_kind)
