"""What goes on in a thread of its own beside something else, and ends with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread


@contextmanager
def beside(go_on: Callable[[Event], None]) -> Iterator[None]:
    """Let something go on until the block is left; the event that it is given tells it so."""
    done = Event()
    thread = Thread(target=go_on, args=(done,), daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
