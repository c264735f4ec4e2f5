"""Whether a command may name a party: asked under the writers' lock, raising what it refuses."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from psycopg import Cursor

from crm.projections.directory.questions import DESCENDANTS, ENDED
from domain.identifier import IdentifierTaken
from domain.partner import OwnDescendant, PartnerHasEnded, Stage
from domain.refusal import NotFound, WrongKind

Rule = Callable[[Cursor[Any]], None]
PARTIES = ("partner", "unit", "colleague")


def identifiers_are_free(identifiers: Mapping[str, str], party_id: UUID) -> Rule:
    """Give the rule that nobody else holds any of these identifiers. It raises IdentifierTaken."""

    def rule(cursor: Cursor[Any]) -> None:
        schemes, values = list(identifiers), list(identifiers.values())
        cursor.execute(HELD, [schemes, values, party_id])
        if row := cursor.fetchone():
            raise IdentifierTaken(*row)

    return rule if identifiers else (lambda _: None)


def may_join(ids: Sequence[UUID]) -> Rule:
    """Give the rule that parties are there, and may take part, and are not ended.

    It raises NotFound, WrongKind, PartnerHasEnded.
    """

    def rule(cursor: Cursor[Any]) -> None:
        cursor.execute(STANDING, [list(ids)])
        standing = {party_id: found for party_id, *found in cursor.fetchall()}
        for party_id in ids:
            if party_id not in standing:
                raise NotFound("party", str(party_id))
            kind, name, stage = standing[party_id]
            if kind not in PARTIES:
                raise WrongKind("party", PARTIES)
            if stage == Stage.ENDED.value:
                raise PartnerHasEnded(name)

    return rule


def may_join_if_known(ids: Collection[UUID]) -> Rule:
    """Give the rule that none of many parties is ended. It raises PartnerHasEnded."""

    def rule(cursor: Cursor[Any]) -> None:
        cursor.execute(ENDED, [list(ids)])
        if row := cursor.fetchone():
            raise PartnerHasEnded(row[1])

    return rule


def is_not_below(party_id: UUID | None, above: UUID) -> Rule:
    """Give the rule that a party isn't part of another. It raises OwnDescendant."""

    def rule(cursor: Cursor[Any]) -> None:
        if party_id and (party_id,) in cursor.execute(DESCENDANTS, [above]).fetchall():
            raise OwnDescendant

    return rule


HELD = """
    SELECT i.scheme, i.value, p.name FROM identifier i
    JOIN unnest(%s::text[], %s::text[]) AS wanted (scheme, value) USING (scheme, value)
    JOIN party p ON p.id = i.party AND upper_inf(p.recorded)
    WHERE i.party <> %s
"""

STANDING = """
    SELECT DISTINCT ON (id) id, type, name, stage FROM party
    WHERE id = ANY (%s) AND upper_inf(recorded)
    ORDER BY id, upper(valid) DESC NULLS FIRST
"""

NAMED = """
    SELECT DISTINCT ON (id) id, type, name FROM party
    WHERE id = ANY (%(ids)s) AND upper_inf(recorded)
    ORDER BY id, upper(valid) DESC NULLS FIRST
"""

RESTING = """
    SELECT id, type, name FROM party
    WHERE (parent_id = ANY (%(ids)s) OR unit_id = ANY (%(ids)s) OR steward_id = ANY (%(ids)s))
      AND upper_inf(recorded) AND upper_inf(valid)
    ORDER BY sort_key, id
"""
