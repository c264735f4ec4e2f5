"""That a party began to be on another day than had been written."""

from uuid import UUID

from crm import vault
from crm.application import CRM
from crm.log import Origin, Receipt
from domain.beginning import Begun
from domain.colleague import Colleague
from domain.day import Day
from domain.text import line


def correct_beginning(
    crm: CRM,
    party_id: UUID,
    since_on: Day | None,
    reason: str,
    *,
    version: int | None = None,
    origin: Origin,
) -> Receipt:
    """It was wrong: a partner, unit, colleague or network began to be one on another day.

    Raises AfterAChange, ChangedAtFirst, EndsBeforeStart, Missing, IsWithdrawn, PersonIsErased.
    """
    found = crm.get(Begun, party_id, version)
    found.correct_beginning(since_on, reason)
    if isinstance(found, Colleague):  # of whom no free text is in the log
        keep = vault.keeping(party_id, {"reason": line(reason, "reason")})
        return crm.record(found, origin=origin, rules=[keep])
    return crm.record(found, origin=origin)
