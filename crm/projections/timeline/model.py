"""What happened with somebody or something, by the day it happened in the world.

A row is closed when a correction takes its place, so that the timeline can be read as it was
known on any day. Where a party joined for as long as the activity lasts, `on_day` is empty and
the day is the activity's own, kept in `activity_day`.
"""

from crm.log import Entry
from crm.projections.ranges import recorded_on
from crm.projections.read_model import ReadModel, handles
from crm.projections.timeline.correcting import (
    begin_as_before,
    close_of_party,
    correct_description,
    correct_name,
    correct_names,
    correct_title,
    take_days_back,
)
from crm.projections.timeline.saying import CLOSE, close, said_in, say, say_days, say_of_party
from crm.projections.timeline.tables import ACTIVITY_DAY, DAYS, HAPPENING, KINDS
from crm.projections.writer import Writer
from domain.activity import (
    Joined,
    Left,
    ParticipationCorrected,
    ParticipationWithdrawn,
    RoleChanged,
)
from domain.beginning import BeginningCorrected
from domain.colleague import Colleague
from domain.day import Day
from domain.engagement import Engagement
from domain.network import Network
from domain.partner import Partner
from domain.project import Project
from domain.unit import Unit


class Timeline(ReadModel):
    """Who joined what, moved, was renamed: each on its day."""

    name = "timeline"
    version = 7
    tables = (HAPPENING, ACTIVITY_DAY)

    @handles(Project.Created, Engagement.Created)
    def planned(self, event: Project.Created, entry: Entry, writer: Writer) -> None:
        say_days(writer, entry, event.starts_on)
        kind = "planned" if isinstance(event, Project.Created) else "agreed"
        say(writer, entry, kind, event.starts_on, activity=event.originator_id)

    @handles(
        Project.Extended,
        Project.PeriodCorrected,
        Engagement.Rescheduled,
        Engagement.DaysCorrected,
    )
    def dated(self, event: Project.Extended, entry: Entry, writer: Writer) -> None:
        params = {"activity": event.originator_id, "at": entry.recorded_at}
        writer.execute(CLOSE_DAYS, params)
        say_days(writer, entry, event.starts_on)
        ends = event.ends_on.text if event.ends_on else None
        # No day says when this was decided; it was known from the day of recording on.
        kind, on = KINDS[type(event)], recorded_on(entry.recorded_at)
        say(writer, entry, kind, on, data={"ends": ends, "reason": event.reason})
        if isinstance(event, Project.PeriodCorrected | Engagement.DaysCorrected):
            take_days_back(writer, entry, event.corrects)

    @handles(Project.PartyJoined, Engagement.PartyJoined)
    def joined(self, event: Joined, entry: Entry, writer: Writer) -> None:
        say_of_party(writer, entry, event, "joined", event.from_on)

    @handles(Project.PartyLeft, Engagement.PartyLeft)
    def left(self, event: Left, entry: Entry, writer: Writer) -> None:
        say_of_party(writer, entry, event, "left", event.until_on, reason=event.reason)

    @handles(Project.PartyChangedRole, Engagement.PartyChangedRole)
    def changed_role(self, event: RoleChanged, entry: Entry, writer: Writer) -> None:
        former = event.former_role
        say_of_party(writer, entry, event, "changed_role", event.from_on, former=former)

    @handles(Project.ParticipationCorrected, Engagement.ParticipationCorrected)
    def corrected(self, event: ParticipationCorrected, entry: Entry, writer: Writer) -> None:
        close_of_party(writer, entry, event)
        say_of_party(writer, entry, event, "joined", event.from_on)
        begin_as_before(writer, entry, event)

    @handles(Project.ParticipationWithdrawn, Engagement.ParticipationWithdrawn)
    def never_took_part(self, event: ParticipationWithdrawn, entry: Entry, writer: Writer) -> None:
        close_of_party(writer, entry, event)

    @handles(Partner.Created, Unit.Created, Colleague.Created, Network.Created)
    def began(self, event: Partner.Created, entry: Entry, writer: Writer) -> None:
        day = {
            Partner.Created: "since_on",
            Unit.Created: "opened_on",
            Colleague.Created: "joined_on",
            Network.Created: "founded_on",
        }[type(event)]
        on: Day | None = getattr(event, day)
        if on:
            say(writer, entry, KINDS[type(event)], on)

    @handles(
        Partner.BeginningCorrected,
        Unit.BeginningCorrected,
        Colleague.BeginningCorrected,
        Network.BeginningCorrected,
    )
    def beginning_corrected(self, event: BeginningCorrected, entry: Entry, writer: Writer) -> None:
        close(writer, entry, event.corrects)
        if event.since_on:
            say(writer, entry, KINDS[type(event)], event.since_on)

    @handles(Partner.Renamed, Network.Renamed)
    def renamed(self, event: Partner.Renamed, entry: Entry, writer: Writer) -> None:
        say(writer, entry, "renamed", event.renamed_on, data={"name": event.name})

    @handles(Partner.NameCorrected, Network.NameCorrected)
    def name_corrected(self, event: Partner.NameCorrected, entry: Entry, writer: Writer) -> None:
        correct_name(writer, entry, event)

    @handles(Unit.Renamed)
    def unit_renamed(self, event: Unit.Renamed, entry: Entry, writer: Writer) -> None:
        say(writer, entry, "renamed", event.renamed_on, data={"name": event.names.fi})

    @handles(Unit.NamesCorrected)
    def unit_names_corrected(
        self, event: Unit.NamesCorrected, entry: Entry, writer: Writer
    ) -> None:
        correct_names(writer, entry, event)

    @handles(Project.Retitled)
    def retitled(self, event: Project.Retitled, entry: Entry, writer: Writer) -> None:
        say(writer, entry, "renamed", event.retitled_on, data={"name": event.title})

    @handles(Project.TitleCorrected)
    def title_corrected(self, event: Project.TitleCorrected, entry: Entry, writer: Writer) -> None:
        correct_title(writer, entry, event)

    @handles(Partner.Described)
    def described(self, event: Partner.Described, entry: Entry, writer: Writer) -> None:
        say(writer, entry, "described", event.described_on, data={"kind": event.description.kind})

    @handles(Partner.DescriptionCorrected)
    def description_corrected(
        self, event: Partner.DescriptionCorrected, entry: Entry, writer: Writer
    ) -> None:
        correct_description(writer, entry, event)

    @handles(Engagement.Described)
    def outlined(self, event: Engagement.Described, entry: Entry, writer: Writer) -> None:
        on = recorded_on(entry.recorded_at)
        say(writer, entry, "described", on, data={"reason": event.reason})

    @handles(Partner.StageMoved)
    def stage_moved(self, event: Partner.StageMoved, entry: Entry, writer: Writer) -> None:
        data = {"stage": event.stage.value, "reason": event.reason}
        say(writer, entry, "stage_moved", event.moved_on, data=data)

    @handles(Partner.PlacedUnder, Unit.PlacedUnder)
    def placed_under(self, event: Partner.PlacedUnder, entry: Entry, writer: Writer) -> None:
        say(writer, entry, "placed_under", event.placed_on, data={"party": event.parent_id})

    @handles(Partner.StewardAssigned)
    def steward_assigned(
        self, event: Partner.StewardAssigned, entry: Entry, writer: Writer
    ) -> None:
        data = {"party": event.colleague_id}
        say(writer, entry, "steward_assigned", event.assigned_on, data=data)

    @handles(
        Partner.StageMoveWithdrawn,
        Partner.PlacementWithdrawn,
        Partner.StewardshipWithdrawn,
        Unit.PlacementWithdrawn,
        Unit.ClosingWithdrawn,
        Colleague.AssignmentWithdrawn,
        Colleague.LeavingWithdrawn,
        Network.DissolutionWithdrawn,
        Project.StateCorrected,
    )
    def never_happened(
        self, event: Partner.StageMoveWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        close(writer, entry, event.corrects)

    @handles(Colleague.AssignedToUnit)
    def assigned(self, event: Colleague.AssignedToUnit, entry: Entry, writer: Writer) -> None:
        say(writer, entry, "assigned_to_unit", event.assigned_on, data={"party": event.unit_id})

    @handles(Network.MemberJoined)
    def member_joined(self, event: Network.MemberJoined, entry: Entry, writer: Writer) -> None:
        data = {"party": event.originator_id, "role": event.role}
        about = event.party_id
        say(writer, entry, "member_joined", event.joined_on, data=data, subject=about)
        data = {"party": event.party_id, "role": event.role}
        say(writer, entry, "took_member", event.joined_on, data=data)

    @handles(Network.MemberLeft)
    def member_left(self, event: Network.MemberLeft, entry: Entry, writer: Writer) -> None:
        data = {"party": event.originator_id}
        say(writer, entry, "member_left", event.left_on, data=data, subject=event.party_id)
        say(writer, entry, "lost_member", event.left_on, data={"party": event.party_id})

    @handles(Network.MembershipWithdrawn, Network.LeavingWithdrawn)
    def no_member_came_or_went(
        self, event: Network.MembershipWithdrawn, entry: Entry, writer: Writer
    ) -> None:
        writer.execute(CLOSE, said_in(entry, event.corrects))

    @handles(Project.Started, Project.Completed, Project.Cancelled)
    def project_moved(self, event: Project.Started, entry: Entry, writer: Writer) -> None:
        name = DAYS[type(event)]
        data = {"reason": getattr(event, "reason", None)}
        say(writer, entry, KINDS[type(event)], getattr(event, name), data=data)

    @handles(Engagement.Delivered)
    def delivered(self, event: Engagement.Delivered, entry: Entry, writer: Writer) -> None:
        people = sum(count.people for count in event.attendance)
        activity = event.originator_id
        say(writer, entry, "delivered", None, activity=activity, data={"people": people})

    @handles(Engagement.AttendanceCorrected)
    def counted_anew(
        self, event: Engagement.AttendanceCorrected, entry: Entry, writer: Writer
    ) -> None:
        close(writer, entry, event.corrects)
        people = sum(count.people for count in event.attendance)
        activity = event.originator_id
        say(writer, entry, "delivered", None, activity=activity, data={"people": people})

    @handles(Engagement.Cancelled)
    def cancelled(self, event: Engagement.Cancelled, entry: Entry, writer: Writer) -> None:
        activity = event.originator_id
        say(writer, entry, "cancelled", None, activity=activity, data={"reason": event.reason})

    @handles(Engagement.StateCorrected)
    def is_agreed_still(self, _: Engagement.StateCorrected, entry: Entry, writer: Writer) -> None:
        writer.execute(CLOSE_STATES, {"said_by": entry.originator_id, "at": entry.recorded_at})

    @handles(Unit.Closed, Colleague.Left, Network.Dissolved)
    def ended(self, event: Unit.Closed, entry: Entry, writer: Writer) -> None:
        say(writer, entry, KINDS[type(event)], getattr(event, DAYS[type(event)]))

    @handles(
        Partner.Withdrawn,
        Unit.Withdrawn,
        Colleague.Withdrawn,
        Network.Withdrawn,
        Project.Withdrawn,
        Engagement.Withdrawn,
    )
    def withdrawn(self, event: Partner.Withdrawn, entry: Entry, writer: Writer) -> None:
        writer.execute(WITHDRAW, {"subject": event.originator_id, "at": entry.recorded_at})


# Who came may have been counted anew, which is told instead of that it was held.
CLOSE_STATES = """
    UPDATE happening SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE said_by = %(said_by)s AND kind IN ('delivered', 'cancelled') AND upper_inf(recorded)
"""

CLOSE_DAYS = """
    UPDATE activity_day SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE activity = %(activity)s AND upper_inf(recorded)
"""

WITHDRAW = """
    UPDATE happening SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE said_by = %(subject)s AND upper_inf(recorded)
"""
