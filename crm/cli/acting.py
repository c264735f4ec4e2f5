"""Whom a command is given for: somebody with an account, or the system, which is nobody."""

import click

from crm.access import Viewer
from crm.opening import opened
from crm.settings import Settings
from crm.signing_in.acting import acting

VIEWER = "crm.viewer"
SYSTEM = "command line"


def act_as(context: click.Context, settings: Settings, login: str) -> None:
    """Let a command be given for somebody. Raises NobodySignsIn, RoleForbids."""
    with opened(settings) as crm:
        context.meta[VIEWER] = acting(crm.database, login, context.invoked_subcommand or "")


def viewer() -> Viewer | None:
    """Return whom the command is given for; None for the system."""
    found: Viewer | None = click.get_current_context().meta.get(VIEWER)
    return found


def actor() -> str:
    """Return whom the events of the command name."""
    found = viewer()
    return found.actor if found else SYSTEM
