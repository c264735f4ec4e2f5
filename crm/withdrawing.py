"""That what is withdrawn as recorded in error carries nothing that still stands."""

from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.log.recorder import Rule
from crm.projections.directory.rules import RESTING
from crm.projections.membership import MEMBERS_STANDING
from crm.projections.participation.questions import NEEDED
from domain.refusal import StillNeeded

ASKED = (NEEDED, MEMBERS_STANDING, RESTING)


def is_not_needed(subject_id: UUID) -> Rule:
    """Give the rule that nothing recorded rests on a party or a project.

    Whoever takes part, is a member, has parts of its own or looks after somebody has to be taken
    out there first: a withdrawn party would count on. It raises StillNeeded.
    """

    def rule(cursor: Cursor[Any]) -> None:
        for sql in ASKED:
            cursor.execute(sql, {"ids": [subject_id]})
            if cursor.fetchone():
                raise StillNeeded

    return rule
