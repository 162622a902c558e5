"""
Articles 1 to 4 and 6a to 6c: the rounds, their calls and their forms.
"""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from followup_rules.errors import FollowupRulesError
from followup_rules.ledger import known_by
from followup_rules.policies.draws import (
    Call,
    CallReview,
    DrawPolicy,
    Scope,
    review_calls,
    seed_string,
    verify,
    window_of,
)
from followup_rules.rulebooks.service_centre.facts import RoundFacts
from followup_rules.rulebooks.service_centre.frame import (
    draw_from,
    draw_id,
    phone_frame,
)
from followup_rules.rulebooks.service_centre.hall import Hall
from followup_rules.timing.cycles import Cycle, Period, cell_of
from followup_rules.timing.moments import Moment, is_before, local_ordinal, show_day
from followup_rules.verdicts import Subject, Verdict


def judge_calls(hall: Hall) -> Iterator[Verdict]:
    """
    Arts. 1, 2, 3.1c and 4: each call and attempt of the period.
    """
    rules, basis = hall.rules, hall.basis
    for call in hall.calls.inside:
        subject = Subject("call", call.id)
        kind = hall.case(call.case_id).applicant_kind
        yield rules["applicants"].assess(
            None if kind is None else (kind,), subject=subject, basis=basis
        )
        if call.reached:
            yield from rules["topics"].assess_each(
                call.asked, subject=subject, basis=basis
            )
        held = next(entry for entry in hall.rounds.known if entry.id == call.round_id)
        yield rules["call_record"].assess(
            {"recorded": call.recorded},
            closed=_closed(hall, held) is not None,
            subject=subject,
            basis=basis,
        )
        yield rules["designees"].assess(call.callers, subject=subject, basis=basis)


def judge_rounds(hall: Hall) -> Iterator[Verdict]:
    """
    Arts. 3.1a, 3.1b, 3.2c, 5a, 6a to 6c and 6f: each round of the period.
    """
    for held in hall.rounds.inside:
        week = _week(hall, held.drawn_at)
        subject = Subject("round", held.id, cell=week.label)
        facts: dict[str, Any] = {"subject": subject, "basis": hall.basis}
        closed = _closed(hall, held)
        yield hall.rules["phone_organiser"].assess(held.organisers, **facts)
        yield from _draw(hall, held, week)
        forms = hall.forms_of(held.id, week)
        yield hall.rules["forms_summary"].assess(
            {"forms_summarised": held.forms_summarised} if forms else None,
            closed=closed is not None,
            **facts,
        )
        yield hall.rules["opinions_summary"].assess(
            held.opinions, closed=closed is not None, **facts
        )
        yield from _form(hall, held, facts)
        yield from _results(hall, held, facts)


def judge_weeks(hall: Hall) -> Iterator[Verdict]:
    """
    Arts. 3.1a and 3.2a: each week of the period, by its calls and its forms.
    """
    span = _span(hall)
    if span is None:
        return
    first, last = span
    for rule, events in (
        ("phone_round", _rounds_held(hall)),
        ("forms_issued", [form.issued_at for form in hall.forms.known]),
    ):
        yield from hall.rules[rule].assess_cells(
            events, first=first, last=last, calendar=hall.calendar, basis=hall.basis
        )


def judge_forms(hall: Hall) -> Iterator[Verdict]:
    """
    Arts. 3.2a and 3.2b: each form of the period.
    """
    for form in hall.forms.inside:
        facts: dict[str, Any] = {
            "subject": Subject("feedback_form", form.id),
            "basis": hall.basis,
        }
        yield hall.rules["forms_organiser"].assess(form.organisers, **facts)
        record = {
            "filled_on_site": form.filled_on_site,
            "followed_up_on_site": form.followed_up_on_site,
        }
        yield hall.rules["form_on_site"].assess(
            record if form.returned else None, **facts
        )


def _span(hall: Hall) -> tuple[dt.date, dt.date] | None:
    """Return the days that are reported on: the period, or from the first row on."""
    if hall.period is not None:
        return hall.period.first, hall.period.last
    moments = [
        *(held.drawn_at for held in hall.rounds.known),
        *(form.issued_at for form in hall.forms.known),
    ]
    if not moments:
        return None
    first = min(local_ordinal(moment, hall.zone, "moment") for moment in moments)
    return show_day(first), show_day(local_ordinal(hall.now, hall.zone, "as_of"))


def _rounds_held(hall: Hall) -> list[Moment]:
    """Return when each round was held: with its first call."""
    calls = [hall.calls_of(held.id) for held in hall.rounds.known]
    return [made[0].called_at for made in calls if made]


def _week(hall: Hall, moment: Moment) -> Period:
    """Return the week in which a moment lies."""
    day = show_day(local_ordinal(moment, hall.zone, "moment"))
    return cell_of(Cycle.WEEK, day)


def _closed(hall: Hall, held: RoundFacts) -> Moment | None:
    """Return when the file of a round was closed, if that was known."""
    return known_by(hall.now, held.closed_at, hall.zone)


# ------------------------------------------------------------------------ the draw


def _draw(hall: Hall, held: RoundFacts, week: Period) -> Iterator[Verdict]:
    """Art. 3.1b: whether the draw is proven, and its subjects were reached."""
    rule: DrawPolicy = hall.rules["phone_draw"]
    course = _follow(hall, held, week)
    if rule.scope is not Scope.PER_WINDOW:
        subject = Subject("round", held.id, cell=week.label)
        yield rule.assess(**course.facts(), subject=subject, basis=hall.basis)
        return
    for window in course.eligible:
        subject = Subject("window", window, cell=week.label)
        yield rule.assess(**course.facts(window), subject=subject, basis=hall.basis)


@frozen
class _Course:
    """
    The frame of a round's draw and what its calls came to, late ones included.
    """

    eligible: dict[str, int]
    problems: tuple[str, ...] | None
    found: CallReview
    early: CallReview
    closes: dt.datetime

    def facts(self, window: str | None = None) -> dict[str, Any]:
        """
        Return the arguments of `assess`, of all windows or of one.
        """
        windows = tuple(self.eligible) if window is None else (window,)

        def mine(ids: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(i for i in ids if window is None or window_of(i) == window)

        def count(ids: tuple[str, ...]) -> dict[str, int]:
            return {name: sum(window_of(i) == name for i in ids) for name in windows}

        exhausted = dict(self.found.exhausted)
        return {
            "eligible": {name: self.eligible[name] for name in windows},
            "reached": count(self.found.reached),
            "reached_in_time": count(self.early.reached),
            "exhausted": exhausted
            if window is None
            else {window: exhausted.get(window, 0)},
            "uncertain": len(mine(self.found.uncertain)),
            "out_of_order": mine(self.found.out_of_order),
            "unlogged": mine(self.found.unlogged),
            "discrepancies": self.problems,
            "settles": self.closes,
        }


def _follow(hall: Hall, held: RoundFacts, week: Period) -> _Course:
    """Take the draw of a round and its calls together."""
    rule: DrawPolicy = hall.rules["phone_draw"]
    closes = week.closes(rule.zone)
    calls = [
        (
            call.called_at,
            Call(draw_id(hall.case(call.case_id)), call.reached, call.reason),
        )
        for call in hall.calls_of(held.id)
    ]
    early = [call for at, call in calls if is_before(at, closes, hall.zone)]
    everyone = [call for _, call in calls]
    picks = _listed(held, "chosen", [call.subject for call in everyone])
    reserves = _listed(held, "reserves", ())
    by_window = rule.scope is not Scope.TOTAL
    eligible, problems = _frame(hall, held)
    return _Course(
        eligible,
        problems,
        review_calls(picks, reserves, everyone, by_window=by_window),
        review_calls(picks, reserves, early, by_window=by_window),
        closes,
    )


def _frame(
    hall: Hall, held: RoundFacts
) -> tuple[dict[str, int], tuple[str, ...] | None]:
    """
    Return how many were eligible by window, and what disproves the draw.

    The draw is made again from the ledger as it stood, and the receipt is held
    against it: its own arithmetic, and whom it left out.
    """
    frame = phone_frame(
        hall.cases.known, hall.calls.known, at=held.drawn_at, rules=hall.rules
    )
    again = draw_from(
        frame,
        seed=_public_seed(held),
        at=held.drawn_at,
        excluded={i: why for i, why in held.excluded.items() if i in frame.ids},
        rules=hall.rules,
    )
    eligible = {window: again.windows.get(window, 0) for window in hall.windows}
    if held.receipt is None:
        return eligible, None
    try:
        rule: DrawPolicy = hall.rules["phone_draw"]
        found = verify(held.receipt, frame.ids, rule=rule, on=held.drawn_at)
        problems = [str(problem) for problem in found]
    except FollowupRulesError as error:
        return eligible, (str(error),)
    strangers = [[i, why] for i, why in held.excluded.items() if i not in frame.ids]
    left_out = [list(entry) for entry in again.terms.excluded] + strangers
    recorded = held.receipt["excluded"]
    problems += [
        f"excluded: {entry}"
        for entry in (*recorded, *left_out)
        if entry not in recorded or entry not in left_out
    ]
    return eligible, tuple(problems)


def _public_seed(held: RoundFacts) -> str:
    """Return the seed that a receipt names; without one any text counts a frame."""
    try:
        seed = json.loads((held.receipt or {})["seed_string"])[1]
        seed_string(seed, "-", "-", "-")
    except (LookupError, ValueError, TypeError):
        return "none"
    return str(seed)


def _listed(held: RoundFacts, name: str, otherwise: Sequence[str]) -> Sequence[str]:
    """Return the ids that a receipt lists; one that lists none is disproved."""
    ids = (held.receipt or {}).get(name)
    readable = isinstance(ids, list | tuple) and all(isinstance(i, str) for i in ids)
    return ids if ids is not None and readable else otherwise


# -------------------------------------------------------------------- form, results


def _form(hall: Hall, held: RoundFacts, facts: dict[str, Any]) -> Iterator[Verdict]:
    """Arts. 6a and 6b: what stands on the form."""
    scale = hall.rules["window_score"].scale
    topics, grades = held.form_topics, held.form_grades
    yield hall.rules["form_topics"].assess({} if topics is None else topics, **facts)
    read = {} if grades is None else {scale.read(word) for word in grades}
    yield hall.rules["form_grades"].assess(read, **facts)


def _results(hall: Hall, held: RoundFacts, facts: dict[str, Any]) -> Iterator[Verdict]:
    """Arts. 6c and 6f: the statistics of a round, and their publication."""
    rule = hall.rules["statistics"]
    times = [getattr(held, name) for name in rule.finishes]
    counted = known_by(hall.now, held.statistics_at, hall.zone)
    yield rule.assess(
        _ended(hall, held, rule.trigger, counted),
        latest(times, hall.zone),
        calendar=hall.calendar,
        **facts,
    )
    yield from hall.rules["publication"].assess_each(
        {"website": held.website_at, "notice_board": held.notice_board_at},
        trigger=counted,
        closed=held.closed_at,
        calendar=hall.calendar,
        **facts,
    )


def _ended(
    hall: Hall, held: RoundFacts, trigger: str, counted: Moment | None
) -> Moment | None:
    """
    Return when a round ended: with its last call or form, or with its month.

    What came after the statistics were finished is not part of what they count.
    """
    if trigger == "month_ended_at":
        day = show_day(local_ordinal(held.drawn_at, hall.zone, "drawn_at"))
        last = cell_of(Cycle.MONTH, day).last
        early = counted is not None and is_before(counted, last, hall.zone)
        return counted if early else last
    contacts: list[Moment] = [call.called_at for call in hall.calls_of(held.id)]
    week = _week(hall, held.drawn_at)
    contacts += [form.issued_at for form in hall.forms_of(held.id, week)]
    return latest(
        [
            moment
            for moment in contacts
            if counted is None or not is_before(counted, moment, hall.zone)
        ],
        hall.zone,
    )


def latest(moments: Sequence[Moment | None], zone: dt.tzinfo) -> Moment | None:
    """
    Return the latest moment; None where one is missing, or there is none.
    """
    last: Moment | None = None
    for moment in moments:
        if moment is None:
            return None
        if last is None or not is_before(moment, last, zone):
            last = moment
    return last
