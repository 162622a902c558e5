"""
Values that name a row, an item or several things, or hold rows inside a row.
"""

from collections.abc import Mapping
from typing import Any, Final

from followup_rules.errors import InvalidFieldError
from followup_rules.immutable import frozen
from followup_rules.ledgers.values.kinds import (
    LABEL,
    Value,
    Vocabulary,
    as_list,
    one_of,
)

_TOO_LARGE: Final = 10**100
"""No key of a row; Python writes no number of some thousand digits."""


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
    if not LABEL.accepts(got):
        allowed = f"a whole number, or {LABEL.allowed}"
        raise InvalidFieldError(name, got, allowed)
    return str(got)


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
        items = [getattr(one, "key", one) for one in book.rule(self.rule).items]
        return one_of(tuple(items), got, "item", book)


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
            return tuple(self.names.read(one, name, book) for one in as_list(got, name))
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
        return tuple(self.each.read(one, name, book) for one in as_list(got, name))


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
        return tuple(as_list(got, name))
