"""
The ledgers of a book as frames: which column is which, what is known, what is clean.

Rows that can certainly be read are judged in columns. All others are *strange*, with
every row that belongs to them or that they belong to: they are read row by row, so
that what is refused is refused in the same words as in a list of rows.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, Final

import narwhals as nw
from attrs import NOTHING, evolve, field

from followup_rules.books.vocabulary import Speech
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    MissingColumnError,
    NaiveColumnError,
    UnknownNameError,
    WrongColumnTypeError,
)
from followup_rules.fields import Flag
from followup_rules.frames.books.clocks import check_clocks
from followup_rules.frames.books.unfolding import (
    HOME,
    entry_ids,
    is_no_entry,
    marked_below,
    unfolded,
)
from followup_rules.frames.books.values import (
    YES,
    Listed,
    as_column,
    as_list,
    id_text,
    in_years,
    is_clean_id,
)
from followup_rules.frames.columns import Times, Work, check_names, hidden
from followup_rules.frames.engines import engine_of
from followup_rules.frames.moments import Now
from followup_rules.immutable import frozen
from followup_rules.ledgers.facts import Fact, Ledger, plainly_sound
from followup_rules.ledgers.values import Instant, Plain, RowOf
from followup_rules.timing.cycles import Period

AT: Final = hidden("at")
ODD: Final = hidden("odd")
STRANGE: Final = hidden("strange")
KNOWN: Final = hidden("known")
LATER: Final = hidden("later")
INSIDE: Final = hidden("inside")
OWNER: Final = hidden("owner")
ENTERED: Final = "entered_at"


@frozen
class Asking:
    """
    What all ledgers of a call are read for.
    """

    speech: Speech
    now: Now
    as_of: dt.datetime
    period: Period | None
    zone: str
    clocks: str | None
    """Where times without a zone were recorded."""
    limit: int
    """So many rows in error are listed of each ledger and fault."""
    entries: Mapping[str, tuple[Fact, ...]] = field(factory=dict)
    """The facts of the ledgers inside others, by kind."""


@frozen
class Told:
    """
    One ledger as a frame whose columns are called as its facts are.

    Attributes:
        ledger: What its rows are.
        facts: Its facts, with those that rules add.
        work: The frame.
        held: The facts that have a column.
        times: The columns of those that are moments.
        columns: The columns of the others, as rules take them.
        whole: Why no row of it is judged in columns; None where they are.
        aside: The columns of lists, by place, where frames that hold some cannot be
            joined.
        parts: The rows inside its rows, by attribute, as far as columns hold them.
        apart: The ids of its strange rows, where they were fetched.
        lists: The facts that are lists of names.
        surplus: The rows in error that are counted only, and stand in no other frame.
    """

    ledger: Ledger
    facts: tuple[Fact, ...]
    work: Work
    held: frozenset[str]
    times: Mapping[str, Times]
    columns: Mapping[str, Any]
    whole: str | None = None
    aside: Any = None
    parts: Mapping[str, "Told"] = field(factory=dict)
    apart: tuple[str, ...] | None = None
    lists: Mapping[str, Listed] = field(factory=dict)
    surplus: Any = None

    @property
    def link(self) -> Any:
        """
        The id of the row that each row belongs to, or stands in.
        """
        named = self.ledger.owner
        return nw.col(HOME) if named is None else self.columns[named]

    def has(self, frame: Any) -> "Told":
        """
        Return the same ledger with a further frame.
        """
        return evolve(self, work=self.work.also(frame))


def column_names(
    ledger: Ledger,
    facts: tuple[Fact, ...],
    names: tuple[str, ...],
    own: Mapping[str, str],
) -> dict[str, str]:
    """
    Return the column of each fact that has one, `id` and `entered_at` among them.

    Args:
        ledger: What the rows are.
        facts: Their facts.
        names: The columns of the frame.
        own: The host's own names, by fact.

    Raises:
        UnknownNameError: If *own* names a fact that rows of this kind have not.
        MissingColumnError: If a column is not there, and the fact must be told.
        InvalidFieldError: If one column is to be two facts.
    """
    asked = {"id": NOTHING, **{fact.name: fact.default for fact in facts}}
    asked[ENTERED] = None
    for name in own:
        if name not in asked:
            raise UnknownNameError(f"attribute of {ledger.kind}", name, tuple(asked))
        if not isinstance(own[name], str):
            allowed = "the name of a column, as text"
            raise InvalidFieldError(f"{ledger.kind}.{name}", own[name], allowed)
    found: dict[str, str] = {}
    for name, default in asked.items():
        column = own.get(name, name)
        if column in names:
            found[name] = column
        elif name in own or default is NOTHING:
            raise MissingColumnError(f"{ledger.kind}.{name}", column, names)
    taken: dict[str, str] = {}
    for name, column in found.items():
        if column in taken:
            allowed = f"a column of its own: {column!r} is {taken[column]} already"
            raise InvalidFieldError(f"{ledger.kind}.{name}", column, allowed)
        taken[column] = name
    return found


def defaults(told: Told) -> dict[str, Any]:
    """
    Return what rows hold of facts that have no column.
    """
    return {
        fact.name: fact.default for fact in told.facts if fact.name not in told.held
    }


def open_ledger(
    ledger: Ledger,
    facts: tuple[Fact, ...],
    native: Any,
    own: Mapping[str, str],
    asking: Asking,
) -> Told:
    """
    Read the columns of one ledger; what cannot be read of a row makes it odd.

    Raises:
        UnsupportedFrameError: If it is no frame that can be judged.
        UnusableColumnNameError: If a name stands twice, or is one of the library's.
        WrongColumnTypeError: If a column holds another kind of value.
        NaiveColumnError: If times have no zone, and none was named.
    """
    engine = engine_of(native)
    names = engine.names(native)
    check_names(names, engine)
    columns = column_names(ledger, facts, names, own)
    frame = engine.open(
        native, {column: f"{ledger.kind}.{name}" for name, column in columns.items()}
    )
    with _named_by_the_host(ledger.kind, columns):
        frame = frame.select(nw.col(old).alias(new) for new, old in columns.items())
        work = Work(native, engine, frame, engine.schema(frame), engine.empty(frame))
        return _read(ledger, facts, work, frozenset(columns), asking=asking)


def _read(
    ledger: Ledger,
    facts: tuple[Fact, ...],
    work: Work,
    held: frozenset[str],
    *,
    asking: Asking,
) -> Told:
    """Read a frame whose columns are called as facts are."""
    work = work.also(work.engine.numbered(work.frame, AT))
    moments = [fact.name for fact in facts if fact.name in held and fact.is_dated]
    moments += [name for name in (ENTERED,) if name in held]
    _check_moments(work, ledger, facts, moments)
    if asking.clocks is None:
        check_clocks(work, ledger, facts)
    work, times = work.times(
        {name: name for name in moments}, zone=asking.clocks, home=asking.zone
    )
    work, untold = _untold(work, facts, held)
    told = Told(ledger, facts, work, held, {**times, **untold}, {})
    return _cleaned(told, asking)


def inside_of(ledger: Ledger, opened: Mapping[str, Told]) -> Told | None:
    """
    Return the rows inside those of another ledger; None where columns cannot hold them.
    """
    home, _, name = str(ledger.inside).partition(".")
    return opened[home].parts.get(name) if home in opened else None


@contextmanager
def _named_by_the_host(kind: str, columns: Mapping[str, str]) -> Iterator[None]:
    """Name the columns of an error as the host does."""
    try:
        yield
    except (WrongColumnTypeError, NaiveColumnError) as error:
        fact = error.argument.rpartition(".")[2]
        named = {"argument": f"{kind}.{fact}", "column": columns[fact]}
        raise error.but(**named) from None


def _untold(
    work: Work, facts: tuple[Fact, ...], columns: frozenset[str]
) -> tuple[Work, dict[str, Times]]:
    """Add empty columns for moments that have none, and need none."""
    absent = [
        fact.name
        for fact in facts
        if fact.name not in columns
        and fact.is_dated
        and fact.value.optional
        and fact.default is None
    ]
    nothing = nw.lit(None).cast(nw.Int64)
    made = {f"{name}_{unit}": nothing for name in absent for unit in ("day", "us")}
    times = {
        name: Times(hidden(f"{name}_day"), hidden(f"{name}_us")) for name in absent
    }
    return (work.with_columns(**made) if made else work), times


def _check_moments(
    work: Work, ledger: Ledger, facts: tuple[Fact, ...], moments: list[str]
) -> None:
    """Refuse days where rows must tell an instant."""
    exact = {fact.name for fact in facts if type(fact.value) is Instant}
    plain = {fact.name for fact in facts if isinstance(fact.value, Plain)}
    for name in moments:
        where = f"{ledger.kind}.{name}"
        if name in plain:
            work.holds(where, name, (nw.Date,), "days")
        elif name in exact or name == ENTERED:
            work.holds(where, name, (nw.Datetime,), "times with a zone")
        else:
            work.holds(where, name, (nw.Datetime, nw.Date), "times or days")


def _cleaned(told: Told, asking: Asking) -> Told:
    """Read each fact; a row is odd where one of them is not certain to be usable."""
    work = told.work
    ids, bad = _ids(told)
    read = partial(_read, asking=asking)
    parts = unfolded(work, told.facts, ids, asking.entries, read)
    told, columns, unfit = _values(told, asking, parts)
    work = told.work
    bad += unfit
    if ENTERED in told.times:
        bad += _bad_moment(told, ENTERED, optional=True)
    bad += _backwards(told)
    frame = work.frame.with_columns(
        ids.alias("id"), nw.any_horizontal(*bad, ignore_nulls=True).alias(ODD)
    )
    named = {
        name: one if isinstance(one, nw.Expr) else nw.col(one)
        for name, one in columns.items()
    }
    bare = [name for name in work.empty if name in told.held]
    frame = frame.with_columns(nw.col(name).cast(nw.String) for name in bare)
    aside = None
    lists = [
        fact.name
        for fact in told.facts
        if fact.name in told.held
        and fact.name not in told.times
        and not isinstance(fact.value, Plain)
    ]
    if lists and isinstance(frame, nw.DataFrame):
        aside, frame = frame.select(AT, *lists), frame.drop(lists)
    for part in parts.values():
        if not part.ledger.keyed:
            frame = marked_below(frame, part, ODD)
    whole = _only_by_rows(told, asking.speech.book)
    odd = nw.col(ODD) | nw.col("id").is_null() | nw.lit(whole is not None)
    work = work.also(frame.with_columns(odd.alias(ODD)))
    if not work.engine.plans_anew:
        work = work.also(work.engine.worked_out(work.native, work.frame))
    return evolve(told, work=work, columns=named, whole=whole, aside=aside, parts=parts)


def _values(
    told: Told, asking: Asking, parts: Mapping[str, Told]
) -> tuple[Told, dict[str, Any], list[Any]]:
    """Return what rules take of each fact, and where one is not certain to be usable."""
    work, kind = told.work, told.ledger.kind
    lists: dict[str, Listed] = {}
    columns: dict[str, Any] = {}
    bad: list[Any] = []
    for fact in told.facts:
        if fact.name in parts:
            bad += [] if fact.value.optional else [nw.col(fact.name).is_null()]
        elif fact.name in told.times:
            bad += _bad_moment(told, fact.name, optional=fact.value.optional)
        elif fact.name not in told.held:
            try:
                default = _default(fact, asking)
            except FollowupRulesError:
                bad.append(YES)
                continue
            if default is None or isinstance(default, bool | str):
                columns[fact.name] = _same_in_all(fact, default)
        elif (listed := as_list(work, fact, asking.speech)) is not None:
            work, lists[fact.name], clean = listed
            bad.append(~clean)
        else:
            made = as_column(work, kind, fact, asking.speech)
            bad.append(~made.clean)
            if made.value is not None:
                columns[fact.name] = hidden(f"is_{fact.name}")
                shown = made.value.alias(columns[fact.name])
                work = work.also(work.frame.with_columns(shown))
    return evolve(told, work=work, lists=lists), columns, bad


def _ids(told: Told) -> tuple[Any, list[Any]]:
    """Return the id of each row, and where it cannot certainly be used."""
    work, ledger = told.work, told.ledger
    inside = HOME in work.schema
    bad = [is_no_entry()] if inside else []
    if not ledger.keyed and inside:
        return nw.col(HOME), bad
    own = id_text(work, f"{ledger.kind}.id", "id")
    bad.append(~is_clean_id(own))
    return (entry_ids(ledger, own) if inside else own), bad


def _default(fact: Fact, asking: Asking) -> Any:
    """Read what all rows hold of a fact that has no column, as rows are read."""
    if fact.default is None and fact.value.optional:
        return None
    return fact.value.read(fact.default, fact.name, asking.speech)


def _same_in_all(fact: Fact, value: Any) -> Any:
    """Return what all rows hold; engines join no column that is of no type."""
    flag = isinstance(fact.value, Plain) and isinstance(fact.value.holds, Flag)
    return nw.lit(value).cast(nw.Boolean if flag else nw.String)


def _bad_moment(told: Told, name: str, *, optional: bool) -> Iterator[Any]:
    """Say where a moment cannot be used."""
    times = told.times[name]
    absent = ~times.given
    fits = in_years(times).fill_null(value=False)
    yield ~(fits | absent) if optional else ~fits


def _backwards(told: Told) -> Iterator[Any]:
    """Say where one moment of a row lies before the one that it follows."""
    for fact in told.facts:
        after = fact.after
        if after is None or fact.name not in told.times or after not in told.times:
            continue
        yield told.times[fact.name].before(told.times[after])


def _only_by_rows(told: Told, book: Any) -> str | None:
    """Say why no row of a ledger can be held to be clean by its columns."""
    ledger = told.ledger
    if ledger.check is not None and plainly_sound(ledger, book) is None:
        return "its rows are checked by a function"
    if ledger.within is not None:
        return "its rows are named by a cell of the calendar"
    if any(isinstance(fact.value, RowOf) for fact in ledger.facts):
        return "its rows name rows of another ledger"
    if any("." in (fact.after or "") for fact in ledger.facts):
        return "its moments follow those of another ledger"
    ordered = {ledger.placed, *(n for fact in ledger.facts for n in _ordered(fact))}
    if ordered - {None, *told.times}:
        return "it is dated or ordered by what is no column of moments"
    moments = {fact.name for fact in told.facts if fact.is_dated}
    if moments - {*told.times}:
        return "a moment that has no column is the same in all rows"
    return None


def _ordered(fact: Fact) -> tuple[str, ...]:
    """Name a fact that cannot lie before another, and that other one."""
    return () if fact.after is None else (fact.name, fact.after)
