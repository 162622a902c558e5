"""
The service-hall example: its ledgers, counted independently, its page and its board.
"""

import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest
from tests.publication.reading import faults

from followup_rules.layout import width

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"
DATA = EXAMPLES / "data" / "hall"
TOPICS = (
    "attitude",
    "efficiency",
    "by_the_rules",
    "inside_the_hall",
    "integrity",
    "evaluation",
)
POINTS = {"满意": 100, "基本满意": 60, "不满意": 0}
FIVE = {"非常满意": 100, "满意": 100, "基本满意": 60, "不满意": 0, "非常不满意": 0}
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")


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


def rounds() -> list[dict[str, object]]:
    """Return the rounds as they stand in the file."""
    text = (DATA / "rounds.json").read_text(encoding="utf-8")
    entries: list[dict[str, object]] = json.loads(text)
    return entries


@pytest.fixture(name="board", scope="module")
def _board(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The notice board in both languages, and what was printed beside it."""
    folder = tmp_path_factory.mktemp("board")
    for language in ("en", "zh"):
        page = folder / f"{language}.html"
        printed = run("service_hall.py", "--lang", language, "--board", str(page))
        (folder / f"{language}.txt").write_text(printed, encoding="utf-8")
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture(name="page", scope="module")
def _page(board: dict[str, Path]) -> str:
    """The report in English."""
    return board["en.txt"].read_text(encoding="utf-8")


def section(page: str, title: str) -> list[str]:
    """Return the lines under a title."""
    return page.split(f"\n{title}\n")[1].split("\n\n", maxsplit=1)[0].splitlines()[1:]


def test_making_it_again_gives_the_same_bytes(tmp_path: Path) -> None:
    """
    The committed files are what the seeded script writes, and are small.
    """
    run("make_service_hall.py", str(tmp_path))
    committed = {path.name: path.read_bytes() for path in DATA.iterdir()}

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == committed
    assert sum(map(len, committed.values())) < 1_500_000


def test_the_ledger_is_what_it_promises() -> None:
    """
    Twelve windows, about 8000 cases, and nobody at work in the Spring Festival.
    """
    cases = rows("cases.csv")
    days = {row["accepted_at"][:10] for row in cases}

    assert len(json.loads((DATA / "windows.json").read_text(encoding="utf-8"))) == 12
    assert {row["window"] for row in cases} == {f"A{n:02d}" for n in range(1, 13)}
    assert 7_500 < len(cases) < 8_500
    assert {"2026-02-14", "2026-02-24", "2026-02-28"} <= days
    assert not days & {f"2026-02-{day}" for day in range(15, 24)}


def test_both_pages_fit_a_terminal(board: dict[str, Path]) -> None:
    """
    No line of either page is wider than 80 columns.
    """
    for name in ("en.txt", "zh.txt"):
        lines = board[name].read_text(encoding="utf-8").splitlines()

        assert [line for line in lines if width(line) > 80] == []


def test_every_draw_can_be_made_again_by_hand() -> None:
    """
    From the published description alone, the ledger gives the picks in the receipts.
    """
    cases = rows("cases.csv")
    for held in rounds():
        receipt: dict[str, object] = held["receipt"]  # type: ignore[assignment]
        drawn_at, month = str(held["drawn_at"])[:16], str(held["drawn_at"])[:7]
        frame = sorted(
            f"{row['window']}/{row['id']}"
            for row in cases
            if row["accepted_at"][:7] == month and row["accepted_at"][:16] <= drawn_at
        )
        out = {entry[0] for entry in receipt["excluded"]}  # type: ignore[attr-defined]
        head = hashlib.sha256(str(receipt["seed_string"]).encode()).hexdigest()
        order = sorted(
            (hashlib.sha256((head + id_).encode()).hexdigest(), id_)
            for id_ in frame
            if id_ not in out
        )
        digest = hashlib.sha256("\n".join(frame).encode()).hexdigest()

        assert digest == receipt["frame_digest"]
        assert [id_ for _, id_ in order[:20]] == receipt["chosen"]
        assert [id_ for _, id_ in order[20:40]] == receipt["reserves"]


def test_nobody_is_called_twice_in_a_month() -> None:
    """
    A person is called in one round of a month at most.
    """
    people = {row["id"]: row["applicant"] for row in rows("cases.csv")}
    calls = rows("calls.csv")
    months = {str(held["id"]): str(held["drawn_at"])[:7] for held in rounds()}
    found = Counter(
        (months[call["round_id"]], people[call["case_id"]]) for call in calls
    )

    assert set(found.values()) == {1}


def test_the_draws_that_went_wrong_are_named(page: str) -> None:
    """
    Two rounds fell one short, one was finished late, and the others are in order.
    """
    lines = section(page, "The weekly draws")[2:]
    found = {line.split()[0]: line.split()[-3:] for line in lines}

    assert found == {
        "2026-W06": ["20", "20", "met"],
        "2026-W07": ["20", "20", "met"],
        "2026-W09": ["20", "20", "met"],
        "2026-W10": ["20", "19", "breached"],
        "2026-W11": ["20", "20", "met"],
        "2026-W12": ["20", "19", "breached"],
        "2026-W13": ["20", "20", "late"],
        "2026-W14": ["20", "20", "met"],
    }


def test_the_week_of_the_festival_is_exempt(page: str) -> None:
    """
    One of nine weeks owes neither calls nor forms.
    """
    (line,) = [line for line in page.splitlines() if line.startswith("GOV-3.1a")]

    # eight rounds held, eight times the right organiser, one week exempt
    assert line.split()[1:7] == ["16", "-", "-", "-", "-", "1"]


def test_scores_counted_by_hand(page: str) -> None:
    """
    Each window's score is 0.6 of its pooled answers and 0.4 of its ratings.
    """
    windows = {row["id"]: row["window"] for row in rows("cases.csv")}
    given: dict[str, list[str]] = {}
    for call in rows("calls.csv"):
        given.setdefault(windows[call["case_id"]], []).extend(
            call[topic] for topic in TOPICS if call[topic]
        )
    for form in rows("forms.csv"):
        given.setdefault(form["window"], []).extend(
            form[topic] for topic in TOPICS if form[topic]
        )
    pressed: dict[str, Counter[str]] = {}
    for rating in rows("ratings.csv"):
        pressed.setdefault(rating["window"], Counter()).update(
            {grade: int(rating[grade]) for grade in FIVE}
        )
    scores = {}
    for window, answers in given.items():
        visits = Fraction(sum(POINTS[grade] for grade in answers), len(answers))
        ratings = pressed.get(window)
        if ratings is None:
            scores[window] = visits
        else:
            total = sum(FIVE[grade] * count for grade, count in ratings.items())
            device = Fraction(total, ratings.total())
            scores[window] = Fraction(3, 5) * visits + Fraction(2, 5) * device
    order = sorted(scores, key=lambda window: (-scores[window], window))
    title = "The windows, by follow-ups and rating devices 6:4"
    lines = section(page, title)[2:]
    printed = [
        re.match(r" *(\d+)  (A\d\d) .*? ([\d.]+)  +[\d.]+%", line) for line in lines
    ]

    assert [match[2] for match in printed if match] == order
    for match in printed:
        assert match is not None
        assert 0 <= scores[match[2]] - Fraction(match[3]) < Fraction(1, 100)


def test_replies_across_the_festival(page: str) -> None:
    """
    Recorded on the 13th: due on the 25th; on the 14th, a working Saturday: the 26th.
    """
    text = " ".join(section(page, "Replies across the Spring Festival"))

    assert "N03: The reply was due by the end of Wed 2026-02-25" in text
    assert "N04: The reply was due by the end of Thu 2026-02-26" in text
    assert re.search(r"N05: .*16 hours late", text)


class TestNoticeBoard:
    """
    One self-contained HTML file.
    """

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_needs_nothing_else(self, board: dict[str, Path], language: str) -> None:
        """It fetches nothing, runs no script, and can be read by everybody."""
        text = board[f"{language}.html"].read_text(encoding="utf-8")

        assert faults(text) == []
        assert "url(" not in text
        assert "@import" not in text

    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_shows_everything(self, board: dict[str, Path], language: str) -> None:
        """Every window, every draw, its seed string and its picks stand on it."""
        text = board[f"{language}.html"].read_text(encoding="utf-8")
        names = json.loads((DATA / "windows.json").read_text(encoding="utf-8"))

        assert all(name[language] in text for name in names.values())
        for held in rounds():
            receipt: dict[str, object] = held["receipt"]  # type: ignore[assignment]
            seed = str(receipt["seed_string"]).replace('"', "&quot;")

            assert seed in text
            assert str(receipt["cutoff"]) in text
            assert all(id_ in text for id_ in receipt["chosen"])  # type: ignore[attr-defined]

    def test_the_lists_beside_it_draw_again(self, board: dict[str, Path]) -> None:
        """From each list alone, the twenty smallest tickets are those of the receipt."""
        for held in rounds():
            receipt: dict[str, object] = held["receipt"]  # type: ignore[assignment]
            path = board[f"draw-{receipt['period']}.csv"]
            with path.open(encoding="utf-8-sig", newline="") as file:
                listed = [row[0] for row in csv.reader(file) if row[1]][1:]
            head = hashlib.sha256(str(receipt["seed_string"]).encode()).hexdigest()
            order = sorted(
                (hashlib.sha256((head + id_).encode()).hexdigest(), id_)
                for id_ in listed
            )

            assert [id_ for _, id_ in order[:20]] == receipt["chosen"]

    def test_chart_is_sound(self, board: dict[str, Path]) -> None:
        """The chart is well-formed, with a bar and a dot for each window, to scale."""
        text = board["en.html"].read_text(encoding="utf-8")
        chart = ET.fromstring(text[text.index("<svg") : text.index("</svg>") + 6])  # noqa: S314 - our own
        bars = chart.findall("rect")
        dots = chart.findall("circle")

        assert len(bars) == len(dots) == 12
        for bar, dot in zip(bars, dots, strict=True):
            start = float(bar.attrib["x"])
            end = start + float(bar.attrib["width"])

            assert 22 <= start <= float(dot.attrib["cx"]) <= end + 0.1 <= 368.2

    @pytest.mark.skipif(BROWSER is None, reason="no chromium is installed here")
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_opens_in_a_browser(
        self, board: dict[str, Path], tmp_path: Path, language: str
    ) -> None:
        """Headless Chromium draws it: a picture that is neither empty nor one colour."""
        picture = tmp_path / "board.png"
        subprocess.run(  # noqa: S603 - the installed browser
            [
                str(BROWSER),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--window-size=1180,2300",
                f"--user-data-dir={tmp_path / 'profile'}",
                f"--screenshot={picture}",
                board[f"{language}.html"].as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )
        data = picture.read_bytes()

        assert data[:8] == b"\x89PNG\r\n\x1a\n"
        assert int.from_bytes(data[16:20]) == 1180
        assert len(data) > 100_000
