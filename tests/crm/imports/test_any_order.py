"""Whatever was imported, said by people and undone in any order, three things hold.

A trial tells what the import then does; the same files again add nothing; and the read models are
those of a rebuild.
"""

from collections.abc import Callable
from contextlib import suppress
from random import Random
from uuid import UUID

import pytest

from crm.application import CRM
from crm.imports.undo import undo as undo_import
from crm.log import Origin
from crm.opening import AllReadModels
from crm.projections.rebuild import rebuild
from crm.projections.runs import runs
from crm.undoing import undo
from domain.activity import Activity
from domain.day import Day
from domain.partner import Stage
from domain.refusal import Refusal
from domain.undoing import Undoable
from tests.crm.contents import contents
from tests.crm.imports.town import FILES, Town, told

CELLS = {
    "partners.csv": ["Uusi", "school", "Oulu", "ended"],
    "projects.csv": ["Nimi", "2019", "2021-05", "violence"],
    "engagements.csv": ["Nimi", "2019", "2021-05", "meeting"],
    "participations.csv": ["lead", "expert", "2020", "2021", "yes", "no"],
}
PARTNERS = "SELECT DISTINCT id FROM party WHERE type = 'partner' AND upper_inf(recorded)"
ACTIVITIES = "SELECT id FROM activity WHERE type = %s AND upper_inf(recorded)"


class Life:
    """A town whose files and people say things by chance, the same each time."""

    def __init__(self, crm: CRM, town: Town, seed: int) -> None:
        self.crm, self.town, self.random = crm, town, Random(seed)  # noqa: S311 - the same each time

    def now(self) -> Origin:
        return Origin("Aino")

    def partner(self) -> UUID:
        return self._one(self.crm.database.values(PARTNERS))

    def activity(self, kind: str = "") -> UUID:
        kind = kind or self.random.choice(["project", "engagement"])
        return self._one(self.crm.database.values(ACTIVITIES, [kind]))

    def participation(self) -> tuple[UUID, int]:
        activity = self.activity()
        numbers = self.crm.get(Activity, activity).participations.by_number
        return activity, self.random.choice([*numbers, 1])

    def change_files(self) -> None:
        """Change a cell of each file, or let it be as it was."""
        for name, text in FILES.items():
            lines = text.splitlines()
            line = self.random.randrange(1, len(lines))
            cells = lines[line].split(",")
            cells[self.random.randrange(2, len(cells))] = self.random.choice(CELLS[name])
            changed = [*lines[:line], ",".join(cells), *lines[line + 1 :]]
            self.town.files[name] = "\n".join(self.random.choice([lines, changed])) + "\n"

    def undo_import(self) -> None:
        one = self.random.choice(runs(self.crm.database))
        undo_import(self.crm, one.id, actor="Aino", reason="Väärä lista")

    def undo(self) -> None:
        subject = self.random.choice([self.partner, self.activity])()
        numbers = [*self.crm.get(Undoable, subject).undoings(), 1]
        undo(self.crm, subject, self.random.choice(numbers), "Vahinko", origin=self.now())

    def _one(self, ids: list[UUID]) -> UUID:
        # Their order is no matter of chance, but their ids are; none is left after some undoings.
        return self.random.choice(ids or [UUID(int=0)])


ACTS: list[Callable[[Life], object]] = [
    *[Life.change_files, Life.undo_import, Life.undo] * 3,
    lambda s: s.crm.withdraw_participation(*s.participation(), "Ei ollut", origin=s.now()),
    lambda s: s.crm.correct_participation(
        *s.participation(), "expert", Day("2020"), None, "Väärin", origin=s.now()
    ),
    lambda s: s.crm.leave_activity(*s.participation(), None, "Lopetti", origin=s.now()),
    lambda s: s.crm.change_role(*s.participation(), "expert", Day("2020"), origin=s.now()),
    lambda s: s.crm.join_activity(s.activity(), s.partner(), "expert", origin=s.now()),
    lambda s: s.crm.withdraw_partner(s.partner(), "Kahdesti", origin=s.now()),
    lambda s: s.crm.withdraw_project(s.activity("project"), "Kahdesti", origin=s.now()),
    lambda s: s.crm.withdraw_engagement(s.activity("engagement"), "Kahdesti", origin=s.now()),
    lambda s: s.crm.complete_project(s.activity("project"), Day("2026-01"), origin=s.now()),
    lambda s: s.crm.correct_partner_name(s.partner(), "Toinen", "Väärin", origin=s.now()),
    lambda s: s.crm.move_partner_stage(
        s.partner(), s.random.choice(list(Stage)), Day("2026"), "Sovittu", origin=s.now()
    ),
    lambda s: s.crm.correct_partner_identifiers(
        s.partner(), {"town": s.random.choice("123")}, "Väärin", origin=s.now()
    ),
]


@pytest.mark.parametrize("seed", range(4))
def test_a_trial_tells_the_import_and_the_same_files_add_nothing(
    crm: CRM, town: Town, seed: int
) -> None:
    life = Life(crm, town, seed)
    town.take(crm)

    for _ in range(15):
        for act in life.random.sample(ACTS, 3):
            with suppress(Refusal):
                act(life)
        trial, report = town.take(crm, dry_run=True), town.take(crm)
        position = crm.position()
        again = town.take(crm)

        assert (trial.events, told(trial)) == (report.events, told(report))
        assert (position, 0) == (crm.position(), again.recorded)
    live = contents(crm.database)
    rebuild(crm.database, AllReadModels().models)
    assert live == contents(crm.database)
