"""crm person, crm erase: what is held of people, handed out or erased."""

from datetime import datetime
from uuid import UUID

import click

from crm.audit import PERSON, SYSTEM, note_reading
from crm.cli.acting import actor, viewer
from crm.cli.output import as_json, say, several, table
from crm.clocks import HOME
from crm.contact_list import Wanted, contacts
from crm.database import Database
from crm.erasing import Preview, preview
from crm.erasing import erase as erase_person
from crm.log import Origin
from crm.opening import opened
from crm.person import Person, everything
from crm.projections.directory.colleagues import called
from crm.projections.directory.questions import current_parties
from crm.projections.directory.questions import names as names_of
from crm.settings import Settings
from crm.vault import words

FOUND = 100


@click.group()
def person() -> None:
    """Find people, and hand out all that is held of one."""


@person.command("find", epilog="Example: crm person find esimerkki")
@click.argument("name")
@as_json
@click.pass_obj
def find(settings: Settings, name: str, *, json_: bool) -> None:
    """List contacts and colleagues whose names have words that begin with NAME, with their ids."""
    with opened(settings) as crm:
        found = [*_contacts(crm.database, name), *_colleagues(crm.database, name)]
    if json_:
        say(found)
    else:
        rows = [(one["id"], one["name"], one.get("partner") or one["unit"]) for one in found]
        table(["id", "name", "partner or unit"], rows)


def _contacts(database: Database, name: str) -> list[dict[str, str]]:
    found = contacts(database, Wanted(text=name), limit=FOUND)
    partners = names_of(database, {one.partner for one in found})
    return [
        {"id": str(one.id), "name": one.name, "partner": partners[one.partner].name}
        for one in found
    ]


def _colleagues(database: Database, name: str) -> list[dict[str, str]]:
    found = called(database, name, FOUND) if words(name) else []
    parties = current_parties(database, [one.id for one in found])
    units = names_of(database, {one.unit_id for one in parties.values() if one.unit_id})
    unit = {one.id: units[one.unit_id].name for one in parties.values() if one.unit_id}
    return [{"id": str(one.id), "name": one.name, "unit": unit.get(one.id, "")} for one in found]


@person.command("export", epilog="Example: crm person export 8f14e45f-ceea-467f-a8d6-9b2f3c1d7e50")
@click.argument("person_id", metavar="ID", type=click.UUID)
@as_json
@click.pass_obj
def export(settings: Settings, person_id: UUID, *, json_: bool) -> None:
    """Print everything that is held of the contact or colleague ID, to be handed to them."""
    with opened(settings) as crm:
        reader = viewer()
        account_id = reader.account_id if reader else SYSTEM
        note_reading(crm.database, account_id, PERSON, str(person_id))
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
    """Erase the contact or colleague ID for good, after saying what goes and what stays.

    What they took part in stays and counts, without their name. A colleague has to have left; with
    what they signed in goes too. The erasure is written into a ledger in the folder of backups
    first, so that no restore brings them back.
    """
    with opened(settings) as crm:
        found = preview(crm, person_id)
        click.echo(f"Goes: {', '.join(_goes(found))}")
        click.echo(f"Stays, without a name: {', '.join(_stays(found))}")
        if not yes:
            click.confirm("Nobody can bring this back. Erase?", abort=True)
        erase_person(crm, person_id, origin=Origin(actor(), "job"))
    click.echo("Erased.")


def _goes(found: Preview) -> list[str]:
    goes = [*found.fields, f"in all {several(found.versions, 'value', 'values')}"]
    if found.accounts:
        goes.append(several(found.accounts, "account", "accounts"))
    return goes


def _stays(found: Preview) -> tuple[str, ...]:
    if found.type == "colleague":
        return (several(found.activities, "activity", "activities"),)
    return (
        several(found.positions, "place of work", "places of work"),
        several(found.consents, "consent", "consents"),
        several(found.engagements, "engagement", "engagements"),
    )


def _tell(found: Person) -> None:
    table(
        ["recorded", "what", "value"],
        [(_when(one.recorded_at), one.field, one.value or "–") for one in found.details],
    )
    click.echo()
    table(
        ["partner or unit", "since", "until"],
        [
            (one.partner or one.unit or "–", one.since or "–", one.until or "–")
            for one in found.works_at
        ],
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
    if found.accounts:
        table(["signs in as", "role"], [(one.login, one.role) for one in found.accounts])
        click.echo()
    table(["recorded", "event"], [(_when(one.recorded_at), one.topic) for one in found.events])


def _when(at: datetime) -> str:
    return f"{at.astimezone(HOME):%Y-%m-%d %H:%M}"
