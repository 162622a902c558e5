"""
A question of yes or no is one: a day, a name, a number and a list say neither.
"""

import re

import pytest

from followup_rules import interchange

TEXT = """
[regulation]
code = "ASK"
edition = "2026"
title = { en = "Asked" }
source = "a test"
[words]
unit = { text = { en = "unit" } }
[clauses.ASK-1]
en = "All of them."
[facts.case]
words = { en = "case" }
placed = "opened_on"
[facts.case.attributes]
opened_on = { type = "day", words = { en = "opened" } }
ends_on = { type = "day?", words = { en = "ends" } }
done_at = { type = "moment?", words = { en = "done" } }
unit = { type = "name?", words = { en = "unit" } }
beds = { type = "number?", words = { en = "beds" } }
marks = { type = "list of one of a, b?", words = { en = "marks" } }
good = { type = "yes or no?", words = { en = "good" } }
[facts.call]
words = { en = "call" }
placed = "made_on"
owner = "case_id"
[facts.call.attributes]
case_id = { type = "id of case", words = { en = "case" } }
made_on = { type = "day", words = { en = "made" } }
[rules.share]
kind = "target"
clause = "ASK-1"
name = { en = "the share" }
owed_by = "unit"
rate = "100%"
bound = "NOT_LESS_THAN"
feed = { each = "case", met = "good" }
"""


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        ("ends_on", "ends_on has happened"),
        ("unit", "unit has been told"),
        ("beds", "beds at least 1"),
        ("marks", "marks has any"),
        ("first call.made_on", "first call.made_on has happened"),
        ("good and unit", "unit has been told"),
        ("not beds", "beds at least 1"),
        ("count call", "count call at least 1"),
        ("days from opened_on to ends_on", "days from opened_on to ends_on at least 1"),
        (
            "first call.made_on where made_on before case.ends_on",
            "(first call.made_on where made_on before case.ends_on) has happened",
        ),
    ],
)
def test_says_what_to_ask_instead(asked: str, instead: str) -> None:
    """What it says can be asked, and is then taken."""
    met = 'met = "good"'
    with pytest.raises(interchange.RulesFileError) as caught:
        interchange.loads(TEXT.replace(met, f'met = "{asked}"'))
    said = f"a question of yes or no, such as '{instead}'"
    assert f"rules.share.feed.met: {said}" in re.sub(
        r"does not fit .* allowed: ", "", str(caught.value)
    )
    interchange.loads(TEXT.replace(met, f'met = "{instead}"'))


def test_a_moment_asks_whether_it_has_happened() -> None:
    """It needs no words for it."""
    book = interchange.loads(TEXT.replace('met = "good"', 'met = "done_at"'))
    assert str(book.feeds["share"].met) == "done_at has happened"


def test_rows_that_belong_to_a_row_are_picked_first() -> None:
    """There may be several, so that an attribute of them is no answer."""
    told = TEXT.replace('met = "good"', 'met = "call.made_on before ends_on"')
    with pytest.raises(interchange.RulesFileError, match=r"'first call\.made_on' or"):
        interchange.loads(told)


def test_a_fault_of_an_item_is_told_at_its_place() -> None:
    """And not at the last part of its name alone."""
    record = """
    [rules.record]
    kind = "checklist"
    clause = "ASK-1"
    name = { en = "the record" }
    owed_by = "unit"
    items.open = { name = { en = "open" }, clause = "ASK-1" }
    feed = { each = "case", there.open = "not done_at has happened" }
    """
    with pytest.raises(interchange.RulesFileError) as caught:
        interchange.loads(TEXT + record)
    assert [one.path for one in caught.value.faults] == ["rules.record.feed.there.open"]


def test_a_ledger_that_is_not_there_is_told_at_its_feed() -> None:
    """`since` of a cadence names ledgers, and is no question to a row."""
    rule = """
    [rules.weekly]
    kind = "cadence"
    clause = "ASK-1"
    name = { en = "the call" }
    owed_by = "unit"
    cycle = "WEEK"
    feed = { of = "call", since = ["cal"] }
    """
    with pytest.raises(interchange.RulesFileError) as caught:
        interchange.loads(TEXT + rule)
    [fault] = caught.value.faults
    assert (fault.path, fault.code, fault.nearest) == (
        "rules.weekly.feed",
        "unknown_ledger",
        "call",
    )
