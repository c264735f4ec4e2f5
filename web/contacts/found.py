"""Contacts found by name: the vault is asked, since no index of the program holds their names."""

from crm.contact_list import Wanted, contacts
from crm.projections.directory.questions import names as names_of
from web import words
from web.visit import Visit


def people_found(visit: Visit, text: str, limit: int) -> list[tuple[str, str, str, str]]:
    """Return contacts by the beginnings of their names: address, name, kind, and partner."""
    wanted = Wanted(text=text)
    if not visit.sees_all or not wanted.params["query"]:
        return []
    rows = contacts(visit.crm.database, wanted, limit=limit)
    partners, kind = names_of(visit.crm.database, {row.partner for row in rows}), words.types()
    return [
        (
            visit.url(f"/contacts/{row.id}"),
            row.name,
            kind["contact"],
            partners[row.partner].named(visit.language) if row.partner in partners else "",
        )
        for row in rows
    ]
