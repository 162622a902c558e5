"""
A month on one page of plain HTML: what is late, who owes it, what is due this week.

No script, no server, no package: write the text to a file, or answer a request with it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from html import escape

from followup_rules import Period, Report, Status, Text, Verdict
from followup_rules.wording import say_cell, term

WEEK = dt.timedelta(days=7)
SHOWN = 8
"""How many of a list stand open; the others can be unfolded."""

SAID = {
    "as_of": Text("As of {when}", "截至{when}"),
    "late": Text("Overdue, not done", "逾期未办"),
    "due": Text("Due within seven days", "七日内到期"),
    "other": Text("Other breaches", "其他未达标"),
    "unknown": Text("Cannot be judged", "无法判定"),
    "owes": Text("Who owes what", "各责任方"),
    "party": Text("party", "责任方"),
    "subject": Text("what", "事项"),
    "until": Text("last day", "期限"),
    "clause": Text("clause", "条款"),
    "why": Text("what was found", "情况"),
    "none": Text("Nothing.", "无。"),
    "more": Text("{count} more", "其余{count}项"),
    "errors": Text("Rows that cannot be read", "无法读取的数据"),
    "rows": Text("rows", "行"),
}

STYLE = """
:root { --ink: #1b2733; --soft: #51606f; --line: #d5dce4; --ground: #f3f5f8;
  --late: #9b1c1c; --due: #7a4b00; --calm: #24527a; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.6 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
main { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.3; margin: 0; }
h2 { font-size: 1.2rem; margin: 0 0 .5rem; }
p { margin: .25rem 0 1rem; color: var(--soft); }
section { background: #fff; border: 1px solid var(--line); border-radius: .5rem;
  padding: 1rem; margin-top: 1rem; }
.counts { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem;
  list-style: none; margin: 0; padding: 0; }
.counts a { display: block; height: 100%; background: #fff; border: 1px solid var(--line);
  border-top: .3rem solid var(--calm); border-radius: .5rem; padding: .75rem 1rem;
  color: inherit; text-decoration: none; }
.counts a:hover, .counts a:focus-visible { border-color: var(--ink); }
.counts .late a { border-top-color: var(--late); }
.counts .due a { border-top-color: var(--due); }
.counts b { display: block; font-size: 1.9rem; line-height: 1.2; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: .45rem .75rem .45rem 0;
  border-top: 1px solid var(--line); }
thead th { color: var(--soft); border-top: 0; font-weight: 600; white-space: nowrap; }
td.number { font-variant-numeric: tabular-nums; }
.day, .clause { white-space: nowrap; }
tbody th { min-width: 8rem; overflow-wrap: anywhere; }
summary { cursor: pointer; padding: .75rem 0; color: var(--calm); font-weight: 600; }
@media (max-width: 42rem) {
  .counts { grid-template-columns: repeat(2, 1fr); }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px;
    overflow: hidden; }
  table, tbody, tr, td, th[scope="row"] { display: block; border: 0; padding: 0; }
  tr { border-top: 1px solid var(--line); padding: .6rem 0; }
  td::before { content: attr(data-head) "\\2002"; color: var(--soft); }
  td.nothing { display: none; }
}
@media print { body { background: #fff; } section { break-inside: avoid; } }
"""


def page(
    report: Report, as_of: dt.datetime, period: Period, language: str = "zh"
) -> str:
    """
    Return the page of the report of one period, in one language.

    What is due does not depend on the month that the report is of: `due_between` looks
    at every repair.
    """
    say = {name: text.in_language(language) for name, text in SAID.items()}
    lists = sort_out(report, as_of)
    title = escape(report.title.in_language(language))
    span = say_cell(str(period), language)
    when = say["as_of"].format(when=f"{as_of:%Y-%m-%d %H:%M}")
    sections = [
        line
        for name, verdicts in lists.items()
        for line in section(name, say, listed(verdicts, say, language))
    ]
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="{"zh-CN" if language == "zh" else "en"}">',
            '<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title} · {span}</title><style>{STYLE}</style></head>",
            f"<body><main><h1>{title}</h1><p>{span} · {when}</p>",
            *counts(lists, say),
            *section("owes", say, parties(report, say, language)),
            *sections,
            *section("errors", say, wrong_rows(report, say, language)),
            "</main></body></html>\n",
        ]
    )


def sort_out(report: Report, as_of: dt.datetime) -> dict[str, list[Verdict]]:
    """
    Put the verdicts on the lists of the page, the longest overdue first.
    """
    broken = report.where(status=Status.BREACHED).violations
    late = [one for one in broken if closes(one) is not None]
    return {
        "late": sorted(late, key=lambda one: one.deadline.closes),
        "due": list(report.due_between(as_of, as_of + WEEK)),
        "other": [one for one in broken if closes(one) is None],
        "unknown": list(report.where(status=Status.UNDETERMINED)),
    }


def closes(verdict: Verdict) -> dt.datetime | None:
    """
    Return when the term of a verdict ends; most kinds of rule have none.
    """
    deadline = getattr(verdict.evidence, "deadline", None)
    return None if deadline is None else deadline.closes


def section(name: str, say: dict[str, str], lines: Iterable[str]) -> Iterator[str]:
    """
    Yield a part of the page under its heading.
    """
    yield f'<section id="{name}" aria-labelledby="{name}-head">'
    yield f'<h2 id="{name}-head">{say[name]}</h2>'
    yield from lines
    yield "</section>"


def counts(lists: dict[str, list[Verdict]], say: dict[str, str]) -> Iterator[str]:
    """
    Yield the numbers at the top, each leading to its list.
    """
    yield '<ul class="counts">'
    for name, verdicts in lists.items():
        number = f"<b>{len(verdicts)}</b>"
        yield f'<li class="{name}"><a href="#{name}">{number}{say[name]}</a></li>'
    yield "</ul>"


def listed(
    verdicts: list[Verdict], say: dict[str, str], language: str
) -> Iterator[str]:
    """
    Yield a list of verdicts, the first open and the others folded.
    """
    if not verdicts:
        yield f"<p>{say['none']}</p>"
        return
    heads = [say[name] for name in ("subject", "until", "party", "clause", "why")]
    rows = [row(verdict, language) for verdict in verdicts]
    yield from table(heads, rows[:SHOWN])
    if rows[SHOWN:]:
        more = say["more"].format(count=len(rows) - SHOWN)
        yield f"<details><summary>{more}</summary>"
        yield from table(heads, rows[SHOWN:])
        yield "</details>"


def row(verdict: Verdict, language: str) -> list[tuple[str, str]]:
    """
    Return the cells of a verdict, each with its class.
    """
    end = closes(verdict)
    return [
        (verdict.about(language), ""),
        ("–" if end is None else str(verdict.deadline.last_day), "day"),
        (term(verdict.owed_by, language, verdict.clause.words), ""),
        (verdict.clause.id, "clause"),
        (verdict.explain(language), ""),
    ]


def parties(report: Report, say: dict[str, str], language: str) -> Iterator[str]:
    """
    Yield the table of who owes what, by status.
    """
    used = [status for status, number in report.by_status().items() if number]
    words = {one.owed_by: one.clause.words for one in report}
    heads = [say["party"], *(status.in_language(language) for status in used)]
    rows = [
        [
            (term(party, language, words[party]), ""),
            *(
                (
                    str(found.get(status, "–")),
                    "number" if status in found else "nothing",
                )
                for status in used
            ),
        ]
        for party, found in report.by_party().items()
    ]
    yield from table(heads, rows)


def wrong_rows(report: Report, say: dict[str, str], language: str) -> Iterator[str]:
    """
    Yield what is wrong with the rows that could not be judged.
    """
    said = [[(one.in_language(language), "")] for one in report.row_errors]
    if not said:
        yield f"<p>{say['none']}</p>"
        return
    yield f"<details><summary>{len(said)} {say['rows']}</summary>"
    yield from table([say["why"]], said)
    yield "</details>"


def table(heads: list[str], rows: Iterable[list[tuple[str, str]]]) -> Iterator[str]:
    """
    Yield a table; on a phone each row is a card, and each cell says its own heading.

    The roles say again what the tags say: a browser that sets a table as blocks forgets.
    """
    titles = "".join(
        f'<th scope="col" role="columnheader">{escape(one)}</th>' for one in heads
    )
    yield '<table role="table"><thead role="rowgroup">'
    yield f'<tr role="row">{titles}</tr></thead><tbody role="rowgroup">'
    for cells in rows:
        first, *rest = zip(heads, cells, strict=True)
        tags = [f'<th scope="row" role="rowheader">{escape(first[1][0])}</th>']
        tags += [
            f'<td role="cell" class="{kind}" data-head="{escape(head)}">{escape(text)}</td>'
            for head, (text, kind) in rest
        ]
        yield f'<tr role="row">{"".join(tags)}</tr>'
    yield "</tbody></table>"
