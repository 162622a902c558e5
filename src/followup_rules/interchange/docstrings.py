"""
What the docstrings of classes say about their fields.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

_SAID: Final = re.compile(r"^        (\w+): (.+(?:\n {12}.+)*)", re.MULTILINE)


@cache
def fields_said(cls: type) -> Mapping[str, str]:
    """
    Return what the docstrings of a class and of its parents say of its fields.
    """
    found: dict[str, str] = {}
    for one in reversed(cls.__mro__):
        listed = (one.__doc__ or "").partition("    Attributes:\n")[2]
        for name, said in _SAID.findall(listed.partition("\n    Raises:\n")[0]):
            found[name] = " ".join(said.split())
    return found
