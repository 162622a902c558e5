"""
The JSON Schema of a report: committed, up to date, and what every report fits.
"""

import copy
import json
from typing import Any

import jsonschema
import pytest
from tests.books.example_ledgers import BOOKS, asked

from followup_rules.interchange import (
    make_report_schema,
    render_report_schema,
    report_schema_text,
)
from followup_rules.interchange.reports import evidences
from followup_rules.reasons import Status

SCHEMA = json.loads(report_schema_text())
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def data(name: str) -> dict[str, Any]:
    """Return the report of an example as data, with one verdict of each sort."""
    found: dict[str, Any] = json.loads(json.dumps(asked(name).judged().to_dict()))
    sorts = {(one["rule"], one["reasons"][0]["code"]): one for one in found["verdicts"]}
    return {**found, "verdicts": [*sorts.values()]}


class TestTheFile:
    """
    It follows the types of what a report holds.
    """

    def test_it_is_up_to_date(self) -> None:
        """Write `render_report_schema()` to the file after changing a type."""
        assert report_schema_text() == render_report_schema()

    def test_it_is_a_json_schema(self) -> None:
        """It follows the 2020-12 dialect, and every reference in it leads somewhere."""
        jsonschema.Draft202012Validator.check_schema(make_report_schema())
        text = report_schema_text()
        named = set(SCHEMA["$defs"])

        assert all(f'"#/$defs/{name}"' in text for name in named)
        assert text.count('"$ref"') == sum(
            text.count(f'"#/$defs/{name}"') for name in named
        )

    def test_every_shape_is_described(self) -> None:
        """Those that the first five books gave, and all others that there are."""
        shapes = [one.shape for one in evidences()]

        assert len(shapes) == len(set(shapes))
        assert {"deadline", "quota", "items", "score", "cover", "draw"} <= {*shapes}
        verdict = SCHEMA["$defs"]["VerdictData"]["properties"]
        assert len(verdict["evidence"]["oneOf"]) == len(shapes)
        assert verdict["status"]["enum"] == [status.value for status in Status]


class TestReports:
    """
    What books answer fits it, and what they could not answer does not.
    """

    @pytest.mark.parametrize("name", BOOKS)
    def test_examples_fit(self, name: str) -> None:
        """One verdict of each rule and reason."""
        assert [error.message for error in VALIDATOR.iter_errors(data(name))] == []

    @pytest.mark.parametrize(
        "spoil",
        [
            lambda found: found.pop("accounts"),
            lambda found: found.update(left_out={}),
            lambda found: found.update(scheme="followup-rules/report/2"),
            lambda found: found["accounts"]["repair"].update(given="5"),
            lambda found: found["verdicts"][0].update(status="BREACHED"),
            lambda found: found["verdicts"][0].pop("key"),
            lambda found: found["verdicts"][0]["subject"].update(role="office"),
            lambda found: found["verdicts"][0]["evidence"].update(shape="other"),
            lambda found: found["row_errors"][0].update(row=5),
        ],
    )
    def test_others_do_not(self, spoil: Any) -> None:
        """A part that is missing, added, or of another kind."""
        found = copy.deepcopy(REPAIR)
        spoil(found)

        assert not VALIDATOR.is_valid(found)


REPAIR = data("repair")
