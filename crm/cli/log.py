"""crm log"""

import sys
from contextlib import ExitStack
from pathlib import Path

import click

from crm.application import CRM
from crm.cli.lacking import check_writable
from crm.cli.output import as_json, broken_too, prove, say, several, written
from crm.erasing import finish
from crm.log.transfer import export, replay
from crm.log.verify import verify, verify_on
from crm.log.writes import resume
from crm.opening import opened
from crm.people_file import beside
from crm.settings import Settings
from crm.vault import people_without_names


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
@click.option("--without-people", is_flag=True, help="Leave out who people are.")
@broken_too
@click.pass_obj
def export_(settings: Settings, file: Path, *, without_people: bool, broken: bool) -> None:
    """Write the whole log into FILE, a JSON object a line. A broken log is refused.

    The log knows contacts and colleagues by their ids. Who they are goes into a second file, named
    after the first: backup.people.jsonl beside backup.jsonl. It is personal data, and only its
    owner may read it. Keep it beside the log, and remove it when it is needed no longer.

    The last line of each says how much it holds: `crm log replay` refuses a file that was cut off.
    """
    for one in [file] if without_people else [file, beside(file)]:
        check_writable(one)
    with opened(settings) as crm:
        if not broken:
            prove(crm)
        count = _export(crm, file, None if without_people else beside(file))
    click.echo(f"{count:,} entries written to {file}")
    if without_people:
        # What an earlier export left there doesn't belong to this one.
        beside(file).unlink(missing_ok=True)
    else:
        click.echo(f"Who people are is in {beside(file)}: personal data.")


def _export(crm: CRM, file: Path, people: Path | None) -> int:
    with ExitStack() as parts:
        out = parts.enter_context(written(file))
        kept = parts.enter_context(written(people, mode=0o600)) if people else None
        bar = parts.enter_context(
            click.progressbar(length=crm.position(), label="Exporting", file=sys.stderr)
        )
        return export(
            crm.database, out, lambda position: bar.update(position - bar.pos), people=kept
        )


@log.command("replay", epilog="Example: crm log replay backup.jsonl")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--without-end", is_flag=True, help="Take a file that lacks its last line.")
@click.pass_obj
def replay_(settings: Settings, file: Path, *, without_end: bool) -> None:
    """Read an exported log into an empty installation: all of it, or nothing.

    Who people are is read from the file beside it, backup.people.jsonl for backup.jsonl. Whoever
    the ledger of erasures names is erased again.

    The last line of an export says how much it holds. A file without it was cut off, or comes
    from a program before version 0.2, which didn't write it.
    """
    with opened(settings) as crm:
        count = _replay(crm, file, without_end=without_end)
        assert crm.ledger
        finish(crm, crm.ledger)
        nameless = people_without_names(crm.database)
    click.echo(f"{count:,} entries replayed")
    if nameless and not beside(file).exists():
        missing = several(nameless, "person has no name", "people have no names")
        click.echo(f"{missing}: {beside(file).name} isn't beside {file.name}.", err=True)


def _replay(crm: CRM, file: Path, *, without_end: bool) -> int:
    followers, people = crm.recorder.followers, beside(file)
    assert followers
    with ExitStack() as files:
        source = files.enter_context(file.open("rb"))
        kept = files.enter_context(people.open("rb")) if people.exists() else None
        bar = files.enter_context(
            click.progressbar(length=file.stat().st_size, label="Replaying", file=sys.stderr)
        )
        return replay(
            crm.database,
            followers,
            source,
            lambda _: bar.update(source.tell() - bar.pos),
            without_end=without_end,
            people=kept,
        )
