"""
The rows of a ledger: their ids and groups, and which of them have a part in a draw.
"""

from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw
from attrs import asdict

from followup_rules.frames.columns import Work, hidden, start
from followup_rules.frames.engines.hashing import UNSOUND
from followup_rules.frames.outcomes import column, first_of
from followup_rules.immutable import frozen
from followup_rules.policies.draws import DrawPolicy, DrawUnit, Repeat, Scope
from followup_rules.policies.draws.selection import SEPARATOR, WHOLE_FRAME

_TAIL: Final = f"(?s){SEPARATOR}.*"


@frozen
class Columns:
    """
    The columns of one call, as far as the policy asks for them.
    """

    id: str
    window: str | None
    person: str | None
    called: str | None
    excluded: str | None


def asked(policy: DrawPolicy, columns: Columns) -> Columns:
    """
    Leave out the columns for which the policy does not ask.
    """
    return Columns(
        columns.id,
        columns.window,
        columns.person if policy.unit is DrawUnit.PERSON else None,
        None if policy.repeat is Repeat.IGNORED else columns.called,
        columns.excluded,
    )


def _begin(frame: Any, columns: Columns, results: Sequence[str]) -> Work:
    """Begin work on a frame; rows in memory are numbered, to find them again."""
    work = start(frame, asdict(columns), results, needed=("id",))
    if isinstance(work.frame, nw.DataFrame):
        return work.also(work.frame.with_row_index(hidden("row")))
    return work


def read(
    frame: Any,
    policy: DrawPolicy,
    columns: Columns,
    results: Sequence[str],
    text: str,
) -> Work:
    """
    Add id, ticket and group of each row, why it is refused, and its part in the draw.

    Raises:
        MissingColumnError, WrongColumnTypeError, ColumnTakenError: If a column is
            unusable.
    """
    work = _begin(frame, columns, results)
    columns = asked(policy, columns)
    work = _identify(work, policy, columns)
    names = {hidden("ticket"): hidden("id")}
    work = work.also(work.engine.tickets(work.frame, names, text))
    work = spread(work, hidden("id"), copies=("count", "id"))
    problems = [*_id_problems(policy, columns), *_flag_problems(work, columns)]
    absent = nw.lit(None).cast(nw.String)
    work = work.with_columns(refused=first_of(problems, absent))
    return _part(work, policy, columns)


def _identify(work: Work, policy: DrawPolicy, columns: Columns) -> Work:
    """Add the whole id of each row, and the group it is drawn from."""
    work = work.with_columns(serial=work.texts("id", columns.id))
    whole = column("serial")
    if columns.window is not None:
        work = work.with_columns(code=work.texts("window", columns.window))
        whole = nw.concat_str(column("code"), whole, separator=SEPARATOR)
    work = work.with_columns(id=whole)
    if policy.scope is Scope.TOTAL:
        return work.with_columns(group=nw.lit(WHOLE_FRAME))
    if columns.window is not None:
        return work.with_columns(group=column("code"))
    return work.with_columns(group=nw.when(_holds_window("id")).then(_window_in("id")))


def _holds_window(name: str) -> Any:
    """Whether an id names a window."""
    return column(name).str.contains(SEPARATOR, literal=True)


def _window_in(name: str) -> Any:
    """Return what stands before the first separator of an id."""
    return column(name).str.replace_all(_TAIL, "")


def _id_problems(policy: DrawPolicy, columns: Columns) -> list[tuple[Any, str]]:
    """Say why a row has no usable id, as the scalar path does."""
    problems: list[tuple[Any, str]] = []
    if columns.window is not None:
        twice = _holds_window("serial") & (_window_in("serial") == column("code"))
        problems = [
            (column("code").is_null(), "fact_missing:window"),
            (_unsound(column("code")) | _holds_window("code"), "invalid_window"),
            (_unsound(column("serial")), "invalid_id"),
            (twice, "window_named_twice"),
        ]
    problems.append((column("ticket").is_null(), "invalid_id"))
    if policy.scope is not Scope.TOTAL:
        problems.append((column("group").is_null(), "fact_missing:window"))
    return [*problems, (column("copies") > 1, "duplicate_id")]


def _flag_problems(work: Work, columns: Columns) -> list[tuple[Any, str]]:
    """Say why it is not known whether a row has a part."""
    problems = []
    if columns.excluded is not None:
        if gives_reasons(work, columns.excluded):
            unusable = _unsound(work.texts("excluded", columns.excluded))
            problems.append((unusable, "invalid_reason"))
        else:
            unknown = work.flags("excluded", columns.excluded).is_null()
            problems.append((unknown, "fact_missing:excluded"))
    if columns.called is not None:
        unknown = work.flags("called", columns.called).is_null()
        problems.append((unknown, "fact_missing:called"))
    return problems


def gives_reasons(work: Work, name: str) -> bool:
    """
    Say whether exclusions come as texts.

    Raises:
        WrongColumnTypeError: If they come neither so nor as true or false.
    """
    kinds = (nw.Boolean, nw.String, nw.Categorical, nw.Enum)
    kind = work.holds("excluded", name, kinds, "true or false, or reasons as texts")
    return kind is not None and kind != nw.Boolean


def _unsound(text: Any) -> Any:
    """Whether a text is blank, padded or holds control characters."""
    return (text == "") | text.str.contains(UNSOUND)


def spread(work: Work, group: str, **made: tuple[str, str]) -> Work:
    """
    Add what each group comes to, to each of its rows.
    """
    hid = {hidden(name): (how, hidden(old)) for name, (how, old) in made.items()}
    return work.also(work.engine.spread(work.frame, hid, (group,)))


def _part(work: Work, policy: DrawPolicy, columns: Columns) -> Work:
    """Add who was called, whose case comes first, and who has a part in the draw."""
    never, out = nw.lit(value=False), nw.lit(value=False)
    again = never if columns.called is None else nw.col(columns.called)
    if columns.excluded is not None:
        out = nw.col(columns.excluded)
        out = ~out.is_null() if gives_reasons(work, columns.excluded) else out
    again = again.cast(nw.Boolean).fill_null(value=False)
    part = column("refused").is_null() & ~out.cast(nw.Boolean)
    work = work.with_columns(again=again, part=part.fill_null(value=False))
    if columns.person is not None:
        work = _with_other_cases(work, work.texts("person", columns.person))
    if policy.repeat is Repeat.EXCLUDED:
        work = work.with_columns(part=column("part") & ~column("again"))
    return work if columns.person is None else _one_case_each(work)


def _with_other_cases(work: Work, person: Any) -> Work:
    """Count the other cases of those who were called as called."""
    work = work.with_columns(person=nw.when(person != "").then(person))
    work = work.with_columns(called=column("again").cast(nw.Int64))
    work = spread(work, hidden("person"), reached=("max", "called"))
    shared = (column("reached") == 1) & ~column("person").is_null()
    return work.with_columns(again=column("again") | shared.fill_null(value=False))


def _one_case_each(work: Work) -> Work:
    """Leave each person the smallest id of those that have a part."""
    unknown = column("part") & column("person").is_null()
    refused = nw.when(unknown).then(nw.lit("fact_missing:person"))
    work = work.with_columns(
        refused=refused.otherwise(column("refused")), part=column("part") & ~unknown
    )
    case = nw.when(column("part")).then(column("id"))
    work = work.with_columns(case=case)
    work = spread(work, hidden("person"), smallest=("min", "case"))
    first = (column("id") == column("smallest")).fill_null(value=False)
    return work.with_columns(part=column("part") & first)
