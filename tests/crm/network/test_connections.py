"""How two parties are connected besides what they did together, and who was involved in that."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from crm.network.between import between
from crm.network.connections import Connections, connections, people_of
from crm.network.filters import Filters
from crm.network.path import path
from domain.colleague import Position
from domain.day import Day
from domain.engagement import Form
from domain.names import Names
from domain.partner import Description

Aino = Callable[[], Origin]
Asked = Callable[[str, str], Connections]
TODAY = date(2026, 5, 12)


@pytest.fixture
def ids(crm: CRM, aino: Aino) -> dict[str, UUID]:
    """Give a unit, a colleague, and schools of which some are part of one another."""
    known = {
        name: crm.register_partner(name, Description("school"), origin=aino()).subject_id
        for name in ("Opisto", "Lukio", "Erakko", "Kuntayhtymä", "Muu")
    }
    known["Itä"] = crm.open_unit(Names("Itä"), origin=aino()).subject_id
    known["Eero"] = crm.welcome_colleague(
        "Eero", Position.EXPERT, known["Itä"], Day("2020"), origin=aino()
    ).subject_id
    taking = [TakesPart(known[name], "partner") for name in ("Opisto", "Lukio", "Itä", "Eero")]
    crm.agree_engagement(Form.MEETING, "Ilta", Day("2026-03-01"), parties=taking, origin=aino())
    for name in ("Opisto", "Lukio"):
        crm.place_partner(known[name], known["Kuntayhtymä"], Day("2021"), origin=aino())
    return known


@pytest.fixture
def asked(crm: CRM, ids: dict[str, UUID]) -> Asked:
    def asked(one: str, other: str) -> Connections:
        pair = between(crm.database, ids[one], ids[other], Filters())
        return connections(crm.database, pair, Filters(), crm.position(), TODAY)

    return asked


def test_two_are_connected_by_the_networks_that_both_are_members_of(
    crm: CRM, ids: dict[str, UUID], asked: Asked, aino: Aino
) -> None:
    for name, members in (("Isät", ("Opisto", "Lukio")), ("Äidit", ("Opisto", "Muu"))):
        network = crm.found_network(name, "", Day("2021"), origin=aino()).subject_id
        for member in members:
            crm.join_network(network, ids[member], "member", Day("2021"), origin=aino())

    assert ["Isät"] == [network.name for network in asked("Opisto", "Lukio").networks]
    assert [] == asked("Lukio", "Muu").networks


@pytest.mark.parametrize(
    ("one", "other", "whole"),
    [
        ("Opisto", "Lukio", "Kuntayhtymä"),
        ("Opisto", "Kuntayhtymä", "Kuntayhtymä"),
        ("Kuntayhtymä", "Lukio", "Kuntayhtymä"),
        ("Opisto", "Muu", None),
    ],
)
def test_two_are_connected_by_what_both_are_part_of(
    asked: Asked, one: str, other: str, whole: str | None
) -> None:
    found = asked(one, other).whole

    assert whole == (found.name if found else None)


def test_two_are_connected_by_way_of_others(crm: CRM, ids: dict[str, UUID], asked: Asked) -> None:
    besides = asked("Opisto", "Lukio").chains
    direct = path(crm.database, ids["Opisto"], ids["Lukio"], Filters(), crm.position())

    assert [["Itä", "Lukio"], ["Eero", "Lukio"]] == sorted(
        ([hop.to.name for hop in chain.hops] for chain in besides), reverse=True
    )
    assert [["Lukio"]] == [[hop.to.name for hop in chain.hops] for chain in direct]
    assert [] == asked("Opisto", "Erakko").chains


def test_only_colleagues_who_took_part_were_involved(crm: CRM, ids: dict[str, UUID]) -> None:
    together = between(crm.database, ids["Opisto"], ids["Lukio"], Filters())
    with_eero = between(crm.database, ids["Opisto"], ids["Eero"], Filters())

    involved = people_of(crm.database, together, Filters())

    assert [("Eero", 1)] == [(one.party.name, one.activities) for one in involved]
    assert [] == people_of(crm.database, with_eero, Filters())
