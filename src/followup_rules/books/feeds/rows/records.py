"""
What feeds the rules on who came and what a row must hold.
"""

from collections.abc import Callable, Iterable
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, ClassVar, Final

from attrs import field

from followup_rules.books.conditions import (
    Answer,
    Attribute,
    Known,
    Listed,
    Needed,
)
from followup_rules.books.conditions.lasting import falls
from followup_rules.books.feeds.asking import (
    NO_BOUND,
    answer,
    ask,
    read_table,
    refuse_taken_back,
    whether,
)
from followup_rules.books.feeds.each import Each, alike
from followup_rules.books.judging import Judging
from followup_rules.books.standing import Moments
from followup_rules.canonical import ADDED_LATER
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import held
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import Names, Plain, value_of
from followup_rules.tables import Table
from followup_rules.verdicts import Verdict


@frozen(kw_only=True, field_transformer=held)
class Actors(Each):
    """
    Who may act, asked of each row.

    Attributes:
        by: The role, or the roles, of those who acted.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    moments: ClassVar[frozenset[Moments]] = frozenset()

    needed: ClassVar[tuple[str, ...]] = ("by",)

    by: Answer = ask()

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        roles = answer(case, row, self.by)
        given = (roles,) if isinstance(roles, str) else roles
        return alike(
            case, self, row, given, lambda about: (rule.assess(given, **about),)
        )


@frozen(kw_only=True, field_transformer=held)
class Checklist(Each):
    """
    What a record must hold; an item is the attribute of its name.

    Attributes:
        given: What lists the items instead, or says yes or no of each; where it is not
            told, nothing is known of any.
        made: Whether there is a record at all; without one nothing is judged.
        closed: Whether the matter is closed, so that what is missing is final.
        there: Of an item that is no attribute, whether it is there, such as
            `called_at between 09:00 and 20:00`.
        came_late: Of an item, whether it came only after the matter was closed.
        circumstances: What rules an item out or waives it; one name or several.
        filled: Whether an item is a text that counts when it is not blank.
        apart: Whether each item has a verdict of its own.

    Raises:
        InvalidFieldError: If an entry would go unused.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    moments: ClassVar[frozenset[Moments]] = frozenset()

    given: Answer = ask()
    made: Answer = whether(default=True)
    closed: Answer = whether(default=True)
    came_late: Table[Needed] = field(
        default=Table(), converter=read_table, metadata={ADDED_LATER: True}
    )
    circumstances: Answer = ask()
    filled: bool = False
    apart: bool = False
    there: Table[Needed] = field(
        default=Table(), converter=read_table, metadata={ADDED_LATER: True}
    )

    def __attrs_post_init__(self) -> None:
        for name in ("filled", "there"):
            if getattr(self, name) and self.given is not None:
                allowed = "none, where given is set"
                raise InvalidFieldError(f"Checklist.{name}", self.given, allowed)
        if self.came_late and self.closed in (False, None):
            allowed = "none, where the matter is never known to be closed"
            raise InvalidFieldError(
                "Checklist.came_late", tuple(self.came_late), allowed
            )

    def bound(self, known: Known) -> "Checklist":
        """
        Hold its questions, and those of its items, against the facts.
        """
        found: Checklist = super().bound(known)
        for name, what in found.there.items():
            ends = "ask it of each row, or count with a streak"
            refuse_taken_back(f"Checklist.there.{name}", what, ends)
        return found

    def suits(self, rule: Any) -> None:
        """
        Refuse a question for what is no item of the rule.

        Raises:
            UnknownNameError: If one is none.
        """
        names = tuple(item.key for item in getattr(rule, "items", ()))
        for key in (*self.there, *self.came_late):
            if key not in names:
                raise UnknownNameError("item", key, names)

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        if not self.reopens:
            return self._record(case, rule, row, answer(case, row, self.closed))
        from followup_rules.books.feeds.recalled import (  # noqa: PLC0415 - seldom
            as_closed,
        )

        def judge(then: Judging, closed: bool | None) -> Iterable[Verdict]:  # noqa: FBT001 - an answer
            """Judge the record as things stood, of a matter that is closed or not."""
            return self._record(then, rule, row, closed)

        return as_closed(self, case, rule, row, judge)

    @cached_property
    def reopens(self) -> bool:
        """
        Whether time alone may open a matter again that was closed.
        """
        return falls(self.closed)

    def _record(
        self,
        case: Judging,
        rule: Any,
        row: Any,
        closed: bool | None,  # noqa: FBT001 - an answer
    ) -> Iterable[Verdict]:
        """Ask the rule, of a matter that is closed or not."""
        made = answer(case, row, self.made) is not False
        facts = self.record(case, rule, row) if made else None
        around = self.around(case, rule, row)
        late = self._came_late(case, row, facts) if closed else ()

        def judge(about: dict[str, Any]) -> Iterable[Verdict]:
            told = {"closed": closed, "circumstances": around, "late": late, **about}
            if self.apart:
                found: Iterable[Verdict] = rule.assess_each(facts, **told)
                return found
            return (rule.assess(facts, **told),)

        return alike(case, self, row, as_key(facts, closed, around, late), judge)

    def around(self, case: Judging, rule: Any, row: Any) -> tuple[str, ...]:
        """
        Return the circumstances of a row that change an item of the rule.

        An attribute such as the channel of a visit may say others as well.
        """
        found = answer(case, row, self.circumstances)
        listed = found if isinstance(found, tuple) else (found,)
        return tuple([one for one in listed if one in rule.circumstances])

    def _came_late(self, case: Judging, row: Any, facts: Any) -> tuple[str, ...]:
        """Return the items that came only after the matter was closed."""
        if not self.came_late:
            return ()
        return tuple(
            [
                name
                for name, what in self.came_late.items()
                if facts and facts.get(name) and what.of(case, row) is True
            ]
        )

    def more(self, rule: Any, known: Known) -> tuple[Fact, ...]:
        """
        Return the items that a host has added to the record, as facts of its rows.
        """
        if self.given is not None:
            return ()
        value = value_of(str | None if self.filled else bool | None)
        return tuple(
            Fact(name=item.key, words=item.name, value=value, default=None)
            for item in rule.items
            if item.key not in {*known[self.each].by_name, *self.there}
        )

    def record(self, case: Judging, rule: Any, row: Any) -> Any:
        """
        Return what the record of a row says, item by item.
        """
        if self.given is not None:
            given = self.given.of(case, row)
            return {} if given is None else given
        _, names, fetch, asks = case.once(
            ("items", id(self)), partial(_fetching, self, rule)
        )
        facts = dict(zip(names, fetch(row), strict=True))
        if self.filled:
            facts = {name: _is_filled(name, text) for name, text in facts.items()}
        if asks:
            facts |= {name: what.of(case, row) for name, what in self.there.items()}
        return facts


def _fetching(
    feed: Checklist, rule: Any
) -> tuple[Checklist, tuple[str, ...], Callable[[Any], tuple[Any, ...]], bool]:
    """
    Return the items that are attributes, what fetches them, and if others are asked for.

    And the feed, so that nothing else comes to have its id.
    """
    there = feed.there
    names = tuple(item.key for item in rule.items if item.key not in there)
    if len(names) > 1:  # of a single one it would be bare
        return feed, names, attrgetter(*names), bool(there)

    def fetch(row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, name) for name in names)

    return feed, names, fetch, bool(there)


def as_key(facts: Any, closed: Any, *others: Any) -> Any:
    """
    Return by what a record is known again; None where it holds what is no flag.
    """
    if facts is None:
        return (None, closed, *others) if type(closed) in _FLAGS else None
    if type(facts) is not dict:
        return None
    flags = (closed, *facts.values())
    if not _FLAGS.issuperset(map(type, flags)):  # for 1 is no True
        return None
    return (*facts, *flags, *others)


_FLAGS: Final = frozenset({bool, type(None)})


def _is_filled(name: str, text: object) -> bool:
    """Say whether an item that is a text is not blank."""
    if not isinstance(text, str | None):
        raise InvalidFieldError(name, text, "a text, where items count when filled")
    return bool((text or "").strip())


def _refuse_names(members: Answer, ledger: Ledger, known: Known) -> None:
    """Refuse a list of names without roles, of which each would pass for a role."""
    fact = members.fact(ledger, known) if isinstance(members, Attribute) else None
    value = None if fact is None else fact.value
    if isinstance(value, Names) and isinstance(value.each, Plain):
        raise InvalidFieldError("Team.members", str(members), _OF_ROLES)


_OF_ROLES: Final = (
    "a list of roles, or 'members.role, members.name'; a list of names stands under "
    "who, by the role that they hold"
)


@frozen(kw_only=True, field_transformer=held)
class Team(Each):
    """
    Who was there, each with the role held.

    Attributes:
        members: The roles and the names, as `members.role, members.name`; or the pairs
            of both; or the roles alone, each of a person who is not recorded.
        who: Instead, for each role the name, or the names, of those who held it; a
            name that is not known is that of somebody not recorded.
        bodies: For each of these roles the body that they are of, where that matters.
    """

    never_overdue: ClassVar[str | None] = NO_BOUND
    moments: ClassVar[frozenset[Moments]] = frozenset()

    members: Answer = ask()
    who: Table[Needed] = field(default=Table(), converter=read_table)
    bodies: Table[Needed] = field(default=Table(), converter=read_table)

    def __attrs_post_init__(self) -> None:
        if (self.members is None) is not bool(self.who):
            raise InvalidFieldError("Team.who", tuple(self.who), "this, or members")
        for role in self.bodies:
            self.who[role]

    def bound(self, known: Known) -> "Team":
        """
        Hold its questions, and those of its roles, against the facts.
        """
        found: Team = super().bound(known)
        _refuse_names(found.members, known[self.each], known)
        return found

    def judged(self, case: Judging, rule: Any, row: Any) -> Iterable[Verdict]:
        """
        Ask the rule.
        """
        told = self._held(case, row) if self.who else self._paired(case, row)
        return alike(case, self, row, told, lambda about: (rule.assess(told, **about),))

    def _paired(self, case: Judging, row: Any) -> Any:
        """Return each member with the role held; None where there is no list of them."""
        found = self.members.of(case, row)
        if isinstance(self.members, Listed):
            return None if None in found else tuple(zip(*found, strict=True))
        if not isinstance(found, tuple):
            return found
        return tuple((one, None) if isinstance(one, str) else one for one in found)

    def _held(self, case: Judging, row: Any) -> tuple[tuple[str | None, ...], ...]:
        """Return each role with who held it, and of which body."""
        found: list[tuple[str | None, ...]] = []
        for role, what in self.who.items():
            names = what.of(case, row)
            body = self.bodies.get(role)
            of = () if body is None else (body.of(case, row),)
            listed = names if isinstance(names, tuple) else (names,)
            found += [(role, name, *of) for name in listed]
        return tuple(found)
