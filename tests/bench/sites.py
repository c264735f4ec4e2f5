"""Ours and the reference's pages over one database, served alike."""

from collections.abc import Iterator
from contextlib import contextmanager

from crm.opening import opened_at
from features.signed_in import token_of
from tests.bench.processes import CRM, Serving, free_port, serving, settled
from tests.bench.reference.rows import fill

UVICORN = ("-m", "uvicorn", "tests.bench.reference.app:app", "--log-level", "warning")
OPEN = ("-m", "tests.bench.open_pages", "serve")
ALIKE = ("--no-access-log", "--loop", "uvloop", "--http", "httptools", "--workers", "1")


@contextmanager
def both(url: str) -> Iterator[tuple[Serving, Serving]]:
    """Give ours and the reference, each with one worker, at rest."""
    with opened_at(url) as crm:
        fill(crm.database)
    with ours(url) as one, reference(url) as other:
        settled(one.pid)
        yield one, other


@contextmanager
def ours(url: str) -> Iterator[Serving]:
    """Give our pages, as `crm serve` serves them, to somebody who is signed in."""
    port, cookie = free_port(), signed_in(url)
    env = {"CRM_DATABASE_URL": url, "CRM_PORT": str(port)}
    with serving(*CRM, "serve", env=env, port=port, path="/partners", cookie=cookie) as served:
        yield served


def signed_in(url: str) -> str:
    """Sign an administrator in, and return the cookie."""
    with opened_at(url) as crm:
        return f"session={token_of(crm)}"


@contextmanager
def ours_for_anybody(url: str) -> Iterator[Serving]:
    """Give our pages without a look at who asks."""
    port = free_port()
    env = {"CRM_DATABASE_URL": url, "CRM_PORT": str(port)}
    with serving(*OPEN, env=env, port=port, path="/partners") as served:
        yield served


@contextmanager
def reference(url: str) -> Iterator[Serving]:
    """Give the pages of the reference."""
    port = free_port()
    arguments = [*UVICORN, *ALIKE, "--port", str(port)]
    with serving(*arguments, env={"REFERENCE_DATABASE_URL": url}, port=port) as served:
        yield served
