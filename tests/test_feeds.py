"""
Calendar feeds: what two readers of other people find in them, and what changes.
"""

import datetime as dt
import sys
import uuid
from typing import Any

import attrs
import pendulum
import pytest
import recurring_ical_events
import vobject
from hypothesis import HealthCheck, Phase, given, settings
from icalendar import Calendar
from tests.test_agenda import CHINA, MARCH, at, call, job, made, repairs

from followup_rules.agenda import Agenda, State, agenda
from followup_rules.errors import (
    InvalidFieldError,
    InvalidZoneError,
    MissingExtraError,
    NaiveTimeError,
    UnknownNameError,
)
from followup_rules.feeds import Feed, Form, feed, uid_of
from followup_rules.rulebooks import community, repair
from followup_rules.testing import situations
from followup_rules.timing.amounts import Days, Hours, WorkingDays
from followup_rules.timing.calendars import from_exceptions
from followup_rules.timing.cycles import month

R1 = "REPAIR/visit_deadline//repair/R1/"
R2 = "REPAIR/visit_deadline//repair/R2/"
KINDS = ["VTODO", "VEVENT"]


def read(found: Feed) -> dict[str, Any]:
    """Return what a feed holds, by key."""
    whole = Calendar.from_ical(found.content)
    return {
        str(one["X-FOLLOWUP-KEY"]): one
        for one in whole.subcomponents
        if one.name in KINDS
    }


def on_day(found: Feed, day: dt.date) -> list[str]:
    """Return the keys of what a reader finds on a day."""
    whole = Calendar.from_ical(found.content)
    query = recurring_ical_events.of(whole, components=KINDS)
    return sorted(str(one["X-FOLLOWUP-KEY"]) for one in query.at(day))


def problem(**facts: Any) -> Agenda:
    """Return the agenda of a problem found on 6 March at 9:00: 24 hours to notify."""
    told = {"id": "P1", "found_at": at(3, 6), **facts}
    row = made(repair.Problem, **told)
    return repairs(job(), call(problems=[row]), as_of=at(3, 6, 12))


NOTICE = "REPAIR/rectification_notice//problem/V1%2FP1/"
MENDING = "REPAIR/rectification//problem/V1%2FP1/"


class TestDays:
    """
    A to-do and an event are found on the last day, and on no other.
    """

    @pytest.mark.parametrize("form", Form)
    def test_a_day(self, form: Form) -> None:
        """Until 24:00 of 9 March: of the 9th, not of the 10th."""
        found = feed(repairs(job(), as_of=at(3, 3)), form=form)

        days = {day: on_day(found, dt.date(2026, 3, day)) for day in range(1, 13)}
        assert [day for day, keys in days.items() if keys == [R1]] == [9]
        assert not any(keys for day, keys in days.items() if day != 9)

    def test_a_day_for_another_reader(self) -> None:
        """A to-do has a due day and no start; an event begins and ends."""
        todo = vobject.readOne(feed(repairs(job(), as_of=at(3, 3))).content.decode())
        event = vobject.readOne(
            feed(repairs(job(), as_of=at(3, 3)), form=Form.EVENT).content.decode()
        )

        assert todo.vtodo.due.value == dt.date(2026, 3, 9)
        assert not hasattr(todo.vtodo, "dtstart")
        assert event.vevent.dtstart.value == dt.date(2026, 3, 9)
        assert event.vevent.dtend.value == dt.date(2026, 3, 10)
        assert event.vevent.transp.value == "TRANSPARENT"

    def test_an_instant(self) -> None:
        """24 hours end at 9:00 on the 7th, in the zone of the rule, whose data is there."""
        found = feed(problem())

        entry = read(found)[NOTICE]
        assert entry["DUE"].dt == at(3, 7)
        assert entry["DUE"].params["TZID"] == "Asia/Shanghai"
        assert NOTICE in on_day(found, dt.date(2026, 3, 7))
        whole = vobject.readOne(found.content.decode())
        assert whole.vtimezone.tzid.value == "Asia/Shanghai"
        due = {
            one.uid.value: one.due.value
            for one in whole.vtodo_list
            if hasattr(one, "due")
        }
        assert due[uid_of(NOTICE)] == at(3, 7)

    def test_an_instant_as_an_event(self) -> None:
        """An event is of the whole day."""
        entry = read(feed(problem(), form=Form.EVENT))[NOTICE]

        assert entry["DTSTART"].dt == dt.date(2026, 3, 7)

    def test_without_a_limit(self) -> None:
        """A to-do without a day; as events such are left out, and named."""
        found = feed(problem(), form=Form.TODO)
        assert "DUE" not in read(found)[MENDING]
        assert found.left_out == ()

        events = feed(problem(), form=Form.EVENT)
        assert events.left_out == (MENDING,)
        assert MENDING not in read(events)
        assert (found.written, events.written) == (len(read(found)), len(read(events)))


class TestWords:
    """
    Summaries and descriptions in the language asked, with the clause and the link.
    """

    def test_english(self) -> None:
        """What, about what; clause, party, bound."""
        entry = read(
            feed(
                repairs(job(), as_of=at(3, 3)),
                link=lambda one: f"https://host.example/jobs/{one.subject.id}",
            )
        )[R1]

        assert entry["SUMMARY"] == "the follow-up visit: repair R1"
        assert entry["URL"] == "https://host.example/jobs/R1"
        assert str(entry["DESCRIPTION"]).split("\n") == [
            "REPAIR-2a: A visit is made within one week after the repair.",
            "Owed by: property management office",
            "Due: by the end of Mon 2026-03-09",
            "Rules: REPAIR@2021",
            "https://host.example/jobs/R1",
        ]

    def test_chinese(self) -> None:
        """Read back by two readers, long lines folded between letters."""
        found = feed(repairs(job(), as_of=at(3, 12)), language="zh")

        entry = read(found)[R1]
        assert entry["SUMMARY"] == "回访：维修 R1"
        assert str(entry["DESCRIPTION"]).split("\n") == [
            "REPAIR-2a：维修完成后一周以内回访。",
            "责任方：物业管理处",
            "时限：2026年3月9日24时前",
            "状态：已逾期",
            "依据版本：REPAIR@2021",
        ]
        again = vobject.readOne(found.content.decode())
        assert again.vtodo.summary.value == "回访：维修 R1"
        assert again.vtodo.description.value == str(entry["DESCRIPTION"])
        assert max(map(len, found.content.split(b"\r\n"))) <= 75

    def test_when_it_may_begin(self) -> None:
        """The first day is said, because a to-do has no start."""
        meeting = agenda(
            community.RULES,
            {"estate": [made(community.Estate, id="E1")]},
            as_of=at(3, 3),
            span=month(2026, 5),
        )
        texts = [str(one["DESCRIPTION"]) for one in read(feed(meeting)).values()]

        assert any("Not before 2026-04-01" in text for text in texts)

    def test_done(self) -> None:
        """A to-do says when; an event is marked."""
        done = repairs(job(), call(), as_of=at(3, 6))
        todo, event = read(feed(done))[R1], read(feed(done, form=Form.EVENT))[R1]

        assert (todo["STATUS"], todo["PERCENT-COMPLETE"]) == ("COMPLETED", 100)
        assert todo["COMPLETED"].dt == at(3, 5)
        assert (event["STATUS"], event["SUMMARY"]) == (
            "CONFIRMED",
            "✓ the follow-up visit: repair R1",
        )

    def test_done_on_a_day_without_a_time(self) -> None:
        """A day is no instant, and none is made up."""
        matter = made(
            community.Matter,
            id="M1",
            kind="question",
            source="visit",
            raised_at=dt.date(2026, 3, 2),
            answered_on_spot=False,
            appointed=dt.date(2026, 3, 5),
            replied_at=dt.date(2026, 3, 4),
        )
        found = agenda(
            community.RULES, {"matter": [matter]}, as_of=at(3, 6), span=MARCH
        )
        entry = read(feed(found))["SC/appointed_reply//question/M1/"]

        assert entry["STATUS"] == "COMPLETED"
        assert "COMPLETED" not in entry


class TestAlarms:
    """
    An alarm rings on its day at its time, for what is not done.
    """

    @staticmethod
    def rings(found: Feed, key: str = R1) -> list[dt.datetime]:
        """Return when the alarms of an obligation ring."""
        return [one["TRIGGER"].dt for one in read(found)[key].walk("VALARM")]

    def test_days(self) -> None:
        """Two days before the 9th at nine in Shanghai, written as an instant."""
        found = feed(repairs(job(), as_of=at(3, 3)), alarm=Days(2))

        assert self.rings(found) == [at(3, 7)]
        assert b"TRIGGER;VALUE=DATE-TIME:20260307T010000Z" in found.content

    @pytest.mark.parametrize(
        ("lead", "expected"), [(0, at(2, 19)), (1, at(2, 14)), (2, at(2, 13))]
    )
    def test_working_days(self, lead: int, expected: dt.datetime) -> None:
        """Due on 19 February in the holidays; the 14th is worked."""
        row = job(completed_at=at(2, 12, 8))
        found = feed(
            repairs(row, as_of=at(2, 12), span=month(2026, 2)),
            alarm=WorkingDays(lead),
            calendar=CHINA,
        )

        assert self.rings(found) == [expected]

    def test_another_time(self) -> None:
        """At half past four."""
        found = feed(
            repairs(job(), as_of=at(3, 3)), alarm=Days(0), alarm_at=dt.time(16, 30)
        )

        assert self.rings(found) == [at(3, 9, 16, 30)]

    def test_beyond_the_calendar(self) -> None:
        """
        One whose working days no notice covers has no alarm, by name, and costs no other.

        R1 is due on Monday the 9th, R2 on Thursday the 12th; the calendar ends on the
        11th, so that the day before the 12th is known and the 12th itself need not be.
        """
        known = from_exceptions(
            "known", dt.date(2026, 3, 5), dt.date(2026, 3, 11), source="test"
        )
        rows = (job(), job(2, completed_at=at(3, 5)))
        found = repairs(*rows, as_of=at(3, 6))
        first = feed(found, alarm=WorkingDays(1), calendar=known)
        assert self.rings(first) == [at(3, 6)]
        assert self.rings(first, R2) == [at(3, 11)]
        assert first.without_alarm == ()

        short = feed(found, alarm=WorkingDays(3), calendar=known)
        assert (self.rings(short), self.rings(short, R2)) == ([], [at(3, 9)])
        assert (short.written, short.without_alarm) == (2, (R1,))

        longer = from_exceptions(
            "longer", dt.date(2026, 3, 1), dt.date(2026, 3, 11), source="test"
        )
        again = feed(
            found, alarm=WorkingDays(3), calendar=longer, previous=short.content
        )
        assert self.rings(again) == [at(3, 4)]
        assert [int(read(again)[key]["SEQUENCE"]) for key in (R1, R2)] == [1, 0]
        assert again.without_alarm == ()

    def test_none_for_what_is_done_or_has_no_day(self) -> None:
        """There is nothing to be reminded of, or no day to count from."""
        done = feed(repairs(job(), call(), as_of=at(3, 6)), alarm=Days(2))
        assert self.rings(done) == []
        assert self.rings(feed(problem(), alarm=Days(2)), MENDING) == []


class TestChanges:
    """
    Identifiers stay, sequence numbers grow, what is owed no longer is cancelled.
    """

    def test_identifiers(self) -> None:
        """Made of the key alone, and always the same."""
        early = read(feed(repairs(job(), as_of=at(3, 3))))[R1]
        late = read(feed(repairs(job(), call(), as_of=at(3, 20)), language="zh"))[R1]

        assert early["UID"] == late["UID"] == uid_of(R1)
        assert uuid.UUID(uid_of(R1)).version == 5
        assert uid_of(R1) != uid_of(R2)

    def test_nothing_changed(self) -> None:
        """A day later the same bytes, also when an entry is due soon by now."""
        first = feed(repairs(job(), as_of=at(3, 3)), alarm=Days(2))
        second = feed(
            repairs(job(), as_of=at(3, 7)), alarm=Days(2), previous=first.content
        )

        assert second.content == first.content
        assert feed(repairs(job(), as_of=at(3, 3)), alarm=Days(2)) == first

    def test_a_change_counts_up(self) -> None:
        """Overdue, then done; each is a revision at its own moment."""
        contents = [None]
        seen = []
        for rows, day in (((), 3), ((), 10), ((call(visited_at=at(3, 11)),), 12)):
            found = feed(repairs(job(), *rows, as_of=at(3, day)), previous=contents[-1])
            entry = read(found)[R1]
            seen.append((entry["SEQUENCE"], entry["STATUS"], entry["DTSTAMP"].dt))
            contents.append(found.content)  # type: ignore[arg-type]

        assert seen == [
            (0, "NEEDS-ACTION", at(3, 3)),
            (1, "NEEDS-ACTION", at(3, 10)),
            (2, "COMPLETED", at(3, 12)),
        ]

    def test_what_is_owed_no_longer(self) -> None:
        """It is cancelled once, then gone."""
        first = feed(repairs(job(), job(2), as_of=at(3, 3)), alarm=Days(1))
        second = feed(repairs(job(), as_of=at(3, 4)), previous=first.content)
        third = feed(repairs(job(), as_of=at(3, 5)), previous=second.content)

        gone = read(second)[R2]
        assert (gone["STATUS"], gone["SEQUENCE"]) == ("CANCELLED", 1)
        assert gone["DTSTAMP"].dt == at(3, 4)
        assert gone.walk("VALARM") == []
        assert (second.cancelled, third.cancelled) == (1, 0)
        assert {*read(third)} == {R1}

    def test_what_could_not_be_read(self) -> None:
        """It is written as it was, and cancelled once it is known to be gone."""
        first = feed(repairs(job(), job(2), job(3), as_of=at(3, 3)))
        broken = attrs.evolve(job(2), completed_at="yesterday")
        second = feed(repairs(job(), broken, as_of=at(3, 4)), previous=first.content)
        third = feed(repairs(job(), as_of=at(3, 5)), previous=second.content)

        assert read(second)[R2] == read(first)[R2]
        assert (second.written, second.cancelled) == (1, 1)
        assert read(third)[R2]["STATUS"] == "CANCELLED"

    def test_it_comes_back(self) -> None:
        """Selected again after all, it counts on."""
        first = feed(repairs(job(), job(2), as_of=at(3, 3)))
        second = feed(repairs(job(), as_of=at(3, 4)), previous=first.content)
        third = feed(repairs(job(), job(2), as_of=at(3, 5)), previous=second.content)

        again = read(third)[R2]
        assert (again["STATUS"], again["SEQUENCE"]) == ("NEEDS-ACTION", 2)

    def test_what_left_the_span(self) -> None:
        """Done since, it is told of once more; unchanged, it is left out, not cancelled."""
        first = feed(repairs(job(), job(2), call(2), as_of=at(3, 6)))
        rows = (job(), call(), job(2), call(2))
        april = repairs(*rows, as_of=at(4, 1), span=month(2026, 4))
        second = feed(april, previous=first.content)
        third = feed(april, previous=second.content)

        assert {key: str(one["STATUS"]) for key, one in read(second).items()} == {
            R1: "COMPLETED"
        }
        assert (second.cancelled, read(third)) == (0, {})

    def test_another_form_is_a_change(self) -> None:
        """A host that turns its to-dos into events."""
        first = feed(repairs(job(), as_of=at(3, 3)))
        second = feed(
            repairs(job(), as_of=at(3, 3)), form=Form.EVENT, previous=first.content
        )

        assert (read(second)[R1].name, read(second)[R1]["SEQUENCE"]) == ("VEVENT", 1)


class TestRefusals:
    """
    What cannot be written is refused.
    """

    def test_arguments(self) -> None:
        """A language, a form, an alarm, a calendar, a link."""
        found = repairs(job(), as_of=at(3, 3))
        with pytest.raises(InvalidFieldError, match="an Agenda"):
            feed([found])  # type: ignore[arg-type]
        with pytest.raises(UnknownNameError, match="language"):
            feed(found, language="de")
        with pytest.raises(InvalidFieldError, match=r"Form\.TODO"):
            feed(found, form="todo")  # type: ignore[arg-type]
        with pytest.raises(InvalidFieldError, match="WorkingDays"):
            feed(found, alarm=Hours(3))  # type: ignore[arg-type]
        with pytest.raises(InvalidFieldError, match="a work calendar"):
            feed(found, alarm=WorkingDays(3))
        for link in ("/jobs/1", " https://host/1", 7):
            with pytest.raises(InvalidFieldError, match="an address"):
                feed(found, link=lambda _, said=link: said)  # type: ignore[misc]

    @pytest.mark.parametrize(
        "previous",
        [
            b"",
            b"hello",
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            b"BEGIN:VCALENDAR\r\nEND:VEVENT\r\n",
            "text",
            7,
        ],
    )
    def test_what_is_no_feed_of_ours(self, previous: Any) -> None:
        """Text that is no calendar, and a calendar of somebody else."""
        with pytest.raises(InvalidFieldError, match="previous"):
            feed(repairs(job(), as_of=at(3, 3)), previous=previous)

    def test_entries_without_a_zone(self) -> None:
        """Made by hand; the library itself makes none."""
        found = problem()
        (entry,) = [one for one in found if one.key == NOTICE]
        closes: Any = pendulum.naive(2026, 3, 7, 9)
        naive = attrs.evolve(entry, closes=closes)
        with pytest.raises(NaiveTimeError, match="closes"):
            feed(attrs.evolve(found, entries=(naive,)))
        closes = dt.datetime.fromisoformat("2026-03-07T09:00+08:00")
        offset = attrs.evolve(entry, closes=closes)
        with pytest.raises(InvalidZoneError):
            feed(attrs.evolve(found, entries=(offset,)))

    def test_without_the_extra(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The error is the line that installs it."""
        monkeypatch.setitem(sys.modules, "icalendar", None)

        with pytest.raises(MissingExtraError) as caught:
            feed(repairs(job(), as_of=at(3, 3)))
        assert str(caught.value) == (
            "followup_rules.feeds needs an optional dependency; install followup-rules "
            "with the extra 'feeds', from where you have it: "
            "pip install '/path/to/followup-rules[feeds]'"
        )


class TestAnyAgenda:
    """
    Whatever is on an agenda can be read back.
    """

    @settings(
        max_examples=15,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(situations(repair.RULES, calendar=CHINA))
    def test_read_back(self, situation: Any) -> None:
        """Each key once, on its last day, found by the reader of days."""
        found = agenda(
            repair.RULES, situation.ledgers, as_of=situation.as_of, span=MARCH
        )
        content = feed(found, language="zh", alarm=Days(1))

        held = read(content)
        assert {*held} == {*found.by_key()}
        for entry in found:
            status = "COMPLETED" if entry.state is State.DONE else "NEEDS-ACTION"
            assert held[entry.key]["STATUS"] == status
            if entry.last_day is not None:
                day = dt.date.fromordinal(entry.last_day.toordinal())
                assert entry.key in on_day(content, day)
        assert feed(
            found, language="zh", alarm=Days(1), previous=content.content
        ) == attrs.evolve(content)
