"""
The examples print on a console that knows no Chinese.
"""

import os
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
SHOWN = (
    "consulting_quarter.py",
    "estate_year.py",
    "repair_month.py",
    "service_hall.py",
    "warranty_portfolio.py",
)


@pytest.mark.parametrize(
    ("script", "encoding"),
    [*zip(SHOWN, cycle(["cp1252", "ascii"])), (SHOWN[0], "ascii")],
)
def test_chinese_on_any_console(script: str, encoding: str) -> None:
    """
    What comes is UTF-8, as a Windows console or a file can read it, and no error.
    """
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, EXAMPLES / script, "--lang", "zh"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
    )

    said = done.stdout.decode("utf-8")
    assert any("一" <= sign <= "鿿" for sign in said)
