"""
The invented estate: its file judges the repair example's ledger by one command.
"""

import subprocess
import sys
from pathlib import Path

from followup_rules.interchange import read
from followup_rules.timing.amounts import Days

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
ESTATE = EXAMPLES / "data" / "own_rules" / "estate.toml"


def page(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the example as a newcomer does."""
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(EXAMPLES / "repair_month.py"), *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


class TestTheFile:
    """
    What the file says.
    """

    def test_four_numbers(self) -> None:
        """
        8, 12 and 25 per cent, and three days for every repair.
        """
        book = read(ESTATE)
        rates = [
            str(book[f"visit_quota.{role}"].rate)
            for role in ("office", "engineering_head", "repair_responsible")
        ]
        assert rates == ["2/25", "3/25", "1/4"]
        limits = [case.limit for case in book["visit_deadline"].cases]
        assert limits == [Days(3), Days(2), Days(3)]


class TestTheCommand:
    """
    `repair_month.py --rules estate.toml`.
    """

    def test_judges_by_the_file(self) -> None:
        """
        The title is the estate's, and its shares are asked for, in both languages.
        """
        done = page("--rules", str(ESTATE))
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("# Follow-up visits at Lakeside Court\n")
        shares = " ".join(done.stdout.split())
        assert "8%" in shares
        assert "12%" in shares
        assert "25%" in shares
        assert done.stdout != page().stdout
        chinese = page("--rules", str(ESTATE), "--lang", "zh")
        assert chinese.stdout.startswith("# 湖畔苑维修回访制度\n")

    def test_a_file_at_fault(self) -> None:
        """
        What is wrong stands on stderr, with 2, and nothing is judged.
        """
        broken = Path(__file__).parents[1] / "fixtures" / "rules" / "broken"
        done = page("--rules", str(broken / "float_rate.toml"))
        assert (done.returncode, done.stdout) == (2, "")
        assert "0.08 is a float" in done.stderr
