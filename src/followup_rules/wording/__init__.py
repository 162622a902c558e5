"""
Reason codes into sentences, English and Chinese; loaded when asked for.

Each kind of policy has a module of its own here with `SENTENCES`, from reason
code to a bilingual pattern, and `terms` has the words for machine names. The
facts in braces are filled in by `say`.
"""

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module

from followup_rules.clauses import LANGUAGES, Text
from followup_rules.errors import UnknownNameError
from followup_rules.exact import show_rate
from followup_rules.wording.terms import ATTRIBUTES, ROWS, TERMS

MODULES = (
    "common",
    "deadlines",
    "quotas",
    "checklists",
    "cadence",
    "procedures",
    "targets",
    "windows",
    "warranty",
    "retention",
    "draws",
    "scoring",
    "teams",
    "frames",
)
"""The modules that hold sentences, one for each kind of policy."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CELLS = (
    (re.compile(r"(\d{4})"), "{}年"),
    (re.compile(r"(\d{4})-(\d{2})"), "{}年{}月"),
    (re.compile(r"(\d{4})-Q(\d)"), "{}年第{}季度"),
    (re.compile(r"(\d{4})-W(\d{2})"), "{}年第{}周"),
    (re.compile(r"(\d{4})-H1"), "{}年上半年"),
    (re.compile(r"(\d{4})-H2"), "{}年下半年"),
    (re.compile(r"(\d{4})-(\d{2})-H1"), "{}年{}月上半月"),
    (re.compile(r"(\d{4})-(\d{2})-H2"), "{}年{}月下半月"),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), "{}年{}月{}日"),
    (
        re.compile(r"(\d{4})-(\d{2})-(\d{2})\.\.(\d{4})-(\d{2})-(\d{2})"),
        "{}年{}月{}日至{}年{}月{}日",
    ),
)


@cache
def sentences() -> Mapping[str, Text]:
    """
    Return every reason code with its pattern.
    """
    joined: dict[str, Text] = {}
    for name in MODULES:
        joined |= import_module(f"{__name__}.{name}").SENTENCES
    return joined


def sentence(code: str, language: str, values: Mapping[str, object]) -> str:
    """
    Return the sentence for a reason code, with its facts filled in.

    Raises:
        UnknownNameError: If the code or the language is unknown.
    """
    if language not in LANGUAGES:
        raise UnknownNameError("language", language, LANGUAGES)
    known = sentences()
    if code not in known:
        raise UnknownNameError("reason code", code, tuple(known))
    said = {name: say(value, language) for name, value in values.items()}
    return known[code].in_language(language).format_map(said)


def term(name: str, language: str) -> str:
    """
    Return the word for a machine name, or the name itself where there is none.
    """
    known = TERMS.get(name)
    return name if known is None else known.in_language(language)


def row_kind(kind: str) -> Text | str:
    """
    Return the word for a kind of row, or the name itself where there is none.
    """
    return ROWS.get(kind) or TERMS.get(kind) or kind


def row_field(kind: str, field: str) -> Text | str:
    """
    Return the word for an attribute of a row, or the name where there is none.

    >>> str(row_field("repair", "completed_at").in_language("zh"))
    '完成时间'
    """
    own = ATTRIBUTES.get(f"{kind}.{field}") or ATTRIBUTES.get(field)
    return own or TERMS.get(field) or field


def say(value: object, language: str) -> str:
    """
    Say a fact as a person would.

    >>> say(dt.date(2026, 3, 4), "zh"), say(("leak", "safety_facility"), "en")
    ('2026年3月4日', 'leak, safety facility')
    """
    for method in ("wording", "in_language"):
        own = getattr(value, method, None)
        if own is not None:
            return str(own(language))
    match value:
        case None:
            return "-"
        case bool():
            yes_or_no = Text("yes", "是") if value else Text("no", "否")
            return yes_or_no.in_language(language)
        case str():
            return term(value, language)
        case Fraction():
            return show_rate(value)
        case tuple() | list() | frozenset():
            comma = "、" if language == "zh" else ", "
            return comma.join(say(entry, language) for entry in value)
    return _say_time(value, language)


def _say_time(value: object, language: str) -> str:
    """Say a day, an instant, a length of time, or whatever else has a text."""
    match value:
        case dt.datetime():
            return say_instant(value, language)
        case dt.date():
            return say_day(value, language)
        case dt.timedelta():
            return say_length(value, language)
    return str(value)


def say_day(day: dt.date, language: str) -> str:
    """
    Say a day.
    """
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{_WEEKDAYS[(day.toordinal() - 1) % 7]} {day.isoformat()}"


def say_cell(label: str | None, language: str) -> str:
    """
    Say the label of a period.

    >>> say_cell("2026-03", "zh"), say_cell("2026-W10", "zh"), say_cell(None, "en")
    ('2026年3月', '2026年第10周', 'the ledger')
    """
    if label in {None, "all"}:
        return Text("the ledger", "台账").in_language(language)
    if language == "en":
        return label
    for pattern, said in _CELLS:
        if found := pattern.fullmatch(label):
            return said.format(*(part.lstrip("0") for part in found.groups()))
    return label.replace("..", "至")


def say_instant(instant: dt.datetime, language: str) -> str:
    """
    Say an instant, as exact as it is.
    """
    clock = instant.time().isoformat(
        timespec="microseconds"
        if instant.microsecond
        else "seconds"
        if instant.second
        else "minutes"
    )
    day = dt.date(instant.year, instant.month, instant.day)
    return f"{say_day(day, language)}{'' if language == 'zh' else ' '}{clock}"


def say_length(length: dt.timedelta, language: str) -> str:
    """
    Say a length of time, its two largest units, rounded down.

    >>> say_length(dt.timedelta(days=2, hours=3, minutes=40), "en")
    '2 days 3 hours'
    """
    seconds = abs(length) // dt.timedelta(seconds=1)
    if not seconds:
        return Text("less than 1 second", "不足1秒").in_language(language)
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    units = [
        (days, Text("day", "天")),
        (hours, Text("hour", "小时")),
        (minutes, Text("minute", "分钟")),
        (left, Text("second", "秒")),
    ]
    while len(units) > 1 and not units[0][0]:
        units.pop(0)
    named = [(n, unit) for n, unit in units[:2] if n] or units[:1]
    if language == "zh":
        return "".join(f"{n}{unit.zh}" for n, unit in named)
    return " ".join(f"{n} {unit.en}{'' if n == 1 else 's'}" for n, unit in named)
