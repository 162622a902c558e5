"""
The attempts to reach those who were drawn.
"""

from followup_rules.books.conditions import Answer, Known, belonging
from followup_rules.books.feeds.asking import Part, ask, whether
from followup_rules.errors import InvalidFieldError
from followup_rules.fields import Name, held
from followup_rules.immutable import frozen


@frozen(kw_only=True, field_transformer=held)
class Calls(Part):
    """
    The attempts to reach those who were drawn.

    Attributes:
        of: The kind of the rows, which belong to a round.
        subject: The id of the row that was drawn.
        reached: Whether somebody was reached.
        reason: Why not, as it was logged.
    """

    of: Name
    subject: Answer = ask()
    reached: Answer = whether(default=True)
    reason: Answer = ask()

    def __attrs_post_init__(self) -> None:
        if self.subject is None:
            raise InvalidFieldError("Calls.subject", None, "a question whom was called")

    def bound(self, kind: str, known: Known) -> "Calls":
        """
        Hold its questions against the facts.

        Raises:
            UnknownNameError: If its rows belong to no round.
        """
        belonging(self.of, known[kind], known)
        return super().bound(kind, known)
