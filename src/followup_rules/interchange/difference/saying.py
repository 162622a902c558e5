"""
A value of a rule in words, as a difference and a page say it.
"""

from collections.abc import Mapping
from enum import Enum
from fractions import Fraction
from typing import Any, Final

import attrs

from followup_rules.books.conditions import Question
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.vocabulary import spoken_words
from followup_rules.clauses import LANGUAGES, Clause, Text, spoken
from followup_rules.exact import show_decimal, show_rate
from followup_rules.interchange.classes import LENGTHS
from followup_rules.interchange.kinds import KINDS
from followup_rules.interchange.labels import label
from followup_rules.interchange.labels_of_options import label_of_member
from followup_rules.policies.procedures import ProcedurePolicy
from followup_rules.policies.scoring import ScoringPolicy
from followup_rules.tables import Table
from followup_rules.timing.cycles import Every
from followup_rules.wording import say, term

Words = Mapping[str, Text] | None
_ATOMS: Final = (*LENGTHS, Every, Text, Clause, Question)
_KINDS: Final = tuple(KINDS.values())
_NOTHING: Final = Text("none", "无")
_QUOTED: Final = Text("'{}'", "“{}”")


def say_value(value: Any, language: str, words: Words = None) -> str:
    """
    Say what a field of a policy, or of what feeds it, holds.

    Args:
        value: What it holds.
        language: "en" or "zh".
        words: The words of the regulation, which come before the field's own.
    """
    language = spoken(language)
    match value:
        case Text():
            return _QUOTED.in_language(language).format(value.in_language(language))
        case None | ():
            return _NOTHING.in_language(language)
        case Enum():
            return label_of_member(value).in_language(language)
        case Fraction():
            return str(value) if value > 1 else show_rate(value)
        case Question():
            return _QUOTED.in_language(language).format(value)
    if isinstance(value, tuple | Table):
        return _say_many(value, language, words)
    if isinstance(value, _KINDS):
        return say_value(value.name, language, words)
    if attrs.has(type(value)) and not isinstance(value, _ATOMS):
        return _say_fields(value, language, words)
    return value.id if isinstance(value, Clause) else say(value, language, words)


def _say_many(value: Any, language: str, words: Words) -> str:
    """Say a list or a table."""
    semicolon = "；" if language == "zh" else "; "
    comma = "、" if language == "zh" else ", "
    if isinstance(value, Table):
        worth = value.kind == "grade"
        pairs = [
            (
                term(name, language, words),
                show_decimal(held) if worth else say_value(held, language, words),
            )
            for name, held in value.items()
        ]
        return semicolon.join(f"{name} {said}" for name, said in pairs)
    if names_in(value):
        return semicolon.join(_say_entry(entry, language, words) for entry in value)
    said = [say_value(entry, language, words) for entry in value]
    named = all(isinstance(entry, str) for entry in value)  # two names of one word
    return comma.join(dict.fromkeys(said) if named else said)


def _say_entry(value: Any, language: str, words: Words) -> str:
    """Say an entry that has a key of its own."""
    name = getattr(value, "name", None) or word_for(value.key, words)
    fields = _fields_said(value, language, words)
    bare = name.in_language(language)
    if not fields:
        return bare
    pattern = Text("{name} ({fields})", "{name}（{fields}）").in_language(language)
    return pattern.format(name=bare, fields=fields)


_POINTS: Final = frozenset({"least", "weight"})
"""The fields whose numbers are no shares: 0 points are not 0 %."""


def _say_fields(value: Any, language: str, words: Words) -> str:
    """Say an object inside a policy by its fields, or by what it is."""
    said = _fields_said(value, language, words)
    return said or term(type(value).__name__.lower(), language)


def _fields_said(value: Any, language: str, words: Words) -> str:
    """Say those fields of an object that say something."""
    comma = "，" if language == "zh" else ", "
    said = []
    for part in attrs.fields(type(value)):
        held = getattr(value, part.name)
        if part.name in {"key", "id", "name"} or held == part.default:
            continue
        points = part.name in _POINTS
        text = show_decimal(held) if points else say_value(held, language, words)
        if not isinstance(held, Clause):
            text = f"{label(part.name).in_language(language)} {text}"
        said.append(text)
    return comma.join(said)


def page_words(book: Rulebook) -> Table[Text]:
    """
    Return how a page about a book calls each name: steps, attributes, grades, words.
    """
    facts = {
        fact.name: fact.words
        for ledger in book.ledgers.values()
        for fact in ledger.facts
    }
    steps = {
        step.key: step.name
        for policy in book.rules.values()
        if isinstance(policy, ProcedurePolicy)
        for step in policy.steps
    }
    # A grade may be called what the column that holds it is called.
    grades = {
        grade.key: grade.name
        for policy in book.rules.values()
        if isinstance(policy, ScoringPolicy)
        for grade in policy.scale.grades
    }
    said = spoken_words(book.words, book.ledgers.values())
    return Table({**steps, **facts, **grades, **said}, kind="word")


def word_for(name: str, words: Words) -> Text:
    """
    Return the word for a machine name.
    """
    return Text(*(term(name, language, words) for language in LANGUAGES))


def keyed(value: Any) -> dict[str, Any]:
    """
    Return entries by their keys.
    """
    if isinstance(value, Table):
        return dict(value.items())
    return {entry.key: entry for entry in value}


def names_in(value: Any) -> tuple[str, ...] | None:
    """
    Return what is inside a value that can be looked into, or None.
    """
    if isinstance(value, Table):
        return tuple(value)
    if isinstance(value, tuple):
        named = all(hasattr(entry, "key") for entry in value)
        return tuple(keyed(value)) if named else None
    if attrs.has(type(value)) and not isinstance(value, _ATOMS):
        return tuple(f.name for f in attrs.fields(type(value)) if f.init and f.eq)
    return None
