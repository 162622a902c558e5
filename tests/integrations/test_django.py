"""
The Django page: its tables, its list in the admin, its command.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from wuye.judging import judge
from wuye.models import Huifang, Renyuan, Weixiu, Wenti

from followup_rules.rulebooks import repair

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(month: int, day: int, hour: int = 10) -> dt.datetime:
    """
    Return a moment of 2026 in local time.
    """
    return dt.datetime(2026, month, day, hour, tzinfo=SHANGHAI)


class Cells(HTMLParser):
    """
    The texts of the cells of a table, row by row.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, _attrs: Any) -> None:
        if tag == "tr":
            self.rows.append([])
        self.inside = tag in {"td", "th"} or (self.inside and tag == "a")
        if tag in {"td", "th"}:
            self.rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag not in {"td", "th"}

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.rows[-1][-1] += data.strip()


@pytest.fixture(scope="module", autouse=True)
def site() -> Iterator[None]:
    """
    Set the system up on a database in memory.
    """
    setup_test_environment()
    call_command("migrate", run_syncdb=True, verbosity=0)
    yield
    teardown_test_environment()
    connection.close()


@pytest.fixture
def ledger() -> Iterator[dict[str, Any]]:
    """
    Fill the tables; the keys are the database's whole numbers.

    Three leaks of 2 March are owed a visit by the end of 5 March: one was visited on
    the 4th, one on the 6th, one never. One is not finished; one is of a category that
    nobody knows; and one of 30 March is due on 2 April.
    """
    rows = {
        name: Weixiu.objects.create(gdh=name, wxlb=kind, wgsj=done, xyhf=True, zrr="李")
        for name, kind, done in (
            ("WX-01", "漏水", at(3, 2)),
            ("WX-02", "漏水", at(3, 2)),
            ("WX-03", "漏水", at(3, 2)),
            ("WX-04", "漏水", None),
            ("WX-05", "电梯", at(3, 2)),
            ("WX-06", "漏水", at(3, 30)),
        )
    }
    for name, seen in (("WX-01", at(3, 4)), ("WX-02", at(3, 6))):
        visit = rows[name].huifang.create(
            hfsj=seen,
            lrsj=seen,
            sdck=True,
            fwqk=True,
            gjyj=True,
            sfqk=True,
            qm=True,
            dj=True,
        )
        visit.renyuan.create(js="办公室", xm="王")
    yield rows
    for table in (Wenti, Renyuan, Huifang, Weixiu):
        table.objects.all().delete()


@pytest.fixture
def client() -> Iterator[Client]:
    """
    Log in to the admin.
    """
    user = User.objects.create_superuser("admin", password="admin")  # noqa: S106
    client = Client()
    client.force_login(user)
    yield client
    user.delete()


def statuses(client: Client, monkeypatch: pytest.MonkeyPatch, now: dt.datetime) -> Any:
    """
    Return number, status and term of each row of the list, as it is shown.
    """
    monkeypatch.setattr("wuye.admin.timezone.now", lambda: now)
    answer = client.get("/admin/wuye/weixiu/")
    assert answer.status_code == 200
    parser = Cells()
    parser.feed(answer.content.decode())
    return {
        row[1]: tuple(row[4:6]) for row in parser.rows if row[1:2] and "WX-" in row[1]
    }


class TestQuerySets:
    """Rows go in as the database gives them."""

    def test_each_row_is_judged_by_its_own_names(self, ledger: dict[str, Any]) -> None:

        report = judge(Weixiu.objects.all(), as_of=at(4, 1))
        found = {v.about(): v.status.name for v in report.where(rule="visit_deadline")}

        key = {name: f"repair {row.pk}" for name, row in ledger.items()}
        assert found == {
            key["WX-01"]: "MET",
            key["WX-02"]: "LATE",
            key["WX-03"]: "BREACHED",
            key["WX-06"]: "PENDING",
        }
        assert [(e.row, e.field) for e in report.row_errors] == [
            (str(ledger["WX-05"].pk), "categories")
        ]
        assert report.accounts["repair"].not_begun == 1

    @pytest.mark.usefixtures("ledger")
    def test_four_queries_however_many_rows(self) -> None:

        with CaptureQueriesContext(connection) as asked:
            judge(Weixiu.objects.all(), as_of=at(4, 1))

        assert len(asked) == 4

    def test_problems_are_read_from_their_related_manager(
        self, ledger: dict[str, Any]
    ) -> None:

        visit = ledger["WX-01"].huifang.get()
        visit.wenti.create(fxsj=visit.hfsj, tzsj=at(3, 5, 9), tzfs="书面")
        visit.wenti.create(fxsj=visit.hfsj)

        report = judge(Weixiu.objects.all(), as_of=at(3, 10))
        notices = report.where(rule="rectification_notice")

        assert sorted(v.status.name for v in notices) == ["BREACHED", "MET"]

    def test_a_visit_is_known_from_when_it_was_entered(
        self, ledger: dict[str, Any]
    ) -> None:

        ledger["WX-01"].huifang.update(lrsj=at(3, 8))
        rows = Weixiu.objects.filter(gdh="WX-01")

        def status(now: dt.datetime) -> str:
            (only,) = judge(rows, as_of=now).where(rule="visit_deadline")
            return only.status.name

        assert [status(at(3, 7)), status(at(3, 8))] == ["BREACHED", "MET"]


@pytest.mark.usefixtures("ledger")
class TestAdmin:
    """The list shows what became of each visit."""

    def test_status_and_term_of_each_row(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = statuses(client, monkeypatch, at(4, 1))

        assert found["WX-01"] == ("达标", "2026-03-05")
        assert found["WX-02"] == ("逾期完成", "2026-03-05")
        assert found["WX-03"] == ("未履行", "2026-03-05")
        assert found["WX-04"] == ("未完工", "-")
        assert "电梯" in found["WX-05"][0]
        assert found["WX-06"] == ("尚在期限内", "2026-04-02")

    def test_an_empty_list(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        Huifang.objects.all().delete()
        Weixiu.objects.all().delete()

        assert statuses(client, monkeypatch, at(4, 1)) == {}

    def test_a_page_is_judged_once(
        self,
        client: Client,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:

        calls: list[int] = []
        judged: Callable[..., Any] = repair.assess

        def counted(repairs: Any, *rest: Any, **more: Any) -> Any:
            calls.append(len(repairs))
            return judged(repairs, *rest, **more)

        monkeypatch.setattr(repair, "assess", counted)
        Weixiu.objects.bulk_create(
            Weixiu(gdh=f"WX-1{n:02}", wxlb="一般", wgsj=at(3, 1)) for n in range(60)
        )

        found = statuses(client, monkeypatch, at(4, 1))

        assert calls == [50]
        assert len(found) == 50


class TestCommand:
    """The command prints the month, and fails while something is broken."""

    def test_the_month_and_the_week(self, ledger: dict[str, Any]) -> None:
        out = io.StringIO()

        with pytest.raises(CommandError, match=r"违规.*无法读取1行"):
            call_command("huifang", 2026, 3, as_of=at(4, 1), stdout=out)

        said = out.getvalue()
        assert "维修回访工作制度" in said
        assert f"2026-04-02 维修 {ledger['WX-06'].pk} " in said

    def test_a_clean_month_ends_well(self) -> None:
        out = io.StringIO()

        call_command("huifang", 2026, 2, as_of=at(4, 1), stdout=out)

        assert "违规：0项" in out.getvalue()
