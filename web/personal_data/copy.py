"""Everything that is held of somebody, on a page and as a file."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import Response

from crm.clocks import HOME
from crm.language import days
from crm.language import gettext as _
from crm.language.fields import field_name
from crm.person import Person, everything
from web import words
from web.contacts import words as said
from web.history.titles import title_of_topic
from web.profiles.naming import named
from web.rendering import with_query
from web.visit import Visit


def copy_page(visit: Visit, person_id: UUID) -> Response[str]:
    """Show everything held of somebody; printed, it can be handed to them."""
    person = everything(visit.crm, person_id)
    path = words.PATHS[person.type]
    return visit.page(
        "personal_data/copy.html",
        path.lstrip("/"),
        name=named(visit, [person_id])[person_id].name,
        person=person,
        details=[
            (field_name(one.field), one.value, _when(visit, one.recorded_at))
            for one in person.details
        ],
        events=_events(visit, person),
        forms=words.forms() | {"project": _("Project")},
        roles=words.account_roles(),
        sessions=[
            (one.address or "", one.browser or "", _when(visit, one.seen_at))
            for account in person.accounts
            for one in account.sessions
        ],
        views=[
            (one.name, with_query(one.path, one.asked))
            for account in person.accounts
            for one in account.saved_views
        ],
        purposes=said.purposes(),
        bases=said.bases(),
        at=f"{path}/{person_id}",
    )


def copy_of(visit: Visit, person_id: UUID) -> Response[bytes]:
    """Answer with everything held of somebody, as JSON."""
    content = msgspec.json.format(msgspec.json.encode(everything(visit.crm, person_id)))
    named = f'attachment; filename="{person_id}.json"'
    headers = {"content-disposition": named}
    return Response(content, media_type="application/json", headers=headers)


def _events(visit: Visit, person: Person) -> list[tuple[str, str]]:
    return [(title_of_topic(one.topic), _when(visit, one.recorded_at)) for one in person.events]


def _when(visit: Visit, at: datetime) -> str:
    local = at.astimezone(HOME)
    return f"{days.date_written(local.date(), visit.language)} {local:%H:%M}"
