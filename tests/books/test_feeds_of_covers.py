"""
Covers, money held back and windows, fed from the rows of books in files.

The regulations are those of cars (three years or 60,000 km), of heating by seasons, of
retention paid back in stages, and of the first visit within weeks 2 to 4.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import attrs
import pytest

from followup_rules import interchange
from followup_rules.books.feeds import Warranty
from followup_rules.errors import UnknownNameError
from followup_rules.reports import Report
from followup_rules.timing.seasons import local, recurring

HEAD = """
zone_of = "{rule}"
[regulation]
code = "DEMO"
edition = "2026"
title = {{ en = "A demonstration" }}
source = "a test"
[clauses.DEMO-1]
en = "So it is."
"""
CARS = (
    HEAD.format(rule="cover")
    + """
[facts.claim]
words = { en = "claim" }
placed = "occurred_on"
[facts.claim.attributes]
kind = { type = "category of cover", words = { en = "the part" } }
bought_on = { type = "day", words = { en = "bought" } }
handed_over_on = { type = "day?", words = { en = "handed over" } }
occurred_on = { type = "day", words = { en = "occurred" } }
km = { type = "number?", words = { en = "kilometres" } }
km_before = { type = "number?", default = 0, words = { en = "kilometres at the start" } }
until = { type = "day?", words = { en = "the last day on the list" } }
repaired_on = { type = "day?", words = { en = "repaired" } }
repair_owed = { type = "yes or no?", default = true, words = { en = "owed" } }
[rules.cover]
kind = "warranty"
clause = "DEMO-1"
name = { en = "the cover" }
owed_by = "seller"
start = "EARLIEST"
start_events.handed_over = {}
start_events.accepted_on = { after = "30 days" }
cases.car = { period = "3 years", meter = { most = 60000, unit = { en = "km" } }, clause = "DEMO-1" }
cases.rust = { period = "unlimited", clause = "DEMO-1" }
cases.list = { period = false, clause = "DEMO-1" }
[rules.cover.feed]
each = "claim"
category = "kind"
accepted_on = "bought_on"
events.handed_over = "handed_over_on"
occurred_at = "occurred_on"
contract = "until"
reading = "km"
first_reading = "km_before"
repaired_on = "repaired_on"
repair_owed = "repair_owed"
question = "claim"
"""
)
NOW = dt.datetime.fromisoformat("2026-04-01T09:00+08:00")
D = dt.date


def claim(name: str, **fields: Any) -> Any:
    """Return a claim that is ordinary in whatever is not named."""
    ordinary = {
        "id": name,
        "kind": "car",
        "bought_on": D(2023, 1, 1),
        "handed_over_on": None,
        "occurred_on": D(2025, 6, 1),
        "km": 59_000,
        "km_before": 0,
        "until": None,
        "repaired_on": None,
        "repair_owed": True,
    }
    return SimpleNamespace(**{**ordinary, **fields})


def judged(text: str, ledgers: Any, **told: Any) -> Report:
    """Judge ledgers by a book in a file, which is written and read again."""
    book = interchange.loads(text)
    again = interchange.loads(interchange.dumps(book))
    report: Report = again.assess(ledgers, as_of=NOW, **told)
    assert report.to_dict() == book.assess(ledgers, as_of=NOW, **told).to_dict()
    return report


class TestCars:
    """
    Time or use, a start of several, a list of last days.
    """

    @pytest.mark.parametrize(
        ("fields", "code"),
        [
            ({}, "claim_in_cover"),
            ({"km": 60_000}, "claim_in_cover"),
            ({"km": 60_001}, "claim_beyond_meter"),
            ({"km": 60_001, "km_before": 1}, "claim_in_cover"),
            ({"km_before": None}, "fact_missing"),
            ({"km": None}, "fact_missing"),
            ({"occurred_on": D(2026, 1, 31)}, "claim_in_cover"),
            ({"occurred_on": D(2026, 2, 1), "km": None}, "claim_after_cover"),
            (
                {"occurred_on": D(2026, 1, 31), "handed_over_on": D(2023, 1, 20)},
                "claim_after_cover",
            ),
            ({"kind": "rust", "km": 900_000}, "claim_in_endless_cover"),
            ({"kind": "list", "until": D(2025, 6, 1)}, "claim_in_cover"),
            ({"kind": "list", "until": D(2025, 5, 31)}, "claim_after_cover"),
            ({"kind": "list"}, "fact_missing"),
            ({"repaired_on": D(2025, 1, 1), "repair_owed": False}, "claim_in_cover"),
        ],
    )
    def test_one_claim(self, fields: dict[str, Any], code: str) -> None:
        """30 days after 1 January 2023 are 31 January."""
        (verdict,) = judged(CARS, {"claim": [claim("1", **fields)]})

        assert verdict.reason.code == code

    def test_a_meter_that_runs_backwards(self) -> None:
        """Is an error of its row, and of no other."""
        rows = [claim("1", km=5, km_before=6), claim("2")]
        report = judged(CARS, {"claim": rows})

        (error,) = report.row_errors
        assert (error.row, len(report.verdicts)) == ("1", 1)
        assert "run back from 6 to 5" in str(error)

    def test_an_unknown_event(self) -> None:
        """Is found when the book is read, with the nearest."""
        with pytest.raises(interchange.RulesFileError) as caught:
            interchange.loads(
                CARS.replace('events.handed_over = "', 'events.handed_ovr = "')
            )

        (fault,) = caught.value.faults
        assert (fault.path, fault.code, fault.nearest) == (
            "rules.cover.feed.events.handed_ovr",
            "unknown_step",
            "handed_over",
        )

    def test_without_a_first_reading(self) -> None:
        """It then begins at nothing."""
        text = CARS.replace('first_reading = "km_before"\n', "")
        (verdict,) = judged(text, {"claim": [claim("1", km=60_001, km_before=1)]})

        assert verdict.reason.code == "claim_beyond_meter"

    def test_an_unknown_question(self) -> None:
        """Is refused when the book is read."""
        with pytest.raises(UnknownNameError, match="question"):
            Warranty(each="claim", question="clam")
        with pytest.raises(interchange.RulesFileError):
            interchange.loads(CARS.replace('question = "claim"', 'question = "clam"'))


HEATING = (
    HEAD.format(rule="cover")
    + """
[facts.house]
words = { en = "house" }
placed = "accepted_on"
[facts.house.attributes]
accepted_on = { type = "day", words = { en = "accepted" } }
town = { type = "name", words = { en = "town" } }
[rules.cover]
kind = "warranty"
clause = "DEMO-1"
name = { en = "the cover" }
owed_by = "builder"
cases.heating = { period = "2 seasons", season_kind = "heating", clause = "DEMO-1" }
[rules.cover.feed]
each = "house"
accepted_on = "accepted_on"
category = "heated"
place = "town"
"""
).replace(
    "town = {",
    'heated = { type = "category of cover", words = { en = "part" } }\ntown = {',
)


class TestSeasons:
    """
    The seasons of the place of a row.
    """

    BEIJING = local(
        recurring("beijing", "heating", (11, 15), (3, 15), source="a notice")
    )
    HOUSES = (
        SimpleNamespace(
            id="1", accepted_on=D(2024, 5, 1), town="beijing", heated="heating"
        ),
    )

    @pytest.mark.parametrize("by_place", [True, False])
    def test_of_the_place(self, *, by_place: bool) -> None:
        """Told apart by place, or the same for all."""
        seasons = {"beijing": self.BEIJING} if by_place else self.BEIJING
        (verdict,) = judged(HEATING, {"house": self.HOUSES}, seasons=seasons)

        assert verdict.deadline.last_day == D(2026, 3, 15)
        assert verdict.reason.code == "cover_ended"

    def test_without_any(self) -> None:
        """The seasons are missing."""
        (verdict,) = judged(HEATING, {"house": self.HOUSES})
        (elsewhere,) = judged(HEATING, {"house": self.HOUSES}, seasons={})

        assert verdict.reason["fact"] == elsewhere.reason["fact"] == "seasons"

    def test_what_is_none(self) -> None:
        """Or a table by place where no place is asked."""
        text = HEATING.replace('place = "town"\n', "")
        told = {"seasons": {"beijing": self.BEIJING}}
        report = judged(text, {"house": self.HOUSES}, **told)

        (error,) = report.row_errors
        assert "those of each place" in str(error)


MONEY = (
    HEAD.format(rule="release")
    + """
[facts.contract]
words = { en = "contract" }
placed = "handed_over_on"
[facts.contract.attributes]
handed_over_on = { type = "day", words = { en = "handed over" } }
price = { type = "text?", words = { en = "price" } }
held = { type = "text?", words = { en = "held back" } }
agreed = { type = "text?", words = { en = "agreed" } }
first_on = { type = "day?", words = { en = "first half paid" } }
rest_on = { type = "day?", words = { en = "rest paid" } }
[rules.release]
kind = "retention_release"
clause = "DEMO-1"
name = { en = "paying it back" }
owed_by = "developer"
rate = "3%"
stages.first = { name = { en = "the first half" }, share = "1/2", clause = "DEMO-1" }
stages.rest = { name = { en = "the rest" }, share = "1/2", after = "24 months", clause = "DEMO-1" }
[rules.release.feed]
each = "contract"
started_on = "handed_over_on"
price = "price"
paid.first = "first_on"
paid.rest = "rest_on"
apart = true
[rules.cap]
kind = "retention_cap"
clause = "DEMO-1"
name = { en = "the money held back" }
owed_by = "developer"
rate = "3%"
feed = { each = "contract", settlement = "price", retained = "held" }
[rules.refund]
kind = "retention_refund"
clause = "DEMO-1"
name = { en = "paying it back" }
owed_by = "developer"
feed = { each = "contract", accepted_on = "handed_over_on", agreed = "agreed" }
"""
)


class TestMoney:
    """
    What is held back, and paid back.
    """

    CONTRACT = SimpleNamespace(
        id="1",
        handed_over_on=D(2024, 2, 29),
        price="8001.95",
        held="240.06",
        agreed="12 months",
        first_on=D(2024, 2, 29),
        rest_on=None,
    )

    def test_each_stage_and_the_cap(self) -> None:
        """3 % of 8,001.95 are 240.0585, and 240.06 are more."""
        report = judged(MONEY, {"contract": [self.CONTRACT]})
        found = {one.key: one for one in report}

        assert [one.reason.code for one in found.values()] == [
            "release_paid",
            "release_not_paid",
            "retention_above_cap",
            "refund_not_applied_for",
        ]
        rest = list(found.values())[1]
        assert rest.deadline.last_day == D(2026, 2, 28)
        assert "120.02925 yuan" in rest.explain("en")

    def test_all_stages_in_one(self) -> None:
        """Unless each has a verdict of its own."""
        report = judged(
            MONEY.replace("apart = true\n", ""), {"contract": [self.CONTRACT]}
        )
        (whole,) = report.where(rule="release")

        assert whole.reason.code == "release_not_paid"


VISITS = (
    HEAD.format(rule="visit")
    + """
[facts.discharge]
words = { en = "discharge" }
placed = "left_on"
[facts.discharge.attributes]
left_on = { type = "day", words = { en = "left" } }
visited_on = { type = "day?", words = { en = "visited" } }
[rules.visit]
kind = "window"
clause = "DEMO-1"
name = { en = "the visit" }
owed_by = "hospital"
anchor = "left_on"
span = { kind = "after", opens = "1 week", closes = "4 weeks" }
feed = { each = "discharge", anchor = "left_on", done = "visited_on" }
"""
)


@pytest.mark.parametrize(
    ("visited", "status"),
    [(D(2026, 2, 10), "MET"), (D(2026, 3, 20), "LATE"), (None, "BREACHED")],
)
def test_a_window(visited: dt.date | None, status: str) -> None:
    """Once in weeks 2 to 4 after the discharge."""
    row = SimpleNamespace(id="1", left_on=D(2026, 2, 1), visited_on=visited)
    (verdict,) = judged(VISITS, {"discharge": [row]})

    assert verdict.status.name == status


def test_questions_are_frozen() -> None:
    """A feed is data."""
    feed = Warranty(each="claim", category="kind")

    assert attrs.evolve(feed, question="duty").question == "duty"
