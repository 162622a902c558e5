"""
One folder for each regulation.

Every rulebook hands on `REGULATION`, `CLAUSES`, `READINGS`, `RULES` and `assess`.
"""
