"""That what is withdrawn as recorded in error carries nothing that still stands."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.log.recorder import Rule
from crm.projections.contacts.questions import STANDING as CONTACTS_STANDING
from crm.projections.directory import rules as directory
from crm.projections.membership import MEMBERS_STANDING
from crm.projections.participation import questions as participation
from domain.colleague import Colleague
from domain.engagement import Engagement
from domain.network import Network
from domain.partner import Partner
from domain.project import Project
from domain.refusal import IsWithdrawn, Resting, StillNeeded
from domain.unit import Unit

NAMED = 5


def is_not_needed(subject_id: UUID) -> Rule:
    """Give the rule that nothing recorded rests on a party, a network or a project.

    Whoever takes part, is a member, has parts of its own or looks after somebody has to be taken
    out there first: a withdrawn party would count on. It raises StillNeeded.
    """

    def rule(cursor: Cursor[Any]) -> None:
        if found := _resting(cursor, subject_id):
            raise StillNeeded(tuple(found[:NAMED]), max(len(found) - NAMED, 0))

    return rule


def all_stand(ids: Iterable[UUID]) -> Rule:
    """Give the rule that nothing of some parties and activities was recorded in error.

    It raises IsWithdrawn.
    """
    wanted = list(ids)

    def rule(cursor: Cursor[Any]) -> None:
        if cursor.execute(WITHDRAWN, {"ids": wanted, "topics": TOPICS}).fetchone():
            raise IsWithdrawn

    return rule


def _resting(cursor: Cursor[Any], subject_id: UUID) -> list[Resting]:
    """Return what rests on it: activities, networks, and what is below or looked after."""
    about = {"ids": [subject_id]}
    activities = cursor.execute(participation.RESTING, about).fetchall()
    networks = [row[0] for row in cursor.execute(MEMBERS_STANDING, about).fetchall()]
    joined = cursor.execute(directory.NAMED, {"ids": networks}).fetchall() if networks else []
    below = cursor.execute(directory.RESTING, about).fetchall()
    people = cursor.execute(CONTACTS_STANDING, about).fetchall()
    return [Resting(*row) for row in (*activities, *joined, *below, *people)]


TOPICS = [kind.Withdrawn.TOPIC for kind in (Partner, Unit, Colleague, Network, Project, Engagement)]
WITHDRAWN = (
    "SELECT 1 FROM crm_events WHERE originator_id = ANY (%(ids)s) AND topic = ANY (%(topics)s)"
)
