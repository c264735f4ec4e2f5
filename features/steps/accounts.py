"""Accounts: letting people in, signing in, and what each may do."""

from collections.abc import Iterator

import pyotp
import pytest
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import expect
from pytest_bdd import given, then, when

from crm.application import CRM
from crm.settings import ProviderSettings
from crm.signing_in import identities, invitations, second_factor, sessions
from crm.signing_in.holders import Holder, holder_named, holders
from crm.signing_in.provider import Provider
from domain.account import Role
from features.known import id_of
from features.reader import Reader
from features.sentences import like
from features.signed_in import LOGIN, let_in, token_of
from features.site import Site
from features.steps.barriers import SIDEWAYS

ROLES = {
    "a coordinator": Role.COORDINATOR,
    "a project lead": Role.PROJECT_LEAD,
    "an administrator": Role.ADMINISTRATOR,
    "leadership": Role.LEADERSHIP,
}


@given(like('"{name}" signs in as {role} with "{password}"'))
def signs_in_as(reader: Reader, crm: CRM, name: str, role: str, password: str) -> None:
    account_id = let_in(crm, ROLES[role], login_of(name), name=name)
    invitations.accept(crm.database, invitations.invite(crm.database, account_id), password)
    if name.startswith("Aino"):
        reader.page.context.clear_cookies()


@given(like("Aino is {role}"))
def is_(reader: Reader, crm: CRM, role: str) -> None:
    become(reader, crm, let_in(crm, ROLES[role], "aino@example.org", name="Aino"))


@given(like('Aino is the {role} "{name}"'))
def is_the(reader: Reader, crm: CRM, role: str, name: str) -> None:
    found = let_in(
        crm, ROLES[f"a {role}"], login_of(name), name=name, colleague_id=id_of(crm, name)
    )
    become(reader, crm, found)


@given("Aino is signed in on another machine too")
def is_signed_in_too(crm: CRM) -> None:
    sessions.begin(crm.database, _holder(crm, LOGIN).account_id)


@pytest.fixture
def provider(site: Site) -> Iterator[str]:
    """Give the address of a provider that lets anybody say who they are."""
    with run_server_in_thread() as server:
        yield f"http://localhost:{server.server_port}"
    site.app.app.app.state.provider = None


@given(like('people sign in with the provider "{name}"'))
def has_provider(reader: Reader, site: Site, provider: str, name: str) -> None:
    reader.elsewhere = provider
    given = ProviderSettings(provider, "verkosto", "a secret", name)
    address = f"{site.url}/sign-in/provider/answer"
    site.app.app.app.state.provider = Provider(given, address)


@given(like('"Opintie" knows "{name}" as "{subject}"'))
def knows(reader: Reader, crm: CRM, provider: str, name: str, subject: str) -> None:
    account_id = let_in(crm, Role.COORDINATOR, login_of(name), name=name)
    identities.bind(crm.database, account_id, provider, subject)
    reader.page.context.clear_cookies()


@when(like('Aino follows the link and signs in with "{provider_name}" as "{subject}"'))
def follows_with(reader: Reader, link: str, provider_name: str, subject: str) -> None:
    reader.page.context.clear_cookies()
    reader.open(link)
    _go_there(reader, provider_name, subject)


@when(like('she signs in with "{provider_name}" as "{subject}"'))
def signs_in_with(reader: Reader, provider_name: str, subject: str) -> None:
    reader.open("/sign-in")
    _go_there(reader, provider_name, subject)


@when(like('an administrator lets "{name}" in as {role}'), target_fixture="link")
def lets_in(reader: Reader, name: str, role: str) -> str:
    reader.open("/accounts/new")
    reader.type("E-mail address", login_of(name))
    reader.fill(Name=name, Role=role.partition(" ")[2].capitalize())
    reader.send()
    reader.main.get_by_role("button", name="Invite").click()
    return reader.main.get_by_label("Link").input_value()


@given(like('"{name}" has an app for codes'))
def has_app(crm: CRM, name: str) -> None:
    account_id, secret = _holder(crm, login_of(name)).account_id, second_factor.new_secret()
    code = pyotp.TOTP(secret).now()
    second_factor.set_up(crm.database, account_id, secret, code, first=True)


@when(like('an administrator sends "{name}" a link for a new password'), target_fixture="link")
def sends_link(reader: Reader, crm: CRM, site: Site, name: str) -> str:
    return _new_link(reader, crm, site, name, "New password by link")


@when(like('an administrator lets "{name}" begin anew'), target_fixture="link")
def lets_begin_anew(reader: Reader, crm: CRM, site: Site, name: str) -> str:
    return _new_link(reader, crm, site, name, "Begin anew by link")


@when(like('Aino follows the link and chooses the password "{password}"'))
def follows(reader: Reader, link: str, password: str) -> None:
    reader.page.context.clear_cookies()
    reader.open(link)
    reader.fill(New_password=password)
    reader.send()


@when(like('Aino opens "{path}"'))
def opens(reader: Reader, path: str) -> None:
    reader.open(path)


@when(like('she signs in with "{password}"'))
def signs_in(reader: Reader, password: str) -> None:
    if not reader.page.url.rpartition("/")[2].startswith("sign-in"):
        reader.open("/sign-in")
    reader.type("E-mail address", "aino.laine@example.org")
    reader.fill(Password=password)
    reader.send()


@when("she gives the code that her app shows")
def gives_code(reader: Reader) -> None:
    secret = reader.main.locator("code.secret").inner_text()
    reader.type("The code that the app shows now", pyotp.TOTP(secret).now())
    reader.send()


@when(like('Aino gives "{name}" the role "{role}"'))
def gives_role(reader: Reader, name: str, role: str) -> None:
    reader.open("/accounts")
    reader.main.get_by_role("link", name=name).click()
    reader.main.get_by_role("link", name="Another role").click()
    reader.fill(Role=role)
    reader.send()


@when("Aino signs out")
def signs_out(reader: Reader) -> None:
    reader.open("/")
    reader.page.locator(".tools summary", has_text="Reader").click()
    reader.page.get_by_role("button", name="Sign out").click()
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Sign in")


@when("Aino signs out everywhere else")
def signs_out_elsewhere(reader: Reader) -> None:
    reader.open("/account")
    expect(reader.main.get_by_role("button", name="Sign out", exact=False)).to_have_count(3)
    reader.main.get_by_role("button", name="Sign out everywhere else").click()
    expect(reader.page.locator("#status")).to_contain_text("Saved.")


@then(like('the bar names "{name}"'))
def bar_names(reader: Reader, name: str) -> None:
    expect(reader.page.locator(".tools")).to_contain_text(name)


@then("ten codes for paper are shown")
def shows_codes(reader: Reader) -> None:
    expect(reader.main.locator(".codes code")).to_have_count(10)
    wide = reader.page.viewport_size
    reader.page.set_viewport_size({"width": 320, "height": 800})
    assert reader.page.evaluate(SIDEWAYS) <= 0
    reader.page.set_viewport_size(wide or {"width": 1280, "height": 900})


@then("she may look around")
def may_look(reader: Reader) -> None:
    reader.open("/partners")
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text("Partners")


@then("nothing can be changed there")
def nothing_changes(reader: Reader) -> None:
    expect(reader.main.locator(".actions")).to_have_count(0)
    expect(reader.page.locator(".tools summary", has_text="New")).to_have_count(0)
    assert not reader.main.locator("form[method=post]").count()


@then("it can be changed there")
def changes(reader: Reader) -> None:
    expect(reader.main.locator(".actions summary")).to_contain_text("Change")


@then("only an engagement can be logged there")
def only_logged(reader: Reader) -> None:
    expect(reader.main.locator(".actions summary")).to_have_count(0)
    expect(reader.main.locator(".actions a")).to_have_text(["Log an engagement"])


@then(like('the account of "{name}" tells "{what}"'))
def account_tells(reader: Reader, crm: CRM, name: str, what: str) -> None:
    reader.open(f"/accounts/{_holder(crm, login_of(name)).account_id}")
    expect(reader.page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(reader.main.get_by_role("link", name=what)).to_be_visible()


@then("she is signed in in one place")
def in_one_place(reader: Reader) -> None:
    expect(reader.main.locator("form[action$='/ending'] button.link")).to_have_count(1)


def login_of(name: str) -> str:
    """Return the address that somebody signs in with."""
    return f"{name.lower().replace(' ', '.')}@example.org"


def become(reader: Reader, crm: CRM, account_id: object) -> None:
    """Let the reader look as somebody else."""
    [found] = [one.account_id for one in holders(crm.database) if one.account_id == account_id]
    token = sessions.begin(crm.database, found, strong=True)
    url = reader.page.context.cookies()[0]
    cookie = {"name": "session", "value": token, "domain": url["domain"], "path": "/"}
    reader.page.context.add_cookies([cookie])  # type: ignore[list-item]


def _new_link(reader: Reader, crm: CRM, site: Site, name: str, button: str) -> str:
    """Make a link for somebody, as an administrator."""
    cookie = {"name": "session", "value": token_of(crm), "url": site.url}
    reader.page.context.add_cookies([cookie])  # type: ignore[list-item]
    reader.open(f"/accounts/{_holder(crm, login_of(name)).account_id}")
    reader.main.get_by_role("button", name=button).click()
    return reader.main.get_by_label("Link").input_value()


def _holder(crm: CRM, login: str) -> Holder:
    found = holder_named(crm.database, login)
    if not found:
        pytest.fail(f"Nobody signs in with {login}")
    return found


@given("Aino's device can keep passkeys")
def keeps_passkeys(reader: Reader, site: Site) -> None:
    context = reader.page.context
    # Browsers keep passkeys for names, never for numbers.
    [cookie] = context.cookies()
    named = {"name": "session", "value": cookie["value"], "domain": "localhost", "path": "/"}
    context.add_cookies([named])  # type: ignore[list-item]
    reader.at = site.url.replace("127.0.0.1", "localhost")
    browser = context.new_cdp_session(reader.page)
    browser.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    browser.send("WebAuthn.addVirtualAuthenticator", {"options": options})


@when("Aino makes a passkey")
def makes_passkey(reader: Reader) -> None:
    reader.open("/account")
    reader.main.get_by_role("button", name="Make a passkey").click()
    expect(reader.page.locator("#status")).to_contain_text("Saved.")
    expect(reader.main.get_by_role("button", name="Take away")).to_have_count(1)


@when("Aino signs in with the passkey")
def signs_in_with_passkey(reader: Reader) -> None:
    # The page of the door itself may still be loading, and would pass for the one after it.
    reader.page.wait_for_load_state("load")
    with reader.page.expect_event("load"):
        reader.main.get_by_role("button", name="Sign in with a passkey").click()


def _go_there(reader: Reader, name: str, subject: str) -> None:
    reader.main.get_by_role("link", name=f"Sign in with {name}").click()
    reader.page.locator("input[name=sub]").fill(subject)
    reader.page.locator("input[name=sub]").press("Enter")
