"""
What groups come to, where an engine's own windows keep the order of the rows.
"""

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from followup_rules.frames.engines import Spread


def over_groups(frame: Any, made: Spread, groups: Sequence[str]) -> Any:
    """
    Give each row what its group comes to.
    """
    found = {
        new: getattr(nw.col(old), how)().over(*groups)
        for new, (how, old) in made.items()
    }
    return frame.with_columns(**found)
