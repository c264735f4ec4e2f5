"""Accounts: who may sign in, and what they may do; for administrators."""

from uuid import UUID

from litestar import Controller, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath

from crm.access import Right
from crm.signing_in.holders import Holder, holder, holders
from crm.signing_in.invitations import DAYS, invite
from crm.signing_in.secrets import new_token
from domain.refusal import NotFound
from web import words
from web.access import ACTS, STRONG, needs
from web.accounts import forms
from web.acting import Answer, Page
from web.form import Entered, show, take
from web.profiles.history import history_lines
from web.visit import Visit


class AccountsController(Controller):
    """Pages of accounts."""

    path = "/accounts"
    opt = needs(Right.ACCOUNTS) | ACTS

    @get(sync_to_thread=True)
    def index(self, visit: NamedDependency[Visit]) -> Page:
        """Everybody with an account."""
        found = holders(visit.crm.database)
        roles = words.account_roles()
        return visit.page("accounts/index.html", "accounts", holders=found, roles=roles)

    @get("/new", sync_to_thread=True, opt=STRONG)
    def new(self, visit: NamedDependency[Visit]) -> Page:
        """The form for a new one."""
        return show(visit, forms.opening(visit))

    @post("/new", sync_to_thread=True, opt=STRONG)
    def open(self, visit: NamedDependency[Visit], entered: NamedDependency[Entered]) -> Answer:
        """Let somebody sign in."""
        return take(
            visit,
            entered,
            lambda: forms.opening(visit),
            lambda typed: visit.crm.open_account(
                typed.text("login"),
                typed.text("name"),
                forms.standing_in(typed),
                typed.id("colleague"),
                origin=visit.origin(typed.command_id),
            ),
            lambda receipt: f"/accounts/{receipt.subject_id}",
        )

    @get("/{subject_id:uuid}", sync_to_thread=True)
    def show(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """One account, and everything that happened to it."""
        found = _read(visit, subject_id)
        entries = list(reversed(visit.crm.entries_about(subject_id)))
        return visit.page(
            "accounts/show.html",
            "accounts",
            holder=found,
            role=words.account_roles()[found.role],
            lines=history_lines(visit, entries),
            at=f"/accounts/{subject_id}",
        )

    @get("/{subject_id:uuid}/role", sync_to_thread=True, opt=STRONG)
    def show_role(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """The form for another role."""
        return show(visit, forms.giving_role(visit, _read(visit, subject_id)))

    @post("/{subject_id:uuid}/role", sync_to_thread=True, opt=STRONG)
    def give_role(
        self,
        visit: NamedDependency[Visit],
        entered: NamedDependency[Entered],
        subject_id: FromPath[UUID],
    ) -> Answer:
        """Let somebody do other things."""
        return take(
            visit,
            entered,
            lambda: forms.giving_role(visit, _read(visit, subject_id)),
            lambda typed: visit.crm.give_account_role(
                subject_id,
                forms.standing_in(typed),
                version=typed.version,
                origin=visit.origin(typed.command_id),
            ),
            lambda receipt: f"/accounts/{receipt.subject_id}",
        )

    @post("/{subject_id:uuid}/invitation", sync_to_thread=True, opt=STRONG)
    def invite(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Page:
        """Make a link under which somebody chooses a password, and show it this once."""
        found = _read(visit, subject_id)
        return _link(visit, found, invite(visit.crm.database, subject_id), anew=False)

    @post("/{subject_id:uuid}/new-beginning", sync_to_thread=True, opt=STRONG)
    def allow_new_beginning(
        self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]
    ) -> Page:
        """Make a link that ends all that somebody signs in with, and show it this once."""
        found, token = _read(visit, subject_id), new_token()
        visit.crm.allow_new_beginning(subject_id, token, origin=visit.origin())
        return _link(visit, found, token, anew=True)

    @post("/{subject_id:uuid}/closing", sync_to_thread=True, opt=STRONG)
    def close(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Answer:
        """Let somebody sign in no longer."""
        visit.crm.close_account(subject_id, origin=visit.origin())
        return visit.go(f"/accounts/{subject_id}?saved=1")

    @post("/{subject_id:uuid}/reopening", sync_to_thread=True, opt=STRONG)
    def reopen(self, visit: NamedDependency[Visit], subject_id: FromPath[UUID]) -> Answer:
        """Let somebody sign in again."""
        visit.crm.reopen_account(subject_id, origin=visit.origin())
        return visit.go(f"/accounts/{subject_id}?saved=1")


def _link(visit: Visit, found: Holder, token: str, *, anew: bool) -> Page:
    return visit.page(
        "accounts/invitation.html",
        "accounts",
        holder=found,
        url=f"{visit.address}/invitation/{token}",
        days=DAYS,
        anew=anew,
    )


def _read(visit: Visit, account_id: UUID) -> Holder:
    found = holder(visit.crm.database, account_id)
    if not found:
        raise NotFound("account", str(account_id))
    return found
