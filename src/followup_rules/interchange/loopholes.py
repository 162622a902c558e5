"""
Ways out that somebody should look at: new ones, and those that can never hold.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

from followup_rules.books.conditions import Both, Is, Not
from followup_rules.books.feeds import Attempts, WayOut
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.interchange.faults import Path

Loophole = tuple[Path, str, Text]
"""The place of a way out, its clause, and what was found."""


def ways_of(book: Rulebook, rule_id: str) -> dict[str, WayOut]:
    """
    Return the ways out of a rule, by their keys.
    """
    ways: tuple[WayOut, ...] = getattr(book.feeds.get(rule_id), "ways_out", ())
    return {way.key: way for way in ways}


def added(rule_id: str, book: Rulebook, base: Rulebook) -> Iterator[Loophole]:
    """
    Yield the ways out that a rule has, and the one that it stands for has not.
    """
    before = ways_of(base, rule_id)
    for key, way in ways_of(book, rule_id).items():
        old = before.get(key)
        if old is None:
            found = Text(
                f"'{way.name.in_language('en')}' lets off, which it does not in "
                f"{base.regulation}",
                f"增加了免除事由“{way.name.in_language('zh')}”，{base.regulation}没有",
            )
            yield _path(rule_id, key), way.clause, found
        elif way.whenever and not old.whenever:
            found = Text(
                f"it lets off what was overdue as well, which it does not in "
                f"{base.regulation}",
                f"逾期后仍可免除，{base.regulation}则不可",
            )
            yield _path(rule_id, key, "whenever"), way.clause, found
        elif _asks_less(way.attempts, old.attempts):
            found = Text(
                f"it asks for fewer attempts than {base.regulation}",
                f"尝试次数的要求低于{base.regulation}",
            )
            yield _path(rule_id, key, "attempts"), way.clause, found


def _asks_less(new: tuple[Attempts, ...], old: tuple[Attempts, ...]) -> bool:
    """Say whether a ladder ends sooner than another."""
    return len(new) < len(old) or any(
        now.least < then.least
        or now.on_different_days < then.on_different_days
        or (now.ended_by is None and then.ended_by is not None)
        for now, then in zip(new, old, strict=False)
    )


def dead(rule_id: str, book: Rulebook) -> Iterator[Loophole]:
    """
    Yield the ways out whose condition can never hold.
    """
    for key, way in ways_of(book, rule_id).items():
        for inside, what, _ in way.questions():
            if _is_never(what):
                found = Text(
                    f"this can never hold, so nobody is let off: {what}",
                    f"该条件永远不会成立，无人得以免除：{what}",
                )
                yield _path(rule_id, key, *inside), way.clause, found


def _path(rule_id: str, key: str, *inside: str | int) -> Path:
    """Return the place of a way out in a rules file."""
    return ("rules", rule_id, "feed", "ways_out", key, *inside)


def _is_never(what: Any) -> bool:
    """Say whether a question contradicts itself."""
    if not isinstance(what, Both):
        return False
    if what.word == "or":
        return all(map(_is_never, what.parts))
    if any(map(_is_never, what.parts)):
        return True
    return any(_exclude(*pair) for pair in combinations(what.parts, 2))


def _exclude(one: Any, other: Any) -> bool:
    """Say whether two questions can never both be true of a row."""
    if Not(one) == other or Not(other) == one:
        return True
    if isinstance(one, Is) and isinstance(other, Is) and one.what == other.what:
        return not set(one.values) & set(other.values)
    return False
