"""
Odd values in every field of every ledger of every book.

    python -m tests.campaigns.ledgers [names of books] [--each N]

With `--each` so many of the values go into each field, other ones into the next. One row that nobody can read never costs the report: whatever is put in, the other rows are
judged, the row is judged or in error, and all of it can be said and written. Anything else
is listed, and the run fails.
"""

import argparse
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from types import SimpleNamespace
from typing import Any

from tests.books.example_ledgers import BOOKS, Asked, asked
from tests.campaigns.odd import VALUES

from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner
from followup_rules.verdicts import Verdict

MOST = 3


def fields_of(ledger: Ledger) -> tuple[str, ...]:
    """Return the attributes of the rows of a ledger."""
    return (*(fact.name for fact in ledger.facts), "id", "entered_at")


def copied(ledger: Ledger, row: Any) -> SimpleNamespace:
    """Return a row as a plain object."""
    names = (name for name in fields_of(ledger) if hasattr(row, name))
    return SimpleNamespace(**{name: getattr(row, name) for name in names})


def inside(one: Asked, kind: str) -> tuple[str, str] | None:
    """Return in which attribute of which rows the rows of a kind lie."""
    for home, ledger in one.book.ledgers.items():
        for fact in ledger.facts:
            if isinstance(fact.value, Inner) and fact.value.ledger.kind == kind:
                return home, fact.name
    return None


def spoiled(one: Asked, ledger: Ledger, name: str, *values: Any) -> dict[str, Any]:
    """
    Return a few rows of every ledger, and one more for each odd value.
    """
    found: dict[str, Any] = {
        kind: list(rows)[:MOST] for kind, rows in one.ledgers.items()
    }
    lies = inside(one, ledger.kind)
    if lies is None:
        first = one.ledgers.get(ledger.kind, ())[:1]
        found[ledger.kind] = [
            *found.get(ledger.kind, ()),
            *odd_rows(ledger, first, name, values),
        ]
        return found
    home, attribute = lies
    for owner in one.ledgers.get(home, ()):
        inner = getattr(owner, attribute, None)
        if inner:
            whole = copied(one.book.ledgers[home], owner)
            odd = odd_rows(ledger, tuple(inner)[:1], name, values)
            setattr(whole, attribute, [*tuple(inner)[:MOST], *odd])
            found[home] = [whole, *found[home][1:]]
            break
    return found


def odd_rows(
    ledger: Ledger, rows: Any, name: str, values: tuple[Any, ...]
) -> list[Any]:
    """Return a row as others, in each of which one value is odd."""
    made: list[Any] = []
    for one, (place, value) in itertools.product(rows, enumerate(values)):
        odd = copied(ledger, one)
        odd.id = f"odd {place}" if place else "odd"
        setattr(odd, name, value)
        made.append(odd)
    return made


def without(one: Asked, ledger: Ledger) -> dict[str, Verdict]:
    """Return what is answered, by key, where there is no odd row in a ledger."""
    return {
        verdict.key: verdict
        for verdict in one.judged(ledgers=spoiled(one, ledger, "id"))
    }


def problem(
    one: Asked, given: Mapping[str, Any], owed: Mapping[str, Verdict]
) -> str | None:
    """
    Return what was not as it should be; None is nothing.

    *owed* is what is answered without the row. The same must be answered where the row is
    in error; one that can be read may be the row that a rule looks for. Only what it
    changes is said once more.
    """
    try:
        report = one.judged(ledgers=given)
        lost = owed.keys() - {verdict.key for verdict in report}
        if lost and report.row_errors:
            return f"no answer to {len(lost)}, such as {min(lost)}"
        json.dumps(report.to_dict())
        for language in ("en", "zh"):
            for verdict in report:
                if owed.get(verdict.key) != verdict:
                    verdict.explain(language)
            for error in report.row_errors:
                error.in_language(language)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__}: {error}"[:200]
    return None


def found_in(name: str, each: int = len(VALUES)) -> Iterator[tuple[str, str]]:
    """Yield what was not as it should be in one book, and with which value."""
    one = asked(name)
    values = itertools.cycle(VALUES)
    for kind, ledger in one.book.ledgers.items():
        owed = without(one, ledger)
        for field in fields_of(ledger):
            for value in itertools.islice(values, each):
                what = problem(one, spoiled(one, ledger, field, value), owed)
                if what is not None:
                    yield f"{kind}.{field}", f"{value!r:.60}: {what}"


def main() -> int:
    """Run it; return how many came out wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("books", nargs="*", default=BOOKS)
    parser.add_argument("--each", type=int, default=len(VALUES))
    given = parser.parse_args()
    wrong = 0
    for name in given.books:
        seen: Counter[str] = Counter()
        for where, what in found_in(name, given.each):
            seen[where] += 1
            if seen[where] == 1:
                sys.stdout.write(f"{name} {where}: {what}\n")
        wrong += seen.total()
        sys.stdout.write(f"{name}: {seen.total()} wrong\n")
        sys.stdout.flush()
    return wrong


if __name__ == "__main__":
    sys.exit(min(main(), 1))
