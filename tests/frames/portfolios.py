"""
Portfolios of covers and claims for property tests, and what single calls say of them.
"""

import datetime as dt
import random
import zoneinfo
from collections.abc import Mapping
from typing import Any

import attrs
import pandas as pd
import pyarrow as pa
from hypothesis import strategies as st
from tests.frames.ledgers import ENGINES, rows_of
from tests.strategies import calendars, countings

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    DateOutOfRangeError,
    FollowupRulesError,
    ImpossibleOrderError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.frames import assess
from followup_rules.policies.warranty import (
    FULL,
    PARTIAL_COUNTS,
    Cover,
    Duty,
    Restart,
    SeasonCount,
    Start,
    WarrantyCase,
    WarrantyPolicy,
)
from followup_rules.timing.amounts import (
    Days,
    Months,
    Seasons,
    ServiceLife,
    Weeks,
    Years,
)
from followup_rules.timing.moments import to_utc
from followup_rules.timing.seasons import (
    SeasonSource,
    SeasonTable,
    declared,
    local,
    recurring,
)
from followup_rules.verdicts import Verdict

KEYS = ("structure", "roof", "heating", "cooling", "fittings", "garden")
CAUSES = ("construction", "design", "misuse", "force_majeure")
UNITS = {
    "days": Days,
    "weeks": Weeks,
    "months": Months,
    "years": Years,
    "seasons": Seasons,
}
DATED = ("accepted_on", "occurred_at", "reported_at", "delivered_on")
BY_CATEGORY = ("repaired_on", "reaccepted_on", "voided_on")
TYPES = {"us": pa.timestamp("us", "UTC"), "day": pa.date32()}
ZONES = ("Asia/Shanghai", "Asia/Shanghai", "America/New_York", "Pacific/Apia")
MICROSECOND = dt.timedelta(microseconds=1)
DAY = 86_400_000_000
UNLIKELY = {"heating": "heating", "cooling": "cooling", "garden": None, "roof": "flood"}


def clause(place: int) -> Clause:
    """
    Return a clause of its own for each category.
    """
    return Clause(id=f"DEMO-{place}", en="so long", zh="保修期限")


# ------------------------------------------------------------------------- the rules

LENGTHS = st.one_of(
    st.builds(Years, st.integers(0, 5)),
    st.builds(Months, st.integers(0, 30)),
    st.builds(Weeks, st.integers(0, 60)),
    st.builds(Days, st.integers(0, 900)),
)
SEASONS = st.builds(Seasons, st.integers(1, 3))


@st.composite
def policies(draw: st.DrawFn) -> WarrantyPolicy:
    """
    Rules of every make: lengths, conventions and readings.
    """
    periods = {
        "structure": ServiceLife(),
        "roof": draw(LENGTHS),
        "heating": draw(SEASONS),
        "cooling": draw(SEASONS | LENGTHS),
        "fittings": draw(LENGTHS),
        "garden": None,
    }
    cases = tuple(
        WarrantyCase(
            key=key,
            period=periods[key],
            clause=clause(place + 1),
            season_kind=UNLIKELY.get(key),
        )
        for place, key in enumerate(KEYS)
    )
    # Columns of covers refuse what leaves out suspended days; the pages test it.
    counted = countings(ZONES).map(
        lambda made: attrs.evolve(made, suspended_days_count=True)
    )
    counting = draw(st.one_of(st.none(), counted))
    rule = WarrantyPolicy(
        id="demo",
        clause=clause(0),
        name=Text("the warranty", "保修"),
        owed_by="contractor",
        cases=cases,
        start=draw(
            st.sampled_from((Start.ACCEPTANCE, Start.ACCEPTANCE, Start.DELIVERY))
        ),
        duty_clause=draw(st.none() | st.just(clause(99))),
        season_count=draw(
            st.sampled_from((FULL, PARTIAL_COUNTS, SeasonCount("1/2"), SeasonCount(1)))
        ),
        restart=draw(st.sampled_from(Restart)),
        cause_decides=draw(st.booleans()),
        occurrence_decides=draw(st.integers(0, 3)) > 0,
        duty=draw(st.sampled_from(Duty)),
    )
    if counting is None:
        return rule
    return attrs.evolve(
        rule, counting=attrs.evolve(counting, working_days_up_to=0, days_after_recess=0)
    )


BOUNDS = (
    ((11, 15), (3, 15)),
    ((5, 15), (9, 15)),
    ((1, 1), (12, 31)),
    ((12, 31), (1, 1)),
    ((2, 29), (2, 29)),
)
TIMES = st.sampled_from((None, None, dt.time(12), dt.time(2, 30), dt.time(23, 59, 59)))


@st.composite
def tables(draw: st.DrawFn, kind: str) -> SeasonTable:
    """
    Seasons that recur, some of them declared anew; or declared year by year.
    """
    ends_at = draw(TIMES)
    starts, ends = draw(st.sampled_from(BOUNDS))
    table = recurring("x", kind, starts, ends, source="s", ends_at=ends_at)
    years = range(draw(st.sampled_from((2015, 2022))), draw(st.integers(2024, 2033)))
    if draw(st.integers(0, 2)) == 0:
        found: dict[int, Any] = {}
        for year in years:
            season = table.season_of(year)
            assert season is not None
            found[year] = draw(
                st.sampled_from((*[(season.first, season.last)] * 9, None))
            )
        if draw(st.booleans()) and found[years[-1]] is not None:
            found[years[-1]] = (found[years[-1]][0], None)
        return declared("x", kind, found, source="s", ends_at=ends_at)
    if starts == (1, 1) or ends == (1, 1):
        return table
    if draw(st.booleans()):
        table = table.with_year(2024, None, source="s")
    if draw(st.booleans()):
        first = dt.date(2025, starts[0], 15)
        last = draw(st.none() | st.just(first + dt.timedelta(days=40)))
        table = table.with_year(2025, (first, last), source="s", ends_at=draw(TIMES))
    return table


@st.composite
def season_sources(draw: st.DrawFn) -> SeasonSource | None:
    """
    No seasons, those of one kind, or those of two.
    """
    heating, cooling = draw(tables("heating")), draw(tables("cooling"))
    both = local(heating, cooling)
    return draw(st.sampled_from((None, heating, cooling, *[both] * 5)))


# -------------------------------------------------------------------------- the facts

EDGES = (
    dt.date(2024, 2, 29),
    dt.date(2023, 2, 28),
    dt.date(2023, 3, 15),
    dt.date(2023, 11, 15),
    dt.date(2022, 1, 1),
    dt.date(2021, 12, 31),
    dt.date(2011, 12, 29),
    dt.date(2025, 1, 31),
)
NUMBERS = {"days": 1500, "weeks": 150, "months": 40, "years": 4, "seasons": 3}
NEAR = (-1, 0, 1)


@st.composite
def shapes(draw: st.DrawFn, argument: str) -> dict[str, Any]:
    """
    How a length is said: not at all, for all rows, in columns, or by category.
    """
    some = LENGTHS | SEASONS | st.just(ServiceLife())
    units = st.lists(st.sampled_from(tuple(UNITS)), min_size=1, max_size=2, unique=True)
    shape = draw(st.sampled_from(("none", "all", "columns", "categories")))
    if shape == "none":
        return {"given": None, "columns": {}}
    if shape == "all":
        return {"given": draw(some), "columns": {}}
    if shape == "columns":
        named = {unit: f"{argument}_{unit}" for unit in draw(units)}
        return {"given": named, "columns": {None: named}}
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
    given: dict[str, Any] = {}
    columns: dict[str | None, Any] = {}
    for key in keys:
        if draw(st.booleans()):
            given[key] = draw(some | st.none())
        else:
            given[key] = {unit: f"{argument}_{key}_{unit}" for unit in draw(units)}
            columns[key] = given[key]
    return {"given": given, "columns": columns}


@st.composite
def portfolios(draw: st.DrawFn) -> dict[str, Any]:
    """
    A rule, many rows of facts about it, and how the columns hold them.

    A call costs far more than a row, so the rows come from a seeded generator.
    """
    calendar = calendars(dt.date(2010, 1, 1), dt.date(2036, 12, 31))
    question = draw(st.sampled_from(("cover", "claim", "claim", "duty", None)))
    book: dict[str, Any] = {
        "policy": draw(policies()),
        "seasons": draw(season_sources()),
        "calendar": draw(calendar) if draw(st.integers(0, 4)) else None,
        "kinds": {
            name: draw(st.sampled_from(("us", "day")))
            for name in (*DATED, *BY_CATEGORY)
        },
        "contract": draw(shapes("contract")),
        "extended_by": draw(shapes("extended_by")) if draw(st.booleans()) else None,
        "by_category": {name: draw(st.booleans()) for name in BY_CATEGORY},
        "question": question,
        "columns": ["accepted_on", "category"],
    }
    optional = (*DATED[1:], *BY_CATEGORY, "cause", "cause_category", "affects_use")
    book["columns"] += [name for name in optional if draw(st.integers(0, 3))]
    book["columns"] += ["design_life"] * (draw(st.integers(0, 5)) > 0)
    chance = random.Random(draw(st.integers(0, 2**32 - 1)))
    book["rows"] = [row_of(book, chance) for _ in range(30)]
    near = [moment for row in book["rows"] for moment in near_ends(book, row)]
    book["as_of"] = dt.datetime(2040, 1, 1, tzinfo=dt.UTC)
    if near and chance.random() < 1 / 3:
        book["as_of"] = chance.choice(near)
    elif asked(book) != "cover" and chance.random() < 1 / 3:
        book["as_of"] = None
    return book


def asked(book: Mapping[str, Any]) -> str:
    """
    Return the question of a portfolio.
    """
    if book["question"] is not None:
        return str(book["question"])
    claims = {"occurred_at", "reported_at"} & set(book["columns"])
    return "claim" if claims else "cover"


def row_of(book: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """
    Return the facts of one row, its moments often at the end of its cover.
    """
    usual = (*KEYS * 6, "nonsense", None)
    accepted = dt.date(2018, 1, 1) + dt.timedelta(days=chance.randrange(4000))
    accepted = chance.choice((accepted, accepted, chance.choice(EDGES)))
    row: dict[str, Any] = {
        "category": chance.choice(usual),
        "cause_category": chance.choice((None, None, chance.choice(usual))),
        "cause": chance.choice((*CAUSES * 4, None, None, "gremlins")),
        "affects_use": chance.choice((None, True, False)),
        "design_life": chance.choice((*range(1, 9), 0, 501, None)),
        "numbers": numbers_of(book, chance),
    }
    names = (*DATED, *(f"{name}_{key}" for name in BY_CATEGORY for key in ("a", "b")))
    most = {"accepted_on": 0, "delivered_on": 90, "occurred_at": 1500}
    for name in names:
        day = accepted + dt.timedelta(days=chance.randint(0, most.get(name, 900)))
        if not chance.randrange(25):
            day = accepted - dt.timedelta(days=1)
        absent = chance.random() < (0.05 if name in most else 0.4)
        kind = book["kinds"][name.removesuffix("_a").removesuffix("_b")]
        row[name] = None if absent else moment_of(book, chance, kind, day)
    ends = near_ends(book, row)
    for name in ("occurred_at", "reported_at"):
        if ends and chance.random() < 2 / 3:
            moment = chance.choice(ends)
            row[name] = moment_of(book, chance, book["kinds"][name], moment)
    if chance.randrange(3):  # two draws are in an impossible order too often
        row[chance.choice(("occurred_at", "reported_at"))] = None
    return row


def numbers_of(book: Mapping[str, Any], chance: random.Random) -> dict[str, Any]:
    """
    Return what the columns of lengths hold: one unit of each at most.
    """
    found: dict[str, int | None] = {}
    for argument in ("contract", "extended_by"):
        shape = book[argument]
        for units in shape["columns"].values() if shape else ():
            held = chance.choice((*units, *units, None))
            for unit, name in units.items():
                n = chance.choice((chance.randint(1, NUMBERS[unit]), 1, 2))
                n = chance.choice((*[n] * 12, 0, -1, 9_999, 10_000))
                found[name] = n if unit == held else None
    return found


def moment_of(
    book: Mapping[str, Any], chance: random.Random, kind: str, moment: dt.date
) -> Any:
    """
    Return a day as it is, or some instant of it; of an instant its local day.
    """
    zone = zoneinfo.ZoneInfo(book["policy"].counting.zone)
    if isinstance(moment, dt.datetime):
        return moment if kind == "us" else moment.astimezone(zone).date()
    if kind == "day":
        return moment
    clock = chance.choice((dt.time(), dt.time(9), dt.time(15, 59, 59, 999_999)))
    return dt.datetime.combine(moment, clock, dt.UTC)


def near_ends(book: Mapping[str, Any], row: Mapping[str, Any]) -> list[dt.datetime]:
    """
    Return instants around the beginning and the end of the cover of a row.
    """
    cover = cover_of(book, row, row, row["category"])
    if cover is None or cover.closes is None:
        return []
    zone = zoneinfo.ZoneInfo(book["policy"].counting.zone)
    opens = dt.datetime.combine(cover.first_day, dt.time(), zone)
    edges = [to_utc(opens), to_utc(cover.closes), to_utc(cover.closes)]
    steps = [MICROSECOND * n for n in NEAR] + [dt.timedelta(days=n) for n in (-1, 1)]
    return [edge + step for edge in edges for step in steps]


# --------------------------------------------------------------------- the scalar path


def length_of(book: Mapping[str, Any], row: Mapping[str, Any], argument: str) -> Any:
    """
    Return what a row says about a length, in the words of a single call.
    """
    shape = book[argument]
    if shape is None:
        return None
    given, columns = shape["given"], shape["columns"]
    if None in columns:
        return of_units(row, given)
    if not columns and not isinstance(given, Mapping):
        return given
    return {
        key: of_units(row, value) if key in columns else value
        for key, value in given.items()
    }


def of_units(row: Mapping[str, Any], units: Mapping[str, str]) -> Any:
    """
    Return the length that a row has in one of several units.
    """
    for unit, name in units.items():
        if row["numbers"][name] is not None:
            return UNITS[unit](row["numbers"][name])
    return None


def facts_of(book: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the arguments of a single call about a row.
    """
    facts = {
        name: row[name]
        for name in book["columns"]
        if name not in BY_CATEGORY and name != "category"
    }
    for name in BY_CATEGORY:
        if name in book["columns"]:
            first, second = row[f"{name}_a"], row[f"{name}_b"]
            split = {"roof": first, "heating": second}
            facts[name] = split if book["by_category"][name] else first
    for argument in ("contract", "extended_by"):
        facts[argument] = length_of(book, row, argument)
    return facts


def cover_of(
    book: Mapping[str, Any], row: Mapping[str, Any], known: Mapping[str, Any], key: Any
) -> Cover | None:
    """
    Return the cover of one category, if it is known.
    """
    names = ("accepted_on", "delivered_on", "design_life", *BY_CATEGORY)
    try:
        facts = facts_of(book, {**row, **known})
        facts = {name: facts.get(name) for name in (*names, "contract", "extended_by")}
        facts = {
            name: value.get(key) if isinstance(value, Mapping) else value
            for name, value in facts.items()
        }
        found: Cover = book["policy"].cover(
            key, **facts, seasons=book["seasons"], calendar=book["calendar"]
        )
    except (FollowupRulesError, AttributeError):
        return None
    return found


def scalar(book: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """
    Judge one row by a call of its own.
    """
    if row["category"] is None:
        return {"status": "undetermined", "reason": "fact_missing:category"}
    wrong = impossible_numbers(book, row)
    if wrong is not None:
        return {"status": "undetermined", "reason": wrong}
    try:
        verdict = book["policy"].assess(
            row["category"],
            **facts_of(book, row),
            question=asked(book),
            as_of=book["as_of"],
            seasons=book["seasons"],
            calendar=book["calendar"],
        )
    except FollowupRulesError as error:
        return {"status": "undetermined", "reason": refusal(row, error)}
    return expected(book, row, verdict)


def impossible_numbers(book: Mapping[str, Any], row: Mapping[str, Any]) -> str | None:
    """
    Return the reason of a row with a length that cannot even be written down.
    """
    if row["category"] not in KEYS:
        return "unknown_category"
    if "cause" in book["columns"] and row["cause"] == "gremlins":
        return "unknown_cause"
    for argument in ("contract", "extended_by"):
        for name, n in row["numbers"].items():
            least = name.endswith("_seasons")
            if name.startswith(argument) and n is not None and not least <= n <= 9999:
                return f"invalid_fact:{argument}"
    return None


def refusal(row: Mapping[str, Any], error: FollowupRulesError) -> str:
    """
    Return the reason that stands for an error.
    """
    if isinstance(error, UnknownNameError):
        known = row["category"] in KEYS
        of_cause = error.kind == "category" and known
        return f"unknown_{'cause_category' if of_cause else error.kind}"
    if isinstance(error, ImpossibleOrderError):
        return "impossible_order"
    if isinstance(error, DateOutOfRangeError):
        return "date_out_of_range"
    assert isinstance(error, InvalidFieldError), error
    return f"invalid_fact:{error.field}"


def expected(
    book: Mapping[str, Any], row: Mapping[str, Any], verdict: Verdict
) -> dict[str, Any]:
    """
    Return what the columns must show for a verdict.
    """
    reason = verdict.reason.code
    if reason == "fact_missing":
        reason = f"fact_missing:{verdict.reason['fact']}"
    found = {
        "status": verdict.status.value,
        "reason": reason,
        "clause": verdict.clause.id,
        "margin_us": margin(verdict),
    }
    cover = verdict.evidence.cover
    without = {"claim_absent", "fact_missing:occurred_at", "fact_missing:reported_at"}
    if reason in without:
        if "cause_category" in book["columns"] and row["cause_category"] is not None:
            return found
        cover = cover_of(book, row, known_of(book, row), row["category"])
    return {**found, **shown(cover)}


def known_of(book: Mapping[str, Any], row: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the dated facts of a row that were known.
    """
    now, zone = book["as_of"], zoneinfo.ZoneInfo(book["policy"].counting.zone)
    names = [*DATED, *(f"{name}_{key}" for name in BY_CATEGORY for key in ("a", "b"))]
    known = {}
    for name in names:
        value = row[name]
        if value is None or now is None:
            known[name] = value
        elif isinstance(value, dt.datetime):
            known[name] = value if value <= now else None
        else:
            known[name] = value if value <= now.astimezone(zone).date() else None
    return known


def margin(verdict: Verdict) -> int | None:
    """
    Return how much of the cover was left at the moment that decides.
    """
    cover, moment = verdict.evidence.cover, verdict.evidence.moment
    if cover is None or cover.closes is None:
        return None
    if isinstance(moment, dt.datetime):
        return (to_utc(cover.closes) - to_utc(moment)) // MICROSECOND
    left: int = cover.last_day.toordinal() - moment.toordinal()
    return left * DAY


def shown(cover: Cover | None) -> dict[str, Any]:
    """
    Return what the columns say of a cover.
    """
    if cover is None:
        names = ("first_day", "last_day", "closes", "closes_included", "basis")
        return dict.fromkeys(names)
    ended = cover.deadline is not None
    return {
        "first_day": cover.first_day,
        "last_day": cover.last_day,
        "closes": cover.closes,
        "closes_included": cover.closes_included if ended else None,
        "basis": cover.basis,
    }


# ------------------------------------------------------------------------- the columns


def frame_of(engine: str, table: pa.Table) -> Any:
    """
    Return a table in an engine; pandas would turn absent whole numbers into floats.
    """
    frame = ENGINES[engine](table)
    if isinstance(frame, pd.DataFrame):
        for field in table.schema:
            if pa.types.is_integer(field.type):
                values = table[field.name].to_pylist()
                frame[field.name] = pd.array(values, dtype="Int64")
    return frame


def table_of(book: Mapping[str, Any]) -> tuple[pa.Table, dict[str, Any]]:
    """
    Return the rows as a table, with the arguments that name its columns.
    """
    entries = book["rows"]
    texts = {"category", "cause", "cause_category"}
    columns: dict[str, Any] = {}
    arguments: dict[str, Any] = {}
    for name in book["columns"]:
        arguments[name] = name
        values = [row.get(name) for row in entries]
        if name in DATED:
            columns[name] = pa.array(values, TYPES[book["kinds"][name]])
        elif name in texts:
            columns[name] = pa.array(values, pa.string())
        elif name == "affects_use":
            columns[name] = pa.array(values, pa.bool_())
        elif name == "design_life":
            columns[name] = pa.array(values, pa.int64())
        else:
            kind = TYPES[book["kinds"][name]]
            for key in ("a", "b"):
                column = f"{name}_{key}"
                columns[column] = pa.array([row[column] for row in entries], kind)
            split = {"roof": f"{name}_a", "heating": f"{name}_b"}
            arguments[name] = split if book["by_category"][name] else f"{name}_a"
    for argument in ("contract", "extended_by"):
        shape = book[argument]
        arguments[argument] = None if shape is None else shape["given"]
    for name in entries[0]["numbers"]:
        values = [row["numbers"][name] for row in entries]
        columns[name] = pa.array(values, pa.int64())
    return pa.table(columns), arguments


def agree(engine: str, book: dict[str, Any]) -> list[dict[str, Any]]:
    """
    Judge a portfolio both ways, and return the rows.
    """
    table, arguments = table_of(book)
    judged = assess(
        frame_of(engine, table),
        book["policy"],
        **arguments,
        question=asked(book),
        as_of=book["as_of"],
        seasons=book["seasons"],
        calendar=book["calendar"],
    )
    found = rows_of(judged)

    assert len(found) == len(book["rows"])
    for row, facts in zip(found, book["rows"], strict=True):
        wanted = scalar(book, facts)
        assert {name: row[name] for name in wanted} == wanted
    return found


# --------------------------------------------------------------------------- by hand


def demo(**changes: Any) -> WarrantyPolicy:
    """
    Return a rule with a category of each kind.
    """
    periods: dict[str, tuple[Any, str | None]] = {
        "structure": (ServiceLife(), None),
        "roof": (Years(5), "flood"),
        "heating": (Seasons(2), "heating"),
        "cooling": (Seasons(1), "cooling"),
        "fittings": (Months(24), None),
        "garden": (None, None),
    }
    ordinary = {
        "id": "demo",
        "clause": clause(0),
        "name": Text("the warranty", "保修"),
        "owed_by": "contractor",
        "cases": tuple(
            WarrantyCase(
                key=key, period=period, clause=clause(place), season_kind=season
            )
            for place, (key, (period, season)) in enumerate(periods.items(), 1)
        ),
    }
    return WarrantyPolicy(**{**ordinary, **changes})


DATES = (
    dt.date(2024, 2, 29),
    dt.date(2023, 11, 15),
    dt.date(2024, 1, 14),
    dt.date(2025, 12, 31),
)


def book_of(policy: WarrantyPolicy, **changes: Any) -> dict[str, Any]:
    """
    Return a portfolio: each category accepted on several days.
    """
    extra = changes.pop("extra", {})
    fact = {
        "affects_use": None,
        "cause": None,
        "cause_category": None,
        "design_life": 3,
        "delivered_on": None,
        "occurred_at": None,
        "reported_at": None,
        **dict.fromkeys(f"{name}_{key}" for name in BY_CATEGORY for key in "ab"),
        "numbers": {},
        **extra,
    }
    kinds = dict.fromkeys(("accepted_on", "delivered_on", *BY_CATEGORY), "day")
    return {
        "policy": policy,
        "rows": [
            {**fact, "category": key, "accepted_on": day}
            for key in KEYS
            for day in DATES
        ],
        "columns": ["accepted_on", "category", "design_life"],
        "kinds": {**kinds, "occurred_at": "us", "reported_at": "us"},
        "contract": None,
        "extended_by": None,
        "by_category": dict.fromkeys(BY_CATEGORY, False),
        "seasons": None,
        "calendar": None,
        "question": "cover",
        "as_of": dt.datetime(2027, 1, 1, tzinfo=dt.UTC),
        **changes,
    }


def said(given: Any, columns: Any = None) -> dict[str, Any]:
    """
    Return a length as portfolios hold it.
    """
    return {"given": given, "columns": columns or {}}
