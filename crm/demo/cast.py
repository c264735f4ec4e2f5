"""Playing the story: who and what it speaks of by name, met as the commands make them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self
from uuid import UUID, uuid5

from crm.application import CRM
from crm.log import Origin, Receipt
from crm.log.transfer import NotEmpty

STORY = UUID("6f0e51f8-2f2f-4d0c-9c39-5f1d5a2b7c11")

Command = Callable[["Cast", Origin], Receipt]


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the story: when it is recorded, by whom, about whom, and what is said."""

    at: datetime
    by: str
    about: str
    what: str
    command: Command

    @property
    def command_id(self) -> UUID:
        """The same for the same step, however often it is played."""
        return uuid5(STORY, f"{self.about}: {self.what}")


@dataclass
class Cast:
    """Those on the stage, by name, and the commands that were given before."""

    crm: CRM
    given: dict[UUID, UUID]
    ids: dict[str, UUID] = field(default_factory=dict)

    @classmethod
    def meet(cls, crm: CRM, steps: Sequence[Step]) -> Self:
        """Look who is there already. Raises NotEmpty where another story was told."""
        given = crm.database.pairs(GIVEN)
        if given and steps[0].command_id not in given:
            raise NotEmpty
        return cls(crm, given)

    def __getitem__(self, name: str) -> UUID:
        """Return the id of a party or an activity that has had its entrance."""
        return self.ids[name]

    def play(self, step: Step) -> None:
        """Give a command, unless it was given already."""
        subject = self.given.get(step.command_id) or step.command(self, self._origin(step))
        self.ids[step.about] = subject if isinstance(subject, UUID) else subject.subject_id

    def _origin(self, step: Step) -> Origin:
        actor = str(self.ids.get(step.by, "system"))
        return Origin(actor, command_id=step.command_id, recorded_at=step.at)


GIVEN = """
    SELECT command_id, originator_id FROM crm_events
    WHERE command_id IS NOT NULL AND metadata ->> 'source' <> 'job'
"""
