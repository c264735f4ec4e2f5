"""A warning while a new partner's name is typed: it may be there already."""

from litestar import Response

from crm.finding import find
from crm.projections.directory.questions import names
from web import words
from web.likely import SHOWN, TYPED, may_be_there
from web.visit import Visit


def likely_fragment(visit: Visit) -> Response[str]:
    """Say which partners have or had a name like the one being typed."""
    typed, database = visit.one("name"), visit.crm.database
    if len(typed) < TYPED:
        return may_be_there([])
    found = find(database, typed, types=("partner",), limit=SHOWN)
    known, kinds = names(database, {one.subject for one in found}), words.labels(visit, "kind")
    return may_be_there(
        (
            f"/partners/{one.subject}",
            one.name,
            _about(kinds.get(about.kind or ""), about.municipality),
        )
        for one in found
        for about in (known[one.subject],)
    )


def _about(*told: str | None) -> str:
    return ", ".join(filter(None, told))
