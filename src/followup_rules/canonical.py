"""
One JSON form of everything, and its digest.

Receipts, draws, calendars and policy digests all pass through here, so that the
same value gives the same bytes on every machine and Python version.
Floats have no exact form and are refused.

Two forms: `plain` is for reading and comparing, and forgets types;
`encode_fact` marks days, instants and fractions, so that `decode_fact` restores
the very arguments that a verdict was computed from.
"""

import datetime as dt
import zoneinfo
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from followup_rules.errors import InvalidFieldError, InvalidReceiptError

ADDED_LATER = "added_later"
"""Metadata of a field that a class once did not have: its default has no form, so
that values which do not use it keep the digest that receipts of then name."""

_FORMS = "text, whole numbers, fractions, days, instants, lists, tables, None"


def plain(value: object) -> Any:
    """
    Return *value* as data that `json.dumps` takes as it stands.

    Attrs objects become tables of their fields under `kind`; a class that has a
    shorter form of its own says so in a `__plain__` method.

    Raises:
        InvalidFieldError: If *value* holds a float or a type without a form, or two keys
            of a table have one text.
    """
    own = getattr(value, "__plain__", None)
    if own is not None:
        return own()
    match value:
        case Enum():
            return value.name
        case None | bool() | int() | str():
            return value
        case Fraction() | Decimal():
            return str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case Mapping():
            return _plain_table(value)
        case AbstractSet():
            return sorted((plain(entry) for entry in value), key=str)
        case list() | tuple():
            return [plain(entry) for entry in value]
    if attrs.has(type(value)):
        return _plain_fields(value)
    raise InvalidFieldError("value", value, _FORMS)


def _plain_table(value: Mapping[Any, Any]) -> dict[str, Any]:
    """Return a table by the texts of its keys, of which no two may be one."""
    form = {str(plain(key)): plain(entry) for key, entry in value.items()}
    if len(form) < len(value):
        raise InvalidFieldError("value", value, "keys of which no two have one text")
    return form


def _plain_fields(value: Any) -> dict[str, Any]:
    """Return the compared fields of an attrs object, under the name of its class."""
    form: dict[str, Any] = {"kind": type(value).__name__}
    for field in attrs.fields(type(value)):
        if not field.eq:
            continue
        entry = getattr(value, field.name)
        if not (field.metadata.get(ADDED_LATER) and entry == field.default):
            form[field.name] = plain(entry)
    return form


def encode_fact(value: object) -> Any:
    """
    Return *value* as JSON data from which `decode_fact` restores it.

    >>> encode_fact(dt.date(2026, 3, 2))
    {'day': '2026-03-02'}
    """
    match value:
        case Enum():
            return value.name
        case None | bool() | int() | str():
            return value
        case Fraction():
            return {"fraction": str(value)}
        case dt.datetime():
            zone = getattr(value.tzinfo, "key", None)
            return {"instant": value.isoformat(), "zone": zone}
        case dt.date():
            return {"day": value.isoformat()}
        case Mapping():
            return {
                "table": [
                    [encode_fact(key), encode_fact(entry)]
                    for key, entry in value.items()
                ]
            }
        case AbstractSet():
            return [encode_fact(entry) for entry in sorted(value, key=str)]
        case list() | tuple():
            return [encode_fact(entry) for entry in value]
    raise InvalidFieldError("fact", value, _FORMS)


def decode_fact(data: Any) -> Any:
    """
    Return the fact that `encode_fact` wrote; lists come back as tuples.

    Raises:
        InvalidReceiptError: If *data* was not written by `encode_fact`.
    """
    match data:
        case None | bool() | int() | str():
            return data
        case list():
            return tuple(decode_fact(entry) for entry in data)
        case {"instant": str(text), "zone": zone}:
            return _instant(text, zone)
        case {"day": str(text)}:
            return _read(dt.date.fromisoformat, text)
        case {"fraction": str(text)}:
            return _read(Fraction, text)
        case {"table": list(pairs)}:
            return _read(_table, pairs)
    raise InvalidReceiptError(f"a fact cannot read {data!r}")


def _instant(text: str, zone: object) -> dt.datetime:
    """Read an instant, and show it again in the zone it was recorded in."""
    instant: dt.datetime = _read(dt.datetime.fromisoformat, text)
    if instant.tzinfo is None:
        raise InvalidReceiptError(f"the instant {text!r} has no offset")
    if zone is None:
        return instant
    home: zoneinfo.ZoneInfo = _read(zoneinfo.ZoneInfo, zone)
    return instant.astimezone(home)


def _table(pairs: list[Any]) -> dict[Any, Any]:
    """Read a table back from its pairs."""
    return {decode_fact(key): decode_fact(entry) for key, entry in pairs}


def _read(reader: Any, text: object) -> Any:
    """Apply *reader*, and answer its refusal with our own error."""
    try:
        return reader(text)
    except (ValueError, TypeError, ZeroDivisionError, LookupError) as error:
        raise InvalidReceiptError(f"a fact cannot read {text!r}") from error


def canonical_json(data: object) -> str:
    """
    Return the one JSON text of *data*: keys sorted, no blanks, no escapes.

    >>> canonical_json({"b": 1, "a": "漏水"})
    '{"a":"漏水","b":1}'
    """
    import json  # noqa: PLC0415 - no rule needs it to say by when something is due

    return json.dumps(
        plain(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def digest(data: object) -> str:
    """
    Return `sha256:` and the hexadecimal SHA-256 of the canonical JSON of *data*.

    Raises:
        InvalidFieldError: As `plain`, and if a text has no form in UTF-8.
    """
    import hashlib  # noqa: PLC0415 - likewise

    text = canonical_json(data)
    try:
        written = text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidFieldError("value", data, "texts that UTF-8 can write") from error
    return "sha256:" + hashlib.sha256(written).hexdigest()
