"""Signing in with the provider of an organisation: going there, and coming back.

One goes there by a link, not by a form: browsers let no form end on another site.
"""

from litestar import Controller, get, post
from litestar.datastructures import Cookie
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath
from litestar.response import Redirect

from crm.access import Viewer
from crm.signing_in import identities
from crm.signing_in.errands import MINUTES, Purpose, Sent, send
from crm.signing_in.provider import Provider
from crm.signing_in.provider_sign_in import Answer, come_back
from web import acting
from web.access import OWN, PUBLIC, STRONG
from web.acting import Page
from web.form import Entered, attempt
from web.signing_in import forms
from web.signing_in.steps import let_in, next_in, of_all, where
from web.visit import Visit


class ProviderController(Controller):
    """What leads to the provider and back; without a provider there is nothing here."""

    path = "/"

    @get("/sign-in/provider", sync_to_thread=True, opt=PUBLIC)
    def sign_in(
        self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]
    ) -> acting.Answer:
        """Go and sign in."""
        provider = provider_of(visit)

        def act(_typed: Entered) -> acting.Answer:
            asked = where(visit), Purpose.SIGN_IN
            sent = send(visit.crm.database, provider, *asked, wanted=next_in(visit))
            return _away(visit, sent)

        return attempt(visit, entered, lambda: forms.signing_in(visit), act)

    @get("/invitation/{token:str}/provider", sync_to_thread=True, opt=PUBLIC)
    def accept(self, visit: NamedDependency[Visit], token: FromPath[str]) -> acting.Answer:
        """Go and take up an invitation."""
        asked = where(visit), Purpose.INVITATION
        sent = send(visit.crm.database, provider_of(visit), *asked, invitation=token)
        return _away(visit, sent)

    @get("/sign-in/again/provider", sync_to_thread=True, opt=OWN)
    def show_again(self, visit: NamedDependency[Visit]) -> acting.Answer:
        """Go and show once more who one is."""
        asked = where(visit), Purpose.AGAIN
        database, provider = visit.crm.database, provider_of(visit)
        to, viewer = next_in(visit), visit.viewer
        return _away(visit, send(database, provider, *asked, wanted=to, viewer=viewer))

    @post("/account/provider", sync_to_thread=True, opt=OWN | STRONG)
    def bind(self, visit: NamedDependency[Visit]) -> Page:
        """Go and let the provider sign me in from now on.

        Only a form of ours begins this: a link elsewhere could bind somebody else's identity.
        """
        asked, to = (where(visit), Purpose.BIND), "/account?saved=1"
        database, provider = visit.crm.database, provider_of(visit)
        sent = send(database, provider, *asked, wanted=to, viewer=visit.viewer)
        page = visit.page("account/provider.html", "account", url=sent.url, name=provider.name)
        page.headers["Refresh"] = f"0; url={sent.url}"
        page.set_cookie(_cookie(visit, sent.browser))
        return page

    @post("/account/provider/removal", sync_to_thread=True, opt=OWN | STRONG)
    def unbind(self, visit: NamedDependency[Visit]) -> acting.Answer:
        """Let the provider sign me in no longer."""
        issuer = provider_of(visit).issuer
        identities.unbind(visit.crm.database, visit.viewer.account_id, issuer)
        return visit.go("/account?saved=1")

    @get("/sign-in/provider/answer", sync_to_thread=True, opt=PUBLIC)
    def answer(
        self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]
    ) -> acting.Answer:
        """Come back, and go on with what one went for."""
        provider, viewer = provider_of(visit), visit.request.scope.get("user")

        def act(_typed: Entered) -> acting.Answer:
            back = _come_back(visit, provider, viewer)
            back.set_cookie(_cookie(visit, ""))
            return back

        if viewer:
            return act(entered)
        return attempt(visit, entered, lambda: forms.signing_in(visit), act)


def provider_of(visit: Visit) -> Provider:
    """Return the provider. Raises NotFoundException where there is none."""
    found: Provider | None = visit.request.app.state.provider
    if not found:
        raise NotFoundException
    return found


def _come_back(visit: Visit, provider: Provider, viewer: Viewer | None) -> Redirect:
    answer = Answer(
        browser=visit.request.cookies.get(_name(visit), ""),
        state=visit.one("state"),
        code=visit.one("code"),
        error=visit.one("error"),
        issuer=visit.one("iss"),
    )
    came = provider, where(visit), answer, viewer
    back = come_back(visit.crm.database, *came, of_all=of_all(visit))
    return let_in(visit, back.token, back.wanted)


def _away(visit: Visit, sent: Sent) -> Redirect:
    answer = Redirect(sent.url, status_code=303)
    answer.set_cookie(_cookie(visit, sent.browser))
    return answer


def _name(visit: Visit) -> str:
    return "__Host-errand" if visit.request.app.state.secure else "errand"


def _cookie(visit: Visit, browser: str) -> Cookie:
    """Return what binds an errand to a browser; an empty token takes it away."""
    return Cookie(
        key=_name(visit),
        value=browser,
        path="/",
        secure=visit.request.app.state.secure,
        httponly=True,
        samesite="lax",
        max_age=MINUTES * 60 if browser else 0,
    )
