"""
A host's ledgers from CSV and JSON files, read by the declaration of the regulation.

A column goes by the name of an attribute or by its words in any language of the book.
What is wrong with a file as a whole is refused at once, everything with its file and
line; a row that cannot be judged is in the report, and `Ledgers.where` says where it
stands.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from followup_rules.books.assess import added
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import (
    FollowupRulesError,
    LedgerFileError,
    RowError,
    UnknownNameError,
)
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.written import (
    WrittenRow,
    column,
    columns,
    written_row,
)

FORMS: Final = (".csv", ".json")
_PLURALS: Final = ("{}", "{}s", "{}es")


@frozen
class Ledgers:
    """
    The rows of some files.

    Attributes:
        rows: The rows by the kind of the ledger, as `Rulebook.assess` takes them.
        strays: Rows inside rows that no file has, which no report can hold; a line
            each, with file and line.
    """

    rows: Mapping[str, list[WrittenRow]]
    strays: tuple[str, ...]
    _places: Mapping[tuple[str, str], list[tuple[str, int | None]]] = field(repr=False)

    def where(self, error: RowError) -> str:
        """
        Say in which file, on which line and in which column a row in error stands.
        """
        found = self._places.get((error.kind, error.row), [("", None)])
        source, line = found[-1]
        place = source if line is None else f"{source}, line {line}"
        return f"{place}, column {error.field!r}: {error}" if place else str(error)


def read_ledgers(book: Rulebook, names: Iterable[str]) -> Ledgers:
    """
    Return the rows of files for a book.

    Args:
        book: The book; its facts say what a row holds.
        names: The files. One is for the ledger that its name says, such as
            `visits.csv` for visits; `visit=march.csv` says it in so many words. A
            JSON file may hold several ledgers, each a list under its kind.

    Raises:
        LedgerFileError: If files cannot be read as ledgers, with everything that is
            wrong.
        UnknownNameError: If a name says no ledger of the book.
    """
    reader = _Reader(book)
    for name in names:
        reader.take(name)
    return reader.done()


class _Reader:
    """Reads files one by one."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.zone = book.zone
        self.more: dict[str, tuple[Fact, ...]] = dict(added(book))
        self.rows: dict[str, list[WrittenRow]] = {}
        self.inside: list[tuple[str, str, WrittenRow, str, int | None]] = []
        self.places: dict[tuple[str, str], list[tuple[str, int | None]]] = {}
        self.faults: list[str] = []
        self.strays: list[str] = []

    def take(self, name: str) -> None:
        """Read one file."""
        kind, _, path = name.rpartition("=")
        source = Path(path)
        if source.suffix not in FORMS:
            raise UnknownNameError("ledger file", name, FORMS)
        raw = self._bytes(source)
        if raw is None:
            return
        if source.suffix == ".csv":
            self._take_csv(kind or self._kind(source), str(source), raw)
        else:
            self._take_json(kind, source, raw)

    def _bytes(self, source: Path) -> str | None:
        """Return the text of a file."""
        try:
            return source.read_bytes().decode("utf-8-sig")
        except OSError as error:
            self.fault(str(source), None, f"cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            way_out = "is not UTF-8; save it as 'CSV UTF-8'"
            self.fault(str(source), None, way_out)
        return None

    def fault(self, source: str, line: int | None, problem: str) -> None:
        """Keep what is wrong with a file."""
        self.faults.append(_line(source, line, problem))

    def _kind(self, source: Path) -> str:
        """Return the ledger that the name of a file says."""
        stem = source.stem.casefold().replace("-", "_").replace(" ", "_")
        for kind, ledger in self.book.ledgers.items():
            if stem in _names_of(kind, ledger):
                return kind
        known = tuple(f"{kind}={source}" for kind in self.book.ledgers)
        raise UnknownNameError("ledger of a file", str(source), known)

    def _ledger(self, kind: str) -> Ledger:
        """Return a ledger of the book."""
        if kind not in self.book.ledgers:
            raise UnknownNameError("ledger", kind, tuple(self.book.ledgers))
        return self.book.ledgers[kind]

    # --------------------------------------------------------------------------- csv

    def _take_csv(self, kind: str, source: str, text: str) -> None:
        """Read the lines of a CSV file."""
        ledger = self._ledger(kind)
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        try:
            head = next(lines, None)
            if head is None:
                self.fault(source, None, "is empty; its first line names the columns")
                return
            names = self._head(ledger, source, [name.strip() for name in head])
            begins = lines.line_num + 1
            for cells in lines:
                if cells and names is not None:
                    self._line(ledger, source, begins, names, cells)
                begins = lines.line_num + 1
        except csv.Error as error:
            self.fault(source, lines.line_num, f"is no CSV: {error}")

    def _head(self, ledger: Ledger, source: str, head: list[str]) -> list[str] | None:
        """Return the attribute of each column, or None where one is unknown."""
        known = columns(ledger, self.more.get(ledger.kind, ()))
        before = len(self.faults)
        names = []
        for name in head:
            try:
                names.append(
                    name if name == _link(ledger) else column(known, ledger.kind, name)
                )
            except UnknownNameError as error:
                self.fault(source, 1, str(error))
        for name in {one for one in names if names.count(one) > 1}:
            self.fault(source, 1, f"two columns are {name!r}")
        for name in _needed(ledger, known):
            if name not in names:
                self.fault(source, 1, f"there is no column {name!r}")
        return names if len(self.faults) == before else None

    def _line(
        self, ledger: Ledger, source: str, line: int, names: list[str], cells: list[str]
    ) -> None:
        """Read one line."""
        if len(cells) != len(names):
            problem = f"has {len(cells)} cells, and the first line {len(names)}"
            self.fault(source, line, problem)
            return
        self._row(ledger, dict(zip(names, cells, strict=True)), source, line)

    # -------------------------------------------------------------------------- json

    def _take_json(self, kind: str, source: Path, text: str) -> None:
        """Read the tables of a JSON file."""
        try:
            data = json.loads(text)
        except ValueError as error:
            self.fault(
                str(source), getattr(error, "lineno", None), f"is no JSON: {error}"
            )
            return
        if not isinstance(data, dict):
            data = {kind or self._kind(source): data}
        for name, rows in data.items():
            ledger = self._ledger(name)
            if not isinstance(rows, list):
                self.fault(str(source), None, f"{name} is no list of rows")
                continue
            for number, row in enumerate(rows, 1):
                place = f"{source}, {name}, row {number}"
                if isinstance(row, dict):
                    self._row(ledger, row, place, None)
                else:
                    self.fault(place, None, "is no table")

    # -------------------------------------------------------------------------- rows

    def _row(
        self, ledger: Ledger, told: dict[str, Any], source: str, line: int | None
    ) -> None:
        """Read one row, and note where it stands."""
        link = _link(ledger)
        owner = None if link is None else told.pop(link, None)
        known = columns(ledger, self.more.get(ledger.kind, ()))
        try:
            row = written_row(ledger, known, told, self.zone)
        except FollowupRulesError as error:
            self.fault(source, line, str(error))
            return
        if link is not None:
            self.inside.append((ledger.kind, str(owner or ""), row, source, line))
            return
        rows = self.rows.setdefault(ledger.kind, [])
        rows.append(row)
        self._note(ledger.kind, row, len(rows), (source, line))

    def _note(
        self,
        kind: str,
        row: Any,
        number: int,
        place: tuple[str, int | None],
        owner: str = "",
    ) -> None:
        """Note where a row stands, by the id that errors give it."""
        shown = f"no. {number}" if row.id is None else str(row.id)
        self.places.setdefault((kind, owner + shown), []).append(place)

    def done(self) -> Ledgers:
        """Put rows inside those that they belong to, and return all."""
        for kind, ledger in self.book.ledgers.items():
            if ledger.inside is not None:
                outer, _, attribute = ledger.inside.partition(".")
                self._put_inside(kind, outer, attribute, own_ids=ledger.own_ids)
        if self.faults:
            raise LedgerFileError(tuple(self.faults))
        return Ledgers(self.rows, tuple(self.strays), self.places)

    def _put_inside(
        self, kind: str, outer: str, attribute: str, *, own_ids: bool
    ) -> None:
        """Give rows of one kind to the rows of another that they belong to."""
        owners = {str(row.id): row for row in self.rows.get(outer, ())}  # type: ignore[attr-defined]
        for own, owner_id, row, source, line in self.inside:
            if own != kind:
                continue
            owner = owners.get(owner_id)
            if owner is None:
                problem = f"no {outer} {owner_id!r} in the files"
                self.strays.append(_line(source, line, problem))
                continue
            held = (*(getattr(owner, attribute) or ()), row)
            setattr(owner, attribute, held)
            prefix = "" if own_ids else f"{owner_id}/"
            self._note(kind, row, len(held), (source, line), prefix)


def _line(source: str, line: int | None, problem: str) -> str:
    """Say what is wrong, and where."""
    place = source if line is None else f"{source}, line {line}"
    return f"{place}: {problem}"


def _link(ledger: Ledger) -> str | None:
    """Return the column that names the row which a row is inside of."""
    if ledger.inside is None:
        return None
    return f"{ledger.inside.partition('.')[0]}_id"


def _names_of(kind: str, ledger: Ledger) -> frozenset[str]:
    """Return what a file of a ledger may be called."""
    words = (kind, *(said for _, said in ledger.words.said))
    bare = [word.casefold().replace("-", "_").replace(" ", "_") for word in words]
    return frozenset(
        form.format(word) for word in bare for form in _PLURALS
    ) | frozenset(f"{word[:-1]}ies" for word in bare if word.endswith("y"))


def _needed(ledger: Ledger, known: Mapping[str, Fact | None]) -> Iterator[str]:
    """Yield the columns without which no row of a ledger can be judged."""
    yield "id"
    link = _link(ledger)
    if link is not None:
        yield link
    for name in dict.fromkeys(fact.name for fact in known.values() if fact is not None):
        fact = known[name]
        if fact is not None and not fact.has_default:
            yield name
