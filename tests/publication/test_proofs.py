"""
The proof of a draw: the list and the page give the draw again, without this library.
"""

import csv
import datetime as dt
import hashlib
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.publication.reading import cells, faults, read

from followup_rules.clauses import Clause, Text
from followup_rules.errors import (
    DrawNotProvedError,
    DuplicateIdError,
    InvalidFieldError,
    InvalidIdError,
    InvalidReceiptError,
    NotOneCaseError,
    PrivateTextError,
    UnknownNameError,
)
from followup_rules.policies.draws import (
    Draw,
    DrawPolicy,
    Repeat,
    Scope,
    TicketOrder,
    whole_id,
)
from followup_rules.publication import Proof, case_ids, draw_proof

TOOLS = ("bash", "sed", "sort", "sha256sum", "cut", "head", "awk", "cat")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
WEDNESDAY = dt.date(2026, 3, 11)
RULE = DrawPolicy(
    id="phone_draw",
    clause=Clause(id="DEMO-1", en="three a week", zh="每周三个"),
    name=Text("the phone draw", "电话抽访"),
    owed_by="supervision_section",
    size=3,
    reserves=2,
)
NASTY = (
    'A/"quoted"',
    "A/comma, then more",
    f'A/x",{"0" * 64},1,抽中',
    "A/it's $HOME `id` \\n %s",
    "A/<script>alert(1)</script>",
    "A/张三的案子",
    "A/two  blanks  B/",
    "A/*",
)


def drawn(ids: Any, *, rule: DrawPolicy = RULE, **more: Any) -> Draw:
    """Draw from ids, with one seed."""
    return rule.draw(ids, **{"seed": "314159", "on": WEDNESDAY, **more})


def proof_of(draw: Draw, language: str = "en", **more: Any) -> Proof:
    """Return the proof of a draw."""
    return draw_proof(draw, draw.frame, language=language, **more)


def by_hand(ids: list[str], seed_string: str) -> list[tuple[str, str]]:
    """Return tickets with ids in order, from the published description alone."""
    head = hashlib.sha256(seed_string.encode()).hexdigest()
    return sorted(
        (hashlib.sha256((head + one).encode()).hexdigest(), one) for one in ids
    )


def run(folder: Path, proof: Proof, encoding: str = "utf-8") -> list[str]:
    """Run the lines on the page as a citizen does, and return what they print."""
    if MISSING:
        pytest.skip(f"not installed here: {', '.join(MISSING)}")
    with (folder / proof.file_name).open("w", encoding=encoding, newline="") as file:
        file.write(proof.csv())
    (lines,) = read(proof.page()).all("pre")
    done = subprocess.run(  # noqa: S603 - the page's own lines
        ["/bin/bash", "-eu", "-c", lines.text],
        cwd=folder,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    assert not done.stderr
    return done.stdout.splitlines()


class TestList:
    """The list as CSV."""

    def test_everyone_in_the_ledger_stands_in_it_once(self) -> None:
        draw = drawn(
            [f"A/{n:04d}" for n in range(1, 13)],
            excluded={"A/0002": "moved away, left no address"},
            called=["A/0003"],
        )
        head, *rows = csv.reader(io.StringIO(proof_of(draw).csv()))
        left = [f"A/{n:04d}" for n in range(1, 13) if n not in {2, 3}]
        due = by_hand(
            left, '["followup-rules/draw/1","314159","phone_draw","*","2026-W11"]'
        )

        assert head == ["id", "ticket", "rank", "result", "reason"]
        words = ["drawn"] * 3 + ["reserve"] * 2 + ["—"] * 5
        assert rows == [
            *(
                [id_, ticket, str(rank), word, ""]
                for rank, ((ticket, id_), word) in enumerate(
                    zip(due, words, strict=True), 1
                )
            ),
            ["A/0002", "", "", "left out", "moved away, left no address"],
            ["A/0003", "", "", "left out", "already called this month"],
        ]

    def test_in_chinese(self) -> None:
        draw = drawn(["A/1", "A/2"], called=["A/1"], excluded={"A/2": "not completed"})
        words = {"not completed": Text("not completed", "尚未办结")}

        assert proof_of(draw, "zh", words=words).csv().splitlines() == [
            "编号,签号,排序,结果,排除原因",
            "A/1,,,排除,本月已回访",
            "A/2,,,排除,尚未办结",
        ]

    def test_one_person_has_one_ticket(self) -> None:
        draw = drawn(["A/1", "A/2"], persons={"A/1": "p", "A/2": "p"})

        assert proof_of(draw).csv().endswith("the same person has another ticket\n")
        assert proof_of(draw, "zh").csv().endswith("同一人已有其他编号参加抽取\n")

    def test_ranks_are_those_of_a_window_where_windows_have_shares(self) -> None:
        rule = evolve(RULE, scope=Scope.PER_WINDOW, size=1, reserves=0)
        draw = drawn({"A": ["1", "2", "3"], "B": ["1", "2"]}, rule=rule)
        rows = list(csv.DictReader(io.StringIO(proof_of(draw).csv())))

        for window, size in (("A", 3), ("B", 2)):
            own = [row for row in rows if row["id"].startswith(window)]
            assert [row["rank"] for row in own] == [str(n + 1) for n in range(size)]
            assert [row["result"] == "drawn" for row in own] == [
                True,
                *[False] * (size - 1),
            ]

    @pytest.mark.parametrize("id_", ["=1+1", "+86", "-1", "@sum(a)"])
    def test_a_formula_is_refused(self, id_: str) -> None:
        """Opened in a spreadsheet, it would be run."""
        with pytest.raises(InvalidIdError, match="formula"):
            proof_of(drawn([id_])).csv()
        assert proof_of(drawn([f"A/{id_}"])).csv()

    def test_so_is_a_reason(self) -> None:
        draw = drawn(["A/1"], excluded={"A/1": "=HYPERLINK(0)"})

        with pytest.raises(InvalidFieldError, match="formula"):
            proof_of(draw).csv()


class TestCheck:
    """bash, sed, sort and sha256sum draw the same."""

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    @pytest.mark.parametrize("language", ["en", "zh"])
    def test_of_a_week(self, tmp_path: Path, language: str, encoding: str) -> None:
        draw = drawn([f"A/{n:04d}" for n in range(40)], called=["A/0007"])
        digest, *picks = run(tmp_path, proof_of(draw, language), encoding)
        ledger = "\n".join(f"A/{n:04d}" for n in range(40))

        assert digest.split()[0] == hashlib.sha256(ledger.encode()).hexdigest()
        assert picks == list(draw.chosen)

    def test_of_ids_that_a_shell_or_a_list_could_misread(self, tmp_path: Path) -> None:
        rule = evolve(RULE, size=4)
        draw = drawn([*NASTY, "A/1"], rule=rule, excluded={NASTY[0]: 'a "b", c'})
        proof = proof_of(draw, file_name="week-11.csv")
        digest, *picks = run(tmp_path, proof)
        ledger = "\n".join(sorted([*NASTY, "A/1"]))
        due = by_hand([*NASTY[1:], "A/1"], draw.terms.seed_string)

        assert digest.split()[0] == hashlib.sha256(ledger.encode()).hexdigest()
        assert picks == [id_ for _, id_ in due[:4]]
        assert faults(proof.page()) == []

    @pytest.mark.parametrize("scope", [Scope.PER_WINDOW, Scope.TOTAL_STRATIFIED])
    def test_of_windows_with_shares(self, tmp_path: Path, scope: Scope) -> None:
        rule = evolve(RULE, scope=scope, size=2)
        ledger = {"A.": ["1", "2  Ab/3"], "Ab": ["1", "2", "3", "4"], "$(x)'": ["1"]}
        draw = drawn(ledger, rule=rule)
        digest, *picks = run(tmp_path, proof_of(draw))
        ids = [f"{window}/{one}" for window, own in ledger.items() for one in own]
        order = by_hand(ids, draw.terms.seed_string)
        # Two in total give each of three windows one; two of each, what there is.
        most = 2 if scope is Scope.PER_WINDOW else 1
        due: list[str] = []
        for _, id_ in order:
            own = [one for one in due if one.startswith(id_.partition("/")[0] + "/")]
            due += [id_] * (len(own) < most)

        assert set(picks) == set(draw.chosen)
        assert picks == list(draw.chosen)
        assert scope is not Scope.PER_WINDOW or picks == due
        assert digest.split()[0] == draw.receipt["frame_digest"]

    @pytest.mark.parametrize("scope", Scope)
    def test_of_an_empty_ledger(self, tmp_path: Path, scope: Scope) -> None:
        proof = proof_of(drawn([], rule=evolve(RULE, scope=scope)))

        assert run(tmp_path, proof) == [f"{hashlib.sha256(b'').hexdigest()}  -"]
        assert faults(proof.page()) == []

    @settings(max_examples=20, deadline=None)
    @given(st.data())
    def test_of_any_ledger(
        self, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
    ) -> None:
        """Whatever is in it: what the lines draw is what was drawn."""
        serials = st.text("01aé甲\"',;$\\*&|# ", min_size=1, max_size=4)
        usable = serials.filter(lambda one: one == one.strip())
        ids = data.draw(st.lists(usable.map("A/".__add__), max_size=9, unique=True))
        out = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
        size = data.draw(st.integers(0, 10))
        draw = drawn(
            ids, rule=evolve(RULE, size=size), excluded=dict.fromkeys(out, "x")
        )
        folder = tmp_path_factory.mktemp("draw")
        digest, *picks = run(folder, proof_of(draw))
        order = by_hand([one for one in ids if one not in out], draw.terms.seed_string)

        assert picks == [id_ for _, id_ in order[:size]] == list(draw.chosen)
        ledger = "\n".join(sorted(ids)).encode()
        assert digest.split()[0] == hashlib.sha256(ledger).hexdigest()


@given(st.sets(st.integers(0, 9999), max_size=60), st.integers(0, 70), st.data())
def test_the_picks_follow_from_the_list_alone(
    serials: set[int], size: int, data: st.DataObject
) -> None:
    """The first ids with a ticket, and the marks, say the same as the draw."""
    ids = [f"A/{one:04d}" for one in serials]
    out = data.draw(st.sets(st.sampled_from(ids))) if ids else set()
    draw = drawn(ids, rule=evolve(RULE, size=size), excluded=dict.fromkeys(out, "x"))
    rows = list(csv.DictReader(io.StringIO(proof_of(draw).csv())))
    seed = draw.terms.seed_string
    order = by_hand([row["id"] for row in rows if row["ticket"]], seed)

    assert sorted(row["id"] for row in rows) == sorted(ids)
    assert {row["id"] for row in rows if row["result"] == "left out"} == out
    assert [(row["ticket"], row["id"]) for row in rows if row["ticket"]] == order
    assert tuple(row["id"] for row in rows if row["result"] == "drawn") == draw.chosen
    assert tuple(id_ for _, id_ in order[:size]) == draw.chosen
    reserves = tuple(row["id"] for row in rows if row["result"] == "reserve")
    assert reserves == draw.reserves


class TestPage:
    """One page in one language."""

    @pytest.mark.parametrize(
        ("language", "title", "lead"),
        [
            (
                "en",
                "Proof of a draw: the phone draw, 2026-W11",
                "Drawn at random on 2026-03-11: 3 of 10.",
            ),
            (
                "zh",
                "2026年第11周电话抽访抽取结果公示",
                "2026年3月11日从10个编号中随机抽取3个。",
            ),
        ],
    )
    def test_it_says_everything(self, language: str, title: str, lead: str) -> None:
        draw = drawn(
            [f"A/{n}" for n in range(11)],
            seed_source="dice <before> witnesses",
            called=["A/7"],
        )
        words = {"phone_draw": RULE.name}
        made = proof_of(draw, language, words=words).page(eyebrow="大厅 hall")
        root = read(made)
        counts, chosen, reserves, out = root.all("table")

        assert faults(made) == []
        assert root.all("h1")[0].text == root.all("title")[0].text == title
        assert root.all("p")[1].text.startswith(lead)
        said = [one.text for one in root.all("dd")]
        assert said[:4] == [
            RULE.name.in_language(language),
            draw.terms.seed_string,
            "dice <before> witnesses",
            "11",
        ]
        assert said[4:] == [
            "1",
            draw.receipt["frame_digest"],
            draw.cutoff,
            draw.receipt["digest"],
        ]
        assert [row[1:] for row in cells(counts)] == [["10", "3", "3/10"]]
        assert [row[0] for row in cells(chosen)] == list(draw.chosen)
        assert [row[0] for row in cells(reserves)] == list(draw.reserves)
        assert [row[2] for row in cells(chosen)] == [
            draw.tickets[id_] for id_ in draw.chosen
        ]
        assert [row[0] for row in cells(out)] == ["A/7"]

    @pytest.mark.parametrize(("language", "said"), [("en", "dice"), ("zh", "掷骰")])
    def test_the_source_of_the_seed_in_words(self, language: str, said: str) -> None:
        """What a receipt calls it is called as the host says, in each language."""
        draw = drawn(["A/1", "A/2"], seed_source="dice 掷骰")
        words = {"dice 掷骰": Text("dice", "掷骰")}
        made = read(proof_of(draw, language, words=words).page())

        assert [one.text for one in made.all("dd")][2] == said

    def test_one_language_at_a_time(self) -> None:
        """No Chinese on the English page, and no sentence of ours in English on the other."""
        draw = drawn(["A/1", "A/2", "A/3", "A/4"], called=["A/1"])
        english = read(proof_of(draw, "en").page()).all("body")[0].text
        chinese = read(proof_of(draw, "zh").page())

        assert english.isascii()
        said = [one.text for tag in ("h1", "h2", "p", "th") for one in chinese.all(tag)]
        assert not [one for one in said if " the " in one or " id" in one]

    def test_a_rule_without_words_is_not_in_the_title(self) -> None:
        made = [proof_of(drawn(["A/1"]), language).title for language in ("en", "zh")]

        assert made == [
            "Proof of a random draw, 2026-W11",
            "2026年第11周随机抽取结果公示",
        ]

    @pytest.mark.parametrize(
        ("language", "head", "window"),
        [("en", "drawn from", "window"), ("zh", "抽取范围", "窗口")],
    )
    def test_a_ledger_without_windows_names_none(
        self, language: str, head: str, window: str
    ) -> None:
        """A hospital has wards, and its ledger is one."""
        proof = proof_of(drawn(["D-1", "D-2", "D-3", "D-4"]), language)
        table = "".join(line for section in proof.sections() for line in section.body)

        assert head in table
        assert window not in table

    def test_a_title_of_its_own(self) -> None:
        root = read(proof_of(drawn(["A/1"])).page(title="Week <11>"))

        assert root.all("h1")[0].text == "Week <11>"

    def test_a_chance_is_said_as_it_was_and_in_its_lowest_terms(self) -> None:
        rule = evolve(RULE, scope=Scope.PER_WINDOW, size=2)
        draw = drawn(
            {"A": ["1", "2", "3", "4"], "B": ["1"], "C": ["1"]},
            rule=rule,
            excluded={"C/1": "x"},
        )
        counts = read(proof_of(draw).page()).all("table")[0]

        assert [row[3] for row in cells(counts)] == ["2/4 = 1/2", "1/1 = 1"]

    def test_a_window_with_nobody_left_has_no_chance(self) -> None:
        rule = evolve(RULE, scope=Scope.PER_WINDOW)
        draw = drawn(["1"], rule=rule, window="A", excluded={"1": "x"})
        counts = read(proof_of(draw).page()).all("table")[0]

        assert cells(counts) == [["A", "0", "0", "–"]]

    def test_nobody_is_said(self) -> None:
        root = read(proof_of(drawn([]), "zh").page())

        assert [one.text for one in root.all("p")].count("无。") == 3
        assert "未注明" in [one.text for one in root.all("dd")]

    def test_its_parts_are_for_pages_of_the_host(self) -> None:
        proof = proof_of(drawn(["A/1"]))

        assert [one.id for one in proof.sections()] == [
            "facts",
            "drawn",
            "reserves",
            "left-out",
            "check",
        ]


class TestProved:
    """What does not follow is not published."""

    def test_a_receipt_from_a_file_will_do(self) -> None:
        draw = drawn(["1", "2", "3", "4"], window="A")
        receipt = json.loads(json.dumps(draw.receipt))
        made = draw_proof(receipt, ["4", "3", "2", "1"], language="en")

        assert made.csv() == proof_of(draw).csv()

    def test_so_will_one_of_an_older_release(self) -> None:
        draw = drawn(["A/1", "A/2"])
        old = {
            name: value
            for name, value in draw.receipt.items()
            if name not in {"tickets", "cases", "summary"}
        }
        with pytest.raises(DrawNotProvedError, match="the seal"):
            draw_proof(old, draw.frame, language="en")

    def test_another_ledger_is_refused(self) -> None:
        draw = drawn(["A/1", "A/2"])

        with pytest.raises(DrawNotProvedError, match="the ledger") as caught:
            draw_proof(draw, ["A/1"], language="zh")
        assert len(caught.value.found) == 1

    def test_a_friend_among_the_picks_is_refused(self) -> None:
        draw = drawn([f"A/{n}" for n in range(9)])
        steered = {**draw.receipt, "chosen": [draw.reserves[0], *draw.chosen[1:]]}

        with pytest.raises(DrawNotProvedError, match="the picks"):
            draw_proof(steered, draw.frame, language="en")

    def test_what_is_no_receipt_is_refused(self) -> None:
        with pytest.raises(InvalidReceiptError):
            draw_proof({"scheme": "other"}, [], language="en")

    def test_a_repeated_id_is_refused(self) -> None:
        with pytest.raises(DuplicateIdError):
            draw_proof(drawn(["A/1"]), ["A/1", "A/1"], language="en")

    def test_an_order_that_sort_has_not_is_refused(self) -> None:
        draw = drawn(["A/1"], rule=evolve(RULE, order=TicketOrder.RIVEST))

        with pytest.raises(InvalidFieldError, match="order"):
            proof_of(draw)

    def test_those_who_fill_up_are_refused(self) -> None:
        rule = evolve(RULE, repeat=Repeat.FILL_UP)

        assert proof_of(drawn(["A/1", "A/2"], rule=rule)).csv()
        with pytest.raises(InvalidFieldError, match="called"):
            proof_of(drawn(["A/1", "A/2"], rule=rule, called=["A/1"]))

    def test_a_language_without_words_is_refused(self) -> None:
        with pytest.raises(UnknownNameError, match="language"):
            proof_of(drawn(["A/1"]), "fr")

    @pytest.mark.parametrize("name", ["", "a b.csv", "../a.csv", "-n", "a'b", None])
    def test_a_name_that_a_shell_could_misread_is_refused(self, name: Any) -> None:
        draw = drawn(["A/1"])
        if name is None:
            assert proof_of(draw, file_name="抽取.csv").page()
            return
        with pytest.raises(InvalidFieldError, match="file_name"):
            proof_of(draw, file_name=name)


class TestPhones:
    """A whole ledger is published: its ids name nobody."""

    @pytest.mark.parametrize(
        "text",
        [
            "13812345678",
            "A/13812345678",
            "A/+86 138 1234 5678",
            "86-138-1234-5678",
            "A/8613812345678",
            "0755-12345678",
            "A/010-87654321(2)",
        ],
    )
    def test_a_number_is_refused_and_shown_where_it_is_meant(self, text: str) -> None:
        with pytest.raises(PrivateTextError, match="telephone number"):
            proof_of(drawn([text]))
        with pytest.raises(PrivateTextError, match="telephone number"):
            proof_of(drawn(["A/1"], excluded={"A/1": text}))
        with pytest.raises(PrivateTextError, match="telephone number"):
            proof_of(drawn(["A/1"], seed_source=f"dice; ask {text}"))
        assert text in proof_of(drawn([text]), phones=True).csv()

    @pytest.mark.parametrize(
        "id_",
        [
            "A/202603110017",
            "A/12812345678",
            "A/1381234567",
            "A/138123456789",
            "x13812345678",
        ],
    )
    def test_a_serial_is_none(self, id_: str) -> None:
        assert proof_of(drawn([id_])).ids == (id_,)


class TestCaseIds:
    """From the draw back to the cases of the host."""

    def test_each_id_has_its_case(self) -> None:
        rows = {17: ("A", "0001"), 18: ("A", "0002"), 19: ("B", "0001")}
        cases = {key: whole_id(*row) for key, row in rows.items()}
        draw = drawn(cases.values())
        found = case_ids(draw.chosen, cases)

        assert list(found) == list(draw.chosen)
        assert {found["A/0001"], found["A/0002"], found["B/0001"]} == {17, 18, 19}
        assert case_ids(iter(draw.receipt["chosen"]), cases) == found

    def test_no_case_and_several_are_refused(self) -> None:
        with pytest.raises(NotOneCaseError, match="stands for no case"):
            case_ids(["A/3"], {1: "A/1"})
        with pytest.raises(NotOneCaseError, match=r"2 cases \(1, 2\)") as caught:
            case_ids(["A/1"], {1: "A/1", 2: "A/1"})
        assert (caught.value.drawn, caught.value.cases) == ("A/1", ("1", "2"))

    def test_cases_that_were_not_drawn_may_share_an_id(self) -> None:
        assert case_ids(["A/1"], {1: "A/1", 2: "A/2", 3: "A/2"}) == {"A/1": 1}

    @pytest.mark.parametrize("ids", ["A/1", b"A/1", {"A/1": 1}, 3, None])
    def test_what_lists_no_ids_is_refused(self, ids: Any) -> None:
        with pytest.raises(InvalidFieldError, match="drawn"):
            case_ids(ids, {})

    def test_what_is_no_table_is_refused(self) -> None:
        cases: Any = ["A/1"]
        with pytest.raises(InvalidFieldError, match="cases"):
            case_ids([], cases)
