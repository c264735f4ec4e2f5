"""Every cell of the published matrix of Davis, and the list behind every figure."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from crm.application import CRM
from crm.imports.profile import profile
from crm.imports.run import run
from crm.network.between import between
from crm.network.cell import activities_of_cell
from crm.network.filters import Filters
from crm.network.matrix import matrix
from crm.network.party import party
from crm.network.summary import summary
from crm.opening import opened_at
from crm.projections.directory import questions as directory
from crm.projections.participation import listing
from tests.conftest import NewUrl

PROFILE = """
name = "davis"
title = "Southern women"

[[table]]
kind = "partners"
file = "davis-attendance.csv"
key = { scheme = "davis", column = "woman" }
fields = { name = "woman", kind = { default = "other" } }

[[table]]
kind = "engagements"
file = "davis-attendance.csv"
key = { scheme = "davis-event", column = "event" }
fields = { title = "event", starts_on = { default = "1936" } }

[[table]]
kind = "participations"
file = "davis-attendance.csv"
activity = { scheme = "davis-event", column = "event" }
party = { scheme = "davis", column = "woman" }
fields = { role = { default = "participant" } }
"""

Attended = dict[str, set[str]]
ROLES = ("participant",)


@pytest.fixture(scope="module")
def attended(shared: Path) -> Attended:
    """Give which women were at which events, from the file itself."""
    found: Attended = defaultdict(set)
    with (shared / "data/davis/davis-attendance.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            found[row["woman"]].add(row["event"])
    return found


@pytest.fixture(scope="module")
def davis(
    new_url: NewUrl, prepared: str, shared: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[CRM]:
    """Give the network of the women, imported once."""
    path = tmp_path_factory.mktemp("davis") / "davis.toml"
    path.write_text(PROFILE)
    with opened_at(new_url("davis", prepared)) as crm:
        report = run(crm, profile(str(path)), [shared / "data/davis"], actor="tester")
        assert [] == report.problems
        yield crm


def test_every_cell_counts_the_events_that_both_attended(davis: CRM, attended: Attended) -> None:
    found = matrix(davis.database, Filters(), davis.position(), "partner", "partner", "en")

    names = [name for _, name in found.rows]
    assert (18, sorted(attended)) == (len(names), sorted(names))
    assert found.rows == found.columns
    for one, line in zip(names, found.cells, strict=True):
        assert [len(attended[one] & attended[other]) for other in names] == line


def test_the_list_behind_every_cell_is_as_long_as_its_figure(davis: CRM) -> None:
    asked = (davis.database, Filters(), davis.position())
    found = matrix(*asked, "partner", "partner", "en")

    for (row, name), line in zip(found.rows, found.cells, strict=True):
        for (column, other), figure in zip(found.columns, line, strict=True):
            activities, names = activities_of_cell(
                *asked, ("partner", row), ("partner", column), "en"
            )
            assert (figure, (name, other)) == (len(activities), names)
            parties = UUID(row), UUID(column)
            wanted = listing.Wanted(parties=parties, roles=ROLES)
            assert figure == listing.count(davis.database, wanted)


def test_the_totals_are_those_of_the_file(davis: CRM, attended: Attended) -> None:
    women = sorted(attended)
    shared = [
        len(attended[one] & attended[other])
        for number, one in enumerate(women)
        for other in women[number + 1 :]
    ]

    found = summary(davis.database, Filters(), davis.position())

    assert (14, 18, 89) == (found.activities, found.parties, found.participations)
    assert (sum(map(bool, shared)), sum(shared)) == (found.pairs, found.shared_total)


def test_every_list_of_two_holds_the_events_that_both_attended(
    davis: CRM, attended: Attended
) -> None:
    ids = {woman: directory.resolve(davis.database, f"davis:{woman}") for woman in attended}
    for woman, party_id in ids.items():
        found = party(davis.database, party_id, Filters())

        assert len(attended[woman]) == found.activities
        for tie in found.ties:
            both = between(davis.database, party_id, tie.party.id, Filters()).activities
            assert attended[woman] & attended[tie.party.name] == {one.title for one in both}
            wanted = listing.Wanted(parties=(party_id, tie.party.id), roles=ROLES)
            rows = listing.activities(davis.database, wanted)
            assert tie.activities == len(both) == len(rows)
