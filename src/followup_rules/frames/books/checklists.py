"""
Checklists over the columns of a ledger: what a record holds, item by item.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.books.conditions import Listed
from followup_rules.books.conditions.lasting import falls
from followup_rules.fields import Flag
from followup_rules.frames.books.names import is_text
from followup_rules.frames.books.questions import NotInColumnsError, Questions
from followup_rules.frames.books.subjects import about, without_limit
from followup_rules.frames.books.values import CLEAN
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.ledgers.values import Plain

_REASONS: Final = (
    "items_missing",
    "items_outstanding",
    "fact_missing:closed",
    "nothing_to_record",
    "items_unknown",
    "all_present",
    "items_late",
    "items_waived",
)


def checklist(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """
    Judge what a record holds, item by item.

    Raises:
        NotInColumnsError: If only rows can tell it.
    """
    if feed.given is not None:
        raise NotInColumnsError(str(feed.given))
    if falls(feed.closed):
        raise NotInColumnsError(str(feed.closed))
    around = _around(asked, feed.circumstances)
    named: dict[str, Any] = {}
    doubts = []
    for place, item in enumerate(rule.items):
        found, unsure = _entry(asked, feed, item.key)
        named[f"item_{place}"] = _ruled_out(found, item, around)
        if around and item.waived_by:
            named[f"waived_{place}"] = _circumstance(around, item.waived_by)
        if item.key in feed.came_late:
            named[f"late_{place}"] = asked.truth(feed.came_late[item.key])
        doubts += [] if unsure is None else [unsure]
    made = asked.truth(feed.made).fill_null(value=True)
    closed = asked.truth(feed.closed)
    if doubts:
        named["doubt"] = any_of(doubts)
    if feed.came_late and rule.least is not None:
        raise NotInColumnsError("which of several items came late")
    frame = about(asked, **named, made=made, closed=closed)
    told = dict(enumerate(rule.items))
    if feed.apart:
        frame = asked.once(frame)  # else every item would work out all of them again
        for place, item in told.items():
            own = _decided(frame, rule, {place: item}, None, item.clause, named)
            yield own, item.key
        return
    yield _decided(frame, rule, told, rule.least, rule.clause, named), None


def _around(asked: Questions, what: Any) -> list[Any]:
    """Return the circumstances of a row, each a text or null."""
    if what is None:
        return []
    every = what.parts if isinstance(what, Listed) else (what,)
    for one in every:
        if not is_text(asked, one):
            raise NotInColumnsError(str(what))
    return [asked.ask(one).cast(nw.String) for one in every]


def _circumstance(around: list[Any], names: tuple[str, ...]) -> Any:
    """Say whether one of some circumstances is there."""
    return any_of([one.is_in(names).fill_null(value=False) for one in around])


def _ruled_out(found: Any, item: Any, around: list[Any]) -> Any:
    """Return whether an item is there, which a circumstance may rule out."""
    if not (around and item.ruled_out_by):
        return found
    out = _circumstance(around, item.ruled_out_by)
    return nw.when(out).then(nw.lit(value=False)).otherwise(found)


def _entry(asked: Questions, feed: Any, name: str) -> tuple[Any, Any]:
    """Return whether an item is there, and where only Python can tell, if anywhere."""
    told = asked.told
    if name in feed.there:
        return asked.truth(feed.there[name]), None
    if name not in told.columns:
        raise NotInColumnsError(name)
    fact = next(one for one in told.facts if one.name == name)
    found = told.columns[name]
    if not feed.filled:
        if not (isinstance(fact.value, Plain) and isinstance(fact.value.holds, Flag)):
            raise NotInColumnsError(name)
        return found.cast(nw.Boolean), None
    text = found.cast(nw.String)
    blank = text.is_null() | (text == "").fill_null(value=True)
    clean = text.str.contains(CLEAN).fill_null(value=False)
    return ~blank, ~(blank | clean)


def _decided(
    frame: Any,
    rule: Any,
    told: Mapping[int, Any],
    least: int | None,
    general: Any,
    beside: Collection[str],
) -> Any:
    """
    Add what a record comes to, and the clause of the item that decides.

    Each answer on an item is a column of its own, which several others then name:
    written out, each would be worked out as often as it is named.
    """
    frame = frame.with_columns(**_answers(told, beside))
    frame = frame.with_columns(**_open(told, least))
    after = [nw.col(f"after_{place}") for place in told if f"late_{place}" in beside]
    verdict: Any = "items_missing"
    if not rule.breach_at_once:
        final = nw.col("closed")
        cases = [(final, "items_missing"), (~final, "items_outstanding")]
        verdict = first_of(cases, "fact_missing:closed")
    decided = [
        *([(nw.col("doubt"), "by_rows")] if "doubt" in beside else []),
        (~nw.col("made"), "nothing_to_record"),
        *_let_off(told, beside),
        (nw.col("lacks"), verdict),
        (nw.col("vague"), "items_unknown"),
        *([(any_of(after), "items_late")] if after else []),
    ]
    clause = [
        (~nw.col("made"), general.id),
        (nw.col("lacks"), _first(told, "missing_{}", general)),
        (nw.col("vague"), _first(told, "unknown_{}", general)),
    ]
    late = {n: item for n, item in told.items() if f"late_{n}" in beside}
    frame = frame.with_columns(
        reason=first_of(decided, "all_present"),
        clause=first_of(clause, _first(late, "after_{}", general)),
    )
    return without_limit(frame, _REASONS)


def _answers(told: Mapping[int, Any], beside: Collection[str]) -> dict[str, Any]:
    """Return of each item whether it is missing, not known, and came late."""
    found = {}
    for place in told:
        there = nw.col(f"item_{place}")
        answers = {
            "missing": (~there).fill_null(value=False),
            "unknown": there.is_null(),
        }
        if f"late_{place}" in beside:
            late = nw.col(f"late_{place}") & nw.col("closed")
            answers["after"] = (there & late).fill_null(value=False)
        for name, one in answers.items():
            waived = f"waived_{place}"
            bound = one & ~nw.col(waived) if waived in beside else one
            found[f"{name}_{place}"] = bound
    return found


def _open(told: Mapping[int, Any], least: int | None) -> dict[str, Any]:
    """Return whether too few items are there, and whether that is not known."""
    missing = [nw.col(f"missing_{place}") for place in told]
    unknown = [nw.col(f"unknown_{place}") for place in told]
    if least is None:
        return {"lacks": any_of(missing), "vague": any_of(unknown)}
    failed, may = _total(missing), _total(unknown)
    most = len(told) - least  # so many may fail
    return {"lacks": failed > most, "vague": failed + may > most}


def _let_off(told: Mapping[int, Any], beside: Collection[str]) -> list[tuple[Any, str]]:
    """Return where every item is waived and none is there, if all may be waived."""
    if not all(f"waived_{place}" in beside for place in told):
        return []
    bound = [
        nw.col(f"item_{n}").fill_null(value=False) | ~nw.col(f"waived_{n}")
        for n in told
    ]
    return [(~any_of(bound), "items_waived")]


def _first(told: Mapping[int, Any], name: str, general: Any) -> Any:
    """Return the clause of the first item of which that holds."""
    clauses = [(nw.col(name.format(n)), item.clause.id) for n, item in told.items()]
    if {item.clause.id for item in told.values()} <= {general.id}:
        return nw.lit(general.id)
    return first_of(clauses, general.id)


def _total(flags: list[Any]) -> Any:
    """Count what is true."""
    return sum((one.cast(nw.Int64) for one in flags), nw.lit(0))
