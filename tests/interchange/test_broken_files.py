"""
Broken rules files: each is refused with all its faults, and exactly those.
"""

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from followup_rules.errors import RulesFileError, UnknownNameError
from followup_rules.interchange import load, loads, read
from followup_rules.interchange.faults import CROSS_FIELD, OF_THE_BASE, PROBLEMS
from followup_rules.interchange.texts import DEEPEST, MOST_BYTES

FOLDER = Path(__file__).parents[1] / "fixtures" / "rules" / "broken"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads(
    (FOLDER / "expected.json").read_text(encoding="utf-8")
)


def faults_of(error: RulesFileError) -> list[dict[str, Any]]:
    """Return what a program can read in an error, without the parsers' own words."""
    found = []
    for fault in error.faults:
        body = attrs.asdict(fault, filter=_is_for_programs)
        body["got"] = None if fault.got is attrs.NOTHING else repr(fault.got)
        del body["allowed"]
        found.append({name: part for name, part in body.items() if part is not None})
    return found


def _is_for_programs(field: Any, _: Any) -> bool:
    """Say whether a field is no mere wording."""
    return field.name not in {"problem", "cause"}


class TestBrokenFiles:
    """
    The committed files, each with the exact faults expected.
    """

    @pytest.mark.parametrize("name", EXPECTED)
    def test_every_fault_is_named(self, name: str) -> None:
        """
        Path, code, value, nearest name, line and column are as expected.
        """
        with pytest.raises(RulesFileError) as caught:
            read(FOLDER / name)
        found = faults_of(caught.value)
        assert found == EXPECTED[name]
        assert all(fault["code"] in PROBLEMS for fault in found)

    def test_no_file_is_left_out(self) -> None:
        """
        Every committed file has its expectation.
        """
        names = {path.name for path in FOLDER.iterdir()} - {"expected.json"}
        assert names == set(EXPECTED)
        assert len(names) >= 20

    def test_a_huge_file(self, tmp_path: Path) -> None:
        """
        One byte too many is refused unread; it is made here and not committed.
        """
        path = tmp_path / "huge.toml"
        line = b'based_on = "repair@2021"\n#'
        path.write_bytes(line + b"x" * (MOST_BYTES - len(line)))
        assert read(path).edition == "REPAIR@2021"
        path.write_bytes(line + b"x" * (MOST_BYTES - len(line) + 1))
        with pytest.raises(RulesFileError, match="too large"):
            read(path)

    def test_a_folder_and_a_file_of_another_ending(self, tmp_path: Path) -> None:
        """
        What cannot be opened, and what is no rules file, is named too.
        """
        folder = tmp_path / "folder.toml"
        folder.mkdir()
        with pytest.raises(RulesFileError, match="cannot be read"):
            read(folder)
        with pytest.raises(UnknownNameError, match=r"allowed: \.toml, \.json"):
            read(tmp_path / "rules.yaml")
        with pytest.raises(UnknownNameError, match="unknown form"):
            loads("", "yaml")

    def test_a_name_that_no_file_can_have(self) -> None:
        """
        A NUL in a name is a fault like any other.
        """
        with pytest.raises(RulesFileError, match="cannot be read"):
            read("a\0b.toml")


class TestMessages:
    """
    What a person reads.
    """

    def test_all_at_once(self) -> None:
        """
        Every fault stands on its line: path, value, what is allowed, the nearest.
        """
        text = (
            'based_on = "repair@2021"\n'
            '[rules."visit_quota.office"]\n'
            "rate = 0.08\n"
            '[rules."visit_quota.office".feed]\n'
            'joint = "EVERY_ROLL"\n'
        )
        with pytest.raises(RulesFileError) as caught:
            loads(text, source="estate.toml")
        assert str(caught.value).splitlines() == [
            "estate.toml: 2 faults",
            (
                '  rules."visit_quota.office".rate: 0.08 is a float, which does not hold '
                "every number exactly; allowed: a share from 0 to 1 as text, such as "
                "'8%' or '2/25'; write it as text: a float does not hold most rates "
                "exactly, and math.ceil(0.07 * 100) is 8"
            ),
            (
                "  rules.\"visit_quota.office\".feed.joint: 'EVERY_ROLL' is not allowed; "
                "allowed: EVERY_ROLE, FIRST_NAMED, NO_ROLE; nearest: 'EVERY_ROLE'"
            ),
        ]

    def test_a_place_in_the_text(self) -> None:
        """
        A fault of syntax names line and column instead of a path.
        """
        with pytest.raises(RulesFileError) as caught:
            loads('{"based_on": "repair@2021",\n "rules": {,}}', "json")
        line = str(caught.value).splitlines()[1]
        assert line.startswith("  line 2, column 12: cannot be parsed: ")

    def test_the_end_of_the_text(self) -> None:
        """
        A text that stops too early is refused at its end.
        """
        with pytest.raises(RulesFileError) as caught:
            loads('based_on = "repair@2021"\nremove = [')
        fault = caught.value.faults[0]
        assert (fault.line, fault.column) == (2, 11)

    def test_lone_surrogates(self) -> None:
        """
        A text that no file can hold is refused before it is parsed.
        """
        with pytest.raises(RulesFileError, match="is not UTF-8"):
            loads('a = "\ud800"')

    def test_very_many_faults(self) -> None:
        """
        Thousands of unknown keys are all named, in bearable time.
        """
        rules: dict[str, Any] = {f"visit_quota.offic{n}": {} for n in range(3000)}
        with pytest.raises(RulesFileError) as caught:
            load({"based_on": "repair@2021", "rules": rules})
        faults = caught.value.faults
        assert len(faults) == 3000
        assert faults[0].nearest == "visit_quota.office"
        assert faults[-1].nearest is None


class TestHostileData:
    """
    Plain data from elsewhere is held to the same bounds as a file.
    """

    @pytest.mark.parametrize(
        "data",
        [
            None,
            3,
            [],
            "based_on",
            {},
            {1: 2},
            {"based_on": None},
            {"based_on": ["repair@2021"]},
            {"based_on": "repair@2021", "rules": 3},
            {"based_on": "repair@2021", "rules": {3: {}}},
            {"based_on": "repair@2021", "rules": {"visit_deadline": 3}},
            {"based_on": "repair@2021", "clauses": {"X": None}},
            {"based_on": "repair@2021", "readings": []},
            {"based_on": "repair@2021", "readings": {3: "X"}},
            {"based_on": "repair@2021", "remove": "rules"},
            {"based_on": "repair@2021", "remove": ["regulation"]},
            {"based_on": "repair@2021", "rules": {"visitors": {"kind": []}}},
            {"based_on": "repair@2021", "clauses": ["x"]},
            {"based_on": "repair@2021", "$schema": 3},
            {"based_on": "repair@2021", "format": []},
            {"based_on": "edition 2021"},
            {"based_on": "x.toml"},
            {"kind": "quota"},
            {"kind": "quotas"},
            {"kind": 3},
            {"kind": "quota", "rules": {}},
            {"editions": 3},
            {"editions": {}},
            {"editions": {"2021": 3}},
            {"editions": {"2021": 3, "2026": {"based_on": "edition 2021"}}},
            {"editions": {"2021": {}}},
            {"editions": {"2021": {"based_on": "repair@2021", "zone": "UTC"}}},
            {"editions": {"2021": {"based_on": "repair@2021"}}, "zone": "Mars"},
            {"editions": {"2021": {"based_on": "repair@2021", "regulation": 3}}},
            {"regulation": [], "clauses": 3, "rules": [], "readings": 3},
            {"clauses": {}, "rules": {"x": {}}, "regulation": {}},
        ],
    )
    def test_is_refused_with_our_own_error(self, data: object) -> None:
        """
        Nothing but a `RulesFileError` comes out.
        """
        with pytest.raises(RulesFileError):
            load(data)

    @pytest.mark.parametrize("data", ["mine.toml", b"x = 1", Path("mine.toml")])
    def test_the_name_of_a_file_is_no_data(self, data: object) -> None:
        """
        It is told which door takes it, in either language.
        """
        with pytest.raises(
            RulesFileError, match="`read` takes the name of a file"
        ) as no:
            load(data)
        (fault,) = no.value.faults
        assert "文件名请用read，文件的内容请用loads" in fault.in_language("zh")

    def test_a_rule_that_readings_need(self) -> None:
        """
        A rule cannot go while readings decide it.
        """
        data = {"based_on": "repair@2021", "remove": ["rules.visit_deadline"]}
        with pytest.raises(RulesFileError) as caught:
            load(data)
        assert {fault.code for fault in caught.value.faults} == {"unknown_rule"}

    def test_depth(self) -> None:
        """
        Data nests as deep as allowed, and not one level deeper.
        """
        deep: object = 0
        for _ in range(DEEPEST - 2):
            deep = [deep]
        with pytest.raises(RulesFileError, match="is no known key"):
            load({"x": deep})
        with pytest.raises(RulesFileError, match="nests too deep"):
            load({"x": [[deep]]})

    def test_data_that_holds_itself(self) -> None:
        """
        A list inside itself is only very deep.
        """
        round_and_round: list[object] = []
        round_and_round.append(round_and_round)
        with pytest.raises(RulesFileError, match="nests too deep"):
            load({"x": round_and_round})

    def test_codes(self) -> None:
        """
        The faults that only the loader sees are a closed list of known ones.
        """
        assert set(PROBLEMS) > CROSS_FIELD
        assert set(PROBLEMS) > OF_THE_BASE
        assert not CROSS_FIELD & OF_THE_BASE
