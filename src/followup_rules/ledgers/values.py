"""
What the attribute of a row may hold, from its type annotation.

A value is read once, on the way in: names are found by their aliases, lists are
frozen, whole numbers become ids. What cannot be read is refused with what is allowed.
"""

import datetime as dt
import types
from collections.abc import Collection, Iterable, Mapping
from typing import Annotated, Any, Final, Protocol, Union, get_args, get_origin

from attrs import evolve

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Flag, Holds, Kind, Optional, Whole, Words
from followup_rules.fields.values import can_be_seen
from followup_rules.immutable import frozen
from followup_rules.tables import Table
from followup_rules.timing.moments import Moment, as_instant, local_ordinal, zone_of

_WORDS: Final = Words()
_TOO_LARGE: Final = 10**100
"""No key of a row; Python writes no number of some thousand digits."""
_UNIONS: Final = (Union, types.UnionType)
_LISTS: Final = (tuple, Collection)


class Vocabulary(Protocol):
    """
    What a book can be asked while its rows are read.
    """

    @property
    def said(self) -> Mapping[str, Text]:
        """
        How sentences call each name.
        """
        ...

    def categories(self, rule_id: str) -> tuple[str, ...]:
        """
        Return the categories that a rule has limits for.
        """
        ...

    def forms(self, rule_id: str) -> tuple[str, ...]:
        """
        Return the forms that a rule knows, whether they count or not.
        """
        ...

    def rule(self, rule_id: str) -> Any:
        """
        Return a rule of the book.
        """
        ...

    def grade(self, rule_id: str, given: str) -> str:
        """
        Return the grade that a rule's scale reads in a word.
        """
        ...

    def parties(self) -> tuple[str, ...]:
        """
        Return the parties and roles that its rules name.
        """
        ...

    def named(self, names: Collection[str], given: str) -> str | None:
        """
        Return which of some names a word or an alias means; None is none of them.
        """
        ...


class Calculation(Holds):
    """
    A function of a regulation, which files name and never hold.
    """

    __slots__ = ()

    @property
    def allowed(self) -> str:
        """
        What it may be, in words.
        """
        return "a function"

    def accepts(self, value: object) -> bool:
        """
        Take what can be called.
        """
        return callable(value)


@frozen
class Unread:
    """
    A cell of a file that could not be read, and what it may be.
    """

    text: str
    allowed: str

    def __repr__(self) -> str:
        return repr(self.text)

    def error(self, name: str) -> InvalidFieldError:
        """
        Return what is wrong with it, as the value of an attribute.
        """
        return InvalidFieldError(name, self.text, self.allowed)


@frozen(kw_only=True)
class Value:
    """
    What an attribute may hold; a subclass for each kind of value.
    """

    optional: bool = False

    @property
    def is_moment(self) -> bool:
        """
        Whether it is a day or an instant.
        """
        return False

    @property
    def kind_of_owner(self) -> str | None:
        """
        The kind of rows whose id it is.
        """
        return None

    @property
    def examples(self) -> tuple[Any, ...]:
        """
        Values that it reads, where a regulation declares a kind of value of its own.

        Whoever makes up rows takes them; none is none.
        """
        return ()

    def read(self, got: Any, name: str, book: Vocabulary, /) -> Any:
        """
        Return the value as rules take it.

        Raises:
            FollowupRulesError: If the attribute cannot hold it.
        """
        raise NotImplementedError


@frozen(kw_only=True)
class Plain(Value):
    """
    What a policy's field may hold as well: a text, a number, yes or no.
    """

    holds: Holds

    def read(self, got: Any, name: str, book: Vocabulary) -> Any:
        """
        Hold it against the declaration.
        """
        if not self.holds.accepts(got):
            rule = Optional(self.holds) if self.optional else self.holds
            raise InvalidFieldError(name, got, rule.allowed)
        return got


@frozen(kw_only=True)
class Instant(Value):
    """
    An aware datetime.
    """

    @property
    def is_moment(self) -> bool:
        """
        It is.
        """
        return True

    def read(self, got: Any, name: str, book: Vocabulary) -> dt.datetime:
        """
        Refuse a day and a naive datetime.
        """
        return as_instant(got, name)


@frozen(kw_only=True)
class AnyMoment(Value):
    """
    A day where the day is enough, or an aware datetime.
    """

    @property
    def is_moment(self) -> bool:
        """
        It is.
        """
        return True

    def read(self, got: Any, name: str, book: Vocabulary) -> Moment:
        """
        Refuse a naive datetime.
        """
        local_ordinal(got, zone_of("UTC"), name)
        moment: Moment = got
        return moment


@frozen
class OneOf(Value):
    """
    One of a closed list of names.

    >>> premises = OneOf(Table({"in_home": Text("in the home", "户内")}))
    """

    names: Table[Text]

    def read(self, got: Any, name: str, book: Vocabulary) -> str:
        """
        Find the name that is meant; its own words mean it as well.
        """
        for known, said in self.names.items():
            if isinstance(got, str) and got in {said.en, said.zh}:
                return known
        return _one_of(self.names, got, name, book)


@frozen
class CategoryOf(Value):
    """
    One or several of the categories that a rule has limits for.
    """

    rule: str

    def read(self, got: Any, name: str, book: Vocabulary) -> str | tuple[str, ...]:
        """
        Find the categories that are meant.
        """
        known = book.categories(self.rule)
        if isinstance(got, str):
            return _one_of(known, got, "category", book)
        return tuple(
            _one_of(known, one, "category", book) for one in _listed(got, name)
        )


@frozen
class FormOf(Value):
    """
    One of the forms in which a rule knows that something is done.
    """

    rule: str

    def read(self, got: Any, name: str, book: Vocabulary) -> str:
        """
        Find the form that is meant.
        """
        return _one_of(book.forms(self.rule), got, name, book)


@frozen
class ListedBy(Value):
    """
    One of the names that a rule lists, such as the causes of a warranty.
    """

    rule: str
    field: str

    def read(self, got: Any, name: str, book: Vocabulary) -> str:
        """
        Find the name that is meant.
        """
        return _one_of(getattr(book.rule(self.rule), self.field), got, name, book)


@frozen
class TableOf(Value):
    """
    A value for each of some names, such as a length for each category.
    """

    key: Value
    each: Value

    def read(self, got: Any, name: str, book: Vocabulary) -> Table[Any]:
        """
        Read each name and its value.
        """
        if not isinstance(got, Mapping):
            raise InvalidFieldError(name, got, "a table by name")
        return Table(
            (self.key.read(key, name, book), self.each.read(value, name, book))
            for key, value in got.items()
        )


@frozen
class GradeOf(Value):
    """
    A grade of a rule's scale, in any word that the scale reads.
    """

    rule: str

    def read(self, got: Any, name: str, book: Vocabulary) -> str:
        """
        Read the word.
        """
        return book.grade(self.rule, got)


@frozen
class Role(Value):
    """
    The role of a person: one that the regulation names, or any other.
    """

    def read(self, got: Any, name: str, book: Vocabulary) -> str:
        """
        Find the role that is meant; one that the regulation does not name stays.
        """
        if not Words().accepts(got):
            allowed = Optional(Words()) if self.optional else Words()
            raise InvalidFieldError(name, got, allowed.allowed)
        return book.named(book.parties(), got) or str(got)


def _is_plain(text: str) -> bool:
    """Say whether a text has nothing but visible ASCII in it, as most ids have."""
    if not text.isascii() or not text.isprintable():
        return False
    return text != "" and text[0] != " " and text[-1] != " "


def as_id(got: object, name: str) -> str:
    """
    Return an id as a text; a whole number is written out.

    Raises:
        InvalidFieldError: If it is neither.
    """
    if type(got) is str and _is_plain(got):
        return got
    if isinstance(got, int) and not isinstance(got, bool) and abs(got) < _TOO_LARGE:
        return str(got)
    if not _WORDS.accepts(got) or not can_be_seen(text := str(got)):
        allowed = f"a whole number, or {_WORDS.allowed}"
        raise InvalidFieldError(name, got, allowed)
    return text


@frozen
class Id(Value):
    """
    The id of a row of a kind, as a text or a whole number.
    """

    kind: str | None = None

    @property
    def kind_of_owner(self) -> str | None:
        """
        The kind of those rows.
        """
        return self.kind

    def read(self, got: Any, name: str, book: Vocabulary) -> str:
        """
        Write a whole number as a text.
        """
        return as_id(got, name)


@frozen
class RowOf(Id):
    """
    The id of a row of another ledger, which must stand there.

    Rows may be asked for what it names: `case.applicant_kind`.

    Attributes:
        if_kept: Whether any id will do where no such ledger is given.
    """

    if_kept: bool = False


@frozen
class ItemOf(Value):
    """
    One of the items that a rule asks for.
    """

    rule: str

    def read(self, got: Any, name: str, book: Vocabulary) -> str:
        """
        Find the item that is meant.
        """
        items = [getattr(one, "id", one) for one in book.rule(self.rule).items]
        return _one_of(tuple(items), got, "item", book)


@frozen(kw_only=True)
class Entries(Value):
    """
    A table from names to values, such as the grade given to each topic.

    Attributes:
        names: What its names may be.
        each: What stands under one.
        listed: Whether a list of names will do, of those for which it is so.
        added: Whether numbers under names that mean the same are added up; otherwise
            a name is given once.
    """

    names: Value
    each: Value
    listed: bool = False
    added: bool = False

    def read(self, got: Any, name: str, book: Vocabulary) -> Any:
        """
        Read names and values.
        """
        if not isinstance(got, Mapping):
            if not self.listed:
                raise InvalidFieldError(name, got, "a table from names to values")
            return tuple(self.names.read(one, name, book) for one in _listed(got, name))
        found: dict[str, Any] = {}
        for key, value in got.items():
            meant = self.names.read(key, name, book)
            if meant in found and not self.added:
                raise InvalidFieldError(name, key, f"one entry for {meant}")
            free = value is None and self.each.optional
            read = None if free else self.each.read(value, name, book)
            found[meant] = found[meant] + read if meant in found else read
        return found


@frozen(kw_only=True)
class Names(Value):
    """
    Several values of one kind, in the order given; any iterable but a text.
    """

    each: Value

    def read(self, got: Any, name: str, book: Vocabulary) -> tuple[Any, ...]:
        """
        Read each.
        """
        return tuple(self.each.read(one, name, book) for one in _listed(got, name))


@frozen(kw_only=True)
class Inner(Value):
    """
    Rows inside a row, with ids of their own or without.
    """

    row: type[Any]

    @property
    def ledger(self) -> Any:
        """
        What they are.
        """
        return self.row.__ledger__

    def read(self, got: Any, name: str, book: Vocabulary) -> tuple[Any, ...]:
        """
        Freeze the list; its rows are read by whoever reads the ledger.
        """
        return tuple(_listed(got, name))


def closed_list(value: Value) -> OneOf | None:
    """
    Return the closed list of names that a value, or each of several, is one of.
    """
    each = value.each if isinstance(value, Names) else value
    return each if isinstance(each, OneOf) else None


_PLAIN: Final[Mapping[Any, Value]] = {
    bool: Plain(holds=Flag()),
    int: Plain(holds=Whole()),
    str: Plain(holds=Kind((str,))),
    dt.date: Plain(holds=Kind((dt.date,))),
    dt.datetime: Instant(),
    frozenset({dt.date, dt.datetime}): AnyMoment(),
}


def value_of(annotation: Any) -> Value:
    """
    Return what an annotation lets an attribute hold.

    Raises:
        InvalidFieldError: If it is none that facts know.
    """
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        found = [_marked(mark) for mark in marks]
        value = next((one for one in found if one is not None), None)
        if value is None:
            return value_of(inner)
        may_be_none = type(None) in get_args(inner)
        return evolve(value, optional=may_be_none or value.optional)
    if get_origin(annotation) in _UNIONS:
        return _union(get_args(annotation))
    if get_origin(annotation) in _LISTS:
        return _several(get_args(annotation)[0])
    try:
        return _PLAIN[annotation]
    except (KeyError, TypeError):
        allowed = "a type that facts know, such as str, bool, datetime or a list"
        raise InvalidFieldError("annotation", annotation, allowed) from None


def _marked(mark: Any) -> Value | None:
    """Return the value that a mark in an `Annotated` stands for."""
    if isinstance(mark, Value):
        return mark
    return Plain(holds=mark) if hasattr(mark, "accepts") else None


def _union(members: tuple[Any, ...]) -> Value:
    """Return the value of a union, which may hold None."""
    rest = [one for one in members if one is not type(None)]
    optional = len(rest) < len(members)
    value = (
        value_of(rest[0])
        if len(rest) == 1
        else _PLAIN.get(frozenset(rest)) or value_of(None)
    )
    return evolve(value, optional=optional or value.optional)


def _several(each: Any) -> Value:
    """Return the value of a list."""
    if hasattr(each, "__ledger__"):
        return Inner(row=each)
    if each is str:
        return Names(each=Plain(holds=Words()))
    return Names(each=value_of(each))


def _listed(got: Any, name: str) -> Iterable[Any]:
    """Refuse one text, and what cannot be read through."""
    if type(got) is list or type(got) is tuple:
        return got
    if isinstance(got, (str, bytes, Mapping)) or not isinstance(got, Iterable):
        raise InvalidFieldError(name, got, "a list or another iterable")
    return got


def _one_of(names: Collection[str], got: Any, what: str, book: Vocabulary) -> str:
    """Return which of some names is meant."""
    found = book.named(names, got) if isinstance(got, str) else None
    if found is None:
        raise UnknownNameError(what, got, tuple(names))
    return found
