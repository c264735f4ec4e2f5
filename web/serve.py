"""crm serve, crm demo: the commands, quick to be read.

The pages take as long to read as PostgreSQL takes to start, so both are done at once.
"""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from crm.database.embedded import running
from crm.settings import Settings


@click.command(epilog="Example: CRM_PORT=9000 crm serve")
@click.option("--fd", type=int, help="Serve on a socket that was opened before, by its number.")
@click.pass_obj
def serve(settings: Settings, fd: int | None) -> None:
    """Serve the pages, on loopback only as long as nobody signs in."""
    with _started(settings) as (url, serving):
        serving.serve(url, settings, fd)


@click.command(epilog="Example: ./run demo")
@click.pass_obj
def demo(settings: Settings) -> None:
    """Serve the demonstration network, from a data folder of its own."""
    settings = settings.for_demonstration()
    whole = settings.data / "demonstration-is-whole"
    if settings.data.exists() and not whole.exists():
        # It was cut off while it was made: it is made-up, so it is simply made again. Only the
        # database goes: the folder may be somebody's own that happens to be called so.
        shutil.rmtree(settings.cluster, ignore_errors=True)
    with _started(settings) as (url, serving):
        serving.demo(url, settings, whole)


@contextmanager
def _started(settings: Settings) -> Iterator[tuple[str, Any]]:
    """Give the address of the database, and web.serving."""
    with ThreadPoolExecutor(1) as reader:
        reading = reader.submit(import_module, "web.serving")
        with running(settings) as url:
            yield url, reading.result()
