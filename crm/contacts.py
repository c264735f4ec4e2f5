"""What can be asked to do with contacts: the people at partners."""

from collections.abc import Collection, Sequence
from pathlib import Path
from uuid import UUID

from crm import vault
from crm.clocks import Clocks
from crm.codes import check_languages
from crm.erasures import Ledger
from crm.log import Log, Origin, Receipt
from crm.projections.contacts.questions import attendants, erasures_among
from crm.projections.directory import rules
from crm.saved_views.forgetting import forgetting as out_of_views
from domain.contact import Basis, Contact, Purpose
from domain.day import Day
from domain.details import Details, changed
from domain.engagement import Engagement
from domain.partner import Partner


class Contacts(Log):
    """Contacts: who they are lies in the vault, written in the transaction of the event.

    `ledger` is where it is written down that somebody was erased, `data` the folder where the pages
    leave something for their next start, which then goes.
    """

    ledger: Ledger | None = None
    data: Path | None = None

    def add_contact(
        self,
        partner_id: UUID,
        details: Details,
        since_on: Day | None = None,
        *,
        origin: Origin,
    ) -> Receipt:
        """Get to know somebody at a partner. Raises WrongKind, UnknownLanguage."""
        self.check_kind(Partner, partner_id, "partner")
        _check_language(details)
        contact = Contact.add(partner_id, details, since_on)
        kept = details.checked()
        keep = vault.keeping(contact.id, changed(Details.NONE, kept))
        return self.record(contact, origin=origin, rules=[rules.may_join([partner_id]), keep])

    def change_contact_details(
        self, contact_id: UUID, details: Details, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """Say what is another of somebody now. Raises UnknownLanguage."""
        contact = self.get(Contact, contact_id, version)
        _check_language(details)
        before = self._details(contact_id)
        contact.change_details(before, details)
        kept = details.checked()
        keep = vault.keeping(contact_id, changed(before, kept))
        return self.record(contact, origin=origin, rules=[keep])

    def move_contact(
        self,
        contact_id: UUID,
        partner_id: UUID,
        moved_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: somebody works at another partner from a day on. Raises WrongKind."""
        contact = self.get(Contact, contact_id, version)
        self.check_kind(Partner, partner_id, "partner")
        contact.move(partner_id, moved_on)
        return self.record(contact, origin=origin, rules=[rules.may_join([partner_id])])

    def correct_contact_position(
        self,
        contact_id: UUID,
        partner_id: UUID,
        since_on: Day | None,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: where somebody works, or since when. Raises WrongKind."""
        contact = self.get(Contact, contact_id, version)
        self.check_kind(Partner, partner_id, "partner")
        contact.correct_position(partner_id, since_on)
        return self.record(contact, origin=origin)

    def see_contact_off(
        self, contact_id: UUID, left_on: Day, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """It changed: somebody left the partner they worked at."""
        contact = self.get(Contact, contact_id, version)
        contact.leave(left_on)
        return self.record(contact, origin=origin)

    def record_consent(
        self,
        contact_id: UUID,
        basis: Basis,
        purpose: Purpose,
        text_version: str,
        given_on: Day,
        *,
        origin: Origin,
    ) -> Receipt:
        """Write down on which ground somebody's data are held, for what, after which text."""
        contact = self.get(Contact, contact_id)
        contact.record_consent(basis, purpose, text_version, given_on)
        return self.record(contact, origin=origin)

    def withdraw_consent(
        self, contact_id: UUID, purpose: Purpose, withdrawn_on: Day, *, origin: Origin
    ) -> Receipt:
        """Write down that somebody's data may be held for a purpose no longer."""
        contact = self.get(Contact, contact_id)
        contact.withdraw_consent(purpose, withdrawn_on)
        return self.record(contact, origin=origin)

    def say_which_contacts_came(
        self, engagement_id: UUID, contact_ids: Collection[UUID], *, origin: Origin
    ) -> Receipt:
        """Write down who took part in an engagement; of others it was said in error.

        Of those who were erased nothing changes. Raises WrongKind, PersonIsErased.
        """
        self.check_kind(Engagement, engagement_id, "engagement")
        said = set(attendants(self.database, engagement_id, Clocks()))
        erased = erasures_among(self.database, list(said))
        back = {one for one in said - set(contact_ids) if not erased[one]}
        came = [self._contact(one) for one in contact_ids if one not in said]
        taken_back = [self.get(Contact, one) for one in sorted(back)]
        for contact in came:
            contact.take_part(engagement_id)
        for contact in taken_back:
            contact.take_back_part(engagement_id)
        if not (came or taken_back):
            return Receipt(engagement_id, 0)
        receipt = self.record(*came, *taken_back, origin=origin)
        return Receipt(engagement_id, receipt.position)

    def _contact(self, contact_id: UUID) -> Contact:
        self.check_kind(Contact, contact_id, "contacts")
        return self.get(Contact, contact_id)

    def forget_contact(self, contact_id: UUID, *, origin: Origin) -> Receipt:
        """Delete who somebody is. crm/erasing.py asks for this, once the ledger says so."""
        return self.forget_contacts([contact_id], origin=origin)

    def forget_contacts(self, ids: Sequence[UUID], *, origin: Origin) -> Receipt:
        """Delete who some are, all in one transaction."""
        contacts = [self.get(Contact, one) for one in ids]
        for contact in contacts:
            contact.erase()
        # What they are called is in the vault: it goes after what is looked through for that.
        forgetting = [rule(one) for one in ids for rule in (out_of_views, vault.forgetting)]
        return self.record(*contacts, origin=origin, rules=forgetting)

    def _details(self, contact_id: UUID) -> Details:
        return vault.details(self.database, [contact_id]).get(contact_id, Details.NONE)


def _check_language(details: Details) -> None:
    check_languages([details.language] if details.language else [], "language")
