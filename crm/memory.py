"""Long work: memory, and reading ahead."""

import gc
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")


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


def ahead(items: Iterator[Item]) -> Generator[Item, None, None]:
    """Give items while the next one is already being made, in a thread of its own."""
    nothing = object()
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, items, nothing)
        while (item := coming.result()) is not nothing:
            coming = worker.submit(next, items, nothing)
            yield item  # type: ignore[misc]
