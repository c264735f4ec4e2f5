"""Taking back what an import said of contacts: who was new goes, of others it is as before."""

from dataclasses import replace
from typing import Literal

from crm import vault
from crm.application import CRM
from crm.log import Entry
from crm.log.recorder import Rule
from domain.contact import Contact
from domain.details import FIELDS, Details, changed

Taken = tuple[Literal["withdrawn", "restored", "left"], list[Rule]]


def take_contact_back(crm: CRM, found: Contact, entries: list[Entry]) -> Taken:
    """Say how a contact counts, and what the vault is to do where something was taken back.

    Who counts as withdrawn is to be erased, unless that was done already.
    """
    if entries[0].originator_version > 1:
        return ("left", []) if found.erased else _restored(crm, found, entries)
    if found.version > entries[-1].originator_version and not found.erased:
        return "left", []
    # Who is erased was taken back already, before this was cut off or by hand.
    return "withdrawn", []


def _restored(crm: CRM, found: Contact, entries: list[Entry]) -> Taken:
    """Say of somebody what was known before, but for what others have said since.

    Where they moved to by the import they stay, and count as left: others may have met them there.
    """
    now = vault.details(crm.database, [found.id])[found.id]
    before = _before(crm, found, entries, now)
    found.change_details(now, before)
    rules = [vault.keeping(found.id, said)] if (said := changed(now, before)) else []
    moved = any(isinstance(entry.event, Contact.Moved) for entry in entries)
    return "restored" if rules and not moved else "left", rules


def _before(crm: CRM, found: Contact, entries: list[Entry], now: Details) -> Details:
    """Return what is known now, with what was known before the import where it said the latest."""
    by_import = {entry.position for entry in entries}
    values: dict[str, str] = {}
    latest: dict[str, int] = {}
    for one in vault.versions(crm.database, found.id):
        latest[one.field] = one.position
        if one.position < min(by_import):
            values[one.field] = one.value
    fields = {name for name in FIELDS if latest.get(name) in by_import}
    return replace(now, **{name: values.get(name, "") for name in fields})
