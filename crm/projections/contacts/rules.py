"""Whether a command may name somebody: asked under the writers' lock, raising what it refuses."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.log.recorder import Rule
from domain.refusal import PersonIsErased


def nobody_is_erased(ids: Collection[UUID]) -> Rule:
    """Give the rule that none of these is of somebody erased. It raises PersonIsErased."""

    def rule(cursor: Cursor[Any]) -> None:
        if cursor.execute(ERASED, [list(ids)]).fetchone():
            raise PersonIsErased

    return rule


ERASED = "SELECT true FROM person WHERE id = ANY (%s) AND erased LIMIT 1"
