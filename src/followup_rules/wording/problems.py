"""
What a command could not carry out, in a language: errors that name no row.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final

from followup_rules.clauses import Text, spoken
from followup_rules.errors import (
    CalendarDataError,
    FollowupRulesError,
    ImpossibleCountError,
    ImpossibleOrderError,
    InvalidFieldError,
    MeterRunsBackError,
    MissingExtraError,
    MissingFactError,
    NaiveTimeError,
    UnknownNameError,
    as_shown,
)
from followup_rules.errors.base import nearest_of
from followup_rules.wording.allowed import quoted

_MOST_SHOWN: Final = 50
_NAMED: Final[dict[str, Text]] = {
    "shipped rulebook": Text("shipped rulebook", "制度"),
    "language": Text("language", "语言"),
    "file ending": Text("file ending", "文件扩展名"),
    "ledger file": Text("ledger file", "台账文件"),
    "ledger": Text("ledger", "台账"),
    "ledger of a file": Text("ledger of a file", "文件所属的台账"),
    "period": Text("period", "期间"),
    "calendar": Text("calendar", "工作日历"),
    "seasons": Text("seasons", "季节日期表"),
    "first": Text("first day", "起始日"),
    "last": Text("last day", "截止日"),
    "span": Text("span", "起止日"),
    "span.first": Text("first day", "起始日"),
    "span.last": Text("last day", "截止日"),
    "as_of": Text("moment of judgement", "判定时间（as_of）"),
    "earlier.as_of": Text("moment of the earlier one", "前一次的判定时间"),
    "agendas": Text("agendas", "待办清单"),
    "agenda": Text("agenda", "待办清单"),
    "earlier": Text("earlier agenda", "前一次的待办清单"),
    "book": Text("book", "制度"),
    "lead": Text("lead", "临近的天数（lead）"),
    "alarm": Text("alarm", "提醒的提前量（alarm）"),
    "link": Text("link", "链接（link）"),
    "previous": Text("previous", "前一次的日历（previous）"),
    "--as-of": Text("--as-of", "--as-of（判定时间）"),
}
"""What names are of, where an error says it."""


_OF: Final = (
    (r"(?:a row|the rows) \((\w+)\)", "{}的数据行"),
    (r"column of (\w+)", "{}的列"),
    (r"attribute of (\w+)", "{}的属性"),
)
"""The same of what belongs to a kind of rows."""


def say_problem(error: FollowupRulesError, language: str) -> str:
    """
    Say why something could not be done and what is allowed.

    An error that has no words in a language is said in English.

    >>> print(say_problem(UnknownNameError("ledger", "visits", ("visit",)), "zh"))
    没有名为“visits”的台账；可用：visit；最接近：visit。
    """
    language = spoken(language)
    own = getattr(error, "in_language", None)
    if own is not None:
        return str(own(language))
    say = _IN_CHINESE.get(type(error))
    return str(error) if say is None or language == "en" else say(error)


def say_names(names: Iterable[object], got: object) -> str:
    """
    List names in Chinese, and the one that is nearest to what came.

    >>> say_names(["visit", "repair"], "visits")
    'visit、repair；最接近：visit'
    """
    known = [str(name) for name in names]
    shown, more = known[:_MOST_SHOWN], len(known) - _MOST_SHOWN
    rest = f"，另有{more}个" if more > 0 else ""
    near = nearest_of(got, known)
    hint = "" if near is None else f"；最接近：{near}"
    return "、".join(shown) + rest + hint


def _named(name: str) -> str:
    """Say what a name is of."""
    for pattern, said in _OF:
        if found := re.fullmatch(pattern, name):
            return said.format(*found.groups())
    known = _NAMED.get(name)
    return name if known is None else known.zh


def _unknown(error: UnknownNameError) -> str:
    """Say of a name that nothing has it."""
    listed = say_names(error.allowed, error.got) if error.allowed else "尚无任何名称"
    return f"没有名为{quoted(error.got, 'zh')}的{_named(error.kind)}；可用：{listed}。"


def _unfit(error: InvalidFieldError | ImpossibleCountError) -> str:
    """Say of a value that it will not do."""
    from followup_rules.wording.fits_in_chinese import say_fit  # noqa: PLC0415 - seldom

    allowed = say_fit(error.allowed)
    return f"{_named(error.field)}不能为{quoted(error.got, 'zh')}；应为{allowed}。"


def _meter(error: MeterRunsBackError) -> str:
    """Say of two readings that a meter cannot have shown them."""
    return (
        f"用量读数不能从{error.earlier}倒退到{error.later}；请更正其中之一，"
        "换过表的把两块表的读数加起来。"
    )


def _order(error: ImpossibleOrderError) -> str:
    """Say of two facts that they cannot stand in this order."""
    later, earlier = _named(error.later), _named(error.earlier)
    return (
        f"{later}（{error.later_value}）早于{earlier}（{error.earlier_value}），"
        "请更正其中之一。"
    )


def _naive(error: NaiveTimeError) -> str:
    """Say of a time that it has no zone."""
    return (
        f"{_named(error.field)}没有时区：{as_shown(error.got)}；请写明记录时所用的时区，"
        "如pendulum.instance(value, tz='Asia/Shanghai')。"
    )


def _missing(error: MissingFactError) -> str:
    """Say of a fact that it is not there."""
    return f"{_named(error.rule)}缺少{_named(error.fact)}。"


def _calendar(error: CalendarDataError) -> str:
    """Say of a file that it is no calendar and no table of seasons."""
    return f"{error.source}不能读作日历或季节日期表：{error.problem}。"


def _extra(error: MissingExtraError) -> str:
    """Say what has to be installed."""
    return (
        f"缺少所需的软件包；请在存放followup-rules的位置安装附加项{error.extra}："
        f"pip install '/path/to/followup-rules[{error.extra}]'"
    )


_IN_CHINESE: Final[dict[type[FollowupRulesError], Callable[[Any], str]]] = {
    UnknownNameError: _unknown,
    InvalidFieldError: _unfit,
    ImpossibleCountError: _unfit,
    MeterRunsBackError: _meter,
    ImpossibleOrderError: _order,
    NaiveTimeError: _naive,
    MissingFactError: _missing,
    CalendarDataError: _calendar,
    MissingExtraError: _extra,
}
