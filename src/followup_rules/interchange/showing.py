"""
A rulebook as a page that a person reads: clauses, numbers and readings.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

import attrs

from followup_rules.books.feeds import WayOut
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text, spoken
from followup_rules.fields.arguments import check_kind
from followup_rules.interchange.difference import page_words, say_value
from followup_rules.interchange.editions import Edition, Editions
from followup_rules.interchange.labels import label
from followup_rules.interchange.loopholes import ways_of
from followup_rules.layout import wrap
from followup_rules.wording import say_day

COLUMNS: Final = 80
_ASIDE: Final = Text("{} ({})", "{}（{}）")
_COMMA: Final = Text(", ", "、")
_COLON: Final = Text(": ", "：")
_KNOWN_FROM_ELSEWHERE: Final = frozenset({"id", "clause", "name"})
_CLAUSES: Final = Text("Clauses", "条款")
_RULES: Final = Text("Rules", "规则")
_READINGS: Final = Text("Readings", "读法")
_DECIDED: Final = Text("Judged by: {rules}", "判定规则：{rules}")
_NOT_DECIDED: Final = Text("Not judged: {why}", "不作判定：{why}")
_OTHERS: Final = Text(
    "{chosen}; other choices: {others}", "{chosen}；其他选项：{others}"
)
_WAY_OUT: Final = Text("Let off: {name} ({clause})", "免除事由：{name}（{clause}）")
_WHENEVER: Final = Text(
    "Let off, overdue or not: {name} ({clause})",
    "免除事由（逾期后亦可）：{name}（{clause}）",
)
_HOLDS: Final = Text("In force: {first} to {last}", "施行期间：{first}至{last}")
_START: Final = Text("the start", "起始")
_END: Final = Text("further notice", "另行通知")


def show(rules: Rulebook | Editions, language: str = "en") -> str:
    """
    Return the clauses, the numbers and the readings of a rulebook as a page.

    Raises:
        UnknownNameError: If *language* is neither "en" nor "zh".
    """
    language = spoken(language)
    check_kind("rules", rules, (Rulebook, Editions), "a Rulebook, or Editions")
    if isinstance(rules, Editions):
        pages = (_edition(entry, language) for entry in rules.entries)
        return "\n\n".join("\n".join(page) for page in pages)
    return "\n".join(_page(rules, language))


def _edition(entry: Edition, language: str) -> Iterator[str]:
    """Yield the days of an edition before its page."""
    days = [
        bound.in_language(language) if day is None else say_day(day, language)
        for day, bound in ((entry.first, _START), (entry.last, _END))
    ]
    yield _HOLDS.in_language(language).format(first=days[0], last=days[1])
    yield from _page(entry.rules, language)


def _page(book: Rulebook, language: str) -> Iterator[str]:
    """Yield a page line by line."""
    regulation = book.regulation
    title = regulation.title.in_language(language)
    yield _ASIDE.in_language(language).format(f"# {title}", book.edition)
    yield f"{regulation.source}"
    yield from ("", f"## {_CLAUSES.in_language(language)}", "")
    for clause in book.clauses:
        yield from _entry(f"{clause.id}  {clause.text.in_language(language)}", 0)
        yield from _entry(_who_decides(book, clause, language), 2)
    yield from ("", f"## {_RULES.in_language(language)}", "")
    for rule_id, policy in book.rules.items():
        name = policy.name.in_language(language)
        named = _ASIDE.in_language(language).format(name, policy.clause.id)
        yield from _entry(f"{rule_id}  {named}", 0)
        for line in _numbers(policy, language, page_words(book)):
            yield from _entry(line, 2)
        for way in ways_of(book, rule_id).values():
            yield from _entry(_let_off(way, language), 2)
    if book.readings:
        yield from ("", f"## {_READINGS.in_language(language)}", "")
    for reading in book.readings:
        yield from _entry(f"{reading.id}  {reading.question.in_language(language)}", 0)
        chosen = book.in_force(reading.id) or "-"
        others = [name for name in reading.choices if name != chosen]
        line = chosen
        if others:
            line = _OTHERS.in_language(language).format(
                chosen=chosen, others=_listed(others, language)
            )
        yield from _entry(line, 2)


def _let_off(way: WayOut, language: str) -> str:
    """Say what lets off, under which clause, and whether when it came matters."""
    pattern = _WHENEVER if way.whenever else _WAY_OUT
    return pattern.in_language(language).format(
        name=way.name.in_language(language), clause=way.clause
    )


def _entry(text: str, indent: int) -> Iterator[str]:
    """Yield an entry, indented, wrapped to the page."""
    for number, line in enumerate(wrap(text, COLUMNS - indent - 2)):
        yield " " * (indent + 2 * bool(number)) + line


def _who_decides(book: Rulebook, clause: Any, language: str) -> str:
    """Say which rules judge a clause, or why none does."""
    if clause.not_computed is not None:
        why = clause.not_computed.in_language(language)
        return _NOT_DECIDED.in_language(language).format(why=why)
    rules = _listed(book.rules_for(clause.id), language) or "-"
    return _DECIDED.in_language(language).format(rules=rules)


def _listed(names: Iterable[str], language: str) -> str:
    """List names."""
    return _COMMA.in_language(language).join(names)


def _numbers(policy: Any, language: str, words: Any) -> Iterator[str]:
    """Yield what a rule holds beside its name, where it is not the default."""
    colon = _COLON.in_language(language)
    for field in attrs.fields(type(policy)):
        held = getattr(policy, field.name)
        if field.name in _KNOWN_FROM_ELSEWHERE or held == field.default:
            continue
        name = label(field.name).in_language(language)
        yield f"{name}{colon}{say_value(held, language, words)}"
