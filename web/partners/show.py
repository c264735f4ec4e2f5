"""The profile of a partner."""

from dataclasses import dataclass
from typing import Any

from litestar import Response
from markupsafe import Markup

from crm.language import gettext as _
from crm.language import pgettext
from crm.language.fields import field_name
from crm.projections.directory import questions as directory
from crm.projections.directory.questions import Party
from crm.projections.membership import memberships
from domain.identifier import BUSINESS_ID
from web import words
from web.contacts.card import contacts_card
from web.profiles.profile import happening_filter, profile
from web.profiles.sources import with_sources
from web.profiles.telling import join, link
from web.profiles.worked import worked_with
from web.visit import Visit


def partner_page(visit: Visit, party: Party) -> Response[str]:
    """Show a partner: facts, what happened, whom it worked with."""
    return visit.page(
        "partners/show.html",
        "partners",
        profile=profile(visit, party),
        facts=with_sources(visit, party.id, _facts(visit, party)),
        stage=words.stages().get(party.stage or "", ""),
        tone=words.TONES.get(party.stage or "", ""),
        kind=words.labels(visit, "kind").get(party.kind or "", ""),
        acts=_acts(party),
        contacts=contacts_card(visit, party.id),
        filters=happening_filter(),
        worked=worked_with(visit, party),
        at=f"/partners/{party.id}",
    )


@dataclass(frozen=True, slots=True)
class _Doors:
    """Where a fact can be changed and corrected; nowhere while the time machine is on."""

    visit: Visit
    at: str

    def to(self, change: str, correct: str | None = None) -> tuple[str | None, str | None]:
        if not self.visit.edits:
            return None, None
        return f"{self.at}/{change}", correct and f"{self.at}/{correct}"


def _facts(visit: Visit, party: Party) -> list[tuple[Any, ...]]:
    doors = _Doors(visit, f"/partners/{party.id}")
    related = [party_id for party_id in (party.parent_id, party.steward_id) if party_id]
    names = directory.names(visit.crm.database, related)
    described = doors.to("description", "description-correction")
    spoken = dict(words.languages())
    rows: list[tuple[Any, ...]] = [
        (_("Kind"), words.labels(visit, "kind").get(party.kind or "", "–"), None, *described),
        (pgettext("municipality", "Place"), party.municipality or "–", None, *described),
        (
            _("Sectors"),
            words.told(visit, "sector", party.sectors) or "–",
            None,
            *described,
        ),
        (_("Steward"), _linked(visit, names, party.steward_id), None, *doors.to("steward")),
        (_("Part of"), _linked(visit, names, party.parent_id), None, *doors.to("parent")),
    ]
    if party.languages:
        languages = ", ".join(spoken.get(one, one) for one in party.languages)
        rows.append((_("Languages"), languages, None, *described))
    if party.web:
        rows.append((_("Web address"), party.web, None, *described))
    identified = doors.to("identifiers", "identifiers-correction")
    known = {BUSINESS_ID: "–", **party.identifiers}
    rows += [(field_name(scheme), value, None, *identified) for scheme, value in known.items()]
    if party.since:
        _change, wrong = doors.to("", "beginning-correction")
        rows.append((_("Partner since"), visit.written(party.since), None, None, wrong))
    if networks := _networks(visit, party):
        rows.append((_("Networks"), networks))
    return rows


def _networks(visit: Visit, party: Party) -> Markup:
    found = memberships(visit.crm.database, party.id, visit.clocks, visit.today)
    names = directory.names(visit.crm.database, [member.network for member in found])
    return join(link(visit, names[member.network]) for member in found)


def _linked(visit: Visit, names: dict[Any, directory.PartyName], party_id: Any) -> Markup | str:
    return link(visit, names[party_id]) if party_id in names else "–"


def _acts(party: Party) -> list[tuple[str, str]]:
    at = f"/partners/{party.id}"
    return [
        (_("Take a new name"), f"{at}/name"),
        (_("Correct the name"), f"{at}/name-correction"),
        (_("Correct the first day"), f"{at}/beginning-correction"),
        (_("Move to another stage"), f"{at}/stage"),
        (_("Change the description"), f"{at}/description"),
        (_("Give identifiers"), f"{at}/identifiers"),
        (_("Correct identifiers"), f"{at}/identifiers-correction"),
        (_("Assign a steward"), f"{at}/steward"),
        (_("Make part of another"), f"{at}/parent"),
        (_("Withdraw"), f"{at}/withdrawal"),
    ]
