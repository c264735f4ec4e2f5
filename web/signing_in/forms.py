"""The forms at the door."""

from crm.language import gettext as _
from crm.signing_in.holders import holder, holders
from crm.signing_in.identities import of
from crm.signing_in.invitations import invited
from crm.signing_in.passwords import SHORTEST
from web import words
from web.form import Field, Form
from web.rendering import with_query
from web.visit import Visit

NO_PROVIDER = {"provider_url": ""}


def signing_in(visit: Visit) -> Form:
    """Ask who somebody is."""
    fields = [
        Field("login", _("E-mail address"), "username", required=True),
        Field("password", _("Password"), "current-password", required=True),
    ]
    people = _people(visit) if visit.demo else []
    return Form(
        title=_("Sign in"),
        fields=fields,
        submit=_("Sign in"),
        cancel="",
        action=with_query("/sign-in", {"next": visit.one("next")}),
        page="signing_in/sign_in.html",
        more={
            "people": people,
            **_provider(visit, "/sign-in/provider"),
            "passkey_url": with_query("/sign-in/passkey", {"next": visit.one("next")}),
        },
    )


def _people(visit: Visit) -> list[tuple[str, str, str]]:
    """Return everybody as whom the demonstration can be looked at."""
    roles = words.account_roles()
    found = holders(visit.crm.database)
    return [(str(one.account_id), one.name, roles[one.role]) for one in found if not one.closed]


def showing_code(_visit: Visit) -> Form:
    """Ask for the second factor."""
    return Form(
        title=_("One more step"),
        lead=_("Give the code that your app shows now, or one of your codes on paper."),
        fields=[Field("code", _("Code"), "code", required=True)],
        submit=_("Sign in"),
        cancel="",
    )


def showing_again(visit: Visit) -> Form:
    """Ask once more who somebody is."""
    provider = visit.request.app.state.provider
    is_bound = provider and of(visit.crm.database, visit.viewer.account_id, provider.issuer)
    found = holder(visit.crm.database, visit.viewer.account_id)
    fields = [Field("password", _("Password"), "current-password", required=True)]
    if found and found.has_second_factor:
        fields.append(Field("code", _("Code"), "code", required=True))
    return Form(
        title=_("Is it still you?"),
        lead=_("What comes next is grave, so show once more who you are. It lasts 15 minutes."),
        fields=fields,
        submit=_("Go on"),
        cancel="/",
        page="signing_in/with_provider.html",
        more=_provider(visit, "/sign-in/again/provider") if is_bound else NO_PROVIDER,
    )


def accepting(visit: Visit, token: str) -> Form:
    """Ask for a new password. Raises InvitationIsSpent.

    Who only forgot it isn't let in by the provider instead, past the second factor they have.
    """
    invitation = invited(visit.crm.database, token)
    found = invitation.holder
    return Form(
        title=_("Welcome, %(name)s") % {"name": found.name},
        lead=_("Choose a password. You sign in with %(login)s from now on.")
        % {"login": found.login},
        fields=[new_password()],
        submit=_("Keep it and sign in"),
        cancel="",
        page="signing_in/with_provider.html",
        more=_provider(visit, f"/invitation/{token}/provider") if invitation.anew else NO_PROVIDER,
    )


def _provider(visit: Visit, path: str) -> dict[str, str]:
    """Return what a page needs to lead to the provider, if there is one."""
    found = visit.request.app.state.provider
    if not found:
        return NO_PROVIDER
    return {
        "provider": found.name,
        "provider_url": with_query(path, {"next": visit.one("next")}),
    }


def new_password() -> Field:
    """Return the field for a new password."""
    advice = _("At least %(shortest)d characters. A few words that only you would put together do.")
    told = advice % {"shortest": SHORTEST}
    return Field("password", _("New password"), "new-password", required=True, help=told)
