"""What somebody withdrew of an import stays so, though the same file still says it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from crm.application import CRM
from crm.imports.undo import undo
from crm.language.sentences import sentence
from crm.log import Origin
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from domain.activity import Activity
from domain.day import Day
from domain.partner import Description
from tests.crm.imports.town import FILES, Town, counted, told

Aino = Callable[[], Origin]
WITHDRAWN, NEVER = "WasWithdrawn", "NeverTookPart"


def partner(crm: CRM, value: str) -> UUID:
    return directory.resolve(crm.database, f"town:{value}")


def activity(crm: CRM, value: str) -> UUID:
    return participation.resolve(crm.database, f"town-activity:{value}")


def never_in(crm: CRM, value: str, party: UUID, aino: Aino) -> None:
    """Say that a party never took part in an activity."""
    found = crm.get(Activity, activity(crm, value))
    (number,) = [n for n, one in found.participations.by_number.items() if one.party_id == party]
    crm.withdraw_participation(found.id, number, "Toinen opisto", origin=aino())


@pytest.mark.parametrize("corrected", [False, True])
def test_who_never_took_part_does_not_join_by_the_same_row(
    crm: CRM, town: Town, aino: Aino, *, corrected: bool
) -> None:
    town.take(crm)
    if corrected:
        days = Day("2020"), Day("2021")
        crm.correct_participation(activity(crm, "p1"), 1, "expert", *days, "Luin", origin=aino())
    never_in(crm, "p1", partner(crm, "1"), aino)
    before = crm.position(), counted(crm)

    reports = [town.take(crm, dry_run=True), town.take(crm)]

    assert before == (crm.position(), counted(crm))
    for report in reports:
        assert [("participations.csv", 2, "party", NEVER)] == told(report)
        assert (0, 1) == (report.refused, report.warned)
    assert "never took part" in sentence(reports[0].problems[0].refusal)


def test_who_had_left_and_never_took_part_stays_away(crm: CRM, town: Town, aino: Aino) -> None:
    town.take(crm)
    never_in(crm, "p1", partner(crm, "2"), aino)
    before = crm.position()

    report = town.take(crm)

    assert before == crm.position()
    assert [("participations.csv", 3, "party", NEVER)] == told(report)


def test_a_row_that_says_something_else_since_lets_the_party_join(
    crm: CRM, town: Town, aino: Aino
) -> None:
    town.take(crm)
    never_in(crm, "p1", partner(crm, "1"), aino)
    town.change("participations.csv", "p1,1,lead,,,", "p1,1,lead,2020,,")

    report = town.take(crm)

    assert {"crm.project.party_joined.v1": 1} == report.events
    assert [] == told(report)


def test_what_somebody_wrote_and_withdrew_does_not_keep_a_file_out(
    crm: CRM, town: Town, aino: Aino
) -> None:
    town.take(crm)
    crm.join_activity(activity(crm, "e1"), partner(crm, "3"), "expert", origin=aino())
    never_in(crm, "e1", partner(crm, "3"), aino)
    town.add("participations.csv", "e1,3,expert,,,")

    report = town.take(crm)

    assert {"crm.engagement.party_joined.v1": 1} == report.events


def test_a_partner_that_was_recorded_in_error_stays_away_with_its_rows(
    crm: CRM, town: Town, aino: Aino
) -> None:
    town.take(crm)
    never_in(crm, "p1", partner(crm, "2"), aino)
    crm.withdraw_partner(partner(crm, "2"), "Kahdesti", origin=aino())
    before = crm.position(), counted(crm)

    report = town.take(crm)

    assert before == (crm.position(), counted(crm))
    assert [
        ("partners.csv", 3, None, WITHDRAWN),
        ("participations.csv", 3, None, WITHDRAWN),
    ] == told(report)
    assert (0, 2) == (report.refused, report.warned)


def test_a_partner_that_was_registered_on_the_pages_instead_is_found(
    crm: CRM, town: Town, aino: Aino
) -> None:
    town.take(crm)
    never_in(crm, "p1", partner(crm, "2"), aino)
    crm.withdraw_partner(partner(crm, "2"), "Kahdesti", origin=aino())
    number = {"town": "2"}
    crm.register_partner("Srk", Description("parish"), identified_by=number, origin=aino())

    report = town.take(crm)

    assert [] == told(report)
    assert 1 == report.events["crm.project.party_joined.v1"]


@pytest.mark.parametrize("files", [[*FILES], ["partners.csv", "participations.csv"]])
def test_an_activity_that_was_recorded_in_error_stays_away_with_its_rows(
    crm: CRM, town: Town, aino: Aino, files: list[str]
) -> None:
    town.take(crm)
    never_in(crm, "e1", partner(crm, "1"), aino)
    crm.withdraw_engagement(activity(crm, "e1"), "Ei pidetty", origin=aino())
    town.files = {name: town.files[name] for name in files}
    before = crm.position()

    report = town.take(crm)

    assert before == crm.position()
    of_itself = [("engagements.csv", 2, None, WITHDRAWN)] * ("engagements.csv" in files)
    assert [*of_itself, ("participations.csv", 6, None, WITHDRAWN)] == told(report)


def test_what_has_no_key_stays_away_too(crm: CRM, town: Town, aino: Aino) -> None:
    town.files = {
        "partners.csv": FILES["partners.csv"] + ",Kerho,association,,Oulu,,\n",
        "engagements.csv": FILES["engagements.csv"] + ",Retki,meeting,2.6.2019,,\n",
    }
    town.take(crm)
    ids = "SELECT id FROM {} WHERE upper_inf(recorded) AND {} = %s"
    crm.withdraw_partner(
        crm.database.value(ids.format("party", "name"), ["Kerho"]), "Ei ole", origin=aino()
    )
    crm.withdraw_engagement(
        crm.database.value(ids.format("activity", "title"), ["Retki"]), "Ei ole", origin=aino()
    )
    before = crm.position()

    report = town.take(crm)

    assert before == crm.position()
    assert [("partners.csv", 5, None, WITHDRAWN), ("engagements.csv", 4, None, WITHDRAWN)] == told(
        report
    )


def test_a_partner_that_was_withdrawn_before_the_file_came_is_registered(
    crm: CRM, town: Town, aino: Aino
) -> None:
    number = {"town": "2"}
    slip = crm.register_partner("Srk", Description("parish"), identified_by=number, origin=aino())
    crm.withdraw_partner(slip.subject_id, "Väärä", origin=aino())

    report = town.take(crm)

    assert [] == told(report)
    assert 3 == counted(crm)["partner"]


def test_what_was_taken_back_with_its_import_may_come_again(
    crm: CRM, town: Town, aino: Aino
) -> None:
    joined = town.files.pop("participations.csv")
    town.take(crm)
    town.files["participations.csv"] = joined
    second = town.take(crm)
    assert second.run_id
    never_in(crm, "e1", partner(crm, "1"), aino)
    undo(crm, second.run_id, actor="Aino", reason="Väärä lista")

    report = town.take(crm)

    assert 4 == report.events["crm.project.party_joined.v1"]
    assert [("participations.csv", 6, "party", NEVER)] == told(report)
