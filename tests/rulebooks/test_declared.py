"""
How much of the shipped regulations is declared, and which rules calculate.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from docs.clause_tables import found_rulebooks

from followup_rules.books.conditions import By
from followup_rules.books.conditions.questions import all_in
from followup_rules.books.feeds import GENERIC, Own, questions

BOOKS = found_rulebooks()
CALCULATING = {
    "repair": {
        # which contact stops the clock, and whose share a joint visit is of
        "visit_deadline",
        "visit_quota.office",
        "visit_quota.engineering_head",
        "visit_quota.repair_responsible",
    },
    "community": {
        # posts that may not be told, the latest paper of each year
        "job_duties",
        "yearly_paper",
        # shares whose members have times of their own, or are not of the population
        "handling_rate",
        "complaint_rate",
        # for each officer, area or household, as the reading goes
        "director_rounds",
        "area_visits",
        # those whom the office designates
        "complaint_receiver",
    },
    "consulting": {
        # listed by the plan or not
        "visit_arranger",
    },
    "construction": {
        # covers, and what the duty to repair asks for
        "warranty",
        "defect_repair",
        "compensation",
        "dispatch",
        "warranty_repair",
        "joint_appraisal",
        "close_out",
        # windows inside covers, and the time from one inspection to the next
        "rainy_season_visit",
        "heating_season_visit",
        "technical_visit",
        "pre_expiry_visit",
        "supervision",
    },
    "service_centre": {
        # rounds: the forms of the week, the last contact
        "forms_summary",
        "statistics",
        # the draw made again, and scores with a second instrument
        "phone_draw",
        "window_score",
        "year_score",
    },
}


def calculating(book: Any) -> Iterator[str]:
    """Yield the rules that a function or a class of the regulation feeds."""
    for rule_id, feed in book.feeds.items():
        own = isinstance(feed, Own) or not type(feed).__module__.startswith(GENERIC)
        asked = (one for _, what, _ in questions(feed) for one in all_in(what))
        if own or any(isinstance(one, By) for one in asked):
            yield rule_id


@pytest.mark.parametrize("name", BOOKS)
def test_what_is_not_declared(name: str) -> None:
    """
    All other rules are data: files write them, columns and pages read them.
    """
    assert {*calculating(BOOKS[name])} == CALCULATING[name]


def test_two_of_three_are_declared() -> None:
    """
    29 of 92 calculate.
    """
    every = sum(len(book.rules) for book in BOOKS.values())
    assert (sum(map(len, CALCULATING.values())), every) == (29, 92)
