"""
The register of reasons: each deciding code decides one status, and a verdict has it.
"""

import ast
from itertools import chain
from pathlib import Path

import pytest

import followup_rules
from followup_rules.errors import UnknownNameError
from followup_rules.reasons import (
    DECIDED_BY,
    FORMERLY,
    NOTES,
    STATUS_OF,
    Status,
    status_of,
    to_mend,
)
from followup_rules.reasons.sentences import MODULES, sentences
from followup_rules.verdicts import decides, note

ROOT = Path(followup_rules.__file__).parent
OF_COLUMNS = frozenset(DECIDED_BY[Status.UNDETERMINED]) - set(sentences())
"""Codes of rows that a call refuses: a check of columns says what is wrong."""


class TestRegister:
    """
    A code that decides decides one status; the others remark.
    """

    def test_a_code_stands_once(self) -> None:
        """Under one status, and not among the remarks too."""
        codes = list(chain(*DECIDED_BY.values()))

        assert len(codes) == len(set(codes)) == len(STATUS_OF)
        assert not NOTES & set(codes)

    def test_every_status_is_decided_by_something(self) -> None:
        """None is there for nothing."""
        assert tuple(DECIDED_BY) == tuple(Status)
        assert all(DECIDED_BY.values())

    def test_the_status_of_a_code(self) -> None:
        """Known by the code alone, or with the fact that it lacks."""
        assert status_of("not_done") is Status.BREACHED
        assert status_of("fact_missing:owed") is Status.UNDETERMINED
        with pytest.raises(UnknownNameError, match="nearest: 'done_late'"):
            status_of("done_latte")
        with pytest.raises(UnknownNameError):
            status_of("later_fact")

    def test_reasons_are_of_the_register(self) -> None:
        """What decides nothing cannot decide, and what decides is no remark."""
        assert decides("not_done").decides
        assert not note("later_fact").decides
        with pytest.raises(UnknownNameError, match="deciding reason 'later_fact'"):
            decides("later_fact")
        with pytest.raises(UnknownNameError, match="remark 'not_done'"):
            note("not_done")

    def test_what_is_to_be_mended(self) -> None:
        """The fact that is named, what a code is about, or the code's own name."""
        assert to_mend("fact_missing:form") == ("form",)
        assert to_mend("calendar_not_covered") == ("trigger", "accepted_on", "event")
        assert to_mend("unknown_grade") == ("unknown_grade",)

    def test_codes_that_were_split_off(self) -> None:
        """A code that had no name of its own decides what it decided then."""
        for code, before in FORMERLY.items():
            assert STATUS_OF[code] is STATUS_OF[before]

    def test_nobody_else_pairs_a_code_with_a_status(self) -> None:
        """No rule and no column says again which status a code decides."""
        rooms = [ROOT / "policies", ROOT / "frames", ROOT / "rulebooks"]
        for path in chain(*(room.rglob("*.py") for room in rooms)):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Tuple) and node.elts:
                    first = ast.unparse(node.elts[0])
                    assert not (
                        first.startswith("Status.") and "decides" in ast.unparse(node)
                    ), f"{path}:{node.lineno}"


class TestSentences:
    """
    Every code of the register can be said, and nothing is said of no code.
    """

    def test_every_code_has_a_sentence(self) -> None:
        """In the register, or as what is wrong with a row of columns."""
        known = sentences()

        assert set(STATUS_OF) - OF_COLUMNS <= set(known)
        assert set(NOTES) <= set(known)
        unsaid = {code for code in OF_COLUMNS if f"unjudged_{code}" not in known}
        assert unsaid == set()

    def test_a_module_holds_its_own_kind(self) -> None:
        """Each is a module of the room, and small."""
        files = {path.stem for path in (ROOT / "reasons").glob("*.py")}

        assert files - set(MODULES) == {
            "__init__",
            "register",
            "sentences",
            "statuses",
        }


class TestStatus:
    """
    One spelling in data: the small one of columns.
    """

    @pytest.mark.parametrize("status", Status)
    def test_in_data(self, status: Status) -> None:
        """The value is the name in small letters."""
        assert status.value == status.name.lower()
        assert status.__plain__() == status.value

    def test_excused(self) -> None:
        """Owed and let off has a word of its own in each language."""
        assert Status.EXCUSED.in_language("en") == "excused"
        assert Status.EXCUSED.in_language("zh") == "依规免除"
