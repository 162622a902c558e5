"""
Cadence over frames: who owes it, since when and until when, and what a row is worth.
"""

import datetime as dt
import random
import tomllib
from pathlib import Path
from typing import Any, ClassVar

import attrs
import pytest
from tests.frames.books.compare import agreed, differences, tables
from tests.frames.books.random_ledgers import NOW, SH, Maker, Rows, as_objects, told
from tests.frames.ledgers import rows_of

from followup_rules import interchange
from followup_rules.books.rulebook import Rulebook
from followup_rules.errors import DateOutOfRangeError
from followup_rules.frames.books import assess_book
from followup_rules.timing.counting import Counting
from followup_rules.timing.cycles import Period, month, quarter
from followup_rules.timing.moments import is_before

HERE = Path(__file__).parent
TEXT: dict[str, Any] = tomllib.loads(
    HERE.joinpath("duties.toml").read_text(encoding="utf-8")
)
BOOK: Rulebook = interchange.load(TEXT)
FAST = ("polars", "polars lazy", "pandas", "pyarrow")
FEBRUARY = month(2026, 2)
ORDER = (
    "ended (2026-02-03 09:00:00+08:00) lies before began (2026-03-02 09:00:00+08:00); "
    "correct one of the two facts"
)
PERIODS = (FEBRUARY, None, month(2026, 1), quarter(2026, 1))


def only(*rules: str) -> Rulebook:
    """Return the regulation with some of its rules."""
    kept = {name: one for name, one in TEXT["rules"].items() if name in rules}
    found: Rulebook = interchange.load({**TEXT, "zone_of": rules[0], "rules": kept})
    return found


def asking(rule: str, **entries: str) -> Rulebook:
    """Return the regulation with one of its rules, which is fed otherwise."""
    said = TEXT["rules"][rule]
    rules = {rule: {**said, "feed": {**said["feed"], **entries}}}
    found: Rulebook = interchange.load({**TEXT, "zone_of": rule, "rules": rules})
    return found


def dense(seed: int, people: int = 24) -> Rows:
    """
    Return ledgers of which every row can be read, and most lie where a cell turns.

    Moments of one kind are all days or all instants, as in a column.
    """
    dice = random.Random(seed)
    days = {name: dice.random() < 0.4 for name in ("joined", "left", "held_at")}

    def moment(name: str, absent: float = 0) -> Any:
        if dice.random() < absent:
            return None
        edge = dice.choice([(2, 1), (2, 28), (3, 1), (2, 2), (2, 8), (3, 20), (1, 31)])
        day = dt.date(2026, *edge) + dt.timedelta(dice.choice((-1, 0, 0, 1, 9, -20)))
        clock = dice.choice([(0, 0), (0, 1), (10, 0), (10, 1), (23, 59)])
        return (
            day if days[name] else dt.datetime(*day.timetuple()[:3], *clock, tzinfo=SH)
        )

    def stay() -> dict[str, Any]:
        joined, left = moment("joined", 0.2), moment("left", 0.4)
        backwards = None not in {joined, left} and is_before(left, joined, SH)
        return {"joined": joined, "left": None if backwards else left}

    known = dt.date(2025, 1, 1)
    persons = [
        {
            "id": f"P{n}",
            "known_on": known,
            **stay(),
            "works": dice.choice((True, True, False, None)),
            "entered_at": None,
        }
        for n in range(people)
    ]
    trainings = [
        {
            "id": f"T{n}",
            "person_id": dice.choice(persons)["id"],
            "held_at": moment("held_at"),
            "hours": dice.choice((1, 2, 39, 40, 0, 20, None)),
            "passed": dice.choice((True, True, True, False, None)),
            "entered_at": None,
        }
        for n in range(people * 4)
    ]
    return {"person": persons, "training": trainings}


class TestTheSameVerdicts:
    """
    Generated ledgers: what columns say is what rows say.
    """

    @pytest.mark.parametrize("seed", range(4))
    def test_dense(self, seed: int) -> None:
        """Every rule is judged in columns, and no row is taken from them."""
        rows, engine = dense(seed, 10), FAST[seed % 4]
        period: Period | None = PERIODS[seed]
        context = {"as_of": NOW, "period": period, "calendar": None}
        found = agreed(BOOK, rows, engine, **context)
        assert found.rows_taken == {"person": 0, "training": 0}

    @pytest.mark.parametrize("seed", range(2))
    def test_with_rows_that_only_rows_can_read(self, seed: int) -> None:
        """One of them, and the whole rule is asked of rows."""
        maker = Maker(BOOK, seed, bad=0.004)
        rows = told(BOOK, maker.ledgers(12)) or {"person": []}
        context = {"as_of": NOW, "period": FEBRUARY, "calendar": None}
        assert differences(BOOK, rows, FAST[seed], **context) == []

    def test_in_a_database(self) -> None:
        """One rule that asks for all of it."""
        book, rows = only("all"), dense(5, 4)
        context = {"as_of": NOW, "period": FEBRUARY, "calendar": None}
        assert differences(book, rows, "duckdb", **context) == []


def at(month_of: int, day: int) -> dt.datetime:
    """Return nine in the morning of a day of 2026, in Shanghai."""
    return dt.datetime(2026, month_of, day, 9, tzinfo=SH)


def person(**more: Any) -> dict[str, Any]:
    """Return one who has worked since January."""
    held = {"id": "P1", "known_on": dt.date(2026, 1, 1), "joined": None, "left": None}
    return {**held, "works": True, "entered_at": None, **more}


def training(number: int, day: dt.datetime, **more: Any) -> dict[str, Any]:
    """Return one hour that was passed."""
    held = {"id": f"T{number}", "person_id": "P1", "held_at": day, "hours": 1}
    return {**held, "passed": True, "entered_at": None, **more}


class TestByHand:
    """
    One person in February, which has 28 days.
    """

    STAYS: ClassVar[dict[str, tuple[Any, Any, str | None]]] = {
        "joined on the last day": (at(2, 28), None, "cell_missed"),
        "joined afterwards": (at(3, 1), None, "cell_before_duty"),
        "left afterwards": (at(1, 5), at(3, 1), "cell_missed"),
        "left on the last day": (at(1, 5), at(2, 28), "cell_after_duty"),
        "left after the moment of judgement": (at(1, 5), at(3, 21), "cell_missed"),
        "the duty has not begun": (None, None, None),
    }

    @pytest.mark.parametrize(("hours", "enough"), [(39, False), (40, True)])
    def test_since_when_and_until_when(self, hours: int, enough: bool) -> None:  # noqa: FBT001
        """What a cell comes to in which so many of forty hours were held."""
        rows: Rows = {
            "person": [
                person(id=stay, joined=joined, left=left)
                for stay, (joined, left, _) in self.STAYS.items()
            ],
            "training": [
                training(number, at(2, 3), person_id=stay, hours=hours)
                for number, stay in enumerate(self.STAYS)
            ],
        }
        context: dict[str, Any] = {"as_of": NOW, "period": FEBRUARY}
        book = only("all")
        found = assess_book(book, tables(book, rows, "polars"), **context)
        said = {row["id"]: row["reason"] for row in rows_of(found.verdicts)}
        assert {stay: said.get(stay) for stay in self.STAYS} == {
            stay: reason and ("cell_reached" if enough else reason)
            for stay, (*_, reason) in self.STAYS.items()
        }


class TestImpossible:
    """
    Who left before he joined is an error of his row, and costs nobody else anything.
    """

    @pytest.mark.parametrize("engine", ["polars", "pandas"])
    def test_an_error_of_the_row(self, engine: str) -> None:
        """In rows and in columns; the other person is judged."""
        rows: Rows = {
            "person": [
                person(joined=at(3, 2), left=at(2, 3)),
                person(id="P2", joined=at(1, 5)),
            ],
            "training": [],
        }
        context: dict[str, Any] = {"as_of": NOW, "period": FEBRUARY, "calendar": None}
        book = only("all")
        assert differences(book, rows, engine, **context) == []
        report = book.assess(as_objects(book, rows), as_of=NOW, period=FEBRUARY)
        (error,) = report.row_errors
        assert (error.row, error.problem) == ("P1", ORDER)
        assert [one.key for one in report.verdicts] == ["DUTY/all//person/P2/2026-02"]

    def test_a_beginning_that_is_reckoned(self) -> None:
        """Whoever left before it would have begun owes nothing; no fact is wrong."""
        book = asking("begun", began="joined + 60 days", ended="left")
        rows: Rows = {
            "person": [person(joined=at(1, 5), left=at(2, 3))],
            "training": [training(1, at(2, 3))],
        }
        context: dict[str, Any] = {"as_of": NOW, "period": FEBRUARY}
        assert differences(book, rows, "polars", **context) == []


class TestByRows:
    """
    What columns leave to rows, and why.
    """

    def why(self, book: Rulebook, rows: Rows) -> dict[str, str]:
        """Return why rules are judged by rows, once both say the same."""
        context: dict[str, Any] = {"as_of": NOW, "period": FEBRUARY}
        found = agreed(book, rows, "polars", **context)
        return {one.rule: one.why for one in found.by_rows}

    ROWS: ClassVar[Rows] = {
        "person": [person(joined=at(1, 5), left=at(2, 3))],
        "training": [training(1, at(2, 3))],
    }

    def test_more_hours_than_there_may_be(self) -> None:
        """It is an error of its row."""
        told = {**self.ROWS, "training": [training(1, at(2, 3), hours=10_001)]}
        assert self.why(only("all"), told) == {
            "all": "1 rows are worth what none may be"
        }

    @pytest.mark.parametrize(
        ("rule", "entries", "why"),
        [
            ("begun", {"began": "first training.held_at"}, None),
            ("begun", {"began": "joined + 3 days"}, None),
            ("together", {"worth": "days from person.known_on to held_at"}, None),
            ("together", {"worth": "year of held_at"}, "worth: year of held_at"),
        ],
    )
    def test_questions(
        self, rule: str, entries: dict[str, str], why: str | None
    ) -> None:
        """Of moments and numbers that are worked out, and cells of the calendar."""
        assert self.why(asking(rule, **entries), self.ROWS).get(rule) == why

    def test_beyond_the_years_that_there_are(self) -> None:
        """Rows are asked, and refuse it."""
        book = asking("begun", began="joined + 9000 years")
        with pytest.raises(DateOutOfRangeError):
            assess_book(
                book, tables(book, self.ROWS, "polars"), as_of=NOW, period=FEBRUARY
            )

    def test_another_zone(self) -> None:
        """The day on which a duty began is another one there."""
        rule = attrs.evolve(BOOK["begun"], counting=Counting(zone="America/New_York"))
        book = BOOK.replace("begun", rule)
        assert self.why(book, self.ROWS) == {"begun": "began: joined, in another zone"}
