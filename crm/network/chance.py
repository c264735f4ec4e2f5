"""Chance that comes out the same: igraph draws from one generator in the whole process."""

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from threading import Lock

DRAWING = Lock()


@contextmanager
def seeded() -> Iterator[None]:
    """Let igraph draw the same numbers every time, by one caller at a time."""
    import igraph

    with DRAWING:
        igraph.set_random_number_generator(Random(7))  # noqa: S311
        yield
