"""A light HTTP client in a process of its own: keep-alive, a socket a thread, nothing else.

Reads {"port", "paths", "clients", "seconds", "cookie"} and writes {"took": [ms], "errors",
"bytes"}.
"""

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from itertools import chain, cycle
from typing import Any


def drive(
    port: int, paths: list[str], clients: int, seconds: float, cookie: str = ""
) -> dict[str, Any]:
    """Ask for the paths in turn from as many clients, for as long."""
    took: list[list[float]] = [[] for _ in range(clients)]
    wrong: list[list[str]] = [[] for _ in range(clients)]
    until = time.perf_counter() + seconds
    head = "Host: localhost\r\nAccept: text/html\r\n" + (f"Cookie: {cookie}\r\n" if cookie else "")
    threads = [
        threading.Thread(
            target=_ask, args=(port, head, _from(paths, n, clients), until, took[n], wrong[n])
        )
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"took": [*chain(*took)], "errors": [*chain(*wrong)]}


def _from(paths: list[str], number: int, clients: int) -> Iterator[str]:
    begin = number * len(paths) // clients
    return cycle([*paths[begin:], *paths[:begin]])


def _ask(
    port: int, head: str, paths: Iterator[str], until: float, took: list[float], wrong: list[str]
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (began := time.perf_counter()) < until:
            path = next(paths)
            request = f"GET {path} HTTP/1.1\r\n{head}\r\n"
            connection.sendall(request.encode())
            status = _answer(connection)
            took.append((time.perf_counter() - began) * 1_000)
            if status != b"200":
                wrong.append(f"{status.decode()} {path}")


def _answer(connection: socket.socket) -> bytes:
    data = connection.recv(262_144)
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _more(connection)
    head = data[:end].lower()
    length = int(head.partition(b"content-length:")[2].partition(b"\r")[0])
    left = end + 4 + length - len(data)
    while left > 0:
        left -= len(_more(connection))
    return data[9:12]


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(262_144)
    if not data:
        raise ConnectionError
    return data


if __name__ == "__main__":
    json.dump(drive(**json.load(sys.stdin)), sys.stdout)
