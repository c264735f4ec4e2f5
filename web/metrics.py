"""Figures for Prometheus, in its text format: requests, the log, the read models, the pool."""

from collections import Counter
from collections.abc import Iterator
from threading import Lock
from time import time

from crm.application import CRM
from crm.log import UNAVAILABLE
from crm.standing import Standing, standing

# Seconds: a page takes a hundredth, and nobody waits for longer than the last.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
POOL = {
    "pool_size": "Connections to the database that are open.",
    "pool_available": "Connections that nobody is using.",
    "requests_waiting": "Requests that wait for a connection.",
}


class Metrics:
    """What was counted since this process started."""

    def __init__(self, crm: CRM) -> None:
        self.crm, self.started_at = crm, time()
        self.running = 0
        self._lock = Lock()
        self._requests = Counter[tuple[str, str, int]]()
        self._within = Counter[tuple[str, float]]()
        self._seconds: dict[str, float] = {}

    def observe(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that was answered; `status` is 0 where nothing was."""
        route = route or "unknown"
        # A method is whatever a client makes up, and each would be a series of its own.
        method = method if method in METHODS else "other"
        bucket = next((limit for limit in BUCKETS if seconds <= limit), float("inf"))
        with self._lock:
            self._requests[method, route, status] += 1
            self._within[route, bucket] += 1
            self._seconds[route] = self._seconds.get(route, 0) + seconds

    def text(self) -> str:
        """Write all of it, asking the database; what can't be asked is left out."""
        return "\n".join([*self._of_requests(), *self._of_database(), ""])

    def _of_requests(self) -> Iterator[str]:
        with self._lock:
            requests, within, total = +self._requests, +self._within, dict(self._seconds)
        yield from _head("verkosto_requests_total", "counter", "Requests that were answered.")
        for (method, route, status), count in sorted(requests.items()):
            labels = f'method="{method}",route="{_quoted(route)}",status="{status}"'
            yield f"verkosto_requests_total{{{labels}}} {count}"
        name = "verkosto_request_seconds"
        yield from _head(name, "histogram", "How long requests took.")
        for route in sorted(total):
            yield from _histogram(name, f'route="{_quoted(route)}"', route, within, total[route])
        yield from _gauge("verkosto_requests_running", "Requests being answered.", self.running)
        yield from _gauge("verkosto_started_seconds", "When the process started.", self.started_at)

    def _of_database(self) -> Iterator[str]:
        stats = self.crm.database.pool.get_stats()
        for key, told in POOL.items():
            yield from _gauge(f"verkosto_{key}", told, stats.get(key, 0))
        found = self._standing()
        yield from _gauge("verkosto_database_up", "Whether it answers.", int(found is not None))
        if found:
            told = "How far the log goes."
            yield from _gauge("verkosto_log_position", told, found.head)
            told = "How many entries the slowest read model is behind."
            yield from _gauge("verkosto_read_model_lag", told, found.lag)

    def _standing(self) -> Standing | None:
        try:
            return standing(self.crm)
        except UNAVAILABLE:
            return None


def _histogram(
    name: str, label: str, route: str, within: Counter[tuple[str, float]], total: float
) -> Iterator[str]:
    count = 0
    for limit in (*BUCKETS, float("inf")):
        count += within[route, limit]
        written = "+Inf" if limit == float("inf") else limit
        yield f'{name}_bucket{{{label},le="{written}"}} {count}'
    yield f"{name}_sum{{{label}}} {total:.6f}"
    yield f"{name}_count{{{label}}} {count}"


def _gauge(name: str, told: str, value: float) -> Iterator[str]:
    yield from _head(name, "gauge", told)
    yield f"{name} {value}"


def _head(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"


def _quoted(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
