"""
The consulting example: its ledger, counted independently, and the page it prints.
"""

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from followup_rules.layout import width

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DATA = EXAMPLES / "data" / "consulting"


def run(script: str, *arguments: str) -> str:
    """Run a script of the examples as a newcomer does."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(EXAMPLES / script), *arguments],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert not done.stderr
    return done.stdout


def rows(name: str) -> list[dict[str, Any]]:
    """Return the rows of a ledger as they stand in the file."""
    read: list[dict[str, Any]] = json.loads(
        (DATA / f"{name}.json").read_text(encoding="utf-8")
    )
    return read


@pytest.fixture(name="page", scope="module")
def _page() -> str:
    """The page in English."""
    return run("consulting_quarter.py")


def counts(page: str, clause: str) -> list[int]:
    """Return met, late, breached and open of a clause."""
    line = next(line for line in page.splitlines() if line.startswith(clause + " "))
    return [0 if cell == "-" else int(cell) for cell in line.split()[1:]]


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """
    The committed files are what the seeded script writes.
    """
    run("make_consulting_quarter.py", str(tmp_path))

    committed = {path.name: path.read_bytes() for path in DATA.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == committed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_eighty_columns(language: str) -> None:
    """
    No line of either language is wider than a terminal.
    """
    lines = run("consulting_quarter.py", "--lang", language).splitlines()

    assert max(map(width, lines)) <= 80
    assert not [line for line in lines if "{" in line]


def test_the_quarterly_report_went_to_the_wrong_person(page: str) -> None:
    """
    The reports of December and April do not count, nor the one to a partner.
    """
    assert counts(page, "COST-2b") == [0, 0, 1, 0]
    assert "0 on record" in page
    assert "not counted under COST-2b: 1." in page


def test_the_data_and_topics_against_the_file(page: str) -> None:
    """
    Clients with five data, and visits with four topics, counted by hand.
    """
    clients = [row for row in rows("clients") if isinstance(row["postcode"], str)]
    data = ("name", "address", "postcode", "contact", "telephone")
    full = sum(all(row[name].strip() for name in data) for row in clients)
    topics = (
        "service_quality",
        "competence_and_ethics",
        "satisfaction",
        "opinions_and_suggestions",
    )
    visits = rows("visits")
    covered = sum(all(row[topic] for topic in topics) for row in visits)

    assert counts(page, "COST-1b") == [full, 0, 35 - full, 0]
    assert counts(page, "COST-5b") == [covered, 0, 48 - covered, 0]
    assert counts(page, "COST-5a") == [47, 0, 1, 0]


def test_the_feedback_against_numpy(page: str) -> None:
    """
    Five working days after each opinion, counted by numpy over 2026's calendar.
    """
    off = [f"2026-01-0{day}" for day in (1, 2)]
    off += [f"2026-02-{day}" for day in (16, 17, 18, 19, 20, 23)]
    off += ["2026-04-06"]
    made_up = {dt.date(2026, 1, 4), dt.date(2026, 2, 14), dt.date(2026, 2, 28)}

    def working_days(first: str, last: str) -> int:
        """Count the working days after one day, up to and with another."""
        start, end = map(dt.date.fromisoformat, (first, last))
        plain = np.busday_count(
            start + dt.timedelta(1), end + dt.timedelta(1), holidays=off
        )
        return int(plain) + sum(start < day <= end for day in made_up)

    found = {"met": 0, "late": 0, "none": 0}
    for row in rows("opinions")[:-1]:  # the last one has its dates mixed up
        if row["feedback_at"] is None:
            found["none"] += 1
        else:
            days = working_days(row["given_at"], row["feedback_at"])
            found["met" if days <= 5 else "late"] += 1

    assert counts(page, "COST-6b") == [found["met"], found["late"], found["none"], 0]
    assert found["late"] > 0
    assert "the limit of 5 working days was set by" in " ".join(page.split())


def test_the_filing_against_the_file(page: str) -> None:
    """
    What was not filed when its job had been closed for good is a breach.
    """
    papers = rows("papers")
    for clause, kind in (("COST-4", "communication"), ("COST-7", "material")):
        own = [row for row in papers if row["kind"] == kind]
        missing = sum(row["filed_at"] is None for row in own)
        assert counts(page, clause) == [len(own) - missing, 0, missing, 0]


def test_the_rows_that_cannot_be_used(page: str) -> None:
    """
    A postcode that lost its zero, and feedback before the opinion.
    """
    said = " ".join(page.split())
    assert "Rows that could not be read or judged: 2." in said
    assert "client K12: postcode" in said
    assert "the time of the feedback is" in said
