"""Everything that is held of somebody, on a page and as a file."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import Response

from crm.clocks import HOME
from crm.language import days
from crm.language.fields import field_name
from crm.person import Person, everything
from web import words
from web.contacts import words as said
from web.contacts.show import read
from web.history.events import title_of_topic
from web.visit import Visit


def copy_page(visit: Visit, contact_id: UUID) -> Response[str]:
    """Show everything held of somebody; printed, it can be handed to them."""
    person = everything(visit.crm, contact_id)
    return visit.page(
        "contacts/copy.html",
        "contacts",
        name=read(visit, contact_id).name,
        person=person,
        details=[
            (field_name(one.field), one.value, _when(visit, one.recorded_at))
            for one in person.details
        ],
        events=_events(visit, person),
        forms=words.forms(),
        purposes=said.purposes(),
        bases=said.bases(),
        at=f"/contacts/{contact_id}",
    )


def copy_of(visit: Visit, contact_id: UUID) -> Response[bytes]:
    """Answer with everything held of somebody, as JSON."""
    content = msgspec.json.format(msgspec.json.encode(everything(visit.crm, contact_id)))
    named = f'attachment; filename="{contact_id}.json"'
    headers = {"content-disposition": named}
    return Response(content, media_type="application/json", headers=headers)


def _events(visit: Visit, person: Person) -> list[tuple[str, str]]:
    return [(title_of_topic(one.topic), _when(visit, one.recorded_at)) for one in person.events]


def _when(visit: Visit, at: datetime) -> str:
    local = at.astimezone(HOME)
    return f"{days.date_written(local.date(), visit.language)} {local:%H:%M}"
