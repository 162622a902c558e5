"""
Odd values in the arguments of what hosts call: an answer, or an error of our own.
"""

import pytest
from tests.campaigns.doors import doors, untyped
from tests.campaigns.odd import VALUES

EACH = 6
"""So many of the values of each sample are tried; all of them by the campaign."""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("start", range(2))
def test_nothing_untyped_comes_out(start: int) -> None:
    """Some of the values, in every argument of every door."""
    assert list(untyped(VALUES[start::EACH])) == []


def test_every_door_is_asked() -> None:
    """The sample above is not empty, and names each door once."""
    names = [door.name for door in doors()]
    assert len(names) == len(set(names)) > 40
