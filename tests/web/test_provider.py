"""Signing in with a provider, over real HTTP: one that is right, and one that says anything."""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pyotp
import pytest
from joserfc import jwk, jwt
from oidc_provider_mock import run_server_in_thread

from crm.application import CRM
from crm.log import Origin
from crm.settings import ProviderSettings
from crm.signing_in import identities, invitations
from crm.signing_in.holders import holder, holders, keep_password
from crm.signing_in.passwords import hashed
from crm.signing_in.provider import Provider
from crm.signing_in.secrets import digest, new_token
from crm.signing_in.sessions import end_of_one_factor
from domain.account import Role
from features.signed_in import let_in
from features.site import Site
from tests.web.forging import CLIENT, SECRET, Forger, forging
from tests.web.forms import browser, page

LOGIN, PASSWORD = "aino.laine@example.org", "hirvi polkee lumessa 7 kertaa"
ODD = "can't be trusted"
A_PASSKEY = """
    INSERT INTO passkey (id, account_id, public_key, sign_count) VALUES ('a', %s, 'b', 0)
    RETURNING true
"""


@pytest.fixture
def forger() -> Iterator[Forger]:
    """Give a provider that signs what it is told to."""
    with forging() as forger:
        yield forger


@pytest.fixture
def door(site: Site, crm: CRM, forger: Forger) -> Iterator[httpx.Client]:
    """Give a client of pages that one signs in to with that provider."""
    with at(site, crm, forger.issuer) as client:
        yield client
    site.app.app.app.state.provider = None


@pytest.fixture
def aino(crm: CRM, forger: Forger) -> UUID:
    """Give Aino's account, bound to somebody whom the provider knows."""
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    identities.bind(crm.database, account_id, forger.issuer, forger.subject)
    return account_id


def at(site: Site, crm: CRM, issuer: str) -> httpx.Client:
    """Show pages over an installation that has a provider."""
    site.show(crm)
    given = ProviderSettings(issuer, CLIENT, SECRET, "Opintie")
    provider = Provider(given, f"{site.url}/sign-in/provider/answer")
    site.app.app.app.state.provider = provider
    return browser(site.url)


def sign_in(door: httpx.Client, forger: Forger, to: str = "/sign-in/provider") -> httpx.Response:
    """Go to the provider and come back."""
    return door.get(forger.go(door.get(to).headers["location"]))


def is_out(door: httpx.Client) -> bool:
    """Say whether nobody is signed in."""
    return str(door.get("/partners").headers.get("location", "")).startswith("/sign-in")


def test_a_real_provider_signs_in_whom_it_was_bound_to(site: Site, crm: CRM) -> None:
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    with run_server_in_thread() as server:
        issuer = f"http://localhost:{server.server_port}"
        identities.bind(crm.database, account_id, issuer, "aino-7")
        with at(site, crm, issuer) as door:
            assert "Sign in with Opintie" in door.get("/sign-in").text

            led = door.get("/sign-in/provider?next=%2Fpartners").headers["location"]
            back = httpx.post(led, data={"sub": "aino-7"}).headers["location"]
            answer = door.get(back)

            assert (303, "/partners") == (answer.status_code, answer.headers["location"])
            assert "Aino Laine" in door.get("/partners").text
    site.app.app.app.state.provider = None


def test_a_real_provider_lets_in_nobody_else(site: Site, crm: CRM) -> None:
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    with run_server_in_thread() as server:
        issuer = f"http://localhost:{server.server_port}"
        identities.bind(crm.database, account_id, issuer, "aino-7")
        with at(site, crm, issuer) as door:
            # Neither their name there nor the e-mail address opens an account.
            httpx.put(f"{issuer}/users/eero-8", json={"email": LOGIN})
            led = door.get("/sign-in/provider").headers["location"]
            back = httpx.post(led, data={"sub": "eero-8"}).headers["location"]
            answer = door.get(back)

            assert answer.status_code == 422
            assert "Opintie knows you, but no open account" in page(answer).get_text()
            assert is_out(door)
    site.app.app.app.state.provider = None


@pytest.mark.usefixtures("aino")
def test_what_the_provider_is_asked_says_who_asks(door: httpx.Client, forger: Forger) -> None:
    sign_in(door, forger)

    assert not is_out(door)
    assert forger.went["scope"] == "openid"
    assert forger.went["redirect_uri"] == f"{door.base_url}/sign-in/provider/answer".replace(
        "//sign-in", "/sign-in"
    )
    assert "max_age" not in forger.went


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example", "/\\evil.example"])
@pytest.mark.usefixtures("aino")
def test_nobody_is_led_to_another_site(door: httpx.Client, forger: Forger, to: str) -> None:
    assert sign_in(door, forger, f"/sign-in/provider?next={to}").headers["location"] == "/"


def by_now(claim: Any) -> Any:
    """Give a claim, a span of time as the second that lies so far from now."""
    return int(time.time() + claim.total_seconds()) if isinstance(claim, timedelta) else claim


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": None},
        {"aud": [CLIENT, "another"]},
        {"aud": [CLIENT], "azp": "another"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"exp": None},
        {"exp": "soon"},
        {"exp": timedelta(minutes=-1)},
        {"iat": timedelta(days=1)},
        {"nbf": timedelta(days=1)},
    ],
    ids=str,
)
@pytest.mark.usefixtures("aino")
def test_a_token_for_others_of_others_or_too_old_lets_nobody_in(
    door: httpx.Client, forger: Forger, claims: dict[str, Any]
) -> None:
    forger.claims = {name: by_now(claim) for name, claim in claims.items()}

    answer = sign_in(door, forger)

    assert (422, True) == (answer.status_code, ODD in page(answer).get_text())
    assert is_out(door)
    forger.claims = {"aud": [CLIENT, "another"], "azp": CLIENT}
    assert sign_in(door, forger).status_code == 303


def by_hand(header: dict[str, str], said: dict[str, Any], key: bytes | None) -> str:
    """Sign as no library would: with nothing, or with what everybody knows."""
    parts = [urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=") for one in (header, said)]
    signed = b".".join(parts)
    mac = hmac.new(key, signed, hashlib.sha256).digest() if key else b""
    return (signed + b"." + urlsafe_b64encode(mac).rstrip(b"=")).decode()


@pytest.mark.parametrize("way", ["none", "secret", "public", "stranger", "nonsense"])
@pytest.mark.usefixtures("aino")
def test_what_the_provider_did_not_sign_lets_nobody_in(
    door: httpx.Client, forger: Forger, way: str
) -> None:
    stranger = jwk.RSAKey.generate_key(2048, {"kid": "1"})
    kid, pem = {"kid": "1"}, forger.key.as_pem(private=False)
    ways = {
        "none": lambda said: by_hand({"alg": "none", **kid}, said, None),
        "secret": lambda said: by_hand({"alg": "HS256", **kid}, said, SECRET.encode()),
        "public": lambda said: by_hand({"alg": "HS256", **kid}, said, pem),
        "stranger": lambda said: jwt.encode({"alg": "RS256", **kid}, said, stranger),
        "nonsense": lambda _said: "a.b.c",
    }
    forger.sign = ways[way]

    answer = sign_in(door, forger)

    assert (422, True) == (answer.status_code, ODD in page(answer).get_text())
    assert is_out(door)
    forger.sign = None
    assert sign_in(door, forger).status_code == 303


@pytest.mark.usefixtures("aino")
def test_an_answer_is_good_once_and_in_one_browser(door: httpx.Client, forger: Forger) -> None:
    back = forger.go(door.get("/sign-in/provider").headers["location"])
    with httpx.Client(headers={"Accept-Language": "en"}, timeout=60) as another:
        stolen = another.get(back)
    forged = door.get(back.replace("state=", "state=x"))
    right = door.get(back)
    door.cookies.delete("session")
    again = door.get(back)

    for one in (stolen, forged, again):
        assert (422, True) == (one.status_code, "in another browser" in page(one).get_text())
    assert right.status_code == 303
    assert is_out(door)


@pytest.mark.usefixtures("aino")
def test_an_answer_that_took_too_long_is_none(door: httpx.Client, crm: CRM, forger: Forger) -> None:
    back = forger.go(door.get("/sign-in/provider").headers["location"])
    crm.database.value("UPDATE errand SET begun_at = now() - interval '11 minutes' RETURNING 1")

    assert door.get(back).status_code == 422


@pytest.mark.parametrize("iss", ["https://evil.example", None])
@pytest.mark.usefixtures("aino")
def test_the_answer_of_another_provider_is_refused(
    door: httpx.Client, forger: Forger, iss: str | None
) -> None:
    forger.metadata = {"authorization_response_iss_parameter_supported": True}
    back = forger.go(door.get("/sign-in/provider").headers["location"])
    sent = httpx.URL(back).copy_merge_params({"iss": iss} if iss else {})

    answer = door.get(sent)

    assert (422, True) == (answer.status_code, ODD in page(answer).get_text())
    assert "/token" not in forger.asked
    back = forger.go(door.get("/sign-in/provider").headers["location"])
    assert door.get(httpx.URL(back).copy_merge_params({"iss": forger.issuer})).status_code == 303


@pytest.mark.usefixtures("aino")
def test_who_turns_back_is_told_so(door: httpx.Client, forger: Forger) -> None:
    back = forger.go(door.get("/sign-in/provider").headers["location"])

    answer = door.get(back.replace("code=c", "error=access_denied"))

    assert "Opintie didn't let you through." in page(answer).get_text()
    assert "/token" not in forger.asked


@pytest.mark.parametrize(
    ("path", "status", "body", "told"),
    [
        ("/token", 400, b'{"error": "invalid_grant"}', "didn't let you through"),
        ("/token", 500, b"", "can't be reached"),
        ("/token", 200, b"<html>", ODD),
        ("/token", 200, b"[" * 100_000, ODD),
        ("/token", 200, b'{"id_token": "' + b"x" * 600_000 + b'"}', ODD),
        ("/token", 302, b"", ODD),
        ("/jwks", 200, b"{}", ODD),
        ("/jwks", 200, b'{"keys": 7}', ODD),
        ("/jwks", 200, b'{"keys": [{"kty": "RSA"}]}', ODD),
        ("/jwks", 503, b"", "can't be reached"),
    ],
    ids=str,
)
@pytest.mark.usefixtures("aino")
def test_whatever_the_provider_answers_is_told_in_a_sentence(
    door: httpx.Client, forger: Forger, path: str, status: int, body: bytes, told: str
) -> None:
    forger.instead[path] = status, body

    answer = sign_in(door, forger)

    assert (422, True) == (answer.status_code, told in page(answer).get_text())
    forger.instead.clear()
    assert sign_in(door, forger).status_code == 303


@pytest.mark.parametrize(
    "metadata",
    [{"issuer": "https://evil.example"}, {"token_endpoint": "http://evil.example/token"}],
    ids=str,
)
def test_a_provider_that_leads_elsewhere_is_not_followed(
    door: httpx.Client, forger: Forger, metadata: dict[str, Any]
) -> None:
    forger.metadata = metadata

    answer = door.get("/sign-in/provider")

    assert (422, True) == (answer.status_code, ODD in page(answer).get_text())


def test_without_the_provider_everything_else_goes_on(
    site: Site, crm: CRM, forger: Forger, aino: UUID
) -> None:
    assert forger
    keep_password(crm.database, aino, hashed(PASSWORD))
    with at(site, crm, "http://127.0.0.1:9") as door:
        away = door.get("/sign-in/provider")
        answer = door.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})

    assert (422, True) == (away.status_code, "can't be reached" in page(away).get_text())
    assert answer.status_code == 303
    site.app.app.app.state.provider = None


def test_a_slow_provider_is_not_waited_for(door: httpx.Client, forger: Forger) -> None:
    forger.slow["/.well-known/openid-configuration"] = 6
    began = time.monotonic()

    answer = door.get("/sign-in/provider")

    assert "can't be reached" in page(answer).get_text()
    assert time.monotonic() - began < 6


@pytest.mark.usefixtures("aino")
def test_a_key_that_was_changed_is_asked_for_once(door: httpx.Client, forger: Forger) -> None:
    sign_in(door, forger)
    forger.key = jwk.RSAKey.generate_key(2048, {"kid": "2"})

    assert sign_in(door, forger).status_code == 303

    assert forger.asked["/jwks"] == 2


def test_one_factor_there_needs_the_other_here(
    door: httpx.Client, crm: CRM, forger: Forger, aino: UUID
) -> None:
    crm.database.value(
        "UPDATE holder SET totp_secret = %s WHERE account_id = %s RETURNING 1",
        [pyotp.random_base32(), aino],
    )
    sign_in(door, forger)
    assert door.get("/partners").headers["location"].startswith("/sign-in/code")

    forger.claims = {"amr": ["pwd", "mfa"]}
    sign_in(door, forger)

    assert door.get("/partners").status_code == 200


@pytest.fixture
def of_all(site: Site, door: httpx.Client) -> Iterator[None]:
    """Ask a second factor of everybody, as a program that was started anew does."""
    assert door
    yield
    site.app.app.app.state.second_factor_of_all = False


@pytest.mark.usefixtures("aino", "of_all")
def test_who_showed_one_factor_there_is_asked_for_two_once_all_need_them_and_then_is_in(
    door: httpx.Client, site: Site, crm: CRM, forger: Forger
) -> None:
    sign_in(door, forger)
    assert door.get("/partners").status_code == 200

    site.app.app.app.state.second_factor_of_all = True
    end_of_one_factor(crm.database)

    assert is_out(door)
    sign_in(door, forger)
    led = door.get("/partners").headers["location"]
    assert led.startswith("/account/second-factor")
    assert door.get(led).status_code == 200
    forger.claims = {"amr": ["pwd", "mfa"]}
    sign_in(door, forger)
    for _ in range(2):
        assert door.get("/partners").status_code == 200
        end_of_one_factor(crm.database)  # as at each start from now on


@pytest.mark.parametrize(
    ("methods", "several"),
    [
        (["otp"], False),
        (["hwk"], False),
        (["sc"], False),
        (["hwk", "user"], False),
        (["pwd", "kba"], False),
        (["otp", "sms"], False),
        (["mfa"], True),
        (["pwd", "otp"], True),
        (["hwk", "pin"], True),
        (["swk", "fpt"], True),
        ("pwd mfa", False),
    ],
    ids=str,
)
@pytest.mark.usefixtures("aino", "of_all")
def test_ways_of_two_kinds_are_two_factors_and_several_of_one_kind_are_one(
    door: httpx.Client, site: Site, forger: Forger, methods: object, *, several: bool
) -> None:
    site.app.app.app.state.second_factor_of_all = True
    forger.claims = {"amr": methods}

    sign_in(door, forger)

    assert (door.get("/partners").status_code == 200) is several


@pytest.mark.usefixtures("aino")
def test_who_has_only_a_provider_to_sign_in_with_is_no_longer_called_invited(
    door: httpx.Client, crm: CRM
) -> None:
    invited = let_in(crm, Role.COORDINATOR, "eero@example.org", name="Eero Salo")
    used = {one.login: one.signs_in for one in holders(crm.database)}

    assert (used[LOGIN], used["eero@example.org"]) == (True, False)
    assert invited
    assert door


def test_a_closed_account_stays_closed(
    door: httpx.Client, crm: CRM, forger: Forger, aino: UUID
) -> None:
    crm.close_account(aino, origin=Origin("test"))

    answer = sign_in(door, forger)

    assert "no open account" in page(answer).get_text()


def test_an_invitation_can_be_taken_up_with_the_provider(
    door: httpx.Client, crm: CRM, forger: Forger
) -> None:
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    link = f"/invitation/{invitations.invite(crm.database, account_id)}"
    assert f"{link}/provider" in door.get(link).text

    assert sign_in(door, forger, f"{link}/provider").headers["location"] == "/"

    assert not is_out(door)
    door.cookies.clear()
    assert door.get(f"{link}/provider").status_code == 422
    assert sign_in(door, forger).status_code == 303


def test_a_link_for_a_forgotten_password_binds_nobody_past_the_second_factor(
    door: httpx.Client, crm: CRM, forger: Forger
) -> None:
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    first, forgotten = (invitations.invite(crm.database, account_id) for _ in range(2))
    invitations.accept(crm.database, forgotten, PASSWORD)
    forgotten = invitations.invite(crm.database, account_id)
    forger.claims = {"amr": ["mfa"]}

    link = f"/invitation/{forgotten}"
    assert f"{link}/provider" not in door.get(link).text
    assert door.get(f"{link}/provider").status_code == 422
    for token in (first, forgotten):
        assert not identities.bind_invited(crm.database, digest(token), forger.issuer, "thief")

    assert not identities.of(crm.database, account_id, forger.issuer)
    assert door.get(link).status_code == 200


def test_who_begins_anew_may_do_so_with_the_provider(
    door: httpx.Client, crm: CRM, forger: Forger
) -> None:
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), PASSWORD)
    token = new_token()
    crm.allow_new_beginning(account_id, token, origin=Origin("test"))

    assert sign_in(door, forger, f"/invitation/{token}/provider").headers["location"] == "/"

    assert not is_out(door)
    found = holder(crm.database, account_id)
    assert found
    assert (None, True) == (found.password, found.has_provider)


def test_an_invitation_binds_nobody_who_has_an_account(
    door: httpx.Client, crm: CRM, forger: Forger, aino: UUID
) -> None:
    other = let_in(crm, Role.COORDINATOR, "eero@example.org", name="Eero Salo")
    link = f"/invitation/{invitations.invite(crm.database, other)}"

    answer = sign_in(door, forger, f"{link}/provider")

    assert "has an account here already" in page(answer).get_text()
    assert identities.of(crm.database, aino, forger.issuer)
    assert door.get(link).status_code == 200


def test_binding_and_unbinding_under_my_account(
    door: httpx.Client, crm: CRM, forger: Forger
) -> None:
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), PASSWORD)
    door.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})
    before = door.cookies["session"]

    going = door.post("/account/provider")
    [led] = page(going).select("a[rel=external]")
    back = door.get(forger.go(str(led["href"])))

    assert (303, "/account?saved=1") == (back.status_code, back.headers["location"])
    assert door.cookies["session"] != before
    assert "You sign in with it since" in page(door.get("/account")).get_text()
    assert door.post("/account/provider/removal").status_code == 303
    assert not identities.of(crm.database, account_id, forger.issuer)


def test_binding_needs_that_one_shows_again_who_one_is(
    door: httpx.Client, crm: CRM, forger: Forger, aino: UUID
) -> None:
    sign_in(door, forger)
    crm.database.value("UPDATE session SET strong_at = NULL RETURNING 1")

    for path in ("/account/provider", "/account/provider/removal"):
        assert door.post(path).headers["location"].startswith("/sign-in/again")
    assert identities.of(crm.database, aino, forger.issuer)


def test_what_one_signs_in_with_last_stays(
    door: httpx.Client, crm: CRM, forger: Forger, aino: UUID
) -> None:
    sign_in(door, forger)

    refused = door.post("/account/provider/removal")
    assert (422, True) == (
        refused.status_code,
        "couldn't sign in any longer" in page(refused).get_text(),
    )
    crm.database.value(A_PASSKEY, [aino])
    assert door.post("/account/provider/removal").status_code == 303

    refused = door.post(f"/account/passkeys/{b'a'.hex()}/removal")
    assert (422, True) == (
        refused.status_code,
        "couldn't sign in any longer" in page(refused).get_text(),
    )
    assert crm.database.value("SELECT count(*) FROM passkey") == 1


def test_showing_again_who_one_is_means_signing_in_there_anew(
    door: httpx.Client, crm: CRM, forger: Forger, aino: UUID
) -> None:
    sign_in(door, forger)
    crm.database.value("UPDATE session SET strong_at = NULL RETURNING 1")
    assert "/sign-in/again/provider" in door.get("/sign-in/again?next=%2Faccount").text
    for claims in ({"auth_time": None}, {"auth_time": by_now(timedelta(minutes=-5))}):
        forger.claims = claims
        assert ODD in page(sign_in(door, forger, "/sign-in/again/provider")).get_text()
    forger.claims, mine = {}, forger.subject
    forger.subject = "somebody-else"
    assert "no open account" in sign_in(door, forger, "/sign-in/again/provider").text
    forger.subject = mine

    answer = sign_in(door, forger, "/sign-in/again/provider?next=%2Faccount%2Fsecond-factor")

    assert (303, "/account/second-factor") == (answer.status_code, answer.headers["location"])
    assert ("login", "0") == (forger.went["prompt"], forger.went["max_age"])
    assert door.get("/account/second-factor").status_code == 200
    assert aino


@pytest.mark.usefixtures("aino")
def test_going_on_from_a_session_that_has_ended_is_none(door: httpx.Client, forger: Forger) -> None:
    sign_in(door, forger)
    back = forger.go(door.get("/sign-in/again/provider").headers["location"])
    door.post("/sign-out")

    answer = door.get(back)

    assert answer.status_code != 500
    assert is_out(door)


def test_going_there_too_often_has_to_wait(door: httpx.Client) -> None:
    answers = [door.get("/sign-in/provider").status_code for _ in range(102)]

    assert answers[99] == 303
    assert answers[-1] == 429
