"""
What is dumped loads again as the very same rules, in TOML and in JSON.
"""

import json
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.interchange.generated import objects, rulebooks

from followup_rules.books.register import shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.interchange import (
    KINDS,
    dump,
    dumps,
    load,
    loads,
    shipped,
    shipped_names,
)

FORMS = ("toml", "json")
SLOW = (HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large)


class TestPolicies:
    """
    `load(dump(x)) == x` for generated policies of every kind.
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
