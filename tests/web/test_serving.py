"""The program as a process: stopped without cutting anybody off, and taken over by the next."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import httpx
import pytest

from tests.web.processes import PATIENCE, address, listening_socket, serving, until_ready

AT_MOST = 6

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(300),
    pytest.mark.skipif(os.name != "posix", reason="Sockets are handed over in the way of POSIX."),
]


def test_it_stops_within_six_seconds_whoever_is_still_there(tmp_path: Path) -> None:
    with listening_socket() as listening, serving(tmp_path, listening) as program:
        url = address(listening)
        until_ready(url)
        with ExitStack() as stack:
            client = stack.enter_context(httpx.Client(base_url=url))
            assert 200 == client.get("/health/live").status_code  # and the connection is kept
            half = stack.enter_context(socket.create_connection(listening.getsockname()))
            half.sendall(
                b"POST /partners HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
                b"Content-Length: 9\r\n\r\na="
            )
            sleep(0.5)
            began_at = monotonic()

            program.send_signal(signal.SIGTERM)

            assert 0 == program.wait(PATIENCE)
            assert monotonic() < began_at + AT_MOST
    assert not (tmp_path / "data/postgresql/postmaster.pid").exists()


def test_another_process_takes_over_and_no_request_is_dropped(tmp_path: Path) -> None:
    with listening_socket() as listening, ExitStack() as stack:
        url = address(listening)
        first = stack.enter_context(serving(tmp_path, listening))
        until_ready(url)
        answered, failed = list[int](), list[str]()
        with _load(url, answered, failed):
            second = stack.enter_context(serving(tmp_path, listening))
            _until_serving(second)
            first.send_signal(signal.SIGTERM)
            assert 0 == first.wait(PATIENCE)
            reached = len(answered)
            sleep(1)

        assert [] == failed
        assert {200} == set(answered)
        assert 20 < reached < len(answered)
        second.send_signal(signal.SIGTERM)
        assert 0 == second.wait(PATIENCE)


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux tells what a process has mapped.")
def test_pages_are_served_by_the_quick_loop(tmp_path: Path) -> None:
    with listening_socket() as listening, serving(tmp_path, listening) as program:
        until_ready(address(listening))

        mapped = Path(f"/proc/{program.pid}/maps").read_text()

    assert "uvloop" in mapped


def test_metrics_have_a_port_of_their_own_and_logs_are_lines(tmp_path: Path) -> None:
    with listening_socket() as listening, listening_socket() as free:
        port = free.getsockname()[1]
        free.close()
        with serving(tmp_path, listening, CRM_METRICS_PORT=str(port)) as program:
            url = address(listening)
            until_ready(url)
            pages = httpx.get(f"{url}/metrics")
            metrics = httpx.get(f"http://127.0.0.1:{port}/metrics")
            other = httpx.get(f"http://127.0.0.1:{port}/")
            program.send_signal(signal.SIGTERM)
            assert 0 == program.wait(PATIENCE)

    assert [404, 200, 404] == [answer.status_code for answer in (pages, metrics, other)]
    assert 'route="/health/ready",status="200"' in metrics.text
    logged = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    assert pages.headers["x-request-id"] in {line.get("request_id") for line in logged}
    assert {"/health/ready", ""} <= {line["route"] for line in logged if "route" in line}


@contextmanager
def _load(url: str, answered: list[int], failed: list[str]) -> Iterator[None]:
    """Ask without a pause: four threads connect for each request, two keep their connection."""
    done = Event()

    def ask(*, keeps: bool) -> None:
        with httpx.Client(base_url=url, timeout=PATIENCE) as client:
            while not done.is_set():
                try:
                    headers = {} if keeps else {"connection": "close"}
                    answered.append(client.get("/health/live", headers=headers).status_code)
                except httpx.HTTPError as error:
                    failed.append(repr(error))

    threads = [Thread(target=ask, kwargs={"keeps": keeps}) for keeps in [False] * 4 + [True] * 2]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _until_serving(program: subprocess.Popen[bytes]) -> None:
    """Wait until a process says that it serves, and a moment until it does."""
    assert program.stdout
    assert b"Verkosto is at" in program.stdout.readline()
    sleep(1)
