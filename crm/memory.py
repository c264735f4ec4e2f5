"""Long work: memory, and reading ahead."""

import ctypes
import gc
import sys
from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

Item = TypeVar("Item")
# Seconds that a thread computes before one that waits gets its turn: as ever, and in long work.
TURN, SHORT_TURN = sys.getswitchinterval(), 0.0005
TRIM_THRESHOLD, MMAP_THRESHOLD, ARENA_MAX = -1, -3, -8


def frugal() -> None:
    """Let large arrays go back to the system when they are let go of, where the C library is glibc.

    It otherwise learns from the first of them to keep such blocks, one heap a thread.
    """
    try:
        mallopt = ctypes.CDLL("libc.so.6").mallopt
    except (OSError, AttributeError):
        return
    for name, value in ((ARENA_MAX, 2), (MMAP_THRESHOLD, 1 << 18), (TRIM_THRESHOLD, 1 << 18)):
        mallopt(name, value)


@contextmanager
def unhurried() -> Iterator[None]:
    """Let the collector of cycles rest while millions of short-lived objects are made.

    Reference counts free them at once; looking for cycles among them took a fifth of the time.
    And let threads take short turns: beside one that computes, each answer of the database was
    noticed 5 ms late, so that program and database took turns instead of working at once.
    """
    was_on = gc.isenabled()
    gc.disable()
    sys.setswitchinterval(SHORT_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(TURN)
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
