"""
Rows: read by their declaration, known when they were, and every one accounted for.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType, SimpleNamespace
from typing import Annotated, Any, ClassVar

import pendulum
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from followup_rules.books.text import (
    actors,
    checklist,
    clause,
    deadline,
    regulation,
    team,
    word,
)
from followup_rules.clauses import Text
from followup_rules.errors import InvalidFieldError, UnknownNameError
from followup_rules.fields import Name
from followup_rules.ledgers.bare import as_rows
from followup_rules.ledgers.facts import ledger_of, part, row, said
from followup_rules.ledgers.values import (
    CategoryOf,
    Id,
    ListedBy,
    OneOf,
    Role,
    RowOf,
    TableOf,
    value_of,
)
from followup_rules.tables import Table
from followup_rules.timing.amounts import Days
from followup_rules.timing.cycles import month

ZONE = "Asia/Shanghai"
MARCH = month(2026, 3)
PLACE = OneOf(Table({"hall": Text("hall", "大厅"), "yard": Text("yard", "院内")}))


def at(day: int, hour: int = 9, mon: int = 3) -> dt.datetime:
    """Return an instant of 2026."""
    return pendulum.datetime(2026, mon, day, hour, tz=ZONE)


END = at(31)


@part("person", "person", "人员")
class Person:
    """Somebody who came."""

    role: Annotated[str, Role()] = said("the role", "角色")
    name: Name | None = said("the name", "姓名", default=None)


@row("finding", "finding", "问题", placed="found_at", inside="visit.findings")
class Finding:
    """Something found on a visit."""

    id: str
    found_at: dt.datetime = said("when", "发现时间")
    mended_at: dt.datetime | None = said(
        "mended", "整改时间", after="found_at", default=None
    )
    entered_at: dt.datetime | None = None


@row("job", "job", "工单", placed="done_at")
class Job:
    """A job."""

    id: str
    done_at: dt.datetime | dt.date | None = said(
        "when it was done", "完工时间", default=None
    )
    kinds: Annotated[str | tuple[str, ...], CategoryOf("visit")] | None = said(
        "categories", "类别", default=None
    )
    place: Annotated[str, PLACE] = said("where", "地点", default="hall")
    entered_at: dt.datetime | None = None


@row("visit", "visit", "回访", placed="made_at", owner="job_id", counts_if="met")
class Visit:
    """A visit of a job."""

    id: str
    job_id: Annotated[str, Id("job")] = said("the job", "所属工单")
    made_at: dt.datetime = said("when", "回访时间")
    met: bool = said("whether somebody was met", "是否遇到人", default=True)
    people: tuple[Person, ...] = said("who came", "人员", default=())
    findings: tuple[Finding, ...] = said("what was found", "问题", default=())
    other: Annotated[str, RowOf("job")] | None = said(
        "another job", "相关工单", default=None
    )
    entered_at: dt.datetime | None = None


BOOK = regulation(
    "T",
    "2026",
    "a test",
    "测试",
    clause(
        "1",
        "A visit within two days.",
        "两日内回访。",
        deadline(
            "visit",
            "the visit",
            "回访",
            owed_by="office",
            each=Job,
            since="done_at",
            done="first visit.made_at",
            category="kinds",
            cases={"leak": Days(2), "other": Days(7)},
        ),
        checklist(
            "signed",
            "the record",
            "记录",
            owed_by="office",
            each=Visit,
            given=lambda _case, _visit: {"item": True},
            items={"item": ("an item", "一项")},
        ),
    ),
    clause(
        "2",
        "Findings are mended.",
        "问题整改。",
        deadline(
            "mending",
            "the mending",
            "整改",
            owed_by="office",
            each=Finding,
            since="found_at",
            done="mended_at",
            limit=Days(1),
        ),
    ),
    source="a test",
    ledgers=(Job, Visit, Finding),
    words={
        "office": word("office", "办公室", "服务处"),
        "leak": word("leak", "漏水", "渗漏"),
        "other": word("another job", "其他"),
    },
)


def judge(
    *jobs: Any, visits: Any = (), as_of: dt.datetime = END, period: Any = MARCH
) -> Any:
    """Judge jobs and visits."""
    return BOOK.assess({"job": jobs, "visit": visits}, as_of=as_of, period=period)


def job(**facts: Any) -> Job:
    """Return a job of 2 March."""
    return Job(**{"id": "J1", "done_at": at(2), "kinds": "leak", **facts})


def visit(**facts: Any) -> Visit:
    """Return its visit of 3 March."""
    return Visit(**{"id": "V1", "job_id": "J1", "made_at": at(3), **facts})


def status(report: Any, rule: str = "visit") -> str:
    """Return the status of the one verdict of a rule."""
    (verdict,) = report.where(rule=rule)
    return str(verdict.status.name)


class TestReading:
    """
    What a row may hold, and what is named where it does not.
    """

    @pytest.mark.parametrize(
        ("row_", "field", "says"),
        [
            (job(id=""), "id", "a whole number, or a text"),
            (job(id=True), "id", "a whole number, or a text"),
            (job(id=None), "id", "a whole number, or a text"),
            (job(done_at=dt.datetime(2026, 3, 2)), "done_at", "no time zone"),  # noqa: DTZ001
            (job(done_at="2026-03-02"), "done_at", "2026-03-02"),
            (job(kinds="leek"), "kinds", "nearest: 'leak'"),
            (job(kinds=("leak", 3)), "kinds", "allowed"),
            (job(kinds=7), "kinds", "a category, or a list of them"),
            (job(kinds={"leak": 1}), "kinds", "a category, or a list of them"),
            (job(place="barn"), "place", "hall, yard"),
            (job(place=None), "place", "hall, yard"),
            (job(entered_at=dt.date(2026, 3, 2)), "entered_at", "entered_at"),
        ],
    )
    def test_jobs(self, row_: Job, field: str, says: str) -> None:
        """Kind, field and what is allowed are there; the rest is judged."""
        report = judge(row_, job(id="J2"))
        (error,) = report.row_errors
        assert (error.kind, error.field) == ("job", field)
        assert says in str(error)
        assert len(report.where(rule="visit")) == 1

    @pytest.mark.parametrize(
        ("row_", "field", "says"),
        [
            (visit(job_id="J9"), "job_id", "no usable job 'J9'"),
            (visit(made_at=at(1)), "made_at", "before"),
            (visit(people=("x",)), "role", "no such attribute"),
            (visit(people=(Person(" "),)), "role", "a text"),
            (visit(people="Li"), "people", "a list"),
            (visit(findings=None), "findings", "a list"),
            (visit(met=None), "met", "True or False"),
            (visit(other="J9"), "other", "allowed: J1"),
        ],
    )
    def test_visits(self, row_: Visit, field: str, says: str) -> None:
        """What belongs to another is held against it."""
        (error,) = judge(job(), visits=[row_]).row_errors
        assert (error.field, says in str(error)) == (field, True)

    def test_of_one_that_has_not_begun(self) -> None:
        """A visit of a job that is not done is impossible."""
        (error,) = judge(job(done_at=None), visits=[visit()]).row_errors
        assert "no done_at yet" in str(error)

    def test_an_id_twice(self) -> None:
        """The first is judged, the second named."""
        report = judge(job(), job())
        assert [error.field for error in report.row_errors] == ["id"]
        assert report.accounts["job"].judged == 1

    def test_rows_inside_rows(self) -> None:
        """They have errors and ids of their own."""
        found = (
            Finding(id="a", found_at=at(3)),
            Finding(id="a", found_at=at(3)),
            Finding(id="b", found_at=at(3), mended_at=at(2)),
            Finding(id=4, found_at=at(4)),  # type: ignore[arg-type]
        )
        report = judge(job(), visits=[visit(findings=found)])
        assert [error.row for error in report.row_errors] == ["V1/a", "V1/b"]
        ids = [v.subject.id for v in report.where(rule="mending")]
        assert ids == ["V1/a", "V1/4"]

    def test_whatever_has_the_attributes(self) -> None:
        """A host's own object with integer keys, generators and aliases."""
        own = SimpleNamespace(id=1, done_at=at(2), kinds=iter(["渗漏"]), place="院内")
        came = SimpleNamespace(
            id=2,
            job_id=1,
            made_at=at(4),
            met=True,
            people=iter([SimpleNamespace(role="服务处", name=None)]),
            findings=(),
            other=None,
        )
        report = judge(own, visits=iter([came]))
        assert report.row_errors == ()
        assert status(report) == "MET"

    def test_a_missing_attribute(self) -> None:
        """It is named."""
        (error,) = judge(SimpleNamespace(id="1", done_at=at(2))).row_errors
        assert (error.field, "no such attribute" in error.problem) == ("kinds", True)

    def test_a_property_that_breaks(self) -> None:
        """Its own error goes through: it is no missing attribute (F13)."""

        class Own:
            id = "1"
            done_at = at(2)

            @property
            def kinds(self) -> str:
                return self.typo  # type: ignore[attr-defined, no-any-return]

        with pytest.raises(AttributeError, match="typo") as error:
            judge(Own())
        assert error.value.__notes__ == ["while 'kinds' of job '1' was read"]

    @pytest.mark.parametrize(
        "told", [{}, {"done_at": "no time"}, {"place": "hall", "entered_at": None}]
    )
    def test_a_list_that_breaks(self, told: dict[str, Any]) -> None:
        """So does what a list inside a row raises, in a row in error too."""

        def kinds() -> Iterator[str]:
            """Yield one, and fail."""
            yield "leak"
            raise OSError("the cursor is closed")

        job = SimpleNamespace(**{"id": "1", "done_at": at(2), "kinds": kinds()} | told)
        with pytest.raises(OSError, match="cursor") as error:
            judge(job)
        (said,) = error.value.__notes__
        assert said.startswith("while 'kinds' of job ")

    @pytest.mark.parametrize("rows", [None, "J1", b"J1", {"id": 1}, 7])
    def test_no_rows(self, rows: Any) -> None:
        """What is no list of rows is refused."""
        with pytest.raises(InvalidFieldError, match="a list of rows"):
            BOOK.assess({"job": rows}, as_of=at(31))

    def test_an_unknown_ledger(self) -> None:
        """A ledger under a wrong name is refused with the nearest."""
        with pytest.raises(UnknownNameError, match="nearest: 'job'"):
            BOOK.assess({"jobs": []}, as_of=at(31))


class TestTables:
    """
    A row is an object; a dict that came instead is told so, and the way out.
    """

    JOB: ClassVar[dict[str, Any]] = {"id": "J1", "done_at": at(2), "kinds": "leak"}

    def judge(self, *jobs: Any, visits: Any = ()) -> Any:
        """Judge what a host gave."""
        return BOOK.assess({"job": jobs, "visit": visits}, as_of=END, period=MARCH)

    @pytest.mark.parametrize(
        ("told", "name", "chinese"),
        [
            (JOB, "J1", "工单J1为“dict”，其键"),
            ({"done_at": at(2)}, "no. 1", "工单第1条为“dict”，其键"),
            ({"id": 1.5}, "no. 1", "工单第1条为“dict”，其键"),
            (MappingProxyType(JOB), "J1", "工单J1为“mappingproxy”，其键"),
        ],
    )
    def test_a_row(self, told: Any, name: str, chinese: str) -> None:
        """It is named by its id, or by its place; no attribute of it is asked."""
        (error,) = self.judge(told).row_errors
        assert (error.kind, error.row, error.fault) == ("job", name, "no_object")
        assert error.in_language("en") == (
            f"job {name} came as {type(told).__name__!r}, whose keys are no attributes; "
            "give an object that has them, such as types.SimpleNamespace(**row) or one "
            "of a class of your own; cells that are texts are read by "
            "interchange.read_rows."
        )
        assert "SimpleNamespace(**row)" in str(error)
        assert error.in_language("zh").startswith(chinese)

    def test_the_way_out(self) -> None:
        """The same keys as attributes."""
        told = {"place": "hall", "entered_at": None, **self.JOB}
        report = self.judge(SimpleNamespace(**told))
        assert report.row_errors == ()
        assert report.accounts["job"].judged == 1

    def test_inside_a_row(self) -> None:
        """Of a part the row is named that it stands in; of a row of its own, both."""
        job = Job(id="J1", done_at=at(2))
        people: Any = ({"role": "office"},)
        visit = Visit(id="V1", job_id="J1", made_at=at(3), people=people)
        (error,) = self.judge(job, visits=[visit]).row_errors
        assert (error.kind, error.row, error.fault) == ("person", "V1", "no_object")

        for finding, name in (
            ({"id": "F", "found_at": at(3)}, "V1/F"),
            ({"found_at": at(3)}, "V1/no. 1"),
        ):
            findings: Any = (finding,)
            visit = Visit(id="V1", job_id="J1", made_at=at(3), findings=findings)
            (error,) = self.judge(job, visits=[visit]).row_errors
            assert (error.kind, error.row) == ("finding", name)
            assert error.fault == "no_object"


class TestKnown:
    """
    A row is known since it was entered, and else since its own date (A-73).
    """

    @pytest.mark.parametrize(
        ("made", "entered", "as_of", "known"),
        [
            (at(3), None, at(3), True),
            (at(3), None, at(3) - dt.timedelta(microseconds=1), False),
            (at(3), at(9), at(9) - dt.timedelta(microseconds=1), False),
            (at(3), at(9), at(9), True),
            (at(9), at(3), at(8), False),
        ],
    )
    def test_a_visit(
        self,
        made: dt.datetime,
        entered: Any,
        as_of: dt.datetime,
        known: bool,  # noqa: FBT001
    ) -> None:
        """The bound of knowledge is included."""
        came = visit(made_at=made, entered_at=entered)
        report = judge(job(), visits=[came], as_of=as_of)
        assert report.accounts["visit"].later == (not known)
        assert len(report.where(rule="signed")) == known

    def test_with_its_owner(self) -> None:
        """A visit of a job that was not entered yet is not known either."""
        report = judge(job(entered_at=at(20)), visits=[visit()], as_of=at(10))
        assert report.accounts["visit"].later == 1

    def test_rows_inside(self) -> None:
        """What was found later is not known yet."""
        found = (Finding(id="a", found_at=at(3)), Finding(id="b", found_at=at(20)))
        report = judge(job(), visits=[visit(findings=found)], as_of=at(10))
        assert report.accounts["finding"].later == 1


_edges = st.integers(0, 90).map(lambda n: at(1, mon=2) + dt.timedelta(days=n))
_maybe = st.none() | _edges


@st.composite
def _ledgers(draw: Callable[..., Any]) -> tuple[list[Any], list[Any]]:
    """Draw jobs and visits, good and bad, in and around March."""
    jobs = [
        job(
            id=draw(st.sampled_from([f"J{n}", "J0", ""])),
            done_at=draw(_maybe),
            entered_at=draw(_maybe),
            kinds=draw(st.sampled_from(["leak", "lek", None])),
        )
        for n in range(draw(st.integers(0, 5)))
    ]
    visits = [
        visit(
            id=f"V{n}",
            job_id=draw(st.sampled_from(["J0", "J1", "J2", 7])),
            made_at=draw(_edges),
            entered_at=draw(_maybe),
            findings=tuple(
                Finding(id=str(k), found_at=draw(_maybe))
                for k in range(draw(st.integers(0, 2)))
            ),
        )
        for n in range(draw(st.integers(0, 6)))
    ]
    return jobs, visits


class TestAccounts:
    """
    Every row is accounted for once.
    """

    @settings(deadline=None)
    @given(ledger=_ledgers(), as_of=_edges, period=st.sampled_from([None, MARCH]))
    def test_given_is_the_sum(
        self, ledger: tuple[list[Any], list[Any]], as_of: dt.datetime, period: Any
    ) -> None:
        """Given = judged + later + outside + not begun + in error."""
        jobs, visits = ledger
        report = judge(*jobs, visits=visits, as_of=as_of, period=period)
        for account in report.accounts.values():
            parts = (account.judged, account.later, account.outside)
            rest = account.not_begun + account.in_error
            assert account.given == sum(parts) + rest
        assert report.accounts["job"].given == len(jobs)
        assert report.accounts["visit"].given == len(visits)

    @settings(deadline=None)
    @given(ledger=_ledgers(), first=_edges, second=_edges)
    def test_knowledge_grows(
        self,
        ledger: tuple[list[Any], list[Any]],
        first: dt.datetime,
        second: dt.datetime,
    ) -> None:
        """What was known stays known."""
        jobs, visits = ledger
        first, second = sorted((first, second))
        early = judge(*jobs, visits=visits, as_of=first, period=None)
        late = judge(*jobs, visits=visits, as_of=second, period=None)
        for kind, account in early.accounts.items():
            assert late.accounts[kind].judged >= account.judged
            assert late.accounts[kind].in_error == account.in_error


class TestFairness:
    """
    A row in error is never held against anybody (A-74).
    """

    @pytest.mark.parametrize(
        ("bad", "expected"),
        [
            (visit(made_at=None), "UNDETERMINED"),
            (visit(id=None), "UNDETERMINED"),
            (visit(job_id=None, made_at=None), "UNDETERMINED"),
            (visit(job_id="J2", made_at=None), "BREACHED"),
        ],
    )
    def test_a_visit_that_cannot_be_read(self, bad: Visit, expected: str) -> None:
        """It may be the visit of this job, unless it says of which it is."""
        report = judge(job(), job(id="J2", done_at=at(30)), visits=[bad])
        (verdict,) = report.where(rule="visit", subject="J1")
        assert verdict.status.name == expected

    def test_what_stands_without_it(self) -> None:
        """A duty that is met stays met, and says that a row could not be read."""
        report = judge(job(), visits=[visit(), visit(id="V2", made_at=None)])
        (verdict,) = report.where(rule="visit")
        assert verdict.status.name == "MET"
        assert [note.code for note in verdict.notes] == ["rows_in_error"]


class TestDeclaring:
    """
    What a declaration may say.
    """

    def test_the_class(self) -> None:
        """What may be None need not be told; what may not must be."""
        assert Job(id="1").done_at is None
        with pytest.raises(TypeError):
            Visit(id="1", job_id="J1")  # type: ignore[call-arg]

    def test_without_words(self) -> None:
        """An attribute without words is refused."""
        with pytest.raises(InvalidFieldError, match="words"):

            @row("x", "x", "x")
            class _X:
                id: str
                name: str

    @pytest.mark.parametrize("annotation", [dict, float, int | str, object])
    def test_without_a_type(self, annotation: Any) -> None:
        """An attribute of no known type is refused."""
        with pytest.raises(InvalidFieldError, match="a type that facts know"):
            value_of(annotation)

    def test_a_mark_that_says_nothing(self) -> None:
        """What others write beside a type leaves it as it is."""
        assert value_of(Annotated[str, "in capitals"]) == value_of(str)
        assert value_of(Annotated[bool | None, 7]) == value_of(bool | None)
        with pytest.raises(InvalidFieldError, match="a type that facts know"):
            value_of(Annotated[float, "in metres"])

    def test_of_another_attribute(self) -> None:
        """Placed by what is not there: refused with the nearest."""
        with pytest.raises(UnknownNameError, match="nearest: 'made_at'"):

            @row("x", "x", "x", placed="mad_at")
            class _X:
                id: str
                made_at: dt.datetime = said("made", "时间")

    def test_no_ledger(self) -> None:
        """A plain class declares nothing."""
        with pytest.raises(InvalidFieldError, match="@row"):
            ledger_of(int)

    def test_ids_as_rows(self) -> None:
        """Ids become rows; a text is no list of ids."""
        made = as_rows("plan", ("a", 1), lambda id: id)
        assert made == ("a", 1)
        for wrong in ("a", 3, (None,), (" ",)):
            with pytest.raises(InvalidFieldError, match="ids"):
                as_rows("plan", wrong, Job)  # type: ignore[arg-type]

    def test_a_generator_of_rows(self) -> None:
        """It is read once."""

        def rows() -> Iterator[Job]:
            yield job()

        assert judge(*rows()).accounts["job"].given == 1


# --------------------------------------------------------------------- rows that go on


@row("tour", "tour", "巡查", placed="made_at", inside="site.tours")
class Tour:
    """A tour of a site."""

    id: str
    made_at: dt.date | dt.datetime = said("when", "时间")
    ordered_at: dt.date | dt.datetime | None = said(
        "when it was ordered", "安排时间", after="site.begun_on", default=None
    )
    people: tuple[Person, ...] | None = said("who came", "人员", default=None)
    complete: bool | None = said("whether it was complete", "是否完整", default=None)
    written: bool | None = said("whether there is a record", "是否有记录", default=None)
    entered_at: dt.datetime | None = None


@row("site", "site", "工地", placed="begun_on", lasting=True)
class Site:
    """A site that goes on."""

    id: str
    begun_on: dt.date | dt.datetime | None = said(
        "when it began", "开工日期", default=None
    )
    head: Annotated[str | None, ListedBy("heads", "allowed")] = said(
        "head", "负责人", default=None
    )
    floors: Annotated[Mapping[str, int], TableOf(PLACE, value_of(int))] = said(
        "floors of each place", "各处层数", default=Table()
    )
    tours: tuple[Tour, ...] = said("tours", "巡查", default=())
    entered_at: dt.datetime | None = None


SITES = regulation(
    "SITE",
    "1",
    "Sites",
    "工地",
    clause(
        "1",
        "The head is one of two.",
        "负责人为二者之一。",
        actors(
            "heads",
            "the head",
            "负责人",
            owed_by="firm",
            allowed=("office", "yard_head"),
            each=Site,
            by="head",
        ),
    ),
    clause(
        "2",
        "Who comes.",
        "由何人前往。",
        team(
            "crew",
            "the crew",
            "人员",
            owed_by="firm",
            roles=("office",),
            each=Tour,
            members=lambda _case, tour: tour.people and [("office", None)],
        ),
    ),
    clause(
        "by law",
        "A tour that was written up was complete.",
        "有记录的巡查须完整。",
        checklist(
            "tour_record",
            "the record",
            "巡查记录",
            owed_by="firm",
            each=Tour,
            made="written",
            items={"complete": ("all of it", "全部")},
        ),
        id="LAW-7",
    ),
    source="a test",
    ledgers=(Site, Tour),
    words={"office": word("office", "办公室")},
)


class TestLasting:
    """
    Rows that go on are judged before they begin and in every period.
    """

    def sites(self, *sites: Any, **told: Any) -> Any:
        """Judge sites at the end of March."""
        return SITES.assess({"site": sites}, as_of=at(31), **told)

    def test_begun_or_not(self) -> None:
        """One that has not begun is judged; one that begins later is not known."""
        report = self.sites(
            Site(id="a", begun_on=at(1)),
            Site(id="b"),
            Site(id="c", begun_on=at(1, mon=4)),
        )

        assert {v.subject.id for v in report if v.subject} == {"a", "b"}
        assert (report.accounts["site"].judged, report.accounts["site"].later) == (2, 1)

    def test_what_belongs_to_them(self) -> None:
        """It is of the period by its own day, the site by none."""
        tours = (
            Tour(id="1", made_at=at(28, mon=2)),
            Tour(id="2", made_at=dt.date(2026, 3, 1)),
        )
        report = self.sites(
            Site(id="a", begun_on=at(1, mon=1), tours=tours), period=MARCH
        )

        assert {v.subject.id for v in report if v.subject} == {"a", "a/2"}
        assert report.accounts["tour"].outside == 1

    @pytest.mark.parametrize(
        ("facts", "kind", "field"),
        [
            ({"tours": [Tour(id="1", made_at=at(1, mon=1))]}, "tour", "made_at"),
            (
                {"tours": [Tour(id="1", made_at=at(9), ordered_at=at(1, mon=1))]},
                "tour",
                "ordered_at",
            ),
            (
                {"begun_on": None, "tours": [Tour(id="1", made_at=at(9))]},
                "tour",
                "made_at",
            ),
            ({"head": "somebody"}, "site", "head"),
            ({"floors": {"attic": 1}}, "site", "floors"),
            ({"floors": {"hall": "one"}}, "site", "floors"),
            ({"floors": [("hall", 1)]}, "site", "floors"),
        ],
    )
    def test_unusable(self, facts: dict[str, Any], kind: str, field: str) -> None:
        """Before its site, before it was begun, or of no such name."""
        told: dict[str, Any] = {"id": "a", "begun_on": dt.date(2026, 2, 1)} | facts
        site = Site(**told)
        (error,) = self.sites(site).row_errors

        assert (error.kind, error.field) == (kind, field)

    def test_words_and_tables(self) -> None:
        """Names are found by their words, in tables as well."""
        site = Site(id="a", head="办公室", floors={"大厅": 2, "yard": 1})
        report = self.sites(site)

        assert report.row_errors == ()
        assert report.where(rule="heads").verdicts[0].status.name == "MET"

    def test_no_record_and_no_people(self) -> None:
        """Parts may not be told; without a record nothing is judged."""
        tours = (
            Tour(id="1", made_at=at(2), written=False),
            Tour(id="2", made_at=at(3), written=True, people=(Person("office"),)),
        )
        report = self.sites(Site(id="a", begun_on=at(1), tours=tours))

        def found(rule: str) -> list[str]:
            return [v.status.name for v in report.where(rule=rule)]

        assert found("tour_record") == ["NOT_APPLICABLE", "UNDETERMINED"]
        assert found("crew") == ["UNDETERMINED", "MET"]
        assert {v.clause.id for v in report.where(rule="tour_record")} == {"LAW-7"}
