"""crm backup, crm restore"""

from datetime import datetime
from pathlib import Path

import click

from crm.backups import store
from crm.backups.making import back_up
from crm.backups.restoring import restore as bring_back
from crm.cli.output import as_json, say
from crm.cli.telling import Told
from crm.language import gettext as _
from crm.settings import Settings

FOLDER = click.Path(file_okay=False, path_type=Path)
KEPT = 14


@click.command(epilog="Example: crm backup --keep 14")
@click.argument("folder", type=FOLDER, required=False)
@click.option(
    "--keep",
    type=click.IntRange(1),
    help=f"Delete older backups in CRM_BACKUPS, but for this many; {KEPT} is a good number.",
)
@as_json
@click.pass_obj
def backup(settings: Settings, folder: Path | None, keep: int | None, *, json_: bool) -> None:
    """Copy the whole installation into FOLDER, by default a new one in CRM_BACKUPS.

    Everything goes on meanwhile. After the first backup all that is written is archived in
    CRM_BACKUPS too, so that `crm restore --at` can go to any second since. A server of
    CRM_DATABASE_URL that doesn't let itself be copied is dumped, which is of that moment alone.
    """
    made, about = back_up(settings, folder)
    gone = store.prune(settings.backups, keep) if keep and not folder else []
    if json_:
        say({"folder": str(made), "deleted": [str(one) for one in gone], **_as_json(about)})
    else:
        click.echo(f"{about.position:,} entries backed up in {made}")
        if about.source and about.source.others:
            click.echo(f"It is of the whole server, with its {', '.join(about.source.others)}.")
        if about.why:
            click.echo(f"Dumped: `crm restore --at` can't go to a time since. {about.why}")
        for one in gone:
            click.echo(f"{one} deleted, since {keep} newer ones are kept")


@click.command(epilog='Example: crm restore backups/2026-11-24T020000Z --at "2026-11-24 14:05:09"')
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--at", help="As it was at this time, by this machine's clock if it names no zone.")
@click.option("--aside", is_flag=True, help="Rename the present data; they aren't deleted.")
@click.option("--try", "trial", is_flag=True, help="Only see whether it can be done.")
@click.option("--wal", type=FOLDER, help="An archive elsewhere than in CRM_BACKUPS.")
@as_json
@click.pass_obj
def restore(
    settings: Settings,
    folder: Path,
    at: str | None,
    wal: Path | None,
    *,
    aside: bool,
    trial: bool,
    json_: bool,
) -> None:
    """Bring the backup in FOLDER back, as far as the archive goes or to a time.

    Stop the program first, but for a trial. What is restored is made whole and proved before the
    present data are renamed. A dump, and a copy of another server, fill the database of
    CRM_DATABASE_URL, which has to be empty; where that isn't set, an embedded PostgreSQL.
    """
    restored, put = bring_back(settings, folder, at=_instant(at), aside=aside, trial=trial, wal=wal)
    if json_:
        say({**_as_json(restored), "aside": str(put) if put else None})
        return
    click.echo(f"{restored.position:,} entries restored; the chain holds over all of them.")
    if put:
        click.echo(f"The data that were there are in {put}. Delete them when all is well.")
    click.echo("That was a trial." if trial else "Make a new backup now: crm backup")


def _instant(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text).astimezone() if text else None
    except ValueError as error:
        said = _("--at: %(text)s is no time. Write it as 2026-11-24 14:05:09.") % {"text": text}
        raise Told(said) from error


def _as_json(about: store.Backup | store.Restored) -> dict[str, object]:
    return {name: getattr(about, name) for name in about.__struct_fields__}
