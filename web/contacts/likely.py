"""A warning while a new contact's name is typed: they may be there already."""

from litestar import Response

from crm.contact_list import Wanted, contacts
from crm.projections.directory.questions import names as names_of
from web.likely import SHOWN, TYPED, may_be_there
from web.visit import Visit


def likely_fragment(visit: Visit) -> Response[str]:
    """Say who of the contacts is called like what is being typed, and where they work."""
    typed, database = visit.one("name"), visit.crm.database
    wanted = Wanted(visit.clocks, typed)
    if len(typed) < TYPED or not wanted.params["query"]:
        return may_be_there([])
    found = contacts(database, wanted, limit=SHOWN)
    partners = names_of(database, {one.partner for one in found})
    return may_be_there(
        (f"/contacts/{one.id}", one.name, partners[one.partner].named(visit.language))
        for one in found
    )
