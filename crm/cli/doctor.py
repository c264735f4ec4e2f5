"""crm doctor"""

import sys

import click

from crm.cli.output import as_json, say
from crm.doctor.examination import examine
from crm.doctor.finding import STATES, Finding, worst
from crm.settings import Settings

COLOURS = {"ok": "green", "warning": "yellow", "fault": "red"}


@click.command(epilog="Example: crm doctor --json")
@as_json
@click.pass_obj
def doctor(settings: Settings, *, json_: bool) -> None:
    """Look whether all is well: settings, database, log, read models, disks, backups.

    A line for each thing, with the way out where it isn't as it should be. Changes nothing. Exit
    code 1 means that there is a warning, 2 that there is a fault.
    """
    found = []
    for finding in examine(settings):
        found.append(finding)
        if not json_:
            _tell(finding)
    if json_:
        say({"state": worst(found), "findings": found})
    sys.exit(STATES.index(worst(found)))


def _tell(finding: Finding) -> None:
    state = click.style(f"{finding.state:<7}", fg=COLOURS[finding.state])
    way_out = f" → {finding.way_out}" if finding.way_out else ""
    click.echo(f"{state}  {finding.name:<16}  {finding.told}{way_out}")
