"""That what is withdrawn as recorded in error carries nothing that still stands."""

from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.log.recorder import Rule
from crm.projections.contacts.questions import STANDING as CONTACTS_STANDING
from crm.projections.directory import rules as directory
from crm.projections.membership import MEMBERS_STANDING
from crm.projections.participation import questions as participation
from domain.refusal import Resting, StillNeeded

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


def _resting(cursor: Cursor[Any], subject_id: UUID) -> list[Resting]:
    """Return what rests on it: activities, networks, and what is below or looked after."""
    about = {"ids": [subject_id]}
    activities = cursor.execute(participation.RESTING, about).fetchall()
    networks = [row[0] for row in cursor.execute(MEMBERS_STANDING, about).fetchall()]
    joined = cursor.execute(directory.NAMED, {"ids": networks}).fetchall() if networks else []
    below = cursor.execute(directory.RESTING, about).fetchall()
    people = cursor.execute(CONTACTS_STANDING, about).fetchall()
    return [Resting(*row) for row in (*activities, *joined, *below, *people)]
