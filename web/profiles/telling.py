"""Happenings and entries of the log, told in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from markupsafe import Markup, escape

from crm.language import days, once_a_language
from crm.language import gettext as _
from crm.projections.directory import questions as directory
from crm.projections.participation import questions as participation
from crm.projections.timeline.questions import Happening
from web import words
from web.markup import anchor
from web.restricting import restricted
from web.visit import Visit

ICONS = {
    "joined": "users",
    "left": "arrow-up-right",
    "changed_role": "route",
    "renamed": "pencil",
    "stage_moved": "waypoints",
    "member_joined": "network",
    "took_member": "network",
    "delivered": "check",
    "cancelled": "x",
    "planned": "folder-kanban",
    "agreed": "calendar-check",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a timeline."""

    day_label: str
    kind_label: str
    icon: str
    text: Markup
    url: str | None
    superseded: bool


class Teller:
    """Tells happenings, with the names of all they mention looked up at once."""

    def __init__(self, visit: Visit, happenings: list[Happening]) -> None:
        self.visit = visit
        activities = {found.activity for found in happenings if found.activity}
        database = visit.crm.database
        self.restricted = restricted(visit, activities)
        self.activities = participation.current_activities(database, activities)
        parties = {UUID(found.data["party"]) for found in happenings if found.data.get("party")}
        self.parties = directory.names(database, parties)
        self.roles = words.labels(visit, "role") | words.labels(visit, "member_role")
        # From one role to another, which may have been merged since, tells what was said then.
        self.own_roles = words.own_labels(visit, "role")

    def months(self, happenings: list[Happening]) -> list[tuple[str, list[Told]]]:
        """Group what happened by its month, or by its year where no more is known of its day."""
        grouped: dict[str, list[Told]] = {}
        for found in happenings:
            grouped.setdefault(self._month(found), []).append(self.told(found))
        return list(grouped.items())

    def told(self, found: Happening) -> Told:
        """Tell one thing that happened."""
        day = self.visit.written(found.day) or _("No day known")
        if found.activity in self.restricted:
            return Told(day, "", "info", escape(_("restricted")), None, superseded=False)
        return Told(
            day_label=day,
            kind_label=self._kind(found),
            icon=ICONS.get(found.kind, "info"),
            text=self._text(found),
            url=self.visit.url(f"/history/{found.position}") if self.visit.sees_all else None,
            superseded=found.corrected and not self.visit.clocks.known_at,
        )

    def _month(self, found: Happening) -> str:
        if not found.on_day:
            return _("No day known")
        if found.day == str(found.on_day.year):
            return found.day
        return days.month_written(found.on_day.replace(day=1), self.visit.language)

    def _kind(self, found: Happening) -> str:
        activity = self.activities.get(found.activity) if found.activity else None
        return words.forms().get(activity.form, "") if activity else KINDS()[found.kind]

    def _text(self, found: Happening) -> Markup:
        data = {name: escape(value) for name, value in found.data.items() if value is not None}
        data["activity"] = self._activity(found)
        data["party"] = self._party(found.data.get("party"))
        roles = self.own_roles if found.kind == "changed_role" else self.roles
        role, former = found.data.get("role", ""), found.data.get("former", "")
        data["role"] = escape(roles.get(role, role))
        data["former"] = escape(roles.get(former, former))
        data["ends"] = escape(self.visit.written(found.data.get("ends")))
        data["stage"] = escape(words.stages().get(found.data.get("stage", ""), ""))
        saying = SAYINGS()[found.kind]
        if found.kind == "delivered" and not found.data.get("people"):
            # Nobody counted, which isn't to say that nobody came.
            saying = _("Held")
        # Filled in as plain text, which is much faster: what is filled in is escaped already.
        told = Markup(saying.format(**_with_defaults(data)))  # noqa: S704
        return told + Markup(" – {}").format(data["reason"]) if data.get("reason") else told

    def _activity(self, found: Happening) -> Markup:
        activity = self.activities.get(found.activity) if found.activity else None
        if not activity:
            return Markup("")
        path = "projects" if activity.type == "project" else "engagements"
        return anchor(self.visit.url(f"/{path}/{activity.id}"), activity.title)

    def _party(self, party_id: str | None) -> Markup:
        party = self.parties.get(UUID(party_id)) if party_id else None
        return link(self.visit, party) if party else Markup("")


def link(visit: Visit, party: directory.PartyName) -> Markup:
    """Link to a party by its name; a guest, for whom its page isn't there, reads the name alone."""
    if not visit.sees_all:
        return escape(party.named(visit.language))
    url = visit.url(f"{words.PATHS[party.type]}/{party.id}")
    return anchor(url, party.named(visit.language))


def _with_defaults(data: dict[str, Any]) -> dict[str, Any]:
    names = ("name", "people", "ends", "kind")
    return {**dict.fromkeys(names, ""), **data}


def join(parts: Iterable[Markup | str]) -> Markup:
    """Write parts with commas between."""
    return Markup(", ").join(parts)


@once_a_language
def KINDS() -> dict[str, str]:  # noqa: N802 - read as a table
    """Return what kind of thing each happening is."""
    moved = _("Relationship")
    return {
        "joined": _("Taking part"),
        "left": _("Taking part"),
        "changed_role": _("Taking part"),
        "registered": moved,
        "opened": _("Unit"),
        "welcomed": _("Colleague"),
        "founded": _("Network"),
        "renamed": _("Name"),
        "described": _("Description"),
        "stage_moved": moved,
        "placed_under": _("Structure"),
        "steward_assigned": _("Steward"),
        "assigned_to_unit": _("Unit"),
        "member_joined": _("Network"),
        "member_left": _("Network"),
        "took_member": _("Network"),
        "lost_member": _("Network"),
        "planned": _("Project"),
        "agreed": _("Engagement"),
        "extended": _("Project"),
        "period_corrected": _("Correction"),
        "rescheduled": _("Engagement"),
        "started": _("Project"),
        "completed": _("Project"),
        "cancelled": _("Cancelled"),
        "delivered": _("Delivered"),
        "closed": _("Unit"),
        "left_us": _("Colleague"),
        "dissolved": _("Network"),
    }


@once_a_language
def SAYINGS() -> dict[str, str]:  # noqa: N802 - read as a table
    """Return how each happening is told; {activity} and {party} become links."""
    return {
        "joined": _("{activity}, as {role}"),
        "left": _("Left {activity}"),
        "changed_role": _("{activity}: from {former} to {role}"),
        "registered": _("Became a partner"),
        "opened": _("Opened"),
        "welcomed": _("Joined us"),
        "founded": _("Founded"),
        "renamed": _("Took the name {name}"),
        "described": _("Description changed"),
        "stage_moved": _("Moved to {stage}"),
        "placed_under": _("Became part of {party}"),
        "steward_assigned": _("{party} looks after it"),
        "assigned_to_unit": _("Works in {party}"),
        "member_joined": _("Joined the network {party}, as {role}"),
        "member_left": _("Left the network {party}"),
        "took_member": _("{party} joined, as {role}"),
        "lost_member": _("{party} left"),
        "planned": _("Planned"),
        "agreed": _("Agreed"),
        "extended": _("The end moved to {ends}"),
        "period_corrected": _("The days were corrected"),
        "rescheduled": _("Moved to other days"),
        "started": _("Work began"),
        "completed": _("Completed"),
        "cancelled": _("Cancelled"),
        "delivered": _("Held, {people} people came"),
        "closed": _("Closed"),
        "left_us": _("Left us"),
        "dissolved": _("Dissolved"),
    }
