"""
One verdict on the frames of a book: which rows are asked for it again.
"""

from collections.abc import Iterable
from typing import Any

from followup_rules.books.feeds.plainly import Credits
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError
from followup_rules.frames.books.judging import Call, judge
from followup_rules.frames.books.questions import NotInColumnsError
from followup_rules.frames.books.shares import SHARES
from followup_rules.verdicts.keys import read_key


def check_keys(keys: Any) -> tuple[str, ...]:
    """
    Return keys as they were given, which are several.

    Raises:
        InvalidFieldError: If they are one text, or none at all can be read.
    """
    if isinstance(keys, str) or not isinstance(keys, Iterable):
        raise InvalidFieldError("keys", keys, "several keys, such as [key]")
    return tuple(keys)


def subject_of(book: Rulebook, key: Any) -> tuple[str, str]:
    """
    Return the rule that a key names, and the id of the row.

    Raises:
        InvalidFieldError: If it names no rule of the book.
    """
    parts = read_key(key) if isinstance(key, str) else None
    if parts is None or parts[1] not in book.feeds:
        raise no_verdict(key)
    _, rule, _, _, row, _ = parts
    return rule, row


def no_verdict(key: Any) -> InvalidFieldError:
    """
    Return what is raised of a key under which there is no verdict.
    """
    allowed = "a key that stands among the verdicts of assess(book, tables, ...)"
    return InvalidFieldError("keys", key, allowed)


def by_rows(call: Call, rule_id: str) -> str | None:
    """
    Say why a rule needs all rows of its ledgers; None where those of one row will do.
    """
    feed: Any = call.book.feeds[rule_id]
    if isinstance(feed, SHARES) or isinstance(call.plain(rule_id)[0], Credits):
        return "many rows are counted"
    try:
        for _ in judge(call, rule_id):
            pass
    except NotInColumnsError as error:
        return str(error)
    return None
