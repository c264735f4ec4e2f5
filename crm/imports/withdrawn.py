"""What an import brought in and somebody then withdrew: no file that still says it brings it back.

What was taken back with its whole import isn't among that: the same files may be taken in again.
"""

from collections.abc import Sequence
from functools import cached_property
from uuid import UUID

from crm.application import CRM
from crm.database import Database
from crm.log import Entry
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from domain.activity import Activity, Joined, ParticipationWithdrawn
from domain.engagement import Engagement
from domain.participation import Participation
from domain.partner import Partner
from domain.project import Project
from domain.refusal import Refusal

# Through what imports, and the undoing of one, say things.
IMPORT, UNDONE = "import", "job"
TOPICS = [kind.Withdrawn.TOPIC for kind in (Partner, Project, Engagement)]
Key = tuple[str, str]


class WasWithdrawn(Refusal):
    """Somebody said of what a row says that it was recorded in error."""


class NeverTookPart(Refusal):
    """Somebody said that the party of a row never took part so."""

    field = "party"


class Withdrawn:
    """What was withdrawn, looked up once an import and only where something would be new."""

    def __init__(self, crm: CRM) -> None:
        self.crm = crm
        self._parts: dict[UUID, set[Participation]] = {}

    def holds_partner(self, scheme: str, value: str) -> bool:
        """Say whether somebody withdrew the partner with an identifier."""
        return (scheme, value) in self._partners[0]

    def holds_called(self, name: str, place: str) -> bool:
        """Say whether somebody withdrew a partner of a name and a place."""
        return (name, place) in self._partners[1]

    def holds_activity(self, scheme: str, value: str) -> bool:
        """Say whether somebody withdrew the activity with an identifier."""
        return (scheme, value) in self._activities[0]

    def holds(self, activity_id: UUID | None) -> bool:
        """Say whether somebody withdrew the activity of an id."""
        return activity_id in self._activities[1]

    def holds_part(self, activity: Activity, wanted: Participation, roles: Sequence[str]) -> bool:
        """Say whether somebody said that a party never took part so, in any of some roles."""
        known = activity.participations
        if known.given == len(known.by_number):
            return False
        if activity.id not in self._parts:
            self._parts[activity.id] = _never_so(self.crm.entries_about(activity.id))
        return any(wanted._replace(role=role) in self._parts[activity.id] for role in roles)

    @cached_property
    def _partners(self) -> tuple[set[Key], set[Key]]:
        found = directory.withdrawn_partners(self.crm.database)
        gone = _by_somebody(self.crm.database, [one.id for one in found])
        known = [one for one in found if one.id in gone]
        keys = {key for one in known for key in one.identifiers.items()}
        return keys, {(one.name, one.municipality or "") for one in known}

    @cached_property
    def _activities(self) -> tuple[set[Key], set[UUID]]:
        found = participation.withdrawn_activities(self.crm.database)
        gone = _by_somebody(self.crm.database, [*found])
        return {key for one in gone for key in found[one].items()}, gone


def _by_somebody(database: Database, ids: list[UUID]) -> set[UUID]:
    params = {"ids": ids, "topics": TOPICS, "import": IMPORT, "undone": UNDONE}
    return set(database.values(BY_SOMEBODY, params)) if ids else set()


def _never_so(entries: list[Entry]) -> set[Participation]:
    """Return what an import said of participations that somebody withdrew."""
    gone = {
        entry.event.participation
        for entry in entries
        if isinstance(entry.event, ParticipationWithdrawn) and entry.metadata["source"] != UNDONE
    }
    said = (entry.event for entry in entries if entry.metadata["source"] == IMPORT)
    return {
        Participation(one.party_id, one.role, one.from_on, one.until_on)
        for one in said
        if isinstance(one, Joined) and one.participation in gone
    }


BY_SOMEBODY = """
    SELECT w.originator_id
    FROM crm_events w JOIN crm_events c
      ON c.originator_id = w.originator_id AND c.originator_version = 1
    WHERE w.originator_id = ANY (%(ids)s) AND w.topic = ANY (%(topics)s)
      AND w.metadata ->> 'source' <> %(undone)s AND c.metadata ->> 'source' = %(import)s
"""
