"""
A count that the first of several events starts, and what is no event of a cadence.

"Three days after the day by which it was to be put right, or after the request for a
review, whichever comes first": the day is that of another rule. Bounds by hand.
"""

import datetime as dt
from types import SimpleNamespace as Row
from typing import Any

import attrs
import pendulum
import polars as pl
import pytest

from followup_rules import frames, interchange
from followup_rules.errors import UnknownNameError
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Verdict

TEXT = """
[regulation]
code = "T"
edition = "1"
title = { en = "Orders" }
source = "a test"
[words]
desk = { text = { en = "desk" } }
over = { text = { en = "the end of the time" } }
asked = { text = { en = "the request" } }
[facts.order]
words = { en = "order" }
placed = "made_on"
[facts.order.attributes]
made_on = { type = "day", words = { en = "made" } }
fixed_on = { type = "moment?", words = { en = "put right" } }
stopped = { type = "yes or no?", default = false, words = { en = "stopped" } }
asked_on = { type = "moment?", words = { en = "review asked for" } }
reviewed_on = { type = "moment?", words = { en = "reviewed" } }
[facts.visit]
words = { en = "visit" }
placed = "made_on"
owner = "order_id"
counts_if = "let_in"
[facts.visit.attributes]
order_id = { type = "id of order", words = { en = "order" } }
made_on = { type = "day", words = { en = "made" } }
let_in = { type = "yes or no", words = { en = "let in" } }
[clauses.T-1]
en = "Put right in five days."
[rules.fixed]
kind = "deadline"
clause = "T-1"
name = { en = "putting it right" }
owed_by = "desk"
limit = "5 days"
feed = { each = "order", since = "made_on", done = "fixed_on", owed = "not stopped" }
[clauses.T-2]
en = "Reviewed in three days of its end or of the request, whichever is first."
[rules.review]
kind = "deadline"
clause = "T-2"
name = { en = "the review" }
owed_by = "desk"
limit = "3 days"
start = "EARLIEST"
events = ["over", "asked"]
feed = { each = "order", starts = { over = "breach of fixed", asked = "asked_on" }, done = "reviewed_on" }
[clauses.T-3]
en = "Each order is visited every month."
[rules.visited]
kind = "cadence"
clause = "T-3"
name = { en = "the visit" }
owed_by = "desk"
cycle = "MONTH"
feed = { of = "visit", each = "order", whose = "order_id" }
"""
BOOK = interchange.loads(TEXT)
NOW = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")


def march(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, number)


def order(**told: Any) -> Row:
    """Return an order of the 2nd: to be put right by the 7th."""
    blank = dict.fromkeys(("fixed_on", "asked_on", "reviewed_on"))
    return Row(id="1", made_on=march(2), **{**blank, "stopped": False, **told})


def review(**told: Any) -> Verdict:
    """Judge the review of an order."""
    found = BOOK.assess(
        {"order": [order(**told)], "visit": []}, as_of=NOW, period=MARCH
    )
    verdict: Verdict
    [verdict] = [one for one in found if one.rule == "review"]
    judged: Verdict = verdict
    return judged


MARCH = month(2026, 3)


class TestWhicheverComesFirst:
    """
    What has not happened starts nothing, and holds up nothing.
    """

    @pytest.mark.parametrize(
        ("told", "last_day", "reason"),
        [
            # put right in time, and nobody asked
            ({"fixed_on": march(7)}, None, "trigger_absent"),
            # put right in time, and asked on the 6th
            ({"fixed_on": march(7), "asked_on": march(6)}, 9, "not_done"),
            # not put right: from the 8th on
            ({}, 11, "not_done"),
            ({"asked_on": march(10)}, 11, "not_done"),
            ({"asked_on": march(8)}, 11, "not_done"),
            ({"asked_on": march(7)}, 10, "not_done"),
            ({"asked_on": march(7), "reviewed_on": march(10)}, 10, "done_in_time"),
            ({"reviewed_on": march(12)}, 11, "done_late"),
        ],
    )
    def test_it_starts(
        self, told: dict[str, Any], last_day: int | None, reason: str
    ) -> None:
        """By the request, or by the end of the time."""
        verdict = review(**told)
        assert verdict.reason.code == reason
        if last_day is not None:
            assert verdict.deadline.last_day == march(last_day)

    @pytest.mark.parametrize(
        "told",
        [{}, {"asked_on": march(20)}, {"asked_on": march(20), "reviewed_on": NOW}],
    )
    def test_another_rule_that_is_not_known(self, told: dict[str, Any]) -> None:
        """Nobody knows whether it was owed, and so whether its end started the count."""
        assert review(stopped=None, **told).reason.code == "rule_unknown"

    def test_in_columns(self) -> None:
        """The same over frames."""
        told = [
            order(),
            order(asked_on=march(7)),
            order(fixed_on=march(7)),
            order(fixed_on=march(7), asked_on=march(6)),
        ]
        rows = [{**vars(one), "id": str(n)} for n, one in enumerate(told)]
        schema = {
            "id": pl.String,
            "stopped": pl.Boolean,
            **dict.fromkeys(
                ("made_on", "fixed_on", "asked_on", "reviewed_on"), pl.Date
            ),
        }
        visits = pl.DataFrame(
            schema={
                "id": pl.String,
                "order_id": pl.String,
                "made_on": pl.Date,
                "let_in": pl.Boolean,
            }
        )
        tables = {"order": pl.DataFrame(rows, schema=schema), "visit": visits}
        found = frames.assess(BOOK, tables, as_of=NOW, period=MARCH)
        said = found.verdicts.filter(pl.col("rule") == "review").sort("id")
        days = [march(11), march(10), None, march(9)]
        assert said["last_day"].to_list() == days


class TestRefusals:
    """
    A start that the rule does not have, or that nothing tells.
    """

    STARTS = 'starts = { over = "breach of fixed", asked = "asked_on" }'

    @pytest.mark.parametrize(
        ("old", "new", "path", "said"),
        [
            (STARTS, STARTS.replace("asked =", "ask ="), "starts.ask", "'asked'"),
            (
                STARTS,
                'starts = { asked = "asked_on" }',
                "starts",
                "each of over, asked",
            ),
            (STARTS, 'since = "asked_on"', "starts", "a question"),
            ('since = "made_on", ', "", "since", "a question"),
            (
                'since = "made_on"',
                'starts = { over = "made_on" }',
                "starts.over",
                "no step, stage, event",
            ),
        ],
    )
    def test_in_a_file(self, old: str, new: str, path: str, said: str) -> None:
        """It is named at its place."""
        with pytest.raises(interchange.RulesFileError) as caught:
            interchange.loads(TEXT.replace(old, new))
        assert any(one.path.endswith(f"feed.{path}") for one in caught.value.faults)
        assert said in str(caught.value)

    def test_in_python(self) -> None:
        """An event that is none is named with the nearest."""
        feed = BOOK.feeds["review"]
        starts = {**feed.starts, "ask": feed.starts["asked"]}
        with pytest.raises(UnknownNameError, match="'asked'"):
            BOOK.replace("review", feed=attrs.evolve(feed, starts=starts))


class TestAttempts:
    """
    A visit at which nobody opened is none.
    """

    VISITS = (("a", march(3), False), ("b", march(5), True), ("c", march(9), False))

    @pytest.mark.parametrize(("known", "status"), [(3, "MET"), (1, "BREACHED")])
    def test_by_rows_and_in_columns(self, known: int, status: str) -> None:
        """It counts for no cell, and is remarked."""
        told = self.VISITS[:known]
        rows = [
            Row(id=name, order_id="1", made_on=day, let_in=came)
            for name, day, came in told
        ]
        ledgers = {"order": [order()], "visit": rows}
        report = BOOK.assess(ledgers, as_of=NOW, period=MARCH)
        [verdict] = [one for one in report if one.rule == "visited"]
        assert verdict.status.name == status
        [remark] = [one for one in verdict.notes if one.code == "not_counted"]
        assert remark["count"] == sum(not came for _, _, came in told)
        tables = {
            "order": pl.DataFrame(
                [vars(order())],
                schema_overrides=dict.fromkeys(
                    ("fixed_on", "asked_on", "reviewed_on"), pl.Date
                ),
            ),
            "visit": pl.DataFrame([vars(one) for one in rows]),
        }
        found = frames.assess(BOOK, tables, as_of=NOW, period=MARCH)
        said = found.verdicts.filter(pl.col("rule") == "visited")
        assert said["status"].to_list() == [status.lower()]
        assert "visited" not in [one.rule for one in found.by_rows]
