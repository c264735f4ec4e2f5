"""One piece of work with or for partners: a session, a seminar, a meeting."""

from dataclasses import asdict
from typing import Self
from uuid import UUID

from eventsourcing.domain import event

from domain import activity, delivery, outline, progress, sensitivity
from domain.attendance import Headcount
from domain.day import Day, check_order
from domain.engagement_over import EngagementIsOver, EngagementState, NotYetHeld
from domain.fact import Created, Fact
from domain.identifier import identifiers
from domain.outline import Form, Outline
from domain.participation import Participations
from domain.text import line

__all__ = ["Engagement", "EngagementIsOver", "EngagementState", "Form", "NotYetHeld"]


class Engagement(outline.Outlined, delivery.Deliverable, sensitivity.MaybeSensitive):
    """An engagement on one day, or from `starts_on` to `ends_on`."""

    starts_on: Day
    TOPIC = "crm.engagement.v1"

    class Created(Created):
        """The engagement was agreed."""

        TOPIC = "crm.engagement.agreed.v1"
        form: Form
        title: str
        starts_on: Day
        ends_on: Day
        themes: tuple[str, ...]
        place: str | None
        remote: bool
        language: str | None
        project_id: UUID | None
        network_id: UUID | None
        identifiers: dict[str, str]

    class Rescheduled(Fact):
        """It was moved to other days."""

        TOPIC = "crm.engagement.rescheduled.v1"
        starts_on: Day
        ends_on: Day
        reason: str

    class DaysCorrected(Fact):
        """Its days had been written wrong."""

        TOPIC = "crm.engagement.days_corrected.v1"
        starts_on: Day
        ends_on: Day
        corrects: int
        reason: str

    class TitleCorrected(Fact):
        """The title had been written wrong."""

        TOPIC = "crm.engagement.title_corrected.v1"
        title: str
        corrects: int
        reason: str

    class Described(outline.Described):
        """Its form, themes, place or language will be others than was agreed."""

        TOPIC = "crm.engagement.described.v1"

    class DescriptionCorrected(outline.DescriptionCorrected):
        """Its form, themes, place or language had been written wrong."""

        TOPIC = "crm.engagement.description_corrected.v1"

    class PartyJoined(activity.Joined):
        """A party takes part in the engagement."""

        TOPIC = "crm.engagement.party_joined.v1"

    class PartyLeft(activity.Left):
        """A party left the engagement before its end."""

        TOPIC = "crm.engagement.party_left.v1"

    class PartyChangedRole(activity.RoleChanged):
        """A party took another role in the engagement."""

        TOPIC = "crm.engagement.party_changed_role.v1"

    class ParticipationCorrected(activity.ParticipationCorrected):
        """A participation in the engagement had been written wrong."""

        TOPIC = "crm.engagement.participation_corrected.v1"

    class ParticipationWithdrawn(activity.ParticipationWithdrawn):
        """A party had never taken part in the engagement."""

        TOPIC = "crm.engagement.participation_withdrawn.v1"

    class MarkedSensitive(sensitivity.MarkedSensitive):
        """Few may read it from now on."""

        TOPIC = "crm.engagement.marked_sensitive.v1"

    class SensitivityLifted(sensitivity.SensitivityLifted):
        """Everybody may read it again."""

        TOPIC = "crm.engagement.sensitivity_lifted.v1"

    class Delivered(delivery.Delivered):
        """It was held; so many people came."""

        TOPIC = "crm.engagement.delivered.v1"

    class AttendanceCorrected(delivery.AttendanceCorrected):
        """The attendance had been counted wrong."""

        TOPIC = "crm.engagement.attendance_corrected.v1"

    class Cancelled(progress.Moved):
        """It was called off, for a reason."""

        TOPIC = "crm.engagement.cancelled.v1"
        TO = EngagementState.CANCELLED
        reason: str

    class StateCorrected(delivery.StateCorrected):
        """It wasn't held or called off."""

        TOPIC = "crm.engagement.state_corrected.v1"

    class Withdrawn(Fact):
        """It had been recorded in error and never was agreed."""

        TOPIC = "crm.engagement.withdrawn.v1"
        reason: str

    @classmethod
    def agree(
        cls,
        form: Form,
        title: str,
        starts_on: Day,
        ends_on: Day | None = None,
        *,
        themes: tuple[str, ...] = (),
        place: str | None = None,
        remote: bool = False,
        language: str | None = None,
        project_id: UUID | None = None,
        network_id: UUID | None = None,
        identified_by: dict[str, str] | None = None,
        known_as: UUID | None = None,
    ) -> Self:
        """Agree on one, under an id that is given or a new one. Raises EndsBeforeStart."""
        check_order(starts_on, ends_on)
        about = Outline(form, themes, place, remote, language, project_id, network_id)
        return cls(
            id=known_as,
            title=line(title, "title"),
            starts_on=starts_on,
            ends_on=ends_on or starts_on,
            identifiers=identifiers(identified_by or {}),
            **asdict(about.checked()),
        )

    def reschedule(self, starts_on: Day, ends_on: Day | None, reason: str) -> None:
        """It changed: the engagement will be on other days."""
        self.check_agreed()
        if days := self._other_days(starts_on, ends_on):
            self._reschedule(*days, line(reason, "reason"))

    def correct_days(self, starts_on: Day, ends_on: Day | None, reason: str) -> None:
        """It was wrong: its days had been written wrong all along."""
        self.check_stands()
        if days := self._other_days(starts_on, ends_on):
            self._correct_days(*days, self.dated_in, line(reason, "reason"))

    def correct_title(self, title: str, reason: str) -> None:
        """It was wrong: the title had been written wrong all along."""
        self.check_stands()
        if (title := line(title, "title")) != self.title:
            self._correct_title(title, self.titled_in, line(reason, "reason"))

    def cancel(self, reason: str) -> None:
        """Call the engagement off."""
        self.check_agreed()
        self.trigger_event(self.Cancelled, reason=line(reason, "reason"))

    def withdraw(self, reason: str) -> None:
        """It was wrong: this was never agreed."""
        self.check_stands()
        self._withdraw(line(reason, "reason"))

    def check_open(self) -> None:
        """Raise EngagementIsOver once the engagement is cancelled."""
        super().check_open()
        if self.state is EngagementState.CANCELLED:
            raise EngagementIsOver(self.state)

    def check_agreed(self) -> None:
        """Raise EngagementIsOver once the engagement is delivered or cancelled."""
        self.check_stands()
        if self.state is not EngagementState.AGREED:
            raise EngagementIsOver(self.state)

    def _other_days(self, starts_on: Day, ends_on: Day | None) -> tuple[Day, Day] | None:
        check_order(starts_on, ends_on)
        days = starts_on, ends_on or starts_on
        return days if days != (self.starts_on, self.ends_on) else None

    @event(Created)
    def __init__(
        self,
        form: Form,
        title: str,
        starts_on: Day,
        ends_on: Day,
        themes: tuple[str, ...],
        place: str | None,
        remote: bool,
        language: str | None,
        project_id: UUID | None,
        network_id: UUID | None,
        identifiers: dict[str, str],
        id: UUID | None = None,  # noqa: A002 - the library takes it by this name
    ) -> None:
        self.title, self.titled_in = title, 1
        self.outline = Outline(form, themes, place, remote, language, project_id, network_id)
        self.outlined_in = 1
        self.starts_on, self.ends_on, self.dated_in = starts_on, ends_on, 1
        self.identifiers = identifiers
        self.state = EngagementState.AGREED
        self.attendance: tuple[Headcount, ...] = ()
        self.counted_in = 0
        self.participations = Participations()
        self.withdrawn = self.sensitive = False
        self.former, self.stands, self.undone = {}, {}, set()

    @event(Rescheduled)
    def _reschedule(self, starts_on: Day, ends_on: Day, reason: str) -> None:
        self.changed("days", (self.starts_on, self.ends_on), self.version + 1)
        self.starts_on, self.ends_on, self.dated_in = starts_on, ends_on, self.version + 1

    @event(DaysCorrected)
    def _correct_days(self, starts_on: Day, ends_on: Day, corrects: int, reason: str) -> None:
        before = self.starts_on, self.ends_on
        self.corrected("days", before, (starts_on, ends_on), self.version + 1)
        self.starts_on, self.ends_on, self.dated_in = starts_on, ends_on, self.version + 1

    @event(TitleCorrected)
    def _correct_title(self, title: str, corrects: int, reason: str) -> None:
        self.corrected("title", self.title, title, self.version + 1)
        self.title, self.titled_in = title, self.version + 1

    @event(Withdrawn)
    def _withdraw(self, reason: str) -> None:
        self.withdrawn = True
