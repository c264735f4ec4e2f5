"""Why a party is a bridge: the rows behind its share of the shortest chains."""

from dataclasses import dataclass
from uuid import UUID

from litestar import Response

from crm.network.bridges import Across, bridge
from crm.network.measures import BETWEENNESS_LIMIT
from crm.projections.directory import questions as directory
from domain.refusal import NotFound
from web import words
from web.network.asking import filter_bar, filters_in
from web.visit import Visit


@dataclass(frozen=True, slots=True)
class Line:
    """Between which groups chains lead through a party, and what share of all chains that is."""

    across: Across
    share: str


def bridge_page(visit: Visit, party_id: UUID) -> Response[str]:
    """Show between which groups chains lead through a party, its ties there, and who needs it."""
    known = directory.names(visit.crm.database, [party_id])
    if party_id not in known:
        raise NotFound("party", str(party_id))
    directory.check_known(visit.crm.database, party_id, visit.clocks.known_at)
    found = bridge(visit.crm.database, filters_in(visit), visit.position, party_id)
    return visit.page(
        "network/bridge.html",
        "network",
        sub="measures",
        party=known[party_id],
        found=found,
        lines=[Line(one, _percent(visit, one.share)) for one in found.across] if found else [],
        limit=BETWEENNESS_LIMIT,
        bar=filter_bar(visit),
        paths=words.PATHS,
    )


def _percent(visit: Visit, share: float) -> str:
    """Write a share with two places, so that they stand below each other."""
    least = 0.0001
    text = f"{100 * share:.2f} %" if share >= least else "< 0.01 %"
    return text if visit.language == "en" else text.replace(".", ",")
