"""Names of colleagues from the time when events held them: brought into the vault.

Programs before version 0.2 wrote them into the log, which forgets nothing. There they stay, but
nothing reads them any more; everything else goes by the vault, and loses them with an erasure.
"""

from collections.abc import Sequence
from typing import Any

from psycopg import Cursor

from crm.log.entry import Entry
from crm.vault import keep_name

OLD = (
    "crm.colleague.joined.v1",
    "crm.colleague.name_corrected.v1",
    "crm.colleague.withdrawn.v1",
)


def bring_in(cursor: Cursor[Any], entries: Sequence[Entry]) -> None:
    """Let the vault hold what entries that just came in say, where they are that old."""
    if any(entry.topic in OLD for entry in entries):
        bring_over(cursor, entries[0].position)


def bring_over(cursor: Cursor[Any], position: int = 1) -> None:
    """Let the vault hold what old events say of colleagues, from a position on, if it doesn't yet.

    Of who was erased it holds nothing.
    """
    brought = cursor.execute(BRING_OVER, {"topics": list(OLD), "position": position}).fetchall()
    people = list({person for (person,) in brought})
    for person, name in cursor.execute(LATEST, [people]).fetchall():
        keep_name(cursor, person, name)


def forget_erased(cursor: Cursor[Any]) -> None:
    """Take what came in of people who were erased later in the same log out again."""
    cursor.execute("DELETE FROM vault USING person p WHERE p.id = person AND p.erased")
    cursor.execute("DELETE FROM vault_name USING person p WHERE p.id = person AND p.erased")


BRING_OVER = """
    INSERT INTO vault (person, field, position, recorded_at, value)
    SELECT originator_id, field, notification_id, recorded_at, said ->> field
    FROM (
        SELECT *, convert_from(state, 'UTF8')::jsonb AS said FROM crm_events
        WHERE topic = ANY (%(topics)s) AND notification_id >= %(position)s
    ) old, unnest(ARRAY['name', 'reason']) AS field
    WHERE said ->> field IS NOT NULL AND NOT EXISTS (
        SELECT FROM crm_events gone
        WHERE gone.originator_id = old.originator_id AND gone.topic = 'crm.colleague.erased.v1'
    )
    ON CONFLICT DO NOTHING RETURNING person
"""
LATEST = """
    SELECT DISTINCT ON (person) person, value FROM vault
    WHERE field = 'name' AND person = ANY (%s) ORDER BY person, position DESC
"""
