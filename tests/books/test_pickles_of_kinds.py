"""
Pickles: what is pickled comes back, and what was pickled before a field existed has its
default.
"""

import pickle
from typing import Any

import attrs
import pendulum
import pytest
from tests.books.test_duties_that_begin import SENIORS, Person
from tests.books.test_exemptions_that_end import CHECK, lift
from tests.books.test_shares_apart import ROWS, content
from tests.books.test_streaks_apart import DAYS, Car, repairs
from tests.books.test_ways_out_of_the_whole import SCORED

from followup_rules.books.feeds import Checklist, Quota, Warranty
from followup_rules.canonical import ADDED_LATER
from followup_rules.excuses import excuse_of
from followup_rules.timing.cycles import year

NOW = pendulum.datetime(2026, 12, 1, tz="Asia/Shanghai")
BORN = pendulum.date(1950, 1, 1)
REPORTS: dict[str, Any] = {
    "cells": SENIORS.assess(
        {"person": [Person(id="1", known_on=BORN, born_on=BORN)], "check": []},
        as_of=NOW,
        period=year(2026),
    ),
    "shares": content(by="unit").assess({"call": ROWS, "plan": []}, as_of=NOW),
    "streaks": DAYS.assess(
        {"car": [Car(id="1", bought_on=BORN)], "repair": repairs({"days": 31})},
        as_of=NOW,
    ),
    "excused": CHECK.assess(
        {"lift": [lift(stopped_on=pendulum.date(2026, 3, 5))], "service": []},
        as_of=NOW,
    ),
}
FEEDS = [
    SENIORS.feeds["check"],
    content(by="unit").feeds["content"],
    Quota(each="call", met="content", by="unit"),
    DAYS.feeds["replacement"],
    CHECK.feeds["check"].ways_out[0],
    Warranty(each="car", category="part", accepted_on="bought_on"),
    Checklist(each="car", there={"papers": "handed"}),
    SCORED.feeds["desk_score"],
]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_comes_back(name: str) -> None:
    """Verdict by verdict, with its evidence and its sentences."""
    report = REPORTS[name]
    again = pickle.loads(pickle.dumps(report))  # noqa: S301 - our own
    assert [one.to_dict() for one in again] == [one.to_dict() for one in report]
    assert [one.explain("zh") for one in again] == [one.explain("zh") for one in report]
    excused = [excuse_of(one) for one in report]
    assert pickle.loads(pickle.dumps(excused)) == excused  # noqa: S301 - our own


@pytest.mark.parametrize("feed", FEEDS, ids=lambda one: type(one).__name__)
def test_one_from_before_a_field(feed: Any) -> None:
    """What it lacks is as if nobody had said it."""
    assert pickle.loads(pickle.dumps(feed)) == feed  # noqa: S301 - our own
    old = {
        entry.name: getattr(feed, entry.name)
        for entry in attrs.fields(type(feed))
        if ADDED_LATER not in entry.metadata
    }
    again = object.__new__(type(feed))
    again.__setstate__(old)
    for entry in attrs.fields(type(feed)):
        if ADDED_LATER in entry.metadata:
            assert getattr(again, entry.name) == entry.default
