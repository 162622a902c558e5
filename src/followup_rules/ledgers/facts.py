"""
Facts declared once: what one attribute of a row is, and what a kind of rows is.

From a declaration follow the class for hosts who have none, the check of any other
object, the order of its times, its words in each language, its protocol for type
checkers, its form in files and its column.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property
from keyword import iskeyword
from typing import Annotated, Any, Final, TypeVar, dataclass_transform

import attrs
from attrs import NOTHING, field

from followup_rules.clauses import Text
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.fields import Entries, Flag, Given, Kind, Name, held, written_as
from followup_rules.immutable import frozen
from followup_rules.ledgers.values import (
    Calculation,
    Inner,
    Plain,
    Value,
    check_default,
    value_of,
)
from followup_rules.tables import Table
from followup_rules.timing.cycles import Cycle

_SAID: Final = "said"
_ALWAYS: Final = ("id", "entered_at")
_BESIDE: Final = ("owner", "named")
"""What a row that was read holds beside them: the row it belongs to, those it names."""
_TOLD: Final = "__told__"
_PLAINLY: Final = "__finds_nothing__"

Check = Callable[[Any, Any], tuple[str, FollowupRulesError] | None]


@frozen(kw_only=True, field_transformer=held)
class Fact:
    """
    One attribute of a row.

    Attributes:
        name: The name of the attribute.
        words: What it is, for a reader.
        value: What it may hold.
        default: What a row of our own class holds if it is not told; without one it
            must be told.
        after: The moment that it cannot lie before: an attribute of the row, or, as
            `repair.completed_at`, one of the row that it belongs to or that it names.
            None is no order.
    """

    name: Name
    words: Text
    value: Value = field(metadata=written_as("type"))
    default: Annotated[Any, Given()] = field(factory=lambda: NOTHING)
    after: Name | None = None

    def __attrs_post_init__(self) -> None:
        if self.default is NOTHING and self.value.optional:
            object.__setattr__(self, "default", None)
        made = getattr(self.default, "factory", None)
        if made is not None:
            object.__setattr__(self, "default", Table(made()))
        check_default(self.name, self.value, self.default)

    @property
    def has_default(self) -> bool:
        """
        Whether a row of our own class need not be told it.
        """
        return self.default is not NOTHING

    @property
    def is_dated(self) -> bool:
        """
        Whether it holds a moment, or a plain day.
        """
        value = self.value
        day = isinstance(value, Plain) and value.holds == Kind((dt.date,))
        return value.is_moment or day


@frozen(kw_only=True, slots=False, field_transformer=held)
class Ledger:
    """
    One kind of rows that a regulation is told.

    Attributes:
        kind: The name of the kind, such as `repair`.
        words: What one row is, for a reader.
        facts: Its attributes beside `id` and `entered_at`, in order.
        placed: The attribute by which a row is dated; None where it has no day.
        owner: The attribute that holds the id of the row it belongs to; such rows
            are of the period that their owner is of.
        inside: For rows inside another: the kind of those and their attribute, such
            as `visit.problems`. Their ids are `owner/own`.
        counts_if: A yes-or-no attribute that every row tells; a row of which it is
            false is an attempt and no event.
        named_by: The attribute whose value names the kind in verdicts, where one
            ledger holds several kinds.
        own_ids: Whether the ids of rows inside another are unique by themselves.
        lasting: Whether its rows go on, as a project does: they are judged before they
            have begun and in every period, and what belongs to them is of the period
            by its own day.
        check: What one attribute alone cannot tell: it is asked with the book and a
            row, and answers the attribute at fault and why, or None.
        keyed: Whether its rows have ids; parts of a row, such as the people at a
            visit, have none.
        own_day: Whether rows that belong to others are of the period in which their
            own day lies, not of that of their owners.
        within: The cycle whose cell verdicts name beside a row; None is none.
    """

    kind: Name
    words: Text
    facts: Annotated[tuple[Fact, ...], Entries(unique="name")] = field(
        default=(), metadata=written_as("attributes")
    )
    placed: Name | None = None
    owner: Name | None = None
    inside: Name | None = None
    counts_if: Name | None = None
    named_by: Name | None = None
    own_ids: bool = False
    lasting: bool = False
    check: Annotated[Check, Calculation()] | None = None
    keyed: bool = True
    own_day: bool = False
    within: Cycle | None = None

    def __attrs_post_init__(self) -> None:
        for name in (self.placed, self.owner, self.counts_if, self.named_by):
            if name is not None:
                self.fact(name)
        if self.placed is not None:
            self.check_moment(self.placed)
        if self.counts_if is not None:
            self._check_counting(self.counts_if)
        for fact in self.facts:
            if fact.name in (*_ALWAYS, *_BESIDE) and self.keyed:
                taken = f"{', '.join((*_ALWAYS, *_BESIDE[:-1]))} and {_BESIDE[-1]}"
                allowed = f"another name: every row has {taken} besides"
                raise InvalidFieldError(f"{self.kind}.{fact.name}", fact.name, allowed)
            if not fact.name.isidentifier() or iskeyword(fact.name):
                allowed = "letters, digits and _, and no word of Python such as 'class'"
                raise InvalidFieldError(f"{self.kind}.{fact.name}", fact.name, allowed)
            if fact.after is not None:
                self._check_order(fact, fact.after)
        if self.placed is None and (self.own_day or self.within is not None):
            raise InvalidFieldError("placed", None, "the attribute of the rows' day")

    def _check_order(self, fact: Fact, after: str) -> None:
        """Refuse an order that nothing could be held to."""
        if not self.keyed:
            allowed = "None, because parts of a row are held to no order"
            raise InvalidFieldError(f"{self.kind}.{fact.name}.after", after, allowed)
        if "." not in after and after != fact.name:
            self.check_moment(after)
        elif after == fact.name:
            allowed = "another attribute of the row"
            raise InvalidFieldError(f"{self.kind}.{fact.name}.after", after, allowed)
        self.check_moment(fact.name)

    def check_moment(self, name: str) -> None:
        """
        Refuse an order of what is no moment.

        Raises:
            UnknownNameError, InvalidFieldError: If the rows have no such moment.
        """
        fact, allowed = self.fact(name), "a day or an instant"
        if not fact.is_dated:
            raise InvalidFieldError(f"{self.kind}.{name}", name, allowed)

    def _check_counting(self, name: str) -> None:
        """Refuse that what a row need not tell decides whether it counts."""
        value = self.fact(name).value
        if value.optional or not isinstance(getattr(value, "holds", None), Flag):
            allowed = "a yes or no that every row tells, such as one with a default"
            raise InvalidFieldError(f"{self.kind}.counts_if", name, allowed)

    @cached_property
    def by_name(self) -> dict[str, Fact]:
        """
        Its facts by name.
        """
        return {fact.name: fact for fact in self.facts}

    def fact(self, name: str) -> Fact:
        """
        Return one fact.

        Raises:
            UnknownNameError: If rows of this kind have no such attribute.
        """
        try:
            return self.by_name[name]
        except KeyError:
            known = tuple(self.by_name)
            raise UnknownNameError(f"attribute of {self.kind}", name, known) from None

    @property
    def owner_kind(self) -> str | None:
        """
        The kind of rows that these belong to; None where they stand by themselves.
        """
        if self.inside is not None:
            return self.inside.partition(".")[0]
        if self.owner is None:
            return None
        return self.fact(self.owner).value.kind_of_owner

    @cached_property
    def row_class(self) -> type[Any]:
        """
        The class of its rows, for hosts who have none.
        """
        return _CLASSES.get(self) or _made(self)

    @property
    def told_class(self) -> type[Any]:
        """
        The class of its rows as rules take them, each attribute in a slot.
        """
        own = self.row_class  # which keeps it: what a ledger keeps would be pickled
        found = own.__dict__.get(_TOLD)
        if found is None:
            found = _told(self, own)
            setattr(own, _TOLD, found)
        made: type[Any] = found
        return made


_CLASSES: Final[dict[Ledger, type[Any]]] = {}
C = TypeVar("C", bound=type[Any])
F = TypeVar("F", bound=Check)
Plainly = Callable[[Any], str | None]


def said(en: str, zh: str, *, default: Any = NOTHING, after: str | None = None) -> Any:
    """
    Declare an attribute: its words, its default, and what it cannot lie before.

    What it may hold is its type annotation; without a default it must be told. Beside
    its facts every class writes `id: str` and `entered_at: dt.datetime | None = None`: a
    row is known from the time it was entered, and without it from its own date.
    """
    return field(default=default, metadata={_SAID: (Text(en, zh), after)})


@dataclass_transform(
    kw_only_default=True, frozen_default=True, field_specifiers=(said,)
)
def row(
    kind: str,
    en: str,
    zh: str,
    *,
    placed: str | None = None,
    owner: str | None = None,
    inside: str | None = None,
    counts_if: str | None = None,
    named_by: str | None = None,
    own_ids: bool = False,
    lasting: bool = False,
    check: Check | None = None,
    own_day: bool = False,
    within: Cycle | None = None,
) -> Callable[[C], C]:
    """
    Make a class the declaration of a kind of rows.

    >>> import datetime as dt
    >>> @row("call", "call", "来电", placed="called_at")
    ... class Call:
    ...     id: str
    ...     called_at: dt.datetime = said("the time of the call", "来电时间")
    ...     registered: bool | None = said("registered", "是否登记", default=None)
    ...     entered_at: dt.datetime | None = None
    >>> ledger_of(Call).fact("registered").words.zh
    '是否登记'
    >>> Call(id="1", called_at=dt.datetime(2026, 3, 2, tzinfo=dt.timezone.utc)).registered

    Args:
        kind: The name of the kind.
        en: What one row is, in English.
        zh: The same in Chinese.
        placed: See `Ledger`, and so the others.
        owner: See `Ledger`.
        inside: See `Ledger`.
        counts_if: See `Ledger`.
        named_by: See `Ledger`.
        own_ids: See `Ledger`.
        lasting: See `Ledger`.
        check: See `Ledger`.
        own_day: See `Ledger`.
        within: See `Ledger`.

    Raises:
        InvalidFieldError: If an attribute has no words, or no type that facts know.
    """

    def declare(cls: C) -> C:
        made = frozen(cls, kw_only=True, slots=False)
        facts = tuple(
            _fact(made, one) for one in attrs.fields(made) if one.name not in _ALWAYS
        )
        ledger = Ledger(
            kind=kind,
            words=Text(en, zh),
            facts=facts,
            placed=placed,
            owner=owner,
            inside=inside,
            counts_if=counts_if,
            named_by=named_by,
            own_ids=own_ids,
            lasting=lasting,
            check=check,
            own_day=own_day,
            within=within,
        )
        made.__ledger__ = ledger
        _CLASSES[ledger] = made
        return made

    return declare


@dataclass_transform(frozen_default=True, field_specifiers=(said,))
def part(kind: str, en: str, zh: str) -> Callable[[C], C]:
    """
    Make a class the declaration of parts of a row, which have no ids.

    >>> @part("visitor", "visitor", "回访人员")
    ... class Visitor:
    ...     role: str = said("the role", "角色")
    >>> Visitor("office").role
    'office'
    """

    def declare(cls: C) -> C:
        made = frozen(cls, slots=False)
        facts = tuple(_fact(made, one) for one in attrs.fields(made))
        ledger = Ledger(kind=kind, words=Text(en, zh), facts=facts, keyed=False)
        made.__ledger__ = ledger
        _CLASSES[ledger] = made
        return made

    return declare


def finds_nothing(where: Plainly) -> Callable[[F], F]:
    """
    Say of which rows a check of a ledger certainly finds nothing.

    Columns ask that of every row, and the check of the others alone.

    Args:
        where: Returns it for a book, as a question of the closed language; None is that
            nobody knows.
    """

    def mark(check: F) -> F:
        setattr(check, _PLAINLY, where)
        return check

    return mark


def plainly_sound(ledger: Ledger, book: Any) -> str | None:
    """
    Return of which rows the check of a ledger finds nothing; None is not known.
    """
    where: Plainly | None = getattr(ledger.check, _PLAINLY, None)
    return None if where is None else where(book)


def ledger_of(cls: type[Any]) -> Ledger:
    """
    Return the ledger that a class declares.

    Raises:
        InvalidFieldError: If it declares none.
    """
    ledger = getattr(cls, "__ledger__", None)
    if not isinstance(ledger, Ledger):
        raise InvalidFieldError("ledger", cls, "a class that @row declares")
    return ledger


def _fact(cls: type[Any], one: "attrs.Attribute[Any]") -> Fact:
    """Return one attribute of a class as a fact."""
    if _SAID not in one.metadata:
        name = f"{cls.__name__}.{one.name}"
        raise InvalidFieldError(name, one.type, 'words: said("...", "...")')
    words, after = one.metadata[_SAID]
    value = value_of(one.type)
    return Fact(
        name=one.name, words=words, value=value, default=one.default, after=after
    )


def _made(ledger: Ledger) -> type[Any]:
    """Make the class of the rows of a ledger that a file declares."""
    fields = {fact.name: attrs.field(default=fact.default) for fact in ledger.facts}
    name = "".join(part.title() for part in ledger.kind.split("_"))
    made = attrs.make_class(
        name,
        {"id": attrs.field(), **fields, "entered_at": attrs.field(default=None)},
        kw_only=True,
        frozen=True,
    )
    made.__ledger__ = ledger  # type: ignore[attr-defined]
    _CLASSES[ledger] = made
    return made


def _told(ledger: Ledger, own: type[Any]) -> type[Any]:
    """Make the class of rows that were read."""
    beside = (*_ALWAYS, *_BESIDE) if ledger.keyed else ()
    inside = {
        "__slots__": (*ledger.by_name, *beside),
        "__module__": own.__module__,
        "__qualname__": own.__qualname__,
        "__reduce__": _taken_apart,
    }
    return type(own.__name__, (own,), inside)


def _taken_apart(told: Any) -> tuple[Any, ...]:
    """Return what a pickle keeps of a row that was read; its class bears no name."""
    slots = {name: getattr(told, name) for name in type(told).__slots__}
    return _put_together, (told.__ledger__, slots, vars(told))


def _put_together(
    ledger: Ledger, slots: Mapping[str, Any], more: Mapping[str, Any]
) -> Any:
    """Return a row that was read, from its pickle."""
    told = object.__new__(ledger.told_class)
    for name, value in {**slots, **more}.items():
        object.__setattr__(told, name, value)
    return told


def inner_kinds(ledger: Ledger) -> dict[str, Ledger]:
    """
    Return the ledgers of the rows inside the rows of a ledger, by attribute.
    """
    return {
        fact.name: fact.value.ledger
        for fact in ledger.facts
        if isinstance(fact.value, Inner)
    }
