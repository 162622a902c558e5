"""
Valid documents, and the same with something wrong in them.
"""

import copy
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from followup_rules.interchange import (
    Edition,
    Editions,
    dump,
    read,
    shipped,
    shipped_names,
)

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"

ODD_VALUES: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    1,
    -1,
    3.0,
    0.05,
    "",
    " ",
    "x",
    "5%",
    "101%",
    "7/6",
    "3 days",
    "0 seasons",
    "3 weeks",
    "2 seasons",
    "design service life",
    "25:00",
    "17:30",
    "2026-02-30",
    "2026-13-01",
    "UP",
    "none",
    "REPAIR-1a",
    "e\u0301",
    "a\nb",
    "a\n",
    [],
    ["x", "x"],
    [1],
    {},
    {"x": 1},
    {"id": "REPAIR-1b"},
    {"kind": "quota"},
    {"en": "x"},
)
ODD_KEYS = ("x", "kind", "id", "rate", "limit", "clause", "", " ", "rules", "editions")


def documents() -> list[dict[str, Any]]:
    """
    Return valid documents of every sort.
    """
    whole = [dump(shipped(name)) for name in shipped_names()]
    whole += [dump(read(BOOKS / f"{name}.toml")) for name in ("discharge", "awaab")]
    repair = shipped("repair@2021")
    based = dump(repair.choose("A-05", "CIVIL_CODE_203"), based_on="repair@2021")
    based["rules"] = {
        "visit_quota.office": {"rate": "8%", "rounding": "UP"},
        "visit_deadline": {
            "cases": {"general": {"limit": "3 days"}},
            "counting": {"zone": "UTC", "day_ends": "17:30"},
        },
    }
    policies = [dump(policy) for policy in shipped("construction@2021").rules.values()]
    entry = Edition(rules=repair)
    return [*whole, based, *policies, dump(Editions([entry]))]


@st.composite
def mutated(draw: st.DrawFn, sound: list[dict[str, Any]]) -> dict[str, Any]:
    """
    One of the documents with one, two or three things changed in it.
    """
    document: dict[str, Any] = copy.deepcopy(draw(st.sampled_from(sound)))
    for _ in range(draw(st.integers(1, 3))):
        _mutate(draw, document)
    return document


def _mutate(draw: st.DrawFn, document: dict[str, Any]) -> None:
    """Walk into the document, and change something there."""
    place: Any = document
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        if not keys:
            break
        key = draw(st.sampled_from(keys))
        inner = place[key]
        if isinstance(inner, dict | list) and inner and draw(st.integers(0, 5)):
            place = inner
            continue
        action = draw(st.sampled_from(("replace", "drop", "add")))
        if action == "replace":
            place[key] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))
        elif action == "drop":
            del place[key]
        elif isinstance(place, dict):
            name = draw(st.sampled_from(ODD_KEYS))
            place[name] = copy.deepcopy(draw(st.sampled_from(ODD_VALUES)))
        break
