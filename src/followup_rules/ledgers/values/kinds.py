"""
What an attribute of a row may hold, as far as the value alone says it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Any, Final, Protocol

from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Holds, Label, Optional, Words
from followup_rules.immutable import frozen
from followup_rules.tables import Table
from followup_rules.timing.moments import Moment, as_instant, local_ordinal, zone_of

_HERE: Final = __name__.rpartition(".")[0]
WORDS: Final = Words()
LABEL: Final = Label()


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
        return one_of(self.names, got, name, book)


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
            return one_of(known, got, "category", book)
        listed = as_list(got, name, "a category, or a list of them")
        return tuple(one_of(known, one, "category", book) for one in listed)


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
        return one_of(book.forms(self.rule), got, name, book)


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
        return one_of(getattr(book.rule(self.rule), self.field), got, name, book)


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


def as_list(
    got: Any, name: str, allowed: str = "a list or another iterable"
) -> Iterable[Any]:
    """Refuse one text, and what cannot be read through."""
    if type(got) is list or type(got) is tuple:
        return got
    if isinstance(got, (str, bytes, Mapping)) or not isinstance(got, Iterable):
        raise InvalidFieldError(name, got, allowed)
    return got


def is_of_a_book(value: Value) -> bool:
    """
    Say whether the type of a value is a regulation's own.
    """
    return not type(value).__module__.startswith(_HERE)


def one_of(names: Collection[str], got: Any, what: str, book: Vocabulary) -> str:
    """Return which of some names is meant."""
    found = book.named(names, got) if isinstance(got, str) else None
    if found is None:
        raise UnknownNameError(what, got, tuple(names))
    return found
