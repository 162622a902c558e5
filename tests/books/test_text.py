"""
A regulation put together: what stands twice, or goes unused, is refused.
"""

import datetime as dt
from typing import Any, ClassVar

import pytest

from followup_rules.books.text import actors, clause, judged, regulation, word
from followup_rules.books.vocabulary import aliases
from followup_rules.clauses import Text
from followup_rules.errors import FollowupRulesError, InvalidFieldError
from followup_rules.ledgers.facts import (
    Fact,
    Ledger,
    ledger_of,
    part,
    row,
    said,
)
from followup_rules.ledgers.owners import check_owners
from followup_rules.ledgers.values import Id, Inner, value_of


@row("job", "job", "工单")
class Job:
    """A job."""

    id: str
    note: str | None = said("a note", "备注", default=None)
    entered_at: Any = None


def one(*rules: Any, number: str = "1") -> Any:
    """Return a clause."""
    return clause(number, "A clause.", "一条。", *rules)


def book(*passages: Any) -> Any:
    """Put passages together."""
    return regulation("T", "1", "a test", "测试", *passages, source="-", ledgers=(Job,))


AS_OF = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
WHO = actors("who", "who", "何人", owed_by="office", allowed=("office",))


class TestRegulations:
    """
    Every number and every rule stands once.
    """

    def test_a_number_twice(self) -> None:
        """The second would hide the first."""
        with pytest.raises(InvalidFieldError, match="clause cannot be '1'"):
            book(one(), one())

    def test_a_rule_twice(self) -> None:
        """So would a rule."""
        with pytest.raises(InvalidFieldError, match="rule cannot be 'who'"):
            book(one(WHO), one(WHO, number="2"))

    def test_a_rule_that_nothing_feeds_has_no_verdicts(self) -> None:
        """It is asked by other rules alone."""
        made = book(one(WHO))
        report = made.assess({"job": [Job(id="1")]}, as_of=AS_OF)

        assert len(report) == 0
        assert made.feeds["who"].reads() == ()
        assert made.feeds["who"].needs_period is False

    @pytest.mark.parametrize("unused", [{"of": (Job,)}, {"needs_period": True}])
    def test_what_goes_unused(self, unused: dict[str, Any]) -> None:
        """What only a function is told, is told to a function."""
        with pytest.raises(InvalidFieldError, match="by of pay cannot be None"):
            judged(("checklists", "ActorPolicy"), "pay", "-", "-", **unused)

    def test_a_rule_that_nobody_owes(self) -> None:
        """It is refused as any other unusable field is."""
        unowed = judged(("checklists", "ActorPolicy"), "pay", "-", "-", allowed=("a",))
        with pytest.raises(InvalidFieldError, match="owed_by cannot be None"):
            book(one(unowed))

    def test_a_ledger_that_does_not_exist(self) -> None:
        """A function reads what the regulation is told."""
        own = judged(
            ("checklists", "ActorPolicy"),
            "who",
            "who",
            "何人",
            owed_by="office",
            allowed=("office",),
            by=lambda _case, _rule: (),
            of=("jobs",),  # type: ignore[arg-type]
        )
        with pytest.raises(FollowupRulesError, match="nearest: 'job'"):
            book(one(own))


class TestAliases:
    """
    A word means one thing, or nothing.
    """

    WORDS: ClassVar = {
        "leak": word("leak", "漏水", "渗漏"),
        "other": word("other", "其他", "杂项"),
    }

    def test_words_and_aliases(self) -> None:
        """Each language's word, and what people write."""
        means = aliases(self.WORDS, ("leak", "other", "plain"))

        assert means["漏水"] == means["渗漏"] == means["leak"] == "leak"
        assert "plain" not in means

    @pytest.mark.parametrize("alias", ["渗漏", "leak", "漏水"])
    def test_an_alias_of_two_things(self, alias: str) -> None:
        """It is refused as the book is built, with the other one it means."""
        words = {**self.WORDS, "other": word("other", "其他", alias)}

        with pytest.raises(InvalidFieldError) as caught:
            regulation(
                "T",
                "1",
                "a test",
                "测试",
                one(),
                source="-",
                ledgers=(Job,),
                words=words,
            )
        assert str(caught.value) == (
            f"alias of other cannot be {alias!r}; "
            "allowed: an alias of one thing; it is 'leak' as well"
        )

    def test_a_word_of_two_things(self) -> None:
        """It means neither, for each has a name of its own."""
        names = {"a": Text("same", "甲"), "b": Text("same", "乙")}

        assert aliases({}, names) == {"甲": "a", "乙": "b"}


@part("person", "person", "人员")
class Person:
    """A part."""

    name: str = said("the name", "姓名")


def ledger(kind: str, *facts: Fact, **more: Any) -> Ledger:
    """Return a ledger as a file declares it."""
    return Ledger(kind=kind, words=Text(kind, "数据"), facts=facts, **more)


def fact(name: str, value: Any) -> Fact:
    """Return a fact."""
    return Fact(name=name, words=Text(name, "项"), value=value)


CASE = ledger("case", fact("at", value_of(int)))
CALL = ledger("call", fact("case_id", Id("case")), owner="case_id")


class TestOwners:
    """
    Rows belong to what is told before them.
    """

    def test_in_order(self) -> None:
        """The owner first."""
        check_owners({"case": CASE, "call": CALL})
        check_owners({})

    @pytest.mark.parametrize(
        ("known", "says"),
        [
            ([CALL, CASE], "unknown owner of call 'case'; allowed: none"),
            ([CALL], "unknown owner of call 'case'"),
            (
                [CASE, ledger("call", fact("n", value_of(str)), owner="n")],
                "call.n cannot be 'n'; allowed: the id of a row",
            ),
            (
                [CASE, ledger("item", inside="case.items")],
                "unknown attribute of case 'items'",
            ),
            (
                [CASE, ledger("item", inside="case.at")],
                "case.at cannot be .*allowed: rows of item",
            ),
            (
                [
                    ledger("case", fact("people", Inner(row=Person))),
                    ledger("item", inside="case.people"),
                ],
                "case.people cannot be .*allowed: rows of item",
            ),
        ],
    )
    def test_what_is_refused(self, known: list[Ledger], says: str) -> None:
        """No owner, one that comes later, and an attribute of another kind."""
        with pytest.raises(FollowupRulesError, match=says):
            check_owners({one.kind: one for one in known})

    def test_rows_of_a_file_have_a_class(self) -> None:
        """What may be None is None; the others must be told."""
        made = ledger(
            "patient_visit", fact("at", value_of(int | None)), *CASE.facts[:0]
        )
        row_class = made.row_class

        assert row_class.__name__ == "PatientVisit"
        assert (row_class(id="1").at, row_class(id="1").entered_at) == (None, None)
        assert ledger_of(row_class) is made
        with pytest.raises(TypeError, match="at"):
            CASE.row_class(id="1")

    def test_a_class_without_words(self) -> None:
        """It is no ledger, and an attribute without words is no fact."""
        with pytest.raises(InvalidFieldError, match="a class that @row declares"):
            ledger_of(int)
        with pytest.raises(InvalidFieldError, match=r"Bare\.note cannot be"):

            @row("bare", "bare", "空")
            class Bare:
                """Nothing is said of its note."""

                id: str
                note: str
                entered_at: Any = None
