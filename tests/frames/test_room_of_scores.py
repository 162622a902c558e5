"""
How fine the numbers of a score may be, so that their products stay in 64 bits.
"""

from fractions import Fraction

import attrs
import pytest
from tests.frames.test_scoring import RULE

from followup_rules.frames.scoring.means import whole_numbers
from followup_rules.policies.scoring import CUTS_90_60


@pytest.mark.parametrize("cut", ["90", "90.5", Fraction(181, 2**20)])
@pytest.mark.parametrize("worth", ["100", "99.5", Fraction(1000, 11)])
def test_products_stay_in_64_bits(cut: str | Fraction, worth: str | Fraction) -> None:
    """
    A denominator is multiplied by what makes points whole, and by a hundred cut-offs.

    As much as fits is let in: twice as large a denominator would not do.
    """
    points = dict(RULE.points)
    points[next(iter(points))] = Fraction(worth)
    tiers = [attrs.evolve(CUTS_90_60[0], least=cut), CUTS_90_60[2]]
    rule = attrs.evolve(RULE, points=points, tiers=tiers)
    found = whole_numbers(rule)
    finest = max(10_000, 100 * Fraction(cut).denominator)
    factor = finest * Fraction(worth).denominator

    assert found.most * factor <= 2**61 < 2 * found.most * factor
