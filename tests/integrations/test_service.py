"""
The FastAPI page, called over HTTP.
"""

import asyncio
import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import service

from followup_rules.ledgers import ledger_of
from followup_rules.rulebooks import repair

NOW = dt.datetime(2026, 3, 6, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
LEAK = {
    "id": 1,
    "categories": "漏水",
    "completed_at": "2026-03-02T10:00:00+08:00",
    "owes_visit": True,
}
VISIT = {
    "id": "V1",
    "repair_id": 1,
    "visited_at": "2026-03-04T10:00:00+08:00",
    "visitors": [{"role": "办公室", "person": "王"}],
    "channel": "上门",
    "signed": True,
}


class Http:
    """
    Asks the service over HTTP, without a socket.
    """

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """
        Send one request.
        """

        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(app=service.app)
            async with httpx.AsyncClient(
                transport=transport, base_url="http://wuye"
            ) as client:
                return await client.request(method, path, **more)

        return asyncio.run(asked())


@pytest.fixture
def client() -> Iterator[Http]:
    """
    The service at a moment of the test's own.
    """
    service.app.dependency_overrides[service.now] = lambda: NOW
    yield Http()
    service.app.dependency_overrides.clear()


def post(client: Http, *repairs: Any, visits: Any = (), **more: Any) -> Any:
    """
    Send a ledger.
    """
    body = {"repairs": repairs, "visits": visits}
    path = more.pop("path", "/judgements")
    headers = {"accept-language": more.pop("language", "zh-CN")}
    return client.ask("POST", path, json=body, params=more, headers=headers)


def deadline(answer: Any) -> Any:
    """
    Return the verdicts on the term of a visit.
    """
    return [one for one in answer.json()["verdicts"] if one["rule"] == "visit_deadline"]


class TestJudgements:
    """Rows in, verdicts out."""

    def test_a_breach_in_chinese(self, client: Http) -> None:
        answer = post(client, LEAK)

        assert answer.status_code == 200
        (only,) = deadline(answer)
        assert (only["status_word"], only["last_day"]) == ("未履行", "2026-03-05")
        assert only["key"] == "REPAIR/visit_deadline//repair/1/"
        assert answer.json()["violations"] >= 1

    def test_a_visit_meets_it(self, client: Http) -> None:
        (only,) = deadline(post(client, LEAK, visits=[VISIT], language="en-GB"))

        assert only["status"] == "met"
        assert (
            only["sentence"].endswith("(REPAIR-2c).") or "REPAIR-2c" in only["sentence"]
        )

    def test_one_month(self, client: Http) -> None:
        april = {**LEAK, "id": 2, "completed_at": "2026-02-28T10:00:00+08:00"}

        rows = deadline(post(client, LEAK, april, of_month="2026-03"))

        assert [row["id"] for row in rows] == ["1"]

    def test_several_categories_and_problems(self, client: Http) -> None:
        both = {**LEAK, "categories": ["general", "leak"]}
        found = {"id": 9, "found_at": VISIT["visited_at"], "form": "书面"}

        answer = post(client, both, visits=[{**VISIT, "problems": [found]}])

        assert answer.status_code == 200
        assert {"rectification_notice"} <= {
            one["rule"] for one in answer.json()["verdicts"]
        }


class TestDue:
    """What is due within some days."""

    def test_the_soonest_first(self, client: Http) -> None:
        rows = [
            {
                **LEAK,
                "id": 1,
                "categories": "一般维修",
                "completed_at": "2026-03-05T10:00:00+08:00",
            },
            {**LEAK, "id": 2, "completed_at": "2026-03-05T10:00:00+08:00"},
        ]
        answer = post(client, *rows, path="/due")

        mine = [one for one in answer.json() if one["kind"] == "repair"]
        assert [(one["id"], one["last_day"]) for one in mine] == [
            ("2", "2026-03-08"),
            ("1", "2026-03-12"),
        ]


class TestWrongRows:
    """What cannot be judged is answered with 422 and says why."""

    @pytest.mark.parametrize(
        ("wrong", "loc", "said"),
        [
            ({"categories": "电梯"}, "categories", "应为一般维修、安全设施、漏水项目"),
            ({"completed_at": "2026-03-02T10:00:00"}, "completed_at", "时区"),
        ],
    )
    def test_our_texts(self, client: Http, wrong: Any, loc: str, said: str) -> None:
        answer = post(client, {**LEAK, **wrong})

        assert answer.status_code == 422
        (only,) = answer.json()["detail"]
        assert only["loc"] == ["body", "repair", "1", loc]
        assert said in only["msg"]

    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", ("general repair", "safety facility", "leak")),
            ("zh", ("一般维修", "安全设施", "漏水项目")),
        ],
    )
    def test_every_word_that_is_offered_is_taken(
        self, client: Http, language: str, words: tuple[str, ...]
    ) -> None:
        refused = post(client, {**LEAK, "categories": "lift"}, language=language)
        (only,) = refused.json()["detail"]

        assert only["input"] == "lift"
        assert [word in only["msg"] for word in words] == [True] * 3
        for word in words:
            assert post(client, {**LEAK, "categories": word}).status_code == 200

    def test_all_wrong_rows_at_once(self, client: Http) -> None:
        wrong = [{**LEAK, "id": n, "categories": "电梯"} for n in range(3)]

        assert len(post(client, *wrong).json()["detail"]) == 3

    @pytest.mark.parametrize(
        "wrong",
        [
            {"completed_at": 20260302},
            {"completed_at": "20260302x"},
            {"owes_visit": "yes"},
            {"owes_visit": 1},
            {"wgsj": "2026-03-02T10:00:00+08:00"},
            {"categories": 3},
            {"id": 1.5},
        ],
        ids=repr,
    )
    def test_nothing_is_coerced(self, client: Http, wrong: Any) -> None:
        answer = post(client, {**LEAK, **wrong})

        assert answer.status_code == 422
        assert answer.json()["detail"][0]["loc"][:3] == ["body", "repairs", 0]

    @pytest.mark.parametrize("text", ["2026-13", "2026", "last"])
    def test_no_month(self, client: Http, text: str) -> None:
        assert post(client, LEAK, of_month=text).status_code == 422


class TestOpenApi:
    """The description is made from the rulebook's own facts."""

    @pytest.mark.parametrize(
        "row", [repair.Repair, repair.Visit, repair.Problem, repair.Visitor]
    )
    def test_every_attribute_with_its_words(self, client: Http, row: Any) -> None:
        parts = client.ask("GET", "/openapi.json").json()["components"]["schemas"]
        said = parts[row.__name__]["properties"]

        for fact in ledger_of(row).facts:
            assert fact.words.zh in said[fact.name]["description"]
        assert parts[row.__name__]["additionalProperties"] is False

    def test_what_must_be_told(self, client: Http) -> None:
        parts = client.ask("GET", "/openapi.json").json()["components"]["schemas"]

        assert parts["Visit"]["required"] == [
            "id",
            "repair_id",
            "visited_at",
            "visitors",
        ]

    def test_the_clock_is_the_hosts(self) -> None:
        assert service.now().utcoffset() == dt.timedelta(0)
