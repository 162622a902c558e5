"""
Grades into points, points into a score, scores into tiers and ranks.

Everything that decides is exact; the one float, the Wilson bound, only says how much
a small sample can show. No number is built in: each is a field of the rule.
"""

from followup_rules.policies.scoring.answers import (
    Answers,
    Blank,
    NonResponse,
    Unit,
    pool,
)
from followup_rules.policies.scoring.bounds import least_sample, wilson
from followup_rules.policies.scoring.items import ItemRule
from followup_rules.policies.scoring.policy import ScoringPolicy
from followup_rules.policies.scoring.ranking import Ranking, Standing, ranks
from followup_rules.policies.scoring.results import (
    MissingEvaluator,
    Score,
    ScoreEvidence,
    blend_of,
)
from followup_rules.policies.scoring.scales import (
    CUTS_90_60,
    FIVE_GRADES,
    POINTS_100_60_0,
    THREE_GRADES,
    YES_NO,
    Grade,
    GradeScale,
    Tier,
    net_score,
    numbered,
    top_box,
)

__all__ = [
    "CUTS_90_60",
    "FIVE_GRADES",
    "POINTS_100_60_0",
    "THREE_GRADES",
    "YES_NO",
    "Answers",
    "Blank",
    "Grade",
    "GradeScale",
    "ItemRule",
    "MissingEvaluator",
    "NonResponse",
    "Ranking",
    "Score",
    "ScoreEvidence",
    "ScoringPolicy",
    "Standing",
    "Tier",
    "Unit",
    "blend_of",
    "least_sample",
    "net_score",
    "numbered",
    "pool",
    "ranks",
    "top_box",
    "wilson",
]
