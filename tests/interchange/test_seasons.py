"""
Season tables from JSON files.
"""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from followup_rules.errors import CalendarDataError, UnknownNameError
from followup_rules.interchange import seasons_of


def kept(folder: Path, told: Any) -> str:
    """
    Write a file of seasons.
    """
    text = told if isinstance(told, str) else json.dumps(told)
    (folder / "seasons.json").write_text(text, encoding="utf-8")
    return "seasons.json"


class TestThatAreSound:
    """
    What a file of seasons may say.
    """

    def test_every_year(self, tmp_path: Path) -> None:
        """
        Bounds that come again, over the turn of the year, with times of day.
        """
        told = {
            "town": [
                {
                    "kind": "heating",
                    "starts": "11-15",
                    "ends": "02-29",
                    "starts_at": "12:00",
                    "ends_at": "18:30",
                    "source": "the supplier",
                }
            ]
        }
        heating = seasons_of(kept(tmp_path, told), tmp_path)["town"].of_kind("heating")
        assert heating is not None
        season = heating.season_of(2026)
        assert season is not None
        # 2027 has no 29 February.
        assert (season.first, season.last) == (
            dt.date(2026, 11, 15),
            dt.date(2027, 2, 28),
        )
        assert (season.starts_at, season.ends_at) == (dt.time(12), dt.time(18, 30))

    def test_year_by_year(self, tmp_path: Path) -> None:
        """
        Days that were declared, a year without a season, and an end not declared yet.
        """
        years = {
            "2024": ["2024-04-04", "2024-10-15"],
            "2025": None,
            "2026": ["2026-04-10", None],
        }
        told = {"town": [{"kind": "flood", "years": years, "source": "notices"}]}
        flood = seasons_of(kept(tmp_path, told), tmp_path)["town"].of_kind("flood")
        assert flood is not None
        first = flood.season_of(2024)
        assert first is not None
        assert first.last == dt.date(2024, 10, 15)
        assert flood.season_of(2025) is None
        last = flood.season_of(2026)
        assert last is not None
        assert (last.first, last.last) == (dt.date(2026, 4, 10), None)

    def test_at_hand(self, tmp_path: Path) -> None:
        """
        A published season, for a place that goes by another name here.
        """
        told = {"the capital": [{"kind": "heating", "published": "beijing"}]}
        name = str(tmp_path / kept(tmp_path, told))
        heating = seasons_of(name)["the capital"].of_kind("heating")
        assert heating is not None
        season = heating.season_of(2025)
        assert season is not None
        assert season.first == dt.date(2025, 11, 15)


HEATING = {"kind": "heating", "starts": "11-15", "ends": "03-15", "source": "x"}


class TestThatAreNot:
    """
    What a file of seasons may not say, and in which words it is refused.
    """

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ("no JSON", "seasons.json: Expecting value"),
            ([], "it is no table"),
            ({"town": HEATING}, "'town' has no list of them"),
            ({"town": ["heating"]}, "'town': 'it' of 'heating' is not as it must be"),
            ({"town": [{"kind": "heating"}]}, "'it' of"),
            ({"town": [{**HEATING, "years": {}}]}, "'it' of"),
            ({"town": [{**HEATING, "until": "03-15"}]}, "'until' of"),
            ({"town": [{"starts": "11-15", "ends": "03-15"}]}, "'kind' of"),
            ({"town": [{**HEATING, "starts": "11-31"}]}, "day is out of range"),
            ({"town": [{**HEATING, "starts_at": "noon"}]}, "noon"),
            ({"town": [{"kind": "heating", "starts": "11-15", "source": "x"}]}, "ends"),
            ({"town": [HEATING, HEATING]}, "heating"),
            (
                {"town": [{"kind": "flood", "years": {"2024": 5}, "source": "x"}]},
                "'town'",
            ),
            ({"town": [{"kind": "flood", "years": {}, "source": "x"}]}, "no year"),
        ],
    )
    def test_is_refused(self, tmp_path: Path, told: Any, words: str) -> None:
        """
        With the file, the place and the way out.
        """
        with pytest.raises(CalendarDataError, match=words):
            seasons_of(kept(tmp_path, told), tmp_path)

    def test_no_file(self, tmp_path: Path) -> None:
        """
        A file that is not there.
        """
        with pytest.raises(CalendarDataError, match="list seasons under each place"):
            seasons_of("nowhere.json", tmp_path)

    @pytest.mark.parametrize(
        "told",
        [
            {"town": [{**HEATING, "kind": "skiing"}]},
            {"town": [{"kind": "heating", "published": "atlantis"}]},
        ],
    )
    def test_unknown(self, tmp_path: Path, told: Any) -> None:
        """
        A kind of season, or a place, that nobody knows.
        """
        with pytest.raises(UnknownNameError):
            seasons_of(kept(tmp_path, told), tmp_path)
