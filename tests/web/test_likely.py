"""While a new name is typed, who may be there already is said; only the name is sent for it."""

import httpx
import pytest

from crm.application import CRM
from features.known import address_of
from tests.web.forms import page


@pytest.mark.parametrize(
    ("path", "typed", "name", "about"),
    [
        ("/partners", "City of Vanta", "City of Vantaa", "(Municipality, Vantaa)"),
        ("/contacts", "Elli", "Elli Esimerkki", "(City of Vantaa)"),
        ("/contacts", "esimerkki e", "Elli Esimerkki", "(City of Vantaa)"),
    ],
)
def test_who_may_be_meant_is_told_with_what_tells_them_apart(
    small: CRM, client: httpx.Client, path: str, typed: str, name: str, about: str
) -> None:
    warning = page(client.get(f"{path}/likely", params={"name": typed}))

    assert f"May be there already: {name} {about}" == warning.get_text(" ", strip=True)
    (link,) = warning.select("a")
    assert link["href"] == address_of(small, name)


@pytest.mark.parametrize("path", ["/partners", "/contacts"])
@pytest.mark.parametrize("typed", ["", "Ell", "....", "Nobody at All"])
def test_nothing_is_said_of_what_is_short_or_new(
    client: httpx.Client, path: str, typed: str
) -> None:
    assert client.get(f"{path}/likely", params={"name": typed}).text == ""


@pytest.mark.parametrize("path", ["/partners/new", "/contacts/new"])
def test_nothing_else_that_is_typed_is_sent_to_ask(client: httpx.Client, path: str) -> None:
    (box,) = page(client.get(path)).select("#name")

    assert box["hx-get"] == path.replace("new", "likely")
    assert not box.has_attr("hx-include")
