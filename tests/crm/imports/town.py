"""A small town's files, and the profile that takes them in."""

from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

from crm.application import CRM
from crm.imports.profile import Profile, profile
from crm.imports.report import Report
from crm.imports.run import run
from crm.language.fields import field_of

PROFILE = """
name = "town"
title = "A town"

[[term]]
vocabulary = "role"
code = "neighbour"
fi = "Naapuri"
sv = "Granne"
en = "Neighbour"

[[table]]
kind = "partners"
file = "partners.*"
key = { scheme = "town", column = "id" }
identifiers = { fi-ytunnus = "business_id" }
[table.fields]
name = "name"
kind = { column = "kind", default = "school" }
sectors = "sectors"
municipality = "place"
stage = { column = "stage", default = "active" }

[[table]]
kind = "projects"
file = "projects.*"
key = { scheme = "town-activity", column = "id" }
[table.fields]
title = "title"
starts_on = "starts"
ends_on = "ends"
goal = "goal"
themes = "themes"

[[table]]
kind = "engagements"
file = "engagements.*"
key = { scheme = "town-activity", column = "id" }
[table.fields]
title = "title"
form = "form"
starts_on = "starts"
ends_on = "ends"
place = "place"

[[table]]
kind = "participations"
file = "participations.*"
activity = { scheme = "town-activity", column = "activity" }
party = { scheme = "town", column = "party" }
[table.fields]
role = { column = "role", values = { osallistuja = "participant" } }
from_on = "from"
until_on = "until"
left = { column = "left", values = { yes = "terminated", no = "" } }
"""

FILES = {
    "partners.csv": """\
id,name,kind,sectors,place,business_id,stage
1,Opisto,school,education;social,Kuopio,0115776-3,active
2,Seurakunta,parish,,Vantaa,,
3,Kaupunki,municipality,social,Ääneseutu,,active
""",
    "projects.csv": """\
id,title,starts,ends,goal,themes
p1,Perhetalo,2019-05,31.12.2024,Isät mukaan,fatherhood
p2,Väkivaltatyö,2020,2023-06-30,,violence
""",
    "engagements.csv": """\
id,title,form,starts,ends,place
e1,Isäilta,session,14.5.2019,,Kuopio
e2,Päivä,seminar,2099-01-01 00:00:00,2099-01-02,
""",
    "participations.csv": """\
activity,party,role,from,until,left
p1,1,lead,,,no
p1,2,partner,2020,2021-03-31,yes
p2,3,lead,,,
p2,1,osallistuja,,,
e1,1,host,,,
e2,3,neighbour,,,
""",
}
# Three partners, two projects, two engagements, one held; six joined, one left; begun, finished.
EVENTS = 17


@dataclass
class Town:
    """The files as they lie in a folder."""

    folder: Path
    files: dict[str, str] = field(default_factory=lambda: dict(FILES))
    # Tables besides those of the profile.
    more: str = ""

    @property
    def profile(self) -> Profile:
        """Give the profile of the town."""
        path = self.folder / "town.toml"
        path.write_text(PROFILE + self.more)
        return profile(str(path))

    def add(self, file: str, *lines: str) -> None:
        """Add lines to a file."""
        self.files[file] = self.files[file] + "".join(f"{line}\n" for line in lines)

    def change(self, file: str, old: str, new: str) -> None:
        """Change some text of a file."""
        assert old in self.files[file]
        self.files[file] = self.files[file].replace(old, new)

    def take(self, crm: CRM, *, dry_run: bool = False) -> Report:
        """Write the files and import them."""
        folder = self.folder / "files"
        rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name, text in self.files.items():
            (folder / name).write_text(text, newline="")
        return run(crm, self.profile, [folder], actor="Aino", dry_run=dry_run)


def told(report: Report) -> list[tuple[str, int, str | None, str]]:
    """Return where each problem is, and its kind."""
    return [
        (problem.file, problem.row, field_of(problem.refusal), type(problem.refusal).__name__)
        for problem in report.problems
    ]


def counted(crm: CRM) -> dict[str, int]:
    """Count what there is of each."""
    database = crm.database
    parties = "SELECT type, count(DISTINCT id) FROM party WHERE upper_inf(recorded) GROUP BY type"
    activities = "SELECT type, count(*) FROM activity WHERE upper_inf(recorded) GROUP BY type"
    found = dict(database.rows(lambda kind, count: (kind, count), parties))
    found |= dict(database.rows(lambda kind, count: (kind, count), activities))
    taking_part = database.value("SELECT count(*) FROM participation WHERE upper_inf(recorded)")
    return {**found, "participation": taking_part}
