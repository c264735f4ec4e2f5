"""Who may look around the demonstration: one of each role."""

from crm.application import CRM
from crm.clocks import Clocks
from crm.log import Origin
from crm.projections.directory import listing
from crm.projections.participation import listing as activities
from crm.projections.words import folded
from crm.signing_in.holders import holders
from domain.account import Role, Standing

COLLEAGUES = (Role.LEADERSHIP, Role.COORDINATOR, Role.PROJECT_LEAD)


def open_accounts(crm: CRM) -> None:
    """Open an account for an administrator, a colleague of each position, and a guest, once."""
    if holders(crm.database):
        return
    administrator = Standing(Role.ADMINISTRATOR)
    crm.open_account("admin@example.org", "Admin", administrator, origin=_origin())
    for role in COLLEAGUES:
        wanted = listing.Wanted(type="colleague", clocks=Clocks(), kinds=(role.value,))
        for found in listing.parties(crm.database, wanted, limit=1):
            login = f"{'.'.join(folded(found.name).split())}@example.org"
            crm.open_account(login, found.name, Standing(role), found.id, origin=_origin())
    wanted_project = activities.Wanted(Clocks(), type="project", states=("under_way",))
    for project in activities.activities(crm.database, wanted_project, limit=1):
        guest = Standing(Role.GUEST, project.id)
        crm.open_account("guest@example.org", "Guest", guest, origin=_origin())


def _origin() -> Origin:
    return Origin("system", "job")
