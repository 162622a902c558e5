"""
Facts, words, feeds and scenarios in files: every fault at once, with the way out.
"""

import copy
import tomllib
from pathlib import Path
from typing import Any

import attrs
import pytest

from followup_rules.books.conditions import By, Not, parse
from followup_rules.books.feeds import Own
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, RulesFileError
from followup_rules.fields import Kind
from followup_rules.interchange import diff, dump, load, loads, read, shipped
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.values import Plain
from followup_rules.tables import Table

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"
FIRST = tomllib.loads((BOOKS / "first.toml").read_text(encoding="utf-8"))
DISCHARGE = tomllib.loads((BOOKS / "discharge.toml").read_text(encoding="utf-8"))
Path_ = tuple[Any, ...]


def changed(data: dict[str, Any], *steps: Any, value: Any) -> dict[str, Any]:
    """Return data in which one place has another value."""
    whole = copy.deepcopy(data)
    place: Any = whole
    for step in steps[:-1]:
        place = place[step]
    place[steps[-1]] = value
    return whole


def faults(data: Any) -> list[tuple[str, str, str | None]]:
    """Return path, code and nearest name of everything that is wrong."""
    with pytest.raises(RulesFileError) as found:
        load(data)
    assert all(fault.problem for fault in found.value.faults)
    return [(one.path, one.code, one.nearest) for one in found.value.faults]


FEED = ("rules", "answer", "feed")
ROW = ("facts", "request", "attributes")
CASES: list[tuple[Path_, Any, list[tuple[str, str, str | None]]]] = [
    # what a feed names
    (
        (*FEED, "each"),
        "requests",
        [("rules.answer.feed.each", "unknown_ledger", "request")],
    ),
    (
        (*FEED, "since"),
        "recieved_at",
        [("rules.answer.feed.since", "unknown_attribute", "received_at")],
    ),
    (
        (*FEED, "done"),
        "first call.called_at",
        [("rules.answer.feed.done", "unknown_ledger", None)],
    ),
    (
        (*FEED, "done"),
        "desk.answered_at",
        [("rules.answer.feed.done", "unknown_ledger", None)],
    ),
    (
        (*FEED, "where"),
        "urgency before answered_at",
        [("rules.answer.feed.where", "does_not_fit", None)],
    ),
    ((*FEED, "where"), "is is", [("rules.answer.feed.where", "not_a_condition", None)]),
    ((*FEED, "where"), 3, [("rules.answer.feed.where", "wrong_type", None)]),
    (
        (*FEED, "where"),
        {"function": "os:system"},
        [("rules.answer.feed.where.function", "unknown_calculation", None)],
    ),
    (
        (*FEED, "where"),
        {"function": 3},
        [("rules.answer.feed.where.function", "wrong_type", None)],
    ),
    (FEED, "request", [("rules.answer.feed", "wrong_type", None)]),
    ((*FEED, "fed_by"), 3, [("rules.answer.feed.fed_by", "wrong_type", None)]),
    (
        (*FEED, "fed_by"),
        "followup_rules.rulebooks.repair.shares:Shares",
        [
            (
                "rules.answer.feed.fed_by",
                "unknown_calculation",
                "followup_rules.rulebooks.repair.shares:Share",
            )
        ],
    ),
    # what can never occur
    (
        (*FEED, "where"),
        "urgency is urgnt",
        [("rules.answer.feed.where", "never_occurs", "urgent")],
    ),
    (
        (*FEED, "where"),
        "noted is yes and answered_at is late",
        [
            ("rules.answer.feed.where", "never_occurs", None),
            ("rules.answer.feed.where", "never_occurs", None),
        ],
    ),
    # what a ledger names
    (
        ("facts", "request", "placed"),
        "recived_at",
        [("facts.request.placed", "unknown_attribute", "received_at")],
    ),
    (
        (*ROW, "answered_at", "after"),
        "recived_at",
        [
            (
                "facts.request.attributes.answered_at.after",
                "unknown_attribute",
                "received_at",
            )
        ],
    ),
    (
        (*ROW, "answered_at", "after"),
        "reqest.received_at",
        [
            (
                "facts.request.attributes.answered_at.after",
                "unknown_ledger",
                "request",
            )
        ],
    ),
    (
        (*ROW, "answered_at", "after"),
        "answered_at",
        [("facts.request.after", "does_not_fit", None)],
    ),
    (
        (*ROW, "urgency", "type"),
        "category of anser",
        [("facts.request.attributes.urgency.type", "unknown_rule", "answer")],
    ),
    (
        (*ROW, "urgency", "type"),
        "category of log",
        [("facts.request.attributes.urgency.type", "unknown_rule", None)],
    ),
    (
        (*ROW, "urgency", "type"),
        "list of listed in log.categories",
        [("facts.request.attributes.urgency.type", "unknown_rule", None)],
    ),
    (
        (*ROW, "urgency", "type"),
        "kategory",
        [("facts.request.attributes.urgency.type", "not_a_type", None)],
    ),
    (
        (*ROW, "urgency", "type"),
        1,
        [("facts.request.attributes.urgency.type", "wrong_type", None)],
    ),
    (
        (*ROW, "urgency", "type"),
        "rows of visitor",
        [("facts.request.attributes.urgency.type", "unknown_ledger", None)],
    ),
    (
        (*ROW, "urgency", "type"),
        "rows of request",
        [("facts.request.attributes.urgency.type", "cycle", None)],
    ),
    (
        (*ROW, "urgency", "type"),
        "id of requst",
        [("facts.request.attributes.urgency.type", "unknown_ledger", "request")],
    ),
    (
        ("facts", "request", "inside"),
        "requst.items",
        [("facts.request.inside", "unknown_ledger", "request")],
    ),
    (("facts", "request"), 3, [("facts.request", "wrong_type", None)]),
    (ROW, 3, [("facts.request.attributes", "wrong_type", None)]),
    ((*ROW, "noted"), 3, [("facts.request.attributes.noted", "wrong_type", None)]),
    (
        (*ROW, "noted", "default"),
        0.5,
        [("facts.request.attributes.noted.default", "float", None)],
    ),
    (
        (*ROW, "noted", "default"),
        None,
        [("facts.request.attributes.noted.default", "wrong_type", None)],
    ),
    # words
    (
        ("words", "urgent", "aliases"),
        ["front office"],
        [("words.urgent.aliases[0]", "two_meanings", None)],
    ),
    (
        ("words", "urgent", "aliases"),
        ["prio 1", "other requests"],
        [("words.urgent.aliases[1]", "two_meanings", None)],
    ),
    (("words", "urgent"), 3, [("words.urgent", "wrong_type", None)]),
    (
        ("words", "urgent", "text"),
        "urgent",
        [("words.urgent.text", "wrong_type", None)],
    ),
    # where days begin
    (("zone_of",), "anser", [("zone_of", "unknown_rule", "answer")]),
    (("zone_of",), "log", [("zone_of", "unknown_rule", None)]),
    (("zone_of",), 3, [("zone_of", "wrong_type", None)]),
    # scenarios
    (
        ("scenarios", 0, "ledgers"),
        {"requests": []},
        [("scenarios[0].ledgers.requests", "unknown_ledger", "request")],
    ),
    (
        ("scenarios", 0, "expect", 0, "rule"),
        "anser",
        [("scenarios[0].expect[0].rule", "unknown_rule", "answer")],
    ),
    (("scenarios", 0, "as_of"), "noon", [("scenarios[0].as_of", "not_a_time", None)]),
    (
        ("scenarios", 0, "as_of"),
        "2026-03-02T12:00",
        [("scenarios[0].as_of", "not_a_time", None)],
    ),
    (("scenarios", 0, "as_of"), 3, [("scenarios[0].as_of", "wrong_type", None)]),
    (("scenarios", 0), 3, [("scenarios[0]", "wrong_type", None)]),
    (
        ("scenarios", 0, "expect", 0, "status"),
        "LATTE",
        [("scenarios[0].expect[0].status", "not_allowed", "LATE")],
    ),
]


class TestFaults:
    """
    What a declaration may not say.
    """

    @pytest.mark.parametrize(("steps", "value", "expected"), CASES)
    def test_one_thing(
        self, steps: Path_, value: Any, expected: list[tuple[str, str, str | None]]
    ) -> None:
        """
        Each names its path and, where one is near, the name that was meant.
        """
        assert faults(changed(FIRST, *steps, value=value)) == expected

    def test_everything_at_once(self) -> None:
        """
        Faults of one section hide none of another.
        """
        data = changed(FIRST, *FEED, "since", value="recieved_at")
        data = changed(data, "words", "urgent", "aliases", value=["front office"])
        data = changed(data, "rules", "log", "feed", "each", value="requests")
        data = changed(data, "zone_of", value="anser")

        assert {path for path, _, _ in faults(data)} == {
            "rules.answer.feed.since",
            "words.urgent.aliases[0]",
            "rules.log.feed.each",
            "zone_of",
        }

    def test_no_ledger_at_all(self) -> None:
        """
        A rule that is fed needs the ledger it is fed from.
        """
        data = {key: part for key, part in FIRST.items() if key != "facts"}
        found = faults(data)

        assert ("rules.answer.feed.each", "unknown_ledger", None) in found
        assert ("rules.log.feed.each", "unknown_ledger", None) in found

    def test_rows_inside_rows_that_are_at_fault(self) -> None:
        """
        What is wrong inside is said once, and not of what holds it.
        """
        inner = {"words": {"en": "item"}, "placed": "nowhere", "attributes": {}}
        data = changed(FIRST, "facts", "item", value=inner)
        data = changed(
            data,
            *ROW,
            "items",
            value={"type": "rows of item", "words": {"en": "items"}},
        )
        assert faults(data) == [("facts.item.placed", "unknown_attribute", None)]

    def test_two_rules_that_claim_one_key(self) -> None:
        """
        A rule may not bear the name of an item that has verdicts of its own.
        """
        data = changed(FIRST, "rules", "log", "feed", "apart", value=True)
        data = changed(
            data, "rules", "log.noted", value=copy.deepcopy(data["rules"]["log"])
        )

        assert faults(data) == [('rules."log.noted"', "claimed_twice", None)]

    def test_a_feed_that_lacks_what_its_kind_needs(self) -> None:
        """
        A draw is fed by a ledger of rounds, with whom it drew and who was called.
        """
        rule = {
            "kind": "draw",
            "clause": "DESK-1",
            "name": {"en": "the draw"},
            "owed_by": "desk",
            "size": 3,
            "feed": {"each": "request"},
        }
        assert faults(changed(FIRST, "rules", "draw", value=rule)) == [
            ("rules.draw.feed.of", "missing_key", None),
            ("rules.draw.feed.calls", "missing_key", None),
        ]
        rule["feed"] = 3
        assert faults(changed(FIRST, "rules", "draw", value=rule)) == [
            ("rules.draw.feed", "wrong_type", None)
        ]

    def test_a_step_that_the_rule_does_not_have(self) -> None:
        """
        The keys of the steps of a feed are those of the rule.
        """
        text = """
        based_on = "consulting@2021"
        [rules.opinion_routing.feed.steps]
        acept = "accepted_at"
        """
        with pytest.raises(RulesFileError) as found:
            loads(text)
        (fault,) = found.value.faults
        assert (fault.path, fault.code, fault.nearest) == (
            "rules.opinion_routing.feed.steps.acept",
            "unknown_step",
            "accept",
        )

    @pytest.mark.parametrize("table", ["there", "came_late"])
    def test_an_item_that_the_rule_does_not_have(self, table: str) -> None:
        """
        What is asked of an item is asked of one of the rule's.
        """
        text = f"""
        based_on = "consulting@2021"
        [rules.feedback_content.feed.{table}]
        improvment = "improvement"
        """
        with pytest.raises(RulesFileError) as found:
            loads(text)
        (fault,) = found.value.faults
        assert (fault.path, fault.code, fault.nearest) == (
            f"rules.feedback_content.feed.{table}.improvment",
            "unknown_step",
            "improvement",
        )

    def test_a_subject_that_is_none(self) -> None:
        """
        A rule about the whole names the kind, and an id where there is one.
        """
        text = 'based_on = "consulting@2021"\n[rules.quarterly_report.feed]\nsubject = {}\n'
        for said, code in (("3", "wrong_type"), ('" firm"', "not_allowed")):
            with pytest.raises(RulesFileError) as found:
                loads(text.format(said))
            assert [fault.code for fault in found.value.faults] == [code]
        feed = loads(text.format('"desk 7"')).feeds["quarterly_report"]
        assert feed.subject == ("desk", "7")


class TestGood:
    """
    What they may say.
    """

    @pytest.mark.parametrize("name", ["first", "discharge", "awaab"])
    def test_there_and_back(self, name: str) -> None:
        """
        What is written out whole is the same book again, as often as one likes.
        """
        book = read(BOOKS / f"{name}.toml")
        again = load(dump(book))

        assert again == book
        assert dump(again) == dump(book)
        assert again.digest() == book.digest()

    def test_a_condition_on_what_may_be(self) -> None:
        """
        Every comparison with a value that may occur loads.
        """
        for where in (
            "urgency is urgent",
            "noted is True",
            "not noted",
            "count request is 3",
            True,
        ):
            if where == "count request is 3":
                continue
            book = load(changed(FIRST, *FEED, "where", value=where))
            assert isinstance(book, Rulebook)
        assert (
            load(changed(FIRST, *FEED, "where", value=False)).feeds["answer"].where
            is None
        )

    def test_what_a_grade_a_form_and_a_list_may_be(self) -> None:
        """
        Grades by their ids; those of a list one by one.
        """
        feed = ("rules", "satisfaction_rate", "feed", "met")
        found = faults(changed(DISCHARGE, *feed, value="grade is superb"))
        assert found == [("rules.satisfaction_rate.feed.met", "never_occurs", None)]
        data = changed(
            DISCHARGE, "rules", "first_call", "forms", value=["phone", "message"]
        )
        attribute = {"type": "form of first_call?", "words": {"en": "form"}}
        data = changed(data, "facts", "call", "attributes", "form", value=attribute)
        several = {"type": "list of one of a, b?", "words": {"en": "marks"}}
        data = changed(data, "facts", "call", "attributes", "marks", value=several)
        data = changed(data, *feed, value="any call where form is fax or marks is c")
        with pytest.raises(RulesFileError):
            load(data)
        ask = ("rules", "response_rate", "feed", "met")
        data = changed(data, *feed, value="grade is satisfied")
        found = faults(changed(data, *ask, value="any call where form is fax"))
        assert found == [("rules.response_rate.feed.met", "never_occurs", None)]
        found = faults(
            changed(data, *ask, value="first call.called_at where marks is c")
        )
        assert [code for _, code, _ in found] == ["unknown_attribute"]
        counted = "(count call where marks is a) at least 1"
        book = load(changed(data, *ask, value=counted))
        assert str(book.feeds["response_rate"].met) == counted

    def test_a_file_changes_facts_words_and_feeds_of_its_base(self) -> None:
        """
        What it does not say stays, object by object.
        """
        base = shipped("repair@2021")
        book = loads("""
        based_on = "repair@2021"
        [words.leak]
        aliases = ["drip"]
        [facts.repair.attributes.floor]
        type = "number?"
        words = { en = "floor", zh = "楼层" }
        [rules.registration.feed]
        where = "reached and visit.closed"
        """)

        assert book.words["leak"].aliases == ("drip",)
        assert book.words["leak"].text == base.words["leak"].text
        assert book.ledgers["repair"].facts[-1].name == "floor"
        assert book.ledgers["visit"] is not None
        assert book.feeds["visit_record"] == base.feeds["visit_record"]
        assert str(book.feeds["registration"].where) == "reached and visit.closed"
        assert (
            loads(
                dump_text := __import__("followup_rules.interchange").interchange.dumps(
                    book, based_on="repair@2021"
                )
            )
            == book
        )
        assert "floor" in dump_text
        said = diff(base, book).in_language("en")
        assert "Leak: 'leak, 漏水, 漏水维修' becomes 'leak, drip'" in said
        assert "Repair, floor: new, 'number?'" in said

    def test_a_file_may_drop_a_ledger_or_a_feed(self) -> None:
        """
        `remove` reaches facts and feeds as it reaches rules.
        """
        text = """
        based_on = "consulting@2021"
        remove = ["rules.data_keeper.feed", "facts.planned", "rules.visit_arranger"]
        """
        with pytest.raises(RulesFileError) as found:
            loads(text)
        assert {fault.code for fault in found.value.faults} <= {"unknown_rule"}

    def test_a_type_of_a_regulations_own_stays(self) -> None:
        """
        A length of cover is a type that only the construction regulation has.
        """
        book = loads("""
        based_on = "construction@2021"
        [facts.project.attributes.place]
        words = { en = "town" }
        """)
        fact = book.ledgers["project"].fact("contract")
        assert fact == shipped("construction@2021").ledgers["project"].fact("contract")


class TestWriting:
    """
    What no file can say is refused, and never written otherwise.
    """

    def test_a_function_of_nobody(self) -> None:
        """
        A calculation that no installed book has could not be read back.
        """
        book = shipped("repair@2021")
        feed = attrs.evolve(book.feeds["visitors"], by=By(lambda _case, _row: ()))
        with pytest.raises(InvalidFieldError, match="a book that is installed"):
            dump(book.replace("visitors", feed=feed))

    def test_a_function_among_questions(self) -> None:
        """
        A text cannot hold it.
        """
        book = shipped("consulting@2021")
        by = book.feeds["visit_arranger"].by
        feed = attrs.evolve(book.feeds["client_file"], where=Not(by))
        with pytest.raises(InvalidFieldError, match="the little language"):
            dump(book.replace("client_file", feed=feed))
        feed = attrs.evolve(book.feeds["client_file"], closed=False)
        with pytest.raises(InvalidFieldError, match="the little language"):
            dump(book.replace("client_file", feed=feed))

    def test_a_feed_of_another_kind(self) -> None:
        """
        A deadline is not fed as a checklist is.
        """
        book = shipped("repair@2021")
        feeds = Table(
            {**dict(book.feeds), "rectification": book.feeds["registration"]},
            kind="rule",
        )
        with pytest.raises(InvalidFieldError, match="feed cannot be"):
            dump(attrs.evolve(book, feeds=feeds))

    def test_a_type_that_files_do_not_know(self) -> None:
        """
        It is refused in a file, and said by its class in a difference.
        """
        book = read(BOOKS / "first.toml")
        odd = Fact(name="odd", words=Text("odd"), value=Plain(holds=Kind((Own,))))
        ledger: Ledger = attrs.evolve(
            book.ledgers["request"], facts=(*book.ledgers["request"].facts, odd)
        )
        other = attrs.evolve(book, ledgers=Table({"request": ledger}, kind="ledger"))
        with pytest.raises(InvalidFieldError, match="a type that files know"):
            dump(other)
        assert "Request, odd: new, 'Plain'" in diff(book, other).in_language("en")

    def test_a_condition_says_itself(self) -> None:
        """
        What is written is what is parsed.
        """
        book = read(BOOKS / "discharge.toml")
        where = book.feeds["satisfaction_rate"].where
        assert parse(dump(book)["rules"]["satisfaction_rate"]["feed"]["where"]) == where
