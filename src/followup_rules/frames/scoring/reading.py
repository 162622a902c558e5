"""
Which columns hold the answers, and their grades and topics as places.

A grade becomes its place on the scale, the best being 0, and a topic its place among
the items, in hidden columns `cell_0` and on (forms) or `code` and `item` (answers).
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add, or_
from typing import Any, Final

import narwhals as nw

from followup_rules.errors import (
    InvalidFieldError,
    UnknownNameError,
    WrongColumnTypeError,
)
from followup_rules.frames.columns import Work, hidden, start
from followup_rules.frames.outcomes import column, first_of
from followup_rules.immutable import frozen
from followup_rules.policies.scoring import ScoringPolicy, Unit

BLANK: Final = -2
"""The place of a grade, or of a topic, that was left blank."""
UNKNOWN: Final = -1
"""The place of what means no grade, or no topic."""
FAULTS: Final = (
    "unknown_grade",
    "unknown_topic",
    "topic_missing",
    "form_missing",
    "rating_missing",
    "duplicate_answer",
    "count_missing",
    "impossible_count",
    "too_many_answers",
)
"""What can be wrong with answers; each is counted."""

_MOST: Final = 2**31 - 1
"""How often one row may count, so that no sum of rows leaves 64 bits."""
_WHOLE: Final = (
    nw.Int8,
    nw.Int16,
    nw.Int32,
    nw.Int64,
    nw.Int128,
    nw.UInt8,
    nw.UInt16,
    nw.UInt32,
    nw.UInt64,
)


@frozen
class Asked:
    """
    Which columns hold what was asked and answered.
    """

    window: str
    by: tuple[str, ...]
    grade: str | Mapping[str, str]
    topic: str | None = None
    form: str | None = None
    count: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """
        The columns that tell windows apart, on the inside.
        """
        return (hidden("all"), *self.by, hidden("window"))


def go_together(policy: ScoringPolicy, asked: Asked) -> Asked:
    """
    Return the columns by their shape: a rule of one item takes each row as a form.

    Raises:
        InvalidFieldError: If columns do not go together, or one is needed.
        UnknownNameError: If a column is named for an item that the rule has not.
    """
    single = len(policy.items) == 1
    grade = asked.grade
    if isinstance(grade, str) and single and asked.topic is asked.form is None:
        grade = {policy.items[0]: grade}
    if isinstance(grade, Mapping):
        _check_forms(policy, asked, grade)
        return Asked(asked.window, asked.by, grade, count=asked.count)
    if asked.form is None and policy.unit is Unit.MEAN_OF_FORMS:
        allowed = "a column, for a mean of forms; or a column for each item"
        raise InvalidFieldError("form", None, allowed)
    pooled = policy.unit is Unit.ITEM_POOLED and asked.form is None
    if asked.topic is None and not (pooled or single):
        raise InvalidFieldError("topic", None, "a column that names the item")
    if asked.form is not None and asked.count is not None:
        allowed = "no column, where rows are put together to forms"
        raise InvalidFieldError("count", asked.count, allowed)
    return asked


def _check_forms(policy: ScoringPolicy, asked: Asked, grade: Mapping[str, str]) -> None:
    """Refuse columns that have no meaning where each row is a form."""
    if not grade:
        raise InvalidFieldError("grade", grade, "a column for an item at least")
    for item in grade:
        if item not in policy.items:
            raise UnknownNameError("item", item, policy.items)
    for name, other in (("topic", asked.topic), ("form", asked.form)):
        if other is not None:
            raise InvalidFieldError(name, other, "no column, where each row is a form")


def open_frame(native: Any, asked: Asked, settles: str | None) -> Work:
    """
    Open a frame.

    Raises:
        MissingColumnError, WrongColumnTypeError: If a column is unusable.
    """
    grade = asked.grade if isinstance(asked.grade, Mapping) else {"": asked.grade}
    columns: dict[str, str | None] = {
        "window": asked.window,
        **{f"by#{place}": name for place, name in enumerate(asked.by)},
        **{f"grade#{item}": name for item, name in grade.items()},
        "topic": asked.topic,
        "form": asked.form,
        "count": asked.count,
        "settles": settles,
    }
    work = start(native, columns, needed=("window", "grade#"))
    work.check_groups("by", asked.by)
    if asked.form is not None:
        work.check_groups("form", (asked.form,))
    return work


def read_windows(work: Work, asked: Asked) -> Work:
    """
    Read the window of each row, and how often the row counts.

    Raises:
        WrongColumnTypeError: If a column is unusable.
    """
    texts = [
        nw.col(name).cast(nw.String)
        for name in asked.by
        if name in work.empty or work.schema[name] == nw.String
    ]
    work = work.also(work.frame.with_columns(*texts)) if texts else work
    work = work.with_columns(all=nw.lit(0), window=work.texts("window", asked.window))
    if asked.count is None:
        return work.with_columns(times=nw.lit(1).cast(nw.Int64))
    dtype = work.holds("count", asked.count, _WHOLE, "whole numbers")
    given = nw.col(asked.count)
    if asked.count in work.empty:
        given = given.cast(nw.Int64)
    kind = nw.UInt64 if dtype == nw.UInt64 else nw.Int64  # for arrow compares no others
    negative, large = (
        flag.fill_null(value=False)
        for flag in (given < nw.lit(0, kind), given > nw.lit(_MOST, kind))
    )
    usable = ~(given.is_null() | negative | large)
    return work.with_columns(
        times=nw.when(usable).then(given).cast(nw.Int64).fill_null(0),
        count_missing=ones(given.is_null()),
        impossible_count=ones(negative),
        too_many_answers=ones(large),
    )


def add_settling(work: Work, settles: str | None, zone: str | None) -> Work:
    """
    Add the moment at which the answers of each row are all in; null is none.

    Raises:
        WrongColumnTypeError, NaiveColumnError: If the column is unusable.
    """
    nothing = nw.lit(None).cast(nw.Int64)
    if settles is None or settles in work.empty:
        return work.with_columns(settles=nothing)
    work, read = work.times({"settles": settles}, zone=zone, home="UTC")
    us = read["settles"].us
    if us is None:
        raise WrongColumnTypeError("settles", settles, "days", "times with a zone")
    return work.with_columns(settles=nw.col(us))


def read_forms(work: Work, policy: ScoringPolicy, grade: Mapping[str, str]) -> Work:
    """
    Read forms, each a row with a column for each item.
    """
    cells = {
        f"cell_{i}": _place(policy, work.texts("grade", grade[item]))
        if item in grade
        else nw.lit(BLANK)
        for i, item in enumerate(policy.items)
    }
    work = work.with_columns(**cells)
    return _count_unknown(work, [column(cell) for cell in cells])


def read_answers(work: Work, policy: ScoringPolicy, asked: Asked) -> Work:
    """
    Read answers, each a row with a topic and a grade.
    """
    code = _place(policy, work.texts("grade", str(asked.grade)))
    work = work.with_columns(code=code, item=nw.lit(0))
    work = _count_unknown(work, [column("code")])
    if asked.topic is None:
        return work
    text = work.texts("topic", asked.topic)
    items = [(text == item, i) for i, item in enumerate(policy.items)]
    work = work.with_columns(item=first_of([(text.is_null(), BLANK), *items], UNKNOWN))
    nowhere = (column("item") == BLANK) & (column("code") != BLANK)
    return work.with_columns(
        unknown_topic=ones(column("item") == UNKNOWN), topic_missing=ones(nowhere)
    )


def _place(policy: ScoringPolicy, text: Any) -> Any:
    """Return the place of the grade that a text means."""
    means = [
        (text.is_in(grade.words), g) for g, grade in enumerate(policy.scale.grades)
    ]
    return first_of([(text.is_null(), BLANK), *means], UNKNOWN)


def _count_unknown(work: Work, codes: Iterable[Any]) -> Work:
    """Count what means no grade, once even where the row counts as nothing."""
    unknown = reduce(add, [ones(code == UNKNOWN) for code in codes])
    often = nw.when(column("times") > 0).then(column("times")).otherwise(nw.lit(1))
    return work.with_columns(unknown_grade=unknown * often)


def read_cells(work: Work, policy: ScoringPolicy, asked: Asked) -> Work:
    """
    Read answers that are put together to forms: each fills the cell of its item.
    """
    work = read_answers(work, policy, asked)
    items = range(len(policy.items))
    at = {f"cell_{i}": nw.when(column("item") == i).then(column("code")) for i in items}
    here = {f"here_{i}": ones(column("item") == i) for i in items}
    lost = nw.col(str(asked.form)).is_null()
    work = work.with_columns(**at, **here, form_missing=ones(lost))
    known = [fault for fault in FAULTS if hidden(fault) in names_of(work)]
    kept = map(hidden, (*at, *here, "settles", *known))
    return work.also(work.frame.select(*asked.keys, str(asked.form), *kept))


def put_together(works: Sequence[Work], policy: ScoringPolicy, asked: Asked) -> Work:
    """
    Put the answers of each form into one row; an item may have one of them.
    """
    work = works[0]
    if len(works) > 1:
        work = work.also(nw.concat([one.frame for one in works]))
    items = range(len(policy.items))
    at, here = ([f"{name}_{i}" for i in items] for name in ("cell", "here"))
    most = [column(name).max() for name in (*at, "settles")]
    known = [fault for fault in FAULTS if hidden(fault) in names_of(work)]
    sums = [column(name).sum() for name in (*here, *known)]
    grouped = work.frame.group_by(*asked.keys, str(asked.form)).agg(*most, *sums)
    twice = [column(name) > 1 for name in here]
    return work.also(grouped).with_columns(
        **{name: column(name).fill_null(BLANK) for name in at},
        duplicate_answer=ones(reduce(or_, twice)),
        times=nw.lit(1).cast(nw.Int64),
    )


def names_of(work: Work) -> frozenset[str]:
    """
    Return the names of the columns there are.
    """
    return frozenset(work.frame.columns)


def ones(flag: Any) -> Any:
    """
    Return 1 where a flag holds, else 0.
    """
    return flag.cast(nw.Int64)
