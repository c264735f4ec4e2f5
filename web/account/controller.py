"""My account: where I am signed in, my password, my second factor."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.language import gettext as _
from crm.signing_in import passkeys, second_factor, sessions
from crm.signing_in.holders import holder
from crm.signing_in.password_sign_in import change_password
from domain.refusal import NotFound
from web import words
from web.access import OWN, STRONG, NotStrong
from web.account import forms
from web.account.sessions import lines, passkey_lines, provider_line
from web.acting import Answer, Page
from web.form import Entered, attempt, show
from web.gate import session_cookie
from web.signing_in.steps import out, where
from web.visit import Visit


def _codes(left: int) -> str:
    return _("an app, and %(left)d codes on paper") % {"left": left}


SETTING_UP = OWN | {"strong": True, "while": ("second_factor",)}


class AccountController(Controller):
    """Pages about the viewer's own account."""

    path = "/account"

    @get(sync_to_thread=True, opt=OWN)
    def show(self, visit: NamedDependency[Visit]) -> Page:
        """What is kept of me, and where I am signed in."""
        database, account_id = visit.crm.database, visit.viewer.account_id
        return visit.page(
            "account/show.html",
            "account",
            holder=holder(database, account_id),
            role=words.account_roles()[visit.viewer.role.value],
            sessions=lines(visit, sessions.of(database, account_id)),
            provider=provider_line(visit),
            passkeys=passkey_lines(visit, passkeys.of(database, visit.viewer)),
            is_chosen=bool(visit.one("chosen")),
            codes_told=_codes(second_factor.codes_left(database, account_id)),
        )

    @post("/sessions/ending", sync_to_thread=True, opt=OWN | STRONG)
    def end_others(self, visit: NamedDependency[Visit]) -> Answer:
        """Sign me out everywhere else."""
        sessions.end_all(visit.crm.database, visit.viewer.account_id, but=visit.viewer.session)
        return visit.go("/account?saved=1")

    @post("/sessions/{session:str}/ending", sync_to_thread=True, opt=OWN)
    def end_one(self, visit: NamedDependency[Visit], session: FromPath[str]) -> Answer:
        """Sign me out in one place; elsewhere than here only once I have shown who I am."""
        try:
            found = bytes.fromhex(session)
        except ValueError:
            raise NotFound("session", session) from None
        if found != visit.viewer.session and not visit.viewer.is_strong:
            raise NotStrong
        sessions.end(visit.crm.database, visit.viewer.account_id, found)
        return out(visit) if found == visit.viewer.session else visit.go("/account?saved=1")

    @get("/password", sync_to_thread=True, opt=OWN)
    def show_password(self, visit: NamedDependency[Visit]) -> Page:
        """The form for another password."""
        return show(visit, forms.changing_password())

    @post("/password", sync_to_thread=True, opt=OWN)
    def take_password(
        self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]
    ) -> Answer:
        """Keep another password; I stay signed in here alone."""

        def act(typed: Entered) -> Answer:
            chosen = typed.text("current"), typed.text("password"), visit.host
            change_password(visit.crm.database, visit.viewer, *chosen)
            return visit.go("/account?saved=1")

        return attempt(visit, entered, forms.changing_password, act)

    @get("/second-factor", sync_to_thread=True, opt=SETTING_UP)
    def show_second_factor(self, visit: NamedDependency[Visit]) -> Page:
        """What an app reads, and the form for the code it shows."""
        return show(visit, forms.setting_up(visit, second_factor.new_secret()))

    @post("/second-factor", sync_to_thread=True, opt=SETTING_UP)
    def take_second_factor(
        self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]
    ) -> Page | Answer:
        """Keep the app's secret, and show ten codes for paper, this once."""
        typed_in = entered.text("secret")
        secret = typed_in if second_factor.is_secret(typed_in) else second_factor.new_secret()

        def act(typed: Entered) -> Page:
            database, viewer = visit.crm.database, visit.viewer
            first = viewer.awaits is not None
            given = secret, typed.text("code")
            codes = second_factor.set_up(database, viewer.account_id, *given, first=first)
            token = sessions.begin(
                database,
                viewer.account_id,
                where(visit),
                strong=True,
                two_factors=True,
                instead_of=viewer.session,
                step=True,
            )
            answer = visit.page("account/codes.html", "account", codes=codes)
            answer.set_cookie(session_cookie(token, secure=visit.request.app.state.secure))
            return answer

        return attempt(visit, entered, lambda: forms.setting_up(visit, secret), act)
