"""
Dates that stand for "never", in every moment of every ledger of every book.

The campaign of ledgers puts some hundred more values into every field.
"""

import datetime as dt
import itertools

import pytest
from tests.books.example_ledgers import BOOKS, asked
from tests.campaigns.ledgers import fields_of, spoiled, together, without
from tests.campaigns.odd import SH, VALUES

NEVER = (
    dt.datetime(1, 1, 1, tzinfo=SH),
    dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
    dt.date.max,
)


@pytest.mark.parametrize("name", BOOKS)
def test_a_date_that_stands_for_never(name: str) -> None:
    """Rows with such dates, one each, never cost the report."""
    one = asked(name)
    wrong: list[tuple[str, str]] = []
    for ledger in one.book.ledgers.values():
        moments = [fact.name for fact in ledger.facts if fact.value.is_moment]
        if moments:
            odd = [*itertools.product(moments, NEVER)]
            wrong += together(one, ledger, odd, without(one, ledger))
    assert wrong == []


def test_an_id_that_no_draw_can_take() -> None:
    """A sign that nobody sees makes its row an error, and no more."""
    one = asked("service_centre")
    given = spoiled(one, one.book.ledgers["case"], ("id", "00\u200b1"))
    report = one.judged(ledgers=given)

    found = {(error.kind, error.field) for error in report.row_errors}
    assert ("case", "id") in found


def test_another_kind_where_a_name_is_meant() -> None:
    """What cannot be looked up among names is refused like any other value."""
    one = asked("consulting")
    for value in (bytearray(b"leak"), ["leak"]):
        given = spoiled(one, one.book.ledgers["document"], ("kind", value))
        (error,) = one.judged(ledgers=given).row_errors
        assert error.field == "kind"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", BOOKS)
def test_odd_values(name: str) -> None:
    """Each of some hundred odd values in turn, in the fields of every ledger."""
    one, values = asked(name), itertools.cycle(VALUES)
    wrong: list[tuple[str, str]] = []
    for ledger in one.book.ledgers.values():
        odd = [*zip(fields_of(ledger), values, strict=False)]
        wrong += together(one, ledger, odd, without(one, ledger))
    assert wrong == []
