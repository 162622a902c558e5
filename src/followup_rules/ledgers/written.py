"""
Rows as files write them: each cell is read by the declaration of its attribute.

A blank is not known. A time without an offset is a time of the zone in which the days
of the regulation begin. A cell that cannot be read makes its row one in error; it is
never taken for a blank.
"""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterable, Mapping
from itertools import chain
from typing import Any, Final

from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Flag, Kind, Whole
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import (
    AnyMoment,
    CategoryOf,
    Inner,
    Instant,
    Names,
    Plain,
    Unread,
    Value,
)
from followup_rules.timing.moments import zone_of
from followup_rules.wording.terms import EVERY_ROW

BETWEEN: Final = re.compile(r"\s*[;；、+|]\s*")
"""What stands between the entries of a list in one cell."""

_INSIDE: Final = re.compile(r"\s*[:：]\s*")
YES: Final = frozenset({"yes", "true", "1", "y", "是", "√"})
NO: Final = frozenset({"no", "false", "0", "n", "否", "×"})
_YES_OR_NO: Final = "yes or no, true or false, 1 or 0, 是 or 否"
_TIME: Final = (
    "a time, such as 2026-03-02T16:30 or, with an offset, 2026-03-02T16:30+08:00"
)
_DAY: Final = "a day, such as 2026-03-02"
_TABLE: Final = 'a table, in one cell as JSON, such as {"k": 3}'
_OF_A_SHEET: Final = re.compile(
    r"(\d{4})/(\d{1,2})/(\d{1,2})(?: (\d{1,2})(:\d{2}(?::\d{2})?))?", re.ASCII
)
"""A day, or a time, as spreadsheets export it where the year is written first."""
_TWICE: Final = "a clock time that comes once; write its offset, such as +01:00"


class WrittenRow:
    """
    One row of a file, with the attributes of its ledger.
    """

    def __init__(self, held: Mapping[str, Any]) -> None:
        self.__dict__.update(held)


def columns(ledger: Ledger, more: Iterable[Fact] = ()) -> dict[str, Fact | None]:
    """
    Return the columns that a file may have for a ledger, by every name they go by.

    An attribute goes by its name, and by its words in each language; `id` (编号) and
    `entered_at` (录入时间) are no facts.

    Args:
        ledger: The ledger.
        more: Facts beside the declared ones, such as items that a host has added.
    """
    facts = {**ledger.by_name, **{fact.name: fact for fact in more}}
    found: dict[str, Fact | None] = {**dict.fromkeys(EVERY_ROW), **facts}
    for fact in facts.values():
        for _, words in fact.words.said:
            found.setdefault(words, fact)
    for said in EVERY_ROW.values():
        for _, words in said.said:
            found.setdefault(words, None)
    return found


def column(known: Mapping[str, Fact | None], kind: str, name: str) -> str:
    """
    Return the attribute that a column is of.

    Raises:
        UnknownNameError: If rows of this kind have none that goes by the name.
    """
    if name not in known:
        forms: dict[str, list[str]] = {}
        for form in known:
            forms.setdefault(_attribute(known, form), []).append(form)
        allowed = tuple(chain.from_iterable(forms.values()))
        raise UnknownNameError(f"column of {kind}", name, allowed)
    return _attribute(known, name)


def _attribute(known: Mapping[str, Fact | None], name: str) -> str:
    """Return the attribute that a known name of a column means."""
    fact = known[name]
    if fact is not None:
        return fact.name
    return next(
        own
        for own, words in EVERY_ROW.items()
        if name == own or name in dict(words.said).values()
    )


def written_rows(
    ledger: Ledger, rows: object, zone: str, more: Iterable[Fact] = ()
) -> tuple[WrittenRow, ...]:
    """
    Return rows that a file wrote out as a list of tables.

    Raises:
        UnknownNameError: If a row has a column that the ledger does not know.
        InvalidFieldError: If it is no list of tables.
    """
    if not isinstance(rows, list | tuple):
        raise InvalidFieldError(f"the rows ({ledger.kind})", rows, "a list of tables")
    known = columns(ledger, more)
    return tuple(written_row(ledger, known, row, zone) for row in rows)


def written_row(
    ledger: Ledger,
    known: Mapping[str, Fact | None],
    row: object,
    zone: str,
) -> WrittenRow:
    """
    Return one row of a file; what it does not tell is as in a row of our own class.

    Raises:
        UnknownNameError: If it has a column that the ledger does not know.
        InvalidFieldError: If it is no table.
    """
    if not isinstance(row, Mapping):
        raise InvalidFieldError(f"a row ({ledger.kind})", row, "a table")
    told = {column(known, ledger.kind, name): cell for name, cell in row.items()}
    home = zone_of(zone)
    facts = {fact.name: fact for fact in known.values() if fact is not None}
    held = {
        name: read_cell(fact, told[name], home)
        if name in told
        else (fact.default if fact.has_default else None)
        for name, fact in facts.items()
    }
    entered = told.get("entered_at")
    if ledger.keyed:
        held["id"] = None if _is_blank(told.get("id")) else told["id"]
        held["entered_at"] = None if _is_blank(entered) else _moment(entered, home)
    return WrittenRow(held)


def read_cell(fact: Fact, cell: object, home: dt.tzinfo) -> Any:
    """
    Return what a cell means, or `Unread` where it means nothing.

    A blank is not known, or the default of an attribute that must be known.
    """
    if _is_blank(cell):
        known = fact.has_default and not fact.value.optional
        return fact.default if known else None
    return _read(fact.value, cell, home)


def _is_blank(cell: object) -> bool:
    """Say whether a cell is empty."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _read(value: Value, cell: Any, home: dt.tzinfo) -> Any:
    """Read a cell that is not blank."""
    match value:
        case Instant() | AnyMoment():
            return _moment(cell, home, day=isinstance(value, AnyMoment))
        case Plain(holds=holds):
            return _plain(holds, cell)
        case Names(each=each):
            return tuple(_read(each, one, home) for one in _several(cell))
        case CategoryOf():
            named = _several(cell)
            return named[0] if len(named) == 1 else named
        case Inner():
            return _inside(value.ledger, cell, home)
    return cell.strip() if isinstance(cell, str) else cell


def _several(cell: Any) -> tuple[Any, ...]:
    """Return the entries of a list."""
    if isinstance(cell, str):
        return tuple(BETWEEN.split(cell.strip()))
    return tuple(cell) if isinstance(cell, list | tuple) else (cell,)


def _inside(ledger: Ledger, cell: Any, home: dt.tzinfo) -> Any:
    """Read rows inside a row: tables, or parts written `role:person+role:person`."""
    known = columns(ledger)
    zone = str(home)
    names = tuple(ledger.by_name)
    found = []
    for one in _several(cell):
        told = one
        if isinstance(one, str):
            parts = _INSIDE.split(one)
            if ledger.keyed or len(parts) > len(names):
                return Unread(str(cell), f"entries such as {':'.join(names)}")
            told = dict(zip(names, parts, strict=False))
        found.append(written_row(ledger, known, told, zone))
    return tuple(found)


def _plain(holds: Any, cell: Any) -> Any:
    """Read yes or no, a number, a day, a table or a text."""
    if isinstance(holds, Flag):
        return _yes_or_no(cell)
    if isinstance(holds, Whole):
        return _number(cell, holds)
    if isinstance(holds, Kind) and dt.date in holds.classes:
        return _day(cell)
    if isinstance(holds, Kind) and Mapping in holds.classes:
        return _table(cell)
    return cell


def read_moment(cell: object, zone: str, *, day: bool = False) -> Any:
    """
    Return a time that is written out, or a day where that is enough.

    What is neither is `Unread`, or what it was.
    """
    return _moment(cell, zone_of(zone), day=day)


def _yes_or_no(cell: Any) -> Any:
    """Read yes or no."""
    if isinstance(cell, bool):
        return cell
    said = str(cell).strip().casefold()
    if said in YES | NO:
        return said in YES
    return Unread(str(cell), _YES_OR_NO)


def _number(cell: Any, holds: Whole) -> Any:
    """Read a whole number."""
    if isinstance(cell, str) and re.fullmatch(r"\d{1,18}", cell.strip()):
        return int(cell)
    return Unread(cell, holds.allowed) if isinstance(cell, str) else cell


def _day(cell: Any) -> Any:
    """Read a day."""
    if not isinstance(cell, str):
        return cell
    return _parsed(dt.date.fromisoformat, cell.strip(), 10) or Unread(cell, _DAY)


def _table(cell: Any) -> Any:
    """Read a table, such as a receipt, which databases keep as a text of JSON."""
    if not isinstance(cell, str):
        return cell
    try:
        found = json.loads(cell)
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else Unread(cell, _TABLE)


def _moment(cell: Any, home: dt.tzinfo, *, day: bool = False) -> Any:
    """Read a time, or a day where that is enough."""
    found = cell
    if isinstance(cell, str):
        alone = _parsed(dt.date.fromisoformat, cell.strip(), 10)
        if day and alone:
            return alone
        found = _parsed(dt.datetime.fromisoformat, cell.strip(), 32)
        if found is None or alone:
            return Unread(cell, f"{_DAY}, or {_TIME}" if day else _TIME)
    if isinstance(found, dt.datetime) and found.tzinfo is None:
        return _at_home(found, str(cell), home)
    return found


def _parsed(parse: Callable[[str], Any], text: str, longest: int) -> Any:
    """Parse a day or a time as people and sheets write it; None is neither."""
    if sheet := _OF_A_SHEET.fullmatch(text):
        year, month, day, hour, rest = sheet.groups()
        text = f"{year}-{month:>02}-{day:>02}"
        text += "" if hour is None else f" {hour:>02}{rest}"
    if len(text) > longest or not re.match(r"\d{4}-\d{2}-\d{2}(?:$|[T ])", text):
        return None
    try:
        return parse(text)
    except ValueError:
        return None


def _at_home(local: dt.datetime, cell: str, home: dt.tzinfo) -> Any:
    """Return a clock time at home; one that comes twice, or never, is refused."""
    first, second = (local.replace(tzinfo=home, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        return Unread(cell, _TWICE)
    return first
