"""
The consulting firm's rules, clause by clause.
"""

import datetime as dt
import json
from typing import Any

import attrs
import pendulum
import pytest

from followup_rules.books.inside import cited_clauses
from followup_rules.books.rulebook import Rulebook
from followup_rules.clauses import Force
from followup_rules.errors import ImpossibleOrderError, InvalidFieldError
from followup_rules.reports import Report
from followup_rules.rulebooks import consulting as cost
from followup_rules.timing.amounts import Days, WorkingDays
from followup_rules.timing.calendars import china
from followup_rules.timing.cycles import Period, quarter, year
from followup_rules.verdicts import Status, Verdict


def at(year_no: int, month_no: int, day: int, hour: int = 0) -> pendulum.DateTime:
    """Return an instant in Shanghai."""
    return pendulum.datetime(year_no, month_no, day, hour, tz="Asia/Shanghai")


END = at(2026, 7, 1)


def judge(
    *clients: cost.Client,
    as_of: dt.datetime = END,
    period: Period | None = None,
    rules: Rulebook = cost.RULES,
    **ledgers: Any,
) -> Report:
    """Judge a ledger over the first half of 2026."""
    half = Period(pendulum.date(2026, 1, 1), pendulum.date(2026, 6, 30), "2026-H1")
    return cost.assess(
        clients, as_of=as_of, period=period or half, rules=rules, **ledgers
    )


def one(report: Report, rule: str) -> Verdict:
    """Return the only verdict of a rule."""
    (verdict,) = report.where(rule=rule)
    return verdict


def client(**fields: Any) -> cost.Client:
    """Return a client in good order."""
    return cost.Client(
        **{
            "id": "k1",
            "keeper": "records_clerk",
            "name": "Harbour Works",
            "address": "1 Quay Road",
            "postcode": "010010",
            "contact": "Mr Lin",
            "telephone": "000-1",
            "electronic_file": True,
            **fields,
        }
    )


def report_on(number: str, day: Any, **fields: Any) -> cost.ClientReport:
    """Return a clerk's report to the manager."""
    roles = {"reporter": "records_clerk", "recipient": "manager_in_charge"}
    return cost.ClientReport(**{"id": number, "reported_at": day, **roles, **fields})


def visit(**fields: Any) -> cost.Visit:
    """Return a complete client visit."""
    return cost.Visit(
        **{
            "id": "v1",
            "client_id": "k1",
            "visited_at": dt.date(2026, 3, 2),
            "service_quality": True,
            "competence_and_ethics": True,
            "satisfaction": True,
            "opinions_and_suggestions": True,
            **fields,
        }
    )


def opinion(**fields: Any) -> cost.Opinion:
    """Return an opinion that was taken up and answered."""
    return cost.Opinion(
        **{
            "id": "o1",
            "given_at": dt.date(2026, 3, 1),
            "accepted_at": dt.date(2026, 3, 2),
            "accepted_by": "manager_in_charge",
            "feedback_at": dt.date(2026, 6, 30),
            "improvement": True,
            **fields,
        }
    )


def paper(kind: str, **fields: Any) -> cost.Paper:
    """Return a filed paper."""
    dates = {"made_at": dt.date(2026, 3, 2), "filed_at": dt.date(2026, 3, 5)}
    return cost.Paper(**{"id": "p1", "kind": kind, **dates, **fields})


class TestCOST_1a:  # noqa: N801 - a clause id
    """
    The records clerk keeps the clients' basic data.
    """

    @pytest.mark.parametrize(
        ("keeper", "status"),
        [
            ("records_clerk", Status.MET),
            ("accountant", Status.BREACHED),
            (None, Status.UNDETERMINED),
        ],
    )
    def test_keeper(self, keeper: str | None, status: Status) -> None:
        """Nobody else does."""
        assert one(judge(client(keeper=keeper)), "data_keeper").status is status


class TestCOST_1b:  # noqa: N801 - a clause id
    """
    The basic data hold at least name, address, postcode, contact and telephone.
    """

    def test_all_five(self) -> None:
        """Nothing is missing."""
        verdict = one(judge(client()), "client_data")
        assert (verdict.status, verdict.missing) == (Status.MET, ())

    def test_blanks_are_missing(self) -> None:
        """Nothing and blanks are both not on file, in the order of the text."""
        verdict = one(judge(client(telephone="  ", address=None)), "client_data")
        assert verdict.status is Status.BREACHED
        assert verdict.missing == ("address", "telephone")

    def test_while_the_client_is_taken_on(self) -> None:
        """It is open, and named."""
        verdict = one(judge(client(postcode="", closed=False)), "client_data")
        assert (verdict.status, verdict.missing) == (Status.OPEN, ("postcode",))

    def test_more_may_be_kept(self) -> None:
        """The five are the least, unless read as all."""
        record = {
            "name": True,
            "address": True,
            "postcode": True,
            "contact": True,
            "telephone": True,
            "fax": True,
        }
        assert cost.CLIENT_DATA.assess(record).status is Status.MET
        closed = cost.RULES.choose("A-64a", "CLOSED_LIST")["client_data"]
        with pytest.raises(LookupError, match="fax"):
            closed.assess(record)


class TestCOST_2a:  # noqa: N801 - a clause id
    """
    The records clerk opens an electronic file for each client.
    """

    @pytest.mark.parametrize(
        ("electronic", "closed", "status"),
        [
            (True, True, Status.MET),
            (False, True, Status.BREACHED),
            (False, False, Status.OPEN),
            (None, True, Status.UNDETERMINED),
        ],
    )
    def test_file(
        self,
        electronic: bool | None,  # noqa: FBT001 - a fact
        closed: bool,  # noqa: FBT001 - a fact
        status: Status,
    ) -> None:
        """Open until the client has been taken on."""
        given = client(electronic_file=electronic, closed=closed)
        assert one(judge(given), "client_file").status is status


class TestCOST_2b:  # noqa: N801 - a clause id
    """
    Once a quarter the clerk reports on the clients to the manager in charge.
    """

    THREE = Period(pendulum.date(2025, 1, 1), pendulum.date(2025, 9, 30), "2025-Q1..Q3")
    NOW = at(2025, 10, 1)

    def quarters(self, *reports: cost.ClientReport, **options: Any) -> list[Status]:
        """Judge three quarters of 2025."""
        found = judge(
            reports=reports, **{"period": self.THREE, "as_of": self.NOW, **options}
        )
        return [v.status for v in found.where(rule="quarterly_report")]

    def test_the_date_of_the_report_decides(self) -> None:
        """2 January, about the quarter before, counts for the first quarter."""
        found = self.quarters(
            report_on("a", dt.date(2025, 1, 2), about=dt.date(2024, 12, 31)),
            report_on("b", dt.date(2025, 6, 30)),
        )
        assert found == [Status.MET, Status.MET, Status.BREACHED]

    def test_surplus_is_not_carried_over(self) -> None:
        """Two in the second quarter do not serve the third."""
        found = self.quarters(
            report_on("a", dt.date(2025, 4, 1)), report_on("b", dt.date(2025, 6, 30))
        )
        assert found == [Status.BREACHED, Status.MET, Status.BREACHED]

    def test_the_quarter_runs(self) -> None:
        """Until its last instant it is pending."""
        assert self.quarters(as_of=at(2025, 9, 30, 23))[-1] is Status.PENDING

    def test_by_the_period_covered(self) -> None:
        """Under that reading the first report is of the year before."""
        rules = cost.RULES.choose("A-69", "PERIOD_COVERED")
        found = self.quarters(
            report_on("a", dt.date(2025, 1, 2), about=dt.date(2024, 12, 31)),
            report_on("b", dt.date(2025, 7, 30), about=dt.date(2025, 6, 30)),
            rules=rules,
        )
        assert found == [Status.OPEN, Status.MET, Status.OPEN]

    @pytest.mark.parametrize(
        ("roles", "status"),
        [
            ({"recipient": "partner"}, Status.BREACHED),
            ({"reporter": "partner"}, Status.BREACHED),
            ({"recipient": None}, Status.UNDETERMINED),
            ({"reporter": None}, Status.UNDETERMINED),
        ],
    )
    def test_from_whom_to_whom(self, roles: dict[str, Any], status: Status) -> None:
        """Only from the clerk to the manager; what is unknown is not guessed."""
        report = judge(
            reports=[report_on("a", dt.date(2025, 1, 2), **roles)],
            period=quarter(2025, 1),
            as_of=self.NOW,
        )
        verdict = one(report, "quarterly_report")
        assert verdict.status is status
        counted = [n["count"] for n in verdict.notes if n.code == "not_counted"]
        assert counted == ([1] if status is Status.BREACHED else [])


class TestCOST_4:  # noqa: N801 - a clause id
    """
    Records of communication go to the records clerk, who files them.
    """

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({}, Status.MET),
            ({"filed_at": None}, Status.OPEN),
            ({"filed_at": None, "closed_at": dt.date(2026, 4, 1)}, Status.BREACHED),
            ({"closed_at": dt.date(2026, 3, 4)}, Status.LATE),
        ],
    )
    def test_filing(self, facts: dict[str, Any], status: Status) -> None:
        """Open until the job is closed, then a breach; filed after that, late."""
        report = judge(papers=[paper("communication", **facts)])
        verdict = one(report, "communication_filing")
        assert verdict.status is status
        assert verdict.clause.id == "COST-4"
        assert verdict.owed_by == "records_clerk"

    def test_filed_late_breaks_nothing(self) -> None:
        """The text sets no time, so lateness is no violation."""
        late = judge(papers=[paper("communication", closed_at=dt.date(2026, 3, 4))])
        assert late.violations == late.where(rule="quarterly_report").violations


class TestCOST_5a:  # noqa: N801 - a clause id
    """
    Client visits are arranged centrally by the firm.
    """

    @pytest.mark.parametrize(
        ("plan", "status"),
        [
            ({"v1", "v2"}, Status.MET),
            ((), Status.BREACHED),
            (None, Status.UNDETERMINED),
        ],
    )
    def test_in_the_plan(self, plan: Any, status: Status) -> None:
        """A visit in the firm's plan is arranged by it."""
        report = judge(visits=[visit()], plan=plan)
        assert one(report, "visit_arranger").status is status

    def test_a_text_is_no_plan(self) -> None:
        """It is refused; 'v' would stand in 'v1'."""
        with pytest.raises(InvalidFieldError, match="plan"):
            judge(visits=[visit()], plan="v1")


class TestCOST_5b:  # noqa: N801 - a clause id
    """
    A visit covers four topics.
    """

    def test_all_four(self) -> None:
        """Complete."""
        assert one(judge(visits=[visit()]), "visit_topics").status is Status.MET

    def test_each_is_needed(self) -> None:
        """Any one of them left out is a breach once the visit is closed."""
        for topic in (
            "service_quality",
            "competence_and_ethics",
            "satisfaction",
            "opinions_and_suggestions",
        ):
            closed = one(judge(visits=[visit(**{topic: False})]), "visit_topics")
            assert (closed.status, closed.missing) == (Status.BREACHED, (topic,))
            running = visit(**{topic: False, "closed": False})
            assert one(judge(visits=[running]), "visit_topics").status is Status.OPEN
            unknown = one(judge(visits=[visit(**{topic: None})]), "visit_topics")
            assert unknown.status is Status.UNDETERMINED


class TestIds:
    """
    An id is a text or a whole number, wherever it stands.
    """

    def test_of_a_client(self) -> None:
        """A visit names its client by a number, as tables of databases do."""
        report = judge(visits=[visit(id=3, client_id=7)], plan=[3])

        assert not report.row_errors
        assert one(report, "visit_topics").status is Status.MET


class TestCOST_6a:  # noqa: N801 - a clause id
    """
    The manager in charge takes up what the client said.
    """

    def test_taken_up(self) -> None:
        """By the manager."""
        report = judge(opinions=[opinion()])
        assert one(report, "opinion_routing").status is Status.MET
        assert one(report, "opinion_acceptor").status is Status.MET

    def test_not_before_it_was_given(self) -> None:
        """Nobody takes up what has not been said yet."""
        with pytest.raises(ImpossibleOrderError):
            cost.OPINION_ROUTING.assess(
                {"accept": at(2026, 2, 28)}, trigger=at(2026, 3, 1), as_of=END
            )

    def test_by_somebody_else(self) -> None:
        """That breaks it; an unknown person leaves it unknown."""
        other = judge(opinions=[opinion(accepted_by="records_clerk")])
        assert one(other, "opinion_acceptor").status is Status.BREACHED
        unknown = judge(opinions=[opinion(accepted_by=None)])
        assert one(unknown, "opinion_acceptor").status is Status.UNDETERMINED

    def test_not_taken_up(self) -> None:
        """Open, and a breach once the matter is closed."""
        waiting = judge(opinions=[opinion(accepted_at=None)])
        assert one(waiting, "opinion_routing").status is Status.OPEN
        assert not [v for v in waiting if v.rule == "opinion_acceptor"]
        closed = opinion(accepted_at=None, closed_at=dt.date(2026, 6, 30))
        report = judge(opinions=[closed])
        assert one(report, "opinion_routing").status is Status.BREACHED


class TestCOST_6b:  # noqa: N801 - a clause id
    """
    The client gets feedback promptly.
    """

    def test_no_limit(self) -> None:
        """After 121 days it is met: 30 + 30 + 31 + 30."""
        verdict = one(judge(opinions=[opinion()]), "feedback")
        assert (verdict.status, verdict.evidence.elapsed_days) == (Status.MET, 121)

    def test_not_given_yet(self) -> None:
        """Open with the elapsed days."""
        verdict = one(judge(opinions=[opinion(feedback_at=None)]), "feedback")
        assert (verdict.status, verdict.evidence.elapsed_days) == (Status.OPEN, 122)

    def test_a_limit_of_the_host(self) -> None:
        """Five working days after Sunday 1 March end on Friday the 6th: late."""
        rule = attrs.evolve(cost.FEEDBACK, limit=WorkingDays(5))
        rules = cost.RULES.replace("feedback", rule)
        report = judge(opinions=[opinion()], rules=rules, calendar=china())
        verdict = one(report, "feedback")
        assert verdict.deadline.last_day == dt.date(2026, 3, 6)
        assert (verdict.status, verdict.force) == (Status.LATE, Force.CONFIGURED)
        assert verdict.is_violation
        blind = judge(opinions=[opinion()], rules=rules)
        assert one(blind, "feedback").status is Status.UNDETERMINED


class TestCOST_6c:  # noqa: N801 - a clause id
    """
    The feedback proposes how to improve.
    """

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({}, Status.MET),
            ({"improvement": False}, Status.BREACHED),
            ({"improvement": None}, Status.UNDETERMINED),
            ({"feedback_at": None}, Status.OPEN),
            (
                {"feedback_at": None, "closed_at": dt.date(2026, 6, 1)},
                Status.BREACHED,
            ),
        ],
    )
    def test_content(self, facts: dict[str, Any], status: Status) -> None:
        """Open until there is feedback, or the matter is closed without any."""
        report = judge(opinions=[opinion(**facts)])
        assert one(report, "feedback_content").status is status

    def test_proposal_after_the_close(self) -> None:
        """A matter closed without feedback is a breach, and late once it is given."""
        closed = opinion(closed_at=dt.date(2026, 5, 1), feedback_at=at(2026, 5, 3))
        then = [at(2026, 5, 1, 23), at(2026, 5, 2), at(2026, 5, 3)]
        found = [
            one(judge(opinions=[closed], as_of=moment), "feedback_content").status
            for moment in then
        ]
        assert found == [Status.OPEN, Status.BREACHED, Status.LATE]
        in_time = opinion(closed_at=dt.date(2026, 5, 3), feedback_at=at(2026, 5, 3, 9))
        met = one(judge(opinions=[in_time]), "feedback_content")
        assert met.status is Status.MET


class TestCOST_7:  # noqa: N801 - a clause id
    """
    What communication and visits produce is filed by the records clerk.
    """

    def test_filing(self) -> None:
        """Filed; open; a breach once the visit is closed."""
        filed = judge(papers=[paper("material")])
        waiting = judge(papers=[paper("material", filed_at=None)])
        closed = judge(
            papers=[paper("material", filed_at=None, closed_at=dt.date(2026, 4, 1))]
        )
        assert one(filed, "material_filing").status is Status.MET
        assert one(waiting, "material_filing").status is Status.OPEN
        assert one(closed, "material_filing").status is Status.BREACHED

    def test_a_limit_of_the_host(self) -> None:
        """Two days after 2 March: filed on the 5th is late."""
        rule = attrs.evolve(cost.MATERIAL_FILING, limit=Days(2))
        rules = cost.RULES.replace("material_filing", rule)
        verdict = one(judge(papers=[paper("material")], rules=rules), "material_filing")
        assert (verdict.status, verdict.force) == (Status.LATE, Force.CONFIGURED)


class TestNotComputed:
    """
    What cannot be computed says why, and nothing else is left without a rule.
    """

    def test_every_clause_has_a_rule_or_a_reason(self) -> None:
        """Only the reference to other rules has none."""
        cited = {
            clause
            for rule in cost.RULES.rules.values()
            for clause in cited_clauses(rule)
        }
        without = [clause.id for clause in cost.CLAUSES if clause.id not in cited]
        assert without == ["COST-3"]
        assert without == [c.id for c in cost.CLAUSES if c.not_computed is not None]
        assert cited <= {clause.id for clause in cost.CLAUSES}

    def test_every_reading_is_in_force_and_its_others_can_be_read(self) -> None:
        """The shipped value is chosen; every alternative is accepted."""
        for reading in cost.READINGS:
            assert cost.RULES.in_force(reading.id) == reading.chosen
            for name in reading.choices:
                changed = cost.RULES.choose(reading.id, name)
                assert changed.in_force(reading.id) == name


class TestTheReport:
    """
    One call judges the whole ledger, and nothing is dropped in silence.
    """

    def full(self, **options: Any) -> Report:
        """Return a report with a verdict of every rule that gives one."""
        return judge(
            client(),
            reports=[report_on("a", dt.date(2026, 1, 9))],
            visits=[visit()],
            opinions=[opinion()],
            papers=[paper("communication"), paper("material", id="p2")],
            plan=("v1",),
            **options,
        )

    def test_every_rule_answers(self) -> None:
        """The list of recipients is asked, and gives no verdict itself."""
        found = {verdict.rule for verdict in self.full()}
        assert set(cost.RULES.rules) - found == {"report_recipients"}

    def test_every_verdict_explains_and_replays(self) -> None:
        """Both languages, and its receipt through JSON."""
        for verdict in self.full():
            for language in ("en", "zh"):
                assert "{" not in verdict.explain(language)
            receipt = json.loads(json.dumps(verdict.receipt()))
            again = cost.RULES.replay(receipt)
            assert again.is_same, (verdict.rule, again.stale)

    def test_later_and_outside(self) -> None:
        """What was not known, and what is not of the period, is counted."""
        early = self.full(as_of=at(2026, 2, 1))
        later = {kind: one.later for kind, one in early.accounts.items() if one.later}
        assert later == {"visit": 1, "opinion": 1, "document": 2}
        other = self.full(period=year(2025), as_of=END)
        outside = {kind: one.outside for kind, one in other.accounts.items()}
        assert sum(outside.values()) == 4

    @pytest.mark.parametrize(
        ("ledger", "row", "field"),
        [
            ("reports", report_on("a", "2026-01-01"), "reported_at"),
            ("reports", report_on("a", END, about=END), "about"),
            ("visits", visit(satisfaction="yes"), "satisfaction"),
            ("opinions", opinion(feedback_at=dt.date(2026, 2, 1)), "feedback_at"),
            ("papers", paper("letter"), "kind"),
            ("papers", paper("material", filed_at=dt.date(2026, 3, 1)), "filed_at"),
        ],
    )
    def test_unusable_rows(self, ledger: str, row: Any, field: str) -> None:
        """Each is named with its field, and the rest is judged."""
        ledgers: dict[str, Any] = {ledger: [row]}
        report = judge(client(), **ledgers)
        (error,) = report.row_errors
        assert error.field == field
        assert one(report, "client_data").status is Status.MET

    def test_an_unusable_client(self) -> None:
        """A postcode is a text: as a number it has lost its zero."""
        (error,) = judge(client(postcode=10010)).row_errors
        assert (error.kind, error.field) == ("client", "postcode")
