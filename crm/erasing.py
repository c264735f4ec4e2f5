"""Erasing a person: for good, and out of every backup's return; what they did stays, nameless."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from crm import vault
from crm.accounts import check_another_administrator
from crm.application import CRM
from crm.carried import take_away
from crm.clocks import Clocks, today
from crm.erasures import Erasure, Ledger
from crm.log import UNAVAILABLE, Origin, Receipt
from crm.log.writes import WritesAreStopped
from crm.projections.contacts import questions
from crm.projections.directory.calling import forget_at_once
from crm.projections.outdated import drop_outdated
from crm.projections.participation import listing as participation
from crm.projections.participation.listing import Wanted
from crm.saved_views.forgetting import forget_in_views
from crm.signing_in.holders import account_ids_of, forget_holders
from domain.colleague import Colleague
from domain.contact import Contact
from domain.details import FIELDS
from domain.refusal import NotFound, PersonIsErased, Refusal

Person = Contact | Colleague
KINDS: dict[str, type[Person]] = {"contact": Contact, "colleague": Colleague}


class NoLedger(Refusal):
    """Nobody is erased where it can't be written down outside the database."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What goes when somebody is erased, and how much stays.

    Fields go, in how many versions, and accounts to sign in with; of contacts positions, consents
    and engagements stay, of colleagues all activities that they took part in.
    """

    type: str
    fields: list[str]
    versions: int
    accounts: int
    positions: int
    consents: int
    engagements: int
    activities: int


def preview(crm: CRM, person_id: UUID, day: date | None = None) -> Preview:
    """Say what goes and what stays, on a day: today, where none is given.

    Raises NotFound, PersonIsErased, HasNotLeft, LastAdministrator.
    """
    person = _to_erase(crm, person_id, day)
    database, held, clocks = crm.database, vault.versions(crm.database, person_id), Clocks()
    named, ours = {one.field for one in held}, isinstance(person, Colleague)
    return Preview(
        type="colleague" if ours else "contact",
        fields=[name for name in (*FIELDS, "reason") if name in named],
        versions=len(held),
        accounts=len(account_ids_of(database, person_id)),
        positions=len(questions.positions_of(database, [person_id], clocks)),
        consents=len(questions.consents_of(database, person_id, clocks)),
        engagements=len(questions.attended_by(database, person_id, clocks)),
        activities=participation.count(database, Wanted(parties=(person_id,))) if ours else 0,
    )


def check_there(crm: CRM, person_id: UUID, kind: str = "") -> str:
    """Return of which type somebody is, 'contact' or 'colleague'; with a `kind`, only of that.

    Raises NotFound for nobody, PersonIsErased for who is no longer known.
    """
    standing = questions.standing(crm.database, person_id)
    if not standing or standing.type != (kind or standing.type):
        raise NotFound(kind or "contact", str(person_id))
    if standing.erased:
        raise PersonIsErased
    return standing.type


def erase(crm: CRM, person_id: UUID, day: date | None = None, *, origin: Origin) -> Receipt:
    """Erase somebody on a day, or today: the ledger first, then vault and event at once.

    Raises NotFound, PersonIsErased, HasNotLeft, LastAdministrator, NoLedger, LedgerIsUnwritable.
    """
    person = _to_erase(crm, person_id, day)
    _write_down(crm, [person_id], origin)
    receipt = _forget(crm, type(person), person_id, origin)
    _empty_out(crm)
    return receipt


def erase_contacts(crm: CRM, ids: Sequence[UUID], *, origin: Origin) -> None:
    """Erase contacts together, in the same way; one that is erased already stays so.

    Raises NoLedger, LedgerIsUnwritable, ChangedMeanwhile. After the last they are in the ledger,
    so that `finish` erases them.
    """
    _write_down(crm, ids, origin)
    crm.forget_contacts(ids, origin=origin)
    _empty_out(crm)


def finish(crm: CRM, ledger: Ledger) -> int:
    """Erase whoever the ledger names and who is there still, and say how many.

    Whether they still work with us isn't asked: it was, when they were erased. Raises
    LedgerIsUnreadable.
    """
    left = _unfinished(crm, ledger)
    if left:
        take_away(crm.data)
    for one, kind in left.items():
        _forget_at_once(crm, one.person)
        # A broken log takes no event, but who they are is gone.
        with suppress(WritesAreStopped):
            _forget(crm, kind, one.person, Origin(one.actor, "job"))
    if left:
        _empty_out(crm)
    return len(left)


def is_finished(crm: CRM) -> bool:
    """Say whether the log says of all whom the ledger names that they are erased.

    Raises LedgerIsUnreadable.
    """
    return not (crm.ledger and _unfinished(crm, crm.ledger))


def _unfinished(crm: CRM, ledger: Ledger) -> dict[Erasure, type[Person]]:
    named = ledger.erasures()
    people = questions.standings(crm.database, [one.person for one in named])
    # Who isn't known here is of another installation, or of later than what was brought back.
    return {
        one: KINDS[people[one.person].type]
        for one in named
        if one.person in people and not people[one.person].erased
    }


def _to_erase(crm: CRM, person_id: UUID, day: date | None) -> Person:
    person = crm.get(KINDS[check_there(crm, person_id)], person_id)
    if isinstance(person, Colleague):
        person.check_may_be_erased(day or today())
        check_another_administrator(crm.database, account_ids_of(crm.database, person_id))
    return person


def _write_down(crm: CRM, ids: Sequence[UUID], origin: Origin) -> None:
    if not crm.ledger:
        raise NoLedger
    now = datetime.now(UTC)
    crm.ledger.write(*(Erasure(one, now, origin.actor) for one in ids))
    take_away(crm.data)


def _forget(crm: CRM, kind: type[Person], person_id: UUID, origin: Origin) -> Receipt:
    forget = crm.forget_colleague if kind is Colleague else crm.forget_contact
    return forget(person_id, origin=origin)


def _forget_at_once(crm: CRM, person_id: UUID) -> None:
    # What they are called is in the vault, so that comes after.
    forget_in_views(crm.database, person_id)
    vault.forget(crm.database, person_id)
    forget_at_once(crm.database, person_id)
    forget_holders(crm.database, person_id)


def _empty_out(crm: CRM) -> None:
    """Let what was deleted be overwritten soon; PostgreSQL does it later where that fails.

    What the pages left meanwhile goes. So do tables that an older program left behind: it kept
    names of colleagues in them.
    """
    take_away(crm.data)
    with suppress(*UNAVAILABLE):
        drop_outdated(crm.database)
        vault.empty_out(crm.database)
