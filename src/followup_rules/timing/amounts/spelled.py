"""
Lengths as a file or a call spells them.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final, overload

from followup_rules.errors import InvalidFieldError
from followup_rules.timing.amounts.lengths import (
    LENGTHS,
    Days,
    HalfMonths,
    Hours,
    Minutes,
    Months,
    Seasons,
    ServiceLife,
    Span,
    Unlimited,
    Weeks,
    WorkingDays,
    WorkingHours,
    WorkingMinutes,
    Years,
)

Amount = (
    Hours
    | Minutes
    | WorkingHours
    | WorkingMinutes
    | Days
    | Weeks
    | WorkingDays
    | HalfMonths
    | Months
    | Years
    | Span
)
"""A length that `Counting` can count from a trigger on its own."""
AMOUNTS: tuple[type, ...] = (*LENGTHS, Span)
_UNITS: Final[dict[str, Any]] = {
    **{kind.unit.en: kind for kind in LENGTHS},
    Seasons.unit.en: Seasons,
}
_NAMED: Final[dict[str, Any]] = {
    kind.unit.en: kind for kind in (ServiceLife, Unlimited)
}
_IN_CHINESE: Final[dict[str, Any]] = {
    **{kind.unit.zh: kind for kind in LENGTHS},
    Seasons.unit.zh: Seasons,
    "日": Days,
    "周": Weeks,
    "星期": Weeks,
    "工作日": WorkingDays,
    "工作小时": WorkingHours,
    "工作分钟": WorkingMinutes,
}
"""The units in Chinese, as they are said here and as others write them."""
_NAMED_IN_CHINESE: Final[dict[str, Any]] = {
    kind.unit.zh: kind for kind in _NAMED.values()
}
_PART: Final = re.compile(rf"( -)? ([1-9][0-9]{{0,8}}) ({'|'.join(_UNITS)})s?(?= |$)")
_SPELLED: Final = re.compile(
    rf"([0-9]{{1,4}}|[0-9]{{5,9}}(?= (?:working )?minute)) ({'|'.join(_UNITS)})s?"
)
_PART_IN_CHINESE: Final = re.compile(
    rf"(减)?(?:(半个月)|(0|[1-9][0-9]{{0,8}}) ?({'|'.join(_IN_CHINESE)}))"
)


def read_amount(value: object, field_name: str = "amount") -> Any:
    """
    Return a length; what it is said to be in English or Chinese is read back.

    In Chinese, days, weeks and what the office works may be written in other usual ways
    as well: 7日, 2周, 15工作日. A bare 3月 is March, and no length; 1个月 is a month,
    though two half-months are said like it.

    Raises:
        InvalidFieldError: If *value* is neither a length nor such a text.

    >>> read_amount("18 months"), read_amount(Days(3))
    (Months(n=18), Days(n=3))
    >>> read_amount("1 month - 4 days") == Months(1) - Days(4)
    True
    >>> str(read_amount("15个工作日")), str(read_amount("1年6个月"))
    ('15 working days', '1 year 6 months')
    """
    if isinstance(value, (*AMOUNTS, Seasons, *_NAMED.values())):
        return value
    if isinstance(value, str):
        if named := _NAMED.get(value) or _NAMED_IN_CHINESE.get(value):
            return named()
        if spelled := _SPELLED.fullmatch(value):
            return _UNITS[spelled[2]](int(spelled[1]))
        if (length := read_span(value) or _read_in_chinese(value)) is not None:
            return length
    raise InvalidFieldError(
        field_name,
        value,
        "a length such as Years(5) or Months(18), or '5 years', '30 minutes', "
        "'1 year 15 days', '1 month - 4 days'",
    )


@overload
def as_amount(value: Amount | str) -> Amount: ...


@overload
def as_amount(value: None) -> None: ...


def as_amount(value: Any) -> Any:
    """
    Return the length that a text spells, for a field that holds one.

    Anything else passes unchanged, for the validator to refuse.

    >>> as_amount("15 minutes"), as_amount(None), as_amount("soon")
    (Minutes(n=15), None, 'soon')
    """
    try:
        return read_amount(value) if isinstance(value, str) else value
    except InvalidFieldError:
        return value


def read_span(text: str) -> Span | None:
    """
    Return the span that a text spells, or None where it spells none.

    Raises:
        InvalidFieldError: If its units are out of order, or could cancel out.
    """
    found = list(_PART.finditer(f" {text}"))
    spelled = "".join(part[0] for part in found) == f" {text}"
    if not spelled or len(found) == 1 or not _ends_in_less(found):
        return None
    return _span((part[1], _UNITS[part[3]](int(part[2]))) for part in found)


def _read_in_chinese(text: str) -> Any:
    """
    Return the length that a Chinese text spells, or None where it spells none.

    Raises:
        InvalidFieldError: If its units are out of order, or could cancel out.
    """
    found = list(_PART_IN_CHINESE.finditer(text))
    if "".join(part[0] for part in found) != text or not _ends_in_less(found):
        return None
    lengths = [(part[1], _length_in_chinese(*part.groups()[1:])) for part in found]
    return lengths[0][1] if len(lengths) == 1 else _span(lengths)


def _length_in_chinese(half: str | None, number: str, unit: str) -> Any:
    """Return a length of one unit: 半个月, and 1个半月, are half-months."""
    if half is not None:
        return HalfMonths(1)
    kind = _IN_CHINESE[unit]
    return kind(int(number) * 2 + 1 if kind is HalfMonths else int(number))


def _ends_in_less(found: Sequence[re.Match[str]]) -> bool:
    """Say whether there is something, and whatever is taken off comes last."""
    signs = [part[1] is not None for part in found]
    return bool(found) and signs == sorted(signs) and not signs[0]


def _span(lengths: Iterable[tuple[str | None, Any]]) -> Span:
    """Return lengths as one, each with the sign that takes it off, or None."""
    parts: dict[bool, list[Any]] = {False: [], True: []}
    for minus, length in lengths:
        parts[minus is not None].append(length)
    return Span(tuple(parts[False]), tuple(parts[True]))
