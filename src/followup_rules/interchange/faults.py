"""
What can be wrong in a rules file, and where in it.
"""

import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import NOTHING, field

from followup_rules.clauses import Clause, spoken
from followup_rules.errors import (
    FollowupRulesError,
    InvalidFieldError,
    UnknownNameError,
)
from followup_rules.errors.base import as_shown, nearest_of
from followup_rules.immutable import frozen
from followup_rules.interchange.faults_in_chinese import IN_CHINESE, said_of_text
from followup_rules.interchange.misfits_in_chinese import (
    say_kind,
    say_misfit,
    say_should,
)
from followup_rules.wording.allowed import quoted

PROBLEMS: Final[dict[str, str]] = {
    # the file as text
    "unreadable": "cannot be read",
    "too_large": "is too large",
    "byte_order_mark": "begins with a byte order mark",
    "encoding": "is not UTF-8",
    "empty": "is empty",
    "syntax": "cannot be parsed",
    "duplicate_key": "stands twice",
    "too_deep": "nests too deep",
    # a value by itself
    "wrong_type": "is of the wrong type",
    "not_allowed": "is not allowed",
    "float": "is a float, which does not hold every number exactly",
    "unknown_key": "is no known key",
    "missing_key": "is missing",
    "too_few": "has too few entries",
    "twice": "has an entry twice",
    # a value beside others; see CROSS_FIELD
    "above_one": "is more than the whole",
    "not_nfc": "is not in Unicode's form NFC",
    "unseen": "holds a character that nobody sees",
    "no_such_day": "is no day of the calendar",
    "unknown_zone": "is no known time zone",
    "not_a_condition": "is no question of the little language",
    "not_a_type": "is no type of an attribute",
    "not_a_time": "is no moment",
    "unknown_clause": "is no clause of these rules",
    "unknown_ledger": "is no ledger of these rules",
    "unknown_attribute": "is no attribute of the ledger",
    "unknown_calculation": "is a calculation of no book",
    "unknown_step": "is no step, stage, event or item of the rule",
    "never_occurs": "asks for what can never occur",
    "claimed_twice": "claims verdicts that another rule claims",
    "two_meanings": "means two things",
    "unknown_rule": "is no rule of these rules",
    "unknown_path": "is no place in the rules that it is based on",
    "unknown_field": "is no field of the rules it decides",
    "unknown_edition": "is no edition in this file",
    "unknown_choice": "is none of the choices",
    "other_kind": "is another kind than that of the rule it changes",
    "contradiction": "is contradicted by the rules in the same file",
    "does_not_fit": "does not fit the values beside it",
    "unfit_choice": "is nothing that the field of the reading may hold",
    "cycle": "leads back to itself",
    "outside_folder": "lies outside the folder of the file",
    "no_folder": "names a file, and this text has no folder",
    "edition_order": "ends before it begins",
    "edition_gap": "leaves days without an edition",
    "edition_overlap": "overlaps another edition",
    "edition_regulation": "is an edition of another regulation",
}
"""Every fault with what is wrong, in words."""

CROSS_FIELD: Final = frozenset(
    {
        "above_one",
        "claimed_twice",
        "contradiction",
        "cycle",
        "does_not_fit",
        "edition_gap",
        "edition_order",
        "edition_overlap",
        "edition_regulation",
        "float",  # 3.0, which JSON Schema takes for a whole number
        "no_folder",
        "never_occurs",
        "no_such_day",
        "not_a_condition",
        "not_a_time",
        "not_a_type",
        "not_nfc",
        "other_kind",
        "outside_folder",
        "two_meanings",
        "unfit_choice",
        "unknown_attribute",
        "unknown_calculation",
        "unknown_choice",
        "unknown_clause",
        "unknown_edition",
        "unknown_field",
        "unknown_ledger",
        "unknown_path",
        "unknown_rule",
        "unknown_step",
        "unknown_zone",
        "unreadable",
        "unseen",
    }
)
"""The faults of parsed data that only the loader sees, and no JSON Schema can."""

OF_THE_BASE: Final = frozenset({"missing_key", "too_few", "unknown_key"})
"""In a document that is based on another, these may depend on that other as well."""

Path = tuple[str | int, ...]
Clauses = Mapping[str, Clause] | None
"""Clauses by their ids; None where there are none to name."""

_UNFIT: Final = "does_not_fit"
_SHORT = reprlib.Repr()
_SHORT.maxstring = _SHORT.maxother = 60
_SHORT.maxlevel = 3
_MANY: Final = 200
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def _escaped(sign: str) -> str:
    """Write a sign as between double quotes in TOML; unseen ones by their number."""
    if sign in '\\"':
        return f"\\{sign}"
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"


def show_path(path: Path) -> str:
    """
    Write a path as TOML does, so that it can be searched for in the file.

    >>> show_path(("rules", "visit_quota.office", "rate")), show_path(("items", 0))
    ('rules."visit_quota.office".rate', 'items[0]')
    """
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
            continue
        escaped = "".join(map(_escaped, step))
        name = step if _BARE.fullmatch(step) else f'"{escaped}"'
        text += f".{name}" if text else name
    return text


def nearest(got: object, allowed: Iterable[str]) -> str | None:
    """
    Return the allowed name that *got* is most like, or None.
    """
    if not isinstance(got, str):
        return None
    return nearest_of(got, allowed)


@frozen
class DataFault:
    """
    One thing that is wrong in a rules file; `RulesFileError` holds all of them.

    Attributes:
        path: Where, such as `rules."visit_quota.office".rate`; empty is the file.
        code: The stable name of the fault, a key of `PROBLEMS`.
        problem: What is wrong, in words.
        got: The value; `attrs.NOTHING` where there is none.
        allowed: What is allowed there, or the way out.
        nearest: The nearest allowed name, where one is near.
        line: The line, for faults of syntax; the first is 1.
        column: The column in it; the first is 1.
        cause: What refused it, where something else did: an error, or a fault.
    """

    path: str
    code: str
    problem: str
    # As a plain default, NOTHING would mean that there is none.
    got: object = field(factory=lambda: NOTHING)
    allowed: str = ""
    nearest: str | None = None
    line: int | None = None
    column: int | None = None
    cause: "FollowupRulesError | DataFault | None" = field(default=None, repr=False)

    def __str__(self) -> str:
        place = self.path or "the file"
        if self.line is not None:
            place = f"line {self.line}, column {self.column}"
        value = "" if self.got is NOTHING else f"{as_shown(self.got, _SHORT.repr)} "
        allowed = f"; allowed: {self.allowed}" if self.allowed else ""
        nearest = f"; nearest: {self.nearest!r}" if self.nearest else ""
        return f"{place}: {value}{self.problem}{allowed}{nearest}"

    def in_language(self, language: str) -> str:
        """
        Say the fault in English or Chinese.
        """
        language = spoken(language)
        if language == "en":
            return str(self)
        place = self.path or "文件"
        if self.line is not None:
            place = f"第{self.line}行第{self.column}列"
        plain = isinstance(self.got, str) and self.got.isprintable()
        short = as_shown(self.got, str if plain else _SHORT.repr)
        value = "" if self.got is NOTHING else quoted(_cut(short), language)
        allowed = self.allowed and say_should(self.allowed)
        return "".join(
            (
                f"{place}：{value}{self._problem_in_chinese()}",
                f"；{allowed}" if allowed else "",
                f"；最接近：{self.nearest}" if self.nearest else "",
            )
        )

    def _problem_in_chinese(self) -> str:
        """Say what is wrong, and why."""
        said, cause = IN_CHINESE[self.code], self.cause
        if isinstance(cause, UnknownNameError) and self.code != _UNFIT:
            return f"不是{say_kind(cause.kind)}"
        if isinstance(cause, DataFault):
            return f"{said}：{cause._problem_in_chinese()}"  # noqa: SLF001 - of another fault
        why = said_of_text(self.problem.removeprefix(PROBLEMS[self.code]))
        if cause is not None:
            why = say_misfit(cause)
        return f"{said}：{why}" if why else said


def _cut(text: str) -> str:
    """Leave out the middle of a long text."""
    if len(text) <= _SHORT.maxstring:
        return text
    half = _SHORT.maxstring // 2
    return f"{text[:half]}…{text[-half:]}"


@frozen
class Place:
    """
    A place in plain data while it is checked; all faults are kept.

    Attributes:
        path: Where.
        faults: What was found so far, everywhere.
        clauses: The clauses that may be named by id; None where there are none, so
            that a clause has to be written out.
    """

    path: Path = ()
    faults: list[DataFault] = field(factory=list)
    clauses: Clauses = None

    def into(self, *steps: str | int) -> "Place":
        """
        Return a place further in.
        """
        return Place((*self.path, *steps), self.faults, self.clauses)

    def refuse(
        self,
        code: str,
        got: object = NOTHING,
        allowed: str = "",
        names: Iterable[str] = (),
    ) -> None:
        """
        Keep a fault of this place; among very many, no nearest name is looked for.
        """
        near = None if len(self.faults) > _MANY else nearest(got, names)
        self.faults.append(
            DataFault(
                show_path(self.path),
                code,
                PROBLEMS[code],
                got,
                allowed,
                near,
            )
        )


def built(at: Place, make: Callable[[], Any]) -> Any:
    """
    Return what *make* makes, or None and a fault where its values do not fit.
    """
    try:
        return make()
    except FollowupRulesError as error:
        place = at
        if isinstance(error, InvalidFieldError) and "." in error.field:
            place = at.into(error.field.rpartition(".")[2])
        place.faults.append(
            DataFault(
                path=show_path(place.path),
                code=_UNFIT,
                problem=f"{PROBLEMS[_UNFIT]}: {error}",
                cause=error,
            )
        )
        return None


def refuse_unknown(value: Mapping[Any, Any], known: tuple[str, ...], at: Place) -> None:
    """
    Keep a fault for every key of *value* that is not among the known ones.
    """
    for name in value:
        if name not in known:
            at.into(str(name)).refuse(
                "unknown_key", name, ", ".join(known) or "no key", known
            )


def check_kind(
    value: Mapping[str, Any], known: tuple[str, ...], at: Place
) -> str | None:
    """
    Return the kind that *value* names, or keep a fault and return None.
    """
    place = at.into("kind")
    if "kind" not in value:
        place.refuse("missing_key", allowed=", ".join(known))
        return None
    kind = value["kind"]
    if not isinstance(kind, str):
        place.refuse("wrong_type", kind, ", ".join(known))
        return None
    if kind not in known:
        place.refuse("not_allowed", kind, ", ".join(known), known)
        return None
    return kind
