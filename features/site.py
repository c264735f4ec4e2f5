"""The pages, served in a thread of the test process over whichever installation is asked for."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import uvicorn
from litestar.types import Receive, Scope, Send

from crm.application import CRM
from crm.clocks import today as real_today
from crm.database.in_loop import InLoop
from web.app import create_app
from web.protocol import Protocol


@dataclass
class Site:
    """The pages of one installation at a time, on a day that can be set."""

    url: str = ""
    today: date = field(default_factory=real_today)
    app: Any = None
    # Kept for good: answers that the program keeps are told apart by the id of their database.
    seen: list[CRM] = field(default_factory=list)

    def show(self, crm: CRM) -> None:
        """Serve the pages of an installation from now on."""
        self.seen.append(crm)
        self.app = self.app or create_app(crm, today=lambda: self.today)
        # Wiring the pages anew for each scenario would take longer than most of their requests.
        gate = self.app.app
        gate.app.state.crm, gate.database = crm, InLoop(crm.database)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self.app(scope, receive, send)


@contextmanager
def served() -> Iterator[Site]:
    """Give a site on a free port of this machine, for as long as it is needed."""
    site = Site()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(site, http=Protocol, lifespan="off", log_level="error", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        site.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        yield site
        server.should_exit = True
        thread.join(10)
