"""The profile of a project or an engagement."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response
from markupsafe import Markup

from crm.language import gettext as _
from crm.projections.directory import questions as directory
from crm.projections.participation import listing, profile
from crm.projections.participation import questions as participation
from crm.projections.participation.profile import ActivityInFull, TakingPart
from crm.projections.timeline.questions import happenings
from domain.refusal import NotFound
from web import words
from web.activities.listing import WORKED
from web.contacts.came import came
from web.profiles.companions import companions
from web.profiles.sources import with_sources
from web.profiles.tabs import tabs_of
from web.profiles.telling import Teller, link
from web.profiles.themes import themes_of
from web.restricting import veiled
from web.visit import Visit

SHOWN = 100
RELATED = 20


@dataclass(frozen=True, slots=True)
class PartyLine:
    """Somebody who takes part."""

    name: str
    link: Markup
    kind: str
    role: str
    days: str
    left: bool
    acts: list[tuple[str, str]]
    history_url: str


@dataclass(frozen=True, slots=True)
class Thing:
    """An activity with the version that its forms are filled in on."""

    id: UUID
    title: str
    version: int
    full: ActivityInFull


def read(visit: Visit, activity_id: UUID, kind: str) -> Thing:
    """Return a project or engagement as known on the day asked of. Raises NotFound."""
    found = profile.activity(visit.crm.database, activity_id, visit.clocks)
    if not found or found.type != kind:
        participation.check_known(visit.crm.database, activity_id, visit.clocks.known_at)
        raise NotFound(kind, str(activity_id))
    return Thing(found.id, found.title, visit.crm.version_of(activity_id), found)


def activity_page(
    visit: Visit, thing: Thing, key: str, acts: list[tuple[str, str]]
) -> Response[str]:
    """Show an activity: facts, who takes part, what happened."""
    found = happenings(visit.crm.database, thing.id, visit.clocks, limit=SHOWN)
    activity = thing.full
    return visit.page(
        "activities/show.html",
        key,
        activity=activity,
        facts=with_sources(visit, activity.id, _facts(visit, activity)),
        parties=_parties(visit, activity),
        months=Teller(visit, found).months(found),
        engagements=_engagements(visit, activity),
        came=came(visit, activity),
        **_worked(visit, activity),
        state=words.states()[activity.state],
        tone=words.TONES.get(activity.state, ""),
        form=words.forms()[activity.form],
        acts=acts,
        at=f"/{key}/{thing.id}",
        tab_list=tabs_of(visit, activity.type, thing.id, "profile"),
    )


def _facts(visit: Visit, activity: ActivityInFull) -> list[tuple[Any, ...]]:
    at = f"{words.PATHS[activity.type]}/{activity.id}"
    edits = visit.edits
    change = f"{at}/{'extension' if activity.type == 'project' else 'days'}" if edits else None
    correct = f"{at}/days-correction" if edits else None
    goal = f"{at}/goal" if edits and activity.type == "project" else None
    mend = _mending(visit, activity) if activity.type == "engagement" else (None, goal, None)
    told = words.told(visit, "theme", activity.themes)
    rows: list[tuple[Any, ...]] = [
        (_("Days"), _days(visit, activity.starts, activity.ends), None, change, correct),
        (_("Themes"), told or "–", *mend),
    ]
    if activity.goal:
        rows.append((_("Goal"), activity.goal, None, goal))
    if activity.type == "engagement":
        rows += _held(visit, activity, mend)
    rows += [(*row, *mend) for row in _links(visit, activity)]
    rows += [(scheme, value) for scheme, value in activity.identifiers.items()]
    return rows


def _mending(visit: Visit, engagement: ActivityInFull) -> tuple[None, str | None, str | None]:
    """Return where what it is about can be changed, and where corrected."""
    at = f"/engagements/{engagement.id}"
    change = f"{at}/description" if engagement.state == "agreed" else None
    return (None, change, f"{at}/description-correction") if visit.edits else (None, None, None)


def _held(visit: Visit, activity: ActivityInFull, mend: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """Return where it is held, in which language, and who came."""
    where = [activity.place or "", _("Remote") if activity.remote else ""]
    place = ", ".join(filter(None, where))
    rows: list[tuple[Any, ...]] = [(_("Place"), place or "–", *mend)]
    if activity.language:
        language = dict(words.languages()).get(activity.language, activity.language)
        rows.append((_("Language"), language, *mend))
    return rows + _attendance(visit, activity)


def _attendance(visit: Visit, activity: ActivityInFull) -> list[tuple[Any, ...]]:
    if not activity.attendance:
        return []
    groups, sectors = words.labels(visit, "group"), words.labels(visit, "sector")
    told = [
        words.headcount(count["people"], groups.get(count["group"], count["group"]))
        + (f" ({sectors.get(count['sector'], count['sector']).lower()})" if count["sector"] else "")
        for count in activity.attendance
        if count["people"]
    ]
    at = f"/engagements/{activity.id}"
    correct = f"{at}/attendance-correction" if visit.edits else None
    return [(_("People"), f"{activity.people}: {', '.join(told)}", None, None, correct)]


def _links(visit: Visit, activity: ActivityInFull) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    if activity.project_id:
        projects = participation.current_activities(visit.crm.database, [activity.project_id])
        if project := projects.get(activity.project_id):
            url = visit.url(f"/projects/{project.id}")
            rows.append((_("Project"), Markup('<a href="{}">{}</a>').format(url, project.title)))
    if activity.network_id:
        networks = directory.names(visit.crm.database, [activity.network_id])
        rows += [(_("Network"), link(visit, network)) for network in networks.values()]
    return rows


def _parties(visit: Visit, activity: ActivityInFull) -> list[PartyLine]:
    found = profile.taking_part(visit.crm.database, activity.id, visit.clocks)
    names = directory.names(visit.crm.database, {one.party for one in found})
    roles = words.labels(visit, "role")
    kinds, types = words.labels(visit, "kind"), words.types()
    leading = words.leading_roles(visit)
    found.sort(
        key=lambda one: (
            one.role not in leading,
            names[one.party].type == "partner",
            names[one.party].sort_key,
        )
    )
    return [
        PartyLine(
            name=names[one.party].named(visit.language),
            link=link(visit, names[one.party]),
            kind=kinds.get(names[one.party].kind or "", types[names[one.party].type]),
            role=roles.get(one.role, one.role),
            days=_days(visit, one.from_day, one.until_day, ""),
            left=one.left,
            acts=_acts_on(activity, one) if visit.edits else [],
            history_url=visit.url(f"/history/{one.position}"),
        )
        for one in found
    ]


def _acts_on(activity: ActivityInFull, one: TakingPart) -> list[tuple[str, str]]:
    at = f"/taking-part/{activity.id}/{one.number}"
    changes = (
        []
        if one.ended
        else [
            (_("Left"), f"{at}/leaving"),
            (_("Took another role"), f"{at}/role"),
        ]
    )
    return [
        *changes,
        (_("It was wrong"), f"{at}/correction"),
        (_("Never took part"), f"{at}/withdrawal"),
    ]


def _worked(visit: Visit, activity: ActivityInFull) -> dict[str, Any]:
    """Return of a project whom it worked with in its engagements, and on which themes."""
    if activity.type != "project":
        return {"companions": None, "themes": None}
    wanted = listing.Wanted(visit.so_far, type="engagement", project_id=activity.id, counted=True)
    rows = {"project": activity.id, "counted": WORKED}
    return {
        "companions": companions(visit, wanted, "/engagements", **rows),
        "themes": themes_of(visit, wanted, "/engagements", **rows),
    }


def _engagements(visit: Visit, activity: ActivityInFull) -> list[listing.ActivityRow]:
    if activity.type != "project":
        return []
    wanted = listing.Wanted(visit.so_far, project_id=activity.id)
    return veiled(visit, listing.activities(visit.crm.database, wanted, limit=RELATED))


def _days(visit: Visit, first: str | None, last: str | None, none: str = "–") -> str:
    if not first and not last:
        return none
    if first == last:
        return visit.written(first)
    return f"{visit.written(first) or '…'} – {visit.written(last) or '…'}"
