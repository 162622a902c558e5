"""
What is told under a name: a name that nobody knows, and a value that none can be.

Nothing here knows a kind of rule by name: every public question of every kind is asked
with the calls of the kept receipts, one argument changed. A name that no policy knows is
refused with the nearest, and what no argument may be is refused by the name of that
argument.
"""

import functools
import inspect
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import attrs
import pytest
from tests.campaigns.calls import ORDINARY, questions
from tests.campaigns.odd import Silent
from tests.policies.test_nothing_unused import KINDS, calls_of

from followup_rules.errors import FollowupRulesError, UnknownNameError

FEW: Final = 4
"""So many calls of each kind are changed."""
OPEN: Final[Mapping[str, str]] = {
    "ActorPolicy.actors": "whoever came; that is what is judged",
    "DrawPolicy.called": "ids of the whole month, of which the ledger holds some",
    "DrawPolicy.eligible": "the windows that there are",
    "DrawPolicy.persons": "a register that may hold more than the ledger",
    "DrawPolicy.ledger": "the ids that there are",
    "DrawPolicy.discrepancies": "somebody's own words",
    "DrawPolicy.out_of_order": "ids, to be named",
    "DrawPolicy.window": "the window whose serials the ledger holds",
    "DrawPolicy.seed": "any text",
    "DrawPolicy.seed_source": "any text",
    "DrawPolicy.unlogged": "ids, to be named",
    "QuotaPolicy.breakdown": "persons, to be named",
    "QuotaPolicy.settling_fact": "a fact, to be named",
    "WarrantyPolicy.doubtful": "a fact, to be named",
    "DeadlinePolicy.doubtful": "a fact, to be named",
    "TeamPolicy.members": "whoever was there, the roles of others among them",
}
"""What holds names that a policy cannot know, and why."""
NO_NAMES: Final = frozenset(
    {"agreed", "agreed_payment", "contract", "extended_by", "extensions", "limit"}
    | {"pauses", "trigger", "occasions"}
)
"""What is spelt as a text, or told in tables of its own, and holds no name."""
PASSED_ON: Final = {inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL}
STRANGE: Final = "zz no such name"


@functools.cache
def asked() -> tuple[tuple[str, Any, str, Any, dict[str, Any]], ...]:
    """Return a question, its policy, an argument, what is asked, and with what else."""
    return tuple(_asked())


def _asked() -> Iterator[tuple[str, Any, str, Any, dict[str, Any]]]:
    """Yield each of them."""
    for kind in KINDS:
        for policy, told in calls_of(kind)[:FEW]:
            for name, ask in questions(policy):
                taken = inspect.signature(ask).parameters
                given = {k: v for k, v in {**ORDINARY, **told}.items() if k in taken}
                needed = _needed(ask)
                if needed <= given.keys():
                    least = {k: given[k] for k in {*needed, "as_of"} & given.keys()}
                    if refused(ask, least) is not None:
                        continue
                    sound = {k: v for k, v in given.items() if _goes(ask, least, k, v)}
                    for argument, one in taken.items():
                        if one.kind not in PASSED_ON:
                            yield name, policy, argument, ask, {**least, **sound}


def _needed(ask: Any) -> frozenset[str]:
    """Return the arguments without which nothing is asked."""
    return frozenset(
        name
        for name, one in inspect.signature(ask).parameters.items()
        if one.default is inspect.Parameter.empty and one.kind not in PASSED_ON
    )


def _goes(ask: Any, least: Mapping[str, Any], name: str, value: Any) -> bool:
    """Say whether a call is sound with an argument that is not needed."""
    return name in least or refused(ask, {**least, name: value}) is None


def renamed(ask: Any, argument: str, given: Mapping[str, Any]) -> Iterator[Any]:
    """Yield the value of an argument, with a name that nobody knows in it."""
    value = given.get(argument)
    said = str(inspect.signature(ask).parameters[argument].annotation)
    if isinstance(value, Mapping):
        yield {**value, STRANGE: next(iter(value.values()), None)}
    elif "Mapping[str" in said:
        yield {STRANGE: None}
    if isinstance(value, Collection) and all(isinstance(one, str) for one in value):
        yield STRANGE if isinstance(value, str) else (*value, STRANGE)
    elif "Collection[str]" in said or "tuple[str" in said:
        yield (STRANGE,)
    elif re.search(r"(^|\W)str(\W|$)", said) and "Mapping" not in said:
        yield STRANGE


def refused(ask: Any, given: Mapping[str, Any]) -> FollowupRulesError | None:
    """Ask, and return the error of ours that comes of it."""
    try:
        ask(**given)
    except FollowupRulesError as error:
        return error
    return None


def test_unknown_names_are_refused() -> None:
    """
    By what they are names of, with those that are known.
    """
    told: set[str] = set()
    silent: set[str] = set()
    for name, policy, argument, ask, given in asked():
        place = f"{type(policy).__name__}.{argument}"
        if place in OPEN or argument in NO_NAMES:
            continue
        for value in renamed(ask, argument, given):
            error = refused(ask, {**given, argument: value})
            if error is None:
                silent.add(f"{name}({argument})")
            elif isinstance(error, UnknownNameError):
                told.add(place)
                near = attrs_of(error)
                assert near is None or "nearest" in str(near), (name, argument)
    assert silent == set()
    assert {"ChecklistPolicy.circumstances", "ProcedurePolicy.conditions"} <= told
    assert {"WarrantyPolicy.category", "ScoringPolicy.evaluator"} <= told
    assert len(told) > 15, sorted(told)


def attrs_of(error: UnknownNameError) -> UnknownNameError | None:
    """Return the same error for a name with one letter too many, or None without any."""
    known = error.allowed
    return error.but(got=f"{known[0]}x") if known else None


NAMED_BY_POLICY: Final = ("trigger", "event", "anchor", "numerator", "denominator")
"""The fields of policies that say how a fact is called in its messages."""
UNCHECKED: Final = frozenset({"calendar", "seasons", "subject", "subjects"})
"""Objects of ours, which a type checker sees to."""


def test_the_argument_is_named() -> None:
    """
    What no argument may be is refused by its name, or by that which the policy has for it.
    """
    wrong: set[tuple[str, str, str]] = set()
    checked: set[str] = set()
    for name, policy, argument, ask, given in asked():
        if argument in UNCHECKED:
            continue
        error = refused(ask, {**given, argument: Silent()})
        own = {str(getattr(policy, one, "")) for one in NAMED_BY_POLICY} - {""}
        said = str(error)
        if isinstance(error, UnknownNameError) and error.got.__class__ is Silent:
            checked.add(f"{name}({argument})")
            continue
        if error is None:
            wrong.add((name, argument, "taken"))
        elif not any(re.search(rf"\b{re.escape(w)}\b", said) for w in {argument, *own}):
            wrong.add((name, argument, said[:90]))
        else:
            checked.add(f"{name}({argument})")
    assert wrong == set()
    assert "CadencePolicy.due(cell)" in checked
    assert len(checked) > 100


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.__name__)
def test_every_kind_is_asked(kind: Any) -> None:
    """
    No kind of rule is passed over.
    """
    assert attrs.has(kind)
    assert any(type(policy) is kind for _, policy, *_ in asked())
