"""The forms of co-operative networks."""

from uuid import UUID

from crm.language import gettext as _
from crm.language import pgettext
from crm.log import Receipt
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party
from crm.projections.membership import members
from web import words
from web.acting import Act, how
from web.form import Entered, Field, Form
from web.profiles.forms import (
    BEGINNING,
    about,
    changed_on,
    correcting_name,
    party_field,
    withdrawal,
)
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
    roles = words.options(visit, "member_role")
    return about(
        network,
        _("Who joins %(name)s"),
        party_field(visit, "party", _("Who"), "partner,unit", required=True),
        Field("role", _("Role"), "choice", "member", required=True, options=roles),
        Field("from_on", pgettext("day", "From"), "day"),
        submit=_("Add member"),
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
    options = sorted((name.named(visit.language), str(party)) for party, name in names.items())
    choices = [(party, name) for name, party in options]
    return about(
        network,
        _("Who leaves %(name)s"),
        Field("party", _("Who"), "choice", visit.one("party"), required=True, options=choices),
        Field("until_on", _("Last day"), "day", required=True),
    )


def _leave(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    party, day = typed.needed_id("party"), typed.needed_day("until_on")
    return visit.crm.leave_network(network_id, party, day, origin=visit.origin(typed.command_id))


def _renaming(_visit: Visit, network: Party) -> Form:
    name = Field("name", _("New name"), value=network.name, required=True)
    return about(network, _("%(name)s has a new name"), name, changed_on(), submit=_("Rename"))


def _rename(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    day = typed.past_day("changed_on")
    return visit.crm.rename_network(network_id, typed.text("name"), day, **how(visit, typed))


def _correct_name(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    name, reason = typed.text("name"), typed.text("reason")
    return visit.crm.correct_network_name(network_id, name, reason, **how(visit, typed))


def _purpose(_visit: Visit, network: Party) -> Form:
    purpose = Field("purpose", _("Purpose"), "area", network.purpose or "")
    return about(network, _("What %(name)s is for"), purpose)


def _set_purpose(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    return visit.crm.set_network_purpose(network_id, typed.text("purpose"), **how(visit, typed))


def _dissolving(_visit: Visit, network: Party) -> Form:
    day = Field("until_on", _("Last day"), "day", required=True)
    return about(network, _("Dissolve %(name)s"), day, submit=_("Dissolve"))


def _dissolve(visit: Visit, network_id: UUID, typed: Entered) -> Receipt:
    day = typed.needed_day("until_on")
    return visit.crm.dissolve_network(network_id, day, **how(visit, typed))


ACTS = {
    "members": Act(_joining, _join),
    "leaving": Act(_leaving, _leave),
    "name": Act(_renaming, _rename),
    "name-correction": Act(correcting_name, _correct_name),
    "beginning-correction": BEGINNING,
    "purpose": Act(_purpose, _set_purpose),
    "dissolving": Act(_dissolving, _dissolve),
    "withdrawal": withdrawal(lambda visit: visit.crm.withdraw_network),
}


def acts(network: Party) -> list[tuple[str, str]]:
    """Return what can be said about a network, with the addresses."""
    at = f"/networks/{network.id}"
    return [
        (_("A member leaves"), f"{at}/leaving"),
        (_("Take a new name"), f"{at}/name"),
        (_("Correct the name"), f"{at}/name-correction"),
        (_("Correct the first day"), f"{at}/beginning-correction"),
        (_("Set the purpose"), f"{at}/purpose"),
        (_("Dissolve"), f"{at}/dissolving"),
        (_("Withdraw"), f"{at}/withdrawal"),
    ]
