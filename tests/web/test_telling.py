"""What histories and single entries of the log tell of contacts, and to whom."""

from uuid import UUID

import httpx
import pytest

from crm.activities import TakesPart
from crm.application import CRM
from crm.log import Origin
from domain.account import Role
from domain.contact import Basis, Purpose
from domain.day import Day
from domain.details import Details
from domain.engagement import Form
from domain.partner import Description, Stage
from features.site import Site
from tests.web.forms import page
from tests.web.test_contacts import viewer

TEXT = "Zebrafinch 2025"
CONSENTS = {"Consent recorded", "Consent withdrawn"}
CAME = {"Took part", "Never took part"}


@pytest.fixture
def school(crm: CRM) -> UUID:
    return crm.register_partner(
        "Opisto", Description("school"), stage=Stage.ACTIVE, origin=Origin("Aino")
    ).subject_id


@pytest.fixture
def elli(crm: CRM, school: UUID) -> UUID:
    """Give a contact whose consent was given and withdrawn."""
    about = Details("Elli Esimerkki")
    elli = crm.add_contact(school, about, Day("2025"), origin=Origin("Aino")).subject_id
    crm.record_consent(
        elli, Basis.CONSENT, Purpose.RESEARCH, TEXT, Day("2025-03-01"), origin=Origin("Aino")
    )
    crm.withdraw_consent(elli, Purpose.RESEARCH, Day("2025-04-01"), origin=Origin("Aino"))
    return elli


@pytest.fixture
def restricted(crm: CRM, elli: UUID, school: UUID) -> UUID:
    """Give a sensitive engagement that the contact is said to have come to, and to have not."""
    return said_to_have_come(crm, elli, school, "Quiet Evening", sensitive=True)


@pytest.fixture
def open_to_all(crm: CRM, elli: UUID, school: UUID) -> UUID:
    """Give another, innocent engagement."""
    return said_to_have_come(crm, elli, school, "Open Evening", sensitive=False)


def said_to_have_come(crm: CRM, elli: UUID, school: UUID, title: str, *, sensitive: bool) -> UUID:
    parties = [TakesPart(school, "client")]
    evening = crm.agree_engagement(
        Form.SESSION,
        title,
        Day("2025-05-05"),
        parties=parties,
        sensitive=sensitive,
        origin=Origin("Aino"),
    ).subject_id
    for came in ([elli], []):
        crm.say_which_contacts_came(evening, came, origin=Origin("Aino"))
    return evening


def positions(crm: CRM, elli: UUID, ending: tuple[str, ...], about: UUID | None = None) -> set[int]:
    found = [one for one in crm.entries_about(elli) if one.topic.split(".")[2].startswith(ending)]
    return {
        one.position for one in found if about in {None, getattr(one.event, "engagement_id", None)}
    }


@pytest.mark.parametrize(
    ("role", "knows"),
    [
        (Role.COORDINATOR, True),
        (Role.PROJECT_LEAD, True),
        (Role.ADMINISTRATOR, True),
        (Role.LEADERSHIP, False),
    ],
)
def test_on_which_ground_data_are_held_is_told_as_on_the_profile(
    site: Site, crm: CRM, elli: UUID, role: Role, *, knows: bool
) -> None:
    consents = positions(crm, elli, ("consent_",))
    [added] = positions(crm, elli, ("added",))
    assert len(consents) == 2

    with viewer(site, crm, role) as client:
        told = [client.get(f"/contacts/{elli}{under}") for under in ("", "/history")]
        answers = [client.get(f"/history/{one}") for one in consents]
        assert client.get(f"/history/{added}").status_code == 200

    assert {TEXT in one.text for one in told} == {knows}
    assert {one.status_code for one in answers} == {200 if knows else 404}
    assert {TEXT in one.text for one in answers} == ({True, False} if knows else {False})
    lines = {one.get_text(strip=True) for one in page(told[1]).select("tbody th")}
    assert lines == ({"Contact added"} | CONSENTS if knows else {"Contact added"})


@pytest.mark.parametrize(
    ("role", "reads"),
    [(Role.ADMINISTRATOR, True), (Role.COORDINATOR, False), (Role.LEADERSHIP, False)],
)
def test_that_a_contact_came_to_what_is_restricted_is_not_told_at_all(
    site: Site,
    crm: CRM,
    elli: UUID,
    restricted: UUID,
    open_to_all: UUID,
    role: Role,
    *,
    reads: bool,
) -> None:
    hidden, others = (
        positions(crm, elli, ("took_part", "never_took_part"), one)
        for one in (restricted, open_to_all)
    )
    assert (len(hidden), len(others)) == (2, 2)

    with viewer(site, crm, role) as client:
        history = client.get(f"/contacts/{elli}/history")
        statuses = {client.get(f"/history/{one}").status_code for one in hidden}
        assert {client.get(f"/history/{one}").status_code for one in others} == {200}

    lines = [one.get_text(strip=True) for one in page(history).select("tbody th")]
    came = [one for one in lines if one in CAME]
    assert len(came) == (4 if reads else 2)
    assert "restricted" not in history.text
    assert ("Quiet Evening" in history.text) is reads
    assert "Open Evening" in history.text
    assert statuses == {200 if reads else 404}


def test_what_the_program_said_itself_is_told_in_the_language_of_the_reader(
    client: httpx.Client,
) -> None:
    told = {
        language: page(client.get("/history/1", headers={"Accept-Language": language})).text
        for language in ("fi", "sv", "en")
    }

    assert "ohjelma" in told["fi"]
    assert "programmet" in told["sv"]
    assert "the program" in told["en"]
    assert not any(" system " in " ".join(text.split()) for text in told.values())
