"""
Words that are missing in a book: in a language of its own, or altogether.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import closed_lists
from followup_rules.clauses import Clause, Text
from followup_rules.interchange.faults import Path
from followup_rules.interchange.loopholes import ways_of
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.policies.keeping import KeepingPolicy
from followup_rules.policies.targets import TargetPolicy
from followup_rules.policies.teams import TeamPolicy
from followup_rules.wording import term


def missing_in(book: Rulebook) -> dict[str, list[Path]]:
    """
    Return where texts lack a language of the book, by the language.

    The languages of a book are those of its title.
    """
    found: dict[str, list[Path]] = {}
    for path, text in _texts(book):
        for language in book.regulation.title.languages:
            if language not in text.languages:
                found.setdefault(language, []).append(path)
    return found


def _texts(book: Rulebook) -> Iterator[tuple[Path, Text]]:
    """Yield every text of a book, with the place where a file says it."""
    for name, word in book.words.items():
        yield ("words", name, "text"), word.text
    for kind, ledger in book.ledgers.items():
        yield ("facts", kind, "words"), ledger.words
        for fact in ledger.facts:
            yield ("facts", kind, "attributes", fact.name, "words"), fact.words
    for clause in book.clauses:
        yield ("clauses", clause.id), clause.text
        if clause.not_computed is not None:
            yield ("clauses", clause.id, "not_computed"), clause.not_computed
    for rule_id, policy in book.rules.items():
        yield from _inside(policy, ("rules", rule_id))
        for key, way in ways_of(book, rule_id).items():
            yield ("rules", rule_id, "feed", "ways_out", key, "name"), way.name
    for reading in book.readings:
        yield ("readings", reading.id, "question"), reading.question
        yield ("readings", reading.id, "ground"), reading.ground


def _inside(value: Any, path: Path) -> Iterator[tuple[Path, Text]]:
    """Walk through a rule for texts; its clauses have theirs elsewhere."""
    if isinstance(value, Text):
        yield path, value
    elif isinstance(value, tuple):
        for number, entry in enumerate(value):
            yield from _inside(entry, (*path, getattr(entry, "key", number)))
    elif attrs.has(type(value)) and not isinstance(value, Clause):
        own = {one.name: one.default for one in attrs.fields(type(value))}
        for name, default in own.items():
            held = getattr(value, name)
            if held is not default:
                yield from _inside(held, (*path, name))


def nameless(book: Rulebook) -> dict[str, str | None]:
    """
    Return the names that sentences say and for which there are no words.

    Beside each stands the clause of the first rule that names it.
    """
    found: dict[str, str | None] = {}
    for rule_id, policy in book.rules.items():
        allow = [way.allowed_by for way in ways_of(book, rule_id).values()]
        for name in (*_named_by(policy), *filter(None, allow)):
            if not _has_words(book, name):
                found.setdefault(name, policy.clause.id)
    for name in closed_lists(book.ledgers.values()):
        if not _has_words(book, name):
            found.setdefault(name, None)
    return found


def _named_by(policy: Any) -> Iterator[str]:
    """Yield the parties, categories, forms, reasons and counts that a rule names."""
    yield policy.owed_by
    yield from getattr(policy, "allowed", ())
    if isinstance(policy, DeadlinePolicy):
        yield from (*policy.categories, *policy.forms, *policy.other_forms)
        yield from (*policy.stopped_by, *policy.events)
        yield from () if policy.extension is None else policy.extension.granted_by
    if isinstance(policy, TargetPolicy):
        yield from (policy.numerator, policy.denominator)
    if isinstance(policy, KeepingPolicy):
        yield policy.trigger
    if isinstance(policy, TeamPolicy):
        yield from policy.roles


def _has_words(book: Rulebook, name: str) -> bool:
    """Say whether sentences have words for a name."""
    if name in book.words:
        return True
    return any(term(name, language) != name for language in ("en", "zh"))
