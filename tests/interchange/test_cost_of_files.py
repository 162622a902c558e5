"""
What a small file may cost whoever loads it, counted in calls and not in time.
"""

from collections.abc import Callable

import pytest
from tests.campaigns.growing import editions
from tests.campaigns.growth import calls_in

from followup_rules import interchange
from followup_rules.errors import FollowupRulesError
from followup_rules.interchange.texts import DEEPEST

KILOBYTE = 1024
BASED = 'based_on = "repair@2021"\n'
OF_A_BOOK = 60_000
"""What reading one shipped book again costs at the most, in calls."""
OF_A_BYTE = 60
"""What a byte may cost besides."""


def _filled(line: Callable[[int], str], head: str = BASED) -> str:
    """Return a text of some kilobytes, line by line."""
    lines, size = [head], 0
    while size < 6 * KILOBYTE:
        lines.append(line(len(lines)))
        size += len(lines[-1])
    return "\n".join(lines)


NASTY = {
    "unknown keys": _filled(lambda n: f"k{n} = 1"),
    "unknown rules": _filled(lambda n: f'[rules.r{n}]\nrate = "5%"'),
    "wrong values": _filled(lambda n: f"[words.w{n}]\ntext = {n}"),
    "names that nearly fit": _filled(lambda n: f"[rules.visit_quota_offic{n}]\na = 1"),
    "nested lists": BASED + f"words = {'[' * DEEPEST * 9}{']' * DEEPEST * 9}\n",
    "dotted keys": BASED + ".".join("a" * 2000) + " = 1\n",
    "long numbers": _filled(lambda n: f"k{n} = {'9' * 500}"),
    "long words": BASED + f'x = "{"漏" * 2000}"\n',
    "many conditions": BASED
    + '[rules.visit_deadline.feed]\nowed = "'
    + " and ".join(["owes_visit"] * 400)
    + '"\n',
    "nested conditions": BASED
    + '[rules.visit_deadline.feed]\nowed = "'
    + "(" * 2000
    + "owes_visit"
    + ")" * 2000
    + '"\n',
    "no end of not": BASED
    + '[rules.visit_deadline.feed]\nowed = "'
    + "not " * 1500
    + 'owes_visit"\n',
    "json of brackets": "[" * 6000,
}


@pytest.mark.parametrize("name", NASTY)
def test_bounded(name: str) -> None:
    """A file of a few kilobytes costs what its bytes allow, whatever it holds."""
    text = NASTY[name]
    form = "json" if name.startswith("json") else "toml"

    def load() -> None:
        with pytest.raises(FollowupRulesError):
            interchange.loads(text, form)

    assert calls_in(load) < OF_A_BOOK + OF_A_BYTE * len(text.encode())


def test_editions() -> None:
    """Each edition costs one reading of the book that it is based on."""
    text = editions(30)
    most = 30 * OF_A_BOOK + OF_A_BYTE * len(text)
    assert calls_in(lambda: interchange.loads(text)) < most
