"""
Rules over the columns of a ledger, kind by kind: deadlines, checklists and actors.

Each gives one frame of verdicts. A row that a rule refuses has the reason that columns
know for it, and is judged by rows, where the refusal has words.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import narwhals as nw

from followup_rules.books.feeds import Actors, Checklist, Deadline
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import FollowupRulesError, WrongColumnTypeError
from followup_rules.fields import Flag
from followup_rules.frames import deadlines
from followup_rules.frames.books.questions import (
    NotInColumnsError,
    Questions,
    is_text,
)
from followup_rules.frames.books.reading import INSIDE, STRANGE, Asking, Told
from followup_rules.frames.books.values import CLEAN
from followup_rules.frames.columns import Times, hidden
from followup_rules.frames.outcomes import any_of, first_of
from followup_rules.ledgers.values import Plain
from followup_rules.reasons import Status, status_of
from followup_rules.timing.calendars import WorkCalendar
from followup_rules.verdicts import AGAINST

RESULTS: Final = (
    "key",
    "rule",
    "clause",
    "status",
    "party",
    "kind",
    "id",
    "cell",
    "last_day",
    "closes",
    "margin_us",
    "reason",
)
BY_ROWS: Final = (
    "impossible_order",
    "unknown_category",
    "unknown_form",
    "instant_needed",
    "date_out_of_range",
    "by_rows",
)
"""Reasons of columns for which a rule refuses a row; rows are asked instead."""
CLOSES: Final = hidden("closes_us")
_KIND: Final = "about_kind"
_ID: Final = "about_id"
_AGAINST: Final = tuple(status.value for status in AGAINST)


def judge(
    book: Rulebook,
    rule_id: str,
    ledgers: Mapping[str, Told],
    asking: Asking,
    *,
    as_of: Any,
    calendar: WorkCalendar | None,
) -> Iterator[Any]:
    """
    Yield frames of the verdicts of one rule on the rows that are not strange.

    Raises:
        NotInColumnsError: If the rule can be judged by rows only.
    """
    feed, rule = book.feeds[rule_id], book[rule_id]
    made = _KINDS.get(type(feed))
    if made is None:
        raise NotInColumnsError(f"fed by {type(feed).__name__}")
    told = rows_asked(book, feed, ledgers)
    if told is None:
        return
    asked = Questions(told, ledgers, asking)
    where = None if feed.where is None else asked.truth(feed.where)
    chosen = nw.col(INSIDE) & ~nw.col(STRANGE)
    if where is not None:
        chosen = chosen & where.fill_null(value=True)
    asked.keep(asked.frame.filter(chosen))
    code = book.regulation.code
    for frame, only in made(asked, feed, rule, as_of=as_of, calendar=calendar):
        yield _shown(frame, code, rule, only)


def rows_asked(book: Rulebook, feed: Any, ledgers: Mapping[str, Told]) -> Told | None:
    """
    Return the rows that a rule is asked of; None where no frame of them is given.

    Raises:
        NotInColumnsError: If columns cannot hold them, or not what lets them off.
    """
    if feed.ways_out:
        keys = ", ".join(way.key for way in feed.ways_out)
        raise NotInColumnsError(f"let off by {keys}")
    told = ledgers.get(feed.each)
    if told is None and book.ledgers[feed.each].inside is not None:
        raise NotInColumnsError("its rows lie inside those of another ledger")
    if told is not None and told.whole is not None:
        raise NotInColumnsError(told.whole)
    return told


def _about(asked: Questions) -> dict[str, Any]:
    """Return what every verdict on a row is about."""
    ledger = asked.told.ledger
    named = ledger.named_by
    kind = nw.lit(ledger.kind) if named is None else asked.told.columns[named]
    return {_ID: nw.col("id"), _KIND: kind}


def _columns(asked: Questions, **more: Any) -> Any:
    """Return the subject of each row, and what the rule is told."""
    made = {**_about(asked), **more}
    return asked.frame.select(**made)


def _shown(frame: Any, code: str, rule: Any, only: str | None) -> Any:
    """Return verdicts as everybody sees them."""
    parts = [nw.lit(f"{_part(code)}/{_part(rule.id)}/{_part(only or '')}/")]
    for name in (_KIND, _ID):
        text = nw.col(name).str.replace_all("%", "%25", literal=True)
        parts += [text.str.replace_all("/", "%2F", literal=True), nw.lit("/")]
    shown = {
        "key": nw.concat_str(parts),
        "rule": nw.lit(rule.id),
        "clause": nw.col("clause"),
        "status": nw.col("status"),
        "party": nw.lit(rule.owed_by),
        "kind": nw.col(_KIND),
        "id": nw.col(_ID),
        "cell": nw.lit(None).cast(nw.String),
        "last_day": nw.col("due_day"),
        "closes": nw.col(CLOSES),
        "margin_us": nw.col("margin_us"),
        "reason": nw.col("reason"),
    }
    return frame.select(**{name: shown[name] for name in RESULTS})


def _part(text: str) -> str:
    """Write a part of a key."""
    return text.replace("%", "%25").replace("/", "%2F")


# ------------------------------------------------------------------------- deadlines


def _deadline(
    asked: Questions, feed: Any, rule: Any, *, as_of: Any, calendar: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge by when something is due."""
    _check_asked(feed, rule)
    zone = rule.counting.zone
    told: dict[str, Any] = {}
    times: dict[str, Times] = {}
    for name in ("since", "done", "closed", "appointed"):
        what = getattr(feed, name)
        if what is not None and (name != "closed" or _is_open_ended(rule)):
            found = asked.ask(what)
            if not isinstance(found, Times):
                raise NotInColumnsError(str(what))
            times[name] = found
    if feed.owed is not True:
        told["owed"] = asked.truth(feed.owed)
    if feed.category is not None:
        told["category"] = asked.ask(feed.category)
    if feed.form is not None:
        told["form"] = asked.ask(feed.form)
    frame = _columns(
        asked,
        **told,
        **{f"day_{name}": nw.col(one.day) for name, one in times.items()},
        **{
            f"us_{name}": nw.col(one.us)
            for name, one in times.items()
            if one.us is not None
        },
    )
    engine = asked.told.work.engine
    for name, one in times.items():
        if one.us is None:
            frame = engine.dates(frame, {name: f"day_{name}"})
        else:
            frame = engine.times(frame, {name: f"us_{name}"}, zone)
    given = {name: name for name in (*told, *times) if name != "since"}
    try:
        judged = deadlines.assess(
            frame.to_native(),
            rule,
            as_of=as_of,
            trigger="since",
            calendar=calendar,
            **given,
        )
    except FollowupRulesError as error:
        raise NotInColumnsError(_why(error, feed)) from error
    found = engine.numbers(nw.from_native(judged), {CLOSES: "closes"})
    yield found, None


def _why(error: FollowupRulesError, feed: Any) -> str:
    """Say why columns do not do, by what the feed asks and not by a column of ours."""
    if not isinstance(error, WrongColumnTypeError):
        return str(error)
    return f"{getattr(feed, error.column)}: {error.got}, not {error.allowed}"


def _check_asked(feed: Any, rule: Any) -> None:
    """
    Leave to rows what columns do not judge: the life of a deadline.

    So is what a rule does not ask, for rows are refused if they tell it.
    """
    life = {
        "extensions": feed.extensions,
        "pauses": feed.pauses,
        "starts": rule.start if not feed.starts else feed.starts,
        "limit": rule.case_limit if feed.limit is None else feed.limit,
    }
    for name, told in life.items():
        if told is not None:
            raise NotInColumnsError(f"its bound depends on {name}")
    asks = {"appointed": rule.self_set, "category": rule.cases, "form": rule.forms}
    for name, used in asks.items():
        what = getattr(feed, name)
        if what is not None and not used:
            raise NotInColumnsError(str(what))


def _is_open_ended(rule: Any) -> bool:
    """Say whether it decides anything when the matter was closed."""
    return rule.limit is None and not rule.self_set and not rule.cases


# ------------------------------------------------------------------------ checklists


def _checklist(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge what a record holds, item by item."""
    for what in (feed.given, feed.circumstances, feed.late):
        if what is not None:
            raise NotInColumnsError(str(what))
    entries = {item.id: _entry(asked, feed, item.id) for item in rule.items}
    made = asked.truth(feed.made).fill_null(value=True)
    closed = asked.truth(feed.closed)
    doubt = any_of([unsure for _, unsure in entries.values()])
    named = {f"item_{n}": one for n, (one, _) in enumerate(entries.values())}
    frame = _columns(asked, **named, made=made, closed=closed, doubt=doubt)
    if feed.apart:
        for place, item in enumerate(rule.items):
            told = {f"item_{place}": item}
            yield _decided(frame, rule, told, least=None, general=item.clause), item.id
        return
    told = {f"item_{place}": item for place, item in enumerate(rule.items)}
    yield _decided(frame, rule, told, least=rule.least, general=rule.clause), None


def _entry(asked: Questions, feed: Any, name: str) -> tuple[Any, Any]:
    """Return whether an item is there, and whether only Python can tell."""
    told, sure = asked.told, nw.lit(value=False)
    if name not in told.columns:
        raise NotInColumnsError(name)
    fact = next(one for one in told.facts if one.name == name)
    found = told.columns[name]
    if not feed.filled:
        if not (isinstance(fact.value, Plain) and isinstance(fact.value.holds, Flag)):
            raise NotInColumnsError(name)
        return found.cast(nw.Boolean), sure
    text = found.cast(nw.String)
    blank = text.is_null() | (text == "").fill_null(value=True)
    clean = text.str.contains(CLEAN).fill_null(value=False)
    return ~blank, ~(blank | clean)


def _decided(
    frame: Any, rule: Any, told: Mapping[str, Any], *, least: int | None, general: Any
) -> Any:
    """Add what a record comes to, and the clause of the item that decides."""
    missing = [(~nw.col(name)).fill_null(value=False) for name in told]
    unknown = [nw.col(name).is_null() for name in told]
    lacks, open_ = any_of(missing), any_of(unknown)
    if least is not None:
        done = _total([nw.col(name).fill_null(value=False) for name in told])
        maybe = _total(unknown)
        lacks = lacks & (done + maybe < least)
        open_ = open_ & (done < least)
    final = nw.col("closed")
    verdict: Any = "items_missing"
    if not rule.breach_at_once:
        cases = [(final, "items_missing"), (~final, "items_outstanding")]
        verdict = first_of(cases, "fact_missing:closed")
    reason = first_of(
        [
            (nw.col("doubt"), "by_rows"),
            (~nw.col("made"), "nothing_to_record"),
            (lacks, verdict),
            (open_, "items_unknown"),
        ],
        "all_present",
    )
    clauses = [
        (lacks & one, item.clause.id)
        for one, item in zip(missing, told.values(), strict=True)
    ] + [
        (open_ & one, item.clause.id)
        for one, item in zip(unknown, told.values(), strict=True)
    ]
    frame = frame.with_columns(
        reason=reason,
        clause=first_of([(~nw.col("made"), general.id), *clauses], general.id),
    )
    return without_limit(frame)


def _total(flags: list[Any]) -> Any:
    """Count what is true."""
    return sum((one.cast(nw.Int64) for one in flags), nw.lit(0))


# ---------------------------------------------------------------------------- actors


def _actors(
    asked: Questions, feed: Any, rule: Any, **_: Any
) -> Iterator[tuple[Any, str | None]]:
    """Judge who acted."""
    if not is_text(asked, feed.by):
        raise NotInColumnsError(str(feed.by))
    frame = _columns(asked, by=asked.ask(feed.by))
    role = nw.col("by").cast(nw.String)
    cases = [
        (role.is_null(), "fact_missing:roles"),
        (role.is_in(rule.allowed), "actor_allowed"),
    ]
    frame = frame.with_columns(
        reason=first_of(cases, "actor_not_allowed"), clause=nw.lit(rule.clause.id)
    )
    yield without_limit(frame), None


_KINDS: Mapping[type, Callable[..., Iterator[tuple[Any, str | None]]]] = {
    Actors: _actors,
    Checklist: _checklist,
    Deadline: _deadline,
}
_REASONS: Final = (
    "items_missing",
    "items_outstanding",
    "fact_missing:closed",
    "nothing_to_record",
    "items_unknown",
    "all_present",
    "fact_missing:roles",
    "actor_allowed",
    "actor_not_allowed",
)


def without_limit(frame: Any) -> Any:
    """
    Add the status that each reason decides, and the columns of a limit, empty.
    """
    by_status: dict[str, list[str]] = {}
    for reason in _REASONS:
        by_status.setdefault(status_of(reason).value, []).append(reason)
    status = first_of(
        [(nw.col("reason").is_in(held), name) for name, held in by_status.items()],
        Status.UNDETERMINED.value,
    )
    return frame.with_columns(
        status=status,
        due_day=nw.lit(None).cast(nw.Date),
        **{CLOSES: nw.lit(None).cast(nw.Int64)},
        margin_us=nw.lit(None).cast(nw.Int64),
    )


def withheld(frame: Any) -> Any:
    """
    Hold nothing against anybody whom a row concerns that nobody can read.
    """
    against = nw.col("status").is_in(_AGAINST)
    return frame.with_columns(
        status=nw.when(against)
        .then(nw.lit(Status.UNDETERMINED.value))
        .otherwise(nw.col("status")),
        reason=nw.when(against)
        .then(nw.lit("row_unusable"))
        .otherwise(nw.col("reason")),
    )
