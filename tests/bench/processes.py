"""Processes of their own: what they took, and servers that answer until they aren't needed."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# As it is installed: what tests alone need isn't there for Litestar to read.
PROGRAM = "import sys; sys.modules['pydantic'] = None; from crm.cli import main; main()"
CRM = ("-c", PROGRAM)
TICKS = os.sysconf("SC_CLK_TCK")
WAIT = 60


class ProcessFailed(Exception):
    """A process of the bench ended with an error; its last words are the message."""


@dataclass(frozen=True, slots=True)
class Finished:
    """What a process said and took: seconds by the clock and of the processor, most memory.

    Of the latter two, what it started counts too.
    """

    said: str
    seconds: float
    cpu_seconds: float
    peak_megabytes: float


def finished(
    *arguments: str, env: Mapping[str, str] = {}, said: str = "", cwd: Path = ROOT
) -> Finished:
    """Run Python with arguments until it ends; `said` is what it reads."""
    with tempfile.TemporaryFile("w+") as heard, tempfile.TemporaryFile("w+") as out:
        heard.write(said)
        heard.seek(0)
        began = time.perf_counter()
        process = started(*arguments, env=env, stdin=heard.fileno(), stdout=out.fileno(), cwd=cwd)
        peaks: dict[int, int] = {}
        while not (ended := os.wait4(process.pid, os.WNOHANG))[0]:
            _look_at(process.pid, peaks)
            time.sleep(0.05)
        _, status, usage = ended
        took = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        if process.returncode:
            raise ProcessFailed(" ".join(arguments), out.read())
        cpu = usage.ru_utime + usage.ru_stime
        return Finished(out.read(), took, cpu, sum(peaks.values()) * 1_024 / 1e6)


def _look_at(pid: int, peaks: dict[int, int]) -> None:
    """Note the most kB that a process held so far, and those that it started."""
    # A process may end between two looks at it.
    with suppress(OSError, StopIteration):
        status = Path(f"/proc/{pid}/status").read_text().splitlines()
        peaks[pid] = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text().split():
                _look_at(int(child), peaks)


def started(
    *arguments: str,
    env: Mapping[str, str] = {},
    stdin: int | None = subprocess.DEVNULL,
    stdout: int | None = subprocess.DEVNULL,
    stderr: int | None = None,
    cwd: Path = ROOT,
) -> "subprocess.Popen[bytes]":
    """Start Python with arguments, in the folder of the program if no other is named."""
    return subprocess.Popen(  # noqa: S603 - our own modules, with arguments of our own
        [sys.executable, *arguments],
        cwd=cwd,
        # As after a first start, what was compiled is there.
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **env},
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
    )


@dataclass(frozen=True, slots=True)
class Serving:
    """A process that answers on a port, `first` seconds after it was started.

    `cookie` is what whoever asks shows, where pages are for some alone.
    """

    pid: int
    port: int
    first: float
    cookie: str = ""


@contextmanager
def serving(
    *arguments: str, env: Mapping[str, str], port: int, path: str = "/", cookie: str = ""
) -> Iterator[Serving]:
    """Give a server from when it answers; it is stopped in the end."""
    began = time.perf_counter()
    # A line for each request would hide the figures.
    process = started(*arguments, env=env, stderr=subprocess.DEVNULL)
    try:
        while not answers(port, path, cookie):
            if process.poll() is not None or time.perf_counter() - began > WAIT:
                raise ProcessFailed(" ".join(arguments), f"nothing at {path} of port {port}")
            time.sleep(0.005)
        yield Serving(process.pid, port, time.perf_counter() - began, cookie)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(WAIT)


def answers(port: int, path: str, cookie: str = "") -> bool:
    """Say whether a page is there."""
    connection = http.client.HTTPConnection("localhost", port, timeout=WAIT)
    try:
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def settled(pid: int) -> None:
    """Wait until a process has done what it does after its start."""
    before = -1.0
    while (now := cpu_seconds(pid)) - before > 0.02:
        before = now
        time.sleep(1)


def megabytes(pid: int) -> tuple[float, float]:
    """Return how much memory a process holds: its fair share, and all that it has mapped."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    sizes = {line.split()[0]: int(line.split()[1]) for line in lines[1:]}
    return sizes["Pss:"] * 1_024 / 1e6, sizes["Rss:"] * 1_024 / 1e6


def cpu_seconds(pid: int) -> float:
    """Return how long the processor worked for a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
