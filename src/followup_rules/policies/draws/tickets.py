"""
Tickets: the whole of the chance in a draw, in a form that any engine can compute.

`ticket(id) = H(H(seed string) + id)`, where `H` is the lowercase hexadecimal SHA-256
of UTF-8. Ids go by `(ticket, id)`; the k first are drawn.
"""

import heapq
import itertools
import operator
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING, Any, Final

from followup_rules.canonical import canonical_json
from followup_rules.errors import (
    DuplicateIdError,
    InvalidFieldError,
    InvalidIdError,
    UnknownNameError,
)
from followup_rules.exact import as_count
from followup_rules.fields import Words, values

if TYPE_CHECKING:
    import hashlib

SCHEME: Final = "followup-rules/draw/1"

_SORT_ABOVE: Final = 10
"""From one in so many on, sorting everything is quicker."""
_ROOM: Final = 32
_ABOVE_ALL: Final = b"\xff" * 32
_SHOWN: Final = bytes(range(0x20, 0x7F))
"""What ASCII prints, the blank included."""
_TWINS: Final = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеорсухѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABESIJKMHOPCTYXaeopcyxsijABEZHIKMNOPTYXo",
)
"""Cyrillic and Greek letters that look like a Latin one."""


class TicketOrder(Enum):
    """
    How tickets are compared.
    """

    HEX = "hex"
    """As hexadecimal text: what `sort` and SQL do."""
    RIVEST = "rivest"
    """As decimal digits read backwards: what the tool of election audits does."""


def seed_string(public_seed: str, rule: str, stratum: str, period: str) -> str:
    """
    Return the text that is hashed: scheme, seed, rule, stratum and period in JSON.

    Args:
        public_seed: Digits or words from outside, named before and known after the
            ledger was closed.
        rule: The id of the rule.
        stratum: The stratum, or "*".
        period: The period, such as an ISO week.

    Raises:
        InvalidFieldError: If a part is blank, padded or not a text.

    >>> seed_string("31415926535897932384", "phone", "*", "2025-W07")
    '["followup-rules/draw/1","31415926535897932384","phone","*","2025-W07"]'
    """
    words = Words()
    parts = {
        "public_seed": public_seed,
        "rule": rule,
        "stratum": stratum,
        "period": period,
    }
    for field, part in parts.items():
        if not words.accepts(part):
            raise InvalidFieldError(field, part, words.allowed)
    return canonical_json([SCHEME, *parts.values()])


def ticket(id_: str, *, seed_string: str, order: str | TicketOrder = "hex") -> str:
    """
    Return the ticket of one id.

    >>> ticket("R2025-0034", seed_string="31415926535897932384")[:16]
    '008c0b9b2088935f'
    """
    check_ids([id_])
    ((digest, _),) = _tickets(_head(seed_string), [id_])
    if _order(order) is TicketOrder.HEX:
        return digest.hex()
    return f"0.{_backwards(digest)}"


def pick(
    *,
    seed_string: str,
    frame: Iterable[str],
    k: int,
    order: str | TicketOrder = "hex",
) -> tuple[str, ...]:
    """
    Return the k ids with the smallest tickets, in ticket order; all, if there are fewer.

    The order of *frame* does not matter; an iterator is read once. Ids are checked,
    never repaired.

    Raises:
        InvalidIdError: If an id is blank, padded, not in NFC, holds signs that control
            or that nobody sees, or looks like another.
        DuplicateIdError: If an id stands twice.
        ImpossibleCountError: If *k* is no whole number of 0 or more.
        InvalidFieldError: If *seed_string* is no text.
        UnknownNameError: If *order* is neither "hex" nor "rivest".

    >>> pick(seed_string="314159", frame=["B-1", "A-1", "A-2"], k=2, order="rivest")
    ('A-2', 'B-1')
    """
    ids = check_ids(frame)
    return first(ids, as_count("k", k), seed_string=seed_string, order=order)


def merge(
    *shards: Iterable[str],
    seed_string: str,
    k: int,
    order: str | TicketOrder = "hex",
) -> tuple[str, ...]:
    """
    Return the draw of a whole frame from the draws of its parts.

    Each part must have drawn *k*, or all it had.

    Raises:
        DuplicateIdError: If an id was drawn in two parts.
    """
    frame = itertools.chain.from_iterable(shards)
    return pick(seed_string=seed_string, frame=frame, k=k, order=order)


def first(
    ids: Sequence[str], k: int, *, seed_string: str, order: str | TicketOrder
) -> tuple[str, ...]:
    """
    Return the first *k* of ids that have been checked.
    """
    head = _head(seed_string)
    if _order(order) is TicketOrder.RIVEST:
        pairs = ((_backwards(digest), id_) for digest, id_ in _tickets(head, ids))
        return tuple(id_ for _, id_ in heapq.nsmallest(k, pairs))
    if k * _SORT_ABOVE > len(ids):
        return tuple(id_ for _, id_ in sorted(_tickets(head, ids))[:k])
    return _smallest(head, ids, k)


def _smallest(head: "hashlib._Hash", ids: Sequence[str], k: int) -> tuple[str, ...]:
    """
    Return the first *k* of many ids; written out, because it is the inner loop.

    What beats the bound is kept, and the bound is tightened now and then.
    """
    copy, bound = head.copy, _ABOVE_ALL
    kept: list[tuple[bytes, str]] = []
    room = _ROOM + 2 * k
    for id_ in ids:
        state = copy()
        state.update(id_.encode())
        if state.digest() <= bound:
            kept.append((state.digest(), id_))
            if len(kept) > room:
                kept = heapq.nsmallest(k, kept)
                bound = kept[-1][0] if kept else b""
    return tuple(id_ for _, id_ in heapq.nsmallest(k, kept))


def frame_digest(frame: Iterable[str]) -> str:
    """
    Return the hexadecimal SHA-256 of the sorted ids, one on each line.

    Raises:
        InvalidFieldError: If *frame* is one text, or no collection.
        InvalidIdError, DuplicateIdError: If an id is unusable.

    >>> frame_digest(["b", "a"])[:12]
    '7e18f737311b'
    """
    return digest_of_checked(check_ids(frame))


def digest_of_checked(ids: Iterable[str]) -> str:
    """
    Return the same of ids that were checked before.
    """
    return _hash("\n".join(sorted(ids)).encode("utf-8")).hexdigest()


def check_ids(frame: Iterable[str]) -> Sequence[str]:
    """
    Return the ids of a frame, all sound and each standing once.

    They are checked in bulk, and one by one only where something looks wrong.

    Two that look alike are refused: whoever reads the list cannot tell who was drawn,
    and each spelling of a friend would be a ticket of its own.

    Raises:
        InvalidIdError: If one is unusable, or looks like another.
        DuplicateIdError: If one stands twice.
        InvalidFieldError: If *frame* is a text instead of a collection of texts.
    """
    if isinstance(frame, str | bytes) or not isinstance(frame, Iterable):
        raise InvalidFieldError("frame", frame, "a collection of ids")
    ids = frame if isinstance(frame, list | tuple) else list(frame)
    joined = _joined(ids)
    if not (_look_sound(ids, joined) and _each_once(ids)):
        _refuse_the_first(ids)
    if not joined.isascii():
        _refuse_twins(ids)
    return ids


def _refuse_the_first(ids: Sequence[Any]) -> None:
    """Refuse the first id that is unusable, or else the first that stands twice."""
    for place, id_ in enumerate(ids, 1):
        problem = _problem(id_)
        if problem:
            raise InvalidIdError(place, id_, problem)
    seen: set[str] = set()
    for place, id_ in enumerate(ids, 1):
        if id_ in seen:
            raise DuplicateIdError(place, id_)
        seen.add(id_)


def _refuse_twins(ids: Sequence[str]) -> None:
    """Refuse two ids that a reader would take for one."""
    seen: dict[str, str] = {}
    for place, id_ in enumerate(ids, 1):
        look = unicodedata.normalize("NFKC", id_).translate(_TWINS)
        other = seen.setdefault(look, id_)
        if other != id_:
            raise InvalidIdError(place, id_, f"it looks like the id {other!r}")


def _joined(ids: Sequence[Any]) -> str:
    """Return all ids in a row; nothing, where one of them is no text."""
    try:
        return "".join(ids)
    except TypeError:
        return ""


def _look_sound(ids: Sequence[Any], joined: str) -> bool:
    """
    Say whether ids are sound, by a few passes over all of them at once.

    False may be a false alarm, which `_problem` then clears up id by id; an empty id
    is left to `_each_once`.
    """
    if (ids and not joined) or not _all_shown(joined):
        return False
    if " " in joined and not all(map(operator.eq, ids, map(str.strip, ids))):
        return False
    if joined.isascii():
        return True
    if values.shows_nothing(joined):
        return False
    return unicodedata.is_normalized("NFC", "\n".join(ids))


def _all_shown(joined: str) -> bool:
    """Say whether every sign is printed; of ASCII, it shows in half the time."""
    if joined.isascii():
        return not joined.encode().translate(None, _SHOWN)
    return joined.isprintable()


def _each_once(ids: Sequence[str]) -> bool:
    """
    Say whether no id stands twice and none is empty.

    A sorted ledger shows it without a set.
    """
    if all(map(operator.lt, itertools.chain(("",), ids), ids)):
        return True
    seen = set(ids)
    return len(seen) == len(ids) and "" not in seen


def _problem(id_: object) -> str:
    """Say what is wrong with one id; nothing, if it is sound."""
    if not isinstance(id_, str):
        return "it is no text"
    if not id_.strip():
        return "it is blank"
    if id_ != id_.strip():
        return "it has blanks at an edge"
    if values.has_controls(id_):
        return "it holds a control character, or one that nobody sees"
    if values.shows_nothing(id_):
        return "it holds a character that nobody sees, or takes for a space"
    if not unicodedata.is_normalized("NFC", id_):
        return "it is not in Unicode's form NFC"
    return ""


def _head(seed_string: str) -> "hashlib._Hash":
    """Return the hash of the seed, ready to take an id."""
    text: object = seed_string
    if not isinstance(text, str) or not text:
        raise InvalidFieldError("seed_string", text, "a text that is not empty")
    try:
        head = _hash(text.encode("utf-8")).hexdigest()
    except UnicodeEncodeError:
        allowed = "a text that UTF-8 can write, without half a surrogate pair"
        raise InvalidFieldError("seed_string", text, allowed) from None
    return _hash(head.encode("ascii"))


def _hash(text: bytes) -> "hashlib._Hash":
    """Begin the hash of a text."""
    import hashlib  # noqa: PLC0415 - a book that draws may be asked for all but its draws

    return hashlib.sha256(text)


def _tickets(head: "hashlib._Hash", ids: Iterable[str]) -> Iterator[tuple[bytes, str]]:
    """Yield the digest behind each ticket, with its id."""
    for id_ in ids:
        state = head.copy()
        state.update(id_.encode())
        yield state.digest(), id_


def _backwards(digest: bytes) -> str:
    """Return the decimal digits of a digest, the last one first."""
    return str(int.from_bytes(digest))[::-1]


def _order(order: str | TicketOrder) -> TicketOrder:
    """Return the order with this name."""
    try:
        return TicketOrder(order)
    except ValueError:
        known = tuple(entry.value for entry in TicketOrder)
        raise UnknownNameError("ticket order", order, known) from None
