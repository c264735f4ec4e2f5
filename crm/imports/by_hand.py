"""What somebody said otherwise on the pages after a file had said it: the same file lets it be.

A row is compared with what is so now; what a person corrected or changed since would otherwise be
taken back by the very row that they corrected.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from crm.application import CRM
from domain.refusal import FieldRefusal, Refusal
from domain.undoing import Undoable

# Through what imports, and the undoing of one, say things.
NOT_BY_HAND = {"import", "job"}
Part = Callable[[Any], Any]


@dataclass(eq=False)
class ChangedSince(FieldRefusal):
    """Somebody changed on the pages what a row says as it was before."""

    about: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """Looks for that in something that a row is about, and warns of what is left as it is."""

    crm: CRM
    thing: Undoable
    warn: Callable[[Refusal], None]

    def kept(
        self, aspect: str, about: str, now: Any, wanted: Any, part: Part = lambda it: it
    ) -> Any:
        """Return what a field is to be: as the row says, or as somebody said since.

        The field is a `part` of what was so of an aspect, and `about` what it is called.
        """
        if wanted == now or not self._was_before(aspect, wanted, part):
            return wanted
        if self._source(self._said_in(aspect, now, part)) in NOT_BY_HAND:
            return wanted
        self.warn(ChangedSince(about))
        return now

    def _was_before(self, aspect: str, wanted: Any, part: Part) -> bool:
        return any(part(one.value) == wanted for one in self.thing.former.get(aspect, ()))

    def _said_in(self, aspect: str, now: Any, part: Part) -> int:
        """Return the number of the fact since which the field is as it is."""
        number = self.thing.said_by(aspect)
        for former in reversed(self.thing.former.get(aspect, ())):
            if part(former.value) != now:
                break
            number = former.fact
        return number

    def _source(self, number: int) -> str:
        found: str = self.crm.database.value(SOURCE, [self.thing.id, number])
        return found


SOURCE = """
    SELECT metadata ->> 'source' FROM crm_events
    WHERE originator_id = %s AND originator_version = %s
"""
