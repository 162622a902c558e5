"""
The figures are what the rules say, and can be read on paper and on a phone.
"""

import datetime as dt
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from docs.draw_figures import (
    HERE,
    LANGUAGES,
    WIDTH,
    agenda_of_month,
    cover_ends,
    drawn,
    dues,
)

from followup_rules.agenda import State

FIGURES = dict(drawn())
SVG = "{http://www.w3.org/2000/svg}"
PHONE = 360
"""How wide a phone shows a figure, in points."""

LEAST = 11
"""The smallest letters that are read there without a glass, in points."""

PLAIN = 0.6
"""How wide a Latin letter is at most, against its height; a Chinese one is as wide."""


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
class TestEach:
    """Every figure in either language."""

    def test_it_is_what_the_rules_say_today(self, path: Path) -> None:
        """Run `python docs/draw_figures.py` after a change of rules."""
        assert path.read_text(encoding="utf-8") == FIGURES[path]

    def test_its_letters_are_large_enough_on_a_phone(self, path: Path) -> None:
        sizes = [int(size) for size in re.findall(r'font-size="(\d+)"', FIGURES[path])]

        assert sizes
        assert min(sizes) * PHONE / WIDTH >= LEAST

    def test_no_text_leaves_the_sheet(self, path: Path) -> None:
        """A generous width for each letter, from where the line is anchored."""
        root = ET.fromstring(FIGURES[path])  # noqa: S314 - our own text
        size = int(root.attrib["font-size"])
        for line in root.iter(f"{SVG}text"):
            wide = sum(
                size * (1 if ord(sign) > 0x2E80 else PLAIN) for sign in line.text or ""
            )
            x = float(line.attrib["x"])
            begins = {"start": x, "middle": x - wide / 2, "end": x - wide}
            left = begins[line.attrib["text-anchor"]]
            assert left >= 0, line.text
            assert left + wide <= WIDTH, line.text

    def test_it_is_told_to_those_who_do_not_see_it(self, path: Path) -> None:
        root = ET.fromstring(FIGURES[path])  # noqa: S314 - our own text

        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"]


class TestFacts:
    """Counted by hand from the published calendar and the text of the rules."""

    def test_a_deadline_across_the_spring_festival_of_2026(self) -> None:
        """Off from the 15th to the 23rd; the 14th and the 28th are worked."""
        assert {name: str(due.last_day) for name, due in dues().items()} == {
            "HOUSE_RULES": "2026-02-16",
            "CIVIL_CODE_203": "2026-02-24",
            "WORKING_DAYS": "2026-02-25",
        }

    def test_the_covers_of_a_building_accepted_on_a_leap_day(self) -> None:
        """Five years, two years, and two heating seasons of Beijing to 15 March."""
        assert cover_ends() == {
            "roof_waterproofing": dt.date(2029, 2, 28),
            "leak_proofing": dt.date(2029, 2, 28),
            "heating": dt.date(2026, 3, 15),
            "electrical_lines": dt.date(2026, 2, 28),
            "decoration": dt.date(2026, 2, 28),
        }

    def test_the_agenda_of_a_month(self) -> None:
        """A week, three days or two after completion, by how it stands on the 18th."""
        assert agenda_of_month() == {
            dt.date(2026, 3, 7): [("R2", State.OVERDUE)],
            dt.date(2026, 3, 9): [("R1", State.DONE)],
            dt.date(2026, 3, 11): [("R3", State.DONE)],
            dt.date(2026, 3, 17): [("R4", State.OVERDUE)],
            dt.date(2026, 3, 19): [("R5", State.DUE_SOON), ("R7", State.DUE_SOON)],
            dt.date(2026, 3, 24): [("R6", State.RUNNING)],
        }

    def test_nothing_else_lies_in_the_folder(self) -> None:
        assert set(HERE.glob("*")) == set(FIGURES)
        assert len(FIGURES) % len(LANGUAGES) == 0
