"""
A month on one page of plain HTML: what is late, who owes it, what is due this week.

The sheet, its tables and its colours are those of `followup_rules.publication`, which
the notice board and the proof of a draw have too; what is here is what a manager asks.
"""

import datetime as dt
from collections.abc import Iterator

from followup_rules import Period, Report, Status, Text, Verdict
from followup_rules.publication import Section, page, table
from followup_rules.wording import say_cell, say_instant, term

WEEK = dt.timedelta(days=7)
SHOWN = 8
"""How many of a list stand open; the others can be unfolded."""

SAID = {
    "as_of": Text("As of {when}.", "截至{when}。"),
    "counts": Text("At a glance", "概览"),
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
    "rows": Text("rows: {count}", "{count}行"),
}

STYLE = """
.counts { display: grid; grid-template-columns: repeat(4, 1fr); gap: .75rem;
  list-style: none; margin: .5rem 0 0; padding: 0; }
.counts a { display: block; height: 100%; border: 1px solid var(--line);
  border-top: .3rem solid var(--accent); border-radius: .5rem; padding: .75rem 1rem;
  color: inherit; text-decoration: none; }
.counts a:hover, .counts a:focus-visible { border-color: var(--ink); }
.counts .late a { border-top-color: var(--poor); }
.counts .due a { border-top-color: var(--fair); }
.counts b { display: block; font-size: 1.9rem; line-height: 1.2; }
.verdicts td:nth-child(2), .verdicts td:nth-child(4) { white-space: nowrap; }
.verdicts tbody th { min-width: 6rem; }
.verdicts td:nth-child(3) { overflow-wrap: normal; min-width: 6.5rem; }
@media (max-width: 44rem) { .counts { grid-template-columns: repeat(2, 1fr); } }
"""
"""What this page has beside the style of every published page."""


def month_page(
    report: Report, as_of: dt.datetime, period: Period, language: str = "zh"
) -> str:
    """
    Return the page of the report of one period, in one language.

    What is due does not depend on the month that the report is of: `due_between` looks
    at every repair.
    """
    say = {name: text.in_language(language) for name, text in SAID.items()}
    lists = sort_out(report, as_of)
    parts = {
        "counts": counts(lists, say),
        "owes": parties(report, say, language),
        **{name: listed(name, lists[name], say, language) for name in lists},
        "errors": wrong_rows(report, say, language),
    }
    title = report.title.in_language(language)
    return page(
        f"{title} · {say_cell(str(period), language)}",
        language=language,
        lead=say["as_of"].format(when=say_instant(as_of, language)),
        sections=[
            Section(id=name, heading=say[name], body=tuple(body))
            for name, body in parts.items()
        ],
        style=STYLE,
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
    name: str, verdicts: list[Verdict], say: dict[str, str], language: str
) -> Iterator[str]:
    """
    Yield a list of verdicts, the first open and the others folded.
    """
    if not verdicts:
        yield f"<p>{say['none']}</p>"
        return
    heads = [say[head] for head in ("subject", "until", "party", "clause", "why")]
    rows = [row(verdict, language) for verdict in verdicts]
    yield '<div class="verdicts">'
    yield from table(heads, rows[:SHOWN], caption=say[name], headed=True)
    if rows[SHOWN:]:
        more = say["more"].format(count=len(rows) - SHOWN)
        yield f"<details><summary>{more}</summary>"
        yield from table(heads, rows[SHOWN:], caption=more, headed=True)
        yield "</details>"
    yield "</div>"


def row(verdict: Verdict, language: str) -> list[str]:
    """
    Return the cells of a verdict.
    """
    end = closes(verdict)
    return [
        verdict.about(language),
        "" if end is None else str(verdict.deadline.last_day),
        term(verdict.owed_by, language, verdict.clause.words),
        verdict.clause.id,
        verdict.explain(language),
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
            term(party, language, words[party]),
            *(str(found.get(status, "")) for status in used),
        ]
        for party, found in report.by_party().items()
    ]
    numbers = range(1, len(heads))
    yield from table(heads, rows, caption=say["owes"], numbers=numbers, headed=True)


def wrong_rows(report: Report, say: dict[str, str], language: str) -> Iterator[str]:
    """
    Yield what is wrong with the rows that could not be judged.
    """
    said = [[one.in_language(language)] for one in report.row_errors]
    if not said:
        yield f"<p>{say['none']}</p>"
        return
    yield f"<details><summary>{say['rows'].format(count=len(said))}</summary>"
    yield from table([say["why"]], said, caption=say["errors"], headed=True)
    yield "</details>"
