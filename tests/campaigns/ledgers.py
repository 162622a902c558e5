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
from collections.abc import Iterator, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from tests.books.example_ledgers import BOOKS, Asked, asked
from tests.campaigns.odd import VALUES

from followup_rules.ledgers.facts import Ledger
from followup_rules.ledgers.values import Inner
from followup_rules.reports import Report
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


def spoiled(one: Asked, ledger: Ledger, *odd: tuple[str, Any]) -> dict[str, Any]:
    """
    Return a few rows of every ledger, and one more for each attribute's odd value.
    """
    found: dict[str, Any] = {
        kind: list(rows)[:MOST] for kind, rows in one.ledgers.items()
    }
    lies = inside(one, ledger.kind)
    if lies is None:
        first = one.ledgers.get(ledger.kind, ())[:1]
        found[ledger.kind] = [
            *found.get(ledger.kind, ()),
            *odd_rows(ledger, first, odd),
        ]
        return found
    home, attribute = lies
    for owner in one.ledgers.get(home, ()):
        inner = getattr(owner, attribute, None)
        if inner:
            whole = copied(one.book.ledgers[home], owner)
            more = odd_rows(ledger, tuple(inner)[:1], odd)
            setattr(whole, attribute, [*tuple(inner)[:MOST], *more])
            found[home] = [whole, *found[home][1:]]
            break
    return found


def odd_rows(ledger: Ledger, rows: Any, odd: tuple[tuple[str, Any], ...]) -> list[Any]:
    """Return a row as others, in each of which one value is odd."""
    made: list[Any] = []
    for one, (place, (name, value)) in itertools.product(rows, enumerate(odd)):
        other = copied(ledger, one)
        other.id = f"odd {place}" if place else "odd"
        setattr(other, name, value)
        made.append(other)
    return made


def without(one: Asked, ledger: Ledger) -> dict[str, Verdict]:
    """Return what is answered, by key, where there is no odd row in a ledger."""
    return {
        verdict.key: verdict for verdict in one.judged(ledgers=spoiled(one, ledger))
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
        return wrong_in(one.judged(ledgers=given), owed)
    except Exception as error:  # noqa: BLE001 - that is what is looked for
        return f"{type(error).__name__}: {error}"[:200]


def wrong_in(report: Report, owed: Mapping[str, Verdict]) -> str | None:
    """Return what is lost in a report; all of it is said, and written."""
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
    return None


def together(
    one: Asked,
    ledger: Ledger,
    odd: Sequence[tuple[str, Any]],
    owed: Mapping[str, Verdict],
) -> Iterator[tuple[str, str]]:
    """
    Yield what was not as it should be where odd values stand in one ledger, a row each.

    All of them are judged at once, and once more those that can be read, for a row in
    error leaves undecided what the others may come to. Only where something is wrong is
    each put in alone, as where rows lie inside others, or their ids are odd.
    """
    alone = [pair for pair in odd if pair[0] == "id"]
    among = [pair for pair in odd if pair[0] != "id"]
    if inside(one, ledger.kind) or problem_among(one, ledger, among, owed):
        alone = [*odd]
    for field, value in alone:
        what = problem(one, spoiled(one, ledger, (field, value)), owed)
        if what is not None:
            yield f"{ledger.kind}.{field}", f"{value!r:.60}: {what}"


def problem_among(
    one: Asked,
    ledger: Ledger,
    odd: Sequence[tuple[str, Any]],
    owed: Mapping[str, Verdict],
) -> bool:
    """Say whether anything is wrong with rows of odd values, all, or those to be read."""
    try:
        report = one.judged(ledgers=spoiled(one, ledger, *odd))
        if wrong_in(report, owed) is not None:
            return True
    except Exception:  # noqa: BLE001 - that is what is looked for
        return True
    refused = {error.row for error in report.row_errors if error.kind == ledger.kind}
    names = ("odd", *(f"odd {place}" for place in range(1, len(odd))))
    read = [pair for name, pair in zip(names, odd, strict=False) if name not in refused]
    return problem(one, spoiled(one, ledger, *read), owed) is not None


def found_in(name: str, each: int = len(VALUES)) -> Iterator[tuple[str, str]]:
    """Yield what was not as it should be in one book, and with which value."""
    one = asked(name)
    values = itertools.cycle(VALUES)
    for kind, ledger in one.book.ledgers.items():
        owed = without(one, ledger)
        for field in fields_of(ledger):
            for value in itertools.islice(values, each):
                what = problem(one, spoiled(one, ledger, (field, value)), owed)
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
