"""Where terms were merged, every page tells what it would if the other had been said all along."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any
from uuid import UUID

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from crm.opening import opened_at
from features import small_network
from features.known import address_of, id_of
from features.signed_in import let_in
from features.site import Site
from tests.conftest import NewUrl
from tests.web.conftest import LONG_AGO, visitor
from tests.web.forms import page

# The youth work of before is social work by way of education.
MERGED = [
    ("theme", "violence", "fatherhood"),
    ("sector", "youth_work", "education"),
    ("sector", "education", "social"),
    ("kind", "company", "association"),
    ("kind", "parish", "association"),
    ("role", "host", "partner"),
    ("role", "co_organiser", "lead"),
    ("role", "expert", "funder"),
]
MEANT = {
    "violence": "fatherhood",
    "youth_work": "social",
    "education": "social",
    "company": "association",
    "parish": "association",
    "host": "partner",
    "co_organiser": "lead",
    "expert": "funder",
}
ROLES = {
    "Fathers in Tampere": {"Laurea": "co_organiser"},
    "Calm Morning": {"Kerava Clinic": "expert"},
    "Dads' Day 2025": {"Laurea": "host"},
}
LISTS = [
    "/partners",
    "/partners?kind=association",
    "/partners?kind=company",
    "/partners?sector=social",
    "/partners?sector=youth_work",
    "/partners?sort=kind",
    "/partners?sort=-kind",
    "/partners?kind=company&q=kerava",
    "/engagements/all",
    "/engagements/all?theme=fatherhood",
    "/engagements/all?theme=violence&theme=fatherhood",
    "/engagements/all?theme=male_psychology",
    "/network/pairs",
    "/network/pairs?theme=violence",
    "/network/pairs?kind=association",
    "/network/pairs?kind=municipality&kind=parish",
    "/network/pairs?sector=education",
    "/network/pairs?role=partner",
    "/network/pairs?role=host&role=lead",
    "/network/measures",
    "/network/participations",
    "/network/participations?role=partner",
    "/network/participations?role=lead",
    "/network/participations?role=funder",
    "/network/matrix",
    "/network/matrix?rows=kind&columns=theme",
    "/network/matrix?rows=sector&columns=sector",
    "/network/matrix?rows=theme&columns=kind&known_at=2025-06-01",
    "/network/cell?rows=theme&row=violence&columns=kind&column=company",
    "/network/cell?rows=sector&row=youth_work&columns=year",
    "/network/map?theme=violence",
    "/",
    "/search?q=kerava",
]
OF_SOME = [
    "Kerava Clinic",
    "Vantaa Parish",
    "City of Vantaa",
    "Laurea",
    "Isätyö",
    "Väkivaltatyö",
    "Near You",
    "Calm Morning",
    "Dads' Day 2026",
    "Father Friendly",
]
Build = Callable[[str, Callable[[str], str]], Any]


@pytest.fixture(scope="module")
def merged(new_url: NewUrl) -> Iterator[CRM]:
    """Give the network with its words merged after all of it was recorded."""
    with built(new_url("web_merged"), lambda code: code) as crm:
        for vocabulary, code, into in MERGED:
            crm.merge_terms(vocabulary, code, into, origin=Origin("Aino"))
        yield crm


@pytest.fixture(scope="module")
def plain(new_url: NewUrl) -> Iterator[CRM]:
    """Give the network as if the other words had been said, and the merged ones were retired."""
    with built(new_url("web_plain"), lambda code: MEANT.get(code, code)) as crm:
        for vocabulary, code, _ in MERGED:
            crm.retire_term(vocabulary, code, origin=Origin("Aino"))
        yield crm


@contextmanager
def built(url: str, said: Callable[[str], str]) -> Iterator[CRM]:
    """Build the network with the words that `said` gives for those it was written with."""
    with (
        opened_at(url) as crm,
        pytest.MonkeyPatch.context() as patch,
    ):
        crm.set_up_vocabularies(origin=Origin("system", "job", recorded_at=LONG_AGO))
        let_in(crm, at=LONG_AGO)
        partners = [
            (who, said(kind), place, said(sector))
            for who, kind, place, sector in small_network.PARTNERS
        ]
        engagements = [
            (
                form,
                title,
                day,
                said(theme),
                people,
                entered,
                {who: said(role) for who, role in (roles | ROLES.get(title, {})).items()},
            )
            for form, title, day, theme, people, entered, roles in small_network.ENGAGEMENTS
        ]
        patch.setattr(small_network, "PARTNERS", partners)
        patch.setattr(small_network, "ENGAGEMENTS", engagements)
        # What has one rank comes by its id: the same things have the same ones in both.
        drawn = Random(7)  # noqa: S311 - ids of a test
        ids = [UUID(int=drawn.getrandbits(128), version=4) for _ in range(100)]
        patch.setattr("domain.aggregate._drawn", ids)
        small_network.build(crm)
        yield crm


def lines(answer: httpx.Response) -> list[str]:
    assert answer.status_code == 200, answer.url
    main = page(answer).select_one("main")
    assert main
    return [text for one in main.stripped_strings if (text := " ".join(one.split()))]


def both(site: Site, merged: CRM, plain: CRM, address: Callable[[CRM], str]) -> list[list[str]]:
    found = []
    for crm in (merged, plain):
        with visitor(site, crm) as client:
            found.append(lines(client.get(address(crm))))
    return found


@pytest.mark.parametrize("url", LISTS)
def test_a_list_or_figure_is_as_if_the_other_had_been_said(
    site: Site, merged: CRM, plain: CRM, url: str
) -> None:
    query = url
    for code, other in MEANT.items():
        query = query.replace(f"={code}", f"={other}")

    found = both(site, merged, plain, lambda crm: url if crm is merged else query)

    assert found[1] == found[0]


@pytest.mark.parametrize("name", OF_SOME)
def test_a_profile_is_as_if_the_other_had_been_said(
    site: Site, merged: CRM, plain: CRM, name: str
) -> None:
    found = both(site, merged, plain, lambda crm: address_of(crm, name))

    assert found[1] == found[0]


@pytest.mark.parametrize(
    "pair", [("Isätyö", "Laurea"), ("Väkivaltatyö", "Kerava Clinic"), ("Isätyö", "City of Vantaa")]
)
def test_what_two_did_together_is_told_as_if_the_other_had_been_said(
    site: Site, merged: CRM, plain: CRM, pair: tuple[str, str]
) -> None:
    one, other = pair
    found = both(
        site, merged, plain, lambda crm: f"/network/between/{id_of(crm, one)}/{id_of(crm, other)}"
    )

    assert found[1] == found[0]
