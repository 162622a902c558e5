"""
Dates that stand for "never", in every moment of every ledger of every book.

The campaign of ledgers puts some hundred more values into every field.
"""

import datetime as dt

import pytest
from tests.books.example_ledgers import BOOKS, asked
from tests.campaigns.ledgers import found_in, problem, spoiled, without
from tests.campaigns.odd import SH

NEVER = (
    dt.datetime(1, 1, 1, tzinfo=SH),
    dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
    dt.date.max,
)


@pytest.mark.parametrize("name", BOOKS)
def test_a_date_that_stands_for_never(name: str) -> None:
    """Rows with such dates, one each, never cost the report."""
    one = asked(name)
    wrong = []
    for ledger in one.book.ledgers.values():
        owed = without(one, ledger)
        for fact in ledger.facts:
            if fact.value.is_moment:
                given = spoiled(one, ledger, fact.name, *NEVER)
                if what := problem(one, given, owed):
                    wrong.append((f"{ledger.kind}.{fact.name}", what))
    assert wrong == []


def test_an_id_that_no_draw_can_take() -> None:
    """A sign that nobody sees makes its row an error, and no more."""
    one = asked("service_centre")
    given = spoiled(one, one.book.ledgers["case"], "id", "00\u200b1")
    report = one.judged(ledgers=given)

    found = {(error.kind, error.field) for error in report.row_errors}
    assert ("case", "id") in found


def test_another_kind_where_a_name_is_meant() -> None:
    """What cannot be looked up among names is refused like any other value."""
    one = asked("consulting")
    for value in (bytearray(b"leak"), ["leak"]):
        given = spoiled(one, one.book.ledgers["document"], "kind", value)
        (error,) = one.judged(ledgers=given).row_errors
        assert error.field == "kind"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", BOOKS)
def test_odd_values(name: str) -> None:
    """Each of some hundred odd values in turn, in the fields of every ledger."""
    assert list(found_in(name, each=1)) == []
