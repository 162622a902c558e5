"""
The scalar draw from the rows of a frame, for its receipt.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw
from attrs import asdict

from followup_rules.errors import MissingFactError
from followup_rules.frames.columns import start
from followup_rules.frames.draws.reading import Columns, asked, gives_reasons
from followup_rules.frames.moments import check_cell_day, day_number
from followup_rules.policies.draws import Draw, DrawPolicy
from followup_rules.policies.draws.selection import SEPARATOR, Ledger
from followup_rules.timing.moments import Moment, zone_of

_FILL_IN: Final = "fill in its column"


def draw(
    frame: Any,
    policy: DrawPolicy,
    *,
    id: str,
    on: Moment,
    seed: str | None = None,
    window: str | None = None,
    person: str | None = None,
    called: str | None = None,
    excluded: str | None = None,
    seed_source: str | None = None,
) -> Draw:
    """
    Execute, draw from the ids one by one, and return the draw with its receipt.

    The ids and the columns that are named are read into memory. The picks are those
    of `assess`; where that gives an undetermined row, this raises. The receipt is
    proved by `verify(receipt, ids)` with all ids of the frame, `window/serial` where
    there is a *window*; a row that is excluded by true or false has the name of that
    column as its reason there.

    The arguments are those of `assess` and `DrawPolicy.draw`.

    Raises:
        InvalidIdError, DuplicateIdError: If an id is unusable.
        MissingFactError: If it is not known who stands behind an id, whether someone
            was called, or whether someone is excluded.
        MissingSeedError, InvalidFieldError: As for `DrawPolicy.draw`.
        MissingColumnError, WrongColumnTypeError: If a column is unusable.
    """
    check_cell_day(day_number(on, zone_of(policy.zone), "on"), on, "on")
    columns = Columns(id, window, person, called, excluded)
    held = _values(frame, asked(policy, columns))
    whole, ledger = _ledger(held)
    persons = None
    if "person" in held:
        behind = zip(whole, held["person"], strict=True)
        persons = {id_: person for id_, person in behind if person}
    return policy.draw(
        ledger,
        seed=seed,
        on=on,
        persons=persons,
        called=_marked(whole, held, "called"),
        excluded=_exclusions(whole, held, excluded),
        seed_source=seed_source,
    )


def _values(frame: Any, columns: Columns) -> dict[str, list[Any]]:
    """Execute, and return the values of the columns that are asked for."""
    work = start(frame, asdict(columns), needed=("id",))
    read = {"id": work.texts("id", columns.id)}
    for name in ("window", "person"):
        if (named := getattr(columns, name)) is not None:
            read[name] = work.texts(name, named)
    if columns.called is not None:
        read["called"] = work.flags("called", columns.called)
    if columns.excluded is not None:
        reasons = gives_reasons(work, columns.excluded)
        kind = work.texts if reasons else work.flags
        name = "reason" if reasons else "excluded"
        read[name] = kind("excluded", columns.excluded)
    found = work.frame.select(**read)
    rows = found if isinstance(found, nw.DataFrame) else found.collect()
    return {name: rows.get_column(name).to_list() for name in read}


def _ledger(held: Mapping[str, list[Any]]) -> tuple[list[str], Ledger]:
    """
    Return the whole ids in the order of the rows, and what is drawn from.

    Raises:
        MissingFactError: If a row has no window.
    """
    if "window" not in held:
        return held["id"], held["id"]
    pairs = list(zip(held["window"], held["id"], strict=True))
    ledger: dict[str, list[str]] = {code: [] for code, _ in pairs}
    for code, serial in pairs:
        if code is None:
            raise MissingFactError("window", f"the id {serial!r}", _FILL_IN)
        ledger[code].append(serial)
    return [f"{code}{SEPARATOR}{serial}" for code, serial in pairs], ledger


def _exclusions(
    whole: Sequence[str], held: Mapping[str, list[Any]], flag: str | None
) -> dict[str, str]:
    """Return the reason for each id that is excluded; the name of a flag is one."""
    if "reason" not in held:
        return dict.fromkeys(_marked(whole, held, "excluded"), str(flag))
    pairs = zip(whole, held["reason"], strict=True)
    return {id_: reason for id_, reason in pairs if reason is not None}


def _marked(
    whole: Sequence[str], held: Mapping[str, list[Any]], fact: str
) -> list[str]:
    """
    Return the ids for which a fact is true.

    Raises:
        MissingFactError: If it is not known of one.
    """
    if fact not in held:
        return []
    pairs = list(zip(whole, held[fact], strict=True))
    for id_, flag in pairs:
        if flag is None:
            raise MissingFactError(fact, f"the id {id_!r}", _FILL_IN)
    return [id_ for id_, flag in pairs if flag]
