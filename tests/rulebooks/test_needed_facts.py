"""
What a row must tell, and what it may leave out for not known.
"""

import importlib
import inspect
from typing import Final

import pytest

from followup_rules.books.rulebook import Rulebook

NEEDED: Final = {
    "repair": {
        "repair": "id",
        "visit": "id repair_id visited_at visitors",
        "problem": "id found_at",
    },
    "community": {
        "estate": "id",
        "post": "id role",
        "area": "id",
        "visit": "id visited_at role",
        "matter": "id kind source raised_at",
        "meeting": "id held_at",
        "document": "id kind issued_at",
        "caller": "id called_at",
    },
    "construction": {
        "project": "id categories",
        "site_visit": "id visited_at kinds",
        "claim": "id category reported_at",
    },
    "consulting": {
        "client": "id",
        "report": "id reported_at",
        "planned": "id",
        "visit": "id client_id visited_at",
        "opinion": "id given_at",
        "document": "id kind made_at",
    },
    "service_centre": {
        "window": "id",
        "case": "id window accepted_at",
        "round": "id drawn_at",
        "call": "id round_id case_id called_at",
        "feedback_form": "id window issued_at",
        "rating": "id window rated_at counts",
        "finding": "id window kind recorded_at",
    },
}


@pytest.mark.parametrize("name", NEEDED)
def test_what_a_row_must_tell(name: str) -> None:
    """Whatever else the regulation asks may be left out."""
    book: Rulebook = importlib.import_module(f"followup_rules.rulebooks.{name}").RULES
    found = {}
    for kind, ledger in book.ledgers.items():
        told = inspect.signature(ledger.row_class).parameters.values()
        found[kind] = " ".join(one.name for one in told if one.default is one.empty)
    assert found == NEEDED[name]
