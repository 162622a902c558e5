"""
What is only striven for is missed without a breach, and the sentence says so.
"""

import attrs
import pendulum
import pytest

from followup_rules import Clause, Days, DeadlinePolicy, Text
from followup_rules.clauses import Force
from followup_rules.verdicts import Verdict

SAID = "H-1 is only striven for in this, and nothing is broken."
SAID_IN_CHINESE = "H-1对此仅作力争要求，不计为违规。"
CLAUSE = Clause(id="H-1", en="Within three days.", zh="三日内。")
RULE = DeadlinePolicy(
    id="visit",
    clause=CLAUSE,
    name=Text("the visit", "回访"),
    owed_by="office",
    limit=Days(3),
)


def on(day: int) -> pendulum.DateTime:
    """Return an instant of March 2026."""
    return pendulum.datetime(2026, 3, day, 9, tz="Asia/Shanghai")


def judged(
    done: int | None, *, duty: Force = Force.BINDING, timing: Force | None = None
) -> Verdict:
    """Judge what was to be done within three days of the second."""
    rule = attrs.evolve(RULE, clause=attrs.evolve(CLAUSE, duty=duty, timing=timing))
    done_at = None if done is None else on(done)
    return rule.assess(on(2), done_at, as_of=on(20))


class TestStrivenFor:
    """
    Not done at all is judged by the duty of the clause, lateness by its timing.
    """

    @pytest.mark.parametrize(
        ("done", "force", "status"),
        [
            (None, {"duty": Force.TARGET}, "BREACHED"),
            (6, {"duty": Force.TARGET}, "LATE"),
            (6, {"timing": Force.TARGET}, "LATE"),
        ],
    )
    def test_nothing_is_broken(
        self, done: int | None, force: dict[str, Force], status: str
    ) -> None:
        """No violation, and both languages say why."""
        verdict = judged(done, **force)

        assert (verdict.status.name, verdict.is_violation) == (status, False)
        assert verdict.explain("en").endswith(SAID)
        assert verdict.explain("zh").endswith(SAID_IN_CHINESE)

    @pytest.mark.parametrize(
        ("done", "force"),
        [
            (None, {}),
            (None, {"timing": Force.TARGET}),
            (6, {}),
            (6, {"duty": Force.TARGET, "timing": Force.BINDING}),
        ],
    )
    def test_what_binds_is_broken(
        self, done: int | None, force: dict[str, Force]
    ) -> None:
        """A duty whose time alone is striven for is owed all the same."""
        verdict = judged(done, **force)

        assert verdict.is_violation
        assert SAID not in verdict.explain("en")

    def test_what_is_met_needs_no_remark(self) -> None:
        """It strives for nothing any more."""
        assert SAID not in judged(4, duty=Force.TARGET).explain("en")
