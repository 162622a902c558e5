"""
The closed language over columns: what it answers, and what it leaves to rows.
"""

import datetime as dt
from typing import Annotated, Any

import polars as pl
import pytest
from attrs import evolve
from tests.frames.books.demo import CLAUSE, WARD
from tests.frames.ledgers import rows_of

from followup_rules import frames
from followup_rules.books.feeds import Actors, Checklist, Deadline
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError
from followup_rules.frames.books import BookAssessment
from followup_rules.ledgers.facts import Fact, ledger_of, row, said
from followup_rules.ledgers.values import AnyMoment, Id, value_of
from followup_rules.policies.checklists import ActorPolicy, ChecklistPolicy, Item
from followup_rules.policies.deadlines import Case, DeadlinePolicy, Start
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.timing.counting import ClosesAt, Counting

NOW = dt.datetime(2026, 3, 20, 2, tzinfo=dt.UTC)
ANSWERS = {
    "all_present": "yes",
    "items_missing": "no",
    "items_unknown": "not known",
}


@row("stay", "stay", "住院", placed="left_on")
class Stay:
    """A time in hospital."""

    id: str
    left_on: dt.date | dt.datetime = said("when the patient left", "出院时间")
    back_on: dt.date | dt.datetime | None = said("when to come back", "复诊时间")
    ward: str | None = said("the ward", "病区")
    beds: int | None = said("how many beds", "床位")
    fit: bool | None = said("whether the patient is fit", "是否适合")
    closed_at: dt.date | dt.datetime | None = said("when it was closed", "结案")


@row("ring", "ring", "来电", placed="rung_on", owner="stay_id")
class Ring:
    """A call to a patient."""

    id: str
    stay_id: Annotated[str, Id("stay")] = said("the stay", "住院")
    rung_on: dt.date | dt.datetime = said("when", "时间")
    by: str | None = said("who rang", "致电人")


@row("memo", "memo", "备注", owner="ring_id")
class Memo:
    """What was written of a call."""

    id: str
    ring_id: Annotated[str, Id("ring")] = said("the call", "来电")
    by: str | None = said("who wrote it", "记录人")


@row("log", "log", "日志", placed="noted_on", owner="stay_id")
class Log:
    """What was noted of a stay, in the order of another ledger's moments."""

    id: str
    stay_id: Annotated[str, Id("stay")] = said("the stay", "住院")
    noted_on: dt.date | dt.datetime = said("when", "时间", after="stay.left_on")


SO = ChecklistPolicy(
    id="so",
    clause=CLAUSE,
    name=Text("what is asked", "所问"),
    owed_by="ward",
    items=[Item(key="it", name=Text("it", "该项"), clause=CLAUSE)],
)
CALLER = ActorPolicy(
    id="caller",
    clause=CLAUSE,
    name=Text("the caller", "致电人"),
    owed_by="ward",
    allowed=("nurse", "2", "true"),
)


def book(*fed: tuple[Any, Any]) -> Rulebook:
    """Return a regulation of these rules and their feeds."""
    ledgers = map(ledger_of, (Stay, Ring, Memo, Log))
    return Rulebook(
        regulation=WARD.regulation,
        clauses=(CLAUSE,),
        readings=(),
        rules=Table((rule.id, rule) for rule, _ in fed),
        feeds=Table((rule.id, feed) for rule, feed in fed),
        ledgers=Table((one.kind, one) for one in ledgers),
    )


def due(**told: Any) -> DeadlinePolicy:
    """Return a deadline."""
    name = Text("the reply", "答复")
    return DeadlinePolicy(id="due", clause=CLAUSE, name=name, owed_by="ward", **told)


def day(number: int) -> dt.date:
    """Return a day of March."""
    return dt.date(2026, 3, number)


STAYS = pl.DataFrame(
    {
        "id": ["S1", "S2", "S3"],
        "left_on": [day(1)] * 3,
        "back_on": [day(5), day(5), None],
        "ward": ["east", "west", None],
        "beds": [2, 3, None],
        "fit": [True, False, None],
    },
    schema_overrides={"back_on": pl.Date, "fit": pl.Boolean},
)
RINGS = pl.DataFrame(
    {
        "id": ["R1", "R2", "R3"],
        "stay_id": ["S1", "S1", "S2"],
        "rung_on": [day(4), day(6), day(3)],
        "by": ["nurse", "doctor", None],
    }
)
MEMOS = pl.DataFrame({"id": ["M1"], "ring_id": ["R1"], "by": ["nurse"]})
LOGS = pl.DataFrame({"id": ["L1"], "stay_id": ["S1"], "noted_on": [day(2)]})


def asked(question: str, **tables: Any) -> tuple[dict[str, str], dict[str, str]]:
    """Return what a question answers of each stay, and why rows were asked."""
    feed = Checklist(each="stay", there={"it": question})
    given = {"stay": STAYS, "ring": RINGS, **tables}
    found = frames.assess(book((SO, feed)), given, as_of=NOW)
    answers = {row["id"]: ANSWERS[row["reason"]] for row in rows_of(found.verdicts)}
    return answers, {one.rule: one.why for one in found.by_rows}


def acted(feed: Actors, **tables: Any) -> BookAssessment:
    """Return what the rule on callers says."""
    given = {"stay": STAYS, "ring": RINGS, **tables}
    return frames.assess(book((CALLER, feed)), given, as_of=NOW)


class TestInColumns:
    """
    What columns answer: S1 was rung on the 4th by a nurse and on the 6th by a doctor,
    S2 on the 3rd by nobody knows whom, S3 never.
    """

    @pytest.mark.parametrize(
        ("question", "s1", "s2", "s3"),
        [
            ("first ring.by is nurse", "yes", "not known", "not known"),
            ("first ring.by where by is doctor is doctor", "yes", *["not known"] * 2),
            ("first ring.rung_on before back_on", "yes", "yes", "not known"),
            ("not first ring.by is nurse", "no", "not known", "not known"),
            ("any ring", "yes", "yes", "no"),
            ("not all ring where by is nurse", "yes", "not known", "no"),
            ("any ring where by is doctor", "yes", "not known", "no"),
            ("any ring where stay.ward is east", "yes", "no", "no"),
            ("any ring where stay.back_on after rung_on", "yes", "yes", "no"),
            ("fit and ward is east", "yes", "no", "not known"),
            ("fit or ward is west", "yes", "yes", "not known"),
            ("back_on", "yes", "yes", "no"),
            ("back_on has been told", "yes", "yes", "no"),
            ("ward has been told", "yes", "yes", "no"),
            ("back_on has passed", "yes", "yes", "no"),
            ("back_on in the period", "yes", "yes", "yes"),
        ],
    )
    def test_a_question(self, question: str, s1: str, s2: str, s3: str) -> None:
        """
        It is answered of every stay, and no row is asked.
        """
        expected = {"S1": s1, "S2": s2, "S3": s3}
        assert asked(question) == (expected, {})

    @pytest.mark.parametrize(
        "question",
        [
            "last ring.by is nurse",
            "last ring.rung_on before back_on",
            "all ring where by is nurse",
            "count ring is 2",
            "not any ring",
        ],
    )
    def test_what_another_row_may_take_back(self, question: str) -> None:
        """
        An item that was there stays there: such a question is refused, by any door.
        """
        with pytest.raises(InvalidFieldError, match="no time takes back"):
            asked(question)

    def test_the_actor_of_the_first_row(self) -> None:
        """
        A text of the first row that belongs to a row names who acted.
        """
        found = acted(Actors(each="stay", by="first ring.by"))
        reasons = {row["id"]: row["reason"] for row in rows_of(found.verdicts)}
        unknown = "fact_missing:roles"
        assert reasons == {"S1": "actor_allowed", "S2": unknown, "S3": unknown}
        assert found.by_rows == ()


class TestByRows:
    """
    What only rows can answer, with the part of the question that columns cannot.
    """

    @pytest.mark.parametrize(
        ("question", "why", "s1", "s2", "s3"),
        [
            ("beds is 3", "beds is 3", "no", "yes", "not known"),
            (
                "any ring where stay.beds is 2",
                "stay.beds is 2",
                *("yes", "no", "no"),
            ),
            ("any ring where not stay.beds is 2", "stay.beds is 2", "no", "yes", "no"),
            ("not beds is 3", "beds is 3", "yes", "no", "not known"),
        ],
    )
    def test_a_question(
        self, question: str, why: str, s1: str, s2: str, s3: str
    ) -> None:
        """
        Numbers are compared, counted and taken for yes or no by rows alone.
        """
        expected = {"S1": s1, "S2": s2, "S3": s3}
        assert asked(question) == (expected, {"so": why})

    def test_rows_that_are_not_kept(self) -> None:
        """
        The first of none is not known, and none is among none.
        """
        question = "first ring.by is nurse"
        feed = Checklist(each="stay", there={"it": question})
        found = frames.assess(book((SO, feed)), {"stay": STAYS}, as_of=NOW)
        reasons = {row["reason"] for row in rows_of(found.verdicts)}
        assert reasons == {"items_unknown"}
        assert [one.why for one in found.by_rows] == [question]

    def test_rows_that_are_only_read_as_rows(self) -> None:
        """
        What is asked of logs is asked of rows, because logs are ordered by stays.
        """
        answers, why = asked("any log", log=LOGS)
        assert answers == {"S1": "yes", "S2": "no", "S3": "no"}
        assert why == {"so": "log"}

    def test_an_owner_without_the_column(self) -> None:
        """
        What no column tells of the owner is not known.
        """
        answers, why = asked(
            "any ring where stay.ward is east", stay=STAYS.drop("ward")
        )
        assert answers == {"S1": "not known", "S2": "not known", "S3": "no"}
        assert why == {}

    def test_a_form_that_is_no_text(self) -> None:
        """
        The reason names what the feed asks, and no column of ours.
        """
        rule = due(limit=Days(2), forms=("letter",))
        feed = Deadline(each="stay", since="left_on", done="back_on", form="beds")
        found = frames.assess(book((rule, feed)), {"stay": STAYS}, as_of=NOW)
        [why] = [one.why for one in found.by_rows]
        assert why.startswith("beds: ")
        assert {error["row"] for error in rows_of(found.row_errors)} == {"S1", "S2"}

    def test_a_convention_that_columns_do_not_count_by(self) -> None:
        """
        The reason is that of columns: days that close at the clock time of a day.
        """
        counting = Counting(zone="Asia/Shanghai", closes_at=ClosesAt.CLOCK_TIME)
        rule = due(limit=Days(2), counting=counting)
        feed = Deadline(each="stay", since="left_on", done="back_on")
        found = frames.assess(book((rule, feed)), {"stay": STAYS}, as_of=NOW)
        [why] = [one.why for one in found.by_rows]
        assert "at whose clock time the last day closes" in why

    def test_a_category_of_what_starts_with_the_last_event(self) -> None:
        """
        Counted from the return on the 5th: two days in the east, three in the west. S3
        has not come back, and its limit is not held to a start that is not known.
        """
        cases = [
            Case(key=key, limit=Days(n), clause=CLAUSE)
            for n, key in enumerate(("east", "west"), 2)
        ]
        rule = due(cases=cases, start=Start.LATEST, events=("left", "back"))
        starts = {"left": "left_on", "back": "back_on"}
        feed = Deadline(each="stay", starts=starts, category="ward")
        found = frames.assess(book((rule, feed)), {"stay": STAYS}, as_of=NOW)
        told = {
            row["id"]: (row["status"], row["last_day"])
            for row in rows_of(found.verdicts)
        }
        assert told["S1"] == ("breached", day(7))
        assert told["S2"] == ("breached", day(8))
        assert told["S3"][1] is None
        assert (found.by_rows, found.rows_taken["stay"]) == ((), 1)

    def test_the_owner_of_the_owner(self) -> None:
        """
        A memo belongs to a call of the first stay, in the east.
        """
        feed = Actors(each="memo", where="stay.ward is east", by="by")
        found = acted(feed, memo=MEMOS)
        [verdict] = rows_of(found.verdicts)
        assert (verdict["id"], verdict["reason"]) == ("M1", "actor_allowed")
        assert [one.why for one in found.by_rows] == ["stay.ward"]

    @pytest.mark.parametrize(
        ("by", "why"),
        [
            ("count ring", "another row may turn what it comes to"),
            ("fit", "fit"),
            ("left_on", "left_on"),
        ],
    )
    def test_an_actor_that_is_no_text(self, by: str, why: str) -> None:
        """
        A number, a yes and a day are no roles, even where a role is so called.
        """
        found = acted(
            Actors(each="stay", by=by), stay=STAYS.head(1), ring=RINGS.head(2)
        )
        assert rows_of(found.verdicts) == []
        [error] = rows_of(found.row_errors)
        assert (error["row"], error["field"]) == ("S1", "actors")
        assert [one.why for one in found.by_rows] == [why]


class Replacing(Actors):
    """
    A feed of a host's own that reads one fact otherwise than it is declared.
    """

    def more(self, _rule: Any, known: Any) -> tuple[Fact, ...]:
        """
        Make a moment of a yes or no, and a text of a moment.
        """
        fit, back_on = (known["stay"].fact(name) for name in ("fit", "back_on"))
        return (
            evolve(fit, value=AnyMoment(optional=True)),
            evolve(back_on, value=value_of(str | None)),
        )


class TestFactsThatAHostReplaces:
    """
    A question was held against the facts as declared; columns answer none of another
    kind.
    """

    @pytest.mark.parametrize(
        ("where", "expected"),
        [("fit", {"S1"}), ("back_on has happened", set())],
    )
    def test_it_is_asked_of_rows(self, where: str, expected: set[str]) -> None:
        """
        A moment that stands for yes or no is no no; a moment not told never happened.
        """
        stays = pl.DataFrame(
            {
                "id": ["S1"],
                "left_on": [day(1)],
                "ward": ["nurse"],
                "fit": [day(2)],
                "back_on": [None],
            },
            schema_overrides={"back_on": pl.String},
        )
        own = evolve(CALLER, id="own")
        made = book(
            (own, Replacing(each="stay", where="ward is none", by="ward")),
            (CALLER, Actors(each="stay", where=where, by="ward")),
        )
        found = frames.assess(made, {"stay": stays}, as_of=NOW)
        assert {row["id"] for row in rows_of(found.verdicts)} == expected
        why = {one.rule: one.why for one in found.by_rows}
        assert why["caller"] == where.partition(" ")[0]
