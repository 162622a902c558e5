"""
What a review finds, and the codes by which it says so.
"""

from typing import Any, Final

from followup_rules.clauses import Text, spoken
from followup_rules.immutable import frozen
from followup_rules.interchange.faults import Path, show_path

CODES: Final = (
    "not_loadable",
    "uncited_clause",
    "gap",
    "overlap",
    "dead",
    "unlawful",
    "sample_too_small",
    "laxer",
    "same_name",
    "missing_word",
)
"""What `review` can find; `not_loadable` is a fault of the file."""


@frozen
class Finding:
    """
    Something that somebody should look at.

    Attributes:
        code: One of `CODES`.
        path: Where, as in a rules file.
        clause: The id of the clause concerned; None where there is none.
        text: What was found.
    """

    code: str
    path: str
    clause: str | None
    text: Text

    def in_language(self, language: str) -> str:
        """
        Say the finding in one line.
        """
        language = spoken(language)
        colon = ": " if language == "en" else "："
        place = self.path or Text("the file", "文件").in_language(language)
        if self.clause is not None:
            place += f" ({self.clause})" if language == "en" else f"（{self.clause}）"
        return f"{place}{colon}{self.text.in_language(language)}"

    def __str__(self) -> str:
        return self.in_language("en")


def as_finding(code: str, path: Path, owner: Any, en: str, zh: str) -> Finding:
    """Return a finding about a rule or a part of it."""
    return Finding(code, show_path(path), owner.clause.id, Text(en, zh))
