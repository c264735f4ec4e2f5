"""What was uploaded is looked after in the background: an erasure by another process reaches it."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

from crm.application import CRM
from web.imports.running import Running

# How many seconds files outlive an erasure by another process at most, unless somebody looks.
SWEPT_EVERY = 10


@contextmanager
def swept(crm: CRM, running: Running, every: float = SWEPT_EVERY) -> Iterator[None]:
    """Remove again and again what was uploaded before somebody was erased elsewhere."""
    done = Event()
    sweeper = Thread(target=_sweep, args=(crm, running, every, done), daemon=True)
    sweeper.start()
    try:
        yield
    finally:
        done.set()
        sweeper.join()


def _sweep(crm: CRM, running: Running, every: float, done: Event) -> None:
    while not done.wait(every):
        # The disk of the backups, where erasures are written down, may be away for a while.
        with suppress(OSError):
            running.sweep(crm)
