"""All that is wrong with the fields of a form is told at once, in the words of its labels."""

import httpx
import pytest
from bs4 import BeautifulSoup

from crm.application import CRM
from crm.log import Origin
from domain.day import Day
from domain.partner import Stage
from features.known import address_of, id_of
from features.small_network import TODAY
from tests.web.forms import filled, page, send


def test_every_field_that_is_wrong_is_told_at_once(client: httpx.Client, small: CRM) -> None:
    before = small.position()
    form = filled(client, "/engagements/new")

    answer = send(
        client,
        form,
        title=" ",
        starts_on="soon",
        trainers_text="Nobody",
        place="x" * 501,
        people_student="a dozen",
    )

    found = page(answer)
    assert answer.status_code == 422
    assert ["#title", "#starts_on", "#people_student", "#trainers", "#place"] == [
        link["href"] for link in found.select(".error-summary a")
    ]
    assert 5 == len(found.select("p.error"))
    assert before == small.position()


def test_what_is_right_is_not_told_of(client: httpx.Client) -> None:
    form = filled(client, "/engagements/new")

    answer = send(client, form, starts_on="soon")

    assert ["#starts_on"] == [link["href"] for link in page(answer).select(".error-summary a")]


@pytest.mark.parametrize(
    ("act", "told"),
    [
        ("name-correction", "What was wrong is needed."),
        ("stage", "Reason is needed."),
        ("name", "New name is needed."),
    ],
)
def test_a_field_is_called_as_the_form_calls_it(
    client: httpx.Client, small: CRM, act: str, told: str
) -> None:
    vantaa = id_of(small, "City of Vantaa")
    form = filled(client, f"/partners/{vantaa}/{act}")
    field = "name" if act == "name" else "reason"

    answer = send(client, form, **{field: " "})

    assert told in _error(page(answer), field)


VANTAA, NEAR_YOU = "City of Vantaa", "Near You"


@pytest.mark.parametrize(
    ("name", "act", "typed", "told"),
    [
        (
            None,
            "/partners/new",
            {"name": " ", "business_id": "0115776-4", "country": "XX"},
            ["name", "business_id", "country"],
        ),
        (
            VANTAA,
            "description",
            {"country": "Suomi", "changed_on": "2099"},
            ["country", "changed_on"],
        ),
        (
            VANTAA,
            "identifiers",
            {"business_id": "0115776-4", "eu-pic": "x" * 101},
            ["business_id", "eu-pic"],
        ),
        (
            None,
            "/projects/new",
            {"title": " ", "starts_on": "2026", "ends_on": "2025"},
            ["title", "ends_on"],
        ),
        (
            NEAR_YOU,
            "days-correction",
            {"starts_on": "2026", "ends_on": "2025", "reason": " "},
            ["ends_on", "reason"],
        ),
        (NEAR_YOU, "extension", {"ends_on": "2024", "reason": " "}, ["ends_on", "reason"]),
        (NEAR_YOU, "title", {"title": " ", "changed_on": "2099"}, ["title", "changed_on"]),
        (
            NEAR_YOU,
            "parties",
            {"party_text": "Nobody", "from_on": "2026-06", "until_on": "2026-03"},
            ["party", "until_on"],
        ),
        (NEAR_YOU, "parties", {"party_text": "Nobody", "from_on": "2019"}, ["party", "from_on"]),
        (NEAR_YOU, "parties", {"party_text": "Nobody", "until_on": "2030"}, ["party", "until_on"]),
        (
            "Autumn Seminar",
            "days",
            {"starts_on": "2026-09", "ends_on": "2026-08", "reason": ""},
            ["ends_on", "reason"],
        ),
        (
            None,
            "/engagements/new",
            {"title": " ", "starts_on": "2026-03", "ends_on": "2026-02", "people_student": "-1"},
            ["title", "people_student", "ends_on"],
        ),
        (None, "/engagements/new", {"starts_on": "soon", "ends_on": "2026-02"}, ["starts_on"]),
    ],
)
def test_special_limits_and_rules_across_fields_are_told_with_the_rest(
    client: httpx.Client,
    small: CRM,
    name: str | None,
    act: str,
    typed: dict[str, str],
    told: list[str],
) -> None:
    before = small.position()
    form = filled(client, f"{address_of(small, name)}/{act}" if name else act)

    answer = send(client, form, **typed)

    found = page(answer)
    assert answer.status_code == 422
    links = [str(link["href"]).removeprefix("#") for link in found.select(".error-summary a")]
    assert told == links
    assert all(found.select_one(f"#{field}-error") for field in told)
    assert before == small.position()


@pytest.mark.parametrize(
    ("act", "typed", "told"),
    [
        ("leaving", {"until_on": "2019", "reason": " "}, ["until_on", "reason"]),
        (
            "correction",
            {"from_on": "2026-06", "until_on": "2026-03", "reason": " "},
            ["until_on", "reason"],
        ),
        ("correction", {"from_on": "2019", "until_on": "", "reason": " "}, ["from_on", "reason"]),
        ("role", {"role": "", "changed_on": "2019"}, ["role", "changed_on"]),
    ],
)
def test_days_that_an_activity_does_not_cover_are_told_with_the_rest(
    client: httpx.Client, small: CRM, act: str, typed: dict[str, str], told: list[str]
) -> None:
    form = filled(client, f"/taking-part/{id_of(small, NEAR_YOU)}/1/{act}")

    found = page(send(client, form, **typed))

    links = [str(link["href"]).removeprefix("#") for link in found.select(".error-summary a")]
    assert told == links


def test_an_identifier_of_another_is_told_with_the_rest(client: httpx.Client, small: CRM) -> None:
    espoo = id_of(small, "City of Espoo")
    small.give_partner_identifier(espoo, "fi-ytunnus", "9000001-1", origin=Origin("Aino"))
    form = filled(client, "/partners/new")

    found = page(send(client, form, name=" ", business_id="9000001-1"))

    assert "already belongs to City of Espoo" in _error(found, "business_id")
    assert "Name is needed." in _error(found, "name")


def test_a_country_that_stood_there_before_may_stay(client: httpx.Client, small: CRM) -> None:
    vantaa = id_of(small, VANTAA)
    form = filled(client, f"/partners/{vantaa}/description")

    answer = send(client, form, country=" fi ", municipality="Vanda", changed_on="2026-05-01")

    assert answer.status_code == 303


def test_a_refusal_of_the_domain_uses_the_label_too(client: httpx.Client, small: CRM) -> None:
    vantaa = id_of(small, "City of Vantaa")
    form = filled(client, f"/partners/{vantaa}/identifiers")

    answer = send(client, form, business_id="1" * 200)

    assert "Business id is too long: at most 100" in _error(page(answer), "business_id")


def _error(found: BeautifulSoup, field: str) -> str:
    line = found.select_one(f"#{field}-error")
    assert line, found.select_one("main")
    return line.get_text()


def test_a_typed_name_joins_those_chosen_already(client: httpx.Client, small: CRM) -> None:
    vantaa = id_of(small, "City of Vantaa")
    form = filled(client, f"/engagements/new?with={vantaa}")

    answer = send(client, form, title="Visit", starts_on="yesterday", partners_text="city of espoo")

    names = {link.text.strip() for link in page(client.get(answer.headers["location"])).select("a")}
    assert {"City of Vantaa", "City of Espoo"} <= names


def test_a_typed_name_that_nobody_has_is_told_beside_those_chosen_already(
    client: httpx.Client, small: CRM
) -> None:
    vantaa = id_of(small, "City of Vantaa")
    form = filled(client, f"/engagements/new?with={vantaa}")
    before = small.position()

    answer = send(client, form, title="Visit", starts_on="yesterday", partners_text="Nobody")

    found = page(answer)
    assert ["#partners"] == [link["href"] for link in found.select(".error-summary a")]
    assert ["City of Vantaa"] == [one.text.strip() for one in found.select(".picked label")][:1]
    assert "Nobody" == found.select("#partners")[0]["value"]
    assert before == small.position()


def test_a_name_that_was_found_is_not_typed_any_more_where_the_form_is_shown_again(
    client: httpx.Client,
) -> None:
    form = filled(client, "/engagements/new")

    answer = send(client, form, title=" ", starts_on="today", partners_text="city of espoo")

    found = page(answer)
    assert ["City of Espoo"] == [one.text.strip() for one in found.select(".picked label")]
    assert "" == found.select("#partners")[0]["value"]


def test_a_typed_name_takes_the_place_of_the_one_chosen_before(
    client: httpx.Client, small: CRM
) -> None:
    vantaa, espoo = id_of(small, "City of Vantaa"), id_of(small, "City of Espoo")
    address = f"/partners/{vantaa}/parent"
    form = filled(client, address)
    form.data["parent"] = str(vantaa)

    answer = send(client, form, parent_text="city of espoo", changed_on="yesterday")

    assert 303 == answer.status_code
    (asked,) = page(client.get(address)).select("[name=parent][checked]")
    assert str(espoo) == asked["value"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"partners": VANTAA}, "The relationship with City of Vantaa has ended."),
        ({"themes": "no-such-theme"}, "“no-such-theme” isn't in use (theme)."),
    ],
)
def test_what_a_command_refuses_is_told_at_the_field_it_is_about(
    client: httpx.Client, small: CRM, typed: dict[str, str], told: str
) -> None:
    vantaa = id_of(small, VANTAA)
    small.move_partner_stage(vantaa, Stage.ENDED, Day("2026-03"), "Over", origin=Origin("Aino"))
    form = filled(client, "/engagements/new")
    (field,) = typed
    said = {field: str(vantaa) if value == VANTAA else value for field, value in typed.items()}

    answer = send(client, form, starts_on="1.3.2026", **said)

    (link,) = page(answer).select(".error-summary a")
    assert (f"#{field}", True) == (link["href"], link.text.startswith(told))
    assert told in _error(page(answer), field)


def test_who_came_is_not_dropped_where_the_day_is_still_to_come(
    client: httpx.Client, small: CRM
) -> None:
    form, before = filled(client, "/engagements/new"), small.position()

    early = send(client, form, starts_on="24.12.2100", people_professional="5")
    vague = send(client, form, starts_on=str(TODAY.year), people_professional="5")

    assert "It has not been held yet" in _error(page(early), "starts_on")
    assert before + 2 == small.position()
    held = page(client.get(vague.headers["location"]))
    assert "Delivered" in held.text
