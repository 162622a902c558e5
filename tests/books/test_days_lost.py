"""
Covers that last longer by the days on which their thing was in repair.

The days are counted by hand, and by a set of days.
"""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules import interchange
from followup_rules.books.feeds import Lost, Warranty
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import InvalidFieldError
from followup_rules.verdicts import Status, Verdict

D = dt.date
HANDED = D(2025, 1, 10)
NOW = dt.datetime.fromisoformat("2026-06-01T09:00+08:00")
TEXT = """
zone_of = "cover"
[regulation]
code = "DEMO"
edition = "2026"
title = { en = "A demonstration" }
source = "a test"
[words]
seller = { text = { en = "seller" } }
ware = { text = { en = "the ware" } }
for_life = { text = { en = "what lasts for life" } }
[clauses.DEMO-1]
en = "A year, longer by the days in repair, of which 30 count at most."
[facts.sale]
words = { en = "sale" }
placed = "handed_on"
lasting = true
[facts.sale.attributes]
handed_on = { type = "day", words = { en = "handed over" } }
kind = { type = "category of cover", words = { en = "kind" } }
contract = { type = "text?", words = { en = "contract" } }
[facts.claim]
words = { en = "claim" }
placed = "occurred_on"
owner = "sale_id"
[facts.claim.attributes]
sale_id = { type = "id of sale", words = { en = "sale" } }
occurred_on = { type = "day", words = { en = "occurred" } }
lost_already = { type = "number?", words = { en = "lost already" } }
[facts.repair]
words = { en = "repair" }
placed = "brought_on"
owner = "sale_id"
[facts.repair.attributes]
sale_id = { type = "id of sale", words = { en = "sale" } }
brought_on = { type = "moment", words = { en = "brought" } }
back_on = { type = "moment?", words = { en = "back" } }
owed = { type = "yes or no?", default = true, words = { en = "owed" } }
days = { type = "number?", words = { en = "days" } }
[rules.cover]
kind = "warranty"
clause = "DEMO-1"
name = { en = "the cover" }
owed_by = "seller"
start = "DELIVERY"
cases.ware = { period = "1 year", most_extended = "30 days", clause = "DEMO-1" }
cases.for_life = { period = "unlimited", clause = "DEMO-1" }
[rules.cover.feed]
each = "claim"
category = "sale.kind"
delivered_on = "sale.handed_on"
occurred_at = "occurred_on"
contract = "sale.contract"
question = "claim"
lost = { of = "repair", where = "owed", begins = "brought_on", ends = "back_on" }
"""
ENDS = 'begins = "brought_on", ends = "back_on"'


def book(text: str = TEXT) -> Rulebook:
    """Return the book of a file, which was written and read again."""
    read = interchange.loads(text)
    again: Rulebook = interchange.loads(interchange.dumps(read))
    assert again == read
    return again


BOOK = book()


def repair(first: Any, last: Any, **told: Any) -> Any:
    """Return a repair that is owed unless it says otherwise."""
    row = {"id": "R", "sale_id": "S", "brought_on": first, "back_on": last}
    return SimpleNamespace(**{**row, "owed": True, "days": None, **told})


def judged(
    on: D, *repairs: Any, by: Rulebook = BOOK, as_of: dt.datetime = NOW, **told: Any
) -> Verdict:
    """Return the verdict on a claim of a day."""
    sale = {"id": "S", "handed_on": HANDED, "kind": "ware", "contract": None, **told}
    claim = SimpleNamespace(id="C", sale_id="S", occurred_on=on, lost_already=None)
    numbered = [
        SimpleNamespace(**{**vars(one), "id": f"R{place}"})
        for place, one in enumerate(repairs)
    ]
    report = by.assess(
        {"sale": [SimpleNamespace(**sale)], "claim": [claim], "repair": numbered},
        as_of=as_of,
    )
    (verdict,) = report.verdicts
    assert by.replay(verdict.receipt()).is_same or report.row_errors
    return verdict


def last_day(*repairs: Any, **told: Any) -> D:
    """Return the last day of the cover."""
    day: D = judged(D(2026, 1, 1), *repairs, **told).deadline.last_day
    return day


class TestDays:
    """
    Each day once, the first not counted, the last counted.
    """

    def test_none(self) -> None:
        """Without repairs the year ends as it did."""
        assert last_day() == D(2026, 1, 10)

    @pytest.mark.parametrize(
        ("repairs", "days"),
        [
            ([(D(2025, 3, 1), D(2025, 3, 1))], 0),
            ([(D(2025, 3, 1), D(2025, 3, 4))], 3),
            ([(D(2025, 3, 1), D(2025, 3, 4)), (D(2025, 3, 4), D(2025, 3, 6))], 5),
            ([(D(2025, 3, 1), D(2025, 3, 9)), (D(2025, 3, 2), D(2025, 3, 3))], 8),
            ([(D(2025, 3, 1), D(2025, 3, 31))], 30),
            ([(D(2025, 3, 1), D(2025, 4, 1))], 30),
        ],
    )
    def test_by_hand(self, repairs: list[Any], days: int) -> None:
        """Thirty are the most."""
        lasts = last_day(*(repair(*one) for one in repairs))

        assert lasts == D(2026, 1, 10) + dt.timedelta(days)

    @settings(max_examples=30)
    @given(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9)), max_size=4),
        st.booleans(),
    )
    def test_against_a_set(self, spans: list[tuple[int, int]], begun: bool) -> None:  # noqa: FBT001 - drawn
        """The days that lie in any of them."""
        by = BOOK if not begun else _BEGUN
        lost = {
            start + day for start, long in spans for day in range(1 - begun, long + 1)
        }
        first = D(2025, 2, 1)
        rows = [
            repair(first + dt.timedelta(a), first + dt.timedelta(a + long))
            for a, long in spans
        ]
        lasts = last_day(*rows, by=by)

        assert lasts == D(2026, 1, 10) + dt.timedelta(min(30, len(lost)))

    def test_in_the_workshop_still(self) -> None:
        """The days up to the moment of judgement count; what is ahead is not known."""
        tenth = dt.datetime.fromisoformat("2026-01-10T09:00+08:00")
        begun = repair(D(2026, 1, 6), None)
        ahead = repair(D(2026, 1, 6), D(2026, 1, 20))

        assert last_day(begun, as_of=tenth) == D(2026, 1, 14)
        assert last_day(ahead, as_of=tenth) == D(2026, 1, 14)
        assert last_day(repair(D(2026, 1, 11), None), as_of=tenth) == D(2026, 1, 10)

    def test_a_number_with_each(self) -> None:
        """Days that the workshop tells are added up, and moments left out."""
        by = book(TEXT.replace(ENDS, 'days = "days"'))
        rows = [repair(D(2025, 3, 1), None, days=n) for n in (4, 7)]

        assert last_day(*rows, by=by) == D(2026, 1, 21)

    def test_told_by_the_row_itself(self) -> None:
        """Where nothing is told there are none lost."""
        by = book(
            TEXT.replace('of = "repair", where = "owed", ', "").replace(
                ENDS, 'days = "lost_already"'
            )
        )

        assert last_day(by=by) == D(2026, 1, 10)


_BEGUN = book(TEXT.replace(ENDS, f"{ENDS}, begun_days = true"))


class TestUncertain:
    """
    Where nobody knows whether days count, only what they cannot change is said.
    """

    @pytest.mark.parametrize(
        ("on", "status"),
        [
            (D(2026, 1, 10), Status.MET),
            (D(2026, 1, 11), Status.UNDETERMINED),
            (D(2026, 2, 9), Status.UNDETERMINED),
            (D(2026, 2, 10), Status.NOT_APPLICABLE),
        ],
    )
    @pytest.mark.parametrize(
        "unsure",
        [
            repair(D(2025, 3, 1), D(2025, 3, 9), owed=None),
            repair(D(2025, 3, 9), D(2025, 3, 1)),
            repair(D(2025, 3, 1), "never"),
        ],
    )
    def test_whether_it_counts(self, on: D, status: Status, unsure: Any) -> None:
        """Not known to be owed, back before it was brought, not to be read."""
        assert judged(on, unsure).status is status

    def test_not_owed(self) -> None:
        """Adds nothing."""
        row = repair(D(2025, 3, 1), D(2025, 3, 9), owed=False)

        assert judged(D(2026, 1, 11), row).status is Status.NOT_APPLICABLE

    def test_number_not_told(self) -> None:
        """A repair without its days may have lost any."""
        by = book(TEXT.replace(ENDS, 'days = "days"'))
        verdict = judged(D(2026, 1, 11), repair(D(2025, 3, 1), None), by=by)

        assert verdict.status is Status.UNDETERMINED

    @pytest.mark.parametrize("told", [{"kind": "for_life"}, {"contract": "unlimited"}])
    def test_what_never_ends(self, told: dict[str, Any]) -> None:
        """Is not extended, and no doubt changes it."""
        rows = [
            repair(D(2025, 3, 1), D(2025, 3, 9)),
            repair(D(2025, 4, 1), None, owed=None),
        ]

        verdict = judged(D(2030, 1, 1), *rows, **told, as_of=NOW.replace(year=2031))
        assert verdict.status is Status.MET


class TestRefused:
    """
    What would go unused, or is not there.
    """

    @pytest.mark.parametrize(
        ("told", "field"),
        [
            ({"begins": "a"}, "Lost.ends"),
            ({"ends": "a"}, "Lost.begins"),
            ({"days": "a", "ends": "b"}, "Lost.ends"),
            ({"days": "a", "begun_days": True}, "Lost.begun_days"),
        ],
    )
    def test_fields(self, told: dict[str, Any], field: str) -> None:
        """Both ends, or a number."""
        with pytest.raises(InvalidFieldError, match=field):
            Lost(**told)

    def test_two_extensions(self) -> None:
        """Lost days are the extension."""
        with pytest.raises(InvalidFieldError, match=r"Warranty\.extended_by"):
            Warranty(
                each="claim", extended_by="more", lost=Lost(of="repair", days="days")
            )

    def test_rows_of_nobody(self) -> None:
        """Files are told of both the ledger and the attribute."""
        for was, now, code in (
            ('of = "repair"', 'of = "sale"', "unknown_attribute"),
            ('of = "repair"', 'of = "repairs"', "unknown_ledger"),
            ('ends = "back_on"', 'ends = "back"', "unknown_attribute"),
        ):
            with pytest.raises(interchange.RulesFileError) as caught:
                interchange.loads(TEXT.replace(was, now))
            assert code in {fault.code for fault in caught.value.faults}

    def test_a_row_that_owns_them(self) -> None:
        """Asked of each sale, repairs belong to the row itself."""
        by = book(
            TEXT.replace('each = "claim"', 'each = "sale"')
            .replace('"sale.kind"', '"kind"')
            .replace('"sale.handed_on"', '"handed_on"')
            .replace('"sale.contract"', '"contract"')
            .replace('occurred_at = "occurred_on"\n', "")
            .replace('question = "claim"', 'question = "cover"')
        )

        verdict = judged(D(2026, 1, 1), repair(D(2025, 3, 1), D(2025, 3, 4)), by=by)
        assert verdict.deadline.last_day == D(2026, 1, 13)
