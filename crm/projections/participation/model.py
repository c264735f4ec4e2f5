"""Who took part in what, in which role, when, and since when we know.

`participation` is the heart of the network: a row for each thing that was said about a party in
an activity. Its `valid` holds the days that were stated for the party; those left open follow
the activity, whose own days are in `activity`. So a party took part on the days of both.
"""

from typing import Any

from crm.log import Entry
from crm.projections.participation.tables import ACTIVITY, ACTIVITY_IDENTIFIER, PARTICIPATION
from crm.projections.ranges import before, days, since
from crm.projections.read_model import ReadModel, handles
from crm.projections.words import sort_key, vector
from crm.projections.writer import Writer, text_of
from domain.activity import Joined, Left, ParticipationWithdrawn, RoleChanged
from domain.attendance import Headcount
from domain.day import Day
from domain.engagement import Engagement
from domain.outline import Described
from domain.project import Project


class ParticipationModel(ReadModel):
    """Activities, and who took part in them."""

    name = "participation"
    version = 3
    tables = (ACTIVITY, ACTIVITY_IDENTIFIER, PARTICIPATION)

    @handles(Project.Created)
    def planned(self, event: Project.Created, entry: Entry, writer: Writer) -> None:
        writer.insert(
            ACTIVITY,
            (
                event.originator_id,
                "project",
                "project",
                event.title,
                sort_key(event.title),
                vector(event.title),
                "planned",
                *_span(event.starts_on, event.ends_on),
                list(event.themes),
                event.goal or None,
                *(None,) * 7,
                text_of(event.identifiers),
                False,
                since(entry.recorded_at),
                1,
            ),
        )
        _identify(writer, event)

    @handles(Engagement.Created)
    def agreed(self, event: Engagement.Created, entry: Entry, writer: Writer) -> None:
        writer.insert(
            ACTIVITY,
            (
                event.originator_id,
                "engagement",
                event.form.value,
                event.title,
                sort_key(event.title),
                vector(event.title),
                "agreed",
                *_span(event.starts_on, event.ends_on),
                list(event.themes),
                None,
                event.place,
                event.remote,
                event.language,
                event.project_id,
                event.network_id,
                None,
                None,
                text_of(event.identifiers),
                False,
                since(entry.recorded_at),
                1,
            ),
        )
        _identify(writer, event)

    @handles(Project.PartyJoined, Engagement.PartyJoined)
    def joined(self, event: Joined, entry: Entry, writer: Writer) -> None:
        _insert(writer, entry, event)

    @handles(Project.PartyLeft, Engagement.PartyLeft)
    def left(self, event: Left, entry: Entry, writer: Writer) -> None:
        _close(writer, entry, event.participation)
        _insert(writer, entry, event, left=True)

    @handles(Project.ParticipationCorrected, Engagement.ParticipationCorrected)
    def corrected(self, event: Joined, entry: Entry, writer: Writer) -> None:
        _close(writer, entry, event.participation)
        _insert(writer, entry, event)

    @handles(Project.PartyChangedRole, Engagement.PartyChangedRole)
    def changed_role(self, event: RoleChanged, entry: Entry, writer: Writer) -> None:
        _close(writer, entry, event.former)
        assert event.from_on
        former = (
            event.originator_id,
            event.former,
            event.party_id,
            event.former_role,
            event.former_from_on.text if event.former_from_on else None,
            event.from_on.text,
            True,
            before(event.former_from_on, event.from_on),
            since(entry.recorded_at),
            entry.position,
        )
        writer.insert(PARTICIPATION, former)
        _insert(writer, entry, event)

    @handles(Project.ParticipationWithdrawn, Engagement.ParticipationWithdrawn)
    def never_took_part(self, event: ParticipationWithdrawn, entry: Entry, writer: Writer) -> None:
        _close(writer, entry, event.participation)

    @handles(Project.Started)
    def started(self, _: Project.Started, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, {"state": "under_way"})

    @handles(Project.Retitled, Project.TitleCorrected, Engagement.TitleCorrected)
    def retitled(self, event: Project.Retitled, entry: Entry, writer: Writer) -> None:
        title = event.title
        patch = {"title": title, "sort_key": sort_key(title), "words": vector(title)}
        _change(writer, entry, patch)

    @handles(Project.GoalSet, Project.GoalCorrected)
    def goal_set(self, event: Project.GoalSet, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, {"goal": event.goal, "themes": list(event.themes)})

    @handles(Engagement.Described, Engagement.DescriptionCorrected)
    def described(self, event: Described, entry: Entry, writer: Writer) -> None:
        outline = event.outline
        patch = {
            "form": outline.form.value,
            "themes": list(outline.themes),
            "place": outline.place,
            "remote": outline.remote,
            "language": outline.language,
            "project_id": outline.project_id,
            "network_id": outline.network_id,
        }
        _change(writer, entry, patch)

    @handles(
        Project.Extended,
        Project.PeriodCorrected,
        Engagement.Rescheduled,
        Engagement.DaysCorrected,
    )
    def dated(self, event: Project.Extended, entry: Entry, writer: Writer) -> None:
        starts, ends, valid = _span(event.starts_on, event.ends_on)
        _change(writer, entry, {"starts": starts, "ends": ends, "valid": valid})

    @handles(Engagement.Delivered)
    def delivered(self, event: Engagement.Delivered, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, {"state": "delivered", **_counted(event.attendance)})

    @handles(Engagement.AttendanceCorrected)
    def counted_anew(
        self, event: Engagement.AttendanceCorrected, entry: Entry, writer: Writer
    ) -> None:
        _change(writer, entry, _counted(event.attendance))

    @handles(Project.Completed)
    def completed(self, _: Project.Completed, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, {"state": "completed"})

    @handles(Project.Cancelled, Engagement.Cancelled)
    def cancelled(self, _: Project.Cancelled, entry: Entry, writer: Writer) -> None:
        _change(writer, entry, {"state": "cancelled"})

    @handles(Project.StateCorrected, Engagement.StateCorrected)
    def never_came_so_far(
        self, event: Project.StateCorrected, entry: Entry, writer: Writer
    ) -> None:
        nobody = {"people": None, "attendance": None}
        _change(writer, entry, {"state": event.state.value, **nobody})

    @handles(Engagement.MarkedSensitive)
    def marked_sensitive(self, _: Engagement.MarkedSensitive, entry: Entry, writer: Writer) -> None:
        writer.execute(MARK, {"subject": entry.originator_id, "sensitive": True})

    @handles(Engagement.SensitivityLifted)
    def lifted(self, _: Engagement.SensitivityLifted, entry: Entry, writer: Writer) -> None:
        writer.execute(MARK, {"subject": entry.originator_id, "sensitive": False})

    @handles(Project.Withdrawn, Engagement.Withdrawn)
    def withdrawn(self, event: Project.Withdrawn, entry: Entry, writer: Writer) -> None:
        params = {"subject": event.originator_id, "at": entry.recorded_at}
        writer.execute(WITHDRAW, params)
        writer.execute(WITHDRAW_PARTIES, params)
        writer.execute(FORGET_IDENTIFIERS, params)


def _identify(writer: Writer, event: Project.Created | Engagement.Created) -> None:
    for scheme, value in event.identifiers.items():
        writer.insert(ACTIVITY_IDENTIFIER, (scheme, value, event.originator_id))


def _insert(writer: Writer, entry: Entry, event: Joined, *, left: bool = False) -> None:
    activity, number = event.originator_id, event.participation
    from_day, until_day, valid = _span(event.from_on, event.until_on)
    row = (
        activity,
        number,
        event.party_id,
        event.role,
        from_day,
        until_day,
        left,
        valid,
        since(entry.recorded_at),
        entry.position,
    )
    writer.insert(PARTICIPATION, row, (activity, number))


def _span(from_on: Day | None, until_on: Day | None) -> tuple[str | None, str | None, str]:
    return (
        from_on.text if from_on else None,
        until_on.text if until_on else None,
        days(from_on, until_on),
    )


def _counted(attendance: tuple[Headcount, ...]) -> dict[str, Any]:
    counts = [
        {"people": count.people, "group": count.group, "sector": count.sector}
        for count in attendance
    ]
    return {"people": sum(count.people for count in attendance), "attendance": counts}


def _close(writer: Writer, entry: Entry, number: int) -> None:
    activity, at = entry.originator_id, entry.recorded_at
    params = {"activity": activity, "number": number, "at": at}
    writer.close((activity, number), at, CLOSE, params)


def _change(writer: Writer, entry: Entry, patch: dict[str, Any]) -> None:
    params = {
        "subject": entry.originator_id,
        "at": entry.recorded_at,
        "patch": text_of({**patch, "version": entry.originator_version}),
    }
    writer.execute(CHANGE, params)


CLOSE = """
    UPDATE participation SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE activity = %(activity)s AND number = %(number)s AND upper_inf(recorded)
"""

CHANGE = """
    WITH closed AS (
        UPDATE activity SET recorded = tstzrange(lower(recorded), %(at)s)
        WHERE id = %(subject)s AND upper_inf(recorded) RETURNING activity AS known
    )
    INSERT INTO activity
    SELECT (jsonb_populate_record(known, %(patch)s::jsonb || jsonb_build_object(
        'recorded', tstzrange(%(at)s, NULL)))).*
    FROM closed
"""

# Who may read it is asked as of now, of what was known earlier too: the time machine opens nothing
# that is closed today.
MARK = "UPDATE activity SET sensitive = %(sensitive)s WHERE id = %(subject)s"

WITHDRAW = """
    UPDATE activity SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE id = %(subject)s AND upper_inf(recorded)
"""

WITHDRAW_PARTIES = """
    UPDATE participation SET recorded = tstzrange(lower(recorded), %(at)s)
    WHERE activity = %(subject)s AND upper_inf(recorded)
"""

FORGET_IDENTIFIERS = "DELETE FROM activity_identifier WHERE activity = %(subject)s"
