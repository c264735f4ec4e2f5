"""The door: signing in, taking up an invitation, showing a code, signing out."""

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from crm.signing_in import invitations, sessions
from crm.signing_in.holders import Holder, holder
from crm.signing_in.password_sign_in import enter, show_again, show_code, sign_in
from web.access import OWN, PUBLIC
from web.acting import Answer, Page
from web.form import Entered, attempt, show
from web.signing_in import forms
from web.signing_in.steps import FORM_LIMIT, let_in, next_in, of_all, out, session_of, where
from web.visit import Visit, as_id


class SigningInController(Controller):
    """Pages for who hasn't signed in yet, and for leaving."""

    path = "/"
    request_max_body_size = FORM_LIMIT

    @get("/sign-in", sync_to_thread=True, opt=PUBLIC)
    def show(self, visit: NamedDependency[Visit]) -> Page:
        """The form."""
        return show(visit, forms.signing_in(visit))

    @post("/sign-in", sync_to_thread=True, opt=PUBLIC)
    def sign_in(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Let somebody in who shows who they are."""

        def act(typed: Entered) -> Answer:
            name, password = typed.text("login"), typed.text("password")
            begun = where(visit), session_of(visit)
            token = sign_in(visit.crm.database, name, password, *begun, of_all=of_all(visit))
            return let_in(visit, token, next_in(visit))

        return attempt(visit, entered, lambda: forms.signing_in(visit), act)

    @post("/sign-in/as", sync_to_thread=True, opt=PUBLIC)
    def sign_in_as(
        self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]
    ) -> Answer:
        """Look around the demonstration as somebody; nowhere else is there such a page."""
        account_id = as_id(entered.text("account"))
        found = holder(visit.crm.database, account_id) if visit.demo and account_id else None
        if not found or found.closed:
            raise NotFoundException
        token = sessions.begin(
            visit.crm.database,
            found.account_id,
            where(visit),
            strong=True,
            instead_of=session_of(visit),
        )
        return let_in(visit, token, "/")

    @get("/sign-in/code", sync_to_thread=True, opt=OWN | {"while": ("code",)})
    def show_code(self, visit: NamedDependency[Visit]) -> Page:
        """The form for a code."""
        return show(visit, forms.showing_code(visit))

    @post("/sign-in/code", sync_to_thread=True, opt=OWN | {"while": ("code",)})
    def take_code(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Let somebody in who shows a code of theirs."""

        def act(typed: Entered) -> Answer:
            shown = typed.text("code"), where(visit)
            token = show_code(visit.crm.database, visit.viewer, *shown)
            return let_in(visit, token, next_in(visit))

        return attempt(visit, entered, lambda: forms.showing_code(visit), act)

    @get("/sign-in/again", sync_to_thread=True, opt=OWN)
    def show_again(self, visit: NamedDependency[Visit]) -> Page:
        """The form for showing once more who one is, before something grave."""
        return show(visit, forms.showing_again(visit))

    @post("/sign-in/again", sync_to_thread=True, opt=OWN)
    def take_again(
        self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]
    ) -> Answer:
        """Go on with what needed it."""

        def act(typed: Entered) -> Answer:
            shown = typed.text("password"), typed.text("code"), where(visit)
            token = show_again(visit.crm.database, visit.viewer, *shown)
            return let_in(visit, token, next_in(visit))

        return attempt(visit, entered, lambda: forms.showing_again(visit), act)

    @get("/invitation/{token:str}", sync_to_thread=True, opt=PUBLIC)
    def show_invitation(self, visit: NamedDependency[Visit], token: FromPath[str]) -> Page:
        """The form for a first, or a new, password."""
        return show(visit, forms.accepting(visit, token))

    @post("/invitation/{token:str}", sync_to_thread=True, opt=PUBLIC)
    def accept(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        token: FromPath[str],
    ) -> Answer:
        """Keep the password, and let its owner in."""

        def act(typed: Entered) -> Answer:
            chosen = typed.text("password"), visit.host
            found = invitations.accept(visit.crm.database, token, *chosen)
            # The link is spent by now: what is still missing is told at the door.
            return attempt(
                visit, typed, lambda: forms.signing_in(visit), lambda _: _let_in(visit, found)
            )

        return attempt(visit, entered, lambda: forms.accepting(visit, token), act)

    @post("/sign-out", sync_to_thread=True, opt=OWN | {"while": ("code", "second_factor")})
    def sign_out(self, visit: NamedDependency[Visit]) -> Answer:
        """Leave."""
        sessions.end(visit.crm.database, visit.viewer.account_id, visit.viewer.session)
        return out(visit)


def _let_in(visit: Visit, found: Holder) -> Answer:
    """Let somebody in who chose a password, and show them what else lets somebody in as them."""
    begun = where(visit), session_of(visit)
    token = enter(visit.crm.database, found, *begun, of_all=of_all(visit))
    has_more = found.passkeys or found.has_provider
    return let_in(visit, token, "/account?chosen=1" if has_more else "/")
