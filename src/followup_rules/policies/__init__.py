"""
One module for each kind of rule; they are blind to one another.

Every kind is a frozen class with an `id`, a `clause`, a `name` and the party it is
`owed_by`; answers `assess(...)` with a `Verdict`; and, beside it, the question it
exists for.
"""
