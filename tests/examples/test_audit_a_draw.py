"""
The auditor's page: its recipes are run as they stand there, and give the receipt's list.
"""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "audit-a-draw.md").read_text(encoding="utf-8")
DATA = ROOT / "docs" / "examples" / "data" / "hall"
TOOLS = ("sh", "awk", "sort", "sha256sum", "cut", "grep", "head")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]


def blocks(language: str) -> list[str]:
    """Return the code blocks of the page in one language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, flags=re.DOTALL)


@pytest.fixture(name="receipt", scope="module")
def _receipt() -> dict[str, Any]:
    """The receipt of the first round."""
    text = (DATA / "rounds.json").read_text(encoding="utf-8")
    receipt: dict[str, Any] = json.loads(text)[0]["receipt"]
    return receipt


@pytest.fixture(name="desk", scope="module")
def _desk(
    tmp_path_factory: pytest.TempPathFactory, receipt: dict[str, Any]
) -> tuple[Path, list[str]]:
    """What the auditor has on the desk, and what each recipe printed there."""
    if MISSING:
        pytest.skip(f"not installed here: {', '.join(MISSING)}")
    folder = tmp_path_factory.mktemp("audit")
    shutil.copy(DATA / "cases.csv", folder)
    listed = "".join(f"{entry[0]}\n" for entry in receipt["excluded"])
    (folder / "excluded.txt").write_text(listed, encoding="utf-8")
    printed = []
    for recipe in blocks("sh"):
        done = subprocess.run(  # noqa: S603 - the page's own lines
            ["/bin/sh", "-eu", "-c", recipe],
            cwd=folder,
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        assert not done.stderr
        printed.append(done.stdout)
    return folder, printed


def test_the_page_names_the_seed_of_the_receipt(receipt: dict[str, Any]) -> None:
    """
    The seed string on the page is the one that was published.
    """
    assert PAGE.count(receipt["seed_string"]) == 2


def test_digest_of_the_ledger(
    desk: tuple[Path, list[str]], receipt: dict[str, Any]
) -> None:
    """
    awk, sort and sha256sum give the digest in the receipt.
    """
    folder, printed = desk

    assert printed[0].split()[0] == receipt["frame_digest"]
    assert len((folder / "frame.txt").read_text().splitlines()) == receipt["frame_size"]


def test_coreutils_draw_the_same(
    desk: tuple[Path, list[str]], receipt: dict[str, Any]
) -> None:
    """
    sha256sum and sort draw the same twenty, with the same cut-off and reserves.
    """
    folder, printed = desk
    drawn = [line.split("  ") for line in printed[1].splitlines()]
    tickets = (folder / "tickets.txt").read_text(encoding="utf-8").splitlines()

    assert [id_ for _, id_ in drawn] == receipt["chosen"]
    assert drawn[-1][0] == receipt["cutoff"]
    assert [line.split("  ")[1] for line in tickets[20:40]] == receipt["reserves"]


def test_sql_draws_the_same(receipt: dict[str, Any]) -> None:
    """
    The SQL statement on the page draws the same twenty in DuckDB.
    """
    out = {entry[0] for entry in receipt["excluded"]}
    with duckdb.connect() as database:
        database.execute(
            "CREATE TABLE eligible AS SELECT \"window\" || '/' || id AS id "
            "FROM read_csv(?, all_varchar = true) "
            "WHERE accepted_at < '2026-02-04T08:31' ORDER BY random()",
            [str(DATA / "cases.csv")],
        )
        database.executemany(
            "DELETE FROM eligible WHERE id = ?", [[id_] for id_ in out]
        )
        (statement,) = blocks("sql")
        drawn = database.execute(statement).fetchall()

    assert [id_ for (id_,) in drawn] == receipt["chosen"]


def test_published_list_in_sql() -> None:
    """
    The published list of a thousand repairs comes out of one line of SQL.
    """
    with duckdb.connect() as database:
        drawn = database.execute(
            "SELECT id FROM (SELECT format('R2025-{:04d}', range) AS id "
            "FROM range(1, 1001)) "
            "ORDER BY sha256(sha256('31415926535897932384') || id), id LIMIT 5"
        ).fetchall()

    assert [id_[-4:] for (id_,) in drawn] == ["0034", "0650", "0557", "0511", "0309"]
