"""
What is put up for everybody to read: a notice board, and the proof of a draw.

Each is one page of HTML in one language that fetches nothing and runs no script: for
a wall, a website or a phone. What comes from data is escaped, and what names people is
left out unless it is asked for.

A ledger of thirty cases, drawn and published:

>>> import datetime as dt
>>> from followup_rules.policies.draws import whole_id
>>> from followup_rules.rulebooks import service_centre
>>> cases = {f"case-{n}": whole_id("A", f"{n:04d}") for n in range(1, 31)}
>>> draw = service_centre.PHONE_DRAW.draw(
...     cases.values(), seed="314159", seed_source="dice", on=dt.date(2026, 3, 11)
... )
>>> proof = draw_proof(draw, cases.values(), language="en")
>>> proof.csv().splitlines()[0]
'id,ticket,rank,result,reason'
>>> case_ids(draw.chosen[:2], cases)
{'A/0005': 'case-5', 'A/0027': 'case-27'}
"""

from followup_rules.publication.board import PERSONS, PUBLIC, Column, notice_board
from followup_rules.publication.cases import case_ids
from followup_rules.publication.pages import (
    Code,
    Section,
    Tag,
    Tone,
    escaped,
    page,
    table,
)
from followup_rules.publication.proofs import Proof, draw_proof

__all__ = [
    "PERSONS",
    "PUBLIC",
    "Code",
    "Column",
    "Proof",
    "Section",
    "Tag",
    "Tone",
    "case_ids",
    "draw_proof",
    "escaped",
    "notice_board",
    "page",
    "table",
]
