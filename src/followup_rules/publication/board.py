"""
A report as a notice board: what was judged, clause by clause and case by case.
"""

from collections.abc import Collection, Iterable, Sequence
from enum import Enum
from typing import Final

from attrs import evolve

from followup_rules.clauses import Text, spoken
from followup_rules.errors import InvalidFieldError
from followup_rules.exact import as_name
from followup_rules.fields.arguments import check_kind, check_many
from followup_rules.publication.pages import Cell, Section, Tag, Tone, page, table
from followup_rules.publication.private import refuse_phones
from followup_rules.reports import Report
from followup_rules.verdicts import Status, Verdict
from followup_rules.wording import say_cell, say_instant, sentence, term


class Column(Enum):
    """
    What a notice board may show of each verdict.
    """

    SUBJECT = "subject"
    """What it is about, by the word for it and its id."""
    CLAUSE = "clause"
    """The id of the clause."""
    STATUS = "status"
    """What it came to, as a word."""
    LAST_DAY = "last_day"
    """The last day on which it is in time, where it has one."""
    PARTY = "party"
    """The office or the role that owes it."""
    FINDING = "finding"
    """What was found, in sentences. They may name who came, so they are shown only
    where they are asked for."""


PUBLIC: Final = (
    Column.SUBJECT,
    Column.CLAUSE,
    Column.STATUS,
    Column.LAST_DAY,
    Column.PARTY,
)
"""What everybody may read."""

PERSONS: Final = ("officer", "quota")
"""The kinds of subjects whose ids are, or may be, people's names."""

_HEADS: Final = {
    Column.SUBJECT: Text("what", "事项"),
    Column.CLAUSE: Text("clause", "条款"),
    Column.STATUS: Text("result", "结果"),
    Column.LAST_DAY: Text("last day", "期限"),
    Column.PARTY: Text("responsible", "责任方"),
    Column.FINDING: Text("what was found", "情况"),
}
_COLON: Final = Text("{title}: notice board", "{title}公示")
_AS_OF: Final = Text("As of {when}.", "截至{when}。")
_CLAUSES: Final = Text("By clause", "按条款汇总")
_SAYS: Final = Text("what it says", "内容")
_EACH: Final = Text("One by one", "逐项结果")
_NOTHING: Final = Text("Nothing was judged.", "本期无判定事项。")
_TONES: Final = {
    Status.MET: Tone.GOOD,
    Status.LATE: Tone.FAIR,
    Status.PENDING: Tone.FAIR,
    Status.OPEN: Tone.FAIR,
    Status.BREACHED: Tone.POOR,
    Status.MISSED: Tone.POOR,
}


def notice_board(
    report: Report,
    *,
    language: str,
    title: str | None = None,
    lead: str = "",
    shown: Sequence[Column] = PUBLIC,
    persons: Collection[str] = PERSONS,
    phones: bool = False,
    sections: Sequence[Section] = (),
) -> str:
    """
    Return a report as a page of HTML for everybody to read.

    It shows what `shown` lists, nothing else: no name of a person and no telephone
    number unless that is asked for. Filter the report first (`report.where`) to publish
    a part of it.

    Args:
        report: What was judged.
        language: "en" or "zh"; the whole page is in it.
        title: What stands above it; the title of the report where there is none.
        lead: What is said under the title, after the moment of judgement.
        shown: The columns of each verdict, in their order. `Column.FINDING` gives the
            sentences, which may name people.
        persons: The kinds of subjects whose ids are people's names; those are shown
            by kind and period alone, but for the quota of a whole role. Give () to
            name them.
        phones: Whether what looks like a telephone number may be shown.
        sections: Parts of the host's own, after the others.

    Raises:
        UnknownNameError: If there are no words in that language, or one of *persons* is
            no kind of subject of the report, nor of the usual ones.
        InvalidFieldError: If *shown* is empty, lists a column twice or lists something
            else, *persons* is one text, or a section is not sound; see `page`.
        PrivateTextError: If a cell holds what looks like a telephone number.
    """
    language = spoken(language)
    check_kind("report", report, Report, "a Report")
    check_kind("title", title, (str, type(None)), "a text, or None")
    check_kind("lead", lead, str, "a text")
    check_kind("phones", phones, bool, "True or False")
    allowed = "sections of a page"
    sections = check_many("sections", sections, allowed, Section)
    shown = _columns(shown)
    persons = _kinds(persons, report)
    name = report.title.in_language(language)
    said = [_COLON.in_language(language).format(title=name) if title is None else title]
    said += [_when(report, language), lead, _unread(report, language)]
    heading, *leads = (
        one if phones else refuse_phones("the head", one) for one in said
    )
    gap = "" if language == "zh" else " "
    own = (_summary(report, language), _each(report, language, shown, persons, phones))
    return page(
        heading,
        language=language,
        lead=gap.join(filter(None, leads)),
        sections=(*own, *sections),
    )


def _columns(shown: Iterable[object]) -> tuple[Column, ...]:
    """Return the columns, read once, and refuse a choice that is none."""
    allowed = f"some of {', '.join(map(str, Column))}, each once"
    listed = check_many("shown", shown, allowed, Column)
    if not listed or len(set(listed)) < len(listed):
        raise InvalidFieldError("shown", listed, allowed)
    return listed


def _kinds(persons: object, report: Report) -> tuple[str, ...]:
    """Return the kinds of subjects that are people, and refuse what is no kind."""
    listed = check_many("persons", persons, "a collection of kinds", str)
    return tuple(as_name("kind", one, (*report.kinds, *PERSONS)) for one in listed)


def _when(report: Report, language: str) -> str:
    """Say when it was judged, where the report knows."""
    moment = report.basis.as_of
    if moment is None:
        return ""
    return _AS_OF.in_language(language).format(when=say_instant(moment, language))


def _unread(report: Report, language: str) -> str:
    """Say how many rows could not be judged; what is in them is not for a wall."""
    if not report.row_errors:
        return ""
    return sentence("rows_unreadable", language, {"count": report.rows_in_error})


def _summary(report: Report, language: str) -> Section:
    """Count the statuses of each clause."""
    texts = {one.clause.id: one.clause.text for one in report}
    used = [status for status, number in report.by_status().items() if number]
    heads = [_HEADS[Column.CLAUSE], _SAYS]
    rows = [
        [
            clause,
            texts[clause].in_language(language),
            *(str(found.get(status, "")) for status in used),
        ]
        for clause, found in report.by_clause().items()
    ]
    titles = [one.in_language(language) for one in heads]
    titles += [_words_of(status, report, language) for status in used]
    return _listed("clauses", _CLAUSES, titles, rows, language, range(2, len(titles)))


def _words_of(status: Status, report: Report, language: str) -> str:
    """Call a status as its verdicts do: a deed not done is no number not reached."""
    said = (one.status_word(language) for one in report if one.status is status)
    return ("、" if language == "zh" else ", ").join(dict.fromkeys(said))


def _each(
    report: Report,
    language: str,
    shown: Sequence[Column],
    persons: Collection[str],
    phones: bool,  # noqa: FBT001 - handed on as it came
) -> Section:
    """Show each verdict."""
    titles = [_HEADS[column].in_language(language) for column in shown]
    rows = []
    for verdict in report:
        cells = {column: _cell(column, verdict, language, persons) for column in shown}
        if not phones:
            for column, cell in cells.items():
                refuse_phones(f"the column {column.value!r}", _text(cell))
        rows.append(list(cells.values()))
    return _listed("verdicts", _EACH, titles, rows, language, ())


def _listed(
    id_: str,
    heading: Text,
    titles: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    language: str,
    numbers: Collection[int],
) -> Section:
    """Return a section with a table, or with the word that there is nothing."""
    said = heading.in_language(language)
    body = table(titles, rows, caption=said, numbers=numbers, headed=True)
    if not rows:
        body = (f"<p>{_NOTHING.in_language(language)}</p>",)
    return Section(id=id_, heading=said, body=body)


def _text(cell: Cell) -> str:
    """Return the words of a cell."""
    return cell if isinstance(cell, str) else cell.text


def _cell(
    column: Column, verdict: Verdict, language: str, persons: Collection[str]
) -> Cell:
    """Return what a column shows of a verdict."""
    words = verdict.clause.words
    if column is Column.SUBJECT:
        return _subject(verdict, language, persons)
    if column is Column.CLAUSE:
        return verdict.clause.id
    if column is Column.STATUS:
        tone = _TONES.get(verdict.status, Tone.PLAIN)
        return Tag(verdict.status_word(language), tone)
    if column is Column.LAST_DAY:
        deadline = getattr(verdict.evidence, "deadline", None)
        return "" if deadline is None else say_cell(str(deadline.last_day), language)
    if column is Column.PARTY:
        return term(verdict.owed_by, language, words)
    return verdict.explain(language)


def _subject(verdict: Verdict, language: str, persons: Collection[str]) -> str:
    """Name what a verdict is about, without the name of a person."""
    about = verdict.subject
    # A quota of a role goes by the role, which is no name of anybody.
    if about is None or about.kind not in persons or about.id == verdict.owed_by:
        return verdict.about(language)
    return evolve(about, id="").in_language(language, verdict.clause.words)
