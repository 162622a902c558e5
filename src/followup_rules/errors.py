"""
Everything this package raises on purpose.

Each class is one fault, with fields a program can read.
A message says what came, what is allowed, and the way out.
A broken *rule* is no error: `assess` returns a verdict for it.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Self, dataclass_transform

_ABSENT = object()


_MOST_SHOWN = 50
_MOST_SEARCHED = 200


def as_shown(value: object, write: Callable[[object], str] = repr) -> str:
    """
    Return a value as a message shows it, even one that has no `repr`.

    Lists that hold lists by the thousand, and whole numbers of thousands of digits,
    have none; the error that names them must still be readable.
    """
    try:
        return write(value)
    except (RecursionError, ValueError):
        return f"<{type(value).__name__}, too long or too deep to show>"


def _nearest(got: object, allowed: Iterable[str]) -> str:
    """Return the hint "; nearest: 'leak'", or nothing where no name is near."""
    import difflib  # noqa: PLC0415 - for an error message only

    said = as_shown(got, str)
    close = difflib.get_close_matches(said, list(map(str, allowed)), n=1)
    return f"; nearest: {close[0]!r}" if close else ""


@dataclass_transform(frozen_default=True, eq_default=False)
class FollowupRulesError(Exception):
    """
    The parent of every error this package raises on purpose.

    A subclass declares its fields as annotations and takes them in that order, by
    position or by name. Errors are values: they never change, they pickle, and two
    of one class with equal fields are equal. They are made without generated code,
    because everything imports them.

    >>> error = InvalidFieldError("rate", 2, "a share from 0 to 1")
    >>> error.field, str(error)
    ('rate', 'rate cannot be 2; allowed: a share from 0 to 1')
    """

    fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.fields = tuple(cls.__annotations__)

    def __init__(self, *values: object, **named: object) -> None:
        given = dict(zip(self.fields, values, strict=False)) | named
        filled = {
            name: given.get(name, getattr(type(self), name, _ABSENT))
            for name in self.fields
        }
        expected = len(values) + len(named) == len(given) and given.keys() <= {
            *self.fields
        }
        if not expected or any(value is _ABSENT for value in filled.values()):
            message = f"{type(self).__name__} takes {', '.join(self.fields)}"
            raise TypeError(message)
        super().__init__(*filled.values())
        self.__dict__.update(filled)

    def __setattr__(self, name: str, value: object) -> None:
        if name in self.fields:
            message = f"an error never changes, so {name!r} stays as it is"
            raise AttributeError(message)
        super().__setattr__(name, value)

    def but(self, **changes: object) -> Self:
        """
        Return the same error with some fields changed.
        """
        held = {name: getattr(self, name) for name in self.fields}
        return type(self)(**{**held, **changes})

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), self.args

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, FollowupRulesError):
            return NotImplemented
        return type(self) is type(other) and self.args == other.args

    def __hash__(self) -> int:
        return hash((type(self).__name__, str(self)))


class InvalidFieldError(FollowupRulesError, ValueError):
    """
    A field was given a value that it may not hold.
    """

    field: str
    got: object
    allowed: str

    def __str__(self) -> str:
        return f"{self.field} cannot be {as_shown(self.got)}; allowed: {self.allowed}"


class InexactRateError(FollowupRulesError, TypeError):
    """
    A rate, or a number such as a sum, came as a float, which cannot hold most exactly.
    """

    got: object
    number: str = ""
    """The name of the argument, where it is no rate: a sum, or points."""

    def __str__(self) -> str:
        if self.number and self.got in (math.inf, -math.inf):
            return f"{self.number} cannot be {self.got}; it is no finite number"
        if self.number and self.got != self.got:
            return f"{self.number} cannot be {self.got}, which is no number"
        if self.number:
            return (
                f"{self.number} cannot be the float {as_shown(self.got)}: floats "
                f"do not hold it exactly. Write '{self.got}' or Decimal('{self.got}')"
            )
        return (
            f"a rate cannot be the float {as_shown(self.got)}: floats do not hold rates "
            "exactly (math.ceil(0.07 * 100) is 8). "
            "Write '7%', '7/100' or Fraction(7, 100)"
        )


class NotADayError(FollowupRulesError, TypeError):
    """
    A calendar day was needed, and something else came in.
    """

    field: str
    got: object

    def __str__(self) -> str:
        if isinstance(self.got, dt.datetime):
            way_out = (
                "a moment has no day until you choose its time zone: "
                "call .astimezone(zone).date() on it first"
            )
        else:
            way_out = "pass a datetime.date or pendulum.Date"
        return (
            f"{self.field} must be a calendar day, got {as_shown(self.got)}; {way_out}"
        )


class NotAnInstantError(FollowupRulesError, TypeError):
    """
    A moment with its time zone was needed, and something else came in.
    """

    field: str
    got: object

    def __str__(self) -> str:
        return (
            f"{self.field} must be a moment with a time zone, got {as_shown(self.got)}; "
            "pass an aware datetime or pendulum.DateTime"
        )


class NaiveTimeError(FollowupRulesError, ValueError):
    """
    A datetime without a time zone came in; no zone is ever assumed.
    """

    field: str
    got: object

    def __str__(self) -> str:
        missing = isinstance(self.got, dt.datetime) and self.got != self.got
        if missing:
            return (
                f"{self.field} is {as_shown(self.got)}, which is how pandas says that "
                "there is none; pass None"
            )
        return (
            f"{self.field} has no time zone: {as_shown(self.got)}. "
            "Attach the zone it was recorded in, for example "
            "pendulum.instance(value, tz='Asia/Shanghai')"
        )


class InvalidZoneError(FollowupRulesError, ValueError):
    """
    A time zone name is not in the time zone database.
    """

    got: object

    def __str__(self) -> str:
        return (
            f"unknown time zone {as_shown(self.got)}; "
            "pass an IANA name such as 'Asia/Shanghai' or 'Europe/Brussels'"
        )


class UnknownNameError(FollowupRulesError, LookupError):
    """
    A category, role, rule, reading or other name is not among the known ones.
    """

    kind: str
    got: object
    allowed: tuple[str, ...]

    def __str__(self) -> str:
        shown, more = self.allowed[:_MOST_SHOWN], len(self.allowed) - _MOST_SHOWN
        names = ", ".join(map(str, shown)) or "none, because none are known"
        rest = f" and {more} more" if more > 0 else ""
        near = _nearest(self.got, self.allowed) if more <= _MOST_SEARCHED else ""
        return f"unknown {self.kind} {as_shown(self.got)}; allowed: {names}{rest}{near}"


class CircularRulesError(FollowupRulesError, ValueError):
    """
    Rules hang on one another in a circle, so that none of them can be judged first.
    """

    circle: tuple[str, ...]

    def __str__(self) -> str:
        way = " -> ".join((*self.circle, self.circle[0]))
        return (
            f"the rules hang on one another in a circle: {way}; "
            "let one of them start with an attribute"
        )


class MissingFactError(FollowupRulesError, LookupError):
    """
    A fact without which there is no answer was not given.

    `assess` never raises this; it answers `UNDETERMINED` and names the fact.
    """

    fact: str
    rule: str
    way_out: str = ""

    def __str__(self) -> str:
        hint = f"; {self.way_out}" if self.way_out else ""
        return f"{self.rule} needs the fact {self.fact!r}{hint}"


class ImpossibleOrderError(FollowupRulesError, ValueError):
    """
    Two facts stand in an order that cannot have happened.
    """

    earlier: str
    earlier_value: object
    later: str
    later_value: object

    def __str__(self) -> str:
        return (
            f"{self.later} ({self.later_value}) lies before "
            f"{self.earlier} ({self.earlier_value}); correct one of the two facts"
        )


class ImpossibleCountError(FollowupRulesError, ValueError):
    """
    A count is no whole number, is negative, or exceeds what it is a part of.
    """

    field: str
    got: object
    allowed: str

    def __str__(self) -> str:
        return f"{self.field} cannot be {as_shown(self.got)}; allowed: {self.allowed}"


class MeterRunsBackError(FollowupRulesError, ValueError):
    """
    A meter shows less than it did before.
    """

    earlier: int
    later: int

    def __str__(self) -> str:
        return (
            f"a meter cannot run back from {self.earlier} to {self.later}; correct one "
            "of the two readings, and after a new meter add up what both have counted"
        )


class DateOutOfRangeError(FollowupRulesError, ValueError):
    """
    A count leaves the years that a date can have.
    """

    start: object
    amount: object

    def __str__(self) -> str:
        return (
            f"{self.amount} counted from {self.start} leaves the years 1 to 9999; "
            "leave the fact out if such a date stands for 'never'"
        )


class NoSuchDayError(FollowupRulesError, ValueError):
    """
    A day that hangs on a cell is not there, or is over before the count begins.
    """

    limit: object
    cell: str
    why: str

    def __str__(self) -> str:
        return (
            f"{self.limit}: {self.cell} {self.why}; look it up in the next cell "
            "(ahead=...), or count from the end with a negative number"
        )


class CalendarRequiredError(FollowupRulesError, LookupError):
    """
    A rule needs a work calendar, and none was passed.

    `assess` never raises this; it answers `UNDETERMINED`.
    """

    needed_for: str

    def __str__(self) -> str:
        return (
            f"{self.needed_for} needs a work calendar; pass calendar=..., "
            "for example followup_rules.timing.calendars.china()"
        )


class CalendarNotCoveredError(FollowupRulesError, LookupError):
    """
    A day was needed that the published notices behind a calendar do not cover.
    """

    day: dt.date
    first: dt.date
    last: dt.date
    calendar_id: str

    def __str__(self) -> str:
        return (
            f"calendar {self.calendar_id} covers {self.first} to {self.last}, "
            f"and {self.day} was needed; load the notice that covers this day"
        )


class CalendarNeverOpensError(FollowupRulesError, ValueError):
    """
    A calendar has no working day where one was looked for.
    """

    calendar_id: str
    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"calendar {self.calendar_id} has no working day "
            f"from {self.first} to {self.last}; check its weekend and exceptions"
        )


class OfficeNeverOpensError(FollowupRulesError, ValueError):
    """
    An office does not open where open time was looked for.
    """

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"the office does not open at all from {self.first} to {self.last}; "
            "check its week, its dates and the work calendar"
        )


class OpenTimeTooLongError(FollowupRulesError, ValueError):
    """
    Open time was asked for over more than two hundred years.
    """

    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"open time is looked for within two hundred years, and from {self.first} "
            f"to {self.last} is longer; leave the fact out if such a date stands for "
            "'never'"
        )


class CalendarDataError(FollowupRulesError, ValueError):
    """
    The data a calendar or season table was to be built from is unusable.
    """

    source: str
    problem: str
    way_out: str

    def __str__(self) -> str:
        return f"{self.source}: {self.problem}; {self.way_out}"


class SeasonNotCoveredError(FollowupRulesError, LookupError):
    """
    A year was needed for which a season table holds nothing.

    `assess` never raises this; it answers `UNDETERMINED`.
    """

    year: int
    kind: str
    place: str

    def __str__(self) -> str:
        return (
            f"no {self.kind} season of {self.place!r} is known for {self.year}; "
            "declare that year, or pass a table that holds it"
        )


class NoLimitError(FollowupRulesError, LookupError):
    """
    A date was asked of a rule whose text sets no limit.

    `assess` never raises this; it answers `OPEN` with the elapsed time.
    """

    rule: str
    clause: str

    def __str__(self) -> str:
        return (
            f"{self.clause} sets no limit for {self.rule!r}; assess() reports the "
            "elapsed time, or set a limit of your own: "
            "attrs.evolve(policy, limit=Days(7))"
        )


class WrongEvidenceError(FollowupRulesError, TypeError):
    """
    A verdict was asked for a value that its kind of evidence does not hold.
    """

    asked: str
    shape: str
    held: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"a verdict with {self.shape} evidence has no {self.asked!r}; "
            f"it holds: {', '.join(self.held)}"
        )


class NoTruthValueError(FollowupRulesError, TypeError):
    """
    A verdict was used as true or false; it has nine answers, not two.
    """

    status: str

    def __str__(self) -> str:
        return (
            f"a verdict ({self.status}) is neither true nor false; "
            "compare verdict.status, or ask verdict.is_violation"
        )


class RequirementNotMetError(FollowupRulesError):
    """
    `require()` was called and at least one verdict is a violation.
    """

    findings: tuple[str, ...]

    def __str__(self) -> str:
        return f"{len(self.findings)} not met: " + "; ".join(self.findings)


class RowError(FollowupRulesError, ValueError):
    """
    One row of a ledger cannot be judged; the rest of the ledger still is.

    Reports hold these as values in `row_errors`; they are not raised there. `fault` is
    the kind of the problem, `allowed` the names that would do, and `words` those of the
    regulation, so that it can be said in each of its languages.
    """

    kind: str
    row: str
    field: str
    got: object
    problem: str
    fault: str = "refused"
    allowed: tuple[str, ...] = ()
    words: Any = None

    def __str__(self) -> str:
        return f"{self.kind} {self.row!r}, {self.field}: {self.problem}"

    def in_language(self, language: str) -> str:
        """
        Say in a language what is wrong with the row and what is allowed.
        """
        from followup_rules.wording.rows import (  # noqa: PLC0415 - loaded when asked
            say_row_error,
        )

        return say_row_error(self, language)


class MissingSeedError(FollowupRulesError, TypeError):
    """
    A draw was asked for without a public seed; there is no default.
    """

    rule: str

    def __str__(self) -> str:
        return (
            f"{self.rule} needs seed=...: a text from outside that nobody here can "
            "choose, such as dice thrown in public or a lottery number, named before "
            "and known after the ledger was closed"
        )


class InvalidIdError(FollowupRulesError, ValueError):
    """
    An id in a frame is unusable; nothing is repaired in silence.
    """

    place: int
    got: object
    problem: str

    def __str__(self) -> str:
        return (
            f"id no. {self.place} cannot be {as_shown(self.got)}: {self.problem}; allowed: a "
            "text in NFC without edge blanks or control characters"
        )


class DuplicateIdError(FollowupRulesError, ValueError):
    """
    An id stands in a frame twice, and would have two tickets.
    """

    place: int
    got: object

    def __str__(self) -> str:
        return (
            f"id no. {self.place}, {as_shown(self.got)}, already stands earlier in the frame; "
            "give each subject one id"
        )


class InvalidReceiptError(FollowupRulesError, ValueError):
    """
    A receipt is not of a scheme this release can read.
    """

    problem: str

    def __str__(self) -> str:
        return f"unreadable receipt: {self.problem}"


class DrawNotProvedError(FollowupRulesError, ValueError):
    """
    The receipt of a draw does not follow from the ledger it is to be published with.
    """

    found: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"the receipt does not follow from this ledger: {'; '.join(self.found)}. "
            "Pass the ledger as it stood at the draw, with everyone who was left out"
        )


class NotOneCaseError(FollowupRulesError, LookupError):
    """
    An id that was drawn stands for no case of the host, or for several.
    """

    drawn: str
    cases: tuple[str, ...]

    def __str__(self) -> str:
        several = f"{len(self.cases)} cases ({', '.join(self.cases)})"
        return (
            f"the drawn id {self.drawn!r} stands for {several if self.cases else 'no case'}; "
            "give each case the id under which it stood in the ledger, such as "
            "whole_id(window, serial)"
        )


class PrivateTextError(FollowupRulesError, ValueError):
    """
    A text that is to be published holds what looks like a telephone number.
    """

    where: str
    got: str

    def __str__(self) -> str:
        return (
            f"{self.where} would publish {self.got!r}, which looks like a telephone "
            "number; give what is published an id of its own, or pass phones=True "
            "where it is none or is meant"
        )


class RulesFileError(FollowupRulesError, ValueError):
    """
    A rules file, or data in its form, cannot be taken for rules.

    `faults` holds everything that is wrong in it; see `interchange.DataFault`.
    """

    source: str
    faults: tuple[Any, ...]

    def __str__(self) -> str:
        count = len(self.faults)
        head = f"{self.source}: {count} fault{'' if count == 1 else 's'}"
        return "\n  ".join([head, *map(str, self.faults)])

    def in_language(self, language: str) -> str:
        """
        Say in a language what is wrong, a line each.
        """
        if language == "en":
            return str(self)
        said = (fault.in_language(language) for fault in self.faults)
        return "\n  ".join([f"{self.source}：{len(self.faults)}处错误", *said])


class LedgerFileError(FollowupRulesError, ValueError):
    """
    Files cannot be read as the ledgers of a regulation.

    `faults` holds everything that is wrong with them, each with file and line, and
    `texts` the same in each language.
    """

    faults: tuple[str, ...]
    texts: tuple[Any, ...] = ()

    def __str__(self) -> str:
        return "\n".join(self.faults)

    def in_language(self, language: str) -> str:
        """
        Say in a language what is wrong, a line each.
        """
        if language == "en":
            return str(self)
        return "\n".join(text.in_language(language) for text in self.texts)


class NoEditionError(FollowupRulesError, LookupError):
    """
    No edition of a regulation was in force on a day.
    """

    regulation: str
    day: dt.date
    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        bounds = f"from {self.first or 'the start'} to {self.last or 'today and on'}"
        return (
            f"no edition of {self.regulation} was in force on {self.day}; the editions "
            f"known run {bounds}: add the one that held on that day"
        )


class EditionGapError(FollowupRulesError, ValueError):
    """
    Between two editions there are days on which neither is in force.
    """

    earlier: str
    later: str
    first: dt.date
    last: dt.date

    def __str__(self) -> str:
        return (
            f"no edition is in force from {self.first} to {self.last}, between "
            f"{self.earlier!r} and {self.later!r}; let the later one begin on "
            f"{self.first}, or the earlier one run to {self.last}"
        )


class EditionOverlapError(FollowupRulesError, ValueError):
    """
    On some days two editions would be in force.
    """

    earlier: str
    later: str
    first: dt.date | None
    last: dt.date | None

    def __str__(self) -> str:
        return (
            f"{self.earlier!r} and {self.later!r} are both in force "
            f"from {self.first or 'the start'} to {self.last or 'the end'}; "
            "let one end on the day before the other begins"
        )


class UnsupportedFrameError(FollowupRulesError, TypeError):
    """
    What came to be judged is no data frame of a known engine.
    """

    got: str
    allowed: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"cannot judge the rows of a {self.got}; "
            f"pass a frame of {', '.join(self.allowed)}"
        )


class MissingColumnError(FollowupRulesError, LookupError):
    """
    A frame has no column of the name that an argument gives.
    """

    argument: str
    column: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.argument}={self.column!r}: the frame has no such column; "
            f"it has {', '.join(self.columns)}{_nearest(self.column, self.columns)}"
        )


class WrongColumnTypeError(FollowupRulesError, TypeError):
    """
    A column of a frame holds another kind of value than is needed.
    """

    argument: str
    column: str
    got: str
    allowed: str

    def __str__(self) -> str:
        return (
            f"{self.argument}={self.column!r}: the column holds {self.got}; "
            f"allowed: {self.allowed}"
        )


class NaiveColumnError(FollowupRulesError, ValueError):
    """
    A column holds times without a zone, and the caller named none.
    """

    argument: str
    column: str

    def __str__(self) -> str:
        return (
            f"{self.argument}={self.column!r}: the column holds times without a zone; "
            "name the zone they were recorded in, for example zone='Asia/Shanghai'"
        )


class ColumnTakenError(FollowupRulesError, ValueError):
    """
    A frame already has a column of a name that a result needs.
    """

    column: str

    def __str__(self) -> str:
        return (
            f"the frame already has a column {self.column!r}, and nothing is "
            "overwritten; rename the column, or give the results of deadlines and "
            "warranties another prefix="
        )


class UnusableColumnNameError(FollowupRulesError, ValueError):
    """
    A column of a frame cannot be found by its name alone.
    """

    column: str
    problem: str
    renamed_by: str

    def __str__(self) -> str:
        return (
            f"the column {self.column!r} cannot be used: {self.problem}; "
            f"rename it first, for example with {self.renamed_by}"
        )


class TooLargeProductError(FollowupRulesError, ValueError):
    """
    A product over columns could leave 64 bits, and would be wrong in silence.
    """

    what: str
    number: int
    most: int

    def __str__(self) -> str:
        return (
            f"{self.what} {self.number} is too large to be multiplied over columns "
            f"exactly; allowed: up to {self.most}. Judge it with assess(), or write "
            "the number in lower terms"
        )


class MissingExtraError(FollowupRulesError, ImportError):
    """
    A feature needs an optional dependency that is not installed.
    """

    needed_for: str
    extra: str

    def __str__(self) -> str:
        return (
            f"{self.needed_for} needs an optional dependency; install followup-rules "
            f"with the extra {self.extra!r}, from where you have it: "
            f"pip install '/path/to/followup-rules[{self.extra}]'"
        )


class InvariantBrokenError(FollowupRulesError, AssertionError):
    """
    Something that must be true of every ledger is not, or two systems disagree.
    """

    invariant: str
    finding: str

    def __str__(self) -> str:
        return f"{self.invariant}: {self.finding}"


class ClockStoppedError(FollowupRulesError, LookupError):
    """
    A date was asked of a rule whose clock stands still, so that there is none yet.

    `assess` never raises this; it answers `PENDING` with what is left.
    """

    rule: str
    since: Any

    def __str__(self) -> str:
        return (
            f"the clock of {self.rule!r} has stood still since {self.since}, so that "
            "nothing falls due; assess() says what is left, or tell when the pause ends"
        )
