"""A person at a partner. Who they are lies in the vault: an event has an id, never a name.

Nor does an event hold free text about them, such as a reason: what the log has, it has for good.
"""

from enum import Enum
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain.aggregate import Aggregate
from domain.day import Day, check_not_before, check_order
from domain.details import Details, changed
from domain.fact import Created, Fact
from domain.refusal import Missing, PersonIsErased, Refusal
from domain.text import line


class NoPosition(Refusal):
    """Who has left a partner has no position there to leave or to correct."""

    field = "partner"


class NoSuchConsent(Refusal):
    """What wasn't consented to can't be withdrawn."""

    field = "purpose"


class Basis(Enum):
    """On which ground somebody's data are held: article 6 of the GDPR."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGITIMATE_INTEREST = "legitimate_interest"
    LEGAL_OBLIGATION = "legal_obligation"


class Purpose(Enum):
    """What somebody's data are held for."""

    COOPERATION = "cooperation"
    INVITATIONS = "invitations"
    NEWSLETTER = "newsletter"
    RESEARCH = "research"


class Contact(Aggregate):
    """A contact: added, changed, moved, left, consenting, taking part, erased."""

    TOPIC = "crm.contact.v1"

    class Created(Created):
        """We know somebody at a partner, from a day on."""

        TOPIC = "crm.contact.added.v1"
        partner_id: UUID
        fields: tuple[str, ...]
        since_on: Day | None

    class DetailsChanged(Fact):
        """Some of what the vault holds of them is another now."""

        TOPIC = "crm.contact.details_changed.v1"
        fields: tuple[str, ...]

    class Moved(Fact):
        """They work at another partner from a day on."""

        TOPIC = "crm.contact.moved.v1"
        partner_id: UUID
        moved_on: Day

    class PositionCorrected(Fact):
        """Where they work, or since when, had been written wrong."""

        TOPIC = "crm.contact.position_corrected.v1"
        partner_id: UUID
        since_on: Day | None

    class Left(Fact):
        """They left the partner they worked at; this was their last day."""

        TOPIC = "crm.contact.left.v1"
        left_on: Day

    class ConsentRecorded(Fact):
        """Their data may be held for a purpose, on a ground; the version of the text they saw."""

        TOPIC = "crm.contact.consent_recorded.v1"
        basis: Basis
        purpose: Purpose
        text_version: str
        given_on: Day

    class ConsentWithdrawn(Fact):
        """Their data may be held for a purpose no longer."""

        TOPIC = "crm.contact.consent_withdrawn.v1"
        purpose: Purpose
        withdrawn_on: Day

    class TookPart(Fact):
        """They took part in an engagement, for the partner they worked at on its day."""

        TOPIC = "crm.contact.took_part.v1"
        engagement_id: UUID

    class NeverTookPart(Fact):
        """It had been written in error that they took part."""

        TOPIC = "crm.contact.never_took_part.v1"
        engagement_id: UUID

    class Erased(Fact):
        """All that the vault held of them is gone; what they did stays, without a name."""

        TOPIC = "crm.contact.erased.v1"

    @classmethod
    def add(cls, partner_id: UUID, details: Details, since_on: Day | None = None) -> Self:
        """Get to know somebody at a partner. Raises Missing, TooLong, NotAMailAddress."""
        fields = tuple(changed(Details.NONE, details.checked()))
        return cls(partner_id, fields, since_on)

    def change_details(self, before: Details, after: Details) -> None:
        """Say what is another of them now. Raises Missing, TooLong, NotAMailAddress."""
        self._check_there()
        if fields := tuple(changed(before, after.checked())):
            self._change_details(fields)

    def move(self, partner_id: UUID, moved_on: Day) -> None:
        """It changed: they work at another partner from a day on. Raises BeforeLatestChange."""
        self._check_there()
        check_not_before(self.since_on, moved_on)
        check_not_before(self.left_on, moved_on)
        if partner_id != self.partner_id or self.left_on:
            self._move(partner_id, moved_on)

    def correct_position(self, partner_id: UUID, since_on: Day | None) -> None:
        """It was wrong: where they work now, or since when.

        Raises NoPosition, EndsBeforeStart; Missing for no day where they worked elsewhere before.
        """
        self._check_position()
        if self.before_on and not since_on:
            raise Missing("since_on")
        check_order(self.before_on, since_on)
        if (partner_id, since_on) != (self.partner_id, self.since_on):
            self._correct_position(partner_id, since_on)

    def leave(self, left_on: Day) -> None:
        """It changed: they left where they worked. Raises NoPosition, EndsBeforeStart."""
        self._check_position()
        check_order(self.since_on, left_on)
        self._leave(left_on)

    def record_consent(
        self, basis: Basis, purpose: Purpose, text_version: str, given_on: Day
    ) -> None:
        """Write down on which ground their data are held for a purpose. Raises Missing, TooLong."""
        self._check_there()
        text_version = line(text_version, "text_version")
        if self.consents.get(purpose) != (basis, text_version):
            self._record_consent(basis, purpose, text_version, given_on)

    def withdraw_consent(self, purpose: Purpose, withdrawn_on: Day) -> None:
        """Write down that it may be so no longer. Raises NoSuchConsent."""
        self._check_there()
        if purpose not in self.consents:
            raise NoSuchConsent
        self._withdraw_consent(purpose, withdrawn_on)

    def take_part(self, engagement_id: UUID) -> None:
        """Write down that they took part in an engagement."""
        self._check_there()
        if engagement_id not in self.engagement_ids:
            self._take_part(engagement_id)

    def take_back_part(self, engagement_id: UUID) -> None:
        """It was wrong: they never took part in an engagement."""
        self._check_there()
        if engagement_id in self.engagement_ids:
            self._take_back_part(engagement_id)

    def erase(self) -> None:
        """Forget who they are."""
        if not self.erased:
            self._erase()

    def _check_there(self) -> None:
        if self.erased:
            raise PersonIsErased

    def _check_position(self) -> None:
        self._check_there()
        if self.left_on:
            raise NoPosition

    @event(Created)
    def __init__(self, partner_id: UUID, fields: tuple[str, ...], since_on: Day | None) -> None:
        self.partner_id, self.since_on = partner_id, since_on
        # The last day of the position before, and of this one.
        self.before_on: Day | None = None
        self.left_on: Day | None = None
        self.consents: dict[Purpose, tuple[Basis, str]] = {}
        self.engagement_ids: set[UUID] = set()
        self.erased = False

    @event(DetailsChanged)
    def _change_details(self, fields: tuple[str, ...]) -> None: ...

    @event(Moved)
    def _move(self, partner_id: UUID, moved_on: Day) -> None:
        self.before_on = self.left_on or self.since_on
        self.partner_id, self.since_on, self.left_on = partner_id, moved_on, None

    @event(PositionCorrected)
    def _correct_position(self, partner_id: UUID, since_on: Day | None) -> None:
        self.partner_id, self.since_on = partner_id, since_on

    @event(Left)
    def _leave(self, left_on: Day) -> None:
        self.left_on = left_on

    @event(ConsentRecorded)
    def _record_consent(
        self, basis: Basis, purpose: Purpose, text_version: str, given_on: Day
    ) -> None:
        self.consents[purpose] = basis, text_version

    @event(ConsentWithdrawn)
    def _withdraw_consent(self, purpose: Purpose, withdrawn_on: Day) -> None:
        del self.consents[purpose]

    @event(TookPart)
    def _take_part(self, engagement_id: UUID) -> None:
        self.engagement_ids.add(engagement_id)

    @event(NeverTookPart)
    def _take_back_part(self, engagement_id: UUID) -> None:
        self.engagement_ids.remove(engagement_id)

    @event(Erased)
    def _erase(self) -> None:
        self.erased = True
