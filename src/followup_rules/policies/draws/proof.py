"""
The proof of a draw: its receipt held against the ledger, and against what was owed.

One thing that is wrong shows in many fields of a receipt. It is told once, by what
came first: who is told of a ledger of 31 instead of 30 need not hear of its digest,
its chances and its picks as well.
"""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

from followup_rules.canonical import canonical_json, plain
from followup_rules.clauses import spoken
from followup_rules.errors import (
    DateOutOfRangeError,
    FollowupRulesError,
    InvalidFieldError,
    InvalidReceiptError,
    MissingFactError,
)
from followup_rules.exact import as_count
from followup_rules.fields import Words
from followup_rules.immutable import frozen
from followup_rules.policies.draws.records import PUBLISHED, receipt_of, seal
from followup_rules.policies.draws.saying import say_discrepancy
from followup_rules.policies.draws.selection import (
    SEPARATOR,
    WHOLE_FRAME,
    DrawTerms,
    Ledger,
    Repeat,
    Scope,
    select,
    whole_ids,
)
from followup_rules.policies.draws.sizes import read_size
from followup_rules.policies.draws.tickets import (
    SCHEME,
    TicketOrder,
    check_ids,
    digest_of_checked,
)
from followup_rules.timing.cycles import Cycle, cell_named, cell_of
from followup_rules.timing.moments import Moment

_TAKEN: Final = ("chosen", "reserves", "cutoff", *PUBLISHED)
_COUNTED: Final = ("eligible", "shares", "chances", "shortfall", *_TAKEN)
_FOLLOWS: Final[Mapping[str, tuple[str, ...]]] = {
    "frame_digest": ("frame_size", *_COUNTED),
    "seed_string": _TAKEN,
    "rule": ("seed_string", "summary"),
    "period": ("drawn_on", "seed_string", "summary"),
    "excluded": _COUNTED,
    "called": _COUNTED,
    "eligible": _COUNTED,
    "shares": ("chances", "shortfall", *_TAKEN),
    "drawn_on": ("summary",),
    "chances": ("summary",),
    "chosen": ("shortfall", *_TAKEN),
    "reserves": PUBLISHED,
    "cutoff": ("tickets",),
    "shortfall": ("summary",),
}
"""What differs because something else does."""


class Owed(Protocol):
    """
    A rule that says what a receipt must record; `DrawPolicy` is one.
    """

    def terms_owed(self, on: Moment) -> Mapping[str, Any]:
        """
        Return what the receipt of a draw on this day must say, by field.
        """
        ...


@frozen
class Discrepancy:
    """
    One thing that a receipt says and that is otherwise.
    """

    field: str
    recorded: Any
    computed: Any

    def __str__(self) -> str:
        return f"{self.field}: recorded {self.recorded!r}, computed {self.computed!r}"

    def as_texts(self) -> tuple[str, str, str]:
        """
        Return the field and both values as texts; nothing is the empty text.
        """
        return self.field, _as_text(self.recorded), _as_text(self.computed)

    def wording(self, language: str) -> str:
        """
        Say it in a sentence's words; what is long is cut.

        >>> Discrepancy("k", 400, 20).wording("zh")
        '应抽取数：凭证记为400，应为20'
        """
        return say_discrepancy(self.as_texts(), spoken(language))


def once(found: Iterable[Discrepancy]) -> list[Discrepancy]:
    """
    Return what was found, each once and in its order.
    """
    return list({one.as_texts(): one for one in found}.values())


def _as_text(value: Any) -> str:
    """Return a value of a receipt as one text."""
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def verify(
    receipt: Mapping[str, Any],
    frame: Ledger,
    *,
    rule: Owed | None = None,
    on: Moment | None = None,
) -> list[Discrepancy]:
    """
    Compute a draw again, and list what differs; an empty list is the proof.

    Without *rule* this proves that the receipt fits the ledger and itself, which a
    draw of another week, number or rule does as well. With the rule, and the day on
    which the draw was due, the receipt must be that of this draw.

    Args:
        receipt: What `Draw.receipt` gave, or the same read from JSON.
        frame: The ledger as it was at the draw, exclusions and all: whole ids, or
            serials of the receipt's window, or serials by window.
        rule: The rule under which the draw was owed.
        on: The day on which it was.

    Raises:
        InvalidReceiptError: If *receipt* is no table, or not of a scheme this release
            reads.
        InvalidIdError, DuplicateIdError: If *frame* is unusable.
        InvalidFieldError: If *rule* is no rule of draws.
        MissingFactError: If of *rule* and *on* only one is given.
        NaiveTimeError, NotADayError: If *on* is unusable.
    """
    owed: Mapping[str, Any] = {}
    if rule is not None and not callable(getattr(rule, "terms_owed", None)):
        raise InvalidFieldError("rule", rule, "a rule of draws, such as a DrawPolicy")
    if rule is not None and on is not None:
        owed = rule.terms_owed(on)
    elif rule is not None or on is not None:
        fact, given = ("on", "rule") if on is None else ("rule", "on")
        raise MissingFactError(fact, "verify", f"{given}= alone decides nothing")
    recorded, terms = read_receipt(receipt)
    return compare(recorded, terms, frame_meant(recorded, frame), owed)


def compare(
    recorded: Mapping[str, Any],
    terms: DrawTerms,
    ids: Sequence[str],
    owed: Mapping[str, Any],
) -> list[Discrepancy]:
    """
    List what a receipt says otherwise than the draw from these whole ids.

    Raises:
        InvalidReceiptError: If nothing can be drawn as it says.
    """
    try:
        computed = receipt_of(terms, select(terms, ids), ids)
    except FollowupRulesError as error:
        raise InvalidReceiptError(str(error)) from error
    found = [
        *not_owed(computed, owed),
        *_seed_differences(terms, owed),
        *_ledger_differences(terms, recorded, ids),
        *_differences(recorded, computed),
    ]
    found = _told_once(found)
    sealed = seal(recorded)
    if not found and recorded.get("digest") != sealed:
        found = [Discrepancy("digest", recorded.get("digest"), sealed)]
    return found


def read_receipt(receipt: object) -> tuple[dict[str, Any], DrawTerms]:
    """
    Return a receipt as a table of plain data, and what decided its draw.

    Raises:
        InvalidReceiptError: If it is none, or of a scheme that this release does not
            read.
    """
    if not isinstance(receipt, Mapping):
        raise InvalidReceiptError(f"{receipt!r} is no table")
    try:
        recorded = plain(receipt)
        seal(recorded)
    except (FollowupRulesError, RecursionError, ValueError) as error:
        raise InvalidReceiptError(f"it holds what JSON has not ({error})") from error
    if recorded.get("scheme") != SCHEME:
        raise InvalidReceiptError(
            f"scheme {recorded.get('scheme')!r}; this release reads {SCHEME!r}"
        )
    return recorded, _terms(recorded)


def public_seed(terms: DrawTerms) -> str | None:
    """
    Return the public seed inside the seed string; None if that is no such string.
    """
    try:
        scheme, seed, *_ = json.loads(terms.seed_string)
    except (ValueError, TypeError, RecursionError):
        return None
    sound = scheme == SCHEME and Words().accepts(seed)
    return str(seed) if sound else None


def left_out_otherwise(
    terms: DrawTerms, owed: DrawTerms, strangers: Mapping[str, str]
) -> Iterator[Discrepancy]:
    """
    Yield whom a receipt leaves out though the owed draw does not, and the reverse.

    *strangers* were said to be left out, and are not in the ledger.
    """
    ours, due = set(terms.excluded), {*owed.excluded, *strangers.items()}
    yield from (Discrepancy("excluded", list(one), None) for one in sorted(ours - due))
    yield from (Discrepancy("excluded", None, list(one)) for one in sorted(due - ours))
    for id_ in sorted({*terms.called} ^ {*owed.called}):
        told = (id_, None) if id_ in terms.called else (None, id_)
        yield Discrepancy("called", *told)
    absent = ours & set(strangers.items())
    yield from (Discrepancy("excluded", list(one), None) for one in sorted(absent))


# ------------------------------------------------------------------- what differs


def _told_once(found: list[Discrepancy]) -> list[Discrepancy]:
    """Leave out what differs only because something else does, and what is told."""
    follow = {
        name
        for one in found
        for name in _FOLLOWS.get(one.field, ())
        if name != one.field
    }
    return once(one for one in found if one.field not in follow)


def not_owed(computed: Mapping[str, Any], owed: Mapping[str, Any]) -> list[Discrepancy]:
    """
    Hold the terms of a draw against what its rule owed.
    """
    return [
        Discrepancy(name, computed[name], value)
        for name, value in owed.items()
        if computed[name] != value
    ]


def _seed_differences(
    terms: DrawTerms, owed: Mapping[str, Any]
) -> Iterator[Discrepancy]:
    """Hold the seed string, and where nothing is owed the period, against the rest."""
    expected = [SCHEME, public_seed(terms) or "...", terms.rule, WHOLE_FRAME]
    expected.append(terms.period)
    if terms.seed_string != canonical_json(expected):
        yield Discrepancy("seed_string", terms.seed_string, expected)
    cells = [] if owed else _cells(terms.drawn_on)
    if cells and not _among(cells, terms):
        yield Discrepancy("period", terms.period, cells[0])


def _among(cells: list[str], terms: DrawTerms) -> bool:
    """Say whether the period is one of these, or any other in which the day lies."""
    try:
        return terms.period in cells or terms.drawn_on in cell_named(terms.period)
    except InvalidFieldError:
        return False


def _cells(day: dt.date) -> list[str]:
    """Return the calendar's cells in which a day lies; none at its very edge."""
    try:
        return [cell_of(cycle, day).label for cycle in Cycle]
    except DateOutOfRangeError:
        return []


def _ledger_differences(
    terms: DrawTerms, recorded: Mapping[str, Any], frame: Sequence[str]
) -> Iterator[Discrepancy]:
    """Find another ledger, and exclusions without a reason or of strangers."""
    known = set(frame)
    named = [*(id_ for id_, _ in terms.excluded), *terms.called]
    digest = digest_of_checked(frame)
    if recorded.get("frame_digest") != digest:
        taken = [*named, *_listed(recorded, "chosen"), *_listed(recorded, "reserves")]
        told: dict[str, Any] = {"frame_size": len(frame), "frame_digest": digest}
        missing = sorted({id_ for id_ in taken if id_ not in known})
        if missing:
            told["not_in_it"] = missing
        then = {name: recorded.get(name) for name in ("frame_size", "frame_digest")}
        yield Discrepancy("frame_digest", then, told)
        return
    windows = {id_.partition(SEPARATOR)[0] for id_ in known}
    if terms.window is not None and windows - {terms.window}:
        one = next(iter(windows)) if len(windows) == 1 else None
        yield Discrepancy("window", terms.window, one)
    for id_, reason in terms.excluded:
        if not reason.strip():
            yield Discrepancy("excluded", [id_, reason], [id_, "a reason"])
        if id_ not in known:
            yield Discrepancy("excluded", [id_, reason], None)
    for id_ in terms.called:
        if id_ not in known:
            yield Discrepancy("called", id_, None)


def _listed(recorded: Mapping[str, Any], name: str) -> list[str]:
    """Return the ids that a receipt lists under a name."""
    ids = recorded.get(name)
    listed = ids if isinstance(ids, list) else []
    return [id_ for id_ in listed if isinstance(id_, str)]


def _differences(
    recorded: Mapping[str, Any], computed: Mapping[str, Any]
) -> Iterator[Discrepancy]:
    """Compare field by field what can be computed; a strange field shows as well."""
    for name in dict.fromkeys([*computed, *recorded]):
        elsewhere = name in {"digest", "frame_digest"}
        if elsewhere or (name in PUBLISHED and name not in recorded):
            continue
        if recorded.get(name) != computed.get(name):
            yield Discrepancy(name, recorded.get(name), computed.get(name))


# ---------------------------------------------------------------------- reading


def frame_meant(receipt: Mapping[str, Any], frame: Ledger) -> Sequence[str]:
    """Return whole ids, whether the caller gave those or the serials of a window."""
    window = receipt["window"]
    if isinstance(frame, Mapping) or window is None:
        return whole_ids(frame)
    ids = check_ids(frame)
    if digest_of_checked(ids) == receipt["frame_digest"]:
        return ids
    if ids and all(id_.startswith(f"{window}{SEPARATOR}") for id_ in ids):
        return ids
    return whole_ids(ids, window)


def _terms(receipt: Mapping[str, Any]) -> DrawTerms:
    """Read what decided a draw."""
    try:
        _ = receipt["frame_digest"]
        return DrawTerms(
            rule=_text(receipt["rule"]),
            seed_string=_text(receipt["seed_string"]),
            seed_source=_text_or_none(receipt["seed_source"]),
            drawn_on=dt.date.fromisoformat(receipt["drawn_on"]),
            period=_text(receipt["period"]),
            k=read_size(receipt["k"]),
            reserves=as_count("reserves_kept", receipt["reserves_kept"]),
            scope=Scope(receipt["scope"]),
            order=TicketOrder(receipt["order"]),
            repeat=Repeat(receipt["repeat"]),
            window=_window(receipt["window"]),
            excluded=tuple(
                (_text(id_), _text(reason)) for id_, reason in receipt["excluded"]
            ),
            called=tuple(_text(id_) for id_ in receipt["called"]),
        )
    except KeyError as error:
        raise InvalidReceiptError(f"{error.args[0]!r} is missing") from error
    except (TypeError, ValueError, FollowupRulesError) as error:
        raise InvalidReceiptError(f"a draw cannot read it ({error})") from error


def _text(value: Any) -> str:
    """Return a text, or refuse what is none."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def _text_or_none(value: Any) -> str | None:
    """Return a text or nothing."""
    return None if value is None else _text(value)


def _window(value: Any) -> str | None:
    """Return the code of a window, which holds no separator, or nothing."""
    if value is None:
        return None
    whole_ids([], value)
    return _text(value)
