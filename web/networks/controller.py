"""Networks: the list, the profile with its members and meetings, and what can be said."""

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from litestar import Response
from markupsafe import Markup

from crm.access import Right
from crm.language import gettext as _
from crm.projections.directory import listing as directory
from crm.projections.directory.questions import Party
from crm.projections.directory.questions import names as names_of
from crm.projections.membership import members
from crm.projections.participation import listing as participation
from web import words
from web.access import needs
from web.acting import Page
from web.activities.listing import WORKED
from web.listing import PAGE, ListPage, counted, offset
from web.networks import forms
from web.profiles.companions import companions
from web.profiles.controller import PartiesController
from web.profiles.profile import profile
from web.profiles.sources import with_sources
from web.profiles.tabs import tabs_of
from web.profiles.telling import link
from web.profiles.themes import themes_of
from web.restricting import veiled
from web.subjects import Subject
from web.visit import Visit

MEETINGS = 20


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a network."""

    link: Markup
    kind: str
    role: str
    since: str
    leaving_url: str


def networks_page(visit: Visit) -> Response[str]:
    """Show the networks."""
    wanted, database = wanted_networks(visit), visit.crm.database
    rows = directory.parties(database, wanted, limit=PAGE, offset=offset(visit))
    sizes = {row.id: len(members(database, row.id, visit.clocks, visit.today)) for row in rows}
    page = ListPage(
        visit,
        title=_("Networks"),
        search_label=_("Search networks"),
        total=counted(visit, wanted, lambda: directory.count(database, wanted)),
        create=(_("New network"), "/networks/new"),
        empty_title=_("No networks yet"),
        empty_text=_("A network has members, a purpose, and meetings. Found the first one."),
    )
    return visit.page("networks/index.html", "networks", page=page, rows=rows, sizes=sizes)


def wanted_networks(visit: Visit) -> directory.Wanted:
    """Read from the URL which networks are asked for."""
    return directory.Wanted(
        type="network",
        clocks=visit.clocks,
        text=visit.one("q"),
        ended=not visit.past,
        sort=visit.one("sort", "name"),
    )


def network_page(visit: Visit, network: Party) -> Response[str]:
    """Show a network: its members, its meetings, what happened."""
    wanted = participation.Wanted(visit.so_far, network_id=network.id)
    meetings = participation.activities(visit.crm.database, wanted, limit=MEETINGS)
    counted_only, rows = replace(wanted, counted=True), {"network": network.id, "counted": WORKED}
    return visit.page(
        "networks/show.html",
        "networks",
        profile=profile(visit, network),
        facts=with_sources(visit, network.id, _facts(visit, network)),
        members=_members(visit, network),
        meetings=veiled(visit, meetings),
        meetings_url=visit.so_far_url("/engagements", network=network.id),
        companions=companions(visit, counted_only, "/engagements", **rows),
        themes=themes_of(visit, counted_only, "/engagements", **rows),
        acts=forms.acts(network),
        at=f"/networks/{network.id}",
        tab_list=tabs_of(visit, "network", network.id, "profile"),
        states=words.states(),
        tones=words.TONES,
    )


def _members(visit: Visit, network: Party) -> list[MemberLine]:
    found = members(visit.crm.database, network.id, visit.clocks, visit.today)
    names = names_of(visit.crm.database, [member.party for member in found])
    roles, kinds = words.labels(visit, "member_role"), words.labels(visit, "kind")
    found.sort(key=lambda member: names[member.party].sort_key)
    return [
        MemberLine(
            link(visit, names[member.party]),
            kinds.get(names[member.party].kind or "", words.types()[names[member.party].type]),
            roles.get(member.role, member.role),
            visit.written(member.joined),
            f"/networks/{network.id}/leaving?party={member.party}",
        )
        for member in found
    ]


def _facts(visit: Visit, network: Party) -> list[tuple[Any, ...]]:
    change = f"/networks/{network.id}/purpose" if visit.edits else None
    wrong = f"/networks/{network.id}/beginning-correction" if visit.edits else None
    return [
        (_("Purpose"), network.purpose or "–", None, change),
        (_("Founded"), visit.written(network.since) or "–", None, None, wrong),
        (_("Dissolved"), visit.written(network.until) or "–"),
    ]


class NetworksController(PartiesController):
    """Pages of networks."""

    path = "/networks"
    opt = needs(Right.NETWORKS)
    subject: ClassVar[Subject] = Subject(
        type="network",
        key="networks",
        index=networks_page,
        creating=forms.founding,
        create=forms.found,
        acts=forms.ACTS,
    )

    def profile(self, visit: Visit, thing: Party) -> Page:
        """Show what is known of one."""
        return network_page(visit, thing)
