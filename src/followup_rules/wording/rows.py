"""
What is wrong with a row, in the words of its regulation.
"""

import datetime as dt
from difflib import get_close_matches
from typing import Any, Final

from followup_rules.clauses import Text
from followup_rules.errors import RowError
from followup_rules.wording import row_field, row_kind, say

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
_NOTHING: Final = Text("blank", "空")
_NEAREST: Final = Text("; nearest: {}", "；最接近：{}")


def say_row_error(error: RowError, language: str) -> str:
    """
    Say what is wrong with a row and what is allowed.

    >>> error = RowError("repair", "A", "premises", "attic", "unknown", "unfit",
    ...     ("in_home",), {"in_home": Text("in the home", "户内")})
    >>> say_row_error(error, "zh")
    "维修A的维修部位为'attic'，无法使用；应为户内。"
    """
    words = error.words or {}
    kind = words.get(error.kind) or row_kind(error.kind)
    field = words.get(f"{error.kind}.{error.field}") or row_field(
        error.kind, error.field
    )
    pattern = _FAULTS[error.fault].in_language(language)
    return pattern.format(
        kind=say(kind, language),
        row=error.row,
        field=say(field, language),
        got=_got(error.got, language),
        allowed=_allowed(error, words, language),
        problem=error.problem,
    )


def _got(got: object, language: str) -> str:
    """Show what came in a row; a day or a time as it is written."""
    if got is None:
        return _NOTHING.in_language(language)
    return str(got) if isinstance(got, dt.date) else repr(got)


def _allowed(error: RowError, words: Any, language: str) -> str:
    """Say what would do: names in words, and kinds of values in plain language."""
    comma = "、" if language == "zh" else ", "
    said = []
    for name in error.allowed:
        known = words.get(name) or next(
            (text for start, text in _KINDS.items() if name.startswith(start)), None
        )
        said.append(name if known is None else known.in_language(language))
    return comma.join(said) + _nearest(error, words, language)


def _nearest(error: RowError, words: Any, language: str) -> str:
    """Name the nearest of several names, where one is near."""
    near = get_close_matches(str(error.got), error.allowed, n=1)
    if len(error.allowed) < 2 or not near:  # noqa: PLR2004 - one name is all there is
        return ""
    named = words.get(near[0])
    said = near[0] if named is None else named.in_language(language)
    return _NEAREST.in_language(language).format(said)
