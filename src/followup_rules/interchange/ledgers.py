"""
A host's ledgers from CSV and JSON files, read by the declaration of the regulation.

A column goes by the name of an attribute or by its words in any language of the book;
`id` may be headed 编号, and `entered_at` 录入时间.
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

from attrs import field

from followup_rules.books.assess import added
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text, spoken
from followup_rules.errors import (
    FollowupRulesError,
    LedgerFileError,
    RowError,
    UnknownNameError,
)
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.immutable import frozen
from followup_rules.interchange.texts import refuse_pipes
from followup_rules.ledgers.facts import Fact, Ledger
from followup_rules.ledgers.written import (
    WrittenRow,
    column,
    columns,
    written_row,
)
from followup_rules.wording.problems import say_names, say_problem
from followup_rules.wording.terms import EVERY_ROW

FORMS: Final = (".csv", ".json")
_PLURALS: Final = ("{}", "{}s", "{}es")


@frozen
class Ledgers:
    """
    The rows of some files.

    Attributes:
        rows: The rows by the kind of the ledger, as `Rulebook.assess` takes them.
    """

    rows: Mapping[str, list[WrittenRow]]
    _strays: tuple[Text, ...]
    _places: Mapping[tuple[str, str], list[Text]] = field(repr=False)

    @property
    def strays(self) -> tuple[str, ...]:
        """
        Rows inside rows that no file has, which no report can hold.

        They are a line each, with file and line.
        """
        return self.strays_in("en")

    def strays_in(self, language: str) -> tuple[str, ...]:
        """
        Return the same in a language.
        """
        return tuple(stray.in_language(language) for stray in self._strays)

    def where(self, error: RowError, language: str = "en") -> str:
        """
        Say in which file, on which line and in which column a row in error stands.
        """
        chinese = spoken(language) == "zh"
        said = error.in_language("zh") if chinese else str(error)
        found = self._places.get((error.kind, error.row))
        if not found:
            return said
        place = found[-1].in_language(language)
        return (
            f"{place}：{said}"
            if chinese
            else f"{place}, column {error.field!r}: {said}"
        )


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
    check_kind("book", book, Rulebook, "a Rulebook")
    reader = _Reader(book)
    for name in check_many("names", names, "names of files", str):
        reader.take(name)
    return reader.done()


def read_rows(
    book: Rulebook, tables: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Ledgers:
    """
    Return rows that are written out, as SQLite, JSON or a form of the web hold them.

    Each cell is read as one of a file is: `"2026-03-02"` as a day, `"2026-03-02 16:30"`
    as a time in the zone of the regulation, `1`, `"yes"` or `"是"` as yes, an alias as
    what it stands for, a text of JSON as a table where one is meant, such as a
    receipt, `None` and a blank as not known. What is already a day, a time or a number
    stays what it is.

    Args:
        book: The book; its facts say what a row holds.
        tables: For each kind of ledger its rows, each from the names of columns, or
            their words, to cells: `dict`, `sqlite3.Row`, or what `csv.DictReader`
            yields. A row that lies inside another names it, such as `visit_id`.

    Raises:
        LedgerFileError: If rows are no mappings, or have columns that the ledger does
            not know, with everything that is wrong.
        UnknownNameError: If the book has no such ledger.
        InvalidFieldError: If *tables* is no mapping, or rows are no iterable.
    """
    check_kind("book", book, Rulebook, "a Rulebook")
    check_kind("tables", tables, Mapping, "a mapping of rows by the kind of the ledger")
    reader = _Reader(book)
    for kind, rows in tables.items():
        reader.take_rows(kind, check_many(f"tables[{kind!r}]", rows, "rows"), "")
    return reader.done()


class _Reader:
    """Reads files one by one."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.zone = book.zone
        self.more: dict[str, tuple[Fact, ...]] = dict(added(book))
        self.rows: dict[str, list[WrittenRow]] = {}
        self.inside: list[tuple[str, str, WrittenRow, Text]] = []
        self.places: dict[tuple[str, str], list[Text]] = {}
        self.faults: list[Text] = []
        self.strays: list[Text] = []

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
            refuse_pipes(source)
            return source.read_bytes().decode("utf-8-sig")
        except OSError as error:
            why = error.strerror
            problem = Text(f"cannot be read: {why}", f"无法读取（{why}）")
            self.fault(_place(source), problem)
        except UnicodeDecodeError:
            self.fault(_place(source), _NOT_UTF_8)
        return None

    def fault(self, place: Text, problem: Text) -> None:
        """Keep what is wrong with a file."""
        self.faults.append(_line(place, problem))

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
                self.fault(_place(source), _EMPTY)
                return
            names = self._head(ledger, source, [name.strip() for name in head])
            begins = lines.line_num + 1
            for cells in lines:
                if cells and names is not None:
                    self._line(ledger, source, begins, names, cells)
                begins = lines.line_num + 1
        except csv.Error as error:
            problem = Text(f"is no CSV: {error}", f"不是CSV格式（{error}）")
            self.fault(_place(source, lines.line_num), problem)

    def _head(self, ledger: Ledger, source: str, head: list[str]) -> list[str] | None:
        """Return the attribute of each column, or None where one is unknown."""
        known = columns(ledger, self.more.get(ledger.kind, ()))
        place = _place(source, 1)
        before = len(self.faults)
        names = []
        for name in head:
            try:
                names.append(
                    name if name == _link(ledger) else column(known, ledger.kind, name)
                )
            except UnknownNameError as error:
                self.fault(place, _of_column(error))
        for name in {one for one in names if names.count(one) > 1}:
            twice = Text(
                f"two columns are {name!r}", f"有两列都是{_head_of(known, name)}"
            )
            self.fault(place, twice)
        for name in _needed(ledger, known):
            if name not in names:
                absent = f"缺少{_head_of(known, name)}这一列"
                self.fault(place, Text(f"there is no column {name!r}", absent))
        return names if len(self.faults) == before else None

    def _line(
        self, ledger: Ledger, source: str, line: int, names: list[str], cells: list[str]
    ) -> None:
        """Read one line."""
        if len(cells) != len(names):
            has, needs = len(cells), len(names)
            problem = Text(
                f"has {has} cells, and the first line {needs}",
                f"有{has}格，而首行有{needs}格",
            )
            self.fault(_place(source, line), problem)
            return
        told = dict(zip(names, cells, strict=True))
        self._row(ledger, told, _place(source, line))

    # -------------------------------------------------------------------------- json

    def _take_json(self, kind: str, source: Path, text: str) -> None:
        """Read the tables of a JSON file."""
        try:
            data = json.loads(text)
        except ValueError as error:
            problem = Text(f"is no JSON: {error}", f"不是JSON格式（{error}）")
            self.fault(_place(source, getattr(error, "lineno", None)), problem)
            return
        if not isinstance(data, dict):
            data = {kind or self._kind(source): data}
        for name, rows in data.items():
            if isinstance(rows, list):
                self.take_rows(name, rows, str(source))
                continue
            self._ledger(name)
            problem = Text(f"{name} is no list of rows", f"{name}不是数据行的列表")
            self.fault(_place(source), problem)

    def take_rows(self, kind: str, rows: Iterable[Any], source: str) -> None:
        """Read rows that are tables; without a *source* they are the caller's own."""
        ledger = self._ledger(kind)
        before = (f"{source}, ", f"{source}中") if source else ("", "")
        for number, row in enumerate(rows, 1):
            place = Text(
                f"{before[0]}{kind}, row {number}", f"{before[1]}{kind}第{number}条"
            )
            if hasattr(row, "keys"):
                self._row(ledger, dict(row), place)
            else:
                self.fault(place, _NO_TABLE)

    # -------------------------------------------------------------------------- rows

    def _row(self, ledger: Ledger, told: dict[str, Any], place: Text) -> None:
        """Read one row, and note where it stands."""
        link = _link(ledger)
        owner = None if link is None else told.pop(link, None)
        known = columns(ledger, self.more.get(ledger.kind, ()))
        try:
            row = written_row(ledger, known, told, self.zone)
        except UnknownNameError as error:
            self.fault(place, _of_column(error))
            return
        except FollowupRulesError as error:
            self.fault(place, Text(str(error), say_problem(error, "zh")))
            return
        if link is not None:
            self.inside.append((ledger.kind, str(owner or ""), row, place))
            return
        rows = self.rows.setdefault(ledger.kind, [])
        rows.append(row)
        self._note(ledger.kind, row, len(rows), place)

    def _note(
        self,
        kind: str,
        row: Any,
        number: int,
        place: Text,
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
            faults = tuple(self.faults)
            raise LedgerFileError(tuple(fault.en for fault in faults), faults)
        return Ledgers(self.rows, tuple(self.strays), self.places)

    def _put_inside(
        self, kind: str, outer: str, attribute: str, *, own_ids: bool
    ) -> None:
        """Give rows of one kind to the rows of another that they belong to."""
        owners = {str(row.id): row for row in self.rows.get(outer, ())}  # type: ignore[attr-defined]
        for own, owner_id, row, place in self.inside:
            if own != kind:
                continue
            owner = owners.get(owner_id)
            if owner is None:
                known = self.book.ledgers[outer].words.zh
                problem = Text(
                    f"no {outer} {owner_id!r} in the files",
                    f"各文件中没有编号为“{owner_id}”的{known}",
                )
                self.strays.append(_line(place, problem))
                continue
            held = (*(getattr(owner, attribute) or ()), row)
            setattr(owner, attribute, held)
            prefix = "" if own_ids else f"{owner_id}/"
            self._note(kind, row, len(held), place, prefix)


_NOT_UTF_8: Final = Text(
    "is not UTF-8; save it as 'CSV UTF-8'", "不是UTF-8编码，请另存为“CSV UTF-8”"
)
_EMPTY: Final = Text(
    "is empty; its first line names the columns", "没有内容；首行应为列名"
)
_NO_TABLE: Final = Text("is no table", "不是一行数据")


def _place(source: str | Path, line: int | None = None) -> Text:
    """Say where something stands."""
    if line is None:
        return Text(str(source), str(source))
    return Text(f"{source}, line {line}", f"{source}第{line}行")


def _line(place: Text, problem: Text) -> Text:
    """Say what is wrong, and where."""
    return Text(f"{place.en}: {problem.en}", f"{place.zh}：{problem.zh}")


def _of_column(error: UnknownNameError) -> Text:
    """Say of a column that the ledger does not know it, and which it knows."""
    listed = say_names(error.allowed, error.got)
    return Text(str(error), f"没有“{error.got}”这一列；可用的列名：{listed}")


def _head_of(known: Mapping[str, Fact | None], name: str) -> str:
    """Name a column in Chinese, with the name of its attribute."""
    words = EVERY_ROW.get(name)
    fact = known.get(name)
    said = words if fact is None else fact.words
    return name if said is None or said.zh == name else f"{said.zh}（{name}）"


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
