"""A file that names a merged term says what it means, and nothing new where that is known."""

import pytest

from crm.application import CRM
from crm.log import Origin
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from domain.activity import Activity
from domain.partner import Partner
from tests.crm.imports.town import Town, told

MERGED = [
    ("theme", "violence", "fatherhood"),
    ("sector", "education", "social"),
    ("kind", "parish", "association"),
    ("kind", "association", "company"),
    ("role", "participant", "partner"),
    ("role", "neighbour", "partner"),
    ("role", "host", "expert"),
]


@pytest.fixture
def merged(crm: CRM, town: Town) -> CRM:
    """Take the town in, then merge its words."""
    town.take(crm)
    for merge in MERGED:
        crm.merge_terms(*merge, origin=Origin("Aino"))
    return crm


def partner(crm: CRM, number: str) -> Partner:
    return crm.get(Partner, directory.resolve(crm.database, f"town:{number}"))


def activity(crm: CRM, number: str) -> Activity:
    return crm.get(Activity, participation.resolve(crm.database, f"town-activity:{number}"))


def roles(crm: CRM, number: str) -> list[str]:
    parts = activity(crm, number).participations.by_number.values()
    return sorted(part.role for part in parts if not part.left)


@pytest.mark.parametrize("spoken", ["as before", "as it means"])
def test_what_is_known_under_another_word_adds_nothing(
    merged: CRM, town: Town, spoken: str
) -> None:
    before = merged.position()
    if spoken == "as it means":
        town.change("projects.csv", ",,violence", ",,fatherhood")
        town.change("partners.csv", "school,education;social", "school,social;education")
        town.change("partners.csv", "Seurakunta,parish", "Seurakunta,company")
        town.change("participations.csv", "e1,1,host", "e1,1,expert")
        town.change("participations.csv", "p2,1,osallistuja", "p2,1,partner")
        town.change("participations.csv", "e2,3,neighbour", "e2,3,partner")

    report = town.take(merged)

    assert ([], before) == (told(report), merged.position())


def test_what_is_new_is_recorded_as_what_it_means(merged: CRM, town: Town) -> None:
    town.add("partners.csv", "4,Toinen,parish,education,Kuopio,,")
    town.add("projects.csv", "p3,Uusi,2026,,,violence;fatherhood;divorce_support")
    town.add("participations.csv", "p3,4,host,,,", "p2,2,osallistuja,,,")

    report = town.take(merged)

    assert [] == told(report)
    assert ("company", ("social",)) == (
        partner(merged, "4").description.kind,
        partner(merged, "4").description.sectors,
    )
    project = activity(merged, "p3")
    assert {"fatherhood", "divorce_support"} == set(project.themes)  # type: ignore[attr-defined]
    assert (["expert"], ["lead", "participant", "partner"]) == (
        roles(merged, "p3"),
        roles(merged, "p2"),
    )


def test_who_left_in_the_other_role_left(merged: CRM, town: Town) -> None:
    town.change("participations.csv", "p2,1,osallistuja,,,", "p2,1,partner,,2022,yes")

    report = town.take(merged)

    assert {"crm.project.party_left.v1": 1} == report.events
    assert ["lead"] == roles(merged, "p2")


def test_who_left_before_the_merge_does_not_leave_again(merged: CRM, town: Town) -> None:
    town.change("participations.csv", "p2,1,osallistuja,,,", "p2,1,osallistuja,,2022,yes")
    town.take(merged)
    before = merged.position()
    town.change("participations.csv", "p2,1,osallistuja", "p2,1,partner")

    town.take(merged)

    assert before == merged.position()


def test_a_changed_row_leaves_the_words_that_mean_what_it_says(merged: CRM, town: Town) -> None:
    town.change("partners.csv", "2,Seurakunta,parish,,Vantaa", "2,Seurakunta,parish,,Espoo")
    town.change("projects.csv", "2023-06-30,,violence", "2023-06-30,,violence;divorce_support")

    report = town.take(merged)

    assert {"crm.partner.described.v1": 1, "crm.project.goal_set.v1": 1} == report.events
    # Of what it doesn't change, it says no more than before.
    assert "parish" == partner(merged, "2").description.kind
    themes = activity(merged, "p2").themes  # type: ignore[attr-defined]
    assert {"violence", "divorce_support"} == set(themes)


def test_another_name_alone_leaves_the_words_that_were_said(merged: CRM, town: Town) -> None:
    town.change("partners.csv", "2,Seurakunta", "2,Uusi seurakunta")

    report = town.take(merged)

    assert {"crm.partner.renamed.v1": 1} == report.events


def test_what_was_said_before_its_term_was_retired_is_still_known(merged: CRM, town: Town) -> None:
    for term in (("kind", "company"), ("sector", "social"), ("role", "expert")):
        merged.retire_term(*term, origin=Origin("Aino"))
    before = merged.position()
    again = town.take(merged)
    town.add("participations.csv", "p2,2,host,,,", "p2,3,nobody,,,")
    new = town.take(merged)

    assert ([], before) == (told(again), merged.position())
    assert ["UnknownTerm", "UnknownTerm"] == [fault for *_, fault in told(new)]


def test_what_means_a_term_that_is_retired_stays_but_does_not_come(merged: CRM, town: Town) -> None:
    merged.retire_term("theme", "fatherhood", origin=Origin("Aino"))
    town.change("projects.csv", "Väkivaltatyö", "Väkivallaton työ")
    town.add("projects.csv", "p3,Uusi,2026,,,violence")

    report = town.take(merged)

    assert {"crm.project.retitled.v1": 1} == report.events
    assert [("projects.csv", 4, "theme", "UnknownTerm")] == told(report)
