"""
What moves a bound, fed from the rows of whole books: in Python, in a file, in frames.

The file is the example of a hotline. The working days of March 2026 are those of an
ordinary week; 2026-03-02 is a Monday.
"""

import datetime as dt
import pickle
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any

import attrs
import pendulum
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from followup_rules import frames
from followup_rules.books import feeds
from followup_rules.books.rulebook import Rulebook
from followup_rules.books.scenarios import run, unexercised
from followup_rules.books.text import Extensions, Pauses, clause, deadline, regulation
from followup_rules.errors import (
    InvalidFieldError,
    RulesFileError,
    UnknownNameError,
)
from followup_rules.interchange import dump, dumps, load, loads, read, read_ledgers
from followup_rules.ledgers.facts import row, said
from followup_rules.ledgers.values import Id
from followup_rules.policies.deadlines import (
    CaseLimit,
    Extension,
    ExtensionRequest,
    Pause,
    Start,
)
from followup_rules.testing import check_invariants, situations
from followup_rules.timing.amounts import Days
from followup_rules.timing.calendars import china
from followup_rules.verdicts import Status, Verdict

FILE = Path(__file__).parents[2] / "docs" / "examples" / "books" / "hotline.toml"
HOTLINE = read(FILE)
LEDGERS = sorted(map(str, (FILE.parent / "hotline").glob("*.csv")))
CHINA = china()
MET, LATE, PENDING = Status.MET, Status.LATE, Status.PENDING
NOW = pendulum.datetime(2026, 3, 20, 9, tz="Asia/Shanghai")


def day(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, number)


def by_subject(report: Any, rule: str) -> dict[str, Verdict]:
    """Return the verdicts of one rule by the id of their row."""
    return {one.subject.id: one for one in report if one.rule == rule}


class TestFile:
    """
    A whole regulation in one file, and its ledgers in four.
    """

    def test_its_scenarios(self) -> None:
        """Every example in the file comes true, and every clause is exercised."""
        outcomes = [
            run(HOTLINE, one, CHINA if one.calendar else None)
            for one in HOTLINE.scenarios
        ]
        assert [outcome.misses for outcome in outcomes] == [()] * 4
        assert unexercised(HOTLINE, outcomes) == ()

    def test_its_ledgers(self) -> None:
        """By hand, order by order; four days of hold are two and four working days."""
        rows = read_ledgers(HOTLINE, LEDGERS).rows
        report = HOTLINE.assess(rows, as_of=NOW, calendar=CHINA)
        answers = by_subject(report, "answer")

        assert {
            name: (one.status.value, one.deadline and str(one.deadline.last_day))
            for name, one in answers.items()
        } == {
            "O1": ("met", "2026-03-09"),  # a shortage of staff stops nothing
            "O2": ("met", "2026-03-16"),  # five more, asked for in time
            "O3": ("late", "2026-03-09"),  # asked for on the day after the end
            "O4": ("met", "2026-03-13"),  # 4, 5, 6 and 9 March do not count
            "O5": ("pending", None),  # an opinion is still awaited
        }
        assert (
            answers["O5"]
            .explain("en")
            .startswith(
                "The answer has not been done yet; its clock has stood still since Thu "
                "2026-03-05 09:00, with 3 working days left (LINE-1)."
            )
        )
        assert "人手不足" in answers["O1"].explain("zh")
        backs = by_subject(report, "call_back")
        assert "自告知之日起算（以最晚者为准）。" in backs["O2"].explain("zh")

    def test_there_and_back(self) -> None:
        """Written out whole it is the same book again."""
        again = load(dump(HOTLINE))
        assert again == HOTLINE
        assert again.digest() == HOTLINE.digest()
        assert loads(dumps(HOTLINE)) == HOTLINE
        feed = HOTLINE.feeds["answer"]
        assert pickle.loads(pickle.dumps(feed)) == feed  # noqa: S301 - our own

    def test_replays(self) -> None:
        """Every receipt gives the same verdict again."""
        rows = read_ledgers(HOTLINE, LEDGERS).rows
        for verdict in HOTLINE.assess(rows, as_of=NOW, calendar=CHINA):
            sources = {"calendar": CHINA} if verdict.basis.sources else {}
            assert HOTLINE.replay(verdict.receipt(), **sources).is_same

    def test_frames_leave_it_to_rows(self) -> None:
        """What columns do not judge is judged by rows: the same keys, the same words."""
        rows: Any = read_ledgers(HOTLINE, LEDGERS).rows
        report = HOTLINE.assess(rows, as_of=NOW, calendar=CHINA)
        tables = {
            kind: pl.DataFrame(
                {
                    fact.name: [getattr(one, fact.name, None) for one in rows[kind]]
                    for fact in HOTLINE.ledgers[kind].facts
                    if not fact.value.is_moment
                }
                | {"id": [one.id for one in rows[kind]]}
                | {
                    fact.name: [_text(one, fact.name) for one in rows[kind]]
                    for fact in HOTLINE.ledgers[kind].facts
                    if fact.value.is_moment
                }
            )
            for kind in ("order", "hold", "extension")
        }
        for kind, table in tables.items():
            times = [
                fact.name
                for fact in HOTLINE.ledgers[kind].facts
                if fact.value.is_moment
            ]
            tables[kind] = table.with_columns(
                pl.col(times).str.to_datetime(time_zone="UTC")
            )
        dated = {
            name: pl.col(name).dt.convert_time_zone("Asia/Shanghai").dt.date()
            for name in ("done_on", "told_on", "called_back_on")
        }
        tables["order"] = tables["order"].with_columns(**dated)

        found = frames.assess(HOTLINE, tables, as_of=NOW, calendar=CHINA)

        verdicts = pl.DataFrame(found.verdicts)
        assert {
            key: (status, reason)
            for key, status, reason in verdicts.select(
                "key", "status", "reason"
            ).iter_rows()
        } == {one.key: (one.status.value, one.reason.code) for one in report}

    @pytest.mark.parametrize(
        ("old", "new", "path", "words"),
        [
            (
                'pauses = { of = "hold"',
                'pauses = { of = "holds"',
                "rules.answer.feed.pauses.of",
                "nearest: 'hold'",
            ),
            (
                'ends = "ended_on"',
                'ends = "ended"',
                "rules.answer.feed.pauses.ends",
                "ended_on",
            ),
            (
                'begins = "began_on", ',
                "",
                "rules.answer.feed.pauses",
                "Pauses.begins",
            ),
            (
                ', amount = "more" }\npauses',
                " }\npauses",
                "rules.answer.feed.extensions",
                "Extensions.amount",
            ),
            (
                'stopped_by = ["waiting_for_caller", "expert_opinion"]',
                "stopped_by = true",
                "rules.answer.stopped_by",
                "a list",
            ),
            ('start = "LATEST"', 'start = "LAST"', "rules.call_back.start", "LATEST"),
            (
                'in_all = "30 days"',
                'in_all = "30 suns"',
                "rules.letter.extension.in_all",
                "30 suns",
            ),
            (
                'in_all = "30 days"',
                'least_notice = "1 day", asked_in_time = false',
                "rules.letter.extension",
                "Extension.least_notice",
            ),
            (
                'trigger = "accepted_on"',
                'trigger = "accepted_on"\nevents = ["a", "b"]',
                "rules.letter",
                "none without a start",
            ),
        ],
    )
    def test_faults(self, old: str, new: str, path: str, words: str) -> None:
        """Each at its place, in words."""
        text = FILE.read_text(encoding="utf-8")
        assert old in text
        with pytest.raises(RulesFileError) as found:
            loads(text.replace(old, new, 1))
        assert any(
            fault.path.startswith(path) and words in str(fault)
            for fault in found.value.faults
        ), str(found.value)


def _text(one: Any, name: str) -> str | None:
    """Return a moment of a row as a text in UTC."""
    moment = getattr(one, name, None)
    if moment is None:
        return None
    if not isinstance(moment, dt.datetime):
        moment = dt.datetime(moment.year, moment.month, moment.day, 4, tzinfo=dt.UTC)
    return moment.astimezone(dt.UTC).isoformat()


# ------------------------------------------------------------------------- in Python


@row("claim", "claim", "报案", placed="made_on")
class Claim:
    """A claim."""

    id: str
    made_on: dt.date = said("when it was made", "报案日期")
    told_on: dt.date | None = said("when it was told", "告知日期", default=None)
    settled_on: dt.date | None = said("when it was settled", "理赔日期", default=None)
    target: dt.date | None = said("target", "目标日期", default=None)
    held_from: dt.date | None = said("held from", "暂停开始", default=None)
    held_until: dt.date | None = said("held until", "暂停结束", default=None)
    why: str | None = said("why", "事由", default=None)
    more: str | None = said("how much more", "延长", default=None)
    until: dt.date | None = said("until", "延至", default=None)
    entered_at: dt.datetime | None = None


@row("wait", "wait", "等待", placed="begins", owner="claim_id")
class Wait:
    """A wait of a claim."""

    id: str
    claim_id: Annotated[str, Id("claim")] = said("the claim", "所属报案")
    begins: dt.date = said("when it begins", "开始")
    ends: dt.date | None = said("when it ends", "结束", default=None)
    reason: str | None = said("why", "事由", default=None)
    meant: bool | None = said("whether it is meant", "是否计入", default=True)
    entered_at: dt.datetime | None = None


def fed(**told: Any) -> Rulebook:
    """Return a book of one rule: ten days, that papers stop, and that are extended."""
    fields: dict[str, Any] = {"limit": Days(10)}
    if "pauses" in told:
        fields["stopped_by"] = ("papers",)
    if "extensions" in told:
        fields["extension"] = Extension()
    if "starts" not in told:
        told["since"] = "made_on"
    return regulation(
        "CLAIM",
        "1",
        "Claims",
        "理赔",
        clause(
            "1",
            "Settled in ten days.",
            "十日内理赔。",
            deadline(
                "settle",
                "the settlement",
                "理赔",
                owed_by="insurer",
                each=Claim,
                done="settled_on",
                **{**fields, **told},
            ),
        ),
        source="an example",
        ledgers=(Claim, Wait),
    )


def other(one: Any, **told: Any) -> Any:
    """Return a row that is told otherwise."""
    return attrs.evolve(one, **told)


def judged(book: Rulebook, claim: Any, waits: tuple[Any, ...] = ()) -> Verdict:
    """Return the one verdict on a claim."""
    report = book.assess({"claim": [claim], "wait": list(waits)}, as_of=NOW)
    (verdict,) = report
    return verdict


OWN = Pauses(begins="held_from", ends="held_until", reason="why")


class TestPython:
    """
    The same in Python: rows that belong to a row, the row itself, a function.
    """

    def test_rows_that_belong_to_a_row(self) -> None:
        """Only those of the claim, and only those that are meant."""
        book = fed(
            pauses=Pauses(
                of="wait", where="meant", begins="begins", ends="ends", reason="reason"
            )
        )
        claim = Claim(id="A", made_on=day(2), settled_on=day(16))
        told: dict[str, Any] = {"begins": day(4), "ends": day(8), "reason": "papers"}
        wait = Wait(id="w", claim_id="A", **told)

        assert judged(book, claim, (wait,)).status is MET
        assert judged(book, claim).status is LATE
        unmeant = other(wait, meant=False)
        assert judged(book, claim, (unmeant,)).status is LATE
        unsure = judged(book, claim, (other(wait, meant=None),))
        assert unsure.status is Status.UNDETERMINED
        assert unsure.reason["fact"] == "whether_it_counts"
        assert book.feeds["settle"].reads() == ("claim", "wait")

    def test_a_row_that_cannot_be(self) -> None:
        """A wait that ends before it begins is an error of the claim, not a verdict."""
        book = fed(
            pauses=Pauses(of="wait", begins="begins", ends="ends", reason="reason")
        )
        wait = Wait(id="w", claim_id="A", begins=day(8), ends=day(4), reason="papers")
        told: dict[str, Any] = {
            "claim": [Claim(id="A", made_on=day(2))],
            "wait": [wait],
        }
        report = book.assess(told, as_of=NOW)
        assert len(report) == 0
        assert "pause.ends" in str(report.row_errors[0])

    def test_the_row_itself(self) -> None:
        """A row has one pause, or none."""
        book = fed(pauses=OWN)
        claim = Claim(id="A", made_on=day(2), settled_on=day(16))
        held = other(claim, held_from=day(4), held_until=day(8), why="papers")
        assert judged(book, claim).status is LATE
        assert judged(book, held).status is MET
        assert book.feeds["settle"].reads() == ("claim",)

    def test_the_row_itself_is_extended(self) -> None:
        """By an amount, or until a day."""
        book = fed(
            extensions=Extensions(
                asked_at="told_on", amount="more", extended_to="until"
            )
        )
        claim = Claim(id="A", made_on=day(2), settled_on=day(16))
        assert judged(book, claim).status is LATE
        claim = other(claim, told_on=day(3))
        assert judged(book, other(claim, more="4 days")).status is MET
        assert judged(book, other(claim, until=day(15))).status is LATE
        assert judged(book, other(claim, until=day(16))).status is MET
        asked = judged(book, claim)  # for how much more, nobody recorded
        assert asked.status is Status.UNDETERMINED
        assert asked.reason["fact"] == "whether_it_counts"
        assert judged(book, other(claim, settled_on=day(3))).status is MET

    def test_a_function(self) -> None:
        """What needs working out is a small function that returns them."""

        def waits(_: Any, claim: Any) -> Any:
            if claim.held_from is None:
                return None
            return [Pause(begins=claim.held_from, ends=day(8), reason="papers")]

        def asked(_: Any, claim: Any) -> Any:
            return (ExtensionRequest(asked_at=claim.made_on, amount=Days(1)),)

        book = fed(pauses=Pauses(given=waits), extensions=Extensions(given=asked))
        claim = Claim(id="A", made_on=day(2), settled_on=day(17), held_from=day(4))
        assert judged(book, claim).status is MET
        assert judged(book, other(claim, held_from=None)).status is LATE

    def test_a_limit_of_the_row(self) -> None:
        """The stored target is the deadline; without one nothing is owed."""
        book = fed(limit=None, case_limit=CaseLimit(), limit_of="target")
        claim = Claim(id="A", made_on=day(2), settled_on=day(16), target=day(16))
        assert judged(book, claim).status is MET
        none = judged(book, other(claim, target=None))
        assert none.status is Status.NOT_APPLICABLE

    def test_the_latest_of_two(self) -> None:
        """The events are the attributes of their names."""
        told = {"made": "made_on", "told": "told_on"}
        book = fed(start=Start.LATEST, starts=told)
        claim = Claim(id="A", made_on=day(2), told_on=day(6), settled_on=day(16))
        assert judged(book, claim).status is MET
        unknown = judged(book, other(claim, told_on=None))
        assert unknown.reason["fact"] == "told"
        assert book["settle"].events == ("made", "told")

    def test_what_would_go_unused_or_is_not_there(self) -> None:
        """Both starts; a function beside questions; too little asked; a stranger."""
        with pytest.raises(InvalidFieldError, match=r"Deadline\.starts"):
            feeds.Deadline(each="claim", since="made_on", starts={"a": "made_on"})
        for besides in ({"begins": "begins"}, {"of": "wait"}):
            with pytest.raises(InvalidFieldError, match="beside a function"):
                Pauses(given=lambda *_: (), **besides)
        for fields in ({"begins": "begins"}, {"reason": "reason"}):
            with pytest.raises(InvalidFieldError, match="a question"):
                Pauses(of="wait", **fields)
        with pytest.raises(InvalidFieldError, match="or of the new last day"):
            Extensions(of="wait", asked_at="begins")
        with pytest.raises(UnknownNameError, match="ledger of a claim"):
            fed(pauses=attrs.evolve(OWN, of="claim"))
        with pytest.raises(UnknownNameError, match="held_form"):
            fed(pauses=attrs.evolve(OWN, begins="held_form"))

    def test_a_feed_of_what_the_rule_does_not_ask(self) -> None:
        """It is refused row by row, in words."""
        book = fed(pauses=OWN)
        rule = attrs.evolve(book["settle"], stopped_by=())
        report = book.replace("settle", rule).assess(
            {"claim": [Claim(id="A", made_on=day(2))]}, as_of=NOW
        )
        assert "nothing stops" in str(report.row_errors[0])


class TestColumns:
    """
    One rule over columns: what no column holds is refused by its name.
    """

    FRAME = pl.DataFrame({"made": [day(2)]})

    @pytest.mark.parametrize(
        ("fields", "name"),
        [
            ({"start": Start.LATEST, "events": ("a", "b")}, r"policy\.start"),
            ({"case_limit": CaseLimit()}, r"policy\.case_limit"),
        ],
    )
    def test_refused(self, fields: dict[str, Any], name: str) -> None:
        """Several events, and a limit of the case's own."""
        rule = attrs.evolve(fed(pauses=OWN)["settle"], **fields)
        with pytest.raises(InvalidFieldError, match=name):
            frames.deadlines.assess(self.FRAME, rule, as_of=NOW, trigger="made")

    def test_what_may_happen_and_did_not(self) -> None:
        """A rule that could be stopped, of which no column tells, is a plain one."""
        rule = fed(pauses=OWN)["settle"]
        found = frames.deadlines.assess(self.FRAME, rule, as_of=NOW, trigger="made")
        assert found["status"].to_list() == ["breached"]
        assert rule.assess(day(2), as_of=NOW).status is Status.BREACHED


def test_pauses_may_be_plain_objects() -> None:
    """Rows need no class."""
    book = fed(pauses=OWN)
    claim = SimpleNamespace(
        id="A",
        made_on=day(2),
        told_on=None,
        settled_on=None,
        target=None,
        held_from=day(4),
        held_until=None,
        why="papers",
        more=None,
        until=None,
    )
    assert judged(book, claim).status is PENDING


def _at_once(one: Any) -> Any:
    """Return an extension that was granted when it was asked for."""
    names = [fact.name for fact in HOTLINE.ledgers["extension"].facts]
    told = {name: getattr(one, name) for name in ("id", "entered_at", *names)}
    return SimpleNamespace(**{**told, "granted_at": one.asked_at})


SPELLED = st.sampled_from(("1 day", "5 working days", "40 days"))


@settings(
    deadline=None,
    max_examples=25,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    situations(
        HOTLINE,
        first=dt.date(2026, 2, 1),
        last=dt.date(2026, 4, 30),
        most=3,
        calendar=CHINA,
        given={
            "order.statute_allows": st.none() | SPELLED,
            "extension.more": SPELLED,
            "letter.more": st.none() | SPELLED,
        },
    )
)
def test_whatever_ledgers_come(situation: Any) -> None:
    """
    Order, keys, accounts, receipts and words; what was met, or late, stays so.

    A grant that is made later than it was asked for may turn a breach, because nobody
    could know of it; here every extension is granted at once.
    """
    ledgers = dict(situation.ledgers)
    ledgers["extension"] = [_at_once(one) for one in ledgers.get("extension", ())]
    check_invariants(
        HOTLINE,
        ledgers,
        as_of=situation.as_of,
        period=situation.period,
        calendar=CHINA,
    )
