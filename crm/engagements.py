"""What can be asked to do with engagements."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from crm.activities import Activities, TakesPart
from crm.codes import check_languages
from crm.log import Origin, Receipt
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Engagement, Form
from domain.network import Network
from domain.outline import Outline
from domain.project import Project


class Engagements(Activities):
    """Engagements: agreed, rescheduled, delivered, cancelled."""

    def agree_engagement(
        self,
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
        parties: Iterable[TakesPart] = (),
        delivered: tuple[Headcount, ...] | None = None,
        today: date | None = None,
        sensitive: bool = False,
        origin: Origin,
    ) -> Receipt:
        """Agree on an engagement, with those who take part. Raises NotYetHeld.

        With `delivered`, the attendance, and `today` it is recorded as held in the same breath;
        where it is `sensitive`, nobody reads it meanwhile.
        """
        outline = self._checked(
            Outline(form, themes, place, remote, language, project_id, network_id)
        )
        engagement = Engagement.agree(
            title=title,
            starts_on=starts_on,
            ends_on=ends_on,
            identified_by=identified_by,
            **asdict(outline),
        )
        if sensitive:
            engagement.agree_in_confidence()
        if delivered is not None and today:
            engagement.deliver(delivered, today=today)
        return self._record_with(engagement, parties, origin=origin)

    def reschedule_engagement(
        self,
        engagement_id: UUID,
        starts_on: Day,
        ends_on: Day | None,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the engagement will be on other days."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.reschedule(starts_on, ends_on, reason)
        return self.record(engagement, origin=origin)

    def correct_engagement_days(
        self,
        engagement_id: UUID,
        starts_on: Day,
        ends_on: Day | None,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: its days had been written wrong."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.correct_days(starts_on, ends_on, reason)
        return self.record(engagement, origin=origin)

    def correct_engagement_title(
        self,
        engagement_id: UUID,
        title: str,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the title had been written wrong."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.correct_title(title, reason)
        return self.record(engagement, origin=origin)

    def describe_engagement(
        self,
        engagement_id: UUID,
        outline: Outline,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It changed: the engagement will be like this. Raises UnknownTerm, EngagementIsOver."""
        engagement = self.get(Engagement, engagement_id, version)
        outline = self._checked(outline, engagement.outline)
        engagement.describe(outline, reason)
        return self.record(engagement, origin=origin)

    def correct_engagement_description(
        self,
        engagement_id: UUID,
        outline: Outline,
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: the engagement has been like this all along. Raises UnknownTerm."""
        engagement = self.get(Engagement, engagement_id, version)
        outline = self._checked(outline, engagement.outline)
        engagement.correct_description(outline, reason)
        return self.record(engagement, origin=origin)

    def mark_sensitive(
        self, engagement_id: UUID, reason: str, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """It changed: few may read it from now on."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.mark_sensitive(reason)
        return self.record(engagement, origin=origin)

    def lift_sensitivity(
        self, engagement_id: UUID, reason: str, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """It changed: everybody may read it again who sees the network."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.lift_sensitivity(reason)
        return self.record(engagement, origin=origin)

    def deliver_engagement(
        self,
        engagement_id: UUID,
        attendance: tuple[Headcount, ...],
        *,
        today: date,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """Say that it was held, and who came. Raises NotYetHeld."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.deliver(attendance, today=today)
        return self.record(engagement, origin=origin)

    def correct_attendance(
        self,
        engagement_id: UUID,
        attendance: tuple[Headcount, ...],
        reason: str,
        *,
        version: int | None = None,
        origin: Origin,
    ) -> Receipt:
        """It was wrong: other people had come."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.correct_attendance(attendance, reason)
        return self.record(engagement, origin=origin)

    def cancel_engagement(
        self, engagement_id: UUID, reason: str, *, version: int | None = None, origin: Origin
    ) -> Receipt:
        """Call an engagement off."""
        engagement = self.get(Engagement, engagement_id, version)
        engagement.cancel(reason)
        return self.record(engagement, origin=origin)

    def withdraw_engagement(self, engagement_id: UUID, reason: str, *, origin: Origin) -> Receipt:
        """It was wrong: this was never agreed."""
        engagement = self.get(Engagement, engagement_id)
        engagement.withdraw(reason)
        return self.record(engagement, origin=origin)

    def _checked(self, outline: Outline, before: Outline | None = None) -> Outline:
        """Check what an outline names; what it named before stays, retired or not."""
        themes = self._kept_themes(outline.themes, before.themes if before else ())
        if outline.language and not (before and before.language == outline.language):
            check_languages([outline.language], "language")
        if not before or before.project_id != outline.project_id:
            self.check_kind(Project, outline.project_id, "project")
        if not before or before.network_id != outline.network_id:
            self.check_kind(Network, outline.network_id, "network")
        return replace(outline, themes=themes)
