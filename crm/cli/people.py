"""crm person, crm erase: what is held of people, handed out or erased."""

from datetime import datetime
from uuid import UUID

import click

from crm.audit import PERSON, note_reading
from crm.cli.acting import actor, viewer
from crm.cli.output import as_json, say, several, table
from crm.clocks import HOME
from crm.contact_list import Wanted, contacts
from crm.erasing import erase as erase_person
from crm.erasing import preview
from crm.log import Origin
from crm.opening import opened
from crm.person import Person, everything
from crm.projections.directory.questions import names as names_of
from crm.settings import Settings

FOUND = 100


@click.group()
def person() -> None:
    """Find people, and hand out all that is held of one."""


@person.command("find", epilog="Example: crm person find esimerkki")
@click.argument("name")
@as_json
@click.pass_obj
def find(settings: Settings, name: str, *, json_: bool) -> None:
    """List the contacts whose names have words that begin with NAME, with their ids."""
    with opened(settings) as crm:
        found = contacts(crm.database, Wanted(text=name), limit=FOUND)
        partners = names_of(crm.database, {one.partner for one in found})
    rows = [(str(one.id), one.name, partners[one.partner].name) for one in found]
    if json_:
        say([dict(zip(("id", "name", "partner"), row, strict=True)) for row in rows])
    else:
        table(["id", "name", "partner"], rows)


@person.command("export", epilog="Example: crm person export 8f14e45f-ceea-467f-a8d6-9b2f3c1d7e50")
@click.argument("person_id", metavar="ID", type=click.UUID)
@as_json
@click.pass_obj
def export(settings: Settings, person_id: UUID, *, json_: bool) -> None:
    """Print everything that is held of the contact ID, to be handed to them."""
    with opened(settings) as crm:
        if reader := viewer():
            note_reading(crm.database, reader.account_id, PERSON, str(person_id))
        found = everything(crm, person_id)
    if json_:
        say(found)
    else:
        _tell(found)


@click.command("erase", epilog="Example: crm erase 8f14e45f-ceea-467f-a8d6-9b2f3c1d7e50")
@click.argument("person_id", metavar="ID", type=click.UUID)
@click.option("--yes", is_flag=True, help="Don't ask; for scripts.")
@click.pass_obj
def erase(settings: Settings, person_id: UUID, *, yes: bool) -> None:
    """Erase the contact ID for good, after saying what goes and what stays.

    What they took part in stays and counts, without their name. The erasure is written into a
    ledger in the folder of backups first, so that no restore brings them back.
    """
    with opened(settings) as crm:
        found = preview(crm, person_id)
        click.echo(
            f"Goes: {', '.join(found.fields)} ({several(found.versions, 'value', 'values')})"
        )
        stays = (
            several(found.positions, "place of work", "places of work"),
            several(found.consents, "consent", "consents"),
            several(found.engagements, "engagement", "engagements"),
        )
        click.echo(f"Stays, without a name: {', '.join(stays)}")
        if not yes:
            click.confirm("Nobody can bring this back. Erase?", abort=True)
        erase_person(crm, person_id, origin=Origin(actor(), "job"))
    click.echo("Erased.")


def _tell(found: Person) -> None:
    table(
        ["recorded", "what", "value"],
        [(_when(one.recorded_at), one.field, one.value or "–") for one in found.details],
    )
    click.echo()
    table(
        ["partner", "since", "until"],
        [(one.partner, one.since or "–", one.until or "–") for one in found.works_at],
    )
    click.echo()
    table(
        ["held for", "on the ground of", "text", "since", "withdrawn"],
        [
            (one.purpose, one.basis, one.text_version, one.given, one.withdrawn or "–")
            for one in found.held_for
        ],
    )
    click.echo()
    table(
        ["took part in", "form", "day"],
        [(one.title, one.form, one.day or "–") for one in found.took_part],
    )
    click.echo()
    table(["recorded", "event"], [(_when(one.recorded_at), one.topic) for one in found.events])


def _when(at: datetime) -> str:
    return f"{at.astimezone(HOME):%Y-%m-%d %H:%M}"
