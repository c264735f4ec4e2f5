"""The commands of the program, each read when it is asked for: most need little of the whole."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

import click

OURS = {
    "backup": ("crm.cli.backing_up", "backup"),
    "doctor": ("crm.cli.doctor", "doctor"),
    "erase": ("crm.cli.people", "erase"),
    "import": ("crm.cli.importing", "imports"),
    "key": ("crm.cli.keys", "key"),
    "log": ("crm.cli.log", "log"),
    "network": ("crm.cli.network", "network"),
    "person": ("crm.cli.people", "person"),
    "restore": ("crm.cli.backing_up", "restore"),
    "rebuild": ("crm.cli.rebuilding", "rebuild"),
    "user": ("crm.cli.users", "user"),
}


class Commands(click.Group):
    """Commands by name: ours, and those that the pages bring, of which nothing here knows."""

    def list_commands(self, _: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_loaders())

    def get_command(self, _: click.Context, cmd_name: str) -> click.Command | None:
        """Read the command of a name."""
        load = _loaders().get(cmd_name)
        return load() if load else None


def _loaders() -> dict[str, Callable[[], Any]]:
    ours = {name: partial(_load, *place) for name, place in OURS.items()}
    others = {point.name: point.load for point in entry_points(group="verkosto.commands")}
    return ours | others


def _load(module: str, name: str) -> Any:
    return getattr(import_module(module), name)
