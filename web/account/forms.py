"""The forms about the viewer's own account."""

import segno
from markupsafe import Markup

from crm.language import gettext as _
from crm.signing_in.holders import holder
from crm.signing_in.second_factor import address
from web.form import Field, Form
from web.signing_in.forms import new_password
from web.visit import Visit


def changing_password() -> Form:
    """Ask for another password."""
    return Form(
        title=_("Change your password"),
        lead=_("You are signed out everywhere else then."),
        fields=[
            Field("current", _("Password until now"), "current-password", required=True),
            new_password(),
        ],
        submit=_("Save"),
        cancel="/account",
        key="account",
    )


def setting_up(visit: Visit, secret: str) -> Form:
    """Show what an app reads, and ask for the code that it shows then."""
    found = holder(visit.crm.database, visit.viewer.account_id)
    uri = address(secret, found.login if found else "")
    return Form(
        title=_("Set up a second factor"),
        lead=_("Whoever learns your password still can't sign in without it."),
        fields=[Field("code", _("The code that the app shows now"), "code", required=True)],
        submit=_("Set up"),
        cancel="" if visit.viewer.awaits else "/account",
        key="account",
        page="account/second_factor.html",
        more={"picture": _picture(uri), "secret": secret},
    )


def _picture(uri: str) -> Markup:
    drawn = segno.make(uri, error="m").svg_inline(scale=4, omitsize=True, svgclass=None)
    return Markup(drawn)  # noqa: S704 - drawn from numbers only
