"""
What must be derived of a round and its forms, one small question each.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from followup_rules.books.judging import Judging
from followup_rules.errors import FollowupRulesError
from followup_rules.ledgers.days import by_day
from followup_rules.rulebooks.service_centre.facts import Form, Round
from followup_rules.timing.cycles import Cycle, cell_of
from followup_rules.timing.moments import Moment, is_before

# --------------------------------------------------------------------- of a form


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


def has_forms(case: Judging, held: Round) -> bool:
    """
    Say whether there are forms of a round that could be summarised.
    """
    return bool(forms_of(case, held))


def ended(case: Judging, held: Round) -> Moment | None:
    """
    Return when a round ended: with its last call or form, or with its month.

    What came after the statistics were finished is not part of what they count, and what
    came after they had fallen due puts nothing off.
    """
    done = case.by_now(held.statistics_at)
    if case.book["statistics"].trigger == "month_ended_at":
        over = cell_of(Cycle.MONTH, case.day(held.drawn_at)).last
        early = held.statistics_at is not None and is_before(
            held.statistics_at, over, case.zone
        )
        return done if early else over
    contacts: list[Moment] = [call.called_at for call in case.own("call", held)]
    contacts += [form.issued_at for form in forms_of(case, held)]
    last: Moment | None = None
    for moment in sorted(contacts, key=lambda one: by_day(one, case.zone)):
        if done is not None and is_before(done, moment, case.zone):
            continue
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
