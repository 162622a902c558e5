"""
A web service on FastAPI: rows in, verdicts out, and what is wrong with a row as 422.
"""

import datetime as dt
from typing import Annotated, Any, get_type_hints

from attrs import NOTHING, fields
from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from followup_rules.errors import RowError
from followup_rules.ledgers import ledger_of
from followup_rules.reports import Report, RowData
from followup_rules.rulebooks import repair
from followup_rules.timing.cycles import month


def only_iso(value: Any) -> Any:
    """
    Take a time as text alone: Pydantic would read the number 20260302 as a day in 1970.
    """
    if isinstance(value, str):
        return dt.datetime.fromisoformat(value)
    if value is None or isinstance(value, dt.datetime):
        return value
    raise ValueError("a time is a text, such as 2026-03-02T16:30:00+08:00")


Moment = Annotated[dt.datetime, BeforeValidator(only_iso)]
TYPES: dict[Any, Any] = {
    dt.datetime: Moment,
    dt.datetime | None: Annotated[dt.datetime | None, BeforeValidator(only_iso)],
    str: str | int,  # an id may be a whole number
}


def model_of(row: Any, **inner: Any) -> Any:
    """
    Return a Pydantic model of a class of rows, so that neither drifts from the other.

    Whether a value is allowed is left to the rulebook, whose texts are better; here
    stand the shapes, the words and the defaults. Nothing is coerced, and an attribute
    that no rule knows is refused.
    """
    hints = get_type_hints(row)
    words = {fact.name: fact.words for fact in ledger_of(row).facts}
    made: dict[str, Any] = {}
    for one in fields(row):
        kind = inner.get(one.name) or TYPES.get(hints[one.name], hints[one.name])
        default = ... if one.default is NOTHING else one.default
        said = words.get(one.name)
        about = None if said is None else f"{said.en}（{said.zh}）"
        made[one.name] = (kind, Field(default, description=about))
    strict = ConfigDict(extra="forbid", strict=True)
    return create_model(row.__name__, __config__=strict, **made)


class Visitor(model_of(repair.Visitor)):
    """
    回访人员.
    """


class Problem(model_of(repair.Problem)):
    """
    问题.
    """


class Visit(model_of(repair.Visit, visitors=list[Visitor], problems=list[Problem])):
    """
    回访.
    """


class Repair(model_of(repair.Repair, categories=str | list[str] | None)):
    """
    维修.
    """


def model_of_answers(columns: Any) -> Any:
    """
    Return a Pydantic model of the columns that `report.rows` has.
    """
    made: dict[str, Any] = {
        name: (kind, ...) for name, kind in get_type_hints(columns).items()
    }
    return create_model(columns.__name__, **made)


class Row(model_of_answers(RowData)):
    """
    A verdict, flat.
    """


class Ledger(BaseModel):
    """
    What is to be judged.
    """

    repairs: list[Repair]
    visits: list[Visit] = []


class Answer(BaseModel):
    """
    What it came to.
    """

    as_of: dt.datetime
    violations: int
    verdicts: list[Row]


def now() -> dt.datetime:
    """
    Return the moment of judgement: the host's clock, which tests replace.
    """
    return dt.datetime.now(dt.UTC)


def language(accept_language: Annotated[str, Header()] = "en") -> str:
    """
    Return the language that the browser asks for first.
    """
    return "zh" if accept_language.lower().startswith("zh") else "en"


Now = Annotated[dt.datetime, Depends(now)]
Language = Annotated[str, Depends(language)]
app = FastAPI(title="回访")


def judge(ledger: Ledger, as_of: dt.datetime, said_in: str, **more: Any) -> Report:
    """
    Judge; if any row cannot be judged, say of each why, as FastAPI says such things.
    """
    report = repair.assess(ledger.repairs, ledger.visits, as_of=as_of, **more)
    if report.row_errors:
        raise HTTPException(422, [detail(one, said_in) for one in report.row_errors])
    return report


def detail(error: RowError, said_in: str) -> dict[str, Any]:
    """
    Return one wrong row in the form that FastAPI's own 422 has.
    """
    return {
        "type": error.fault,
        "loc": ["body", error.kind, error.row, error.field],
        "msg": error.in_language(said_in),
        "input": error.got if isinstance(error.got, (str, int)) else str(error.got),
    }


@app.post("/judgements")
def judgements(
    ledger: Ledger,
    as_of: Now,
    said_in: Language,
    of_month: Annotated[str | None, Query(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")] = None,
) -> Answer:
    """
    Judge a ledger, or the repairs of one month of it.
    """
    period = None if of_month is None else month(*map(int, of_month.split("-")))
    report = judge(ledger, as_of, said_in, period=period)
    return Answer(
        as_of=as_of,
        violations=len(report.violations),
        verdicts=[Row(**row) for row in report.rows(said_in)],
    )


@app.post("/due")
def due(
    ledger: Ledger,
    as_of: Now,
    said_in: Language,
    days: Annotated[int, Query(ge=1, le=366)] = 7,
) -> list[Row]:
    """
    Say what is due within some days, the soonest first.
    """
    report = judge(ledger, as_of, said_in)
    verdicts = report.due_between(as_of, as_of + dt.timedelta(days=days))
    rows = {row["key"]: row for row in report.rows(said_in)}
    return [Row(**rows[verdict.key]) for verdict in verdicts]
