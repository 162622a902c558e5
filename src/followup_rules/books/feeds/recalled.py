"""
What was settled of a record or a procedure before time took back what it hung on.

A matter that was closed is opened again, or the condition of a step holds no more: what
was there, done or broken by then stays so, and says until when it was asked.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from attrs import evolve

from followup_rules.books.conditions import Not
from followup_rules.books.conditions.lasting import falls, rises
from followup_rules.books.feeds.asking import answer
from followup_rules.books.judging import Judging
from followup_rules.books.lapsed import last_held, owed_until, settled_then
from followup_rules.books.standing import part_of
from followup_rules.timing.moments import show_instant
from followup_rules.verdicts import AGAINST, Status, Verdict, note

_DONE: Final = frozenset({Status.MET, Status.LATE})
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
        owed_until(was, until, case.zone) if part_of(now) in settled else now
        for now, was in zip(today, judge(case, True), strict=True)  # noqa: FBT003 - as then
    ]


def as_it_held(
    feed: Any, passing: Mapping[str, Any], case: Judging, rule: Any, row: Any
) -> tuple[Verdict, ...]:
    """
    Return the verdicts on a procedure whose conditions time alone may change.

    A step that was done or broken while its condition held stays so, and one that was
    done before its condition came stays done. The whole is asked under a condition as
    long as one of its steps was broken, or all of them were settled.

    Args:
        feed: What feeds the procedure.
        passing: Those conditions.
        case: The call.
        rule: The procedure.
        row: The row.
    """
    told = feed.told(case, rule, row)
    if feed.apart:
        return _each(feed, passing, case, rule, row)
    held = dict(told["conditions"])
    since = None
    for name, then, until in _changed(told, passing, case, rule, row):
        before = _under(rule, name, rule.assess_each(**feed.told(then, rule, row)))
        settled = settled_then(before)
        broken = any(one.status in AGAINST for one in before)
        if held[name] is not True and (broken or len(settled) == len(before)):
            held[name], since = True, until
    verdict = rule.assess(**{**told, "conditions": held})
    return (verdict if since is None else owed_until(verdict, since, case.zone),)


def _each(
    feed: Any, passing: Mapping[str, Any], case: Judging, rule: Any, row: Any
) -> tuple[Verdict, ...]:
    """Return the verdicts on each step, none of them turned by a condition."""
    told = feed.told(case, rule, row)
    found = {one.evidence.only: one for one in rule.assess_each(**told)}
    for name, then, until in _changed(told, passing, case, rule, row):
        fell = told["conditions"][name] is not True
        held = {**told, "conditions": {**told["conditions"], name: True}}
        asked = {one.evidence.only: one for one in rule.assess_each(**held)}
        at = show_instant(until, case.zone)
        for before in _under(rule, name, as_it_held(feed, passing, then, rule, row)):
            step = before.evidence.only
            if fell and before.status in AGAINST:
                found[step] = owed_until(asked[step], until, case.zone)
            elif before.status in _DONE and (
                fell or found[step].status is not before.status
            ):
                code = "owed_until" if fell else "met_as_it_stood"
                reasons = (*_unremarked(before), note(code, at=at))
                found[step] = evolve(before, reasons=reasons, basis=case.basis)
    return tuple(found.values())


def _unremarked(verdict: Verdict) -> Iterator[Any]:
    """Yield what was said of a verdict, but for how it had been before."""
    codes = {"owed_until", "met_as_it_stood"}
    return (reason for reason in verdict.reasons if reason.code not in codes)


def _under(rule: Any, name: str, verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts on the steps that are owed under a condition."""
    under = {step.key for step in rule.steps if step.only_if == name}
    return [one for one in verdicts if one.evidence.only in under]


def _changed(
    told: Mapping[str, Any],
    passing: Mapping[str, Any],
    case: Judging,
    rule: Any,
    row: Any,
) -> Iterator[tuple[str, Judging, dt.datetime]]:
    """
    Yield the conditions that time has changed, with how things stood before, until when.
    """
    for name, what in passing.items():
        holds = told["conditions"][name]
        before = Not(what) if holds is True else what
        if not (rises(what) if holds is True else falls(what)):
            continue
        known = False if holds is True else holds
        found = last_held((before,), case, rule.id, row, known)
        if found is not None:
            yield name, *found
