"""crm import"""

import io
import sys
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import click

from crm.cli.acting import actor, viewer
from crm.cli.output import as_json, say
from crm.cli.telling import Told
from crm.imports.profile import profile as read_profile
from crm.imports.profile import shipped_profiles
from crm.imports.report import KEPT, Report, RowReport
from crm.imports.run import run, told_if_away
from crm.imports.undo import undo
from crm.language import current
from crm.language import gettext as _
from crm.language.fields import field_of
from crm.language.sentences import sentence
from crm.opening import opened, set_up
from crm.settings import Settings

SHOWN = 50
PATH = click.Path(exists=True, path_type=Path)


@click.command(
    epilog="Example: crm import cordis downloads/cordis-fi --dry-run\n\n"
    f"Profiles that ship with the program: {', '.join(shipped_profiles())}. docs/import.md tells "
    "how to write one."
)
@click.argument("profile")
@click.argument("files", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Say what would come of it; record nothing.")
@as_json
@click.pass_obj
def imports(
    settings: Settings, profile: str, files: tuple[str, ...], *, dry_run: bool, json_: bool
) -> None:
    """Take FILES in by a PROFILE, or take an import back: crm import undo ID.

    Rows that are refused are listed and left out. Exit code 1 means that some were.
    """
    with told_if_away(), opened(settings) as crm:
        set_up(crm)
        if profile == "undo":
            if dry_run or len(files) > 1:
                raise Told(_("To undo takes the id of one import, and has no dry run."))
            one, whose = run_id(files[0]), viewer()
            undone = undo(crm, one, actor=actor(), viewer=whose, reason="undone")
            told = ", ".join(f"{count} {what}" for what, count in undone.items())
            say(undone) if json_ else click.echo(told)
            return
        chosen = read_profile(profile)
        paths, title = existing(files), chosen.titled(current.get())
        with click.progressbar(length=_size(paths), label=title, file=_bar(json_)) as bar:
            report = run(
                crm,
                chosen,
                paths,
                actor=actor(),
                viewer=viewer(),
                dry_run=dry_run,
                progress=lambda rows: bar.update(rows - bar.pos),
                waiting=_say_that_it_waits,
            )
            bar.update(bar.length or 0)
    if json_:
        say(_as_json(report))
    else:
        _tell(report, dry_run=dry_run)
    if report.refused:
        raise click.exceptions.Exit(1)


def run_id(text: str) -> UUID:
    """Read the id of an import. Raises a usage error where it isn't one."""
    try:
        return UUID(text)
    except ValueError:
        said = _("%(text)s is no id of an import: the report of each names its own.")
        raise Told(said % {"text": text}) from None


def existing(files: tuple[str, ...]) -> list[Path]:
    """Return the files and folders of these names. Raises a usage error where one is missing."""
    for file in files:
        if not Path(file).exists():
            raise Told(_("There is no file or folder %(name)s.") % {"name": file})
    return [Path(file) for file in files]


def _size(paths: list[Path]) -> int:
    files = [file for path in paths for file in (path.iterdir() if path.is_dir() else [path])]
    # About what a row of a table takes; only the progress bar depends on it.
    return max(1, sum(file.stat().st_size for file in files if file.is_file()) // 80)


def _say_that_it_waits() -> None:
    click.echo(_("Another import is running. This one begins when that is done."), err=True)


def _bar(json_: bool) -> TextIO:  # noqa: FBT001 - read where it is called
    return io.StringIO() if json_ else sys.stderr


def _tell(report: Report, *, dry_run: bool) -> None:
    would = "would be " if dry_run else ""
    click.echo(f"{report.rows:,} rows read, {report.recorded:,} events {would}recorded")
    for topic, count in sorted(report.events.items()):
        click.echo(f"  {count:>9,}  {topic}")
    for problem in report.problems[:SHOWN]:
        mark = _("warning") if problem.warning else _("refused")
        click.echo(f"{problem.file}:{problem.row}: {mark}: {sentence(problem.refusal)}", err=True)
    if (more := report.told - SHOWN) > 0:
        click.echo(f"… and {more} more; --json lists the first {KEPT:,}", err=True)
    if report.run_id:
        click.echo(f"To take it back: crm import undo {report.run_id}")


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "import": report.run_id and str(report.run_id),
        "rows": report.rows,
        "events": dict(report.events),
        "refused": report.refused,
        "problems": [_problem(problem) for problem in report.problems],
    }


def _problem(problem: RowReport) -> dict[str, Any]:
    return {
        "file": problem.file,
        "row": problem.row,
        "field": field_of(problem.refusal),
        "problem": sentence(problem.refusal),
        "warning": problem.warning,
    }
