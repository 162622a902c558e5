"""
Lives of deadlines, chains of rules, notices, keeping and cadence of a whole book.

The rows are those of `lives.toml`; what a rule comes to is worked out by hand where it
turns, and held against single rows on many generated ledgers.
"""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from tests.frames.books.compare import differences, tables
from tests.frames.books.random_ledgers import NOW, SH, Maker, told
from tests.frames.ledgers import rows_of

from followup_rules import frames, interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.timing.calendars import china, from_exceptions
from followup_rules.timing.cycles import month, quarter

FILES = Path(__file__).resolve().parents[3]
TEXT = (Path(__file__).parent / "lives.toml").read_text(encoding="utf-8")
TOLD = tomllib.loads(TEXT)
ALWAYS = ("reply", "sorted")
LIVES: Rulebook = interchange.load(TOLD)
FAST = ("polars", "polars lazy", "pandas", "pyarrow")
CHAINED = FILES / "tests/books/hotline.toml"
HOTLINE = FILES / "docs/examples/books/hotline.toml"
CHINA = china()
PERIODS = (month(2026, 2), month(2026, 3), quarter(2026, 1))
BY_ROWS = {
    "after_due_of_sorted": "due of sorted",
    "after_due_of_agreed": "due of agreed",
    "of_a_step": "it hangs on pieces.signed",
    "any_hold": "hold.entered_at",
    "kept_by_17": "its last day ends at a time of day",
    "kept_signed": "signed",
    "rounds_of_cases": "it hangs on another rule",
    "mixed": "it starts at days or at instants",
    "hold_of_firm": "hold.entered_at",
    "rounds_of_days": "made_on",
    "after_hours": "not breach of record has happened",
    "of_what_is_let_off": "hold.entered_at",
    "hold_after": "hold.entered_at",
    "when_breached": "hold.entered_at",
}


def march(day: int, hour: int = 9) -> dt.datetime:
    """Return a time in March 2026 in Shanghai."""
    return dt.datetime(2026, 3, day, hour, tzinfo=SH)


def day(number: int) -> dt.date:
    """Return a day of March 2026."""
    return dt.date(2026, 3, number)


def case(number: int, **facts: Any) -> dict[str, Any]:
    """Return a case of 10 March, of which only these facts are told."""
    untold = dict.fromkeys(fact.name for fact in LIVES.ledgers["case"].facts)
    given = {"firm_id": "F1", "came_at": march(10)}
    return {"id": f"C{number}", **untold, **given, **facts}


def hold(number: int, **facts: Any) -> dict[str, Any]:
    """Return a hold of the first case."""
    given = {"case_id": "C1", "began_at": march(11), "ground": "papers"}
    more = {"ended_at": None, "seen_at": None, "real": True}
    return {"id": f"H{number}", **given, **more, **facts}


def round_(number: int, on: int, **facts: Any) -> dict[str, Any]:
    """Return a round of a day in March for the first firm."""
    given = {"made_on": day(on), "firm_id": "F1", "guest": None, "good": True}
    return {"id": f"R{number}", **given, **facts}


@cache
def lives(*rules: str) -> Rulebook:
    """Return the book with some of its rules."""
    kept = {name: TOLD["rules"][name] for name in (*ALWAYS, *rules)}
    book: Rulebook = interchange.load({**TOLD, "rules": kept})
    return book


def judged(engine: str, *rules: str, **rows: list[dict[str, Any]]) -> Any:
    """Judge cases and what belongs to them, of one firm unless others are told."""
    book = lives(*rules)
    given = {"firm": [{"id": "F1", "since": day(1)}], "case": [case(1)], **rows}
    return frames.assess(book, tables(book, given, engine), as_of=NOW, calendar=CHINA)


def said(found: Any, rule: str, name: str = "reason") -> list[Any]:
    """Return what a rule says of each row, by its id."""
    own = [row for row in rows_of(found.verdicts) if row["rule"] == rule]
    return [row[name] for row in sorted(own, key=lambda row: row["key"])]


class TestTheSameVerdicts:
    """
    Generated ledgers: verdicts, rows in error and accounts agree with those of rows.
    """

    @pytest.mark.parametrize("seed", range(3))
    def test_lives(self, seed: int) -> None:
        """
        Every way in which a bound moves, a rule hangs on another, and days are counted.
        """
        rows = told(LIVES, Maker(LIVES, seed, bad=(0, 0.01, 0.05)[seed % 3]).ledgers())
        found = differences(
            LIVES,
            rows,
            FAST[seed % 4],
            as_of=NOW,
            period=PERIODS[seed % 3],
            calendar=CHINA if seed % 2 else None,
        )
        assert found == []

    def test_the_chain_of_a_hotline(self) -> None:
        """
        What stands in a file; those of the examples are compared beside their shares.
        """
        book = interchange.read(CHAINED)
        rows = told(book, Maker(book, 0, bad=0.01).ledgers())
        found = differences(
            book, rows, "polars", as_of=NOW, period=PERIODS[0], calendar=CHINA
        )
        assert found == []

    def test_in_a_database(self) -> None:
        """
        Deadlines of letters that are extended, and a chain of orders.
        """
        book = interchange.read(HOTLINE)
        every = told(book, Maker(book, 4, bad=0.01).ledgers())
        rows = {"letter": every["letter"]}
        found = differences(book, rows, "duckdb", as_of=NOW, calendar=CHINA)
        assert found == []


class TestWhatColumnsJudge:
    """
    The rules that fall back to rows are named, with the reason, and no others.
    """

    def test_a_rule_on_a_record(self) -> None:
        """
        A record has no time; whether it is broken is asked in columns all the same.
        """
        rule = TOLD["rules"]["after_hours"]
        feed = {**rule["feed"], "owed": "breach of record has happened"}
        kept = {name: TOLD["rules"][name] for name in (*ALWAYS, "record", "by_hours")}
        rules = {**kept, "after_hours": {**rule, "feed": feed}}
        book = interchange.load({**TOLD, "rules": rules})
        one = {"firm": [{"id": "F1", "since": day(1)}], "case": [case(1), case(2)]}
        made = tables(book, one, "polars")
        found = frames.assess(book, made, as_of=NOW, calendar=CHINA)
        assert "after_hours" not in {one.rule for one in found.by_rows}

    def test_holds_without_a_time_of_entry(self) -> None:
        """
        Nothing turns later then, and only what lies two rows up goes by rows.
        """
        up = ("hold_seen", "firm_seen", "any_hold", "hold_of_firm")
        turning = ("of_what_is_let_off", "hold_after", "when_breached")
        rounds = [round_(1, 3, guest="F1")]
        rules = ("let_off", *up, *turning)
        found = judged("polars", *rules, hold=[hold(1)], round=rounds)
        why = {one.rule: one.why for one in found.by_rows}
        assert why["any_hold"] == "breach of hold_seen has happened"
        assert why["hold_of_firm"] == "breach of firm_seen"
        assert not {"of_what_is_let_off", "hold_after", "when_breached"} & why.keys()

    def test_of_one_firm(self) -> None:
        """
        Fourteen of seventy-seven, each for something that no column tells.
        """
        firms = [{"id": "F1", "since": day(1)}]
        rounds = [round_(1, 3, guest="F1")]
        one = {"firm": firms, "case": [case(1)], "hold": [], "round": rounds}
        found = frames.assess(
            LIVES, tables(LIVES, one, "polars"), as_of=NOW, calendar=CHINA
        )
        why = {one.rule: one.why for one in found.by_rows}
        assert why.keys() == BY_ROWS.keys()
        assert all(why[rule].startswith(said) for rule, said in BY_ROWS.items())

    def test_rows_that_are_asked_for(self) -> None:
        """
        Of three cases two were extended, one by several units; only one that asked for
        nothing at all is asked of rows.
        """
        asked = {"firm_id": "F2", "more": "1 month 1 day", "asked_at": march(11)}
        nothing = {"firm_id": "F3", "more": "0 days", "asked_at": march(11)}
        rows = [
            case(1),
            case(2, **asked),
            case(3, more="1 day", asked_at=march(11)),
            case(4, **nothing),
        ]
        firms = [{"id": name, "since": day(1)} for name in ("F1", "F2", "F3")]
        found = judged("polars", "extended", firm=firms, case=rows)
        assert (found.by_rows, found.rows_taken["case"]) == ((), 1)
        assert said(found, "extended", "last_day") == [
            *(day(13), dt.date(2026, 4, 14), day(14), day(13)),
        ]


@pytest.mark.parametrize("engine", ["polars", "pyarrow"])
class TestLives:
    """
    What moves a bound, and what starts a count.
    """

    def test_pauses(self, engine: str) -> None:
        """
        Three days end on the 13th; two days on hold for papers make it the 15th, and
        what is not known to be meant makes it nobody's fault.
        """
        over = {"ended_at": march(13, 9), "seen_at": march(12)}
        found = judged(
            engine,
            "held",
            "stopped",
            case=[case(1), case(2), case(3)],
            hold=[hold(1, **over), hold(2, case_id="C2", **{**over, "ground": "ill"})],
        )
        assert said(found, "held", "last_day") == [day(15), day(13), day(13)]
        stopped = {"stopped_at": march(11), "why": "papers"}
        found = judged(engine, "held", "stopped", case=[case(1, **stopped), case(2)])
        assert said(found, "stopped") == ["fact_missing:whether_it_counts"] * 2
        sure = [case(1, complex=False, **stopped), case(2, complex=True)]
        found = judged(engine, "held", "stopped", case=sure)
        assert said(found, "stopped") == ["not_done", "not_done"]

    def test_what_starts_a_count(self, engine: str) -> None:
        """
        Two days from the later of the 10th and the 15th, or from the earlier; what is
        not told has not happened, so that the later has not begun for certain.
        """
        rows = [
            case(1, told_at=march(15), complex=True),
            case(2, complex=True),
            case(3, complex=False),
            case(4, came_at=march(19), complex=True),
            case(5, told_at=march(25), complex=True),
        ]
        found = judged(engine, "latest", "earliest", case=rows)
        missing = "fact_missing:told_at"
        assert said(found, "latest") == [
            *("not_done", missing, "not_selected", missing, "trigger_absent")
        ]
        assert said(found, "latest", "last_day") == [day(17), *[None] * 4]
        assert said(found, "earliest") == [
            *("not_done", "not_done", "not_done", "not_due_yet", "not_done")
        ]
        assert said(found, "earliest", "last_day") == [*[day(12)] * 3, day(21), day(12)]

    def test_limits_that_cases_bring(self, engine: str) -> None:
        """
        A length, a day, or none, where the limit of the rule binds if it has one.
        """
        rows = [case(1, allowed="9 days", promised=march(12)), case(2)]
        found = judged(engine, "brought", "brought_or", "never_brought", case=rows)
        assert said(found, "brought") == ["not_done", "no_limit_brought"]
        assert said(found, "brought", "last_day") == [day(19), None]
        assert said(found, "brought_or", "last_day") == [day(12), day(14)]
        assert said(found, "never_brought", "last_day") == [day(14)] * 2

    def test_ways_out(self, engine: str) -> None:
        """
        A refusal before the bound lets off, two attempts do, and one does not.
        """
        rows = [case(n) for n in (1, 2)] + [case(3, refused_at=march(11)), case(4)]
        holds = [hold(n, real=n > 1) for n in (1, 2)] + [hold(3, case_id="C2")]
        found = judged(engine, "let_off", case=rows, hold=holds)
        assert said(found, "let_off") == ["let_off", "not_done", "let_off", "not_done"]


@pytest.mark.parametrize("engine", ["polars", "pyarrow"])
class TestChains:
    """
    A rule on a rule: its due time, its breach and its meeting start a count.
    """

    def test_three_cases(self, engine: str) -> None:
        """
        The reply is due on the 12th. The first case is breached from the 13th, so that
        a day more ends on the 14th; the second met it on the 11th.
        """
        rows = [case(1), case(2, replied_at=march(11)), case(3, replied_at=march(14))]
        found = judged(engine, "after_breach", "after_meeting", "after_due", case=rows)
        assert said(found, "after_breach", "last_day") == [day(14), None, day(14)]
        assert said(found, "after_meeting", "last_day") == [None, day(12), day(15)]
        assert said(found, "after_due", "last_day") == [day(13)] * 3
        assert said(found, "after_breach") == ["not_done", "trigger_absent", "not_done"]

    def test_what_was_done_before(self, engine: str) -> None:
        """
        Before a breach it counts; of what came before a meeting nobody knows.
        """
        early = case(1, told_at=march(11), replied_at=march(14))
        found = judged(engine, "after_breach", "after_meeting", case=[early])
        assert said(found, "after_breach") == ["done_in_time"]
        assert said(found, "after_meeting") == ["fact_missing:whether_it_counts"]

    def test_hours_and_steps_of_others(self, engine: str) -> None:
        """
        Thirty hours from the 10th at 9:00 end on the 11th at 15:00, ten more at 1:00.
        """
        found = judged(
            engine,
            "after_hours",
            "by_hours",
            "record",
            case=[case(1, signed=True), case(2, signed=False)],
        )
        ends = said(found, "after_hours", "closes")
        assert ends[0].astimezone(SH) == march(12, 1)
        assert said(found, "after_hours") == ["not_done", "not_selected"]

    def test_days_and_what_is_never_told(self, engine: str) -> None:
        """
        A payment of a day starts a count; what is never done is breached on the 16th;
        which category a case is of nobody asks, so that a breach is not known.
        """
        rows = [case(1, paid_on=day(12)), case(2)]
        rules = ("after_paid", "after_never_done", "after_sorted_by_none")
        more = ("paid", "never_done", "sorted_by_none")
        found = judged(engine, *rules, *more, case=rows)
        assert said(found, "after_paid", "last_day") == [day(13), None]
        assert said(found, "after_never_done", "last_day") == [day(17)] * 2
        assert said(found, "after_sorted_by_none") == ["rule_unknown"] * 2

    def test_of_the_row_that_it_belongs_to(self, engine: str) -> None:
        """
        Holds follow the breach of their case, which is on the 13th.
        """
        found = judged(engine, "hold_after", hold=[hold(1)])
        assert said(found, "hold_after", "last_day") == [day(22)]

    def test_a_row_that_nobody_can_read(self, engine: str) -> None:
        """
        A hold of nobody may be of any case, whose bound it may move: what hangs on
        that is asked of rows, and held against nobody.
        """
        rules = dict(TOLD["rules"], after=dict(TOLD["rules"]["after_breach"]))
        rules["after"]["feed"] = {**rules["after"]["feed"], "since": "breach of held"}
        kept = {name: rules[name] for name in (*ALWAYS, "held", "after")}
        book = interchange.load({**TOLD, "rules": kept})
        given: dict[str, Any] = {
            "firm": [{"id": "F1", "since": day(1)}],
            "case": [case(1)],
            "hold": [hold(1, case_id="none")],
        }
        ledgers = tables(book, given, engine)
        found = frames.assess(book, ledgers, as_of=NOW)
        assert said(found, "held") == ["row_unusable"]
        assert said(found, "after") == ["rule_unknown"]
        assert {one.rule: one.why for one in found.by_rows} == {
            "after": "rows in error may concern held"
        }
        keys = [row["key"] for row in rows_of(found.verdicts)]
        looked = frames.verdicts(book, ledgers, keys, as_of=NOW)
        reasons = {one.rule: one.reason.code for one in looked}
        assert (reasons["held"], reasons["after"]) == ("row_unusable", "rule_unknown")


@pytest.mark.parametrize("engine", ["polars", "pyarrow"])
class TestNotices:
    """
    How long before an event something is due.
    """

    def test_three_days_ahead(self, engine: str) -> None:
        """
        The 20th less three days is the 17th; no event, no duty; a day will do.
        """
        rows = [
            case(1, meets_at=march(20), invited_at=march(17), complex=True),
            case(2, meets_at=march(20), invited_at=march(18), complex=True),
            case(3, meets_at=march(28), complex=True),
            case(4, complex=True),
            case(5, meets_at=march(20), complex=None),
            case(6, complex=False),
        ]
        found = judged(engine, "notice_days", "never_told", case=rows)
        assert said(found, "notice_days") == [
            *("done_in_time", "done_late", "not_due_yet"),
            *("event_not_set", "fact_missing:owed", "not_selected"),
        ]
        assert said(found, "notice_days", "last_day")[:3] == [
            *(day(17), day(17), day(25)),
        ]
        assert said(found, "never_told")[0] == "not_done"

    def test_other_leads(self, engine: str) -> None:
        """
        Before 20 March: a month from the day after it, and not on it; three working
        days; thirty hours, and from the full hour with a microsecond less; off a rest
        day; until 17:00.
        """
        found = judged(
            engine,
            "notice_months",
            "notice_working",
            "notice_hours",
            "notice_full",
            "notice_by_17",
            "notice_rolls",
            case=[case(1, meets_at=march(20), complex=True)],
        )
        assert said(found, "notice_months", "last_day") == [dt.date(2026, 2, 20)]
        assert said(found, "notice_working", "last_day") == [day(17)]
        [end] = said(found, "notice_hours", "closes")
        assert end.astimezone(SH) == march(19, 3)
        [end] = said(found, "notice_full", "closes")
        assert end.astimezone(SH) == march(19, 3) - dt.timedelta(microseconds=1)
        [end] = said(found, "notice_by_17", "closes")
        assert end.astimezone(SH) == march(18, 17)
        later = judged(
            engine,
            "notice_months",
            "notice_working",
            "notice_hours",
            "notice_full",
            "notice_by_17",
            "notice_rolls",
            case=[case(1, meets_at=march(18), complex=True)],
        )
        assert said(later, "notice_rolls", "last_day") == [day(13)]

    def test_open_hours(self, engine: str) -> None:
        """
        Twelve open hours before Monday the 16th at 10: one that day, eleven on Friday
        from 13:00. Ninety open minutes before 10:20 on Monday, from 10:00: sixty of
        Monday, thirty of Friday, and a microsecond less.
        """
        rules = ("notice_open", "notice_open_out", "notice_still")
        monday = [case(1, meets_at=march(16, 10), complex=True)]
        found = judged(engine, *rules, case=monday)
        assert found.by_rows == ()
        [end] = said(found, "notice_open", "closes")
        assert end.astimezone(SH) == march(13, 13)
        [end] = said(found, "notice_still", "closes")  # nine of Monday's ten
        assert end.astimezone(SH) == march(16, 1)
        tick = dt.timedelta(microseconds=1)
        later = [case(1, meets_at=march(16, 10).replace(minute=20), complex=True)]
        [end] = said(judged(engine, *rules, case=later), "notice_open_out", "closes")
        assert end.astimezone(SH) == march(13, 11).replace(minute=15) - tick

    def test_hours_that_roll_and_days_that_close(self, engine: str) -> None:
        """
        Before Monday 9 March at 10: a day and two hours are Sunday at 8; two working
        days and three hours Thursday at 7, a microsecond less; thirty hours are Sunday
        at 4, which rolls back to Friday. Two days are Saturday, so Friday, on which the
        office closes at 16; of Wednesday the 11th it would close on Thursday at 6. Two
        days to the clock time are Saturday at 10; a month is Monday 9 February.
        """
        rules = (
            "notice_span",
            "notice_span_working",
            "notice_hours_roll",
            "notice_close",
            "notice_clock",
            "notice_clock_rolls",
        )
        rows = [
            case(1, meets_at=march(9, 10), complex=True),
            case(2, meets_at=march(13, 10), complex=True),
        ]
        found = judged(engine, *rules, case=rows)
        assert found.by_rows == ()
        tick = dt.timedelta(microseconds=1)
        first = {rule: said(found, rule, "closes")[0].astimezone(SH) for rule in rules}
        assert first == {
            "notice_span": march(8, 8),
            "notice_span_working": march(5, 7) - tick,
            "notice_hours_roll": march(6, 4),
            "notice_close": march(6, 16),
            "notice_clock": march(7, 10),
            "notice_clock_rolls": dt.datetime(2026, 2, 9, 10, tzinfo=SH),
        }
        night = said(found, "notice_close", "closes")[1]
        assert night.astimezone(SH) == march(12, 6)
        assert said(found, "notice_close", "last_day") == [day(6), day(12)]

    def test_open_hours_that_are_not_laid_out(self, engine: str) -> None:
        """
        Before the years that are laid out rows are asked; the calendar begins with 2004.
        """
        old = dt.datetime(2004, 1, 2, 10, tzinfo=SH)
        rows = [
            case(1, meets_at=old, complex=True),
            case(2, meets_at=old.replace(month=3), complex=True),
            case(3, meets_at=old.replace(year=2027), complex=True),
        ]
        found = judged(engine, "notice_open", case=rows)
        assert said(found, "notice_open") == [
            "calendar_not_covered",
            "not_done",
            "calendar_not_covered",
        ]

    def test_days_where_hours_count(self, engine: str) -> None:
        """
        An event that is a day has no hour to count from: the row is refused.
        """
        found = judged(
            engine, "notice_hours", case=[case(1, meets_at=day(20), complex=True)]
        )
        assert said(found, "notice_hours") == []
        assert "C1" in {row["row"] for row in rows_of(found.row_errors)}

    def test_without_a_calendar(self, engine: str) -> None:
        """
        Three working days are not known; that there is no event is.
        """
        rows = [case(1, meets_at=march(20), complex=True), case(2, complex=True)]
        firms, book = [{"id": "F1", "since": day(1)}], lives("notice_working")
        made = tables(book, {"firm": firms, "case": rows}, engine)
        found = frames.assess(book, made, as_of=NOW)
        assert said(found, "notice_working") == ["calendar_missing", "event_not_set"]


def test_a_notice_by_too_long_a_calendar() -> None:
    """
    Fourteen centuries are more than columns lay out: rows count three working days.
    """
    first, last = dt.date(1000, 1, 1), dt.date(2400, 1, 1)
    ages = from_exceptions("ages", first, last, source="a test")
    rows = {"firm": [{"id": "F1", "since": day(1)}]}
    rows["case"] = [case(1, meets_at=march(20), complex=True)]
    book = lives("notice_working")
    told_ = tables(book, rows, "polars")
    found = frames.assess(book, told_, as_of=NOW, calendar=ages)
    why = {one.rule: one.why for one in found.by_rows}
    assert "a calendar of at most 1369 years" in why["notice_working"]
    assert said(found, "notice_working", "last_day") == [day(17)]


def test_keeping_by_too_long_a_calendar() -> None:
    """
    Rows count the three working days for which the fast ones are kept.
    """
    first, last = dt.date(1000, 1, 1), dt.date(2400, 1, 1)
    ages = from_exceptions("ages", first, last, source="a test")
    rows = {"firm": [{"id": "F1", "since": day(1)}]}
    rows["case"] = [case(1, sort="fast", here=True)]
    book = lives("kept_sorted")
    told_ = tables(book, rows, "polars")
    found = frames.assess(book, told_, as_of=NOW, calendar=ages)
    why = {one.rule: one.why for one in found.by_rows}
    assert "a calendar of at most 1369 years" in why["kept_sorted"]


@pytest.mark.parametrize("engine", ["polars", "pyarrow"])
class TestKeeping:
    """
    How long something is kept.
    """

    def test_twenty_days(self, engine: str) -> None:
        """
        From the 10th until the 30th; from 20 February until 12 March.
        """
        old = {"came_at": dt.datetime(2026, 2, 20, 9, tzinfo=SH)}
        rows = [
            case(1, here=True),
            case(2, here=False),
            case(3),
            case(4, gone_at=march(15)),
            case(5, here=True, **old),
            case(6, here=False, **old),
            case(7, gone_at=march(12), **old),
            case(8, gone_at=march(13, 0), **old),
        ]
        firms = [{"id": "F1", "since": dt.date(2026, 1, 1)}]
        found = judged(engine, "kept", firm=firms, case=rows)
        assert said(found, "kept") == [
            *("kept_so_far", "gone_early", "fact_missing:kept", "disposed_early"),
            *("kept_long_enough", "fact_missing:disposed"),
            *("disposed_early", "kept_long_enough"),
        ]

    def test_by_category(self, engine: str) -> None:
        """
        Three working days or twenty days; without a category nobody knows.
        """
        rows = [case(n, sort=s, here=True) for n, s in enumerate(("slow", "fast"), 1)]
        found = judged(
            engine, "kept_sorted", "kept_by_none", case=[*rows, case(3, here=True)]
        )
        assert said(found, "kept_sorted") == [
            *("kept_so_far", "kept_long_enough", "fact_missing:category"),
        ]
        assert said(found, "kept_sorted", "clause") == ["LIVES-1", "LIVES-2", "LIVES-1"]
        assert said(found, "kept_by_none") == ["fact_missing:category"] * 3

    def test_what_has_not_begun(self, engine: str) -> None:
        """
        A month from a payment that nobody has made; one of February is over.
        """
        rows = [case(1), case(2, paid_on=dt.date(2026, 2, 10)), case(3, paid_on=day(1))]
        found = judged(engine, "kept_months", case=rows)
        assert said(found, "kept_months") == [
            *("keeping_not_begun", "kept_long_enough", "kept_so_far"),
        ]


@pytest.mark.parametrize("engine", ["polars", "pyarrow"])
class TestCadence:
    """
    How often, in each cell of each subject.
    """

    def test_each_firm(self, engine: str) -> None:
        """
        February and March: one round in each, of which one may not count.
        """
        firms = [
            {"id": name, "since": dt.date(2026, 2, 3)} for name in ("F1", "F2", "F3")
        ]
        rounds = [
            round_(1, 3),
            round_(2, 5, made_on=dt.date(2026, 2, 27)),
            round_(3, 6, firm_id="F2", made_on=dt.date(2026, 2, 9), good=None),
            round_(4, 6, firm_id="F2", good=False),
        ]
        found = judged(engine, "rounds", firm=firms, case=[], round=rounds)
        assert said(found, "rounds", "cell") == ["2026-02", "2026-03"] * 3
        assert said(found, "rounds") == [
            *("cell_reached", "cell_reached"),
            *("fact_missing:whether_it_counts", "cell_running"),
            *("cell_missed", "cell_running"),
        ]
        assert said(found, "rounds", "key")[0] == "LIVES/rounds//firm/F1/2026-02"

    def test_of_the_whole(self, engine: str) -> None:
        """
        Two a week: the week of the 2nd has two, that of the 9th one, and this one runs.
        """
        rounds = [round_(1, 3), round_(2, 8), round_(3, 9), round_(4, 10, good=False)]
        found = judged(engine, "rounds_of_all", case=[], round=rounds)
        assert said(found, "rounds_of_all") == [
            *("cell_reached", "cell_missed", "cell_running"),
        ]
        assert set(said(found, "rounds_of_all", "id")) == {"rounds"}

    def test_a_row_that_only_rows_can_read(self, engine: str) -> None:
        """
        It may count, so that the whole rule is judged by rows; so is one of rows that
        name nobody.
        """
        odd = round_(2, 5, id="é", firm_id="F1")
        found = judged(
            engine,
            "rounds",
            "rounds_of_guests",
            case=[],
            round=[round_(1, 3, guest="F1"), odd],
        )
        why = {one.rule: one.why for one in found.by_rows}
        assert why["rounds"] == "1 rows of round only rows can read"
        assert said(found, "rounds") == ["cell_reached"]
        found = judged(
            engine, "rounds", "rounds_of_guests", case=[], round=[round_(1, 3)]
        )
        why = {one.rule: one.why for one in found.by_rows}
        assert why["rounds_of_guests"] == "rows that name nobody may be anybody's"

    def test_instants(self, engine: str) -> None:
        """
        Cases that came in February and in March, of one firm and of none.
        """
        firms = [{"id": name, "since": dt.date(2026, 2, 1)} for name in ("F1", "F2")]
        old = dt.datetime(2026, 2, 28, 23, 59, tzinfo=SH)
        rows = [case(1), case(2, came_at=old)]
        found = judged(engine, "cases_a_month", firm=firms, case=rows)
        assert found.by_rows == ()
        assert said(found, "cases_a_month") == [
            *("cell_reached", "cell_reached", "cell_missed", "cell_running"),
        ]

    def test_since_the_first_of_several(self, engine: str) -> None:
        """
        The months begin with the first row of any ledger that there is.
        """
        book = lives("rounds_since_firms")
        rows = {"round": [round_(1, 3)]}
        found = frames.assess(book, tables(book, rows, engine), as_of=NOW)
        assert (found.by_rows, said(found, "rounds_since_firms")) == (
            (),
            ["cell_reached"],
        )

    def test_nobody_owes_it(self, engine: str) -> None:
        """
        No firm, no cell; and no ledger of firms is judged by rows.
        """
        book = lives("rounds")
        for rows, why in (({"firm": []}, set()), ({}, {"nothing of it was told"})):
            told_ = {**rows, "round": [round_(1, 3)]}
            made = tables(book, told_, engine)
            found = frames.assess(book, made, as_of=NOW)
            assert {one.why for one in found.by_rows} == why
            assert said(found, "rounds") == []

    def test_nothing_was_told(self, engine: str) -> None:
        """
        No rounds at all: nothing says when the weeks of the whole begin.
        """
        untold: tuple[dict[str, Any], ...] = ({}, {"round": []})
        for rounds in untold:
            found = judged(engine, "rounds_of_all", "rounds", case=[], **rounds)
            why = {one.rule: one.why for one in found.by_rows}
            assert why["rounds_of_all"] == "nothing of it was told"
            assert said(found, "rounds_of_all") == []
            assert said(found, "rounds") == ["cell_running"]
