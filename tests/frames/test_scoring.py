"""
Scores over columns: the same tallies, scores, tiers and ranks as the scalar path.
"""

import datetime as dt
from collections.abc import Mapping
from fractions import Fraction
from itertools import zip_longest
from typing import Any

import attrs
import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.frames.ledgers import CONNECTION, ENGINES, rows_of

from followup_rules.clauses import Clause, Force, Text
from followup_rules.errors import (
    ColumnTakenError,
    GradeNameTakenError,
    InvalidFieldError,
    MissingColumnError,
    MissingFactError,
    NaiveColumnError,
    NotAnInstantError,
    TooLargeProductError,
    UnknownNameError,
    WrongColumnTypeError,
)
from followup_rules.frames import assess, check
from followup_rules.policies.scoring import (
    CUTS_90_60,
    FIVE_GRADES,
    POINTS_100_60_0,
    THREE_GRADES,
    Blank,
    ItemRule,
    MissingEvaluator,
    NonResponse,
    Ranking,
    Score,
    ScoringPolicy,
    Tier,
    Unit,
    blend_of,
)
from followup_rules.rulebooks import service_centre

S, B, D = THREE_GRADES.ids
ITEMS = ("attitude", "speed", "overall")
UNITS = [unit for unit in Unit if unit is not Unit.FORM_TOTAL]
"""What columns average."""

RULE = ScoringPolicy(
    id="window_score",
    clause=Clause(id="DEMO-6e", en="score by window", zh="按窗口计分"),
    evaluator_clause=Clause(id="DEMO-6d", en="with the devices", zh="结合评价器"),
    name=Text("the window score", "窗口得分"),
    owed_by="supervision_section",
    scale=THREE_GRADES,
    points=POINTS_100_60_0,
    satisfied=[S, B],
    tiers=CUTS_90_60,
    items=ITEMS,
)
ONE = attrs.evolve(RULE, items=["overall"])
BASE = dt.datetime(2026, 4, 1, tzinfo=dt.UTC)
WORDS = {word: grade.key for grade in THREE_GRADES.grades for word in grade.words}
HOURS = st.integers(-2, 2).map(lambda hours: BASE + dt.timedelta(hours=hours))
GRADES = st.none() | st.sampled_from(tuple(WORDS))
PLACES = st.tuples(st.sampled_from(("2026", "2027")), st.sampled_from("ABC"))
TEXT = pa.string()


@st.composite
def rules(draw: st.DrawFn) -> ScoringPolicy:
    """
    A rule with any of its options, and points and cut-offs that are no round numbers.
    """
    items = draw(st.sampled_from((ITEMS, ITEMS[1:], ("overall",))))
    top = draw(st.sampled_from((Fraction(100), Fraction(200, 3))))
    cut = draw(st.sampled_from(("90", "66.6", "200/3", "1/7")))
    tiers = (
        attrs.evolve(CUTS_90_60[0], least="100"),
        attrs.evolve(CUTS_90_60[1], least=cut),
        CUTS_90_60[2],
    )
    return attrs.evolve(
        RULE,
        items=items,
        unit=draw(st.sampled_from(UNITS)),
        points={S: top, B: draw(st.sampled_from((top, Fraction(60)))), D: 0},
        tiers=draw(st.sampled_from((CUTS_90_60, tiers))),
        blanks=draw(st.sampled_from(Blank)),
        non_response=draw(st.sampled_from(NonResponse)),
        weights=draw(st.sampled_from((None, blend_of("60%"), blend_of("2/3")))),
        missing_evaluator=draw(st.sampled_from(MissingEvaluator)),
        ranking=draw(st.sampled_from(Ranking)),
        least_answers=draw(st.integers(0, 2)),
        rank_low_sample=draw(st.booleans()),
        confidence=draw(st.sampled_from((Fraction(19, 20), Fraction(1, 10)))),
        least=draw(st.sampled_from((None, "200/3", "60", "100"))),
    )


@st.composite
def ledgers(draw: st.DrawFn, shape: str) -> dict[str, Any]:
    """
    A rule, what windows were told in two years, and what was pressed.
    """
    policy = draw(rules())
    if shape == "answers" and len(policy.items) > 1:
        usable = [unit for unit in UNITS if unit is not Unit.MEAN_OF_FORMS]
        policy = attrs.evolve(policy, unit=draw(st.sampled_from(usable)))
    answers = st.tuples(*(GRADES for _ in policy.items))
    presses = st.tuples(PLACES, st.sampled_from(tuple(WORDS)), st.integers(0, 3))
    return {
        "policy": policy,
        "forms": draw(st.lists(st.tuples(PLACES, answers), min_size=1, max_size=10)),
        "drop": draw(st.booleans()),
        "presses": draw(st.none() | st.lists(presses, max_size=5)),
        "windows": draw(st.sampled_from((None, "ABCD"))),
        "part": draw(st.sampled_from((None, "evaluator"))),
        "settles": draw(st.none() | HOURS),
        "as_of": draw(HOURS),
        "order": draw(st.randoms(use_true_random=False)),
    }


def told(ledger: dict[str, Any], place: tuple[str, str]) -> list[dict[str, str | None]]:
    """
    Return the forms of one window in one year.
    """
    items = ledger["policy"].items
    own = [answers for where, answers in ledger["forms"] if where == place]
    return [dict(zip(items, answers, strict=True)) for answers in own]


def score_of_forms(
    ledger: dict[str, Any], place: tuple[str, str]
) -> tuple[dict[str, Any], int]:
    """
    Return the arguments of the scalar path, and how many blanks there are.
    """
    forms = told(ledger, place)
    spoke = [form for form in forms if any(form.values())]
    blanks = sum(grade is None for form in spoke for grade in form.values())
    return {"answers": spoke, "no_answer": len(forms) - len(spoke)}, blanks


def score_of_answers(
    ledger: dict[str, Any], place: tuple[str, str]
) -> tuple[dict[str, Any], int]:
    """
    Return the arguments that answers without forms come to, blanks filled by hand.
    """
    policy, by_item = ledger["policy"], []
    if len(policy.items) == 1:
        return score_of_forms(ledger, place)
    fill = {Blank.SKIPPED: None, Blank.LOWEST: D, Blank.HIGHEST: S}[policy.blanks]
    blanks = 0
    for item in policy.items:
        given = [form[item] for form in told(ledger, place)]
        blanks += given.count(None)
        by_item.append([g or fill for g in given if g or fill])
    forms = [dict(zip(policy.items, row, strict=True)) for row in zip_longest(*by_item)]
    return {"answers": forms, "no_answer": 0}, blanks


def scalar(ledger: dict[str, Any], shape: str) -> list[dict[str, Any]]:
    """
    Score and judge every window by a call of its own.
    """
    policy, presses = ledger["policy"], ledger["presses"]
    read = score_of_answers if shape == "answers" else score_of_forms
    alone = attrs.evolve(policy, blanks=Blank.SKIPPED) if shape == "answers" else policy
    if len(policy.items) == 1:
        alone = policy
    places = {place for place, _ in ledger["forms"]}
    places |= {place for place, _, _ in presses or ()}
    if ledger["windows"]:
        places |= {(year, w) for year, _ in places for w in ledger["windows"]}
    calls: dict[tuple[str, str], dict[str, Any]] = {}
    blanks: dict[tuple[str, str], int] = {}
    for place in sorted(places):
        calls[place], blanks[place] = read(ledger, place)
        if presses is not None:
            calls[place]["evaluator"] = ratings_of(presses, place)
    scores = {place: found(alone, call) for place, call in calls.items()}
    rows = []
    for year in sorted({year for year, _ in places}):
        own = {w: scores[y, w] for y, w in scores if y == year}
        known = {w: score for w, score in own.items() if score is not None}
        ranks = {entry.window: entry.rank for entry in policy.standings(known)}
        of = sum(rank is not None for rank in ranks.values())
        for window, score in own.items():
            place, rank = (year, window), ranks.get(window)
            verdict = alone.assess(
                **calls[place],
                rank=rank,
                of=None if rank is None else of,
                part=ledger["part"],
                settles=ledger["settles"],
                as_of=ledger["as_of"],
            )
            rows.append(
                {
                    "year": year,
                    "window": window,
                    **shown(score),
                    "blanks": blanks[place],
                    "evaluator_answers": sum(
                        (calls[place].get("evaluator") or {}).values()
                    ),
                    "rank": rank,
                    "of": None if rank is None else of,
                    "status": verdict.status.value,
                    "clause": verdict.clause.id,
                    "reason": code_of(verdict.reason),
                }
            )
    return rows


def ratings_of(presses: list[Any], place: tuple[str, str]) -> dict[str, int]:
    """
    Return the counts of the rating devices of one window in one year.
    """
    counts = dict.fromkeys(WORDS, 0)
    for where, word, times in presses:
        counts[word] += times if where == place else 0
    return counts


def found(policy: ScoringPolicy, call: dict[str, Any]) -> Score | None:
    """
    Score one window; None while the weights are not chosen.
    """
    try:
        return policy.score(**call)
    except MissingFactError:
        return None


def code_of(reason: Any) -> str:
    """
    Return a reason as a column holds it.
    """
    return f"{reason.code}:{reason['fact']}" if "fact" in reason.code else reason.code


def shown(score: Score | None) -> dict[str, Any]:
    """
    Return what a score says, as plain values.
    """
    if score is None:
        return {"score": None, "tier": None, "low_sample": False}
    return {
        **dict(score.counts),
        "answers": score.answers,
        "answered": score.answered,
        "good_answers": score.good,
        "no_answer": score.no_answer,
        "score": score.score,
        "tier": score.tier,
        "needed": score.needed,
        "low_sample": score.low_sample,
    }


def read(rows: list[dict[str, Any]], *keys: str) -> list[dict[str, Any]]:
    """
    Return the rows by their keys, the score as one fraction.
    """
    for row in rows:
        top, bottom = row["score_numerator"], row["score_denominator"]
        row["score"] = None if bottom is None else Fraction(top, bottom)
        assert (top is None) == (bottom is None) == (row["score_text"] is None)
    return sorted(rows, key=lambda row: [str(row[key]) for key in keys])


def as_table(rows: list[dict[str, Any]], names: tuple[str, ...]) -> pa.Table:
    """
    Return rows of texts as a table.
    """
    return pa.table(
        {name: pa.array([row[name] for row in rows], TEXT) for name in names}
    )


def columns_of(ledger: dict[str, Any], shape: str) -> tuple[pa.Table, dict[str, Any]]:
    """
    Return a ledger in one of the shapes, and the arguments that say where what is.
    """
    policy = ledger["policy"]
    forms = [
        {
            "year": place[0],
            "window": place[1],
            "form": str(number),
            **dict(zip(policy.items, answers, strict=True)),
        }
        for number, (place, answers) in enumerate(ledger["forms"])
    ]
    if shape == "wide":
        ledger["order"].shuffle(forms)
        table = as_table(forms, ("year", "window", *policy.items))
        return table, {"grade": {item: item for item in policy.items}}
    keys = ("year", "window", "form", "topic", "grade")
    rows = [
        {**{key: form[key] for key in keys[:3]}, "topic": item, "grade": form[item]}
        for form in forms
        for item in policy.items
    ]
    if shape == "forms" and ledger["drop"]:
        empty = [{**form, "topic": None, "grade": None} for form in forms]
        rows = [row for row in rows if row["grade"] is not None] + empty
    ledger["order"].shuffle(rows)
    named = {"grade": "grade", "topic": "topic"}
    if shape == "forms":
        return as_table(rows, keys), {**named, "form": "form"}
    if len(policy.items) == 1:
        return as_table(rows, keys), {"grade": "grade"}
    return as_table(rows, keys), named


def agree(engine: str, shape: str, ledger: dict[str, Any]) -> None:
    """
    Judge a ledger both ways.
    """
    table, arguments = columns_of(ledger, shape)
    if ledger["presses"] is not None:
        rows = [
            {"year": place[0], "window": place[1], "pressed": word}
            for place, word, _ in ledger["presses"]
        ]
        pressed = as_table(rows, ("year", "window", "pressed"))
        times = pa.array([times for _, _, times in ledger["presses"]], pa.int64())
        arguments |= {
            "evaluator": ENGINES[engine](pressed.append_column("times", times)),
            "evaluator_grade": "pressed",
            "evaluator_count": "times",
        }
    judged = assess(
        ENGINES[engine](table),
        ledger["policy"],
        window="window",
        by="year",
        windows=None if ledger["windows"] is None else list(ledger["windows"]),
        part=ledger["part"],
        settles=ledger["settles"],
        as_of=ledger["as_of"],
        **arguments,
    )
    got, wanted = read(rows_of(judged), "year", "window"), scalar(ledger, shape)
    assert len(got) == len(wanted)
    for row, want in zip(got, wanted, strict=True):
        assert {name: row[name] for name in want} == want


class TestSameVerdicts:
    """
    Tallies, scores, tiers, ranks and verdicts are those of the scalar path.
    """

    @pytest.mark.parametrize("engine", [one for one in ENGINES if one != "duckdb"])
    @pytest.mark.parametrize("shape", ["wide", "forms", "answers"])
    @given(data=st.data())
    @settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_window(self, engine: str, shape: str, data: st.DataObject) -> None:
        """
        Whatever the shape and the order of the rows.
        """
        agree(engine, shape, data.draw(ledgers(shape)))

    @pytest.mark.parametrize("shape", ["wide", "forms", "answers"])
    @given(data=st.data())
    @settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_window_in_duckdb(self, shape: str, data: st.DataObject) -> None:
        """
        The same, less often: a database plans each query anew.
        """
        agree("duckdb", shape, data.draw(ledgers(shape)))


def columns(**values: list[Any]) -> pa.Table:
    """
    Return a table of texts, and of whole numbers where they are given.
    """
    kinds = {
        name: pa.int64() if any(type(value) is int for value in column) else TEXT
        for name, column in values.items()
    }
    return pa.table({n: pa.array(column, kinds[n]) for n, column in values.items()})


def scored(
    engine: str, table: pa.Table, policy: ScoringPolicy = ONE, **arguments: Any
) -> dict[Any, dict[str, Any]]:
    """
    Judge a table of windows and grades, and return its rows by window.
    """
    if "evaluator" in arguments:
        arguments["evaluator"] = ENGINES[engine](arguments["evaluator"])
    arguments = {"window": "window", "grade": "grade", **arguments}
    rows = rows_of(assess(ENGINES[engine](table), policy, **arguments))
    return {row["window"]: row for row in read(rows, "window")}


def counted(**windows: tuple[int, int, int]) -> pa.Table:
    """
    Return a table of how often each grade was given, by window.
    """
    rows = [
        (window, grade, number)
        for window, numbers in windows.items()
        for grade, number in zip((S, B, D), numbers, strict=True)
    ]
    names, grades, numbers = zip(*rows, strict=True)
    return columns(window=list(names), grade=list(grades), n=list(numbers))


def picked(rows: dict[Any, dict[str, Any]], *names: str) -> dict[Any, Any]:
    """
    Return some columns of each row.
    """
    return {key: tuple(row[name] for name in names) for key, row in rows.items()}


PARTS = ("score_numerator", "score_denominator")
REASON = ("status", "reason")


class TestByHand:
    """
    Windows scored by hand.
    """

    TABLE = counted(A=(8, 1, 1), B=(4, 0, 1), C=(40, 5, 5))

    def test_three_windows(self, engine: str) -> None:
        """
        (800 + 60) / 10, 400 / 5 and (4000 + 300) / 50; two share the first rank.
        """
        found = scored(engine, self.TABLE, count="n")

        assert picked(found, S, B, D, "answers", "answered", "good_answers") == {
            "A": (8, 1, 1, 10, 10, 9),
            "B": (4, 0, 1, 5, 5, 4),
            "C": (40, 5, 5, 50, 50, 45),
        }
        assert picked(found, *PARTS, "score_text", "tier") == {
            "A": (860, 10, "86", B),
            "B": (400, 5, "80", B),
            "C": (4300, 50, "86", B),
        }
        assert picked(found, "rank", "of", "needed", "low_sample") == {
            "A": (1, 3, 6, False),
            "B": (3, 3, 6, True),
            "C": (1, 3, 6, False),
        }
        assert {row["status"] for row in found.values()} == {"met"}
        assert {row["clause"] for row in found.values()} == {"DEMO-6e"}
        assert {row["reason"] for row in found.values()} == {"window_scored"}

    @pytest.mark.parametrize(
        ("duty", "low"),
        [
            (Force.BINDING, ("breached", "score_too_low")),
            (Force.TARGET, ("missed", "score_below_target")),
        ],
    )
    def test_a_score_that_is_asked_for(
        self, engine: str, duty: Force, low: tuple[str, str]
    ) -> None:
        """86 is enough where 86 is asked for, and 80 is not."""
        clause = attrs.evolve(ONE.clause, duty=duty)
        rule = attrs.evolve(ONE, clause=clause, least=86)
        found = picked(scored(engine, self.TABLE, rule, count="n"), *REASON)
        high = ("met", "window_scored")
        assert found == {"A": high, "B": low, "C": high}

    @pytest.mark.parametrize(
        ("ranking", "ranks"),
        [
            (Ranking.COMPETITION, (1, 3, 1, 4)),
            (Ranking.MODIFIED, (2, 3, 2, 4)),
            (Ranking.DENSE, (1, 2, 1, 3)),
        ],
    )
    def test_ties(self, engine: str, ranking: Ranking, ranks: tuple[int, ...]) -> None:
        """
        Thirds that are written differently are equal, and share a rank.
        """
        table = counted(
            A=(1, 0, 2), B=(0, 1, 2), C=(7, 0, 14), D=(0, 0, 9), E=(0, 0, 0)
        )
        found = scored(engine, table, attrs.evolve(ONE, ranking=ranking), count="n")

        assert picked(found, "rank", "of") == {
            **{w: (rank, 4) for w, rank in zip("ABCD", ranks, strict=True)},
            "E": (None, None),
        }

    def test_scores_that_floats_confuse(self, engine: str) -> None:
        """
        Two scores that are one float are not one score; the better window is first.
        """
        k = 1_000_000_000
        assert 100 * k / (2 * k + 1) == 100 * (k + 1) / (2 * k + 3)
        table = counted(A=(k, 0, k + 1), B=(k + 1, 0, k + 2), C=(k, 0, k + 1))
        found = scored(engine, table, count="n")

        assert picked(found, "rank") == {"A": (2,), "B": (1,), "C": (2,)}

    @pytest.mark.parametrize(
        "options", [{"least_answers": 6}, {"rank_low_sample": False}]
    )
    def test_small_windows_left_out(self, engine: str, options: dict[str, Any]) -> None:
        """
        Five answers are scored, and by option not ranked.
        """
        found = scored(engine, self.TABLE, attrs.evolve(ONE, **options), count="n")

        assert picked(found, "rank", "of", "score_text") == {
            "A": (1, 2, "86"),
            "B": (None, None, "80"),
            "C": (1, 2, "86"),
        }

    def test_a_tier_that_no_sample_shows(self, engine: str) -> None:
        """
        A full score is never shown by a sample, so it needs no number but is flagged.
        """
        full = Tier(key="full", name=Text("full", "满分"), least="100")
        rule = attrs.evolve(ONE, tiers=[full, CUTS_90_60[-1]])
        found = scored(engine, counted(A=(500, 0, 0), B=(499, 1, 0)), rule, count="n")

        assert picked(found, "tier", "needed", "low_sample") == {
            "A": ("full", None, True),
            "B": (D, 0, False),
        }

    def test_texts(self, engine: str) -> None:
        """
        A score is shown with two places at most, rounded down.
        """
        texts = {
            (1, 0, 799): "0.12",  # 0.125
            (3, 0, 797): "0.37",  # 0.375
            (1, 0, 199): "0.5",
            (199, 0, 19801): "0.99",  # 0.995
            (1, 0, 2): "33.33",
            (2, 0, 1): "66.66",
            (21, 0, 179): "10.5",
            (0, 0, 3): "0",
            (3, 0, 0): "100",
        }
        windows = {f"W{place}": numbers for place, numbers in enumerate(texts)}
        found = scored(engine, counted(**windows), count="n")

        assert [row["score_text"] for row in found.values()] == [*texts.values()]

    @pytest.mark.parametrize(
        ("unit", "parts", "answered"),
        [
            # answers: S S S | B - S | D D -  ->  4 S, 1 B, 2 D of 7
            (Unit.ITEM_POOLED, (460, 7), 7),
            # forms: 100, (60 + 100) / 2 = 80, 0  ->  180 / 3, in sixths of points
            (Unit.MEAN_OF_FORMS, (1080, 18), 3),
            # items: 160 / 3, 100 / 2, 200 / 2: in sixths 320 + 300 + 600
            (Unit.MEAN_OF_ITEMS, (1220, 18), 7),
            # overall: S S
            (Unit.OVERALL, (200, 2), 2),
        ],
    )
    def test_units(
        self, engine: str, unit: Unit, parts: tuple[int, int], answered: int
    ) -> None:
        """
        The same four forms by each unit; one was handed back empty.
        """
        table = columns(
            window=["A"] * 4,
            attitude=["满意", "基本满意", "不满意", None],
            speed=["very satisfied", None, D, None],
            overall=[S, "非常满意", None, None],
        )
        found = scored(
            engine,
            table,
            attrs.evolve(RULE, unit=unit),
            grade={item: item for item in ITEMS},
        )

        assert picked(found, *PARTS, "answered") == {"A": (*parts, answered)}
        assert picked(found, "blanks", "no_answer") == {"A": (2, 1)}

    def test_items_without_a_column(self, engine: str) -> None:
        """
        An item that has no column was left blank on every form.
        """
        table = columns(window=["A", "A"], speed=[S, None])
        rule = attrs.evolve(RULE, blanks=Blank.LOWEST)
        found = scored(engine, table, rule, grade={"speed": "speed"})

        assert picked(found, S, D, "blanks", "no_answer") == {"A": (1, 2, 2, 1)}
        assert picked(found, *PARTS) == {"A": (100, 3)}

    def test_six_to_four(self, engine: str) -> None:
        """
        91 and 289/3 at six to four are 1397/15.
        """
        found = scored(
            engine,
            counted(A=(17, 2, 1)),
            attrs.evolve(ONE, weights=blend_of("60%")),
            count="n",
            evaluator=counted(A=(280, 15, 5)),
            evaluator_grade="grade",
            evaluator_count="n",
        )

        assert found["A"]["score"] == Fraction(1397, 15)
        assert picked(found, "score_text", "evaluator_answers", "answers", "tier") == {
            "A": ("93.13", 300, 20, S)
        }

    def test_on_the_bound(self, engine: str) -> None:
        """
        96 and 76 at seven to three are exactly 90, where floats say less.
        """
        assert 0.7 * 96 + 0.3 * 76 < 90
        found = scored(
            engine,
            counted(A=(24, 0, 1), B=(9, 0, 1)),
            attrs.evolve(ONE, weights=blend_of("70%")),
            count="n",
            evaluator=counted(A=(7, 1, 2)),
            evaluator_grade="grade",
            evaluator_count="n",
        )

        assert picked(found, "score_text", "tier", "rank") == {
            "A": ("90", S, 1),
            "B": ("90", S, 1),
        }

    @pytest.mark.parametrize(
        ("option", "parts", "reason"),
        [
            (MissingEvaluator.VISITS_ALONE, (2200, 25), "window_scored"),
            (MissingEvaluator.NOT_SCORED, (None, None), "fact_missing:evaluator"),
            (MissingEvaluator.ZERO, (6600, 125), "window_scored"),
        ],
    )
    def test_no_ratings(
        self, engine: str, option: MissingEvaluator, parts: Any, reason: str
    ) -> None:
        """
        Without ratings the follow-ups stand alone with 88 points, or with 3/5 of them.
        """
        rule = attrs.evolve(ONE, weights=blend_of("60%"), missing_evaluator=option)
        found = scored(engine, counted(A=(22, 0, 3)), rule, count="n")

        assert picked(found, *PARTS, "reason") == {"A": (*parts, reason)}

    def test_devices(self, engine: str) -> None:
        """
        Whether devices were taken into account is judged under its own clause.
        """
        found = scored(
            engine,
            columns(window=["A", "B"], grade=[S, S]),
            attrs.evolve(ONE, weights=blend_of("60%")),
            evaluator=columns(window=["A", "C"], pressed=[D, S]),
            evaluator_grade="pressed",
            part="evaluator",
        )

        assert picked(found, "clause", *REASON) == {
            "A": ("DEMO-6d", "met", "evaluator_blended"),
            "B": ("DEMO-6d", "not_applicable", "no_evaluator_data"),
            "C": ("DEMO-6d", "not_applicable", "no_answers"),
        }

    def test_weights_not_chosen(self, engine: str) -> None:
        """
        With ratings and no weights there is no score and no rank.
        """
        arguments: dict[str, Any] = {
            "evaluator": columns(window=["A"], grade=[D]),
            "evaluator_grade": "grade",
        }
        table = columns(window=["A", "B"], grade=[S, S])
        for part in (None, "evaluator"):
            found = scored(engine, table, part=part, **arguments)
            reason = ("undetermined", "fact_missing:weights")
            assert picked(found, *REASON, "score", "rank", "tier")["A"] == (
                *reason,
                None,
                None,
                None,
            )
        assert (found["B"]["rank"], found["B"]["of"]) == (1, 1)

    def test_months(self, engine: str) -> None:
        """
        Windows are ranked in each month by themselves; a year is all its answers.
        """
        table = columns(
            year=["2026"] * 4,
            month=["1", "1", "2", "2"],
            window=["A", "B", "A", "B"],
            grade=[S, D, D, B],
        )
        months = rows_of(
            assess(
                ENGINES[engine](table),
                ONE,
                window="window",
                grade="grade",
                by=["year", "month"],
            )
        )
        ranks = {(row["month"], row["window"]): row["rank"] for row in months}
        year = scored(engine, table, by="year")

        assert ranks == {("1", "A"): 1, ("1", "B"): 2, ("2", "A"): 2, ("2", "B"): 1}
        assert picked(year, *PARTS, "rank") == {"A": (100, 2, 1), "B": (60, 2, 2)}

    def test_before_it_settles(self, engine: str) -> None:
        """
        A score is pending until the latest of its moments has come.
        """
        hour = dt.timedelta(hours=1)
        table = columns(window=["A", "A", "B", "C"], grade=[S, S, S, None])
        ends = pa.array(
            [BASE, BASE + hour, BASE, BASE + hour], pa.timestamp("us", "UTC")
        )
        table = table.append_column("ends", ends)
        found = scored(engine, table, settles="ends", as_of=BASE)
        wall = table.set_column(2, "ends", ends.cast(pa.timestamp("us")))

        assert picked(found, *REASON) == {
            "A": ("pending", "window_scored_so_far"),
            "B": ("met", "window_scored"),
            "C": ("not_applicable", "no_answers"),
        }
        assert found["A"]["rank"] == 1
        assert scored(engine, wall, settles="ends", as_of=BASE, zone="UTC") == found
        with pytest.raises(NaiveColumnError, match="settles"):
            scored(engine, wall, settles="ends", as_of=BASE)

    def test_all_windows(self, engine: str) -> None:
        """
        A window without a row is listed in every month, another one is undetermined.
        """
        table = columns(month=["1", "2", None], window=["A", "X", "A"], grade=[S, S, S])
        rows = rows_of(
            assess(
                ENGINES[engine](table),
                ONE,
                window="window",
                grade="grade",
                by="month",
                windows=("A", "B"),
            )
        )
        found = {
            (row["month"], row["window"]): (row["reason"], row["rank"]) for row in rows
        }

        assert found == {
            ("1", "A"): ("window_scored", 1),
            ("1", "B"): ("no_answers", None),
            ("2", "A"): ("no_answers", None),
            ("2", "B"): ("no_answers", None),
            ("2", "X"): ("unknown_window", None),
            (None, "A"): ("fact_missing:month", None),
        }


FAULTY: tuple[tuple[pa.Table, dict[str, Any], tuple[str, str]], ...] = (
    (
        columns(window=["A", "A", "B", "C"], grade=["好", S, S, S], n=[1, 1, 1, -1]),
        {"count": "n"},
        ("unknown_grade", "impossible_count"),
    ),
    (
        columns(window=["A", "B", "C"], grade=[S] * 3, topic=["mood", "speed", None]),
        {"topic": "topic"},
        ("unknown_topic", "fact_missing:topic"),
    ),
    (
        columns(
            window=["A", "B", "C", "C"],
            grade=[S, S, S, None],
            topic=["speed"] * 4,
            form=[None, "1", "1", "1"],
        ),
        {"topic": "topic", "form": "form"},
        ("fact_missing:form", "duplicate_answer"),
    ),
)


class TestBadInput:
    """
    A window that cannot be judged says so, and the others are judged.
    """

    @pytest.mark.parametrize(("table", "arguments", "reasons"), FAULTY)
    def test_two_of_three(
        self,
        engine: str,
        table: pa.Table,
        arguments: dict[str, Any],
        reasons: tuple[str, str],
    ) -> None:
        """
        Two windows are undetermined, unscored and unranked; the other one is first.
        """
        found = scored(engine, table, RULE, **arguments)

        assert picked(found, *REASON, "score", "tier", "rank", "low_sample") == {
            "A": ("undetermined", reasons[0], None, None, None, False),
            "B": ("met", "window_scored", Fraction(100), S, 1, True),
            "C": ("undetermined", reasons[1], None, None, None, False),
        }

    def test_unknown_grades_are_counted(self, engine: str) -> None:
        """
        How many answers could not be read, at least one for each row.
        """
        table = columns(window=["A"] * 4, grade=["好", "好", S, None], n=[0, 5, 4, 5])
        found = scored(engine, table, RULE, count="n")

        assert picked(found, "unknown_grade", S, "answers", "blanks") == {
            "A": (6, 4, 4, 5)
        }

    @pytest.mark.parametrize(
        ("shape", "rows"),
        [
            ({"grade": {"speed": "grade"}}, {}),
            (
                {"topic": "topic", "form": "form"},
                {"topic": ["speed"] * 2, "form": ["1", "2"]},
            ),
        ],
    )
    def test_unknown_grade_in_every_shape(
        self, engine: str, shape: dict[str, Any], rows: dict[str, list[Any]]
    ) -> None:
        """
        A grade that means nothing is found on forms as well.
        """
        table = columns(window=["A", "B"], grade=["满意 ", "满意"], **rows)
        found = scored(engine, table, RULE, **shape)

        assert picked(found, "unknown_grade", "reason") == {
            "A": (1, "unknown_grade"),
            "B": (0, "window_scored"),
        }

    def test_unknown_grade_on_a_device(self, engine: str) -> None:
        """
        A grade that means nothing on a device is found too.
        """
        found = scored(
            engine,
            columns(window=["A", "B"], grade=[S, S]),
            attrs.evolve(ONE, weights=blend_of("60%")),
            evaluator=columns(window=["A", "B"], grade=["5", S]),
            evaluator_grade="grade",
        )

        assert picked(found, "unknown_grade", "reason") == {
            "A": (1, "unknown_grade"),
            "B": (0, "window_scored"),
        }

    def test_press_without_a_grade(self, engine: str) -> None:
        """
        A press that names no grade is no answer that could be left out.
        """
        found = scored(
            engine,
            columns(window=["A", "B"], grade=[S, S]),
            evaluator=columns(window=["A"], grade=[None]),
            evaluator_grade="grade",
        )

        assert picked(found, *REASON) == {
            "A": ("undetermined", "fact_missing:evaluator_grade"),
            "B": ("met", "window_scored"),
        }

    def test_window_not_known(self, engine: str) -> None:
        """
        Answers about no known window are a row of their own.
        """
        found = scored(engine, columns(window=["A", None, None], grade=[S, S, D]))

        assert picked(found, *REASON, "answers", "rank") == {
            "A": ("met", "window_scored", 1, 1),
            None: ("undetermined", "fact_missing:window", 2, None),
        }


@pytest.mark.parametrize("engine", ENGINES)
class TestKindsOfColumns:
    """
    Columns of other types, without values or without rows, as each engine has them.
    """

    def test_kinds_of_text(self, engine: str) -> None:
        """
        Texts of two widths are the same months.
        """
        answers = columns(month=["1"], window=["A"], grade=[S])
        pressed = answers.set_column(0, "month", pa.array(["1"], pa.large_string()))
        found = scored(
            engine,
            answers,
            attrs.evolve(ONE, weights=blend_of("60%")),
            by="month",
            evaluator=pressed,
            evaluator_grade="grade",
        )

        assert picked(found, "month", "score_text") == {"A": ("1", "100")}

    @pytest.mark.parametrize("name", ["window", "month", "grade", "topic", "ends"])
    def test_nothing_known(self, engine: str, name: str) -> None:
        """
        A column without a type, because it holds nothing.
        """
        table = pa.table(
            {
                "window": ["A", "B"],
                "month": ["1", "2"],
                "grade": [S, D],
                "topic": ["speed", "speed"],
                "ends": pa.array([BASE, BASE], pa.timestamp("us", "UTC")),
            }
        )
        place = table.column_names.index(name)
        table = table.set_column(place, name, pa.nulls(2))
        rows = rows_of(
            assess(
                ENGINES[engine](table),
                RULE,
                window="window",
                grade="grade",
                topic="topic",
                by="month",
                settles="ends",
                as_of=BASE,
            )
        )
        reason = "window_scored" if name == "ends" else f"fact_missing:{name}"
        reason = "no_answers" if name == "grade" else reason

        assert [row["reason"] for row in rows] == [reason, reason]

    def test_counts_not_known(self, engine: str) -> None:
        """
        A column of counts that holds nothing.
        """
        table = columns(window=["A"], grade=[S]).append_column("n", pa.nulls(1))
        found = scored(engine, table, count="n")

        assert picked(found, *REASON) == {"A": ("undetermined", "fact_missing:count")}

    def test_some_counts_not_known(self, engine: str) -> None:
        """
        A count that is not known is not 1; pandas makes floats of such a column.
        """
        table = columns(window=["A", "A", "B"], grade=[S, S, S], n=[1, None, 1])
        if engine == "pandas":
            with pytest.raises(WrongColumnTypeError, match=r"Float64|double"):
                scored(engine, table, count="n")
            return
        found = scored(engine, table, count="n")

        assert picked(found, "reason", "rank") == {
            "A": ("fact_missing:count", None),
            "B": ("window_scored", 1),
        }

    def test_empty_frame(self, engine: str) -> None:
        """
        Without rows there is no window.
        """
        empty = columns(window=[], grade=[])

        assert not scored(engine, empty)
        assert not scored(engine, empty, windows=["A"])
        assert not scored(engine, empty, RULE, grade={"speed": "grade"})

    @pytest.mark.parametrize("kind", [pa.int8(), pa.uint64()])
    def test_kinds_of_counts(self, engine: str, kind: pa.DataType) -> None:
        """
        Whole numbers of any width.
        """
        table = columns(window=["A", "A"], grade=[S, D])
        table = table.append_column("n", pa.array([3, 1], kind))

        assert scored(engine, table, count="n")["A"]["score_text"] == "75"

    def test_missing_column(self, engine: str) -> None:
        """
        A column that is not there.
        """
        with pytest.raises(MissingColumnError, match="grade"):
            scored(engine, columns(window=["A"], grades=[S]))

    def test_wrong_types(self, engine: str) -> None:
        """
        Numbers are no grades, texts no counts, and a score settles at no day.
        """
        table = columns(window=["A"], grade=[S], n=[1])
        days = table.append_column("ends", pa.array([BASE.date()]))
        with pytest.raises(WrongColumnTypeError, match="grade"):
            scored(engine, table, grade="n")
        with pytest.raises(WrongColumnTypeError, match="count"):
            scored(engine, table, count="grade")
        with pytest.raises(WrongColumnTypeError, match="settles"):
            scored(engine, days, settles="ends", as_of=BASE)
        with pytest.raises(WrongColumnTypeError, match="by='n'"):
            scored(
                engine,
                table,
                by="n",
                evaluator=columns(window=["A"], grade=[S], n=["1"]),
                evaluator_grade="grade",
            )


@pytest.mark.parametrize("engine", ENGINES)
class TestLargeNumbers:
    """
    What would leave 64 bits is not multiplied.
    """

    BIG = 2**31 - 1

    def test_too_many_in_a_row(self, engine: str) -> None:
        """
        A row may count two thousand million times, not once more.
        """
        table = counted(A=(self.BIG, 0, 0), B=(self.BIG + 1, 0, 0))
        found = scored(engine, table, count="n")

        assert picked(found, "reason", *PARTS) == {
            "A": ("window_scored", self.BIG * 100, self.BIG),
            "B": ("too_many_answers", None, None),
        }

    def test_as_close_as_can_be(self, engine: str) -> None:
        """
        No two scores lie closer than these, which differ in the 27th place.
        """
        k = (2**61 // 10_000 - 3) // 2
        rows = [
            (window, grade, number)
            for window, good, bad in (("A", k, k + 1), ("B", k + 1, k + 2))
            for grade, number in ((S, good), (D, bad))
        ]
        many = k // self.BIG
        spread = [(w, g, n - many * self.BIG) for w, g, n in rows]
        spread += [(w, g, self.BIG) for w, g, _ in rows for _ in range(many)]
        names, grades, numbers = map(list, zip(*spread, strict=True))
        found = scored(
            engine, columns(window=names, grade=grades, n=numbers), count="n"
        )

        assert picked(found, *PARTS, "rank") == {
            "A": (100 * k, 2 * k + 1, 2),
            "B": (100 * (k + 1), 2 * k + 3, 1),
        }

    def test_too_many_by_two_instruments(self, engine: str) -> None:
        """
        The answers of both instruments are multiplied, so both together have a bound.
        """
        n = 6_790_939
        assert 5 * n * n <= 2**61 // 10_000 < 5 * n * (n + 2)
        found = scored(
            engine,
            counted(A=(n, 0, 0), B=(n, 0, 0), C=(1, 0, 0)),
            attrs.evolve(ONE, weights=blend_of("60%")),
            count="n",
            evaluator=counted(A=(n - 1, 0, 1), B=(n, 0, 2), C=(0, 0, self.BIG)),
            evaluator_grade="grade",
            evaluator_count="n",
        )

        assert found["A"]["score"] == 60 + 40 * Fraction(n - 1, n)
        assert picked(found, "reason", "rank") == {
            "A": ("window_scored", 1),
            "B": ("too_many_answers", None),
            "C": ("window_scored", 2),
        }

    def test_too_many_by_items(self, engine: str) -> None:
        """
        Items that were answered differently often have no small common denominator.
        """
        n = 60_000
        rows = [
            (window, item, S, number)
            for window, more in (("A", 0), ("B", 1), ("C", -59_999))
            for item, number in zip(ITEMS, (n, n + more, n + 2 * more), strict=True)
            if number > 0
        ]
        names, topics, grades, numbers = map(list, zip(*rows, strict=True))
        found = scored(
            engine,
            columns(window=names, topic=topics, grade=grades, n=numbers),
            attrs.evolve(RULE, unit=Unit.MEAN_OF_ITEMS),
            topic="topic",
            count="n",
        )

        assert picked(found, "reason", *PARTS) == {
            "A": ("window_scored", 300 * n, 3 * n),
            "B": ("too_many_answers", None, None),
            "C": ("window_scored", 200 * n, 2 * n),
        }

    def test_too_many_forms(self, engine: str) -> None:
        """
        Means of many sizes of form share a denominator, which takes its own room.
        """
        rule = attrs.evolve(
            RULE, unit=Unit.MEAN_OF_FORMS, points={S: "100", B: "50.003", D: 0}
        )
        most = 2**61 // 10_000 // 1000 // 6
        rows = most // self.BIG
        last = most - rows * self.BIG
        numbers = [self.BIG] * (2 * rows) + [last, last + 1]
        table = columns(
            window=["A", "B"] * (rows + 1), grade=[S] * len(numbers), n=numbers
        )
        found = scored(engine, table, rule, grade={"speed": "grade"}, count="n")

        assert picked(found, "reason", "answered", "score") == {
            "A": ("window_scored", most, Fraction(100)),
            "B": ("too_many_answers", most + 1, None),
        }


class TestRefusals:
    """
    What cannot be judged exactly, or at all, is refused.
    """

    TABLE = columns(
        window=["A"], grade=[S], topic=["speed"], form=["1"], n=[1], answers=["x"]
    )

    @pytest.mark.parametrize(
        "change",
        [
            {"unit": Unit.FORM_TOTAL},
            {
                "items": ["overall", "speed"],
                "item_rules": [
                    ItemRule(key="speed", name=Text("speed", "速度"), weight=2)
                ],
            },
            {
                "points": {S: 100, B: 0, D: -100},
                "tiers": [attrs.evolve(CUTS_90_60[2], least=-100)],
            },
        ],
    )
    def test_what_only_forms_can_say(self, change: dict[str, Any]) -> None:
        """
        Columns score items that count alike, from 0 on; the rest is refused.
        """
        rule = attrs.evolve(RULE, **change)
        with pytest.raises(InvalidFieldError, match="items that count alike"):
            assess(self.TABLE, rule, window="window", grade={"overall": "grade"})

    @pytest.mark.parametrize(
        ("change", "what"),
        [
            ({"points": {S: "100", B: "60.0000001", D: 0}}, "points"),
            ({"weights": blend_of(Fraction(1, 2**21))}, "weights"),
            (
                {
                    "unit": Unit.MEAN_OF_FORMS,
                    "items": [*ITEMS, *(f"item {n}" for n in range(20))],
                },
                "sizes of forms",
            ),
            (
                {
                    "tiers": [
                        attrs.evolve(CUTS_90_60[0], least=Fraction(1, 2**21)),
                        CUTS_90_60[2],
                    ]
                },
                "cut-off",
            ),
        ],
    )
    def test_fine_numbers(self, change: dict[str, Any], what: str) -> None:
        """
        Numbers of a rule whose products could leave 64 bits.
        """
        rule = attrs.evolve(RULE, **change)
        with pytest.raises(TooLargeProductError, match=what):
            assess(self.TABLE, rule, window="window", grade={"speed": "grade"})

    @pytest.mark.parametrize(
        ("rule", "arguments", "what"),
        [
            ({}, {"form": "form"}, "topic"),
            ({"unit": Unit.OVERALL}, {}, "topic"),
            ({"unit": Unit.MEAN_OF_ITEMS}, {}, "topic"),
            ({"unit": Unit.MEAN_OF_FORMS}, {"topic": "topic"}, "form"),
            ({}, {"topic": "topic", "form": "form", "count": "n"}, "count"),
            ({}, {"grade": {}}, "grade"),
            ({}, {"grade": {"speed": "grade"}, "topic": "topic"}, "topic"),
            ({}, {"grade": {"speed": "grade"}, "form": "form"}, "form"),
            ({}, {"evaluator": TABLE}, "evaluator_grade"),
            ({}, {"windows": "AB"}, "windows"),
            ({}, {"windows": []}, "windows"),
            (
                {},
                {"evaluator": pl.from_arrow(TABLE), "evaluator_grade": "grade"},
                "evaluator",
            ),
        ],
    )
    def test_columns_that_do_not_fit(
        self, rule: dict[str, Any], arguments: dict[str, Any], what: str
    ) -> None:
        """
        A column that is needed, or that has no meaning beside another.
        """
        arguments = {"grade": "grade", **arguments}
        with pytest.raises(InvalidFieldError, match=f"^{what} "):
            assess(self.TABLE, attrs.evolve(RULE, **rule), window="window", **arguments)

    def test_unknown_names(self) -> None:
        """
        An item or a part that the rule has not.
        """
        with pytest.raises(UnknownNameError, match="item 'mood'"):
            assess(self.TABLE, RULE, window="window", grade={"mood": "grade"})
        with pytest.raises(UnknownNameError, match="part 'devices'"):
            assess(self.TABLE, RULE, window="window", grade="grade", part="devices")

    def test_no_moment(self) -> None:
        """
        A score that settles is judged at a moment.
        """
        with pytest.raises(MissingFactError, match="as_of"):
            assess(self.TABLE, RULE, window="window", grade="grade", settles=BASE)
        with pytest.raises(NotAnInstantError, match="settles"):
            assess(
                self.TABLE,
                RULE,
                window="window",
                grade="grade",
                settles=BASE.date(),
                as_of=BASE,
            )

    @pytest.mark.parametrize(
        ("by", "scale"),
        [
            ("answers", THREE_GRADES),
            ("window", THREE_GRADES),
            ("satisfied", THREE_GRADES),
        ],
    )
    def test_taken_names(self, by: Any, scale: Any) -> None:
        """
        A group with the name of a result, of another group or of a grade.
        """
        points = dict.fromkeys(scale.ids, 100)
        rule = attrs.evolve(ONE, scale=scale, points=points, satisfied=scale.ids[:1])
        with pytest.raises(ColumnTakenError):
            assess(self.TABLE, rule, window="window", grade="grade", by=by)

    @staticmethod
    def named(key: str) -> ScoringPolicy:
        """
        Return a rule of two grades, one of a name of yours.
        """
        first, second, *_ = FIVE_GRADES.grades
        scale = attrs.evolve(FIVE_GRADES, grades=[attrs.evolve(first, key=key), second])
        points = dict.fromkeys(scale.ids, 100)
        return attrs.evolve(ONE, scale=scale, points=points, satisfied=[key])

    def test_a_grade_with_the_name_of_a_result(self) -> None:
        """
        The frame is not to blame, and the way out is another key.
        """
        with pytest.raises(GradeNameTakenError, match="'rank'; give the grade another"):
            assess(self.TABLE, self.named("rank"), window="window", grade="grade")

    def test_a_grade_may_be_called_good(self) -> None:
        """
        The commonest name of a grade, and no column of the result.
        """
        rest = self.named("good").scale.ids[1]
        table = pl.DataFrame({"window": ["A", "A"], "grade": ["good", rest]})
        found = assess(table, self.named("good"), window="window", grade="grade")

        assert found["good"].to_list() == [1]
        assert found["good_answers"].to_list() == [1]


class TestWholePath:
    """
    Lazy frames stay lazy, and `check` lists what cannot be judged.
    """

    ARGUMENTS: Mapping[str, Any] = {
        "window": "window",
        "grade": "grade",
        "windows": ["A", "B"],
        "settles": BASE,
        "as_of": BASE,
    }

    def test_polars(self) -> None:
        """
        The source of a lazy frame is not touched before it is collected.
        """
        touched = []

        def touch(frame: pl.DataFrame) -> pl.DataFrame:
            touched.append(frame.height)
            return frame

        frame = pl.DataFrame({"window": ["A"], "grade": [S]})
        lazy = frame.lazy().map_batches(touch, schema=frame.schema)
        found = assess(lazy, ONE, **self.ARGUMENTS)

        assert isinstance(found, pl.LazyFrame)
        assert not touched
        assert found.collect().height == 2
        assert touched

    def test_duckdb(self) -> None:
        """
        A relation that fails when it runs is judged without a word.
        """
        relation = CONNECTION.sql(
            "select 'A' as window, 'satisfied' as grade from range(1) "
            "where error('executed' || range) is null"
        )
        found = assess(relation, ONE, **self.ARGUMENTS)

        with pytest.raises(duckdb.Error, match="executed"):
            found.fetchall()

    def test_check(self) -> None:
        """
        Windows with grades that mean nothing are counted and listed.
        """
        frame = pl.DataFrame({"code": ["A", "B", "B"], "grade": [S, "good", S]})
        found = check(frame, ONE, row="code", window="code", grade="grade")

        assert (found.rows, found.counts) == (2, (("unknown_grade", 1),))
        assert [entry.row for entry in found.listed] == ["B"]


class TestServiceHall:
    """
    The two scores of a service hall, as its rulebook gives them.
    """

    FORMS: tuple[tuple[str, int, dict[str, str | None]], ...] = (
        ("A", 3, {"attitude": "满意", "efficiency": "基本满意"}),
        ("A", 6, {"attitude": "不满意", "evaluation": "满意"}),
        ("A", 9, {}),
        ("B", 3, {"evaluation": "非常满意"}),
        ("B", 9, {"evaluation": "基本满意", "integrity": "基本满意"}),
        ("C", 3, {}),
    )

    def test_year(self, engine: str) -> None:
        """
        The year's verdicts on every window are those of the whole rulebook.
        """
        rule = service_centre.YEAR_SCORE
        forms = [
            service_centre.Form(
                id=f"F{number}",
                window=window,
                issued_at=BASE.replace(month=month),
                answers=answers,
            )
            for number, (window, month, answers) in enumerate(self.FORMS)
        ]
        end = dt.datetime(2026, 12, 31, 16, tzinfo=dt.UTC)
        report = service_centre.assess(forms=forms, as_of=end)
        table = pa.table(
            {
                "window": [window for window, _, _ in self.FORMS],
                **{
                    item: pa.array([form.get(item) for _, _, form in self.FORMS], TEXT)
                    for item in rule.items
                },
            }
        )
        grade = {item: item for item in rule.items}
        found = scored(engine, table, rule, grade=grade, settles=end, as_of=end)

        assert picked(found, "clause", *REASON, "score", "rank") == {
            v.subject.id: (  # type: ignore[union-attr]
                "GOV-6g",
                v.status.value,
                v.reason.code,
                v.evidence.score,
                v.evidence.rank,
            )
            for v in report.where(clause="GOV-6g")
        }
        assert picked(found, *PARTS, "blanks", "no_answer", "rank") == {
            "A": (260, 4, 8, 1, 2),
            "B": (220, 3, 9, 0, 1),
            "C": (None, None, 0, 1, None),
        }
