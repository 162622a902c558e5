"""
Judge a service hall's February and March 2026, and write its notice board.

    python docs/examples/service_hall.py [--lang en|zh] [--data FOLDER] [--board FILE]

It prints what the supervision section wants to know: every clause, every weekly draw
with its proof, the windows' ranking, and the replies across the Spring Festival. With
`--board` it also writes one HTML file for the notice board, and the lists of the
draws by which anybody can check them.

A cell that cannot be read as a time is handed on as it stands: the library refuses
it, names row and field, and judges the rest.
"""

import argparse
import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from notice_board import (  # type: ignore[import-not-found]
    Board,
    Round,
    Row,
    write_board,
)

from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Text
from followup_rules.exact import show_decimal
from followup_rules.layout import table, wrap
from followup_rules.publication import Proof, draw_proof
from followup_rules.reports import Report
from followup_rules.rulebooks import service_centre
from followup_rules.timing.calendars import from_holiday_cn
from followup_rules.timing.cycles import period
from followup_rules.verdicts import Verdict
from followup_rules.wording import say_cell, say_instant

DATA = Path(__file__).parent / "data" / "hall"
AS_OF = dt.datetime.fromisoformat("2026-04-20T09:00:00+08:00")
PERIOD = period(dt.date(2026, 2, 2), dt.date(2026, 3, 31))
TOPICS = tuple(item.key for item in service_centre.TOPICS.items)
FIVE = ("非常满意", "满意", "基本满意", "不满意", "非常不满意")
COLUMNS = 80
SHOWN = 8

_JUDGED = Text("Judged as of {moment}.", "判定时间：{moment}。")
_DRAWS = Text("The weekly draws", "每周抽取")
_RANKING = Text(
    "The windows, by follow-ups and rating devices 6:4",
    "窗口排名（回访与电子评价器6:4）",
)
_REPLIES = Text("Replies across the Spring Festival", "春节前后的反馈")
_FIRST = Text("The first of {count} violations", "{count}项违规中的前几项")
SAID = {
    "phone_draw": service_centre.PHONE_DRAW.name,
    "not an applicant in the sense of the rules": Text("no applicant", "非申请人"),
    "24 dice, thrown before two applicants 当众掷骰二十四枚": Text(
        "24 dice, thrown before two applicants", "当众掷骰二十四枚"
    ),
}
_BOARD = Text(
    "The notice board is in {path}, and the list of each draw beside it.",
    "公示栏页面：{path}，各次抽取名单在同一文件夹。",
)
_DRAW_HEAD = (
    Text("week", "周次"),
    Text("in the ledger", "台账"),
    Text("left out", "排除"),
    Text("chance", "中签率"),
    Text("owed", "应访"),
    Text("reached", "已访"),
    Text("verdict", "判定"),
)
_RANK_HEAD = (
    Text("rank", "名次"),
    Text("window", "窗口"),
    Text("score", "得分"),
    Text("rate", "满意率"),
    Text("answers", "评价数"),
    Text("tier", "等次"),
)
_FEW = Text(" (few answers)", "（样本少）")


def main() -> int:
    """
    Print the report, and write the notice board where one is asked for.
    """
    options = argparse.ArgumentParser(description=(__doc__ or "").strip())
    options.add_argument("--lang", choices=("en", "zh"), default="en")
    options.add_argument("--data", type=Path, default=DATA)
    options.add_argument("--board", type=Path)
    given = options.parse_args()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    report, rounds = judge(given.data)
    names = window_names(given.data)
    print("\n".join(page(report, rounds, names, given.lang)))
    if given.board is not None:
        board = notice_board(report, rounds, names, given.data, given.lang)
        given.board.write_text(write_board(board, given.lang), encoding="utf-8")
        for held in board.rounds:
            file = given.board.parent / held.proof.file_name
            file.write_text(held.proof.csv(), encoding="utf-8-sig", newline="")
        said = _BOARD.in_language(given.lang).format(path=given.board)
        print("\n" + "\n".join(wrap(said, COLUMNS)))
    return 0


# ------------------------------------------------------------------------- reading


def hall_rules() -> Rulebook:
    """
    Return the rules as this hall reads them: it weighs follow-ups to devices 6:4.
    """
    return service_centre.RULES.choose("A-57a", "SIX_TO_FOUR")


def judge(folder: Path) -> tuple[Report, list[service_centre.Round]]:
    """
    Read a folder and judge it.
    """
    rounds = read_rounds(folder / "rounds.json")
    report = service_centre.assess(
        read(folder / "cases.csv", service_centre.Case),
        rounds=rounds,
        calls=read(folder / "calls.csv", service_centre.Call),
        forms=read(folder / "forms.csv", service_centre.Form),
        ratings=read(folder / "ratings.csv", service_centre.Rating),
        findings=read(folder / "findings.csv", service_centre.Finding),
        windows=tuple(window_names(folder)),
        as_of=AS_OF,
        period=PERIOD,
        rules=hall_rules(),
        calendar=from_holiday_cn(folder / "holidays-2026.json"),
    )
    return report, rounds


def read_rounds(path: Path) -> list[service_centre.Round]:
    """
    Read the rounds with their receipts.
    """
    return [
        service_centre.Round(
            **{
                name: time(value) if name.endswith("_at") and value else value
                for name, value in entry.items()
            }
        )
        for entry in json.loads(path.read_text(encoding="utf-8"))
    ]


def window_names(folder: Path) -> dict[str, Text]:
    """
    Read the windows' names by their codes.
    """
    entries = json.loads((folder / "windows.json").read_text(encoding="utf-8"))
    return {code: Text(name["en"], name["zh"]) for code, name in entries.items()}


def read(path: Path, make: Callable[..., Any]) -> Iterator[Any]:
    """
    Yield the rows of a file as facts.
    """
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield make(**facts(row))


def facts(row: dict[str, str]) -> dict[str, Any]:
    """
    Return a row as facts; an empty cell is a fact nobody knows.
    """
    graded = {name: row.pop(name) or None for name in TOPICS if name in row}
    pressed = {name: int(row.pop(name)) for name in FIVE if name in row}
    found: dict[str, Any] = {name: cell(name, text) for name, text in row.items()}
    if graded:
        found["answers"] = graded
    if pressed:
        found["counts"] = pressed
    return found


def cell(name: str, text: str) -> object:
    """
    Return a cell as a fact.
    """
    if name in {"asked", "callers", "organisers"}:
        return tuple(text.split())
    if text == "":
        return None
    if name.endswith("_at"):
        return time(text)
    return {"yes": True, "no": False}.get(text, text)


def time(text: str) -> Any:
    """
    Return a day or an instant, or the text where it is neither.
    """
    try:
        if ":" in text:
            return dt.datetime.fromisoformat(text)
        return dt.date.fromisoformat(text)
    except ValueError:
        return text


# ------------------------------------------------------------------------ printing


def page(
    report: Report,
    rounds: list[service_centre.Round],
    names: dict[str, Text],
    language: str,
) -> Iterator[str]:
    """
    Yield the lines of the report.
    """
    moment = say_instant(AS_OF, language)
    yield from wrap(_JUDGED.in_language(language).format(moment=moment), COLUMNS)
    yield report.table(language, columns=COLUMNS)
    yield from headed(_DRAWS, language)
    yield draws_table(report, rounds, language)
    yield from headed(_RANKING, language)
    yield ranking_table(report, names, language)
    yield from headed(_REPLIES, language)
    for verdict in report.where(rule="feedback"):
        recorded = verdict.evidence.trigger
        if recorded is not None and recorded.month == 2:
            yield from bullet(verdict, language)
    count = len(report.violations)
    first = Text(_FIRST.en.format(count=count), _FIRST.zh.format(count=count))
    yield from headed(first, language)
    for verdict in report.violations[:SHOWN]:
        yield from bullet(verdict, language)


def headed(title: Text, language: str) -> Iterator[str]:
    """
    Yield a title with its line.
    """
    yield ""
    yield title.in_language(language)
    yield "-" * COLUMNS


def bullet(verdict: Verdict, language: str) -> Iterator[str]:
    """
    Yield what a verdict says, under its subject.
    """
    about = "" if verdict.subject is None else verdict.subject.in_language(language)
    colon = ": " if language == "en" else "："
    lines = wrap(f"{about}{colon}{verdict.explain(language)}", COLUMNS - 2)
    yield from (
        f"{'- ' if not place else '  '}{line}" for place, line in enumerate(lines)
    )


def draws_table(
    report: Report, rounds: list[service_centre.Round], language: str
) -> str:
    """
    Return the weekly draws as a table.
    """
    found = {verdict.subject.id: verdict for verdict in drawn(report)}  # type: ignore[union-attr]
    rows = []
    for held in rounds:
        receipt, verdict = held.receipt or {}, found[held.id]
        rows.append(
            [
                say_cell(receipt["period"], language),
                str(receipt["frame_size"]),
                str(len(receipt["excluded"])),
                receipt["chances"]["*"],
                str(verdict.required),
                str(verdict.evidence.counted),
                verdict.status.in_language(language),
            ]
        )
    head = [title.in_language(language) for title in _DRAW_HEAD]
    return table(head, rows, numbers=frozenset(range(1, 6)), columns=COLUMNS)


def drawn(report: Report) -> Report:
    """
    Return the verdicts on the draws.
    """
    return report.where(rule="phone_draw")


def ranking_table(report: Report, names: dict[str, Text], language: str) -> str:
    """
    Return the windows by rank as a table.
    """
    rows = [
        [
            "-" if row.rank is None else str(row.rank),
            f"{row.code} {row.name}",
            row.score or "-",
            row.rate or "-",
            str(row.answers),
            row.tier + (_FEW.in_language(language) if row.low_sample else ""),
        ]
        for row in board_rows(report, names, language)
    ]
    head = [title.in_language(language) for title in _RANK_HEAD]
    return table(head, rows, numbers=frozenset({0, 2, 3, 4}), columns=COLUMNS)


# ---------------------------------------------------------------- the notice board


def notice_board(
    report: Report,
    rounds: list[service_centre.Round],
    names: dict[str, Text],
    folder: Path,
    language: str,
) -> Board:
    """
    Return what the notice board shows.
    """
    found = {verdict.subject.id: verdict for verdict in drawn(report)}  # type: ignore[union-attr]
    cases = list(read(folder / "cases.csv", service_centre.Case))
    return Board(
        period=say_cell(PERIOD.label, language).replace("..", " to "),
        rows=board_rows(report, names, language),
        rounds=tuple(
            Round(proof=proof(held, cases, language), verdict=found[held.id])
            for held in rounds
        ),
    )


def proof(
    held: service_centre.Round, cases: list[service_centre.Case], language: str
) -> Proof:
    """
    Return the proof of a round's draw, from the ledger as it stood when it was drawn.
    """
    receipt = held.receipt or {}
    frame = service_centre.phone_frame(cases, (), at=held.drawn_at, rules=hall_rules())
    return draw_proof(
        receipt,
        frame.ids,
        language=language,
        words=SAID,
        file_name=f"draw-{receipt['period']}.csv",
    )


def board_rows(
    report: Report, names: dict[str, Text], language: str
) -> tuple[Row, ...]:
    """
    Return the windows in the order of their ranks.
    """
    rows = []
    for verdict in report.where(clause="GOV-6e"):
        evidence = verdict.evidence
        code = verdict.subject.id  # type: ignore[union-attr]
        tier = evidence.tier_name
        rows.append(
            Row(
                code=code,
                name=names[code].in_language(language),
                rank=evidence.rank,
                score=None if evidence.score is None else two_places(evidence.score),
                tier_id=evidence.tier,
                tier="-" if tier is None else tier.in_language(language),
                rate=percent(evidence.rate),
                share=evidence.rate,
                bounds=None if evidence.result is None else evidence.result.bounds,
                answers=0 if evidence.result is None else evidence.result.answers,
                low_sample=evidence.low_sample,
                has_device=evidence.evaluator is not None,
            )
        )
    return tuple(rows)


def two_places(score: Fraction) -> str:
    """
    Write a score with two places, so that a column of them lines up.
    """
    whole, _, part = show_decimal(score).partition(".")
    return f"{whole}.{part:0<2}"


def percent(rate: Fraction | None) -> str | None:
    """
    Write a rate with one place.
    """
    return None if rate is None else f"{show_decimal(rate * 100, 1)}%"


if __name__ == "__main__":
    sys.exit(main())
