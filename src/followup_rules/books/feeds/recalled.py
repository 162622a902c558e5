"""
What was settled of a record or a procedure before time took back what it hung on.

A matter that was closed is opened again, or the condition of a step holds no more: what
was there, done or broken by then stays so, and says until when it was asked.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from followup_rules.books.conditions import Not
from followup_rules.books.conditions.lasting import falls, rises
from followup_rules.books.feeds.asking import answer
from followup_rules.books.judging import Judging
from followup_rules.books.lapsed import last_held, owed_until, settled_then
from followup_rules.timing.moments import show_instant
from followup_rules.verdicts import AGAINST, Status, Verdict, note

Judge = Callable[[Judging, bool | None], Iterable[Verdict]]
"""Judges a record, in a call, of a matter that is closed or not."""


def as_closed(
    feed: Any, case: Judging, rule: Any, row: Any, judge: Judge
) -> Iterable[Verdict]:
    """
    Return the verdicts on a record whose matter time may open again.

    Args:
        feed: What feeds the checklist.
        case: The call.
        rule: The checklist.
        row: The row.
        judge: Judges its record.
    """
    closed = answer(case, row, feed.closed)
    today = tuple(judge(case, closed))
    held = None
    if closed is not True:
        held = last_held((feed.closed,), case, rule.id, row, closed)
    if held is None:
        return today
    then, until = held
    settled = settled_then(judge(then, answer(then, row, feed.closed)))
    return [
        owed_until(was, until, case.zone) if _part(now) in settled else now
        for now, was in zip(today, judge(case, True), strict=True)  # noqa: FBT003 - as then
    ]


def _part(verdict: Verdict) -> Any:
    """Return the item that a verdict is about; None is the whole record."""
    return getattr(verdict.evidence, "only", None)


def as_it_held(
    feed: Any, passing: Mapping[str, Any], case: Judging, rule: Any, row: Any
) -> tuple[Verdict, ...]:
    """
    Return the verdicts on a procedure whose conditions time alone may change.

    A step that was done or broken while its condition held stays so, and one that was
    done before its condition came stays done. The whole is asked under a condition as
    long as one of its steps was broken, or all were settled.

    Args:
        feed: What feeds the procedure.
        passing: Those conditions.
        case: The call.
        rule: The procedure.
        row: The row.
    """
    told = feed.told(case, row)
    today = _before_it_came(feed, passing, case, rule, row)
    kept: dict[str | None, dt.datetime] = {}
    held = dict(told["conditions"])
    for name, until, settled, is_whole in _gone(feed, passing, case, rule, row):
        if feed.apart:
            held[name] = True
            kept |= dict.fromkeys(settled, until)
        elif is_whole:
            held[name] = True
            kept[None] = until
    if not kept:
        return today
    asked = _asked(rule, {**told, "conditions": held}, apart=feed.apart)
    return tuple(
        owed_until(was, kept[was.evidence.only], case.zone)
        if was.evidence.only in kept
        else now
        for now, was in zip(today, asked, strict=True)
    )


def _before_it_came(
    feed: Any, passing: Mapping[str, Any], case: Judging, rule: Any, row: Any
) -> tuple[Verdict, ...]:
    """Return the verdicts, met where a step was done before its condition came."""
    told = feed.told(case, row)
    today = _asked(rule, told, apart=feed.apart)
    for name, what in passing.items() if feed.apart else ():
        if told["conditions"][name] is not True or not rises(what):
            continue
        found = last_held((Not(what),), case, rule.id, row, False)  # noqa: FBT003 - it holds
        if found is None:
            continue
        then, until = found
        before = _under(rule, name, _asked(rule, feed.told(then, row), apart=True))
        met = {one.evidence.only for one in before if one.status is Status.MET}
        bare = {**told, "conditions": {**told["conditions"], name: False}}
        at = show_instant(until, case.zone)
        today = tuple(
            was.with_notes(note("met_as_it_stood", at=at))
            if was.evidence.only in met and now.status is not Status.MET
            else now
            for now, was in zip(today, _asked(rule, bare, apart=True), strict=True)
        )
    return today


def _under(rule: Any, name: str, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts on the steps that are owed under a condition."""
    under = {step.key for step in rule.steps if step.only_if == name}
    return [one for one in verdicts if one.evidence.only in under]


def _asked(rule: Any, told: Mapping[str, Any], *, apart: bool) -> tuple[Verdict, ...]:
    """Ask a procedure about each step, or about the whole."""
    return tuple(rule.assess_each(**told)) if apart else (rule.assess(**told),)


def _gone(
    feed: Any, passing: Mapping[str, Any], case: Judging, rule: Any, row: Any
) -> Iterator[tuple[str, dt.datetime, frozenset[Any], bool]]:
    """
    Yield the conditions that held and do not any more, and until when they did.

    With the steps under each that were settled by then, and whether they bind the whole.
    """
    for name, what in passing.items():
        holds = what.of(case, row)
        found = (
            None
            if holds or not falls(what)
            else last_held((what,), case, rule.id, row, holds)
        )
        if found is None:
            continue
        then, until = found
        own = _under(rule, name, _asked(rule, feed.told(then, row), apart=True))
        settled = settled_then(own)
        broken = any(one.status in AGAINST for one in own)
        yield name, until, settled, broken or len(settled) == len(own)
