"""
Receipts and pickles of every release so far: they replay, or say exactly why not.
"""

import json
import pickle
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from followup_rules.books.register import shelf
from followup_rules.books.rulebook import Rulebook
from followup_rules.canonical import plain
from followup_rules.errors import InvalidReceiptError
from followup_rules.interchange import KINDS, dump, load, shipped, shipped_names
from followup_rules.reasons import FORMERLY
from followup_rules.receipts import Replay

FOLDER = Path(__file__).parents[1] / "fixtures" / "receipts"
FILES = sorted(FOLDER.glob("*/*.json"))
WHY = (
    "another policy: ",
    "another rule: ",
    "another edition: ",
    "another calendar: ",
    "another seasons: ",
    "the answer differs: ",
)
NEW_SINCE = {*FORMERLY, "item_ruled_out"}
"""Codes that are given where 0.1.0 gave another, or none."""
ROUNDED_SINCE = {"evaluator_blended"}
"""Codes whose points were rounded half to even in 0.1.0, and are rounded down now."""
UNSHIPPED = {
    "RetentionCap",
    "RetentionRefund",
    "RetentionRelease",
    "IntervalPolicy",
    "KeepingPolicy",
    "NoticePolicy",
    "SeriesPolicy",
    "StreakPolicy",
}
"""Kinds that no regulation judges with; their own tests hold their receipts."""
SHIPPED = {shipped(name).edition: shipped(name) for name in shipped_names()}


def name_of(path: Path) -> str:
    """Return release and regulation."""
    return f"{path.parent.name}-{path.stem}"


def receipts_of(path: Path) -> list[dict[str, Any]]:
    """Return the receipts of a file."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def pickled(path: Path) -> dict[str, Any]:
    """Return what was pickled beside a file; it is our own."""
    raw = path.with_suffix(".pickle").read_bytes()
    body: dict[str, Any] = pickle.loads(raw)  # noqa: S301 - our own
    return body


def replay(book: Rulebook, receipt: dict[str, Any], known: dict[str, Any]) -> Replay:
    """Replay a receipt with the outside data that it names."""
    sources = {name: known[key] for name, key in receipt["sources"].items()}
    return book.replay(receipt, **sources)


def told(found: Replay) -> tuple[str, ...]:
    """Return in English why a receipt no longer holds."""
    return tuple(why.en for why in found.stale)


def as_spelled_now(receipt: dict[str, Any]) -> dict[str, Any]:
    """Return a receipt with its status in small letters, as receipts have it now."""
    answer = receipt["answer"]
    return {**receipt, "answer": {**answer, "status": answer["status"].lower()}}


def is_answered(found: Replay, receipt: dict[str, Any]) -> bool:
    """Say whether a replay gives a recorded answer, whatever its reason is called now."""
    answer = found.verdict.answer()
    before = FORMERLY.get(answer["reason"])
    wanted = as_spelled_now(receipt)["answer"]
    return wanted in (answer, {**answer, "reason": before})


class TestCorpus:
    """
    What earlier releases wrote, and this one.
    """

    def test_holds_this_release(self) -> None:
        """
        `make_receipts.py` writes it; every regulation and nearly every kind is there.
        """
        here = FOLDER / version("followup-rules")
        assert {path.stem for path in here.glob("*.json")} == set(shelf())
        kinds = {
            type(verdict.policy)
            for path in here.glob("*.json")
            for verdict in pickled(path)["verdicts"]
        }
        unseen = set(KINDS.values()) - kinds
        assert {kind.__name__ for kind in unseen} <= UNSHIPPED

    @pytest.mark.parametrize("path", FILES, ids=name_of)
    def test_replays_with_the_rules_of_then(self, path: Path) -> None:
        """
        The pickled rules give the recorded answers.
        """
        body = pickled(path)
        receipts = receipts_of(path)
        assert len(receipts) >= 20
        for receipt in receipts:
            found = replay(body["rules"], receipt, body["sources"])
            assert found.stale == ()
            assert is_answered(found, receipt)

    @pytest.mark.parametrize("path", FILES, ids=name_of)
    def test_replays_say_what_was_said(self, path: Path) -> None:
        """
        Remarks and sentences are those of the recorded verdict, to the last word.

        A reason may have a name of its own since, and a remark may be given that was
        not given then; none is lost.
        """
        body = pickled(path)
        for verdict, receipt in zip(body["verdicts"], receipts_of(path), strict=True):
            found = replay(body["rules"], receipt, body["sources"])
            codes = [reason.code for reason in verdict.reasons]
            again = [reason.code for reason in found.verdict.reasons]
            assert set(codes) <= {*again, *(FORMERLY.get(code) for code in again)}
            if again != codes:
                assert set(again) - set(codes) <= NEW_SINCE
                continue
            if codes[0] in ROUNDED_SINCE:
                continue
            assert plain(found.verdict.reasons) == plain(verdict.reasons)
            for language in ("en", "zh"):
                assert found.verdict.explain(language) == verdict.explain(language)

    @pytest.mark.parametrize("path", FILES, ids=name_of)
    def test_replays_with_the_rules_of_today_or_says_why_not(self, path: Path) -> None:
        """
        The shipped rules give the recorded answers, or the reason is one of a few.
        """
        sources = pickled(path)["sources"]
        for receipt in receipts_of(path):
            book = SHIPPED[receipt["edition"].partition("+")[0]]
            found = replay(book, receipt, sources)
            assert found.is_same or all(why.en.startswith(WHY) for why in found.stale)
            assert found.stale or is_answered(found, receipt)

    @pytest.mark.parametrize("path", FILES, ids=name_of)
    def test_pickles_say_the_same(self, path: Path) -> None:
        """
        A verdict from a pickle has the receipt, and the sentences, that it had.
        """
        body = pickled(path)
        for verdict, receipt in zip(body["verdicts"], receipts_of(path), strict=True):
            again = json.loads(json.dumps(verdict.receipt()))
            assert again == as_spelled_now(receipt)
            for language in ("en", "zh"):
                assert verdict.explain(language)

    @pytest.mark.parametrize("path", FILES, ids=name_of)
    def test_rules_from_data_replay_too(self, path: Path) -> None:
        """
        Rules that went through a file are the same rules to a receipt.

        Where readings were chosen, the file says the rules but not how they came
        about: the edition is all that differs.
        """
        body = pickled(path)
        book = load(dump(body["rules"]))
        for receipt in receipts_of(path):
            found = replay(book, receipt, body["sources"])
            chosen = f"another edition: {receipt['edition']}, not "
            assert all(why.en.startswith(chosen) for why in found.stale)
            assert found.is_same or "+" in receipt["edition"]
            assert is_answered(found, receipt)

    def test_says_exactly_why_not(self) -> None:
        """
        Another number, another edition and another scheme are each named.
        """
        path = FOLDER / version("followup-rules") / "repair.json"
        receipt = next(
            receipt
            for receipt in receipts_of(path)
            if receipt["rule"] == "visit_deadline"
        )
        book = SHIPPED["REPAIR@2021"]
        other = book.choose("A-09", "LONGEST")
        assert told(replay(other, receipt, {})) == (
            "another policy: 'visit_deadline' has changed since",
            "another edition: REPAIR@2021, not REPAIR@2021+1 change",
        )
        assert told(replay(book, {**receipt, "edition": "REPAIR@2020"}, {})) == (
            "another edition: REPAIR@2020, not REPAIR@2021",
        )
        with pytest.raises(InvalidReceiptError, match="receipt/9"):
            replay(book, {**receipt, "scheme": "followup-rules/receipt/9"}, {})
