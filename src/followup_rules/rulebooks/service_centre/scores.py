"""
Articles 6d, 6e and 6g: the windows' scores, of the period and of the year.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from attrs import frozen

from followup_rules.errors import MissingFactError
from followup_rules.policies.scoring import Score, ScoringPolicy
from followup_rules.rulebooks.service_centre.facts import (
    CallFacts,
    FormFacts,
    RatingFacts,
)
from followup_rules.rulebooks.service_centre.hall import Hall, answered
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.moments import local_ordinal, show_day
from followup_rules.verdicts import Subject, Verdict


@frozen
class Ballots:
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


def judge_scores(hall: Hall) -> Iterator[Verdict]:
    """
    Arts. 6d and 6e: each window's score and rank in the period.
    """
    rule: ScoringPolicy = hall.rules["window_score"]
    ballots = collect(hall, hall.calls.inside, hall.forms.inside, hall.ratings.inside)
    cell = None if hall.period is None else hall.period.label
    settles = None if hall.period is None else hall.period.closes(hall.phone_zone)
    for part in ("evaluator", None):
        yield from _scored(hall, rule, ballots, cell=cell, settles=settles, part=part)


def judge_years(hall: Hall) -> Iterator[Verdict]:
    """
    Art. 6g: each window's score of each year, by the pooled answers of all rounds.
    """
    rule: ScoringPolicy = hall.rules["year_score"]
    for year in _years(hall):
        ballots = collect(
            hall,
            [call for call in hall.calls.known if _in(hall, year, call.called_at)],
            [form for form in hall.forms.known if _in(hall, year, form.issued_at)],
            [entry for entry in hall.ratings.known if _in(hall, year, entry.rated_at)],
        )
        closes = year.closes(hall.phone_zone)
        yield from _scored(hall, rule, ballots, cell=year.label, settles=closes)


def collect(
    hall: Hall,
    calls: Iterable[CallFacts],
    forms: Iterable[FormFacts],
    ratings: Iterable[RatingFacts],
) -> dict[str, Ballots]:
    """
    Return what each window was told, by its code; every window is there.
    """
    given: dict[str, list[Mapping[str, str | None]]] = {w: [] for w in hall.windows}
    silent = dict.fromkeys(hall.windows, 0)
    pressed: dict[str, dict[str, int]] = {}
    asked = [
        (hall.case(call.case_id).window, call.answers) for call in calls if call.reached
    ]
    asked += [(form.window, form.answers) for form in forms]
    for window, answers in asked:
        if answered(answers):
            given[window].append(answers)
        else:
            silent[window] += 1
    for entry in ratings:
        counts = pressed.setdefault(entry.window, {})
        for grade, count in entry.counts.items():
            counts[grade] = counts.get(grade, 0) + count
    return {
        window: Ballots(tuple(given[window]), silent[window], pressed.get(window))
        for window in hall.windows
    }


def _scored(
    hall: Hall,
    rule: ScoringPolicy,
    ballots: Mapping[str, Ballots],
    *,
    cell: str | None,
    settles: dt.datetime | None,
    part: str | None = None,
) -> Iterator[Verdict]:
    """Judge every window, in the order of the ranking."""
    results = {window: _result(rule, own) for window, own in ballots.items()}
    known = {window: found for window, found in results.items() if found is not None}
    places = rule.standings(known)
    ranked = sum(place.rank is not None for place in places)
    order = [*(place.window for place in places)]
    order += [window for window in ballots if window not in known]
    rank_of = {place.window: place.rank for place in places}
    for window in order:
        rank = rank_of.get(window)
        own = ballots[window]
        yield rule.assess(
            own.forms,
            evaluator=own.ratings,
            no_answer=own.no_answer,
            rank=rank,
            of=None if rank is None else ranked,
            part=part,
            settles=settles,
            subject=Subject("window", window, cell=cell),
            basis=hall.basis,
        )


def _result(rule: ScoringPolicy, own: Ballots) -> Score | None:
    """Score one window; None while the weights are not chosen."""
    try:
        return rule.score(own.forms, evaluator=own.ratings, no_answer=own.no_answer)
    except MissingFactError:
        return None


def _years(hall: Hall) -> tuple[Period, ...]:
    """Return the years in which anybody was asked."""
    moments: Collection[Any] = [
        *(call.called_at for call in hall.calls.known),
        *(form.issued_at for form in hall.forms.known),
    ]
    days = (local_ordinal(moment, hall.zone, "moment") for moment in moments)
    found = {cell_of(Cycle.YEAR, show_day(day)) for day in days}
    return tuple(sorted(found))


def _in(hall: Hall, year: Period, moment: dt.date) -> bool:
    """Say whether a moment falls in a year."""
    return show_day(local_ordinal(moment, hall.zone, "moment")) in year
