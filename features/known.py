"""What a name in a scenario stands for in its installation."""

from uuid import UUID

from crm.application import CRM
from crm.contact_list import Wanted, contacts
from crm.finding import find
from crm.projections.search.questions import Found
from web.words import PATHS


def subject(crm: CRM, name: str) -> Found:
    """Return the one thing that has or had exactly this name."""
    found = [one for one in find(crm.database, name, limit=50) if one.name == name]
    people = contacts(crm.database, Wanted(text=name), limit=50)
    found += [Found(one.id, "contact", name, True) for one in people if one.name == name]  # noqa: FBT003
    assert found, f"nothing is called {name}"
    return found[0]


def id_of(crm: CRM, name: str) -> UUID:
    """Return the id of the one thing that has or had exactly this name."""
    return subject(crm, name).subject


def address_of(crm: CRM, name: str) -> str:
    """Return where the profile of something is."""
    found = subject(crm, name)
    return f"{PATHS[found.type]}/{found.subject}"
