"""
Answers over columns: how often each window was given each grade.

What is counted in which part depends on what the rule averages: one part for all
answers, one for each item, or one for each size of form.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from operator import add, or_
from typing import Any

import narwhals as nw

from followup_rules.errors import InvalidFieldError, WrongColumnTypeError
from followup_rules.frames.columns import Work, hidden
from followup_rules.frames.outcomes import column, first_of
from followup_rules.frames.scoring.reading import (
    BLANK,
    FAULTS,
    Asked,
    add_settling,
    go_together,
    names_of,
    ones,
    open_frame,
    put_together,
    read_answers,
    read_cells,
    read_forms,
    read_windows,
)
from followup_rules.immutable import frozen
from followup_rules.policies.scoring import Blank, NonResponse, ScoringPolicy, Unit


@frozen
class Layout:
    """
    Which sums a rule needs.
    """

    policy: ScoringPolicy

    @property
    def parts(self) -> int:
        """
        How many parts the answers are counted in.
        """
        apart = self.policy.unit in {Unit.MEAN_OF_FORMS, Unit.MEAN_OF_ITEMS}
        return len(self.policy.items) if apart else 1

    @property
    def grades(self) -> range:
        """
        The places of the grades.
        """
        return range(len(self.policy.scale.ids))

    def tally(self, part: int, grade: int) -> str:
        """
        Name the count of a grade in a part.
        """
        return f"tally_{part}_{grade}"

    def rating(self, grade: int) -> str:
        """
        Name the count of a grade on the rating devices.
        """
        return f"rating_{grade}"

    @property
    def sums(self) -> tuple[str, ...]:
        """
        Name everything that is counted.
        """
        tallies = [self.tally(p, g) for p in range(self.parts) for g in self.grades]
        ratings = [self.rating(g) for g in self.grades]
        return (*tallies, *ratings, "forms", "blanks", "no_answer", *FAULTS)


def tally_answers(
    native: Any,
    policy: ScoringPolicy,
    asked: Asked,
    *,
    settles: str | None,
    zone: str | None,
) -> Work:
    """
    Count the answers of calls and forms, window by window.

    Raises:
        InvalidFieldError: If a column is needed that was not named, or cannot be used
            with the others.
        UnknownNameError: If a column is named for an item that the rule has not.
        MissingColumnError, WrongColumnTypeError, NaiveColumnError: If a column is
            unusable.
    """
    asked = go_together(policy, asked)
    layout, keys = Layout(policy), asked.keys

    def read(part: Work) -> Work:
        """Read some of the rows."""
        part = add_settling(read_windows(part, asked), settles, zone)
        if isinstance(asked.grade, Mapping):
            return read_forms(part, policy, asked.grade)
        made = read_answers if asked.form is None else read_cells
        return made(part, policy, asked)

    def counted(part: Work) -> Work:
        """Count some forms, or answers."""
        if isinstance(asked.grade, str) and asked.form is None:
            return _sum(_fill_answers(part, layout, asked), layout, keys)
        return _sum(_fill_forms(part, layout), layout, keys)

    rows = open_frame(native, asked, settles).slices()
    if asked.form is None:
        found = [counted(read(part)) for part in rows]
    else:
        forms = put_together([read(part) for part in rows], policy, asked)
        found = [counted(part) for part in forms.slices()]
    return found[0] if len(found) == 1 else put_on_top(found, layout, keys)


def tally_ratings(native: Any, policy: ScoringPolicy, asked: Asked) -> Work:
    """
    Count what was pressed on rating devices, window by window.

    Raises:
        MissingColumnError, WrongColumnTypeError: If a column is unusable.
    """
    layout = Layout(policy)

    def counted(part: Work) -> Work:
        """Count some of the rows."""
        part = add_settling(read_windows(part, asked), None, None)
        part = read_answers(part, policy, asked)
        part = part.with_columns(rating_missing=ones(column("code") == BLANK))
        rated = {layout.rating(g): ones(column("code") == g) for g in layout.grades}
        return _sum(_times(part, rated), layout, asked.keys)

    found = [counted(part) for part in open_frame(native, asked, None).slices()]
    return found[0] if len(found) == 1 else put_on_top(found, layout, asked.keys)


def put_on_top(works: Sequence[Work], layout: Layout, keys: Sequence[str]) -> Work:
    """
    Return the counts of several frames as those of one.

    Raises:
        InvalidFieldError: If the frames are of several engines.
        WrongColumnTypeError: If a column of the groups has several types.
    """
    first = works[0]
    for other in works[1:]:
        if type(other.engine) is not type(first.engine):
            name = type(other.native).__qualname__
            kind = type(first.native).__qualname__
            raise InvalidFieldError("evaluator", name, f"a {kind}, like the answers")
        for key in keys:
            kinds = [work.frame.collect_schema()[key] for work in (first, other)]
            if kinds[0] != kinds[1]:
                raise WrongColumnTypeError("by", key, str(kinds[1]), str(kinds[0]))
    names = [*keys, *map(hidden, (*layout.sums, "settles"))]
    stacked = nw.concat([work.frame.select(*names) for work in works], how="vertical")
    return first.also(_grouped(stacked, layout.sums, layout, keys))


def add_windows(
    work: Work, layout: Layout, windows: Sequence[str], keys: Sequence[str]
) -> Work:
    """
    Add the windows that nobody was asked about, wherever other windows are counted.
    """
    engine, own = work.engine, keys[:-1]
    places = work.frame.select(*own).unique()
    for name in own:
        places = places.filter(~nw.col(name).is_null())
    spread = engine.times_over(places, hidden("place"), len(windows))
    spread = engine.look_up(spread, {keys[-1]: hidden("place")}, list(windows))
    nothing = {hidden(name): nw.lit(0).cast(nw.Int64) for name in layout.sums}
    nothing[hidden("settles")] = nw.lit(None).cast(nw.Int64)
    return put_on_top([work, work.also(spread.with_columns(**nothing))], layout, keys)


def _fill_forms(work: Work, layout: Layout) -> Work:
    """Count blanks and silence as the rule says, and the grades of each form."""
    policy = layout.policy
    cells = [column(f"cell_{i}") for i in range(len(policy.items))]
    work = work.with_columns(
        spoke=reduce(or_, [cell != BLANK for cell in cells]),
        left_out=reduce(add, [ones(cell == BLANK) for cell in cells]),
    )
    blank, silence = _end(policy, policy.blanks), _end(policy, policy.non_response)
    filled = {
        i: first_of([(cell != BLANK, cell), (column("spoke"), blank)], silence)
        for i, cell in enumerate(cells)
    }
    work = work.with_columns(**{f"full_{i}": cell for i, cell in filled.items()})
    work, counted = _count(work, layout, {i: column(f"full_{i}") for i in filled})
    counted["blanks"] = column("left_out") * ones(column("spoke"))
    counted["no_answer"] = ones(~column("spoke"))
    return _times(work, counted)


def _fill_answers(work: Work, layout: Layout, asked: Asked) -> Work:
    """Count blanks as the rule says, and the grades of each answer."""
    policy = layout.policy
    blank = (column("code") == BLANK) & (column("item") != BLANK)
    work = work.with_columns(left_out=blank)
    end = _end(policy, policy.blanks)
    code = nw.when(column("left_out")).then(nw.lit(end)).otherwise(column("code"))
    work = work.with_columns(full=code)
    cells = {0: column("full")}
    if asked.topic is not None and policy.unit is not Unit.ITEM_POOLED:
        cells = {
            i: first_of([(column("item") == i, column("full"))], BLANK)
            for i in range(len(policy.items))
        }
    work, counted = _count(work, layout, cells)
    counted["blanks"] = ones(column("left_out"))
    return _times(work, counted)


def _end(policy: ScoringPolicy, rule: Blank | NonResponse) -> int:
    """Return the place of the grade that a missing answer counts as, if any."""
    ends = {"lowest": len(policy.scale.ids) - 1, "highest": 0}
    return ends.get(rule.value, BLANK)


def _count(
    work: Work, layout: Layout, cells: Mapping[int, Any]
) -> tuple[Work, dict[str, Any]]:
    """Count the grades of each row, in the parts of the layout."""
    policy, unit = layout.policy, layout.policy.unit
    if unit is Unit.OVERALL and len(cells) > 1:
        cells = {0: cells[policy.items.index(policy.overall)]}
    if unit is Unit.MEAN_OF_ITEMS:
        return work, {
            layout.tally(i, g): ones(cell == g)
            for i, cell in cells.items()
            for g in layout.grades
        }
    totals = {
        f"total_{g}": reduce(add, [ones(cell == g) for cell in cells.values()])
        for g in layout.grades
    }
    if unit is not Unit.MEAN_OF_FORMS:
        return work, {layout.tally(0, g): totals[f"total_{g}"] for g in layout.grades}
    work = work.with_columns(**totals)
    work = work.with_columns(size=reduce(add, map(column, totals)))
    counted = {
        layout.tally(k, g): column(f"total_{g}") * ones(column("size") == k + 1)
        for k in range(layout.parts)
        for g in layout.grades
    }
    return work, {**counted, "forms": ones(column("size") > 0)}


def _times(work: Work, counted: Mapping[str, Any]) -> Work:
    """Add what each row counts, as often as it occurred."""
    return work.with_columns(
        **{name: made * column("times") for name, made in counted.items()}
    )


def _sum(work: Work, layout: Layout, keys: Sequence[str]) -> Work:
    """Add up each window; what was not counted is 0."""
    names = names_of(work)
    found = [name for name in layout.sums if hidden(name) in names]
    return work.also(_grouped(work.frame, found, layout, keys))


def _grouped(
    frame: Any, sums: Iterable[str], layout: Layout, keys: Sequence[str]
) -> Any:
    """Add up a frame by its keys."""
    made = {hidden(name): nw.lit(0) for name in layout.sums}
    made |= {hidden(name): column(name) for name in (*sums, "settles")}
    grouped = frame.group_by(*keys).agg(
        *[column(name).sum() for name in sums], column("settles").max()
    )
    whole = {name: value.cast(nw.Int64) for name, value in made.items()}
    return grouped.with_columns(**whole)
