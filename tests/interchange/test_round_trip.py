"""
What is dumped loads again as the very same rules, in TOML and in JSON.
"""

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.interchange.generated import objects, rulebooks
from tests.interchange.test_schema import VALIDATOR

from followup_rules.books.register import shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Clause, Text
from followup_rules.errors import RulesFileError
from followup_rules.interchange import (
    KINDS,
    dump,
    dumps,
    load,
    loads,
    shipped,
    shipped_names,
)
from followup_rules.policies.deadlines import DeadlinePolicy
from followup_rules.timing.amounts import WorkingHours
from followup_rules.timing.counting import ClosesAt, Counting, OutsideHours
from followup_rules.timing.hours import OfficeHours

FORMS = ("toml", "json")
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


class TestPolicies:
    """
    `load(dump(x)) == x` for generated policies of every kind, and the schema takes them.
    """

    @pytest.mark.parametrize("kind", KINDS)
    @settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
    @given(data=st.data())
    def test_of_every_kind(self, kind: str, data: st.DataObject) -> None:
        """
        Whatever the fields of a kind may hold survives, and so does its digest.
        """
        policy = data.draw(objects(KINDS[kind]))
        for form in FORMS:
            again = loads(dumps(policy, form), form)
            assert again == policy
            assert type(again) is type(policy)
            assert hash(again) == hash(policy)
        plain = json.loads(json.dumps(dump(policy)))
        assert load(plain) == policy
        VALIDATOR.validate(plain)


class TestOfficeHours:
    """
    Opening hours stand in a file as an office writes them.
    """

    OFFICE = OfficeHours(
        zone="Asia/Shanghai",
        week={"mon-fri": "09:00-12:00, 13:30-17:30", "sat": "22:00-06:00"},
        dates={dt.date(2026, 2, 13): "09:00-12:00", dt.date(2026, 2, 25): ()},
        dated_weeks={dt.date(2026, 5, 1): {"mon-fri": "08:00-24:00"}},
        on_make_up="mon",
    )
    POLICY = DeadlinePolicy(
        id="reply",
        clause=Clause(id="DEMO-1", en="in four hours", zh="四个工作小时内"),
        name=Text("the reply", "答复"),
        owed_by="office",
        limit=WorkingHours(4),
        counting=Counting(
            hours=OFFICE,
            outside_hours=OutsideHours.NEXT_OPENING,
            closes_at=ClosesAt.OFFICE_CLOSE,
            hours_stand_still=True,
        ),
    )

    @pytest.mark.parametrize("form", FORMS)
    def test_they_survive(self, form: str) -> None:
        """
        Every field of them, in words that a person reads.
        """
        text = dumps(self.POLICY, form)

        assert loads(text, form) == self.POLICY
        assert "4 working hours" in text
        assert '"08:00-24:00"' in text

    def test_make_up_windows(self) -> None:
        """
        The other way to say what make-up days have.
        """
        office = attrs.evolve(
            self.OFFICE, on_make_up=None, make_up_windows="10:00-12:00"
        )
        counting = attrs.evolve(self.POLICY.counting, hours=office)
        policy = attrs.evolve(self.POLICY, counting=counting)

        assert loads(dumps(policy)) == policy

    @pytest.mark.parametrize(
        ("path", "value", "code"),
        [
            ("week", {"mon": ["09:00-09:00"]}, "does_not_fit"),
            ("week", {"mon": ["09:00-12:00", "11:00-13:00"]}, "does_not_fit"),
            ("week", {}, "does_not_fit"),
            ("week", {"mon": "09:00-12:00"}, "wrong_type"),
            ("week", {"monday": ["09:00-12:00"]}, "unknown_key"),
            ("on_make_up", "mon", "not_allowed"),
            ("zone", "UTC", "does_not_fit"),
        ],
    )
    def test_what_is_wrong_is_named(self, path: str, value: object, code: str) -> None:
        """
        With its place in the file.
        """
        data = dump(self.POLICY)
        data["counting"]["hours"][path] = value
        with pytest.raises(RulesFileError) as caught:
            load(data)

        assert code in {fault.code for fault in caught.value.faults}


class TestRulebooks:
    """
    `load(dump(x)) == x` for rulebooks.
    """

    @settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
    @given(book=rulebooks(tuple(KINDS.values())))
    def test_generated_ones(self, book: Rulebook) -> None:
        """
        Rules, clauses and their order survive.
        """
        for form in FORMS:
            again = loads(dumps(book, form), form)
            assert again == book
            assert tuple(again.rules) == tuple(book.rules)

    @pytest.mark.parametrize("name", shipped_names())
    @pytest.mark.parametrize("form", FORMS)
    def test_shipped_ones_written_out(self, name: str, form: str) -> None:
        """
        Every shipped rulebook survives, its readings and their choices included.
        """
        book = shipped(name)
        again = loads(dumps(book, form), form)
        assert again == book
        assert again.digest() == book.digest()
        assert again.readings_in_force() == book.readings_in_force()

    @pytest.mark.parametrize("name", shipped_names())
    def test_shipped_ones_under_every_other_reading(self, name: str) -> None:
        """
        Each choice of each reading survives as the short file that names it.
        """
        book = shipped(name)
        for reading in book.readings:
            for choice in reading.alternatives:
                changed = book.choose(reading.id, choice)
                document = dump(changed, based_on=name)
                assert document["readings"][reading.id] == choice
                assert load(document) == changed

    def test_every_shipped_rulebook_is_there(self) -> None:
        """
        Each on the shelf, under its name and its edition.
        """
        names = [name.partition("@")[0] for name in shipped_names()]
        assert tuple(names) == shelf()
        assert "repair@2021" in shipped_names()

    def test_every_rule_of_a_shipped_rulebook_alone(self) -> None:
        """
        Each policy survives with its clauses written out.
        """
        for name in shipped_names():
            for policy in shipped(name).rules.values():
                assert load(dump(policy)) == policy


class TestWhatDiffers:
    """
    A file that is based on a shipped rulebook says only what differs.
    """

    def test_one_rate(self) -> None:
        """
        One changed rate is one line.
        """
        book = shipped("repair@2021")
        quota = attrs.evolve(book["visit_quota.office"], rate="8%")
        changed = book.replace("visit_quota.office", quota)
        document = dump(changed, based_on="repair@2021")
        assert document == {
            "format": "followup-rules/rules/1",
            "based_on": "repair@2021",
            "rules": {"visit_quota.office": {"rate": "8%"}},
        }
        assert load(document) == changed

    def test_nothing(self) -> None:
        """
        A rulebook that is the shipped one says nothing but that.
        """
        book = shipped("repair@2021")
        text = dumps(book, based_on="repair@2021")
        assert text == ('format = "followup-rules/rules/1"\nbased_on = "repair@2021"\n')
        assert loads(text) == book

    def test_false_is_not_nought(self) -> None:
        """
        Nothing at all and the number 0 are told apart.
        """
        text = 'based_on = "repair@2021"\n[rules.visit_record]\nleast = false\n'
        assert loads(text)["visit_record"].least is None

    def test_taken_out(self) -> None:
        """
        A case that is gone is a path under `remove`.
        """
        book = shipped("repair@2021")
        deadline = book["visit_deadline"]
        fewer = attrs.evolve(deadline, cases=deadline.cases[:2])
        changed = book.replace("visit_deadline", fewer)
        document = dump(changed, based_on="repair@2021")
        assert document["remove"] == ["rules.visit_deadline.cases.leak"]
        assert load(document) == changed

    def test_everything_is_written_out_else(self) -> None:
        """
        A whole dump names every field, so that another default cannot change it.
        """
        for policy in shipped("construction@2021").rules.values():
            document: dict[str, Any] = dump(policy)
            fields = {field.name for field in attrs.fields(type(policy)) if field.init}
            assert set(document) == {"format", "kind", *fields}
