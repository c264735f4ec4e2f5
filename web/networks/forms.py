"""The forms of co-operative networks."""

from uuid import UUID

from crm.language import gettext as _
from crm.language import pgettext
from crm.log import Receipt
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party
from crm.projections.membership import members
from domain.refusal import Missing
from web import words
from web.acting import Act, how
from web.form import Entered, Field, Form
from web.visit import Visit


def founding(_visit: Visit) -> Form:
    """The form for a new network."""
    return Form(
        title=_("New network"),
        fields=[
            Field("name", _("Name"), required=True),
            Field("purpose", _("Purpose"), "area"),
            Field("since_on", _("Founded"), "day"),
        ],
        submit=_("Found network"),
        cancel="/networks",
        key="networks",
    )


def found(visit: Visit, typed: Entered) -> Receipt:
    """Found a network."""
    return visit.crm.found_network(
        typed.text("name"),
        typed.text("purpose"),
        typed.day("since_on"),
        origin=visit.origin(typed.command_id),
    )


def _joining(visit: Visit, network: Party) -> Form:
    return Form(
        title=_("Who joins %(name)s") % {"name": network.name},
        fields=[
            Field(
                "party",
                _("Who"),
                "party",
                required=True,
                types="partner,unit",
                check_url="/search/parties?types=partner,unit",
            ),
            Field(
                "role",
                _("Role"),
                "choice",
                "member",
                required=True,
                options=words.options(visit, "member_role"),
            ),
            Field("from_on", pgettext("day", "From"), "day"),
        ],
        submit=_("Add member"),
        cancel=_at(network),
        key="networks",
    )


def _join(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.join_network(
        network_id,
        typed.needed_id("party"),
        typed.text("role"),
        typed.day("from_on"),
        origin=visit.origin(typed.command_id),
    )


def _leaving(visit: Visit, network: Party) -> Form:
    now = members(visit.crm.database, network.id, visit.clocks, visit.today)
    names = directory.names(visit.crm.database, [member.party for member in now])
    options = sorted((name.name, str(party)) for party, name in names.items())
    return Form(
        title=_("Who leaves %(name)s") % {"name": network.name},
        fields=[
            Field(
                "party",
                _("Who"),
                "choice",
                visit.one("party"),
                required=True,
                options=[(party, name) for name, party in options],
            ),
            Field("until_on", _("Last day"), "day", required=True),
        ],
        submit=_("Save"),
        cancel=_at(network),
        key="networks",
    )


def _leave(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    party, day = typed.needed_id("party"), typed.needed_day("until_on")
    return visit.crm.leave_network(network_id, party, day, origin=visit.origin(typed.command_id))


def _renaming(_visit: Visit, network: Party) -> Form:
    return Form(
        title=_("%(name)s has a new name") % {"name": network.name},
        fields=[
            Field("name", _("New name"), value=network.name, required=True),
            Field("changed_on", _("From which day"), "day", required=True),
        ],
        submit=_("Rename"),
        cancel=_at(network),
        key="networks",
        version=network.version,
    )


def _rename(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    day = typed.needed_day("changed_on")
    return visit.crm.rename_network(network_id, typed.text("name"), day, **how(visit, typed))


def _purpose(_visit: Visit, network: Party) -> Form:
    return Form(
        title=_("What %(name)s is for") % {"name": network.name},
        fields=[Field("purpose", _("Purpose"), "area", network.purpose or "")],
        submit=_("Save"),
        cancel=_at(network),
        key="networks",
        version=network.version,
    )


def _set_purpose(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.set_network_purpose(network_id, typed.text("purpose"), **how(visit, typed))


def _dissolving(_visit: Visit, network: Party) -> Form:
    return Form(
        title=_("Dissolve %(name)s") % {"name": network.name},
        fields=[Field("until_on", _("Last day"), "day", required=True)],
        submit=_("Dissolve"),
        cancel=_at(network),
        key="networks",
        version=network.version,
    )


def _dissolve(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    if not (day := typed.day("until_on")):
        raise Missing("until_on")
    return visit.crm.dissolve_network(network_id, day, **how(visit, typed))


def _at(network: Party) -> str:
    return f"/networks/{network.id}"


ACTS = {
    "members": Act(_joining, _join),
    "leaving": Act(_leaving, _leave),
    "name": Act(_renaming, _rename),
    "purpose": Act(_purpose, _set_purpose),
    "dissolving": Act(_dissolving, _dissolve),
}


def acts(network: Party) -> list[tuple[str, str]]:
    """Return what can be said about a network, with the addresses."""
    at = _at(network)
    return [
        (_("A member leaves"), f"{at}/leaving"),
        (_("Take a new name"), f"{at}/name"),
        (_("Set the purpose"), f"{at}/purpose"),
        (_("Dissolve"), f"{at}/dissolving"),
    ]
