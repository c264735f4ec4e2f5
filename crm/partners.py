"""What can be asked to do with partners."""

from collections.abc import Collection, Mapping
from uuid import UUID

from crm.codes import check_codes
from crm.log import Origin, Receipt
from crm.meanings import as_before
from crm.projections.contacts.rules import nobody_is_erased
from crm.projections.directory import questions as directory
from crm.projections.directory import rules
from crm.projections.terms import may_be_used
from crm.vocabularies import Vocabularies
from crm.withdrawing import is_not_needed
from domain.colleague import Colleague
from domain.day import Day
from domain.identifier import identifier
from domain.partner import Description, Partner, Stage

NEW = UUID(int=0)


class Partners(Vocabularies):
    """Partners: outside organisations we work with."""

    def register_partner(
        self,
        name: str,
        description: Description,
        *,
        identified_by: dict[str, str] | None = None,
        stage: Stage = Stage.PROSPECT,
        since_on: Day | None = None,
        origin: Origin,
    ) -> Receipt:
        """Take a new partner in. Raises IdentifierTaken, UnknownTerm, UnknownCountry."""
        partner = Partner.register(
            name, description, identified_by=identified_by, stage=stage, since_on=since_on
        )
        check_codes(partner.description)
        free = rules.identifiers_are_free(partner.identifiers, partner.id)
        known = may_be_used(_words(partner.description))
        return self.record(partner, origin=origin, rules=[known, free])

    def rename_partner(
        self,
        partner_id: UUID,
        name: str,
        renamed_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the partner has another name from a day on."""
        partner = self.get(Partner, partner_id, version)
        partner.rename(name, renamed_on)
        return self.record(partner, origin=origin)

    def correct_partner_name(
        self,
        partner_id: UUID,
        name: str,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the name had been written wrong."""
        partner = self.get(Partner, partner_id, version)
        partner.correct_name(name, reason)
        return self.record(partner, origin=origin)

    def describe_partner(
        self,
        partner_id: UUID,
        description: Description,
        described_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the partner is like this from a day on. Raises UnknownTerm."""
        partner = self.get(Partner, partner_id, version)
        before = partner.description
        partner.describe(as_before(description, before, self.meanings), described_on)
        check_codes(partner.description, before)
        known = may_be_used(_words(partner.description) - _words(before))
        return self.record(partner, origin=origin, rules=[known])

    def correct_partner_description(
        self,
        partner_id: UUID,
        description: Description,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the description never held. Raises UnknownTerm."""
        partner = self.get(Partner, partner_id, version)
        before = partner.description
        partner.correct_description(as_before(description, before, self.meanings), reason)
        check_codes(partner.description, before)
        known = may_be_used(_words(partner.description) - _words(before))
        return self.record(partner, origin=origin, rules=[known])

    def place_partner(
        self,
        partner_id: UUID,
        parent_id: UUID | None,
        placed_on: Day,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Make a partner part of another. Raises OwnDescendant."""
        partner = self.get(Partner, partner_id, version)
        self.check_kind(Partner, parent_id, "parent")
        below = directory.descendants(self.database, partner_id)
        partner.place_under(parent_id, placed_on, below=below)
        still = rules.is_not_below(parent_id, partner_id)
        return self.record(partner, origin=origin, rules=[still])

    def move_partner_stage(
        self,
        partner_id: UUID,
        stage: Stage,
        moved_on: Day,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Move the relationship to another stage."""
        partner = self.get(Partner, partner_id, version)
        partner.move_stage(stage, moved_on, reason)
        return self.record(partner, origin=origin)

    def give_partner_identifier(
        self, partner_id: UUID, scheme: str, value: str, *, origin: Origin
    ) -> Receipt:
        """Make an identifier of a partner known. Raises IdentifierTaken."""
        return self.give_partner_identifiers(partner_id, {scheme: value}, origin=origin)

    def give_partner_identifiers(
        self,
        partner_id: UUID,
        given: Mapping[str, str],
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Make identifiers known by scheme, those left empty only if none was there before.

        Raises IdentifierTaken, WrongCheckDigit, Missing.
        """
        partner = self.get(Partner, partner_id, version)
        for scheme, value in given.items():
            if value.strip() or scheme in partner.identifiers:
                partner.give_identifier(scheme, value)
        return self._record_identified(partner, given, origin)

    def correct_partner_identifiers(
        self,
        partner_id: UUID,
        right: Mapping[str, str],
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: these have been its identifiers by scheme, empty where it has none.

        Raises IdentifierTaken, WrongCheckDigit.
        """
        partner = self.get(Partner, partner_id, version)
        for scheme, value in right.items():
            partner.correct_identifier(scheme, value, reason)
        return self._record_identified(partner, right, origin)

    def _record_identified(
        self, partner: Partner, said: Collection[str], origin: Origin
    ) -> Receipt:
        held = {scheme: value for scheme, value in partner.identifiers.items() if scheme in said}
        free = rules.identifiers_are_free(held, partner.id)
        return self.record(partner, origin=origin, rules=[free])

    def check_identifier(self, scheme: str, value: str, *, partner_id: UUID | None = None) -> None:
        """Ask whether a partner, this or a new one, may have an identifier.

        Raises IdentifierTaken, WrongCheckDigit, UnknownScheme, or what a line raises.
        """
        held = {scheme: identifier(scheme, value)}
        with self.database.connection() as connection:
            rules.identifiers_are_free(held, partner_id or NEW)(connection.cursor())

    def assign_steward(
        self, partner_id: UUID, colleague_id: UUID, assigned_on: Day, *, origin: Origin
    ) -> Receipt:
        """Let a colleague look after a partner. Raises WrongKind, PersonIsErased, HasLeft."""
        partner = self.get(Partner, partner_id)
        self.check_kind(Colleague, colleague_id, "steward")
        self.get(Colleague, colleague_id).check_takes_over(assigned_on)
        partner.assign_steward(colleague_id, assigned_on)
        return self.record(partner, origin=origin, rules=[nobody_is_erased([colleague_id])])

    def withdraw_partner(self, partner_id: UUID, reason: str, *, origin: Origin) -> Receipt:
        """It was wrong: this was never a partner. Raises StillNeeded."""
        partner = self.get(Partner, partner_id)
        partner.withdraw(reason)
        return self.record(partner, origin=origin, rules=[is_not_needed(partner_id)])


def _words(description: Description) -> set[tuple[str, str]]:
    """Return the terms that a description uses; those of before may stay, retired or not."""
    return {("kind", description.kind), *(("sector", sector) for sector in description.sectors)}
