"""
Documents: what they are based on, what they change, and whether it fits together.
"""

from pathlib import Path
from typing import Any

import attrs
import pytest

from followup_rules.books.readings import Reading
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, RulesFileError, UnknownNameError
from followup_rules.interchange import (
    Edition,
    dump,
    dumps,
    find,
    load,
    loads,
    read,
    shipped,
)
from followup_rules.policies.deadlines import Case
from followup_rules.policies.quotas import QuotaPolicy
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days

BOOK = shipped("repair@2021")


def faults(data: dict[str, Any]) -> list[tuple[str, str]]:
    """Return path and code of every fault."""
    with pytest.raises(RulesFileError) as caught:
        load(data)
    return [(fault.path, fault.code) for fault in caught.value.faults]


class TestBases:
    """
    What a file starts from.
    """

    def test_another_file(self, tmp_path: Path) -> None:
        """
        A file in the same folder, which itself starts from the shipped rules.
        """
        (tmp_path / "firm.toml").write_text(
            'based_on = "repair@2021"\n[rules."visit_quota.office"]\nrate = "8%"\n'
        )
        estate = tmp_path / "estate.toml"
        estate.write_text(
            'based_on = "firm.toml"\n[rules."visit_quota.office"]\nwaive_below = 3\n'
        )
        quota = read(estate)["visit_quota.office"]
        expected = attrs.evolve(BOOK[quota.id], rate="8%", waive_below=3)
        assert quota == expected

    def test_a_file_that_is_no_rulebook(self, tmp_path: Path) -> None:
        """
        A policy alone, or editions, are nothing to start from.
        """
        text = dumps(BOOK["visit_quota.office"], "json")
        (tmp_path / "quota.json").write_text(text, "utf-8")
        estate = tmp_path / "estate.toml"
        estate.write_text('based_on = "quota.json"\n')
        with pytest.raises(RulesFileError, match="a file that holds one rulebook"):
            read(estate)

    def test_by_name(self) -> None:
        """
        A shipped rulebook is found by its name, with or without the edition.
        """
        assert find("repair") is BOOK
        assert find("repair@2021") is BOOK
        with pytest.raises(UnknownNameError, match="shipped rulebook"):
            find("repairs")

    @pytest.mark.parametrize("name", ["estate.tom", "rules/estate.yaml"])
    def test_a_file_of_another_kind(self, name: str) -> None:
        """
        What looks like a file is told which files there are, and no list of books.
        """
        with pytest.raises(UnknownNameError, match=r"file ending .*\.toml, \.json"):
            find(name)

    def test_a_schema_for_the_editor(self) -> None:
        """
        `$schema` and `format` stand at the head and change nothing.
        """
        data = {
            "$schema": "rules.schema.json",
            "format": "followup-rules/rules/1",
            "based_on": "repair@2021",
        }
        assert load(data) == BOOK


class TestChanges:
    """
    What a file says differently.
    """

    def test_a_new_case_and_a_new_rule(self) -> None:
        """
        Both are added at the end, and cite clauses of the file's own.
        """
        book = loads("""
            based_on = "repair@2021"
            [clauses.HOST-1]
            en = "visit lifts within a day"
            zh = "电梯维修一日内回访"
            [rules.visit_deadline.cases.lift]
            limit = "1 day"
            clause = "HOST-1"
            [rules."visit_quota.guard"]
            kind = "quota"
            clause = { id = "HOST-1", timing = "TARGET" }
            name = { en = "the guards' follow-up rate", zh = "保安回访率" }
            owed_by = "guard"
            rate = "1/3"
        """)
        clause = book.clause("HOST-1")
        assert book["visit_deadline"].cases[-1] == Case(
            key="lift", limit=Days(1), clause=clause
        )
        guard = book["visit_quota.guard"]
        assert isinstance(guard, QuotaPolicy)
        assert guard.clause.timing is not clause.timing
        assert guard.clause.en == clause.en
        assert load(dump(book, based_on="repair@2021")) == book
        assert loads(dumps(book)) == book

    def test_a_rule_of_no_known_kind(self) -> None:
        """
        A rule that says another kind, or none that there is.
        """
        data = {"based_on": "repair@2021", "rules": {"visitors": {"kind": "x"}}}
        assert faults(data) == [("rules.visitors.kind", "not_allowed")]

    def test_a_number_that_does_not_fit(self) -> None:
        """
        The policy itself refuses it, and the path says which field.
        """
        data = {"based_on": "repair@2021", "rules": {"visit_record": {"least": 9}}}
        assert faults(data) == [("rules.visit_record.least", "does_not_fit")]

    def test_all_that_is_wrong_at_once(self) -> None:
        """
        A clause at fault is named once and not by its rules; rules are tried all.
        """
        data = {
            "based_on": "repair@2021",
            "clauses": {"REPAIR-4": {"duty": "SOON"}},
            "rules": {
                "visit_record": {"least": 9},
                "visit_deadline": {"trigger": 3},
            },
        }
        assert faults(data) == [
            ("clauses.REPAIR-4.duty", "not_allowed"),
            ("rules.visit_deadline.trigger", "wrong_type"),
            ("rules.visit_record.least", "does_not_fit"),
        ]

    def test_a_misfit_far_inside(self) -> None:
        """
        The path leads to the very step whose values do not fit together.
        """
        steps = {"escalate": {"least_notice": "1 day"}}
        data = {"based_on": "community@2021", "rules": {"escalation": {"steps": steps}}}
        assert faults(data) == [
            ("rules.escalation.steps.escalate.least_notice", "does_not_fit")
        ]

    def test_a_reading_whose_case_is_gone(self) -> None:
        """
        What no longer has its field has no reading either.
        """
        data = {
            "based_on": "repair@2021",
            "remove": ["rules.visit_deadline.cases.general"],
        }
        assert faults(data) == [("", "does_not_fit")]
        data["remove"] = [*data["remove"], "readings.A-02"]
        book = load(data)
        assert load(dump(book, based_on="repair@2021")) == book

    def test_another_order(self) -> None:
        """
        Order cannot be said as a difference; written out whole it can.
        """
        deadline = BOOK["visit_deadline"]
        turned = attrs.evolve(deadline, cases=deadline.cases[::-1])
        book = BOOK.replace("visit_deadline", turned)
        with pytest.raises(InvalidFieldError, match="in the same order"):
            dump(book, based_on="repair@2021")
        assert loads(dumps(book)) == book
        with pytest.raises(UnknownNameError):
            dump(book, based_on="repair@2012")


class TestReadings:
    """
    Readings that a file defines itself.
    """

    def reading(self, **changes: Any) -> dict[str, Any]:
        """Return a document with one reading of its own."""
        reading = {
            "question": {"en": "how long?", "zh": "多久？"},
            "rules": ["visit_deadline"],
            "field": "cases.general.limit",
            "choices": {"LONG": "1 week", "SHORT": "3 days"},
            "chosen": "LONG",
            "ground": {"en": "so", "zh": "如此"},
        }
        return {
            "based_on": "repair@2021",
            "readings": {"H-1": {**reading, **changes}},
        }

    def test_a_new_one(self) -> None:
        """
        Its choices are what its field may hold.
        """
        book = load(self.reading())
        assert book.in_force("H-1") == "LONG"
        assert book.choose("H-1", "SHORT")["visit_deadline"].case("general").limit == (
            Days(3)
        )
        assert loads(dumps(book)) == book

    def test_of_a_whole_case(self) -> None:
        """
        A choice may be a whole entry.
        """
        entry = {"key": "general", "limit": "3 days", "clause": "REPAIR-2a"}
        book = load(self.reading(field="cases.general", choices={"LONG": entry}))
        assert book.reading("H-1").choices["LONG"].limit == Days(3)

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"field": "cases.general.limits"}, ("field", "unknown_field")),
            ({"field": "name.said"}, ("field", "unknown_field")),
            ({"rules": ["visit_dedline"]}, ("rules[0]", "unknown_rule")),
            ({"rules": []}, ("rules", "too_few")),
            ({"rules": [3]}, ("rules[0]", "wrong_type")),
            ({"field": 3}, ("field", "wrong_type")),
            ({"chosen": "LONGER"}, ("chosen", "unknown_choice")),
            ({"choices": {"LONG": 7}}, ("choices.LONG", "unfit_choice")),
            ({"choices": {}}, ("choices", "unfit_choice")),
            ({"why": "so"}, ("why", "unknown_key")),
        ],
    )
    def test_at_fault(self, changes: dict[str, Any], expected: tuple[str, str]) -> None:
        """
        Each fault is named at its place.
        """
        path, code = expected
        assert (f"readings.H-1.{path}", code) in faults(self.reading(**changes))

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"choices": ["LONG"]}, ("choices", "unfit_choice")),
            ({"choices": {"LONG": 7}}, ("choices.LONG", "unfit_choice")),
            ({"chosen": 3}, ("chosen", "wrong_type")),
            ({"chosen": " LONG"}, ("chosen", "not_allowed")),
        ],
    )
    def test_at_fault_once(
        self, changes: dict[str, Any], expected: tuple[str, str]
    ) -> None:
        """
        What cannot be read is not said to be no choice as well.
        """
        path, code = expected
        assert faults(self.reading(**changes)) == [(f"readings.H-1.{path}", code)]

    def test_missing_parts(self) -> None:
        """
        A reading says all of its parts.
        """
        data = self.reading()
        del data["readings"]["H-1"]["ground"]
        assert faults(data) == [("readings.H-1.ground", "missing_key")]

    def test_of_a_rule_at_fault(self) -> None:
        """
        The rule is named once, and not again by the reading that decides it.
        """
        data = dump(BOOK)
        data["rules"]["visit_deadline"]["kind"] = "deadlin"
        assert faults(data) == [("rules.visit_deadline.kind", "not_allowed")]

    def test_of_a_field_that_no_file_says(self) -> None:
        """
        A book of Python may decide it; it cannot be written, and says so.
        """
        clause = BOOK["visitors"].clause
        for path, value in (
            ("clause.words", clause.words),
            ("name.said", BOOK["visitors"].name.said),
        ):
            reading = Reading(
                id="H-1",
                question=Text("?", "？"),
                rules=("visitors",),
                field=path,
                choices=Table({"A": value}),
                ground=Text("so", "如此"),
            )
            book = attrs.evolve(BOOK, readings=(*BOOK.readings, reading))
            assert book.in_force("H-1") == "A"
            with pytest.raises(UnknownNameError) as caught:
                dump(book)
            assert (caught.value.kind, caught.value.got) == ("field", path)
            assert caught.value.allowed[:4] == ("id", "clause", "name", "owed_by")

    def test_of_a_field_that_is_none(self) -> None:
        """
        A reading that decides nothing cannot be written.
        """
        reading = Reading(
            id="H-1",
            question=Text("?", "？"),
            rules=("visitors",),
            field="nowhere",
            choices=Table({"A": 1}),
            ground=Text("so", "如此"),
        )
        with pytest.raises(UnknownNameError, match="unknown field 'nowhere'"):
            dump(attrs.evolve(BOOK, readings=(reading,)))


class TestSmallThings:
    """
    What nothing else touches.
    """

    def test_an_unknown_form(self) -> None:
        """
        TOML and JSON, and nothing else.
        """
        with pytest.raises(UnknownNameError, match="unknown form 'yaml'"):
            dumps(BOOK, "yaml")

    def test_an_edition_is_shown_by_its_name(self) -> None:
        """
        A message about editions does not print every clause.
        """
        assert repr(Edition(rules=BOOK)).startswith("Edition(rules=REPAIR@2021,")
