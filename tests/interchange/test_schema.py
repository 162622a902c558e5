"""
The JSON Schema: committed, up to date, and never stricter than the loader.
"""

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from tests.interchange.mutations import documents, mutated

from followup_rules.books.scenarios import Scenario
from followup_rules.books.vocabulary import Word
from followup_rules.errors import RulesFileError
from followup_rules.interchange import (
    CROSS_FIELD,
    KINDS,
    load,
    make_schema,
    render_schema,
    schema_text,
)
from followup_rules.interchange.classes import shapes_in
from followup_rules.interchange.faults import OF_THE_BASE
from followup_rules.interchange.kinds import FEEDS
from followup_rules.ledgers.facts import Ledger

SCHEMA = json.loads(schema_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
SOUND = documents()
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def codes_of(data: Any) -> set[str]:
    """Return the faults that the loader finds."""
    try:
        load(data)
    except RulesFileError as error:
        return {fault.code for fault in error.faults}
    return set()


class TestCommitted:
    """
    The file in the package.
    """

    def test_is_what_is_made_today(self) -> None:
        """
        Write it anew with `python -m followup_rules schema` after changing a policy.
        """
        assert schema_text() == render_schema()

    def test_is_a_json_schema(self) -> None:
        """
        It follows the 2020-12 dialect, and every reference in it leads somewhere.
        """
        jsonschema.Draft202012Validator.check_schema(make_schema())
        named = set(SCHEMA["$defs"])
        text = schema_text()
        found = {part.split('"')[0] for part in text.split("#/$defs/")[1:]}
        assert found <= named

    def test_every_kind_has_names_of_its_own(self) -> None:
        """
        No two classes share one definition by having the same name.
        """
        seen: dict[str, type] = {}
        todo: list[Any] = [*KINDS.values(), *FEEDS.values(), Ledger, Scenario, Word]
        while todo:
            cls = todo.pop()
            assert seen.setdefault(cls.__name__, cls) is cls
            for shape in shapes_in(cls).values():
                text = [shape]
                while text:
                    inner = text.pop()
                    text += [
                        getattr(inner, name)
                        for name in ("inner", "entries")
                        if hasattr(inner, name)
                    ]
                    of = getattr(inner, "of", None)
                    classes = of if isinstance(of, tuple) else (of,)
                    todo += [
                        one
                        for one in classes
                        if hasattr(one, "__attrs_attrs__") and one not in seen.values()
                    ]


class TestAgainstTheLoader:
    """
    What the schema refuses the loader refuses; the rest is a closed list.
    """

    @pytest.mark.parametrize("number", range(len(SOUND)))
    def test_sound_documents(self, number: int) -> None:
        """
        Both take what `dump` writes.
        """
        VALIDATOR.validate(SOUND[number])
        assert codes_of(SOUND[number]) == set()

    @settings(max_examples=400, deadline=None, suppress_health_check=SLOW)
    @given(data=mutated(SOUND))
    def test_documents_with_something_wrong(self, data: Any) -> None:
        """
        Where the schema refuses the loader does; where only the loader refuses,
        every fault is one that no schema can see.
        """
        codes = codes_of(data)
        if not VALIDATOR.is_valid(data):
            assert codes
        elif "based_on" in json.dumps(data):
            assert codes <= CROSS_FIELD | OF_THE_BASE
        else:
            assert codes <= CROSS_FIELD

    @pytest.mark.parametrize(
        ("data", "takes"),
        [
            ({"based_on": "repair@2021"}, True),
            ({"based_on": "repair@2012"}, False),
            ({"based_on": "estate.toml", "rules": {"x": {"y": 1}}}, True),
            ({"based_on": "edition 2021"}, True),
            ({"based_on": "repair@2021", "rules": {"visit_quota.ofice": {}}}, False),
            (
                {
                    "based_on": "repair@2021",
                    "rules": {"visit_quota.office": {"rate": "8%"}},
                },
                True,
            ),
            (
                {
                    "based_on": "repair@2021",
                    "rules": {"visit_quota.office": {"rate": 0.08}},
                },
                False,
            ),
            ({"based_on": "repair@2021", "readings": {"A-05": "X"}}, False),
            ({"based_on": "repair@2021", "readings": {"A-05": "NOT_EXTENDED"}}, True),
            ({"based_on": "community@2021", "readings": {"A-05": "X"}}, False),
            ({"kind": "quota"}, False),
            ({"editions": {}}, False),
            ({}, False),
        ],
    )
    def test_what_an_editor_sees(self, data: Any, *, takes: bool) -> None:
        """
        The rules and readings of each shipped rulebook are known by name.
        """
        assert VALIDATOR.is_valid(data) is takes
