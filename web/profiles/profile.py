"""The parts of a profile that all parties share."""

from dataclasses import dataclass
from uuid import UUID

from crm.language import gettext as _
from crm.projections.directory import questions as directory
from crm.projections.timeline.questions import happenings
from domain.refusal import NotFound
from web.profiles.telling import Teller, Told
from web.visit import Visit

SHOWN = 40


@dataclass(frozen=True, slots=True)
class Profile:
    """A party with its names and its timeline."""

    party: directory.Party
    name: str
    former: list[str]
    months: list[tuple[str, list[Told]]]
    more_url: str | None


def read(visit: Visit, party_id: UUID, kind: str) -> directory.Party:
    """Return a party of a kind as it was on the day asked of. Raises NotFound, NotKnownYet."""
    found = directory.party(visit.crm.database, party_id, visit.clocks, visit.today)
    if not found or found.type != kind:
        directory.check_known(visit.crm.database, party_id, visit.clocks.known_at)
        raise NotFound(kind, str(party_id))
    return found


def profile(visit: Visit, party: directory.Party) -> Profile:
    """Gather a party's profile."""
    found, more = _timeline(visit, party.id)
    return Profile(
        party=party,
        name=party.named(visit.language),
        # On a day of the time machine it may have been called so still.
        former=[name for name in party.former if name != party.name],
        months=found,
        more_url=visit.here(page=visit.page_number + 1) if more else None,
    )


def _timeline(visit: Visit, party_id: UUID) -> tuple[list[tuple[str, list[Told]]], bool]:
    offset = (visit.page_number - 1) * SHOWN
    found = happenings(
        visit.crm.database,
        party_id,
        visit.clocks,
        kinds=visit.many("happening"),
        limit=SHOWN + 1,
        offset=offset,
    )
    shown = found[:SHOWN]
    return Teller(visit, shown).months(shown), len(found) > SHOWN


def happening_filter() -> list[tuple[str, str]]:
    """Return the kinds of happenings that a timeline can be narrowed to."""
    return [
        ("joined", _("Taking part")),
        ("stage_moved", _("Relationship")),
        ("renamed", _("Name")),
        ("member_joined", _("Networks")),
    ]
