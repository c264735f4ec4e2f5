"""How an installation is at an instant, to be compared with what is brought back of it."""

from datetime import UTC, datetime
from time import sleep

from crm.application import CRM
from crm.log import Origin
from domain.partner import Description
from tests.crm.contents import contents, positions

State = tuple[object, ...]


def register(crm: CRM, *names: str) -> None:
    """Register partners."""
    for name in names:
        crm.register_partner(name, Description("school"), origin=Origin("Aino"))


def state(crm: CRM) -> State:
    """Return the end of the log, and all that the read models hold."""
    head = crm.database.value("SELECT hash FROM crm_events ORDER BY notification_id DESC LIMIT 1")
    return crm.position(), head, positions(crm.database), contents(crm.database)


def instant() -> datetime:
    """Return an instant that has a moment before and after it."""
    sleep(0.3)
    found = datetime.now(UTC)
    sleep(0.3)
    return found


def delete_everything(crm: CRM) -> None:
    """Delete everything that was ever recorded, as no program of ours would."""
    with crm.database.dedicated() as connection:
        connection.execute("DELETE FROM crm_events")
        for schema, table in contents(crm.database):
            connection.execute(f'DELETE FROM "{schema}"."{table}"'.encode())
