"""
Everything this package raises on purpose.

Each class is one fault, with fields a program can read.
A message says what came, what is allowed, and the way out.
A broken *rule* is no error: `assess` returns a verdict for it.
"""

from typing import TYPE_CHECKING

from followup_rules.errors.base import FollowupRulesError, as_shown
from followup_rules.lazily import import_lazily

if TYPE_CHECKING:
    from followup_rules.errors.calendars import (
        CalendarDataError,
        CalendarNeverOpensError,
        CalendarNotCoveredError,
        CalendarRequiredError,
        OfficeNeverOpensError,
        OpenTimeTooLongError,
        SeasonNotCoveredError,
    )
    from followup_rules.errors.columns import (
        ColumnTakenError,
        GradeNameTakenError,
        MissingColumnError,
        NaiveColumnError,
        TooLargeProductError,
        UnsupportedFrameError,
        UnusableColumnNameError,
        WrongColumnTypeError,
    )
    from followup_rules.errors.draws import (
        DrawNotProvedError,
        DuplicateIdError,
        InvalidIdError,
        InvalidReceiptError,
        MissingSeedError,
    )
    from followup_rules.errors.files import (
        EditionGapError,
        EditionOverlapError,
        LedgerFileError,
        NoEditionError,
        RulesFileError,
    )
    from followup_rules.errors.judging import (
        NoLimitError,
        NotOneCaseError,
        NoTruthValueError,
        RequirementNotMetError,
        RowError,
        WrongEvidenceError,
    )
    from followup_rules.errors.setups import (
        ClockStoppedError,
        InvariantBrokenError,
        MissingExtraError,
    )
    from followup_rules.errors.times import (
        DateOutOfRangeError,
        ImpossibleOrderError,
        InvalidZoneError,
        NaiveTimeError,
        NoSuchDayError,
        NotADayError,
        NotAnInstantError,
    )
    from followup_rules.errors.values import (
        CircularRulesError,
        ImpossibleCountError,
        InexactRateError,
        InvalidFieldError,
        MeterRunsBackError,
        MissingFactError,
        PrivateTextError,
        UnknownNameError,
    )
else:
    __getattr__ = import_lazily(
        __name__,
        {
            "calendars": (
                "CalendarDataError",
                "CalendarNeverOpensError",
                "CalendarNotCoveredError",
                "CalendarRequiredError",
                "OfficeNeverOpensError",
                "OpenTimeTooLongError",
                "SeasonNotCoveredError",
            ),
            "columns": (
                "ColumnTakenError",
                "GradeNameTakenError",
                "MissingColumnError",
                "NaiveColumnError",
                "TooLargeProductError",
                "UnsupportedFrameError",
                "UnusableColumnNameError",
                "WrongColumnTypeError",
            ),
            "draws": (
                "DrawNotProvedError",
                "DuplicateIdError",
                "InvalidIdError",
                "InvalidReceiptError",
                "MissingSeedError",
            ),
            "files": (
                "EditionGapError",
                "EditionOverlapError",
                "LedgerFileError",
                "NoEditionError",
                "RulesFileError",
            ),
            "judging": (
                "NoLimitError",
                "NoTruthValueError",
                "NotOneCaseError",
                "RequirementNotMetError",
                "RowError",
                "WrongEvidenceError",
            ),
            "setups": (
                "ClockStoppedError",
                "InvariantBrokenError",
                "MissingExtraError",
            ),
            "times": (
                "DateOutOfRangeError",
                "ImpossibleOrderError",
                "InvalidZoneError",
                "NaiveTimeError",
                "NoSuchDayError",
                "NotADayError",
                "NotAnInstantError",
            ),
            "values": (
                "CircularRulesError",
                "ImpossibleCountError",
                "InexactRateError",
                "InvalidFieldError",
                "MeterRunsBackError",
                "MissingFactError",
                "PrivateTextError",
                "UnknownNameError",
            ),
        },
    )

__all__ = [
    "CalendarDataError",
    "CalendarNeverOpensError",
    "CalendarNotCoveredError",
    "CalendarRequiredError",
    "CircularRulesError",
    "ClockStoppedError",
    "ColumnTakenError",
    "DateOutOfRangeError",
    "DrawNotProvedError",
    "DuplicateIdError",
    "EditionGapError",
    "EditionOverlapError",
    "FollowupRulesError",
    "GradeNameTakenError",
    "ImpossibleCountError",
    "ImpossibleOrderError",
    "InexactRateError",
    "InvalidFieldError",
    "InvalidIdError",
    "InvalidReceiptError",
    "InvalidZoneError",
    "InvariantBrokenError",
    "LedgerFileError",
    "MeterRunsBackError",
    "MissingColumnError",
    "MissingExtraError",
    "MissingFactError",
    "MissingSeedError",
    "NaiveColumnError",
    "NaiveTimeError",
    "NoEditionError",
    "NoLimitError",
    "NoSuchDayError",
    "NoTruthValueError",
    "NotADayError",
    "NotAnInstantError",
    "NotOneCaseError",
    "OfficeNeverOpensError",
    "OpenTimeTooLongError",
    "PrivateTextError",
    "RequirementNotMetError",
    "RowError",
    "RulesFileError",
    "SeasonNotCoveredError",
    "TooLargeProductError",
    "UnknownNameError",
    "UnsupportedFrameError",
    "UnusableColumnNameError",
    "WrongColumnTypeError",
    "WrongEvidenceError",
    "as_shown",
]
