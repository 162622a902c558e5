"""
What must be derived of a round, its calls and its forms, one small question each.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError
from followup_rules.ledgers.rows import by_day
from followup_rules.rulebooks.service_centre.facts import Call, Finding, Form, Round
from followup_rules.timing.cycles import Cycle, cell_of
from followup_rules.timing.moments import Moment, is_before

# --------------------------------------------------------------------- of a call


def was_reached(_case: Judging, call: Call) -> bool:
    """
    Say whether a call reached somebody; of an attempt nothing is asked.
    """
    return call.reached is True


def begins_a_round(case: Judging, call: Any) -> bool:
    """
    Say whether a call is the first of its round: a round is held with its calls.
    """
    first = case.own("call", call.owner)[0]
    return bool(first.id == call.id)


# --------------------------------------------------------------------- of a form


def on_the_spot(_case: Judging, form: Form) -> dict[str, bool | None] | None:
    """
    Say what was done on the spot; a form that never came back says nothing.
    """
    if not form.returned:
        return None
    return {
        "filled_on_site": form.filled_on_site,
        "followed_up_on_site": form.followed_up_on_site,
    }


def forms_of(case: Judging, held: Round) -> tuple[Form, ...]:
    """
    Return the forms of a round; one that names no round is that of its week.
    """
    piles: Mapping[Any, list[Form]] = case.once("forms", lambda: _by_round(case))
    week = cell_of(Cycle.WEEK, case.day(held.drawn_at))
    return (*piles[held.id], *piles[week])


def _by_round(case: Judging) -> dict[Any, list[Form]]:
    """Group the forms by the round that they name, or else by their week."""
    piles: dict[Any, list[Form]] = defaultdict(list)
    for form in case.known("feedback_form"):
        week = cell_of(Cycle.WEEK, case.day(form.issued_at))
        piles[form.round_id or week].append(form)
    return piles


# -------------------------------------------------------------------- of a round


def summary_of_forms(case: Judging, held: Round) -> dict[str, bool | None] | None:
    """
    Say whether the forms were summarised; without forms there is nothing to.
    """
    if not forms_of(case, held):
        return None
    return {"forms_summarised": held.forms_summarised}


def topics_on_the_form(_case: Judging, held: Round) -> Collection[str]:
    """
    Return the topics on the form; a form that nobody looked at says nothing of any.
    """
    return {} if held.form_topics is None else held.form_topics


def grades_on_the_form(_case: Judging, held: Round) -> Collection[str]:
    """
    Return the grades on the form; a form that nobody looked at says nothing of any.
    """
    return {} if held.form_grades is None else set(held.form_grades)


def counted(case: Judging, held: Round) -> Moment | None:
    """
    Return when the statistics were finished, once that is known.
    """
    return case.by_now(held.statistics_at)


def ended(case: Judging, held: Round) -> Moment | None:
    """
    Return when a round ended: with its last call or form, or with its month (A-55).

    What came after the statistics were finished is not part of what they count.
    """
    done = counted(case, held)
    if case.book["statistics"].trigger == "month_ended_at":
        last = cell_of(Cycle.MONTH, case.day(held.drawn_at)).last
        early = held.statistics_at is not None and is_before(
            held.statistics_at, last, case.zone
        )
        return done if early else last
    contacts: list[Moment] = [call.called_at for call in case.own("call", held)]
    contacts += [form.issued_at for form in forms_of(case, held)]
    return _end_of(
        case,
        [at for at in contacts if done is None or not is_before(done, at, case.zone)],
    )


def _end_of(case: Judging, contacts: Iterable[Moment]) -> Moment | None:
    """
    Return the last contact of a round.

    One that comes after the statistics have fallen due puts nothing off.
    """
    last: Moment | None = None
    for moment in sorted(contacts, key=lambda one: by_day(one, case.zone)):
        if last is not None and _fell_due(case, last, moment):
            break
        last = moment
    return last


def _fell_due(case: Judging, ended_at: Moment, moment: Moment) -> bool:
    """Say whether the statistics of a round that had ended fell due before a moment."""
    try:
        due = case.book["statistics"].due(ended_at, calendar=case.calendar)
    except FollowupRulesError:  # the verdict on it says why there is no last day
        return False
    return not due.met_by(moment)


# ------------------------------------------------------------------ of a finding


def rectified_and_applicant_told(case: Judging, finding: Finding) -> Moment | None:
    """
    Return when both were done: the problem put right and the applicant told.
    """
    return _both(case, finding.rectified_at, finding.applicant_told_at)


def rectified_and_section_told(case: Judging, finding: Finding) -> Moment | None:
    """
    Return when both were done: the problem put right and the section told.
    """
    return _both(case, finding.rectified_at, finding.section_told_at)


def _both(case: Judging, first: Moment | None, second: Moment | None) -> Moment | None:
    """Return the later of two moments; None while one is missing."""
    if first is None or second is None:
        return None
    return _latest(case, (first, second))


def _latest(case: Judging, moments: Iterable[Moment]) -> Moment | None:
    """Return the latest moment; None where there is none."""
    last: Moment | None = None
    for moment in moments:
        if last is None or not is_before(moment, last, case.zone):
            last = moment
    return last
