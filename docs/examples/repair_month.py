"""
Judge two months of repairs and print what a manager wants to know.

    python docs/examples/repair_month.py [--lang en|zh] [--as-of TIME] [--data FOLDER]
                                         [--rules FILE]

It reads `repairs.csv`, `visits.csv` and `problems.csv`, turns their text into typed
facts, and asks the rulebook. The library itself never sees text: a cell that is no
time, no yes and no no is refused here, a fact that cannot be is refused there, and
both are named with file, line, field and value. All other rows are judged.
"""

import argparse
import csv
import datetime as dt
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from attrs import evolve, field, frozen

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.errors import FollowupRulesError, RowError
from followup_rules.exact import show_decimal
from followup_rules.layout import table, wrap
from followup_rules.reports import Report
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import Period, month
from followup_rules.verdicts import Verdict
from followup_rules.wording import say, say_cell, say_instant

DATA = Path(__file__).parent / "data"
FILES = ("repairs.csv", "visits.csv", "problems.csv")
AS_OF = "2026-04-03T18:00:00+08:00"
MONTHS = (month(2026, 2), month(2026, 3))
NEXT = dt.timedelta(days=7)
SHOWN = 2
COLUMNS = 80
ZONE = repair.VISIT_DEADLINE.counting.tz

# ------------------------------------------------------------------------- reading

_TIME = Text(
    "a time with its zone, such as 2026-03-02T16:30:00+08:00",
    "带时区的时间，例如2026-03-02T16:30:00+08:00",
)
_YES_NO = Text("yes or no", "yes或no")
_ITEM = Text("yes, no, or empty for unknown", "yes、no，不清楚的留空")
_ID = Text("an id that no earlier row has", "编号，且不与前面的行重复")
_STAFF = Text("role:staff number, several joined by +", "身份:工号，多人以+连接")


def _after(fact: Text) -> Text:
    """Say that a time must not lie before a fact."""
    return Text(f"{_TIME.en}, not before {fact.en}", f"{_TIME.zh}，且不早于{fact.zh}")


def _one_of(names: Iterable[str]) -> Text:
    """Say that a name must be one of a few."""
    listed = tuple(names)
    return Text(" or ".join(listed), "或".join(listed))


_FOUND = Text("the problem was found", "发现问题的时间")
ALLOWED = {
    "id": _ID,
    "categories": Text(
        f"{', '.join(repair.VISIT_DEADLINE.categories)}; several joined by +",
        f"{'、'.join(repair.VISIT_DEADLINE.categories)}，多个以+连接",
    ),
    "completed_at": Text(
        f"{_TIME.en}; empty while the work goes on", f"{_TIME.zh}；未完工的留空"
    ),
    "responsible": Text("a staff number, or empty", "工号，可留空"),
    "owes_visit": _YES_NO,
    "premises": _one_of(repair.PREMISES),
    "repair_id": Text("the id of a usable repair", "可用的维修记录的编号"),
    "visited_at": _after(Text("the repair was completed", "维修完工时间")),
    "visitors": _STAFF,
    "role": _STAFF,
    "person": _STAFF,
    "channel": _one_of(repair.CHANNELS),
    "reached": _YES_NO,
    "closed": _YES_NO,
    "registered": _ITEM,
    **{item.key: _ITEM for item in repair.VISIT_RECORD.items},
    "visit_id": Text("the id of a usable visit", "可用的回访记录的编号"),
    "found_at": _TIME,
    "notified_at": _after(_FOUND),
    "form": _one_of(
        (*repair.RECTIFICATION_NOTICE.forms, *repair.RECTIFICATION_NOTICE.other_forms)
    ),
    "rectified_at": _after(_FOUND),
}


@frozen
class WrongRow(Exception):  # noqa: N818 - a row, reported and not raised to the user
    """
    A row that is left out, and what is wrong with it.
    """

    file: str
    line: int
    field: str
    value: str

    def in_language(self, language: str) -> str:
        """
        Name the row, the field, the value and what is allowed.
        """
        allowed = ALLOWED[self.field].in_language(language)
        return _ROW.in_language(language).format(
            file=self.file,
            line=self.line,
            field=self.field,
            value=repr(self.value),
            allowed=allowed,
        )


@frozen
class Cells:
    """
    One row of a file as text; every question it cannot answer is a `WrongRow`.
    """

    file: str
    line: int
    texts: dict[str, str | None]

    def text(self, name: str) -> str:
        """
        Return a cell as it stands; a row that is too short has no such cell.
        """
        value = self.texts.get(name)
        if value is None:
            raise self.wrong(name, "")
        return value

    def wrong(self, name: str, value: str) -> WrongRow:
        """
        Return the finding that names this row and a cell of it.
        """
        return WrongRow(self.file, self.line, name, value)

    def time(self, name: str) -> Any:
        """
        Return a time, or None for an empty cell; what is none, the library refuses.
        """
        value = self.text(name)
        try:
            return dt.datetime.fromisoformat(value) if value else None
        except ValueError:
            return value

    def item(self, name: str) -> Any:
        """
        Return yes, no, or None for an empty cell: empty is unknown, never no.

        What is none of them the library refuses, so that a visit whose record cannot be
        read is not a visit that nobody made.
        """
        value = self.text(name)
        return {"yes": True, "no": False, "": None}.get(value, value)


@frozen
class Ledger:
    """
    What the files hold: typed facts, where each came from, and the wrong rows.
    """

    repairs: list[repair.Repair] = field(factory=list)
    visits: list[repair.Visit] = field(factory=list)
    problems: dict[str, list[repair.Problem]] = field(factory=dict)
    places: dict[tuple[str, str], list[Cells]] = field(factory=dict)
    wrong: list[WrongRow] = field(factory=list)

    def keep(self, kind: str, row_id: str, cells: Cells) -> None:
        """
        Remember where a row came from.
        """
        self.places.setdefault((kind, row_id), []).append(cells)

    def find(self, errors: Iterable[RowError]) -> list[WrongRow]:
        """
        Return the rows that the library refused, with file and line.
        """
        left = {key: list(cells) for key, cells in self.places.items()}
        found = []
        for error in errors:
            kind = "visit" if error.kind == "visitor" else error.kind
            same = left[kind, error.row]
            is_second = error.field == "id" and len(same) > 1
            cells = same.pop(1 if is_second else 0)
            name = "visitors" if error.kind == "visitor" else error.field
            found.append(cells.wrong(name, cells.text(name)))
            if kind == "visit" and not is_second:
                # What was found on a visit cannot be judged without it.
                found += [
                    left["problem", f"{error.row}/{problem.id}"]
                    .pop(0)
                    .wrong("visit_id", error.row)
                    for problem in self.problems.get(error.row, ())
                ]
        return found


def read_ledger(folder: Path) -> Ledger:
    """
    Read the three files; what cannot be read is in `Ledger.wrong`.
    """
    ledger = Ledger()
    doors = (_read_repair, _read_visit, _read_problem)
    for name, door in zip(FILES, doors, strict=True):
        _read(ledger, folder / name, door)
    visits: list[Any] = list(ledger.visits)
    ledger.visits[:] = [
        evolve(visit, problems=ledger.problems.get(visit.id, ())) for visit in visits
    ]
    return ledger


def _read(ledger: Ledger, path: Path, door: Callable[[Ledger, Cells], None]) -> None:
    """Read one file, row by row."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for texts in reader:
            try:
                door(ledger, Cells(path.name, reader.line_num, texts))
            except WrongRow as row:
                ledger.wrong.append(row)


def _read_repair(ledger: Ledger, cells: Cells) -> None:
    """Read one repair."""
    row = repair.Repair(
        id=cells.text("id"),
        categories=tuple(cells.text("categories").split("+")),
        completed_at=cells.time("completed_at"),
        responsible=cells.text("responsible") or None,
        owes_visit=cells.item("owes_visit"),
        premises=cells.text("premises"),
    )
    ledger.repairs.append(row)
    ledger.keep("repair", row.id, cells)


def _read_visit(ledger: Ledger, cells: Cells) -> None:
    """Read one visit."""
    row = repair.Visit(
        id=cells.text("id"),
        repair_id=cells.text("repair_id"),
        visited_at=cells.time("visited_at"),
        visitors=tuple(_read_visitors(cells)),
        channel=cells.text("channel"),
        reached=cells.item("reached"),
        registered=cells.item("registered"),
        closed=cells.item("closed"),
        looked_on_site=cells.item("looked_on_site"),
        asked_about_service=cells.item("asked_about_service"),
        asked_for_suggestions=cells.item("asked_for_suggestions"),
        charges_checked=cells.item("charges_checked"),
        signed=cells.item("signed"),
    )
    ledger.visits.append(row)
    ledger.keep("visit", row.id, cells)


def _read_visitors(cells: Cells) -> Iterator[repair.Visitor]:
    """Read who came; an empty cell is nobody on record."""
    written = cells.text("visitors")
    for entry in written.split("+") if written else ():
        role, _, person = entry.partition(":")
        yield repair.Visitor(role, person or None)


def _read_problem(ledger: Ledger, cells: Cells) -> None:
    """Read one problem, and hang it on its visit."""
    visit_id = cells.text("visit_id")
    if ("visit", visit_id) not in ledger.places:
        raise cells.wrong("visit_id", visit_id)
    row = repair.Problem(
        id=cells.text("id"),
        found_at=cells.time("found_at"),
        notified_at=cells.time("notified_at"),
        form=cells.text("form") or None,
        rectified_at=cells.time("rectified_at"),
    )
    ledger.problems.setdefault(visit_id, []).append(row)
    ledger.keep("problem", f"{visit_id}/{row.id}", cells)


# ------------------------------------------------------------------------- judging


def judge(
    ledger: Ledger,
    as_of: dt.datetime,
    period: Period,
    rules: Rulebook = repair.RULES,
) -> Report:
    """
    Judge the repairs completed in one period.
    """
    return repair.assess(
        ledger.repairs, ledger.visits, as_of=as_of, period=period, rules=rules
    )


def read_rules(file: Path | None) -> Rulebook:
    """
    Return the rules of a file, or those that ship.

    Only a file needs the extra `data`, so only a file asks for it.
    """
    if file is None:
        return repair.RULES
    from followup_rules import interchange  # noqa: PLC0415 - an optional dependency

    rules: Rulebook = interchange.read(file)
    return rules


# ------------------------------------------------------------------------ printing

_ROW = Text(
    "{file}, line {line}, {field}: {value}; allowed: {allowed}",
    "{file}第{line}行，{field}：{value}；应为{allowed}",
)
_JUDGED = Text("Judged as of {as_of}.", "判定时间：{as_of}。")
_READ = Text(
    "Read: {repairs} repairs, {visits} visits and attempts, {problems} problems; "
    "{wrong} rows cannot be used.",
    "共读取维修{repairs}项、回访及上门{visits}次、问题{problems}个，另有{wrong}行数据有误。",
)
_SHARES = Text("Shares of the three", "三方回访率")
_VIOLATIONS = Text(
    "Violations: {total}; up to {shown} of each clause explained",
    "违规{total}项，每条最多列举{shown}项",
)
_OF_THEM = Text("{clause}: {total} in all", "{clause}：共{total}项")
_DUE = Text("Due in the next seven days: {total}", "未来七天到期：{total}项")
_NONE = Text("Nothing.", "无。")
_PEOPLE = Text(
    "By person responsible: visits in that role", "按维修责任人统计（仅计该身份的回访）"
)
_PEOPLE_HEAD = (
    Text("person", "责任人"),
    Text("month", "月份"),
    Text("repairs", "维修"),
    Text("visited", "回访"),
    Text("share", "回访率"),
)
_WRONG = Text(
    "Rows that cannot be used: {total}; all others were judged",
    "数据有误、未予判定的行：{total}行，其余均已判定",
)


def lines(
    ledger: Ledger,
    as_of: dt.datetime,
    language: str,
    rules: Rulebook = repair.RULES,
) -> Iterator[str]:
    """
    Yield the whole page, line by line.
    """
    reports = [judge(ledger, as_of, period, rules) for period in MONTHS]
    # Every call reads every row, so each report names the same wrong rows.
    wrong = [*ledger.wrong, *ledger.find(reports[0].row_errors)]
    wrong.sort(key=lambda row: (FILES.index(row.file), row.line))
    yield from _opening(ledger, as_of, len(wrong), language, rules.regulation.title)
    for period, report in zip(MONTHS, reports, strict=True):
        yield from _month(report, period, language)
    verdicts = [verdict for report in reports for verdict in report.violations]
    yield from _violations(verdicts, language)
    yield from _due(reports, as_of, language)
    yield from _people(reports, language)
    yield from _heading(_WRONG, language, total=len(wrong))
    for row in wrong:
        yield from _entry(row.in_language(language))


def _heading(text: Text, language: str, **values: object) -> Iterator[str]:
    """Yield a heading with a blank line before it."""
    title = text.in_language(language).format(**values)
    yield from ("", *wrap(f"## {title}", COLUMNS), "")


def _entry(text: str) -> Iterator[str]:
    """Yield one entry of a list."""
    first, *rest = wrap(text, COLUMNS - 2)
    yield f"- {first}"
    for line in rest:
        yield f"  {line}"


def _opening(
    ledger: Ledger, as_of: dt.datetime, wrong: int, language: str, title: Text
) -> Iterator[str]:
    """Say what was judged, and when."""
    yield f"# {title.in_language(language)}"
    yield ""
    when = say_instant(as_of.astimezone(ZONE), language)
    yield _JUDGED.in_language(language).format(as_of=when)
    problems = sum(map(len, ledger.problems.values()))
    said = _READ.in_language(language).format(
        repairs=len(ledger.repairs),
        visits=len(ledger.visits),
        problems=problems,
        wrong=wrong,
    )
    yield from wrap(said, COLUMNS)


def _month(report: Report, period: Period, language: str) -> Iterator[str]:
    """Yield the counts and the shares of one month."""
    title = Text(*(f"## {say_cell(str(period), name)}" for name in ("en", "zh")))
    # The wrong rows stand at the end of the page, with file and line.
    yield ""
    yield from evolve(report, title=title, row_errors=()).table(language).split("\n")
    yield ""
    yield _SHARES.in_language(language) + _colon(language)
    for verdict in _quotas(report):
        yield from _entry(verdict.explain(language))


def _colon(language: str) -> str:
    """Return the colon of a language."""
    return "：" if language == "zh" else ":"


def _quotas(report: Report) -> tuple[Verdict, ...]:
    """Return the verdicts on the shares."""
    rules = {policy.id for policy in repair.VISIT_QUOTAS.values()}
    return tuple(verdict for verdict in report if verdict.rule in rules)


def _violations(verdicts: list[Verdict], language: str) -> Iterator[str]:
    """Explain a few violations of each clause, and count them all."""
    yield from _heading(_VIOLATIONS, language, total=len(verdicts), shown=SHOWN)
    by_clause: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        by_clause.setdefault(verdict.clause.id, []).append(verdict)
    for clause, found in by_clause.items():
        yield _OF_THEM.in_language(language).format(clause=clause, total=len(found))
        for verdict in found[:SHOWN]:
            yield from _entry(_about(verdict, language))


def _about(verdict: Verdict, language: str) -> str:
    """Say what a verdict is about, and what was found."""
    space = " " if language == "en" else ""
    subject = say(verdict.subject, language)
    return f"{subject}{_colon(language)}{space}{verdict.explain(language)}"


def _due(reports: list[Report], as_of: dt.datetime, language: str) -> Iterator[str]:
    """
    Yield what falls due in the next days, the soonest first.

    No month decides what is due, so that any of the reports knows all of it.
    """
    due = reports[-1].due_between(as_of, as_of + NEXT)
    yield from _heading(_DUE, language, total=len(due))
    if not due:
        yield _NONE.in_language(language)
    for verdict in due:
        yield from _entry(_about(verdict, language))


def _people(reports: list[Report], language: str) -> Iterator[str]:
    """Yield the share of each person, for information."""
    rows = [
        (
            person,
            say_cell(str(period), language),
            str(repairs),
            str(visited),
            f"{show_decimal(Fraction(visited, repairs) * 100, 1)}%",
        )
        for period, report in zip(MONTHS, reports, strict=True)
        for verdict in _quotas(report)
        for person, repairs, visited in verdict.evidence.breakdown
    ]
    yield from _heading(_PEOPLE, language)
    head = [title.in_language(language) for title in _PEOPLE_HEAD]
    yield from table(head, rows, numbers=frozenset({2, 3, 4})).split("\n")


# ------------------------------------------------------------------------- running


def _instant(text: str) -> dt.datetime:
    """Read the moment of judgement; a time without a zone is no moment."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"no time: {text!r}; write {AS_OF}") from None
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text!r} has no time zone; write {AS_OF}")
    return moment


def main(arguments: list[str] | None = None) -> int:
    """
    Print the page.
    """
    parser = argparse.ArgumentParser(description="Judge two months of repairs.")
    parser.add_argument("--lang", choices=("en", "zh"), default="en")
    parser.add_argument("--as-of", type=_instant, default=AS_OF, metavar="TIME")
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER")
    parser.add_argument("--rules", type=Path, metavar="FILE")
    options = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        rules = read_rules(options.rules)
    except FollowupRulesError as error:
        print(error, file=sys.stderr)
        return 2
    ledger = read_ledger(options.data)
    for line in lines(ledger, options.as_of, options.lang, rules):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
