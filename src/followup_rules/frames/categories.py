"""
Which cases of a deadline the categories of each row name.
"""

import re
from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import InvalidFieldError, WrongColumnTypeError
from followup_rules.frames.columns import TEXTS, Work, hidden, read_names
from followup_rules.frames.outcomes import any_of, column, first_of
from followup_rules.immutable import frozen
from followup_rules.policies.deadlines import Conflict, DeadlinePolicy

Category = str | Sequence[str] | Mapping[str, str]
"""One column, several, or the column of true or false for each category."""

NONE: Final = -1
_NOTHING: Final = re.compile("null|void", re.IGNORECASE)
"""How engines name the type of nothing."""
_MOST_NAMED: Final = 12
"""How far a list is read in its order, where the first category decides."""


@frozen
class Keys:
    """
    The categories of the rows, as expressions.

    Attributes:
        only: The place of the case where a row has one category, else -1.
        unknown: Whether a row names a category that the policy has not.
        missing: Whether no category of a row is known.
        flags: Whether a row has each case; empty where rows have one at most.
        named: The places of the cases as they were named, -1 where none was.
    """

    only: Any
    unknown: Any
    missing: Any
    flags: tuple[Any, ...] = ()
    named: tuple[Any, ...] = ()

    @property
    def first(self) -> Any:
        """
        The place of the case that was named first.
        """
        return first_of([(place != NONE, place) for place in self.named], NONE)


def category_columns(
    policy: DeadlinePolicy, category: Category | None
) -> dict[str, str]:
    """
    Return the columns of the categories, by argument.

    Raises:
        UnknownNameError: If a category is mapped that the policy has not.
        InvalidFieldError: If it names no column.
    """
    if category is None:
        return {}
    if isinstance(category, str):
        return {"category": category}
    if isinstance(category, Mapping):
        for key in category:
            policy.case(key)
        named = {f"category#{key}": name for key, name in category.items()}
    else:
        columns = read_names("category", category)
        named = {f"category#{place}": name for place, name in enumerate(columns)}
    if not named:
        raise InvalidFieldError("category", category, "a column, at least")
    return named


def read_categories(
    work: Work, policy: DeadlinePolicy, category: Category | None
) -> tuple[Work, Keys]:
    """
    Read the categories of the rows.

    Raises:
        WrongColumnTypeError: If a column holds neither texts nor lists of texts, or
            no flags where flags are asked for.
    """
    keys = policy.categories
    if category is None:
        nothing = nw.lit(NONE)
        return work, Keys(nothing, nw.lit(value=False), nw.lit(value=True))
    if isinstance(category, Mapping):
        return _from_flags(work, keys, category)
    if not isinstance(category, str):
        return _from_columns(work, keys, tuple(category))
    if category not in work.empty and work.schema[category] == nw.List:
        in_order = policy.conflict is Conflict.FIRST_NAMED
        return _from_lists(work, keys, category, _MOST_NAMED if in_order else 0)
    text = work.texts("category", category)
    work = work.with_columns(only=_place(keys, text))
    work = work.with_columns(missing=column("only") == NONE)
    missing = column("missing")
    return work, Keys(column("only"), ~nw.col(category).is_null() & missing, missing)


def _place(keys: tuple[str, ...], text: Any) -> Any:
    """Return the place of the case that a text names."""
    return first_of([(text == key, place) for place, key in enumerate(keys)], NONE)


def _several(
    work: Work, flags: Sequence[Any], unknown: Any, missing: Any, named: Sequence[Any]
) -> tuple[Work, Keys]:
    """Put the flags of all cases together."""
    has = {f"has_{place}": flag for place, flag in enumerate(flags)}
    order = {f"named_{number}": place for number, place in enumerate(named)}
    work = work.with_columns(**has, **order)
    held = tuple(column(name) for name in has)
    ones = [flag.cast(nw.Int64) for flag in held]
    count = reduce(add, ones, nw.lit(0))
    work = work.with_columns(count=count)
    places = [one * place for place, one in enumerate(ones)]
    only = nw.when(column("count") == 1).then(reduce(add, places, nw.lit(0)))
    work = work.with_columns(only=only.otherwise(nw.lit(NONE)))
    missing = missing | (column("count") == 0)
    work = work.with_columns(unknown=unknown, missing=missing)
    keys = Keys(
        column("only"),
        column("unknown"),
        column("missing"),
        held,
        tuple(column(name) for name in order),
    )
    return work, keys


def _from_flags(
    work: Work, keys: tuple[str, ...], columns: Mapping[str, str]
) -> tuple[Work, Keys]:
    """Read a column of true or false for each category."""
    read = {key: work.flags("category", name) for key, name in columns.items()}
    flags = [
        read[key].fill_null(value=False) if key in read else nw.lit(value=False)
        for key in keys
    ]
    absent = [nw.col(name).is_null() for name in columns.values()]
    named = [
        first_of([(read[key].fill_null(value=False), keys.index(key))], NONE)
        for key in columns
    ]
    return _several(work, flags, nw.lit(value=False), any_of(absent), named)


def _from_columns(
    work: Work, keys: tuple[str, ...], columns: tuple[str, ...]
) -> tuple[Work, Keys]:
    """Read several columns of texts; absent ones are passed over."""
    texts = [work.texts("category", name) for name in columns]
    places = {
        f"place_{number}": _place(keys, text) for number, text in enumerate(texts)
    }
    work = work.with_columns(**places)
    found = [column(name) for name in places]
    flags = [
        any_of([place == number for place in found]) for number in range(len(keys))
    ]
    strange = [
        ~nw.col(name).is_null() & (place == NONE)
        for name, place in zip(columns, found, strict=True)
    ]
    return _several(work, flags, any_of(strange), nw.lit(value=False), found)


def _from_lists(
    work: Work, keys: tuple[str, ...], name: str, entries: int
) -> tuple[Work, Keys]:
    """Read a column of lists of texts."""
    _check_lists(work, name)
    lists = nw.col(name)
    flags = [lists.list.contains(key).fill_null(value=False) for key in keys]
    strange = {hidden("strange"): name}
    return _several(
        work.also(work.engine.lists_others(work.frame, strange, keys)),
        flags,
        column("strange"),
        nw.lit(value=False),
        [
            _place(keys, nw.when(lists.list.len() > entry).then(lists).list.get(entry))
            for entry in range(entries)
        ],
    )


def _check_lists(work: Work, name: str) -> None:
    """Refuse lists of anything but texts, or of nothing."""
    inner = work.schema[name].inner
    inner = inner() if isinstance(inner, type) else inner
    kind = work.engine.kind(work.frame, name)
    nothing = inner == nw.Unknown and _NOTHING.search(kind)
    if not nothing and not any(inner == text for text in TEXTS):
        raise WrongColumnTypeError("category", name, kind, "texts, or lists of texts")
