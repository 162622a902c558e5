"""
What can never occur: asked only of rows of which it is known what they hold.
"""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import ClassVar

import attrs
import pytest

from followup_rules.books import register as module
from followup_rules.books.conditions import Answer, parse
from followup_rules.books.feeds import OfOneBook
from followup_rules.books.register import calculations, register
from followup_rules.errors import RulesFileError
from followup_rules.fields import held
from followup_rules.interchange import loads, read
from followup_rules.tables import Table

BOOKS = Path(__file__).parents[2] / "docs" / "examples" / "books"


@attrs.frozen(kw_only=True, field_transformer=held)
class Hasty(OfOneBook):
    """
    A feed of a package's own, which asks its questions of rows that it picks itself.
    """

    ledgers: ClassVar[tuple[str, ...]] = ("request",)
    by_row: ClassVar[bool] = False
    needs_period = False

    conditions: Table[Answer]


_DESK = read(BOOKS / "first.toml")
RULES = attrs.evolve(
    _DESK,
    feeds=_DESK.feeds.with_(
        "log", Hasty(conditions=Table({"hurry": parse("urgency is hasty")}))
    ),
)
"""What a package brings: the desk, with a feed of the package's own."""


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Bring the book, and return the name by which files know it."""
    point = EntryPoint("desk", __name__, module.GROUP)
    monkeypatch.setattr(module, "entry_points", lambda **_group: [point])
    register.cache_clear()
    calculations.cache_clear()
    yield "desk@2026"
    register.cache_clear()
    calculations.cache_clear()


class TestFeedsOfAPackage:
    """
    Feeds that name no ledger whose rows are asked.
    """

    def test_nothing_is_said_of_their_questions(self, desk: str) -> None:
        """
        What such rows hold is not known, so no value of theirs is refused.
        """
        assert loads(f'based_on = "{desk}"') == RULES

    def test_the_feeds_beside_them_are_held(self, desk: str) -> None:
        """
        A feed in the same file that says its rows is refused the same value.
        """
        text = f'based_on = "{desk}"\n[rules.answer.feed]\nwhere = "urgency is hasty"'
        with pytest.raises(RulesFileError) as found:
            loads(text)

        assert [(one.path, one.code) for one in found.value.faults] == [
            ("rules.answer.feed.where", "never_occurs")
        ]
