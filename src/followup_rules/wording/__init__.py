"""
Reason codes into sentences, English and Chinese; loaded when asked for.

The patterns stand in `followup_rules.reasons`; the facts in their braces are filled
in by `say`, and `terms` has the words for machine names.
"""

import datetime as dt
import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from followup_rules.clauses import LANGUAGES, Text
from followup_rules.errors import UnknownNameError
from followup_rules.exact import show_rate
from followup_rules.fields.values import as_seen
from followup_rules.reasons.sentences import sentences
from followup_rules.wording.terms import LACKS, TERMS

Words = Mapping[str, Text] | None
"""The words of one regulation, by machine name."""

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DUE = re.compile(r"应于\{(\w+)\}")
_CELLS = (
    (re.compile(r"\?"), "未定"),
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
        re.compile(
            r"(\d{4})-(\d{2})-(\d{2})[T ](\d{2}:\d{2}(?::[\d.]+?)??)(?::00)?[-+][\d:]+"
        ),
        "{}年{}月{}日{}",
    ),
)


def sentence(
    code: str,
    language: str,
    values: Mapping[str, object],
    *,
    first_word: bool = False,
    words: Words = None,
) -> str:
    """
    Return the sentence for a reason code, with its facts filled in.

    *words* are those of the regulation, which come before the field's own.

    A blank `{settles}` is filled by the bound that an instant is, and `{lack}` by
    what is to be known of the fact that is missing. With *first_word*, words of ours
    that come first get a capital letter; an id or a name is never altered, but signs in
    it that control a terminal, or that nobody sees, are written out.

    Raises:
        UnknownNameError: If the code or the language is unknown.
    """
    if language not in LANGUAGES:
        raise UnknownNameError("language", language, LANGUAGES)
    known = sentences()
    if code not in known:
        raise UnknownNameError("reason code", code, tuple(known))
    said = {name: say(value, language, words) for name, value in values.items()}
    if "fact" in values:
        said["lack"] = _lack(str(values["fact"]), said["fact"], language)
    settles = values.get("settles")
    if isinstance(settles, dt.datetime):
        said["settles"] = say_bound(settles, language)
    pattern = known[code].in_language(language)
    if language == "zh":
        pattern = _by_the_clock(pattern, values, said)
    first = pattern[1:].partition("}")[0] if pattern.startswith("{") else ""
    if first_word and isinstance(values.get(first), Text):
        said[first] = said[first][:1].upper() + said[first][1:]
    return as_seen(pattern.format_map(said))


def _by_the_clock(
    pattern: str, values: Mapping[str, object], said: dict[str, str]
) -> str:
    """Turn 应于 a bound into 最迟应于 where it is an instant that is still in time."""
    for name in _DUE.findall(pattern):
        bound: Any = values.get(name)
        if getattr(bound, "closes_included", False):
            said[name] = say_instant(bound.closes, "zh")
            pattern = pattern.replace(f"应于{{{name}}}", f"最迟应于{{{name}}}")
    return pattern


def _lack(name: str, fact: str, language: str) -> str:
    """Say that a fact is missing; a book that has words of its own for it uses them."""
    own = LACKS.get(name)
    if own is None or fact != term(name, language):
        return say_lack(fact, language)
    return own.in_language(language)


def say_lack(fact: str, language: str) -> str:
    """
    Say that a fact, which is said already, is missing.

    >>> say_lack("category", "en"), say_lack("whether it is owed", "en")
    ("the fact 'category' is missing", 'it is not known whether it is owed')
    >>> say_lack("类别", "zh"), say_lack("是否办结", "zh")
    ('缺少类别', '是否办结尚不明确')
    """
    if language == "zh":
        return f"{fact}尚不明确" if "是否" in fact else f"缺少{fact}"
    if fact.startswith("whether"):
        return f"it is not known {fact}"
    return f"the fact '{fact}' is missing"


def term(name: str, language: str, words: Words = None) -> str:
    """
    Return the word for a machine name, or the name itself where there is none.

    The words of the regulation come before the field's own.
    """
    known = (words or {}).get(name) or TERMS.get(name)
    return name if known is None else known.in_language(language)


def say(value: object, language: str, words: Words = None) -> str:
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
            return term(value, language, words)
        case Fraction():
            return show_rate(value)
        case tuple() | list() | frozenset():
            comma = "、" if language == "zh" else ", "
            return comma.join(say(entry, language, words) for entry in value)
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


def say_cell(label: str | None, language: str, words: Words = None) -> str:
    """
    Say the label of a period, or whatever else tells one obligation from another.

    >>> say_cell("2026-03", "zh"), say_cell("2026-W10", "zh"), say_cell(None, "en")
    ('2026年3月', '2026年第10周', 'the ledger')
    """
    if label is None or label == "all":
        return Text("the ledger", "台账").in_language(language)
    if words and label in words:
        return words[label].in_language(language)
    head, _, since = label.rpartition(" ")
    if words and head in words:
        said = words[head].in_language(language)
        begun = Text("{said}, from {since}", "{said}，{since}起").in_language(language)
        return begun.format(said=said, since=say_cell(since, language))
    if language == "en":
        return label
    for pattern, said in _CELLS:
        if found := pattern.fullmatch(label):
            return said.format(*map(_bare, found.groups()))
    first, dots, last = label.partition("..")
    if not dots:
        return label
    return f"{say_cell(first, language)}至{say_cell(last, language)}"


def _bare(part: str) -> str:
    """Write a number without leading zeros; a time of day keeps its own."""
    return part.lstrip("0") if part.isdigit() else part


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


def say_bound(instant: dt.datetime, language: str) -> str:
    """
    Say an instant that something ends with: midnight is the end of the day before.

    >>> say_bound(dt.datetime(2026, 3, 1, tzinfo=dt.UTC), "zh")
    '2026年2月28日24时'
    """
    midnight = instant.time() == dt.time.min
    if not midnight or instant.toordinal() == 1:
        return say_instant(instant, language)
    ended = say_day(dt.date.fromordinal(instant.toordinal() - 1), language)
    return f"{ended}24时" if language == "zh" else f"the end of {ended}"


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
