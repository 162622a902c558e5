"""
Articles 6d, 6e and 6g: the windows' scores, of the period and of the year.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from followup_rules.books.judging import Judging
from followup_rules.errors import MissingFactError
from followup_rules.immutable import frozen
from followup_rules.policies.scoring import Score, ScoringPolicy
from followup_rules.rulebooks.service_centre.draws import windows_of
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.verdicts import Subject, Verdict


@frozen
class _Ballots:
    """
    What one window was told.

    Attributes:
        forms: The answers of calls and forms.
        no_answer: How many were asked and answered nothing: forms that did not come
            back, and calls that reached somebody who graded nothing.
        ratings: The counts of the rating devices; None is no data.
    """

    forms: tuple[Mapping[str, str | None], ...]
    no_answer: int
    ratings: Mapping[str, int] | None


def judge_windows(case: Judging, rule: ScoringPolicy) -> Iterator[Verdict]:
    """
    Arts. 6d and 6e: each window's score and rank in the period.
    """
    rows = (case.rows("call"), case.rows("feedback_form"), case.rows("rating"))
    ballots = _collect(case, *rows)
    for part in ("evaluator", None):
        yield from _scored(case, rule, ballots, case.cell, case.ends, part)


def judge_years(case: Judging, rule: ScoringPolicy) -> Iterator[Verdict]:
    """
    Art. 6g: each window's score of each year, by the pooled answers of all rounds.
    """
    kinds = {"call": "called_at", "feedback_form": "issued_at", "rating": "rated_at"}
    piles: dict[Period, dict[str, list[Any]]] = {}
    for kind, placed in kinds.items():
        for row in case.known(kind):
            year = cell_of(Cycle.YEAR, case.day(getattr(row, placed)))
            rows = piles.setdefault(year, {name: [] for name in kinds})
            rows[kind].append(row)
    for year, rows in sorted(piles.items()):
        if rows["call"] or rows["feedback_form"]:
            ballots = _collect(case, *rows.values())
            closes = year.closes(case.zone_name)
            yield from _scored(case, rule, ballots, year.label, closes, None)


def _collect(
    case: Judging, calls: Iterable[Any], forms: Iterable[Any], ratings: Iterable[Any]
) -> dict[str, _Ballots]:
    """Return what each window was told, by its code; every window is there."""
    windows = windows_of(case)
    given: dict[str, list[Mapping[str, str | None]]] = {w: [] for w in windows}
    silent = dict.fromkeys(windows, 0)
    pressed: dict[str, dict[str, int]] = {}
    asked = [
        (call.named["case"].window, call.answers) for call in calls if call.reached
    ]
    asked += [(form.window, form.answers) for form in forms]
    for window, answers in asked:
        if window not in given:
            continue  # it was entered later, and has no score yet
        if any(grade is not None for grade in answers.values()):
            given[window].append(answers)
        else:
            silent[window] += 1
    for entry in ratings:
        counts = pressed.setdefault(entry.window, {})
        for grade, count in entry.counts.items():
            counts[grade] = counts.get(grade, 0) + count
    return {
        window: _Ballots(tuple(given[window]), silent[window], pressed.get(window))
        for window in windows
    }


def _scored(
    case: Judging,
    rule: ScoringPolicy,
    ballots: Mapping[str, _Ballots],
    cell: str | None,
    settles: dt.datetime | None,
    part: str | None,
) -> Iterator[Verdict]:
    """Judge every window, in the order of the ranking."""
    results = {window: _result(rule, own) for window, own in ballots.items()}
    known = {window: found for window, found in results.items() if found is not None}
    rank_of = {place.window: place.rank for place in rule.standings(known)}
    ranked = sum(rank is not None for rank in rank_of.values())
    unreadable = case.unreadable(("call", "feedback_form", "rating"))
    for window in dict.fromkeys([*rank_of, *ballots]):
        rank = rank_of.get(window)
        own = ballots[window]
        verdict = rule.assess(
            own.forms,
            evaluator=own.ratings,
            no_answer=own.no_answer,
            rank=rank,
            of=None if rank is None else ranked,
            part=part,
            settles=settles,
            subject=Subject("window", window, cell=cell),
            as_of=case.as_of,
        )
        yield case.fair(verdict, unreadable)


def _result(rule: ScoringPolicy, own: _Ballots) -> Score | None:
    """Score one window; None while the weights are not chosen."""
    try:
        return rule.score(own.forms, evaluator=own.ratings, no_answer=own.no_answer)
    except MissingFactError:
        return None
