"""
Some hundred values that nobody would expect, as hosts, databases and files give them.
"""

import datetime as dt
import decimal
import enum
import fractions
import math
import pathlib
import uuid
import zoneinfo
from typing import Any

import numpy as np
import pandas as pd
import pendulum

SH = zoneinfo.ZoneInfo("Asia/Shanghai")


class Colour(enum.Enum):
    """
    An enumeration of somebody else's.
    """

    RED = "red"


class Silent:
    """
    An object that says nothing about itself.
    """

    def __repr__(self) -> str:
        return "<Silent>"


VALUES: tuple[Any, ...] = (
    None,
    pd.NaT,
    pd.NA,
    float("nan"),
    np.float64("nan"),
    np.datetime64("NaT"),
    np.timedelta64("NaT"),
    decimal.Decimal("NaN"),
    True,
    False,
    np.True_,
    np.False_,
    0,
    1,
    -1,
    2,
    2**31,
    2**53,
    2**63 - 1,
    2**63,
    -(2**63) - 1,
    10**30,
    np.int8(1),
    np.uint64(2**64 - 1),
    0.0,
    1.5,
    -0.0,
    math.inf,
    -math.inf,
    np.float32(0.5),
    decimal.Decimal("1.5"),
    fractions.Fraction(1, 3),
    1j,
    "",
    " ",
    "leak",
    "LEAK",
    " leak",
    "leak\u200b",
    "\u202eleak",
    "\x1b[31mleak",
    "a\nb",
    "a\x00b",
    "\ud800",
    "*",
    "^.*$",
    "category",
    "at",
    "done",
    "status",
    "__fr_last",
    "x" * 5000,
    "2026-03-01",
    "2026-03-01T10:00:00+08:00",
    "否",
    "Ａ/001",
    b"leak",
    bytearray(b"leak"),
    dt.date(2026, 3, 1),
    dt.date.min,
    dt.date.max,
    pendulum.date(2026, 3, 1),
    dt.datetime(2026, 3, 1, 10),  # noqa: DTZ001 - no zone, on purpose
    dt.datetime(2026, 3, 1, 10, tzinfo=SH),
    dt.datetime(2026, 3, 1, 10, tzinfo=dt.UTC),
    dt.datetime(2026, 3, 1, 10, tzinfo=dt.timezone(dt.timedelta(hours=8, seconds=1))),
    dt.datetime(1, 1, 1, tzinfo=SH),
    dt.datetime(9999, 12, 31, 23, 59, 59, tzinfo=dt.UTC),
    dt.datetime.min,  # noqa: DTZ901 - the same
    dt.datetime.max,  # noqa: DTZ901 - the same
    pendulum.datetime(2026, 3, 1, tz="America/New_York"),
    pd.Timestamp("2026-03-01 10:00:00.123456789"),
    pd.Timestamp("2026-03-01 10:00", tz="UTC"),
    np.datetime64("2026-03-01"),
    np.datetime64("2026-03-01T10:00", "ns"),
    pd.Period("2026-03", "M"),
    pd.Interval(0, 1),
    pd.Timedelta(1, "D"),
    dt.timedelta(days=1),
    np.timedelta64(1, "D"),
    dt.time(10),
    dt.time(10, tzinfo=dt.UTC),
    SH,
    dt.UTC,
    uuid.UUID(int=1),
    pathlib.PurePosixPath("leak"),
    Colour.RED,
    Colour,
    Silent(),
    Silent,
    len,
    range(2),
    slice(1),
    ...,
    [],
    ["leak"],
    ["leak", None],
    ["leak", 1],
    [["leak"]],
    (),
    ("leak", "leak"),
    {"leak"},
    frozenset({"leak"}),
    {},
    {"leak": 1},
    {"leak": "category"},
    {1: "category"},
    np.array([1, 2]),
    np.array(["leak"], dtype=object),
    pd.Series([1, 2]),
    pd.Index(["leak"]),
    memoryview(b"leak"),
    iter(["leak"]),
)
