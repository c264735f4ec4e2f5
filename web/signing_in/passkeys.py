"""Passkeys: signing in with one, making one, taking one away."""

from urllib.parse import urlsplit

from litestar import Controller, Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.signing_in import passkeys
from crm.signing_in.holders import holder
from crm.signing_in.passkeys import Site
from domain.refusal import NotFound
from web.access import OWN, PUBLIC, STRONG
from web.acting import Answer
from web.form import Entered, attempt
from web.signing_in import forms
from web.signing_in.steps import FORM_LIMIT, let_in, next_in, session_of, where
from web.visit import Visit

MAKING = OWN | {"strong": True, "while": ("second_factor",)}


class PasskeysController(Controller):
    """What the browser's script and its forms ask for."""

    path = "/"
    request_max_body_size = FORM_LIMIT

    @post("/sign-in/passkey/options", sync_to_thread=True, opt=PUBLIC, status_code=200)
    def ask_to_sign_in(self, visit: NamedDependency[Visit]) -> Response[str]:
        """What an authenticator is to sign."""
        asked = passkeys.ask_to_sign_in(visit.crm.database, site(visit), where(visit))
        return Response(asked, media_type="application/json")

    @post("/sign-in/passkey", sync_to_thread=True, opt=PUBLIC)
    def sign_in(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Let somebody in who has a passkey."""

        def act(typed: Entered) -> Answer:
            shown = typed.text("credential"), site(visit), where(visit)
            token = passkeys.sign_in(visit.crm.database, *shown, session_of(visit))
            return let_in(visit, token, next_in(visit))

        return attempt(visit, entered, lambda: forms.signing_in(visit), act)

    @post("/account/passkeys/options", sync_to_thread=True, opt=MAKING, status_code=200)
    def ask_to_register(self, visit: NamedDependency[Visit]) -> Response[str]:
        """What an authenticator needs to make a passkey."""
        database, viewer = visit.crm.database, visit.viewer
        found = holder(database, viewer.account_id)
        login = found.login if found else ""
        asked = passkeys.ask_to_register(database, viewer, login, site(visit))
        return Response(asked, media_type="application/json")

    @post("/account/passkeys", sync_to_thread=True, opt=MAKING)
    def register(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Keep a passkey."""
        credential, database = entered.text("credential"), visit.crm.database
        token = passkeys.register(database, visit.viewer, credential, site(visit), where(visit))
        return let_in(visit, token, "/account?saved=1")

    @post("/account/passkeys/{passkey:str}/removal", sync_to_thread=True, opt=OWN | STRONG)
    def remove(self, visit: NamedDependency[Visit], passkey: FromPath[str]) -> Answer:
        """Let a passkey sign in no longer."""
        try:
            found = bytes.fromhex(passkey)
        except ValueError:
            raise NotFound("passkey", passkey) from None
        provider = visit.request.app.state.provider
        issuer = provider.issuer if provider else None
        passkeys.remove(visit.crm.database, visit.viewer, found, issuer)
        return visit.go("/account?saved=1")


def site(visit: Visit) -> Site:
    """Say under which address the browser knows these pages."""
    address = urlsplit(visit.address)
    return Site(f"{address.scheme}://{address.netloc}", address.hostname or "")
