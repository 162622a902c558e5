"""
What looks wrong in rules that can be loaded: gaps, overlaps, dead and unlawful rules.

A rulebook with findings works; each finding says where, under which clause, and why
somebody should look.
"""

from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, Final

import attrs
from attrs import evolve

from followup_rules.books.feeds import Unfed
from followup_rules.books.inside import cited_clauses, clauses_of_ways_out
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import LANGUAGES, Text
from followup_rules.errors import RulesFileError
from followup_rules.interchange.difference import page_words, say_value
from followup_rules.interchange.documents import (
    choice_in,
    read,
    shipped,
    shipped_names,
)
from followup_rules.interchange.editions import Editions
from followup_rules.interchange.faults import DataFault, Path, show_path
from followup_rules.interchange.findings import Finding
from followup_rules.interchange.looks import LOOKS, samples
from followup_rules.interchange.loopholes import Loophole, added, dead
from followup_rules.interchange.missing import missing_in, nameless
from followup_rules.interchange.strictness import keyed, laxer
from followup_rules.interchange.untold import untold
from followup_rules.wording import term


def review(
    what: Rulebook | Editions | str | FilePath, *, population: int | None = None
) -> tuple[Finding, ...]:
    """
    Return what looks wrong in a rulebook, in editions or in a file.

    Args:
        what: The rules, or the name of their file.
        population: How many there are usually; with it, a quota is held against a
            fixed sample for that number only.

    Raises:
        RulesFileError: If the file cannot be read at all; what is wrong in it is
            found, and not raised.
    """
    if isinstance(what, str | FilePath):
        try:
            what = read(what)
        except RulesFileError as error:
            if error.faults[0].code == "unreadable" and not error.faults[0].path:
                raise
            return tuple(
                Finding("not_loadable", fault.path, None, _both(fault))
                for fault in error.faults
            )
    if isinstance(what, Editions):
        return tuple(
            evolve(found, path=f"{show_path(('editions', entry.name))}.{found.path}")
            for entry in what.entries
            for found in review(entry.rules, population=population)
        )
    if not isinstance(what, Rulebook):
        return tuple(_of_policy(what, ()))
    return tuple(_of_rulebook(what, population))


def _both(fault: DataFault) -> Text:
    """Say a fault of the file in both languages."""
    return Text(fault.in_language("en"), fault.in_language("zh"))


def _of_rulebook(book: Rulebook, population: int | None) -> Iterator[Finding]:
    """Yield what is found in one rulebook."""
    yield from _uncited(book)
    base = _base_of(book)
    if base is not None:
        yield from _gaps(book, base)
        read_alike = _read_as(book, base)
        yield from _laxer(book, read_alike)
        yield from _same_name(book, read_alike)
    yield from _unasked(book, base)
    yield from _uncategorised(book)
    for place, clause, text in untold(book):
        yield Finding("dead", show_path(place), clause, text)
    yield from missing_words(book)
    for rule_id, policy in book.rules.items():
        yield from _of_policy(policy, ("rules", rule_id))
        yield from _loopholes("dead", dead(rule_id, book))
    yield from samples(book, population)


def _base_of(book: Rulebook) -> Rulebook | None:
    """Return the book it is based on, or an installed one of the same regulation."""
    if book.base is not None:
        return book.base
    for name in shipped_names():
        base = shipped(name)
        if base.regulation.code == book.regulation.code:
            return base
    return None


def _uncited(book: Rulebook) -> Iterator[Finding]:
    """Yield the clauses that no rule answers, and that do not say why not."""
    cited = {
        clause for policy in book.rules.values() for clause in cited_clauses(policy)
    }
    for feed in book.feeds.values():
        cited.update(clauses_of_ways_out(feed))
    for clause in book.clauses:
        if clause.id not in cited and clause.not_computed is None:
            path = show_path(("clauses", clause.id))
            text = Text(
                "no rule cites this clause, and it does not say why not",
                "没有规则引用本条款，也未说明原因",
            )
            yield Finding("uncited_clause", path, clause.id, text)


# --------------------------------------------------------------- against the shipped


def _gaps(book: Rulebook, base: Rulebook) -> Iterator[Finding]:
    """Yield the rules and the entries that the shipped rulebook has beside these."""
    for rule_id, policy in base.rules.items():
        path = ("rules", rule_id)
        if rule_id not in book.rules:
            text = Text(
                "this rule is missing, and is asked for", "缺少本规则，判定时会用到"
            )
            yield Finding("gap", show_path(path), policy.clause.id, text)
            continue
        for field in attrs.fields(type(policy)):
            have = keyed(getattr(book[rule_id], field.name, ()))
            for key in keyed(getattr(policy, field.name)):
                if key not in have:
                    place = show_path((*path, field.name, key))
                    text = Text(
                        f"there is no entry for {term(key, 'en')}",
                        f"缺少{term(key, 'zh')}一项",
                    )
                    yield Finding("gap", place, policy.clause.id, text)


def _read_as(book: Rulebook, base: Rulebook) -> Rulebook:
    """Return the base under the readings of a book: a reading is no changed number."""
    for reading in base.readings:
        choice = choice_in(book, reading.id)
        if choice in reading.choices:
            base = base.choose(reading.id, str(choice))
    return base


def _laxer(book: Rulebook, base: Rulebook) -> Iterator[Finding]:
    """Yield where a rule asks less than the one that it stands for."""
    for rule_id, policy in book.rules.items():
        old = base.rules.get(rule_id)
        if type(old) is not type(policy):
            continue
        for found in laxer(policy, old):
            path = show_path(("rules", rule_id, *found.path))
            words = page_words(book)
            said = {
                tag: tuple(say_value(one, tag, words) for one in (found.new, found.old))
                for tag in LANGUAGES
            }
            text = Text(
                "{} is laxer than the {} of {}".format(*said["en"], base.regulation),
                "{}比{}的{}宽松".format(said["zh"][0], base.regulation, said["zh"][1]),
            )
            yield Finding("laxer", path, found.clause.id, text)
        yield from _loopholes("laxer", added(rule_id, book, base))


def _loopholes(code: str, found: Iterator[Loophole]) -> Iterator[Finding]:
    """Yield what was found of ways out."""
    for path, clause, text in found:
        yield Finding(code, show_path(path), clause, text)


def _same_name(book: Rulebook, base: Rulebook) -> Iterator[Finding]:
    """Yield one finding where rules differ under the name of the base."""
    if book.regulation != base.regulation:
        return
    differ = [
        rule_id
        for rule_id, policy in book.rules.items()
        if policy != base.rules.get(rule_id)
        or book.feeds.get(rule_id) != base.feeds.get(rule_id)
    ]
    if differ:
        name, many = base.regulation, len(differ)
        verb = "rule differs" if many == 1 else "rules differ"
        text = Text(
            f"{many} {verb} from {name} under the same name; "
            "give the edition a name of its own",
            f"有{many}条规则与{name}不同，名称却相同，应另定版本名称",
        )
        yield Finding("same_name", show_path(("regulation", "edition")), None, text)


def _unasked(book: Rulebook, base: Rulebook | None) -> Iterator[Finding]:
    """Yield the rules that nothing asks: no ledger feeds them, and no other rule."""
    known = () if base is None else tuple(base.rules)
    families = {rule_id.rpartition(".")[0] for rule_id in known} - {""}
    named = {
        getattr(fact.value, "rule", None)
        for ledger in book.ledgers.values()
        for fact in ledger.facts
    }
    for rule_id, policy in book.rules.items():
        fed = book.feeds.get(rule_id) not in {None, Unfed()}
        if fed or rule_id in known or rule_id in named:
            continue
        if rule_id.rpartition(".")[0] not in families:
            path = show_path(("rules", rule_id))
            text = Text(
                "nothing asks for this rule: no ledger feeds it",
                "没有任何台账供本规则判定",
            )
            yield Finding("dead", path, policy.clause.id, text)


def _uncategorised(book: Rulebook) -> Iterator[Finding]:
    """Yield the rules with a limit for each category, which no feed asks for."""
    for rule_id, policy in book.rules.items():
        fed = book.feeds.get(rule_id)
        if getattr(policy, "cases", ()) and getattr(fed, "category", policy) is None:
            text = Text(
                "nothing asks for the category, so that no limit is ever known",
                "没有询问类别，时限始终无法确定",
            )
            path = show_path(("rules", rule_id, "feed", "category"))
            yield Finding("dead", path, policy.clause.id, text)


# --------------------------------------------------------------------------- words

_MOST: Final = 5
"""How many places a finding names."""


def missing_words(book: Rulebook) -> Iterator[Finding]:
    """
    Yield one finding for each language in which words are missing.

    A name that has no words at all is a finding of its own.
    """
    for language, places in missing_in(book).items():
        shown = ", ".join(show_path(path) for path in places[:_MOST])
        more = len(places) - _MOST
        text = Text(
            f"{len(places)} texts are not in {language!r}: {shown}"
            + (f" and {more} more" if more > 0 else ""),
            f"有{len(places)}处没有“{language}”文本：{shown}"
            + (f"等，另有{more}处" if more > 0 else ""),
        )
        yield Finding("missing_word", "", None, text)
    for name, clause in nameless(book).items():
        text = Text(
            f"there is no word for {name!r}, so sentences say it as it stands",
            f"“{name}”没有对应的词语，语句中只能照写",
        )
        yield Finding("missing_word", show_path(("words", name)), clause, text)


# -------------------------------------------------------------------- rule by rule


def _of_policy(policy: Any, path: Path) -> Iterator[Finding]:
    """Yield what is found in one rule."""
    for kind, look in LOOKS.items():
        if isinstance(policy, kind):
            yield from look(policy, path)
