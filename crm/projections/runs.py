"""The imports that were run, and what came of them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from crm.database import Database
from crm.log import Entry
from crm.projections.read_model import ReadModel, handles
from crm.projections.writer import Table, Writer
from domain.import_run import ImportRun

RUN = Table(
    "run",
    {
        "id": "uuid NOT NULL",
        "profile": "text NOT NULL",
        "files": "text[] NOT NULL",
        "actor": "text NOT NULL",
        "begun_at": "timestamptz NOT NULL",
        "rows": "integer",
        "refused": "integer",
        "undone_at": "timestamptz",
        "withdrawn": "integer",
        "restored": "integer",
        "left_alone": "integer",
    },
    "PRIMARY KEY (id)",
)


class Runs(ReadModel):
    """One row an import."""

    name = "runs"
    version = 3
    tables = (RUN,)

    @handles(ImportRun.Created)
    def begun(self, event: ImportRun.Created, entry: Entry, writer: Writer) -> None:
        actor = entry.metadata["actor"]
        files = list(event.files)
        row = (event.originator_id, event.profile, files, actor, entry.recorded_at)
        writer.insert(RUN, (*row, *(None,) * 6))

    @handles(ImportRun.Finished)
    def finished(self, event: ImportRun.Finished, _: Entry, writer: Writer) -> None:
        params = {"id": event.originator_id, "rows": event.rows, "refused": event.refused}
        writer.execute(FINISH, params)

    @handles(ImportRun.Undone)
    def undone(self, event: ImportRun.Undone, entry: Entry, writer: Writer) -> None:
        params = {
            "id": event.originator_id,
            "at": entry.recorded_at,
            "withdrawn": event.withdrawn,
            "restored": event.restored,
            "left": event.left,
        }
        writer.execute(UNDO, params)


@dataclass(frozen=True, slots=True)
class Run:
    """An import: who ran which profile when, over how many rows.

    Where it was taken back, how many things were withdrawn, restored, and left as they are; None
    where that wasn't counted yet. `people` says whether it wrote of contacts.
    """

    id: UUID
    profile: str
    files: list[str]
    actor: str
    begun_at: datetime
    rows: int | None
    refused: int | None
    undone_at: datetime | None
    withdrawn: int | None
    restored: int | None
    left_alone: int | None
    people: bool


def runs(database: Database) -> list[Run]:
    """Return every import, newest first."""
    return database.rows(Run, f"{SELECT} ORDER BY begun_at DESC")


def run(database: Database, run_id: UUID) -> Run | None:
    """Return one import."""
    return database.row(Run, f"{SELECT} WHERE id = %s", [run_id])


SELECT = """
    SELECT id, profile, files, actor, begun_at, rows, refused, undone_at,
           withdrawn, restored, left_alone, EXISTS (
               SELECT FROM crm_events
               WHERE metadata ->> 'correlation_id' = run.id::text
                 AND starts_with(topic, 'crm.contact.')
           ) FROM run
"""
FINISH = "UPDATE run SET rows = %(rows)s, refused = %(refused)s WHERE id = %(id)s"
UNDO = """
    UPDATE run SET undone_at = %(at)s, withdrawn = %(withdrawn)s, restored = %(restored)s,
                   left_alone = %(left)s
    WHERE id = %(id)s
"""
