"""
The notice board: what everybody may read, and nobody's name or number.
"""

import datetime as dt
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from tests.books.example_ledgers import BOOKS, asked
from tests.publication.reading import cells, faults, read

from followup_rules.clauses import Text
from followup_rules.errors import (
    InvalidFieldError,
    PrivateTextError,
    RowError,
    UnknownNameError,
)
from followup_rules.publication import PUBLIC, Column, Section, notice_board
from followup_rules.reports import Report
from followup_rules.rulebooks import repair
from followup_rules.tables import Table
from followup_rules.timing.cycles import month
from followup_rules.verdicts import Basis, Subject

ZONE = dt.timezone(dt.timedelta(hours=8))


def moment(day: int, hour: int = 9) -> dt.datetime:
    """Return a moment of March 2026."""
    return dt.datetime(2026, 3, day, hour, tzinfo=ZONE)


@cache
def small() -> Report:
    """A month of two repairs, the second visited by somebody with a name."""
    jobs = [
        repair.Repair(
            id="R1", categories="leak", completed_at=moment(2), owes_visit=True
        ),
        repair.Repair(
            id="R<2>",
            categories="general",
            completed_at=moment(3),
            owes_visit=True,
            responsible="王小二",
        ),
    ]
    return repair.assess(jobs, [], as_of=moment(12), period=month(2026, 3))


@cache
def example(book: str) -> Report:
    """A cut through the report of the example of a book."""
    report = asked(book).judged()
    return evolve(report, verdicts=report.verdicts[:: len(report) // 150 + 1])


class TestBoard:
    """One page in one language."""

    @pytest.mark.parametrize("language", ["en", "zh"])
    @pytest.mark.parametrize("book", BOOKS)
    def test_of_every_book(self, book: str, language: str) -> None:
        report = example(book)
        made = notice_board(report, language=language)
        clauses, verdicts = read(made).all("table")

        assert faults(made) == []
        assert [row[0] for row in cells(clauses)] == list(report.by_clause())
        assert [row[1:3] for row in cells(verdicts)] == [
            [one.clause.id, one.status_word(language)] for one in report
        ]
        assert sum(int(one) for row in cells(clauses) for one in row[2:] if one) == len(
            report
        )

    def test_in_english(self) -> None:
        root = read(notice_board(small(), language="en"))
        rows = {(row[0], row[1]): row[2:] for row in cells(root.all("table")[1])}

        assert root.all("h1")[0].text.endswith(": notice board")
        assert root.all("p")[0].text == "As of Thu 2026-03-12 09:00."
        # A leak is due three days after the second: by the end of the fifth.
        assert rows["repair R1", "REPAIR-2c"][:2] == ["breached", "2026-03-05"]

    def test_in_chinese(self) -> None:
        root = read(notice_board(small(), language="zh"))
        rows = {(row[0], row[1]): row[2:] for row in cells(root.all("table")[1])}

        assert root.all("h1")[0].text.endswith("公示")
        assert root.all("p")[0].text == "截至2026年3月12日09:00。"
        assert rows["维修 R1", "REPAIR-2c"][:2] == ["未履行", "2026年3月5日"]

    def test_the_table_of_clauses_has_the_words_of_the_rows(self) -> None:
        """A repair nobody visited is 未履行, a share out of reach 未达标."""
        jobs = [
            repair.Repair(
                id="R1", categories="leak", completed_at=moment(2), owes_visit=True
            )
        ]
        both = repair.assess(
            jobs,
            [],
            as_of=moment(31, 12) + dt.timedelta(days=30),
            period=month(2026, 3),
        )

        def heads(report: Report, language: str) -> list[str]:
            """Return what stands above the numbers."""
            head = read(notice_board(report, language=language)).all("thead")[0]
            return [one.text for one in head.all("th")][2:]

        assert heads(small(), "zh") == ["未履行", "尚在期限内"]
        assert heads(both, "zh") == ["未达标、未履行"]
        assert heads(both, "en") == ["breached"]

    def test_a_colour_goes_with_its_word(self) -> None:
        root = read(notice_board(small(), language="en"))
        tags = {(one.attributes["class"], one.text) for one in root.all("span")}

        assert ("tag poor", "breached") in tags
        assert all(text for _, text in tags)

    def test_the_columns_in_the_order_asked(self) -> None:
        shown = [Column.STATUS, Column.FINDING]
        report = small().where(clause="REPAIR-2c")
        made = notice_board(report, language="zh", shown=shown)
        (one,) = report

        assert faults(made) == []
        assert cells(read(made).all("table")[1]) == [["未履行", one.explain("zh")]]

    def test_a_title_a_lead_and_parts_of_the_host(self) -> None:
        more = Section(id="more", heading="More", body=("<p>told</p>",))
        made = notice_board(
            small(), language="en", title="March", lead="By law.", sections=[more]
        )
        root = read(made)

        assert root.all("h1")[0].text == "March"
        assert root.all("p")[0].text == "As of Thu 2026-03-12 09:00. By law."
        assert [one.text for one in root.all("h2")] == [
            "By clause",
            "One by one",
            "More",
        ]

    def test_rows_that_cannot_be_read_are_counted_not_shown(self) -> None:
        error = RowError("visit", "V-张三", "signed", None, "is missing")
        report = evolve(small(), row_errors=(error,), accounts=Table())
        text = notice_board(report, language="zh")

        assert "无法读取或判定的数据：1行" in text
        assert "张三" not in text

    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "Nothing was judged."), ("zh", "本期无判定事项。")],
    )
    def test_an_empty_report_says_so(self, language: str, said: str) -> None:
        report = Report(Text("A <month>", "三月"), (), Basis())
        made = notice_board(report, language=language)

        assert faults(made) == []
        assert [one.text for one in read(made).all("p")] == [said, said]

    def test_a_hostile_id_stays_a_text(self) -> None:
        made = notice_board(small(), language="en")

        assert faults(made) == []
        assert "repair R<2>" in [one.text for one in read(made).all("th")]


class TestPrivate:
    """No person and no number, unless it is asked for."""

    def test_nobody_is_named_unless_asked(self) -> None:
        """Officers, and persons who owe a quota of their own, are people."""
        report = asked("community").judged()
        officers = [
            one for one in report if one.subject and one.subject.kind == "officer"
        ]
        report = evolve(report, verdicts=tuple(officers))
        named = cells(
            read(notice_board(report, language="zh", persons=())).all("table")[1]
        )
        board = cells(read(notice_board(report, language="zh")).all("table")[1])

        assert [row[0] for row in named] == [one.about("zh") for one in officers]
        assert officers[0].about("zh") == "区域物管员 A01/P01（2025年1月）"
        assert board[0][0] == "区域物管员（2025年1月）"
        assert not [row for row in board if "/P" in row[0]]

    def test_a_quota_of_a_person_goes_without_the_name(self) -> None:
        (one, *_) = [
            one for one in small() if one.subject and one.subject.kind == "quota"
        ]
        own = evolve(one, subject=Subject("quota", "王小二", "2026-03"))
        report = evolve(small(), verdicts=(one, own))
        rows = cells(read(notice_board(report, language="zh")).all("table")[1])

        assert [row[0] for row in rows] == [one.about("zh"), "比率（2026年3月）"]

    def test_a_verdict_of_nothing_is_shown(self) -> None:
        report = small().where(clause="REPAIR-2c")
        bare = evolve(report, verdicts=(evolve(report.verdicts[0], subject=None),))

        assert (
            cells(read(notice_board(bare, language="en")).all("table")[1])[0][0] == ""
        )

    def test_findings_are_not_public(self) -> None:
        assert Column.FINDING not in PUBLIC

    def test_a_number_is_refused_and_shown_where_it_is_meant(self) -> None:
        report = small().where(clause="REPAIR-2c")
        phone = evolve(report.verdicts[0], subject=Subject("repair", "13812345678"))
        report = evolve(report, verdicts=(phone,))

        with pytest.raises(PrivateTextError, match="'subject'"):
            notice_board(report, language="en")
        with pytest.raises(PrivateTextError, match="the head"):
            notice_board(small(), language="en", lead="Call 0755-12345678.")
        assert "13812345678" in notice_board(
            report, language="en", lead="Call 0755-12345678.", phones=True
        )
        public = notice_board(
            report, language="en", shown=[Column.STATUS, Column.CLAUSE]
        )
        assert "13812345678" not in public


@pytest.mark.parametrize(
    "shown", [(), ("subject",), (Column.STATUS, Column.STATUS), (Column.STATUS, None)]
)
def test_columns_that_are_none_are_refused(shown: Any) -> None:
    """A column twice, none at all, or something else."""
    with pytest.raises(InvalidFieldError, match="shown"):
        notice_board(small(), language="en", shown=shown)


def test_persons_in_one_text_are_refused() -> None:
    """A text would be read sign by sign."""
    with pytest.raises(InvalidFieldError, match="persons"):
        notice_board(small(), language="en", persons="officer")


def test_a_language_without_words_is_refused() -> None:
    """There are English and Chinese."""
    with pytest.raises(UnknownNameError, match="language"):
        notice_board(small(), language="fr")
