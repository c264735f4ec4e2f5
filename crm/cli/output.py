"""How commands answer: JSON for machines, plain columns for people, progress on long work."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click
import msgspec

from crm.application import CRM
from crm.log.verify import check

as_json = click.option("--json", "json_", is_flag=True, help="Answer in JSON, for machines.")

broken_too = click.option("--broken", is_flag=True, help="Take a log that is broken as it is.")


def prove(crm: CRM) -> None:
    """Prove the log, which takes seconds a million events. Raises LogIsBroken."""
    with click.progressbar(length=crm.position(), label="Verifying", file=sys.stderr) as bar:
        check(crm.database, lambda position: bar.update(position - bar.pos))


def say(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=2).decode())


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in columns, numbers to the right."""
    lines = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *lines, strict=True)]
    click.secho("  ".join(map(str.ljust, head, widths)).rstrip(), bold=True)
    for line in lines:
        cells = [
            cell.rjust(width) if cell.replace(".", "").isdigit() else cell.ljust(width)
            for cell, width in zip(line, widths, strict=True)
        ]
        click.echo("  ".join(cells).rstrip())


def several(n: int, one: str, more: str) -> str:
    """Write a number with its word: '1 group', '3 groups'."""
    return f"{n} {one if n == 1 else more}"


@contextmanager
def written(file: Path, mode: int = 0o666) -> Iterator[BinaryIO]:
    """Give a file to write, which takes its place only once it is whole; `mode` is before umask."""
    file = file.resolve()  # a link stays one
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            yield out
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
