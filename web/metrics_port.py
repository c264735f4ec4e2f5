"""The metrics on a port of their own, for this machine only, beside the pages."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event

from crm.beside import beside
from web.metrics import Metrics

LOG = logging.getLogger("verkosto")
# A process that takes over finds the port taken until the one before it is done.
TRIED_EVERY = 0.5
TYPE = "text/plain; version=0.0.4; charset=utf-8"


@contextmanager
def metrics_served(metrics: Metrics, port: int | None) -> Iterator[None]:
    """Serve the metrics for as long as it takes, where a port is set."""
    if port is None:
        yield
        return
    with beside(partial(_serve, metrics, port)):
        yield


def _serve(metrics: Metrics, port: int, done: Event) -> None:
    while not done.is_set():
        try:
            server = ThreadingHTTPServer(("127.0.0.1", port), _handler(metrics))
        except OSError:
            LOG.warning("The port of the metrics is taken")
            done.wait(TRIED_EVERY)
            continue
        with server:
            server.timeout = TRIED_EVERY
            while not done.is_set():
                server.handle_request()


def _handler(metrics: Metrics) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            found = self.path.partition("?")[0] == "/metrics"
            body = metrics.text().encode() if found else b"Ask for /metrics.\n"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", TYPE)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the library
            """Keep quiet: every few seconds is too often."""

    return Handler
