"""
Names that one rule says and another one compares with: they are written once.
"""

import datetime as dt
from itertools import product
from typing import Annotated

import attrs
import pendulum
import polars as pl
import pytest

from followup_rules import frames, interchange
from followup_rules.books.conditions import IsNamed, parse
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.text import actors, cadence, clause, regulation
from followup_rules.errors import UnknownNameError
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Role
from followup_rules.timing.cycles import Cycle, month

ZONE = "Asia/Shanghai"
NOW = pendulum.datetime(2026, 4, 10, tz=ZONE)
MARCH = month(2026, 3)


@row("visit", "visit", "回访", placed="made_on")
class Visit:
    """A visit by somebody."""

    id: str
    made_on: dt.date = said("the day", "日期")
    role: Annotated[str, Role()] | None = said("the role", "角色", default=None)


def book(counts: str = "role is one of allowed of visitors") -> Rulebook:
    """Return a book in which visits count by those who may visit."""
    return regulation(
        "T",
        "1",
        "t",
        "t",
        clause(
            "1",
            "t",
            "t",
            actors("visitors", "t", "t", owed_by="office", allowed=("head", "clerk")),
            cadence(
                "visits",
                "t",
                "t",
                owed_by="office",
                cycle=Cycle.MONTH,
                of=Visit,
                counts=counts,
            ),
        ),
        source="t",
        ledgers=(Visit,),
    )


def counted(rules: Rulebook, *roles: str | None) -> str:
    """Return the status of March with one visit by each of some roles."""
    visits = [
        Visit(id=str(number), made_on=pendulum.date(2026, 3, 2), role=role)
        for number, role in enumerate(roles)
    ]
    report = rules.assess({"visit": visits}, as_of=NOW, period=MARCH)
    return next(one.status.name for one in report if one.rule == "visits")


class TestAsked:
    """
    A value is compared with what the rule says in the book that is asked.
    """

    @pytest.mark.parametrize(
        ("role", "status"),
        [
            ("head", "MET"),
            ("clerk", "MET"),
            ("office", "BREACHED"),
            (None, "UNDETERMINED"),
        ],
    )
    def test_who_counts(self, role: str | None, status: str) -> None:
        """Those who are allowed do, others do not, and nobody knows of the unnamed."""
        assert counted(book(), role) == status

    def test_a_changed_rule_changes_the_answer(self) -> None:
        """Nothing else has to be said anew."""
        rules = book()
        fewer = rules.replace(
            "visitors", attrs.evolve(rules["visitors"], allowed=("head",))
        )

        assert (counted(rules, "clerk"), counted(fewer, "clerk")) == ("MET", "BREACHED")

    def test_one_name(self) -> None:
        """An entry may be one name, such as who owes the rule."""
        rules = book("role is one of owed_by of visits")

        assert counted(rules, "office") == "MET"
        assert counted(rules, "clerk") == "BREACHED"


class TestText:
    """
    The text of the question is its plain form.
    """

    @pytest.mark.parametrize(
        "text",
        [
            "role is one of allowed of visitors",
            "not role is one of owed_by of visits and closed",
            "(first visit.role where closed) is one of allowed of visitors",
        ],
    )
    def test_round_trip(self, text: str) -> None:
        """It is read as it is written."""
        assert str(parse(text)) == text

    def test_a_list_is_no_rule(self) -> None:
        """Names with commas are values, and a name after `of` is a rule."""
        assert parse("role is one of a, b") == parse("role is one of a,b")
        assert isinstance(parse("role is one of a of b"), IsNamed)


class TestRefused:
    """
    What no rule says is refused when the book is built, and in a file with its place.
    """

    @pytest.mark.parametrize(
        ("counts", "nearest"),
        [
            ("role is one of allowed of visitor", "visitors"),
            ("role is one of alowed of visitors", "allowed"),
            ("role is one of clause of visitors", "owed_by, allowed"),
        ],
    )
    def test_no_such_rule_or_entry(self, counts: str, nearest: str) -> None:
        """The nearest name, or those that there are, are said."""
        with pytest.raises(UnknownNameError) as caught:
            book(counts)
        assert nearest in str(caught.value)

    def test_in_a_file(self) -> None:
        """The fault says where."""
        data = interchange.dump(book())
        data["rules"]["visits"]["feed"]["counts"] = "role is one of allowed of nobody"
        with pytest.raises(interchange.RulesFileError) as caught:
            interchange.load(data)

        assert [one.path for one in caught.value.faults] == ["rules.visits.feed.counts"]


def test_columns_say_the_same() -> None:
    """Columns compare with the same names."""
    rules = book()
    for first, second in product(("head", "office", None), repeat=2):
        rows = [
            Visit(id="a", made_on=pendulum.date(2026, 3, 2), role=first),
            Visit(id="b", made_on=pendulum.date(2026, 3, 3), role=second),
        ]
        table = pl.DataFrame(
            {
                "id": ["a", "b"],
                "made_on": [one.made_on for one in rows],
                "role": pl.Series([first, second], dtype=pl.String),
            }
        )
        report = rules.assess({"visit": rows}, as_of=NOW, period=MARCH)
        found = frames.assess(rules, {"visit": table}, as_of=NOW, period=MARCH)

        assert {one.key: one.status.name.lower() for one in report} == dict(
            found.verdicts.select("key", "status").iter_rows()
        )
