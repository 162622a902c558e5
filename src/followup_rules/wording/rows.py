"""
What is wrong with a row, in the words of its regulation.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final

from followup_rules.clauses import Text, spoken
from followup_rules.errors import RowError
from followup_rules.errors.base import nearest_of
from followup_rules.fields.values import as_seen
from followup_rules.wording import say_day, say_instant
from followup_rules.wording.allowed import quoted, say_allowed
from followup_rules.wording.terms import EVERY_ROW

Words = Mapping[str, Text]

_FAULTS: Final[dict[str, Text]] = {
    "unfit": Text(
        "{kind} {row}: {field} cannot be {got}; allowed: {allowed}.",
        "{kind}{row}的{field}为{got}，无法使用；应为{allowed}。",
    ),
    "no_attribute": Text(
        "{kind} {row}: there is no {field}.", "{kind}{row}缺少{field}。"
    ),
    "no_object": Text(
        "{kind} {row} came as {got}, whose keys are no attributes; give an object that "
        "has them, such as types.SimpleNamespace(**row) or one of a class of your own; "
        "cells that are texts are read by interchange.read_rows.",
        "{kind}{row}为{got}，其键不能当作属性读取；请改为带有相应属性的对象，"
        "如types.SimpleNamespace(**row)或自己的类的对象；"
        "各格是文本的，用interchange.read_rows读入。",
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
    "runs_back": Text(
        "{kind} {row}, {field}: {problem}",
        "{kind}{row}的{field}：用量读数小于起始读数{allowed}，不能倒退；请更正其中之一，"
        "换过表的把两块表的读数加起来。",
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
    '维修A的维修部位为“attic”，无法使用；应为户内。'
    """
    language = spoken(language)
    words = error.words or {}
    pattern = _FAULTS[error.fault].in_language(language)
    text = pattern.format(
        kind=_said(error.kind, words, language),
        row=_row(error, language),
        field=_said(error.field, words, language, f"{error.kind}.{error.field}"),
        got=_got(error.got, language),
        allowed=_allowed(error, words, language),
        problem=error.problem,
    )
    return as_seen(text)


def _row(error: RowError, language: str) -> str:
    """Name a row; one without an id is named by its place in the ledger."""
    owner, place, number = error.row.rpartition("no. ")
    got = error.got
    blank = got is None or (isinstance(got, str) and not got.strip())
    nameless = blank or error.fault == "no_object"
    if language == "en" or error.field != "id" or not nameless or not place:
        return error.row
    return f"{owner}第{number}条"


def _said(name: str, words: Words, language: str, key: str | None = None) -> str:
    """Say a name in the words of the regulation; one that has none stays."""
    known = words.get(key or name) or EVERY_ROW.get(name)
    return name if known is None else known.in_language(language)


def _got(got: object, language: str) -> str:
    """Show what came in a row; a day or a time as it is written."""
    if got is None:
        return _NOTHING.in_language(language)
    if not isinstance(got, dt.date):
        return quoted(got, language)
    # What pandas writes for no time is a datetime, equals nothing, and has no parts.
    nothing = got != got  # noqa: PLR0124
    return str(got) if language == "en" or nothing else _moment(got)


def _moment(got: dt.date) -> str:
    """Say a day or a time in Chinese, with the offset that it came with."""
    if not isinstance(got, dt.datetime):
        return say_day(got, "zh")
    offset = got.isoformat()[len(got.replace(tzinfo=None).isoformat()) :]
    shown = f"（UTC{offset}）" if offset else ""
    return say_instant(got, "zh") + shown


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
    """Say a name, or what a value may be."""
    if word is not None:
        return word.in_language(language)
    if language == "en":
        return say_allowed(name, language)
    from followup_rules.wording.fits_in_chinese import say_fit  # noqa: PLC0415 - seldom

    return say_fit(name)


def _nearest(got: object, listed: Mapping[str, str], language: str) -> str:
    """Name the nearest of several names, by the name or by its word."""
    by_either = {**{said: said for said in listed.values()}, **listed}
    near = nearest_of(got, by_either) if len(listed) > 1 else None
    if near is None:
        return ""
    return _NEAREST.in_language(language).format(by_either[near])
