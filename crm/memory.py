"""Memory over long work."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unhurried() -> Iterator[None]:
    """Let the collector of cycles rest while millions of short-lived objects are made.

    Reference counts free them at once; looking for cycles among them took a fifth of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
