"""What is chosen has to be of the kind that is asked for, and is refused at its field."""

from uuid import UUID, uuid4

import httpx
import pytest

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.engagement import Form
from domain.outline import Outline
from domain.refusal import WrongKind
from features.known import id_of
from tests.web.forms import filled, page, send

DAY = Day("2026-05-01")
ASKED = [
    ("/engagements/new", "trainers", "Isätyö", "colleague"),
    ("/engagements/new", "unit", "City of Vantaa", "unit"),
    ("/engagements/new", "network", "City of Vantaa", "network"),
    ("/projects/new", "partners", "Eero Salo", "partner, unit"),
    ("/people/new", "unit", "City of Vantaa", "unit"),
    ("/units/new", "parent", "Eero Salo", "unit"),
    ("/partners/{City of Espoo}/steward", "steward", "City of Vantaa", "colleague"),
    ("/partners/{City of Espoo}/parent", "parent", "Isätyö", "partner"),
    ("/networks/{Father Friendly}/members", "party", "Eero Salo", "partner, unit"),
    ("/projects/{Near You}/parties", "party", "Father Friendly", "partner, unit, colleague"),
]


@pytest.mark.parametrize(("url", "field", "name", "kinds"), ASKED)
def test_another_kind_is_refused_at_its_field(
    client: httpx.Client, small: CRM, url: str, field: str, name: str, kinds: str
) -> None:
    before = small.position()
    form = filled(client, _addressed(small, url))

    answer = send(client, form, **{field: str(id_of(small, name))})

    error = page(answer).select_one(f"#{field}-error")
    assert answer.status_code == 422
    assert error
    assert f"than is asked for ({kinds})" in error.get_text()
    assert before == small.position()


def test_what_nobody_knows_is_refused_at_its_field(client: httpx.Client) -> None:
    form = filled(client, "/engagements/new")

    answer = send(client, form, trainers=str(uuid4()))

    assert answer.status_code == 422
    assert page(answer).select_one("#trainers-error")


def test_commands_refuse_another_kind(small: CRM) -> None:
    vantaa, espoo, unit, eero = (
        id_of(small, name) for name in ("City of Vantaa", "City of Espoo", "Isätyö", "Eero Salo")
    )
    network, near = id_of(small, "Father Friendly"), id_of(small, "Near You")
    evening = id_of(small, "Autumn Seminar")

    refused = [
        _refused(small, "assign_steward", espoo, vantaa, DAY),
        _refused(small, "place_partner", espoo, unit, DAY),
        _refused(small, "place_unit", unit, vantaa, DAY),
        _refused(small, "assign_colleague", eero, vantaa, DAY),
        _refused(small, "join_network", network, network),
        _refused(small, "join_activity", near, network, "partner"),
        _refused(
            small,
            "correct_engagement_description",
            evening,
            Outline(Form.SESSION, project_id=network),
            "Because",
        ),
    ]

    fields = ["steward", "parent", "parent", "unit", "party", "party", "project"]
    assert fields == [one.about for one in refused]


def test_commands_take_the_kind_that_is_asked_for(small: CRM) -> None:
    parish, vantaa = id_of(small, "Vantaa Parish"), id_of(small, "City of Vantaa")

    receipt = small.place_partner(parish, vantaa, DAY, origin=Origin("Aino"))

    assert receipt.position


def _refused(crm: CRM, command: str, *given: object) -> WrongKind:
    with pytest.raises(WrongKind) as refused:
        getattr(crm, command)(*given, origin=Origin("Aino"))
    return refused.value


def _addressed(crm: CRM, url: str) -> str:
    start, brace, rest = url.partition("{")
    name, _brace, end = rest.partition("}")
    found: UUID | str = id_of(crm, name) if brace else ""
    return f"{start}{found}{end}"
