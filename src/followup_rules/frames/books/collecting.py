"""
Frames put under each other, and small ones executed.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import narwhals as nw

from followup_rules.frames.columns import hidden
from followup_rules.frames.engines import STACKED, Engine

_WHICH: Final = hidden("which")


def collected(frame: Any) -> Any:
    """
    Return a small frame, executed; polars passes the rows through in batches.
    """
    if not isinstance(frame, nw.LazyFrame):
        return frame
    if frame.implementation.is_polars():
        return frame.collect(engine="streaming")
    return frame.collect()


def collected_all(frames: Mapping[str, Any], *, at_once: bool) -> dict[str, Any]:
    """
    Return small frames of the same columns, executed; in one query where that is told.
    """
    if not at_once or not frames:
        return {name: collected(frame) for name, frame in frames.items()}
    named = [
        frame.with_columns(nw.lit(name).alias(_WHICH)) for name, frame in frames.items()
    ]
    every = collected(nw.concat(named))
    return {name: every.filter(nw.col(_WHICH) == name) for name in frames}


def together(engine: Engine, frames: Sequence[Any]) -> Any:
    """
    Put frames of the same columns under each other, few at once, and those likewise.
    """
    if len(frames) > STACKED:
        size = -(-len(frames) // STACKED)
        parts = range(0, len(frames), size)
        frames = [together(engine, frames[one : one + size]) for one in parts]
    return engine.stacked(frames)
