"""
The performance page and its charts say what was measured, and nothing else.
"""

import json
from pathlib import Path

import pytest
from docs import performance
from docs.charts import brief, decision_chart, growth_chart, spread_out
from docs.performance import charts, current, measured, verdict
from tests.benchmarks.tables import figure, growth_table, measure, shown
from tests.benchmarks.turns import Row, compared, take_turns


def row(
    ratio: float,
    low: float,
    high: float,
    *,
    most: float | None = None,
    least: float | None = None,
) -> Row:
    """Return a comparison that came to this."""
    return Row(
        work="work",
        against="other",
        ours=1.0,
        theirs=2.0,
        ratio=ratio,
        low=low,
        high=high,
        most=most,
        least=least,
    )


class TestPage:
    """
    Whatever depends on a figure is written from the figures.
    """

    def test_it_is_current(self) -> None:
        """Run `python -m docs.performance` after the figures or its words change."""
        page = performance.PAGE.read_text(encoding="utf-8")

        assert page == current(page, measured())

    def test_the_charts_are_current(self) -> None:
        """The same goes for the drawings; the page of each language shows its own."""
        chinese = performance.HERE / "zh" / "performance.md"
        for place, drawing in charts(measured()).items():
            page = chinese if place.stem.endswith("-zh") else performance.PAGE
            assert place.read_text(encoding="utf-8") == drawing
            assert f"{place.name})" in page.read_text(encoding="utf-8")

    def test_the_page_on_scale_is_current(self) -> None:
        """So does the table of ledgers larger than memory."""
        page = performance.SCALE.read_text(encoding="utf-8")
        large = json.loads(performance.LARGE.read_text(encoding="utf-8"))

        assert page == performance.current_scale(page, large)

    def test_figures_of_spark_are_added(self, tmp_path: Path) -> None:
        """What a cluster engine measured stands beside the others."""
        spark = tmp_path / "spark.json"
        spark.write_text(json.dumps({"growth": {"pyspark": [[10, 2.0]]}}), "utf-8")

        assert measured(spark=spark)["growth"]["pyspark"] == [[10, 2.0]]
        assert "pyspark" not in measured(spark=tmp_path / "none.json")["growth"]


class TestVerdict:
    """
    Met, not met, or met by a hair: said from the ratios.
    """

    def test_all_met(self) -> None:
        """A budget on either side is met at its bound; a row without one is passed."""
        rows = [
            row(2.0, 1.9, 2.0, most=2.0),
            row(10.0, 10.0, 11.0, least=10.0),
            row(5.0, 4.0, 6.0),
        ]

        assert verdict(rows) == "In this run all 2 budgets are met."

    def test_not_met(self) -> None:
        """What is missed is named with its figures."""
        rows = [row(2.01, 1.9, 2.1, most=2.0), row(9.9, 9.0, 11.0, least=10.0)]

        assert verdict(rows) == (
            "In this run 0 of 2 budgets are met. Not met:\n\n"
            "- work, against other: 2.01 (1.90 to 2.10), budget at most 2\n"
            "- work, against other: 9.90 (9.00 to 11.0), budget at least 10"
        )

    def test_met_by_a_hair(self) -> None:
        """What could have gone either way is named too."""
        rows = [row(1.9, 1.8, 2.1, most=2.0), row(12.0, 9.5, 13.0, least=10.0)]
        said = verdict(rows).splitlines()

        assert said[0] == "In this run all 2 budgets are met."
        assert "not in every turn" in said[2]
        assert len(said) == 6

    def test_small_sizes_decide_nothing(self) -> None:
        """A quick run says of itself that it decides nothing."""
        assert "decide nothing" in verdict([row(1.0, 1.0, 1.0, most=2.0)], quick=True)


class TestMeasuring:
    """
    Each side counts with its least time; the spread is that of the turns.
    """

    def test_every_side_takes_every_turn(self) -> None:
        """Each side is warmed up once and then takes as many turns as asked for."""
        calls = {"ours": 0, "theirs": 0}

        def side(name: str) -> float:
            calls[name] += 1
            return float(calls[name])

        took = take_turns(
            {"ours": lambda: side("ours"), "theirs": lambda: side("theirs")}, 3
        )

        assert took == {"ours": [2.0, 3.0, 4.0], "theirs": [2.0, 3.0, 4.0]}

    def test_ratios_of_turns(self) -> None:
        """What disturbs a turn moves nothing; times are for one piece of work."""
        found = compared(
            "a", "b", [1.0, 100.0, 3.0], [2.0, 400.0, 3.0], per=2, most=0.5
        )

        assert (found.ratio, found.low, found.high) == (0.5, 0.25, 1.0)
        assert (found.ours, found.theirs, found.met) == (0.5, 1.0, True)

    def test_how_many_times_faster(self) -> None:
        """A budget of at least so much turns the ratio round."""
        found = compared(
            "a", "b", [1.0] * 3, [30.0] * 3, per=10, per_theirs=20, least=20
        )

        assert (found.ratio, found.met) == (15.0, False)
        assert found.budget == "at least 20"


class TestTables:
    """
    Figures are shown with three digits that count.
    """

    @pytest.mark.parametrize(
        ("value", "said"),
        [(0.1023, "0.102"), (1.0, "1.00"), (12.34, "12.3"), (2150.4, "2,150")],
    )
    def test_figures(self, value: float, said: str) -> None:
        """From thousandths to thousands."""
        assert figure(value) == said

    @pytest.mark.parametrize(
        ("seconds", "said"),
        [
            (2e-9, "2.00 ns"),
            (2.8e-6, "2.80 µs"),
            (0.602, "602 ms"),
            (91.6, "91.6 s"),
            (3e-10, "0.300 ns"),
        ],
    )
    def test_times(self, seconds: float, said: str) -> None:
        """In the unit that suits them."""
        assert shown(seconds) == said

    def test_what_is_no_time(self) -> None:
        """Memory is said in its own unit, and a time in the one that suits it."""
        assert (measure(150.2, "MB"), measure(0.01, "s")) == ("150 MB", "10.0 ms")

    def test_a_size_not_measured(self) -> None:
        """An engine that skipped a size has a dash there."""
        text = growth_table({"a": [(10, 1.0), (100, 2.0)], "b": [(10, 3.0)]})

        assert text.splitlines()[2:] == [
            "| a | 1.00 s (100 ms a row) | 2.00 s (20.0 ms a row) |",
            "| b | 3.00 s (300 ms a row) | – |",
        ]


class TestCharts:
    """
    Logarithmic axes, names that do not overlap, colours for light and dark.
    """

    def test_names_stand_apart(self) -> None:
        """Names near one another are moved down, in the order of their lines."""
        assert spread_out([50.0, 52.0, 51.0, 200.0], apart=10) == [50, 70, 60, 200]

    def test_growth(self) -> None:
        """A point at a power of ten stands on its grid lines."""
        drawn = growth_chart({"a & b": [(10, 0.1), (1000, 10.0)]})

        assert 'points="64.0,362.0 376.0,48.0"' in drawn
        assert "a &amp; b" in drawn
        assert "prefers-color-scheme:dark" in drawn

    def test_decisions(self) -> None:
        """Ours comes first in its own colour; a tenfold time is one line further."""
        drawn = decision_chart({"q": {"rule": 1e-5, "other": 1e-4, "fast": 1e-6}})

        assert drawn.count('class="ours"') == 1
        assert 'class="ours" x="190" y="84.0" width="109.0"' in drawn
        assert 'class="other" x="190" y="113.0" width="218.0"' in drawn

    @pytest.mark.parametrize(
        ("seconds", "said"),
        [(9.96e-7, "1 µs"), (0.0000064, "6.4 µs"), (100.0, "100 s")],
    )
    def test_brief_times(self, seconds: float, said: str) -> None:
        """Two digits, and no 1,000 of a smaller unit."""
        assert brief(seconds) == said
