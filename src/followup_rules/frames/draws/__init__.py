"""
Draws over columns: the k smallest tickets of each group, and who comes next.

DuckDB and Spark hash in the engine; elsewhere each id is hashed in Python, which no
other part of this package does row by row. The picks are the same everywhere.

>>> import datetime as dt
>>> import polars as pl
>>> from followup_rules.policies.draws import verify
>>> from followup_rules.rulebooks.service_centre import PHONE_DRAW
>>> cases = pl.DataFrame({"window": ["A", "A", "B"], "serial": ["001", "002", "001"]})
>>> asked = dict(id="serial", window="window")
>>> dated = dict(seed="31415926535897932384", on=dt.date(2026, 3, 11))
>>> drawn = assess(cases, PHONE_DRAW, **asked, **dated)
>>> drawn.sort("place").select("drawn_id", "drawn", "place").rows()
[('A/002', 'chosen', 1), ('B/001', 'chosen', 2), ('A/001', 'chosen', 3)]
>>> summary(cases, PHONE_DRAW, **asked).select("eligible", "share", "shortfall").rows()
[(3, 3, 17)]
>>> proof = draw(cases, PHONE_DRAW, **asked, **dated)
>>> proof.chosen, verify(proof.receipt, ["A/001", "A/002", "B/001"])
(('A/002', 'B/001', 'A/001'), [])
"""

from followup_rules.frames.draws.judging import CHOSEN, RESERVE, RESULTS, assess
from followup_rules.frames.draws.proving import draw
from followup_rules.frames.draws.sharing import COUNTS, summary

__all__ = ["CHOSEN", "COUNTS", "RESERVE", "RESULTS", "assess", "draw", "summary"]
