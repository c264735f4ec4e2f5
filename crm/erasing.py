"""Erasing a person: for good, and out of every backup's return; what they did stays, nameless."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from crm import vault
from crm.application import CRM
from crm.clocks import Clocks
from crm.erasures import Erasure, Ledger
from crm.log import UNAVAILABLE, Origin, Receipt
from crm.log.writes import WritesAreStopped
from crm.projections.contacts import questions
from domain.contact import Contact, ContactIsErased
from domain.details import FIELDS
from domain.refusal import NotFound, Refusal


class NoLedger(Refusal):
    """Nobody is erased where it can't be written down outside the database."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What goes when somebody is erased: fields, in how many versions; and how much stays."""

    fields: list[str]
    versions: int
    positions: int
    consents: int
    engagements: int


def preview(crm: CRM, contact_id: UUID) -> Preview:
    """Say what goes and what stays. Raises NotFound, ContactIsErased."""
    check_there(crm, contact_id)
    held, clocks = vault.versions(crm.database, contact_id), Clocks()
    named = {one.field for one in held}
    return Preview(
        fields=[name for name in FIELDS if name in named],
        versions=len(held),
        positions=len(questions.positions_of(crm.database, [contact_id], clocks)),
        consents=len(questions.consents_of(crm.database, contact_id, clocks)),
        engagements=len(questions.attended_by(crm.database, contact_id, clocks)),
    )


def check_there(crm: CRM, contact_id: UUID) -> None:
    """Raise NotFound for nobody, ContactIsErased for who is no longer known."""
    erased = questions.standing(crm.database, contact_id)
    if erased is None:
        raise NotFound("contact", str(contact_id))
    if erased:
        raise ContactIsErased


def erase(crm: CRM, contact_id: UUID, *, origin: Origin) -> Receipt:
    """Erase somebody: the ledger first, then vault and event at once.

    Raises NotFound, NoLedger, LedgerIsUnwritable.
    """
    crm.get(Contact, contact_id)
    if not crm.ledger:
        raise NoLedger
    crm.ledger.write(Erasure(contact_id, datetime.now(UTC), origin.actor))
    receipt = crm.forget_contact(contact_id, origin=origin)
    _empty_out(crm)
    return receipt


def finish(crm: CRM, ledger: Ledger) -> int:
    """Erase whoever the ledger names and who is there still, and say how many.

    Raises LedgerIsUnreadable.
    """
    named = ledger.erasures()
    erased = questions.erasures_among(crm.database, [one.person for one in named])
    # Who isn't known here is of another installation, or of later than what was brought back.
    left = [one for one in named if erased.get(one.person) is False]
    for one in left:
        vault.forget(crm.database, one.person)
        # A broken log takes no event, but who they are is gone.
        with suppress(WritesAreStopped):
            crm.forget_contact(one.person, origin=Origin(one.actor, "job"))
    if left:
        _empty_out(crm)
    return len(left)


def _empty_out(crm: CRM) -> None:
    """Let what was deleted be overwritten soon; PostgreSQL does it later where that fails."""
    with suppress(*UNAVAILABLE):
        vault.empty_out(crm.database)
