"""crm log"""

import sys
from pathlib import Path

import click

from crm.cli.output import as_json, broken_too, prove, say
from crm.log.transfer import export, replay
from crm.log.verify import verify, verify_on
from crm.log.writes import resume
from crm.opening import opened
from crm.settings import Settings


@click.group()
def log() -> None:
    """Prove, export or replay the log of events."""


@log.command("verify", epilog="Example: crm log verify --json")
@as_json
@click.pass_obj
def verify_(settings: Settings, *, json_: bool) -> None:
    """Follow the hash chain through the whole log; name the first entry that breaks it.

    Where it is broken nothing more is written, until a chain that holds was seen or `crm log
    resume` says to go on. Exit code 2 means broken.
    """
    with (
        opened(settings) as crm,
        click.progressbar(length=crm.position(), label="Verifying", file=sys.stderr) as bar,
    ):
        position = verify(crm.database, lambda position: bar.update(position - bar.pos))
        bar.update(position - bar.pos)
    if json_:
        say({"position": position, "holds": True})
    else:
        click.echo(f"The chain holds over {position:,} entries.")


@log.command("resume", epilog="Example: crm log resume")
@click.confirmation_option(prompt="The log was found broken. Write to it all the same?")
@click.pass_obj
def resume_(settings: Settings) -> None:
    """Allow writes again, although the log was found broken where it was.

    The rest of it is proved at once: another break stops writes again, and is told.
    """
    with opened(settings) as crm:
        with crm.database.connection() as connection:
            resume(connection.cursor())
        with click.progressbar(length=crm.position(), label="Verifying", file=sys.stderr) as bar:
            verify_on(crm.database, lambda position: bar.update(position - bar.pos))


@log.command("export", epilog="Example: crm log export backup.jsonl")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@broken_too
@click.pass_obj
def export_(settings: Settings, file: Path, *, broken: bool) -> None:
    """Write the whole log into FILE, a JSON object a line. A broken log is refused.

    The last line says how many events there are, and the hash of the last: `crm log replay`
    refuses a file that was cut off.
    """
    part = file.with_name(f"{file.name}.part")
    with opened(settings) as crm:
        if not broken:
            prove(crm)
        with (
            part.open("wb") as out,
            click.progressbar(length=crm.position(), label="Exporting", file=sys.stderr) as bar,
        ):
            count = export(crm.database, out, lambda position: bar.update(position - bar.pos))
    part.replace(file)
    click.echo(f"{count:,} entries written to {file}")


@log.command("replay", epilog="Example: crm log replay backup.jsonl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--without-end", is_flag=True, help="Take a file that lacks its last line.")
@click.pass_obj
def replay_(settings: Settings, file: Path, *, without_end: bool) -> None:
    """Read an exported log into an empty installation: all of it, or nothing.

    The last line of an export says how much it holds. A file without it was cut off, or comes
    from a program before version 0.2, which didn't write it.
    """
    with opened(settings) as crm, file.open("rb") as source:
        followers = crm.recorder.followers
        assert followers
        with click.progressbar(
            length=file.stat().st_size, label="Replaying", file=sys.stderr
        ) as bar:
            count = replay(
                crm.database,
                followers,
                source,
                lambda _: bar.update(source.tell() - bar.pos),
                without_end=without_end,
            )
    click.echo(f"{count:,} entries replayed")
