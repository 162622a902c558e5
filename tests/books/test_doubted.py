"""
What hangs on whether something counts, where nobody knows whether it does.

A ticket of 2 March is to be settled by the end of the 4th; calls come on the 3rd and on
the 5th, and some of them may not have reached anybody.
"""

import functools
import json
from typing import Any, Final

import pendulum
import polars as pl
import pytest

from followup_rules import frames, interchange
from followup_rules.books.conditions import parse
from followup_rules.books.rulebook import Rulebook
from followup_rules.reports import Report

AS_OF: Final = pendulum.datetime(2026, 4, 1, tz="Asia/Shanghai")
TEXT: Final = """
[regulation]
code = "DESK"
edition = "1"
title = { en = "Tickets" }
source = "a test"
[words]
desk = { text = { en = "desk" } }
[facts.ticket]
words = { en = "ticket" }
placed = "came_at"
[facts.ticket.attributes]
came_at = { type = "instant", words = { en = "came" } }
done_at = { type = "instant?", words = { en = "done" } }
other_at = { type = "instant?", words = { en = "done otherwise" } }
good = { type = "yes or no?", words = { en = "good" } }
[facts.call]
words = { en = "call" }
placed = "called_at"
owner = "ticket_id"
[facts.call.attributes]
ticket_id = { type = "id of ticket", words = { en = "the ticket" } }
called_at = { type = "instant", words = { en = "called" } }
reached = { type = "yes or no?", words = { en = "reached" } }
sure = { type = "yes or no", default = false, words = { en = "sure" } }
[clauses.1]
en = "Settle it."
"""
SETTLED: Final = """
[rules.settled]
kind = "deadline"
clause = "1"
name = { en = "the settlement" }
owed_by = "desk"
limit = "2 days"
feed = { each = "ticket", since = "came_at", done = "DONE" }
"""
STEPS: Final = """
[rules.settled]
kind = "procedure"
clause = "1"
name = { en = "the settlement" }
owed_by = "desk"
trigger = "came_at"
steps.settle = { name = { en = "settling" }, clause = "1", limit = "2 days" }
feed = { each = "ticket", since = "came_at", steps = { settle = "DONE" }, apart = true }
"""
SHARE: Final = """
[rules.settled]
kind = "target"
clause = "1"
name = { en = "the share settled" }
owed_by = "desk"
rate = "100%"
bound = "NOT_LESS_THAN"
numerator = "cases"
denominator = "cases"
feed = { each = "ticket", met = "DONE" }
"""
Calls = list[bool | None]


@functools.cache
def book(done: str, rule: str = SETTLED) -> Rulebook:
    """Return a book that asks one question."""
    made: Rulebook = interchange.loads(TEXT + rule.replace("DONE", done))
    return made


def told(calls: Calls, number: int = 1, **facts: Any) -> dict[str, list[Any]]:
    """Return a ticket, and its calls on the 3rd, the 5th and the 7th."""
    ticket = {"id": str(number), "came_at": "2026-03-02 09:00", **facts}
    made = [
        {
            "id": f"{number}-{n}",
            "ticket_id": str(number),
            "called_at": f"2026-03-0{3 + 2 * n} 09:00",
            "reached": reached,
        }
        for n, reached in enumerate(calls)
    ]
    return {"ticket": [ticket], "call": made}


def judge(asked: Rulebook, rows: dict[str, list[Any]]) -> Report:
    """Judge rows as they are read from a file."""
    return asked.assess(interchange.read_rows(asked, rows).rows, as_of=AS_OF)


def status(asked: Rulebook, calls: Calls, **facts: Any) -> str:
    """Return the status of one ticket."""
    (verdict,) = judge(asked, told(calls, **facts))
    return verdict.status.name


FIRST: Final = "first call.called_at where reached"
CASES: Final[list[tuple[str, Calls, str]]] = [
    (FIRST, [True], "MET"),
    (FIRST, [False], "BREACHED"),
    (FIRST, [None], "UNDETERMINED"),
    (FIRST, [None, True], "UNDETERMINED"),  # in time, or on the 5th
    (FIRST, [True, None], "MET"),  # the first is known
    (FIRST, [False, None], "BREACHED"),  # late, or not at all: too late both ways
    (FIRST, [False, None, True], "LATE"),  # on the 5th or the 7th, too late both
    ("last call.called_at where reached", [None, True], "LATE"),
    ("last call.called_at where reached", [True, None], "MET"),  # what was met stays so
    (f"({FIRST}) + 1 hour", [None], "UNDETERMINED"),
    (f"earliest of other_at, ({FIRST})", [None], "UNDETERMINED"),
    ("first call.called_at where sure", [None], "BREACHED"),  # which is always told
]


@pytest.mark.parametrize(("done", "calls", "expected"), CASES)
def test_the_first_that_counts(done: str, calls: Calls, expected: str) -> None:
    """
    What comes to the same whichever counts is said, and nothing else.
    """
    assert status(book(done), calls) == expected
    assert status(book(done, STEPS), calls) == expected


@pytest.mark.parametrize(
    ("done_at", "good", "expected"),
    [
        ("2026-03-03 09:00", True, "MET"),
        ("2026-03-03 09:00", False, "BREACHED"),
        ("2026-03-03 09:00", None, "UNDETERMINED"),
        (None, None, "BREACHED"),  # there is nothing that might count
        ("2026-03-01 09:00", None, "BREACHED"),  # nor what came before the ticket
    ],
)
def test_a_value_with_a_condition(
    *,
    done_at: str | None,
    good: bool | None,
    expected: str,
) -> None:
    """
    What was done counts if it was good, alone or among several.
    """
    for done in ("done_at if good", "earliest of other_at, (done_at if good)"):
        assert status(book(done), [], done_at=done_at, good=good) == expected
    either = book("earliest of other_at, (done_at if good)")
    in_time = {"done_at": done_at, "good": good, "other_at": "2026-03-04 09:00"}
    if done_at != "2026-03-01 09:00":
        assert status(either, [], **in_time) == "MET"


@pytest.mark.parametrize(
    ("met", "calls", "expected"),
    [
        (f"({FIRST}) has happened", [None], "UNDETERMINED"),
        (f"({FIRST}) has happened", [None, True], "MET"),
        (f"({FIRST}) has happened", [False], "BREACHED"),
        ("(count call where reached) at least 2", [True, None], "UNDETERMINED"),
        ("(count call where reached) at least 2", [True, True, None], "MET"),
        ("(count call where reached) at least 2", [None, False], "BREACHED"),
        ("(count call where reached) at most 1", [True, None], "UNDETERMINED"),
        (f"({FIRST}) before came_at + 48 hours", [None, True], "UNDETERMINED"),
        (f"({FIRST}) before came_at + 48 hours", [True, None], "MET"),
        (f"({FIRST}) before came_at + 48 hours", [False, None, True], "BREACHED"),
    ],
)
def test_yes_or_no(met: str, calls: Calls, expected: str) -> None:
    """
    A share does not count against anybody what may have been done.
    """
    assert status(book(met, SHARE), calls) == expected


@pytest.mark.parametrize(
    ("question", "certain"),
    [
        ("reached", False),
        ("sure", True),
        ("not sure", True),
        ("sure and reached", False),
        ("called_at has happened", True),
        ("ticket.done_at has happened", True),
        ("(first call.called_at where reached) has happened", False),
        ("reached has been told", True),
        ("ticket.good", False),
        ("sure or ticket.came_at has passed", True),
        ("kinds has any", False),
        ("kinds is a", False),
        ("kind is a", True),
        ("guest.sure", False),  # nobody need be named
        ("kind is one of allowed of settled", False),
    ],
)
def test_what_always_has_an_answer(question: str, certain: bool) -> None:  # noqa: FBT001
    """
    What must be told is known, and so is that something has happened or not.
    """
    text = TEXT.replace(
        "sure = {",
        'kind = { type = "text", words = { en = "kind" } }\n'
        'kinds = { type = "list of text?", words = { en = "kinds" } }\n'
        'guest_id = { type = "row of guest?", words = { en = "guest" } }\n'
        "sure = {",
    )
    guest = """
[facts.guest]
words = { en = "guest" }
[facts.guest.attributes]
sure = { type = "yes or no", default = false, words = { en = "sure" } }
"""
    made = interchange.loads(text + guest + SETTLED.replace("DONE", "done_at"))
    ledgers = made.ledgers
    home = ledgers["ticket" if question.startswith("(") else "call"]
    bound = parse(question).bound(home, ledgers)
    assert bound.is_certain(home, ledgers) is certain


def test_said_and_replayed() -> None:
    """
    The sentence says what is not known, and a receipt comes to the same again.
    """
    asked = book(FIRST)
    (verdict,) = judge(asked, told([None]))
    assert verdict.explain() == (
        "The settlement cannot be judged: it is not known whether what is on record "
        "counts. It can be once that is known."
    )
    receipt = json.loads(json.dumps(verdict.receipt()))
    again = asked.replay(receipt)
    assert again.is_same
    assert again.verdict.reason.code == "not_known_to_count"


def test_its_text() -> None:
    """
    A value with a condition stands in brackets among others, and is read back.
    """
    text = "earliest of other_at, (done_at if good)"
    assert str(parse(text)) == text
    assert str(parse("other_at before (done_at if good)")) == (
        "other_at before (done_at if good)"
    )
    assert str(parse("(done_at if good) + 3 days")) == "(done_at if good) + 3 days"


@pytest.mark.parametrize(
    "done",
    [FIRST, "done_at if good", "earliest of other_at, (done_at if good)"],
)
def test_in_columns(done: str) -> None:
    """
    Columns come to what rows come to.
    """
    asked = book(done)
    rows: dict[str, list[Any]] = {"ticket": [], "call": []}
    every: list[Calls] = [[], [True], [None], [None, True], [True, None]]
    for number, (calls, good) in enumerate(
        (calls, good) for calls in every for good in (True, False, None)
    ):
        one = told(calls, number, done_at="2026-03-03 09:00", good=good)
        rows = {kind: [*rows[kind], *one[kind]] for kind in rows}
    found = frames.assess(asked, {k: table(v) for k, v in rows.items()}, as_of=AS_OF)
    assert found.by_rows == ()
    statuses = dict(found.verdicts.select("key", "status").iter_rows())
    wanted = {one.key: one.status.value for one in judge(asked, rows)}
    assert statuses == wanted


def table(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """Return rows as a frame, with times where they hold times."""
    frame = pl.DataFrame(rows)
    times = [name for name in frame.columns if name.endswith("_at")]
    return frame.with_columns(
        pl.col(name)
        .str.to_datetime("%Y-%m-%d %H:%M")
        .dt.replace_time_zone("Asia/Shanghai")
        for name in times
    )
