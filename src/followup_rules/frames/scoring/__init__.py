"""
Scores over columns: tallies, exact score, tier and rank, one row for each window.

>>> import polars as pl
>>> from followup_rules.rulebooks.service_centre import WINDOW_SCORE
>>> forms = pl.LazyFrame({
...     "window": ["A", "A", "B"],
...     "attitude": ["满意", "基本满意", "不满意"],
...     "efficiency": ["满意", None, "满意"],
... })
>>> items = {"attitude": "attitude", "efficiency": "efficiency"}
>>> scores = assess(forms, WINDOW_SCORE, window="window", grade=items)
>>> scores.sort("rank").select(
...     "window", "score_numerator", "score_denominator", "score_text", "tier", "rank"
... ).collect().rows()
[('A', 260, 3, '86.66', 'basically_satisfied', 1), ('B', 100, 2, '50', 'dissatisfied', 2)]
"""

from followup_rules.frames.scoring.judging import RESULTS, assess

__all__ = ["RESULTS", "assess"]
