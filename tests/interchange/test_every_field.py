"""
Whatever Python can say of a policy or of what feeds it, a file can.

Each field of each class, with something other than its default, goes out as plain data
and comes back the same, and the schema takes what was written.
"""

import json
from typing import Any

import jsonschema
import pytest
from tests.interchange.every_field import (
    UNUSABLE,
    Known,
    gathered,
    objects_of,
    otherwise,
    shapes,
)

from followup_rules.clauses import Clause
from followup_rules.interchange import dump, load, schema_text
from followup_rules.interchange.classes import shapes_in
from followup_rules.interchange.faults import Place
from followup_rules.interchange.feeding import FeedShape
from followup_rules.interchange.kinds import FEEDS, KINDS

DEFS = json.loads(schema_text())["$defs"]
SHAPES = shapes()
CLAUSES = {"DEMO-1": Clause(id="DEMO-1", en="one", zh="一")}
INSIDE = [
    cls for cls in SHAPES if cls not in {*KINDS.values(), *FEEDS.values(), Clause}
]


def of_definition(name: str) -> jsonschema.Draft202012Validator:
    """Return what checks plain data against one definition of the schema."""
    schema = {"$ref": f"#/$defs/{name}", "$defs": DEFS}
    return jsonschema.Draft202012Validator(schema)


@pytest.fixture(scope="module")
def known() -> Known:
    """Gather objects once."""
    return gathered()


def plain(value: Any) -> Any:
    """Return data as it stands in a file."""
    return json.loads(json.dumps(value))


class TestFiles:
    """
    What is written is read again, and fits the schema.
    """

    @pytest.mark.parametrize("kind", KINDS)
    def test_policies(self, kind: str, known: Known) -> None:
        """Every kind of rule, as it stands by itself and in a rulebook."""
        check = of_definition(f"{KINDS[kind].__name__}Rule")
        for one in objects_of(KINDS[kind], known):
            written = plain(dump(one))
            assert load(written) == one
            del written["format"], written["id"]
            check.validate(written)

    @pytest.mark.parametrize("kind", FEEDS)
    def test_feeds(self, kind: str, known: Known) -> None:
        """What feeds a rule of every kind."""
        check = of_definition(f"{FEEDS[kind].__name__}Feed")
        for one in objects_of(FEEDS[kind], known):
            written = plain(FeedShape(kind).write(one, CLAUSES))
            at = Place((), [], CLAUSES)
            assert (FeedShape(kind).read(written, at), at.faults) == (one, [])
            check.validate(written)

    @pytest.mark.parametrize("cls", INSIDE, ids=lambda cls: cls.__name__)
    def test_what_stands_inside(self, cls: type, known: Known) -> None:
        """Every value that rules and feeds hold, in every form that it has."""
        for shape in SHAPES[cls]:
            entry = "" if shape.without is None else "Entry"
            check = of_definition(f"{cls.__name__}{entry}")
            for one in objects_of(cls, known):
                written = plain(shape.write(one, None))
                at, key = Place(), getattr(one, shape.without or "", None)
                assert (shape.read(written, at, key), at.faults) == (one, [])
                check.validate(written)

    def test_what_no_file_can_say_nothing_can(self, known: Known) -> None:
        """The only fields left out are refused in Python too."""
        for cls, name in ((one, name) for one in SHAPES for name in shapes_in(one)):
            if (cls.__name__, name) in UNUSABLE:
                with pytest.raises(AssertionError, match="say in BESIDE"):
                    otherwise(cls, name, known)
