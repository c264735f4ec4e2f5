"""Activities without a key: told apart by what their rows say, so that none comes twice."""

from collections import Counter
from uuid import UUID, uuid5

import msgspec

from crm.application import CRM
from crm.imports.profile import TableProfile
from crm.imports.tables import Row
from crm.imports.withdrawn import Withdrawn
from crm.projections.participation import questions as participation

NAMESPACE = UUID("6f5d7c1e-8a53-4c0b-9a55-0d8f6b1c2e47")


class Keyless:
    """Gives each row an id of its own that is the same at each import by a profile.

    Rows that say the same are as many activities, told apart by their order.
    """

    def __init__(self, crm: CRM, profile: str, withdrawn: Withdrawn) -> None:
        self.crm, self.profile, self.withdrawn = crm, profile, withdrawn
        self.met: Counter[str] = Counter()

    def ids(self, table: TableProfile, rows: list[Row]) -> list[UUID | None]:
        """Return the ids for the activities of some rows, None for one that is there already.

        One that somebody withdrew has the id that it had.
        """
        wanted = dict(enumerate(self._said(table, row) for row in rows))
        found: dict[int, UUID] = {}
        time = 0
        while wanted:
            ids = {number: uuid5(NAMESPACE, f"{said} {time}") for number, said in wanted.items()}
            known = self.crm.known([*ids.values()])
            there = participation.current_activities(self.crm.database, known)
            gone = {one for one in known if one not in there}
            kept = {one for one in gone if self.withdrawn.holds(one)}
            settled = {
                number: one for number, one in ids.items() if one not in known or one in kept
            }
            found.update(settled)
            # One that was withdrawn by undoing its import comes again under another id.
            again = gone - kept
            wanted = {number: wanted[number] for number, one in ids.items() if one in again}
            time += 1
        return [found.get(number) for number in range(len(rows))]

    def _said(self, table: TableProfile, row: Row) -> str:
        cells = [
            (field, row.get(table.column(field).column, "").strip())
            for field in sorted(table.fields)
        ]
        said = msgspec.json.encode([self.profile, table.kind, cells]).decode()
        self.met[said] += 1
        return f"{said} {self.met[said]}"
