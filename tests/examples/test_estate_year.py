"""
The estate example: its ledger, counted independently, and the page it prints.
"""

import csv
import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

from followup_rules.layout import width

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DATA = EXAMPLES / "data" / "estate"


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


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of a ledger as they stand in the file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(name="page", scope="module")
def _page() -> str:
    """The page in English."""
    return run("estate_year.py")


def counts(page: str, clause: str) -> dict[str, str]:
    """Return the line of a clause by the titles of the table."""
    titles = ["met", "late", "breached", "target missed", "open", "not applicable"]
    line = next(line for line in page.splitlines() if line.startswith(clause + " "))
    return dict(zip(titles, line.split()[1:], strict=True))


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """
    The committed files are what the seeded script writes.
    """
    run("make_estate_year.py", str(tmp_path))

    committed = {path.name: path.read_bytes() for path in DATA.iterdir()}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == committed


@pytest.mark.parametrize("language", ["en", "zh"])
def test_it_fits_eighty_columns(language: str) -> None:
    """
    No line of either language is wider than a terminal.
    """
    lines = run("estate_year.py", "--lang", language).splitlines()

    assert max(map(width, lines)) <= 80
    assert not [line for line in lines if "{" in line]


def test_the_officers_months_against_the_file(page: str) -> None:
    """
    Months with a recorded call by each officer of each area (A-22), by hand.
    """
    estate = json.loads((DATA / "estate.json").read_text(encoding="utf-8"))
    officers = {area["id"]: area["officers"] for area in estate["areas"]}
    owed = {(area, one) for area, names in officers.items() for one in names}
    reached = {
        (row["area"], row["visitor"], row["visited_at"][:7])
        for row in rows("visits.csv")
        if row["role"] == "property_officer"
        and row["recorded"] == "yes"
        and (row["area"], row["visitor"]) in owed
        and row["visited_at"] != "2025-02-30"
    }

    # An area that nobody is assigned to is owed its visits all the same.
    months = 12 * (len(owed) + sum(not names for names in officers.values()))
    assert f"The officer's visit: {len(reached)} of {months} (" in page
    # A line may break inside a list of cells, so blanks are compared as one.
    said = " ".join(page.split())
    for area, officer in owed:
        for month in (f"2025-{n:02d}" for n in range(1, 13)):
            missed = f"{area}/{officer} {month}" in said
            assert missed is ((area, officer, month) not in reached)


def test_the_rates_against_the_file(page: str) -> None:
    """
    All usable matters but one were handled, and six complaints are too many.
    """
    usable = [row for row in rows("matters.csv") if row["id"] != "M999"]
    handled = [row for row in usable if row["settled_at"] and row["replied_at"]]
    complaints = [row for row in usable if row["kind"] == "complaint"]

    assert (len(usable), len(handled), len(complaints)) == (256, 255, 6)
    assert "99.6% (255 of 256)" in page
    assert "1.2% (6 of 500)" in page
    assert counts(page, "SC-1.4d")["breached"] == "1"
    assert counts(page, "SC-1.4e")["target missed"] == "1"


def test_the_appointments_against_the_file(page: str) -> None:
    """
    What was raised on a visit and not answered there, by what became of it.
    """
    found = {"met": 0, "late": 0, "breached": 0, "not applicable": 0}
    for row in rows("matters.csv"):
        if row["source"] != "visit" or row["id"] == "M999":
            continue
        if row["answered_on_spot"] == "yes":
            found["not applicable"] += 1
        elif not row["appointed"] or not row["replied_at"]:
            found["breached"] += 1
        else:
            day = dt.datetime.fromisoformat(row["replied_at"]).date()
            in_time = day <= dt.date.fromisoformat(row["appointed"])
            found["met" if in_time else "late"] += 1
    line = counts(page, "SC-1.3")

    assert {name: int(line[name]) for name in found} == found
    assert found["late"] > 0


def test_what_else_the_year_holds(page: str) -> None:
    """
    The missed quarter, the deputy's duties, and the rows that cannot be used.
    """
    assert "Missed: Lakeside 2025-Q2." in page
    assert "post D3" in page
    for row in ("visit V998: ", "visit V999: ", "matter M999: "):
        assert row in page
    assert "住宅小区管理处回访制度" in run("estate_year.py", "--lang", "zh")
