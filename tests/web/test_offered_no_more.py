"""A form about what carries terms that are offered no more leaves them as they are."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.projections.participation import profile
from domain.engagement import Engagement
from domain.participation import Participation
from domain.partner import Description, Partner
from domain.project import Project
from features.known import address_of, id_of
from features.site import Site
from tests.conftest import NewUrl
from tests.web.conftest import visitor
from tests.web.forms import filled, page, send

CARRIED = (
    ("kind", "parish", "association"),
    ("sector", "youth_work", "education"),
    ("role", "host", "expert"),
    ("theme", "violence", "male_psychology"),
)
# In each of these ways a term comes to be offered no more; with the kinds that the parish alone is
# offered then.
WAYS = {
    "retired": {"Parish (retired)"},
    "merged": set[str](),
    "merged into what was retired": {"Association (retired)"},
}


@pytest.fixture(scope="module", params=WAYS)
def way(request: pytest.FixtureRequest) -> str:
    """Give a way in which terms come to be offered no more."""
    return str(request.param)


@pytest.fixture(scope="module")
def network_url(new_url: NewUrl, way: str) -> str:
    """Give the address of an empty database for one way."""
    return new_url(f"web_gone_{way.replace(' ', '_')}")


@pytest.fixture(scope="module")
def gone(small: CRM, way: str) -> CRM:
    """Give the network, with a calm project, where terms that are carried are offered no more."""
    small.plan_project("Calm", themes=("violence",), origin=Origin("Aino"))
    for vocabulary, code, into in CARRIED:
        if way == "retired":
            small.retire_term(vocabulary, code, origin=Origin("Aino"))
            continue
        small.merge_terms(vocabulary, code, into, origin=Origin("Aino"))
        if way != "merged":
            small.retire_term(vocabulary, into, origin=Origin("Aino"))
    return small


@pytest.fixture
def client(site: Site, gone: CRM) -> Iterator[httpx.Client]:
    """Give a client of its pages."""
    with visitor(site, gone) as client:
        yield client


def part_of(crm: CRM) -> tuple[Participation, str]:
    """Return how the city hosts a day, and where the forms about that are."""
    day, city = id_of(crm, "Dads' Day 2026"), id_of(crm, "City of Vantaa")
    found = profile.taking_part(crm.database, day, Clocks())
    (number,) = [one.number for one in found if one.party == city]
    part = crm.get(Engagement, day).participations.of(number)
    return part, f"/taking-part/{day}/{number}"


def described(crm: CRM) -> Description:
    return crm.get(Partner, id_of(crm, "Vantaa Parish")).description


@pytest.mark.parametrize(
    ("form", "place"), [("description", "Espoo"), ("description-correction", "Kerava")]
)
def test_a_partner_moves_and_stays_what_it_is(
    client: httpx.Client, gone: CRM, form: str, place: str
) -> None:
    before = described(gone)
    at = f"{address_of(gone, 'Vantaa Parish')}/{form}"

    answer = send(client, filled(client, at), municipality=place)

    assert 303 == answer.status_code
    assert replace(before, municipality=place) == described(gone)


def test_a_party_stays_in_its_role_on_other_days(client: httpx.Client, gone: CRM) -> None:
    before, at = part_of(gone)

    answer = send(client, filled(client, f"{at}/correction"), from_on="13.3.2026")

    after, _ = part_of(gone)
    assert 303 == answer.status_code
    assert ("host", "host") == (before.role, after.role)
    assert after.from_on


def test_a_party_takes_no_other_role_where_none_was_chosen(client: httpx.Client, gone: CRM) -> None:
    _, at = part_of(gone)
    before = gone.position()

    send(client, filled(client, f"{at}/role"), changed_on="13.3.2026")

    assert before == gone.position()


def test_an_engagement_is_elsewhere_on_the_same_themes(client: httpx.Client, gone: CRM) -> None:
    evening = address_of(gone, "Calm Evening")

    answer = send(client, filled(client, f"{evening}/description-correction"), place="Espoo")

    after = gone.get(Engagement, id_of(gone, "Calm Evening")).outline
    assert 303 == answer.status_code
    assert (("violence",), "Espoo") == (after.themes, after.place)


def test_a_project_gets_a_goal_and_keeps_its_themes(client: httpx.Client, gone: CRM) -> None:
    at = address_of(gone, "Calm")

    answer = send(client, filled(client, f"{at}/goal"), goal="Nobody is beaten")

    after = gone.get(Project, id_of(gone, "Calm"))
    assert 303 == answer.status_code
    assert ("Nobody is beaten", ("violence",)) == (after.goal, after.themes)


def test_what_is_offered_no_more_is_offered_to_what_carries_it_alone(
    client: httpx.Client, gone: CRM, way: str
) -> None:
    def kinds(at: str) -> set[str]:
        return {one.text.strip() for one in page(client.get(at)).select("[name=kind] option")}

    to_parish = kinds(f"{address_of(gone, 'Vantaa Parish')}/description")
    to_others = kinds(f"{address_of(gone, 'Laurea')}/description")

    assert WAYS[way] == to_parish - to_others
    assert to_others == kinds("/partners/new") - {"Choose…"}
