"""The forms about accounts."""

from crm.language import gettext as _
from crm.language import pgettext
from crm.projections.participation import listing
from crm.projections.participation import questions as participation
from crm.signing_in.holders import Holder
from domain.account import Role, Standing
from domain.refusal import Missing
from web import words
from web.form import Entered, Field, Form
from web.visit import Visit

GOING_ON = ("planned", "under_way")
OFFERED = 500


def opening(visit: Visit) -> Form:
    """Ask who is to sign in."""
    help_ = _("Whom the network knows by this name; leave it empty for anybody else.")
    return Form(
        title=_("Let somebody sign in"),
        fields=[
            Field("login", _("E-mail address"), "username", required=True),
            Field("name", _("Name"), required=True),
            *_standing(visit, None),
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
        fields=_standing(visit, holder),
        submit=_("Save"),
        cancel=f"/accounts/{holder.account_id}",
        key="accounts",
        version=visit.crm.version_of(holder.account_id),
    )


def _standing(visit: Visit, holder: Holder | None) -> list[Field]:
    role = holder.role if holder else None
    project = str(holder.project_id) if holder and holder.project_id else None
    roles, help_ = list(words.account_roles().items()), _("The one project that a guest sees.")
    projects = _projects(visit, holder)
    return [
        Field("role", pgettext("account", "Role"), "choice", role, required=True, options=roles),
        Field("project", _("Project"), "choice", project, options=projects, help=help_),
    ]


def _projects(visit: Visit, holder: Holder | None) -> list[tuple[str, str]]:
    """Return the projects that go on, and the one that is seen until now."""
    database = visit.crm.database
    wanted = listing.Wanted(visit.clocks, type="project", states=GOING_ON, sort="title")
    found = listing.activities(database, wanted, limit=OFFERED)
    ids = [holder.project_id] if holder and holder.project_id else []
    now = participation.current_activities(database, ids).values()
    options = {str(one.id): one.title for one in found}
    options |= {str(one.id): one.title for one in now}
    return list(options.items())


def standing_in(typed: Entered) -> Standing:
    """Return the role that was chosen, with a guest's project. Raises Missing."""
    try:
        role = Role(typed.text("role"))
    except ValueError:
        raise Missing("role") from None
    return Standing(role, typed.id("project"))
