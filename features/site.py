"""The pages, served in a thread of the test process over whichever installation is asked for."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import uvicorn
from litestar.types import ASGIApp, Receive, Scope, Send

from crm.application import CRM
from crm.clocks import today as real_today
from web.app import create_app


@dataclass
class Site:
    """The pages of one installation at a time, on a day that can be set."""

    url: str = ""
    today: date = field(default_factory=real_today)
    # Kept for good: answers that the program keeps are told apart by the id of their database.
    apps: dict[int, tuple[CRM, ASGIApp]] = field(default_factory=dict)
    shown: ASGIApp | None = None

    def show(self, crm: CRM) -> None:
        """Serve the pages of an installation from now on."""
        if id(crm) not in self.apps:
            self.apps[id(crm)] = crm, create_app(crm, today=lambda: self.today)
        self.shown = self.apps[id(crm)][1]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        assert self.shown
        await self.shown(scope, receive, send)


@contextmanager
def served() -> Iterator[Site]:
    """Give a site on a free port of this machine, for as long as it is needed."""
    site = Site()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(site, lifespan="off", log_level="error", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        site.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield site
        server.should_exit = True
        thread.join(10)
