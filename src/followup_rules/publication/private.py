"""
What nobody may read on a wall by mistake.
"""

import re
from typing import Final

from followup_rules.errors import PrivateTextError

_PHONE: Final = re.compile(
    r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?"
    r"(?:1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-\d{7,8})(?![0-9A-Za-z])"
)
"""A mobile number of the mainland, or a fixed line with its area code."""


def refuse_phones(where: str, text: str) -> str:
    """
    Return a text that holds no telephone number.

    Raises:
        PrivateTextError: If it holds what looks like one.
    """
    if _PHONE.search(text):
        raise PrivateTextError(where, text)
    return text
