"""What colleagues are called: the directory takes it from the vault, which alone is told."""

from uuid import UUID

from crm.database import Database
from crm.log import Entry
from crm.projections.directory.rows import named
from crm.projections.writer import Writer
from domain.names import ERASED


def call(writer: Writer, entry: Entry) -> None:
    """Let a colleague be called what the vault says, in every row about them."""
    writer.execute(CALL, {"subject": entry.originator_id})


def forget(writer: Writer, entry: Entry) -> None:
    """Let every row about a colleague be one of somebody erased."""
    writer.execute(ERASE, _nobody(entry.originator_id))


def forget_at_once(database: Database, colleague_id: UUID) -> None:
    """Do the same without an event: for a log that takes none."""
    database.values(f"{ERASE} RETURNING true", _nobody(colleague_id))


def _nobody(subject: UUID) -> dict[str, object]:
    # Nobody is found by the words that stand for a name.
    return {"subject": subject, **named(ERASED), "words": ""}


# A row has the name that was known when the row came to be; it is found and sorted by the one of
# now. Of somebody erased the vault says nothing, so that their rows stay as they are.
CALL = """
    UPDATE party SET name = coalesce((
            SELECT value FROM vault WHERE person = party.id AND field = 'name'
              AND recorded_at <= lower(party.recorded) ORDER BY position DESC LIMIT 1
        ), called.name),
        name_sv = NULL, name_en = NULL, folded = called.folded, sort_key = called.sort_key,
        words = called.words
    FROM vault_name called WHERE party.id = %(subject)s AND called.person = party.id
"""
ERASE = """
    UPDATE party SET name = %(name)s, name_sv = %(name_sv)s, name_en = %(name_en)s,
                     folded = %(folded)s, sort_key = %(sort_key)s, words = %(words)s::tsvector
    WHERE id = %(subject)s
"""
