"""The forms about accounts."""

from crm.language import gettext as _
from crm.language import pgettext
from crm.projections.participation import questions as participation
from crm.signing_in.holders import Holder
from domain.account import Role, Standing
from domain.refusal import Missing
from web import words
from web.form import Entered, Field, Form
from web.visit import Visit


def opening(_visit: Visit) -> Form:
    """Ask who is to sign in."""
    help_ = _("Whom the network knows by this name; leave it empty for anybody else.")
    return Form(
        title=_("Let somebody sign in"),
        fields=[
            Field("login", _("E-mail address"), "username", required=True),
            Field("name", _("Name"), required=True),
            *_standing(None),
            Field("colleague", _("Colleague"), "party", types="colleague", help=help_),
        ],
        submit=_("Open the account"),
        cancel="/accounts",
        key="accounts",
    )


def giving_role(visit: Visit, holder: Holder) -> Form:
    """Ask what somebody may do from now on."""
    return Form(
        title=_("Another role for %(name)s") % {"name": holder.name},
        fields=_standing(holder, _project(visit, holder)),
        submit=_("Save"),
        cancel=f"/accounts/{holder.account_id}",
        key="accounts",
        version=visit.crm.version_of(holder.account_id),
    )


def _standing(holder: Holder | None, project: list[tuple[str, str]] | None = None) -> list[Field]:
    roles = list(words.account_roles().items())
    value = holder.role if holder else None
    return [
        Field("role", pgettext("account", "Role"), "choice", value, required=True, options=roles),
        Field(
            "project",
            _("Project"),
            "party",
            project,
            types="project",
            help=_("The one project that a guest sees."),
        ),
    ]


def _project(visit: Visit, holder: Holder) -> list[tuple[str, str]]:
    ids = [holder.project_id] if holder.project_id else []
    found = participation.current_activities(visit.crm.database, ids)
    return [(str(one.id), one.title) for one in found.values()]


def standing_in(typed: Entered) -> Standing:
    """Return the role that was chosen, with a guest's project. Raises Missing."""
    try:
        role = Role(typed.text("role"))
    except ValueError:
        raise Missing("role") from None
    return Standing(role, typed.id("project"))
