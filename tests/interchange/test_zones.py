"""
One zone for all rules of a file.
"""

import attrs
import pytest

from followup_rules import interchange
from followup_rules.errors import RulesFileError

VIENNA = """
zone_of = "answer"

[regulation]
code = "LIFT"
edition = "1"
title = { en = "Lifts" }
source = "a test"

[words]
office = { text = { en = "office" } }

[facts.complaint]
words = { en = "complaint" }
placed = "came_at"
[facts.complaint.attributes]
came_at = { type = "instant", words = { en = "when it came" } }
done_at = { type = "instant?", words = { en = "when it was answered" }, after = "came_at" }

[clauses.LIFT-1]
en = "It is answered in two days."

[clauses.LIFT-2]
en = "It is noted in two days."

[rules.answer]
kind = "deadline"
clause = "LIFT-1"
name = { en = "the answer" }
owed_by = "office"
limit = "2 days"
counting.zone = "Europe/Vienna"
feed = { each = "complaint", since = "came_at", done = "done_at" }

[rules.note]
kind = "deadline"
clause = "LIFT-2"
name = { en = "the note" }
owed_by = "office"
limit = "2 days"
feed = { each = "complaint", since = "came_at", done = "done_at" }

[rules.pick]
kind = "draw"
clause = "LIFT-2"
name = { en = "the draw" }
owed_by = "office"
size = 2
"""


class TestOneZone:
    """
    Days begin for every rule where they begin for the one that `zone_of` names.
    """

    def test_a_rule_that_tells_none(self) -> None:
        """
        It does not fall back to another part of the world.
        """
        book = interchange.loads(VIENNA)
        assert book["note"].counting.zone == "Europe/Vienna"
        assert book["pick"].zone == "Europe/Vienna"

    def test_a_rule_that_tells_another(self) -> None:
        """
        What is told stands, also beside other terms of the convention.
        """
        book = interchange.loads(
            VIENNA.replace(
                'name = { en = "the note" }',
                'name = { en = "the note" }\n'
                'counting = { zone = "Europe/London", start_day_counted = true }',
            )
        )
        assert book["note"].counting.zone == "Europe/London"
        assert book["note"].counting.start_day_counted

    def test_there_and_back(self) -> None:
        """
        A book that counts in two zones is written so that it is read as it was.
        """
        book = interchange.loads(VIENNA)
        home = attrs.evolve(book["note"].counting, zone="Asia/Shanghai")
        mixed = book.replace("note", attrs.evolve(book["note"], counting=home))
        mixed = mixed.replace("pick", attrs.evolve(book["pick"], zone="Asia/Shanghai"))
        again = interchange.loads(interchange.dumps(mixed))
        assert again.rules == mixed.rules
        assert interchange.loads(interchange.dumps(book)).rules == book.rules

    @pytest.mark.parametrize(
        ("old", "new", "faults"),
        [
            ('zone = "Europe/Vienna"', 'zone = "Europe/Wien"', 1),
            ("counting.zone = ", "counting.zoned = ", 1),
            ('counting.zone = "Europe/Vienna"', "counting = 5", 1),
            ('zone_of = "answer"', "zone_of = 5", 1),
            ('zone_of = "answer"', 'zone_of = "reply"', 1),
            ('kind = "draw"', "kind = 5", 1),
        ],
    )
    def test_what_cannot_be_read(self, old: str, new: str, faults: int) -> None:
        """
        A fault of one rule is not repeated for all.
        """
        with pytest.raises(RulesFileError) as caught:
            interchange.loads(VIENNA.replace(old, new, 1))
        assert len(caught.value.faults) == faults
