"""
What is wrong with a row, in the words of its regulation.
"""

import datetime as dt
import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final

from followup_rules.clauses import Text
from followup_rules.errors import RowError

Words = Mapping[str, Text]

_FAULTS: Final[dict[str, Text]] = {
    "unfit": Text(
        "{kind} {row}: {field} cannot be {got}; allowed: {allowed}.",
        "{kind}{row}的{field}为{got}，无法使用；应为{allowed}。",
    ),
    "no_attribute": Text(
        "{kind} {row}: there is no {field}.", "{kind}{row}缺少{field}。"
    ),
    "id_twice": Text(
        "{kind} {row}: the id already stands in an earlier row.",
        "{kind}{row}的编号与前面的数据重复。",
    ),
    "no_owner": Text(
        "{kind} {row}: {field} names {got}, which is not among the usable rows.",
        "{kind}{row}的{field}为{got}，可用数据中没有该项。",
    ),
    "not_begun": Text(
        "{kind} {row}: what it belongs to has not begun.",
        "{kind}{row}所属事项尚未开始。",
    ),
    "order": Text(
        "{kind} {row}: {field} is {got}, before what it follows: {allowed}.",
        "{kind}{row}的{field}为{got}，早于{allowed}，先后次序不合。",
    ),
    "no_zone": Text(
        "{kind} {row}: {field} is {got} without a time zone; attach the zone it was "
        "recorded in.",
        "{kind}{row}的{field}为{got}，没有时区；请补上记录时的时区。",
    ),
    "refused": Text(
        "{kind} {row}, {field}: {problem}", "{kind}{row}的{field}：{problem}"
    ),
}
_KINDS: Final[dict[str, Text]] = {
    "True or False": Text("yes or no", "是或否"),
    "None or True or False": Text("yes, no or blank", "是、否或空"),
    "a list or another iterable": Text("a list", "列表"),
    "a whole number, or a text": Text("a whole number or a text", "整数或文本"),
    "None or a text": Text("a text or blank", "文本或空"),
    "a text": Text("a text", "文本"),
    "None or a whole number": Text("a whole number or blank", "整数或空"),
    "a whole number": Text("a whole number", "整数"),
    "None or str": Text("a text or blank", "文本或空"),
    "str": Text("a text", "文本"),
    "None or date": Text("a day or blank", "日期或空"),
    "date": Text("a day", "日期"),
    "an aware datetime": Text("a time with its zone", "带时区的时间"),
    "a day or an aware datetime": Text(
        "a day, or a time with its zone", "日期或带时区的时间"
    ),
}
"""What an attribute may hold, by the beginning of what a programmer is told."""
_ALWAYS: Final = {
    "id": Text("id", "编号"),
    "entered_at": Text("when it was entered", "录入时间"),
}
"""What every row has beside its facts."""
_NOTHING: Final = Text("blank", "空")
_NEAREST: Final = Text("; nearest: {}", "；最接近：{}")


def say_row_error(error: RowError, language: str) -> str:
    """
    Say what is wrong with a row and what is allowed.

    >>> words = {
    ...     "repair": Text("repair", "维修"),
    ...     "repair.premises": Text("premises", "维修部位"),
    ...     "in_home": Text("in the home", "户内"),
    ... }
    >>> error = RowError("repair", "A", "premises", "attic", "unknown", "unfit",
    ...     ("in_home",), words)
    >>> say_row_error(error, "zh")
    "维修A的维修部位为'attic'，无法使用；应为户内。"
    """
    words = error.words or {}
    pattern = _FAULTS[error.fault].in_language(language)
    return pattern.format(
        kind=_said(error.kind, words, language),
        row=error.row,
        field=_said(error.field, words, language, f"{error.kind}.{error.field}"),
        got=_got(error.got, language),
        allowed=_allowed(error, words, language),
        problem=error.problem,
    )


def _said(name: str, words: Words, language: str, key: str | None = None) -> str:
    """Say a name in the words of the regulation; one that has none stays."""
    known = words.get(key or name) or _ALWAYS.get(name)
    return name if known is None else known.in_language(language)


def _got(got: object, language: str) -> str:
    """Show what came in a row; a day or a time as it is written."""
    if got is None:
        return _NOTHING.in_language(language)
    return str(got) if isinstance(got, dt.date) else repr(got)


def _allowed(error: RowError, words: Words, language: str) -> str:
    """Say what would do: names in words, and kinds of values in plain language."""
    comma = "、" if language == "zh" else ", "
    listed = {
        name: _would_do(
            name, words.get(name) or words.get(f"{error.kind}.{name}"), language
        )
        for name in error.allowed
    }
    return comma.join(listed.values()) + _nearest(error.got, listed, language)


def _would_do(name: str, word: Text | None, language: str) -> str:
    """Say a name, or a kind of value whose description begins as one that is known."""
    kinds = (text for start, text in _KINDS.items() if re.match(rf"{start}\b", name))
    known = word or next(kinds, None)
    return name if known is None else known.in_language(language)


def _nearest(got: object, listed: Mapping[str, str], language: str) -> str:
    """Name the nearest of several names, by the name or by its word."""
    by_either = {**{said: said for said in listed.values()}, **listed}
    near = get_close_matches(str(got), by_either, n=1) if len(listed) > 1 else ()
    return "".join(
        _NEAREST.in_language(language).format(by_either[one]) for one in near
    )
