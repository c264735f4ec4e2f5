"""What was uploaded is looked after in the background: an erasure by another process reaches it."""

from contextlib import AbstractContextManager, suppress
from functools import partial
from threading import Event

from crm.application import CRM
from crm.beside import beside
from web.imports.running import Running

# How many seconds files outlive an erasure by another process at most, unless somebody looks.
SWEPT_EVERY = 10


def swept(crm: CRM, running: Running, every: float = SWEPT_EVERY) -> AbstractContextManager[None]:
    """Remove again and again what was uploaded before somebody was erased elsewhere."""
    return beside(partial(_sweep, crm, running, every))


def _sweep(crm: CRM, running: Running, every: float, done: Event) -> None:
    while not done.wait(every):
        # The disk of the backups, where erasures are written down, may be away for a while.
        with suppress(OSError):
            running.sweep(crm)
