"""
What no row could ever answer is refused as a file is read, where it stands.
"""

from pathlib import Path
from typing import Final

import pytest

from followup_rules.interchange import RulesFileError, loads, review

FIRST: Final = (
    Path(__file__).parents[2] / "docs" / "examples" / "books" / "first.toml"
).read_text(encoding="utf-8")
WHEN: Final = ("an attribute that is a moment", "表示时刻的属性")
DAY: Final = ("a day or an instant", "日期或时刻")
OWN: Final = (
    "another name: every row has id, entered_at, owner and named besides",
    "别的名称，因为每行本来就有id、entered_at、owner和named",
)
STEPS: Final = """
[rules.course]
kind = "procedure"
clause = "DESK-1"
name = { en = "the course" }
owed_by = "desk"
trigger = "received_at"
steps.reply = { name = { en = "the reply" }, clause = "DESK-1" }
feed = { each = "request", since = "received_at", steps = { reply = "noted" } }
"""
STARTS: Final = """
[rules.call]
kind = "deadline"
clause = "DESK-1"
name = { en = "the call" }
owed_by = "desk"
limit = "2 days"
start = "LATEST"
events = ["came", "urged"]
[rules.call.feed]
each = "request"
done = "answered_at"
starts = { came = "received_at", urged = "urgency" }
"""


class TestWhatNoRowAnswers:
    """
    The place, what came, what is allowed, in both languages.
    """

    @pytest.mark.parametrize(
        ("old", "new", "path", "said"),
        [
            ('since = "received_at"', 'since = "noted"', "answer.feed.since", WHEN),
            ('done = "answered_at"', 'done = "urgency"', "answer.feed.done", WHEN),
        ],
    )
    def test_questions(
        self, old: str, new: str, path: str, said: tuple[str, str]
    ) -> None:
        """Each row would be in error."""
        self.refused(FIRST.replace(old, new, 1), f"rules.{path}", *said)

    @pytest.mark.parametrize(
        ("more", "path"),
        [(STEPS, "course.feed.steps.reply"), (STARTS, "call.feed.starts.urged")],
    )
    def test_tables_of_questions(self, more: str, path: str) -> None:
        """So it is of each step, and of each event."""
        place = FIRST.index("[[scenarios]]")
        text = FIRST[:place] + more + FIRST[place:]
        self.refused(text, f"rules.{path}", *WHEN)

    def test_the_day_of_a_row(self) -> None:
        """What is no moment dates nothing."""
        text = FIRST.replace('placed = "received_at"', 'placed = "noted"')
        self.refused(text, "facts.request.noted", DAY[0])

    @pytest.mark.parametrize("name", ["id", "entered_at", "owner", "named"])
    def test_what_every_row_has(self, name: str) -> None:
        """It cannot be something else besides."""
        text = FIRST.replace("noted = { type", f"{name} = {{ type", 1).replace(
            "items.noted", f"items.{name}"
        )
        self.refused(text, f"facts.request.{name}", *OWN)

    @pytest.mark.parametrize(
        ("told", "type_", "allowed"),
        [
            ('"maybe"', "yes or no?", "True or False"),
            ("7", "name?", "a text"),
        ],
    )
    def test_a_default(self, told: str, type_: str, allowed: str) -> None:
        """What no row could be told is no default either."""
        text = FIRST.replace(
            'noted = { type = "yes or no?"',
            f'noted = {{ default = {told}, type = "{type_}"',
        )
        with pytest.raises(RulesFileError) as caught:
            loads(text)

        assert any(
            fault.path == "facts.request.attributes.noted.default"
            and all(word in str(fault) for word in allowed.split(", "))
            for fault in caught.value.faults
        )

    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            ("instnat?", "instant?"),
            ("yes or now", "yes or no"),
            ("catgory of answer", "category of answer"),
            ("lst of name?", "list of name?"),
            ("numbr", "number"),
            ("quixotic", None),
        ],
    )
    def test_a_type_mistyped(self, said: str, meant: str | None) -> None:
        """The nearest one is named."""
        with pytest.raises(RulesFileError) as caught:
            loads(FIRST.replace("category of answer", said))

        assert (
            next(
                fault.nearest
                for fault in caught.value.faults
                if fault.code == "not_a_type"
            )
            == meant
        )

    def test_an_alias_that_is_another_word(self) -> None:
        """No row could tell which of the two it means."""
        old = 'other = { text = { en = "other requests" } }'
        new = old.replace(" } }", ' }, aliases = ["urgent requests"] }')
        self.refused(
            FIRST.replace(old, new),
            "words.other.aliases[0]",
            "means two things; allowed: an alias of one thing; it is 'urgent' as well",
            "有两种含义；应为只指一项的别名（它同时也指“urgent”）",
        )

    @pytest.mark.parametrize(
        ("declared", "whole"),
        [
            ('"yes or no?"', False),  # left blank, it would pass for an attempt
            ('"text"', False),
            ('"yes or no", default = true', True),
            ('"yes or no"', True),
        ],
    )
    def test_whether_a_row_counts(self, declared: str, *, whole: bool) -> None:
        """Every row tells it."""
        text = FIRST.partition("[rules.log]")[0].replace(
            'noted = { type = "yes or no?"', f"noted = {{ type = {declared}"
        )
        text = text.replace(
            'placed = "received_at"', 'placed = "received_at"\ncounts_if = "noted"'
        )
        if whole:
            assert loads(text).ledgers["request"].counts_if == "noted"
        else:
            self.refused(
                text,
                "facts.request.counts_if",
                "a yes or no that every row tells, such as one with a default",
                "每行都要填的“是或否”（可写明默认值）",
            )

    def test_an_item(self) -> None:
        """An item that is no attribute, and that no question tells, is never known."""
        with pytest.raises(RulesFileError) as caught:
            loads(FIRST.replace("items.noted", "items.notedd"))
        (fault,) = caught.value.faults

        assert fault.path == "rules.log.feed.there.notedd"
        assert (fault.code, fault.nearest) == ("unknown_attribute", "noted")

    def test_a_category_that_nothing_asks_for(self) -> None:
        """It loads, for columns may tell it; and a review says so."""
        text = FIRST.replace(', category = "urgency"', "")
        assert [str(one) for one in review(loads(text))] == [
            "rules.answer.feed.category (DESK-1): nothing asks for the category, so "
            "that no limit is ever known"
        ]

    @staticmethod
    def refused(text: str, path: str, en: str, zh: str = "") -> None:
        """Expect one fault, at its place, in both languages."""
        with pytest.raises(RulesFileError) as caught:
            loads(text)
        (fault,) = caught.value.faults

        assert fault.path == path
        assert en in str(fault)
        assert zh in fault.in_language("zh")
