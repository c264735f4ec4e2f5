"""What somebody said otherwise on the pages after a file had said it: the same file lets it be.

A row is compared with what is so now; what a person corrected or changed since would otherwise be
taken back by the very row that they corrected.
"""

from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from crm.application import CRM
from crm.imports.withdrawn import IMPORT, UNDONE
from domain.engagement import Engagement
from domain.refusal import FieldRefusal, Refusal
from domain.undoing import Undoable

NOT_BY_HAND = {IMPORT, UNDONE}
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
        if wanted == now:
            return wanted
        if self._was_changed(aspect, now, wanted, part) or self._was_undone(aspect, wanted, part):
            self.warn(ChangedSince(about))
            return now
        return wanted

    def _was_changed(self, aspect: str, now: Any, wanted: Any, part: Part) -> bool:
        """Say whether somebody let it be otherwise than it was before, as the row says still."""
        if not self._was_before(aspect, wanted, part):
            return False
        return self._source(self._said_in(aspect, now, part)) not in NOT_BY_HAND

    def _was_undone(self, aspect: str, wanted: Any, part: Part) -> bool:
        """Say whether somebody undid what a file said, as the row says still."""
        return any(self._undid(number, aspect, wanted, part) for number in self.thing.undone)

    def _undid(self, number: int, aspect: str, wanted: Any, part: Part) -> bool:
        then: Any = self.crm.repository.get(self.thing.id, version=number)
        if then.said_by(aspect) != number or part(ASPECTS[aspect](then)) != wanted:
            return False
        undoing = self.crm.database.value(UNDOING, [self.thing.id, str(number)])
        return self._source(number) == IMPORT and undoing not in NOT_BY_HAND

    def _was_before(self, aspect: str, wanted: Any, part: Part) -> bool:
        """Say whether a file said so before."""
        before = (one for one in self.thing.former.get(aspect, ()) if part(one.value) == wanted)
        return any(self._source(one.fact) == IMPORT for one in before)

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


def _description(thing: Any) -> Any:
    return thing.outline if isinstance(thing, Engagement) else thing.description


ASPECTS: dict[str, Callable[[Any], Any]] = {
    "name": attrgetter("name"),
    "title": attrgetter("title"),
    "days": attrgetter("starts_on", "ends_on"),
    "goal": attrgetter("goal", "themes"),
    "description": _description,
}

SOURCE = """
    SELECT metadata ->> 'source' FROM crm_events
    WHERE originator_id = %s AND originator_version = %s
"""

# The latest of those that said that it was wrong.
UNDOING = """
    SELECT metadata ->> 'source' FROM crm_events
    WHERE originator_id = %s AND convert_from(state, 'UTF8')::jsonb ->> 'corrects' = %s
    ORDER BY originator_version DESC LIMIT 1
"""
