"""The door: who gets in, what a session holds to, and what attacks on it come to."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import httpx
import pyotp
import pytest

from crm.application import CRM
from crm.log import Origin
from crm.signing_in import identities, invitations, sessions
from crm.signing_in.limits import OF_ACCOUNT
from crm.signing_in.password_sign_in import PasskeyNeeded
from crm.signing_in.password_sign_in import sign_in as by_password
from crm.signing_in.passwords import SHORTEST
from crm.signing_in.secrets import digest, new_token
from domain.account import Role, Standing
from domain.names import Names
from features.signed_in import let_in, token_of, who_holds
from features.site import Site
from tests.web.forms import browser, page

LOGIN, PASSWORD = "aino.laine@example.org", "hirvi polkee lumessa 7 kertaa"
ANOTHER = "susi juoksee jäällä 9 kertaa"
OTHER = "x-marks-the-spot"
A_PASSKEY = """
    INSERT INTO passkey (id, account_id, public_key, sign_count) VALUES ('a', %s, 'b', 0)
    RETURNING true
"""
WRONG = "The e-mail address and the password don't go together."


@pytest.fixture
def door(site: Site, crm: CRM) -> Iterator[httpx.Client]:
    """Give a client of an installation's pages that has signed in nowhere."""
    site.show(crm)
    with browser(site.url) as client:
        yield client


@pytest.fixture
def aino(crm: CRM) -> UUID:
    """Give Aino's account, a coordinator's, with a password."""
    account_id = let_in(crm, Role.COORDINATOR, LOGIN, name="Aino Laine")
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), PASSWORD)
    return account_id


@pytest.fixture
def sign_in(door: httpx.Client, aino: UUID) -> Callable[..., httpx.Response]:
    """Give a function that tries to sign in, as Aino if nothing else is said."""
    assert aino

    def sign_in(login: str = LOGIN, password: str = PASSWORD, to: str = "") -> httpx.Response:
        return door.post(f"/sign-in{to}", data={"login": login, "password": password})

    return sign_in


Try = Callable[..., httpx.Response]


def test_the_right_password_leads_where_one_wanted_to_go(door: httpx.Client, sign_in: Try) -> None:
    led = door.get("/partners?q=vantaa")
    assert (303, "/sign-in?next=%2Fpartners%3Fq%3Dvantaa") == (
        led.status_code,
        led.headers["location"],
    )

    answer = sign_in(to="?next=%2Fpartners%3Fq%3Dvantaa")

    assert (303, "/partners?q=vantaa") == (answer.status_code, answer.headers["location"])
    assert door.get("/partners").status_code == 200


def test_whoever_comes_knows_how_far_the_log_goes(crm: CRM, aino: UUID) -> None:
    token = sessions.begin(crm.database, aino)
    came = who_holds(crm, token)
    assert came
    assert crm.position() == came.position

    let_in(crm, Role.COORDINATOR, "another@example.org", name="Another")

    came_again = who_holds(crm, token)
    assert came_again
    assert crm.position() == came_again.position
    assert came.position != came_again.position


@pytest.mark.parametrize(
    "to", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_to_another_site(sign_in: Try, to: str) -> None:
    assert sign_in(to=f"?next={to}").headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_name_are_answered_alike(sign_in: Try) -> None:
    wrong, unknown = sign_in(password=OTHER), sign_in(login="nobody@example.org")

    assert wrong.status_code == unknown.status_code == 422
    texts = [page(one).select_one("#errors") for one in (wrong, unknown)]
    assert texts[0]
    assert texts[0] == texts[1]
    assert WRONG in texts[0].get_text()
    assert "set-cookie" not in wrong.headers


def test_what_was_typed_as_a_password_is_never_shown_again(sign_in: Try) -> None:
    answer = sign_in(password=OTHER)

    assert OTHER not in answer.text
    assert LOGIN in answer.text


def test_after_many_tries_even_the_right_password_has_to_wait(sign_in: Try) -> None:
    for _ in range(OF_ACCOUNT.tries):
        assert sign_in(password=OTHER).status_code == 422

    answer = sign_in()

    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "It was tried too often." in answer.text


def test_many_tries_at_once_take_no_more_than_there_are(sign_in: Try) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: sign_in(password=OTHER), range(OF_ACCOUNT.tries * 2)))

    assert [one.status_code for one in answers].count(422) == OF_ACCOUNT.tries


def test_an_invitation_lets_somebody_choose_a_password_once(door: httpx.Client, crm: CRM) -> None:
    account_id = let_in(crm, Role.LEADERSHIP, LOGIN, name="Aino Laine")
    link = f"/invitation/{invitations.invite(crm.database, account_id)}"
    assert "Welcome, Aino Laine" in door.get(link).text

    answer = door.post(link, data={"password": PASSWORD})

    assert answer.status_code == 303
    assert door.get("/").status_code == 200
    again = door.post(link, data={"password": PASSWORD + "!"})
    assert again.status_code == 422
    assert "This link was used already" in again.text


def test_of_two_who_use_an_invitation_at_once_one_is_let_in(crm: CRM) -> None:
    account_id = let_in(crm, Role.LEADERSHIP, LOGIN, name="Aino Laine")
    token = invitations.invite(crm.database, account_id)

    def use(password: str) -> bool:
        try:
            invitations.accept(crm.database, token, password)
        except invitations.InvitationIsSpent:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        let = list(pool.map(use, [f"{PASSWORD}{number}" for number in range(4)]))

    assert 1 == let.count(True)


def test_a_newer_invitation_ends_the_one_before(door: httpx.Client, crm: CRM, aino: UUID) -> None:
    first = invitations.invite(crm.database, aino)
    invitations.invite(crm.database, aino)

    assert "This link was used already" in door.get(f"/invitation/{first}").text


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("x" * (SHORTEST - 1), f"at least {SHORTEST} characters"),
        ("passwordpassword", "easy to guess"),
        ("aino.laine@example.org", "easy to guess"),
        ("123456789012345678", "easy to guess"),
        ("Ruskakulman-Isätyö-26", "easy to guess"),
        ("Verkosto-127.0.0.1-26", "easy to guess"),
        ("Laine, Aino 26!", "easy to guess"),
        ("x" * 501, "500 characters at most"),
    ],
)
def test_a_weak_password_is_refused(
    door: httpx.Client, crm: CRM, aino: UUID, password: str, told: str
) -> None:
    crm.open_unit(Names.given("Isätyö"), origin=Origin("test"))
    crm.found_network("Ruskakulman verkko", origin=Origin("test"))
    link = f"/invitation/{invitations.invite(crm.database, aino)}"

    answer = door.post(link, data={"password": password})

    assert answer.status_code == 422
    assert told in answer.text


def test_words_of_the_network_may_stand_among_others_in_a_password(
    door: httpx.Client, crm: CRM, aino: UUID
) -> None:
    crm.open_unit(Names.given("Isätyö"), origin=Origin("test"))
    link = f"/invitation/{invitations.invite(crm.database, aino)}"

    answer = door.post(link, data={"password": "isätyö haukkaa suolaista palaa"})

    assert answer.status_code == 303


def test_a_password_may_be_written_in_any_letters(door: httpx.Client, crm: CRM) -> None:
    account_id = let_in(crm, Role.LEADERSHIP, LOGIN)
    password = "жёлтый ёжик гуляет åäö 🦔"  # noqa: S105
    link = f"/invitation/{invitations.invite(crm.database, account_id)}"

    assert door.post(link, data={"password": password}).status_code == 303
    door.cookies.clear()
    assert door.post("/sign-in", data={"login": LOGIN, "password": password}).status_code == 303


def test_an_administrator_sees_nothing_before_a_second_factor_is_set_up(
    door: httpx.Client, crm: CRM
) -> None:
    account_id = let_in(crm, Role.ADMINISTRATOR, LOGIN)
    link = f"/invitation/{invitations.invite(crm.database, account_id)}"
    door.post(link, data={"password": PASSWORD})
    led = door.get("/partners")
    assert led.headers["location"].startswith("/account/second-factor")

    _set_up(door)

    assert door.get("/partners").status_code == 200


def test_a_code_is_needed_beside_the_password_and_good_once(
    door: httpx.Client, sign_in: Try
) -> None:
    sign_in()
    secret, paper = _set_up(door)
    door.cookies.clear()

    assert sign_in().headers["location"] == "/"
    assert door.get("/partners").headers["location"].startswith("/sign-in/code")
    # The code of this half minute was used when it was set up.
    used = door.post("/sign-in/code", data={"code": pyotp.TOTP(secret).now()})
    assert used.status_code == 422
    assert door.post("/sign-in/code", data={"code": "000000"}).status_code == 422
    assert door.post("/sign-in/code", data={"code": paper[0].upper()}).status_code == 303
    assert door.get("/partners").status_code == 200

    door.cookies.clear()
    sign_in()
    assert door.post("/sign-in/code", data={"code": paper[0]}).status_code == 422
    assert door.post("/sign-in/code", data={"code": paper[1]}).status_code == 303


def test_a_second_factor_is_kept_only_with_a_code_of_it(door: httpx.Client, sign_in: Try) -> None:
    sign_in()

    answer = door.post("/account/second-factor", data={"secret": "A" * 32, "code": "123456"})

    assert answer.status_code == 422
    assert "This code isn't good" in page(answer).get_text()


def test_nobody_who_only_looks_makes_a_session(door: httpx.Client, crm: CRM) -> None:
    for _ in range(5):
        assert "set-cookie" not in door.get("/partners").headers

    assert crm.database.value("SELECT count(*) FROM session") == 0


def test_a_token_that_somebody_else_chose_is_not_taken_up(door: httpx.Client, sign_in: Try) -> None:
    door.cookies["session"] = "chosen"
    answer = sign_in()
    assert answer.cookies["session"] != "chosen"

    door.cookies.clear()
    door.cookies["session"] = "chosen"
    assert door.get("/partners").status_code == 303


def test_each_sign_in_gives_a_new_token_and_ends_the_one_before(
    door: httpx.Client, sign_in: Try
) -> None:
    first = sign_in().cookies["session"]
    second = sign_in().cookies["session"]

    assert [303, 200] == [_status_with(door, token) for token in (first, second)]


def test_only_the_hash_of_a_token_is_kept(crm: CRM, sign_in: Try) -> None:
    token = sign_in().cookies["session"]

    [kept] = crm.database.values("SELECT hash FROM session")
    assert token.encode() not in kept
    assert len(kept) == 32


def test_a_late_answer_does_not_undo_a_sign_out(
    door: httpx.Client, sign_in: Try, site: Site
) -> None:
    token = sign_in().cookies["session"]
    with ThreadPoolExecutor(4) as pool:
        late = [pool.submit(_status_with, door, token, "/network/map") for _ in range(4)]
        with browser(site.url, token) as other:
            out = other.post("/sign-out")
        assert out.status_code == 303
        assert 'session=""' in out.headers["set-cookie"]
        assert {one.result() for one in late} <= {200, 303}

    assert _status_with(door, token) == 303


@pytest.mark.parametrize("token", ["", "é" * 10, "x" * 5_000, "a; b", "="])
def test_an_odd_cookie_is_nobody(door: httpx.Client, token: str) -> None:
    answer = door.get("/partners", headers=[(b"cookie", f"session={token}".encode())])

    assert answer.status_code == 303


def test_heads_do_not_pass_the_door(door: httpx.Client) -> None:
    assert door.head("/partners").status_code == 303


def test_a_form_that_comes_too_late_is_told_so_and_records_nothing(
    door: httpx.Client, crm: CRM
) -> None:
    before = crm.position()

    answer = door.post("/partners/new", data={"name": "Vantaa", "kind": "municipality"})

    assert answer.status_code == 401
    assert "You are no longer signed in" in answer.text
    assert crm.position() == before


def test_a_part_of_a_page_is_not_replaced_by_the_door(door: httpx.Client) -> None:
    answer = door.get("/search/suggestions?q=a", headers={"HX-Request": "true"})

    assert (401, "/sign-in", "") == (
        answer.status_code,
        answer.headers["hx-redirect"],
        answer.text,
    )


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Accept": "application/json"}, 401),
        ({"Sec-Fetch-Mode": "cors"}, 401),
        ({"Sec-Fetch-Mode": "no-cors", "Accept": "image/svg+xml"}, 401),
        ({"Sec-Fetch-Mode": "navigate"}, 303),
        ({"Accept": "text/html,application/json"}, 303),
        ({}, 303),
    ],
    ids=str,
)
def test_a_program_is_told_that_nobody_signed_in_and_people_are_led(
    door: httpx.Client, headers: dict[str, str], status: int
) -> None:
    answer = door.get("/contacts/new", headers=headers)

    assert (answer.status_code, "location" in answer.headers) == (status, status == 303)


def test_one_sees_where_one_is_signed_in_and_leaves_one_place_or_all_others(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()
    elsewhere = [sessions.begin(crm.database, aino) for _ in range(3)]
    shown = page(door.get("/account"))
    assert len(shown.select("form[action$='/ending'] button.link")) == 4

    [first] = [one for one in sessions.of(crm.database, aino) if one.hash == digest(elsewhere[0])]
    door.post(f"/account/sessions/{first.hash.hex()}/ending")
    assert [303, 200, 200] == [_seen(crm, token) for token in elsewhere]

    door.post("/account/sessions/ending")
    assert [303, 303, 303] == [_seen(crm, token) for token in elsewhere]
    assert door.get("/account").status_code == 200


def test_who_ends_sessions_elsewhere_shows_again_who_they_are_unless_that_was_just_now(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()
    elsewhere = sessions.begin(crm.database, aino)
    one, others = f"/account/sessions/{digest(elsewhere).hex()}/ending", "/account/sessions/ending"
    crm.database.value("UPDATE session SET strong_at = now() - interval '16 minutes' RETURNING 1")

    led = {door.post(url).headers["location"] for url in (one, others)}

    assert {"/sign-in/again?next=%2Faccount"} == led
    assert _seen(crm, elsewhere) == 200
    assert door.post("/sign-in/again", data={"password": PASSWORD}).status_code == 303
    assert door.post(one).headers["location"] == "/account?saved=1"
    assert _seen(crm, elsewhere) == 303


def test_who_signed_in_long_ago_signs_out_here_at_once(
    door: httpx.Client, crm: CRM, sign_in: Try
) -> None:
    sign_in()
    crm.database.value("UPDATE session SET strong_at = now() - interval '16 minutes' RETURNING 1")
    [here] = page(door.get("/account")).select("form[action$='/ending']:has(button.link)")

    out = door.post(str(here["action"]))

    assert out.headers["location"] == "/sign-in"
    assert door.get("/account").status_code == 303


def test_nobody_ends_the_session_of_somebody_else(
    door: httpx.Client, crm: CRM, sign_in: Try
) -> None:
    sign_in()
    others = token_of(crm)

    door.post(f"/account/sessions/{digest(others).hex()}/ending")

    assert _seen(crm, others) == 200


def test_another_password_ends_every_other_session(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()
    elsewhere, other = sessions.begin(crm.database, aino), "susi juoksee jäällä 9 kertaa"
    wrong = door.post("/account/password", data={"current": "no", "password": other})
    assert wrong.status_code == 422

    answer = door.post("/account/password", data={"current": PASSWORD, "password": other})

    assert answer.status_code == 303
    assert (303, 200) == (_seen(crm, elsewhere), door.get("/account").status_code)
    assert sign_in().status_code == 422
    assert sign_in(password=other).status_code == 303


def test_who_signed_in_long_ago_shows_again_who_they_are_before_something_grave(
    door: httpx.Client, crm: CRM, sign_in: Try
) -> None:
    sign_in()
    crm.database.value("UPDATE session SET strong_at = now() - interval '16 minutes' RETURNING 1")

    led = door.get("/account/second-factor")

    assert led.headers["location"] == "/sign-in/again?next=%2Faccount%2Fsecond-factor"
    assert door.post("/sign-in/again", data={"password": "no"}).status_code == 422
    again = door.post(led.headers["location"], data={"password": PASSWORD})
    assert again.headers["location"] == "/account/second-factor"
    assert door.get("/account/second-factor").status_code == 200


@pytest.mark.parametrize(
    ("column", "ago"), [("seen_at", "12 hours 1 minute"), ("begun_at", "14 days 1 minute")]
)
def test_a_session_ends_when_nobody_uses_it_and_after_two_weeks(
    door: httpx.Client, crm: CRM, sign_in: Try, column: str, ago: str
) -> None:
    sign_in()
    assert door.get("/partners").status_code == 200
    sql = f"UPDATE session SET {column} = now() - interval '{ago}' RETURNING 1"
    crm.database.value(sql)

    assert door.get("/partners").status_code == 303


def test_a_closed_account_is_out_at_once_and_stays_out(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()

    crm.close_account(aino, origin=Origin("test"))

    assert door.get("/partners").status_code == 303
    assert sign_in().status_code == 422
    crm.reopen_account(aino, origin=Origin("test"))
    assert door.get("/partners").status_code == 303
    assert sign_in().status_code == 303


def test_another_role_holds_from_the_next_page_on(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()
    assert door.get("/imports").status_code == 200

    crm.give_account_role(aino, Standing(Role.LEADERSHIP), origin=Origin("test"))

    told = door.get("/imports")
    assert told.status_code == 403
    assert "Your role doesn't allow this." in page(told).get_text()
    assert not page(door.get("/partners")).select("a[href='/partners/new']")


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(sign_in: Try) -> None:
    cookie = sign_in().headers["set-cookie"].lower()

    assert {"httponly", "samesite=lax", "path=/"} <= {one.strip() for one in cookie.split(";")}


def test_over_https_the_cookie_is_this_hosts_alone(site: Site, sign_in: Try) -> None:
    site.app.app.app.state.secure = True
    try:
        cookie = sign_in().headers["set-cookie"]
    finally:
        site.app.app.app.state.secure = False

    assert cookie.startswith("__Host-session=")
    assert "Secure" in cookie
    assert "Domain" not in cookie


def test_over_https_the_cookie_of_the_language_is_this_hosts_alone_too(
    site: Site, door: httpx.Client
) -> None:
    plain = door.get("/language?to=sv").headers["set-cookie"]
    assert 'lang="sv"' in door.get("/sign-in").text
    site.app.app.app.state.secure = True
    try:
        unheard = door.get("/sign-in").text
        cookie = door.get("/language?to=fi").headers["set-cookie"]
        shown = door.get("/sign-in", headers={"Cookie": "__Host-language=fi"}).text
    finally:
        site.app.app.app.state.secure = False

    assert (plain.startswith("language=sv"), "Secure" in plain) == (True, False)
    assert cookie.startswith("__Host-language=fi")
    assert {"Secure", "HttpOnly", "Path=/"} <= {one.strip() for one in cookie.split(";")}
    assert "Domain" not in cookie
    assert ('lang="en"' in unheard, 'lang="fi"' in shown) == (True, True)


def test_nobody_looks_around_as_somebody_outside_the_demonstration(
    door: httpx.Client, aino: UUID
) -> None:
    assert door.post("/sign-in/as", data={"account": str(aino)}).status_code == 404


def test_a_second_factor_is_not_replaced_by_who_has_only_shown_the_password(
    door: httpx.Client, crm: CRM, site: Site
) -> None:
    account_id = let_in(crm, Role.ADMINISTRATOR, LOGIN)
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), PASSWORD)
    with browser(site.url) as thief:
        for client in (thief, door):
            client.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})
        secret = "A" * 32
        _set_up(door)

        code = pyotp.TOTP(secret).now()
        tried = thief.post("/account/second-factor", data={"secret": secret, "code": code})

        assert tried.headers["location"].startswith("/sign-in/code")
        kept = crm.database.values("SELECT totp_secret FROM holder")
        assert secret not in kept


def test_a_code_alone_is_no_step_up(door: httpx.Client, crm: CRM, sign_in: Try) -> None:
    sign_in()
    _, paper = _set_up(door)
    crm.database.value("UPDATE session SET strong_at = now() - interval '16 minutes' RETURNING 1")

    assert door.post("/sign-in/code", data={"code": paper[0]}).status_code == 422
    assert door.get("/account/second-factor").status_code == 303


def test_who_becomes_an_administrator_begins_anew(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()

    crm.give_account_role(aino, Standing(Role.ADMINISTRATOR), origin=Origin("test"))

    assert door.get("/accounts").headers["location"].startswith("/sign-in?")
    sign_in()
    assert door.get("/accounts").headers["location"].startswith("/account/second-factor")


def test_an_administrator_with_a_passkey_shows_it(crm: CRM, sign_in: Try, aino: UUID) -> None:
    crm.give_account_role(aino, Standing(Role.ADMINISTRATOR), origin=Origin("test"))
    crm.database.value(A_PASSKEY, [aino])

    answer = sign_in()

    assert answer.status_code == 422
    assert "Sign in with your passkey" in page(answer).get_text()
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("of_all", [True, False])
@pytest.mark.parametrize("role", Role)
def test_a_second_factor_can_be_asked_of_every_role(
    door: httpx.Client, crm: CRM, site: Site, role: Role, *, of_all: bool
) -> None:
    project = crm.plan_project("Near You", origin=Origin("test")).subject_id
    account_id = let_in(crm, role, LOGIN, project_id=project if role is Role.GUEST else None)
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), PASSWORD)
    site.app.app.app.state.second_factor_of_all = of_all
    try:
        door.post("/sign-in", data={"login": LOGIN, "password": PASSWORD})
        led = door.get("/account").headers.get("location", "")

        assert led.startswith("/account/second-factor") is (of_all or role is Role.ADMINISTRATOR)
        _set_up(door)
        assert door.get("/account").status_code == 200
    finally:
        site.app.app.app.state.second_factor_of_all = False


def test_who_is_signed_in_by_one_factor_is_signed_out_when_another_is_asked_of_all(
    crm: CRM, aino: UUID
) -> None:
    def begun(before: str = "", *, step: bool = False, two_factors: bool = False) -> str:
        found = who_holds(crm, before)
        instead = found.session if found else None
        return sessions.begin(
            crm.database, aino, instead_of=instead, step=step, two_factors=two_factors
        )

    one, two = begun(), begun(two_factors=True)
    went_on = begun(begun(two_factors=True), step=True)
    anew = begun(begun(two_factors=True))
    one_went_on = begun(begun(), step=True)
    setting_up = sessions.begin(crm.database, aino, awaits="second_factor")

    sessions.end_of_one_factor(crm.database)

    tokens = (one, two, went_on, anew, one_went_on, setting_up)
    found = [bool(who_holds(crm, token)) for token in tokens]
    assert [False, True, True, False, False, True] == found


def test_whoever_needs_more_than_a_password_shows_their_passkey(crm: CRM, aino: UUID) -> None:
    crm.database.value(A_PASSKEY, [aino])

    assert by_password(crm.database, LOGIN, PASSWORD, sessions.Where())
    with pytest.raises(PasskeyNeeded):
        by_password(crm.database, LOGIN, PASSWORD, sessions.Where(), of_all=True)


def test_a_link_for_a_forgotten_password_is_no_way_past_the_second_factor(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()
    _, paper = _set_up(door)
    door.cookies.clear()
    link = f"/invitation/{invitations.invite(crm.database, aino)}"

    led = door.post(link, data={"password": ANOTHER})

    assert (303, "/") == (led.status_code, led.headers["location"])
    for path in ("/partners", "/account", "/account/second-factor"):
        assert door.get(path).headers["location"].startswith("/sign-in/code")
    taken = door.post("/account/second-factor", data={"secret": "A" * 32, "code": "000000"})
    assert taken.headers["location"].startswith("/sign-in/code")
    door.cookies.clear()
    assert sign_in().status_code == 422
    sign_in(password=ANOTHER)
    assert door.post("/sign-in/code", data={"code": paper[0]}).status_code == 303
    assert door.get("/partners").status_code == 200


@pytest.mark.parametrize("anew", [True, False])
def test_a_new_link_ends_every_session(
    door: httpx.Client, crm: CRM, aino: UUID, *, anew: bool
) -> None:
    elsewhere = [
        sessions.begin(crm.database, aino),
        sessions.begin(crm.database, aino, awaits="second_factor"),
    ]
    others = token_of(crm)
    link = _link(crm, aino, anew=anew)
    assert [200, 200] == [_seen(crm, token) for token in elsewhere]

    door.post(link, data={"password": ANOTHER})

    assert [303, 303, 200] == [_seen(crm, token) for token in (*elsewhere, others)]


def test_who_only_forgot_the_password_keeps_the_rest_and_is_told_what_that_is(
    door: httpx.Client, crm: CRM, aino: UUID
) -> None:
    crm.database.value(A_PASSKEY, [aino])

    led = door.post(_link(crm, aino), data={"password": ANOTHER}).headers["location"]

    assert "/account?chosen=1" == led
    assert crm.database.value("SELECT count(*) FROM passkey") == 1
    told = "take away what you don't know"
    assert told in page(door.get(led)).get_text()
    assert told not in page(door.get("/account")).get_text()


def test_an_administrator_who_forgot_the_password_shows_the_passkey_then(
    door: httpx.Client, crm: CRM, aino: UUID
) -> None:
    crm.give_account_role(aino, Standing(Role.ADMINISTRATOR), origin=Origin("test"))
    crm.database.value(A_PASSKEY, [aino])

    answer = door.post(_link(crm, aino), data={"password": ANOTHER})

    assert answer.status_code == 422
    shown = page(answer)
    assert "Sign in with your passkey" in shown.get_text()
    assert shown.select("form[action='/sign-in'] input[name=login]")
    assert "set-cookie" not in answer.headers
    assert crm.database.value("SELECT count(*) FROM passkey") == 1


def test_who_begins_anew_leaves_nothing_that_one_signed_in_with(
    door: httpx.Client, crm: CRM, sign_in: Try, aino: UUID
) -> None:
    sign_in()
    _set_up(door)
    door.cookies.clear()
    other = let_in(crm, Role.COORDINATOR, "eero@example.org", name="Eero Salo")
    for account_id, key in ((aino, b"a"), (other, b"b")):
        crm.database.value(A_PASSKEY.replace("'a'", "%s"), [key, account_id])
        identities.bind(crm.database, account_id, "https://login.example.org", str(account_id))

    assert door.post(_link(crm, aino, anew=True), data={"password": ANOTHER}).status_code == 303

    assert crm.database.values("SELECT account_id FROM passkey") == [other]
    assert crm.database.values("SELECT account_id FROM identity") == [other]
    assert crm.database.value("SELECT count(*) FROM one_time_code") == 0
    assert door.get("/partners").status_code == 200


def test_the_history_tells_who_let_somebody_begin_anew(site: Site, crm: CRM, aino: UUID) -> None:
    site.show(crm)
    with browser(site.url, token_of(crm)) as administrator:
        before = crm.position()
        administrator.post(f"/accounts/{aino}/invitation")
        assert before == crm.position()

        shown = page(administrator.post(f"/accounts/{aino}/new-beginning"))

        assert "All that they sign in with until now ends" in shown.get_text()
        link = str(shown.select("#link")[0]["value"]).removeprefix(site.url)
        account = page(administrator.get(f"/accounts/{aino}")).get_text()
        assert "New beginning allowed" in account
    with browser(site.url) as she:
        assert she.post(link, data={"password": ANOTHER}).status_code == 303


def test_who_has_no_password_forgot_none(site: Site, crm: CRM, aino: UUID) -> None:
    crm.database.value(A_PASSKEY, [aino])
    crm.database.value(
        "UPDATE holder SET password = NULL WHERE account_id = %s RETURNING 1", [aino]
    )
    site.show(crm)
    with browser(site.url, token_of(crm)) as administrator:
        answer = administrator.post(f"/accounts/{aino}/invitation")
        offered = page(administrator.get(f"/accounts/{aino}"))

    assert answer.status_code == 422
    assert "signs in without a password" in page(answer).get_text()
    assert not offered.select("form[action$='/invitation']")
    assert offered.select("form[action$='/new-beginning']")
    assert not crm.database.values("SELECT hash FROM invitation")


def test_a_link_of_before_lets_nobody_choose_the_first_password_beside_a_passkey(
    door: httpx.Client, crm: CRM, aino: UUID
) -> None:
    link = _link(crm, aino)
    crm.database.value(A_PASSKEY, [aino])
    crm.database.value(
        "UPDATE holder SET password = NULL WHERE account_id = %s RETURNING 1", [aino]
    )

    assert door.post(link, data={"password": ANOTHER}).status_code == 422


def test_a_link_ends_when_the_account_is_closed(door: httpx.Client, crm: CRM, aino: UUID) -> None:
    link = f"/invitation/{invitations.invite(crm.database, aino)}"
    crm.close_account(aino, origin=Origin("test"))
    crm.reopen_account(aino, origin=Origin("test"))

    assert door.get(link).status_code == 422


def test_nobody_keeps_others_out_by_trying(crm: CRM, sign_in: Try) -> None:
    for _ in range(OF_ACCOUNT.tries + 1):
        sign_in(password=OTHER)
    assert sign_in().status_code == 429

    assert by_password(crm.database, LOGIN, PASSWORD, sessions.Where("192.0.2.7"))


def test_a_form_at_the_door_takes_little(door: httpx.Client) -> None:
    answer = door.post("/sign-in", data={"login": "x" * 100_000})

    assert answer.status_code == 413
    assert "longer than this form takes" in answer.text


@pytest.mark.parametrize("credential", ["", "null", "[" * 20_000, "{}", '{"rawId": 1}', "\0"])
def test_what_is_no_passkey_is_refused(door: httpx.Client, credential: str) -> None:
    answer = door.post("/sign-in/passkey", data={"credential": credential})

    assert answer.status_code == 422


def test_a_step_from_a_session_that_has_ended_is_none(crm: CRM, aino: UUID) -> None:
    with pytest.raises(sessions.SessionEnded):
        sessions.begin(crm.database, aino, instead_of=b"ended", step=True)


def test_sessions_that_have_run_out_are_forgotten(crm: CRM, aino: UUID) -> None:
    sessions.begin(crm.database, aino)
    crm.database.value("UPDATE session SET seen_at = now() - interval '13 hours' RETURNING 1")

    sessions.begin(crm.database, aino)

    assert crm.database.value("SELECT count(*) FROM session") == 1


def test_what_happens_to_accounts_is_for_administrators(
    door: httpx.Client, crm: CRM, sign_in: Try
) -> None:
    sign_in()

    assert door.get(f"/history/{crm.position()}").status_code == 404


def test_nobody_in_the_demonstration_is_asked_again_who_they_are(
    door: httpx.Client, crm: CRM, site: Site
) -> None:
    account_id = let_in(crm, Role.ADMINISTRATOR, LOGIN)
    site.app.app.app.state.demo = True
    try:
        assert door.get("/partners").status_code == 200
        door.post("/sign-in/as", data={"account": str(account_id)})
        crm.database.value("UPDATE session SET strong_at = NULL RETURNING 1")

        assert door.get("/accounts/new").status_code == 200
    finally:
        site.app.app.app.state.demo = False


def _link(crm: CRM, account_id: UUID, *, anew: bool = False) -> str:
    """Make a link for a forgotten password, or one to begin anew."""
    if not anew:
        return f"/invitation/{invitations.invite(crm.database, account_id)}"
    token = new_token()
    crm.allow_new_beginning(account_id, token, origin=Origin("test"))
    return f"/invitation/{token}"


def _set_up(client: httpx.Client) -> tuple[str, list[str]]:
    """Set a second factor up, and return its secret and the codes on paper."""
    shown = page(client.get("/account/second-factor"))
    [hidden] = shown.select("input[name=secret]")
    secret = str(hidden["value"])
    code = pyotp.TOTP(secret).now()
    answer = client.post("/account/second-factor", data={"secret": secret, "code": code})
    assert answer.status_code == 200
    return secret, [one.get_text() for one in page(answer).select(".codes code")]


def _status_with(client: httpx.Client, token: str, path: str = "/partners") -> int:
    with browser(str(client.base_url), token) as other:
        return other.get(path).status_code


def _seen(crm: CRM, token: str) -> int:
    return 200 if who_holds(crm, token) else 303
