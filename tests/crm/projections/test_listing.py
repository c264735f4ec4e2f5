"""Lists: narrowed by what is asked, sorted as people read, and as long as they are said to be."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from crm.projections.directory import listing as parties
from crm.projections.directory import questions as directory
from crm.projections.directory import rules
from crm.projections.participation import listing as activities
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description, OwnDescendant, Partner, PartnerHasEnded, Stage
from domain.refusal import NotFound
from domain.unit import UnitUnderItself
from domain.vocabulary import UnknownTerm

Aino = Callable[[], Origin]


@pytest.fixture
def four(crm: CRM, aino: Aino) -> dict[str, UUID]:
    """Give four partners that differ in everything a list is narrowed by."""
    rows = [
        ("Åbo stad", Description("municipality", ("social",), "Turku"), Stage.ACTIVE),
        ("Opisto", Description("school", ("education", "social"), "Kuopio"), Stage.ACTIVE),
        ("Lukio", Description("school", ("education",), "Kuopio"), Stage.DORMANT),
        ("Zonta", Description("association"), Stage.PROSPECT),
    ]
    return {
        name: crm.register_partner(name, description, stage=stage, origin=aino()).subject_id
        for name, description, stage in rows
    }


@pytest.mark.parametrize(
    ("narrowed", "names"),
    [
        ({}, ["Lukio", "Opisto", "Zonta", "Åbo stad"]),
        ({"text": "opi"}, ["Opisto"]),
        ({"kinds": ("school",)}, ["Lukio", "Opisto"]),
        ({"sectors": ("social",)}, ["Opisto", "Åbo stad"]),
        ({"stages": ("active",)}, ["Opisto", "Åbo stad"]),
        ({"municipalities": ("Kuopio",)}, ["Lukio", "Opisto"]),
        ({"kinds": ("school",), "stages": ("dormant",)}, ["Lukio"]),
        ({"ids": ()}, []),
        ({"sort": "-name"}, ["Åbo stad", "Zonta", "Opisto", "Lukio"]),
        ({"sort": "kind"}, ["Zonta", "Åbo stad", "Lukio", "Opisto"]),
        ({"sort": "place"}, ["Lukio", "Opisto", "Åbo stad", "Zonta"]),
        ({"sort": "-stage"}, ["Zonta", "Lukio", "Opisto", "Åbo stad"]),
        ({"sort": "nonsense"}, ["Lukio", "Opisto", "Zonta", "Åbo stad"]),
    ],
)
def test_partners_are_listed_as_asked(
    crm: CRM, four: dict[str, UUID], narrowed: dict[str, object], names: list[str]
) -> None:
    wanted = parties.Wanted("partner", **narrowed)  # type: ignore[arg-type]

    found = parties.parties(crm.database, wanted)

    assert names == [row.name for row in found]
    assert [row.id for row in found] == parties.all_ids(crm.database, wanted)
    assert len(names) == parties.count(crm.database, wanted)
    assert names[1:2] == [r.name for r in parties.parties(crm.database, wanted, limit=1, offset=1)]
    assert four


@pytest.mark.parametrize("sort", ["name", "-place"])
@pytest.mark.parametrize("text", ["o", "lu", "nobody"])
def test_what_a_text_finds_is_counted_as_it_is_listed(
    crm: CRM, four: dict[str, UUID], text: str, sort: str
) -> None:
    wanted = parties.Wanted("partner", text=text, sort=sort)

    rows, total = parties.found(crm.database, wanted, limit=1)
    past, unknown = parties.found(crm.database, wanted, limit=1, offset=len(four))

    assert rows == parties.parties(crm.database, wanted, limit=1)
    assert (total or 0) == parties.count(crm.database, wanted)
    assert ([], None) == (past, unknown)


def test_partners_are_listed_by_whom_they_belong_to(
    crm: CRM, four: dict[str, UUID], aino: Aino
) -> None:
    unit = crm.open_unit(Names("Itä", "Öst"), origin=aino()).subject_id
    part = crm.open_unit(Names("Savo"), parent_id=unit, origin=aino()).subject_id
    eino = crm.welcome_colleague("Eino", unit_id=unit, origin=aino()).subject_id
    crm.assign_steward(four["Lukio"], eino, Day("2025"), origin=aino())
    crm.place_partner(four["Opisto"], four["Åbo stad"], Day("2025"), origin=aino())

    def ids(kind: str, **narrowed: UUID | tuple[UUID, ...]) -> list[UUID]:
        wanted = parties.Wanted(kind, **narrowed)  # type: ignore[arg-type]
        return [row.id for row in parties.parties(crm.database, wanted)]

    assert [four["Lukio"]] == ids("partner", stewards=(eino,))
    assert [eino] == parties.stewards(crm.database)
    assert [four["Opisto"]] == ids("partner", parent_id=four["Åbo stad"])
    assert [[eino], [part]] == [ids("colleague", unit_id=unit), ids("unit", parent_id=unit)]
    (row,) = parties.parties(crm.database, parties.Wanted("unit", ids=(unit,)))
    assert ["Itä", "Öst", "Itä"] == [row.named(language) for language in ("fi", "sv", "en")]
    assert ["Kuopio", "Turku"] == parties.municipalities(crm.database)


def test_nobody_is_part_of_their_own_part(crm: CRM, four: dict[str, UUID], aino: Aino) -> None:
    above, below = four["Åbo stad"], four["Opisto"]
    crm.place_partner(below, above, Day("2025"), origin=aino())
    unit = crm.open_unit(Names("Itä"), origin=aino()).subject_id
    partner = Partner.register("Uusi", Description("school"))

    with pytest.raises(OwnDescendant):
        crm.place_partner(above, below, Day("2025"), origin=aino())
    with pytest.raises(UnitUnderItself):
        crm.place_unit(unit, unit, Day("2025"), origin=aino())
    with pytest.raises(OwnDescendant):
        # As when somebody placed it between our look and the lock.
        crm.record(partner, origin=aino(), rules=[rules.is_not_below(below, above)])

    assert {below} == directory.descendants(crm.database, above)
    assert crm.place_partner(below, None, Day("2025-02"), origin=aino()).position


def test_only_who_is_there_and_has_not_ended_joins(
    crm: CRM, four: dict[str, UUID], aino: Aino
) -> None:
    crm.move_partner_stage(four["Zonta"], Stage.ENDED, Day("2025"), "loppui", origin=aino())
    project = crm.plan_project("Hanke", origin=aino()).subject_id
    partner = Partner.register("Uusi", Description("school"))

    with pytest.raises(PartnerHasEnded):
        crm.join_activity(project, four["Zonta"], "partner", origin=aino())
    with pytest.raises(NotFound):
        crm.join_activity(project, uuid4(), "partner", origin=aino())
    rule = rules.may_join_if_known({four["Zonta"]})
    with pytest.raises(PartnerHasEnded):
        crm.record(partner, origin=aino(), rules=[rule])

    assert crm.join_activity(project, four["Opisto"], "partner", origin=aino()).position


def test_only_terms_in_use_can_be_said(crm: CRM, four: dict[str, UUID], aino: Aino) -> None:
    project = crm.plan_project("Hanke", origin=aino()).subject_id
    crm.retire_term("role", "host", origin=aino())

    for role in ("host", "king"):
        with pytest.raises(UnknownTerm):
            crm.join_activity(project, four["Opisto"], role, origin=aino())
    with pytest.raises(UnknownTerm):
        crm.plan_project("Toinen", themes=("magic",), origin=aino())

    assert crm.join_activity(project, four["Opisto"], "lead", origin=aino()).position


@pytest.fixture
def busy(crm: CRM, four: dict[str, UUID], aino: Aino) -> dict[str, UUID]:
    """Give a project, a network, and three engagements of theirs."""
    opisto, lukio = TakesPart(four["Opisto"], "lead"), TakesPart(four["Lukio"], "partner")
    project = crm.plan_project(
        "Isät mukaan", Day("2024"), Day("2025"), parties=[opisto, lukio], origin=aino()
    ).subject_id
    network = crm.found_network("Verkosto", origin=aino()).subject_id
    rows = [
        ("Ilta 100 %", Form.SESSION, "2024-03-01", project, None, 30),
        ("Isien päivä", Form.SEMINAR, "2025-05", None, network, 10),
        ("Tapaaminen", Form.MEETING, "2026", None, None, None),
    ]
    for title, form, day, of, among, people in rows:
        crm.agree_engagement(
            form,
            title,
            Day(day),
            themes=("fatherhood",) if people else (),
            project_id=of,
            network_id=among,
            parties=[opisto],
            delivered=(Headcount(people),) if people else None,
            today=Day("2027").first,
            origin=aino(),
        )
    return {**four, "project": project, "network": network}


@pytest.mark.parametrize(
    ("narrowed", "titles"),
    [
        ({}, ["Tapaaminen", "Isien päivä", "Ilta 100 %", "Isät mukaan"]),
        ({"text": "isi"}, ["Isien päivä"]),
        ({"text": '"sien p"'}, ["Isien päivä"]),
        ({"text": "%"}, ["Ilta 100 %"]),
        ({"type": "project"}, ["Isät mukaan"]),
        ({"forms": ("session", "meeting")}, ["Tapaaminen", "Ilta 100 %"]),
        ({"states": ("delivered",)}, ["Isien päivä", "Ilta 100 %"]),
        ({"themes": ("fatherhood",)}, ["Isien päivä", "Ilta 100 %"]),
        ({"sort": "day"}, ["Isät mukaan", "Ilta 100 %", "Isien päivä", "Tapaaminen"]),
        ({"sort": "title"}, ["Ilta 100 %", "Isien päivä", "Isät mukaan", "Tapaaminen"]),
        ({"sort": "-people", "states": ("delivered",)}, ["Ilta 100 %", "Isien päivä"]),
        ({"sort": "nonsense", "type": "project"}, ["Isät mukaan"]),
    ],
)
def test_activities_are_listed_as_asked(
    crm: CRM, busy: dict[str, UUID], narrowed: dict[str, object], titles: list[str]
) -> None:
    wanted = activities.Wanted(**narrowed)  # type: ignore[arg-type]

    found = activities.activities(crm.database, wanted)

    assert titles == [row.title for row in found]
    assert len(titles) == activities.count(crm.database, wanted)
    assert sum(row.people or 0 for row in found) == activities.people_reached(crm.database, wanted)
    assert busy


def test_activities_are_listed_by_whose_they_are(crm: CRM, busy: dict[str, UUID]) -> None:
    def titles(**narrowed: object) -> list[str]:
        wanted = activities.Wanted(**narrowed)  # type: ignore[arg-type]
        return [row.title for row in activities.activities(crm.database, wanted)]

    assert ["Ilta 100 %"] == titles(project_id=busy["project"])
    assert ["Isien päivä"] == titles(network_id=busy["network"])
    assert ["Isät mukaan"] == titles(ids=(busy["project"],))
    both = busy["Opisto"], busy["Lukio"]
    assert ["Isät mukaan"] == titles(parties=both)
    assert ["Isät mukaan"] == titles(parties=both, roles=("lead", "partner"))
    assert [] == titles(parties=both, roles=("lead",))
    assert 4 == len(titles(parties=both[:1]))
