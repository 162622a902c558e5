"""
Clauses, doubts and words, as a regulation in Python says them.
"""

from typing import Any

from followup_rules.books.drafts import (
    Doubt,
    Draft,
    Passage,
)
from followup_rules.books.vocabulary import Word
from followup_rules.clauses import Force, Text

Words = tuple[str, str]
"""The same in English and in Chinese."""


def word(en: str, zh: str, *aliases: str) -> Word:
    """
    Return a party, role or category in words, with its aliases.
    """
    return Word(text=Text(en, zh), aliases=aliases)


def reading(
    id: str,
    field: str,
    question: Words,
    ground: Words,
    *,
    rules: tuple[str, ...] = (),
    **choices: Any,
) -> Doubt:
    """
    Return what the text leaves open; the first choice is the one that ships.

    Args:
        id: Its number, such as `A-05`.
        field: The field that it decides, with dots into a nested value.
        question: What the text leaves open.
        ground: Why the first choice ships.
        rules: The rules it decides, where they are not just the one it stands under.
        choices: Every value one may choose, by name.
    """
    return Doubt(
        id=id,
        field=field,
        question=Text(*question),
        ground=Text(*ground),
        choices=choices,
        rules=rules,
    )


def clause(
    number: str,
    en: str,
    zh: str,
    *rules: Draft,
    duty: Force = Force.BINDING,
    timing: Force | None = None,
    not_computed: Words | None = None,
    id: str | None = None,
) -> Passage:
    """
    Return a clause in our own words, with the rules that answer it.

    What the law above the regulation asks stands beside it, under an *id* of its own.
    """
    return Passage(
        number=number,
        text=Text(en, zh),
        rules=rules,
        duty=duty,
        timing=timing,
        not_computed=None if not_computed is None else Text(*not_computed),
        id=id,
    )
