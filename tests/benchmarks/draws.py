"""
Speed of a draw, against a bare loop of the same hashes.

    python -m tests.benchmarks.draws
"""

import datetime as dt
import hashlib
import heapq
import random
import sys
from collections.abc import Callable
from functools import partial

from tests.benchmarks.tables import comparison
from tests.benchmarks.turns import Row, clocked, compared, take_turns

from followup_rules.policies.draws.tickets import frame_digest, seed_string
from followup_rules.rulebooks import service_centre

IDS = 1_000_000
TURNS = 9
BUDGET = 1.3
DRAWN = 20
SEED = "31415926535897932384"
DAY = dt.date(2026, 3, 11)
HASHED = seed_string(SEED, service_centre.PHONE_DRAW.id, "*", "2026-W11")


def ledgers(ids: int) -> dict[str, list[str]]:
    """
    Return as many ids in rising order, as serials are, and in no order.
    """
    numbers = random.Random(20260311).sample(range(10 * ids), ids)
    return {
        "serials in order": [f"A/{number:08d}" for number in range(ids)],
        "ids in no order": [f"A/{number:08d}" for number in numbers],
    }


def bare_loop(ids: list[str]) -> None:
    """
    Hash every id, and do nothing with it.

    This is the quickest of the ways to write it: the hash of the seed is begun once.
    """
    begun = hashlib.sha256(hashlib.sha256(HASHED.encode()).hexdigest().encode())
    for id_ in ids:
        state = begun.copy()
        state.update(id_.encode())
        state.digest()


def by_hand(ids: list[str]) -> tuple[str, ...]:
    """
    Return the draw as its definition says it.
    """

    def digest(text: str) -> str:
        return hashlib.sha256(text.encode()).hexdigest()

    head = digest(HASHED)
    pairs = ((digest(head + id_), id_) for id_ in ids)
    return tuple(id_ for _, id_ in heapq.nsmallest(DRAWN, pairs))


def drawn(ids: list[str]) -> tuple[str, ...]:
    """
    Draw with the rule: ids checked, picks and reserves.
    """
    return service_centre.PHONE_DRAW.draw(ids, seed=SEED, on=DAY).chosen


def rows(ids: int = IDS, turns: int = TURNS) -> list[Row]:
    """
    Measure draws from both ledgers, and the digest of the frame.
    """
    found: list[Row] = []
    for kind, ledger in ledgers(ids).items():
        if drawn(ledger) != by_hand(ledger):
            raise SystemExit("the draw differs from its definition")
        work: dict[str, Callable[[], object]] = {
            "loop": partial(bare_loop, ledger),
            "draw": partial(drawn, ledger),
            "digest": partial(frame_digest, ledger),
        }
        took = take_turns(
            {name: partial(clocked, do) for name, do in work.items()}, turns
        )
        against = "a bare loop of the same hashes"
        found += [
            compared(
                f"a draw of {DRAWN} from {ids:,} {kind}, ids checked",
                against,
                took["draw"],
                took["loop"],
                most=BUDGET,
            ),
            compared(
                f"the frame's digest of {ids:,} {kind}",
                against,
                took["digest"],
                took["loop"],
            ),
        ]
    return found


if __name__ == "__main__":
    sys.stdout.write(comparison(rows()) + "\n")
