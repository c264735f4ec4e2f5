"""Each try to sign in is a line of the log: with what, what came of it, whose, and nothing else."""

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

import httpx
import pyotp
import pytest

from crm.application import CRM
from crm.signing_in import identities, invitations, second_factor
from domain.account import Role
from features.signed_in import let_in
from features.site import Site
from tests.web.forging import forging
from tests.web.forms import browser
from tests.web.test_provider import at
from tests.web.test_provider import sign_in as by_provider
from web.logs import Lines

LOGIN, PASSWORD = "kanaria@example.org", "kanarialintu laulaa 7 kertaa"
UNKNOWN = "muuttolintu"
Tries = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def aino(crm: CRM) -> UUID:
    """Give an account with a password."""
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), PASSWORD)
    return account_id


@pytest.fixture
def door(site: Site, crm: CRM) -> Iterator[httpx.Client]:
    """Give a client of an installation's pages that has signed in nowhere."""
    site.show(crm)
    with browser(site.url) as client:
        yield client


@pytest.fixture
def tries(aino: UUID, caplog: pytest.LogCaptureFixture) -> Tries:
    """Give a function that returns what was logged of tries since it was asked last."""
    assert aino
    # Whatever another test left it at.
    caplog.set_level(logging.INFO, "verkosto.signing_in")
    caplog.clear()

    def told() -> list[dict[str, Any]]:
        ours = [one for one in caplog.records if one.name.startswith("verkosto")]
        lines = [json.loads(Lines().format(one)) for one in ours]
        caplog.clear()
        for secret in (LOGIN, PASSWORD, UNKNOWN, "127.0.0.1"):
            assert secret not in str(lines)
        found = [line for line in lines if line["message"] == "sign-in"]
        return [
            {name: line[name] for name in ("factor", "outcome", "why", "account") if name in line}
            for line in found
        ]

    return told


def test_a_password_is_a_try_whose_account_is_named_if_there_is_one(
    door: httpx.Client, tries: Tries, aino: UUID
) -> None:
    for login, password in ((LOGIN, PASSWORD), (LOGIN, "wrong"), (UNKNOWN, PASSWORD)):
        door.post("/sign-in", data={"login": login, "password": password})
        door.cookies.clear()

    known = {"factor": "password", "account": str(aino)}
    refused = {"outcome": "refused", "why": "WrongSignIn"}
    assert [known | {"outcome": "right"}, known | refused, {"factor": "password"} | refused] == (
        tries()
    )


def test_codes_of_the_app_and_of_the_paper_are_told_apart(
    door: httpx.Client, crm: CRM, tries: Tries, aino: UUID
) -> None:
    secret = second_factor.new_secret()
    code = pyotp.TOTP(secret).now()
    [paper, *_] = second_factor.set_up(crm.database, aino, secret, code, first=True)
    crm.database.value("UPDATE holder SET totp_step = totp_step - 9 RETURNING 1")
    for shown in ("000000", pyotp.TOTP(secret).now(), paper):
        door.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})
        door.post("/sign-in/code", data={"code": shown})

    told = [one for one in tries() if one["factor"] != "password"]

    assert [("code", "refused"), ("code", "right"), ("paper code", "right")] == [
        (one["factor"], one["outcome"]) for one in told
    ]
    assert {str(aino)} == {one["account"] for one in told}


def test_after_thirty_codes_a_day_the_next_has_to_wait_even_the_right_one(
    door: httpx.Client, crm: CRM, aino: UUID
) -> None:
    def later(time: str) -> None:
        crm.database.value("UPDATE bucket SET at = at - %s::interval RETURNING 1", [time])

    secret = second_factor.new_secret()
    second_factor.set_up(crm.database, aino, secret, pyotp.TOTP(secret).now(), first=True)
    crm.database.value("UPDATE holder SET totp_step = totp_step - 9 RETURNING 1")
    door.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})
    for _ in range(3):
        wrong = [door.post("/sign-in/code", data={"code": "000000"}) for _ in range(10)]
        assert {422} == {answer.status_code for answer in wrong}
        later("5 minutes")

    right = [door.post("/sign-in/code", data={"code": pyotp.TOTP(secret).now()})]
    later("1 day")
    right.append(door.post("/sign-in/code", data={"code": pyotp.TOTP(secret).now()}))

    assert [429, 303] == [answer.status_code for answer in right]
    assert 48 * 60 == int(right[0].headers["retry-after"])


def test_too_many_tries_and_passkeys_of_nobody_are_told(door: httpx.Client, tries: Tries) -> None:
    for _ in range(11):
        door.post("/sign-in", data={"login": UNKNOWN, "password": PASSWORD})
    door.post("/sign-in/passkey", data={"credential": "{}"})

    *_, often, passkey = tries()

    assert {"factor": "password", "outcome": "refused", "why": "TooManyTries"} == often
    assert {"factor": "passkey", "outcome": "refused", "why": "WrongPasskey"} == passkey


def test_the_provider_is_a_try_of_whom_it_knows(
    site: Site, crm: CRM, tries: Tries, aino: UUID
) -> None:
    with forging() as forger, at(site, crm, forger.issuer) as door:
        by_provider(door, forger)
        identities.bind(crm.database, aino, forger.issuer, forger.subject)
        by_provider(door, forger)
    site.app.app.app.state.provider = None

    unknown, known = tries()

    assert {"factor": "provider", "outcome": "refused", "why": "UnknownIdentity"} == unknown
    assert {"factor": "provider", "outcome": "right", "account": str(aino)} == known
