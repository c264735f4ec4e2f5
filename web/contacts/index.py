"""The list of contacts."""

from litestar import Response

from crm import vault
from crm.contact_list import Wanted, contacts, count
from crm.language import gettext as _
from crm.projections.contacts.questions import employers
from crm.projections.directory.questions import names as names_of
from domain.details import Details
from web.contacts.words import nameless
from web.listing import PAGE, Filter, ListPage, offset
from web.understanding import leave_out_what_means_nothing
from web.visit import Visit


def contacts_page(visit: Visit) -> Response[str]:
    """Show the people at partners, those who left too."""
    leave_out_what_means_nothing(visit, ("partner",))
    partners = visit.ids("partner")
    wanted = Wanted(visit.clocks, visit.one("q"), partners[0] if partners else None)
    database = visit.crm.database
    rows = contacts(database, wanted, limit=PAGE, offset=offset(visit))
    page = ListPage(
        visit,
        title=_("Contacts"),
        search_label=_("Search contacts"),
        # Not kept: what is searched for are names.
        total=count(database, wanted),
        filters=[Filter("partner", _("Partner"), lambda: _employers(visit))],
        create=(_("New contact"), "/contacts/new"),
        empty_title=_("No contacts yet"),
        empty_text=_("Add the people at partners with whom you work."),
    )
    known = vault.details(database, [row.id for row in rows], visit.clocks.known_at)
    return visit.page(
        "contacts/index.html",
        "contacts",
        page=page,
        rows=[(row, known.get(row.id, Details.NONE)) for row in rows],
        nameless=nameless(erased=False),
        partners=names_of(database, {row.partner for row in rows}),
    )


def _employers(visit: Visit) -> list[tuple[str, str]]:
    names = names_of(visit.crm.database, employers(visit.crm.database)).values()
    known = sorted(names, key=lambda one: one.sort_key)
    return [(str(one.id), one.named(visit.language)) for one in known]
